/*
 * The way of a change request through the rooms: opened, analysed, submitted and classified,
 * decided on, carried out, closed. Each function is one call, in one transaction.
 */
#ifndef LC_FLOW_CHANGE_H
#define LC_FLOW_CHANGE_H

#include "flow/policy.h"
#include "terms/adr.h"

/* --- opening, impact (change_open.c) --- */

/* What the map says, in canonical form; NULL if it says nothing. */
ctr_status lc_map_canonical(struct lc_ctx *ctx, const struct lc_value *map, const char **out);

/* A request read before the lock is taken. */
struct lc_change_paper {
    struct lc_doc doc;
    struct lc_change_request request;
    const char *impact; /* canonical JSON; NULL = it says nothing */
    struct lc_blob blob;
};
ctr_status lc_change_paper_read(struct lc_ctx *ctx, struct lc_str bytes, const char *file,
                                struct lc_change_paper *out);
ctr_status lc_flow_change_open(struct lc_op *op, const char *team, const char *name,
                               struct lc_change_paper *paper, struct ctr_change *out);

/* An impact analysis read before the lock is taken: its own map, or a whole request with one. */
struct lc_impact_paper {
    struct lc_impact_analysis analysis;
    const char *body;  /* canonical JSON */
    const char *above; /* its path in the document; "" if it is the whole */
    struct lc_doc doc;
    struct lc_terms terms;
};
ctr_status lc_impact_paper_read(struct lc_ctx *ctx, struct lc_str bytes, const char *file,
                                struct lc_impact_paper *out);
ctr_status lc_flow_change_impact(struct lc_op *op, struct ctr_change *h,
                                 struct lc_impact_paper *paper);

/* --- submission and classes (change_submit.c) --- */

/* The request as it stands: the document with the latest revision of the impact. */
ctr_status lc_change_request_now(struct lc_op *op, const struct ctr_change *h,
                                 struct lc_change_request *out);
/* The same with any revision of the impact, as JSON. */
ctr_status lc_change_request_with(struct lc_op *op, const struct ctr_change *h, const char *impact,
                                  struct lc_change_request *out);
ctr_status lc_flow_change_submit(struct lc_op *op, struct ctr_change *h);
ctr_status lc_flow_change_classify(struct lc_op *op, struct ctr_change *h);
/* Base and policy of now. */
ctr_status lc_change_fix_base(struct lc_op *op, struct ctr_change *h, const struct lc_policy *p);
/* Compute the class and append it. */
ctr_status lc_change_classify(struct lc_op *op, struct ctr_change *h, const struct lc_policy *p);
/* Ask those who have the right; of what is implemented already, within the emergency's days. */
ctr_status lc_change_ask(struct lc_op *op, struct ctr_change *h, const struct lc_policy *p);

/* --- deciding (change_decide.c) --- */

/* `party` NULL = the actor's own. */
ctr_status lc_flow_change_vote(struct lc_op *op, struct ctr_change *h, enum lc_vote vote,
                               const char *party);
ctr_status lc_flow_change_decide(struct lc_op *op, struct ctr_change *h, int32_t outcome);
/* What is missing before a major change may be approved; NULL in *out if nothing is. */
ctr_status lc_change_missing(struct lc_op *op, const struct ctr_change *h, const char **out);
/* Does the actor speak for one of those who decide on it? Why not, NULL if it does; and whether
 * rights bind there. */
ctr_status lc_change_speaker(struct lc_op *op, const struct ctr_change *h, const char **why,
                             bool *binds);
/* Write down what was decided, in both rooms. */
ctr_status lc_change_conclude(struct lc_op *op, struct ctr_change *h, int32_t outcome,
                              const char *by, const char *remark);

/* A context memo read before the lock is taken: its own map, or a request with one. Canonical. */
ctr_status lc_memo_read(struct lc_ctx *ctx, struct lc_str bytes, const char *file,
                        const char **out);
/* A decision record in Markdown, as it stands. */
ctr_status lc_adr_check(struct lc_ctx *ctx, struct lc_str bytes, const char *file,
                        const char **out);
/* Add either to the open decision; NULL leaves what is there. */
ctr_status lc_flow_decision_record(struct lc_op *op, struct ctr_change *h, const char *memo,
                                   const char *adr);
/* The decision on a change as a record: what was recorded with it, or what memo and request say,
 * with status, date and who decided as they are. */
ctr_status lc_flow_decision_adr(struct lc_op *op, const struct ctr_change *h, struct ctr_adr *out);
/* Take over the decision that the request itself holds, made elsewhere and marked so. */
ctr_status lc_flow_decision_import(struct lc_op *op, struct ctr_change *h);
/* May the actor do so: DENIED where rights bind, else a remark, or NULL. (change_decide.c) */
ctr_status lc_flow_may_import(struct lc_op *op, const struct ctr_change *h, const char **remark);

/* --- the end (change_end.c, change_undo.c, implement.c) --- */

/* Whether the actor may withdraw or reopen what is approved, and whether nothing rests on it. */
ctr_status lc_change_may_undo(struct lc_op *op, struct ctr_change *h, enum lc_change_verb verb);

ctr_status lc_flow_change_withdraw(struct lc_op *op, struct ctr_change *h);
ctr_status lc_flow_change_reopen(struct lc_op *op, struct ctr_change *h);
/* `addendum` NULL = the one that the request names. */
ctr_status lc_flow_change_close(struct lc_op *op, struct ctr_change *h, const char *addendum);
ctr_status lc_flow_change_implement(struct lc_op *op, struct ctr_change *h);

/* A version named as team/name@label. */
ctr_status lc_version_named(struct lc_op *op, const char *text, struct lc_contract *c,
                            struct ctr_version *v);

#endif
