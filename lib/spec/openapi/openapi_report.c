/*
 * Findings of the OpenAPI comparison: an event becomes a rule with the weight that it has in the
 * direction asked for.
 */
#include "base/listed.h"
#include "spec/openapi/openapi.h"

#include <stdarg.h>
#include <stdio.h>

enum { MESSAGE_MAX = 1024 };

struct weight {
    enum lc_rule_id rule;
    ctr_level level[2][2]; /* by received, then for backward and forward */
};

#define B CTR_LEVEL_BREAKING
#define U CTR_LEVEL_UNDECIDED
#define W CTR_LEVEL_WARNING
#define I CTR_LEVEL_INFO
static const struct weight weights[LC_OA_EVENT_COUNT] = {
#define LC_OA_EVENT(name, rule, sent_b, sent_f, received_b, received_f)                            \
    {LC_RULE_##rule, {{sent_b, sent_f}, {received_b, received_f}}},
#include "spec/openapi/openapi_events.def"
#undef LC_OA_EVENT
};
#undef B
#undef U
#undef W
#undef I

ctr_status lc_oa_add(struct lc_oa *oa, enum lc_oa_event event, const struct lc_part *part,
                     struct lc_oa_pair at, const char *arguments, const char *format, ...)
{
    char text[MESSAGE_MAX];
    va_list args;
    va_start(args, format);
    lc_format_into(text, sizeof text, format, args);
    va_end(args);
    const struct weight *w = &weights[event];
    const ctr_level *level = w->level[oa->received];
    const char *message = lc_dup_c(oa->c->ctx, text);
    if (!message) {
        return CTR_E_NOMEM;
    }
    return lc_cmp_add_levels(oa->c, w->rule, level[0], level[1], part, at.old, at.new, arguments,
                             message);
}

struct lc_oa_pair lc_oa_child(struct lc_oa_pair at, const char *key)
{
    return (struct lc_oa_pair){lc_oa_get(at.old, key), lc_oa_get(at.new, key)};
}

ctr_status lc_oa_follow_pair(struct lc_oa *oa, struct lc_oa_pair at, struct lc_oa_pair *out)
{
    LC_TRY(lc_oa_follow(&oa->old, at.old, &out->old));
    return lc_oa_follow(&oa->new, at.new, &out->new);
}

struct pair_key {
    const struct lc_value *old;
    const struct lc_value *new;
};

ctr_status lc_oa_same(struct lc_oa *oa, struct lc_oa_pair at, bool *out)
{
    static const char equal = 'y';
    static const char unequal = 'n';
    const struct lc_value *a = at.old.value;
    const struct lc_value *b = at.new.value;
    if (!a || !b || a->kind < LC_ARRAY || b->kind < LC_ARRAY) {
        *out = a && b ? lc_value_eq(a, b) : a == b;
        return CTR_OK;
    }
    struct pair_key key = {a, b};
    const char *known = lc_map_get(&oa->compared, lc_str_n((const char *)&key, sizeof key));
    if (known) {
        *out = known == &equal;
        return CTR_OK;
    }
    *out = lc_value_eq(a, b);
    struct pair_key *kept = lc_new(oa->c->ctx, 1, sizeof *kept);
    if (!kept) {
        return CTR_E_NOMEM;
    }
    *kept = key;
    return lc_map_set(oa->c->ctx, &oa->compared, lc_str_n((const char *)kept, sizeof *kept),
                      (void *)(uintptr_t)(*out ? &equal : &unequal));
}

enum lc_oa_care lc_oa_care_of(const struct lc_oa_known *known, struct lc_str key)
{
    for (; known->key; known++) {
        if (lc_str_is(key, known->key)) {
            return known->care;
        }
    }
    return LC_OA_UNKNOWN;
}

/* One member differs. Words are gathered, the rest is told at once. */
static ctr_status tell(struct lc_oa *oa, const struct lc_part *part, struct lc_str key,
                       enum lc_oa_care care, struct lc_oa_pair at, struct lc_listed *words)
{
    if (care == LC_OA_TEXT) {
        return lc_listed_add(oa->c->ctx, words, key);
    }
    const char *arguments = lc_dup(oa->c->ctx, key);
    if (!arguments) {
        return CTR_E_NOMEM;
    }
    if (lc_oa_extension(key)) {
        return lc_oa_add(oa, LC_OA_EXTENSION, part, at, arguments, "the extension '%s' changed",
                         arguments);
    }
    return lc_oa_add(oa, LC_OA_KEYWORD, part, at, arguments,
                     "the keyword '%s' changed and no rule knows it; decide what it means to "
                     "those who use this part",
                     arguments);
}

ctr_status lc_oa_rest(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair at,
                      const struct lc_oa_known *known)
{
    struct lc_listed words = {0};
    const struct lc_value *older = lc_is(at.old.value, LC_OBJECT) ? at.old.value : NULL;
    const struct lc_value *newer = lc_is(at.new.value, LC_OBJECT) ? at.new.value : NULL;
    for (uint32_t i = 0; newer && i < newer->count; i++) {
        const struct lc_member *m = &newer->members[i];
        enum lc_oa_care care = lc_oa_care_of(known, lc_key(m));
        struct lc_oa_pair places = {{at.old.doc, NULL}, {at.new.doc, &m->value}};
        bool same = care == LC_OA_HANDLED;
        if (!same) {
            places.old.value = lc_get_str(older, lc_key(m));
            LC_TRY(lc_oa_same(oa, places, &same));
        }
        if (!same) {
            LC_TRY(tell(oa, part, lc_key(m), care, places, &words));
        }
    }
    for (uint32_t i = 0; older && i < older->count; i++) {
        const struct lc_member *m = &older->members[i];
        enum lc_oa_care care = lc_oa_care_of(known, lc_key(m));
        if (care != LC_OA_HANDLED && !lc_get_str(newer, lc_key(m))) {
            struct lc_oa_pair places = {{at.old.doc, &m->value}, {at.new.doc, NULL}};
            LC_TRY(tell(oa, part, lc_key(m), care, places, &words));
        }
    }
    const char *all = words.count ? lc_listed_text(oa->c->ctx, &words) : NULL;
    if (!all) {
        return words.count ? CTR_E_NOMEM : CTR_OK;
    }
    return lc_oa_add(oa, LC_OA_WORDS, part, at, all, "only words changed: %s", all);
}
