/*
 * What happened on the way from the older edition to the newer one, and shows in neither: rows that
 * went, values that were made anew, and tables and columns that are others under the name of one
 * that went.
 */
#include "spec/sql/sql.h"

/* A table of the older edition that something happened to, and what stands for it now. */
struct place {
    const struct lc_sql_thing *older;
    const struct lc_sql_thing *newer; /* NULL = none */
};

static const struct lc_sql_thing *stored(const struct lc_sql_thing *t)
{
    return t && t->kind == LC_DDL_TABLE && !t->temporary ? t : NULL;
}

/* What the older edition has under its name is no news where that edition did the like. */
struct history {
    struct lc_sql_cmp *x;
    struct lc_map moved; /* tables that went or got another name in the older edition */
    bool goes_on;        /* that edition has statements of its own */
};

static const struct lc_sql_thing *stands_for(struct lc_sql_cmp *x, const struct lc_sql_thing *a)
{
    const struct lc_sql_thing *b = a ? lc_sql_find(x->schema[1], a->name) : NULL;
    return stored(b || !a ? b : lc_map_get(&x->renamed, lc_str(a->name)));
}

/* A table that is there still is known by the name that it has, one that is gone by its last. */
static struct place by_last_name(struct lc_sql_cmp *x, const struct lc_sql_event *e)
{
    const bool there = lc_sql_find(x->schema[1], e->of->name) == e->of;
    const struct lc_sql_thing *a = there ? lc_sql_find(x->schema[0], e->of->name) : NULL;
    for (const struct lc_sql_was *w = there ? e->of->was : NULL; w && !a; w = w->next) {
        if (lc_map_get(&x->renamed, lc_str(w->name)) == e->of) {
            a = lc_sql_find(x->schema[0], w->name);
        }
    }
    a = stored(a ? a : lc_sql_find(x->schema[0], e->table));
    return (struct place){a, stands_for(x, a)};
}

/* A table as a whole went, or got another name: it is the one that the older edition has under the
 * name that it had where the two part. One that was made later is none of the older edition, unless
 * that tells a story of its own. */
static struct place by_first_name(const struct history *h, const struct lc_sql_event *e)
{
    struct lc_sql_cmp *x = h->x;
    const bool known = e->since < x->common;
    if (lc_map_get(&h->moved, lc_str(e->table)) || (h->goes_on && !known)) {
        return by_last_name(x, e);
    }
    const struct lc_sql_thing *a = known ? stored(lc_sql_find(x->schema[0], e->table)) : NULL;
    return (struct place){a, stands_for(x, a)};
}

/* True if the rows of the table that went were copied, from one to the next, to the one that is
 * there, with each column that the two ends have. */
static ctr_status brought(struct lc_sql_cmp *x, const struct lc_sql_thing *now,
                          const struct lc_sql_thing *gone, bool *out)
{
    const struct lc_sql_thing *t = now;
    for (size_t i = 0; t && t != gone; i++, t = t->copy_of) {
        LC_TRY(lc_spend(x->c->ctx, 1));
        if (i > x->schema[1]->event_count) { /* from each other */
            break;
        }
    }
    *out = t == gone;
    for (t = now; *out && t != gone; t = t->copy_of) {
        LC_TRY(lc_spend(x->c->ctx, gone->count));
        for (size_t i = 0; *out && i < gone->count; i++) {
            const char *name = gone->columns[i]->name;
            *out = lc_sql_find_column(t, name) || !lc_sql_find_column(now, name);
        }
    }
    return CTR_OK;
}

