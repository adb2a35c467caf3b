/* Phases: the model of a document, and what reader and comparison share. */
#ifndef LC_SPEC_PHASE_H
#define LC_SPEC_PHASE_H

#include "spec/agent/agent.h"

struct lc_phase {
    struct lc_str id;
    struct lc_node node;
    bool terminal;                /* said so, or nothing leads on */
    uint32_t *next;               /* phases that a transition leads to */
    const struct lc_value **ways; /* the transitions */
    uint32_t next_count;
};

struct lc_phases {
    struct lc_node root;
    struct lc_phase *at;
    uint32_t count;
    uint32_t start;
    struct lc_map by_id; /* to struct lc_phase */
    struct lc_map ways;  /* from where to where, to the transition */
};

/* phase_model.c: from a document; INPUT naming the place of what is wrong in it. */
ctr_status lc_phases_read(struct lc_ctx *ctx, struct lc_doc *doc, struct lc_phases *out);
/* The transition between two phases, NULL if there is none. */
const struct lc_value *lc_phases_way(const struct lc_phases *p, uint32_t from, uint32_t to);
/* Mark all that can be reached from a phase, itself included. */
ctr_status lc_phases_reach(struct lc_ctx *ctx, const struct lc_phases *p, uint32_t from,
                           bool **out);
/* The number of seconds in "90m", "36h", "14d", "2w"; false if it is none. */
bool lc_phase_seconds(struct lc_str text, int64_t *out);

/* phase_gate.c: criteria, artefacts, approvers and time of one phase. */
ctr_status lc_phase_compare_gates(struct lc_cmp *c, const char *part, struct lc_node older,
                                  struct lc_node newer);
/* A finding by the direction of its rule; `text` has the name's %.*s, or none. */
ctr_status lc_phase_say(struct lc_cmp *c, enum lc_rule_id rule, const char *part,
                        struct lc_node older, struct lc_node newer, struct lc_str name,
                        const char *text);
/* phase_compare.c */
ctr_status lc_phase_compare(struct lc_cmp *c, const struct lc_spec *older,
                            const struct lc_spec *newer);

#endif
