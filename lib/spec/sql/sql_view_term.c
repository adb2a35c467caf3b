/*
 * What is said of a view besides its query: who may write through it and what, whose rights are
 * checked, whether it is filled. What is so anyway is not kept, however it is written.
 */
#include "spec/sql/sql_view.h"

static const char *word_text(struct lc_sql_cursor *c)
{
    return lc_sql_text(c, c->i, c->i + 1);
}

/* ---- MySQL: ALGORITHM = …, DEFINER = …, SQL SECURITY … before VIEW ---- */

ctr_status lc_sql_view_head(const struct lc_sql_cursor *behind, struct lc_sql_thing *v)
{
    /* a view that cannot be merged is not, whatever is asked for */
    static const char *const usual[] = {"undefined", "merge", NULL};
    struct lc_sql_cursor c = *behind;
    c.count = behind->i;
    c.i = 0;
    while (!lc_sql_done(&c)) {
        if (lc_sql_take2(&c, "algorithm", "=") && !lc_sql_done(&c)) {
            v->term[LC_DDL_VIEW_ALGORITHM] = lc_sql_is_among(&c, usual) ? NULL : word_text(&c);
            LC_TRY(lc_sql_is_among(&c, usual) || v->term[LC_DDL_VIEW_ALGORITHM] ? CTR_OK
                                                                                : CTR_E_NOMEM);
        } else if (lc_sql_take2(&c, "definer", "=")) {
            const uint32_t from = (lc_sql_peek(&c), c.i);
            while (!lc_sql_done(&c) && !lc_sql_is2(&c, "sql", "security") &&
                   !lc_sql_is(&c, "view")) {
                lc_sql_skip(&c);
            }
            v->term[LC_DDL_VIEW_DEFINER] = lc_sql_text(&c, from, c.i);
            LC_TRY(v->term[LC_DDL_VIEW_DEFINER] ? CTR_OK : CTR_E_NOMEM);
        } else if (lc_sql_take2(&c, "sql", "security")) {
            v->term[LC_DDL_VIEW_SECURITY] = lc_sql_is(&c, "invoker") ? "invoker" : NULL;
        } else {
            c.i++;
        }
    }
    return CTR_OK;
}

/* ---- PostgreSQL: WITH (name [= value], …) ---- */

/* The value of an option, without quotes; one that is not given is true. */
static ctr_status value(struct lc_sql_cursor *c, const char **out)
{
    *out = "true";
    if (!lc_sql_take(c, "=")) {
        return CTR_OK;
    }
    const struct lc_value *t = lc_sql_peek(c);
    if (!t) {
        return lc_sql_unexpected(c, "a value");
    }
    *out = t->kind == LC_DDL_STRING ? lc_sql_string(c->s, t) : word_text(c);
    c->i++;
    return *out ? CTR_OK : CTR_E_NOMEM;
}

static bool is_false(const char *text)
{
    static const char *const words[] = {"false", "off", "0", "no", "f", "n", NULL};
    for (size_t i = 0; words[i]; i++) {
        if (lc_str_eq_nocase(lc_str(text), lc_str(words[i]))) {
            return true;
        }
    }
    return false;
}

static ctr_status option(struct lc_sql_cursor *c, struct lc_sql_thing *v, bool set)
{
    static const struct {
        const char *name;
        enum lc_sql_view_term term;
        const char *as; /* NULL: what is given */
    } options[] = {{"security_invoker", LC_DDL_VIEW_SECURITY, "invoker"},
                   {"security_barrier", LC_DDL_VIEW_BARRIER, "true"},
                   {"check_option", LC_DDL_VIEW_CHECK, NULL}};
    const char *name;
    const char *given;
    LC_TRY(lc_sql_column_name(c, &name, NULL));
    while (lc_sql_take(c, ".")) { /* toast.name */
        LC_TRY(lc_sql_column_name(c, &name, NULL));
    }
    LC_TRY(value(c, &given));
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        if (strcmp(options[i].name, name) == 0) {
            const char *as = options[i].as ? options[i].as : lc_lower(c->s->ctx, given);
            LC_TRY(as ? CTR_OK : CTR_E_NOMEM);
            bool off = !set || (options[i].as && is_false(given));
            v->term[options[i].term] = off ? NULL : as;
        }
    }
    return CTR_OK;
}

ctr_status lc_sql_view_options(struct lc_sql_cursor *c, struct lc_sql_thing *v, bool set)
{
    LC_TRY(lc_sql_want(c, "("));
    do {
        LC_TRY(option(c, v, set));
    } while (lc_sql_take(c, ","));
    return lc_sql_want(c, ")");
}

/* ---- behind the query ---- */

/* True if these words end the statement; *at is where they begin. */
static bool ends_with(const struct lc_sql_cursor *c, const char *const *words, uint32_t *at)
{
    uint32_t i = c->count;
    size_t n = 0;
    while (words[n]) {
        n++;
    }
    while (n > 0 && i > c->i) {
        const struct lc_value *t = &c->at[--i];
        if (t->kind == LC_DDL_NOTE) {
            continue;
        }
        if (t->kind != LC_DDL_WORD || !lc_str_eq_nocase(lc_raw(t), lc_str(words[n - 1]))) {
            return false;
        }
        n--;
    }
    *at = i;
    return n == 0;
}

