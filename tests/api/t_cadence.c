/* Cadences: what is recorded, what was missed under which version; and eight at once. */
#include "watch_case.h"

#include <sys/wait.h>
#include <unistd.h>

/* The first of January 2026 is a Thursday. */
#define WEEKLY                                                                                     \
    HEAD "cadences:\n  - {id: review, rhythm: weekly, participants: [client, supplier]}\n"         \
         "  - {id: sync, rhythm: daily}\n"
#define BIWEEKLY                                                                                   \
    HEAD "cadences:\n  - {id: review, rhythm: biweekly}\n  - {id: retro, rhythm: monthly, "        \
         "artefacts: [minutes, actions]}\n"

static ctr_status held(ctr_store *store, const char *cadence, const char *day,
                       const char *participant, const char *artefact, int64_t now_us,
                       ctr_meeting **out, ctr_error **err)
{
    ctr_call call = call_at(now_us, "ann", NULL);
    ctr_meeting_spec s;

    ctr_meeting_spec_init(&s, sizeof s);
    s.team = "shop";
    s.name = "deal";
    s.cadence = cadence;
    s.day = day;
    s.participants = &participant;
    s.participant_count = participant != NULL;
    s.artefacts = &artefact;
    s.artefact_count = artefact != NULL;
    return ctr_cadence_held(store, &s, &call, out, err);
}

static ctr_status missed(struct fixture *f, const char *cadence, const char *from,
                         const char *until, int64_t now_us, ctr_cadence_report **out,
                         ctr_error **err)
{
    ctr_cadence_window w;

    ctr_cadence_window_init(&w, sizeof w);
    w.team = "shop";
    w.name = "deal";
    w.cadence = cadence;
    w.from = from;
    w.until = until;
    f->now_us = now_us > f->now_us ? now_us : f->now_us;
    return ctr_cadence_missed(f->store, &w, out, err);
}

static const ctr_cadence_level *level(const ctr_cadence_report *r, const char *id)
{
    for (size_t i = 0; i < ctr_cadence_report_count(r); i++) {
        if (strcmp(ctr_cadence_level_id(ctr_cadence_report_at(r, i)), id) == 0) {
            return ctr_cadence_report_at(r, i);
        }
    }
    fail_msg("no cadence %s", id);
    return NULL;
}

static void what_is_new_is_added(void **state)
{
    struct fixture *f = *state;
    ctr_meeting *m = NULL;
    ctr_error *err = NULL;

    edition(f, "1.0.0", WEEKLY);
    assert_ctr_ok(
        held(f->store, "review", "2026-01-01", "client=ann", "notes", AT(0, 12, 0), &m, &err));
    assert_string_equal(ctr_meeting_cadence(m), "review");
    assert_string_equal(ctr_meeting_day(m), "2026-01-01");
    assert_string_equal(ctr_meeting_recorded_by(m), "ann");
    assert_int_equal(ctr_meeting_recorded_us(m), AT(0, 12, 0));
    assert_int_equal(ctr_meeting_revision(m), 1);
    assert_int_equal(ctr_meeting_remark_count(m), 1);
    assert_string_equal(ctr_meeting_remark_at(m, 0), "participant 'supplier' is missing");
    ctr_meeting_free(m);
    int64_t last = last_event(f);
    assert_ctr_ok(held(f->store, "review", NULL, "client=ann", NULL, AT(0, 13, 0), &m, &err));
    assert_int_equal(ctr_meeting_revision(m), 1);
    assert_string_equal(ctr_meeting_remark_at(m, 0),
                        "it was recorded already; nothing was changed");
    assert_int_equal(last_event(f), last);
    ctr_meeting_free(m);
    assert_ctr_ok(held(f->store, "review", NULL, "supplier", NULL, AT(0, 14, 0), &m, &err));
    assert_int_equal(ctr_meeting_revision(m), 2);
    assert_int_equal(ctr_meeting_participant_count(m), 2);
    assert_string_equal(ctr_meeting_participant_at(m, 1), "supplier");
    assert_null(ctr_meeting_participant_at(m, 2));
    assert_int_equal(ctr_meeting_artefact_count(m), 1);
    assert_string_equal(ctr_meeting_artefact_at(m, 0), "notes");
    assert_int_equal(ctr_meeting_remark_count(m), 0);
    assert_int_equal(ctr_meeting_dry_run(m), 0);
    ctr_meeting_free(m);
    char *feed = feed_after(f, last);
    assert_string_equal(feed, "cadence.held cadence:shop/deal#review\n");
    free(feed);
    assert_store_sound(f->store);
}

