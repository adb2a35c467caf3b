/*
 * The life of a store, create, commit, checkpoint, backup, close, open, with everything failing
 * that can: each allocation once; each call of the file system once, from then on, and as the
 * moment the process is killed. Afterwards the file is whole, what was acknowledged is in it, and
 * nothing was leaked.
 *
 * Time and chance are the same in every run, so that most failures leave the very same files
 * behind: those are looked at once, and again at every LOOK_ANYWAY-th point.
 *
 *   t_store [TEST]
 *   t_store --list            the names of the tests
 */
#include "core/backup.h"
#include "support/faultmem.h"
#include "support/faultvfs.h"
#include "support/sanitized.h"
#include "support/tmpstore.h"
#include "support/walk.h"

#include <dirent.h>
#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum {
    WRITES = 4,
    NO_END = 200000,
    SAMPLE_OF_BIRTH = SANITIZED ? 499 : 101,
    SAMPLE_OF_LIFE = SANITIZED ? 37 : 7,
    SAMPLE_OF_CALLS = SANITIZED ? 13 : 3
};
enum { LOOK_ANYWAY = 64, MAX_KNOWN = 4096, MAX_FILES = 8, DIGEST = 32 };

/* What is played. Allocations are walked in two parts, because reading the schema takes thousands
 * of them at every opening, all in the same few lines of SQLite: a store's birth with all of it,
 * and the life of one that has no more tables than it needs. */
enum part { WHOLE, BIRTH, LIFE };

struct scene {
    enum part part;
    unsigned char *made; /* the file that a LIFE begins with */
    size_t made_size;
    struct tmpdir dir;
    const char *path;
    const char *copy;
    volatile int64_t *acknowledged; /* the last write that was said to be done; shared memory */
    volatile int64_t *tried;
    ctr_error *error; /* of the last run */
    uint64_t chance;
    unsigned char (*known)[DIGEST]; /* what was left behind, and found to be good */
    size_t known_count;
    long looks;
};

static int same_time(void *user, int64_t *now_us)
{
    (void)user;
    *now_us = INT64_C(1767225600000000);
    return 0;
}

static int same_chance(void *user, void *buffer, size_t size)
{
    struct scene *s = user;
    unsigned char *p = buffer;
    for (size_t i = 0; i < size; i++) {
        s->chance = s->chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        p[i] = (unsigned char)(s->chance >> 56);
    }
    return 0;
}

/* One write: row 1 becomes v, and v events stand beside it. Fails or is acknowledged. */
static ctr_status write_once(struct scene *s, ctr_store *store, int64_t v)
{
    *s->tried = v;
    ctr_status status = tmpstore_set(store, 1, v, &s->error);
    if (status == CTR_OK) {
        *s->acknowledged = v;
    }
    return status;
}

static ctr_status checkpoint(struct scene *s, ctr_store *store)
{
    struct lc_ctx ctx;
    bool busy;

    ctr_status status = lc_ctx_begin(&ctx, &store->alloc);
    if (status == CTR_OK) {
        status = lc_turnstile_enter(&ctx, &store->turnstile, 1000);
    }
    if (status == CTR_OK) {
        status = lc_store_checkpoint(&ctx, store, SQLITE_CHECKPOINT_TRUNCATE, &busy);
    }
    lc_turnstile_leave(&store->turnstile);
    return lc_ctx_end(&ctx, status, &s->error);
}

static ctr_status backup(struct scene *s, ctr_store *store)
{
    struct lc_op op;
    ctr_status status = lc_op_begin(&op, store, LC_TXN_READ, NULL);
    if (status == CTR_OK) {
        status = lc_store_backup(&op.ctx, store, s->copy);
    }
    return lc_op_end(&op, status, &s->error);
}

static ctr_status work(struct scene *s, ctr_store *store)
{
    ctr_status status = tmpstore_prepare(store, &s->error);
    for (int64_t v = 1; status == CTR_OK && v <= WRITES; v++) {
        status = write_once(s, store, v);
        if (status == CTR_OK && v == 2) {
            status = checkpoint(s, store);
        }
    }
    return status == CTR_OK ? backup(s, store) : status;
}

