/* <contracts/statement.h>: burn against target. */
#include "report/burn.h"

#include "api/getter.h"
#include "api/task.h"

struct burn_args {
    struct lc_names names;
    const char *until;
};

static ctr_status burn_run(struct lc_op *op, void *user, void *body)
{
    const struct burn_args *a = user;
    return lc_report_burn(op, a->names.team, a->names.name, a->until, body);
}

ctr_status ctr_ledger_burn(ctr_store *store, const char *team, const char *name, const char *until,
                           ctr_burn **out, ctr_error **err)
{
    struct burn_args args = {{team, name ? name : ""}, until};
    struct ctr_burn body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .run = burn_run,
                                 .args = &args,
                                 .shape = &lc_shape_burn,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

LC_GET_SIZE(burn, points, point_count)
LC_GET_STR_AT(burn, date, points, point_count, .date)
LC_GET_STR_AT(burn, cost, points, point_count, .text_cost)
LC_GET_STR_AT(burn, target, points, point_count, .text_target)
LC_FREE(burn)
