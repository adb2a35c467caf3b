/*
 * Fuzzer of share rules. Nothing fails in an unknown way; what is computable conserves the
 * difference; rule, answer and findings can be packed; and the linter reads whatever reads. The
 * same a second time with a request of memory denied (memory.h).
 */
#include "memory.h"

#include "codec/yaml_read.h"
#include "terms/share.h"

enum { FUZZ_NODES = 5000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A call ended in a way that is known. */
static void ended(struct lc_ctx *ctx, ctr_status status, uint64_t figure)
{
    fuzz_must((status == CTR_OK) == (ctx->error == NULL), "status and error disagree");
    fuzz_answer(status, figure);
    ctr_error_free(ctx->error);
    ctx->error = NULL;
}

static void fuzz_pack(struct lc_ctx *ctx, const struct lc_shape *shape, const void *body)
{
    void *packed;
    ctr_status status = lc_pack(ctx, shape, body, &packed);
    if (fuzz_worked(status, "a result cannot be packed")) {
        lc_block_free(packed);
    }
    ended(ctx, status, 0);
}

/* What one gains the other loses, whatever the cost. */
static void fuzz_figures(const struct ctr_share_rule *rule, int64_t target, int64_t cost)
{
    struct lc_share_case c;
    struct lc_share_figures f;
    if (!rule->band_count || target <= 0 || lc_share_case(rule, target, cost, &c) != CTR_OK ||
        lc_share_evaluate(&c, &f) != CTR_OK) {
        return;
    }
    fuzz_must(f.share + f.client == c.target - c.cost, "something is lost");
    fuzz_must(f.marginal >= 0 && f.marginal <= LC_RATIO_ONE, "a rate beyond 100 %");
    int64_t at;
    (void)lc_share_pta(&c, &at);
    (void)lc_share_rie_low(&c, &at);
    (void)lc_share_rie_high(&c, &at);
    (void)lc_share_cap_at(&c, LC_TERM_GAIN_CAP, &at);
    (void)lc_share_cap_at(&c, LC_TERM_PAIN_CAP, &at);
}

static void fuzz_rule(struct lc_ctx *ctx, struct lc_doc *doc)
{
    struct ctr_share_rule rule;
    struct ctr_share share;
    struct ctr_share_findings findings;
    ctr_status status = lc_share_rule_read(ctx, doc, doc->root, &rule);
    fuzz_must(status == CTR_OK || status == CTR_E_INPUT || status == CTR_E_NOMEM,
              "reading fails in an unknown way");
    ended(ctx, status, 0);
    ctr_status lint = lc_share_lint(ctx, doc, doc->root, NULL, &findings);
    fuzz_must(lint == CTR_OK || lint == CTR_E_INPUT || lint == CTR_E_LIMIT ||
                  lint == CTR_E_ARGUMENT || lint == CTR_E_NOMEM,
              "linting fails in an unknown way");
    fuzz_must(status != CTR_OK || lint != CTR_E_INPUT, "the linter refuses a rule that is read");
    ended(ctx, lint, lint == CTR_OK ? findings.count : 0);
    if (lint == CTR_OK) {
        fuzz_pack(ctx, &lc_shape_share_findings, &findings);
    }
    if (status != CTR_OK) {
        return;
    }
    fuzz_pack(ctx, &lc_shape_share_rule, &rule);
    const int64_t costs[] = {0, 1, rule.terms[LC_TERM_COST], LC_MONEY_MOST / 2, LC_MONEY_MOST};
    const int64_t targets[] = {1, rule.terms[LC_TERM_TARGET], LC_MONEY_MOST};
    for (size_t i = 0; i < 15; i++) {
        fuzz_figures(&rule, targets[i % 3], costs[i / 3]);
    }
    status = lc_share_answer(ctx, &rule, NULL, NULL, &share);
    fuzz_must(status == CTR_OK || status == CTR_E_LIMIT || status == CTR_E_ARGUMENT ||
                  status == CTR_E_NOMEM,
              "answering fails in an unknown way");
    ended(ctx, status, status == CTR_OK ? share.reason_count << 1 | (share.computable != 0) : 0);
    if (status == CTR_OK) {
        fuzz_must(share.computable || share.reason_count, "no answer and no reason");
        fuzz_pack(ctx, &lc_shape_share, &share);
    }
}

static void work(const ctr_allocator *host, const void *how, struct lc_str text)
{
    struct lc_ctx ctx;
    struct lc_doc doc = {0};
    const struct lc_read_options options = {.file = "rule"};
    (void)how;
    fuzz_must(lc_ctx_begin(&ctx, host) == CTR_OK, "no context");
    ctx.limits.max_nodes = FUZZ_NODES;
    ctx.limits.max_depth = 64;
    ctr_status status = lc_doc_read(&ctx, text, &options, &doc);
    ended(&ctx, status, 0);
    if (status == CTR_OK) {
        fuzz_rule(&ctx, &doc);
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_twice(work, NULL, data, size);
}
