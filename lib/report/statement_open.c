/*
 * Balances at the beginning of a period. Where they are known without summing: before the first
 * entry, at the end of sealed periods, and now. From the nearest of these days the entries up to
 * the period are added, or taken back.
 */
#include "report/statement.h"

struct known {
    int64_t day; /* balances at its end */
    const struct ctr_period *seal;
    bool now;
};

static void take_nearer(struct known *best, const struct known *other, int64_t wanted)
{
    int64_t is = best->day > wanted ? best->day - wanted : wanted - best->day;
    int64_t may = other->day > wanted ? other->day - wanted : wanted - other->day;

    if (may < is) {
        *best = *other;
    }
}

static ctr_status from_seal(struct lc_stating *x, const struct ctr_period *seal)
{
    struct ctr_period p = *seal;
    size_t at = 0;

    LC_TRY(lc_period_lines(x->op, &p, x->count));
    for (size_t i = 0; i < p.line_count; i++) { /* both are by name */
        while (at < x->count && strcmp(x->opening[at].name, p.lines[i].account) < 0) {
            at++;
        }
        if (at < x->count && x->opening[at].rid == p.lines[i].account_rid) {
            x->opening[at].debit = p.lines[i].debit;
            x->opening[at].credit = p.lines[i].credit;
        }
    }
    return CTR_OK;
}

/* What was booked between two days, both included, onto the balances or off them. */
static ctr_status bridge(struct lc_stating *x, int64_t from, int64_t to, bool add)
{
    if (from > to) {
        return CTR_OK;
    }
    LC_TRY(lc_ledger_turnover(x->op, &x->book, from, to, x->turnover, x->count));
    for (size_t i = 0; i < x->count; i++) {
        struct ctr_account *a = &x->opening[i];
        a->debit += add ? x->turnover[i].debit : -x->turnover[i].debit;
        a->credit += add ? x->turnover[i].credit : -x->turnover[i].credit;
    }
    return CTR_OK;
}

static ctr_status open_balances(struct lc_stating *x, int64_t first, int64_t last)
{
    int64_t before = x->out->from_day - 1;
    int64_t day = before < first ? first - 1 : before > last ? last : before;
    struct known best = {.day = first - 1};
    const struct known now = {.day = last, .now = true};

    take_nearer(&best, &now, day);
    for (size_t i = 0; i < x->periods.count; i++) {
        const struct ctr_period *p = &x->periods.items[i];
        if (p->state == LC_PERIOD_SEALED) {
            const struct known seal = {.day = p->last_day, .seal = p};
            take_nearer(&best, &seal, day);
        }
    }
    for (size_t i = 0; i < x->count && !best.now; i++) {
        x->opening[i].debit = 0;
        x->opening[i].credit = 0;
    }
    LC_TRY(best.seal ? from_seal(x, best.seal) : CTR_OK);
    LC_TRY(bridge(x, best.day + 1, day, true));
    return bridge(x, day + 1, best.day, false);
}

/* Of another party's share: no part of this one's statement. */
static bool is_anothers(const struct lc_stating *x, enum lc_chart which, const char *party)
{
    size_t size = x->part ? strlen(x->part) : 0;

    return x->part && lc_chart_of_party(which) &&
           (strncmp(party, x->part, size) != 0 || (party[size] && party[size] != ':'));
}

static void put(struct lc_stating *x, struct lc_statement_account *to, size_t i,
                enum lc_chart which)
{
    struct lc_ctx *ctx = &x->op->ctx;
    const struct ctr_account *a = &x->opening[i];
    const struct ctr_account *moved = &x->turnover[i];
    int64_t opening = a->debit - a->credit;

    *to = (struct lc_statement_account){.account = a->name,
                                        .what = lc_chart_what(which),
                                        .currency = a->currency,
                                        .exponent = a->exponent,
                                        .which = (int32_t)which,
                                        .opening = opening,
                                        .debit = moved->debit,
                                        .credit = moved->credit};
    to->text_opening = lc_ledger_amount(ctx, opening, a->exponent);
    to->text_debit = lc_ledger_amount(ctx, moved->debit, a->exponent);
    to->text_credit = lc_ledger_amount(ctx, moved->credit, a->exponent);
    to->text_closing = lc_ledger_amount(ctx, opening + moved->debit - moved->credit, a->exponent);
}

static bool add(int64_t *sum, int64_t more)
{
    return !__builtin_add_overflow(*sum, more, sum) && *sum <= LC_MONEY_MOST &&
           *sum >= -LC_MONEY_MOST;
}

/* Target and cost at both ends; a fee in percent of cost is computed by the rule itself. */
static ctr_status add_figures(struct lc_stating *x, const struct lc_statement_account *a)
{
    bool fee = x->deal.rule.fee_inside && !lc_share_has(&x->deal.rule, LC_TERM_FEE_PCT);
    bool cost = a->which == LC_CHART_COST || (fee && a->which == LC_CHART_FEE);
    int64_t closing = a->opening + a->debit - a->credit;
    bool fits = true;

    if (strcmp(a->currency, x->out->currency) != 0) {
        return CTR_OK;
    }
    if (a->which == LC_CHART_TARGET) {
        fits = add(&x->target_opening, a->opening) && add(&x->target, closing);
    } else if (cost) {
        fits = add(&x->cost_opening, a->opening) && add(&x->cost, closing);
    }
    return fits ? CTR_OK
                : lc_fail(&x->op->ctx, CTR_E_LIMIT,
                          "target or cost sum to more than 2^62 minor units");
}

static ctr_status list_accounts(struct lc_stating *x)
{
    struct lc_statement_account *items = lc_new(&x->op->ctx, x->count + 1, sizeof *items);
    struct ctr_statement *out = x->out;

    if (!items) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < x->count; i++) {
        const char *party;
        enum lc_chart which = lc_chart_find(x->names, x->opening[i].name, &party);
        bool still = x->opening[i].debit == x->opening[i].credit && !x->turnover[i].debit &&
                     !x->turnover[i].credit;
        if (!still && !is_anothers(x, which, party)) {
            put(x, &items[out->account_count], i, which);
            LC_TRY(add_figures(x, &items[out->account_count++]));
        }
    }
    out->accounts = items;
    return CTR_OK;
}

static const char *amount(struct lc_stating *x, int64_t minor)
{
    return lc_ledger_amount(&x->op->ctx, minor, x->out->exponent);
}

ctr_status lc_statement_balances(struct lc_stating *x)
{
    struct ctr_statement *out = x->out;
    int64_t first;
    int64_t last;
    size_t count;

    LC_TRY(lc_account_list(x->op, &x->book, NULL, &x->opening, &x->count));
    LC_TRY(lc_account_list(x->op, &x->book, NULL, &x->turnover, &count));
    LC_TRY(lc_ledger_days(x->op, &x->book, &first, &last));
    if (first != LC_DAY_NONE) {
        LC_TRY(open_balances(x, first, last));
    }
    LC_TRY(
        lc_ledger_turnover(x->op, &x->book, out->from_day, out->until_day, x->turnover, x->count));
    LC_TRY(list_accounts(x));
    out->target_opening = amount(x, x->target_opening);
    out->target = amount(x, x->target);
    out->cost_opening = amount(x, x->cost_opening);
    out->cost = amount(x, x->cost);
    return x->op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}
