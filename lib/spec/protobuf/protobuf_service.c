/* Two editions of a service. */
#include "spec/protobuf/protobuf_room.h"

struct pair {
    const struct lc_pb *pb;
    const struct lc_proto_service *a;
    const struct lc_proto_service *b;
};

static const char *const judged[] = {"idempotency_level", NULL};
static const char *const none[] = {NULL};

static ctr_status index_of(struct lc_ctx *ctx, const struct lc_proto_service *s, struct lc_map *out)
{
    for (const struct lc_proto_method *m = s->methods; m; m = m->next) {
        LC_TRY(lc_map_set(ctx, out, m->name, (void *)(uintptr_t)m));
    }
    return CTR_OK;
}

static ctr_status streams(const struct pair *p, const struct lc_proto_method *x,
                          const struct lc_proto_method *y, const char *part)
{
    struct lc_pb_at from = lc_pb_at_method(p->a, x, x->offset);
    struct lc_pb_at to = lc_pb_at_method(p->b, y, y->offset);
    if (x->client_streams != y->client_streams) {
        LC_TRY(lc_pb_say(p->pb, LC_RULE_PB_RPC_SAME_CLIENT_STREAMING, part, from, to, NULL,
                         "the method takes %s now; add a method of another name instead",
                         y->client_streams ? "a stream" : "one message"));
    }
    if (x->server_streams != y->server_streams) {
        LC_TRY(lc_pb_say(p->pb, LC_RULE_PB_RPC_SAME_SERVER_STREAMING, part, from, to, NULL,
                         "the method answers with %s now; add a method of another name instead",
                         y->server_streams ? "a stream" : "one message"));
    }
    return CTR_OK;
}

static ctr_status side(const struct pair *p, enum lc_rule_id rule, const char *part,
                       struct lc_pb_at from, struct lc_pb_at to, struct lc_str was,
                       struct lc_str is)
{
    if (lc_str_eq(was, is)) {
        return CTR_OK;
    }
    const char *arguments = lc_format(p->pb->c->ctx, "%.*s, %.*s", LC_PROTO_S(was), LC_PROTO_S(is));
    if (!arguments) {
        return CTR_E_NOMEM;
    }
    return lc_pb_say(p->pb, rule, part, from, to, arguments,
                     "the method %s %.*s and now %.*s; add a method of another name instead",
                     rule == LC_RULE_PB_RPC_SAME_REQUEST_TYPE ? "took" : "answered with",
                     LC_PROTO_S(was), LC_PROTO_S(is));
}

static ctr_status idempotency(const struct pair *p, const struct lc_proto_method *x,
                              const struct lc_proto_method *y, const char *part)
{
    const struct lc_proto_option *from = lc_proto_option_get(x->options, "idempotency_level");
    const struct lc_proto_option *to = lc_proto_option_get(y->options, "idempotency_level");
    struct lc_str was = from ? from->value : LC_STR("IDEMPOTENCY_UNKNOWN");
    struct lc_str is = to ? to->value : LC_STR("IDEMPOTENCY_UNKNOWN");
    if (lc_str_eq(was, is)) {
        return CTR_OK;
    }
    return lc_pb_say(
        p->pb, LC_RULE_PB_RPC_SAME_IDEMPOTENCY_LEVEL, part,
        lc_pb_at_method(p->a, x, lc_pb_option_at(from, x->offset)),
        lc_pb_at_method(p->b, y, lc_pb_option_at(to, y->offset)), NULL,
        "the idempotency was %.*s and is %.*s: who repeats calls relies on it; keep it",
        LC_PROTO_S(was), LC_PROTO_S(is));
}

static ctr_status method(const struct pair *p, const struct lc_proto_method *x,
                         const struct lc_proto_method *y, const char *part)
{
    LC_TRY(side(p, LC_RULE_PB_RPC_SAME_REQUEST_TYPE, part, lc_pb_at_method(p->a, x, x->input_at),
                lc_pb_at_method(p->b, y, y->input_at), x->input_full, y->input_full));
    LC_TRY(side(p, LC_RULE_PB_RPC_SAME_RESPONSE_TYPE, part, lc_pb_at_method(p->a, x, x->output_at),
                lc_pb_at_method(p->b, y, y->output_at), x->output_full, y->output_full));
    LC_TRY(streams(p, x, y, part));
    LC_TRY(idempotency(p, x, y, part));
    return lc_pb_options(p->pb, x->options, y->options, judged, part,
                         lc_pb_at_method(p->a, x, x->offset), lc_pb_at_method(p->b, y, y->offset));
}

ctr_status lc_pb_service(const struct lc_pb *pb, const struct lc_proto_service *a,
                         const struct lc_proto_service *b)
{
    struct lc_ctx *ctx = pb->c->ctx;
    const struct pair p = {pb, a, b};
    struct lc_map was = {.seed = pb->older->symbols.seed};
    struct lc_map is = {.seed = pb->newer->symbols.seed};
    LC_TRY(index_of(ctx, a, &was));
    LC_TRY(index_of(ctx, b, &is));
    for (const struct lc_proto_method *x = a->methods; x; x = x->next) {
        const struct lc_proto_method *y = lc_map_get(&is, x->name);
        const char *part = lc_pb_part_of(pb, a->full, x->name);
        if (!part) {
            return CTR_E_NOMEM;
        }
        LC_TRY(y ? method(&p, x, y, part)
                 : lc_pb_say(pb, LC_RULE_PB_RPC_NO_DELETE, part, lc_pb_at_method(a, x, x->offset),
                             lc_pb_at_service(b), NULL,
                             "the method %.*s was removed: who calls it gets an error; keep it, "
                             "marked as deprecated",
                             LC_PROTO_S(x->name)));
    }
    for (const struct lc_proto_method *y = b->methods; y; y = y->next) {
        if (!lc_map_get(&was, y->name)) {
            LC_TRY(lc_pb_tell(pb, LC_RULE_PROTO_RPC_ADDED, CTR_LEVEL_INFO, CTR_LEVEL_BREAKING,
                              lc_pb_part_of(pb, b->full, y->name), LC_PB_NOWHERE,
                              lc_pb_at_method(b, y, y->offset), NULL,
                              "the method %.*s was added; servers of the old edition do not offer "
                              "it",
                              LC_PROTO_S(y->name)));
        }
    }
    const char *part = lc_pb_part_of(pb, a->full, LC_STR(""));
    return lc_pb_options(pb, a->options, b->options, none, part, lc_pb_at_service(a),
                         lc_pb_at_service(b));
}
