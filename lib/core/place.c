/* Paths of a store. */
#include "core/place.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

/* SQLite allows 512 with its suffixes, the file system 255 for one name with ours. */
enum { MAX_PATH = 500, MAX_NAME = 247 };

static ctr_status trouble(struct lc_ctx *ctx, const char *path, int reason)
{
    ctr_status status;
    switch (reason) {
    case ENOENT:
    case ENOTDIR:
        status = lc_fail(ctx, CTR_E_NOT_FOUND, "the folder of '%s' does not exist", path);
        break;
    case ENAMETOOLONG:
        status = lc_fail(ctx, CTR_E_ARGUMENT, "the path '%.100s...' is too long", path);
        break;
    case EACCES:
        status =
            lc_fail(ctx, CTR_E_IO, "cannot look at '%s': permission denied in its folder", path);
        break;
    default:
        status = lc_fail(ctx, CTR_E_IO, "cannot look at '%s': %s", path, strerrordesc_np(reason));
        break;
    }
    lc_detail(ctx, "path", path);
    return status;
}

static const char *kind_of(mode_t mode)
{
    return S_ISDIR(mode)    ? "a folder"
           : S_ISFIFO(mode) ? "a pipe"
           : S_ISSOCK(mode) ? "a socket"
                            : "a device";
}

/* Absolute folder (links resolved) and name of the last part. */
static ctr_status split(struct lc_ctx *ctx, const char *path, const char **folder,
                        const char **name)
{
    char real[PATH_MAX];
    const char *slash = strrchr(path, '/');

    *name = slash ? slash + 1 : path;
    *folder = NULL;
    if (!**name || strcmp(*name, ".") == 0 || strcmp(*name, "..") == 0) {
        return lc_fail(ctx, CTR_E_NOT_OURS, "'%s' is a folder, wanted a file", path);
    }
    const char *head = !slash          ? "."
                       : slash == path ? "/"
                                       : lc_dup(ctx, lc_str_n(path, (size_t)(slash - path)));
    if (!head) {
        return CTR_E_NOMEM;
    }
    if (!realpath(head, real)) {
        return trouble(ctx, path, errno);
    }
    *folder = lc_dup_c(ctx, real);
    return *folder ? CTR_OK : CTR_E_NOMEM;
}

void lc_place_look(struct lc_place *place)
{
    place->exists = stat(place->file, &place->st) == 0;
}

/* The file itself, through links: a link to a store elsewhere means that store. */
static ctr_status resolve(struct lc_ctx *ctx, struct lc_place *out)
{
    char real[PATH_MAX];
    struct stat st;

    out->file = out->seen;
    bool found = realpath(out->seen, real) != NULL;
    if (!found && errno == ENOENT && lstat(out->seen, &st) == 0) {
        found = realpath(out->seen, real) != NULL; /* somebody made it between the two looks */
    }
    if (found) {
        out->file = lc_dup_c(ctx, real);
        const char *slash = strrchr(real, '/');
        out->folder = slash == real ? "/" : lc_dup(ctx, lc_str_n(real, (size_t)(slash - real)));
        if (!out->file || !out->folder) {
            return CTR_E_NOMEM;
        }
    } else if (errno != ENOENT) {
        return trouble(ctx, out->given, errno);
    } else if (lstat(out->seen, &st) == 0 && S_ISLNK(st.st_mode)) {
        ctr_status status =
            lc_fail(ctx, CTR_E_NOT_FOUND, "'%s' is a link that leads nowhere", out->given);
        lc_detail(ctx, "path", out->given);
        return status;
    }
    lc_place_look(out);
    return CTR_OK;
}

ctr_status lc_place_find(struct lc_ctx *ctx, const char *path, struct lc_place *out)
{
    const char *name;

    *out = (struct lc_place){.given = path};
    if (!path || !*path) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "no path was given, wanted the name of a file");
    }
    LC_TRY(split(ctx, path, &out->folder, &name));
    const char *glue = strcmp(out->folder, "/") == 0 ? "" : "/";
    out->seen = lc_format(ctx, "%s%s%s", out->folder, glue, name);
    if (!out->seen) {
        return CTR_E_NOMEM;
    }
    LC_TRY(resolve(ctx, out));
    if (out->exists && !S_ISREG(out->st.st_mode)) {
        ctr_status status = lc_fail(ctx, CTR_E_NOT_OURS, "'%s' is %s, wanted a file", path,
                                    kind_of(out->st.st_mode));
        lc_detail(ctx, "path", path);
        return status;
    }
    if (strlen(out->file) > MAX_PATH || strlen(name) > MAX_NAME) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "the path '%.100s...' is too long, wanted at most %d bytes, and %d for the "
                       "name of the file",
                       path, MAX_PATH, MAX_NAME);
    }
    out->side = lc_format(ctx, "%s-lc.lock", out->file);
    return out->side ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_place_writable(struct lc_ctx *ctx, const struct lc_place *place)
{
    const char *what = NULL;

    if (place->exists && faccessat(AT_FDCWD, place->file, R_OK | W_OK, AT_EACCESS) != 0) {
        what = "the file";
    } else if (faccessat(AT_FDCWD, place->folder, W_OK | X_OK, AT_EACCESS) != 0) {
        what = "its folder";
    }
    if (!what) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(ctx, CTR_E_READONLY, "cannot write '%s': %s: %s; %s", place->given,
                                what, strerrordesc_np(errno),
                                place->exists ? "open it read-only, or change the permissions"
                                              : "choose another folder, or change the permissions");
    lc_detail(ctx, "path", place->given);
    return status;
}

ctr_status lc_place_readable(struct lc_ctx *ctx, const struct lc_place *place)
{
    static const char *const suffixes[] = {"-wal", "-shm"};

    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        const char *path = lc_format(ctx, "%s%s", place->file, suffixes[i]);
        if (!path) {
            return CTR_E_NOMEM;
        }
        if (faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) == 0 || errno == ENOENT) {
            continue;
        }
        ctr_status status = lc_fail(ctx, CTR_E_IO,
                                    "cannot read '%s%s', which belongs to the store: %s; give it "
                                    "the permissions of the store",
                                    place->given, suffixes[i], strerrordesc_np(errno));
        lc_detail(ctx, "path", place->given);
        return status;
    }
    if (lc_place_beside(ctx, place->file, "-shm") >= 0 ||
        faccessat(AT_FDCWD, place->folder, W_OK | X_OK, AT_EACCESS) == 0) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(ctx, CTR_E_READONLY,
                                "cannot read '%s': its log '-wal' lies there without the index "
                                "'-shm', which only who may write the folder can make; open the "
                                "store once as somebody who may",
                                place->given);
    lc_detail(ctx, "path", place->given);
    return status;
}

int64_t lc_place_beside(struct lc_ctx *ctx, const char *file, const char *suffix)
{
    struct stat st;
    struct lc_mark mark = lc_arena_mark(&ctx->arena);
    const char *path = lc_format(ctx, "%s%s", file, suffix);
    int64_t size = path && stat(path, &st) == 0 ? (int64_t)st.st_size : -1;

    lc_arena_release(&ctx->arena, mark);
    return size;
}

ctr_status lc_place_sync_folder(struct lc_ctx *ctx, const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    /* some file systems cannot sync a folder, and say so by EINVAL */
    bool good = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);
    int reason = errno;

    if (fd >= 0) {
        close(fd);
    }
    return good ? CTR_OK
                : lc_fail(ctx, CTR_E_IO, "cannot sync the folder '%s': %s", folder,
                          strerrordesc_np(reason));
}
