/*
 * Look-up of the active version: the public call against a bare mutex + hash + malloc, copy, free,
 * and against a sequential Redis GET over loopback; while another process commits unrelated writes;
 * its coherence; and uncached against a bare SELECT of the same row.
 */
#include "bench.h"
#include "redis.h"

#include "base/shape.h"

#include <contracts/contracts.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Ours and the floor take turns, short ones, so that a slow moment of the machine hits both. */
enum { CONTRACTS = 10000, LOOKUPS = 1000000, TURNS = 41, TURN = 100000, ROUNDS = 5 };
enum { COMMITS = 20000, GETS = 20000 };

static char path[256];
static char names[CONTRACTS][24];

static ctr_store *open_store(uint32_t flags)
{
    ctr_store_options o;
    ctr_store *store = NULL;
    ctr_error *err = NULL;

    ctr_store_options_init(&o, sizeof o);
    o.flags = flags;
    o.durability = CTR_DURABILITY_NORMAL;
    o.actor = "bench";
    if (ctr_store_open(path, &o, &store, &err) != CTR_OK) {
        bench_die("open", ctr_error_message(err));
    }
    return store;
}

static void fill(ctr_store *store)
{
    ctr_batch *batch = NULL;
    ctr_create c;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.document.format = CTR_FORMAT_OPAQUE;
    c.document.data = "{\"endpoints\":[\"/orders\"]}";
    c.document.size = strlen(c.document.data);
    c.owner_role = "Tech Lead";
    c.owner_agent = "backend_dev";
    for (int i = 0; i < CONTRACTS; i++) {
        snprintf(names[i], sizeof names[i], "contract-%05d", i);
        if (i % 1000 == 0 && ctr_batch_new(NULL, &batch, NULL) != CTR_OK) {
            bench_die("batch", "no memory");
        }
        c.name = names[i];
        if (ctr_batch_create(batch, &c, NULL, NULL) != CTR_OK ||
            ctr_batch_activate(batch, "shop", names[i], "1.0.0", NULL, NULL) != CTR_OK) {
            bench_die("batch", "an item was refused");
        }
        if (i % 1000 == 999) {
            ctr_error *err = NULL;
            if (ctr_batch_apply(store, batch, NULL, &err) != CTR_OK) {
                bench_die("apply", ctr_error_message(err));
            }
            ctr_batch_free(batch);
        }
    }
}

/* Look-ups a second over random keys. */
static double run_ours(ctr_store *store, int count)
{
    uint64_t seed = 88172645463325252u;
    double start = bench_now();

    for (int i = 0; i < count; i++) {
        ctr_version *v = NULL;
        ctr_error *err = NULL;
        const char *name = names[bench_random(&seed) % CONTRACTS];
        if (ctr_contract_active(store, "shop", name, &v, &err) != CTR_OK) {
            bench_die("look-up", ctr_error_message(err));
        }
        ctr_version_free(v);
    }
    return count / (bench_now() - start);
}

/* The floor: what any such cache must do. */
struct slot {
    char key[32];
    size_t size;
    void *block;
};
static struct slot table[32768];
static pthread_mutex_t floor_lock = PTHREAD_MUTEX_INITIALIZER;

static struct slot *find(const char *key)
{
    size_t size = strlen(key);
    size_t at = lc_hash(key, size, 1) & 32767;
    while (table[at].block && strcmp(table[at].key, key) != 0) {
        at = (at + 1) & 32767;
    }
    return &table[at];
}

static void fill_floor(ctr_store *store)
{
    for (int i = 0; i < CONTRACTS; i++) {
        ctr_version *v = NULL;
        if (ctr_contract_active(store, "shop", names[i], &v, NULL) != CTR_OK) {
            bench_die("fill", names[i]);
        }
        char key[64];
        snprintf(key, sizeof key, "shop/%s", names[i]);
        struct slot *s = find(key);
        strcpy(s->key, key);
        s->size = lc_block_bytes(v);
        s->block = malloc(s->size);
        memset(s->block, i, s->size);
        ctr_version_free(v);
    }
}

