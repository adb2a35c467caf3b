/*
 * Durable writes (synchronous=FULL) against a floor of raw SQLite that writes the same rows with
 * the same pragmas: create, evolve (an opaque document), activate, each a transaction; and one
 * batch of 1,000 creates. The floor compresses and hashes the document and hashes the events, as
 * ours does. Ours and the floor take turns, so that a slow moment of the disk hits both.
 */
#include "bench.h"

#include "core/schema.h"

#include <contracts/contracts.h>
#include <sodium.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

enum { ROUNDS = 120, BLOCK = 8, BATCHES = 7, BATCH = 1000, DOCUMENT = 2048 };

static char ours_path[128];
static char floor_path[160];
static char document[DOCUMENT + 1];

/* A document of 2 KB that differs each time and compresses about as well as JSON does. */
static size_t make_document(uint64_t seed)
{
    size_t n = (size_t)snprintf(document, sizeof document, "{\"endpoints\":[\"/v%llu\"",
                                (unsigned long long)seed);
    while (n + 48 < sizeof document) {
        uint64_t r = bench_random(&seed);
        n += (size_t)snprintf(document + n, sizeof document - n, ",\"/api/resource/%llu\"",
                              (unsigned long long)(r % 100000));
    }
    n += (size_t)snprintf(document + n, sizeof document - n, "]}");
    return n;
}

/* --- ours --- */

static ctr_store *store;

static void fail_if(ctr_status status, ctr_error *err, const char *what)
{
    if (status != CTR_OK) {
        bench_die(what, ctr_error_message(err));
    }
}

static void ours_create(int i)
{
    char name[32];
    ctr_create c;
    ctr_error *err = NULL;

    snprintf(name, sizeof name, "contract-%d", i);
    ctr_create_init(&c, sizeof c);
    c.team = "bench";
    c.name = name;
    c.document.format = CTR_FORMAT_OPAQUE;
    c.document.size = make_document((uint64_t)i * 2 + 1);
    c.document.data = document;
    fail_if(ctr_contract_create(store, &c, NULL, NULL, &err), err, "create");
}

static void ours_evolve(int i)
{
    char name[32];
    ctr_evolve e;
    ctr_error *err = NULL;

    snprintf(name, sizeof name, "contract-%d", i);
    ctr_evolve_init(&e, sizeof e);
    e.team = "bench";
    e.name = name;
    e.label = "1.1.0";
    e.document.size = make_document((uint64_t)i * 2 + 1);
    document[16] = 'x'; /* one string differs */
    e.document.data = document;
    fail_if(ctr_contract_evolve(store, &e, NULL, NULL, &err), err, "evolve");
}

static void ours_activate(int i)
{
    char name[32];
    ctr_call call;
    ctr_error *err = NULL;

    snprintf(name, sizeof name, "contract-%d", i);
    ctr_call_init(&call, sizeof call);
    fail_if(ctr_version_activate(store, "bench", name, "1.0.0", &call, NULL, &err), err,
            "activate");
}

/* --- the floor --- */

enum floor_id { BEGIN, COMMIT, DOC, CONTRACT, VERSION, EVENT, EVOLUTION, ACTIVATE, FLOOR_COUNT };
static const char *const floor_sql[FLOOR_COUNT] = {
    "BEGIN IMMEDIATE",
    "COMMIT",
    "INSERT INTO lc_document(sha256,size,packing,bytes) VALUES(?1,?2,1,?3)",
    "INSERT INTO lc_contract(key,team,name,type,mode,profile,metadata,created_us,created_by) "
    "VALUES(?1,'bench',?2,5,1,1,'{}',?3,'unknown')",
    "INSERT INTO lc_version(contract_rid,id,label,label_key,state,format,revision,document_rid,"
    "base_rid,created_us,created_by) VALUES(?1,?2,?3,?3,1,3,1,?4,?5,?6,'unknown')",
    "INSERT INTO lc_event(seq,contract_rid,at_us,kind,subject,actor,body,hash) "
    "VALUES(?1,?2,?3,?4,?5,'unknown',?6,?7)",
    "INSERT INTO lc_evolution(version_rid,proposed,sufficient,mode,profile,verdict,bump,breaking,"
    "undecided,warning,info,engine,size,packing,diff) "
    "VALUES(?1,'2.0.0',0,1,1,3,4,0,1,0,0,1,?2,0,?3)",
    "UPDATE lc_version SET state=2,activated_us=?2,revision=revision+1 WHERE rid=?1",
};
static sqlite3 *db;
static sqlite3_stmt *st[FLOOR_COUNT];
static int64_t seq;
static unsigned char last_hash[32];

static void step(enum floor_id id)
{
    if (sqlite3_step(st[id]) != SQLITE_DONE) {
        bench_die(floor_sql[id], sqlite3_errmsg(db));
    }
    sqlite3_reset(st[id]);
}