static void a_period_is_kept_by_a_meeting_that_has_everything(void **state)
{
    struct fixture *f = *state;
    ctr_cadence_report *r = NULL;
    ctr_error *err = NULL;

    edition(f, "1.0.0", WEEKLY);
    /* 5 to 11 January: one that lacks somebody, and a whole one; 12 to 18: the first alone. */
    assert_ctr_ok(held(f->store, "review", "2026-01-06", "client", NULL, AT(20, 0, 0), NULL, &err));
    assert_ctr_ok(held(f->store, "review", "2026-01-11", "client", NULL, AT(20, 0, 0), NULL, &err));
    assert_ctr_ok(
        held(f->store, "review", "2026-01-11", "supplier", NULL, AT(20, 0, 0), NULL, &err));
    assert_ctr_ok(
        held(f->store, "review", "2026-01-12", "supplier", NULL, AT(20, 0, 0), NULL, &err));
    assert_ctr_ok(missed(f, "review", NULL, NULL, AT(25, 9, 0), &r, &err));
    assert_string_equal(ctr_cadence_report_from(r), "2026-01-01");
    assert_string_equal(ctr_cadence_report_until(r), "2026-01-25");
    assert_int_equal(ctr_cadence_report_count(r), 1);
    const ctr_cadence_level *k = level(r, "review");
    assert_int_equal(ctr_cadence_level_rhythm(k), CTR_RHYTHM_WEEKLY);
    assert_int_equal(ctr_cadence_level_known(k), 1);
    /* The week of the first was cut: it asks for nothing. */
    assert_int_equal(ctr_cadence_level_periods(k), 3);
    assert_int_equal(ctr_cadence_level_kept(k), 1);
    assert_int_equal(ctr_cadence_level_miss_count(k), 2);
    assert_string_equal(ctr_cadence_level_miss_from(k, 0), "2026-01-12");
    assert_string_equal(ctr_cadence_level_miss_until(k, 0), "2026-01-18");
    assert_int_equal(ctr_cadence_level_miss_fault(k, 0), CTR_CADENCE_INCOMPLETE);
    assert_int_equal(ctr_cadence_level_miss_fault(k, 1), CTR_CADENCE_NOT_HELD);
    assert_int_equal(ctr_cadence_level_miss_fault(k, 2), 0);
    assert_null(ctr_cadence_level_miss_from(k, 2));
    assert_string_equal(ctr_cadence_level_due(k), "2026-01-30");
    ctr_cadence_report_free(r);
}

