/* Changes in an export, and back: the same bytes, the same state. */
#include "change_case.h"

struct memory {
    const char *bytes;
    size_t size, at;
};

static int64_t read_memory(void *user, void *buffer, size_t size)
{
    struct memory *m = user;
    size_t n = m->size - m->at < size ? m->size - m->at : size;
    memcpy(buffer, m->bytes + m->at, n);
    m->at += n;
    return (int64_t)n;
}

static void exported(ctr_store *store, ctr_exchange_form form, struct text_sink *out)
{
    ctr_error *err = NULL;
    ctr_export_options o;
    ctr_export_options_init(&o, sizeof o);
    o.form = form;
    assert_ctr_ok(ctr_export(store, &o, text_sink_write, out, &err));
}

static void changes_travel_and_come_back_the_same(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_delegate d;
    ctr_call call = call_of("client");

    master(f, MASTER);
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "deal", "EUR", NULL, NULL, &err));
    do_create(f, "orders", "1.0.0", V1);
    do_activate(f, "orders", "1.0.0");
    ctr_evolution_free(do_evolve(f, "orders", "2.0.0", BREAK));
    opened(f, "id: CR-1\nrequester: supplier\nneeds: [CR-2]\nsupersedes: []\n"
              "impact_analysis: {budget_delta_pct: 12.5, schedule_slip_days: 1, "
              "evolution: shop/orders@2.0.0}\n" MEMO);
    opened(f, "id: CR-2\ntype: emergency\nrequester: supplier\n" MINOR);
    does(f, ctr_change_submit, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    does(f, ctr_change_reclassify, "CR-1", "supplier", CTR_CHANGE_ANALYSED);
    assert_ctr_ok(vote(f, "CR-1", CTR_VOTE_APPROVE, "client", NULL, NULL, &err));
    assert_ctr_ok(vote(f, "CR-1", CTR_VOTE_APPROVE, "expert", NULL, NULL, &err));
    does(f, ctr_change_implement, "CR-2", "supplier", CTR_CHANGE_IMPLEMENTED);
    does(f, ctr_change_implement, "CR-1", "supplier", CTR_CHANGE_IMPLEMENTED);
    opened(f, "id: CR-3\nrequester: supplier\narea: scope\n" MINOR);
    opened(f, "id: CR-4\nrequester: supplier\narea: scope\n" MINOR);
    does(f, ctr_change_submit, "CR-3", "supplier", CTR_CHANGE_ANALYSED);
    does(f, ctr_change_submit, "CR-4", "supplier", CTR_CHANGE_ANALYSED);
    assert_ctr_ok(decide(f, "CR-3", CTR_OUTCOME_APPROVED, "client", &err));
    assert_ctr_ok(decide(f, "CR-4", CTR_OUTCOME_APPROVED, "client", &err));
    does(f, ctr_change_withdraw, "CR-3", "supplier", CTR_CHANGE_WITHDRAWN);
    does(f, ctr_change_reopen, "CR-4", "supplier", CTR_CHANGE_DRAFT);
    ctr_delegate_init(&d, sizeof d);
    d.team = "shop";
    d.name = "deal";
    d.to = "anna";
    d.until_us = FIXTURE_START_US + INT64_C(9) * 86400 * 1000000;
    assert_ctr_ok(ctr_decision_delegate(f->store, &d, &call, NULL, &err));
    for (int form = CTR_EXCHANGE_XML; form <= CTR_EXCHANGE_JSON; form++) {
        struct text_sink first = {NULL, 0}, second = {NULL, 0};
        ctr_store_options o;
        ctr_store *other = NULL;
        exported(f->store, (ctr_exchange_form)form, &first);
        fixture_options(f, &o);
        o.flags = CTR_STORE_CREATE | CTR_STORE_MEMORY;
        assert_ctr_ok(ctr_store_open(":memory:", &o, &other, &err));
        struct memory m = {first.text, first.size, 0};
        assert_ctr_ok(ctr_import(other, NULL, read_memory, &m, NULL, NULL, &err));
        exported(other, (ctr_exchange_form)form, &second);
        assert_int_equal(first.size, second.size);
        assert_memory_equal(first.text, second.text, first.size);
        assert_store_sound(other);
        ctr_change *h = NULL;
        assert_ctr_ok(ctr_change_get(other, "shop", "deal", "CR-1", &h, &err));
        assert_string_equal(ctr_change_evolution(h), "shop/orders@2.0.0");
        assert_int_equal(ctr_change_state_of(h), CTR_CHANGE_IMPLEMENTED);
        assert_int_equal(ctr_decision_votes(ctr_change_decision(h)), 2);
        assert_int_equal(ctr_change_posted(h), 2); /* came with the ledger, was not posted anew */
        ctr_change_free(h);
        ctr_store_close(other);
        free(first.text);
        free(second.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(changes_travel_and_come_back_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
