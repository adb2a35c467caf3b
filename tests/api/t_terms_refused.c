/*
 * Governing documents by which nothing could ever be reckoned: each is refused where it would get
 * into the store, with file, line, column and field, and nothing is written.
 */
#include "api/change_case.h"

#define HEAD MASTER_HEAD GOVERNANCE("enforce") /* lines 1 to 10 */
#define SHARE "incentives: {model: target_cost, currency: EUR, target: 200000}\n"

struct row {
    const char *text, *said, *field;
};

static const struct row masters[] = {
    {HEAD "incentives:\n  model: barter\n",
     "deal.yaml:12:10: 'model' should be banded_share, target_cost", "model"},
    {HEAD "incentives:\n  model: target_cost\n  target: abc\n",
     "deal.yaml:13:11: 'target' is 'abc', wanted a decimal number", "target"},
    {HEAD "incentives:\n  model: target_cost\n  currency: QQQ\n",
     "deal.yaml:13:13: 'currency' should be an ISO 4217 code", "currency"},
    {HEAD "incentives:\n  model: target_cost\n  pain_share_pct: 150\n",
     "deal.yaml:13:19: 'pain_share_pct' is '150', wanted a percentage from 0 to 100 %",
     "pain_share_pct"},
    {HEAD "incentives:\n  model: target_cost\n  pain_share_pct: -1\n",
     "deal.yaml:13:19: 'pain_share_pct' is '-1', wanted a percentage from 0 to 100 %",
     "pain_share_pct"},
    {HEAD "incentives:\n  model: fpif\n  currency: EUR\n  target_cost: 1000\n  target_profit: 100\n"
          "  ceiling_price: 1050\n",
     "deal.yaml:16:18: 'ceiling' is EUR 1050.00, below the target price of EUR 1100.00", "ceiling"},
    {HEAD "incentives:\n  model: banded\n  target: 9\n  bands:\n    - [0, 90, 50]\n"
          "    - [100, null, 50]\n",
     "deal.yaml:16:7: /incentives/bands: the rule has a gap from 90 % to 100 %",
     "/incentives/bands"},
    {HEAD "incentives:\n  model: banded\n  target: 9\n  bands:\n    - [0, 100, 50]\n"
          "    - [90, null, 50]\n",
     "deal.yaml:16:7: /incentives/bands: the rule has overlapping bands", "/incentives/bands"},
    {HEAD SHARE "modifier: {cap: Infinity}\n",
     "deal.yaml:12:17: /modifier/cap: should be an amount in the major unit, found 'Infinity'",
     "/modifier/cap"},
    {HEAD SHARE "risk_policy: {buffer: {amount: 10, draw_limit: '0.001'}}\n",
     "deal.yaml:12:48: /risk_policy/buffer/draw_limit: 0.001 has more digits behind the point than "
     "EUR has: 2",
     "/risk_policy/buffer/draw_limit"},
    {HEAD "risk_policy: {buffer: {amount: 10, currency: QQQ}}\n",
     "deal.yaml:11:46: /risk_policy/buffer/currency: should be an ISO 4217 code that has a minor "
     "unit, such as EUR, found 'QQQ'",
     "/risk_policy/buffer/currency"},
    {HEAD "calendars:\n  - {id: office, zone: Mars/Olympus}\n",
     "deal.yaml:12:24: /calendars/office/zone: there is no time zone 'Mars/Olympus'",
     "/calendars/office/zone"},
    {HEAD "change_policy: {thresholds: {risk_score_major: high}}\n",
     "deal.yaml:11:48: /change_policy/thresholds/risk_score_major: should be a number",
     "/change_policy/thresholds/risk_score_major"},
    {"meta: {id: m, expiry_date: 2027-02-29}\n",
     "deal.yaml:1:28: /meta/expiry_date: should be a date that exists", "/meta/expiry_date"},
};

