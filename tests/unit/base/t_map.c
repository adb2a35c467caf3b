/* The hash map: many keys, replacing, collisions, no memory. */
#include "base/map.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "fault.h"

static void an_empty_map_holds_nothing(void **state)
{
    (void)state;
    struct lc_map map = {0};
    assert_null(lc_map_get(&map, LC_STR("a")));
    assert_null(lc_map_get(&map, lc_str(NULL)));
}

static void many_keys_are_all_found_again(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 3; seed++) {
        struct lc_ctx ctx;
        struct lc_map map = {.seed = seed * UINT64_C(0x123456789ABCDEF)};
        static int values[20000];
        lc_ctx_begin(&ctx, NULL);
        for (int i = 0; i < 20000; i++) {
            char *key = lc_format(&ctx, "key-%d", i);
            assert_int_equal(lc_map_set(&ctx, &map, lc_str(key), &values[i]), CTR_OK);
        }
        assert_int_equal(map.count, 20000);
        assert_int_equal(map.room & (map.room - 1), 0);
        assert_true(map.count <= map.room - map.room / 4);
        for (int i = 0; i < 20000; i++) {
            char key[20];
            snprintf(key, sizeof key, "key-%d", i);
            assert_ptr_equal(lc_map_get(&map, lc_str(key)), &values[i]);
            snprintf(key, sizeof key, "kez-%d", i);
            assert_null(lc_map_get(&map, lc_str(key)));
        }
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

static void setting_again_replaces(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_map map = {0};
    int a = 1;
    int b = 2;
    char first[] = "key";
    char second[] = "key";
    lc_ctx_begin(&ctx, NULL);
    lc_map_set(&ctx, &map, lc_str(first), &a);
    lc_map_set(&ctx, &map, lc_str(second), &b);
    second[0] = 'x'; /* the first key is the one that is kept */
    assert_int_equal(map.count, 1);
    assert_ptr_equal(lc_map_get(&map, LC_STR("key")), &b);
    lc_map_set(&ctx, &map, LC_STR("key"), NULL);
    assert_null(lc_map_get(&map, LC_STR("key")));
    assert_int_equal(map.count, 1);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void keys_are_bytes(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_map map = {0};
    int v[5];
    lc_ctx_begin(&ctx, NULL);
    lc_map_set(&ctx, &map, lc_str_n("", 0), &v[0]);
    lc_map_set(&ctx, &map, lc_str_n("\0", 1), &v[1]);
    lc_map_set(&ctx, &map, lc_str_n("\0\0", 2), &v[2]);
    lc_map_set(&ctx, &map, lc_str_n("a\0b", 3), &v[3]);
    lc_map_set(&ctx, &map, lc_str_n("a\0c", 3), &v[4]);
    assert_ptr_equal(lc_map_get(&map, lc_str(NULL)), &v[0]);
    assert_ptr_equal(lc_map_get(&map, lc_str_n("\0", 1)), &v[1]);
    assert_ptr_equal(lc_map_get(&map, lc_str_n("\0\0", 2)), &v[2]);
    assert_ptr_equal(lc_map_get(&map, lc_str_n("a\0b", 3)), &v[3]);
    assert_ptr_equal(lc_map_get(&map, lc_str_n("a\0c", 3)), &v[4]);
    assert_null(lc_map_get(&map, LC_STR("a")));
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static bool fill(const ctr_allocator *alloc)
{
    struct lc_ctx ctx;
    struct lc_map map = {0};
    static int values[3000];
    static char keys[3000][16];
    bool through = true;
    lc_ctx_begin(&ctx, alloc);
    int i = 0;
    for (; i < 3000 && through; i++) {
        snprintf(keys[i], sizeof keys[i], "%d", i);
        ctr_status status = lc_map_set(&ctx, &map, lc_str(keys[i]), &values[i]);
        through = status == CTR_OK;
        assert_int_equal(ctr_error_status(ctx.error), status);
    }
    for (int k = 0; k < i - !through; k++) { /* what was there stays */
        assert_ptr_equal(lc_map_get(&map, lc_str(keys[k])), &values[k]);
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return through;
}

static void it_survives_every_failing_allocation(void **state)
{
    (void)state;
    fault_walk(fill);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_map_holds_nothing),
        cmocka_unit_test(many_keys_are_all_found_again),
        cmocka_unit_test(setting_again_replaces),
        cmocka_unit_test(keys_are_bytes),
        cmocka_unit_test(it_survives_every_failing_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
