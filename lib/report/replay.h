/*
 * Parts of replay: what events say of one contract, compared with the tables.
 */
#ifndef LC_REPORT_REPLAY_H
#define LC_REPORT_REPLAY_H

#include "domain/contract/contract.h"
#include "report/verify.h"

/* Assessments of a contract's ledger (replay_assess.c). */
ctr_status lc_replay_assessments(struct lc_op *op, struct ctr_report *r,
                                 const struct lc_contract *c);
/* Changes of a master contract (replay_change.c). */
/* The policy of a contract, and those of teams. */
ctr_status lc_replay_policy(struct lc_op *op, struct ctr_report *r, const struct lc_contract *c);
ctr_status lc_replay_team_policies(struct lc_op *op, struct ctr_report *r);
ctr_status lc_replay_runs(struct lc_op *op, struct ctr_report *r, const struct lc_contract *c);
ctr_status lc_replay_meetings(struct lc_op *op, struct ctr_report *r, const struct lc_contract *c);
ctr_status lc_replay_stops(struct lc_op *op, struct ctr_report *r, const struct lc_contract *c);
ctr_status lc_replay_slos(struct lc_op *op, struct ctr_report *r, const struct lc_contract *c);
ctr_status lc_replay_changes(struct lc_op *op, struct ctr_report *r, const struct lc_contract *c);
/* What was frozen, accepted and posted of a statement of work (replay_sow.c). */
ctr_status lc_replay_sows(struct lc_op *op, struct ctr_report *r, const struct lc_contract *c);
/* What was disputed under one (replay_dispute.c). */
ctr_status lc_replay_disputes(struct lc_op *op, struct ctr_report *r, const struct lc_contract *c);
/* Timers of what is decided under one (replay_timer.c). */
ctr_status lc_replay_timers(struct lc_op *op, struct ctr_report *r, const struct lc_contract *c);

#endif
