/*
 * Is one value valid? Asked of the values of an enum, so that lists of values can be judged
 * whatever else stands beside them. Three answers: where a keyword is not understood, "cannot be
 * told".
 */
#include "spec/schema/schema_room.h"

enum { MAX_DEPTH = 64 };

struct judge {
    struct lc_side *side;
    uint32_t depth;
};

static ctr_status accepts(struct judge *j, struct lc_view *v, const struct lc_value *value,
                          enum lc_answer *out);

/* A requirement that does not hold makes all fail, so that no more need be asked; one that cannot
 * be told makes all unsure. */
static void demand(enum lc_answer *all, enum lc_answer one)
{
    if (one > *all) {
        *all = one;
    }
}

static enum lc_answer certain(bool holds)
{
    return holds ? LC_HOLDS : LC_FAILS;
}

/* Draft 04 calls only that an integer which is written without fraction and exponent. */
bool lc_bare_integer(struct lc_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (strchr(".eE", text.ptr[i])) {
            return false;
        }
    }
    return true;
}

static uint8_t types_of(const struct lc_view *v, const struct lc_value *value)
{
    struct lc_decimal d;
    switch ((enum lc_value_kind)value->kind) {
    case LC_NULL:
        return LC_T_NULL;
    case LC_FALSE:
    case LC_TRUE:
        return LC_T_BOOLEAN;
    case LC_NUMBER:
        if (!lc_number(value, &d) || !lc_decimal_is_integer(&d)) {
            return LC_T_FRACTION;
        }
        return v->side->dialect == LC_DRAFT_04 && !lc_bare_integer(lc_raw(value)) ? LC_T_WHOLE
                                                                                  : LC_T_INT;
    case LC_STRING:
        return LC_T_STRING;
    case LC_ARRAY:
        return LC_T_ARRAY;
    case LC_OBJECT:
        return LC_T_OBJECT;
    }
    return 0;
}

/* ---- numbers, strings, counts */

static bool within(const struct lc_view *v, enum lc_limit_id max, enum lc_limit_id min,
                   const struct lc_decimal *d)
{
    const struct lc_limit *high = &v->limit[max];
    const struct lc_limit *low = &v->limit[min];
    if (high->node.value) {
        int order = lc_decimal_cmp(d, &high->value);
        if (order > 0 || (order == 0 && high->exclusive)) {
            return false;
        }
    }
    if (low->node.value) {
        int order = lc_decimal_cmp(d, &low->value);
        if (order < 0 || (order == 0 && low->exclusive)) {
            return false;
        }
    }
    return true;
}

static bool count_within(const struct lc_view *v, enum lc_limit_id max, enum lc_limit_id min,
                         size_t count)
{
    char text[24];
    struct lc_decimal d;
    size_t at = sizeof text;
    if (!v->limit[max].node.value && !v->limit[min].node.value) {
        return true;
    }
    do {
        text[--at] = (char)('0' + count % 10);
        count /= 10;
    } while (count);
    return lc_decimal_parse(lc_str_n(text + at, sizeof text - at), &d) && within(v, max, min, &d);
}

static enum lc_answer number_fits(const struct lc_view *v, const struct lc_value *value)
{
    struct lc_decimal d;
    struct lc_decimal m;
    enum lc_answer all = LC_HOLDS;
    if (!lc_number(value, &d)) {
        return LC_UNSURE;
    }
    demand(&all, certain(within(v, LC_MAXIMUM, LC_MINIMUM, &d)));
    for (size_t i = 0; i < v->more->multiples.count; i++) {
        int divides =
            lc_number(v->more->multiples.at[i].value, &m) ? lc_decimal_divides(&d, &m) : -1;
        demand(&all, divides < 0 ? LC_UNSURE : certain(divides));
    }
    return all;
}

static size_t points_in(struct lc_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    }
    return n;
}

static ctr_status string_fits(const struct lc_view *v, const struct lc_value *value,
                              enum lc_answer *all)
{
    struct lc_ctx *ctx = v->side->ctx;
    demand(all, certain(count_within(v, LC_MAX_LENGTH, LC_MIN_LENGTH, points_in(lc_raw(value)))));
    for (size_t i = 0; i < v->more->patterns.count && *all != LC_FAILS; i++) {
        int match = lc_pattern_match(ctx, lc_raw(v->more->patterns.at[i].value), lc_raw(value));
        if (ctx->error) {
            return ctr_error_status(ctx->error);
        }
        demand(all, match < 0 ? LC_UNSURE : certain(match));
    }
    return CTR_OK;
}

/* ---- arrays and objects */

