/* Defaults: whether a value can stand for data of the type. */
#include "codec/tree.h"
#include "spec/avro/avro.h"

/* Values held against types while one schema is judged: branches of unions may make it many. */
enum { WORK = 4 * 1000 * 1000 };

enum answer { NO, YES, UNKNOWN };

struct judging {
    uint64_t left;      /* of the work */
    uint32_t deep;      /* values and defaults within each other at the moment */
    uint32_t most_deep; /* as documents may be nested, for the sake of the stack */
    uint64_t met;       /* how often a default was met within itself */
};

static enum answer fits(struct judging *j, const struct lc_value *value,
                        const struct lc_avro_type *type);

static enum answer both(enum answer a, enum answer b)
{
    return a == NO || b == NO ? NO : a == UNKNOWN || b == UNKNOWN ? UNKNOWN : YES;
}

/* A number written without point and exponent, of so many bits. */
static enum answer is_integer(const struct lc_value *value, bool small)
{
    int64_t n;
    if (!lc_is(value, LC_NUMBER) || !lc_int(value, &n)) {
        return NO;
    }
    for (size_t i = 0; i < value->count; i++) {
        if (strchr(".eE", value->chars[i])) {
            return NO;
        }
    }
    return !small || (n >= INT32_MIN && n <= INT32_MAX) ? YES : NO;
}

/* Bytes are written as a string of the code points 0 to 255; -1 if it is none. */
static int64_t bytes_in(const struct lc_value *value)
{
    int64_t count = 0;
    if (!lc_is(value, LC_STRING)) {
        return -1;
    }
    for (size_t i = 0; i < value->count; i++) {
        unsigned char c = (unsigned char)value->chars[i];
        if (c > 0xC3) {
            return -1; /* the first of a code point above 255 */
        }
        count += (c & 0xC0) != 0x80;
    }
    return count;
}

static enum answer items_fit(struct judging *j, const struct lc_value *value,
                             const struct lc_avro_type *item)
{
    enum answer answer = YES;
    if (!lc_is(value, LC_ARRAY)) {
        return NO;
    }
    for (uint32_t i = 0; answer != NO && i < value->count; i++) {
        answer = both(answer, fits(j, &value->items[i], item));
    }
    return answer;
}

static enum answer values_fit(struct judging *j, const struct lc_value *value,
                              const struct lc_avro_type *item)
{
    enum answer answer = YES;
    if (!lc_is(value, LC_OBJECT)) {
        return NO;
    }
    for (uint32_t i = 0; answer != NO && i < value->count; i++) {
        answer = both(answer, fits(j, &value->members[i].value, item));
    }
    return answer;
}

static enum answer ask(struct judging *j, struct lc_avro_field *field);

static enum answer record_fits(struct judging *j, const struct lc_value *value,
                               const struct lc_avro_type *record)
{
    enum answer answer = YES;
    if (!lc_is(value, LC_OBJECT)) {
        return NO;
    }
    for (uint32_t i = 0; answer != NO && i < record->count; i++) {
        struct lc_avro_field *field = &record->fields[i];
        const struct lc_value *given = lc_get_str(value, field->name);
        if (j->left == 0) {
            return UNKNOWN;
        }
        j->left--;
        answer = both(answer, given ? fits(j, given, field->type.type) : ask(j, field));
    }
    return answer;
}

/* The number of the branch that takes it goes to *branch. */
static enum answer branch_fits(struct judging *j, const struct lc_value *value,
                               const struct lc_avro_type *type, uint32_t *branch)
{
    enum answer answer = NO;
    for (*branch = 0; *branch < type->count; ++*branch) {
        enum answer one = fits(j, value, type->branches[*branch].type);
        if (one == YES) {
            return YES;
        }
        answer = one == UNKNOWN ? UNKNOWN : answer;
    }
    return answer;
}

