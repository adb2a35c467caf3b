/* Changes and delegations into an export. */
#include "codec/json_write.h"
#include "exchange/course.h"
#include "exchange/export.h"

static ctr_status export_change(struct lc_export *x, const struct ctr_change *h)
{
    struct lc_op *op = x->op;
    struct lc_course k;
    struct lc_buf buf;
    struct lc_rec_change rec = {.team = h->team, .name = h->contract, .id = h->id};
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(op, LC_SQL_EXPORT_CHANGE_DOCUMENT, &st));
    lc_bind_int(st, 1, h->document_rid);
    LC_TRY(lc_row(op, st, &row));
    struct lc_str hash = row ? lc_col_view(st, 0) : (struct lc_str){NULL, 0};
    if (hash.len == LC_SHA256_BYTES) {
        memcpy(rec.document.bytes, hash.ptr, hash.len);
    }
    lc_stmt_done(st);
    LC_TRY(lc_course_load(op, h, &k));
    lc_buf_init(&buf, &op->ctx.alloc, SIZE_MAX / 2);
    lc_json_shape(&buf, &lc_shape_course, &k, false);
    const char *text = lc_buf_cstr(&buf);
    if (text) {
        lc_emit_whole(&x->emit, LC_REC_CHANGE, &rec, lc_str_n(text, buf.size));
    }
    lc_buf_free(&buf);
    return text ? lc_export_step(x, "export") : lc_nomem(&op->ctx);
}

static ctr_status export_delegations(struct lc_export *x, struct lc_stmt *st)
{
    struct lc_ctx *ctx = &x->op->ctx;
    bool row;

    for (;;) {
        LC_TRY(lc_row(x->op, st, &row));
        if (!row) {
            return CTR_OK;
        }
        const struct lc_rec_delegation rec = {
            .team = lc_col_text(ctx, st, 0),
            .name = lc_col_text(ctx, st, 1),
            .party = lc_col_text(ctx, st, 2),
            .to = lc_col_text(ctx, st, 3),
            .from = lc_day_text(ctx, lc_col_int(st, 4)),
            .until = lc_day_text(ctx, lc_col_int(st, 5)),
            .at_us = lc_col_int(st, 6),
            .actor = lc_col_text(ctx, st, 7),
            .reason = lc_col_text(ctx, st, 8),
        };
        if (ctx->error) {
            return CTR_E_NOMEM;
        }
        lc_emit_open(&x->emit, LC_REC_DELEGATION, &rec, false);
        lc_emit_close(&x->emit, LC_REC_DELEGATION);
    }
}

ctr_status lc_export_changes(struct lc_export *x)
{
    struct lc_op *op = x->op;
    struct lc_stmt *st;
    struct ctr_change_list page;
    struct lc_change_query query = {.from = x->from, .to = x->to, .limit = 100};

    if (op->store->schema < LC_SCHEMA_CHANGES) { /* read-only, from before there were changes */
        return CTR_OK;
    }
    do {
        LC_TRY(lc_change_list(op, &query, &page));
        for (size_t i = 0; i < page.count; i++) {
            LC_TRY(export_change(x, &page.items[i]));
        }
        query.after = page.next;
    } while (page.next);
    LC_TRY(lc_sql(op, LC_SQL_EXPORT_DELEGATION, &st));
    lc_bind_text(st, 1, x->from);
    lc_bind_text(st, 2, x->to);
    return export_delegations(x, st);
}
