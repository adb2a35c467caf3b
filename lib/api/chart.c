/* <contracts/chart.h>: the chart of accounts of a master contract. */
#include "api/getter.h"
#include "api/task.h"
#include "flow/deal.h"

enum { MAX_CURRENCY = 16 };

struct chart_args {
    struct lc_names names;
    const char *base;
};

static ctr_status chart_prepare(struct lc_op *op, void *user)
{
    struct chart_args *a = user;

    LC_TRY(lc_check_text(&op->ctx, "currency", a->base, MAX_CURRENCY));
    return !a->base || lc_currency_exponent(lc_str(a->base)) >= 0
               ? CTR_OK
               : lc_fail(&op->ctx, CTR_E_ARGUMENT, "'%s' is no currency of ISO 4217, such as GBP",
                         a->base);
}

static ctr_status chart_run(struct lc_op *op, void *user, void *body)
{
    struct chart_args *a = user;
    return lc_flow_chart(op, a->names.team, a->names.name, a->base, body);
}

ctr_status ctr_ledger_chart(ctr_store *store, const char *team, const char *name, const char *base,
                            const ctr_call *call, ctr_chart **out, ctr_error **err)
{
    struct chart_args args = {{team, name ? name : ""}, base};
    struct ctr_chart body;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "ledger.chart",
                                 .names = &args.names,
                                 .prepare = chart_prepare,
                                 .run = chart_run,
                                 .args = &args,
                                 .shape = &lc_shape_chart,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

LC_GET_SIZE(chart, count, row_count)
LC_GET_STR_AT(chart, account, rows, row_count, .account)
LC_GET_STR_AT(chart, party, rows, row_count, .party)
LC_GET_STR(chart, currency, currency)
LC_GET_INT(chart, opened, opened)
LC_GET_STR(chart, target, target)
LC_GET_INT(chart, target_entry, target_seq)
LC_GET_SIZE(chart, remarks, remark_count)

const char *ctr_chart_remark(const ctr_chart *chart, size_t index)
{
    return chart && index < chart->remark_count ? chart->remarks[index] : NULL;
}

LC_GET_FLAG(chart, dry_run, dry_run)
LC_FREE(chart)
