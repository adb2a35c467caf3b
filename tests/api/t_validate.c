/* <contracts/validate.h> as a caller sees it: results, getters, options, callbacks. */
#include "support/fixture.h"

#include <contracts/contracts.h>
#include <string.h>

static void a_result_says_why(void **unused)
{
    ctr_source schema = do_source("{\"required\":[\"a\"],\"items\":{\"type\":\"null\"}}", "s.json");
    ctr_source good = do_source("{\"a\": 1}", "good.json");
    ctr_source bad = do_source("{\"b\": 1}", "bad.json");
    ctr_validation *v = NULL;
    ctr_error *err = NULL;
    (void)unused;
    assert_ctr_ok(ctr_validate_documents(&schema, &good, NULL, &v, &err));
    assert_int_equal(ctr_validation_valid(v), 1);
    assert_int_equal(ctr_validation_count(v), 0);
    assert_null(ctr_validation_at(v, 0));
    assert_string_equal(ctr_validation_file(v), "good.json");
    assert_string_equal(ctr_validation_schema(v), "s.json");
    assert_string_equal(ctr_validation_dialect(v), "JSON Schema 2020-12");
    ctr_validation_free(v);
    assert_ctr_ok(ctr_validate_documents(&schema, &bad, NULL, &v, &err));
    assert_int_equal(ctr_validation_valid(v), 0);
    assert_int_equal(ctr_validation_more(v), 0);
    const ctr_violation *one = ctr_validation_at(v, 0);
    assert_string_equal(ctr_violation_keyword(one), "required");
    assert_string_equal(ctr_violation_message(one), "the property 'a' is missing");
    assert_string_equal(ctr_violation_pointer(one), "");
    assert_int_equal(ctr_violation_line(one), 1);
    assert_int_equal(ctr_violation_column(one), 1);
    assert_string_equal(ctr_violation_schema_file(one), "s.json");
    assert_string_equal(ctr_violation_schema_pointer(one), "/required");
    assert_int_equal(ctr_violation_schema_line(one), 1);
    assert_int_equal(ctr_violation_schema_column(one), 13);
    assert_null(ctr_validation_at(v, 1));
    ctr_validation_free(v);
}

static void nothing_is_taken_for_nothing(void **unused)
{
    (void)unused;
    assert_int_equal(ctr_validation_valid(NULL), 0);
    assert_int_equal(ctr_validation_count(NULL), 0);
    assert_int_equal(ctr_validation_more(NULL), 0);
    assert_null(ctr_validation_file(NULL));
    assert_null(ctr_validation_schema(NULL));
    assert_null(ctr_validation_dialect(NULL));
    assert_null(ctr_validation_at(NULL, 0));
    assert_null(ctr_violation_keyword(NULL));
    assert_null(ctr_violation_schema_pointer(NULL));
    assert_int_equal(ctr_violation_line(NULL), 0);
    ctr_validation_free(NULL);
}

static int stop(void *user, const char *what, uint64_t done, uint64_t total)
{
    (void)what;
    (void)total;
    *(int *)user += 1;
    return done == 1;
}

static void bad_options_are_refused(void **unused)
{
    static const struct {
        ctr_dialect dialect;
        const char *pointer;
        uint32_t max_violations;
        const char *says;
    } cases[] = {
        {(ctr_dialect)99, NULL, 0, "dialect"},
        {(ctr_dialect)0, "a/b", 0, "'a/b' is no JSON pointer; it begins with '/'"},
        {(ctr_dialect)0, NULL, 2000000, "2000000 violations are more than the 1000000"},
    };
    ctr_source any = do_source("true", "t");
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ctr_validate_options o;
        ctr_validation *v = NULL;
        ctr_error *err = NULL;
        ctr_validate_options_init(&o, sizeof o);
        o.dialect = cases[i].dialect;
        o.pointer = cases[i].pointer;
        o.max_violations = cases[i].max_violations;
        assert_int_equal(ctr_validate_documents(&any, &any, &o, &v, &err), CTR_E_ARGUMENT);
        assert_non_null(strstr(ctr_error_message(err), cases[i].says));
        assert_null(v);
        ctr_error_free(err);
    }
    ctr_error *err = NULL;
    assert_int_equal(ctr_validate_documents(NULL, &any, NULL, NULL, &err), CTR_E_ARGUMENT);
    ctr_error_free(err);
    any.format = CTR_FORMAT_MASTER;
    assert_int_equal(ctr_validate_documents(&any, &any, NULL, NULL, &err), CTR_E_UNSUPPORTED);
    assert_string_equal(ctr_error_message(err),
                        "t is master; only json-schema and openapi have schemas to validate by");
    ctr_error_free(err);
}

static void the_host_can_stop_it(void **unused)
{
    ctr_source any = do_source("true", "t");
    ctr_validate_options o;
    ctr_error *err = NULL;
    int32_t flag = 0;
    int calls = 0;
    (void)unused;
    ctr_validate_options_init(&o, sizeof o);
    o.progress = stop;
    o.user = &calls;
    assert_int_equal(ctr_validate_documents(&any, &any, &o, NULL, NULL), CTR_E_CANCELLED);
    assert_int_equal(calls, 2);
    ctr_validate_options_init(&o, sizeof o);
    o.cancel = &flag;
    assert_ctr_ok(ctr_validate_documents(&any, &any, &o, NULL, &err));
    ctr_cancel(&flag);
    assert_int_equal(ctr_validate_documents(&any, &any, &o, NULL, NULL), CTR_E_CANCELLED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_result_says_why),
        cmocka_unit_test(nothing_is_taken_for_nothing),
        cmocka_unit_test(bad_options_are_refused),
        cmocka_unit_test(the_host_can_stop_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
