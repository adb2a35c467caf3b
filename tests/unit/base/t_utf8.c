/* UTF-8, in the built form and in the portable one that other machines get. */
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

/* The same source once more, without SSE2 and under other names. */
#define LC_NO_SIMD 1
#define lc_utf8_check portable_check
#define lc_utf8_next portable_next
#define lc_utf8_put portable_put
#define lc_utf8_count portable_count
#define lc_utf8_look portable_look
#define lc_utf8_escape portable_escape
#include "base/utf8.c" /* a test may look inside */
#undef lc_utf8_check
#undef lc_utf8_next
#undef lc_utf8_put
#undef lc_utf8_count
#undef lc_utf8_look
#undef lc_utf8_escape

size_t lc_utf8_check(struct lc_str s);
size_t lc_utf8_next(struct lc_str s, uint32_t *out);
size_t lc_utf8_put(uint32_t code, char out[4]);
size_t lc_utf8_count(struct lc_str s);

/* Both forms, on exactly sized memory, so that a read past the end is seen. */
static size_t check(const char *text, size_t size)
{
    char *exact = malloc(size ? size : 1);
    assert_non_null(exact);
    memcpy(exact, text, size);
    size_t at = lc_utf8_check(lc_str_n(exact, size));
    assert_int_equal(portable_check(lc_str_n(exact, size)), at);
    free(exact);
    return at;
}

static void every_scalar_value_goes_there_and_back(void **state)
{
    (void)state;
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        char text[4];
        uint32_t back = 0;
        if (code >= 0xD800 && code <= 0xDFFF) {
            continue;
        }
        size_t size = lc_utf8_put(code, text);
        size_t wanted = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
        if (size != wanted || lc_utf8_check(lc_str_n(text, size)) != size ||
            lc_utf8_next(lc_str_n(text, size), &back) != size || back != code ||
            lc_utf8_count(lc_str_n(text, size)) != 1 || portable_put(code, text) != size) {
            fail_msg("U+%04X", code);
        }
    }
}

static void known_encodings(void **state)
{
    (void)state;
    static const struct {
        uint32_t code;
        const char *text;
    } rows[] = {
        {0x24, "$"},
        {0xA2, "\xC2\xA2"},
        {0x7FF, "\xDF\xBF"},
        {0x800, "\xE0\xA0\x80"},
        {0x20AC, "\xE2\x82\xAC"},
        {0xFFFD, "\xEF\xBF\xBD"},
        {0x10348, "\xF0\x90\x8D\x88"},
        {0x10FFFF, "\xF4\x8F\xBF\xBF"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[5] = {0};
        lc_utf8_put(rows[i].code, text);
        assert_string_equal(text, rows[i].text);
    }
}

static void invalid_sequences_are_found_where_they_begin(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t size, at;
    } rows[] = {
        {"\x80", 1, 0}, /* a tail alone */
        {"\xBF", 1, 0},
        {"a\x80", 2, 1},
        {"\xC0\x80", 2, 0}, /* overlong NUL */
        {"\xC0\xAF", 2, 0}, /* overlong slash */
        {"\xC1\xBF", 2, 0},
        {"\xE0\x80\xAF", 3, 0},
        {"\xE0\x9F\xBF", 3, 0},
        {"\xF0\x80\x80\xAF", 4, 0},
        {"\xF0\x8F\xBF\xBF", 4, 0},
        {"\xED\xA0\x80", 3, 0}, /* surrogates */
        {"\xED\xBF\xBF", 3, 0},
        {"\xED\xA0\xBD\xED\xB8\x80", 6, 0},
        {"\xF4\x90\x80\x80", 4, 0}, /* beyond U+10FFFF */
        {"\xF5\x80\x80\x80", 4, 0},
        {"\xF8\x88\x80\x80\x80", 5, 0},
        {"\xFC\x84\x80\x80\x80\x80", 6, 0},
        {"\xFE", 1, 0},
        {"\xFF", 1, 0},
        {"ab\xC3", 3, 2}, /* cut off */
        {"ab\xE2\x82", 4, 2},
        {"ab\xF0\x9F\x98", 5, 2},
        {"\xC3(", 2, 0}, /* something else behind the lead */
        {"\xE2(\xA1", 3, 0},
        {"\xE2\x82(", 3, 0},
        {"\xF0(\x8C\xBC", 4, 0},
        {"\xF0\x90(\xBC", 4, 0},
        {"\xF0\x28\x8C\x28", 4, 0},
        {"\xC3\xA9\xC3", 3, 2}, /* behind something valid */
        {"\xF0\x9F\x98\x80\xFF", 5, 4},
        {"0123456789abcdef\xFF", 17, 16},
        {"0123456789abcde\xFF", 16, 15},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (check(rows[i].bytes, rows[i].size) != rows[i].at) {
            fail_msg("row %zu", i);
        }
    }
}

