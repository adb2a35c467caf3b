/* Rules from documents: what is refused, with field and line; what is understood. */
#include "share_case.h"

#define HEAD "{\"model\":\"banded_share\",\"currency\":\"GBP\",\"target\":100,\"cost\":90,\n"

static const struct {
    const char *rule;
    const char *message;
    const char *field;
} refused[] = {
    {"[]", "rule:1:1: 'rule' should be an object, not a list", "rule"},
    {"{}",
     "rule:1:1: 'model' is missing; wanted one of banded_share, target_cost, fpif, cpif, "
     "time_and_material, fixed_per_iteration, fpif_pta, cpif_structure, target_adjust, "
     "ce_quotation, alloc_in_order or largest_remainder",
     "model"},
    {"{\"model\":\"x\"}", NULL, "model"},
    {"{\"model\":5}", NULL, "model"},
    {"{\"model\":\"fpif\",\n\"currency\":\"XYZ\"}",
     "rule:2:12: 'currency' should be an ISO 4217 code in capitals that has a minor unit, such as "
     "\"EUR\", or null for plain units",
     "currency"},
    {"{\"model\":\"fpif\",\n\"currency\":\"gbp\"}", NULL, "currency"},
    {"{\"model\":\"fpif\",\n\"currency\":5}", NULL, "currency"},
    {HEAD "\"gain_cap\":\"12.345\"}",
     "rule:2:12: 'gain_cap' is '12.345', which has too many digits behind the point; GBP has 2",
     "gain_cap"},
    {HEAD "\"gain_cap\":1e40}", "rule:2:12: 'gain_cap' is '1e40', which is too large", "gain_cap"},
    {HEAD "\"gain_cap\":\"NaN\"}", "rule:2:12: 'gain_cap' is 'NaN', wanted a decimal number",
     "gain_cap"},
    {HEAD "\"gain_cap\":true}", "rule:2:12: 'gain_cap' is true, wanted a number", "gain_cap"},
    {HEAD "\"gain_cap\":-1}", "rule:2:12: 'gain_cap' is below zero", "gain_cap"},
    {HEAD "\"gain_cap\":\"-1%\"}",
     "rule:2:12: 'gain_cap' is '-1%', wanted a percentage from 0 to 10000 %", "gain_cap"},
    {HEAD "\"fee_pct\":10001}", NULL, "fee_pct"},
    {HEAD "\"fee_pct\":0.0000001}",
     "rule:2:11: 'fee_pct' is '0.0000001'; a percentage has at most 6 digits behind the point",
     "fee_pct"},
    {HEAD "\"seller_share\":101}",
     "rule:2:16: 'seller_share' is '101', wanted a percentage from 0 to 100 %", "seller_share"},
    {HEAD "\"seller_share\":50,\"buyer_share\":60}",
     "rule:2:33: 'buyer_share' contradicts another member that states the same", "buyer_share"},
    {HEAD "\"target_cost\":101}", NULL, "target_cost"},
    {HEAD "\"share_ratio\":\"70/40\"}", NULL, "share_ratio"},
    {HEAD "\"share_ratio\":30}", NULL, "share_ratio"},
    {HEAD "\"rounding\":\"up\"}",
     "rule:2:12: 'rounding' should be half_away, half_even or toward_zero", "rounding"},
    {HEAD "\"fee_basis\":\"x\"}", "rule:2:13: 'fee_basis' should be outside or inside",
     "fee_basis"},
    {HEAD "\"bands_of\":1}", "rule:2:12: 'bands_of' should be target or original_target",
     "bands_of"},
    {HEAD "\"uncovered\":\"contractor\"}", "rule:2:13: 'uncovered' should be client", "uncovered"},
    {HEAD "\"bands\":5}", "rule:2:9: 'bands' should be a list of at most 1000 bands", "bands"},
    {HEAD "\"bands\":[[0,10]]}",
     "rule:2:10: 'bands' should hold bands of three percentages: from, to (null = no end) and the "
     "contractor's share",
     "bands"},
    {HEAD "\"bands\":[[0,10,\"x\"]]}", "rule:2:16: 'bands' is 'x', wanted a decimal number",
     "bands"},
    {HEAD "\"bands\":[[0,10,null]]}", "rule:2:16: 'bands' is null, wanted a number", "bands"},
    {HEAD "\"bands\":[[0,10,-1]]}",
     "rule:2:16: 'bands' is '-1', wanted a percentage from 0 to 100 %", "bands"},
    {HEAD "\"bands\":[[-5,10,1]]}", NULL, "bands"},
    {HEAD "\"bands\":[[10,10,1]]}",
     "rule:2:10: 'bands' has a band from 10 % to 10 %; a band ends above where it begins", "bands"},
    {HEAD "\"bands\":[[50,100,1],\n[0,60,2]]}",
     "rule:2:10: 'bands' has overlapping bands: one from 0 % to 60 % and one from 50 % to 100 %; "
     "each cost must lie in one band",
     "bands"},
    {HEAD "\"bands\":[[0,null,1],\n[60,null,2]]}",
     "rule:3:1: 'bands' has overlapping bands: one from 0 % to no end and one from 60 % to no end; "
     "each cost must lie in one band",
     "bands"},
    {HEAD "\"bands\":[[50,100,1],\n[0,40,2]]}",
     "rule:2:10: 'bands' has a gap from 40 % to 50 %; close it, or write \"uncovered\": \"client\"",
     "bands"},
    {HEAD "\"dead_band\":[101,102],\"seller_share\":5}", NULL, "dead_band"},
    {HEAD "\"dead_band\":[90,95],\"seller_share\":5}",
     "rule:2:13: 'dead_band' should lie around the target: from at most 100 to at least 100",
     "dead_band"},
    {HEAD "\"participants\":[60,50]}",
     "rule:2:16: 'participants' make 110 %; at most 100 % is there", "participants"},
    {HEAD "\"participants\":[{\"name\":5,\"pct\":1}]}", NULL, "participants"},
    {HEAD "\"participants\":[{}]}", NULL, "participants"},
    {HEAD "\"participants\":{}}", NULL, "participants"},
    {HEAD "\"changes\":[-100]}",
     "rule:2:11: 'changes' leave a target that is not above zero, or too large", "changes"},
    {HEAD "\"changes\":[\"x\"]}", NULL, "changes"},
    {"{\"model\":\"cpif\",\"currency\":\"GBP\",\n\"target_cost\":0}",
     "rule:2:15: 'target' is zero, so that no percentage of it says anything", "target"},
    {"{\"model\":\"fpif\",\"currency\":\"USD\",\"target_cost\":60000,\"target_profit\":6000,\n"
     "\"target_price\":63000}",
     "rule:2:16: 'target_price' is USD 63000.00, but target cost and target profit make USD "
     "66000.00",
     "target_price"},
    {"{\"model\":\"fpif\",\"currency\":\"USD\",\"target_cost\":60000,\"target_profit\":6000,\n"
     "\"ceiling\":65000}",
     "rule:2:11: 'ceiling' is USD 65000.00, below the target price of USD "
     "66000.00",
     "ceiling"},
    {"{\"model\":\"fpif\",\"currency\":\"USD\",\"target_cost\":60000,\"target_profit\":6000,\n"
     "\"ceiling_pct\":109}",
     NULL, "ceiling"},
    {"{\"model\":\"fpif\",\"currency\":\"USD\",\"target_cost\":\"46116860184273879\",\n"
     "\"target_profit\":1}",
     "rule:2:17: 'target_profit' makes too large a price", "target_profit"},
    {"{\"model\":\"fpif\",\"currency\":\"USD\",\"target_cost\":100,\n\"target_price\":99}",
     "rule:2:16: 'target_price' lies below the target cost", "target_price"},
    {"{\"model\":\"cpif\",\"currency\":\"USD\",\"target_cost\":100,\"target_fee\":10,\n"
     "\"target_price\":111}",
     NULL, "target_price"},
    {"{\"model\":\"cpif\",\"currency\":\"USD\",\"target_cost\":100,\"max_fee\":10,\n"
     "\"min_fee\":11}",
     "rule:2:11: 'min_fee' is USD 11.00, above the maximum fee of USD 10.00", "min_fee"},
    {"{\"model\":\"cpif\",\"currency\":\"USD\",\"target_cost\":100,\"max_fee\":10,\n"
     "\"target_fee\":11}",
     "rule:2:14: 'target_fee' lies outside of the limits of the fee", "target_fee"},
    {"{\"model\":\"time_and_material\",\"currency\":\"USD\",\n\"cap\":\"5%\"}", NULL, "ceiling"},
    {"{\"model\":\"fixed_per_iteration\",\"currency\":\"USD\",\n\"accepted\":-1}", NULL,
     "accepted"},
    {"{\"model\":\"cpif_structure\",\"currency\":\"USD\",\n\"target\":[1]}", NULL, "target"},
    {"{\"model\":\"ce_quotation\",\"currency\":\"USD\",\n\"components\":[1]}", NULL, "components"},
    {"{\"model\":\"ce_quotation\",\"currency\":\"USD\",\n\"components\":[[1,0.0000001]]}", NULL,
     "components"},
    {"{\"model\":\"alloc_in_order\",\n\"ratios\":[0,0]}",
     "rule:2:10: 'ratios' should not all be zero", "ratios"},
    {"{\"model\":\"alloc_in_order\",\n\"ratios\":[-1,2]}", NULL, "ratios"},
    {"{\"model\":\"alloc_in_order\",\n\"minor\":1.5}", NULL, "minor"},
    {"model: target_cost\ncurrency: EUR\ntarget: '.nan'\n",
     "rule:3:9: 'target' is '.nan', wanted a decimal number", "target"},
    {"model: target_cost\ncurrency: EUR\ntarget: {a: 1}\n",
     "rule:3:9: 'target' is an object, wanted a number", "target"},
};

