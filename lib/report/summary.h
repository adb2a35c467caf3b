/* Figures of a team. */
#ifndef LC_REPORT_SUMMARY_H
#define LC_REPORT_SUMMARY_H

#include "domain/contract/contract.h"

struct lc_count_row {
    const char *word;
    int64_t value; /* the enum's */
    int64_t count;
};

struct lc_active_row {
    const char *name;
    const char *label;
    ctr_type type;
    int64_t consumers;
};

struct ctr_summary {
    const char *team;
    int64_t contracts;
    int64_t versions;
    const struct lc_count_row *states; /* every state, in the order of life */
    size_t state_count;
    const struct lc_count_row *types; /* those that occur */
    size_t type_count;
    const struct lc_active_row *active;
    size_t active_count;
};

extern const struct lc_shape lc_shape_summary;

/* NOT_FOUND if the team has no contract. */
ctr_status lc_report_summary(struct lc_op *op, const char *team, struct ctr_summary *out);

#endif
