/* Documents packed for the store: what is packed, that it comes back, that damage is told. */
#include "codec/deflate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "../base/fault.h"

/* Lines of text, as a document has them; or noise, which does not get smaller. */
static char *make(size_t size, bool noise)
{
    char *text = malloc(size + 1);
    uint32_t seed = 7;
    assert_non_null(text);
    for (size_t i = 0; i < size; i++) {
        seed = seed * 1664525 + 1013904223;
        text[i] = noise ? (char)(seed >> 24) : "  \"type\": \"string\",\n"[i % 20];
    }
    text[size] = '\0';
    return text;
}

static void large_text_is_deflated_and_comes_back(void **state)
{
    (void)state;
    static const size_t sizes[] = {1025, 2000, 70000, (3 << 20) + 5};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct lc_ctx ctx;
        lc_ctx_begin(&ctx, NULL);
        char *text = make(sizes[i], false);
        enum lc_packing packing;
        struct lc_str packed;
        struct lc_str back;
        assert_int_equal(lc_pack_bytes(&ctx, lc_str_n(text, sizes[i]), &packing, &packed), CTR_OK);
        assert_int_equal(packing, LC_PACK_ZLIB);
        assert_true(packed.len < sizes[i] / 4);
        assert_int_equal(packed.ptr[0] & 15, 8); /* zlib: deflate */
        assert_int_equal(lc_unpack_bytes(&ctx, packed, packing, sizes[i], &back), CTR_OK);
        assert_int_equal(back.len, sizes[i]);
        assert_memory_equal(back.ptr, text, sizes[i] + 1); /* a NUL behind it */
        free(text);
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

static void small_and_incompressible_bytes_stay_as_they_are(void **state)
{
    (void)state;
    static const struct {
        size_t size;
        bool noise;
    } rows[] = {{0, false}, {1, false}, {1024, false}, {1025, true}, {200000, true}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_ctx ctx;
        lc_ctx_begin(&ctx, NULL);
        char *text = make(rows[i].size, rows[i].noise);
        enum lc_packing packing;
        struct lc_str packed;
        struct lc_str back;
        assert_int_equal(lc_pack_bytes(&ctx, lc_str_n(text, rows[i].size), &packing, &packed),
                         CTR_OK);
        assert_int_equal(packing, LC_PACK_RAW);
        assert_ptr_equal(packed.ptr, text);
        assert_int_equal(packed.len, rows[i].size);
        assert_int_equal(lc_unpack_bytes(&ctx, packed, packing, rows[i].size, &back), CTR_OK);
        assert_ptr_not_equal(back.ptr, text); /* scratch memory, not the row's */
        assert_memory_equal(back.ptr, text, rows[i].size + 1);
        free(text);
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

static void packing_is_the_same_every_time(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    char *text = make(50000, false);
    enum lc_packing packing;
    struct lc_str one;
    struct lc_str two;
    assert_int_equal(lc_pack_bytes(&ctx, lc_str_n(text, 50000), &packing, &one), CTR_OK);
    assert_int_equal(lc_pack_bytes(&ctx, lc_str_n(text, 50000), &packing, &two), CTR_OK);
    assert_true(lc_str_eq(one, two));
    free(text);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

/* Unpack must say CORRUPT with `why` in its message, and give nothing. */
static void corrupt(struct lc_str packed, enum lc_packing packing, size_t size, const char *why)
{
    struct lc_ctx ctx;
    ctr_error *err;
    struct lc_str back = LC_STR("before");
    char wanted[32];
    lc_ctx_begin(&ctx, NULL);
    ctr_status status = lc_unpack_bytes(&ctx, packed, packing, size, &back);
    assert_int_equal(status, CTR_E_CORRUPT);
    assert_null(back.ptr);
    lc_ctx_end(&ctx, status, &err);
    if (!strstr(ctr_error_message(err), why)) {
        fail_msg("'%s' does not say '%s'", ctr_error_message(err), why);
    }
    snprintf(wanted, sizeof wanted, "%lld", (long long)size);
    assert_string_equal(ctr_error_detail(err, "wanted"), wanted);
    ctr_error_free(err);
}

static void damage_is_corrupt_and_says_what_is_wrong(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    char *text = make(5000, false);
    enum lc_packing packing;
    struct lc_str packed;
    assert_int_equal(lc_pack_bytes(&ctx, lc_str_n(text, 5000), &packing, &packed), CTR_OK);
    char *longer = lc_new(&ctx, packed.len + 1, 1);
    memcpy(longer, packed.ptr, packed.len);
    corrupt(lc_str_n(longer, packed.len + 1), LC_PACK_ZLIB, 5000, "bytes follow its end");
    corrupt(lc_str_n(packed.ptr, packed.len - 1), LC_PACK_ZLIB, 5000, "it is cut off");
    corrupt(lc_str_n(packed.ptr, 0), LC_PACK_ZLIB, 0, "it is cut off");
    corrupt(packed, LC_PACK_ZLIB, 4999, "it holds more");
    corrupt(packed, LC_PACK_ZLIB, 5001, "it holds less");
    corrupt(packed, LC_PACK_ZLIB, 0, "it holds more");
    corrupt(packed, LC_PACK_ZLIB, SIZE_MAX, "so few bytes cannot hold that many");
    corrupt(packed, LC_PACK_RAW, 5000, "it is not packed and has another size");
    corrupt(packed, (enum lc_packing)7, 5000, "its packing is unknown");
    corrupt(lc_str_n(text, 5000), LC_PACK_ZLIB, 5000, "incorrect header check");
    longer[packed.len - 1] = (char)(longer[packed.len - 1] ^ 1);
    corrupt(lc_str_n(longer, packed.len), LC_PACK_ZLIB, 5000, "incorrect data check");
    memcpy(longer, "\x78\xBB", 2); /* announces a preset dictionary */
    corrupt(lc_str_n(longer, packed.len), LC_PACK_ZLIB, 5000, "it wants a dictionary");
    free(text);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void the_whole_message_names_sizes_and_a_way_out(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    ctr_error *err;
    struct lc_str back;
    lc_ctx_begin(&ctx, NULL);
    ctr_status status = lc_unpack_bytes(&ctx, LC_STR("abc"), LC_PACK_RAW, 4, &back);
    lc_ctx_end(&ctx, status, &err);
    assert_string_equal(ctr_error_message(err),
                        "a stored document of 3 packed bytes does not unpack to 4: it is not "
                        "packed and has another size; check the store or restore a backup");
    ctr_error_free(err);
}

static void a_cancelled_pack_stops(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    atomic_int cancel = 1;
    lc_ctx_begin(&ctx, NULL);
    ctx.cancel = &cancel;
    char *text = make(5000, false);
    enum lc_packing packing;
    struct lc_str packed;
    assert_int_equal(lc_pack_bytes(&ctx, lc_str_n(text, 5000), &packing, &packed), CTR_E_CANCELLED);
    free(text);
    lc_ctx_end(&ctx, CTR_E_CANCELLED, NULL);
}

static bool pack_and_unpack(const ctr_allocator *alloc)
{
    struct lc_ctx ctx;
    enum lc_packing packing;
    struct lc_str packed;
    struct lc_str back;
    char *text = make(9000, false);
    lc_ctx_begin(&ctx, alloc);
    ctr_status status = lc_pack_bytes(&ctx, lc_str_n(text, 9000), &packing, &packed);
    if (status == CTR_OK) {
        assert_int_equal(packing, LC_PACK_ZLIB); /* never raw because memory was short */
        status = lc_unpack_bytes(&ctx, packed, packing, 9000, &back);
    }
    if (status == CTR_OK) {
        assert_memory_equal(back.ptr, text, 9001);
    } else {
        assert_int_equal(status, CTR_E_NOMEM);
        assert_int_equal(ctr_error_status(ctx.error), CTR_E_NOMEM);
    }
    free(text);
    return lc_ctx_end(&ctx, status, NULL) == CTR_OK;
}

static void every_failing_allocation_is_nomem_and_leaves_nothing(void **state)
{
    (void)state;
    fault_walk(pack_and_unpack);
}

static void a_product_that_overflows_is_not_allocated(void **state)
{
    (void)state;
    struct fault f = {0};
    ctr_allocator table = fault_table(&f);
    void *block = lc_zlib_alloc(&table, 3, 5);
    assert_non_null(block);
    lc_zlib_release(&table, block);
    assert_null(lc_zlib_alloc(&table, UINT32_MAX, UINT32_MAX));
    assert_null(lc_zlib_alloc(&table, 0, 5));
    lc_zlib_release(&table, NULL);
    assert_int_equal(f.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(large_text_is_deflated_and_comes_back),
        cmocka_unit_test(small_and_incompressible_bytes_stay_as_they_are),
        cmocka_unit_test(packing_is_the_same_every_time),
        cmocka_unit_test(damage_is_corrupt_and_says_what_is_wrong),
        cmocka_unit_test(the_whole_message_names_sizes_and_a_way_out),
        cmocka_unit_test(a_cancelled_pack_stops),
        cmocka_unit_test(every_failing_allocation_is_nomem_and_leaves_nothing),
        cmocka_unit_test(a_product_that_overflows_is_not_allocated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
