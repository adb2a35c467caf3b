/* Stores and folders that this user may read, or not even that. */
#include "support/tmpstore.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
    struct tmpdir dir;
    const char *path;
    ctr_store *store;
    ctr_error *err;
};

static int setup(void **state)
{
    static struct fixture f;
    f.store = NULL;
    f.err = NULL;
    tmpdir_make(&f.dir);
    f.path = tmpdir_file(&f.dir, "s.db");
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    lc_store_close(f->store);
    ctr_error_free(f->err);
    tmpdir_remove(&f->dir);
    return 0;
}

static ctr_status open_it(struct fixture *f, const char *path, uint32_t flags)
{
    const ctr_store_options o = tmpstore_options(flags);
    lc_store_close(f->store);
    ctr_error_free(f->err);
    f->err = NULL;
    return tmpstore_open(path, &o, &f->store, NULL, &f->err);
}

static void close_it(struct fixture *f)
{
    lc_store_close(f->store);
    f->store = NULL;
}

enum { NOBODY = 65534, UNTESTED = 77 };

static int as_nobody(struct fixture *f, int (*body)(struct fixture *f))
{
    int code = -1;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        if (geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0)) {
            _exit(UNTESTED);
        }
        _exit(body(f));
    }
    waitpid(pid, &code, 0);
    assert_true(WIFEXITED(code));
    return WEXITSTATUS(code);
}

static int read_only_file(struct fixture *f)
{
    if (open_it(f, f->path, 0) != CTR_E_READONLY ||
        !strstr(ctr_error_message(f->err), "open it read-only") ||
        !ctr_error_detail(f->err, "path")) {
        return 1;
    }
    if (open_it(f, f->path, CTR_STORE_READONLY) != CTR_OK) {
        fprintf(stderr, "%s\n", ctr_error_message(f->err));
        return 2;
    }
    ctr_error *err = NULL;
    if (tmpstore_set(f->store, 1, 1, &err) != CTR_E_READONLY ||
        !strstr(ctr_error_message(err), "was opened read-only and cannot be changed")) {
        return 3;
    }
    struct lc_op op;
    int64_t v = 0;
    ctr_status status = lc_op_begin(&op, f->store, LC_TXN_READ, NULL);
    if (status == CTR_OK) {
        status = lc_db_int(&op.ctx, op.db, "SELECT v FROM t WHERE k = 1", &v);
    }
    if (lc_op_end(&op, status, NULL) != CTR_OK || v != 42) {
        return 4;
    }
    close_it(f);
    return tmpdir_count(&f->dir) == 2 ? 0 : 5;
}

static int no_rights_at_all(struct fixture *f)
{
    ctr_status status = open_it(f, f->path, CTR_STORE_READONLY);
    if (status != CTR_E_IO || !strstr(ctr_error_message(f->err), "ermission")) {
        fprintf(stderr, "%d %s\n", (int)status, ctr_error_message(f->err));
        return 1;
    }
    status = open_it(f, f->path, 0);
    return status == CTR_E_READONLY ? 0 : 2;
}

static int no_way_into_the_folder(struct fixture *f)
{
    ctr_status status = open_it(f, f->path, 0);
    if (status != CTR_E_IO || !strstr(ctr_error_message(f->err), "permission denied")) {
        fprintf(stderr, "%d %s\n", (int)status, ctr_error_message(f->err));
        return 1;
    }
    return 0;
}

static int create_in_a_read_only_folder(struct fixture *f)
{
    ctr_status status = open_it(f, tmpdir_file(&f->dir, "new.db"), CTR_STORE_CREATE);
    if (status != CTR_E_READONLY || !strstr(ctr_error_message(f->err), "its folder")) {
        fprintf(stderr, "%d %s\n", (int)status, ctr_error_message(f->err));
        return 1;
    }
    return 0;
}

static void without_the_right_to_write(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(open_it(f, f->path, CTR_STORE_CREATE), CTR_OK);
    assert_int_equal(tmpstore_prepare(f->store, NULL), CTR_OK);
    assert_int_equal(tmpstore_set(f->store, 1, 42, NULL), CTR_OK);
    close_it(f);
    assert_int_equal(chmod(f->path, 0444), 0);
    assert_int_equal(chmod(f->dir.path, 0555), 0);
    int said = as_nobody(f, read_only_file);
    assert_int_equal(chmod(f->path, 0000), 0);
    int shut = as_nobody(f, no_rights_at_all);
    int folder = as_nobody(f, create_in_a_read_only_folder);
    assert_int_equal(chmod(f->dir.path, 0600), 0);
    int way = as_nobody(f, no_way_into_the_folder);
    assert_int_equal(chmod(f->dir.path, 0700), 0);
    if (said == UNTESTED) {
        printf("cannot become another user here: permissions are not tested\n");
        skip();
    }
    assert_int_equal(said, 0);
    assert_int_equal(shut, 0);
    assert_int_equal(folder, 0);
    assert_int_equal(way, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(without_the_right_to_write, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
