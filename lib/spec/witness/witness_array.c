/*
 * Arrays: as short and as long as the limits of both sides make them interesting, with an item of a
 * value of interest, with equal items, with and without what must be in them.
 */
#include "spec/witness/witness.h"

enum { MOST_ITEMS = 300, MOST_VALUES = 12 };

static int64_t limit_of(const struct lc_view *v, enum lc_limit_id id, int64_t otherwise)
{
    int64_t n;
    const struct lc_limit *limit = &v->limit[id];
    return limit->node.value && lc_decimal_int64(&limit->value, &n) ? n : otherwise;
}

static ctr_status views_at(struct lc_view *accepts, struct lc_view *refuses, size_t index,
                           struct lc_view **x, struct lc_view **y)
{
    LC_TRY(lc_view_item(accepts, index, x));
    return lc_view_item(refuses, index, y);
}

static bool among(const struct lc_value *array, const struct lc_value *value)
{
    for (uint32_t i = 0; i < array->count; i++) {
        if (lc_value_eq(&array->items[i], value)) {
            return true;
        }
    }
    return false;
}

/* One more item at the end, unlike the others where that is wanted. */
static ctr_status append(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                         bool distinct, struct lc_value *array, bool *made)
{
    struct lc_view *x;
    struct lc_view *y;
    const struct lc_value *value;
    LC_TRY(views_at(accepts, refuses, array->count, &x, &y));
    LC_TRY(lc_wsample(w, x, y, &value));
    if (value && distinct && among(array, value)) {
        struct lc_wlist list = {.most = array->count + MOST_VALUES, .view = x};
        LC_TRY(lc_wvalues(w, x, y, &list));
        value = NULL;
        for (size_t i = 0; i < list.count && !value; i++) {
            value = among(array, &list.at[i]) ? NULL : &list.at[i];
        }
    }
    *made = value != NULL;
    return value ? lc_wset(w, array, array->count, value, array) : CTR_OK;
}

/* What the first says must be in it stands at the beginning of `out`. */
static ctr_status begin(struct lc_witness *w, struct lc_view *accepts, bool must,
                        struct lc_value *out)
{
    int64_t count = 1;
    *out = lc_wkind(LC_ARRAY);
    if (accepts->contains_count != 1 || !must) {
        return CTR_OK;
    }
    struct lc_view *kind;
    LC_TRY(lc_view_of_node(accepts->side, accepts->contains->node, &kind));
    if (accepts->contains->min.node.value &&
        !lc_decimal_int64(&accepts->contains->min.value, &count)) {
        count = 1;
    }
    struct lc_wlist list = {.most = MOST_VALUES, .view = kind};
    LC_TRY(kind->loop ? CTR_OK : lc_wvalues(w, kind, kind, &list));
    for (size_t i = 0; list.count && (int64_t)i < count && i < MOST_ITEMS; i++) {
        LC_TRY(lc_wset(w, out, i, &list.at[i % list.count], out));
    }
    return CTR_OK;
}

/* As many of the same as are wanted, behind the places that have schemas of their own. */
static ctr_status fill(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                       int64_t length, struct lc_value *array, bool *made)
{
    struct lc_view *x;
    struct lc_view *y;
    const struct lc_value *same;
    uint32_t count = array->count;
    struct lc_value *at = lc_wnew(w, (size_t)length + 1, sizeof *at);
    if (!at) {
        return CTR_E_NOMEM;
    }
    LC_TRY(views_at(accepts, refuses, SIZE_MAX, &x, &y));
    LC_TRY(lc_wsample(w, x, y, &same));
    LC_TRY(lc_charge(&w->m->side[0], (uint64_t)length));
    *made = same != NULL;
    for (uint32_t i = 0; same && i < (uint32_t)length; i++) {
        at[i] = i < count ? array->items[i] : *same;
    }
    lc_set_items(array, at, (size_t)length);
    return CTR_OK;
}

static ctr_status of_length(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                            int64_t length, bool must, struct lc_value *out, bool *made)
{
    bool distinct = accepts->more->unique_items.value || refuses->more->unique_items.value;
    *made = (accepts->types & LC_T_ARRAY) != 0 && length <= MOST_ITEMS;
    LC_TRY(begin(w, accepts, must, out));
    size_t places = lc_view_prefix(accepts);
    places = places > lc_view_prefix(refuses) ? places : lc_view_prefix(refuses);
    while (*made && !distinct && (int64_t)out->count < length && out->count < places) {
        LC_TRY(append(w, accepts, refuses, distinct, out, made));
    }
    if (*made && !distinct && (int64_t)out->count < length) {
        return fill(w, accepts, refuses, length, out, made);
    }
    while (*made && (int64_t)out->count < length) {
        LC_TRY(append(w, accepts, refuses, distinct, out, made));
    }
    return CTR_OK;
}

ctr_status lc_wembed_item(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                          size_t index, const struct lc_value *value, struct lc_value *out,
                          bool *made)
{
    if (index == SIZE_MAX) {
        size_t a = lc_view_prefix(accepts);
        size_t b = lc_view_prefix(refuses);
        index = a > b ? a : b;
    }
    int64_t least = limit_of(accepts, LC_MIN_ITEMS, 0);
    int64_t other = limit_of(refuses, LC_MIN_ITEMS, 0);
    other = other <= limit_of(accepts, LC_MAX_ITEMS, INT64_MAX) ? other : 0;
    least = least > other ? least : other;
    int64_t length = least > (int64_t)index ? least : (int64_t)index;
    LC_TRY(of_length(w, accepts, refuses, length, true, out, made));
    return *made ? lc_wset(w, out, index, value, out) : CTR_OK;
}

