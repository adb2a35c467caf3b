/* A validation as text: the answer, and each reason with its place in the document and schema. */
#include "exchange/text.h"
#include "spec/validate/validate.h"

static void violation(struct lc_text *t, const struct ctr_violation *v)
{
    lc_text_add(t, "  ");
    lc_text_styled(t, LC_BOLD, *v->at.pointer ? v->at.pointer : "(the whole document)");
    lc_text_end(t);
    lc_text_line(t, "    %s", v->message);
    const char *where = lc_format(t->ctx, "%s  %s:%lld:%lld  by %s#%s", v->keyword, v->at.file,
                                  (long long)v->at.line, (long long)v->at.column, v->schema.file,
                                  v->schema.pointer);
    lc_text_add(t, "    ");
    lc_text_styled(t, LC_DIM, where);
    lc_text_end(t);
}

void lc_text_validation(struct lc_text *t, const void *body)
{
    const struct ctr_validation *v = body;

    lc_text_styled(t, v->valid ? LC_GREEN : LC_RED, v->valid ? "valid" : "invalid");
    lc_text_line(t, ": %s under %s, %s", v->file, v->schema, v->dialect);
    for (size_t i = 0; i < v->count; i++) {
        violation(t, &v->violations[i]);
    }
    if (v->more) {
        lc_text_line(t, "  and more than these %s", lc_text_count(t, (int64_t)v->count, "reason"));
    }
}
