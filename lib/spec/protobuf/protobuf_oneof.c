/* A field that moved into a oneof, out of one, or to another. */
#include "spec/protobuf/protobuf_room.h"

/* True if one of the oneof that `f` is in is in the other edition, too, and there it can be set
 * together with `g`, which is the same field: who reads as the one edition loses one of them. */
static ctr_status clears(const struct lc_pb *pb, const struct lc_proto_field *f,
                         const struct lc_proto_field *g, bool *out)
{
    *out = f->oneof && f->oneof->count > 1;
    if (!*out || g->extendee.ptr) { /* an extension is in no oneof, and stands beside all */
        return CTR_OK;
    }
    *out = false;
    LC_TRY(lc_spend(pb->c->ctx, f->parent->field_count));
    for (const struct lc_proto_field *x = f->parent->fields; x && !*out; x = x->next) {
        const struct lc_proto_field *y =
            x != f && x->oneof == f->oneof ? lc_proto_by_number(g->parent, x->number) : NULL;
        *out = y && !(g->oneof && y->oneof == g->oneof);
    }
    return CTR_OK;
}

/* What each edition's readers lose of the other's data. */
static ctr_status data(const struct lc_pb_pair *p, const char *arguments, const char *what)
{
    bool back;
    bool forth;
    LC_TRY(clears(p->pb, p->b, p->a, &back));
    LC_TRY(clears(p->pb, p->a, p->b, &forth));
    return lc_pb_tell(
        p->pb, LC_RULE_PB_FIELD_SAME_ONEOF, back ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO,
        forth ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO, p->part, lc_pb_at_field(p->a, p->a->offset),
        lc_pb_at_field(p->b, p->b->offset), arguments, "the field %s%s", what,
        back || forth ? ": setting one field of a oneof clears the others; leave it "
                        "where it was"
                      : "; no field that was there is cleared by another now that "
                        "was not before");
}

ctr_status lc_pb_moved(const struct lc_pb_pair *p)
{
    struct lc_ctx *ctx = p->pb->c->ctx;
    struct lc_str x = p->a->oneof ? p->a->oneof->name : LC_STR("");
    struct lc_str y = p->b->oneof ? p->b->oneof->name : LC_STR("");
    if (lc_str_eq(x, y)) {
        return CTR_OK;
    }
    const char *arguments = lc_format(ctx, "%.*s, %.*s", LC_PROTO_S(x), LC_PROTO_S(y));
    const char *what =
        lc_format(ctx, "%s%.*s%s%.*s", x.len ? "left the oneof " : "moved into the oneof ",
                  LC_PROTO_S(x.len ? x : y), x.len && y.len ? " for the oneof " : "",
                  LC_PROTO_S(x.len ? y : LC_STR("")));
    if (!arguments || !what) {
        return CTR_E_NOMEM;
    }
    if (lc_pb_is_data(p->pb)) {
        return data(p, arguments, what);
    }
    return lc_pb_say(p->pb, LC_RULE_PB_FIELD_SAME_ONEOF, p->part,
                     lc_pb_at_field(p->a, p->a->offset), lc_pb_at_field(p->b, p->b->offset),
                     arguments,
                     "the field %s: setting one field of a oneof clears the others; leave it "
                     "where it was",
                     what);
}
