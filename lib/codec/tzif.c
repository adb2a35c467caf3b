/* Bytes of a TZif file into a table of changes. The file comes from the system, and is checked as
 * if it came from anywhere. */
#include "codec/tzif.h"

enum { HEADER = 44, TYPE = 6 };

static const struct lc_field change_fields[] = {
    LC_FIELD_OF(lc_zone_change, NULL, LC_KIND_INT, at),
};
static const struct lc_shape shape_change = LC_SHAPE(lc_zone_change, change_fields);
static const struct lc_field zone_fields[] = {
    LC_FIELD_OF(lc_zone, NULL, LC_KIND_STR, name),
    LC_FIELD_LIST(lc_zone, NULL, changes, count, &shape_change),
};
const struct lc_shape lc_shape_zone = LC_SHAPE(lc_zone, zone_fields);

/* One header and the data behind it. */
struct block {
    uint32_t isut, isstd, leap, time, type, chars; /* counts */
    size_t width;                                  /* of a time: 4 or 8 */
    const unsigned char *data;
    size_t size;
};

struct reader {
    struct lc_ctx *ctx;
    const char *name;
    const unsigned char *at;
    size_t left;
};

static ctr_status bad(struct reader *r, const char *what)
{
    ctr_status status = lc_fail(r->ctx, CTR_E_INPUT,
                                "the data of time zone '%s' is malformed: %s; see whether tzdata "
                                "is installed properly",
                                r->name, what);
    lc_detail(r->ctx, "zone", r->name);
    return status;
}

static ctr_status cannot(struct reader *r, const char *what)
{
    ctr_status status = lc_fail(r->ctx, CTR_E_UNSUPPORTED, "time zone '%s' %s", r->name, what);
    lc_detail(r->ctx, "zone", r->name);
    return status;
}

static uint32_t get32(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Two's complement, 4 or 8 bytes. */
static int64_t get_signed(const unsigned char *p, size_t width)
{
    if (width == 4) {
        return (int64_t)get32(p) - ((p[0] & 0x80) ? INT64_C(1) << 32 : 0);
    }
    uint64_t low = (uint64_t)get32(p) << 32 | get32(p + 4);
    return low & UINT64_C(1) << 63 ? -(int64_t)(~low) - 1 : (int64_t)low;
}

/* A header and where its data ends; counts are at most 2^32, so nothing overflows. */
static ctr_status take_block(struct reader *r, size_t width, struct block *b, char *version)
{
    if (r->left < HEADER || memcmp(r->at, "TZif", 4) != 0) {
        return bad(r, "a header is missing");
    }
    const unsigned char *p = r->at + 20;
    *version = (char)r->at[4];
    *b = (struct block){get32(p),      get32(p + 4),  get32(p + 8),   get32(p + 12),
                        get32(p + 16), get32(p + 20), .width = width, .data = r->at + HEADER};
    uint64_t size = (uint64_t)b->time * (width + 1) + (uint64_t)b->type * TYPE + b->chars +
                    (uint64_t)b->leap * (width + 4) + b->isstd + b->isut;
    if (size > r->left - HEADER) {
        return bad(r, "it ends too early");
    }
    b->size = (size_t)size;
    r->at += HEADER + b->size;
    r->left -= HEADER + b->size;
    return CTR_OK;
}

static const unsigned char *types_of(const struct block *b)
{
    return b->data + (size_t)b->time * (b->width + 1);
}

/* Types of local time: offset, daylight or not, where the abbreviation stands. */
static ctr_status check_types(struct reader *r, const struct block *b)
{
    const unsigned char *type = types_of(b);
    const unsigned char *chars = type + (size_t)b->type * TYPE;
    if (b->type == 0 || b->type > 256 || b->chars == 0 || chars[b->chars - 1] != 0) {
        return bad(r, "it has no types of local time");
    }
    for (uint32_t i = 0; i < b->type; i++, type += TYPE) {
        int64_t offset = get_signed(type, 4);
        if (offset < LC_ZONE_OFFSET_LEAST || offset > LC_ZONE_OFFSET_MOST) {
            return bad(r, "an offset is more than a day");
        }
        if (type[4] > 1 || type[5] >= b->chars) {
            return bad(r, "a type of local time is out of range");
        }
    }
    return CTR_OK;
}

/* "Standard or wall", "UT or local": a byte a type, or none at all; UT only with standard. */
static ctr_status check_indicators(struct reader *r, const struct block *b)
{
    const unsigned char *isstd = b->data + b->size - b->isut - b->isstd;
    const unsigned char *isut = isstd + b->isstd;
    if ((b->isstd && b->isstd != b->type) || (b->isut && b->isut != b->type)) {
        return bad(r, "its counts contradict each other");
    }
    for (uint32_t i = 0; i < b->type; i++) {
        bool standard = b->isstd && isstd[i] == 1;
        if ((b->isstd && isstd[i] > 1) || (b->isut && isut[i] > 1) ||
            (b->isut && isut[i] == 1 && !standard)) {
            return bad(r, "an indicator is out of range");
        }
    }
    return CTR_OK;
}

static ctr_status read_changes(struct reader *r, const struct block *b, struct lc_zone *out)
{
    const unsigned char *index = b->data + (size_t)b->time * b->width;
    const unsigned char *types = types_of(b);
    struct lc_zone_change *changes = lc_new(r->ctx, b->time ? b->time : 1, sizeof *changes);
    if (!changes) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < b->time; i++) {
        changes[i].at = get_signed(b->data + (size_t)i * b->width, b->width);
        if (i && changes[i].at <= changes[i - 1].at) {
            return bad(r, "its changes are not in order");
        }
        if (index[i] >= b->type) {
            return bad(r, "a change has no type");
        }
        changes[i].offset = get_signed(types + (size_t)index[i] * TYPE, 4);
    }
    out->first = get_signed(types, 4);
    out->changes = changes;
    out->count = b->time;
    return CTR_OK;
}

