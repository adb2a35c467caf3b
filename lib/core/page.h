/* A page of rows: as many as were asked for, and whether there are more. */
#ifndef LC_CORE_PAGE_H
#define LC_CORE_PAGE_H

#include "core/op.h"

struct lc_page {
    void *items;
    size_t count;
    bool more;
};

/* The row that the statement is at, into an item. */
typedef ctr_status (*lc_page_fn)(struct lc_op *op, struct lc_stmt *st, void *item);

/* How many rows a statement is to give for a page: one more tells whether there is another page. */
int64_t lc_page_rows(size_t limit);
/* Read it, and be done with the statement; SIZE_MAX takes all rows. Items are zero before. */
ctr_status lc_page_read(struct lc_op *op, struct lc_stmt *st, size_t limit, size_t size,
                        lc_page_fn read, struct lc_page *out);
/* The first row alone, if there is one. */
ctr_status lc_page_one(struct lc_op *op, struct lc_stmt *st, lc_page_fn read, void *item,
                       bool *found);

#endif
