/*
 * Objects: the smallest that has what must be there, the same with what the other side asks for in
 * addition, with one property of a value of interest, with more properties and other names.
 */
#include "spec/witness/witness.h"

enum { MOST_FIRST = 8, MOST_NAMES = 48, MOST_EXTRA = 64, MOST_VALUES = 12 };

/* The two views of a name. */
static ctr_status views_of(struct lc_view *accepts, struct lc_view *refuses, struct lc_str name,
                           struct lc_view **x, struct lc_view **y)
{
    bool unsure = false;
    LC_TRY(lc_view_property(accepts, name, x, &unsure));
    return lc_view_property(refuses, name, y, &unsure);
}

static ctr_status add_sample(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                             struct lc_str name, struct lc_value *object, bool *made)
{
    struct lc_view *x;
    struct lc_view *y;
    const struct lc_value *value;
    if (lc_get_str(object, name)) {
        return CTR_OK;
    }
    LC_TRY(views_of(accepts, refuses, name, &x, &y));
    LC_TRY(lc_wsample(w, x, y, &value));
    *made = *made && value;
    return value ? lc_wwith(w, object, name, value, object) : CTR_OK;
}

static ctr_status add_names(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                            const struct lc_strs *names, struct lc_value *object, bool *made)
{
    for (size_t i = 0; i < names->count && *made; i++) {
        LC_TRY(add_sample(w, accepts, refuses, names->at[i], object, made));
    }
    return CTR_OK;
}

/* What the names that are there ask for. */
static ctr_status add_dependents(struct lc_witness *w, struct lc_view *accepts,
                                 struct lc_view *refuses, struct lc_value *object, bool *made)
{
    for (uint32_t i = 0; i < object->count && *made; i++) { /* grows while we go */
        for (size_t k = 0; k < accepts->more->dependent_required.count; k++) {
            const struct lc_value *list = lc_get_str(accepts->more->dependent_required.at[k].value,
                                                     lc_key(&object->members[i]));
            for (uint32_t n = 0; lc_is(list, LC_ARRAY) && n < list->count; n++) {
                struct lc_str name = lc_text(&list->items[n]);
                LC_TRY(name.ptr ? add_sample(w, accepts, refuses, name, object, made) : CTR_OK);
            }
        }
    }
    return CTR_OK;
}

static int64_t limit_of(const struct lc_view *v, enum lc_limit_id id, int64_t otherwise)
{
    int64_t n;
    const struct lc_limit *limit = &v->limit[id];
    return limit->node.value && lc_decimal_int64(&limit->value, &n) ? n : otherwise;
}

/* Declared names, then others, until there are `count` members. */
static ctr_status fill(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                       int64_t count, struct lc_value *object)
{
    struct lc_strs names = {NULL, 0, 0};
    bool made = true; /* a name without a value is passed over */
    if (count > MOST_EXTRA || (int64_t)object->count >= count) {
        return CTR_OK;
    }
    for (unsigned i = 0; i < MOST_EXTRA && (int64_t)object->count < count; i++) {
        struct lc_str name = lc_wextra_name(w, i);
        bool good = false;
        if (!name.ptr) {
            return CTR_E_NOMEM;
        }
        LC_TRY(lc_wname_allowed(accepts, name, &good));
        good = good && !lc_view_names(accepts, name);
        LC_TRY(good ? add_sample(w, accepts, refuses, name, object, &made) : CTR_OK);
    }
    LC_TRY(lc_view_all_names(accepts, &names));
    for (size_t i = 0; i < names.count && (int64_t)object->count < count; i++) {
        LC_TRY(add_sample(w, accepts, refuses, names.at[i], object, &made));
    }
    struct lc_wlist allowed = {.most = MOST_VALUES};
    LC_TRY(lc_wnames_of(w, accepts, accepts, &allowed));
    for (size_t i = 0; i < allowed.count && (int64_t)object->count < count; i++) {
        LC_TRY(add_sample(w, accepts, refuses, lc_raw(&allowed.at[i]), object, &made));
    }
    return CTR_OK;
}

