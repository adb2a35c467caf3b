/*
 * Texts of expressions: tokens with a space between, words in lower case, names as their keys,
 * quotes inside of strings doubled. So a text is cut into its words again by who knows no dialect.
 */
#include "spec/sql/sql.h"

/* Whether a backslash in it takes away what the next character means. */
static bool escapes_in(const struct lc_sql_schema *s, struct lc_str string)
{
    return s->dialect == LC_DDL_MYSQL || lc_low(string.ptr[0]) == 'e';
}

const char *lc_sql_string(struct lc_sql_schema *s, const struct lc_value *token)
{
    struct lc_str t = lc_raw(token);
    const bool escapes = t.len && escapes_in(s, t);
    while (t.len && t.ptr[0] != '\'' && t.ptr[0] != '"' && t.ptr[0] != '$') {
        t = lc_str_n(t.ptr + 1, t.len - 1); /* E'…' */
    }
    if (t.len < 2 || t.ptr[0] == '$') {
        return lc_dup(s->ctx, t);
    }
    char *out = lc_new(s->ctx, t.len, 1);
    size_t n = 0;
    for (size_t i = 1; out && i + 1 < t.len; i++) {
        bool escaped = escapes && t.ptr[i] == '\\' && i + 2 < t.len;
        if (escaped && t.ptr[i + 1] != t.ptr[0]) {
            out[n++] = t.ptr[i];
        }
        i += escaped;
        out[n++] = t.ptr[i];
        i += !escaped && t.ptr[i] == t.ptr[0];
    }
    return out;
}

/* A string whose quote is at `open`. */
static void add_string(struct lc_buf *b, struct lc_str t, size_t open, bool escapes)
{
    const char quote = t.ptr[open];
    lc_buf_str(b, lc_str_n(t.ptr, open));
    lc_buf_char(b, '\'');
    for (size_t i = open + 1; i + 1 < t.len; i++) {
        bool escaped = escapes && t.ptr[i] == '\\';
        if (escaped && t.ptr[i + 1] != '\'') {
            lc_buf_char(b, t.ptr[i]);
        }
        i += escaped || t.ptr[i] == quote; /* two quotes stand for one */
        lc_buf_text(b, t.ptr[i] == '\'' ? "'" : "");
        lc_buf_char(b, t.ptr[i]);
    }
    lc_buf_char(b, '\'');
}

static ctr_status add_token(struct lc_buf *b, struct lc_sql_schema *s, const struct lc_value *t)
{
    const struct lc_str raw = lc_raw(t);
    bool mysql = s->dialect == LC_DDL_MYSQL;
    if (t->kind == LC_DDL_QUOTED && mysql && raw.ptr[0] == '"') {
        add_string(b, raw, 0, true);
        return CTR_OK;
    }
    if (t->kind == LC_DDL_STRING && raw.ptr[0] != '$') {
        bool prefixed = raw.ptr[0] != '\'';
        add_string(b, raw, prefixed, escapes_in(s, raw));
        return CTR_OK;
    }
    if (t->kind == LC_DDL_QUOTED) {
        const char *key = lc_sql_key(s, t, true);
        lc_buf_text(b, key);
        return key ? CTR_OK : CTR_E_NOMEM;
    }
    if (t->kind != LC_DDL_WORD) {
        lc_buf_str(b, raw);
        return CTR_OK;
    }
    for (size_t i = 0; i < raw.len; i++) {
        lc_buf_char(b, lc_low(raw.ptr[i]));
    }
    return CTR_OK;
}

const char *lc_sql_text(struct lc_sql_cursor *c, uint32_t from, uint32_t to)
{
    struct lc_buf b;
    ctr_status status = CTR_OK;
    const char *out = NULL;
    lc_buf_init(&b, &c->s->ctx->alloc, SIZE_MAX - 1);
    for (uint32_t i = from; i < to && i < c->count && status == CTR_OK; i++) {
        if (c->at[i].kind != LC_DDL_NOTE) {
            lc_buf_text(&b, b.size ? " " : "");
            status = add_token(&b, c->s, &c->at[i]);
        }
    }
    if (status == CTR_OK && b.status == CTR_OK) {
        out = lc_dup(c->s->ctx, lc_str_n(b.data, b.size));
    } else {
        lc_nomem(c->s->ctx);
    }
    lc_buf_free(&b);
    return out;
}