static void an_amendment_does_not_judge_what_was_before_it(void **state)
{
    struct fixture *f = *state;
    ctr_cadence_report *r = NULL;
    ctr_error *err = NULL;

    edition(f, "1.0.0", WEEKLY);
    f->now_us = AT(14, 12, 0); /* Thursday the 15th */
    edition(f, "1.1.0", BIWEEKLY);
    assert_ctr_ok(missed(f, NULL, NULL, NULL, AT(33, 9, 0), &r, &err)); /* 3 February */
    assert_int_equal(ctr_cadence_report_count(r), 3);
    const ctr_cadence_level *review = level(r, "review");
    /* The week until the 11th under the first; two fortnights from the 1st and the 15th, of which
     * the one until the 14th ended before the second ruled. */
    assert_int_equal(ctr_cadence_level_periods(review), 2);
    assert_string_equal(ctr_cadence_level_miss_until(review, 0), "2026-01-11");
    assert_string_equal(ctr_cadence_level_miss_until(review, 1), "2026-01-28");
    assert_int_equal(ctr_cadence_level_rhythm(review), CTR_RHYTHM_BIWEEKLY);
    const ctr_cadence_level *sync = level(r, "sync");
    assert_int_equal(ctr_cadence_level_known(sync), 0);
    assert_null(ctr_cadence_level_due(sync));
    assert_int_equal(ctr_cadence_level_periods(sync), 10); /* working days until the 14th */
    const ctr_cadence_level *retro = level(r, "retro");
    assert_int_equal(ctr_cadence_level_periods(retro), 1);
    assert_string_equal(ctr_cadence_level_due(retro), "2026-02-27");
    ctr_cadence_report_free(r);
    assert_ctr_ok(missed(f, "sync", "2026-01-12", "2026-01-13", AT(33, 9, 0), &r, &err));
    assert_int_equal(ctr_cadence_level_periods(level(r, "sync")), 2);
    ctr_cadence_report_free(r);
}

static void lists_go_page_by_page(void **state)
{
    struct fixture *f = *state;
    static const char *const days[] = {"2026-01-08", "2026-01-06", "2026-01-07"};
    ctr_error *err = NULL;
    ctr_meeting_filter filter;
    ctr_meeting_list *list = NULL;
    char after[32] = "";

    edition(f, "1.0.0", WEEKLY);
    for (size_t i = 0; i < 3; i++) {
        assert_ctr_ok(held(f->store, "sync", days[i], NULL, NULL, AT(20, 0, 0), NULL, &err));
    }
    for (int by_day = 0; by_day < 2; by_day++) {
        static const char *const orders[2][3] = {{"2026-01-08", "2026-01-06", "2026-01-07"},
                                                 {"2026-01-06", "2026-01-07", "2026-01-08"}};
        for (size_t i = 0; i < 3; i++) {
            ctr_meeting_filter_init(&filter, sizeof filter);
            filter.team = "shop";
            filter.name = "deal";
            filter.cadence = by_day ? "sync" : NULL;
            filter.limit = 1;
            filter.after = i ? after : NULL;
            assert_ctr_ok(ctr_meeting_find(f->store, &filter, &list, &err));
            assert_int_equal(ctr_meeting_list_count(list), 1);
            assert_string_equal(ctr_meeting_day(ctr_meeting_list_at(list, 0)), orders[by_day][i]);
            assert_int_equal(ctr_meeting_list_next(list) != NULL, i < 2);
            if (i < 2) {
                snprintf(after, sizeof after, "%s", ctr_meeting_list_next(list));
            }
            ctr_meeting_list_free(list);
        }
    }
    assert_ctr_ok(ctr_meeting_find(f->store, NULL, &list, &err));
    assert_int_equal(ctr_meeting_list_count(list), 3);
    ctr_meeting_list_free(list);
}

