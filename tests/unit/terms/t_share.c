/* The share engine: figures worked by hand, what is missing, and edges of the possible. */
#include "share_case.h"

/* ---- figures worked by hand */

#define BANDED "\"model\":\"banded_share\",\"currency\":\"GBP\""
#define FPIF "\"model\":\"fpif\",\"currency\":\"USD\""
#define CPIF "\"model\":\"cpif\",\"currency\":\"USD\""
#define NEC "\"bands\":[[0,95,30],[95,100,50],[100,105,50],[105,null,20]]"

static const struct {
    const char *rule;
    const char *name;
    const char *value;
} rows[] = {
    {"{" BANDED ",\"target\":1000000,\"cost\":1080000," NEC "}", "contractor_share", "-31000.00"},
    {"{" BANDED ",\"target\":1000000,\"cost\":1080000," NEC "}", "client_share", "-49000.00"},
    {"{" BANDED ",\"target\":1000000,\"cost\":1080000," NEC "}", "marginal_rate", "20"},
    {"{" BANDED ",\"target\":1000000,\"cost\":1050000," NEC "}", "marginal_rate", "20"},
    {"{" BANDED ",\"target\":1000000,\"cost\":\"1049999.99\"," NEC "}", "marginal_rate", "50"},
    {"{" BANDED ",\"target\":1000000,\"cost\":0," NEC "}", "marginal_rate", "30"},
    {"{" BANDED ",\"target\":1000000,\"cost\":1080000,\"pain_cap\":20000," NEC "}",
     "contractor_share", "-20000.00"},
    {"{" BANDED ",\"target\":1000000,\"cost\":1080000,\"pain_cap\":20000," NEC "}", "client_share",
     "-60000.00"},
    {"{" BANDED ",\"target\":1000000,\"cost\":1080000,\"pain_cap\":20000," NEC "}", "marginal_rate",
     "0"},
    {"{" BANDED ",\"target\":1000000,\"cost\":1040000,\"pain_cap\":20000," NEC "}", "marginal_rate",
     "0"},
    {"{" BANDED ",\"target\":1000000,\"cost\":1040000,\"pain_cap\":20001," NEC "}", "marginal_rate",
     "50"},
    {"{" BANDED ",\"target\":1000000,\"cost\":1080000,\"pain_cap\":\"1%\"," NEC "}",
     "contractor_share", "-10000.00"},
    {"{" BANDED ",\"target\":1000000,\"cost\":1080000,\"pain_cap_pct\":2.5," NEC "}",
     "contractor_share", "-25000.00"},
    {"{" BANDED ",\"target\":1000000,\"cost\":1000000,\"fee_pct\":10,\"caps_of\":\"fee\","
     "\"gain_cap\":\"1%\"," NEC "}",
     "contractor_share", "0.00"},
    {"{" BANDED ",\"target\":1000000,\"cost\":900000,\"fee_pct\":10,\"caps_of\":\"fee\","
     "\"gain_cap\":\"10%\"," NEC "}",
     "contractor_share", "9000.00"},
    {"{" BANDED ",\"target\":1000000,\"cost\":900000,\"target_fee\":50000,\"caps_of\":\"fee\","
     "\"gain_cap\":\"10%\"," NEC "}",
     "contractor_share", "5000.00"},
    {"{" BANDED ",\"target\":1000000,\"cost\":930000,\"gain_cap\":10000," NEC "}", "marginal_rate",
     "0"},
    {"{" BANDED ",\"target\":1000000,\"cost\":980000,\"gain_cap\":10000," NEC "}", "marginal_rate",
     "50"},
    {"{" BANDED ",\"target\":1000000,\"cost\":930000,\"fee_pct\":10,\"fee_basis\":\"inside\"," NEC
     "}",
     "contractor_share", "-11500.00"},
    {"{" BANDED ",\"target\":1000000,\"cost\":930000,\"fee_pct\":10,\"fee_basis\":\"inside\"," NEC
     "}",
     "contractor_paid", "1011500.00"},
    {"{" BANDED ",\"target\":1000000,\"cost\":930000,\"fee_pct\":10," NEC "}", "contractor_paid",
     "1054000.00"},
    {"{" BANDED ",\"target\":1000000,\"cost\":930000,\"fee_pct\":10," NEC "}", "margin",
     "124000.00"},
    {"{" BANDED ",\"target\":1000000,\"changes\":[50000,-10000],\"cost\":930000," NEC "}",
     "adjusted_target", "1040000.00"},
    {"{" BANDED ",\"target\":1000000,\"changes\":[100000],\"cost\":1000000," NEC "}",
     "contractor_share", "41000.00"},
    {"{" BANDED ",\"target\":1000000,\"changes\":[100000],\"cost\":1000000,"
     "\"bands_of\":\"original_target\"," NEC "}",
     "contractor_share", "35000.00"},
    {"{" BANDED ",\"target\":1100000,\"original_target\":1000000,\"cost\":1000000,"
     "\"bands_of\":\"original_target\"," NEC "}",
     "contractor_share", "35000.00"},
    {"{" BANDED ",\"target\":1000000,\"cost\":940000,\"dead_band\":2.5," NEC "}",
     "contractor_share", "15500.00"},
    {"{" BANDED ",\"target\":1000000,\"cost\":980000,\"dead_band\":2.5," NEC "}",
     "contractor_share", "0.00"},
    {"{" BANDED ",\"target\":1000000,\"cost\":1100000,\"dead_band\":[99,105]," NEC "}",
     "contractor_share", "-10000.00"},
    {"{\"model\":\"target_cost\",\"currency\":\"EUR\",\"target\":100,\"cost\":80,"
     "\"gain_share_pct\":50,\"pain_share_pct\":40}",
     "contractor_share", "10.00"},
    {"{\"model\":\"target_cost\",\"currency\":\"EUR\",\"target\":100,\"cost\":120,"
     "\"gain_share_pct\":50,\"pain_share_pct\":40}",
     "contractor_share", "-8.00"},
    {"{\"model\":\"target_cost\",\"currency\":\"EUR\",\"target\":100,\"cost\":80,"
     "\"share_ratio\":\"70/30\"}",
     "contractor_share", "6.00"},
    {"{\"model\":\"target_cost\",\"currency\":\"EUR\",\"target\":100,\"cost\":80,"
     "\"buyer_share\":70,\"buyer_share_under\":90}",
     "contractor_share", "2.00"},
    {"{\"model\":\"target_cost\",\"currency\":\"JPY\",\"target\":101,\"cost\":100,"
     "\"seller_share\":50}",
     "contractor_share", "1"},
    {"{\"model\":\"target_cost\",\"currency\":\"JPY\",\"target\":101,\"cost\":100,"
     "\"seller_share\":50,\"rounding\":\"half_even\"}",
     "contractor_share", "0"},
    {"{\"model\":\"target_cost\",\"currency\":\"JPY\",\"target\":103,\"cost\":100,"
     "\"seller_share\":50,\"rounding\":\"half_even\"}",
     "contractor_share", "2"},
    {"{\"model\":\"target_cost\",\"currency\":\"JPY\",\"target\":103,\"cost\":100,"
     "\"seller_share\":50,\"rounding\":\"toward_zero\"}",
     "contractor_share", "1"},
    {"{\"model\":\"target_cost\",\"currency\":null,\"target\":1.5,\"cost\":1.25,"
     "\"seller_share\":50}",
     "contractor_share", "0.13"},
    {"{" FPIF ",\"target_cost\":60000,\"target_profit\":15000,\"ceiling\":100000,"
     "\"seller_share\":40,\"cost\":70000}",
     "price", "81000.00"},
    {"{" FPIF ",\"target_cost\":60000,\"target_profit\":15000,\"ceiling\":100000,"
     "\"seller_share\":40,\"cost\":70000}",
     "pta", "101666.67"},
    {"{" FPIF ",\"target_cost\":60000,\"target_profit\":15000,\"ceiling\":100000,"
     "\"seller_share\":40,\"cost\":70000}",
     "marginal_rate", "40"},
    {"{" FPIF ",\"target_cost\":100000,\"target_profit\":10000,\"ceiling\":120000,"
     "\"seller_share\":20,\"cost\":112500}",
     "price", "120000.00"},
    {"{" FPIF ",\"target_cost\":100000,\"target_profit\":10000,\"ceiling\":120000,"
     "\"seller_share\":20,\"cost\":112500}",
     "marginal_rate", "100"},
    {"{" FPIF ",\"target_cost\":100000,\"target_profit\":10000,\"ceiling\":120000,"
     "\"seller_share\":20,\"cost\":\"112499.99\"}",
     "marginal_rate", "20"},
    {"{" FPIF ",\"target_cost\":100000,\"target_profit\":10000,\"ceiling\":\"120%\","
     "\"seller_share_over\":20,\"seller_share_under\":30,\"cost\":90000}",
     "profit", "13000.00"},
    {"{" FPIF ",\"target_cost\":100000,\"target_profit\":10000,\"ceiling_pct\":120,"
     "\"buyer_share_over\":80,\"buyer_share_under\":70,\"cost\":130000}",
     "margin", "-10000.00"},
    {"{" FPIF ",\"target_cost\":150000,\"target_profit\":30000,\"ceiling\":200000,"
     "\"seller_share\":40,\"cost\":210000}",
     "profit_formula", "6000.00"},
    {"{" FPIF ",\"target_cost\":150000,\"target_profit\":30000,\"ceiling\":200000,"
     "\"seller_share\":40,\"cost\":210000}",
     "profit", "-10000.00"},
    {"{" FPIF ",\"target_cost\":100,\"target_profit\":10,\"ceiling\":130,\"cost\":100,"
     "\"bands\":[[0,100,50],[100,110,20],[110,null,50]]}",
     "pta", "134.00"},
    {"{" FPIF ",\"target_cost\":100,\"target_profit\":10,\"ceiling\":110,\"seller_share\":100,"
     "\"cost\":100}",
     "pta", "100.00"},
    {"{" FPIF ",\"target_cost\":100,\"target_profit\":10,\"ceiling\":111,\"seller_share\":100,"
     "\"cost\":100}",
     "pta", NULL},
    {"{" CPIF ",\"target_cost\":500000,\"target_fee\":45000,\"seller_share\":50,\"max_fee\":60000,"
     "\"min_fee\":30000,\"cost\":450000}",
     "fee_formula", "70000.00"},
    {"{" CPIF ",\"target_cost\":500000,\"target_fee\":45000,\"seller_share\":50,\"max_fee\":60000,"
     "\"min_fee\":30000,\"cost\":450000}",
     "rie_low", "470000.00"},
    {"{" CPIF ",\"target_cost\":500000,\"target_fee\":45000,\"seller_share\":50,\"max_fee\":60000,"
     "\"min_fee\":30000,\"cost\":450000}",
     "rie_high", "530000.00"},
    {"{" CPIF ",\"target_cost\":500000,\"target_fee\":45000,\"seller_share\":50,\"max_fee\":60000,"
     "\"min_fee\":30000,\"cost\":450000}",
     "marginal_rate", "0"},
    {"{" CPIF ",\"target_cost\":500000,\"target_fee\":45000,\"seller_share\":50,\"max_fee\":60000,"
     "\"min_fee\":30000,\"cost\":470000}",
     "marginal_rate", "50"},
    {"{" CPIF ",\"target_cost\":500000,\"target_fee\":45000,\"seller_share\":50,\"max_fee\":60000,"
     "\"min_fee\":30000,\"cost\":530000}",
     "marginal_rate", "0"},
    {"{" CPIF ",\"target_cost\":500000,\"target_fee\":45000,\"seller_share\":50,"
     "\"max_fee_pct\":12,\"min_fee\":\"6%\",\"cost\":600000}",
     "price", "630000.00"},
    {"{" CPIF ",\"target_cost\":500000,\"target_fee\":45000,\"seller_share\":0,\"max_fee\":60000,"
     "\"min_fee\":45000,\"cost\":450000}",
     "rie_low", NULL},
    {"{" CPIF ",\"target_cost\":500000,\"target_fee\":45000,\"seller_share\":0,\"max_fee\":60000,"
     "\"min_fee\":45000,\"cost\":450000}",
     "rie_high", "500000.00"},
    {"{" CPIF ",\"target_cost\":200,\"target_fee\":\"8%\",\"seller_share\":20,\"cost\":190}", "fee",
     "18.00"},
    {"{" FPIF ",\"target_cost\":200,\"target_profit_pct\":10,\"sharing_ratio\":\"80/20\","
     "\"ceiling\":240,\"cost\":190}",
     "price", "212.00"},
    {"{" FPIF ",\"target_cost\":200,\"target_price\":220,\"sharing_ratio\":\"80/20\","
     "\"ceiling\":240,\"cost\":190}",
     "profit", "22.00"},
    {"{\"model\":\"time_and_material\",\"currency\":\"EUR\",\"cap\":1000,\"cost\":950,"
     "\"fee_pct\":10}",
     "price", "1000.00"},
    {"{\"model\":\"t&m\",\"currency\":\"EUR\",\"not_to_exceed\":1000,\"cost\":900,\"fee_pct\":10}",
     "price", "990.00"},
    {"{\"model\":\"time_and_material\",\"currency\":\"EUR\",\"cap\":1000,\"cost\":1000}",
     "marginal_rate", "100"},
    {"{\"model\":\"fixed_per_iteration\",\"currency\":\"EUR\",\"price\":500,\"cost\":450,"
     "\"accepted\":true}",
     "margin", "50.00"},
    {"{\"model\":\"fixed_per_iteration\",\"currency\":\"EUR\",\"price\":500,\"accepted\":3}",
     "price", "1500.00"},
    {"{\"model\":\"fixed_per_iteration\",\"currency\":\"EUR\",\"price\":500,\"accepted\":false}",
     "price", "0.00"},
    {"{\"model\":\"cpif_structure\",\"currency\":\"USD\",\"target\":[300,30],"
     "\"optimistic\":[270,40],\"pessimistic\":[360,15]}",
     "seller_share_under", "33.333333"},
    {"{\"model\":\"cpif_structure\",\"currency\":\"USD\",\"target\":[300,30],"
     "\"optimistic\":[270,40],\"pessimistic\":[360,15]}",
     "seller_share_over", "25"},
    {"{\"model\":\"ce_quotation\",\"currency\":\"GBP\",\"components\":[[\"2.5\",\"10.01\"],[-1,5]],"
     "\"fee_pct\":8,\"risk\":\"-1.5\"}",
     "total", "20.13"},
    {"{\"model\":\"ce_quotation\",\"currency\":\"GBP\",\"components\":[[\"2.5\",\"10.01\"],[-1,5]],"
     "\"fee_pct\":8}",
     "defined_cost", "20.03"},
    {"{\"model\":\"target_adjust\",\"currency\":\"GBP\",\"target\":100,\"changes\":[5,-10]}",
     "adjusted_target", "95.00"},
    {"{\"model\":\"target_adjust\",\"currency\":\"GBP\",\"target\":100,\"changes\":[5],"
     "\"cost\":90}",
     "difference_to_share", "15.00"},
    {"{\"model\":\"target_adjust\",\"currency\":\"GBP\",\"target\":100,\"changes\":[5],"
     "\"cost\":90,\"share_ratio\":\"50/50\"}",
     "contractor_share", "7.50"},
};

