/* The figures of an assessment, from its inputs alone. */
#include "codec/json_read.h"
#include "codec/json_write.h"
#include "flow/assess.h"

/* A fee in percent of cost is computed by the rule itself. */
static bool takes_fee(const struct lc_deal *d)
{
    return d->rule.fee_inside && !lc_share_has(&d->rule, LC_TERM_FEE_PCT);
}

ctr_status lc_assess_figures(struct lc_op *op, const struct ctr_ledger *book,
                             const struct lc_deal *d, int64_t day, int64_t seq, int64_t *target,
                             int64_t *cost)
{
    const char *account;
    int64_t more = 0;

    LC_TRY(lc_chart_account(&op->ctx, book->name, LC_CHART_TARGET, NULL, &account));
    LC_TRY(lc_chart_sum(op, book, account, d->currency, day, seq, target));
    LC_TRY(lc_chart_account(&op->ctx, book->name, LC_CHART_COST, NULL, &account));
    LC_TRY(lc_chart_sum(op, book, account, d->currency, day, seq, cost));
    if (takes_fee(d)) {
        LC_TRY(lc_chart_account(&op->ctx, book->name, LC_CHART_FEE, NULL, &account));
        LC_TRY(lc_chart_sum(op, book, account, d->currency, day, seq, &more));
    }
    *cost += more; /* both are at most 2^62 */
    return *cost <= LC_MONEY_MOST
               ? CTR_OK
               : lc_fail(&op->ctx, CTR_E_LIMIT, "cost and fee sum to more than 2^62 minor units");
}

/* The account, or one below it. */
static bool is_below(const char *account, const char *top)
{
    size_t n = strlen(top);
    return strncmp(account, top, n) == 0 && (!account[n] || account[n] == ':');
}

ctr_status lc_assess_counts(struct lc_op *op, const struct ctr_ledger *book,
                            const struct lc_deal *d, const struct ctr_assessment *a,
                            const struct ctr_entry *e, bool *out)
{
    static const enum lc_chart which[] = {LC_CHART_TARGET, LC_CHART_COST, LC_CHART_FEE};
    bool fee = takes_fee(d);

    *out = false;
    if (e->seq > a->entries || e->effective_day > a->as_of_day || e->act == CTR_ACT_PEND) {
        return CTR_OK;
    }
    for (size_t i = 0; i < 2 + (size_t)fee; i++) {
        const char *account;
        LC_TRY(lc_chart_account(&op->ctx, book->name, which[i], NULL, &account));
        for (size_t k = 0; k < e->posting_count; k++) {
            *out = *out || is_below(e->postings[k].account, account);
        }
    }
    return CTR_OK;
}

/* --- the share --- */

static ctr_status too_large(struct lc_op *op)
{
    return lc_fail(&op->ctx, CTR_E_LIMIT, "a figure of the share is further from zero than 2^62");
}

static ctr_status share_of(struct lc_op *op, const struct lc_deal *d, int64_t target, int64_t cost,
                           int64_t *out)
{
    struct lc_share_case c;
    struct lc_share_figures f;

    if (lc_share_case(&d->rule, target, cost, &c) != CTR_OK ||
        lc_share_evaluate(&c, &f) != CTR_OK) {
        return too_large(op);
    }
    *out = f.share;
    return CTR_OK;
}

/* In the form that an import gives it, too. */
static ctr_status canonical(struct lc_op *op, const struct ctr_share *answer, const char **out)
{
    struct lc_ctx *ctx = &op->ctx;
    const struct lc_read_options options = {.file = "share"};
    struct lc_doc doc;
    struct lc_buf buf;
    struct lc_buf text;

    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX / 2);
    lc_buf_init(&text, &ctx->alloc, SIZE_MAX / 2);
    lc_json_shape(&buf, &lc_shape_share, answer, false);
    const char *json = lc_buf_cstr(&buf);
    ctr_status status =
        json ? lc_json_read(ctx, lc_str_n(json, buf.size), &options, &doc) : lc_nomem(ctx);
    status = status ? status : lc_json_canonical(ctx, &text, doc.root);
    json = status ? NULL : lc_buf_cstr(&text);
    *out = json ? lc_dup_c(ctx, json) : NULL;
    lc_buf_free(&buf);
    lc_buf_free(&text);
    return status ? status : *out ? CTR_OK : lc_nomem(ctx);
}

static ctr_status answer(struct lc_op *op, const struct lc_deal *d, struct ctr_assessment *a)
{
    bool whole = a->kind != LC_ASSESS_INTERIM || a->basis == LC_BASIS_FORECAST;
    const int64_t target = whole ? a->target : a->earned;
    const int64_t cost = a->basis == LC_BASIS_FORECAST ? a->forecast : a->cost;
    struct ctr_share share;

    LC_TRY(lc_share_answer(&op->ctx, &d->rule, &target, &cost, &share));
    LC_TRY(share.computable ? CTR_OK : lc_deal_fail(op, d, share.reasons, share.reason_count));
    return canonical(op, &share, &a->answer);
}

