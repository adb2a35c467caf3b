/*
 * A table that is a view now, or the other way round. Where the view shows all rows of the table as
 * it is called now, column by column, readers find what they found; and in PostgreSQL and MySQL
 * writers go through it to that table, so that what it demands is compared with what the table
 * demanded.
 */
#include "spec/sql/sql_view.h"

/* A view with the table behind it, as it is seen through the view. */
struct window {
    int side;
    const struct lc_sql_thing *view;
    const struct lc_sql_thing *base;
    struct lc_map names;      /* columns of the base to what the view calls them */
    struct lc_sql_thing rows; /* the base, its columns called so */
    struct lc_sql_thing seen; /* with those alone that the view has */
};

/* MySQL looks the table up by the name in the query whenever it is asked; others know it. */
static const struct lc_sql_thing *base_of(struct lc_sql_schema *s, const struct lc_sql_thing *view)
{
    const struct lc_sql_thing *t = view->base;
    const char *name = t && s->dialect == LC_DDL_MYSQL ? view->base_name : t ? t->name : NULL;
    return name && lc_sql_find(s, name) == t && !t->opaque ? t : NULL;
}

/* A rename says that it is the table which had the name; one that stood beside it holds other
 * rows, and of one that is new it is not told whose. */
static bool is_same(struct lc_sql_cmp *x, const struct window *w, const struct lc_sql_thing *table)
{
    if (w->side) {
        return lc_map_get(&x->renamed, lc_str(table->name)) == w->base;
    }
    for (const struct lc_sql_was *was = table->was; was; was = was->next) {
        if (strcmp(was->name, w->base->name) == 0) {
            return !lc_sql_find(x->schema[1], w->base->name);
        }
    }
    return false;
}

/* ---- the base, as it is seen ---- */

static ctr_status add_seen(struct lc_sql_schema *s, struct lc_sql_thing *t,
                           struct lc_sql_column *col)
{
    t->columns = lc_grow(s->ctx, t->columns, t->count, &t->room, sizeof *t->columns);
    LC_TRY(t->columns ? CTR_OK : CTR_E_NOMEM);
    t->columns[t->count++] = col;
    return lc_map_set(s->ctx, &t->by_name, lc_str(col->name), col);
}

/* *plain is false if a column of the view is something else than one of the base, or that twice. */
static ctr_status name_columns(struct lc_sql_schema *s, struct window *w, bool *plain)
{
    for (size_t i = 0; *plain && i < w->view->count; i++) {
        const struct lc_sql_column *col = w->view->columns[i];
        const struct lc_sql_column *of = col->source;
        const char *written = col->generated ? col->generated : "";
        const char *last = strrchr(written, ' ');
        /* where the table is looked up by name, so is the column */
        *plain = of && lc_sql_find_column(w->base, of->name) == of &&
                 !lc_map_get(&w->names, lc_str(of->name)) &&
                 (s->dialect != LC_DDL_MYSQL || strcmp(last ? last + 1 : written, of->name) == 0);
        LC_TRY(*plain
                   ? lc_map_set(s->ctx, &w->names, lc_str(of->name), (void *)(uintptr_t)col->name)
                   : CTR_OK);
    }
    return CTR_OK;
}

static ctr_status see_columns(struct lc_sql_schema *s, struct window *w, bool *plain)
{
    LC_TRY(lc_spend(s->ctx, 1 + w->base->count + w->view->count));
    LC_TRY(name_columns(s, w, plain));
    for (size_t i = 0; *plain && i < w->base->count; i++) {
        const struct lc_sql_column *of = w->base->columns[i];
        const char *name = lc_map_get(&w->names, lc_str(of->name));
        struct lc_sql_column *col = lc_new(s->ctx, 1, sizeof *col);
        LC_TRY(col ? CTR_OK : CTR_E_NOMEM);
        *col = *of;
        col->name = name ? name : of->name;
        *plain = !lc_sql_find_column(&w->rows, col->name) &&
                 (name || !lc_sql_find_column(w->view, of->name));
        LC_TRY(*plain ? add_seen(s, &w->rows, col) : CTR_OK);
    }
    for (size_t i = 0; *plain && i < w->view->count; i++) { /* in the view's order */
        struct lc_sql_column *col = lc_sql_find_column(&w->rows, w->view->columns[i]->name);
        const char *own = w->view->columns[i]->fallback;
        col->fallback = own ? own : col->fallback;
        LC_TRY(add_seen(s, &w->seen, col));
    }
    return CTR_OK;
}

static ctr_status see_rules(struct lc_sql_schema *s, struct window *w)
{
    const struct lc_sql_thing *base = w->base;
    struct lc_sql_rule **rules = lc_new(s->ctx, base->rule_count + 1, sizeof *rules);
    LC_TRY(rules ? CTR_OK : CTR_E_NOMEM);
    for (size_t i = 0; i < base->rule_count; i++) {
        struct lc_sql_rule *r = lc_new(s->ctx, 1, sizeof *r);
        const char **columns = lc_new(s->ctx, base->rules[i]->count + 1, sizeof *columns);
        LC_TRY(r && columns ? CTR_OK : CTR_E_NOMEM);
        *r = *base->rules[i];
        LC_TRY(lc_spend(s->ctx, 1 + r->count));
        for (uint32_t k = 0; k < r->count; k++) {
            columns[k] = lc_sql_reworded(s->ctx, r->columns[k], &w->names);
            LC_TRY(columns[k] ? CTR_OK : CTR_E_NOMEM);
        }
        r->columns = columns;
        r->text = r->text ? lc_sql_reworded(s->ctx, r->text, &w->names) : NULL;
        LC_TRY(r->text || !base->rules[i]->text ? CTR_OK : CTR_E_NOMEM);
        rules[i] = r;
    }
    w->rows.rules = rules;
    w->rows.rule_count = w->rows.rule_room = base->rule_count;
    return CTR_OK;
}

