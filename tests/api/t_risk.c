/* The risk buffer: funded, drawn and released within what the master sets aside; a large draw rests
 * on an approved change. */
#include "api/change_case.h"
#include "api/deal_case.h"

#define BUFFER(terms)                                                                              \
    DEAL_HEAD "parties: [client, supplier, expert]\n" GOVERNANCE(                                  \
        "enforce") "incentives: {model: target_cost, currency: EUR, target: 100000, "              \
                   "gain_share_pct: 50,\n"                                                         \
                   "  pain_share_pct: 50}\n"                                                       \
                   "risk_policy: {buffer: {" terms "}}\n"
#define TERMS "amount: 10000, draw_limit: 2000"

static ctr_status moves(struct fixture *f, ctr_risk_act act, const char *amount,
                        const char *decision, ctr_risk **out, ctr_error **err)
{
    ctr_risk_move m;
    ctr_call call = call_of("ann");

    ctr_risk_move_init(&m, sizeof m);
    m.act = act;
    m.amount = amount;
    m.decision = decision;
    m.date = "2026-01-20";
    return ctr_ledger_risk(f->store, "shop", "deal", &m, &call, out, err);
}

static void done(struct fixture *f, ctr_risk_act act, const char *amount)
{
    ctr_error *err = NULL;
    assert_ctr_ok(moves(f, act, amount, NULL, NULL, &err));
}

static void buffer(struct fixture *f, const char *document)
{
    deal_is(f, "deal", document);
    deal_chart(f, "deal");
}

static void approved(struct fixture *f, const char *id)
{
    char text[512];
    ctr_error *err = NULL;

    snprintf(text, sizeof text, "id: %s\nsummary: a risk came true\narea: scope\n" MINOR, id);
    opened(f, text);
    does(f, ctr_change_submit, id, "supplier", CTR_CHANGE_ANALYSED);
    assert_ctr_ok(vote(f, id, CTR_VOTE_APPROVE, "client", "client", NULL, &err));
}

/* --- what it does --- */

static void the_buffer_is_funded_drawn_and_released(void **state)
{
    struct fixture *f = *state;
    ctr_risk *risk = NULL;
    ctr_entry_list *list = NULL;
    ctr_error *err = NULL;

    buffer(f, BUFFER(TERMS));
    assert_ctr_ok(moves(f, CTR_RISK_FUND, "8000", NULL, &risk, &err));
    assert_int_equal(ctr_risk_entry(risk), 2);
    assert_string_equal(ctr_risk_value(risk, "amount"), "8000.00");
    assert_string_equal(ctr_risk_value(risk, "left"), "8000.00");
    assert_string_equal(ctr_risk_value(risk, "set_aside"), "10000.00");
    assert_string_equal(ctr_risk_value(risk, "draw_limit"), "2000.00");
    assert_string_equal(ctr_risk_currency(risk), "EUR");
    assert_int_equal(ctr_risk_remarks(risk), 0);
    assert_int_equal(ctr_risk_repeated(risk), 0);
    assert_int_equal(ctr_risk_dry_run(risk), 0);
    ctr_risk_free(risk);
    done(f, CTR_RISK_DRAW, "1500.50");
    done(f, CTR_RISK_RELEASE, "3000");

    assert_ctr_ok(ctr_risk_get(f->store, "shop", "deal", &risk, &err));
    assert_int_equal(ctr_risk_entry(risk), 0);
    assert_null(ctr_risk_value(risk, "amount"));
    assert_null(ctr_risk_value(risk, "colour"));
    assert_string_equal(ctr_risk_value(risk, "left"), "3499.50");
    assert_string_equal(ctr_risk_value(risk, "funded"), "5000.00");
    assert_string_equal(ctr_risk_value(risk, "drawn"), "1500.50");
    assert_string_equal(ctr_risk_value(risk, "undecided"), "1500.50");
    ctr_risk_free(risk);
    assert_int_equal(deal_balance(f, "deal", "Equity:Deal:RiskBuffer", false), 349950);
    assert_int_equal(deal_balance(f, "deal", "Equity:Deal:RiskFund", false), -500000);
    assert_int_equal(deal_balance(f, "deal", "Equity:Deal:RiskDrawn", false), 150050);

    assert_ctr_ok(ctr_ledger_entry_find(f->store, "shop", "deal", NULL, &list, &err));
    const ctr_entry *e = ctr_entry_list_at(list, 2);
    assert_int_equal(ctr_entry_get_kind(e), CTR_ENTRY_RISK);
    assert_string_equal(ctr_entry_effective(e), "2026-01-20");
    struct text_sink json = {0};
    assert_ctr_ok(ctr_entry_list_render(list, CTR_RENDER_JSON, text_sink_write, &json, &err));
    assert_non_null(strstr(json.text, "\"memo\": \"because\""));
    assert_non_null(strstr(json.text, "\"cause_id\": \"shop/deal@1.0.0\""));
    free(json.text);
    ctr_entry_list_free(list);
    assert_store_sound(f->store);
}

