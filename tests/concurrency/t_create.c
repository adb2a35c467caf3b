/*
 * Several processes open a store that is not there yet, all at once: exactly one creates it, and
 * every one gets it whole. Also with an empty file, and with creators that are killed.
 */
#include "support/tmpstore.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { OPENERS = 6, ROUNDS = 25, KILLS = 60 };

enum { SAYS_OPENED = 10, SAYS_CREATED = 11 };

/* Waits for the start, opens, looks whether the store is whole. */
static void open_at_once(const char *path, int start, const ctr_store_options *o)
{
    char byte;
    bool created = false;
    ctr_store *store;
    ctr_error *err = NULL;

    if (read(start, &byte, 1) != 0) { /* the end of the pipe starts all at once */
        _exit(1);
    }
    if (tmpstore_open(path, o, &store, &created, &err) != CTR_OK) {
        fprintf(stderr, "%s\n", ctr_error_message(err));
        _exit(2);
    }
    if (store->schema != LC_SCHEMA || strlen(store->uuid) != 36) {
        _exit(3);
    }
    struct lc_op op;
    struct lc_stmt *st;
    ctr_status status = lc_op_begin(&op, store, LC_TXN_WRITE, NULL);
    if (status == CTR_OK) {
        status = lc_sql(&op, LC_SQL_META_GET, &st);
    }
    status = lc_op_end(&op, status, NULL);
    lc_store_close(store);
    _exit(status != CTR_OK ? 4 : created ? SAYS_CREATED : SAYS_OPENED);
}

static int creators(const char *path, const ctr_store_options *o)
{
    int start[2];
    int created = 0;

    assert_int_equal(pipe(start), 0);
    for (int i = 0; i < OPENERS; i++) {
        pid_t pid = fork();
        assert_true(pid >= 0);
        if (pid == 0) {
            close(start[1]);
            open_at_once(path, start[0], o);
        }
    }
    close(start[0]);
    close(start[1]);
    for (int i = 0; i < OPENERS; i++) {
        int code;
        assert_true(wait(&code) > 0);
        assert_true(WIFEXITED(code));
        assert_in_range(WEXITSTATUS(code), SAYS_OPENED, SAYS_CREATED);
        created += WEXITSTATUS(code) == SAYS_CREATED;
    }
    return created;
}

static void exactly_one_creates(void **state)
{
    (void)state;
    struct tmpdir dir;
    struct stat st;
    const ctr_store_options o = tmpstore_options(CTR_STORE_CREATE);

    tmpdir_make(&dir);
    for (int round = 0; round < ROUNDS; round++) {
        char name[32];
        snprintf(name, sizeof name, "%d.db", round);
        const char *path = tmpdir_file(&dir, name);
        assert_int_equal(creators(path, &o), 1);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 0777, 0600);
        assert_string_equal(tmpstore_integrity(path), "ok");
    }
    tmpdir_remove(&dir);
}

static void nor_do_two_fill_an_empty_file(void **state)
{
    (void)state;
    struct tmpdir dir;
    struct stat st;
    const ctr_store_options o = tmpstore_options(CTR_STORE_CREATE);

    tmpdir_make(&dir);
    const char *path = tmpdir_file(&dir, "e.db");
    close(open(path, O_WRONLY | O_CREAT, 0640));
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(creators(path, &o), 1);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640); /* the file was somebody's choice */
    tmpdir_remove(&dir);
}

/* Killed at any moment of creation, it leaves nothing, an empty file, or a store. */
static void a_killed_creator_leaves_nothing_half_done(void **state)
{
    (void)state;
    struct tmpdir dir;
    unsigned seed = 3;
    int whole = 0;

    tmpdir_make(&dir);
    for (int round = 0; round < KILLS; round++) {
        char name[32];
        bool created;
        ctr_store *store;
        ctr_error *err = NULL;
        snprintf(name, sizeof name, "%d.db", round);
        const char *path = tmpdir_file(&dir, name);
        pid_t pid = fork();
        if (pid == 0) {
            ctr_store *own;
            ctr_status status = tmpstore_open(path, NULL, &own, NULL, NULL);
            _exit(status != CTR_OK);
        }
        seed = seed * 1103515245 + 12345;
        const struct timespec nap = {0, (long)(seed >> 16) % 40 * 100000};
        nanosleep(&nap, NULL);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        ctr_status status = tmpstore_open(path, NULL, &store, &created, &err);
        if (status != CTR_OK) {
            print_error("%s\n", ctr_error_message(err));
        }
        assert_int_equal(status, CTR_OK);
        whole += !created;
        assert_int_equal(store->schema, LC_SCHEMA);
        lc_store_close(store);
        assert_string_equal(tmpstore_integrity(path), "ok");
    }
    printf("creators killed: %d, of them too late: %d\n", KILLS, whole);
    tmpdir_remove(&dir);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exactly_one_creates),
        cmocka_unit_test(nor_do_two_fill_an_empty_file),
        cmocka_unit_test(a_killed_creator_leaves_nothing_half_done),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
