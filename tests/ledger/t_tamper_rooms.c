/*
 * What entries come from, edited with the sqlite3 shell: changes and assessments behind the entries
 * of target and share, and the seals of periods. Verification names the invariant, the row, what is
 * and what was wanted.
 */
#include "api/assess_case.h"
#include "api/change_case.h"

#include <sqlite3.h>

static sqlite3 *db;

static void must(const char *sql)
{
    char *text = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &text) != SQLITE_OK) {
        fail_msg("%s: %s", sql, text);
    }
}

/* A change that moved the target, an interim and a final share, a sealed and a closed period. */
static int begin(void **state)
{
    ctr_error *err = NULL;

    if (fixture_file(state) != 0) {
        return -1;
    }
    struct fixture *f = *state;
    f->now_us += INT64_C(364) * 86400 * 1000000;
    deal_is(f, "deal", DEAL);
    deal_chart(f, "deal");
    opened(f, "id: CR-1\ntype: emergency\nrequester: supplier\n"
              "impact_analysis: {budget_delta: 9000, schedule_slip_days: 1, risk_score: 1}\n"
              "target_effect: {effective_date: 2026-01-10}\n");
    does(f, ctr_change_implement, "CR-1", "supplier", CTR_CHANGE_IMPLEMENTED);
    opened(f, "id: CR-2\nrequester: supplier\n");
    deal_cost(f, "deal", "2026-01-15", 3000000);
    ctr_assessment_free(assessed(f, CTR_ASSESS_INTERIM, "2026-01-31", "40000", "90000"));
    ctr_assessment_free(assessed(f, CTR_ASSESS_COMPLETION, "2026-02-28", NULL, NULL));
    assert_ctr_ok(ctr_period_close(f->store, "shop", "deal", "2026-02-28", NULL, NULL, &err));
    assert_ctr_ok(ctr_period_seal(f->store, "shop", "deal", NULL, NULL, NULL, &err));
    assert_ctr_ok(ctr_period_close(f->store, "shop", "deal", "2026-03-31", NULL, NULL, &err));
    if (sqlite3_open(f->path, &db) != SQLITE_OK) {
        return -1;
    }
    must("PRAGMA foreign_keys=OFF;PRAGMA ignore_check_constraints=ON;PRAGMA synchronous=OFF;"
         "DROP TRIGGER lc_assessment_kept;DROP TRIGGER lc_assessment_there;"
         "DROP TRIGGER lc_period_kept;DROP TRIGGER lc_period_there;"
         "DROP TRIGGER lc_period_line_kept;DROP TRIGGER lc_period_line_there;");
    return 0;
}

static int end(void **state)
{
    sqlite3_close(db);
    return fixture_end(state);
}

static void verdict_is(struct fixture *f, const char *sql, const char *wanted)
{
    ctr_ledger_report *r = NULL;
    ctr_error *err = NULL;
    struct text_sink text = {NULL, 0};

    assert_ctr_ok(ctr_ledger_verify(f->store, "shop", "deal", &r, &err));
    assert_ctr_ok(ctr_ledger_report_render(r, CTR_RENDER_TEXT, text_sink_write, &text, &err));
    if (*wanted ? ctr_ledger_report_ok(r) || !strstr(text.text, wanted)
                : !ctr_ledger_report_ok(r)) {
        fail_msg("%s\n   is: %s\nwant: %s", sql, text.text, wanted);
    }
    free(text.text);
    ctr_ledger_report_free(r);
}

struct edit {
    const char *sql;
    const char *verdict; /* how it begins */
};

/* Each edit alone; the table is put back behind it. */
static void each(struct fixture *f, const char *table, const struct edit *edits, size_t count)
{
    char sql[256];

    verdict_is(f, "nothing", "");
    snprintf(sql, sizeof sql, "CREATE TEMP TABLE kept AS SELECT * FROM %s", table);
    must(sql);
    for (size_t i = 0; i < count; i++) {
        must(edits[i].sql);
        verdict_is(f, edits[i].sql, edits[i].verdict);
        snprintf(sql, sizeof sql, "DELETE FROM %s;INSERT INTO %s SELECT * FROM kept", table, table);
        must(sql);
    }
    must("DROP TABLE kept");
    verdict_is(f, "all put back", "");
}

