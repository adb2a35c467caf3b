/* Stores and folders that this user may read, or not even that. */
#include "support/opening.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { NOBODY = 65534, UNTESTED = 77 };

static int as_nobody(struct opening *f, int (*body)(struct opening *f))
{
    int code = -1;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        if (geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0)) {
            _exit(UNTESTED);
        }
        _exit(body(f));
    }
    waitpid(pid, &code, 0);
    assert_true(WIFEXITED(code));
    return WEXITSTATUS(code);
}

static int read_only_file(struct opening *f)
{
    if (opening_try(f, f->path, 0) != CTR_E_READONLY ||
        !strstr(ctr_error_message(f->err), "open it read-only") ||
        !ctr_error_detail(f->err, "path")) {
        return 1;
    }
    if (opening_try(f, f->path, CTR_STORE_READONLY) != CTR_OK) {
        fprintf(stderr, "%s\n", ctr_error_message(f->err));
        return 2;
    }
    ctr_error *err = NULL;
    if (tmpstore_set(f->store, 1, 1, &err) != CTR_E_READONLY ||
        !strstr(ctr_error_message(err), "was opened read-only and cannot be changed")) {
        return 3;
    }
    struct lc_op op;
    int64_t v = 0;
    ctr_status status = lc_op_begin(&op, f->store, LC_TXN_READ, NULL);
    if (status == CTR_OK) {
        status = lc_db_int(&op.ctx, op.db, "SELECT v FROM t WHERE k = 1", &v);
    }
    if (lc_op_end(&op, status, NULL) != CTR_OK || v != 42) {
        return 4;
    }
    opening_close(f);
    return tmpdir_count(&f->dir) == 2 ? 0 : 5;
}

static int no_rights_at_all(struct opening *f)
{
    ctr_status status = opening_try(f, f->path, CTR_STORE_READONLY);
    if (status != CTR_E_IO || !strstr(ctr_error_message(f->err), "ermission")) {
        fprintf(stderr, "%d %s\n", (int)status, ctr_error_message(f->err));
        return 1;
    }
    status = opening_try(f, f->path, 0);
    return status == CTR_E_READONLY ? 0 : 2;
}

static int no_way_into_the_folder(struct opening *f)
{
    ctr_status status = opening_try(f, f->path, 0);
    if (status != CTR_E_IO || !strstr(ctr_error_message(f->err), "permission denied")) {
        fprintf(stderr, "%d %s\n", (int)status, ctr_error_message(f->err));
        return 1;
    }
    return 0;
}

static int create_in_a_read_only_folder(struct opening *f)
{
    ctr_status status = opening_try(f, tmpdir_file(&f->dir, "new.db"), CTR_STORE_CREATE);
    if (status != CTR_E_READONLY || !strstr(ctr_error_message(f->err), "its folder")) {
        fprintf(stderr, "%d %s\n", (int)status, ctr_error_message(f->err));
        return 1;
    }
    return 0;
}

static void without_the_right_to_write(void **state)
{
    struct opening *f = *state;

    assert_int_equal(opening_try(f, f->path, CTR_STORE_CREATE), CTR_OK);
    assert_int_equal(tmpstore_prepare(f->store, NULL), CTR_OK);
    assert_int_equal(tmpstore_set(f->store, 1, 42, NULL), CTR_OK);
    opening_close(f);
    assert_int_equal(chmod(f->path, 0444), 0);
    assert_int_equal(chmod(f->dir.path, 0555), 0);
    int said = as_nobody(f, read_only_file);
    assert_int_equal(chmod(f->path, 0000), 0);
    int shut = as_nobody(f, no_rights_at_all);
    int folder = as_nobody(f, create_in_a_read_only_folder);
    assert_int_equal(chmod(f->dir.path, 0600), 0);
    int way = as_nobody(f, no_way_into_the_folder);
    assert_int_equal(chmod(f->dir.path, 0700), 0);
    if (said == UNTESTED) {
        printf("cannot become another user here: permissions are not tested\n");
        skip();
    }
    assert_int_equal(said, 0);
    assert_int_equal(shut, 0);
    assert_int_equal(folder, 0);
    assert_int_equal(way, 0);
}

