/*
 * Sentences of an answer, and the numbers in them, in scratch memory.
 */
#ifndef LC_TERMS_SHARE_SAY_H
#define LC_TERMS_SHARE_SAY_H

#include "terms/share.h"

struct lc_share_say {
    struct lc_ctx *ctx;
    const char **items;
    size_t count;
    size_t room;
};

/* One more sentence. NOMEM recorded is looked at in the end, by lc_share_said. */
void lc_share_add(struct lc_share_say *say, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* NOMEM if a sentence was lost. */
ctr_status lc_share_said(const struct lc_share_say *say);

/* "1054000.00"; NULL with NOMEM recorded. */
const char *lc_share_amount(struct lc_ctx *ctx, const struct ctr_share_rule *rule, int64_t minor);
/* "GBP 1054000.00", for sentences; "?" without memory. */
const char *lc_share_money(struct lc_ctx *ctx, const struct ctr_share_rule *rule, int64_t minor);
/* "12.5"; NULL with NOMEM recorded. */
const char *lc_share_percent(struct lc_ctx *ctx, int64_t ratio);
/* "12.5 %", for sentences; "?" without memory. */
const char *lc_share_pct(struct lc_ctx *ctx, int64_t ratio);

#endif
