/*
 * L12: a share is what its assessment says. Each assessment is held against the event that told of
 * it, digest and all, then its entries against the parts of the parties; an entry that no
 * assessment names has lost it. That the figures follow from the ledger is for `check` to compute
 * again.
 */
#include "base/time.h"
#include "codec/json_read.h"
#include "flow/assess.h"
#include "flow/verify.h"

/* What the event says of an assessment. */
struct told {
    int64_t n;
    const char *as_of, *kind, *state, *currency, *target, *cost, *accrued, *payable, *hold;
    const char *sha256, *reason, *actor;
    int64_t at_us;
    bool met;
};

struct hearing {
    struct lc_causes *x;
    struct lc_map told; /* by number */
};

static struct lc_str key_of(const int64_t *n)
{
    return lc_str_n((const char *)n, sizeof *n);
}

static const char *text_of(struct lc_ctx *ctx, const struct lc_value *body, const char *key)
{
    struct lc_str text = lc_text(lc_get(body, key));
    return text.ptr ? lc_dup(ctx, text) : NULL;
}

static ctr_status listen(void *user, const struct ctr_event *e)
{
    const struct lc_read_options options = {.file = "event"};
    struct hearing *h = user;
    struct lc_ctx *ctx = &h->x->op->ctx;
    struct lc_doc doc;

    if (strcmp(e->kind, lc_event_word(LC_EVENT_LEDGER_ASSESSED)) != 0) {
        return CTR_OK;
    }
    struct told *t = lc_new(ctx, 1, sizeof *t);
    if (!t) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_json_read(ctx, lc_str(e->body), &options, &doc));
    *t = (struct told){
        .as_of = text_of(ctx, doc.root, "as_of"),
        .kind = text_of(ctx, doc.root, "kind"),
        .state = text_of(ctx, doc.root, "state"),
        .currency = text_of(ctx, doc.root, "currency"),
        .target = text_of(ctx, doc.root, "target"),
        .cost = text_of(ctx, doc.root, "cost"),
        .accrued = text_of(ctx, doc.root, "accrued"),
        .payable = text_of(ctx, doc.root, "payable"),
        .hold = text_of(ctx, doc.root, "hold"),
        .sha256 = text_of(ctx, doc.root, "sha256"),
        .reason = text_of(ctx, doc.root, "reason"),
        .actor = e->actor,
        .at_us = e->at_us,
    };
    lc_int(lc_get(doc.root, "assessment"), &t->n);
    return ctx->error ? CTR_E_NOMEM : lc_map_set(ctx, &h->told, key_of(&t->n), t);
}

/* --- an assessment and its event --- */

static const char *or_none(const char *text)
{
    return text ? text : "(none)";
}

static ctr_status compare_figures(struct hearing *h, const struct ctr_assessment *a,
                                  const struct told *t, const char *what)
{
    char is_at[LC_TIME_TEXT];
    char said_at[LC_TIME_TEXT];
    const struct {
        const char *name, *is, *said;
    } rows[] = {
        {"as_of", a->as_of, t->as_of},
        {"kind", lc_word_name(lc_words_assess_kind, a->kind), t->kind},
        {"state", lc_word_name(lc_words_assess_state, a->state), t->state},
        {"currency", a->currency, t->currency},
        {"target", a->text_target, t->target},
        {"cost", a->text_cost, t->cost},
        {"accrued share", a->text_accrued, t->accrued},
        {"payable share", a->text_payable, t->payable},
        {"hold", a->hold, t->hold},
        {"time", lc_time_format(a->at_us, is_at), lc_time_format(t->at_us, said_at)},
        {"actor", a->actor, t->actor},
        {"reason", a->reason && *a->reason ? a->reason : NULL, t->reason},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (lc_cstr_cmp(rows[i].is, rows[i].said) != 0) {
            return lc_ledger_fault(h->x->w, 12, 0, what,
                                   "its %s is '%.120s', but its event says '%.120s'", rows[i].name,
                                   or_none(rows[i].is), or_none(rows[i].said));
        }
    }
    return CTR_OK;
}

/* What is neither in an event by name nor in the entries: the lines, the parts, the terms. */
static ctr_status compare_digest(struct hearing *h, const struct ctr_assessment *a,
                                 const struct told *t, const char *what)
{
    struct lc_sha256 digest = lc_assess_digest(a);
    const char *is = lc_ledger_hex(&h->x->op->ctx, &digest);

    if (!is) {
        return CTR_E_NOMEM;
    }
    return lc_cstr_cmp(is, t->sha256) == 0 && (a->has_forecast || !a->forecast_share)
               ? CTR_OK
               : lc_ledger_fault(h->x->w, 12, 0, what,
                                 "its digest is %.16s…, but its event says %.16s…: parts, terms "
                                 "or lines of the share were edited",
                                 is, or_none(t->sha256));
}

/* --- an assessment and its entries --- */

static int64_t move_of(const struct lc_assess_party *p, bool payable)
{
    return payable ? p->payable - p->payable_before : p->accrued - p->accrued_before;
}

static ctr_status check_party(struct hearing *h, const struct lc_cited *c,
                              const struct ctr_assessment *a, const struct lc_assess_party *p,
                              bool payable)
{
    struct lc_ctx *ctx = &h->x->op->ctx;
    int64_t want = -move_of(p, payable); /* a gain is a credit */
    const char *account;
    int64_t is = 0;

    LC_TRY(lc_chart_account(ctx, h->x->book->name,
                            payable ? LC_CHART_PAYABLE : LC_CHART_PROVISIONAL, p->party, &account));
    for (size_t i = 0; i < c->posting_count; i++) {
        is = strcmp(c->postings[i].account, account) == 0 ? c->postings[i].amount : is;
    }
    if (is == want) {
        return CTR_OK;
    }
    const char *is_text = lc_ledger_amount(ctx, is, a->exponent);
    const char *want_text = lc_ledger_amount(ctx, want, a->exponent);
    return is_text && want_text ? lc_ledger_fault(h->x->w, 12, c->seq, NULL,
                                                  "it moves %s by %s, but assessment %lld by %s",
                                                  account, is_text, (long long)a->n, want_text)
                                : CTR_E_NOMEM;
}

