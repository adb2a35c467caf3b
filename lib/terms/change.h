/*
 * The change request: who wants what changed, what it would do, what was decided. Its impact is
 * what thresholds are held against.
 */
#ifndef LC_TERMS_CHANGE_H
#define LC_TERMS_CHANGE_H

#include "terms/record.h"

#include <contracts/change.h>

enum lc_change_type { LC_CHANGE_STANDARD = 1, LC_CHANGE_NORMAL, LC_CHANGE_EMERGENCY };
enum lc_change_outcome {
    LC_OUTCOME_APPROVED = 1,
    LC_OUTCOME_REJECTED,
    LC_OUTCOME_DEFERRED,
    LC_OUTCOME_PENDING
};
enum lc_target_effect { LC_TARGET_FULL = 1, LC_TARGET_NONE, LC_TARGET_PERCENT };

extern const struct lc_word lc_words_change_type[], lc_words_change_class[],
    lc_words_change_outcome[], lc_words_target_effect[];

/* One revision of the analysis. Numbers in millionths, absent = not known. */
struct lc_impact_analysis {
    int64_t budget_pct;
    const char *budget_amount, *currency; /* decimal text */
    int64_t slip;                         /* in the master's unit */
    int64_t slip_working_days, slip_calendar_days, slip_iterations;
    int64_t schedule_before, schedule_after; /* days on which it ends; both or none */
    int64_t risk, risk_before, confidence_pct;
    const char **dependencies;
    size_t dependency_count;
    const char *value, *operations, *quality;
    const char *evolution; /* "team/name@label" of the edition that it carries */
};

struct lc_change_decision {
    int32_t outcome;
    const char **approvers;
    size_t approver_count;
    int64_t date; /* day */
    const char *reason;
};

struct lc_follow_up {
    const char *action, *owner;
    int64_t due; /* day */
};

struct lc_context_memo {
    const char *problem, *evidence, *decision;
    const char **alternatives;
    size_t alternative_count;
    struct lc_follow_up *follow_ups;
    size_t follow_up_count;
};

/* What it does to the target when it is implemented. */
struct lc_target_change {
    int32_t effect;     /* lc_target_effect */
    const char *amount; /* decimal text; default the budget's */
    int64_t percent;    /* of the saving, with PERCENT */
    int64_t effective;  /* day */
};

struct lc_change_request {
    const char *id, *requester, *requestor, *summary, *master, *area, *addendum, *adr, *state;
    int32_t type;
    int32_t claim;   /* ctr_change_class in threshold_eval; 0 = none */
    int64_t created; /* day */
    struct lc_impact_analysis impact;
    struct lc_change_decision decision;
    struct lc_context_memo memo;
    struct lc_target_change target;
    const char **needs, **conflicts, **supersedes;
    size_t need_count, conflict_count, supersede_count;
    struct lc_terms terms;
};

extern const struct lc_term_record lc_record_change, lc_record_impact, lc_record_memo;

/* What its terms say of one another; `above` is the path of the analysis, "" if it is the whole. */
ctr_status lc_impact_check(struct lc_ctx *ctx, const struct lc_terms *terms, const char *above,
                           const struct lc_impact_analysis *impact);
/* Read a change request, defaults filled in. */
ctr_status lc_change_read(struct lc_ctx *ctx, struct lc_doc *doc, struct lc_change_request *out);

#endif
