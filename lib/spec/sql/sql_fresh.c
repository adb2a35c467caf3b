/*
 * Columns that writers of the older edition do not know: what such a writer leaves in one, and
 * whether a condition lets that through. Only conditions whose parts are plain are judged; of
 * others it is not told.
 */
#include "spec/sql/sql.h"

#include "base/decimal.h"

enum { DOMAINS = 16, WORDS = 200 };

static const struct lc_sql_thing *domain_of(struct lc_sql_schema *s, const struct lc_sql_type *t)
{
    const struct lc_sql_thing *d = t->name && !t->dims ? lc_sql_find(s, t->name) : NULL;
    return d && d->kind == LC_DDL_DOMAIN && d->count ? d : NULL;
}

/* What its domain says; NULL if it has none. */
static const struct lc_sql_column *beneath(struct lc_sql_schema *s, const struct lc_sql_column *c)
{
    const struct lc_sql_thing *d = domain_of(s, &c->type);
    return d ? d->columns[0] : NULL;
}

const char *lc_sql_fallback(struct lc_sql_schema *s, const struct lc_sql_column *c)
{
    for (int i = 0; c && !c->fallback && i < DOMAINS; i++) {
        c = beneath(s, c);
    }
    return c ? c->fallback : NULL;
}

bool lc_sql_refuses_null(struct lc_sql_schema *s, const struct lc_sql_column *c)
{
    for (int i = 0; c && !c->not_null && i < DOMAINS; i++) {
        c = beneath(s, c);
    }
    return c && c->not_null;
}

bool lc_sql_required(struct lc_sql_schema *s, const struct lc_sql_column *c)
{
    return lc_sql_refuses_null(s, c) && !c->identity && !c->generated && !lc_sql_fallback(s, c);
}

/* ---- conditions ---- */

struct condition {
    struct lc_sql_schema *s;
    const struct lc_sql_thing *thing;
    struct lc_str words[WORDS];
    uint32_t count;
};

/* False if there are too many words. */
static bool split(struct condition *c, struct lc_sql_schema *s, const struct lc_sql_thing *thing,
                  const char *text)
{
    struct lc_str word;
    c->s = s;
    c->thing = thing;
    c->count = 0;
    while (lc_sql_next_word(&text, &word)) {
        if (c->count == WORDS) {
            return false;
        }
        c->words[c->count++] = word;
    }
    return true;
}

static bool is(const struct condition *c, uint32_t i, const char *word)
{
    return i < c->count && lc_str_is(c->words[i], word);
}

static const struct lc_sql_column *column_at(const struct condition *c, uint32_t i)
{
    return lc_map_get(&c->thing->by_name, c->words[i]);
}

/* Null goes through what compares it. Words that look at null itself, or choose, are not plain. */
static bool plain(const struct condition *c, uint32_t from, uint32_t to)
{
    static const char *const other[] = {"is",     "isnull", "notnull",  "null", "case",
                                        "select", "exists", "distinct", "any",  "all",
                                        "some",   "array",  NULL};
    for (uint32_t i = from; i < to; i++) {
        for (size_t k = 0; other[k]; k++) {
            if (is(c, i, other[k])) {
                return false;
            }
        }
        if (is(c, i, "(") && !(i > from && is(c, i - 1, "in"))) {
            return false;
        }
        if (is(c, i, "<") && is(c, i + 1, "=") && is(c, i + 2, ">")) {
            return false; /* MySQL: equal, also for null */
        }
    }
    return true;
}

/* `a IS …` where a is null. */
static ctr_level null_is(const struct condition *c, uint32_t from, uint32_t to)
{
    bool no = is(c, from, "not");
    uint32_t last = from + no;
    bool known = is(c, last, "null") || is(c, last, "true") || is(c, last, "false");
    if (last + 1 == to && known) {
        return is(c, last, "null") != no ? CTR_LEVEL_INFO : CTR_LEVEL_BREAKING;
    }
    return CTR_LEVEL_UNDECIDED;
}

enum { DIGITS = 64 };

/* A string, or a number, at most with a sign, whose digits stay in `room`. */
static bool literal(struct lc_str text, char *room, struct lc_decimal *number, bool *is_number)
{
    size_t n = 0;
    if (text.len >= 2 && text.ptr[0] == '\'') { /* one string */
        const char *end = memchr(text.ptr + 1, '\'', text.len - 1);
        *is_number = false;
        return end == text.ptr + text.len - 1;
    }
    for (size_t i = 0; i < text.len && n < DIGITS; i++) {
        room[n] = text.ptr[i];
        n += text.ptr[i] != ' ';
    }
    *is_number = true;
    return n && n < DIGITS && lc_decimal_parse(lc_str_n(room, n), number);
}

