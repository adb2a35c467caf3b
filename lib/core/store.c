/* The handle's end, and its log. How it begins: store_open.c. */
#include "core/store.h"

#include "base/time.h"
#include "core/place.h"
#include "core/store_make.h"

#include <stdarg.h>
#include <stdio.h>

enum { CLOSE_WAIT_MS = 100, MAX_LOG = 1024 };

const struct lc_word lc_words_durability[] = {{CTR_DURABILITY_DEFAULT, "default"},
                                              {CTR_DURABILITY_FULL, "full"},
                                              {CTR_DURABILITY_NORMAL, "normal"},
                                              {0, NULL}};

void lc_store_log(ctr_store *store, int32_t level, const char *format, ...)
{
    char text[MAX_LOG];
    va_list args;

    if (!store->log) {
        return;
    }
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    store->log(store->user, level, text);
}

bool lc_store_calling(ctr_store *store)
{
    uintptr_t me = (uintptr_t)pthread_self();
    bool found = false;

    if (atomic_load_explicit(&store->owner, memory_order_relaxed) == me) {
        return true;
    }
    if (!atomic_load_explicit(&store->callers, memory_order_relaxed)) {
        return false; /* this thread would see itself */
    }
    pthread_mutex_lock(&store->callers_lock);
    for (struct lc_caller *c = atomic_load(&store->callers); c && !found; c = c->next) {
        found = c->thread == me;
    }
    pthread_mutex_unlock(&store->callers_lock);
    return found;
}

void lc_store_arrive(ctr_store *store, struct lc_caller *caller)
{
    caller->thread = (uintptr_t)pthread_self();
    pthread_mutex_lock(&store->callers_lock);
    caller->next = atomic_load(&store->callers);
    atomic_store(&store->callers, caller);
    pthread_mutex_unlock(&store->callers_lock);
}

void lc_store_depart(ctr_store *store, struct lc_caller *caller)
{
    if (!caller->thread) {
        return;
    }
    pthread_mutex_lock(&store->callers_lock);
    struct lc_caller *c = atomic_load(&store->callers);
    if (c == caller) {
        atomic_store(&store->callers, caller->next);
    } else {
        while (c->next != caller) {
            c = c->next;
        }
        c->next = caller->next;
    }
    pthread_mutex_unlock(&store->callers_lock);
    caller->thread = 0;
}

ctr_status lc_store_now(struct lc_ctx *ctx, const ctr_store *store, int64_t *now_us)
{
    LC_TRY(lc_hook_answer(ctx, "clock", store->clock(store->user, now_us)));
    if (*now_us >= 0 && *now_us <= LC_TIME_LAST) {
        return CTR_OK;
    }
    return lc_fail(
        ctx, CTR_E_IO,
        "the clock says %lld microseconds since 1970, which is none of the years 1970 to "
        "9999; set it, or name the instant of the call",
        (long long)*now_us);
}

ctr_status lc_store_random(struct lc_ctx *ctx, const ctr_store *store, void *buffer, size_t size)
{
    return lc_hook_answer(ctx, "random", store->random(store->user, buffer, size));
}

void lc_store_free(ctr_store *store, bool tidy)
{
    ctr_allocator alloc = store->alloc;

    lc_cache_free(&store->cache);
    lc_db_close(&store->db, tidy);
    lc_turnstile_close(&alloc, &store->turnstile); /* after the connection: it closes under it */
    lc_guard_close(&store->guard);
    pthread_mutex_destroy(&store->lock);
    pthread_mutex_destroy(&store->callers_lock);
    lc_release(&alloc, store->path);
    lc_release(&alloc, store->file);
    lc_release(&alloc, store->seen);
    lc_release(&alloc, store->actor);
    lc_release(&alloc, store);
}

/* Leave one file behind, if nobody stands in the way: empty the log into the file, and let SQLite
 * delete -wal and -shm when ours is the last connection. */
static bool tidy_up(struct lc_ctx *ctx, ctr_store *store)
{
    bool busy = true;

    if (!store->file || lc_guard_file(ctx, &store->guard) != CTR_OK || lc_db_moved(&store->db)) {
        return false; /* these names may belong to another store by now */
    }
    if (store->turnstile.fd < 0) {
        /* a reader does not move other people's commits, but an empty log may go */
        return store->db.query_only && !lc_db_read_only(&store->db) &&
               lc_place_beside(ctx, store->file, "-wal") == 0;
    }
    /* whoever else closes now holds it for some milliseconds */
    if (lc_turnstile_enter(ctx, &store->turnstile, CLOSE_WAIT_MS) != CTR_OK) {
        return false;
    }
    return lc_store_checkpoint(ctx, store, SQLITE_CHECKPOINT_TRUNCATE, &busy) == CTR_OK && !busy;
}

void lc_store_close(ctr_store *store)
{
    struct lc_ctx ctx;
    struct lc_caller me;

    if (!store || lc_guard_forked(&store->guard) || lc_store_calling(store)) {
        return; /* the call that is running goes on needing it */
    }
    lc_store_arrive(store, &me); /* the log is a callback */
    lc_stmt_done_all(&store->db);
    lc_db_rollback(&store->db);
    ctr_status status = lc_ctx_begin(&ctx, &store->alloc);
    bool tidy = status == CTR_OK && tidy_up(&ctx, store);
    if (ctx.error) {
        lc_store_log(store, LC_LOG_INFO, "the store was not tidied up: %s",
                     ctr_error_message(ctx.error));
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
    lc_store_depart(store, &me);
    lc_store_free(store, tidy);
}
