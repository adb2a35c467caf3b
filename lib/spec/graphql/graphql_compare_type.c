/* Types of two GraphQL schemas: which are there, of what kind, what they have beside fields. */
#include "spec/graphql/graphql_report.h"

#define S(s) ((int)((s).len > 100 ? 100 : (s).len)), (s).ptr

/* ---- what types have beside their fields */

static const struct gql_words type_words = {
    .description = {LC_RULE_GRAPHQL_TYPE_DESCRIPTION_ADDED,
                    LC_RULE_GRAPHQL_TYPE_DESCRIPTION_REMOVED,
                    LC_RULE_GRAPHQL_TYPE_DESCRIPTION_CHANGED},
    .noun = "the type"};

/* The rules of a list of names, and what a name more or less means. */
struct name_rules {
    enum lc_rule_id added, removed;
    const char *said[2]; /* between the two names, and behind them */
    const char *then[2];
};

static const struct name_rules interface_rules = {
    LC_RULE_GRAPHQL_OBJECT_TYPE_INTERFACE_ADDED,
    LC_RULE_GRAPHQL_OBJECT_TYPE_INTERFACE_REMOVED,
    {"implements", "no longer implements"},
    {"; queries of the interface may be answered with it",
     ", and fragments on the interface are refused"}};

static const struct name_rules member_rules = {
    LC_RULE_GRAPHQL_UNION_MEMBER_ADDED,
    LC_RULE_GRAPHQL_UNION_MEMBER_REMOVED,
    {"holds", "no longer holds"},
    {"; queries may be answered with it", ", and fragments on that type are refused"}};

static ctr_status say_name(struct gql_cmp *g, const struct name_rules *rules,
                           const struct gql_type *older, const struct gql_type *newer,
                           const struct gql_name *name, bool removed)
{
    /* Who asks for an interface may be answered with more; who spreads it in a type is refused. */
    const bool at_interface = rules == &interface_rules && !removed;
    const struct gql_where where = {.type = at_interface ? name->name : older->name};
    /* An interface that the other edition does not have is in nobody's queries, nor is a union that
     * no field has. */
    const struct lc_graphql *other = removed ? g->new : g->old;
    bool asked = rules == &interface_rules ? lc_gql_type(other, name->name) != NULL
                                           : (removed ? older : newer)->in_output;
    ctr_level more = asked ? CTR_LEVEL_WARNING : CTR_LEVEL_INFO;
    struct gql_finding f = {.rule = removed ? rules->removed : rules->added,
                            .backward = removed ? CTR_LEVEL_BREAKING : more,
                            .forward = removed ? more : CTR_LEVEL_BREAKING,
                            .where = &where,
                            .old = removed ? name->node : older->node,
                            .new = removed ? newer->node : name->node,
                            .from = at_interface ? older->name : name->name};
    return lc_gql_say(g, &f, "'%.*s' %s '%.*s'%s", S(older->name), rules->said[removed],
                      S(name->name), rules->then[removed]);
}

static ctr_status compare_names(struct gql_cmp *g, const struct name_rules *rules,
                                const struct gql_type *older, const struct gql_type *newer)
{
    bool faces = rules == &interface_rules;
    const struct gql_name *a = faces ? older->interfaces : older->members;
    const struct gql_name *b = faces ? newer->interfaces : newer->members;
    const struct gql_name *a_end = a + (faces ? older->interface_count : older->member_count);
    const struct gql_name *b_end = b + (faces ? newer->interface_count : newer->member_count);
    while (a < a_end || b < b_end) {
        int by = lc_gql_order(a < a_end, a < a_end ? a->name : LC_STR(""), b < b_end,
                              b < b_end ? b->name : LC_STR(""));
        if (by != 0) {
            LC_TRY(say_name(g, rules, older, newer, by < 0 ? a : b, by < 0));
        }
        a += by <= 0;
        b += by >= 0;
    }
    return CTR_OK;
}

