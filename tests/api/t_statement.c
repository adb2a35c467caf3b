/* Statements: balances before and after, entries with their causes, target, share, what is late. */
#include "assess_case.h"

#include <sqlite3.h>

static ctr_status state_for(struct fixture *f, const char *party, const char *from,
                            const char *until, ctr_statement **out, ctr_error **err)
{
    ctr_statement_query q;

    ctr_statement_query_init(&q, sizeof q);
    q.party = party;
    q.from = from;
    q.until = until;
    return ctr_ledger_statement(f->store, "shop", "deal", &q, out, err);
}

static ctr_statement *stated(struct fixture *f, const char *party, const char *from,
                             const char *until)
{
    ctr_statement *out = NULL;
    ctr_error *err = NULL;
    assert_ctr_ok(state_for(f, party, from, until, &out, &err));
    return out;
}

#define assert_figure(statement, name, text)                                                       \
    assert_string_equal(ctr_statement_value(statement, name), text)

static void posts(struct fixture *f, ctr_entry_kind kind, const char *day, const char *debit,
                  const char *credit, int64_t amount, const char *change)
{
    const char *const accounts[] = {debit, credit};
    const int64_t amounts[] = {amount, -amount};
    ctr_entry_spec e;
    ctr_error *err = NULL;

    ctr_entry_spec_init(&e, sizeof e);
    e.kind = kind;
    e.flags = CTR_ENTRY_LATE;
    e.date = day;
    e.accounts = accounts;
    e.amounts = amounts;
    e.posting_count = 2;
    e.cause_kind = change ? "change" : NULL;
    e.cause_id = change;
    assert_ctr_ok(ctr_ledger_post(f->store, "shop", "deal", &e, 1, NULL, NULL, &err));
}

static void a_statement_tells_before_what_happened_and_after(void **state)
{
    struct fixture *f = *state;

    deal_is(f, "deal", DEAL);
    deal_chart(f, "deal");
    deal_cost(f, "deal", "2026-01-15", 3000000);
    ctr_assessment_free(assessed(f, CTR_ASSESS_INTERIM, "2026-01-31", "40000", "90000"));
    deal_cost(f, "deal", "2026-02-10", 1500050);
    ctr_assessment_free(assessed(f, CTR_ASSESS_INTERIM, "2026-02-28", "46000", NULL));
    ctr_statement *s = stated(f, "Studio GmbH", "2026-02-01", "2026-02-28");
    assert_string_equal(ctr_statement_party(s), "Studio GmbH");
    assert_string_equal(ctr_statement_from(s), "2026-02-01");
    assert_string_equal(ctr_statement_until(s), "2026-02-28");
    assert_string_equal(ctr_statement_currency(s), "EUR");
    assert_figure(s, "target", "100000.00");
    assert_figure(s, "cost_opening", "30000.00");
    assert_figure(s, "cost", "45000.50");
    assert_figure(s, "accrued_opening", "3500.00"); /* 70 % of half of 10000 */
    assert_figure(s, "accrued", "349.83");          /* 70 % of half of 999.50 */
    assert_figure(s, "payable", "0.00");
    assert_figure(s, "forecast_cost", "90000.00"); /* the latest there is, of January */
    assert_figure(s, "forecast_share", "3500.00");
    assert_figure(s, "marginal_rate", "50");
    assert_null(ctr_statement_value(s, "price"));
    assert_int_equal(ctr_statement_entries(s), 2);
    assert_int_equal(ctr_entry_amount(ctr_statement_entry(s, 0), 0), 1500050);
    assert_int_equal(ctr_entry_get_kind(ctr_statement_entry(s, 1)), CTR_ENTRY_SHARE);
    assert_null(ctr_statement_entry(s, 2));
    assert_int_equal(ctr_statement_accounts(s), 4);
    assert_string_equal(ctr_statement_account(s, 0), "Assets:Deal:Cost");
    assert_string_equal(ctr_statement_account_opening(s, 0), "30000.00");
    assert_string_equal(ctr_statement_account_closing(s, 0), "45000.50");
    assert_null(ctr_statement_account(s, 4));
    assert_int_equal(ctr_statement_target_moves(s), 0);
    assert_int_equal(ctr_statement_closed(s), 0);
    assert_null(ctr_statement_seal(s));
    assert_int_equal(strlen(ctr_statement_head(s)), 64);
    ctr_statement_free(s);
    s = stated(f, NULL, NULL, NULL); /* all of it */
    assert_null(ctr_statement_party(s));
    assert_string_equal(ctr_statement_from(s), "2026-01-01");
    assert_int_equal(ctr_statement_target_moves(s), 1);
    assert_figure(s, "target_opening", "0.00");
    assert_figure(s, "accrued", "499.75");
    ctr_statement_free(s);
}

