/* Decisions on changes: who may decide, whose vote counts, what a major change needs. */
#include "change_case.h"

static void a_committee_decides_by_distinct_parties(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_change *h = NULL;

    master(f, MASTER);
    opened(f, "id: CR-1\nrequester: supplier\n" MAJOR MEMO);
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    assert_ctr_fails(CTR_E_DENIED,
                     "'client' may not decide on 'shop/deal/CR-1': the steering committee decides "
                     "by votes",
                     decide(f, "CR-1", CTR_OUTCOME_APPROVED, "client", &err));
    assert_ctr_fails(CTR_E_DENIED,
                     "'mallory' may not vote on 'shop/deal/CR-1': 'mallory' has no vote on it; "
                     "those who have: client, supplier and expert",
                     vote(f, "CR-1", CTR_VOTE_APPROVE, "mallory", NULL, NULL, &err));
    assert_ctr_fails(CTR_E_DENIED,
                     "'mallory' may not vote on 'shop/deal/CR-1': 'mallory' holds no delegation of "
                     "'client' today",
                     vote(f, "CR-1", CTR_VOTE_APPROVE, "mallory", "client", NULL, &err));
    assert_ctr_ok(vote(f, "CR-1", CTR_VOTE_APPROVE, "supplier", NULL, &h, &err));
    assert_int_equal(ctr_decision_vote_counts(ctr_change_decision(h), 0), 0);
    assert_string_equal(ctr_change_remark_at(h, 0),
                        "the vote of who asks for the change does not count");
    ctr_change_free(h);
    assert_ctr_ok(vote(f, "CR-1", CTR_VOTE_APPROVE, "client", NULL, NULL, &err));
    assert_ctr_ok(vote(f, "CR-1", CTR_VOTE_APPROVE, "client", NULL, &h, &err));
    assert_int_equal(ctr_change_state_of(h), CTR_CHANGE_ANALYSED);
    assert_int_equal(ctr_decision_votes(ctr_change_decision(h)), 3);
    assert_int_equal(ctr_decision_vote_counts(ctr_change_decision(h), 1), 0);
    ctr_change_free(h);
    assert_ctr_ok(vote(f, "CR-1", CTR_VOTE_APPROVE, "expert", NULL, &h, &err));
    assert_int_equal(ctr_change_state_of(h), CTR_CHANGE_APPROVED);
    ctr_change_free(h);
    assert_ctr_fails(CTR_E_STATE, NULL,
                     vote(f, "CR-1", CTR_VOTE_REJECT, "client", NULL, NULL, &err));
    assert_store_sound(f->store);
}

static void a_requester_who_alone_has_the_right_does_not_decide(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_change *h = NULL;

    master(f, MASTER);
    opened(f, "id: CR-1\nrequester: client\n" MINOR);
    does(f, ctr_change_submit, "CR-1", "client", CTR_CHANGE_ANALYSED);
    assert_ctr_fails(CTR_E_DENIED,
                     "'client' may not decide on 'shop/deal/CR-1': who asks for a change does not "
                     "decide on it",
                     decide(f, "CR-1", CTR_OUTCOME_APPROVED, "client", &err));
    assert_ctr_ok(vote(f, "CR-1", CTR_VOTE_APPROVE, "client", NULL, &h, &err));
    assert_int_equal(ctr_change_state_of(h), CTR_CHANGE_ANALYSED); /* neither way */
    ctr_change_free(h);
}

static void report_mode_says_what_would_have_been_refused(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_change *h = NULL;

    master(f, MASTER_REPORT);
    opened(f, "id: CR-1\nrequester: supplier\n" MINOR);
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    assert_ctr_ok(vote(f, "CR-1", CTR_VOTE_APPROVE, "mallory", NULL, &h, &err));
    assert_string_equal(ctr_change_remark_at(h, 0),
                        "would have been refused: 'mallory' has no vote on it; those who have: "
                        "client");
    assert_int_equal(ctr_change_state_of(h), CTR_CHANGE_ANALYSED);
    ctr_change_free(h);
    assert_ctr_ok(decide(f, "CR-1", CTR_OUTCOME_REJECTED, "mallory", &err));
    h = get(f, "CR-1");
    assert_int_equal(ctr_change_state_of(h), CTR_CHANGE_REJECTED);
    ctr_change_free(h);
    assert_store_sound(f->store);
}