/* Files as a copy or a crash leaves them; who reads may not write. */
static const struct left {
    const char *what;
    long wal; /* mode of the log, -1 = not there, -2 = there, but empty */
    long shm; /* mode of its index, -1 = not there */
    ctr_status status;
    const char *text; /* %s: the store */
} lefts[] = {
    {"log and index", 0444, 0444, CTR_OK, NULL},
    {"a log without its index", 0444, -1, CTR_E_READONLY,
     "cannot read '%s': its log '-wal' lies there without the index '-shm', which only who may "
     "write the folder can make; open the store once as somebody who may"},
    {"an empty log without its index", -2, -1, CTR_OK, NULL},
    {"a log that is shut", 0000, 0444, CTR_E_IO,
     "cannot read '%s-wal', which belongs to the store: Permission denied; give it the permissions "
     "of the store"},
    {"an index that is shut", 0444, 0000, CTR_E_IO,
     "cannot read '%s-shm', which belongs to the store: Permission denied; give it the permissions "
     "of the store"},
};
static const struct left *left; /* the one that is tried */

static int read_what_is_left(struct opening *f)
{
    char text[1200] = "";
    ctr_status status = opening_try(f, f->path, CTR_STORE_READONLY);

    if (left->text) {
        const char *at = strstr(left->text, "%s");
        snprintf(text, sizeof text, "%.*s%s%s", (int)(at - left->text), left->text, f->path,
                 at + 2);
    }
    if (status == left->status && strcmp(ctr_error_message(f->err), text) == 0) {
        opening_close(f);
        return 0;
    }
    fprintf(stderr, "%s: %s: %s\n", left->what, ctr_status_name(status), ctr_error_message(f->err));
    return 1;
}

static void copy_file(const char *from, const char *to, long mode)
{
    char command[1200];

    snprintf(command, sizeof command, "cp '%s' '%s'", mode == -2 ? "/dev/null" : from, to);
    assert_int_equal(system(command), 0);
    assert_int_equal(chmod(to, mode == -2 ? 0444 : (mode_t)mode), 0);
}

/* A copy of the open store, its log and its index, as the row says. */
static void leave(struct opening *f, const struct tmpdir *to)
{
    copy_file(f->path, tmpdir_file(to, "s.db"), 0444);
    if (left->wal != -1) {
        copy_file(tmpdir_file(&f->dir, "s.db-wal"), tmpdir_file(to, "s.db-wal"), left->wal);
    }
    if (left->shm != -1) {
        copy_file(tmpdir_file(&f->dir, "s.db-shm"), tmpdir_file(to, "s.db-shm"), left->shm);
    }
    assert_int_equal(chmod(to->path, 0555), 0);
}

static void who_may_only_read_is_told_what_is_missing_beside_the_store(void **state)
{
    struct opening *f = *state;
    struct opening copy = {.store = NULL};

    assert_int_equal(opening_try(f, f->path, CTR_STORE_CREATE), CTR_OK);
    assert_int_equal(tmpstore_prepare(f->store, NULL), CTR_OK);
    for (size_t i = 0; i < sizeof lefts / sizeof lefts[0]; i++) {
        left = &lefts[i];
        tmpdir_make(&copy.dir);
        leave(f, &copy.dir);
        strcpy(copy.path, tmpdir_file(&copy.dir, "s.db"));
        int said = as_nobody(&copy, read_what_is_left);
        assert_int_equal(chmod(copy.dir.path, 0700), 0);
        tmpdir_remove(&copy.dir);
        if (said == UNTESTED) {
            printf("cannot become another user here: permissions are not tested\n");
            skip();
        }
        assert_int_equal(said, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(without_the_right_to_write, opening_setup,
                                        opening_teardown),
        cmocka_unit_test_setup_teardown(who_may_only_read_is_told_what_is_missing_beside_the_store,
                                        opening_setup, opening_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
