/* Files below a directory: each step down is opened without following links. */
#include "core/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_ROOM = 256 };
#define STAGED ".contracts-new" /* behind the name, a dot before it */

struct spot {
    int at;               /* descriptor of the folder; -1 = none */
    char name[NAME_ROOM]; /* in it */
};

/* One step down; a symbolic link is ELOOP whatever it leads to. */
static int step(int at, const char *name, int flags, mode_t mode)
{
    struct stat st;
    int fd = openat(at, name, flags | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd < 0 && fstatat(at, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(st.st_mode)) {
        errno = ELOOP;
    }
    return fd;
}

static void leave(struct spot *spot)
{
    int error = errno;
    if (spot->at >= 0) {
        close(spot->at);
    }
    spot->at = -1;
    errno = error;
}

/* The next part of a path into spot->name; false with errno if it is none that may be gone. */
static bool take_part(const char **path, struct spot *spot, bool *last)
{
    size_t size = strcspn(*path, "/");
    bool up = size == 2 && memcmp(*path, "..", 2) == 0;
    if (size == 0 || size >= sizeof spot->name || up || (size == 1 && **path == '.')) {
        errno = size == 0 || up ? EXDEV : ENOENT;
        return false;
    }
    memcpy(spot->name, *path, size);
    spot->name[size] = '\0';
    *path += size;
    *last = **path == '\0';
    *path += !*last;
    return true;
}

/* Go to the folder that holds `path`; false with errno. Folders that are missing are made if
 * `make`. */
static bool go(const char *dir, const char *path, bool make, struct spot *spot)
{
    bool last = false;

    spot->at = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    while (spot->at >= 0) {
        if (!take_part(&path, spot, &last)) {
            leave(spot);
            return false;
        }
        if (last) {
            return true;
        }
        if (make && mkdirat(spot->at, spot->name, 0777) && errno != EEXIST) {
            leave(spot);
            return false;
        }
        int fd = step(spot->at, spot->name, O_RDONLY | O_DIRECTORY, 0);
        leave(spot);
        spot->at = fd;
    }
    return false;
}

static ctr_status fail(struct lc_ctx *ctx, ctr_status status, const char *what, const char *path,
                       int reason)
{
    const char *why = reason == ELOOP   ? "a symbolic link is on the way, and none is followed"
                      : reason == EXDEV ? "it leads out of the directory"
                                        : strerrordesc_np(reason);
    status = reason == ENOSPC || reason == EDQUOT ? CTR_E_FULL : status;
    status = lc_fail(ctx, status, "cannot %s '%.512s': %s", what, path, why);
    lc_detail(ctx, "file", path);
    return status;
}

ctr_status lc_tree_ensure(struct lc_ctx *ctx, const char *dir)
{
    if (mkdir(dir, 0777) && errno != EEXIST) {
        return fail(ctx, errno == ENOENT ? CTR_E_NOT_FOUND : CTR_E_IO, "make the directory", dir,
                    errno);
    }
    return lc_tree_check(ctx, dir);
}

ctr_status lc_tree_check(struct lc_ctx *ctx, const char *dir)
{
    struct stat st;

    if (stat(dir, &st)) {
        return fail(ctx, errno == ENOENT ? CTR_E_NOT_FOUND : CTR_E_IO, "use the directory", dir,
                    errno);
    }
    return S_ISDIR(st.st_mode) ? CTR_OK
                               : fail(ctx, CTR_E_NOT_FOUND, "use the directory", dir, ENOTDIR);
}

static enum lc_tree_kind kind_at(int at, const char *name)
{
    struct stat st;
    if (fstatat(at, name, &st, AT_SYMLINK_NOFOLLOW)) {
        return LC_TREE_NONE;
    }
    return S_ISREG(st.st_mode) ? LC_TREE_FILE : S_ISLNK(st.st_mode) ? LC_TREE_LINK : LC_TREE_OTHER;
}

ctr_status lc_tree_kind_of(struct lc_ctx *ctx, const char *dir, const char *path,
                           enum lc_tree_kind *out)
{
    struct spot spot;

    if (go(dir, path, false, &spot)) {
        *out = kind_at(spot.at, spot.name);
        leave(&spot);
        return CTR_OK;
    }
    switch (errno) {
    case ENOENT:
    case ENOTDIR:
        *out = LC_TREE_NONE;
        return CTR_OK;
    case ELOOP:
        *out = LC_TREE_LINK;
        return CTR_OK;
    case EXDEV:
        *out = LC_TREE_OUTSIDE;
        return CTR_OK;
    default:
        return fail(ctx, CTR_E_IO, "look at", path, errno);
    }
}

/* ---- listing ---- */

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct lc_tree_entry *)a)->path, ((const struct lc_tree_entry *)b)->path);
}

