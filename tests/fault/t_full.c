/*
 * A disk that is really full: files of this process may not grow beyond a limit (RLIMIT_FSIZE with
 * SIGXFSZ ignored, as a quota would answer). The write fails as FULL, nothing of it is there, and
 * the same handle goes on when there is room again.
 */
#include "core/backup.h"
#include "support/tmpstore.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { ROOM = 400 * 1024, LARGE = 300 * 1024 };

static void limit_files(rlim_t bytes)
{
    struct rlimit l;
    getrlimit(RLIMIT_FSIZE, &l);
    l.rlim_cur = bytes;
    if (setrlimit(RLIMIT_FSIZE, &l) != 0) {
        _exit(20);
    }
}

static ctr_status write_bytes(ctr_store *store, int64_t bytes, ctr_error **err)
{
    struct lc_op op;
    char sql[128];
    snprintf(sql, sizeof sql, "INSERT INTO t (v, pad) VALUES (1, zeroblob(%lld))",
             (long long)bytes);
    ctr_status status = lc_op_begin(&op, store, LC_TXN_WRITE, NULL);
    if (status == CTR_OK) {
        status = lc_db_exec(&op.ctx, op.db, sql);
    }
    return lc_op_end(&op, status, err);
}

/* The limit binds a whole process, cmocka's output included: a child has it. */
static void in_child(int (*body)(const char *path), const char *path)
{
    int code = -1;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        signal(SIGXFSZ, SIG_IGN);
        _exit(body(path));
    }
    waitpid(pid, &code, 0);
    assert_true(WIFEXITED(code));
    assert_int_equal(WEXITSTATUS(code), 0);
}

static int write_until_full(const char *path)
{
    ctr_error *err = NULL;
    ctr_store *store = tmpstore_must(path);
    int written = 0;

    if (tmpstore_prepare(store, NULL) != CTR_OK) {
        return 1;
    }
    limit_files(ROOM);
    ctr_status status = CTR_OK;
    while (status == CTR_OK && written < 100) {
        status = write_bytes(store, LARGE / 4, &err);
        written += status == CTR_OK;
    }
    if (status != CTR_E_FULL || !written || !strstr(ctr_error_message(err), "make room") ||
        !ctr_error_detail(err, "sqlite")) {
        fprintf(stderr, "%d after %d: %s\n", (int)status, written, ctr_error_message(err));
        return 2;
    }
    ctr_error_free(err);
    int64_t there = tmpstore_ask(path, "SELECT count(*) FROM t");
    if (there != written) {
        return 3;
    }
    limit_files(RLIM_INFINITY); /* somebody made room: the same handle goes on */
    if (write_bytes(store, LARGE, &err) != CTR_OK) {
        fprintf(stderr, "%s\n", ctr_error_message(err));
        return 4;
    }
    lc_store_close(store);
    there = tmpstore_ask(path, "SELECT count(*) FROM t");
    return there == written + 1 && strcmp(tmpstore_integrity(path), "ok") == 0 ? 0 : 5;
}

static int create_without_room(const char *path)
{
    ctr_error *err = NULL;
    ctr_store *store;

    for (rlim_t room = 0; room < 100 * 1024; room += 4096) {
        limit_files(room);
        ctr_status status = tmpstore_open(path, NULL, &store, NULL, &err);
        if (status == CTR_OK) {
            lc_store_close(store);
            unlink(path);
            continue;
        }
        if (status != CTR_E_FULL) {
            fprintf(stderr, "%d at %ld: %s\n", (int)status, (long)room, ctr_error_message(err));
            return 1;
        }
        ctr_error_free(err);
        err = NULL;
        if (access(path, F_OK) == 0) { /* nothing is left of the attempt */
            return 2;
        }
    }
    limit_files(RLIM_INFINITY);
    store = tmpstore_must(path);
    lc_store_close(store);
    return 0;
}

static int backup_without_room(const char *path)
{
    ctr_error *err = NULL;
    ctr_store *store = tmpstore_must(path);
    struct lc_op op;
    char copy[600];

    snprintf(copy, sizeof copy, "%s.copy", path);
    if (tmpstore_prepare(store, NULL) != CTR_OK || write_bytes(store, LARGE, NULL) != CTR_OK) {
        return 1;
    }
    limit_files(64 * 1024);
    ctr_status status = lc_op_begin(&op, store, LC_TXN_READ, NULL);
    if (status == CTR_OK) {
        status = lc_store_backup(&op.ctx, store, copy);
    }
    if (lc_op_end(&op, status, &err) != CTR_E_FULL) {
        fprintf(stderr, "%s\n", ctr_error_message(err));
        return 2;
    }
    ctr_error_free(err);
    limit_files(RLIM_INFINITY);
    lc_store_close(store);
    return access(copy, F_OK) == 0 ? 3 : 0;
}

static void run_in_folder(int (*body)(const char *path), int left)
{
    struct tmpdir dir;
    tmpdir_make(&dir);
    in_child(body, tmpdir_file(&dir, "f.db"));
    assert_int_equal(tmpdir_count(&dir), left);
    tmpdir_remove(&dir);
}

static void a_write_without_room_fails_whole_and_the_handle_goes_on(void **state)
{
    (void)state;
    run_in_folder(write_until_full, 4); /* -wal and -shm are those of the look after the close */
}

static void a_creation_without_room_leaves_nothing(void **state)
{
    (void)state;
    run_in_folder(create_without_room, 2);
}

static void a_backup_without_room_leaves_nothing(void **state)
{
    (void)state;
    run_in_folder(backup_without_room, 2);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_write_without_room_fails_whole_and_the_handle_goes_on),
        cmocka_unit_test(a_creation_without_room_leaves_nothing),
        cmocka_unit_test(a_backup_without_room_leaves_nothing),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
