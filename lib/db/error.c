/*
 * From SQLite's result codes to ours. An extended code is looked up first, its primary code next;
 * a write that failed for lack of room is FULL whatever SQLite calls it.
 */
#include "db/db.h"

#include <errno.h>
#include <stdio.h>

struct mapping {
    int code;
    const char *name;
    ctr_status status;
    const char *advice; /* follows the message; NULL = none */
};

#define ROW(code, status, advice)                                                                  \
    {                                                                                              \
        code, #code, status, advice                                                                \
    }

static const char on_busy[] = "another program holds it; try again";
static const char on_full[] = "make room and try again";
static const char on_io[] = "see the system's log for the disk";
static const char on_permission[] = "look at the permissions of the file and its folder";
static const char on_damage[] = "keep a copy of the file and restore a backup";

static const struct mapping table[] = {
    ROW(SQLITE_BUSY, CTR_E_BUSY, on_busy),
    ROW(SQLITE_BUSY_RECOVERY, CTR_E_BUSY, on_busy),
    ROW(SQLITE_BUSY_SNAPSHOT, CTR_E_BUSY, on_busy),
    ROW(SQLITE_BUSY_TIMEOUT, CTR_E_BUSY, on_busy),
    ROW(SQLITE_LOCKED, CTR_E_BUSY, on_busy),
    ROW(SQLITE_PROTOCOL, CTR_E_BUSY, on_busy),
    ROW(SQLITE_SCHEMA, CTR_E_BUSY, "another program changed the tables; try again"),
    ROW(SQLITE_NOMEM, CTR_E_NOMEM, NULL),
    ROW(SQLITE_IOERR_NOMEM, CTR_E_NOMEM, NULL),
    ROW(SQLITE_INTERRUPT, CTR_E_CANCELLED, NULL),
    ROW(SQLITE_ABORT, CTR_E_CANCELLED, NULL),
    ROW(SQLITE_ABORT_ROLLBACK, CTR_E_CANCELLED, NULL),
    ROW(SQLITE_FULL, CTR_E_FULL, on_full),
    ROW(SQLITE_IOERR, CTR_E_IO, on_io),
    ROW(SQLITE_IOERR_READ, CTR_E_IO, on_io),
    ROW(SQLITE_IOERR_SHORT_READ, CTR_E_IO, on_io),
    ROW(SQLITE_IOERR_WRITE, CTR_E_IO, on_io),
    ROW(SQLITE_IOERR_FSYNC, CTR_E_IO, on_io),
    ROW(SQLITE_IOERR_DIR_FSYNC, CTR_E_IO, on_io),
    ROW(SQLITE_IOERR_TRUNCATE, CTR_E_IO, on_io),
    ROW(SQLITE_IOERR_FSTAT, CTR_E_IO, on_io),
    ROW(SQLITE_IOERR_UNLOCK, CTR_E_IO, on_io),
    ROW(SQLITE_IOERR_RDLOCK, CTR_E_IO, on_io),
    ROW(SQLITE_IOERR_DELETE, CTR_E_IO, on_io),
    ROW(SQLITE_IOERR_ACCESS, CTR_E_IO, on_io),
    ROW(SQLITE_IOERR_LOCK, CTR_E_IO, on_io),
    ROW(SQLITE_IOERR_CLOSE, CTR_E_IO, on_io),
    ROW(SQLITE_IOERR_SHMOPEN, CTR_E_IO, on_io),
    ROW(SQLITE_IOERR_SHMSIZE, CTR_E_IO, on_io),
    ROW(SQLITE_IOERR_SHMLOCK, CTR_E_IO, on_io),
    ROW(SQLITE_IOERR_SHMMAP, CTR_E_IO, on_io),
    ROW(SQLITE_IOERR_SEEK, CTR_E_IO, on_io),
    ROW(SQLITE_IOERR_MMAP, CTR_E_IO, on_io),
    ROW(SQLITE_IOERR_CORRUPTFS, CTR_E_CORRUPT, on_damage),
    ROW(SQLITE_CANTOPEN, CTR_E_IO, on_permission),
    ROW(SQLITE_CANTOPEN_ISDIR, CTR_E_NOT_OURS, NULL),
    ROW(SQLITE_CANTOPEN_FULLPATH, CTR_E_IO, on_permission),
    ROW(SQLITE_CANTOPEN_SYMLINK, CTR_E_IO, "the path changed while it was opened; try again"),
    ROW(SQLITE_PERM, CTR_E_READONLY, on_permission),
    ROW(SQLITE_AUTH, CTR_E_READONLY, on_permission),
    ROW(SQLITE_READONLY, CTR_E_READONLY, on_permission),
    ROW(SQLITE_READONLY_RECOVERY, CTR_E_READONLY, on_permission),
    ROW(SQLITE_READONLY_CANTLOCK, CTR_E_READONLY, on_permission),
    ROW(SQLITE_READONLY_ROLLBACK, CTR_E_READONLY, on_permission),
    ROW(SQLITE_READONLY_CANTINIT, CTR_E_READONLY, on_permission),
    ROW(SQLITE_READONLY_DIRECTORY, CTR_E_READONLY, on_permission),
    ROW(SQLITE_READONLY_DBMOVED, CTR_E_REPLACED, "close the store and open it again"),
    ROW(SQLITE_CORRUPT, CTR_E_CORRUPT, on_damage),
    ROW(SQLITE_CORRUPT_INDEX, CTR_E_CORRUPT, on_damage),
    ROW(SQLITE_CONSTRAINT, CTR_E_CORRUPT, on_damage), /* no error is control flow */
    ROW(SQLITE_CONSTRAINT_CHECK, CTR_E_CORRUPT, on_damage),
    ROW(SQLITE_CONSTRAINT_DATATYPE, CTR_E_CORRUPT, on_damage),
    ROW(SQLITE_CONSTRAINT_FOREIGNKEY, CTR_E_CORRUPT, on_damage),
    ROW(SQLITE_CONSTRAINT_NOTNULL, CTR_E_CORRUPT, on_damage),
    ROW(SQLITE_CONSTRAINT_PRIMARYKEY, CTR_E_CORRUPT, on_damage),
    ROW(SQLITE_CONSTRAINT_ROWID, CTR_E_CORRUPT, on_damage),
    ROW(SQLITE_CONSTRAINT_TRIGGER, CTR_E_CORRUPT, on_damage),
    ROW(SQLITE_CONSTRAINT_UNIQUE, CTR_E_CORRUPT, on_damage),
    ROW(SQLITE_MISMATCH, CTR_E_CORRUPT, on_damage),
    ROW(SQLITE_ERROR, CTR_E_CORRUPT, on_damage), /* our statements are right: the tables are not */
    ROW(SQLITE_FORMAT, CTR_E_CORRUPT, on_damage),
    ROW(SQLITE_NOTADB, CTR_E_NOT_OURS, NULL),
    ROW(SQLITE_TOOBIG, CTR_E_LIMIT, NULL),
    ROW(SQLITE_NOLFS, CTR_E_UNSUPPORTED, NULL),
    ROW(SQLITE_INTERNAL, CTR_E_CORRUPT, on_damage),
    ROW(SQLITE_MISUSE, CTR_E_ARGUMENT, NULL),
    ROW(SQLITE_RANGE, CTR_E_ARGUMENT, NULL),
    ROW(SQLITE_NOTFOUND, CTR_E_UNSUPPORTED, NULL),
};