static enum answer fits_kind(struct judging *j, const struct lc_value *value,
                             const struct lc_avro_type *type)
{
    uint32_t branch;
    switch (type->kind) {
    case LC_AVRO_NULL:
        return lc_is(value, LC_NULL) ? YES : NO;
    case LC_AVRO_BOOLEAN:
        return lc_is(value, LC_TRUE) || lc_is(value, LC_FALSE) ? YES : NO;
    case LC_AVRO_INT:
    case LC_AVRO_LONG:
        return is_integer(value, type->kind == LC_AVRO_INT);
    case LC_AVRO_FLOAT:
    case LC_AVRO_DOUBLE:
        return lc_is(value, LC_NUMBER) ? YES : NO;
    case LC_AVRO_STRING:
        return lc_is(value, LC_STRING) ? YES : NO;
    case LC_AVRO_BYTES:
        return bytes_in(value) >= 0 ? YES : NO;
    case LC_AVRO_FIXED:
        return bytes_in(value) == type->size ? YES : NO;
    case LC_AVRO_ENUM:
        return lc_is(value, LC_STRING) && lc_avro_symbol(type, lc_raw(value), 0) >= 0 ? YES : NO;
    case LC_AVRO_ARRAY:
        return items_fit(j, value, type->item.type);
    case LC_AVRO_MAP:
        return values_fit(j, value, type->item.type);
    case LC_AVRO_RECORD:
        return record_fits(j, value, type);
    default:
        return branch_fits(j, value, type, &branch);
    }
}

static enum answer fits(struct judging *j, const struct lc_value *value,
                        const struct lc_avro_type *type)
{
    if (j->left == 0 || j->deep >= j->most_deep) {
        return UNKNOWN;
    }
    j->left--;
    j->deep++;
    enum answer answer = fits_kind(j, value, type);
    j->deep--;
    return answer;
}

static enum lc_avro_default judge(struct judging *j, const struct lc_avro_field *field)
{
    const struct lc_avro_type *type = field->type.type;
    uint32_t branch = 0;
    enum answer answer = type->kind == LC_AVRO_UNION
                             ? branch_fits(j, field->fallback, type, &branch)
                             : fits(j, field->fallback, type);
    if (answer != YES) {
        return answer == NO ? LC_AVRO_DEFAULT_BAD : LC_AVRO_DEFAULT_UNKNOWN;
    }
    return branch ? LC_AVRO_DEFAULT_LATER : LC_AVRO_DEFAULT_GOOD;
}

/* Whether the default stands for a field that a value lacks. One that needs itself would never end,
 * and is none. What was answered so on the way to it may be another answer from elsewhere, and is
 * not kept. */
static enum answer ask(struct judging *j, struct lc_avro_field *field)
{
    if (!field->fallback) {
        return NO;
    }
    if (field->state == LC_AVRO_DEFAULT_ASKED) {
        j->met++;
        return NO;
    }
    enum lc_avro_default state = field->state;
    if (state == LC_AVRO_NO_DEFAULT) {
        uint64_t met = j->met;
        field->state = LC_AVRO_DEFAULT_ASKED;
        j->deep++;
        state = judge(j, field);
        j->deep--;
        bool kept = state == LC_AVRO_DEFAULT_GOOD || state == LC_AVRO_DEFAULT_LATER ||
                    (state == LC_AVRO_DEFAULT_BAD && met == j->met);
        field->state = kept ? state : LC_AVRO_NO_DEFAULT;
    }
    return state == LC_AVRO_DEFAULT_UNKNOWN ? UNKNOWN : state == LC_AVRO_DEFAULT_BAD ? NO : YES;
}

ctr_status lc_avro_check_defaults(struct lc_avro *a)
{
    uint32_t depth = a->ctx->limits.max_depth;
    struct judging j = {.left = WORK,
                        .most_deep = depth < LC_TREE_DEPTH_CAP ? depth : LC_TREE_DEPTH_CAP};
    for (uint32_t i = 0; i < a->named_count; i++) {
        const struct lc_avro_type *type = a->named[i];
        LC_TRY(lc_poll(a->ctx));
        if (type->kind != LC_AVRO_RECORD) {
            continue;
        }
        for (uint32_t k = 0; k < type->count; k++) {
            struct lc_avro_field *f = &type->fields[k];
            if (f->fallback && f->state == LC_AVRO_NO_DEFAULT) {
                f->state = LC_AVRO_DEFAULT_ASKED;
                f->state = judge(&j, f);
            }
        }
    }
    return CTR_OK;
}
