/* The schema under construction: things, columns, rules; adding, dropping, renaming. */
#include "spec/sql/sql.h"

/* One more place at the end of a list. */
#define GROW(s, list, count, room)                                                                 \
    do {                                                                                           \
        void *more_ = lc_grow((s)->ctx, (list), (count), &(room), sizeof *(list));                 \
        if (!more_) {                                                                              \
            return CTR_E_NOMEM;                                                                    \
        }                                                                                          \
        (list) = more_;                                                                            \
    } while (0)

ctr_status lc_sql_can_be_named(struct lc_sql_schema *s, const struct lc_value *node,
                               const struct lc_sql_was **was)
{
    if (s->named_count && s->named[s->named_count - 1].offset > node->offset) {
        return CTR_OK; /* it stands where it was copied from */
    }
    GROW(s, s->named, s->named_count, s->named_room);
    s->named[s->named_count++] = (struct lc_sql_named){node->offset, was};
    return CTR_OK;
}

static ctr_status was_called(struct lc_sql_schema *s, const struct lc_sql_was **list,
                             const char *name)
{
    struct lc_sql_was *w = lc_new(s->ctx, 1, sizeof *w);
    if (!w) {
        return CTR_E_NOMEM;
    }
    *w = (struct lc_sql_was){name, *list};
    *list = w;
    return CTR_OK;
}

int64_t lc_sql_line(struct lc_sql_schema *s, const struct lc_value *node)
{
    int64_t line;
    int64_t column;
    lc_doc_place(s->ctx, s->doc, node->offset, &line, &column);
    return line;
}

static ctr_status add_event(struct lc_sql_schema *s, const struct lc_sql_event *e)
{
    if (e->of->temporary || e->of->kind != LC_DDL_TABLE) {
        return CTR_OK;
    }
    GROW(s, s->events, s->event_count, s->event_room);
    struct lc_sql_event *added = &s->events[s->event_count++];
    *added = *e;
    added->table = e->of->name;
    added->since = e->of->since;
    added->statement = s->statement;
    return CTR_OK;
}

ctr_status lc_sql_rows_go(struct lc_sql_schema *s, const struct lc_sql_thing *t,
                          const struct lc_value *node)
{
    const struct lc_sql_event e = {.of = t, .node = node, .deletion = true};
    return add_event(s, &e);
}

ctr_status lc_sql_goes(struct lc_sql_schema *s, const struct lc_sql_thing *t,
                       const struct lc_sql_column *column, const struct lc_value *node)
{
    const struct lc_sql_event e = {
        .of = t, .column = column, .name = column ? column->name : NULL, .node = node};
    return column && column->generated ? CTR_OK : add_event(s, &e);
}

ctr_status lc_sql_values_go(struct lc_sql_schema *s, const struct lc_sql_thing *t,
                            const struct lc_sql_column *column, const char *remaker,
                            const struct lc_value *node)
{
    const struct lc_sql_event e = {
        .of = t, .column = column, .name = column->name, .node = node, .remaker = remaker};
    return column->generated ? CTR_OK : add_event(s, &e);
}

/* ---- things ---- */

struct lc_sql_thing *lc_sql_find(struct lc_sql_schema *s, const char *name)
{
    return lc_map_get(&s->by_name, lc_str(name));
}

static ctr_status free_name(struct lc_sql_schema *s, const char *name, const struct lc_value *node)
{
    const struct lc_sql_thing *t = lc_sql_find(s, name);
    if (!t) {
        return CTR_OK;
    }
    return lc_sql_fail(s, node,
                       "there is a '%s' already, of line %lld; expected another name, or DROP "
                       "before, or IF NOT EXISTS",
                       name, (long long)lc_sql_line(s, t->node));
}

bool lc_sql_is_taken(struct lc_sql_schema *s, const char *name, bool temporary)
{
    const struct lc_sql_thing *t = lc_sql_find(s, name);
    return t && (t->temporary == temporary || (!temporary && t->beneath));
}

