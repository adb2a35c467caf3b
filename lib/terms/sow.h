/*
 * The statement of work (micro-contract) of one iteration: what is to be reached, how it will be
 * known, what it is linked to.
 */
#ifndef LC_TERMS_SOW_H
#define LC_TERMS_SOW_H

#include "terms/record.h"

struct lc_sow_dates {
    int64_t start, end; /* days */
};

struct lc_goal {
    const char *description;
};

struct lc_deliverable {
    const char *id, *description;
    int64_t due; /* day */
};

struct lc_kpi {
    const char *metric, *target, *baseline;
};

struct lc_hypothesis {
    const char *text, *metric, *baseline, *target, *method, *owner;
    int64_t due; /* day */
};

struct lc_acceptance {
    const char *id, *description, *evidence, *gate;
};

struct lc_gate_mapping {
    const char *name, *validator;
};

struct lc_sow_links {
    const char **dag_nodes, **changes, **adrs;
    size_t dag_node_count, change_count, adr_count;
};

struct lc_backlog_item {
    const char *id, *title;
    int64_t size;                    /* millionths of points */
    int64_t added, changed, removed; /* days; absent = not */
};

struct lc_slice {
    const char *id, *outcome, *realised;
    int64_t expected;       /* millionths */
    int64_t confidence_pct; /* millionths */
    int64_t effort;         /* millionths */
};

struct lc_sow {
    const char *id, *title, *master, *currency, *price;
    struct lc_sow_dates dates;
    struct lc_goal *goals;
    size_t goal_count;
    struct lc_deliverable *deliverables;
    size_t deliverable_count;
    struct lc_kpi *kpis;
    size_t kpi_count;
    struct lc_hypothesis hypothesis;
    struct lc_acceptance *criteria;
    size_t criterion_count;
    struct lc_gate_mapping *gates;
    size_t gate_count;
    struct lc_sow_links links;
    const char **dependencies;
    size_t dependency_count;
    struct lc_backlog_item *backlog;
    size_t backlog_count;
    struct lc_slice *slices;
    size_t slice_count;
    struct lc_terms terms;
};

extern const struct lc_term_record lc_record_sow, lc_record_backlog_item;

/* Read a SOW, defaults filled in, dates in order. */
ctr_status lc_sow_read(struct lc_ctx *ctx, struct lc_doc *doc, struct lc_sow *out);

#endif
