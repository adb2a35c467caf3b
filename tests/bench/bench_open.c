/*
 * What a store costs at rest: open, first look-up and close against bare SQLite doing the same on
 * the same file; resident memory of a program with an open store of 1,000 contracts against the
 * same with bare SQLite; growth of the file a version.
 */
#include "bench.h"

#include <contracts/contracts.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CONTRACTS = 1000, VERSIONS = 10000, OPENS = 300 };

static char path[128];

static ctr_store *open_store(const char *file, uint32_t flags)
{
    ctr_store_options o;
    ctr_store *store = NULL;
    ctr_error *err = NULL;

    ctr_store_options_init(&o, sizeof o);
    o.flags = flags;
    if (ctr_store_open(file, &o, &store, &err) != CTR_OK) {
        bench_die("open", ctr_error_message(err));
    }
    return store;
}

static void must(ctr_status status, ctr_error *err)
{
    if (status != CTR_OK) {
        bench_die("call", ctr_error_message(err));
    }
}

/* `count` contracts, each created and activated, in batches. */
static void fill(ctr_store *store, int count)
{
    ctr_batch *batch = NULL;
    ctr_error *err = NULL;

    for (int i = 0; i < count; i++) {
        char name[32];
        ctr_create c;
        if (i % 500 == 0) {
            must(ctr_batch_new(NULL, &batch, &err), err);
        }
        snprintf(name, sizeof name, "contract-%05d", i);
        ctr_create_init(&c, sizeof c);
        c.team = "bench";
        c.name = name;
        c.document.format = CTR_FORMAT_OPAQUE;
        c.document.data = "{}";
        c.document.size = 2;
        must(ctr_batch_create(batch, &c, NULL, &err), err);
        must(ctr_batch_activate(batch, "bench", name, NULL, NULL, &err), err);
        if (i % 500 == 499) {
            must(ctr_batch_apply(store, batch, NULL, &err), err);
            ctr_batch_free(batch);
        }
    }
}

static double open_ours(void)
{
    double start = bench_now();
    for (int i = 0; i < OPENS; i++) {
        ctr_store *store = open_store(path, 0);
        ctr_version *v = NULL;
        ctr_error *err = NULL;
        must(ctr_contract_active(store, "bench", "contract-00500", &v, &err), err);
        ctr_version_free(v);
        ctr_store_close(store);
    }
    return (bench_now() - start) / OPENS;
}

static sqlite3 *open_bare(void)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *st = NULL;

    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) ||
        sqlite3_exec(db,
                     "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                     "PRAGMA cache_size=-2048;PRAGMA temp_store=MEMORY",
                     NULL, NULL, NULL) ||
        sqlite3_prepare_v2(db,
                           "SELECT * FROM lc_version_row WHERE contract_rid = (SELECT rid FROM "
                           "lc_contract WHERE key = 'bench/contract-00500') AND state = 2",
                           -1, &st, NULL) ||
        sqlite3_step(st) != SQLITE_ROW) {
        bench_die("bare SQLite", sqlite3_errmsg(db));
    }
    sqlite3_finalize(st);
    return db;
}

static double open_theirs(void)
{
    double start = bench_now();
    for (int i = 0; i < OPENS; i++) {
        sqlite3_close(open_bare());
    }
    return (bench_now() - start) / OPENS;
}

/* Resident kilobytes of a child that did `work` and keeps it open. */
static long resident_kb(void (*work)(void))
{
    int fd[2];
    long kb = 0;

    if (pipe(fd) != 0) {
        bench_die("pipe", "failed");
    }
    pid_t pid = fork();
    if (pid == 0) {
        long pages = 0;
        work();
        FILE *f = fopen("/proc/self/statm", "r");
        if (f && fscanf(f, "%*s %ld", &pages) == 1) {
            kb = pages * (sysconf(_SC_PAGESIZE) / 1024);
        }
        _exit(write(fd[1], &kb, sizeof kb) != sizeof kb);
    }
    close(fd[1]);
    if (read(fd[0], &kb, sizeof kb) != sizeof kb || kb == 0) {
        bench_die("memory", "could not be read");
    }
    close(fd[0]);
    waitpid(pid, NULL, 0);
    return kb;
}

static void hold_ours(void)
{
    ctr_store *store = open_store(path, 0);
    for (int i = 0; i < CONTRACTS; i++) {
        char name[32];
        ctr_version *v = NULL;
        ctr_error *err = NULL;
        snprintf(name, sizeof name, "contract-%05d", i);
        must(ctr_contract_active(store, "bench", name, &v, &err), err);
        ctr_version_free(v);
    }
}

static void hold_theirs(void)
{
    sqlite3 *db = open_bare();
    sqlite3_stmt *st = NULL;
    int rows = 0;

    if (sqlite3_prepare_v2(db, "SELECT * FROM lc_version_row", -1, &st, NULL)) {
        bench_die("bare SQLite", sqlite3_errmsg(db));
    }
    while (sqlite3_step(st) == SQLITE_ROW) {
        rows++;
    }
    sqlite3_finalize(st);
    if (rows != CONTRACTS) {
        bench_die("bare SQLite", "rows are missing");
    }
}

/* Bytes a version, documents and findings not counted. */
static double growth(void)
{
    char file[160];
    struct stat st;
    sqlite3 *db = NULL;

    snprintf(file, sizeof file, "%s.growth", path);
    ctr_store *store = open_store(file, CTR_STORE_CREATE);
    fill(store, VERSIONS);
    ctr_store_close(store);
    if (sqlite3_open(file, &db) ||
        sqlite3_exec(db, "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL)) {
        bench_die("vacuum", sqlite3_errmsg(db));
    }
    sqlite3_close(db);
    if (stat(file, &st) != 0) {
        bench_die("growth", "no file");
    }
    return (double)st.st_size / VERSIONS;
}

int main(int argc, char **argv)
{
    char command[200];
    int below = 0;
    enum { ROUNDS = 5 };
    double a[ROUNDS];
    double b[ROUNDS];

    snprintf(path, sizeof path, "%s/bench-open-%d.db", argc > 1 ? argv[1] : "/tmp", (int)getpid());
    ctr_store *store = open_store(path, CTR_STORE_CREATE);
    fill(store, CONTRACTS);
    ctr_store_close(store);
    long ours = resident_kb(hold_ours); /* before this process opens anything */
    long theirs = resident_kb(hold_theirs);
    printf(
        "memory with 1,000 contracts: %.1f MB, bare SQLite %.1f MB, %.1f MB more (at most 6)%s\n",
        (double)ours / 1024, (double)theirs / 1024, (double)(ours - theirs) / 1024,
        bench_mark(ours - theirs > 6 * 1024));
    below |= ours - theirs > 6 * 1024;
    for (int i = 0; i < ROUNDS; i++) {
        a[i] = open_ours() * 1e6;
        b[i] = open_theirs() * 1e6;
    }
    double mine = bench_median(a, ROUNDS);
    double bare = bench_median(b, ROUNDS);
    printf("open, look up, close: %.0f us, bare SQLite %.0f us, ratio %.2f (at most 3.00)%s\n",
           mine, bare, mine / bare, bench_mark(mine / bare > 3));
    below |= mine / bare > 3;
    double bytes = growth();
    printf("growth: %.0f bytes a version, created and activated (at most 2048)%s\n", bytes,
           bench_mark(bytes > 2048));
    below |= bytes > 2048;
    snprintf(command, sizeof command, "rm -f %s*", path);
    return system(command) != 0 ? 2 : below;
}
