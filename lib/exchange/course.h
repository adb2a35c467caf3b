/*
 * The course of a change as it travels: everything that belongs to one, as one JSON object by its
 * shape. Versions go by label, decisions by their place in the list, from 1.
 */
#ifndef LC_EXCHANGE_COURSE_H
#define LC_EXCHANGE_COURSE_H

#include "domain/change/change.h"

struct lc_course_link {
    int32_t kind;
    const char *target;
};

struct lc_course_impact {
    int64_t at_us;
    const char *actor, *body, *technical; /* JSON */
};

struct lc_course_class {
    int64_t at_us;
    const char *actor;
    int32_t change_class;
    const char *master;
    int64_t impact_rev;
    const char *budget_pct, *slip; /* decimals, NULL = not known */
    const char *inputs, *body;     /* JSON */
};

struct lc_course_decision {
    struct ctr_decision is;
    int64_t supersedes;
};

struct lc_course {
    struct ctr_change is; /* master, evolution and addendum by name */
    int64_t decision;
    struct lc_course_link *links;
    struct lc_course_impact *impacts;
    struct lc_course_class *classes;
    struct lc_course_decision *decisions;
    size_t link_count, impact_count, class_count, decision_count;
};

extern const struct lc_shape lc_shape_course;

/* Everything of a change that was found. */
ctr_status lc_course_load(struct lc_op *op, const struct ctr_change *h, struct lc_course *out);
/* Store it: `is` has contract, id and document; its versions are looked up. `fail` says what does
 * not fit. */
ctr_status lc_course_store(struct lc_op *op, struct lc_course *k, const char **fail);

#endif
