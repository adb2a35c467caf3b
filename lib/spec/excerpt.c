/* The lines that findings stand on: a result outlives its documents, so it keeps them. */
#include "spec/excerpt.h"

/* Bytes in which the end of a line, or of the one above or below, is looked for. A document of one
 * line must not be gone through once a finding. */
enum { REACH = 4096 };

static const char dots[] = "\xE2\x80\xA6";

static bool begins(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

static bool is_end(char c)
{
    return c == '\n' || c == '\r';
}

/* `points` code points back from `at`, not past the beginning of the line. */
static size_t back(struct lc_str text, size_t at, size_t points)
{
    while (points && at && !is_end(text.ptr[at - 1])) {
        at--;
        points -= begins(text.ptr[at]);
    }
    return at;
}

/* The same forward, not past the end of the line. */
static size_t forth(struct lc_str text, size_t at, size_t points)
{
    while (at < text.len && !is_end(text.ptr[at])) {
        if (begins(text.ptr[at]) && points-- == 0) {
            break;
        }
        at++;
    }
    return at;
}

static bool is_line(struct lc_str text, size_t from, size_t to)
{
    return (!from || is_end(text.ptr[from - 1])) && (to == text.len || is_end(text.ptr[to]));
}

/* A part of a line: with dots where it is cut, and tabs as spaces. */
static const char *part(struct lc_ctx *ctx, struct lc_str text, size_t from, size_t to)
{
    bool cut_left = from && !is_end(text.ptr[from - 1]);
    bool cut_right = to < text.len && !is_end(text.ptr[to]);
    char *out = lc_new(ctx, to - from + 2 * sizeof dots, 1);
    char *end = out;

    if (!out) {
        return NULL;
    }
    if (cut_left) {
        memcpy(end, dots, sizeof dots - 1);
        end += sizeof dots - 1;
    }
    for (size_t at = from; at < to; at++) {
        char c = text.ptr[at];
        *end++ = c == '\t' || c == '\0' ? ' ' : c; /* a NUL would cut the C string */
    }
    if (cut_right) {
        memcpy(end, dots, sizeof dots - 1);
        end += sizeof dots - 1;
    }
    *end = '\0';
    return out;
}

/* The line above the one that begins at `start`; *out NULL if there is none within reach. */
static ctr_status above(struct lc_ctx *ctx, struct lc_str text, size_t start, const char **out)
{
    if (!start) {
        return CTR_OK;
    }
    size_t end = start - 1;
    end -= end && text.ptr[end] == '\n' && text.ptr[end - 1] == '\r';
    size_t from = end;
    while (from && end - from < REACH && !is_end(text.ptr[from - 1])) {
        from--;
    }
    if (end - from < REACH) {
        *out = part(ctx, text, from, forth(text, from, LC_EXCERPT_WIDTH));
        return *out ? CTR_OK : CTR_E_NOMEM;
    }
    return CTR_OK;
}

/* The line below the one that `at` stands in. */
static ctr_status below(struct lc_ctx *ctx, struct lc_str text, size_t at, const char **out)
{
    size_t from = at;
    while (from < text.len && from - at < REACH && !is_end(text.ptr[from])) {
        from++;
    }
    if (from == text.len || from - at == REACH) {
        return CTR_OK;
    }
    from += text.ptr[from] == '\r' && from + 1 < text.len && text.ptr[from + 1] == '\n';
    if (++from == text.len) {
        return CTR_OK; /* nothing is behind the last end of a line */
    }
    *out = part(ctx, text, from, forth(text, from, LC_EXCERPT_WIDTH));
    return *out ? CTR_OK : CTR_E_NOMEM;
}

const struct lc_excerpt *lc_excerpt_at(struct lc_ctx *ctx, struct lc_str text, size_t offset)
{
    struct lc_excerpt *e = lc_new(ctx, 1, sizeof *e);
    if (!e) {
        return NULL;
    }
    offset = offset > text.len ? text.len : offset;
    size_t from = back(text, offset, LC_EXCERPT_WIDTH);
    bool whole = is_line(text, from, forth(text, from, LC_EXCERPT_WIDTH));
    from = whole ? from : back(text, offset, LC_EXCERPT_WIDTH - LC_EXCERPT_BEFORE);
    bool cut = from && !is_end(text.ptr[from - 1]);
    from = cut ? back(text, offset, LC_EXCERPT_BEFORE) : from;
    e->line = part(ctx, text, from, forth(text, from, LC_EXCERPT_WIDTH));
    e->caret = 1 + cut;
    for (size_t at = from; at < offset; at++) {
        e->caret += begins(text.ptr[at]);
    }
    if (!e->line || (whole && above(ctx, text, from, &e->before) != CTR_OK) ||
        (whole && below(ctx, text, offset, &e->after) != CTR_OK)) {
        return NULL;
    }
    return e;
}

/* The file of a place: its name is that of the document it was found in, the very same one. */
static const struct lc_bundle_file *file_of(const struct lc_bundle *b, const struct lc_place *p)
{
    for (size_t i = 0; i < b->count; i++) {
        if (b->files[i]->doc.file == p->file) {
            return b->files[i];
        }
    }
    return NULL;
}

static ctr_status fill(struct lc_ctx *ctx, const struct lc_bundle *b, const struct lc_place **place)
{
    const struct lc_bundle_file *file = *place ? file_of(b, *place) : NULL;
    if (!file || !file->doc.text.ptr) {
        return CTR_OK;
    }
    struct lc_place *copy = lc_new(ctx, 1, sizeof *copy); /* findings may share a place */
    if (!copy) {
        return CTR_E_NOMEM;
    }
    *copy = **place;
    copy->excerpt = lc_excerpt_at(ctx, file->doc.text, (size_t)copy->offset);
    *place = copy;
    return copy->excerpt ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_diff_excerpts(struct lc_ctx *ctx, const struct lc_bundle *older,
                            const struct lc_bundle *newer, struct ctr_diff *diff)
{
    struct ctr_finding *list = lc_new(ctx, diff->count + 1, sizeof *list);
    if (!list) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < diff->count; i++) {
        list[i] = diff->findings[i];
        LC_TRY(fill(ctx, older, &list[i].place[CTR_SIDE_OLD]));
        LC_TRY(fill(ctx, newer, &list[i].place[CTR_SIDE_NEW]));
    }
    diff->findings = list;
    return CTR_OK;
}

void lc_diff_breaking_only(struct ctr_diff *diff)
{
    size_t count = 0; /* the heaviest come first */
    while (count < diff->count && diff->findings[count].level == CTR_LEVEL_BREAKING) {
        count++;
    }
    diff->count = count;
}
