/* Zones from the system's data: known facts, the answers of Python's zoneinfo, names and folders
 * that are none. */
#include "core/zone.h"

#include "base/date.h"
#include "base/time.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../support/tmpstore.h"

struct loaded {
    struct lc_ctx ctx;
    const struct lc_zone *zone;
    ctr_status status;
};

static void load(struct loaded *l, const char *directory, const char *name)
{
    assert_int_equal(lc_ctx_begin(&l->ctx, NULL), CTR_OK);
    l->status = lc_zone_load(&l->ctx, directory, name, &l->zone);
}

static void unload(struct loaded *l)
{
    lc_ctx_end(&l->ctx, l->status, NULL);
}

static bool no_data(void)
{
    if (access(LC_ZONE_DIRECTORY "/Europe/Berlin", R_OK) == 0) {
        return false;
    }
    print_message("no " LC_ZONE_DIRECTORY ": the package tzdata is not installed\n");
    return true;
}

static int64_t seconds(const char *text)
{
    int64_t us = 0;
    if (!lc_time_parse(lc_str(text), false, &us) && !lc_time_parse_local(lc_str(text), &us)) {
        fail_msg("'%s' is no time", text);
    }
    return lc_floor_div(us, LC_US_PER_SECOND);
}

static void offsets_are_those_of_history(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *at;
        int64_t offset;
    } rows[] = {
        {"Europe/Berlin", "2026-03-29T00:59:59Z", 3600},
        {"Europe/Berlin", "2026-03-29T01:00:00Z", 7200},
        {"Europe/Berlin", "2026-10-25T00:59:59Z", 7200},
        {"Europe/Berlin", "2026-10-25T01:00:00Z", 3600},
        {"Europe/Berlin", "2400-07-01T00:00:00Z", 7200},
        {"Europe/Berlin", "9999-12-31T23:59:59Z", 3600},
        {"Europe/Berlin", "1890-01-01T00:00:00Z", 3208},
        {"Europe/Berlin", "0001-01-01T00:00:00Z", 3208},
        {"America/New_York", "2026-03-08T06:59:59Z", -18000},
        {"America/New_York", "2026-03-08T07:00:00Z", -14400},
        {"America/New_York", "2026-11-01T05:59:59Z", -14400},
        {"America/New_York", "2026-11-01T06:00:00Z", -18000},
        {"Australia/Lord_Howe", "2026-04-04T14:59:59Z", 39600},
        {"Australia/Lord_Howe", "2026-04-04T15:00:00Z", 37800},
        {"Australia/Lord_Howe", "2026-10-03T15:29:59Z", 37800},
        {"Australia/Lord_Howe", "2026-10-03T15:30:00Z", 39600},
        {"Pacific/Apia", "2011-12-30T09:59:59Z", -36000},
        {"Pacific/Apia", "2011-12-30T10:00:00Z", 50400},
        {"Asia/Kathmandu", "2026-01-01T00:00:00Z", 20700},
        {"Europe/Istanbul", "2017-01-01T00:00:00Z", 10800},
        {"UTC", "2026-01-01T00:00:00Z", 0},
        {"+02:00", "2026-01-01T00:00:00Z", 7200},
        {"-05:30", "2026-01-01T00:00:00Z", -19800},
    };
    if (no_data()) {
        skip();
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct loaded l;
        load(&l, NULL, rows[i].zone);
        assert_int_equal(l.status, CTR_OK);
        assert_string_equal(l.zone->name, rows[i].zone);
        int64_t offset = lc_zone_offset(l.zone, seconds(rows[i].at));
        if (offset != rows[i].offset) {
            fail_msg("%s at %s: %lld", rows[i].zone, rows[i].at, (long long)offset);
        }
        unload(&l);
    }
}

