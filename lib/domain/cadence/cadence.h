/*
 * The room of cadences: meetings that were held, who took part, what they left behind. What was
 * recorded stays; a record for the same day adds to it. Which were missed is the flows' matter.
 */
#ifndef LC_DOMAIN_CADENCE_CADENCE_H
#define LC_DOMAIN_CADENCE_CADENCE_H

#include "domain/contract/contract.h"

#include <contracts/cadence.h>

enum { LC_MEETING_ITEMS = 256, LC_MEETING_WHO = 256, LC_MEETING_WHAT = 1024 };

struct ctr_meeting {
    int32_t dry_run; /* set where the answer leaves the library */
    int64_t rid, contract_rid;
    const char *team, *contract, *cadence;
    int64_t on;      /* day */
    const char *day; /* the same as text */
    const char **participants, **artefacts;
    size_t participant_count, artefact_count;
    int64_t recorded_us;
    const char *recorded_by, *reason;
    const char **remarks; /* of the call that gave this result */
    size_t remark_count, remark_room;
    int64_t revision; /* how often it was recorded */
    const char *next;
};

struct ctr_meeting_list {
    const struct ctr_meeting *items;
    size_t count;
    const char *next;
};

extern const struct lc_shape lc_shape_meeting, lc_shape_meeting_list;

const char *lc_meeting_subject(struct lc_ctx *ctx, const struct ctr_meeting *m);

/* --- look-ups (cadence_find.c) --- */

/* The meeting of a day as it was recorded last. */
ctr_status lc_meeting_of_day(struct lc_op *op, int64_t contract_rid, const char *cadence,
                             int64_t day, struct ctr_meeting *out, bool *found);

struct lc_meeting_query {
    int64_t contract_rid; /* 0 = any */
    const char *cadence;  /* NULL = any; else by days, from `from` to `to` */
    int64_t from, to;
    int64_t after; /* rid; not with a cadence */
    size_t limit;
};
ctr_status lc_meeting_find(struct lc_op *op, const struct lc_meeting_query *query,
                           struct ctr_meeting_list *out);
/* Every record of a contract, those that were added to as well, as they were made. */
typedef ctr_status (*lc_meeting_fn)(void *user, const struct ctr_meeting *m);
ctr_status lc_meeting_each(struct lc_op *op, int64_t contract_rid, lc_meeting_fn fn, void *user);
/* One record by its row. */
ctr_status lc_meeting_get(struct lc_op *op, int64_t rid, struct ctr_meeting *out);

/* --- verbs (cadence.c) --- */

/* Record it; everything but rid is given. Appends cadence.held. */
ctr_status lc_meeting_insert(struct lc_op *op, struct ctr_meeting *m);
/* For imports: as it was elsewhere; no event. */
ctr_status lc_meeting_restore(struct lc_op *op, struct ctr_meeting *m);
ctr_status lc_meeting_remark(struct lc_op *op, struct ctr_meeting *m, const char *text);

#endif
