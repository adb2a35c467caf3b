/* not, and members of allOf as such. */
#include "spec/schema/schema_room.h"

static const struct lc_node none = {NULL, NULL};

/* Entries of `own` that `other` does not have. */
static ctr_status unmatched(struct lc_schema_memo *m, const struct lc_nodes *own,
                            const struct lc_nodes *other, bool swap, struct lc_nodes *out)
{
    for (size_t i = 0; i < own->count; i++) {
        bool same = false;
        for (size_t k = 0; k < other->count && !same; k++) {
            LC_TRY(lc_charge(&m->side[0], 1));
            LC_TRY(swap ? lc_same(m, other->at[k], own->at[i], &same)
                        : lc_same(m, own->at[i], other->at[k], &same));
        }
        if (!same) {
            LC_TRY(lc_push_node(m->ctx, out, own->at[i]));
        }
    }
    return CTR_OK;
}

/* ---- not */

/*
 * Ruling out `node` is already implied if something wider was ruled out before, or if nothing of it
 * could be valid anyway.
 */
static ctr_status ruled_out(struct lc_schema_memo *m, struct lc_pair *p, struct lc_node node,
                            bool in_new, struct lc_cond **out, bool *sure)
{
    struct lc_view *own = in_new ? p->b : p->a;
    struct lc_view *other = in_new ? p->a : p->b;
    struct lc_view *inner;
    struct lc_cond *c = lc_new(m->ctx, 1, sizeof *c);
    LC_TRY(lc_view_of_node(own->side, node, &inner));
    LC_TRY(lc_view_disjoint(other, inner, sure));
    if (!c) {
        return CTR_E_NOMEM;
    }
    c->choices = lc_new(m->ctx, other->more->nots.count + 1, sizeof *c->choices);
    if (!c->choices) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < other->more->nots.count; i++) {
        struct lc_view *wider;
        LC_TRY(lc_view_of_node(other->side, other->more->nots.at[i], &wider));
        c->choices[c->count++] = (struct lc_choice){.a = in_new ? wider : inner,
                                                    .b = in_new ? inner : wider,
                                                    .way = in_new ? LC_SUP : LC_SUB,
                                                    .fragments = true};
    }
    *out = c;
    return CTR_OK;
}

static ctr_status one_not(struct lc_schema_memo *m, struct lc_pair *p, enum lc_kind_id kind,
                          struct lc_node from, struct lc_node to)
{
    struct lc_draft d = {
        .kind = kind,
        .effect = {to.value ? LC_FAILS : LC_HOLDS, from.value ? LC_FAILS : LC_HOLDS},
        .old_node = from.value ? from : lc_view_node(p->a),
        .new_node = to.value ? to : lc_view_node(p->b)};
    bool sure = false;
    if (to.value) {
        LC_TRY(ruled_out(m, p, to, true, &d.excuse[LC_SUB], &sure));
        d.effect[LC_SUB] = sure ? LC_HOLDS : LC_FAILS;
    }
    if (from.value) {
        LC_TRY(ruled_out(m, p, from, false, &d.excuse[LC_SUP], &sure));
        d.effect[LC_SUP] = sure ? LC_HOLDS : LC_FAILS;
    }
    uint64_t was;
    uint64_t is;
    LC_TRY(lc_schema_hash(&m->side[0], from.value, &was));
    LC_TRY(lc_schema_hash(&m->side[1], to.value, &is));
    d.arguments =
        lc_format(m->ctx, "not %016llx %016llx", (unsigned long long)was, (unsigned long long)is);
    d.message = !from.value ? "values that fit a certain schema are refused now"
                : !to.value ? "values that fit a certain schema are no longer refused"
                            : "what 'not' rules out changed";
    return d.arguments ? lc_pair_draft(m, p, &d) : CTR_E_NOMEM;
}

ctr_status lc_build_nots(struct lc_schema_memo *m, struct lc_pair *p)
{
    struct lc_nodes gone = {NULL, 0, 0};
    struct lc_nodes fresh = {NULL, 0, 0};
    LC_TRY(unmatched(m, &p->a->more->nots, &p->b->more->nots, false, &gone));
    LC_TRY(unmatched(m, &p->b->more->nots, &p->a->more->nots, true, &fresh));
    if (gone.count == 1 && fresh.count == 1) {
        return one_not(m, p, LC_CHANGE_NOT_CHANGED, gone.at[0], fresh.at[0]);
    }
    for (size_t i = 0; i < gone.count; i++) {
        LC_TRY(one_not(m, p, LC_CHANGE_NOT_REMOVED, gone.at[i], none));
    }
    for (size_t i = 0; i < fresh.count; i++) {
        LC_TRY(one_not(m, p, LC_CHANGE_NOT_ADDED, none, fresh.at[i]));
    }
    return CTR_OK;
}

/* ---- allOf: its members are merged into the view, and compared there; that one came or went is
 * said besides */

