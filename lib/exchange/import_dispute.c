/* Disputes of an import: behind the ledgers and the changes that they are about. */
#include "base/names.h"
#include "codec/json_write.h"
#include "domain/assess/assess.h"
#include "domain/change/change.h"
#include "exchange/dispute_story.h"
#include "exchange/import.h"

/* What is missing or cannot be; NULL if it is sound. */
static const char *fault_of(const struct ctr_dispute *d)
{
    bool over = lc_dispute_over(d->state);

    if (!d->subject_kind || !d->subject || !d->state || !d->party || !d->against || !d->statement ||
        !*d->statement || !d->opened_us || !d->opened_by || d->revision < 1) {
        return "a dispute has a kind, a subject, a state, two parties, a statement, who opened it "
               "when, and a revision of at least 1";
    }
    if (strcmp(d->party, d->against) == 0) {
        return "a dispute has two parties, not one";
    }
    if (!d->answer != !d->answered_us || !d->answer != !d->answered_by ||
        (d->state == LC_DISPUTE_ANSWERED && !d->answer) ||
        (d->state == LC_DISPUTE_OPEN && d->answer)) {
        return "an answer comes with who gave it when, in a dispute that is not open any more";
    }
    if (over != (d->ended_us != 0) || over != (d->ended_by != NULL)) {
        return "a dispute that is over says who ended it when, and no other does";
    }
    if ((d->state == LC_DISPUTE_RESOLVED) != (d->outcome != 0) || !d->outcome != !d->reference) {
        return "a dispute that is resolved has an outcome with its reference, and no other has";
    }
    return d->outcome == LC_DISPUTE_BY_REVERSAL && !lc_dispute_in_ledger(d->subject_kind)
               ? "only a dispute about an entry or an assessment ends in a reversing entry"
               : NULL;
}

static ctr_status check_entry(struct lc_import *im, const struct lc_contract *c, const char *number)
{
    struct ctr_ledger book;
    struct lc_decimal decimal;
    int64_t seq = 0;
    bool found;
    char text[24];

    LC_TRY(lc_ledger_find(im->op, c, &book, &found));
    bool sound = found && lc_decimal_parse(lc_str(number), &decimal) &&
                 lc_decimal_int64(&decimal, &seq) && seq > 0 && seq <= book.entries;
    snprintf(text, sizeof text, "%lld", (long long)seq);
    return sound && strcmp(text, number) == 0
               ? CTR_OK
               : lc_import_fail(im, CTR_E_INPUT,
                                "a dispute names entry '%.64s', which '%s/%s' does "
                                "not have",
                                number, c->team, c->name);
}

static ctr_status check_assessment(struct lc_import *im, const struct lc_contract *c,
                                   const char *number)
{
    struct ctr_ledger book;
    struct ctr_assessment a;
    struct lc_decimal decimal;
    int64_t n = 0;
    bool found;
    char text[24];

    LC_TRY(lc_ledger_find(im->op, c, &book, &found));
    found = found && lc_decimal_parse(lc_str(number), &decimal) && lc_decimal_int64(&decimal, &n) &&
            n > 0 && n < INT64_MAX;
    if (found) {
        LC_TRY(lc_assess_last(im->op, &book, n + 1, LC_DAY_NONE, &a, &found));
    }
    snprintf(text, sizeof text, "%lld", (long long)n);
    return found && a.n == n && strcmp(text, number) == 0
               ? CTR_OK
               : lc_import_fail(im, CTR_E_INPUT,
                                "a dispute names assessment '%.64s', which '%s/%s' does not have",
                                number, c->team, c->name);
}

static ctr_status check_change(struct lc_import *im, const struct lc_contract *c, const char *id)
{
    struct ctr_change h;
    bool found;

    LC_TRY_AT(im, lc_check_name(&im->op->ctx, "change", id));
    LC_TRY(lc_change_find(im->op, c->rid, id, &h, &found));
    return found ? CTR_OK
                 : lc_import_fail(im, CTR_E_INPUT,
                                  "a dispute names change '%s', which '%s/%s' does not have", id,
                                  c->team, c->name);
}

static ctr_status check_named(struct lc_import *im, const struct lc_contract *c,
                              const struct ctr_dispute *d)
{
    struct ctr_dispute other;
    bool found;

    LC_TRY(d->subject_kind == LC_DISPUTE_ENTRY        ? check_entry(im, c, d->subject)
           : d->subject_kind == LC_DISPUTE_ASSESSMENT ? check_assessment(im, c, d->subject)
                                                      : check_change(im, c, d->subject));
    if (d->outcome) {
        LC_TRY(d->outcome == LC_DISPUTE_BY_REVERSAL ? check_entry(im, c, d->reference)
                                                    : check_change(im, c, d->reference));
    }
    LC_TRY(lc_dispute_find(im->op, c->rid, d->id, &other, &found));
    if (found) {
        return lc_import_fail(im, CTR_E_INPUT, "a second dispute '%s'", other.name);
    }
    LC_TRY(lc_dispute_of(im->op, c->rid, d->subject_kind, d->subject, &other, &found));
    return found && !lc_dispute_over(d->state)
               ? lc_import_fail(im, CTR_E_INPUT, "a second dispute about %s that is not over",
                                other.about)
               : CTR_OK;
}

ctr_status lc_import_dispute_close(struct lc_import *im, const struct lc_rec_dispute *rec)
{
    struct lc_ctx *ctx = &im->op->ctx;
    struct lc_contract c;
    struct lc_dispute_story *k = lc_new(ctx, 1, sizeof *k);

    if (!k) {
        return CTR_E_NOMEM;
    }
    LC_TRY_AT(im, lc_check_name(ctx, "dispute", rec->id));
    LC_TRY(lc_import_master(im, rec->team, rec->name, &c));
    LC_TRY(lc_import_shape(im, "dispute", &lc_shape_dispute_story, k));
    const char *fault = fault_of(&k->is);
    if (fault) {
        return lc_import_fail(im, CTR_E_INPUT, "%s", fault);
    }
    LC_TRY_AT(im, lc_check_text(ctx, "statement", k->is.statement, LC_DISPUTE_TEXT));
    LC_TRY_AT(im, lc_check_text(ctx, "answer", k->is.answer, LC_DISPUTE_TEXT));
    if (!c.rid) {
        return CTR_OK;
    }
    k->is.contract_rid = c.rid;
    k->is.id = rec->id;
    LC_TRY(check_named(im, &c, &k->is));
    return lc_dispute_insert(im->op, &k->is);
}
