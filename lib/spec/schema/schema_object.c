/*
 * Objects beyond their named properties: names without a schema of their own, what names may look
 * like, and what the presence of one asks for.
 */
#include "spec/schema/schema_object.h"

static const struct lc_node none = {NULL, NULL};

/* ---- other names */

static struct lc_node rest_node(const struct lc_view *v)
{
    for (size_t i = 0; i < v->objects.count; i++) {
        if (v->objects.at[i].rest) {
            return (struct lc_node){v->objects.at[i].doc, v->objects.at[i].rest};
        }
    }
    return none;
}

static bool is_false(const struct lc_view *v)
{
    return v->types == 0 && !v->loop;
}

/* Names that one edition of a response refuses and the other takes: writers send what is declared,
 * and readers ignore other names, so that among the tolerant this is worth a warning only. Declared
 * ones may come there, too. */
static bool ignored(const struct lc_schema_memo *m, const struct lc_pair *p, enum lc_kind_id kind,
                    const struct lc_view *x, const struct lc_view *y)
{
    bool names = kind == LC_CHANGE_ADDITIONAL_PROPERTIES_RESTRICTED ||
                 kind == LC_CHANGE_ADDITIONAL_PROPERTIES_RELAXED ||
                 kind == LC_CHANGE_PATTERN_PROPERTY_ADDED ||
                 kind == LC_CHANGE_PATTERN_PROPERTY_REMOVED;
    return names && (is_false(x) || is_false(y)) && p->io == LC_IO_RESPONSE &&
           m->c->profile == CTR_PROFILE_TOLERANT;
}

ctr_status lc_change_by_pair(struct lc_schema_memo *m, struct lc_pair *p, enum lc_kind_id kind,
                             enum lc_answer worst, struct lc_view *x, struct lc_view *y,
                             struct lc_node old_node, struct lc_node new_node,
                             const char *arguments, const char *message)
{
    struct lc_draft d = {.kind = kind,
                         .effect = {worst, worst},
                         .excuse = {lc_cond_one(m, x, y, LC_SUB), lc_cond_one(m, x, y, LC_SUP)},
                         .old_node = old_node.value ? old_node : lc_view_node(p->a),
                         .new_node = new_node.value ? new_node : lc_view_node(p->b),
                         .arguments = arguments,
                         .message = message};
    d.soft[LC_SUB] = d.soft[LC_SUP] = ignored(m, p, kind, x, y);
    if (!d.excuse[0] || !d.excuse[1] || !arguments || !message) {
        return CTR_E_NOMEM;
    }
    return lc_pair_draft(m, p, &d);
}

static ctr_status build_other(struct lc_schema_memo *m, struct lc_pair *p)
{
    struct lc_view *x;
    struct lc_view *y;
    struct lc_edge *edge;
    LC_TRY(lc_view_other(p->a, &x));
    LC_TRY(lc_view_other(p->b, &y));
    bool any_old = lc_view_is_true(x);
    bool any_new = lc_view_is_true(y);
    if ((any_old && any_new) || (is_false(x) && is_false(y))) {
        return CTR_OK;
    }
    if (any_old || any_new || is_false(x) || is_false(y)) {
        bool tighter = any_old || is_false(y);
        return lc_change_by_pair(
            m, p,
            tighter ? LC_CHANGE_ADDITIONAL_PROPERTIES_RESTRICTED
                    : LC_CHANGE_ADDITIONAL_PROPERTIES_RELAXED,
            LC_FAILS, x, y, rest_node(p->a), rest_node(p->b), "additionalProperties",
            tighter ? is_false(y) ? "properties that are not named are refused now"
                                  : "properties that are not named must fit a schema now"
                    : "properties that are not named are free, or freer, now");
    }
    struct lc_part frame = {.kind = LC_PART_MAP};
    return lc_pair_edge(m, p, frame, x, y, &edge);
}

/* ---- what names look like */