static ctr_status add_thing(struct lc_sql_schema *s, enum lc_sql_kind kind, const char *name,
                            const struct lc_value *node, bool temporary, struct lc_sql_thing **out)
{
    LC_TRY(lc_sql_is_taken(s, name, temporary) ? free_name(s, name, node) : CTR_OK);
    struct lc_sql_thing *t = lc_new(s->ctx, 1, sizeof *t);
    if (!t) {
        return CTR_E_NOMEM;
    }
    *t = (struct lc_sql_thing){.kind = kind, .name = name, .node = node, .since = s->statement};
    t->behind = lc_sql_open_statements(s);
    t->by_name.seed = t->called.seed = t->value_of.seed = s->seed;
    GROW(s, s->things, s->count, s->room);
    s->things[s->count++] = t;
    *out = t;
    t->temporary = temporary;
    LC_TRY(lc_sql_can_be_named(s, node, &t->was));
    struct lc_sql_thing *there = lc_sql_find(s, name);
    if (there && !temporary) {
        there->beneath = t;
        return CTR_OK;
    }
    t->beneath = there;
    return lc_map_set(s->ctx, &s->by_name, lc_str(name), t);
}

ctr_status lc_sql_add_thing(struct lc_sql_schema *s, enum lc_sql_kind kind, const char *name,
                            const struct lc_value *node, struct lc_sql_thing **out)
{
    return add_thing(s, kind, name, node, false, out);
}

ctr_status lc_sql_add_temporary(struct lc_sql_schema *s, enum lc_sql_kind kind, const char *name,
                                const struct lc_value *node, struct lc_sql_thing **out)
{
    return add_thing(s, kind, name, node, true, out);
}

/* Nothing is called so any more but what was hidden. */
static ctr_status give_up_name(struct lc_sql_schema *s, struct lc_sql_thing *t, const char *name)
{
    struct lc_sql_thing *top = lc_sql_find(s, name);
    struct lc_sql_thing *beneath = t->beneath;
    t->beneath = NULL;
    if (top && top != t) {
        top->beneath = NULL; /* it was that one */
        return CTR_OK;
    }
    return lc_map_set(s->ctx, &s->by_name, lc_str(name), beneath);
}

/* References to a table, and columns of a type, that have another name now. */
static ctr_status retarget(struct lc_sql_schema *s, const char *from, const char *to)
{
    for (size_t i = 0; i < s->count; i++) {
        struct lc_sql_thing *t = s->things[i];
        LC_TRY(lc_spend(s->ctx, 1 + t->rule_count + t->count));
        for (size_t k = 0; k < t->rule_count; k++) {
            struct lc_sql_rule *r = t->rules[k];
            bool hit = r->kind == LC_DDL_FOREIGN && strcmp(r->target, from) == 0;
            r->target = hit ? to : r->target;
        }
        for (size_t k = 0; k < t->count; k++) {
            struct lc_sql_type *type = &t->columns[k]->type;
            if (type->name && strcmp(type->name, from) == 0) {
                type->name = to;
                type->shown = lc_sql_show_type(s->ctx, type);
                LC_TRY(type->shown ? CTR_OK : CTR_E_NOMEM);
            }
        }
    }
    return CTR_OK;
}

ctr_status lc_sql_drop_thing(struct lc_sql_schema *s, struct lc_sql_thing *t,
                             const struct lc_value *node)
{
    size_t i = 0;
    LC_TRY(lc_spend(s->ctx, s->count / 64 + s->object_count));
    while (s->things[i] != t) {
        i++;
    }
    memmove(s->things + i, s->things + i + 1, (s->count - i - 1) * sizeof *s->things);
    s->count--;
    for (size_t k = 0; k < s->object_count; k++) { /* triggers and policies go with it */
        struct lc_sql_object *o = s->objects[k];
        o->gone = o->gone || (o->on && strcmp(o->on, t->name) == 0);
    }
    LC_TRY(give_up_name(s, t, t->name));
    LC_TRY(t->whole ? lc_sql_drop_partition(s, t->whole, t->name) : CTR_OK);
    for (const struct lc_sql_was *w = t->whole ? t->was : NULL; w; w = w->next) {
        /* it is listed as it was called, if not another is now */
        LC_TRY(lc_sql_find(s, w->name) ? CTR_OK : lc_sql_drop_partition(s, t->whole, w->name));
    }
    return lc_sql_goes(s, t, NULL, node);
}

ctr_status lc_sql_rename_thing(struct lc_sql_schema *s, struct lc_sql_thing *t, const char *name,
                               const struct lc_value *node)
{
    const char *before = t->name;
    if (strcmp(name, before) == 0) {
        return CTR_OK;
    }
    LC_TRY(free_name(s, name, node));
    LC_TRY(was_called(s, &t->was, before));
    LC_TRY(lc_sql_goes(s, t, NULL, node));
    t->name = name;
    t->node = node;
    t->since = s->statement;
    LC_TRY(give_up_name(s, t, before));
    LC_TRY(lc_map_set(s->ctx, &s->by_name, lc_str(name), t));
    LC_TRY(lc_sql_recall_rules(s, t));
    return retarget(s, before, name);
}

