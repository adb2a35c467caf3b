/*
 * Other ways out: an old piece need not fit its own mate, any piece of the other side that takes it
 * in will do, which excuses the differences told of the mate. With oneOf it must moreover fit no
 * second one, which is proven from types, values and required properties, or from what oneOf
 * already refused on the other side; else it is undecided.
 */
#include "spec/schema/schema_pieces.h"

enum { MANY = 4 }; /* from here on what lists of pieces come to is remembered */

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
static bool fits_alone(const struct lc_ways *w, size_t i, size_t k)
{
    for (size_t n = 0; w->overlap && n < w->other->count; n++) {
        if (n != k && w->overlap[i * w->other->count + n]) {
            return false;
        }
    }
    return true;
}

/* Choices of anyOf that take in a part each may take in the whole together. Those of oneOf are
 * meant to be told apart, and a value to have its place in one. */
static ctr_status may_be_covered(struct lc_schema_memo *m, const struct lc_ways *w, size_t i,
                                 bool *out)
{
    const struct lc_group *g = w->other->group;
    size_t meets = 0;
    for (size_t k = 0; g && !g->one && k < w->other->count && meets < 2; k++) {
        bool apart;
        LC_TRY(lc_charge(&m->side[0], 1));
        LC_TRY(lc_view_disjoint(w->own->at[i].view, w->other->at[k].view, &apart));
        meets += !apart;
    }
    *out = meets == 2;
    return CTR_OK;
}

/* The ways in which piece `c->index` can fit the other side without its mate. */
static ctr_status list_each(struct lc_schema_memo *m, const struct lc_pair *who, struct lc_cond *c)
{
    const struct lc_ways *w = c->from;
    const struct lc_piece *piece = &w->own->at[c->index];
    /* a schema that stands alone is no choice: what it does not name, nothing of its side knows */
    const bool both = w->own->count > 1 && w->other->count > 1;
    bool covered;
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
        c->choices[c->count++] = (struct lc_choice){.a = sub ? piece->view : there,
                                                    .b = sub ? there : piece->view,
                                                    .way = w->way,
                                                    .fragments = both};
    }
    LC_TRY(may_be_covered(m, w, c->index, &covered));
    if (covered) {
        struct lc_choice *all = &c->choices[c->count++];
        *all = (struct lc_choice){.way = w->way};
        LC_TRY(lc_pair_of_answer(m, LC_UNSURE, who->io, &all->pair));
    }
    return CTR_OK;
}

/* One for all lists of the same views: the same choices often stand in many places. */
static ctr_status set_of(struct lc_schema_memo *m, const struct lc_pieces *list, const void **out)
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

/* What all of the ways come to hangs on the piece, its mate, the set of the others and how they are
 * compared. */
struct best_key {
    const void *view;
    const void *set;
    int64_t mate;
    uint32_t way;
    uint32_t how; /* io, fragments, whether the piece is one of several, no_xml */
};

/* Many ways are one choice, which other combinations of the same schemas share. */
static ctr_status list_ways(struct lc_schema_memo *m, const struct lc_pair *who, struct lc_cond *c)
{
    const struct lc_ways *w = c->from;
    const struct lc_piece *piece = &w->own->at[c->index];
    struct best_key key = {.view = piece->view,
                           .set = w->set,
                           .mate = piece->mate,
                           .way = (uint32_t)w->way,
                           .how = (uint32_t)who->io << 3 | (uint32_t)who->fragments << 2 |
                                  (uint32_t)(w->own->count > 1) << 1 | m->c->no_xml};
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
        LC_TRY(lc_pair_best_of(m, each, w->way, who, &best));
        LC_TRY(lc_map_set(m->ctx, &m->best, lc_str_n((const char *)kept, sizeof *kept), best));
    }
    c->choices[0] = (struct lc_choice){.way = w->way, .pair = best};
    c->count = 1;
    return CTR_OK;
}

struct lc_cond *lc_ways_out(struct lc_schema_memo *m, const struct lc_ways *w, size_t i)
{
    struct lc_cond *c = lc_new(m->ctx, 1, sizeof *c);
    if (c) {
        *c = (struct lc_cond){.list = list_ways, .from = w, .index = i};
    }
    return c;
}

static ctr_status each_with_each(struct lc_schema_memo *m, const struct lc_pieces *own,
                                 const struct lc_pieces *other, bool **out)
{
    bool *overlap = lc_new(m->ctx, own->count * other->count + 1, sizeof *overlap);
    if (!overlap) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < own->count; i++) {
        LC_TRY(lc_charge(&m->side[0], other->count));
        for (size_t k = 0; k < other->count; k++) {
            bool apart;
            LC_TRY(lc_view_disjoint(own->at[i].view, other->at[k].view, &apart));
            overlap[i * other->count + k] = !apart;
        }
    }
    *out = overlap;
    return CTR_OK;
}

