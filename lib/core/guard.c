/* Guards against a fork, a file that was swapped under us, and file systems without real locks. */
#include "core/guard.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

enum { PAGE = 4096, LOOK_US = 100000, FDINFO_BYTES = 4096 };

/* Magic numbers of linux/magic.h, and of a few that are not in it. */
static const struct {
    int64_t magic;
    const char *name;
} network[] = {
    {0x6969, "NFS"},       {0x517B, "SMB"},       {0xFE534D42, "SMB2"},   {0xFF534D42, "CIFS"},
    {0x01021997, "9P"},    {0x65735546, "FUSE"},  {0x73757245, "Coda"},   {0x5346414F, "AFS"},
    {0x6B414653, "AFS"},   {0x00C36400, "Ceph"},  {0x0BD00BD0, "Lustre"}, {0x47504653, "GPFS"},
    {0x7461636F, "OCFS2"}, {0x01161970, "GFS2"},  {0x564C, "NCP"},        {0x786F4256, "vboxsf"},
    {0x19830326, "FhGFS"}, {0xAAD7AAEA, "PanFS"},
};

static int64_t coarse_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

const char *lc_guard_network(int64_t magic)
{
    for (size_t i = 0; i < sizeof network / sizeof network[0]; i++) {
        if (network[i].magic == magic) {
            return network[i].name;
        }
    }
    return NULL;
}

ctr_status lc_guard_local(struct lc_ctx *ctx, const char *path)
{
    struct statfs fs;

    if (statfs(path, &fs) != 0) {
        return lc_fail(ctx, CTR_E_IO, "cannot look at the file system of '%s': %s", path,
                       strerrordesc_np(errno));
    }
    /* the field's width and sign differ between machines; the numbers have 32 bits */
    const char *name = lc_guard_network((int64_t)(uint32_t)fs.f_type);
    if (!name) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(ctx, CTR_E_UNSUPPORTED,
                                "'%s' is on a network or user-space file system (%s), whose locks "
                                "cannot be relied on; put the store on a local disk",
                                path, name);
    lc_detail(ctx, "path", path);
    return status;
}

/* Fork is told by a page that the kernel clears in the child: no system call, no handler. */
static void watch_process(struct lc_guard *g)
{
    g->pid = getpid();
    void *page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) {
        return;
    }
    if (madvise(page, PAGE, MADV_WIPEONFORK) != 0) { /* Linux before 4.14 */
        munmap(page, PAGE);
        return;
    }
    g->page = page;
    g->page[0] = 1;
}

ctr_status lc_guard_open(struct lc_ctx *ctx, struct lc_guard *g, const char *path)
{
    struct stat st;

    *g = (struct lc_guard){.path = path};
    if (path) {
        if (stat(path, &st) != 0) {
            return lc_fail(ctx, CTR_E_REPLACED, "'%s' went away while it was opened: %s", path,
                           strerrordesc_np(errno));
        }
        g->device = st.st_dev;
        g->inode = st.st_ino;
        g->looked_us = coarse_us();
    }
    watch_process(g);
    return CTR_OK;
}

void lc_guard_close(struct lc_guard *g)
{
    if (g->page) {
        munmap(g->page, PAGE);
        g->page = NULL;
    }
}

bool lc_guard_forked(const struct lc_guard *g)
{
    return g->page ? g->page[0] != 1 : g->pid != getpid();
}

ctr_status lc_guard_fork(struct lc_ctx *ctx, const struct lc_guard *g)
{
    return lc_guard_forked(g)
               ? lc_fail(
                     ctx, CTR_E_FORKED,
                     "the store was opened before a fork, which left it to the parent; open stores "
                     "after the fork")
               : CTR_OK;
}

bool lc_guard_due(const struct lc_guard *g)
{
    return g->path && coarse_us() - g->looked_us >= LOOK_US;
}

ctr_status lc_guard_file(struct lc_ctx *ctx, struct lc_guard *g)
{
    struct stat st;

    if (!g->path) {
        return CTR_OK;
    }
    bool there = stat(g->path, &st) == 0;
    int reason = there ? 0 : errno;
    if (there && st.st_dev == g->device && st.st_ino == g->inode) {
        g->looked_us = coarse_us();
        return CTR_OK;
    }
    bool gone = reason == ENOENT || reason == ENOTDIR;
    ctr_status status =
        there || gone
            ? lc_fail(ctx, CTR_E_REPLACED, "'%s' was %s while it was open; close the store and %s",
                      g->path, gone ? "removed" : "replaced by another file",
                      gone ? "restore the file" : "open it again")
            : lc_fail(ctx, CTR_E_IO, "cannot look at '%s': %s", g->path, strerrordesc_np(reason));
    lc_detail(ctx, "path", g->path);
    return status;
}

/* Does this descriptor of ours carry a lock of ours, as the kernel tells it? */
static bool carries_lock(const char *fd)
{
    char path[64];
    char text[FDINFO_BYTES];

    snprintf(path, sizeof path, "/proc/self/fdinfo/%.20s", fd);
    int info = open(path, O_RDONLY | O_CLOEXEC);
    if (info < 0) {
        return true; /* cannot tell */
    }
    ssize_t n = read(info, text, sizeof text - 1);
    close(info);
    text[n > 0 ? n : 0] = '\0';
    return n <= 0 || strstr(text, "POSIX") != NULL;
}

/* Some sandboxes have the files of /proc, but tell no locks in them: try with one we know of. */
static bool locks_are_told(void)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1};
    char name[16];

    int fd = memfd_create("lc-guard", MFD_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    snprintf(name, sizeof name, "%d", fd);
    bool told = fcntl(fd, F_SETLK, &lock) == 0 && carries_lock(name);
    close(fd);
    return told;
}

/* A name in /proc/self/fd; -1 for "." and "..". */
static int number(const char *name)
{
    int n = *name ? 0 : -1;
    for (; *name && n >= 0; name++) {
        n = *name >= '0' && *name <= '9' && n < 100000000 ? n * 10 + (*name - '0') : -1;
    }
    return n;
}

ctr_status lc_guard_inherited(struct lc_ctx *ctx, const struct lc_guard *g)
{
    struct stat st;
    bool open_here = false;
    bool locked = false;
    DIR *dir = g->path ? opendir("/proc/self/fd") : NULL;

    if (!dir) {
        return CTR_OK;
    }
    for (struct dirent *e = readdir(dir); e && !locked; e = readdir(dir)) {
        int fd = number(e->d_name);
        if (fd >= 0 && fstat(fd, &st) == 0 && st.st_ino == g->inode && st.st_dev == g->device) {
            open_here = true;
            locked = carries_lock(e->d_name);
        }
    }
    closedir(dir);
    if (!open_here || locked || !locks_are_told()) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(ctx, CTR_E_FORKED,
                                "'%s' was open when this process was forked, and cannot be opened "
                                "again in it; close it before a fork, or run a new program",
                                g->path);
    lc_detail(ctx, "path", g->path);
    return status;
}
