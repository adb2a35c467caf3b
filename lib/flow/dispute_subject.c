/* What a dispute is about: whether it is there, and whether anything of it is left to dispute. */
#include "base/names.h"
#include "flow/change.h"
#include "flow/dispute.h"

/* ---- what stands in the ledger ---- */

static ctr_status read_number(struct lc_op *op, const char *what, const char *number, int64_t *out)
{
    struct lc_decimal decimal;
    bool sound = lc_decimal_parse(lc_str(number + (*number == '#')), &decimal) &&
                 lc_decimal_int64(&decimal, out) && *out > 0 && *out < LC_LEDGER_SPAN;

    return sound ? CTR_OK
                 : lc_fail(&op->ctx, CTR_E_ARGUMENT,
                           "'%s' is no number of an %s; wanted one such as 7", number, what);
}

ctr_status lc_dispute_entry(struct lc_op *op, const struct lc_contract *c, const char *number,
                            struct ctr_entry *out)
{
    struct ctr_ledger book;
    int64_t seq = 0;

    LC_TRY(read_number(op, "entry", number, &seq));
    LC_TRY(lc_ledger_get(op, c->team, c->name, &book));
    return lc_entry_get(op, &book, seq, out);
}

ctr_status lc_dispute_assessment(struct lc_op *op, const struct lc_contract *c, const char *number,
                                 struct ctr_assessment *out)
{
    struct ctr_ledger book;
    int64_t n = 0;

    LC_TRY(read_number(op, "assessment", number, &n));
    LC_TRY(lc_ledger_get(op, c->team, c->name, &book));
    return lc_assess_get(op, &book, n, out);
}

static ctr_status nothing_left(struct lc_op *op, const char *what, const char *why)
{
    return lc_fail(&op->ctx, CTR_E_STATE, "%s, so nothing of it is left to dispute: '%s'", why,
                   what);
}

static ctr_status by_number(struct lc_op *op, struct ctr_dispute *d, int64_t number)
{
    d->subject = lc_format(&op->ctx, "%lld", (long long)number);
    return d->subject ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status check_entry(struct lc_op *op, const struct lc_contract *c, struct ctr_dispute *d)
{
    struct ctr_entry e;

    LC_TRY(lc_dispute_entry(op, c, d->subject, &e));
    LC_TRY(by_number(op, d, e.seq));
    bool stands = e.state != CTR_ENTRY_REVERSED && e.state != CTR_ENTRY_VOIDED &&
                  e.state != CTR_ENTRY_EXPIRED;
    if (stands) {
        return CTR_OK;
    }
    const char *why =
        lc_format(&op->ctx, "the entry is %s", lc_word_name(lc_words_entry_state, e.state));
    return why ? nothing_left(op, d->subject, why) : CTR_E_NOMEM;
}

static ctr_status check_assessment(struct lc_op *op, const struct lc_contract *c,
                                   struct ctr_dispute *d)
{
    struct ctr_assessment a;

    LC_TRY(lc_dispute_assessment(op, c, d->subject, &a));
    LC_TRY(by_number(op, d, a.n));
    return a.state != LC_ASSESS_FORECAST
               ? CTR_OK
               : lc_fail(&op->ctx, CTR_E_STATE,
                         "assessment %lld of '%s/%s' is a forecast and moved nothing; dispute one "
                         "by which a share accrued",
                         (long long)a.n, c->team, c->name);
}

/* ---- changes ---- */

static ctr_status check_change(struct lc_op *op, const struct lc_contract *c, struct ctr_dispute *d)
{
    struct ctr_change h;
    struct ctr_decision made;

    LC_TRY(lc_check_name(&op->ctx, "change", d->subject));
    LC_TRY(lc_change_get(op, c, d->subject, &h));
    d->subject = h.id;
    if (d->subject_kind == LC_DISPUTE_CHANGE) {
        return h.state == LC_CHANGE_WITHDRAWN ? nothing_left(op, h.name, "the change is withdrawn")
                                              : CTR_OK;
    }
    made.state = 0;
    LC_TRY(h.decision_rid ? lc_decision_get(op, h.decision_rid, &made) : CTR_OK);
    return made.state == LC_DECISION_DECIDED
               ? CTR_OK
               : lc_fail(&op->ctx, CTR_E_STATE,
                         "nothing is decided on '%s' yet; dispute the change, not its decision",
                         h.name);
}

ctr_status lc_dispute_subject_check(struct lc_op *op, const struct lc_contract *c,
                                    struct ctr_dispute *d)
{
    struct ctr_dispute other;
    bool found;

    LC_TRY(d->subject_kind == LC_DISPUTE_ENTRY        ? check_entry(op, c, d)
           : d->subject_kind == LC_DISPUTE_ASSESSMENT ? check_assessment(op, c, d)
                                                      : check_change(op, c, d));
    LC_TRY(lc_dispute_freezes(op, c->rid, d->subject_kind, d->subject, &other, &found));
    if (!found) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(&op->ctx, CTR_E_STATE, "%s is disputed already, in '%s' by '%s'",
                                other.about, other.name, other.party);
    lc_detail(&op->ctx, "dispute", other.id);
    return status;
}
