/* Decisions as records: out of memo and request, out of what was recorded, with the facts of the
 * store. */
#include "change_case.h"

static ctr_adr *record_of(struct fixture *f, const char *id)
{
    ctr_adr *a = NULL;
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_decision_adr_of(f->store, "shop", "deal", id, &a, &err));
    return a;
}

/* What is written is read as the same. */
static void reads_back(const ctr_adr *a)
{
    ctr_adr *again = NULL;
    ctr_error *err = NULL;
    ctr_source s = source_of(ctr_adr_markdown(a));
    assert_ctr_ok(ctr_adr_read(&s, NULL, &again, &err));
    assert_string_equal(ctr_adr_markdown(again), ctr_adr_markdown(a));
    ctr_adr_free(again);
}

static void memo_and_request_make_a_record(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    struct text_sink text = {NULL, 0};

    master(f, MASTER);
    opened(f, "id: CR-1\nrequester: supplier\nsummary: Another colour\n"
              "impact_analysis: {budget_delta_pct: 12, schedule_slip_days: 1, risk_score: 1, "
              "value: 'more orders'}\n" MEMO);
    ctr_adr *a = record_of(f, "CR-1");
    assert_int_equal(ctr_adr_status_of(a), CTR_ADR_PROPOSED);
    reads_back(a);
    ctr_adr_free(a);
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    assert_ctr_ok(vote(f, "CR-1", CTR_VOTE_APPROVE, "client", NULL, NULL, &err));
    assert_ctr_ok(vote(f, "CR-1", CTR_VOTE_APPROVE, "expert", NULL, NULL, &err));
    a = record_of(f, "CR-1");
    assert_ctr_ok(ctr_adr_render(a, CTR_RENDER_MARKDOWN, text_sink_write, &text, &err));
    assert_string_equal(text.text, "---\nstatus: accepted\ndate: 2026-01-01\n"
                                   "decision-makers: [client, expert]\n---\n\n# Another colour\n\n"
                                   "## Context and Problem Statement\n\ntoo slow\n\nmeasured\n\n"
                                   "## Considered Options\n\n* wait\n* faster\n\n"
                                   "## Decision Outcome\n\nfaster\n\nbecause\n\n"
                                   "### Consequences\n\n* Value: more orders\n"
                                   "* measure again (client, until 2026-03-01)\n\n"
                                   "## More Information\n\n"
                                   "Change shop/deal/CR-1, asked for by supplier; class major.\n");
    free(text.text);
    assert_string_equal(ctr_adr_option_at(a, 1), "faster");
    assert_string_equal(ctr_adr_consequence_at(a, 1), "measure again (client, until 2026-03-01)");
    assert_null(ctr_adr_consequence_at(a, 2));
    reads_back(a);
    ctr_adr_free(a);
}

static void what_was_recorded_rules_but_for_the_facts(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_call call = call_of("client");
    ctr_source s = source_of("---\nstatus: proposed\ndate: 2020-01-01\ninformed: [all]\n---\n"
                             "# Mine\n## Decision\nso be it\n## Odd\nkept\n");

    master(f, MASTER);
    opened(f, "id: CR-0\nrequester: supplier\n" MINOR);
    opened(f, "id: CR-1\nrequester: supplier\nsupersedes: [CR-0]\n" MINOR);
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    assert_ctr_ok(
        ctr_decision_record(f->store, "shop", "deal", "CR-1", NULL, &s, &call, NULL, &err));
    assert_ctr_ok(decide(f, "CR-1", CTR_OUTCOME_APPROVED, "client", &err));
    ctr_adr *a = record_of(f, "CR-1");
    assert_string_equal(ctr_adr_markdown(a),
                        "---\nstatus: accepted\ndate: 2026-01-01\ndecision-makers: [client]\n"
                        "informed: [all]\nsupersedes: [CR-0]\n---\n\n# Mine\n\n"
                        "## Decision Outcome\n\nso be it\n\n## Odd\n\nkept\n");
    reads_back(a);
    ctr_adr_free(a);
    a = record_of(f, "CR-0");
    assert_int_equal(ctr_adr_status_of(a), CTR_ADR_SUPERSEDED);
    assert_string_equal(ctr_adr_superseded_by(a), "CR-1");
    assert_string_equal(ctr_adr_title(a), "Change CR-0");
    reads_back(a);
    ctr_adr_free(a);
    assert_store_sound(f->store);
}

static void hostile_words_stay_words(void **state)
{
    struct fixture *f = *state;

    master(f, MASTER);
    opened(f,
           "{\"id\": \"CR-1\", \"requester\": \"a\\nb\", \"summary\": \"# x\\n## Consequences\", "
           "\"context_memo\": {\"problem\": \"## Decision Outcome\\n```\\n---\", "
           "\"alternatives\": [\"one\\n# two\"], \"decision\": \"# Title\"}}");
    ctr_adr *a = record_of(f, "CR-1");
    assert_string_equal(ctr_adr_title(a), "# x ## Consequences");
    assert_string_equal(ctr_adr_context(a), "\\## Decision Outcome\n\\```\n\\---");
    assert_string_equal(ctr_adr_outcome(a), "\\# Title");
    assert_int_equal(ctr_adr_option_count(a), 2);
    reads_back(a);
    ctr_adr_free(a);
}

static void bad_records_and_calls_are_refused(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_adr *a = NULL;
    ctr_call call = call_of("client");
    ctr_source s = source_of("# T\n## Decision\n## Decision\n");
    struct text_sink text = {NULL, 0};

    master(f, MASTER);
    opened(f, "id: CR-1\nrequester: supplier\n" MINOR);
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    int64_t before = last_event(f);
    assert_ctr_fails(
        CTR_E_INPUT, "CR.yaml:3:1: 'Decision' is there twice; leave one of them",
        ctr_decision_record(f->store, "shop", "deal", "CR-1", NULL, &s, &call, NULL, &err));
    assert_int_equal(last_event(f), before);
    assert_ctr_fails(CTR_E_INPUT, NULL, ctr_adr_read(&s, NULL, &a, &err));
    assert_null(a);
    assert_ctr_fails(CTR_E_NOT_FOUND, "'shop/deal' has no change 'CR-9'",
                     ctr_decision_adr_of(f->store, "shop", "deal", "CR-9", &a, &err));
    ctr_change *h = get(f, "CR-1");
    assert_ctr_fails(CTR_E_UNSUPPORTED, NULL,
                     ctr_change_render(h, CTR_RENDER_MARKDOWN, text_sink_write, &text, &err));
    ctr_change_free(h);
    assert_null(ctr_adr_title(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(memo_and_request_make_a_record),
        TEST(what_was_recorded_rules_but_for_the_facts),
        TEST(hostile_words_stay_words),
        TEST(bad_records_and_calls_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
