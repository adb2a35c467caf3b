/* The arena: alignment, marks, growth, exhaustion. */
#include "base/arena.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>

#include <cmocka.h>

#include "fault.h"

static void nothing_is_allocated_before_first_use(void **state)
{
    (void)state;
    struct fault f = {0};
    ctr_allocator a = fault_table(&f);
    struct lc_arena arena;
    lc_arena_init(&arena, &a);
    assert_int_equal(f.calls, 0);
    assert_int_equal(arena.total_bytes, 0);
    lc_arena_free(&arena);
    assert_int_equal(f.calls, 0);
}

static void blocks_are_aligned_and_do_not_overlap(void **state)
{
    (void)state;
    struct fault f = {0};
    ctr_allocator a = fault_table(&f);
    struct lc_arena arena;
    unsigned char *blocks[300];
    lc_arena_init(&arena, &a);
    for (size_t i = 0; i < 300; i++) {
        blocks[i] = lc_arena_alloc(&arena, i);
        assert_non_null(blocks[i]);
        assert_int_equal((uintptr_t)blocks[i] % alignof(max_align_t), 0);
        memset(blocks[i], (int)(i & 0xFF), i);
    }
    for (size_t i = 0; i < 300; i++) {
        for (size_t k = 0; k < i; k++) {
            assert_int_equal(blocks[i][k], i & 0xFF);
        }
    }
    assert_in_range(f.calls, 2, 8); /* chunks, not blocks */
    lc_arena_free(&arena);
    assert_int_equal(f.live, 0);
    assert_int_equal(arena.total_bytes, 0);
}

static void a_large_request_gets_a_chunk_of_its_own(void **state)
{
    (void)state;
    struct fault f = {0};
    ctr_allocator a = fault_table(&f);
    struct lc_arena arena;
    lc_arena_init(&arena, &a);
    char *small = lc_arena_alloc(&arena, 16);
    char *large = lc_arena_alloc(&arena, (size_t)5 << 20);
    assert_non_null(small);
    assert_non_null(large);
    memset(large, 1, (size_t)5 << 20);
    assert_int_equal(f.calls, 2);
    assert_in_range(arena.total_bytes, (5 << 20) + 4096, (5 << 20) + 8192);
    lc_arena_free(&arena);
    assert_int_equal(f.live, 0);
}

static void arrays_are_zeroed_also_in_used_memory(void **state)
{
    (void)state;
    struct fault f = {0};
    ctr_allocator a = fault_table(&f);
    struct lc_arena arena;
    lc_arena_init(&arena, &a);
    struct lc_mark mark = lc_arena_mark(&arena);
    memset(lc_arena_alloc(&arena, 1000), 0xFF, 1000);
    lc_arena_release(&arena, mark);
    unsigned char *zeros = lc_arena_array(&arena, 100, 10);
    for (size_t i = 0; i < 1000; i++) {
        assert_int_equal(zeros[i], 0);
    }
    assert_non_null(lc_arena_array(&arena, 0, 10));
    assert_null(lc_arena_array(&arena, SIZE_MAX / 2, 3));
    assert_null(lc_arena_alloc(&arena, SIZE_MAX));
    assert_null(lc_arena_alloc(&arena, SIZE_MAX - 64));
    assert_null(lc_arena_copy(&arena, "x", SIZE_MAX));
    lc_arena_free(&arena);
}

static void copies_end_in_nul(void **state)
{
    (void)state;
    struct fault f = {0};
    ctr_allocator a = fault_table(&f);
    struct lc_arena arena;
    lc_arena_init(&arena, &a);
    char *text = lc_arena_copy(&arena, "a\0bc", 3);
    assert_memory_equal(text, "a\0b", 4);
    assert_string_equal(lc_arena_str(&arena, lc_str_n("hello", 2)), "he");
    assert_string_equal(lc_arena_str(&arena, lc_str(NULL)), "");
    lc_arena_free(&arena);
}

