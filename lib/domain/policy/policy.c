/* Policies kept in the store. */
#include "domain/policy/policy.h"

const char *lc_kept_policy_subject(struct lc_ctx *ctx, const struct lc_kept_policy *p)
{
    return p->contract ? lc_format(ctx, "policy:%s/%s", p->team, p->contract)
                       : lc_format(ctx, "policy:%s", p->team);
}

static ctr_status read_row(struct lc_op *op, struct lc_stmt *st, struct lc_kept_policy *out)
{
    struct lc_ctx *ctx = &op->ctx;

    *out = (struct lc_kept_policy){
        .rid = lc_col_int(st, 0),
        .contract_rid = lc_col_int(st, 1),
        .key = lc_col_text(ctx, st, 2),
        .team = lc_col_text(ctx, st, 3),
        .contract = lc_col_text(ctx, st, 4),
        .n = lc_col_int(st, 5),
        .document = lc_col_text(ctx, st, 6),
        .sha256 = lc_col_text(ctx, st, 7),
        .set_us = lc_col_int(st, 8),
        .set_by = lc_col_text(ctx, st, 9),
        .reason = lc_col_text(ctx, st, 10),
        .imported = lc_col_int(st, 11) != 0,
    };
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_kept_policy_get(struct lc_op *op, const char *team, const struct lc_contract *c,
                              struct lc_kept_policy *out)
{
    struct lc_stmt *st;
    bool found;
    const char *key = c ? c->key : lc_lower(&op->ctx, team);

    *out = (struct lc_kept_policy){.contract_rid = c ? c->rid : 0,
                                   .key = key,
                                   .team = c ? c->team : team,
                                   .contract = c ? c->name : NULL};
    if (!key) {
        return CTR_E_NOMEM;
    }
    if (op->store->schema < LC_SCHEMA_POLICIES) { /* read-only, from before there were any */
        return CTR_OK;
    }
    LC_TRY(lc_sql(op, LC_SQL_POLICY_LAST, &st));
    lc_bind_text(st, 1, key);
    LC_TRY(lc_row(op, st, &found));
    ctr_status status = found ? read_row(op, st, out) : CTR_OK;
    lc_stmt_done(st);
    return status;
}

ctr_status lc_kept_policy_read(struct lc_op *op, const struct lc_kept_policy *p,
                               struct lc_policy_terms *out)
{
    *out = (struct lc_policy_terms){0};
    if (!p->document) {
        return CTR_OK;
    }
    ctr_status status =
        lc_policy_terms_read(&op->ctx, lc_str(p->document), "the stored policy", out);
    for (size_t i = 0; status == CTR_OK && i < out->waiver_count; i++) {
        out->waivers[i].file = NULL; /* it has no place that anybody could look at */
    }
    return status;
}

ctr_status lc_kept_policy_each(struct lc_op *op, const char *key, lc_kept_policy_fn fn, void *user)
{
    struct lc_stmt *st;
    struct lc_kept_policy p;
    bool row;

    LC_TRY(lc_sql(op, LC_SQL_POLICY_EDITIONS, &st));
    lc_bind_text(st, 1, key);
    for (;;) {
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        LC_TRY(read_row(op, st, &p));
        LC_TRY(fn(user, &p));
    }
}

ctr_status lc_kept_policy_next(struct lc_op *op, const char *after, const char **out)
{
    struct lc_stmt *st;
    bool row;

    *out = NULL;
    LC_TRY(lc_sql(op, LC_SQL_POLICY_NEXT, &st));
    lc_bind_text(st, 1, after);
    LC_TRY(lc_row(op, st, &row));
    if (row) {
        *out = lc_col_text(&op->ctx, st, 0);
    }
    lc_stmt_done(st);
    return op->ctx.error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_kept_policy_restore(struct lc_op *op, const struct lc_kept_policy *p)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_POLICY_INSERT, &st));
    lc_bind_text(st, 1, p->key);
    lc_bind_text(st, 2, p->team);
    lc_bind_rid(st, 3, p->contract_rid);
    lc_bind_int(st, 4, p->n);
    lc_bind_text(st, 5, p->document);
    lc_bind_text(st, 6, p->sha256);
    lc_bind_int(st, 7, p->set_us);
    lc_bind_text(st, 8, p->set_by);
    lc_bind_text(st, 9, p->reason);
    lc_bind_int(st, 10, p->imported);
    return lc_run(op, st);
}

ctr_status lc_kept_policy_put(struct lc_op *op, struct lc_kept_policy *p, enum lc_policy_act act)
{
    static const enum lc_event_kind kinds[] = {[LC_POLICY_SET] = LC_EVENT_POLICY_SET,
                                               [LC_POLICY_WAIVED] = LC_EVENT_POLICY_WAIVED,
                                               [LC_POLICY_CLEARED] = LC_EVENT_POLICY_CLEARED};
    const char *subject = lc_kept_policy_subject(&op->ctx, p);

    p->n++;
    p->set_us = op->ctx.now_us;
    p->set_by = op->actor;
    p->reason = op->reason;
    p->imported = false;
    if (!subject) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_kept_policy_restore(op, p));
    const struct lc_pair pairs[] = {
        LC_PAIR_INT("n", p->n),
        LC_PAIR("document", p->document),
        LC_PAIR("sha256", p->sha256),
        LC_PAIR("reason", p->reason),
    };
    return lc_event_append(op, p->contract_rid, kinds[act], subject, pairs,
                           sizeof pairs / sizeof pairs[0]);
}
