/* Guards: fork, a file that was swapped, network file systems. */
#include "core/guard.h"

#include "support/tmpstore.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
    struct tmpdir dir;
    struct lc_ctx ctx;
    const char *path;
};

static int setup(void **state)
{
    static struct fixture f;
    tmpdir_make(&f.dir);
    f.path = tmpdir_file(&f.dir, "f");
    close(open(f.path, O_WRONLY | O_CREAT, 0600));
    *state = &f;
    return lc_ctx_begin(&f.ctx, NULL);
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

static int child_says(int (*ask)(struct fixture *f, void *user), struct fixture *f, void *user)
{
    int code = -1;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        _exit(ask(f, user));
    }
    waitpid(pid, &code, 0);
    assert_true(WIFEXITED(code));
    return WEXITSTATUS(code);
}

static int ask_guard(struct fixture *f, void *user)
{
    const struct lc_guard *g = user;
    bool told = lc_guard_fork(&f->ctx, g) == CTR_E_FORKED && lc_guard_forked(g) &&
                strcmp(ctr_error_message(f->ctx.error),
                       "the store was opened before a fork, which left it to the parent; open "
                       "stores after the fork") == 0;
    return told ? 1 : 0;
}

static void a_child_is_told_apart(void **state)
{
    struct fixture *f = *state;
    struct lc_guard g;

    assert_int_equal(lc_guard_open(&f->ctx, &g, NULL), CTR_OK);
    assert_false(lc_guard_forked(&g));
    assert_int_equal(child_says(ask_guard, f, &g), 1);
    assert_int_equal(lc_guard_fork(&f->ctx, &g), CTR_OK); /* the parent goes on */
    assert_false(lc_guard_due(&g));                       /* no file, nothing to look at */
    assert_int_equal(lc_guard_file(&f->ctx, &g), CTR_OK);
    lc_guard_close(&g);
}

static void also_where_the_kernel_wipes_no_pages(void **state)
{
    struct fixture *f = *state;
    struct lc_guard g;

    assert_int_equal(lc_guard_open(&f->ctx, &g, NULL), CTR_OK);
    lc_guard_close(&g); /* as if there had been no page */
    assert_null(g.page);
    assert_false(lc_guard_forked(&g));
    assert_int_equal(child_says(ask_guard, f, &g), 1);
}

static void a_replaced_file_is_told(void **state)
{
    struct fixture *f = *state;
    struct lc_guard g;
    char text[600];
    const char *other = tmpdir_file(&f->dir, "other");

    assert_int_equal(lc_guard_open(&f->ctx, &g, f->path), CTR_OK);
    assert_int_equal(lc_guard_file(&f->ctx, &g), CTR_OK);
    close(open(other, O_WRONLY | O_CREAT, 0600));
    assert_int_equal(rename(other, f->path), 0);
    assert_int_equal(lc_guard_file(&f->ctx, &g), CTR_E_REPLACED);
    snprintf(text, sizeof text,
             "'%s' was replaced by another file while it was open; close the store and open it "
             "again",
             f->path);
    assert_string_equal(ctr_error_message(f->ctx.error), text);
    assert_string_equal(ctr_error_detail(f->ctx.error, "path"), f->path);
    forget(f);
    assert_int_equal(unlink(f->path), 0);
    assert_int_equal(lc_guard_file(&f->ctx, &g), CTR_E_REPLACED);
    snprintf(text, sizeof text,
             "'%s' was removed while it was open; close the store and restore the file", f->path);
    assert_string_equal(ctr_error_message(f->ctx.error), text);
    lc_guard_close(&g);
}

static void a_file_is_due_after_a_tenth_of_a_second(void **state)
{
    struct fixture *f = *state;
    struct lc_guard g;
    const struct timespec t = {0, 130000000};

    assert_int_equal(lc_guard_open(&f->ctx, &g, f->path), CTR_OK);
    assert_false(lc_guard_due(&g));
    nanosleep(&t, NULL);
    assert_true(lc_guard_due(&g));
    assert_int_equal(lc_guard_file(&f->ctx, &g), CTR_OK);
    assert_false(lc_guard_due(&g));
    lc_guard_close(&g);
}