static ctr_status all_of(struct lc_view *v, const struct lc_nodes *list, struct lc_view **out)
{
    LC_FEW_ELEMS(elems);
    for (size_t i = 0; i < list->count; i++) {
        LC_TRY(lc_push_elem(v->side->ctx, &elems, (struct lc_elem){list->at[i], 0}));
    }
    return lc_view_of(v->side, elems.at, elems.count, out);
}

static ctr_status build_names(struct lc_schema_memo *m, struct lc_pair *p)
{
    const struct lc_nodes *a = &p->a->more->names;
    const struct lc_nodes *b = &p->b->more->names;
    struct lc_view *x;
    struct lc_view *y;
    struct lc_pair *pair;
    if (!a->count && !b->count) {
        return CTR_OK;
    }
    LC_TRY(all_of(p->a, a, &x));
    LC_TRY(all_of(p->b, b, &y));
    LC_TRY(lc_view_of_types(x, LC_T_STRING, &x)); /* names are strings, whatever the schema says */
    LC_TRY(lc_view_of_types(y, LC_T_STRING, &y));
    LC_TRY(lc_pair_of(m, x, y, p->io, &pair));
    if (pair->built && !pair->drafts && !pair->edges) {
        return CTR_OK;
    }
    enum lc_kind_id kind = !a->count   ? LC_CHANGE_PROPERTY_NAMES_ADDED
                           : !b->count ? LC_CHANGE_PROPERTY_NAMES_REMOVED
                                       : LC_CHANGE_PROPERTY_NAMES_CHANGED;
    return lc_change_by_pair(m, p, kind, LC_FAILS, x, y, a->count ? a->at[0] : none,
                             b->count ? b->at[0] : none, "propertyNames",
                             "what names of properties may look like changed");
}

/* ---- dependents */

/* All schemas that hold where `key` is present, as one. */
static ctr_status dependent_view(struct lc_view *v, struct lc_str key, struct lc_node *node,
                                 struct lc_view **out)
{
    LC_FEW_ELEMS(list);
    *node = none;
    for (size_t i = 0; i < v->more->dependent_schemas.count; i++) {
        struct lc_node own = {v->more->dependent_schemas.at[i].doc, NULL};
        own.value = lc_get_str(v->more->dependent_schemas.at[i].value, key);
        if (own.value && own.value->kind != LC_ARRAY) {
            *node = node->value ? *node : own;
            LC_TRY(lc_push_elem(v->side->ctx, &list, (struct lc_elem){own, 0}));
        }
    }
    return lc_view_of(v->side, list.at, list.count, out);
}

static bool lists_name(const struct lc_nodes *list, struct lc_str key, struct lc_str name)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct lc_value *v = lc_get_str(list->at[i].value, key);
        for (uint32_t k = 0; lc_is(v, LC_ARRAY) && k < v->count; k++) {
            if (lc_str_eq(lc_raw(&v->items[k]), name)) {
                return true;
            }
        }
    }
    return false;
}

static ctr_status lone_demand(struct lc_schema_memo *m, struct lc_pair *p, struct lc_str key,
                              struct lc_node name, bool in_new)
{
    const struct lc_view *other = in_new ? p->a : p->b;
    struct lc_str text = lc_raw(name.value);
    if (lc_view_requires(other, text) || lc_str_eq(text, key) ||
        lists_name(&other->more->dependent_required, key, text)) {
        return CTR_OK;
    }
    key = lc_shown(m->ctx, key);
    text = lc_shown(m->ctx, text);
    LC_TRY(m->ctx->error ? CTR_E_NOMEM : CTR_OK);
    const char *arguments =
        lc_format(m->ctx, "%.*s > %.*s", (int)key.len, key.ptr, (int)text.len, text.ptr);
    const char *message =
        lc_format(m->ctx, "where '%.*s' is present, '%.*s' %s", (int)key.len, key.ptr,
                  (int)text.len, text.ptr, in_new ? "must be, too, now" : "need no longer be");
    return lc_change(
        m, p, in_new ? LC_CHANGE_DEPENDENT_REQUIRED_ADDED : LC_CHANGE_DEPENDENT_REQUIRED_REMOVED,
        in_new ? LC_FAILS : LC_HOLDS, in_new ? LC_HOLDS : LC_FAILS, in_new ? none : name,
        in_new ? name : none, arguments, message);
}

