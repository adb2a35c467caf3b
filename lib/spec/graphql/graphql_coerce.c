/*
 * Two constants as they come in: a value for a list of it, a number for an ID, and the fields of an
 * input that are left out, for which their defaults stand.
 */
#include "spec/graphql/graphql.h"

/* Defaults may hold defaults, in circles, too: what goes further than this counts as different. */
enum { DEPTH = 16, STEPS = 10000 };

struct same {
    int steps;
};

static bool same(struct same *s, struct gql_given a, struct gql_given b, int depth);

/* "1" and 1 are one ID. */
static bool same_id(const struct lc_value *a, const struct lc_value *b)
{
    const struct lc_value *number = a->kind == LC_NUMBER ? a : b;
    const struct lc_value *text = a->kind == LC_NUMBER ? b : a;
    return number->kind == LC_NUMBER && text->kind == LC_STRING &&
           lc_str_eq(lc_str_n(number->chars, number->count), lc_raw(text));
}

static bool same_list(struct same *s, struct gql_given a, struct gql_given b, int depth)
{
    uint32_t count = a.value->kind == LC_ARRAY ? a.value->count : 1;
    const struct lc_value *from = a.value->kind == LC_ARRAY ? a.value->items : a.value;
    const struct lc_value *to = b.value->kind == LC_ARRAY ? b.value->items : b.value;
    a.type = lc_str_n(a.type.ptr + 1, a.type.len - 2);
    b.type = lc_str_n(b.type.ptr + 1, b.type.len - 2);
    if ((b.value->kind == LC_ARRAY ? b.value->count : 1) != count) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        a.value = &from[i];
        b.value = &to[i];
        if (!same(s, a, b, depth)) {
            return false;
        }
    }
    return true;
}

static struct gql_given field_of(const struct gql_item *f, const struct lc_value *object)
{
    const struct lc_value *value = lc_get_str(object, f->name);
    return (struct gql_given){f->type, f->named, value ? value : f->standard};
}

/* One that both leave out is told where its default is. */
static bool same_fields(struct same *s, const struct gql_given *a, const struct gql_given *b,
                        int depth)
{
    for (uint32_t i = 0; i < a->named->count; i++) {
        const struct gql_item *f = &a->named->items[i];
        const struct gql_item *other = lc_gql_item(b->named->items, b->named->count, f->name);
        if (!lc_get_str(a->value, f->name) && !lc_get_str(b->value, f->name)) {
            continue;
        }
        if (!other || !same(s, field_of(f, a->value), field_of(other, b->value), depth)) {
            return false;
        }
    }
    for (uint32_t i = 0; i < b->value->count; i++) {
        if (!lc_gql_item(a->named->items, a->named->count, lc_key(&b->value->members[i]))) {
            return false;
        }
    }
    return true;
}

static bool same(struct same *s, struct gql_given a, struct gql_given b, int depth)
{
    if (!a.value || !b.value || a.value->kind == LC_NULL || b.value->kind == LC_NULL) {
        return a.value && b.value && a.value->kind == b.value->kind;
    }
    if (depth > DEPTH || ++s->steps > STEPS) {
        return lc_value_eq(a.value, b.value);
    }
    a.type.len -= lc_gql_non_null(a.type);
    b.type.len -= lc_gql_non_null(b.type);
    if (a.type.ptr[0] == '[' && b.type.ptr[0] == '[') {
        return same_list(s, a, b, depth + 1);
    }
    bool objects = a.value->kind == LC_OBJECT && b.value->kind == LC_OBJECT;
    bool inputs = a.named && b.named && a.named->kind == GQL_INPUT && b.named->kind == GQL_INPUT;
    if (objects && inputs && !a.named->open && !b.named->open) {
        return same_fields(s, &a, &b, depth + 1);
    }
    bool ids = lc_str_is(a.type, "ID") && lc_str_is(b.type, "ID");
    return lc_value_eq(a.value, b.value) || (ids && same_id(a.value, b.value));
}

bool lc_gql_same_given(const struct gql_given *a, const struct gql_given *b)
{
    struct same s = {0};
    return same(&s, *a, *b, 0);
}
