/*
 * Objects beyond their named properties: names without a schema of their own, and what names may
 * look like.
 */
#include "spec/schema/schema_object.h"

static const struct lc_node none = {NULL, NULL};

static struct lc_node rest_node(const struct lc_view *v)
{
    for (size_t i = 0; i < v->objects.count; i++) {
        if (v->objects.at[i].rest) {
            return (struct lc_node){v->objects.at[i].doc, v->objects.at[i].rest};
        }
    }
    return none;
}

static bool is_false(const struct lc_view *v)
{
    return v->types == 0 && !v->loop;
}

/* Names that one edition of a response refuses and the other takes: writers send what is declared,
 * and readers ignore other names, so that among the tolerant this is worth a warning only. Declared
 * ones may come there, too. */
static bool ignored(const struct lc_schema_memo *m, const struct lc_pair *p, enum lc_kind_id kind,
                    const struct lc_view *x, const struct lc_view *y)
{
    bool names = kind == LC_CHANGE_ADDITIONAL_PROPERTIES_RESTRICTED ||
                 kind == LC_CHANGE_ADDITIONAL_PROPERTIES_RELAXED ||
                 kind == LC_CHANGE_PATTERN_PROPERTY_ADDED ||
                 kind == LC_CHANGE_PATTERN_PROPERTY_REMOVED;
    return names && (is_false(x) || is_false(y)) && p->io == LC_IO_RESPONSE &&
           lc_pair_tolerant(m, p);
}

ctr_status lc_change_by_pair(struct lc_schema_memo *m, struct lc_pair *p, enum lc_kind_id kind,
                             const enum lc_answer worst[2], struct lc_view *x, struct lc_view *y,
                             struct lc_node old_node, struct lc_node new_node,
                             const char *arguments, const char *message)
{
    struct lc_draft d = {.kind = kind,
                         .effect = {worst[LC_SUB], worst[LC_SUP]},
                         .excuse = {lc_cond_one(m, x, y, LC_SUB), lc_cond_one(m, x, y, LC_SUP)},
                         .old_node = old_node.value ? old_node : lc_view_node(p->a),
                         .new_node = new_node.value ? new_node : lc_view_node(p->b),
                         .arguments = arguments,
                         .message = message};
    d.soft[LC_SUB] = d.soft[LC_SUP] = ignored(m, p, kind, x, y);
    if (!d.excuse[0] || !d.excuse[1] || !arguments || !message) {
        return CTR_E_NOMEM;
    }
    return lc_pair_draft(m, p, &d);
}

/* ---- which names there can be */

static bool has_patterns(const struct lc_view *v)
{
    for (size_t i = 0; i < v->objects.count; i++) {
        const struct lc_value *patterns = v->objects.at[i].patterns;
        if (patterns && patterns->count) {
            return true;
        }
    }
    return false;
}

/* All names that objects of the view can have, where they are listed; else *listed is false. */
static ctr_status possible_names(struct lc_view *v, struct lc_strs *out, bool *listed)
{
    struct lc_view *other;
    *listed = false;
    for (size_t i = 0; i < v->more->names.count && !*listed; i++) {
        struct lc_view *names;
        LC_TRY(lc_view_of_node(v->side, v->more->names.at[i], &names));
        *listed = names->has_enum && !names->loop;
        for (size_t k = 0; *listed && k < names->values.count; k++) {
            const struct lc_value *name = names->values.at[k].value;
            LC_TRY(name->kind == LC_STRING ? lc_push_str(v->side->ctx, out, lc_raw(name)) : CTR_OK);
        }
    }
    LC_TRY(lc_view_other(v, &other));
    if (*listed || !is_false(other) || has_patterns(v)) {
        return CTR_OK;
    }
    *listed = true;
    return lc_view_all_names(v, out);
}

/* Every property of an object of `own` has a name that one of the two sides declares, so that the
 * property itself is compared. The tolerant pass over some of those. */