static double run_floor(int count)
{
    uint64_t seed = 88172645463325252u;
    double start = bench_now();

    for (int i = 0; i < count; i++) {
        char key[64] = "shop/";
        strcpy(key + 5, names[bench_random(&seed) % CONTRACTS]);
        pthread_mutex_lock(&floor_lock);
        struct slot *s = find(key);
        void *copy = malloc(s->size);
        memcpy(copy, s->block, s->size);
        pthread_mutex_unlock(&floor_lock);
        __asm__ volatile("" : : "r"(copy) : "memory");
        free(copy);
    }
    return count / (bench_now() - start);
}

/* Each key in Redis too, with as many bytes as our look-up hands out. */
static void fill_redis(void)
{
    for (int i = 0; i < CONTRACTS; i++) {
        char key[64] = "shop/";
        strcpy(key + 5, names[i]);
        struct slot *s = find(key);
        redis_set(key, s->block, s->size);
    }
}

static double run_redis(int count)
{
    uint64_t seed = 88172645463325252u;
    double start = bench_now();

    for (int i = 0; i < count; i++) {
        char key[64] = "shop/";
        strcpy(key + 5, names[bench_random(&seed) % CONTRACTS]);
        if (redis_get(key) != find(key)->size) {
            bench_die("redis", "the value has another size");
        }
    }
    return count / (bench_now() - start);
}

/* Printed, not judged: how far the server is away says more about the machine than about us. */
static void bench_against_redis(ctr_store *store)
{
    double ours[ROUNDS];
    double theirs[ROUNDS];

    if (!redis_start()) {
        return;
    }
    fill_redis();
    for (int i = 0; i < ROUNDS; i++) {
        ours[i] = run_ours(store, LOOKUPS) / 1e6;
        theirs[i] = run_redis(GETS) / 1e6;
    }
    redis_stop();
    bench_ratio("look-up, cached", "million/s", bench_median(ours, ROUNDS),
                "sequential Redis GET over loopback", bench_median(theirs, ROUNDS), 0);
}

/* A child that waits for a byte before it begins: it must be forked before this process opens the
 * store, and may open it itself. */
struct child {
    pid_t pid;
    int go;   /* write a byte here to let it begin */
    int said; /* what it says comes here */
};

static struct child fork_child(void (*work)(int out))
{
    int go[2];
    int said[2];
    char byte;

    if (pipe(go) != 0 || pipe(said) != 0) {
        bench_die("pipe", "failed");
    }
    struct child c = {fork(), go[1], said[0]};
    if (c.pid == 0) {
        close(go[1]);
        if (read(go[0], &byte, 1) == 1) {
            work(said[1]);
        }
        _exit(0);
    }
    close(go[0]);
    close(said[1]);
    return c;
}

static void let_go(const struct child *c)
{
    if (write(c->go, "", 1) != 1) {
        bench_die("child", "is gone");
    }
}

/* Commit unrelated writes, about 1,000 a second, until killed. */
static void write_elsewhere(int out)
{
    ctr_store *store = open_store(0);
    const struct timespec pause = {0, 900000};

    (void)out;
    for (int i = 0;; i++) {
        ctr_create c;
        char name[32];
        ctr_create_init(&c, sizeof c);
        snprintf(name, sizeof name, "w-%d", i);
        c.team = "elsewhere";
        c.name = name;
        c.document.format = CTR_FORMAT_OPAQUE;
        c.document.data = "{}";
        c.document.size = 2;
        if (ctr_contract_create(store, &c, NULL, NULL, NULL) != CTR_OK) {
            _exit(1);
        }
        nanosleep(&pause, NULL);
    }
}

/* Edit one contract again and again, and say so after each. */
static void edit_one(int out)
{
    ctr_store *store = open_store(0);

    for (int32_t i = 1; i <= COMMITS; i++) {
        char role[24];
        ctr_edit edit;
        ctr_edit_init(&edit, sizeof edit);
        snprintf(role, sizeof role, "%d", i);
        edit.owner_role = role;
        if (ctr_contract_edit(store, "shop", "contract-00007", &edit, NULL, NULL, NULL) != CTR_OK ||
            write(out, &i, sizeof i) != sizeof i) {
            _exit(1);
        }
    }
    ctr_store_close(store);
}

/* A look-up after the child said that it edited the contract must see it. The number of stale
 * answers. */
