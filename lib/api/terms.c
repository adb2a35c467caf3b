/* <contracts/terms.h> and the pure part of <contracts/change.h>: governing documents. */
#include "api/source.h"
#include "api/task.h"
#include "base/once.h"
#include "base/time.h"
#include "codec/xml_value.h"
#include "flow/policy.h"
#include "terms/classify.h"
#include "terms/describe.h"

#include <contracts/change.h>

void ctr_classify_options_init(ctr_classify_options *options, size_t size)
{
    lc_options_init(options, size);
}

static ctr_status open_source(struct lc_ctx *ctx, const ctr_source *given, ctr_terms_kind *kind,
                              struct lc_doc *doc)
{
    ctr_source source;
    LC_TRY(lc_check_word(ctx, "kind", *kind, lc_words_terms_kind));
    LC_TRY(lc_source_check(ctx, given, CTR_FORMAT_AUTO, &source));
    return lc_terms_open(ctx, lc_str_n(source.data, source.size), source.file, kind, doc);
}

uint32_t ctr_terms_effective(void)
{
    return CTR_TERMS_EFFECTIVE;
}

static ctr_status survey(struct lc_ctx *ctx, const ctr_source *source, ctr_terms_kind kind,
                         uint32_t flags, ctr_terms **out)
{
    struct lc_doc doc;
    struct ctr_terms body;
    void *result;
    if (flags & ~CTR_TERMS_EFFECTIVE) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "flags %#x are not known", (unsigned)flags);
    }
    LC_TRY(open_source(ctx, source, &kind, &doc));
    LC_TRY(lc_terms_survey(ctx, &doc, kind, flags & CTR_TERMS_EFFECTIVE, &body));
    LC_TRY(lc_pack(ctx, &lc_shape_terms, &body, &result));
    *out = result;
    return CTR_OK;
}

ctr_status ctr_terms_read(const ctr_source *source, ctr_terms_kind kind, uint32_t flags,
                          const ctr_diff_options *options, ctr_terms **out, ctr_error **err)
{
    struct lc_ctx ctx;
    ctr_diff_options o;
    ctr_terms *result = NULL;
    ctr_status status = lc_pure_begin(&ctx, options, &o);
    if (status == CTR_OK) {
        status = survey(&ctx, source, kind, flags, &result);
    }
    if (out) {
        *out = result;
    } else {
        lc_block_free(result);
    }
    return lc_ctx_end(&ctx, status, err);
}

static ctr_status lint(struct lc_ctx *ctx, const ctr_source *source, ctr_terms_kind kind,
                       ctr_lint_report **out)
{
    struct lc_doc doc;
    struct ctr_lint_report body;
    void *result;
    LC_TRY(open_source(ctx, source, &kind, &doc));
    LC_TRY(lc_terms_lint(ctx, &doc, kind, &lc_zones_here, &body));
    LC_TRY(lc_pack(ctx, &lc_shape_lint_report, &body, &result));
    *out = result;
    return CTR_OK;
}

ctr_status ctr_terms_lint(const ctr_source *source, ctr_terms_kind kind,
                          const ctr_diff_options *options, ctr_lint_report **out, ctr_error **err)
{
    struct lc_ctx ctx;
    ctr_diff_options o;
    ctr_lint_report *result = NULL;
    ctr_status status = lc_pure_begin(&ctx, options, &o);
    if (status == CTR_OK) {
        status = lint(&ctx, source, kind, &result);
    }
    if (out) {
        *out = result;
    } else {
        lc_block_free(result);
    }
    return lc_ctx_end(&ctx, status, err);
}

/* ---- descriptions and forms ---- */

/* Hand text to the caller. */
struct sink {
    struct lc_ctx *ctx;
    ctr_write_fn write;
    void *user;
};

static ctr_status give(void *user, const void *bytes, size_t size)
{
    struct sink *s = user;
    int answer = s->write(s->user, bytes, size);
    if (answer == 0) {
        return CTR_OK;
    }
    ctr_status status =
        lc_fail(s->ctx, CTR_E_CANCELLED, "the function that takes the output stopped the call");
    lc_detail_int(s->ctx, "callback", answer);
    return status;
}

static ctr_status describe(struct sink *s, ctr_terms_kind kind, ctr_schema_form form)
{
    const struct lc_terms_kind_row *row = lc_terms_kind_row(kind);
    struct lc_buf buf;
    bool known = row && (form == CTR_SCHEMA_JSON || form == CTR_SCHEMA_XSD);
    if (!known || !s->write) {
        return lc_fail(s->ctx, CTR_E_ARGUMENT, "%s",
                       !s->write ? "a function that takes the output is needed, not NULL"
                       : !row    ? "a kind of governing document is needed: master, sow or change"
                                 : "a form of description is needed: JSON Schema or XSD");
    }
    lc_buf_init(&buf, &s->ctx->alloc, SIZE_MAX / 2);
    if (form == CTR_SCHEMA_JSON) {
        lc_terms_json_schema(&buf, row);
    } else {
        lc_terms_xsd(&buf, row);
    }
    ctr_status status = buf.status == CTR_OK ? give(s, buf.data, buf.size) : lc_nomem(s->ctx);
    lc_buf_free(&buf);
    return status;
}

ctr_status ctr_terms_schema(ctr_terms_kind kind, ctr_schema_form form, ctr_write_fn write,
                            void *user, ctr_error **err)
{
    struct lc_ctx ctx;
    struct sink s = {&ctx, write, user};
    ctr_status status = lc_ctx_begin(&ctx, NULL);
    if (status == CTR_OK) {
        status = describe(&s, kind, form);
    }
    return lc_ctx_end(&ctx, status, err);
}

