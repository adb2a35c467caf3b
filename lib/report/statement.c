/* Statements: what is asked for, and what they look like from outside. */
#include "report/statement.h"

static const struct lc_field account_fields[] = {
    LC_FIELD_OF(lc_statement_account, "account", LC_KIND_STR, account),
    LC_FIELD_OF(lc_statement_account, "what", LC_KIND_STR, what),
    LC_FIELD_OF(lc_statement_account, "currency", LC_KIND_STR, currency),
    LC_FIELD_OF(lc_statement_account, "opening", LC_KIND_STR, text_opening),
    LC_FIELD_OF(lc_statement_account, "debit", LC_KIND_STR, text_debit),
    LC_FIELD_OF(lc_statement_account, "credit", LC_KIND_STR, text_credit),
    LC_FIELD_OF(lc_statement_account, "closing", LC_KIND_STR, text_closing),
};
static const struct lc_shape shape_account = LC_SHAPE(lc_statement_account, account_fields);

static const struct lc_field move_fields[] = {
    LC_FIELD_OF(lc_statement_move, "entry", LC_KIND_INT, seq),
    LC_FIELD_OF(lc_statement_move, "effective", LC_KIND_STR, effective),
    LC_FIELD_OF(lc_statement_move, "booked", LC_KIND_STR, booked),
    LC_FIELD_OF(lc_statement_move, "cause_kind", LC_KIND_STR, cause_kind),
    LC_FIELD_OF(lc_statement_move, "cause_id", LC_KIND_STR, cause_id),
    LC_FIELD_OF(lc_statement_move, "memo", LC_KIND_STR, memo),
    LC_FIELD_OF(lc_statement_move, "amount", LC_KIND_STR, amount),
    LC_FIELD_OF(lc_statement_move, "target", LC_KIND_STR, target),
};
static const struct lc_shape shape_move = LC_SHAPE(lc_statement_move, move_fields);

static const struct lc_field change_fields[] = {
    LC_FIELD_OF(lc_statement_change, "change", LC_KIND_STR, change),
    LC_FIELD_OF(lc_statement_change, "target", LC_KIND_STR, target),
    LC_FIELD_OF(lc_statement_change, "cost", LC_KIND_STR, cost),
    LC_FIELD_OF(lc_statement_change, "variance", LC_KIND_STR, variance),
};
static const struct lc_shape shape_change = LC_SHAPE(lc_statement_change, change_fields);

static const struct lc_field share_fields[] = {
    LC_FIELD_OF(lc_statement_share, "assessment", LC_KIND_INT, assessment),
    LC_FIELD_OF(lc_statement_share, "as_of", LC_KIND_STR, as_of),
    LC_FIELD_WORD(lc_statement_share, "kind", kind, lc_words_assess_kind),
    LC_FIELD_WORD(lc_statement_share, "state", state, lc_words_assess_state),
    LC_FIELD_OF(lc_statement_share, "accrued_opening", LC_KIND_STR, accrued_opening),
    LC_FIELD_OF(lc_statement_share, "accrued", LC_KIND_STR, accrued),
    LC_FIELD_OF(lc_statement_share, "payable_opening", LC_KIND_STR, payable_opening),
    LC_FIELD_OF(lc_statement_share, "payable", LC_KIND_STR, payable),
    LC_FIELD_OF(lc_statement_share, "hold", LC_KIND_STR, hold),
};
static const struct lc_shape shape_share = LC_SHAPE(lc_statement_share, share_fields);

static const struct lc_field forecast_fields[] = {
    LC_FIELD_OF(lc_statement_forecast, "assessment", LC_KIND_INT, assessment),
    LC_FIELD_OF(lc_statement_forecast, "as_of", LC_KIND_STR, as_of),
    LC_FIELD_OF(lc_statement_forecast, "cost", LC_KIND_STR, cost),
    LC_FIELD_OF(lc_statement_forecast, "share", LC_KIND_STR, share),
};
static const struct lc_shape shape_forecast = LC_SHAPE(lc_statement_forecast, forecast_fields);

static const struct lc_field distance_fields[] = {
    LC_FIELD_OF(lc_share_distance, "what", LC_KIND_STR, what),
    LC_FIELD_OF(lc_share_distance, "at", LC_KIND_STR, at),
    LC_FIELD_OF(lc_share_distance, "distance", LC_KIND_STR, distance),
};
static const struct lc_shape shape_distance = LC_SHAPE(lc_share_distance, distance_fields);

