/* Logical types: which mean something on which type. One that does not fit is no error, it says
 * nothing, as the specification wants it. */
#include "spec/avro/avro.h"

struct row {
    const char *word;
    int8_t kind;
    int8_t other; /* a second kind, or -1 */
    int8_t size;  /* of a fixed, or 0 */
};

static const struct row rows[] = {
    {"decimal", LC_AVRO_BYTES, LC_AVRO_FIXED, 0},
    {"big-decimal", LC_AVRO_BYTES, -1, 0},
    {"uuid", LC_AVRO_STRING, LC_AVRO_FIXED, 16},
    {"date", LC_AVRO_INT, -1, 0},
    {"time-millis", LC_AVRO_INT, -1, 0},
    {"time-micros", LC_AVRO_LONG, -1, 0},
    {"timestamp-millis", LC_AVRO_LONG, -1, 0},
    {"timestamp-micros", LC_AVRO_LONG, -1, 0},
    {"timestamp-nanos", LC_AVRO_LONG, -1, 0},
    {"local-timestamp-millis", LC_AVRO_LONG, -1, 0},
    {"local-timestamp-micros", LC_AVRO_LONG, -1, 0},
    {"local-timestamp-nanos", LC_AVRO_LONG, -1, 0},
    {"duration", LC_AVRO_FIXED, -1, 12},
};

/* Digits that any number of so many bytes has room for. */
static int64_t digits_of(int64_t size)
{
    const int64_t large = 1000 * 1000;
    if (size <= 0) {
        return 0;
    }
    return size > large ? INT64_MAX : (size * 8 - 1) * INT64_C(30102999566) / INT64_C(100000000000);
}

static bool decimal_fits(struct lc_avro_type *type, const struct lc_value *object)
{
    const struct lc_value *precision = lc_get(object, "precision");
    const struct lc_value *scale = lc_get(object, "scale");
    int64_t digits;
    int64_t behind = 0;
    if (!lc_int(precision, &digits) || digits < 1 || digits > INT32_MAX) {
        return false;
    }
    if (scale && (!lc_int(scale, &behind) || behind < 0)) {
        return false;
    }
    type->precision = (int32_t)digits;
    type->scale = behind <= digits ? (int32_t)behind : 0;
    return behind <= digits &&
           (type->kind != LC_AVRO_FIXED || type->precision <= digits_of(type->size));
}

static bool fits(struct lc_avro_type *type, const struct lc_value *object, const struct row *row)
{
    bool kind = type->kind == row->kind || type->kind == row->other;
    bool size = type->kind != LC_AVRO_FIXED || !row->size || type->size == row->size;
    return kind && size && (row != &rows[0] || decimal_fits(type, object));
}

void lc_avro_logical(struct lc_avro_type *type, const struct lc_value *object)
{
    struct lc_str word = lc_text(lc_get(object, "logicalType"));
    if (!word.ptr) {
        return;
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (lc_str_is(word, rows[i].word)) {
            if (fits(type, object, &rows[i])) {
                type->logical = word;
            }
            return;
        }
    }
    type->logical = word; /* somebody's own */
}
