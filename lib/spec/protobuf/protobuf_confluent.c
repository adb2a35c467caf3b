/*
 * The profile `confluent`: the changes of the document itself that a schema registry lists, and
 * what it says of each. Imported files count as far as fields have types from there.
 */
#include "spec/protobuf/protobuf_room.h"

#include "spec/unlisted.h"

enum { DEPTH_MAX = 500 };

struct walk {
    struct lc_cmp *c;
    struct lc_pb pb; /* to tell findings with */
    const struct lc_proto *side[2];
    bool swapped; /* the new edition is read with the old one */
    size_t broken;
    unsigned depth;
    struct lc_map seen; /* pairs of imported messages under way or done */
};

/* ---- findings */

static ctr_status tell(struct walk *w, enum lc_rule_id rule, struct lc_str scope,
                       struct lc_str name, struct lc_pb_at from, struct lc_pb_at to,
                       const char *what)
{
    ctr_level level = lc_rule(rule)->level;
    ctr_level other = CTR_LEVEL_INFO;
    const char *part = lc_pb_part(w->c->ctx, scope, name);
    w->broken += level == CTR_LEVEL_BREAKING;
    return lc_pb_tell(&w->pb, rule, w->swapped ? other : level, w->swapped ? level : other, part,
                      w->swapped ? to : from, w->swapped ? from : to, NULL, "%s%s",
                      w->swapped ? "from the new edition to the old: " : "", what);
}

static ctr_status of_message(struct walk *w, enum lc_rule_id rule, const struct lc_proto_message *a,
                             const struct lc_proto_message *b, const char *what)
{
    return tell(w, rule, (a ? a : b)->full, LC_STR(""),
                a ? lc_pb_at_message(a, a->offset) : LC_PB_NOWHERE,
                b ? lc_pb_at_message(b, b->offset) : LC_PB_NOWHERE, what);
}

static ctr_status of_enum(struct walk *w, enum lc_rule_id rule, const struct lc_proto_enum *a,
                          const struct lc_proto_enum *b, const char *what)
{
    return tell(w, rule, (a ? a : b)->full, LC_STR(""),
                a ? lc_pb_at_enum(a, a->offset) : LC_PB_NOWHERE,
                b ? lc_pb_at_enum(b, b->offset) : LC_PB_NOWHERE, what);
}

static ctr_status of_field(struct walk *w, enum lc_rule_id rule, const struct lc_proto_field *a,
                           const struct lc_proto_field *b, const char *what)
{
    const struct lc_proto_field *f = a ? a : b;
    return tell(w, rule, lc_proto_scope(f), f->name,
                a ? lc_pb_at_field(a, a->offset) : LC_PB_NOWHERE,
                b ? lc_pb_at_field(b, b->offset) : LC_PB_NOWHERE, what);
}

/* ---- types of fields */

enum kind { SCALAR, MAP, NAMED };

static enum kind kind_of(const struct lc_proto_field *f)
{
    return f->type == LC_PROTO_MAP                                    ? MAP
           : f->type == LC_PROTO_MESSAGE || f->type == LC_PROTO_GROUP ? NAMED
                                                                      : SCALAR;
}

static int scalar_group(const struct lc_proto_field *f)
{
    switch ((int)f->type) {
    case LC_PROTO_INT64:
    case LC_PROTO_UINT32:
    case LC_PROTO_UINT64:
    case LC_PROTO_BOOL:
    case LC_PROTO_ENUM:
        return LC_PROTO_INT32;
    case LC_PROTO_SINT64:
        return LC_PROTO_SINT32;
    case LC_PROTO_SFIXED32:
        return LC_PROTO_FIXED32;
    case LC_PROTO_SFIXED64:
        return LC_PROTO_FIXED64;
    case LC_PROTO_BYTES:
        return LC_PROTO_STRING;
    default:
        return f->type;
    }
}