static ctr_status compare_one_of(struct gql_cmp *g, const struct gql_type *older,
                                 const struct gql_type *newer)
{
    const struct gql_where where = {.type = older->name};
    struct gql_finding f = {.where = &where, .old = older->node, .new = newer->node};
    if (older->one_of == newer->one_of) {
        return CTR_OK;
    }
    f.rule = newer->one_of ? LC_RULE_GRAPHQL_INPUT_BECAME_ONE_OF
                           : LC_RULE_GRAPHQL_INPUT_NO_LONGER_ONE_OF;
    f.backward = newer->one_of ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO;
    f.forward = newer->one_of ? CTR_LEVEL_INFO : CTR_LEVEL_BREAKING;
    return lc_gql_say(g, &f,
                      newer->one_of
                          ? "the input became @oneOf: exactly one of its fields has to be "
                            "given; make a new input instead"
                          : "the input is no longer @oneOf");
}

static struct lc_str specification(const struct gql_type *t)
{
    for (uint32_t i = 0; i < t->source_count; i++) {
        const struct lc_value *list = lc_get(t->sources[i], "directives");
        for (uint32_t k = 0; list && k < list->count; k++) {
            const struct lc_value *use = &list->items[k];
            if (lc_str_is(lc_text(lc_get(use, "name")), "specifiedBy")) {
                return lc_text(lc_get(lc_get(use, "args"), "url"));
            }
        }
    }
    return LC_STR("");
}

static ctr_status compare_scalar(struct gql_cmp *g, const struct gql_type *older,
                                 const struct gql_type *newer)
{
    const struct gql_where where = {.type = older->name};
    struct gql_finding f = {.rule = LC_RULE_GRAPHQL_SPECIFIED_BY_CHANGED,
                            .backward = CTR_LEVEL_WARNING,
                            .forward = CTR_LEVEL_WARNING,
                            .where = &where,
                            .old = older->node,
                            .new = newer->node,
                            .from = specification(older),
                            .to = specification(newer)};
    if (lc_str_eq(f.from, f.to)) {
        return CTR_OK;
    }
    return lc_gql_say(g, &f,
                      "the scalar is specified by '%.*s', before by '%.*s'; make sure that its "
                      "values mean the same",
                      S(f.to), S(f.from));
}

/* ---- types */

static ctr_status compare_inside(struct gql_cmp *g, const struct gql_type *older,
                                 const struct gql_type *newer)
{
    const struct gql_where where = {.type = older->name};
    const struct lc_value *const home[2] = {older->node, newer->node};
    switch (older->kind) {
    case GQL_OBJECT:
    case GQL_INTERFACE:
        LC_TRY(compare_names(g, &interface_rules, older, newer));
        return lc_gql_compare_fields(g, older, newer);
    case GQL_UNION:
        return compare_names(g, &member_rules, older, newer);
    case GQL_ENUM:
        return lc_gql_compare_values(g, older, newer);
    case GQL_INPUT:
        LC_TRY(compare_one_of(g, older, newer));
        return lc_gql_compare_inputs(g, &lc_gql_input_fields, &where, older->items, older->count,
                                     newer->items, newer->count, home);
    case GQL_SCALAR:
        break;
    }
    return compare_scalar(g, older, newer);
}

static ctr_status compare_type(struct gql_cmp *g, const struct gql_type *older,
                               const struct gql_type *newer)
{
    const struct gql_where where = {.type = older->name};
    LC_TRY(lc_spend(g->c->ctx, 1));
    if (older->kind != newer->kind) {
        struct gql_finding f = {.rule = LC_RULE_GRAPHQL_TYPE_KIND_CHANGED,
                                .backward = CTR_LEVEL_BREAKING,
                                .forward = CTR_LEVEL_BREAKING,
                                .where = &where,
                                .old = older->node,
                                .new = newer->node,
                                .from = lc_str(lc_gql_kind_name(older->kind)),
                                .to = lc_str(lc_gql_kind_name(newer->kind))};
        return lc_gql_say(g, &f, "'%.*s' was %s and is %s now; give the new one another name",
                          S(older->name), lc_gql_kind_name(older->kind),
                          lc_gql_kind_name(newer->kind));
    }
    LC_TRY(lc_gql_compare_description(g, &type_words, &where, older->node, newer->node));
    LC_TRY(lc_gql_compare_uses(g, &where, older->sources, older->source_count, newer->sources,
                               newer->source_count));
    return compare_inside(g, older, newer);
}

