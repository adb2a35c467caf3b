/* Assessments of an export, behind the periods of their ledger. */
#include "codec/json_write.h"
#include "domain/assess/assess.h"
#include "exchange/export.h"

static ctr_status export_one(struct lc_export *x, const struct ctr_assessment *a)
{
    const struct lc_rec_assessment rec = {.n = a->n};
    struct lc_buf buf;

    lc_buf_init(&buf, &x->op->ctx.alloc, SIZE_MAX / 2);
    lc_json_shape(&buf, &lc_shape_assessment, a, false);
    const char *text = lc_buf_cstr(&buf);
    if (text) {
        lc_emit_whole(&x->emit, LC_REC_ASSESSMENT, &rec, lc_str_n(text, buf.size));
    }
    lc_buf_free(&buf);
    return text ? lc_export_step(x, "export") : lc_nomem(&x->op->ctx);
}

ctr_status lc_export_assessments(struct lc_export *x, const struct ctr_ledger *book)
{
    enum { PAGE = 100 };
    struct ctr_assessment_list page;
    int64_t after = 0;

    if (x->op->store->schema < LC_SCHEMA_ASSESSMENTS) { /* read-only, from before there were any */
        return CTR_OK;
    }
    do {
        struct lc_mark mark = lc_arena_mark(&x->op->ctx.arena);
        LC_TRY(lc_assess_list(x->op, book, after, PAGE, &page));
        for (size_t i = 0; i < page.count; i++) {
            LC_TRY(export_one(x, &page.items[i]));
        }
        after = page.next;
        lc_arena_release(&x->op->ctx.arena, mark);
    } while (after);
    return CTR_OK;
}
