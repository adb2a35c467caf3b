/*
 * Single values as they are written in a style: `q=1` is a number to one who waits for numbers, and
 * a text to one who waits for texts.
 */
#include "spec/openapi/openapi.h"
#include "spec/schema/schema_room.h"

/* What a text may say of itself and still take in whatever is written. */
static const struct lc_oa_known plain[] = {
    {"type", LC_OA_HANDLED},      {"enum", LC_OA_HANDLED},     {"default", LC_OA_HANDLED},
    {"minLength", LC_OA_HANDLED}, {"description", LC_OA_TEXT}, {"title", LC_OA_TEXT},
    {"example", LC_OA_TEXT},      {"examples", LC_OA_TEXT},    {NULL, 0}};

/* What a number or a flag says: whatever limits it has, texts without any take it in. */
static const struct lc_oa_known limits[] = {{"type", LC_OA_HANDLED},
                                            {"enum", LC_OA_HANDLED},
                                            {"default", LC_OA_HANDLED},
                                            {"format", LC_OA_HANDLED},
                                            {"minimum", LC_OA_HANDLED},
                                            {"exclusiveMinimum", LC_OA_HANDLED},
                                            {"maximum", LC_OA_HANDLED},
                                            {"exclusiveMaximum", LC_OA_HANDLED},
                                            {"multipleOf", LC_OA_HANDLED},
                                            {"minLength", LC_OA_HANDLED},
                                            {"description", LC_OA_TEXT},
                                            {"title", LC_OA_TEXT},
                                            {"example", LC_OA_TEXT},
                                            {"examples", LC_OA_TEXT},
                                            {NULL, 0}};

static bool only_known(const struct lc_value *schema, const struct lc_oa_known *known)
{
    uint32_t count = lc_is(schema, LC_OBJECT) ? schema->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        if (lc_oa_care_of(known, lc_key(&schema->members[i])) == LC_OA_UNKNOWN) {
            return false;
        }
    }
    return count > 0;
}

/* A number counts by its digits, and has one way to be written only as a plain integer. */
struct lc_str lc_oa_written(const struct lc_value *value)
{
    static const struct lc_str none = {NULL, 0};
    if (!value || value->kind == LC_TRUE || value->kind == LC_FALSE) {
        return !value ? none : value->kind == LC_TRUE ? LC_STR("true") : LC_STR("false");
    }
    if (value->kind != LC_NUMBER && value->kind != LC_STRING) {
        return none;
    }
    struct lc_str text = lc_raw(value);
    for (size_t i = 0; value->kind == LC_NUMBER && i < text.len; i++) {
        bool sign = i == 0 && text.len > 1 && text.ptr[i] == '-';
        bool digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        if (!digit && !sign) {
            return none;
        }
    }
    return text;
}

static bool lists(const struct lc_value *list, struct lc_str text)
{
    uint32_t count = text.ptr && lc_is(list, LC_ARRAY) ? list->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        if (lc_is(&list->items[i], LC_STRING) && lc_str_eq(lc_raw(&list->items[i]), text)) {
            return true;
        }
    }
    return false;
}

/* 3.1 may write the one type as a list. */
static struct lc_str type_of(const struct lc_value *schema)
{
    const struct lc_value *type = lc_get(schema, "type");
    bool one = lc_is(type, LC_ARRAY) && type->count == 1;
    return lc_text(one ? &type->items[0] : type);
}

/* Each value that `single` lets through is, as it is written, in `list`. */
static bool within(const struct lc_value *single, const struct lc_value *list)
{
    const struct lc_value *own = lc_get(single, "enum");
    if (lc_str_is(type_of(single), "boolean") && !own) {
        return lists(list, LC_STR("true")) && lists(list, LC_STR("false"));
    }
    uint32_t count = lc_is(own, LC_ARRAY) ? own->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        if (!lists(list, lc_oa_written(&own->items[i]))) {
            return false;
        }
    }
    return count > 0;
}

/* The text is an integer or a flag, in the one way that those are written. */
static bool reads_as(struct lc_str text, struct lc_str type)
{
    const bool number = lc_str_is(type, "integer") || lc_str_is(type, "number");
    const size_t first = text.len > 1 && text.ptr[0] == '-';
    if (lc_str_is(type, "boolean")) {
        return lc_str_is(text, "true") || lc_str_is(text, "false");
    }
    for (size_t i = first; i < text.len; i++) {
        if (text.ptr[i] < (i == first ? '1' : '0') || text.ptr[i] > '9') {
            return number && lc_str_is(text, "0");
        }
    }
    return number && text.len > 0;
}

/* Every text that `text` lists is one that `single`, numbers or flags without limits, is written
 * as. */
