/*
 * Reading the neutral tree: look-up, comparison, hashing. Nothing here allocates or fails; depth is
 * bounded by what the readers let pass (LC_TREE_DEPTH_CAP).
 */
#include "codec/value.h"

#include "codec/tree.h"

bool lc_is(const struct lc_value *value, enum lc_value_kind kind)
{
    return value && value->kind == (uint8_t)kind;
}

static const struct lc_member *find_linear(const struct lc_value *object, struct lc_str key)
{
    for (uint32_t i = 0; i < object->members.count; i++) {
        const struct lc_member *m = &object->members.at[i];
        if (lc_str_eq(m->key, key)) {
            return m;
        }
    }
    return NULL;
}

const struct lc_member *lc_get_member(const struct lc_value *object, struct lc_str key)
{
    if (!lc_is(object, LC_OBJECT)) {
        return NULL;
    }
    return object->members.index ? lc_tree_find(object, key) : find_linear(object, key);
}

const struct lc_value *lc_get_str(const struct lc_value *object, struct lc_str key)
{
    const struct lc_member *m = lc_get_member(object, key);
    return m ? &m->value : NULL;
}

const struct lc_value *lc_get(const struct lc_value *object, const char *key)
{
    return lc_get_str(object, lc_str(key));
}

const struct lc_value *lc_at(const struct lc_value *array, size_t index)
{
    return lc_is(array, LC_ARRAY) && index < array->items.count ? &array->items.at[index] : NULL;
}

struct lc_str lc_text(const struct lc_value *value)
{
    return lc_is(value, LC_STRING) ? value->text : (struct lc_str){NULL, 0};
}

bool lc_truth(const struct lc_value *value)
{
    return lc_is(value, LC_TRUE);
}

bool lc_number(const struct lc_value *value, struct lc_decimal *out)
{
    return lc_is(value, LC_NUMBER) && lc_decimal_parse(value->text, out);
}

bool lc_int(const struct lc_value *value, int64_t *out)
{
    struct lc_decimal d;
    return lc_number(value, &d) && lc_decimal_int64(&d, out);
}

/* An exponent too large for lc_decimal leaves the text as the only thing to go by. */
static bool number_eq(const struct lc_value *a, const struct lc_value *b)
{
    struct lc_decimal x;
    struct lc_decimal y;
    if (lc_str_eq(a->text, b->text)) {
        return true;
    }
    return lc_number(a, &x) && lc_number(b, &y) && lc_decimal_cmp(&x, &y) == 0;
}

static bool items_eq(const struct lc_value *a, const struct lc_value *b)
{
    if (a->items.count != b->items.count) {
        return false;
    }
    for (uint32_t i = 0; i < a->items.count && a->items.at != b->items.at; i++) {
        if (!lc_value_eq(&a->items.at[i], &b->items.at[i])) {
            return false;
        }
    }
    return true;
}

static bool members_eq(const struct lc_value *a, const struct lc_value *b)
{
    uint32_t count = a->members.count;
    if (count != b->members.count) {
        return false;
    }
    for (uint32_t i = 0; i < count && a->members.at != b->members.at; i++) {
        const struct lc_member *m = &a->members.at[i];
        const struct lc_member *other = &b->members.at[i]; /* mostly they stand in one order */
        if (!lc_str_eq(m->key, other->key)) {
            other = lc_get_member(b, m->key);
        }
        if (!other || !lc_value_eq(&m->value, &other->value)) {
            return false;
        }
    }
    return true;
}

bool lc_value_eq(const struct lc_value *a, const struct lc_value *b)
{
    if (!a || !b || a->kind != b->kind) {
        return a == b;
    }
    switch ((enum lc_value_kind)a->kind) {
    case LC_NULL:
    case LC_FALSE:
    case LC_TRUE:
        return true;
    case LC_NUMBER:
        return number_eq(a, b);
    case LC_STRING:
        return lc_str_eq(a->text, b->text);
    case LC_ARRAY:
        return items_eq(a, b);
    case LC_OBJECT:
        return members_eq(a, b);
    }
    return false;
}

static uint64_t mix(uint64_t h, uint64_t word)
{
    h = (h ^ word) * UINT64_C(0x9FB21C651E98DF25);
    return h ^ (h >> 32);
}

static uint64_t number_hash(const struct lc_value *value, uint64_t seed)
{
    struct lc_decimal d;
    if (!lc_number(value, &d)) {
        return lc_hash(value->text.ptr, value->text.len, seed);
    }
    if (lc_decimal_is_zero(&d)) {
        return mix(seed, 0); /* also for -0 and 0e9 */
    }
    uint64_t h = mix(mix(seed, d.negative), (uint64_t)d.exponent);
    for (size_t i = 0; i < d.digits.len; i++) {
        if (d.digits.ptr[i] != '.') {
            h = mix(h, (unsigned char)d.digits.ptr[i]);
        }
    }
    return h;
}

uint64_t lc_value_hash(const struct lc_value *value)
{
    if (!value) {
        return 0;
    }
    uint64_t h = mix(UINT64_C(0x51ED270B7A1F43D5), value->kind);
    switch ((enum lc_value_kind)value->kind) {
    case LC_NULL:
    case LC_FALSE:
    case LC_TRUE:
        break;
    case LC_NUMBER:
        return number_hash(value, h);
    case LC_STRING:
        return lc_hash(value->text.ptr, value->text.len, h);
    case LC_ARRAY:
        for (uint32_t i = 0; i < value->items.count; i++) {
            h = mix(h, lc_value_hash(&value->items.at[i]));
        }
        break;
    case LC_OBJECT:
        h = mix(h, value->members.count);
        for (uint32_t i = 0; i < value->members.count; i++) { /* a sum: order does not matter */
            const struct lc_member *m = &value->members.at[i];
            uint64_t key = lc_hash(m->key.ptr, m->key.len, 0);
            h += mix(key, lc_value_hash(&m->value));
        }
        break;
    }
    return h;
}
