/*
 * How many items an array of a view has at least and at most, and how many properties an object:
 * by its limits, and by what follows from its other keywords, such as a tuple that ends or an
 * object that takes no other names. What is not understood counts as nothing, or as without end.
 */
#include "spec/schema/schema_room.h"

#define WITHOUT_END INT64_MAX

/* The limit, or `otherwise` where it is not written or too large to matter. */
static int64_t limit_of(const struct lc_limit *limit, int64_t otherwise)
{
    int64_t n;
    return limit->node.value && lc_decimal_int64(&limit->value, &n) ? n : otherwise;
}

static void at_most(int64_t *most, size_t n)
{
    *most = n < (uint64_t)*most ? (int64_t)n : *most;
}

static bool takes_nothing(const struct lc_view *v)
{
    return v->types == 0 && !v->loop;
}

/* ---- arrays */

/* The first place that nothing fits ends the array. */
static ctr_status where_it_ends(struct lc_view *v, int64_t *most)
{
    size_t prefix = lc_view_prefix(v);
    struct lc_view *item;
    for (size_t i = 0; i < prefix && i < (uint64_t)*most; i++) {
        LC_TRY(lc_charge(v->side, 1));
        LC_TRY(lc_view_item(v, i, &item));
        if (takes_nothing(item)) {
            at_most(most, i);
        }
    }
    LC_TRY(lc_view_rest(v, &item));
    if (takes_nothing(item)) {
        at_most(most, prefix);
    }
    return CTR_OK;
}

ctr_status lc_view_items(struct lc_view *v, struct lc_span *out)
{
    out->least = limit_of(&v->limit[LC_MIN_ITEMS], 0);
    out->most = limit_of(&v->limit[LC_MAX_ITEMS], WITHOUT_END);
    if (v->contains_count) { /* else there are several, of which each asks for one or for none */
        int64_t least = v->contains_count == 1 ? limit_of(&v->contains->min, 1) : 0;
        out->least = least > out->least ? least : out->least;
    }
    return v->arrays.count ? where_it_ends(v, &out->most) : CTR_OK;
}

/* ---- objects */

/* Names that can occur at all: a list is as long as it is, however many of them fit. */
static ctr_status by_names(struct lc_view *v, int64_t *most)
{
    for (size_t i = 0; i < v->more->names.count; i++) {
        struct lc_view *names;
        struct lc_nodes values;
        LC_TRY(lc_view_of_node(v->side, v->more->names.at[i], &names));
        LC_TRY(lc_view_of_types(names, LC_T_STRING, &names));
        if ((names->has_enum || takes_nothing(names)) && lc_view_finite(names, &values)) {
            at_most(most, values.count);
        }
    }
    return v->side->ctx->error ? ctr_error_status(v->side->ctx->error) : CTR_OK;
}

static bool has_patterns(const struct lc_view *v)
{
    for (size_t i = 0; i < v->objects.count; i++) {
        if (v->objects.at[i].patterns && v->objects.at[i].patterns->count) {
            return true;
        }
    }
    return false;
}

/* Where no other names are taken, those with a schema that something fits. */
static ctr_status by_declared(struct lc_view *v, int64_t *most)
{
    struct lc_strs names = {NULL, 0, 0};
    struct lc_view *other;
    size_t count = 0;
    LC_TRY(lc_view_other(v, &other));
    if (!takes_nothing(other) || has_patterns(v)) {
        return CTR_OK;
    }
    LC_TRY(lc_view_all_names(v, &names));
    for (size_t i = 0; i < names.count; i++) {
        struct lc_view *own;
        bool unsure = false;
        LC_TRY(lc_charge(v->side, 1));
        LC_TRY(lc_view_property(v, names.at[i], &own, &unsure));
        count += !takes_nothing(own);
    }
    at_most(most, count);
    return CTR_OK;
}

ctr_status lc_view_properties(struct lc_view *v, struct lc_span *out)
{
    out->least = limit_of(&v->limit[LC_MIN_PROPERTIES], 0);
    out->most = limit_of(&v->limit[LC_MAX_PROPERTIES], WITHOUT_END);
    if (out->least < (int64_t)v->required.count) {
        out->least = (int64_t)v->required.count;
    }
    LC_TRY(by_names(v, &out->most));
    return v->objects.count ? by_declared(v, &out->most) : CTR_OK;
}
