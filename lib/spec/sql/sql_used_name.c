/*
 * Names in a statement: columns of its tables, or names that it makes itself, or words of the
 * language. A name that is none of them is refused, so that nothing is passed over in silence.
 */
#include "spec/sql/sql_used.h"

bool lc_sql_word_in(const struct lc_value *token, const char *const *list)
{
    return token && token->kind == LC_DDL_WORD && lc_str_among_nocase(lc_raw(token), list);
}

bool lc_sql_is_sign(const struct lc_value *token, const char *sign)
{
    return token && token->kind == LC_DDL_OP && lc_str_is(lc_raw(token), sign);
}

bool lc_sql_may_name(const struct lc_sql_use *u, const struct lc_value *token)
{
    if (!token || (token->kind != LC_DDL_WORD && token->kind != LC_DDL_QUOTED)) {
        return false;
    }
    bool string =
        token->kind == LC_DDL_QUOTED && u->s.dialect == LC_DDL_MYSQL && token->chars[0] == '"';
    bool holder = token->count && (token->chars[0] == '@' || token->chars[0] == '$');
    return !string && !holder;
}

ctr_status lc_sql_make_name(struct lc_sql_use *u, const struct lc_value *token)
{
    const char *key = lc_sql_key(&u->s, token, true);
    return key ? lc_map_set(u->s.ctx, &u->made, lc_str(key), u) : CTR_E_NOMEM;
}

/* Words of the language; one that is a column of the statement's tables counts as that, too. */
static const char keywords[] =
    " "
    "all and any array as asc at between binary both by case cast collate conflict "
    "constraint cross cube current current_date current_time current_timestamp "
    "current_user cycle date day default delayed delete desc distinct div do double dow "
    "doy duplicate else end epoch escape except exclude exists false fetch filter first "
    "following for force from full glob group grouping groups having high_priority hour "
    "ignore ilike in index inner insert intersect interval into is isnull join key last "
    "lateral leading left like limit local localtime localtimestamp locked low_priority "
    "match materialized microsecond minus minute mod month natural next no not nothing "
    "notnull nowait null nulls of offset on only or order ordinality others outer over "
    "overlaps partition percent preceding precision quarter quick range recursive regexp "
    "replace returning right rlike rollup row rows second select separator session_user "
    "set sets share similar skip some straight_join symmetric table then ties time "
    "timestamp to trailing true unbounded union unknown update use user using value "
    "values varying week when where window with within without xor year zone ";

static bool is_keyword(const struct lc_value *t)
{
    char word[24];
    if (t->kind != LC_DDL_WORD || t->count + (size_t)3 > sizeof word) {
        return false;
    }
    word[0] = ' ';
    for (size_t i = 0; i < t->count; i++) {
        word[i + 1] = lc_low(t->chars[i]);
    }
    word[t->count + 1] = ' ';
    word[t->count + 2] = '\0';
    return strstr(keywords, word) != NULL;
}

/* ---- telling, each part once */

ctr_status lc_sql_tell_part(struct lc_sql_use *u, const char *text)
{
    const struct lc_part part = {.kind = LC_PART_WORDS, .text = lc_str(text)};
    if (!text) {
        return CTR_E_NOMEM;
    }
    if (lc_map_get(&u->told, part.text)) {
        return CTR_OK;
    }
    LC_TRY(lc_map_set(u->s.ctx, &u->told, part.text, u));
    return u->fn(u->user, &part);
}

/* The column of one table; *found is set if it has it, or might have. */
static ctr_status in_source(struct lc_sql_use *u, struct lc_sql_source *source, const char *name,
                            bool *found)
{
    const struct lc_sql_column *column = lc_sql_find_column(source->thing, name);
    LC_TRY(lc_poll(u->s.ctx));
    if (column) {
        *found = source->touched = true;
        LC_TRY(
            lc_sql_tell_part(u, lc_format(u->s.ctx, "%s.%s", source->thing->name, column->name)));
        return lc_sql_use_beneath(u, source, column->name);
    }
    if (source->thing->opaque || source->thing->inherits) {
        *found = source->whole = true; /* what it holds is not known here */
    }
    return CTR_OK;
}