static void a_change_that_was_edited_is_named(void **state)
{
#define CR1 "L11  change shop/deal/CR-1: "
    static const struct edit edits[] = {
        {"UPDATE lc_change SET state=1 WHERE id='CR-1'",
         CR1 "its state is 'draft', but its events say 'implemented'"},
        {"UPDATE lc_change SET state=5 WHERE id='CR-1'",
         CR1 "its state is 'rejected', but its events say 'implemented'"},
        {"UPDATE lc_change SET implemented_us=NULL WHERE id='CR-1'",
         CR1 "its implemented_at is '(none)', but its events say '2026-12-31"},
        {"UPDATE lc_change SET implemented_us=implemented_us+1 WHERE id='CR-1'",
         CR1 "its implemented_at is '2026-12-31"},
        {"UPDATE lc_change SET target_day=target_day+30 WHERE id='CR-1'",
         CR1 "its target_date is '2026-02-09', but its events say '2026-01-10'"},
        {"UPDATE lc_change SET target_day=NULL WHERE id='CR-1'",
         CR1 "its target_date is '(none)', but its events say '2026-01-10'"},
        {"UPDATE lc_change SET target_amount='9001' WHERE id='CR-1'",
         CR1 "its target_amount is '9001', but its events say '9000'"},
        {"UPDATE lc_change SET target_currency='GBP' WHERE id='CR-1'",
         CR1 "its target_currency is 'GBP', but its events say 'EUR'"},
        {"UPDATE lc_change SET id='CR-9',id_key='cr-9' WHERE id='CR-1'",
         "L11  change shop/deal/CR-"},
        {"DELETE FROM lc_change WHERE id='CR-1'",
         CR1 "its events say that it was implemented, but it is missing"},
        {"UPDATE lc_change SET state=7,implemented_us=1 WHERE id='CR-2'",
         "L11  change shop/deal/CR-2: its state is 'implemented', but its events say 'draft'"},
    };

    each(*state, "lc_change", edits, sizeof edits / sizeof edits[0]);
}

/* Row and event edited alike: what was posted is still under the hash of its entry. */
static void an_entry_is_held_against_its_change(void **state)
{
    struct fixture *f = *state;
    const char *sql = "UPDATE lc_change SET target_day=target_day+1 WHERE id='CR-1';"
                      "UPDATE lc_event SET body=replace(body,'\"2026-01-10\"','\"2026-01-11\"') "
                      "WHERE kind='change.implemented'";

    must(sql);
    verdict_is(f, sql,
               "L11  entry 2: it moves the target from 2026-01-10, but 'shop/deal/CR-1' from "
               "2026-01-11");
}

static void an_assessment_that_was_edited_is_named(void **state)
{
#define A1 "L12  assessment 1: "
    static const struct edit edits[] = {
        {"DELETE FROM lc_assessment WHERE n=1", "L12  entry 4: its cause, assessment 1, is not"},
        {"DELETE FROM lc_assessment WHERE n=2", "L12  entry 5: its cause, assessment 2, is not"},
        {"DELETE FROM lc_assessment", "L12  entry 4: its cause, assessment 1, is not there"},
        {"UPDATE lc_assessment SET n=3 WHERE n=2", "L12  assessment 3: no event tells of it"},
        {"UPDATE lc_assessment SET cost=cost+1 WHERE n=1",
         A1 "its cost is '30000.01', but its event says '30000.00'"},
        {"UPDATE lc_assessment SET target=0 WHERE n=1",
         A1 "its target is '0.00', but its event says '109000.00'"},
        {"UPDATE lc_assessment SET as_of=as_of-1 WHERE n=1",
         A1 "its as_of is '2026-01-30', but its event says '2026-01-31'"},
        {"UPDATE lc_assessment SET actor='x' WHERE n=1", A1 "its actor is 'x', but its event says"},
        {"UPDATE lc_assessment SET at_us=at_us+1 WHERE n=1", A1 "its time is '2026-12-31"},
        {"UPDATE lc_assessment SET reason='x' WHERE n=1",
         A1 "its reason is 'x', but its event says '(none)'"},
        {"UPDATE lc_assessment SET hold='x' WHERE n=1", A1 "its hold is 'x', but its event says"},
        {"UPDATE lc_assessment SET accrued_seq=NULL WHERE n=1", A1 "its digest is "},
        {"UPDATE lc_assessment SET earned=earned+1 WHERE n=1", A1 "its digest is "},
        {"UPDATE lc_assessment SET forecast_share=7 WHERE n=2",
         "L12  assessment 2: its digest is "},
        {"UPDATE lc_assessment SET answer=answer||' ' WHERE n=1", A1 "its digest is "},
        {"UPDATE lc_assessment SET terms=zeroblob(32) WHERE n=1", A1 "its digest is "},
        {"UPDATE lc_assessment SET version_rid=99 WHERE n=1", A1 "its digest is "},
        {"UPDATE lc_assessment SET parties=replace(parties,'Studio','Radio') WHERE n=1",
         A1 "its digest is "},
        {"UPDATE lc_assessment SET parties='{' WHERE n=1",
         A1 "it holds what no assessment can hold: "},
        {"UPDATE lc_assessment SET currency='EUX' WHERE n=2",
         "L12  assessment 2: it holds what no assessment can hold: "},
    };

    each(*state, "lc_assessment", edits, sizeof edits / sizeof edits[0]);
}