static void release_gives_back_what_came_after_the_mark(void **state)
{
    (void)state;
    struct fault f = {0};
    ctr_allocator a = fault_table(&f);
    struct lc_arena arena;
    lc_arena_init(&arena, &a);
    char *kept = lc_arena_copy(&arena, "kept", 4);
    struct lc_mark mark = lc_arena_mark(&arena);
    size_t before = arena.total_bytes;
    void *first = lc_arena_alloc(&arena, 32);
    for (int i = 0; i < 100; i++) {
        assert_non_null(lc_arena_alloc(&arena, 3000));
    }
    assert_true(f.live > 1);
    lc_arena_release(&arena, mark);
    assert_int_equal(f.live, 1);
    assert_int_equal(arena.total_bytes, before);
    assert_string_equal(kept, "kept");
    assert_ptr_equal(lc_arena_alloc(&arena, 32), first); /* the same place again */
    lc_arena_free(&arena);
    assert_int_equal(f.live, 0);
}

static void a_loop_with_a_mark_stays_small(void **state)
{
    (void)state;
    struct fault f = {0};
    ctr_allocator a = fault_table(&f);
    struct lc_arena arena;
    lc_arena_init(&arena, &a);
    assert_non_null(lc_arena_alloc(&arena, 1));
    for (int i = 0; i < 100000; i++) {
        struct lc_mark mark = lc_arena_mark(&arena);
        assert_non_null(lc_arena_alloc(&arena, 100));
        lc_arena_release(&arena, mark);
    }
    assert_int_equal(f.calls, 1);
    lc_arena_free(&arena);
}

static void a_mark_of_the_empty_arena_releases_everything(void **state)
{
    (void)state;
    struct fault f = {0};
    ctr_allocator a = fault_table(&f);
    struct lc_arena arena;
    lc_arena_init(&arena, &a);
    struct lc_mark mark = lc_arena_mark(&arena);
    assert_non_null(lc_arena_alloc(&arena, 10000));
    lc_arena_release(&arena, mark);
    assert_int_equal(f.live, 0);
    assert_int_equal(arena.total_bytes, 0);
    assert_non_null(lc_arena_alloc(&arena, 1));
    lc_arena_free(&arena);
}

static void it_knows_what_it_holds(void **state)
{
    (void)state;
    struct fault f = {0};
    ctr_allocator a = fault_table(&f);
    struct lc_arena arena;
    lc_arena_init(&arena, &a);
    assert_false(lc_arena_holds(&arena, &f));
    const char *first = lc_arena_alloc(&arena, 16);
    struct lc_mark mark = lc_arena_mark(&arena);
    const char *large = lc_arena_alloc(&arena, 100000);
    assert_non_null(first);
    assert_non_null(large);
    assert_true(lc_arena_holds(&arena, first));
    assert_true(lc_arena_holds(&arena, first + 15));
    assert_false(lc_arena_holds(&arena, first + 16));
    assert_true(lc_arena_holds(&arena, large + 99999));
    assert_false(lc_arena_holds(&arena, &f));
    assert_false(lc_arena_holds(&arena, NULL));
    lc_arena_release(&arena, mark);
    assert_true(lc_arena_holds(&arena, first));
    lc_arena_free(&arena);
}

static bool fill(const ctr_allocator *alloc)
{
    struct lc_arena arena;
    bool through = true;
    lc_arena_init(&arena, alloc);
    for (size_t i = 0; i < 20; i++) {
        size_t size = i * 1000;
        char *block = lc_arena_alloc(&arena, size);
        if (block) {
            memset(block, 1, size);
        }
        through = through && block;
    }
    lc_arena_free(&arena);
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
        cmocka_unit_test(nothing_is_allocated_before_first_use),
        cmocka_unit_test(blocks_are_aligned_and_do_not_overlap),
        cmocka_unit_test(a_large_request_gets_a_chunk_of_its_own),
        cmocka_unit_test(arrays_are_zeroed_also_in_used_memory),
        cmocka_unit_test(copies_end_in_nul),
        cmocka_unit_test(release_gives_back_what_came_after_the_mark),
        cmocka_unit_test(a_loop_with_a_mark_stays_small),
        cmocka_unit_test(a_mark_of_the_empty_arena_releases_everything),
        cmocka_unit_test(it_knows_what_it_holds),
        cmocka_unit_test(it_survives_every_failing_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
