/*
 * The share engine: figures worked by hand, and properties of random rules against an independent
 * model in exact fractions (share_case.h). The seed is printed; SEED in the environment sets it.
 */
#include "share_case.h"

enum { COSTS = 12 };

static uint64_t seed;
static int rounds = 4000; /* ROUNDS in the environment */

static uint64_t next(void)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return seed >> 33;
}

static int64_t between(int64_t low, int64_t high)
{
    return low + (int64_t)(next() % (uint64_t)(high - low + 1));
}

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

/* ---- properties */

struct sample {
    struct model model;
    char text[2048];
    struct bench bench;
};

static const char *const roundings[] = {"half_away", "half_even", "toward_zero"};

/* A line of bands that tiles everything, in random order of writing. */
static size_t random_bands(struct model *m, char *out, size_t room)
{
    size_t used = 0;
    size_t order[MODEL_BANDS];
    int64_t at = 0;

    m->count = (size_t)between(1, MODEL_BANDS);
    for (size_t i = 0; i < m->count; i++) {
        m->from[i] = at;
        at += between(1, 6000);
        m->to[i] = i + 1 < m->count ? at : -1;
        m->rate[i] = next() % 4 == 0 ? between(0, 1) * 10000 : between(0, 10000);
        order[i] = i;
    }
    for (size_t i = m->count; i > 1; i--) {
        size_t k = next() % i;
        size_t swap = order[i - 1];
        order[i - 1] = order[k];
        order[k] = swap;
    }
    for (size_t k = 0; k < m->count; k++) {
        size_t i = order[k];
        char end[32] = "null";
        if (m->to[i] >= 0) {
            snprintf(end, sizeof end, "%.2f", (double)m->to[i] / 100);
        }
        used += (size_t)snprintf(out + used, room - used, "%s[%.2f,%s,%.2f]", k ? "," : "",
                                 (double)m->from[i] / 100, end, (double)m->rate[i] / 100);
    }
    return used;
}

static void sample_open(struct sample *s, const char *model, const char *terms)
{
    char bands[1024];
    random_bands(&s->model, bands, sizeof bands);
    s->model.target = next() % 8 ? between(1, 100000) : between(1, 20);
    s->model.base = s->model.target;
    s->model.mode = (int)between(LC_HALF_AWAY, LC_TOWARD_ZERO);
    snprintf(s->text, sizeof s->text,
             "{\"model\":\"%s\",\"currency\":\"JPY\",\"target\":%lld,\"rounding\":\"%s\","
             "\"bands\":[%s]%s}",
             model, (long long)s->model.target, roundings[s->model.mode - 1], bands, terms);
    case_open(&s->bench, s->text);
}

static struct lc_share_figures figures(const struct sample *s, int64_t cost)
{
    struct lc_share_case c;
    struct lc_share_figures f;
    if (lc_share_case(&s->bench.rule, s->model.target, cost, &c) != CTR_OK ||
        lc_share_evaluate(&c, &f) != CTR_OK) {
        fail_msg("%s at %lld", s->text, (long long)cost);
    }
    return f;
}

static int64_t random_cost(const struct sample *s)
{
    return next() % 6 == 0 ? s->model.target : between(0, 3 * s->model.target);
}

#define CHECK(condition, s, cost)                                                                  \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fail_msg("%s at %lld: " #condition, (s)->text, (long long)(cost));                     \
        }                                                                                          \
    } while (0)

/* Numeric rate of the independent model between a cost and the next. */
static bool model_rate_is(const struct model *m, int64_t cost, int64_t rate)
{
    struct fraction now = model_up_to(m, cost);
    struct fraction then = model_up_to(m, cost + 1);
    now.n = -now.n;
    struct fraction step = fraction_add(then, now);
    for (size_t i = 0; i < m->count; i++) {
        struct fraction from = fraction((lc_wide)m->from[i] * m->base, 10000);
        if (fraction_cmp(from, fraction_whole(cost)) > 0 &&
            fraction_cmp(from, fraction_whole(cost + 1)) < 0) {
            return true; /* a limit inside of the unit: there is no one rate */
        }
    }
    return fraction_cmp(step, fraction(rate, LC_RATIO_ONE)) == 0;
}

