/*
 * Parameters of an operation: which came and went, and how one of them changed beside its schema.
 */
#include "spec/openapi/openapi.h"

static const struct lc_oa_known known[] = {{"name", LC_OA_HANDLED},
                                           {"in", LC_OA_HANDLED},
                                           {"required", LC_OA_HANDLED},
                                           {"deprecated", LC_OA_HANDLED},
                                           {"style", LC_OA_HANDLED},
                                           {"explode", LC_OA_HANDLED},
                                           {"schema", LC_OA_HANDLED},
                                           {"content", LC_OA_HANDLED},
                                           {"x-sunset", LC_OA_HANDLED},
                                           {"allowReserved", LC_OA_HANDLED},
                                           {"description", LC_OA_TEXT},
                                           {"allowEmptyValue", LC_OA_HANDLED},
                                           {"example", LC_OA_TEXT},
                                           {"examples", LC_OA_TEXT},
                                           {NULL, 0}};

static bool is_required(const struct lc_oa_param *p)
{
    return lc_str_is(p->in, "path") || lc_truth(lc_get(p->node.value, "required"));
}

static ctr_status removed(struct lc_oa *oa, const struct lc_part *part, const struct lc_oa_param *p)
{
    struct lc_oa_pair at = {.old = p->node};
    switch (lc_oa_removal_notice(oa, p->node)) {
    case LC_OA_ANNOUNCED:
        return lc_oa_add(oa, LC_OA_PARAMETER_REMOVED_ANNOUNCED, part, at, NULL,
                         "the deprecated %.*s parameter '%.*s' is gone", LC_OA_S(p->in),
                         LC_OA_S(p->name));
    case LC_OA_TOO_EARLY:
        return lc_oa_add(oa, LC_OA_PARAMETER_REMOVED_EARLY, part, at, NULL,
                         "the deprecated %.*s parameter '%.*s' is gone before its sunset date",
                         LC_OA_S(p->in), LC_OA_S(p->name));
    case LC_OA_NOT_ANNOUNCED:
        break;
    }
    return lc_oa_add(
        oa, is_required(p) ? LC_OA_PARAMETER_REMOVED_REQUIRED : LC_OA_PARAMETER_REMOVED_OPTIONAL,
        part, at, NULL, "the %.*s parameter '%.*s' is gone; %s; deprecate it first", LC_OA_S(p->in),
        LC_OA_S(p->name),
        oa->received ? "receivers that look at it miss it"
                     : "clients that send it are not heard or refused");
}

static ctr_status added(struct lc_oa *oa, const struct lc_part *part, const struct lc_oa_param *p)
{
    struct lc_oa_pair at = {.new = p->node};
    if (lc_str_is(p->in, "path")) {
        return lc_oa_add(oa, LC_OA_PARAMETER_ADDED_PATH, part, at, NULL,
                         "the path parameter '%.*s' was declared", LC_OA_S(p->name));
    }
    if (is_required(p)) {
        return lc_oa_add(oa, LC_OA_PARAMETER_ADDED_REQUIRED, part, at, NULL,
                         "the required %.*s parameter '%.*s' was added; %s", LC_OA_S(p->in),
                         LC_OA_S(p->name),
                         oa->received ? "it is sent always, and old receivers pass over it"
                                      : "old clients do not send it; make it optional");
    }
    return lc_oa_add(oa, LC_OA_PARAMETER_ADDED_OPTIONAL, part, at, NULL,
                     "the optional %.*s parameter '%.*s' was added", LC_OA_S(p->in),
                     LC_OA_S(p->name));
}

static ctr_status required(struct lc_oa *oa, const struct lc_part *part,
                           const struct lc_oa_param *was, const struct lc_oa_param *is)
{
    struct lc_oa_pair at = {was->node, is->node};
    struct lc_oa_pair mark = lc_oa_child(at, "required");
    if (is_required(was) == is_required(is)) {
        return CTR_OK;
    }
    mark.old = mark.old.value ? mark.old : at.old;
    mark.new = mark.new.value ? mark.new : at.new;
    if (is_required(is)) {
        return lc_oa_add(oa, LC_OA_PARAMETER_BECAME_REQUIRED, part, mark, NULL,
                         "the %.*s parameter '%.*s' became required; %s", LC_OA_S(is->in),
                         LC_OA_S(is->name),
                         oa->received ? "it is sent always" : "old clients may leave it out");
    }
    return lc_oa_add(oa, LC_OA_PARAMETER_BECAME_OPTIONAL, part, mark, NULL,
                     "the %.*s parameter '%.*s' became optional%s", LC_OA_S(is->in),
                     LC_OA_S(is->name),
                     oa->received ? "; receivers that wait for it may miss it" : "");
}

/* A flag that widens when it is set. */
static ctr_status flag(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair mark,
                       enum lc_oa_event set, enum lc_oa_event cleared, const char *what)
{
    bool was = lc_truth(mark.old.value);
    bool is = lc_truth(mark.new.value);
    if (was == is) {
        return CTR_OK;
    }
    return lc_oa_add(oa, is ? set : cleared, part, mark, NULL, "the parameter may %s %s", what,
                     is ? "now" : "no longer");
}

