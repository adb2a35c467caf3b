/* The comparison stored with a version: history, never computed again. */
#include "codec/deflate.h"
#include "codec/json_read.h"
#include "domain/contract/contract.h"
#include "spec/spec.h"

ctr_status lc_evolution_pack(struct lc_ctx *ctx, const struct ctr_diff *diff,
                             struct lc_packed_diff *out)
{
    struct lc_buf json;

    *out = (struct lc_packed_diff){0};
    lc_buf_init(&json, &ctx->alloc, SIZE_MAX / 2);
    lc_json_shape(&json, &lc_shape_diff, diff, false);
    if (json.status != CTR_OK) {
        return lc_nomem(ctx);
    }
    struct lc_str text = lc_str_n(json.data, json.size);
    out->size = (int64_t)text.len;
    ctr_status status = lc_pack_bytes(ctx, text, &out->packing, &out->bytes);
    if (status == CTR_OK && out->bytes.ptr == text.ptr) { /* packed as it is */
        out->bytes = lc_str_n(lc_arena_copy(&ctx->arena, text.ptr, text.len), text.len);
        status = out->bytes.ptr ? CTR_OK : lc_nomem(ctx);
    }
    lc_buf_free(&json);
    return status;
}

ctr_status lc_evolution_store(struct lc_op *op, int64_t version_rid, const struct lc_draft *draft)
{
    const struct ctr_diff *diff = draft->diff;
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_EVOLUTION_INSERT, &st));
    lc_bind_int(st, 1, version_rid);
    lc_bind_text(st, 2, draft->proposed);
    lc_bind_int(st, 3, draft->sufficient);
    lc_bind_int(st, 4, diff->mode);
    lc_bind_int(st, 5, diff->profile);
    lc_bind_int(st, 6, diff->verdict);
    lc_bind_int(st, 7, diff->bump);
    lc_bind_int(st, 8, diff->counts.breaking);
    lc_bind_int(st, 9, diff->counts.undecided);
    lc_bind_int(st, 10, diff->counts.warning);
    lc_bind_int(st, 11, diff->counts.info);
    lc_bind_int(st, 12, draft->packed->size);
    lc_bind_int(st, 13, draft->packed->packing);
    lc_bind_blob(st, 14, draft->packed->bytes.ptr, draft->packed->bytes.len);
    lc_bind_int(st, 15, LC_ENGINE);
    return lc_run(op, st);
}

ctr_status lc_evolution_unpack(struct lc_op *op, struct lc_str packed, int64_t packing,
                               int64_t size, struct ctr_diff **out)
{
    struct lc_str text;
    struct lc_doc doc;
    struct lc_read_options options = {.file = "stored comparison"};
    struct ctr_diff *diff = lc_new(&op->ctx, 1, sizeof *diff);

    if (!diff) {
        return CTR_E_NOMEM;
    }
    if (size < 0) {
        return lc_fail(&op->ctx, CTR_E_CORRUPT, "a stored comparison has %lld bytes",
                       (long long)size);
    }
    enum lc_packing kind = packing == LC_PACK_ZLIB ? LC_PACK_ZLIB : LC_PACK_RAW;
    LC_TRY(lc_unpack_bytes(&op->ctx, packed, kind, (size_t)size, &text));
    LC_TRY(lc_json_read(&op->ctx, text, &options, &doc));
    LC_TRY(lc_json_unshape(&op->ctx, &lc_shape_diff, doc.root, diff));
    *out = diff;
    return CTR_OK;
}

ctr_status lc_evolution_load(struct lc_op *op, int64_t version_rid, int64_t most,
                             struct lc_evolution *out, bool *found)
{
    struct lc_stmt *st;

    LC_TRY(lc_sql(op, LC_SQL_EVOLUTION_GET, &st));
    lc_bind_int(st, 1, version_rid);
    LC_TRY(lc_row(op, st, found));
    if (!*found) {
        return CTR_OK;
    }
    *out = (struct lc_evolution){
        .proposed = lc_col_text(&op->ctx, st, 0),
        .sufficient = lc_col_int(st, 1) != 0,
        .mode = (ctr_mode)lc_col_int(st, 2),
        .profile = (ctr_profile)lc_col_int(st, 3),
        .verdict = (ctr_verdict)lc_col_int(st, 4),
        .bump = (ctr_bump)lc_col_int(st, 5),
        .counts = {.breaking = lc_col_int(st, 6),
                   .undecided = lc_col_int(st, 7),
                   .warning = lc_col_int(st, 8),
                   .info = lc_col_int(st, 9)},
        .size = lc_col_int(st, 10),
    };
    ctr_status status = op->ctx.error ? CTR_E_NOMEM : CTR_OK;
    if (status == CTR_OK && out->size <= most) {
        status =
            lc_evolution_unpack(op, lc_col_view(st, 12), lc_col_int(st, 11), out->size, &out->diff);
    }
    lc_stmt_done(st);
    LC_TRY(status);
    out->against = (struct lc_against){.verdict = CTR_VERDICT_COMPATIBLE};
    return lc_mode_is_transitive(out->mode) ? lc_earlier_against(op, version_rid, &out->against)
                                            : CTR_OK;
}
