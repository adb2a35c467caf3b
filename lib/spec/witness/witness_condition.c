/*
 * Values on which a condition decides: they fit what one side asks where it holds, or does not, and
 * may not fit what the other side asks there. What follows is laid over objects that are sure to
 * come under it.
 */
#include "spec/witness/witness.h"

enum { MOST_DECIDING = 4, MOST_VALUES = 32 };

struct condition {
    struct lc_witness *w;
    struct lc_view *accepts;
    struct lc_view *refuses;
    struct lc_node own;   /* of `accepts`: the schema with the same `if`; value NULL: none has it */
    struct lc_node other; /* of `refuses` */
};

/* The view where what two keywords of a condition say holds as well. */
static ctr_status with_keys(struct lc_view *v, struct lc_node condition, const char *first,
                            const char *second, struct lc_view **out)
{
    const struct lc_node more[2] = {lc_child(condition, first), lc_child(condition, second)};
    struct lc_elem *elems = lc_new(v->side->ctx, v->elem_count + 2, sizeof *elems);
    size_t count = v->elem_count;
    if (!elems) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        elems[i] = v->elems[i];
    }
    for (size_t i = 0; condition.value && i < 2; i++) {
        if (more[i].value) {
            elems[count++] = (struct lc_elem){more[i], 0};
        }
    }
    return lc_view_of(v->side, elems, count, out);
}

static bool limited(const struct lc_view *v, enum lc_limit_id a, enum lc_limit_id b)
{
    return v->limit[a].node.value || v->limit[b].node.value;
}

/* The types of which the view refuses some values; it says the same of all values of the others. */
static uint8_t asked_of(const struct lc_view *v)
{
    const struct lc_view_more *more = v->more;
    bool all = v->has_enum || v->groups.count || more->nots.count || more->raws.count;
    uint8_t types = all ? LC_T_ALL : (uint8_t)(LC_T_ALL & ~v->types);
    types |= limited(v, LC_MAXIMUM, LC_MINIMUM) || more->multiples.count ? LC_T_NUMBER : 0;
    types |= limited(v, LC_MAX_LENGTH, LC_MIN_LENGTH) || more->patterns.count ? LC_T_STRING : 0;
    types |= limited(v, LC_MAX_ITEMS, LC_MIN_ITEMS) || v->arrays.count || v->contains_count ||
                     more->unique_items.value
                 ? LC_T_ARRAY
                 : 0;
    types |= limited(v, LC_MAX_PROPERTIES, LC_MIN_PROPERTIES) || v->objects.count ||
                     v->required.count || more->names.count || more->dependent_required.count ||
                     more->dependent_schemas.count
                 ? LC_T_OBJECT
                 : 0;
    return types;
}

/* Values of `x`, unlike those of `y`, that `judge` surely refuses, and then those that it may. */
static ctr_status contested(struct lc_witness *w, struct lc_view *x, struct lc_view *y,
                            struct lc_view *judge, struct lc_wlist *out)
{
    const uint8_t types = x->types & asked_of(judge);
    struct lc_wlist all = {.most = MOST_VALUES, .view = x};
    if (types && types != x->types) {
        LC_TRY(lc_view_of_types(x, types, &x));
    }
    LC_TRY(types ? lc_wvalues(w, x, y, &all) : CTR_OK);
    for (int wanted = LC_FAILS; wanted > LC_HOLDS; wanted--) {
        for (size_t i = 0; i < all.count; i++) {
            enum lc_answer answer;
            LC_TRY(lc_view_accepts(judge, &all.at[i], &answer));
            LC_TRY((int)answer == wanted ? lc_wpush(w, out, &all.at[i]) : CTR_OK);
        }
    }
    return CTR_OK;
}

/* Objects that fit the question, or not. */
static ctr_status objects_that_decide(struct lc_witness *w, struct lc_view *x,
                                      struct lc_view *question, bool fits, struct lc_wlist *out)
{
    struct lc_view *from = fits ? question : x;
    if (!(x->types & from->types & LC_T_OBJECT)) {
        return CTR_OK;
    }
    LC_TRY(lc_view_of_types(from, LC_T_OBJECT, &from));
    return fits ? lc_wvalues(w, from, from, out) : contested(w, from, question, question, out);
}