static void a_draw_above_the_limit_rests_on_an_approved_change(void **state)
{
    struct fixture *f = *state;
    ctr_risk *risk = NULL;
    ctr_error *err = NULL;

    buffer(f, BUFFER(TERMS));
    done(f, CTR_RISK_FUND, "10000");
    done(f, CTR_RISK_DRAW, "1200");
    /* two halves of a large draw are a large one */
    assert_ctr_fails(CTR_E_STATE,
                     "800.01 EUR after the 1200.00 drawn without a decision is above the draw "
                     "limit of 2000.00; name the approved change that it rests on",
                     moves(f, CTR_RISK_DRAW, "800.01", NULL, NULL, &err));
    assert_ctr_fails(CTR_E_NOT_FOUND, "'shop/deal' has no change 'CR-1' to draw on",
                     moves(f, CTR_RISK_DRAW, "3000", "CR-1", NULL, &err));
    opened(f, "id: CR-1\nsummary: a flood\narea: scope\n" MINOR);
    assert_ctr_fails(CTR_E_STATE,
                     "change 'shop/deal/CR-1' is draft; a draw rests on one that was approved",
                     moves(f, CTR_RISK_DRAW, "3000", "CR-1", NULL, &err));
    approved(f, "CR-2");
    assert_ctr_ok(moves(f, CTR_RISK_DRAW, "3000", "CR-2", &risk, &err));
    assert_string_equal(ctr_risk_decision(risk), "shop/deal/CR-2");
    assert_string_equal(ctr_risk_value(risk, "undecided"), "1200.00");
    assert_string_equal(ctr_risk_value(risk, "drawn"), "4200.00");
    ctr_risk_free(risk);
    assert_ctr_fails(CTR_E_STATE,
                     "change 'shop/deal/CR-2' was drawn on before, with 3000.00 EUR; each approves "
                     "one draw",
                     moves(f, CTR_RISK_DRAW, "1", "shop/deal/CR-2", NULL, &err));
    done(f, CTR_RISK_DRAW, "800"); /* up to the limit, still */
    assert_ctr_fails(CTR_E_STATE,
                     "change 'shop/deal/CR-2' was drawn on, with 3000.00 EUR of the risk buffer; "
                     "reverse the draw before you withdraw it",
                     act(f, ctr_change_withdraw, "CR-2", &err));
    assert_ctr_fails(CTR_E_STATE,
                     "change 'shop/deal/CR-2' was drawn on, with 3000.00 EUR of the risk buffer; "
                     "reverse the draw before you reopen it",
                     act(f, ctr_change_reopen, "CR-2", &err));

    /* a draw that was taken back leaves its change free */
    ctr_call call = call_of("ann");
    assert_ctr_ok(ctr_ledger_reverse(f->store, "shop", "deal", 4, NULL, &call, NULL, &err));
    assert_ctr_ok(moves(f, CTR_RISK_DRAW, "2500", "shop/deal/CR-2", NULL, &err));
    assert_store_sound(f->store);
}