static ctr_status deleted(struct lc_sql_cmp *x, const struct lc_sql_event *e,
                          const struct lc_sql_thing *older)
{
    struct lc_sql_say say = {.rule = LC_RULE_SQL_DATA_DELETED,
                             .backward = CTR_LEVEL_WARNING,
                             .part = older->name,
                             .node = {NULL, e->node}};
    say.message = lc_format(x->c->ctx, "rows of '%s' are deleted: data is lost", older->name);
    return say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

static ctr_status recreated(struct lc_sql_cmp *x, const struct lc_sql_event *e, const char *part)
{
    struct lc_sql_say say = {.rule = e->column ? LC_RULE_SQL_COLUMN_RECREATED
                                               : LC_RULE_SQL_TABLE_RECREATED,
                             .backward = CTR_LEVEL_BREAKING,
                             .forward = CTR_LEVEL_INFO,
                             .touches = LC_DDL_BR,
                             .part = part,
                             .node = {NULL, e->node}};
    say.message = part ? lc_format(x->c->ctx,
                                   "%s '%s' goes and comes again as another one: what was in it is "
                                   "lost or lies elsewhere",
                                   e->column ? "column" : "table", part)
                       : NULL;
    return say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

static ctr_status rewritten(struct lc_sql_cmp *x, const struct lc_sql_event *e, const char *part)
{
    struct lc_sql_say say = {.rule = LC_RULE_SQL_DATA_REWRITTEN,
                             .backward = CTR_LEVEL_WARNING,
                             .part = part,
                             .node = {NULL, e->node},
                             .arguments = e->remaker};
    say.message = part ? lc_format(x->c->ctx,
                                   "the values of '%s' are made anew by %.200s: what was there may "
                                   "be lost",
                                   part, e->remaker)
                       : NULL;
    return say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

/* Where the types alone tell that values may not fit, that is said. */
static ctr_status remade(struct lc_sql_cmp *x, const struct lc_sql_event *e, const struct place *at)
{
    const struct lc_sql_column *b = e->column;
    const struct lc_sql_column *a = lc_sql_find_column(at->older, b->name);
    for (const struct lc_sql_was *w = b->was; w && !a; w = w->next) {
        LC_TRY(lc_spend(x->c->ctx, 1));
        a = lc_sql_find_column(at->older, w->name);
    }
    bool renamed;
    bool same = a && lc_sql_counterpart(at->older, at->newer, a, &renamed) == b;
    return same && lc_sql_type_goes_on(x, &a->type, &b->type)
               ? rewritten(x, e, lc_format(x->c->ctx, "%s.%s", at->older->name, a->name))
               : CTR_OK;
}

static bool of_table(const struct lc_sql_event *e)
{
    return !e->column && !e->deletion;
}

static ctr_status event(const struct history *h, const struct lc_sql_event *e)
{
    struct lc_sql_cmp *x = h->x;
    const struct place at = of_table(e) ? by_first_name(h, e) : by_last_name(x, e);
    bool kept;
    if (!at.older || e->deletion) {
        return at.older ? deleted(x, e, at.older) : CTR_OK;
    }
    if (!at.newer) {
        return CTR_OK;
    }
    if (!e->column) {
        LC_TRY(brought(x, at.newer, e->of, &kept));
        return kept ? CTR_OK : recreated(x, e, at.older->name);
    }
    if (e->remaker) {
        return remade(x, e, &at);
    }
    const struct lc_sql_column *b = lc_sql_find_column(at.newer, e->name);
    kept = b == e->column || !b || b->generated || !lc_sql_find_column(at.older, e->name);
    return kept ? CTR_OK : recreated(x, e, lc_format(x->c->ctx, "%s.%s", at.older->name, e->name));
}

/* What the older edition did, too, is no news. */
static uint32_t common_of(const struct lc_value *a, const struct lc_value *b)
{
    uint32_t i = 1;
    while (i < a->count && i < b->count && lc_value_eq(&a->items[i], &b->items[i])) {
        i++;
    }
    return i;
}

static ctr_status open_history(struct lc_sql_cmp *x, struct history *out)
{
    const struct lc_sql_schema *older = x->schema[0];
    x->common = common_of(older->doc->root, x->schema[1]->doc->root);
    *out = (struct history){.x = x, .goes_on = x->common < older->doc->root->count};
    out->moved.seed = older->seed;
    for (size_t i = 0; i < older->event_count; i++) {
        const struct lc_sql_event *e = &older->events[i];
        bool own = of_table(e) && e->statement >= x->common;
        LC_TRY(own ? lc_map_set(x->c->ctx, &out->moved, lc_str(e->table), x) : CTR_OK);
    }
    return lc_spend(x->c->ctx, older->event_count);
}

ctr_status lc_sql_compare_events(struct lc_sql_cmp *x)
{
    struct history history;
    if (!x->schema[1]->event_count) {
        return CTR_OK;
    }
    LC_TRY(open_history(x, &history));
    for (size_t i = 0; i < x->schema[1]->event_count; i++) {
        const struct lc_sql_event *e = &x->schema[1]->events[i];
        if (e->statement >= x->common) {
            LC_TRY(event(&history, e));
        }
    }
    return CTR_OK;
}
