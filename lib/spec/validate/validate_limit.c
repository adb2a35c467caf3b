/*
 * Limits of numbers, lengths and counts. Numbers are decimals as they are written; whole ones that
 * fit are compared as integers, because nearly all do.
 */
#include "spec/validate/validate_room.h"

#include "base/utf8.h"

/* ---- numbers as most are: few digits, no exponent */

/* A number without fraction and exponent, and few digits. */
static bool plain(struct lc_str text, int64_t *out)
{
    bool minus = text.len && text.ptr[0] == '-';
    int64_t value = 0;
    if (text.len == minus || text.len > 18) {
        return false;
    }
    for (size_t i = minus; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
        value = value * 10 + (text.ptr[i] - '0');
    }
    *out = minus ? -value : value;
    return true;
}

/* The number in billionths, where at most nine digits stand before the point and after it. */
static bool billionths(struct lc_str text, int64_t *out)
{
    bool minus = text.len && text.ptr[0] == '-';
    int64_t value = 0;
    size_t before = 0;
    size_t after = 0;
    size_t i = minus;
    for (; i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9' && before < 10; i++) {
        value = value * 10 + (text.ptr[i] - '0');
        before++;
    }
    if (i < text.len && text.ptr[i] == '.') {
        for (i++; i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9' && after < 10; i++) {
            value = value * 10 + (text.ptr[i] - '0');
            after++;
        }
    }
    if (i < text.len || before == 0 || before > 9 || after > 9) {
        return false;
    }
    for (; after < 9; after++) {
        value *= 10;
    }
    *out = minus ? -value : value;
    return true;
}

/* ---- reading */

static void take(struct lc_vbound *b, struct lc_str text)
{
    b->small = lc_decimal_int64(&b->value, &b->whole);
    b->fine = billionths(text, &b->parts);
}

/* The flag of draft 04 and OpenAPI 3.0. */
static ctr_status read_flag(struct lc_vreader *r, const struct lc_member *m)
{
    if (m->value.kind != LC_TRUE && m->value.kind != LC_FALSE) {
        return lc_vbad(r, m, &m->value,
                       r->dialect == LC_OPENAPI_30 ? "true or false in OpenAPI 3.0"
                                                   : "true or false in draft 04");
    }
    return CTR_OK;
}

ctr_status lc_vread_bound(struct lc_vreader *r, const struct lc_member *m, enum lc_key key)
{
    bool flags = r->dialect == LC_DRAFT_04 || r->dialect == LC_OPENAPI_30;
    bool exclusive = key == LC_KEY_EXCLUSIVE_MAXIMUM || key == LC_KEY_EXCLUSIVE_MINIMUM;
    bool upper = key == LC_KEY_EXCLUSIVE_MAXIMUM || key == LC_KEY_MAXIMUM;
    struct lc_vbound *b = lc_new(r->ctx, 1, sizeof *b);
    if (!b) {
        return CTR_E_NOMEM;
    }
    if (flags && exclusive) {
        return read_flag(r, m);
    }
    bool good = lc_number(&m->value, &b->value);
    if (key == LC_KEY_MULTIPLE_OF) {
        good = good && !b->value.negative && !lc_decimal_is_zero(&b->value);
        exclusive = false;
    }
    if (!good) {
        return lc_vbad(r, m, &m->value,
                       key == LC_KEY_MULTIPLE_OF ? "a number above 0" : "a number");
    }
    if (flags && key != LC_KEY_MULTIPLE_OF) {
        const char *flag = upper ? "exclusiveMaximum" : "exclusiveMinimum";
        exclusive = lc_truth(lc_get(r->node.value, flag));
    }
    b->exclusive = exclusive;
    take(b, lc_raw(&m->value));
    lc_vrule(r, m,
             key == LC_KEY_MULTIPLE_OF ? LC_OP_MULTIPLE_OF
             : upper                   ? LC_OP_MAXIMUM
                                       : LC_OP_MINIMUM,
             LC_T_NUMBER)
        ->bound = b;
    return CTR_OK;
}

bool lc_vcount(const struct lc_value *value, uint64_t *out)
{
    struct lc_decimal d;
    int64_t whole;
    if (!lc_number(value, &d) || !lc_decimal_is_integer(&d) ||
        (d.negative && !lc_decimal_is_zero(&d))) {
        return false;
    }
    *out = lc_decimal_int64(&d, &whole) ? (uint64_t)whole : UINT64_MAX; /* more than there can be */
    return true;
}

