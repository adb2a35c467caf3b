/* Calendars as results: words and shapes. */
#include "terms/calendar.h"

const struct lc_word lc_words_special[] = {{LC_SPECIAL_HOLIDAY, "holiday"},
                                           {LC_SPECIAL_EXCEPTION, "exception"},
                                           {LC_SPECIAL_SKIPPED, "skipped"},
                                           {0, NULL}};

static const struct lc_field open_fields[] = {LC_FIELD_OF(lc_open, NULL, LC_KIND_INT, from)};
static const struct lc_shape shape_open = LC_SHAPE(lc_open, open_fields);

static const struct lc_field week_fields[] = {
    LC_FIELD_OF(lc_week_day, "day", LC_KIND_STR, day),
    LC_FIELD_STRS(lc_week_day, "hours", hours, count),
    LC_FIELD_LIST(lc_week_day, NULL, open, count, &shape_open),
};
static const struct lc_shape shape_week = LC_SHAPE(lc_week_day, week_fields);

static const struct lc_field special_fields[] = {
    LC_FIELD_OF(lc_special, "date", LC_KIND_STR, date),
    LC_FIELD_WORD(lc_special, "kind", kind, lc_words_special),
    LC_FIELD_OF(lc_special, "name", LC_KIND_STR, name),
    LC_FIELD_STRS(lc_special, "hours", hours, count),
    LC_FIELD_LIST(lc_special, NULL, open, count, &shape_open),
};
static const struct lc_shape shape_special = LC_SHAPE(lc_special, special_fields);

static const struct lc_field calendar_fields[] = {
    LC_FIELD_OF(ctr_calendar, "id", LC_KIND_STR, id),
    LC_FIELD_OF(ctr_calendar, "name", LC_KIND_STR, name),
    LC_FIELD_OF(ctr_calendar, "zone", LC_KIND_STR, zone_name),
    LC_FIELD_LIST(ctr_calendar, "week", week, week_count, &shape_week),
    LC_FIELD_LIST(ctr_calendar, "dates", special, special_count, &shape_special),
    LC_FIELD_NEST(ctr_calendar, NULL, LC_KIND_REF, zone, &lc_shape_zone),
};
const struct lc_shape lc_shape_calendar = LC_SHAPE(ctr_calendar, calendar_fields);

static const struct lc_field list_fields[] = {
    LC_FIELD_LIST(ctr_calendar_list, "calendars", items, count, &lc_shape_calendar),
};
const struct lc_shape lc_shape_calendar_list = LC_SHAPE(ctr_calendar_list, list_fields);
