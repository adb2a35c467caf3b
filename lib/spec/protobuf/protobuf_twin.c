/*
 * Payloads of two editions. The name of a message is not in its bytes: where the one message of a
 * payload is called otherwise, or its package is, the data is compared all the same.
 */
#include "spec/protobuf/protobuf_room.h"

/* ---- names */

/* `full` is `head` or is named below it. */
static bool is_below(struct lc_str full, struct lc_str head)
{
    return head.ptr && lc_str_starts(full, head) &&
           (full.len == head.len || full.ptr[head.len] == '.');
}

static struct lc_str behind(struct lc_str full, struct lc_str head)
{
    return lc_str_n(full.ptr + head.len, full.len - head.len);
}

/* The renaming that holds for a name of that side, NULL if it is called the same. */
static const struct lc_proto_renamed *renaming(const struct lc_pb *pb, ctr_side from,
                                               struct lc_str full)
{
    if (!pb->names) {
        return NULL;
    }
    const struct lc_proto_renamed *const all[] = {&pb->names->root, &pb->names->package};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (is_below(full, from == CTR_SIDE_OLD ? all[i]->from : all[i]->to)) {
            return all[i];
        }
    }
    return NULL;
}

ctr_status lc_pb_twin(const struct lc_pb *pb, ctr_side from, struct lc_str full, struct lc_str *out)
{
    const struct lc_proto_renamed *r = renaming(pb, from, full);
    *out = full;
    if (!r) {
        return CTR_OK;
    }
    struct lc_str was = from == CTR_SIDE_OLD ? r->from : r->to;
    struct lc_str is = from == CTR_SIDE_OLD ? r->to : r->from;
    struct lc_str rest = behind(full, was);
    char *text = lc_new(pb->c->ctx, is.len + rest.len + 1, 1);
    if (!text) {
        return CTR_E_NOMEM;
    }
    memcpy(text, is.ptr, is.len);
    if (rest.len) {
        memcpy(text + is.len, rest.ptr, rest.len);
    }
    *out = lc_str_n(text, is.len + rest.len);
    return CTR_OK;
}

bool lc_pb_same_name(const struct lc_pb *pb, struct lc_str older, struct lc_str newer)
{
    const struct lc_proto_renamed *r = renaming(pb, CTR_SIDE_OLD, older);
    if (!r) {
        return lc_str_eq(older, newer);
    }
    return is_below(newer, r->to) && lc_str_eq(behind(older, r->from), behind(newer, r->to));
}

bool lc_pb_reaches(const struct lc_pb *pb, ctr_side side, struct lc_str full)
{
    return !pb->of[side] || lc_map_get(&pb->of[side]->reached, full) != NULL;
}

ctr_status lc_pb_twin_message(const struct lc_pb *pb, ctr_side from, struct lc_str full,
                              const struct lc_proto_message **out)
{
    LC_TRY(lc_pb_twin(pb, from, full, &full));
    *out = lc_proto_find_message(from == CTR_SIDE_OLD ? pb->newer : pb->older, full);
    return CTR_OK;
}

ctr_status lc_pb_twin_enum(const struct lc_pb *pb, ctr_side from, struct lc_str full,
                           const struct lc_proto_enum **out)
{
    LC_TRY(lc_pb_twin(pb, from, full, &full));
    *out = lc_proto_find_enum(from == CTR_SIDE_OLD ? pb->newer : pb->older, full);
    return CTR_OK;
}

/* ---- which message is which */

static ctr_status twin_root(const struct lc_pb *pb, ctr_side from, const struct lc_proto_message *m,
                            const struct lc_proto_message **out)
{
    struct lc_str full;
    LC_TRY(lc_pb_twin(pb, from, m->full, &full));
    *out = lc_map_get(&pb->of[!from]->root, full);
    return CTR_OK;
}