static void what_cannot_be_a_rule_is_refused_with_its_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct bench b;
        ctr_status status = case_read(&b, refused[i].rule);
        const char *message = ctr_error_message(b.ctx.error);
        if (status != CTR_E_INPUT) {
            fail_msg("%s: %s", refused[i].rule, status == CTR_OK ? "is read" : message);
        }
        if (refused[i].message && strcmp(message, refused[i].message) != 0) {
            fail_msg("%s\nsays  %s\nnot   %s", refused[i].rule, message, refused[i].message);
        }
        assert_string_equal(ctr_error_detail(b.ctx.error, "field"), refused[i].field);
        assert_non_null(ctr_error_detail(b.ctx.error, "line"));
        case_close(&b);
    }
}

static void bands_are_sorted_and_completed(void **state)
{
    (void)state;
    static const struct {
        const char *rule;
        size_t count;
        struct lc_share_band bands[6];
        const char *warning;
    } rows[] = {
        {HEAD "\"bands\":[[95,100,50],[100,null,20],[0,95,30]]}",
         3,
         {{0, 95000000, 30000000, 0, 0},
          {95000000, 100000000, 50000000, 0, 0},
          {100000000, LC_RATIO_OPEN, 20000000, 0, 0}},
         NULL},
        {HEAD "\"bands\":[{\"from_pct\":50,\"to_pct\":100,\"share_pct\":10}]}",
         3,
         {{0, 50000000, 0, 1, 0},
          {50000000, 100000000, 10000000, 0, 0},
          {100000000, LC_RATIO_OPEN, 0, 1, 0}},
         "no share is stated from 0 % to 50 % of the target: all of it is the client's"},
        {HEAD "\"uncovered\":\"client\",\"bands\":[[0,50,10],[60,null,20]]}",
         3,
         {{0, 50000000, 10000000, 0, 0},
          {50000000, 60000000, 0, 1, 0},
          {60000000, LC_RATIO_OPEN, 20000000, 0, 0}},
         "no share is stated from 50 % to 60 % of the target: all of it is the client's"},
        {HEAD "\"seller_share\":20,\"bands\":[[100,110,40]]}",
         3,
         {{0, 100000000, 20000000, 0, 0},
          {100000000, 110000000, 40000000, 0, 0},
          {110000000, LC_RATIO_OPEN, 20000000, 0, 0}},
         NULL},
        {HEAD "\"pain_share_pct\":20,\"gain_share_pct\":30,\"dead_band\":\"5%\"}",
         4,
         {{0, 95000000, 30000000, 0, 0},
          {95000000, 100000000, 0, 0, 1},
          {100000000, 105000000, 0, 0, 1},
          {105000000, LC_RATIO_OPEN, 20000000, 0, 0}},
         NULL},
        {HEAD "\"pain_share_pct\":20}",
         2,
         {{0, 100000000, 0, 1, 0}, {100000000, LC_RATIO_OPEN, 20000000, 0, 0}},
         "no share is stated from 0 % to 100 % of the target: all of it is the client's"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bench b;
        case_open(&b, rows[i].rule);
        assert_int_equal(b.rule.band_count, rows[i].count);
        for (size_t k = 0; k < rows[i].count; k++) {
            assert_memory_equal(&b.rule.bands[k], &rows[i].bands[k], sizeof rows[i].bands[k]);
        }
        if (rows[i].warning) {
            assert_string_equal(b.rule.warnings[0], rows[i].warning);
        } else {
            assert_int_equal(b.rule.warning_count, 0);
        }
        case_close(&b);
    }
}

static void strange_members_are_told(void **state)
{
    (void)state;
    struct bench b;
    case_open(&b, HEAD "\"seller_share\":20,\"gain_capp\":5,\"ceiling\":7,\"note\":\"n\"}");
    assert_int_equal(b.rule.warning_count, 2);
    assert_string_equal(b.rule.warnings[0], "'ceiling' has no meaning in a rule of model "
                                            "banded_share and was passed over");
    assert_string_equal(b.rule.warnings[1],
                        "'gain_capp' is no term of a share rule and was passed over");
    case_close(&b);
}

static void a_rule_may_lie_in_a_document_of_another(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_doc doc;
    struct ctr_share_rule rule;
    const struct lc_read_options options = {.file = "master"};
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_int_equal(lc_once(&ctx), CTR_OK);
    assert_int_equal(lc_doc_read(&ctx,
                                 lc_str("parties: [a]\nincentives:\n  pain_share_pct: 50\n"
                                        "  target: \"1.001\"\n"),
                                 &options, &doc),
                     CTR_OK);
    const struct lc_value *node = lc_get(doc.root, "incentives");
    assert_int_equal(lc_share_rule_read_in(&ctx, &doc, node, "KWD", &rule), CTR_OK);
    assert_int_equal(rule.model, CTR_SHARE_TARGET_COST);
    assert_string_equal(rule.currency, "KWD");
    assert_int_equal(rule.terms[LC_TERM_TARGET], 1001);
    assert_int_equal(lc_share_rule_read_in(&ctx, &doc, node, "EUR", &rule), CTR_E_INPUT);
    assert_string_equal(ctr_error_message(ctx.error),
                        "master:4:11: 'target' is '1.001', which has too many digits behind the "
                        "point; EUR has 2");
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void figures_may_stand_in_inputs(void **state)
{
    (void)state;
    struct bench b;
    struct ctr_share share;
    case_answer(&b,
                "{\"id\":\"X\",\"model\":\"cpif\",\"currency\":\"USD\",\"inputs\":{"
                "\"target_cost\":1000,\"target_fee\":100,\"seller_share\":20,\"cost\":1100}}",
                &share);
    assert_string_equal(share.price, "1180.00");
    assert_int_equal(share.warning_count, 0);
    case_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_cannot_be_a_rule_is_refused_with_its_place),
        cmocka_unit_test(bands_are_sorted_and_completed),
        cmocka_unit_test(strange_members_are_told),
        cmocka_unit_test(a_rule_may_lie_in_a_document_of_another),
        cmocka_unit_test(figures_may_stand_in_inputs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
