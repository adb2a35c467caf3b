/*
 * Columns that writers of the older edition do not know: what such a writer leaves in one, and
 * whether a condition lets that through. Only conditions whose parts are plain are judged; of
 * others it is not told.
 */
#include "spec/sql/sql.h"

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
    const struct lc_sql_column *only; /* judged; what is in others is not known; NULL = all */
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

/* Those who do not know it leave it null. */
static bool leaves_null(struct lc_sql_schema *s, const struct lc_sql_column *c)
{
    return !c->generated && !c->identity && !lc_sql_fallback(s, c);
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
        if (is(c, i, "|") && is(c, i + 1, "|")) {
            return false; /* an array is joined with null to itself */
        }
        bool both = is(c, i, "&") && is(c, i + 1, "&");
        if (both && c->s->dialect != LC_DDL_POSTGRESQL) {
            return false; /* MySQL: AND */
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

/* -1, 0, 1 as strcmp; 2 = not told. */
static int against(const struct condition *c, const struct lc_sql_column *col, uint32_t from,
                   uint32_t to)
{
    if (from >= to) {
        return 2;
    }
    const char *start = c->words[from].ptr;
    const struct lc_str last = c->words[to - 1];
    return lc_sql_literal_order(c->s, &col->type, lc_str(lc_sql_fallback(c->s, col)),
                                lc_str_n(start, (size_t)(last.ptr + last.len - start)));
}

/* in ( a , b ). Strings that are unlike may be equal by a collation. */
static ctr_level among(const struct condition *c, const struct lc_sql_column *col, uint32_t from,
                       uint32_t to)
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
        int order = against(c, col, first, i);
        if (order == 0) {
            return CTR_LEVEL_INFO;
        }
        sure = sure && order != 2;
    }
    return sure ? CTR_LEVEL_BREAKING : CTR_LEVEL_UNDECIDED;
}

/* `column … literal` where the column holds its default. */
static ctr_level compared(const struct condition *c, const struct lc_sql_column *col, uint32_t from,
                          uint32_t to)
{
    uint32_t i = from;
    if (is(c, from, "is")) {
        bool told = from + 3 == to && is(c, from + 1, "not") && is(c, from + 2, "null");
        return told && lc_sql_is_literal(lc_str(lc_sql_fallback(c->s, col))) ? CTR_LEVEL_INFO
                                                                             : CTR_LEVEL_UNDECIDED;
    }
    if (is(c, from, "in")) {
        return among(c, col, from + 1, to);
    }
    bool less = is(c, i, "<");
    bool unlike = is(c, i, "!");
    i += less || unlike;
    bool more = is(c, i, ">");
    i += more;
    bool equal = is(c, i, "=");
    i += equal;
    int order = i > from ? against(c, col, i, to) : 2;
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
    uint32_t columns = 0;
    bool nulls = true;
    for (uint32_t i = from; i < to; i++) {
        const struct lc_sql_column *col = column_at(c, i);
        columns += col != NULL;
        if (col && (!c->only || col == c->only)) {
            one = col;
            nulls = nulls && leaves_null(c->s, col);
        }
    }
    if (!one) { /* of what else there is, nothing changed */
        return c->only ? CTR_LEVEL_INFO : CTR_LEVEL_UNDECIDED;
    }
    bool first = column_at(c, from) == one;
    if (nulls) {
        return plain(c, from, to)                               ? CTR_LEVEL_INFO
               : columns == 1 && first && is(c, from + 1, "is") ? null_is(c, from + 2, to)
                                                                : CTR_LEVEL_UNDECIDED;
    }
    return columns == 1 && first && lc_sql_fallback(c->s, one) && !one->generated && !one->identity
               ? compared(c, one, from + 1, to)
               : CTR_LEVEL_UNDECIDED;
}

/* AND joins parts that are judged each alone, if nothing else joins them. *whole: all is one part.
 * False if a part that is false may hide among those that are null. */
