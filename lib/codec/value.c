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
    for (uint32_t i = 0; i < object->count; i++) {
        const struct lc_member *m = &object->members[i];
        if (lc_str_eq(lc_key(m), key)) {
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
    return object->indexed ? lc_tree_find(object, key) : find_linear(object, key);
}

const struct lc_value *lc_get_str(const struct lc_value *object, struct lc_str key)
{
    const struct lc_member *m = lc_get_member(object, key);
    return m ? &m->value : NULL;
}

const struct lc_value *lc_at(const struct lc_value *array, size_t index)
{
    return lc_is(array, LC_ARRAY) && index < array->count ? &array->items[index] : NULL;
}

struct lc_str lc_text(const struct lc_value *value)
{
    return lc_is(value, LC_STRING) ? lc_raw(value) : (struct lc_str){NULL, 0};
}

bool lc_truth(const struct lc_value *value)
{
    return lc_is(value, LC_TRUE);
}

bool lc_number(const struct lc_value *value, struct lc_decimal *out)
{
    return lc_is(value, LC_NUMBER) && lc_decimal_parse(lc_raw(value), out);
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
    if (lc_str_eq(lc_raw(a), lc_raw(b))) {
        return true;
    }
    return lc_number(a, &x) && lc_number(b, &y) && lc_decimal_cmp(&x, &y) == 0;
}

static bool items_eq(const struct lc_value *a, const struct lc_value *b)
{
    if (a->count != b->count) {
        return false;
    }
    for (uint32_t i = 0; i < a->count && a->items != b->items; i++) {
        if (!lc_value_eq(&a->items[i], &b->items[i])) {
            return false;
        }
    }
    return true;
}

static bool members_eq(const struct lc_value *a, const struct lc_value *b)
{
    uint32_t count = a->count;
    if (count != b->count) {
        return false;
    }
    for (uint32_t i = 0; i < count && a->members != b->members; i++) {
        const struct lc_member *m = &a->members[i];
        const struct lc_member *other = &b->members[i]; /* mostly they stand in one order */
        if (!lc_str_eq(lc_key(m), lc_key(other))) {
            other = lc_get_member(b, lc_key(m));
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
    if (a->kind >= LC_TOKEN) {
        return lc_str_eq(lc_raw(a), lc_raw(b));
    }
    switch ((enum lc_value_kind)a->kind) {
    case LC_NULL:
    case LC_FALSE:
    case LC_TRUE:
        return true;
    case LC_NUMBER:
        return number_eq(a, b);
    case LC_STRING:
        return lc_str_eq(lc_raw(a), lc_raw(b));
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
        return lc_hash(value->chars, value->count, seed);
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
    if (value->kind >= LC_TOKEN) {
        return lc_hash(value->chars, value->count, h);
    }
    switch ((enum lc_value_kind)value->kind) {
    case LC_NULL:
    case LC_FALSE:
    case LC_TRUE:
        break;
    case LC_NUMBER:
        return number_hash(value, h);
    case LC_STRING:
        return lc_hash(value->chars, value->count, h);
    case LC_ARRAY:
        for (uint32_t i = 0; i < value->count; i++) {
            h = mix(h, lc_value_hash(&value->items[i]));
        }
        break;
    case LC_OBJECT:
        h = mix(h, value->count);
        for (uint32_t i = 0; i < value->count; i++) { /* a sum: order does not matter */
            const struct lc_member *m = &value->members[i];
            uint64_t key = lc_hash(m->key_chars, m->key_len, 0);
            h += mix(key, lc_value_hash(&m->value));
        }
        break;
    }
    return h;
}
