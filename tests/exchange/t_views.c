/* The views for people with the sqlite3 shell: each answers in words and RFC 3339 times. */
#include "exchange/exchange.h"

#include <sqlite3.h>

/* Rows of a statement, cells by '|' and rows by line feeds, NULL as "-"; freed by the caller. */
static char *ask(struct fixture *f, const char *sql)
{
    struct text_sink out = {NULL, 0};
    sqlite3 *db = NULL;
    sqlite3_stmt *st = NULL;

    text_sink_write(&out, "", 0);
    assert_int_equal(sqlite3_open_v2(f->path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    sqlite3_exec(db, "PRAGMA trusted_schema=OFF", NULL, NULL, NULL);
    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    }
    while (sqlite3_step(st) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(st); i++) {
            const char *cell = (const char *)sqlite3_column_text(st, i);
            text_sink_write(&out, i ? "|" : "", i != 0);
            cell = cell ? cell : "-";
            text_sink_write(&out, cell, strlen(cell));
        }
        text_sink_write(&out, "\n", 1);
    }
    sqlite3_finalize(st);
    sqlite3_close(db);
    return out.text;
}

static void assert_rows(struct fixture *f, const char *sql, const char *wanted)
{
    char *is = ask(f, sql);
    if (strcmp(is, wanted) != 0) {
        fail_msg("%s\nis:\n%swanted:\n%s", sql, is, wanted);
    }
    free(is);
}

/* Half a second and a microsecond behind. */
static ctr_call at(int64_t offset_us)
{
    ctr_call call;
    ctr_call_init(&call, sizeof call);
    call.now_us = FIXTURE_START_US + INT64_C(1000000000) + offset_us;
    return call;
}

static void each_view_says_what_it_should(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    const char *parts[] = {"/a", "/b"};
    ctr_consumer_spec s;

    create_with_file(f);
    do_create(f, "orders", "1.0.0", ORDER_V1);
    ctr_call call = at(500000);
    assert_ctr_ok(ctr_version_activate(f->store, "shop", "orders", "1.0.0", &call, NULL, &err));
    ctr_consumer_spec_init(&s, sizeof s);
    s.team = "shop";
    s.name = "orders";
    s.consumer = "web";
    s.role = "app";
    s.flags = CTR_CONSUMER_ALLOW_UNKNOWN_PARTS;
    s.parts = parts;
    s.part_count = 2;
    call = at(500001);
    assert_ctr_ok(ctr_consumer_register(f->store, &s, &call, NULL, &err));
    ctr_evolve e;
    ctr_evolve_init(&e, sizeof e);
    e.team = "shop";
    e.name = "orders";
    e.document.data = ORDER_V3;
    e.document.size = strlen(ORDER_V3);
    call = at(1000000);
    assert_ctr_ok(ctr_contract_evolve(f->store, &e, &call, NULL, &err));

    assert_rows(f,
                "SELECT team, name, type, mode, profile, owner_role, owner_agent, metadata, "
                "versions, active, consumers, created_by FROM contracts ORDER BY name",
                "shop|orders|data-format|backward|strict|-|-|{}|2|1.0.0|1|tester\n"
                "shop|person|data-format|backward|strict|backend & more|agent \"7\"|"
                "{\"note\":\"a\\u0001b\xEF\xBF\xBF\",\"rate\":0.1,\"tier\":1}|1|-|0|tester\n");
    assert_rows(f,
                "SELECT team, name, label, state, format, base, superseded_by, reason, "
                "break_reason, consumers, document_size, files, activated_at, deprecated_at, "
                "revision FROM versions ORDER BY name, label",
                "shop|orders|1.0.0|active|json-schema|-|-|-|-|1|195|0|2026-01-01T00:16:40.5Z|-|2\n"
                "shop|orders|2.0.0|draft|json-schema|1.0.0|-|-|-|0|160|0|-|-|1\n"
                "shop|person|v1.0|draft|json-schema|-|-|-|-|0|126|1|-|-|1\n");
    assert_rows(f,
                "SELECT team, contract, consumer, role, pin, follows, parts, created_at, "
                "created_by, revision FROM consumers",
                "shop|orders|web|app|-|1.0.0|2|2026-01-01T00:16:40.500001Z|tester|1\n");
    assert_rows(f, "SELECT team, contract, consumer, part FROM parts_used ORDER BY part",
                "shop|orders|web|/a\nshop|orders|web|/b\n");
    assert_rows(f,
                "SELECT team, name, label, base, verdict, bump, mode, profile, proposed, "
                "sufficient, breaking, undecided, warning, info FROM comparisons",
                "shop|orders|2.0.0|1.0.0|incompatible|major|backward|strict|2.0.0|1|2|0|0|0\n");
    assert_rows(f,
                "SELECT seq, at, kind, subject, actor FROM journal WHERE kind LIKE 'version.%' "
                "ORDER BY seq",
                "3|2026-01-01T00:00:05Z|version.created|version:shop/person@v1.0|tester\n"
                "5|2026-01-01T00:00:07Z|version.created|version:shop/orders@1.0.0|tester\n"
                "6|2026-01-01T00:16:40.5Z|version.activated|version:shop/orders@1.0.0|tester\n"
                "8|2026-01-01T00:16:41Z|version.created|version:shop/orders@2.0.0|tester\n");
}

/* The same values by the library and by the views: ids, hashes, times. */
static void the_views_agree_with_the_library(void **state)
{
    struct fixture *f = *state;
    ctr_version_list *list = NULL;
    ctr_error *err = NULL;

    create_lives(f);
    assert_ctr_ok(ctr_contract_history(f->store, "shop", "legacy", NULL, 0, &list, &err));
    const ctr_version *v = ctr_version_list_at(list, 0);
    char *ids = ask(f, "SELECT id FROM versions WHERE name = 'legacy'");
    char *hashes = ask(f, "SELECT document_sha256 FROM versions WHERE name = 'legacy'");
    assert_int_equal(strncmp(ids, ctr_version_id(v), 36), 0);
    assert_int_equal(strncmp(hashes, ctr_version_document_sha256(v), 64), 0);
    assert_rows(f, "SELECT state, reason, sunset_at FROM versions WHERE name = 'legacy'",
                "deprecated|nobody calls it|2026-01-02T00:00:00Z\n");
    assert_rows(f, "SELECT state, retired_at FROM versions WHERE name = 'dead'",
                "retired|2026-01-01T00:00:17Z\n");
    free(ids);
    free(hashes);
    ctr_version_list_free(list);
}

static void the_journal_shows_imported_events_under_their_origin(void **state)
{
    struct fixture *f = *state;
    ctr_store *other = empty_store(f);
    ctr_store *own = f->store;

    f->store = other;
    do_create(f, "far", "1.0.0", "{\"a\":1}");
    struct text_sink out = export_as(other, (struct wish){0});
    f->store = own;
    import_all(own, &out);
    assert_rows(f,
                "SELECT origin = (SELECT v FROM lc_meta WHERE k = 'uuid'), seq, kind, length(hash) "
                "FROM journal ORDER BY 1, 2",
                "0|2|contract.created|64\n"
                "0|3|version.created|64\n"
                "1|1|store.created|64\n"
                "1|2|store.imported|64\n");
    ctr_store_close(other);
    free(out.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_file, fixture_end)
        TEST(each_view_says_what_it_should),
        TEST(the_views_agree_with_the_library),
        TEST(the_journal_shows_imported_events_under_their_origin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
