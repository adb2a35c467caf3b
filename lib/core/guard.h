/*
 * Guards: is this still our process, and is this still our file?
 */
#ifndef LC_CORE_GUARD_H
#define LC_CORE_GUARD_H

#include "base/ctx.h"

#include <sys/types.h>

struct lc_guard {
    unsigned char
        *page; /* a page that a fork wipes: 1 here, 0 in a child; NULL = look at the pid */
    pid_t pid;
    const char *path; /* borrowed; NULL in memory */
    dev_t device;
    ino_t inode;
    int64_t looked_us; /* when the file was looked at last, coarse monotonic clock */
};

/* Remember this process, and the file that `path` leads to now (NULL = none). */
ctr_status lc_guard_open(struct lc_ctx *ctx, struct lc_guard *g, const char *path);
void lc_guard_close(struct lc_guard *g);
/* FORKED in a child. A load from memory. */
ctr_status lc_guard_fork(struct lc_ctx *ctx, const struct lc_guard *g);
/* True in a child; for paths that have no context. */
bool lc_guard_forked(const struct lc_guard *g);
/* REPLACED if the path leads to another file. */
ctr_status lc_guard_file(struct lc_ctx *ctx, struct lc_guard *g);
/* True if the file has not been looked at for 100 ms. */
bool lc_guard_due(const struct lc_guard *g);
/* FORKED if this process is the child of one that had the file open when it forked: SQLite, whose
 * memory was copied, then believes to hold locks that only the parent has, also in a handle opened
 * anew. To be asked once, after the first read through a handle that keeps a lock (WAL). */
ctr_status lc_guard_inherited(struct lc_ctx *ctx, const struct lc_guard *g);
/* UNSUPPORTED if the file or folder is on a network file system, whose locks and shared memory
 * cannot be relied on; by the magic number that statfs gives. */
ctr_status lc_guard_local(struct lc_ctx *ctx, const char *path);
/* Name of a network file system by its magic number, NULL for others. */
const char *lc_guard_network(int64_t magic);

#endif
