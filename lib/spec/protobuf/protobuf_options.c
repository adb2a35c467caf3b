/* Options that no rule judges, and the mark that something is on its way out. */
#include "spec/protobuf/protobuf_room.h"

bool lc_pb_is_true(const struct lc_proto_option *list, const char *name)
{
    const struct lc_proto_option *o = lc_proto_option_get(list, name);
    return o && lc_str_is(o->value, "true");
}

static bool judged(const struct lc_proto_option *o, const char *const *done)
{
    if (lc_str_is(o->name, "deprecated") || lc_str_starts(o->name, LC_STR("features"))) {
        return true;
    }
    for (; *done; done++) {
        if (lc_str_is(o->name, *done)) {
            return true;
        }
    }
    return false;
}

/* The first difference of both lists from here on, by name and value; NULL if there is none. */
static const struct lc_proto_option *first_other(const struct lc_proto_option *a,
                                                 const struct lc_proto_option *b,
                                                 const char *const *done)
{
    for (; a; a = a->next) {
        bool found = judged(a, done);
        for (const struct lc_proto_option *o = b; o && !found; o = o->next) {
            found = lc_str_eq(o->name, a->name) && lc_str_eq(o->value, a->value);
        }
        if (!found) {
            return a;
        }
    }
    return NULL;
}

ctr_status lc_pb_options(const struct lc_pb *pb, const struct lc_proto_option *a,
                         const struct lc_proto_option *b, const char *const *done, const char *part,
                         struct lc_pb_at from, struct lc_pb_at to)
{
    if (!part) {
        return CTR_E_NOMEM;
    }
    if (!a && !b) {
        return CTR_OK;
    }
    bool was = lc_pb_is_true(a, "deprecated");
    bool is = lc_pb_is_true(b, "deprecated");
    if (was != is) {
        LC_TRY(lc_pb_tell(pb, is ? LC_RULE_PROTO_DEPRECATED : LC_RULE_PROTO_REACTIVATED,
                          CTR_LEVEL_INFO, CTR_LEVEL_INFO, part, from, to, NULL, "it is %s",
                          is ? "marked as deprecated" : "no longer marked as deprecated"));
    }
    const struct lc_proto_option *gone = first_other(a, b, done);
    const struct lc_proto_option *came = first_other(b, a, done);
    const struct lc_proto_option *one = came ? came : gone;
    if (!one) {
        return CTR_OK;
    }
    from.offset = lc_pb_option_at(gone, from.offset);
    to.offset = lc_pb_option_at(came, to.offset);
    const char *arguments = lc_format(pb->c->ctx, "%.*s", LC_PROTO_S(one->name));
    if (!arguments) {
        return CTR_E_NOMEM;
    }
    return lc_pb_tell(
        pb, LC_RULE_PROTO_OPTION_CHANGED, CTR_LEVEL_INFO, CTR_LEVEL_INFO, part, from, to, arguments,
        "the option %.*s %s; no rule knows whether anybody relies on it", LC_PROTO_S(one->name),
        came && gone ? "has another value"
        : came       ? "was added"
                     : "was removed");
}
