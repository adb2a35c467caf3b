/* Interim policies: what is payable of a share before the end, and how a rule states it. */
#include "share_case.h"

#include "terms/interim.h"

#define HEAD                                                                                       \
    "model: target_cost\ncurrency: GBP\ntarget: 1000\ngain_share_pct: 50\n"                        \
    "pain_share_pct: 50\n"

/* Amounts are pence. */
static const struct {
    const char *policy;
    int32_t kind;
    int64_t accrued, whole, cost, earned, payable;
} rows[] = {
    {"", LC_ASSESS_INTERIM, 5000, 0, 40000, 50000, 0}, /* none is the default */
    {"interim_policy: none\n", LC_ASSESS_INTERIM, -5000, -5000, 110000, 100000, 0},
    {"interim_policy: none\n", LC_ASSESS_COMPLETION, 5000, 5000, 90000, 100000, 5000},
    {"interim_policy: pain_only\n", LC_ASSESS_INTERIM, 5000, 30000, 40000, 50000, 0},
    {"interim_policy: pain_only\n", LC_ASSESS_INTERIM, -5000, 25000, 50000, 40000, 0},
    {"interim_policy: pain-only\n", LC_ASSESS_INTERIM, -9000, -5000, 110000, 92000, -5000},
    {"interim_policy: pain_only\n", LC_ASSESS_INTERIM, 0, 0, 100000, 100000, 0},
    /* pain at the target itself, and a gain above it: nothing that could be deducted */
    {"interim_policy: pain_only\n", LC_ASSESS_INTERIM, -500, -500, 100000, 92000, 0},
    {"interim_policy: pain_only\n", LC_ASSESS_INTERIM, 500, 500, 110000, 92000, 0},
    {"interim_policy: pain_only\n", LC_ASSESS_COMPLETION, 7000, 7000, 86000, 100000, 7000},
    {"interim_policy: on_account\n", LC_ASSESS_INTERIM, 5000, 0, 40000, 50000, 5000},
    {"interim_policy: on_account\nretention_pct: 10\n", LC_ASSESS_INTERIM, 5005, 0, 40000, 50010,
     4505}, /* 4504.5, away from zero */
    {"interim_policy: on_account\nretention_pct: 10\n", LC_ASSESS_INTERIM, -5005, 0, 40000, 30000,
     -5005}, /* of pain nothing is held back */
    {"interim_policy: on_account\nretention_pct: 10\n", LC_ASSESS_COMPLETION, 5000, 5000, 90000,
     100000, 4500},
    {"interim_policy: on_account\nretention_pct: 10\n", LC_ASSESS_FINAL, 5000, 5000, 90000, 100000,
     5000},
    {"interim_policy: billing_limit\nbilling_limit: 450\n", LC_ASSESS_INTERIM, 5000, 0, 40000,
     50000, 5000},
    {"interim_policy: billing_limit\nbilling_limit: 430\n", LC_ASSESS_INTERIM, 5000, 0, 40000,
     50000, 3000},
    {"interim_policy: billing_limit\nbilling_limit: 390\n", LC_ASSESS_INTERIM, 5000, 0, 40000,
     50000, -1000}, /* a refund */
    {"interim_policy: billing_limit\nbilling_limit: 80%\n", LC_ASSESS_INTERIM, 5000, 0, 38000,
     50000, 2000},
    {"interim_policy: billing_limit\nbilling_limit: 80%\n", LC_ASSESS_COMPLETION, 5000, 5000, 90000,
     100000, 5000},
};

static void open_rule(struct bench *b, const char *policy, ctr_status want)
{
    static char text[512]; /* the document points into it */

    snprintf(text, sizeof text, HEAD "%s", policy);
    assert_int_equal(case_read(b, text), want);
}

static void each_policy_pays_what_it_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bench b;
        int64_t payable = 1;
        open_rule(&b, rows[i].policy, CTR_OK);
        assert_int_equal(b.rule.warning_count, 0);
        const struct lc_interim_case c = {.rule = &b.rule,
                                          .kind = rows[i].kind,
                                          .accrued = rows[i].accrued,
                                          .whole = rows[i].whole,
                                          .cost = rows[i].cost,
                                          .target = 100000,
                                          .earned = rows[i].earned};
        assert_int_equal(lc_interim_payable(&c, &payable), CTR_OK);
        if (payable != rows[i].payable) {
            fail_msg("row %zu, %s: %lld is payable, wanted %lld", i, rows[i].policy,
                     (long long)payable, (long long)rows[i].payable);
        }
        case_close(&b);
    }
}

/* Under a limit of 450, with so much cost that what is to be paid back ends where money ends. */
static void what_cannot_be_paid_back_is_refused(void **state)
{
    static const struct {
        int64_t accrued, cost, payable;
        ctr_status status;
    } ends[] = {
        {5000, LC_MONEY_MOST + 45000, -LC_MONEY_MOST, CTR_OK},
        {5000, LC_MONEY_MOST + 45001, 0, CTR_E_LIMIT},
        {LC_MONEY_MOST, -LC_MONEY_MOST, LC_MONEY_MOST, CTR_OK},
    };

    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        struct bench b;
        int64_t payable = 1;
        open_rule(&b, "interim_policy: billing_limit\nbilling_limit: 450\n", CTR_OK);
        const struct lc_interim_case c = {.rule = &b.rule,
                                          .kind = LC_ASSESS_INTERIM,
                                          .accrued = ends[i].accrued,
                                          .cost = ends[i].cost,
                                          .target = 100000,
                                          .earned = 50000};
        assert_int_equal(lc_interim_payable(&c, &payable), ends[i].status);
        if (ends[i].status == CTR_OK) {
            assert_int_equal(payable, ends[i].payable);
        }
        case_close(&b);
    }
}

static void what_makes_no_sense_is_refused_with_its_line(void **state)
{
    static const struct {
        const char *policy, *message;
    } bad[] = {
        {"interim_policy: monthly\n",
         "rule:6:17: 'interim_policy' should be none, pain_only, on_account or billing_limit"},
        {"interim_policy: billing_limit\n",
         "rule:6:17: 'interim_policy' is billing_limit, so billing_limit has to say how much may "
         "be "
         "paid, as an amount or in percent of the target earned"},
        {"interim_policy: on_account\nretention_pct: 101\n",
         "rule:7:16: 'retention_pct' is '101', wanted a percentage from 0 to 100 %"},
        {"interim_policy: billing_limit\nbilling_limit: 1.005\n",
         "rule:7:16: 'billing_limit' is '1.005', which has too many digits behind the point; GBP "
         "has 2"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct bench b;
        open_rule(&b, bad[i].policy, CTR_E_INPUT);
        assert_string_equal(ctr_error_message(b.ctx.error), bad[i].message);
        lc_ctx_end(&b.ctx, CTR_E_INPUT, NULL);
    }
}

static void terms_of_another_policy_are_told(void **state)
{
    struct bench b;

    (void)state;
    open_rule(&b, "interim_policy: none\nretention_pct: 10\n", CTR_OK);
    assert_int_equal(b.rule.warning_count, 1);
    assert_string_equal(
        b.rule.warnings[0],
        "'retention_pct' has no meaning in a rule of interim policy none and was passed over");
    assert_false(lc_share_has(&b.rule, LC_TERM_RETENTION));
    case_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_policy_pays_what_it_says),
        cmocka_unit_test(what_cannot_be_paid_back_is_refused),
        cmocka_unit_test(what_makes_no_sense_is_refused_with_its_line),
        cmocka_unit_test(terms_of_another_policy_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
