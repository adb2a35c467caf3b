/*
 * Places of a text that is a string of another document. What a block of YAML says stands in the
 * source line by line, moved by its indentation; nothing of that is taken for granted: each line
 * of the string has to end the line of the source that it is said to stand in.
 */
#include "codec/inlay.h"

static bool is_end(char c)
{
    return c == '\n' || c == '\r';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || is_end(c);
}

/* ---- a view into the source */

static bool is_view(struct lc_str source, struct lc_str text)
{
    uintptr_t from = (uintptr_t)source.ptr;
    uintptr_t at = (uintptr_t)text.ptr;
    return source.ptr && at >= from && at - from <= source.len &&
           text.len <= source.len - (at - from);
}

/* ---- a block of YAML */

/* Behind '|', an anchor or a tag before it left out; false if the scalar is no such block. */
static bool behind_mark(struct lc_str source, size_t *at)
{
    while (*at < source.len && (source.ptr[*at] == '&' || source.ptr[*at] == '!')) {
        while (*at < source.len && !is_blank(source.ptr[*at])) {
            ++*at;
        }
        while (*at < source.len && is_blank(source.ptr[*at])) {
            ++*at;
        }
    }
    return *at < source.len && source.ptr[(*at)++] == '|';
}

static size_t line_end(struct lc_str text, size_t at)
{
    while (at < text.len && !is_end(text.ptr[at])) {
        at++;
    }
    return at;
}

/* The line behind the one whose end is at `end`. */
static size_t next_line(struct lc_str text, size_t end)
{
    bool two = end + 1 < text.len && text.ptr[end] == '\r' && text.ptr[end + 1] == '\n';
    return end < text.len ? end + 1 + two : text.len;
}

static uint32_t count_lines(struct lc_str text)
{
    uint32_t count = 1;
    for (size_t i = 0; i < text.len; i++) {
        count += text.ptr[i] == '\n';
    }
    return count;
}

/* True when every line of the string ends one of the source's, from `at` on. */
static bool lay_out(struct lc_str source, size_t at, struct lc_str text,
                    struct lc_inlay_line *lines, uint32_t *count)
{
    *count = 0;
    for (size_t inner = 0; inner < text.len;) {
        const char *feed = memchr(text.ptr + inner, '\n', text.len - inner);
        size_t stop = feed ? (size_t)(feed - text.ptr) : text.len;
        size_t len = stop - inner;
        size_t end = line_end(source, at);
        if (at >= source.len || end - at < len ||
            memcmp(source.ptr + end - len, text.ptr + inner, len) != 0) {
            return false;
        }
        lines[(*count)++] = (struct lc_inlay_line){(uint32_t)inner, (uint32_t)(end - len)};
        inner = stop + 1;
        at = next_line(source, end);
    }
    return *count > 0;
}

static ctr_status block(struct lc_ctx *ctx, struct lc_inlay *inlay)
{
    struct lc_str source = inlay->doc->text;
    struct lc_str text = lc_raw(inlay->value);
    size_t at = inlay->value->offset;
    if (!inlay->doc->yaml || at >= source.len || !behind_mark(source, &at)) {
        return CTR_OK;
    }
    struct lc_inlay_line *lines = lc_new(ctx, count_lines(text), sizeof *lines);
    if (!lines) {
        return CTR_E_NOMEM;
    }
    at = next_line(source, line_end(source, at));
    inlay->lines = lay_out(source, at, text, lines, &inlay->count) ? lines : NULL;
    return CTR_OK;
}

/* ---- both */

ctr_status lc_inlay_make(struct lc_ctx *ctx, struct lc_doc *doc, const struct lc_value *value,
                         const struct lc_inlay **out)
{
    struct lc_inlay *inlay = lc_new(ctx, 1, sizeof *inlay);
    struct lc_inlay_line *line = lc_new(ctx, 1, sizeof *line);
    if (!inlay || !line) {
        return CTR_E_NOMEM;
    }
    *inlay = (struct lc_inlay){.doc = doc, .value = value};
    *out = inlay;
    if (!is_view(doc->text, lc_raw(value))) {
        return block(ctx, inlay);
    }
    line->outer = (uint32_t)(value->chars - doc->text.ptr);
    inlay->lines = line;
    inlay->count = 1;
    return CTR_OK;
}

/* The last line that begins at or before an offset of the string. */
static const struct lc_inlay_line *line_of(const struct lc_inlay *inlay, uint32_t offset)
{
    uint32_t low = 0;
    uint32_t high = inlay->count - 1;
    while (low < high) {
        uint32_t middle = high - (high - low) / 2;
        if (inlay->lines[middle].inner <= offset) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return &inlay->lines[low];
}

/* Behind the last line there is nothing of the text: it ends where what it says does. */
static uint32_t within(struct lc_str text, uint32_t offset)
{
    if (offset >= text.len) {
        offset = (uint32_t)text.len;
        while (offset && is_blank(text.ptr[offset - 1])) {
            offset--;
        }
    }
    return offset;
}

struct lc_doc *lc_inlay_around(struct lc_doc *doc, uint32_t *offset)
{
    for (const struct lc_inlay *i = doc->inlay; i; i = doc->inlay) {
        if (i->lines) {
            uint32_t at = within(lc_raw(i->value), *offset);
            const struct lc_inlay_line *line = line_of(i, at);
            *offset = line->outer + (at - line->inner);
        } else {
            *offset = i->value->offset;
        }
        doc = i->doc;
    }
    return doc;
}
