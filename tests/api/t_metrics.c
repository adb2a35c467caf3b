/* Figures of a master contract. */
#include "change_case.h"

#define HOUR INT64_C(3600000000)
#define DAY (24 * HOUR)
#define OFFICE                                                                                     \
    "calendars: [{id: office, zone: UTC, days: [mon, tue, wed, thu, fri], hours: "                 \
    "'09:00-17:00'}]\n"

static ctr_call call_at(const char *who, int64_t after)
{
    ctr_call call = call_of(who);
    call.now_us = FIXTURE_START_US + after;
    return call;
}

/* Asked for at one instant, decided on at another; 0: not yet. */
static void asked(struct fixture *f, const char *id, int64_t from, int64_t decided)
{
    char text[200];
    ctr_error *err = NULL;
    ctr_call call = call_at("supplier", from);

    snprintf(text, sizeof text, "id: %s\nrequester: supplier\n" MINOR, id);
    ctr_source s = source_of(text);
    assert_ctr_ok(ctr_change_open(f->store, "shop", "deal", &s, &call, NULL, &err));
    assert_ctr_ok(ctr_change_submit(f->store, "shop", "deal", id, &call, NULL, &err));
    if (decided) {
        call = call_at("client", decided);
        assert_ctr_ok(ctr_change_decide(f->store, "shop", "deal", id, CTR_OUTCOME_REJECTED, &call,
                                        NULL, &err));
    }
}

static ctr_metrics *metrics(struct fixture *f, const char *from, const char *until)
{
    ctr_metrics_options o;
    ctr_metrics *m = NULL;
    ctr_error *err = NULL;

    ctr_metrics_options_init(&o, sizeof o);
    o.from = from;
    o.until = until;
    assert_ctr_ok(ctr_metrics_get(f->store, "shop", "deal", &o, &m, &err));
    return m;
}

static size_t find(const ctr_metrics *m, const char *name, const char *statistic)
{
    size_t i = 0;
    while (i < ctr_metrics_count(m) &&
           (strcmp(ctr_metrics_name(m, i), name) != 0 ||
            (statistic && strcmp(ctr_metrics_statistic(m, i), statistic) != 0))) {
        i++;
    }
    assert_true(i < ctr_metrics_count(m));
    return i;
}

static const char *value(const ctr_metrics *m, const char *name, const char *statistic)
{
    return ctr_metrics_value(m, find(m, name, statistic));
}

/* Thursday 9 o'clock; decided after 2, 4 and 24 hours; the third takes 8 working hours. */
static void decisions_are_timed_by_both_clocks(void **state)
{
    struct fixture *f = *state;
    static const char name[] = "cr_decision_lead_time";

    master(f, MASTER OFFICE);
    asked(f, "CR-1", 9 * HOUR, 11 * HOUR);
    asked(f, "CR-2", 12 * HOUR, 16 * HOUR);
    asked(f, "CR-3", 16 * HOUR, 40 * HOUR);
    asked(f, "CR-4", 41 * HOUR, 0);
    ctr_metrics *m = metrics(f, NULL, NULL);
    assert_string_equal(value(m, name, "p50"), "4");
    assert_string_equal(value(m, name, "p90"), "24");
    assert_string_equal(value(m, "cr_decision_lead_time_working", "p90"), "8");
    size_t at = find(m, name, "p50");
    assert_string_equal(ctr_metrics_alias(m, at), "change_lead_time");
    assert_string_equal(ctr_metrics_unit(m, at), "hours");
    assert_null(ctr_metrics_subject(m, at));
    assert_null(ctr_metrics_reason(m, at));
    assert_int_equal(ctr_metrics_samples(m, at), 3);
    assert_int_equal(ctr_metrics_open(m, at), 1); /* CR-4 is counted, not dropped */
    assert_string_equal(value(m, "open_changes", NULL), "1");
    assert_null(ctr_metrics_name(m, ctr_metrics_count(m)));
    ctr_metrics_free(m);
}

static void a_window_counts_what_was_decided_in_it(void **state)
{
    struct fixture *f = *state;
    static const char name[] = "cr_decision_lead_time";

    master(f, MASTER);
    asked(f, "CR-1", 9 * HOUR, 11 * HOUR);       /* 2026-01-01 */
    asked(f, "CR-2", 20 * HOUR, DAY + 2 * HOUR); /* decided on the 2nd */
    asked(f, "CR-3", DAY + 3 * HOUR, 3 * DAY);   /* decided at midnight, the 4th */
    ctr_metrics *m = metrics(f, "2026-01-02", "2026-01-03");
    size_t at = find(m, name, "p50");
    assert_string_equal(ctr_metrics_value(m, at), "6");
    assert_int_equal(ctr_metrics_samples(m, at), 1);
    assert_int_equal(ctr_metrics_open(m, at), 1); /* CR-3 was, at the end of those days */
    ctr_metrics_free(m);
    m = metrics(f, NULL, "2025-12-31");
    assert_null(value(m, name, "p50"));
    assert_string_equal(ctr_metrics_reason(m, find(m, name, "p50")),
                        "nothing was decided on in these days");
    ctr_metrics_free(m);
}

static void a_half_is_no_rounding_error(void **state)
{
    struct fixture *f = *state;

    master(f, MASTER);
    asked(f, "CR-1", 9 * HOUR, 9 * HOUR + HOUR / 3);
    ctr_metrics *m = metrics(f, NULL, NULL);
    assert_string_equal(value(m, "cr_decision_lead_time", "p50"), "0.333333");
    ctr_metrics_free(m);
}

static void days_are_checked(void **state)
{
    struct fixture *f = *state;
    ctr_metrics_options o;
    ctr_metrics *m = NULL;
    ctr_error *err = NULL;

    master(f, MASTER);
    ctr_metrics_options_init(&o, sizeof o);
    o.from = "2026-02-30";
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "the first day '2026-02-30' is no date; wanted one that exists, such as "
                     "2026-01-31",
                     ctr_metrics_get(f->store, "shop", "deal", &o, &m, &err));
    o.from = "2026-02-02";
    o.until = "2026-02-01";
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "the first day, 2026-02-02, is behind the last one, 2026-02-01",
                     ctr_metrics_get(f->store, "shop", "deal", &o, &m, &err));
    do_create(f, "orders", "1.0.0", "{}");
    assert_ctr_fails(CTR_E_STATE, NULL,
                     ctr_metrics_get(f->store, "shop", "orders", NULL, &m, &err));
    assert_ctr_fails(CTR_E_NOT_FOUND, NULL,
                     ctr_metrics_get(f->store, "shop", "nobody", NULL, &m, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(decisions_are_timed_by_both_clocks),
        TEST(a_window_counts_what_was_decided_in_it),
        TEST(a_half_is_no_rounding_error),
        TEST(days_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
