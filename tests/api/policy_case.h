/* Two editions that a policy judges, without a store. */
#ifndef TESTS_API_POLICY_CASE_H
#define TESTS_API_POLICY_CASE_H

#include "support/fixture.h"

#include <stdio.h>
#include <string.h>

static const char older[] =
    "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\","
    "\"additionalProperties\":false,\"properties\":{\"a\":{\"type\":\"string\"},"
    "\"b\":{\"type\":\"string\",\"maxLength\":10},\"line\":{\"const\":1}},\"x-line\":\"one\"}";
static const char newer[] =
    "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\","
    "\"additionalProperties\":false,\"properties\":{\"a\":{\"type\":\"integer\"},"
    "\"b\":{\"type\":\"string\",\"maxLength\":5},\"line\":{\"const\":1}},\"x-line\":\"two\"}";

#define WHO ",\"reason\":\"agreed\",\"owner\":\"ada\""
#define SECOND INT64_C(1000000)
/* 2030-01-01T00:00:00Z */
#define NEW_YEAR (INT64_C(1893456000) * SECOND)

static inline ctr_status read_policy(const char *text, ctr_policy **out, ctr_error **err)
{
    ctr_source s = do_source(text, strchr("{[", *text) ? "policy.json" : "policy.yaml");
    return ctr_policy_read(&s, NULL, out, err);
}

static inline ctr_diff *judge(const char *policy, int64_t now_us, const char *const *used,
                              size_t count)
{
    ctr_source a = do_source(older, "policy.json");
    ctr_source b = do_source(newer, "policy.json");
    ctr_diff_options o;
    ctr_policy *p = NULL;
    ctr_diff *diff = NULL;
    ctr_error *err = NULL;

    assert_ctr_ok(read_policy(policy, &p, &err));
    ctr_diff_options_init(&o, sizeof o);
    o.policy = p;
    o.now_us = now_us;
    o.used = used;
    o.used_count = count;
    assert_ctr_ok(ctr_diff_documents(&a, &b, &o, &diff, &err));
    assert_string_equal(ctr_diff_policy_sha256(diff), ctr_policy_sha256(p));
    ctr_policy_free(p); /* the result outlives it */
    return diff;
}

#endif