/* A type that comes may be the answer where an interface is asked for that was there before, as a
 * member of a union may; that it is a type more is said of the type. */
static ctr_status say_answers(struct gql_cmp *g, const struct gql_type *t, bool removed)
{
    for (uint32_t i = 0; t->kind == GQL_OBJECT && i < t->interface_count; i++) {
        const struct gql_name *name = &t->interfaces[i];
        const struct gql_type *other = lc_gql_type(removed ? g->new : g->old, name->name);
        const struct gql_where where = {.type = name->name};
        struct gql_finding f = {.rule = removed ? LC_RULE_GRAPHQL_OBJECT_TYPE_INTERFACE_REMOVED
                                                : LC_RULE_GRAPHQL_OBJECT_TYPE_INTERFACE_ADDED,
                                .backward = removed ? CTR_LEVEL_INFO : CTR_LEVEL_WARNING,
                                .forward = removed ? CTR_LEVEL_WARNING : CTR_LEVEL_INFO,
                                .where = &where,
                                .from = t->name};
        if (!other || other->kind != GQL_INTERFACE) {
            continue;
        }
        f.old = removed ? name->node : other->node;
        f.new = removed ? other->node : name->node;
        LC_TRY(lc_gql_say(g, &f,
                          removed ? "'%.*s', which implemented '%.*s', is gone; queries of the "
                                    "interface are no longer answered with it"
                                  : "'%.*s' was added and implements '%.*s'; queries of the "
                                    "interface may be answered with it",
                          S(t->name), S(name->name)));
    }
    return CTR_OK;
}

static ctr_status say_type(struct gql_cmp *g, const struct gql_type *t, bool removed)
{
    const struct gql_where where = {.type = t->name};
    struct gql_finding f = {.rule =
                                removed ? LC_RULE_GRAPHQL_TYPE_REMOVED : LC_RULE_GRAPHQL_TYPE_ADDED,
                            .backward = removed ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO,
                            .forward = removed ? CTR_LEVEL_INFO : CTR_LEVEL_BREAKING,
                            .where = &where,
                            .old = removed ? t->node : NULL,
                            .new = removed ? NULL : t->node};
    LC_TRY(say_answers(g, t, removed));
    if (removed) {
        return lc_gql_say(g, &f,
                          "'%.*s', %s, was removed; keep it, deprecated where it is used, until "
                          "nobody asks for it",
                          S(t->name), lc_gql_kind_name(t->kind));
    }
    return lc_gql_say(g, &f, "'%.*s', %s, was added", S(t->name), lc_gql_kind_name(t->kind));
}

/* A scalar that is there without being defined, and of which the definition says nothing more. */
static bool built_in_scalar(const struct gql_type *t)
{
    return lc_gql_built_in_scalar(t->name) && t->source_count == 1 &&
           !lc_get(t->sources[0], "directives");
}

ctr_status lc_gql_compare_types(struct gql_cmp *g)
{
    const struct lc_graphql *a = g->old;
    const struct lc_graphql *b = g->new;
    for (uint32_t i = 0, k = 0; i < a->count || k < b->count;) {
        const struct gql_type *older = i < a->count ? a->types[i] : NULL;
        const struct gql_type *newer = k < b->count ? b->types[k] : NULL;
        int by = lc_gql_order(older, older ? older->name : LC_STR(""), newer,
                              newer ? newer->name : LC_STR(""));
        if (by == 0) {
            LC_TRY(compare_type(g, older, newer));
        } else if (!built_in_scalar(by < 0 ? older : newer)) {
            LC_TRY(say_type(g, by < 0 ? older : newer, by < 0));
        }
        i += by <= 0;
        k += by >= 0;
    }
    return CTR_OK;
}
