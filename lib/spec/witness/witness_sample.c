/*
 * Values that a view should accept: of each type, choice by choice, and what keywords that are not
 * understood name. The deeper inside a value, the fewer are made.
 */
#include "spec/witness/witness.h"

enum { MAX_DEPTH = 24, MOST_NESTED = 6, MOST_PIECES = 16, MOST_FLAT = 96 };

/* ---- one of each view */

struct sample {
    bool busy;
    const struct lc_value *value;
};

struct sample_key {
    const struct lc_view *accepts;
    const struct lc_view *refuses;
};

/* The first that both take, else the first at all. */
static ctr_status best(struct lc_view *refuses, const struct lc_wlist *list,
                       const struct lc_value **out)
{
    const struct lc_value *maybe = NULL;
    *out = NULL;
    for (size_t i = 0; i < list->count && !*out; i++) {
        enum lc_answer answer = LC_HOLDS;
        enum lc_answer own = LC_HOLDS;
        LC_TRY(lc_view_accepts(list->view, &list->at[i], &own));
        LC_TRY(lc_view_accepts(refuses, &list->at[i], &answer));
        if (own == LC_HOLDS && answer == LC_HOLDS) {
            *out = &list->at[i];
        } else if (answer != LC_FAILS && !maybe) {
            maybe = &list->at[i];
        }
    }
    if (!*out) {
        *out = maybe ? maybe : list->count ? &list->at[0] : NULL;
    }
    return CTR_OK;
}

ctr_status lc_wsample(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                      const struct lc_value **out)
{
    const struct sample_key key = {accepts, refuses};
    struct sample *s = lc_map_get(&w->samples, lc_str_n((const char *)&key, sizeof key));
    *out = NULL;
    if (s) {
        w->cut = w->cut || s->busy;
        *out = s->value;
        return CTR_OK;
    }
    struct sample_key *kept = lc_new(w->ctx, 1, sizeof *kept);
    s = lc_new(w->ctx, 1, sizeof *s);
    if (!s || !kept) {
        return CTR_E_NOMEM;
    }
    *kept = key;
    *s = (struct sample){.busy = true};
    LC_TRY(lc_map_set(w->ctx, &w->samples, lc_str_n((const char *)kept, sizeof *kept), s));
    const struct lc_mark mark = lc_arena_mark(&w->scratch);
    struct lc_wlist list = {.most = MOST_NESTED, .view = accepts};
    uint32_t depth = w->depth;
    w->depth = depth < 3 ? 3 : depth + 1;
    ctr_status status = CTR_OK;
    if (w->depth < MAX_DEPTH) {
        status = lc_wvalues(w, accepts, refuses, &list);
    }
    w->depth = depth;
    s->busy = false;
    LC_TRY(status);
    LC_TRY(best(refuses, &list, out));
    LC_TRY(*out ? lc_wkeep(w, *out, &s->value) : CTR_OK);
    *out = s->value;
    lc_arena_release(&w->scratch, mark);
    return CTR_OK;
}

/* ---- lists */

static ctr_status push_nodes(struct lc_witness *w, const struct lc_nodes *nodes,
                             struct lc_wlist *out)
{
    for (size_t i = 0; i < nodes->count && i < MOST_FLAT; i++) {
        LC_TRY(lc_wpush(w, out, nodes->at[i].value));
    }
    return CTR_OK;
}

static ctr_status push_default(struct lc_witness *w, const struct lc_view *v, struct lc_wlist *out)
{
    return v->default_node.value ? lc_wpush(w, out, v->default_node.value) : CTR_OK;
}

static ctr_status of_type(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                          uint8_t type, struct lc_wlist *out)
{
    struct lc_value v;
    switch (type) {
    case LC_T_NULL:
        v = lc_wkind(LC_NULL);
        return lc_wpush(w, out, &v);
    case LC_T_BOOLEAN:
        v = lc_wkind(LC_TRUE);
        LC_TRY(lc_wpush(w, out, &v));
        v = lc_wkind(LC_FALSE);
        return lc_wpush(w, out, &v);
    case LC_T_NUMBER:
        return lc_wnumbers(w, accepts, refuses, out);
    case LC_T_STRING:
        return lc_wstrings(w, accepts, refuses, out);
    case LC_T_ARRAY:
        return lc_warrays(w, accepts, refuses, out);
    default:
        return lc_wobjects(w, accepts, refuses, out);
    }
}

