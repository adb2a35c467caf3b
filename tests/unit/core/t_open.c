/* Opening: every kind of file that is no store, or not one for us, and what is left untouched. */
#include "support/opening.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

__attribute__((format(printf, 5, 6))) static void refused(struct opening *f, const char *path,
                                                          uint32_t flags, ctr_status status,
                                                          const char *format, ...)
{
    char text[1200];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    assert_int_equal(opening_try(f, path, flags), status);
    assert_null(f->store);
    assert_string_equal(ctr_error_message(f->err), text);
}

static void write_file(const char *path, const void *bytes, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, size), size);
    close(fd);
}

static void raw(const char *path, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static bool same(const struct stat *a, const struct stat *b)
{
    return a->st_size == b->st_size && a->st_ino == b->st_ino && a->st_mode == b->st_mode &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static void a_store_is_made_only_when_asked(void **state)
{
    struct opening *f = *state;
    struct stat st;

    refused(f, f->path, 0, CTR_E_NOT_FOUND, "there is no store '%s'; create it first", f->path);
    assert_string_equal(ctr_error_detail(f->err, "path"), f->path);
    refused(f, f->path, CTR_STORE_READONLY, CTR_E_NOT_FOUND,
            "there is no store '%s'; create it first", f->path);
    assert_int_equal(tmpdir_count(&f->dir), 0);
    assert_int_equal(opening_try(f, f->path, CTR_STORE_CREATE), CTR_OK);
    assert_int_equal(stat(f->path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(f->store->schema, LC_SCHEMA);
    char uuid[LC_UUID_TEXT];
    strcpy(uuid, f->store->uuid);
    assert_int_equal(strlen(uuid), 36);
    assert_int_equal(uuid[14], '7');
    opening_close(f);
    assert_int_equal(tmpdir_count(&f->dir), 2); /* at rest: the store and the turnstile's file */
    assert_int_equal(opening_try(f, f->path, 0), CTR_OK);
    assert_string_equal(f->store->uuid, uuid);
    assert_int_equal(tmpstore_ask(f->path, "PRAGMA application_id"), LC_APPLICATION_ID);
    assert_int_equal(tmpstore_ask(f->path, "PRAGMA page_size"), 4096);
    assert_int_equal(tmpstore_ask(f->path, "PRAGMA user_version"), LC_SCHEMA);
}

static void created_is_told_once(void **state)
{
    struct opening *f = *state;
    bool created = false;
    const ctr_store_options o = tmpstore_options(CTR_STORE_CREATE);

    assert_int_equal(tmpstore_open(f->path, &o, &f->store, &created, NULL), CTR_OK);
    assert_true(created);
    opening_close(f);
    assert_int_equal(tmpstore_open(f->path, &o, &f->store, &created, NULL), CTR_OK);
    assert_false(created);
}

static void names_with_marks_of_a_uri_are_plain_names(void **state)
{
    struct opening *f = *state;
    static const char *const names[] = {"a?mode=ro.db", "b#c.db",    "d%41.db",
                                        "e f&g=h;i.db", "file:x.db", "\xc3\xa9.db"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct stat st;
        const char *path = tmpdir_file(&f->dir, names[i]);
        assert_int_equal(opening_try(f, path, CTR_STORE_CREATE), CTR_OK);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 0777, 0600);
        opening_close(f);
        assert_int_equal(tmpdir_count(&f->dir), 2 * (int)(i + 1));
        assert_int_equal(opening_try(f, path, 0), CTR_OK);
        opening_close(f);
        assert_int_equal(opening_try(f, path, CTR_STORE_READONLY), CTR_OK);
        opening_close(f);
    }
}

static void relative_paths_and_links_lead_to_the_same_store(void **state)
{
    struct opening *f = *state;
    char before[4096];
    const char *link = tmpdir_file(&f->dir, "link.db");

    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(f->dir.path), 0);
    assert_int_equal(opening_try(f, "s.db", CTR_STORE_CREATE), CTR_OK);
    assert_int_equal(chdir("/"), 0); /* the handle does not depend on where we are */
    assert_int_equal(tmpstore_prepare(f->store, NULL), CTR_OK);
    opening_close(f);
    assert_int_equal(chdir(before), 0);
    assert_int_equal(symlink("s.db", link), 0);
    assert_int_equal(opening_try(f, link, 0), CTR_OK);
    assert_string_equal(f->store->file, f->path);
    assert_int_equal(access(tmpdir_file(&f->dir, "link.db-lc.lock"), F_OK), -1);
    opening_close(f);
    assert_int_equal(unlink(f->path), 0);
    refused(f, link, CTR_STORE_CREATE, CTR_E_NOT_FOUND, "'%s' is a link that leads nowhere", link);
}

static void files_that_are_no_store_are_left_alone(void **state)
{
    struct opening *f = *state;
    static const struct {
        const char *what;
        const char *bytes;
        size_t size;
    } files[] = {
        {"one byte", "x", 1},
        {"text",
         "hello, this is not a database at all, but it is longer than a hundred bytes, which "
         "is what the head of one takes",
         112},
        {"cut head", "SQLite format 3", 16},
    };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct stat before;
        struct stat after;
        write_file(f->path, files[i].bytes, files[i].size);
        assert_int_equal(stat(f->path, &before), 0);
        for (uint32_t flags = 0; flags <= CTR_STORE_CREATE; flags++) {
            refused(f, f->path, flags, CTR_E_NOT_OURS,
                    "'%s' is not a database, wanted a contracts store", f->path);
        }
        assert_int_equal(stat(f->path, &after), 0);
        assert_true(same(&before, &after));
        assert_int_equal(tmpdir_count(&f->dir), 1);
    }
}

static void databases_of_others_are_left_alone(void **state)
{
    struct opening *f = *state;
    static const char *const makers[] = {
        "CREATE TABLE t (x)",
        "PRAGMA journal_mode=WAL; CREATE TABLE t (x)",
        "PRAGMA application_id=252006673; PRAGMA user_version=1; CREATE TABLE t (x)",
    };
    for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++) {
        struct stat before;
        struct stat after;
        unlink(f->path);
        raw(f->path, makers[i]);
        assert_int_equal(stat(f->path, &before), 0);
        for (uint32_t flags = 0; flags <= CTR_STORE_CREATE; flags++) {
            refused(f, f->path, flags, CTR_E_NOT_OURS,
                    "'%s' is a database of another program (application id 0x%08X), wanted a "
                    "contracts store",
                    f->path, i == 2 ? 252006673U : 0U);
        }
        assert_int_equal(stat(f->path, &after), 0);
        assert_true(same(&before, &after));
        assert_int_equal(tmpdir_count(&f->dir), 1);
    }
}

