/* Look-ups of environments, builds and what runs. */
#include "base/semver.h"
#include "codec/json_read.h"
#include "core/page.h"
#include "domain/run/run.h"

enum { NAMED = 20 /* environments in a message */ };

/* ---- environments ---- */

ctr_status lc_environment_find(struct lc_op *op, const char *team, const char *name, int64_t *rid,
                               const char **spelled)
{
    struct lc_stmt *st;
    const char *team_key = lc_lower(&op->ctx, team);
    const char *key = lc_lower(&op->ctx, name);
    bool row;

    *rid = 0;
    if (!team_key || !key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_op_needs(op, LC_SCHEMA_RUNS, "environments"));
    LC_TRY(lc_sql(op, LC_SQL_ENVIRONMENT_FIND, &st));
    lc_bind_text(st, 1, team_key);
    lc_bind_text(st, 2, key);
    LC_TRY(lc_row(op, st, &row));
    *rid = row ? lc_col_int(st, 0) : 0;
    if (row && spelled) {
        *spelled = lc_col_text(&op->ctx, st, 1);
    }
    lc_stmt_done(st);
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status read_environment(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct lc_environment *e = item;

    *e = (struct lc_environment){.name = lc_col_text(&op->ctx, st, 0),
                                 .key = lc_col_text(&op->ctx, st, 1),
                                 .created_us = lc_col_int(st, 2),
                                 .created_by = lc_col_text(&op->ctx, st, 3),
                                 .rid = lc_col_int(st, 4)};
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status read_environments(struct lc_op *op, const char *team, const char *after,
                                    size_t limit, struct ctr_environment_list *out)
{
    struct lc_stmt *st;
    struct lc_page page;
    const char *key = lc_lower(&op->ctx, team);

    if (!key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_sql(op, LC_SQL_ENVIRONMENT_OF_TEAM, &st));
    lc_bind_text(st, 1, key);
    lc_bind_text(st, 2, after ? after : "");
    lc_bind_int(st, 3, lc_page_rows(limit));
    LC_TRY(lc_page_read(op, st, limit, sizeof *out->items, read_environment, &page));
    *out = (struct ctr_environment_list){page.items, page.count, NULL};
    out->next = page.more && page.count ? out->items[page.count - 1].key : NULL;
    return CTR_OK;
}

ctr_status lc_environment_list(struct lc_op *op, const char *team, const char *after, size_t limit,
                               struct ctr_environment_list *out)
{
    struct lc_stmt *st;

    LC_TRY(lc_op_needs(op, LC_SCHEMA_RUNS, "environments"));
    LC_TRY(read_environments(op, team, after, limit, out));
    for (size_t i = 0; i < out->count; i++) {
        LC_TRY(lc_sql(op, LC_SQL_ENVIRONMENT_RUNS, &st));
        lc_bind_int(st, 1, out->items[i].rid);
        LC_TRY(lc_step_row(&op->ctx, op->db, st));
        out->items[i].versions = lc_col_int(st, 0);
        out->items[i].builds = lc_col_int(st, 1);
        lc_stmt_done(st);
    }
    return CTR_OK;
}

ctr_status lc_environment_unknown(struct lc_op *op, const char *team, const char *name)
{
    struct ctr_environment_list list;
    const char *names = NULL;

    LC_TRY(read_environments(op, team, NULL, NAMED, &list));
    for (size_t i = 0; i < list.count; i++) {
        names =
            names ? lc_format(&op->ctx, "%s, %s", names, list.items[i].name) : list.items[i].name;
    }
    if (op->ctx.error) {
        return CTR_E_NOMEM;
    }
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_NOT_FOUND, "team '%s' has no environment '%s'; it has %s%s", team,
                name, names ? names : "none", list.next ? " and more" : "");
    lc_detail(&op->ctx, "team", team);
    lc_detail(&op->ctx, "environment", name);
    return status;
}

ctr_status lc_environment_get(struct lc_op *op, const char *team, const char *name, int64_t *rid)
{
    LC_TRY(lc_environment_find(op, team, name, rid, NULL));
    return *rid ? CTR_OK : lc_environment_unknown(op, team, name);
}

/* ---- builds ---- */

static ctr_status read_parts(struct lc_ctx *ctx, const char *text, struct ctr_build *out)
{
    const struct lc_read_options options = {.file = "parts of a build"};
    struct lc_doc doc;

    if (!text) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_json_read(ctx, lc_str(text), &options, &doc));
    out->part_count = lc_is(doc.root, LC_ARRAY) ? doc.root->count : 0;
    out->parts = lc_new(ctx, out->part_count + 1, sizeof *out->parts);
    for (size_t i = 0; out->parts && i < out->part_count; i++) {
        struct lc_str one = lc_text(&doc.root->items[i]);
        out->parts[i] = lc_dup(ctx, one.ptr ? one : LC_STR(""));
    }
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

static ctr_status read_build(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct lc_ctx *ctx = &op->ctx;
    struct ctr_build *out = item;

    *out = (struct ctr_build){
        .rid = lc_col_int(st, 0),
        .contract_rid = lc_col_int(st, 1),
        .team = lc_col_text(ctx, st, 2),
        .contract = lc_col_text(ctx, st, 3),
        .consumer = lc_col_text(ctx, st, 4),
        .label = lc_col_text(ctx, st, 5),
        .against_rid = lc_col_int(st, 6),
        .against = lc_col_text(ctx, st, 7),
        .range = lc_col_text(ctx, st, 8),
        .recorded_us = lc_col_int(st, 10),
        .recorded_by = lc_col_text(ctx, st, 11),
        .reason = lc_col_text(ctx, st, 12),
        .consumer_key = lc_col_text(ctx, st, 13),
        .next = lc_format(ctx, "%lld", (long long)lc_col_int(st, 0)),
    };
    return read_parts(ctx, lc_col_text(ctx, st, 9), out);
}

ctr_status lc_build_find(struct lc_op *op, int64_t contract_rid, const char *consumer,
                         const char *label, struct ctr_build *out, bool *found)
{
    struct lc_stmt *st;
    const char *key = lc_lower(&op->ctx, consumer);
    const char *label_key = lc_label_key(&op->ctx, lc_str(label));

    *found = false;
    if (!key || !label_key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_op_needs(op, LC_SCHEMA_RUNS, "builds"));
    LC_TRY(lc_sql(op, LC_SQL_BUILD_FIND, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_text(st, 2, key);
    lc_bind_text(st, 3, label_key);
    return lc_page_one(op, st, read_build, out, found);
}

ctr_status lc_build_get(struct lc_op *op, int64_t rid, struct ctr_build *out)
{
    struct lc_stmt *st;
    bool found;

    LC_TRY(lc_sql(op, LC_SQL_BUILD_GET, &st));
    lc_bind_int(st, 1, rid);
    LC_TRY(lc_page_one(op, st, read_build, out, &found));
    return found ? CTR_OK
                 : lc_fail(&op->ctx, CTR_E_CORRUPT, "the record of a build (%lld) is gone",
                           (long long)rid);
}

static ctr_status read_met(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct lc_ctx *ctx = &op->ctx;
    struct lc_run_met *m = item;

    *m = (struct lc_run_met){.build = {.rid = lc_col_int(st, 0),
                                       .consumer = lc_col_text(ctx, st, 1),
                                       .label = lc_col_text(ctx, st, 2),
                                       .against_rid = lc_col_int(st, 3),
                                       .against = lc_col_text(ctx, st, 4),
                                       .range = lc_col_text(ctx, st, 5)},
                             .instance = lc_col_text(ctx, st, 7)};
    if (m->instance && !*m->instance) {
        m->instance = NULL;
    }
    return read_parts(ctx, lc_col_text(ctx, st, 6), &m->build);
}

ctr_status lc_run_builds(struct lc_op *op, int64_t contract_rid, int64_t environment_rid,
                         struct lc_run_met **out, size_t *count)
{
    struct lc_stmt *st;
    struct lc_page page;

    LC_TRY(lc_sql(op, LC_SQL_RUN_BUILDS, &st));
    lc_bind_int(st, 1, contract_rid);
    lc_bind_int(st, 2, environment_rid);
    LC_TRY(lc_page_read(op, st, SIZE_MAX, sizeof **out, read_met, &page));
    *out = page.items;
    *count = page.count;
    return CTR_OK;
}

static ctr_status read_use(struct lc_op *op, struct lc_stmt *st, void *item)
{
    struct ctr_build *b = item;

    b->rid = lc_col_int(st, 0);
    return read_parts(&op->ctx, lc_col_text(&op->ctx, st, 1), b);
}

ctr_status lc_run_uses(struct lc_op *op, int64_t contract_rid, struct ctr_build_list *out)
{
    struct lc_stmt *st;
    struct lc_page page;

    *out = (struct ctr_build_list){.count = 0};
    if (op->store->schema < LC_SCHEMA_RUNS) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(op, LC_SQL_RUN_USES, &st));
    lc_bind_int(st, 1, contract_rid);
    LC_TRY(lc_page_read(op, st, SIZE_MAX, sizeof *out->items, read_use, &page));
    *out = (struct ctr_build_list){page.items, page.count, NULL};
    return CTR_OK;
}

/* Rows of a prepared statement, at most `limit`. */
static ctr_status read_builds(struct lc_op *op, struct lc_stmt *st, size_t limit,
                              struct ctr_build_list *out)
{
    struct lc_page page;

    LC_TRY(lc_page_read(op, st, limit, sizeof *out->items, read_build, &page));
    *out = (struct ctr_build_list){page.items, page.count, NULL};
    out->next = page.more && page.count ? out->items[page.count - 1].next : NULL;
    return CTR_OK;
}

ctr_status lc_build_of_consumer(struct lc_op *op, const char *consumer, const char *label,
                                struct ctr_build_list *out)
{
    struct lc_stmt *st;
    const char *key = lc_lower(&op->ctx, consumer);
    const char *label_key = lc_label_key(&op->ctx, lc_str(label));

    if (!key || !label_key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_op_needs(op, LC_SCHEMA_RUNS, "builds"));
    LC_TRY(lc_sql(op, LC_SQL_BUILD_OF_CONSUMER, &st));
    lc_bind_text(st, 1, key);
    lc_bind_text(st, 2, label_key);
    LC_TRY(read_builds(op, st, SIZE_MAX, out));
    return out->count ? CTR_OK
                      : lc_fail(&op->ctx, CTR_E_NOT_FOUND,
                                "nothing is recorded of '%s@%s'; record what it was built against "
                                "first",
                                consumer, label);
}

/* Bind a key, or NULL for any. */
static ctr_status bind_key(struct lc_op *op, struct lc_stmt *st, int at, const char *name)
{
    const char *key = lc_lower(&op->ctx, name);

    if (name && !key) {
        return CTR_E_NOMEM;
    }
    lc_bind_text(st, at, key);
    return CTR_OK;
}

ctr_status lc_build_list(struct lc_op *op, const struct lc_build_query *q,
                         struct ctr_build_list *out)
{
    struct lc_stmt *st;
    int at = 1;

    LC_TRY(lc_op_needs(op, LC_SCHEMA_RUNS, "builds"));
    LC_TRY(lc_sql(op, q->contract_rid ? LC_SQL_BUILD_OF_CONTRACT : LC_SQL_BUILD_ALL, &st));
    if (q->contract_rid) {
        lc_bind_int(st, at++, q->contract_rid);
    }
    lc_bind_int(st, at++, q->after);
    lc_bind_int(st, at++, lc_page_rows(q->limit));
    LC_TRY(bind_key(op, st, at, q->consumer));
    return read_builds(op, st, q->limit, out);
}
