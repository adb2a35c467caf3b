/*
 * The op: every resource of one call, taken in one order and given back in the reverse one.
 *
 *   lock of the handle > identity of the file > turnstile > transaction
 *
 * The cheap path is a read from the cache: no allocation, no system call, no statement.
 */
#include "core/op.h"

#include "base/first.h"
#include "base/names.h"
#include "base/opts.h"

#include <errno.h>
#include <time.h>

enum { MAX_ACTOR = 256, MAX_REASON = 4096, CHANGES_A_LOOK = 256 };

static const uint32_t known_flags = CTR_CALL_DRY_RUN | CTR_CALL_FORCE | CTR_CALL_DECLARE_BREAK;

static int64_t monotonic_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* --- before the lock --- */

ctr_status lc_call_read(struct lc_ctx *ctx, const ctr_call *given, ctr_call *out)
{
    *out = (ctr_call){.struct_size = sizeof *out};
    LC_TRY(lc_options_read(ctx, "ctr_call", given, given ? given->struct_size : 0, out, sizeof *out,
                           LC_FIRST_ctr_call));
    if (out->flags & ~known_flags) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "flags of ctr_call hold 0x%x, which has no meaning",
                       (unsigned)(out->flags & ~known_flags));
    }
    LC_TRY(lc_check_text(ctx, "actor", out->actor, MAX_ACTOR));
    if (out->actor && !*out->actor) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "actor is empty, wanted a name or NULL");
    }
    LC_TRY(lc_check_text(ctx, "reason", out->reason, MAX_REASON));
    LC_TRY(lc_check_time(ctx, "now_us of ctr_call", out->now_us));
    if (out->if_revision < 0) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "if_revision of ctr_call is %lld, wanted 0 or more",
                       (long long)out->if_revision);
    }
    return CTR_OK;
}

static ctr_status read_call(struct lc_op *op, const ctr_call *call)
{
    ctr_call c;

    LC_TRY(lc_call_read(&op->ctx, call, &c));
    op->actor = c.actor ? c.actor : op->actor;
    op->reason = c.reason;
    op->if_revision = c.if_revision;
    op->flags = c.flags;
    op->now_given = c.now_us != 0;
    op->ctx.now_us = c.now_us;
    return CTR_OK;
}

ctr_status lc_op_open(struct lc_op *op, ctr_store *store, const ctr_call *call)
{
    *op = (struct lc_op){.store = store, .kind = LC_TXN_READ};
    if (!store) {
        LC_TRY(lc_ctx_begin(&op->ctx, NULL));
        return lc_fail(&op->ctx, CTR_E_ARGUMENT, "store is NULL");
    }
    op->db = &store->db;
    op->actor = store->actor;
    op->ctx = (struct lc_ctx){.alloc = store->alloc,
                              .limits = store->limits,
                              .cancel = &store->cancel,
                              .progress = store->progress,
                              .progress_user = store->user};
    lc_arena_init(&op->ctx.arena, &op->ctx.alloc);
    LC_TRY(lc_guard_fork(&op->ctx, &store->guard));
    if (lc_store_calling(store)) {
        return lc_fail(&op->ctx, CTR_E_ARGUMENT,
                       "a callback used the store that is calling it; use it when that call is "
                       "over, or open another handle");
    }
    lc_store_arrive(store, &op->caller);
    LC_TRY(read_call(op, call));
    return op->now_given ? CTR_OK : lc_store_now(&op->ctx, store, &op->ctx.now_us);
}

/* --- the lock and what is under it --- */

#ifdef __has_feature
#if __has_feature(thread_sanitizer)
#define LC_THREAD_SANITIZER
#endif
#endif

/* ThreadSanitizer (gcc 12, clang 14) does not know pthread_mutex_clocklock. */
static int lock_within(pthread_mutex_t *lock, uint32_t ms)
{
#if defined(__SANITIZE_THREAD__) || defined(LC_THREAD_SANITIZER)
    const clockid_t clock = CLOCK_REALTIME;
#else
    const clockid_t clock = CLOCK_MONOTONIC;
#endif
    struct timespec t;
    clock_gettime(clock, &t);
    t.tv_sec += ms / 1000;
    t.tv_nsec += (long)(ms % 1000) * 1000000;
    t.tv_sec += t.tv_nsec / 1000000000;
    t.tv_nsec %= 1000000000;
    return clock == CLOCK_REALTIME ? pthread_mutex_timedlock(lock, &t)
                                   : pthread_mutex_clocklock(lock, clock, &t);
}

