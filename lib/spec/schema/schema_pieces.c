/*
 * anyOf and oneOf: taking a schema apart and matching the pieces of two. A side without a
 * combination is a single piece, or one of each type.
 */
#include "spec/schema/schema_pieces.h"

static const struct lc_node none = {NULL, NULL};

enum { MOST_LONE = 16 }; /* that are compared by what they mean */

/* ---- taking apart */

static struct lc_node label_of(const struct lc_view *v)
{
    return v->elem_count ? v->elems[0].node : none;
}

ctr_status lc_piece_empty(struct lc_view *v, bool *out)
{
    enum { FEW = 16 };
    *out = v->types == 0 && !v->loop;
    if (*out || v->loop || !v->has_enum || v->plain || v->values.count > FEW ||
        v->side->dialect == LC_DRAFT_04) { /* where a value may be written in other ways */
        return CTR_OK;
    }
    *out = true;
    for (size_t i = 0; i < v->values.count && *out; i++) {
        enum lc_answer answer;
        LC_TRY(lc_view_accepts(v, v->values.at[i].value, &answer));
        *out = answer == LC_FAILS;
    }
    return CTR_OK;
}

static ctr_status add_piece(struct lc_view *view, struct lc_node label, struct lc_pieces *out)
{
    bool empty;
    uint64_t hash;
    LC_TRY(lc_piece_empty(view, &empty));
    if (empty) {
        return CTR_OK;
    }
    LC_TRY(lc_schema_hash(view->side, label.value, &hash));
    out->at[out->count++] = (struct lc_piece){view, label, hash, LC_NO_MATE};
    return CTR_OK;
}

/* A schema of a few types, so that each can find its match. */
static ctr_status by_type(struct lc_view *v, struct lc_pieces *out)
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

ctr_status lc_pieces_of(struct lc_view *v, struct lc_pieces *out)
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
        LC_TRY(add_piece(piece, lc_group_member(g, i), out));
    }
    return g->one ? lc_group_exclusive(v->side, g, &out->exclusive) : CTR_OK;
}

/* ---- matching */

static void marry(struct lc_pieces *a, struct lc_pieces *b, size_t i, size_t k)
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

