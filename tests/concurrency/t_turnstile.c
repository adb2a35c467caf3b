/*
 * The turnstile between processes and handles: exclusion, deadline, death, and what it costs. What
 * it is worth to a store: t_writers.c.
 */
#include "core/turnstile.h"

#include "core/waiting.h"
#include "support/tmpstore.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { WRITERS = 8 };

struct fixture {
    struct tmpdir dir;
    struct lc_ctx ctx;
    const char *path;
};

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void nap_ms(long ms)
{
    const struct timespec t = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&t, NULL);
}

static int setup(void **state)
{
    static struct fixture f;
    tmpdir_make(&f.dir);
    f.path = tmpdir_file(&f.dir, "x-lc.lock");
    if (lc_ctx_begin(&f.ctx, NULL) != CTR_OK) {
        return -1;
    }
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    lc_ctx_end(&f->ctx, CTR_OK, NULL);
    tmpdir_remove(&f->dir);
    return 0;
}

static void forget(struct fixture *f)
{
    ctr_error_free(f->ctx.error);
    f->ctx.error = NULL;
}

static void open_one(struct fixture *f, struct lc_turnstile *t)
{
    assert_int_equal(lc_turnstile_open(&f->ctx, t, f->path, NULL), CTR_OK);
}

/* A child that holds the turnstile and then does as it is told by signals. */
static pid_t holder(struct fixture *f, bool with_child)
{
    int ready[2];
    char byte;

    assert_int_equal(pipe(ready), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        struct lc_turnstile t;
        if (lc_turnstile_open(&f->ctx, &t, f->path, NULL) != CTR_OK ||
            lc_turnstile_enter(&f->ctx, &t, 1000) != CTR_OK) {
            _exit(1);
        }
        if (with_child) {
            pid_t grandchild = fork(); /* keeps a copy of the open file */
            if (grandchild == 0) {
                nap_ms(1500);
                _exit(0);
            }
        }
        if (write(ready[1], "x", 1) != 1) {
            _exit(1);
        }
        for (;;) {
            pause();
        }
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    close(ready[1]);
    return pid;
}

static void end_holder(pid_t pid)
{
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

static void entering_and_leaving_alone_is_cheap(void **state)
{
    struct fixture *f = *state;
    struct lc_turnstile t;
    enum { ROUNDS = 100000 };

    open_one(f, &t);
    int64_t start = now_us();
    for (int i = 0; i < ROUNDS; i++) {
        assert_int_equal(lc_turnstile_enter(&f->ctx, &t, 1000), CTR_OK);
        lc_turnstile_leave(&t);
    }
    double ns = (double)(now_us() - start) * 1000 / ROUNDS;
    printf("turnstile: enter and leave, alone: %.0f ns\n", ns);
    assert_true(ns < 20000);
    assert_int_equal(t.waited_us, 0);
    lc_turnstile_close(&f->ctx.alloc, &t);
}

static void a_new_side_file_is_private_or_like_the_store(void **state)
{
    struct fixture *f = *state;
    struct lc_turnstile t;
    struct stat st;
    const struct stat like = {.st_mode = S_IFREG | 0664, .st_uid = getuid(), .st_gid = getgid()};

    open_one(f, &t);
    assert_int_equal(stat(f->path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(st.st_size, LC_WAITING_PAGE);
    lc_turnstile_close(&f->ctx.alloc, &t);
    assert_int_equal(lc_turnstile_open(&f->ctx, &t, f->path, &like), CTR_OK);
    assert_int_equal(stat(f->path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0664);
    lc_turnstile_close(&f->ctx.alloc, &t);
}

static void two_handles_of_one_process_exclude_each_other(void **state)
{
    struct fixture *f = *state;
    struct lc_turnstile a;
    struct lc_turnstile b;

    open_one(f, &a);
    open_one(f, &b);
    assert_int_equal(lc_turnstile_enter(&f->ctx, &a, 0), CTR_OK);
    int64_t start = now_us();
    assert_int_equal(lc_turnstile_enter(&f->ctx, &b, 0), CTR_E_BUSY);
    assert_true(now_us() - start < 20000);
    assert_string_equal(ctr_error_message(f->ctx.error),
                        "another writer has held the store for 0 ms; try again, or wait longer by "
                        "a larger deadline_ms");
    assert_true(ctr_error_retryable(f->ctx.error));
    forget(f);
    lc_turnstile_close(&f->ctx.alloc, &b); /* closing one does not free the other */
    open_one(f, &b);
    assert_int_equal(lc_turnstile_enter(&f->ctx, &b, 0), CTR_E_BUSY);
    forget(f);
    lc_turnstile_leave(&a);
    assert_int_equal(lc_turnstile_enter(&f->ctx, &b, 0), CTR_OK);
    lc_turnstile_close(&f->ctx.alloc, &a);
    lc_turnstile_close(&f->ctx.alloc, &b);
}

/* Never before the deadline, and at it: a deadline kept too late is so every time, a machine that
 * wakes somebody too late is so now and then. */
static void expect_busy(struct fixture *f, struct lc_turnstile *t, uint32_t deadline_ms)
{
    int64_t least = INT64_MAX;
    int64_t most = deadline_ms * INT64_C(1100) + 30000;
    for (int i = 0; i < 8 && least > most; i++) {
        int64_t start = now_us();
        assert_int_equal(lc_turnstile_enter(&f->ctx, t, deadline_ms), CTR_E_BUSY);
        int64_t took = now_us() - start;
        forget(f);
        assert_true(took >= deadline_ms * INT64_C(1000));
        least = took < least ? took : least;
    }
    assert_true(least <= most);
}

static void a_stopped_holder_gives_busy_at_the_deadline(void **state)
{
    struct fixture *f = *state;
    struct lc_turnstile t;

    open_one(f, &t);
    pid_t pid = holder(f, false);
    kill(pid, SIGSTOP);
    expect_busy(f, &t, 50);
    expect_busy(f, &t, 500);
    assert_string_equal(ctr_status_name(CTR_E_BUSY), "busy");
    end_holder(pid);
    assert_int_equal(lc_turnstile_enter(&f->ctx, &t, 1000), CTR_OK);
    lc_turnstile_close(&f->ctx.alloc, &t);
}

struct late {
    pid_t pid;
    int64_t killed_us;
};

static void *kill_later(void *user)
{
    struct late *l = user;
    nap_ms(50);
    l->killed_us = now_us();
    kill(l->pid, SIGKILL);
    return NULL;
}

static void a_killed_holder_frees_it_at_once(void **state)
{
    struct fixture *f = *state;
    struct lc_turnstile t;
    pthread_t thread;

    open_one(f, &t);
    struct late l = {.pid = holder(f, false)};
    assert_int_equal(pthread_create(&thread, NULL, kill_later, &l), 0);
    assert_int_equal(lc_turnstile_enter(&f->ctx, &t, 5000), CTR_OK);
    int64_t in_us = now_us();
    pthread_join(thread, NULL);
    int64_t took = in_us - l.killed_us;
    waitpid(l.pid, NULL, 0);
    printf("turnstile: after the holder's death a waiter is in within %.1f ms\n",
           (double)took / 1000);
    assert_true(took < 200000);
    lc_turnstile_close(&f->ctx.alloc, &t);
}

static void a_killed_holder_whose_child_lives_on_is_left_behind(void **state)
{
    struct fixture *f = *state;
    struct lc_turnstile t;
    struct lc_turnstile other;

    open_one(f, &t);
    open_one(f, &other);
    pid_t pid = holder(f, true);
    expect_busy(f, &t, 50); /* alive: waited for */
    end_holder(pid);
    int64_t start = now_us();
    assert_int_equal(lc_turnstile_enter(&f->ctx, &t, 1000), CTR_OK);
    assert_true(now_us() - start < 500000);
    assert_int_equal(lc_turnstile_enter(&f->ctx, &other, 0), CTR_E_BUSY); /* still exclusive */
    forget(f);
    lc_turnstile_leave(&t);
    assert_int_equal(lc_turnstile_enter(&f->ctx, &other, 0), CTR_OK);
    lc_turnstile_close(&f->ctx.alloc, &t);
    lc_turnstile_close(&f->ctx.alloc, &other);
}

static void a_stopped_waiter_is_passed_over(void **state)
{
    struct fixture *f = *state;
    struct lc_turnstile a;
    struct lc_turnstile b;

    open_one(f, &a);
    open_one(f, &b);
    assert_int_equal(lc_turnstile_enter(&f->ctx, &a, 0), CTR_OK);
    pid_t pid = fork();
    if (pid == 0) {
        struct lc_turnstile t;
        if (lc_turnstile_open(&f->ctx, &t, f->path, NULL) == CTR_OK) {
            ctr_status status = lc_turnstile_enter(&f->ctx, &t, 10000);
            _exit(status == CTR_OK ? 0 : 1);
        }
        _exit(1);
    }
    nap_ms(50);
    kill(pid, SIGSTOP);
    nap_ms(20);
    lc_turnstile_leave(&a);
    int64_t start = now_us();
    assert_int_equal(lc_turnstile_enter(&f->ctx, &b, 5000), CTR_OK);
    assert_true(now_us() - start < 300000);
    lc_turnstile_leave(&b);
    kill(pid, SIGCONT); /* and when it wakes it still gets its turn */
    int code = -1;
    waitpid(pid, &code, 0);
    assert_int_equal(code, 0);
    lc_turnstile_close(&f->ctx.alloc, &a);
    lc_turnstile_close(&f->ctx.alloc, &b);
}

static atomic_int flag;

static void *raise_later(void *user)
{
    (void)user;
    nap_ms(50);
    atomic_store(&flag, 1);
    return NULL;
}

static void cancelling_ends_the_wait(void **state)
{
    struct fixture *f = *state;
    struct lc_turnstile t;
    pthread_t thread;

    open_one(f, &t);
    pid_t pid = holder(f, false);
    atomic_store(&flag, 0);
    f->ctx.cancel = &flag;
    assert_int_equal(pthread_create(&thread, NULL, raise_later, NULL), 0);
    int64_t start = now_us();
    assert_int_equal(lc_turnstile_enter(&f->ctx, &t, 5000), CTR_E_CANCELLED);
    assert_true(now_us() - start < 1000000);
    pthread_join(thread, NULL);
    f->ctx.cancel = NULL;
    forget(f);
    end_holder(pid);
    lc_turnstile_close(&f->ctx.alloc, &t);
}

static void a_deleted_side_file_is_followed(void **state)
{
    struct fixture *f = *state;
    struct lc_turnstile old;
    struct lc_turnstile fresh;

    open_one(f, &old);
    assert_int_equal(unlink(f->path), 0);
    open_one(f, &fresh); /* another process makes it anew */
    nap_ms(150);         /* the old one looks ten times a second */
    assert_int_equal(lc_turnstile_enter(&f->ctx, &old, 0), CTR_OK);
    assert_int_equal(lc_turnstile_enter(&f->ctx, &fresh, 0), CTR_E_BUSY);
    forget(f);
    lc_turnstile_close(&f->ctx.alloc, &old);
    lc_turnstile_close(&f->ctx.alloc, &fresh);
}

static void something_else_in_its_place_is_refused(void **state)
{
    struct fixture *f = *state;
    struct lc_turnstile t;
    char text[256];
    char page[LC_WAITING_PAGE] = "precious";

    snprintf(text, sizeof text,
             "'%s' is where the store's lock file belongs, and holds something else; move it away",
             f->path);
    for (int size = 8; size <= LC_WAITING_PAGE; size += LC_WAITING_PAGE - 8) {
        int fd = open(f->path, O_RDWR | O_CREAT | O_TRUNC, 0600);
        assert_int_equal(write(fd, page, (size_t)size), size);
        close(fd);
        assert_int_equal(lc_turnstile_open(&f->ctx, &t, f->path, NULL), CTR_E_NOT_OURS);
        assert_string_equal(ctr_error_message(f->ctx.error), text);
        assert_string_equal(ctr_error_detail(f->ctx.error, "path"), f->path);
        assert_int_equal(t.fd, -1);
        forget(f);
    }
    unlink(f->path);
    assert_int_equal(mkfifo(f->path, 0600), 0);
    assert_int_equal(lc_turnstile_open(&f->ctx, &t, f->path, NULL), CTR_E_NOT_OURS);
    forget(f);
    unlink(f->path);
    assert_int_equal(symlink("/etc/passwd", f->path), 0);
    assert_int_equal(lc_turnstile_open(&f->ctx, &t, f->path, NULL), CTR_E_IO);
    forget(f);
    unlink(f->path);
    assert_int_equal(mkdir(f->path, 0700), 0);
    assert_int_equal(lc_turnstile_open(&f->ctx, &t, f->path, NULL), CTR_E_IO);
    forget(f);
}

/* Whatever a killed process, or a disk, leaves in the page: exclusion is not decided there. */
static void garbage_in_the_page_neither_blocks_nor_admits_two(void **state)
{
    struct fixture *f = *state;
    struct lc_turnstile a;
    struct lc_turnstile b;
    unsigned seed = 7;

    open_one(f, &a);
    open_one(f, &b);
    for (int round = 0; round < 20; round++) {
        unsigned char *bytes = a.shared;
        for (size_t i = sizeof((struct lc_waiting *)NULL)->magic; i < LC_WAITING_PAGE; i++) {
            seed = seed * 1103515245 + 12345;
            bytes[i] = (unsigned char)(seed >> 16);
        }
        assert_int_equal(lc_turnstile_enter(&f->ctx, &a, 3000), CTR_OK);
        assert_int_equal(lc_turnstile_enter(&f->ctx, &b, 5), CTR_E_BUSY);
        forget(f);
        lc_turnstile_leave(&a);
        assert_int_equal(lc_turnstile_enter(&f->ctx, &b, 3000), CTR_OK);
        lc_turnstile_leave(&b);
    }
    lc_turnstile_close(&f->ctx.alloc, &a);
    lc_turnstile_close(&f->ctx.alloc, &b);
}

/* In a page of its own, and with a clock that is made up. */
static void who_has_waited_long_is_waited_for_longer(void **state)
{
    static struct lc_waiting w;
    static const struct {
        uint64_t waited_ms; /* until the last sign of life */
        uint64_t silent_ms; /* since */
        bool passed;
    } rows[] = {
        {0, 9, false},     {0, 12, true},     {90, 9, false},    {90, 12, true},
        {200, 19, false},  {200, 22, true},   {500, 48, false},  {500, 52, true},
        {1000, 99, false}, {1000, 102, true}, {3000, 99, false}, {3000, 102, true},
    };
    const uint64_t start = 1000000000;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint64_t seen = start + rows[i].waited_ms * 1000;
        uint64_t now = seen + rows[i].silent_ms * 1000;
        int first = lc_waiting_join(&w, start);
        assert_true(lc_waiting_turn(&w, first, start, seen));
        int second = lc_waiting_join(&w, now);
        bool open = rows[i].waited_ms + rows[i].silent_ms < 4; /* for newcomers */
        assert_int_equal(lc_waiting_turn(&w, second, now, now), rows[i].passed || open);
        assert_true(lc_waiting_turn(&w, first, start, now)); /* it lives: it is first again */
        assert_false(lc_waiting_turn(&w, second, now, now + 5000));
        lc_waiting_part(&w, first, start);
        assert_true(lc_waiting_turn(&w, second, now, now + 6000));
        lc_waiting_part(&w, second, now);
        assert_int_equal(w.occupied, 0);
    }
}

struct shared {
    _Atomic int64_t inside;
    _Atomic int64_t together; /* times that two were inside */
    int64_t counter;
};

static struct shared *make_shared(void)
{
    void *at = mmap(NULL, sizeof(struct shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                    -1, 0);
    assert_true(at != MAP_FAILED);
    return at;
}

static void enter_many_times(struct fixture *f, struct shared *s, int rounds)
{
    struct lc_turnstile t;
    if (lc_turnstile_open(&f->ctx, &t, f->path, NULL) != CTR_OK) {
        _exit(1);
    }
    for (int i = 0; i < rounds; i++) {
        if (lc_turnstile_enter(&f->ctx, &t, 30000) != CTR_OK) {
            _exit(2);
        }
        if (atomic_fetch_add(&s->inside, 1) != 0) {
            atomic_fetch_add(&s->together, 1);
        }
        s->counter++;
        atomic_fetch_sub(&s->inside, 1);
        lc_turnstile_leave(&t);
    }
    _exit(0);
}

static void never_are_two_inside(void **state)
{
    struct fixture *f = *state;
    struct shared *s = make_shared();
    enum { ROUNDS = 5000 };

    for (int i = 0; i < WRITERS; i++) {
        pid_t pid = fork();
        if (pid == 0) {
            enter_many_times(f, s, ROUNDS);
        }
    }
    for (int i = 0; i < WRITERS; i++) {
        int code;
        assert_true(wait(&code) > 0);
        assert_int_equal(code, 0);
    }
    assert_int_equal(s->together, 0);
    assert_int_equal(s->counter, WRITERS * ROUNDS);
    munmap(s, sizeof *s);
}

/* Writers die at random inside and outside: the rest go on, and never two at once. */
static void deaths_leave_no_trace(void **state)
{
    struct fixture *f = *state;
    struct shared *s = make_shared();
    unsigned seed = 11;

    for (int round = 0; round < 60; round++) {
        pid_t pids[3];
        for (int i = 0; i < 3; i++) {
            pids[i] = fork();
            if (pids[i] == 0) {
                enter_many_times(f, s, 1 << 30);
            }
        }
        seed = seed * 1103515245 + 12345;
        nap_ms(1 + (long)(seed >> 16) % 4);
        for (int i = 0; i < 3; i++) {
            end_holder(pids[i]);
            atomic_store(&s->inside, 0); /* it may have died inside */
        }
    }
    struct lc_turnstile t;
    open_one(f, &t);
    int64_t start = now_us();
    assert_int_equal(lc_turnstile_enter(&f->ctx, &t, 1000), CTR_OK);
    assert_true(now_us() - start < 500000);
    lc_turnstile_close(&f->ctx.alloc, &t);
    munmap(s, sizeof *s);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        TEST(entering_and_leaving_alone_is_cheap),
        TEST(a_new_side_file_is_private_or_like_the_store),
        TEST(two_handles_of_one_process_exclude_each_other),
        TEST(a_stopped_holder_gives_busy_at_the_deadline),
        TEST(a_killed_holder_frees_it_at_once),
        TEST(a_killed_holder_whose_child_lives_on_is_left_behind),
        TEST(a_stopped_waiter_is_passed_over),
        TEST(who_has_waited_long_is_waited_for_longer),
        TEST(cancelling_ends_the_wait),
        TEST(a_deleted_side_file_is_followed),
        TEST(something_else_in_its_place_is_refused),
        TEST(garbage_in_the_page_neither_blocks_nor_admits_two),
        TEST(never_are_two_inside),
        TEST(deaths_leave_no_trace),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
