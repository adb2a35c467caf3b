/*
 * What questions cost in a ledger ten times as long, without a clock: the steps of SQLite's machine
 * that all statements of the store took. A statement of a period costs what its period costs, at
 * the end of the ledger and behind a sealed period in its middle; a trial balance costs the same
 * and less than a hundred looks at one row; opening the store reads as many pages.
 */
#include "api/deal_case.h"
#include "core/store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

enum { FEW = 2000, MANY = 20000, OF_PERIOD = 100, BATCH = 100 };

static const char *const accounts[] = {"Assets:A:Cost", "Liabilities:A:Sup", "Assets:A:Other"};

/* Steps since the last look, of every statement that the connection keeps. */
static int64_t steps(ctr_store *store)
{
    int64_t sum = 0;

    for (sqlite3_stmt *st = NULL; (st = sqlite3_next_stmt(store->db.handle, st)) != NULL;) {
        sum += sqlite3_stmt_status(st, SQLITE_STMTSTATUS_VM_STEP, 1);
    }
    return sum;
}

static void post(struct fixture *f, const char *day, int count)
{
    ctr_entry_spec specs[BATCH];
    const int64_t amounts[] = {100, -100};
    ctr_error *err = NULL;

    while (count > 0) {
        int n = count < BATCH ? count : BATCH;
        for (int i = 0; i < n; i++) {
            ctr_entry_spec_init(&specs[i], sizeof specs[i]);
            specs[i].kind = CTR_ENTRY_COST;
            specs[i].date = day;
            specs[i].accounts = accounts + i % 2;
            specs[i].amounts = amounts;
            specs[i].posting_count = 2;
        }
        assert_ctr_ok(
            ctr_ledger_post(f->store, "shop", "book", specs, (size_t)n, NULL, NULL, &err));
        count -= n;
    }
}

/* January and March are long, February and April have OF_PERIOD entries; January is sealed. */
static void make(struct fixture *f, int entries)
{
    ctr_error *err = NULL;

    f->now_us += INT64_C(180) * 86400 * 1000000;
    deal_is(f, "book", DEAL_HEAD DEAL_PARTIES);
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "book", "GBP", NULL, NULL, &err));
    for (int i = 0; i < 3; i++) {
        ctr_account_spec s;
        ctr_account_spec_init(&s, sizeof s);
        s.account = accounts[i];
        assert_ctr_ok(ctr_account_open(f->store, "shop", "book", &s, NULL, NULL, &err));
    }
    post(f, "2026-01-10", entries / 2 - OF_PERIOD);
    assert_ctr_ok(ctr_period_close(f->store, "shop", "book", "2026-01-31", NULL, NULL, &err));
    assert_ctr_ok(ctr_period_seal(f->store, "shop", "book", NULL, NULL, NULL, &err));
    post(f, "2026-02-10", OF_PERIOD);
    post(f, "2026-03-10", entries / 2 - OF_PERIOD);
    post(f, "2026-04-10", OF_PERIOD);
}

struct cost {
    int64_t last;   /* a statement of April */
    int64_t sealed; /* of February, behind the seal */
    int64_t trial;
    int64_t verification;
    int64_t row; /* one look at one entry */
    int pages;   /* read when the store is opened */
};

static int64_t cost_of_statement(struct fixture *f, const char *from, const char *until)
{
    ctr_statement_query q;
    ctr_statement *out = NULL;
    ctr_error *err = NULL;

    ctr_statement_query_init(&q, sizeof q);
    q.from = from;
    q.until = until;
    steps(f->store);
    assert_ctr_ok(ctr_ledger_statement(f->store, "shop", "book", &q, &out, &err));
    assert_int_equal(ctr_statement_entries(out), OF_PERIOD);
    ctr_statement_free(out);
    return steps(f->store);
}

static int64_t cost_of_trial(struct fixture *f)
{
    ctr_trial *trial = NULL;
    ctr_error *err = NULL;

    steps(f->store);
    assert_ctr_ok(ctr_ledger_balance(f->store, "shop", "book", NULL, &trial, &err));
    ctr_trial_free(trial);
    return steps(f->store);
}

/* Reads every entry: so the steps of a long ledger are counted. */
static int64_t cost_of_verification(struct fixture *f)
{
    ctr_ledger_report *report = NULL;
    ctr_error *err = NULL;

    steps(f->store);
    assert_ctr_ok(ctr_ledger_verify(f->store, "shop", "book", &report, &err));
    assert_true(ctr_ledger_report_ok(report));
    ctr_ledger_report_free(report);
    return steps(f->store);
}

static int64_t cost_of_row(struct fixture *f)
{
    sqlite3_stmt *st = NULL;

    assert_int_equal(sqlite3_prepare_v2(f->store->db.handle,
                                        "SELECT hash FROM lc_entry WHERE rid = (1 << 40) + 7", -1,
                                        &st, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    int64_t n = sqlite3_stmt_status(st, SQLITE_STMTSTATUS_VM_STEP, 0);
    sqlite3_finalize(st);
    return n;
}

static int pages_of_opening(struct fixture *f)
{
    int pages = -1;
    int most;

    ctr_store_close(f->store);
    f->store = fixture_open(f, 0);
    assert_int_equal(
        sqlite3_db_status(f->store->db.handle, SQLITE_DBSTATUS_CACHE_MISS, &pages, &most, 0),
        SQLITE_OK);
    return pages;
}

static struct cost measure(int entries)
{
    void *state = NULL;

    assert_int_equal(fixture_file(&state), 0);
    struct fixture *f = state;
    make(f, entries);
    const struct cost c = {.last = cost_of_statement(f, "2026-04-01", "2026-04-30"),
                           .sealed = cost_of_statement(f, "2026-02-01", "2026-02-28"),
                           .trial = cost_of_trial(f),
                           .verification = cost_of_verification(f),
                           .row = cost_of_row(f),
                           .pages = pages_of_opening(f)};
    assert_int_equal(fixture_end(&state), 0);
    printf("%d entries: %lld steps for the last period, %lld behind a seal, %lld for the trial "
           "balance, %lld for a row; %d pages at opening\n",
           entries, (long long)c.last, (long long)c.sealed, (long long)c.trial, (long long)c.row,
           c.pages);
    return c;
}

static void a_longer_ledger_makes_no_question_dearer(void **state)
{
    const struct cost few = measure(FEW);
    const struct cost many = measure(MANY);

    (void)state;
    assert_true(few.last > OF_PERIOD); /* something was counted */
    assert_true(few.sealed > OF_PERIOD);
    assert_true(few.trial > 0);
    assert_true(many.verification > 8 * few.verification); /* and of all of them */
    assert_true(many.last * 100 <= few.last * 105);
    assert_true(many.sealed * 100 <= few.sealed * 105);
    assert_int_equal(many.trial, few.trial);
    assert_true(few.pages > 0);
    assert_int_equal(many.pages, few.pages);
    assert_true(many.trial <= 100 * many.row);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_longer_ledger_makes_no_question_dearer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
