/*
 * Properties: each by its name, with what it meets on either side. A name that only one side
 * declares meets whatever the other demands of undeclared names; strictly that decides. Tolerantly
 * writers emit declared properties only and readers ignore the others, so that optional properties
 * may come and go.
 */
#include "spec/schema/schema_object.h"

/* One name on both sides. */
struct property {
    struct lc_str name;
    bool named[2];
    bool required[2];
    struct lc_elems elems[2];
    struct lc_view *view[2]; /* made when needed */
    struct lc_pair *aside;   /* what the side that does not name it says of it all the same, */
    enum lc_way aside_way;   /* held against the other, in this way; NULL: nothing */
    bool unsure;
};

static ctr_status views_of(struct lc_pair *p, struct property *q)
{
    for (int side = 0; side < 2 && !q->view[side]; side++) {
        struct lc_view *v = side ? p->b : p->a;
        LC_TRY(lc_view_of(v->side, q->elems[side].at, q->elems[side].count, &q->view[side]));
    }
    return CTR_OK;
}

/* A readOnly property is not asked of requests, a writeOnly one not of responses. */
static bool left_out(enum lc_io io, const struct lc_view *v)
{
    bool out = (io == LC_IO_REQUEST && v->read_only) || (io == LC_IO_RESPONSE && v->write_only);
    return out && !v->side->messages;
}

static ctr_status look_at(struct lc_pair *p, struct property *q)
{
    for (int side = 0; side < 2; side++) {
        struct lc_view *v = side ? p->b : p->a;
        q->named[side] = lc_view_names(v, q->name);
        q->required[side] = lc_view_requires(v, q->name);
        LC_TRY(lc_view_property_elems(v, q->name, &q->elems[side], &q->unsure));
    }
    /* what follows from another one that is required is as if it stood in the list; whether that
     * other one is sent at all is up to readOnly and writeOnly where they count */
    for (int side = 0; side < 2 && p->io == LC_IO_NONE; side++) {
        struct lc_view *v = side ? p->b : p->a;
        if (q->required[!side] && !q->required[side] && v->required.count) {
            LC_TRY(lc_view_demands(v, v->required.at[0], q->name, &q->required[side]));
        }
    }
    return CTR_OK;
}

static struct lc_part frame_of(const struct property *q)
{
    return (struct lc_part){.kind = LC_PART_KEY, .text = q->name};
}

static struct lc_node first(const struct lc_elems *list)
{
    return list->count ? list->at[0].node : (struct lc_node){NULL, NULL};
}

/* Where the view demands the name: the entry, the list, or what lacks one. */
static struct lc_node demand(const struct lc_view *v, struct lc_str name)
{
    const struct lc_value *list = v->required_node.value;
    for (uint32_t i = 0; lc_is(list, LC_ARRAY) && i < list->count; i++) {
        if (lc_is(&list->items[i], LC_STRING) && lc_str_eq(lc_raw(&list->items[i]), name)) {
            return (struct lc_node){v->required_node.doc, &list->items[i]};
        }
    }
    return list ? v->required_node : lc_view_node(v);
}

