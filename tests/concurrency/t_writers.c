/*
 * Many writers on one store, in processes, handles and threads: nothing is lost, nobody waits long,
 * and together they are not much slower than one. Prints its figures.
 */
#include "support/tmpstore.h"

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

enum { WRITERS = 8, ALONE_WRITES = 1600, EACH_WRITES = 200, TRIES = 6 };

struct shared {
    _Atomic int64_t worst_us[WRITERS];
};

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int setup(void **state)
{
    static struct tmpdir dir;
    tmpdir_make(&dir);
    *state = &dir;
    return 0;
}

static int teardown(void **state)
{
    tmpdir_remove(*state);
    return 0;
}

static struct shared *make_shared(void)
{
    void *at = mmap(NULL, sizeof(struct shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                    -1, 0);
    assert_true(at != MAP_FAILED);
    return at;
}

static void write_many(const char *path, struct shared *s, int who, int count)
{
    ctr_store *store;
    if (tmpstore_open(path, NULL, &store, NULL, NULL) != CTR_OK) {
        _exit(1);
    }
    for (int i = 0; i < count; i++) {
        int64_t start = now_us();
        if (tmpstore_bump(store, 1, NULL) != CTR_OK) {
            _exit(2);
        }
        int64_t took = now_us() - start;
        if (took > s->worst_us[who]) {
            s->worst_us[who] = took;
        }
    }
    lc_store_close(store);
    _exit(0);
}

/* Writes a second of `writers` processes; *worst is the longest one. */
static double rate(const char *path, struct shared *s, int writers, int count, int64_t *worst)
{
    int64_t start = now_us();
    for (int i = 0; i < writers; i++) {
        s->worst_us[i] = 0;
        if (fork() == 0) {
            write_many(path, s, i, count);
        }
    }
    for (int i = 0; i < writers; i++) {
        int code;
        assert_true(wait(&code) > 0);
        assert_int_equal(code, 0);
    }
    double seconds = (double)(now_us() - start) / 1e6;
    *worst = 0;
    for (int i = 0; i < writers; i++) {
        *worst = s->worst_us[i] > *worst ? s->worst_us[i] : *worst;
    }
    return writers * count / seconds;
}

static void eight_processes_share_one_store(void **state)
{
    struct shared *s = make_shared();
    const char *path = tmpdir_file(*state, "s.db");
    ctr_store *store = tmpstore_must(path);
    int64_t written = 0;
    bool good = false;

    assert_int_equal(tmpstore_prepare(store, NULL), CTR_OK);
    assert_int_equal(tmpstore_set(store, 1, 0, NULL), CTR_OK);
    lc_store_close(store);
    for (int i = 0; i < TRIES && !good; i++) { /* the machine may be busy with something else */
        int64_t alone_worst;
        int64_t worst;
        double alone = rate(path, s, 1, ALONE_WRITES, &alone_worst);
        double all = rate(path, s, WRITERS, EACH_WRITES, &worst);
        written += ALONE_WRITES + WRITERS * EACH_WRITES;
        printf("8 processes, one store, synchronous=FULL: %.0f writes/s, alone %.0f, ratio %.2f, "
               "worst write %.1f ms\n",
               all, alone, all / alone, (double)worst / 1000);
        /* on a disk that is slow by itself the longest wait is everybody's slowest write */
        int64_t bound = WRITERS * alone_worst > 150000 ? WRITERS * alone_worst : 150000;
        good = all >= 0.55 * alone && worst < bound;
    }
    assert_int_equal(tmpstore_ask(path, "SELECT v FROM t WHERE k = 1"), written);
    assert_true(good);
    munmap(s, sizeof *s);
}

struct hand {
    const char *path;
    int count;
    ctr_store *store;
};

static void *bump_many(void *user)
{
    struct hand *h = user;
    for (int i = 0; i < h->count; i++) {
        if (tmpstore_bump(h->store, 1, NULL) != CTR_OK) {
            return h;
        }
    }
    return NULL;
}

/* Two threads a handle, two handles, one process. */
static void threads_and_handles_of_one_process_lose_nothing(void **state)
{
    const char *path = tmpdir_file(*state, "s.db");
    struct hand hands[2] = {{path, 100, tmpstore_must(path)}, {path, 100, tmpstore_must(path)}};
    pthread_t threads[4];

    assert_int_equal(tmpstore_prepare(hands[0].store, NULL), CTR_OK);
    assert_int_equal(tmpstore_set(hands[0].store, 1, 0, NULL), CTR_OK);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, bump_many, &hands[i / 2]), 0);
    }
    for (int i = 0; i < 4; i++) {
        void *failed;
        pthread_join(threads[i], &failed);
        assert_null(failed);
    }
    lc_store_close(hands[0].store);
    lc_store_close(hands[1].store);
    assert_int_equal(tmpstore_ask(path, "SELECT v FROM t WHERE k = 1"), 400);
}

/* A writer stopped in the middle of a write: the others are told at their deadline. */
static void a_writer_stopped_inside_a_write_makes_others_busy(void **state)
{
    const char *path = tmpdir_file(*state, "s.db");
    ctr_store *store = tmpstore_must(path);
    int ready[2];
    char byte;

    assert_int_equal(tmpstore_prepare(store, NULL), CTR_OK);
    lc_store_close(store);
    assert_int_equal(pipe(ready), 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct lc_op op;
        store = tmpstore_must(path);
        if (lc_op_begin(&op, store, LC_TXN_WRITE, NULL) != CTR_OK || write(ready[1], "x", 1) != 1) {
            _exit(1);
        }
        raise(SIGSTOP);
        lc_op_end(&op, CTR_OK, NULL);
        lc_store_close(store);
        _exit(0);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    ctr_store_options o = tmpstore_options(0);
    o.deadline_ms = 300;
    ctr_error *err = NULL;
    assert_int_equal(tmpstore_open(path, &o, &store, NULL, &err), CTR_OK);
    int64_t start = now_us();
    assert_int_equal(tmpstore_bump(store, 1, &err), CTR_E_BUSY);
    int64_t took = now_us() - start;
    printf("a stopped writer: the next one is told after %.1f ms of 300\n", (double)took / 1000);
    assert_true(took >= 298000 && took < 330000 + 30000);
    assert_string_equal(ctr_status_name(ctr_error_status(err)), "busy");
    ctr_error_free(err);
    kill(pid, SIGCONT);
    int code = -1;
    waitpid(pid, &code, 0);
    assert_int_equal(code, 0);
    assert_int_equal(tmpstore_set(store, 1, 1, NULL), CTR_OK);
    lc_store_close(store);
    close(ready[0]);
    close(ready[1]);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        TEST(eight_processes_share_one_store),
        TEST(threads_and_handles_of_one_process_lose_nothing),
        TEST(a_writer_stopped_inside_a_write_makes_others_busy),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
