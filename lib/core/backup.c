/*
 * Backup: written under another name, checked, synced, and only then given its name, which must be
 * free. A crash leaves at most the other name behind.
 */
#include "core/backup.h"

#include "base/sha256.h"
#include "core/place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MODE_NEW = 0600, RANDOM_BYTES = 8 };

static ctr_status trouble(struct lc_ctx *ctx, const char *what, const char *path)
{
    int e = errno;
    ctr_status status = e == ENOSPC || e == EDQUOT || e == EFBIG  ? CTR_E_FULL
                        : e == EACCES || e == EROFS || e == EPERM ? CTR_E_READONLY
                        : e == ENOENT || e == ENOTDIR             ? CTR_E_NOT_FOUND
                                                                  : CTR_E_IO;
    status = lc_fail(ctx, status, "cannot %s '%s': %s", what, path, strerrordesc_np(e));
    lc_detail(ctx, "path", path);
    return status;
}

static ctr_status exists(struct lc_ctx *ctx, const char *path)
{
    ctr_status status = lc_fail(ctx, CTR_E_EXISTS,
                                "there is a file '%s' already; give the backup another name", path);
    lc_detail(ctx, "path", path);
    return status;
}

/* Make the file ourselves, so that it is nobody else's and private from the start. */
static ctr_status make(struct lc_ctx *ctx, ctr_store *store, const struct lc_place *place,
                       const char **out)
{
    unsigned char bytes[RANDOM_BYTES];
    char text[2 * RANDOM_BYTES + 1];

    LC_TRY(lc_store_random(ctx, store, bytes, sizeof bytes));
    *out = lc_format(ctx, "%s.%s.part", place->file, lc_hex(bytes, sizeof bytes, text));
    if (!*out) {
        return CTR_E_NOMEM;
    }
    int fd = open(*out, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, MODE_NEW);
    if (fd < 0) {
        ctr_status status = trouble(ctx, "make", *out);
        *out = NULL;
        return status;
    }
    close(fd); /* nobody has it open as a database: no lock is lost */
    return CTR_OK;
}

static ctr_status check(struct lc_ctx *ctx, const char *part)
{
    const char *complaint;
    LC_TRY(lc_progress(ctx, "check", 0, 1));
    LC_TRY(lc_db_verify_file(ctx, part, &complaint));
    if (complaint) {
        return lc_fail(ctx, CTR_E_CORRUPT,
                       "the copy is damaged, and so may be the store: %s; check the store",
                       complaint);
    }
    return lc_progress(ctx, "check", 1, 1);
}

static ctr_status sync_file(struct lc_ctx *ctx, const char *part)
{
    int fd = open(part, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    bool good = fd >= 0 && fsync(fd) == 0;
    ctr_status status = good ? CTR_OK : trouble(ctx, "sync", part);
    if (fd >= 0) {
        close(fd);
    }
    return status;
}

/* Never over another file. Some file systems know only one of the two ways. */
static ctr_status give_name(struct lc_ctx *ctx, const char *part, const struct lc_place *place)
{
    if (renameat2(AT_FDCWD, part, AT_FDCWD, place->file, RENAME_NOREPLACE) == 0) {
        return CTR_OK;
    }
    if (errno == EINVAL || errno == ENOSYS) {
        if (link(part, place->file) == 0) {
            unlink(part);
            return CTR_OK;
        }
    }
    return errno == EEXIST ? exists(ctx, place->given) : trouble(ctx, "name", place->given);
}

/* The read transaction holds one moment for all the steps; it begins with its first read. */
static ctr_status copy_moment(struct lc_ctx *ctx, ctr_store *store, const char *part)
{
    bool own = !lc_db_in_txn(&store->db);
    int64_t schema;

    if (own) {
        LC_TRY(lc_db_begin(ctx, &store->db, LC_TXN_READ));
    }
    ctr_status status = lc_db_user_version(ctx, &store->db, &schema);
    if (status == CTR_OK) {
        status = lc_db_copy(ctx, &store->db, part);
    }
    if (own) {
        lc_db_rollback(&store->db);
    }
    return status;
}

static ctr_status fill(struct lc_ctx *ctx, ctr_store *store, const char *part)
{
    LC_TRY(copy_moment(ctx, store, part));
    LC_TRY(check(ctx, part));
    return sync_file(ctx, part);
}

ctr_status lc_store_backup(struct lc_ctx *ctx, ctr_store *store, const char *path)
{
    struct lc_place place;
    struct stat st;
    const char *part = NULL;

    if (path && lstat(path, &st) == 0) {
        return exists(ctx, path);
    }
    LC_TRY(lc_place_find(ctx, path, &place));
    LC_TRY(make(ctx, store, &place, &part));
    ctr_status status = fill(ctx, store, part);
    if (status == CTR_OK) {
        status = give_name(ctx, part, &place);
    }
    if (status == CTR_OK) {
        part = place.file;
        status = lc_place_sync_folder(ctx, place.folder);
    }
    if (status != CTR_OK) {
        unlink(part);
    }
    return status;
}
