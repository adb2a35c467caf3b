/*
 * A share against a bare multiply-divide in __int128, in one process: evaluation of a rule with
 * four bands and caps, of a ceiling and of limits of a fee, as ctr_share_evaluate does it. The
 * divisor of the floor is the engine's own, 10^16, and not known to the compiler.
 *
 * Prints one line a rule; exits 1 when one takes more than 50 times the floor.
 */
#include "bench.h"

#include <contracts/share.h>
#include <string.h>

enum { ROUNDS = 60, CALLS = 20000 }; /* short readings, of which the best counts */
static const double bar = 50;        /* at most, times the floor */

static const struct {
    const char *name;
    const char *rule;
} rules[] = {
    {"four bands and caps",
     "{\"model\":\"banded_share\",\"currency\":\"GBP\",\"target\":1000000,\"fee_pct\":10,"
     "\"gain_cap\":\"3%\",\"pain_cap\":40000,"
     "\"bands\":[[0,95,30],[95,100,50],[100,105,50],[105,null,20]]}"},
    {"fixed-price incentive",
     "{\"model\":\"fpif\",\"currency\":\"USD\",\"target_cost\":1000000,\"target_profit\":100000,"
     "\"ceiling\":1200000,\"seller_share\":20}"},
    {"cost plus incentive fee",
     "{\"model\":\"cpif\",\"currency\":\"USD\",\"target_cost\":1000000,\"target_fee\":80000,"
     "\"seller_share\":20,\"min_fee\":20000,\"max_fee\":140000}"},
};

static ctr_share_rule *read_rule(const char *text)
{
    ctr_source source;
    ctr_share_rule *rule = NULL;
    ctr_error *err = NULL;
    ctr_source_init(&source, sizeof source);
    source.data = text;
    source.size = strlen(text);
    if (ctr_share_rule_read(&source, NULL, &rule, &err) != CTR_OK) {
        bench_die("bench_share", ctr_error_message(err));
    }
    return rule;
}

/* Nanoseconds a call. */
static double floor_of(volatile int64_t *divisor)
{
    uint64_t random = 1;
    int64_t sum = 0;
    double from = bench_now();
    for (int i = 0; i < CALLS; i++) {
        int64_t cost = (int64_t)(bench_random(&random) % 200000000);
        sum += (int64_t)((__int128)cost * 500000000000000000 / *divisor);
    }
    double took = bench_now() - from;
    return sum ? took / CALLS * 1e9 : 0;
}

static double share_of(const ctr_share_rule *rule)
{
    uint64_t random = 1;
    int64_t sum = 0;
    ctr_share_input input;
    ctr_share_amounts out;
    ctr_share_input_init(&input, sizeof input);
    ctr_share_amounts_init(&out, sizeof out);
    input.given = CTR_SHARE_GIVEN_COST;
    double from = bench_now();
    for (int i = 0; i < CALLS; i++) {
        input.cost = (int64_t)(bench_random(&random) % 200000000);
        if (ctr_share_evaluate(rule, &input, &out) != CTR_OK) {
            bench_die("bench_share", "a cost cannot be evaluated");
        }
        sum += out.contractor_paid;
    }
    double took = bench_now() - from;
    return sum ? took / CALLS * 1e9 : 0;
}

int main(void)
{
    volatile int64_t divisor = INT64_C(10000000000000000);
    int missed = 0;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        double a = 1e9;
        double b = 1e9;
        ctr_share_rule *rule = read_rule(rules[i].rule);
        for (int round = 0; round < ROUNDS; round++) {
            double ours = share_of(rule);
            double bare = floor_of(&divisor);
            a = ours < a ? ours : a;
            b = bare < b ? bare : b;
        }
        ctr_share_rule_free(rule);
        printf("share, %s: %.1f ns, multiply and divide %.1f ns, ratio %.1f (at most %.0f)%s\n",
               rules[i].name, a, b, a / b, bar, a / b > bar ? " ABOVE" : "");
        missed |= a / b > bar;
    }
    return missed;
}
