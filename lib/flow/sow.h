/*
 * A statement of work in the store: what was fixed at its start, what was measured since, what was
 * accepted. These are facts that are only ever added, so the journal of the contract is where they
 * live; the state is read from it.
 */
#ifndef LC_FLOW_SOW_H
#define LC_FLOW_SOW_H

#include "domain/contract/contract.h"
#include "terms/rank.h"
#include "terms/volatility.h"

#include <contracts/sow.h>

enum lc_sow_verdict { LC_SOW_NOT_MEASURED = 1, LC_SOW_MET, LC_SOW_NOT_MET, LC_SOW_INCONCLUSIVE };

/* What was believed, and what came of it. Texts as they were written. */
struct lc_sow_belief {
    const char *text, *metric, *baseline, *target, *method, *owner, *due;
    int32_t verdict;
    int32_t overdue; /* not measured, and due before today */
    const char *why; /* why it is inconclusive; NULL = it is not */
};

struct ctr_sow_measure {
    const char *of; /* the metric, a KPI or a slice */
    const char *value, *on, *low, *high, *evidence;
    int64_t n; /* 0 = not said */
    int64_t at_us;
    const char *actor;
};

struct ctr_sow_criterion {
    const char *id, *description, *evidence; /* of the document */
    int32_t accepted;
    const char *proof, *sha256, *party, *actor, *remark; /* of the acceptance */
    int64_t at_us;
};

struct ctr_sow {
    const char *team, *name, *version, *title, *start, *end;
    const char *frozen_version; /* NULL = not frozen */
    int64_t frozen_us;
    struct lc_sow_belief hypothesis;
    struct ctr_sow_measure *measures; /* in their order */
    size_t measure_count, measure_room;
    struct ctr_sow_criterion *criteria;
    size_t criterion_count;
    const char *price, *currency;
    int32_t price_due;
    const char *posted;    /* decimal, by all entries for its price; NULL = nothing */
    int64_t entry;         /* number of the last of them in its master's ledger */
    const char *posting;   /* why what is due is not posted; NULL = nothing to say */
    const char **findings; /* what was edited after the fact */
    size_t finding_count, finding_room;
    const char *next; /* of a list: begin behind it */
    int32_t dry_run;  /* set where the answer leaves the library */
};

struct ctr_sow_list {
    const struct ctr_sow *items;
    size_t count;
    const char *next;
};

extern const struct lc_word lc_words_sow_verdict[];
extern const struct lc_shape lc_shape_sow, lc_shape_sow_list;

/* An acceptance, as the journal has it. */
struct lc_sow_accepted {
    const char *criterion, *text, *evidence, *sha256, *party, *actor, *remark;
    int64_t at_us;
};

/* Everything about one of them. */
struct lc_sow_file {
    struct lc_contract contract;
    struct ctr_version version; /* active */
    struct lc_doc doc;
    struct lc_sow sow;
    bool frozen;
    struct ctr_version frozen_version; /* where it is frozen */
    int64_t frozen_us;
    struct lc_doc frozen_doc;
    struct lc_sow frozen_sow;
    struct lc_sow_accepted *accepted;
    size_t accepted_count, accepted_room;
    struct ctr_sow out;
};

/* --- sow_load.c --- */

/* STATE if the contract is none of type sow, or none of its versions is active. */
ctr_status lc_sow_load(struct lc_op *op, const char *team, const char *name, struct lc_sow_file *f);
/* What its journal says, where f->contract is known. */
ctr_status lc_sow_hear(struct lc_op *op, struct lc_sow_file *f);
/* The document of a version. */
ctr_status lc_sow_document(struct lc_op *op, const struct ctr_version *v, struct lc_doc *doc,
                           struct lc_sow *out);

/* --- sow_state.c --- */

/* f->out from all the rest. */
ctr_status lc_sow_say(struct lc_op *op, struct lc_sow_file *f);
/* Slices with what was measured of them. */
ctr_status lc_sow_ranked(struct lc_op *op, struct lc_sow_file *f, struct ctr_ranking *out);
/* The active edition against the frozen one. */
ctr_status lc_sow_volatility_of(struct lc_op *op, struct lc_sow_file *f,
                                struct ctr_volatility *out);
/* The last measurement of a metric or slice, NULL if there is none. */
const struct ctr_sow_measure *lc_sow_measured(const struct ctr_sow *s, const char *of);
/* A page of those of a team (NULL = all) whose price is due. */
ctr_status lc_sow_due(struct lc_op *op, const char *team, const char *after, size_t limit,
                      struct ctr_sow_list *out);

/* --- sow_record.c --- */

/* Fix backlog and hypothesis of the edition that was active on the first day; nothing if that is
 * done. STATE before that day, or without one. */
ctr_status lc_sow_freeze(struct lc_op *op, struct lc_sow_file *f);
/* The same within an activation: `old` (NULL = none) gave way to `now`. */
ctr_status lc_sow_freeze_active(struct lc_op *op, const struct lc_contract *c,
                                const struct ctr_version *old, const struct ctr_version *now);
ctr_status lc_sow_measure(struct lc_op *op, struct lc_sow_file *f, const ctr_sow_measurement *m);
ctr_status lc_sow_accept(struct lc_op *op, struct lc_sow_file *f, const char *criterion,
                         const char *evidence, const char *sha256);

#endif