static void a_seal_that_was_edited_is_named(void **state)
{
#define P1 "L8  period up to 2026-02-28: "
    static const struct edit edits[] = {
        {"UPDATE lc_period SET seal_head=zeroblob(32) WHERE state=3",
         P1 "the head of its seal is 0000000000000000"},
        {"UPDATE lc_period SET root=zeroblob(32) WHERE state=3",
         P1 "the root of its seal is 0000000000000000"},
        {"UPDATE lc_period SET frontier=zeroblob(length(frontier)) WHERE state=3",
         P1 "the frontier of its seal is another"},
        {"UPDATE lc_period SET root=x'00' WHERE state=3",
         P1 "the root of its seal has 1 bytes, wanted 32"},
        {"UPDATE lc_period SET seal_head=x'' WHERE state=3",
         P1 "the seal_head of its seal has 0 bytes, wanted 32"},
        {"UPDATE lc_period SET frontier=x'00' WHERE state=3",
         P1 "the frontier of its seal has 1 bytes, which 6 entries do not"},
        {"UPDATE lc_period SET root=NULL WHERE state=3",
         P1 "half a seal: it is sealed, but has no root"},
        {"UPDATE lc_period SET state=2 WHERE state=3",
         P1 "half a seal: it is only closed, but has a seal_seq"},
        {"UPDATE lc_period SET state=7 WHERE state=3",
         P1 "its state is 7, wanted 2 (closed) or 3 (sealed)"},
        {"UPDATE lc_period SET sealed_by='x' WHERE state=3",
         P1 "its sealed_by is 'x', but its events say"},
        {"UPDATE lc_period SET closed_by='x' WHERE state=2",
         "L8  period up to 2026-03-31: its closed_by is 'x', but its events say"},
        {"UPDATE lc_period SET closed_by='x'||char(0)||'y' WHERE state=2",
         "L8  period up to 2026-03-31: 'x' in it goes on behind a NUL"},
        {"UPDATE lc_period SET state=3 WHERE state=2",
         "L8  period up to 2026-03-31: half a seal: it is sealed, but has no seal_seq"},
    };
    static const struct edit lines[] = {
        {"UPDATE lc_period_line SET debit=debit+1 WHERE debit>0", P1 "its seal has "},
        {"DELETE FROM lc_period_line", P1 "its seal lacks balances"},
        {"UPDATE lc_period_line SET account_rid=account_rid+1000",
         P1 "its seal has a balance of no account"},
    };

    each(*state, "lc_period", edits, sizeof edits / sizeof edits[0]);
    each(*state, "lc_period_line", lines, sizeof lines / sizeof lines[0]);
}

/* Who is not verifying is told, too, and not with half a period. */
static void a_flawed_period_is_refused_elsewhere(void **state)
{
    struct fixture *f = *state;
    ctr_period_list *list = NULL;
    ctr_error *err = NULL;

    must("UPDATE lc_period SET root=NULL WHERE state=3");
    assert_ctr_fails(CTR_E_CORRUPT,
                     "the period of a ledger up to 2026-02-28: half a seal: it is sealed, but has "
                     "no root; verify the ledger",
                     ctr_period_find(f->store, "shop", "deal", &list, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_change_that_was_edited_is_named, begin, end),
        cmocka_unit_test_setup_teardown(an_entry_is_held_against_its_change, begin, end),
        cmocka_unit_test_setup_teardown(an_assessment_that_was_edited_is_named, begin, end),
        cmocka_unit_test_setup_teardown(a_seal_that_was_edited_is_named, begin, end),
        cmocka_unit_test_setup_teardown(a_flawed_period_is_refused_elsewhere, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
