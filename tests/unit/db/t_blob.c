/* Values read and written in pieces. */
#include "db/blob.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

struct fixture {
    struct lc_ctx ctx;
    ctr_allocator alloc;
    struct lc_db db;
    atomic_int cancel;
};

static int setup(void **state)
{
    static struct fixture f;
    struct lc_db_options o = {.in_memory = true, .alloc = &f.alloc, .cancel = &f.cancel};

    *state = &f;
    lc_alloc_init(&f.alloc, NULL);
    if (lc_ctx_begin(&f.ctx, NULL) != CTR_OK ||
        lc_db_open(&f.ctx, "", &o, NULL, 0, &f.db) != CTR_OK ||
        lc_db_configure(&f.ctx, &f.db) != CTR_OK) {
        return -1;
    }
    return lc_db_exec(&f.ctx, &f.db,
                      "CREATE TABLE x (a INTEGER PRIMARY KEY, b BLOB);"
                      "INSERT INTO x VALUES (1, zeroblob(100000)), (2, x'010203'), (3, NULL)");
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    lc_db_close(&f->db, false);
    lc_ctx_end(&f->ctx, CTR_OK, NULL);
    return 0;
}

static void pieces_are_written_and_read_where_they_belong(void **state)
{
    struct fixture *f = *state;
    struct lc_db_blob b = {NULL, 0};
    char text[8] = "";

    assert_int_equal(lc_db_blob_open(&f->ctx, &f->db, "x", "b", 1, true, &b), CTR_OK);
    assert_int_equal(b.size, 100000);
    assert_int_equal(lc_db_blob_write(&f->ctx, &f->db, &b, 99996, "tail", 4), CTR_OK);
    assert_int_equal(lc_db_blob_write(&f->ctx, &f->db, &b, 50000, "middle", 6), CTR_OK);
    assert_int_equal(lc_db_blob_read(&f->ctx, &f->db, &b, 99996, text, 4), CTR_OK);
    assert_memory_equal(text, "tail", 4);
    assert_int_equal(lc_db_blob_read(&f->ctx, &f->db, &b, 50000, text, 6), CTR_OK);
    assert_memory_equal(text, "middle", 6);
    assert_int_equal(lc_db_blob_read(&f->ctx, &f->db, &b, 100000, text, 0), CTR_OK);
    /* the same handle, another row */
    assert_int_equal(lc_db_blob_open(&f->ctx, &f->db, "x", "b", 2, true, &b), CTR_OK);
    assert_int_equal(b.size, 3);
    assert_int_equal(lc_db_blob_read(&f->ctx, &f->db, &b, 0, text, 3), CTR_OK);
    assert_memory_equal(text, "\1\2\3", 3);
    lc_db_blob_close(&b);
    lc_db_blob_close(&b);
}

static void nothing_beyond_the_value_is_touched(void **state)
{
    struct fixture *f = *state;
    struct lc_db_blob b = {NULL, 0};
    static const struct {
        int64_t offset;
        size_t size;
    } rows[] = {{0, 4}, {3, 1}, {4, 0}, {-1, 1}, {INT64_MAX, 1}, {1, SIZE_MAX}};
    char text[8];

    assert_int_equal(lc_db_blob_open(&f->ctx, &f->db, "x", "b", 2, true, &b), CTR_OK);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ctr_status status =
            lc_db_blob_read(&f->ctx, &f->db, &b, rows[i].offset, text, rows[i].size);
        assert_int_equal(status, CTR_E_CORRUPT);
        ctr_error_free(f->ctx.error);
        f->ctx.error = NULL;
        status = lc_db_blob_write(&f->ctx, &f->db, &b, rows[i].offset, "1234", rows[i].size);
        assert_int_equal(status, CTR_E_CORRUPT);
        ctr_error_free(f->ctx.error);
        f->ctx.error = NULL;
    }
    lc_db_blob_close(&b);
}

static void a_row_without_bytes_is_corrupt(void **state)
{
    struct fixture *f = *state;
    struct lc_db_blob b = {NULL, 0};

    for (int64_t rid = 3; rid < 5; rid++) { /* NULL, and no row at all */
        assert_int_equal(lc_db_blob_open(&f->ctx, &f->db, "x", "b", rid, false, &b), CTR_E_CORRUPT);
        assert_non_null(strstr(ctr_error_message(f->ctx.error), "of x has no bytes"));
        ctr_error_free(f->ctx.error);
        f->ctx.error = NULL;
        assert_null(b.handle);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pieces_are_written_and_read_where_they_belong, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(nothing_beyond_the_value_is_touched, setup, teardown),
        cmocka_unit_test_setup_teardown(a_row_without_bytes_is_corrupt, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