static const struct mapping *find(int code)
{
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (table[i].code == code) {
            return &table[i];
        }
    }
    return NULL;
}

/* The last failure of one of the connection's files: SQLITE_FCNTL_FILE_POINTER for the database,
 * SQLITE_FCNTL_JOURNAL_POINTER for its log. */
static int file_error(struct lc_db *db, int which)
{
    sqlite3_file *file = NULL;
    int reason = 0;

    if (sqlite3_file_control(db->handle, "main", which, &file) != SQLITE_OK || !file ||
        !file->pMethods ||
        file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &reason) != SQLITE_OK) {
        return 0;
    }
    return reason;
}

static bool no_room(int reason)
{
    return reason == ENOSPC || reason == EDQUOT || reason == EFBIG;
}

/* The system's reason, where SQLite keeps one; 0 = unknown. */
static int system_error(struct lc_db *db, int rc)
{
    int primary = rc & 0xFF;
    int reason;

    if (!db || !db->handle || (primary != SQLITE_IOERR && primary != SQLITE_CANTOPEN)) {
        return 0;
    }
    reason = sqlite3_system_errno(db->handle);
    if (primary == SQLITE_IOERR && !no_room(reason)) { /* not kept when a commit fails */
        int data = file_error(db, SQLITE_FCNTL_FILE_POINTER);
        int log = file_error(db, SQLITE_FCNTL_JOURNAL_POINTER);
        reason = no_room(data) ? data : no_room(log) ? log : reason;
    }
    return reason;
}

static bool cancelled(const struct lc_db *db)
{
    return db && db->cancel && atomic_load_explicit(db->cancel, memory_order_relaxed);
}

const char *lc_db_code_name(int rc)
{
    const struct mapping *m = find(rc);
    if (!m) {
        m = find(rc & 0xFF);
    }
    return m ? m->name : "SQLITE_?";
}

ctr_status lc_db_fail(struct lc_ctx *ctx, struct lc_db *db, int rc, const char *what)
{
    char code[64];

    if (rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE) {
        return CTR_OK;
    }
    const struct mapping *m = find(rc);
    if (!m) {
        m = find(rc & 0xFF);
    }
    int reason = system_error(db, rc);
    ctr_status status = m ? m->status : CTR_E_IO;
    const char *advice = m ? m->advice : NULL;
    if (status == CTR_E_NOMEM) {
        return lc_nomem(ctx);
    }
    if (no_room(reason)) {
        status = CTR_E_FULL;
        advice = on_full;
    }
    if (status == CTR_E_CANCELLED || (status == CTR_E_BUSY && cancelled(db))) {
        status = lc_fail(ctx, CTR_E_CANCELLED, "cancelled");
    } else {
        bool own = db && db->handle && sqlite3_extended_errcode(db->handle) == rc;
        const char *text = own ? sqlite3_errmsg(db->handle) : sqlite3_errstr(rc);
        const char *because = reason ? strerrordesc_np(reason) : NULL;
        status = lc_fail(ctx, status, "cannot %s: %s%s%s%s%s%s", what, text, because ? " (" : "",
                         because ? because : "", because ? ")" : "", advice ? "; " : "",
                         advice ? advice : "");
    }
    snprintf(code, sizeof code, "%s (%d)", lc_db_code_name(rc), rc);
    lc_detail(ctx, "sqlite", code);
    return status;
}
