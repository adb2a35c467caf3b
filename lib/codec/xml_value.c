/* Data in XML: reading it into a tree, writing one. */
#include "codec/xml_value.h"

#include "codec/tree.h"
#include "codec/xml_read.h"
#include "codec/xml_write.h"

enum state { SCALAR, LIST, MAP };

enum { DEPTH = 64 /* what the XML reader allows */, WRITE_DEPTH = 16 /* and the writer */ };

struct frame {
    enum state state;
    uint32_t offset;
    bool null;
};

struct reading {
    struct lc_ctx *ctx;
    struct lc_xml_reader *reader;
    struct lc_tree tree;
    struct lc_buf text; /* of the scalar that is open */
    struct frame frames[DEPTH + 1];
    uint32_t depth;
    struct lc_str *root;
    struct lc_str *ns;
    size_t line_start; /* offset of the line that was asked for last */
    int64_t line;
};

/* Places come in the order of the document, so one walk over its lines serves them all. */
static uint32_t here(struct reading *r)
{
    int64_t line, column;
    lc_xml_place(r->reader, &line, &column);
    struct lc_str text = r->tree.doc->text;
    size_t at = r->line_start;
    for (; r->line < line && at < text.len; at++) {
        bool end = text.ptr[at] == '\n' ||
                   (text.ptr[at] == '\r' && !(at + 1 < text.len && text.ptr[at + 1] == '\n'));
        if (end) {
            r->line++;
            r->line_start = at + 1;
        }
    }
    for (at = r->line_start; at < text.len && column > 1; at++) {
        column -= at + 1 >= text.len || ((unsigned char)text.ptr[at + 1] & 0xC0) != 0x80;
    }
    return (uint32_t)at;
}

static ctr_status refuse(struct reading *r, const char *why)
{
    return lc_xml_fail(r->reader, CTR_E_INPUT, "%s", why);
}

static bool blank(struct lc_str text)
{
    return lc_str_trim(text).len == 0;
}

/* The first child says whether its parent is a list. */
static ctr_status settle(struct reading *r, struct frame *parent, bool item)
{
    if (parent->state == SCALAR) {
        if (!blank(lc_str_n(r->text.data, r->text.size))) {
            return refuse(r, "an element holds text and elements; one of the two was wanted");
        }
        lc_buf_clear(&r->text);
        parent->state = item ? LIST : MAP;
        return lc_tree_open(&r->tree, !item, parent->offset);
    }
    if (item != (parent->state == LIST)) {
        return refuse(r, item ? "an 'item' stands among named elements"
                              : "a named element stands among 'item's");
    }
    return CTR_OK;
}

static ctr_status copy(struct reading *r, struct lc_str from, struct lc_str *to)
{
    if (!from.len) {
        *to = LC_STR("");
        return CTR_OK;
    }
    char *at = lc_tree_text(&r->tree, from.len);
    if (!at) {
        return CTR_E_NOMEM;
    }
    memcpy(at, from.ptr, from.len);
    lc_tree_text_used(&r->tree, at, from.len);
    *to = lc_str_n(at, from.len);
    return CTR_OK;
}

static ctr_status attributes(struct reading *r, bool entry, const struct lc_xml_attribute *a,
                             size_t count, struct lc_str *key, bool *null)
{
    for (size_t i = 0; i < count; i++) {
        bool is_key = entry && lc_str_is(a[i].name, "key");
        bool is_null = lc_str_is(a[i].name, "null") && lc_str_is(a[i].value, "true");
        if (!is_key && !is_null) {
            return lc_xml_fail(r->reader, CTR_E_INPUT,
                               "attribute '%.*s' has no meaning here; wanted are 'key' of an entry "
                               "and null=\"true\"",
                               (int)a[i].name.len, a[i].name.ptr);
        }
        *key = is_key ? a[i].value : *key;
        *null |= is_null;
    }
    return CTR_OK;
}

