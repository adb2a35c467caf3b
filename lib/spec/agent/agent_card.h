/* Agent cards: what their reader and their comparison share. */
#ifndef LC_SPEC_AGENT_CARD_H
#define LC_SPEC_AGENT_CARD_H

#include "spec/agent/agent.h"

/* One way to reach the agent, whichever version of A2A wrote it. */
struct lc_card_interface {
    struct lc_node node;
    struct lc_str binding;          /* "JSONRPC"; "-" if none is named */
    struct lc_str url;              /* len 0: none */
    struct lc_str tenant;           /* that callers have to name; len 0: none */
    const struct lc_value *version; /* of the protocol; NULL: none */
};
struct lc_card_interfaces {
    struct lc_card_interface *at;
    size_t count;
};

/* agent_card_model.c */
ctr_status lc_card_interfaces(struct lc_ctx *ctx, struct lc_node root,
                              struct lc_card_interfaces *out);
/* The uri of an extension; empty if it has none that says anything. */
struct lc_str lc_card_uri(const struct lc_value *extension);
/* True if whoever meets one of the alternatives of `from` meets one of `to`. NULL asks for nothing.
 */
bool lc_card_lets_in(const struct lc_value *from, const struct lc_value *to);

/* agent_card_security.c */
ctr_status lc_card_compare_security(const struct lc_agent_cmp *a);
/* What has to be met to use the agent, or one skill. */
ctr_status lc_card_compare_requirement(struct lc_cmp *c, const char *part, struct lc_node older,
                                       struct lc_node newer);

/* agent_card_scheme.c: one security scheme that both editions have. */
ctr_status lc_card_compare_scheme(struct lc_cmp *c, const char *part, struct lc_str name,
                                  struct lc_node older, struct lc_node newer);

/* agent_card_interface.c */
ctr_status lc_card_compare_interfaces(const struct lc_agent_cmp *a);

/* agent_card_compare.c */
/* "skill find%20it"; NULL with NOMEM recorded. */
const char *lc_card_part(struct lc_ctx *ctx, const char *head, struct lc_str name);
ctr_status lc_card_compare(struct lc_cmp *c, const struct lc_spec *older,
                           const struct lc_spec *newer);
/* A finding with the level BREAKING where `breaks` names the mode. */
ctr_status lc_card_say(struct lc_cmp *c, enum lc_rule_id rule, const char *part,
                       struct lc_node older, struct lc_node newer, struct lc_str name,
                       const char *text);

#endif