/* A full name without its package. */
static struct lc_str own_name(struct lc_str full, const struct lc_proto_file *f)
{
    size_t skip = f->package.len ? f->package.len + 1 : 0;
    return full.len > skip ? lc_str_n(full.ptr + skip, full.len - skip) : full;
}

static ctr_status message(struct walk *w, const struct lc_proto_message *a,
                          const struct lc_proto_message *b);

/* Imported messages are looked into; a pair under way is taken as compatible: what is wrong with it
 * is said where it is found. */
static ctr_status look_into(struct walk *w, const struct lc_proto_message *a,
                            const struct lc_proto_message *b, bool *same)
{
    const void *pair[2] = {a, b};
    char *key = lc_dup(w->c->ctx, lc_str_n((const char *)pair, sizeof pair));
    size_t before = w->broken;
    if (!key) {
        return CTR_E_NOMEM;
    }
    struct lc_str text = lc_str_n(key, sizeof pair);
    const char *known = lc_map_get(&w->seen, text);
    if (known) {
        *same = known[0] == 'y';
        return CTR_OK;
    }
    LC_TRY(lc_map_set(w->c->ctx, &w->seen, text, (void *)(uintptr_t) "y"));
    w->depth++;
    LC_TRY(message(w, a, b));
    w->depth--;
    *same = w->broken == before;
    return *same ? CTR_OK : lc_map_set(w->c->ctx, &w->seen, text, (void *)(uintptr_t) "n");
}

static ctr_status named_types(struct walk *w, const struct lc_proto_field *a,
                              const struct lc_proto_field *b, const struct lc_proto_field *at_a,
                              const struct lc_proto_field *at_b)
{
    const struct lc_proto_message *x = a->message;
    const struct lc_proto_message *y = b->message;
    bool same = lc_str_eq(a->type_full, b->type_full); /* of those built in */
    if (x && y) {
        bool local = x->file == w->side[0]->files[0] && y->file == w->side[1]->files[0];
        same = lc_str_eq(own_name(x->full, x->file), own_name(y->full, y->file));
        if (same && !local && w->depth >= DEPTH_MAX) {
            return lc_pb_tell(
                &w->pb, LC_RULE_CONFLUENT_FIELD_NAMED_TYPE_CHANGED, CTR_LEVEL_UNDECIDED,
                CTR_LEVEL_UNDECIDED, lc_pb_part(w->c->ctx, lc_proto_scope(at_a), at_a->name),
                lc_pb_at_field(at_a, at_a->offset), lc_pb_at_field(at_b, at_b->offset), "deep",
                "types refer to each other over more than %d imported messages", (int)DEPTH_MAX);
        }
        LC_TRY(same && !local ? look_into(w, x, y, &same) : CTR_OK);
    }
    return same ? CTR_OK
                : of_field(w, LC_RULE_CONFLUENT_FIELD_NAMED_TYPE_CHANGED, at_a, at_b,
                           "the field has another message for its type; add a field with a number "
                           "of its own instead");
}

/* `at_a`, `at_b`: the fields of which these are the types, or the types of keys and values. */
static ctr_status types(struct walk *w, const struct lc_proto_field *a,
                        const struct lc_proto_field *b, const struct lc_proto_field *at_a,
                        const struct lc_proto_field *at_b)
{
    enum kind kind = kind_of(a);
    if (kind != kind_of(b)) {
        return of_field(w, LC_RULE_CONFLUENT_FIELD_KIND_CHANGED, at_a, at_b,
                        "the field changed between scalar, map and message; add a field with a "
                        "number of its own instead");
    }
    if (kind == NAMED) {
        return named_types(w, a, b, at_a, at_b);
    }
    if (kind == MAP) {
        LC_TRY(types(w, a->key, b->key, at_a, at_b));
        return types(w, a->value, b->value, at_a, at_b);
    }
    return scalar_group(a) == scalar_group(b)
               ? CTR_OK
               : of_field(w, LC_RULE_CONFLUENT_FIELD_SCALAR_KIND_CHANGED, at_a, at_b,
                          "the field has a type with another form on the wire; add a field with a "
                          "number of its own instead");
}