static void what_is_wrong_is_said(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_cadence_report *r = NULL;
    ctr_meeting_filter filter;
    ctr_meeting_list *list = NULL;

    assert_ctr_fails(CTR_E_NOT_FOUND, "there is no contract 'shop/deal'; create it first",
                     held(f->store, "review", NULL, NULL, NULL, 0, NULL, &err));
    edition(f, "1.0.0", WEEKLY);
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "2026-01-02 is still to come, it is 2026-01-01; record a "
                     "meeting when it was held",
                     held(f->store, "review", "2026-01-02", NULL, NULL, AT(0, 12, 0), NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "day '2026-02-29' is no date; wanted one that exists, such as 2026-01-31",
                     held(f->store, "review", "2026-02-29", NULL, NULL, 0, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "participant 1 is empty",
                     held(f->store, "review", NULL, "", NULL, 0, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "artefact 1 is empty",
                     held(f->store, "review", NULL, NULL, "", 0, NULL, &err));
    assert_ctr_fails(CTR_E_NOT_FOUND,
                     "'shop/deal@1.0.0' has no cadence 'retro'; it has review, sync",
                     held(f->store, "retro", NULL, NULL, NULL, 0, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "the window begins on 2026-01-20, after 2026-01-10, the last day that counts",
                     missed(f, NULL, "2026-01-20", "2026-01-10", AT(40, 0, 0), &r, &err));
    assert_ctr_fails(CTR_E_LIMIT,
                     "a window from 2000-01-01 until 2026-02-09 is longer than 20 years",
                     missed(f, NULL, "2000-01-01", NULL, AT(40, 0, 0), &r, &err));
    ctr_meeting_filter_init(&filter, sizeof filter);
    filter.cadence = "review";
    assert_ctr_fails(CTR_E_ARGUMENT, "a cadence is named with its team and contract",
                     ctr_meeting_find(f->store, &filter, &list, &err));
    filter.cadence = NULL;
    filter.after = "2026-01-01";
    assert_ctr_fails(CTR_E_ARGUMENT, "'2026-01-01' is not where a page of meetings ended",
                     ctr_meeting_find(f->store, &filter, &list, &err));
    assert_store_sound(f->store);
}

static void words_have_names(void **state)
{
    ctr_rhythm rhythm;
    ctr_cadence_fault fault;

    (void)state;
    assert_string_equal(ctr_rhythm_name(CTR_RHYTHM_ITERATION), "iteration");
    assert_int_equal(ctr_rhythm_parse("monthly", &rhythm), 1);
    assert_int_equal(rhythm, CTR_RHYTHM_MONTHLY);
    assert_int_equal(ctr_rhythm_parse("yearly", &rhythm), 0);
    assert_string_equal(ctr_cadence_fault_name(CTR_CADENCE_NOT_HELD), "not_held");
    assert_int_equal(ctr_cadence_fault_parse("incomplete", &fault), 1);
    assert_int_equal(fault, CTR_CADENCE_INCOMPLETE);
    assert_int_equal(ctr_cadence_fault_parse("", &fault), 0);
}

/* Eight processes record the same meeting, each somebody else; nobody is lost. */
static void eight_record_one_meeting(void **state)
{
    enum { PROCESSES = 8 };
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_meeting *m = NULL;
    pid_t pids[PROCESSES];

    edition(f, "1.0.0", WEEKLY);
    ctr_store_close(f->store); /* what is open does not survive a fork */
    for (int i = 0; i < PROCESSES; i++) {
        pids[i] = fork();
        assert_true(pids[i] >= 0);
        if (pids[i] == 0) {
            ctr_store_options options;
            ctr_store *own = NULL;
            char who[16];
            ctr_store_options_init(&options, sizeof options);
            options.deadline_ms = 60000;
            snprintf(who, sizeof who, "agent-%d", i);
            ctr_status status = ctr_store_open(f->path, &options, &own, NULL);
            if (status == CTR_OK) {
                status = held(own, "review", "2026-01-01", who, NULL, 0, NULL, NULL);
            }
            ctr_store_close(own);
            _exit(status == CTR_OK ? 0 : 1);
        }
    }
    for (int i = 0; i < PROCESSES; i++) {
        int code;
        assert_int_equal(waitpid(pids[i], &code, 0), pids[i]);
        assert_int_equal(code, 0);
    }
    f->store = fixture_open(f, 0);
    assert_ctr_ok(held(f->store, "review", "2026-01-01", "client", NULL, 0, &m, &err));
    assert_int_equal(ctr_meeting_participant_count(m), PROCESSES + 1);
    assert_int_equal(ctr_meeting_revision(m), PROCESSES + 1);
    ctr_meeting_free(m);
    assert_store_sound(f->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_new_is_added),
        TEST(a_period_is_kept_by_a_meeting_that_has_everything),
        TEST(an_amendment_does_not_judge_what_was_before_it),
        TEST(lists_go_page_by_page),
        TEST(what_is_wrong_is_said),
        cmocka_unit_test(words_have_names),
        cmocka_unit_test_setup_teardown(eight_record_one_meeting, fixture_file, fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