static ctr_status to_xml(struct sink *s, const ctr_source *source, ctr_terms_kind kind)
{
    struct lc_doc doc;
    struct ctr_terms body;
    if (!s->write) {
        return lc_fail(s->ctx, CTR_E_ARGUMENT,
                       "a function that takes the output is needed, not NULL");
    }
    LC_TRY(open_source(s->ctx, source, &kind, &doc));
    LC_TRY(lc_terms_survey(s->ctx, &doc, kind, false, &body));
    return lc_xml_value_write(s->ctx, doc.root, lc_terms_kind_row(kind)->root, LC_TERMS_NAMESPACE,
                              give, s);
}

ctr_status ctr_terms_to_xml(const ctr_source *source, ctr_terms_kind kind, ctr_write_fn write,
                            void *user, ctr_error **err)
{
    struct lc_ctx ctx;
    ctr_diff_options o;
    struct sink s = {&ctx, write, user};
    ctr_status status = lc_pure_begin(&ctx, NULL, &o);
    if (status == CTR_OK) {
        status = to_xml(&s, source, kind);
    }
    return lc_ctx_end(&ctx, status, err);
}

/* ---- classification ---- */

/* Far enough from the ends of int64_t that sums of two fit. */
#define MOST_FACT (INT64_C(1000000000000) * LC_FIXED_ONE)

static ctr_status fact(struct lc_ctx *ctx, const char *what, const char *text, int64_t *out)
{
    if (!text) {
        return CTR_OK;
    }
    enum lc_fixed_status status = lc_fixed_parse(lc_str(text), out);
    if (status == LC_FIXED_OK && (*out > MOST_FACT || *out < -MOST_FACT)) {
        status = LC_FIXED_TOO_LARGE;
    }
    if (status == LC_FIXED_OK) {
        return CTR_OK;
    }
    return lc_fail(ctx, CTR_E_ARGUMENT, "%s should be a decimal number %s, found '%.40s'", what,
                   status == LC_FIXED_TOO_LARGE ? "of at most 10^12" : "with at most 6 decimals",
                   text);
}

static ctr_status read_facts(struct lc_ctx *ctx, const ctr_classify_options *o,
                             struct lc_classify_facts *out)
{
    int64_t now = o->now_us ? o->now_us : lc_ctx_now(ctx);
    LC_TRY(lc_check_time(ctx, "now_us", o->now_us));
    *out = (struct lc_classify_facts){.base = LC_TERM_ABSENT, .breaking = o->breaking_consumers};
    out->today = now / INT64_C(86400000000) - (now % INT64_C(86400000000) < 0);
    LC_TRY(fact(ctx, "the base of the budget", o->base, &out->base));
    LC_TRY(fact(ctx, "the budget moved by minor changes", o->minor_budget_pct, &out->budget_sum));
    return fact(ctx, "the slip of minor changes", o->minor_slip, &out->slip_sum);
}

static ctr_status classify(struct lc_ctx *ctx, const ctr_source *master, const ctr_source *change,
                           const ctr_classify_options *o, ctr_classification **out)
{
    struct lc_doc docs[2];
    struct lc_master m;
    struct lc_change_request c;
    struct lc_classify_facts facts;
    struct ctr_classification body;
    ctr_terms_kind kinds[] = {CTR_TERMS_MASTER, CTR_TERMS_CHANGE};
    void *result;
    LC_TRY(read_facts(ctx, o, &facts));
    LC_TRY(open_source(ctx, master, &kinds[0], &docs[0]));
    LC_TRY(lc_master_read(ctx, &docs[0], &m));
    LC_TRY(open_source(ctx, change, &kinds[1], &docs[1]));
    LC_TRY(lc_change_read(ctx, &docs[1], &c));
    if (!o->base) {
        LC_TRY(lc_master_target(ctx, &m, &facts.base));
    }
    LC_TRY(lc_classify(ctx, &m, &c, &facts, &body));
    LC_TRY(lc_pack(ctx, &lc_shape_classification, &body, &result));
    *out = result;
    return CTR_OK;
}

static ctr_status begin_classify(struct lc_ctx *ctx, const ctr_classify_options *given,
                                 ctr_classify_options *o)
{
    bool has =
        given && given->struct_size >= offsetof(ctr_classify_options, allocator) + sizeof(void *);
    *o = (ctr_classify_options){.struct_size = sizeof *o};
    LC_TRY(lc_ctx_begin(ctx, has ? given->allocator : NULL));
    LC_TRY(LC_READ(ctx, ctr_classify_options, given, o));
    ctx->limits.max_depth = o->max_depth ? o->max_depth : ctx->limits.max_depth;
    ctx->limits.max_document_bytes =
        o->max_document_bytes ? o->max_document_bytes : ctx->limits.max_document_bytes;
    return lc_once(ctx);
}

ctr_status ctr_change_classify(const ctr_source *master, const ctr_source *change,
                               const ctr_classify_options *options, ctr_classification **out,
                               ctr_error **err)
{
    struct lc_ctx ctx;
    ctr_classify_options o;
    ctr_classification *result = NULL;
    ctr_status status = begin_classify(&ctx, options, &o);
    if (status == CTR_OK) {
        status = classify(&ctx, master, change, &o, &result);
    }
    if (out) {
        *out = result;
    } else {
        lc_block_free(result);
    }
    return lc_ctx_end(&ctx, status, err);
}