static bool is_called(const struct lc_sql_source *source, const char *name)
{
    return strcmp(source->name, name) == 0 || (source->alias && strcmp(source->alias, name) == 0);
}

/* ---- names */

static const struct lc_value *token(const struct lc_sql_use *u, uint32_t i)
{
    return i < u->c.count ? &u->c.at[i] : NULL;
}

static ctr_status unknown(struct lc_sql_use *u, const struct lc_value *t)
{
    return lc_sql_fail(&u->s, t,
                       "no table of this statement has a column '%.*s'; name one that the schema "
                       "declares",
                       (int)(t->count > 100 ? 100 : t->count), t->chars);
}

/* A value stands before it: the name is one for that value. */
static bool is_other_name(const struct lc_sql_use *u, uint32_t i)
{
    static const char *const values[] = {
        "end", "null", "true", "false", "current_date", "current_timestamp", NULL};
    const struct lc_value *before = i ? token(u, i - 1) : NULL;
    if (!before) {
        return false;
    }
    switch (before->kind) {
    case LC_DDL_WORD:
        return !is_keyword(before) || lc_sql_word_in(before, values);
    case LC_DDL_QUOTED:
    case LC_DDL_STRING:
    case LC_DDL_NUMBER:
        return true;
    default:
        return lc_sql_is_sign(before, ")") || lc_sql_is_sign(before, "]");
    }
}

/* What is declared and is no column: a function that is called, a type before its literal (date
 * '2026-01-31'). Where nothing else is of that name, NEXT VALUE FOR and the like. */
static ctr_status declared(struct lc_sql_use *u, uint32_t first, uint32_t last, bool *typed,
                           bool *found)
{
    const struct lc_value *next = token(u, last + 1);
    bool called = lc_sql_is_sign(next, "(");
    *typed = next && next->kind == LC_DDL_STRING;
    return called   ? lc_sql_use_said(u, first, last, LC_DDL_ROUTINES | LC_DDL_TYPES, found)
           : *typed ? lc_sql_use_said(u, first, last, LC_DDL_TYPES, found)
           : *found || is_other_name(u, first)
               ? CTR_OK
               : lc_sql_use_said(u, first, last, LC_DDL_ANY_SAID & ~LC_DDL_ROWS, found);
}

/* `called`: a parenthesis follows; it is a function unless a table has such a column. */
static ctr_status alone(struct lc_sql_use *u, uint32_t i, bool called)
{
    const struct lc_value *t = token(u, i);
    const char *name = lc_sql_key(&u->s, t, true);
    bool found = called;
    if (!name) {
        return CTR_E_NOMEM;
    }
    for (size_t k = 0; k < u->count; k++) {
        LC_TRY(in_source(u, &u->sources[k], name, &found));
        if (is_called(&u->sources[k], name)) { /* a row as a value */
            found = u->sources[k].whole = true;
        }
    }
    bool typed;
    found = found || lc_map_get(&u->made, lc_str(name)) || is_keyword(t);
    LC_TRY(declared(u, i, i, &typed, &found));
    if (found || typed) {
        return CTR_OK;
    }
    return is_other_name(u, i) ? lc_sql_make_name(u, t) : unknown(u, t);
}