/* A difference of one property. `excused`: what it meets on the two sides may save it. */
static ctr_status tell(struct lc_schema_memo *m, struct lc_pair *p, const struct property *q,
                       enum lc_kind_id kind, const enum lc_answer effect[2], const bool excused[2],
                       const char *message)
{
    struct lc_node none = {NULL, NULL};
    struct lc_draft d = {
        .kind = kind,
        .frame = frame_of(q),
        .effect = {effect[LC_SUB], effect[LC_SUP]},
        .old_node = q->named[0] ? first(&q->elems[0]) : none,
        .new_node = q->named[1] ? first(&q->elems[1]) : none,
        .arguments = "",
        .message = message,
    };
    bool with_default = kind == LC_CHANGE_NEW_REQUIRED_WITH_DEFAULT ||
                        kind == LC_CHANGE_BECAME_REQUIRED_WITH_DEFAULT;
    bool sent = p->io == LC_IO_REQUEST;
    bool demand_alone = kind == LC_CHANGE_BECAME_REQUIRED || kind == LC_CHANGE_BECAME_OPTIONAL;
    d.unshown = (demand_alone || with_default) && q->required[0] == q->required[1];
    if (p->io != LC_IO_NONE) { /* who sends it is not heard, who waits for it waits in vain */
        d.warns[sent ? LC_SUB : LC_SUP] =
            kind == LC_CHANGE_REMOVED_OPTIONAL || (sent && kind == LC_CHANGE_REMOVED_REQUIRED);
        d.warns[sent ? LC_SUP : LC_SUB] = kind == LC_CHANGE_NEW_OPTIONAL;
        d.warns[LC_SUB] = d.warns[LC_SUB] || (sent && with_default);
    }
    if (q->named[0] && q->named[1]) { /* what changed is the list of required names */
        d.old_node = p->a->required_node.value ? p->a->required_node : d.old_node;
        d.new_node = p->b->required_node.value ? p->b->required_node : d.new_node;
    } else if (!q->named[0] && !q->named[1]) {
        d.old_node = demand(p->a, q->name);
        d.new_node = demand(p->b, q->name);
    }
    for (int way = LC_SUB; way <= LC_SUP; way++) {
        if (excused[way]) {
            d.excuse[way] = lc_cond_one(m, q->view[0], q->view[1], (enum lc_way)way);
            LC_TRY(d.excuse[way] ? CTR_OK : CTR_E_NOMEM);
            if (q->aside && q->aside_way == (enum lc_way)way) {
                d.excuse[way]->choices[0].pair = q->aside;
            }
        }
    }
    return message ? lc_pair_draft(m, p, &d) : CTR_E_NOMEM;
}

/* Readers put in the default of what has to be there and is not. */
static bool filled_in(const struct lc_schema_memo *m, const struct lc_pair *p)
{
    return lc_pair_tolerant(m, p) && !m->c->no_default;
}

/* ---- a property that only one side names */

/* Of a name nothing beside the two fragments knows that the side would have to know it from. */
static ctr_status unheard_of(const struct lc_pair *p, struct lc_str name, int side, bool *out)
{
    *out = p->beside != NULL;
    for (size_t i = 0; *out && i < p->beside->count[side]; i++) {
        bool known;
        LC_TRY(lc_view_knows(p->beside->views[side][i], name, &known));
        *out = !known;
    }
    return CTR_OK;
}

/* What may come and go among the tolerant. In an API who receives it says what he does with names
 * that are not declared: a schema for them is a promise of its own, and a server that refuses them
 * refuses what is sent. Of a schema that stands alone nobody knows who reads it, so that what it
 * says of all other names is passed over; a pattern that the name matches declares it, as
 * `properties` does. */
static ctr_status passes_over(struct lc_pair *p, const struct property *q, int without, bool *out)
{
    const struct lc_view *other = q->view[without];
    bool closed = other->types == 0 && !other->loop;
    *out = lc_view_is_true(other);
    if (p->fragments) {
        return *out ? unheard_of(p, q->name, without, out) : CTR_OK;
    }
    *out = *out || (closed && p->io == LC_IO_RESPONSE);
    if (!*out && p->io == LC_IO_NONE) {
        LC_TRY(lc_view_matches(without ? p->b : p->a, q->name, out));
        *out = !*out;
    }
    return CTR_OK;
}

/* A name that is passed over may be known all the same: to what holds on a condition, to one value
 * of an enum. What is sent under it then has to fit the schema of the side that names it. */
static ctr_status said_aside(struct lc_schema_memo *m, struct lc_pair *p, struct property *q,
                             int without, enum lc_answer *effect)
{
    struct lc_view *from = without ? p->b : p->a;
    struct lc_view *into = q->view[!without];
    struct lc_mentions said = {.values = {NULL, 0, 0}};
    LC_TRY(lc_view_mentions(from, q->name, &said));
    for (size_t i = 0; i < said.values.count && *effect != LC_FAILS; i++) {
        enum lc_answer fits;
        LC_TRY(lc_view_accepts(into, said.values.at[i].value, &fits));
        *effect = fits > *effect ? fits : *effect;
    }
    *effect = said.unsure && *effect == LC_HOLDS ? LC_UNSURE : *effect;
    if (*effect != LC_HOLDS || !said.schemas.count) {
        return CTR_OK;
    }
    LC_TRY(lc_pair_of_answer(m, LC_HOLDS, p->io, &q->aside));
    for (size_t i = 0; i < said.schemas.count; i++) {
        struct lc_view *own;
        bool unsure = false; /* then the view holds what is sure, which is less */
        LC_TRY(lc_view_of(from->side, &said.schemas.at[i], 1, &own));
        LC_TRY(lc_view_property(own, q->name, &own, &unsure));
        LC_TRY(lc_pair_and(m, q->aside, without ? into : own, without ? own : into));
    }
    return CTR_OK;
}

