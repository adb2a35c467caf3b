/* Copies of a database, and the check of one. */
#include "db/db.h"

enum { PAGES_A_STEP = 1024 };

/* The source's read transaction stays open all the while, so the steps see one and the same
 * content, whatever other connections commit. */
static ctr_status copy_pages(struct lc_ctx *ctx, sqlite3_backup *backup, int *rc)
{
    do {
        *rc = sqlite3_backup_step(backup, PAGES_A_STEP);
        int total = sqlite3_backup_pagecount(backup);
        int left = sqlite3_backup_remaining(backup);
        LC_TRY(lc_progress(ctx, "backup", (uint64_t)(total - left), (uint64_t)total));
    } while (*rc == SQLITE_OK);
    return CTR_OK;
}

ctr_status lc_db_copy(struct lc_ctx *ctx, struct lc_db *db, const char *path)
{
    struct lc_db_options options = {.create = true, .alloc = db->alloc};
    struct lc_db target;
    int rc = SQLITE_OK;

    LC_TRY(lc_db_open(ctx, path, &options, NULL, 0, &target));
    ctr_status status = CTR_OK;
    sqlite3_backup *backup = sqlite3_backup_init(target.handle, "main", db->handle, "main");
    if (backup) {
        status = copy_pages(ctx, backup, &rc);
        int last = sqlite3_backup_finish(backup);
        rc = rc == SQLITE_DONE || rc == SQLITE_OK ? last : rc;
    } else {
        rc = sqlite3_extended_errcode(target.handle);
    }
    if (status == CTR_OK) {
        status = lc_db_fail(ctx, &target, rc, "copy the store");
    }
    lc_db_close(&target, false);
    return status;
}

static int number(const char *digits)
{
    int n = 0;
    for (; *digits >= '0' && *digits <= '9' && n < 1000000; digits++) {
        n = n * 10 + (*digits - '0');
    }
    return n;
}

/* A page that could not be read, for lack of memory or by a failing disk, is among the complaints:
 * that is no damage. */
static ctr_status integrity(struct lc_ctx *ctx, struct lc_db *db, const char **complaint)
{
    static const char unread[] = "error code=";
    const char *text;

    LC_TRY(lc_db_text(ctx, db, "PRAGMA integrity_check(1)", &text));
    if (strcmp(text, "ok") == 0) {
        return CTR_OK;
    }
    const char *code = strstr(text, unread);
    if (code) {
        LC_TRY(lc_db_fail(ctx, db, number(code + sizeof unread - 1), "read the copy"));
    }
    const char *line = strchr(text, '\n'); /* behind a heading */
    *complaint = line && line[1] ? line + 1 : text;
    return CTR_OK;
}

static ctr_status complaint_of(struct lc_ctx *ctx, struct lc_db *db, const char **complaint)
{
    int64_t orphans;

    LC_TRY(integrity(ctx, db, complaint));
    if (*complaint) {
        return CTR_OK;
    }
    LC_TRY(lc_db_int(ctx, db, "SELECT count(*) FROM pragma_foreign_key_check", &orphans));
    if (orphans) {
        *complaint = lc_format(ctx, "%lld rows refer to nothing", (long long)orphans);
        return *complaint ? CTR_OK : CTR_E_NOMEM;
    }
    return CTR_OK;
}

ctr_status lc_db_verify_file(struct lc_ctx *ctx, const char *path, const char **complaint)
{
    struct lc_db_options options = {.immutable = true, .alloc = &ctx->alloc, .cancel = ctx->cancel};
    struct lc_db copy;

    *complaint = NULL;
    LC_TRY(lc_db_open(ctx, path, &options, NULL, 0, &copy));
    ctr_status status = complaint_of(ctx, &copy, complaint);
    lc_db_close(&copy, false);
    return status;
}
