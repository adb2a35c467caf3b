/*
 * The tables of a SELECT, INSERT, UPDATE or DELETE, wherever in it they stand, and the names that
 * the statement makes itself.
 */
#include "spec/sql/sql_used.h"

#include "base/sha256.h"

enum { LEVELS = 128 };

/* One parenthesis, or the statement itself. */
struct level {
    bool from;  /* between FROM and what ends it: behind a ',' stands another table */
    bool plain; /* the words FROM and FOR belong to a function: extract(year from t) */
    bool table; /* it stands in place of a table: a name may follow it */
    bool cte;   /* it holds one query of WITH: another may follow behind a ',' */
    bool cast;  /* AS says a type in it */
};

struct scan {
    struct lc_sql_use *u;
    struct level level[LEVELS];
    uint32_t depth;
    bool table;  /* a table stands next */
    bool into;   /* it is written to, rows as a whole */
    bool write;  /* it is written to */
    bool writes; /* MySQL writes several tables at once, which stand anywhere in the statement */
};

static const struct lc_value *token(const struct scan *s, uint32_t i)
{
    return i < s->u->c.count ? &s->u->c.at[i] : NULL;
}

static void settle(struct scan *s, uint32_t i)
{
    s->u->mark[i] = LC_DDL_SETTLED;
}

/* A [schema.]name at i that is looked for among what is declared. */
static void settle_as(struct scan *s, uint32_t i, enum lc_sql_mark what)
{
    if (!lc_sql_may_name(s->u, token(s, i))) {
        return;
    }
    const uint32_t last = lc_sql_chain_end(s->u, i);
    s->u->mark[i] = (uint8_t)what;
    while (i < last) {
        settle(s, ++i);
    }
}

static bool is(const struct scan *s, uint32_t i, const char *word)
{
    const char *const list[] = {word, NULL};
    return lc_sql_word_in(token(s, i), list);
}

static bool sign(const struct scan *s, uint32_t i, const char *text)
{
    return lc_sql_is_sign(token(s, i), text);
}

/* Words that cannot be the other name of a table. */
static bool ends_table(const struct lc_value *t)
{
    static const char *const words[] = {
        "where",         "on",      "using",   "join",   "inner",     "left",      "right",
        "full",          "cross",   "natural", "group",  "order",     "having",    "limit",
        "offset",        "fetch",   "union",   "except", "intersect", "set",       "values",
        "select",        "for",     "window",  "as",     "default",   "outer",     "with",
        "returning",     "lateral", "force",   "use",    "ignore",    "partition", "minus",
        "straight_join", NULL};
    return lc_sql_word_in(t, words);
}

/* "(a, b)" at *i: each a name that the statement makes; its type may follow. */
static ctr_status name_list(struct scan *s, uint32_t *i)
{
    if (!sign(s, *i, "(")) {
        return CTR_OK;
    }
    uint32_t depth = 0;
    for (++*i; token(s, *i) && (depth || !sign(s, *i, ")")); ++*i) {
        bool first = !depth && (sign(s, *i - 1, "(") || sign(s, *i - 1, ","));
        bool names = lc_sql_may_name(s->u, token(s, *i));
        depth += sign(s, *i, "(");
        depth -= sign(s, *i, ")");
        if (s->u->mark[*i]) {
            continue;
        }
        settle(s, *i);
        if (names && first) {
            LC_TRY(lc_sql_make_name(s->u, token(s, *i)));
        } else if (names) {
            settle_as(s, *i, LC_DDL_A_TYPE);
        }
    }
    *i += token(s, *i) != NULL;
    return CTR_OK;
}

/* [AS] name at *i, behind a table or what stands in place of one; *out is its token or NULL. */
static ctr_status other_name(struct scan *s, uint32_t *i, const struct lc_value **out)
{
    bool as = is(s, *i, "as");
    const struct lc_value *t = token(s, *i + as);
    *out = NULL;
    if (!lc_sql_may_name(s->u, t) || ends_table(t)) {
        return CTR_OK;
    }
    *i += as;
    settle(s, *i);
    ++*i;
    *out = t;
    return CTR_OK;
}

static ctr_status add_source(struct scan *s, const struct lc_sql_thing *thing,
                             const struct lc_value *name, const struct lc_value *alias)
{
    struct lc_sql_use *u = s->u;
    struct lc_sql_source *more =
        lc_grow(u->s.ctx, u->sources, u->count, &u->room, sizeof *u->sources);
    if (!more) {
        return CTR_E_NOMEM;
    }
    u->sources = more;
    struct lc_sql_source *one = &more[u->count++];
    *one = (struct lc_sql_source){.thing = thing, .whole = s->into || thing->opaque};
    one->written = s->write || s->writes;
    one->name = lc_sql_key(&u->s, name, true);
    one->alias = alias ? lc_sql_key(&u->s, alias, true) : NULL;
    return one->name && (one->alias || !alias) ? CTR_OK : CTR_E_NOMEM;
}

