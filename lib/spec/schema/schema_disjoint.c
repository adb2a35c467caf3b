/*
 * Two views that surely have no value in common: what oneOf needs to know before a value that
 * matches one member can be said not to match another. Only reasons that always hold are used.
 */
#include "spec/schema/schema_room.h"

enum { MAX_DEPTH = 6, MAX_PAIRS = 10000, MAX_TAGS = 8 };

static ctr_status disjoint(struct lc_view *a, struct lc_view *b, uint32_t depth, bool *out);

static bool apart(const struct lc_limit *high, const struct lc_limit *low)
{
    if (!high->node.value || !low->node.value) {
        return false;
    }
    int order = lc_decimal_cmp(&high->value, &low->value);
    return order < 0 || (order == 0 && (high->exclusive || low->exclusive));
}

static bool ranges_apart(const struct lc_view *a, const struct lc_view *b, enum lc_limit_id max,
                         enum lc_limit_id min)
{
    return apart(&a->limit[max], &b->limit[min]) || apart(&b->limit[max], &a->limit[min]);
}

/* Every value of a small set is refused by the other. */
static ctr_status values_refused(struct lc_view *few, struct lc_view *other, bool *out)
{
    struct lc_nodes values;
    *out = false;
    if (!lc_view_finite(few, &values)) {
        return few->side->ctx->error ? ctr_error_status(few->side->ctx->error) : CTR_OK;
    }
    for (size_t i = 0; i < values.count; i++) {
        enum lc_answer answer;
        const struct lc_value *form;
        bool deep;
        LC_TRY(lc_view_accepts(other, values.at[i].value, &answer));
        LC_TRY(lc_other_form(few, other, values.at[i].value, &form, &deep));
        if (answer == LC_FAILS && form) {
            LC_TRY(lc_view_accepts(other, form, &answer));
        }
        if (answer != LC_FAILS || deep) {
            return CTR_OK;
        }
    }
    *out = true;
    return CTR_OK;
}

/* A property that one demands and that cannot satisfy both. */
static ctr_status property_apart(struct lc_view *a, struct lc_view *b, uint32_t depth, bool *out)
{
    *out = false;
    for (size_t i = 0; i < a->required.count && !*out; i++) {
        struct lc_str name = a->required.at[i];
        struct lc_view *x;
        struct lc_view *y;
        bool unsure = false;
        LC_TRY(lc_view_property(a, name, &x, &unsure));
        LC_TRY(lc_view_property(b, name, &y, &unsure));
        LC_TRY(disjoint(x, y, depth + 1, out)); /* doubtful patterns only narrow them further */
    }
    return CTR_OK;
}

static ctr_status items_apart(struct lc_view *a, struct lc_view *b, uint32_t depth, bool *out)
{
    const struct lc_limit *low = &a->limit[LC_MIN_ITEMS];
    int64_t least = 0;
    *out = false;
    if (!low->node.value || !lc_decimal_int64(&low->value, &least)) {
        return CTR_OK;
    }
    for (int64_t i = 0; i < least && i < 8 && !*out; i++) {
        struct lc_view *x;
        struct lc_view *y;
        LC_TRY(lc_view_item(a, (size_t)i, &x));
        LC_TRY(lc_view_item(b, (size_t)i, &y));
        LC_TRY(disjoint(x, y, depth + 1, out));
    }
    return CTR_OK;
}

/* The type alone: do the two meet in it? */
static ctr_status type_apart(struct lc_view *a, struct lc_view *b, uint8_t type, uint32_t depth,
                             bool *out)
{
    *out = false;
    switch (type) {
    case LC_T_STRING:
        *out = ranges_apart(a, b, LC_MAX_LENGTH, LC_MIN_LENGTH);
        return CTR_OK;
    case LC_T_ARRAY:
        *out = ranges_apart(a, b, LC_MAX_ITEMS, LC_MIN_ITEMS);
        if (!*out) {
            LC_TRY(items_apart(a, b, depth, out));
        }
        return *out ? CTR_OK : items_apart(b, a, depth, out);
    case LC_T_OBJECT:
        *out = ranges_apart(a, b, LC_MAX_PROPERTIES, LC_MIN_PROPERTIES);
        if (!*out) {
            LC_TRY(property_apart(a, b, depth, out));
        }
        return *out ? CTR_OK : property_apart(b, a, depth, out);
    case LC_T_NULL:
    case LC_T_BOOLEAN:
        return CTR_OK;
    default:
        *out = ranges_apart(a, b, LC_MAXIMUM, LC_MINIMUM);
        return CTR_OK;
    }
}

/* Each member of a combination is apart from the other view. */
static ctr_status members_apart(struct lc_view *a, struct lc_view *b, uint32_t depth, bool *out)
{
    *out = false;
    for (size_t g = 0; g < a->groups.count && !*out; g++) {
        const struct lc_group *group = &a->groups.at[g];
        bool all = true;
        for (size_t i = 0; i < group->count && all; i++) {
            LC_TRY(disjoint(group->members[i], b, depth + 1, &all));
        }
        *out = all;
    }
    return CTR_OK;
}

/* One rules out the very schema that the other holds. */
static bool ruled_out(const struct lc_view *a, const struct lc_view *b)
{
    for (size_t i = 0; i < a->more->nots.count; i++) {
        for (size_t k = 0; k < b->flat.count; k++) {
            if (b->flat.at[k].node.value == a->more->nots.at[i].value &&
                !(b->flat.at[k].flags & (LC_WITHOUT_ANY_OF | LC_WITHOUT_ONE_OF))) {
                return true;
            }
        }
    }
    return false;
}

