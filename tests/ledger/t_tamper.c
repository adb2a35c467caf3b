/*
 * Every byte of the tables of a small ledger flipped by a second connection that has dropped the
 * triggers; values taken away and put where there were none; every row deleted, doubled, swapped
 * with the next: verification sees each.
 */
#include "ledger/book.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROWS = 64, COLUMNS = 32 };

static sqlite3 *db;
static long changes;
static long refused; /* by what even this connection cannot lift: NOT NULL, UNIQUE, types */

/* A table in memory, as it was. */
struct table {
    const char *name;
    const char *keys[2]; /* the second may be NULL */
    int key_at[2];
    int rows;
    int columns;
    char names[COLUMNS][32];
    sqlite3_value *cells[ROWS][COLUMNS];
};

static void must(const char *sql)
{
    char *text = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &text) != SQLITE_OK) {
        fail_msg("%s: %s", sql, text);
    }
}

static void drop_triggers(void)
{
    sqlite3_stmt *st = NULL;
    char *drop;

    do {
        drop = NULL;
        assert_int_equal(
            sqlite3_prepare_v2(db, "SELECT name FROM sqlite_schema WHERE type='trigger' LIMIT 1",
                               -1, &st, NULL),
            SQLITE_OK);
        if (sqlite3_step(st) == SQLITE_ROW) {
            drop = sqlite3_mprintf("DROP TRIGGER %s", sqlite3_column_text(st, 0));
        }
        sqlite3_finalize(st);
        if (drop) {
            must(drop);
            sqlite3_free(drop);
        }
    } while (drop);
}

static int begin(void **state)
{
    if (fixture_file(state) != 0) {
        return -1;
    }
    struct fixture *f = *state;
    book_make(f);
    if (sqlite3_open(f->path, &db) != SQLITE_OK) {
        return -1;
    }
    must("PRAGMA foreign_keys=OFF;PRAGMA ignore_check_constraints=ON;PRAGMA synchronous=OFF");
    drop_triggers();
    return 0;
}

static int end(void **state)
{
    sqlite3_close(db);
    return fixture_end(state);
}

static void load(struct table *t)
{
    sqlite3_stmt *st = NULL;
    char *sql = sqlite3_mprintf("SELECT * FROM %s", t->name);

    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
    sqlite3_free(sql);
    t->columns = sqlite3_column_count(st);
    for (int c = 0; c < t->columns; c++) {
        snprintf(t->names[c], sizeof t->names[c], "%s", sqlite3_column_name(st, c));
        for (int k = 0; k < 2 && t->keys[k]; k++) {
            t->key_at[k] = strcmp(t->names[c], t->keys[k]) == 0 ? c : t->key_at[k];
        }
    }
    for (t->rows = 0; sqlite3_step(st) == SQLITE_ROW; t->rows++) {
        assert_true(t->rows < ROWS);
        for (int c = 0; c < t->columns; c++) {
            t->cells[t->rows][c] = sqlite3_value_dup(sqlite3_column_value(st, c));
        }
    }
    sqlite3_finalize(st);
}

static void unload(struct table *t)
{
    for (int r = 0; r < t->rows; r++) {
        for (int c = 0; c < t->columns; c++) {
            sqlite3_value_free(t->cells[r][c]);
        }
    }
}

/* Set a cell of the row whose keys are `keys`. False if the database refuses. */
static bool set(const struct table *t, int column, sqlite3_value *value, sqlite3_value *const *keys)
{
    sqlite3_stmt *st = NULL;
    char *sql = sqlite3_mprintf("UPDATE %s SET \"%w\"=?1 WHERE %s=?2%s%s%s", t->name,
                                t->names[column], t->keys[0], t->keys[1] ? " AND " : "",
                                t->keys[1] ? t->keys[1] : "", t->keys[1] ? "=?3" : "");

    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
    sqlite3_free(sql);
    sqlite3_bind_value(st, 1, value);
    sqlite3_bind_value(st, 2, keys[0]);
    if (t->keys[1]) {
        sqlite3_bind_value(st, 3, keys[1]);
    }
    bool done = sqlite3_step(st) == SQLITE_DONE && sqlite3_changes(db) == 1;
    sqlite3_finalize(st);
    return done;
}

