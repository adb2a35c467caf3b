/*
 * A ledger verified together with the rooms that its entries come from. The chain shows that no
 * entry was edited; that the change or the assessment behind one still says what it said then shows
 * beside the events that told of it, and beside the entry itself.
 */
#ifndef LC_FLOW_VERIFY_H
#define LC_FLOW_VERIFY_H

#include "domain/ledger/verify.h"

/* All invariants; L11 and L12 with what changes and assessments say. The report names the first
 * fault. */
ctr_status lc_flow_ledger_verify(struct lc_op *op, const struct ctr_ledger *book,
                                 struct ctr_ledger_report *out);

/* --- the parts --- */

/* An entry of kind target or share, kept from the walk. */
struct lc_cited {
    int64_t seq;
    int32_t act;
    bool claimed; /* its cause names it */
    int64_t effective_day;
    int64_t reverses; /* 0 = nothing */
    const char *cause;
    const char *key;
    const struct lc_posting *postings;
    size_t posting_count;
    struct lc_cited *next;
};

struct lc_cited_list {
    struct lc_cited *first, *last;
};

/* What the walk leaves for the end, when it is held against each room: one pass over the room's
 * rows and one over its events, however many entries there are. */
struct lc_causes {
    struct lc_op *op;
    const struct ctr_ledger *book;
    struct lc_ledger_walk *w;
    struct lc_cited_list targets; /* by changes */
    struct lc_cited_list shares;  /* posted or set aside */
    struct lc_map by_seq;
};

/* NULL if no entry of that number is kept. */
struct lc_cited *lc_cited_at(const struct lc_causes *x, int64_t seq);
/* "1234.50 EUR" of the first posting. NULL without memory. */
const char *lc_cited_amount(const struct lc_causes *x, const struct lc_cited *c);

/* L11: changes (verify_target.c). L12: assessments (verify_share.c). */
ctr_status lc_verify_targets(struct lc_causes *x);
ctr_status lc_verify_shares(struct lc_causes *x);

#endif
