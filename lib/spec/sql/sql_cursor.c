/* Walking over the tokens of one statement; names as keys, expressions as texts. */
#include "spec/sql/sql.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

static bool is_token(const struct lc_value *t, const char *word)
{
    bool plain = t && (t->kind == LC_DDL_WORD || t->kind == LC_DDL_OP);
    return plain && lc_str_eq_nocase(lc_raw(t), lc_str(word));
}

static uint32_t past_notes(const struct lc_sql_cursor *c, uint32_t i)
{
    while (i < c->count && c->at[i].kind == LC_DDL_NOTE) {
        i++;
    }
    return i;
}

const struct lc_value *lc_sql_peek(struct lc_sql_cursor *c)
{
    c->i = past_notes(c, c->i);
    return c->i < c->count ? &c->at[c->i] : NULL;
}

const struct lc_value *lc_sql_peek2(struct lc_sql_cursor *c)
{
    c->i = past_notes(c, c->i);
    uint32_t k = past_notes(c, c->i + 1);
    return k < c->count ? &c->at[k] : NULL;
}

bool lc_sql_is(struct lc_sql_cursor *c, const char *word)
{
    return is_token(lc_sql_peek(c), word);
}

bool lc_sql_is_among(struct lc_sql_cursor *c, const char *const *words)
{
    while (*words && !lc_sql_is(c, *words)) {
        words++;
    }
    return *words != NULL;
}

bool lc_sql_is2(struct lc_sql_cursor *c, const char *first, const char *second)
{
    return lc_sql_is(c, first) && is_token(lc_sql_peek2(c), second);
}

bool lc_sql_take(struct lc_sql_cursor *c, const char *word)
{
    bool yes = lc_sql_is(c, word);
    c->i += yes;
    return yes;
}

bool lc_sql_take2(struct lc_sql_cursor *c, const char *first, const char *second)
{
    bool yes = lc_sql_is2(c, first, second);
    if (yes) {
        c->i = past_notes(c, c->i + 1) + 1;
    }
    return yes;
}

bool lc_sql_done(struct lc_sql_cursor *c)
{
    return !lc_sql_peek(c);
}

bool lc_sql_item_done(struct lc_sql_cursor *c)
{
    return lc_sql_done(c) || lc_sql_is(c, ",") || lc_sql_is(c, ")");
}

void lc_sql_skip(struct lc_sql_cursor *c)
{
    uint32_t depth = 0;
    if (lc_sql_done(c)) {
        return;
    }
    do {
        const struct lc_value *t = &c->at[c->i];
        depth += is_token(t, "(") || is_token(t, "[");
        depth -= (is_token(t, ")") || is_token(t, "]")) && depth;
        c->i++;
    } while (depth && c->i < c->count);
}

void lc_sql_skip_item(struct lc_sql_cursor *c)
{
    while (!lc_sql_item_done(c)) {
        lc_sql_skip(c);
    }
}

/* ---- failing ---- */

ctr_status lc_sql_fail(struct lc_sql_schema *s, const struct lc_value *node, const char *format,
                       ...)
{
    char text[900];
    va_list args;
    va_start(args, format);
    lc_format_into(text, sizeof text, format, args);
    va_end(args);
    return lc_doc_fail(s->ctx, s->doc, node ? node->offset : 0, "%s", text);
}

ctr_status lc_sql_unexpected(struct lc_sql_cursor *c, const char *what)
{
    const struct lc_value *t = lc_sql_peek(c);
    if (!t) {
        const struct lc_value *last = c->count ? &c->at[c->count - 1] : c->whole;
        return lc_sql_fail(c->s, last, "the statement ends here; expected %s", what);
    }
    int n = (int)(t->count < 60 ? t->count : 60);
    while (n > 0 && (size_t)n < t->count && ((unsigned char)t->chars[n] & 0xC0) == 0x80) {
        n--;
    }
    return lc_sql_fail(c->s, t, "'%.*s' stands here; expected %s", n, t->chars, what);
}

ctr_status lc_sql_want(struct lc_sql_cursor *c, const char *word)
{
    char what[40];
    if (lc_sql_take(c, word)) {
        return CTR_OK;
    }
    bool sign = word[0] && !lc_sql_is_name_start((unsigned char)word[0]);
    snprintf(what, sizeof what, sign ? "'%s'" : "%s", word);
    return lc_sql_unexpected(c, what);
}

