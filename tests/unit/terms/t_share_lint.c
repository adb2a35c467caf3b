/* The linter of share rules: each finding once where it belongs, and not elsewhere. */
#include "share_case.h"

#define HEAD "currency: GBP\nrounding: half_even\ntarget: 1000\n"
#define LINE HEAD "model: banded_share\n"
#define FPIF HEAD "model: fpif\ntarget_profit: 100\nseller_share: 20\n"
#define CPIF HEAD "model: cpif\ntarget_fee: 100\nseller_share: 20\n"

static void findings_are_those_expected(void **state)
{
    (void)state;
    static const struct {
        const char *rule;
        const char *ids; /* worst first */
        int64_t line;    /* of the first */
    } rows[] = {
        {LINE "bands: [[0, null, 50]]\npain_cap: 10%\n", "", 0},
        {LINE "bands: [[0, null, 50]]\n", "pain-without-cap", 1},
        {LINE "bands: [[0, 50, 10],\n  [40, 100, 20], [100, null, 0]]\n",
         "band-overlap no-downside", 6},
        {LINE "bands: [[0, 50, 10],\n  [60, 100, 20], [100, null, 0]]\n",
         "band-gap uncovered-end no-downside", 6},
        {LINE "bands: [[80, 100, 20], [100, null, 0]]\n", "uncovered-end no-upside no-downside", 5},
        {LINE "bands: [[0, 100, 0], [100, null, 30]]\npain_cap: 5%\n", "no-upside", 5},
        {LINE "bands: [[0, 100, 0], [100, null, 50]]\npain_cap: 5%\n", "no-upside cliff", 5},
        {LINE "bands: [[0, 100, 49], [100, null, 0]]\n", "no-downside", 5},
        {LINE "bands: [[0, null, 50]]\npain_cap: 10\ngain_cap: 10\n",
         "no-upside fixed-cap fixed-cap", 1},
        {LINE "bands: [[0, null, 50]]\npain_cap: 10%\nparticipants: [50]\n", "unallocated", 1},
        {LINE "bands: [[0, null, 50]]\npain_cap: 10%\npain_capp: 5\n", "unused-term", 1},
        {LINE "bands: [[0, null, 50]]\npain_cap: 10%\nceiling: 5\n", "unused-term", 1},
        {LINE, "not-computable", 1},
        {"model: target_cost\npain_share_pct: 50\ngain_share_pct: 50\n",
         "not-computable not-computable pain-without-cap rounding-silent", 1},
        {FPIF "ceiling: 1200\n", "", 0},
        {FPIF "ceiling: 1179\n", "pta-close", 7},
        {FPIF "seller_share_over: 100\nceiling: 1200\n", "cliff pta-none", 1},
        {CPIF "min_fee: 80\nmax_fee: 120\n", "fee-range fee-range", 8},
        {CPIF "min_fee: 81\nmax_fee: 120\n", "fee-dead-zone fee-range", 7},
        {CPIF "min_fee: 80\nmax_fee: 119\n", "fee-dead-zone fee-range", 8},
        {"currency: GBP\nmodel: time_and_material\nrounding: half_even\ncap: 1000\n", "", 0},
        {HEAD "model: time_and_material\ncap: 1000\n", "unused-term", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_ctx ctx;
        struct lc_doc doc;
        struct ctr_share_findings found;
        const struct lc_read_options options = {.file = "rule"};
        char ids[1024] = "";
        assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
        assert_int_equal(lc_once(&ctx), CTR_OK);
        assert_int_equal(lc_doc_read(&ctx, lc_str(rows[i].rule), &options, &doc), CTR_OK);
        if (lc_share_lint(&ctx, &doc, doc.root, NULL, &found) != CTR_OK) {
            fail_msg("%s: %s", rows[i].rule, ctr_error_message(ctx.error));
        }
        for (size_t k = 0; k < found.count; k++) {
            snprintf(ids + strlen(ids), sizeof ids - strlen(ids), "%s%s", k ? " " : "",
                     found.rows[k].id);
            assert_true(found.rows[k].message[0] != '\0');
            assert_true(found.rows[k].line > 0);
        }
        if (strcmp(ids, rows[i].ids) != 0 || (found.count && found.rows[0].line != rows[i].line)) {
            fail_msg("%s\nfinds %s (line %lld)\nnot   %s", rows[i].rule, ids,
                     found.count ? (long long)found.rows[0].line : 0, rows[i].ids);
        }
        assert_int_equal(found.errors, strncmp(ids, "band-", 5) == 0);
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

static void what_is_no_rule_is_refused(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_doc doc;
    struct ctr_share_findings found;
    const struct lc_read_options options = {.file = "rule"};
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_int_equal(lc_once(&ctx), CTR_OK);
    assert_int_equal(lc_doc_read(&ctx, lc_str("model: fpif\ntarget: no\n"), &options, &doc),
                     CTR_OK);
    assert_int_equal(lc_share_lint(&ctx, &doc, doc.root, NULL, &found), CTR_E_INPUT);
    assert_string_equal(ctr_error_message(ctx.error),
                        "rule:2:9: 'target' is 'no', wanted a decimal number");
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings_are_those_expected),
        cmocka_unit_test(what_is_no_rule_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
