/* The failing VFS. */
#include "support/faultvfs.h"

#include <sqlite3.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct fault_file {
    sqlite3_file base;
    sqlite3_file *real; /* lies behind this struct */
};

static sqlite3_vfs *real_vfs;
static sqlite3_vfs fault_vfs;
static atomic_int armed_mode;
static atomic_uint armed_kinds;
static atomic_long armed_at;
static atomic_long calls;
static atomic_bool fired;
static atomic_bool disk_full;

void faultvfs_arm(enum faultvfs_mode mode, unsigned kinds, long at, bool full)
{
    armed_kinds = kinds;
    armed_at = at;
    disk_full = full;
    calls = 0;
    fired = false;
    armed_mode = (int)mode;
}

void faultvfs_disarm(void)
{
    armed_mode = FAULTVFS_OFF;
    armed_at = 0;
    armed_kinds = 0;
}

long faultvfs_count(void)
{
    return calls;
}

bool faultvfs_fired(void)
{
    return fired;
}

/* True if this call is to fail; `dies` tells that the process is to end instead. */
static bool strikes(unsigned kind, bool *dies)
{
    *dies = false;
    if (!(armed_kinds & kind)) {
        return false;
    }
    long n = ++calls;
    long at = armed_at;
    int mode = armed_mode;
    if (!at || mode == FAULTVFS_OFF || n < at || (mode != FAULTVFS_PERSISTENT && n > at)) {
        return false;
    }
    fired = true;
    *dies = mode == FAULTVFS_KILL;
    return true;
}

static bool fails(unsigned kind)
{
    bool dies;
    bool struck = strikes(kind, &dies);
    if (dies) {
        _exit(FAULTVFS_EXIT);
    }
    return struck;
}

static sqlite3_file *real_of(sqlite3_file *file)
{
    return ((struct fault_file *)file)->real;
}

#define REAL(file) real_of(file)->pMethods

static int f_close(sqlite3_file *f)
{
    return REAL(f)->xClose(real_of(f));
}

static int f_read(sqlite3_file *f, void *to, int size, sqlite3_int64 at)
{
    return fails(FAULTVFS_READ) ? SQLITE_IOERR_READ : REAL(f)->xRead(real_of(f), to, size, at);
}

static int f_write(sqlite3_file *f, const void *from, int size, sqlite3_int64 at)
{
    bool dies;
    if (!strikes(FAULTVFS_WRITE, &dies)) {
        return REAL(f)->xWrite(real_of(f), from, size, at);
    }
    if (dies) {
        REAL(f)->xWrite(real_of(f), from, size / 2, at);
        _exit(FAULTVFS_EXIT);
    }
    return disk_full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

static int f_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    return fails(FAULTVFS_TRUNCATE) ? SQLITE_IOERR_TRUNCATE : REAL(f)->xTruncate(real_of(f), size);
}

static int f_sync(sqlite3_file *f, int flags)
{
    return fails(FAULTVFS_SYNC) ? SQLITE_IOERR_FSYNC : REAL(f)->xSync(real_of(f), flags);
}

static int f_size(sqlite3_file *f, sqlite3_int64 *size)
{
    return REAL(f)->xFileSize(real_of(f), size);
}

static int f_lock(sqlite3_file *f, int level)
{
    return fails(FAULTVFS_LOCK) ? SQLITE_IOERR_LOCK : REAL(f)->xLock(real_of(f), level);
}

static int f_unlock(sqlite3_file *f, int level)
{
    return REAL(f)->xUnlock(real_of(f), level);
}

static int f_reserved(sqlite3_file *f, int *out)
{
    return REAL(f)->xCheckReservedLock(real_of(f), out);
}

static int f_control(sqlite3_file *f, int op, void *arg)
{
    return REAL(f)->xFileControl(real_of(f), op, arg);
}

static int f_sector(sqlite3_file *f)
{
    return REAL(f)->xSectorSize(real_of(f));
}

static int f_device(sqlite3_file *f)
{
    return REAL(f)->xDeviceCharacteristics(real_of(f));
}

