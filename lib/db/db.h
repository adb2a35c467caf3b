/*
 * The SQL seam: one connection to SQLite, its cache of prepared statements, typed bind, step and
 * column verbs. The only folder that calls sqlite3_*. Knows nothing of contracts.
 *
 * A connection is used by one thread at a time (the store's lock sees to it); SQLite's own mutexes
 * are off.
 */
#ifndef LC_DB_DB_H
#define LC_DB_DB_H

#include "base/ctx.h"

#include <sqlite3.h>

/* One row of the generated catalogue. */
struct lc_sql_text {
    const char *name;
    const char *text;
    const char *scan_ok; /* why a full scan is meant; NULL = it would be a mistake */
};

struct lc_stmt {
    sqlite3_stmt *handle;
    const struct lc_sql_text *source;
    struct lc_db *db;
    struct lc_ctx *ctx; /* of the call it was handed out to; outlives that */
    int bind_error;     /* first failure of a bind since the last get; shown by the next step */
    bool busy;          /* handed out and not yet reset */
};

/* Statements of the connection itself. */
enum lc_db_verb {
    LC_VERB_BEGIN_READ,
    LC_VERB_BEGIN_WRITE,
    LC_VERB_COMMIT,
    LC_VERB_ROLLBACK,
    LC_VERB_SAVE,
    LC_VERB_RELEASE,
    LC_VERB_ROLLBACK_TO,
    LC_VERB_DATA_VERSION,
    LC_VERB_USER_VERSION,
    LC_VERB_COUNT
};

/* How a file is opened. */
struct lc_db_options {
    bool read_only;  /* the file itself is opened without the right to write */
    bool query_only; /* opened for writing, so that SQLite can look after its files, but never
                        written by a statement */
    bool immutable;  /* no -wal beside it and no permission to write */
    bool in_memory;
    bool full_sync;
    bool create;                /* make the file; its permissions are those of mode_of */
    const char *mode_of;        /* NULL = by umask */
    const ctr_allocator *alloc; /* must outlive the connection */
    const atomic_int *cancel;   /* stops statements; must outlive the connection; may be NULL */
};

struct lc_db {
    sqlite3 *handle;
    const ctr_allocator *alloc;
    const atomic_int *cancel;
    const struct lc_sql_text *catalogue;
    size_t count;
    struct lc_stmt *statements; /* `count` of them, prepared at first use */
    size_t busy;                /* how many are handed out */
    sqlite3_stmt *verbs[LC_VERB_COUNT];
    int32_t depth; /* of savepoints inside the transaction */
    bool full_sync;
    bool query_only;
    bool finishing;        /* a commit or rollback runs: not to be interrupted */
    bool checkpointing;    /* a checkpoint runs that must not wait, nor go on without the lock */
    uint32_t busy_ms;      /* longest wait for a lock that a foreign program holds */
    int64_t busy_since_us; /* monotonic; when the present wait began */
    int64_t wal_pages;     /* size of the WAL after the last commit */
    int changes_before;    /* rows changed before the present transaction */
};

/*
 * Open the file, or make it, and prepare the connection; reads and changes nothing of it yet.
 * `filename` is an absolute plain path, never a URI; ignored in memory. `out` must not move while
 * the connection is open. Statuses as lc_db_fail maps them. On failure nothing is left open.
 */
ctr_status lc_db_open(struct lc_ctx *ctx, const char *filename, const struct lc_db_options *options,
                      const struct lc_sql_text *catalogue, size_t count, struct lc_db *out);
/* Set every pragma. The first thing that reads the file, and may make its -wal and -shm. */
ctr_status lc_db_configure(struct lc_ctx *ctx, struct lc_db *db);
/* Statements are given back and the connection is closed; -wal and -shm stay where they are unless
 * `tidy` and nobody else uses them. */
void lc_db_close(struct lc_db *db, bool tidy);

/* What the first 100 bytes of the file say, read through SQLite's own handle (opening the file by
 * hand would drop the locks of this process). */
struct lc_db_header {
    bool valid; /* begins as a database does */
    bool wal;
    int64_t application_id;
    int64_t user_version; /* without what is still in the WAL */
    int64_t bytes;        /* that its pages should take; 0 = the header does not know */
};
ctr_status lc_db_header(struct lc_ctx *ctx, struct lc_db *db, struct lc_db_header *out);
/* The file was opened read-only, for lack of permission or by wish. */
bool lc_db_read_only(const struct lc_db *db);
/* The path leads to another file than the one that is open, as SQLite sees it. */
bool lc_db_moved(struct lc_db *db);
/* Switch a file that is not yet in WAL mode to it; UNSUPPORTED if it cannot be. */
ctr_status lc_db_set_wal(struct lc_ctx *ctx, struct lc_db *db);
/* Is the linked SQLite new enough, and built for threads? UNSUPPORTED otherwise. */
ctr_status lc_db_check_library(struct lc_ctx *ctx);
/* Does the linked SQLite lose commits when a passive checkpoint races a reset of the WAL? */
bool lc_db_sqlite_affected(int version);

/* The status of an SQLite result code, recorded with its text; `what` says what was being done:
 * "cannot <what>: ...". CTR_OK for SQLITE_OK, _ROW, _DONE. `db` may be NULL. One table, see
 * error.c. */
