/*
 * anyOf and oneOf. Each side is taken apart into pieces, the base together with one member each; a
 * side without a combination is a single piece. Pieces are matched (equal members, equal
 * references, the only ones of a type), matched ones are compared inside, the others came or went.
 *
 * An old piece need not fit its own match: any piece of the other side that takes it in will do,
 * which excuses the differences told of the match. With oneOf it must moreover fit no second one,
 * which is proven from types, values and required properties, or from what oneOf already refused on
 * the other side; else it is undecided.
 */
#include "spec/schema/schema_room.h"

enum { MAX_PAIRS = 10000, MANY = 4, NO_MATE = -1 };

struct piece {
    struct lc_view *view;
    struct lc_node label; /* the member as written */
    uint64_t hash;        /* of the label */
    int mate;
};

struct pieces {
    struct piece *at;
    size_t count;
    struct lc_group *group; /* NULL: taken apart by type, or not at all */
    bool exclusive;         /* fitting one means fitting no other */
};

static const struct lc_node none = {NULL, NULL};

/* ---- taking apart */

static struct lc_node label_of(const struct lc_view *v)
{
    return v->elem_count ? v->elems[0].node : none;
}

static ctr_status add_piece(struct lc_view *view, struct lc_node label, struct pieces *out)
{
    if (view->types == 0 && !view->loop) {
        return CTR_OK; /* nothing fits it */
    }
    out->at[out->count++] =
        (struct piece){view, label, label.value ? lc_value_hash(label.value) : 0, NO_MATE};
    return CTR_OK;
}

/* A schema of a few types, so that each can find its match. */
static ctr_status by_type(struct lc_view *v, struct pieces *out)
{
    static const uint8_t groups[] = {LC_T_NULL,   LC_T_BOOLEAN, LC_T_NUMBER,
                                     LC_T_STRING, LC_T_ARRAY,   LC_T_OBJECT};
    size_t count = 0;
    for (size_t i = 0; i < sizeof groups; i++) {
        count += (v->types & groups[i]) != 0;
    }
    if (count < 2 || count > 4) {
        return add_piece(v, label_of(v), out);
    }
    for (size_t i = 0; i < sizeof groups; i++) {
        struct lc_view *part;
        if (v->types & groups[i]) {
            LC_TRY(lc_view_of_types(v, v->types & groups[i], &part));
            LC_TRY(add_piece(part, label_of(v), out));
        }
    }
    return CTR_OK;
}

static ctr_status take_apart(struct lc_view *v, struct pieces *out)
{
    struct lc_group *g = v->groups.count ? &v->groups.at[0] : NULL;
    out->group = g;
    out->exclusive = true;
    out->at = lc_new(v->side->ctx, (g ? g->count : 0) + 8, sizeof *out->at);
    if (!out->at) {
        return CTR_E_NOMEM;
    }
    if (!g) {
        return by_type(v, out);
    }
    LC_TRY(lc_charge(v->side, g->count));
    for (size_t i = 0; i < g->count; i++) {
        struct lc_view *piece;
        LC_TRY(lc_view_piece(v, g, i, &piece));
        LC_TRY(add_piece(piece, (struct lc_node){g->node.doc, &g->node.value->items[i]}, out));
    }
    return g->one ? lc_group_exclusive(v->side, g, &out->exclusive) : CTR_OK;
}

/* ---- matching */

static void marry(struct pieces *a, struct pieces *b, size_t i, size_t k)
{
    a->at[i].mate = (int)k;
    b->at[k].mate = (int)i;
}

/* A piece that is no member of a combination may still be made of one. */
static ctr_status made_of(struct lc_schema_memo *m, const struct lc_view *v, struct lc_node label,
                          bool in_new, bool *out)
{
    *out = false;
    for (size_t i = 0; i < v->flat.count && !*out; i++) {
        struct lc_node own = v->flat.at[i].node;
        if (own.value) {
            LC_TRY(in_new ? lc_same(m, label, own, out) : lc_same(m, own, label, out));
        }
    }
    return CTR_OK;
}

static ctr_status equal_pieces(struct lc_schema_memo *m, const struct pieces *a,
                               const struct pieces *b, size_t i, size_t k, bool *out)
{
    const struct piece *x = &a->at[i];
    const struct piece *y = &b->at[k];
    *out = false;
    if (!x->label.value || !y->label.value || !(x->view->types & y->view->types)) {
        return CTR_OK;
    }
    if (x->hash == y->hash) {
        LC_TRY(lc_same(m, x->label, y->label, out));
    }
    if (!*out && !a->group) {
        LC_TRY(made_of(m, x->view, y->label, false, out));
    }
    return *out || b->group ? CTR_OK : made_of(m, y->view, x->label, true, out);
}

