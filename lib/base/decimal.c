/*
 * Exact decimals. A number stays the text it was written as; comparing walks the digits, and only
 * the question "is it a multiple" computes, in limbs on the stack, with a bound on the work that a
 * hostile document can ask for.
 */
#include "base/decimal.h"

enum { LIMB_DIGITS = 18, MAX_DIGITS = 4096, LIMBS = MAX_DIGITS / LIMB_DIGITS + 2 };

#define LIMB_BASE UINT64_C(1000000000000000000)

/* Little endian, base 10^18: ten times a limb still fits into 64 bits. */
struct number {
    uint64_t limb[LIMBS];
    size_t count;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t skip_digits(struct lc_str s, size_t at)
{
    while (at < s.len && is_digit(s.ptr[at])) {
        at++;
    }
    return at;
}

/* "e+12" and the like at the end of a number. Too large is told by *fits, not by the answer,
 * because a zero may have any exponent. */
static bool parse_exponent(struct lc_str s, int64_t *out, bool *fits)
{
    size_t at = 1;
    bool negative = at < s.len && s.ptr[at] == '-';
    at += at < s.len && (s.ptr[at] == '-' || s.ptr[at] == '+');
    if (at == s.len || skip_digits(s, at) != s.len) {
        return false;
    }
    int64_t value = 0;
    *fits = true;
    for (; at < s.len && *fits; at++) {
        *fits = !__builtin_mul_overflow(value, 10, &value) &&
                !__builtin_sub_overflow(value, s.ptr[at] - '0', &value);
    }
    if (!negative && *fits) {
        *fits = !__builtin_sub_overflow(INT64_C(0), value, &value);
    }
    *out = value;
    return true;
}

/* Digits without zeros at both ends, and how far the point stands behind the first of them. */
static struct lc_str significant(struct lc_str mantissa, size_t before_point, int64_t *shift)
{
    size_t first = 0;
    size_t end = mantissa.len;
    while (first < end && (mantissa.ptr[first] == '0' || mantissa.ptr[first] == '.')) {
        first++;
    }
    while (end > first && (mantissa.ptr[end - 1] == '0' || mantissa.ptr[end - 1] == '.')) {
        end--;
    }
    size_t skipped = first > before_point ? first - 1 : first; /* the point is no digit */
    *shift = (int64_t)before_point - (int64_t)skipped;
    return lc_str_n(mantissa.ptr + first, end - first);
}

bool lc_decimal_parse(struct lc_str text, struct lc_decimal *out)
{
    size_t start = text.len && (text.ptr[0] == '-' || text.ptr[0] == '+');
    size_t point = skip_digits(text, start);
    size_t end = point;
    bool fraction = point < text.len && text.ptr[point] == '.';
    if (fraction) {
        end = skip_digits(text, point + 1);
    }
    if (end - start == (fraction ? 1U : 0U)) {
        return false;
    }
    int64_t exponent = 0;
    bool fits = true;
    if (end < text.len) {
        bool marked = text.ptr[end] == 'e' || text.ptr[end] == 'E';
        struct lc_str tail = lc_str_n(text.ptr + end, text.len - end);
        if (!marked || !parse_exponent(tail, &exponent, &fits)) {
            return false;
        }
    }
    int64_t shift;
    struct lc_str digits =
        significant(lc_str_n(text.ptr + start, end - start), point - start, &shift);
    if (digits.len == 0) {
        *out = (struct lc_decimal){lc_str_n(text.ptr, 0), 0, text.ptr[0] == '-'};
        return true;
    }
    if (!fits || __builtin_add_overflow(exponent, shift, &exponent)) {
        return false;
    }
    *out = (struct lc_decimal){digits, exponent, text.ptr[0] == '-'};
    return true;
}

bool lc_decimal_is_zero(const struct lc_decimal *d)
{
    return d->digits.len == 0;
}

/* The digit at *at, stepping over the point; -1 at the end. */
static int next_digit(const struct lc_decimal *d, size_t *at)
{
    if (*at < d->digits.len && d->digits.ptr[*at] == '.') {
        (*at)++;
    }
    return *at < d->digits.len ? d->digits.ptr[(*at)++] - '0' : -1;
}

static int64_t digit_count(const struct lc_decimal *d)
{
    bool point = d->digits.len && memchr(d->digits.ptr, '.', d->digits.len);
    return (int64_t)d->digits.len - point;
}

static int cmp_magnitude(const struct lc_decimal *a, const struct lc_decimal *b)
{
    if (a->exponent != b->exponent) {
        return a->exponent < b->exponent ? -1 : 1;
    }
    size_t at_a = 0;
    size_t at_b = 0;
    for (;;) {
        int x = next_digit(a, &at_a);
        int y = next_digit(b, &at_b);
        if (x != y) {
            return x < y ? -1 : 1;
        }
        if (x < 0) {
            return 0;
        }
    }
}

static int sign(const struct lc_decimal *d)
{
    return lc_decimal_is_zero(d) ? 0 : d->negative ? -1 : 1;
}

int lc_decimal_cmp(const struct lc_decimal *a, const struct lc_decimal *b)
{
    int x = sign(a);
    int y = sign(b);
    if (x != y || x == 0) {
        return x - y;
    }
    return x * cmp_magnitude(a, b);
}

bool lc_decimal_is_integer(const struct lc_decimal *d)
{
    return lc_decimal_is_zero(d) || digit_count(d) <= d->exponent;
}

bool lc_decimal_int64(const struct lc_decimal *d, int64_t *out)
{
    int64_t value = 0;
    size_t at = 0;
    if (!lc_decimal_is_integer(d) || (!lc_decimal_is_zero(d) && d->exponent > 19)) {
        return false;
    }
    for (int64_t i = 0; i < (lc_decimal_is_zero(d) ? 0 : d->exponent); i++) {
        int digit = next_digit(d, &at);
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, digit < 0 ? 0 : digit, &value)) {
            return false; /* counted downwards, because INT64_MIN has no positive twin */
        }
    }
    if (!d->negative && __builtin_sub_overflow(INT64_C(0), value, &value)) {
        return false;
    }
    *out = value;
    return true;
}

