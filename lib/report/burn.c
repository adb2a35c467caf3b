/* Burn against target, out of the ledger and its assessments. */
#include "report/burn.h"

#include <stdlib.h>

static const struct lc_field point_fields[] = {
    LC_FIELD_OF(lc_burn_point, "date", LC_KIND_STR, date),
    LC_FIELD_OF(lc_burn_point, "cost", LC_KIND_STR, text_cost),
    LC_FIELD_OF(lc_burn_point, "target", LC_KIND_STR, text_target),
};
static const struct lc_shape shape_point = LC_SHAPE(lc_burn_point, point_fields);
static const struct lc_field forecast_fields[] = {
    LC_FIELD_OF(lc_burn_forecast, "date", LC_KIND_STR, date),
    LC_FIELD_OF(lc_burn_forecast, "cost", LC_KIND_STR, text_cost),
    LC_FIELD_OF(lc_burn_forecast, "assessment", LC_KIND_INT, assessment),
};
static const struct lc_shape shape_forecast = LC_SHAPE(lc_burn_forecast, forecast_fields);
static const struct lc_field limit_fields[] = {
    LC_FIELD_OF(lc_burn_limit, "what", LC_KIND_STR, what),
    LC_FIELD_OF(lc_burn_limit, "at", LC_KIND_STR, at),
};
static const struct lc_shape shape_limit = LC_SHAPE(lc_burn_limit, limit_fields);
static const struct lc_field burn_fields[] = {
    LC_FIELD_OF(ctr_burn, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_burn, "name", LC_KIND_STR, name),
    LC_FIELD_OF(ctr_burn, "until", LC_KIND_STR, until),
    LC_FIELD_OF(ctr_burn, "currency", LC_KIND_STR, currency),
    LC_FIELD_OF(ctr_burn, "cost", LC_KIND_STR, cost),
    LC_FIELD_OF(ctr_burn, "target", LC_KIND_STR, target),
    LC_FIELD_LIST(ctr_burn, "points", points, point_count, &shape_point),
    LC_FIELD_LIST(ctr_burn, "forecasts", forecasts, forecast_count, &shape_forecast),
    LC_FIELD_LIST(ctr_burn, "limits", limits, limit_count, &shape_limit),
};
const struct lc_shape lc_shape_burn = LC_SHAPE(ctr_burn, burn_fields);

struct burning {
    struct lc_op *op;
    struct ctr_ledger book;
    struct lc_contract contract;
    struct lc_deal deal;
    struct ctr_burn *out;
    struct lc_burn_point *points;
    size_t room;
    int64_t cost, target; /* in the end */
};

/* --- points --- */

/* What moved on a day; put in order and summed later. */
static ctr_status add_point(struct burning *x, int64_t day, int64_t cost, int64_t target)
{
    if (x->out->point_count == LC_BURN_POINTS) {
        return lc_fail(&x->op->ctx, CTR_E_LIMIT,
                       "cost and target of '%s/%s' move on more than %d days", x->book.team,
                       x->book.name, LC_BURN_POINTS);
    }
    if (x->out->point_count == x->room) {
        x->points =
            lc_grow(&x->op->ctx, x->points, x->out->point_count, &x->room, sizeof *x->points);
        if (!x->points) {
            return CTR_E_NOMEM;
        }
    }
    x->points[x->out->point_count++] =
        (struct lc_burn_point){.day = day, .cost = cost, .target = target};
    return CTR_OK;
}

