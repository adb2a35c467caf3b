/* Every allocation of reading, comparing and outlining fails once: NOMEM, and nothing is lost. */
#include "schema_case.h"

#include "../base/fault.h"

static const char older[] =
    "{\"$defs\": {\"n\": {\"type\": \"object\", \"properties\": {\"v\": {\"type\": \"string\", "
    "\"maxLength\": 5}, \"k\": {\"items\": {\"$ref\": \"#/$defs/n\"}}, \"e\": {\"enum\": [1, 2]}},"
    " \"patternProperties\": {\"^x[0-9]\": {}}, \"dependentRequired\": {\"v\": [\"k\"]}}}, "
    "\"allOf\": [{\"$ref\": \"#/$defs/n\"}], \"anyOf\": [{\"required\": [\"a\"]}, {\"required\": "
    "[\"b\"]}], \"not\": {\"required\": [\"c\"]}}";
static const char newer[] =
    "{\"$defs\": {\"n\": {\"type\": \"object\", \"properties\": {\"v\": {\"type\": \"string\", "
    "\"maxLength\": 4, \"format\": \"date\"}, \"k\": {\"items\": {\"$ref\": \"#/$defs/n\"}}, "
    "\"e\": {\"enum\": [1, 3]}, \"x1\": {\"type\": \"integer\"}}, \"patternProperties\": "
    "{\"^x[0-9]\": {}}, \"propertyNames\": {\"maxLength\": 9}}}, \"allOf\": [{\"$ref\": "
    "\"#/$defs/n\"}], \"oneOf\": [{\"required\": [\"a\"]}, {\"required\": [\"b\"]}], \"not\": "
    "{\"required\": [\"d\"]}}";

static bool work(const ctr_allocator *alloc)
{
    struct lc_ctx ctx;
    struct lc_spec a;
    struct lc_spec b;
    struct ctr_diff diff;
    struct ctr_outline outline;
    ctr_status status = lc_ctx_begin(&ctx, alloc);
    ctr_source one = {.struct_size = sizeof one, .data = older, .size = sizeof older - 1};
    ctr_source two = {.struct_size = sizeof two, .data = newer, .size = sizeof newer - 1};
    if (status == CTR_OK) {
        status = lc_spec_read(&ctx, &one, &a);
    }
    if (status == CTR_OK) {
        status = lc_spec_read(&ctx, &two, &b);
    }
    if (status == CTR_OK) {
        status = lc_spec_diff(&ctx, &a, &b, CTR_MODE_FULL, CTR_PROFILE_TOLERANT, &diff);
    }
    if (status == CTR_OK) {
        status = lc_spec_outline(&ctx, &a, &outline);
    }
    if (status != CTR_OK && status != CTR_E_NOMEM) {
        fail_msg("%s", ctr_error_message(ctx.error));
    }
    if (status == CTR_OK) {
        assert_int_equal(diff.verdict, CTR_VERDICT_INCOMPATIBLE);
        assert_true(outline.count > 5);
    }
    return lc_ctx_end(&ctx, status, NULL) == CTR_OK;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_int_equal(lc_once(&ctx), CTR_OK);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    fault_walk(work);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_allocation_may_fail)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
