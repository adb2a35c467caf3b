/* <contracts/audit.h>: keys, checkpoints, proofs. */
#include "api/getter.h"
#include "api/task.h"
#include "base/once.h"
#include "domain/ledger/checkpoint.h"
#include "flow/verify.h"

uint32_t ctr_key_public_bytes(void)
{
    return CTR_KEY_PUBLIC_BYTES;
}

uint32_t ctr_key_secret_bytes(void)
{
    return CTR_KEY_SECRET_BYTES;
}

ctr_status ctr_key_generate(void *public_key, void *secret_key, ctr_error **err)
{
    struct lc_ctx ctx;

    ctr_status status = lc_ctx_begin(&ctx, NULL);
    if (status == CTR_OK && (!public_key || !secret_key)) {
        status = lc_fail(&ctx, CTR_E_ARGUMENT, "places for both keys are needed, not NULL");
    }
    if (status == CTR_OK) {
        status = lc_once(&ctx);
    }
    if (status == CTR_OK) {
        lc_sign_pair(public_key, secret_key);
    }
    return lc_ctx_end(&ctx, status, err);
}

/* --- checkpoints --- */

struct checkpoint_args {
    struct lc_names names;
    const unsigned char *key;
    const ctr_checkpoint *checkpoint;
};

static ctr_status check_key(struct lc_op *op, void *user)
{
    const struct checkpoint_args *a = user;
    return a->key ? lc_once(&op->ctx)
                  : lc_fail(&op->ctx, CTR_E_ARGUMENT, "a key is needed, not NULL");
}

static ctr_status make_run(struct lc_op *op, void *user, void *body)
{
    struct checkpoint_args *a = user;
    struct ctr_ledger book;

    LC_TRY(lc_ledger_get(op, a->names.team, a->names.name, &book));
    return lc_checkpoint_make(op, &book, a->key, body);
}

ctr_status ctr_checkpoint_make(ctr_store *store, const char *team, const char *name,
                               const void *secret_key, const ctr_call *call, ctr_checkpoint **out,
                               ctr_error **err)
{
    struct checkpoint_args args = {{team, name ? name : ""}, secret_key, NULL};
    struct ctr_checkpoint body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .prepare = check_key,
                                 .run = make_run,
                                 .args = &args,
                                 .shape = &lc_shape_checkpoint,
                                 .body = &body};
    return lc_task_run(store, call, &task, (void **)out, err);
}

static ctr_status compare_run(struct lc_op *op, void *user, void *body)
{
    struct checkpoint_args *a = user;
    struct ctr_ledger_report *report = body;
    struct ctr_ledger book;

    if (!a->checkpoint) {
        return lc_fail(&op->ctx, CTR_E_ARGUMENT, "a checkpoint is needed, not NULL");
    }
    LC_TRY(lc_ledger_get(op, a->names.team, a->names.name, &book));
    LC_TRY(lc_flow_ledger_verify(op, &book, report));
    return report->ok ? lc_checkpoint_compare(op, &book, a->checkpoint, a->key, report) : CTR_OK;
}

