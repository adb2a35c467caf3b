/* Remarks on governing documents: the rules' rows, and what all kinds share. */
#include "terms/lint.h"

#include "terms/measure.h"
#include "terms/share.h"

#include <stdarg.h>
#include <stdio.h>

const struct lc_word lc_words_lint_level[] = {
    {CTR_LINT_ERROR, "error"}, {CTR_LINT_WARNING, "warning"}, {CTR_LINT_INFO, "info"}, {0, NULL}};

const struct lc_lint_row lc_lint_rows[LC_LINT_COUNT] = {
#define LC_LINT(NAME, id, level, sentence) {id, level, sentence},
#include "terms/lint.def"
#undef LC_LINT
};

static const struct lc_field lint_fields[] = {
    LC_FIELD_OF(ctr_lint, "rule", LC_KIND_STR, rule),
    LC_FIELD_WORD(ctr_lint, "level", level, lc_words_lint_level),
    LC_FIELD_OF(ctr_lint, "path", LC_KIND_STR, path),
    LC_FIELD_OF(ctr_lint, "message", LC_KIND_STR, message),
    LC_FIELD_OF(ctr_lint, "line", LC_KIND_INT, line),
    LC_FIELD_OF(ctr_lint, "column", LC_KIND_INT, column),
};
const struct lc_shape lc_shape_lint = LC_SHAPE(ctr_lint, lint_fields);

static ctr_status append(struct lc_linter *l, const struct ctr_lint *remark)
{
    if (!remark->path || !remark->message) {
        return CTR_E_NOMEM;
    }
    l->found = lc_grow(l->ctx, l->found, l->count, &l->room, sizeof *l->found);
    if (!l->found) {
        return CTR_E_NOMEM;
    }
    l->found[l->count++] = *remark;
    return CTR_OK;
}

/* A remark of one of our rules, at a place of the source. */
static ctr_status remark(struct lc_linter *l, enum lc_lint_rule rule, const char *path,
                         uint32_t place, const char *message)
{
    struct ctr_lint r = {.rule = lc_lint_rows[rule].id,
                         .level = lc_lint_rows[rule].level,
                         .path = path,
                         .message = message};
    lc_doc_place(l->ctx, l->terms->doc, place, &r.line, &r.column);
    return l->ctx->error ? CTR_E_NOMEM : append(l, &r);
}

ctr_status lc_lint_add(struct lc_linter *l, enum lc_lint_rule rule, const char *path,
                       const char *format, ...)
{
    char message[512];
    va_list args;
    if (!path) {
        return CTR_E_NOMEM;
    }
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return remark(l, rule, path, lc_terms_place(l->terms, path), lc_dup(l->ctx, lc_str(message)));
}

ctr_status lc_lint_strays(struct lc_linter *l)
{
    for (size_t i = 0; i < l->terms->stray_count; i++) {
        const struct lc_term_stray *s = &l->terms->strays[i];
        const char *message =
            s->nearest ? lc_format(l->ctx, "is not known and has no effect; did you mean '%s'?",
                                   s->nearest)
                       : "is not known and has no effect; begin it with 'x-' if it is your own";
        LC_TRY(remark(l, LC_LINT_KEY_UNKNOWN, s->path, s->place, message));
    }
    return CTR_OK;
}

ctr_status lc_lint_measure(struct lc_linter *l, const char *path, const char *text)
{
    struct lc_measure measure;
    if (text && lc_measure_parse(lc_str(text), &measure)) {
        return CTR_OK;
    }
    return text ? lc_lint_add(l, LC_LINT_NOT_MEASURABLE, path,
                              "is not measurable: '%.80s' should hold one comparator and number, "
                              "such as '>= 0.15'",
                              text)
                : lc_lint_add(l, LC_LINT_NOT_MEASURABLE, path, "is not measurable: no target");
}

/* What the share engine finds keeps its own ids (share_findings.def); its levels are ours. */
ctr_status lc_lint_share(struct lc_linter *l, const char *path, const struct lc_value *rule)
{
    struct ctr_share_findings found;
    LC_TRY(lc_share_lint(l->ctx, l->terms->doc, rule, NULL, &found));
    for (size_t i = 0; i < found.count; i++) {
        const struct lc_share_finding *f = &found.rows[i];
        bool whole = !f->field || !*f->field;
        struct ctr_lint r = {.rule = f->id,
                             .level = (ctr_lint_level)f->level,
                             .path = whole ? path : lc_format(l->ctx, "%s/%s", path, f->field),
                             .message = f->message,
                             .line = f->line,
                             .column = 1};
        LC_TRY(append(l, &r));
    }
    return CTR_OK;
}