static void floor_open(void)
{
    if (sqlite3_open_v2(floor_path, &db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) ||
        sqlite3_exec(db,
                     "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                     "PRAGMA cache_size=-2048;PRAGMA temp_store=MEMORY;PRAGMA secure_delete=OFF",
                     NULL, NULL, NULL)) {
        bench_die("floor", sqlite3_errmsg(db));
    }
    for (int i = 0; i < LC_SCHEMA; i++) {
        if (sqlite3_exec(db, lc_schema_steps[i], NULL, NULL, NULL)) {
            bench_die("schema", sqlite3_errmsg(db));
        }
    }
    for (int i = 0; i < FLOOR_COUNT; i++) {
        if (sqlite3_prepare_v3(db, floor_sql[i], -1, SQLITE_PREPARE_PERSISTENT, &st[i], NULL)) {
            bench_die(floor_sql[i], sqlite3_errmsg(db));
        }
    }
}

static void floor_event(int64_t contract, const char *kind, const char *subject, const char *body)
{
    crypto_hash_sha256_state h;
    int64_t now = (int64_t)time(NULL) * 1000000;

    seq++;
    crypto_hash_sha256_init(&h);
    crypto_hash_sha256_update(&h, last_hash, sizeof last_hash);
    crypto_hash_sha256_update(&h, (const unsigned char *)subject, strlen(subject));
    crypto_hash_sha256_update(&h, (const unsigned char *)body, strlen(body));
    crypto_hash_sha256_final(&h, last_hash);
    sqlite3_bind_int64(st[EVENT], 1, seq);
    sqlite3_bind_int64(st[EVENT], 2, contract);
    sqlite3_bind_int64(st[EVENT], 3, now);
    sqlite3_bind_text(st[EVENT], 4, kind, -1, SQLITE_STATIC);
    sqlite3_bind_text(st[EVENT], 5, subject, -1, SQLITE_STATIC);
    sqlite3_bind_text(st[EVENT], 6, body, -1, SQLITE_STATIC);
    sqlite3_bind_blob(st[EVENT], 7, last_hash, sizeof last_hash, SQLITE_STATIC);
    step(EVENT);
}

static int64_t floor_document(size_t size)
{
    static unsigned char packed[DOCUMENT * 2];
    uLongf packed_size = sizeof packed;
    unsigned char hash[32];

    crypto_hash_sha256(hash, (const unsigned char *)document, size);
    compress2(packed, &packed_size, (const unsigned char *)document, size, 1);
    sqlite3_bind_blob(st[DOC], 1, hash, sizeof hash, SQLITE_STATIC);
    sqlite3_bind_int64(st[DOC], 2, (int64_t)size);
    sqlite3_bind_blob(st[DOC], 3, packed, (int)packed_size, SQLITE_STATIC);
    step(DOC);
    return sqlite3_last_insert_rowid(db);
}

static int64_t floor_version(int64_t contract, const char *label, int64_t doc, int64_t base)
{
    unsigned char id[16];

    randombytes_buf(id, sizeof id);
    sqlite3_bind_int64(st[VERSION], 1, contract);
    sqlite3_bind_blob(st[VERSION], 2, id, sizeof id, SQLITE_STATIC);
    sqlite3_bind_text(st[VERSION], 3, label, -1, SQLITE_STATIC);
    sqlite3_bind_int64(st[VERSION], 4, doc);
    if (base) {
        sqlite3_bind_int64(st[VERSION], 5, base);
    } else {
        sqlite3_bind_null(st[VERSION], 5);
    }
    sqlite3_bind_int64(st[VERSION], 6, (int64_t)time(NULL) * 1000000);
    step(VERSION);
    return sqlite3_last_insert_rowid(db);
}

#define CREATED                                                                                    \
    "{\"format\":\"opaque\",\"id\":\"019b76da-bb88-7000-ac92-9f34ddfa8c9f\",\"sha256\":"           \
    "\"e65ec2dbdec2717b131bc7920d7f944ae9119ba5b23e4e123075df6f808e1bcf\",\"size\":2048}"

static void floor_create_rows(int i)
{
    char key[64];
    char name[32];
    char subject[96];

    snprintf(name, sizeof name, "contract-%d", i);
    snprintf(key, sizeof key, "bench/%s", name);
    sqlite3_bind_text(st[CONTRACT], 1, key, -1, SQLITE_STATIC);
    sqlite3_bind_text(st[CONTRACT], 2, name, -1, SQLITE_STATIC);
    sqlite3_bind_int64(st[CONTRACT], 3, (int64_t)time(NULL) * 1000000);
    step(CONTRACT);
    int64_t contract = sqlite3_last_insert_rowid(db);
    snprintf(subject, sizeof subject, "contract:%s", key);
    floor_event(contract, "contract.created", subject,
                "{\"metadata\":\"{}\",\"mode\":\"backward\",\"profile\":\"strict\",\"type\":"
                "\"data-format\"}");
    floor_version(contract, "1.0.0", floor_document(make_document((uint64_t)i * 2 + 1)), 0);
    snprintf(subject, sizeof subject, "version:%s@1.0.0", key);
    floor_event(contract, "version.created", subject, CREATED);
}