static void figures_are_those_worked_by_hand(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bench b;
        struct ctr_share share;
        case_answer(&b, rows[i].rule, &share);
        const char *value = ctr_share_value(&share, rows[i].name);
        bool same =
            value && rows[i].value ? strcmp(value, rows[i].value) == 0 : value == rows[i].value;
        if (!same || !share.computable) {
            fail_msg("%s: %s is %s, not %s", rows[i].rule, rows[i].name, value ? value : "nothing",
                     rows[i].value ? rows[i].value : "nothing");
        }
        case_close(&b);
    }
}

static void what_is_missing_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *rule;
        const char *reason;
    } missing[] = {
        {"model: target_cost\npain_share_pct: 50\ngain_share_pct: 50\n", "target missing"},
        {"model: target_cost\ntarget: 5\ncost: 4\npain_share_pct: 50\ngain_share_pct: 50\n",
         "currency missing"},
        {"model: banded_share\ncurrency: EUR\ntarget: 5\ncost: 4\n", "bands missing"},
        {"model: target_cost\ncurrency: EUR\ntarget: 5\ncost: 4\n",
         "pain_share_pct and gain_share_pct missing"},
        {"model: fpif\ncurrency: EUR\ntarget: 5\ncost: 4\nceiling: 9\nseller_share: 5\n",
         "target_profit missing"},
        {"model: fpif\ncurrency: EUR\ntarget: 5\ncost: 4\ntarget_profit: 1\nseller_share: 5\n",
         "ceiling missing"},
        {"model: cpif\ncurrency: EUR\ntarget: 5\ncost: 4\ntarget_fee: 1\n", "seller_share missing"},
        {"model: cpif\ncurrency: EUR\ntarget: 5\ntarget_fee: 1\nseller_share: 5\n", "cost missing"},
        {"model: time_and_material\ncurrency: EUR\ncost: 5\n", "ceiling missing"},
        {"model: fixed_per_iteration\ncurrency: EUR\nprice: 5\n", "accepted missing"},
        {"model: ce_quotation\ncurrency: EUR\n", "components missing"},
        {"model: largest_remainder\nratios: [1, 2]\n", "minor missing"},
        {"model: alloc_in_order\nminor: 5\n", "ratios missing"},
        {"model: cpif_structure\ncurrency: EUR\ntarget: [5, 1]\n", "optimistic missing"},
    };
    for (size_t i = 0; i < sizeof missing / sizeof missing[0]; i++) {
        struct bench b;
        struct ctr_share share;
        case_answer(&b, missing[i].rule, &share);
        assert_int_equal(share.computable, 0);
        assert_true(share.reason_count > 0);
        assert_string_equal(share.reasons[0], missing[i].reason);
        assert_null(share.contractor_share);
        case_close(&b);
    }
}

