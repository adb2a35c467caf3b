/* Types of GraphQL against each other: what may stand where another one is promised. */
#include "spec/graphql/graphql.h"

static struct lc_str without_bang(struct lc_str type)
{
    type.len -= lc_gql_non_null(type);
    return type;
}

static bool is_list(struct lc_str type)
{
    return type.len && type.ptr[0] == '[';
}

static struct lc_str inside(struct lc_str type)
{
    return lc_str_n(type.ptr + 1, type.len - 2);
}

bool lc_gql_is_subtype(const struct gql_type *sub, const struct gql_type *super)
{
    return sub == super ||
           lc_gql_named(sub->interfaces, sub->interface_count, super->name) != NULL ||
           lc_gql_named(super->members, super->member_count, sub->name) != NULL;
}

/* Both without what they share around the name; false where the narrow one lacks something. */
static bool peel(struct lc_str *wide, struct lc_str *narrow)
{
    for (;;) {
        if (lc_gql_non_null(*wide) && !lc_gql_non_null(*narrow)) {
            return false;
        }
        *wide = without_bang(*wide);
        *narrow = without_bang(*narrow);
        if (!is_list(*wide) || !is_list(*narrow)) {
            return !is_list(*wide) && !is_list(*narrow);
        }
        *wide = inside(*wide);
        *narrow = inside(*narrow);
    }
}

bool lc_gql_covariant(const struct lc_graphql *g, struct lc_str type, struct lc_str wanted)
{
    if (!peel(&wanted, &type)) {
        return false;
    }
    const struct gql_type *sub = lc_gql_type(g, type);
    const struct gql_type *super = lc_gql_type(g, wanted);
    return lc_str_eq(type, wanted) || (sub && super && lc_gql_is_subtype(sub, super));
}

bool lc_gql_contravariant(struct lc_str wide, struct lc_str narrow)
{
    return peel(&wide, &narrow) && lc_str_eq(wide, narrow);
}
