/* Names, labels and free text from outside. */
#include "base/names.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "fault.h"

#define TEN "0123456789"
#define SIXTY TEN TEN TEN TEN TEN TEN
#define LONGEST SIXTY SIXTY "01234567" /* 128 bytes */

struct row {
    const char *text;
    const char *message; /* NULL = accepted */
    const char *key;     /* a detail, and its value */
    const char *value;
};

typedef ctr_status check_fn(struct lc_ctx *ctx, const char *text);

static void run(const struct row *rows, size_t count, check_fn *check)
{
    for (size_t i = 0; i < count; i++) {
        struct lc_ctx ctx;
        ctr_error *err = NULL;
        lc_ctx_begin(&ctx, NULL);
        ctr_status status = lc_ctx_end(&ctx, check(&ctx, rows[i].text), &err);
        if (!rows[i].message && status != CTR_OK) {
            fail_msg("'%s': %s", rows[i].text, ctr_error_message(err));
        } else if (rows[i].message) {
            assert_int_equal(status, CTR_E_ARGUMENT);
            assert_string_equal(ctr_error_message(err), rows[i].message);
        }
        if (rows[i].key) {
            assert_string_equal(ctr_error_detail(err, rows[i].key), rows[i].value);
        }
        ctr_error_free(err);
    }
}

#define RUN(rows, check) run(rows, sizeof rows / sizeof rows[0], check)

static ctr_status check_team(struct lc_ctx *ctx, const char *text)
{
    return lc_check_name(ctx, "team", text);
}

static ctr_status check_reason(struct lc_ctx *ctx, const char *text)
{
    return lc_check_text(ctx, "reason", text, 20);
}

#define NAME_WANTS "; wanted are 1 to 128 of A-Z a-z 0-9 '.' '_' '-', the first a letter or digit"

static void names_have_a_grammar(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"a", NULL, NULL, NULL},
        {"7", NULL, NULL, NULL},
        {"Payments.v2_x-1", NULL, NULL, NULL},
        {"a--..__", NULL, NULL, NULL},
        {LONGEST, NULL, NULL, NULL},
        {NULL, "the name of the team is missing", NULL, NULL},
        {"", "the name of the team is empty", NULL, NULL},
        {LONGEST "8",
         "the name of the team '" TEN TEN TEN TEN "...' has 129 bytes; at most 128 are allowed",
         "limit", "128"},
        {".a", "the name of the team '.a' is not acceptable at offset 0" NAME_WANTS, "offset", "0"},
        {"-a", "the name of the team '-a' is not acceptable at offset 0" NAME_WANTS, NULL, NULL},
        {"_a", "the name of the team '_a' is not acceptable at offset 0" NAME_WANTS, NULL, NULL},
        {"a b", "the name of the team 'a b' is not acceptable at offset 1" NAME_WANTS, "offset",
         "1"},
        {"a/b", "the name of the team 'a/b' is not acceptable at offset 1" NAME_WANTS, NULL, NULL},
        {"a@1", "the name of the team 'a@1' is not acceptable at offset 1" NAME_WANTS, NULL, NULL},
        {"../x", "the name of the team '../x' is not acceptable at offset 0" NAME_WANTS, NULL,
         NULL},
        {"ab\n", "the name of the team 'ab\\n' is not acceptable at offset 2" NAME_WANTS, "offset",
         "2"},
        {"caf\xC3\xA9",
         "the name of the team 'caf\xC3\xA9' is not acceptable at offset 3" NAME_WANTS, "offset",
         "3"},
        {"x\xFF", "the name of the team 'x\\xff' is not acceptable at offset 1" NAME_WANTS, NULL,
         NULL},
    };
    RUN(rows, check_team);
}