static void too_large_figures_are_refused(void **state)
{
    (void)state;
    struct bench b;
    struct ctr_share share;
    struct lc_share_case c;
    struct lc_share_figures f;
    case_open(&b, "{\"model\":\"target_cost\",\"currency\":\"JPY\",\"target\":4611686018427387904,"
                  "\"cost\":4611686018427387904,\"seller_share\":50,\"fee_pct\":10}");
    assert_int_equal(lc_share_case(&b.rule, LC_MONEY_MOST, LC_MONEY_MOST, &c), CTR_E_LIMIT);
    assert_int_equal(lc_share_answer(&b.ctx, &b.rule, NULL, NULL, &share), CTR_E_LIMIT);
    case_close(&b);
    case_open(&b, "{\"model\":\"target_cost\",\"currency\":\"JPY\",\"target\":4611686018427387904,"
                  "\"cost\":4611686018427387904,\"seller_share\":50}");
    assert_int_equal(lc_share_case(&b.rule, LC_MONEY_MOST, LC_MONEY_MOST, &c), CTR_OK);
    assert_int_equal(lc_share_evaluate(&c, &f), CTR_OK);
    assert_int_equal(f.paid, LC_MONEY_MOST);
    assert_int_equal(lc_share_case(&b.rule, LC_MONEY_MOST, 0, &c), CTR_OK);
    assert_int_equal(lc_share_evaluate(&c, &f), CTR_OK);
    assert_int_equal(f.share, LC_MONEY_MOST / 2);
    assert_int_equal(lc_share_case(&b.rule, 1, LC_MONEY_MOST, &c), CTR_OK);
    assert_int_equal(lc_share_evaluate(&c, &f), CTR_OK);
    assert_int_equal(f.share, -(LC_MONEY_MOST / 2));
    assert_int_equal(f.marginal, LC_RATIO_ONE / 2);
    case_close(&b);
    case_open(&b, "{\"model\":\"cpif\",\"currency\":\"JPY\",\"target_cost\":4611686018427387904,"
                  "\"target_fee\":0,\"seller_share\":0,\"min_fee\":0}");
    assert_int_equal(lc_share_case(&b.rule, LC_MONEY_MOST, LC_MONEY_MOST, &c), CTR_OK);
    assert_int_equal(lc_share_evaluate(&c, &f), CTR_OK);
    b.rule.terms[LC_TERM_FEE] = 1;
    assert_int_equal(lc_share_evaluate(&c, &f), CTR_E_LIMIT);
    b.rule.terms[LC_TERM_FEE] = LC_MONEY_MOST;
    c.cost = 0;
    assert_int_equal(lc_share_evaluate(&c, &f), CTR_OK);
    b.rule.model = CTR_SHARE_FPIF;
    c.cost = LC_MONEY_MOST;
    assert_int_equal(lc_share_evaluate(&c, &f), CTR_E_LIMIT);
    case_close(&b);
}

