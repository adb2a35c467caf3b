/*
 * The turnstile: a fair lock with a deadline between processes (and handles), on a side file. Every
 * write takes it before BEGIN IMMEDIATE, every checkpoint runs under it (doc/storage.md).
 *
 * Who holds it is a lock of the kernel on one byte of the file, bound to the open file (not to the
 * process): two handles in one process exclude each other, closing one does not free the other, and
 * a holder's death frees it at once. Who is next is told by a shared page (waiting.h). Deleting the
 * file while stores are open is noticed; SQLite's own lock keeps the data safe meanwhile.
 */
#ifndef LC_CORE_TURNSTILE_H
#define LC_CORE_TURNSTILE_H

#include "base/ctx.h"

#include <sys/stat.h>

struct lc_turnstile {
    int fd;     /* -1: none is needed (in memory, read-only) */
    char *path; /* side file */
    bool held;
    uint64_t epoch;    /* which byte is held */
    uint64_t me;       /* how this process signs as holder */
    void *shared;      /* the page */
    int64_t looked_us; /* when the file was last seen to be still there */
    int64_t waited_us; /* longest wait so far */
};

/* Nothing open. */
void lc_turnstile_init(struct lc_turnstile *t);
/* Open or make the side file; a new one gets the permissions and owner of `like`, 0600 if NULL. */
ctr_status lc_turnstile_open(struct lc_ctx *ctx, struct lc_turnstile *t, const char *path,
                             const struct stat *like);
/* BUSY at the deadline; deadline_ms 0 = only try. Holder's death frees it. CANCELLED if the flag
 * goes up meanwhile. */
ctr_status lc_turnstile_enter(struct lc_ctx *ctx, struct lc_turnstile *t, uint32_t deadline_ms);
void lc_turnstile_leave(struct lc_turnstile *t);
void lc_turnstile_close(const ctr_allocator *alloc, struct lc_turnstile *t);

#endif