/* ---- names ---- */

static bool plain(unsigned char ch)
{
    return lc_sql_is_name(ch) || ch == '-' || ch == '#' || ch == '@' || ch == '$';
}

/* True if letters do not matter in the name. */
static bool folds(const struct lc_sql_schema *s, bool quoted, bool column)
{
    switch (s->dialect) {
    case LC_DDL_SQLITE:
        return true;
    case LC_DDL_MYSQL:
        return column;
    case LC_DDL_ANY:
    case LC_DDL_POSTGRESQL:
        break;
    }
    return !quoted;
}

struct lc_value lc_sql_word(struct lc_str text)
{
    struct lc_value word = {.kind = LC_DDL_WORD};
    lc_set_raw(&word, text);
    return word;
}

/* U&"d\0061t" without what stands before its quotes: signs by their numbers are the signs. NULL: no
 * memory. */
static const char *unescaped(struct lc_sql_schema *s, struct lc_str t)
{
    char *out = lc_new(s->ctx, t.len + 1, 1);
    size_t n = 0;
    for (size_t i = 0; out && i < t.len; i++) {
        const size_t from = i + 1 + (i + 1 < t.len && t.ptr[i + 1] == '+');
        const size_t want = from > i + 1 ? 6 : 4;
        uint32_t code = 0;
        size_t k = 0;
        while (t.ptr[i] == '\\' && k < want && from + k < t.len &&
               memchr("0123456789abcdefABCDEF", t.ptr[from + k], 22)) {
            const char c = lc_low(t.ptr[from + k++]);
            code = code * 16 + (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10);
        }
        if (k == want && code >= 0x20 && code < 0x7F) {
            out[n++] = (char)code;
            i = from + k - 1;
        } else {
            out[n++] = t.ptr[i];
        }
    }
    return out ? lc_dup(s->ctx, lc_str_n(out, n)) : NULL;
}

const char *lc_sql_key(struct lc_sql_schema *s, const struct lc_value *token, bool column)
{
    static const char hex[] = "0123456789ABCDEF";
    bool quoted = token->kind != LC_DDL_WORD;
    bool fold = folds(s, quoted, column);
    struct lc_str t = lc_raw(token);
    if (quoted && t.len > 2 && lc_low(t.ptr[0]) == 'u' && t.ptr[1] == '&') {
        const char *text = unescaped(s, lc_str_n(t.ptr + 2, t.len - 2));
        if (!text) {
            return NULL;
        }
        t = lc_str(text);
    }
    char close = quoted && t.len ? t.ptr[t.len - 1] : '\0';
    if (quoted && t.len >= 2) {
        t = lc_str_n(t.ptr + 1, t.len - 2);
    }
    char *out = lc_new(s->ctx, t.len * 3 + 1, 1);
    size_t n = 0;
    for (size_t i = 0; out && i < t.len; i++) {
        unsigned char ch = (unsigned char)t.ptr[i];
        if (quoted && t.ptr[i] == close && i + 1 < t.len && t.ptr[i + 1] == close) {
            i++; /* written twice */
        }
        if (plain(ch)) {
            out[n++] = fold ? lc_low((char)ch) : (char)ch;
        } else {
            out[n++] = '%';
            out[n++] = hex[ch >> 4];
            out[n++] = hex[ch & 15];
        }
    }
    return out;
}

static bool may_be_name(const struct lc_value *t)
{
    return t && (t->kind == LC_DDL_WORD || t->kind == LC_DDL_QUOTED);
}

