/* Base64: the vectors of RFC 4648, every size in every split, and what is not base64. */
#include "codec/base64.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "../base/fault.h"

static const ctr_allocator *host(void)
{
    static ctr_allocator table;
    lc_alloc_init(&table, NULL);
    return &table;
}

/* Decode in pieces of `step`; the result is in out, which the caller frees. */
static bool decode(struct lc_str text, size_t step, struct lc_buf *out)
{
    struct lc_base64 state = {0};
    lc_buf_init(out, host(), 1 << 20);
    for (size_t at = 0; at < text.len; at += step) {
        size_t part = text.len - at < step ? text.len - at : step;
        if (!lc_base64_feed(&state, lc_str_n(text.ptr + at, part), out)) {
            return false;
        }
    }
    return lc_base64_done(&state);
}

static void the_vectors_of_rfc_4648_hold_both_ways(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
        {"\xFF\xFE\xFD", "//79"},
        {"\xFB\xEF", "++8="},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_buf text;
        lc_buf_init(&text, host(), 100);
        lc_base64_add(&text, rows[i][0], strlen(rows[i][0]));
        assert_string_equal(lc_buf_cstr(&text), rows[i][1]);
        lc_buf_free(&text);
        struct lc_buf bytes;
        assert_true(decode(lc_str(rows[i][1]), 100, &bytes));
        assert_string_equal(lc_buf_cstr(&bytes), rows[i][0]);
        lc_buf_free(&bytes);
    }
}

static void every_size_comes_back_in_every_split(void **state)
{
    (void)state;
    unsigned char bytes[100];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (unsigned char)(i * 167 + 13);
    }
    for (size_t size = 0; size <= sizeof bytes; size++) {
        struct lc_buf text;
        lc_buf_init(&text, host(), 1000);
        lc_base64_add(&text, bytes, size);
        assert_int_equal(text.size, (size + 2) / 3 * 4);
        for (size_t step = 1; step <= 9; step++) {
            struct lc_buf back;
            assert_true(decode(lc_str_n(text.data, text.size), step, &back));
            assert_int_equal(back.size, size);
            assert_memory_equal(back.data ? back.data : "", bytes, size);
            lc_buf_free(&back);
        }
        lc_buf_free(&text);
    }
}

static void pieces_of_three_string_together(void **state)
{
    (void)state;
    struct lc_buf text;
    lc_buf_init(&text, host(), 100);
    lc_base64_add(&text, "foobar", 3);
    lc_base64_add(&text, "bar", 3);
    lc_base64_add(&text, "f", 1);
    assert_string_equal(lc_buf_cstr(&text), "Zm9vYmFyZg==");
    lc_buf_free(&text);
}

static void white_space_is_passed_over_anywhere(void **state)
{
    (void)state;
    const char *text = " Z\tm 9\r\nv\nYg = \n= \n";
    for (size_t step = 1; step <= strlen(text); step++) {
        struct lc_buf bytes;
        assert_true(decode(lc_str(text), step, &bytes));
        assert_string_equal(lc_buf_cstr(&bytes), "foob");
        lc_buf_free(&bytes);
    }
}

static void what_is_not_base64_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *why;
    } rows[] = {
        {"Z", "one character left over"},
        {"Zg", "no padding"},
        {"Zm8", "no padding"},
        {"Zg=", "half of the padding"},
        {"Zg===", "too much padding"},
        {"Zm8==", "too much padding"},
        {"Zm9v=", "padding at a boundary"},
        {"=", "padding alone"},
        {"Z===", "padding behind one character"},
        {"Zg==Zg==", "data behind the end"},
        {"Zg=Z", "data within the padding"},
        {"Zh==", "spare bits are not zero"},
        {"Zm9=", "spare bits are not zero"},
        {"Zm9-", "the URL alphabet"},
        {"Zm9_", "the URL alphabet"},
        {"Zm9\xC3\xA9", "not ASCII"},
        {"Zm9v!", "a mark"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (size_t step = 1; step <= 9; step += 4) {
            struct lc_buf bytes;
            if (decode(lc_str(rows[i].text), step, &bytes)) {
                fail_msg("'%s' is taken, but has %s", rows[i].text, rows[i].why);
            }
            lc_buf_free(&bytes);
        }
    }
    struct lc_buf bytes;
    assert_false(decode(lc_str_n("Zm\0v", 4), 4, &bytes));
    lc_buf_free(&bytes);
}

static void every_byte_outside_the_alphabet_is_refused(void **state)
{
    (void)state;
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int c = 0; c < 256; c++) {
        const char text[4] = {(char)c, 'A', 'A', 'A'};
        const char *place = c ? strchr(alphabet, c) : NULL;
        struct lc_buf bytes;
        assert_int_equal(decode(lc_str_n(text, 4), 4, &bytes), place != NULL);
        if (place) {
            assert_int_equal((unsigned char)bytes.data[0], (place - alphabet) << 2);
        }
        lc_buf_free(&bytes);
    }
}

static void a_poisoned_buffer_stays_poisoned(void **state)
{
    (void)state;
    struct lc_buf text;
    lc_buf_init(&text, host(), 10);
    lc_base64_add(&text, "123456789", 9);
    assert_int_equal(text.status, CTR_E_LIMIT);
    lc_base64_add(&text, "1", 1);
    assert_null(lc_buf_cstr(&text));

    struct fault f = {.fail_at = 1};
    ctr_allocator table = fault_table(&f);
    struct lc_base64 decoder = {0};
    lc_buf_init(&text, &table, 100);
    assert_true(lc_base64_feed(&decoder, LC_STR("Zm9v"), &text)); /* the text is not to blame */
    assert_int_equal(text.status, CTR_E_NOMEM);
    assert_int_equal(f.live, 0);
}

static void a_size_beyond_all_memory_is_a_limit(void **state)
{
    (void)state;
    struct lc_buf text;
    lc_buf_init(&text, host(), SIZE_MAX);
    lc_base64_add(&text, "x", SIZE_MAX);
    assert_int_equal(text.status, CTR_E_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_vectors_of_rfc_4648_hold_both_ways),
        cmocka_unit_test(every_size_comes_back_in_every_split),
        cmocka_unit_test(pieces_of_three_string_together),
        cmocka_unit_test(white_space_is_passed_over_anywhere),
        cmocka_unit_test(what_is_not_base64_is_refused),
        cmocka_unit_test(every_byte_outside_the_alphabet_is_refused),
        cmocka_unit_test(a_poisoned_buffer_stays_poisoned),
        cmocka_unit_test(a_size_beyond_all_memory_is_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