/* The objects of the view cannot have a property of the name. */
static ctr_status refused_name(struct lc_view *v, struct lc_str name, bool *out)
{
    *out = false;
    return v->more->names.count ? lc_view_lacks(v, name, out) : CTR_OK;
}

/*
 * `added` from the old side's view: a property that goes is one that comes with the sides swapped.
 * Of the two directions, `into` leads to the side that names it, `back` to the other.
 */
static ctr_status one_sided(struct lc_schema_memo *m, struct lc_pair *p, struct property *q)
{
    bool added = q->named[1];
    int with = added ? 1 : 0;
    enum lc_way into = added ? LC_SUB : LC_SUP;
    enum lc_way back = added ? LC_SUP : LC_SUB;
    bool passes = lc_pair_tolerant(m, p) || p->beside;
    bool required = q->required[with] && !left_out(p->io, q->view[with]);
    bool already = q->required[!with]; /* demanded without being declared */
    bool has_default = q->view[with]->default_node.value != NULL;
    enum lc_answer effect[2];
    bool excused[2] = {false, false};
    enum lc_kind_id kind;

    if (required && !already) {
        kind = !added        ? LC_CHANGE_REMOVED_REQUIRED
               : has_default ? LC_CHANGE_NEW_REQUIRED_WITH_DEFAULT
                             : LC_CHANGE_NEW_REQUIRED;
        effect[into] = has_default && filled_in(m, p) ? LC_HOLDS : LC_FAILS;
        effect[back] = LC_FAILS;
        excused[back] = true;
    } else {
        kind = added      ? LC_CHANGE_NEW_OPTIONAL
               : required ? LC_CHANGE_REMOVED_REQUIRED
                          : LC_CHANGE_REMOVED_OPTIONAL;
        bool free = false;
        LC_TRY(passes && !required ? passes_over(p, q, !with, &free) : CTR_OK);
        effect[into] = effect[back] = free ? LC_HOLDS : LC_FAILS;
        excused[into] = excused[back] = !free;
        LC_TRY(free && !p->fragments ? said_aside(m, p, q, !with, &effect[into]) : CTR_OK);
        if (q->aside) {
            effect[into] = LC_FAILS;
            excused[into] = true;
            q->aside_way = into;
        }
    }
    if (q->unsure) { /* what the other side demands of the name is not known */
        effect[into] = required && !already ? LC_FAILS : LC_UNSURE;
        effect[back] = LC_UNSURE;
        excused[into] = excused[back] = false;
    }
    bool lacks[2]; /* by the names that it takes; what fits there is asked above */
    LC_TRY(refused_name(p->a, q->name, &lacks[LC_SUB]));
    LC_TRY(refused_name(p->b, q->name, &lacks[LC_SUP]));
    for (int way = LC_SUB; way <= LC_SUP; way++) {
        bool missing = way == (int)into && required && !already;
        if (lacks[way] && !missing) {
            effect[way] = LC_HOLDS;
            excused[way] = false;
        }
    }
    struct lc_str name = lc_shown(m->ctx, q->name);
    const char *message = lc_format(
        m->ctx, "the %sproperty '%.*s' was %s", required ? "required " : "", (int)name.len,
        name.ptr,
        added ? required && !already ? has_default ? "added; its default helps only readers that "
                                                     "fill it in"
                                                   : "added; make it optional to keep what exists "
                                                     "valid"
                                     : "added"
              : "removed");
    return m->ctx->error ? CTR_E_NOMEM : tell(m, p, q, kind, effect, excused, message);
}