static void network_file_systems_are_known_by_their_numbers(void **state)
{
    struct fixture *f = *state;
    assert_string_equal(lc_guard_network(0x6969), "NFS");
    assert_string_equal(lc_guard_network(0xFF534D42), "CIFS");
    assert_string_equal(lc_guard_network(0xFE534D42), "SMB2");
    assert_string_equal(lc_guard_network(0x01021997), "9P");
    assert_string_equal(lc_guard_network(0x65735546), "FUSE");
    assert_null(lc_guard_network(0xEF53));     /* ext4 */
    assert_null(lc_guard_network(0x01021994)); /* tmpfs */
    assert_null(lc_guard_network(0x794C7630)); /* overlayfs */
    assert_int_equal(lc_guard_local(&f->ctx, f->path), CTR_OK);
    assert_int_equal(lc_guard_local(&f->ctx, "/nowhere/at/all"), CTR_E_IO);
}

static int open_anew(struct fixture *f, void *user)
{
    ctr_store *store;
    ctr_error *err = NULL;
    (void)user;
    ctr_status status = tmpstore_open(tmpdir_file(&f->dir, "s.db"), NULL, &store, NULL, &err);
    bool told = status == CTR_E_FORKED && ctr_error_detail(err, "path") &&
                strstr(ctr_error_message(err), "was open when this process was forked");
    return told ? 1 : 0;
}

static int open_other(struct fixture *f, void *user)
{
    ctr_store *store;
    (void)user;
    if (tmpstore_open(tmpdir_file(&f->dir, "other.db"), NULL, &store, NULL, NULL) != CTR_OK) {
        return 0;
    }
    lc_store_close(store);
    return 1;
}

/* SQLite's memory was copied with its locks, the locks were not: the kernel knows better. */
static void a_child_cannot_open_anew_what_the_parent_has_open(void **state)
{
    struct fixture *f = *state;
    ctr_store *store = tmpstore_must(tmpdir_file(&f->dir, "s.db"));
    ctr_store *second = tmpstore_must(tmpdir_file(&f->dir, "s.db")); /* itself it may */

    assert_int_equal(child_says(open_anew, f, NULL), 1);
    assert_int_equal(child_says(open_other, f, NULL), 1);
    assert_int_equal(tmpstore_prepare(store, NULL), CTR_OK);
    lc_store_close(second);
    lc_store_close(store);
}

static int use_in_child(struct fixture *f, void *user)
{
    ctr_store *store = user;
    ctr_error *err = NULL;
    (void)f;
    if (tmpstore_set(store, 1, 2, &err) != CTR_E_FORKED) {
        return 0;
    }
    lc_store_close(store); /* does nothing: it is the parent's */
    return 1;
}

static void a_handle_is_of_no_use_in_a_child(void **state)
{
    struct fixture *f = *state;
    ctr_store *store = tmpstore_must(tmpdir_file(&f->dir, "s.db"));
    ctr_store *memory = tmpstore_must(":memory:");

    assert_int_equal(tmpstore_prepare(store, NULL), CTR_OK);
    assert_int_equal(tmpstore_set(store, 1, 1, NULL), CTR_OK);
    assert_int_equal(child_says(use_in_child, f, store), 1);
    assert_int_equal(child_says(use_in_child, f, memory), 1);
    assert_int_equal(tmpstore_set(store, 1, 3, NULL), CTR_OK);
    assert_int_equal(tmpstore_ask(store->path, "SELECT v FROM t"), 3);
    lc_store_close(store);
    lc_store_close(memory);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        TEST(a_child_is_told_apart),
        TEST(also_where_the_kernel_wipes_no_pages),
        TEST(a_replaced_file_is_told),
        TEST(a_file_is_due_after_a_tenth_of_a_second),
        TEST(network_file_systems_are_known_by_their_numbers),
        TEST(a_child_cannot_open_anew_what_the_parent_has_open),
        TEST(a_handle_is_of_no_use_in_a_child),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
