/*
 * The journal's hash chain, recomputed; and the report that this and the other checks fill.
 */
#ifndef LC_REPORT_VERIFY_H
#define LC_REPORT_VERIFY_H

#include "domain/event/event.h"

struct lc_problem {
    const char *check;
    const char *message;
};

struct ctr_report {
    int32_t ok;
    int64_t rows;     /* looked at */
    int64_t problems; /* found; at most LC_PROBLEMS_LISTED of them are listed */
    const char *head; /* hash of the last event of our own journal */
    struct lc_problem *items;
    size_t count;
    char *texts; /* room for the messages, taken at the start: checks give back scratch memory */
};

enum { LC_PROBLEMS_LISTED = 100, LC_PROBLEM_TEXT = 512 };

extern const struct lc_shape lc_shape_report;

/* Empty and fine. */
ctr_status lc_report_begin(struct lc_op *op, struct ctr_report *r);
/* Note a problem; its message is cut at LC_PROBLEM_TEXT. */
void lc_report_problem(struct ctr_report *r, const char *check, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Our own journal and those that came with imports. The first broken row of each is named. */
ctr_status lc_report_verify(struct lc_op *op, struct ctr_report *r);

/* Everything: the file, foreign keys, invariants, hashes, the chain; with `replay` the state
 * against the events (check.c, replay.c). */
ctr_status lc_report_check(struct lc_op *op, bool replay, struct ctr_report *r);
/* Rebuild each contract from its events and compare it with the tables. */
ctr_status lc_report_replay(struct lc_op *op, struct ctr_report *r);

#endif
