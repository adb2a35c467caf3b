/* String views and the hash. */
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const struct lc_str none = {NULL, 0};

static int sign(int x)
{
    return (x > 0) - (x < 0);
}

static void order_is_bytewise_with_prefixes_first(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        int order;
    } rows[] = {
        {"", "", 0},      {"a", "a", 0},    {"", "a", -1},         {"a", "ab", -1},
        {"b", "ab", 1},   {"a", "B", 1},    {"a", "\xC3\xA9", -1}, {"\xFF", "\x7F", 1},
        {"a1", "a2", -1}, {"abc", "ab", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_str a = lc_str(rows[i].a);
        struct lc_str b = lc_str(rows[i].b);
        assert_int_equal(sign(lc_str_cmp(a, b)), rows[i].order);
        assert_int_equal(sign(lc_str_cmp(b, a)), -rows[i].order);
        assert_int_equal(sign(lc_cstr_cmp(rows[i].a, rows[i].b)), rows[i].order);
        assert_int_equal(lc_str_eq(a, b), rows[i].order == 0);
    }
    assert_int_equal(lc_str_cmp(none, LC_STR("")), 0);
    assert_int_equal(lc_cstr_cmp(NULL, NULL), 0);
    assert_true(lc_cstr_cmp(NULL, "") < 0);
    assert_true(lc_cstr_cmp("", NULL) > 0);
}

static void a_null_text_is_an_empty_view(void **state)
{
    (void)state;
    assert_int_equal(lc_str(NULL).len, 0);
    assert_true(lc_str_eq(lc_str(NULL), LC_STR("")));
    assert_true(lc_str_is(none, ""));
    assert_true(lc_str_is(LC_STR("abc"), "abc"));
    assert_false(lc_str_is(LC_STR("abc"), "ab"));
    assert_int_equal(lc_str_trim(none).len, 0);
    assert_int_equal(lc_hash(NULL, 0, 5), lc_hash("", 0, 5));
}

static void beginnings_and_endings(void **state)
{
    (void)state;
    assert_true(lc_str_starts(LC_STR("abc"), LC_STR("ab")));
    assert_true(lc_str_starts(LC_STR("abc"), none));
    assert_true(lc_str_starts(none, none));
    assert_false(lc_str_starts(LC_STR("ab"), LC_STR("abc")));
    assert_false(lc_str_starts(LC_STR("abc"), LC_STR("b")));
    assert_true(lc_str_ends(LC_STR("abc"), LC_STR("bc")));
    assert_true(lc_str_ends(LC_STR("abc"), none));
    assert_false(lc_str_ends(LC_STR("bc"), LC_STR("abc")));
    assert_false(lc_str_ends(LC_STR("abc"), LC_STR("ab")));
}

static void case_is_ignored_for_ascii_only(void **state)
{
    (void)state;
    assert_true(lc_str_eq_nocase(LC_STR("Hello-1"), LC_STR("hELLO-1")));
    assert_false(lc_str_eq_nocase(LC_STR("a"), LC_STR("ab")));
    assert_false(lc_str_eq_nocase(LC_STR("@"), LC_STR("`")));
    assert_false(lc_str_eq_nocase(LC_STR("["), LC_STR("{")));
    assert_false(lc_str_eq_nocase(LC_STR("\xC3\x89"), LC_STR("\xC3\xA9")));
    assert_true(lc_str_eq_nocase(none, LC_STR("")));
}

static void a_list_ends_at_its_null(void **state)
{
    (void)state;
    static const char *const words[] = {"from", "Join", NULL, "never"};
    static const char *const no_words[] = {NULL};
    assert_true(lc_str_among(LC_STR("from"), words));
    assert_true(lc_str_among(LC_STR("Join"), words));
    assert_false(lc_str_among(LC_STR("join"), words));
    assert_false(lc_str_among(LC_STR("never"), words));
    assert_false(lc_str_among(LC_STR("fro"), words));
    assert_false(lc_str_among(none, words));
    assert_false(lc_str_among(none, no_words));
    assert_true(lc_str_among_nocase(LC_STR("JOIN"), words));
    assert_false(lc_str_among_nocase(LC_STR("NEVER"), words));
    assert_false(lc_str_among_nocase(none, words));
}