static void floor_create(int i)
{
    step(BEGIN);
    floor_create_rows(i);
    step(COMMIT);
}

/* Rows of contract i, in the order of creation: its version's rid is also its own. */
static void floor_evolve(int i)
{
    static char diff[700];
    char subject[96];

    step(BEGIN);
    size_t size = make_document((uint64_t)i * 2 + 1);
    document[16] = 'x';
    int64_t version = floor_version(i + 1, "1.1.0", floor_document(size), i + 1);
    memset(diff, 'd', sizeof diff);
    sqlite3_bind_int64(st[EVOLUTION], 1, version);
    sqlite3_bind_int64(st[EVOLUTION], 2, sizeof diff);
    sqlite3_bind_blob(st[EVOLUTION], 3, diff, sizeof diff, SQLITE_STATIC);
    step(EVOLUTION);
    snprintf(subject, sizeof subject, "version:bench/contract-%d@1.1.0", i);
    floor_event(i + 1, "version.created", subject,
                CREATED ",\"base\":\"1.0.0\",\"verdict\":\"undecided\",\"breaking\":0,"
                        "\"undecided\":1,\"warning\":0,\"info\":0}");
    step(COMMIT);
}

static void floor_activate(int i)
{
    char subject[96];

    step(BEGIN);
    sqlite3_bind_int64(st[ACTIVATE], 1, i + 1);
    sqlite3_bind_int64(st[ACTIVATE], 2, (int64_t)time(NULL) * 1000000);
    step(ACTIVATE);
    snprintf(subject, sizeof subject, "version:bench/contract-%d@1.0.0", i);
    floor_event(i + 1, "version.activated", subject, "{}");
    step(COMMIT);
}

/* --- taking turns --- */

static double rate(void (*act)(int), int first)
{
    double start = bench_now();
    for (int i = 0; i < BLOCK; i++) {
        act(first + i);
    }
    return BLOCK / (bench_now() - start);
}

static int race(const char *name, void (*ours)(int), void (*theirs)(int))
{
    double a[ROUNDS];
    double b[ROUNDS];

    for (int i = 0; i < ROUNDS; i++) {
        a[i] = rate(ours, i * BLOCK);
        b[i] = rate(theirs, i * BLOCK);
    }
    return bench_ratio(name, "/s", bench_median(a, ROUNDS), "raw SQLite", bench_median(b, ROUNDS),
                       0.8);
}

static double batch_ours(int first)
{
    ctr_batch *batch = NULL;
    ctr_error *err = NULL;
    double start = bench_now();

    fail_if(ctr_batch_new(NULL, &batch, &err), err, "batch");
    for (int i = first; i < first + BATCH; i++) {
        char name[32];
        ctr_create c;
        snprintf(name, sizeof name, "contract-%d", i);
        ctr_create_init(&c, sizeof c);
        c.team = "bench";
        c.name = name;
        c.document.format = CTR_FORMAT_OPAQUE;
        c.document.size = make_document((uint64_t)i * 2 + 1);
        c.document.data = document;
        fail_if(ctr_batch_create(batch, &c, NULL, &err), err, "batch create");
    }
    fail_if(ctr_batch_apply(store, batch, NULL, &err), err, "batch apply");
    ctr_batch_free(batch);
    return BATCH / (bench_now() - start);
}

static double batch_floor(int first)
{
    double start = bench_now();

    step(BEGIN);
    for (int i = first; i < first + BATCH; i++) {
        floor_create_rows(i);
    }
    step(COMMIT);
    return BATCH / (bench_now() - start);
}

static int race_batch(void)
{
    double a[BATCHES];
    double b[BATCHES];

    for (int i = 0; i < BATCHES; i++) {
        a[i] = batch_ours(1000000 + i * BATCH) / 1e3;
        b[i] = batch_floor(1000000 + i * BATCH) / 1e3;
    }
    return bench_ratio("batch of 1,000 creates", "thousand/s", bench_median(a, BATCHES),
                       "raw SQLite", bench_median(b, BATCHES), 0.6);
}

int main(int argc, char **argv)
{
    ctr_store_options o;
    ctr_error *err = NULL;
    char command[300];
    int below = 0;

    snprintf(ours_path, sizeof ours_path, "%s/bench-write-%d.db", argc > 1 ? argv[1] : "/tmp",
             (int)getpid());
    snprintf(floor_path, sizeof floor_path, "%s.floor", ours_path);
    ctr_store_options_init(&o, sizeof o);
    o.flags = CTR_STORE_CREATE;
    fail_if(ctr_store_open(ours_path, &o, &store, &err), err, "open");
    floor_open();
    below |= race("create", ours_create, floor_create);
    below |= race("activate", ours_activate, floor_activate);
    below |= race("evolve", ours_evolve, floor_evolve);
    below |= race_batch();
    ctr_store_close(store);
    for (int i = 0; i < FLOOR_COUNT; i++) {
        sqlite3_finalize(st[i]);
    }
    sqlite3_close(db);
    snprintf(command, sizeof command, "rm -f %s*", ours_path);
    return system(command) != 0 ? 2 : below;
}
