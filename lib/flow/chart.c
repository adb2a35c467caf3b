/* The chart of accounts, opened from the master contract, with its original target. */
#include "flow/deal.h"

#define OPENING_KEY "target:opening"

static const struct lc_field row_fields[] = {
    LC_FIELD_OF(lc_chart_row, "account", LC_KIND_STR, account),
    LC_FIELD_OF(lc_chart_row, "party", LC_KIND_STR, party),
    LC_FIELD_OF(lc_chart_row, "balance", LC_KIND_STR, balance),
    LC_FIELD_OF(lc_chart_row, "opened", LC_KIND_BOOL, opened),
    LC_FIELD_OF(lc_chart_row, "what", LC_KIND_STR, what),
};
static const struct lc_shape shape_chart_row = LC_SHAPE(lc_chart_row, row_fields);

static const struct lc_field chart_fields[] = {
    LC_FIELD_OF(ctr_chart, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_chart, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_chart, "name", LC_KIND_STR, name),
    LC_FIELD_OF(ctr_chart, "currency", LC_KIND_STR, currency),
    LC_FIELD_OF(ctr_chart, "ledger_opened", LC_KIND_BOOL, ledger_opened),
    LC_FIELD_OF(ctr_chart, "opened", LC_KIND_INT, opened),
    LC_FIELD_OF(ctr_chart, "target", LC_KIND_STR, target),
    LC_FIELD_OF(ctr_chart, "target_entry", LC_KIND_ORDINAL, target_seq),
    LC_FIELD_LIST(ctr_chart, "accounts", rows, row_count, &shape_chart_row),
    LC_FIELD_STRS(ctr_chart, "remarks", remarks, remark_count),
};
const struct lc_shape lc_shape_chart = LC_SHAPE(ctr_chart, chart_fields);

enum { REMARKS = 2 }; /* besides what is missing */

struct chart {
    struct lc_op *op;
    struct lc_contract contract;
    struct lc_deal deal;
    struct ctr_ledger book;
    struct ctr_chart *out;
    const char **remarks;
};

static ctr_status remark(struct chart *x, const char *text)
{
    x->remarks[x->out->remark_count++] = text;
    return text ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status open_book(struct chart *x, const char *base)
{
    bool found;

    LC_TRY(lc_ledger_find(x->op, &x->contract, &x->book, &found));
    if (found && base && strcmp(base, x->book.base) != 0) {
        return lc_fail(&x->op->ctx, CTR_E_STATE, "the ledger of '%s/%s' is in %s, not in %s",
                       x->book.team, x->book.name, x->book.base, base);
    }
    if (found) {
        return CTR_OK;
    }
    base = base ? base : x->deal.currency;
    if (!base) {
        return lc_fail(&x->op->ctx, CTR_E_STATE,
                       "the incentives of '%s/%s' name no currency; say which one its ledger is in",
                       x->contract.team, x->contract.name);
    }
    x->out->ledger_opened = 1;
    return lc_ledger_create(x->op, &x->contract, base, &x->book);
}

/* --- the original target --- */

static ctr_status account_at(struct chart *x, enum lc_chart which, const char **out)
{
    return lc_chart_account(&x->op->ctx, x->book.name, which, NULL, out);
}

static ctr_status post_target(struct chart *x, int64_t amount)
{
    struct lc_op *op = x->op;
    const struct lc_meta *meta = &x->deal.policy.master.meta;
    const struct ctr_version *v = &x->deal.policy.version;
    const int64_t amounts[] = {amount, -amount};
    const char *accounts[2];
    struct ctr_entry e;

    LC_TRY(account_at(x, LC_CHART_TARGET, &accounts[0]));
    LC_TRY(account_at(x, LC_CHART_BASELINE, &accounts[1]));
    const struct lc_draft_entry draft = {
        .act = CTR_ACT_POST,
        .kind = CTR_ENTRY_TARGET,
        .late = true,
        .effective_day = meta->effective != LC_TERM_ABSENT
                             ? meta->effective
                             : lc_floor_div(op->ctx.now_us, LC_US_PER_DAY),
        .key = OPENING_KEY,
        .memo = "original target",
        .cause_kind = "master",
        .cause_id = lc_format(&op->ctx, "%s/%s@%s", v->team, v->name, v->label),
        .rate_day = LC_DAY_NONE,
        .accounts = accounts,
        .amounts = amounts,
        .posting_count = 2,
    };
    if (!draft.cause_id) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_ledger_post_internal(op, &x->book, &draft, 1, &e));
    x->out->target_seq = e.seq;
    return CTR_OK;
}