ctr_status lc_vread_count(struct lc_vreader *r, const struct lc_member *m, enum lc_op op,
                          uint8_t types)
{
    uint64_t count;
    if (!lc_vcount(&m->value, &count)) {
        return lc_vbad(r, m, &m->value, "a whole number from 0 on");
    }
    lc_vrule(r, m, op, types)->count = count;
    return CTR_OK;
}

/* ---- judging */

/* <0, 0, >0 of the value against the bound; false with the run stopped. */
static bool order_of(struct lc_vrun *r, const struct lc_vbound *b, const struct lc_spot *at,
                     int *out)
{
    int64_t whole;
    struct lc_decimal d;
    if (b->small && plain(lc_raw(at->value), &whole)) {
        *out = whole < b->whole ? -1 : whole > b->whole;
        return true;
    }
    if (b->fine && billionths(lc_raw(at->value), &whole)) {
        *out = whole < b->parts ? -1 : whole > b->parts;
        return true;
    }
    if (!lc_number(at->value, &d)) {
        return lc_vlimit(r, at, "the number's exponent is beyond what can be reckoned with");
    }
    *out = lc_decimal_cmp(&d, &b->value);
    return true;
}

static bool multiple(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                     const struct lc_spot *at)
{
    int64_t whole;
    struct lc_decimal d;
    int divides;
    if (rule->bound->small && plain(lc_raw(at->value), &whole)) {
        divides = whole % rule->bound->whole == 0;
    } else if (rule->bound->fine && billionths(lc_raw(at->value), &whole)) {
        divides = whole % rule->bound->parts == 0;
    } else if (!lc_number(at->value, &d)) {
        return lc_vlimit(r, at, "the number's exponent is beyond what can be reckoned with");
    } else {
        divides = lc_decimal_divides(&d, &rule->bound->value);
    }
    if (divides < 0) {
        return lc_vlimit(r, at, "the number is too far from its multipleOf to divide the two");
    }
    if (divides) {
        return true;
    }
    struct lc_str m = lc_vclip(lc_raw(&rule->at->value));
    return LC_VFAIL(r, s, rule->at, at, "%s is no multiple of %.*s", lc_vshow(r, at->value),
                    (int)m.len, m.ptr);
}

bool lc_vbound(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
               const struct lc_spot *at)
{
    int order = 0;
    if (rule->op == LC_OP_MULTIPLE_OF) {
        return multiple(r, s, rule, at);
    }
    if (!order_of(r, rule->bound, at, &order)) {
        return false;
    }
    bool upper = rule->op == LC_OP_MAXIMUM;
    bool exclusive = rule->bound->exclusive;
    if (exclusive ? (upper ? order < 0 : order > 0) : (upper ? order <= 0 : order >= 0)) {
        return true;
    }
    struct lc_str limit = lc_vclip(lc_raw(&rule->at->value));
    const char *wanted =
        exclusive ? (upper ? "less than" : "more than") : (upper ? "at most" : "at least");
    return LC_VFAIL(r, s, rule->at, at, "%s was found, %s %.*s was wanted", lc_vshow(r, at->value),
                    wanted, (int)limit.len, limit.ptr);
}

static bool within(const struct lc_vrule *rule, uint64_t count, bool upper)
{
    return upper ? count <= rule->count : count >= rule->count;
}

bool lc_vcounted(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                 const struct lc_spot *at)
{
    const struct lc_value *v = at->value;
    bool upper = rule->op == LC_OP_MAX_LENGTH || rule->op == LC_OP_MAX_ITEMS ||
                 rule->op == LC_OP_MAX_PROPERTIES;
    uint64_t count;
    const char *what;
    if (v->kind == LC_STRING) {
        if (upper && v->count <= rule->count) {
            return true; /* no text has more characters than bytes */
        }
        count = lc_utf8_count(lc_raw(v));
        what = "characters";
    } else {
        count = v->kind == LC_ARRAY ? v->count : v->count;
        what = v->kind == LC_ARRAY ? "items" : "properties";
    }
    if (within(rule, count, upper)) {
        return true;
    }
    return LC_VFAIL(r, s, rule->at, at, "there are %llu %s, at %s %llu are wanted",
                    (unsigned long long)count, what, upper ? "most" : "least",
                    (unsigned long long)rule->count);
}