static ctr_status lock_handle(struct lc_op *op)
{
    ctr_store *store = op->store;
    int error = pthread_mutex_trylock(&store->lock);

    if (error == EBUSY) {
        error = lock_within(&store->lock, store->deadline_ms);
    }
    if (error) {
        ctr_status status = lc_fail(&op->ctx, CTR_E_BUSY,
                                    "another thread has used this store for %u ms; try again, or "
                                    "open a store of its own for each thread",
                                    (unsigned)store->deadline_ms);
        lc_detail_int(&op->ctx, "limit", store->deadline_ms);
        return status;
    }
    atomic_store_explicit(&store->owner, (uintptr_t)pthread_self(), memory_order_relaxed);
    lc_store_depart(store, &op->caller);
    op->begun = true;
    return CTR_OK;
}

ctr_status lc_op_lock(struct lc_op *op)
{
    LC_TRY(lock_handle(op));
    op->db->busy_ms = op->store->deadline_ms;
    return lc_poll(&op->ctx);
}

/* What is left of the deadline; a last moment, even when the wait for the lock took it all. */
static uint32_t left_ms(const ctr_store *store, int64_t since_us)
{
    int64_t spent = (monotonic_us() - since_us) / 1000;
    return spent < store->deadline_ms ? store->deadline_ms - (uint32_t)spent : 1;
}

/* A newer library may have migrated the file while we had it open. */
static ctr_status check_schema(struct lc_op *op)
{
    int64_t schema;

    LC_TRY(lc_db_user_version(&op->ctx, op->db, &schema));
    if (schema == LC_SCHEMA) {
        return CTR_OK;
    }
    return schema > LC_SCHEMA
               ? lc_fail(&op->ctx, CTR_E_NEWER,
                         "'%s' now has schema %lld, written by a newer library; this one knows "
                         "schema %d; use the newer one",
                         op->store->path, (long long)schema, LC_SCHEMA)
               : lc_fail(&op->ctx, CTR_E_STATE,
                         "'%s' has schema %lld, wanted %d; migrate the store first",
                         op->store->path, (long long)schema, LC_SCHEMA);
}

static ctr_status begin_write(struct lc_op *op, int64_t since_us)
{
    ctr_store *store = op->store;

    op->kind = LC_TXN_WRITE;
    LC_TRY(lc_guard_file(&op->ctx, &store->guard));
    LC_TRY(lc_turnstile_enter(&op->ctx, &store->turnstile, left_ms(store, since_us)));
    op->db->busy_ms = left_ms(store, since_us);
    LC_TRY(lc_db_begin(&op->ctx, op->db, LC_TXN_WRITE));
    op->in_txn = true;
    op->waited_us = monotonic_us() - since_us;
    if (!op->now_given) { /* after the wait: time follows the order */
        LC_TRY(lc_store_now(&op->ctx, store, &op->ctx.now_us));
    }
    return check_schema(op);
}

ctr_status lc_op_enter(struct lc_op *op, enum lc_txn_kind kind)
{
    ctr_store *store = op->store;
    int64_t since_us = kind == LC_TXN_WRITE ? monotonic_us() : 0;

    if (kind == LC_TXN_WRITE && store->flags & CTR_STORE_READONLY) {
        ctr_status status = lc_fail(&op->ctx, CTR_E_READONLY,
                                    "'%s' was opened read-only and cannot be changed", store->path);
        lc_detail(&op->ctx, "path", store->path);
        return status;
    }
    LC_TRY(lc_op_lock(op));
    op->kind = kind;
    if (kind == LC_TXN_WRITE) {
        return begin_write(op, since_us);
    }
    return lc_guard_due(&store->guard) ? lc_guard_file(&op->ctx, &store->guard) : CTR_OK;
}