/* A TZ string between two line feeds; none at all means that nobody knows. */
static ctr_status read_footer(struct reader *r, struct lc_zone *out)
{
    const unsigned char *end = r->left > 1 ? memchr(r->at + 1, '\n', r->left - 1) : NULL;
    if (!end || *r->at != '\n') {
        return bad(r, "its footer is missing");
    }
    struct lc_str text = lc_str_n((const char *)r->at + 1, (size_t)(end - r->at) - 1);
    if (text.len && !lc_zone_rule_parse(text, &out->rule)) {
        return bad(r, "its rule for the time after the last change is none");
    }
    return CTR_OK;
}

static ctr_status read_data(struct reader *r, const struct block *b, struct lc_zone *out)
{
    LC_TRY(check_types(r, b));
    LC_TRY(check_indicators(r, b));
    if (b->leap) {
        return cannot(r, "counts leap seconds, which instants here do not; take the zone of the "
                         "same name that is not below right/");
    }
    return read_changes(r, b, out);
}

ctr_status lc_tzif_read(struct lc_ctx *ctx, const char *name, struct lc_str bytes,
                        struct lc_zone *out)
{
    struct reader r = {ctx, name, (const unsigned char *)bytes.ptr, bytes.len};
    struct block block;
    char version;

    *out = (struct lc_zone){.name = lc_dup_c(ctx, name)};
    if (!out->name) {
        return CTR_E_NOMEM;
    }
    if (bytes.len > LC_ZONE_FILE_MOST) {
        return bad(&r, "it is larger than 64 KiB");
    }
    LC_TRY(take_block(&r, 4, &block, &version));
    if (version == 0) {
        return read_data(&r, &block, out);
    }
    if (version < '2' || version > '4') {
        return cannot(&r, "is in a version of TZif that this library does not know (1 to 4)");
    }
    LC_TRY(take_block(&r, 8, &block, &version)); /* the first block was for older readers */
    LC_TRY(read_data(&r, &block, out));
    return read_footer(&r, out);
}
