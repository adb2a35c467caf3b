/* The entries of an assessment: always the cumulative figure less the one before. */
#include "flow/assess.h"

enum { POSTINGS_ROOM = LC_LEDGER_POSTINGS };

struct posting {
    struct lc_op *op;
    struct ctr_ledger *book;
    struct ctr_assessment *a;
    const char *cause;
};

/* A party's account is missing where its chart was not opened since it came. */
static ctr_status account_of(struct posting *x, enum lc_chart which, const char *party,
                             const char **out)
{
    struct ctr_account a;
    bool found;

    LC_TRY(lc_chart_account(&x->op->ctx, x->book->name, which, party, out));
    LC_TRY(lc_account_find(x->op, x->book, *out, &a, &found));
    return found ? CTR_OK
                 : lc_fail(&x->op->ctx, CTR_E_STATE,
                           "the ledger of '%s/%s' has no account '%s'; open the chart of accounts "
                           "first",
                           x->book->team, x->book->name, *out);
}

static int64_t moves(const struct lc_assess_party *p, bool payable)
{
    return payable ? p->payable - p->payable_before : p->accrued - p->accrued_before;
}

/* Nothing is drafted (posting_count 0) where nobody's part moves. */
static ctr_status draft_move(struct posting *x, bool payable, struct lc_draft_entry *d)
{
    struct ctr_assessment *a = x->a;
    const char **accounts = lc_new(&x->op->ctx, a->party_count + 1, sizeof *accounts);
    int64_t *amounts = lc_new(&x->op->ctx, a->party_count + 1, sizeof *amounts);
    int64_t sum = 0;
    size_t n = 0;

    if (!accounts || !amounts) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < a->party_count; i++) {
        int64_t amount = moves(&a->parties[i], payable);
        if (amount) {
            LC_TRY(account_of(x, payable ? LC_CHART_PAYABLE : LC_CHART_PROVISIONAL,
                              a->parties[i].party, &accounts[n]));
            amounts[n++] = -amount; /* a gain is a credit */
            sum += amount;
        }
    }
    if (sum) {
        LC_TRY(account_of(x, payable ? LC_CHART_PAYABLE_COST : LC_CHART_PROVISIONAL_COST, NULL,
                          &accounts[n]));
        amounts[n++] = sum;
    }
    *d = (struct lc_draft_entry){
        .act = payable ? CTR_ACT_POST : CTR_ACT_PEND,
        .kind = CTR_ENTRY_SHARE,
        .late = true,
        .effective_day = a->as_of_day,
        .key = lc_format(&x->op->ctx, "assessment:%s%s", x->cause, payable ? "" : ":accrued"),
        .memo = lc_format(&x->op->ctx, "%s share, %s assessment", payable ? "payable" : "accrued",
                          lc_word_name(lc_words_assess_kind, a->kind)),
        .cause_kind = "assessment",
        .cause_id = x->cause,
        .rate_day = LC_DAY_NONE,
        .accounts = accounts,
        .amounts = amounts,
        .posting_count = n,
    };
    return x->op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

/* --- what is pending, at the end --- */

bool lc_assess_releases(const struct ctr_assessment *a)
{
    return a->kind == LC_ASSESS_FINAL && !a->hold;
}

static ctr_status find_pending(struct posting *x, int64_t **out, size_t *count)
{
    struct lc_entry_query q = {.limit = 1000,
                               .from_day = LC_DAY_NONE,
                               .to_day = LC_DAY_NONE,
                               .kind = CTR_ENTRY_SHARE,
                               .pending = true};
    int64_t *seqs = lc_new(&x->op->ctx, LC_LEDGER_BATCH, sizeof *seqs);
    struct ctr_entry_list page;

    *out = seqs;
    *count = 0;
    if (!seqs) {
        return CTR_E_NOMEM;
    }
    do {
        LC_TRY(lc_entry_find(x->op, x->book, &q, &page));
        for (size_t i = 0; i < page.count; i++) {
            if (*count == LC_LEDGER_BATCH - 1) {
                return lc_fail(&x->op->ctx, CTR_E_LIMIT,
                               "more than %zu shares are pending in the ledger of '%s/%s'; void "
                               "some of them first",
                               *count, x->book->team, x->book->name);
            }
            seqs[(*count)++] = page.items[i].seq;
        }
        q.after = page.next;
    } while (q.after);
    return CTR_OK;
}

static ctr_status draft_releases(struct posting *x, struct lc_draft_entry **drafts, size_t *count)
{
    int64_t *seqs;

    LC_TRY(find_pending(x, &seqs, count));
    *drafts = lc_new(&x->op->ctx, *count + 1, sizeof **drafts);
    for (size_t i = 0; *drafts && i < *count; i++) {
        const struct lc_resolution r = {
            .act = CTR_ACT_VOID,
            .seq = seqs[i],
            .late = true,
            .internal = true,
            .day = x->a->as_of_day,
            .memo = "part of the final share now",
        };
        LC_TRY(lc_ledger_draft_resolution(x->op, x->book, &r, &(*drafts)[i]));
    }
    return *drafts ? CTR_OK : CTR_E_NOMEM;
}

/* --- the batch --- */

ctr_status lc_assess_post(struct lc_op *op, struct ctr_ledger *book, const struct lc_deal *deal,
                          struct ctr_assessment *a)
{
    struct posting x = {op, book, a, lc_format(&op->ctx, "%lld", (long long)a->n)};
    struct lc_draft_entry room[2];
    struct lc_draft_entry *drafts = room;
    size_t count = 0;
    bool final = lc_assess_releases(a);

    if (!x.cause) {
        return CTR_E_NOMEM;
    }
    if (a->party_count >= POSTINGS_ROOM) {
        return lc_fail(&op->ctx, CTR_E_LIMIT, "%zu parties share; an entry has at most %d postings",
                       deal->party_count, POSTINGS_ROOM);
    }
    if (final) {
        LC_TRY(draft_releases(&x, &drafts, &count));
    } else {
        LC_TRY(draft_move(&x, false, &drafts[0]));
        count = drafts[0].posting_count != 0;
    }
    size_t accrued = final ? 0 : count;
    LC_TRY(draft_move(&x, true, &drafts[count]));
    size_t payable = drafts[count].posting_count ? count + 1 : 0;
    count += payable != 0;
    struct ctr_entry *entries = lc_new(&op->ctx, count + 1, sizeof *entries);
    if (!entries) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_ledger_post_internal(op, book, drafts, count, entries));
    a->accrued_seq = accrued ? entries[accrued - 1].seq : 0;
    a->payable_seq = payable ? entries[payable - 1].seq : 0;
    return CTR_OK;
}