/* *plain is false if the view is no plain window on what the table is called now. */
static ctr_status look_through(struct lc_sql_cmp *x, struct window *w,
                               const struct lc_sql_thing *table, bool *plain)
{
    struct lc_sql_schema *s = x->schema[w->side];
    w->base = w->view->opaque ? NULL : base_of(s, w->view);
    *plain = w->base && is_same(x, w, table);
    if (!*plain) {
        return CTR_OK;
    }
    w->rows = *w->base;
    w->rows.columns = NULL;
    w->rows.count = w->rows.room = 0;
    w->rows.by_name = (struct lc_map){.seed = w->base->by_name.seed};
    LC_TRY(see_rules(s, w));
    w->seen = w->rows;
    LC_TRY(see_columns(s, w, plain));
    return CTR_OK;
}

/* ---- comparing ---- */

/* A column of the table behind the view that those who wrote to the table do not know. */
static ctr_status hidden(struct lc_sql_cmp *x, const struct window *w,
                         const struct lc_sql_thing *table)
{
    struct lc_sql_schema *s = x->schema[w->side];
    for (size_t i = 0; i < w->rows.count; i++) {
        const struct lc_sql_column *col = w->rows.columns[i];
        ctr_level level = lc_sql_find_column(&w->seen, col->name)
                              ? CTR_LEVEL_INFO
                              : lc_sql_weigh_new(s, &w->rows, col);
        struct lc_sql_say say = {.rule = LC_RULE_SQL_REQUIRED_COLUMN_ADDED,
                                 .backward = w->side ? level : CTR_LEVEL_INFO,
                                 .forward = w->side ? CTR_LEVEL_INFO : level,
                                 .touches = w->side ? LC_DDL_BW : LC_DDL_FW,
                                 .part = w->view->name,
                                 .arguments = col->name};
        say.node[w->side] = col->node;
        say.node[1 - w->side] = table->node;
        LC_TRY(lc_spend(x->c->ctx, 1));
        if (level != CTR_LEVEL_INFO) {
            say.message = lc_format(x->c->ctx,
                                    "'%s', which is behind the view '%s', has the column '%s', and "
                                    "what it holds where writers do not know it is refused, or may "
                                    "be",
                                    w->base->name, w->view->name, col->name);
            LC_TRY(say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM);
        }
    }
    return CTR_OK;
}

static ctr_status through(struct lc_sql_cmp *x, struct window *w, const struct lc_sql_thing *table,
                          bool writable)
{
    const struct lc_sql_thing *of[2] = {table, table};
    of[w->side] = &w->seen;
    LC_TRY(lc_sql_compare_columns(x, w->view->name, of[0], of[1]));
    if (!writable) {
        return CTR_OK;
    }
    of[w->side] = &w->rows;
    LC_TRY(hidden(x, w, table));
    LC_TRY(lc_sql_compare_rules(x, w->view->name, of[0], of[1]));
    return lc_sql_compare_storage(x, of[0], of[1]);
}

static ctr_status became(struct lc_sql_cmp *x, const struct lc_sql_thing *a,
                         const struct lc_sql_thing *b, ctr_level writers, const struct window *w,
                         bool plain)
{
    const bool to_view = w->side == 1;
    struct lc_sql_say say = {.rule = to_view ? LC_RULE_SQL_TABLE_BECAME_VIEW
                                             : LC_RULE_SQL_VIEW_BECAME_TABLE,
                             .backward = to_view ? writers
                                         : plain ? CTR_LEVEL_INFO
                                                 : CTR_LEVEL_UNDECIDED,
                             .forward = !to_view ? writers
                                        : plain  ? CTR_LEVEL_INFO
                                                 : CTR_LEVEL_UNDECIDED,
                             .touches = plain ? LC_DDL_BW | LC_DDL_FW : LC_DDL_BRW | LC_DDL_FRW,
                             .part = a->name,
                             .node = {a->node, b->node}};
    const char *why = plain             ? ""
                      : w->view->opaque ? ", whose columns are not told by its query"
                      : w->base
                          ? "; that what it shows is what the table held is not said by a rename"
                          : "; what it shows is not plainly all that one table holds";
    say.message = lc_format(x->c->ctx, "'%s' is a %s now and was a %s%s", a->name,
                            to_view ? "view" : "table", to_view ? "table" : "view", why);
    return say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

ctr_status lc_sql_compare_window(struct lc_sql_cmp *x, const struct lc_sql_thing *a,
                                 const struct lc_sql_thing *b)
{
    const int side = b->kind == LC_DDL_VIEW;
    const struct lc_sql_thing *table = side ? a : b;
    struct window w = {.side = side, .view = side ? b : a};
    bool plain;
    LC_TRY(look_through(x, &w, table, &plain));
    bool writable = (x->dialect == LC_DDL_POSTGRESQL || x->dialect == LC_DDL_MYSQL) &&
                    !w.view->materialized && !w.view->term[LC_DDL_VIEW_ALGORITHM];
    ctr_level writers = !writable ? CTR_LEVEL_BREAKING
                        : plain   ? CTR_LEVEL_WARNING
                                  : CTR_LEVEL_UNDECIDED;
    LC_TRY(became(x, a, b, writers, &w, plain));
    if (plain) {
        return through(x, &w, table, writable);
    }
    return w.view->opaque ? CTR_OK : lc_sql_compare_columns(x, a->name, a, b);
}
