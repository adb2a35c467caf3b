/* Reading, answering, linting and packing while each allocation fails in turn. */
#include "share_case.h"

#include "../base/fault.h"

static const char *const rules[] = {
    "{\"model\":\"banded_share\",\"currency\":\"GBP\",\"target\":1000000,\"cost\":1080000,"
    "\"fee_pct\":10,\"bands\":[[0,95,30],[95,100,50],[100,105,50]],\"pain_cap\":\"1%\","
    "\"changes\":[5],\"dead_band\":1,\"participants\":[60,{\"name\":\"b\",\"pct\":30}],\"x\":1}",
    "{\"model\":\"fpif\",\"currency\":\"USD\",\"target_cost\":100,\"target_profit\":10,"
    "\"ceiling\":120,\"seller_share\":20,\"cost\":130}",
    "{\"model\":\"cpif\",\"currency\":\"USD\",\"target_cost\":100,\"target_fee\":10,"
    "\"min_fee\":5,\"max_fee\":\"12%\",\"seller_share\":20,\"cost\":130}",
    "{\"model\":\"cpif_structure\",\"currency\":\"USD\",\"target\":[100,10],"
    "\"optimistic\":[80,12],\"pessimistic\":[120,7]}",
    "{\"model\":\"ce_quotation\",\"currency\":\"USD\",\"components\":[[1,2]],\"fee_pct\":5}",
    "{\"model\":\"fixed_per_iteration\",\"currency\":\"USD\",\"price\":5,\"accepted\":true}",
    "{\"model\":\"alloc_in_order\",\"minor\":5,\"ratios\":[70,30]}",
    "{\"model\":\"target_cost\",\"pain_share_pct\":50}",
    "{\"model\":\"fpif\",\"currency\":\"USD\",\"target_cost\":\"x\"}",
};

static size_t at;

static bool work(const ctr_allocator *alloc)
{
    struct lc_ctx ctx;
    struct lc_doc doc;
    struct ctr_share_rule rule;
    struct ctr_share share;
    struct ctr_share_findings findings;
    void *packed[3] = {NULL, NULL, NULL};
    ctr_status status = lc_ctx_begin(&ctx, alloc);
    const struct lc_read_options options = {.file = "rule"};
    status = status ? status : lc_doc_read(&ctx, lc_str(rules[at]), &options, &doc);
    status = status ? status : lc_share_rule_read(&ctx, &doc, doc.root, &rule);
    status = status ? status : lc_share_answer(&ctx, &rule, NULL, NULL, &share);
    status = status ? status : lc_share_lint(&ctx, &doc, doc.root, NULL, &findings);
    status = status ? status : lc_pack(&ctx, &lc_shape_share_rule, &rule, &packed[0]);
    status = status ? status : lc_pack(&ctx, &lc_shape_share, &share, &packed[1]);
    status = status ? status : lc_pack(&ctx, &lc_shape_share_findings, &findings, &packed[2]);
    assert_true(status == CTR_OK || status == CTR_E_NOMEM || status == CTR_E_INPUT);
    assert_int_equal(status == CTR_OK, ctx.error == NULL);
    for (size_t i = 0; i < 3; i++) {
        lc_block_free(packed[i]);
    }
    lc_ctx_end(&ctx, status, NULL);
    return status != CTR_E_NOMEM;
}

static void no_memory_is_told_and_leaves_nothing_behind(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(lc_once(&ctx), CTR_OK);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    for (at = 0; at < sizeof rules / sizeof rules[0]; at++) {
        fault_walk(work);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_memory_is_told_and_leaves_nothing_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
