/*
 * What comes too late or at a time that cannot be: votes on what is decided, a clock that goes
 * backwards, dates that do not exist. Each is refused with its words, and nothing is written.
 */
#include "api/change_case.h"

#define HOUR INT64_C(3600000000)

static const char work[] = "id: s\n"
                           "dates: {start: 2025-12-01}\n"
                           "value_hypothesis: {metric: m, target: '>= 1'}\n"
                           "acceptance_criteria: [{id: AC1}]\n";

static void sow(struct fixture *f)
{
    ctr_create c;
    ctr_error *err = NULL;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "s";
    c.label = "1.0.0";
    c.type = CTR_TYPE_SOW;
    c.document.data = work;
    c.document.size = strlen(work);
    assert_ctr_ok(ctr_contract_create(f->store, &c, NULL, NULL, &err));
    do_activate(f, "s", "1.0.0");
}

/* ---- votes after the decision ---- */

#define LATE                                                                                       \
    "change 'shop/deal/CR-1' was approved at 2026-01-01T00:00:13Z; this comes after the decision"

static void what_is_decided_takes_no_votes(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER);
    assert_ctr_ok(open_change(f, "id: CR-1\nrequester: supplier\n" MINOR, NULL, &err));
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    assert_ctr_ok(decide(f, "CR-1", CTR_OUTCOME_APPROVED, "client", &err));
    int64_t before = last_event(f);
    assert_ctr_fails(CTR_E_STATE, LATE,
                     vote(f, "CR-1", CTR_VOTE_REJECT, "expert", NULL, NULL, &err));
    assert_ctr_fails(CTR_E_STATE, LATE, decide(f, "CR-1", CTR_OUTCOME_REJECTED, "client", &err));
    assert_int_equal(last_event(f), before);
    does(f, ctr_change_implement, "CR-1", "supplier", CTR_CHANGE_IMPLEMENTED);
    before = last_event(f);
    assert_ctr_fails(CTR_E_STATE, LATE,
                     vote(f, "CR-1", CTR_VOTE_REJECT, "expert", NULL, NULL, &err));
    assert_int_equal(last_event(f), before);
    assert_store_sound(f->store);
}

/* ---- a clock that goes backwards ---- */

static const char *const pair[] = {"Assets:Deal:Cost", "Liabilities:Deal:Supplier"};
static const int64_t ten[] = {1000, -1000};

static ctr_status back_vote(ctr_store *s, const ctr_call *call, ctr_error **err)
{
    return ctr_change_vote(s, "shop", "deal", "CR-1", CTR_VOTE_APPROVE, NULL, call, NULL, err);
}

static ctr_status back_decide(ctr_store *s, const ctr_call *call, ctr_error **err)
{
    return ctr_change_decide(s, "shop", "deal", "CR-1", CTR_OUTCOME_APPROVED, call, NULL, err);
}

static ctr_status back_implement(ctr_store *s, const ctr_call *call, ctr_error **err)
{
    return ctr_change_implement(s, "shop", "deal", "CR-2", call, NULL, err);
}

static ctr_status back_post(ctr_store *s, const ctr_call *call, ctr_error **err)
{
    ctr_entry_spec e;

    ctr_entry_spec_init(&e, sizeof e);
    e.kind = CTR_ENTRY_COST;
    e.accounts = pair;
    e.amounts = ten;
    e.posting_count = 2;
    return ctr_ledger_post(s, "shop", "deal", &e, 1, call, NULL, err);
}

static ctr_status back_measure(ctr_store *s, const ctr_call *call, ctr_error **err)
{
    ctr_sow_measurement m;

    ctr_sow_measurement_init(&m, sizeof m);
    m.of = "m";
    m.value = "1";
    m.on = "2025-12-31";
    return ctr_sow_measured(s, "shop", "s", &m, call, NULL, err);
}

static ctr_status back_accept(ctr_store *s, const ctr_call *call, ctr_error **err)
{
    return ctr_sow_accept(s, "shop", "s", "AC1", "e", NULL, call, NULL, err);
}

static ctr_status back_freeze(ctr_store *s, const ctr_call *call, ctr_error **err)
{
    return ctr_sow_freeze(s, "shop", "s", call, NULL, err);
}

static ctr_status back_sow_post(ctr_store *s, const ctr_call *call, ctr_error **err)
{
    return ctr_sow_post(s, "shop", "s", call, NULL, err);
}

static ctr_status back_pause(ctr_store *s, const ctr_call *call, ctr_error **err)
{
    return ctr_timer_pause(s, "shop", "deal", "CR-1", "waiting", call, NULL, err);
}

static ctr_status back_sweep(ctr_store *s, const ctr_call *call, ctr_error **err)
{
    return ctr_timer_sweep(s, call->now_us, NULL, call, NULL, err);
}

static const struct {
    const char *name;
    ctr_status (*act)(ctr_store *s, const ctr_call *call, ctr_error **err);
} writes[] = {{"vote", back_vote},         {"decide", back_decide}, {"implement", back_implement},
              {"post", back_post},         {"freeze", back_freeze}, {"measure", back_measure},
              {"accept", back_accept},     {"pay", back_sow_post},  {"pause a timer", back_pause},
              {"sweep timers", back_sweep}};

