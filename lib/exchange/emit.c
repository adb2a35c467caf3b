/* Records as XML or as JSON. */
#include "exchange/emit.h"

#include "codec/base64.h"
#include "codec/json_write.h"

#include <stdio.h>

enum { FLUSH_AT = 64 << 10 };

/* The text of an attribute; what no file could hold is a failure. */
static const char *value_of(struct lc_emit *e, const struct lc_attr *attr, const void *body,
                            char scratch[LC_ATTR_SCRATCH])
{
    const char *text = lc_attr_text(attr, body, scratch);
    ctr_status *status = e->json ? &e->status : &e->xml.status;

    if (text && attr->kind == LC_ATTR_TIME && (text[0] < '0' || text[0] > '9')) {
        *status = *status != CTR_OK ? *status
                                    : lc_fail(e->ctx, CTR_E_LIMIT,
                                              "a time in the store ('%s') lies outside the years "
                                              "1970 to 9999 and cannot be exported",
                                              attr->name);
    }
    return text;
}

/* --- XML --- */

static void xml_attrs(struct lc_emit *e, const struct lc_record_type *type, const void *body)
{
    char scratch[LC_ATTR_SCRATCH];

    for (size_t i = 0; i < type->count; i++) {
        lc_xml_attr(&e->xml, type->attrs[i].name, value_of(e, &type->attrs[i], body, scratch));
    }
}

static void xml_open(struct lc_emit *e, enum lc_record record, const void *body, bool coded)
{
    const struct lc_record_type *type = &lc_record_types[record];

    lc_xml_open(&e->xml, type->name);
    if (record == LC_REC_ROOT) {
        lc_xml_attr(&e->xml, "xmlns", LC_EXCHANGE_NAMESPACE);
    }
    xml_attrs(e, type, body);
    if (type->content == LC_CONTENT_BYTES) {
        lc_xml_attr(&e->xml, "encoding", coded ? "base64" : "text");
    } else if (coded) {
        lc_xml_attr(&e->xml, "encoding", "base64");
    }
}

/* --- JSON: two spaces a level, a member a line --- */

static struct lc_emit_frame *top(struct lc_emit *e)
{
    return &e->frames[e->depth - 1];
}

static void flush(struct lc_emit *e, size_t at)
{
    if (e->buf.status != CTR_OK && e->status == CTR_OK) {
        e->status = lc_nomem(e->ctx);
    }
    if (e->status == CTR_OK && e->buf.size > at) {
        e->status = lc_poll(e->ctx);
        if (e->status == CTR_OK) {
            e->status = e->write(e->user, e->buf.data, e->buf.size);
        }
        lc_buf_clear(&e->buf);
    }
}

static void new_line(struct lc_emit *e, uint32_t level)
{
    static const char indent[] = "\n                        ";
    lc_buf_add(&e->buf, indent, 1 + (size_t)level * 2);
}

/* How deep the members of the innermost record stand: each record and each array is a level. */
static uint32_t level_of(const struct lc_emit *e)
{
    uint32_t level = 0;
    for (uint32_t i = 0; i < e->depth; i++) {
        level += e->frames[i].record == LC_REC_ROOT || !lc_record_types[e->frames[i].record].list
                     ? 1
                     : 2;
    }
    return level;
}

static void json_name(struct lc_emit *e, const char *name)
{
    struct lc_emit_frame *f = top(e);

    lc_buf_text(&e->buf, f->members ? "," : "");
    f->members = true;
    new_line(e, level_of(e));
    lc_buf_char(&e->buf, '"');
    for (; *name; name++) {
        lc_buf_char(&e->buf, *name == '-' ? '_' : *name);
    }
    lc_buf_text(&e->buf, "\": ");
}

static void json_attr(struct lc_emit *e, const struct lc_attr *attr, const void *body)
{
    char scratch[LC_ATTR_SCRATCH];
    const char *text = value_of(e, attr, body, scratch);
    bool plain = attr->kind == LC_ATTR_INT || attr->kind == LC_ATTR_BOOL;

    json_name(e, attr->name);
    if (!text) {
        lc_buf_text(&e->buf, "null");
    } else if (plain) {
        lc_buf_text(&e->buf, text);
    } else {
        lc_json_string(&e->buf, lc_str(text));
    }
}

/* Is `r` written as a member of `parent` in JSON? The element around documents is not there. */
static bool is_child(enum lc_record r, enum lc_record parent)
{
    enum lc_record of = lc_record_types[r].parent;
    return r != LC_REC_ROOT && r != LC_REC_DOCUMENTS &&
           (of == LC_REC_DOCUMENTS ? LC_REC_ROOT : of) == parent;
}

static void close_array(struct lc_emit *e)
{
    struct lc_emit_frame *f = top(e);

    if (f->last && lc_record_types[f->last].list) {
        new_line(e, level_of(e));
        lc_buf_char(&e->buf, ']');
    }
}

/* Members that are not there, between the last child and `next`: every key is written. */
static void fill_up(struct lc_emit *e, enum lc_record next)
{
    struct lc_emit_frame *f = top(e);

    for (enum lc_record r = f->last + 1; r < next; r++) {
        /* of these, which came later, only what is there: readers before them know nothing else */
        bool bare = r >= LC_REC_CHANGE && r < LC_REC_JOURNAL;
        if (is_child(r, f->record) && !bare) {
            const struct lc_record_type *type = &lc_record_types[r];
            json_name(e, type->list ? type->list : type->name);
            lc_buf_text(&e->buf, type->list ? "[]" : r == LC_REC_METADATA ? "{}" : "null");
        }
    }
}

