/*
 * Schemas inside agent kinds. Callers are models and programs that were given the schema and send
 * what it declares, so that what they send is read tolerantly whatever the profile, but for what
 * has to be given; they may hold what comes out against the schema that they have. What the schema
 * room finds is told again under the rules of the format.
 */
#include "spec/agent/agent.h"

enum kind {
    BY_WEIGHT,
    PROPERTY_ADDED,
    REQUIRED_ADDED,
    PROPERTY_REMOVED,
    BECAME_REQUIRED,
    BECAME_OPTIONAL,
    TYPE_CHANGED,
    ENUM_VALUE_REMOVED
};

static const struct {
    enum lc_rule_id rule;
    enum kind kind;
} kinds[] = {
    {LC_RULE_NEW_OPTIONAL_REQUEST_PROPERTY, PROPERTY_ADDED},
    {LC_RULE_NEW_REQUIRED_REQUEST_PROPERTY, REQUIRED_ADDED},
    {LC_RULE_NEW_REQUIRED_REQUEST_PROPERTY_WITH_DEFAULT, REQUIRED_ADDED},
    {LC_RULE_REQUEST_PROPERTY_REMOVED, PROPERTY_REMOVED},
    {LC_RULE_REQUEST_PROPERTY_BECAME_REQUIRED, BECAME_REQUIRED},
    {LC_RULE_REQUEST_PROPERTY_BECAME_REQUIRED_WITH_DEFAULT, BECAME_REQUIRED},
    {LC_RULE_REQUEST_PROPERTY_BECAME_OPTIONAL, BECAME_OPTIONAL},
    {LC_RULE_REQUEST_PROPERTY_TYPE_CHANGED, TYPE_CHANGED},
    {LC_RULE_REQUEST_BODY_TYPE_CHANGED, TYPE_CHANGED},
    {LC_RULE_REQUEST_PROPERTY_ENUM_VALUE_REMOVED, ENUM_VALUE_REMOVED},
    {LC_RULE_REQUEST_BODY_ENUM_VALUE_REMOVED, ENUM_VALUE_REMOVED},
    {LC_RULE_RESPONSE_OPTIONAL_PROPERTY_ADDED, PROPERTY_ADDED},
    {LC_RULE_RESPONSE_REQUIRED_PROPERTY_ADDED, PROPERTY_ADDED},
    {LC_RULE_RESPONSE_OPTIONAL_PROPERTY_REMOVED, PROPERTY_REMOVED},
    {LC_RULE_RESPONSE_REQUIRED_PROPERTY_REMOVED, PROPERTY_REMOVED},
    {LC_RULE_RESPONSE_PROPERTY_TYPE_CHANGED, TYPE_CHANGED},
    {LC_RULE_RESPONSE_BODY_TYPE_CHANGED, TYPE_CHANGED},
};

struct teller {
    struct lc_ctx *ctx;
    const struct lc_agent_schema *rules;
    bool strict;
};

static enum kind kind_of(const struct lc_ready *r)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (kinds[i].rule == r->rule) {
            bool both = r->backward != CTR_LEVEL_INFO && r->forward != CTR_LEVEL_INFO;
            return kinds[i].kind == TYPE_CHANGED && !both ? BY_WEIGHT : kinds[i].kind;
        }
    }
    return BY_WEIGHT;
}

/* What breaks those who send accepts less, what breaks those who receive may be more. */
static enum lc_rule_id by_weight(const struct lc_agent_schema *rules, const struct lc_ready *r)
{
    bool backward = r->backward != CTR_LEVEL_INFO;
    bool forward = r->forward != CTR_LEVEL_INFO;
    if (r->backward == CTR_LEVEL_UNDECIDED || r->forward == CTR_LEVEL_UNDECIDED) {
        return rules->undecided;
    }
    if (backward && forward) {
        return rules->changed;
    }
    if (!backward && !forward) {
        return rules->note;
    }
    return backward == rules->input ? rules->narrowed : rules->widened;
}

static ctr_level worse(ctr_level a, ctr_level b)
{
    return a < b ? a : b;
}

static enum lc_rule_id retell_as(const struct teller *t, struct lc_ready *r)
{
    const struct lc_agent_schema *rules = t->rules;
    switch (kind_of(r)) {
    case PROPERTY_ADDED:
        /* the older edition promised nothing by that name, whatever it might have held */
        r->forward = r->forward == CTR_LEVEL_BREAKING ? CTR_LEVEL_WARNING : r->forward;
        return rules->property_added;
    case REQUIRED_ADDED:
        return rules->required_added;
    case PROPERTY_REMOVED:
        r->backward = worse(r->backward, t->strict ? CTR_LEVEL_BREAKING : CTR_LEVEL_WARNING);
        return rules->property_removed;
    case BECAME_REQUIRED:
        return rules->became_required;
    case BECAME_OPTIONAL:
        if (rules->must_be_given && t->strict) {
            r->backward = CTR_LEVEL_BREAKING;
        }
        return rules->became_optional;
    case TYPE_CHANGED:
        return rules->type_changed;
    case ENUM_VALUE_REMOVED:
        return rules->enum_value_removed;
    case BY_WEIGHT:
        break;
    }
    return by_weight(rules, r);
}

static bool retell(void *user, struct lc_ready *r)
{
    const struct teller *t = user;
    const char *arguments = r->arguments ? r->arguments : "";
    const char *id = lc_rule(r->rule)->id;
    bool keyword = r->rule == LC_RULE_SCHEMA_KEYWORD_UNDECIDED;
    if (keyword && strcmp(arguments, "required") == 0) {
        return false; /* a boolean beside the schema of a variable, which is looked at elsewhere */
    }
    if (keyword && strcmp(arguments, "type") == 0) { /* a word that is no type of JSON Schema */
        r->rule = t->rules->type_changed;
        r->backward = r->forward = CTR_LEVEL_BREAKING;
        r->message = "the type is another one; callers have to be told";
    } else {
        r->rule = retell_as(t, r);
    }
    r->arguments = lc_format(t->ctx, "%s %s", id, arguments);
    r->message = r->arguments ? r->message : NULL; /* told as a failure to allocate */
    return true;
}

struct lc_agent_cmp lc_agent_begin(struct lc_cmp *c, const struct lc_spec *older,
                                   const struct lc_spec *newer)
{
    struct lc_doc *a = &older->bundle.files[0]->doc;
    struct lc_doc *b = &newer->bundle.files[0]->doc;
    return (struct lc_agent_cmp){
        .c = c,
        .root = {{a, a->root}, {b, b->root}},
        .dialect = {(enum lc_dialect)older->dialect_id, (enum lc_dialect)newer->dialect_id}};
}

ctr_status lc_agent_compare_schema(const struct lc_agent_cmp *a,
                                   const struct lc_agent_schema *rules, const struct lc_part *part,
                                   struct lc_node older, struct lc_node newer)
{
    struct lc_cmp *c = a->c;
    struct teller t = {c->ctx, rules, c->profile == CTR_PROFILE_STRICT};
    ctr_profile profile = c->profile;
    c->profile = rules->input ? CTR_PROFILE_TOLERANT : profile;
    c->retell = retell;
    c->retell_user = &t;
    c->no_default = profile == CTR_PROFILE_STRICT && !rules->fills_in;
    ctr_status status =
        lc_schema_compare(c, a->dialect[0], a->dialect[1],
                          rules->input ? LC_SITE_REQUEST : LC_SITE_RESPONSE, part, older, newer);
    c->retell = NULL;
    c->retell_user = NULL;
    c->no_default = false;
    c->profile = profile;
    return status;
}