/* n = n * 10 + digit; the callers keep it inside LIMBS. */
static void push_digit(struct number *n, unsigned digit)
{
    uint64_t carry = digit;
    for (size_t i = 0; i < n->count; i++) {
        uint64_t x = n->limb[i] * 10 + carry;
        carry = x / LIMB_BASE;
        n->limb[i] = x % LIMB_BASE;
    }
    if (carry) {
        n->limb[n->count++] = carry;
    }
}

static bool at_least(const struct number *a, const struct number *b)
{
    if (a->count != b->count) {
        return a->count > b->count;
    }
    for (size_t i = a->count; i-- > 0;) {
        if (a->limb[i] != b->limb[i]) {
            return a->limb[i] > b->limb[i];
        }
    }
    return true;
}

static void subtract(struct number *a, const struct number *b)
{
    uint64_t borrow = 0;
    for (size_t i = 0; i < a->count; i++) {
        uint64_t take = (i < b->count ? b->limb[i] : 0) + borrow;
        borrow = a->limb[i] < take;
        a->limb[i] += (borrow ? LIMB_BASE : 0) - take;
    }
    while (a->count && a->limb[a->count - 1] == 0) {
        a->count--;
    }
}

/* Whether the digits of a, followed by `zeros` zeros, are a multiple of the digits of b. */
static bool long_division_is_exact(const struct lc_decimal *a, int64_t zeros,
                                   const struct lc_decimal *b)
{
    struct number divisor = {.count = 0};
    struct number rest = {.count = 0};
    size_t at = 0;
    for (int digit = next_digit(b, &at); digit >= 0; digit = next_digit(b, &at)) {
        push_digit(&divisor, (unsigned)digit);
    }
    at = 0;
    for (;;) {
        int digit = next_digit(a, &at);
        if (digit < 0 && zeros-- == 0) {
            return rest.count == 0;
        }
        push_digit(&rest, digit < 0 ? 0 : (unsigned)digit);
        while (at_least(&rest, &divisor)) {
            subtract(&rest, &divisor);
        }
    }
}

int lc_decimal_divides(const struct lc_decimal *a, const struct lc_decimal *b)
{
    if (lc_decimal_is_zero(b)) {
        return -1;
    }
    if (lc_decimal_is_zero(a)) {
        return 1;
    }
    int magnitude = cmp_magnitude(a, b);
    if (magnitude <= 0) {
        return magnitude == 0;
    }
    int64_t quotient; /* number of its digits, less one at most */
    if (__builtin_sub_overflow(a->exponent, b->exponent, &quotient)) {
        return -1;
    }
    int64_t zeros;
    int64_t digits = digit_count(b);
    if (__builtin_add_overflow(quotient, digits - digit_count(a), &zeros)) {
        return -1;
    }
    if (zeros < 0) {
        return 0; /* b would have to bring a factor of ten that a does not have */
    }
    if (quotient >= MAX_DIGITS || digits > MAX_DIGITS) {
        return -1;
    }
    return long_division_is_exact(a, zeros, b);
}