static ctr_status on_start(void *user, struct lc_str ns, struct lc_str name,
                           const struct lc_xml_attribute *given, size_t count)
{
    struct reading *r = user;
    bool entry = lc_str_is(name, "entry");
    bool item = lc_str_is(name, "item");
    bool null = false;
    struct lc_str key = entry ? lc_str_n(NULL, 0) : name;
    uint32_t offset = here(r);
    LC_TRY(attributes(r, entry, given, count, &key, &null));
    if (r->depth == 0) {
        LC_TRY(copy(r, ns, r->ns));
        LC_TRY(copy(r, name, r->root));
    } else {
        LC_TRY(settle(r, &r->frames[r->depth - 1], item));
        if (!key.ptr) {
            return refuse(r, "an entry has no attribute 'key'");
        }
        if (!item) {
            LC_TRY(copy(r, key, &key));
        }
        LC_TRY(item ? lc_tree_push_item(&r->tree) : lc_tree_push_member(&r->tree, key, offset));
    }
    r->frames[r->depth++] = (struct frame){SCALAR, offset, null};
    return CTR_OK;
}

static ctr_status on_text(void *user, struct lc_str text)
{
    struct reading *r = user;
    if (r->frames[r->depth - 1].state != SCALAR) {
        return blank(text) ? CTR_OK
                           : refuse(r, "text stands between elements; elements alone were wanted");
    }
    lc_buf_str(&r->text, text);
    return r->text.status == CTR_OK ? CTR_OK : lc_nomem(r->ctx);
}

static size_t digits(struct lc_str text, size_t at)
{
    size_t n = 0;
    while (at + n < text.len && text.ptr[at + n] >= '0' && text.ptr[at + n] <= '9') {
        n++;
    }
    return n;
}

/* A number in the spelling of JSON: others stay text, so that nothing is spelled anew. */
static bool is_number(struct lc_str text)
{
    size_t at = text.len && text.ptr[0] == '-';
    size_t whole = digits(text, at);
    if (!whole || (whole > 1 && text.ptr[at] == '0')) {
        return false;
    }
    at += whole;
    if (at < text.len && text.ptr[at] == '.') {
        size_t part = digits(text, at + 1);
        at += part ? part + 1 : 0;
    }
    if (at < text.len && (text.ptr[at] == 'e' || text.ptr[at] == 'E')) {
        size_t sign = at + 1 < text.len && (text.ptr[at + 1] == '+' || text.ptr[at + 1] == '-');
        size_t part = digits(text, at + 1 + sign);
        at += part ? part + 1 + sign : 0;
    }
    struct lc_decimal d;
    return at == text.len && lc_decimal_parse(text, &d);
}

static enum lc_value_kind kind_of(struct lc_str text, bool null)
{
    return null                       ? LC_NULL
           : lc_str_is(text, "true")  ? LC_TRUE
           : lc_str_is(text, "false") ? LC_FALSE
           : is_number(text)          ? LC_NUMBER
                                      : LC_STRING;
}

static ctr_status on_end(void *user, struct lc_str name)
{
    struct reading *r = user;
    struct frame frame = r->frames[--r->depth];
    (void)name;
    if (frame.state != SCALAR) {
        return lc_tree_close(&r->tree);
    }
    struct lc_str text = lc_str_trim(lc_str_n(r->text.data, r->text.size));
    if (frame.null && text.len) {
        return refuse(r, "an element with null=\"true\" holds text");
    }
    LC_TRY(copy(r, text, &text));
    lc_buf_clear(&r->text);
    enum lc_value_kind kind = kind_of(text, frame.null);
    if (kind == LC_NUMBER || kind == LC_STRING) {
        lc_tree_set_text(&r->tree, kind, frame.offset, text);
    } else {
        lc_tree_set(&r->tree, kind, frame.offset);
    }
    return CTR_OK;
}

static ctr_status read_all(struct reading *r, struct lc_str text)
{
    const struct lc_xml_handler handler = {on_start, on_text, on_end, r};
    LC_TRY(lc_xml_reader_new(r->ctx, r->tree.doc->file, &handler, &r->reader));
    ctr_status status = lc_xml_feed(r->reader, text.ptr, text.len);
    status = status == CTR_OK ? lc_xml_finish(r->reader) : status;
    lc_xml_reader_free(r->reader);
    return status;
}

