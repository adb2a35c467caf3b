/* The cache of packed results: keys of two parts, tags, age, lack of memory. */
#include "core/cache.h"

#include "support/faultmem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

struct word {
    const char *text;
};

static const struct lc_field word_fields[] = {LC_FIELD_OF(word, "text", LC_KIND_STR, text)};
static const struct lc_shape word_shape = LC_SHAPE(word, word_fields);

struct fixture {
    struct lc_ctx ctx;
    struct lc_cache cache;
    long live;
};

static int setup(void **state)
{
    static struct fixture f;
    *state = &f;
    f.live = faultmem_live();
    if (lc_ctx_begin(&f.ctx, faultmem_allocator()) != CTR_OK) {
        return -1;
    }
    lc_cache_init(&f.cache, faultmem_allocator(), 100, 42);
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    lc_cache_free(&f->cache);
    lc_ctx_end(&f->ctx, CTR_OK, NULL);
    return faultmem_live() == f->live ? 0 : -1;
}

static void put(struct fixture *f, const char *team, const char *name, int64_t tag,
                const char *text)
{
    const struct word w = {text};
    void *body;
    assert_int_equal(lc_pack(&f->ctx, &word_shape, &w, &body), CTR_OK);
    lc_cache_put(&f->cache, lc_str(team), lc_str(name), tag, body);
    lc_block_free(body); /* the cache has a copy of its own */
}

static const char *get(struct fixture *f, const char *team, const char *name)
{
    const struct word *w = lc_cache_get(&f->cache, lc_str(team), lc_str(name));
    return w ? w->text : NULL;
}

static void what_was_put_is_got(void **state)
{
    struct fixture *f = *state;
    assert_null(get(f, "a", "b"));
    put(f, "a", "b", 1, "one");
    put(f, "a", "c", 2, "two");
    assert_string_equal(get(f, "a", "b"), "one");
    assert_string_equal(get(f, "a", "c"), "two");
    assert_null(get(f, "b", "a"));
    assert_int_equal(f->cache.count, 2);
}

static void the_two_parts_of_a_key_do_not_run_together(void **state)
{
    struct fixture *f = *state;
    put(f, "ab", "c", 1, "ab+c");
    assert_null(get(f, "a", "bc"));
    put(f, "a", "bc", 2, "a+bc");
    put(f, "", "abc", 3, "+abc");
    assert_string_equal(get(f, "ab", "c"), "ab+c");
    assert_string_equal(get(f, "a", "bc"), "a+bc");
    assert_string_equal(get(f, "", "abc"), "+abc");
}

static void a_second_put_replaces(void **state)
{
    struct fixture *f = *state;
    put(f, "a", "b", 1, "old");
    put(f, "a", "b", 2, "new");
    assert_string_equal(get(f, "a", "b"), "new");
    assert_int_equal(f->cache.count, 1);
    lc_cache_drop(&f->cache, 1); /* the old tag went with the old entry */
    assert_string_equal(get(f, "a", "b"), "new");
    lc_cache_drop(&f->cache, 2);
    assert_null(get(f, "a", "b"));
}

static void a_dropped_tag_takes_all_its_entries_and_no_other(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i < 90; i++) {
        char name[16];
        snprintf(name, sizeof name, "n%d", i);
        put(f, "t", name, i % 3, name);
    }
    lc_cache_drop(&f->cache, 1);
    lc_cache_drop(&f->cache, 77);
    assert_int_equal(f->cache.count, 60);
    for (int i = 0; i < 90; i++) {
        char name[16];
        snprintf(name, sizeof name, "n%d", i);
        const char *got = get(f, "t", name);
        if (i % 3 == 1) {
            assert_null(got);
        } else {
            assert_string_equal(got, name);
        }
    }
}

static void the_oldest_goes_when_it_is_full(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i < 250; i++) {
        char name[16];
        snprintf(name, sizeof name, "n%d", i);
        put(f, "t", name, i, name);
    }
    assert_int_equal(f->cache.count, 100);
    assert_null(get(f, "t", "n149"));
    assert_string_equal(get(f, "t", "n150"), "n150");
    assert_string_equal(get(f, "t", "n249"), "n249");
}

static void a_cleared_cache_is_empty_and_usable(void **state)
{
    struct fixture *f = *state;
    put(f, "a", "b", 1, "one");
    lc_cache_clear(&f->cache);
    assert_int_equal(f->cache.count, 0);
    assert_null(get(f, "a", "b"));
    put(f, "a", "b", 1, "two");
    assert_string_equal(get(f, "a", "b"), "two");
}

static void a_cache_of_no_entries_keeps_nothing(void **state)
{
    struct fixture *f = *state;
    f->cache.max = 0;
    put(f, "a", "b", 1, "one");
    assert_null(get(f, "a", "b"));
    lc_cache_drop(&f->cache, 1);
    lc_cache_clear(&f->cache);
}

/* Without memory nothing is kept, and never what is out of date. */
static void lack_of_memory_forgets(void **state)
{
    struct fixture *f = *state;
    const struct word w = {"new"};
    void *body;

    assert_int_equal(lc_pack(&f->ctx, &word_shape, &w, &body), CTR_OK);
    for (long n = 1; n <= 4; n++) {
        lc_cache_clear(&f->cache);
        put(f, "a", "b", 1, "old");
        faultmem_arm(n, false);
        lc_cache_put(&f->cache, LC_STR("a"), LC_STR("b"), 1, body);
        bool fired = faultmem_fired();
        faultmem_disarm();
        const char *got = get(f, "a", "b");
        if (fired) {
            assert_null(got);
        } else {
            assert_string_equal(got, "new");
        }
    }
    for (int i = 0; i < 60; i++) { /* it cannot grow: the chains get longer instead */
        char name[16];
        snprintf(name, sizeof name, "n%d", i);
        put(f, "t", name, i, name);
    }
    faultmem_arm(1, false);
    for (int i = 60; i < 100; i++) {
        lc_cache_put(&f->cache, LC_STR("t"),
                     lc_str_n("0123456789abcdefghijklmnopqrstuvwxyzABCD", (size_t)i - 59), i, body);
    }
    faultmem_disarm();
    assert_string_equal(get(f, "t", "n59"), "n59");
    lc_block_free(body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        TEST(what_was_put_is_got),
        TEST(the_two_parts_of_a_key_do_not_run_together),
        TEST(a_second_put_replaces),
        TEST(a_dropped_tag_takes_all_its_entries_and_no_other),
        TEST(the_oldest_goes_when_it_is_full),
        TEST(a_cleared_cache_is_empty_and_usable),
        TEST(a_cache_of_no_entries_keeps_nothing),
        TEST(lack_of_memory_forgets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
