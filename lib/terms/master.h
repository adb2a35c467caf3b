/*
 * The master contract: vision, governance, how changes are judged, incentives, collaboration,
 * risk. Silent points have documented defaults (master.c); incentives are read by share_read.c,
 * calendars by calendar.c.
 */
#ifndef LC_TERMS_MASTER_H
#define LC_TERMS_MASTER_H

#include "terms/calendar.h"
#include "terms/record.h"

enum lc_enforcement { LC_REPORT = 1, LC_ENFORCE };
enum lc_exceeds { LC_EXCEEDS_GREATER = 1, LC_EXCEEDS_GREATER_OR_EQUAL };
enum lc_slip_unit { LC_SLIP_WORKING_DAYS = 1, LC_SLIP_CALENDAR_DAYS, LC_SLIP_ITERATIONS };
enum lc_on_unknown { LC_UNKNOWN_MAJOR = 1, LC_UNKNOWN_MINOR, LC_UNKNOWN_REFUSE };
enum lc_budget_base { LC_BASE_TARGET = 1, LC_BASE_ORIGINAL_TARGET };
enum lc_on_expiry {
    LC_EXPIRY_ESCALATE = 1,
    LC_EXPIRY_DEEM_ACCEPTED,
    LC_EXPIRY_DEEM_REJECTED,
    LC_EXPIRY_NONE
};
enum lc_right_class { LC_RIGHT_ANY = 1, LC_RIGHT_MINOR, LC_RIGHT_MAJOR };
enum lc_rhythm {
    LC_RHYTHM_DAILY = 1,
    LC_RHYTHM_WEEKLY,
    LC_RHYTHM_BIWEEKLY,
    LC_RHYTHM_MONTHLY,
    LC_RHYTHM_ITERATION
};

extern const struct lc_word lc_words_enforcement[], lc_words_exceeds[], lc_words_slip_unit[],
    lc_words_on_unknown[], lc_words_budget_base[], lc_words_on_expiry[], lc_words_right_class[],
    lc_words_rhythm[], lc_words_party_role[];

/* When rules bind: from a date on, or never. */
struct lc_mode_of {
    int32_t mode;          /* lc_enforcement */
    int64_t enforce_after; /* day; absent = at once */
};

struct lc_meta {
    const char *id, *title, *supersedes;
    int64_t effective, expiry; /* days */
};

struct lc_party {
    const char *id, *name, *endpoint;
    int32_t role;
};

struct lc_outcome {
    const char *description;
};

struct lc_criterion {
    const char *id, *metric, *target, *method, *owner;
    int64_t due; /* day */
};

struct lc_decision_right {
    const char *area, *driver, *approver, *owner, *escalation;
    int32_t right_class, on_expiry;
    int64_t quorum;
    int64_t sla_days; /* millionths */
    const char **consulted, **informed, **pause_on;
    size_t consulted_count, informed_count, pause_count;
};

struct lc_escalation_level {
    int64_t after_hours; /* millionths */
    const char **notify;
    size_t notify_count;
};

struct lc_escalation_policy {
    const char *id;
    int64_t loops;
    int64_t reminder_hours; /* millionths; absent = none */
    struct lc_escalation_level *levels;
    size_t level_count;
};

struct lc_dispute_terms {
    const char *escalation;
    int64_t answer_days; /* millionths */
};

struct lc_governance {
    const char **committee;
    size_t committee_count;
    struct lc_decision_right *rights;
    size_t right_count;
    struct lc_escalation_policy *policies;
    size_t policy_count;
    int32_t four_eyes; /* the requester's own vote never counts */
    int64_t delegation_days;
    struct lc_mode_of rights_mode;
    struct lc_dispute_terms disputes;
};

/* Millionths; absent = no such threshold. */
struct lc_thresholds {
    int64_t budget_pct, slip, risk;
    int64_t cumulative_budget_pct, cumulative_slip;
    int64_t confidence_pct; /* below it a change is major */
    int64_t dependencies;   /* number of them */
};

struct lc_change_policy {
    struct lc_thresholds thresholds;
    int32_t exceeds, slip_unit, on_unknown, budget_base;
    int64_t iteration_days; /* whole */
    int64_t risk_scale;     /* millionths: highest score; absent = open */
    int32_t breaking_is_major;
    const char **always_major, **standard_areas, **process;
    size_t always_major_count, standard_area_count, process_count;
    int64_t emergency_days; /* millionths: decision due after an emergency implementation */
    struct lc_mode_of mode;
};

struct lc_slo {
    const char *id, *calendar;
    int64_t goal_hours, attainment_pct; /* millionths */
    int64_t window_days;
    const char **pause_on;
    size_t pause_count;
    const char *trigger; /* NULL = none */
};

struct lc_buffer {
    const char *amount, *draw_limit, *currency; /* decimal text; read as money where it is used */
};

struct lc_trigger {
    const char *id, *description, *owner;
    const char **blocks;
    size_t block_count;
};

struct lc_risk_policy {
    struct lc_buffer buffer;
    struct lc_trigger *triggers;
    size_t trigger_count;
    struct lc_mode_of mode;
};

struct lc_cadence {
    const char *id, *owner;
    int32_t rhythm;
    const char **participants, **artefacts;
    size_t participant_count, artefact_count;
};

struct lc_endpoint {
    const char *id, *url;
};

struct lc_modifier {
    const char *cap; /* decimal text */
    struct lc_term_pair *weights;
    size_t weight_count;
};

struct lc_vision {
    struct lc_outcome *outcomes;
    size_t outcome_count;
    struct lc_criterion *criteria;
    size_t criterion_count;
};

struct lc_master {
    int64_t version;
    struct lc_meta meta;
    struct lc_party *parties;
    size_t party_count;
    struct lc_vision vision;
    struct lc_governance governance;
    struct lc_change_policy change;
    const struct lc_value *incentives; /* NULL = none */
    struct lc_modifier modifier;
    struct lc_term_pair *slo_hours; /* "review_turnaround_hours": 24 */
    size_t slo_hours_count;
    struct lc_slo *slos;
    size_t slo_count;
    struct lc_mode_of slo_mode;
    struct lc_risk_policy risk;
    const struct lc_value *calendars; /* NULL = none */
    struct lc_cadence *cadences;
    size_t cadence_count;
    struct lc_endpoint *endpoints;
    size_t endpoint_count;
    struct lc_terms terms;
};

extern const struct lc_term_record lc_record_master, lc_record_change_policy, lc_record_thresholds;

/* Read a master contract, defaults filled in, references between its parts checked: an escalation
 * policy or calendar that is named is there, quorum is reachable. */
ctr_status lc_master_read(struct lc_ctx *ctx, struct lc_doc *doc, struct lc_master *out);
/* The change policy alone, out of a master contract, a map with `change_policy`, such a policy, or
 * bare thresholds; the rest of *out is what the document says, unchecked. */
ctr_status lc_master_policy_read(struct lc_ctx *ctx, struct lc_doc *doc, struct lc_master *out);
/* The first calendar of the master; Monday to Friday in UTC if it has none. `zones` NULL: every
 * zone stands for UTC, which is enough to count days. */
ctr_status lc_master_calendar(struct lc_ctx *ctx, const struct lc_master *master,
                              const struct lc_zone_source *zones, struct ctr_calendar *out);
/* The id of the party that is called so, by its id or its name, without regard to case; `name`
 * itself if none is. */
const char *lc_master_party(const struct lc_master *master, const char *name);
/* Target of the incentives in millionths of the major unit; absent if they have none. */
ctr_status lc_master_target(struct lc_ctx *ctx, const struct lc_master *master, int64_t *out);

#endif