ctr_status lc_xml_value_read(struct lc_ctx *ctx, struct lc_str text,
                             const struct lc_read_options *options, struct lc_doc *doc,
                             struct lc_str *root, struct lc_str *ns)
{
    struct reading r = {.ctx = ctx, .root = root, .ns = ns, .line = 1};
    lc_buf_init(&r.text, &ctx->alloc, SIZE_MAX / 2);
    ctr_status status = lc_tree_begin(&r.tree, ctx, text, options, doc);
    if (status == CTR_OK) {
        status = read_all(&r, text);
    }
    lc_buf_free(&r.text);
    return lc_tree_end(&r.tree, status);
}

/* ---- writing ---- */

static bool is_xml_name(struct lc_str key)
{
    for (size_t i = 0; i < key.len; i++) {
        char c = key.ptr[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '-' || c == '.'))) {
            return false;
        }
    }
    return key.len && key.len <= 128 && !lc_str_is(key, "item") && !lc_str_is(key, "entry");
}

static ctr_status write_node(struct lc_xml_writer *w, const struct lc_value *v);

/* The writer takes these for mistakes of the program; here they are the document's. */
static ctr_status check_room(struct lc_xml_writer *w)
{
    return w->depth < WRITE_DEPTH
               ? CTR_OK
               : lc_fail(w->ctx, CTR_E_INPUT,
                         "the document is nested more than %d levels deep, which its XML form "
                         "cannot be",
                         (int)WRITE_DEPTH);
}

static ctr_status write_member(struct lc_xml_writer *w, const struct lc_member *m)
{
    const char *key = lc_dup(w->ctx, lc_key(m));
    if (!key) {
        return CTR_E_NOMEM;
    }
    bool plain = is_xml_name(lc_key(m));
    if (!plain && !lc_xml_legal(lc_key(m))) {
        return lc_fail(w->ctx, CTR_E_INPUT,
                       "a name holds a character that XML cannot; write it as JSON");
    }
    LC_TRY(check_room(w));
    lc_xml_open(w, plain ? key : "entry");
    lc_xml_attr(w, "key", plain ? NULL : key);
    LC_TRY(write_node(w, &m->value));
    lc_xml_close(w);
    return CTR_OK;
}

static ctr_status write_scalar(struct lc_xml_writer *w, struct lc_str text)
{
    if (!lc_xml_legal(text)) {
        return lc_fail(w->ctx, CTR_E_INPUT,
                       "a text holds a character that XML cannot; write it as JSON");
    }
    lc_xml_text(w, text);
    return CTR_OK;
}

static ctr_status write_node(struct lc_xml_writer *w, const struct lc_value *v)
{
    switch ((enum lc_value_kind)v->kind) {
    case LC_NULL:
        lc_xml_attr(w, "null", "true");
        return CTR_OK;
    case LC_FALSE:
    case LC_TRUE:
        return write_scalar(w, v->kind == LC_TRUE ? LC_STR("true") : LC_STR("false"));
    case LC_NUMBER:
    case LC_STRING:
        return write_scalar(w, lc_raw(v));
    case LC_ARRAY:
        for (uint32_t i = 0; i < v->count; i++) {
            LC_TRY(check_room(w));
            lc_xml_open(w, "item");
            LC_TRY(write_node(w, &v->items[i]));
            lc_xml_close(w);
        }
        return CTR_OK;
    case LC_OBJECT:
        for (uint32_t i = 0; i < v->count; i++) {
            bool null = v->members[i].value.kind == LC_NULL;
            LC_TRY(null ? CTR_OK : write_member(w, &v->members[i]));
        }
        return CTR_OK;
    }
    return CTR_OK;
}

ctr_status lc_xml_value_write(struct lc_ctx *ctx, const struct lc_value *value, const char *root,
                              const char *ns,
                              ctr_status (*write)(void *user, const void *bytes, size_t size),
                              void *user)
{
    struct lc_xml_writer w;
    if (value->kind != LC_OBJECT) {
        return lc_fail(ctx, CTR_E_INPUT, "only a map has an XML form");
    }
    lc_xml_begin(&w, ctx, write, user);
    lc_xml_open(&w, root);
    lc_xml_attr(&w, "xmlns", ns);
    ctr_status status = write_node(&w, value);
    lc_xml_close(&w);
    ctr_status ended = lc_xml_end(&w);
    return status == CTR_OK ? ended : status;
}
