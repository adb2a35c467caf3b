/* Lists of contracts and of a contract's versions, a page at a time, by key. */
#include "domain/contract/contract.h"
#include "domain/contract/version_row.h"

/* Rows of the view into out->items, one more than `limit` asked for tells whether there is a next
 * page. */
static ctr_status read_page(struct lc_op *op, struct lc_stmt *st, size_t limit,
                            struct ctr_version_list *out, bool *more)
{
    struct ctr_version *items = lc_new(&op->ctx, limit, sizeof *items);
    bool row;

    *out = (struct ctr_version_list){items, 0, NULL};
    *more = false;
    if (!items) {
        return CTR_E_NOMEM;
    }
    for (;;) {
        LC_TRY(lc_row(op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        if (out->count == limit) {
            *more = true;
            lc_stmt_done(st);
            return CTR_OK;
        }
        LC_TRY(lc_version_read(op, st, &items[out->count]));
        out->count++;
    }
}

ctr_status lc_contract_list(struct lc_op *op, const struct lc_contract_query *q,
                            struct ctr_version_list *out)
{
    struct lc_ctx *ctx = &op->ctx;
    struct lc_stmt *st;
    const char *from = "";
    const char *to = lc_after_prefix(ctx, "");
    bool more;

    if (q->team) {
        from = lc_contract_key(ctx, q->team, "");
        to = from ? lc_after_prefix(ctx, from) : NULL;
    }
    const char *prefix = q->prefix && *q->prefix ? lc_lower(ctx, q->prefix) : NULL;
    const char *prefix_end = prefix ? lc_after_prefix(ctx, prefix) : NULL;
    if (!from || !to || ctx->error) {
        return CTR_E_NOMEM;
    }
    if (q->after) {
        bool ours =
            lc_is_contract_key(q->after) && strcmp(q->after, from) > 0 && strcmp(q->after, to) < 0;
        if (!ours) {
            return lc_fail(ctx, CTR_E_ARGUMENT,
                           "'%s' is not where a page of this list of contracts ended; give what "
                           "'next' of the page before says",
                           q->after);
        }
        from = q->after;
    }
    LC_TRY(lc_sql(op, LC_SQL_CONTRACT_LIST, &st));
    lc_bind_text(st, 1, from);
    lc_bind_text(st, 2, to);
    lc_bind_rid(st, 3, q->type);
    lc_bind_rid(st, 4, q->state);
    lc_bind_text(st, 5, q->owner_role);
    lc_bind_text(st, 6, q->owner_agent);
    lc_bind_int(st, 7, (int64_t)q->limit + 1);
    lc_bind_text(st, 8, prefix);
    lc_bind_text(st, 9, prefix_end);
    LC_TRY(read_page(op, st, q->limit, out, &more));
    if (more && out->count) {
        out->next = out->items[out->count - 1].key;
    }
    return CTR_OK;
}

ctr_status lc_contract_history(struct lc_op *op, const struct lc_contract *c, const char *after,
                               size_t limit, struct ctr_version_list *out)
{
    struct lc_stmt *st;
    int64_t rid = 0;
    bool more;

    if (after) {
        struct lc_uuid id;
        bool row = false;
        if (lc_uuid_parse(lc_str(after), &id)) {
            LC_TRY(lc_sql(op, LC_SQL_VERSION_ID_RID, &st));
            lc_bind_int(st, 1, c->rid);
            lc_bind_blob(st, 2, id.bytes, sizeof id.bytes);
            LC_TRY(lc_row(op, st, &row));
            rid = row ? lc_col_int(st, 0) : 0;
            lc_stmt_done(st);
        }
        if (!row) {
            return lc_fail(&op->ctx, CTR_E_ARGUMENT,
                           "'%s' is not where a page of the history of '%s/%s' ended; give what "
                           "'next' of the page before says",
                           after, c->team, c->name);
        }
    }
    LC_TRY(lc_sql(op, LC_SQL_VERSION_HISTORY, &st));
    lc_bind_int(st, 1, c->rid);
    lc_bind_int(st, 2, rid);
    lc_bind_int(st, 3, (int64_t)limit + 1);
    LC_TRY(read_page(op, st, limit, out, &more));
    if (more && out->count) {
        out->next = out->items[out->count - 1].id;
    }
    return CTR_OK;
}
