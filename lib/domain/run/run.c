/* Verbs of what runs where. */
#include "domain/run/run.h"

#include "base/semver.h"

ctr_status lc_environment_insert(struct lc_op *op, const char *team, const char *name,
                                 int64_t created_us, const char *created_by, int64_t *rid)
{
    struct lc_stmt *st;
    const char *team_key = lc_lower(&op->ctx, team);
    const char *key = lc_lower(&op->ctx, name);

    if (!team_key || !key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_ENVIRONMENT_INSERT, &st));
    lc_bind_text(st, 1, team_key);
    lc_bind_text(st, 2, team);
    lc_bind_text(st, 3, name);
    lc_bind_text(st, 4, key);
    lc_bind_int(st, 5, created_us);
    lc_bind_text(st, 6, created_by);
    LC_TRY(lc_run(op, st));
    *rid = lc_last_rid(op);
    return CTR_OK;
}

/* ---- builds ---- */

static ctr_status insert_build(struct lc_op *op, struct ctr_build *b, const char *parts)
{
    struct lc_stmt *st;
    const char *label_key = lc_label_key(&op->ctx, lc_str(b->label));

    b->consumer_key = lc_lower(&op->ctx, b->consumer);
    if (!b->consumer_key || !label_key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_BUILD_INSERT, &st));
    lc_bind_int(st, 1, b->contract_rid);
    lc_bind_text(st, 2, b->consumer);
    lc_bind_text(st, 3, b->consumer_key);
    lc_bind_text(st, 4, b->label);
    lc_bind_text(st, 5, label_key);
    lc_bind_int(st, 6, b->against_rid);
    lc_bind_text(st, 7, b->range);
    lc_bind_text(st, 8, parts);
    lc_bind_int(st, 9, b->recorded_us);
    lc_bind_text(st, 10, b->recorded_by);
    lc_bind_text(st, 11, b->reason);
    LC_TRY(lc_run(op, st));
    b->rid = lc_last_rid(op);
    return CTR_OK;
}

ctr_status lc_build_restore(struct lc_op *op, struct ctr_build *b)
{
    const char *parts = lc_json_strings(&op->ctx, b->parts, b->part_count);

    return parts ? insert_build(op, b, parts) : CTR_E_NOMEM;
}

ctr_status lc_build_insert(struct lc_op *op, struct ctr_build *b)
{
    const char *parts = lc_json_strings(&op->ctx, b->parts, b->part_count);
    const char *subject =
        lc_format(&op->ctx, "consumer:%s/%s#%s", b->team, b->contract, b->consumer);

    if (!parts || !subject) {
        return CTR_E_NOMEM;
    }
    LC_TRY(insert_build(op, b, parts));
    const struct lc_pair pairs[] = {
        LC_PAIR("build", b->label),  LC_PAIR("against", b->against), LC_PAIR("range", b->range),
        LC_PAIR_RAW("parts", parts), LC_PAIR("reason", b->reason),
    };
    return lc_event_append(op, b->contract_rid, LC_EVENT_CONSUMER_BUILT, subject, pairs,
                           sizeof pairs / sizeof pairs[0]);
}

/* ---- runs ---- */

static const char *subject_of(struct lc_op *op, const struct ctr_run *r)
{
    return r->consumer ? lc_format(&op->ctx, "consumer:%s/%s#%s", r->team, r->contract, r->consumer)
                       : lc_format(&op->ctx, "version:%s/%s@%s", r->team, r->contract, r->version);
}

static ctr_status insert_run(struct lc_op *op, struct ctr_run *r)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_RUN_INSERT, &st));
    lc_bind_int(st, 1, r->contract_rid);
    lc_bind_int(st, 2, r->environment_rid);
    lc_bind_int(st, 3, r->kind);
    lc_bind_text(st, 4, r->instance ? r->instance : "");
    lc_bind_text(st, 5, r->consumer_key);
    lc_bind_rid(st, 6, r->build_rid ? 0 : r->version_rid);
    lc_bind_rid(st, 7, r->build_rid);
    lc_bind_int(st, 8, r->since_us);
    lc_bind_text(st, 9, r->since_by);
    lc_bind_text(st, 10, r->reason);
    LC_TRY(lc_run(op, st));
    r->rid = lc_last_rid(op);
    return CTR_OK;
}

ctr_status lc_run_insert(struct lc_op *op, struct ctr_run *r, const char *replaced)
{
    const char *subject = subject_of(op, r);

    if (!subject) {
        return CTR_E_NOMEM;
    }
    LC_TRY(insert_run(op, r));
    const struct lc_pair pairs[] = {
        LC_PAIR("environment", r->environment),
        LC_PAIR("instance", r->instance),
        LC_PAIR("build", r->build),
        LC_PAIR("replaced", replaced),
        LC_PAIR("reason", r->reason),
    };
    return lc_event_append(op, r->contract_rid,
                           r->kind == CTR_RUN_DEPLOYED ? LC_EVENT_ENVIRONMENT_DEPLOYED
                                                       : LC_EVENT_ENVIRONMENT_RELEASED,
                           subject, pairs, sizeof pairs / sizeof pairs[0]);
}

ctr_status lc_run_close(struct lc_op *op, struct ctr_run *r)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_RUN_END, &st));
    lc_bind_int(st, 1, r->rid);
    lc_bind_int(st, 2, r->until_us);
    lc_bind_text(st, 3, r->until_by);
    lc_bind_text(st, 4, r->until_reason);
    return lc_run(op, st);
}

ctr_status lc_run_end(struct lc_op *op, struct ctr_run *r, const char *by)
{
    const char *subject = subject_of(op, r);

    if (!subject) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_run_close(op, r));
    const struct lc_pair pairs[] = {
        LC_PAIR("environment", r->environment),
        LC_PAIR("instance", r->instance),
        LC_PAIR("build", r->build),
        LC_PAIR("by", by),
        LC_PAIR("reason", r->until_reason),
    };
    return lc_event_append(op, r->contract_rid,
                           r->kind == CTR_RUN_DEPLOYED ? LC_EVENT_ENVIRONMENT_UNDEPLOYED
                                                       : LC_EVENT_ENVIRONMENT_WITHDRAWN,
                           subject, pairs, sizeof pairs / sizeof pairs[0]);
}

ctr_status lc_run_restore(struct lc_op *op, struct ctr_run *r)
{
    LC_TRY(insert_run(op, r));
    return r->until_us ? lc_run_close(op, r) : CTR_OK;
}

ctr_status lc_run_remark(struct lc_op *op, struct ctr_run_list *list, const char *text)
{
    if (!text) {
        return CTR_E_NOMEM;
    }
    list->remarks = lc_grow(&op->ctx, list->remarks, list->remark_count, &list->remark_room,
                            sizeof *list->remarks);
    if (!list->remarks) {
        return CTR_E_NOMEM;
    }
    list->remarks[list->remark_count++] = text;
    return CTR_OK;
}
