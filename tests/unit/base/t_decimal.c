/* Exact decimals: grammar, order, integers, multiples. */
#include "base/decimal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static struct lc_decimal number(const char *text)
{
    struct lc_decimal d;
    if (!lc_decimal_parse(lc_str(text), &d)) {
        fail_msg("'%s' does not parse", text);
    }
    return d;
}

static int cmp(const char *a, const char *b)
{
    struct lc_decimal x = number(a);
    struct lc_decimal y = number(b);
    int order = lc_decimal_cmp(&x, &y);
    return (order > 0) - (order < 0);
}

static int divides(const char *a, const char *b)
{
    struct lc_decimal x = number(a);
    struct lc_decimal y = number(b);
    return lc_decimal_divides(&x, &y);
}

static void numbers_are_taken_apart(void **state)
{
    (void)state;
    static const struct {
        const char *text, *digits;
        int64_t exponent;
        bool negative;
    } rows[] = {
        {"0", "", 0, false},
        {"-0", "", 0, true},
        {"0.000e5", "", 0, false},
        {"0e99999999999999999999", "", 0, false},
        {"1", "1", 1, false},
        {"10", "1", 2, false},
        {"-1.50", "1.5", 1, true},
        {"0.00120", "12", -2, false},
        {"120.0", "12", 3, false},
        {"100.001", "100.001", 3, false},
        {"1e3", "1", 4, false},
        {"1E+3", "1", 4, false},
        {"12.5e-3", "12.5", -1, false},
        {"+7", "7", 1, false},
        {"007", "7", 1, false},
        {".5", "5", 0, false},
        {"5.", "5", 1, false},
        {"00.05", "5", -1, false},
        {"-.5e1", "5", 1, true},
        {"1e0000000000000000000000000000001", "1", 2, false},
        {"1e9223372036854775806", "1", INT64_MAX, false},
        {"0.01e-9223372036854775807", "1", INT64_MIN, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_decimal d = number(rows[i].text);
        if (!lc_str_is(d.digits, rows[i].digits) || d.exponent != rows[i].exponent ||
            d.negative != rows[i].negative) {
            fail_msg("'%s': digits '%.*s', exponent %lld", rows[i].text, (int)d.digits.len,
                     d.digits.ptr, (long long)d.exponent);
        }
    }
}

static void what_is_no_number_is_refused(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",
        "-",
        "+",
        ".",
        "-.",
        "e",
        "e5",
        ".e5",
        "1e",
        "1e+",
        "1e-",
        "1.2.3",
        "1,5",
        "0x10",
        "1_000",
        "--1",
        "+-1",
        " 1",
        "1 ",
        "1e5.0",
        "1e5e5",
        "NaN",
        "Infinity",
        ".inf",
        "-.INF",
        "1f",
        "\xD9\xA1",
        "1e9223372036854775807",
        "1e9223372036854775808",
        "1e-99999999999999999999",
        "0.01e-9223372036854775808",
        "12e9223372036854775806",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_decimal d;
        if (lc_decimal_parse(lc_str(rows[i]), &d)) {
            fail_msg("'%s' parses", rows[i]);
        }
    }
    struct lc_decimal d;
    assert_false(lc_decimal_parse(lc_str_n("1\0", 2), &d));
    assert_false(lc_decimal_parse(lc_str(NULL), &d));
}

