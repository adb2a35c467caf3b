/* Assessments computed again from what they were computed from. */
#include "flow/assess.h"

#include "codec/json_read.h"
#include "codec/json_write.h"

struct checking {
    struct lc_op *op;
    const struct lc_contract *contract;
    const struct ctr_ledger *book;
    lc_assess_fault_fn found;
    void *user;
    struct ctr_assessment before;
    bool follows;
    struct lc_deal deal; /* of version_rid */
    int64_t version_rid;
};

/* The terms of the version that it names, as they are now: versions never change. */
static ctr_status load_terms(struct checking *x, const struct ctr_assessment *a)
{
    if (x->version_rid != a->version_rid) {
        LC_TRY(lc_deal_of(x->op, x->contract, a->version_rid, &x->deal));
        x->version_rid = a->version_rid;
    }
    return CTR_OK;
}

static bool same_parties(const struct ctr_assessment *a, const struct ctr_assessment *b)
{
    bool same = a->party_count == b->party_count;

    for (size_t i = 0; same && i < a->party_count; i++) {
        const struct lc_assess_party *p = &a->parties[i];
        const struct lc_assess_party *q = &b->parties[i];
        same = strcmp(p->party, q->party) == 0 && p->accrued == q->accrued &&
               p->payable == q->payable && p->accrued_before == q->accrued_before &&
               p->payable_before == q->payable_before;
    }
    return same;
}

/* The figures of two answers, not their sentences: those may be said better some day. */
static ctr_status same_answer(struct lc_ctx *ctx, const char *is, const char *again, bool *same)
{
    static const char *const keys[] = {"contractor_share", "client_share",
                                       "contractor_paid",  "lines",
                                       "marginal_rate",    "distances"};
    const struct lc_read_options options = {.file = "share"};
    struct lc_doc docs[2];
    const char *texts[2] = {is, again};

    *same = true;
    for (int i = 0; i < 2; i++) {
        LC_TRY(lc_json_read(ctx, lc_str(texts[i]), &options, &docs[i]));
    }
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        for (int i = 0; i < 2; i++) {
            struct lc_buf buf;
            const struct lc_value *value = lc_get(docs[i].root, keys[k]);
            lc_buf_init(&buf, &ctx->alloc, SIZE_MAX / 2);
            if (value) {
                lc_json_value(&buf, value);
            }
            const char *text = lc_buf_cstr(&buf);
            texts[i] = text ? lc_dup_c(ctx, text) : NULL;
            lc_buf_free(&buf);
        }
        if (!texts[0] || !texts[1]) {
            return lc_nomem(ctx);
        }
        *same = *same && strcmp(texts[0], texts[1]) == 0;
    }
    return CTR_OK;
}

/* What differs first; NULL if nothing does. */
static const char *difference(struct lc_ctx *ctx, const struct ctr_assessment *is,
                              const struct ctr_assessment *again)
{
    const struct {
        const char *name;
        int64_t is, again;
    } rows[] = {
        {"the target", is->target, again->target},
        {"the cost", is->cost, again->cost},
        {"the accrued share before it", is->accrued_before, again->accrued_before},
        {"the payable share before it", is->payable_before, again->payable_before},
        {"the accrued share", is->accrued, again->accrued},
        {"the payable share", is->payable, again->payable},
        {"the forecast share", is->forecast_share, again->forecast_share},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].is != rows[i].again) {
            return lc_format(ctx, "%s is %s, but follows as %s", rows[i].name,
                             lc_ledger_amount(ctx, rows[i].is, is->exponent),
                             lc_ledger_amount(ctx, rows[i].again, is->exponent));
        }
    }
    return is->state != again->state || is->policy != again->policy
               ? "state or policy do not follow"
           : !same_parties(is, again) ? "the parts of the parties do not follow"
                                      : NULL;
}

/* L12: the entry that it names moves each party's account by the party's difference. */
static ctr_status check_entry(struct checking *x, const struct ctr_assessment *a, bool payable)
{
    struct lc_ctx *ctx = &x->op->ctx;
    int64_t seq = payable ? a->payable_seq : a->accrued_seq;
    bool moved = payable || !lc_assess_releases(a);
    struct ctr_entry e = {0};
    size_t hits = 0;
    size_t wanted = 0;

    if (seq) {
        LC_TRY(lc_entry_get(x->op, x->book, seq, &e));
    }
    for (size_t i = 0; i < a->party_count && moved; i++) {
        const struct lc_assess_party *p = &a->parties[i];
        int64_t amount = payable ? p->payable - p->payable_before : p->accrued - p->accrued_before;
        const char *account;
        LC_TRY(lc_chart_account(ctx, x->book->name,
                                payable ? LC_CHART_PAYABLE : LC_CHART_PROVISIONAL, p->party,
                                &account));
        wanted += amount != 0;
        for (size_t k = 0; k < e.posting_count; k++) {
            hits += amount && e.postings[k].amount == -amount &&
                    strcmp(e.postings[k].account, account) == 0;
        }
    }
    const char *id = lc_format(ctx, "%lld", (long long)a->n);
    bool cited = !seq || (e.kind == CTR_ENTRY_SHARE && lc_cstr_cmp(e.cause_id, id) == 0);
    if (!id) {
        return CTR_E_NOMEM;
    }
    if (hits != wanted || !cited) {
        x->found(x->user, a,
                 lc_format(ctx, "L12: the entry of its %s share does not move what it says",
                           payable ? "payable" : "accrued"));
    }
    return CTR_OK;
}

static ctr_status check_one(struct checking *x, struct ctr_assessment *a)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct ctr_assessment again = *a;

    LC_TRY(load_terms(x, a));
    if (memcmp(a->terms_hash.bytes, x->deal.terms.bytes, LC_SHA256_BYTES) != 0 ||
        lc_cstr_cmp(a->currency, x->deal.currency) != 0) {
        x->found(x->user, a, "its terms are not those of the version that it names");
        return CTR_OK;
    }
    LC_TRY(lc_assess_figures(x->op, x->book, &x->deal, a->as_of_day, a->entries, &again.target,
                             &again.cost));
    if (again.target == a->target && again.cost == a->cost) {
        again.forecast_share = 0;
        LC_TRY(lc_assess_compute(x->op, &x->deal, x->follows ? &x->before : NULL, &again));
    }
    const char *differs = difference(ctx, a, &again);
    bool same = true;
    LC_TRY(differs ? CTR_OK : same_answer(ctx, a->answer, again.answer, &same));
    if (differs || !same) {
        x->found(x->user, a, differs ? differs : "the lines of its share do not follow");
    }
    if (a->n != (x->follows ? x->before.n + 1 : 1)) {
        x->found(x->user, a, "one before it is missing");
    }
    LC_TRY(check_entry(x, a, true));
    return check_entry(x, a, false);
}

ctr_status lc_assess_verify(struct lc_op *op, const struct lc_contract *c,
                            const struct ctr_ledger *book, lc_assess_fault_fn found, void *user)
{
    enum { PAGE = 100 };
    struct checking x = {.op = op, .contract = c, .book = book, .found = found, .user = user};
    struct ctr_assessment_list page;
    int64_t after = 0;

    do {
        LC_TRY(lc_assess_list(op, book, after, PAGE, &page));
        for (size_t i = 0; i < page.count; i++) {
            LC_TRY(check_one(&x, &page.items[i]));
            x.before = page.items[i];
            x.follows = true;
            LC_TRY(lc_poll(&op->ctx));
        }
        after = page.next;
    } while (after);
    return CTR_OK;
}