static void a_change_that_nobody_approved_is_no_decision(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    buffer(f, BUFFER(TERMS));
    done(f, CTR_RISK_FUND, "10000");
    opened(f, "id: CR-1\ntype: emergency\nsummary: a flood\narea: scope\n" MINOR);
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    assert_ctr_ok(act(f, ctr_change_implement, "CR-1", &err));
    assert_ctr_fails(CTR_E_STATE,
                     "change 'shop/deal/CR-1' is implemented, but nobody has approved it; a draw "
                     "rests on one that was approved",
                     moves(f, CTR_RISK_DRAW, "3000", "CR-1", NULL, &err));
    assert_ctr_ok(vote(f, "CR-1", CTR_VOTE_APPROVE, "client", "client", NULL, &err));
    assert_ctr_ok(moves(f, CTR_RISK_DRAW, "3000", "CR-1", NULL, &err));
    opened(f, "id: CR-2\nsummary: no\narea: scope\n" MINOR);
    does(f, ctr_change_submit, "CR-2", "supplier", CTR_CHANGE_ANALYSED);
    assert_ctr_ok(vote(f, "CR-2", CTR_VOTE_REJECT, "client", "client", NULL, &err));
    assert_ctr_fails(CTR_E_STATE,
                     "change 'shop/deal/CR-2' is rejected; a draw rests on one that was approved",
                     moves(f, CTR_RISK_DRAW, "3000", "CR-2", NULL, &err));
}

static void a_key_is_posted_once(void **state)
{
    struct fixture *f = *state;
    ctr_risk_move m;
    ctr_risk *risk = NULL;
    ctr_error *err = NULL;

    buffer(f, BUFFER(TERMS));
    approved(f, "CR-1");
    ctr_risk_move_init(&m, sizeof m);
    m.act = CTR_RISK_FUND;
    m.amount = "10000";
    m.date = "2026-01-20";
    m.key = "all";
    m.memo = "as agreed";
    for (int i = 0; i < 2; i++) { /* the second would be too much, had it not been done */
        assert_ctr_ok(ctr_ledger_risk(f->store, "shop", "deal", &m, NULL, &risk, &err));
        assert_int_equal(ctr_risk_entry(risk), 2);
        assert_int_equal(ctr_risk_repeated(risk), i);
        ctr_risk_free(risk);
    }
    m.act = CTR_RISK_DRAW;
    assert_ctr_fails(CTR_E_CONFLICT, NULL,
                     ctr_ledger_risk(f->store, "shop", "deal", &m, NULL, NULL, &err));
    m.key = "flood";
    m.decision = "CR-1";
    for (int i = 0; i < 2; i++) {
        assert_ctr_ok(ctr_ledger_risk(f->store, "shop", "deal", &m, NULL, &risk, &err));
        assert_int_equal(ctr_risk_repeated(risk), i);
        assert_string_equal(ctr_risk_decision(risk), "shop/deal/CR-1");
        ctr_risk_free(risk);
    }
    m.amount = "9999";
    assert_ctr_fails(CTR_E_CONFLICT, NULL,
                     ctr_ledger_risk(f->store, "shop", "deal", &m, NULL, NULL, &err));
}

static void a_dry_run_keeps_nothing(void **state)
{
    struct fixture *f = *state;
    ctr_risk_move m;
    ctr_risk *risk = NULL;
    ctr_error *err = NULL;
    ctr_call call = call_of("ann");

    buffer(f, BUFFER(TERMS));
    int64_t before = last_event(f);
    ctr_risk_move_init(&m, sizeof m);
    m.act = CTR_RISK_FUND;
    m.amount = "1";
    call.flags = CTR_CALL_DRY_RUN;
    assert_ctr_ok(ctr_ledger_risk(f->store, "shop", "deal", &m, &call, &risk, &err));
    assert_int_equal(ctr_risk_dry_run(risk), 1);
    assert_string_equal(ctr_risk_value(risk, "left"), "1.00");
    ctr_risk_free(risk);
    assert_int_equal(last_event(f), before);
    assert_int_equal(deal_balance(f, "deal", "Equity:Deal:RiskBuffer", false), 0);
}

/* --- what is refused --- */

