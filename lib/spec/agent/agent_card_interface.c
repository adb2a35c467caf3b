/* Comparing agent cards: where the agent is reached, and how callers have to speak to it there. */
#include "spec/agent/agent_card.h"

static bool same_value(const struct lc_value *a, const struct lc_value *b)
{
    return a && b ? lc_value_eq(a, b) : a == b;
}

/* By binding, and by address where that is asked for; of several, the one that is most alike. */
static const struct lc_card_interface *find_interface(const struct lc_card_interfaces *list,
                                                      const struct lc_card_interface *like,
                                                      bool by_url)
{
    const struct lc_card_interface *found = NULL;
    int best = -1;
    for (size_t i = 0; i < list->count; i++) {
        const struct lc_card_interface *one = &list->at[i];
        int alike =
            2 * lc_str_eq(one->tenant, like->tenant) + same_value(one->version, like->version);
        if (alike > best && lc_str_eq_nocase(one->binding, like->binding) &&
            (!by_url || lc_str_eq(one->url, like->url))) {
            found = one;
            best = alike;
        }
    }
    return found;
}

static ctr_status same_version(struct lc_cmp *c, const struct lc_card_interface *a,
                               const struct lc_card_interface *b)
{
    const struct lc_value *from = a->version;
    const struct lc_value *to = b->version;
    const char *part = lc_card_part(c->ctx, "interface", a->binding);
    if (same_value(from, to)) {
        return CTR_OK;
    }
    const struct lc_agent_saying s = {.rule = LC_RULE_AGENT_PROTOCOL_VERSION_CHANGED,
                                      .backward = CTR_LEVEL_BREAKING,
                                      .forward = CTR_LEVEL_BREAKING,
                                      .part = part,
                                      .old = {a->node.doc, from},
                                      .new = {b->node.doc, to},
                                      .name = a->url};
    const char *before = from ? lc_cmp_show(c->ctx, from, 40) : "none";
    const char *after = to ? lc_cmp_show(c->ctx, to, 40) : "none";
    return part && before && after
               ? lc_agent_say(
                     c, &s,
                     "protocol version changed from %s to %s for interface '%.*s'; keep an "
                     "interface of the old version beside it",
                     before, after, LC_S(a->binding))
               : CTR_E_NOMEM;
}

/* Callers have to send it with each call. */
static ctr_status same_tenant(struct lc_cmp *c, const struct lc_card_interface *a,
                              const struct lc_card_interface *b)
{
    bool strict = c->profile == CTR_PROFILE_STRICT;
    ctr_level level = strict ? CTR_LEVEL_BREAKING : CTR_LEVEL_WARNING;
    const struct lc_agent_saying s = {.rule = LC_RULE_AGENT_INTERFACE_TENANT,
                                      .backward = level,
                                      .forward = level,
                                      .part = lc_card_part(c->ctx, "interface", a->binding),
                                      .old = a->node,
                                      .new = b->node,
                                      .name = a->tenant};
    if (lc_str_eq(a->tenant, b->tenant)) {
        return CTR_OK;
    }
    if (!s.part) {
        return CTR_E_NOMEM;
    }
    if (!b->tenant.len) {
        return lc_agent_say(c, &s,
                            "callers of interface '%.*s' name no tenant any more, before '%.*s'; "
                            "keep an interface of the old one beside it",
                            LC_S(a->binding), LC_S(a->tenant));
    }
    return lc_agent_say(c, &s,
                        "callers of interface '%.*s' have to name the tenant '%.*s', before "
                        "%s%.*s%s; keep an interface of the old one beside it",
                        LC_S(a->binding), LC_S(b->tenant), a->tenant.len ? "'" : "none",
                        LC_S(a->tenant), a->tenant.len ? "'" : "");
}

static ctr_status same_interface(struct lc_cmp *c, const struct lc_card_interface *a,
                                 const struct lc_card_interface *b)
{
    static const char *const known[] = {
        "url", "protocolBinding", "transport", "protocolVersion", "tenant", NULL};
    static const char *const notes[] = {NULL};
    static const struct lc_agent_words words = {known, notes, LC_RULE_AGENT_NOTE,
                                                LC_RULE_AGENT_MEMBER};
    const char *part = lc_card_part(c->ctx, "interface", a->binding);
    LC_TRY(same_version(c, a, b));
    LC_TRY(same_tenant(c, a, b));
    return part ? lc_agent_rest(c, &words, part, a->node, b->node) : CTR_E_NOMEM;
}

static ctr_status moved(struct lc_cmp *c, const struct lc_card_interface *a,
                        const struct lc_card_interface *b)
{
    bool strict = c->profile == CTR_PROFILE_STRICT;
    ctr_level level = strict ? CTR_LEVEL_BREAKING : CTR_LEVEL_WARNING;
    const struct lc_agent_saying s = {.rule = LC_RULE_AGENT_INTERFACE_MOVED,
                                      .backward = level,
                                      .forward = level,
                                      .part = lc_card_part(c->ctx, "interface", a->binding),
                                      .old = a->node,
                                      .new = b->node,
                                      .name = a->url};
    LC_TRY(s.part ? lc_agent_say(c, &s,
                                 "interface '%.*s' moved from '%.*s' to '%.*s'; keep the old "
                                 "address until callers have read the card again",
                                 LC_S(a->binding), LC_S(a->url), LC_S(b->url))
                  : CTR_E_NOMEM);
    return same_interface(c, a, b);
}

ctr_status lc_card_compare_interfaces(const struct lc_agent_cmp *a)
{
    struct lc_card_interfaces older;
    struct lc_card_interfaces newer;
    struct lc_cmp *c = a->c;
    LC_TRY(lc_card_interfaces(c->ctx, a->root[0], &older));
    LC_TRY(lc_card_interfaces(c->ctx, a->root[1], &newer));
    for (size_t i = 0; i < older.count; i++) {
        const struct lc_card_interface *one = &older.at[i];
        const struct lc_card_interface *same = find_interface(&newer, one, true);
        const struct lc_card_interface *other = find_interface(&newer, one, false);
        if (same) {
            LC_TRY(same_interface(c, one, same));
        } else if (other && !find_interface(&older, other, true)) {
            LC_TRY(moved(c, one, other));
        } else {
            LC_TRY(lc_card_say(c, LC_RULE_AGENT_INTERFACE_REMOVED,
                               lc_card_part(c->ctx, "interface", one->binding), one->node,
                               (struct lc_node){a->root[1].doc, NULL}, one->binding,
                               "interface '%.*s' was removed; callers that use it cannot reach the "
                               "agent"));
        }
    }
    for (size_t i = 0; i < newer.count; i++) {
        const struct lc_card_interface *one = &newer.at[i];
        const struct lc_card_interface *other = find_interface(&older, one, false);
        bool came_by_moving = other && !find_interface(&newer, other, true) &&
                              find_interface(&newer, other, false) == one;
        if (!find_interface(&older, one, true) && !came_by_moving) {
            LC_TRY(lc_card_say(c, LC_RULE_AGENT_INTERFACE_ADDED,
                               lc_card_part(c->ctx, "interface", one->binding),
                               (struct lc_node){a->root[0].doc, NULL}, one->node, one->binding,
                               "interface '%.*s' was added"));
        }
    }
    return CTR_OK;
}
