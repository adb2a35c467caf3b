/*
 * Extensions of two editions: those are the same that extend the same message with the same number.
 * To the bytes a field of the message is the same as an extension of its number.
 */
#include "spec/protobuf/protobuf_room.h"

/* ---- by the name that what they extend has in the old edition */

static ctr_status key_of(struct lc_ctx *ctx, struct lc_str message, int32_t number,
                         struct lc_str *out)
{
    const char *text = lc_format(ctx, "%.*s %d", (int)message.len, message.ptr, (int)number);
    *out = lc_str(text);
    return text ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_pb_index_extensions(struct lc_pb *pb, ctr_side side, const struct lc_proto_field *x)
{
    for (; x; x = x->next) {
        struct lc_str extendee = x->extendee_full;
        struct lc_str key;
        LC_TRY(side == CTR_SIDE_NEW ? lc_pb_twin(pb, side, extendee, &extendee) : CTR_OK);
        LC_TRY(key_of(pb->c->ctx, extendee, x->number, &key));
        LC_TRY(lc_map_set(pb->c->ctx, &pb->extensions[side], key, (void *)(uintptr_t)x));
    }
    return CTR_OK;
}

ctr_status lc_pb_extension(const struct lc_pb *pb, ctr_side side, struct lc_str message,
                           int32_t number, const struct lc_proto_field **out)
{
    struct lc_mark mark = lc_arena_mark(&pb->c->ctx->arena);
    struct lc_str key;
    *out = NULL;
    if (!pb->extensions[side].count) {
        return CTR_OK;
    }
    LC_TRY(key_of(pb->c->ctx, message, number, &key));
    *out = lc_map_get(&pb->extensions[side], key);
    lc_arena_release(&pb->c->ctx->arena, mark);
    return CTR_OK;
}

ctr_status lc_pb_extension_now(const struct lc_pb *pb, const struct lc_proto_field *x,
                               const struct lc_proto_field **out)
{
    const struct lc_proto_message *m;
    LC_TRY(lc_pb_extension(pb, CTR_SIDE_NEW, x->extendee_full, x->number, out));
    if (*out) {
        return CTR_OK;
    }
    LC_TRY(lc_pb_twin_message(pb, CTR_SIDE_OLD, x->extendee_full, &m));
    *out = m ? lc_proto_by_number(m, x->number) : NULL;
    return CTR_OK;
}

ctr_status lc_pb_extension_was(const struct lc_pb *pb, const struct lc_proto_field *x,
                               const struct lc_proto_field **out)
{
    const struct lc_proto_message *m;
    struct lc_str full;
    LC_TRY(lc_pb_twin(pb, CTR_SIDE_NEW, x->extendee_full, &full));
    LC_TRY(lc_pb_extension(pb, CTR_SIDE_OLD, full, x->number, out));
    if (*out) {
        return CTR_OK;
    }
    LC_TRY(lc_pb_twin_message(pb, CTR_SIDE_NEW, x->extendee_full, &m));
    *out = m ? lc_proto_by_number(m, x->number) : NULL;
    return CTR_OK;
}
