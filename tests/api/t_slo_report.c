/* Attainment over windows, held against a model that knows nothing of ticks; and travel. */
#include "watch_case.h"

#define PLAIN HEAD LEVELS OFFICE("")

enum { CASES = 120 };

/* One case under "delivery": a day by the clock, no pause. */
struct model {
    int64_t start, stop; /* stop 0: open */
};

static uint64_t seed;

static uint32_t chance(uint32_t below)
{
    seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (uint32_t)(seed >> 33) % below;
}

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

struct counts {
    int64_t met, late, open;
    int64_t elapsed[CASES];
    size_t counted;
};

static void count(const struct model *m, int64_t now, int64_t from, int64_t to, struct counts *out)
{
    *out = (struct counts){.met = 0};
    for (int i = 0; i < CASES; i++) {
        int64_t due = m[i].start + DAY;
        int64_t end = m[i].stop ? m[i].stop : now;
        bool late = end > due;
        if (late && due >= from && due < to) {
            out->late++;
            out->elapsed[out->counted++] = end - m[i].start;
        } else if (!late && m[i].stop && m[i].stop >= from && m[i].stop < to) {
            out->met++;
            out->elapsed[out->counted++] = end - m[i].start;
        }
        out->open += !late && !m[i].stop && m[i].start < to;
    }
    qsort(out->elapsed, out->counted, sizeof out->elapsed[0], by_number);
}

static ctr_slo_report *measured(struct fixture *f, const char *slo, int64_t from, int64_t to)
{
    ctr_slo_window w;
    ctr_slo_report *r = NULL;
    ctr_error *err = NULL;

    ctr_slo_window_init(&w, sizeof w);
    w.team = "shop";
    w.name = "deal";
    w.slo = slo;
    w.from_us = from;
    w.to_us = to;
    assert_ctr_ok(ctr_slo_measure(f->store, &w, &r, &err));
    return r;
}

static int64_t rank(const struct counts *c, size_t percent)
{
    return c->counted ? c->elapsed[(percent * c->counted + 99) / 100 - 1] : 0;
}

static void compare(struct fixture *f, const struct model *m, int64_t now, int64_t from, int64_t to)
{
    struct counts c;

    count(m, now, from, to, &c);
    f->now_us = now - 1000000;
    ctr_slo_report *r = measured(f, "delivery", from, to);
    assert_int_equal(ctr_slo_report_met(r, 0), c.met);
    assert_int_equal(ctr_slo_report_breached(r, 0), c.late);
    assert_int_equal(ctr_slo_report_open(r, 0), c.open);
    assert_int_equal(ctr_slo_report_p50_us(r, 0), rank(&c, 50));
    assert_int_equal(ctr_slo_report_p90_us(r, 0), rank(&c, 90));
    assert_int_equal(ctr_slo_report_measured(r, 0), c.counted != 0);
    /* at least 95 of 100 */
    assert_int_equal(ctr_slo_report_reached(r, 0),
                     c.counted && 100 * c.met >= 95 * (int64_t)c.counted);
    ctr_slo_report_free(r);
}

static void a_report_is_what_a_model_counts(void **state)
{
    struct fixture *f = *state;
    struct model m[CASES] = {{0, 0}};
    char name[16];
    int64_t now = AT(10, 0, 0);
    ctr_error *err = NULL;

    seed = 20260105;
    print_message("seed %llu\n", (unsigned long long)seed);
    edition(f, "1.0.0", PLAIN);
    for (int i = 0; i < CASES; i++) {
        snprintf(name, sizeof name, "D-%d", i);
        now += chance(300) * MINUTE + 1;
        m[i].start = now;
        marked(f, CTR_SLO_START, "delivery", name, now, NULL);
        int j = (int)chance((uint32_t)i + 1);
        if (!m[j].stop && chance(10) < 7) {
            snprintf(name, sizeof name, "D-%d", j);
            now += chance(600) * MINUTE + 1;
            m[j].stop = now;
            marked(f, CTR_SLO_STOP, "delivery", name, now, NULL);
        }
        if (i % 40 == 39) { /* recorded or not, it counts the same */
            ctr_call call = call_at(now, "bot", NULL);
            assert_ctr_ok(ctr_slo_sweep_run(f->store, NULL, NULL, &call, NULL, &err));
        }
    }
    now += 2 * DAY;
    compare(f, m, now, AT(0, 0, 0), now + DAY);
    for (int64_t from = AT(9, 0, 0); from < now; from += 3 * DAY) {
        compare(f, m, now, from, from + 3 * DAY);
    }
    assert_store_sound(f->store);
}

