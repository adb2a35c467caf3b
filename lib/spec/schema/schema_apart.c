/*
 * May a combination that both sides have be left out of both? As far as values go it always may:
 * what implies the same beside it implies the same with it. But where only what is declared is
 * sent, and where readOnly and writeOnly count, the answer for a property hangs on all that
 * declares or demands it. There the combination may say nothing of what differs beside it.
 */
#include "spec/schema/schema_pieces.h"

enum { MAX_DEPTH = 16 };

/* What differs in two views about the parts of values. */
struct difference {
    struct lc_strs names;
    bool others; /* properties without a name of their own */
    bool items;
};

static ctr_status look_at(struct lc_schema_memo *m, struct lc_view *const v[2], struct lc_str name,
                          struct difference *d)
{
    LC_FEW_ELEMS(older);
    LC_FEW_ELEMS(newer);
    bool unsure = false;
    bool same;
    LC_TRY(lc_charge(&m->side[0], 2));
    LC_TRY(lc_view_property_elems(v[0], name, &older, &unsure));
    LC_TRY(lc_view_property_elems(v[1], name, &newer, &unsure));
    LC_TRY(lc_same_elems(m, older.at, older.count, newer.at, newer.count, &same));
    bool alike = lc_view_names(v[0], name) == lc_view_names(v[1], name) &&
                 lc_view_requires(v[0], name) == lc_view_requires(v[1], name);
    return same && alike && !unsure ? CTR_OK : lc_push_str(m->ctx, &d->names, name);
}

static ctr_status look_at_names(struct lc_schema_memo *m, struct lc_view *const v[2],
                                struct difference *d)
{
    for (int side = 0; side < 2; side++) {
        struct lc_strs names = {NULL, 0, 0};
        LC_TRY(lc_view_all_names(v[side], &names));
        for (size_t i = 0; i < names.count; i++) {
            if (side == 0 || !lc_view_names(v[0], names.at[i])) {
                LC_TRY(look_at(m, v, names.at[i], d));
            }
        }
        const struct lc_strs *required = &v[side]->required;
        for (size_t i = 0; i < required->count; i++) {
            if (!lc_view_names(v[side], required->at[i]) &&
                !lc_view_names(v[!side], required->at[i])) {
                LC_TRY(look_at(m, v, required->at[i], d));
            }
        }
    }
    return CTR_OK;
}

static ctr_status same_view(struct lc_schema_memo *m, const struct lc_view *a,
                            const struct lc_view *b, bool *differ)
{
    bool same;
    LC_TRY(lc_same_elems(m, a->elems, a->elem_count, b->elems, b->elem_count, &same));
    *differ = *differ || !same;
    return CTR_OK;
}

static ctr_status look_at_items(struct lc_schema_memo *m, struct lc_view *const v[2],
                                struct difference *d)
{
    struct lc_view *x;
    struct lc_view *y;
    size_t prefix = lc_view_prefix(v[0]);
    d->items = prefix != lc_view_prefix(v[1]);
    for (size_t i = 0; i <= prefix && !d->items; i++) {
        size_t at = i < prefix ? i : SIZE_MAX; /* then the rest */
        LC_TRY(lc_view_item(v[0], at, &x));
        LC_TRY(lc_view_item(v[1], at, &y));
        LC_TRY(same_view(m, x, y, &d->items));
    }
    return CTR_OK;
}

/* What it says of properties hangs on more than their names: patterns, conditions, other
 * properties. */
static bool says_more(const struct lc_view *v)
{
    for (size_t i = 0; i < v->objects.count; i++) {
        const struct lc_scope *s = &v->objects.at[i];
        if (s->patterns || s->rest || s->evaluated) {
            return true;
        }
    }
    bool conditions = false;
    for (size_t i = 0; i < v->more->raws.count; i++) {
        conditions = conditions || v->more->raws.at[i].condition;
    }
    return conditions || v->more->dependent_required.count || v->more->dependent_schemas.count;
}

/* Does it, or a choice in it, say anything of what differs? */
static bool speaks_of(const struct lc_view *v, const struct difference *d, int depth)
{
    if (!v || v->loop || depth > MAX_DEPTH || (d->items && v->arrays.count) ||
        (d->others && (v->objects.count || v->required.count)) ||
        (d->names.count && says_more(v))) {
        return true;
    }
    for (size_t i = 0; i < d->names.count; i++) {
        if (lc_view_names(v, d->names.at[i]) || lc_view_requires(v, d->names.at[i])) {
            return true;
        }
    }
    for (size_t g = 0; g < v->groups.count; g++) {
        for (size_t i = 0; i < v->groups.at[g].count; i++) {
            if (speaks_of(v->groups.at[g].members[i], d, depth + 1)) {
                return true;
            }
        }
    }
    return false;
}

static ctr_status rests(const struct lc_shared *s, struct lc_view *out[2])
{
    for (int side = 0; side < 2; side++) {
        LC_TRY(lc_view_chosen(s->whole[side], s->groups[side], s->count, NULL, &out[side]));
    }
    return CTR_OK;
}

ctr_status lc_leave_apart(struct lc_schema_memo *m, const struct lc_pair *p, struct lc_shared *s)
{
    struct difference d = {.others = false};
    struct lc_view *rest[2];
    struct lc_view *other[2];
    if (s->count == 0 || (p->io == LC_IO_NONE && !lc_pair_tolerant(m, p))) {
        return CTR_OK;
    }
    LC_TRY(rests(s, rest));
    LC_TRY(look_at_names(m, rest, &d));
    LC_TRY(look_at_items(m, rest, &d));
    LC_TRY(lc_view_other(rest[0], &other[0]));
    LC_TRY(lc_view_other(rest[1], &other[1]));
    LC_TRY(same_view(m, other[0], other[1], &d.others));
    size_t kept = 0;
    for (size_t i = 0; i < s->count; i++) {
        bool speaks = false;
        for (size_t k = 0; k < s->groups[0][i]->count && !speaks; k++) {
            LC_TRY(lc_charge(&m->side[0], 1 + d.names.count));
            speaks = speaks_of(s->groups[0][i]->members[k], &d, 0);
        }
        if (!speaks) {
            s->groups[0][kept] = s->groups[0][i];
            s->groups[1][kept++] = s->groups[1][i];
        }
    }
    s->count = kept;
    return CTR_OK;
}
