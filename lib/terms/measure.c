/* Comparator, number and unit out of plain text. */
#include "terms/measure.h"

static const struct {
    const char *text;
    enum lc_comparator comparator;
} comparators[] = {
    {">=", LC_COMPARE_AT_LEAST},
    {"<=", LC_COMPARE_AT_MOST},
    {"\xE2\x89\xA5", LC_COMPARE_AT_LEAST},
    {"\xE2\x89\xA4", LC_COMPARE_AT_MOST},
    {"at least", LC_COMPARE_AT_LEAST},
    {"at most", LC_COMPARE_AT_MOST},
    {"more than", LC_COMPARE_MORE},
    {"less than", LC_COMPARE_LESS},
    {"==", LC_COMPARE_EQUAL},
    {">", LC_COMPARE_MORE},
    {"<", LC_COMPARE_LESS},
    {"=", LC_COMPARE_EQUAL},
    {" by", LC_COMPARE_AT_LEAST},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Start of the character that ends before `at`. */
static size_t character_before(struct lc_str text, size_t at)
{
    do {
        at--;
    } while (at && ((unsigned char)text.ptr[at] & 0xC0) == 0x80);
    return at;
}

/* Of what is not ASCII, Latin-1's signs and the blocks of punctuation and symbols are no letters:
 * no-break spaces, currencies, "less or equal". */
static bool sign_at(struct lc_str text, size_t at, size_t end)
{
    unsigned char first = (unsigned char)text.ptr[at];
    unsigned char second = end > at + 1 ? (unsigned char)text.ptr[at + 1] : 0;
    return first == 0xC2 || (first == 0xE2 && second >= 0x80 && second < 0xB0);
}

static bool is_blank(struct lc_str text, size_t at, size_t end)
{
    struct lc_str c = lc_str_n(text.ptr + at, end - at);
    return lc_str_is(c, " ") || lc_str_is(c, "\xC2\xA0") || lc_str_is(c, "\xE2\x80\xAF");
}

static bool ends_word(struct lc_str text, size_t at)
{
    if (!at) {
        return true;
    }
    size_t start = character_before(text, at);
    char before = text.ptr[start];
    if ((unsigned char)before >= 0x80) {
        return sign_at(text, start, at);
    }
    return !is_letter(before) && !is_digit(before) && before != '_' && before != '.';
}

/* A number at *at: digits with one point, a sign before them. Not inside a word ("AC1", "v2"). */
static bool number_at(struct lc_str text, size_t at, struct lc_str *number)
{
    size_t end = at;
    bool point = false;
    if (!ends_word(text, at)) {
        return false;
    }
    end += text.ptr[end] == '+' || text.ptr[end] == '-';
    size_t digits = end;
    while (end < text.len &&
           (is_digit(text.ptr[end]) || (!point && text.ptr[end] == '.' && end + 1 < text.len &&
                                        is_digit(text.ptr[end + 1])))) {
        point |= text.ptr[end++] == '.';
    }
    if (end == digits || !is_digit(text.ptr[end - 1])) {
        return false;
    }
    *number = lc_str_n(text.ptr + at, end - at);
    return true;
}

static bool next_number(struct lc_str text, size_t *at, struct lc_str *number)
{
    for (; *at < text.len; (*at)++) {
        if (number_at(text, *at, number)) {
            return true;
        }
    }
    return false;
}

/* The comparator that ends right before `at`, blanks apart. */
static enum lc_comparator comparator_before(struct lc_str text, size_t at)
{
    while (at && is_blank(text, character_before(text, at), at)) {
        at = character_before(text, at);
    }
    for (size_t i = 0; i < sizeof comparators / sizeof comparators[0]; i++) {
        struct lc_str sign = lc_str(comparators[i].text);
        if (at >= sign.len &&
            lc_str_eq_nocase(lc_str_n(text.ptr + at - sign.len, sign.len), sign)) {
            return comparators[i].comparator;
        }
    }
    return LC_COMPARE_NONE;
}

static struct lc_str unit_behind(struct lc_str text, size_t at)
{
    if (at < text.len && text.ptr[at] == '%') {
        return lc_str_n(text.ptr + at, 1);
    }
    for (size_t n = 1; at + n <= text.len && n <= 3; n++) {
        if (is_blank(text, at, at + n)) {
            at += n;
            n = 0;
        }
    }
    size_t end = at;
    while (end < text.len && (is_letter(text.ptr[end]) || text.ptr[end] == '/' ||
                              text.ptr[end] == '_' || text.ptr[end] == '%')) {
        end++;
    }
    return lc_str_n(text.ptr + at, end - at);
}

bool lc_measure_parse(struct lc_str text, struct lc_measure *out)
{
    struct lc_str number, only = {NULL, 0}, chosen = {NULL, 0};
    enum lc_comparator comparator = LC_COMPARE_NONE;
    size_t count = 0;
    for (size_t at = 0; next_number(text, &at, &number); at += number.len) {
        enum lc_comparator here = comparator_before(text, at);
        count++;
        only = number;
        if (here != LC_COMPARE_NONE && chosen.ptr) {
            return false; /* two promises in one text */
        }
        if (here != LC_COMPARE_NONE) {
            chosen = number;
            comparator = here;
        }
    }
    number = chosen.ptr ? chosen : only;
    if (!count || (!chosen.ptr && count > 1)) {
        return false;
    }
    if (lc_fixed_parse(number, &out->value) != LC_FIXED_OK) {
        return false;
    }
    out->comparator = comparator;
    out->unit = unit_behind(text, (size_t)(number.ptr - text.ptr) + number.len);
    return true;
}

bool lc_measure_met(const struct lc_measure *measure, int64_t value)
{
    switch (measure->comparator) {
    case LC_COMPARE_AT_MOST:
        return value <= measure->value;
    case LC_COMPARE_LESS:
        return value < measure->value;
    case LC_COMPARE_MORE:
        return value > measure->value;
    case LC_COMPARE_EQUAL:
        return value == measure->value;
    case LC_COMPARE_NONE:
    case LC_COMPARE_AT_LEAST:
        break;
    }
    return value >= measure->value;
}
