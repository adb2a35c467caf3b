/*
 * The store's handle: connection, lock, turnstile, guards, clock, cache. No verbs of the domain.
 */
#ifndef LC_CORE_STORE_H
#define LC_CORE_STORE_H

#include "base/shape.h"
#include "base/uuid.h"
#include "core/cache.h"
#include "core/coherence.h"
#include "core/guard.h"
#include "core/turnstile.h"
#include "db/db.h"

#include <contracts/store.h>

#include <pthread.h>

/* A thread in a call that does not hold the store's lock, but may be in a callback. */
struct lc_caller {
    uintptr_t thread;
    struct lc_caller *next;
};

extern const struct lc_word lc_words_durability[];

struct ctr_store {
    ctr_allocator alloc;
    struct lc_db db;
    pthread_mutex_t lock;
    _Atomic(uintptr_t) owner; /* thread that holds the lock, for re-entry from callbacks */
    pthread_mutex_t callers_lock;
    _Atomic(struct lc_caller *) callers;
    atomic_int cancel;
    char *path;  /* as given */
    char *file;  /* absolute, links resolved; NULL in memory */
    char *seen;  /* absolute, as the guard looks at it; NULL in memory */
    char *actor; /* default actor */
    char uuid[LC_UUID_TEXT];
    uint32_t flags; /* CTR_STORE_* */
    uint32_t deadline_ms;
    ctr_durability durability;
    struct lc_limits limits;
    int64_t schema;           /* of the file */
    int64_t checkpoint_tried; /* WAL size at the last busy checkpoint */
    struct lc_turnstile turnstile;
    struct lc_guard guard;
    struct lc_coherence coherence;
    struct lc_cache cache;
    struct lc_uuid_source uuids;
    int (*clock)(void *user, int64_t *now_us);
    int (*random)(void *user, void *buffer, size_t size);
    void (*log)(void *user, int32_t level, const char *text);
    int (*authorise)(void *user, const char *actor, const char *verb, const char *subject);
    ctr_progress_fn progress;
    void *user;
};

enum { LC_APPLICATION_ID = 0x6C634354 /* "lcCT" */, LC_SCHEMA = 8, LC_CHECKPOINT_PAGES = 1000 };

/* The steps of the schema that brought a room; an older file that is only read lacks it. */
enum {
    LC_SCHEMA_LEDGERS = 2,
    LC_SCHEMA_CHANGES = 3,
    LC_SCHEMA_ASSESSMENTS = 4,
    LC_SCHEMA_TIMERS = 5,
    LC_SCHEMA_WATCHES = 6,
    LC_SCHEMA_POLICIES = 7,
    LC_SCHEMA_RUNS = 8
};

/* Levels of the log. */
enum { LC_LOG_ERROR, LC_LOG_WARNING, LC_LOG_INFO, LC_LOG_DEBUG };

/* Open, creating and migrating as needed. On success of a creation *created is true, for exactly
 * one of those who open at once; the caller appends store.created (the journal is a room above this
 * layer). A creator killed before that leaves a good store whose journal is empty. */
ctr_status lc_store_open(struct lc_ctx *ctx, const char *path, const ctr_store_options *options,
                         ctr_store **out, bool *created);
/* Checkpoint under the turnstile if it is to be had at once, close, free. NULL is allowed. In the
 * child of a fork it does nothing, for what SQLite holds belongs to the parent; nor in a callback
 * of the store, whose call goes on needing it. */
void lc_store_close(ctr_store *store);

/* A checkpoint in `mode` (an SQLITE_CHECKPOINT_* value), the turnstile being held. The real mode is
 * TRUNCATE; tests drive PASSIVE to show why. BUSY is not a failure: *busy is set. */
ctr_status lc_store_checkpoint(struct lc_ctx *ctx, ctr_store *store, int mode, bool *busy);
/* After a commit, the turnstile being held: checkpoint if the log has grown enough. Cannot fail
 * what is committed: trouble goes to the log. */
void lc_store_checkpoint_due(struct lc_ctx *ctx, ctr_store *store);

/* Is this thread in a call of the store, so in one of its callbacks? */
bool lc_store_calling(ctr_store *store);
/* From the beginning of a call until it holds the lock or ends. */
void lc_store_arrive(ctr_store *store, struct lc_caller *caller);
void lc_store_depart(ctr_store *store, struct lc_caller *caller);

/* One line to the host's log, if it has one. */
void lc_store_log(ctr_store *store, int32_t level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The host's time and chance; IO if it cannot say. */
ctr_status lc_store_now(struct lc_ctx *ctx, const ctr_store *store, int64_t *now_us);
ctr_status lc_store_random(struct lc_ctx *ctx, const ctr_store *store, void *buffer, size_t size);

#endif