static void a_party_sees_its_own_share_and_no_other(void **state)
{
    struct fixture *f = *state;

    deal_is(f, "deal", DEAL);
    deal_chart(f, "deal");
    deal_cost(f, "deal", "2026-01-15", 8000000);
    ctr_assessment_free(assessed(f, CTR_ASSESS_FINAL, "2026-01-31", NULL, NULL));
    ctr_statement *s = stated(f, "hosts", NULL, NULL); /* by its id in the master */
    bool own = false;
    assert_string_equal(ctr_statement_party(s), "Hosts Ltd");
    assert_figure(s, "payable", "3000.00");
    assert_null(ctr_statement_value(s, "forecast_cost"));
    for (size_t i = 0; i < ctr_statement_accounts(s); i++) {
        assert_null(strstr(ctr_statement_account(s, i), "Studio"));
        if (strcmp(ctr_statement_account(s, i), "Income:Deal:Share:Payable:Hosts-Ltd") == 0) {
            assert_string_equal(ctr_statement_account_closing(s, i), "-3000.00");
            own = true;
        }
    }
    assert_true(own);
    ctr_statement_free(s);
}

/* Opening and closing are what balances as of a day say, whichever known balance they came from. */
static void balances_are_those_of_the_day(struct fixture *f, const char *before, const char *from,
                                          const char *until)
{
    const char *const days[] = {before, until};
    ctr_statement *s = stated(f, NULL, from, until);
    ctr_error *err = NULL;

    for (int end = 0; end < 2; end++) {
        ctr_balance_query q;
        ctr_trial *trial = NULL;
        ctr_balance_query_init(&q, sizeof q);
        q.as_of = CTR_AS_OF_BOOKED;
        q.day = days[end];
        assert_ctr_ok(ctr_ledger_balance(f->store, "shop", "deal", &q, &trial, &err));
        for (size_t i = 0, at = 0; i < ctr_trial_count(trial); i++) {
            const ctr_account *a = ctr_trial_at(trial, i);
            char text[32];
            int64_t is = ctr_account_balance(a);
            snprintf(text, sizeof text, "%s%lld.%02lld", is < 0 ? "-" : "",
                     (long long)(is < 0 ? -is : is) / 100, (long long)(is < 0 ? -is : is) % 100);
            if (at < ctr_statement_accounts(s) &&
                strcmp(ctr_statement_account(s, at), ctr_account_name(a)) == 0) {
                assert_string_equal(end ? ctr_statement_account_closing(s, at)
                                        : ctr_statement_account_opening(s, at),
                                    text);
                at++;
            } else {
                assert_int_equal(is, 0);
            }
        }
        ctr_trial_free(trial);
    }
    ctr_statement_free(s);
}

static void every_known_balance_gives_the_same_opening(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    char before[16], from[16], until[16];

    deal_is(f, "deal", DEAL);
    deal_chart(f, "deal");
    for (int month = 1; month <= 11; month++) {
        for (int day = 3; day <= 27; day += 6) {
            snprintf(from, sizeof from, "2026-%02d-%02d", month, day);
            deal_cost(f, "deal", from, 1000 * month + day);
        }
        if (month == 3) { /* February gets its cost in March, too */
            deal_cost(f, "deal", "2026-02-20", 77);
        }
        if (month == 3 || month == 6) { /* two of the quarters are sealed, one is closed */
            snprintf(until, sizeof until, "2026-%02d-28", month);
            assert_ctr_ok(ctr_period_close(f->store, "shop", "deal", until, NULL, NULL, &err));
            assert_ctr_ok(ctr_period_seal(f->store, "shop", "deal", until, NULL, NULL, &err));
        }
        if (month == 9) {
            assert_ctr_ok(
                ctr_period_close(f->store, "shop", "deal", "2026-09-30", NULL, NULL, &err));
        }
    }
    for (int month = 1; month <= 12; month++) {
        for (int day = 2; day <= 28; day += 13) {
            snprintf(before, sizeof before, "2026-%02d-%02d", month, day - 1);
            snprintf(from, sizeof from, "2026-%02d-%02d", month, day);
            snprintf(until, sizeof until, "2026-%02d-%02d", month, day + 9 > 28 ? 28 : day + 9);
            balances_are_those_of_the_day(f, before, from, until);
        }
    }
    balances_are_those_of_the_day(f, "2024-12-31", "2025-01-01", "2025-12-31");
    balances_are_those_of_the_day(f, "2026-12-30", "2026-12-31", "2027-12-31");
    ctr_statement *s = stated(f, NULL, "2026-03-01", "2026-03-28");
    assert_int_equal(ctr_statement_closed(s), 1);
    assert_int_equal(strlen(ctr_statement_seal(s)), 64);
    ctr_statement_free(s);
    s = stated(f, NULL, "2026-09-01", "2026-09-30");
    assert_int_equal(ctr_statement_closed(s), 1);
    assert_null(ctr_statement_seal(s));
    ctr_statement_free(s);
}

