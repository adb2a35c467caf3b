/*
 * Deadlines by a calendar: working days of a right, hours of an escalation policy.
 */
#ifndef LC_TERMS_DUE_H
#define LC_TERMS_DUE_H

#include "terms/calendar.h"

/* `days` millionths of working days after an instant, which counts from when the calendar is open.
 * Whole days keep the time of the day; where the calendar is closed then, it is the next opening. A
 * part of a day is that part of the working time of an average day. */
ctr_status lc_term_due(struct lc_ctx *ctx, const struct ctr_calendar *calendar, int64_t from,
                       int64_t days, int64_t *out);
/* The instant at which `span` of working time is left until `due`, but not before `from`. */
ctr_status lc_term_before(struct lc_ctx *ctx, const struct ctr_calendar *calendar, int64_t from,
                          int64_t due, int64_t span, int64_t *out);
/* Millionths of hours in microseconds. */
int64_t lc_term_hours(int64_t hours);

#endif
