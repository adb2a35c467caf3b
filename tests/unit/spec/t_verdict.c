/* From findings to answer and bump (compat.md B8; semantics 7). */
#include "schema_case.h"

struct row {
    const char *name;
    struct lc_counts counts;
    const char *rule; /* of the info findings */
    ctr_profile profile;
    ctr_verdict verdict;
    ctr_bump bump;    /* at 1.0.0 and above */
    ctr_bump at_zero; /* below */
};

#define S CTR_PROFILE_STRICT
#define T CTR_PROFILE_TOLERANT
static const struct row rows[] = {
    {"nothing", {0, 0, 0, 0}, NULL, S, CTR_VERDICT_COMPATIBLE, CTR_BUMP_NONE, CTR_BUMP_NONE},
    {"a break",
     {1, 1, 1, 1},
     "max-length-unset",
     T,
     CTR_VERDICT_INCOMPATIBLE,
     CTR_BUMP_MAJOR,
     CTR_BUMP_MINOR},
    {"undecided, strictly",
     {0, 0, 0, 1},
     NULL,
     S,
     CTR_VERDICT_UNDECIDED,
     CTR_BUMP_MAJOR,
     CTR_BUMP_MINOR},
    {"undecided, tolerantly",
     {0, 0, 0, 1},
     NULL,
     T,
     CTR_VERDICT_UNDECIDED,
     CTR_BUMP_MINOR,
     CTR_BUMP_MINOR},
    {"a warning, tolerantly",
     {0, 1, 0, 0},
     NULL,
     T,
     CTR_VERDICT_COMPATIBLE,
     CTR_BUMP_MINOR,
     CTR_BUMP_MINOR},
    {"a warning, strictly",
     {0, 1, 0, 0},
     NULL,
     S,
     CTR_VERDICT_COMPATIBLE,
     CTR_BUMP_MAJOR,
     CTR_BUMP_MINOR},
    {"widened",
     {0, 0, 1, 0},
     "max-length-unset",
     S,
     CTR_VERDICT_COMPATIBLE,
     CTR_BUMP_MINOR,
     CTR_BUMP_PATCH},
    {"deprecated",
     {0, 0, 1, 0},
     "deprecated",
     S,
     CTR_VERDICT_COMPATIBLE,
     CTR_BUMP_MINOR,
     CTR_BUMP_PATCH},
    {"words only",
     {0, 0, 1, 0},
     "schema-annotation-changed",
     S,
     CTR_VERDICT_COMPATIBLE,
     CTR_BUMP_PATCH,
     CTR_BUMP_PATCH},
    {"a rule of another engine",
     {0, 0, 1, 0},
     "who-knows",
     S,
     CTR_VERDICT_COMPATIBLE,
     CTR_BUMP_MINOR,
     CTR_BUMP_PATCH},
};

static void the_table_of_bumps_holds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct row *r = &rows[i];
        struct ctr_finding finding = {.rule = r->rule, .level = CTR_LEVEL_INFO};
        struct ctr_diff d = {.profile = r->profile, .counts = r->counts, .findings = &finding};
        d.count = (size_t)(r->counts.breaking + r->counts.warning + r->counts.undecided) > 0 ||
                          r->counts.info
                      ? 1
                      : 0;
        print_message("%s\n", r->name);
        assert_int_equal(lc_verdict_of(&d.counts), r->verdict);
        assert_int_equal(lc_bump_of(&d), r->bump);
        assert_int_equal(lc_spec_bump(&d, NULL), r->bump);
        assert_int_equal(lc_spec_bump(&d, "1.0.0"), r->bump);
        assert_int_equal(lc_spec_bump(&d, "v2"), r->bump);
        assert_int_equal(lc_spec_bump(&d, "winter"), r->bump);
        assert_int_equal(lc_spec_bump(&d, "0.3.1"), r->at_zero);
        assert_int_equal(lc_spec_bump(&d, "v0.3"), r->at_zero);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_table_of_bumps_holds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