/* The smallest object of the first; `both`: with what the second asks for, too. */
static ctr_status base_of(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                          bool both, struct lc_value *out, bool *made)
{
    *out = lc_wkind(LC_OBJECT);
    *made = (accepts->types & LC_T_OBJECT) != 0;
    LC_TRY(add_names(w, accepts, refuses, &accepts->required, out, made));
    if (both) {
        bool all = true;
        LC_TRY(add_names(w, accepts, refuses, &refuses->required, out, &all));
        LC_TRY(add_dependents(w, refuses, accepts, out, &all));
    }
    LC_TRY(add_dependents(w, accepts, refuses, out, made));
    return fill(w, accepts, refuses, limit_of(accepts, LC_MIN_PROPERTIES, 0), out);
}

ctr_status lc_wembed_key(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                         struct lc_str key, const struct lc_value *value, struct lc_value *out,
                         bool *made)
{
    LC_TRY(base_of(w, accepts, refuses, true, out, made));
    if (!*made) {
        return CTR_OK;
    }
    LC_TRY(lc_wwith(w, out, key, value, out));
    return add_dependents(w, accepts, refuses, out, made);
}

/* ---- variants */

static ctr_status with_values(struct lc_witness *w, struct lc_view *accepts,
                              struct lc_view *refuses, const struct lc_value *base,
                              struct lc_str key, size_t most, struct lc_wlist *out)
{
    struct lc_view *x;
    struct lc_view *y;
    bool made = true;
    if (lc_wfull(out)) {
        return CTR_OK;
    }
    LC_TRY(views_of(accepts, refuses, key, &x, &y));
    struct lc_wlist list = {.most = most, .view = x};
    LC_TRY(lc_wvalues(w, x, y, &list));
    for (size_t i = 0; i < list.count && !lc_wfull(out); i++) {
        struct lc_value v;
        LC_TRY(lc_wwith(w, base, key, &list.at[i], &v));
        LC_TRY(add_dependents(w, accepts, refuses, &v, &made));
        LC_TRY(lc_wpush(w, out, &v));
    }
    return CTR_OK;
}

ctr_status lc_wobjects_at(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                          struct lc_str key, struct lc_wlist *out)
{
    struct lc_value full;
    struct lc_value small;
    struct lc_value v;
    bool made;
    LC_TRY(base_of(w, accepts, refuses, true, &full, &made));
    if (!made) {
        return CTR_OK;
    }
    LC_TRY(lc_wwithout(w, &full, key, &v));
    LC_TRY(lc_wpush(w, out, &v));
    LC_TRY(with_values(w, accepts, refuses, &full, key, MOST_VALUES * 2, out));
    if (lc_wfull(out)) {
        return CTR_OK;
    }
    LC_TRY(base_of(w, accepts, refuses, false, &small, &made));
    LC_TRY(made ? lc_wpush(w, out, &small) : CTR_OK);
    return made ? with_values(w, accepts, refuses, &small, key, MOST_VALUES, out) : CTR_OK;
}

ctr_status lc_wobjects_from(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                            const struct lc_value *object, struct lc_str key, struct lc_wlist *out)
{
    struct lc_value v;
    LC_TRY(lc_wwithout(w, object, key, &v));
    LC_TRY(lc_wpush(w, out, &v));
    return with_values(w, accepts, refuses, object, key, MOST_VALUES * 2, out);
}

/* Names that match the patterns of either side. */
static ctr_status pattern_names(struct lc_witness *w, const struct lc_view *v, struct lc_wlist *out)
{
    for (size_t i = 0; i < v->objects.count; i++) {
        const struct lc_value *map = v->objects.at[i].patterns;
        for (uint32_t k = 0; lc_is(map, LC_OBJECT) && k < map->count; k++) {
            for (unsigned variant = 0; variant < 4; variant++) {
                struct lc_str text;
                LC_TRY(lc_wpattern(w->ctx, lc_key(&map->members[k]), variant, 1 + variant, &text));
                struct lc_value name = lc_wtext(text);
                LC_TRY(text.ptr ? lc_wpush(w, out, &name) : CTR_OK);
            }
        }
    }
    return CTR_OK;
}

static ctr_status dependent_names(struct lc_witness *w, const struct lc_nodes *maps,
                                  struct lc_wlist *out)
{
    for (size_t i = 0; i < maps->count; i++) {
        const struct lc_value *map = maps->at[i].value;
        for (uint32_t k = 0; k < map->count; k++) {
            struct lc_value name = lc_wtext(lc_key(&map->members[k]));
            LC_TRY(lc_wpush(w, out, &name));
        }
    }
    return CTR_OK;
}

