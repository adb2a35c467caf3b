/*
 * One call = one op: what a domain function needs while a public call runs. It holds every
 * resource, so domain functions have nothing to clean up.
 */
#ifndef LC_CORE_OP_H
#define LC_CORE_OP_H

#include "base/sha256.h"
#include "base/uuid.h"
#include "core/catalogue.h"
#include "core/store.h"
#include "db/db.h"

/* The end of the journal, as the op knows it; kept by the event room. */
struct lc_head {
    int64_t seq;
    int64_t at_us;
    struct lc_sha256 hash;
    bool known;
};

struct lc_op {
    struct lc_ctx ctx;
    ctr_store *store;
    struct lc_db *db;
    enum lc_txn_kind kind;
    const char *actor;   /* never NULL */
    const char *reason;  /* NULL = none */
    int64_t if_revision; /* 0 = any */
    uint32_t flags;      /* CTR_CALL_* */
    bool begun;          /* the lock is held */
    bool in_txn;
    bool looked;       /* at the file, in this op */
    bool now_given;    /* the caller named the instant */
    int64_t waited_us; /* of the deadline, at the turnstile */
    struct lc_head head;
    struct lc_caller caller; /* until the lock is held */
};

/*
 * Begin a call: check handle, fork, re-entry and `call`; lock; refuse when cancelled; for a write
 * also turnstile, identity of the file, BEGIN IMMEDIATE. lc_op_end must be called in any case.
 * `call` may be NULL.
 *
 * A read begins its transaction with its first statement, so that a call that is answered from the
 * cache runs none; LC_TXN_SINGLE is a read that begins none at all, which saves the look-up of one
 * row half a microsecond. The wait for the lock, for the turnstile and for foreign programs has one
 * deadline: BUSY.
 */
ctr_status lc_op_begin(struct lc_op *op, ctr_store *store, enum lc_txn_kind kind,
                       const ctr_call *call);
/* A copy of what the caller gave, checked; NULL is the defaults. Its texts stay the caller's. */
ctr_status lc_call_read(struct lc_ctx *ctx, const ctr_call *given, ctr_call *out);

/* The two halves of lc_op_begin, for calls that read a document before they lock: lc_op_open checks
 * handle, fork, re-entry and `call` and makes the context ready (store NULL is ARGUMENT); from then
 * on the thread counts as in a call, and lc_op_end must be reached with the op where it is;
 * lc_op_enter locks and begins the transaction. */
ctr_status lc_op_open(struct lc_op *op, ctr_store *store, const ctr_call *call);
ctr_status lc_op_enter(struct lc_op *op, enum lc_txn_kind kind);
/* In place of lc_op_enter: the lock alone, for work that runs its own transactions or none. */
ctr_status lc_op_lock(struct lc_op *op);
/*
 * A write that has long work to do before it writes: give turnstile and transaction back, so that
 * others write meanwhile; from here on the op reads, in a snapshot of its own. lc_op_resume begins
 * the write anew: whatever was read before has to be read again, the journal's end included
 * (lc_event_open). False, and nothing is done, when this is no write or rows were changed already.
 */
bool lc_op_pause(struct lc_op *op);
ctr_status lc_op_resume(struct lc_op *op);
/*
 * End it: give back statements; commit if status is OK, the op is a write and no dry run, else roll
 * back; checkpoint when due; release turnstile and lock; free scratch memory; hand over the error.
 * Returns the final status: a failed commit is the call's failure.
 */
ctr_status lc_op_end(struct lc_op *op, ctr_status status, ctr_error **err);

/*
 * The cache of packed results, kept true to what every process commits: an entry is dropped when an
 * event of the contract it is tagged with appears, or one of no contract. lc_op_cached gives the
 * borrowed block (until the op ends) or NULL; then the caller looks it up, in this same op, and
 * hands it to lc_op_keep. To be asked before the op's first statement: later, in writes, and in
 * stores without a cache the answer is NULL.
 */
ctr_status lc_op_cached(struct lc_op *op, struct lc_str team, struct lc_str name,
                        const void **body);
void lc_op_keep(struct lc_op *op, struct lc_str team, struct lc_str name, int64_t tag,
                const void *body);

/* Ask the host's authoriser. DENIED names actor, verb and subject. Before the first write. */
ctr_status lc_op_authorise(struct lc_op *op, const char *verb, const char *subject);

/* Shorthands over db.h with the op's context. */
ctr_status lc_sql(struct lc_op *op, enum lc_sql_id id, struct lc_stmt **out);
ctr_status lc_row(struct lc_op *op, struct lc_stmt *st, bool *row); /* lc_step */
ctr_status lc_run(struct lc_op *op, struct lc_stmt *st);            /* lc_step_done */
ctr_status lc_run_changed(struct lc_op *op, struct lc_stmt *st, int64_t *changed);
int64_t lc_last_rid(struct lc_op *op); /* of the insert just run */
/* STATE if the file is of a schema before that step, which happens where it is only read; `what` is
 * what came with it, such as "ledgers". */
ctr_status lc_op_needs(struct lc_op *op, int64_t schema, const char *what);
/* A new id at the op's instant. */
ctr_status lc_op_uuid(struct lc_op *op, struct lc_uuid *out);

static inline bool lc_op_has(const struct lc_op *op, uint32_t flag)
{
    return (op->flags & flag) != 0;
}

#endif