static ctr_status play(struct scene *s)
{
    ctr_store_options o = tmpstore_options(s->part == LIFE ? 0 : CTR_STORE_CREATE);
    ctr_store *store;

    o.allocator = faultmem_allocator();
    o.clock = same_time;
    o.random = same_chance;
    o.user = s;
    s->error = NULL;
    *s->acknowledged = 0;
    *s->tried = 0;
    ctr_status status = tmpstore_open(s->path, &o, &store, NULL, &s->error);
    if (status == CTR_OK) {
        status = s->part == BIRTH ? tmpstore_prepare(store, &s->error) : work(s, store);
        status = status == CTR_OK && s->part == BIRTH ? write_once(s, store, 1) : status;
        lc_store_close(store);
    }
    if (status == CTR_OK && s->part != BIRTH) { /* and once more, as it lies there now */
        status = tmpstore_open(s->path, &o, &store, NULL, &s->error);
        if (status == CTR_OK) {
            status = write_once(s, store, WRITES + 1);
            lc_store_close(store);
        }
    }
    return status;
}

/* SQLite's own generator, of which the log's salt comes. */
static void same_salt(void)
{
    static bool kept;

    if (!kept) {
        char byte;
        sqlite3_randomness(1, &byte);
        sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SAVE);
        kept = true;
    }
    sqlite3_test_control(SQLITE_TESTCTRL_PRNG_RESTORE);
}

