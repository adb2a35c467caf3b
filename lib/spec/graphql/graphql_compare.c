/* Two GraphQL schemas: their definitions, then types and directives. */
#include "spec/graphql/graphql_report.h"

#define S(s) ((int)((s).len > 100 ? 100 : (s).len)), (s).ptr

static const struct gql_words schema_words = {
    .description = {LC_RULE_GRAPHQL_SCHEMA_DESCRIPTION_CHANGED,
                    LC_RULE_GRAPHQL_SCHEMA_DESCRIPTION_CHANGED,
                    LC_RULE_GRAPHQL_SCHEMA_DESCRIPTION_CHANGED},
    .noun = "the schema"};

static ctr_status compare_root(struct gql_cmp *g, int operation)
{
    static const enum lc_rule_id rules[] = {LC_RULE_GRAPHQL_SCHEMA_QUERY_TYPE_CHANGED,
                                            LC_RULE_GRAPHQL_SCHEMA_MUTATION_TYPE_CHANGED,
                                            LC_RULE_GRAPHQL_SCHEMA_SUBSCRIPTION_TYPE_CHANGED};
    const struct gql_name *a = &g->old->roots[operation];
    const struct gql_name *b = &g->new->roots[operation];
    if (lc_str_eq(a->name, b->name)) {
        return CTR_OK;
    }
    const struct gql_where where = {.type = a->name.len ? a->name : b->name};
    struct gql_finding f = {.rule = rules[operation],
                            .backward = a->name.len ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO,
                            .forward = b->name.len ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO,
                            .where = &where,
                            .old = a->node,
                            .new = b->node,
                            .from = a->name.len ? a->name : LC_STR("none"),
                            .to = b->name.len ? b->name : LC_STR("none")};
    if (a->name.len && b->name.len) {
        return lc_gql_say(g, &f, "the root type of %s operations was '%.*s' and is '%.*s' now",
                          lc_gql_operations[operation], S(a->name), S(b->name));
    }
    return lc_gql_say(g, &f, "%s operations with the root type '%.*s' %s",
                      lc_gql_operations[operation], S(where.type),
                      b->name.len ? "were added" : "were removed");
}

static ctr_status compare_schema(struct gql_cmp *g)
{
    const struct lc_value *older = g->old->schema_defined ? g->old->schemas[0] : NULL;
    const struct lc_value *newer = g->new->schema_defined ? g->new->schemas[0] : NULL;
    for (int o = 0; o < GQL_OPERATIONS; o++) {
        LC_TRY(compare_root(g, o));
    }
    LC_TRY(lc_gql_compare_description(g, &schema_words, NULL, older, newer));
    return lc_gql_compare_uses(g, NULL, g->old->schemas, g->old->schema_count, g->new->schemas,
                               g->new->schema_count);
}

ctr_status lc_gql_compare(struct lc_cmp *c, struct lc_graphql *older, struct lc_graphql *newer)
{
    struct gql_cmp g = {c, older, newer};
    LC_TRY(compare_schema(&g));
    LC_TRY(lc_gql_compare_types(&g));
    return lc_gql_compare_directives(&g);
}
