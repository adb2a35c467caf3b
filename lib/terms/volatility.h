/*
 * How restless the scope of an iteration was: what came in, changed and went out after its start,
 * against what was there at its start. 100, +20, -10 are 30 %, and net growth of 10 %.
 */
#ifndef LC_TERMS_VOLATILITY_H
#define LC_TERMS_VOLATILITY_H

#include "terms/sow.h"

/* An item of the backlog, and how it counts. Dates as they were written. */
struct ctr_backlog_item {
    const char *id, *title, *size;
    const char *added, *changed, *removed;
    int32_t in_baseline;
    int32_t was_added, was_changed, was_removed; /* within the iteration */
};

/* Sizes and percentages as decimals, percentages to six decimals. */
struct ctr_volatility {
    const char *sow;
    const char *start, *end; /* NULL = not said */
    int32_t computable;
    const char *reason; /* why not; NULL = it is */
    const char *volatility_pct, *net_growth_pct;
    const char *baseline, *added, *changed, *removed;
    struct ctr_backlog_item *items;
    size_t count;
};

/* A backlog that stands in a file of its own. */
struct lc_backlog {
    struct lc_backlog_item *items;
    size_t count;
    struct lc_terms terms;
};

extern const struct lc_shape lc_shape_volatility;

/* Read items: CSV with a column `id`, or a list (or a map with `backlog`) in JSON, YAML or XML. */
ctr_status lc_backlog_read(struct lc_ctx *ctx, struct lc_str text, const char *file,
                           struct lc_backlog *out);
/* The items' own dates must be in order: changed and removed not before added, nothing behind
 * removed. */
ctr_status lc_backlog_check(struct lc_ctx *ctx, const struct lc_terms *terms,
                            const struct lc_backlog_item *items, size_t count);
/* `instead` of the SOW's own items; NULL = those. */
ctr_status lc_sow_volatility(struct lc_ctx *ctx, const struct lc_sow *sow,
                             const struct lc_backlog *instead, struct ctr_volatility *out);

#endif
