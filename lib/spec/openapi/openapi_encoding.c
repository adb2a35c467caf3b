/*
 * How the fields of a form are written: what an encoding says, or what holds where it says nothing.
 * Whether that is said or not makes no difference to single values and lists of them, each item of
 * which is an entry of its own; for objects the editions of the specification differ, so that there
 * only the same words mean the same.
 */
#include "spec/openapi/openapi.h"

/* One field in one edition. */
struct field {
    struct lc_oa_doc *d;
    struct lc_node encoding; /* value NULL: nothing is said */
    struct lc_node schema;   /* value NULL: not found where the form lists its fields */
    bool parts;              /* each is a part with a type and headers of its own */
};

static bool is_parts(struct lc_str media)
{
    struct lc_str kind = LC_STR("multipart/");
    struct lc_str base = lc_oa_media_base(media);
    return base.len >= kind.len && lc_str_eq_nocase(lc_str_n(base.ptr, kind.len), kind);
}

/* Only of forms and bodies in parts does an encoding say anything; a range may be either. */
static bool has_encoding(struct lc_str media)
{
    return lc_oa_media_is_form(media) || is_parts(media) || memchr(media.ptr, '*', media.len);
}

/* OpenAPI 3.0 knows no styles for parts: whatever is said of them there is to be ignored. Of
 * Swagger 2.0 they are how a list is written. */
static const struct lc_value *style_word(const struct field *f, const char *key)
{
    bool none = f->parts && f->d->dialect == LC_OPENAPI_30 && lc_get(f->d->root.value, "openapi");
    return none ? NULL : lc_get(f->encoding.value, key);
}

static struct lc_str style_of(const struct field *f)
{
    struct lc_str style = lc_text(style_word(f, "style"));
    return style.ptr ? style : LC_STR("form");
}

static bool explodes(const struct field *f)
{
    const struct lc_value *explode = style_word(f, "explode");
    return explode ? lc_truth(explode) : lc_str_is(style_of(f), "form");
}

static bool says_style(const struct field *f)
{
    return style_word(f, "style") || style_word(f, "explode");
}

/* Single values, or lists of them; *lists: of more than one item. */
static ctr_status is_plain(const struct field *f, bool *plain, bool *lists)
{
    struct lc_node schema;
    unsigned kinds;
    unsigned items;
    bool one;
    LC_TRY(lc_oa_kinds(f->d, f->schema, &kinds));
    *plain = !(kinds & LC_OA_FIELDS);
    *lists = kinds & LC_OA_LIST;
    if (*plain && *lists) {
        LC_TRY(lc_oa_follow(f->d, f->schema, &schema));
        LC_TRY(lc_oa_kinds(f->d, lc_child(schema, "items"), &items));
        LC_TRY(lc_oa_one_item(f->d, f->schema, &one));
        *plain = items == LC_OA_SINGLE;
        *lists = !one;
    }
    return CTR_OK;
}

/* ---- the media type of a part */

/* What it is where nobody says it, by the type of the field; empty where that is not sure. */
static ctr_status usual_type(const struct field *f, struct lc_node schema, int deep,
                             struct lc_str *out)
{
    struct lc_oa_doc *d = f->d;
    *out = LC_STR("");
    LC_TRY(lc_oa_follow(d, schema, &schema));
    struct lc_str type = lc_text(lc_get(schema.value, "type"));
    struct lc_str format = lc_text(lc_get(schema.value, "format"));
    bool binary = lc_str_is(format, "binary");
    bool old = d->dialect == LC_OPENAPI_30;
    if (lc_str_is(type, "array") && deep == 0) {
        return usual_type(f, lc_child(schema, "items"), deep + 1, out);
    }
    if (lc_str_is(type, "object") && f->parts) {
        *out = LC_STR("application/json");
    } else if (lc_str_is(type, "string") && old && binary) {
        *out = LC_STR("application/octet-stream");
    } else if (lc_str_is(type, "string") && !old && lc_get(schema.value, "contentEncoding")) {
        *out = LC_STR("application/octet-stream");
    } else if ((lc_str_is(type, "string") && !binary) || lc_str_is(type, "integer") ||
               lc_str_is(type, "number") || lc_str_is(type, "boolean")) {
        *out = LC_STR("text/plain");
    }
    return CTR_OK;
}

static ctr_status same_type(const struct field *was, const struct field *is, bool *same)
{
    const struct field *const both[2] = {was, is};
    struct lc_str type[2];
    for (int side = 0; side < 2; side++) {
        type[side] = lc_text(lc_get(both[side]->encoding.value, "contentType"));
        if (!type[side].ptr) {
            LC_TRY(usual_type(both[side], both[side]->schema, 0, &type[side]));
        }
    }
    bool said =
        lc_get(was->encoding.value, "contentType") || lc_get(is->encoding.value, "contentType");
    *same =
        *same &&
        (!said || (type[0].len && lc_str_eq_nocase(lc_str_trim(type[0]), lc_str_trim(type[1]))));
    return CTR_OK;
}

