/* <contracts/sow.h>: statements of work in a store. */
#include "api/getter.h"
#include "api/task.h"
#include "flow/sow_price.h"

enum { TEXT_MOST = 4096 };

struct sow_args {
    struct lc_names names;
    ctr_status (*act)(struct lc_op *op, struct sow_args *a, struct lc_sow_file *f);
    const ctr_sow_measurement *given;
    ctr_sow_measurement measurement;
    const char *criterion, *evidence, *sha256;
};

static ctr_status read_measurement(struct lc_ctx *ctx, void *user)
{
    struct sow_args *a = user;
    ctr_sow_measurement *m = &a->measurement;

    if (!a->given) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "a measurement is needed, not NULL");
    }
    LC_TRY(LC_READ(ctx, ctr_sow_measurement, a->given, m));
    if (m->reserved) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "reserved is %u; wanted 0", m->reserved);
    }
    if (!m->of || !*m->of) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "what was measured? a metric or a slice is needed");
    }
    LC_TRY(lc_check_text(ctx, "metric", m->of, TEXT_MOST));
    LC_TRY(lc_check_text(ctx, "value", m->value, 64));
    LC_TRY(lc_check_text(ctx, "day", m->on, 64));
    LC_TRY(lc_check_text(ctx, "lower end", m->low, 64));
    LC_TRY(lc_check_text(ctx, "upper end", m->high, 64));
    return lc_check_text(ctx, "evidence", m->evidence, TEXT_MOST);
}

static ctr_status check_texts(struct lc_op *op, void *user)
{
    struct sow_args *a = user;

    if (a->criterion || a->evidence) {
        LC_TRY(lc_check_name(&op->ctx, "criterion", a->criterion));
    }
    LC_TRY(lc_check_text(&op->ctx, "evidence", a->evidence, TEXT_MOST));
    return lc_check_text(&op->ctx, "SHA-256", a->sha256, 128);
}

static ctr_status sow_run(struct lc_op *op, void *user, void *body)
{
    struct sow_args *a = user;
    struct lc_sow_file *f = lc_new(&op->ctx, 1, sizeof *f);

    if (!f) {
        return CTR_E_NOMEM;
    }
    if (op->if_revision) {
        return lc_fail(
            &op->ctx, CTR_E_ARGUMENT,
            "what is recorded of a statement of work is added to, so it has no revision");
    }
    LC_TRY(lc_sow_load(op, a->names.team, a->names.name, f));
    LC_TRY(a->act ? a->act(op, a, f) : CTR_OK);
    LC_TRY(lc_sow_say(op, f));
    LC_TRY(lc_sow_bill_say(op, f));
    *(struct ctr_sow *)body = f->out;
    return CTR_OK;
}