/* -1, 0, 1 as strcmp; 2 = not told. */
static int against(const struct condition *c, const char *value, uint32_t from, uint32_t to)
{
    char room[2][DIGITS];
    struct lc_decimal a, b;
    bool a_number, b_number;
    if (from >= to) {
        return 2;
    }
    struct lc_str other =
        lc_str_n(c->words[from].ptr,
                 (size_t)(c->words[to - 1].ptr + c->words[to - 1].len - c->words[from].ptr));
    struct lc_str own = lc_str(value);
    if (!literal(own, room[0], &a, &a_number) || !literal(other, room[1], &b, &b_number) ||
        a_number != b_number) {
        return 2;
    }
    if (a_number) {
        return lc_decimal_cmp(&a, &b);
    }
    return own.len == other.len && memcmp(own.ptr, other.ptr, own.len) == 0 ? 0 : 2;
}

/* in ( a , b ). Strings that are unlike may be equal by a collation. */
static ctr_level among(const struct condition *c, const char *value, uint32_t from, uint32_t to)
{
    bool sure = true;
    if (!is(c, from, "(") || !is(c, to - 1, ")")) {
        return CTR_LEVEL_UNDECIDED;
    }
    for (uint32_t i = from + 1; i < to; i++) {
        uint32_t first = i;
        while (i < to - 1 && !is(c, i, ",")) {
            i++;
        }
        int order = against(c, value, first, i);
        if (order == 0) {
            return CTR_LEVEL_INFO;
        }
        sure = sure && order != 2;
    }
    return sure ? CTR_LEVEL_BREAKING : CTR_LEVEL_UNDECIDED;
}

/* `column … literal` where the column holds `value`. */
static ctr_level compared(const struct condition *c, const char *value, uint32_t from, uint32_t to)
{
    uint32_t i = from;
    if (is(c, from, "is")) {
        bool told = from + 3 == to && is(c, from + 1, "not") && is(c, from + 2, "null");
        char room[DIGITS];
        struct lc_decimal d;
        bool number;
        return told && literal(lc_str(value), room, &d, &number) ? CTR_LEVEL_INFO
                                                                 : CTR_LEVEL_UNDECIDED;
    }
    if (is(c, from, "in")) {
        return among(c, value, from + 1, to);
    }
    bool less = is(c, i, "<");
    bool unlike = is(c, i, "!");
    i += less || unlike;
    bool more = is(c, i, ">");
    i += more;
    bool equal = is(c, i, "=");
    i += equal;
    int order = i > from ? against(c, value, i, to) : 2;
    if (order == 2 || (less && more && equal)) {
        return CTR_LEVEL_UNDECIDED;
    }
    bool holds =
        unlike ? order != 0 : (less && order < 0) || (more && order > 0) || (equal && order == 0);
    return holds ? CTR_LEVEL_INFO : CTR_LEVEL_BREAKING;
}

/* One part between two ANDs. */
static ctr_level part(const struct condition *c, uint32_t from, uint32_t to)
{
    const struct lc_sql_column *one = NULL;
    const char *value = NULL;
    uint32_t columns = 0;
    bool nulls = true;
    for (uint32_t i = from; i < to; i++) {
        const struct lc_sql_column *col = column_at(c, i);
        if (col) {
            one = col;
            columns++;
            value = lc_sql_fallback(c->s, col);
            nulls = nulls && !value && !col->generated && !col->identity;
        }
    }
    if (!columns) {
        return CTR_LEVEL_UNDECIDED;
    }
    bool first = column_at(c, from) != NULL;
    if (nulls) {
        return plain(c, from, to)                               ? CTR_LEVEL_INFO
               : columns == 1 && first && is(c, from + 1, "is") ? null_is(c, from + 2, to)
                                                                : CTR_LEVEL_UNDECIDED;
    }
    return columns == 1 && first && value && !one->generated && !one->identity
               ? compared(c, value, from + 1, to)
               : CTR_LEVEL_UNDECIDED;
}