/* Put the record into its array, or begin it as a member. */
static void json_place(struct lc_emit *e, enum lc_record record)
{
    struct lc_emit_frame *f = top(e);
    const struct lc_record_type *type = &lc_record_types[record];

    if (f->last != record) {
        close_array(e);
        fill_up(e, record);
        f->last = record;
        json_name(e, type->list ? type->list : type->name);
        lc_buf_text(&e->buf, type->list ? "[" : "");
    } else {
        lc_buf_char(&e->buf, ',');
    }
    if (type->list) {
        new_line(e, level_of(e) + 1);
    }
}

static void json_open(struct lc_emit *e, enum lc_record record, const void *body, bool coded)
{
    const struct lc_record_type *type = &lc_record_types[record];
    bool bare = type->content != LC_CONTENT_NONE && !type->member;

    if (record == LC_REC_DOCUMENTS) {
        return;
    }
    if (e->depth) {
        json_place(e, record);
    }
    e->frames[e->depth++] = (struct lc_emit_frame){.record = record};
    lc_buf_text(&e->buf, bare ? "" : "{");
    for (size_t i = 0; i < type->count; i++) {
        json_attr(e, &type->attrs[i], body);
    }
    if (type->content != LC_CONTENT_NONE && !bare) {
        json_name(e, coded ? "base64" : type->member);
    }
    if (type->content != LC_CONTENT_NONE && type->content != LC_CONTENT_JSON) {
        lc_buf_char(&e->buf, '"');
    }
}

static void json_close(struct lc_emit *e)
{
    struct lc_emit_frame *f = top(e);
    const struct lc_record_type *type = &lc_record_types[f->record];

    if (type->content != LC_CONTENT_NONE) {
        lc_buf_text(&e->buf, type->content == LC_CONTENT_JSON ? "" : "\"");
    } else {
        close_array(e);
        fill_up(e, LC_REC_COUNT);
    }
    bool bare = type->content != LC_CONTENT_NONE && !type->member;
    if (!bare) {
        new_line(e, level_of(e) - 1);
        lc_buf_char(&e->buf, '}');
    }
    e->depth--;
    flush(e, FLUSH_AT);
}

/* A string goes on: the escaped text without the quotes around it. */
static void json_text(struct lc_emit *e, struct lc_str text)
{
    if (lc_record_types[top(e)->record].content == LC_CONTENT_JSON) {
        lc_buf_str(&e->buf, text);
        return;
    }
    size_t start = e->buf.size;
    lc_json_string(&e->buf, text);
    if (e->buf.status == CTR_OK) {
        memmove(e->buf.data + start, e->buf.data + start + 1, e->buf.size - start - 2);
        e->buf.size -= 2;
    }
    flush(e, FLUSH_AT);
}

/* --- both --- */

void lc_emit_begin(struct lc_emit *e, struct lc_ctx *ctx, bool json, lc_bytes_fn write, void *user)
{
    *e = (struct lc_emit){.ctx = ctx, .json = json, .write = write, .user = user};
    lc_buf_init(&e->buf, &ctx->alloc, SIZE_MAX / 2);
    if (!json) {
        lc_xml_begin(&e->xml, ctx, write, user);
    }
}

void lc_emit_open(struct lc_emit *e, enum lc_record record, const void *body, bool coded)
{
    if (e->json) {
        json_open(e, record, body, coded);
    } else {
        xml_open(e, record, body, coded);
    }
}

void lc_emit_text(struct lc_emit *e, struct lc_str text)
{
    if (e->json) {
        json_text(e, text);
    } else {
        lc_xml_text(&e->xml, text);
    }
}

void lc_emit_coded(struct lc_emit *e, struct lc_str bytes)
{
    if (e->json) {
        lc_base64_add(&e->buf, bytes.ptr, bytes.len);
        flush(e, FLUSH_AT);
    } else {
        lc_xml_base64(&e->xml, bytes.ptr, bytes.len);
    }
}

void lc_emit_close(struct lc_emit *e, enum lc_record record)
{
    if (!e->json) {
        lc_xml_close(&e->xml);
    } else if (record != LC_REC_DOCUMENTS) {
        json_close(e);
    }
}

void lc_emit_whole(struct lc_emit *e, enum lc_record record, const void *body, struct lc_str text)
{
    bool bytes = lc_record_types[record].content == LC_CONTENT_BYTES;
    bool coded = (bytes || !e->json) && !lc_xml_legal(text);

    lc_emit_open(e, record, body, coded);
    if (coded) {
        lc_emit_coded(e, text);
    } else {
        lc_emit_text(e, text);
    }
    lc_emit_close(e, record);
}

ctr_status lc_emit_status(const struct lc_emit *e)
{
    return e->json ? e->status : e->xml.status;
}

ctr_status lc_emit_end(struct lc_emit *e)
{
    if (!e->json) {
        ctr_status status = lc_xml_end(&e->xml);
        lc_buf_free(&e->buf);
        return status;
    }
    if (e->depth == 0) { /* what is not whole is not finished off */
        lc_buf_char(&e->buf, '\n');
        flush(e, 0);
    }
    lc_buf_free(&e->buf);
    return e->status;
}