static void late_entries_keep_both_dates(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    deal_is(f, "deal", DEAL);
    deal_chart(f, "deal");
    deal_cost(f, "deal", "2026-01-15", 100);
    assert_ctr_ok(ctr_period_close(f->store, "shop", "deal", "2026-01-31", NULL, NULL, &err));
    deal_cost(f, "deal", "2026-01-20", 200);
    ctr_statement *s = stated(f, NULL, "2026-02-01", "2026-02-28");
    assert_int_equal(ctr_statement_entries(s), 1);
    assert_int_equal(ctr_statement_late(s), 1);
    assert_string_equal(ctr_entry_effective(ctr_statement_entry(s, 0)), "2026-01-20");
    assert_string_equal(ctr_entry_booked(ctr_statement_entry(s, 0)), "2026-02-01");
    ctr_statement_free(s);
    s = stated(f, NULL, "2026-01-01", "2026-01-31");
    assert_int_equal(ctr_statement_entries(s), 2);
    assert_int_equal(ctr_statement_late(s), 0);
    ctr_statement_free(s);
}

/* --- rendering --- */

static char *rendered(const ctr_statement *s, ctr_render kind)
{
    struct text_sink sink = {0};
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_statement_render(s, kind, text_sink_write, &sink, &err));
    return sink.text;
}

static void a_change_shows_what_it_cost_and_moved(void **state)
{
    struct fixture *f = *state;

    deal_is(f, "deal", DEAL);
    deal_chart(f, "deal");
    posts(f, CTR_ENTRY_COST, "2026-01-15", "Assets:Deal:Cost", "Liabilities:Deal:Supplier", 150000,
          "CR-7");
    posts(f, CTR_ENTRY_COST, "2026-01-16", "Assets:Deal:Cost", "Liabilities:Deal:Supplier", 5000,
          "CR-7");
    posts(f, CTR_ENTRY_COST, "2026-01-17", "Assets:Deal:Cost", "Liabilities:Deal:Supplier", 9000,
          "CR-8");
    ctr_statement *s = stated(f, NULL, "2026-01-02", "2026-01-31");
    char *json = rendered(s, CTR_RENDER_JSON);
    assert_non_null(strstr(json,
                           "\"change\": \"CR-7\",\n      \"target\": \"0.00\",\n      \"cost\": "
                           "\"1550.00\",\n      \"variance\": \"-1550.00\""));
    assert_non_null(strstr(json, "\"change\": \"CR-8\""));
    free(json);
    char *text = rendered(s, CTR_RENDER_TEXT);
    assert_non_null(strstr(text, "shop/deal  statement of all who share from 2026-01-02 until "
                                 "2026-01-31, open"));
    assert_non_null(strstr(text, "share         not assessed yet"));
    assert_non_null(strstr(text, "98360.00 to the target, 100000.00"));
    assert_non_null(strstr(text, "change CR-7"));
    free(text);
    ctr_statement_free(s);
}

