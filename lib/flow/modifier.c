/* The modifier: computed, and posted as its difference from what the ledger holds. */
#include "flow/modifier.h"

#include "codec/json_write.h"

const struct lc_word lc_words_goal_source[] = {
    {CTR_GOAL_GIVEN, "given"}, {CTR_GOAL_MEASURED, "measured"}, {0, NULL}};

static const struct lc_field goal_fields[] = {
    LC_FIELD_OF(lc_modifier_goal, "name", LC_KIND_STR, name),
    LC_FIELD_OF(lc_modifier_goal, "weight", LC_KIND_STR, weight),
    LC_FIELD_OF(lc_modifier_goal, "given", LC_KIND_STR, given),
    LC_FIELD_WORD(lc_modifier_goal, "source", source, lc_words_goal_source),
    LC_FIELD_OF(lc_modifier_goal, "from", LC_KIND_STR, from),
    LC_FIELD_OF(lc_modifier_goal, "counted", LC_KIND_INT, counted),
    LC_FIELD_OF(lc_modifier_goal, "wanted", LC_KIND_STR, wanted),
    LC_FIELD_OF(lc_modifier_goal, "met", LC_KIND_BOOL, met),
};
static const struct lc_shape shape_goal = LC_SHAPE(lc_modifier_goal, goal_fields);

static const struct lc_field modifier_fields[] = {
    LC_FIELD_OF(ctr_modifier, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_modifier, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_modifier, "name", LC_KIND_STR, name),
    LC_FIELD_OF(ctr_modifier, "on", LC_KIND_STR, on),
    LC_FIELD_OF(ctr_modifier, "master_version", LC_KIND_STR, version),
    LC_FIELD_OF(ctr_modifier, "currency", LC_KIND_STR, currency),
    LC_FIELD_OF(ctr_modifier, "cap", LC_KIND_STR, cap),
    LC_FIELD_OF(ctr_modifier, "percent", LC_KIND_STR, percent),
    LC_FIELD_OF(ctr_modifier, "amount", LC_KIND_STR, amount),
    LC_FIELD_OF(ctr_modifier, "before", LC_KIND_STR, before),
    LC_FIELD_OF(ctr_modifier, "moved", LC_KIND_STR, moved),
    LC_FIELD_OF(ctr_modifier, "entry", LC_KIND_ORDINAL, seq),
    LC_FIELD_LIST(ctr_modifier, "goals", goals, goal_count, &shape_goal),
};
const struct lc_shape lc_shape_modifier = LC_SHAPE(ctr_modifier, modifier_fields);

struct modifying {
    struct lc_op *op;
    struct lc_contract contract;
    struct lc_deal deal;
    struct ctr_ledger book;
    struct ctr_account account, against;
    const ctr_modifier_goals *goals;
    int64_t day;
    int64_t from; /* LC_DAY_NONE = as long as the window of each SLO */
    struct ctr_modifier *out;
};

static ctr_status refuse(struct modifying *x, const char *field, ctr_status status)
{
    lc_detail(&x->op->ctx, "field", field);
    return status;
}

static ctr_status load(struct modifying *x, const char *team, const char *name)
{
    struct lc_op *op = x->op;

    LC_TRY(lc_contract_get(op, team, name, &x->contract));
    LC_TRY(lc_deal_active(op, &x->contract, &x->deal));
    LC_TRY(lc_ledger_get(op, team, name, &x->book));
    LC_TRY(lc_chart_need(op, &x->book, LC_CHART_MODIFIER, &x->account));
    return lc_chart_need(op, &x->book, LC_CHART_MODIFIER_COST, &x->against);
}

static ctr_status last_day(struct modifying *x, int64_t *out)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(x->op, LC_SQL_MODIFIER_LAST, &st));
    lc_bind_int(st, 1, x->account.rid);
    LC_TRY(lc_row(x->op, st, &row));
    *out = row && !lc_col_null(st, 0) ? lc_col_int(st, 0) : LC_DAY_NONE;
    lc_stmt_done(st);
    return CTR_OK;
}

static ctr_status read_days(struct modifying *x)
{
    struct lc_ctx *ctx = &x->op->ctx;
    int64_t today = lc_floor_div(ctx->now_us, LC_US_PER_DAY);
    int64_t last;

    LC_TRY(lc_ledger_read_day(ctx, "the day", x->goals->on, today, &x->day));
    if (x->day > today) {
        return refuse(x, "on",
                      lc_fail(ctx, CTR_E_ARGUMENT,
                              "%s is after today, %s; nothing was measured yet", x->goals->on,
                              lc_ledger_day(ctx, today)));
    }
    LC_TRY(last_day(x, &last));
    if (last != LC_DAY_NONE && x->day < last) {
        return refuse(x, "on",
                      lc_fail(ctx, CTR_E_STATE,
                              "the modifier was computed as of %s, so the next cannot be as of %s",
                              lc_ledger_day(ctx, last), lc_ledger_day(ctx, x->day)));
    }
    x->out->on = lc_ledger_day(ctx, x->day);
    LC_TRY(x->out->on ? CTR_OK : CTR_E_NOMEM);
    LC_TRY(lc_ledger_read_day(ctx, "the first day", x->goals->from, LC_DAY_NONE, &x->from));
    return x->from == LC_DAY_NONE || x->from <= x->day
               ? CTR_OK
               : refuse(x, "from",
                        lc_fail(ctx, CTR_E_ARGUMENT,
                                "the period from %s until %s ends before it "
                                "begins",
                                lc_ledger_day(ctx, x->from), x->out->on));
}