/* A computed column that may not be null, of one that may be, or of who knows what. */
static ctr_level computed(struct lc_sql_schema *s, const struct lc_sql_thing *thing,
                          const struct lc_sql_column *column)
{
    const char *safe = "+-*|";
    struct condition c;
    bool told = split(&c, s, thing, column->generated);
    for (uint32_t i = 0; told && i < c.count; i++) {
        const struct lc_sql_column *of = column_at(&c, i);
        char first = c.words[i].ptr[0];
        if (of && c.count == 1 && !lc_sql_refuses_null(s, of)) {
            return CTR_LEVEL_BREAKING;
        }
        told = of ? lc_sql_refuses_null(s, of)
                  : strchr(safe, first) || first == '\'' || (first >= '0' && first <= '9');
    }
    return told ? CTR_LEVEL_INFO : CTR_LEVEL_UNDECIDED;
}

/* Conditions of the domains that the column is of. */
static ctr_level by_domains(struct lc_sql_schema *s, const struct lc_sql_column *column)
{
    ctr_level worst = CTR_LEVEL_INFO;
    struct lc_sql_thing alone = {.kind = LC_DDL_DOMAIN};
    struct lc_sql_column value = *column;
    const struct lc_sql_thing *d = domain_of(s, &column->type);
    value.fallback = lc_sql_fallback(s, column);
    if (d && lc_map_set(s->ctx, &alone.by_name, LC_STR("value"), &value) != CTR_OK) {
        return CTR_LEVEL_UNDECIDED;
    }
    for (int i = 0; d && i < DOMAINS && worst != CTR_LEVEL_BREAKING; i++) {
        for (size_t k = 0; k < d->rule_count; k++) {
            ctr_level level = d->rules[k]->kind == LC_DDL_CHECK
                                  ? lc_sql_lets_through(s, &alone, d->rules[k]->text)
                                  : CTR_LEVEL_INFO;
            worst = level < worst ? level : worst;
        }
        d = domain_of(s, &d->columns[0]->type);
    }
    return worst;
}

ctr_level lc_sql_weigh_default(struct lc_sql_schema *s, const struct lc_sql_thing *thing,
                               const struct lc_sql_column *column)
{
    ctr_level worst = by_domains(s, column);
    for (size_t i = 0; i < thing->rule_count; i++) {
        const struct lc_sql_rule *rule = thing->rules[i];
        ctr_level level = CTR_LEVEL_INFO;
        if (rule->kind == LC_DDL_CHECK && lc_sql_has_word(rule->text, lc_str(column->name))) {
            level = lc_sql_lets_through(s, thing, rule->text);
        }
        for (uint32_t k = 0; rule->kind == LC_DDL_FOREIGN && k < rule->count; k++) {
            bool given = strcmp(rule->columns[k], column->name) == 0 && lc_sql_fallback(s, column);
            level = given ? CTR_LEVEL_UNDECIDED : level;
        }
        worst = level < worst ? level : worst;
    }
    return worst;
}

ctr_level lc_sql_weigh_new(struct lc_sql_schema *s, const struct lc_sql_thing *thing,
                           const struct lc_sql_column *column)
{
    if (lc_sql_required(s, column)) {
        return CTR_LEVEL_BREAKING;
    }
    bool judged = column->generated && lc_sql_refuses_null(s, column);
    ctr_level level = judged ? computed(s, thing, column) : CTR_LEVEL_INFO;
    ctr_level other = by_domains(s, column);
    return other < level ? other : level;
}

ctr_level lc_sql_lets_through(struct lc_sql_schema *s, const struct lc_sql_thing *thing,
                              const char *text)
{
    struct condition c;
    ctr_level worst = CTR_LEVEL_INFO;
    uint32_t from = 0;
    bool whole = false;
    if (!split(&c, s, thing, text)) {
        return CTR_LEVEL_UNDECIDED;
    }
    for (uint32_t i = 0; i < c.count; i++) { /* where AND is not all that joins */
        whole = whole || is(&c, i, "or") || is(&c, i, "xor") || is(&c, i, "between");
    }
    for (uint32_t i = 0; i <= c.count; i++) {
        if (i < c.count && (whole || !is(&c, i, "and"))) {
            continue;
        }
        ctr_level level = part(&c, from, i);
        worst = level == CTR_LEVEL_BREAKING || worst == CTR_LEVEL_BREAKING ? CTR_LEVEL_BREAKING
                : level == CTR_LEVEL_UNDECIDED                             ? level
                                                                           : worst;
        from = i + 1;
    }
    return worst;
}