/* ---- columns ---- */

struct lc_sql_column *lc_sql_find_column(const struct lc_sql_thing *t, const char *name)
{
    return lc_map_get(&t->by_name, lc_str(name));
}

ctr_status lc_sql_column_must(struct lc_sql_schema *s, struct lc_sql_thing *t, const char *name,
                              const struct lc_value *node, struct lc_sql_column **out)
{
    *out = lc_sql_find_column(t, name);
    if (*out) {
        return CTR_OK;
    }
    ctr_status status =
        lc_sql_fail(s, node, "'%s' has no column '%s'; expected one of its columns", t->name, name);
    lc_detail(s->ctx, "missing", "column");
    lc_detail(s->ctx, "table", t->name);
    lc_detail(s->ctx, "name", name);
    return status;
}

ctr_status lc_sql_add_column(struct lc_sql_schema *s, struct lc_sql_thing *t,
                             struct lc_sql_column *column)
{
    const struct lc_sql_column *same = lc_sql_find_column(t, column->name);
    if (same) {
        return lc_sql_fail(s, column->node,
                           "'%s' has a column '%s' already, of line %lld; expected another name",
                           t->name, column->name, (long long)lc_sql_line(s, same->node));
    }
    GROW(s, t->columns, t->count, t->room);
    t->columns[t->count++] = column;
    LC_TRY(lc_sql_can_be_named(s, column->node, &column->was));
    return lc_map_set(s->ctx, &t->by_name, lc_str(column->name), column);
}

static bool involves(const struct lc_sql_rule *r, const char *column)
{
    bool found = r->text && lc_sql_has_name(r->text, lc_str(column));
    for (uint32_t i = 0; !found && i < r->count; i++) {
        found = lc_sql_has_name(r->columns[i], lc_str(column));
    }
    return found;
}

/* MySQL: a key goes on over the columns that are left. */
static ctr_status shorten(struct lc_sql_schema *s, struct lc_sql_rule *r, const char *column)
{
    const char **left = lc_new(s->ctx, r->count + 1, sizeof *left);
    uint32_t count = 0;
    if (!left) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < r->count; i++) {
        if (!lc_sql_has_name(r->columns[i], lc_str(column))) {
            left[count++] = r->columns[i];
        }
    }
    r->columns = left;
    r->count = count;
    return lc_spend(s->ctx, 1);
}

/* With it go the constraints and indexes that involve it. */
ctr_status lc_sql_drop_column(struct lc_sql_schema *s, struct lc_sql_thing *t,
                              struct lc_sql_column *column, const struct lc_value *node)
{
    size_t i = 0;
    while (t->columns[i] != column) {
        i++;
    }
    memmove(t->columns + i, t->columns + i + 1, (t->count - i - 1) * sizeof *t->columns);
    t->count--;
    LC_TRY(lc_spend(s->ctx, t->rule_count + t->count / 64));
    for (size_t k = t->rule_count; k-- > 0;) {
        struct lc_sql_rule *r = t->rules[k];
        bool goes = involves(r, column->name);
        if (goes && s->dialect == LC_DDL_MYSQL && (LC_DDL_KEYS & 1 << r->kind)) {
            LC_TRY(shorten(s, r, column->name));
            goes = r->count == 0;
        }
        if (goes) {
            lc_sql_drop_rule(t, k);
        }
    }
    LC_TRY(lc_map_set(s->ctx, &t->by_name, lc_str(column->name), NULL));
    return lc_sql_goes(s, t, column, node);
}

static ctr_status reword_rules(struct lc_sql_schema *s, struct lc_sql_thing *t, const char *from,
                               const char *to)
{
    struct lc_map names = {.seed = s->seed};
    LC_TRY(lc_spend(s->ctx, t->rule_count + t->count));
    LC_TRY(lc_map_set(s->ctx, &names, lc_str(from), (void *)(uintptr_t)to));
    for (size_t k = 0; k < t->rule_count; k++) {
        struct lc_sql_rule *r = t->rules[k];
        for (uint32_t i = 0; i < r->count; i++) {
            r->columns[i] = lc_sql_reworded(s->ctx, r->columns[i], &names);
            if (!r->columns[i]) {
                return CTR_E_NOMEM;
            }
        }
        r->text = r->text ? lc_sql_reworded(s->ctx, r->text, &names) : NULL;
    }
    for (size_t k = 0; k < t->count && t->kind != LC_DDL_VIEW; k++) { /* what that reads stays */
        struct lc_sql_column *c = t->columns[k];
        c->generated = c->generated ? lc_sql_reworded(s->ctx, c->generated, &names) : NULL;
    }
    return s->ctx->error ? ctr_error_status(s->ctx->error) : CTR_OK;
}

