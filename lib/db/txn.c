/*
 * Transactions. The statements are prepared before the first one begins, so that none is ever open
 * without the means to end it.
 */
#include "db/db.h"

static const char *const texts[LC_VERB_COUNT] = {
    [LC_VERB_BEGIN_READ] = "BEGIN",
    [LC_VERB_BEGIN_WRITE] = "BEGIN IMMEDIATE",
    [LC_VERB_COMMIT] = "COMMIT",
    [LC_VERB_ROLLBACK] = "ROLLBACK",
    [LC_VERB_SAVE] = "SAVEPOINT lc",
    [LC_VERB_RELEASE] = "RELEASE lc",
    [LC_VERB_ROLLBACK_TO] = "ROLLBACK TO lc",
    [LC_VERB_DATA_VERSION] = "PRAGMA data_version",
    [LC_VERB_USER_VERSION] = "PRAGMA user_version",
};

static int ready(struct lc_db *db, enum lc_db_verb verb)
{
    return db->verbs[verb] ? SQLITE_OK
                           : sqlite3_prepare_v3(db->handle, texts[verb], -1,
                                                SQLITE_PREPARE_PERSISTENT, &db->verbs[verb], NULL);
}

static int run(struct lc_db *db, enum lc_db_verb verb)
{
    int rc = sqlite3_step(db->verbs[verb]);
    sqlite3_reset(db->verbs[verb]);
    return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static ctr_status begin(struct lc_ctx *ctx, struct lc_db *db, enum lc_db_verb verb,
                        const enum lc_db_verb ends[2])
{
    int rc = ready(db, verb);
    for (int i = 0; i < 2 && rc == SQLITE_OK; i++) {
        rc = ready(db, ends[i]);
    }
    if (rc == SQLITE_OK) {
        rc = run(db, verb);
    }
    return lc_db_fail(ctx, db, rc, "begin a transaction");
}

bool lc_db_in_txn(const struct lc_db *db)
{
    return db->handle && !sqlite3_get_autocommit(db->handle);
}

bool lc_db_has_changed(const struct lc_db *db)
{
    return sqlite3_total_changes(db->handle) != db->changes_before;
}

ctr_status lc_db_begin(struct lc_ctx *ctx, struct lc_db *db, enum lc_txn_kind kind)
{
    static const enum lc_db_verb outer[] = {LC_VERB_COMMIT, LC_VERB_ROLLBACK};
    static const enum lc_db_verb inner[] = {LC_VERB_RELEASE, LC_VERB_ROLLBACK_TO};

    if (!lc_db_in_txn(db)) {
        db->depth = 0;
        db->changes_before = sqlite3_total_changes(db->handle);
        return begin(ctx, db, kind == LC_TXN_WRITE ? LC_VERB_BEGIN_WRITE : LC_VERB_BEGIN_READ,
                     outer);
    }
    LC_TRY(begin(ctx, db, LC_VERB_SAVE, inner));
    db->depth++;
    return CTR_OK;
}

ctr_status lc_db_commit(struct lc_ctx *ctx, struct lc_db *db)
{
    /* The progress handler must not run now: after the commit it would only lie about it. */
    db->finishing = true;
    int rc = run(db, db->depth ? LC_VERB_RELEASE : LC_VERB_COMMIT);
    db->finishing = false;
    LC_TRY(lc_db_fail(ctx, db, rc, "commit"));
    if (db->depth) {
        db->depth--;
    }
    return CTR_OK;
}

void lc_db_rollback(struct lc_db *db)
{
    if (!lc_db_in_txn(db)) {
        db->depth = 0; /* some failures roll the whole back by themselves */
        return;
    }
    db->finishing = true;
    if (db->depth) {
        run(db, LC_VERB_ROLLBACK_TO);
        run(db, LC_VERB_RELEASE);
        db->depth--;
    } else if (run(db, LC_VERB_ROLLBACK) != SQLITE_OK) {
        sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
    }
    db->finishing = false;
}

void lc_db_end_read(struct lc_db *db)
{
    db->finishing = true;
    int rc = lc_db_in_txn(db) && !db->depth ? run(db, LC_VERB_COMMIT) : SQLITE_ERROR;
    db->finishing = false;
    if (rc != SQLITE_OK) {
        lc_db_rollback(db);
    }
}

int64_t lc_db_last_rid(const struct lc_db *db)
{
    return sqlite3_last_insert_rowid(db->handle);
}

static int pragma(struct lc_db *db, enum lc_db_verb verb, int64_t *out)
{
    int rc = ready(db, verb);
    if (rc != SQLITE_OK) {
        return rc;
    }
    rc = sqlite3_step(db->verbs[verb]);
    if (rc == SQLITE_ROW) {
        *out = sqlite3_column_int64(db->verbs[verb], 0);
        rc = SQLITE_OK;
    }
    sqlite3_reset(db->verbs[verb]);
    return rc;
}

int64_t lc_db_data_version(struct lc_db *db)
{
    int64_t version = -1;
    return pragma(db, LC_VERB_DATA_VERSION, &version) == SQLITE_OK ? version : -1;
}

ctr_status lc_db_user_version(struct lc_ctx *ctx, struct lc_db *db, int64_t *out)
{
    *out = 0;
    return lc_db_fail(ctx, db, pragma(db, LC_VERB_USER_VERSION, out), "read the schema's number");
}