static void a_local_time_has_one_instant(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *local, *at;
    } rows[] = {
        {"Europe/Berlin", "2026-03-29T01:59:59", "2026-03-29T00:59:59Z"},
        {"Europe/Berlin", "2026-03-29T02:00:00", "2026-03-29T01:00:00Z"}, /* gap */
        {"Europe/Berlin", "2026-03-29T02:30:00", "2026-03-29T01:30:00Z"}, /* is 03:30 */
        {"Europe/Berlin", "2026-03-29T03:00:00", "2026-03-29T01:00:00Z"},
        {"Europe/Berlin", "2026-10-25T02:00:00", "2026-10-25T00:00:00Z"}, /* the earlier one */
        {"Europe/Berlin", "2026-10-25T02:59:59", "2026-10-25T00:59:59Z"},
        {"Europe/Berlin", "2026-10-25T03:00:00", "2026-10-25T02:00:00Z"},
        {"America/New_York", "2026-03-08T02:30:00", "2026-03-08T07:30:00Z"},
        {"America/New_York", "2026-11-01T01:30:00", "2026-11-01T05:30:00Z"},
        {"Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-03T15:45:00Z"},
        {"Australia/Lord_Howe", "2026-04-05T01:45:00", "2026-04-04T14:45:00Z"},
        {"Pacific/Apia", "2011-12-29T23:59:59", "2011-12-30T09:59:59Z"},
        {"Pacific/Apia", "2011-12-30T12:00:00", "2011-12-30T22:00:00Z"}, /* a day that was not */
        {"Pacific/Apia", "2011-12-31T00:00:00", "2011-12-30T10:00:00Z"},
    };
    if (no_data()) {
        skip();
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct loaded l;
        char is[LC_TIME_TEXT];
        load(&l, NULL, rows[i].zone);
        assert_int_equal(l.status, CTR_OK);
        int64_t at = lc_zone_instant(l.zone, seconds(rows[i].local));
        lc_time_format(at * LC_US_PER_SECOND, is);
        if (strcmp(is, rows[i].at) != 0) {
            fail_msg("%s %s: %s", rows[i].zone, rows[i].local, is);
        }
        unload(&l);
    }
}

/* One line of tests/support/zones.py. */
static void compare(const struct lc_zone *zone, const char *line, char kind, int64_t given,
                    int64_t wanted)
{
    int64_t is = kind == 'O' ? lc_zone_offset(zone, given) : lc_zone_instant(zone, given);
    if (is != wanted) {
        fail_msg("we say %lld: %s", (long long)is, line);
    }
}

static void python_says_the_same(void **state)
{
    (void)state;
    const char *root = getenv("CTR_SRCDIR") ? getenv("CTR_SRCDIR") : getenv("srcdir");
    char command[1000];
    char line[200];
    char current[100] = "";
    long count = 0;
    struct loaded l = {.zone = NULL};
    if (no_data()) {
        skip();
    }
    snprintf(command, sizeof command, "python3 '%s/tests/support/zones.py' " LC_ZONE_DIRECTORY,
             root ? root : ".");
    if (system("python3 -c 'import zoneinfo' 2>/dev/null") != 0) {
        print_message("no python3 with zoneinfo\n");
        skip();
    }
    FILE *lines = popen(command, "r");
    assert_non_null(lines);
    while (fgets(line, sizeof line, lines)) {
        char name[100];
        char kind;
        long long given;
        long long wanted;
        assert_int_equal(sscanf(line, "%c %99s %lld %lld", &kind, name, &given, &wanted), 4);
        if (strcmp(name, current) != 0) {
            if (l.zone) {
                unload(&l);
            }
            load(&l, NULL, name);
            assert_int_equal(l.status, CTR_OK);
            strcpy(current, name);
        }
        compare(l.zone, line, kind, given, wanted);
        count++;
    }
    assert_int_equal(pclose(lines), 0);
    if (l.zone) {
        unload(&l);
    }
    print_message("%ld answers compared\n", count);
    assert_true(count > 1000);
}

static void spans_join_without_a_gap(void **state)
{
    (void)state;
    static const char *const zones[] = {"Europe/Berlin", "Pacific/Apia", "UTC", "Etc/GMT+5"};
    if (no_data()) {
        skip();
    }
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
        struct loaded l;
        load(&l, NULL, zones[i]);
        assert_int_equal(l.status, CTR_OK);
        int64_t end = seconds("9999-12-31T23:59:59Z");
        long count = 0;
        for (int64_t at = seconds("0001-01-01T00:00:00Z"); at < end; count++) {
            struct lc_zone_span span = lc_zone_span_at(l.zone, at);
            assert_true(span.from <= at && span.to > at);
            if (span.to < end) {
                assert_int_equal(lc_zone_span_at(l.zone, span.to).from, span.to);
            }
            at = span.to;
        }
        assert_true(count < 20000);
        unload(&l);
    }
}

static void refused(const char *directory, const char *name, ctr_status want, const char *message)
{
    struct loaded l;
    load(&l, directory, name);
    assert_int_equal(l.status, want);
    assert_string_equal(ctr_error_message(l.ctx.error), message);
    assert_string_equal(ctr_error_detail(l.ctx.error, "zone"), name);
    unload(&l);
}