static void what_is_not_measured_is_shown(void **state)
{
    struct fixture *f = *state;

    edition(f, "1.0.0", PLAIN);
    marked(f, CTR_SLO_START, "delivery", "D", AT(4, 9, 0), NULL);
    f->now_us = AT(4, 10, 0);
    ctr_slo_report *r = measured(f, NULL, 0, 0);
    assert_int_equal(ctr_slo_report_count(r), 4);
    const char *ids[] = {"review_turnaround", "delivery", "wish", "defect_triage"};
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(ctr_slo_report_slo(r, i), ids[i]);
        assert_int_equal(ctr_slo_report_measured(r, i), 0);
        assert_int_equal(ctr_slo_report_reached(r, i), 0); /* no data is no pass */
        assert_null(ctr_slo_report_attainment(r, i));
        assert_null(ctr_slo_report_budget_left(r, i));
    }
    assert_int_equal(ctr_slo_report_open(r, 1), 1);
    ctr_slo_report_free(r);
    /* dropped by the master, and still told */
    edition(f, "2.0.0", HEAD "collaboration_slos: {defect_triage_hours: 8}\n");
    f->now_us = AT(6, 10, 0);
    r = measured(f, NULL, 0, 0);
    assert_int_equal(ctr_slo_report_count(r), 2);
    assert_string_equal(ctr_slo_report_slo(r, 1), "delivery");
    assert_int_equal(ctr_slo_report_breached(r, 1), 1);
    assert_string_equal(ctr_slo_report_attainment(r, 1), "0");
    assert_string_equal(ctr_slo_report_budget_left(r, 1), "-0.95");
    ctr_slo_report_free(r);
    marked(f, CTR_SLO_STOP, "delivery", "D", AT(6, 11, 0), NULL); /* it can be ended */
}

static void bad_windows_are_refused(void **state)
{
    struct fixture *f = *state;
    ctr_slo_window w;
    ctr_slo_report *r = NULL;
    ctr_error *err = NULL;

    edition(f, "1.0.0", PLAIN);
    do_create(f, "orders", "1.0.0", "{}");
    ctr_slo_window_init(&w, sizeof w);
    w.team = "shop";
    w.name = "deal";
    w.from_us = AT(2, 0, 0);
    w.to_us = AT(1, 0, 0);
    assert_ctr_fails(CTR_E_ARGUMENT, "the window ends before it begins",
                     ctr_slo_measure(f->store, &w, &r, &err));
    w.from_us = AT(300, 0, 0);
    w.to_us = 0;
    assert_ctr_fails(CTR_E_ARGUMENT, "the window begins after now, where it ends",
                     ctr_slo_measure(f->store, &w, &r, &err));
    w.from_us = 0;
    w.slo = "speed";
    assert_ctr_fails(CTR_E_NOT_FOUND, "'shop/deal@1.0.0' has no service level 'speed'",
                     ctr_slo_measure(f->store, &w, &r, &err));
    w.slo = NULL;
    w.name = "orders";
    assert_ctr_fails(CTR_E_STATE,
                     "'shop/orders' is a contract of type data-format; service levels belong to "
                     "one of type master",
                     ctr_slo_measure(f->store, &w, &r, &err));
    assert_null(r);
}

/* ---- lists ---- */

static void lists_go_on_where_they_ended(void **state)
{
    struct fixture *f = *state;
    ctr_slo_filter filter;
    ctr_error *err = NULL;
    char name[16];
    size_t seen = 0;

    edition(f, "1.0.0", PLAIN);
    for (int i = 0; i < 7; i++) {
        snprintf(name, sizeof name, "D-%d", i);
        marked(f, CTR_SLO_START, i % 2 ? "delivery" : "review_turnaround", name, AT(4, 9, i), NULL);
    }
    marked(f, CTR_SLO_STOP, "delivery", "D-1", AT(4, 10, 0), NULL);
    ctr_slo_filter_init(&filter, sizeof filter);
    filter.limit = 3;
    for (;;) {
        ctr_slo_case_list *list = NULL;
        assert_ctr_ok(ctr_slo_find(f->store, &filter, &list, &err));
        for (size_t i = 0; i < ctr_slo_case_list_count(list); i++, seen++) {
            snprintf(name, sizeof name, "D-%zu", seen);
            assert_string_equal(ctr_slo_case_subject(ctr_slo_case_list_at(list, i)), name);
        }
        const char *next = ctr_slo_case_list_next(list);
        snprintf(name, sizeof name, "%s", next ? next : "");
        ctr_slo_case_list_free(list);
        if (!*name) {
            break;
        }
        filter.after = name;
    }
    assert_int_equal(seen, 7);
    filter.after = "x";
    ctr_slo_case_list *list = NULL;
    assert_ctr_fails(CTR_E_ARGUMENT, "'x' is not where a page of cases ended",
                     ctr_slo_find(f->store, &filter, &list, &err));
    filter.after = NULL;
    filter.limit = 0;
    filter.team = "shop";
    filter.name = "deal";
    filter.slo = "delivery";
    filter.open = 1;
    assert_ctr_ok(ctr_slo_find(f->store, &filter, &list, &err));
    assert_int_equal(ctr_slo_case_list_count(list), 2);
    ctr_slo_case_list_free(list);
    filter.open = 2;
    assert_ctr_ok(ctr_slo_find(f->store, &filter, &list, &err));
    assert_int_equal(ctr_slo_case_list_count(list), 1);
    assert_int_equal(ctr_slo_case_state_of(ctr_slo_case_list_at(list, 0)), CTR_SLO_STOPPED);
    ctr_slo_case_list_free(list);
    filter.name = NULL;
    assert_ctr_fails(CTR_E_ARGUMENT, "team and contract are named together",
                     ctr_slo_find(f->store, &filter, &list, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_report_is_what_a_model_counts),
        TEST(what_is_not_measured_is_shown),
        TEST(bad_windows_are_refused),
        TEST(lists_go_on_where_they_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