static bool is_required(const struct lc_proto_field *f)
{
    return lc_proto_cardinality(f) == LC_PROTO_CARD_REQUIRED;
}

static ctr_status labels(struct walk *w, const struct lc_proto_field *a,
                         const struct lc_proto_field *b)
{
    bool text = b->type == LC_PROTO_STRING || b->type == LC_PROTO_BYTES;
    if (is_required(a) != is_required(b)) { /* the registry does not look; whoever reads does */
        LC_TRY(of_field(w,
                        is_required(b) ? LC_RULE_CONFLUENT_REQUIRED_FIELD_ADDED
                                       : LC_RULE_CONFLUENT_REQUIRED_FIELD_REMOVED,
                        a, b,
                        is_required(b) ? "the field is required now; make it optional"
                                       : "the field is no longer required; keep it so"));
    }
    if ((a->label == LC_PROTO_REPEATED) == (b->label == LC_PROTO_REPEATED) ||
        kind_of(a) != SCALAR || kind_of(b) != SCALAR) {
        return CTR_OK;
    }
    return text ? of_field(w, LC_RULE_CONFLUENT_FIELD_STRING_OR_BYTES_LABEL_CHANGED, a, b,
                           "the field became repeated, or is repeated no longer")
                : of_field(w, LC_RULE_CONFLUENT_FIELD_NUMERIC_LABEL_CHANGED, a, b,
                           "a field of numbers became repeated, or is repeated no longer; add a "
                           "field with a number of its own instead");
}

/* ---- fields and oneofs */

static const struct lc_proto_oneof *find_oneof(const struct lc_proto_message *m,
                                               const struct lc_proto_oneof *like)
{
    const struct lc_proto_oneof *o = m->oneofs;
    while (o && !lc_str_eq(o->name, like->name)) {
        o = o->next;
    }
    return o;
}

static bool same_oneof(const struct lc_proto_field *a, const struct lc_proto_field *b)
{
    return a->oneof && b->oneof && lc_str_eq(a->oneof->name, b->oneof->name);
}

static ctr_status both(struct walk *w, const struct lc_proto_field *a,
                       const struct lc_proto_field *b)
{
    if (!lc_str_eq(a->name, b->name)) {
        LC_TRY(
            of_field(w, LC_RULE_CONFLUENT_FIELD_NAME_CHANGED, a, b, "the field has another name"));
    }
    LC_TRY(types(w, a, b, a, b));
    return labels(w, a, b);
}

static ctr_status one(struct walk *w, const struct lc_proto_message *m,
                      const struct lc_proto_message *n, const struct lc_proto_field *a,
                      const struct lc_proto_field *b)
{
    if (a && b) {
        LC_TRY(both(w, a, b));
    }
    if (a && a->oneof && !(b && same_oneof(a, b)) && find_oneof(n, a->oneof)) {
        LC_TRY(of_field(w, LC_RULE_CONFLUENT_ONEOF_FIELD_REMOVED, a, NULL,
                        "a field was removed from a oneof: readers no longer learn that it was the "
                        "one set; keep it"));
    }
    if (b && b->oneof && !(a && same_oneof(a, b)) && find_oneof(m, b->oneof)) {
        LC_TRY(of_field(w, LC_RULE_CONFLUENT_ONEOF_FIELD_ADDED, NULL, b,
                        "a field was added to a oneof"));
    }
    if (a && !b && !a->oneof) {
        return is_required(a)
                   ? of_field(w, LC_RULE_CONFLUENT_REQUIRED_FIELD_REMOVED, a, NULL,
                              "a required field was removed; keep it")
                   : of_field(w, LC_RULE_CONFLUENT_FIELD_REMOVED, a, NULL, "a field was removed");
    }
    if (b && !a && !b->oneof) {
        return is_required(b)
                   ? of_field(w, LC_RULE_CONFLUENT_REQUIRED_FIELD_ADDED, NULL, b,
                              "a required field was added; make it optional")
                   : of_field(w, LC_RULE_CONFLUENT_FIELD_ADDED, NULL, b, "a field was added");
    }
    return CTR_OK;
}

