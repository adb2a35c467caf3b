/*
 * The file system failing at every call that a change makes on its way, reopened once when it was
 * approved, with the edition it carries and the ledger it posts to, and a dispute about what it
 * posted (support/faultwalk.h).
 */
#include "api/change_case.h"

#include "support/faultwalk.h"

#include <stdbool.h>

/* Asked for and approved, twice: the first approval is taken back. */
enum { CYCLE = 4, STEPS = CYCLE + 6 };

static const char request[] =
    "id: CR-1\nrequester: supplier\n"
    "impact_analysis: {budget_delta: 900, currency: EUR, "
    "schedule_slip_days: 1, risk_score: 1, evolution: shop/orders@2.0.0}\n";

static void prepare(struct fixture *f)
{
    ctr_error *err = NULL;

    do_create(f, "orders", "1.0.0", "{\"n\":1}");
    do_activate(f, "orders", "1.0.0");
    ctr_evolution_free(do_evolve(f, "orders", "2.0.0", "{\"n\":2}"));
    master(f, MASTER);
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "deal", "EUR", NULL, NULL, &err));
}

static ctr_status dispute(ctr_store *store, const ctr_call *call, ctr_error **err)
{
    ctr_dispute_spec spec;

    ctr_dispute_spec_init(&spec, sizeof spec);
    spec.kind = CTR_DISPUTE_ENTRY;
    spec.subject = "1";
    spec.statement = "too much";
    spec.against = "supplier";
    return ctr_dispute_open(store, "shop", "deal", &spec, call, NULL, err);
}

static ctr_status step(ctr_store *store, int n, ctr_error **err)
{
    const ctr_call client = call_of("client");
    const ctr_call supplier = call_of("supplier");
    const ctr_source s = source_of(request);

    switch (n) {
    case 0:
        return ctr_change_open(store, "shop", "deal", &s, &supplier, NULL, err);
    case 1:
    case CYCLE:
        return ctr_change_submit(store, "shop", "deal", "CR-1", &supplier, NULL, err);
    case 2:
    case CYCLE + 1:
        return ctr_change_decide(store, "shop", "deal", "CR-1", CTR_OUTCOME_APPROVED, &client, NULL,
                                 err);
    case 3:
        return ctr_change_reopen(store, "shop", "deal", "CR-1", &client, NULL, err);
    case CYCLE + 2:
        return ctr_change_implement(store, "shop", "deal", "CR-1", &supplier, NULL, err);
    case CYCLE + 3:
        return dispute(store, &client, err);
    case CYCLE + 4:
        return ctr_dispute_answer(store, "shop", "deal", "D-1", "as agreed", NULL, &supplier, NULL,
                                  err);
    default:
        return ctr_dispute_withdraw(store, "shop", "deal", "D-1", NULL, &client, NULL, err);
    }
}

/* The edition and the posting are there with the state of the change, or neither is. */
static void carried_out_is(struct fixture *f, bool wanted)
{
    ctr_ledger *ledger = NULL;
    ctr_error *err = NULL;

    assert_ctr_ok(ctr_ledger_get(f->store, "shop", "deal", &ledger, &err));
    assert_int_equal(ctr_ledger_entries(ledger), wanted);
    ctr_ledger_free(ledger);
    assert_int_equal(state_of(f, "orders", "2.0.0"), wanted ? CTR_STATE_ACTIVE : CTR_STATE_DRAFT);
}

static int done(struct fixture *f)
{
    ctr_change *h = NULL;
    ctr_dispute *d = NULL;
    ctr_error *err = NULL;
    ctr_status status = ctr_change_get(f->store, "shop", "deal", "CR-1", &h, &err);

    ctr_error_free(err);
    if (status != CTR_OK) {
        assert_int_equal(status, CTR_E_NOT_FOUND);
        carried_out_is(f, false);
        return 0;
    }
    ctr_change_state state = ctr_change_state_of(h);
    int begun = ctr_change_cycle(h) == 1 ? 0 : CYCLE - 1;
    ctr_change_free(h);
    carried_out_is(f, state == CTR_CHANGE_IMPLEMENTED);
    if (state != CTR_CHANGE_IMPLEMENTED) {
        return begun + (state == CTR_CHANGE_DRAFT ? 1 : state == CTR_CHANGE_ANALYSED ? 2 : 3);
    }
    assert_int_equal(begun, CYCLE - 1);
    status = ctr_dispute_get(f->store, "shop", "deal", "D-1", &d, NULL);
    if (status != CTR_OK) {
        assert_int_equal(status, CTR_E_NOT_FOUND);
        return CYCLE + 3;
    }
    ctr_dispute_state said = ctr_dispute_state_of(d);
    ctr_dispute_free(d);
    return said == CTR_DISPUTE_OPEN ? CYCLE + 4 : said == CTR_DISPUTE_ANSWERED ? CYCLE + 5 : STEPS;
}

static const struct fault_walk change = {"t_kill_change", false, STEPS, prepare, step, done, NULL};

static void a_killed_process_leaves_no_change_half_carried_out(void **unused)
{
    (void)unused;
    fault_walk_kill(&change);
}

static void a_full_disk_carries_nothing_out_and_the_handle_goes_on(void **unused)
{
    (void)unused;
    fault_walk_refuse(&change);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_process_leaves_no_change_half_carried_out),
        cmocka_unit_test(a_full_disk_carries_nothing_out_and_the_handle_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