/* Neither sent nor received here: that it comes or goes is seen by nobody. */
static ctr_status unseen(struct lc_schema_memo *m, struct lc_pair *p, const struct property *q)
{
    bool added = q->named[1];
    bool request = p->io == LC_IO_REQUEST;
    const enum lc_answer effect[2] = {LC_HOLDS, LC_HOLDS};
    const bool excused[2] = {false, false};
    struct lc_str name = lc_shown(m->ctx, q->name);
    const char *message =
        lc_format(m->ctx, "the %s property '%.*s' was %s", request ? "read-only" : "write-only",
                  (int)name.len, name.ptr, added ? "added" : "removed");
    enum lc_kind_id kind = request ? LC_CHANGE_READ_ONLY_CHANGED : LC_CHANGE_WRITE_ONLY_CHANGED;
    return m->ctx->error ? CTR_E_NOMEM : tell(m, p, q, kind, effect, excused, message);
}

/* A property that one side or both leave out: nobody of the old edition sends or gets it, or nobody
 * of the new one, so that what else changed in it does not matter. */
static ctr_status half_seen(struct lc_schema_memo *m, struct lc_pair *p, const struct property *q)
{
    bool request = p->io == LC_IO_REQUEST;
    bool was = left_out(p->io, q->view[0]);
    bool is = left_out(p->io, q->view[1]);
    struct lc_draft d = {.kind =
                             request ? LC_CHANGE_READ_ONLY_CHANGED : LC_CHANGE_WRITE_ONLY_CHANGED,
                         .frame = frame_of(q),
                         .old_node = first(&q->elems[0]),
                         .new_node = first(&q->elems[1]),
                         .arguments = was && is ? "inside"
                                      : is      ? "on"
                                                : "off"};
    if (was != is) {
        d.warns[is == request ? LC_SUB : LC_SUP] = true;
    }
    const char *access = request ? "read-only" : "write-only";
    d.message = was && is ? lc_format(m->ctx, "the %s property changed, which %s do not hold",
                                      access, request ? "requests" : "responses")
                          : lc_format(m->ctx, "%s %s", is ? "became" : "is no longer", access);
    return d.message ? lc_pair_draft(m, p, &d) : CTR_E_NOMEM;
}

/* ---- required or not */

/* `same`: what both sides say of the property is, and so whether it is left out. */
static ctr_status build_required(struct lc_schema_memo *m, struct lc_pair *p, struct property *q,
                                 bool same)
{
    if (q->required[0] == q->required[1] && (same || !q->required[0] || p->io == LC_IO_NONE)) {
        return CTR_OK;
    }
    LC_TRY(views_of(p, q));
    bool was = q->required[0] && !left_out(p->io, q->view[0]);
    bool now = q->required[1] && !left_out(p->io, q->view[1]);
    const struct lc_view *v = q->view[now ? 1 : 0];
    if (was == now) {
        return CTR_OK;
    }
    bool has_default = v->default_node.value != NULL;
    bool saved = has_default && filled_in(m, p);
    enum lc_answer weight = saved ? LC_HOLDS : LC_FAILS;
    const enum lc_answer effect[2] = {now ? weight : LC_HOLDS, now ? LC_HOLDS : weight};
    const bool excused[2] = {false, false};
    enum lc_kind_id kind = !now          ? LC_CHANGE_BECAME_OPTIONAL
                           : has_default ? LC_CHANGE_BECAME_REQUIRED_WITH_DEFAULT
                                         : LC_CHANGE_BECAME_REQUIRED;
    struct lc_str name = lc_shown(m->ctx, q->name);
    const char *message =
        now ? lc_format(m->ctx, "the property '%.*s' became required%s", (int)name.len, name.ptr,
                        has_default ? "; its default helps only readers that fill it in" : "")
            : lc_format(m->ctx, "the property '%.*s' is no longer required", (int)name.len,
                        name.ptr);
    return m->ctx->error ? CTR_E_NOMEM : tell(m, p, q, kind, effect, excused, message);
}

/* ---- all of them */