static void order_is_that_of_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        int order;
    } rows[] = {
        {"1", "1.0", 0},
        {"1", "10e-1", 0},
        {"0", "-0", 0},
        {"0", "0e77", 0},
        {"-0.0", "1", -1},
        {"0", "-1", 1},
        {"-1", "1", -1},
        {"-2", "-1", -1},
        {"-1.5", "-1.50", 0},
        {"9", "10", -1},
        {"9.99", "10", -1},
        {"1.1", "1.10000000000000000000000000000000000001", -1},
        {"9007199254740993", "9007199254740992", 1},
        {"9007199254740993", "9007199254740993.0", 0},
        {"123456789012345678901234567890", "123456789012345678901234567891", -1},
        {"1e400", "1e399", 1},
        {"1e-400", "0", 1},
        {"-1e-400", "0", -1},
        {"1e9223372036854775806", "1e-9223372036854775806", 1},
        {"0.1", "1e-1", 0},
        {"100.001", "100.0010", 0},
        {"12", "1.2", 1},
        {"1.2", "1.23", -1},
        {"0.123", "123e-3", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (cmp(rows[i].a, rows[i].b) != rows[i].order ||
            cmp(rows[i].b, rows[i].a) != -rows[i].order) {
            fail_msg("%s against %s", rows[i].a, rows[i].b);
        }
    }
}

static void integers_are_recognised_and_fit_or_not(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool integer, fits;
        int64_t value;
    } rows[] = {
        {"0", true, true, 0},
        {"-0.00", true, true, 0},
        {"0e500", true, true, 0},
        {"1", true, true, 1},
        {"1.0", true, true, 1},
        {"1.5", false, false, 0},
        {"15e-1", false, false, 0},
        {"150e-1", true, true, 15},
        {"1.5e1", true, true, 15},
        {"-12e2", true, true, -1200},
        {"9223372036854775807", true, true, INT64_MAX},
        {"-9223372036854775808", true, true, INT64_MIN},
        {"9223372036854775808", true, false, 0},
        {"-9223372036854775809", true, false, 0},
        {"9.223372036854775807e18", true, true, INT64_MAX},
        {"1e18", true, true, INT64_C(1000000000000000000)},
        {"1e19", true, false, 0},
        {"1e400", true, false, 0},
        {"1e-1", false, false, 0},
        {"1e9223372036854775806", true, false, 0},
        {"123456789012345678901234567890.5", false, false, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_decimal d = number(rows[i].text);
        int64_t value = 0;
        if (lc_decimal_is_integer(&d) != rows[i].integer ||
            lc_decimal_int64(&d, &value) != rows[i].fits || value != rows[i].value) {
            fail_msg("%s", rows[i].text);
        }
    }
}

static void multiples_are_exact(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        int answer;
    } rows[] = {
        {"6", "3", 1},
        {"7", "3", 0},
        {"-6", "3", 1},
        {"6", "-3", 1},
        {"0", "3", 1},
        {"3", "0", -1},
        {"0", "0", -1},
        {"3", "6", 0},
        {"0.3", "0.1", 1}, /* where floating point says no */
        {"1.1", "0.1", 1},
        {"19.99", "0.01", 1},
        {"19.999", "0.01", 0},
        {"0.0075", "0.0001", 1},
        {"0.00751", "0.0001", 0},
        {"4.5", "1.5", 1},
        {"35", "1.5", 0},
        {"1e308", "0.123456789", 0},
        {"12391239123", "1e-8", 1},
        {"5", "5", 1},
        {"-5.0", "5", 1},
        {"1", "0.3", 0},
        {"1", "8e-3", 1},
        {"1", "16e-3", 0},
        {"100", "16e-3", 1},
        {"1e4000", "3", 0},
        {"3e4000", "3", 1},
        {"3e4096", "3", -1}, /* too far apart */
        {"1e9223372036854775806", "1e-9223372036854775806", -1},
        {"1e9223372036854775806", "2", -1},
        {"1.5e9223372036854775806", "1e9223372036854775806", 0},
        {"3e9223372036854775806", "1e9223372036854775806", 1},
        {"12345678901234567890123456789012345678909999999999999999999996296296329629629632962962963"
         "296296296327",
         "1234567890123456789012345678901234567891", 1},
        {"12345678901234567890123456789012345678909999999999999999999996296296329629629632962962963"
         "296296296328",
         "1234567890123456789012345678901234567891", 0},
        {"1234567890123456789012345678901234567890999999999999999999999", "1", 1},
        {"999999999999999999999999999999999999", "999999999999999999", 1},
        {"1000000000000000000000000000000000000", "1000000000000000000", 1},
        {"1000000000000000000000000000000000001", "1000000000000000001", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (divides(rows[i].a, rows[i].b) != rows[i].answer) {
            fail_msg("%s by %s", rows[i].a, rows[i].b);
        }
    }
}