static ctr_status fields(struct walk *w, const struct lc_proto_message *m,
                         const struct lc_proto_message *n)
{
    uint32_t i = 0;
    uint32_t k = 0;
    while (i < m->field_count || k < n->field_count) {
        const struct lc_proto_field *a = i < m->field_count ? m->by_number[i] : NULL;
        const struct lc_proto_field *b = k < n->field_count ? n->by_number[k] : NULL;
        if (a && b && a->number != b->number) {
            *(a->number < b->number ? &b : &a) = NULL;
        }
        LC_TRY(one(w, m, n, a, b));
        i += a != NULL;
        k += b != NULL;
    }
    return CTR_OK;
}

static ctr_status of_oneof(struct walk *w, enum lc_rule_id rule, const struct lc_proto_message *m,
                           const struct lc_proto_oneof *a, const struct lc_proto_message *n,
                           const struct lc_proto_oneof *b, const char *what)
{
    return tell(w, rule, (a ? m : n)->full, (a ? a : b)->name,
                a ? lc_pb_at_oneof(m, a) : LC_PB_NOWHERE, b ? lc_pb_at_oneof(n, b) : LC_PB_NOWHERE,
                what);
}

/* What stood outside of any oneof and stands in `o` now. */
static ctr_status moved(struct walk *w, const struct lc_proto_message *m,
                        const struct lc_proto_message *n, const struct lc_proto_oneof *o)
{
    size_t count = 0;
    bool mixed = false;
    for (const struct lc_proto_field *f = n->fields; f; f = f->next) {
        const struct lc_proto_field *was = f->oneof == o ? lc_proto_by_number(m, f->number) : NULL;
        count += was && !was->oneof;
        mixed = mixed || (was && was->oneof);
    }
    if (count && mixed) {
        return of_oneof(w, LC_RULE_CONFLUENT_FIELD_MOVED_TO_EXISTING_ONEOF, m, NULL, n, o,
                        "a field moved into a oneof of others: setting it clears them; leave it "
                        "outside");
    }
    return count > 1 ? of_oneof(w, LC_RULE_CONFLUENT_MULTIPLE_FIELDS_MOVED_TO_ONEOF, m, NULL, n, o,
                                "several fields moved into a oneof: setting one clears the others; "
                                "move one at most")
                     : CTR_OK;
}

static ctr_status oneofs(struct walk *w, const struct lc_proto_message *m,
                         const struct lc_proto_message *n)
{
    for (const struct lc_proto_oneof *o = n->oneofs; o; o = o->next) {
        LC_TRY(lc_spend(w->c->ctx, 1));
        LC_TRY(moved(w, m, n, o));
        if (!find_oneof(m, o)) {
            LC_TRY(of_oneof(w, LC_RULE_CONFLUENT_ONEOF_ADDED, m, NULL, n, o, "a oneof was added"));
        }
    }
    for (const struct lc_proto_oneof *o = m->oneofs; o; o = o->next) {
        if (!find_oneof(n, o)) {
            LC_TRY(
                of_oneof(w, LC_RULE_CONFLUENT_ONEOF_REMOVED, m, o, n, NULL, "a oneof was removed"));
        }
    }
    return CTR_OK;
}

/* ---- what is declared in one place, by name; names in two maps, so that many cost no more */

struct scope {
    const struct lc_proto_message *messages;
    const struct lc_proto_enum *enums;
};

static ctr_status names_of(struct walk *w, const struct scope *s, struct lc_map *messages,
                           struct lc_map *enums)
{
    *messages = (struct lc_map){.seed = w->side[0]->symbols.seed};
    *enums = *messages;
    for (const struct lc_proto_message *m = s->messages; m; m = m->next) {
        LC_TRY(lc_map_set(w->c->ctx, messages, m->name, (void *)(uintptr_t)m));
    }
    for (const struct lc_proto_enum *e = s->enums; e; e = e->next) {
        LC_TRY(lc_map_set(w->c->ctx, enums, e->name, (void *)(uintptr_t)e));
    }
    return CTR_OK;
}

