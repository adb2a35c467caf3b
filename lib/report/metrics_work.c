/*
 * The statements of work of a master: how restless their scope was, what was accepted, what became
 * of what they were believed to bring.
 */
#include "report/metrics.h"

#include "flow/sow.h"

struct worth {
    int64_t verdicts[LC_SOW_INCONCLUSIVE + 1];
    int64_t overdue;
    int64_t all;
};

/* Does it name this master, by its id or by team/name? */
static bool belongs(const struct lc_metrics_run *run, const struct lc_sow_file *f)
{
    const struct lc_policy *p = run->policy;
    struct lc_str team;
    struct lc_str name;

    if (!f->sow.master) {
        return false;
    }
    if (p->master.meta.id && strcmp(f->sow.master, p->master.meta.id) == 0) {
        return true;
    }
    return lc_str_cut(lc_str(f->sow.master), '/', &team, &name) &&
           lc_str_eq_nocase(team, lc_str(p->contract.team)) &&
           lc_str_eq_nocase(name, lc_str(p->contract.name));
}

static ctr_status tell_scope(struct lc_metrics_run *run, struct lc_sow_file *f)
{
    struct ctr_volatility v;

    LC_TRY(lc_sow_volatility_of(run->op, f, &v));
    const struct lc_metric churn = {
        .metric = "scope_volatility",
        .subject = f->contract.name,
        .statistic = "churn",
        .value = v.computable ? v.volatility_pct : NULL,
        .unit = "%",
        .samples = (int64_t)v.count,
        .reason = v.computable ? NULL : v.reason,
    };
    const struct lc_metric growth = {
        .metric = "scope_volatility",
        .subject = f->contract.name,
        .statistic = "net_growth",
        .value = v.computable ? v.net_growth_pct : NULL,
        .unit = "%",
        .samples = (int64_t)v.count,
        .reason = churn.reason,
    };
    LC_TRY(lc_metric_add(run, &churn));
    return lc_metric_add(run, &growth);
}

static ctr_status tell_criteria(struct lc_metrics_run *run, const struct lc_sow_file *f)
{
    int64_t accepted = 0;
    char text[LC_FIXED_TEXT];
    int64_t count = (int64_t)f->out.criterion_count;

    for (size_t i = 0; i < f->out.criterion_count; i++) {
        accepted += f->out.criteria[i].accepted;
    }
    __int128 share = count ? lc_fixed_quotient((__int128)accepted * 100 * LC_FIXED_ONE, count) : 0;
    const struct lc_metric m = {
        .metric = "criteria_met",
        .subject = f->contract.name,
        .value = count ? lc_dup_c(&run->op->ctx, lc_fixed_text((int64_t)share, text)) : NULL,
        .unit = "%",
        .samples = count,
        .reason = count ? NULL : "it has no acceptance criteria",
    };
    return lc_metric_add(run, &m);
}

static ctr_status look_at(struct lc_metrics_run *run, const char *team, const char *name,
                          struct worth *w)
{
    struct lc_sow_file *f = lc_new(&run->op->ctx, 1, sizeof *f);

    if (!f) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sow_load(run->op, team, name, f));
    if (!belongs(run, f)) {
        return CTR_OK;
    }
    LC_TRY(lc_sow_say(run->op, f));
    LC_TRY(tell_scope(run, f));
    LC_TRY(tell_criteria(run, f));
    const struct lc_sow_belief *h = &f->out.hypothesis;
    if (h->metric && h->verdict >= LC_SOW_NOT_MEASURED && h->verdict <= LC_SOW_INCONCLUSIVE) {
        w->verdicts[h->verdict]++;
        w->overdue += h->overdue;
        w->all++;
    }
    return CTR_OK;
}

static ctr_status tell_count(struct lc_metrics_run *run, const char *statistic, int64_t value,
                             int64_t all)
{
    const struct lc_metric m = {
        .metric = "value_hypotheses",
        .statistic = statistic,
        .value = lc_format(&run->op->ctx, "%lld", (long long)value),
        .unit = "hypotheses",
        .samples = all,
    };
    return lc_metric_add(run, &m);
}

struct named {
    const char *team, *name;
};

/* Those with an active version; the master's own team is where they live. */
static ctr_status list_work(struct lc_metrics_run *run, struct named **out, size_t *count)
{
    struct lc_ctx *ctx = &run->op->ctx;
    const char *from = lc_contract_key(ctx, run->policy->contract.team, "");
    const char *to = from ? lc_after_prefix(ctx, from) : NULL;
    struct lc_stmt *st;
    size_t room = 0;
    bool row;

    *out = NULL;
    *count = 0;
    if (!to) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(run->op, LC_SQL_METRICS_WORK, &st));
    lc_bind_text(st, 1, from);
    lc_bind_text(st, 2, to);
    for (;;) {
        LC_TRY(lc_row(run->op, st, &row));
        if (!row) {
            return ctx->error ? CTR_E_NOMEM : CTR_OK;
        }
        *out = lc_grow(ctx, *out, *count, &room, sizeof **out);
        if (!*out) {
            return CTR_E_NOMEM;
        }
        (*out)[(*count)++] = (struct named){lc_col_text(ctx, st, 0), lc_col_text(ctx, st, 1)};
    }
}

ctr_status lc_metrics_work(struct lc_metrics_run *run)
{
    struct worth w = {.all = 0};
    struct named *names;
    size_t count;

    LC_TRY(list_work(run, &names, &count));
    for (size_t i = 0; i < count; i++) {
        LC_TRY(look_at(run, names[i].team, names[i].name, &w));
    }
    for (int32_t v = LC_SOW_NOT_MEASURED; v <= LC_SOW_INCONCLUSIVE; v++) {
        LC_TRY(tell_count(run, lc_word_name(lc_words_sow_verdict, v), w.verdicts[v], w.all));
    }
    return tell_count(run, "overdue", w.overdue, w.all);
}
