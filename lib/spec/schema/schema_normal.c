/*
 * What follows from the keywords of a view together, where it follows exactly: types that cannot
 * occur, combinations that are only lists of types or of values.
 */
#include "spec/schema/schema_room.h"

enum { MAX_VALUES = 4096 };

static const struct lc_value null_value = {.kind = LC_NULL};
static const struct lc_value true_value = {.kind = LC_TRUE};
static const struct lc_value false_value = {.kind = LC_FALSE};

static uint8_t types_of(const struct lc_value *value)
{
    struct lc_decimal d;
    switch ((enum lc_value_kind)value->kind) {
    case LC_NULL:
        return LC_T_NULL;
    case LC_FALSE:
    case LC_TRUE:
        return LC_T_BOOLEAN;
    case LC_NUMBER:
        return lc_number(value, &d) && lc_decimal_is_integer(&d) ? LC_T_INT | LC_T_WHOLE
                                                                 : LC_T_FRACTION;
    case LC_STRING:
        return LC_T_STRING;
    case LC_ARRAY:
        return LC_T_ARRAY;
    case LC_OBJECT:
        return LC_T_OBJECT;
    }
    return 0;
}

/* ---- what constrains at all */

static bool any_limit(const struct lc_view *v)
{
    for (size_t i = 0; i < LC_LIMITS; i++) {
        if (v->limit[i].node.value) {
            return true;
        }
    }
    return false;
}

static bool is_plain(const struct lc_view *v)
{
    return !any_limit(v) && !v->more->multiples.count && !v->more->patterns.count &&
           !v->formats.count && !v->more->unique_items.value && !v->objects.count &&
           !v->arrays.count && !v->required.count && !v->contains_count && !v->more->names.count &&
           !v->more->dependent_required.count && !v->more->dependent_schemas.count &&
           !v->groups.count && !v->more->nots.count && !v->more->raws.count;
}

/* ---- types that limits rule out */

static bool crossed(const struct lc_view *v, enum lc_limit_id max, enum lc_limit_id min)
{
    const struct lc_limit *high = &v->limit[max];
    const struct lc_limit *low = &v->limit[min];
    if (!high->node.value || !low->node.value) {
        return false;
    }
    int order = lc_decimal_cmp(&low->value, &high->value);
    return order > 0 || (order == 0 && (low->exclusive || high->exclusive));
}

static void narrow_by_limits(struct lc_view *v)
{
    struct lc_decimal d;
    for (size_t i = 0; i < v->more->multiples.count; i++) {
        if (lc_number(v->more->multiples.at[i].value, &d) && lc_decimal_is_integer(&d)) {
            v->types &= (uint8_t)~LC_T_FRACTION;
        }
    }
    if (crossed(v, LC_MAXIMUM, LC_MINIMUM)) {
        v->types &= (uint8_t)~LC_T_NUMBER;
    }
    if (crossed(v, LC_MAX_LENGTH, LC_MIN_LENGTH)) {
        v->types &= (uint8_t)~LC_T_STRING;
    }
    if (crossed(v, LC_MAX_ITEMS, LC_MIN_ITEMS)) {
        v->types &= (uint8_t)~LC_T_ARRAY;
    }
    if (crossed(v, LC_MAX_PROPERTIES, LC_MIN_PROPERTIES)) {
        v->types &= (uint8_t)~LC_T_OBJECT;
    }
}

/* ---- not, of nothing but types */

static ctr_status narrow_by_nots(struct lc_view *v)
{
    struct lc_nodes kept = {NULL, 0, 0};
    for (size_t i = 0; i < v->more->nots.count; i++) {
        struct lc_view *inner;
        LC_TRY(lc_view_of_node(v->side, v->more->nots.at[i], &inner));
        if (inner->plain && !inner->has_enum && !inner->loop) {
            v->types &= (uint8_t)~inner->types;
        } else {
            LC_TRY(lc_push_node(v->side->ctx, &kept, v->more->nots.at[i]));
        }
    }
    if (kept.count == v->more->nots.count) {
        return CTR_OK;
    }
    struct lc_view_more *more = lc_view_own_more(v);
    if (!more) {
        return CTR_E_NOMEM;
    }
    more->nots = kept;
    return CTR_OK;
}

/* ---- combinations of nothing but types or values */

static bool only_types(const struct lc_group *g, uint8_t *types)
{
    uint8_t seen = 0;
    uint8_t twice = 0;
    for (size_t i = 0; i < g->count; i++) {
        if (!g->members[i]->plain || g->members[i]->has_enum) {
            return false;
        }
        twice |= seen & g->members[i]->types;
        seen |= g->members[i]->types;
    }
    *types = g->one ? (uint8_t)(seen & ~twice) : seen;
    return true;
}

