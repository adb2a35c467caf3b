/*
 * Fields that one selection may ask for under one name in the answer: of two types that the same
 * interface or union stands for, or of an interface and of one that implements it. Where one of the
 * two may be null and the other may not, such a selection is refused (SameResponseShape, 5.3.2).
 */
#include "spec/graphql/graphql_report.h"

static bool is_abstract(const struct gql_type *t)
{
    return t->kind == GQL_INTERFACE || t->kind == GQL_UNION;
}

/* An interface or a union can be either of them. */
static ctr_status meet(struct gql_cmp *g, const struct gql_type *a, const struct gql_type *b,
                       bool *out)
{
    *out = lc_gql_is_subtype(a, b) || lc_gql_is_subtype(b, a);
    LC_TRY(lc_spend(g->c->ctx, 1 + g->new->count / 16));
    for (uint32_t i = 0; i < g->new->count && !*out; i++) {
        const struct gql_type *t = g->new->types[i];
        *out = is_abstract(t) && lc_gql_is_subtype(a, t) && lc_gql_is_subtype(b, t);
    }
    return CTR_OK;
}

/* It had the same type in both editions. */
static bool kept(const struct gql_cmp *g, const struct gql_type *t, struct lc_str field,
                 struct lc_str type)
{
    const struct gql_type *was = lc_gql_type(g->old, t->name);
    const struct gql_item *now = lc_gql_item(t->items, t->count, field);
    const struct gql_item *then = was ? lc_gql_item(was->items, was->count, field) : NULL;

    return now && then && lc_str_eq(now->type, type) && lc_str_eq(then->type, type);
}

ctr_status lc_gql_beside(struct gql_cmp *g, const struct gql_type *owner, struct lc_str field,
                         struct lc_str type, const struct gql_type **out)
{
    *out = NULL;
    LC_TRY(lc_spend(g->c->ctx, 1 + g->new->count / 16));
    for (uint32_t i = 0; i < g->new->count && !*out; i++) {
        struct gql_type *t = g->new->types[i];
        bool met = false;
        if (t == owner || (t->kind != GQL_OBJECT && t->kind != GQL_INTERFACE)) {
            continue;
        }
        LC_TRY(kept(g, t, field, type) ? meet(g, owner, t, &met) : CTR_OK);
        *out = met ? t : NULL;
    }
    return CTR_OK;
}
