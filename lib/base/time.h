/*
 * Instants: int64_t microseconds since 1970 UTC, written as RFC 3339.
 */
#ifndef LC_BASE_TIME_H
#define LC_BASE_TIME_H

#include "base/str.h"

enum { LC_TIME_TEXT = 32 };

/* The last instant that is kept: 9999-12-31T23:59:59.999999Z. No text of RFC 3339 says a later one,
 * so no export could hold it. */
#define LC_TIME_LAST INT64_C(253402300799999999)

/* The system's clock. */
int64_t lc_time_now(void);
/* "2026-11-20T09:30:00Z", with ".123456" (no trailing zeros) where there is a fraction. Years 0 to
 * 9999; others give "out of range". Returns out. */
char *lc_time_format(int64_t us, char out[LC_TIME_TEXT]);
/* RFC 3339 with any offset, 'T', 't' or a space; or a bare date, which is its end (23:59:59.999999)
 * in UTC when end_of_day, else its start. Leap second 60 (only as 23:59:60 UTC) counts as the next
 * second; what is finer than a microsecond is cut off. False if it is neither, not a real date, or
 * outside the years 0 to 9999 in UTC. *out is then untouched. */
bool lc_time_parse(struct lc_str text, bool end_of_day, int64_t *out);
/* A local time, which has no offset: "2026-11-20", or with "T16:30", "T16:30:05", "T16:30:05.25".
 * Microseconds as if it were UTC. */
bool lc_time_parse_local(struct lc_str text, int64_t *out);

#endif
