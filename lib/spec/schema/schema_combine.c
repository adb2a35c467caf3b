/*
 * anyOf and oneOf. Each side is taken apart into pieces, the base together with one member each; a
 * side without a combination is a single piece. Matched pieces are compared inside, the others came
 * or went.
 */
#include "spec/schema/schema_pieces.h"

enum { MAX_PAIRS = 10000 };

static const struct lc_node none = {NULL, NULL};

static enum lc_kind_id lone_kind(const struct lc_pieces *own, const struct lc_pieces *other,
                                 const struct lc_piece *piece, bool in_new)
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

static const char *name_of(struct lc_ctx *ctx, const struct lc_piece *piece)
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

static ctr_status tell_lone(struct lc_schema_memo *m, struct lc_pair *p,
                            const struct lc_pieces *own, size_t i, const struct lc_pieces *other,
                            bool in_new, struct lc_cond *excuse)
{
    const struct lc_piece *piece = &own->at[i];
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
static ctr_status tell_side(struct lc_schema_memo *m, struct lc_pair *p,
                            const struct lc_pieces *own, const struct lc_pieces *other, bool in_new,
                            struct lc_edge **edges)
{
    struct lc_ways *w;
    LC_TRY(lc_ways_of(m, own, other, in_new ? LC_SUP : LC_SUB, &w));
    for (size_t i = 0; i < own->count; i++) {
        int mate = own->at[i].mate;
        struct lc_cond *excuse = lc_ways_out(m, w, i);
        if (!excuse) {
            return CTR_E_NOMEM;
        }
        if (mate == LC_NO_MATE) {
            LC_TRY(tell_lone(m, p, own, i, other, in_new, excuse));
        } else {
            edges[in_new ? mate : (int)i]->excuse[w->way] = excuse;
        }
    }
    LC_TRY(lc_ways_tell_moved(m, p, w));
    return lc_ways_tell_overlaps(m, p, w);
}

static ctr_status too_many(struct lc_schema_memo *m, struct lc_pair *p)
{
    return lc_change(m, p, LC_CHANGE_UNDECIDED, LC_UNSURE, LC_UNSURE, none, none, "choices",
                     "there are too many choices to compare each with each");
}

static ctr_status compare_pieces(struct lc_schema_memo *m, struct lc_pair *p)
{
    struct lc_pieces *both = lc_new(m->ctx, 2, sizeof *both); /* conditions look at them later */
    struct lc_part here = {.kind = (enum lc_part_kind)LC_HERE};
    size_t before = (p->a->groups.count ? p->a->groups.at[0].count : 1) *
                    (p->b->groups.count ? p->b->groups.at[0].count : 1);
    if (before > MAX_PAIRS) {
        return too_many(m, p);
    }
    if (!both) {
        return CTR_E_NOMEM;
    }
    struct lc_pieces *a = &both[0];
    struct lc_pieces *b = &both[1];
    LC_TRY(lc_pieces_of(p->a, a));
    LC_TRY(lc_pieces_of(p->b, b));
    LC_TRY(lc_pieces_marry(m, a, b));
    struct lc_edge **edges = lc_new(m->ctx, a->count + 1, sizeof(struct lc_edge *));
    if (!edges) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < a->count; i++) {
        int mate = a->at[i].mate;
        if (mate != LC_NO_MATE) {
            LC_TRY(lc_pair_edge(m, p, here, a->at[i].view, b->at[mate].view, &edges[i]));
            LC_TRY(a->group
                       ? lc_choice_mark(m, a->at[i].label, b->at[mate].label, &edges[i]->choice)
                       : CTR_OK);
        }
    }
    LC_TRY(tell_side(m, p, a, b, false, edges));
    return tell_side(m, p, b, a, true, edges);
}

ctr_status lc_build_groups(struct lc_schema_memo *m, struct lc_pair *p)
{
    bool shared;
    LC_TRY(lc_build_shared(m, p, &shared));
    return shared ? CTR_OK : compare_pieces(m, p);
}