static void every_other_byte_is_refused_in_a_name(void **state)
{
    (void)state;
    for (int c = 1; c < 256; c++) {
        char name[] = {'a', (char)c, '\0'};
        bool good = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                    c == '.' || c == '_' || c == '-';
        struct lc_ctx ctx;
        lc_ctx_begin(&ctx, NULL);
        assert_int_equal(lc_check_name(&ctx, "team", name), good ? CTR_OK : CTR_E_ARGUMENT);
        lc_ctx_end(&ctx, CTR_E_ARGUMENT, NULL);
    }
}

#define INVISIBLE ": white space and invisible characters are not allowed"
#define MARKS ": none of / @ , | and quotes is allowed"
#define LIKE_A_RANGE ": it would begin like a range"

static void labels_leave_out_what_selectors_use(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"1.2.0", NULL, NULL, NULL},
        {"v1.0-rc.1+b.5", NULL, NULL, NULL},
        {"winter", NULL, NULL, NULL},
        {"actively", NULL, NULL, NULL},
        {"1.x", NULL, NULL, NULL},
        {"a^b~c<d>e=f!g*", NULL, NULL, NULL},
        {"\xC3\xA9t\xC3\xA9-2026", NULL, NULL, NULL},
        {"\xE6\x98\xA5", NULL, NULL, NULL},
        {"\xF0\x9F\x98\x80", NULL, NULL, NULL},
        {LONGEST, NULL, NULL, NULL},
        {NULL, "the label of the version is missing", NULL, NULL},
        {"", "the label of the version is empty", NULL, NULL},
        {LONGEST "8",
         "the label of the version '" TEN TEN TEN TEN "...' has 129 bytes; at most 128 are allowed",
         "limit", "128"},
        {"active", "'active' selects a version and cannot be a label; use one such as '1.2.0'",
         NULL, NULL},
        {"LATEST", "'LATEST' selects a version and cannot be a label; use one such as '1.2.0'",
         NULL, NULL},
        {"a b", "the label 'a b' is not acceptable at column 2" INVISIBLE, "column", "2"},
        {"a\tb", "the label 'a\\tb' is not acceptable at column 2" INVISIBLE, "column", "2"},
        {"\xC3\xA9\xC2\xA0", "the label '\xC3\xA9\xC2\xA0' is not acceptable at column 2" INVISIBLE,
         "column", "2"},
        {"1\xE2\x80\x8B", "the label '1\\u200b' is not acceptable at column 2" INVISIBLE, NULL,
         NULL}, /* zero width space */
        {"\xE2\x80\xAE"
         "1",
         "the label '\\u202e"
         "1' is not acceptable at column 1" INVISIBLE,
         NULL, NULL}, /* right-to-left override */
        {"a\xEF\xBB\xBF", "the label 'a\\ufeff' is not acceptable at column 2" INVISIBLE, NULL,
         NULL},
        {"a\xEF\xBF\xBF", "the label 'a\\uffff' is not acceptable at column 2" INVISIBLE, NULL,
         NULL},
        {"a\xF3\xA0\x80\xA0",
         "the label 'a\xF3\xA0\x80\xA0' is not acceptable at column 2" INVISIBLE, NULL,
         NULL}, /* a tag character */
        {"a/b", "the label 'a/b' is not acceptable at column 2" MARKS, "column", "2"},
        {"a@b", "the label 'a@b' is not acceptable at column 2" MARKS, NULL, NULL},
        {"1,2", "the label '1,2' is not acceptable at column 2" MARKS, NULL, NULL},
        {"1||2", "the label '1||2' is not acceptable at column 2" MARKS, NULL, NULL},
        {"a'", "the label 'a'' is not acceptable at column 2" MARKS, NULL, NULL},
        {"a\"", "the label 'a\"' is not acceptable at column 2" MARKS, NULL, NULL},
        {"a`", "the label 'a`' is not acceptable at column 2" MARKS, NULL, NULL},
        {"^1", "the label '^1' is not acceptable at column 1" LIKE_A_RANGE, "column", "1"},
        {"~1", "the label '~1' is not acceptable at column 1" LIKE_A_RANGE, NULL, NULL},
        {"<1", "the label '<1' is not acceptable at column 1" LIKE_A_RANGE, NULL, NULL},
        {">1", "the label '>1' is not acceptable at column 1" LIKE_A_RANGE, NULL, NULL},
        {"=1", "the label '=1' is not acceptable at column 1" LIKE_A_RANGE, NULL, NULL},
        {"!1", "the label '!1' is not acceptable at column 1" LIKE_A_RANGE, NULL, NULL},
        {"*", "the label '*' is not acceptable at column 1" LIKE_A_RANGE, NULL, NULL},
        {"ab\xC3", "the label of the version is not valid UTF-8: byte 0xc3 at offset 2", "offset",
         "2"},
    };
    RUN(rows, lc_check_label);
}