/* The one root without a twin, NULL if there are several or none. */
static ctr_status only_left(const struct lc_pb *pb, ctr_side side,
                            const struct lc_proto_message **out)
{
    const struct lc_proto_payload *of = pb->of[side];
    size_t left = 0;
    for (size_t i = 0; i < of->root_count; i++) {
        const struct lc_proto_message *twin;
        LC_TRY(twin_root(pb, side, of->roots[i], &twin));
        *out = twin ? *out : of->roots[i];
        left += !twin;
    }
    *out = left == 1 ? *out : NULL;
    return CTR_OK;
}

ctr_status lc_pb_payload_names(const struct lc_pb *pb, struct lc_proto_names *out)
{
    struct lc_str was = pb->older->files[0]->package;
    struct lc_str is = pb->newer->files[0]->package;
    const struct lc_proto_message *left[2] = {NULL, NULL};
    *out = (struct lc_proto_names){0};
    if (was.len && is.len && !lc_str_eq(was, is)) {
        out->package = (struct lc_proto_renamed){was, is};
    }
    LC_TRY(only_left(pb, CTR_SIDE_OLD, &left[CTR_SIDE_OLD]));
    LC_TRY(only_left(pb, CTR_SIDE_NEW, &left[CTR_SIDE_NEW]));
    if (left[CTR_SIDE_OLD] && left[CTR_SIDE_NEW]) {
        out->root = (struct lc_proto_renamed){left[CTR_SIDE_OLD]->full, left[CTR_SIDE_NEW]->full};
    }
    return CTR_OK;
}

/* ---- what is said of them */

static ctr_status was_there(const struct lc_pb *pb, const struct lc_proto_message *m)
{
    const char *part = lc_pb_part_of(pb, m->full, LC_STR(""));
    const struct lc_proto_message *now;
    LC_TRY(twin_root(pb, CTR_SIDE_OLD, m, &now));
    if (!now) {
        return lc_pb_tell(pb, LC_RULE_PROTO_PAYLOAD_REMOVED, CTR_LEVEL_BREAKING, CTR_LEVEL_BREAKING,
                          part, lc_pb_at_message(m, m->offset), LC_PB_NOWHERE, NULL,
                          "the data is no %.*s any more; keep it, or give what comes instead a "
                          "message of its own",
                          LC_PROTO_S(m->full));
    }
    if (lc_str_eq(m->full, now->full)) {
        return CTR_OK;
    }
    return lc_pb_tell(pb, LC_RULE_PROTO_PAYLOAD_RENAMED, CTR_LEVEL_WARNING, CTR_LEVEL_WARNING, part,
                      lc_pb_at_message(m, m->name_at), lc_pb_at_message(now, now->name_at), NULL,
                      "the data was a %.*s and is a %.*s; it is compared, and the name is not in "
                      "its bytes, but registries and generated code know it",
                      LC_PROTO_S(m->full), LC_PROTO_S(now->full));
}

static ctr_status is_there(const struct lc_pb *pb, const struct lc_proto_message *m)
{
    const struct lc_proto_message *was;
    LC_TRY(twin_root(pb, CTR_SIDE_NEW, m, &was));
    if (was) {
        return CTR_OK;
    }
    return lc_pb_tell(pb, LC_RULE_PROTO_PAYLOAD_ADDED, CTR_LEVEL_INFO, CTR_LEVEL_WARNING,
                      lc_pb_part_of(pb, m->full, LC_STR("")), LC_PB_NOWHERE,
                      lc_pb_at_message(m, m->offset), NULL,
                      "the data can be a %.*s now, which readers of the old edition do not know",
                      LC_PROTO_S(m->full));
}

ctr_status lc_pb_roots(const struct lc_pb *pb)
{
    for (size_t i = 0; i < pb->of[CTR_SIDE_OLD]->root_count; i++) {
        LC_TRY(was_there(pb, pb->of[CTR_SIDE_OLD]->roots[i]));
    }
    for (size_t i = 0; i < pb->of[CTR_SIDE_NEW]->root_count; i++) {
        LC_TRY(is_there(pb, pb->of[CTR_SIDE_NEW]->roots[i]));
    }
    return CTR_OK;
}
