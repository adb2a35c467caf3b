/*
 * A process killed at every call of the file system that a create, an evolution to a long document
 * and activations make, through the public calls. Afterwards the store opens, what was acknowledged
 * is in it, nothing is half there, and the state follows from the events.
 */
#include "support/faultvfs.h"
#include "support/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STEPS = 4, NO_END = 5000 };

/* So long that it is compared without the lock. */
static char long_document[70000];

static volatile int *acknowledged; /* steps whose call returned OK */

static ctr_status step(ctr_store *store, int n)
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
        return ctr_contract_create(store, &c, NULL, NULL, NULL);
    case 1:
        return ctr_version_activate(store, "shop", "orders", "1.0.0", NULL, NULL, NULL);
    case 2:
        ctr_evolve_init(&e, sizeof e);
        e.team = "shop";
        e.name = "orders";
        e.label = "2.0.0";
        e.document.data = long_document;
        e.document.size = sizeof long_document;
        return ctr_contract_evolve(store, &e, NULL, NULL, NULL);
    default:
        break;
    }
    ctr_call call;
    ctr_call_init(&call, sizeof call);
    call.flags = CTR_CALL_DECLARE_BREAK;
    call.reason = "meant";
    return ctr_version_activate(store, "shop", "orders", "2.0.0", &call, NULL, NULL);
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

/* The child: open the store, arm, work, close; killed on the way if there is such a call. */
static void work(struct fixture *f, long at)
{
    faultvfs_install();
    f->store = fixture_open(f, 0);
    faultvfs_arm(FAULTVFS_KILL, FAULTVFS_CHANGES, at, false);
    for (int i = 0; i < STEPS; i++) {
        if (step(f->store, i) != CTR_OK) {
            _exit(3);
        }
        *acknowledged = i + 1;
    }
    ctr_store_close(f->store);
    _exit(0);
}

/* False once the work was over before call number `at`. */
static bool run(long at)
{
    void *state = NULL;
    int status = 0;

    assert_int_equal(fixture_file(&state), 0);
    struct fixture *f = state;
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
    assert_store_sound(f->store);
    for (int i = steps; i < STEPS; i++) { /* and it can be gone on with */
        assert_int_equal(step(f->store, i), CTR_OK);
    }
    assert_store_sound(f->store);
    assert_int_equal(fixture_end(&state), 0);
    return code == FAULTVFS_EXIT;
}

static void a_killed_process_leaves_nothing_half_done(void **unused)
{
    long at = 1;

    (void)unused;
    memset(long_document, 'x', sizeof long_document);
    memcpy(long_document, "{\"n\":\"", 6);
    memcpy(long_document + sizeof long_document - 2, "\"}", 2);
    acknowledged =
        mmap(NULL, sizeof *acknowledged, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(acknowledged != MAP_FAILED);
    while (run(at)) {
        at++;
        assert_true(at < NO_END);
    }
    assert_true(at > STEPS); /* each step writes at least once */
    printf("t_kill: killed at each of %ld calls of the file system\n", at - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_killed_process_leaves_nothing_half_done)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
