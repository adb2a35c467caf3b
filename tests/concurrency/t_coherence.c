/*
 * The cache against other processes: what they committed before we ask is never missing from the
 * answer. By the wal-index header, and by PRAGMA data_version.
 */
#include "base/shape.h"
#include "support/tmpstore.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { COMMITS = 20000, CHECKPOINT_EVERY = 997 };

struct number {
    int64_t v;
};

static const struct lc_field number_fields[] = {LC_FIELD_OF(number, "v", LC_KIND_INT, v)};
static const struct lc_shape number_shape = LC_SHAPE(number, number_fields);

struct counts {
    int64_t hits;
    int64_t misses;
};

static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* v of row k, by the cache where it has it. */
static ctr_status look_up(ctr_store *store, int64_t *out, struct counts *counts)
{
    struct lc_op op;
    const void *body = NULL;
    struct number n = {0};

    ctr_status status = lc_op_begin(&op, store, LC_TXN_READ, NULL);
    if (status == CTR_OK) {
        status = lc_op_cached(&op, LC_STR("a"), LC_STR("b"), &body);
    }
    if (status == CTR_OK && body) {
        *out = ((const struct number *)body)->v;
        counts->hits++;
    } else if (status == CTR_OK) {
        void *packed = NULL;
        if (!op.in_txn) {
            struct lc_stmt *st; /* the snapshot begins with the op's own statement */
            status = lc_sql(&op, LC_SQL_LAST_CHANGE, &st);
        }
        if (status == CTR_OK) {
            status = lc_db_int(&op.ctx, op.db, "SELECT v FROM t WHERE k = 1", &n.v);
        }
        if (status == CTR_OK) {
            status = lc_pack(&op.ctx, &number_shape, &n, &packed);
        }
        if (status == CTR_OK) {
            lc_op_keep(&op, LC_STR("a"), LC_STR("b"), 1, packed);
        }
        lc_block_free(packed);
        *out = n.v;
        counts->misses++;
    }
    return lc_op_end(&op, status, NULL);
}

/* A writer that says what it has committed, after it has. Forked before the store is open in this
 * process, and told when it is there. */
static void commit_all(const char *path, int start, int told, int commits)
{
    char byte;
    if (read(start, &byte, 1) != 1) {
        _exit(5);
    }
    ctr_store_options o = tmpstore_options(0);
    ctr_store *store;
    o.durability = CTR_DURABILITY_NORMAL;
    if (tmpstore_open(path, &o, &store, NULL, NULL) != CTR_OK) {
        _exit(1);
    }
    for (int64_t i = 1; i <= commits; i++) {
        if (tmpstore_set(store, 1, i, NULL) != CTR_OK) {
            _exit(2);
        }
        if (i % CHECKPOINT_EVERY == 0) {
            struct lc_ctx ctx;
            bool busy;
            if (lc_ctx_begin(&ctx, NULL) != CTR_OK ||
                lc_turnstile_enter(&ctx, &store->turnstile, 1000) != CTR_OK ||
                lc_store_checkpoint(&ctx, store, SQLITE_CHECKPOINT_TRUNCATE, &busy) != CTR_OK) {
                _exit(3);
            }
            lc_turnstile_leave(&store->turnstile);
            lc_ctx_end(&ctx, CTR_OK, NULL);
        }
        if (write(told, &i, sizeof i) != (ssize_t)sizeof i) {
            _exit(4);
        }
    }
    lc_store_close(store);
    _exit(0);
}

static void follow(uint32_t flags, int commits, bool by_header)
{
    struct tmpdir dir;
    struct counts counts = {0};
    int told[2];
    int start[2];
    ctr_store *store;

    tmpdir_make(&dir);
    const char *path = tmpdir_file(&dir, "c.db");
    assert_int_equal(pipe(told), 0);
    assert_int_equal(pipe(start), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        close(told[0]);
        commit_all(path, start[0], told[1], commits);
    }
    close(told[1]);
    ctr_store_options o = tmpstore_options(CTR_STORE_CREATE | flags);
    o.durability = CTR_DURABILITY_NORMAL;
    assert_int_equal(tmpstore_open(path, &o, &store, NULL, NULL), CTR_OK);
    assert_int_equal(tmpstore_prepare(store, NULL), CTR_OK);
    assert_int_equal(tmpstore_set(store, 1, 0, NULL), CTR_OK);
    assert_int_equal(store->coherence.header != NULL, by_header);
    assert_int_equal(write(start[1], "x", 1), 1);
    int64_t note = 0;
    int64_t stale = 0;
    int64_t asked = 0;
    while (note < commits) {
        int64_t got = -1;
        assert_int_equal(read(told[0], &note, sizeof note), sizeof note);
        assert_int_equal(look_up(store, &got, &counts), CTR_OK);
        stale += got < note;
        asked++;
    }
    close(told[0]);
    close(start[0]);
    close(start[1]);
    int code = -1;
    waitpid(pid, &code, 0);
    assert_int_equal(code, 0);
    for (int i = 0; i < 1000; i++) { /* now that it is quiet, the cache answers */
        int64_t got = -1;
        assert_int_equal(look_up(store, &got, &counts), CTR_OK);
        assert_int_equal(got, commits);
    }
    assert_true(counts.hits >= 999);
    printf("%s: %d commits of another process, %lld look-ups, %lld stale\n",
           by_header ? "wal-index header" : "data_version", commits, (long long)asked,
           (long long)stale);
    assert_int_equal(stale, 0);
    lc_store_close(store);
    tmpdir_remove(&dir);
}

