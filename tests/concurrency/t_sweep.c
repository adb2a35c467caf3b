/*
 * Eight processes sweep at once, again and again, over the same instants: each action is found by
 * one of them, none is lost, and each decision that silence makes is made once.
 */
#include "api/timer_case.h"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SWEEPERS = 8, CHANGES = 24, ROUNDS = 12 };

static volatile int *found; /* by each process */

static void sweep_many(struct fixture *f, int who)
{
    ctr_store_options o;
    ctr_store *store = NULL;
    ctr_sweep_options options;

    ctr_store_options_init(&o, sizeof o);
    o.deadline_ms = 120000;
    o.durability = CTR_DURABILITY_NORMAL;
    if (ctr_store_open(f->path, &o, &store, NULL) != CTR_OK) {
        _exit(1);
    }
    ctr_sweep_options_init(&options, sizeof options);
    options.limit = 5;
    for (int i = 0; i < ROUNDS * 4; i++) {
        ctr_sweep *swept = NULL;
        if (ctr_timer_sweep(store, MONDAY + 40 * DAY, &options, NULL, &swept, NULL) != CTR_OK) {
            _exit(2);
        }
        found[who] += (int)ctr_sweep_count(swept);
        ctr_sweep_free(swept);
    }
    ctr_store_close(store);
    _exit(0);
}

static void eight_processes_sweep(void **state)
{
    struct fixture *f = *state;
    int sum = 0;

    master(f, TIMED);
    for (int i = 0; i < CHANGES; i++) {
        char id[16];
        snprintf(id, sizeof id, "CR-%d", i);
        submitted(f, id, i % 2 ? "scope" : "strict", MINOR);
    }
    ctr_store_close(f->store);
    f->store = NULL;
    found = mmap(NULL, SWEEPERS * sizeof *found, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                 -1, 0);
    assert_true(found != MAP_FAILED);
    for (int i = 0; i < SWEEPERS; i++) {
        if (fork() == 0) {
            sweep_many(f, i);
        }
    }
    for (int i = 0; i < SWEEPERS; i++) {
        int code;
        assert_true(wait(&code) > 0);
        assert_int_equal(code, 0);
    }
    for (int i = 0; i < SWEEPERS; i++) {
        sum += found[i];
    }
    /* a reminder, a breach and twice two levels; or one rejection */
    assert_int_equal(sum, CHANGES / 2 * 6 + CHANGES / 2);
    f->now_us = MONDAY + 41 * DAY;
    f->store = fixture_open(f, 0);
    ctr_sweep *rest = sweep(f, MONDAY + 41 * DAY);
    assert_int_equal(ctr_sweep_count(rest), 0);
    ctr_sweep_free(rest);
    for (int i = 0; i < CHANGES; i += 2) {
        char id[16];
        snprintf(id, sizeof id, "CR-%d", i);
        ctr_change *h = get(f, id);
        assert_int_equal(ctr_change_state_of(h), CTR_CHANGE_REJECTED);
        ctr_change_free(h);
    }
    assert_store_sound(f->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(eight_processes_sweep, fixture_file, fixture_end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