ctr_status lc_op_begin(struct lc_op *op, ctr_store *store, enum lc_txn_kind kind,
                       const ctr_call *call)
{
    LC_TRY(lc_op_open(op, store, call));
    return lc_op_enter(op, kind);
}

bool lc_op_pause(struct lc_op *op)
{
    if (op->kind != LC_TXN_WRITE || !op->in_txn || lc_db_has_changed(op->db)) {
        return false;
    }
    lc_stmt_done_all(op->db);
    lc_db_rollback(op->db);
    lc_turnstile_leave(&op->store->turnstile);
    op->in_txn = false;
    op->kind = LC_TXN_READ;
    op->head = (struct lc_head){0};
    return true;
}

ctr_status lc_op_resume(struct lc_op *op)
{
    lc_stmt_done_all(op->db);
    if (op->in_txn) {
        lc_db_end_read(op->db);
        op->in_txn = false;
    }
    LC_TRY(lc_poll(&op->ctx));
    return begin_write(op, monotonic_us() - op->waited_us);
}

/* --- the end --- */

static ctr_status finish_write(struct lc_op *op, ctr_status status)
{
    ctr_store *store = op->store;

    if (status != CTR_OK || lc_op_has(op, CTR_CALL_DRY_RUN)) {
        lc_db_rollback(op->db);
        return status;
    }
    lc_coherence_before_commit(&store->coherence, op->db);
    status = lc_db_commit(&op->ctx, op->db);
    if (status != CTR_OK) {
        lc_db_rollback(op->db);
    }
    lc_coherence_after_commit(&store->coherence, op->db); /* even so: better to look once more */
    if (status == CTR_OK) {
        lc_store_checkpoint_due(&op->ctx, store);
    }
    return status;
}

/* Everything that was begun, in reverse order. */
static ctr_status finish(struct lc_op *op, ctr_status status)
{
    ctr_store *store = op->store;

    if (op->in_txn && op->kind == LC_TXN_WRITE) {
        status = finish_write(op, status);
    } else if (op->in_txn) {
        lc_db_end_read(op->db);
    }
    lc_turnstile_leave(&store->turnstile);
    op->in_txn = false;
    op->begun = false;
    atomic_store_explicit(&store->owner, 0, memory_order_relaxed);
    pthread_mutex_unlock(&store->lock);
    return status;
}

ctr_status lc_op_end(struct lc_op *op, ctr_status status, ctr_error **err)
{
    if (op->begun) {
        lc_stmt_done_all(op->db);
    }
    if (status == CTR_OK && op->ctx.error) {
        status = ctr_error_status(op->ctx.error); /* a copy failed where nobody looked */
    }
    if (op->begun) {
        status = finish(op, status);
    } else if (op->store) {
        lc_store_depart(op->store, &op->caller);
    }
    return lc_ctx_end(&op->ctx, status, err);
}

/* --- what a call does --- */

ctr_status lc_op_authorise(struct lc_op *op, const char *verb, const char *subject)
{
    const ctr_store *store = op->store;

    if (!store->authorise || store->authorise(store->user, op->actor, verb, subject) == 1) {
        return CTR_OK;
    }
    ctr_status status =
        lc_fail(&op->ctx, CTR_E_DENIED, "'%s' may not %s on '%s'", op->actor, verb, subject);
    lc_detail(&op->ctx, "actor", op->actor);
    lc_detail(&op->ctx, "verb", verb);
    lc_detail(&op->ctx, "subject", subject);
    return status;
}

/* The first statement of a read: of the file we know, and one snapshot for all that follow. */
static ctr_status begin_read(struct lc_op *op)
{
    if (!op->looked) {
        LC_TRY(lc_guard_file(&op->ctx, &op->store->guard));
        op->looked = true;
    }
    if (op->kind == LC_TXN_READ) {
        LC_TRY(lc_db_begin(&op->ctx, op->db, LC_TXN_READ));
        op->in_txn = true;
    }
    return CTR_OK;
}

