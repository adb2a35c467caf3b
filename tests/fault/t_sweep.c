/*
 * Sweeping and telling with the file system failing at every call: killed there, refused once, out
 * of space from there on. Afterwards a sweep is there whole or not at all, what was acknowledged is
 * there, and gone on with the store comes to the same end: each action once.
 */
#include "api/timer_case.h"

#include "support/faultvfs.h"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STEPS = 4, ACTIONS = 8, NO_END = 5000 };

static volatile int *acknowledged; /* steps whose call returned OK */

/* So many actions are there after each step; the last one tells of the first action. */
static const int after[STEPS] = {2, 4, 8, 8};

static ctr_status sweep_step(ctr_store *store, int64_t now_us, ctr_error **err)
{
    return ctr_timer_sweep(store, now_us, NULL, NULL, NULL, err);
}

static ctr_status tell_first(ctr_store *store, ctr_error **err)
{
    ctr_outbox_filter filter;
    ctr_action_list *list = NULL;
    ctr_delivery d;
    ctr_call call;

    ctr_outbox_filter_init(&filter, sizeof filter);
    filter.team = "shop";
    filter.name = "deal";
    filter.change = "CR-1";
    ctr_status status = ctr_timer_outbox(store, &filter, &list, err);
    if (status != CTR_OK) {
        return status;
    }
    ctr_call_init(&call, sizeof call);
    call.now_us = MONDAY + 20 * DAY;
    ctr_delivery_init(&d, sizeof d);
    d.action = ctr_action_id(ctr_action_list_at(list, 0));
    d.ok = 1;
    status = ctr_timer_delivered(store, &d, &call, NULL, err);
    ctr_action_list_free(list);
    return status;
}

static ctr_status step(ctr_store *store, int n, ctr_error **err)
{
    static const int64_t days[] = {1, 2, 20};
    return n < 3 ? sweep_step(store, MONDAY + days[n] * DAY, err) : tell_first(store, err);
}

static int actions_of(struct fixture *f, const char *change, int *told)
{
    ctr_outbox_filter filter;
    ctr_action_list *list = NULL;
    ctr_error *err = NULL;

    ctr_outbox_filter_init(&filter, sizeof filter);
    filter.team = "shop";
    filter.name = "deal";
    filter.change = change;
    assert_ctr_ok(ctr_timer_outbox(f->store, &filter, &list, &err));
    int n = (int)ctr_action_list_count(list);
    if (n && ctr_action_delivered_us_at(ctr_action_list_at(list, 0), 0)) {
        (*told)++;
    }
    ctr_action_list_free(list);
    return n;
}

/* How many steps the store holds, whole. */
static int steps_in(struct fixture *f)
{
    int told = 0;
    int n = actions_of(f, "CR-1", &told) + actions_of(f, "CR-2", &told);
    for (int i = 0; i < 3; i++) {
        if (n == after[i]) {
            return i + 1 + (n == ACTIONS && told);
        }
    }
    assert_int_equal(n, 0);
    return 0;
}

static void prepare(struct fixture *f)
{
    master(f, TIMED);
    submitted(f, "CR-1", "scope", MINOR); /* six */
    submitted(f, "CR-2", "quiet", MINOR); /* reminder and acceptance */
    submitted(f, "CR-3", "slow", MINOR);
}

static void finish(struct fixture *f, int from)
{
    ctr_error *err = NULL;
    int told = 0;

    for (int i = from; i < STEPS; i++) {
        assert_ctr_ok(step(f->store, i, &err));
    }
    assert_int_equal(actions_of(f, "CR-1", &told), 6);
    assert_int_equal(actions_of(f, "CR-2", &told), 2);
    assert_int_equal(told, 1);
    f->now_us = MONDAY + 20 * DAY;
    ctr_change *h = get(f, "CR-2");
    assert_int_equal(ctr_change_state_of(h), CTR_CHANGE_APPROVED);
    ctr_change_free(h);
    assert_store_sound(f->store);
}

