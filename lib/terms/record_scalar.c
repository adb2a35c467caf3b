/* Terms of one value: texts, numbers, dates, truths, words. */
#include "terms/record_room.h"

#include "base/time.h"

struct lc_str lc_term_scalar(const struct lc_value *value)
{
    switch ((enum lc_value_kind)value->kind) {
    case LC_STRING:
    case LC_NUMBER:
        return value->chars ? lc_str_trim(lc_raw(value)) : LC_STR("");
    case LC_TRUE:
        return LC_STR("true");
    case LC_FALSE:
        return LC_STR("false");
    case LC_NULL:
    case LC_ARRAY:
    case LC_OBJECT:
        break;
    }
    return lc_str_n(NULL, 0);
}

bool lc_term_nothing(const struct lc_value *value)
{
    return value->kind == LC_NULL || (value->kind == LC_STRING && !lc_term_scalar(value).len);
}

ctr_status lc_term_take_text(const struct lc_term_reading *r, const struct lc_term_field *f,
                             const char **out)
{
    bool exact = f->term->flags & LC_TERM_EXACT && f->value->kind == LC_STRING;
    struct lc_str text = exact ? lc_raw(f->value) : lc_term_scalar(f->value);
    if (!text.len) {
        return lc_term_wrong(r, f, "text");
    }
    if (memchr(text.ptr, '\0', text.len)) {
        return lc_term_refuse(r, f->spot, "holds a NUL character; none is allowed");
    }
    *out = lc_dup(r->ctx, text);
    return *out ? CTR_OK : CTR_E_NOMEM;
}

static bool is_name(const char *text)
{
    size_t n = 0;
    for (; text[n]; n++) {
        char c = text[n];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && (n == 0 || !strchr("._-", c))) {
            return false;
        }
    }
    return n > 0 && n <= 128;
}

static ctr_status read_text(const struct lc_term_reading *r, const struct lc_term_field *f)
{
    const char *text;
    LC_TRY(lc_term_take_text(r, f, &text));
    if (f->term->kind == LC_TERM_NAME && !is_name(text)) {
        return lc_term_wrong(
            r, f, "a name: 1 to 128 of A-Z a-z 0-9 '.' '_' '-', the first a letter or digit");
    }
    lc_term_store(f, &text, sizeof text);
    return lc_term_point_add(r, f, text);
}

static bool inside(int64_t value, const struct lc_term *t)
{
    return value >= t->least * LC_FIXED_ONE && value <= t->most * LC_FIXED_ONE;
}

ctr_status lc_term_take_fixed(const struct lc_term_reading *r, const struct lc_term_field *f,
                              int64_t *out)
{
    const struct lc_term *t = f->term;
    struct lc_str text = lc_term_scalar(f->value);
    bool truth = f->value->kind == LC_TRUE || f->value->kind == LC_FALSE;
    bool whole = t->kind == LC_TERM_INT;
    enum lc_fixed_status status =
        text.ptr && !truth ? lc_fixed_parse(text, out) : LC_FIXED_NO_NUMBER;
    if (status == LC_FIXED_OK && inside(*out, t) && (!whole || *out % LC_FIXED_ONE == 0)) {
        return CTR_OK;
    }
    const char *wanted =
        lc_format(r->ctx, "%s from %lld to %lld%s", whole ? "a whole number" : "a number",
                  (long long)t->least, (long long)t->most,
                  status == LC_FIXED_TOO_FINE && !whole ? " with at most 6 decimals" : "");
    return wanted ? lc_term_wrong(r, f, wanted) : CTR_E_NOMEM;
}

static ctr_status read_number(const struct lc_term_reading *r, const struct lc_term_field *f)
{
    int64_t value = 0;
    char text[LC_FIXED_TEXT];
    LC_TRY(lc_term_take_fixed(r, f, &value));
    const char *point = lc_dup(r->ctx, lc_str(lc_fixed_text(value, text)));
    if (f->term->kind == LC_TERM_INT) {
        value /= LC_FIXED_ONE;
    }
    lc_term_store(f, &value, sizeof value);
    return lc_term_point_add(r, f, point);
}

static ctr_status read_date(const struct lc_term_reading *r, const struct lc_term_field *f)
{
    struct lc_str text = lc_term_scalar(f->value);
    int64_t us;
    if (text.len != 10 || !lc_time_parse(text, false, &us)) {
        return lc_term_wrong(r, f, "a date that exists, as 2026-12-31");
    }
    int64_t day = us / INT64_C(86400000000) - (us % INT64_C(86400000000) < 0);
    lc_term_store(f, &day, sizeof day);
    return lc_term_point_add(r, f, lc_dup(r->ctx, text));
}

static ctr_status read_bool(const struct lc_term_reading *r, const struct lc_term_field *f)
{
    struct lc_str text = lc_term_scalar(f->value);
    int32_t truth = lc_str_is(text, "true");
    if (r->typed && f->value->kind == LC_STRING) {
        return lc_term_wrong(r, f, "true or false as such, and no text");
    }
    if (!truth && !lc_str_is(text, "false")) {
        return lc_term_wrong(r, f, "true or false");
    }
    lc_term_store(f, &truth, sizeof truth);
    return lc_term_point_add(r, f, truth ? "true" : "false");
}

static ctr_status read_word(const struct lc_term_reading *r, const struct lc_term_field *f)
{
    struct lc_str text = lc_term_scalar(f->value);
    const char *word = text.ptr ? lc_dup(r->ctx, text) : "";
    int32_t value;
    if (!word) {
        return CTR_E_NOMEM;
    }
    if (!lc_word_parse(f->term->words, word, &value)) {
        const char *wanted = lc_word_list(r->ctx, f->term->words);
        return wanted ? lc_term_wrong(r, f, wanted) : CTR_E_NOMEM;
    }
    lc_term_store(f, &value, sizeof value);
    return lc_term_point_add(r, f, lc_word_name(f->term->words, value));
}

ctr_status lc_term_read_scalar(const struct lc_term_reading *r, const struct lc_term_field *f)
{
    switch (f->term->kind) {
    case LC_TERM_INT:
    case LC_TERM_FIXED:
        return read_number(r, f);
    case LC_TERM_DATE:
        return read_date(r, f);
    case LC_TERM_BOOL:
        return read_bool(r, f);
    case LC_TERM_WORD:
        return read_word(r, f);
    case LC_TERM_TEXT:
    case LC_TERM_NAME:
    case LC_TERM_RECORD:
    case LC_TERM_RECORDS:
    case LC_TERM_TEXTS:
    case LC_TERM_PAIRS:
    case LC_TERM_VALUE:
        break;
    }
    return read_text(r, f);
}
