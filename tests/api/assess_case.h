/* What the tests of assessments share: short ways to assess, and what comes out. */
#ifndef TESTS_API_ASSESS_CASE_H
#define TESTS_API_ASSESS_CASE_H

#include "deal_case.h"

/* The end of 2026, so that every day of it may be assessed. */
static inline int deal_year(void **state)
{
    int status = fixture_memory(state);
    ((struct fixture *)*state)->now_us += INT64_C(364) * 86400 * 1000000;
    return status;
}

static inline ctr_status assess(struct fixture *f, ctr_assess_kind kind, const char *as_of,
                                const char *earned, const char *forecast, ctr_assessment **out,
                                ctr_error **err)
{
    ctr_assess a;

    ctr_assess_init(&a, sizeof a);
    a.kind = kind;
    a.as_of = as_of;
    a.earned = earned;
    a.forecast = forecast;
    return ctr_share_assess(f->store, "shop", "deal", &a, NULL, out, err);
}

static inline ctr_assessment *assessed(struct fixture *f, ctr_assess_kind kind, const char *as_of,
                                       const char *earned, const char *forecast)
{
    ctr_assessment *out = NULL;
    ctr_error *err = NULL;
    assert_ctr_ok(assess(f, kind, as_of, earned, forecast, &out, &err));
    return out;
}

#define assert_value(assessment, name, text)                                                       \
    assert_string_equal(ctr_assessment_value(assessment, name), text)

#endif
