/* Two editions of an enum. */
#include "spec/protobuf/protobuf_room.h"

#include <stdlib.h>

static const char *const judged[] = {"allow_alias", NULL};
static const char *const none[] = {NULL};

/* ---- ranges and names */

static ctr_status ranges_gone(const struct lc_pb *pb, const struct lc_pb_reserve *a,
                              const struct lc_pb_reserve *b)
{
    for (const struct lc_proto_range *r = a->ranges; r; r = r->next) {
        if (lc_proto_apart_covers(b->apart, r->from, r->to)) {
            continue;
        }
        struct lc_pb_at from = a->at;
        from.offset = r->offset;
        const char *text = lc_format(pb->c->ctx, r->from == r->to ? "%lld" : "%lld to %lld",
                                     (long long)r->from, (long long)r->to);
        if (!text) {
            return CTR_E_NOMEM;
        }
        LC_TRY(lc_pb_say(pb, a->rule, a->part, from, b->at, text,
                         "the %s no longer reserves %s: old data may hold these numbers; reserve "
                         "them again",
                         a->what, text));
    }
    return CTR_OK;
}

static ctr_status names_gone(const struct lc_pb *pb, const struct lc_pb_reserve *a,
                             const struct lc_pb_reserve *b)
{
    for (const struct lc_proto_name *n = a->names; n; n = n->next) {
        if (lc_proto_apart_names(b->apart, n->text)) {
            continue;
        }
        struct lc_pb_at from = a->at;
        from.offset = n->offset;
        const char *text = lc_format(pb->c->ctx, "\"%.*s\"", LC_PROTO_S(n->text));
        if (!text) {
            return CTR_E_NOMEM;
        }
        LC_TRY(lc_pb_say(pb, a->rule, a->part, from, b->at, text,
                         "the %s no longer reserves the name %s: old JSON may hold it; reserve it "
                         "again",
                         a->what, text));
    }
    return CTR_OK;
}

static bool reserves_more(const struct lc_pb_reserve *a, const struct lc_pb_reserve *b)
{
    for (const struct lc_proto_range *r = b->ranges; r; r = r->next) {
        if (!lc_proto_apart_covers(a->apart, r->from, r->to)) {
            return true;
        }
    }
    for (const struct lc_proto_name *n = b->names; n; n = n->next) {
        if (!lc_proto_apart_names(a->apart, n->text)) {
            return true;
        }
    }
    return false;
}

ctr_status lc_pb_reserved(const struct lc_pb *pb, const struct lc_pb_reserve *a,
                          const struct lc_pb_reserve *b)
{
    if (!a->ranges && !a->names && !b->ranges && !b->names) {
        return CTR_OK;
    }
    LC_TRY(ranges_gone(pb, a, b));
    LC_TRY(names_gone(pb, a, b));
    if (!reserves_more(a, b)) {
        return CTR_OK;
    }
    return lc_pb_tell(pb, LC_RULE_PROTO_RESERVED_ADDED, CTR_LEVEL_INFO, CTR_LEVEL_INFO, a->part,
                      a->at, b->at, NULL, "the %s reserves more than before", a->what);
}

/* ---- values, sorted by number; within one number as written */

struct values {
    const struct lc_proto_enum_value **at;
    size_t count;
};

static int by_number(const void *a, const void *b)
{
    const struct lc_proto_enum_value *x = *(const struct lc_proto_enum_value *const *)a;
    const struct lc_proto_enum_value *y = *(const struct lc_proto_enum_value *const *)b;
    if (x->number != y->number) {
        return x->number < y->number ? -1 : 1;
    }
    return (x->offset > y->offset) - (x->offset < y->offset);
}

static ctr_status sorted(struct lc_ctx *ctx, const struct lc_proto_enum *e, struct values *out)
{
    *out = (struct values){lc_new(ctx, (size_t)e->value_count + 1, sizeof *out->at), 0};
    if (!out->at) {
        return CTR_E_NOMEM;
    }
    for (const struct lc_proto_enum_value *v = e->values; v; v = v->next) {
        out->at[out->count++] = v;
    }
    qsort(out->at, out->count, sizeof *out->at, by_number);
    return CTR_OK;
}

/* How many from `i` on have its number. */
static size_t run(const struct values *v, size_t i)
{
    size_t n = 1;
    while (i + n < v->count && v->at[i + n]->number == v->at[i]->number) {
        n++;
    }
    return n;
}

