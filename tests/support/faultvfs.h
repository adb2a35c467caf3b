/*
 * An SQLite VFS for tests that fails on purpose. It wraps the system's VFS and becomes the default
 * of the test process, so that the library needs no hook for it. Shared memory is passed through.
 *
 * Every call of the chosen kinds is counted from 1; call number `at` fails once, or it and all that
 * follow fail, or the process ends there as if killed (a write is then torn in half).
 */
#ifndef TESTS_SUPPORT_FAULTVFS_H
#define TESTS_SUPPORT_FAULTVFS_H

#include <stdbool.h>

enum faultvfs_mode { FAULTVFS_OFF, FAULTVFS_ONCE, FAULTVFS_PERSISTENT, FAULTVFS_KILL };

/* Kinds of calls, to be or-ed. */
enum {
    FAULTVFS_OPEN = 1,
    FAULTVFS_READ = 2,
    FAULTVFS_WRITE = 4,
    FAULTVFS_SYNC = 8,
    FAULTVFS_TRUNCATE = 16,
    FAULTVFS_DELETE = 32,
    FAULTVFS_LOCK = 64,     /* file locks, not those in shared memory */
    FAULTVFS_SHM_MAP = 128, /* growing the wal-index */
    FAULTVFS_CHANGES = FAULTVFS_OPEN | FAULTVFS_WRITE | FAULTVFS_SYNC | FAULTVFS_TRUNCATE |
                       FAULTVFS_DELETE | FAULTVFS_SHM_MAP,
    FAULTVFS_ALL = 255
};

enum { FAULTVFS_EXIT = 137 };

/* Become the default VFS. Once a process, before its first store. */
void faultvfs_install(void);
/* Begin to count, and fail at `at` (0 = never). `full` makes writes fail with SQLITE_FULL instead
 * of SQLITE_IOERR_WRITE. */
void faultvfs_arm(enum faultvfs_mode mode, unsigned kinds, long at, bool full);
void faultvfs_disarm(void);
/* Calls since faultvfs_arm. */
long faultvfs_count(void);
/* Did one fail? */
bool faultvfs_fired(void);

#endif