ctr_status ctr_checkpoint_compare(ctr_store *store, const char *team, const char *name,
                                  const ctr_checkpoint *checkpoint, const void *public_key,
                                  ctr_ledger_report **out, ctr_error **err)
{
    struct checkpoint_args args = {{team, name ? name : ""}, public_key, checkpoint};
    struct ctr_ledger_report body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args.names,
                                 .prepare = check_key,
                                 .run = compare_run,
                                 .args = &args,
                                 .shape = &lc_shape_ledger_report,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

/* Read JSON into a struct in scratch memory and pack it; `body` is of the shape. */
static ctr_status read_text(const void *data, size_t size, bool proof, const struct lc_shape *shape,
                            void *body, void **out, ctr_error **err)
{
    struct lc_ctx ctx;
    struct lc_str text = {data, size};

    if (out) {
        *out = NULL;
    }
    ctr_status status = lc_ctx_begin(&ctx, NULL);
    if (status == CTR_OK && (!out || !data)) {
        status = lc_fail(&ctx, CTR_E_ARGUMENT, "%s is needed, not NULL",
                         data ? "a place for what is read" : "text to read");
    }
    if (status == CTR_OK) {
        status = lc_once(&ctx);
    }
    if (status == CTR_OK) {
        status = proof ? lc_proof_read(&ctx, text, body) : lc_checkpoint_read(&ctx, text, body);
    }
    if (status == CTR_OK) {
        status = lc_pack(&ctx, shape, body, out);
    }
    return lc_ctx_end(&ctx, status, err);
}

ctr_status ctr_checkpoint_read(const void *data, size_t size, ctr_checkpoint **out, ctr_error **err)
{
    struct ctr_checkpoint body;
    return read_text(data, size, false, &lc_shape_checkpoint, &body, (void **)out, err);
}

int ctr_checkpoint_signed(const ctr_checkpoint *checkpoint, const void *public_key)
{
    struct lc_ctx ctx;
    unsigned char own[LC_SIGN_PUBLIC];

    if (!checkpoint || lc_ctx_begin(&ctx, NULL) != CTR_OK) {
        return 0;
    }
    bool good = lc_once(&ctx) == CTR_OK &&
                (public_key || lc_hex_read(lc_str(checkpoint->key), own, sizeof own)) &&
                lc_checkpoint_signed(&ctx, checkpoint, public_key ? public_key : own);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return good;
}

/* --- proofs --- */

struct proof_args {
    struct lc_names names;
    int64_t seq;
    int64_t from;
    int64_t entries;
};

static ctr_status prove_run(struct lc_op *op, void *user, void *body)
{
    struct proof_args *a = user;
    struct ctr_ledger book;

    LC_TRY(lc_ledger_get(op, a->names.team, a->names.name, &book));
    return lc_proof_make(op, &book, a->seq, a->from, a->entries, body);
}

static ctr_status prove(ctr_store *store, struct proof_args *args, ctr_proof **out, ctr_error **err)
{
    struct ctr_proof body;
    const struct lc_task task = {.kind = LC_TXN_READ,
                                 .names = &args->names,
                                 .run = prove_run,
                                 .args = args,
                                 .shape = &lc_shape_proof,
                                 .body = &body};
    return lc_task_run(store, NULL, &task, (void **)out, err);
}

ctr_status ctr_proof_entry(ctr_store *store, const char *team, const char *name, int64_t seq,
                           int64_t entries, ctr_proof **out, ctr_error **err)
{
    struct proof_args args = {{team, name ? name : ""}, seq, 0, entries};
    return prove(store, &args, out, err);
}

ctr_status ctr_proof_growth(ctr_store *store, const char *team, const char *name, int64_t from,
                            int64_t entries, ctr_proof **out, ctr_error **err)
{
    struct proof_args args = {{team, name ? name : ""}, 0, from ? from : -1, entries};
    return prove(store, &args, out, err);
}

ctr_status ctr_proof_read(const void *data, size_t size, ctr_proof **out, ctr_error **err)
{
    struct ctr_proof body;
    return read_text(data, size, true, &lc_shape_proof, &body, (void **)out, err);
}

int ctr_proof_holds(const ctr_proof *proof, const char *root, const char *from_root)
{
    struct lc_ctx ctx;
    int good = 0;

    if (!proof || lc_ctx_begin(&ctx, NULL) != CTR_OK) {
        return 0;
    }
    ctr_status status = lc_once(&ctx);
    if (status == CTR_OK) {
        status = lc_proof_check(&ctx, proof, root, from_root, &good);
    }
    lc_ctx_end(&ctx, status, NULL);
    return status == CTR_OK && good;
}

LC_GET_INT(checkpoint, entries, entries)
LC_GET_STR(checkpoint, head, head)
LC_GET_STR(checkpoint, root, root)
LC_GET_STR(checkpoint, key, key)
LC_FREE(checkpoint)
LC_FREE(proof)