static void a_share_is_what_the_model_says(void **state)
{
    (void)state;
    for (int round = 0; round < rounds; round++) {
        struct sample s;
        sample_open(&s, "banded_share", "");
        for (int i = 0; i < COSTS; i++) {
            int64_t cost = random_cost(&s);
            struct lc_share_figures f = figures(&s, cost);
            int64_t wanted = fraction_round(model_share(&s.model, cost), s.model.mode);
            CHECK(f.share == wanted, &s, cost);
            CHECK(f.client == s.model.target - cost - f.share, &s, cost);
            CHECK(f.paid == cost + f.share, &s, cost);
            CHECK(f.profit == f.share, &s, cost);
            CHECK(!f.limited, &s, cost);
            CHECK(f.share == 0 || (f.share > 0) == (cost < s.model.target), &s, cost);
            CHECK(model_rate_is(&s.model, cost, f.marginal), &s, cost);
        }
        CHECK(figures(&s, s.model.target).share == 0, &s, s.model.target);
        case_close(&s.bench);
    }
}

/* No cliff, and paid never falls when cost rises. */
static void shares_are_continuous_and_pay_is_monotone(void **state)
{
    (void)state;
    for (int round = 0; round < rounds / 4; round++) {
        struct sample s;
        sample_open(&s, "banded_share", "");
        for (int i = 0; i < COSTS; i++) {
            int64_t cost = random_cost(&s);
            struct lc_share_figures a = figures(&s, cost);
            struct lc_share_figures b = figures(&s, cost + 1);
            CHECK(a.share >= b.share && a.share - b.share <= 1, &s, cost);
            CHECK(b.paid >= a.paid, &s, cost);
        }
        case_close(&s.bench);
    }
}

/* The same rule ten times as large, in its limits in money too. */
static void shares_scale(void **state)
{
    (void)state;
    for (int round = 0; round < rounds / 4; round++) {
        struct sample s;
        struct lc_share_case c;
        struct lc_share_figures large;
        int64_t factor = between(2, 1000);
        sample_open(&s, "banded_share", ",\"pain_cap\":70,\"gain_cap\":50");
        struct ctr_share_rule scaled = s.bench.rule;
        scaled.terms[LC_TERM_PAIN_CAP] *= factor;
        scaled.terms[LC_TERM_GAIN_CAP] *= factor;
        int64_t cost = random_cost(&s);
        struct lc_share_figures f = figures(&s, cost);
        assert_int_equal(lc_share_case(&scaled, s.model.target * factor, cost * factor, &c),
                         CTR_OK);
        assert_int_equal(lc_share_evaluate(&c, &large), CTR_OK);
        int64_t off = large.share - f.share * factor;
        CHECK(off <= factor && off >= -factor, &s, cost);
        CHECK(f.share <= 50 && f.share >= -70, &s, cost);
        CHECK(large.limited == f.limited, &s, cost);
        case_close(&s.bench);
    }
}

static void splitting_a_band_changes_nothing(void **state)
{
    (void)state;
    for (int round = 0; round < rounds / 4; round++) {
        struct sample s;
        sample_open(&s, "banded_share", "");
        struct ctr_share_rule split = s.bench.rule;
        size_t cut = next() % split.band_count;
        struct lc_share_band *bands = lc_new(&s.bench.ctx, split.band_count + 1, sizeof *bands);
        memcpy(bands, split.bands, (cut + 1) * sizeof *bands);
        memcpy(bands + cut + 1, split.bands + cut, (split.band_count - cut) * sizeof *bands);
        int64_t end =
            bands[cut].to == LC_RATIO_OPEN ? bands[cut].from + LC_RATIO_ONE : bands[cut].to;
        bands[cut].to = bands[cut + 1].from = (bands[cut].from + end) / 2;
        split.bands = bands;
        split.band_count++;
        for (int i = 0; i < COSTS; i++) {
            struct lc_share_case c;
            struct lc_share_figures f;
            int64_t cost = random_cost(&s);
            assert_int_equal(lc_share_case(&split, s.model.target, cost, &c), CTR_OK);
            assert_int_equal(lc_share_evaluate(&c, &f), CTR_OK);
            CHECK(f.share == figures(&s, cost).share, &s, cost);
            CHECK(f.marginal == figures(&s, cost).marginal, &s, cost);
        }
        case_close(&s.bench);
    }
}

/* Each assessment is cumulative, and pays what it is more than the last: whatever happened between,
 * the payments add up to the final share. */
