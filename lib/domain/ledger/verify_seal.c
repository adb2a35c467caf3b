/* Periods and their seals, verified: nothing was booked in a closed one, and a seal holds what was
 * there. */
#include "domain/ledger/verify.h"

const char *lc_period_row(struct lc_ctx *ctx, const struct ctr_period *p)
{
    return lc_format(ctx, "period up to %s", p->last);
}

ctr_status lc_period_fault(struct lc_ledger_walk *w, const struct ctr_period *p, const char *text)
{
    const char *row = lc_period_row(&w->op->ctx, p);
    return row ? lc_ledger_fault(w, 8, 0, row, "%s", text) : CTR_E_NOMEM;
}

static ctr_status wrong(struct lc_ledger_walk *w, const struct ctr_period *p, const char *what,
                        const char *is, const char *want)
{
    const char *row = lc_period_row(&w->op->ctx, p);
    return row ? lc_ledger_fault(w, 8, 0, row, "the %s of its seal is %s, but its entries give %s",
                                 what, is ? is : "none", want)
               : CTR_E_NOMEM;
}

static ctr_status check_seal(struct lc_ledger_walk *w, const struct ctr_period *p, int64_t seq)
{
    struct lc_ctx *ctx = &w->op->ctx;
    struct lc_sha256 root = lc_merkle_root(&w->tree);
    const char *row;

    if (p->seal_seq != seq) {
        row = lc_period_row(ctx, p);
        return row ? lc_ledger_fault(w, 8, 0, row,
                                     "its seal covers %lld entries, but one before it covers more",
                                     (long long)p->seal_seq)
                   : CTR_E_NOMEM;
    }
    if (memcmp(w->head.bytes, p->head_hash.bytes, LC_SHA256_BYTES) != 0) {
        const char *want = lc_ledger_hex(ctx, &w->head);
        return want ? wrong(w, p, "head", p->head, want) : CTR_E_NOMEM;
    }
    if (memcmp(root.bytes, p->root_hash.bytes, LC_SHA256_BYTES) != 0) {
        const char *want = lc_ledger_hex(ctx, &root);
        return want ? wrong(w, p, "root", p->root, want) : CTR_E_NOMEM;
    }
    if (p->frontier.count != w->tree.count ||
        memcmp(p->frontier.roots, w->tree.roots, (size_t)w->tree.count * LC_SHA256_BYTES) != 0) {
        return wrong(w, p, "frontier", "another", "the one that its root follows from");
    }
    return CTR_OK;
}

/* The seals that cover the entries up to `seq`: head and root as computed. */
static ctr_status check_seals(struct lc_ledger_walk *w, int64_t seq)
{
    for (; w->next_seal < w->periods.count && lc_ledger_sound(w); w->next_seal++) {
        const struct ctr_period *p = &w->periods.items[w->next_seal];
        if (p->state != LC_PERIOD_SEALED) {
            continue;
        }
        if (p->seal_seq > seq) {
            return CTR_OK;
        }
        LC_TRY(check_seal(w, p, seq));
    }
    return CTR_OK;
}

ctr_status lc_ledger_seal_begin(struct lc_ledger_walk *w)
{
    LC_TRY(lc_period_rows(w->op, w->book, &w->periods));
    for (size_t i = 0; i < w->periods.count && lc_ledger_sound(w); i++) {
        const struct ctr_period *p = &w->periods.items[i];
        LC_TRY(p->flaw ? lc_period_fault(w, p, p->flaw) : CTR_OK);
        if (p->state == LC_PERIOD_SEALED && p->seal_seq > w->sealed_seq) {
            w->sealed_seq = p->seal_seq;
        }
    }
    return lc_ledger_sound(w) ? check_seals(w, 0)
                              : CTR_OK; /* a seal may stand before the first entry */
}

ctr_status lc_ledger_seal_entry(struct lc_ledger_walk *w, const struct ctr_entry *e)
{
    while (w->closed < w->periods.count && w->periods.items[w->closed].closed_seq < e->seq) {
        w->closed++;
    }
    if (w->closed && e->booked_day <= w->periods.items[w->closed - 1].last_day) {
        return lc_ledger_fault(w, 8, e->seq, NULL,
                               "it is booked in the period up to %s, which was closed before it",
                               w->periods.items[w->closed - 1].last);
    }
    if (e->seq > w->sealed_seq) {
        return CTR_OK;
    }
    lc_merkle_add(&w->tree, e->entry_hash.bytes, LC_SHA256_BYTES);
    return lc_ledger_sound(w) ? check_seals(w, e->seq) : CTR_OK;
}