static void a_delegate_votes_for_the_party_and_passes_nothing_on(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_change *h = NULL;
    ctr_delegate d;
    ctr_delegation *out = NULL;
    ctr_call call = call_of("client");

    master(f, MASTER);
    opened(f, "id: CR-1\nrequester: supplier\n" MINOR);
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    ctr_delegate_init(&d, sizeof d);
    d.team = "shop";
    d.name = "deal";
    d.to = "anna";
    d.until_us = FIXTURE_START_US + INT64_C(40) * 86400 * 1000000;
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "from 2026-01-01 until 2026-02-10 is longer than the 30 days that the "
                     "master's delegation_days allows",
                     ctr_decision_delegate(f->store, &d, &call, NULL, &err));
    d.until_us = FIXTURE_START_US + INT64_C(9) * 86400 * 1000000;
    assert_ctr_ok(ctr_decision_delegate(f->store, &d, &call, &out, &err));
    assert_string_equal(ctr_delegation_until_date(out), "2026-01-10");
    ctr_delegation_free(out);
    call.actor = "anna";
    d.party = "client";
    d.to = "bob";
    assert_ctr_fails(CTR_E_DENIED,
                     "'anna' may not delegate the vote of 'client': it is delegated to them, and a "
                     "delegation cannot be passed on",
                     ctr_decision_delegate(f->store, &d, &call, NULL, &err));
    assert_ctr_ok(vote(f, "CR-1", CTR_VOTE_APPROVE, "anna", "client", &h, &err));
    assert_int_equal(ctr_change_state_of(h), CTR_CHANGE_APPROVED);
    assert_string_equal(ctr_decision_vote_actor(ctr_change_decision(h), 0), "anna");
    ctr_change_free(h);
    assert_store_sound(f->store);
}

static void a_major_change_is_explained_before_and_amended_after(void **state)
{
    static const char sow[] = "id: S-1\ndates: {start: 2026-01-05, end: 2026-01-16}\n"
                              "goals: [{description: x}]\nlinks: {changes: [CR-1]}\n";
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_change *h = NULL;
    ctr_create c;

    master(f, MASTER);
    opened(f, "id: CR-2\nrequester: supplier\n" MAJOR);
    does(f, ctr_change_submit, "CR-2", "supplier", CTR_CHANGE_ANALYSED);
    assert_ctr_ok(vote(f, "CR-2", CTR_VOTE_APPROVE, "client", NULL, NULL, &err));
    assert_ctr_fails(CTR_E_STATE,
                     "change 'shop/deal/CR-2' is major and cannot be approved yet: it needs a "
                     "context memo with a problem; record it with the decision",
                     vote(f, "CR-2", CTR_VOTE_APPROVE, "expert", NULL, NULL, &err));
    opened(f, "id: CR-1\nrequester: supplier\n" MAJOR MEMO);
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    assert_ctr_ok(vote(f, "CR-1", CTR_VOTE_APPROVE, "client", NULL, NULL, &err));
    assert_ctr_ok(vote(f, "CR-1", CTR_VOTE_APPROVE, "expert", NULL, NULL, &err));
    does(f, ctr_change_implement, "CR-1", "supplier", CTR_CHANGE_IMPLEMENTED);
    assert_ctr_fails(CTR_E_STATE, NULL,
                     ctr_change_close(f->store, "shop", "deal", "CR-1", NULL, NULL, NULL, &err));
    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "sprint";
    c.label = "1.0.0";
    c.type = CTR_TYPE_SOW;
    c.document.data = sow;
    c.document.size = strlen(sow);
    assert_ctr_ok(ctr_contract_create(f->store, &c, NULL, NULL, &err));
    assert_ctr_fails(
        CTR_E_STATE,
        "'shop/sprint@1.0.0' cannot be the addendum of 'shop/deal/CR-1': it is a draft",
        ctr_change_close(f->store, "shop", "deal", "CR-1", "shop/sprint@1.0.0", NULL, NULL, &err));
    do_activate(f, "sprint", "1.0.0");
    assert_ctr_ok(
        ctr_change_close(f->store, "shop", "deal", "CR-1", "shop/sprint@1.0.0", NULL, &h, &err));
    assert_string_equal(ctr_change_addendum(h), "shop/sprint@1.0.0");
    ctr_change_free(h);
    assert_store_sound(f->store);
}

