/* Comparing and reading documents without a store: told of, and stopped. */
#include "support/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char document[] = "{\"n\":0}";

/* What progress was told, "what done/total " each; stops at the one numbered `stop` from 1. */
struct told {
    char text[1024];
    size_t used;
    int count;
    int stop;
    int32_t *flag; /* raised by the first one */
};

static int tell(void *user, const char *what, uint64_t done, uint64_t total)
{
    struct told *t = user;

    t->used += (size_t)snprintf(t->text + t->used, sizeof t->text - t->used, "%s %llu/%llu ", what,
                                (unsigned long long)done, (unsigned long long)total);
    ctr_cancel(t->flag);
    return ++t->count == t->stop ? 7 : 0;
}

static ctr_status compare(const char *a, const char *b, const ctr_diff_options *o, ctr_error **err)
{
    ctr_source older = do_source(a, NULL);
    ctr_source newer = do_source(b, NULL);
    ctr_diff *diff = NULL;
    ctr_status status = ctr_diff_documents(&older, &newer, o, &diff, err);

    assert_int_equal(diff != NULL, status == CTR_OK);
    ctr_diff_free(diff);
    return status;
}

static ctr_status read_outline(const char *a, const ctr_diff_options *o, ctr_error **err)
{
    ctr_source s = do_source(a, NULL);
    ctr_outline *outline = NULL;
    ctr_status status = ctr_outline_read(&s, o, &outline, err);

    assert_int_equal(outline != NULL, status == CTR_OK);
    ctr_outline_free(outline);
    return status;
}

static void a_flag_stops_calls_until_it_is_cleared(void **unused)
{
    int32_t flag = 0;
    ctr_diff_options o;
    ctr_error *err = NULL;

    (void)unused;
    ctr_diff_options_init(&o, sizeof o);
    o.cancel = &flag;
    assert_ctr_ok(compare(document, document, &o, &err));
    ctr_cancel(&flag);
    for (int i = 0; i < 2; i++) {
        assert_ctr_fails(CTR_E_CANCELLED, "cancelled", compare(document, document, &o, &err));
        assert_ctr_fails(CTR_E_CANCELLED, "cancelled", read_outline(document, &o, &err));
    }
    ctr_cancel_clear(&flag);
    assert_ctr_ok(compare(document, document, &o, &err));
    assert_ctr_ok(read_outline(document, &o, &err));
    ctr_cancel(NULL);
    ctr_cancel_clear(NULL);
}

static void a_flag_raised_meanwhile_stops_the_call(void **unused)
{
    int32_t flag = 0;
    struct told told = {.flag = &flag};
    ctr_diff_options o;
    ctr_error *err = NULL;

    (void)unused;
    ctr_diff_options_init(&o, sizeof o);
    o.cancel = &flag;
    o.progress = tell;
    o.user = &told;
    assert_ctr_fails(CTR_E_CANCELLED, "cancelled", compare(document, document, &o, &err));
    assert_string_equal(told.text, "read 0/2 ");
    ctr_cancel_clear(&flag);
    told = (struct told){.flag = &flag};
    assert_ctr_fails(CTR_E_CANCELLED, "cancelled", read_outline(document, &o, &err));
    assert_string_equal(told.text, "read 0/1 ");
}

/* "[0,0,…]" */
static char *long_list(size_t count)
{
    char *text = malloc(2 * count + 2);

    assert_non_null(text);
    for (size_t i = 0; i < count; i++) {
        memcpy(text + 2 * i, i ? ",0" : "[0", 2);
    }
    memcpy(text + 2 * count, "]", 2);
    return text;
}

static void progress_is_told_while_documents_are_read(void **unused)
{
    struct told told = {.stop = 0};
    ctr_diff_options o;
    ctr_error *err = NULL;
    char *large = long_list(70000);

    (void)unused;
    ctr_diff_options_init(&o, sizeof o);
    o.progress = tell;
    o.user = &told;
    assert_ctr_ok(read_outline(large, &o, &err));
    assert_string_equal(told.text, "read 0/1 parse 70000/0 read 1/1 ");
    told = (struct told){.stop = 0};
    assert_ctr_ok(compare(large, document, &o, &err));
    assert_string_equal(told.text, "read 0/2 parse 70000/0 read 1/2 read 2/2 ");
    for (int stop = 1; stop <= 4; stop++) {
        told = (struct told){.stop = stop};
        ctr_status status = compare(large, document, &o, &err);
        assert_int_equal(status, CTR_E_CANCELLED);
        assert_int_equal(told.count, stop);
        assert_string_equal(ctr_error_message(err), "stopped by the progress callback");
        assert_string_equal(ctr_error_detail(err, "callback"), "7");
        ctr_error_free(err);
        err = NULL;
    }
    free(large);
}