static ctr_status marry_equal(struct lc_schema_memo *m, struct pieces *a, struct pieces *b)
{
    for (size_t i = 0; i < a->count; i++) {
        for (size_t n = 0; n < b->count && a->at[i].mate == NO_MATE; n++) {
            size_t k = (i + n) % b->count; /* first the one at the same place */
            bool same = false;
            if (b->at[k].mate == NO_MATE) {
                LC_TRY(equal_pieces(m, a, b, i, k, &same));
            }
            if (same) {
                marry(a, b, i, k);
            }
        }
    }
    return CTR_OK;
}

static bool same_text(struct lc_node a, struct lc_node b, const char *key)
{
    struct lc_str x = lc_text(lc_get(a.value, key));
    struct lc_str y = lc_text(lc_get(b.value, key));
    return x.ptr && y.ptr && lc_str_eq(x, y);
}

static void marry_named(struct pieces *a, struct pieces *b, const char *key)
{
    for (size_t i = 0; i < a->count; i++) {
        for (size_t k = 0; k < b->count && a->at[i].mate == NO_MATE; k++) {
            if (b->at[k].mate == NO_MATE && same_text(a->at[i].label, b->at[k].label, key) &&
                (a->at[i].view->types & b->at[k].view->types)) {
                marry(a, b, i, k);
            }
        }
    }
}

/* The only one left that shares a type, seen from both sides. */
static int only_kin(const struct pieces *list, uint8_t types)
{
    int found = NO_MATE;
    for (size_t i = 0; i < list->count; i++) {
        if (list->at[i].mate == NO_MATE && (list->at[i].view->types & types)) {
            if (found != NO_MATE) {
                return NO_MATE;
            }
            found = (int)i;
        }
    }
    return found;
}

static ctr_status marry_kin(struct pieces *a, struct pieces *b)
{
    for (size_t i = 0; i < a->count; i++) {
        bool strangers = false;
        int k = a->at[i].mate == NO_MATE ? only_kin(b, a->at[i].view->types) : NO_MATE;
        if (k == NO_MATE || only_kin(a, b->at[k].view->types) != (int)i) {
            continue;
        }
        LC_TRY(lc_view_disjoint(a->at[i].view, b->at[k].view, &strangers));
        if (!strangers) {
            marry(a, b, i, (size_t)k);
        }
    }
    return CTR_OK;
}

/* How much two views are about the same things. */
static ctr_status likeness(struct lc_view *a, struct lc_view *b, size_t *out)
{
    struct lc_strs names = {NULL, 0, 0};
    bool apart;
    *out = 0;
    LC_TRY(lc_view_disjoint(a, b, &apart));
    if (apart) {
        return CTR_OK;
    }
    *out = 1 + (a->types == b->types);
    LC_TRY(lc_view_all_names(a, &names));
    for (size_t i = 0; i < names.count; i++) {
        *out += lc_view_names(b, names.at[i]) ? 2 : 0;
    }
    return CTR_OK;
}

/* A schema that became a choice, or a choice that became the schema: the one most like it. */
static ctr_status marry_alike(struct pieces *a, struct pieces *b)
{
    size_t best = 0;
    size_t at[2] = {0, 0};
    bool alone = (!a->group && a->count == 1) || (!b->group && b->count == 1);
    for (size_t i = 0; alone && i < a->count; i++) {
        for (size_t k = 0; k < b->count; k++) {
            size_t like = 0;
            if (a->at[i].mate == NO_MATE && b->at[k].mate == NO_MATE) {
                LC_TRY(likeness(a->at[i].view, b->at[k].view, &like));
            }
            if (like > best) {
                best = like;
                at[0] = i;
                at[1] = k;
            }
        }
    }
    if (best) {
        marry(a, b, at[0], at[1]);
    }
    return CTR_OK;
}

/* ---- other ways out */

/* One side's pieces against the other's, as the conditions see them. */
struct ways {
    const struct pieces *own;
    const struct pieces *other;
    enum lc_way way; /* SUB: own is the old side */
    bool *overlap;   /* own x other; NULL where the other side's pieces exclude each other */
    const void *set; /* stands for the other side's views; NULL where they are few */
};

/* Surely not within: it demands a property that the other does not. Only saves looking. */
static bool demands_more(const struct lc_view *inner, const struct lc_view *outer)
{
    for (size_t i = 0; i < outer->required.count; i++) {
        if ((inner->types & LC_T_OBJECT) && !lc_view_requires(inner, outer->required.at[i])) {
            return true;
        }
    }
    return false;
}

