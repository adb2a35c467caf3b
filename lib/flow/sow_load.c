/* A statement of work out of the store: its editions, and what its journal says. */
#include "flow/sow.h"

#include "codec/json_read.h"
#include "terms/document.h"

ctr_status lc_sow_document(struct lc_op *op, const struct ctr_version *v, struct lc_doc *doc,
                           struct lc_sow *out)
{
    struct lc_str bytes;
    ctr_terms_kind kind = CTR_TERMS_SOW;
    const char *file = lc_format(&op->ctx, "%s/%s@%s", v->team, v->name, v->label);

    if (!file) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_document_get(op, v->document_rid, &bytes));
    LC_TRY(lc_terms_open(&op->ctx, bytes, file, &kind, doc));
    return lc_sow_read(&op->ctx, doc, out);
}

/* ---- the journal ---- */

struct hearing {
    struct lc_op *op;
    struct lc_sow_file *f;
    const char *frozen; /* label */
};

static const char *member(struct lc_ctx *ctx, const struct lc_doc *doc, const char *key)
{
    struct lc_str text = lc_text(lc_get(doc->root, key));
    return text.ptr ? lc_dup(ctx, text) : NULL;
}

static ctr_status hear_measure(struct hearing *x, const struct ctr_event *e,
                               const struct lc_doc *doc)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct ctr_sow *s = &x->f->out;

    s->measures =
        lc_grow(ctx, s->measures, s->measure_count, &s->measure_room, sizeof *s->measures);
    if (!s->measures) {
        return CTR_E_NOMEM;
    }
    struct ctr_sow_measure *m = &s->measures[s->measure_count++];
    *m = (struct ctr_sow_measure){.of = member(ctx, doc, "of"),
                                  .value = member(ctx, doc, "value"),
                                  .on = member(ctx, doc, "on"),
                                  .low = member(ctx, doc, "low"),
                                  .high = member(ctx, doc, "high"),
                                  .evidence = member(ctx, doc, "evidence"),
                                  .at_us = e->at_us,
                                  .actor = lc_dup_c(ctx, e->actor)};
    if (!lc_int(lc_get(doc->root, "n"), &m->n)) {
        m->n = 0;
    }
    return CTR_OK;
}

static ctr_status hear_acceptance(struct hearing *x, const struct ctr_event *e,
                                  const struct lc_doc *doc)
{
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_sow_file *f = x->f;

    f->accepted =
        lc_grow(ctx, f->accepted, f->accepted_count, &f->accepted_room, sizeof *f->accepted);
    if (!f->accepted) {
        return CTR_E_NOMEM;
    }
    f->accepted[f->accepted_count++] =
        (struct lc_sow_accepted){.criterion = member(ctx, doc, "criterion"),
                                 .text = member(ctx, doc, "text"),
                                 .evidence = member(ctx, doc, "evidence"),
                                 .sha256 = member(ctx, doc, "sha256"),
                                 .party = member(ctx, doc, "party"),
                                 .remark = member(ctx, doc, "remark"),
                                 .actor = lc_dup_c(ctx, e->actor),
                                 .at_us = e->at_us};
    return CTR_OK;
}

static ctr_status listen(void *user, const struct ctr_event *e)
{
    struct hearing *x = user;
    struct lc_ctx *ctx = &x->op->ctx;
    struct lc_doc doc;
    const struct lc_read_options options = {.file = "event"};

    if (strncmp(e->kind, "sow.", 4) != 0) {
        return CTR_OK;
    }
    LC_TRY(lc_json_read(ctx, lc_str(e->body), &options, &doc));
    if (strcmp(e->kind, lc_event_word(LC_EVENT_SOW_FROZEN)) == 0 && !x->frozen) {
        x->frozen = member(ctx, &doc, "version");
        x->f->frozen_us = e->at_us;
    } else if (strcmp(e->kind, lc_event_word(LC_EVENT_SOW_MEASURED)) == 0) {
        LC_TRY(hear_measure(x, e, &doc));
    } else if (strcmp(e->kind, lc_event_word(LC_EVENT_SOW_ACCEPTED)) == 0) {
        LC_TRY(hear_acceptance(x, e, &doc));
    }
    return ctx->error ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_sow_hear(struct lc_op *op, struct lc_sow_file *f)
{
    struct hearing x = {.op = op, .f = f};
    const struct lc_event_query own = {
        .contract_rid = f->contract.rid, .kind = "sow.", .limit = 100, .keep = true};
    bool found;

    LC_TRY(lc_event_each_imported(op, f->contract.rid, listen, &x));
    LC_TRY(lc_event_each(op, &own, listen, &x));
    if (!x.frozen) {
        return CTR_OK;
    }
    LC_TRY(lc_version_by_label(op, f->contract.rid, x.frozen, &f->frozen_version, &found));
    if (!found) {
        return lc_fail(&op->ctx, CTR_E_CORRUPT,
                       "'%s/%s' was frozen as of version '%s', which is not there",
                       f->contract.team, f->contract.name, x.frozen);
    }
    f->frozen = true;
    return lc_sow_document(op, &f->frozen_version, &f->frozen_doc, &f->frozen_sow);
}

ctr_status lc_sow_load(struct lc_op *op, const char *team, const char *name, struct lc_sow_file *f)
{
    bool found;

    *f = (struct lc_sow_file){.frozen = false};
    LC_TRY(lc_contract_get(op, team, name, &f->contract));
    if (f->contract.type != CTR_TYPE_SOW) {
        return lc_fail(&op->ctx, CTR_E_STATE,
                       "'%s/%s' is a contract of type %s; wanted one of type sow", f->contract.team,
                       f->contract.name, lc_word_name(lc_words_type, f->contract.type));
    }
    LC_TRY(lc_version_active(op, f->contract.rid, &f->version, &found));
    if (!found) {
        return lc_fail(&op->ctx, CTR_E_STATE,
                       "'%s/%s' has no active version; activate the edition that is worked by",
                       f->contract.team, f->contract.name);
    }
    LC_TRY(lc_sow_document(op, &f->version, &f->doc, &f->sow));
    return lc_sow_hear(op, f);
}
