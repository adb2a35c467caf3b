/* Directives that two GraphQL schemas define: where they may stand, how often, with what. */
#include "spec/graphql/graphql_report.h"

#define S(s) ((int)((s).len > 100 ? 100 : (s).len)), (s).ptr

static const struct gql_words directive_words = {
    .description = {LC_RULE_GRAPHQL_DIRECTIVE_DESCRIPTION_CHANGED,
                    LC_RULE_GRAPHQL_DIRECTIVE_DESCRIPTION_CHANGED,
                    LC_RULE_GRAPHQL_DIRECTIVE_DESCRIPTION_CHANGED},
    .noun = "the directive"};

bool lc_gql_executable(const struct gql_directive *d)
{
    static const char *const places[] = {
        "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD",    "INLINE_FRAGMENT", "MUTATION",
        "QUERY", "SUBSCRIPTION",        "VARIABLE_DEFINITION"};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (lc_gql_named(d->locations, d->location_count, lc_str(places[i]))) {
            return true;
        }
    }
    return false;
}

static ctr_status compare_repeatable(struct gql_cmp *g, const struct gql_where *where,
                                     const struct gql_directive *older,
                                     const struct gql_directive *newer)
{
    struct gql_finding f = {.where = where,
                            .backward = CTR_LEVEL_INFO,
                            .forward = CTR_LEVEL_INFO,
                            .old = older->node,
                            .new = newer->node};
    if (older->repeatable == newer->repeatable) {
        return CTR_OK;
    }
    if (newer->repeatable) {
        f.rule = LC_RULE_GRAPHQL_DIRECTIVE_REPEATABLE_ADDED;
        f.forward = lc_gql_executable(newer) ? CTR_LEVEL_BREAKING : CTR_LEVEL_WARNING;
        return lc_gql_say(g, &f, "the directive may stand several times in one place now");
    }
    f.rule = LC_RULE_GRAPHQL_DIRECTIVE_REPEATABLE_REMOVED;
    f.backward = lc_gql_executable(older) ? CTR_LEVEL_BREAKING : CTR_LEVEL_WARNING;
    return lc_gql_say(g, &f, "the directive may no longer stand several times in one place%s",
                      lc_gql_executable(older) ? ", and operations that repeat it are refused"
                                               : "");
}

static ctr_status compare_locations(struct gql_cmp *g, const struct gql_where *where,
                                    const struct gql_directive *older,
                                    const struct gql_directive *newer)
{
    for (uint32_t i = 0, k = 0; i < older->location_count || k < newer->location_count;) {
        const struct gql_name *a = i < older->location_count ? &older->locations[i] : NULL;
        const struct gql_name *b = k < newer->location_count ? &newer->locations[k] : NULL;
        int by = lc_gql_order(a, a ? a->name : LC_STR(""), b, b ? b->name : LC_STR(""));
        struct gql_finding f = {.where = where,
                                .rule = by < 0 ? LC_RULE_GRAPHQL_DIRECTIVE_LOCATION_REMOVED
                                               : LC_RULE_GRAPHQL_DIRECTIVE_LOCATION_ADDED,
                                .backward = by < 0 ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO,
                                .forward = by < 0 ? CTR_LEVEL_INFO : CTR_LEVEL_BREAKING,
                                .old = by < 0 ? a->node : older->node,
                                .new = by > 0 ? b->node : newer->node,
                                .from = by < 0   ? a->name
                                        : by > 0 ? b->name
                                                 : LC_STR("")};
        if (by != 0) {
            LC_TRY(lc_gql_say(g, &f, "the directive may %s stand at %.*s",
                              by < 0 ? "no longer" : "now", S(f.from)));
        }
        i += by <= 0;
        k += by >= 0;
    }
    return CTR_OK;
}

static ctr_status compare_directive(struct gql_cmp *g, const struct gql_directive *older,
                                    const struct gql_directive *newer)
{
    const struct gql_where where = {.type = older->name};
    const struct lc_value *const home[2] = {older->node, newer->node};
    LC_TRY(lc_gql_compare_words(g, &directive_words, &where, older->node, newer->node));
    LC_TRY(compare_repeatable(g, &where, older, newer));
    LC_TRY(compare_locations(g, &where, older, newer));
    return lc_gql_compare_inputs(g, &lc_gql_directive_arguments, &where, older->args,
                                 older->arg_count, newer->args, newer->arg_count, home);
}

static ctr_status say_directive(struct gql_cmp *g, const struct gql_directive *d, bool removed)
{
    const struct gql_where where = {.type = d->name};
    struct gql_finding f = {.rule = removed ? LC_RULE_GRAPHQL_DIRECTIVE_REMOVED
                                            : LC_RULE_GRAPHQL_DIRECTIVE_ADDED,
                            .backward = removed ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO,
                            .forward = removed ? CTR_LEVEL_INFO : CTR_LEVEL_BREAKING,
                            .where = &where,
                            .old = removed ? d->node : NULL,
                            .new = removed ? NULL : d->node};
    return lc_gql_say(g, &f, "the directive '%.*s' was %s", S(d->name),
                      removed ? "removed, and documents that use it are refused" : "added");
}

/* One that is always there and that one side defines otherwise than the specification has it. */
static ctr_status compare_built_in(struct gql_cmp *g, const struct gql_directive *older,
                                   const struct gql_directive *newer)
{
    const bool came = newer->node != NULL;
    const struct gql_where where = {.type = older->name};
    struct gql_finding f = {.rule = came ? LC_RULE_GRAPHQL_DIRECTIVE_ADDED
                                         : LC_RULE_GRAPHQL_DIRECTIVE_REMOVED,
                            .backward = CTR_LEVEL_INFO,
                            .forward = CTR_LEVEL_INFO,
                            .where = &where,
                            .old = older->node,
                            .new = newer->node};
    if (lc_gql_as_built_in(came ? newer : older)) {
        return CTR_OK;
    }
    if (lc_gql_executable(older) || lc_gql_executable(newer)) {
        return compare_directive(g, older, newer);
    }
    return lc_gql_say(g, &f, "the directive '%.*s' is %s; no operation can use it", S(older->name),
                      came ? "defined otherwise than the specification has it"
                           : "as the specification has it again");
}

/* One that one side defines. */
static ctr_status compare_lone(struct gql_cmp *g, const struct gql_directive *d, bool removed)
{
    const struct gql_directive *built_in = lc_gql_directive(removed ? g->new : g->old, d->name);
    if (!built_in) {
        return say_directive(g, d, removed);
    }
    return compare_built_in(g, removed ? d : built_in, removed ? built_in : d);
}

ctr_status lc_gql_compare_directives(struct gql_cmp *g)
{
    const struct lc_graphql *a = g->old;
    const struct lc_graphql *b = g->new;
    for (uint32_t i = 0, k = 0; i < a->directive_count || k < b->directive_count;) {
        const struct gql_directive *older = i < a->directive_count ? a->directives[i] : NULL;
        const struct gql_directive *newer = k < b->directive_count ? b->directives[k] : NULL;
        int by = lc_gql_order(older, older ? older->name : LC_STR(""), newer,
                              newer ? newer->name : LC_STR(""));
        if (by == 0) {
            LC_TRY(compare_directive(g, older, newer));
        } else {
            LC_TRY(compare_lone(g, by < 0 ? older : newer, by < 0));
        }
        i += by <= 0;
        k += by >= 0;
    }
    return CTR_OK;
}
