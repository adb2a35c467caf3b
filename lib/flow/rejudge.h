/*
 * Classifications judged again: from what is stored with them, under the policy of then or another.
 */
#ifndef LC_FLOW_REJUDGE_H
#define LC_FLOW_REJUDGE_H

#include "flow/policy.h"

/* Judge by the inputs stored in `row`. `policy` NULL: by the version it was judged by; else its
 * change policy takes the place of that one's, while calendars and currency stay; what earlier
 * minor changes slipped is left out if it counts slips in another unit. INPUT if the policy refuses
 * what is not known. */
ctr_status lc_rejudge(struct lc_op *op, const struct ctr_change *h, const struct lc_class_row *row,
                      const struct lc_master *policy, struct ctr_classification *out);

/* A threshold before and after; NULL limits = not set. */
struct lc_whatif_threshold {
    const char *name, *value, *unit, *limit_before, *limit_after;
    int32_t exceeded_before, exceeded_after;
};

/* A change whose class would be another. */
struct ctr_whatif {
    const char *change, *id;
    int32_t state, class_before, class_after; /* class_after 0: the policy would refuse it */
    const char *const *reasons_before;
    const char *const *reasons_after; /* why it would refuse it, too */
    size_t reason_before_count, reason_after_count;
    const struct lc_whatif_threshold *thresholds; /* those that decide */
    size_t threshold_count;
};

struct ctr_whatif_list {
    struct ctr_whatif *items;
    size_t count;
    int64_t examined;         /* changes with a class, on this page */
    const char *rule_version; /* of the other policy; NULL if nothing was examined */
    const char *next;
};

extern const struct lc_shape lc_shape_whatif, lc_shape_whatif_list;

/* Changes with a classification whose latest one would have another class under that policy; at
 * most query->limit of them. */
ctr_status lc_flow_whatif(struct lc_op *op, const struct lc_change_query *query,
                          const struct lc_master *policy, struct ctr_whatif_list *out);

#endif
