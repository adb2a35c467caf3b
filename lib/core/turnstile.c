/*
 * The turnstile. Byte LOCK_BYTES + epoch of the side file is locked by the holder (open file
 * description lock). The epoch is 0 for life, except after this rare accident: a holder is killed
 * while a process it had forked lives on with a copy of the open file, which keeps the kernel's
 * lock. Then who waits moves everybody on to the next byte.
 */
#include "core/turnstile.h"

#include "core/waiting.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

/* The word `holder`: 12 bits of epoch, 28 bits of the pid namespace, 24 bits of pid; a pid of 0
 * says that nobody signed. */
enum {
    INIT_BYTE = 0,
    LOCK_BYTES = 1,
    POLL_US = 4000,
    LOOK_US = 100000,
    INIT_TRIES = 1000,
    EPOCH_SHIFT = 52,
    NAMESPACE_SHIFT = 24,
    MODE_NEW = 0600
};

static const char magic[16] = "lc turnstile 1\n";

static uint64_t clock_us(clockid_t which)
{
    struct timespec t;
    clock_gettime(which, &t);
    return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

static bool lock_byte(int fd, uint64_t at, short type)
{
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = (off_t)at, .l_len = 1};
    return fcntl(fd, F_OFD_SETLK, &lock) == 0;
}

/* How this process signs: 0 in the pid where pids of others cannot be judged. */
static uint64_t signature(void)
{
    struct stat st;
    if (stat("/proc/self/ns/pid", &st) != 0 || getpid() >= 1 << NAMESPACE_SHIFT) {
        return 0;
    }
    uint64_t space = (uint64_t)st.st_ino & ((UINT64_C(1) << (EPOCH_SHIFT - NAMESPACE_SHIFT)) - 1);
    return space << NAMESPACE_SHIFT | (uint64_t)getpid();
}

static ctr_status file_trouble(struct lc_ctx *ctx, const char *path, const char *what)
{
    int e = errno;
    ctr_status status = e == EACCES || e == EROFS || e == EPERM    ? CTR_E_READONLY
                        : e == ENOSPC || e == EDQUOT || e == EFBIG ? CTR_E_FULL
                        : e == ENOMEM                              ? CTR_E_NOMEM
                                                                   : CTR_E_IO;
    const char *advice = status == CTR_E_READONLY ? "; give it the permissions of the store"
                         : status == CTR_E_FULL   ? "; make room and try again"
                                                  : "";
    status = lc_fail(ctx, status, "cannot %s the lock file '%s': %s%s", what, path,
                     strerrordesc_np(e), advice);
    lc_detail(ctx, "path", path);
    return status;
}

/* A fresh file gets its page; one process does it. */
static ctr_status fill(struct lc_ctx *ctx, int fd, const char *path)
{
    char page[LC_WAITING_PAGE] = {0};
    struct stat st;
    ctr_status status = CTR_OK;

    for (int i = 0; !lock_byte(fd, INIT_BYTE, F_WRLCK); i++) {
        const struct timespec nap = {0, 1000000};
        if (i == INIT_TRIES || (errno != EAGAIN && errno != EACCES && errno != EINTR)) {
            return file_trouble(ctx, path, "lock");
        }
        nanosleep(&nap, NULL);
    }
    if (fstat(fd, &st) != 0) {
        status = file_trouble(ctx, path, "look at");
    } else if (st.st_size == 0) {
        memcpy(page, magic, sizeof magic);
        ssize_t n = pwrite(fd, page, sizeof page, 0);
        if (n != (ssize_t)sizeof page) {
            errno = n < 0 ? errno : ENOSPC;
            status = file_trouble(ctx, path, "write");
            if (ftruncate(fd, 0) != 0) { /* half a page would be taken for somebody else's file */
                unlink(path);
            }
        }
    }
    lock_byte(fd, INIT_BYTE, F_UNLCK);
    return status;
}