/* Of two lists that stand in many places it is found out once. */
static ctr_status find_overlaps(struct lc_schema_memo *m, struct lc_ways *w)
{
    const void *sets[2] = {NULL, w->set};
    bool *found;
    if (w->other->exclusive) {
        return CTR_OK;
    }
    if (!w->set || w->own->count < MANY) {
        LC_TRY(each_with_each(m, w->own, w->other, &found));
        w->overlap = found;
        return CTR_OK;
    }
    LC_TRY(set_of(m, w->own, &sets[0]));
    w->overlap = lc_map_get(&m->overlaps, lc_str_n((const char *)sets, sizeof sets));
    if (w->overlap) {
        return CTR_OK;
    }
    const char *key = lc_dup(m->ctx, lc_str_n((const char *)sets, sizeof sets));
    LC_TRY(key ? each_with_each(m, w->own, w->other, &found) : CTR_E_NOMEM);
    w->overlap = found;
    return lc_map_set(m->ctx, &m->overlaps, lc_str_n(key, sizeof sets), found);
}

/* A piece that has another mate, or none, may also fit the piece `k`. */
static bool meets_others(const struct lc_ways *w, size_t k)
{
    for (size_t i = 0; w->overlap && i < w->own->count; i++) {
        if (w->overlap[i * w->other->count + k] && w->other->at[k].mate != (int)i) {
            return true;
        }
    }
    return false;
}

/* The pieces that may meet `k` and are not its mate: what they do not know, their values lack. */
static ctr_status strangers_of(struct lc_schema_memo *m, const struct lc_ways *w, size_t k,
                               const struct lc_beside **out)
{
    struct lc_beside *beside = lc_new(m->ctx, 1, sizeof *beside);
    struct lc_view **views = lc_new(m->ctx, w->own->count, sizeof(struct lc_view *));
    size_t count = 0;
    *out = beside;
    if (!beside || !views) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_charge(&m->side[0], w->own->count));
    for (size_t i = 0; i < w->own->count; i++) {
        if (w->overlap[i * w->other->count + k] && w->other->at[k].mate != (int)i) {
            views[count++] = w->own->at[i].view;
        }
    }
    *beside = (struct lc_beside){{views, views}, {count, count}};
    return CTR_OK;
}

/*
 * What fits another piece may fit the piece `k` of the other side, too, and then oneOf refuses it.
 * It cannot if `k` takes in no more than its own mate, which oneOf kept apart from the others
 * before.
 */
static ctr_status tell_overlap(struct lc_schema_memo *m, struct lc_pair *p, const struct lc_ways *w,
                               size_t k)
{
    const struct lc_piece *piece = &w->other->at[k];
    bool sub = w->way == LC_SUB;
    struct lc_draft d = {.kind = LC_CHANGE_ONE_OF_OVERLAP,
                         .quiet = true,
                         .old_node = sub ? lc_view_node(p->a) : piece->label,
                         .new_node = sub ? piece->label : lc_view_node(p->b),
                         .message =
                             "a value may match two choices of oneOf, which refuses it; tell "
                             "the choices apart by type, constant or required property"};
    d.effect[w->way] = LC_UNSURE;
    if (piece->mate != LC_NO_MATE && w->own->group && w->own->group->one) {
        struct lc_view *mate = w->own->at[piece->mate].view;
        const struct lc_beside *strangers = NULL;
        LC_TRY(lc_pair_tolerant(m, p) ? strangers_of(m, w, k, &strangers) : CTR_OK);
        d.excuse[w->way] = lc_cond_fragments(m, sub ? mate : piece->view, sub ? piece->view : mate,
                                             sub ? LC_SUP : LC_SUB, strangers);
        if (!d.excuse[w->way]) {
            return CTR_E_NOMEM;
        }
    }
    d.arguments = sub ? "oneOf new" : "oneOf old";
    return lc_pair_draft(m, p, &d);
}

ctr_status lc_ways_of(struct lc_schema_memo *m, const struct lc_pieces *own,
                      const struct lc_pieces *other, enum lc_way way, struct lc_ways **out)
{
    struct lc_ways *w = lc_new(m->ctx, 1, sizeof *w);
    *out = w;
    if (!w) {
        return CTR_E_NOMEM;
    }
    *w = (struct lc_ways){own, other, way, NULL, NULL};
    if (other->count >= MANY) {
        LC_TRY(set_of(m, other, &w->set));
    }
    return find_overlaps(m, w);
}

ctr_status lc_ways_tell_overlaps(struct lc_schema_memo *m, struct lc_pair *p,
                                 const struct lc_ways *w)
{
    for (size_t k = 0; k < w->other->count; k++) {
        if (meets_others(w, k)) {
            LC_TRY(tell_overlap(m, p, w, k));
        }
    }
    return CTR_OK;
}
