/*
 * The request body of a Swagger 2.0 operation: one parameter in "body", or all of those in
 * "formData" as the fields of a form, in the media types that the operation consumes.
 */
#include "spec/openapi/swagger.h"

static const char form[] = "application/x-www-form-urlencoded";
static const char multipart[] = "multipart/form-data";

ctr_status lc_swagger_file(struct lc_swagger *s, struct lc_node schema, struct lc_value *out)
{
    static const char *const changed[] = {"type", "format", NULL};
    struct lc_node type = lc_child(schema, "type");
    struct lc_swagger_object o = {NULL, 0, 0};
    if (!lc_str_is(lc_text(type.value), "file")) {
        *out = *schema.value;
        return CTR_OK;
    }
    LC_TRY(lc_swagger_put(s, &o, LC_STR("type"),
                          lc_swagger_text(LC_STR("string"), type.value->offset)));
    LC_TRY(lc_swagger_put(s, &o, LC_STR("format"),
                          lc_swagger_text(LC_STR("binary"), type.value->offset)));
    LC_TRY(lc_swagger_copy(s, &o, schema, changed));
    *out = lc_swagger_object(&o, schema.value->offset);
    return CTR_OK;
}

/* One media type; its place is where it is named, if that is in the same file. */
static ctr_status entry(struct lc_swagger *s, struct lc_str media, uint32_t offset,
                        struct lc_value schema, struct lc_node examples,
                        struct lc_swagger_object *o)
{
    struct lc_swagger_object one = {NULL, 0, 0};
    const struct lc_value *example = lc_get_str(examples.value, media);
    LC_TRY(lc_swagger_put(s, &one, LC_STR("schema"), schema));
    if (example) {
        LC_TRY(lc_swagger_put(s, &one, LC_STR("example"), *example));
    }
    return lc_swagger_put(s, o, media, lc_swagger_object(&one, offset));
}

ctr_status lc_swagger_content(struct lc_swagger *s, struct lc_node media, struct lc_node holder,
                              struct lc_value schema, struct lc_node examples, struct lc_value *out)
{
    struct lc_swagger_object o = {NULL, 0, 0};
    struct lc_map seen = {.seed = s->d->seed};
    uint32_t count = media.value ? media.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_value *v = &media.value->items[i];
        uint32_t offset = media.doc == holder.doc ? v->offset : schema.offset;
        if (!lc_map_get(&seen, lc_raw(v))) {
            LC_TRY(lc_map_set(s->d->ctx, &seen, lc_raw(v), s));
            LC_TRY(entry(s, lc_raw(v), offset, schema, examples, &o));
        }
    }
    if (count == 0) {
        LC_TRY(entry(s, LC_STR("*/*"), schema.offset, schema, examples, &o));
    }
    *out = lc_swagger_object(&o, schema.offset);
    return CTR_OK;
}

/* ---- a body */

static ctr_status one_body(struct lc_swagger *s, const struct lc_swagger_param *p,
                           struct lc_node consumes, struct lc_value *out)
{
    static const char *const taken[] = {"name", "in", "schema", NULL};
    struct lc_swagger_object o = {NULL, 0, 0};
    struct lc_value schema, content, made;
    LC_TRY(lc_swagger_file(s, lc_child(p->node, "schema"), &schema));
    LC_TRY(
        lc_swagger_content(s, consumes, p->node, schema, (struct lc_node){NULL, NULL}, &content));
    LC_TRY(lc_swagger_copy(s, &o, p->node, taken));
    LC_TRY(lc_swagger_put(s, &o, LC_STR("content"), content));
    made = lc_swagger_object(&o, p->node.value->offset);
    return lc_swagger_behind(s, p->written, p->node, made, out);
}

/* ---- a form */

struct fields {
    struct lc_swagger_object properties;
    struct lc_swagger_object encoding;
    struct lc_swagger_list required;
    bool file;
};

/* A field's schema, behind a $ref if the parameter was. */
static ctr_status field(struct lc_swagger *s, const struct lc_swagger_param *p, struct fields *f)
{
    struct lc_swagger_object how = {NULL, 0, 0};
    struct lc_value schema, placed;
    LC_TRY(lc_swagger_schema(s, p->node, &schema));
    LC_TRY(lc_swagger_behind(s, p->written, p->node, schema, &placed));
    LC_TRY(lc_swagger_put(s, &f->properties, p->name, placed));
    LC_TRY(lc_swagger_style(s, p->node, true, &how));
    if (how.count) {
        LC_TRY(lc_swagger_put(s, &f->encoding, p->name,
                              lc_swagger_object(&how, p->written.value->offset)));
    }
    if (lc_truth(lc_get(p->node.value, "required"))) {
        LC_TRY(
            lc_swagger_push(s, &f->required, lc_swagger_text(p->name, p->written.value->offset)));
    }
    f->file = f->file || lc_str_is(lc_text(lc_get(p->node.value, "type")), "file");
    return CTR_OK;
}

