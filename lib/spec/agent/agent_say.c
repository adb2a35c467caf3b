/* Findings about agent kinds, and members that are compared as a whole. */
#include "spec/agent/agent.h"

#include <stdarg.h>

ctr_status lc_agent_say(struct lc_cmp *c, const struct lc_agent_saying *s, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    lc_format_into(text, sizeof text, format, args);
    va_end(args);
    struct lc_ready r = {.rule = s->rule,
                         .backward = s->backward,
                         .forward = s->forward,
                         .part = s->part,
                         .message = lc_dup_c(c->ctx, text)};
    r.arguments = lc_format(c->ctx, "%.*s %016llx %016llx", LC_S(s->name),
                            (unsigned long long)(s->old.value ? lc_value_hash(s->old.value) : 0),
                            (unsigned long long)(s->new.value ? lc_value_hash(s->new.value) : 0));
    if (!r.arguments) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_cmp_place(c, s->old, &r.place[CTR_SIDE_OLD]));
    LC_TRY(lc_cmp_place(c, s->new, &r.place[CTR_SIDE_NEW]));
    return lc_cmp_add_ready(c, &r);
}

static ctr_status rest_member(struct lc_cmp *c, const struct lc_agent_words *words,
                              const char *part, struct lc_str key, struct lc_node older,
                              struct lc_node newer)
{
    bool same = older.value && newer.value && lc_value_eq(older.value, newer.value);
    if (same || lc_str_among(key, words->known)) {
        return CTR_OK;
    }
    bool note = lc_str_among(key, words->notes);
    ctr_level level = note ? CTR_LEVEL_INFO : CTR_LEVEL_UNDECIDED;
    const struct lc_agent_saying s = {.rule = note ? words->note : words->other,
                                      .backward = level,
                                      .forward = level,
                                      .part = part,
                                      .old = older,
                                      .new = newer,
                                      .name = key};
    return lc_agent_say(c, &s, "'%.*s' %s%s", LC_S(key),
                        !older.value   ? "was added"
                        : !newer.value ? "was removed"
                                       : "changed",
                        note ? ""
                             : ", and no rule can tell what that does; compare the two by "
                               "hand");
}

ctr_status lc_agent_rest(struct lc_cmp *c, const struct lc_agent_words *words, const char *part,
                         struct lc_node older, struct lc_node newer)
{
    const struct lc_value *a = older.value;
    const struct lc_value *b = newer.value;
    for (uint32_t i = 0; lc_is(a, LC_OBJECT) && i < a->count; i++) {
        struct lc_str key = lc_key(&a->members[i]);
        LC_TRY(rest_member(c, words, part, key, (struct lc_node){older.doc, &a->members[i].value},
                           (struct lc_node){newer.doc, lc_get_str(b, key)}));
    }
    for (uint32_t i = 0; lc_is(b, LC_OBJECT) && i < b->count; i++) {
        struct lc_str key = lc_key(&b->members[i]);
        if (!lc_get_str(a, key)) {
            LC_TRY(rest_member(c, words, part, key, (struct lc_node){older.doc, NULL},
                               (struct lc_node){newer.doc, &b->members[i].value}));
        }
    }
    return CTR_OK;
}
