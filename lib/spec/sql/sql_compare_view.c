/*
 * Views over tables that changed. A consumer who relies on a column of a view relies on what it is
 * made of, and that is not computed: so it is undecided.
 */
#include "spec/sql/sql_view.h"

/* Rules of columns whose findings touch readers. */
static bool touches_readers(const struct ctr_finding *f)
{
    static const enum lc_rule_id rules[] = {
        LC_RULE_SQL_COLUMN_TYPE_CHANGED,   LC_RULE_SQL_COLUMN_TYPE_WIDENED,
        LC_RULE_SQL_COLUMN_TYPE_UNDECIDED, LC_RULE_SQL_COLUMN_BECAME_NULLABLE,
        LC_RULE_SQL_COLUMN_RECREATED,      LC_RULE_SQL_TABLE_RECREATED,
        LC_RULE_SQL_GENERATION_CHANGED,    LC_RULE_SQL_COLUMN_NO_LONGER_GENERATED,
        LC_RULE_SQL_COLLATION_CHANGED,     LC_RULE_SQL_ENUM_VALUE_ADDED,
        LC_RULE_SQL_ENUM_ORDER_CHANGED,    LC_RULE_SQL_COLUMN_REMOVED};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (f->rule == lc_rule(rules[i])->id) {
            return true;
        }
    }
    return false;
}

/* What has no longer the name by which a query reads it. PostgreSQL and SQLite follow a rename;
 * what is gone is gone everywhere. */
static bool takes_name(const struct lc_sql_cmp *x, const struct ctr_finding *f)
{
    static const enum lc_rule_id gone[] = {LC_RULE_SQL_TABLE_REMOVED, LC_RULE_SQL_VIEW_REMOVED};
    static const enum lc_rule_id renamed[] = {LC_RULE_SQL_TABLE_RENAMED, LC_RULE_SQL_VIEW_RENAMED,
                                              LC_RULE_SQL_COLUMN_RENAMED};
    bool follows = x->dialect == LC_DDL_POSTGRESQL || x->dialect == LC_DDL_SQLITE;
    for (size_t i = 0; i < sizeof gone / sizeof gone[0]; i++) {
        if (f->rule == lc_rule(gone[i])->id) {
            return true;
        }
    }
    for (size_t i = 0; !follows && i < sizeof renamed / sizeof renamed[0]; i++) {
        if (f->rule == lc_rule(renamed[i])->id) {
            return true;
        }
    }
    return false;
}

/* Names in the queries of views, with the views that have them. */
struct use {
    const struct lc_sql_thing *view;
    const struct use *next;
};

static ctr_status index_views(struct lc_sql_cmp *x, struct lc_map *out)
{
    struct lc_sql_schema *s = x->schema[0];
    for (size_t i = 0; i < s->count; i++) {
        const struct lc_sql_thing *v = s->things[i];
        const struct lc_sql_thing *now = lc_sql_find(x->schema[1], v->name);
        bool stays = v->kind == LC_DDL_VIEW && now && now->kind == LC_DDL_VIEW;
        for (size_t k = 0; stays && k < v->word_count; k++) {
            const char *word = lc_sql_key(s, v->words[k], false);
            const struct use *first = word ? lc_map_get(out, lc_str(word)) : NULL;
            struct use *u = lc_new(x->c->ctx, 1, sizeof *u);
            if (!word || !u) {
                return CTR_E_NOMEM;
            }
            *u = (struct use){v, first};
            if (!first || first->view != v) {
                LC_TRY(lc_map_set(x->c->ctx, out, lc_str(word), u));
            }
        }
    }
    return CTR_OK;
}

static bool names(struct lc_sql_schema *s, const struct lc_sql_thing *v, const char *column)
{
    for (size_t i = 0; i < v->word_count; i++) {
        const char *word = lc_sql_key(s, v->words[i], true);
        if (word && strcmp(word, column) == 0) {
            return true;
        }
    }
    return v->opaque; /* SELECT * */
}

/* The column of the view that is this column of a table; the whole view if it is used elsewhere. */
static const char *part_in(struct lc_ctx *ctx, const struct lc_sql_thing *v, const char *column)
{
    const struct lc_sql_column *found = NULL;
    if (v->text && strstr(v->text, column)) {
        return v->name;
    }
    for (size_t i = 0; i < v->count; i++) {
        const char *made = v->columns[i]->generated;
        const char *last = made ? strrchr(made, ' ') : NULL;
        bool is_it = made && strcmp(last ? last + 1 : made, column) == 0;
        if (is_it && found) {
            return v->name;
        }
        found = is_it ? v->columns[i] : found;
    }
    return found ? lc_format(ctx, "%s.%s", v->name, found->name) : v->name;
}

static ctr_status tell(struct lc_sql_cmp *x, const struct lc_sql_thing *v, const char *from,
                       const char *column)
{
    const struct lc_sql_thing *now = lc_sql_find(x->schema[1], v->name);
    struct lc_sql_say say = {.rule = LC_RULE_SQL_VIEW_CHANGED,
                             .backward = CTR_LEVEL_UNDECIDED,
                             .forward = CTR_LEVEL_UNDECIDED,
                             .touches = LC_DDL_BR | LC_DDL_FR,
                             .part = column ? part_in(x->c->ctx, v, column) : v->name,
                             .node = {v->node, now->node},
                             .arguments = from};
    say.message =
        lc_format(x->c->ctx, "view '%s' reads '%s', which changed for readers", v->name, from);
    return say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

static ctr_status one(struct lc_sql_cmp *x, const struct lc_map *uses, const char *part)
{
    struct lc_str table = lc_str(part);
    const char *column = NULL; /* a part may be all of a table, or of a view */
    const struct lc_sql_thing *t = lc_map_get(&x->schema[0]->by_name, table);
    const char *dot = strrchr(part, '.');
    if (!t && dot) {
        table = lc_str_n(part, (size_t)(dot - part));
        column = dot + 1;
        t = lc_map_get(&x->schema[0]->by_name, table);
    }
    table = lc_str_tail(table, '.'); /* a query may name it without its schema */
    if (!t || (t->kind != LC_DDL_TABLE && t->kind != LC_DDL_VIEW)) {
        return CTR_OK;
    }
    for (const struct use *u = lc_map_get(uses, table); u; u = u->next) {
        LC_TRY(lc_spend(x->c->ctx, 1 + u->view->word_count));
        if (u->view != t && (!column || names(x->schema[0], u->view, column))) {
            LC_TRY(tell(x, u->view, part, column));
        }
    }
    return CTR_OK;
}

/* Views over views are told by the findings that this adds. */
ctr_status lc_sql_compare_views(struct lc_sql_cmp *x)
{
    struct lc_map uses = {0};
    LC_TRY(index_views(x, &uses));
    for (size_t i = 0; uses.count && i < x->c->told.count; i++) {
        const struct ctr_finding *f = lc_told_at(&x->c->told, i);
        LC_TRY(lc_spend(x->c->ctx, 1));
        if (touches_readers(f) || takes_name(x, f) ||
            f->rule == lc_rule(LC_RULE_SQL_VIEW_CHANGED)->id) {
            LC_TRY(one(x, &uses, f->part));
        }
    }
    return CTR_OK;
}
