/*
 * What decisions cost in a store ten times as large, without a clock: the steps of SQLite's
 * machine. Versions and consumers that are not involved cost nothing, and a deployment that meets
 * ten builds costs at most fifty looks at one row.
 */
#include "api/deal_case.h"
#include "core/store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

enum { FEW = 100, MANY = 1000, BUILDS = 10, LOOKS = 50 };

#define ONE SCHEMA("\"a\":{\"type\":\"integer\"},\"b\":{}", "\"a\"")
#define TWO SCHEMA("\"a\":{\"type\":\"string\"},\"b\":{}", "\"a\"")

/* Steps since the last look, of every statement that the connection keeps. */
static int64_t steps(ctr_store *store)
{
    int64_t sum = 0;

    for (sqlite3_stmt *st = NULL; (st = sqlite3_next_stmt(store->db.handle, st)) != NULL;) {
        sum += sqlite3_stmt_status(st, SQLITE_STMTSTATUS_VM_STEP, 1);
    }
    return sum;
}

static int64_t cost_of_row(struct fixture *f)
{
    sqlite3_stmt *st = NULL;

    assert_int_equal(sqlite3_prepare_v2(f->store->db.handle,
                                        "SELECT label FROM lc_version WHERE rid = 1", -1, &st,
                                        NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    int64_t n = sqlite3_stmt_status(st, SQLITE_STMTSTATUS_VM_STEP, 0);
    sqlite3_finalize(st);
    return n;
}

static void runs(struct fixture *f, const char *name, const char *consumer, const char *label)
{
    ctr_run_spec s;
    ctr_error *err = NULL;

    ctr_run_spec_init(&s, sizeof s);
    s.flags = CTR_RUN_NEW_ENVIRONMENT;
    s.team = "shop";
    s.name = name;
    s.consumer = consumer;
    s.label = label;
    s.environment = "live";
    assert_ctr_ok(ctr_run_begin(f->store, &s, NULL, NULL, &err));
}

static void built(struct fixture *f, const char *name, const char *consumer)
{
    const char *part = "/b";
    ctr_build_spec s;
    ctr_error *err = NULL;

    ctr_build_spec_init(&s, sizeof s);
    s.team = "shop";
    s.name = name;
    s.consumer = consumer;
    s.label = "1";
    s.parts = &part;
    s.part_count = 1;
    assert_ctr_ok(ctr_build_record(f->store, &s, NULL, NULL, &err));
}

/* `others` contracts, each with a version, a consumer and a build that runs; and the one asked
 * about. */
static void make(struct fixture *f, int others)
{
    char name[32];

    do_create(f, "orders", "1.0.0", ONE);
    do_activate(f, "orders", "1.0.0");
    for (int i = 0; i < BUILDS; i++) {
        snprintf(name, sizeof name, "app-%d", i);
        built(f, "orders", name);
        runs(f, "orders", name, "1");
    }
    ctr_evolution_free(do_evolve(f, "orders", "2.0.0", TWO));
    for (int i = 0; i < others; i++) {
        snprintf(name, sizeof name, "other-%d", i);
        do_create(f, name, "1.0.0", ONE);
        do_activate(f, name, "1.0.0");
        do_register(f, name, "web", NULL, "/a");
        built(f, name, "web");
        runs(f, name, "web", "1");
        runs(f, name, NULL, NULL);
    }
}

struct cost {
    int64_t evolve, retire, upgrade, deploy, row;
};

static int64_t asked(struct fixture *f, ctr_status status, ctr_can *can, ctr_answer want,
                     ctr_error *err)
{
    assert_ctr_ok(status);
    assert_int_equal(ctr_can_answer(can), want);
    ctr_can_free(can);
    return steps(f->store);
}

static struct cost measure(int others)
{
    void *state = NULL;
    ctr_can *can = NULL;
    ctr_error *err = NULL;
    struct cost c;
    ctr_evolve e;
    ctr_run_spec s;

    assert_int_equal(fixture_memory(&state), 0);
    struct fixture *f = state;
    make(f, others);
    do_register(f, "orders", "web", NULL, "/b");
    ctr_evolve_init(&e, sizeof e);
    e.team = "shop";
    e.name = "orders";
    e.label = "2.0.0";
    steps(f->store);
    ctr_status status = ctr_can_evolve(f->store, &e, &can, &err);
    c.evolve = asked(f, status, can, CTR_ANSWER_NO, err); /* it breaks the mode */
    status = ctr_can_retire(f->store, "shop", "orders", "1.0.0", &can, &err);
    c.retire = asked(f, status, can, CTR_ANSWER_NO, err);
    status = ctr_can_upgrade(f->store, "shop", "orders", "web", "1.0.0", &can, &err);
    c.upgrade = asked(f, status, can, CTR_ANSWER_YES, err);
    ctr_run_spec_init(&s, sizeof s);
    s.team = "shop";
    s.name = "orders";
    s.selector = "2.0.0";
    s.environment = "live";
    status = ctr_can_deploy(f->store, &s, &can, &err);
    assert_int_equal(ctr_can_count(can), BUILDS);
    c.deploy = asked(f, status, can, CTR_ANSWER_YES, err);
    c.row = cost_of_row(f);
    assert_int_equal(fixture_end(&state), 0);
    printf("%d other contracts: %lld steps for can-evolve, %lld for can-retire, %lld for "
           "can-upgrade, %lld for can-deploy with %d builds; %lld for a row\n",
           others, (long long)c.evolve, (long long)c.retire, (long long)c.upgrade,
           (long long)c.deploy, BUILDS, (long long)c.row);
    return c;
}

static void what_is_not_involved_costs_nothing(void **state)
{
    const struct cost few = measure(FEW);
    const struct cost many = measure(MANY);

    (void)state;
    assert_true(few.deploy > BUILDS); /* something was counted */
    assert_int_equal(many.evolve, few.evolve);
    assert_int_equal(many.retire, few.retire);
    assert_int_equal(many.upgrade, few.upgrade);
    assert_int_equal(many.deploy, few.deploy);
    assert_true(many.deploy <= LOOKS * many.row);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_involved_costs_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