static int count_stale(ctr_store *store, const struct child *editor)
{
    int stale = 0;
    int32_t said = 0;

    let_go(editor);
    while (read(editor->said, &said, sizeof said) == sizeof said) {
        ctr_version *v = NULL;
        if (ctr_contract_active(store, "shop", "contract-00007", &v, NULL) != CTR_OK ||
            atoi(ctr_version_owner_role(v)) < said) {
            stale++;
        }
        ctr_version_free(v);
    }
    waitpid(editor->pid, NULL, 0);
    if (said != COMMITS) {
        bench_die("coherence", "the writer ended early");
    }
    return stale;
}

/* The bare SELECT of the same row with a cached statement. */
static double run_select(int count)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *st = NULL;
    uint64_t seed = 88172645463325252u;

    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) ||
        sqlite3_exec(db, "PRAGMA cache_size=-2048", NULL, NULL, NULL) ||
        sqlite3_prepare_v3(db,
                           "SELECT * FROM lc_version_row WHERE contract_rid = (SELECT rid FROM "
                           "lc_contract WHERE key = ?1) AND state = 2",
                           -1, SQLITE_PREPARE_PERSISTENT, &st, NULL)) {
        bench_die("bare select", sqlite3_errmsg(db));
    }
    double start = bench_now();
    for (int i = 0; i < count; i++) {
        char key[64] = "shop/";
        strcpy(key + 5, names[bench_random(&seed) % CONTRACTS]);
        sqlite3_bind_text(st, 1, key, -1, SQLITE_STATIC);
        if (sqlite3_step(st) != SQLITE_ROW) {
            bench_die("bare select", "no row");
        }
        for (int c = 0; c < sqlite3_column_count(st); c++) { /* a reader reads its columns */
            __asm__ volatile("" : : "r"(sqlite3_column_blob(st, c)) : "memory");
        }
        sqlite3_reset(st);
    }
    double rate = count / (bench_now() - start);
    sqlite3_finalize(st);
    sqlite3_close(db);
    return rate;
}

int main(int argc, char **argv)
{
    double ours[TURNS];
    double floors[TURNS];
    int below = 0;
    char command[300];

    (void)argc;
    snprintf(path, sizeof path, "/tmp/bench-lookup-%d.db", (int)getpid());
    snprintf(command, sizeof command, "rm -f %s*", path);
    struct child writer = fork_child(write_elsewhere);
    struct child editor = fork_child(edit_one);
    ctr_store *store = open_store(CTR_STORE_CREATE);
    fill(store);
    run_ours(store, LOOKUPS / 4);
    fill_floor(store);
    for (int i = 0; i < TURNS; i++) {
        ours[i] = run_ours(store, TURN) / 1e6;
        floors[i] = run_floor(TURN) / 1e6;
    }
    below |= bench_ratio("look-up, cached", "million/s", bench_median(ours, TURNS),
                         "mutex+hash+malloc/copy/free", bench_median(floors, TURNS), 0.5);
    bench_against_redis(store);
    let_go(&writer);
    usleep(200000);
    for (int i = 0; i < ROUNDS; i++) {
        ours[i] = run_ours(store, LOOKUPS) / 1e6;
    }
    kill(writer.pid, SIGKILL);
    waitpid(writer.pid, NULL, 0);
    below |= bench_ratio("look-up while another process commits", "million/s",
                         bench_median(ours, ROUNDS), "wanted", 1.0, 1.0);
    int stale = count_stale(store, &editor);
    printf("coherence: %d commits from another process, %d stale answers (at most 0)%s\n", COMMITS,
           stale, bench_mark(stale != 0));
    below |= stale != 0;
    ctr_store_close(store);
    store = open_store(CTR_STORE_NO_CACHE);
    run_ours(store, 20000);
    for (int i = 0; i < TURNS; i++) {
        ours[i] = run_ours(store, TURN / 10) / 1e3;
        floors[i] = run_select(TURN / 10) / 1e3;
    }
    below |= bench_ratio("look-up, uncached", "thousand/s", bench_median(ours, TURNS),
                         "bare cached SELECT", bench_median(floors, TURNS), 0.75);
    ctr_store_close(store);
    if (system(command) != 0) {
        fprintf(stderr, "%s: could not tidy up\n", argv[0]);
    }
    return below;
}
