/* What a major change has to bring before it is approved: a context memo and a decision record; and
 * decisions that were made elsewhere. */
#include "flow/change.h"

#include "codec/json_read.h"
#include "terms/adr.h"
#include "terms/document.h"

static bool is_empty(const char *text)
{
    return !text || !lc_str_trim(lc_str(text)).len;
}

/* The first part of the memo that says nothing, NULL if all do. Follow-ups have owner and date, or
 * they would not have been read. */
static const char *empty_part(const struct lc_context_memo *m)
{
    const struct {
        const char *name;
        bool empty;
    } parts[] = {
        {"a problem", is_empty(m->problem)},
        {"evidence", is_empty(m->evidence)},
        {"alternatives", !m->alternative_count},
        {"a decision", is_empty(m->decision)},
        {"follow-ups with owner and due date", !m->follow_up_count},
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i].empty) {
            return parts[i].name;
        }
    }
    return NULL;
}

ctr_status lc_change_missing(struct lc_op *op, const struct ctr_change *h, const char **out)
{
    struct lc_change_request r;
    struct lc_context_memo memo = {0};
    struct lc_doc doc;
    struct lc_terms terms;
    const struct lc_read_options options = {.file = "context memo"};
    const struct ctr_decision *d = h->decision;

    LC_TRY(lc_change_request_now(op, h, &r));
    if (d && d->memo) {
        LC_TRY(lc_json_read(&op->ctx, lc_str(d->memo), &options, &doc));
        LC_TRY(lc_terms_read(&op->ctx, &doc, doc.root, &lc_record_memo, &memo, &terms));
    } else {
        memo = r.memo;
    }
    const char *part = empty_part(&memo);
    *out = NULL;
    if (part) {
        *out = lc_format(&op->ctx, "a context memo with %s", part);
        return *out ? CTR_OK : CTR_E_NOMEM;
    }
    if (is_empty(h->adr) && !(d && d->adr)) {
        *out = "a decision record (adr)";
    }
    return CTR_OK;
}

ctr_status lc_memo_read(struct lc_ctx *ctx, struct lc_str bytes, const char *file, const char **out)
{
    struct lc_doc doc;
    struct lc_terms terms;
    struct lc_context_memo memo = {0};
    ctr_terms_kind kind = CTR_TERMS_CHANGE;

    LC_TRY(lc_terms_open(ctx, bytes, file, &kind, &doc));
    const struct lc_value *inner = lc_get(doc.root, "context_memo");
    const struct lc_value *map = inner ? inner : doc.root;
    if (!lc_is(map, LC_OBJECT)) {
        return lc_doc_fail(ctx, &doc, 0, "a context memo should be a map");
    }
    LC_TRY(lc_terms_read(ctx, &doc, map, &lc_record_memo, &memo, &terms));
    const char *part = empty_part(&memo);
    if (part) {
        return lc_doc_fail(ctx, &doc, map->offset, "the context memo lacks %s", part);
    }
    return lc_map_canonical(ctx, map, out);
}

ctr_status lc_adr_check(struct lc_ctx *ctx, struct lc_str bytes, const char *file, const char **out)
{
    struct ctr_adr adr;

    LC_TRY(lc_adr_read(ctx, bytes, file, &adr));
    *out = lc_dup(ctx, bytes);
    return *out ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_flow_decision_record(struct lc_op *op, struct ctr_change *h, const char *memo,
                                   const char *adr)
{
    LC_TRY(lc_change_expect(op, h));
    if (!h->decision || h->decision->state != LC_DECISION_OPEN) {
        enum lc_change_state to;
        LC_TRY(lc_change_may(op, h, LC_CHANGE_APPROVE, &to));
        return lc_fail(&op->ctx, CTR_E_STATE, "nothing is to be decided on '%s'", h->name);
    }
    return lc_decision_record(op, h->decision, memo, adr);
}

ctr_status lc_flow_decision_import(struct lc_op *op, struct ctr_change *h)
{
    struct lc_change_request r;
    enum lc_change_state to;
    const char *by = NULL;
    const char *denied;

    LC_TRY(lc_change_expect(op, h));
    LC_TRY(lc_change_may(op, h, LC_CHANGE_APPROVE, &to));
    LC_TRY(lc_change_request_now(op, h, &r));
    if (r.decision.outcome == LC_OUTCOME_PENDING) {
        return lc_terms_fail(&op->ctx, &r.terms, "/decision/status",
                             "is pending, so there is no decision to take over");
    }
    if (r.decision.date != LC_TERM_ABSENT && r.decision.date > lc_day_at(op->ctx.now_us)) {
        return lc_terms_fail(&op->ctx, &r.terms, "/decision/date",
                             "lies ahead; a decision is taken over when it was made");
    }
    LC_TRY(lc_flow_may_import(op, h, &denied));
    for (size_t i = 0; i < r.decision.approver_count; i++) {
        by = by ? lc_format(&op->ctx, "%s, %s", by, r.decision.approvers[i])
                : r.decision.approvers[i];
    }
    const char *day =
        r.decision.date != LC_TERM_ABSENT ? lc_day_text(&op->ctx, r.decision.date) : NULL;
    const char *remark =
        lc_format(&op->ctx, "decided elsewhere%s%s", day ? " on " : "", day ? day : "");
    if (!remark || op->ctx.error) {
        return CTR_E_NOMEM;
    }
    LC_TRY(denied ? lc_change_remark(op, h, denied) : CTR_OK);
    h->decision->imported = 1;
    return lc_change_conclude(op, h, r.decision.outcome, by ? by : op->actor, remark);
}