/* A value of any kind, made by SQL. */
static sqlite3_value *value_of(const char *expression, int64_t number, const void *bytes, int size,
                               bool text)
{
    sqlite3_stmt *st = NULL;

    assert_int_equal(sqlite3_prepare_v2(db, expression, -1, &st, NULL), SQLITE_OK);
    if (bytes && text) {
        sqlite3_bind_text(st, 1, bytes, size, SQLITE_TRANSIENT);
    } else if (bytes) {
        sqlite3_bind_blob(st, 1, bytes, size, SQLITE_TRANSIENT);
    } else if (sqlite3_bind_parameter_count(st)) {
        sqlite3_bind_int64(st, 1, number);
    }
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    sqlite3_value *value = sqlite3_value_dup(sqlite3_column_value(st, 0));
    sqlite3_finalize(st);
    return value;
}

/* Put a value into a cell, look, put the old one back. Takes the value. */
static void try_value(struct fixture *f, const struct table *t, int row, int column,
                      sqlite3_value *value, const char *what)
{
    char verdict[16];
    sqlite3_value *keys[2] = {t->cells[row][t->key_at[0]],
                              t->keys[1] ? t->cells[row][t->key_at[1]] : NULL};

    if (!set(t, column, value, keys)) {
        refused++;
        sqlite3_value_free(value);
        return;
    }
    changes++;
    if (!*book_verdict(f->store, verdict)) {
        fail_msg("not seen: %s.%s of row %d: %s", t->name, t->names[column], row, what);
    }
    for (int k = 0; k < 2; k++) {
        keys[k] = t->keys[k] && t->key_at[k] == column ? value : keys[k];
    }
    assert_true(set(t, column, t->cells[row][column], keys));
    sqlite3_value_free(value);
}

static void flip_bytes(struct fixture *f, const struct table *t, int row, int column, bool text)
{
    char bytes[256];
    int size = sqlite3_value_bytes(t->cells[row][column]);
    const void *from = text ? (const void *)sqlite3_value_text(t->cells[row][column])
                            : sqlite3_value_blob(t->cells[row][column]);

    assert_true(size <= (int)sizeof bytes);
    for (int i = 0; i < size; i++) {
        memcpy(bytes, from, (size_t)size);
        bytes[i] = (char)(bytes[i] ^ (text && bytes[i] == 1 ? 2 : 1));
        try_value(f, t, row, column, value_of("SELECT ?1", 0, bytes, size, text), "a byte flipped");
    }
    memcpy(bytes, from, (size_t)size);
    try_value(f, t, row, column, value_of("SELECT ?1", 0, bytes, size - 1, text), "cut");
    if (text) { /* what C would not see */
        memcpy(bytes + size, "\0x", 2);
        try_value(f, t, row, column, value_of("SELECT ?1", 0, bytes, size + 2, text),
                  "bytes behind a NUL");
    }
}

static void flip_cell(struct fixture *f, const struct table *t, int row, int column)
{
    sqlite3_value *cell = t->cells[row][column];
    int type = sqlite3_value_type(cell);

    for (int b = 0; type == SQLITE_INTEGER && b < 8; b++) {
        int64_t flipped = (int64_t)((uint64_t)sqlite3_value_int64(cell) ^ (UINT64_C(1) << (8 * b)));
        try_value(f, t, row, column, value_of("SELECT ?1", flipped, NULL, 0, false),
                  "a byte flipped");
    }
    if (type == SQLITE_TEXT || type == SQLITE_BLOB) {
        flip_bytes(f, t, row, column, type == SQLITE_TEXT);
    }
    if (type == SQLITE_NULL) {
        try_value(f, t, row, column, value_of("SELECT 1", 0, NULL, 0, false), "a number from none");
        try_value(f, t, row, column, value_of("SELECT 0", 0, NULL, 0, false), "a zero from none");
        try_value(f, t, row, column, value_of("SELECT 'x'", 0, NULL, 0, false), "a text from none");
        try_value(f, t, row, column, value_of("SELECT ''", 0, NULL, 0, false),
                  "an empty text from none");
        try_value(f, t, row, column, value_of("SELECT zeroblob(32)", 0, NULL, 0, false),
                  "bytes from none");
    } else {
        try_value(f, t, row, column, value_of("SELECT NULL", 0, NULL, 0, false), "taken away");
    }
}

/* A row's own number says nothing where no other row speaks of it. */
static bool idle(const struct table *t, int row, int column)
{
    if (strcmp(t->name, "lc_period") != 0 || strcmp(t->names[column], "rid") != 0) {
        return false;
    }
    sqlite3_stmt *st = NULL;
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT count(*) FROM lc_period_line WHERE period_rid=?1",
                                        -1, &st, NULL),
                     SQLITE_OK);
    sqlite3_bind_value(st, 1, t->cells[row][column]);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    bool none = sqlite3_column_int(st, 0) == 0;
    sqlite3_finalize(st);
    return none;
}

