/* Walks of steps over a file system that fails; see faultwalk.h. */
#include "support/faultwalk.h"

#include "support/faultvfs.h"
#include "support/sanitized.h"
#include "support/walk.h"

#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NO_END = 5000, SAMPLE = SANITIZED ? 23 : 3 };

static long stride_of(const struct fault_walk *w)
{
    return w->whole && !SANITIZED ? 1 : walk_stride(SAMPLE);
}

static void say(const struct fault_walk *w, const char *what, long points)
{
    printf("%s: %s at %ld calls of the file system, one in %ld, SEED=%u\n", w->name, what, points,
           stride_of(w), walk_seed());
}

/* The steps that are left, and what must hold then. */
static void go_on(const struct fault_walk *w, struct fixture *f, int from)
{
    ctr_error *err = NULL;

    assert_store_sound(f->store);
    for (int i = from; i < w->steps; i++) {
        assert_ctr_ok(w->step(f->store, i, &err));
    }
    assert_int_equal(w->done(f), w->steps);
    if (w->end) {
        w->end(f);
    }
    assert_store_sound(f->store);
}

static struct fixture *begin(const struct fault_walk *w, void **state)
{
    assert_int_equal(fixture_file(state), 0);
    struct fixture *f = *state;
    if (w->prepare) {
        w->prepare(f);
    }
    return f;
}

/* --- killed --- */

/* The child: open the store, arm, work, close; killed on the way if there is such a call. */
static void work(const struct fault_walk *w, struct fixture *f, long at, volatile int *acknowledged)
{
    faultvfs_install();
    f->store = fixture_open(f, 0);
    faultvfs_arm(FAULTVFS_KILL, FAULTVFS_CHANGES, at, false);
    for (int i = 0; i < w->steps; i++) {
        if (w->step(f->store, i, NULL) != CTR_OK) {
            _exit(3);
        }
        *acknowledged = i + 1;
    }
    ctr_store_close(f->store);
    _exit(0);
}

/* False once the work was over before call number `at`. */
static bool killed(const struct fault_walk *w, long at, volatile int *acknowledged)
{
    void *state = NULL;
    int status = 0;
    struct fixture *f = begin(w, &state);

    ctr_store_close(f->store);
    f->store = NULL;
    *acknowledged = 0;
    pid_t pid = fork();
    if (pid == 0) {
        work(w, f, at, acknowledged);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    int code = WEXITSTATUS(status);
    if (code != 0 && code != FAULTVFS_EXIT) {
        fail_msg("%s, killed at call %ld: the child ended with %d", w->name, at, code);
    }
    f->store = fixture_open(f, 0);
    int done = w->done(f);
    if (done < *acknowledged || done > *acknowledged + 1) {
        fail_msg("%s, killed at call %ld: %d steps acknowledged, %d found", w->name, at,
                 *acknowledged, done);
    }
    go_on(w, f, done);
    assert_int_equal(fixture_end(&state), 0);
    return code == FAULTVFS_EXIT;
}

void fault_walk_kill(const struct fault_walk *w)
{
    const long stride = stride_of(w);
    long at = walk_start(stride);
    long points = 0;
    volatile int *acknowledged =
        mmap(NULL, sizeof *acknowledged, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    assert_true(acknowledged != MAP_FAILED);
    for (; killed(w, at, acknowledged); at += stride) {
        points++;
        assert_true(at < NO_END);
    }
    assert_true(at > w->steps); /* each step writes at least once */
    munmap((void *)(uintptr_t)acknowledged, sizeof *acknowledged);
    say(w, "killed", points);
}

/* --- refused --- */

/* The child: work until a call is refused, look, go on. Exits with 1 if one was. */
static void work_refused(const struct fault_walk *w, enum faultvfs_mode mode, long at, bool full)
{
    void *state = NULL;
    ctr_error *err = NULL;
    int n = 0;

    faultvfs_install();
    struct fixture *f = begin(w, &state);
    faultvfs_arm(mode, FAULTVFS_CHANGES, at, full);
    while (n < w->steps && w->step(f->store, n, &err) == CTR_OK) {
        n++;
    }
    bool fired = faultvfs_fired();
    faultvfs_disarm();
    if (n < w->steps) {
        ctr_status is = ctr_error_status(err);
        assert_true(is == CTR_E_IO || is == CTR_E_FULL);
        ctr_error_free(err);
        assert_int_equal(w->done(f), n);
        go_on(w, f, n);
    }
    fixture_end(&state);
    _exit(fired ? 1 : 0);
}

/* In a child, because the faulty file system cannot be taken out again. False at the end. */
static bool refused(const struct fault_walk *w, enum faultvfs_mode mode, long at, bool full)
{
    int status = 0;
    pid_t pid = fork();

    if (pid == 0) {
        work_refused(w, mode, at, full);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
        fail_msg("%s, call %ld %s: the child ended with %d", w->name, at, full ? "full" : "failed",
                 status);
    }
    return WEXITSTATUS(status) == 1;
}

void fault_walk_refuse(const struct fault_walk *w)
{
    static const enum faultvfs_mode modes[] = {FAULTVFS_ONCE, FAULTVFS_PERSISTENT};
    const long stride = stride_of(w);
    long points = 0;

    for (size_t m = 0; m < 4; m++) {
        for (long at = walk_start(stride); refused(w, modes[m % 2], at, m > 1); at += stride) {
            points++;
            assert_true(at < NO_END);
        }
    }
    say(w, "refused", points);
}
