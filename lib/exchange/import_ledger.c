/*
 * Ledgers of an import. Rows are put back as they were, each hash is computed again; when the whole
 * file is read every ledger is verified, with the events that tell of it.
 */
#include "exchange/import.h"

#include "base/names.h"
#include "flow/verify.h"

void lc_import_ledger_begin(struct lc_import *im)
{
    struct lc_import_ledger *l = &im->ledger;

    lc_buf_init(&l->postings, &im->op->ctx.alloc, SIZE_MAX / 2);
    lc_buf_init(&l->evidence, &im->op->ctx.alloc, SIZE_MAX / 2);
}

void lc_import_ledger_end(struct lc_import *im)
{
    lc_buf_free(&im->ledger.postings);
    lc_buf_free(&im->ledger.evidence);
    if (im->ledger.run.op) {
        lc_buf_free(&im->ledger.run.bytes);
    }
}

ctr_status lc_import_ledger_open(struct lc_import *im, const struct lc_rec_ledger *rec)
{
    struct lc_import_ledger *l = &im->ledger;

    l->wanted = im->contract.mode == LC_IMPORT_NEW;
    l->counted = false;
    l->last_day = LC_DAY_NONE;
    l->book = (struct ctr_ledger){.contract_rid = im->contract.is.rid,
                                  .team = im->contract.rec.team,
                                  .name = im->contract.rec.name,
                                  .id = lc_uuid_format(&rec->id, l->id),
                                  .base = rec->base,
                                  .created_us = rec->created_us,
                                  .created_by = rec->created_by};
    LC_TRY(lc_import_actor(im, rec->created_by));
    return l->wanted ? lc_import_at(im, lc_ledger_restore(&l->run, im->op, &l->book, &rec->id))
                     : CTR_OK;
}

ctr_status lc_import_account_open(struct lc_import *im, const struct lc_rec_account *rec)
{
    struct ctr_account a = {.name = rec->name,
                            .currency = rec->currency,
                            .opened = rec->opened,
                            .closed = rec->closed,
                            .text_lo = rec->lo,
                            .text_hi = rec->hi,
                            .limits_seq = rec->limits_seq,
                            .created_us = rec->created_us,
                            .created_by = rec->created_by};

    LC_TRY(lc_import_actor(im, rec->created_by));
    return im->ledger.wanted ? lc_import_at(im, lc_account_restore(&im->ledger.run, &a)) : CTR_OK;
}

ctr_status lc_import_ledger_accounts(struct lc_import *im)
{
    struct lc_import_ledger *l = &im->ledger;

    if (!l->wanted || l->counted) {
        return CTR_OK;
    }
    l->counted = true;
    return lc_accounts_restored(&l->run);
}

/* --- entries --- */

ctr_status lc_import_entry_open(struct lc_import *im, const struct lc_rec_entry *rec)
{
    struct lc_import_ledger *l = &im->ledger;
    struct lc_ctx *ctx = &im->op->ctx;
    struct ctr_entry *e = &l->entry;

    lc_buf_clear(&l->postings);
    lc_buf_clear(&l->evidence);
    *e = (struct ctr_entry){.seq = rec->seq,
                            .act = rec->act,
                            .kind = rec->kind,
                            .recorded_us = rec->recorded_us,
                            .actor = rec->actor,
                            .memo = rec->memo,
                            .cause_kind = rec->cause_kind,
                            .cause_id = rec->cause_id,
                            .key = rec->key,
                            .expires_us = rec->expires_us,
                            .reverses = rec->reverses,
                            .resolves = rec->resolves,
                            .rate = rec->rate,
                            .rate_pair = rec->rate_pair,
                            .rate_source = rec->rate_source,
                            .entry_hash = rec->hash};
    LC_TRY(lc_import_actor(im, rec->actor));
    LC_TRY_AT(im,
              lc_ledger_read_day(ctx, "effective", rec->effective, LC_DAY_NONE, &e->effective_day));
    LC_TRY_AT(im, lc_ledger_read_day(ctx, "booked", rec->booked, LC_DAY_NONE, &e->booked_day));
    LC_TRY_AT(im, lc_ledger_read_day(ctx, "rate date", rec->rate_date, LC_DAY_NONE, &e->rate_day));
    return e->effective_day != LC_DAY_NONE && e->booked_day != LC_DAY_NONE
               ? CTR_OK
               : lc_import_fail(im, CTR_E_INPUT, "entry %lld has an empty date",
                                (long long)rec->seq);
}

ctr_status lc_import_posting_open(struct lc_import *im, const struct lc_rec_posting *rec)
{
    struct lc_import_ledger *l = &im->ledger;
    const struct lc_posting p = {.account = rec->account, .text = rec->amount};

    /* its strings must outlive its frame */
    im->frames[im->depth - 1].mark = lc_arena_mark(&im->op->ctx.arena);
    lc_buf_add(&l->postings, &p, sizeof p);
    l->entry.posting_count++;
    if (l->entry.posting_count > LC_LEDGER_POSTINGS) {
        return lc_import_fail(im, CTR_E_LIMIT, "entry %lld has more than %d postings",
                              (long long)l->entry.seq, LC_LEDGER_POSTINGS);
    }
    return l->postings.status == CTR_OK ? CTR_OK : lc_nomem(&im->op->ctx);
}