static bool lists_written(const struct lc_value *text, const struct lc_value *single)
{
    static const struct lc_oa_known open[] = {{"type", LC_OA_HANDLED},
                                              {"default", LC_OA_HANDLED},
                                              {"description", LC_OA_TEXT},
                                              {"title", LC_OA_TEXT},
                                              {"example", LC_OA_TEXT},
                                              {"examples", LC_OA_TEXT},
                                              {NULL, 0}};
    const struct lc_value *list = lc_get(text, "enum");
    uint32_t count = lc_is(list, LC_ARRAY) ? list->count : 0;
    bool all = lc_str_is(type_of(text), "string") && only_known(single, open) && count > 0;
    for (uint32_t i = 0; i < count && all; i++) {
        all =
            lc_is(&list->items[i], LC_STRING) && reads_as(lc_raw(&list->items[i]), type_of(single));
    }
    return all;
}

/* Everything that `single`, of numbers or flags, lets through is a text that `text` does. */
static ctr_status takes_in(struct lc_ctx *ctx, const struct lc_value *text,
                           const struct lc_value *single, bool *out)
{
    struct lc_str type = type_of(single);
    const struct lc_value *least = lc_get(text, "minLength");
    const struct lc_value *list = lc_get(text, "enum");
    bool number = lc_str_is(type, "integer") || lc_str_is(type, "number");
    struct lc_str least_text = lc_oa_written(least);
    *out = lc_str_is(type_of(text), "string") && only_known(text, plain) &&
           (number || lc_str_is(type, "boolean")) && only_known(single, limits) &&
           (!least || lc_str_is(least_text, "0") || lc_str_is(least_text, "1"));
    if (*out && list) {
        const struct lc_value *own = lc_get(single, "enum");
        uint64_t size = lc_is(own, LC_ARRAY) ? own->count : 2;
        LC_TRY(lc_spend(ctx, 1 + size * (lc_is(list, LC_ARRAY) ? list->count : 1) / 4));
        *out = within(single, list);
    }
    return CTR_OK;
}

static enum lc_rule_id rule_of(const struct lc_oa *oa, enum lc_site site, bool wider)
{
    if (site == LC_SITE_REQUEST) { /* a field of a form */
        return lc_kind_rule(wider ? LC_CHANGE_TYPE_GENERALIZED : LC_CHANGE_TYPE_CHANGED, site,
                            false);
    }
    if (oa->received != (site == LC_SITE_HEADER)) {
        return wider ? LC_RULE_RESPONSE_HEADER_TYPE_GENERALIZED
                     : LC_RULE_RESPONSE_HEADER_TYPE_CHANGED;
    }
    return wider ? LC_RULE_REQUEST_PARAMETER_TYPE_GENERALIZED
                 : LC_RULE_REQUEST_PARAMETER_TYPE_CHANGED;
}

ctr_status lc_oa_single_values(struct lc_oa *oa, const struct lc_part *part, enum lc_site site,
                               struct lc_oa_pair schema, bool *told)
{
    struct lc_ctx *ctx = oa->c->ctx;
    bool wider, narrower;
    *told = false;
    LC_TRY(lc_oa_follow_pair(oa, schema, &schema));
    LC_TRY(takes_in(ctx, schema.new.value, schema.old.value, &wider));
    LC_TRY(takes_in(ctx, schema.old.value, schema.new.value, &narrower));
    /* a list of values that came is a break of its own, with a rule of its own */
    bool listed = lc_get(schema.new.value, "enum") && !lc_get(schema.old.value, "enum");
    bool was_listed = lists_written(schema.old.value, schema.new.value);
    bool is_listed = lists_written(schema.new.value, schema.old.value);
    narrower = (narrower && !listed) || is_listed;
    wider = wider || was_listed;
    if (!wider && !narrower) {
        return CTR_OK;
    }
    *told = true;
    bool header = site == LC_SITE_HEADER;
    /* where each takes in all of the other, the same texts are written */
    bool b = header ? wider && !narrower : narrower && !wider;
    bool f = header ? narrower && !wider : wider && !narrower;
    enum lc_rule_id rule = rule_of(oa, site, wider);
    struct lc_oa_pair type = lc_oa_child(schema, "type");
    struct lc_str was = type_of(schema.old.value);
    struct lc_str is = type_of(schema.new.value);
    const char *arguments = lc_format(ctx, "%.*s > %.*s", LC_OA_S(was), LC_OA_S(is));
    const char *message =
        lc_format(ctx, "the type went from %.*s to %.*s; %s", LC_OA_S(was), LC_OA_S(is),
                  was_listed  ? "each text that was listed is written as one of these is"
                  : wider     ? "what was written is such a text, too"
                  : is_listed ? "of what was written only the texts that are listed are left"
                              : "not every text is one; a text that was may be none");
    if (!arguments || !message) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_cmp_add_levels(oa->c, rule, b ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO,
                             f ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO, part, type.old, type.new,
                             arguments, message));
    return lc_oa_rest(oa, part, schema, limits);
}