/* Types that only the first has come first; where there are several, none takes all the room. */
static ctr_status of_types(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                           struct lc_wlist *out)
{
    static const uint8_t types[] = {LC_T_STRING,  LC_T_NUMBER, LC_T_NULL,
                                    LC_T_BOOLEAN, LC_T_OBJECT, LC_T_ARRAY};
    size_t most = out->most;
    size_t several = 0;
    for (size_t i = 0; i < sizeof types; i++) {
        several += (accepts->types & types[i]) != 0;
    }
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < sizeof types; i++) {
            uint8_t own = accepts->types & types[i];
            bool only = (own & (uint8_t)~refuses->types) != 0;
            if (own && only == (pass == 0) && out->count < most) {
                size_t room = most - out->count;
                size_t share = several > 1 ? most / several + 2 : room;
                out->most = out->count + (share < room ? share : room);
                LC_TRY(of_type(w, accepts, refuses, types[i], out));
                out->most = most;
            }
        }
    }
    return CTR_OK;
}

/* Values of a schema that stands somewhere in a keyword, as they are and laid over what the view
 * itself asks for. */
static ctr_status seeds_of(struct lc_witness *w, struct lc_view *seed, struct lc_view *accepts,
                           struct lc_view *refuses, struct lc_wlist *out)
{
    const struct lc_value *own = NULL;
    uint8_t types = seed->types & accepts->types;
    if (seed == accepts || seed->loop || !types || lc_wfull(out)) {
        return CTR_OK;
    }
    if (types != seed->types) {
        LC_TRY(lc_view_of_types(seed, types, &seed));
    }
    struct lc_wlist list = {.most = 2 * MOST_NESTED, .view = seed};
    LC_TRY(lc_wvalues(w, seed, refuses, &list));
    for (size_t i = 0; i < list.count && !lc_wfull(out); i++) {
        struct lc_value whole = list.at[i];
        LC_TRY(lc_wpush(w, out, &whole));
        if (whole.kind != LC_OBJECT || w->depth > 4) {
            continue;
        }
        LC_TRY(own ? CTR_OK : lc_wsample(w, accepts, refuses, &own));
        if (!lc_is(own, LC_OBJECT)) {
            continue;
        }
        struct lc_value both = *own;
        for (uint32_t k = 0; k < list.at[i].count; k++) {
            const struct lc_member *m = &list.at[i].members[k];
            LC_TRY(lc_wwith(w, &both, lc_key(m), &m->value, &both));
        }
        LC_TRY(lc_wpush(w, out, &both));
    }
    return CTR_OK;
}

static ctr_status seed_nodes(struct lc_witness *w, struct lc_side *side, struct lc_node node,
                             struct lc_view *accepts, struct lc_view *refuses, struct lc_wlist *out)
{
    struct lc_view *seed;
    if (!lc_is(node.value, LC_OBJECT)) {
        return CTR_OK;
    }
    LC_TRY(lc_view_of_node(side, node, &seed));
    return seeds_of(w, seed, accepts, refuses, out);
}

/* Schemas that a side only refuses by, or whose meaning is not worked out. */
static ctr_status seeds(struct lc_witness *w, struct lc_view *of, struct lc_view *accepts,
                        struct lc_view *refuses, struct lc_wlist *out)
{
    static const char *const keys[] = {"if", "then", "else"};
    for (size_t i = 0; i < of->more->nots.count; i++) {
        LC_TRY(seed_nodes(w, of->side, of->more->nots.at[i], accepts, refuses, out));
    }
    for (size_t i = 0; i < of->more->raws.count; i++) {
        const struct lc_raw *raw = &of->more->raws.at[i];
        for (size_t k = 0; raw->condition && !w->decided && k < 3; k++) {
            LC_TRY(seed_nodes(w, of->side, lc_child(raw->node, keys[k]), accepts, refuses, out));
        }
    }
    for (size_t i = 0; i < of->more->dependent_schemas.count; i++) {
        const struct lc_node map = of->more->dependent_schemas.at[i];
        for (uint32_t k = 0; k < map.value->count && k < MOST_PIECES; k++) {
            struct lc_node node = {map.doc, &map.value->members[k].value};
            LC_TRY(seed_nodes(w, of->side, node, accepts, refuses, out));
        }
    }
    return CTR_OK;
}