static ctr_status members_of(struct lc_view *v, struct lc_nodes *out)
{
    for (size_t i = 0; i < v->flat.count; i++) {
        struct lc_node all = lc_child(v->flat.at[i].node, "allOf");
        const struct lc_hashed_set *members = NULL;
        if (v->flat.at[i].flags & LC_FLAT) {
            continue; /* they were told of the whole that was taken apart */
        }
        LC_TRY(lc_is(all.value, LC_ARRAY) ? lc_in_one_order(v->side, all.value, &members) : CTR_OK);
        for (size_t k = 0; members && k < members->count; k++) {
            struct lc_node one = {all.doc, members->at[k].value};
            LC_TRY(lc_push_node(v->side->ctx, out, one));
        }
    }
    return CTR_OK;
}

static struct lc_str ref_of(struct lc_node node)
{
    return lc_text(lc_get(node.value, "$ref"));
}

/* Members with equal references are one member that changed inside. */
static void drop_equal_refs(struct lc_nodes *gone, struct lc_nodes *fresh)
{
    for (size_t i = 0; i < gone->count; i++) {
        struct lc_str ref = ref_of(gone->at[i]);
        for (size_t k = 0; ref.ptr && k < fresh->count; k++) {
            if (lc_str_eq(ref, ref_of(fresh->at[k]))) {
                fresh->at[k] = fresh->at[--fresh->count];
                gone->at[i--] = gone->at[--gone->count];
                break;
            }
        }
    }
}

/* What stands there without a name is taken to be the same member, changed. */
static void drop_unnamed(struct lc_nodes *gone, struct lc_nodes *fresh)
{
    for (size_t i = 0; i < gone->count; i++) {
        for (size_t k = 0; !ref_of(gone->at[i]).ptr && k < fresh->count; k++) {
            if (!ref_of(fresh->at[k]).ptr) {
                fresh->at[k] = fresh->at[--fresh->count];
                gone->at[i--] = gone->at[--gone->count];
                break;
            }
        }
    }
}

/* The other view holds the member in some other way: written in place, or as the whole schema. */
static ctr_status held_anyway(struct lc_schema_memo *m, const struct lc_view *other,
                              struct lc_node node, bool in_new, bool *out)
{
    *out = false;
    for (size_t i = 0; i < other->flat.count + other->elem_count && !*out; i++) {
        struct lc_node own = i < other->flat.count ? other->flat.at[i].node
                                                   : other->elems[i - other->flat.count].node;
        LC_TRY(in_new ? lc_same(m, own, node, out) : lc_same(m, node, own, out));
    }
    return CTR_OK;
}

static ctr_status one_member(struct lc_schema_memo *m, struct lc_pair *p, struct lc_node node,
                             bool in_new)
{
    struct lc_view *own = in_new ? p->b : p->a;
    struct lc_view *member;
    bool held;
    LC_TRY(held_anyway(m, in_new ? p->a : p->b, node, in_new, &held));
    if (held) {
        return CTR_OK;
    }
    LC_TRY(lc_view_of(own->side, &(struct lc_elem){node, LC_PART}, 1, &member));
    enum lc_way way = in_new ? LC_SUB : LC_SUP;
    struct lc_draft d = {.kind = in_new ? LC_CHANGE_ALL_OF_ADDED : LC_CHANGE_ALL_OF_REMOVED,
                         .old_node = in_new ? lc_view_node(p->a) : node,
                         .new_node = in_new ? node : lc_view_node(p->b)};
    d.effect[way] = LC_FAILS;
    d.excuse[way] = lc_cond_one(m, in_new ? p->a : member, in_new ? member : p->b, way);
    struct lc_str ref = ref_of(node);
    const char *name = ref.ptr ? lc_dup(m->ctx, ref) : "a schema without a name";
    uint64_t hash;
    LC_TRY(lc_schema_hash(own->side, node.value, &hash));
    d.arguments = lc_format(m->ctx, "allOf %016llx", (unsigned long long)hash);
    d.message =
        name ? lc_format(m->ctx, "%s was %s allOf", name, in_new ? "added to" : "removed from")
             : NULL;
    return d.excuse[way] && d.arguments && d.message ? lc_pair_draft(m, p, &d) : CTR_E_NOMEM;
}

ctr_status lc_build_all_of(struct lc_schema_memo *m, struct lc_pair *p)
{
    struct lc_nodes old_members = {NULL, 0, 0};
    struct lc_nodes new_members = {NULL, 0, 0};
    struct lc_nodes gone = {NULL, 0, 0};
    struct lc_nodes fresh = {NULL, 0, 0};
    LC_TRY(members_of(p->a, &old_members));
    LC_TRY(members_of(p->b, &new_members));
    LC_TRY(unmatched(m, &old_members, &new_members, false, &gone));
    LC_TRY(unmatched(m, &new_members, &old_members, true, &fresh));
    drop_equal_refs(&gone, &fresh);
    drop_unnamed(&gone, &fresh);
    for (size_t i = 0; i < gone.count; i++) {
        LC_TRY(one_member(m, p, gone.at[i], false));
    }
    for (size_t i = 0; i < fresh.count; i++) {
        LC_TRY(one_member(m, p, fresh.at[i], true));
    }
    return CTR_OK;
}
