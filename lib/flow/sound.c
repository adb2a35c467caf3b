/* What the linter refuses, where it would become an edition or active. */
#include "flow/sound.h"

#include "flow/policy.h"
#include "terms/document.h"

static ctr_terms_kind kind_of(ctr_format format)
{
    return format == CTR_FORMAT_MASTER ? CTR_TERMS_MASTER
           : format == CTR_FORMAT_SOW  ? CTR_TERMS_SOW
                                       : CTR_TERMS_AUTO;
}

ctr_status lc_sound_edition(struct lc_ctx *ctx, const struct lc_edition *edition)
{
    const struct lc_spec *spec = &edition->spec;
    ctr_terms_kind kind = kind_of(spec->row->format);

    return kind ? lc_terms_refuse(ctx, &spec->bundle.files[0]->doc, kind, &lc_zones_here) : CTR_OK;
}

ctr_status lc_sound_version(struct lc_op *op, const struct ctr_version *v)
{
    ctr_terms_kind kind = kind_of(v->format);
    struct lc_str bytes;
    struct lc_doc doc;

    if (!kind) {
        return CTR_OK;
    }
    const char *file = lc_format(&op->ctx, "%s/%s@%s", v->team, v->name, v->label);
    if (!file) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_document_get(op, v->document_rid, &bytes));
    LC_TRY(lc_terms_open(&op->ctx, bytes, file, &kind, &doc));
    return lc_terms_refuse(&op->ctx, &doc, kind, &lc_zones_here);
}
