/* Reading CSV: one walk over the bytes, a row at a time. */
#include "codec/csv_read.h"

#include "base/utf8.h"
#include "codec/tree.h"

enum { MOST_COLUMNS = 256 };

struct reading {
    struct lc_ctx *ctx;
    struct lc_tree tree;
    struct lc_str text;
    size_t at;
    struct lc_str names[MOST_COLUMNS];
    uint32_t places[MOST_COLUMNS];
    size_t count;
};

static ctr_status refuse(struct reading *r, size_t at, const char *why)
{
    return lc_doc_fail(r->ctx, r->tree.doc, (uint32_t)at, "%s", why);
}

static bool line_ends(struct lc_str text, size_t at)
{
    return at == text.len || text.ptr[at] == '\n' ||
           (text.ptr[at] == '\r' && (at + 1 == text.len || text.ptr[at + 1] == '\n'));
}

static void skip_line_end(struct reading *r)
{
    r->at += r->at < r->text.len && r->text.ptr[r->at] == '\r';
    r->at += r->at < r->text.len && r->text.ptr[r->at] == '\n';
}

/* Behind the opening quote; *size is the length without the doubles of quotes. */
static ctr_status find_quote(struct reading *r, size_t *size)
{
    size_t from = r->at;
    *size = 0;
    for (;; r->at++, ++*size) {
        if (r->at == r->text.len) {
            return refuse(r, from - 1, "the quote is not closed");
        }
        if (r->text.ptr[r->at] != '"') {
            continue;
        }
        if (r->at + 1 == r->text.len || r->text.ptr[r->at + 1] != '"') {
            return CTR_OK;
        }
        r->at++;
    }
}

static ctr_status quoted(struct reading *r, struct lc_str *out)
{
    size_t from = ++r->at;
    size_t size;
    LC_TRY(find_quote(r, &size));
    struct lc_str raw = lc_str_n(r->text.ptr + from, r->at - from);
    *out = raw;
    r->at++;
    if (!line_ends(r->text, r->at) && r->text.ptr[r->at] != ',') {
        return refuse(r, r->at, "text stands behind a closing quote; a comma was wanted");
    }
    if (size == raw.len) {
        return CTR_OK;
    }
    char *plain = lc_tree_text(&r->tree, size);
    if (!plain) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0, n = 0; i < raw.len; i++, n++) {
        plain[n] = raw.ptr[i];
        i += raw.ptr[i] == '"';
    }
    lc_tree_text_used(&r->tree, plain, size);
    *out = lc_str_n(plain, size);
    return CTR_OK;
}

/* One cell, without the comma behind it. */
static ctr_status cell(struct reading *r, struct lc_str *out)
{
    size_t from = r->at;
    if (from < r->text.len && r->text.ptr[from] == '"') {
        return quoted(r, out);
    }
    while (!line_ends(r->text, r->at) && r->text.ptr[r->at] != ',') {
        if (r->text.ptr[r->at] == '"') {
            return refuse(r, r->at, "a quote stands inside a cell; put the whole cell into quotes");
        }
        r->at++;
    }
    *out = lc_str_n(r->text.ptr + from, r->at - from);
    return CTR_OK;
}

/* Over the comma; false at the end of the line. */
static bool more(struct reading *r)
{
    bool comma = r->at < r->text.len && r->text.ptr[r->at] == ',';
    r->at += comma;
    return comma;
}

static ctr_status header(struct reading *r)
{
    do {
        if (r->count == MOST_COLUMNS) {
            return refuse(r, r->at, "there are more than 256 columns");
        }
        r->places[r->count] = (uint32_t)r->at;
        LC_TRY(cell(r, &r->names[r->count]));
        r->names[r->count] = lc_str_trim(r->names[r->count]);
        if (!r->names[r->count].len) {
            return refuse(r, r->places[r->count], "a column has no name");
        }
        r->count++;
    } while (more(r));
    skip_line_end(r);
    return CTR_OK;
}

static ctr_status row(struct reading *r)
{
    size_t start = r->at;
    size_t count = 0;
    LC_TRY(lc_tree_push_item(&r->tree));
    LC_TRY(lc_tree_open(&r->tree, true, (uint32_t)start));
    do {
        struct lc_str text;
        size_t at = r->at;
        LC_TRY(cell(r, &text));
        if (count < r->count) {
            LC_TRY(lc_tree_push_member(&r->tree, r->names[count], r->places[count]));
            lc_tree_set_text(&r->tree, LC_STRING, (uint32_t)at, text);
        }
        count++;
    } while (more(r));
    if (count != r->count) {
        return lc_doc_fail(r->ctx, r->tree.doc, (uint32_t)start,
                           "the row has %zu cells, the first line has %zu", count, r->count);
    }
    skip_line_end(r);
    return lc_tree_close(&r->tree);
}

static ctr_status rows(struct reading *r)
{
    struct lc_str mark = LC_STR("\xEF\xBB\xBF");
    size_t good = lc_utf8_check(r->text);
    if (good < r->text.len) {
        return lc_doc_fail(r->ctx, r->tree.doc, (uint32_t)good, "byte 0x%02X is not UTF-8 here",
                           (unsigned)(unsigned char)r->text.ptr[good]);
    }
    r->at = lc_str_starts(r->text, mark) ? mark.len : 0;
    LC_TRY(lc_tree_open(&r->tree, false, (uint32_t)r->at));
    while (r->at < r->text.len) {
        if (line_ends(r->text, r->at)) {
            skip_line_end(r);
            continue;
        }
        LC_TRY(r->count ? row(r) : header(r));
        LC_TRY(lc_poll(r->ctx));
    }
    if (!r->count) {
        return refuse(r, 0, "the document is empty; CSV with a line of names was wanted");
    }
    return lc_tree_close(&r->tree);
}

ctr_status lc_csv_read(struct lc_ctx *ctx, struct lc_str text,
                       const struct lc_read_options *options, struct lc_doc *doc)
{
    struct reading *r = lc_new(ctx, 1, sizeof *r);
    if (!r) {
        return CTR_E_NOMEM;
    }
    r->ctx = ctx;
    ctr_status status = lc_tree_begin(&r->tree, ctx, text, options, doc);
    r->text = doc->text;
    if (status == CTR_OK) {
        status = rows(r);
    }
    return lc_tree_end(&r->tree, status);
}

bool lc_csv_has_column(struct lc_str text, const char *name)
{
    struct lc_str mark = LC_STR("\xEF\xBB\xBF");
    size_t from = lc_str_starts(text, mark) ? mark.len : 0;
    size_t end = from;
    for (size_t at = from; at <= text.len; at++) {
        bool over = line_ends(text, at);
        if (!over && text.ptr[at] != ',') {
            continue;
        }
        struct lc_str cell = lc_str_trim(lc_str_n(text.ptr + end, at - end));
        bool quotes = cell.len > 1 && cell.ptr[0] == '"' && cell.ptr[cell.len - 1] == '"';
        cell = quotes ? lc_str_n(cell.ptr + 1, cell.len - 2) : cell;
        if (lc_str_is(cell, name)) {
            return true;
        }
        if (over) {
            return false;
        }
        end = at + 1;
    }
    return false;
}