static void memo_and_record_can_be_added_to_the_decision(void **state)
{
    static const char memo[] = "problem: p\nevidence: e\nalternatives: [a]\ndecision: d\n"
                               "follow_ups: [{action: a, owner: o, due: 2026-03-01}]\n";
    static const char no_owner[] = "problem: p\nfollow_ups: [{action: a, due: 2026-03-01}]\n";
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_change *h = NULL;
    ctr_source m = source_of(memo);
    ctr_source bad = source_of(no_owner);
    ctr_source adr = source_of("no title\n");

    master(f, MASTER);
    opened(f, "id: CR-1\nrequester: supplier\n" MAJOR);
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    assert_ctr_fails(
        CTR_E_INPUT, NULL,
        ctr_decision_record(f->store, "shop", "deal", "CR-1", &bad, NULL, NULL, NULL, &err));
    bad = source_of("problem: ' '\nevidence: e\n");
    assert_ctr_fails(
        CTR_E_INPUT, "CR.yaml:1:1: the context memo lacks a problem",
        ctr_decision_record(f->store, "shop", "deal", "CR-1", &bad, NULL, NULL, NULL, &err));
    assert_ctr_fails(
        CTR_E_INPUT,
        "CR.yaml:1:1: is no decision record; wanted Markdown that begins with a line '# Title'",
        ctr_decision_record(f->store, "shop", "deal", "CR-1", NULL, &adr, NULL, NULL, &err));
    adr = source_of("# Faster\n\nBecause.\n");
    assert_ctr_ok(
        ctr_decision_record(f->store, "shop", "deal", "CR-1", &m, NULL, NULL, NULL, &err));
    assert_ctr_ok(vote(f, "CR-1", CTR_VOTE_APPROVE, "client", NULL, NULL, &err));
    assert_ctr_fails(CTR_E_STATE,
                     "change 'shop/deal/CR-1' is major and cannot be approved yet: it needs a "
                     "decision record (adr); record it with the decision",
                     vote(f, "CR-1", CTR_VOTE_APPROVE, "expert", NULL, NULL, &err));
    assert_ctr_ok(
        ctr_decision_record(f->store, "shop", "deal", "CR-1", NULL, &adr, NULL, &h, &err));
    assert_string_equal(ctr_decision_adr(ctr_change_decision(h)), "# Faster\n\nBecause.\n");
    assert_non_null(ctr_decision_memo(ctr_change_decision(h)));
    ctr_change_free(h);
    assert_ctr_ok(vote(f, "CR-1", CTR_VOTE_APPROVE, "expert", NULL, NULL, &err));
    assert_store_sound(f->store);
}

static ctr_status act_as(struct fixture *f, plain verb, const char *id, const char *actor,
                         ctr_error **err)
{
    ctr_call call = call_of(actor);
    return verb(f->store, "shop", "deal", id, &call, NULL, err);
}

static void an_imported_decision_is_marked(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER);
    opened(f, "id: CR-1\nrequester: supplier\ndecision: {status: approved, approvers: [client, "
              "expert], date: 2025-12-01}\n" MINOR);
    opened(f, "id: CR-2\nrequester: supplier\n" MINOR);
    opened(f, "id: CR-3\nrequester: supplier\ndecision: {status: approved, approvers: [client], "
              "date: 2999-12-01}\n" MINOR);
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    does(f, ctr_change_submit, "CR-2", "supplier", CTR_CHANGE_ANALYSED);
    does(f, ctr_change_submit, "CR-3", "supplier", CTR_CHANGE_ANALYSED);
    assert_ctr_fails(CTR_E_INPUT, NULL, act_as(f, ctr_decision_import, "CR-3", "client", &err));
    assert_ctr_fails(CTR_E_DENIED,
                     "'supplier' may not import a decision on 'shop/deal/CR-1': who asks for a "
                     "change does not take over its decision",
                     act_as(f, ctr_decision_import, "CR-1", "supplier", &err));
    assert_ctr_fails(CTR_E_DENIED, NULL, act_as(f, ctr_decision_import, "CR-1", "passer-by", &err));
    does(f, ctr_decision_import, "CR-1", "client", CTR_CHANGE_APPROVED);
    ctr_change *h = get(f, "CR-1");
    assert_int_equal(ctr_decision_imported(ctr_change_decision(h)), 1);
    assert_int_equal(ctr_decision_votes(ctr_change_decision(h)), 0);
    assert_string_equal(ctr_decision_decided_by(ctr_change_decision(h)), "client, expert");
    ctr_change_free(h);
    assert_ctr_fails(CTR_E_INPUT, NULL, act(f, ctr_decision_import, "CR-2", &err));
    assert_store_sound(f->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_committee_decides_by_distinct_parties),
        TEST(a_requester_who_alone_has_the_right_does_not_decide),
        TEST(report_mode_says_what_would_have_been_refused),
        TEST(a_delegate_votes_for_the_party_and_passes_nothing_on),
        TEST(a_major_change_is_explained_before_and_amended_after),
        TEST(memo_and_record_can_be_added_to_the_decision),
        TEST(an_imported_decision_is_marked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
