/*
 * can-evolve: what is asked about, which its parts share.
 */
#ifndef LC_FLOW_CAN_EVOLVE_H
#define LC_FLOW_CAN_EVOLVE_H

#include "flow/can.h"

struct lc_asked {
    struct lc_op *op;
    struct ctr_can *can;
    struct lc_contract contract;
    struct ctr_version base, draft;
    bool has_base, stored;            /* the draft */
    const char *label;                /* of the draft, or declared; NULL = the proposed one */
    const char *given;                /* that evolve would store it under; NULL = under none */
    const char *path;                 /* "shop/orders" */
    const struct lc_content *content; /* of a document that is not stored */
    struct lc_pairs pairs;
    struct ctr_diff *diff; /* with the base */
    struct lc_earlier_list earlier;
    const char *asked; /* the least label that the changes ask for; NULL = none */
};

/* A reason about it and, unless NULL, the version `against`. */
struct ctr_reason lc_asked_reason(const struct lc_asked *a, const char *against);

/* --- can_evolve_mode.c --- */

/* Compare it with every version that the contract's mode asks for, and say what comes of each. */
ctr_status lc_asked_modes(struct lc_asked *a);

#endif