/* At the edges of one choice of the refusing side, behind which another may take over. */
static ctr_status edges(struct lc_witness *w, struct lc_view *accepts, struct lc_view *member,
                        struct lc_wlist *out)
{
    static const uint8_t types[] = {LC_T_NUMBER, LC_T_STRING}; /* what has edges */
    struct lc_wlist few = {.most = 2 * MOST_NESTED, .view = accepts};
    for (size_t i = 0; i < sizeof types && !lc_wfull(out); i++) {
        bool both = (accepts->types & types[i]) && (member->types & types[i]);
        LC_TRY(both ? of_type(w, accepts, member, types[i], &few) : CTR_OK);
    }
    for (size_t i = 0; i < few.count; i++) {
        LC_TRY(lc_wpush(w, out, &few.at[i]));
    }
    return CTR_OK;
}

/* Choices of the refusing side as they are, or those of the other at their edges. */
static ctr_status refused_pieces(struct lc_witness *w, struct lc_view *accepts,
                                 struct lc_view *refuses, bool at_edges, struct lc_wlist *out)
{
    for (size_t n = 0; n < refuses->groups.count; n++) {
        const struct lc_group *h = &refuses->groups.at[n];
        for (size_t i = 0; h->members && i < h->count && i < MOST_PIECES; i++) {
            struct lc_view *member = h->members[i];
            if (member && !member->loop) {
                LC_TRY(at_edges ? edges(w, accepts, member, out)
                                : seeds_of(w, member, accepts, refuses, out));
            }
        }
    }
    return CTR_OK;
}

/* Each choice by itself. */
static ctr_status pieces(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                         struct lc_wlist *out)
{
    const struct lc_group *g = accepts->groups.count ? &accepts->groups.at[0] : NULL;
    for (size_t i = 0; g && i < g->count && i < MOST_PIECES && !lc_wfull(out); i++) {
        struct lc_view *piece;
        struct lc_wlist few = {.most = out->most / g->count + 4, .view = accepts};
        LC_TRY(lc_view_piece(accepts, g, i, &piece));
        LC_TRY(piece->loop ? CTR_OK : lc_wvalues(w, piece, refuses, &few));
        for (size_t k = 0; k < few.count; k++) {
            LC_TRY(lc_wpush(w, out, &few.at[k]));
        }
    }
    return w->depth < 3 ? refused_pieces(w, accepts, refuses, false, out) : CTR_OK;
}

ctr_status lc_wvalues(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                      struct lc_wlist *out)
{
    if (accepts->loop || accepts->types == 0 || w->depth >= MAX_DEPTH) {
        return CTR_OK;
    }
    LC_TRY(lc_charge(&w->m->side[0], 4));
    LC_TRY(push_nodes(w, &accepts->values, out));
    if (accepts->has_enum && w->depth >= 3) {
        return CTR_OK;
    }
    w->depth++;
    ctr_status status = pieces(w, accepts, refuses, out);
    if (status == CTR_OK && !accepts->groups.count && !accepts->has_enum) {
        status = of_types(w, accepts, refuses, out);
        bool more = status == CTR_OK && w->depth < 3;
        status = more ? refused_pieces(w, accepts, refuses, true, out) : status;
    }
    if (status == CTR_OK) {
        status = push_default(w, accepts, out);
    }
    if (status == CTR_OK && w->depth < 4) {
        status = push_nodes(w, &refuses->values, out);
    }
    if (status == CTR_OK && w->depth < 4) {
        status = seeds(w, accepts, accepts, refuses, out);
    }
    if (status == CTR_OK && w->depth < 4) {
        status = seeds(w, refuses, accepts, refuses, out);
    }
    w->depth--;
    return status;
}