const char *lc_sql_expression(struct lc_sql_cursor *c, uint32_t from, uint32_t to)
{
    for (;;) {
        struct lc_sql_cursor inner = {c->s, c->at, from, to, c->whole};
        if (!lc_sql_is(&inner, "(")) {
            break;
        }
        uint32_t first = inner.i;
        lc_sql_skip(&inner);
        uint32_t last = inner.i;
        if (!lc_sql_done(&inner)) {
            break;
        }
        from = first + 1;
        to = last - 1;
    }
    return lc_sql_text(c, from, to);
}

/* ---- words ---- */

/* Where a string ends that begins with $tag$; NULL if none does. */
static const char *behind_dollars(const char *text)
{
    size_t n = 1 + strcspn(text + 1, "$ '");
    if (text[n] != '$') {
        return NULL;
    }
    n++;
    for (const char *p = strchr(text + n, '$'); p; p = strchr(p + 1, '$')) {
        if (strncmp(p, text, n) == 0) {
            return p + n;
        }
    }
    return NULL;
}

bool lc_sql_next_word(const char **at, struct lc_str *word)
{
    const char *p = *at + strspn(*at, " ");
    const char *start = p;
    bool inside = false;
    if (*p == '$' && behind_dollars(p)) {
        p = behind_dollars(p);
    }
    while (*p && (inside || *p != ' ')) {
        inside = inside != (*p++ == '\'');
    }
    *at = p;
    *word = lc_str_n(start, (size_t)(p - start));
    return p > start;
}

/* A word before "( 10 )" is a column, of which MySQL's index takes so many characters; before any
 * other parenthesis it is a function, and before a string the string's type. */
static bool may_name(const char *behind)
{
    struct lc_str next;
    const char *at = behind;
    if (!lc_sql_next_word(&at, &next)) {
        return true;
    }
    if (!lc_str_is(next, "(")) {
        return !memchr(next.ptr, '\'', next.len);
    }
    size_t digits = strspn(at + strspn(at, " "), "0123456789");
    return digits && strcmp(at + strspn(at, " ") + digits, " )") == 0;
}

bool lc_sql_next_name(const char **at, struct lc_str *word)
{
    bool type = false;
    while (lc_sql_next_word(at, word)) {
        const bool of_type = type;
        type = lc_str_is(*word, "::") || lc_str_is(*word, "as");
        if (!of_type && !type && may_name(*at)) {
            return true;
        }
    }
    return false;
}

bool lc_sql_has_name(const char *text, struct lc_str column)
{
    struct lc_str next;
    while (lc_sql_next_name(&text, &next)) {
        if (lc_str_eq(next, column)) {
            return true;
        }
    }
    return false;
}

const char *lc_sql_reworded(struct lc_ctx *ctx, const char *text, const struct lc_map *names)
{
    struct lc_buf b;
    struct lc_str word;
    const char *copied = text;
    const char *out = text;
    lc_buf_init(&b, &ctx->alloc, SIZE_MAX - 1);
    for (const char *p = text; names->count && lc_sql_next_name(&p, &word);) {
        const char *to = lc_map_get(names, word);
        if (to) {
            lc_buf_str(&b, lc_str_n(copied, (size_t)(word.ptr - copied)));
            lc_buf_text(&b, to);
            copied = p;
        }
    }
    if (copied != text) {
        lc_buf_text(&b, copied);
        out = b.status == CTR_OK ? lc_dup(ctx, lc_str_n(b.data, b.size)) : NULL;
    }
    lc_buf_free(&b);
    if (!out) {
        lc_nomem(ctx);
    }
    return out;
}
