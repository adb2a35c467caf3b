/*
 * What happens to an entry later, always by a further entry: a pending one is settled, voided or
 * lapses; one that counts is mirrored, and its mirror may be mirrored in turn.
 */
#include "base/names.h"
#include "domain/ledger/ledger.h"

static ctr_status refuse(struct lc_op *op, const struct ctr_entry *e, const char *is,
                         const char *instead)
{
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_STATE, "entry %lld %s; %s", (long long)e->seq, is, instead);
    lc_detail_int(&op->ctx, "seq", e->seq);
    return status;
}

static ctr_status may_end(struct lc_op *op, const struct ctr_entry *e, ctr_entry_act act)
{
    if (e->act != CTR_ACT_PEND) {
        return refuse(op, e, "is not pending", "reverse it instead");
    }
    if (e->state != CTR_ENTRY_PENDING) {
        return refuse(op, e, "was settled, voided or lapsed before",
                      "a pending entry is resolved once");
    }
    if (act == CTR_ACT_SETTLE && e->expires_us && e->expires_us <= op->ctx.now_us) {
        return refuse(op, e, "has lapsed", "expire it and post anew");
    }
    return CTR_OK;
}

static ctr_status may_mirror(struct lc_op *op, const struct ctr_entry *e, ctr_entry_act act)
{
    if (e->reversed_by) {
        return refuse(op, e, "was reversed before", "an entry is reversed once");
    }
    if (e->act == CTR_ACT_PEND) {
        return refuse(op, e, "is pending, or was", "void it, or reverse what settled it");
    }
    if (e->act == CTR_ACT_VOID || e->act == CTR_ACT_EXPIRE) {
        return refuse(op, e, "ended a pending entry", "post anew");
    }
    bool mirror = e->act == CTR_ACT_REVERSE;
    if (mirror != (act == CTR_ACT_RESTATE)) {
        return refuse(op, e, mirror ? "is a reversal" : "is no reversal",
                      mirror ? "restate it instead" : "reverse it instead");
    }
    return CTR_OK;
}

static ctr_status may(struct lc_op *op, const struct ctr_entry *e, ctr_entry_act act)
{
    return act == CTR_ACT_REVERSE || act == CTR_ACT_RESTATE ? may_mirror(op, e, act)
                                                            : may_end(op, e, act);
}

/* --- the postings of the further entry --- */

static ctr_status bad_part(struct lc_op *op, const struct ctr_entry *e)
{
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_ARGUMENT,
                "what is settled is not part of pending entry %lld: the same accounts in the same "
                "order, the same sides, at most the same amounts",
                (long long)e->seq);
    lc_detail(&op->ctx, "field", "amount");
    return status;
}

/* The postings that a caller wants to settle: a part of each of some of the pending ones. */
static ctr_status take_part(struct lc_op *op, const struct ctr_entry *e,
                            const struct lc_resolution *r, const char **accounts, int64_t *amounts)
{
    size_t at = 0;

    for (size_t i = 0; i < r->posting_count; i++) {
        while (at < e->posting_count && r->accounts[i] &&
               strcmp(e->postings[at].account, r->accounts[i]) != 0) {
            at++;
        }
        int64_t amount = r->amounts[i];
        if (at == e->posting_count || !r->accounts[i]) {
            return bad_part(op, e);
        }
        int64_t most = e->postings[at].amount;
        if (most > 0 ? amount <= 0 || amount > most : amount >= 0 || amount < most) {
            return bad_part(op, e);
        }
        accounts[i] = e->postings[at++].account;
        amounts[i] = amount;
    }
    return CTR_OK;
}

/* One amount for both sides. */
static ctr_status take_amount(struct lc_op *op, const struct ctr_entry *e, int64_t amount,
                              int64_t *amounts)
{
    int64_t whole = e->postings[0].amount > 0 ? e->postings[0].amount : -e->postings[0].amount;

    if (e->posting_count != 2 || e->rate || amount < 0 || amount > whole) {
        return bad_part(op, e);
    }
    amounts[0] = e->postings[0].amount > 0 ? amount : -amount;
    amounts[1] = -amounts[0];
    return CTR_OK;
}