static const struct row sows[] = {
    {"id: s\nprice: a lot\n",
     "deal.yaml:2:8: /price: should be an amount in the major unit, found 'a lot'", "/price"},
    {"id: s\nprice: -5\n", "deal.yaml:2:8: /price: '-5' is below zero", "/price"},
    {"id: s\nprice: 99999999999999999999\n",
     "deal.yaml:2:8: /price: '99999999999999999999' is too large", "/price"},
    {"id: s\nprice: 1.5\ncurrency: JPY\n",
     "deal.yaml:2:8: /price: 1.5 has more digits behind the point than JPY has: 0", "/price"},
    {"id: s\ncurrency: gold\n", "deal.yaml:2:11: /currency: should be an ISO 4217 code",
     "/currency"},
};

static ctr_source document_of(const char *text)
{
    ctr_source s = source_of(text);
    s.file = "deal.yaml";
    return s;
}

static ctr_status create(struct fixture *f, const char *name, ctr_type type, const char *text,
                         ctr_error **err)
{
    ctr_create c;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = name;
    c.type = type;
    c.document = document_of(text);
    c.document.format = type == CTR_TYPE_MASTER ? CTR_FORMAT_MASTER : CTR_FORMAT_SOW;
    return ctr_contract_create(f->store, &c, NULL, NULL, err);
}

static ctr_status evolve(struct fixture *f, const char *name, const char *text, ctr_error **err)
{
    ctr_evolve e;

    ctr_evolve_init(&e, sizeof e);
    e.team = "shop";
    e.name = name;
    e.document = document_of(text);
    return ctr_contract_evolve(f->store, &e, NULL, NULL, err);
}

/* The message may go on. */
static void refused(ctr_status status, ctr_error **err, const struct row *row)
{
    assert_int_equal(status, CTR_E_INPUT);
    if (strncmp(ctr_error_message(*err), row->said, strlen(row->said)) != 0) {
        assert_string_equal(ctr_error_message(*err), row->said);
    }
    assert_string_equal(ctr_error_detail(*err, "field"), row->field);
    assert_non_null(ctr_error_detail(*err, "line"));
    assert_non_null(ctr_error_detail(*err, "column"));
    ctr_error_free(*err);
    *err = NULL;
}

static void no_contract_begins_or_goes_on_with_one(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    assert_ctr_ok(create(f, "deal", CTR_TYPE_MASTER, MASTER, &err));
    do_activate(f, "deal", "1.0.0");
    assert_ctr_ok(create(f, "s", CTR_TYPE_SOW, "id: s\nprice: 1.5\ncurrency: eur\n", &err));
    do_activate(f, "s", "1.0.0");
    int64_t before = last_event(f);
    for (size_t i = 0; i < sizeof masters / sizeof masters[0]; i++) {
        refused(create(f, "bad", CTR_TYPE_MASTER, masters[i].text, &err), &err, &masters[i]);
        refused(evolve(f, "deal", masters[i].text, &err), &err, &masters[i]);
    }
    for (size_t i = 0; i < sizeof sows / sizeof sows[0]; i++) {
        refused(create(f, "bad", CTR_TYPE_SOW, sows[i].text, &err), &err, &sows[i]);
        refused(evolve(f, "s", sows[i].text, &err), &err, &sows[i]);
    }
    assert_int_equal(last_event(f), before);
    assert_store_sound(f->store);
}

/* What the linter only remarks on is nobody's business here. */
static void holes_are_for_the_linter(void **state)
{
    static const char *const texts[] = {
        "meta: {id: m}\n",
        "meta: {id: m}\nvision: {success_criteria: [{metric: m, target: Expected +2%}]}\n",
        "meta: {id: m}\nincentives: {model: fpif}\n",
        "meta: {id: m}\ngovernance: {decision_rights: [{area: scope}]}\n",
        "meta: {id: m}\nrisk_policy: {buffer: 9000000000000.123}\n",
    };
    struct fixture *f = *state;
    ctr_error *err = NULL;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char name[16];
        snprintf(name, sizeof name, "m%zu", i);
        assert_ctr_ok(create(f, name, CTR_TYPE_MASTER, texts[i], &err));
        do_activate(f, name, "1.0.0");
    }
    assert_store_sound(f->store);
}

