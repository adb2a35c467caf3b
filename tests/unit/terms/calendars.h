/* What the tests of calendars share: zones that need no files, and reading with its place. */
#ifndef TESTS_TERMS_CALENDARS_H
#define TESTS_TERMS_CALENDARS_H

#include "base/time.h"
#include "codec/yaml_read.h"
#include "terms/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* As they have been for the last years and will be; Apia with the day it left out. */
static inline ctr_status test_zone(void *user, struct lc_ctx *ctx, const char *name,
                                   const struct lc_zone **out)
{
    static const struct {
        const char *name, *rule;
    } rules[] = {
        {"Europe/Berlin", "CET-1CEST,M3.5.0,M10.5.0/3"},
        {"America/New_York", "EST5EDT,M3.2.0,M11.1.0"},
        {"Australia/Lord_Howe", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"},
    };
    static const struct lc_zone_change apia[] = {{1316872800, -36000}, {1325239200, 50400}};
    struct lc_zone *zone = lc_new(ctx, 1, sizeof *zone);
    (void)user;
    if (!zone) {
        return CTR_E_NOMEM;
    }
    *out = zone;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (strcmp(name, rules[i].name) == 0) {
            zone->name = rules[i].name;
            return lc_zone_rule_parse(lc_str(rules[i].rule), &zone->rule) ? CTR_OK : CTR_E_STATE;
        }
    }
    if (strcmp(name, "Pacific/Apia") == 0) {
        *zone = (struct lc_zone){"Pacific/Apia", -39600, apia, 2, {.known = 0}};
        return CTR_OK;
    }
    return lc_zone_fixed(name, zone)
               ? CTR_OK
               : lc_fail(ctx, CTR_E_INPUT, "there is no time zone '%s' in the test", name);
}

struct calendar {
    struct lc_ctx ctx;
    struct lc_doc doc;
    struct ctr_calendar c;
    ctr_status status;
};

static const struct lc_zone_source test_zones = {test_zone, NULL};

static inline void calendar_take(struct calendar *k, const char *yaml)
{
    const struct lc_read_options how = {.file = "c.yaml"};
    assert_int_equal(lc_ctx_begin(&k->ctx, NULL), CTR_OK);
    k->status = lc_doc_read(&k->ctx, lc_str(yaml), &how, &k->doc);
    assert_int_equal(k->status, CTR_OK);
    k->status = lc_calendar_read(&k->ctx, &k->doc, k->doc.root, &test_zones, &k->c);
}

static inline void calendar_of(struct calendar *k, const char *yaml)
{
    calendar_take(k, yaml);
    if (k->status != CTR_OK) {
        fail_msg("%s", ctr_error_message(k->ctx.error));
    }
}

static inline void calendar_end(struct calendar *k)
{
    lc_ctx_end(&k->ctx, k->status, NULL);
}

/* RFC 3339, or a local time of the calendar's zone. */
static inline int64_t when(const struct calendar *k, const char *text)
{
    int64_t us;
    if (lc_time_parse_local(lc_str(text), &us)) {
        int64_t second = lc_floor_div(us, LC_US_PER_SECOND);
        return us + (lc_zone_instant(k->c.zone, second) - second) * LC_US_PER_SECOND;
    }
    if (!lc_time_parse(lc_str(text), false, &us)) {
        fail_msg("'%s' is no time", text);
    }
    return us;
}

static inline int64_t day_of(const char *text)
{
    int64_t day;
    if (!lc_date_parse(lc_str(text), &day)) {
        fail_msg("'%s' is no date", text);
    }
    return day;
}

static inline int64_t span_of(const char *text)
{
    int64_t us = 0;
    if (strcmp(text, "0s") != 0 && !lc_span_parse(lc_str(text), &us)) {
        fail_msg("'%s' is no span", text);
    }
    return us;
}

#endif
