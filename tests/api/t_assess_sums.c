/*
 * Whatever happens on the way - cost early and late, terms of payment, rounding, holds - what the
 * assessments post adds up to the final share, party by party. The seed is printed; SEED and ROUNDS
 * in the environment set it and the length.
 */
#include "assess_case.h"

static uint64_t seed;

static uint64_t next(void)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return seed >> 33;
}

static int64_t between(int64_t low, int64_t high)
{
    return low + (int64_t)(next() % (uint64_t)(high - low + 1));
}

static void random_master(char *out, size_t room)
{
    static const char *const policies[] = {
        "", "  interim_policy: pain_only\n",
        "  interim_policy: on_account\n  retention_pct: 17.5\n",
        "  interim_policy: billing_limit\n  billing_limit: 85%\n"};
    static const char *const roundings[] = {"half_away", "half_even", "toward_zero"};
    int64_t part = between(1, 99);

    snprintf(out, room,
             DEAL_HEAD "incentives:\n  model: banded_share\n  currency: EUR\n  target: 1000\n"
                       "  bands: [[0, %d, %d], [%d, 100, %d], [100, null, %d]]\n"
                       "  rounding: %s\n%s"
                       "  participants: [{name: A, pct: %d}, {name: B, pct: %d}]\n",
             80, (int)between(0, 100), 80, (int)between(0, 100), (int)between(0, 100),
             roundings[next() % 3], policies[next() % 4], (int)part,
             (int)(next() % 2 ? 100 - part : between(0, 100 - part)));
}

static int64_t cents(const char *text)
{
    int64_t out = 0;
    assert_int_equal(ctr_money_parse(text, 2, &out), 1);
    return out;
}

/* What the engine makes of the ledger as it is, without assessments. */
static int64_t direct_share(const char *master, int64_t cost)
{
    ctr_source s;
    ctr_share_rule *rule = NULL;
    ctr_share_input in;
    ctr_share_amounts amounts;
    ctr_error *err = NULL;
    char text[1024] = "";

    /* the incentives alone, with their indentation taken away */
    for (const char *at = strstr(master, "  model"); at && *at;) {
        const char *end = strchr(at, '\n');
        strncat(text, at + 2, (size_t)(end + 1 - at - 2));
        at = end + 1;
    }
    ctr_source_init(&s, sizeof s);
    s.data = text;
    s.size = strlen(text);
    assert_ctr_ok(ctr_share_rule_read(&s, NULL, &rule, &err));
    ctr_share_input_init(&in, sizeof in);
    in.given = CTR_SHARE_GIVEN_COST;
    in.cost = cost;
    ctr_share_amounts_init(&amounts, sizeof amounts);
    assert_int_equal(ctr_share_evaluate(rule, &in, &amounts), CTR_OK);
    ctr_share_rule_free(rule);
    return amounts.contractor_share;
}

static void one_history(struct fixture *f)
{
    char master[1024];
    char day[16];
    char earned[32];
    int64_t cost = 0;
    int64_t sums[2] = {0, 0};
    ctr_assess s;
    ctr_error *err = NULL;

    random_master(master, sizeof master);
    deal_is(f, "deal", master);
    deal_chart(f, "deal");
    for (int month = 1; month <= 8; month++) {
        ctr_assessment *a = NULL;
        for (int64_t n = between(0, 2); n >= 0; n--) {
            int64_t more = between(1, 15000);
            snprintf(day, sizeof day, "2026-%02d-%02d", (int)between(1, month),
                     (int)between(1, 28));
            deal_cost(f, "deal", day, more);
            cost += more;
        }
        snprintf(day, sizeof day, "2026-%02d-28", month);
        snprintf(earned, sizeof earned, "%d.%02d", (int)between(1, 999), (int)between(0, 99));
        ctr_assess_init(&s, sizeof s);
        s.kind =
            month < 7 ? CTR_ASSESS_INTERIM : (ctr_assess_kind)(CTR_ASSESS_COMPLETION + month - 7);
        s.as_of = day;
        s.earned = month < 7 && next() % 5 ? earned : NULL;
        s.forecast = month < 7 && !s.earned ? earned : NULL;
        s.hold = month < 8 && next() % 4 == 0 ? "disputed" : NULL;
        assert_ctr_ok(ctr_share_assess(f->store, "shop", "deal", &s, NULL, &a, &err));
        sums[0] += cents(ctr_assessment_value(a, "accrued_now"));
        sums[1] += cents(ctr_assessment_value(a, "payable_now"));
        assert_int_equal(sums[0], cents(ctr_assessment_value(a, "accrued")));
        assert_int_equal(sums[1], cents(ctr_assessment_value(a, "payable")));
        int64_t parts = 0;
        for (size_t i = 0; i < ctr_assessment_parties(a); i++) {
            parts += cents(ctr_assessment_party_payable(a, i));
        }
        assert_int_equal(parts, sums[1]);
        assert_int_equal(deal_balance(f, "deal", "Expenses:Deal:Share:Payable", false), sums[1]);
        ctr_assessment_free(a);
    }
    assert_int_equal(sums[1], direct_share(master, cost));
    assert_int_equal(sums[0], sums[1]);
    assert_int_equal(deal_balance(f, "deal", "Expenses:Deal:Share:Provisional", true), 0);
    assert_store_sound(f->store);
}

static void interim_postings_sum_to_the_final_share(void **state)
{
    const char *given = getenv("SEED");
    const char *rounds = getenv("ROUNDS");
    int count = rounds ? atoi(rounds) : 40;

    seed = given ? strtoull(given, NULL, 10) : 20261120;
    printf("t_assess_sums: SEED=%llu ROUNDS=%d\n", (unsigned long long)seed, count);
    for (int i = 0; i < count; i++) {
        printf("t_assess_sums: history %d begins with SEED=%llu\n", i, (unsigned long long)seed);
        assert_int_equal(deal_year(state), 0);
        one_history(*state);
        fixture_end(state);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(interim_postings_sum_to_the_final_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