/* holder.name; NULL is "*". */
static ctr_status of_holder(struct lc_sql_use *u, const struct lc_value *holder,
                            const struct lc_value *t)
{
    static const char *const rows[] = {"excluded", "new", "old", NULL};
    bool every = lc_sql_word_in(holder, rows);
    bool found = false;
    bool known = every;
    const char *who = lc_sql_key(&u->s, holder, true);
    const char *name = t ? lc_sql_key(&u->s, t, true) : "*";
    if (!who || !name) {
        return CTR_E_NOMEM;
    }
    for (size_t k = 0; k < u->count; k++) {
        struct lc_sql_source *source = &u->sources[k];
        if (!every && !is_called(source, who)) {
            continue;
        }
        known = true;
        if (t) {
            LC_TRY(in_source(u, source, name, &found));
        } else {
            found = source->whole = true;
        }
    }
    if (found || (!known && lc_map_get(&u->made, lc_str(who)))) {
        return CTR_OK;
    }
    return known && t
               ? unknown(u, t)
               : lc_sql_fail(&u->s, holder,
                             "'%.*s' is no table of this statement; name one that stands "
                             "behind FROM, JOIN, INTO or UPDATE",
                             (int)(holder->count > 100 ? 100 : holder->count), holder->chars);
}

static bool is_source(struct lc_sql_use *u, const struct lc_value *holder)
{
    const char *who = lc_sql_key(&u->s, holder, true);
    bool is = !who;
    for (size_t k = 0; k < u->count && !is; k++) {
        is = is_called(&u->sources[k], who);
    }
    return is;
}

/* a, a.b, a.b.c or a.*; *i goes behind it. */
static ctr_status name(struct lc_sql_use *u, uint32_t *i)
{
    uint32_t first = *i;
    uint32_t last = first;
    while (lc_sql_is_sign(token(u, last + 1), ".") && lc_sql_may_name(u, token(u, last + 2))) {
        last += 2;
    }
    bool star = lc_sql_is_sign(token(u, last + 1), ".") && lc_sql_is_sign(token(u, last + 2), "*");
    *i = last + (star ? 3 : 1);
    if (star) {
        return of_holder(u, token(u, last), NULL);
    }
    bool called = lc_sql_is_sign(token(u, *i), "(");
    if (last == first) {
        return alone(u, first, called);
    }
    bool typed;
    bool found = is_source(u, token(u, last - 2));
    bool holder = found;
    LC_TRY(declared(u, first, last, &typed, &found));
    return !holder && (called || found) ? CTR_OK : of_holder(u, token(u, last - 2), token(u, last));
}

/* "*" as one of what is selected, and not a product. */
static bool is_star(const struct lc_sql_use *u, uint32_t i)
{
    static const char *const before[] = {"select", "distinct", "all", "returning", NULL};
    const struct lc_value *was = i ? token(u, i - 1) : NULL;
    const struct lc_value *next = token(u, i + 1);
    bool count = lc_sql_is_sign(was, "(") && lc_sql_is_sign(next, ")");
    return lc_sql_is_sign(token(u, i), "*") && !count &&
           (lc_sql_word_in(was, before) || lc_sql_is_sign(was, ","));
}

/* NATURAL JOIN compares all columns of one name. */
static bool takes_all(const struct lc_sql_use *u, uint32_t i)
{
    static const char *const natural[] = {"natural", NULL};
    return is_star(u, i) || lc_sql_word_in(token(u, i), natural);
}

ctr_status lc_sql_use_names(struct lc_sql_use *u)
{
    for (uint32_t i = 0; i < u->c.count;) {
        for (size_t k = 0; takes_all(u, i) && k < u->count; k++) {
            u->sources[k].whole = true;
        }
        if (u->mark[i] || !lc_sql_may_name(u, token(u, i))) {
            LC_TRY(lc_sql_use_marked(u, i));
            LC_TRY(token(u, i)->kind == LC_DDL_STRING ? lc_sql_use_string(u, i) : CTR_OK);
            i++;
        } else {
            LC_TRY(name(u, &i));
        }
    }
    for (size_t k = 0; k < u->count; k++) {
        if (u->sources[k].whole || !u->sources[k].touched) {
            LC_TRY(lc_sql_tell_part(u, u->sources[k].thing->name));
            LC_TRY(lc_sql_use_beneath(u, &u->sources[k], NULL));
        }
    }
    return CTR_OK;
}
