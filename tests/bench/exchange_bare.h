/*
 * The bare parts of exports and imports, for bench_exchange: the same SELECTs, inflate and write;
 * SAX, SHA-256, deflate, the same INSERTs.
 */
#ifndef TESTS_BENCH_EXCHANGE_BARE_H
#define TESTS_BENCH_EXCHANGE_BARE_H

#include "bench.h"

#include "core/catalogue.h"

#include <fcntl.h>
#include <libxml/parser.h>
#include <sodium.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

enum { BLOCK = 64 << 10 };

/* JSON that packs about as well as descriptions of APIs do. */
static void make_document(char *to, size_t size, uint64_t *state)
{
    size_t n =
        (size_t)snprintf(to, size, "{\"seed\":%llu,\"items\":[0", (unsigned long long)*state);
    while (n + 200 < size) {
        uint64_t r = bench_random(state);
        n += (size_t)snprintf(to + n, size - n,
                              ",{\"name\":\"property_%llu\",\"type\":\"%s\",\"description\":\"The "
                              "value of %llu, as the service sees it\"}\n",
                              (unsigned long long)(r % 9999), r & 1 ? "string" : "integer",
                              (unsigned long long)(r >> 20 & 0xFFFFF));
    }
    n += (size_t)snprintf(to + n, size - n, "],\"end\":\"");
    memset(to + n, 'x', size - n);
    memcpy(to + size - 2, "\"}", 2);
}

/* --- bare SQLite --- */

static sqlite3 *open_bare(const char *path)
{
    sqlite3 *db = NULL;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        NULL) ||
        sqlite3_exec(db,
                     "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                     "PRAGMA wal_autocheckpoint=0;PRAGMA cache_size=-2048;PRAGMA temp_store=MEMORY",
                     NULL, NULL, NULL)) {
        bench_die(path, sqlite3_errmsg(db));
    }
    return db;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL)) {
        bench_die(sql, sqlite3_errmsg(db));
    }
    return st;
}

/* Output through a buffer of 64 KiB, as ours. */
struct sink {
    int fd;
    size_t used;
    char bytes[BLOCK];
};

static void sink_flush(struct sink *s)
{
    if (write(s->fd, s->bytes, s->used) != (ssize_t)s->used) {
        bench_die("write", "failed");
    }
    s->used = 0;
}

static void sink_put(struct sink *s, const void *bytes, size_t size)
{
    const char *at = bytes;
    while (size) {
        size_t room = BLOCK - s->used < size ? BLOCK - s->used : size;
        memcpy(s->bytes + s->used, at, room);
        s->used += room;
        at += room;
        size -= room;
        if (s->used == BLOCK) {
            sink_flush(s);
        }
    }
}

/* All columns of the row that stands there, as they are. */
static void put_row(struct sink *out, sqlite3_stmt *st)
{
    for (int i = 0; i < sqlite3_column_count(st); i++) {
        const void *bytes = sqlite3_column_type(st, i) == SQLITE_BLOB ? sqlite3_column_blob(st, i)
                                                                      : sqlite3_column_text(st, i);
        sink_put(out, bytes, (size_t)sqlite3_column_bytes(st, i));
    }
}

static void inflate_document(struct sink *out, sqlite3_blob *blob)
{
    static unsigned char in[48 << 10];
    static unsigned char plain[48 << 10];
    z_stream z = {0};
    int size = sqlite3_blob_bytes(blob);

    inflateInit(&z);
    for (int at = 0; at < size;) {
        int step = size - at < (int)sizeof in ? size - at : (int)sizeof in;
        sqlite3_blob_read(blob, in, step, at);
        at += step;
        z.next_in = in;
        z.avail_in = (uInt)step;
        do {
            z.next_out = plain;
            z.avail_out = sizeof plain;
            inflate(&z, Z_NO_FLUSH);
            sink_put(out, plain, sizeof plain - z.avail_out);
        } while (z.avail_out == 0);
    }
    inflateEnd(&z);
}