static bool is_made(struct scan *s, uint32_t i)
{
    const char *key = lc_sql_key(&s->u->s, token(s, i), true);
    return key && !sign(s, i + 1, ".") && lc_map_get(&s->u->made, lc_str(key));
}

/* FROM name of a sequence, which is a table of one row to who reads it. */
static ctr_status sequence(struct scan *s, uint32_t from, uint32_t last, bool *found)
{
    static const char *const columns[] = {"last_value", "log_cnt", "is_called"};
    LC_TRY(lc_sql_use_said(s->u, from, last, LC_DDL_SEQUENCES, found));
    for (size_t i = 0; *found && i < sizeof columns / sizeof columns[0]; i++) {
        LC_TRY(lc_map_set(s->u->s.ctx, &s->u->made, lc_str(columns[i]), s->u));
    }
    return *found ? lc_sql_make_name(s->u, token(s, last)) : CTR_OK;
}

/* [schema.]name [AS] other [(columns)] at *i. */
static ctr_status table(struct scan *s, uint32_t *i)
{
    const struct lc_value *at = NULL;
    const struct lc_value *alias;
    struct lc_sql_thing *thing = NULL;
    uint32_t from = *i;
    bool made = is_made(s, *i);
    if (made) {
        ++*i;
    } else {
        s->u->c.i = *i;
        LC_TRY(lc_sql_find_next(&s->u->c, false, "table", &thing, &at));
        *i = s->u->c.i;
    }
    for (uint32_t k = from; k < *i; k++) {
        settle(s, k);
    }
    bool counts = false;
    LC_TRY(made || thing ? CTR_OK : sequence(s, from, *i - 1, &counts));
    if (!made && !thing && !counts) {
        return lc_sql_fail(&s->u->s, token(s, from),
                           "the schema has no table or view '%.*s'; name one that it declares",
                           (int)(at->count > 100 ? 100 : at->count), at->chars);
    }
    LC_TRY(other_name(s, i, &alias));
    if (thing) {
        LC_TRY(add_source(s, thing, at, alias));
    } else if (alias) {
        LC_TRY(lc_sql_make_name(s->u, alias));
    }
    if (alias && sign(s, *i, "(") && !s->into) { /* its columns have other names here */
        if (s->u->count) {
            s->u->sources[s->u->count - 1].whole = true;
        }
        LC_TRY(name_list(s, i));
    }
    return CTR_OK;
}

/* ---- levels */

static ctr_status open(struct scan *s, uint32_t i)
{
    static const char *const functions[] = {"extract", "substring", "trim",
                                            "overlay", "position",  NULL};
    static const char *const queries[] = {"select", "with", "values", NULL};
    static const char *const casts[] = {"cast", "try_cast", "safe_cast", "xmlserialize", NULL};
    if (++s->depth == LEVELS) {
        return lc_doc_fail_as(s->u->s.ctx, s->u->s.doc, CTR_E_LIMIT, token(s, i)->offset,
                              "parentheses stand more than %d deep", LEVELS - 1);
    }
    bool join = s->table && !lc_sql_word_in(token(s, i + 1), queries);
    s->level[s->depth] = (struct level){
        .from = join,
        .plain = i > 0 && lc_sql_word_in(token(s, i - 1), functions),
        .table = s->table,
        .cast = i > 0 && lc_sql_word_in(token(s, i - 1), casts),
    };
    s->table = join;
    return CTR_OK;
}

static ctr_status close(struct scan *s, uint32_t *i)
{
    struct level was = s->level[s->depth];
    const struct lc_value *alias = NULL;
    s->depth -= s->depth > 0;
    s->table = false;
    ++*i;
    if (was.table) {
        LC_TRY(other_name(s, i, &alias));
        if (alias) {
            LC_TRY(lc_sql_make_name(s->u, alias));
            LC_TRY(name_list(s, i));
        }
    }
    return CTR_OK;
}

/* Behind WITH or the ',' between its queries: name [(columns)] AS [[NOT] MATERIALIZED] ( */
static ctr_status with(struct scan *s, uint32_t *i)
{
    static const char *const before[] = {"as", "not", "materialized", NULL};
    LC_TRY(lc_sql_make_name(s->u, token(s, *i)));
    settle(s, *i);
    ++*i;
    LC_TRY(name_list(s, i));
    while (lc_sql_word_in(token(s, *i), before)) {
        settle(s, *i);
        ++*i;
    }
    if (!sign(s, *i, "(")) {
        s->u->c.i = *i;
        return lc_sql_unexpected(&s->u->c, "AS and a query in parentheses");
    }
    LC_TRY(open(s, *i));
    s->level[s->depth].cte = true;
    ++*i;
    return CTR_OK;
}

