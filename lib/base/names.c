/* Checks of names, labels, free text and instants: the first thing that happens to what comes from
 * outside. */
#include "base/names.h"

#include "base/time.h"
#include "base/utf8.h"

enum { MAX_NAME_BYTES = 128, MAX_QUOTE = 40 };

/* Code points that leave no mark, or none that can be told apart: controls, spaces, directions of
 * writing, fillers, private use, noncharacters. First and last. */
static const uint32_t invisible[][2] = {
    {0x0000, 0x0020}, {0x007F, 0x00A0},   {0x00AD, 0x00AD},    {0x034F, 0x034F}, {0x061C, 0x061C},
    {0x115F, 0x1160}, {0x1680, 0x1680},   {0x17B4, 0x17B5},    {0x180B, 0x180F}, {0x2000, 0x200F},
    {0x2028, 0x202F}, {0x205F, 0x206F},   {0x3000, 0x3000},    {0x3164, 0x3164}, {0xE000, 0xF8FF},
    {0xFDD0, 0xFDEF}, {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},    {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB},
    {0xFFFE, 0xFFFF}, {0x1FFFE, 0x1FFFF}, {0xE0000, 0x10FFFF},
};

static bool is_visible(uint32_t code)
{
    for (size_t i = 0; i < sizeof invisible / sizeof invisible[0]; i++) {
        if (code >= invisible[i][0] && code <= invisible[i][1]) {
            return false;
        }
    }
    return true;
}

/* What text cannot hold: controls, and the two noncharacters that XML cannot hold either. */
static bool is_control(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xFFFE || code == 0xFFFF;
}

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool in_name(char c, size_t at)
{
    return is_alnum(c) || (at > 0 && c != '\0' && strchr("._-", c));
}

/* A text that is missing, empty or too long. */
static ctr_status check_length(struct lc_ctx *ctx, const char *what, const char *text, size_t max)
{
    if (!text || !*text) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "%s is %s", what, text ? "empty" : "missing");
    }
    size_t size = strlen(text);
    if (size > max) {
        ctr_status status =
            lc_fail(ctx, CTR_E_ARGUMENT, "%s '%.*s...' has %zu bytes; at most %zu are allowed",
                    what, MAX_QUOTE, text, size, max);
        lc_detail_int(ctx, "limit", (int64_t)max);
        return status;
    }
    return CTR_OK;
}

static ctr_status check_utf8(struct lc_ctx *ctx, const char *what, struct lc_str text)
{
    size_t at = lc_utf8_check(text);
    if (at == text.len) {
        return CTR_OK;
    }
    ctr_status status =
        lc_fail(ctx, CTR_E_ARGUMENT, "%s is not valid UTF-8: byte 0x%02x at offset %zu", what,
                (unsigned)(unsigned char)text.ptr[at], at);
    lc_detail_int(ctx, "offset", (int64_t)at);
    return status;
}

/* How much of the text is printable ASCII: most of what comes, and good without another look. */
static size_t plain_size(const char *text)
{
    size_t n = 0;
    while (text[n] >= 0x20 && text[n] < 0x7F) {
        n++;
    }
    return n;
}

static size_t name_size(const char *name)
{
    size_t n = 0;
    while (in_name(name[n], n)) {
        n++;
    }
    return n;
}

ctr_status lc_check_name(struct lc_ctx *ctx, const char *what, const char *name)
{
    size_t good = name ? name_size(name) : 0;
    if (good && good <= MAX_NAME_BYTES && !name[good]) {
        return CTR_OK;
    }
    const char *whose = lc_format(ctx, "the name of the %s", what);
    if (!whose) {
        return CTR_E_NOMEM;
    }
    LC_TRY(check_length(ctx, whose, name, MAX_NAME_BYTES));
    for (size_t i = 0; name[i]; i++) {
        if (!in_name(name[i], i)) {
            ctr_status status =
                lc_fail(ctx, CTR_E_ARGUMENT,
                        "%s '%s' is not acceptable at offset %zu; wanted are "
                        "1 to 128 of A-Z a-z 0-9 '.' '_' '-', the first a letter or digit",
                        whose, name, i);
            lc_detail_int(ctx, "offset", (int64_t)i);
            return status;
        }
    }
    return CTR_OK;
}

/* What stands in the way of a label, NULL if nothing does. */
static const char *fault_of_label(uint32_t code, size_t at)
{
    if (!is_visible(code)) {
        return "white space and invisible characters are not allowed";
    }
    if (code < 0x80 && strchr("/@,|'\"`", (int)code)) {
        return "none of / @ , | and quotes is allowed";
    }
    if (at == 0 && code < 0x80 && strchr("^~<>=!*", (int)code)) {
        return "it would begin like a range";
    }
    return NULL;
}

bool lc_is_name_key(struct lc_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (!in_name(text.ptr[i], i) || (text.ptr[i] >= 'A' && text.ptr[i] <= 'Z')) {
            return false;
        }
    }
    return text.len > 0 && text.len <= MAX_NAME_BYTES;
}

ctr_status lc_check_label(struct lc_ctx *ctx, const char *label)
{
    LC_TRY(check_length(ctx, "the label of the version", label, MAX_NAME_BYTES));
    struct lc_str text = lc_str(label);
    LC_TRY(check_utf8(ctx, "the label of the version", text));
    if (lc_str_eq_nocase(text, LC_STR("active")) || lc_str_eq_nocase(text, LC_STR("latest"))) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "'%s' selects a version and cannot be a label; use one such as '1.2.0'",
                       label);
    }
    size_t column = 1;
    for (size_t at = 0; at < text.len; column++) {
        uint32_t code;
        size_t size = lc_utf8_next(lc_str_n(text.ptr + at, text.len - at), &code);
        const char *fault = fault_of_label(code, at);
        if (fault) {
            ctr_status status =
                lc_fail(ctx, CTR_E_ARGUMENT, "the label '%s' is not acceptable at column %zu: %s",
                        label, column, fault);
            lc_detail_int(ctx, "column", (int64_t)column);
            return status;
        }
        at += size;
    }
    return CTR_OK;
}

ctr_status lc_check_text(struct lc_ctx *ctx, const char *what, const char *text, size_t max)
{
    if (!text || !*text) {
        return CTR_OK;
    }
    size_t plain = plain_size(text);
    if (plain <= max && !text[plain]) {
        return CTR_OK;
    }
    const char *whose = lc_format(ctx, "the %s", what);
    if (!whose) {
        return CTR_E_NOMEM;
    }
    LC_TRY(check_length(ctx, whose, text, max));
    struct lc_str rest = lc_str(text);
    LC_TRY(check_utf8(ctx, whose, rest));
    for (size_t column = 1; rest.len; column++) {
        uint32_t code;
        size_t size = lc_utf8_next(rest, &code);
        if (is_control(code)) {
            ctr_status status = lc_fail(
                ctx, CTR_E_ARGUMENT, "%s holds the %s U+%04X at column %zu; none is allowed", whose,
                code < 0xFFFE ? "control character" : "noncharacter", (unsigned)code, column);
            lc_detail_int(ctx, "column", (int64_t)column);
            return status;
        }
        rest = lc_str_n(rest.ptr + size, rest.len - size);
    }
    return CTR_OK;
}

ctr_status lc_check_time(struct lc_ctx *ctx, const char *what, int64_t us)
{
    if (us >= 0 && us <= LC_TIME_LAST) {
        return CTR_OK;
    }
    return lc_fail(ctx, CTR_E_ARGUMENT,
                   "%s is %lld, wanted microseconds since 1970, of the years 1970 to 9999", what,
                   (long long)us);
}