/* Fitting piece `k` of the other side, piece `i` fits no second one. */
static bool fits_alone(const struct ways *w, size_t i, size_t k)
{
    for (size_t n = 0; w->overlap && n < w->other->count; n++) {
        if (n != k && w->overlap[i * w->other->count + n]) {
            return false;
        }
    }
    return true;
}

/* The ways in which piece `c->index` can fit the other side without its mate. */
static ctr_status list_each(struct lc_schema_memo *m, const struct lc_pair *who, struct lc_cond *c)
{
    (void)who;
    const struct ways *w = c->from;
    const struct piece *piece = &w->own->at[c->index];
    c->choices = lc_new(m->ctx, w->other->count + 1, sizeof *c->choices);
    if (!c->choices) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_charge(&m->side[0], w->other->count));
    for (size_t k = 0; k < w->other->count; k++) {
        struct lc_view *there = w->other->at[k].view;
        bool apart = true;
        if ((int)k == piece->mate || (piece->view->types & (uint8_t)~there->types) ||
            demands_more(piece->view, there) || !fits_alone(w, c->index, k)) {
            continue;
        }
        LC_TRY(lc_view_disjoint(piece->view, there, &apart));
        if (apart) {
            continue;
        }
        bool sub = w->way == LC_SUB;
        c->choices[c->count++] = (struct lc_choice){
            .a = sub ? piece->view : there, .b = sub ? there : piece->view, .way = w->way};
    }
    return CTR_OK;
}

/* One for all lists of the same views: the same choices often stand in many places. */
static ctr_status set_of(struct lc_schema_memo *m, const struct pieces *list, const void **out)
{
    const struct lc_view **views = lc_new(m->ctx, list->count + 1, sizeof(struct lc_view *));
    if (!views) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < list->count; i++) {
        views[i] = list->at[i].view;
    }
    views[list->count] = list->exclusive ? list->at[0].view : NULL; /* only a mark */
    struct lc_str key = lc_str_n((const char *)views, (list->count + 1) * sizeof *views);
    *out = lc_map_get(&m->sets, key);
    if (*out) {
        return CTR_OK;
    }
    *out = views;
    return lc_map_set(m->ctx, &m->sets, key, views);
}

/* What all of the ways come to hangs on the piece, its mate and the set of the others alone. */
struct best_key {
    const void *view;
    const void *set;
    int64_t mate;
    uint32_t way;
    uint32_t io;
};

/* Many ways are one choice, which other combinations of the same schemas share. */
static ctr_status list_ways(struct lc_schema_memo *m, const struct lc_pair *who, struct lc_cond *c)
{
    const struct ways *w = c->from;
    const struct piece *piece = &w->own->at[c->index];
    struct best_key key = {.view = piece->view,
                           .set = w->set,
                           .mate = piece->mate,
                           .way = (uint32_t)w->way,
                           .io = (uint32_t)who->io};
    if (!w->set) {
        return list_each(m, who, c);
    }
    struct lc_pair *best = lc_map_get(&m->best, lc_str_n((const char *)&key, sizeof key));
    c->choices = lc_new(m->ctx, 1, sizeof *c->choices);
    if (!c->choices) {
        return CTR_E_NOMEM;
    }
    if (!best) {
        struct lc_cond *each = lc_new(m->ctx, 1, sizeof *each);
        struct best_key *kept = lc_new(m->ctx, 1, sizeof *kept);
        if (!each || !kept) {
            return CTR_E_NOMEM;
        }
        *each = (struct lc_cond){.list = list_each, .from = w, .index = c->index};
        *kept = key;
        LC_TRY(lc_pair_best_of(m, each, w->way, who->io, &best));
        LC_TRY(lc_map_set(m->ctx, &m->best, lc_str_n((const char *)kept, sizeof *kept), best));
    }
    c->choices[0] = (struct lc_choice){.way = w->way, .pair = best};
    c->count = 1;
    return CTR_OK;
}

static struct lc_cond *ways_out(struct lc_schema_memo *m, const struct ways *w, size_t i)
{
    struct lc_cond *c = lc_new(m->ctx, 1, sizeof *c);
    if (c) {
        *c = (struct lc_cond){.list = list_ways, .from = w, .index = i};
    }
    return c;
}