static void csv_and_html_hold_text_that_means_nothing(void **state)
{
    struct fixture *f = *state;
    const char *const accounts[] = {"Assets:Deal:Cost", "Liabilities:Deal:Supplier"};
    const int64_t amounts[] = {123456789, -123456789};
    ctr_entry_spec e;
    ctr_error *err = NULL;

    deal_is(f, "deal", DEAL);
    deal_chart(f, "deal");
    ctr_entry_spec_init(&e, sizeof e);
    e.kind = CTR_ENTRY_COST;
    e.date = "2026-01-15";
    e.memo = "=1+1, \"<b onload='x'>&\"";
    e.accounts = accounts;
    e.amounts = amounts;
    e.posting_count = 2;
    assert_ctr_ok(ctr_ledger_post(f->store, "shop", "deal", &e, 1, NULL, NULL, &err));
    ctr_statement *s = stated(f, "studio", "2026-01-10", "2026-01-31");
    char *csv = rendered(s, CTR_RENDER_CSV);
    assert_non_null(strstr(csv, "\"'=1+1, \"\"<b onload='x'>&\"\"\",Assets:Deal:Cost,EUR,"
                                "1234567.89,,\n"));
    assert_non_null(strstr(csv, "\nopening,,2026-01-10,,,,,,,,,Assets:Deal:Cost,EUR,,,0.00\n"));
    assert_non_null(
        strstr(csv, "\nclosing,,2026-01-31,,,,,,,,,Assets:Deal:Cost,EUR,,,1234567.89\n"));
    free(csv);
    char *html = rendered(s, CTR_RENDER_HTML);
    assert_null(strstr(html, "<b onload"));
    assert_non_null(strstr(html, "=1+1, &#34;&#60;b onload=&#39;x&#39;&#62;&#38;&#34;"));
    assert_non_null(strstr(html, "1\xE2\x80\xAF"
                                 "234\xE2\x80\xAF"
                                 "567.89"));
    assert_non_null(strstr(html, "default-src 'none'"));
    assert_non_null(strstr(html, "<h1>Studio GmbH</h1>"));
    assert_non_null(strstr(html, "</html>\n"));
    assert_null(strstr(html, "<script"));
    free(html);
    struct text_sink sink = {0};
    assert_int_equal(ctr_statement_render(s, CTR_RENDER_SVG, text_sink_write, &sink, &err),
                     CTR_E_UNSUPPORTED);
    assert_int_equal(sink.size, 0);
    ctr_error_free(err);
    ctr_statement_free(s);
}

static char *burned(struct fixture *f, const char *until, ctr_render kind, size_t points)
{
    struct text_sink sink = {0};
    ctr_burn *b = NULL;
    ctr_error *err = NULL;

    assert_ctr_ok(ctr_ledger_burn(f->store, "shop", "deal", until, &b, &err));
    assert_int_equal(ctr_burn_points(b), points);
    assert_null(ctr_burn_date(b, points));
    assert_ctr_ok(ctr_burn_render(b, kind, text_sink_write, &sink, &err));
    ctr_burn_free(b);
    return sink.text;
}