static void an_empty_file_is_new_only_when_asked(void **state)
{
    struct opening *f = *state;
    bool created = false;
    const ctr_store_options o = tmpstore_options(CTR_STORE_CREATE);

    write_file(f->path, "", 0);
    refused(f, f->path, 0, CTR_E_NOT_OURS,
            "'%s' is empty, wanted a contracts store; create one first", f->path);
    refused(f, f->path, CTR_STORE_READONLY, CTR_E_NOT_OURS,
            "'%s' is empty, wanted a contracts store; create one first", f->path);
    assert_int_equal(tmpdir_count(&f->dir), 1);
    assert_int_equal(tmpstore_open(f->path, &o, &f->store, &created, NULL), CTR_OK);
    assert_true(created);
}

static void folders_pipes_and_devices_are_no_files(void **state)
{
    struct opening *f = *state;
    const char *pipe_path = tmpdir_file(&f->dir, "pipe");

    refused(f, f->dir.path, CTR_STORE_CREATE, CTR_E_NOT_OURS, "'%s' is a folder, wanted a file",
            f->dir.path);
    refused(f, "/", CTR_STORE_CREATE, CTR_E_NOT_OURS, "'/' is a folder, wanted a file");
    refused(f, ".", CTR_STORE_CREATE, CTR_E_NOT_OURS, "'.' is a folder, wanted a file");
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    refused(f, pipe_path, 0, CTR_E_NOT_OURS, "'%s' is a pipe, wanted a file", pipe_path);
    refused(f, "/dev/null", CTR_STORE_CREATE, CTR_E_NOT_OURS,
            "'/dev/null' is a device, wanted a file");
    refused(f, tmpdir_file(&f->dir, "no/such/s.db"), CTR_STORE_CREATE, CTR_E_NOT_FOUND,
            "the folder of '%s' does not exist", tmpdir_file(&f->dir, "no/such/s.db"));
}