static struct table tables[] = {
    {.name = "lc_entry", .keys = {"rid"}},
    {.name = "lc_posting", .keys = {"rid"}},
    {.name = "lc_evidence", .keys = {"entry_rid", "n"}},
    {.name = "lc_account", .keys = {"rid"}},
    {.name = "lc_book", .keys = {"rid"}},
    {.name = "lc_period", .keys = {"rid"}},
    {.name = "lc_period_line", .keys = {"period_rid", "account_rid"}},
};
enum { TABLES = sizeof tables / sizeof tables[0] };

static void every_byte_counts(void **state)
{
    struct fixture *f = *state;
    char verdict[16];

    assert_string_equal(book_verdict(f->store, verdict), "");
    for (int i = 0; i < TABLES; i++) {
        struct table *t = &tables[i];
        load(t);
        assert_true(t->rows > 0);
        for (int r = 0; r < t->rows; r++) {
            for (int c = 0; c < t->columns; c++) {
                if (!idle(t, r, c)) {
                    flip_cell(f, t, r, c);
                }
            }
        }
        unload(t);
    }
    assert_string_equal(book_verdict(f->store, verdict), "");
    printf("t_tamper: %ld changes seen, %ld refused by SQLite\n", changes, refused);
}

/* Statements for each row; ?1 and ?2 are its keys. */
static void every_row(struct fixture *f, const char *const *sql)
{
    char verdict[16];

    for (int i = 0; i < TABLES; i++) {
        struct table *t = &tables[i];
        load(t);
        for (int r = 0; r < t->rows; r++) {
            sqlite3_stmt *st = NULL;
            must("BEGIN");
            if (sqlite3_prepare_v2(db, sql[i], -1, &st, NULL) != SQLITE_OK) {
                fail_msg("%s: %s", sql[i], sqlite3_errmsg(db));
            }
            sqlite3_bind_value(st, 1, t->cells[r][t->key_at[0]]);
            if (t->keys[1]) {
                sqlite3_bind_value(st, 2, t->cells[r][t->key_at[1]]);
            }
            bool done = sqlite3_step(st) == SQLITE_DONE && sqlite3_changes(db) > 0;
            sqlite3_finalize(st);
            must("COMMIT");
            if (done && !*book_verdict(f->store, verdict)) {
                fail_msg("not seen: %s of row %d", sql[i], r);
            }
        }
        unload(t);
    }
}

static void no_row_can_go(void **state)
{
    static const char *const sql[TABLES] = {
        "DELETE FROM lc_entry WHERE rid=?1",
        "DELETE FROM lc_posting WHERE rid=?1",
        "DELETE FROM lc_evidence WHERE entry_rid=?1 AND n=?2",
        "DELETE FROM lc_account WHERE rid=?1",
        "DELETE FROM lc_book WHERE rid=?1",
        "DELETE FROM lc_period WHERE rid=?1",
        "DELETE FROM lc_period_line WHERE period_rid=?1 AND account_rid=?2"};
    struct fixture *f = *state;

    for (int i = 0; i < TABLES; i++) { /* each alone, on a fresh store */
        const char *one[TABLES];
        for (int k = 0; k < TABLES; k++) {
            one[k] = k == i ? sql[k] : "UPDATE lc_meta SET v=v WHERE k='none' AND ?1<>?2";
        }
        every_row(f, one);
        end(state);
        assert_int_equal(begin(state), 0);
        f = *state;
    }
}

static void no_row_can_come(void **state)
{
    struct fixture *f = *state;
    char verdict[16];
    static const char *const sql[] = {
        "INSERT INTO lc_posting SELECT rid+1,entry_rid,account_rid,amount FROM lc_posting ORDER BY "
        "rid DESC LIMIT 1",
        "INSERT INTO lc_evidence SELECT entry_rid,n+1,link,NULL FROM lc_evidence ORDER BY n DESC "
        "LIMIT 1",
        "INSERT INTO lc_account SELECT rid+1,book_rid,name||'X',kind,currency,opened,closed,lo,hi,"
        "limits_seq,0,0,0,0,created_us,created_by FROM lc_account ORDER BY rid DESC LIMIT 1",
        "INSERT INTO lc_period_line SELECT period_rid,account_rid+1,debit,credit FROM "
        "lc_period_line ORDER BY period_rid DESC, account_rid DESC LIMIT 1",
        "INSERT INTO lc_entry SELECT rid+1,book_rid,seq+1,act,kind,effective,booked,recorded_us,"
        "actor,memo,cause_kind,cause_id,NULL,expires_us,NULL,NULL,rate,rate_pair,rate_source,"
        "rate_day,first_posting,posting_count,evidence_count,request,hash FROM lc_entry ORDER BY "
        "rid DESC LIMIT 1"};

    for (size_t i = 0; i < sizeof sql / sizeof sql[0]; i++) {
        must(sql[i]);
        if (!*book_verdict(f->store, verdict)) {
            fail_msg("not seen: %s", sql[i]);
        }
        end(state);
        assert_int_equal(begin(state), 0);
        f = *state;
    }
}