static ctr_status of_value(struct walk *w, enum lc_rule_id rule, const struct lc_proto_enum *a,
                           const struct lc_proto_enum_value *v, const struct lc_proto_enum *b,
                           const struct lc_proto_enum_value *u, const char *what)
{
    return tell(w, rule, (v ? a : b)->full, (v ? v : u)->name,
                v ? lc_pb_at_value(a, v, v->offset) : LC_PB_NOWHERE,
                u ? lc_pb_at_value(b, u, u->offset) : LC_PB_NOWHERE, what);
}

/* The names of one number: those it has no longer, or if it has all still, those that came. */
static ctr_status names(struct walk *w, const struct lc_proto_enum *a, const struct lc_pb_values *x,
                        const struct lc_proto_enum *b, const struct lc_pb_values *y)
{
    const bool kept = lc_pb_values_within(x, y);
    const struct lc_pb_values *all = kept ? y : x;
    const struct lc_pb_values *known = kept ? x : y;
    const struct lc_proto_enum_value *first = lc_pb_values_first(known);
    size_t k = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct lc_proto_enum_value *v = all->at[i];
        while (k < known->count && lc_str_cmp(known->at[k]->name, v->name) < 0) {
            k++;
        }
        if (k == known->count || !lc_str_eq(known->at[k]->name, v->name)) {
            LC_TRY(of_value(
                w, LC_RULE_CONFLUENT_ENUM_CONST_CHANGED, a, kept ? first : v, b, kept ? v : first,
                kept ? "an enum value has one name more" : "an enum value has another name"));
        }
    }
    return CTR_OK;
}

static ctr_status values(struct walk *w, const struct lc_proto_enum *a,
                         const struct lc_proto_enum *b)
{
    struct lc_pb_values all[2];
    size_t i = 0;
    size_t k = 0;
    LC_TRY(lc_spend(w->c->ctx, (uint64_t)a->value_count + b->value_count));
    LC_TRY(lc_pb_values_of(w->c->ctx, a, &all[0]));
    LC_TRY(lc_pb_values_of(w->c->ctx, b, &all[1]));
    struct lc_pb_values x = lc_pb_values_run(&all[0], i);
    struct lc_pb_values y = lc_pb_values_run(&all[1], k);
    while (x.count || y.count) {
        bool old = x.count && (!y.count || x.at[0]->number <= y.at[0]->number);
        bool new = y.count && (!x.count || y.at[0]->number <= x.at[0]->number);
        for (size_t n = 0; n < x.count && !new; n++) {
            LC_TRY(of_value(w, LC_RULE_CONFLUENT_ENUM_CONST_REMOVED, a, x.at[n], b, NULL,
                            "an enum value was removed"));
        }
        for (size_t n = 0; n < y.count && !old; n++) {
            LC_TRY(of_value(w, LC_RULE_CONFLUENT_ENUM_CONST_ADDED, a, NULL, b, y.at[n],
                            "an enum value was added"));
        }
        LC_TRY(old && new ? names(w, a, &x, b, &y) : CTR_OK);
        x = old ? lc_pb_values_run(&all[0], i += x.count) : x;
        y = new ? lc_pb_values_run(&all[1], k += y.count) : y;
    }
    return CTR_OK;
}

