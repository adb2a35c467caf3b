/*
 * The JSON reader of an import: a walk over the tree. The tree is held in memory whole, so the text
 * is limited like a document; XML is the form for large stores.
 */
#include "codec/json_read.h"
#include "codec/json_write.h"
#include "exchange/import.h"

struct json {
    struct lc_import *im;
    struct lc_doc doc;
    uint32_t offset; /* of what is being read */
};

static ctr_status fail_at(void *user, ctr_status status, const char *message)
{
    struct json *j = user;
    return lc_doc_fail_as(&j->im->op->ctx, &j->doc, status, j->offset, "%s", message);
}

static ctr_status wrong(struct json *j, const struct lc_value *value, const char *what,
                        const char *wanted)
{
    j->offset = value->offset;
    return lc_import_fail(j->im, CTR_E_INPUT, "%s should be %s", what, wanted);
}

/* --- attributes --- */

/* The text an attribute would have in XML; ptr NULL for null. */
static ctr_status attr_text(struct json *j, const struct lc_attr *attr,
                            const struct lc_value *value, struct lc_str *out)
{
    *out = (struct lc_str){NULL, 0};
    if (value->kind == LC_NULL) {
        return CTR_OK;
    }
    if (attr->kind == LC_ATTR_INT) {
        *out = lc_raw(value);
        return value->kind == LC_NUMBER ? CTR_OK : wrong(j, value, attr->name, "a number");
    }
    if (attr->kind == LC_ATTR_BOOL) {
        *out = value->kind == LC_TRUE ? LC_STR("true") : LC_STR("false");
        return value->kind == LC_TRUE || value->kind == LC_FALSE
                   ? CTR_OK
                   : wrong(j, value, attr->name, "true or false");
    }
    *out = lc_raw(value);
    return value->kind == LC_STRING ? CTR_OK : wrong(j, value, attr->name, "a string");
}

static ctr_status take_attr(struct json *j, const struct lc_attr *attr,
                            const struct lc_value *value, union lc_rec *body, bool *seen)
{
    struct lc_str text;

    LC_TRY(attr_text(j, attr, value, &text));
    *seen = text.ptr != NULL;
    j->offset = value->offset;
    return *seen ? lc_import_take(j->im, attr, text, body) : CTR_OK;
}

/* --- members --- */

/* Is `r` a member of `parent` in JSON? The element around documents is not there. */
static bool is_child(enum lc_record r, enum lc_record parent)
{
    enum lc_record of = lc_record_types[r].parent;
    return r != LC_REC_ROOT && r != LC_REC_DOCUMENTS &&
           (of == LC_REC_DOCUMENTS ? LC_REC_ROOT : of) == parent;
}

static const char *name_of(enum lc_record r)
{
    return lc_record_types[r].list ? lc_record_types[r].list : lc_record_types[r].name;
}

static bool is_child_name(enum lc_record parent, struct lc_str key)
{
    for (enum lc_record r = LC_REC_DOCUMENTS; r < LC_REC_COUNT; r++) {
        if (is_child(r, parent) && lc_str_is(key, name_of(r))) {
            return true;
        }
    }
    return false;
}

static bool is_content_name(const struct lc_record_type *type, struct lc_str key)
{
    return type->member && (lc_str_is(key, type->member) ||
                            (type->content == LC_CONTENT_BYTES && lc_str_is(key, "base64")));
}

static ctr_status take_members(struct json *j, enum lc_record record, const struct lc_value *value,
                               union lc_rec *body)
{
    const struct lc_record_type *type = &lc_record_types[record];
    uint32_t seen = 0;

    for (uint32_t i = 0; i < value->count; i++) {
        const struct lc_member *m = &value->members[i];
        int at = lc_import_attr(record, lc_key(m), true);
        bool there = false;
        j->offset = m->key_offset;
        if (at >= 0) {
            LC_TRY(take_attr(j, &type->attrs[at], &m->value, body, &there));
            seen |= there ? 1U << at : 0;
        } else if (!is_child_name(record, lc_key(m)) && !is_content_name(type, lc_key(m))) {
            return lc_import_fail(j->im, CTR_E_INPUT, "member '%.*s' is not known in a %s",
                                  m->key_len < 100 ? (int)m->key_len : 100, m->key_chars,
                                  record == LC_REC_ROOT ? "export" : type->name);
        }
    }
    j->offset = value->offset;
    return lc_import_complete(j->im, record, seen);
}

/* --- contents --- */

static ctr_status json_content(struct json *j, enum lc_record record, const struct lc_value *value)
{
    struct lc_ctx *ctx = &j->im->op->ctx;
    struct lc_buf text;
    ctr_status status = CTR_OK;

    lc_buf_init(&text, &ctx->alloc, SIZE_MAX / 2);
    if (record == LC_REC_EVOLUTION || record == LC_REC_EARLIER) { /* as it is stored */
        lc_json_value(&text, value);
    } else {
        status = lc_import_at(j->im, lc_json_canonical(ctx, &text, value));
    }
    if (status == CTR_OK && text.status != CTR_OK) {
        status = lc_nomem(ctx);
    }
    if (status == CTR_OK) {
        status = lc_import_content(j->im, lc_str_n(text.data, text.size));
    }
    lc_buf_free(&text);
    return status;
}

static ctr_status take_content(struct json *j, enum lc_record record, const struct lc_value *value)
{
    const struct lc_record_type *type = &lc_record_types[record];

    j->offset = value->offset;
    if (type->content == LC_CONTENT_JSON) {
        return value->kind == LC_OBJECT
                   ? json_content(j, record, value)
                   : wrong(j, value, type->member ? type->member : type->name, "an object");
    }
    return value->kind == LC_STRING
               ? lc_import_content(j->im, lc_raw(value))
               : wrong(j, value, type->member ? type->member : type->name, "a string");
}