ctr_status lc_sql_view_tail(const struct lc_sql_cursor *c, struct lc_sql_thing *v, uint32_t *end)
{
    static const struct {
        const char *words[5];
        enum lc_sql_view_term term;
        const char *as;
    } tails[] = {
        {{"with", "check", "option"}, LC_DDL_VIEW_CHECK, "cascaded"},
        {{"with", "cascaded", "check", "option"}, LC_DDL_VIEW_CHECK, "cascaded"},
        {{"with", "local", "check", "option"}, LC_DDL_VIEW_CHECK, "local"},
        {{"with", "no", "data"}, LC_DDL_VIEW_EMPTY, "not filled"},
        {{"with", "data"}, LC_DDL_VIEW_EMPTY, NULL},
    };
    *end = c->count;
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
        if (ends_with(c, tails[i].words, end)) {
            /* a dump says it of each, and tells of no data */
            bool told = tails[i].term != LC_DDL_VIEW_EMPTY || !c->s->dumped;
            v->term[tails[i].term] = told ? tails[i].as : NULL;
            return CTR_OK;
        }
        *end = c->count;
    }
    return CTR_OK;
}

/* ---- afterwards ---- */

/* A column of a view whose columns are not told by its query. */
static bool of_unknown_column(struct lc_sql_cursor *c, const struct lc_sql_thing *v)
{
    struct lc_sql_cursor at = *c;
    if (!v->opaque || (!lc_sql_take(&at, "alter") && !lc_sql_take(&at, "rename"))) {
        return false;
    }
    return !lc_sql_is(&at, "to") && !lc_sql_is(&at, "constraint");
}

ctr_status lc_sql_alter_view(struct lc_sql_cursor *c, struct lc_sql_thing *v, bool *done)
{
    const bool set = lc_sql_is2(c, "set", "(");
    *done = set || lc_sql_is2(c, "reset", "(");
    if (*done) {
        c->i++;
        return lc_sql_view_options(c, v, set);
    }
    *done = of_unknown_column(c, v);
    return *done ? lc_sql_keep_action(c, v) : CTR_OK;
}

ctr_status lc_sql_refresh(struct lc_sql_cursor *c)
{
    static const char *const nothing[] = {"with", "no", "data", NULL};
    struct lc_sql_thing *v;
    uint32_t at;
    if (!lc_sql_take2(c, "materialized", "view")) {
        return CTR_OK;
    }
    lc_sql_take(c, "concurrently");
    LC_TRY(lc_sql_find_next(c, false, "view", &v, NULL));
    if (v && v->kind == LC_DDL_VIEW) {
        v->term[LC_DDL_VIEW_EMPTY] = ends_with(c, nothing, &at) ? "not filled" : NULL;
    }
    return CTR_OK;
}

/* ---- comparing ---- */

static ctr_status differs(struct lc_sql_cmp *x, const struct lc_sql_thing *a,
                          const struct lc_sql_thing *b, enum lc_sql_view_term term)
{
    static const struct {
        const char *what;
        const char *usual;
        enum lc_sql_touch touches;
        const char *advice;
    } terms[LC_DDL_VIEW_TERMS] = {
        {"the algorithm", "one that writers may go through", LC_DDL_BW | LC_DDL_FW, NULL},
        {"the definer", NULL, LC_DDL_BRW | LC_DDL_FRW, NULL},
        {"the security", "definer", LC_DDL_BRW | LC_DDL_FRW, NULL},
        {"the security barrier", "none", LC_DDL_BR | LC_DDL_FR, NULL},
        {"the check option", "none", LC_DDL_BW | LC_DDL_FW, NULL},
        {"the state", "filled", LC_DDL_BR | LC_DDL_FR,
         "REFRESH MATERIALIZED VIEW fills it, before which readers are refused"},
    };
    const char *from = a->term[term] ? a->term[term] : terms[term].usual;
    const char *to = b->term[term] ? b->term[term] : terms[term].usual;
    if (!from || !to || strcmp(from, to) == 0) { /* a definer that is not said may be any */
        return CTR_OK;
    }
    struct lc_sql_say say = {.rule = LC_RULE_SQL_VIEW_CHANGED,
                             .backward = CTR_LEVEL_UNDECIDED,
                             .forward = CTR_LEVEL_UNDECIDED,
                             .touches = terms[term].touches,
                             .part = a->name,
                             .node = {a->node, b->node},
                             .advice = terms[term].advice};
    if (term == LC_DDL_VIEW_EMPTY) { /* who finds more rows than before is not refused */
        say.touches = b->term[term] ? LC_DDL_BR : LC_DDL_FR;
    }
    say.arguments = lc_format(x->c->ctx, "%s\n%s\n%s", terms[term].what, from, to);
    say.message = lc_format(x->c->ctx, "%s of view '%s' changed from %.200s to %.200s",
                            terms[term].what, a->name, from, to);
    return say.arguments && say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

ctr_status lc_sql_compare_view_terms(struct lc_sql_cmp *x, const struct lc_sql_thing *older,
                                     const struct lc_sql_thing *newer)
{
    for (int i = 0; i < LC_DDL_VIEW_TERMS; i++) {
        LC_TRY(differs(x, older, newer, (enum lc_sql_view_term)i));
    }
    return CTR_OK;
}