static void interim_payments_add_up_to_the_final_share(void **state)
{
    (void)state;
    for (int round = 0; round < rounds / 10; round++) {
        struct sample s;
        int64_t paid = 0;
        int64_t cost = 0;
        sample_open(&s, "banded_share", "");
        for (int i = 0; i < COSTS; i++) {
            s.model.target += between(0, 50);
            cost = random_cost(&s);
            paid += figures(&s, cost).share - paid;
        }
        s.model.base = s.model.target;
        CHECK(paid == fraction_round(model_share(&s.model, cost), s.model.mode), &s, cost);
        case_close(&s.bench);
    }
}

/* The first cost at which `holds` is true: bisection on the independent model. */
static int64_t first(const struct sample *s, bool (*holds)(const struct sample *, int64_t, int64_t),
                     int64_t bound, int64_t low, int64_t high)
{
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (holds(s, middle, bound)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

/* The price by the formula reaches the ceiling. */
static bool at_ceiling(const struct sample *s, int64_t cost, int64_t ceiling)
{
    int64_t fee = s->bench.rule.terms[LC_TERM_FEE];
    struct fraction price = fraction_add(model_share(&s->model, cost), fraction_whole(cost + fee));
    return fraction_cmp(price, fraction_whole(ceiling)) >= 0;
}

static bool exceeds(const struct sample *s, int64_t cost, int64_t ceiling)
{
    int64_t fee = s->bench.rule.terms[LC_TERM_FEE];
    struct fraction price = fraction_add(model_share(&s->model, cost), fraction_whole(cost + fee));
    return fraction_cmp(price, fraction_whole(ceiling)) > 0;
}

static void a_price_stops_at_the_ceiling_from_the_pta_on(void **state)
{
    (void)state;
    for (int round = 0; round < rounds; round++) {
        struct sample s;
        struct lc_share_case c;
        char terms[128];
        int64_t pta;
        int64_t fee = between(0, 3000);
        sample_open(&s, "fpif", "");
        int64_t ceiling = s.model.target + fee + (next() % 8 ? between(0, 30000) : 0);
        case_close(&s.bench);
        snprintf(terms, sizeof terms, ",\"target_profit\":%lld,\"ceiling\":%lld}", (long long)fee,
                 (long long)ceiling);
        snprintf(strrchr(s.text, '}'), sizeof terms, "%s", terms);
        case_open(&s.bench, s.text);
        for (int i = 0; i < COSTS; i++) {
            int64_t cost = random_cost(&s);
            struct lc_share_figures f = figures(&s, cost);
            int64_t share = fraction_round(model_share(&s.model, cost), s.model.mode);
            int64_t price = cost + fee + share;
            bool over = at_ceiling(&s, cost, ceiling);
            CHECK(f.unlimited == share, &s, cost);
            CHECK(f.paid == (price < ceiling ? price : ceiling), &s, cost);
            CHECK(f.profit == f.paid - cost, &s, cost);
            CHECK(f.share == f.profit - fee, &s, cost);
            CHECK(f.client == s.model.target - cost - f.share, &s, cost);
            CHECK(!over || f.marginal == LC_RATIO_ONE, &s, cost);
            CHECK(over || model_rate_is(&s.model, cost, f.marginal), &s, cost);
            CHECK(f.limited == exceeds(&s, cost, ceiling), &s, cost);
        }
        assert_int_equal(lc_share_case(&s.bench.rule, s.model.target, 0, &c), CTR_OK);
        int64_t far = s.model.target + 100000000;
        bool there = at_ceiling(&s, far, ceiling);
        CHECK(lc_share_pta(&c, &pta) || !there, &s, far);
        if (there) {
            int64_t at = first(&s, at_ceiling, ceiling, s.model.target, far);
            CHECK(pta == at || pta == at - 1, &s, at);
            CHECK(ceiling - figures(&s, pta).paid <= 1, &s, pta);
            CHECK(pta < s.model.target + 1 || !at_ceiling(&s, pta - 1, ceiling), &s, pta);
        }
        case_close(&s.bench);
    }
}

/* The fee by the formula has fallen to a limit, or below the highest. */
static bool fee_is_at_most(const struct sample *s, int64_t cost, int64_t limit)
{
    int64_t fee = s->bench.rule.terms[LC_TERM_FEE];
    struct fraction formula = fraction_add(model_share(&s->model, cost), fraction_whole(fee));
    return fraction_cmp(formula, fraction_whole(limit)) <= 0;
}

static int64_t clamp(int64_t value, int64_t low, int64_t high)
{
    return value < low ? low : value > high ? high : value;
}

static void a_fee_stays_inside_of_its_limits(void **state)
{
    (void)state;
    for (int round = 0; round < rounds; round++) {
        struct sample s;
        struct lc_share_case c;
        char terms[128];
        int64_t at;
        int64_t low = between(0, 1000);
        int64_t fee = low + (next() % 8 ? between(0, 5000) : 0);
        int64_t high = fee + (next() % 8 ? between(0, 5000) : 0);
        snprintf(terms, sizeof terms, ",\"target_fee\":%lld,\"min_fee\":%lld,\"max_fee\":%lld",
                 (long long)fee, (long long)low, (long long)high);
        sample_open(&s, "cpif", terms);
        for (int i = 0; i < COSTS; i++) {
            int64_t cost = random_cost(&s);
            struct lc_share_figures f = figures(&s, cost);
            int64_t share = fraction_round(model_share(&s.model, cost), s.model.mode);
            bool above = !fee_is_at_most(&s, cost, high);
            bool below = fee_is_at_most(&s, cost, low);
            CHECK(f.profit == clamp(fee + share, low, high), &s, cost);
            CHECK(clamp(f.profit, low, high) == f.profit, &s, cost);
            CHECK(f.paid == cost + f.profit, &s, cost);
            CHECK(f.share == f.profit - fee, &s, cost);
            CHECK(!(above || below) || f.marginal == 0, &s, cost);
            CHECK(above || below || model_rate_is(&s.model, cost, f.marginal), &s, cost);
            CHECK(f.limited == (above || (below && fee_is_at_most(&s, cost, low) &&
                                          fraction_cmp(fraction_add(model_share(&s.model, cost),
                                                                    fraction_whole(fee)),
                                                       fraction_whole(low)) < 0)),
                  &s, cost);
        }
        assert_int_equal(lc_share_case(&s.bench.rule, s.model.target, 0, &c), CTR_OK);
        int64_t far = s.model.target + 100000000;
        bool there = fee_is_at_most(&s, far, low);
        CHECK(lc_share_rie_high(&c, &at) || !there, &s, far);
        if (there) {
            int64_t wanted = first(&s, fee_is_at_most, low, s.model.target, far);
            CHECK(at == wanted || at == wanted - 1, &s, wanted);
            CHECK(figures(&s, at).profit - low <= 1, &s, at);
        }
        there = !fee_is_at_most(&s, 0, high - 1);
        CHECK(lc_share_rie_low(&c, &at) == there, &s, 0);
        if (there) {
            int64_t wanted = first(&s, fee_is_at_most, high, 0, s.model.target);
            CHECK(at == wanted || at == wanted - 1 || high == fee, &s, wanted);
            CHECK(high - figures(&s, at).profit <= 1, &s, at);
        }
        case_close(&s.bench);
    }
}

static void a_capped_share_stops_where_the_cap_is(void **state)
{
    (void)state;
    for (int round = 0; round < rounds; round++) {
        struct sample s;
        struct lc_share_case c;
        char terms[128];
        int64_t at;
        int64_t gain = between(0, 5000);
        int64_t pain = between(0, 5000);
        snprintf(terms, sizeof terms, ",\"gain_cap\":%lld,\"pain_cap\":%lld", (long long)gain,
                 (long long)pain);
        sample_open(&s, "banded_share", terms);
        for (int i = 0; i < COSTS; i++) {
            int64_t cost = random_cost(&s);
            struct lc_share_figures f = figures(&s, cost);
            struct fraction exact = model_share(&s.model, cost);
            bool over = fraction_cmp(exact, fraction_whole(gain)) > 0;
            bool under = fraction_cmp(exact, fraction_whole(-pain)) < 0;
            bool dead =
                over || (cost >= s.model.target && fraction_cmp(exact, fraction_whole(-pain)) <= 0);
            CHECK(f.share == clamp(fraction_round(exact, s.model.mode), -pain, gain), &s, cost);
            CHECK(f.limited == (over || under), &s, cost);
            CHECK(!dead || f.marginal == 0, &s, cost);
            CHECK(dead || model_rate_is(&s.model, cost, f.marginal), &s, cost);
        }
        assert_int_equal(lc_share_case(&s.bench.rule, s.model.target, 0, &c), CTR_OK);
        if (lc_share_cap_at(&c, LC_TERM_GAIN_CAP, &at)) {
            CHECK(gain - figures(&s, at).share <= 1, &s, at);
            CHECK(at >= s.model.target || figures(&s, at + 1).share <= gain, &s, at);
            CHECK(fraction_cmp(model_share(&s.model, at + 1), fraction_whole(gain)) <= 0, &s, at);
        } else {
            CHECK(fraction_cmp(model_share(&s.model, 0), fraction_whole(gain)) < 0, &s, 0);
        }
        if (lc_share_cap_at(&c, LC_TERM_PAIN_CAP, &at)) {
            CHECK(figures(&s, at).share + pain <= 1, &s, at);
            CHECK(at == 0 ||
                      fraction_cmp(model_share(&s.model, at - 1), fraction_whole(-pain)) > 0 ||
                      pain == 0,
                  &s, at);
        }
        case_close(&s.bench);
    }
}

/* AC + F + s_seller * (TC - AC) = TC + F + s_buyer * (AC - TC): the two ways to write the price. */
static void the_two_forms_of_the_price_are_equal(void **state)
{
    (void)state;
    for (int round = 0; round < rounds; round++) {
        int64_t target = between(1, 1000000);
        int64_t cost = between(0, 2000000);
        int64_t fee = between(0, 100000);
        int64_t seller = between(0, 100);
        struct bench b;
        struct lc_share_case c;
        struct lc_share_figures f;
        char text[256];
        snprintf(text, sizeof text,
                 "{\"model\":\"cpif\",\"currency\":\"JPY\",\"target_cost\":%lld,"
                 "\"target_fee\":%lld,\"seller_share\":%lld}",
                 (long long)target, (long long)fee, (long long)seller);
        case_open(&b, text);
        assert_int_equal(lc_share_case(&b.rule, target, cost, &c), CTR_OK);
        assert_int_equal(lc_share_evaluate(&c, &f), CTR_OK);
        struct fraction buyer = fraction((lc_wide)(100 - seller) * (cost - target), 100);
        struct fraction off = fraction_add(buyer, fraction_whole(target + fee - f.paid));
        assert_true(2 * (off.n < 0 ? -off.n : off.n) <= off.d);
        case_close(&b);
    }
}

/* Lines add up to what the bands make, parties to the share. */
static void lines_and_parties_add_up(void **state)
{
    (void)state;
    for (int round = 0; round < rounds / 4; round++) {
        struct sample s;
        struct ctr_share share;
        int64_t cost = 0;
        int64_t first_pct = between(0, 100);
        int64_t second_pct = between(0, 100 - first_pct);
        char terms[128];
        snprintf(terms, sizeof terms, ",\"participants\":[%lld,{\"name\":\"b\",\"pct\":%lld}]",
                 (long long)first_pct, (long long)second_pct);
        sample_open(&s, "banded_share", terms);
        cost = random_cost(&s);
        assert_int_equal(lc_share_answer(&s.bench.ctx, &s.bench.rule, NULL, &cost, &share), CTR_OK);
        int64_t shared = 0;
        int64_t parts = 0;
        for (size_t i = 0; i < share.line_count; i++) {
            shared += strtoll(share.lines[i].share, NULL, 10);
            parts += strtoll(share.lines[i].increment, NULL, 10);
        }
        CHECK(shared == strtoll(share.contractor_share, NULL, 10), &s, cost);
        CHECK(parts == llabs(s.model.target - cost), &s, cost);
        int64_t given = strtoll(share.unallocated, NULL, 10);
        for (size_t i = 0; i < share.participant_count; i++) {
            given += strtoll(share.participants[i], NULL, 10);
        }
        CHECK(given == shared, &s, cost);
        case_close(&s.bench);
    }
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
        cmocka_unit_test(a_share_is_what_the_model_says),
        cmocka_unit_test(shares_are_continuous_and_pay_is_monotone),
        cmocka_unit_test(shares_scale),
        cmocka_unit_test(splitting_a_band_changes_nothing),
        cmocka_unit_test(interim_payments_add_up_to_the_final_share),
        cmocka_unit_test(a_price_stops_at_the_ceiling_from_the_pta_on),
        cmocka_unit_test(a_fee_stays_inside_of_its_limits),
        cmocka_unit_test(a_capped_share_stops_where_the_cap_is),
        cmocka_unit_test(the_two_forms_of_the_price_are_equal),
        cmocka_unit_test(lines_and_parties_add_up),
    };
    const char *given = getenv("SEED");
    seed = given ? strtoull(given, NULL, 10) : 20261120;
    rounds = getenv("ROUNDS") ? atoi(getenv("ROUNDS")) : rounds;
    printf("seed %llu\n", (unsigned long long)seed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