ctr_status lc_warrays_at(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                         size_t index, struct lc_wlist *out)
{
    struct lc_view *x;
    struct lc_view *y;
    LC_TRY(views_at(accepts, refuses, index, &x, &y));
    struct lc_wlist list = {.most = MOST_VALUES * 2, .view = x};
    LC_TRY(lc_wvalues(w, x, y, &list));
    for (size_t i = 0; i < list.count && !lc_wfull(out); i++) {
        struct lc_value v;
        bool made;
        LC_TRY(lc_wembed_item(w, accepts, refuses, index, &list.at[i], &v, &made));
        LC_TRY(made ? lc_wpush(w, out, &v) : CTR_OK);
    }
    return CTR_OK;
}

/* ---- variants */

static ctr_status by_length(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                            struct lc_wlist *out)
{
    const int64_t lengths[] = {limit_of(accepts, LC_MIN_ITEMS, 0),
                               limit_of(refuses, LC_MAX_ITEMS, 0) + 1,
                               limit_of(refuses, LC_MIN_ITEMS, 1) - 1,
                               limit_of(accepts, LC_MAX_ITEMS, 1),
                               1,
                               2,
                               (int64_t)lc_view_prefix(refuses) + 1,
                               (int64_t)lc_view_prefix(accepts) + 1};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0] && !lc_wfull(out); i++) {
        for (int must = 0; must <= (accepts->contains_count > 0); must++) {
            struct lc_value v;
            bool made;
            LC_TRY(of_length(w, accepts, refuses, lengths[i], must, &v, &made));
            LC_TRY(made ? lc_wpush(w, out, &v) : CTR_OK);
        }
    }
    return CTR_OK;
}

/* The same item twice, or as often as what may be there only so often. */
static ctr_status repeated(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                           const struct lc_value *item, struct lc_wlist *out)
{
    int64_t least = limit_of(accepts, LC_MIN_ITEMS, 0);
    int64_t often = 2;
    struct lc_value v = lc_wkind(LC_ARRAY);
    if (refuses->contains_count == 1 && refuses->contains->max.node.value &&
        lc_decimal_int64(&refuses->contains->max.value, &often)) {
        often++;
    }
    often = least > often ? least : often;
    for (int64_t i = 0; i < often && i < MOST_ITEMS; i++) {
        LC_TRY(lc_wset(w, &v, (size_t)i, item, &v));
    }
    return lc_wpush(w, out, &v);
}

/* Items of interest: of the two, and of what must be among them or must not. */
static ctr_status items_to_try(struct lc_witness *w, struct lc_view *accepts,
                               struct lc_view *refuses, struct lc_view *x, struct lc_view *y,
                               struct lc_wlist *out)
{
    struct lc_view *const both[2] = {refuses, accepts};
    for (int side = 0; side < 2; side++) {
        struct lc_view *v = both[side];
        if (v->contains_count == 1) {
            struct lc_view *kind;
            LC_TRY(lc_view_of_node(v->side, v->contains->node, &kind));
            struct lc_wlist list = {.most = MOST_VALUES, .view = kind};
            LC_TRY(kind->loop ? CTR_OK : lc_wvalues(w, kind, kind, &list));
            for (size_t i = 0; i < list.count; i++) {
                LC_TRY(lc_wpush(w, out, &list.at[i]));
            }
            out->most += MOST_VALUES;
            LC_TRY(lc_wvalues(w, x, kind, out));
        }
    }
    return lc_wvalues(w, x, y, out);
}

ctr_status lc_warrays(struct lc_witness *w, struct lc_view *accepts, struct lc_view *refuses,
                      struct lc_wlist *out)
{
    size_t prefix[2] = {lc_view_prefix(accepts), lc_view_prefix(refuses)};
    size_t places = (prefix[0] > prefix[1] ? prefix[0] : prefix[1]) + 1;
    LC_TRY(by_length(w, accepts, refuses, out));
    if (w->depth >= 4 && out->count) {
        return CTR_OK;
    }
    for (size_t index = 0; index < places && index < MOST_ITEMS && !lc_wfull(out); index++) {
        struct lc_view *x;
        struct lc_view *y;
        LC_TRY(views_at(accepts, refuses, index, &x, &y));
        struct lc_wlist items = {.most = MOST_VALUES, .view = x};
        LC_TRY(items_to_try(w, accepts, refuses, x, y, &items));
        for (size_t i = 0; i < items.count && !lc_wfull(out); i++) {
            struct lc_value v;
            bool made;
            LC_TRY(lc_wembed_item(w, accepts, refuses, index, &items.at[i], &v, &made));
            LC_TRY(made ? lc_wpush(w, out, &v) : CTR_OK);
            LC_TRY(index == 0 ? repeated(w, accepts, refuses, &items.at[i], out) : CTR_OK);
        }
    }
    return CTR_OK;
}