/* Those of the consumed media types that a form can be written in; else the one that it needs. */
static ctr_status form_media(struct lc_swagger *s, struct lc_node consumes, bool file,
                             struct lc_node here, struct lc_value *out)
{
    uint32_t offset = here.value->offset;
    struct lc_swagger_list l = {NULL, 0, 0};
    uint32_t count = consumes.value ? consumes.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        struct lc_value v = consumes.value->items[i];
        struct lc_str base = lc_oa_media_base(lc_raw(&v));
        v.offset = consumes.doc == here.doc ? v.offset : offset;
        if (lc_str_eq_nocase(base, lc_str(form)) || lc_str_eq_nocase(base, lc_str(multipart))) {
            LC_TRY(lc_swagger_push(s, &l, v));
        }
    }
    if (l.count == 0) {
        LC_TRY(lc_swagger_push(s, &l, lc_swagger_text(lc_str(file ? multipart : form), offset)));
    }
    *out = lc_swagger_list(&l, offset);
    return CTR_OK;
}

/* The media types of a form share what they hold, but for how it is written. */
static ctr_status form_content(struct lc_swagger *s, struct lc_value media, struct lc_value schema,
                               const struct fields *f, struct lc_value *out)
{
    struct lc_swagger_object content = {NULL, 0, 0};
    for (uint32_t i = 0; i < media.count; i++) {
        struct lc_swagger_object one = {NULL, 0, 0};
        LC_TRY(lc_swagger_put(s, &one, LC_STR("schema"), schema));
        if (f->encoding.count) {
            LC_TRY(lc_swagger_put(s, &one, LC_STR("encoding"),
                                  lc_swagger_object(&f->encoding, schema.offset)));
        }
        LC_TRY(lc_swagger_put(s, &content, lc_raw(&media.items[i]),
                              lc_swagger_object(&one, media.items[i].offset)));
    }
    *out = lc_swagger_object(&content, schema.offset);
    return CTR_OK;
}

static ctr_status make_form(struct lc_swagger *s, const struct fields *f, struct lc_node consumes,
                            struct lc_node here, struct lc_value *out)
{
    uint32_t offset = here.value->offset;
    struct lc_swagger_object o = {NULL, 0, 0};
    struct lc_swagger_object schema = {NULL, 0, 0};
    struct lc_value content, media;
    LC_TRY(lc_swagger_put(s, &schema, LC_STR("type"), lc_swagger_text(LC_STR("object"), offset)));
    LC_TRY(lc_swagger_put(s, &schema, LC_STR("properties"),
                          lc_swagger_object(&f->properties, offset)));
    if (f->required.count) {
        LC_TRY(
            lc_swagger_put(s, &schema, LC_STR("required"), lc_swagger_list(&f->required, offset)));
    }
    LC_TRY(form_media(s, consumes, f->file, here, &media));
    LC_TRY(form_content(s, media, lc_swagger_object(&schema, offset), f, &content));
    LC_TRY(lc_swagger_put(s, &o, LC_STR("content"), content));
    LC_TRY(
        lc_swagger_put(s, &o, LC_STR("required"), lc_swagger_flag(f->required.count > 0, offset)));
    *out = lc_swagger_object(&o, offset);
    return CTR_OK;
}

/* ---- which of them */

static bool overridden(const struct lc_swagger_param *p, const struct lc_swagger_param *own)
{
    for (; own; own = own->next) {
        bool body = lc_str_is(p->in, "body");
        if (lc_str_eq(p->in, own->in) && (body || lc_str_eq(p->name, own->name))) {
            return true;
        }
    }
    return false;
}

static ctr_status twice(struct lc_swagger *s, const struct lc_swagger_param *p, const char *what)
{
    return lc_doc_fail(s->d->ctx, p->written.doc, p->written.value->offset,
                       "an operation has %s; a request has one body", what);
}

struct found {
    const struct lc_swagger_param *body;
    struct fields fields;
    struct lc_map names; /* of fields */
};

static ctr_status sort(struct lc_swagger *s, const struct lc_swagger_param *list,
                       const struct lc_swagger_param *own, struct found *f)
{
    uint64_t cost = 16;
    for (const struct lc_swagger_param *p = own; p; p = p->next) {
        cost++;
    }
    for (; list; list = list->next) {
        bool body = lc_str_is(list->in, "body");
        bool skip = !body && !lc_str_is(list->in, "formData");
        LC_TRY(lc_spend(s->d->ctx, cost / 16));
        if (skip || overridden(list, own)) {
            continue;
        }
        if (body && f->body) {
            return twice(s, list, "two parameters in 'body'");
        }
        if (body ? f->fields.properties.count > 0 : f->body != NULL) {
            return twice(s, list, "parameters in 'body' and in 'formData'");
        }
        if (body) {
            f->body = list;
            continue;
        }
        if (lc_map_get(&f->names, list->name)) {
            return lc_doc_fail(s->d->ctx, list->written.doc, list->written.value->offset,
                               "the formData parameter '%.*s' is given twice", LC_OA_S(list->name));
        }
        LC_TRY(lc_map_set(s->d->ctx, &f->names, list->name, f));
        LC_TRY(field(s, list, &f->fields));
    }
    return CTR_OK;
}

ctr_status lc_swagger_body(struct lc_swagger *s, const struct lc_swagger_param *shared,
                           const struct lc_swagger_param *own, struct lc_node consumes,
                           struct lc_node here, struct lc_value *out, bool *has)
{
    struct found f = {.names.seed = s->d->seed};
    LC_TRY(sort(s, shared, own, &f));
    LC_TRY(sort(s, own, NULL, &f));
    *has = f.body || f.fields.properties.count;
    if (f.body) {
        return one_body(s, f.body, consumes, out);
    }
    return *has ? make_form(s, &f.fields, consumes, here, out) : CTR_OK;
}