static ctr_status all_declared(bool tolerant, struct lc_view *own, const struct lc_view *other,
                               bool *out)
{
    struct lc_strs names = {NULL, 0, 0};
    *out = false;
    LC_TRY(tolerant ? CTR_OK : possible_names(own, &names, out));
    for (size_t i = 0; i < names.count && *out; i++) {
        LC_TRY(lc_charge(own->side, 1));
        *out = lc_view_names(own, names.at[i]) || lc_view_names(other, names.at[i]);
    }
    return CTR_OK;
}

/* The schema for names takes each that an object of `own` can have. */
static ctr_status all_taken(struct lc_view *own, struct lc_view *taker, bool *out)
{
    struct lc_strs names = {NULL, 0, 0};
    LC_TRY(possible_names(own, &names, out));
    for (size_t i = 0; i < names.count && *out; i++) {
        struct lc_value name = lc_string_at(names.at[i], 0);
        enum lc_answer answer;
        bool lacks;
        LC_TRY(lc_view_lacks(own, names.at[i], &lacks));
        LC_TRY(lc_view_accepts(taker, &name, &answer));
        *out = lacks || answer == LC_HOLDS;
    }
    return CTR_OK;
}

ctr_status lc_view_lacks(struct lc_view *v, struct lc_str name, bool *out)
{
    struct lc_value text = lc_string_at(name, 0);
    struct lc_view *own;
    bool unsure = false;
    LC_TRY(lc_charge(v->side, 2));
    LC_TRY(lc_view_property(v, name, &own, &unsure));
    *out = !unsure && is_false(own);
    for (size_t i = 0; i < v->more->names.count && !*out; i++) {
        struct lc_view *names;
        enum lc_answer answer;
        LC_TRY(lc_view_of_node(v->side, v->more->names.at[i], &names));
        LC_TRY(lc_view_accepts(names, &text, &answer));
        *out = answer == LC_FAILS;
    }
    return CTR_OK;
}

/* ---- other names */

/* The values of a map that a response had are a part like a property that need not be there: who
 * uses them waits in vain. */
static ctr_status map_removed(struct lc_schema_memo *m, struct lc_pair *p,
                              const enum lc_answer worst[2], struct lc_view *x, struct lc_view *y)
{
    struct lc_node old_node = rest_node(p->a);
    struct lc_node new_node = rest_node(p->b);
    struct lc_draft d = {
        .kind = LC_CHANGE_REMOVED_OPTIONAL,
        .frame = {.kind = LC_PART_MAP},
        .effect = {worst[LC_SUB], worst[LC_SUP]},
        .excuse = {lc_cond_one(m, x, y, LC_SUB), lc_cond_one(m, x, y, LC_SUP)},
        .warns = {[LC_SUP] = worst[LC_SUB] != LC_HOLDS},
        .old_node = old_node.value ? old_node : lc_view_node(p->a),
        .new_node = new_node.value ? new_node : lc_view_node(p->b),
        .arguments = "additionalProperties",
        .message = "the values of properties that are not named were removed; such properties are "
                   "refused now",
    };
    d.soft[LC_SUB] = lc_pair_tolerant(m, p);
    return d.excuse[0] && d.excuse[1] ? lc_pair_draft(m, p, &d) : CTR_E_NOMEM;
}