static void valid_text_is_valid_to_its_end(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",
        "a",
        "\xC3\xA9",
        "0123456789abcdef",
        "0123456789abcdef0",
        "gr\xC3\xBC\xC3\x9F dich",
        "\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC",
        "ASCII first, then some \xF0\x9F\x98\x80 and ASCII that is long enough to stride",
        "\xEF\xBF\xBF\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(check(rows[i], strlen(rows[i])), strlen(rows[i]));
    }
    assert_int_equal(check("a\0b", 3), 3); /* NUL is a character */
    assert_int_equal(lc_utf8_check(lc_str(NULL)), 0);
}

static void a_bad_byte_is_found_at_every_place_of_a_stride(void **state)
{
    (void)state;
    char text[70];
    for (size_t size = 1; size < sizeof text; size++) {
        for (size_t at = 0; at < size; at++) {
            memset(text, 'a', size);
            text[at] = '\xFF';
            assert_int_equal(check(text, size), at);
        }
    }
}

/* Slow and plain: the value decides, not the bytes. */
static size_t reference(const unsigned char *p, size_t size)
{
    size_t at = 0;
    while (at < size) {
        size_t more = p[at] < 0x80 ? 0 : p[at] >> 5 == 6 ? 1 : p[at] >> 4 == 14 ? 2 : 3;
        if ((more == 3 && p[at] >> 3 != 30) || at + more >= size) {
            return at;
        }
        uint32_t code = more ? p[at] & (0x3FU >> more) : p[at];
        for (size_t i = 1; i <= more; i++) {
            if (p[at + i] >> 6 != 2) {
                return at;
            }
            code = code << 6 | (p[at + i] & 63U);
        }
        static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
        if (code < least[more] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) {
            return at;
        }
        at += more + 1;
    }
    return size;
}

static void random_bytes_agree_with_a_plain_reading(void **state)
{
    (void)state;
    static const unsigned char likely[] = {0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0,
                                           0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED,
                                           0xEF, 0xF0, 0xF3, 0xF4, 0xF5, 0xFF};
    uint32_t seed = 12345;
    for (int round = 0; round < 200000; round++) {
        unsigned char text[24];
        size_t size = (size_t)round % sizeof text;
        for (size_t i = 0; i < size; i++) {
            seed = seed * 1664525U + 1013904223U;
            text[i] = likely[(seed >> 16) % sizeof likely];
        }
        assert_int_equal(check((const char *)text, size), reference(text, size));
    }
}

static void decoding_stays_inside_the_text(void **state)
{
    (void)state;
    uint32_t code = 7;
    assert_int_equal(lc_utf8_next(lc_str_n("x", 0), &code), 0);
    assert_int_equal(code, 7);
    assert_int_equal(lc_utf8_next(lc_str_n("\xE2\x82\xAC", 2), &code), 1);
    assert_int_equal(code, 0xFFFD);
    assert_int_equal(lc_utf8_next(lc_str_n("\xFF", 1), &code), 1);
    assert_int_equal(code, 0xFFFD);
}

static void code_points_are_counted(void **state)
{
    (void)state;
    assert_int_equal(lc_utf8_count(lc_str("")), 0);
    assert_int_equal(lc_utf8_count(lc_str("abc")), 3);
    assert_int_equal(lc_utf8_count(lc_str("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80!")), 4);
}

static void cells_are_counted(void **state)
{
    static const struct {
        const char *text;
        size_t cells;
    } rows[] = {
        {"", 0},
        {"abc", 3},
        {"\xC3\xA9\xC2\xAD", 2},         /* a letter with its accent; a soft hyphen */
        {"e\xCC\x81x", 2},               /* with a combining one */
        {"\xE6\x97\xA5\xE6\x9C\xAC", 4}, /* ideographs */
        {"\xEF\xBC\xA1\xEF\xBD\xB1", 3}, /* a wide letter, a narrow katakana */
        {"\xF0\x9F\x98\x80!", 3},        /* an emoji */
        {"\xE2\x98\x80\xEF\xB8\x8F", 1}, /* a sun, and a selector behind it */
        {"a\xE2\x80\x8D\xE2\x80\x8B"
         "b",
         2},                                         /* joiner, space without width */
        {"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", 2}, /* a syllable in its letters */
        {"\xEA\xB0\x80\xED\x9E\xA3", 4},             /* the first and the last syllable */
        {"\xE3\x81\x8B\xE3\x82\x99", 2},             /* kana with a mark of its own */
        {"\xF0\xA0\x80\x80\xF0\xBF\xBF\xBD", 4},     /* both ends of the planes beyond */
        {"\xCC\x80\xCD\xAF\xCD\xB0\xCB\xBF", 2},     /* the first range, and its neighbours */
        {"\xE2\x82\xAC\xE2\x80\xA6", 2},             /* a sign, dots */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(lc_utf8_cells(lc_str(rows[i].text)), rows[i].cells);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scalar_value_goes_there_and_back),
        cmocka_unit_test(known_encodings),
        cmocka_unit_test(invalid_sequences_are_found_where_they_begin),
        cmocka_unit_test(valid_text_is_valid_to_its_end),
        cmocka_unit_test(a_bad_byte_is_found_at_every_place_of_a_stride),
        cmocka_unit_test(random_bytes_agree_with_a_plain_reading),
        cmocka_unit_test(decoding_stays_inside_the_text),
        cmocka_unit_test(code_points_are_counted),
        cmocka_unit_test(cells_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
