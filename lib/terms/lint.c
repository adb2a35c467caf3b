/* Remarks on governing documents: the rules' rows, and what all kinds share. */
#include "terms/lint.h"

#include "terms/measure.h"

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

static ctr_status append(struct lc_linter *l, enum lc_lint_rule rule, const char *path,
                         uint32_t place, const char *message)
{
    if (!path || !message) {
        return CTR_E_NOMEM;
    }
    if (l->count == l->room) {
        size_t room = l->room ? l->room * 2 : 16;
        struct ctr_lint *found = lc_new(l->ctx, room, sizeof *found);
        if (!found) {
            return CTR_E_NOMEM;
        }
        if (l->count) {
            memcpy(found, l->found, l->count * sizeof *found);
        }
        l->found = found;
        l->room = room;
    }
    struct ctr_lint *f = &l->found[l->count++];
    *f = (struct ctr_lint){.rule = lc_lint_rows[rule].id,
                           .level = lc_lint_rows[rule].level,
                           .path = path,
                           .message = message};
    lc_doc_place(l->ctx, l->terms->doc, place, &f->line, &f->column);
    return l->ctx->error ? CTR_E_NOMEM : CTR_OK;
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
    return append(l, rule, path, lc_terms_place(l->terms, path), lc_dup(l->ctx, lc_str(message)));
}

ctr_status lc_lint_strays(struct lc_linter *l)
{
    for (size_t i = 0; i < l->terms->stray_count; i++) {
        const struct lc_term_stray *s = &l->terms->strays[i];
        const char *message =
            s->nearest ? lc_format(l->ctx, "is not known and has no effect; did you mean '%s'?",
                                   s->nearest)
                       : "is not known and has no effect; begin it with 'x-' if it is your own";
        LC_TRY(append(l, LC_LINT_KEY_UNKNOWN, s->path, s->place, message));
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
