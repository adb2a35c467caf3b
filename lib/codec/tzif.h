/*
 * Time zones: the bytes of a TZif file (RFC 9636, versions 1 to 4) read into a table of offsets,
 * and what is asked of it. A zone is plain data: no TZ, no state, any number at once. Instants are
 * seconds since 1970 UTC; local times are seconds too, as if the clock on the wall showed UTC.
 */
#ifndef LC_CODEC_TZIF_H
#define LC_CODEC_TZIF_H

#include "base/shape.h"

enum {
    LC_ZONE_FILE_MOST = 64 * 1024, /* bytes; real ones have less than 4,000 */
    LC_ZONE_NAME_MOST = 64,
    LC_ZONE_OFFSET_LEAST = -89999, /* of RFC 9636, 3.2 */
    LC_ZONE_OFFSET_MOST = 93599
};

/* From an instant on. */
struct lc_zone_change {
    int64_t at;
    int64_t offset; /* seconds east of UTC */
};

/* When daylight saving begins or ends in a year, as POSIX's TZ has it. */
enum lc_zone_turn_kind { LC_TURN_WEEKDAY = 1, LC_TURN_JULIAN, LC_TURN_DAY };

struct lc_zone_turn {
    int32_t kind;
    int32_t month; /* WEEKDAY: 1 to 12 */
    int32_t week;  /* WEEKDAY: 1 to 5, 5 = the last one */
    int32_t day;   /* WEEKDAY: 0 = Sunday; JULIAN: 1 to 365; DAY: 0 to 365 */
    int64_t time;  /* seconds from local midnight, may be negative */
};

struct lc_zone_rule {
    int32_t known; /* 0: after the last change nothing changes */
    int32_t daylight;
    int64_t standard_offset, daylight_offset;
    struct lc_zone_turn begin, end; /* of daylight saving */
};

struct lc_zone {
    const char *name;
    int64_t first; /* offset before the first change */
    const struct lc_zone_change *changes;
    size_t count;
    struct lc_zone_rule rule; /* after the last change */
};

/* A stretch of time with one offset: from <= t < to. */
struct lc_zone_span {
    int64_t from; /* INT64_MIN: always so */
    int64_t to;   /* INT64_MAX: for ever */
    int64_t offset;
};

extern const struct lc_shape lc_shape_zone; /* to be packed; nothing of it is in JSON */

/* Read a file's bytes; the zone's table is scratch memory. INPUT for what RFC 9636 forbids,
 * UNSUPPORTED for versions it does not know and for files that count leap seconds. */
ctr_status lc_tzif_read(struct lc_ctx *ctx, const char *name, struct lc_str bytes,
                        struct lc_zone *out);
/* A TZ string with the rules spelled out, as in the footer of a file; false if it is not one. */
bool lc_zone_rule_parse(struct lc_str text, struct lc_zone_rule *out);
/* "UTC", "Z", or an offset such as "+02:00": no file is needed. False for anything else. */
bool lc_zone_fixed(const char *name, struct lc_zone *out);
/* Could it be the name of a zone: letters, digits, '_', '+', '-' in parts joined by '/'? */
bool lc_zone_name_ok(struct lc_str name);

/* The stretch that holds `at`. */
struct lc_zone_span lc_zone_span_at(const struct lc_zone *zone, int64_t at);
int64_t lc_zone_offset(const struct lc_zone *zone, int64_t at);
/* The instant of a local time. Where the clock passes it twice, the earlier one; where it jumps
 * over it, as if the clock had not jumped (02:30 in a gap from 02:00 to 03:00 is 03:30). */
int64_t lc_zone_instant(const struct lc_zone *zone, int64_t local);

#endif
