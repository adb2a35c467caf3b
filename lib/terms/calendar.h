/*
 * Calendars: when a party works (<contracts/calendar.h>; doc/calendar.md). Pure: a calendar holds
 * its zone, an answer depends on nothing else.
 *
 * The arithmetic rests on one function, the working time that has passed on the local clock up to a
 * local time. It is a sum over whole weeks, corrected by running totals of the special dates, so it
 * costs a binary search however long the time is; spans of real time are cut where the offset
 * changes.
 */
#ifndef LC_TERMS_CALENDAR_H
#define LC_TERMS_CALENDAR_H

#include "base/date.h"
#include "codec/tzif.h"
#include "codec/value.h"

#include <contracts/calendar.h>

/* Open from <= t < to, microseconds of the day. */
struct lc_open {
    int64_t from;
    int64_t to;
};

/* A day of the week. */
struct lc_week_day {
    const char *day;
    const char *const *hours; /* as texts, such as "09:00-17:00" */
    const struct lc_open *open;
    size_t count; /* of both */
    int64_t total;
};

enum lc_special_kind { LC_SPECIAL_HOLIDAY = 1, LC_SPECIAL_EXCEPTION, LC_SPECIAL_SKIPPED };

/* A date that is not like others of its weekday. */
struct lc_special {
    const char *date;
    int32_t kind;
    int32_t reserved;
    const char *name;
    const char *const *hours;
    const struct lc_open *open;
    size_t count;
    int64_t total;
    int64_t day;
    int64_t more_time; /* running totals, this one included: what the weeks do not know */
    int64_t more_days;
};

struct ctr_calendar {
    const char *id;
    const char *name;
    const char *zone_name;
    const struct lc_zone *zone;
    const struct lc_week_day *week; /* Monday first */
    size_t week_count;              /* 7 */
    int64_t week_total;
    int64_t week_days;
    const struct lc_special *special; /* by date */
    size_t special_count;
};

struct ctr_calendar_list {
    const struct ctr_calendar *items;
    size_t count;
};

extern const struct lc_shape lc_shape_calendar, lc_shape_calendar_list;
extern const struct lc_word lc_words_special[];

/* Who finds zones: pure code reads no files. */
struct lc_zone_source {
    ctr_status (*load)(void *user, struct lc_ctx *ctx, const char *name,
                       const struct lc_zone **out);
    void *user;
};

enum { LC_CALENDAR_SPECIALS = 10000, LC_CALENDAR_HOURS = 48, LC_CALENDARS = 1000 };

/* A calendar from a node of a document; INPUT with the place and the detail "field". */
ctr_status lc_calendar_read(struct lc_ctx *ctx, struct lc_doc *doc, const struct lc_value *node,
                            const struct lc_zone_source *zones, struct ctr_calendar *out);
/* All of a document: an object that is one, an array of them, or an object with such an array in
 * `calendars`. Those in arrays need an id. */
ctr_status lc_calendar_list_read(struct lc_ctx *ctx, struct lc_doc *doc,
                                 const struct lc_value *node, const struct lc_zone_source *zones,
                                 struct ctr_calendar_list *out);
/* The nodes of the calendars in such a list, which was read; one that is no list is its only one.
 */
const struct lc_value *lc_calendar_nodes(const struct lc_value *node, size_t *count);
/* Monday to Friday, all day: for terms that name no calendar. */
ctr_status lc_calendar_default(struct lc_ctx *ctx, const struct lc_zone *zone,
                               struct ctr_calendar *out);
/* The one of an id, NULL if there is none. */
const struct ctr_calendar *lc_calendar_find(const struct ctr_calendar_list *list, const char *id);

/* Make the totals; the special dates are in order, no date twice. For the reader. */
void lc_calendar_total(struct ctr_calendar *calendar, struct lc_special *special);

bool lc_calendar_is_open(const struct ctr_calendar *calendar, int64_t us);
bool lc_calendar_is_working_day(const struct ctr_calendar *calendar, int64_t day);
/* Working time from one instant to another; negative if `to` is earlier. */
int64_t lc_calendar_elapsed(const struct ctr_calendar *calendar, int64_t from, int64_t to);
/* The first instant at which `span` of working time has passed since `start`. LIMIT if it does not
 * come until the end of 9999. */
ctr_status lc_calendar_add(struct lc_ctx *ctx, const struct ctr_calendar *calendar, int64_t start,
                           int64_t span, int64_t *out);
ctr_status lc_calendar_next_open(struct lc_ctx *ctx, const struct ctr_calendar *calendar,
                                 int64_t at, int64_t *out);
/* Working days after `from` up to and including `to`; negative likewise. */
int64_t lc_calendar_days(const struct ctr_calendar *calendar, int64_t from, int64_t to);
/* The n-th working day after a date, before it if negative, the date itself for 0. */
ctr_status lc_calendar_add_days(struct lc_ctx *ctx, const struct ctr_calendar *calendar,
                                int64_t from, int64_t n, int64_t *out);
/* ARGUMENT unless the instant is of the years 1 to 9999. */
ctr_status lc_check_instant(struct lc_ctx *ctx, const char *what, int64_t us);

#endif
