/*
 * Four writers on one store, killed at random instants, again and again. Every write that was
 * acknowledged is there; at most one a writer is there that was not; nothing is there by halves;
 * the first to open afterwards waits for nobody.
 */
#include "support/tmpstore.h"

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

enum { WRITERS = 4, ROUNDS = 40, ACCOUNTS = 100, BALANCE = 1000 };

static unsigned seed = 42;

static unsigned next_random(void)
{
    seed = seed * 1103515245 + 12345;
    return seed >> 8;
}

static void nap_us(long us)
{
    const struct timespec t = {us / 1000000, us % 1000000 * 1000};
    nanosleep(&t, NULL);
}

static ctr_status run(ctr_store *store, const char *sql)
{
    struct lc_op op;
    ctr_status status = lc_op_begin(&op, store, LC_TXN_WRITE, NULL);
    if (status == CTR_OK) {
        status = lc_db_exec(&op.ctx, op.db, sql);
    }
    return lc_op_end(&op, status, NULL);
}

/* A transfer, its two versions, its event: one transaction. Acknowledged after it returned. */
static void write_for_ever(const char *path, int who, unsigned start,
                           volatile int64_t *acknowledged)
{
    ctr_store *store;
    char sql[600];
    int64_t n = acknowledged[who];

    seed = start;
    if (tmpstore_open(path, NULL, &store, NULL, NULL) != CTR_OK) {
        _exit(1);
    }
    for (;;) {
        unsigned from = next_random() % ACCOUNTS + 1;
        n++;
        snprintf(sql, sizeof sql,
                 "UPDATE c SET bal = bal - 1, ver = ver + 1 WHERE id = %u;"
                 "UPDATE c SET bal = bal + 1, ver = ver + 1 WHERE id = %u;"
                 "INSERT INTO e (who, n, pad) VALUES (%d, %lld, zeroblob(3000))",
                 from, from % ACCOUNTS + 1, who, (long long)n);
        if (run(store, sql) != CTR_OK) {
            _exit(2);
        }
        acknowledged[who] = n;
    }
}

static void check_round(const char *path, volatile int64_t *acknowledged, int64_t *extra)
{
    char sql[128];
    for (int i = 0; i < WRITERS; i++) {
        snprintf(sql, sizeof sql, "SELECT coalesce(max(n), 0) FROM e WHERE who = %d", i);
        int64_t last = tmpstore_ask(path, sql);
        assert_in_range(last, acknowledged[i], acknowledged[i] + 1);
        snprintf(sql, sizeof sql, "SELECT count(*) FROM e WHERE who = %d", i);
        assert_int_equal(tmpstore_ask(path, sql), last);
        *extra += last - acknowledged[i];
        acknowledged[i] = last;
    }
    assert_int_equal(tmpstore_ask(path, "SELECT sum(bal) FROM c"), ACCOUNTS * BALANCE);
    assert_int_equal(tmpstore_ask(path, "SELECT sum(ver) - 2 * (SELECT count(*) FROM e) FROM c"),
                     0);
}

static void acknowledged_writes_survive_kill_9(void **state)
{
    (void)state;
    struct tmpdir dir;
    int64_t extra = 0;
    volatile int64_t *acknowledged =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int rounds = getenv("CTR_ROUNDS") ? atoi(getenv("CTR_ROUNDS")) : ROUNDS;

    assert_true(acknowledged != MAP_FAILED);
    tmpdir_make(&dir);
    const char *path = tmpdir_file(&dir, "c.db");
    ctr_store *store = tmpstore_must(path);
    assert_int_equal(
        run(store, "CREATE TABLE c (id INTEGER PRIMARY KEY, bal INTEGER, ver INTEGER);"
                   "CREATE TABLE e (seq INTEGER PRIMARY KEY, who INTEGER, n INTEGER, pad BLOB,"
                   " UNIQUE (who, n));"
                   "WITH RECURSIVE x (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM x WHERE i < 100)"
                   " INSERT INTO c SELECT i, 1000, 0 FROM x"),
        CTR_OK);
    lc_store_close(store);
    for (int round = 0; round < rounds; round++) {
        pid_t pids[WRITERS];
        for (int i = 0; i < WRITERS; i++) {
            unsigned start = next_random();
            pids[i] = fork();
            assert_true(pids[i] >= 0);
            if (pids[i] == 0) {
                write_for_ever(path, i, start, acknowledged);
            }
        }
        nap_us(1000 + (long)(next_random() % 40000));
        for (int i = 0; i < WRITERS; i++) {
            kill(pids[i], SIGKILL);
            nap_us(next_random() % 2 ? (long)(next_random() % 2000) : 0);
        }
        for (int i = 0; i < WRITERS; i++) {
            waitpid(pids[i], NULL, 0);
        }
        store = tmpstore_must(path); /* its turnstile and its log are those of the dead */
        assert_int_equal(run(store, "UPDATE c SET ver = ver WHERE id = 1"), CTR_OK);
        assert_true(store->turnstile.waited_us < 500000);
        lc_store_close(store);
        check_round(path, acknowledged, &extra);
        if (round % 10 == 0) {
            assert_string_equal(tmpstore_integrity(path), "ok");
        }
    }
    printf("%d rounds, %d writers killed, %lld writes, %lld done but not acknowledged\n", rounds,
           rounds * WRITERS, (long long)tmpstore_ask(path, "SELECT count(*) FROM e"),
           (long long)extra);
    tmpdir_remove(&dir);
    munmap((void *)(uintptr_t)acknowledged, 4096);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(acknowledged_writes_survive_kill_9),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