static ctr_status read_account(struct burning *x, const struct ctr_account *a, bool target)
{
    struct lc_stmt *st;
    bool row;

    if (strcmp(a->currency, x->out->currency) != 0) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(x->op, LC_SQL_BURN_MOVES, &st));
    lc_bind_int(st, 1, a->rid);
    lc_bind_int(st, 2, x->out->until_day);
    for (;;) {
        LC_TRY(lc_row(x->op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        int64_t sum = lc_col_int(st, 1);
        LC_TRY(add_point(x, lc_col_int(st, 0), target ? 0 : sum, target ? sum : 0));
    }
}

static ctr_status read_accounts(struct burning *x, enum lc_chart which)
{
    const char *name;
    struct ctr_account *items;
    size_t count;

    LC_TRY(lc_chart_account(&x->op->ctx, x->book.name, which, NULL, &name));
    LC_TRY(lc_account_list(x->op, &x->book, name, &items, &count));
    for (size_t i = 0; i < count; i++) {
        LC_TRY(read_account(x, &items[i], which == LC_CHART_TARGET));
    }
    return CTR_OK;
}

static int by_day(const void *a, const void *b)
{
    int64_t x = ((const struct lc_burn_point *)a)->day;
    int64_t y = ((const struct lc_burn_point *)b)->day;
    return x < y ? -1 : x > y;
}

/* One point a day, cumulated. */
static ctr_status cumulate(struct burning *x)
{
    size_t n = 0;

    if (x->out->point_count) {
        qsort(x->points, x->out->point_count, sizeof *x->points, by_day);
    }
    for (size_t i = 0; i < x->out->point_count; i++) {
        struct lc_burn_point p = x->points[i];
        if (__builtin_add_overflow(x->cost, p.cost, &x->cost) || x->cost > LC_MONEY_MOST ||
            __builtin_add_overflow(x->target, p.target, &x->target) || x->target > LC_MONEY_MOST) {
            return lc_fail(&x->op->ctx, CTR_E_LIMIT,
                           "cost or target of '%s/%s' sum to more than 2^62 minor units",
                           x->book.team, x->book.name);
        }
        n += !n || x->points[n - 1].day != p.day;
        x->points[n - 1].day = p.day;
        x->points[n - 1].cost = x->cost;
        x->points[n - 1].target = x->target;
    }
    x->out->point_count = n;
    x->out->points = x->points;
    return CTR_OK;
}

static ctr_status read_points(struct burning *x)
{
    struct lc_ctx *ctx = &x->op->ctx;
    bool fee = x->deal.rule.fee_inside && !lc_share_has(&x->deal.rule, LC_TERM_FEE_PCT);

    LC_TRY(read_accounts(x, LC_CHART_TARGET));
    LC_TRY(read_accounts(x, LC_CHART_COST));
    LC_TRY(fee ? read_accounts(x, LC_CHART_FEE) : CTR_OK);
    LC_TRY(cumulate(x));
    for (size_t i = 0; i < x->out->point_count; i++) {
        struct lc_burn_point *p = &x->points[i];
        p->date = lc_ledger_day(ctx, p->day);
        p->text_cost = lc_ledger_amount(ctx, p->cost, x->out->exponent);
        p->text_target = lc_ledger_amount(ctx, p->target, x->out->exponent);
    }
    x->out->cost = lc_ledger_amount(ctx, x->cost, x->out->exponent);
    x->out->target = lc_ledger_amount(ctx, x->target, x->out->exponent);
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

/* --- forecasts, limits --- */

struct forecasts {
    struct lc_burn_forecast *items;
    size_t room;
};

static ctr_status add_forecast(struct burning *x, struct forecasts *to,
                               const struct ctr_assessment *a)
{
    if (!a->has_forecast || a->as_of_day > x->out->until_day) {
        return CTR_OK;
    }
    if (x->out->forecast_count == to->room) {
        to->items =
            lc_grow(&x->op->ctx, to->items, x->out->forecast_count, &to->room, sizeof *to->items);
        if (!to->items) {
            return CTR_E_NOMEM;
        }
    }
    to->items[x->out->forecast_count++] = (struct lc_burn_forecast){.day = a->as_of_day,
                                                                    .cost = a->forecast,
                                                                    .assessment = a->n,
                                                                    .date = a->as_of,
                                                                    .text_cost = a->text_forecast};
    return CTR_OK;
}

static ctr_status read_forecasts(struct burning *x)
{
    struct forecasts found = {0};
    int64_t after = 0;

    do {
        struct ctr_assessment_list page;
        LC_TRY(lc_assess_list(x->op, &x->book, after, 100, &page));
        for (size_t i = 0; i < page.count; i++) {
            LC_TRY(add_forecast(x, &found, &page.items[i]));
        }
        after = page.next;
    } while (after);
    x->out->forecasts = found.items;
    return CTR_OK;
}

static ctr_status read_limits(struct burning *x)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct ctr_share share;
    size_t count = 0;

    if (x->deal.missing_count || x->target <= 0 || x->cost < 0) {
        return CTR_OK;
    }
    /* from the target both neighbouring edges are seen */
    LC_TRY(lc_share_answer(ctx, &x->deal.rule, &x->target, &x->target, &share));
    struct lc_burn_limit *items = lc_new(ctx, share.distance_count + 1, sizeof *items);
    if (!items) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; share.computable && i < share.distance_count; i++) {
        const struct lc_share_distance *d = &share.distances[i];
        if (strcmp(d->what, "target") != 0 &&
            lc_fixed_scaled(lc_str(d->at), x->out->exponent, &items[count].cost) == LC_FIXED_OK) {
            items[count].what = d->what;
            items[count++].at = d->at;
        }
    }
    x->out->limits = items;
    x->out->limit_count = count;
    return CTR_OK;
}

ctr_status lc_report_burn(struct lc_op *op, const char *team, const char *name, const char *until,
                          struct ctr_burn *out)
{
    struct burning x = {.op = op, .out = out};
    int64_t today = lc_floor_div(op->ctx.now_us, LC_US_PER_DAY);

    *out = (struct ctr_burn){0};
    LC_TRY(lc_contract_get(op, team, name, &x.contract));
    LC_TRY(lc_ledger_get(op, team, name, &x.book));
    LC_TRY(lc_deal_active(op, &x.contract, &x.deal));
    LC_TRY(lc_ledger_read_day(&op->ctx, "the last day", until, today, &out->until_day));
    out->team = x.book.team;
    out->name = x.book.name;
    out->until = lc_ledger_day(&op->ctx, out->until_day);
    out->currency = x.deal.currency ? x.deal.currency : x.book.base;
    out->exponent = lc_currency_exponent(lc_str(out->currency));
    LC_TRY(read_points(&x));
    LC_TRY(read_forecasts(&x));
    return read_limits(&x);
}