/* Members of the second over those of the first. */
static ctr_status lay_over(struct lc_witness *w, const struct lc_value *below,
                           const struct lc_value *above, struct lc_wlist *out)
{
    struct lc_value both = *below;
    for (uint32_t i = 0; i < above->count; i++) {
        const struct lc_member *m = &above->members[i];
        LC_TRY(lc_wwith(w, &both, lc_key(m), &m->value, &both));
    }
    return lc_wpush(w, out, &both);
}

/* Each value as it is, and beside what decides the condition. */
static ctr_status combine(struct lc_witness *w, const struct lc_wlist *deciding,
                          const struct lc_wlist *values, struct lc_wlist *out)
{
    for (size_t i = 0; i < values->count && !lc_wfull(out); i++) {
        const struct lc_value *value = &values->at[i];
        LC_TRY(lc_wpush(w, out, value));
        for (size_t k = 0; k < deciding->count && value->kind == LC_OBJECT; k++) {
            LC_TRY(lay_over(w, value, &deciding->at[k], out));
            LC_TRY(lay_over(w, &deciding->at[k], value, out));
        }
    }
    return CTR_OK;
}

/* Values that come under `if`, or that do not, with what `then`, or `else`, may refuse. */
static ctr_status decided(const struct condition *c, bool fits, struct lc_wlist *out)
{
    const char *key = fits ? "then" : "else";
    struct lc_witness *w = c->w;
    struct lc_view *question;
    struct lc_view *answer;
    struct lc_view *x;
    struct lc_view *y;
    if (!lc_child(c->other, key).value) {
        return CTR_OK; /* nothing is refused */
    }
    LC_TRY(lc_view_of_node(c->refuses->side, lc_child(c->other, "if"), &question));
    LC_TRY(lc_view_of_node(c->refuses->side, lc_child(c->other, key), &answer));
    LC_TRY(with_keys(c->accepts, c->own, key, fits ? "if" : key, &x));
    LC_TRY(with_keys(c->refuses, c->other, key, key, &y));
    if (x->loop || y->loop) {
        return CTR_OK;
    }
    struct lc_wlist values = {.most = MOST_VALUES};
    struct lc_wlist deciding = {.most = MOST_DECIDING};
    LC_TRY(contested(w, x, y, answer, &values));
    LC_TRY(values.count ? objects_that_decide(w, x, question, fits, &deciding) : CTR_OK);
    return combine(w, &deciding, &values, out);
}

/* That of the accepting side which asks the same. */
static ctr_status find_own(struct condition *c)
{
    struct lc_schema_memo *m = c->w->m;
    const bool old_accepts = c->accepts->side == &m->side[0];
    for (size_t i = 0; i < c->accepts->more->raws.count && !c->own.value; i++) {
        const struct lc_raw *raw = &c->accepts->more->raws.at[i];
        const struct lc_node own = lc_child(raw->node, "if");
        const struct lc_node other = lc_child(c->other, "if");
        bool same = false;
        if (raw->condition) {
            LC_TRY(lc_same_meaning(m, old_accepts ? own : other, old_accepts ? other : own, &same));
        }
        c->own = same ? raw->node : c->own;
    }
    return CTR_OK;
}

ctr_status lc_wcondition(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                         const struct lc_value *schema, struct lc_wlist *out)
{
    for (size_t i = 0; i < refuses->more->raws.count; i++) {
        const struct lc_raw *raw = &refuses->more->raws.at[i];
        if (raw->condition && raw->node.value == schema) {
            struct condition c = {w, accepts, refuses, {NULL, NULL}, raw->node};
            LC_TRY(find_own(&c));
            w->decided = true;
            ctr_status status = decided(&c, true, out);
            status = status == CTR_OK ? decided(&c, false, out) : status;
            w->decided = false;
            return status;
        }
    }
    return CTR_OK;
}
