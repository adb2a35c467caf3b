/* The XML reader of an import: elements become records. */
#include "codec/xml_read.h"
#include "exchange/import.h"

struct xml {
    struct lc_import *im;
    struct lc_xml_reader *reader;
};

static ctr_status fail_at(void *user, ctr_status status, const char *message)
{
    struct xml *x = user;
    return lc_xml_fail(x->reader, status, "%s", message);
}

/* Which record an element is. */
static ctr_status find(struct xml *x, struct lc_str ns, struct lc_str name, enum lc_record *out)
{
    struct lc_import *im = x->im;
    enum lc_record parent = im->depth ? im->frames[im->depth - 1].record : LC_REC_ROOT;

    *out = LC_REC_ROOT;
    if (!im->depth) {
        bool good = lc_str_is(ns, LC_EXCHANGE_NAMESPACE) &&
                    lc_str_is(name, lc_record_types[LC_REC_ROOT].name);
        return good ? CTR_OK
                    : lc_import_fail(im, CTR_E_INPUT,
                                     "this is no export: its root is '%s' in namespace '%s'; "
                                     "wanted '%s' in '%s'",
                                     name.ptr, ns.ptr, lc_record_types[LC_REC_ROOT].name,
                                     LC_EXCHANGE_NAMESPACE);
    }
    if (!lc_str_is(ns, LC_EXCHANGE_NAMESPACE)) {
        return lc_import_fail(im, CTR_E_INPUT, "element '%s' is in namespace '%s'; wanted '%s'",
                              name.ptr, ns.ptr, LC_EXCHANGE_NAMESPACE);
    }
    *out = lc_record_child(parent, name);
    return *out != LC_REC_ROOT
               ? CTR_OK
               : lc_import_fail(im, CTR_E_INPUT, "element '%s' is not known in '%s'", name.ptr,
                                lc_record_types[parent].name);
}

static ctr_status take_encoding(struct xml *x, struct lc_str value, bool *coded)
{
    *coded = lc_str_is(value, "base64");
    return *coded || lc_str_is(value, "text")
               ? CTR_OK
               : lc_import_fail(x->im, CTR_E_INPUT, "encoding is '%.*s'; wanted text or base64",
                                value.len < 100 ? (int)value.len : 100, value.ptr);
}

static ctr_status take_attributes(struct xml *x, enum lc_record record,
                                  const struct lc_xml_attribute *attributes, size_t count,
                                  union lc_rec *body, bool *coded)
{
    const struct lc_record_type *type = &lc_record_types[record];
    bool encoded = false;
    uint32_t seen = 0;

    for (size_t i = 0; i < count; i++) {
        const struct lc_xml_attribute *a = &attributes[i];
        if (type->content != LC_CONTENT_NONE && lc_str_is(a->name, "encoding")) {
            LC_TRY(take_encoding(x, a->value, coded));
            encoded = true;
            continue;
        }
        int at = lc_import_attr(record, a->name, false);
        if (at < 0) {
            return lc_import_fail(x->im, CTR_E_INPUT, "attribute '%s' is not known in '%s'",
                                  a->name.ptr, type->name);
        }
        seen |= 1U << at;
        LC_TRY(lc_import_take(x->im, &type->attrs[at], a->value, body));
    }
    LC_TRY(lc_import_complete(x->im, record, seen));
    return type->content == LC_CONTENT_BYTES && !encoded
               ? lc_import_fail(x->im, CTR_E_INPUT, "%s has no encoding", type->name)
               : CTR_OK;
}

/* A later format may have other attributes: its number comes first. */
static ctr_status check_format(struct xml *x, const struct lc_xml_attribute *attributes,
                               size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (lc_str_is(attributes[i].name, "format")) {
            return lc_import_check_format(x->im, attributes[i].value);
        }
    }
    return CTR_OK;
}

static ctr_status on_start(void *user, struct lc_str ns, struct lc_str name,
                           const struct lc_xml_attribute *attributes, size_t count)
{
    struct xml *x = user;
    union lc_rec body;
    enum lc_record record;
    bool coded = false;

    memset(&body, 0, sizeof body);
    LC_TRY(find(x, ns, name, &record));
    if (record == LC_REC_ROOT) {
        LC_TRY(check_format(x, attributes, count));
    }
    LC_TRY(lc_import_enter(x->im, record));
    LC_TRY(take_attributes(x, record, attributes, count, &body, &coded));
    return lc_import_open(x->im, &body, coded);
}

static bool is_blank(struct lc_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (!strchr(" \t\r\n", text.ptr[i]) || !text.ptr[i]) {
            return false;
        }
    }
    return true;
}

static ctr_status on_text(void *user, struct lc_str text)
{
    struct xml *x = user;
    struct lc_import *im = x->im;
    enum lc_record record = im->frames[im->depth - 1].record;

    if (lc_record_types[record].content != LC_CONTENT_NONE) {
        return lc_import_content(im, text);
    }
    return is_blank(text) ? CTR_OK
                          : lc_import_fail(im, CTR_E_INPUT,
                                           "text stands in '%s', where none is "
                                           "known",
                                           lc_record_types[record].name);
}

static ctr_status on_end(void *user, struct lc_str name)
{
    (void)name;
    return lc_import_close(((struct xml *)user)->im);
}

ctr_status lc_import_xml(struct lc_import *im, struct lc_import_input *in)
{
    struct xml x = {.im = im};
    const struct lc_xml_handler handler = {on_start, on_text, on_end, &x};
    ctr_status status = CTR_OK;

    im->reader = (struct lc_import_reader){fail_at, &x};
    LC_TRY(lc_xml_reader_new(&im->op->ctx, im->wish->file, &handler, &x.reader));
    while (status == CTR_OK && in->size) {
        status = lc_xml_feed(x.reader, in->block, in->size);
        if (status == CTR_OK) {
            status = lc_import_next(in);
        }
    }
    if (status == CTR_OK) {
        status = lc_xml_finish(x.reader);
    }
    lc_xml_reader_free(x.reader);
    return status;
}
