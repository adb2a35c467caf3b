/*
 * The catalogue of statements against the schema: every one can be prepared, and none reads a whole
 * table or index unless its .sql file says why ("-- scan-ok: reason"). A reason that is not needed
 * is a mistake too: it would hide the scan that somebody adds later.
 */
#include "core/catalogue.h"
#include "core/schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MAX_NAMES = 16, NAME_SIZE = 64 };

/* Names that a plan makes itself: sub-queries and common table expressions, not tables. */
struct made {
    char names[MAX_NAMES][NAME_SIZE];
    size_t count;
};

/* What a plan says: the first line that reads a whole table or index, "" if there is none; and
 * whether a table-valued function is read, which may be worth a reason but does not need one. */
struct reading {
    char scan[256];
    bool function;
};

static void note_made(struct made *made, const char *name)
{
    assert_true(made->count < MAX_NAMES);
    snprintf(made->names[made->count++], NAME_SIZE, "%s", name);
}

static bool is_made(const struct made *made, const char *name, size_t size)
{
    for (size_t i = 0; i < made->count; i++) {
        if (strlen(made->names[i]) == size && memcmp(made->names[i], name, size) == 0) {
            return true;
        }
    }
    return false;
}

/* "SCAN event" or "SCAN e USING INDEX x" read every row; "SCAN CONSTANT ROW" and scans of what the
 * statement made itself do not count. */
static bool is_scan(const struct made *made, const char *detail)
{
    if (strncmp(detail, "SCAN ", 5) != 0 || strcmp(detail, "SCAN CONSTANT ROW") == 0) {
        return false;
    }
    const char *name = detail + 5;
    return name[0] != '(' && !is_made(made, name, strcspn(name, " "));
}

static struct reading read_plan(sqlite3 *db, const char *text)
{
    struct made made = {.count = 0};
    struct reading reading = {.function = false};
    sqlite3_stmt *plan = NULL;
    char *explain = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", text);

    assert_non_null(explain);
    if (sqlite3_prepare_v2(db, explain, -1, &plan, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", sqlite3_errmsg(db), text);
    }
    while (sqlite3_step(plan) == SQLITE_ROW) {
        const char *detail = (const char *)sqlite3_column_text(plan, 3);
        char name[NAME_SIZE];
        if (sscanf(detail, "MATERIALIZE %63s", name) == 1 ||
            sscanf(detail, "CO-ROUTINE %63s", name) == 1) {
            note_made(&made, name);
        } else if (strstr(detail, "VIRTUAL TABLE")) {
            reading.function = true;
        } else if (!reading.scan[0] && is_scan(&made, detail)) {
            snprintf(reading.scan, sizeof reading.scan, "%s", detail);
        }
    }
    sqlite3_finalize(plan);
    sqlite3_free(explain);
    return reading;
}

static int open_schema(void **state)
{
    sqlite3 *db = NULL;
    if (sqlite3_open(":memory:", &db) != SQLITE_OK) {
        return -1;
    }
    for (int i = 0; i < LC_SCHEMA; i++) {
        char *text = NULL;
        if (sqlite3_exec(db, lc_schema_steps[i], NULL, NULL, &text) != SQLITE_OK) {
            fprintf(stderr, "schema step %d: %s\n", i + 1, text);
            sqlite3_free(text);
            sqlite3_close(db);
            return -1;
        }
    }
    *state = db;
    return 0;
}

static int close_schema(void **state)
{
    return sqlite3_close(*state) == SQLITE_OK ? 0 : -1;
}

static void every_statement_can_be_prepared(void **state)
{
    sqlite3 *db = *state;
    size_t bad = 0;

    for (size_t i = 0; i < LC_SQL_COUNT; i++) {
        sqlite3_stmt *stmt = NULL;
        const char *rest = NULL;
        if (sqlite3_prepare_v2(db, lc_catalogue[i].text, -1, &stmt, &rest) != SQLITE_OK) {
            print_error("%s: %s\n", lc_catalogue[i].name, sqlite3_errmsg(db));
            bad++;
        } else if (!stmt || rest[0] != '\0') {
            print_error("%s: not one statement\n", lc_catalogue[i].name);
            bad++;
        }
        sqlite3_finalize(stmt);
    }
    assert_int_equal(bad, 0);
}

static void no_statement_scans_a_table_without_a_reason(void **state)
{
    size_t bad = 0;

    for (size_t i = 0; i < LC_SQL_COUNT; i++) {
        struct reading reading = read_plan(*state, lc_catalogue[i].text);
        if (reading.scan[0] && !lc_catalogue[i].scan_ok) {
            print_error("%s: %s; give it an index, or \"-- scan-ok: reason\"\n",
                        lc_catalogue[i].name, reading.scan);
            bad++;
        }
    }
    assert_int_equal(bad, 0);
}

static void no_reason_for_a_scan_is_idle(void **state)
{
    size_t bad = 0;

    for (size_t i = 0; i < LC_SQL_COUNT; i++) {
        struct reading reading = read_plan(*state, lc_catalogue[i].text);
        if (!reading.scan[0] && !reading.function && lc_catalogue[i].scan_ok) {
            print_error("%s: scan-ok is not needed, nothing is scanned\n", lc_catalogue[i].name);
            bad++;
        }
    }
    assert_int_equal(bad, 0);
}

static void the_detector_tells_scans_from_searches(void **state)
{
    static const struct {
        const char *text;
        bool scans;
    } rows[] = {
        {"SELECT v FROM lc_meta WHERE k = ?1", false},
        {"SELECT v FROM lc_meta WHERE v = ?1", true},
        {"SELECT count(*) FROM lc_event", true},
        {"SELECT 1", false},
        {"WITH one(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM one LIMIT 3) SELECT n FROM one",
         false},
        {"INSERT INTO lc_meta (k, v) VALUES (?1, ?2)", false},
        {"DELETE FROM lc_part WHERE consumer_rid = ?1", false},
        {"UPDATE lc_contract SET owner_role = ?1", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct reading reading = read_plan(*state, rows[i].text);
        if ((reading.scan[0] != '\0') != rows[i].scans) {
            fail_msg("%s: plan says '%s'", rows[i].text, reading.scan);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_statement_can_be_prepared),
        cmocka_unit_test(no_statement_scans_a_table_without_a_reason),
        cmocka_unit_test(no_reason_for_a_scan_is_idle),
        cmocka_unit_test(the_detector_tells_scans_from_searches),
    };
    return cmocka_run_group_tests(tests, open_schema, close_schema);
}
