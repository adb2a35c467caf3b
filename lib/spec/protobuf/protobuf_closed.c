/*
 * Closed enums of which a reader must know every value. One that it does not know is put aside, as
 * if the field were not there: a message without a required field is refused, and of a map the
 * whole entry goes.
 */
#include "spec/protobuf/protobuf_room.h"

/* The enum that must be known, NULL if there is none. Fields of proto2 take every enum for closed,
 * wherever it was written, in C++ and Java. */
static const struct lc_proto_enum *bound(const struct lc_proto_field *f)
{
    const struct lc_proto_field *of = f->type == LC_PROTO_MAP ? f->value : f;
    const struct lc_proto_enum *e = of->type == LC_PROTO_ENUM ? of->enumeration : NULL;
    bool closed = e && (e->features.enum_type == LC_PROTO_CLOSED || f->file->syntax == LC_PROTO_2);
    bool needed = f->type == LC_PROTO_MAP || lc_proto_cardinality(f) == LC_PROTO_CARD_REQUIRED;
    return closed && needed ? e : NULL;
}

ctr_status lc_pb_index_closed(struct lc_pb *pb, ctr_side side, const struct lc_proto_message *m)
{
    const struct lc_proto_message *twin = NULL;
    if (!lc_pb_reaches(pb, side, m->full)) {
        return CTR_OK;
    }
    for (const struct lc_proto_field *f = m->fields; f; f = f->next) {
        const struct lc_proto_enum *e = bound(f);
        if (!e || lc_map_get(&pb->closed[side], e->full)) {
            continue;
        }
        LC_TRY(twin ? CTR_OK : lc_pb_twin_message(pb, side, m->full, &twin));
        if (!twin) {
            return CTR_OK;
        }
        if (lc_proto_by_number(twin, f->number)) { /* or else there is no data that holds it */
            LC_TRY(lc_map_set(pb->c->ctx, &pb->closed[side], e->full, (void *)(uintptr_t)f));
        }
    }
    return CTR_OK;
}

const struct lc_proto_field *lc_pb_closed(const struct lc_pb *pb, ctr_side side,
                                          const struct lc_proto_enum *e)
{
    return pb->closed[side].count ? lc_map_get(&pb->closed[side], e->full) : NULL;
}