static bool begins_with(const struct scan *s, uint32_t i)
{
    const struct lc_value *t = token(s, i);
    return lc_sql_may_name(s->u, t) && (is(s, i + 1, "as") || sign(s, i + 1, "("));
}

/* ---- words that say what stands next */

/* UPDATE that is no statement. */
static bool is_update(const struct scan *s, uint32_t i)
{
    static const char *const before[] = {"for", "key", "do", "on", "no", NULL};
    return i == 0 || !lc_sql_word_in(token(s, i - 1), before);
}

static bool is_from(const struct scan *s, uint32_t i)
{
    bool distinct =
        i > 1 && is(s, i - 1, "distinct") && (is(s, i - 2, "is") || is(s, i - 2, "not"));
    return !distinct && !s->level[s->depth].plain;
}

static ctr_status word(struct scan *s, uint32_t *i)
{
    static const char *const joins[] = {"join", "straight_join", NULL};
    static const char *const ends[] = {
        "where",  "group", "having", "order",  "limit",     "offset",    "fetch", "window", "union",
        "except", "set",   "values", "select", "intersect", "returning", "minus", NULL};
    static const char *const named[] = {"over", "window", NULL};
    struct level *level = &s->level[s->depth];
    uint32_t at = *i;
    ++*i;
    if (is(s, at, "from") && is_from(s, at)) {
        s->table = level->from = true;
        s->into = s->write = at > 0 && is(s, at - 1, "delete");
    } else if (lc_sql_word_in(token(s, at), joins)) {
        s->table = level->from = true;
        s->into = s->write = false;
    } else if (is(s, at, "into") || (is(s, at, "update") && is_update(s, at))) {
        s->table = true;
        s->into = is(s, at, "into");
        s->write = true;
    } else if (is(s, at, "using") && !sign(s, *i, "(")) {
        s->table = level->from = true;
        s->into = s->write = false;
    } else if (lc_sql_word_in(token(s, at), ends)) {
        level->from = false;
    } else if (is(s, at, "with") && (is(s, *i, "recursive") || begins_with(s, *i))) {
        *i += is(s, *i, "recursive");
        return lc_sql_may_name(s->u, token(s, *i)) ? with(s, i) : CTR_OK;
    }
    if (lc_sql_word_in(token(s, at), named) && lc_sql_may_name(s->u, token(s, *i))) {
        settle(s, *i);
        return lc_sql_make_name(s->u, token(s, (*i)++));
    }
    bool type = is(s, at, "as") && level->cast;
    if (type || is(s, at, "collate")) {
        settle_as(s, *i, type ? LC_DDL_A_TYPE : LC_DDL_A_COLLATION);
    } else if (is(s, at, "as") && lc_sql_may_name(s->u, token(s, *i))) {
        settle(s, *i);
        return lc_sql_make_name(s->u, token(s, (*i)++));
    }
    return CTR_OK;
}

static bool beside(const struct lc_value *a, const struct lc_value *b)
{
    return a && b && a->offset + a->count == b->offset;
}

/* Types behind "::", parameters of a driver (":name", "@name", "%(name)s"). */
static void passed_over(struct scan *s, uint32_t i)
{
    bool holder = sign(s, i, ":") || sign(s, i, "@") || sign(s, i, "$") || sign(s, i, "?");
    if (sign(s, i, "::") && token(s, i + 1)) {
        settle(s, i + 1);
        settle_as(s, i + 1, LC_DDL_A_TYPE);
    } else if (holder && beside(token(s, i), token(s, i + 1))) {
        settle(s, i + 1);
    } else if (sign(s, i, "%") && sign(s, i + 1, "(") && beside(token(s, i), token(s, i + 1)) &&
               sign(s, i + 3, ")") && is(s, i + 4, "s")) {
        settle(s, i + 2);
        settle(s, i + 4);
    } else if (sign(s, i, "%") && is(s, i + 1, "s") && beside(token(s, i), token(s, i + 1))) {
        settle(s, i + 1);
    }
}