static ctr_status old_ones(struct walk *w, const struct scope *a, const struct lc_map *messages,
                           const struct lc_map *enums)
{
    for (const struct lc_proto_message *m = a->messages; m; m = m->next) {
        const struct lc_proto_message *n = lc_map_get(messages, m->name);
        LC_TRY(n ? message(w, m, n)
                 : of_message(w, LC_RULE_CONFLUENT_MESSAGE_REMOVED, m, NULL,
                              "a message was removed; keep it"));
        if (n && n->index != m->index) {
            LC_TRY(of_message(w, LC_RULE_CONFLUENT_MESSAGE_MOVED, m, n,
                              "the message has another place among its neighbours"));
        }
    }
    for (const struct lc_proto_enum *e = a->enums; e; e = e->next) {
        const struct lc_proto_enum *f = lc_map_get(enums, e->name);
        LC_TRY(f ? values(w, e, f)
                 : of_enum(w, LC_RULE_CONFLUENT_ENUM_REMOVED, e, NULL, "an enum was removed"));
    }
    return CTR_OK;
}

static ctr_status new_ones(struct walk *w, const struct scope *b, const struct lc_map *messages,
                           const struct lc_map *enums)
{
    for (const struct lc_proto_message *n = b->messages; n; n = n->next) {
        if (!lc_map_get(messages, n->name)) {
            LC_TRY(of_message(w, LC_RULE_CONFLUENT_MESSAGE_ADDED, NULL, n, "a message was added"));
        }
    }
    for (const struct lc_proto_enum *f = b->enums; f; f = f->next) {
        if (!lc_map_get(enums, f->name)) {
            LC_TRY(of_enum(w, LC_RULE_CONFLUENT_ENUM_ADDED, NULL, f, "an enum was added"));
        }
    }
    return CTR_OK;
}

static ctr_status scopes(struct walk *w, const struct scope *a, const struct scope *b)
{
    struct lc_map messages[2];
    struct lc_map enums[2];
    LC_TRY(names_of(w, a, &messages[0], &enums[0]));
    LC_TRY(names_of(w, b, &messages[1], &enums[1]));
    LC_TRY(old_ones(w, a, &messages[1], &enums[1]));
    return new_ones(w, b, &messages[0], &enums[0]);
}

static ctr_status message(struct walk *w, const struct lc_proto_message *a,
                          const struct lc_proto_message *b)
{
    const struct scope x = {a->messages, a->enums};
    const struct scope y = {b->messages, b->enums};
    LC_TRY(lc_spend(w->c->ctx, 1));
    LC_TRY(fields(w, a, b));
    LC_TRY(oneofs(w, a, b));
    bool inner = x.messages || x.enums || y.messages || y.enums;
    return inner ? scopes(w, &x, &y) : CTR_OK;
}

static ctr_status walk(struct lc_cmp *c, const struct lc_proto *a, const struct lc_proto *b,
                       bool swapped)
{
    struct walk w = {.c = c, .pb = {.c = c}, .side = {a, b}, .swapped = swapped};
    const struct lc_proto_file *f = a->files[0];
    const struct lc_proto_file *g = b->files[0];
    const struct scope x = {f->messages, f->enums};
    const struct scope y = {g->messages, g->enums};
    if (!lc_str_eq(f->package, g->package)) {
        struct lc_str all = f->package.len ? f->package : LC_STR("/");
        LC_TRY(tell(&w, LC_RULE_CONFLUENT_PACKAGE_CHANGED, all, LC_STR(""),
                    lc_pb_at_file(f, f->package_at), lc_pb_at_file(g, g->package_at),
                    "the package has another name, and with it all messages; keep it"));
    }
    return scopes(&w, &x, &y);
}

static ctr_status strictly(struct lc_cmp *probe, const void *older, const void *newer)
{
    return lc_proto_compare(probe, older, newer);
}

ctr_status lc_proto_confluent(struct lc_cmp *c, const struct lc_proto *older,
                              const struct lc_proto *newer)
{
    const size_t before = c->offered;
    LC_TRY(c->mode != CTR_MODE_FORWARD ? walk(c, older, newer, false) : CTR_OK);
    LC_TRY(c->mode != CTR_MODE_BACKWARD ? walk(c, newer, older, true) : CTR_OK);
    return c->offered == before ? lc_cmp_unlisted(c, strictly, older, newer) : CTR_OK;
}
