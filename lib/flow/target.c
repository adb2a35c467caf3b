/* The target of a master: what it is, and how an implemented change moves it. */
#include "flow/target.h"

#include "domain/ledger/chart.h"
#include "flow/change.h"

/* ---- what it is ---- */

struct lc_str lc_target_currency(const struct lc_policy *p)
{
    return lc_str_trim(lc_text(lc_get(p->master.incentives, "currency")));
}

/* Minor units in millionths of the major one. */
static ctr_status widen(struct lc_op *op, const struct lc_chart_target *t, int64_t *out)
{
    int64_t by = LC_FIXED_ONE;

    for (int i = 0; i < t->exponent; i++) {
        by /= 10;
    }
    return __builtin_mul_overflow(t->balance, by, out) || *out == LC_TERM_ABSENT
               ? lc_fail(&op->ctx, CTR_E_LIMIT,
                         "the target account holds more than percentages can be taken of")
               : CTR_OK;
}

static ctr_status in_ledger(struct lc_op *op, const struct lc_policy *p, int64_t day, int64_t *out,
                            bool *found)
{
    struct ctr_ledger book;
    struct lc_chart_target t;
    struct lc_str currency = lc_target_currency(p);

    LC_TRY(lc_ledger_find(op, &p->contract, &book, found));
    if (!*found) {
        return CTR_OK;
    }
    LC_TRY(lc_chart_target(op, &book, day, &t));
    *found = t.known && (!currency.len || lc_str_eq_nocase(currency, lc_str(t.currency)));
    return *found ? widen(op, &t, out) : CTR_OK;
}

ctr_status lc_target_at(struct lc_op *op, const struct lc_policy *p, int64_t day, int64_t *out)
{
    int64_t moves;
    bool found;

    if (p->master.change.budget_base != LC_BASE_ORIGINAL_TARGET) {
        LC_TRY(in_ledger(op, p, day, out, &found));
        if (found) {
            return CTR_OK;
        }
    }
    LC_TRY(lc_master_target(&op->ctx, &p->master, out));
    if (*out == LC_TERM_ABSENT || p->master.change.budget_base == LC_BASE_ORIGINAL_TARGET) {
        return CTR_OK;
    }
    LC_TRY(lc_change_target_moves(op, p->contract.rid, day, lc_target_currency(p), &moves));
    return __builtin_add_overflow(*out, moves, out)
               ? lc_fail(&op->ctx, CTR_E_LIMIT,
                         "the target and its moves sum to more than can be counted")
               : CTR_OK;
}

/* ---- what a change moves it by ---- */

/* A move being worked out. */
struct move {
    const struct lc_change_request *request;
    int64_t value;      /* millionths of the major unit; absent = not known */
    const char *stated; /* path of the amount where it stands as such; NULL: computed */
};

/* value * by / of, rounded half away from zero; absent if it does not fit. */
static int64_t part_of(int64_t value, int64_t by, int64_t of)
{
    __int128 q = lc_fixed_quotient((__int128)value * by, of);
    return q > INT64_MAX || q < -INT64_MAX ? LC_TERM_ABSENT : (int64_t)q;
}

static ctr_status read_amount(struct lc_op *op, struct move *m, const char *path, const char *text)
{
    m->stated = path;
    return lc_fixed_parse(lc_str(text), &m->value) == LC_FIXED_OK
               ? CTR_OK
               : lc_terms_fail(&op->ctx, &m->request->terms, path,
                               "should be an amount in the major unit, found '%.40s'", text);
}

/* What the budget moves by. */
static ctr_status budget(struct lc_op *op, const struct ctr_change *h, struct move *m)
{
    const struct lc_impact_analysis *impact = &m->request->impact;
    int64_t base;

    if (impact->budget_amount) {
        return read_amount(op, m, "/impact_analysis/budget_delta", impact->budget_amount);
    }
    if (impact->budget_pct != LC_TERM_ABSENT && h->base &&
        lc_fixed_parse(lc_str(h->base), &base) == LC_FIXED_OK) {
        m->value = part_of(base, impact->budget_pct, INT64_C(100) * LC_FIXED_ONE);
    }
    return CTR_OK;
}

