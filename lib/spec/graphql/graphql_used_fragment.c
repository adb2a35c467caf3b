/*
 * Fragments that operations use. One is refused where no object can be both what is selected from
 * and what the fragment is on: where neither is an object type, the object types that are in both
 * make it possible, though nothing names them.
 */
#include "spec/graphql/graphql_used.h"

#define S(s) ((int)((s).len > 100 ? 100 : (s).len)), (s).ptr

struct gql_fragment {
    bool defined;
    const struct gql_type *on; /* NULL: one of introspection */
};

struct gql_spread {
    struct lc_str name; /* in the document */
    const struct gql_fragment *fragment;
    const struct gql_type *parent;
};

static ctr_status by_name(struct gql_use *u, struct lc_str name, struct gql_fragment **out)
{
    *out = lc_map_get(&u->fragments, name);
    if (*out) {
        return CTR_OK;
    }
    *out = lc_new(u->ctx, 1, sizeof **out);
    return *out ? lc_map_set(u->ctx, &u->fragments, name, *out) : CTR_E_NOMEM;
}

ctr_status lc_gql_fragment(struct gql_use *u, struct lc_str name, const struct gql_type *on)
{
    struct gql_fragment *f;
    LC_TRY(by_name(u, name, &f));
    if (f->defined) {
        return lc_doc_fail(u->ctx, u->lex.doc, (uint32_t)(name.ptr - u->lex.begin),
                           "the fragment '%.*s' is defined twice; remove one", S(name));
    }
    *f = (struct gql_fragment){.defined = true, .on = on};
    return CTR_OK;
}

ctr_status lc_gql_spread(struct gql_use *u, struct lc_str name, const struct gql_type *parent)
{
    struct gql_fragment *f;
    LC_TRY(by_name(u, name, &f));
    u->spreads = lc_grow(u->ctx, u->spreads, u->spread_count, &u->spread_room, sizeof *u->spreads);
    if (!u->spreads) {
        return CTR_E_NOMEM;
    }
    u->spreads[u->spread_count++] = (struct gql_spread){name, f, parent};
    return CTR_OK;
}

ctr_status lc_gql_use_both(struct gql_use *u, const struct gql_type *parent,
                           const struct gql_type *on)
{
    bool named = !parent || !on || parent == on || parent->kind == GQL_OBJECT ||
                 on->kind == GQL_OBJECT; /* the selections themselves are told */
    if (named) {
        return CTR_OK;
    }
    const char *pair = lc_format(u->ctx, "%.*s %.*s", (int)parent->name.len, parent->name.ptr,
                                 (int)on->name.len, on->name.ptr);
    if (!pair) {
        return CTR_E_NOMEM;
    }
    if (lc_map_get(&u->met, lc_str(pair))) {
        return CTR_OK;
    }
    LC_TRY(lc_map_set(u->ctx, &u->met, lc_str(pair), (void *)(uintptr_t)1));
    LC_TRY(lc_spend(u->ctx, u->g->count));
    for (uint32_t i = 0; i < u->g->count; i++) {
        const struct gql_type *t = u->g->types[i];
        if (t->kind == GQL_OBJECT && lc_gql_is_subtype(t, parent) && lc_gql_is_subtype(t, on)) {
            LC_TRY(lc_gql_use_type(u, t));
        }
    }
    return CTR_OK;
}

ctr_status lc_gql_use_spreads(struct gql_use *u)
{
    for (size_t i = 0; i < u->spread_count; i++) {
        const struct gql_spread *s = &u->spreads[i];
        if (!s->fragment->defined) {
            return lc_doc_fail(u->ctx, u->lex.doc, (uint32_t)(s->name.ptr - u->lex.begin),
                               "the fragment '%.*s' is not defined in this document", S(s->name));
        }
        LC_TRY(lc_gql_use_both(u, s->parent, s->fragment->on));
    }
    return CTR_OK;
}
