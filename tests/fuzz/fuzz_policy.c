/*
 * Fuzzer of policies. Nothing fails in an unknown way; what is read says the same when it is
 * written and read again, can be joined and packed, and judges a comparison without losing a
 * finding.
 */
#include "base/once.h"
#include "spec/policy/policy.h"
#include "spec/spec.h"

#include <stdio.h>
#include <stdlib.h>

enum { FUZZ_NODES = 5000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition, const char *what)
{
    if (!condition) {
        fprintf(stderr, "fuzz_policy: %s\n", what);
        abort();
    }
}

static void source(ctr_source *s, const char *text)
{
    *s = (ctr_source){.struct_size = sizeof *s, .data = text, .size = strlen(text), .file = "d"};
}

static void again(struct lc_ctx *ctx, const struct ctr_policy *p)
{
    struct lc_policy_terms terms;
    struct ctr_policy twin;
    void *packed;

    const char *text = lc_policy_terms_text(ctx, &p->terms);
    must(text && lc_policy_terms_read(ctx, lc_str(text), "again", &terms) == CTR_OK,
         "what was written cannot be read");
    must(lc_policy_make(ctx, &terms, &twin) == CTR_OK && strcmp(twin.sha256, p->sha256) == 0,
         "it comes back as something else");
    must(lc_policy_join(ctx, &p->terms, &terms, &terms) == CTR_OK, "it cannot be joined");
    must(terms.waiver_count == 2 * p->terms.waiver_count, "joining loses waivers");
    must(lc_pack(ctx, &lc_shape_policy, p, &packed) == CTR_OK, "it cannot be packed");
    lc_block_free(packed);
}

static void judge(struct lc_ctx *ctx, const struct ctr_policy *p)
{
    static const char *const used[] = {"/a"};
    const struct lc_judge_facts facts = {
        .now_us = INT64_C(1893456000000000), .used_known = true, .used = used, .used_count = 1};
    ctr_source sources[2];
    struct lc_spec specs[2];
    struct ctr_diff diff;

    source(&sources[0], "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"},"
                        "\"b\":{\"maxLength\":9}}}");
    source(&sources[1], "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"null\"},"
                        "\"b\":{\"maxLength\":5}}}");
    must(lc_spec_read(ctx, &sources[0], &specs[0]) == CTR_OK &&
             lc_spec_read(ctx, &sources[1], &specs[1]) == CTR_OK &&
             lc_spec_diff(ctx, &specs[0], &specs[1], CTR_MODE_FULL, CTR_PROFILE_STRICT, &diff) ==
                 CTR_OK,
         "two schemas cannot be compared");
    size_t before = diff.count;
    ctr_verdict verdict = diff.verdict;
    struct lc_counts counts = diff.counts;
    must(lc_policy_judge(ctx, p, &facts, &diff) == CTR_OK, "judging fails");
    must(diff.count >= before, "a finding is lost");
    must(lc_policy_lift(ctx, &diff) == CTR_OK && diff.count == before && diff.verdict == verdict &&
             memcmp(&diff.counts, &counts, sizeof counts) == 0,
         "the way back leads elsewhere");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lc_ctx ctx;
    struct lc_policy_terms terms;
    struct ctr_policy policy;

    if (lc_ctx_begin(&ctx, NULL) != CTR_OK || lc_once(&ctx) != CTR_OK) {
        abort();
    }
    ctx.limits.max_nodes = FUZZ_NODES;
    ctx.limits.max_depth = 64;
    ctr_status status =
        lc_policy_terms_read(&ctx, lc_str_n((const char *)data, size), "policy", &terms);
    must(status == CTR_OK || status == CTR_E_INPUT || status == CTR_E_LIMIT,
         "reading fails in an unknown way");
    must((status == CTR_OK) == (ctx.error == NULL), "status and error disagree");
    if (status == CTR_OK) {
        must(lc_policy_make(&ctx, &terms, &policy) == CTR_OK, "it has no hash");
        again(&ctx, &policy);
        judge(&ctx, &policy);
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return 0;
}