struct pair {
    const struct lc_pb *pb;
    const struct lc_proto_enum *a;
    const struct lc_proto_enum *b;
    struct lc_proto_apart reserved[2];
};

static const char *part_of(const struct pair *p, const struct lc_proto_enum_value *v)
{
    return lc_pb_part_of(p->pb, p->a->full, v->name);
}

static ctr_status gone(const struct pair *p, const struct lc_proto_enum_value *v)
{
    const struct lc_pb *pb = p->pb;
    const char *part = part_of(p, v);
    const char *number = lc_format(pb->c->ctx, "%lld", (long long)v->number);
    struct lc_pb_at from = lc_pb_at_value(p->a, v, v->offset);
    struct lc_pb_at to = lc_pb_at_enum(p->b, p->b->offset);
    bool unreserved = !lc_proto_apart_covers(&p->reserved[1], v->number, v->number);
    bool unnamed = !lc_proto_apart_names(&p->reserved[1], v->name);
    bool json = lc_pb_asked(pb, LC_PROTO_WIRE_JSON);
    if (!number) {
        return CTR_E_NOMEM;
    }
    if (lc_pb_asked(pb, LC_PROTO_FILE | LC_PROTO_PACKAGE) || (!unreserved && (!unnamed || !json))) {
        return lc_pb_say(pb, LC_RULE_PB_ENUM_VALUE_NO_DELETE, part, from, to, number,
                         "the value %.*s = %s was removed; keep it, marked as deprecated",
                         LC_PROTO_S(v->name), number);
    }
    if (unreserved) {
        LC_TRY(lc_pb_say(pb, LC_RULE_PB_ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED, part, from, to,
                         number,
                         "the value %.*s = %s was removed and its number may be used again; add "
                         "'reserved %s;'",
                         LC_PROTO_S(v->name), number, number));
    }
    if (unnamed && json) {
        return lc_pb_say(pb, LC_RULE_PB_ENUM_VALUE_NO_DELETE_UNLESS_NAME_RESERVED, part, from, to,
                         number,
                         "the value %.*s = %s was removed and its name may be used again; add "
                         "'reserved \"%.*s\";'",
                         LC_PROTO_S(v->name), number, LC_PROTO_S(v->name));
    }
    return CTR_OK;
}

static bool has_name(const struct values *v, size_t i, size_t n, struct lc_str name)
{
    for (size_t k = i; k < i + n; k++) {
        if (lc_str_eq(v->at[k]->name, name)) {
            return true;
        }
    }
    return false;
}

/* The values of one number in both editions: all old names have to be there still. */
static ctr_status same_number(const struct pair *p, const struct values *a, size_t i, size_t na,
                              const struct values *b, size_t k, size_t nb)
{
    const struct lc_proto_enum_value *lost = NULL;
    for (size_t x = i; x < i + na && !lost; x++) {
        lost = has_name(b, k, nb, a->at[x]->name) ? NULL : a->at[x];
    }
    for (size_t y = k; y < k + nb && lost; y++) {
        const struct lc_proto_enum_value *v = b->at[y];
        const char *arguments =
            lc_format(p->pb->c->ctx, "%lld %.*s", (long long)v->number, LC_PROTO_S(v->name));
        if (!arguments) {
            return CTR_E_NOMEM;
        }
        LC_TRY(
            lc_pb_say(p->pb, LC_RULE_PB_ENUM_VALUE_SAME_NAME, part_of(p, lost),
                      lc_pb_at_value(p->a, lost, lost->number_at),
                      lc_pb_at_value(p->b, v, v->number_at), arguments,
                      "the value %lld was called %.*s and is called %.*s; JSON holds names: keep "
                      "the old one, or keep both with allow_alias",
                      (long long)v->number, LC_PROTO_S(lost->name), LC_PROTO_S(v->name)));
    }
    const struct lc_proto_enum_value *x = a->at[i];
    const struct lc_proto_enum_value *y = b->at[k];
    if (!x->options && !y->options) {
        return CTR_OK; /* as nearly always; no need for the names of all values */
    }
    return lc_pb_options(p->pb, x->options, y->options, none, part_of(p, x),
                         lc_pb_at_value(p->a, x, x->offset), lc_pb_at_value(p->b, y, y->offset));
}

