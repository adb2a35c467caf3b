/* Pages of rows. */
#include "core/page.h"

int64_t lc_page_rows(size_t limit)
{
    return limit < INT64_MAX ? (int64_t)limit + 1 : INT64_MAX;
}

ctr_status lc_page_read(struct lc_op *op, struct lc_stmt *st, size_t limit, size_t size,
                        lc_page_fn read, struct lc_page *out)
{
    char *items = NULL;
    size_t room = 0;
    bool row;

    *out = (struct lc_page){.items = NULL};
    for (;;) {
        LC_TRY(lc_row(op, st, &row));
        if (!row || out->count == limit) {
            break;
        }
        items = lc_grow(&op->ctx, items, out->count, &room, size);
        if (!items) {
            return CTR_E_NOMEM;
        }
        ctr_status status = read(op, st, items + out->count * size);
        if (status != CTR_OK) {
            lc_stmt_done(st); /* some go on all the same */
            return status;
        }
        out->count++;
    }
    out->items = items;
    out->more = row;
    lc_stmt_done(st);
    return CTR_OK;
}

ctr_status lc_page_one(struct lc_op *op, struct lc_stmt *st, lc_page_fn read, void *item,
                       bool *found)
{
    LC_TRY(lc_row(op, st, found));
    ctr_status status = *found ? read(op, st, item) : CTR_OK;
    lc_stmt_done(st);
    return status;
}
