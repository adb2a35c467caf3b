/*
 * Places in a document: offset to line and column, node to JSON pointer and back, and errors that
 * say where. Nodes carry byte offsets only; everything else is worked out when somebody asks.
 */
#include "codec/value.h"

#include "base/buf.h"
#include "codec/inlay.h"

#include <stdarg.h>
#include <stdio.h>

enum { BLOCK_SHIFT = 10, BLOCK = 1 << BLOCK_SHIFT, STEP = 16 };

/* A line ends with LF, CR LF, or CR alone; this is true of the last byte of the end. */
static bool ends_line(const struct lc_doc *doc, uint32_t at)
{
    const char *text = doc->text.ptr;
    return text[at] == '\n' ||
           (text[at] == '\r' && (at + 1 == doc->text.len || text[at + 1] != '\n'));
}

typedef int8_t bytes __attribute__((vector_size(STEP)));

/* Line ends in at most a block, many bytes a step: much of a large document is gone through before
 * the first place in it can be named. */
static uint32_t count_ends(const struct lc_doc *doc, uint32_t from, uint32_t to)
{
    const bytes feed = (bytes){0} + '\n';
    const bytes carriage = (bytes){0} + '\r';
    bytes found = {0};
    uint32_t count = 0;
    const char *text = doc->text.ptr + from;
    const char *end = doc->text.ptr + (to < doc->text.len ? to : to - (to > from));
    for (; end - text >= STEP; text += STEP) { /* one byte more is there to be looked at */
        bytes own;
        bytes next;
        memcpy(&own, text, sizeof own);
        memcpy(&next, text + 1, sizeof next);
        found += (bytes)(own == feed) | ((bytes)(own == carriage) & (bytes)(next != feed));
    }
    for (int i = 0; i < STEP; i++) { /* each true one is -1, and a block has 64 steps */
        count += (uint32_t)-found[i];
    }
    for (uint32_t at = (uint32_t)(text - doc->text.ptr); at < to; at++) {
        count += ends_line(doc, at);
    }
    return count;
}

/* Line ends before `offset`: from those before its block, or, when there is no memory to keep
 * those, from the beginning. */
static uint32_t lines_before(struct lc_ctx *ctx, struct lc_doc *doc, uint32_t offset)
{
    uint32_t block = offset >> BLOCK_SHIFT;
    uint32_t lines = 0;
    if (!doc->lines) {
        size_t count = (doc->text.len >> BLOCK_SHIFT) + 1;
        doc->lines = lc_arena_array(&ctx->arena, count, sizeof *doc->lines);
        doc->lines_known = 1; /* nothing is before the first */
    }
    for (uint32_t i = doc->lines ? doc->lines_known : 1; i <= block; i++) {
        lines = doc->lines ? doc->lines[i - 1] : lines;
        lines += count_ends(doc, (i - 1) << BLOCK_SHIFT, i << BLOCK_SHIFT);
        if (doc->lines) {
            doc->lines[doc->lines_known++] = lines;
        }
    }
    lines = doc->lines ? doc->lines[block] : lines;
    return lines + count_ends(doc, block << BLOCK_SHIFT, offset);
}

/* Where the line of `offset` begins. Blocks that lie in one line are not gone through. */
static uint32_t line_start(const struct lc_doc *doc, uint32_t offset)
{
    uint32_t block = offset >> BLOCK_SHIFT;
    uint32_t at = offset;
    while (at > block << BLOCK_SHIFT && !ends_line(doc, at - 1)) {
        at--;
    }
    if (doc->lines && at == block << BLOCK_SHIFT) {
        uint32_t low = 0;
        while (low < block) {
            uint32_t middle = low + (block - low) / 2;
            if (doc->lines[middle] < doc->lines[at >> BLOCK_SHIFT]) {
                low = middle + 1;
            } else {
                block = middle;
            }
        }
        at = block << BLOCK_SHIFT; /* the line begins before here, or here */
    }
    while (at > 0 && !ends_line(doc, at - 1)) {
        at--;
    }
    return at;
}

/* Bytes of at most a block that begin a code point; also right where the text is no valid UTF-8. */
static uint32_t count_points(const struct lc_doc *doc, uint32_t from, uint32_t to)
{
    const bytes high = (bytes){0} + (int8_t)-65; /* the last byte that goes on, as a signed one */
    bytes found = {0};
    uint32_t n = 0;
    for (; to - from >= STEP; from += STEP) {
        bytes own;
        memcpy(&own, doc->text.ptr + from, sizeof own);
        found += (bytes)(own > high);
    }
    for (int i = 0; i < STEP; i++) {
        n += (uint32_t)-found[i];
    }
    for (; from < to; from++) {
        n += ((unsigned char)doc->text.ptr[from] & 0xC0) != 0x80;
    }
    return n;
}

