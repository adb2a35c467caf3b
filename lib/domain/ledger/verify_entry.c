/* What must hold of an entry, given all that came before it. */
#include "domain/ledger/post_rules.h"
#include "domain/ledger/verify.h"

static ctr_status check_chain(struct lc_ledger_walk *w, const struct ctr_entry *e)
{
    struct ctr_entry again = *e;

    again.request_hash = lc_entry_request(&w->bytes, e);
    struct lc_sha256 hash = lc_entry_chain(&w->bytes, &w->head, &again);
    if (w->bytes.status != CTR_OK) {
        return lc_nomem(&w->op->ctx);
    }
    if (memcmp(hash.bytes, e->entry_hash.bytes, LC_SHA256_BYTES) != 0) {
        return lc_ledger_fault(
            w, 4, e->seq, NULL,
            "it does not have the hash of its content: it was edited, or what is "
            "before it");
    }
    w->head = hash;
    return memcmp(again.request_hash.bytes, e->request_hash.bytes, LC_SHA256_BYTES) == 0
               ? CTR_OK
               : lc_ledger_fault(w, 5, e->seq, NULL,
                                 "it does not have the hash of its request, so that its key would "
                                 "be taken for another");
}

/* A failure of a rule becomes a fault; others end the verification. */
ctr_status lc_ledger_rule_fault(struct lc_ledger_walk *w, int invariant, int64_t seq,
                                ctr_status status)
{
    if (status != CTR_E_ARGUMENT && status != CTR_E_LIMIT) {
        return status;
    }
    ctr_error *error = w->op->ctx.error;
    w->op->ctx.error = NULL;
    status = lc_ledger_fault(w, invariant, seq, NULL, "%s", ctr_error_message(error));
    ctr_error_free(error);
    return status;
}

static ctr_status check_sums(struct lc_ledger_walk *w, const struct ctr_entry *e)
{
    struct lc_ctx *ctx = &w->op->ctx;
    struct lc_sums sums;

    if (e->posting_count == 2 && e->postings[0].amount == -e->postings[1].amount && !e->rate &&
        strcmp(e->postings[0].currency, e->postings[1].currency) == 0) {
        return CTR_OK;
    }
    LC_TRY(lc_ledger_rule_fault(w, 1, e->seq,
                                lc_entry_sums(ctx, e->postings, e->posting_count, &sums)));
    if (!lc_ledger_sound(w)) {
        return CTR_OK;
    }
    if (e->rate && e->rate_pair && e->act == CTR_ACT_POST) {
        return lc_ledger_rule_fault(w, 14, e->seq,
                                    lc_entry_check_rate(ctx, &sums, e->rate, e->rate_pair));
    }
    return sums.count > 1 && !e->rate
               ? lc_ledger_fault(w, 14, e->seq, NULL, "it has several currencies and no rate")
               : CTR_OK;
}

/* What it ends or mirrors was there before it, and is ended or mirrored once. */
static ctr_status check_once(struct lc_ledger_walk *w, const struct ctr_entry *e, int64_t seq)
{
    struct lc_ctx *ctx = &w->op->ctx;
    int invariant = e->resolves ? 6 : 7;
    struct lc_str key = {(const char *)&seq, sizeof seq};

    if (seq < 1 || seq >= e->seq) {
        return lc_ledger_fault(w, invariant, e->seq, NULL, "it speaks of entry %lld",
                               (long long)seq);
    }
    if (lc_map_get(&w->ended, key)) {
        return lc_ledger_fault(w, invariant, e->seq, NULL, "entry %lld was %s before",
                               (long long)seq, e->resolves ? "resolved" : "reversed");
    }
    char *own = lc_dup(ctx, key);
    return own ? lc_map_set(ctx, &w->ended, lc_str_n(own, key.len), own) : CTR_E_NOMEM;
}

static bool mirrors(const struct ctr_entry *a, const struct ctr_entry *b)
{
    bool same = a->posting_count == b->posting_count;
    for (size_t i = 0; same && i < a->posting_count; i++) {
        same = a->postings[i].account_rid == b->postings[i].account_rid &&
               a->postings[i].amount == -b->postings[i].amount;
    }
    return same;
}

/* Each posting is one of the pending entry, at most as large. */
static bool within(const struct ctr_entry *part, const struct ctr_entry *whole)
{
    size_t at = 0;

    for (size_t i = 0; i < part->posting_count; i++) {
        const struct lc_posting *p = &part->postings[i];
        while (at < whole->posting_count && whole->postings[at].account_rid != p->account_rid) {
            at++;
        }
        if (at == whole->posting_count) {
            return false;
        }
        int64_t most = whole->postings[at++].amount;
        if (most > 0 ? p->amount < 0 || p->amount > most : p->amount > 0 || p->amount < most) {
            return false;
        }
    }
    return true;
}

static ctr_status compare_resolved(struct lc_ledger_walk *w, const struct ctr_entry *e)
{
    struct ctr_entry target;

    LC_TRY(lc_entry_get(w->op, w->book, e->resolves, &target));
    bool good = target.act == CTR_ACT_PEND && target.kind == e->kind &&
                (e->act == CTR_ACT_SETTLE ? within(e, &target) : mirrors(e, &target));
    if (e->act == CTR_ACT_EXPIRE) {
        good = good && target.expires_us && target.expires_us <= e->recorded_us;
    }
    if (!good) {
        return lc_ledger_fault(w, 6, e->seq, NULL, "it does not resolve entry %lld",
                               (long long)e->resolves);
    }
    for (size_t i = 0; i < target.posting_count; i++) {
        struct ctr_account *a = lc_ledger_account(w, target.postings[i].account_rid);
        if (a) {
            lc_account_release(a, target.postings[i].amount);
        }
    }
    return CTR_OK;
}