/* Demands of one side that the other does not make. */
static ctr_status lone_demands(struct lc_schema_memo *m, struct lc_pair *p,
                               const struct lc_nodes *own, bool in_new)
{
    for (size_t i = 0; i < own->count; i++) {
        const struct lc_value *map = own->at[i].value;
        for (uint32_t k = 0; k < map->count; k++) {
            const struct lc_member *entry = &map->members[k];
            uint32_t count = entry->value.kind == LC_ARRAY ? entry->value.count : 0;
            for (uint32_t n = 0; n < count; n++) {
                struct lc_node name = {own->at[i].doc, &entry->value.items[n]};
                LC_TRY(lc_charge(&m->side[0], 1));
                LC_TRY(lone_demand(m, p, lc_key(entry), name, in_new));
            }
        }
    }
    return CTR_OK;
}

static ctr_status dependent_schema(struct lc_schema_memo *m, struct lc_pair *p, struct lc_str key,
                                   bool in_new)
{
    struct lc_node x;
    struct lc_node y;
    struct lc_view *a;
    struct lc_view *b;
    struct lc_pair *pair;
    const char *name = lc_dup(m->ctx, key);
    if (!name) {
        return CTR_E_NOMEM;
    }
    LC_TRY(dependent_view(p->a, key, &x, &a));
    LC_TRY(dependent_view(p->b, key, &y, &b));
    LC_TRY(lc_pair_of(m, a, b, p->io, &pair));
    bool told = in_new && x.value;
    bool banned = x.value && y.value && !a->loop && !b->loop && !(a->types & LC_T_OBJECT) &&
                  !(b->types & LC_T_OBJECT); /* the name may not be there, before and now */
    if (told || banned || (!x.value && !y.value) ||
        (pair->built && !pair->drafts && !pair->edges)) {
        return CTR_OK;
    }
    enum lc_kind_id kind = !x.value   ? LC_CHANGE_DEPENDENT_SCHEMA_ADDED
                           : !y.value ? LC_CHANGE_DEPENDENT_SCHEMA_REMOVED
                                      : LC_CHANGE_DEPENDENT_SCHEMA_CHANGED;
    return lc_change_by_pair(m, p, kind, LC_FAILS, a, b, x, y, name,
                             lc_format(m->ctx, "what holds where '%s' is present changed", name));
}

static ctr_status build_dependents(struct lc_schema_memo *m, struct lc_pair *p)
{
    LC_TRY(lone_demands(m, p, &p->a->more->dependent_required, false));
    LC_TRY(lone_demands(m, p, &p->b->more->dependent_required, true));
    for (int side = 0; side < 2; side++) {
        const struct lc_nodes *own =
            side ? &p->b->more->dependent_schemas : &p->a->more->dependent_schemas;
        for (size_t i = 0; i < own->count; i++) {
            const struct lc_value *map = own->at[i].value;
            for (uint32_t k = 0; k < map->count; k++) {
                LC_TRY(dependent_schema(m, p, lc_key(&map->members[k]), side == 1));
            }
        }
    }
    return CTR_OK;
}

ctr_status lc_build_object(struct lc_schema_memo *m, struct lc_pair *p)
{
    LC_TRY(lc_build_presence(m, p));
    LC_TRY(build_other(m, p));
    LC_TRY(lc_build_patterns(m, p));
    LC_TRY(build_names(m, p));
    return build_dependents(m, p);
}