/* All names worth a try, each once; those first that the one who refuses asks something of. */
static ctr_status names_to_try(struct lc_witness *w, struct lc_view *accepts,
                               struct lc_view *refuses, struct lc_wlist *out)
{
    struct lc_view *const both[2] = {refuses, accepts};
    struct lc_str few[2];
    LC_TRY(lc_wother_name(w, accepts, refuses, lc_str_n(NULL, 0), &few[0]));
    LC_TRY(lc_wrefused_name(w, accepts, refuses, &few[1]));
    for (size_t i = 0; i < 2; i++) {
        struct lc_value name = lc_wtext(few[i]);
        LC_TRY(few[i].ptr ? lc_wpush(w, out, &name) : CTR_OK);
    }
    LC_TRY(lc_wnames_of(w, accepts, refuses, out));
    for (int side = 0; side < 2; side++) {
        LC_TRY(pattern_names(w, both[side], out));
        LC_TRY(dependent_names(w, &both[side]->more->dependent_required, out));
        LC_TRY(dependent_names(w, &both[side]->more->dependent_schemas, out));
    }
    for (int side = 0; side < 2; side++) {
        struct lc_strs names = {NULL, 0, 0};
        LC_TRY(lc_view_all_names(both[side], &names));
        for (size_t i = 0; i < names.count && !lc_wfull(out); i++) {
            struct lc_value name = lc_wtext(names.at[i]);
            LC_TRY(lc_wpush(w, out, &name));
        }
    }
    return CTR_OK;
}

static ctr_status by_count(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                           const struct lc_value *base, struct lc_wlist *out)
{
    int64_t most = limit_of(refuses, LC_MAX_PROPERTIES, -1);
    struct lc_value v = *base;
    if (most >= 0) {
        LC_TRY(fill(w, accepts, refuses, most + 1, &v));
        LC_TRY(lc_wpush(w, out, &v));
    }
    most = limit_of(refuses, LC_MIN_PROPERTIES, 0);
    if (most > 1) {
        v = *base;
        LC_TRY(fill(w, accepts, refuses, most - 1, &v));
        LC_TRY(lc_wpush(w, out, &v));
    }
    return CTR_OK;
}

/* All that may be there is there. */
static ctr_status complete(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                           const struct lc_value *base, struct lc_wlist *out)
{
    struct lc_strs names = {NULL, 0, 0};
    struct lc_value v = *base;
    bool made = true;
    LC_TRY(lc_view_all_names(accepts, &names));
    for (size_t i = 0; i < names.count && i < MOST_NAMES; i++) {
        LC_TRY(add_sample(w, accepts, refuses, names.at[i], &v, &made));
    }
    return lc_wpush(w, out, &v);
}

ctr_status lc_wobjects(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                       struct lc_wlist *out)
{
    struct lc_value small;
    struct lc_value full;
    struct lc_wlist names = {.most = MOST_NAMES};
    bool made;
    LC_TRY(base_of(w, accepts, refuses, false, &small, &made));
    if (!made) {
        return CTR_OK;
    }
    LC_TRY(lc_wpush(w, out, &small));
    LC_TRY(base_of(w, accepts, refuses, true, &full, &made));
    LC_TRY(lc_wpush(w, out, &full));
    if ((w->depth >= 4 && out->count) || lc_wfull(out)) {
        return CTR_OK;
    }
    LC_TRY(by_count(w, accepts, refuses, &full, out));
    LC_TRY(names_to_try(w, accepts, refuses, &names));
    for (size_t i = 0; i < names.count && i < MOST_FIRST && !lc_wfull(out); i++) {
        /* each once, before more of it */
        LC_TRY(with_values(w, accepts, refuses, &full, lc_raw(&names.at[i]), 1, out));
    }
    for (size_t i = 0; i < names.count && !lc_wfull(out); i++) {
        struct lc_value v;
        LC_TRY(with_values(w, accepts, refuses, &full, lc_raw(&names.at[i]),
                           w->depth < 3 ? MOST_VALUES : 3, out));
        LC_TRY(lc_wwithout(w, &full, lc_raw(&names.at[i]), &v));
        LC_TRY(lc_wpush(w, out, &v));
    }
    return lc_wfull(out) ? CTR_OK : complete(w, accepts, refuses, &full, out);
}
