/*
 * Decisions: answers with typed reasons, over comparisons that are made once each.
 */
#ifndef LC_FLOW_CAN_H
#define LC_FLOW_CAN_H

#include "domain/run/run.h"
#include "flow/pair.h"
#include "flow/run.h"

#include <contracts/can.h>

struct ctr_reason {
    int32_t answer, why;
    const char *text;
    const char *contract, *version, *against, *consumer, *build, *environment, *instance;
    const char *const *parts;
    size_t part_count;
    const struct ctr_finding *finding;
};

struct ctr_can {
    const char *question, *subject, *environment;
    int32_t answer;
    struct ctr_reason *reasons;
    size_t count, room;
};

extern const struct lc_shape lc_shape_can;
extern const struct lc_word lc_words_answer[], lc_words_can_why[];

/* --- can.c --- */

/* Add a reason; its answer is that of its kind. `text` is made by lc_format: NULL is NOMEM. */
ctr_status lc_can_add(struct lc_op *op, struct ctr_can *can, ctr_can_why why,
                      const struct ctr_reason *about, const char *text);
/* Somebody uses a part that none of both versions has; `to` NULL: of a document without a label. */
const char *lc_can_absent(struct lc_ctx *ctx, const char *who, const char *part, const char *from,
                          const char *to);
/* Sort the reasons and answer. */
ctr_status lc_can_finish(struct lc_op *op, struct ctr_can *can);

/* --- can_evolve.c, can_version.c, can_deploy.c --- */

/* `edition` NULL: the draft that `label` names. */
ctr_status lc_can_evolve(struct lc_op *op, const struct lc_evolving *e, struct ctr_can *out);
ctr_status lc_can_retire(struct lc_op *op, const struct lc_contract *c, const struct ctr_version *v,
                         struct ctr_can *out);
ctr_status lc_can_upgrade(struct lc_op *op, const struct lc_contract *c, const char *consumer,
                          const struct ctr_version *v, struct ctr_can *out);
ctr_status lc_can_deploy(struct lc_op *op, const struct lc_run_given *given, struct ctr_can *out);

#endif
