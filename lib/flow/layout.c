/* The result about a layout: what is there, what was done, what is wrong. */
#include "flow/layout.h"

#include "terms/document.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

const struct lc_word lc_words_layout_action[] = {
    {CTR_LAYOUT_SAME, "same"},       {CTR_LAYOUT_MADE, "made"},
    {CTR_LAYOUT_CREATED, "created"}, {CTR_LAYOUT_EVOLVED, "evolved"},
    {CTR_LAYOUT_OPENED, "opened"},   {CTR_LAYOUT_REVISED, "revised"},
    {CTR_LAYOUT_TAKEN, "taken"},     {0, NULL}};

static const struct {
    const char *id;
    ctr_lint_level level;
} rules[] = {
#define LC_LAYOUT(NAME, id, level, sentence) {id, level},
#include "flow/layout.def"
#undef LC_LAYOUT
};

static const struct lc_field file_fields[] = {
    LC_FIELD_OF(ctr_layout_file, "file", LC_KIND_STR, path),
    LC_FIELD_WORD(ctr_layout_file, "kind", kind, lc_words_terms_kind),
    LC_FIELD_WORD(ctr_layout_file, "action", action, lc_words_layout_action),
    LC_FIELD_OF(ctr_layout_file, "subject", LC_KIND_STR, subject),
    LC_FIELD_OF(ctr_layout_file, "written", LC_KIND_BOOL, written),
};
static const struct lc_shape shape_file = LC_SHAPE(ctr_layout_file, file_fields);

static const struct lc_field edit_fields[] = {
    LC_FIELD_OF(ctr_layout_edit, "file", LC_KIND_STR, file),
    LC_FIELD_OF(ctr_layout_edit, "line", LC_KIND_ORDINAL, line),
    LC_FIELD_OF(ctr_layout_edit, "term", LC_KIND_STR, term),
    LC_FIELD_OF(ctr_layout_edit, "was", LC_KIND_STR, was),
    LC_FIELD_OF(ctr_layout_edit, "is", LC_KIND_STR, is),
};
static const struct lc_shape shape_edit = LC_SHAPE(ctr_layout_edit, edit_fields);

static const struct lc_field finding_fields[] = {
    LC_FIELD_OF(ctr_layout_finding, "rule", LC_KIND_STR, rule),
    LC_FIELD_WORD(ctr_layout_finding, "level", level, lc_words_lint_level),
    LC_FIELD_OF(ctr_layout_finding, "file", LC_KIND_STR, file),
    LC_FIELD_OF(ctr_layout_finding, "line", LC_KIND_ORDINAL, line),
    LC_FIELD_OF(ctr_layout_finding, "column", LC_KIND_ORDINAL, column),
    LC_FIELD_OF(ctr_layout_finding, "message", LC_KIND_STR, message),
};
static const struct lc_shape shape_finding = LC_SHAPE(ctr_layout_finding, finding_fields);

static const struct lc_field layout_fields[] = {
    LC_FIELD_OF(ctr_layout, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_layout, "dir", LC_KIND_STR, dir),
    LC_FIELD_OF(ctr_layout, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_layout, "master", LC_KIND_STR, master),
    LC_FIELD_OF(ctr_layout, "ok", LC_KIND_BOOL, ok),
    LC_FIELD_OF(ctr_layout, "drift", LC_KIND_INT, drift),
    LC_FIELD_LIST(ctr_layout, "files", files, file_count, &shape_file),
    LC_FIELD_LIST(ctr_layout, "edits", edits, edit_count, &shape_edit),
    LC_FIELD_LIST(ctr_layout, "findings", findings, finding_count, &shape_finding),
    LC_FIELD_STRS(ctr_layout, "next", next, next_count),
};
const struct lc_shape lc_shape_layout = LC_SHAPE(ctr_layout, layout_fields);

static ctr_status add(struct lc_ctx *ctx, struct ctr_layout *out,
                      const struct ctr_layout_finding *f)
{
    if (!f->file || !f->message) {
        return CTR_E_NOMEM;
    }
    out->findings = lc_grow(ctx, out->findings, out->finding_count, &out->finding_room, sizeof *f);
    if (!out->findings) {
        return CTR_E_NOMEM;
    }
    out->findings[out->finding_count++] = *f;
    return CTR_OK;
}