ctr_status lc_db_fail(struct lc_ctx *ctx, struct lc_db *db, int rc, const char *what);
/* "SQLITE_BUSY" and the like; "SQLITE_?" for codes that are not known. */
const char *lc_db_code_name(int rc);
/* Run plain SQL without parameters or rows (transactions, schema). */
ctr_status lc_db_exec(struct lc_ctx *ctx, struct lc_db *db, const char *sql);
/* First column of the first row of an uncached statement (pragmas). CORRUPT if there is none. */
ctr_status lc_db_int(struct lc_ctx *ctx, struct lc_db *db, const char *sql, int64_t *out);
/* The same for text, in scratch memory. */
ctr_status lc_db_text(struct lc_ctx *ctx, struct lc_db *db, const char *sql, const char **out);

/* A cached statement, reset and with cleared bindings. Must not be in use already (asserted). */
ctr_status lc_stmt_get(struct lc_ctx *ctx, struct lc_db *db, int id, struct lc_stmt **out);
/* Give it back; cheap, and safe to call twice. */
void lc_stmt_done(struct lc_stmt *st);
/* Give back whatever was left handed out. */
void lc_stmt_done_all(struct lc_db *db);

/* Parameters count from 1. Texts and blobs are bound where they lie: they must stay until the
 * statement is given back. NULL binds NULL. A failure shows at the next step. */
void lc_bind_int(struct lc_stmt *st, int at, int64_t value);
void lc_bind_time(struct lc_stmt *st, int at, int64_t us); /* 0 binds NULL */
void lc_bind_text(struct lc_stmt *st, int at, const char *text);
void lc_bind_str(struct lc_stmt *st, int at, struct lc_str text);
void lc_bind_blob(struct lc_stmt *st, int at, const void *bytes, size_t size);
void lc_bind_rid(struct lc_stmt *st, int at, int64_t rid); /* 0 binds NULL */

/* One step. *row tells whether there is a row; at the end the statement is given back. */
ctr_status lc_step(struct lc_ctx *ctx, struct lc_db *db, struct lc_stmt *st, bool *row);
/* There must be a row: CORRUPT otherwise. Not given back. */
ctr_status lc_step_row(struct lc_ctx *ctx, struct lc_db *db, struct lc_stmt *st);
/* There must be no row; given back. `changed` may be NULL. */
ctr_status lc_step_done(struct lc_ctx *ctx, struct lc_db *db, struct lc_stmt *st, int64_t *changed);

/* Columns count from 0. Copies go to scratch memory; NULL stays NULL (0 for numbers). On lack of
 * memory NULL with NOMEM recorded, which fails the op at its end even if nobody looks. */
int64_t lc_col_int(struct lc_stmt *st, int at);
const char *lc_col_text(struct lc_ctx *ctx, struct lc_stmt *st, int at);
struct lc_str lc_col_blob(struct lc_ctx *ctx, struct lc_stmt *st, int at);
/* Borrowed until the next step. */
struct lc_str lc_col_view(struct lc_stmt *st, int at);
/* Needs no memory, other than a view of a number. */
bool lc_col_null(struct lc_stmt *st, int at);

/* Transactions. Nested begin is a savepoint. LC_TXN_SINGLE is for ops alone: a read whose
 * statements need not see one and the same state (mostly because there is only one). */
enum lc_txn_kind { LC_TXN_READ, LC_TXN_WRITE, LC_TXN_SINGLE };
ctr_status lc_db_begin(struct lc_ctx *ctx, struct lc_db *db, enum lc_txn_kind kind);
/* A failure leaves the transaction open: roll back. */
ctr_status lc_db_commit(struct lc_ctx *ctx, struct lc_db *db);
/* Cannot fail; what SQLite rolled back by itself is fine. */
void lc_db_rollback(struct lc_db *db);
/* End a read transaction, which has nothing to keep. Cannot fail. */
void lc_db_end_read(struct lc_db *db);
bool lc_db_in_txn(const struct lc_db *db);
/* The present transaction has changed rows. */
bool lc_db_has_changed(const struct lc_db *db);
/* Rowid of the last insert. */
int64_t lc_db_last_rid(const struct lc_db *db);

/* PRAGMA data_version, which moves when another connection commits; -1 if it cannot be read. */
int64_t lc_db_data_version(struct lc_db *db);
/* PRAGMA user_version, inside the present transaction. */
ctr_status lc_db_user_version(struct lc_ctx *ctx, struct lc_db *db, int64_t *out);
/* The wal-index in SQLite's own mapping, at least 96 bytes; NULL if there is none. Valid until the
 * connection is closed. A transaction must be open. */
const volatile void *lc_db_walindex(struct lc_db *db);

/*
 * Checkpoint in `mode` (SQLITE_CHECKPOINT_*). Never waits; *busy is set when others stand in the
 * way. Modes but PASSIVE copy nothing unless they hold SQLite's write lock: SQLite would go on
 * without it, which is what loses commits.
 */
ctr_status lc_db_checkpoint(struct lc_ctx *ctx, struct lc_db *db, int mode, bool *busy);
/* Copy the content to a new database at `path` (absolute; empty file or none), in the present read
 * transaction. Tells the context's progress. The file is not synced. */
ctr_status lc_db_copy(struct lc_ctx *ctx, struct lc_db *db, const char *path);
/* The first complaint of SQLite's integrity and foreign key checks about a closed database file,
 * NULL if there is none. Makes no files beside it. */
ctr_status lc_db_verify_file(struct lc_ctx *ctx, const char *path, const char **complaint);

#endif