static ctr_status array_fits(struct judge *j, struct lc_view *v, const struct lc_value *value,
                             enum lc_answer *all)
{
    uint32_t count = value->count;
    demand(all, certain(count_within(v, LC_MAX_ITEMS, LC_MIN_ITEMS, count)));
    if (v->contains_count) {
        demand(all, LC_UNSURE);
    }
    for (uint32_t i = 0; i < count && v->arrays.count && *all != LC_FAILS; i++) {
        struct lc_view *item;
        enum lc_answer one;
        LC_TRY(lc_view_item(v, i, &item));
        LC_TRY(accepts(j, item, &value->items[i], &one));
        demand(all, one);
    }
    for (uint32_t i = 0; v->more->unique_items.value && i < count && *all != LC_FAILS; i++) {
        LC_TRY(lc_charge(j->side, i));
        for (uint32_t k = 0; k < i; k++) {
            if (lc_value_eq(&value->items[i], &value->items[k])) {
                demand(all, LC_FAILS);
            }
        }
    }
    return CTR_OK;
}

static ctr_status object_fits(struct judge *j, struct lc_view *v, const struct lc_value *value,
                              enum lc_answer *all)
{
    uint32_t count = value->count;
    demand(all, certain(count_within(v, LC_MAX_PROPERTIES, LC_MIN_PROPERTIES, count)));
    if (v->more->names.count || v->more->dependent_required.count ||
        v->more->dependent_schemas.count) {
        demand(all, LC_UNSURE);
    }
    for (size_t i = 0; i < v->required.count && *all != LC_FAILS; i++) {
        demand(all, certain(lc_get_str(value, v->required.at[i]) != NULL));
    }
    for (uint32_t i = 0; i < count && v->objects.count && *all != LC_FAILS; i++) {
        const struct lc_member *m = &value->members[i];
        struct lc_view *property;
        enum lc_answer one;
        bool unsure = false;
        LC_TRY(lc_view_property(v, lc_key(m), &property, &unsure));
        LC_TRY(accepts(j, property, &m->value, &one));
        demand(all, one);
        demand(all, unsure ? LC_UNSURE : LC_HOLDS);
    }
    return CTR_OK;
}

/* ---- combinations */

static ctr_status group_fits(struct judge *j, const struct lc_group *g,
                             const struct lc_value *value, enum lc_answer *all)
{
    size_t yes = 0;
    size_t maybe = 0;
    for (size_t i = 0; i < g->count && yes < (g->one ? 2 : 1); i++) {
        enum lc_answer one;
        LC_TRY(accepts(j, g->members[i], value, &one));
        yes += one == LC_HOLDS;
        maybe += one == LC_UNSURE;
    }
    if (!g->one) {
        demand(all, yes ? LC_HOLDS : maybe ? LC_UNSURE : LC_FAILS);
    } else if (yes > 1 || yes + maybe == 0) {
        demand(all, LC_FAILS);
    } else {
        demand(all, maybe ? LC_UNSURE : LC_HOLDS);
    }
    return CTR_OK;
}

static ctr_status combinations_fit(struct judge *j, struct lc_view *v, const struct lc_value *value,
                                   enum lc_answer *all)
{
    for (size_t i = 0; i < v->groups.count && *all != LC_FAILS; i++) {
        LC_TRY(group_fits(j, &v->groups.at[i], value, all));
    }
    for (size_t i = 0; i < v->more->nots.count && *all != LC_FAILS; i++) {
        struct lc_view *inner;
        enum lc_answer one;
        LC_TRY(lc_view_of_node(v->side, v->more->nots.at[i], &inner));
        LC_TRY(accepts(j, inner, value, &one));
        demand(all, one == LC_UNSURE ? LC_UNSURE : certain(one == LC_FAILS));
    }
    return CTR_OK;
}

static bool among(const struct lc_view *v, const struct lc_value *value)
{
    for (size_t i = 0; i < v->values.count; i++) {
        if (lc_value_eq(v->values.at[i].value, value)) {
            return true;
        }
    }
    return false;
}

static ctr_status accepts(struct judge *j, struct lc_view *v, const struct lc_value *value,
                          enum lc_answer *out)
{
    enum lc_answer all = LC_HOLDS;
    uint8_t type = types_of(v, value);
    *out = LC_UNSURE;
    LC_TRY(lc_charge(j->side, 2 + v->values.count));
    if (v->loop || j->depth >= MAX_DEPTH) {
        return CTR_OK;
    }
    if (!(v->types & type) || (v->has_enum && !among(v, value))) {
        *out = LC_FAILS;
        return CTR_OK;
    }
    j->depth++;
    if (type & LC_T_NUMBER) {
        demand(&all, number_fits(v, value));
    } else if (type == LC_T_STRING) {
        LC_TRY(string_fits(v, value, &all));
    } else if (type == LC_T_ARRAY) {
        LC_TRY(array_fits(j, v, value, &all));
    } else if (type == LC_T_OBJECT) {
        LC_TRY(object_fits(j, v, value, &all));
    }
    if (v->more->raws.count || v->formats.count) {
        demand(&all, LC_UNSURE);
    }
    LC_TRY(combinations_fit(j, v, value, &all));
    j->depth--;
    *out = all;
    return CTR_OK;
}

ctr_status lc_view_accepts(struct lc_view *v, const struct lc_value *value, enum lc_answer *out)
{
    struct judge j = {v->side, 0};
    return accepts(&j, v, value, out);
}
