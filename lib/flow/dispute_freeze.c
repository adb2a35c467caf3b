/*
 * What a dispute freezes: payment of what is disputed, and nothing else. A payment pays what its
 * cause names, and what stands behind the same evidence; a change and an assessment are paid with
 * the entries that they caused.
 */
#include "flow/dispute.h"

ctr_status lc_dispute_freezes(struct lc_op *op, int64_t contract_rid, int32_t subject_kind,
                              const char *subject, struct ctr_dispute *out, bool *frozen)
{
    *frozen = false;
    return op->store->schema < LC_SCHEMA_TIMERS
               ? CTR_OK
               : lc_dispute_of(op, contract_rid, subject_kind, subject, out, frozen);
}

static struct lc_contract contract_of(const struct ctr_ledger *book)
{
    return (struct lc_contract){.rid = book->contract_rid, .team = book->team, .name = book->name};
}

/* What is about to be paid. */
struct payment {
    const struct ctr_ledger *book;
    const char *cause_kind, *cause_id;
    const char *own; /* its own number, of one that waits; NULL = none yet */
    const struct lc_evidence *evidence;
    size_t evidence_count;
};

static ctr_status frozen_by(struct lc_op *op, const struct ctr_dispute *d, const char *how)
{
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_STATE,
                "payment waits while dispute '%s' about %s is %s: %s; resolve or withdraw it first",
                d->name, d->about, lc_word_name(lc_words_dispute_state, d->state), how);
    lc_detail(&op->ctx, "dispute", d->id);
    lc_detail(&op->ctx, "field", "cause");
    return status;
}

static ctr_status check_one(struct lc_op *op, const struct payment *p, int32_t kind,
                            const char *subject, const char *how)
{
    struct ctr_dispute d;
    bool frozen;

    LC_TRY(lc_dispute_freezes(op, p->book->contract_rid, kind, subject, &d, &frozen));
    return frozen ? frozen_by(op, &d, how) : CTR_OK;
}

/* A change is disputed as itself, or in what was decided on it. */
static ctr_status check_change(struct lc_op *op, const struct payment *p, const char *kind,
                               const char *id, const char *how)
{
    bool is = kind && (strcmp(kind, "change") == 0 || strcmp(kind, "decision") == 0);

    if (!is) {
        return CTR_OK;
    }
    LC_TRY(check_one(op, p, LC_DISPUTE_CHANGE, id, how));
    return check_one(op, p, LC_DISPUTE_DECISION, id, how);
}

/* "7", "#7" or "team/name#7" of this ledger; 0 for everything else. */
static int64_t number_of(const struct ctr_ledger *book, const char *id)
{
    struct lc_str path, number, team, name;
    struct lc_decimal decimal;
    int64_t seq = 0;

    if (!lc_str_cut(lc_str(id), '#', &path, &number)) {
        number = lc_str(id);
    } else if (path.len) {
        bool ours = lc_str_cut(path, '/', &team, &name) &&
                    lc_str_eq_nocase(team, lc_str(book->team)) &&
                    lc_str_eq_nocase(name, lc_str(book->name));
        number = ours ? number : lc_str("");
    }
    bool sound = lc_decimal_parse(number, &decimal) && lc_decimal_int64(&decimal, &seq);
    return sound && seq > 0 && seq < LC_LEDGER_SPAN ? seq : 0;
}

static ctr_status check_number(struct lc_op *op, const struct payment *p, int32_t kind,
                               int64_t number, const char *how)
{
    const char *text = lc_format(&op->ctx, "%lld", (long long)number);
    return text ? check_one(op, p, kind, text, how) : CTR_E_NOMEM;
}

/* An assessment is disputed as itself, or in the entry by which it made something payable. */
static ctr_status check_assessment(struct lc_op *op, const struct payment *p, const char *kind,
                                   const char *id, const char *how)
{
    struct ctr_assessment a;
    bool is = kind && strcmp(kind, "assessment") == 0;
    int64_t n = is ? number_of(p->book, id) : 0;
    bool found;

    if (!n) {
        return CTR_OK;
    }
    LC_TRY(lc_assess_last(op, p->book, n + 1, LC_DAY_NONE, &a, &found));
    if (!found || a.n != n) {
        return CTR_OK;
    }
    LC_TRY(check_number(op, p, LC_DISPUTE_ASSESSMENT, n, how));
    return a.payable_seq ? check_number(op, p, LC_DISPUTE_ENTRY, a.payable_seq, how) : CTR_OK;
}

