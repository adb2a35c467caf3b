/* The end of a version: deprecation and retirement, and those who have to hear of it. */
#include "flow/lifecycle.h"
#include "flow/report.h"
#include "domain/run/run.h"

#include "base/time.h"

ctr_status lc_need_reason(struct lc_op *op, const char *verb)
{
    return op->reason && *op->reason
               ? CTR_OK
               : lc_fail(&op->ctx, CTR_E_ARGUMENT, "to %s needs a reason", verb);
}

ctr_status lc_flow_deprecate(struct lc_op *op, const struct lc_contract *c, struct ctr_version *v,
                             int64_t sunset_us)
{
    struct ctr_consumer_list consumers;
    char sunset[LC_TIME_TEXT];
    const char *subject = lc_version_subject(&op->ctx, v);

    LC_TRY(lc_need_reason(op, "deprecate a version"));
    LC_TRY(lc_version_expect(op, v));
    LC_TRY(lc_version_may(op, v, LC_VERB_DEPRECATE));
    if (sunset_us && sunset_us < op->ctx.now_us) {
        return lc_fail(&op->ctx, CTR_E_ARGUMENT, "the sunset %s is in the past",
                       lc_time_format(sunset_us, sunset));
    }
    const struct lc_move move = {CTR_STATE_DEPRECATED, op->reason, NULL, sunset_us};
    LC_TRY(lc_version_move(op, v, &move));
    if (!subject) {
        return CTR_E_NOMEM;
    }
    const struct lc_pair pairs[] = {
        LC_PAIR("reason", op->reason),
        LC_PAIR("sunset", sunset_us ? lc_time_format(sunset_us, sunset) : NULL),
    };
    LC_TRY(lc_event_append(op, c->rid, LC_EVENT_VERSION_DEPRECATED, subject, pairs, 2));
    LC_TRY(lc_consumer_all(op, c, &consumers));
    return lc_report_notified(op, v, &consumers, "deprecated");
}

/* Also a build that was made against it, where nobody said which version is there. */
static ctr_status runs_of(struct lc_op *op, const struct ctr_version *v, struct ctr_run_list *out)
{
    LC_TRY(lc_run_of_version(op, v->rid, out));
    return out->count ? CTR_OK : lc_run_builds_against(op, v->contract_rid, v->rid, out);
}

static ctr_status check_runs(struct lc_op *op, const struct ctr_version *v)
{
    struct ctr_run_list runs;

    LC_TRY(runs_of(op, v, &runs));
    if (!runs.count) {
        return CTR_OK;
    }
    const struct ctr_run *run = &runs.items[0];
    const char *kind = lc_word_name(lc_words_run_kind, run->kind);
    ctr_status status =
        run->build_rid
            ? lc_fail(&op->ctx, CTR_E_STATE,
                      "'%s/%s@%s' cannot be retired: '%s@%s', built against it, is %s in '%s'; end "
                      "that first, or force it with a reason",
                      v->team, v->name, v->label, run->consumer, run->build, kind, run->environment)
            : lc_fail(&op->ctx, CTR_E_STATE,
                      "'%s/%s@%s' cannot be retired: it is %s in '%s'; end that first, or force it "
                      "with a reason",
                      v->team, v->name, v->label, kind, run->environment);
    lc_detail(&op->ctx, "environment", run->environment);
    return status;
}

/* Consumers, places where it runs, and a sunset ahead stand in the way unless forced. */
static ctr_status check_guards(struct lc_op *op, const struct ctr_version *v)
{
    char sunset[LC_TIME_TEXT];
    bool ahead = v->sunset_us > op->ctx.now_us;

    if (lc_op_has(op, CTR_CALL_FORCE)) {
        return lc_need_reason(op, "force a retirement");
    }
    if (v->consumers) {
        ctr_status status = lc_fail(
            &op->ctx, CTR_E_STATE,
            "'%s/%s@%s' cannot be retired: %lld consumer%s still use%s it; move them, or force it "
            "with a reason",
            v->team, v->name, v->label, (long long)v->consumers, v->consumers == 1 ? "" : "s",
            v->consumers == 1 ? "s" : "");
        lc_detail_int(&op->ctx, "consumers", v->consumers);
        return status;
    }
    LC_TRY(check_runs(op, v));
    if (ahead) {
        ctr_status status =
            lc_fail(&op->ctx, CTR_E_STATE,
                    "'%s/%s@%s' cannot be retired before its sunset %s; wait, or force it with a "
                    "reason",
                    v->team, v->name, v->label, lc_time_format(v->sunset_us, sunset));
        lc_detail(&op->ctx, "sunset", lc_time_format(v->sunset_us, sunset));
        return status;
    }
    return CTR_OK;
}

/* Nobody follows a draft, but it may run: what is withdrawn is as gone as what is retired. */
static ctr_status check_draft(struct lc_op *op, const struct ctr_version *v, bool *forced)
{
    struct ctr_run_list runs;

    *forced = false;
    if (!lc_op_has(op, CTR_CALL_FORCE) || !op->reason || !*op->reason) {
        return check_runs(op, v);
    }
    LC_TRY(runs_of(op, v, &runs));
    *forced = runs.count > 0;
    return CTR_OK;
}

/* Those who followed a retired version go to what their pin still admits. */
static ctr_status resettle(struct lc_op *op, const struct ctr_version *v,
                           struct ctr_consumer_list *consumers)
{
    for (size_t i = 0; i < consumers->count; i++) {
        struct ctr_consumer *k = (struct ctr_consumer *)&consumers->items[i];
        struct ctr_version to;
        bool found;
        if (k->follows_rid != v->rid) {
            continue;
        }
        LC_TRY(lc_version_resolve(op, k->contract_rid, k->pin, &to, &found));
        LC_TRY(lc_consumer_follow(op, k, found ? to.rid : 0, found ? to.label : NULL));
    }
    return CTR_OK;
}

ctr_status lc_flow_retire(struct lc_op *op, const struct lc_contract *c, struct ctr_version *v)
{
    struct ctr_consumer_list consumers;
    bool withdrawn = v->state == CTR_STATE_DRAFT;
    bool forced = lc_op_has(op, CTR_CALL_FORCE);
    const char *subject = lc_version_subject(&op->ctx, v);

    LC_TRY(lc_version_expect(op, v));
    LC_TRY(lc_version_may(op, v, LC_VERB_RETIRE));
    LC_TRY(withdrawn ? check_draft(op, v, &forced) : check_guards(op, v));
    const struct lc_move move = {CTR_STATE_RETIRED, op->reason, NULL, v->sunset_us};
    LC_TRY(lc_version_move(op, v, &move));
    if (!subject) {
        return CTR_E_NOMEM;
    }
    const struct lc_pair pairs[] = {
        LC_PAIR("reason", op->reason),
        LC_PAIR("forced", forced ? "yes" : NULL),
    };
    enum lc_event_kind kind = withdrawn ? LC_EVENT_VERSION_WITHDRAWN : LC_EVENT_VERSION_RETIRED;
    LC_TRY(lc_event_append(op, c->rid, kind, subject, pairs, 2));
    LC_TRY(lc_consumer_all(op, c, &consumers));
    LC_TRY(lc_report_notified(op, v, &consumers, "retired"));
    v->consumers = 0;
    return resettle(op, v, &consumers);
}
