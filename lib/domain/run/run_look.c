/* Look-ups of what runs. */
#include "core/page.h"
#include "domain/run/run.h"

static ctr_status read_run(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct lc_ctx *ctx = &op->ctx;
    struct ctr_run *out = item;

    *out = (struct ctr_run){
        .rid = lc_col_int(st, 0),
        .contract_rid = lc_col_int(st, 1),
        .team = lc_col_text(ctx, st, 2),
        .contract = lc_col_text(ctx, st, 3),
        .kind = (int32_t)lc_col_int(st, 4),
        .environment = lc_col_text(ctx, st, 5),
        .instance = lc_col_text(ctx, st, 6),
        .version_rid = lc_col_int(st, 7),
        .version = lc_col_text(ctx, st, 8),
        .build_rid = lc_col_int(st, 9),
        .consumer = lc_col_text(ctx, st, 10),
        .build = lc_col_text(ctx, st, 11),
        .since_us = lc_col_int(st, 12),
        .since_by = lc_col_text(ctx, st, 13),
        .reason = lc_col_text(ctx, st, 14),
        .until_us = lc_col_int(st, 15),
        .until_by = lc_col_text(ctx, st, 16),
        .until_reason = lc_col_text(ctx, st, 17),
        .environment_rid = lc_col_int(st, 18),
        .consumer_key = lc_col_text(ctx, st, 19),
        .next = lc_format(ctx, "%lld", (long long)lc_col_int(st, 0)),
    };
    if (out->instance && !*out->instance) {
        out->instance = NULL;
    }
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status read_runs(struct lc_op *op, struct lc_stmt *st, size_t limit,
                            struct ctr_run_list *out)
{
    struct lc_page page;

    LC_TRY(lc_page_read(op, st, limit, sizeof *out->items, read_run, &page));
    *out = (struct ctr_run_list){.items = page.items, .count = page.count};
    out->next = page.more && page.count ? out->items[page.count - 1].next : NULL;
    return CTR_OK;
}

ctr_status lc_run_get(struct lc_op *op, int64_t rid, struct ctr_run *out)
{
    struct lc_stmt *st;
    bool found;

    LC_TRY(lc_sql(op, LC_SQL_RUN_GET, &st));
    lc_bind_int(st, 1, rid);
    LC_TRY(lc_page_one(op, st, read_run, out, &found));
    return found ? CTR_OK
                 : lc_fail(&op->ctx, CTR_E_CORRUPT, "the record of a run (%lld) is gone",
                           (long long)rid);
}

ctr_status lc_run_live(struct lc_op *op, int64_t contract_rid, int64_t environment_rid,
                       struct ctr_run_list *out)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_RUN_LIVE, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_int(st, 2, environment_rid);
    return read_runs(op, st, SIZE_MAX, out);
}

ctr_status lc_run_of_version(struct lc_op *op, int64_t version_rid, struct ctr_run_list *out)
{
    struct lc_stmt *st;

    *out = (struct ctr_run_list){.count = 0};
    if (op->store->schema < LC_SCHEMA_RUNS) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(op, LC_SQL_RUN_OF_VERSION, &st));
    lc_bind_int(st, 1, version_rid);
    return read_runs(op, st, SIZE_MAX, out);
}

ctr_status lc_run_builds_against(struct lc_op *op, int64_t contract_rid, int64_t version_rid,
                                 struct ctr_run_list *out)
{
    struct lc_stmt *st;

    *out = (struct ctr_run_list){.count = 0};
    if (op->store->schema < LC_SCHEMA_RUNS) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(op, LC_SQL_RUN_BUILDS_AGAINST, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_int(st, 2, version_rid);
    return read_runs(op, st, SIZE_MAX, out);
}

ctr_status lc_run_of_consumer(struct lc_op *op, const char *consumer, const char *environment,
                              const char *instance, struct ctr_run_list *out)
{
    struct lc_stmt *st;
    const char *key = lc_lower(&op->ctx, consumer);
    const char *place = lc_lower(&op->ctx, environment);

    if (!key || !place) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_RUN_DEPLOYED_OF_CONSUMER, &st));
    lc_bind_text(st, 1, key);
    lc_bind_text(st, 2, place);
    lc_bind_text(st, 3, instance ? instance : "");
    return read_runs(op, st, SIZE_MAX, out);
}

ctr_status lc_run_in_place(struct lc_op *op, const struct ctr_run *run, struct ctr_run *out,
                           bool *found)
{
    struct lc_stmt *st;

    if (run->kind == CTR_RUN_RELEASED) {
        LC_TRY(lc_sql(op, run->build_rid ? LC_SQL_RUN_RELEASED_BUILD : LC_SQL_RUN_RELEASED_VERSION,
                      &st));
        lc_bind_int(st, 1, run->build_rid ? run->build_rid : run->version_rid);
        lc_bind_int(st, 2, run->environment_rid);
    } else {
        LC_TRY(lc_sql(op, LC_SQL_RUN_DEPLOYED, &st));
        lc_bind_int(st, 1, run->contract_rid);
        lc_bind_int(st, 2, run->environment_rid);
        lc_bind_text(st, 3, run->consumer_key);
        lc_bind_text(st, 4, run->instance ? run->instance : "");
    }
    return lc_page_one(op, st, read_run, out, found);
}

static ctr_status prepare(struct lc_op *op, const struct lc_run_query *q, struct lc_stmt **st)
{
    const char *key = lc_lower(&op->ctx, q->consumer);
    const char *team = lc_lower(&op->ctx, q->team);
    int at = 1;

    if ((q->consumer && !key) || (q->team && !team)) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op,
                  q->contract_rid      ? LC_SQL_RUN_OF_CONTRACT
                  : q->environment_rid ? LC_SQL_RUN_OF_ENVIRONMENT
                  : team               ? LC_SQL_RUN_OF_TEAM
                                       : LC_SQL_RUN_ALL,
                  st));
    if (q->contract_rid || q->environment_rid) {
        lc_bind_int(*st, at++, q->contract_rid ? q->contract_rid : q->environment_rid);
    } else if (team) {
        lc_bind_text(*st, at++, team);
    }
    lc_bind_int(*st, at++, q->after);
    lc_bind_int(*st, at++, lc_page_rows(q->limit));
    lc_bind_int(*st, at++, q->ended);
    lc_bind_text(*st, at++, key);
    if (q->contract_rid) {
        lc_bind_int(*st, at, q->environment_rid);
    }
    return CTR_OK;
}

ctr_status lc_run_list(struct lc_op *op, const struct lc_run_query *q, struct ctr_run_list *out)
{
    struct lc_stmt *st;

    LC_TRY(lc_op_needs(op, LC_SCHEMA_RUNS, "environments"));
    LC_TRY(prepare(op, q, &st));
    return read_runs(op, st, q->limit, out);
}
