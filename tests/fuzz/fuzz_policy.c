/*
 * Fuzzer of policies. Nothing fails in an unknown way; what is read says the same when it is
 * written and read again, can be joined and packed, and judges a comparison without losing a
 * finding. The same a second time with a request of memory denied (memory.h).
 */
#include "memory.h"

#include "spec/policy/policy.h"
#include "spec/spec.h"

enum { FUZZ_NODES = 5000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
    if (!fuzz_worked(text ? CTR_OK : ctr_error_status(ctx->error), "it cannot be written") ||
        !fuzz_worked(lc_policy_terms_read(ctx, lc_str(text), "again", &terms),
                     "what was written cannot be read") ||
        !fuzz_worked(lc_policy_make(ctx, &terms, &twin), "what was written has no hash")) {
        return;
    }
    fuzz_must(strcmp(twin.sha256, p->sha256) == 0, "it comes back as something else");
    if (!fuzz_worked(lc_policy_join(ctx, &p->terms, &terms, &terms), "it cannot be joined")) {
        return;
    }
    fuzz_must(terms.waiver_count == 2 * p->terms.waiver_count, "joining loses waivers");
    if (fuzz_worked(lc_pack(ctx, &lc_shape_policy, p, &packed), "it cannot be packed")) {
        lc_block_free(packed);
    }
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
    for (int i = 0; i < 2; i++) {
        if (!fuzz_worked(lc_spec_read(ctx, &sources[i], &specs[i]), "a schema cannot be read")) {
            return;
        }
    }
    if (!fuzz_worked(
            lc_spec_diff(ctx, &specs[0], &specs[1], CTR_MODE_FULL, CTR_PROFILE_STRICT, &diff),
            "two schemas cannot be compared")) {
        return;
    }
    size_t before = diff.count;
    ctr_verdict verdict = diff.verdict;
    struct lc_counts counts = diff.counts;
    if (!fuzz_worked(lc_policy_judge(ctx, p, &facts, &diff), "judging fails")) {
        return;
    }
    fuzz_answer(CTR_OK, diff.count << 8 | (uint64_t)diff.verdict);
    fuzz_must(diff.count >= before, "a finding is lost");
    if (fuzz_worked(lc_policy_lift(ctx, &diff), "there is no way back")) {
        fuzz_must(diff.count == before && diff.verdict == verdict &&
                      memcmp(&diff.counts, &counts, sizeof counts) == 0,
                  "the way back leads elsewhere");
    }
}

static void work(const ctr_allocator *host, const void *how, struct lc_str text)
{
    struct lc_ctx ctx;
    struct lc_policy_terms terms;
    struct ctr_policy policy;

    (void)how;
    fuzz_must(lc_ctx_begin(&ctx, host) == CTR_OK, "no context");
    ctx.limits.max_nodes = FUZZ_NODES;
    ctx.limits.max_depth = 64;
    ctr_status status = lc_policy_terms_read(&ctx, text, "policy", &terms);
    fuzz_must(status == CTR_OK || status == CTR_E_INPUT || status == CTR_E_LIMIT ||
                  status == CTR_E_NOMEM,
              "reading fails in an unknown way");
    fuzz_must((status == CTR_OK) == (ctx.error == NULL), "status and error disagree");
    fuzz_answer(status, 0);
    if (status == CTR_OK && fuzz_worked(lc_policy_make(&ctx, &terms, &policy), "it has no hash")) {
        again(&ctx, &policy);
        judge(&ctx, &policy);
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_twice(work, NULL, data, size);
}
