/* Findings of the AsyncAPI comparison: an event becomes a rule with the weight it has for those who
 * send or receive. */
#include "base/listed.h"
#include "spec/asyncapi/asyncapi.h"

#include <stdarg.h>
#include <stdio.h>

enum { MESSAGE_MAX = 1024 };

struct weight {
    enum lc_rule_id rule;
    ctr_level level[2][2]; /* by way, then for backward and forward */
};

#define B CTR_LEVEL_BREAKING
#define U CTR_LEVEL_UNDECIDED
#define W CTR_LEVEL_WARNING
#define I CTR_LEVEL_INFO
static const struct weight weights[LC_AA_EVENT_COUNT] = {
#define LC_AA_EVENT(name, rule, send_b, send_f, receive_b, receive_f)                              \
    {LC_RULE_##rule, {{send_b, send_f}, {receive_b, receive_f}}},
#include "spec/asyncapi/asyncapi_events.def"
#undef LC_AA_EVENT
};
#undef B
#undef U
#undef W
#undef I

/* For each direction; the heavier of both where nobody said who sends. */
static ctr_level level_of(const struct weight *w, enum lc_aa_way way, int direction)
{
    ctr_level sent = w->level[LC_AA_SEND][direction];
    ctr_level received = w->level[LC_AA_RECEIVE][direction];
    if (way == LC_AA_EITHER) {
        return sent < received ? sent : received;
    }
    return way == LC_AA_SEND ? sent : received;
}

ctr_status lc_aa_add(struct lc_aa_cmp *aa, enum lc_aa_event event, const struct lc_part *part,
                     struct lc_oa_pair at, const char *arguments, const char *format, ...)
{
    char text[MESSAGE_MAX];
    va_list args;
    va_start(args, format);
    lc_format_into(text, sizeof text, format, args);
    va_end(args);
    const struct weight *w = &weights[event];
    const char *message = lc_dup_c(aa->c->ctx, text);
    if (!message) {
        return CTR_E_NOMEM;
    }
    return lc_cmp_add_levels(aa->c, w->rule, level_of(w, aa->way, 0), level_of(w, aa->way, 1), part,
                             at.old, at.new, arguments, message);
}

ctr_status lc_aa_follow_pair(struct lc_aa_cmp *aa, struct lc_oa_pair at, struct lc_oa_pair *out)
{
    LC_TRY(lc_aa_follow(aa->old, at.old, &out->old));
    return lc_aa_follow(aa->new, at.new, &out->new);
}

ctr_status lc_aa_fact(struct lc_aa_cmp *aa, const struct lc_part *part, struct lc_oa_pair at,
                      enum lc_aa_event first, const char *what)
{
    if (lc_value_eq(at.old.value, at.new.value)) {
        return CTR_OK;
    }
    if (!at.old.value) {
        return lc_aa_add(aa, first, part, at, NULL, "%s was added", what);
    }
    if (!at.new.value) {
        return lc_aa_add(aa, (enum lc_aa_event)(first + 1), part, at, NULL, "%s is gone", what);
    }
    const char *from = lc_cmp_show(aa->c->ctx, at.old.value, 80);
    const char *to = lc_cmp_show(aa->c->ctx, at.new.value, 80);
    if (!from || !to) {
        return CTR_E_NOMEM;
    }
    return lc_aa_add(aa, (enum lc_aa_event)(first + 2), part, at,
                     lc_cmp_change(aa->c->ctx, what, at.old.value, at.new.value),
                     "%s changed from %s to %s", what, from, to);
}

/* One member differs. Words are gathered, the rest is told at once. */
static ctr_status tell(struct lc_aa_cmp *aa, const struct lc_part *part, struct lc_str key,
                       enum lc_oa_care care, struct lc_oa_pair at, struct lc_listed *words)
{
    const char *name = lc_dup(aa->c->ctx, key);
    if (!name) {
        return CTR_E_NOMEM;
    }
    if (care == LC_OA_TEXT) {
        return lc_listed_add(aa->c->ctx, words, key);
    }
    if (lc_oa_extension(key)) {
        return lc_aa_add(aa, LC_AA_EXTENSION, part, at, name, "the extension '%s' changed", name);
    }
    return lc_aa_add(aa, LC_AA_KEYWORD, part, at, name,
                     "the keyword '%s' changed and no rule knows it; decide what it means to those "
                     "who use this part",
                     name);
}

ctr_status lc_aa_rest(struct lc_aa_cmp *aa, const struct lc_part *part, struct lc_oa_pair at,
                      const struct lc_oa_known *known)
{
    struct lc_listed words = {0};
    const struct lc_value *sides[2] = {lc_is(at.old.value, LC_OBJECT) ? at.old.value : NULL,
                                       lc_is(at.new.value, LC_OBJECT) ? at.new.value : NULL};
    for (int side = 0; side < 2; side++) {
        const struct lc_value *mine = sides[side];
        for (uint32_t i = 0; mine && i < mine->count; i++) {
            const struct lc_member *m = &mine->members[i];
            const struct lc_value *other = lc_get_str(sides[!side], lc_key(m));
            enum lc_oa_care care = lc_oa_care_of(known, lc_key(m));
            if (care == LC_OA_HANDLED || (side && other) || lc_value_eq(&m->value, other)) {
                continue;
            }
            struct lc_oa_pair places = {{at.old.doc, side ? other : &m->value},
                                        {at.new.doc, side ? &m->value : other}};
            LC_TRY(tell(aa, part, lc_key(m), care, places, &words));
        }
    }
    const char *all = words.count ? lc_listed_text(aa->c->ctx, &words) : NULL;
    if (!all) {
        return words.count ? CTR_E_NOMEM : CTR_OK;
    }
    return lc_aa_add(aa, LC_AA_WORDS, part, at, all, "only words changed: %s", all);
}