static void no_rows_can_change_places(void **state)
{
    struct fixture *f = *state;
    char verdict[16];

    must("UPDATE lc_posting SET amount=-amount WHERE entry_rid=(SELECT min(rid) FROM lc_entry)");
    assert_string_equal(book_verdict(f->store, verdict), "L4");
    must("UPDATE lc_posting SET amount=-amount WHERE entry_rid=(SELECT min(rid) FROM lc_entry)");
    assert_string_equal(book_verdict(f->store, verdict), "");
    must("UPDATE lc_entry SET rid=0,seq=0 WHERE seq=2;"
         "UPDATE lc_entry SET rid=rid-1,seq=2 WHERE seq=3;"
         "UPDATE lc_entry SET rid=(SELECT max(rid) FROM lc_entry)-8,seq=3 WHERE rid=0");
    assert_string_not_equal(book_verdict(f->store, verdict), "");
}

static void triggers_refuse_what_a_shell_would_do(void **state)
{
    static const char *const sql[] = {"UPDATE lc_entry SET memo='x'",
                                      "DELETE FROM lc_entry",
                                      "UPDATE lc_posting SET amount=1",
                                      "DELETE FROM lc_posting",
                                      "UPDATE lc_evidence SET link='x'",
                                      "DELETE FROM lc_evidence",
                                      "UPDATE lc_period SET first=first-1",
                                      "DELETE FROM lc_period",
                                      "UPDATE lc_period_line SET debit=0",
                                      "DELETE FROM lc_period_line",
                                      "DELETE FROM lc_account",
                                      "DELETE FROM lc_book"};
    struct fixture *f = NULL;
    void *own = NULL;
    sqlite3 *shell = NULL;

    (void)state;
    assert_int_equal(fixture_file(&own), 0);
    f = own;
    book_make(f);
    assert_int_equal(sqlite3_open(f->path, &shell), SQLITE_OK);
    for (size_t i = 0; i < sizeof sql / sizeof sql[0]; i++) {
        if (sqlite3_exec(shell, sql[i], NULL, NULL, NULL) != SQLITE_CONSTRAINT) {
            fail_msg("'%s' was not refused", sql[i]);
        }
    }
    sqlite3_close(shell);
    fixture_end(&own);
}

static void the_fault_is_named(void **state)
{
    static const struct {
        const char *sql;
        const char *invariant;
        const char *back;
    } rows[] = {
        {"UPDATE lc_posting SET amount=amount+1 WHERE rid%1099511627776=3", "L1",
         "UPDATE lc_posting SET amount=amount-1 WHERE rid%1099511627776=3"},
        {"UPDATE lc_account SET debit=debit+1 WHERE name='Assets:A:Cost'", "L2",
         "UPDATE lc_account SET debit=debit-1 WHERE name='Assets:A:Cost'"},
        {"UPDATE lc_book SET entries=entries-1", "L3", "UPDATE lc_book SET entries=entries+1"},
        {"UPDATE lc_entry SET memo='other' WHERE seq=1", "L4",
         "UPDATE lc_entry SET memo='first' WHERE seq=1"},
        {"UPDATE lc_entry SET request=zeroblob(32) WHERE seq=11", "L5", NULL},
    };
    struct fixture *f = *state;
    char verdict[16];

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        must(rows[i].sql);
        assert_string_equal(book_verdict(f->store, verdict), rows[i].invariant);
        if (rows[i].back) {
            must(rows[i].back);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_byte_counts, begin, end),
        cmocka_unit_test_setup_teardown(no_row_can_go, begin, end),
        cmocka_unit_test_setup_teardown(no_row_can_come, begin, end),
        cmocka_unit_test_setup_teardown(no_rows_can_change_places, begin, end),
        cmocka_unit_test_setup_teardown(the_fault_is_named, begin, end),
        cmocka_unit_test(triggers_refuse_what_a_shell_would_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