/* Periods follow each other without a gap. */
static ctr_status check_order(struct lc_ledger_walk *w)
{
    const struct ctr_period_list *all = &w->periods;
    int64_t closed = all->count ? all->items[all->count - 1].last_day : LC_DAY_NONE;

    for (size_t i = 1; i < all->count; i++) {
        const struct ctr_period *p = &all->items[i];
        if (p->first_day != all->items[i - 1].last_day + 1 ||
            p->closed_seq < all->items[i - 1].closed_seq ||
            (p->state == LC_PERIOD_SEALED && all->items[i - 1].state != LC_PERIOD_SEALED)) {
            return lc_period_fault(w, p, "it does not follow the one before it");
        }
    }
    return closed == w->book->closed_day
               ? CTR_OK
               : lc_ledger_fault(w, 8, 0, "ledger", "it is not closed up to its last period");
}

static ctr_status compare_line(struct lc_ledger_walk *w, const struct ctr_period *p,
                               const struct lc_period_line *l, const struct ctr_account *items)
{
    struct lc_ctx *ctx = &w->op->ctx;
    const struct ctr_account *at = lc_ledger_account(w, l->account_rid);
    const struct ctr_account *a = at ? &items[at - w->again] : NULL;

    if (!a) {
        return lc_period_fault(w, p, "its seal has a balance of an account of another ledger");
    }
    if (a->debit == l->debit && a->credit == l->credit) {
        return CTR_OK;
    }
    const char *row = lc_period_row(ctx, p);
    const char *debit = lc_ledger_amount(ctx, a->debit, a->exponent);
    const char *credit = lc_ledger_amount(ctx, a->credit, a->exponent);
    return row && debit && credit
               ? lc_ledger_fault(w, 8, 0, row,
                                 "its seal has %s debited to %s and %s credited, but its entries "
                                 "give %s and %s",
                                 l->text_debit, l->account, l->text_credit, debit, credit)
               : CTR_E_NOMEM;
}

static ctr_status compare_lines(struct lc_ledger_walk *w, struct ctr_period *p,
                                struct ctr_account *items)
{
    size_t seen = 0;

    LC_TRY(lc_period_line_rows(w->op, p, w->account_count + 1));
    if (p->flaw) {
        return lc_period_fault(w, p, p->flaw);
    }
    LC_TRY(lc_period_balance(w->op, w->book, p, items, w->account_count));
    for (size_t i = 0; i < p->line_count && lc_ledger_sound(w); i++) {
        LC_TRY(compare_line(w, p, &p->lines[i], items));
        seen++;
    }
    for (size_t i = 0; i < w->account_count; i++) {
        seen -= items[i].debit || items[i].credit;
    }
    return seen == 0 || !lc_ledger_sound(w) ? CTR_OK
                                            : lc_period_fault(w, p, "its seal lacks balances");
}

ctr_status lc_ledger_seal_end(struct lc_ledger_walk *w)
{
    struct lc_ctx *ctx = &w->op->ctx;

    LC_TRY(check_order(w));
    LC_TRY(check_seals(w, w->report->entries));
    if (w->sealed_seq > w->report->entries) {
        return lc_ledger_fault(w, 3, 0, "ledger", "a seal covers %lld entries, but there are %lld",
                               (long long)w->sealed_seq, (long long)w->report->entries);
    }
    struct ctr_account *items = lc_new(ctx, w->account_count, sizeof *items);
    if (!items) {
        return CTR_E_NOMEM;
    }
    if (w->account_count) {
        memcpy(items, w->again, w->account_count * sizeof *items);
    }
    for (size_t i = 0; i < w->periods.count && lc_ledger_sound(w); i++) {
        struct ctr_period p = w->periods.items[i];
        LC_TRY(p.state == LC_PERIOD_SEALED ? compare_lines(w, &p, items) : CTR_OK);
    }
    return CTR_OK;
}