static ctr_status name_of(struct lc_sql_cursor *c, bool column, const char **out,
                          const struct lc_value **node)
{
    const struct lc_value *t = lc_sql_peek(c);
    /* SQLite takes a string where a name is wanted. */
    if (!may_be_name(t) && !(t && t->kind == LC_DDL_STRING && c->s->dialect == LC_DDL_SQLITE)) {
        return lc_sql_unexpected(c, "a name");
    }
    if (t->kind == LC_DDL_QUOTED && t->count <= 2) {
        return lc_sql_fail(c->s, t, "the name is empty; expected one in the quotes");
    }
    c->i++;
    *out = lc_sql_key(c->s, t, column);
    if (node) {
        *node = t;
    }
    return *out ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_sql_name(struct lc_sql_cursor *c, const char **out, const struct lc_value **node)
{
    return name_of(c, false, out, node);
}

ctr_status lc_sql_column_name(struct lc_sql_cursor *c, const char **out,
                              const struct lc_value **node)
{
    return name_of(c, true, out, node);
}

static bool at_home(const struct lc_sql_schema *s, const char *schema)
{
    static const char *const homes[] = {"", "public", "main", ""};
    const char *home = s->home ? s->home : homes[s->dialect];
    return strcmp(schema, home) == 0 ||
           (!s->home && s->dialect == LC_DDL_ANY &&
            (strcmp(schema, "public") == 0 || strcmp(schema, "main") == 0));
}

/* A name of another database than the first says which. */
static const char *in_schema(struct lc_sql_schema *s, const char *schema, const char *name)
{
    if (s->another) {
        return lc_format(s->ctx, "%s.%s.%s", s->another, schema, name);
    }
    return at_home(s, schema) ? name : lc_format(s->ctx, "%s.%s", schema, name);
}

ctr_status lc_sql_table_name(struct lc_sql_cursor *c, const char **out,
                             const struct lc_value **node)
{
    const char *name;
    const char *schema = NULL;
    LC_TRY(lc_sql_name(c, &name, node));
    for (int i = 0; i < 2 && lc_sql_take(c, "."); i++) { /* [catalogue.]schema.name */
        schema = name;
        LC_TRY(lc_sql_name(c, &name, node));
    }
    if (!schema && c->s->path_count) {
        schema = c->s->path[0];
    }
    if (!schema && c->s->another) {
        schema = "public";
    }
    *out = schema ? in_schema(c->s, schema, name) : name;
    return *out ? CTR_OK : CTR_E_NOMEM;
}

/* Along the path, for names without a schema. */
ctr_status lc_sql_find_next(struct lc_sql_cursor *c, bool must, const char *what,
                            struct lc_sql_thing **out, const struct lc_value **node)
{
    const char *name;
    const struct lc_value *at;
    bool plain_name = !is_token(lc_sql_peek2(c), ".");
    LC_TRY(lc_sql_table_name(c, &name, &at));
    *out = lc_sql_find(c->s, name);
    if (*out && !plain_name && (*out)->beneath) { /* a schema is named: none that is temporary */
        *out = (*out)->beneath;
    }
    for (size_t i = 1; !*out && plain_name && i <= c->s->path_count; i++) {
        const char *key = lc_sql_key(c->s, at, false);
        bool last = i == c->s->path_count;
        const char *schema = !last ? c->s->path[i] : c->s->another ? "public" : NULL;
        key = key && schema ? in_schema(c->s, schema, key) : key;
        if (!key) {
            return CTR_E_NOMEM;
        }
        *out = lc_sql_find(c->s, key);
    }
    if (node) {
        *node = at;
    }
    if (!*out && must) {
        ctr_status status = lc_sql_fail(c->s, at,
                                        "there is no %s '%s' here; expected one that was created "
                                        "before, or IF EXISTS",
                                        what, name);
        lc_detail(c->s->ctx, "missing", what);
        lc_detail(c->s->ctx, "name", name);
        return status;
    }
    return CTR_OK;
}

ctr_status lc_sql_names(struct lc_sql_cursor *c, const char ***out, uint32_t *count)
{
    size_t room = 0;
    *out = NULL;
    *count = 0;
    LC_TRY(lc_sql_want(c, "("));
    do {
        const char **more = lc_grow(c->s->ctx, *out, *count, &room, sizeof **out);
        if (!more) {
            return CTR_E_NOMEM;
        }
        *out = more;
        LC_TRY(lc_sql_column_name(c, &more[*count], NULL));
        ++*count;
    } while (lc_sql_take(c, ","));
    return lc_sql_want(c, ")");
}

ctr_status lc_sql_comment(struct lc_sql_cursor *c, const char **out)
{
    const struct lc_value *text = lc_sql_peek(c);
    *out = NULL;
    if (c->s->dialect != LC_DDL_MYSQL && lc_sql_take(c, "null")) {
        return CTR_OK;
    }
    if (!text || (text->kind != LC_DDL_STRING && text->kind != LC_DDL_QUOTED)) {
        return lc_sql_unexpected(c, "the comment, a text in quotes");
    }
    c->i++;
    const char *said = lc_sql_string(c->s, text);
    *out = said && said[0] ? said : NULL;
    return said ? CTR_OK : CTR_E_NOMEM;
}
