/* The host's allocator: what is accepted, what is never asked for. */
#include "base/alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "fault.h"

static void without_a_table_malloc_serves(void **state)
{
    (void)state;
    ctr_allocator a;
    assert_true(lc_alloc_init(&a, NULL));
    assert_int_equal(a.struct_size, sizeof a);
    char *block = lc_alloc(&a, 4);
    assert_non_null(block);
    memcpy(block, "abc", 4);
    block = lc_resize(&a, block, 4000);
    assert_string_equal(block, "abc");
    lc_release(&a, block);
}

static void an_incomplete_table_is_refused(void **state)
{
    (void)state;
    struct fault f = {0};
    ctr_allocator good = fault_table(&f);
    ctr_allocator out;
    assert_true(lc_alloc_init(&out, &good));
    assert_ptr_equal(out.user, &f);

    ctr_allocator bad[4] = {good, good, good, good};
    bad[0].struct_size = sizeof good - 1;
    bad[1].alloc = NULL;
    bad[2].resize = NULL;
    bad[3].release = NULL;
    for (size_t i = 0; i < 4; i++) {
        assert_false(lc_alloc_init(&out, &bad[i]));
    }
}

static void the_host_never_sees_size_zero_or_null(void **state)
{
    (void)state;
    struct fault f = {0};
    ctr_allocator a = fault_table(&f);
    assert_null(lc_alloc(&a, 0));
    lc_release(&a, NULL);
    assert_null(lc_resize(&a, NULL, 0));
    assert_int_equal(f.calls, 0);

    void *block = lc_resize(&a, NULL, 8);
    assert_non_null(block);
    assert_null(lc_resize(&a, block, 0));
    assert_int_equal(f.calls, 1);
    assert_int_equal(f.live, 1);
    lc_release(&a, block);
    assert_int_equal(f.live, 0);
}

static void sizes_that_overflow_are_told(void **state)
{
    (void)state;
    size_t n = 7;
    assert_true(lc_size_add(SIZE_MAX - 1, 1, &n));
    assert_true(n == SIZE_MAX);
    assert_true(lc_size_mul(SIZE_MAX / 2, 2, &n));
    assert_true(n == SIZE_MAX - 1);
    assert_false(lc_size_add(SIZE_MAX, 1, &n));
    assert_false(lc_size_mul(SIZE_MAX / 2 + 1, 2, &n));
    assert_true(lc_size_mul(SIZE_MAX, 0, &n));
    assert_int_equal(n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_table_malloc_serves),
        cmocka_unit_test(an_incomplete_table_is_refused),
        cmocka_unit_test(the_host_never_sees_size_zero_or_null),
        cmocka_unit_test(sizes_that_overflow_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
