/* Comparing agent cards: who may call, and how callers prove who they are. */
#include "spec/agent/agent_card.h"

static struct lc_node either(struct lc_node owner, const char *key, const char *older_key)
{
    struct lc_node node = lc_child(owner, key);
    return node.value ? node : lc_child(owner, older_key);
}

static bool has_others(const struct lc_value *object, const char *key)
{
    return lc_is(object, LC_OBJECT) && lc_get(object, key) && object->count > 1;
}

/* Says more than which schemes go together, and with which scopes. */
static bool says_more(const struct lc_value *alternative)
{
    const struct lc_value *schemes = lc_get(alternative, "schemes");
    if (has_others(alternative, "schemes")) {
        return true;
    }
    for (uint32_t i = 0; lc_is(schemes, LC_OBJECT) && i < schemes->count; i++) {
        if (has_others(&schemes->members[i].value, "list")) {
            return true;
        }
    }
    return false;
}

/* What an alternative says in addition, and none of the other side does. */
static ctr_status rest_of(struct lc_cmp *c, const char *part, struct lc_node own,
                          struct lc_node other, bool newer)
{
    for (uint32_t i = 0; lc_is(own.value, LC_ARRAY) && i < own.value->count; i++) {
        struct lc_node one = {own.doc, &own.value->items[i]};
        bool same = !says_more(one.value);
        for (uint32_t k = 0; !same && lc_is(other.value, LC_ARRAY) && k < other.value->count; k++) {
            LC_TRY(lc_spend(c->ctx, 1));
            same = lc_value_eq(one.value, &other.value->items[k]);
        }
        LC_TRY(same ? CTR_OK
                    : lc_card_say(c, LC_RULE_AGENT_MEMBER, part, newer ? other : one,
                                  newer ? one : other, lc_str(""),
                                  "what is asked for says more than its schemes, and no rule can "
                                  "tell what that does; compare the two by hand"));
    }
    return CTR_OK;
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
    LC_TRY(rest_of(c, part, a, b, false));
    return rest_of(c, part, b, a, true);
}

static ctr_status one_scheme(const struct lc_agent_cmp *a, struct lc_str name, struct lc_node older,
                             struct lc_node newer)
{
    const char *part = lc_card_part(a->c->ctx, "security", name);
    if (older.value && newer.value) {
        return part ? lc_card_compare_scheme(a->c, part, name, older, newer) : CTR_E_NOMEM;
    }
    return lc_card_say(
        a->c,
        newer.value ? LC_RULE_AGENT_SECURITY_SCHEME_ADDED : LC_RULE_AGENT_SECURITY_SCHEME_REMOVED,
        part, older, newer, name,
        newer.value ? "security scheme '%.*s' was added"
                    : "security scheme '%.*s' was removed; callers that use it are refused");
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