/* The member that holds the content, and whether it is in base64. */
static ctr_status find_content(struct json *j, enum lc_record record, const struct lc_value *value,
                               const struct lc_value **out, bool *coded)
{
    const struct lc_record_type *type = &lc_record_types[record];
    const struct lc_value *base64 =
        type->content == LC_CONTENT_BYTES ? lc_get(value, "base64") : NULL;

    *out = lc_get(value, type->member);
    *coded = base64 != NULL;
    if ((*out != NULL) == (base64 != NULL)) {
        return lc_import_fail(j->im, CTR_E_INPUT,
                              base64 ? "%s has both %s and base64; one was wanted" : "%s has no %s",
                              type->name, type->member);
    }
    *out = base64 ? base64 : *out;
    return CTR_OK;
}

/* --- records; the depth is that of the tables, five --- */

static ctr_status take_record(struct json *j, enum lc_record record, const struct lc_value *value);

static ctr_status take_list(struct json *j, enum lc_record record, const struct lc_value *list)
{
    if (list->kind != LC_ARRAY) {
        return wrong(j, list, name_of(record), "an array");
    }
    for (uint32_t i = 0; i < list->count; i++) {
        LC_TRY(take_record(j, record, &list->items[i]));
    }
    return CTR_OK;
}

/* Documents stand in an element of their own. */
static ctr_status take_documents(struct json *j, const struct lc_value *list)
{
    union lc_rec none;

    memset(&none, 0, sizeof none);
    LC_TRY(lc_import_enter(j->im, LC_REC_DOCUMENTS));
    LC_TRY(lc_import_open(j->im, &none, false));
    LC_TRY(take_list(j, LC_REC_DOCUMENT, list));
    return lc_import_close(j->im);
}

static ctr_status take_children(struct json *j, enum lc_record parent, const struct lc_value *value)
{
    for (enum lc_record r = LC_REC_DOCUMENTS; r < LC_REC_COUNT; r++) {
        const struct lc_value *child = is_child(r, parent) ? lc_get(value, name_of(r)) : NULL;
        if (!child || child->kind == LC_NULL) {
            continue;
        }
        LC_TRY(r == LC_REC_DOCUMENT      ? take_documents(j, child)
               : lc_record_types[r].list ? take_list(j, r, child)
                                         : take_record(j, r, child));
    }
    return CTR_OK;
}

static ctr_status take_record(struct json *j, enum lc_record record, const struct lc_value *value)
{
    const struct lc_record_type *type = &lc_record_types[record];
    bool bare = type->content != LC_CONTENT_NONE && !type->member;
    const struct lc_value *content = value;
    union lc_rec body;
    bool coded = false;

    memset(&body, 0, sizeof body);
    j->offset = value->offset;
    LC_TRY(lc_import_enter(j->im, record));
    if (!bare) {
        if (value->kind != LC_OBJECT) {
            return wrong(j, value, record == LC_REC_ROOT ? "an export" : type->name, "an object");
        }
        LC_TRY(take_members(j, record, value, &body));
    }
    if (type->content != LC_CONTENT_NONE && !bare) {
        LC_TRY(find_content(j, record, value, &content, &coded));
    }
    LC_TRY(lc_import_open(j->im, &body, coded));
    if (type->content != LC_CONTENT_NONE) {
        LC_TRY(take_content(j, record, content));
    } else {
        LC_TRY(take_children(j, record, value));
    }
    j->offset = value->offset;
    return lc_import_close(j->im);
}

/* --- the whole --- */

static ctr_status check_root(struct json *j)
{
    const struct lc_value *format = lc_get(j->doc.root, "format");

    if (!lc_is(format, LC_NUMBER)) {
        j->offset = j->doc.root->offset;
        return lc_import_fail(j->im, CTR_E_INPUT,
                              "this is no export: it should be an object with the number 'format'");
    }
    j->offset = format->offset;
    return lc_import_check_format(j->im, lc_raw(format));
}

static ctr_status read_text(struct lc_import_input *in, struct lc_buf *text)
{
    struct lc_ctx *ctx = &in->im->op->ctx;
    uint64_t most = ctx->limits.max_document_bytes;

    while (in->size) {
        if (in->size > most || text->size > most - in->size) {
            ctr_status status = lc_fail(ctx, CTR_E_LIMIT,
                                        "%s: JSON of more than %llu bytes is not read; raise the "
                                        "limit of documents, or export as XML",
                                        in->im->wish->file, (unsigned long long)most);
            lc_detail(ctx, "file", in->im->wish->file);
            lc_detail_int(ctx, "limit", (int64_t)most);
            return status;
        }
        lc_buf_add(text, in->block, in->size);
        if (text->status != CTR_OK) {
            return lc_nomem(ctx);
        }
        LC_TRY(lc_import_next(in));
    }
    return CTR_OK;
}

static ctr_status walk(struct json *j, struct lc_str text)
{
    const struct lc_read_options options = {.file = j->im->wish->file};

    LC_TRY(lc_json_read(&j->im->op->ctx, text, &options, &j->doc));
    LC_TRY(check_root(j));
    return take_record(j, LC_REC_ROOT, j->doc.root);
}

ctr_status lc_import_json(struct lc_import *im, struct lc_import_input *in)
{
    struct json j = {.im = im};
    struct lc_buf text;

    im->reader = (struct lc_import_reader){fail_at, &j};
    lc_buf_init(&text, &im->op->ctx.alloc, SIZE_MAX / 2);
    ctr_status status = read_text(in, &text);
    if (status == CTR_OK) {
        status = walk(&j, lc_str_n(text.data, text.size));
    }
    lc_buf_free(&text);
    return status;
}
