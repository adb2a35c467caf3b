/* Money and shares through the public calls. */
#include "support/fixture.h"

#include <contracts/share.h>
#include <string.h>

static ctr_share_rule *read_rule(const char *text)
{
    ctr_source source;
    ctr_share_rule *rule = NULL;
    ctr_error *err = NULL;
    ctr_source_init(&source, sizeof source);
    source.data = text;
    source.size = strlen(text);
    if (ctr_share_rule_read(&source, NULL, &rule, &err) != CTR_OK) {
        fail_msg("%s: %s", text, ctr_error_message(err));
    }
    return rule;
}

#define RULE                                                                                       \
    "model: banded_share\ncurrency: GBP\ntarget: 1000000\ncost: 930000\nparticipants: [60, 30]\n"  \
    "bands: [[0, 95, 30], [95, 100, 50], [100, 105, 50], [105, null, 20]]\npain_cap: 40000\n"

static void money_is_read_and_written(void **state)
{
    (void)state;
    int64_t minor = 7;
    char text[40];
    assert_int_equal(ctr_money_exponent("EUR"), 2);
    assert_int_equal(ctr_money_exponent("KWD"), 3);
    assert_int_equal(ctr_money_exponent("XAU"), -1);
    assert_int_equal(ctr_money_exponent(NULL), -1);
    assert_int_equal(ctr_money_parse("-12.5", 2, &minor), 1);
    assert_int_equal(minor, -1250);
    assert_int_equal(ctr_money_parse("12.345", 2, &minor), 0);
    assert_int_equal(ctr_money_parse("1", 10, &minor), 0);
    assert_int_equal(ctr_money_parse("1", -1, &minor), 0);
    assert_int_equal(ctr_money_parse(NULL, 2, &minor), 0);
    assert_int_equal(ctr_money_parse("1", 2, NULL), 0);
    assert_int_equal(minor, -1250);
    assert_int_equal(ctr_money_print(-1250, 2, text, sizeof text), 1);
    assert_string_equal(text, "-12.50");
    assert_int_equal(ctr_money_print(-1250, 2, text, 7), 1);
    assert_int_equal(ctr_money_print(-1250, 2, text, 6), 0);
    assert_int_equal(ctr_money_print(1, 10, text, sizeof text), 0);
    assert_int_equal(ctr_money_print(1, 2, NULL, 40), 0);
}

static void a_share_tells_its_figures(void **state)
{
    (void)state;
    ctr_share_rule *rule = read_rule(RULE);
    ctr_share *share = NULL;
    int64_t minor = 0;
    assert_int_equal(ctr_share_rule_model(rule), CTR_SHARE_BANDED);
    assert_string_equal(ctr_share_rule_currency(rule), "GBP");
    assert_int_equal(ctr_share_rule_exponent(rule), 2);
    assert_int_equal(ctr_share_compute(rule, NULL, NULL, &share, NULL), CTR_OK);
    ctr_share_rule_free(rule);
    assert_int_equal(ctr_share_get_model(share), CTR_SHARE_BANDED);
    assert_string_equal(ctr_share_model_name(ctr_share_get_model(share)), "banded_share");
    assert_true(ctr_share_computable(share));
    assert_int_equal(ctr_share_reasons(share), 0);
    assert_null(ctr_share_reason(share, 0));
    assert_string_equal(ctr_share_value(share, "contractor_share"), "31000.00");
    assert_int_equal(ctr_share_minor(share, "client_share", &minor), 1);
    assert_int_equal(minor, 3900000);
    assert_int_equal(ctr_share_minor(share, "marginal_rate", &minor), 0);
    assert_int_equal(ctr_share_minor(share, "currency", &minor), 0);
    assert_int_equal(ctr_share_minor(share, "pta", &minor), 0);
    assert_null(ctr_share_value(share, "pta"));
    assert_null(ctr_share_value(share, "nonsense"));
    assert_null(ctr_share_value(share, NULL));
    assert_int_equal(ctr_share_participants(share), 2);
    assert_string_equal(ctr_share_participant(share, 0), "18600.00");
    assert_null(ctr_share_participant(share, 2));
    assert_int_equal(ctr_share_warnings(share), 1);
    assert_string_equal(ctr_share_warning(share, 0), "the participants have 90 % of the share; GBP "
                                                     "3100.00 is unallocated");
    assert_string_equal(ctr_share_basis(share, 0), "the target is GBP 1000000.00");
    assert_null(ctr_share_basis(share, ctr_share_basis_count(share)));
    ctr_share_free(share);
}

