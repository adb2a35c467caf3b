/*
 * The file system failing at every call that a statement of work makes: frozen, measured, accepted
 * with its price posted; and at every call that brings a layout and the store together
 * (support/faultwalk.h).
 */
#include "support/faultwalk.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- facts ---- */

enum { STEPS = 4 };

static const char master[] =
    "meta: {id: deal}\n"
    "incentives: {model: fixed_per_iteration, currency: EUR, price: 500}\n";
static const char work[] = "id: s\n"
                           "master: deal\n"
                           "dates: {start: 2026-01-01}\n"
                           "value_hypothesis: {metric: m, target: '>= 1'}\n"
                           "acceptance_criteria: [{id: AC1}, {id: AC2}]\n"
                           "backlog: [a]\n";
static const char later[] = "id: s\n"
                            "master: deal\n"
                            "dates: {start: 2027-01-01}\n"
                            "acceptance_criteria: [{id: AC1}, {id: AC2}]\n";

static void draft(struct fixture *f, const char *name, ctr_type type, const char *document)
{
    ctr_create c;
    ctr_error *err = NULL;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = name;
    c.label = "1.0.0";
    c.type = type;
    c.mode = CTR_MODE_NONE;
    c.document.data = document;
    c.document.size = strlen(document);
    assert_ctr_ok(ctr_contract_create(f->store, &c, NULL, NULL, &err));
}

/* Its first edition has not begun; the one that the walk activates has, and is frozen by it. The
 * ledger has no accounts: posting opens them. */
static void prepare(struct fixture *f)
{
    ctr_error *err = NULL;

    draft(f, "deal", CTR_TYPE_MASTER, master);
    do_activate(f, "deal", "1.0.0");
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "deal", "EUR", NULL, NULL, &err));
    draft(f, "s", CTR_TYPE_SOW, later);
    do_activate(f, "s", "1.0.0");
    ctr_evolution_free(do_evolve(f, "s", "2.0.0", work));
}

static ctr_status measure(ctr_store *store, ctr_error **err)
{
    ctr_sow_measurement m;

    ctr_sow_measurement_init(&m, sizeof m);
    m.of = "m";
    m.value = "2";
    m.on = "2026-01-01";
    return ctr_sow_measured(store, "shop", "s", &m, NULL, NULL, err);
}

static ctr_status step(ctr_store *store, int n, ctr_error **err)
{
    switch (n) {
    case 0:
        return ctr_version_activate(store, "shop", "s", "2.0.0", NULL, NULL, err);
    case 1:
        return measure(store, err);
    case 2:
        return ctr_sow_accept(store, "shop", "s", "AC1", "e", NULL, NULL, NULL, err);
    default:
        return ctr_sow_accept(store, "shop", "s", "AC2", "e", NULL, NULL, NULL, err);
    }
}

/* The price is posted with the acceptance that makes it due, or neither is there. */
static void paid_is(struct fixture *f, const ctr_sow *sow, bool wanted)
{
    ctr_ledger *ledger = NULL;
    ctr_error *err = NULL;

    assert_ctr_ok(ctr_ledger_get(f->store, "shop", "deal", &ledger, &err));
    assert_int_equal(ctr_ledger_entries(ledger), wanted);
    ctr_ledger_free(ledger);
    assert_int_equal(ctr_sow_price_due(sow), wanted);
    assert_int_equal(ctr_sow_entry(sow), wanted);
}

static int done(struct fixture *f)
{
    ctr_sow *sow = NULL;
    ctr_error *err = NULL;

    assert_ctr_ok(ctr_sow_get(f->store, "shop", "s", &sow, &err));
    bool active = strcmp(ctr_sow_version(sow), "2.0.0") == 0;
    assert_int_equal(ctr_sow_frozen_version(sow) != NULL, active);
    bool first = ctr_sow_criterion_accepted(ctr_sow_criterion_at(sow, 0));
    bool second = ctr_sow_criterion_accepted(ctr_sow_criterion_at(sow, 1));
    int steps = active + (int)ctr_sow_measure_count(sow) + first + second;
    paid_is(f, sow, second);
    ctr_sow_free(sow);
    return steps;
}

static const struct fault_walk facts = {"t_kill_sow", false, STEPS, prepare, step, done, NULL};

/* ---- sync ---- */

static char plan[64];