/* Columns that are referred to are called so in the constraints of others, too. */
static ctr_status retarget_column(struct lc_sql_schema *s, const char *table, const char *from,
                                  const char *to)
{
    for (size_t i = 0; i < s->count; i++) {
        LC_TRY(lc_spend(s->ctx, 1 + s->things[i]->rule_count));
        for (size_t k = 0; k < s->things[i]->rule_count; k++) {
            struct lc_sql_rule *r = s->things[i]->rules[k];
            bool hit = r->kind == LC_DDL_FOREIGN && strcmp(r->target, table) == 0;
            for (uint32_t n = 0; hit && n < r->target_count; n++) {
                r->target_columns[n] =
                    strcmp(r->target_columns[n], from) == 0 ? to : r->target_columns[n];
            }
        }
    }
    return CTR_OK;
}

ctr_status lc_sql_rename_column(struct lc_sql_schema *s, struct lc_sql_thing *t,
                                struct lc_sql_column *column, const char *name,
                                const struct lc_value *node)
{
    const char *before = column->name;
    const struct lc_sql_column *same = lc_sql_find_column(t, name);
    if (strcmp(before, name) == 0) {
        return CTR_OK;
    }
    if (same) {
        return lc_sql_fail(s, node,
                           "'%s' has a column '%s' already, of line %lld; expected another name",
                           t->name, name, (long long)lc_sql_line(s, same->node));
    }
    LC_TRY(was_called(s, &column->was, before));
    LC_TRY(lc_sql_goes(s, t, column, node));
    column->name = name;
    column->node = node;
    LC_TRY(lc_map_set(s->ctx, &t->by_name, lc_str(before), NULL));
    LC_TRY(lc_map_set(s->ctx, &t->by_name, lc_str(name), column));
    LC_TRY(retarget_column(s, t->name, before, name));
    return reword_rules(s, t, before, name);
}

/* ---- the rest ---- */

ctr_status lc_sql_add_value(struct lc_sql_schema *s, struct lc_sql_thing *t, const char *value,
                            const struct lc_value *node, size_t at)
{
    size_t room = t->value_room;
    GROW(s, t->values, t->value_count, t->value_room);
    GROW(s, t->value_nodes, t->value_count, room);
    memmove(t->values + at + 1, t->values + at, (t->value_count - at) * sizeof *t->values);
    memmove(t->value_nodes + at + 1, t->value_nodes + at,
            (t->value_count - at) * sizeof *t->value_nodes);
    t->values[at] = value;
    t->value_nodes[at] = node;
    t->value_count++;
    return lc_map_set(s->ctx, &t->value_of, lc_str(value), t);
}

static const char *object_key(struct lc_sql_schema *s, const char *kind, const char *name,
                              const char *on)
{
    return on && s->dialect == LC_DDL_POSTGRESQL ? lc_format(s->ctx, "%s %s on %s", kind, name, on)
                                                 : lc_format(s->ctx, "%s %s", kind, name);
}

struct lc_sql_object *lc_sql_find_object(struct lc_sql_schema *s, const char *kind,
                                         const char *name, const char *on)
{
    const char *key = object_key(s, kind, name, on);
    struct lc_sql_object *o = key ? lc_map_get(&s->objects_by_name, lc_str(key)) : NULL;
    return o && !o->gone ? o : NULL;
}

ctr_status lc_sql_set_object(struct lc_sql_schema *s, const struct lc_sql_object *object)
{
    const char *key = object_key(s, object->kind, object->name, object->on);
    struct lc_sql_object *o = key ? lc_map_get(&s->objects_by_name, lc_str(key)) : NULL;
    if (!key) {
        return CTR_E_NOMEM;
    }
    if (o && !o->gone) {
        *o = *object;
        return CTR_OK;
    }
    o = lc_new(s->ctx, 1, sizeof *o);
    if (!o) {
        return CTR_E_NOMEM;
    }
    *o = *object;
    GROW(s, s->objects, s->object_count, s->object_room);
    s->objects[s->object_count++] = o;
    return lc_map_set(s->ctx, &s->objects_by_name, lc_str(key), o);
}
