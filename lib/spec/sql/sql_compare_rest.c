/* Comparing what is no table, view or type: kept statements, schemas, what happened on the way. */
#include "spec/sql/sql.h"

/* ---- objects ---- */

/* Those that act on rows by themselves. */
static bool acts(const char *kind)
{
    static const char *const kinds[] = {"trigger", "policy", "rule", "event", "statement", NULL};
    for (size_t i = 0; kinds[i]; i++) {
        if (strcmp(kinds[i], kind) == 0) {
            return true;
        }
    }
    return false;
}

static ctr_status object_said(struct lc_sql_cmp *x, enum lc_rule_id rule, ctr_level backward,
                              ctr_level forward, const struct lc_sql_object *a,
                              const struct lc_sql_object *b, const char *what)
{
    const struct lc_sql_object *one = b ? b : a;
    bool statement = strcmp(one->kind, "statement") == 0;
    struct lc_sql_say say = {.rule = rule,
                             .backward = backward,
                             .forward = forward,
                             .touches = LC_DDL_BRW | LC_DDL_FRW,
                             .part = statement ? "/"
                                     : one->on ? one->on
                                               : one->name,
                             .node = {a ? a->node : NULL, b ? b->node : NULL}};
    say.arguments = lc_format(x->c->ctx, "%s %s %016llx", one->kind, statement ? "" : one->name,
                              (unsigned long long)lc_hash(one->text, strlen(one->text), 0));
    say.message =
        lc_format(x->c->ctx, "%s '%.200s' %s", one->kind, statement ? one->text : one->name, what);
    return say.arguments && say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
}

static ctr_status object_alone(struct lc_sql_cmp *x, const struct lc_sql_object *o, bool gone)
{
    bool statement = strcmp(o->kind, "statement") == 0;
    bool active = acts(o->kind);
    if (statement) {
        return object_said(x, gone ? LC_RULE_SQL_STATEMENT_REMOVED : LC_RULE_SQL_STATEMENT_ADDED,
                           CTR_LEVEL_UNDECIDED, CTR_LEVEL_UNDECIDED, gone ? o : NULL,
                           gone ? NULL : o,
                           gone ? "was removed; what it does is not known"
                                : "was added; what it does is not known");
    }
    if (gone) {
        return object_said(x, LC_RULE_SQL_OBJECT_REMOVED, CTR_LEVEL_UNDECIDED,
                           active ? CTR_LEVEL_UNDECIDED : CTR_LEVEL_INFO, o, NULL,
                           "was removed; look whether clients rely on it");
    }
    return object_said(x, LC_RULE_SQL_OBJECT_ADDED, active ? CTR_LEVEL_UNDECIDED : CTR_LEVEL_INFO,
                       CTR_LEVEL_UNDECIDED, NULL, o,
                       active ? "was added; look what it does to rows" : "was added");
}

static struct lc_sql_object *same_object(struct lc_sql_cmp *x, int side,
                                         const struct lc_sql_object *o)
{
    return lc_sql_find_object(x->schema[side], o->kind, o->name, o->on);
}

ctr_status lc_sql_compare_objects(struct lc_sql_cmp *x)
{
    for (size_t i = 0; i < x->schema[0]->object_count; i++) {
        const struct lc_sql_object *a = x->schema[0]->objects[i];
        const struct lc_sql_object *b = a->gone ? NULL : same_object(x, 1, a);
        LC_TRY(lc_spend(x->c->ctx, 1));
        if (!a->gone && !b) {
            LC_TRY(object_alone(x, a, true));
        } else if (b && strcmp(a->text, b->text) != 0) {
            LC_TRY(object_said(x, LC_RULE_SQL_OBJECT_CHANGED, CTR_LEVEL_UNDECIDED,
                               CTR_LEVEL_UNDECIDED, a, b,
                               "is another one; look what that means for clients"));
        }
    }
    for (size_t i = 0; i < x->schema[1]->object_count; i++) {
        const struct lc_sql_object *b = x->schema[1]->objects[i];
        if (!b->gone && !same_object(x, 0, b)) {
            LC_TRY(object_alone(x, b, false));
        }
    }
    return CTR_OK;
}

/* ---- schemas ---- */

