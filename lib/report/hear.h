/*
 * What replays have in common: the journals that tell of a contract are heard, the imported ones
 * first because they are older, and what they say is held by its subject. A subject may have
 * several stories, one after the other; the cost of each is the same however many there are.
 */
#ifndef LC_REPORT_HEAR_H
#define LC_REPORT_HEAR_H

#include "base/map.h"
#include "codec/value.h"
#include "report/verify.h"

/* First member of what is heard of one thing. */
struct lc_said {
    const char *subject;  /* "dispute:team/name/D-1" */
    struct lc_said *next; /* begun after it */
    struct lc_said *same; /* the next one of the same subject */
    bool seen;
};

/* A kind of story: which events tell it, which of them begins one, and what each says. */
struct lc_tale {
    const char *prefix; /* of the kinds of events: "dispute." */
    enum lc_event_kind begins;
    size_t size; /* of what is held */
    void (*begin)(struct lc_ctx *ctx, struct lc_said *said, const struct lc_value *body);
    void (*go_on)(struct lc_ctx *ctx, struct lc_said *said, const char *kind,
                  const struct lc_value *body);
};

struct lc_hearing {
    struct lc_op *op;
    struct ctr_report *report;
    const struct lc_tale *tale;
    struct lc_map subjects;
    struct lc_said *first, *last;
};

/* Every event of a contract, out of all journals. */
ctr_status lc_hear_each(struct lc_op *op, int64_t contract_rid, lc_event_fn listen, void *user);
/* The tale of a contract. Events that go on with what never began are passed over. */
ctr_status lc_hear(struct lc_hearing *x, int64_t contract_rid);
/* The first story of a subject that was not met yet, which is now; NULL if there is none. */
ctr_status lc_hearing_meet(struct lc_hearing *x, const char *subject, struct lc_said **out);
/* A problem if the two texts differ: "<what>: <field> is 'a', but its events say 'b'". */
void lc_hearing_differ(struct lc_hearing *x, const char *what, const char *field, const char *is,
                       const char *said);
void lc_hearing_differ_int(struct lc_hearing *x, const char *what, const char *field, int64_t is,
                           int64_t said);
/* A problem for each story that was not met: "<about><subject>: it is missing". */
void lc_hearing_missing(struct lc_hearing *x, const char *about);
/* Text of a member, copied; what was there stays if there is none. */
void lc_said_take(struct lc_ctx *ctx, const struct lc_value *body, const char *key,
                  const char **out);

#endif