static ctr_status sow_call(ctr_store *store, const char *verb, struct sow_args *args,
                           const ctr_call *call, ctr_sow **out, ctr_error **err)
{
    struct ctr_sow body;
    const struct lc_task task = {.kind = verb ? LC_TXN_WRITE : LC_TXN_READ,
                                 .verb = verb,
                                 .names = &args->names,
                                 .read = args->given ? read_measurement : NULL,
                                 .prepare = check_texts,
                                 .run = sow_run,
                                 .args = args,
                                 .shape = &lc_shape_sow,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

ctr_status ctr_sow_get(ctr_store *store, const char *team, const char *name, ctr_sow **out,
                       ctr_error **err)
{
    struct sow_args args = {.names = {team, name ? name : ""}};
    return sow_call(store, NULL, &args, NULL, out, err);
}

static ctr_status act_freeze(struct lc_op *op, struct sow_args *a, struct lc_sow_file *f)
{
    (void)a;
    return lc_sow_freeze(op, f);
}

ctr_status ctr_sow_freeze(ctr_store *store, const char *team, const char *name,
                          const ctr_call *call, ctr_sow **out, ctr_error **err)
{
    struct sow_args args = {.names = {team, name ? name : ""}, .act = act_freeze};
    return sow_call(store, "sow.freeze", &args, call, out, err);
}

void ctr_sow_measurement_init(ctr_sow_measurement *measurement, size_t size)
{
    lc_options_init(measurement, size);
}

static ctr_status act_measure(struct lc_op *op, struct sow_args *a, struct lc_sow_file *f)
{
    return lc_sow_measure(op, f, &a->measurement);
}

ctr_status ctr_sow_measured(ctr_store *store, const char *team, const char *name,
                            const ctr_sow_measurement *measurement, const ctr_call *call,
                            ctr_sow **out, ctr_error **err)
{
    static const ctr_sow_measurement none = {.struct_size = sizeof none};
    struct sow_args args = {.names = {team, name ? name : ""},
                            .act = act_measure,
                            .given = measurement ? measurement : &none};
    return sow_call(store, "sow.measure", &args, call, out, err);
}

static ctr_status act_accept(struct lc_op *op, struct sow_args *a, struct lc_sow_file *f)
{
    return lc_sow_accept(op, f, a->criterion, a->evidence, a->sha256);
}

ctr_status ctr_sow_accept(ctr_store *store, const char *team, const char *name,
                          const char *criterion, const char *evidence, const char *sha256,
                          const ctr_call *call, ctr_sow **out, ctr_error **err)
{
    struct sow_args args = {.names = {team, name ? name : ""},
                            .act = act_accept,
                            .criterion = criterion ? criterion : "",
                            .evidence = evidence,
                            .sha256 = sha256};
    return sow_call(store, "sow.accept", &args, call, out, err);
}

static ctr_status act_post(struct lc_op *op, struct sow_args *a, struct lc_sow_file *f)
{
    (void)a;
    return lc_sow_post(op, f, true);
}

ctr_status ctr_sow_post(ctr_store *store, const char *team, const char *name, const ctr_call *call,
                        ctr_sow **out, ctr_error **err)
{
    struct sow_args args = {.names = {team, name ? name : ""}, .act = act_post};
    return sow_call(store, "sow.post", &args, call, out, err);
}

/* ---- other questions ---- */

static ctr_status ranked_run(struct lc_op *op, void *user, void *body)
{
    const struct sow_args *a = user;
    struct lc_sow_file *f = lc_new(&op->ctx, 1, sizeof *f);

    LC_TRY(f ? lc_sow_load(op, a->names.team, a->names.name, f) : CTR_E_NOMEM);
    return lc_sow_ranked(op, f, body);
}

ctr_status ctr_sow_ranking(ctr_store *store, const char *team, const char *name, ctr_ranking **out,
                           ctr_error **err)
{
    struct sow_args args = {.names = {team, name ? name : ""}};
    struct ctr_ranking body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .run = ranked_run,
                                 .args = &args,
                                 .shape = &lc_shape_ranking,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

static ctr_status churn_run(struct lc_op *op, void *user, void *body)
{
    const struct sow_args *a = user;
    struct lc_sow_file *f = lc_new(&op->ctx, 1, sizeof *f);

    LC_TRY(f ? lc_sow_load(op, a->names.team, a->names.name, f) : CTR_E_NOMEM);
    return lc_sow_volatility_of(op, f, body);
}

ctr_status ctr_sow_churn(ctr_store *store, const char *team, const char *name, ctr_volatility **out,
                         ctr_error **err)
{
    struct sow_args args = {.names = {team, name ? name : ""}};
    struct ctr_volatility body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .run = churn_run,
                                 .args = &args,
                                 .shape = &lc_shape_volatility,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

struct due_args {
    const char *team, *after;
    size_t limit;
};

static ctr_status due_read(struct lc_ctx *ctx, void *user)
{
    const struct due_args *a = user;
    LC_TRY(a->team ? lc_check_name(ctx, "team", a->team) : CTR_OK);
    return lc_check_text(ctx, "page mark", a->after, 512);
}

static ctr_status due_run(struct lc_op *op, void *user, void *body)
{
    const struct due_args *a = user;
    return lc_sow_due(op, a->team, a->after, a->limit, body);
}

ctr_status ctr_sow_due(ctr_store *store, const char *team, const char *after, uint32_t limit,
                       ctr_sow_list **out, ctr_error **err)
{
    struct due_args args = {team, after, lc_page_limit(limit)};
    struct ctr_sow_list body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .read = due_read,
                                 .run = due_run,
                                 .args = &args,
                                 .shape = &lc_shape_sow_list,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

/* ---- results ---- */

LC_WORDS(sow_verdict)
LC_PARSE(sow_verdict)

LC_GET_STR(sow, team, team)
LC_GET_STR(sow, name, name)
LC_GET_STR(sow, version, version)
LC_GET_STR(sow, start, start)
LC_GET_STR(sow, frozen_version, frozen_version)
LC_GET_STR(sow, price, price)
LC_GET_STR(sow, currency, currency)
LC_GET_FLAG(sow, price_due, price_due)
LC_GET_STR(sow, posted, posted)
LC_GET_INT(sow, entry, entry)
LC_GET_STR(sow, posting, posting)
LC_GET_SIZE(sow, finding_count, finding_count)
LC_GET_STR_AT(sow, finding_at, findings, finding_count, )
LC_GET_SIZE(sow, measure_count, measure_count)
LC_GET_AT(sow, ctr_sow_measure, measure_at, measures, measure_count)
LC_GET_SIZE(sow, criterion_count, criterion_count)
LC_GET_AT(sow, ctr_sow_criterion, criterion_at, criteria, criterion_count)
LC_FREE(sow)

ctr_sow_verdict ctr_sow_verdict_of(const ctr_sow *sow)
{
    return sow ? (ctr_sow_verdict)sow->hypothesis.verdict : (ctr_sow_verdict)0;
}

int ctr_sow_overdue(const ctr_sow *sow)
{
    return sow ? sow->hypothesis.overdue : 0;
}

LC_GET_STR(sow_measure, of, of)
LC_GET_STR(sow_measure, value, value)
LC_GET_STR(sow_measure, on, on)
LC_GET_STR(sow_measure, low, low)
LC_GET_STR(sow_measure, high, high)
LC_GET_STR(sow_measure, evidence, evidence)
LC_GET_INT(sow_measure, n, n)

LC_GET_STR(sow_criterion, id, id)
LC_GET_FLAG(sow_criterion, accepted, accepted)
LC_GET_STR(sow_criterion, proof, proof)
LC_GET_STR(sow_criterion, party, party)
LC_GET_STR(sow_criterion, remark, remark)

LC_GET_SIZE(sow_list, count, count)
LC_GET_AT(sow_list, ctr_sow, at, items, count)
LC_GET_STR(sow_list, next, next)
LC_FREE(sow_list)