static int f_shm_map(sqlite3_file *f, int region, int size, int extend, void volatile **out)
{
    return extend && fails(FAULTVFS_SHM_MAP)
               ? SQLITE_IOERR_SHMMAP
               : REAL(f)->xShmMap(real_of(f), region, size, extend, out);
}

static int f_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
    return REAL(f)->xShmLock(real_of(f), offset, n, flags);
}

static void f_shm_barrier(sqlite3_file *f)
{
    REAL(f)->xShmBarrier(real_of(f));
}

static int f_shm_unmap(sqlite3_file *f, int remove)
{
    return REAL(f)->xShmUnmap(real_of(f), remove);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = f_close,
    .xRead = f_read,
    .xWrite = f_write,
    .xTruncate = f_truncate,
    .xSync = f_sync,
    .xFileSize = f_size,
    .xLock = f_lock,
    .xUnlock = f_unlock,
    .xCheckReservedLock = f_reserved,
    .xFileControl = f_control,
    .xSectorSize = f_sector,
    .xDeviceCharacteristics = f_device,
    .xShmMap = f_shm_map,
    .xShmLock = f_shm_lock,
    .xShmBarrier = f_shm_barrier,
    .xShmUnmap = f_shm_unmap,
};

static int v_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    struct fault_file *f = (struct fault_file *)file;
    (void)vfs;

    memset(f, 0, sizeof *f);
    if (fails(FAULTVFS_OPEN)) {
        return SQLITE_CANTOPEN;
    }
    f->real = (sqlite3_file *)(void *)(f + 1);
    f->real->pMethods = NULL;
    int rc = real_vfs->xOpen(real_vfs, name, f->real, flags, out);
    f->base.pMethods = f->real->pMethods ? &methods : NULL;
    return rc;
}

static int v_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    (void)vfs;
    return fails(FAULTVFS_DELETE) ? SQLITE_IOERR_DELETE : real_vfs->xDelete(real_vfs, name, sync);
}

static int v_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
    (void)vfs;
    return real_vfs->xAccess(real_vfs, name, flags, out);
}

static int v_full_path(sqlite3_vfs *vfs, const char *name, int size, char *out)
{
    (void)vfs;
    return real_vfs->xFullPathname(real_vfs, name, size, out);
}

static int v_random(sqlite3_vfs *vfs, int size, char *out)
{
    (void)vfs;
    return real_vfs->xRandomness(real_vfs, size, out);
}

static int v_sleep(sqlite3_vfs *vfs, int us)
{
    (void)vfs;
    return real_vfs->xSleep(real_vfs, us);
}

static int v_time(sqlite3_vfs *vfs, double *out)
{
    (void)vfs;
    return real_vfs->xCurrentTime(real_vfs, out);
}

static int v_last_error(sqlite3_vfs *vfs, int size, char *out)
{
    (void)vfs;
    return real_vfs->xGetLastError(real_vfs, size, out);
}

static int v_time64(sqlite3_vfs *vfs, sqlite3_int64 *out)
{
    (void)vfs;
    return real_vfs->xCurrentTimeInt64(real_vfs, out);
}

void faultvfs_install(void)
{
    if (real_vfs) {
        return;
    }
    sqlite3_vfs *found = sqlite3_vfs_find(NULL);
    if (!found) {
        abort();
    }
    fault_vfs = (sqlite3_vfs){
        .iVersion = 2,
        .szOsFile = (int)sizeof(struct fault_file) + found->szOsFile,
        .mxPathname = found->mxPathname,
        .zName = "fault",
        .xOpen = v_open,
        .xDelete = v_delete,
        .xAccess = v_access,
        .xFullPathname = v_full_path,
        .xRandomness = v_random,
        .xSleep = v_sleep,
        .xCurrentTime = v_time,
        .xGetLastError = v_last_error,
        .xCurrentTimeInt64 = v_time64,
    };
    real_vfs = found;
    if (sqlite3_vfs_register(&fault_vfs, 1) != SQLITE_OK) {
        abort();
    }
}