static const struct lc_field standing_fields[] = {
    LC_FIELD_OF(lc_statement_standing, "basis", LC_KIND_STR, basis),
    LC_FIELD_OF(lc_statement_standing, "target", LC_KIND_STR, target),
    LC_FIELD_OF(lc_statement_standing, "cost", LC_KIND_STR, cost),
    LC_FIELD_OF(lc_statement_standing, "marginal_rate", LC_KIND_STR, marginal_rate),
    LC_FIELD_LIST(lc_statement_standing, "distances", distances, distance_count, &shape_distance),
};
static const struct lc_shape shape_standing = LC_SHAPE(lc_statement_standing, standing_fields);

static const struct lc_field seal_fields[] = {
    LC_FIELD_OF(lc_statement_seal, "first", LC_KIND_STR, first),
    LC_FIELD_OF(lc_statement_seal, "last", LC_KIND_STR, last),
    LC_FIELD_OF(lc_statement_seal, "entries", LC_KIND_INT, entries),
    LC_FIELD_OF(lc_statement_seal, "head", LC_KIND_STR, head),
    LC_FIELD_OF(lc_statement_seal, "root", LC_KIND_STR, root),
};
static const struct lc_shape shape_seal = LC_SHAPE(lc_statement_seal, seal_fields);

static const struct lc_field statement_fields[] = {
    LC_FIELD_OF(ctr_statement, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_statement, "name", LC_KIND_STR, name),
    LC_FIELD_OF(ctr_statement, "party", LC_KIND_STR, party),
    LC_FIELD_OF(ctr_statement, "from", LC_KIND_STR, from),
    LC_FIELD_OF(ctr_statement, "until", LC_KIND_STR, until),
    LC_FIELD_OF(ctr_statement, "currency", LC_KIND_STR, currency),
    LC_FIELD_OF(ctr_statement, "master_version", LC_KIND_STR, version),
    LC_FIELD_OF(ctr_statement, "target_opening", LC_KIND_STR, target_opening),
    LC_FIELD_OF(ctr_statement, "target", LC_KIND_STR, target),
    LC_FIELD_OF(ctr_statement, "cost_opening", LC_KIND_STR, cost_opening),
    LC_FIELD_OF(ctr_statement, "cost", LC_KIND_STR, cost),
    LC_FIELD_NEST(ctr_statement, "share", LC_KIND_REF, share, &shape_share),
    LC_FIELD_NEST(ctr_statement, "forecast", LC_KIND_REF, forecast, &shape_forecast),
    LC_FIELD_NEST(ctr_statement, "standing", LC_KIND_REF, standing, &shape_standing),
    LC_FIELD_STRS(ctr_statement, "missing", missing, missing_count),
    LC_FIELD_LIST(ctr_statement, "accounts", accounts, account_count, &shape_account),
    LC_FIELD_LIST(ctr_statement, "target_moves", moves, move_count, &shape_move),
    LC_FIELD_LIST(ctr_statement, "changes", changes, change_count, &shape_change),
    LC_FIELD_LIST(ctr_statement, "entries", entries, entry_count, &lc_shape_entry),
    LC_FIELD_OF(ctr_statement, "late", LC_KIND_INT, late),
    LC_FIELD_OF(ctr_statement, "closed", LC_KIND_BOOL, closed),
    LC_FIELD_NEST(ctr_statement, "seal", LC_KIND_REF, seal, &shape_seal),
    LC_FIELD_OF(ctr_statement, "ledger_entries", LC_KIND_INT, ledger_entries),
    LC_FIELD_OF(ctr_statement, "head", LC_KIND_STR, head),
    LC_FIELD_OF(ctr_statement, "at", LC_KIND_TIME, at_us),
};
const struct lc_shape lc_shape_statement = LC_SHAPE(ctr_statement, statement_fields);

/* --- what is asked --- */

static ctr_status read_days(struct lc_stating *x, const struct lc_statement_query *q)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct ctr_statement *out = x->out;
    int64_t today = lc_floor_div(ctx->now_us, LC_US_PER_DAY);
    int64_t first;
    int64_t last;

    LC_TRY(lc_ledger_read_day(ctx, "the last day", q->until, today, &out->until_day));
    LC_TRY(lc_ledger_days(x->op, &x->book, &first, &last));
    first = first == LC_DAY_NONE || first > out->until_day ? out->until_day : first;
    LC_TRY(lc_ledger_read_day(ctx, "the first day", q->from, first, &out->from_day));
    out->from = lc_ledger_day(ctx, out->from_day);
    out->until = lc_ledger_day(ctx, out->until_day);
    if (out->from_day > out->until_day) {
        ctr_status status =
            lc_fail(ctx, CTR_E_ARGUMENT, "the period from %s until %s ends before it begins",
                    out->from, out->until);
        lc_detail(ctx, "field", "until");
        return status;
    }
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