/* The decimal text of n * 10^-places, with its point where the value wants it. */
static void write_scaled(char *out, size_t size, long n, int places)
{
    if (places == 0) {
        snprintf(out, size, "%ld", n);
        return;
    }
    long scale = 1;
    for (int i = 0; i < places; i++) {
        scale *= 10;
    }
    snprintf(out, size, "%s%ld.%0*ld", n < 0 ? "-" : "", labs(n) / scale, places, labs(n) % scale);
}

static void random_numbers_agree_with_integer_arithmetic(void **state)
{
    (void)state;
    static const long scale[] = {1000000, 100000, 10000, 1000, 100, 10, 1};
    uint64_t seed = 99;
    for (int round = 0; round < 200000; round++) {
        long value[2];
        char text[2][40];
        for (int k = 0; k < 2; k++) {
            seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407U;
            int places = (int)(seed >> 33) % 7;
            long n = (long)(seed >> 40) % (round % 2 ? 100000 : 50) - 20;
            write_scaled(text[k], sizeof text[k], n, places);
            value[k] = n * scale[places]; /* millionths */
        }
        int order = (value[0] > value[1]) - (value[0] < value[1]);
        int multiple = value[1] == 0 ? -1 : value[0] % value[1] == 0;
        if (cmp(text[0], text[1]) != order || divides(text[0], text[1]) != multiple) {
            fail_msg("%s and %s", text[0], text[1]);
        }
        struct lc_decimal d = number(text[0]);
        assert_int_equal(lc_decimal_is_integer(&d), value[0] % 1000000 == 0);
    }
}

/* out = digits of a times the single digit m, as text. */
static void times(char *text, size_t size, unsigned m)
{
    unsigned carry = 0;
    for (size_t i = size; i-- > 0;) {
        carry += (unsigned)(text[i] - '0') * m;
        text[i] = (char)('0' + carry % 10);
        carry /= 10;
    }
    assert_int_equal(carry, 0);
}

static void thousands_of_digits_are_still_exact_and_no_more_are_tried(void **state)
{
    (void)state;
    enum { SIZE = 4096 };
    static char b[SIZE + 2];
    static char a[SIZE + 2];
    for (size_t i = 0; i < SIZE; i++) {
        b[i] = (char)('0' + (i * 7 + 3) % 10);
    }
    b[0] = '1';
    b[SIZE - 1] = '3';
    memcpy(a, b, sizeof b);
    times(a, SIZE, 7);
    struct lc_decimal big = {{a, SIZE}, SIZE, false};
    struct lc_decimal small = {{b, SIZE}, SIZE, false};
    assert_int_equal(lc_decimal_divides(&big, &small), 1);
    assert_int_equal(divides(a, b), 1);
    a[SIZE - 1]++;
    assert_int_equal(divides(a, b), 0);

    b[SIZE] = '1'; /* one digit too many */
    memcpy(a, b, sizeof b);
    assert_int_equal(divides(a, b), 1); /* equal: nothing to compute */
    times(a, SIZE + 1, 2);
    assert_int_equal(divides(a, b), -1);
    assert_int_equal(divides(b, a), 0); /* smaller: nothing to compute */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_taken_apart),
        cmocka_unit_test(what_is_no_number_is_refused),
        cmocka_unit_test(order_is_that_of_numbers),
        cmocka_unit_test(integers_are_recognised_and_fit_or_not),
        cmocka_unit_test(multiples_are_exact),
        cmocka_unit_test(random_numbers_agree_with_integer_arithmetic),
        cmocka_unit_test(thousands_of_digits_are_still_exact_and_no_more_are_tried),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