static ctr_status find_overlaps(struct lc_schema_memo *m, struct ways *w)
{
    if (w->other->exclusive) {
        return CTR_OK;
    }
    w->overlap = lc_new(m->ctx, w->own->count * w->other->count + 1, sizeof *w->overlap);
    if (!w->overlap) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < w->own->count; i++) {
        LC_TRY(lc_charge(&m->side[0], w->other->count));
        for (size_t k = 0; k < w->other->count; k++) {
            bool apart;
            LC_TRY(lc_view_disjoint(w->own->at[i].view, w->other->at[k].view, &apart));
            w->overlap[i * w->other->count + k] = !apart;
        }
    }
    return CTR_OK;
}

/* A piece that has another mate, or none, may also fit the piece `k`. */
static bool meets_others(const struct ways *w, size_t k)
{
    for (size_t i = 0; w->overlap && i < w->own->count; i++) {
        if (w->overlap[i * w->other->count + k] && w->other->at[k].mate != (int)i) {
            return true;
        }
    }
    return false;
}

/*
 * What fits another piece may fit the piece `k` of the other side, too, and then oneOf refuses it.
 * It cannot if `k` takes in no more than its own mate, which oneOf kept apart from the others
 * before.
 */
static ctr_status tell_overlap(struct lc_schema_memo *m, struct lc_pair *p, const struct ways *w,
                               size_t k)
{
    const struct piece *piece = &w->other->at[k];
    bool sub = w->way == LC_SUB;
    struct lc_draft d = {.kind = LC_CHANGE_ONE_OF_OVERLAP,
                         .old_node = sub ? lc_view_node(p->a) : piece->label,
                         .new_node = sub ? piece->label : lc_view_node(p->b),
                         .message =
                             "a value may match two choices of oneOf, which refuses it; tell "
                             "the choices apart by type, constant or required property"};
    d.effect[w->way] = LC_UNSURE;
    if (piece->mate != NO_MATE && w->own->group && w->own->group->one) {
        struct lc_view *mate = w->own->at[piece->mate].view;
        d.excuse[w->way] = lc_cond_one(m, sub ? mate : piece->view, sub ? piece->view : mate,
                                       sub ? LC_SUP : LC_SUB);
        if (!d.excuse[w->way]) {
            return CTR_E_NOMEM;
        }
    }
    d.arguments = sub ? "oneOf new" : "oneOf old";
    return lc_pair_draft(m, p, &d);
}

/* ---- telling */

static enum lc_kind_id lone_kind(const struct pieces *own, const struct pieces *other,
                                 const struct piece *piece, bool in_new)
{
    const struct lc_group *g = own->group ? own->group : other->group;
    if (piece->view->types == LC_T_NULL) {
        return in_new ? LC_CHANGE_BECAME_NULLABLE : LC_CHANGE_BECAME_NOT_NULLABLE;
    }
    if (g && g->one) {
        return in_new ? LC_CHANGE_ONE_OF_ADDED : LC_CHANGE_ONE_OF_REMOVED;
    }
    return in_new ? LC_CHANGE_ANY_OF_ADDED : LC_CHANGE_ANY_OF_REMOVED;
}

static const char *name_of(struct lc_ctx *ctx, const struct piece *piece)
{
    static const char *const keys[] = {"$ref", "title"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct lc_str text = lc_text(lc_get(piece->label.value, keys[i]));
        if (text.ptr) {
            return lc_dup(ctx, text);
        }
    }
    return piece->view->types == LC_T_NULL ? "null" : "a choice without a name";
}

static ctr_status tell_lone(struct lc_schema_memo *m, struct lc_pair *p, const struct pieces *own,
                            size_t i, const struct pieces *other, bool in_new,
                            struct lc_cond *excuse)
{
    const struct piece *piece = &own->at[i];
    enum lc_way way = in_new ? LC_SUP : LC_SUB;
    const char *name = name_of(m->ctx, piece);
    struct lc_node label = piece->label.value ? piece->label : lc_view_node(piece->view);
    struct lc_draft d = {.kind = lone_kind(own, other, piece, in_new),
                         .old_node = in_new ? lc_view_node(p->a) : label,
                         .new_node = in_new ? label : lc_view_node(p->b)};
    d.effect[way] = LC_FAILS;
    d.excuse[way] = excuse;
    d.arguments = lc_format(m->ctx, "%02x %016llx", (unsigned)piece->view->types,
                            (unsigned long long)piece->hash);
    d.message = name ? lc_format(m->ctx, "%s %s", name,
                                 in_new ? "is one more choice" : "is no longer a choice")
                     : NULL;
    return d.arguments && d.message ? lc_pair_draft(m, p, &d) : CTR_E_NOMEM;
}