/* The entry that it names is its own, and moves each party's account by the party's difference. */
static ctr_status check_entry(struct hearing *h, const struct ctr_assessment *a, const char *what,
                              bool payable)
{
    struct lc_ledger_walk *w = h->x->w;
    const char *word = payable ? "payable" : "accrued";
    int64_t seq = payable ? a->payable_seq : a->accrued_seq;
    struct lc_cited *c = seq ? lc_cited_at(h->x, seq) : NULL;
    const char *own = lc_format(&h->x->op->ctx, "%lld", (long long)a->n);
    bool moves = false;

    if (!own) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < a->party_count; i++) {
        moves = moves || move_of(&a->parties[i], payable) != 0;
    }
    if (!seq) {
        bool posts = moves && (payable || !lc_assess_releases(a));
        return posts ? lc_ledger_fault(w, 12, 0, what, "its %s share moves, but it names no entry",
                                       word)
                     : CTR_OK;
    }
    if (!c || c->act != (payable ? CTR_ACT_POST : CTR_ACT_PEND) || strcmp(c->cause, own) != 0) {
        return lc_ledger_fault(w, 12, seq, what, "its %s share names entry %lld, which is not its",
                               word, (long long)seq);
    }
    c->claimed = true;
    for (size_t i = 0; i < a->party_count && lc_ledger_sound(w); i++) {
        LC_TRY(check_party(h, c, a, &a->parties[i], payable));
    }
    return CTR_OK;
}

static ctr_status check_one(struct hearing *h, const struct ctr_assessment *a)
{
    struct lc_ledger_walk *w = h->x->w;
    struct told *t = lc_map_get(&h->told, key_of(&a->n));
    const char *what = lc_format(&h->x->op->ctx, "assessment %lld", (long long)a->n);

    if (!what) {
        return CTR_E_NOMEM;
    }
    if (!t) {
        return lc_ledger_fault(w, 12, 0, what, "no event tells of it");
    }
    t->met = true;
    LC_TRY(compare_figures(h, a, t, what));
    LC_TRY(lc_ledger_sound(w) ? compare_digest(h, a, t, what) : CTR_OK);
    LC_TRY(lc_ledger_sound(w) ? check_entry(h, a, what, true) : CTR_OK);
    return lc_ledger_sound(w) ? check_entry(h, a, what, false) : CTR_OK;
}

/* --- all of them --- */

/* A row that cannot be read, which is not the file's damage: those have a code of SQLite. */
static ctr_status unreadable(struct hearing *h, const struct ctr_assessment_list *page,
                             ctr_status status)
{
    struct lc_ctx *ctx = &h->x->op->ctx;
    ctr_error *error = ctx->error;
    bool ours = (status == CTR_E_CORRUPT || status == CTR_E_INPUT) && page->count &&
                !ctr_error_detail(error, "sqlite");

    if (!ours) {
        return status;
    }
    const char *what = lc_format(ctx, "assessment %lld", (long long)page->items[page->count - 1].n);
    ctx->error = NULL;
    status = what
                 ? lc_ledger_fault(h->x->w, 12, 0, what, "it holds what no assessment can hold: %s",
                                   ctr_error_message(error))
                 : CTR_E_NOMEM;
    ctr_error_free(error);
    return status;
}

static ctr_status check_all(struct hearing *h)
{
    enum { PAGE = 100 };
    struct lc_ctx *ctx = &h->x->op->ctx;
    struct ctr_assessment_list page;
    int64_t after = 0;

    do {
        struct lc_mark mark = lc_arena_mark(&ctx->arena);
        ctr_status status = lc_assess_list(h->x->op, h->x->book, after, PAGE, &page);
        if (status != CTR_OK) {
            return unreadable(h, &page, status);
        }
        for (size_t i = 0; i < page.count && lc_ledger_sound(h->x->w); i++) {
            LC_TRY(check_one(h, &page.items[i]));
        }
        if (!lc_ledger_sound(h->x->w)) {
            return CTR_OK; /* the words of the fault stay */
        }
        after = page.next;
        lc_arena_release(&ctx->arena, mark);
    } while (after);
    return CTR_OK;
}

ctr_status lc_verify_shares(struct lc_causes *x)
{
    struct hearing h = {.x = x};

    LC_TRY(lc_event_each_imported(x->op, x->book->contract_rid, listen, &h));
    LC_TRY(lc_event_each_own(x->op, x->book->contract_rid, "ledger.assessed", listen, &h));
    LC_TRY(check_all(&h));
    for (const struct lc_cited *c = x->shares.first; c && lc_ledger_sound(x->w); c = c->next) {
        if (!c->claimed) {
            return lc_ledger_fault(x->w, 12, c->seq, NULL,
                                   "its cause, assessment %.40s, is not there or names another "
                                   "entry",
                                   c->cause);
        }
    }
    for (size_t i = 0; i < h.told.room && lc_ledger_sound(x->w); i++) {
        const struct told *t = h.told.slots[i].value;
        if (t && !t->met) {
            const char *what = lc_format(&x->op->ctx, "assessment %lld", (long long)t->n);
            return what ? lc_ledger_fault(x->w, 12, 0, what,
                                          "its event tells of it, but it is missing")
                        : CTR_E_NOMEM;
        }
    }
    return CTR_OK;
}
