/*
 * Cadences over the terms of their master: meetings recorded, and which were missed.
 *
 * A period is judged by the version of the master that was in effect when it ended, so that an
 * amendment does not judge what was agreed before it.
 */
#ifndef LC_FLOW_CADENCE_H
#define LC_FLOW_CADENCE_H

#include "domain/cadence/cadence.h"
#include "flow/slo.h"
#include "terms/rhythm.h"

/* --- cadence_terms.c --- */

/* A version of a master, and the days over which it ruled. */
struct lc_cadence_edition {
    struct lc_slo_book book;
    const struct ctr_calendar *calendar;
    int64_t first, last; /* days; last may be LC_DAY_LAST */
    int64_t anchor;
    bool initial; /* nothing was agreed before it */
};

/* All that ever were active, by the time when they began. STATE if the contract is no master, or if
 * there is none. */
ctr_status lc_cadence_editions(struct lc_op *op, const struct lc_contract *c,
                               struct lc_cadence_edition **out, size_t *count);
/* The one that is active now. STATE if none is. */
ctr_status lc_cadence_edition(struct lc_op *op, const struct lc_contract *c,
                              struct lc_cadence_edition *out);
const struct lc_cadence *lc_cadence_find(const struct lc_cadence_edition *edition, const char *id);
/* NOT_FOUND, naming those that there are. */
ctr_status lc_cadence_unknown(struct lc_op *op, const struct lc_cadence_edition *edition,
                              const char *id);
/* The local day of an instant. */
int64_t lc_cadence_day(const struct ctr_calendar *calendar, int64_t us);
struct lc_rhythm_of lc_cadence_rhythm(const struct lc_cadence_edition *edition,
                                      const struct lc_cadence *cadence);
/* What a meeting lacks. */
struct lc_lack {
    const char **participants, **artefacts;
    size_t participant_count, artefact_count;
};
ctr_status lc_cadence_lack(struct lc_op *op, const struct lc_cadence *cadence,
                           const struct ctr_meeting *m, struct lc_lack *out);

/* --- cadence_held.c --- */

struct lc_meeting_given {
    const char *cadence;
    int64_t day;
    bool today; /* day is not given */
    const char *const *participants, *const *artefacts;
    size_t participant_count, artefact_count;
};
ctr_status lc_flow_cadence_held(struct lc_op *op, const struct lc_contract *c,
                                const struct lc_meeting_given *given, struct ctr_meeting *out);

/* --- cadence_missed.c --- */

struct lc_cadence_miss {
    const char *from, *until;
    int32_t fault; /* lc_cadence_fault */
    const char *held_on;
    struct lc_lack lack;
};

struct ctr_cadence_level {
    const char *cadence, *owner, *due;
    int32_t rhythm, known;
    const char **participants, **artefacts;
    size_t participant_count, artefact_count;
    int64_t periods, kept, missed;
    struct lc_cadence_miss *misses;
    size_t miss_count, miss_room;
};

struct ctr_cadence_report {
    const char *team, *contract, *master, *from, *until;
    struct ctr_cadence_level *levels;
    size_t level_count, level_room;
};

enum lc_cadence_fault { LC_CADENCE_NOT_HELD = 1, LC_CADENCE_INCOMPLETE };
extern const struct lc_word lc_words_cadence_fault[];
extern const struct lc_shape lc_shape_cadence_report;

struct lc_cadence_asked {
    const char *cadence; /* NULL = all */
    int64_t from, until; /* days; LC_TERM_ABSENT = as far as it goes */
};
ctr_status lc_flow_cadence_missed(struct lc_op *op, const struct lc_contract *c,
                                  const struct lc_cadence_asked *asked,
                                  struct ctr_cadence_report *out);

#endif