/* What counts, as it is judged: {"defect_triage":"97.5 since 2026-01-01","uplift":"yes"}. */
static ctr_status inputs(struct modifying *x, const char **out)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_pair *pairs = lc_new(ctx, x->out->goal_count + 1, sizeof *pairs);

    *out = NULL;
    if (!pairs) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < x->out->goal_count; i++) {
        const struct lc_modifier_goal *g = &x->out->goals[i];
        pairs[i].key = g->name;
        pairs[i].text = g->from ? lc_format(ctx, "%s since %s", g->given, g->from) : g->given;
    }
    *out = lc_json_pairs(ctx, pairs, x->out->goal_count);
    return *out && !ctx->error ? CTR_OK : CTR_E_NOMEM;
}

static ctr_status post(struct modifying *x, int64_t moved)
{
    struct lc_op *op = x->op;
    const ctr_modifier_goals *g = x->goals;
    const struct ctr_version *v = &x->deal.policy.version;
    const char *accounts[] = {x->account.name, x->against.name};
    const int64_t amounts[] = {-moved, moved}; /* what is earned is a credit */
    ctr_entry_spec spec = {
        .struct_size = sizeof spec,
        .flags = g->flags,
        .kind = CTR_ENTRY_MODIFIER,
        .date = x->out->on,
        .cause_kind = "master",
        .cause_id = lc_format(&op->ctx, "%s/%s@%s", v->team, v->name, v->label),
        .accounts = accounts,
        .amounts = amounts,
        .posting_count = 2,
        .evidence = g->evidence,
        .evidence_sha256 = g->evidence_sha256,
        .evidence_count = g->evidence_count,
    };
    struct lc_draft_entry draft;
    struct ctr_entry e;

    LC_TRY(inputs(x, &spec.memo));
    if (!spec.cause_id) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_draft_read(&op->ctx, &spec, x->day, &draft));
    LC_TRY(lc_ledger_post_internal(op, &x->book, &draft, 1, &e));
    x->out->seq = e.seq;
    return CTR_OK;
}

/* A call that says nothing, of a master that weighs no SLO, is a mistake, not a zero. */
static ctr_status something_is_known(struct modifying *x)
{
    for (size_t i = 0; i < x->out->goal_count; i++) {
        if (x->out->goals[i].given) {
            return CTR_OK;
        }
    }
    return refuse(
        x, "names",
        lc_fail(&x->op->ctx, CTR_E_ARGUMENT,
                "no goal was measured, and none that the modifier of '%s/%s@%s' weighs is "
                "an SLO; say of each whether it is met, such as '%s' yes",
                x->contract.team, x->contract.name, x->out->version, x->out->goals[0].name));
}

ctr_status lc_flow_modifier(struct lc_op *op, const char *team, const char *name,
                            const ctr_modifier_goals *goals, struct ctr_modifier *out)
{
    struct modifying x = {.op = op, .goals = goals, .out = out};
    const struct lc_measured measured = {goals->names, goals->values, goals->count};
    int64_t cap;
    int64_t amount;

    *out = (struct ctr_modifier){0};
    LC_TRY(load(&x, team, name));
    LC_TRY(read_days(&x));
    LC_TRY(lc_modifier_list(op, &x.deal, x.account.exponent, &measured, out, &cap));
    LC_TRY(lc_modifier_measure(op, &x.contract, &x.deal, x.from, x.day, out));
    LC_TRY(something_is_known(&x));
    LC_TRY(lc_modifier_sum(op, &x.deal, cap, out, &amount));
    /* Whatever was posted there since, the account says in the end what the modifier is. */
    int64_t before = x.account.credit - x.account.debit;
    lc_wide moved = (lc_wide)amount - before;
    if (moved > LC_MONEY_MOST || moved < -LC_MONEY_MOST) {
        return lc_fail(&op->ctx, CTR_E_LIMIT, "the modifier moves by more than 2^62 minor units");
    }
    out->team = x.contract.team;
    out->name = x.contract.name;
    out->currency = x.account.currency;
    out->amount = lc_ledger_amount(&op->ctx, amount, x.account.exponent);
    out->before = lc_ledger_amount(&op->ctx, before, x.account.exponent);
    out->moved = lc_ledger_amount(&op->ctx, (int64_t)moved, x.account.exponent);
    LC_TRY(moved ? post(&x, (int64_t)moved) : CTR_OK);
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}
