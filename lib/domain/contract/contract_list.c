/* Lists of contracts and of a contract's versions, a page at a time, by key. */
#include "core/page.h"
#include "domain/contract/contract.h"
#include "domain/contract/version_row.h"

ctr_status lc_contract_list(struct lc_op *op, const struct lc_contract_query *q,
                            struct ctr_version_list *out)
{
    struct lc_ctx *ctx = &op->ctx;
    struct lc_stmt *st;
    const char *from = "";
    const char *to = lc_after_prefix(ctx, "");
    struct lc_page page;

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
    lc_bind_int(st, 7, lc_page_rows(q->limit));
    lc_bind_text(st, 8, prefix);
    lc_bind_text(st, 9, prefix_end);
    LC_TRY(lc_page_read(op, st, q->limit, sizeof *out->items, lc_version_read, &page));
    *out = (struct ctr_version_list){page.items, page.count, NULL};
    out->next = page.more && page.count ? out->items[page.count - 1].key : NULL;
    return CTR_OK;
}

ctr_status lc_contract_history(struct lc_op *op, const struct lc_contract *c, const char *after,
                               size_t limit, struct ctr_version_list *out)
{
    struct lc_stmt *st;
    int64_t rid = 0;
    struct lc_page page;

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
    lc_bind_int(st, 3, lc_page_rows(limit));
    LC_TRY(lc_page_read(op, st, limit, sizeof *out->items, lc_version_read, &page));
    *out = (struct ctr_version_list){page.items, page.count, NULL};
    out->next = page.more && page.count ? out->items[page.count - 1].id : NULL;
    return CTR_OK;
}
