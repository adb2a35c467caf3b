/* What the presence of a property asks for: other properties, or a schema. */
#include "spec/schema/schema_object.h"

static const struct lc_node none = {NULL, NULL};

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

/* ---- other properties */

/* The names that an entry asks for: a list of them, or a schema that requires them. */
static const struct lc_value *names_of(const struct lc_value *entry)
{
    bool schema = lc_is(entry, LC_OBJECT) && !lc_get(entry, "$ref");
    const struct lc_value *names = schema ? lc_get(entry, "required") : entry;
    return lc_is(names, LC_ARRAY) ? names : NULL;
}

/* All names that one list of maps asks for where `key` is present. */
static ctr_status asked_for_by(struct lc_view *v, const struct lc_nodes *maps, struct lc_str key,
                               struct lc_map *seen, struct lc_strs *out)
{
    for (size_t i = 0; i < maps->count; i++) {
        const struct lc_value *names = names_of(lc_get_str(maps->at[i].value, key));
        for (uint32_t k = 0; names && k < names->count; k++) {
            struct lc_str name = lc_text(&names->items[k]);
            LC_TRY(lc_charge(v->side, 1));
            if (name.ptr && !lc_map_get(seen, name)) {
                LC_TRY(lc_map_set(v->side->ctx, seen, name, v));
                LC_TRY(lc_push_str(v->side->ctx, out, name));
            }
        }
    }
    return CTR_OK;
}

static ctr_status asked_for(struct lc_view *v, struct lc_str key, struct lc_map *seen,
                            struct lc_strs *out)
{
    LC_TRY(asked_for_by(v, &v->more->dependent_required, key, seen, out));
    return asked_for_by(v, &v->more->dependent_schemas, key, seen, out);
}

ctr_status lc_view_demands(struct lc_view *v, struct lc_str key, struct lc_str name, bool *out)
{
    struct lc_map seen = {0};
    struct lc_strs names = {NULL, 0, 0};
    *out = lc_str_eq(key, name) || lc_view_requires(v, name);
    if (*out || (!v->more->dependent_required.count && !v->more->dependent_schemas.count)) {
        return CTR_OK;
    }
    LC_TRY(asked_for(v, key, &seen, &names));
    for (size_t i = 0; i < v->required.count; i++) {
        LC_TRY(asked_for(v, v->required.at[i], &seen, &names));
    }
    for (size_t i = 0; i < names.count && !lc_map_get(&seen, name); i++) {
        LC_TRY(asked_for(v, names.at[i], &seen, &names));
    }
    *out = lc_map_get(&seen, name) != NULL;
    return CTR_OK;
}

/* A schema that only requires properties says what a list of them says. */
static const struct lc_value *only_required(enum lc_dialect dialect, const struct lc_value *schema)
{
    const struct lc_value *names = lc_is(schema, LC_OBJECT) ? lc_get(schema, "required") : NULL;
    bool only = lc_is(names, LC_ARRAY);
    for (uint32_t i = 0; only && i < schema->count; i++) {
        struct lc_str key = lc_key(&schema->members[i]);
        only = lc_str_is(key, "required") || lc_schema_words(dialect, key);
    }
    for (uint32_t i = 0; only && i < names->count; i++) {
        only = names->items[i].kind == LC_STRING;
    }
    return only ? names : NULL;
}

/* The schemas for `key` only require properties, or there are none. */
static bool only_demands(const struct lc_view *v, struct lc_str key)
{
    for (size_t i = 0; i < v->more->dependent_schemas.count; i++) {
        const struct lc_value *entry = lc_get_str(v->more->dependent_schemas.at[i].value, key);
        if (entry && entry->kind != LC_ARRAY && !only_required(v->side->dialect, entry)) {
            return false;
        }
    }
    return true;
}

static ctr_status lone_demand(struct lc_schema_memo *m, struct lc_pair *p, struct lc_str key,
                              struct lc_node name, bool in_new)
{
    struct lc_view *other = in_new ? p->a : p->b;
    struct lc_str text = lc_raw(name.value);
    bool has;
    bool lacks;
    LC_TRY(lc_view_demands(other, key, text, &has));
    LC_TRY(lc_view_lacks(other, key, &lacks)); /* then nobody has to meet the demand */
    if (has) {
        return CTR_OK;
    }
    enum lc_answer weight = lacks ? LC_HOLDS : LC_FAILS;
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
        in_new ? weight : LC_HOLDS, in_new ? LC_HOLDS : weight, in_new ? none : name,
        in_new ? name : none, arguments, message);
}