/* A name in place of a table. */
static ctr_status in_place(struct scan *s, uint32_t *i)
{
    static const char *const before[] = {"only", "lateral", "table", NULL};
    static const char *const writes[] = {"ignore",  "low_priority", "quick",         "or",
                                         "replace", "delayed",      "high_priority", NULL};
    if (lc_sql_word_in(token(s, *i), before) ||
        (s->u->c.count > *i + 1 && lc_sql_word_in(token(s, *i), writes) &&
         lc_sql_may_name(s->u, token(s, *i + 1)))) {
        settle(s, *i);
        ++*i;
        return CTR_OK;
    }
    s->table = false;
    const uint32_t last = lc_sql_chain_end(s->u, *i);
    if (sign(s, last + 1, "(") && !s->into && !is_made(s, *i)) { /* a function gives the rows */
        settle_as(s, *i, LC_DDL_A_ROUTINE);
        *i = last + 1;
        LC_TRY(open(s, *i));
        s->level[s->depth].table = true;
        ++*i;
        return CTR_OK;
    }
    return table(s, i);
}

static ctr_status scan_statement(struct lc_sql_use *u)
{
    static const char *const writes[] = {"update", "delete", NULL};
    struct scan s = {.u = u};
    s.writes = u->s.dialect == LC_DDL_MYSQL && lc_sql_word_in(token(&s, 0), writes);
    for (uint32_t i = 0; i < u->c.count;) {
        const struct lc_value *t = token(&s, i);
        LC_TRY(lc_poll(u->s.ctx));
        if (u->mark[i] || t->kind == LC_DDL_NOTE) {
            i++;
        } else if (sign(&s, i, "(")) {
            LC_TRY(open(&s, i++));
        } else if (sign(&s, i, ")")) {
            bool cte = s.level[s.depth].cte;
            LC_TRY(close(&s, &i));
            if (cte && sign(&s, i, ",") && begins_with(&s, i + 1)) {
                i++;
                LC_TRY(with(&s, &i));
            }
        } else if (sign(&s, i, ",")) {
            s.table = s.level[s.depth].from;
            s.into = s.write = false;
            i++;
        } else if (s.table && lc_sql_may_name(u, t)) {
            LC_TRY(in_place(&s, &i));
        } else if (t->kind == LC_DDL_WORD) {
            LC_TRY(word(&s, &i));
        } else {
            passed_over(&s, i++);
        }
    }
    return CTR_OK;
}

/* ---- statements */

static ctr_status statement(struct lc_sql_use *u, const struct lc_value *v)
{
    static const char *const known[] = {"select",  "insert", "update", "delete",
                                        "replace", "with",   NULL};
    uint32_t first = 0;
    u->c = (struct lc_sql_cursor){.s = &u->s, .at = v->items, .count = v->count, .whole = v};
    while (first < u->c.count && lc_sql_is_sign(&u->c.at[first], "(")) {
        first++;
    }
    bool connects = first < u->c.count && u->c.at[first].chars[0] == '\\' &&
                    u->c.at[first].count > 1 && u->c.at[first].chars[1] == 'c';
    if (first == u->c.count || connects) {
        return CTR_OK;
    }
    if (!lc_sql_word_in(&u->c.at[first], known)) {
        return lc_doc_fail_as(u->s.ctx, u->s.doc, CTR_E_UNSUPPORTED, u->c.at[first].offset,
                              "what this statement uses cannot be "
                              "told; SELECT, INSERT, UPDATE and DELETE are read");
    }
    u->mark = lc_new(u->s.ctx, u->c.count, 1);
    u->count = 0;
    u->made = (struct lc_map){.seed = u->told.seed};
    if (!u->mark) {
        return CTR_E_NOMEM;
    }
    LC_TRY(scan_statement(u));
    return lc_sql_use_names(u);
}

ctr_status lc_sql_used_parts(struct lc_ctx *ctx, struct lc_spec *spec, struct lc_doc *use,
                             lc_used_fn *fn, void *user)
{
    const struct lc_read_options options = {.file = use->file};
    struct lc_sql_use u = {.s = *spec->sql, .fn = fn, .user = user};
    u.s.ctx = ctx;
    u.s.doc = use;
    lc_random(NULL, &u.told.seed, sizeof u.told.seed);
    LC_TRY(lc_sql_index_said(&u));
    LC_TRY(lc_sql_read_as(ctx, use->text, &options, spec->sql->dialect, use));
    uint32_t count = use->root->count;
    bool any = false;
    for (uint32_t i = 1; i < count; i++) {
        any = any || use->root->items[i].count > 0;
        LC_TRY(statement(&u, &use->root->items[i]));
    }
    if (!any) {
        return lc_doc_fail(ctx, use, 0,
                           "there is no statement here; "
                           "expected SELECT, INSERT, UPDATE or DELETE");
    }
    return ctx->error ? ctr_error_status(ctx->error) : CTR_OK;
}
