/*
 * Properties of the share engine: random rules against an independent model in exact fractions
 * (share_case.h). The seed is printed; SEED and ROUNDS in the environment set it and the length.
 */
#include "share_case.h"

enum { COSTS = 12 };

static uint64_t seed;
static int rounds = 4000;

static uint64_t next(void)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return seed >> 33;
}

static int64_t between(int64_t low, int64_t high)
{
    return low + (int64_t)(next() % (uint64_t)(high - low + 1));
}

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
    struct lc_share_figures f = {0};
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