static void cost_burns_against_the_target(void **state)
{
    struct fixture *f = *state;
    ctr_burn *b = NULL;
    ctr_error *err = NULL;

    deal_is(f, "deal", DEAL);
    assert_int_equal(ctr_ledger_burn(f->store, "shop", "deal", NULL, &b, &err), CTR_E_NOT_FOUND);
    ctr_error_free(err);
    err = NULL;
    deal_chart(f, "deal");
    deal_cost(f, "deal", "2026-01-15", 3000000);
    deal_cost(f, "deal", "2026-01-15", 50);
    ctr_assessment_free(assessed(f, CTR_ASSESS_INTERIM, "2026-01-31", "40000", "110000"));
    deal_cost(f, "deal", "2026-01-10", 100); /* told later, shown where it belongs */
    assert_ctr_ok(ctr_ledger_burn(f->store, "shop", "deal", "2026-03-31", &b, &err));
    assert_int_equal(ctr_burn_points(b), 3);
    assert_string_equal(ctr_burn_date(b, 0), "2026-01-01");
    assert_string_equal(ctr_burn_target(b, 0), "100000.00");
    assert_string_equal(ctr_burn_cost(b, 0), "0.00");
    assert_string_equal(ctr_burn_date(b, 1), "2026-01-10");
    assert_string_equal(ctr_burn_cost(b, 1), "1.00");
    assert_string_equal(ctr_burn_cost(b, 2), "30001.50");
    ctr_burn_free(b);
    char *csv = burned(f, "2026-03-31", CTR_RENDER_CSV, 3);
    assert_non_null(strstr(csv, "point,2026-01-15,30001.50,100000.00,\n"
                                "forecast,2026-01-31,110000.00,,\n"));
    free(csv);
    char *svg = burned(f, "2026-03-31", CTR_RENDER_SVG, 3);
    char *again = burned(f, "2026-03-31", CTR_RENDER_SVG, 3);
    assert_string_equal(svg, again);
    assert_non_null(strstr(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox="));
    assert_non_null(strstr(svg, "stroke-dasharray=\"7 5\""));
    assert_non_null(strstr(svg, ">target 100\xE2\x80\xAF"
                                "000.00</text>"));
    assert_non_null(strstr(svg, "</svg>\n"));
    free(svg);
    free(again);
    svg = burned(f, "2020-01-01", CTR_RENDER_SVG, 0); /* before anything was */
    assert_non_null(strstr(svg, "</svg>\n"));
    free(svg);
    char *text = burned(f, NULL, CTR_RENDER_TEXT, 3);
    assert_non_null(strstr(text, "110000.00 as of 2026-01-31"));
    free(text);
    b = NULL;
    assert_int_equal(ctr_ledger_burn(f->store, "shop", "deal", "never", &b, &err), CTR_E_ARGUMENT);
    assert_null(b);
    ctr_error_free(err);
    assert_int_equal(ctr_burn_points(NULL), 0);
    ctr_burn_free(NULL);
}

static void what_is_missing_is_said(void **state)
{
    struct fixture *f = *state;

    deal_is(f, "deal",
            DEAL_HEAD DEAL_PARTIES "incentives: {model: target_cost, currency: EUR, "
                                   "gain_share_pct: 50, pain_share_pct: 50}\n");
    deal_chart(f, "deal");
    deal_cost(f, "deal", "2026-01-15", 100);
    ctr_statement *s = stated(f, NULL, NULL, "2026-01-31");
    assert_null(ctr_statement_value(s, "marginal_rate"));
    assert_figure(s, "cost", "1.00");
    char *text = rendered(s, CTR_RENDER_TEXT);
    assert_non_null(strstr(text, "not computable target missing"));
    free(text);
    ctr_statement_free(s);
}

/* --- what is refused --- */

static void refused(struct fixture *f, const char *party, const char *from, const char *until,
                    ctr_status status, const char *part)
{
    ctr_statement *out = (ctr_statement *)(void *)f;
    ctr_error *err = NULL;

    assert_int_equal(state_for(f, party, from, until, &out, &err), status);
    assert_null(out);
    assert_non_null(strstr(ctr_error_message(err), part));
    ctr_error_free(err);
}

static void nonsense_is_refused(void **state)
{
    struct fixture *f = *state;
    ctr_statement_query q;
    ctr_statement *s = NULL;
    ctr_error *err = NULL;

    deal_is(f, "deal", DEAL);
    refused(f, NULL, NULL, NULL, CTR_E_NOT_FOUND, "has no ledger");
    deal_chart(f, "deal");
    refused(f, "Nobody", NULL, NULL, CTR_E_ARGUMENT,
            "'Nobody' has no part of the share of 'shop/deal'; wanted 'Studio GmbH', 'Hosts Ltd', "
            "or no party, for all of them");
    refused(f, "client", NULL, NULL, CTR_E_ARGUMENT, "'client' has no part");
    refused(f, NULL, "2026-02-01", "2026-01-31", CTR_E_ARGUMENT,
            "from 2026-02-01 until 2026-01-31 ends before it begins");
    refused(f, NULL, "2026-02-30", NULL, CTR_E_ARGUMENT, "the first day");
    refused(f, NULL, NULL, "soon", CTR_E_ARGUMENT, "the last day");
    ctr_statement_query_init(&q, sizeof q);
    q.reserved = 1;
    assert_int_equal(ctr_ledger_statement(f->store, "shop", "deal", &q, &s, &err), CTR_E_ARGUMENT);
    ctr_error_free(err);
    err = NULL;
    q.reserved = 0;
    q.struct_size = 8;
    assert_int_equal(ctr_ledger_statement(f->store, "shop", "deal", &q, &s, &err), CTR_E_ARGUMENT);
    ctr_error_free(err);
    err = NULL;
    assert_ctr_ok(ctr_ledger_statement(f->store, "shop", "deal", NULL, &s, &err));
    ctr_statement_free(s);
    assert_null(ctr_statement_value(NULL, "target"));
    assert_null(ctr_statement_entry(NULL, 0));
    assert_null(ctr_statement_seal(NULL));
    ctr_statement_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, deal_year, fixture_end)
        T(a_statement_tells_before_what_happened_and_after),
        T(a_party_sees_its_own_share_and_no_other),
        T(every_known_balance_gives_the_same_opening),
        T(late_entries_keep_both_dates),
        T(a_change_shows_what_it_cost_and_moved),
        T(csv_and_html_hold_text_that_means_nothing),
        T(cost_burns_against_the_target),
        T(what_is_missing_is_said),
        T(nonsense_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
