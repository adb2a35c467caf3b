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

/* Interfaces and unions that a type is one of. */
struct above {
    const struct gql_type **types;
    uint32_t count;
};

/* Once for a field, however many types are beside it. */
static ctr_status look_above(struct gql_cmp *g, const struct gql_type *owner, struct above *out)
{
    LC_TRY(lc_spend(g->c->ctx, 1 + g->new->count / 16));
    *out = (struct above){lc_new(g->c->ctx, (size_t)g->new->count + 1, sizeof(void *)), 0};
    if (!out->types) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < g->new->count; i++) {
        const struct gql_type *t = g->new->types[i];
        if (is_abstract(t) && lc_gql_is_subtype(owner, t)) {
            out->types[out->count++] = t;
        }
    }
    return CTR_OK;
}

/* An interface or a union can be either of them. */
static ctr_status meet(struct gql_cmp *g, const struct above *above, const struct gql_type *owner,
                       const struct gql_type *t, bool *out)
{
    *out = lc_gql_is_subtype(owner, t) || lc_gql_is_subtype(t, owner);
    LC_TRY(lc_spend(g->c->ctx, 1 + above->count / 4));
    for (uint32_t i = 0; i < above->count && !*out; i++) {
        *out = lc_gql_is_subtype(t, above->types[i]);
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

static ctr_status find(struct gql_cmp *g, const struct gql_type *owner, struct lc_str field,
                       struct lc_str type, const struct gql_type **out)
{
    struct above above;
    LC_TRY(look_above(g, owner, &above));
    LC_TRY(lc_spend(g->c->ctx, 1 + g->new->count / 16));
    for (uint32_t i = 0; i < g->new->count && !*out; i++) {
        const struct gql_type *t = g->new->types[i];
        bool met = false;
        if (t == owner || (t->kind != GQL_OBJECT && t->kind != GQL_INTERFACE)) {
            continue;
        }
        LC_TRY(kept(g, t, field, type) ? meet(g, &above, owner, t, &met) : CTR_OK);
        *out = met ? t : NULL;
    }
    return CTR_OK;
}

ctr_status lc_gql_beside(struct gql_cmp *g, const struct gql_type *owner, struct lc_str field,
                         struct lc_str type, const struct gql_type **out)
{
    struct lc_mark mark = lc_arena_mark(&g->c->ctx->arena);
    *out = NULL;
    LC_TRY(find(g, owner, field, type, out));
    lc_arena_release(&g->c->ctx->arena, mark);
    return CTR_OK;
}
