/*
 * Literals, and what a column makes of them before a condition sees them: a number is rounded, a
 * text may be cut or be none. Only what a column keeps as it is written is compared.
 */
#include "spec/sql/sql.h"

#include "base/decimal.h"

enum { ROOM = 64, EXACT = 15, DOMAINS = 16 };

/* Its digits stay in `room`. */
struct literal {
    char room[ROOM];
    struct lc_str string; /* without quotes */
    struct lc_decimal number;
    bool quoted;
    bool numeric; /* also of a string that holds one */
};

static bool read_literal(struct lc_str text, struct literal *out)
{
    size_t n = 0;
    out->quoted = text.len >= 2 && text.ptr[0] == '\'';
    out->string = text;
    if (out->quoted) { /* one string */
        const char *end = memchr(text.ptr + 1, '\'', text.len - 1);
        if (end != text.ptr + text.len - 1) {
            return false;
        }
        out->string = lc_str_n(text.ptr + 1, text.len - 2);
    }
    for (size_t i = 0; i < out->string.len && n < ROOM; i++) {
        out->room[n] = out->string.ptr[i];
        n += out->quoted || out->string.ptr[i] != ' ';
    }
    out->numeric = n && n < ROOM && lc_decimal_parse(lc_str_n(out->room, n), &out->number);
    return out->quoted || out->numeric;
}

bool lc_sql_is_literal(struct lc_str text)
{
    struct literal l;
    return read_literal(text, &l);
}

/* A domain is, for what it holds, its base; an enum of the schema holds strings. */
static struct lc_sql_keeping keeping(struct lc_sql_schema *s, const struct lc_sql_type *t)
{
    for (int i = 0; i < DOMAINS && t->name && !t->dims; i++) {
        const struct lc_sql_thing *thing = lc_sql_find(s, t->name);
        if (thing && thing->kind == LC_DDL_ENUM) {
            return (struct lc_sql_keeping){.strings = true, .length = -1};
        }
        if (!thing || thing->kind != LC_DDL_DOMAIN || !thing->count) {
            break;
        }
        t = &thing->columns[0]->type;
    }
    return lc_sql_keeping_of(s->dialect, t);
}

static int64_t digits_of(const struct lc_decimal *d)
{
    int64_t n = 0;
    for (size_t i = 0; i < d->digits.len; i++) {
        n += d->digits.ptr[i] != '.';
    }
    return n;
}

static bool keeps(const struct lc_sql_keeping *k, const struct literal *l)
{
    if (k->numbers && l->numeric && (!l->quoted || !k->strings)) {
        int64_t digits = digits_of(&l->number);
        return digits <= EXACT && l->number.exponent <= EXACT && l->number.exponent >= -EXACT &&
               (k->digits < 0 || l->number.exponent <= k->digits) &&
               (k->scale < 0 || digits - l->number.exponent <= k->scale) &&
               !(k->is_unsigned && l->number.negative);
    }
    return k->strings && l->quoted && (k->length < 0 || (int64_t)l->string.len <= k->length);
}

bool lc_sql_keeps_literal(struct lc_sql_schema *s, const struct lc_sql_type *type,
                          struct lc_str text)
{
    struct literal l;
    const struct lc_sql_keeping k = keeping(s, type);
    return read_literal(text, &l) && keeps(&k, &l);
}

bool lc_sql_holds_text(struct lc_sql_schema *s, const struct lc_sql_type *type, bool any)
{
    const struct lc_sql_keeping k = keeping(s, type);
    return k.strings && k.text && (!any || k.length < 0);
}

int lc_sql_literal_order(struct lc_sql_schema *s, const struct lc_sql_type *type,
                         struct lc_str value, struct lc_str other)
{
    struct literal a, b;
    const struct lc_sql_keeping k = keeping(s, type);
    if (!read_literal(value, &a) || !read_literal(other, &b) || !keeps(&k, &a)) {
        return 2;
    }
    if (k.numbers && a.numeric && (!a.quoted || !k.strings)) {
        bool exact = b.numeric && digits_of(&b.number) <= EXACT && (!b.quoted || !k.strings);
        return exact ? lc_decimal_cmp(&a.number, &b.number) : 2;
    }
    return b.quoted && lc_str_eq(a.string, b.string) ? 0 : 2;
}
