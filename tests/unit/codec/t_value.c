/* Reading the neutral tree: look-up, comparison, hashes. */
#include "reading.h"

static void nothing_is_found_in_nothing(void **state)
{
    struct reading r;
    struct lc_decimal d;
    int64_t n = 7;
    (void)state;
    reading_of(&r, lc_json_read, "{\"s\":\"x\",\"a\":[1],\"n\":null}");
    const struct lc_value *s = lc_get(r.doc.root, "s");
    assert_null(lc_get(NULL, "a"));
    assert_null(lc_get(s, "a"));
    assert_null(lc_get(r.doc.root, "b"));
    assert_null(lc_get_member(lc_get(r.doc.root, "a"), LC_STR("a")));
    assert_null(lc_at(NULL, 0));
    assert_null(lc_at(r.doc.root, 0));
    assert_null(lc_at(lc_get(r.doc.root, "a"), 1));
    assert_null(lc_text(NULL).ptr);
    assert_null(lc_text(lc_get(r.doc.root, "n")).ptr);
    assert_false(lc_is(NULL, LC_NULL));
    assert_true(lc_is(lc_get(r.doc.root, "n"), LC_NULL));
    assert_false(lc_truth(NULL));
    assert_false(lc_truth(s));
    assert_false(lc_number(s, &d));
    assert_false(lc_int(s, &n));
    assert_false(lc_int(NULL, &n));
    assert_int_equal(n, 7);
    reading_end(&r);
}

static void members_and_items_are_found(void **state)
{
    struct reading r;
    int64_t n;
    (void)state;
    reading_of(&r, lc_json_read, "{\"s\":\"x\",\"a\":[1,-2e1,1.5],\"t\":true,\"f\":false}");
    assert_true(lc_str_is(lc_text(lc_get(r.doc.root, "s")), "x"));
    assert_true(lc_truth(lc_get(r.doc.root, "t")));
    assert_false(lc_truth(lc_get(r.doc.root, "f")));
    assert_true(lc_int(lc_at(lc_get(r.doc.root, "a"), 1), &n));
    assert_int_equal(n, -20);
    assert_false(lc_int(lc_at(lc_get(r.doc.root, "a"), 2), &n));
    assert_true(lc_str_is(lc_key(lc_get_member(r.doc.root, LC_STR("t"))), "t"));
    reading_end(&r);
}

static void equality_is_that_of_the_data(void **state)
{
    static const struct {
        const char *a;
        const char *b;
        bool equal;
    } rows[] = {
        {"1", "1.0", true},
        {"1", "10e-1", true},
        {"0", "-0.0e7", true},
        {"1.10", "1.1", true},
        {"1", "2", false},
        {"1", "-1", false},
        {"1", "\"1\"", false},
        {"1e99999999999999999999", "1e99999999999999999999", true},
        {"1e99999999999999999999", "10e99999999999999999998", false}, /* beyond what is computed */
        {"9007199254740993", "9007199254740992", false},
        {"null", "false", false},
        {"true", "true", true},
        {"\"a\"", "\"\\u0061\"", true},
        {"\"\"", "\"\\u0000\"", false},
        {"[1,2]", "[1.0,2.0]", true},
        {"[1,2]", "[2,1]", false},
        {"[1,2]", "[1]", false},
        {"[]", "{}", false},
        {"{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", true},
        {"{\"a\":1,\"b\":2}", "{\"a\":1,\"c\":2}", false},
        {"{\"a\":1}", "{\"a\":1,\"b\":2}", false},
        {"{\"a\":{\"x\":[{\"y\":1}]}}", "{\"a\":{\"x\":[{\"y\":1e0}]}}", true},
        {"{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8,\"i\":9,\"j\":0}",
         "{\"j\":0,\"i\":9,\"h\":8,\"g\":7,\"f\":6,\"e\":5,\"d\":4,\"c\":3,\"b\":2,\"a\":1.0}",
         true},
        {"{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8,\"i\":9,\"j\":0}",
         "{\"j\":0,\"i\":9,\"h\":8,\"g\":7,\"f\":6,\"e\":5,\"d\":4,\"c\":3,\"b\":2,\"A\":1.0}",
         false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct reading a;
        struct reading b;
        reading_of(&a, lc_json_read, rows[i].a);
        reading_of(&b, lc_json_read, rows[i].b);
        assert_int_equal(a.status, CTR_OK);
        assert_int_equal(b.status, CTR_OK);
        if (lc_value_eq(a.doc.root, b.doc.root) != rows[i].equal) {
            fail_msg("%s and %s", rows[i].a, rows[i].b);
        }
        assert_true(lc_value_eq(b.doc.root, a.doc.root) == rows[i].equal);
        assert_true(lc_value_eq(a.doc.root, a.doc.root));
        /* equal values must share the hash; these unequal ones would be bad luck */
        assert_true((lc_value_hash(a.doc.root) == lc_value_hash(b.doc.root)) == rows[i].equal);
        reading_end(&a);
        reading_end(&b);
    }
    assert_true(lc_value_eq(NULL, NULL));
}

static void tokens_are_told_apart_by_kind_and_text(void **state)
{
    const struct lc_value word = {.kind = LC_TOKEN, .chars = "abc", .count = 2};
    const struct lc_value same = {.kind = LC_TOKEN, .chars = "abd", .count = 2, .offset = 7};
    const struct lc_value other = {.kind = LC_TOKEN, .chars = "abd", .count = 3};
    const struct lc_value quoted = {.kind = LC_TOKEN + 1, .chars = "abc", .count = 2};
    (void)state;
    assert_true(lc_value_eq(&word, &same));
    assert_true(lc_value_hash(&word) == lc_value_hash(&same));
    assert_false(lc_value_eq(&word, &other));
    assert_false(lc_value_eq(&word, &quoted));
    assert_false(lc_value_hash(&word) == lc_value_hash(&quoted));
    assert_null(lc_text(&word).ptr);
}

static void nothing_equals_only_nothing(void **state)
{
    struct reading r;
    (void)state;
    reading_of(&r, lc_json_read, "null");
    assert_false(lc_value_eq(r.doc.root, NULL));
    assert_false(lc_value_eq(NULL, r.doc.root));
    assert_int_equal(lc_value_hash(NULL), 0);
    reading_end(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_found_in_nothing),
        cmocka_unit_test(members_and_items_are_found),
        cmocka_unit_test(equality_is_that_of_the_data),
        cmocka_unit_test(tokens_are_told_apart_by_kind_and_text),
        cmocka_unit_test(nothing_equals_only_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