static void export_documents(sqlite3 *db, struct sink *out)
{
    sqlite3_stmt *order = prepare(db, lc_catalogue[LC_SQL_EXPORT_DOCUMENT_ALL].text);
    sqlite3_stmt *one = prepare(db, lc_catalogue[LC_SQL_EXPORT_DOCUMENT].text);
    sqlite3_blob *blob = NULL;

    while (sqlite3_step(order) == SQLITE_ROW) {
        int64_t rid = sqlite3_column_int64(order, 0);
        sqlite3_bind_int64(one, 1, rid);
        sqlite3_bind_int64(one, 2, 256 << 10);
        sqlite3_step(one);
        if (sqlite3_column_type(one, 4) != SQLITE_NULL) {
            put_row(out, one);
        } else {
            if (blob ? sqlite3_blob_reopen(blob, rid)
                     : sqlite3_blob_open(db, "main", "lc_document", "bytes", rid, 0, &blob)) {
                bench_die("blob", sqlite3_errmsg(db));
            }
            inflate_document(out, blob);
        }
        sqlite3_reset(one);
    }
    sqlite3_blob_close(blob);
    sqlite3_finalize(order);
    sqlite3_finalize(one);
}

/* Every row of `id` with ?1 bound to a rid. */
static void put_rows(struct sink *out, sqlite3_stmt *st, int64_t rid)
{
    sqlite3_bind_int64(st, 1, rid);
    while (sqlite3_step(st) == SQLITE_ROW) {
        put_row(out, st);
    }
    sqlite3_reset(st);
}

static int export_bare(const char *path, const char *file)
{
    static struct sink out;
    sqlite3 *db = open_bare(path);
    sqlite3_stmt *contracts = prepare(db, lc_catalogue[LC_SQL_EXPORT_CONTRACT].text);
    sqlite3_stmt *versions = prepare(db, lc_catalogue[LC_SQL_EXPORT_VERSION].text);
    sqlite3_stmt *files = prepare(db, lc_catalogue[LC_SQL_FILE_LIST].text);
    sqlite3_stmt *consumers = prepare(db, lc_catalogue[LC_SQL_EXPORT_CONSUMER].text);
    sqlite3_stmt *events = prepare(db, lc_catalogue[LC_SQL_EXPORT_EVENT].text);

    out.fd = open(file, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
    sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
    export_documents(db, &out);
    sqlite3_bind_text(contracts, 1, "", -1, SQLITE_STATIC);
    sqlite3_bind_text(contracts, 2, "\x7f", -1, SQLITE_STATIC);
    while (sqlite3_step(contracts) == SQLITE_ROW) {
        put_row(&out, contracts);
        sqlite3_bind_int64(versions, 1, sqlite3_column_int64(contracts, 0));
        while (sqlite3_step(versions) == SQLITE_ROW) {
            put_row(&out, versions);
            put_rows(&out, files, sqlite3_column_int64(versions, 0));
        }
        sqlite3_reset(versions);
        put_rows(&out, consumers, sqlite3_column_int64(contracts, 0));
    }
    sqlite3_bind_text(events, 1, "", -1, SQLITE_STATIC);
    sqlite3_bind_text(events, 2, "\x7f", -1, SQLITE_STATIC);
    while (sqlite3_step(events) == SQLITE_ROW) {
        put_row(&out, events);
    }
    sink_flush(&out);
    close(out.fd);
    _exit(0);
}

/* --- the bare parts of an import --- */

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int ns_count, const xmlChar **ns, int count, int defaulted,
                     const xmlChar **attributes)
{
    (void)name, (void)prefix, (void)uri, (void)ns_count, (void)ns, (void)count, (void)defaulted;
    (void)attributes;
    ++*(long *)user;
}

static void on_text(void *user, const xmlChar *text, int size)
{
    (void)text;
    *(long *)user += size;
}

static double time_sax(const char *file)
{
    static char block[BLOCK];
    long seen = 0;
    xmlSAXHandler sax = {
        .initialized = XML_SAX2_MAGIC, .startElementNs = on_start, .characters = on_text};
    double start = bench_now();
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&sax, &seen, NULL, 0, NULL);
    ssize_t n;

    while ((n = read(fd, block, sizeof block)) > 0) {
        xmlParseChunk(parser, block, (int)n, 0);
    }
    if (xmlParseChunk(parser, block, 0, 1)) {
        bench_die(file, "libxml2 refuses it");
    }
    xmlFreeParserCtxt(parser);
    close(fd);
    return bench_now() - start;
}

static double time_file_hash(const char *file)
{
    static char block[BLOCK];
    crypto_hash_sha256_state state;
    unsigned char out[32];
    double sum = 0;
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    ssize_t n;

    crypto_hash_sha256_init(&state);
    while ((n = read(fd, block, sizeof block)) > 0) {
        double start = bench_now(); /* it was read once, for SAX */
        crypto_hash_sha256_update(&state, (unsigned char *)block, (size_t)n);
        sum += bench_now() - start;
    }
    crypto_hash_sha256_final(&state, out);
    close(fd);
    return sum;
}