ctr_status lc_layout_find(struct lc_ctx *ctx, struct lc_layout *l, enum lc_layout_rule rule,
                          struct lc_paper *paper, uint32_t place, const char *format, ...)
{
    char text[1024];
    va_list args;
    struct ctr_layout_finding f = {
        .rule = rules[rule].id, .level = rules[rule].level, .file = paper->path};

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (place != UINT32_MAX) {
        lc_doc_place(ctx, &paper->doc, place, &f.line, &f.column);
    }
    f.message = lc_dup_c(ctx, text);
    return add(ctx, l->out, &f);
}

ctr_status lc_layout_find_at(struct lc_ctx *ctx, struct lc_layout *l, enum lc_layout_rule rule,
                             const char *file, const char *message)
{
    const struct ctr_layout_finding f = {
        .rule = rules[rule].id, .level = rules[rule].level, .file = file, .message = message};
    return add(ctx, l->out, &f);
}

ctr_status lc_layout_add_file(struct lc_ctx *ctx, struct ctr_layout *out, const char *path,
                              ctr_terms_kind kind, size_t *number)
{
    out->files = lc_grow(ctx, out->files, out->file_count, &out->file_room, sizeof *out->files);
    if (!out->files) {
        return CTR_E_NOMEM;
    }
    *number = out->file_count;
    out->files[out->file_count++] =
        (struct ctr_layout_file){.path = path, .kind = (int32_t)kind, .action = CTR_LAYOUT_SAME};
    return CTR_OK;
}

ctr_status lc_layout_next(struct lc_ctx *ctx, struct ctr_layout *out, const char *hint)
{
    if (!hint) {
        return CTR_E_NOMEM;
    }
    out->next = lc_grow(ctx, out->next, out->next_count, &out->next_room, sizeof *out->next);
    if (!out->next) {
        return CTR_E_NOMEM;
    }
    out->next[out->next_count++] = hint;
    return CTR_OK;
}

bool lc_layout_failed(const struct ctr_layout *out)
{
    for (size_t i = 0; i < out->finding_count; i++) {
        if (out->findings[i].level == CTR_LINT_ERROR) {
            return true;
        }
    }
    return false;
}

static int by_place(const void *a, const void *b)
{
    const struct ctr_layout_finding *x = a;
    const struct ctr_layout_finding *y = b;
    int order = strcmp(x->file, y->file);
    if (order == 0) {
        order = x->line < y->line ? -1 : x->line > y->line;
    }
    return order ? order : strcmp(x->message, y->message);
}

void lc_layout_sum(struct ctr_layout *out)
{
    out->ok = !lc_layout_failed(out);
    if (out->finding_count) {
        qsort(out->findings, out->finding_count, sizeof *out->findings, by_place);
    }
    out->drift = (int64_t)out->edit_count;
    for (size_t i = 0; i < out->file_count; i++) {
        out->drift += out->files[i].action != CTR_LAYOUT_SAME;
    }
}

struct lc_paper *lc_layout_paper(const struct lc_layout *l, ctr_terms_kind kind, const char *id)
{
    for (size_t i = 0; i < l->count; i++) {
        struct lc_paper *p = &l->papers[i];
        if (p->kind == kind && p->id && lc_str_eq_nocase(lc_str(p->id), lc_str(id))) {
            return p;
        }
    }
    return NULL;
}

static int64_t number_of(const char *text)
{
    int64_t n = 0;
    for (; text && *text >= '0' && *text <= '9' && n < 1000000000; text++) {
        n = n * 10 + (*text - '0');
    }
    return n;
}

const char *lc_layout_excuse(struct lc_ctx *ctx, const char *file, int64_t *line, int64_t *column)
{
    const char *text = ctr_error_message(ctx->error);
    size_t size = strlen(file);

    *line = number_of(ctr_error_detail(ctx->error, "line"));
    *column = number_of(ctr_error_detail(ctx->error, "column"));
    if (strncmp(text, file, size) == 0 && text[size] == ':') {
        text += size + 1;
        text += strspn(text, "0123456789: ");
    }
    text = lc_dup_c(ctx, text);
    ctr_error_free(ctx->error);
    ctx->error = NULL;
    return text ? text : (lc_nomem(ctx), NULL);
}
