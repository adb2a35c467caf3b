/* Comparing agent cards: who may call, and how callers prove who they are. */
#include "spec/agent/agent_card.h"

static struct lc_node either(struct lc_node owner, const char *key, const char *older_key)
{
    struct lc_node node = lc_child(owner, key);
    return node.value ? node : lc_child(owner, older_key);
}

ctr_status lc_card_compare_requirement(struct lc_cmp *c, const char *part, struct lc_node older,
                                       struct lc_node newer)
{
    struct lc_node a = either(older, "securityRequirements", "security");
    struct lc_node b = either(newer, "securityRequirements", "security");
    struct lc_str none = lc_str("");
    if (!lc_card_lets_in(a.value, b.value)) {
        LC_TRY(lc_card_say(c, LC_RULE_AGENT_SECURITY_TIGHTENED, part, a, b, none,
                           "callers who met what was asked for before are no longer let in; keep "
                           "the old way beside the new one"));
    }
    if (!lc_card_lets_in(b.value, a.value)) {
        LC_TRY(lc_card_say(c, LC_RULE_AGENT_SECURITY_LOOSENED, part, a, b, none,
                           "callers are let in whom the older edition refuses"));
    }
    return CTR_OK;
}

static ctr_status one_scheme(const struct lc_agent_cmp *a, struct lc_str name, struct lc_node older,
                             struct lc_node newer)
{
    if (older.value && newer.value && lc_value_eq(older.value, newer.value)) {
        return CTR_OK;
    }
    const char *word = lc_agent_word(a->c->ctx, name);
    const char *part = word ? lc_format(a->c->ctx, "security %s", word) : NULL;
    enum lc_rule_id rule = !older.value   ? LC_RULE_AGENT_SECURITY_SCHEME_ADDED
                           : !newer.value ? LC_RULE_AGENT_SECURITY_SCHEME_REMOVED
                                          : LC_RULE_AGENT_SECURITY_SCHEME_CHANGED;
    const char *text = !older.value ? "security scheme '%.*s' was added"
                       : !newer.value
                           ? "security scheme '%.*s' was removed; callers that use it are refused"
                           : "security scheme '%.*s' works otherwise now";
    return lc_card_say(a->c, rule, part, older, newer, name, text);
}

ctr_status lc_card_compare_security(const struct lc_agent_cmp *a)
{
    struct lc_node from = lc_child(a->root[0], "securitySchemes");
    struct lc_node to = lc_child(a->root[1], "securitySchemes");
    for (uint32_t i = 0; from.value && i < from.value->count; i++) {
        const struct lc_member *m = &from.value->members[i];
        LC_TRY(one_scheme(a, lc_key(m), (struct lc_node){from.doc, &m->value},
                          (struct lc_node){to.doc, lc_get_str(to.value, lc_key(m))}));
    }
    for (uint32_t i = 0; to.value && i < to.value->count; i++) {
        const struct lc_member *m = &to.value->members[i];
        if (!lc_get_str(from.value, lc_key(m))) {
            LC_TRY(one_scheme(a, lc_key(m), (struct lc_node){from.doc, NULL},
                              (struct lc_node){to.doc, &m->value}));
        }
    }
    return lc_card_compare_requirement(a->c, "/", a->root[0], a->root[1]);
}
