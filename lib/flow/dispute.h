/*
 * Disputes: what a party disputes climbs the levels that the master names, and ends in a decision,
 * a reversing entry, or withdrawn. While it does not, payment waits and accrual goes on.
 */
#ifndef LC_FLOW_DISPUTE_H
#define LC_FLOW_DISPUTE_H

#include "domain/assess/assess.h"
#include "domain/dispute/dispute.h"
#include "flow/timer.h"

/* --- verbs (dispute.c, dispute_end.c); texts are checked --- */

/* `d` has subject, statement, and, where given, id, party and against; the actor opens for itself,
 * and against the only other party. */
ctr_status lc_flow_dispute_open(struct lc_op *op, const struct lc_contract *c,
                                struct ctr_dispute *d);
/* party NULL = the actor. */
ctr_status lc_flow_dispute_answer(struct lc_op *op, struct ctr_dispute *d, const char *party,
                                  const char *answer);
ctr_status lc_flow_dispute_escalate(struct lc_op *op, struct ctr_dispute *d, const char *party);
ctr_status lc_flow_dispute_resolve(struct lc_op *op, struct ctr_dispute *d, int32_t outcome,
                                   const char *reference);
ctr_status lc_flow_dispute_withdraw(struct lc_op *op, struct ctr_dispute *d, const char *party);

/* DENIED unless the actor speaks for that party of the master (NULL = is it). */
ctr_status lc_dispute_speaks(struct lc_op *op, const struct ctr_dispute *d, const char *verb,
                             const char **party);
/* Deadline and level, as they stand now. */
ctr_status lc_dispute_fresh(struct lc_op *op, struct lc_timer_desk *desk, struct ctr_dispute *d);

/* --- what it is about (dispute_subject.c) --- */

/* That it is there, that something of it is left, and that nobody disputes it yet; makes
 * `subject` what is stored. */
ctr_status lc_dispute_subject_check(struct lc_op *op, const struct lc_contract *c,
                                    struct ctr_dispute *d);
/* The entry of the contract's ledger with that number, such as "7" or "#7", or the assessment.
 * NOT_FOUND if there is none. */
ctr_status lc_dispute_entry(struct lc_op *op, const struct lc_contract *c, const char *number,
                            struct ctr_entry *out);
ctr_status lc_dispute_assessment(struct lc_op *op, const struct lc_contract *c, const char *number,
                                 struct ctr_assessment *out);

/* --- what a dispute freezes (dispute_freeze.c) --- */

/* The one predicate: is there a dispute about it that has not ended? `subject` is the number of an
 * entry or an assessment, or the id of a change. For everything that pays: see lc_payment_may. */
ctr_status lc_dispute_freezes(struct lc_op *op, int64_t contract_rid, int32_t subject_kind,
                              const char *subject, struct ctr_dispute *out, bool *frozen);
/* Is one of the assessments disputed, or an entry that one posted? Shares are cumulative,
 * so none is payable then that was not before; they go on accruing. The first of such disputes. */
ctr_status lc_dispute_freezes_share(struct lc_op *op, const struct ctr_ledger *book,
                                    struct ctr_dispute *out, bool *frozen);
/* STATE if the draft pays what is disputed. */
ctr_status lc_payment_may(struct lc_op *op, const struct ctr_ledger *book,
                          const struct lc_draft_entry *d);
/* Entries of a caller, looked at before they are posted or resolved. */
ctr_status lc_flow_ledger_post(struct lc_op *op, struct ctr_ledger *book,
                               const struct lc_draft_entry *drafts, size_t count,
                               struct ctr_entry *out);
ctr_status lc_flow_ledger_resolve(struct lc_op *op, struct ctr_ledger *book,
                                  const struct lc_resolution *r, struct ctr_entry *out);

#endif