static ctr_status read_names(struct lc_ctx *ctx, DIR *folder, const char *below,
                             struct lc_tree_entry **out, size_t *count)
{
    size_t room = 0;

    for (;;) {
        errno = 0;
        const struct dirent *e = readdir(folder);
        if (!e) {
            return errno ? fail(ctx, CTR_E_IO, "list", below, errno) : CTR_OK;
        }
        if (e->d_name[0] == '.') {
            continue;
        }
        *out = lc_grow(ctx, *out, *count, &room, sizeof **out);
        if (!*out) {
            return CTR_E_NOMEM;
        }
        struct lc_tree_entry *entry = &(*out)[*count];
        entry->path = lc_format(ctx, "%s/%s", below, e->d_name);
        entry->kind = kind_at(dirfd(folder), e->d_name);
        if (!entry->path) {
            return CTR_E_NOMEM;
        }
        ++*count;
    }
}

ctr_status lc_tree_list(struct lc_ctx *ctx, const char *dir, const char *below,
                        struct lc_tree_entry **out, size_t *count, enum lc_tree_kind *kind)
{
    struct spot spot;

    *out = NULL;
    *count = 0;
    LC_TRY(lc_tree_kind_of(ctx, dir, below, kind));
    if (*kind != LC_TREE_OTHER) {
        return CTR_OK;
    }
    int fd =
        go(dir, below, false, &spot) ? step(spot.at, spot.name, O_RDONLY | O_DIRECTORY, 0) : -1;
    leave(&spot);
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    if (!folder) {
        int reason = errno;
        if (fd >= 0) {
            close(fd);
        }
        return fail(ctx, reason == ENOMEM ? CTR_E_NOMEM : CTR_E_IO, "list", below, reason);
    }
    ctr_status status = read_names(ctx, folder, below, out, count);
    closedir(folder);
    if (*count) {
        qsort(*out, *count, sizeof **out, by_path);
    }
    return status;
}

/* ---- reading ---- */

static ctr_status read_bytes(struct lc_ctx *ctx, int fd, const char *path, struct lc_str *out)
{
    struct stat st;
    size_t used = 0;

    if (fstat(fd, &st)) {
        return fail(ctx, CTR_E_IO, "read", path, errno);
    }
    if ((uint64_t)st.st_size > ctx->limits.max_document_bytes) {
        return lc_fail(ctx, CTR_E_LIMIT, "%.512s has %lld bytes, more than the limit of %llu", path,
                       (long long)st.st_size, (unsigned long long)ctx->limits.max_document_bytes);
    }
    size_t size = (size_t)st.st_size;
    char *bytes = lc_new(ctx, size + 1, 1);
    if (!bytes) {
        return CTR_E_NOMEM;
    }
    while (used < size) {
        ssize_t n = read(fd, bytes + used, size - used);
        if (n < 0 && errno != EINTR) {
            return fail(ctx, CTR_E_IO, "read", path, errno);
        }
        if (n == 0) {
            break;
        }
        used += n > 0 ? (size_t)n : 0;
    }
    *out = lc_str_n(bytes, used);
    return CTR_OK;
}

ctr_status lc_tree_read(struct lc_ctx *ctx, const char *dir, const char *path, struct lc_str *out)
{
    struct spot spot;

    int fd = go(dir, path, false, &spot)
                 ? step(spot.at, spot.name, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0)
                 : -1;
    leave(&spot);
    if (fd < 0) {
        return fail(ctx, CTR_E_IO, "read", path, errno);
    }
    ctr_status status = read_bytes(ctx, fd, path, out);
    close(fd);
    return status;
}

/* ---- writing ---- */