static ctr_status map(struct lc_ctx *ctx, int fd, const char *path, void **out)
{
    struct stat st;

    if (fstat(fd, &st) != 0) {
        return file_trouble(ctx, path, "look at");
    }
    if (S_ISREG(st.st_mode) && st.st_size == 0) {
        LC_TRY(fill(ctx, fd, path));
        if (fstat(fd, &st) != 0) {
            return file_trouble(ctx, path, "look at");
        }
    }
    void *at = MAP_FAILED;
    if (S_ISREG(st.st_mode) && st.st_size >= LC_WAITING_PAGE) {
        at = mmap(NULL, LC_WAITING_PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (at == MAP_FAILED) {
            return file_trouble(ctx, path, "map");
        }
    }
    if (at == MAP_FAILED || memcmp(at, magic, sizeof magic) != 0) {
        if (at != MAP_FAILED) {
            munmap(at, LC_WAITING_PAGE);
        }
        ctr_status status = lc_fail(ctx, CTR_E_NOT_OURS,
                                    "'%s' is where the store's lock file belongs, and holds "
                                    "something else; move it away",
                                    path);
        lc_detail(ctx, "path", path);
        return status;
    }
    *out = at;
    return CTR_OK;
}

/* So that everybody who may use the store may use its lock. Where we may not, the owner has. */
static void resemble(int fd, const struct stat *like)
{
    struct stat st;
    mode_t mode = like->st_mode & 0666;

    if (fstat(fd, &st) != 0) {
        return;
    }
    if (geteuid() == 0 && (st.st_uid != like->st_uid || st.st_gid != like->st_gid) &&
        fchown(fd, like->st_uid, like->st_gid) != 0) {
        return;
    }
    if ((st.st_mode & 0777) != mode && fchmod(fd, mode) != 0) {
        return;
    }
}

static ctr_status open_side(struct lc_ctx *ctx, struct lc_turnstile *t, const char *path,
                            const struct stat *like)
{
    t->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK, MODE_NEW);
    if (t->fd < 0) {
        return file_trouble(ctx, path, "open");
    }
    if (like) {
        resemble(t->fd, like);
    }
    ctr_status status = map(ctx, t->fd, path, &t->shared);
    if (status != CTR_OK) {
        close(t->fd);
        t->fd = -1;
    }
    return status;
}

void lc_turnstile_init(struct lc_turnstile *t)
{
    *t = (struct lc_turnstile){.fd = -1};
}

ctr_status lc_turnstile_open(struct lc_ctx *ctx, struct lc_turnstile *t, const char *path,
                             const struct stat *like)
{
    size_t size = strlen(path) + 1;

    lc_turnstile_init(t);
    t->path = lc_alloc(&ctx->alloc, size);
    if (!t->path) {
        return lc_nomem(ctx);
    }
    memcpy(t->path, path, size);
    t->me = signature();
    t->looked_us = (int64_t)clock_us(CLOCK_MONOTONIC_COARSE);
    ctr_status status = open_side(ctx, t, path, like);
    if (status != CTR_OK) {
        lc_turnstile_close(&ctx->alloc, t);
    }
    return status;
}

void lc_turnstile_close(const ctr_allocator *alloc, struct lc_turnstile *t)
{
    lc_turnstile_leave(t);
    if (t->shared) {
        munmap(t->shared, LC_WAITING_PAGE);
    }
    if (t->fd >= 0) {
        close(t->fd); /* of the side file alone: no lock of SQLite hangs on it */
    }
    lc_release(alloc, t->path);
    lc_turnstile_init(t);
}

static uint64_t signed_as(uint64_t epoch, uint64_t who)
{
    return epoch << EPOCH_SHIFT | who;
}

/* Lock the byte of the epoch and sign; false if somebody has it, or the epoch just changed. */
static bool take(struct lc_turnstile *t)
{
    struct lc_waiting *w = t->shared;
    uint64_t seen = atomic_load(&w->holder);
    uint64_t epoch = seen >> EPOCH_SHIFT;

    if (!lock_byte(t->fd, LOCK_BYTES + epoch, F_WRLCK)) {
        return false;
    }
    do {
        if (seen >> EPOCH_SHIFT != epoch) {
            lock_byte(t->fd, LOCK_BYTES + epoch, F_UNLCK);
            return false;
        }
    } while (!atomic_compare_exchange_weak(&w->holder, &seen, signed_as(epoch, t->me)));
    t->epoch = epoch;
    t->held = true;
    return true;
}