/* Where something ends exactly at an edge of the line. */
static void ends_at_edges_are_found(void **state)
{
    (void)state;
    struct bench b;
    struct lc_share_case c;
    struct lc_share_figures f;
    int64_t at;
    case_open(&b, "{\"model\":\"target_cost\",\"currency\":\"JPY\",\"target\":100,"
                  "\"seller_share\":50,\"gain_cap\":50,\"pain_cap\":0}");
    assert_int_equal(lc_share_case(&b.rule, 100, 100, &c), CTR_OK);
    assert_true(lc_share_cap_at(&c, LC_TERM_GAIN_CAP, &at));
    assert_int_equal(at, 0);
    assert_true(lc_share_cap_at(&c, LC_TERM_PAIN_CAP, &at));
    assert_int_equal(at, 100);
    assert_int_equal(lc_share_evaluate(&c, &f), CTR_OK);
    assert_int_equal(f.marginal, 0);
    assert_int_equal(f.limited, 0);
    case_close(&b);
    case_open(&b, "{\"model\":\"fpif\",\"currency\":\"JPY\",\"target\":100,"
                  "\"target_profit\":10,\"seller_share\":20,\"ceiling\":118}");
    assert_int_equal(lc_share_case(&b.rule, 100, 110, &c), CTR_OK);
    assert_int_equal(lc_share_evaluate(&c, &f), CTR_OK);
    assert_int_equal(f.paid, 118);
    assert_int_equal(f.limited, 0);
    assert_int_equal(f.marginal, LC_RATIO_ONE);
    case_close(&b);
}