static ctr_status amount(struct lc_op *op, const struct ctr_change *h, struct move *m)
{
    const struct lc_target_change *t = &m->request->target;

    if (t->effect == LC_TARGET_NONE) {
        m->value = 0;
        return CTR_OK;
    }
    LC_TRY(budget(op, h, m));
    if (t->amount) {
        LC_TRY(read_amount(op, m, "/target_effect/amount", t->amount));
    }
    if (t->effect != LC_TARGET_PERCENT) {
        return CTR_OK;
    }
    if (t->percent == LC_TERM_ABSENT) {
        return lc_terms_fail(&op->ctx, &m->request->terms, "/target_effect/percent",
                             "is missing: the part of the budget that the target moves by");
    }
    m->stated = NULL;
    if (m->value != LC_TERM_ABSENT) {
        m->value = part_of(m->value, t->percent, INT64_C(100) * LC_FIXED_ONE);
    }
    return CTR_OK;
}

/* To whole minor units: what was computed is rounded, what stands there is not. */
static ctr_status to_minor(struct lc_op *op, struct move *m, const char *currency)
{
    int exponent = currency ? lc_currency_exponent(lc_str(currency)) : -1;
    int64_t unit = LC_FIXED_ONE;

    if (exponent < 0) {
        return CTR_OK; /* no currency of ISO 4217: it is not known how fine it is */
    }
    for (int i = 0; i < exponent; i++) {
        unit /= 10;
    }
    if (m->value % unit == 0) {
        return CTR_OK;
    }
    if (m->stated) {
        char text[LC_FIXED_TEXT];
        return lc_terms_fail(&op->ctx, &m->request->terms, m->stated,
                             "%s has more digits behind the point than %s has: %d",
                             lc_fixed_text(m->value, text), currency, exponent);
    }
    m->value = (int64_t)(lc_fixed_quotient(m->value, unit) * unit);
    return CTR_OK;
}

/* The code of a currency in capital letters. */
static const char *code_of(struct lc_ctx *ctx, struct lc_str text)
{
    char *code = lc_dup(ctx, lc_str_trim(text));
    for (char *c = code; c && *c; c++) {
        *c = *c >= 'a' && *c <= 'z' ? (char)(*c - 32) : *c;
    }
    return code;
}

ctr_status lc_target_fix(struct lc_op *op, struct ctr_change *h, const struct lc_policy *p)
{
    struct lc_change_request r;
    struct move m = {.request = &r, .value = LC_TERM_ABSENT};
    char text[LC_FIXED_TEXT];

    LC_TRY(lc_change_request_now(op, h, &r));
    LC_TRY(amount(op, h, &m));
    if (m.value == LC_TERM_ABSENT) {
        return lc_change_remark(op, h,
                                "what it moves the budget by is not known, so the target "
                                "stays");
    }
    struct lc_str currency = r.impact.currency ? lc_str(r.impact.currency) : lc_target_currency(p);
    h->target_currency = currency.len ? code_of(&op->ctx, currency) : NULL;
    LC_TRY(to_minor(op, &m, h->target_currency));
    h->target_amount = lc_dup_c(&op->ctx, lc_fixed_text(m.value, text));
    h->target_day =
        r.target.effective != LC_TERM_ABSENT ? r.target.effective : lc_day_at(op->ctx.now_us);
    h->target_date = lc_day_text(&op->ctx, h->target_day);
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

/* ---- posting ---- */

static ctr_status check_currency(struct lc_op *op, struct ctr_change *h,
                                 const struct ctr_ledger *book)
{
    if (!h->target_currency) {
        h->target_currency = book->base;
    }
    if (strcmp(h->target_currency, book->base) == 0) {
        return CTR_OK;
    }
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_INPUT,
                "change '%s' moves the target by %s %s, but the ledger of '%s/%s' is kept in %s; "
                "record an impact with the amount in that",
                h->name, h->target_amount, h->target_currency, book->team, book->name, book->base);
    lc_detail(&op->ctx, "field", "/impact_analysis/currency");
    lc_detail(&op->ctx, "change", h->id);
    return status;
}