/* The child: open the store, arm, work, close; killed on the way if there is such a call. */
static void work(struct fixture *f, long at)
{
    faultvfs_install();
    f->store = fixture_open(f, 0);
    faultvfs_arm(FAULTVFS_KILL, FAULTVFS_CHANGES, at, false);
    for (int i = 0; i < STEPS; i++) {
        if (step(f->store, i, NULL) != CTR_OK) {
            _exit(3);
        }
        *acknowledged = i + 1;
    }
    ctr_store_close(f->store);
    _exit(0);
}

/* False once the work was over before call number `at`. */
static bool killed(long at)
{
    void *state = NULL;
    int status = 0;

    assert_int_equal(fixture_file(&state), 0);
    struct fixture *f = state;
    prepare(f);
    ctr_store_close(f->store);
    f->store = NULL;
    *acknowledged = 0;
    pid_t pid = fork();
    if (pid == 0) {
        work(f, at);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    int code = WEXITSTATUS(status);
    if (code != 0 && code != FAULTVFS_EXIT) {
        fail_msg("killed at call %ld: the child ended with %d", at, code);
    }
    f->store = fixture_open(f, 0);
    int steps = steps_in(f);
    if (steps < *acknowledged || steps > *acknowledged + 1) {
        fail_msg("killed at call %ld: %d steps acknowledged, %d found", at, *acknowledged, steps);
    }
    finish(f, steps);
    assert_int_equal(fixture_end(&state), 0);
    return code == FAULTVFS_EXIT;
}

static void a_killed_sweep_is_there_whole_or_not_at_all(void **unused)
{
    long at = 1;

    (void)unused;
    acknowledged =
        mmap(NULL, sizeof *acknowledged, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(acknowledged != MAP_FAILED);
    while (killed(at)) {
        at++;
        assert_true(at < NO_END);
    }
    assert_true(at > STEPS);
    printf("t_sweep: killed at each of %ld calls of the file system\n", at - 1);
}

/* In a child, because the faulty file system cannot be taken out again. False at the end. */
static bool refused(enum faultvfs_mode mode, long at, bool full)
{
    int status = 0;
    pid_t pid = fork();

    if (pid == 0) {
        void *state = NULL;
        ctr_error *err = NULL;
        int n = 0;
        faultvfs_install();
        assert_int_equal(fixture_file(&state), 0);
        struct fixture *f = state;
        prepare(f);
        faultvfs_arm(mode, FAULTVFS_CHANGES, at, full);
        while (n < STEPS && step(f->store, n, &err) == CTR_OK) {
            n++;
        }
        bool fired = faultvfs_fired();
        faultvfs_disarm();
        if (n < STEPS) {
            ctr_status is = ctr_error_status(err);
            assert_true(is == CTR_E_IO || is == CTR_E_FULL);
            ctr_error_free(err);
            assert_int_equal(steps_in(f), n);
            finish(f, n);
        }
        fixture_end(&state);
        _exit(fired ? 1 : 0);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
        fail_msg("call %ld %s: the child ended with %d", at, full ? "full" : "failed", status);
    }
    return WEXITSTATUS(status) == 1;
}

static void a_full_disk_finds_nothing_and_the_handle_goes_on(void **unused)
{
    static const enum faultvfs_mode modes[] = {FAULTVFS_ONCE, FAULTVFS_PERSISTENT};
    long points = 0;

    (void)unused;
    for (size_t m = 0; m < 4; m++) {
        long at = 1;
        while (refused(modes[m % 2], at, m > 1)) {
            at++;
            assert_true(at < NO_END);
        }
        points += at - 1;
    }
    printf("t_sweep: %ld calls of the file system failed\n", points);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_sweep_is_there_whole_or_not_at_all),
        cmocka_unit_test(a_full_disk_finds_nothing_and_the_handle_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