/* Without memory there is no table, and places are counted out instead. */
static void make_points(struct lc_ctx *ctx, struct lc_doc *doc)
{
    uint32_t count = (uint32_t)(doc->text.len >> BLOCK_SHIFT) + 1;
    uint32_t *points = lc_arena_array(&ctx->arena, count, sizeof *points);
    for (uint32_t i = 1; points && i < count; i++) {
        points[i] = points[i - 1] + count_points(doc, (i - 1) << BLOCK_SHIFT, i << BLOCK_SHIFT);
    }
    doc->points = points;
}

/* Code points before an offset. */
static uint32_t points_before(const struct lc_doc *doc, uint32_t offset)
{
    uint32_t block = offset >> BLOCK_SHIFT;
    return doc->points[block] + count_points(doc, block << BLOCK_SHIFT, offset);
}

/* A byte order mark has no width: an editor shows none. */
static bool is_behind_mark(const struct lc_doc *doc, uint32_t line_start, uint32_t offset)
{
    return !line_start && offset >= 3 && lc_str_starts(doc->text, LC_STR("\xEF\xBB\xBF"));
}

void lc_doc_place(struct lc_ctx *ctx, struct lc_doc *doc, uint32_t offset, int64_t *line,
                  int64_t *column)
{
    doc = lc_inlay_around(doc, &offset);
    if (offset > doc->text.len) {
        offset = (uint32_t)doc->text.len;
    }
    if (!doc->text.len) {
        *line = *column = 1;
        return;
    }
    *line = (int64_t)lines_before(ctx, doc, offset) + 1;
    uint32_t start = line_start(doc, offset);
    if (offset - start > BLOCK && !doc->points) {
        make_points(ctx, doc);
    }
    *column = 1 +
              (offset - start > BLOCK && doc->points
                   ? points_before(doc, offset) - points_before(doc, start)
                   : count_points(doc, start, offset)) -
              is_behind_mark(doc, start, offset);
}

/* Last child that begins at or before `offset`; children stand in the order of the source. */
static const struct lc_value *child_at(const struct lc_value *parent, uint32_t offset)
{
    bool object = parent->kind == LC_OBJECT;
    uint32_t low = 0;
    uint32_t high = object ? parent->count : parent->count;
    const struct lc_value *found = NULL;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const struct lc_value *v = object ? &parent->members[middle].value : &parent->items[middle];
        if (v->offset <= offset) {
            found = v;
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return found;
}

static void add_escaped(struct lc_buf *buf, struct lc_str key)
{
    for (size_t i = 0; i < key.len; i++) {
        const char *escape = lc_pointer_escape(key.ptr[i]);
        if (escape) {
            lc_buf_text(buf, escape);
        } else {
            lc_buf_char(buf, key.ptr[i]);
        }
    }
}

static void add_step(struct lc_buf *buf, const struct lc_value *parent,
                     const struct lc_value *child)
{
    lc_buf_char(buf, '/');
    if (parent->kind == LC_ARRAY) {
        lc_buf_int(buf, child - parent->items);
        return;
    }
    const char *member = (const char *)child - offsetof(struct lc_member, value);
    add_escaped(buf, lc_key(((const struct lc_member *)(const void *)member)));
}

/* What was made anew stands where what it was made from does. */
static bool is_at(const struct lc_doc *doc, const struct lc_value *at, const struct lc_value *node)
{
    return at == node || (doc->written && at->offset == node->offset);
}

/* The way down by offsets; true when it ends at the node itself. */
static bool point_by_offset(struct lc_buf *buf, const struct lc_doc *doc, const struct lc_value *at,
                            const struct lc_value *node)
{
    while (!is_at(doc, at, node)) {
        const struct lc_value *child = NULL;
        if (at->kind == LC_ARRAY || at->kind == LC_OBJECT) {
            child = child_at(at, node->offset);
        }
        if (!child) {
            return false;
        }
        add_step(buf, at, child);
        at = child;
    }
    return true;
}

/* Merged members of YAML stand where their offsets do not tell; then every node is looked at. */
static bool point_by_walk(struct lc_buf *buf, const struct lc_doc *doc, const struct lc_value *at,
                          const struct lc_value *node)
{
    if (is_at(doc, at, node)) {
        return true;
    }
    size_t size = buf->size;
    bool object = at->kind == LC_OBJECT;
    uint32_t count = object ? at->count : at->kind == LC_ARRAY ? at->count : 0;
    for (uint32_t i = 0; i < count && buf->status == CTR_OK; i++) {
        const struct lc_value *child = object ? &at->members[i].value : &at->items[i];
        add_step(buf, at, child);
        if (point_by_walk(buf, doc, child, node)) {
            return true;
        }
        if (buf->status == CTR_OK) {
            buf->size = size;
        }
    }
    return false;
}

const char *lc_doc_pointer(struct lc_ctx *ctx, const struct lc_doc *doc,
                           const struct lc_value *node)
{
    struct lc_buf buf;
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX - 1);
    const struct lc_value *root = doc->written ? doc->written : doc->root;
    bool found = point_by_offset(&buf, doc, root, node);
    if (!found && buf.status == CTR_OK) {
        lc_buf_clear(&buf);
        found = point_by_walk(&buf, doc, root, node);
    }
    const char *pointer = NULL;
    if (buf.status != CTR_OK) {
        lc_nomem(ctx);
    } else {
        pointer = lc_dup(ctx, lc_str_n(buf.data, found ? buf.size : 0));
    }
    lc_buf_free(&buf);
    return pointer;
}

