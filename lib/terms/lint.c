/* Remarks on governing documents: the rules' rows, and what all kinds share. */
#include "terms/lint.h"

#include "terms/measure.h"
#include "terms/share.h"

#include <stdarg.h>
#include <stdio.h>

const struct lc_word lc_words_lint_level[] = {
    {CTR_LINT_ERROR, "error"}, {CTR_LINT_WARNING, "warning"}, {CTR_LINT_INFO, "info"}, {0, NULL}};

const struct lc_lint_row lc_lint_rows[LC_LINT_COUNT] = {
#define LC_LINT(NAME, id, level, sentence) {id, level, sentence, false},
#define LC_LINT_REFUSED(NAME, id, sentence) {id, CTR_LINT_ERROR, sentence, true},
#include "terms/lint.def"
#undef LC_LINT
#undef LC_LINT_REFUSED
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

static ctr_status append(struct lc_linter *l, struct ctr_lint *remark)
{
    if (!remark->path || !remark->message) {
        return CTR_E_NOMEM;
    }
    lc_doc_place(l->ctx, l->terms->doc, remark->place, &remark->line, &remark->column);
    if (l->ctx->error) {
        return CTR_E_NOMEM;
    }
    l->found = lc_grow(l->ctx, l->found, l->count, &l->room, sizeof *l->found);
    if (!l->found) {
        return CTR_E_NOMEM;
    }
    l->found[l->count++] = *remark;
    return CTR_OK;
}

ctr_status lc_lint_at(struct lc_linter *l, enum lc_lint_rule rule, const char *path, uint32_t place,
                      const char *message)
{
    const struct lc_lint_row *row = &lc_lint_rows[rule];
    struct ctr_lint r = {.rule = row->id,
                         .level = row->level,
                         .path = path,
                         .message = message,
                         .place = place,
                         .refused = row->refused};
    return append(l, &r);
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
    return lc_lint_at(l, rule, path, lc_terms_place(l->terms, path),
                      lc_dup(l->ctx, lc_str(message)));
}

ctr_status lc_lint_strays(struct lc_linter *l)
{
    for (size_t i = 0; i < l->terms->stray_count; i++) {
        const struct lc_term_stray *s = &l->terms->strays[i];
        const char *message =
            s->nearest ? lc_format(l->ctx, "is not known and has no effect; did you mean '%s'?",
                                   s->nearest)
                       : "is not known and has no effect; begin it with 'x-' if it is your own";
        LC_TRY(lc_lint_at(l, LC_LINT_KEY_UNKNOWN, s->path, s->place, message));
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

/* What the share engine finds keeps its own ids (share_findings.def); its levels are ours, and by a
 * rule with an error nothing is ever computed. */
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
                             .place = f->place,
                             .refused = f->level == CTR_SHARE_ERROR};
        LC_TRY(append(l, &r));
    }
    return CTR_OK;
}

ctr_status lc_lint_refuse(const struct lc_linter *l)
{
    for (size_t i = 0; i < l->count; i++) {
        const struct ctr_lint *r = &l->found[i];
        if (r->refused) {
            ctr_status status =
                lc_doc_fail(l->ctx, l->terms->doc, r->place, "%s: %s", r->path, r->message);
            lc_detail(l->ctx, "field", r->path);
            lc_detail(l->ctx, "rule", r->rule);
            return status;
        }
    }
    return CTR_OK;
}
