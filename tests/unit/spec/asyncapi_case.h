/* What the tests of AsyncAPI share: comparing two texts, and what is told of them. */
#ifndef TESTS_SPEC_ASYNCAPI_CASE_H
#define TESTS_SPEC_ASYNCAPI_CASE_H

#include "schema_case.h"

static inline void aa_diff(struct js_case *c, const char *older, const char *newer, ctr_mode mode)
{
    js_begin(c);
    js_read(c, &c->old, CTR_FORMAT_AUTO, "old.yaml", older, NULL);
    js_read(c, &c->new, CTR_FORMAT_AUTO, "new.yaml", newer, NULL);
    if (c->status != CTR_OK) {
        print_error("%s\n", ctr_error_message(c->ctx.error));
    }
    assert_int_equal(c->status, CTR_OK);
    assert_int_equal(c->old.row->format, CTR_FORMAT_ASYNCAPI);
    assert_int_equal(lc_spec_diff(&c->ctx, &c->old, &c->new, mode, CTR_PROFILE_DEFAULT, &c->diff),
                     CTR_OK);
}

static inline void aa_tells(const char *older, const char *newer, ctr_mode mode, const char *wanted)
{
    struct js_case c;
    aa_diff(&c, older, newer, mode);
    assert_string_equal(js_told(&c), wanted);
    js_end(&c);
}

/* Both directions at once: each finding says the one that it breaks. */
static inline void aa_full(const char *older, const char *newer, const char *wanted)
{
    aa_tells(older, newer, CTR_MODE_FULL, wanted);
}

#endif
