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

/* Redirections and switches of protocol are no failures: where no success is named they are what
 * the operation is for. "default" is for failures where successes are named. */
static bool is_success(struct lc_str status, const struct lc_value *responses)
{
    bool other = status.len == 3 && (status.ptr[0] == '1' || status.ptr[0] == '3');
    return lc_str_is(status, "default") || other ? !has_like(responses, '2')
                                                 : lc_oa_status_success(status);
}

/* The statuses are matched all the same, but `status` says more or fewer than what tells it now. A
 * caller learns nothing by that; but who is called is measured by it. */
static ctr_status told_otherwise(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair at,
                                 struct lc_str status, struct lc_str now, enum lc_oa_event event)
{
    const char *hint = "";
    if (oa->received && event == LC_OA_STATUS_FEWER) {
        hint = "; receivers that answer with another one are taken to have failed";
    }
    return lc_oa_add(oa, event, part, at, NULL, "the status %.*s is told as %.*s now%s",
                     LC_OA_S(status), LC_OA_S(now), hint);
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

/* Both editions have the entry. A "default" is for what is left, which may be other statuses. */
static ctr_status same_entry(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair at,
                             struct lc_oa_pair responses, struct lc_str status)
{
    bool was = is_success(status, responses.old.value);
    bool is = is_success(status, responses.new.value);
    if (oa->received && lc_str_is(status, "default") && was != is) {
        LC_TRY(told_otherwise(oa, part, at, status,
                              is ? LC_STR("any answer") : LC_STR("failures alone"),
                              is ? LC_OA_STATUS_MORE : LC_OA_STATUS_FEWER));
    }
    return compare(oa, part, at, known);
}

/* The edition `responses` names each of the statuses of `other` that begin so. */
static bool names_all(const struct lc_value *responses, const struct lc_value *other, char first)
{
    for (uint32_t i = 0; lc_is(other, LC_OBJECT) && i < other->count; i++) {
        struct lc_str key = lc_key(&other->members[i]);
        if (key.len == 3 && key.ptr[0] == first && !lc_get_member(responses, key)) {
            return false;
        }
    }
    return true;
}

/* The range stands beside all that the other edition names: it speaks for none of those, but for
 * others, which nobody was told of there. To who is called it is a measure all the same. */
static bool stood_beside(const struct lc_oa *oa, struct lc_str range, const struct lc_value *here,
                         const struct lc_value *there)
{
    return !oa->received && range.len == 3 && names_all(here, there, range.ptr[0]);
}

static ctr_status old_status(struct lc_oa *oa, const struct lc_part *part,
                             struct lc_oa_pair responses, const struct lc_member *m)
{
    struct lc_oa_pair at = {{responses.old.doc, &m->value}, {responses.new.doc, NULL}};
    const struct lc_member *is = lc_oa_status_find(responses.new.value, lc_key(m));
    bool success = is_success(lc_key(m), responses.old.value);
    if (is) {
        at.new.value = &is->value;
        if (!lc_oa_status_find(responses.old.value, lc_key(is))) {
            LC_TRY(told_otherwise(oa, part, at, lc_key(m), lc_key(is),
                                  success ? LC_OA_STATUS_MORE : LC_OA_STATUS_RANGE));
        }
        return same_entry(oa, part, at, responses, lc_key(m));
    }
    is = default_of(responses.new.value, lc_key(m));
    if (is) {
        LC_TRY(compare(oa, part, (struct lc_oa_pair){at.old, {responses.new.doc, &is->value}},
                       known_of_default));
    }
    if (is && oa->received && success && is_success(lc_key(is), responses.new.value)) {
        return told_otherwise(oa, part, at, lc_key(m), lc_key(is), LC_OA_STATUS_MORE);
    }
    if (is_told_singly(lc_key(m), responses.old.value, responses.new.value) &&
        !stood_beside(oa, lc_key(m), responses.old.value, responses.new.value)) {
        return told_otherwise(oa, part, at, lc_key(m), LC_STR("single statuses"),
                              success ? LC_OA_STATUS_FEWER : LC_OA_STATUS_RANGE);
    }
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
    bool success = is_success(lc_key(m), responses.new.value);
    bool rest = !was;
    if (rest) {
        was = default_of(responses.old.value, lc_key(m));
    }
    if (was) {
        struct lc_part response = lc_oa_words(part->parent, lc_key(was));
        struct lc_oa_pair both = {{responses.old.doc, &was->value}, at.new};
        bool stays = rest && lc_get(responses.new.value, "default");
        bool taken = oa->received && success && is_success(lc_key(was), responses.old.value);
        LC_TRY(compare(oa, &response, both, stays ? known_of_default : known));
        if (!stays || taken) {
            return CTR_OK;
        }
    }
    if (is_told_singly(lc_key(m), responses.new.value, responses.old.value) &&
        !stood_beside(oa, lc_key(m), responses.new.value, responses.old.value)) {
        bool told = !success || !oa->received || lc_key(m).len != 3 ||
                    !names_all(responses.new.value, responses.old.value, lc_key(m).ptr[0]);
        return told ? CTR_OK
                    : told_otherwise(oa, part, at, LC_STR("that is named"), lc_key(m),
                                     LC_OA_STATUS_MORE);
    }
    return lc_oa_add(oa, success ? LC_OA_SUCCESS_ADDED : LC_OA_OTHER_STATUS_ADDED, part, at, NULL,
                     "the status %.*s was added", LC_OA_S(lc_key(m)));
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