/* The schema's own default, else one of those that it takes in. */
static ctr_status default_of(struct lc_oa_doc *d, struct lc_node schema, int deep,
                             struct lc_node *out)
{
    enum { DEEPEST = 16 };
    struct lc_node ref = lc_child(schema, "$ref");
    struct lc_node all = lc_child(schema, "allOf");
    bool alone = lc_is(ref.value, LC_STRING) && d->dialect == LC_OPENAPI_30;
    LC_TRY(lc_spend(d->ctx, 1));
    *out = lc_child(schema, "default");
    if (alone || (!out->value && lc_is(ref.value, LC_STRING))) {
        LC_TRY(lc_oa_follow(d, schema, &schema));
        return deep < DEEPEST ? default_of(d, schema, deep + 1, out) : CTR_OK;
    }
    for (uint32_t i = 0; lc_is(all.value, LC_ARRAY) && i < all.value->count; i++) {
        struct lc_node member = {all.doc, &all.value->items[i]};
        if (!out->value && deep < DEEPEST) {
            LC_TRY(default_of(d, member, deep + 1, out));
        }
    }
    return CTR_OK;
}

ctr_status lc_oa_defaults(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair schema,
                          bool styled)
{
    struct lc_oa_pair value;
    LC_TRY(default_of(&oa->old, schema.old, 0, &value.old));
    LC_TRY(default_of(&oa->new, schema.new, 0, &value.new));
    if (!value.old.value && !value.new.value) {
        return CTR_OK;
    }
    if (!value.old.value) {
        return lc_oa_add(oa, LC_OA_PARAMETER_DEFAULT_ADDED, part, value, NULL,
                         "the parameter was given a default; requests without it may mean "
                         "something else now");
    }
    if (!value.new.value) {
        return lc_oa_add(oa, LC_OA_PARAMETER_DEFAULT_REMOVED, part, value, NULL,
                         "the parameter lost its default; requests without it may mean something "
                         "else now");
    }
    struct lc_str was = lc_oa_written(value.old.value);
    if (lc_value_eq(value.old.value, value.new.value) ||
        (styled && was.ptr && lc_str_eq(was, lc_oa_written(value.new.value)))) {
        return CTR_OK;
    }
    return lc_oa_add(oa, LC_OA_PARAMETER_DEFAULT_CHANGED, part, value, NULL,
                     "the default of the parameter changed; requests without it mean something "
                     "else now");
}

/* Path parameters are matched by their place, whatever they are called. */
static ctr_status name(struct lc_oa *oa, const struct lc_part *part, const struct lc_oa_param *was,
                       const struct lc_oa_param *is)
{
    struct lc_oa_pair at = {was->node, is->node};
    bool written;
    if (!lc_str_is(was->in, "path") || lc_str_eq(was->name, is->name)) {
        return CTR_OK;
    }
    LC_TRY(lc_oa_name_is_written(oa, at, &written));
    return written ? lc_oa_add(oa, LC_OA_PARAMETER_STYLE, part, lc_oa_child(at, "name"), NULL,
                               "the style matrix writes the name of the parameter into the path: "
                               "';%.*s=' now, no longer ';%.*s='; keep the name",
                               LC_OA_S(is->name), LC_OA_S(was->name))
                   : CTR_OK;
}

static ctr_status compare(struct lc_oa *oa, const struct lc_part *part,
                          const struct lc_oa_param *was, const struct lc_oa_param *is)
{
    static const struct lc_oa_value_events events = {
        LC_OA_PARAMETER_STYLE, LC_OA_PARAMETER_EXPLODE_WITHOUT_EFFECT, LC_OA_PARAMETER_CONTENT};
    struct lc_oa_pair at = {was->node, is->node};
    LC_TRY(name(oa, part, was, is));
    LC_TRY(required(oa, part, was, is));
    LC_TRY(lc_oa_parameter_life(oa, part, at));
    LC_TRY(flag(oa, part, lc_oa_child(at, "allowReserved"), LC_OA_PARAMETER_RESERVED_ALLOWED,
                LC_OA_PARAMETER_RESERVED_REFUSED, "hold reserved characters as they are"));
    if (lc_str_is(was->in, "query")) { /* elsewhere it says nothing */
        LC_TRY(flag(oa, part, lc_oa_child(at, "allowEmptyValue"), LC_OA_PARAMETER_EMPTY_ALLOWED,
                    LC_OA_PARAMETER_EMPTY_REFUSED, "be sent without a value"));
    }
    if (!is_required(was) && !is_required(is)) {
        struct lc_oa_pair content = lc_oa_child(at, "content");
        struct lc_oa_pair schema = {lc_oa_schema_of(at.old), lc_oa_schema_of(at.new)};
        LC_TRY(lc_oa_defaults(oa, part, schema, !content.old.value && !content.new.value));
    }
    LC_TRY(lc_oa_value(oa, part, oa->received ? LC_SITE_HEADER : LC_SITE_PARAMETER, was->in, at,
                       &events));
    return lc_oa_rest(oa, part, at, known);
}

ctr_status lc_oa_parameters(struct lc_oa *oa, const struct lc_part *part,
                            const struct lc_oa_op *older, const struct lc_oa_op *newer)
{
    struct lc_oa_params olds, news;
    LC_TRY(lc_oa_params(&oa->old, older, &olds));
    LC_TRY(lc_oa_params(&oa->new, newer, &news));
    for (const struct lc_oa_param *p = olds.first; p; p = p->next) {
        struct lc_part in = lc_oa_words(part, p->in);
        struct lc_part name = lc_oa_words(&in, p->name);
        const struct lc_oa_param *is = lc_oa_param_find(&news, p->key);
        LC_TRY(is ? compare(oa, &name, p, is) : removed(oa, &name, p));
    }
    for (const struct lc_oa_param *p = news.first; p; p = p->next) {
        struct lc_part in = lc_oa_words(part, p->in);
        struct lc_part name = lc_oa_words(&in, p->name);
        if (!lc_oa_param_find(&olds, p->key)) {
            LC_TRY(added(oa, &name, p));
        }
    }
    return CTR_OK;
}