static void free_text_has_no_controls_and_a_limit(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {NULL, NULL, NULL, NULL},
        {"", NULL, NULL, NULL},
        {"it is 'time', @all!", NULL, NULL, NULL},
        {"gr\xC3\xBC\xC3\x9F dich \xE2\x82\xAC", NULL, NULL, NULL},
        {"12345678901234567890", NULL, NULL, NULL},
        {"123456789012345678901",
         "the reason '123456789012345678901...' has 21 bytes; at most 20 are allowed", "limit",
         "20"},
        {"a\nb", "the reason holds the control character U+000A at column 2; none is allowed",
         "column", "2"},
        {"\xC3\xA9\x1B[0m",
         "the reason holds the control character U+001B at column 2; none is allowed", "column",
         "2"},
        {"\x7F", "the reason holds the control character U+007F at column 1; none is allowed", NULL,
         NULL},
        {"ab\xC2\x85", "the reason holds the control character U+0085 at column 3; none is allowed",
         NULL, NULL},
        {"ab\xEF\xBF\xBE", "the reason holds the noncharacter U+FFFE at column 3; none is allowed",
         "column", "3"},
        {"ab\xEF\xBF\xBD", NULL, NULL, NULL},
        {"ab\xFF"
         "c",
         "the reason is not valid UTF-8: byte 0xff at offset 2", "offset", "2"},
        {"\xED\xA0\x80", "the reason is not valid UTF-8: byte 0xed at offset 0", NULL, NULL},
    };
    RUN(rows, check_reason);
}

static bool refuse(const ctr_allocator *alloc)
{
    struct lc_ctx ctx;
    ctr_error *err = NULL;
    lc_ctx_begin(&ctx, alloc);
    ctr_status status = lc_check_name(&ctx, "team", "a b");
    assert_int_equal(lc_ctx_end(&ctx, status, &err), status);
    assert_int_equal(ctr_error_status(err), status);
    bool through = status == CTR_E_ARGUMENT && ctr_error_detail(err, "offset");
    assert_true(status == CTR_E_ARGUMENT || status == CTR_E_NOMEM);
    ctr_error_free(err);
    return through;
}

static void checks_survive_every_failing_allocation(void **state)
{
    (void)state;
    fault_walk(refuse);
}

static void a_key_is_a_name_in_lower_case(void **unused)
{
    static const char *const good[] = {"a", "0", "a.b-c_d", "a..", "9-"};
    static const char *const bad[] = {"", "A", "aB", ".a", "-", "a/b", "a b", "a#", "\xC3\xA9"};
    char longest[130];

    (void)unused;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(lc_is_name_key(lc_str(good[i])));
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(lc_is_name_key(lc_str(bad[i])));
    }
    memset(longest, 'a', sizeof longest);
    assert_true(lc_is_name_key(lc_str_n(longest, 128)));
    assert_false(lc_is_name_key(lc_str_n(longest, 129)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_is_a_name_in_lower_case),
        cmocka_unit_test(names_have_a_grammar),
        cmocka_unit_test(every_other_byte_is_refused_in_a_name),
        cmocka_unit_test(labels_leave_out_what_selectors_use),
        cmocka_unit_test(free_text_has_no_controls_and_a_limit),
        cmocka_unit_test(checks_survive_every_failing_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