ctr_status lc_import_evidence_open(struct lc_import *im, const struct lc_rec_evidence *rec)
{
    static const struct lc_sha256 none;
    struct lc_import_ledger *l = &im->ledger;
    bool hashed = memcmp(rec->sha256.bytes, none.bytes, LC_SHA256_BYTES) != 0;
    const struct lc_evidence v = {
        .link = rec->link, .sha256 = hashed ? lc_ledger_hex(&im->op->ctx, &rec->sha256) : NULL};

    LC_TRY_AT(im, lc_check_text(&im->op->ctx, "link", rec->link, LC_LEDGER_TEXT));
    im->frames[im->depth - 1].mark = lc_arena_mark(&im->op->ctx.arena);
    lc_buf_add(&l->evidence, &v, sizeof v);
    l->entry.evidence_count++;
    if (l->entry.evidence_count > LC_LEDGER_EVIDENCE) {
        return lc_import_fail(im, CTR_E_LIMIT, "entry %lld has more than %d links",
                              (long long)l->entry.seq, LC_LEDGER_EVIDENCE);
    }
    return l->evidence.status == CTR_OK && !im->op->ctx.error ? CTR_OK : lc_nomem(&im->op->ctx);
}

ctr_status lc_import_entry_close(struct lc_import *im)
{
    struct lc_import_ledger *l = &im->ledger;

    l->entry.evidence = (const struct lc_evidence *)(const void *)l->evidence.data;
    return l->wanted
               ? lc_import_at(im, lc_entry_restore(&l->run, &l->entry,
                                                   (struct lc_posting *)(void *)l->postings.data))
               : CTR_OK;
}

/* --- periods, and the end --- */

ctr_status lc_import_period_open(struct lc_import *im, const struct lc_rec_period *rec)
{
    struct lc_import_ledger *l = &im->ledger;
    struct lc_ctx *ctx = &im->op->ctx;
    struct ctr_period p = {.state = rec->state,
                           .closed_seq = rec->closed_seq,
                           .closed_us = rec->closed_us,
                           .closed_by = rec->closed_by,
                           .seal_seq = rec->seal_seq,
                           .head_hash = rec->head,
                           .root_hash = rec->root,
                           .sealed_us = rec->sealed_us,
                           .sealed_by = rec->sealed_by};

    LC_TRY_AT(im, lc_ledger_read_day(ctx, "first", rec->first, LC_DAY_NONE, &p.first_day));
    LC_TRY_AT(im, lc_ledger_read_day(ctx, "last", rec->last, LC_DAY_NONE, &p.last_day));
    LC_TRY(lc_import_actor(im, rec->closed_by));
    bool sealed = rec->state == LC_PERIOD_SEALED;
    if (p.first_day == LC_DAY_NONE || p.last_day < p.first_day || p.last_day <= l->last_day ||
        sealed != (rec->sealed_us != 0) || sealed != (rec->sealed_by && *rec->sealed_by)) {
        return lc_import_fail(im, CTR_E_INPUT,
                              "the period from '%s' to '%s' does not follow the one before it, or "
                              "has half a seal",
                              rec->first, rec->last);
    }
    l->last_day = p.last_day;
    return l->wanted ? lc_import_at(im, lc_period_restore(&l->run, &p)) : CTR_OK;
}

ctr_status lc_import_ledger_close(struct lc_import *im)
{
    struct lc_import_ledger *l = &im->ledger;

    if (!l->wanted) {
        return CTR_OK;
    }
    ctr_status status = lc_import_at(im, lc_ledger_restored(&l->run, CTR_OK));
    l->run = (struct lc_posting_run){0};
    return status;
}

/* The ledger behind *rid that came with this import; 0 if there is none. */
static ctr_status next_ledger(struct lc_import *im, int64_t *rid, const char **team,
                              const char **name)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(im->op, LC_SQL_BOOK_NEXT, &st));
    lc_bind_int(st, 1, *rid);
    LC_TRY(lc_row(im->op, st, &row));
    *rid = 0;
    if (row) {
        *rid = lc_col_int(st, 0);
        *team = lc_col_text(&im->op->ctx, st, 1);
        *name = lc_col_text(&im->op->ctx, st, 2);
    }
    lc_stmt_done(st);
    return im->op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_import_ledgers_check(struct lc_import *im)
{
    int64_t rid = im->old_contract;

    for (;;) {
        struct lc_mark mark = lc_arena_mark(&im->op->ctx.arena);
        struct ctr_ledger_report report;
        struct ctr_ledger book;
        struct lc_contract c;
        const char *team;
        const char *name;
        LC_TRY(next_ledger(im, &rid, &team, &name));
        if (!rid) {
            return CTR_OK;
        }
        LC_TRY(lc_ledger_get(im->op, team, name, &book));
        LC_TRY(lc_flow_ledger_verify(im->op, &book, &report));
        LC_TRY(lc_contract_get(im->op, team, name, &c));
        if (report.ok || strcmp(report.invariant, "L12") == 0) {
            LC_TRY(lc_import_assessments_check(im, &c, &book)); /* says from what it would follow */
        }
        if (!report.ok) {
            return lc_import_fail(im, CTR_E_INPUT, "the ledger of '%s/%s': %s: %s: %s", team, name,
                                  report.invariant, report.row, report.message);
        }
        lc_arena_release(&im->op->ctx.arena, mark);
    }
}