static void begin_scene(struct scene *s)
{
    s->chance = 1;
    same_salt();
    tmpdir_make_fast(&s->dir);
    s->path = tmpdir_file(&s->dir, "s.db");
    s->copy = tmpdir_file(&s->dir, "copy.db");
    if (s->part == LIFE) {
        FILE *f = fopen(s->path, "wb");
        assert_non_null(f);
        assert_int_equal(fwrite(s->made, 1, s->made_size, f), s->made_size);
        assert_int_equal(fclose(f), 0);
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void digest_file(crypto_generichash_state *h, const char *path)
{
    static unsigned char bytes[1 << 16];
    size_t n;
    FILE *f = fopen(path, "rb");

    assert_non_null(f);
    while ((n = fread(bytes, 1, sizeof bytes, f)) > 0) {
        crypto_generichash_update(h, bytes, n);
    }
    assert_int_equal(fclose(f), 0);
}

/* Of everything that a look could find: the files, and what was said about them. */
static void digest_scene(const struct scene *s, unsigned char out[DIGEST])
{
    crypto_generichash_state h;
    char names[MAX_FILES][64];
    size_t count = 0;
    const int64_t said[2] = {*s->acknowledged, *s->tried};
    DIR *d = opendir(s->dir.path);

    assert_non_null(d);
    for (struct dirent *e = readdir(d); e; e = readdir(d)) {
        if (*e->d_name != '.') {
            assert_true(count < MAX_FILES);
            snprintf(names[count++], sizeof names[0], "%.60s", e->d_name);
        }
    }
    closedir(d);
    qsort(names, count, sizeof names[0], by_name);
    crypto_generichash_init(&h, NULL, 0, DIGEST);
    crypto_generichash_update(&h, (const unsigned char *)said, sizeof said);
    for (size_t i = 0; i < count; i++) {
        crypto_generichash_update(&h, (const unsigned char *)names[i], strlen(names[i]) + 1);
        digest_file(&h, tmpdir_file(&s->dir, names[i]));
    }
    crypto_generichash_final(&h, out, DIGEST);
}

static bool is_known(const struct scene *s, const unsigned char digest[DIGEST])
{
    for (size_t i = s->known_count; i > 0; i--) { /* mostly it is as at the point before */
        if (memcmp(s->known[i - 1], digest, DIGEST) == 0) {
            return true;
        }
    }
    return false;
}

/* Without faults: whatever happened, the store opens, is whole, and holds what it should. */
static void look(const struct scene *s, const char *what, long n)
{
    ctr_store *store;
    ctr_error *err = NULL;
    struct tmpstore_view found;
    struct stat st;

    ctr_status status = tmpstore_open(s->path, NULL, &store, NULL, &err);
    if (status != CTR_OK) {
        print_error("%s %ld: cannot open afterwards: %s\n", what, n, ctr_error_message(err));
    }
    assert_int_equal(status, CTR_OK);
    status = tmpstore_prepare(store, &err);
    assert_int_equal(status, CTR_OK);
    lc_store_close(store);
    tmpstore_look(s->path, &found);
    assert_string_equal(found.integrity, "ok");
    if (found.value < *s->acknowledged || found.value > *s->tried) {
        print_error("%s %ld: acknowledged %lld, found %lld, tried %lld\n", what, n,
                    (long long)*s->acknowledged, (long long)found.value, (long long)*s->tried);
    }
    assert_true(found.value >= *s->acknowledged && found.value <= *s->tried);
    assert_int_equal(found.events, found.value);
    if (stat(s->copy, &st) == 0) { /* under its name it is a whole copy */
        tmpstore_look(s->copy, &found);
        assert_string_equal(found.integrity, "ok");
        assert_int_equal(found.value, WRITES);
    }
}

static void check_scene(struct scene *s, const char *what, long n)
{
    unsigned char digest[DIGEST];

    digest_scene(s, digest);
    bool known = is_known(s, digest);
    if (known && n % LOOK_ANYWAY != 0) {
        return;
    }
    s->looks++;
    look(s, what, n);
    if (!known && s->known_count < MAX_KNOWN) {
        memcpy(s->known[s->known_count++], digest, DIGEST);
    }
}

static void end_scene(struct scene *s)
{
    ctr_error_free(s->error);
    s->error = NULL;
    tmpdir_remove(&s->dir);
}

/* Without the tables, views and triggers that no scene touches. */
static void strip(const char *path)
{
    static const char gather[] =
        "SELECT coalesce(group_concat('DROP ' || type || ' IF EXISTS ' || name, ';'), '') FROM "
        "sqlite_schema "
        "WHERE type IN ('view', 'trigger') OR (type = 'table' AND name NOT IN "
        "('lc_meta', 'lc_contract', 'lc_event', 't'))";
    sqlite3 *db;
    sqlite3_stmt *st;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, gather, -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    char *drops = strdup((const char *)sqlite3_column_text(st, 0));
    sqlite3_finalize(st);
    assert_non_null(drops);
    assert_int_equal(sqlite3_exec(db, drops, NULL, NULL, NULL), SQLITE_OK);
    free(drops);
    assert_int_equal(sqlite3_exec(db, "VACUUM", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* A store as a LIFE finds it. */
static void make(struct scene *s)
{
    ctr_error *err = NULL;

    s->part = WHOLE;
    begin_scene(s);
    ctr_store *store = tmpstore_must(s->path);
    assert_int_equal(tmpstore_prepare(store, &err), CTR_OK);
    lc_store_close(store);
    strip(s->path);
    FILE *f = fopen(s->path, "rb");
    assert_non_null(f);
    assert_int_equal(fseek(f, 0, SEEK_END), 0);
    s->made_size = (size_t)ftell(f);
    rewind(f);
    s->made = malloc(s->made_size);
    assert_non_null(s->made);
    assert_int_equal(fread(s->made, 1, s->made_size, f), s->made_size);
    assert_int_equal(fclose(f), 0);
    end_scene(s);
    s->part = LIFE;
}

static int setup(void **state)
{
    static struct scene s;
    void *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) {
        return -1;
    }
    s.known = calloc(MAX_KNOWN, DIGEST);
    if (!s.known) {
        return -1;
    }
    s.acknowledged = shared;
    s.tried = s.acknowledged + 1;
    *state = &s;
    return 0;
}

static int teardown(void **state)
{
    struct scene *s = *state;
    munmap((void *)(uintptr_t)s->acknowledged, 4096);
    free(s->made);
    free(s->known);
    *s = (struct scene){.part = WHOLE};
    return 0;
}

static void without_faults_it_goes_well(void **state)
{
    struct scene *s = *state;
    begin_scene(s);
    assert_int_equal(play(s), CTR_OK);
    assert_int_equal(*s->acknowledged, WRITES + 1);
    assert_int_equal(tmpdir_count(&s->dir), 3); /* store, lock file, copy: no -wal, no -shm */
    check_scene(s, "no fault", 0);
    end_scene(s);
}

static void walk_memory(struct scene *s, bool persistent)
{
    long tolerated = 0;
    long runs = 0;
    long n;

    begin_scene(s); /* SQLite keeps a little after its first use */
    assert_int_equal(play(s), CTR_OK);
    end_scene(s);
    long live = faultmem_live();
    const long step = walk_stride(s->part == BIRTH ? SAMPLE_OF_BIRTH : SAMPLE_OF_LIFE);
    for (n = walk_start(step); n < NO_END; n += step) {
        begin_scene(s);
        runs++;
        faultmem_arm(n, persistent);
        ctr_status status = play(s);
        bool fired = faultmem_fired();
        faultmem_disarm();
        if (status != CTR_OK && status != CTR_E_NOMEM) {
            print_error("allocation %ld: %s\n", n, ctr_error_message(s->error));
        }
        assert_true(status == CTR_OK || status == CTR_E_NOMEM);
        assert_true(fired || status == CTR_OK);
        tolerated += fired && status == CTR_OK;
        if (status != CTR_OK) {
            assert_int_equal(ctr_error_status(s->error), CTR_E_NOMEM);
        }
        check_scene(s, persistent ? "allocations from" : "allocation", n);
        end_scene(s);
        assert_int_equal(faultmem_live(), live);
        if (!fired) {
            break;
        }
    }
    printf("allocations: %ld of %ld failed one by one%s, %ld tolerated, %ld looks\n", runs - 1,
           n - 1, persistent ? " with all that follow" : "", tolerated, s->looks);
    assert_true(n < NO_END);
}

static void each_allocation_of_a_birth_fails_once(void **state)
{
    struct scene *s = *state;
    s->part = BIRTH;
    walk_memory(s, false);
}

static void each_allocation_of_a_birth_and_all_that_follow_fail(void **state)
{
    struct scene *s = *state;
    s->part = BIRTH;
    walk_memory(s, true);
}

static void each_allocation_of_a_life_fails_once(void **state)
{
    make(*state);
    walk_memory(*state, false);
}

static void each_allocation_of_a_life_and_all_that_follow_fail(void **state)
{
    make(*state);
    walk_memory(*state, true);
}

static void walk_files(struct scene *s, enum faultvfs_mode mode, bool full)
{
    const char *name = mode == FAULTVFS_ONCE ? "once" : "from then on";
    const long step = walk_stride(SAMPLE_OF_CALLS);
    long tolerated = 0;
    long runs = 0;
    long n;

    for (n = walk_start(step); n < NO_END; n += step) {
        begin_scene(s);
        runs++;
        faultvfs_arm(mode, FAULTVFS_ALL, n, full);
        ctr_status status = play(s);
        bool fired = faultvfs_fired();
        faultvfs_disarm();
        tolerated += fired && status == CTR_OK;
        if (status != CTR_OK) {
            assert_non_null(s->error);
            assert_true(fired);
            bool expected = status == CTR_E_IO || status == CTR_E_FULL || status == CTR_E_BUSY ||
                            status == CTR_E_READONLY;
            if (!expected) {
                print_error("%s, call %ld: %s\n", name, n, ctr_error_message(s->error));
            }
            assert_true(expected);
        }
        check_scene(s, name, n);
        end_scene(s);
        if (!fired) {
            break;
        }
    }
    printf("file system calls: %ld of %ld failed %s (%s), %ld tolerated, %ld looks\n", runs - 1,
           n - 1, name, full ? "disk full" : "I/O error", tolerated, s->looks);
    assert_true(n < NO_END);
}

static void each_call_of_the_file_system_fails_once(void **state)
{
    walk_files(*state, FAULTVFS_ONCE, false);
}

static void each_call_of_the_file_system_fails_from_then_on(void **state)
{
    walk_files(*state, FAULTVFS_PERSISTENT, false);
}

static void the_disk_is_full_at_each_write(void **state)
{
    walk_files(*state, FAULTVFS_PERSISTENT, true);
}

static void the_process_is_killed_at_each_change(void **state)
{
    struct scene *s = *state;
    const long step = walk_stride(SAMPLE_OF_CALLS);
    long runs = 0;
    long n;
    int code = 0;

    for (n = walk_start(step); n < NO_END; n += step) {
        begin_scene(s);
        runs++;
        pid_t pid = fork();
        assert_true(pid >= 0);
        if (pid == 0) {
            faultvfs_arm(FAULTVFS_KILL, FAULTVFS_CHANGES, n, false);
            _exit(play(s) == CTR_OK ? 0 : 1);
        }
        waitpid(pid, &code, 0);
        assert_true(WIFEXITED(code));
        assert_true(WEXITSTATUS(code) == FAULTVFS_EXIT || WEXITSTATUS(code) == 0);
        check_scene(s, "killed at", n);
        end_scene(s);
        if (WEXITSTATUS(code) == 0) {
            break;
        }
    }
    printf("killed at %ld of %ld changes, SEED=%u\n", runs - 1, n - 1, walk_seed());
    assert_true(n < NO_END);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        TEST(without_faults_it_goes_well),
        TEST(each_allocation_of_a_birth_fails_once),
        TEST(each_allocation_of_a_birth_and_all_that_follow_fail),
        TEST(each_allocation_of_a_life_fails_once),
        TEST(each_allocation_of_a_life_and_all_that_follow_fail),
        TEST(each_call_of_the_file_system_fails_once),
        TEST(each_call_of_the_file_system_fails_from_then_on),
        TEST(the_disk_is_full_at_each_write),
        TEST(the_process_is_killed_at_each_change),
    };
    if (argc == 2 && strcmp(argv[1], "--list") == 0) {
        for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {
            puts(tests[i].name);
        }
        return 0;
    }
    faultmem_install();
    faultvfs_install();
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