/* What becomes of the pieces of one side. */
static ctr_status tell_side(struct lc_schema_memo *m, struct lc_pair *p, const struct pieces *own,
                            const struct pieces *other, bool in_new, struct lc_edge **edges)
{
    struct ways *w = lc_new(m->ctx, 1, sizeof *w);
    if (!w) {
        return CTR_E_NOMEM;
    }
    *w = (struct ways){own, other, in_new ? LC_SUP : LC_SUB, NULL, NULL};
    LC_TRY(find_overlaps(m, w));
    if (other->count >= MANY) {
        LC_TRY(set_of(m, other, &w->set));
    }
    for (size_t i = 0; i < own->count; i++) {
        int mate = own->at[i].mate;
        struct lc_cond *excuse = ways_out(m, w, i);
        if (!excuse) {
            return CTR_E_NOMEM;
        }
        if (mate == NO_MATE) {
            LC_TRY(tell_lone(m, p, own, i, other, in_new, excuse));
        } else {
            edges[in_new ? mate : (int)i]->excuse[w->way] = excuse;
        }
    }
    for (size_t k = 0; k < other->count; k++) {
        if (meets_others(w, k)) {
            LC_TRY(tell_overlap(m, p, w, k));
        }
    }
    return CTR_OK;
}

static ctr_status too_many(struct lc_schema_memo *m, struct lc_pair *p)
{
    return lc_change(m, p, LC_CHANGE_UNDECIDED, LC_UNSURE, LC_UNSURE, none, none, "choices",
                     "there are too many choices to compare each with each");
}

static ctr_status compare_pieces(struct lc_schema_memo *m, struct lc_pair *p)
{
    struct pieces *both = lc_new(m->ctx, 2, sizeof *both); /* conditions look at them later */
    struct lc_part here = {.kind = (enum lc_part_kind)LC_HERE};
    size_t before = (p->a->groups.count ? p->a->groups.at[0].count : 1) *
                    (p->b->groups.count ? p->b->groups.at[0].count : 1);
    if (before > MAX_PAIRS) {
        return too_many(m, p);
    }
    if (!both) {
        return CTR_E_NOMEM;
    }
    struct pieces *a = &both[0];
    struct pieces *b = &both[1];
    LC_TRY(take_apart(p->a, a));
    LC_TRY(take_apart(p->b, b));
    LC_TRY(lc_charge(&m->side[0], a->count * b->count));
    LC_TRY(marry_equal(m, a, b));
    marry_named(a, b, "$ref");
    marry_named(a, b, "title");
    LC_TRY(marry_kin(a, b));
    LC_TRY(marry_alike(a, b));
    struct lc_edge **edges = lc_new(m->ctx, a->count + 1, sizeof(struct lc_edge *));
    if (!edges) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < a->count; i++) {
        int mate = a->at[i].mate;
        if (mate != NO_MATE) {
            LC_TRY(lc_pair_edge(m, p, here, a->at[i].view, b->at[mate].view, &edges[i]));
        }
    }
    LC_TRY(tell_side(m, p, a, b, false, edges));
    return tell_side(m, p, b, a, true, edges);
}

/* A combination that both sides have stands apart from what else changed. */
static ctr_status equal_groups(struct lc_schema_memo *m, struct lc_pair *p,
                               const struct lc_group **x, const struct lc_group **y)
{
    *x = *y = NULL;
    for (size_t i = 0; i < p->a->groups.count && !*x; i++) {
        for (size_t k = 0; k < p->b->groups.count && !*x; k++) {
            const struct lc_group *g = &p->a->groups.at[i];
            const struct lc_group *h = &p->b->groups.at[k];
            bool same = false;
            if (g->one == h->one) {
                LC_TRY(lc_same(m, g->node, h->node, &same));
            }
            *x = same ? g : NULL;
            *y = same ? h : NULL;
        }
    }
    return CTR_OK;
}

ctr_status lc_build_groups(struct lc_schema_memo *m, struct lc_pair *p)
{
    const struct lc_group *x;
    const struct lc_group *y;
    LC_TRY(equal_groups(m, p, &x, &y));
    if (!x) {
        return compare_pieces(m, p);
    }
    struct lc_view *a;
    struct lc_view *b;
    struct lc_edge *edge;
    struct lc_part here = {.kind = (enum lc_part_kind)LC_HERE};
    LC_TRY(lc_view_without(p->a, x, &a));
    LC_TRY(lc_view_without(p->b, y, &b));
    return lc_pair_edge(m, p, here, a, b, &edge);
}
