/*
 * Fuzzer of share rules. Nothing fails in an unknown way; what is computable conserves the
 * difference; rule, answer and findings can be packed; and the linter reads whatever reads.
 */
#include "base/once.h"
#include "codec/yaml_read.h"
#include "terms/share.h"

#include <stdio.h>
#include <stdlib.h>

enum { FUZZ_NODES = 5000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition, const char *what)
{
    if (!condition) {
        fprintf(stderr, "fuzz_share: %s\n", what);
        abort();
    }
}

static void forget(struct lc_ctx *ctx)
{
    ctr_error_free(ctx->error);
    ctx->error = NULL;
}

static void fuzz_pack(struct lc_ctx *ctx, const struct lc_shape *shape, const void *body)
{
    void *packed;
    must(lc_pack(ctx, shape, body, &packed) == CTR_OK, "a result cannot be packed");
    lc_block_free(packed);
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
    must(f.share + f.client == c.target - c.cost, "something is lost");
    must(f.marginal >= 0 && f.marginal <= LC_RATIO_ONE, "a rate beyond 100 %");
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
    must(status == CTR_OK || status == CTR_E_INPUT, "reading fails in an unknown way");
    must((status == CTR_OK) == (ctx->error == NULL), "status and error disagree");
    forget(ctx);
    ctr_status lint = lc_share_lint(ctx, doc, doc->root, NULL, &findings);
    must(lint == CTR_OK || lint == CTR_E_INPUT || lint == CTR_E_LIMIT || lint == CTR_E_ARGUMENT,
         "linting fails in an unknown way");
    must(status != CTR_OK || lint != CTR_E_INPUT, "the linter refuses a rule that is read");
    forget(ctx);
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
    must(status == CTR_OK || status == CTR_E_LIMIT || status == CTR_E_ARGUMENT,
         "answering fails in an unknown way");
    forget(ctx);
    if (status == CTR_OK) {
        must(share.computable || share.reason_count, "no answer and no reason");
        fuzz_pack(ctx, &lc_shape_share, &share);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lc_ctx ctx;
    struct lc_doc doc = {0};
    const struct lc_read_options options = {.file = "rule"};
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK || lc_once(&ctx) != CTR_OK) {
        abort();
    }
    ctx.limits.max_nodes = FUZZ_NODES;
    ctx.limits.max_depth = 64;
    if (lc_doc_read(&ctx, lc_str_n((const char *)data, size), &options, &doc) == CTR_OK) {
        fuzz_rule(&ctx, &doc);
    }
    forget(&ctx);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return 0;
}