static volatile unsigned char kept; /* so that nothing is left out */

static void hash(const void *bytes, size_t size)
{
    unsigned char out[32];
    crypto_hash_sha256(out, bytes, size);
    kept = out[0];
}

/* Hash and, where large, deflate every document; hash every event. */
static double time_hash_and_deflate(sqlite3 *db, size_t size, size_t count)
{
    sqlite3_stmt *events = prepare(db, "SELECT kind || subject || actor || body || "
                                       "'lc-event-1 and a uuid, a hash, two numbers, four sizes: "
                                       "124 bytes........................................' "
                                       "FROM lc_origin_event");
    char *document = malloc(size);
    unsigned char *packed = malloc(size + 1024);
    uint64_t state = size;
    double sum = 0;

    if (!document || !packed) {
        bench_die("memory", "none");
    }
    for (size_t i = 0; i < count; i++) {
        make_document(document, size, &state);
        double start = bench_now();
        hash(document, size);
        if (size > 1024) {
            uLongf room = size + 1024;
            compress2(packed, &room, (unsigned char *)document, size, 1);
        }
        sum += bench_now() - start;
    }
    while (sqlite3_step(events) == SQLITE_ROW) {
        const void *text = sqlite3_column_text(events, 0);
        double start = bench_now();
        hash(text, (size_t)sqlite3_column_bytes(events, 0));
        sum += bench_now() - start;
    }
    sqlite3_finalize(events);
    free(document);
    free(packed);
    return sum;
}

/* All rows of a table in memory, to be inserted elsewhere. */
struct rows {
    sqlite3_value **values;
    size_t count;
    int columns;
};

static struct rows load(sqlite3 *db, const char *table)
{
    struct rows r = {NULL, 0, 0};
    char sql[64];
    size_t room = 0;
    snprintf(sql, sizeof sql, "SELECT * FROM %s", table);
    sqlite3_stmt *st = prepare(db, sql);

    r.columns = sqlite3_column_count(st);
    while (sqlite3_step(st) == SQLITE_ROW) {
        for (int i = 0; i < r.columns; i++) {
            if (r.count == room) {
                room = room ? room * 2 : 4096;
                r.values = realloc(r.values, room * sizeof *r.values);
            }
            if (!r.values) {
                bench_die("memory", "none");
            }
            r.values[r.count++] = sqlite3_value_dup(sqlite3_column_value(st, i));
        }
    }
    sqlite3_finalize(st);
    return r;
}

static void insert(sqlite3 *db, const char *table, const struct rows *r)
{
    char sql[256];
    size_t n = (size_t)snprintf(sql, sizeof sql, "INSERT INTO %s VALUES(", table);
    for (int i = 0; i < r->columns; i++) {
        n += (size_t)snprintf(sql + n, sizeof sql - n, i ? ",?" : "?");
    }
    snprintf(sql + n, sizeof sql - n, ")");
    sqlite3_stmt *st = prepare(db, sql);
    for (size_t at = 0; at < r->count; at += (size_t)r->columns) {
        for (int i = 0; i < r->columns; i++) {
            sqlite3_bind_value(st, i + 1, r->values[at + (size_t)i]);
        }
        if (sqlite3_step(st) != SQLITE_DONE) {
            bench_die(table, sqlite3_errmsg(db));
        }
        sqlite3_reset(st);
    }
    sqlite3_finalize(st);
}

static const char *const tables[] = {"lc_document", "lc_contract", "lc_version",     "lc_file",
                                     "lc_consumer", "lc_origin",   "lc_origin_event"};
enum { TABLES = sizeof tables / sizeof tables[0] };

/* The rows of `from`, into an empty store, in one transaction. */
static double time_inserts(sqlite3 *from, const char *path)
{
    struct rows rows[TABLES];
    sqlite3 *db = open_bare(path);

    for (int i = 0; i < TABLES; i++) {
        rows[i] = load(from, tables[i]);
    }
    double start = bench_now();
    sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    for (int i = 0; i < TABLES; i++) {
        insert(db, tables[i], &rows[i]);
    }
    if (sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) ||
        sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL)) {
        bench_die("commit", sqlite3_errmsg(db));
    }
    double took = bench_now() - start;
    sqlite3_close(db);
    return took;
}

#endif
