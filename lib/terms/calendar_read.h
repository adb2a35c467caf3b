/*
 * What the files that read calendars share.
 */
#ifndef LC_TERMS_CALENDAR_READ_H
#define LC_TERMS_CALENDAR_READ_H

#include "terms/calendar.h"

struct lc_calendar_reading {
    struct lc_ctx *ctx;
    struct lc_doc *doc;
    const struct lc_zone_source *zones;
    struct ctr_calendar *out;
};

/* Hours of one day, in order. */
struct lc_hours {
    const char **texts;
    struct lc_open *open;
    size_t count;
    int64_t total;
};

/* Say which field it was that lc_doc_fail has just complained of. */
ctr_status lc_calendar_field(const struct lc_calendar_reading *r, const struct lc_value *node,
                             ctr_status status);
/* INPUT at a node. */
#define LC_WRONG(r, node, ...)                                                                     \
    lc_calendar_field((r), (node), lc_doc_fail((r)->ctx, (r)->doc, (node)->offset, __VA_ARGS__))
/* INPUT at the key of a member. */
#define LC_WRONG_KEY(r, member, ...)                                                               \
    lc_calendar_field((r), &(member)->value,                                                       \
                      lc_doc_fail((r)->ctx, (r)->doc, (member)->key_offset, __VA_ARGS__))
/* "a text", "an object": what a value is. */
const char *lc_calendar_kind(const struct lc_value *value);
/* A text without NUL, copied. */
ctr_status lc_calendar_text(const struct lc_calendar_reading *r, const char *what,
                            const struct lc_value *v, const char **out);

/* A text, an array of texts, or null for a day that is closed. */
ctr_status lc_hours_read(const struct lc_calendar_reading *r, const struct lc_value *v,
                         struct lc_hours *out);
/* The week from `week`, or from `days` and `hours` with their defaults: Monday to Friday, all day.
 * `node` may be NULL. */
ctr_status lc_week_read(const struct lc_calendar_reading *r, const struct lc_value *node,
                        struct lc_week_day *week);

#endif