/* What lies behind the bands in memory is none of them. */
static void a_walk_ends_with_the_last_band(void **state)
{
    (void)state;
    struct bench b;
    struct lc_share_case c;
    int64_t at;
    const struct lc_share_band bands[] = {
        {0, LC_RATIO_ONE, LC_RATIO_ONE, 0, 0},
        {LC_RATIO_ONE, LC_RATIO_OPEN, LC_RATIO_ONE, 0, 0},
        {LC_RATIO_ONE, LC_RATIO_OPEN, 0, 0, 0},
    };
    case_open(&b, "{\"model\":\"fpif\",\"currency\":\"JPY\",\"target\":100,"
                  "\"target_profit\":10,\"seller_share\":100,\"ceiling\":118}");
    b.rule.bands = bands;
    assert_int_equal(lc_share_case(&b.rule, 100, 110, &c), CTR_OK);
    assert_false(lc_share_pta(&c, &at));
    case_close(&b);
}

static void targets_are_amounts(void **state)
{
    (void)state;
    const int64_t changes[] = {-LC_MONEY_MOST, 1, LC_MONEY_MOST};
    struct ctr_share_rule rule = {.changes = changes, .change_count = 1};
    int64_t target;
    assert_true(lc_share_target(&rule, &target));
    assert_int_equal(target, -LC_MONEY_MOST);
    rule.terms[LC_TERM_TARGET] = -1;
    assert_false(lc_share_target(&rule, &target));
    rule.changes++;
    rule.change_count = 2;
    assert_true(lc_share_target(&rule, &target));
    assert_int_equal(target, LC_MONEY_MOST);
    rule.terms[LC_TERM_TARGET] = 0;
    assert_false(lc_share_target(&rule, &target));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_those_worked_by_hand),
        cmocka_unit_test(what_is_missing_is_named),
        cmocka_unit_test(too_large_figures_are_refused),
        cmocka_unit_test(ends_at_edges_are_found),
        cmocka_unit_test(a_walk_ends_with_the_last_band),
        cmocka_unit_test(targets_are_amounts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
