/* Ledgers of an export: accounts by name, entries in their order, periods. */
#include "domain/ledger/period.h"
#include "exchange/export.h"

static ctr_status export_accounts(struct lc_export *x, const struct ctr_ledger *book)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct ctr_account *items;
    size_t count;

    LC_TRY(lc_account_list(x->op, book, NULL, &items, &count));
    for (size_t i = 0; i < count; i++) {
        struct ctr_account *a = &items[i];
        LC_TRY(lc_account_texts(ctx, a));
        const struct lc_rec_account rec = {a->name,       a->currency,   a->opened,
                                           a->closed,     a->text_lo,    a->text_hi,
                                           a->limits_seq, a->created_us, a->created_by};
        lc_emit_open(&x->emit, LC_REC_ACCOUNT, &rec, false);
        lc_emit_close(&x->emit, LC_REC_ACCOUNT);
        LC_TRY(lc_export_step(x, "export"));
    }
    return CTR_OK;
}

static ctr_status export_entry(struct lc_export *x, const struct ctr_entry *e)
{
    const struct lc_rec_entry rec = {e->seq,         e->act,         e->kind,      e->effective,
                                     e->booked,      e->recorded_us, e->actor,     e->memo,
                                     e->cause_kind,  e->cause_id,    e->key,       e->expires_us,
                                     e->reverses,    e->resolves,    e->rate,      e->rate_pair,
                                     e->rate_source, e->rate_date,   e->entry_hash};

    lc_emit_open(&x->emit, LC_REC_ENTRY, &rec, false);
    for (size_t i = 0; i < e->posting_count; i++) {
        const struct lc_rec_posting p = {e->postings[i].account, e->postings[i].text};
        lc_emit_open(&x->emit, LC_REC_POSTING, &p, false);
        lc_emit_close(&x->emit, LC_REC_POSTING);
    }
    for (size_t i = 0; i < e->evidence_count; i++) {
        struct lc_rec_evidence v = {.link = e->evidence[i].link};
        if (e->evidence[i].sha256) {
            lc_sha256_parse(lc_str(e->evidence[i].sha256), &v.sha256);
        }
        lc_emit_open(&x->emit, LC_REC_EVIDENCE, &v, false);
        lc_emit_close(&x->emit, LC_REC_EVIDENCE);
    }
    lc_emit_close(&x->emit, LC_REC_ENTRY);
    return lc_export_step(x, "export");
}

static ctr_status export_entries(struct lc_export *x, const struct ctr_ledger *book)
{
    enum { PAGE = 256 };
    struct lc_entry_query q = {.limit = PAGE, .from_day = LC_DAY_NONE, .to_day = LC_DAY_NONE};
    struct ctr_entry_list list;

    do {
        struct lc_mark mark = lc_arena_mark(&x->op->ctx.arena);
        LC_TRY(lc_entry_find(x->op, book, &q, &list));
        struct ctr_entry *items = (struct ctr_entry *)(uintptr_t)list.items;
        LC_TRY(lc_entry_texts(&x->op->ctx, items, list.count));
        for (size_t i = 0; i < list.count; i++) {
            LC_TRY(export_entry(x, &items[i]));
        }
        q.after = list.next;
        lc_arena_release(&x->op->ctx.arena, mark);
    } while (q.after);
    return CTR_OK;
}

static ctr_status export_periods(struct lc_export *x, const struct ctr_ledger *book)
{
    struct ctr_period_list list;

    LC_TRY(lc_period_list(x->op, book, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct ctr_period *p = &list.items[i];
        const struct lc_rec_period rec = {p->first,     p->last,      p->state,    p->closed_seq,
                                          p->closed_us, p->closed_by, p->seal_seq, p->head_hash,
                                          p->root_hash, p->sealed_us, p->sealed_by};
        lc_emit_open(&x->emit, LC_REC_PERIOD, &rec, false);
        lc_emit_close(&x->emit, LC_REC_PERIOD);
    }
    return CTR_OK;
}

ctr_status lc_export_ledger(struct lc_export *x, const struct lc_contract *c)
{
    struct lc_rec_ledger rec = {.id = {{0}}};
    struct ctr_ledger book;
    bool found;

    if (x->op->store->schema < LC_SCHEMA_LEDGERS) { /* read-only, from before there were ledgers */
        return CTR_OK;
    }
    LC_TRY(lc_ledger_find(x->op, c, &book, &found));
    if (!found) {
        return CTR_OK;
    }
    if (!lc_uuid_parse(lc_str(book.id), &rec.id)) {
        return lc_fail(&x->op->ctx, CTR_E_CORRUPT, "'%s' is no id of a ledger", book.id);
    }
    rec.base = book.base;
    rec.created_us = book.created_us;
    rec.created_by = book.created_by;
    lc_emit_open(&x->emit, LC_REC_LEDGER, &rec, false);
    LC_TRY(export_accounts(x, &book));
    LC_TRY(export_entries(x, &book));
    LC_TRY(export_periods(x, &book));
    LC_TRY(lc_export_assessments(x, &book));
    lc_emit_close(&x->emit, LC_REC_LEDGER);
    return CTR_OK;
}