bool lc_view_finite(const struct lc_view *v, struct lc_nodes *out)
{
    static const struct lc_value *const few[] = {&null_value, &false_value, &true_value};
    if (v->has_enum) {
        *out = v->values;
        return true;
    }
    *out = (struct lc_nodes){NULL, 0, 0};
    if (v->types & (uint8_t) ~(LC_T_NULL | LC_T_BOOLEAN)) {
        return false;
    }
    struct lc_node node = lc_view_node(v);
    for (size_t i = 0; i < sizeof few / sizeof few[0]; i++) {
        if (types_of(few[i]) & v->types) {
            node.value = few[i];
            if (lc_push_node(v->side->ctx, out, node) != CTR_OK) {
                return false;
            }
        }
    }
    return true;
}

static size_t find_value(const struct lc_nodes *list, const struct lc_value *value)
{
    size_t i = 0;
    while (i < list->count && !lc_value_eq(list->at[i].value, value)) {
        i++;
    }
    return i;
}

/* The union of the members' values, for oneOf without those that two members have. */
static ctr_status union_of(struct lc_view *v, const struct lc_group *g, struct lc_nodes *out)
{
    struct lc_ctx *ctx = v->side->ctx;
    struct lc_nodes all = {NULL, 0, 0};
    uint32_t *times = lc_new(ctx, MAX_VALUES, sizeof *times);
    size_t *counted = lc_new(ctx, MAX_VALUES, sizeof *counted); /* by which member, from 1 */
    if (!times || !counted) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < g->count; i++) {
        struct lc_nodes own;
        lc_view_finite(g->members[i], &own);
        for (size_t k = 0; k < own.count; k++) {
            size_t at = find_value(&all, own.at[k].value);
            LC_TRY(lc_charge(v->side, at));
            if (at == all.count) {
                LC_TRY(lc_push_node(ctx, &all, own.at[k]));
            }
            times[at] += counted[at] != i + 1; /* a list may name a value twice */
            counted[at] = i + 1;
        }
    }
    for (size_t i = 0; i < all.count; i++) {
        if (!g->one || times[i] == 1) {
            LC_TRY(lc_push_node(ctx, out, all.at[i]));
        }
    }
    return CTR_OK;
}

static bool only_values(const struct lc_group *g)
{
    size_t total = 0;
    for (size_t i = 0; i < g->count; i++) {
        struct lc_nodes own;
        if (!g->members[i]->plain || !lc_view_finite(g->members[i], &own)) {
            return false;
        }
        total += own.count;
    }
    return total < MAX_VALUES;
}

static ctr_status take_union(struct lc_view *v, const struct lc_group *g)
{
    struct lc_nodes fresh = {NULL, 0, 0};
    struct lc_nodes kept = {NULL, 0, 0};
    LC_TRY(union_of(v, g, &fresh));
    for (size_t i = 0; i < fresh.count; i++) {
        if (!v->has_enum || find_value(&v->values, fresh.at[i].value) < v->values.count) {
            LC_TRY(lc_push_node(v->side->ctx, &kept, fresh.at[i]));
        }
    }
    v->gathered = v->gathered || !v->has_enum;
    v->enum_node = v->has_enum ? v->enum_node : g->node;
    v->has_enum = true;
    v->is_const = false;
    v->values = kept;
    return CTR_OK;
}

static ctr_status absorb_groups(struct lc_view *v)
{
    struct lc_groups kept = {NULL, 0, 0};
    for (size_t i = 0; i < v->groups.count; i++) {
        const struct lc_group *g = &v->groups.at[i];
        uint8_t types = 0;
        if (only_types(g, &types)) {
            v->types &= types;
            v->type_node = v->type_node.value ? v->type_node : g->node;
        } else if (only_values(g)) {
            LC_TRY(take_union(v, g));
        } else {
            for (size_t k = 0; k < g->count; k++) {
                types |= g->members[k]->types;
            }
            v->types &= types;
            LC_TRY(lc_push_group(v->side->ctx, &kept, *g));
        }
    }
    v->groups = kept;
    return CTR_OK;
}

/* ---- enum and types narrow each other */

static ctr_status match_values(struct lc_view *v)
{
    struct lc_nodes kept = {NULL, 0, 0};
    uint8_t types = 0;
    if (!v->has_enum) {
        return CTR_OK;
    }
    for (size_t i = 0; i < v->values.count; i++) {
        uint8_t own = types_of(v->values.at[i].value) & v->types;
        if (own) {
            types |= own;
            LC_TRY(lc_push_node(v->side->ctx, &kept, v->values.at[i]));
        }
    }
    v->values = kept;
    v->types = types;
    return CTR_OK;
}

ctr_status lc_view_normalise(struct lc_view *v)
{
    narrow_by_limits(v);
    LC_TRY(narrow_by_nots(v));
    LC_TRY(absorb_groups(v));
    v->declared = v->types;
    LC_TRY(match_values(v));
    v->plain = is_plain(v);
    return CTR_OK;
}