static ctr_status post(struct lc_op *op, struct ctr_change *h, struct ctr_ledger *book,
                       int64_t minor)
{
    const char *accounts[2];
    const int64_t amounts[2] = {minor, -minor};
    const char *const currencies[2] = {book->base, book->base};
    struct ctr_entry entry;

    LC_TRY(lc_chart_account(&op->ctx, book->name, LC_CHART_TARGET, NULL, &accounts[0]));
    LC_TRY(lc_chart_account(&op->ctx, book->name, LC_CHART_BASELINE, NULL, &accounts[1]));
    LC_TRY(lc_chart_ensure(op, book, accounts[0]));
    LC_TRY(lc_chart_ensure(op, book, accounts[1]));
    const struct lc_draft_entry draft = {
        .act = CTR_ACT_POST,
        .kind = CTR_ENTRY_TARGET,
        .late = true,
        .effective_day = h->target_day,
        .key = lc_format(&op->ctx, "change:%s:target", h->id),
        .memo = lc_format(&op->ctx, "change %s", h->id),
        .cause_kind = "change",
        .cause_id = h->name,
        .rate_day = LC_DAY_NONE,
        .accounts = accounts,
        .amounts = amounts,
        .currencies = currencies,
        .posting_count = 2,
    };
    if (!draft.key || !draft.memo) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_ledger_post_internal(op, book, &draft, 1, &entry));
    h->posted = entry.seq;
    if (entry.booked_day == entry.effective_day) {
        return CTR_OK;
    }
    return lc_change_remark(op, h,
                            lc_format(&op->ctx, "the period of %s is closed, so it is booked on %s",
                                      h->target_date, lc_ledger_day(&op->ctx, entry.booked_day)));
}

ctr_status lc_target_post(struct lc_op *op, struct ctr_change *h, const struct lc_policy *p)
{
    struct ctr_ledger book;
    int64_t minor;
    bool found;

    if (!h->target_amount) {
        return CTR_OK; /* the remark is there */
    }
    if (strcmp(h->target_amount, "0") == 0) {
        return lc_change_remark(op, h, "the target does not move, so nothing is posted");
    }
    LC_TRY(lc_ledger_find(op, &p->contract, &book, &found));
    if (!found) {
        return lc_change_remark(op, h, "the master has no ledger, so nothing is posted");
    }
    LC_TRY(check_currency(op, h, &book));
    int exponent = lc_currency_exponent(lc_str(book.base));
    if (lc_fixed_scaled(lc_str(h->target_amount), exponent, &minor) != LC_FIXED_OK) {
        return lc_fail(&op->ctx, CTR_E_INPUT,
                       "change '%s' moves the target by %s %s, which is no whole number of minor "
                       "units, or too large",
                       h->name, h->target_amount, h->target_currency);
    }
    return post(op, h, &book, minor);
}

/* ---- taken back ---- */

static ctr_status reverse(struct lc_op *op, struct ctr_change *h, struct ctr_entry *out)
{
    struct lc_contract c;
    struct ctr_ledger book;
    struct ctr_entry was;

    LC_TRY(lc_contract_get(op, h->team, h->contract, &c));
    LC_TRY(lc_ledger_get(op, c.team, c.name, &book));
    LC_TRY(lc_entry_get(op, &book, h->posted, &was));
    const struct lc_resolution r = {
        .act = CTR_ACT_REVERSE,
        .seq = was.seq,
        .late = true, /* a closed period stays as it is */
        .internal = true,
        .day = was.effective_day, /* else the target would be another one until today */
        .memo = lc_format(&op->ctx, "change %s was rejected", h->id),
    };
    return r.memo ? lc_ledger_resolve(op, &book, &r, out) : CTR_E_NOMEM;
}

static ctr_status remark_back(struct lc_op *op, struct ctr_change *h, const struct ctr_entry *e)
{
    struct lc_ctx *ctx = &op->ctx;
    const char *text =
        lc_format(ctx, "entry %lld takes back entry %lld, by which it moved the target",
                  (long long)e->seq, (long long)h->posted);

    if (text && e->booked_day != e->effective_day) {
        text = lc_format(ctx, "%s; the period of %s is closed, so it is booked on %s", text,
                         h->target_date, lc_ledger_day(ctx, e->booked_day));
    }
    return lc_change_remark(op, h, text);
}

ctr_status lc_target_take_back(struct lc_op *op, struct ctr_change *h, int64_t *seq)
{
    struct ctr_entry e;

    *seq = 0;
    if (h->evolution) {
        LC_TRY(lc_change_remark(op, h,
                                lc_format(&op->ctx,
                                          "'%s' stays as it is: to roll it back is a new edition",
                                          h->evolution)));
    }
    if (!h->target_amount || strcmp(h->target_amount, "0") == 0) {
        return CTR_OK;
    }
    h->target_amount = "0";
    if (!h->posted) {
        return lc_change_remark(op, h, "the target moves by it no more; nothing was posted");
    }
    LC_TRY(reverse(op, h, &e));
    *seq = e.seq;
    return remark_back(op, h, &e);
}
