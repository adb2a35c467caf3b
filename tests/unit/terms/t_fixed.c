/* Numbers in millionths: exact or refused. */
#include "terms_case.h"

static void numbers_are_read_exactly(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t value;
        const char *back;
    } cases[] = {
        {"0", 0, "0"},
        {"-0", 0, "0"},
        {"0.000000000000000000", 0, "0"},
        {"0e99999", 0, "0"},
        {"1", 1000000, "1"},
        {"+1", 1000000, "1"},
        {"007", 7000000, "7"},
        {"10", 10000000, "10"},
        {"0.1", 100000, "0.1"},
        {".5", 500000, "0.5"},
        {"5.", 5000000, "5"},
        {"-2.5", -2500000, "-2.5"},
        {"1e3", 1000000000, "1000"},
        {"1E+3", 1000000000, "1000"},
        {"125e-2", 1250000, "1.25"},
        {"0.000001", 1, "0.000001"},
        {"-0.000001", -1, "-0.000001"},
        {"1.500000", 1500000, "1.5"},
        {"1.5000000000000", 1500000, "1.5"},
        {"4611686018427.387904", LC_FIXED_MOST, "4611686018427.387904"},
        {"-4611686018427.387904", -LC_FIXED_MOST, "-4611686018427.387904"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t value = 42;
        char text[LC_FIXED_TEXT];
        assert_int_equal(lc_fixed_parse(lc_str(cases[i].text), &value), LC_FIXED_OK);
        assert_true(value == cases[i].value);
        assert_string_equal(lc_fixed_text(value, text), cases[i].back);
    }
}

static void what_is_no_such_number_is_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum lc_fixed_status status;
    } cases[] = {
        {"", LC_FIXED_NO_NUMBER},
        {" ", LC_FIXED_NO_NUMBER},
        {"ten", LC_FIXED_NO_NUMBER},
        {"1,5", LC_FIXED_NO_NUMBER},
        {"1_000", LC_FIXED_NO_NUMBER},
        {"0x10", LC_FIXED_NO_NUMBER},
        {"1e", LC_FIXED_NO_NUMBER},
        {"-", LC_FIXED_NO_NUMBER},
        {"NaN", LC_FIXED_NO_NUMBER},
        {".inf", LC_FIXED_NO_NUMBER},
        {"1 2", LC_FIXED_NO_NUMBER},
        {"0.0000001", LC_FIXED_TOO_FINE},
        {"1.0000001", LC_FIXED_TOO_FINE},
        {"1e-7", LC_FIXED_TOO_FINE},
        {"1e-99999999", LC_FIXED_TOO_FINE},
        {"4611686018427.387905", LC_FIXED_TOO_LARGE},
        {"10000000000000", LC_FIXED_TOO_LARGE},
        {"1e18", LC_FIXED_TOO_LARGE},
        {"1e99999999", LC_FIXED_TOO_LARGE},
        {"123456789012345678901234567890", LC_FIXED_TOO_LARGE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t value = 42;
        assert_int_equal(lc_fixed_parse(lc_str(cases[i].text), &value), cases[i].status);
        assert_true(value == 42);
    }
}

static void the_smallest_number_has_a_text(void **state)
{
    (void)state;
    char text[LC_FIXED_TEXT];
    assert_string_equal(lc_fixed_text(INT64_MIN, text), "-9223372036854.775808");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_exactly),
        cmocka_unit_test(what_is_no_such_number_is_told_apart),
        cmocka_unit_test(the_smallest_number_has_a_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