static const struct lc_value *schema_node(const struct lc_sql_schema *s, const char *name)
{
    for (size_t i = 0; i < s->schema_count; i++) {
        if (s->schemas[i] && strcmp(s->schemas[i], name) == 0) {
            return s->schema_nodes[i];
        }
    }
    return NULL;
}

static ctr_status schemas(struct lc_sql_cmp *x)
{
    for (int side = 0; side < 2; side++) {
        const struct lc_sql_schema *s = x->schema[side];
        for (size_t i = 0; i < s->schema_count; i++) {
            if (!s->schemas[i] || schema_node(x->schema[1 - side], s->schemas[i])) {
                continue;
            }
            struct lc_sql_say say = {.rule = side ? LC_RULE_SQL_SCHEMA_ADDED
                                                  : LC_RULE_SQL_SCHEMA_REMOVED,
                                     .backward = side ? CTR_LEVEL_INFO : CTR_LEVEL_BREAKING,
                                     .forward = CTR_LEVEL_INFO,
                                     .touches = side ? LC_DDL_NOBODY : LC_DDL_BRW,
                                     .part = s->schemas[i]};
            say.node[side] = s->schema_nodes[i];
            say.message = lc_format(x->c->ctx, "schema '%s' was %s", s->schemas[i],
                                    side ? "added" : "removed, and all data in it is lost");
            LC_TRY(say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM);
        }
    }
    return CTR_OK;
}

/* ---- what happened on the way ---- */

/* The thing or column of that part, in an edition. */
static bool is_there(struct lc_sql_schema *s, const char *part, bool *column, bool *generated)
{
    const struct lc_sql_thing *t = lc_sql_find(s, part);
    *column = false;
    *generated = false;
    if (t) {
        return !t->temporary && t->kind == LC_DDL_TABLE;
    }
    const char *dot = strrchr(part, '.');
    t = dot ? lc_map_get(&s->by_name, lc_str_n(part, (size_t)(dot - part))) : NULL;
    const struct lc_sql_column *col = t ? lc_sql_find_column(t, dot + 1) : NULL;
    *column = col != NULL;
    *generated = col && col->generated;
    return col && t->kind == LC_DDL_TABLE;
}

static ctr_status event(struct lc_sql_cmp *x, const struct lc_sql_event *e)
{
    bool column;
    bool generated;
    bool before = is_there(x->schema[0], e->part, &column, &generated);
    bool after = is_there(x->schema[1], e->part, &column, &generated);
    struct lc_sql_say say = {.part = e->part, .node = {NULL, e->node}};
    if (e->deletion) {
        say.rule = LC_RULE_SQL_DATA_DELETED;
        say.backward = CTR_LEVEL_WARNING;
        say.message = lc_format(x->c->ctx, "rows of '%s' are deleted: data is lost", e->part);
        return !before ? CTR_OK : say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
    }
    if (!before || !after || generated) {
        return CTR_OK;
    }
    const struct lc_sql_thing *now = lc_sql_find(x->schema[1], e->part);
    if (now && now->copy_of && strcmp(now->copy_of, e->part) == 0) {
        return CTR_OK; /* built anew, with its rows */
    }
    say.rule = column ? LC_RULE_SQL_COLUMN_RECREATED : LC_RULE_SQL_TABLE_RECREATED;
    say.backward = CTR_LEVEL_BREAKING;
    say.forward = CTR_LEVEL_INFO;
    say.touches = LC_DDL_BR;
    say.message = lc_format(x->c->ctx,
                            "%s '%s' goes and comes again as another one: what was in it is lost "
                            "or lies elsewhere",
                            column ? "column" : "table", e->part);
    return say.message ? lc_sql_say(x, &say) : CTR_E_NOMEM;
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

ctr_status lc_sql_compare_events(struct lc_sql_cmp *x)
{
    LC_TRY(schemas(x));
    if (!x->schema[1]->event_count) {
        return CTR_OK;
    }
    x->common = common_of(x->schema[0]->doc->root, x->schema[1]->doc->root);
    for (size_t i = 0; i < x->schema[1]->event_count; i++) {
        const struct lc_sql_event *e = &x->schema[1]->events[i];
        if (e->statement >= x->common) {
            LC_TRY(event(x, e));
        }
    }
    return CTR_OK;
}