static void evaluating_answers_as_computing_does(void **state)
{
    (void)state;
    ctr_share_rule *rule = read_rule(RULE);
    ctr_share_input input;
    ctr_share_amounts out;
    ctr_share_input_init(&input, sizeof input);
    ctr_share_amounts_init(&out, sizeof out);
    input.given = ctr_share_given_cost() | ctr_share_given_target();
    input.target = 100000000;
    for (input.cost = 80000000; input.cost <= 130000000; input.cost += 1234567) {
        ctr_share *share = NULL;
        int64_t minor = 0;
        assert_int_equal(ctr_share_evaluate(rule, &input, &out), CTR_OK);
        assert_int_equal(ctr_share_compute(rule, &input, NULL, &share, NULL), CTR_OK);
        assert_true(ctr_share_minor(share, "contractor_share", &minor));
        assert_int_equal(out.contractor_share, minor);
        assert_true(ctr_share_minor(share, "client_share", &minor));
        assert_int_equal(out.client_share, minor);
        assert_true(ctr_share_minor(share, "contractor_paid", &minor));
        assert_int_equal(out.contractor_paid, minor);
        assert_true(ctr_share_minor(share, "margin", &minor));
        assert_int_equal(out.profit, minor);
        assert_int_equal(out.limited, out.contractor_share == -4000000);
        ctr_share_free(share);
    }
    ctr_share_rule_free(rule);
}

static void impossible_calls_are_refused(void **state)
{
    (void)state;
    ctr_share_rule *rule = read_rule(RULE);
    ctr_share_rule *bare = read_rule("model: target_cost\npain_share_pct: 50\n");
    ctr_share_input input;
    ctr_share_amounts out;
    ctr_share *share = NULL;
    ctr_error *err = NULL;
    ctr_share_input_init(&input, sizeof input);
    ctr_share_amounts_init(&out, sizeof out);
    assert_int_equal(ctr_share_evaluate(NULL, &input, &out), CTR_E_ARGUMENT);
    assert_int_equal(ctr_share_evaluate(rule, NULL, &out), CTR_E_ARGUMENT);
    assert_int_equal(ctr_share_evaluate(rule, &input, NULL), CTR_E_ARGUMENT);
    assert_int_equal(ctr_share_evaluate(bare, &input, &out), CTR_E_STATE);
    input.given = CTR_SHARE_GIVEN_COST;
    input.cost = -1;
    assert_int_equal(ctr_share_evaluate(rule, &input, &out), CTR_E_ARGUMENT);
    assert_int_equal(ctr_share_compute(rule, &input, NULL, &share, &err), CTR_E_ARGUMENT);
    assert_null(share);
    assert_string_equal(ctr_error_message(err),
                        "target and cost of a share are 100000000 and -1 minor units; wanted a "
                        "target above zero, a cost of zero or more, and neither above 2^62");
    ctr_error_free(err);
    err = NULL;
    assert_int_equal(ctr_share_compute(NULL, NULL, NULL, &share, &err), CTR_E_ARGUMENT);
    assert_string_equal(ctr_error_message(err), "a rule is needed, not NULL");
    ctr_error_free(err);
    input.struct_size = 8;
    assert_int_equal(ctr_share_evaluate(rule, &input, &out), CTR_E_ARGUMENT);
    assert_int_equal(ctr_share_compute(rule, &input, NULL, &share, NULL), CTR_E_ARGUMENT);
    assert_int_equal(ctr_share_compute(bare, NULL, NULL, &share, NULL), CTR_OK);
    assert_false(ctr_share_computable(share));
    assert_string_equal(ctr_share_reason(share, 0), "target missing");
    ctr_share_free(share);
    ctr_share_rule_free(rule);
    ctr_share_rule_free(bare);
}

static void the_linter_names_line_and_field(void **state)
{
    (void)state;
    static const char text[] = "model: banded_share\ncurrency: EUR\nbands:\n- [0, 50, 10]\n"
                               "- [40, 100, 20]\n";
    ctr_source source;
    ctr_share_findings *found = NULL;
    ctr_source_init(&source, sizeof source);
    source.data = text;
    source.size = sizeof text - 1;
    assert_int_equal(ctr_share_lint(&source, NULL, &found, NULL), CTR_OK);
    assert_true(ctr_share_findings_count(found) > 1);
    assert_string_equal(ctr_share_findings_id(found, 0), "band-overlap");
    assert_string_equal(ctr_share_findings_field(found, 0), "bands");
    assert_int_equal(ctr_share_findings_level(found, 0), CTR_SHARE_ERROR);
    assert_string_equal(ctr_share_level_name(CTR_SHARE_ERROR), "error");
    assert_int_equal(ctr_share_findings_line(found, 0), 5);
    assert_non_null(strstr(ctr_share_findings_message(found, 0), "overlapping"));
    assert_null(ctr_share_findings_id(found, 99));
    assert_int_equal(ctr_share_findings_line(found, 99), 0);
    ctr_share_findings_free(found);
    source.size = 5;
    assert_int_equal(ctr_share_lint(&source, NULL, &found, NULL), CTR_E_INPUT);
    assert_null(found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(money_is_read_and_written),
        cmocka_unit_test(a_share_tells_its_figures),
        cmocka_unit_test(evaluating_answers_as_computing_does),
        cmocka_unit_test(impossible_calls_are_refused),
        cmocka_unit_test(the_linter_names_line_and_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