static const struct row requests[] = {
    {"id: CR-1\nimpact_analysis:\n  budget_delta: NaN\n",
     "CR.yaml:3:17: /impact_analysis/budget_delta: should be an amount in the major unit, found "
     "'NaN'",
     "/impact_analysis/budget_delta"},
    {"id: CR-1\nimpact_analysis:\n  budget_delta: 3.001 EUR\n",
     "CR.yaml:3:17: /impact_analysis/budget_delta: should be an amount in the major unit, found "
     "'3.001 EUR'",
     "/impact_analysis/budget_delta"},
    {"id: CR-1\nimpact_analysis:\n  budget_delta: '3.001'\n",
     "CR.yaml:3:17: /impact_analysis/budget_delta: 3.001 has more digits behind the point than EUR "
     "has: 2",
     "/impact_analysis/budget_delta"},
    {"id: CR-1\nimpact_analysis:\n  budget_delta: 0.5\n  currency: jpy\n",
     "CR.yaml:3:17: /impact_analysis/budget_delta: 0.5 has more digits behind the point than jpy "
     "has: 0",
     "/impact_analysis/budget_delta"},
    {"id: CR-1\nimpact_analysis:\n  budget_delta: 1e99\n",
     "CR.yaml:3:17: /impact_analysis/budget_delta: '1e99' is too large",
     "/impact_analysis/budget_delta"},
    {"id: CR-1\nimpact_analysis:\n  budget_delta: 3\n  currency: QQQ\n",
     "CR.yaml:4:13: /impact_analysis/currency: should be an ISO 4217 code that has a minor unit, "
     "such as EUR, found 'QQQ'",
     "/impact_analysis/currency"},
    {"id: CR-1\ntarget_effect:\n  amount: abc\n",
     "CR.yaml:3:11: /target_effect/amount: should be an amount in the major unit, found 'abc'",
     "/target_effect/amount"},
    {"id: CR-1\ntarget_effect: {amount: 9999999999999999999}\n",
     "CR.yaml:2:25: /target_effect/amount: '9999999999999999999' is too large",
     "/target_effect/amount"},
    {"id: CR-1\ntarget_effect: {effect: percent}\n",
     "CR.yaml:2:16: /target_effect/percent: is missing: the part of the budget that the target "
     "moves by",
     "/target_effect/percent"},
};

static void no_change_is_opened_with_one(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER);
    int64_t before = last_event(f);
    for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++) {
        refused(open_change(f, requests[i].text, NULL, &err), &err, &requests[i]);
    }
    assert_int_equal(last_event(f), before);
    opened(f, "id: CR-1\nimpact_analysis: {budget_delta: -3.01, currency: eur}\n");
    opened(f, "id: CR-2\ntarget_effect: {effect: percent, percent: 0}\n");
    assert_store_sound(f->store);
}

/* Of the map alone and of the whole request. */
static const struct row impacts[] = {
    {"budget_delta: NaN\n",
     "CR.yaml:1:15: /budget_delta: should be an amount in the major unit, found 'NaN'",
     "/budget_delta"},
    {"risk_score: 1\nbudget_delta: 3.001\n",
     "CR.yaml:2:15: /budget_delta: 3.001 has more digits behind the point than EUR has: 2",
     "/budget_delta"},
    {"budget_delta: 3\ncurrency: QQQ\n", "CR.yaml:2:11: /currency: should be an ISO 4217 code",
     "/currency"},
    {"id: CR-1\nimpact_analysis: {budget_delta: 99999999999999}\n",
     "CR.yaml:2:33: /budget_delta: '99999999999999' is too large", "/budget_delta"},
};

static void no_impact_is_recorded_with_one(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    master(f, MASTER);
    opened(f, "id: CR-1\nrequester: supplier\n" MINOR);
    int64_t before = last_event(f);
    for (size_t i = 0; i < sizeof impacts / sizeof impacts[0]; i++) {
        ctr_source s = source_of(impacts[i].text);
        refused(ctr_change_impact(f->store, "shop", "deal", "CR-1", &s, NULL, NULL, &err), &err,
                &impacts[i]);
    }
    assert_int_equal(last_event(f), before);
    ctr_source s = source_of("budget_delta: 3.01\n");
    assert_ctr_ok(ctr_change_impact(f->store, "shop", "deal", "CR-1", &s, NULL, NULL, &err));
    assert_store_sound(f->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(no_contract_begins_or_goes_on_with_one),
        TEST(holes_are_for_the_linter),
        TEST(no_change_is_opened_with_one),
        TEST(no_impact_is_recorded_with_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
