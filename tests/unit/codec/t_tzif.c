/* TZif bytes made by hand: what is read, what is refused and why; rules of POSIX's TZ. */
#include "codec/tzif.h"

#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../base/fault.h"

/* A file being made: version 1 has one block, the others two and a footer. */
struct file {
    char version;
    int times;
    int64_t at[4];
    unsigned char index[4];
    int types;
    int32_t offset[3];
    unsigned char dst[3], name[3];
    const char *chars;
    int char_count;
    int leaps, isstd, isut;
    unsigned char std[3], ut[3];
    const char *footer; /* NULL = none at all */
};

static const struct file berlin = {
    .version = '2',
    .times = 2,
    .at = {-2422054408, 1774746000},
    .index = {1, 2},
    .types = 3,
    .offset = {3208, 3600, 7200},
    .dst = {0, 0, 1},
    .name = {0, 4, 8},
    .chars = "LMT\0CET\0CEST",
    .char_count = 13,
    .footer = "CET-1CEST,M3.5.0,M10.5.0/3",
};

struct made {
    unsigned char bytes[600];
    size_t size;
};

static void put(struct made *m, int64_t value, int width)
{
    for (int i = width - 1; i >= 0; i--) {
        m->bytes[m->size++] = (unsigned char)((uint64_t)value >> (8 * i));
    }
}

static void put_block(struct made *m, const struct file *f, int width)
{
    memcpy(m->bytes + m->size, "TZif", 4);
    m->bytes[m->size + 4] = (unsigned char)f->version;
    memset(m->bytes + m->size + 5, 0, 15);
    m->size += 20;
    const int counts[] = {f->isut, f->isstd, f->leaps, f->times, f->types, f->char_count};
    for (size_t i = 0; i < 6; i++) {
        put(m, counts[i], 4);
    }
    for (int i = 0; i < f->times; i++) {
        put(m, f->at[i], width);
    }
    for (int i = 0; i < f->times; i++) {
        put(m, f->index[i], 1);
    }
    for (int i = 0; i < f->types; i++) {
        put(m, f->offset[i], 4);
        put(m, f->dst[i], 1);
        put(m, f->name[i], 1);
    }
    memcpy(m->bytes + m->size, f->chars, (size_t)f->char_count);
    m->size += (size_t)f->char_count;
    for (int i = 0; i < f->leaps; i++) {
        put(m, 78796800, width);
        put(m, 1, 4);
    }
    memcpy(m->bytes + m->size, f->std, (size_t)f->isstd);
    m->size += (size_t)f->isstd;
    memcpy(m->bytes + m->size, f->ut, (size_t)f->isut);
    m->size += (size_t)f->isut;
}

static void make(struct made *m, const struct file *f)
{
    m->size = 0;
    put_block(m, f, 4);
    if (f->version) {
        put_block(m, f, 8);
    }
    if (f->footer) {
        m->size += (size_t)snprintf((char *)m->bytes + m->size, sizeof m->bytes - m->size, "\n%s\n",
                                    f->footer);
    }
}

struct reading {
    struct lc_ctx ctx;
    struct lc_zone zone;
    ctr_status status;
    void *copy;
};

static void take(struct reading *r, const unsigned char *bytes, size_t size)
{
    assert_int_equal(lc_ctx_begin(&r->ctx, NULL), CTR_OK);
    r->copy = malloc(size ? size : 1); /* as long as the file, for the sanitizers */
    assert_non_null(r->copy);
    memcpy(r->copy, bytes, size);
    r->status = lc_tzif_read(&r->ctx, "Test/Zone", lc_str_n(r->copy, size), &r->zone);
}

static void done(struct reading *r)
{
    lc_ctx_end(&r->ctx, r->status, NULL);
    free(r->copy);
}

static void a_file_is_read(void **state)
{
    (void)state;
    struct made m;
    struct reading r;
    make(&m, &berlin);
    take(&r, m.bytes, m.size);
    assert_int_equal(r.status, CTR_OK);
    assert_string_equal(r.zone.name, "Test/Zone");
    assert_int_equal(r.zone.count, 2);
    assert_int_equal(lc_zone_offset(&r.zone, -2422054409), 3208);
    assert_int_equal(lc_zone_offset(&r.zone, -2422054408), 3600);
    assert_int_equal(lc_zone_offset(&r.zone, 1774745999), 3600);
    assert_int_equal(lc_zone_offset(&r.zone, 1774746000), 7200);
    assert_int_equal(lc_zone_offset(&r.zone, 1792890000), 3600); /* by the rule: 2026-10-25T01 */
    assert_int_equal(lc_zone_offset(&r.zone, 1792889999), 7200);
    struct lc_zone_span span = lc_zone_span_at(&r.zone, 1780000000);
    assert_int_equal(span.from, 1774746000);
    assert_int_equal(span.to, 1792890000);
    done(&r);
}

