/*
 * Headers of a response: which came and went, and how one of them changed.
 */
#include "spec/openapi/openapi.h"

static const struct lc_oa_known known[] = {
    {"required", LC_OA_HANDLED}, {"deprecated", LC_OA_HANDLED},
    {"style", LC_OA_HANDLED},    {"explode", LC_OA_HANDLED},
    {"schema", LC_OA_HANDLED},   {"content", LC_OA_HANDLED},
    {"description", LC_OA_TEXT}, {"example", LC_OA_TEXT},
    {"examples", LC_OA_TEXT},    {NULL, 0}};

static bool is_required(struct lc_node header)
{
    return lc_truth(lc_get(header.value, "required"));
}

static ctr_status compare(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair at)
{
    static const struct lc_oa_value_events events = {
        LC_OA_HEADER_STYLE, LC_OA_HEADER_EXPLODE_WITHOUT_EFFECT, LC_OA_HEADER_STYLE};
    struct lc_oa_pair mark = lc_oa_child(at, "deprecated");
    bool was = lc_truth(mark.old.value);
    bool is = lc_truth(mark.new.value);
    if (was != is) {
        LC_TRY(lc_oa_add(
            oa, is ? LC_OA_HEADER_DEPRECATED : LC_OA_HEADER_REACTIVATED, part, mark, NULL,
            is ? "the header was marked deprecated" : "the header is no longer deprecated"));
    }
    if (is_required(at.old) && !is_required(at.new)) {
        LC_TRY(lc_oa_add(oa, LC_OA_HEADER_BECAME_OPTIONAL, part, at, NULL,
                         "the header was in every response and may now be missing"));
    }
    if (!is_required(at.old) && is_required(at.new)) {
        LC_TRY(lc_oa_add(oa, LC_OA_HEADER_BECAME_REQUIRED, part, at, NULL,
                         "the header is now in every response"));
    }
    LC_TRY(lc_oa_value(oa, part, oa->received ? LC_SITE_PARAMETER : LC_SITE_HEADER,
                       LC_STR("header"), at, &events));
    return lc_oa_rest(oa, part, at, known);
}

/* One header of the old edition. */
static ctr_status old_header(struct lc_oa *oa, const struct lc_part *part, struct lc_node was,
                             struct lc_node is)
{
    struct lc_oa_pair at;
    LC_TRY(lc_oa_follow_pair(oa, (struct lc_oa_pair){was, is}, &at));
    if (at.new.value) {
        return compare(oa, part, at);
    }
    if (is_required(at.old)) {
        return lc_oa_add(oa, LC_OA_HEADER_REMOVED_REQUIRED, part, at, NULL,
                         "a header that was in every response is gone");
    }
    return lc_oa_add(oa, LC_OA_HEADER_REMOVED_OPTIONAL, part, at, NULL,
                     "a header that a response might have is gone");
}

static ctr_status new_header(struct lc_oa *oa, const struct lc_part *part, struct lc_node is)
{
    struct lc_oa_pair at = {.new = is};
    LC_TRY(lc_oa_follow_pair(oa, at, &at));
    return lc_oa_add(
        oa, is_required(at.new) ? LC_OA_HEADER_ADDED_REQUIRED : LC_OA_HEADER_ADDED_OPTIONAL, part,
        at, NULL, "a response header was added");
}

ctr_status lc_oa_headers(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair response)
{
    struct lc_oa_pair at = lc_oa_child(response, "headers");
    uint32_t olds = lc_is(at.old.value, LC_OBJECT) ? at.old.value->count : 0;
    uint32_t news = lc_is(at.new.value, LC_OBJECT) ? at.new.value->count : 0;
    struct lc_part word = lc_oa_words(part, LC_STR("header"));
    LC_TRY(lc_spend(oa->c->ctx, (uint64_t)olds * news / 16));
    for (uint32_t i = 0; i < olds; i++) {
        const struct lc_member *m = &at.old.value->members[i];
        const struct lc_member *other = lc_oa_find_nocase(at.new.value, lc_key(m));
        struct lc_part name = lc_oa_words(&word, lc_key(m));
        if (!lc_oa_ignored_header(lc_key(m), true)) {
            LC_TRY(old_header(oa, &name, (struct lc_node){at.old.doc, &m->value},
                              (struct lc_node){at.new.doc, other ? &other->value : NULL}));
        }
    }
    for (uint32_t i = 0; i < news; i++) {
        const struct lc_member *m = &at.new.value->members[i];
        struct lc_part name = lc_oa_words(&word, lc_key(m));
        if (!lc_oa_ignored_header(lc_key(m), true) && !lc_oa_find_nocase(at.old.value, lc_key(m))) {
            LC_TRY(new_header(oa, &name, (struct lc_node){at.new.doc, &m->value}));
        }
    }
    return CTR_OK;
}