/* By the active version; where there is none any more, by that of the last assessment. */
static ctr_status read_terms(struct lc_stating *x)
{
    struct ctr_version active;
    bool found = false;

    LC_TRY(lc_assess_last(x->op, &x->book, INT64_MAX, x->out->until_day, &x->last, &x->assessed));
    if (x->contract.type == CTR_TYPE_MASTER && x->assessed) {
        LC_TRY(lc_version_active(x->op, x->contract.rid, &active, &found));
    }
    LC_TRY(x->assessed && !found ? lc_deal_of(x->op, &x->contract, x->last.version_rid, &x->deal)
                                 : lc_deal_active(x->op, &x->contract, &x->deal));
    x->out->version = x->deal.policy.version.label;
    x->out->currency = x->deal.currency ? x->deal.currency : x->book.base;
    x->out->exponent = lc_currency_exponent(lc_str(x->out->currency));
    x->out->exponent = x->out->exponent < 0 ? 0 : x->out->exponent;
    return CTR_OK;
}

static bool shares(const struct lc_stating *x, const char *name)
{
    for (size_t i = 0; i < x->deal.party_count; i++) {
        if (strcmp(x->deal.parties[i], name) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < x->last.party_count; i++) { /* it may have left */
        if (strcmp(x->last.parties[i].party, name) == 0) {
            return true;
        }
    }
    return false;
}

/* By name, or by the id that the master gives it. */
static ctr_status read_party(struct lc_stating *x, const char *party)
{
    struct lc_ctx *ctx = &x->op->ctx;
    const struct lc_master *m = &x->deal.policy.master;
    const char *name = party;
    const char *all = "";

    if (!party) {
        return CTR_OK;
    }
    for (size_t i = 0; i < m->party_count && !shares(x, party); i++) {
        const struct lc_party *p = &m->parties[i];
        name = p->id && p->name && strcmp(p->id, party) == 0 ? p->name : name;
    }
    if (shares(x, name)) {
        x->out->party = name;
        return lc_chart_part(ctx, "party", name, &x->part);
    }
    for (size_t i = 0; i < x->deal.party_count && all; i++) {
        all = lc_format(ctx, "%s'%s', ", all, x->deal.parties[i]);
    }
    ctr_status status = lc_fail(
        ctx, CTR_E_ARGUMENT,
        "'%.80s' has no part of the share of '%s/%s'; wanted %sor no party, for all of them", party,
        x->book.team, x->book.name, all ? all : "");
    lc_detail(ctx, "field", "party");
    return status;
}

/* --- what is known of the end of the period --- */

static ctr_status find_seal(struct lc_stating *x)
{
    struct ctr_statement *out = x->out;

    out->closed = x->book.closed_day != LC_DAY_NONE && out->until_day <= x->book.closed_day;
    for (size_t i = 0; i < x->periods.count; i++) {
        const struct ctr_period *p = &x->periods.items[i];
        if (p->state != LC_PERIOD_SEALED || out->until_day < p->first_day ||
            out->until_day > p->last_day) {
            continue;
        }
        struct lc_statement_seal *to = lc_new(&x->op->ctx, 1, sizeof *to);
        if (!to) {
            return CTR_E_NOMEM;
        }
        *to = (struct lc_statement_seal){.first = p->first,
                                         .last = p->last,
                                         .entries = p->seal_seq,
                                         .head = p->head,
                                         .root = p->root};
        out->seal = to;
    }
    return CTR_OK;
}

ctr_status lc_report_statement(struct lc_op *op, const char *team, const char *name,
                               const struct lc_statement_query *q, struct ctr_statement *out)
{
    struct lc_stating x = {.op = op, .out = out};

    *out = (struct ctr_statement){.at_us = op->ctx.now_us};
    LC_TRY(lc_contract_get(op, team, name, &x.contract));
    LC_TRY(lc_ledger_get(op, team, name, &x.book));
    out->team = x.book.team;
    out->name = x.book.name;
    out->ledger_entries = x.book.entries;
    out->head = x.book.head;
    LC_TRY(read_days(&x, q));
    LC_TRY(read_terms(&x));
    LC_TRY(read_party(&x, q->party));
    LC_TRY(lc_chart_names(&op->ctx, x.book.name, x.names));
    LC_TRY(lc_period_list(op, &x.book, &x.periods));
    LC_TRY(find_seal(&x));
    LC_TRY(lc_statement_balances(&x));
    LC_TRY(lc_statement_entries(&x));
    return lc_statement_share(&x);
}