static void version_one_has_no_rule(void **state)
{
    (void)state;
    struct made m;
    struct reading r;
    struct file f = berlin;
    f.version = 0;
    f.at[0] = -2000000000;
    f.footer = NULL;
    make(&m, &f);
    take(&r, m.bytes, m.size);
    assert_int_equal(r.status, CTR_OK);
    assert_int_equal(lc_zone_offset(&r.zone, 1792890000), 7200);
    struct lc_zone_span span = lc_zone_span_at(&r.zone, 1792890000);
    assert_true(span.to == INT64_MAX);
    done(&r);
}

static void an_empty_footer_and_no_changes_are_allowed(void **state)
{
    (void)state;
    struct made m;
    struct reading r;
    struct file f = berlin;
    f.footer = "";
    f.times = 0;
    f.isstd = f.isut = 3;
    f.std[1] = 1;
    f.ut[1] = 1;
    f.version = '4';
    make(&m, &f);
    take(&r, m.bytes, m.size);
    assert_int_equal(r.status, CTR_OK);
    assert_int_equal(lc_zone_offset(&r.zone, 0), 3208);
    done(&r);
}

static void refused(const struct file *f, ctr_status want, const char *what)
{
    struct made m;
    struct reading r;
    char text[300];
    make(&m, f);
    take(&r, m.bytes, m.size);
    assert_int_equal(r.status, want);
    snprintf(text, sizeof text,
             want == CTR_E_INPUT ? "the data of time zone 'Test/Zone' is malformed: %s; see "
                                   "whether tzdata is installed properly"
                                 : "time zone 'Test/Zone' %s",
             what);
    assert_string_equal(ctr_error_message(r.ctx.error), text);
    assert_string_equal(ctr_error_detail(r.ctx.error, "zone"), "Test/Zone");
    done(&r);
}

static void what_the_standard_forbids_is_refused(void **state)
{
    (void)state;
    struct file f;
#define BAD(text, ...)                                                                             \
    f = berlin;                                                                                    \
    __VA_ARGS__;                                                                                   \
    refused(&f, CTR_E_INPUT, text)
    BAD("its changes are not in order", f.at[1] = f.at[0]);
    BAD("its changes are not in order", f.at[1] = f.at[0] - 1);
    BAD("a change has no type", f.index[1] = 3);
    BAD("an offset is more than a day", f.offset[1] = 93600);
    BAD("an offset is more than a day", f.offset[1] = -90000);
    BAD("an offset is more than a day", f.offset[1] = INT32_MIN);
    BAD("a type of local time is out of range", f.dst[1] = 2);
    BAD("a type of local time is out of range", f.name[1] = 13);
    BAD("it has no types of local time", f.types = 0; f.times = 0);
    BAD("it has no types of local time", f.char_count = 0);
    BAD("it has no types of local time", f.char_count = 12);
    BAD("its counts contradict each other", f.isstd = 2);
    BAD("its counts contradict each other", f.isut = 1);
    BAD("an indicator is out of range", f.isstd = 3; f.std[0] = 2);
    BAD("an indicator is out of range", f.isstd = f.isut = 3; f.ut[2] = 1);
    BAD("its footer is missing", f.footer = NULL);
    BAD("its rule for the time after the last change is none", f.footer = "nonsense");
    BAD("its rule for the time after the last change is none", f.footer = "CET-1CEST");
    f = berlin;
    f.leaps = 1;
    refused(&f, CTR_E_UNSUPPORTED,
            "counts leap seconds, which instants here do not; take the zone of the same name that "
            "is not below right/");
    f = berlin;
    f.version = '5';
    refused(&f, CTR_E_UNSUPPORTED,
            "is in a version of TZif that this library does not know (1 to 4)");
}

static void every_cut_is_refused(void **state)
{
    (void)state;
    struct made m;
    make(&m, &berlin);
    for (size_t size = 0; size < m.size; size++) {
        struct reading r;
        take(&r, m.bytes, size);
        assert_int_equal(r.status, CTR_E_INPUT);
        done(&r);
    }
}

/* Whatever one byte is changed to: read or refused, and offsets stay below a day or so. */
static void any_byte_may_be_wrong(void **state)
{
    (void)state;
    struct made m;
    make(&m, &berlin);
    for (size_t i = 0; i < m.size; i++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            struct reading r;
            m.bytes[i] ^= (unsigned char)(1u << bit);
            take(&r, m.bytes, m.size);
            if (r.status == CTR_OK) {
                int64_t at = lc_zone_instant(&r.zone, 1774746000);
                assert_in_range(at - 1774746000 + 200000, 0, 400000);
            }
            done(&r);
            m.bytes[i] ^= (unsigned char)(1u << bit);
        }
    }
}

static void no_memory_is_told(void **state)
{
    (void)state;
    struct made m;
    make(&m, &berlin);
    for (int at = 1;; at++) {
        struct fault f = {.fail_at = at, .persistent = true};
        ctr_allocator host = fault_table(&f);
        struct lc_ctx ctx;
        struct lc_zone zone;
        assert_int_equal(lc_ctx_begin(&ctx, &host), CTR_OK);
        ctr_status status =
            lc_tzif_read(&ctx, "Test/Zone", lc_str_n((const char *)m.bytes, m.size), &zone);
        lc_ctx_end(&ctx, status, NULL);
        if (status == CTR_OK) {
            assert_true(at > 1);
            break;
        }
        assert_int_equal(status, CTR_E_NOMEM);
    }
}

