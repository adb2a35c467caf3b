/*
 * Responses of an operation by status. A range ("2XX") speaks for every status in it that has no
 * entry of its own, and "default" for every status that is left. So a status that is named in one
 * edition alone is compared with what speaks for it in the other; but a "default" is no promise
 * that a status comes.
 */
#include "spec/openapi/openapi.h"

static const struct lc_oa_known known[] = {{"headers", LC_OA_HANDLED},
                                           {"content", LC_OA_HANDLED},
                                           {"links", LC_OA_HANDLED},
                                           {"description", LC_OA_TEXT},
                                           {NULL, 0}};
/* Of a status and the "default" beside it: they are described in different words, of course. */
static const struct lc_oa_known known_of_default[] = {{"headers", LC_OA_HANDLED},
                                                      {"content", LC_OA_HANDLED},
                                                      {"links", LC_OA_HANDLED},
                                                      {"description", LC_OA_HANDLED},
                                                      {NULL, 0}};

static ctr_status compare(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair at,
                          const struct lc_oa_known *members)
{
    LC_TRY(lc_oa_follow_pair(oa, at, &at));
    struct lc_oa_pair links = lc_oa_child(at, "links");
    bool same;
    LC_TRY(lc_oa_same(oa, links, &same));
    if (!same) {
        LC_TRY(lc_oa_add(oa, LC_OA_RESPONSE_LINKS, part, links, NULL,
                         "the links of the response changed"));
    }
    LC_TRY(lc_oa_headers(oa, part, at));
    LC_TRY(lc_oa_content(oa, true, part, lc_oa_child(at, "content")));
    return lc_oa_rest(oa, part, at, members);
}

/* True if `responses` has a status that begins like `status`, "2" for all kinds of success. */
static bool has_like(const struct lc_value *responses, char first)
{
    uint32_t count = lc_is(responses, LC_OBJECT) ? responses->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        struct lc_str key = lc_key(&responses->members[i]);
        if (key.len == 3 && key.ptr[0] == first) {
            return true;
        }
    }
    return false;
}

/* An entry for many statuses at once, of which the other edition names some one by one. Those are
 * compared with it, so that it is neither gone nor new. */
static bool is_told_singly(struct lc_str status, const struct lc_value *here,
                           const struct lc_value *there)
{
    if (lc_str_is(status, "default")) {
        return !has_like(here, '2') && has_like(there, '2');
    }
    bool range = status.len == 3 && (status.ptr[1] == 'X' || status.ptr[1] == 'x');
    return range && has_like(there, status.ptr[0]);
}

/* The statuses are matched all the same, but `status` says more or fewer than what tells it now. */
static ctr_status told_otherwise(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair at,
                                 struct lc_str status, struct lc_str now)
{
    return lc_oa_add(oa, LC_OA_STATUS_RANGE, part, at, NULL, "the status %.*s is told as %.*s now",
                     LC_OA_S(status), LC_OA_S(now));
}

/* "default" is for failures where successes are named. */
static bool is_success(struct lc_str status, const struct lc_value *responses)
{
    return lc_str_is(status, "default") ? !has_like(responses, '2') : lc_oa_status_success(status);
}

/* The "default", where it speaks for `status`; NULL if it does not. */
static const struct lc_member *default_of(const struct lc_value *responses, struct lc_str status)
{
    const struct lc_member *found = lc_get_member(responses, LC_STR("default"));
    if (lc_str_is(status, "default") ||
        (lc_oa_status_success(status) && has_like(responses, '2'))) {
        return NULL;
    }
    return found;
}

static ctr_status old_status(struct lc_oa *oa, const struct lc_part *part,
                             struct lc_oa_pair responses, const struct lc_member *m)
{
    struct lc_oa_pair at = {{responses.old.doc, &m->value}, {responses.new.doc, NULL}};
    const struct lc_member *is = lc_oa_status_find(responses.new.value, lc_key(m));
    if (is) {
        at.new.value = &is->value;
        if (!lc_oa_status_find(responses.old.value, lc_key(is))) {
            LC_TRY(told_otherwise(oa, part, at, lc_key(m), lc_key(is)));
        }
        return compare(oa, part, at, known);
    }
    is = default_of(responses.new.value, lc_key(m));
    if (is) {
        LC_TRY(compare(oa, part, (struct lc_oa_pair){at.old, {responses.new.doc, &is->value}},
                       known_of_default));
    }
    if (is_told_singly(lc_key(m), responses.old.value, responses.new.value)) {
        return told_otherwise(oa, part, at, lc_key(m), LC_STR("single statuses"));
    }
    bool success = is_success(lc_key(m), responses.old.value);
    return lc_oa_add(oa, success ? LC_OA_SUCCESS_REMOVED : LC_OA_OTHER_STATUS_REMOVED, part, at,
                     NULL, "the status %.*s is gone%s", LC_OA_S(lc_key(m)),
                     !success       ? ""
                     : oa->received ? "; receivers that answer with it are taken to have failed"
                                    : "; clients that wait for it take the answer for a failure");
}

static ctr_status new_status(struct lc_oa *oa, const struct lc_part *part,
                             struct lc_oa_pair responses, const struct lc_member *m)
{
    struct lc_oa_pair at = {{responses.old.doc, NULL}, {responses.new.doc, &m->value}};
    const struct lc_member *was = lc_oa_status_find(responses.old.value, lc_key(m));
    bool rest = !was;
    if (rest) {
        was = default_of(responses.old.value, lc_key(m));
    }
    if (was) {
        struct lc_part response = lc_oa_words(part->parent, lc_key(was));
        struct lc_oa_pair both = {{responses.old.doc, &was->value}, at.new};
        bool stays = rest && lc_get(responses.new.value, "default");
        LC_TRY(compare(oa, &response, both, stays ? known_of_default : known));
        if (!stays) {
            return CTR_OK;
        }
    }
    if (is_told_singly(lc_key(m), responses.new.value, responses.old.value)) {
        return CTR_OK;
    }
    return lc_oa_add(oa,
                     is_success(lc_key(m), responses.new.value) ? LC_OA_SUCCESS_ADDED
                                                                : LC_OA_OTHER_STATUS_ADDED,
                     part, at, NULL, "the status %.*s was added", LC_OA_S(lc_key(m)));
}

ctr_status lc_oa_responses(struct lc_oa *oa, const struct lc_part *part,
                           struct lc_oa_pair operation)
{
    struct lc_oa_pair at = lc_oa_child(operation, "responses");
    struct lc_part word = lc_oa_words(part, LC_STR("response"));
    uint32_t olds = lc_is(at.old.value, LC_OBJECT) ? at.old.value->count : 0;
    uint32_t news = lc_is(at.new.value, LC_OBJECT) ? at.new.value->count : 0;
    for (uint32_t i = 0; i < olds; i++) {
        const struct lc_member *m = &at.old.value->members[i];
        struct lc_part status = lc_oa_words(&word, lc_key(m));
        if (!lc_oa_extension(lc_key(m))) {
            LC_TRY(old_status(oa, &status, at, m));
        }
    }
    for (uint32_t i = 0; i < news; i++) {
        const struct lc_member *m = &at.new.value->members[i];
        struct lc_part status = lc_oa_words(&word, lc_key(m));
        if (!lc_oa_extension(lc_key(m)) && !lc_get_member(at.old.value, lc_key(m))) {
            LC_TRY(new_status(oa, &status, at, m));
        }
    }
    return CTR_OK;
}