/* ---- the rest */

/* The headers of a part; the one for its type is told apart, and ignored here. */
static ctr_status same_headers(struct lc_oa *oa, const struct lc_value *own,
                               const struct lc_value *other, bool *same)
{
    for (uint32_t i = 0; lc_is(own, LC_OBJECT) && i < own->count && *same; i++) {
        const struct lc_member *m = &own->members[i];
        LC_TRY(lc_spend(oa->c->ctx, 1));
        *same = lc_str_eq_nocase(lc_key(m), LC_STR("Content-Type")) ||
                lc_value_eq(&m->value, lc_get_str(other, lc_key(m)));
    }
    return CTR_OK;
}

/* Members that say something else than the style and the type. */
static ctr_status same_rest(struct lc_oa *oa, const struct field *was, const struct field *is,
                            bool *same)
{
    static const struct lc_oa_known told[] = {
        {"style", LC_OA_HANDLED},         {"explode", LC_OA_HANDLED},
        {"allowReserved", LC_OA_HANDLED}, {"contentType", LC_OA_HANDLED},
        {"headers", LC_OA_HANDLED},       {NULL, 0}};
    for (int side = 0; side < 2 && *same; side++) {
        const struct lc_value *own = side ? is->encoding.value : was->encoding.value;
        const struct lc_value *other = side ? was->encoding.value : is->encoding.value;
        if (was->parts) { /* where there are none, nobody sends their headers */
            LC_TRY(same_headers(oa, lc_get(own, "headers"), lc_get(other, "headers"), same));
        }
        for (uint32_t i = 0; lc_is(own, LC_OBJECT) && i < own->count && *same; i++) {
            const struct lc_member *m = &own->members[i];
            const struct lc_value *there = lc_get_str(other, lc_key(m));
            LC_TRY(lc_spend(oa->c->ctx, 1));
            *same = lc_oa_care_of(told, lc_key(m)) == LC_OA_HANDLED ||
                    (there && lc_value_eq(&m->value, there));
        }
    }
    return CTR_OK;
}

static ctr_status same_field(struct lc_oa *oa, const struct field *was, const struct field *is,
                             bool *same)
{
    struct lc_oa_pair at = {was->encoding, is->encoding};
    bool plain[2], lists[2];
    LC_TRY(lc_oa_same(oa, at, same));
    if (*same) {
        return CTR_OK;
    }
    *same = lc_str_eq(style_of(was), style_of(is)) &&
            lc_truth(style_word(was, "allowReserved")) == lc_truth(style_word(is, "allowReserved"));
    LC_TRY(same_type(was, is, same));
    LC_TRY(same_rest(oa, was, is, same));
    LC_TRY(is_plain(was, &plain[0], &lists[0]));
    LC_TRY(is_plain(is, &plain[1], &lists[1]));
    bool explode = explodes(was) == explodes(is);
    *same = *same && (plain[0] && plain[1] ? explode || !lists[0] || !lists[1]
                                           : explode && says_style(was) == says_style(is));
    return CTR_OK;
}

static struct field field_of(struct lc_oa_doc *d, struct lc_node encoding, struct lc_node schema,
                             struct lc_str name, bool parts)
{
    struct lc_node fields = lc_child(schema, "properties");
    return (struct field){d,
                          {encoding.doc, lc_get_str(encoding.value, name)},
                          {fields.doc, lc_get_str(fields.value, name)},
                          parts};
}

ctr_status lc_oa_same_encoding(struct lc_oa *oa, struct lc_str media, struct lc_oa_pair at,
                               bool *same)
{
    struct lc_oa_pair encoding = lc_oa_child(at, "encoding");
    struct lc_oa_pair schema = lc_oa_child(at, "schema");
    LC_TRY(lc_oa_same(oa, encoding, same));
    *same = *same || !has_encoding(media);
    if (*same || !lc_oa_media_is_form(media)) {
        return CTR_OK;
    }
    *same = true;
    LC_TRY(lc_oa_follow_pair(oa, schema, &schema));
    for (int side = 0; side < 2; side++) {
        const struct lc_value *own = side ? encoding.new.value : encoding.old.value;
        for (uint32_t i = 0; lc_is(own, LC_OBJECT) && i < own->count && *same; i++) {
            struct lc_str name = lc_key(&own->members[i]);
            const struct field was =
                field_of(&oa->old, encoding.old, schema.old, name, is_parts(media));
            const struct field is =
                field_of(&oa->new, encoding.new, schema.new, name, is_parts(media));
            LC_TRY(same_field(oa, &was, &is, same));
        }
    }
    return CTR_OK;
}