static ctr_status came(const struct pair *p, const struct lc_proto_enum_value *v)
{
    return lc_pb_tell(p->pb, LC_RULE_PROTO_ENUM_VALUE_ADDED, CTR_LEVEL_INFO, CTR_LEVEL_WARNING,
                      part_of(p, v), LC_PB_NOWHERE, lc_pb_at_value(p->b, v, v->offset), NULL,
                      "the value %.*s = %lld was added; readers of the old edition do not know it",
                      LC_PROTO_S(v->name), (long long)v->number);
}

static ctr_status values(const struct pair *p)
{
    struct values a;
    struct values b;
    size_t k = 0;
    LC_TRY(sorted(p->pb->c->ctx, p->a, &a));
    LC_TRY(sorted(p->pb->c->ctx, p->b, &b));
    for (size_t i = 0; i < a.count;) {
        size_t na = run(&a, i);
        for (; k < b.count && b.at[k]->number < a.at[i]->number; k++) {
            LC_TRY(came(p, b.at[k]));
        }
        if (k < b.count && b.at[k]->number == a.at[i]->number) {
            size_t nb = run(&b, k);
            LC_TRY(same_number(p, &a, i, na, &b, k, nb));
            k += nb;
        } else {
            LC_TRY(gone(p, a.at[i]));
        }
        i += na;
    }
    for (; k < b.count; k++) {
        LC_TRY(came(p, b.at[k]));
    }
    return CTR_OK;
}

static ctr_status reserved(const struct pair *p, const char *part)
{
    const struct lc_pb_reserve a = {p->a->reserved,
                                    p->a->reserved_names,
                                    &p->reserved[0],
                                    "enum",
                                    LC_RULE_PB_RESERVED_ENUM_NO_DELETE,
                                    lc_pb_at_enum(p->a, p->a->offset),
                                    part};
    struct lc_pb_reserve b = a;
    b.ranges = p->b->reserved;
    b.names = p->b->reserved_names;
    b.apart = &p->reserved[1];
    b.at = lc_pb_at_enum(p->b, p->b->offset);
    return lc_pb_reserved(p->pb, &a, &b);
}

ctr_status lc_pb_enum(const struct lc_pb *pb, const struct lc_proto_enum *a,
                      const struct lc_proto_enum *b)
{
    struct pair p = {.pb = pb, .a = a, .b = b};
    const char *part = lc_pb_part_of(pb, a->full, LC_STR(""));
    struct lc_pb_at from = lc_pb_at_enum(a, a->offset);
    struct lc_pb_at to = lc_pb_at_enum(b, b->offset);
    if (!part) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_proto_apart_of(pb->c->ctx, a->reserved, a->reserved_names, &p.reserved[0]));
    LC_TRY(lc_proto_apart_of(pb->c->ctx, b->reserved, b->reserved_names, &p.reserved[1]));
    if (a->features.enum_type != b->features.enum_type) {
        bool open = b->features.enum_type == LC_PROTO_OPEN;
        to.offset =
            lc_pb_option_at(lc_proto_option_get(b->options, "features.enum_type"), b->offset);
        LC_TRY(lc_pb_say(pb, LC_RULE_PB_ENUM_SAME_TYPE, part, from, to, open ? "open" : "closed",
                         "the enum is %s now: numbers that it does not name are %s; set "
                         "features.enum_type = %s",
                         open ? "open" : "closed", open ? "kept in the field" : "put aside",
                         open ? "CLOSED" : "OPEN"));
    }
    if (a->features.json != b->features.json) {
        bool allow = b->features.json == LC_PROTO_JSON_ALLOW;
        to.offset =
            lc_pb_option_at(lc_proto_option_get(b->options, "features.json_format"), b->offset);
        /* only what stops being promised breaks */
        if (!allow) {
            LC_TRY(lc_pb_say(pb, LC_RULE_PB_ENUM_SAME_JSON_FORMAT, part, from, to, NULL,
                             "JSON of the enum is best effort only now; set features.json_format = "
                             "ALLOW"));
        }
    }
    to.offset = b->offset;
    LC_TRY(values(&p));
    LC_TRY(reserved(&p, part));
    return lc_pb_options(pb, a->options, b->options, judged, part, from, to);
}