static ctr_status disjoint(struct lc_view *a, struct lc_view *b, uint32_t depth, bool *out)
{
    uint8_t common = a->types & b->types;
    *out = common == 0 && !a->loop && !b->loop;
    LC_TRY(lc_charge(a->side, 4));
    if (*out || depth > MAX_DEPTH || a->loop || b->loop) {
        return CTR_OK;
    }
    LC_TRY(values_refused(a, b, out));
    if (!*out) {
        LC_TRY(values_refused(b, a, out));
    }
    if (*out || ruled_out(a, b) || ruled_out(b, a)) {
        *out = true;
        return CTR_OK;
    }
    *out = true;
    for (unsigned type = 1; type < LC_T_ALL && *out; type <<= 1) {
        if (common & type) {
            LC_TRY(type_apart(a, b, (uint8_t)type, depth, out));
        }
    }
    if (!*out) {
        LC_TRY(members_apart(a, b, depth, out));
    }
    return *out ? CTR_OK : members_apart(b, a, depth, out);
}

/* The property that a view demands with one value alone, as "kind": "card": most choices are told
 * apart by one. */
static ctr_status find_tag(struct lc_view *v)
{
    bool object = (v->types & (uint8_t)~LC_T_OBJECT) == 0;
    v->tagged = 2;
    for (size_t i = 0; object && i < v->required.count && i < MAX_TAGS && v->tagged == 2; i++) {
        struct lc_view *x;
        bool unsure = false;
        LC_TRY(lc_view_property(v, v->required.at[i], &x, &unsure));
        if (x->has_enum && x->values.count == 1 && !x->loop) {
            v->tagged = 1;
            v->tag = v->required.at[i];
            v->tag_value = x->values.at[0].value;
        }
    }
    return CTR_OK;
}

/* Both are tagged by one property: do they have the same value of it? */
static ctr_status tags_equal(struct lc_view *a, struct lc_view *b, bool *both, bool *equal)
{
    LC_TRY(a->tagged ? CTR_OK : find_tag(a));
    LC_TRY(b->tagged ? CTR_OK : find_tag(b));
    *both = a->tagged == 1 && b->tagged == 1 && lc_str_eq(a->tag, b->tag);
    *equal = *both && lc_value_eq(a->tag_value, b->tag_value);
    return CTR_OK;
}

static ctr_status tags_apart(struct lc_view *a, struct lc_view *b, bool *out)
{
    bool equal;
    LC_TRY(tags_equal(a, b, out, &equal));
    *out = *out && !equal;
    return CTR_OK;
}

ctr_status lc_view_same_tag(struct lc_view *a, struct lc_view *b, bool *out)
{
    bool both;
    *out = false;
    return a->loop || b->loop ? CTR_OK : tags_equal(a, b, &both, out);
}

/* ---- lists of views of which is known whether they exclude each other, all of them */

static const char yes = 1;
static const char no = 0;

static bool recall(const struct lc_map *known, struct lc_str views, bool *out)
{
    const char *answer = known ? lc_map_get(known, views) : NULL;
    if (answer) {
        *out = *answer == yes;
    }
    return answer != NULL;
}

static ctr_status note(struct lc_side *side, struct lc_str views, bool apart)
{
    if (!side->apart) {
        return CTR_OK;
    }
    const char *kept = lc_dup(side->ctx, views);
    return kept ? lc_map_set(side->ctx, side->apart, lc_str_n(kept, views.len),
                             (void *)(uintptr_t)(apart ? &yes : &no))
                : CTR_E_NOMEM;
}

/* Asked often of the same two: the members of combinations, each with each. */
ctr_status lc_view_disjoint(struct lc_view *a, struct lc_view *b, bool *out)
{
    const struct lc_view *pair[2] = {a, b};
    const struct lc_str key = lc_str_n((const char *)pair, sizeof pair);
    *out = (a->types & b->types) == 0 && !a->loop && !b->loop;
    if (!*out && !a->loop && !b->loop) {
        LC_TRY(lc_charge(a->side, 1));
        LC_TRY(tags_apart(a, b, out));
    }
    if (*out || recall(a->side->apart, key, out)) {
        return CTR_OK;
    }
    LC_TRY(disjoint(a, b, 0, out));
    return note(a->side, key, *out);
}

/* With a discriminator every member has a name of its own, which the property must give. */
static bool told_apart(const struct lc_group *g)
{
    if (!g->discriminator.len) {
        return false;
    }
    for (size_t i = 0; i < g->count; i++) {
        if (!lc_view_requires(g->members[i], g->discriminator)) {
            return false;
        }
    }
    return true;
}

/* One list of choices often stands in many places. `members` stay where they are. */
static ctr_status pairwise_disjoint(struct lc_side *side, struct lc_view *const *members,
                                    size_t count, bool *out)
{
    const struct lc_str key = lc_str_n((const char *)members, count * sizeof(struct lc_view *));
    LC_TRY(lc_charge(side, 1 + count));
    if (recall(side->apart, key, out)) {
        return CTR_OK;
    }
    *out = true;
    for (size_t i = 0; i < count && *out; i++) {
        for (size_t k = i + 1; k < count && *out; k++) {
            LC_TRY(lc_charge(side, 1));
            LC_TRY(lc_view_disjoint(members[i], members[k], out));
        }
    }
    return note(side, key, *out);
}

ctr_status lc_group_exclusive(struct lc_side *side, struct lc_group *g, bool *out)
{
    if (g->exclusive) {
        *out = g->exclusive == 1;
        return CTR_OK;
    }
    *out = told_apart(g);
    if (!*out && g->count * g->count <= MAX_PAIRS) {
        LC_TRY(pairwise_disjoint(side, g->members, g->count, out));
    }
    g->exclusive = *out ? 1 : 2;
    return CTR_OK;
}