static void a_cut_is_at_the_first_mark(void **state)
{
    (void)state;
    struct lc_str head = LC_STR("h");
    struct lc_str tail = LC_STR("t");
    assert_false(lc_str_cut(LC_STR("abc"), '.', &head, &tail));
    assert_false(lc_str_cut(none, '.', &head, &tail));
    assert_true(lc_str_is(head, "h") && lc_str_is(tail, "t"));
    assert_true(lc_str_cut(LC_STR("a.b.c"), '.', &head, &tail));
    assert_true(lc_str_is(head, "a") && lc_str_is(tail, "b.c"));
    assert_true(lc_str_cut(tail, '.', &head, &tail)); /* into its own parts */
    assert_true(lc_str_is(head, "b") && lc_str_is(tail, "c"));
    assert_true(lc_str_cut(LC_STR("."), '.', &head, &tail));
    assert_true(head.len == 0 && tail.len == 0);
}

static void the_tail_is_behind_the_last_mark(void **state)
{
    (void)state;
    assert_true(lc_str_is(lc_str_tail(LC_STR("a/b/c"), '/'), "c"));
    assert_true(lc_str_is(lc_str_tail(LC_STR("abc"), '/'), "abc"));
    assert_true(lc_str_is(lc_str_tail(LC_STR("/a"), '/'), "a"));
    assert_int_equal(lc_str_tail(LC_STR("a/"), '/').len, 0);
    assert_int_equal(lc_str_tail(none, '/').len, 0);
    assert_null(lc_str_tail(none, '/').ptr);
}

static void trimming_takes_ascii_white_space(void **state)
{
    (void)state;
    assert_true(lc_str_is(lc_str_trim(LC_STR(" \t\r\n\v\fa b \n")), "a b"));
    assert_int_equal(lc_str_trim(LC_STR(" \t ")).len, 0);
    assert_true(lc_str_is(lc_str_trim(LC_STR("\xC2\xA0")), "\xC2\xA0"));
}

static void the_hash_depends_on_every_byte_length_and_seed(void **state)
{
    (void)state;
    char text[33];
    memset(text, 'a', sizeof text);
    for (size_t size = 0; size <= 32; size++) {
        uint64_t h = lc_hash(text, size, 1);
        assert_true(h == lc_hash(text, size, 1));
        assert_true(h != lc_hash(text, size, 2));
        assert_true(h != lc_hash(text, size + 1, 1));
        for (size_t i = 0; i < size; i++) {
            text[i] = 'b';
            assert_true(h != lc_hash(text, size, 1));
            text[i] = 'a';
        }
    }
    assert_true(lc_hash("\0", 1, 0) != lc_hash("\0\0", 2, 0));
}

static void the_hash_spreads_short_keys(void **state)
{
    (void)state;
    static unsigned char bucket[4096];
    unsigned worst = 0;
    for (unsigned i = 0; i < 4096; i++) {
        unsigned char key[4] = {'k', (unsigned char)('0' + i / 256), (unsigned char)(i % 256), 0};
        unsigned at = (unsigned)(lc_hash(key, 3, 0) & 4095);
        bucket[at]++;
        worst = bucket[at] > worst ? bucket[at] : worst;
    }
    assert_in_range(worst, 1, 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_is_bytewise_with_prefixes_first),
        cmocka_unit_test(a_null_text_is_an_empty_view),
        cmocka_unit_test(beginnings_and_endings),
        cmocka_unit_test(case_is_ignored_for_ascii_only),
        cmocka_unit_test(a_list_ends_at_its_null),
        cmocka_unit_test(a_cut_is_at_the_first_mark),
        cmocka_unit_test(the_tail_is_behind_the_last_mark),
        cmocka_unit_test(trimming_takes_ascii_white_space),
        cmocka_unit_test(the_hash_depends_on_every_byte_length_and_seed),
        cmocka_unit_test(the_hash_spreads_short_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