static void commits_of_another_process_are_never_missed(void **state)
{
    (void)state;
    follow(0, COMMITS, true);
}

static void nor_without_the_mapping(void **state)
{
    (void)state;
    follow(CTR_STORE_NO_WALINDEX, COMMITS / 10, false);
}

/* Each of two handles of one process sees what the other commits. */
static void two_handles_of_one_process_see_each_other(void **state)
{
    (void)state;
    struct tmpdir dir;
    struct counts counts = {0};

    tmpdir_make(&dir);
    const char *path = tmpdir_file(&dir, "c.db");
    ctr_store *a = tmpstore_must(path);
    ctr_store *b = tmpstore_must(path);
    assert_int_equal(tmpstore_prepare(a, NULL), CTR_OK);
    for (int64_t i = 1; i <= 200; i++) {
        int64_t got = -1;
        assert_int_equal(tmpstore_set(i % 3 ? a : b, 1, i, NULL), CTR_OK);
        assert_int_equal(look_up(a, &got, &counts), CTR_OK);
        assert_int_equal(got, i);
        assert_int_equal(look_up(b, &got, &counts), CTR_OK);
        assert_int_equal(got, i);
    }
    lc_store_close(a);
    lc_store_close(b);
    tmpdir_remove(&dir);
}

/* A program that knows nothing of us commits; an unrelated contract keeps its entry. */
static void only_the_contract_that_changed_is_dropped(void **state)
{
    (void)state;
    struct tmpdir dir;
    struct counts counts = {0};
    int64_t got = -1;

    tmpdir_make(&dir);
    const char *path = tmpdir_file(&dir, "c.db");
    ctr_store *store = tmpstore_must(path);
    assert_int_equal(tmpstore_prepare(store, NULL), CTR_OK);
    assert_int_equal(tmpstore_set(store, 1, 5, NULL), CTR_OK);
    assert_int_equal(look_up(store, &got, &counts), CTR_OK);
    assert_int_equal(look_up(store, &got, &counts), CTR_OK);
    assert_int_equal(counts.hits, 1);

    sqlite3 *other;
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    const char *elsewhere =
        "INSERT INTO lc_contract VALUES (2,'c/d','c','d',1,1,1,NULL,NULL,'{}',1,'x');"
        "INSERT INTO lc_event SELECT max(seq) + 1, 2, 1, 'k', 's', 'a', '{}', zeroblob(32)"
        " FROM lc_event";
    assert_int_equal(sqlite3_exec(other, elsewhere, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(look_up(store, &got, &counts), CTR_OK);
    assert_int_equal(counts.hits, 2); /* looked, and found its entry untouched */
    const char *here =
        "UPDATE t SET v = 6 WHERE k = 1;"
        "INSERT INTO lc_event SELECT max(seq) + 1, 1, 1, 'k', 's', 'a', '{}', zeroblob(32)"
        " FROM lc_event";
    assert_int_equal(sqlite3_exec(other, here, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(look_up(store, &got, &counts), CTR_OK);
    assert_int_equal(got, 6);
    assert_int_equal(counts.hits, 2);
    const char *everywhere =
        "UPDATE t SET v = 7 WHERE k = 1;"
        "INSERT INTO lc_event SELECT max(seq) + 1, NULL, 1, 'k', 's', 'a', '{}', zeroblob(32)"
        " FROM lc_event";
    assert_int_equal(sqlite3_exec(other, everywhere, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(look_up(store, &got, &counts), CTR_OK);
    assert_int_equal(got, 7);
    sqlite3_close(other);
    lc_store_close(store);
    tmpdir_remove(&dir);
}

static void a_store_in_memory_knows_its_own_commits(void **state)
{
    (void)state;
    struct counts counts = {0};
    int64_t got = -1;
    ctr_store *store = tmpstore_must(":memory:");

    assert_int_equal(tmpstore_prepare(store, NULL), CTR_OK);
    for (int64_t i = 1; i <= 50; i++) {
        assert_int_equal(tmpstore_set(store, 1, i, NULL), CTR_OK);
        assert_int_equal(look_up(store, &got, &counts), CTR_OK);
        assert_int_equal(got, i);
        assert_int_equal(look_up(store, &got, &counts), CTR_OK);
    }
    assert_int_equal(counts.hits, 50);
    assert_int_equal(counts.misses, 50);
    lc_store_close(store);
}

/* A snapshot older than what could be noted must not vouch for the cache. */
static void a_read_that_began_before_is_not_answered_from_the_cache(void **state)
{
    (void)state;
    struct tmpdir dir;
    struct counts counts = {0};
    struct lc_op op;
    struct lc_stmt *st;
    const void *body;
    int64_t got = -1;

    tmpdir_make(&dir);
    const char *path = tmpdir_file(&dir, "c.db");
    ctr_store *a = tmpstore_must(path);
    ctr_store *b = tmpstore_must(path);
    assert_int_equal(tmpstore_prepare(a, NULL), CTR_OK);
    assert_int_equal(tmpstore_set(a, 1, 1, NULL), CTR_OK);
    assert_int_equal(look_up(a, &got, &counts), CTR_OK);
    assert_int_equal(lc_op_begin(&op, a, LC_TXN_READ, NULL), CTR_OK);
    assert_int_equal(lc_sql(&op, LC_SQL_LAST_CHANGE, &st), CTR_OK);
    assert_int_equal(lc_step_row(&op.ctx, op.db, st), CTR_OK);
    lc_stmt_done(st);
    assert_int_equal(tmpstore_set(b, 1, 2, NULL), CTR_OK);
    assert_int_equal(lc_op_cached(&op, LC_STR("a"), LC_STR("b"), &body), CTR_OK);
    assert_null(body);
    assert_int_equal(lc_op_end(&op, CTR_OK, NULL), CTR_OK);
    assert_int_equal(look_up(a, &got, &counts), CTR_OK);
    assert_int_equal(got, 2);
    lc_store_close(a);
    lc_store_close(b);
    tmpdir_remove(&dir);
}

static void figures(void **state)
{
    (void)state;
    struct tmpdir dir;
    struct counts counts = {0};
    int64_t got;
    enum { CHECKS = 5000000, LOOKS = 500000 };

    tmpdir_make(&dir);
    ctr_store *store = tmpstore_must(tmpdir_file(&dir, "c.db"));
    assert_int_equal(tmpstore_prepare(store, NULL), CTR_OK);
    assert_int_equal(tmpstore_set(store, 1, 1, NULL), CTR_OK);
    assert_int_equal(look_up(store, &got, &counts), CTR_OK);
    int64_t fresh = 0;
    int64_t start = now_ns();
    for (int i = 0; i < CHECKS; i++) {
        fresh += lc_coherence_fresh(&store->coherence, &store->db);
    }
    printf("coherence check by header: %.1f ns\n", (double)(now_ns() - start) / CHECKS);
    assert_int_equal(fresh, CHECKS);
    start = now_ns();
    for (int i = 0; i < LOOKS; i++) {
        assert_int_equal(look_up(store, &got, &counts), CTR_OK);
    }
    printf("a read op answered from the cache (not copied): %.0f ns\n",
           (double)(now_ns() - start) / LOOKS);
    const volatile void *header = store->coherence.header;
    store->coherence.header = NULL;
    lc_coherence_note(&store->coherence, &store->db);
    start = now_ns();
    for (int i = 0; i < LOOKS; i++) {
        fresh += lc_coherence_fresh(&store->coherence, &store->db);
    }
    printf("coherence check by data_version: %.0f ns\n", (double)(now_ns() - start) / LOOKS);
    assert_int_equal(fresh, CHECKS + LOOKS);
    store->coherence.header = header;
    lc_store_close(store);
    tmpdir_remove(&dir);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commits_of_another_process_are_never_missed),
        cmocka_unit_test(nor_without_the_mapping),
        cmocka_unit_test(two_handles_of_one_process_see_each_other),
        cmocka_unit_test(only_the_contract_that_changed_is_dropped),
        cmocka_unit_test(a_store_in_memory_knows_its_own_commits),
        cmocka_unit_test(a_read_that_began_before_is_not_answered_from_the_cache),
        cmocka_unit_test(figures),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