/* Demands of one side that the other does not make. */
static ctr_status lone_demands(struct lc_schema_memo *m, struct lc_pair *p,
                               const struct lc_nodes *own, bool in_new)
{
    enum lc_dialect dialect = m->side[in_new].dialect;
    for (size_t i = 0; i < own->count; i++) {
        const struct lc_value *map = own->at[i].value;
        for (uint32_t k = 0; k < map->count; k++) {
            const struct lc_member *entry = &map->members[k];
            const struct lc_value *names = &entry->value;
            if (names->kind != LC_ARRAY) {
                bool both = only_demands(p->a, lc_key(entry)) && only_demands(p->b, lc_key(entry));
                names = both ? only_required(dialect, names) : NULL;
            }
            for (uint32_t n = 0; names && n < names->count; n++) {
                struct lc_node name = {own->at[i].doc, &names->items[n]};
                LC_TRY(lc_charge(&m->side[0], 1));
                LC_TRY(lone_demand(m, p, lc_key(entry), name, in_new));
            }
        }
    }
    return CTR_OK;
}

/* ---- schemas */

/* They hold beside all else that is said of the object. */
static ctr_status beside_all(struct lc_schema_memo *m, const struct lc_pair *p, struct lc_view *a,
                             struct lc_view *b, struct lc_cond *out[2])
{
    struct lc_beside *beside = lc_new(m->ctx, 1, sizeof *beside);
    if (!beside) {
        return CTR_E_NOMEM;
    }
    *beside = (struct lc_beside){{&p->a, &p->b}, {1, 1}};
    for (int way = LC_SUB; way <= LC_SUP; way++) {
        out[way] = lc_cond_fragments(m, a, b, (enum lc_way)way, beside);
        LC_TRY(out[way] ? CTR_OK : CTR_E_NOMEM);
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
    bool same;
    bool lacks[2];
    if (only_demands(p->a, key) && only_demands(p->b, key)) {
        return CTR_OK;
    }
    const char *name = lc_dup(m->ctx, key);
    if (!name) {
        return CTR_E_NOMEM;
    }
    LC_TRY(dependent_view(p->a, key, &x, &a));
    LC_TRY(dependent_view(p->b, key, &y, &b));
    LC_TRY(lc_same_elems(m, a->elems, a->elem_count, b->elems, b->elem_count, &same));
    bool told = in_new && x.value;
    bool banned = x.value && y.value && !a->loop && !b->loop && !(a->types & LC_T_OBJECT) &&
                  !(b->types & LC_T_OBJECT); /* the name may not be there, before and now */
    if (told || banned || (!x.value && !y.value) || same) {
        return CTR_OK;
    }
    LC_TRY(lc_view_lacks(p->a, key, &lacks[LC_SUB]));
    LC_TRY(lc_view_lacks(p->b, key, &lacks[LC_SUP]));
    const enum lc_answer worst[2] = {lacks[LC_SUB] ? LC_HOLDS : LC_FAILS,
                                     lacks[LC_SUP] ? LC_HOLDS : LC_FAILS};
    enum lc_kind_id kind = !x.value   ? LC_CHANGE_DEPENDENT_SCHEMA_ADDED
                           : !y.value ? LC_CHANGE_DEPENDENT_SCHEMA_REMOVED
                                      : LC_CHANGE_DEPENDENT_SCHEMA_CHANGED;
    struct lc_draft d = {.kind = kind,
                         .effect = {worst[LC_SUB], worst[LC_SUP]},
                         .old_node = x.value ? x : lc_view_node(p->a),
                         .new_node = y.value ? y : lc_view_node(p->b),
                         .arguments = name};
    d.message = lc_format(m->ctx, "what holds where '%s' is present changed", name);
    LC_TRY(beside_all(m, p, a, b, d.excuse));
    return d.message ? lc_pair_draft(m, p, &d) : CTR_E_NOMEM;
}

/* Both in one keyword, as `dependencies` has them. */
static bool same_maps(const struct lc_nodes *a, const struct lc_nodes *b)
{
    return a->count && b->count && a->at[0].value == b->at[0].value;
}

ctr_status lc_build_dependents(struct lc_schema_memo *m, struct lc_pair *p)
{
    for (int side = 0; side < 2; side++) {
        const struct lc_view_more *more = side ? p->b->more : p->a->more;
        const struct lc_nodes *own = &more->dependent_schemas;
        LC_TRY(lone_demands(m, p, &more->dependent_required, side == 1));
        if (!same_maps(own, &more->dependent_required)) {
            LC_TRY(lone_demands(m, p, own, side == 1));
        }
        for (size_t i = 0; i < own->count; i++) {
            const struct lc_value *map = own->at[i].value;
            for (uint32_t k = 0; k < map->count; k++) {
                LC_TRY(dependent_schema(m, p, lc_key(&map->members[k]), side == 1));
            }
        }
    }
    return CTR_OK;
}