static const struct {
    const char *path, *text;
} papers[] = {
    {"contracts/master_contract.yaml", "meta: {id: deal}\n"},
    {"contracts/sow/S-1.yaml", "id: S-1\ngoals: [a]\ndependencies: [S-2]\n"},
    {"contracts/sow/S-2.yaml", "id: S-2\ngoals: [a]\n"},
    {"contracts/changes/CR-1.yaml", "id: CR-1\nimpact_analysis: {budget_delta_pct: 1}\n"},
};

/* The files as they were first; sync writes states back into them. */
static void write_plan(void)
{
    char path[192];

    for (size_t i = 0; i < sizeof papers / sizeof papers[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", plan, papers[i].path);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        assert_true(fputs(papers[i].text, file) >= 0);
        assert_int_equal(fclose(file), 0);
    }
}

static void make_plan(void)
{
    static const char *const folders[] = {"", "/contracts", "/contracts/sow", "/contracts/changes"};
    char path[128];

    snprintf(plan, sizeof plan, "/tmp/t_kill_sow.XXXXXX");
    assert_non_null(mkdtemp(plan));
    for (size_t i = 1; i < sizeof folders / sizeof folders[0]; i++) {
        snprintf(path, sizeof path, "%s%s", plan, folders[i]);
        assert_int_equal(mkdir(path, 0700), 0);
    }
    write_plan();
}

static void drop_plan(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", plan);
    assert_int_equal(system(command), 0);
}

static void prepare_sync(struct fixture *f)
{
    (void)f;
    write_plan();
}

static ctr_status sync_step(ctr_store *store, int n, ctr_error **err)
{
    ctr_sync_options o;

    (void)n;
    ctr_sync_options_init(&o, sizeof o);
    o.dir = plan;
    o.team = "shop";
    return ctr_layout_sync(store, &o, NULL, NULL, err);
}

static bool is_there(struct fixture *f, const char *name)
{
    ctr_version *v = NULL;
    ctr_error *err = NULL;
    ctr_status status = ctr_version_get(f->store, "shop", name, "active", &v, &err);

    ctr_version_free(v);
    ctr_error_free(err);
    assert_true(status == CTR_OK || status == CTR_E_NOT_FOUND);
    return status == CTR_OK;
}

/* All contracts and the change, or none. */
static int synced(struct fixture *f)
{
    ctr_change *h = NULL;
    bool all = is_there(f, "deal");

    assert_int_equal(is_there(f, "S-1"), all);
    assert_int_equal(is_there(f, "S-2"), all);
    ctr_status status = ctr_change_get(f->store, "shop", "deal", "CR-1", &h, NULL);
    ctr_change_free(h);
    assert_int_equal(status == CTR_OK, all);
    return all;
}

/* Whatever was kept of the files: the next call brings them to what the store has, and then there
 * is nothing left to do. */
static void same_in_the_end(struct fixture *f)
{
    ctr_sync_options o;
    ctr_layout *layout = NULL;
    ctr_error *err = NULL;

    assert_ctr_ok(sync_step(f->store, 0, &err));
    ctr_sync_options_init(&o, sizeof o);
    o.dir = plan;
    o.team = "shop";
    assert_ctr_ok(ctr_layout_sync(f->store, &o, NULL, &layout, &err));
    assert_int_equal(ctr_layout_drift(layout), 0);
    assert_int_equal(ctr_layout_ok(layout), 1);
    ctr_layout_free(layout);
}

static const struct fault_walk sync = {
    "t_kill_sow sync", false, 1, prepare_sync, sync_step, synced, same_in_the_end,
};

/* ---- both ---- */

static void a_killed_process_leaves_no_price_without_its_acceptance(void **unused)
{
    (void)unused;
    fault_walk_kill(&facts);
}

static void a_full_disk_accepts_nothing_and_the_handle_goes_on(void **unused)
{
    (void)unused;
    fault_walk_refuse(&facts);
}

static void a_killed_sync_is_done_whole_by_the_next(void **unused)
{
    (void)unused;
    make_plan();
    fault_walk_kill(&sync);
    drop_plan();
}

static void a_full_disk_leaves_a_layout_to_the_next_sync(void **unused)
{
    (void)unused;
    make_plan();
    fault_walk_refuse(&sync);
    drop_plan();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_process_leaves_no_price_without_its_acceptance),
        cmocka_unit_test(a_full_disk_accepts_nothing_and_the_handle_goes_on),
        cmocka_unit_test(a_killed_sync_is_done_whole_by_the_next),
        cmocka_unit_test(a_full_disk_leaves_a_layout_to_the_next_sync),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