static void long_names_have_a_limit(void **state)
{
    struct opening *f = *state;
    static const struct {
        size_t length;
        ctr_status status;
    } rows[] = {{240, CTR_OK}, {247, CTR_OK}, {248, CTR_E_ARGUMENT}, {600, CTR_E_ARGUMENT}};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char name[1200];
        char part[700];
        memset(part, 'x', rows[i].length);
        part[rows[i].length] = '\0';
        snprintf(name, sizeof name, "%s/%s", f->dir.path, part);
        assert_int_equal(opening_try(f, name, CTR_STORE_CREATE), rows[i].status);
        opening_close(f);
    }
}

static void arguments_are_checked(void **state)
{
    struct opening *f = *state;
    ctr_store_options o = tmpstore_options(0);

    refused(f, NULL, 0, CTR_E_ARGUMENT, "no path was given, wanted the name of a file");
    refused(f, "", 0, CTR_E_ARGUMENT, "no path was given, wanted the name of a file");
    refused(f, f->path, 32, CTR_E_ARGUMENT,
            "flags of ctr_store_options hold 0x20, which has no meaning");
    refused(f, f->path, CTR_STORE_READONLY | CTR_STORE_CREATE, CTR_E_ARGUMENT,
            "a read-only store can be neither created nor in memory");
    refused(f, ":memory:", CTR_STORE_READONLY, CTR_E_ARGUMENT,
            "a read-only store can be neither created nor in memory");
    o.durability = (ctr_durability)3;
    assert_int_equal(tmpstore_open(f->path, &o, &f->store, NULL, NULL), CTR_E_ARGUMENT);
    o.durability = (ctr_durability)-1;
    assert_int_equal(tmpstore_open(f->path, &o, &f->store, NULL, NULL), CTR_E_ARGUMENT);
    o = tmpstore_options(0);
    o.struct_size = 12;
    assert_int_equal(tmpstore_open(f->path, &o, &f->store, NULL, NULL), CTR_E_ARGUMENT);
    o = tmpstore_options(0);
    o.actor = "a\nb";
    assert_int_equal(tmpstore_open(f->path, &o, &f->store, NULL, NULL), CTR_E_ARGUMENT);
    o.actor = "";
    assert_int_equal(tmpstore_open(f->path, &o, &f->store, NULL, NULL), CTR_E_ARGUMENT);
    o.actor = "caf\xc3";
    assert_int_equal(tmpstore_open(f->path, &o, &f->store, NULL, NULL), CTR_E_ARGUMENT);
    assert_int_equal(tmpdir_count(&f->dir), 0);
}

/* Cut at many places: never opened as if it were whole, never harmed further. */
static void a_file_cut_off_is_damaged_or_no_store(void **state)
{
    struct opening *f = *state;
    struct stat st;

    assert_int_equal(opening_try(f, f->path, CTR_STORE_CREATE), CTR_OK);
    assert_int_equal(tmpstore_prepare(f->store, NULL), CTR_OK);
    opening_close(f);
    assert_int_equal(stat(f->path, &st), 0);
    for (off_t size = st.st_size - 1; size > 0; size -= size > 8192 ? 8191 : 1237) {
        assert_int_equal(truncate(f->path, size), 0);
        ctr_status status = opening_try(f, f->path, 0);
        assert_true(status == CTR_E_CORRUPT || (size < 100 && status == CTR_E_NOT_OURS));
        status = opening_try(f, f->path, CTR_STORE_READONLY);
        assert_true(status == CTR_E_CORRUPT || (size < 100 && status == CTR_E_NOT_OURS));
    }
    assert_int_equal(unlink(f->path), 0); /* of the old one too little may be left */
    assert_int_equal(opening_try(f, f->path, CTR_STORE_CREATE), CTR_OK);
    opening_close(f);
    assert_int_equal(stat(f->path, &st), 0);
    assert_int_equal(truncate(f->path, 4096), 0);
    refused(f, f->path, 0, CTR_E_CORRUPT,
            "'%s' is cut off: 4096 bytes of %lld are there; restore a backup", f->path,
            (long long)st.st_size);
}

