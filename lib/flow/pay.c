/* Payments wait while the line is stopped. */
#include "flow/pay.h"

#include "flow/stop_line.h"

static ctr_status ask(struct lc_op *op, const char *team, const char *name)
{
    struct lc_contract c;

    LC_TRY(lc_contract_get(op, team, name, &c));
    return lc_stop_check(op, &c, NULL, "payment", c.key);
}

ctr_status lc_flow_may_post(struct lc_op *op, const char *team, const char *name,
                            const struct lc_draft_entry *drafts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (drafts[i].kind == CTR_ENTRY_PAYMENT) {
            return ask(op, team, name);
        }
    }
    return CTR_OK;
}

ctr_status lc_flow_may_settle(struct lc_op *op, const char *team, const char *name,
                              const struct ctr_entry *entry)
{
    bool pays = entry->kind == CTR_ENTRY_PAYMENT && entry->act == CTR_ACT_SETTLE;

    return pays ? ask(op, team, name) : CTR_OK;
}
