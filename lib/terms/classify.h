/*
 * Minor or major: a pure function of a change's impact and the master's policy. Any threshold that
 * is exceeded makes a change major; so do an area in which every change is, a registered consumer
 * that breaks, and, if the policy says so, what nobody knows.
 */
#ifndef LC_TERMS_CLASSIFY_H
#define LC_TERMS_CLASSIFY_H

#include "terms/change.h"
#include "terms/master.h"

/* What the documents alone do not know. */
struct lc_classify_facts {
    int64_t base;       /* what percentages of the budget are of; millionths, absent = not known */
    int64_t budget_sum; /* percent moved by the minor changes since the last major one */
    int64_t slip_sum;   /* the same for the slip, in the policy's unit */
    int64_t breaking;   /* registered consumers that break; absent = no edition is carried */
    int64_t today;      /* day, for enforce_after; absent = rules bind at once */
};

/* One threshold held against its value. */
struct ctr_threshold {
    const char *name;   /* "budget_delta_pct_major" */
    const char *value;  /* decimal; NULL = not known */
    const char *limit;  /* decimal */
    const char *margin; /* limit - value, for a floor value - limit; NULL = not known */
    const char *unit;   /* "%", "working-days"; "" = none */
    int32_t exceeded;
    int32_t known;
};

struct ctr_classification {
    const char *change;
    const char *master;
    ctr_change_class change_class;
    ctr_change_class claimed; /* 0 = nothing was claimed */
    int32_t claim_differs;
    int32_t enforced; /* rules bind; else it is reported only */
    int32_t on_unknown;
    int32_t comparison;
    int32_t slip_unit;
    const char *base;         /* what the percentage is of, as the policy names it */
    const char *rule_version; /* 16 hex digits of SHA-256 over the policy */
    const char **reasons;
    size_t reason_count;
    const char **warnings;
    size_t warning_count;
    struct ctr_threshold *thresholds;
    size_t threshold_count;
    int64_t budget_moved, slip_moved; /* by this change; absent = not known; in no result */
};

extern const struct lc_shape lc_shape_classification;

/* How far the schedule slips, by the dates of an analysis and the master's first calendar. */
struct lc_slip {
    bool known;
    int64_t calendar_days, working_days; /* whole */
    const char *calendar;                /* its id */
};
ctr_status lc_slip_of(struct lc_ctx *ctx, const struct lc_master *master,
                      const struct lc_impact_analysis *impact, struct lc_slip *out);

/* INPUT if the policy refuses what is not known. */
ctr_status lc_classify(struct lc_ctx *ctx, const struct lc_master *master,
                       const struct lc_change_request *change,
                       const struct lc_classify_facts *facts, struct ctr_classification *out);

#endif