static void names_that_are_none_are_refused(void **state)
{
    (void)state;
    static const char *const names[] = {
        "../Europe/Berlin",
        "/etc/passwd",
        "Europe//Berlin",
        "Europe/",
        "",
        "Europe/Ber lin",
        "Europe/../UTC",
        ".",
        "..",
        "a.b",
        "+2:00",
        "+02:60",
        "+24:00",
        "Berlin\n",
        "B\xC3\xA4r",
        "*",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct loaded l;
        load(&l, NULL, names[i]);
        assert_int_equal(l.status, CTR_E_INPUT);
        assert_non_null(strstr(ctr_error_message(l.ctx.error),
                               "is no time zone; wanted a name such as Europe/Berlin, UTC, or an "
                               "offset such as +02:00"));
        unload(&l);
    }
}

static void a_folder_that_is_not_there_names_the_package(void **state)
{
    (void)state;
    refused("/nowhere/zoneinfo", "Europe/Berlin", CTR_E_NOT_FOUND,
            "time zone 'Europe/Berlin' needs the system's data, but '/nowhere/zoneinfo' cannot be "
            "used: No such file or directory; install the package tzdata or name another "
            "directory");
    struct loaded l;
    load(&l, "/nowhere/zoneinfo", "+02:00");
    assert_int_equal(l.status, CTR_OK);
    unload(&l);
}

static void write_file(const struct tmpdir *dir, const char *name, const void *bytes, size_t size)
{
    FILE *f = fopen(tmpdir_file(dir, name), "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, size, f), size);
    fclose(f);
}

static void nothing_outside_the_folder_is_read(void **state)
{
    (void)state;
    static char big[LC_ZONE_FILE_MOST + 10];
    struct tmpdir dir;
    struct tmpdir other;
    char text[1000];
    tmpdir_make(&dir);
    tmpdir_make(&other);
    write_file(&other, "Zone", "TZif", 4);
    write_file(&dir, "Short", "TZif", 4);
    write_file(&dir, "Big", big, sizeof big);
    assert_int_equal(symlink(tmpdir_file(&other, "Zone"), tmpdir_file(&dir, "Out")), 0);
    assert_int_equal(symlink("Short", tmpdir_file(&dir, "In")), 0);
    assert_int_equal(symlink("Loop", tmpdir_file(&dir, "Loop")), 0);
    assert_int_equal(mkdir(tmpdir_file(&dir, "Folder"), 0755), 0);
    assert_int_equal(mkfifo(tmpdir_file(&dir, "Pipe"), 0600), 0);
    snprintf(text, sizeof text,
             "time zone 'Out' is a link that leads out of '%s', which is refused; name the zone "
             "that is meant",
             dir.path);
    refused(dir.path, "Out", CTR_E_INPUT, text);
    refused(dir.path, "In", CTR_E_INPUT,
            "the data of time zone 'In' is malformed: a header is missing; see whether tzdata is "
            "installed properly");
    refused(dir.path, "Big", CTR_E_INPUT,
            "the data of time zone 'Big' is malformed: it is larger than 64 KiB; see whether "
            "tzdata is installed properly");
    snprintf(text, sizeof text,
             "'Folder' in '%s' is no time zone; wanted a name such as Europe/Berlin", dir.path);
    refused(dir.path, "Folder", CTR_E_INPUT, text);
    snprintf(text, sizeof text,
             "'Pipe' in '%s' is no time zone; wanted a name such as Europe/Berlin", dir.path);
    refused(dir.path, "Pipe", CTR_E_INPUT, text);
    snprintf(text, sizeof text,
             "there is no time zone 'Nowhere/Land' in '%s'; wanted a name such as Europe/Berlin "
             "(package tzdata, old names in tzdata-legacy)",
             dir.path);
    refused(dir.path, "Nowhere/Land", CTR_E_INPUT, text);
    struct loaded l;
    load(&l, dir.path, "Loop");
    assert_int_equal(l.status, CTR_E_IO);
    unload(&l);
    tmpdir_remove(&dir);
    tmpdir_remove(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(offsets_are_those_of_history),
        cmocka_unit_test(a_local_time_has_one_instant),
        cmocka_unit_test(python_says_the_same),
        cmocka_unit_test(spans_join_without_a_gap),
        cmocka_unit_test(names_that_are_none_are_refused),
        cmocka_unit_test(a_folder_that_is_not_there_names_the_package),
        cmocka_unit_test(nothing_outside_the_folder_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