static void a_store_of_a_newer_library(void **state)
{
    struct opening *f = *state;
    struct stat before;
    struct stat after;

    assert_int_equal(opening_try(f, f->path, CTR_STORE_CREATE), CTR_OK);
    opening_close(f);
    char number[8];
    snprintf(number, sizeof number, "%d", LC_SCHEMA);
    raw(f->path, "PRAGMA user_version=99");
    assert_int_equal(stat(f->path, &before), 0);
    refused(f, f->path, 0, CTR_E_NEWER,
            "'%s' has schema 99, written by a newer library; this one knows schema %d; use the "
            "newer one",
            f->path, LC_SCHEMA);
    assert_string_equal(ctr_error_detail(f->err, "wanted"), number);
    assert_int_equal(tmpdir_count(&f->dir), 2); /* no log was left */
    assert_int_equal(opening_try(f, f->path, CTR_STORE_READONLY),
                     CTR_OK); /* min_reader allows it */
    assert_int_equal(f->store->schema, 99);
    opening_close(f);
    assert_int_equal(stat(f->path, &after), 0);
    assert_true(same(&before, &after));
    raw(f->path, "UPDATE lc_meta SET v='99' WHERE k='min_reader'");
    assert_int_equal(opening_try(f, f->path, CTR_STORE_READONLY), CTR_E_NEWER);
    raw(f->path, "DELETE FROM lc_meta WHERE k='min_reader'");
    assert_int_equal(opening_try(f, f->path, CTR_STORE_READONLY), CTR_E_NEWER);
}

static void a_store_without_its_identity_is_damaged(void **state)
{
    struct opening *f = *state;
    assert_int_equal(opening_try(f, f->path, CTR_STORE_CREATE), CTR_OK);
    opening_close(f);
    raw(f->path, "UPDATE lc_meta SET v='nonsense' WHERE k='uuid'");
    refused(f, f->path, 0, CTR_E_CORRUPT,
            "'%s' has no valid store uuid; keep a copy of the file and restore a backup", f->path);
    raw(f->path, "DROP TABLE lc_meta");
    assert_int_equal(opening_try(f, f->path, 0), CTR_E_CORRUPT);
}

