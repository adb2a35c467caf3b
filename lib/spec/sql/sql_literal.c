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

/* Blanks at the end are cut off where there is no room for them. */
static bool too_long(const struct lc_sql_keeping *k, struct lc_str text)
{
    int64_t points = 0;
    while (text.len && text.ptr[text.len - 1] == ' ') {
        text.len--;
    }
    for (size_t i = 0; i < text.len; i++) {
        points += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    }
    bool plain = !text.len || !memchr(text.ptr, '\\', text.len);
    return plain && k->length >= 0 && !k->by_bytes && points > k->length;
}

/* What has digits behind the point is rounded first, which nobody looks at here. */
static bool too_large(const struct lc_sql_keeping *k, const struct lc_decimal *d)
{
    int64_t n;
    if (lc_decimal_is_zero(d) || digits_of(d) > d->exponent) {
        return false;
    }
    if (!k->bits) {
        return k->scale >= 0 && k->digits >= 0 && d->exponent > k->digits;
    }
    if (k->bits > 64 || (k->is_unsigned && d->negative)) {
        return k->bits <= 64;
    }
    if (!lc_decimal_int64(d, &n)) {
        return !k->is_unsigned || k->bits < 64 || d->exponent > 20;
    }
    int64_t most = k->bits - !k->is_unsigned >= 63
                       ? INT64_MAX
                       : (INT64_C(1) << (k->bits - !k->is_unsigned)) - 1;
    return n > most || n < -most - 1;
}

/* 1.5e3, 0x1f, 1_000, NaN and the like are numbers to some types. */
static bool is_no_number(struct lc_str s)
{
    static const char *const names[] = {"nan", "inf", "infinity"};
    size_t letters = 0;
    if (s.len && (s.ptr[0] == '-' || s.ptr[0] == '+')) {
        s = lc_str_n(s.ptr + 1, s.len - 1);
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (lc_str_eq_nocase(s, lc_str(names[i]))) {
            return false;
        }
    }
    for (size_t i = 0; i < s.len; i++) {
        const char c = lc_low(s.ptr[i]);
        letters += c >= 'a' && c <= 'z' && (c != 'e' || !i);
    }
    return letters && !lc_str_starts(s, LC_STR("0")) && !memchr(s.ptr, '_', s.len);
}

static bool is_no_boolean(struct lc_str s)
{
    static const char *const words[] = {"true", "false", "yes", "no", "on", "off", "1", "0"};
    bool fits = false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        const struct lc_str word = lc_str(words[i]);
        fits =
            fits || (s.len && s.len <= word.len && lc_str_eq_nocase(s, lc_str_n(word.ptr, s.len)) &&
                     !(s.len == 1 && lc_low(s.ptr[0]) == 'o'));
    }
    return !fits;
}

static bool is_no_uuid(struct lc_str s)
{
    size_t digits = 0;
    for (size_t i = 0; i < s.len; i++) {
        const char c = lc_low(s.ptr[i]);
        bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        digits += digit;
        if (!digit && !strchr("-{}", c)) {
            return true;
        }
    }
    return digits != 32;
}

static bool is_plain(struct lc_str s)
{
    bool plain = true;
    for (size_t i = 0; plain && i < s.len; i++) {
        plain = (unsigned char)s.ptr[i] < 0x80 && s.ptr[i] != '\\';
    }
    return plain;
}

/* Of MySQL's enum: it goes by the collation, which may take other letters for the same, and by
 * numbers of values. */
static bool is_not_listed(const struct lc_sql_type *type, struct lc_str value)
{
    bool known = !is_plain(value) || (value.len && value.ptr[0] >= '0' && value.ptr[0] <= '9');
    for (uint32_t i = 0; !known && i < type->value_count; i++) {
        const struct lc_str one = lc_str(type->values[i]);
        known = !is_plain(one) || lc_str_eq_nocase(lc_str_trim(one), value);
    }
    return !known;
}

/* A string that is no value of the type at all: no number, none of an enum. */
static bool strange(struct lc_sql_schema *s, const struct lc_sql_type *type,
                    const struct lc_sql_keeping *k, const struct literal *l)
{
    const struct lc_sql_thing *t = type->name ? lc_sql_find(s, type->name) : NULL;
    if (type->dims || !l->quoted) {
        return false;
    }
    const struct lc_str value = lc_str_trim(l->string);
    if (t) {
        return t->kind == LC_DDL_ENUM && !lc_map_get(&t->value_of, l->string);
    }
    if (k->numbers && !k->strings && !l->numeric && is_no_number(value)) {
        return true;
    }
    if (!type->name || s->dialect != LC_DDL_POSTGRESQL) {
        return type->name && strcmp(type->name, "enum") == 0 && is_not_listed(type, value);
    }
    bool truth = strcmp(type->name, "boolean") == 0 || strcmp(type->name, "bool") == 0;
    return (truth && is_no_boolean(value)) ||
           (strcmp(type->name, "uuid") == 0 && is_no_uuid(value));
}

bool lc_sql_refuses_literal(struct lc_sql_schema *s, const struct lc_sql_type *type,
                            struct lc_str text)
{
    struct literal l;
    const struct lc_sql_keeping k = keeping(s, type);
    bool sized = s->dialect == LC_DDL_POSTGRESQL || s->dialect == LC_DDL_MYSQL;
    if (!sized || !read_literal(text, &l)) {
        return false; /* SQLite keeps what it gets, and an int may be of any size elsewhere */
    }
    if (strange(s, type, &k, &l)) {
        return true;
    }
    if (k.strings) {
        return l.quoted && too_long(&k, l.string);
    }
    return k.numbers && l.numeric && (k.bits || k.exact) && too_large(&k, &l.number);
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