static ctr_status check_cause(struct lc_op *op, const struct payment *p)
{
    static const char direct[] = "it is the cause of this payment";
    static const char behind[] = "it caused the entry that is paid";
    struct ctr_entry e;

    if (!p->cause_kind) {
        return CTR_OK;
    }
    LC_TRY(check_change(op, p, p->cause_kind, p->cause_id, direct));
    LC_TRY(check_assessment(op, p, p->cause_kind, p->cause_id, direct));
    int64_t seq = strcmp(p->cause_kind, "entry") == 0 ? number_of(p->book, p->cause_id) : 0;
    if (!seq || seq > p->book->entries) {
        return CTR_OK;
    }
    LC_TRY(check_number(op, p, LC_DISPUTE_ENTRY, seq, direct));
    LC_TRY(lc_entry_get(op, p->book, seq, &e));
    LC_TRY(check_change(op, p, e.cause_kind, e.cause_id, behind));
    return check_assessment(op, p, e.cause_kind, e.cause_id, behind);
}

/* ---- disputes that are open ---- */

/* Called for each until it says that it has seen enough. */
typedef ctr_status (*open_fn)(void *user, const struct ctr_dispute *d, bool *enough);

static ctr_status each_open(struct lc_op *op, int64_t contract_rid, open_fn visit, void *user)
{
    struct lc_dispute_query query = {.contract_rid = contract_rid, .open = true, .limit = 100};
    struct ctr_dispute_list page = {.next = ""};
    bool enough = false;

    while (page.next && !enough) {
        LC_TRY(lc_dispute_list(op, &query, &page));
        for (size_t i = 0; i < page.count && !enough; i++) {
            query.after = page.items[i].rid;
            LC_TRY(visit(user, &page.items[i], &enough));
        }
    }
    return CTR_OK;
}

static bool same_evidence(const struct lc_evidence *a, const struct lc_evidence *b)
{
    return strcmp(a->link, b->link) == 0 ||
           (a->sha256 && b->sha256 && lc_str_eq_nocase(lc_str(a->sha256), lc_str(b->sha256)));
}

static ctr_status compare(struct lc_op *op, const struct payment *p, const struct ctr_dispute *d,
                          const struct ctr_entry *e)
{
    for (size_t i = 0; i < p->evidence_count; i++) {
        for (size_t k = 0; k < e->evidence_count; k++) {
            if (same_evidence(&p->evidence[i], &e->evidence[k])) {
                const char *how = lc_format(&op->ctx, "the evidence '%.200s' stands behind both",
                                            e->evidence[k].link);
                return how ? frozen_by(op, d, how) : CTR_E_NOMEM;
            }
        }
    }
    return CTR_OK;
}

struct evidence_search {
    struct lc_op *op;
    const struct payment *payment;
    struct lc_contract contract;
};

static ctr_status search_evidence(void *user, const struct ctr_dispute *d, bool *enough)
{
    const struct evidence_search *x = user;
    struct ctr_entry e;

    *enough = false;
    if (d->subject_kind != LC_DISPUTE_ENTRY) {
        return CTR_OK;
    }
    LC_TRY(lc_dispute_entry(x->op, &x->contract, d->subject, &e));
    return compare(x->op, x->payment, d, &e);
}

/* Disputes that are open are few, and so are the links of an entry. */
static ctr_status check_evidence(struct lc_op *op, const struct payment *p)
{
    struct evidence_search x = {op, p, contract_of(p->book)};

    return p->evidence_count ? each_open(op, x.contract.rid, search_evidence, &x) : CTR_OK;
}

/* ---- shares ---- */

struct share_search {
    struct lc_op *op;
    struct lc_contract contract;
    struct ctr_dispute *out;
    bool *frozen;
};

