/* How well the SLOs that a modifier weighs were met, by the store's own clocks. */
#include "base/date.h"
#include "flow/modifier.h"
#include "flow/slo.h"

struct measuring {
    struct lc_op *op;
    const struct lc_contract *contract;
    const struct lc_master *master;
    struct lc_slo_book book;
    bool open; /* the book */
    int64_t from, on;
};

/* The service level that a weight names: "review_turnaround_hours", the key of its hours, is that
 * of "review_turnaround". */
static ctr_status terms_of(struct measuring *x, const char *name, struct lc_slo_terms *out)
{
    struct lc_ctx *ctx = &x->op->ctx;
    const struct lc_str end = LC_STR("_hours");
    size_t size = strlen(name);

    LC_TRY(lc_slo_terms(ctx, &x->book, name, out));
    if (out->known || size <= end.len || strcmp(name + size - end.len, end.ptr) != 0) {
        return CTR_OK;
    }
    const char *id = lc_dup(ctx, lc_str_n(name, size - end.len));
    return id ? lc_slo_terms(ctx, &x->book, id, out) : CTR_E_NOMEM;
}

static ctr_status open_book(struct measuring *x)
{
    if (x->open) {
        return CTR_OK;
    }
    x->open = true;
    LC_TRY(lc_op_needs(x->op, LC_SCHEMA_WATCHES, "service levels"));
    return lc_slo_book_open(x->op, x->contract, &x->book);
}

static ctr_status nothing_known(struct measuring *x, const struct lc_modifier_goal *g,
                                const struct lc_slo_attained *a)
{
    struct lc_ctx *ctx = &x->op->ctx;
    ctr_status status = lc_fail(ctx, CTR_E_STATE,
                                "the modifier of '%s/%s' is not computable: no case of the SLO "
                                "'%.80s' was met or late from "
                                "%s until %s (%lld open); give its attainment, or say yes or no",
                                x->contract->team, x->contract->name, g->name, g->from,
                                lc_ledger_day(ctx, x->on), (long long)a->open);

    lc_detail(ctx, "field", "names");
    lc_detail(ctx, "slo", g->name);
    return status;
}

/* Rounded down, so that it reaches a goal only if the cases do. */
static const char *percent_of(struct lc_ctx *ctx, const struct lc_slo_attained *a)
{
    char text[LC_FIXED_TEXT];
    lc_wide whole = (lc_wide)100 * LC_FIXED_ONE;

    return lc_dup_c(ctx, lc_fixed_text((int64_t)(a->met * whole / (a->met + a->late)), text));
}

static ctr_status measure(struct measuring *x, struct lc_modifier_goal *g)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_slo_terms terms;
    struct lc_slo_attained a;

    LC_TRY(open_book(x));
    LC_TRY(terms_of(x, g->name, &terms));
    int64_t first = x->from != LC_DAY_NONE ? x->from : x->on - terms.window_days + 1;
    int64_t end = (x->on + 1) * LC_US_PER_DAY;
    end = end > ctx->now_us ? ctx->now_us + 1 : end; /* with what happens now */
    first = first > 0 ? first : 0;
    g->from = lc_ledger_day(ctx, first);
    LC_TRY(g->from ? CTR_OK : CTR_E_NOMEM);
    LC_TRY(
        lc_slo_attainment(x->op, x->contract, &terms, first ? first * LC_US_PER_DAY : 1, end, &a));
    g->counted = a.met + a.late;
    if (!g->counted) {
        return nothing_known(x, g, &a);
    }
    const char *value = percent_of(ctx, &a);
    LC_TRY(value ? lc_modifier_judge(x->op, x->master, value, g) : CTR_E_NOMEM);
    g->source = CTR_GOAL_MEASURED;
    return CTR_OK;
}

ctr_status lc_modifier_measure(struct lc_op *op, const struct lc_contract *c,
                               const struct lc_deal *deal, int64_t from, int64_t on,
                               struct ctr_modifier *out)
{
    struct measuring x = {
        .op = op, .contract = c, .master = &deal->policy.master, .from = from, .on = on};

    for (size_t i = 0; i < out->goal_count; i++) {
        struct lc_modifier_goal *g = &out->goals[i];
        if (g->wanted && !g->given) {
            LC_TRY(measure(&x, g));
        }
    }
    return CTR_OK;
}