/* What the document says now must not be taken for a move of the target. */
static ctr_status compare(struct chart *x, const struct ctr_entry *e, int64_t amount)
{
    const int exponent = x->deal.exponent;
    struct lc_ctx *ctx = &x->op->ctx;
    int64_t was = e->posting_count ? e->postings[0].amount : 0;

    x->out->target_seq = e->seq;
    return was == amount
               ? CTR_OK
               : remark(x, lc_format(ctx,
                                     "the original target stays %s, though the master now says "
                                     "%s: only implemented changes move it",
                                     lc_ledger_amount(ctx, was, exponent),
                                     lc_ledger_amount(ctx, amount, exponent)));
}

static ctr_status aim(struct chart *x)
{
    const struct ctr_share_rule *rule = &x->deal.rule;
    bool known =
        x->deal.currency && rule->model <= CTR_SHARE_CPIF && lc_share_has(rule, LC_TERM_TARGET);
    struct ctr_entry e;
    int64_t amount;
    bool found;

    LC_TRY(lc_entry_by_key(x->op, &x->book, OPENING_KEY, &e, &found));
    if (found && e.kind != CTR_ENTRY_TARGET) {
        return lc_fail(
            &x->op->ctx, CTR_E_CONFLICT,
            "the key '%s' of the original target belongs to entry %lld, which is of kind "
            "%s",
            OPENING_KEY, (long long)e.seq, lc_word_name(lc_words_entry_kind, e.kind));
    }
    if (!known) {
        x->out->target_seq = found ? e.seq : 0;
        return CTR_OK;
    }
    if (!lc_share_target(rule, &amount)) {
        return lc_fail(&x->op->ctx, CTR_E_LIMIT, "the target is further from zero than 2^62");
    }
    return found ? compare(x, &e, amount) : post_target(x, amount);
}

static ctr_status say_missing(struct chart *x)
{
    for (size_t i = 0; i < x->deal.missing_count; i++) {
        LC_TRY(remark(x, lc_format(&x->op->ctx, "not computable: %s", x->deal.missing[i])));
    }
    return CTR_OK;
}

/* --- the whole --- */

static ctr_status show(struct chart *x, struct lc_chart_row *rows)
{
    struct ctr_account a;
    bool found;

    for (size_t i = 0; i < x->out->row_count; i++) {
        LC_TRY(lc_account_find(x->op, &x->book, rows[i].account, &a, &found));
        rows[i].balance = lc_ledger_amount(&x->op->ctx, a.debit - a.credit, a.exponent);
        x->out->opened += rows[i].opened;
    }
    x->out->target = rows[LC_CHART_TARGET].balance;
    return x->op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_flow_chart(struct lc_op *op, const char *team, const char *name, const char *base,
                         struct ctr_chart *out)
{
    struct chart x = {.op = op, .out = out};
    struct lc_chart_row *rows;

    *out = (struct ctr_chart){0};
    LC_TRY(lc_contract_get(op, team, name, &x.contract));
    LC_TRY(lc_deal_active(op, &x.contract, &x.deal));
    x.remarks = lc_new(&op->ctx, x.deal.missing_count + REMARKS, sizeof *x.remarks);
    if (!x.remarks) {
        return CTR_E_NOMEM;
    }
    LC_TRY(open_book(&x, base));
    out->team = x.contract.team;
    out->name = x.contract.name;
    out->currency = x.deal.currency ? x.deal.currency : x.book.base;
    out->remarks = x.remarks;
    LC_TRY(lc_chart_open(op, &x.book, out->currency, x.deal.parties, x.deal.party_count, &rows,
                         &out->row_count));
    out->rows = rows;
    LC_TRY(aim(&x));
    LC_TRY(say_missing(&x));
    return show(&x, rows);
}
