/*
 * Names gathered from two editions, said in one order: "description, title".
 */
#ifndef LC_BASE_LISTED_H
#define LC_BASE_LISTED_H

#include "base/ctx.h"

/* Zeroed, it is empty. The names are borrowed. */
struct lc_listed {
    struct lc_str *at;
    size_t count;
    size_t room;
};

ctr_status lc_listed_add(struct lc_ctx *ctx, struct lc_listed *list, struct lc_str name);
/* All of them by their bytes, each once, with ", " between; scratch memory, NULL with NOMEM
 * recorded. The list is sorted by it. */
const char *lc_listed_text(struct lc_ctx *ctx, struct lc_listed *list);

#endif