static void more_than_there_is_is_refused(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_call call = call_of("ann");

    buffer(f, BUFFER(TERMS));
    assert_ctr_fails(CTR_E_STATE,
                     "10000.01 EUR more than the 0.00 set aside now is above the 10000.00 of "
                     "risk_policy.buffer.amount",
                     moves(f, CTR_RISK_FUND, "10000.01", NULL, NULL, &err));
    done(f, CTR_RISK_FUND, "1500");
    assert_ctr_fails(CTR_E_STATE,
                     "the risk buffer of 'shop/deal' holds 1500.00 EUR, less than the 1500.01 to "
                     "draw",
                     moves(f, CTR_RISK_DRAW, "1500.01", NULL, NULL, &err));
    assert_ctr_fails(CTR_E_STATE,
                     "the risk buffer of 'shop/deal' holds 1500.00 EUR, less than the 1500.01 to "
                     "release",
                     moves(f, CTR_RISK_RELEASE, "1500.01", NULL, NULL, &err));
    done(f, CTR_RISK_DRAW, "1500");
    /* drawing makes no room: all that was ever set aside counts */
    assert_ctr_fails(CTR_E_STATE,
                     "8500.01 EUR more than the 1500.00 set aside now is above the 10000.00 of "
                     "risk_policy.buffer.amount",
                     moves(f, CTR_RISK_FUND, "8500.01", NULL, NULL, &err));
    done(f, CTR_RISK_FUND, "8500");
    done(f, CTR_RISK_RELEASE, "8000");
    /* nor does anything else take it below zero */
    assert_ctr_fails(CTR_E_STATE, NULL,
                     ctr_ledger_reverse(f->store, "shop", "deal", 4, NULL, &call, NULL, &err));
    assert_int_equal(deal_balance(f, "deal", "Equity:Deal:RiskBuffer", false), 50000);
    assert_store_sound(f->store);
}

static void what_cannot_be_meant_is_refused(void **state)
{
    static const struct {
        const char *amount, *message;
    } rows[] = {
        {"0", "the amount is '0', wanted one in EUR, above zero, with at most 2 decimals"},
        {"-5", "the amount is '-5', wanted one in EUR, above zero, with at most 2 decimals"},
        {"1.005", "the amount is '1.005', wanted one in EUR, above zero, with at most 2 decimals"},
        {"NaN", "the amount is 'NaN', wanted one in EUR, above zero, with at most 2 decimals"},
        {"1e40", "the amount is '1e40', wanted one in EUR, above zero, with at most 2 decimals"},
        {"", "the amount is '', wanted one in EUR, above zero, with at most 2 decimals"},
        {NULL, "the amount is '', wanted one in EUR, above zero, with at most 2 decimals"},
    };
    struct fixture *f = *state;
    ctr_risk_move m;
    ctr_error *err = NULL;

    buffer(f, BUFFER(TERMS));
    int64_t before = last_event(f);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_ctr_fails(CTR_E_ARGUMENT, rows[i].message,
                         moves(f, CTR_RISK_FUND, rows[i].amount, NULL, NULL, &err));
    }
    assert_ctr_fails(CTR_E_ARGUMENT, "only a draw rests on a decision, not a fund",
                     moves(f, CTR_RISK_FUND, "1", "CR-1", NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "what to do with the buffer is needed: fund, draw or release",
                     moves(f, (ctr_risk_act)0, "1", NULL, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL, moves(f, (ctr_risk_act)4, "1", NULL, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "what to do with the buffer is needed, not NULL",
                     ctr_ledger_risk(f->store, "shop", "deal", NULL, NULL, NULL, &err));
    ctr_risk_move_init(&m, sizeof m);
    m.act = CTR_RISK_FUND;
    m.amount = "1";
    assert_ctr_fails(CTR_E_ARGUMENT, "why the risk buffer is moved is needed: a reason, or a memo",
                     ctr_ledger_risk(f->store, "shop", "deal", &m, NULL, NULL, &err));
    m.memo = "";
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_ledger_risk(f->store, "shop", "deal", &m, NULL, NULL, &err));
    m.memo = "so";
    m.date = "2026-02-30";
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_ledger_risk(f->store, "shop", "deal", &m, NULL, NULL, &err));
    m.flags = CTR_ENTRY_PEND;
    assert_ctr_fails(CTR_E_ARGUMENT, "flags 1 or reserved 0 of a ctr_risk_move are not known",
                     ctr_ledger_risk(f->store, "shop", "deal", &m, NULL, NULL, &err));
    assert_int_equal(last_event(f), before);
}