bool lc_pointer_unescape(struct lc_str token, char *out, struct lc_str *key)
{
    const struct lc_str nul = LC_STR(LC_POINTER_NUL);
    size_t n = 0;
    if (token.len && !memchr(token.ptr, '~', token.len)) {
        *key = token;
        return true;
    }
    for (size_t i = 0; i < token.len; i++) {
        char c = token.ptr[i];
        if (lc_str_starts(lc_str_n(token.ptr + i, token.len - i), nul)) {
            c = '\0';
            i += nul.len - 1;
        } else if (c == '~') {
            i++;
            if (i == token.len || (token.ptr[i] != '0' && token.ptr[i] != '1')) {
                return false;
            }
            c = token.ptr[i] == '0' ? '~' : '/';
        }
        out[n++] = c;
    }
    *key = lc_str_n(out, n);
    return true;
}

/* An array index as RFC 6901 has it: no sign, no leading zero. */
static const struct lc_value *item_of(const struct lc_value *array, struct lc_str token)
{
    uint64_t index = 0;
    if (!token.len || token.len > 10 || (token.len > 1 && token.ptr[0] == '0')) {
        return NULL;
    }
    for (size_t i = 0; i < token.len; i++) {
        if (token.ptr[i] < '0' || token.ptr[i] > '9') {
            return NULL;
        }
        index = index * 10 + (uint64_t)(token.ptr[i] - '0');
    }
    return lc_at(array, index);
}

const struct lc_value *lc_doc_resolve(struct lc_ctx *ctx, const struct lc_doc *doc,
                                      struct lc_str pointer)
{
    const struct lc_value *at = doc->written ? doc->written : doc->root;
    struct lc_mark mark = lc_arena_mark(&ctx->arena);
    char *scratch = lc_new(ctx, pointer.len + 1, 1);
    struct lc_str key;
    while (at && scratch && pointer.len) {
        if (pointer.ptr[0] != '/') {
            at = NULL;
            break;
        }
        pointer = lc_str_n(pointer.ptr + 1, pointer.len - 1);
        const char *slash = pointer.len ? memchr(pointer.ptr, '/', pointer.len) : NULL;
        size_t len = slash ? (size_t)(slash - pointer.ptr) : pointer.len;
        if (!lc_pointer_unescape(lc_str_n(pointer.ptr, len), scratch, &key)) {
            at = NULL;
        } else {
            at = at->kind == LC_ARRAY ? item_of(at, key) : lc_get_str(at, key);
        }
        pointer = lc_str_n(pointer.ptr + len, pointer.len - len);
    }
    lc_arena_release(&ctx->arena, mark);
    return scratch ? at : NULL;
}

__attribute__((format(printf, 5, 0))) static ctr_status fail_at(struct lc_ctx *ctx,
                                                                struct lc_doc *doc,
                                                                ctr_status status, uint32_t offset,
                                                                const char *format, va_list args)
{
    char text[1024];
    int64_t line;
    int64_t column;
    if (ctx->error) {
        return ctr_error_status(ctx->error);
    }
    lc_format_into(text, sizeof text, format, args);
    doc = lc_inlay_around(doc, &offset);
    lc_doc_place(ctx, doc, offset, &line, &column);
    status = lc_fail(ctx, status, "%s:%lld:%lld: %s", doc->file, (long long)line, (long long)column,
                     text);
    lc_detail(ctx, "file", doc->file);
    lc_detail_int(ctx, "line", line);
    lc_detail_int(ctx, "column", column);
    lc_detail_int(ctx, "offset", offset);
    return status;
}

ctr_status lc_doc_fail(struct lc_ctx *ctx, struct lc_doc *doc, uint32_t offset, const char *format,
                       ...)
{
    va_list args;
    va_start(args, format);
    ctr_status status = fail_at(ctx, doc, CTR_E_INPUT, offset, format, args);
    va_end(args);
    return status;
}

ctr_status lc_doc_fail_as(struct lc_ctx *ctx, struct lc_doc *doc, ctr_status status,
                          uint32_t offset, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    status = fail_at(ctx, doc, status, offset, format, args);
    va_end(args);
    return status;
}