static ctr_status figures(struct lc_op *op, const struct lc_deal *d, struct ctr_assessment *a)
{
    const int64_t earned = a->kind == LC_ASSESS_INTERIM ? a->earned : a->target;
    struct lc_interim_case c = {
        .rule = &d->rule, .kind = a->kind, .cost = a->cost, .target = a->target, .earned = earned};

    a->policy = d->rule.interim;
    if (a->has_forecast) {
        LC_TRY(share_of(op, d, a->target, a->forecast, &a->forecast_share));
    }
    a->accrued = a->accrued_before;
    a->payable = a->payable_before;
    if (a->basis == LC_BASIS_FORECAST) { /* nothing is known of the work done: nothing moves */
        return CTR_OK;
    }
    LC_TRY(share_of(op, d, earned, a->cost, &a->accrued));
    LC_TRY(share_of(op, d, a->target, a->cost, &c.whole));
    c.accrued = a->accrued;
    return a->hold || lc_interim_payable(&c, &a->payable) == CTR_OK ? CTR_OK : too_large(op);
}

/* --- the parties --- */

static struct lc_assess_party *find(struct ctr_assessment *a, const char *party)
{
    for (size_t i = 0; i < a->party_count; i++) {
        if (strcmp(a->parties[i].party, party) == 0) {
            return &a->parties[i];
        }
    }
    return NULL;
}

/* Those of the deal, and those who had a part before: it goes to zero. */
static ctr_status gather(struct lc_ctx *ctx, const struct lc_deal *d,
                         const struct ctr_assessment *before, struct ctr_assessment *a)
{
    size_t old = before ? before->party_count : 0;

    a->parties = lc_new(ctx, d->party_count + old + 1, sizeof *a->parties);
    a->party_count = 0;
    if (!a->parties) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < d->party_count; i++) {
        a->parties[a->party_count++] = (struct lc_assess_party){.party = d->parties[i]};
    }
    for (size_t i = 0; i < old; i++) {
        const struct lc_assess_party *was = &before->parties[i];
        struct lc_assess_party *p = find(a, was->party);
        if (!p && (was->accrued || was->payable)) {
            p = &a->parties[a->party_count++];
            *p = (struct lc_assess_party){.party = was->party};
        }
        if (p) {
            p->accrued_before = was->accrued;
            p->payable_before = was->payable;
        }
    }
    return CTR_OK;
}

/* Where nothing of a figure moves, nobody's part of it does. */
static ctr_status share_out(struct lc_op *op, const struct lc_deal *d, struct ctr_assessment *a)
{
    bool accrues = a->basis == LC_BASIS_ACTUAL;
    bool pays = accrues && !a->hold;
    int64_t *accrued = lc_new(&op->ctx, d->party_count, sizeof *accrued);
    int64_t *payable = lc_new(&op->ctx, d->party_count, sizeof *payable);

    if (!accrued || !payable) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_deal_split(&op->ctx, d, a->accrued, accrued));
    LC_TRY(lc_deal_split(&op->ctx, d, a->payable, payable));
    for (size_t i = 0; i < a->party_count; i++) {
        struct lc_assess_party *p = &a->parties[i];
        bool in = i < d->party_count;
        p->accrued = !accrues ? p->accrued_before : in ? accrued[i] : 0;
        p->payable = !pays ? p->payable_before : in ? payable[i] : 0;
    }
    return CTR_OK;
}

static bool far(int64_t now, int64_t before)
{
    lc_wide move = (lc_wide)now - before;
    return move > LC_MONEY_MOST || move < -LC_MONEY_MOST;
}

ctr_status lc_assess_compute(struct lc_op *op, const struct lc_deal *d,
                             const struct ctr_assessment *before, struct ctr_assessment *a)
{
    a->accrued_before = before ? before->accrued : 0;
    a->payable_before = before ? before->payable : 0;
    a->state = a->basis == LC_BASIS_FORECAST ? LC_ASSESS_FORECAST
               : a->hold                     ? LC_ASSESS_HELD
                                             : LC_ASSESS_POSTED;
    LC_TRY(answer(op, d, a));
    LC_TRY(figures(op, d, a));
    LC_TRY(far(a->accrued, a->accrued_before) || far(a->payable, a->payable_before) ? too_large(op)
                                                                                    : CTR_OK);
    LC_TRY(gather(&op->ctx, d, before, a));
    return share_out(op, d, a);
}