static ctr_status search_share(void *user, const struct ctr_dispute *d, bool *enough)
{
    struct share_search *x = user;
    struct ctr_entry e = {0};

    if (d->subject_kind == LC_DISPUTE_ENTRY) {
        LC_TRY(lc_dispute_entry(x->op, &x->contract, d->subject, &e));
    }
    *enough = d->subject_kind == LC_DISPUTE_ASSESSMENT || e.kind == CTR_ENTRY_SHARE;
    if (*enough) {
        *x->out = *d;
        *x->frozen = true;
    }
    return CTR_OK;
}

ctr_status lc_dispute_freezes_share(struct lc_op *op, const struct ctr_ledger *book,
                                    struct ctr_dispute *out, bool *frozen)
{
    struct share_search x = {op, contract_of(book), out, frozen};

    *frozen = false;
    return op->store->schema < LC_SCHEMA_TIMERS ? CTR_OK
                                                : each_open(op, x.contract.rid, search_share, &x);
}

/* ---- payments ---- */

static ctr_status check_payment(struct lc_op *op, const struct payment *p, const char *key)
{
    struct ctr_entry before;
    bool again = false;

    if (op->store->schema < LC_SCHEMA_TIMERS) {
        return CTR_OK;
    }
    LC_TRY(key ? lc_entry_by_key(op, p->book, key, &before, &again) : CTR_OK);
    if (again) { /* it was posted before, and is answered with what was */
        return CTR_OK;
    }
    LC_TRY(p->own ? check_one(op, p, LC_DISPUTE_ENTRY, p->own, "it is this payment") : CTR_OK);
    LC_TRY(check_cause(op, p));
    return check_evidence(op, p);
}

ctr_status lc_payment_may(struct lc_op *op, const struct ctr_ledger *book,
                          const struct lc_draft_entry *d)
{
    const struct payment p = {.book = book,
                              .cause_kind = d->cause_kind,
                              .cause_id = d->cause_id,
                              .evidence = d->evidence,
                              .evidence_count = d->evidence_count};
    return d->kind == CTR_ENTRY_PAYMENT ? check_payment(op, &p, d->key) : CTR_OK;
}

ctr_status lc_flow_ledger_post(struct lc_op *op, struct ctr_ledger *book,
                               const struct lc_draft_entry *drafts, size_t count,
                               struct ctr_entry *out)
{
    for (size_t i = 0; i < count; i++) {
        ctr_status status = lc_payment_may(op, book, &drafts[i]);
        if (status != CTR_OK) {
            lc_detail_int(&op->ctx, "item", (int64_t)i);
            return status;
        }
    }
    return lc_ledger_post_internal(op, book, drafts, count, out);
}

/* The entry, and what it mirrors or ends: evidence stands with the first of them. Who disputes a
 * reversal may be helped by restating it. */
static ctr_status check_chain(struct lc_op *op, const struct ctr_ledger *book,
                              const struct lc_resolution *r)
{
    struct ctr_entry e;
    int64_t next = 0;

    for (int64_t seq = r->seq; seq; seq = next < seq ? next : 0) { /* a damaged file may go round */
        bool own = seq != r->seq || r->act == CTR_ACT_SETTLE;
        LC_TRY(lc_entry_get(op, book, seq, &e));
        next = e.reverses ? e.reverses : e.resolves;
        const struct payment p = {.book = book,
                                  .cause_kind = e.cause_kind,
                                  .cause_id = e.cause_id,
                                  .own = own ? lc_format(&op->ctx, "%lld", (long long)seq) : NULL,
                                  .evidence = e.evidence,
                                  .evidence_count = e.evidence_count};
        if (own && !p.own) {
            return CTR_E_NOMEM;
        }
        LC_TRY(e.kind == CTR_ENTRY_PAYMENT ? check_payment(op, &p, r->key) : CTR_OK);
    }
    return CTR_OK;
}

/* To settle a payment that waits, or to take its reversal back, is to pay; to void one is not. */
ctr_status lc_flow_ledger_resolve(struct lc_op *op, struct ctr_ledger *book,
                                  const struct lc_resolution *r, struct ctr_entry *out)
{
    bool pays = r->act == CTR_ACT_SETTLE || r->act == CTR_ACT_RESTATE;

    LC_TRY(pays ? check_chain(op, book, r) : CTR_OK);
    return lc_ledger_resolve(op, book, r, out);
}