static int64_t at_of(int64_t year, int month, int day, int64_t seconds)
{
    return lc_day_of(year, month, day) * 86400 + seconds;
}

/* Where daylight saving begins and ends in a year, as UTC. */
static void rules_have_their_turns(void **state)
{
    (void)state;
    static const struct {
        const char *rule;
        int64_t year;
        int month, day;
        int64_t seconds; /* UTC; may be outside the day */
        int64_t before, after;
    } rows[] = {
        {"CET-1CEST,M3.5.0,M10.5.0/3", 2026, 3, 29, 3600, 3600, 7200},
        {"CET-1CEST,M3.5.0,M10.5.0/3", 2026, 10, 25, 3600, 7200, 3600},
        {"EST5EDT,M3.2.0,M11.1.0", 2026, 3, 8, 25200, -18000, -14400},
        {"EST5EDT4,M3.2.0/2,M11.1.0/2:00:00", 2026, 11, 1, 21600, -14400, -18000},
        {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2026, 4, 4, 54000, 39600, 37800},
        {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2026, 10, 3, 55800, 37800, 39600},
        {"IST-1GMT0,M10.5.0,M3.5.0/1", 2026, 3, 29, 3600, 0, 3600},
        {"AAA0BBB,J60/0,J300/0", 2024, 3, 1, 0, 0, 3600}, /* J60 is 1 March, in leap years too */
        {"AAA0BBB,J60/0,J300/0", 2025, 3, 1, 0, 0, 3600},
        {"AAA0BBB,59/0,300/0", 2024, 2, 29, 0, 0, 3600}, /* 59 counts the leap day */
        {"AAA0BBB,59/0,300/0", 2025, 3, 1, 0, 0, 3600},
        {"<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", 2026, 3, 28, 90000, -10800, -7200},
        {"EET-2EEST,M3.4.4/50,M10.4.4/50", 2026, 3, 28, 0, 7200, 10800}, /* Gaza, 50 hours */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_zone zone = {.name = "x"};
        assert_true(lc_zone_rule_parse(lc_str(rows[i].rule), &zone.rule));
        int64_t at = at_of(rows[i].year, rows[i].month, rows[i].day, rows[i].seconds);
        if (lc_zone_offset(&zone, at - 1) != rows[i].before ||
            lc_zone_offset(&zone, at) != rows[i].after) {
            fail_msg("%s: %lld and %lld", rows[i].rule, (long long)lc_zone_offset(&zone, at - 1),
                     (long long)lc_zone_offset(&zone, at));
        }
    }
}

static void daylight_saving_may_last_all_year(void **state)
{
    (void)state;
    struct lc_zone zone = {.name = "x"};
    assert_true(lc_zone_rule_parse(LC_STR("XXX3EDT4,0/0,J365/23"), &zone.rule));
    for (int64_t at = at_of(2023, 1, 1, 0); at < at_of(2026, 1, 1, 0); at += 1800) {
        assert_int_equal(lc_zone_offset(&zone, at), -14400);
    }
}

static void other_texts_are_no_rules(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "CET",
        "CE-1",
        "-1",
        "CET-25",
        "CET-1:60",
        "CET-1CEST",
        "CET-1CEST,",
        "CET-1CEST,M3.5.0",
        "CET-1CEST,M3.5.0,",
        "CET-1CEST,M3.5.0,M10.5.0/3x",
        "CET-1CEST,M0.5.0,M10.5.0",
        "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M3.0.0,M10.5.0",
        "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0",
        "CET-1CEST,J0,J365",
        "CET-1CEST,J1,J366",
        "CET-1CEST,0,366",
        "CET-1CEST,M3.5.0/168,M10.5.0",
        "CET-1CEST,M3.5.0 ,M10.5.0",
        "<+1>-1",
        "<+010-1",
        ":Europe/Berlin",
        "C\xC3\xA4T-1",
        "UTC0 ",
    };
    struct lc_zone_rule rule;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (lc_zone_rule_parse(lc_str(texts[i]), &rule)) {
            fail_msg("'%s' is taken for a rule", texts[i]);
        }
    }
    assert_false(lc_zone_rule_parse(lc_str_n("CET\0-1", 6), &rule));
    assert_true(lc_zone_rule_parse(LC_STR("UTC0"), &rule));
    assert_int_equal(rule.daylight, 0);
    assert_int_equal(rule.standard_offset, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read),
        cmocka_unit_test(version_one_has_no_rule),
        cmocka_unit_test(an_empty_footer_and_no_changes_are_allowed),
        cmocka_unit_test(what_the_standard_forbids_is_refused),
        cmocka_unit_test(every_cut_is_refused),
        cmocka_unit_test(any_byte_may_be_wrong),
        cmocka_unit_test(no_memory_is_told),
        cmocka_unit_test(rules_have_their_turns),
        cmocka_unit_test(daylight_saving_may_last_all_year),
        cmocka_unit_test(other_texts_are_no_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