/* All of it, on disk; errno if not. */
static bool write_bytes(int fd, struct lc_str bytes)
{
    size_t used = 0;
    while (used < bytes.len) {
        ssize_t n = write(fd, bytes.ptr + used, bytes.len - used);
        if (n < 0 && errno != EINTR) {
            return false;
        }
        used += n > 0 ? (size_t)n : 0;
    }
    return fsync(fd) == 0;
}

static void staged_name(const struct spot *spot, char out[NAME_ROOM + sizeof STAGED + 1])
{
    size_t size = strlen(spot->name);
    out[0] = '.';
    memcpy(out + 1, spot->name, size);
    memcpy(out + 1 + size, STAGED, sizeof STAGED);
}

/* A file of that name with these bytes, made anew. */
static bool put(int at, const char *name, struct lc_str bytes, mode_t mode, bool exact)
{
    int fd = step(at, name, O_WRONLY | O_CREAT | O_EXCL, mode);
    if (fd < 0) {
        return false;
    }
    bool ok = (!exact || fchmod(fd, mode & 07777) == 0) && write_bytes(fd, bytes);
    int error = errno;
    close(fd);
    if (!ok) {
        unlinkat(at, name, 0);
    }
    errno = error;
    return ok;
}

ctr_status lc_tree_make(struct lc_ctx *ctx, const char *dir, const char *path, struct lc_str bytes)
{
    struct spot spot;
    char staged[NAME_ROOM + sizeof STAGED + 1];

    if (!go(dir, path, true, &spot)) {
        return fail(ctx, CTR_E_IO, "make", path, errno);
    }
    staged_name(&spot, staged);
    unlinkat(spot.at, staged, 0); /* of a run that was killed */
    bool ok = put(spot.at, staged, bytes, 0666, false);
    int reason = errno;
    if (ok) {
        /* a link, not a rename: what is there is never replaced */
        ok = linkat(spot.at, staged, spot.at, spot.name, 0) == 0 && fsync(spot.at) == 0;
        reason = errno;
        unlinkat(spot.at, staged, 0);
    }
    leave(&spot);
    if (!ok) {
        return fail(ctx, reason == EEXIST ? CTR_E_EXISTS : CTR_E_IO, "make", path, reason);
    }
    return CTR_OK;
}

ctr_status lc_tree_stage(struct lc_ctx *ctx, const char *dir, const char *path, struct lc_str bytes)
{
    struct spot spot;
    struct stat st;
    char staged[NAME_ROOM + sizeof STAGED + 1];

    if (!go(dir, path, false, &spot)) {
        return fail(ctx, CTR_E_IO, "write", path, errno);
    }
    staged_name(&spot, staged);
    unlinkat(spot.at, staged, 0);
    bool there = fstatat(spot.at, spot.name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode);
    bool writable = there && (st.st_mode & 0222);
    bool ok = writable && put(spot.at, staged, bytes, st.st_mode, true);
    int reason = ok ? 0 : errno;
    leave(&spot);
    if (there && !writable) {
        ctr_status status = lc_fail(ctx, CTR_E_READONLY,
                                    "'%.512s' is read-only, and the store has something to write "
                                    "into it; allow writing (chmod u+w) or leave it out with "
                                    "--check",
                                    path);
        lc_detail(ctx, "file", path);
        return status;
    }
    return ok ? CTR_OK : fail(ctx, CTR_E_IO, "write", path, reason ? reason : ENOENT);
}

ctr_status lc_tree_settle(struct lc_ctx *ctx, const char *dir, const char *path)
{
    struct spot spot;
    char staged[NAME_ROOM + sizeof STAGED + 1];

    if (!go(dir, path, false, &spot)) {
        return fail(ctx, CTR_E_IO, "write", path, errno);
    }
    staged_name(&spot, staged);
    bool ok = renameat(spot.at, staged, spot.at, spot.name) == 0 && fsync(spot.at) == 0;
    int reason = errno;
    leave(&spot);
    return ok ? CTR_OK : fail(ctx, CTR_E_IO, "write", path, reason);
}

void lc_tree_forget(const char *dir, const char *path)
{
    struct spot spot;
    char staged[NAME_ROOM + sizeof STAGED + 1];

    if (go(dir, path, false, &spot)) {
        staged_name(&spot, staged);
        unlinkat(spot.at, staged, 0);
    }
    leave(&spot);
}
