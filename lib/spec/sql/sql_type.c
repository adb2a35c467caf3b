/* Types as they are written. What they mean is the lattice's matter. */
#include "spec/sql/sql.h"

#include "base/decimal.h"

/* Words that go on a type that has begun. */
static bool goes_on(struct lc_sql_cursor *c, uint32_t words)
{
    static const char *const ends[] = {
        "constraint", "primary",    "not",       "null",   "unique",        "check", "default",
        "collate",    "references", "generated", "as",     "autoincrement", "on",    "using",
        "comment",    "first",      "after",     "hidden", "identity",      NULL};
    static const char *const more[] = {"precision", "varying", "large", "object",  "varchar",
                                       "varbinary", "big",     "int",   "integer", "character",
                                       "char",      "year",    "month", "day",     "hour",
                                       "minute",    "second",  "to",    NULL};
    const struct lc_value *t = lc_sql_peek(c);
    if (!t || t->kind != LC_DDL_WORD) {
        return false;
    }
    if (c->s->dialect == LC_DDL_SQLITE) {
        return !lc_sql_is_among(c, ends);
    }
    return words && lc_sql_is_among(c, more) && !lc_sql_is2(c, "character", "set");
}

static ctr_status add_word(struct lc_sql_cursor *c, struct lc_sql_type *out)
{
    const struct lc_value *t = lc_sql_peek(c);
    bool string = t && t->kind == LC_DDL_STRING && c->s->dialect == LC_DDL_SQLITE;
    if (!t || (t->kind != LC_DDL_WORD && t->kind != LC_DDL_QUOTED && !string)) {
        return lc_sql_unexpected(c, "the name of a type");
    }
    const char *word =
        t->kind != LC_DDL_WORD ? lc_sql_key(c->s, t, false) : lc_sql_text(c, c->i, c->i + 1);
    /* PostgreSQL: one byte, and no char */
    bool byte = word && t->kind == LC_DDL_QUOTED && c->s->dialect == LC_DDL_POSTGRESQL &&
                strcmp(word, "char") == 0;
    word = byte ? "\"char\"" : word;
    c->i++;
    out->name = !word || !out->name ? word : lc_format(c->s->ctx, "%s %s", out->name, word);
    return out->name ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status values(struct lc_sql_cursor *c, struct lc_sql_type *out)
{
    size_t room = 0;
    const char **list = NULL;
    do {
        const struct lc_value *t = lc_sql_peek(c);
        if (!t || (t->kind != LC_DDL_STRING && t->kind != LC_DDL_QUOTED)) {
            return lc_sql_unexpected(c, "a value in quotes");
        }
        list = lc_grow(c->s->ctx, list, out->value_count, &room, sizeof *list);
        if (!list || !(list[out->value_count++] = lc_sql_string(c->s, t))) {
            return CTR_E_NOMEM;
        }
        c->i++;
    } while (lc_sql_take(c, ","));
    out->values = list;
    return lc_sql_want(c, ")");
}

static ctr_status arguments(struct lc_sql_cursor *c, struct lc_sql_type *out)
{
    bool list = out->name && (strcmp(out->name, "enum") == 0 || strcmp(out->name, "set") == 0);
    uint32_t from = c->i;
    if (!lc_sql_take(c, "(")) {
        return CTR_OK;
    }
    if (list) {
        return values(c, out);
    }
    do {
        const struct lc_value *t = lc_sql_peek(c);
        bool negative = lc_sql_take(c, "-");
        t = negative ? lc_sql_peek(c) : t;
        int64_t n = 0;
        struct lc_decimal d;
        bool number = t && t->kind == LC_DDL_NUMBER && lc_decimal_parse(lc_raw(t), &d) &&
                      lc_decimal_int64(&d, &n);
        if (!number || out->args == LC_DDL_ARGS) { /* geometry(Point, 4326): part of the name */
            c->i = from;
            lc_sql_skip(c);
            const char *text = lc_sql_text(c, from, c->i);
            out->args = 0;
            out->name = text ? lc_format(c->s->ctx, "%s%s", out->name, text) : NULL;
            return out->name ? CTR_OK : CTR_E_NOMEM;
        }
        out->arg[out->args++] = negative ? -n : n;
        c->i++;
    } while (lc_sql_take(c, ","));
    return lc_sql_want(c, ")");
}

static ctr_status suffixes(struct lc_sql_cursor *c, struct lc_sql_type *out)
{
    for (;;) {
        if (lc_sql_take2(c, "with", "time")) {
            LC_TRY(lc_sql_want(c, "zone"));
            out->with_zone = true;
        } else if (lc_sql_take2(c, "with", "local")) {
            LC_TRY(lc_sql_want(c, "time"));
            LC_TRY(lc_sql_want(c, "zone"));
            out->with_zone = true;
        } else if (lc_sql_take2(c, "without", "time")) {
            LC_TRY(lc_sql_want(c, "zone"));
        } else if (lc_sql_take(c, "unsigned")) {
            out->is_unsigned = true;
        } else if (lc_sql_take(c, "zerofill")) {
            out->is_unsigned = true;
            out->zeros = out->args ? out->arg[0] : -1;
        } else if (lc_sql_take(c, "array")) {
            out->dims++;
        } else if (lc_sql_take(c, "[")) {
            while (!lc_sql_done(c) && !lc_sql_is(c, "]")) {
                c->i++;
            }
            LC_TRY(lc_sql_want(c, "]"));
            out->dims = (uint8_t)(out->dims < 6 ? out->dims + 1 : out->dims);
        } else if (!lc_sql_take(c, "signed")) {
            return CTR_OK;
        }
    }
}

const char *lc_sql_show_type(struct lc_ctx *ctx, const struct lc_sql_type *t)
{
    const char *zone = t->with_zone ? " with time zone" : "";
    const char *sign = t->is_unsigned ? " unsigned" : "";
    const char *name = t->name ? t->name : "no type";
    const char *array = &"[][][][][][]"[12 - 2 * (t->dims < 6 ? t->dims : 6)];
    if (!t->args && !*zone && !*sign && !*array && !t->value_count) {
        return name;
    }
    if (t->value_count) {
        return lc_format(ctx, "%s of %u values", name, (unsigned)t->value_count);
    }
    if (t->args == 0) {
        return lc_format(ctx, "%s%s%s%s", name, sign, zone, array);
    }
    if (t->args == 1) {
        return lc_format(ctx, "%s(%lld)%s%s%s", name, (long long)t->arg[0], sign, zone, array);
    }
    return lc_format(ctx, "%s(%lld,%lld)%s%s%s", name, (long long)t->arg[0], (long long)t->arg[1],
                     sign, zone, array);
}

ctr_status lc_sql_read_type(struct lc_sql_cursor *c, struct lc_sql_type *out)
{
    const struct lc_value *t = lc_sql_peek(c);
    bool sqlite = c->s->dialect == LC_DDL_SQLITE;
    uint32_t words = 0;
    *out = (struct lc_sql_type){0};
    bool string = t && sqlite && t->kind == LC_DDL_STRING;
    if (sqlite && !goes_on(c, 0) && !(t && t->kind == LC_DDL_QUOTED) && !string) {
        out->shown = "no type";
        return CTR_OK;
    }
    if (!t || (t->kind != LC_DDL_WORD && t->kind != LC_DDL_QUOTED && !string)) {
        return lc_sql_unexpected(c, "a type");
    }
    lc_sql_take(c, "setof");
    if (lc_sql_is2(c, "unsigned", "big")) { /* SQLite's own list has it */
        LC_TRY(add_word(c, out));
    }
    LC_TRY(add_word(c, out));
    while (lc_sql_take(c, ".")) { /* pg_catalog.int4, public.citext, schema.own */
        bool known = strcmp(out->name, "pg_catalog") == 0 || strcmp(out->name, "public") == 0;
        const char *schema = known ? NULL : out->name;
        out->name = NULL;
        LC_TRY(add_word(c, out));
        out->name = schema ? lc_format(c->s->ctx, "%s.%s", schema, out->name) : out->name;
        if (!out->name) {
            return CTR_E_NOMEM;
        }
    }
    for (words = 1; goes_on(c, words); words++) {
        LC_TRY(add_word(c, out));
    }
    LC_TRY(arguments(c, out));
    LC_TRY(suffixes(c, out));
    while (goes_on(c, sqlite ? 1 : 0)) {
        LC_TRY(add_word(c, out));
    }
    out->shown = lc_sql_show_type(c->s->ctx, out);
    return out->shown ? CTR_OK : CTR_E_NOMEM;
}
