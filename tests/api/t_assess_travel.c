/* Assessments in an export, and back: the same bytes, the same state; a file that does not follow
 * is refused. */
#include "assess_case.h"

#include "exchange/exchange.h"

static void prepare(struct fixture *f)
{
    deal_is(f, "deal", DEAL);
    deal_chart(f, "deal");
    deal_cost(f, "deal", "2026-01-15", 3000000);
    ctr_assessment_free(assessed(f, CTR_ASSESS_INTERIM, "2026-01-31", "40000", "90000"));
    ctr_assessment_free(assessed(f, CTR_ASSESS_INTERIM, "2026-02-28", NULL, "104000"));
    deal_cost(f, "deal", "2026-03-15", 8000001);
    ctr_assessment_free(assessed(f, CTR_ASSESS_COMPLETION, "2026-03-31", NULL, NULL));
    ctr_assessment_free(assessed(f, CTR_ASSESS_FINAL, "2026-04-30", NULL, NULL));
}

static void assessments_travel_and_come_back_the_same(void **state)
{
    struct fixture *f = *state;

    prepare(f);
    for (int form = CTR_EXCHANGE_XML; form <= CTR_EXCHANGE_JSON; form++) {
        const struct wish wish = {.form = (ctr_exchange_form)form};
        struct text_sink first = export_as(f->store, wish);
        ctr_store *other = empty_store(f);
        import_all(other, &first);
        struct text_sink second = export_as(other, wish);
        assert_same(&first, &second);
        assert_store_sound(other);
        free(first.text);
        free(second.text);
        ctr_store_close(other);
    }
}

static void what_does_not_follow_is_refused(void **state)
{
    static const struct {
        const char *from, *to, *message;
    } rows[] = {
        {"\"accrued\":\"5000.00\"", "\"accrued\":\"5000.01\"", "the accrued share before it is"},
        {"\"target\":\"100000.00\"", "\"target\":\"100000.10\"",
         "the target is 100000.10, but follows as 100000.00"},
        {"\"target\":\"100000.00\"", "\"target\":\"1e5x\"",
         "target of assessment 1 is '1e5x', wanted an amount in EUR"},
        {"\"master_version\":\"1.0.0\"", "\"master_version\":\"9.0.0\"",
         "assessment 1 is by version '9.0.0', which 'shop/deal' does not have"},
        {"\"assessment\":1", "\"assessment\":7", "assessment 1 calls itself 7"},
        {"\"as_of\":\"2026-01-31\"", "\"as_of\":\"2026-02-30\"", "2026-02-30"},
        {"\"party\":\"Studio GmbH\"", "\"partyy\":\"Studio GmbH\"",
         "a party of assessment 1 has no name"},
        {"\"kind\":\"interim\"", "\"kind\":\"weekly\"",
         "member 'kind' of ctr_assessment should be interim, completion or final"},
        {"\"currency\":\"EUR\",\"target\"", "\"currency\":\"EUX\",\"target\"",
         "'EUX' is no currency of ISO 4217"},
    };
    struct fixture *f = *state;
    const struct wish wish = {.form = CTR_EXCHANGE_JSON};

    prepare(f);
    struct text_sink all = export_as(f->store, wish);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ctr_store *other = empty_store(f);
        ctr_error *err = NULL;
        struct text_sink text = edited(&all, rows[i].from, rows[i].to);
        ctr_status is = try_import(other, text.text, text.size, CTR_IMPORT_FAIL, 0, NULL, &err);
        if (is != CTR_E_INPUT || !strstr(ctr_error_message(err), rows[i].message)) {
            fail_msg("%s: %d: %s", rows[i].to, (int)is, err ? ctr_error_message(err) : "taken");
        }
        ctr_error_free(err);
        free(text.text);
        ctr_store_close(other);
    }
    free(all.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(assessments_travel_and_come_back_the_same, deal_year,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(what_does_not_follow_is_refused, deal_year, fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
