/*
 * ctr_contract_active: the hot path. While nothing was committed anywhere, the answer is a copy of
 * a packed result in memory: one try of the lock, two loads of the wal-index header, one hash, one
 * malloc and memcpy. Everything else goes the ordinary way.
 */
#include "api/task.h"
#include "domain/contract/contract.h"

static bool cached(ctr_store *store, const char *team, const char *name, ctr_version **out)
{
    bool hit = false;

    /* a thread on its way to the lock may be this one, in a callback: the ordinary way says so */
    if (lc_guard_forked(&store->guard) ||
        (atomic_load_explicit(&store->callers, memory_order_relaxed) && lc_store_calling(store)) ||
        pthread_mutex_trylock(&store->lock) != 0) {
        return false;
    }
    if (!atomic_load_explicit(&store->cancel, memory_order_relaxed) &&
        !lc_guard_due(&store->guard) && lc_coherence_fresh(&store->coherence, &store->db)) {
        const void *body = lc_cache_get(&store->cache, lc_str(team), lc_str(name));
        *out = body ? lc_block_copy(&store->alloc, body) : NULL;
        hit = *out != NULL;
    }
    pthread_mutex_unlock(&store->lock);
    return hit;
}

static ctr_status active_run(struct lc_op *op, void *user, void *body)
{
    const struct lc_names *names = user;
    struct ctr_version *v = body;
    const void *known;
    void *block;
    bool found;

    LC_TRY(lc_op_cached(op, lc_str(names->team), lc_str(names->name), &known));
    if (known) {
        *v = *(const struct ctr_version *)known;
        return CTR_OK;
    }
    const char *key = lc_contract_key(&op->ctx, names->team, names->name);
    if (!key) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_version_active_by_key(op, key, v, &found));
    if (!found) {
        struct lc_contract c;
        LC_TRY(lc_contract_get(op, names->team, names->name, &c));
        return lc_version_select(op, &c, NULL, v); /* says what there is */
    }
    if (op->store->cache.max) {
        LC_TRY(lc_pack(&op->ctx, &lc_shape_version, v, &block));
        lc_op_keep(op, lc_str(names->team), lc_str(names->name), v->contract_rid, block);
        lc_block_free(block);
    }
    return CTR_OK;
}

ctr_status ctr_contract_active(ctr_store *store, const char *team, const char *name,
                               ctr_version **out, ctr_error **err)
{
    struct lc_names names = {team, name ? name : ""};
    struct ctr_version body;

    if (err) {
        *err = NULL;
    }
    if (store && team && name && out && cached(store, team, name, out)) {
        return CTR_OK;
    }
    const struct lc_task task = {.kind = LC_TXN_SINGLE,
                                 .names = &names,
                                 .run = active_run,
                                 .args = &names,
                                 .shape = &lc_shape_version,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}