static void silent_and_strange_masters_are_said(void **state)
{
    static const struct {
        const char *name, *document, *message;
    } rows[] = {
        {"silent", DEAL,
         "'shop/silent@1.0.0' sets nothing aside for risk; a version with "
         "risk_policy.buffer.amount is wanted"},
        {"abroad", BUFFER("amount: 10, currency: USD"),
         "account 'Equity:Abroad:RiskBuffer' is kept in EUR, but the risk buffer of the master is "
         "in USD"},
    };
    struct fixture *f = *state;
    ctr_error *err = NULL;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ctr_risk_move m;
        deal_is(f, rows[i].name, rows[i].document);
        deal_chart(f, rows[i].name);
        ctr_risk_move_init(&m, sizeof m);
        m.act = CTR_RISK_FUND;
        m.amount = "1";
        m.memo = "so";
        assert_ctr_fails(CTR_E_STATE, rows[i].message,
                         ctr_ledger_risk(f->store, "shop", rows[i].name, &m, NULL, NULL, &err));
    }
    ctr_risk *risk = NULL;
    assert_ctr_ok(ctr_risk_get(f->store, "shop", "silent", &risk, &err));
    assert_int_equal(ctr_risk_remarks(risk), 2);
    assert_string_equal(ctr_risk_remark(risk, 0), "the master sets nothing aside for risk");
    assert_string_equal(ctr_risk_remark(risk, 1),
                        "the master states no draw limit: no draw needs a decision");
    assert_null(ctr_risk_remark(risk, 2));
    assert_null(ctr_risk_value(risk, "set_aside"));
    ctr_risk_free(risk);
}

static void without_a_chart_there_is_no_buffer(void **state)
{
    struct fixture *f = *state;
    ctr_risk *risk = NULL;
    ctr_error *err = NULL;

    deal_is(f, "deal", BUFFER(TERMS));
    assert_ctr_fails(CTR_E_NOT_FOUND, NULL, ctr_risk_get(f->store, "shop", "deal", &risk, &err));
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "deal", "EUR", NULL, NULL, &err));
    assert_ctr_fails(CTR_E_STATE,
                     "the ledger of 'shop/deal' has no account 'Equity:Deal:RiskBuffer'; open its "
                     "chart of accounts",
                     ctr_risk_get(f->store, "shop", "deal", &risk, &err));
}

static void a_master_that_sets_less_aside_now_says_so(void **state)
{
    struct fixture *f = *state;
    ctr_risk *risk = NULL;
    ctr_error *err = NULL;

    buffer(f, BUFFER("amount: 10000"));
    done(f, CTR_RISK_FUND, "9000");
    done(f, CTR_RISK_DRAW, "8500"); /* no limit is agreed */
    deal_becomes(f, "deal", "2.0.0", BUFFER("amount: 5000, draw_limit: 0"));
    assert_ctr_ok(ctr_risk_get(f->store, "shop", "deal", &risk, &err));
    assert_int_equal(ctr_risk_remarks(risk), 1);
    assert_string_equal(ctr_risk_remark(risk, 0),
                        "9000.00 is set aside, more than the 5000.00 of the master now");
    ctr_risk_free(risk);
    assert_ctr_fails(CTR_E_STATE, NULL, moves(f, CTR_RISK_FUND, "1", NULL, NULL, &err));
    assert_ctr_fails(CTR_E_STATE, NULL, moves(f, CTR_RISK_DRAW, "1", NULL, NULL, &err));
    done(f, CTR_RISK_RELEASE, "500");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_buffer_is_funded_drawn_and_released),
        TEST(a_draw_above_the_limit_rests_on_an_approved_change),
        TEST(a_change_that_nobody_approved_is_no_decision),
        TEST(a_key_is_posted_once),
        TEST(a_dry_run_keeps_nothing),
        TEST(more_than_there_is_is_refused),
        TEST(what_cannot_be_meant_is_refused),
        TEST(silent_and_strange_masters_are_said),
        TEST(without_a_chart_there_is_no_buffer),
        TEST(a_master_that_sets_less_aside_now_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