static void a_witness_is_handed_out_with_the_edition_that_accepts_it(void **unused)
{
    ctr_source older = do_source("{\"type\": \"integer\", \"minimum\": 2}", NULL);
    ctr_source newer = do_source("{\"type\": \"integer\", \"minimum\": 3}", NULL);
    ctr_error *err = NULL;
    ctr_diff *diff = NULL;

    (void)unused;
    assert_ctr_ok(ctr_diff_documents(&older, &newer, NULL, &diff, &err));
    assert_int_equal(ctr_diff_count(diff), 1);
    assert_string_equal(ctr_finding_witness(ctr_diff_at(diff, 0)), "2");
    assert_string_equal(ctr_finding_accepted_by(ctr_diff_at(diff, 0)), "old");
    ctr_diff_free(diff);
    assert_ctr_ok(ctr_diff_documents(&newer, &older, NULL, &diff, &err));
    assert_null(ctr_finding_witness(ctr_diff_at(diff, 0)));
    assert_null(ctr_finding_accepted_by(ctr_diff_at(diff, 0)));
    assert_null(ctr_finding_accepted_by(NULL));
    ctr_diff_free(diff);
}

static size_t findings(const char *a, const char *b, const ctr_diff_options *o, const char *rule)
{
    ctr_source older = do_source(a, NULL);
    ctr_source newer = do_source(b, NULL);
    ctr_diff *diff = NULL;
    ctr_error *err = NULL;
    size_t found = 0;

    assert_ctr_ok(ctr_diff_documents(&older, &newer, o, &diff, &err));
    for (size_t i = 0; i < ctr_diff_count(diff); i++) {
        found += strcmp(ctr_finding_rule(ctr_diff_at(diff, i)), rule) == 0;
    }
    ctr_diff_free(diff);
    return found;
}

static void notice_and_version_are_judged_where_they_are_asked_for(void **unused)
{
    static const char old[] = "openapi: 3.1.0\ninfo: {version: '1.0.0'}\npaths: {/a: {get: {}}}\n";
    static const char new[] = "openapi: 3.1.0\ninfo: {version: '1.0.0'}\n"
                              "paths: {/a: {get: {deprecated: true}}}\n";
    ctr_diff_options o;
    ctr_error *err = NULL;

    (void)unused;
    ctr_diff_options_init(&o, sizeof o);
    assert_int_equal(findings(old, new, &o, "api-deprecated-sunset-missing"), 0);
    assert_int_equal(findings(old, new, &o, "api-version-not-bumped"), 0);
    o.grace_days = 30;
    o.check_version = 1;
    assert_int_equal(findings(old, new, &o, "api-deprecated-sunset-missing"), 1);
    assert_int_equal(findings(old, new, &o, "api-version-not-bumped"), 1);
    assert_int_equal(findings(old, old, &o, "api-version-not-bumped"), 0);
    o.grace_days_beta = -1;
    assert_ctr_fails(CTR_E_ARGUMENT, "grace days are 0 to 36500, not -1",
                     compare(document, document, &o, &err));
    o.grace_days_beta = 0;
    o.grace_days = 36501;
    assert_ctr_fails(CTR_E_ARGUMENT, "grace days are 0 to 36500, not 36501",
                     compare(document, document, &o, &err));
}

static void rules_of_oasdiff_have_names_here(void **unused)
{
    (void)unused;
    assert_string_equal(ctr_rule_of_oasdiff("endpoint-added", 0), "endpoint-added");
    assert_null(ctr_rule_of_oasdiff("endpoint-added", 1));
    assert_string_equal(ctr_rule_of_oasdiff("request-property-type-generalized", 0),
                        "request-property-type-generalized");
    assert_string_equal(ctr_rule_of_oasdiff("request-property-type-generalized", 1),
                        "request-property-list-of-types-widened");
    assert_string_equal(ctr_rule_of_oasdiff("api-path-sunset-parse", 0),
                        "api-deprecated-sunset-parse");
    assert_null(ctr_rule_of_oasdiff("none-such", 0));
    assert_null(ctr_rule_of_oasdiff(NULL, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_flag_stops_calls_until_it_is_cleared),
        cmocka_unit_test(a_flag_raised_meanwhile_stops_the_call),
        cmocka_unit_test(progress_is_told_while_documents_are_read),
        cmocka_unit_test(a_witness_is_handed_out_with_the_edition_that_accepts_it),
        cmocka_unit_test(notice_and_version_are_judged_where_they_are_asked_for),
        cmocka_unit_test(rules_of_oasdiff_have_names_here),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
