/* Replay of what changes and disputes leave behind: what was changed beside the journal is told,
 * and four times as many timers take four times as long. */
#include "timer_case.h"

#include "support/sanitized.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <time.h>

#define QUARREL                                                                                    \
    "version: 1\n"                                                                                 \
    "meta: {id: deal-1}\n"                                                                         \
    "parties: [client, supplier]\n"                                                                \
    "governance:\n"                                                                                \
    "  decision_rights: [{area: '*', approver: client, sla_days: 2}]\n"

/* Disputes about one change, each withdrawn again but for the last: a timer each. */
static void quarrels(struct fixture *f, int from, int to)
{
    ctr_call call = call_of("client");
    ctr_dispute_spec spec;
    ctr_error *err = NULL;

    ctr_dispute_spec_init(&spec, sizeof spec);
    spec.kind = CTR_DISPUTE_CHANGE;
    spec.subject = "CR-1";
    spec.statement = "no";
    for (int i = from; i <= to; i++) {
        char id[16];
        snprintf(id, sizeof id, "D-%d", i);
        spec.id = id;
        if (i > 1) {
            char before[16];
            snprintf(before, sizeof before, "D-%d", i - 1);
            assert_ctr_ok(
                ctr_dispute_withdraw(f->store, "shop", "deal", before, NULL, &call, NULL, &err));
        }
        assert_ctr_ok(ctr_dispute_open(f->store, "shop", "deal", &spec, &call, NULL, &err));
    }
}

static void begun(struct fixture *f)
{
    master(f, QUARREL);
    opened(f, "id: CR-1\nrequester: supplier\n" MINOR);
}

static double cpu_seconds(void)
{
    struct timespec at;
    assert_int_equal(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at), 0);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

/* The least of some runs: what others do on the machine makes it longer, never shorter. */
static double replay_takes(struct fixture *f)
{
    double least = 1e9;

    for (int i = 0; i < 5; i++) {
        double before = cpu_seconds();
        assert_store_sound(f->store);
        double took = cpu_seconds() - before;
        least = took < least ? took : least;
    }
    return least;
}

/* If it grew with the square, it would be more than eight times. */
static void four_times_as_many_timers_take_four_times_as_long(void **state)
{
    enum { FEW = SANITIZED ? 500 : 2500, MANY = 4 * FEW };
    struct fixture *f = *state;

    begun(f);
    quarrels(f, 1, FEW);
    double few = replay_takes(f);
    quarrels(f, FEW + 1, MANY);
    double many = replay_takes(f);
    printf("t_replay_many: %d timers %.3f s, %d timers %.3f s: %.2f times\n", FEW, few, MANY, many,
           many / few);
    assert_true(many / few < 6.0);
}

static void tamper(const struct fixture *f, const char *sql)
{
    sqlite3 *db = NULL;
    char *message = NULL;

    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) {
        fail_msg("%s: %s", sql, message);
    }
    sqlite3_close(db);
}

static bool tells(struct fixture *f, const char *text)
{
    ctr_report *report = NULL;
    ctr_error *err = NULL;
    bool found = false;

    assert_ctr_ok(ctr_store_check(f->store, CTR_CHECK_REPLAY, &report, &err));
    for (size_t i = 0; i < ctr_report_count(report); i++) {
        found = found || strcmp(ctr_report_message(report, i), text) == 0;
    }
    ctr_report_free(report);
    return found;
}

static void what_does_not_follow_from_events_is_told(void **state)
{
    static const struct {
        const char *sql, *back, *text;
    } rows[] = {
        {"UPDATE lc_timer SET level = 9 WHERE subject = 'D-2'",
         "UPDATE lc_timer SET level = 0 WHERE subject = 'D-2'",
         "timer of dispute:shop/deal/D-2: level is 9, but its events say 0"},
        {"UPDATE lc_timer SET ended = 'lost' WHERE subject = 'D-1'",
         "UPDATE lc_timer SET ended = 'withdrawn' WHERE subject = 'D-1'",
         "timer of dispute:shop/deal/D-1: end is 'lost', but its events say 'withdrawn'"},
        {"UPDATE lc_dispute SET revision = 9 WHERE id = 'D-3'",
         "UPDATE lc_dispute SET revision = 1 WHERE id = 'D-3'",
         "dispute 'shop/deal/D-3': revision is 9, but its events say 1"},
        {"UPDATE lc_timer SET subject = 'D-9', subject_key = 'd-9' WHERE subject = 'D-2'",
         "UPDATE lc_timer SET subject = 'D-2', subject_key = 'd-2' WHERE subject = 'D-9'",
         "timer of dispute:shop/deal/D-2: it is missing"},
        {"UPDATE lc_timer SET subject = 'D-9', subject_key = 'd-9' WHERE subject = 'D-2'",
         "UPDATE lc_timer SET subject = 'D-2', subject_key = 'd-2' WHERE subject = 'D-9'",
         "timer of dispute:shop/deal/D-9: no event tells of it"},
    };
    struct fixture *f = *state;

    begun(f);
    quarrels(f, 1, 3);
    assert_store_sound(f->store);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tamper(f, rows[i].sql);
        if (!tells(f, rows[i].text)) {
            fail_msg("%s: not told: %s", rows[i].sql, rows[i].text);
        }
        tamper(f, rows[i].back);
        assert_store_sound(f->store);
    }
}

/* A subject has several timers: each meets its own story. */
static void timers_of_one_subject_follow_one_another(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, TIMED);
    submitted(f, "CR-1", "scope", MINOR);
    submitted(f, "CR-2", "quiet", MINOR);
    for (int i = 0; i < 3; i++) {
        assert_ctr_ok(decide(f, "CR-1", CTR_OUTCOME_REJECTED, "client", &err));
        assert_ctr_ok(act(f, ctr_change_reopen, "CR-1", &err));
        assert_ctr_ok(act(f, ctr_change_submit, "CR-1", &err));
    }
    assert_store_sound(f->store);
    tamper(f, "UPDATE lc_timer SET ended = 'lost' WHERE rid = 3");
    assert_true(tells(f, "timer of change:shop/deal/CR-1: end is 'lost', but its events say "
                         "'rejected'"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(four_times_as_many_timers_take_four_times_as_long,
                                        fixture_memory, fixture_end),
        cmocka_unit_test_setup_teardown(what_does_not_follow_from_events_is_told, fixture_file,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(timers_of_one_subject_follow_one_another, fixture_file,
                                        fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
