/* Reading a row of the view lc_version_row. */
#include "domain/contract/version_row.h"

/* The columns of the view, in its order. */
enum {
    COL_RID,
    COL_CONTRACT_RID,
    COL_TEAM,
    COL_NAME,
    COL_TYPE,
    COL_MODE,
    COL_PROFILE,
    COL_OWNER_ROLE,
    COL_OWNER_AGENT,
    COL_METADATA,
    COL_ID,
    COL_LABEL,
    COL_STATE,
    COL_FORMAT,
    COL_REVISION,
    COL_BASE,
    COL_SUPERSEDED_BY,
    COL_REASON,
    COL_BREAK_REASON,
    COL_CREATED_US,
    COL_CREATED_BY,
    COL_ACTIVATED_US,
    COL_DEPRECATED_US,
    COL_RETIRED_US,
    COL_SUNSET_US,
    COL_SHA256,
    COL_SIZE,
    COL_CONSUMERS,
    COL_DOCUMENT_RID,
    COL_BASE_RID,
    COL_KEY
};

static const char *uuid_column(struct lc_ctx *ctx, struct lc_stmt *st, int at)
{
    struct lc_uuid id;
    struct lc_str blob = lc_col_view(st, at);
    char *text = lc_new(ctx, LC_UUID_TEXT, 1);

    if (!text || blob.len != sizeof id.bytes) {
        return text ? "" : NULL;
    }
    memcpy(id.bytes, blob.ptr, sizeof id.bytes);
    return lc_uuid_format(&id, text);
}

static const char *hex_column(struct lc_ctx *ctx, struct lc_stmt *st, int at)
{
    struct lc_str blob = lc_col_view(st, at);
    char *text = lc_new(ctx, LC_SHA256_TEXT, 1);

    if (!text || blob.len != LC_SHA256_BYTES) {
        return text ? "" : NULL;
    }
    return lc_hex(blob.ptr, blob.len, text);
}

ctr_status lc_version_read(struct lc_op *op, struct lc_stmt *st, void *version)
{
    struct lc_ctx *ctx = &op->ctx;
    struct ctr_version *out = version;

    *out = (struct ctr_version){
        .rid = lc_col_int(st, COL_RID),
        .contract_rid = lc_col_int(st, COL_CONTRACT_RID),
        .document_rid = lc_col_int(st, COL_DOCUMENT_RID),
        .base_rid = lc_col_int(st, COL_BASE_RID),
        .key = lc_col_text(ctx, st, COL_KEY),
        .team = lc_col_text(ctx, st, COL_TEAM),
        .name = lc_col_text(ctx, st, COL_NAME),
        .label = lc_col_text(ctx, st, COL_LABEL),
        .type = (ctr_type)lc_col_int(st, COL_TYPE),
        .format = (ctr_format)lc_col_int(st, COL_FORMAT),
        .state = (ctr_state)lc_col_int(st, COL_STATE),
        .mode = (ctr_mode)lc_col_int(st, COL_MODE),
        .profile = (ctr_profile)lc_col_int(st, COL_PROFILE),
        .owner_role = lc_col_text(ctx, st, COL_OWNER_ROLE),
        .owner_agent = lc_col_text(ctx, st, COL_OWNER_AGENT),
        .metadata = lc_col_text(ctx, st, COL_METADATA),
        .revision = lc_col_int(st, COL_REVISION),
        .id = uuid_column(ctx, st, COL_ID),
        .base = lc_col_text(ctx, st, COL_BASE),
        .superseded_by = lc_col_text(ctx, st, COL_SUPERSEDED_BY),
        .reason = lc_col_text(ctx, st, COL_REASON),
        .break_reason = lc_col_text(ctx, st, COL_BREAK_REASON),
        .document_sha256 = hex_column(ctx, st, COL_SHA256),
        .document_size = lc_col_int(st, COL_SIZE),
        .consumers = lc_col_int(st, COL_CONSUMERS),
        .created_us = lc_col_int(st, COL_CREATED_US),
        .created_by = lc_col_text(ctx, st, COL_CREATED_BY),
        .activated_us = lc_col_int(st, COL_ACTIVATED_US),
        .deprecated_us = lc_col_int(st, COL_DEPRECATED_US),
        .retired_us = lc_col_int(st, COL_RETIRED_US),
        .sunset_us = lc_col_int(st, COL_SUNSET_US),
    };
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}
