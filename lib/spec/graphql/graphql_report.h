/*
 * A comparison of two GraphQL schemas under way, and what it says.
 */
#ifndef LC_SPEC_GRAPHQL_REPORT_H
#define LC_SPEC_GRAPHQL_REPORT_H

#include "spec/graphql/graphql.h"

struct gql_cmp {
    struct lc_cmp *c;
    struct lc_graphql *old;
    struct lc_graphql *new;
};

/* "Type", "Type.field", "Type.field(arg)", "@directive(arg)": empty texts are left out. */
struct gql_where {
    struct lc_str type;
    struct lc_str item;
    struct lc_str arg;
};

struct gql_finding {
    enum lc_rule_id rule;
    ctr_level backward; /* INFO: does not break it */
    ctr_level forward;
    const struct gql_where *where;
    const struct lc_value *old; /* NULL: nothing there */
    const struct lc_value *new;
    struct lc_str from; /* what differs, for the fingerprint */
    struct lc_str to;
};

ctr_status lc_gql_say(struct gql_cmp *g, const struct gql_finding *f, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The rules of what has a description and may be deprecated; three times the same where tools of
 * the field make no difference. */
struct gql_words {
    enum lc_rule_id description[3]; /* added, removed, changed */
    enum lc_rule_id deprecation[2]; /* added, removed */
    enum lc_rule_id reason[3];
    const char *noun;
};
ctr_status lc_gql_compare_description(struct gql_cmp *g, const struct gql_words *words,
                                      const struct gql_where *where, const struct lc_value *older,
                                      const struct lc_value *newer);
/* What is said about a thing on both sides: its description, and directives applied to it. */
ctr_status lc_gql_compare_words(struct gql_cmp *g, const struct gql_words *words,
                                const struct gql_where *where, const struct lc_value *older,
                                const struct lc_value *newer);
ctr_status lc_gql_compare_deprecation(struct gql_cmp *g, const struct gql_words *words,
                                      const struct gql_where *where, const struct gql_item *older,
                                      const struct gql_item *newer);
/* Directives applied in any of the sources of both sides. */
ctr_status lc_gql_compare_uses(struct gql_cmp *g, const struct gql_where *where,
                               const struct lc_value *const *older, uint32_t old_count,
                               const struct lc_value *const *newer, uint32_t new_count);
/* Arguments of a field or directive, fields of an input: what comes in. */
struct gql_inputs {
    enum lc_rule_id added, removed, type, standard;
    struct gql_words words;
    bool directive;
};
extern const struct gql_inputs lc_gql_arguments, lc_gql_input_fields, lc_gql_directive_arguments;
ctr_status lc_gql_compare_inputs(struct gql_cmp *g, const struct gql_inputs *kind,
                                 const struct gql_where *owner, const struct gql_item *older,
                                 uint32_t old_count, const struct gql_item *newer,
                                 uint32_t new_count, const struct lc_value *const home[2]);
/* graphql_compare_type.c, graphql_compare_directive.c: all that are defined on either side. */
ctr_status lc_gql_compare_types(struct gql_cmp *g);
ctr_status lc_gql_compare_directives(struct gql_cmp *g);
/* graphql_beside.c: another type of the new edition that has the field with that type still, and
 * that one selection may ask for it together with `owner`; NULL: there is none. */
ctr_status lc_gql_beside(struct gql_cmp *g, const struct gql_type *owner, struct lc_str field,
                         struct lc_str type, const struct gql_type **out);
/* Fields of object types and interfaces; values of enums. */
ctr_status lc_gql_compare_fields(struct gql_cmp *g, const struct gql_type *older,
                                 const struct gql_type *newer);
ctr_status lc_gql_compare_values(struct gql_cmp *g, const struct gql_type *older,
                                 const struct gql_type *newer);

/* Two sorted lists side by side: <0 the old one has more, >0 the new one, 0 both have it. */
static inline int lc_gql_order(bool has_old, struct lc_str older, bool has_new, struct lc_str newer)
{
    return !has_new ? -1 : !has_old ? 1 : lc_str_cmp(older, newer);
}

#endif