static ctr_status unsure_pattern(struct lc_schema_memo *m, struct lc_pair *p,
                                 const struct property *q)
{
    struct lc_draft d = {.kind = LC_CHANGE_UNDECIDED,
                         .frame = frame_of(q),
                         .effect = {LC_UNSURE, LC_UNSURE},
                         .old_node = first(&q->elems[0]),
                         .new_node = first(&q->elems[1]),
                         .arguments = "pattern",
                         .message = "whether a pattern of patternProperties matches this name "
                                    "cannot be told"};
    return lc_pair_draft(m, p, &d);
}

static ctr_status build_one(struct lc_schema_memo *m, struct lc_pair *p, struct lc_str name)
{
    LC_FEW_ELEMS(older);
    LC_FEW_ELEMS(newer);
    struct property q = {.name = name, .elems = {older, newer}};
    struct lc_edge *edge;
    bool same;
    LC_TRY(lc_charge(&m->side[0], 2));
    LC_TRY(look_at(p, &q));
    if (q.named[0] != q.named[1]) {
        int with = q.named[1] ? 1 : 0;
        LC_TRY(views_of(p, &q));
        if (lc_pair_tolerant(m, p) && left_out(p->io, q.view[with])) {
            return unseen(m, p, &q);
        }
        LC_TRY(one_sided(m, p, &q));
        return q.required[with] ? CTR_OK : build_required(m, p, &q, false);
    }
    LC_TRY(
        lc_same_elems(m, q.elems[0].at, q.elems[0].count, q.elems[1].at, q.elems[1].count, &same));
    LC_TRY(build_required(m, p, &q, same));
    if (q.unsure) {
        LC_TRY(unsure_pattern(m, p, &q));
    }
    if (same || !q.named[0]) {
        return CTR_OK; /* undeclared on both sides: schema_object.c compares the rest */
    }
    LC_TRY(views_of(p, &q));
    if (left_out(p->io, q.view[0]) || left_out(p->io, q.view[1])) {
        return half_seen(m, p, &q);
    }
    bool lacks[2]; /* no value has the property */
    LC_TRY(unheard_of(p, name, 0, &lacks[LC_SUB]));
    LC_TRY(lacks[LC_SUB] ? unheard_of(p, name, 1, &lacks[LC_SUB]) : CTR_OK);
    lacks[LC_SUP] = lacks[LC_SUB];
    LC_TRY(lacks[LC_SUB] ? CTR_OK : refused_name(p->a, name, &lacks[LC_SUB]));
    LC_TRY(lacks[LC_SUP] ? CTR_OK : refused_name(p->b, name, &lacks[LC_SUP]));
    LC_TRY(lc_pair_edge(m, p, frame_of(&q), q.view[0], q.view[1], &edge));
    edge->counts[LC_SUB] = edge->counts[LC_SUB] && !lacks[LC_SUB];
    edge->counts[LC_SUP] = edge->counts[LC_SUP] && !lacks[LC_SUP];
    return CTR_OK;
}

/* A name that is demanded but declared nowhere. */
static ctr_status build_undeclared(struct lc_schema_memo *m, struct lc_pair *p)
{
    for (int side = 0; side < 2; side++) {
        const struct lc_strs *names = side ? &p->b->required : &p->a->required;
        for (size_t i = 0; i < names->count; i++) {
            struct lc_str name = names->at[i];
            bool both = lc_view_requires(p->a, name) && lc_view_requires(p->b, name);
            if (!both && !lc_view_names(p->a, name) && !lc_view_names(p->b, name)) {
                LC_TRY(build_one(m, p, name));
            }
        }
    }
    return CTR_OK;
}

ctr_status lc_build_presence(struct lc_schema_memo *m, struct lc_pair *p)
{
    struct lc_strs old_names = {NULL, 0, 0};
    struct lc_strs new_names = {NULL, 0, 0};
    LC_TRY(lc_view_all_names(p->a, &old_names));
    LC_TRY(lc_view_all_names(p->b, &new_names));
    for (size_t i = 0; i < old_names.count; i++) {
        LC_TRY(build_one(m, p, old_names.at[i]));
    }
    for (size_t i = 0; i < new_names.count; i++) {
        if (!lc_view_names(p->a, new_names.at[i])) {
            LC_TRY(build_one(m, p, new_names.at[i]));
        }
    }
    return build_undeclared(m, p);
}
