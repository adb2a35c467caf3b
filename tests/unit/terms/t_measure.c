/* Promises in words: what can be measured of them. */
#include "terms/measure.h"
#include "terms_case.h"

static void comparator_number_and_unit_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum lc_comparator comparator;
        const char *value;
        const char *unit;
    } cases[] = {
        {">= 0.15 uplift", LC_COMPARE_AT_LEAST, "0.15", "uplift"},
        {"Expected +2%", LC_COMPARE_NONE, "2", "%"},
        {"Expected +2% conversion", LC_COMPARE_NONE, "2", "%"},
        {"Reduce drop-off by 20%", LC_COMPARE_AT_LEAST, "20", "%"},
        {"Usability score >= 85 on SUS", LC_COMPARE_AT_LEAST, "85", "on"},
        {"Drop-off decreases by >= 15% on test cohort", LC_COMPARE_AT_LEAST, "15", "%"},
        {"<= 800 ms at the 95th percentile", LC_COMPARE_AT_MOST, "800", "ms"},
        {"loads in at most 2.5 s", LC_COMPARE_AT_MOST, "2.5", "s"},
        {"At Least 3 teams", LC_COMPARE_AT_LEAST, "3", "teams"},
        {"more than 10", LC_COMPARE_MORE, "10", ""},
        {"less than -1 K", LC_COMPARE_LESS, "-1", "K"},
        {">5/day", LC_COMPARE_MORE, "5", "/day"},
        {"<5", LC_COMPARE_LESS, "5", ""},
        {"= 0", LC_COMPARE_EQUAL, "0", ""},
        {"== 7", LC_COMPARE_EQUAL, "7", ""},
        {"\xE2\x89\xA5 99.95 %", LC_COMPARE_AT_LEAST, "99.95", "%"},
        {"\xE2\x89\xA4\xC2\xA0"
         "4\xE2\x80\xAF%",
         LC_COMPARE_AT_MOST, "4", "%"},
        {"\xE2\x89\xA5"
         "4",
         LC_COMPARE_AT_LEAST, "4", ""},
        {"saves \xE2\x82\xAC"
         "5 an order",
         LC_COMPARE_NONE, "5", "an"},
        {"\xC2\xA3"
         "3",
         LC_COMPARE_NONE, "3", ""},
        {"0.64", LC_COMPARE_NONE, "0.64", ""},
        {"3 \xE2\x82\xAC per order", LC_COMPARE_NONE, "3", "\xE2\x82\xAC"},
        {"AC1 holds >= 2 times", LC_COMPARE_AT_LEAST, "2", "times"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct lc_measure m = {.value = -1};
        char text[LC_FIXED_TEXT];
        if (!lc_measure_parse(lc_str(cases[i].text), &m)) {
            fail_msg("not measurable: %s", cases[i].text);
        }
        assert_int_equal(m.comparator, cases[i].comparator);
        assert_string_equal(lc_fixed_text(m.value, text), cases[i].value);
        if (!lc_str_is(m.unit, cases[i].unit)) {
            fail_msg("%s: unit '%.*s'", cases[i].text, (int)m.unit.len, m.unit.ptr);
        }
    }
}

static void what_says_nothing_or_too_much_is_not_measurable(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        "better",
        "no number at all",
        "v2",
        "AC1",
        "x_3",
        ("\xC3\xA9"
         "3"),
        ">= 3 and <= 5",
        "between 3 and 5",
        "3 of 5",
        ">=",
        "+",
        "-",
        ".",
        ">= 0.0000001",
        ">= 99999999999999999999",
        "2026-03-31",
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct lc_measure m;
        if (lc_measure_parse(lc_str(cases[i]), &m)) {
            char text[LC_FIXED_TEXT];
            fail_msg("'%s' is measured as %s", cases[i], lc_fixed_text(m.value, text));
        }
    }
}

/* The text need not end in a NUL: a sanitizer sees one byte too many. */
static void no_byte_behind_the_text_is_read(void **state)
{
    (void)state;
    static const char text[] = "by >= +12.5% /day\xE2\x89\xA5-.5x";
    for (size_t size = 0; size < sizeof text; size++) {
        struct lc_measure m;
        char *copy = malloc(size ? size : 1);
        assert_non_null(copy);
        memcpy(copy, text, size);
        lc_measure_parse(lc_str_n(copy, size), &m);
        free(copy);
    }
}

static void values_keep_a_promise_or_not(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t below, at, above; /* whether 4, 5 and 6 keep it */
    } cases[] = {
        {">= 5", 0, 1, 1}, {"<= 5", 1, 1, 0}, {"> 5", 0, 0, 1},
        {"< 5", 1, 0, 0},  {"= 5", 0, 1, 0},  {"5", 0, 1, 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct lc_measure m;
        assert_true(lc_measure_parse(lc_str(cases[i].text), &m));
        assert_int_equal(lc_measure_met(&m, 4 * LC_FIXED_ONE), cases[i].below);
        assert_int_equal(lc_measure_met(&m, 5 * LC_FIXED_ONE), cases[i].at);
        assert_int_equal(lc_measure_met(&m, 6 * LC_FIXED_ONE), cases[i].above);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comparator_number_and_unit_are_found),
        cmocka_unit_test(what_says_nothing_or_too_much_is_not_measurable),
        cmocka_unit_test(no_byte_behind_the_text_is_read),
        cmocka_unit_test(values_keep_a_promise_or_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