static ctr_status make_postings(struct lc_op *op, const struct ctr_entry *e,
                                const struct lc_resolution *r, struct lc_draft_entry *d)
{
    bool part = r->act == CTR_ACT_SETTLE && r->posting_count;
    size_t n = part ? r->posting_count : e->posting_count;
    const char **accounts = lc_new(&op->ctx, n, sizeof *accounts);
    int64_t *amounts = lc_new(&op->ctx, n, sizeof *amounts);
    int sign = r->act == CTR_ACT_SETTLE ? 1 : -1;

    if (!accounts || !amounts) {
        return CTR_E_NOMEM;
    }
    d->accounts = accounts;
    d->amounts = amounts;
    d->posting_count = n;
    if (part) {
        return n < 2 || n > e->posting_count || r->amount ? bad_part(op, e)
                                                          : take_part(op, e, r, accounts, amounts);
    }
    for (size_t i = 0; i < n; i++) {
        accounts[i] = e->postings[i].account;
        amounts[i] = sign * e->postings[i].amount;
    }
    return r->amount ? take_amount(op, e, r->amount, amounts) : CTR_OK;
}

ctr_status lc_ledger_draft_resolution(struct lc_op *op, const struct ctr_ledger *book,
                                      const struct lc_resolution *r, struct lc_draft_entry *d)
{
    bool mirrors = r->act == CTR_ACT_REVERSE || r->act == CTR_ACT_RESTATE;
    struct ctr_entry e;
    struct ctr_entry before;
    bool again = false;

    LC_TRY(lc_entry_get(op, book, r->seq, &e));
    LC_TRY(r->key ? lc_entry_by_key(op, book, r->key, &before, &again) : CTR_OK);
    LC_TRY(again ? CTR_OK : may(op, &e, r->act)); /* what was done before is looked at by its key */
    *d = (struct lc_draft_entry){
        .act = r->act,
        .kind = (ctr_entry_kind)e.kind,
        .late = r->late,
        .effective_day = r->day,
        .key = r->key,
        .memo = r->memo,
        .cause_kind = e.cause_kind,
        .cause_id = e.cause_id,
        .reverses = mirrors ? e.seq : 0,
        .resolves = mirrors ? 0 : e.seq,
        .rate = e.rate,
        .rate_pair = e.rate_pair,
        .rate_source = e.rate_source,
        .rate_day = e.rate_day,
        .released = mirrors ? NULL : e.postings,
        .released_count = mirrors ? 0 : e.posting_count,
    };
    return make_postings(op, &e, r, d);
}

ctr_status lc_ledger_resolve(struct lc_op *op, struct ctr_ledger *book,
                             const struct lc_resolution *r, struct ctr_entry *out)
{
    struct lc_draft_entry d;

    LC_TRY(lc_ledger_draft_resolution(op, book, r, &d));
    LC_TRY(r->internal ? CTR_OK : lc_draft_public(&op->ctx, d.kind));
    return lc_ledger_post_internal(op, book, &d, 1, out);
}

/* --- lapsing --- */

static ctr_status find_lapsed(struct lc_op *op, const struct ctr_ledger *book, int64_t *seqs,
                              size_t room, size_t *count)
{
    struct lc_stmt *st;
    bool row;

    *count = 0;
    LC_TRY(lc_sql(op, LC_SQL_ENTRY_LAPSED, &st));
    lc_bind_int(st, 1, book->rid);
    lc_bind_int(st, 2, op->ctx.now_us);
    lc_bind_int(st, 3, (int64_t)room);
    for (;;) {
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        seqs[(*count)++] = lc_col_int(st, 0);
    }
}

ctr_status lc_ledger_expire(struct lc_op *op, struct ctr_ledger *book, struct ctr_entry_list *out)
{
    enum { MOST = 1000 };
    struct lc_ctx *ctx = &op->ctx;
    int64_t *seqs = lc_new(ctx, MOST, sizeof *seqs);
    struct lc_draft_entry *drafts = lc_new(ctx, MOST, sizeof *drafts);
    struct ctr_entry *entries = lc_new(ctx, MOST, sizeof *entries);
    size_t count = 0;

    if (!seqs || !drafts || !entries) {
        return CTR_E_NOMEM;
    }
    LC_TRY(find_lapsed(op, book, seqs, MOST, &count));
    for (size_t i = 0; i < count; i++) {
        const struct lc_resolution r = {.act = CTR_ACT_EXPIRE,
                                        .seq = seqs[i],
                                        .late = true,
                                        .day = lc_floor_div(ctx->now_us, LC_US_PER_DAY)};
        LC_TRY(lc_ledger_draft_resolution(op, book, &r, &drafts[i]));
    }
    LC_TRY(lc_ledger_post_internal(op, book, drafts, count, entries));
    *out = (struct ctr_entry_list){
        .items = entries, .count = count, .next = count == MOST ? seqs[count - 1] : 0};
    return CTR_OK;
}
