/* Comparing agent cards: where the agent is reached, and how callers have to speak to it there. */
#include "spec/agent/agent_card.h"

/* Major, minor and patch number: "0.3.0". The patch number has to be there only in a version that
 * names one. */
static bool is_release(struct lc_str text, struct lc_str *without_patch)
{
    size_t dots = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        bool dot = text.ptr[i] == '.' && i > 0 && text.ptr[i - 1] != '.' && i + 1 < text.len;
        if (!digit && !dot) {
            return false;
        }
        dots += dot;
        *without_patch = dots < 2 ? lc_str_n(text.ptr, i + 1) : *without_patch;
    }
    return dots == 1 || dots == 2;
}

static bool same_value(const struct lc_value *a, const struct lc_value *b)
{
    return a && b ? lc_value_eq(a, b) : a == b;
}

/* Patch numbers do not matter to those who speak the protocol (A2A, section 3.6). */
static bool speaks_as(const struct lc_value *a, const struct lc_value *b)
{
    struct lc_str of_a;
    struct lc_str of_b;
    bool releases = is_release(lc_text(a), &of_a) && is_release(lc_text(b), &of_b);
    return releases ? lc_str_eq(of_a, of_b) : same_value(a, b);
}

static ctr_status same_version(struct lc_cmp *c, const struct lc_card_interface *a,
                               const struct lc_card_interface *b)
{
    const struct lc_value *from = a->version;
    const struct lc_value *to = b->version;
    const char *part = lc_card_part(c->ctx, "interface", a->binding);
    const bool patch = speaks_as(from, to);
    const ctr_level level = patch ? CTR_LEVEL_INFO : CTR_LEVEL_BREAKING;
    if (same_value(from, to)) {
        return CTR_OK;
    }
    const struct lc_agent_saying s = {.rule = patch ? LC_RULE_AGENT_NOTE
                                                    : LC_RULE_AGENT_PROTOCOL_VERSION_CHANGED,
                                      .backward = level,
                                      .forward = level,
                                      .part = part,
                                      .old = {a->node.doc, from},
                                      .new = {b->node.doc, to},
                                      .name = a->url};
    const char *before = from ? lc_cmp_show(c->ctx, from, 40) : "none";
    const char *after = to ? lc_cmp_show(c->ctx, to, 40) : "none";
    return part && before && after
               ? lc_agent_say(c, &s,
                              "protocol version changed from %s to %s for interface '%.*s'%s",
                              before, after, LC_S(a->binding),
                              patch ? ", which is another patch of it"
                                    : "; keep an interface of the old version beside it")
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

static const char *const known[] = {
    "url", "protocolBinding", "transport", "protocolVersion", "tenant", NULL};
static const char *const notes[] = {NULL};
static const struct lc_agent_words interface_words = {known, notes, LC_RULE_AGENT_NOTE,
                                                      LC_RULE_AGENT_MEMBER};

static ctr_status same_interface(struct lc_cmp *c, const struct lc_card_interface *a,
                                 const struct lc_card_interface *b)
{
    const char *part = lc_card_part(c->ctx, "interface", a->binding);
    LC_TRY(same_version(c, a, b));
    LC_TRY(same_tenant(c, a, b));
    return part ? lc_agent_rest(c, &interface_words, part, a->node, b->node) : CTR_E_NOMEM;
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

/* ---- which is which: one address may serve several versions of the protocol, or several tenants,
 * each of which is an interface of its own */

struct pairing {
    struct lc_card_interfaces side[2]; /* by ctr_side */
    bool *again[2];                    /* one that stands in the list already */
    size_t *to;                        /* of each older one, 1 + the newer one; 0: none */
    bool *taken;                       /* of each newer one */
};

enum { BOUND = 1, AT = 1, TO = 2, SPOKEN = 4, SAME = BOUND + AT + TO + SPOKEN };

/* How much an interface is another one; 0: not at all. Where the version and the tenant are the
 * same, callers need only find it. */
static int alike(const struct lc_card_interface *a, const struct lc_card_interface *b)
{
    if (!lc_str_eq_nocase(a->binding, b->binding)) {
        return 0;
    }
    return BOUND + AT * lc_str_eq(a->url, b->url) + TO * lc_str_eq(a->tenant, b->tenant) +
           SPOKEN * speaks_as(a->version, b->version);
}

/* A card of version 0.3 names its main interface among the additional ones once more. */
static ctr_status mark_again(struct lc_ctx *ctx, const struct lc_card_interfaces *list, bool *again)
{
    for (size_t i = 0; i < list->count; i++) {
        LC_TRY(lc_spend(ctx, i));
        for (size_t k = 0; k < i && !again[i]; k++) {
            again[i] = alike(&list->at[k], &list->at[i]) == SAME;
        }
    }
    return CTR_OK;
}

/* Older ones with a newer one each, of those that are alike by so much. */
static ctr_status pair_up(struct lc_ctx *ctx, struct pairing *p, int by)
{
    for (size_t i = 0; i < p->side[0].count; i++) {
        bool looks = !p->to[i] && (by == SAME || !p->again[0][i]);
        LC_TRY(lc_spend(ctx, looks ? p->side[1].count : 1));
        for (size_t k = 0; looks && k < p->side[1].count; k++) {
            bool open = !p->taken[k] && (by == SAME || !p->again[1][k]);
            if (open && alike(&p->side[0].at[i], &p->side[1].at[k]) == by) {
                p->taken[k] = true;
                p->to[i] = k + 1;
                break;
            }
        }
    }
    return CTR_OK;
}

static ctr_status make_pairs(const struct lc_agent_cmp *a, struct pairing *p)
{
    struct lc_ctx *ctx = a->c->ctx;
    for (int side = 0; side < 2; side++) {
        LC_TRY(lc_card_interfaces(ctx, a->root[side], &p->side[side]));
        p->again[side] = lc_new(ctx, p->side[side].count + 1, sizeof *p->again[side]);
        LC_TRY(p->again[side] ? mark_again(ctx, &p->side[side], p->again[side]) : CTR_E_NOMEM);
    }
    p->to = lc_new(ctx, p->side[0].count + 1, sizeof *p->to);
    p->taken = lc_new(ctx, p->side[1].count + 1, sizeof *p->taken);
    if (!p->to || !p->taken) {
        return CTR_E_NOMEM;
    }
    for (int by = SAME; by >= BOUND; by--) {
        LC_TRY(pair_up(ctx, p, by));
    }
    return CTR_OK;
}

/* One that only one side has; where it stands there twice, all that may count is what it says more
 * the second time. */
static ctr_status lone(const struct lc_agent_cmp *a, const struct pairing *p, size_t i, bool came)
{
    struct lc_cmp *c = a->c;
    const struct lc_card_interface *one = &p->side[came].at[i];
    struct lc_node none = {a->root[!came].doc, NULL};
    struct lc_node older = came ? none : one->node;
    struct lc_node newer = came ? one->node : none;
    const char *part = lc_card_part(c->ctx, "interface", one->binding);
    if (!part) {
        return CTR_E_NOMEM;
    }
    if (p->again[came][i]) {
        return lc_agent_rest(c, &interface_words, part, older, newer);
    }
    if (came) {
        return lc_card_say(c, LC_RULE_AGENT_INTERFACE_ADDED, part, older, newer, one->binding,
                           "interface '%.*s' was added");
    }
    return lc_card_say(c, LC_RULE_AGENT_INTERFACE_REMOVED, part, older, newer, one->binding,
                       "interface '%.*s' was removed; callers that use it cannot reach the agent");
}

ctr_status lc_card_compare_interfaces(const struct lc_agent_cmp *a)
{
    struct pairing p = {0};
    struct lc_cmp *c = a->c;
    LC_TRY(make_pairs(a, &p));
    for (size_t i = 0; i < p.side[0].count; i++) {
        const struct lc_card_interface *one = &p.side[0].at[i];
        const struct lc_card_interface *other = p.to[i] ? &p.side[1].at[p.to[i] - 1] : NULL;
        LC_TRY(!other                            ? lone(a, &p, i, false)
               : lc_str_eq(one->url, other->url) ? same_interface(c, one, other)
                                                 : moved(c, one, other));
    }
    for (size_t k = 0; k < p.side[1].count; k++) {
        LC_TRY(p.taken[k] ? CTR_OK : lone(a, &p, k, true));
    }
    return CTR_OK;
}
