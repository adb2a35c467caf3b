/*
 * The file system failing at every call that a create, an evolution to a long document and
 * activations make, through the public calls (support/faultwalk.h).
 */
#include "support/faultwalk.h"

#include <string.h>

enum { STEPS = 4 };

/* So long that it is compared without the lock. */
static char long_document[70000];

static ctr_status step(ctr_store *store, int n, ctr_error **err)
{
    ctr_create c;
    ctr_evolve e;

    switch (n) {
    case 0:
        ctr_create_init(&c, sizeof c);
        c.team = "shop";
        c.name = "orders";
        c.document.data = "{\"n\":0}";
        c.document.size = 7;
        return ctr_contract_create(store, &c, NULL, NULL, err);
    case 1:
        return ctr_version_activate(store, "shop", "orders", "1.0.0", NULL, NULL, err);
    case 2:
        ctr_evolve_init(&e, sizeof e);
        e.team = "shop";
        e.name = "orders";
        e.label = "2.0.0";
        e.document.data = long_document;
        e.document.size = sizeof long_document;
        return ctr_contract_evolve(store, &e, NULL, NULL, err);
    default:
        break;
    }
    ctr_call call;
    ctr_call_init(&call, sizeof call);
    call.flags = CTR_CALL_DECLARE_BREAK;
    call.reason = "meant";
    return ctr_version_activate(store, "shop", "orders", "2.0.0", &call, NULL, err);
}

/* How many steps the store holds, whole. */
static int steps_in(struct fixture *f)
{
    static const struct {
        const char *label;
        ctr_state state;
    } after[STEPS] = {{"1.0.0", CTR_STATE_DRAFT},
                      {"1.0.0", CTR_STATE_ACTIVE},
                      {"2.0.0", CTR_STATE_DRAFT},
                      {"2.0.0", CTR_STATE_ACTIVE}};
    int steps = 0;

    for (int i = 0; i < STEPS; i++) {
        ctr_version *v = NULL;
        ctr_error *err = NULL;
        ctr_status status = ctr_version_get(f->store, "shop", "orders", after[i].label, &v, &err);
        if (status == CTR_OK && ctr_version_state(v) == after[i].state) {
            steps = i + 1;
        }
        if (status != CTR_OK) {
            assert_int_equal(status, CTR_E_NOT_FOUND);
        }
        ctr_version_free(v);
        ctr_error_free(err);
    }
    return steps;
}

static void prepare(struct fixture *f)
{
    (void)f;
    memset(long_document, 'x', sizeof long_document);
    memcpy(long_document, "{\"n\":\"", 6);
    memcpy(long_document + sizeof long_document - 2, "\"}", 2);
}

static const struct fault_walk contracts = {"t_kill", true, STEPS, prepare, step, steps_in, NULL};

static void a_killed_process_leaves_nothing_half_done(void **unused)
{
    (void)unused;
    fault_walk_kill(&contracts);
}

static void a_full_disk_stores_nothing_and_the_handle_goes_on(void **unused)
{
    (void)unused;
    fault_walk_refuse(&contracts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_process_leaves_nothing_half_done),
        cmocka_unit_test(a_full_disk_stores_nothing_and_the_handle_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