static bool joined(const struct condition *c, bool *whole)
{
    uint32_t ands = 0;
    uint32_t ranges = 0;
    bool sure = true;
    *whole = false;
    for (uint32_t i = 0; i < c->count; i++) {
        bool range = is(c, i, "between");
        ands += is(c, i, "and");
        ranges += range;
        *whole = *whole || range || is(c, i, "or") || is(c, i, "xor");
        if (range) { /* its bounds may be in the wrong order for what is not null */
            uint32_t before = i && is(c, i - 1, "not") ? i - 1 : i;
            const struct lc_sql_column *col = before ? column_at(c, before - 1) : NULL;
            sure = sure && col && (!c->only || col == c->only) && leaves_null(c->s, col);
        }
    }
    return !*whole || (sure && ands <= ranges);
}

static ctr_level lets_through(struct lc_sql_schema *s, const struct lc_sql_thing *thing,
                              const char *text, const struct lc_sql_column *only)
{
    struct condition c;
    ctr_level worst = CTR_LEVEL_INFO;
    uint32_t from = 0;
    bool whole;
    bool told = split(&c, s, thing, text);
    c.only = only;
    if (lc_spend(s->ctx, 1 + c.count) != CTR_OK || !told || !joined(&c, &whole)) {
        return CTR_LEVEL_UNDECIDED;
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

ctr_level lc_sql_lets_through(struct lc_sql_schema *s, const struct lc_sql_thing *thing,
                              const char *text)
{
    return lets_through(s, thing, text, NULL);
}

bool lc_sql_is_null_by(struct lc_sql_schema *s, const struct lc_sql_thing *thing, const char *text,
                       const struct lc_sql_column *column)
{
    static const char *const joins[] = {"and", "or", "xor", "between", "not", NULL};
    struct condition c;
    bool one = split(&c, s, thing, text) && lc_spend(s->ctx, 1 + c.count) == CTR_OK;
    for (uint32_t i = 0; one && i < c.count; i++) {
        for (size_t k = 0; one && joins[k]; k++) {
            one = !is(&c, i, joins[k]);
        }
    }
    return one && leaves_null(s, column) && !lc_sql_refuses_null(s, column) &&
           plain(&c, 0, c.count);
}

/* ---- columns that are computed ---- */

/* Texts joined; of columns that may be null only if the outcome may. */
static bool joins_texts(const struct condition *c, const struct lc_sql_column *column)
{
    bool operand = true;
    bool bars = c->s->dialect == LC_DDL_POSTGRESQL || c->s->dialect == LC_DDL_SQLITE;
    bool told = bars && lc_sql_holds_text(c->s, &column->type, true);
    for (uint32_t i = 0; told && i < c->count; i++) {
        const struct lc_sql_column *of = column_at(c, i);
        if (!operand) {
            told = is(c, i, "|") && is(c, i + 1, "|");
            i += is(c, i, "|");
        } else if (of) {
            told = lc_sql_holds_text(c->s, &of->type, false) &&
                   (lc_sql_refuses_null(c->s, of) || !lc_sql_refuses_null(c->s, column));
        } else {
            told = c->words[i].ptr[0] == '\'' && lc_sql_is_literal(c->words[i]);
        }
        operand = !operand;
    }
    return told && !operand;
}

/* SQLite computes with anything, and stores what comes of it. */
static bool cannot_fail(const struct condition *c, const struct lc_sql_column *column)
{
    bool told = c->s->dialect == LC_DDL_SQLITE && !lc_sql_refuses_null(c->s, column) &&
                !c->thing->option[LC_DDL_STRICT];
    for (uint32_t i = 0; told && i < c->count; i++) {
        told = column_at(c, i) || strchr("+-*/%|()'0123456789", c->words[i].ptr[0]);
    }
    return told;
}

/* What is computed may fail, or be null where that is refused. */
static ctr_level computed(struct lc_sql_schema *s, const struct lc_sql_thing *thing,
                          const struct lc_sql_column *column)
{
    struct condition c;
    if (!split(&c, s, thing, column->generated)) {
        return CTR_LEVEL_UNDECIDED;
    }
    const struct lc_sql_column *of = c.count == 1 ? column_at(&c, 0) : NULL;
    if (of && lc_sql_refuses_null(s, column) && !lc_sql_refuses_null(s, of)) {
        return CTR_LEVEL_BREAKING;
    }
    enum lc_sql_relation r =
        of ? lc_sql_relate(s->dialect, &of->type, &column->type) : LC_DDL_UNKNOWN;
    bool holds =
        (r == LC_DDL_SAME || r == LC_DDL_WIDER || r == LC_DDL_RESPELLED) && !of->type.value_count;
    bool literal = !of && lc_sql_keeps_literal(s, &column->type, lc_str(column->generated));
    return holds || literal || joins_texts(&c, column) || cannot_fail(&c, column)
               ? CTR_LEVEL_INFO
               : CTR_LEVEL_UNDECIDED;
}

/* ---- columns ---- */

/* What a domain, with those beneath it, lets through of what its column is left with. */
static ctr_level by_domain(struct lc_sql_schema *s, const struct lc_sql_thing *d,
                           const struct lc_sql_column *value)
{
    ctr_level worst = CTR_LEVEL_INFO;
    struct lc_sql_thing alone = {.kind = LC_DDL_DOMAIN};
    if (lc_map_set(s->ctx, &alone.by_name, LC_STR("value"), (void *)(uintptr_t)value) != CTR_OK) {
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

/* Thousands of columns may be of one domain with thousands of conditions. */
static ctr_level by_domains(struct lc_sql_schema *s, const struct lc_sql_column *column)
{
    const struct lc_sql_thing *d = domain_of(s, &column->type);
    struct lc_sql_column value = *column;
    if (!d) {
        return CTR_LEVEL_INFO;
    }
    value.fallback = lc_sql_fallback(s, column);
    const char *key = lc_format(s->ctx, "%s\n%d%d%d%s", d->name, column->generated != NULL,
                                column->identity != LC_DDL_NO_IDENTITY, value.fallback != NULL,
                                value.fallback ? value.fallback : "");
    if (!key) {
        return CTR_LEVEL_UNDECIDED;
    }
    uintptr_t known = (uintptr_t)lc_map_get(&s->weighed, lc_str(key));
    if (known) {
        return (ctr_level)(known - 1);
    }
    ctr_level level = by_domain(s, d, &value);
    return lc_map_set(s->ctx, &s->weighed, lc_str(key), (void *)((uintptr_t)level + 1)) == CTR_OK
               ? level
               : CTR_LEVEL_UNDECIDED;
}

/* A default that its own column refuses: who leaves the column out stores nothing. */
static ctr_level by_type(struct lc_sql_schema *s, const struct lc_sql_column *column)
{
    const char *value = column->generated ? NULL : lc_sql_fallback(s, column);
    return value && lc_sql_refuses_literal(s, &column->type, lc_str(value)) ? CTR_LEVEL_BREAKING
                                                                            : CTR_LEVEL_INFO;
}

ctr_level lc_sql_weigh_default(struct lc_sql_schema *s, const struct lc_sql_thing *thing,
                               const struct lc_sql_column *column)
{
    ctr_level worst = by_domains(s, column);
    ctr_level own = by_type(s, column);
    worst = own < worst ? own : worst;
    for (size_t i = 0; i < thing->rule_count; i++) {
        const struct lc_sql_rule *rule = thing->rules[i];
        ctr_level level = CTR_LEVEL_INFO;
        if (rule->kind == LC_DDL_CHECK && lc_sql_has_name(rule->text, lc_str(column->name))) {
            level = lets_through(s, thing, rule->text, column);
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
    ctr_level level = column->generated ? computed(s, thing, column) : CTR_LEVEL_INFO;
    ctr_level other = by_domains(s, column);
    ctr_level own = by_type(s, column);
    level = other < level ? other : level;
    return own < level ? own : level;
}
