/* Withdrawn, reopened, closed. */
#include "flow/change.h"

#include "flow/lifecycle.h"
#include "flow/timer.h"
#include "flow/stop_line.h"
#include "terms/document.h"
#include "terms/sow.h"

ctr_status lc_flow_change_withdraw(struct lc_op *op, struct ctr_change *h)
{
    enum lc_change_state to;

    LC_TRY(lc_need_reason(op, "withdraw a change"));
    LC_TRY(lc_change_expect(op, h));
    LC_TRY(lc_change_may(op, h, LC_CHANGE_WITHDRAW, &to));
    LC_TRY(lc_change_may_undo(op, h, LC_CHANGE_WITHDRAW));
    if (h->decision && h->decision->state == LC_DECISION_OPEN) {
        LC_TRY(lc_decision_drop(op, h->decision_rid));
        LC_TRY(lc_timer_settle(op, h->decision_rid, "withdrawn"));
        h->decision->state = LC_DECISION_SUPERSEDED;
    }
    h->state = (int32_t)to;
    const struct lc_pair pairs[] = {LC_PAIR("reason", op->reason)};
    return lc_change_save(op, h, LC_EVENT_CHANGE_WITHDRAWN, pairs, 1);
}

ctr_status lc_flow_change_reopen(struct lc_op *op, struct ctr_change *h)
{
    enum lc_change_state to;

    LC_TRY(lc_need_reason(op, "reopen a change"));
    LC_TRY(lc_change_expect(op, h));
    LC_TRY(lc_change_may(op, h, LC_CHANGE_REOPEN, &to));
    LC_TRY(lc_change_may_undo(op, h, LC_CHANGE_REOPEN));
    h->state = (int32_t)to;
    h->cycle++;
    h->change_class = h->outcome = 0;
    h->master_rid = h->decision_rid = 0;
    h->master = h->base = NULL;
    h->decision = NULL;
    h->submitted_us = h->decided_us = h->closed_us = 0;
    const struct lc_pair pairs[] = {LC_PAIR_INT("cycle", h->cycle), LC_PAIR("reason", op->reason)};
    return lc_change_save(op, h, LC_EVENT_CHANGE_REOPENED, pairs, 2);
}

/* ---- closing ---- */

static ctr_status read_version(struct lc_op *op, const struct ctr_version *v, ctr_terms_kind kind,
                               const char *file, struct lc_doc *doc)
{
    struct lc_str bytes;

    LC_TRY(lc_document_get(op, v->document_rid, &bytes));
    return lc_terms_open(&op->ctx, bytes, file, &kind, doc);
}

static ctr_status is_no_addendum(struct lc_op *op, const struct ctr_change *h, const char *name,
                                 const char *why)
{
    ctr_status status = lc_fail(&op->ctx, CTR_E_STATE, "'%s' cannot be the addendum of '%s': %s",
                                name, h->name, why);
    lc_detail(&op->ctx, "addendum", name);
    return status;
}

/* A statement of work names the change in links.changes. */
static ctr_status check_sow(struct lc_op *op, const struct ctr_change *h,
                            const struct ctr_version *v, const char *name)
{
    struct lc_doc doc;
    struct lc_sow sow;

    LC_TRY(read_version(op, v, CTR_TERMS_SOW, name, &doc));
    LC_TRY(lc_sow_read(&op->ctx, &doc, &sow));
    for (size_t i = 0; i < sow.links.change_count; i++) {
        if (lc_str_eq_nocase(lc_str(sow.links.changes[i]), lc_str(h->id))) {
            return CTR_OK;
        }
    }
    return is_no_addendum(op, h, name, "its links.changes does not name the change");
}

static ctr_status check_addendum(struct lc_op *op, const struct ctr_change *h,
                                 const struct ctr_version *v, const char *name)
{
    if (v->state == CTR_STATE_DRAFT || v->state == CTR_STATE_RETIRED) {
        return is_no_addendum(op, h, name,
                              v->state == CTR_STATE_DRAFT ? "it is a draft" : "it is retired");
    }
    if (v->type == CTR_TYPE_SOW) {
        return check_sow(op, h, v, name);
    }
    if (v->type != CTR_TYPE_MASTER) {
        return is_no_addendum(op, h, name, "it is neither a master nor a statement of work");
    }
    bool newer = v->contract_rid == h->contract_rid && v->rid > h->master_rid;
    return newer ? CTR_OK
                 : is_no_addendum(op, h, name,
                                  "it is no newer version of the master that judged the change");
}

static bool wants_addendum(const struct ctr_change *h)
{
    return h->change_class == CTR_CLASS_MAJOR && h->outcome == LC_OUTCOME_APPROVED &&
           h->implemented_us;
}

static ctr_status find_addendum(struct lc_op *op, struct ctr_change *h, const char *given)
{
    struct lc_change_request r;
    struct lc_contract c;
    struct ctr_version v;

    LC_TRY(lc_change_request_now(op, h, &r));
    const char *name = given ? given : r.addendum;
    if (name) {
        LC_TRY(lc_version_named(op, name, &c, &v));
        LC_TRY(check_addendum(op, h, &v, name));
        h->addendum_rid = v.rid;
        h->addendum = lc_format(&op->ctx, "%s/%s@%s", v.team, v.name, v.label);
        return h->addendum ? CTR_OK : CTR_E_NOMEM;
    }
    if (!wants_addendum(h)) {
        return CTR_OK;
    }
    if (h->classification && !h->classification->enforced) {
        return lc_change_remark(op, h,
                                "would have been refused: a major change closes with its addendum");
    }
    return lc_fail(&op->ctx, CTR_E_STATE,
                   "change '%s' is major and closes only with its addendum; name the new version "
                   "of a statement of work or of the master that carries it out",
                   h->name);
}

ctr_status lc_flow_change_close(struct lc_op *op, struct ctr_change *h, const char *addendum)
{
    enum lc_change_state to;
    struct lc_contract c;

    LC_TRY(lc_change_expect(op, h));
    LC_TRY(lc_change_may(op, h, LC_CHANGE_CLOSE, &to));
    LC_TRY(lc_contract_get(op, h->team, h->contract, &c));
    LC_TRY(lc_stop_check(op, &c, NULL, "close", h->name));
    if (!h->outcome) {
        return lc_fail(&op->ctx, CTR_E_STATE,
                       "change '%s' was implemented as an emergency and is not decided on yet; "
                       "decide before it is closed",
                       h->name);
    }
    LC_TRY(find_addendum(op, h, addendum));
    h->state = (int32_t)to;
    h->closed_us = op->ctx.now_us;
    const struct lc_pair pairs[] = {LC_PAIR("addendum", h->addendum),
                                    LC_PAIR("reason", op->reason)};
    return lc_change_save(op, h, LC_EVENT_CHANGE_CLOSED, pairs, 2);
}