static ctr_status equal_pieces(struct lc_schema_memo *m, const struct lc_pieces *a,
                               const struct lc_pieces *b, size_t i, size_t k, bool *out)
{
    const struct lc_piece *x = &a->at[i];
    const struct lc_piece *y = &b->at[k];
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

static ctr_status marry_equal(struct lc_schema_memo *m, struct lc_pieces *a, struct lc_pieces *b)
{
    for (size_t i = 0; i < a->count; i++) {
        for (size_t n = 0; n < b->count && a->at[i].mate == LC_NO_MATE; n++) {
            size_t k = (i + n) % b->count; /* first the one at the same place */
            bool same = false;
            if (b->at[k].mate == LC_NO_MATE) {
                LC_TRY(equal_pieces(m, a, b, i, k, &same));
            }
            if (same) {
                marry(a, b, i, k);
            }
        }
    }
    return CTR_OK;
}

static size_t lone(const struct lc_pieces *list)
{
    size_t n = 0;
    for (size_t i = 0; i < list->count; i++) {
        n += list->at[i].mate == LC_NO_MATE;
    }
    return n;
}

/* Equal but for words and names. Each is held against each, as no hash tells. */
static ctr_status marry_meaning(struct lc_schema_memo *m, struct lc_pieces *a, struct lc_pieces *b)
{
    if (lone(a) > MOST_LONE || lone(b) > MOST_LONE) {
        return CTR_OK;
    }
    for (size_t i = 0; i < a->count; i++) {
        const struct lc_piece *x = &a->at[i];
        for (size_t n = 0; n < b->count && x->mate == LC_NO_MATE; n++) {
            const size_t k = (i + n) % b->count;
            const struct lc_piece *y = &b->at[k];
            bool same = false;
            if (y->mate == LC_NO_MATE && x->label.value && y->label.value &&
                x->view->types == y->view->types) {
                LC_TRY(lc_same_meaning(m, x->label, y->label, &same));
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

static void marry_named(struct lc_pieces *a, struct lc_pieces *b, const char *key)
{
    for (size_t i = 0; i < a->count; i++) {
        for (size_t k = 0; k < b->count && a->at[i].mate == LC_NO_MATE; k++) {
            if (b->at[k].mate == LC_NO_MATE && same_text(a->at[i].label, b->at[k].label, key) &&
                (a->at[i].view->types & b->at[k].view->types)) {
                marry(a, b, i, k);
            }
        }
    }
}

/* What says of itself that it is the same kind of thing. */
static ctr_status marry_tagged(struct lc_pieces *a, struct lc_pieces *b)
{
    for (size_t i = 0; i < a->count; i++) {
        for (size_t k = 0; k < b->count && a->at[i].mate == LC_NO_MATE; k++) {
            bool same = false;
            if (b->at[k].mate == LC_NO_MATE) {
                LC_TRY(lc_view_same_tag(a->at[i].view, b->at[k].view, &same));
            }
            if (same) {
                marry(a, b, i, k);
            }
        }
    }
    return CTR_OK;
}

/* The only one left that shares a type, seen from both sides. */
static int only_kin(const struct lc_pieces *list, uint8_t types)
{
    int found = LC_NO_MATE;
    for (size_t i = 0; i < list->count; i++) {
        if (list->at[i].mate == LC_NO_MATE && (list->at[i].view->types & types)) {
            if (found != LC_NO_MATE) {
                return LC_NO_MATE;
            }
            found = (int)i;
        }
    }
    return found;
}

static ctr_status marry_kin(struct lc_pieces *a, struct lc_pieces *b)
{
    for (size_t i = 0; i < a->count; i++) {
        bool strangers = false;
        int k = a->at[i].mate == LC_NO_MATE ? only_kin(b, a->at[i].view->types) : LC_NO_MATE;
        if (k == LC_NO_MATE || only_kin(a, b->at[k].view->types) != (int)i) {
            continue;
        }
        LC_TRY(lc_view_disjoint(a->at[i].view, b->at[k].view, &strangers));
        if (!strangers) {
            marry(a, b, i, (size_t)k);
        }
    }
    return CTR_OK;
}

/* One is the other with properties that came or went: it has all of its names, and more. */
static ctr_status is_grown(struct lc_view *a, struct lc_view *b, bool *out)
{
    struct lc_strs names[2] = {{NULL, 0, 0}, {NULL, 0, 0}};
    bool apart = true;
    *out = false;
    if (a->types != b->types || !(a->types & LC_T_OBJECT)) {
        return CTR_OK;
    }
    LC_TRY(lc_view_all_names(a, &names[0]));
    LC_TRY(lc_view_all_names(b, &names[1]));
    const bool came = names[0].count < names[1].count;
    const struct lc_strs *less = came ? &names[0] : &names[1];
    LC_TRY(lc_charge(a->side, 1 + less->count));
    *out = less->count > 0 && names[0].count != names[1].count;
    for (size_t i = 0; i < less->count && *out; i++) {
        *out = lc_view_names(came ? b : a, less->at[i]);
    }
    LC_TRY(*out ? lc_view_disjoint(a, b, &apart) : CTR_OK);
    *out = !apart;
    return CTR_OK;
}

/* The only one of the list that is left and that grew into the view, or out of it. */
static ctr_status only_grown(const struct lc_pieces *list, struct lc_view *v, bool in_new, int *out)
{
    *out = LC_NO_MATE;
    for (size_t i = 0; i < list->count; i++) {
        struct lc_view *own = list->at[i].view;
        bool grown = false;
        if (list->at[i].mate == LC_NO_MATE) {
            LC_TRY(in_new ? is_grown(v, own, &grown) : is_grown(own, v, &grown));
        }
        if (grown && *out != LC_NO_MATE) {
            *out = LC_NO_MATE;
            return CTR_OK;
        }
        *out = grown ? (int)i : *out;
    }
    return CTR_OK;
}

static ctr_status marry_grown(struct lc_pieces *a, struct lc_pieces *b)
{
    if (lone(a) > MOST_LONE || lone(b) > MOST_LONE) {
        return CTR_OK;
    }
    for (size_t i = 0; i < a->count; i++) {
        int k = LC_NO_MATE;
        int back = LC_NO_MATE;
        if (a->at[i].mate == LC_NO_MATE) {
            LC_TRY(only_grown(b, a->at[i].view, true, &k));
        }
        if (k != LC_NO_MATE) {
            LC_TRY(only_grown(a, b->at[k].view, false, &back));
        }
        if (back == (int)i) {
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
    for (size_t i = 0; i < a->required.count; i++) {
        *out += lc_view_requires(b, a->required.at[i]);
    }
    return CTR_OK;
}

/* A schema that became a choice, or a choice that became the schema: the one most like it. */
static ctr_status marry_alike(struct lc_pieces *a, struct lc_pieces *b)
{
    size_t best = 0;
    size_t at[2] = {0, 0};
    bool alone = (!a->group && a->count == 1) || (!b->group && b->count == 1);
    for (size_t i = 0; alone && i < a->count; i++) {
        for (size_t k = 0; k < b->count; k++) {
            size_t like = 0;
            if (a->at[i].mate == LC_NO_MATE && b->at[k].mate == LC_NO_MATE) {
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

ctr_status lc_pieces_marry(struct lc_schema_memo *m, struct lc_pieces *a, struct lc_pieces *b)
{
    LC_TRY(lc_charge(&m->side[0], a->count * b->count));
    LC_TRY(marry_equal(m, a, b));
    LC_TRY(marry_meaning(m, a, b));
    marry_named(a, b, "$ref");
    marry_named(a, b, "title");
    LC_TRY(marry_tagged(a, b));
    LC_TRY(marry_kin(a, b));
    LC_TRY(marry_grown(a, b));
    return marry_alike(a, b);
}
