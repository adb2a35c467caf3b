/* Money and percentages: currencies, exact text, the one rounding. */
#include "terms/ratio.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void currencies_have_their_digits(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        int exponent;
    } rows[] = {
        {"AED", 2},  {"EUR", 2}, {"GBP", 2},   {"USD", 2}, {"INR", 2},  {"JPY", 0},  {"KRW", 0},
        {"KWD", 3},  {"BHD", 3}, {"TND", 3},   {"CLF", 4}, {"UYW", 4},  {"ZWG", 2},  {"XOF", 0},
        {"eur", -1}, {"EU", -1}, {"EURO", -1}, {"", -1},   {"XAU", -1}, {"ZZZ", -1}, {"AAA", -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (lc_currency_exponent(lc_str(rows[i].code)) != rows[i].exponent) {
            fail_msg("%s: %d", rows[i].code, lc_currency_exponent(lc_str(rows[i].code)));
        }
    }
}

static void every_currency_of_the_table_is_found(void **state)
{
    (void)state;
    const char *last = "";
#define LC_CURRENCY(code, exponent)                                                                \
    assert_int_equal(lc_currency_exponent(LC_STR(#code)), exponent);                               \
    assert_true(strcmp(last, #code) < 0);                                                          \
    last = #code;
#include "terms/currency.def"
#undef LC_CURRENCY
}

static void amounts_are_read_exactly(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int scale;
        enum lc_fixed_status fault;
        int64_t minor;
    } rows[] = {
        {"0", 2, LC_FIXED_OK, 0},
        {"-0.00", 2, LC_FIXED_OK, 0},
        {"12", 2, LC_FIXED_OK, 1200},
        {"12.5", 2, LC_FIXED_OK, 1250},
        {"-12.34", 2, LC_FIXED_OK, -1234},
        {"1e3", 2, LC_FIXED_OK, 100000},
        {"1.20e1", 0, LC_FIXED_OK, 12},
        {"0.10", 1, LC_FIXED_OK, 1},
        {"0.01", 2, LC_FIXED_OK, 1},
        {"100.000", 0, LC_FIXED_OK, 100},
        {"1234.567", 3, LC_FIXED_OK, 1234567},
        {"4611686018427387904", 0, LC_FIXED_OK, INT64_C(1) << 62},
        {"-46116860184273879.04", 2, LC_FIXED_OK, -(INT64_C(1) << 62)},
        {"4611686018427387905", 0, LC_FIXED_TOO_LARGE, 0},
        {"46116860184273879.05", 2, LC_FIXED_TOO_LARGE, 0},
        {"461168601842738791", 2, LC_FIXED_TOO_LARGE, 0},
        {"1e30", 0, LC_FIXED_TOO_LARGE, 0},
        {"1e9000000000000000000", 2, LC_FIXED_TOO_LARGE, 0},
        {"0.001", 2, LC_FIXED_TOO_FINE, 0},
        {"1.5", 0, LC_FIXED_TOO_FINE, 0},
        {"1e-40", 2, LC_FIXED_TOO_FINE, 0},
        {"NaN", 2, LC_FIXED_NO_NUMBER, 0},
        {"inf", 2, LC_FIXED_NO_NUMBER, 0},
        {"1,000", 2, LC_FIXED_NO_NUMBER, 0},
        {"0x10", 2, LC_FIXED_NO_NUMBER, 0},
        {"", 2, LC_FIXED_NO_NUMBER, 0},
        {" 1", 2, LC_FIXED_NO_NUMBER, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t minor = 0;
        enum lc_fixed_status fault = lc_fixed_scaled(lc_str(rows[i].text), rows[i].scale, &minor);
        if (fault != rows[i].fault || minor != rows[i].minor) {
            fail_msg("'%s': fault %d, %lld", rows[i].text, (int)fault, (long long)minor);
        }
    }
}

static void digits_of_numbers_are_counted(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int digits;
    } rows[] = {{"1", 0},      {"1.50", 1}, {"0.001", 3},  {"1e-2", 2},          {"1.5e1", 0},
                {"0.0000", 0}, {"1e-9", 9}, {"1e-10", -1}, {"0.1234567891", -1}, {"x", -1},
                {"1e-99", -1}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(lc_fixed_digits(lc_str(rows[i].text)), rows[i].digits);
    }
}

static void amounts_are_written_with_all_their_digits(void **state)
{
    (void)state;
    static const struct {
        int64_t minor;
        int exponent;
        const char *text;
    } rows[] = {
        {0, 2, "0.00"},
        {0, 0, "0"},
        {5, 2, "0.05"},
        {-5, 3, "-0.005"},
        {-123456, 2, "-1234.56"},
        {100, 0, "100"},
        {100, 2, "1.00"},
        {INT64_C(1) << 62, 0, "4611686018427387904"},
        {-(INT64_C(1) << 62), 9, "-4611686018.427387904"},
        {INT64_MIN, 0, "-9223372036854775808"},
    };
    char text[LC_MONEY_TEXT];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(lc_money_print(rows[i].minor, rows[i].exponent, text), rows[i].text);
    }
}

static void percentages_have_six_digits(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum lc_fixed_status fault;
        int64_t ratio;
        const char *again;
    } rows[] = {
        {"10", LC_FIXED_OK, 10000000, "10"},
        {"12.5", LC_FIXED_OK, 12500000, "12.5"},
        {"50%", LC_FIXED_OK, 50000000, "50"},
        {" 33.333333 % ", LC_FIXED_OK, 33333333, "33.333333"},
        {"0", LC_FIXED_OK, 0, "0"},
        {"100.10", LC_FIXED_OK, 100100000, "100.1"},
        {"-2.5", LC_FIXED_OK, -2500000, "-2.5"},
        {"1000000", LC_FIXED_OK, LC_RATIO_MOST, "1000000"},
        {"1000000.000001", LC_FIXED_TOO_LARGE, 0, NULL},
        {"-1000001", LC_FIXED_TOO_LARGE, 0, NULL},
        {"1.0000001", LC_FIXED_TOO_FINE, 0, NULL},
        {"%", LC_FIXED_NO_NUMBER, 0, NULL},
        {"half", LC_FIXED_NO_NUMBER, 0, NULL},
    };
    char text[LC_MONEY_TEXT];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t ratio = 0;
        assert_int_equal(lc_ratio_parse(lc_str(rows[i].text), &ratio), rows[i].fault);
        if (rows[i].again) {
            assert_int_equal(ratio, rows[i].ratio);
            assert_string_equal(lc_ratio_print(ratio, text), rows[i].again);
        }
    }
}

static void rounding_has_three_modes_and_is_symmetric(void **state)
{
    (void)state;
    static const struct {
        int64_t n, d;
        int64_t away, even, zero;
    } rows[] = {
        {0, 7, 0, 0, 0},    {1, 2, 1, 0, 0},    {3, 2, 2, 2, 1},     {5, 2, 3, 2, 2},
        {49, 100, 0, 0, 0}, {51, 100, 1, 1, 0}, {149, 100, 1, 1, 1}, {7, 3, 2, 2, 2},
        {8, 3, 3, 3, 2},    {10, 5, 2, 2, 2},   {1, 3, 0, 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const int64_t wanted[] = {rows[i].away, rows[i].even, rows[i].zero};
        for (int mode = LC_HALF_AWAY; mode <= LC_TOWARD_ZERO; mode++) {
            int64_t plus;
            int64_t minus;
            assert_true(lc_round(rows[i].n, rows[i].d, (enum lc_rounding)mode, &plus));
            assert_true(lc_round(-rows[i].n, rows[i].d, (enum lc_rounding)mode, &minus));
            assert_int_equal(plus, wanted[mode - 1]);
            assert_int_equal(minus, -wanted[mode - 1]);
        }
    }
    int64_t out;
    assert_true(lc_round((lc_wide)LC_MONEY_MOST * 3 - 1, 3, LC_HALF_AWAY, &out));
    assert_int_equal(out, LC_MONEY_MOST);
    assert_false(lc_round((lc_wide)LC_MONEY_MOST * 3, 3, LC_HALF_AWAY, &out));
    assert_false(lc_round((lc_wide)-LC_MONEY_MOST * 10, 3, LC_HALF_AWAY, &out));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(currencies_have_their_digits),
        cmocka_unit_test(every_currency_of_the_table_is_found),
        cmocka_unit_test(amounts_are_read_exactly),
        cmocka_unit_test(digits_of_numbers_are_counted),
        cmocka_unit_test(amounts_are_written_with_all_their_digits),
        cmocka_unit_test(percentages_have_six_digits),
        cmocka_unit_test(rounding_has_three_modes_and_is_symmetric),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