static ctr_status compare_reversed(struct lc_ledger_walk *w, const struct ctr_entry *e)
{
    struct ctr_entry target;

    LC_TRY(lc_entry_get(w->op, w->book, e->reverses, &target));
    bool again = target.act == CTR_ACT_REVERSE;
    bool good = mirrors(e, &target) && target.kind == e->kind &&
                (e->act == CTR_ACT_RESTATE) == again &&
                (again || target.act == CTR_ACT_POST || target.act == CTR_ACT_SETTLE ||
                 target.act == CTR_ACT_RESTATE);
    return good ? CTR_OK
                : lc_ledger_fault(w, 7, e->seq, NULL, "it does not mirror entry %lld",
                                  (long long)e->reverses);
}

/* The target moves by the master itself and by implemented changes; a share has a cause at all. */
static ctr_status check_cause(struct lc_ledger_walk *w, const struct ctr_entry *e)
{
    bool target = e->kind == CTR_ENTRY_TARGET;

    if (!target && e->kind != CTR_ENTRY_SHARE) {
        return CTR_OK;
    }
    if (!e->cause_id || !e->cause_kind) {
        return lc_ledger_fault(w, target ? 11 : 12, e->seq, NULL, "it names no cause");
    }
    if (!target || strcmp(e->cause_kind, "master") == 0) {
        return CTR_OK;
    }
    if (strcmp(e->cause_kind, "change") != 0) {
        return lc_ledger_fault(
            w, 11, e->seq, NULL,
            "its cause is of the kind '%.80s'; the target moves by the master and "
            "by changes",
            e->cause_kind);
    }
    return CTR_OK;
}

/* What its cause says of it is for the room of the cause to hold against it. */
static ctr_status show_rooms(struct lc_ledger_walk *w, const struct ctr_entry *e)
{
    return e->kind == CTR_ENTRY_TARGET || e->kind == CTR_ENTRY_SHARE
               ? w->rooms->entry(w->rooms->user, w, e)
               : CTR_OK;
}

static ctr_status check_act(struct lc_ledger_walk *w, const struct ctr_entry *e)
{
    bool resolves = e->act >= CTR_ACT_SETTLE && e->act <= CTR_ACT_EXPIRE;
    bool reverses = e->act == CTR_ACT_REVERSE || e->act == CTR_ACT_RESTATE;

    if (resolves != (e->resolves != 0) || (reverses != (e->reverses != 0))) {
        return lc_ledger_fault(w, resolves ? 6 : 7, e->seq, NULL,
                               "its act and the entry it speaks of do not belong together");
    }
    LC_TRY(check_cause(w, e));
    if (!lc_ledger_sound(w)) {
        return CTR_OK;
    }
    if (!resolves && !reverses) {
        return CTR_OK;
    }
    LC_TRY(check_once(w, e, resolves ? e->resolves : e->reverses));
    if (!lc_ledger_sound(w)) {
        return CTR_OK;
    }
    struct lc_mark mark = lc_arena_mark(&w->op->ctx.arena);
    LC_TRY(resolves ? compare_resolved(w, e) : compare_reversed(w, e));
    if (lc_ledger_sound(w)) { /* the words of a fault stay */
        lc_arena_release(&w->op->ctx.arena, mark);
    }
    return CTR_OK;
}

static ctr_status count_posting(struct lc_ledger_walk *w, const struct ctr_entry *e,
                                const struct lc_posting *p)
{
    struct ctr_account *a = lc_ledger_account(w, p->account_rid);

    if (e->act == CTR_ACT_VOID || e->act == CTR_ACT_EXPIRE) {
        return CTR_OK;
    }
    if (!(e->act == CTR_ACT_PEND ? lc_account_pend(a, p->amount) : lc_account_add(a, p->amount))) {
        return lc_ledger_fault(w, 9, e->seq, NULL, "the totals of account %s overflow", a->name);
    }
    if (e->booked_day < a->opened_day ||
        (a->closed_day != LC_DAY_NONE && e->booked_day >= a->closed_day)) {
        return lc_ledger_fault(w, 10, e->seq, NULL, "account %s is not open on its day", a->name);
    }
    return CTR_OK;
}

static ctr_status check_totals(struct lc_ledger_walk *w, const struct ctr_entry *e)
{
    for (size_t i = 0; i < e->posting_count && lc_ledger_sound(w); i++) {
        LC_TRY(count_posting(w, e, &e->postings[i]));
    }
    for (size_t i = 0; i < e->posting_count && lc_ledger_sound(w); i++) {
        const struct ctr_account *a = lc_ledger_account(w, e->postings[i].account_rid);
        if (e->seq > a->limits_seq && !lc_account_holds(a)) {
            return lc_ledger_fault(w, 10, e->seq, NULL, "account %s is beyond its limits after it",
                                   a->name);
        }
    }
    return CTR_OK;
}

ctr_status lc_ledger_check_entry(struct lc_ledger_walk *w, const struct ctr_entry *e)
{
    static ctr_status (*const checks[])(struct lc_ledger_walk *, const struct ctr_entry *) = {
        check_sums, check_chain, check_act, check_totals, lc_ledger_seal_entry, show_rooms};

    for (size_t i = 0; i < sizeof checks / sizeof checks[0] && lc_ledger_sound(w); i++) {
        LC_TRY(checks[i](w, e));
    }
    return CTR_OK;
}
