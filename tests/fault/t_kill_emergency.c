/*
 * The file system failing at every call that an emergency makes on its way: carried out first, with
 * what it posts, and rejected afterwards, which takes that back (support/faultwalk.h).
 */
#include "api/change_case.h"

#include "support/faultwalk.h"

enum { STEPS = 4 };

static const char request[] =
    "id: CR-1\nrequester: supplier\ntype: emergency\n"
    "impact_analysis: {budget_delta: 9000, schedule_slip_days: 1, risk_score: 1}\n";

static void prepare(struct fixture *f)
{
    ctr_error *err = NULL;

    master(f, MASTER);
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "deal", "EUR", NULL, NULL, &err));
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
        return ctr_change_submit(store, "shop", "deal", "CR-1", &supplier, NULL, err);
    case 2:
        return ctr_change_implement(store, "shop", "deal", "CR-1", &supplier, NULL, err);
    default:
        return ctr_change_decide(store, "shop", "deal", "CR-1", CTR_OUTCOME_REJECTED, &client, NULL,
                                 err);
    }
}

/* Steps that were done; the ledger has what they posted, and nothing else. */
static int done(struct fixture *f)
{
    ctr_change *h = NULL;
    ctr_ledger *ledger = NULL;
    ctr_error *err = NULL;
    int steps = 0;
    ctr_status status = ctr_change_get(f->store, "shop", "deal", "CR-1", &h, &err);

    ctr_error_free(err);
    err = NULL;
    if (status == CTR_OK) {
        ctr_change_state state = ctr_change_state_of(h);
        const char *moved = ctr_change_target_amount(h);
        steps = state == CTR_CHANGE_DRAFT      ? 1
                : state == CTR_CHANGE_ANALYSED ? 2
                : strcmp(moved, "0") == 0      ? 4
                                               : 3;
        ctr_change_free(h);
    } else {
        assert_int_equal(status, CTR_E_NOT_FOUND);
    }
    assert_ctr_ok(ctr_ledger_get(f->store, "shop", "deal", &ledger, &err));
    assert_int_equal(ctr_ledger_entries(ledger), steps < 3 ? 0 : steps - 2);
    ctr_ledger_free(ledger);
    return steps;
}

static const struct fault_walk emergency = {
    "t_kill_emergency", false, STEPS, prepare, step, done, NULL};

static void a_killed_process_takes_nothing_back_by_half(void **unused)
{
    (void)unused;
    fault_walk_kill(&emergency);
}

static void a_full_disk_takes_nothing_back_and_the_handle_goes_on(void **unused)
{
    (void)unused;
    fault_walk_refuse(&emergency);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_process_takes_nothing_back_by_half),
        cmocka_unit_test(a_full_disk_takes_nothing_back_and_the_handle_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
