/* Two editions of an enum. */
#include "spec/protobuf/protobuf_room.h"

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

/* ---- values */

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

/* What a reader of that side makes of a value that it does not know; NULL: nothing that breaks. */
static ctr_status unknown_breaks(const struct pair *p, ctr_side side, const char **out)
{
    const struct lc_proto_enum *e = side == CTR_SIDE_OLD ? p->a : p->b;
    const struct lc_proto_field *f = lc_pb_closed(p->pb, side, e);
    *out = NULL;
    if (!f) {
        return CTR_OK;
    }
    *out =
        lc_format(p->pb->c->ctx,
                  f->type == LC_PROTO_MAP
                      ? "the enum is closed, and they lose each entry of %.*s.%.*s that has it"
                      : "the enum is closed, and to them the required field %.*s.%.*s is not there",
                  LC_PROTO_S(lc_proto_scope(f)), LC_PROTO_S(f->name));
    return *out ? CTR_OK : CTR_E_NOMEM;
}

/* It is reserved, so that no other value will be read for it; what has it is there all the same.
 * JSON has its name, which readers of the new edition refuse. */
static ctr_status gone_from_data(const struct pair *p, const struct lc_proto_enum_value *v,
                                 const char *part, const char *number)
{
    const char *closed;
    bool json = lc_pb_is_data(p->pb);
    LC_TRY(unknown_breaks(p, CTR_SIDE_NEW, &closed));
    return lc_pb_tell(p->pb, LC_RULE_PB_ENUM_VALUE_NO_DELETE,
                      closed || json ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO, CTR_LEVEL_INFO, part,
                      lc_pb_at_value(p->a, v, v->offset), lc_pb_at_enum(p->b, p->b->offset), number,
                      "the value %.*s = %s was removed%s%s; keep it, marked as deprecated",
                      LC_PROTO_S(v->name), number,
                      closed || json ? ", and readers of the new edition do not know it: " : "",
                      closed ? closed
                      : json ? "they refuse JSON that has its name"
                             : "");
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
    if (lc_pb_asked(pb, LC_PROTO_FILE | LC_PROTO_PACKAGE)) {
        return lc_pb_say(pb, LC_RULE_PB_ENUM_VALUE_NO_DELETE, part, from, to, number,
                         "the value %.*s = %s was removed; keep it, marked as deprecated",
                         LC_PROTO_S(v->name), number);
    }
    if (!unreserved && (!unnamed || !json)) {
        return gone_from_data(p, v, part, number);
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

/* An old name of a number that is there still, under other names: said at each of them. */
static ctr_status lost(const struct pair *p, const struct lc_proto_enum_value *v,
                       const struct lc_pb_values *now)
{
    for (size_t i = 0; i < now->count; i++) {
        const struct lc_proto_enum_value *w = now->at[i];
        const char *arguments =
            lc_format(p->pb->c->ctx, "%lld %.*s", (long long)w->number, LC_PROTO_S(w->name));
        if (!arguments) {
            return CTR_E_NOMEM;
        }
        LC_TRY(lc_pb_say(p->pb, LC_RULE_PB_ENUM_VALUE_SAME_NAME, part_of(p, v),
                         lc_pb_at_value(p->a, v, v->number_at),
                         lc_pb_at_value(p->b, w, w->number_at), arguments,
                         "the value %lld was called %.*s and is called %.*s; JSON holds names: "
                         "keep the old one, or keep both with allow_alias",
                         (long long)w->number, LC_PROTO_S(v->name), LC_PROTO_S(w->name)));
    }
    return CTR_OK;
}

static ctr_status came(const struct pair *p, const struct lc_proto_enum_value *v)
{
    const char *closed;
    LC_TRY(unknown_breaks(p, CTR_SIDE_OLD, &closed));
    return lc_pb_tell(p->pb, LC_RULE_PROTO_ENUM_VALUE_ADDED, CTR_LEVEL_INFO,
                      closed ? CTR_LEVEL_BREAKING : CTR_LEVEL_WARNING, part_of(p, v), LC_PB_NOWHERE,
                      lc_pb_at_value(p->b, v, v->offset), NULL,
                      "the value %.*s = %lld was added; readers of the old edition do not know "
                      "it%s%s",
                      LC_PROTO_S(v->name), (long long)v->number, closed ? ": " : "",
                      closed ? closed : "");
}

/* One more name of a number: JSON is written by the first. */
static ctr_status came_beside(const struct pair *p, const struct lc_proto_enum_value *v,
                              const struct lc_proto_enum_value *first)
{
    return lc_pb_tell(p->pb, LC_RULE_PROTO_ENUM_VALUE_ADDED, CTR_LEVEL_INFO,
                      v == first ? CTR_LEVEL_WARNING : CTR_LEVEL_INFO, part_of(p, v), LC_PB_NOWHERE,
                      lc_pb_at_value(p->b, v, v->offset), NULL,
                      "the name %.*s was added to the value %lld; %s", LC_PROTO_S(v->name),
                      (long long)v->number,
                      v == first ? "JSON is written with it, and readers of the old edition do not "
                                   "know it: put it behind the old one"
                                 : "JSON is written with the first one still");
}

/* Another name comes first: JSON is written with that from now on. Who knows both reads on; one
 * that the old edition has not is refused by its readers. */
static ctr_status first_name(const struct pair *p, const struct lc_pb_values *a,
                             const struct lc_proto_enum_value *was,
                             const struct lc_proto_enum_value *is)
{
    bool known = lc_pb_values_within(&(struct lc_pb_values){&is, 1}, a);
    bool names = !lc_pb_asked(p->pb, LC_PROTO_WIRE); /* bytes have none */
    ctr_level level = !names ? CTR_LEVEL_INFO : known ? CTR_LEVEL_WARNING : CTR_LEVEL_BREAKING;
    const char *arguments =
        lc_format(p->pb->c->ctx, "%.*s, %.*s", LC_PROTO_S(was->name), LC_PROTO_S(is->name));
    if (!arguments) {
        return CTR_E_NOMEM;
    }
    return lc_pb_tell(p->pb, LC_RULE_PROTO_ENUM_FIRST_NAME_CHANGED, CTR_LEVEL_INFO, level,
                      part_of(p, is), lc_pb_at_value(p->a, was, was->offset),
                      lc_pb_at_value(p->b, is, is->offset), arguments,
                      "the value %lld was called %.*s first and is called %.*s first: JSON is "
                      "written with that name, %s; put it behind the old one",
                      (long long)is->number, LC_PROTO_S(was->name), LC_PROTO_S(is->name),
                      known ? "which readers of the old edition know, too"
                            : "which readers of the old edition do not know");
}

static ctr_status same_options(const struct pair *p, const struct lc_proto_enum_value *x,
                               const struct lc_proto_enum_value *y)
{
    if (!x->options && !y->options) {
        return CTR_OK; /* as nearly always; no need for the names of all values */
    }
    return lc_pb_options(p->pb, x->options, y->options, none, part_of(p, x),
                         lc_pb_at_value(p->a, x, x->offset), lc_pb_at_value(p->b, y, y->offset));
}

/* The values of one number in both editions: all old names have to be there still. */
static ctr_status same_number(const struct pair *p, const struct lc_pb_values *a,
                              const struct lc_pb_values *b)
{
    const struct lc_proto_enum_value *first = lc_pb_values_first(b);
    const struct lc_proto_enum_value *was = lc_pb_values_first(a);
    const struct lc_pb_values one = {&first, 1};
    const struct lc_pb_values *now = b; /* for the first that is lost: not n times m findings */
    const bool renamed = a->count == 1 && b->count == 1;
    const bool behind = !lc_str_eq(was->name, first->name) &&
                        lc_pb_values_within(&(struct lc_pb_values){&was, 1}, b);
    size_t k = 0;
    LC_TRY(behind ? first_name(p, a, was, first) : CTR_OK);
    for (size_t i = 0; i < a->count; i++) {
        const struct lc_proto_enum_value *v = a->at[i];
        for (; !renamed && k < b->count && lc_str_cmp(b->at[k]->name, v->name) < 0; k++) {
            LC_TRY(behind && b->at[k] == first ? CTR_OK : came_beside(p, b->at[k], first));
        }
        bool kept = k < b->count && lc_str_eq(b->at[k]->name, v->name);
        if (!kept) {
            LC_TRY(lost(p, v, now));
            now = &one;
        }
        LC_TRY(kept || renamed ? same_options(p, v, b->at[k++]) : CTR_OK);
    }
    for (; k < b->count; k++) {
        LC_TRY(behind && b->at[k] == first ? CTR_OK : came_beside(p, b->at[k], first));
    }
    return CTR_OK;
}

static ctr_status each(const struct pair *p, const struct lc_pb_values *run,
                       ctr_status (*fn)(const struct pair *p, const struct lc_proto_enum_value *v))
{
    for (size_t i = 0; i < run->count; i++) {
        LC_TRY(fn(p, run->at[i]));
    }
    return CTR_OK;
}

static ctr_status values(const struct pair *p)
{
    struct lc_pb_values all[2];
    size_t i = 0;
    size_t k = 0;
    LC_TRY(lc_pb_values_of(p->pb->c->ctx, p->a, &all[0]));
    LC_TRY(lc_pb_values_of(p->pb->c->ctx, p->b, &all[1]));
    struct lc_pb_values a = lc_pb_values_run(&all[0], i);
    struct lc_pb_values b = lc_pb_values_run(&all[1], k);
    while (a.count || b.count) {
        bool old = a.count && (!b.count || a.at[0]->number <= b.at[0]->number);
        bool new = b.count && (!a.count || b.at[0]->number <= a.at[0]->number);
        if (old && new) {
            LC_TRY(same_number(p, &a, &b));
        } else {
            LC_TRY(old ? each(p, &a, gone) : each(p, &b, came));
        }
        a = old ? lc_pb_values_run(&all[0], i += a.count) : a;
        b = new ? lc_pb_values_run(&all[1], k += b.count) : b;
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
        const char *way = lc_pb_feature(
            pb, b->file, open ? "features.enum_type = CLOSED" : "features.enum_type = OPEN");
        to.offset =
            lc_pb_option_at(lc_proto_option_get(b->options, "features.enum_type"), b->offset);
        if (!way) {
            return CTR_E_NOMEM;
        }
        LC_TRY(lc_pb_say(pb, LC_RULE_PB_ENUM_SAME_TYPE, part, from, to, open ? "open" : "closed",
                         "the enum is %s now: numbers that it does not name are %s; %s",
                         open ? "open" : "closed", open ? "kept in the field" : "put aside", way));
    }
    if (a->features.json != b->features.json) {
        bool allow = b->features.json == LC_PROTO_JSON_ALLOW;
        to.offset =
            lc_pb_option_at(lc_proto_option_get(b->options, "features.json_format"), b->offset);
        /* only what stops being promised breaks */
        if (!allow) {
            const char *way = lc_pb_feature(pb, b->file, "features.json_format = ALLOW");
            LC_TRY(way ? lc_pb_say(pb, LC_RULE_PB_ENUM_SAME_JSON_FORMAT, part, from, to, NULL,
                                   "JSON of the enum is best effort only now; %s", way)
                       : CTR_E_NOMEM);
        }
    }
    to.offset = b->offset;
    LC_TRY(values(&p));
    LC_TRY(reserved(&p, part));
    bool was = lc_proto_is_exported(a->visibility, &a->features, a->parent != NULL);
    bool is = lc_proto_is_exported(b->visibility, &b->features, b->parent != NULL);
    LC_TRY(lc_pb_visibility(pb, was, is, "enum", a->full, from, to));
    return lc_pb_options(pb, a->options, b->options, judged, part, from, to);
}