ctr_status lc_sql(struct lc_op *op, enum lc_sql_id id, struct lc_stmt **out)
{
    *out = NULL;
    if (!op->in_txn) {
        LC_TRY(begin_read(op));
    }
    return lc_stmt_get(&op->ctx, op->db, (int)id, out);
}

ctr_status lc_row(struct lc_op *op, struct lc_stmt *st, bool *row)
{
    return lc_step(&op->ctx, op->db, st, row);
}

ctr_status lc_run(struct lc_op *op, struct lc_stmt *st)
{
    return lc_step_done(&op->ctx, op->db, st, NULL);
}

ctr_status lc_run_changed(struct lc_op *op, struct lc_stmt *st, int64_t *changed)
{
    return lc_step_done(&op->ctx, op->db, st, changed);
}

int64_t lc_last_rid(struct lc_op *op)
{
    return lc_db_last_rid(op->db);
}

ctr_status lc_op_uuid(struct lc_op *op, struct lc_uuid *out)
{
    return lc_uuid_next(&op->ctx, &op->store->uuids, op->ctx.now_us, out);
}

/* --- the cache --- */

static ctr_status last_change(struct lc_op *op, int64_t *seq)
{
    struct lc_stmt *st;
    LC_TRY(lc_sql(op, LC_SQL_LAST_CHANGE, &st));
    LC_TRY(lc_step_row(&op->ctx, op->db, st));
    *seq = lc_col_int(st, 0);
    lc_stmt_done(st);
    return CTR_OK;
}

/* An event of no contract, such as an import, is about all of them. */
static void drop_contract(struct lc_cache *cache, int64_t rid)
{
    if (rid) {
        lc_cache_drop(cache, rid);
    } else {
        lc_cache_clear(cache);
    }
}

/* Drop what changed since event `seq`; everything when that is much. */
static ctr_status drop_changed(struct lc_op *op)
{
    ctr_store *store = op->store;
    struct lc_stmt *st;
    int64_t seq = store->coherence.seq;
    int count = 0;
    bool row;

    if (store->cache.count) {
        LC_TRY(lc_sql(op, LC_SQL_CHANGED_SINCE, &st));
        lc_bind_int(st, 1, seq);
        lc_bind_int(st, 2, CHANGES_A_LOOK);
        LC_TRY(lc_row(op, st, &row));
        while (row) {
            seq = lc_col_int(st, 0);
            drop_contract(&store->cache, lc_col_int(st, 1));
            count++;
            LC_TRY(lc_row(op, st, &row));
        }
    }
    if (!store->cache.count || count == CHANGES_A_LOOK) {
        lc_cache_clear(&store->cache);
        LC_TRY(last_change(op, &seq));
    }
    store->coherence.seq = seq;
    return CTR_OK;
}

ctr_status lc_op_cached(struct lc_op *op, struct lc_str team, struct lc_str name, const void **body)
{
    ctr_store *store = op->store;

    *body = NULL;
    /* with a snapshot older than what we would note now, nothing may be concluded */
    if (op->kind == LC_TXN_WRITE || !store->cache.max || op->in_txn || op->db->busy) {
        return CTR_OK;
    }
    if (!lc_coherence_fresh(&store->coherence, op->db)) {
        /* first remember, then read: what commits in between shows as a change next time */
        lc_coherence_note(&store->coherence, op->db);
        ctr_status status = drop_changed(op);
        if (status != CTR_OK) {
            store->coherence.own = true; /* noted, but not read: look again next time */
            return status;
        }
    }
    *body = lc_cache_get(&store->cache, team, name);
    return CTR_OK;
}

void lc_op_keep(struct lc_op *op, struct lc_str team, struct lc_str name, int64_t tag,
                const void *body)
{
    if (op->kind != LC_TXN_WRITE) {
        lc_cache_put(&op->store->cache, team, name, tag, body);
    }
}

ctr_status lc_op_needs(struct lc_op *op, int64_t schema, const char *what)
{
    return op->store->schema >= schema
               ? CTR_OK
               : lc_fail(&op->ctx, CTR_E_STATE,
                         "'%s' has schema %lld, which knows no %s; open it once for writing",
                         op->store->path, (long long)op->store->schema, what);
}