/* If the holder who signed is dead, a copy of its open file holds the byte: leave it behind. */
static void bury(struct lc_turnstile *t)
{
    struct lc_waiting *w = t->shared;
    uint64_t seen = atomic_load(&w->holder);
    uint64_t who = seen & ((UINT64_C(1) << EPOCH_SHIFT) - 1);
    pid_t pid = (pid_t)(who & ((1 << NAMESPACE_SHIFT) - 1));

    if (pid && t->me && who >> NAMESPACE_SHIFT == t->me >> NAMESPACE_SHIFT && kill(pid, 0) != 0 &&
        errno == ESRCH) {
        uint64_t next = ((seen >> EPOCH_SHIFT) + 1) << EPOCH_SHIFT;
        atomic_compare_exchange_strong(&w->holder, &seen, next);
    }
}

/* Somebody deleted or replaced the side file: go where the others are. */
static ctr_status look_after_file(struct lc_ctx *ctx, struct lc_turnstile *t)
{
    struct lc_turnstile fresh = *t;
    struct stat st;
    int64_t now = (int64_t)clock_us(CLOCK_MONOTONIC_COARSE);

    if (now - t->looked_us < LOOK_US) {
        return CTR_OK;
    }
    if (fstat(t->fd, &st) == 0 && st.st_nlink == 0) {
        LC_TRY(open_side(ctx, &fresh, t->path, &st));
        munmap(t->shared, LC_WAITING_PAGE);
        close(t->fd);
        t->fd = fresh.fd;
        t->shared = fresh.shared;
    }
    t->looked_us = now;
    return CTR_OK;
}

/* OK, BUSY or CANCELLED; no message. */
static ctr_status await(struct lc_turnstile *t, const atomic_int *cancel, uint64_t deadline_us)
{
    struct lc_waiting *w = t->shared;
    uint64_t since = clock_us(CLOCK_MONOTONIC);
    uint64_t now = since;
    int slot = lc_waiting_join(w, since);
    ctr_status status = CTR_E_BUSY;

    while (now - since < deadline_us) {
        if (cancel && atomic_load_explicit(cancel, memory_order_relaxed)) {
            status = CTR_E_CANCELLED;
            break;
        }
        if (lc_waiting_turn(w, slot, since, now)) {
            if (take(t)) {
                status = CTR_OK;
                break;
            }
            bury(t);
        }
        uint64_t left = deadline_us - (now - since);
        lc_waiting_sleep(w, slot, left < POLL_US ? left : POLL_US);
        now = clock_us(CLOCK_MONOTONIC);
    }
    lc_waiting_part(w, slot, since);
    if (status != CTR_OK) {
        lc_waiting_call(w, now); /* a call that came meanwhile was for the next in the queue */
    }
    if ((int64_t)(now - since) > t->waited_us) {
        t->waited_us = (int64_t)(now - since);
    }
    return status;
}

ctr_status lc_turnstile_enter(struct lc_ctx *ctx, struct lc_turnstile *t, uint32_t deadline_ms)
{
    if (t->fd < 0 || t->held) {
        return CTR_OK;
    }
    LC_TRY(look_after_file(ctx, t));
    struct lc_waiting *w = t->shared;
    bool open = !atomic_load_explicit(&w->occupied, memory_order_relaxed) ||
                lc_waiting_open(w, clock_us(CLOCK_MONOTONIC));
    if (open && take(t)) {
        return CTR_OK;
    }
    ctr_status status =
        deadline_ms ? await(t, ctx->cancel, (uint64_t)deadline_ms * 1000) : CTR_E_BUSY;
    if (status == CTR_E_CANCELLED) {
        return lc_poll(ctx);
    }
    if (status == CTR_E_BUSY) {
        status = lc_fail(ctx, CTR_E_BUSY,
                         "another writer has held the store for %u ms; try again, or wait longer "
                         "by a larger deadline_ms",
                         (unsigned)deadline_ms);
        lc_detail_int(ctx, "limit", deadline_ms);
    }
    return status;
}

void lc_turnstile_leave(struct lc_turnstile *t)
{
    if (!t->held) {
        return;
    }
    struct lc_waiting *w = t->shared;
    uint64_t mine = signed_as(t->epoch, t->me);
    atomic_compare_exchange_strong(&w->holder, &mine, signed_as(t->epoch, 0));
    lock_byte(t->fd, LOCK_BYTES + t->epoch, F_UNLCK);
    t->held = false;
    if (atomic_load(&w->occupied)) {
        lc_waiting_call(w, clock_us(CLOCK_MONOTONIC));
    }
}