static ctr_status build_other(struct lc_schema_memo *m, struct lc_pair *p)
{
    struct lc_view *x;
    struct lc_view *y;
    struct lc_edge *edge;
    bool none_other[2];
    LC_TRY(lc_view_other(p->a, &x));
    LC_TRY(lc_view_other(p->b, &y));
    bool any_old = lc_view_is_true(x);
    bool any_new = lc_view_is_true(y);
    if ((any_old && any_new) || (is_false(x) && is_false(y))) {
        return CTR_OK;
    }
    const bool tolerant = lc_pair_tolerant(m, p);
    LC_TRY(all_declared(tolerant, p->a, p->b, &none_other[LC_SUB]));
    LC_TRY(all_declared(tolerant, p->b, p->a, &none_other[LC_SUP]));
    if (any_old || any_new || is_false(x) || is_false(y)) {
        bool tighter = any_old || is_false(y);
        const enum lc_answer worst[2] = {none_other[LC_SUB] ? LC_HOLDS : LC_FAILS,
                                         none_other[LC_SUP] ? LC_HOLDS : LC_FAILS};
        if (is_false(y) && !any_old && p->io == LC_IO_RESPONSE && !p->fragments) {
            return map_removed(m, p, worst, x, y);
        }
        return lc_change_by_pair(
            m, p,
            tighter ? LC_CHANGE_ADDITIONAL_PROPERTIES_RESTRICTED
                    : LC_CHANGE_ADDITIONAL_PROPERTIES_RELAXED,
            worst, x, y, rest_node(p->a), rest_node(p->b), "additionalProperties",
            tighter ? is_false(y) ? "properties that are not named are refused now"
                                  : "properties that are not named must fit a schema now"
                    : "properties that are not named are free, or freer, now");
    }
    struct lc_part frame = {.kind = LC_PART_MAP};
    LC_TRY(lc_pair_edge(m, p, frame, x, y, &edge));
    edge->counts[LC_SUB] = edge->counts[LC_SUB] && !none_other[LC_SUB];
    edge->counts[LC_SUP] = edge->counts[LC_SUP] && !none_other[LC_SUP];
    return CTR_OK;
}

/* ---- what names look like */

static ctr_status all_of(struct lc_view *v, const struct lc_nodes *list, struct lc_view **out)
{
    LC_FEW_ELEMS(elems);
    for (size_t i = 0; i < list->count; i++) {
        LC_TRY(lc_push_elem(v->side->ctx, &elems, (struct lc_elem){list->at[i], 0}));
    }
    return lc_view_of(v->side, elems.at, elems.count, out);
}

static ctr_status build_names(struct lc_schema_memo *m, struct lc_pair *p)
{
    const struct lc_nodes *a = &p->a->more->names;
    const struct lc_nodes *b = &p->b->more->names;
    struct lc_view *x;
    struct lc_view *y;
    struct lc_pair *pair;
    if (!a->count && !b->count) {
        return CTR_OK;
    }
    LC_TRY(all_of(p->a, a, &x));
    LC_TRY(all_of(p->b, b, &y));
    LC_TRY(lc_view_of_types(x, LC_T_STRING, &x)); /* names are strings, whatever the schema says */
    LC_TRY(lc_view_of_types(y, LC_T_STRING, &y));
    LC_TRY(lc_pair_of(m, x, y, p->io, &pair));
    if (pair->built && !pair->drafts && !pair->edges) {
        return CTR_OK;
    }
    bool taken[2];
    LC_TRY(all_taken(p->a, y, &taken[LC_SUB]));
    LC_TRY(all_taken(p->b, x, &taken[LC_SUP]));
    const enum lc_answer worst[2] = {taken[LC_SUB] ? LC_HOLDS : LC_FAILS,
                                     taken[LC_SUP] ? LC_HOLDS : LC_FAILS};
    enum lc_kind_id kind = !a->count   ? LC_CHANGE_PROPERTY_NAMES_ADDED
                           : !b->count ? LC_CHANGE_PROPERTY_NAMES_REMOVED
                                       : LC_CHANGE_PROPERTY_NAMES_CHANGED;
    return lc_change_by_pair(m, p, kind, worst, x, y, a->count ? a->at[0] : none,
                             b->count ? b->at[0] : none, "propertyNames",
                             "what names of properties may look like changed");
}

ctr_status lc_build_object(struct lc_schema_memo *m, struct lc_pair *p)
{
    LC_TRY(lc_build_presence(m, p));
    LC_TRY(build_other(m, p));
    LC_TRY(lc_build_patterns(m, p));
    LC_TRY(build_names(m, p));
    return lc_build_dependents(m, p);
}