/* The last event is of 12:00:00; an hour before that nothing can happen any more. */
static void nothing_happens_before_what_has_happened(void **state)
{
    struct fixture *f = *state;
    ctr_call call;
    ctr_edit edit;
    ctr_error *err = NULL;

    master(f, MASTER);
    assert_ctr_ok(ctr_ledger_chart(f->store, "shop", "deal", NULL, NULL, NULL, &err));
    sow(f);
    assert_ctr_ok(open_change(f, "id: CR-1\nrequester: supplier\n" MINOR, NULL, &err));
    assert_ctr_ok(
        open_change(f, "id: CR-2\ntype: emergency\nrequester: supplier\n" MINOR, NULL, &err));
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    call = call_of("client");
    call.now_us = FIXTURE_START_US + 12 * HOUR;
    ctr_edit_init(&edit, sizeof edit);
    edit.owner_role = "somebody";
    assert_ctr_ok(ctr_contract_edit(f->store, "shop", "s", &edit, &call, NULL, &err));
    int64_t before = last_event(f);
    call.now_us -= HOUR;
    for (size_t i = 0; i < sizeof writes / sizeof writes[0]; i++) {
        ctr_status status = writes[i].act(f->store, &call, &err);
        if (status != CTR_E_ARGUMENT) {
            fail_msg("%s: %s, %s", writes[i].name, ctr_status_name(status), ctr_error_message(err));
        }
        assert_string_equal(ctr_error_message(err),
                            "the given time 2026-01-01T11:00:00Z is before the last event at "
                            "2026-01-01T12:00:00Z");
        ctr_error_free(err);
        err = NULL;
        assert_int_equal(last_event(f), before);
    }
    /* a clock of the store that stands behind it is moved on, and orders nothing anew */
    f->now_us = FIXTURE_START_US;
    ctr_sow *frozen = NULL;
    assert_ctr_ok(ctr_sow_accept(f->store, "shop", "s", "AC1", "e", NULL, NULL, &frozen, &err));
    ctr_sow_free(frozen);
    assert_int_equal(last_event(f), before + 1);
    assert_store_sound(f->store);
}

/* ---- dates that do not exist ---- */

static const struct {
    ctr_terms_kind kind;
    const char *text, *said;
} dates[] = {
    {CTR_TERMS_SOW, "id: s\ndates:\n  start: 2027-02-29\n",
     "CR.yaml:3:10: /dates/start: should be a date that exists, as 2026-12-31, found '2027-02-29'"},
    {CTR_TERMS_SOW, "id: s\ndates: {start: 2027-02-01, end: 2027-02-29}\n",
     "CR.yaml:2:33: /dates/end: should be a date that exists, as 2026-12-31, found '2027-02-29'"},
    {CTR_TERMS_SOW, "id: s\nvalue_hypothesis:\n  metric: m\n  due: 2027-02-29\n",
     "CR.yaml:4:8: /value_hypothesis/due: should be a date that exists, as 2026-12-31, found "
     "'2027-02-29'"},
    {CTR_TERMS_SOW, "id: s\nbacklog:\n  - {id: a, added: 2027-02-29}\n",
     "CR.yaml:3:20: /backlog/a/added: should be a date that exists, as 2026-12-31, found "
     "'2027-02-29'"},
    {CTR_TERMS_SOW, "id: s\ndeliverables:\n  - {id: a, description: b, due: 2027-04-31}\n",
     "CR.yaml:3:34: /deliverables/a/due: should be a date that exists, as 2026-12-31, found "
     "'2027-04-31'"},
    {CTR_TERMS_CHANGE, "id: CR-1\ncreated: 2027-02-29\n",
     "CR.yaml:2:10: /created: should be a date that exists, as 2026-12-31, found '2027-02-29'"},
    {CTR_TERMS_CHANGE, "id: CR-1\ntarget_effect:\n  effective_date: 2027-02-29\n",
     "CR.yaml:3:19: /target_effect/effective_date: should be a date that exists, as 2026-12-31, "
     "found '2027-02-29'"},
    {CTR_TERMS_MASTER, "meta:\n  id: m\n  effective_date: 2027-02-29\n",
     "CR.yaml:3:19: /meta/effective_date: should be a date that exists, as 2026-12-31, found "
     "'2027-02-29'"},
};

static void a_day_that_does_not_exist_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        const ctr_source s = source_of(dates[i].text);
        ctr_terms *terms = NULL;
        ctr_error *err = NULL;
        assert_ctr_fails(CTR_E_INPUT, dates[i].said,
                         ctr_terms_read(&s, dates[i].kind, 0, NULL, &terms, &err));
        assert_null(terms);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_decided_takes_no_votes, fixture_memory,
                                        fixture_end),
        cmocka_unit_test(a_day_that_does_not_exist_is_named),
        cmocka_unit_test_setup_teardown(nothing_happens_before_what_has_happened, fixture_memory,
                                        fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
