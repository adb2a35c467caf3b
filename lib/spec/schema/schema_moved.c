/*
 * Values that tell choices apart and go over to another choice. Tolerant readers of a response live
 * with a value more in a list, so the choice that has one more differs in nothing that breaks; but
 * who knows the value takes what comes with it for what the choice held that it was of.
 */
#include "spec/schema/schema_pieces.h"

enum { TAGS = 8, VALUES = 64 }; /* properties and values that are looked at */
enum { SHOWN = 60 };            /* bytes of a value in a message */

static bool has(const struct lc_view *list, const struct lc_value *value)
{
    for (size_t i = 0; i < list->values.count; i++) {
        if (lc_value_eq(list->values.at[i].value, value)) {
            return true;
        }
    }
    return false;
}

/* The list of values of a property; NULL if it has none. */
static ctr_status list_of(struct lc_view *v, struct lc_str name, struct lc_view **out)
{
    bool unsure = false;
    LC_TRY(lc_view_property(v, name, out, &unsure));
    if (unsure || (*out)->loop || !(*out)->has_enum || (*out)->values.count > VALUES) {
        *out = NULL;
    }
    return CTR_OK;
}

/* Whose it was: the first other choice of the reader's side that knows the value by that name. */
static ctr_status owner_of(struct lc_schema_memo *m, const struct lc_ways *w, size_t mate,
                           struct lc_str name, const struct lc_value *value, struct lc_view **out)
{
    *out = NULL;
    for (size_t k = 0; k < w->other->count && !*out; k++) {
        struct lc_view *list = NULL;
        struct lc_view *v = w->other->at[k].view;
        LC_TRY(lc_charge(&m->side[0], 1));
        if (k != mate && (v->types & LC_T_OBJECT) && lc_view_requires(v, name)) {
            LC_TRY(list_of(v, name, &list));
        }
        *out = list && has(list, value) ? v : NULL;
    }
    return CTR_OK;
}

static ctr_status tell(struct lc_schema_memo *m, struct lc_pair *p, const struct lc_ways *w,
                       const struct lc_piece *to, struct lc_view *from, struct lc_str name,
                       const struct lc_value *value)
{
    const bool sub = w->way == LC_SUB;
    const char *text = lc_cmp_show(m->ctx, value, SHOWN);
    struct lc_node label = to->label.value ? to->label : lc_view_node(to->view);
    struct lc_draft d = {.kind = LC_CHANGE_CHOICE_VALUE_MOVED,
                         .quiet = true,
                         .old_node = sub ? label : lc_view_node(from),
                         .new_node = sub ? lc_view_node(from) : label};
    d.effect[w->way] = LC_UNSURE;
    d.excuse[w->way] = lc_cond_one(m, sub ? to->view : from, sub ? from : to->view, w->way);
    if (!d.excuse[w->way]) {
        return CTR_E_NOMEM;
    }
    d.excuse[w->way]->choices->soft = true; /* the lists of values differ */
    d.arguments = lc_format(m->ctx, "moved %.*s %016llx", (int)name.len, name.ptr,
                            (unsigned long long)lc_value_hash(value));
    d.message =
        text ? lc_format(m->ctx,
                         "the value %s of '%.*s' stands for another choice now, and readers go "
                         "by the old one; give that choice a value of its own",
                         text, (int)name.len, name.ptr)
             : NULL;
    return d.arguments && d.message ? lc_pair_draft(m, p, &d) : CTR_E_NOMEM;
}

/* The values of a property that a choice has and its mate has not. */
static ctr_status look_at(struct lc_schema_memo *m, struct lc_pair *p, const struct lc_ways *w,
                          const struct lc_piece *own, struct lc_str name)
{
    struct lc_view *lists[2];
    LC_TRY(list_of(own->view, name, &lists[0]));
    LC_TRY(lists[0] ? list_of(w->other->at[own->mate].view, name, &lists[1]) : CTR_OK);
    if (!lists[0] || !lists[1]) {
        return CTR_OK;
    }
    LC_TRY(lc_charge(&m->side[0], lists[0]->values.count * lists[1]->values.count));
    for (size_t i = 0; i < lists[0]->values.count; i++) {
        const struct lc_value *value = lists[0]->values.at[i].value;
        struct lc_view *from = NULL;
        if (!has(lists[1], value)) {
            LC_TRY(owner_of(m, w, (size_t)own->mate, name, value, &from));
        }
        LC_TRY(from ? tell(m, p, w, own, from, name, value) : CTR_OK);
    }
    return CTR_OK;
}

ctr_status lc_ways_tell_moved(struct lc_schema_memo *m, struct lc_pair *p, const struct lc_ways *w)
{
    bool soft = p->io == LC_IO_RESPONSE && m->c->profile == CTR_PROFILE_TOLERANT;
    for (size_t i = 0; soft && i < w->own->count; i++) {
        const struct lc_piece *own = &w->own->at[i];
        const struct lc_strs *names = &own->view->required;
        for (size_t k = 0; own->mate != LC_NO_MATE && k < names->count && k < TAGS; k++) {
            LC_TRY(look_at(m, p, w, own, names->at[k]));
        }
    }
    return CTR_OK;
}
