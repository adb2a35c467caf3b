/* Options that no rule judges, and the mark that something is on its way out. */
#include "spec/protobuf/protobuf_room.h"

bool lc_pb_is_true(const struct lc_proto_option *list, const char *name)
{
    const struct lc_proto_option *o = lc_proto_option_get(list, name);
    return o && lc_str_is(o->value, "true");
}

/* Options of others by which data is checked or calls are routed; those that end in a dot, with all
 * that is named below. */
static const char *const binding[] = {
    "google.api.http)",   "google.api.field_behavior)", "buf.validate.",     "validate.rules)",
    "validate.required)", "validate.disabled)",         "validate.ignored)",
};

static bool is_binding(struct lc_str name)
{
    size_t skip = lc_str_starts(name, LC_STR("(.")) ? 2 : 1;
    if (!lc_str_starts(name, LC_STR("("))) {
        return false;
    }
    name = lc_str_n(name.ptr + skip, name.len - skip);
    for (size_t i = 0; i < sizeof binding / sizeof binding[0]; i++) {
        if (lc_str_starts(name, lc_str(binding[i]))) {
            return true;
        }
    }
    return false;
}

struct difference {
    const struct lc_proto_option *gone; /* the first of each; NULL: none */
    const struct lc_proto_option *came;
    const char *const *done;
    bool binding;
};

static bool judged(const struct lc_proto_option *o, const struct difference *d)
{
    if (lc_str_is(o->name, "deprecated") || lc_proto_is_settled(o)) {
        return true;
    }
    for (const char *const *done = d->done; *done; done++) {
        if (lc_str_is(o->name, *done)) {
            return true;
        }
    }
    return is_binding(o->name) != d->binding;
}

/* The first difference of both lists from here on, by name and value; NULL if there is none. */
static const struct lc_proto_option *first_other(const struct lc_proto_option *a,
                                                 const struct lc_proto_option *b,
                                                 const struct difference *d)
{
    for (; a; a = a->next) {
        bool found = judged(a, d);
        for (const struct lc_proto_option *o = b; o && !found; o = o->next) {
            found = lc_str_eq(o->name, a->name) && lc_str_eq(o->value, a->value);
        }
        if (!found) {
            return a;
        }
    }
    return NULL;
}

/* Buf asks nothing of options of others. */
static ctr_status say_other(const struct lc_pb *pb, const struct difference *d, const char *part,
                            struct lc_pb_at from, struct lc_pb_at to)
{
    const struct lc_proto_option *one = d->came ? d->came : d->gone;
    from.offset = lc_pb_option_at(d->gone, from.offset);
    to.offset = lc_pb_option_at(d->came, to.offset);
    const char *arguments = lc_format(pb->c->ctx, "%.*s", LC_PROTO_S(one->name));
    if (!arguments) {
        return CTR_E_NOMEM;
    }
    const bool binds = d->binding && !lc_pb_is_theirs(pb);
    const ctr_level level = binds ? CTR_LEVEL_UNDECIDED : CTR_LEVEL_INFO;
    return lc_pb_tell(
        pb, d->binding ? LC_RULE_PROTO_OPTION_BINDING_CHANGED : LC_RULE_PROTO_OPTION_CHANGED, level,
        level, part, from, to, arguments, "the option %.*s %s; %s", LC_PROTO_S(one->name),
        d->came && d->gone ? "has another value"
        : d->came          ? "was added"
                           : "was removed",
        d->binding ? "data or calls go by it, and what it makes of those that are "
                     "there is not looked into"
                   : "no rule knows whether anybody relies on it");
}

static ctr_status others(const struct lc_pb *pb, const struct lc_proto_option *a,
                         const struct lc_proto_option *b, struct difference *d, const char *part,
                         struct lc_pb_at from, struct lc_pb_at to)
{
    d->gone = first_other(a, b, d);
    d->came = first_other(b, a, d);
    return d->gone || d->came ? say_other(pb, d, part, from, to) : CTR_OK;
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
    struct difference d = {.done = done};
    LC_TRY(others(pb, a, b, &d, part, from, to));
    d.binding = true;
    return others(pb, a, b, &d, part, from, to);
}

ctr_status lc_pb_visibility(const struct lc_pb *pb, bool was, bool is, const char *what,
                            struct lc_str full, struct lc_pb_at from, struct lc_pb_at to)
{
    if (was == is) {
        return CTR_OK;
    }
    const char *part = lc_pb_part_of(pb, full, LC_STR(""));
    return is ? lc_pb_tell(pb, LC_RULE_PB_SYMBOL_SAME_VISIBILITY, CTR_LEVEL_INFO, CTR_LEVEL_INFO,
                           part, from, to, "exported",
                           "the %s %.*s is exported now; other files may refer to it", what,
                           LC_PROTO_S(full))
              : lc_pb_say(pb, LC_RULE_PB_SYMBOL_SAME_VISIBILITY, part, from, to, "local",
                          "the %s %.*s is local to its file now, and other files can no longer "
                          "refer to it; say 'export' before it",
                          what, LC_PROTO_S(full));
}
