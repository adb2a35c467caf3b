/* The output buffer: content, maximum, poisoning. */
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "fault.h"

static void everything_that_can_be_added_arrives(void **state)
{
    (void)state;
    struct fault f = {0};
    ctr_allocator a = fault_table(&f);
    struct lc_buf b;
    lc_buf_init(&b, &a, 1000);
    assert_string_equal(lc_buf_cstr(&b), "");
    assert_int_equal(f.calls, 0);
    lc_buf_add(&b, "ab", 2);
    lc_buf_char(&b, '-');
    lc_buf_str(&b, lc_str_n("cdef", 2));
    lc_buf_text(&b, "!");
    lc_buf_text(&b, NULL);
    lc_buf_str(&b, lc_str(NULL));
    lc_buf_int(&b, 0);
    lc_buf_char(&b, ' ');
    lc_buf_int(&b, INT64_MIN);
    lc_buf_char(&b, ' ');
    lc_buf_int(&b, INT64_MAX);
    lc_buf_printf(&b, " %s=%d%s", "x", 5, "");
    assert_string_equal(lc_buf_cstr(&b), "ab-cd!0 -9223372036854775808 9223372036854775807 x=5");
    assert_int_equal(b.size, strlen(lc_buf_cstr(&b)));
    assert_int_equal(b.status, CTR_OK);
    lc_buf_free(&b);
    assert_int_equal(f.live, 0);
}

static void bytes_with_nul_are_kept(void **state)
{
    (void)state;
    ctr_allocator a;
    struct lc_buf b;
    lc_alloc_init(&a, NULL);
    lc_buf_init(&b, &a, 10);
    lc_buf_add(&b, "a\0b", 3);
    lc_buf_char(&b, '\0');
    assert_int_equal(b.size, 4);
    assert_memory_equal(b.data, "a\0b\0", 5);
    lc_buf_free(&b);
}

static void the_maximum_is_exact(void **state)
{
    (void)state;
    ctr_allocator a;
    struct lc_buf b;
    lc_alloc_init(&a, NULL);
    lc_buf_init(&b, &a, 3);
    lc_buf_text(&b, "abc");
    assert_string_equal(lc_buf_cstr(&b), "abc");
    lc_buf_text(&b, "");
    assert_string_equal(lc_buf_cstr(&b), "abc");
    lc_buf_char(&b, 'd');
    assert_int_equal(b.status, CTR_E_LIMIT);
    assert_null(lc_buf_cstr(&b));
    assert_null(b.data);
    lc_buf_free(&b);
}

static void a_poisoned_buffer_stays_poisoned_with_its_first_cause(void **state)
{
    (void)state;
    struct fault f = {0};
    ctr_allocator a = fault_table(&f);
    struct lc_buf b;
    lc_buf_init(&b, &a, 8);
    lc_buf_text(&b, "content");
    lc_buf_text(&b, "too much");
    assert_int_equal(b.status, CTR_E_LIMIT);
    assert_int_equal(f.live, 0); /* freed at once */
    long calls = f.calls;
    lc_buf_text(&b, "x");
    lc_buf_int(&b, 1);
    lc_buf_printf(&b, "%d", 1);
    lc_buf_clear(&b);
    assert_null(lc_buf_reserve(&b, 1));
    assert_null(lc_buf_cstr(&b));
    assert_int_equal(b.status, CTR_E_LIMIT);
    assert_int_equal(f.calls, calls);
    lc_buf_free(&b);
    lc_buf_free(&b);
}

static void a_failed_growth_frees_and_poisons(void **state)
{
    (void)state;
    struct fault f = {.fail_at = 2};
    ctr_allocator a = fault_table(&f);
    struct lc_buf b;
    lc_buf_init(&b, &a, SIZE_MAX);
    lc_buf_text(&b, "first");
    for (int i = 0; i < 100; i++) {
        lc_buf_text(&b, "more");
    }
    assert_int_equal(b.status, CTR_E_NOMEM);
    assert_int_equal(b.size, 0);
    assert_int_equal(f.live, 0);
}

static void a_size_that_overflows_is_a_limit(void **state)
{
    (void)state;
    ctr_allocator a;
    struct lc_buf b;
    lc_alloc_init(&a, NULL);
    lc_buf_init(&b, &a, SIZE_MAX);
    lc_buf_char(&b, 'a');
    assert_null(lc_buf_reserve(&b, SIZE_MAX));
    assert_int_equal(b.status, CTR_E_LIMIT);

    lc_buf_init(&b, &a, SIZE_MAX);
    assert_null(lc_buf_reserve(&b, SIZE_MAX)); /* no room for the NUL */
    assert_int_equal(b.status, CTR_E_LIMIT);
}

static void reserved_room_is_filled_by_the_caller(void **state)
{
    (void)state;
    ctr_allocator a;
    struct lc_buf b;
    lc_alloc_init(&a, NULL);
    lc_buf_init(&b, &a, 1 << 20);
    lc_buf_text(&b, "<");
    char *at = lc_buf_reserve(&b, 100000);
    memset(at, 'z', 100000);
    lc_buf_wrote(&b, 5);
    lc_buf_text(&b, ">");
    assert_string_equal(lc_buf_cstr(&b), "<zzzzz>");
    size_t room = b.room;
    lc_buf_clear(&b);
    assert_string_equal(lc_buf_cstr(&b), "");
    lc_buf_text(&b, "again");
    assert_string_equal(lc_buf_cstr(&b), "again");
    assert_int_equal(b.room, room);
    lc_buf_free(&b);
}

static void a_long_printf_is_whole(void **state)
{
    (void)state;
    ctr_allocator a;
    struct lc_buf b;
    lc_alloc_init(&a, NULL);
    lc_buf_init(&b, &a, 100000);
    lc_buf_printf(&b, "%05000d|%s", 7, "end");
    assert_int_equal(b.size, 5004);
    assert_string_equal(lc_buf_cstr(&b) + 4999, "7|end");
    lc_buf_free(&b);
}

static bool write_much(const ctr_allocator *alloc)
{
    struct lc_buf b;
    lc_buf_init(&b, alloc, SIZE_MAX);
    for (int i = 0; i < 1000; i++) {
        lc_buf_printf(&b, "%d,", i);
        lc_buf_int(&b, i);
    }
    bool through = b.status == CTR_OK && b.size == 2 * 2890 + 1000;
    lc_buf_free(&b);
    return through;
}

static void it_survives_every_failing_allocation(void **state)
{
    (void)state;
    fault_walk(write_much);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_that_can_be_added_arrives),
        cmocka_unit_test(bytes_with_nul_are_kept),
        cmocka_unit_test(the_maximum_is_exact),
        cmocka_unit_test(a_poisoned_buffer_stays_poisoned_with_its_first_cause),
        cmocka_unit_test(a_failed_growth_frees_and_poisons),
        cmocka_unit_test(a_size_that_overflows_is_a_limit),
        cmocka_unit_test(reserved_room_is_filled_by_the_caller),
        cmocka_unit_test(a_long_printf_is_whole),
        cmocka_unit_test(it_survives_every_failing_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
