/*
 * A name in JSON that one field had and another has now: what the old edition wrote for the one is
 * read as the other. Parsers take the name of a field as it is written beside the one that it has
 * in JSON, so that both count. A name that is not even reserved is told by a rule of Buf's.
 */
#include "spec/protobuf/protobuf_room.h"

/* Both names of each field that came. */
static ctr_status gather(const struct lc_pb *pb, struct lc_pb_json *names)
{
    struct lc_ctx *ctx = pb->c->ctx;
    names->made = true;
    names->came.seed = pb->newer->symbols.seed;
    for (const struct lc_proto_field *f = names->b->fields; f; f = f->next) {
        const struct lc_proto_option *option;
        const struct lc_proto_field *was;
        LC_TRY(lc_spend(ctx, 1));
        LC_TRY(lc_pb_extension(pb, CTR_SIDE_OLD, names->a->full, f->number, &was));
        if (was || lc_proto_by_number(names->a, f->number)) {
            continue; /* compared with what it was */
        }
        const char *json = lc_proto_json_name(ctx, f, &option);
        if (!json) {
            return CTR_E_NOMEM;
        }
        LC_TRY(lc_map_set(ctx, &names->came, f->name, (void *)(uintptr_t)f));
        LC_TRY(lc_map_set(ctx, &names->came, lc_str(json), (void *)(uintptr_t)f));
    }
    return CTR_OK;
}

ctr_status lc_pb_reused(const struct lc_pb *pb, struct lc_pb_json *names,
                        const struct lc_proto_field *f, const char *part)
{
    struct lc_ctx *ctx = pb->c->ctx;
    const struct lc_proto_option *option;
    LC_TRY(names->made ? CTR_OK : gather(pb, names));
    const char *json = names->came.count ? lc_proto_json_name(ctx, f, &option) : "";
    if (!json) {
        return CTR_E_NOMEM;
    }
    struct lc_str shared = lc_str(json);
    const struct lc_proto_field *now = lc_map_get(&names->came, shared);
    if (!now) {
        shared = f->name;
        now = lc_map_get(&names->came, shared);
    }
    if (!now) {
        return CTR_OK;
    }
    const char *arguments = lc_format(ctx, "%d, %d", (int)f->number, (int)now->number);
    if (!arguments) {
        return CTR_E_NOMEM;
    }
    return lc_pb_say(pb, LC_RULE_PB_FIELD_JSON_NAME_REUSED, part, lc_pb_at_field(f, f->name_at),
                     lc_pb_at_field(now, now->name_at), arguments,
                     "the field %.*s = %d was removed, and JSON that has it as '%.*s' is read as "
                     "%.*s = %d now, and the reverse; give the new field another name and "
                     "json_name",
                     LC_PROTO_S(f->name), (int)f->number, LC_PROTO_S(shared), LC_PROTO_S(now->name),
                     (int)now->number);
}