static void a_store_that_left_wal_mode_returns_to_it(void **state)
{
    struct opening *f = *state;
    assert_int_equal(opening_try(f, f->path, CTR_STORE_CREATE), CTR_OK);
    opening_close(f);
    raw(f->path, "PRAGMA journal_mode=DELETE");
    assert_int_equal(opening_try(f, f->path, CTR_STORE_READONLY), CTR_OK);
    opening_close(f);
    assert_int_equal(opening_try(f, f->path, 0), CTR_OK);
    const char *mode = NULL;
    struct lc_ctx ctx;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_int_equal(lc_db_text(&ctx, &f->store->db, "PRAGMA journal_mode", &mode), CTR_OK);
    assert_string_equal(mode, "wal");
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void a_reader_with_rights_leaves_the_file_as_it_is(void **state)
{
    struct opening *f = *state;
    struct stat before;
    struct stat after;

    assert_int_equal(opening_try(f, f->path, CTR_STORE_CREATE), CTR_OK);
    opening_close(f);
    assert_int_equal(stat(f->path, &before), 0);
    assert_int_equal(opening_try(f, f->path, CTR_STORE_READONLY), CTR_OK);
    assert_int_equal(tmpstore_prepare(f->store, NULL), CTR_E_READONLY);
    struct lc_op op;
    ctr_status status = lc_op_begin(&op, f->store, LC_TXN_READ, NULL);
    assert_int_equal(status, CTR_OK);
    status = lc_db_exec(&op.ctx, op.db, "UPDATE lc_meta SET v = 'x'"); /* SQLite refuses too */
    assert_int_equal(lc_op_end(&op, status, NULL), CTR_E_READONLY);
    opening_close(f);
    assert_int_equal(stat(f->path, &after), 0);
    assert_true(same(&before, &after));
    assert_int_equal(tmpdir_count(&f->dir), 2);
}

static void a_store_in_memory_leaves_no_file(void **state)
{
    struct opening *f = *state;
    bool created = false;
    const ctr_store_options o = tmpstore_options(CTR_STORE_MEMORY);

    assert_int_equal(chdir(f->dir.path), 0);
    assert_int_equal(tmpstore_open("ignored", &o, &f->store, &created, NULL), CTR_OK);
    assert_true(created);
    assert_int_equal(tmpstore_prepare(f->store, NULL), CTR_OK);
    assert_int_equal(tmpstore_set(f->store, 1, 1, NULL), CTR_OK);
    assert_string_equal(f->store->path, ":memory:");
    opening_close(f);
    assert_int_equal(tmpdir_count(&f->dir), 0);
    assert_int_equal(chdir("/"), 0);
}

/* While another handle is open the log stays; the last one removes it. */
static void the_last_to_close_leaves_one_file(void **state)
{
    struct opening *f = *state;
    ctr_store *second;

    assert_int_equal(opening_try(f, f->path, CTR_STORE_CREATE), CTR_OK);
    second = tmpstore_must(f->path);
    assert_int_equal(tmpstore_prepare(second, NULL), CTR_OK);
    lc_store_close(second);
    assert_int_equal(access(tmpdir_file(&f->dir, "s.db-wal"), F_OK), 0);
    assert_int_equal(tmpstore_set(f->store, 1, 1, NULL), CTR_OK);
    opening_close(f);
    assert_int_equal(access(tmpdir_file(&f->dir, "s.db-wal"), F_OK), -1);
    assert_int_equal(access(tmpdir_file(&f->dir, "s.db-shm"), F_OK), -1);
    assert_int_equal(tmpdir_count(&f->dir), 2);
}

static void a_replaced_file_is_refused_and_not_touched(void **state)
{
    struct opening *f = *state;
    ctr_error *err = NULL;
    struct stat before;
    struct stat after;
    const char *other = tmpdir_file(&f->dir, "other.db");

    assert_int_equal(opening_try(f, other, CTR_STORE_CREATE), CTR_OK);
    opening_close(f);
    assert_int_equal(opening_try(f, f->path, CTR_STORE_CREATE), CTR_OK);
    assert_int_equal(tmpstore_prepare(f->store, NULL), CTR_OK);
    assert_int_equal(rename(other, f->path), 0);
    assert_int_equal(stat(f->path, &before), 0);
    assert_int_equal(tmpstore_set(f->store, 1, 1, &err), CTR_E_REPLACED);
    ctr_error_free(err);
    struct lc_op op;
    struct lc_stmt *st;
    ctr_status status = lc_op_begin(&op, f->store, LC_TXN_READ, NULL);
    if (status == CTR_OK) { /* a read looks at the latest with its first statement */
        status = lc_sql(&op, LC_SQL_LAST_CHANGE, &st);
    }
    assert_int_equal(lc_op_end(&op, status, NULL), CTR_E_REPLACED);
    opening_close(f);
    assert_int_equal(stat(f->path, &after), 0);
    assert_true(same(&before, &after));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, opening_setup, opening_teardown)
        TEST(a_store_is_made_only_when_asked),
        TEST(created_is_told_once),
        TEST(names_with_marks_of_a_uri_are_plain_names),
        TEST(relative_paths_and_links_lead_to_the_same_store),
        TEST(files_that_are_no_store_are_left_alone),
        TEST(databases_of_others_are_left_alone),
        TEST(an_empty_file_is_new_only_when_asked),
        TEST(folders_pipes_and_devices_are_no_files),
        TEST(long_names_have_a_limit),
        TEST(arguments_are_checked),
        TEST(a_file_cut_off_is_damaged_or_no_store),
        TEST(a_store_of_a_newer_library),
        TEST(a_store_without_its_identity_is_damaged),
        TEST(a_store_that_left_wal_mode_returns_to_it),
        TEST(a_reader_with_rights_leaves_the_file_as_it_is),
        TEST(a_store_in_memory_leaves_no_file),
        TEST(the_last_to_close_leaves_one_file),
        TEST(a_replaced_file_is_refused_and_not_touched),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
