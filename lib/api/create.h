/*
 * Writes that also stand in batches: each is taken from the caller (checked, documents read) before
 * a lock is held, and run in a transaction later. What was taken is not changed by a run: a batch
 * may be applied again.
 */
#ifndef LC_API_CREATE_H
#define LC_API_CREATE_H

#include "api/source.h"
#include "api/task.h"
#include "flow/lifecycle.h"
#include "flow/register.h"

#include <contracts/batch.h>

struct lc_create_args {
    struct lc_names names;
    const char *label;
    bool if_absent;
    struct lc_contract contract;
    struct lc_edition edition;
};
/* `keep`: the caller's memory will be gone when it runs, so texts and bytes are copied. */
ctr_status lc_create_take(struct lc_ctx *ctx, const ctr_create *given, bool keep,
                          struct lc_create_args *out);
ctr_status lc_create_run(struct lc_op *op, const struct lc_create_args *args,
                         struct ctr_version *out);

struct lc_evolve_args {
    struct lc_names names;
    const char *label; /* NULL: the proposed one */
    ctr_source source;
    struct lc_edition edition;
};
ctr_status lc_evolve_take(struct lc_ctx *ctx, const ctr_evolve *given, bool keep,
                          struct lc_evolve_args *out);
struct lc_evolving lc_evolve_what(const struct lc_evolve_args *args);
ctr_status lc_evolve_run(struct lc_op *op, const struct lc_evolve_args *args,
                         struct lc_evolve_plan *plan, struct ctr_evolution *out);

struct lc_activate_args {
    struct lc_names names;
    const char *label;
};
ctr_status lc_activate_take(struct lc_ctx *ctx, const char *team, const char *name,
                            const char *label, struct lc_activate_args *out);
ctr_status lc_activate_run(struct lc_op *op, const struct lc_activate_args *args,
                           struct ctr_version *out);

struct lc_register_args {
    struct lc_names names;
    bool allow_unknown;
    struct lc_registration registration;
};
/* Always copies. */
ctr_status lc_register_take(struct lc_ctx *ctx, const ctr_consumer_spec *given,
                            struct lc_register_args *out);
ctr_status lc_register_run(struct lc_op *op, const struct lc_register_args *args,
                           struct ctr_consumer *out);

#endif
