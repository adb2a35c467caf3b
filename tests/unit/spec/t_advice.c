/* What to do about findings: whatever can break something says it, and nothing says it in vain. */
#include "schema_case.h"

#include "spec/rules/advice.h"

enum { LONGEST = 200 };

static const struct lc_advise *next_row(size_t *i)
{
    return lc_advise_row((*i)++);
}

static void every_rule_that_weighs_gives_advice(void **state)
{
    (void)state;
    int missing = 0;
    for (int i = 0; i < LC_RULE_COUNT; i++) {
        const struct lc_rule *r = lc_rule((enum lc_rule_id)i);
        if (r->level != CTR_LEVEL_INFO && !lc_advice_of(r, r->direction).text) {
            print_error("%s breaks %s and says nothing of what to do: it needs a row in "
                        "lib/spec/rules/advice_*.def\n",
                        r->id, lc_word_name(lc_words_direction, r->direction));
            missing++;
        }
    }
    assert_int_equal(missing, 0);
}

/* A row that is never the first to fit is dead: one above it fits all that it does. */
static void every_row_is_the_first_for_some_rule(void **state)
{
    (void)state;
    int dead = 0;
    size_t at = 0;
    for (const struct lc_advise *row = next_row(&at); row; row = next_row(&at)) {
        bool used = false;
        for (int i = 0; i < LC_RULE_COUNT && !used; i++) {
            used = lc_advise_find(lc_rule((enum lc_rule_id)i)) == row;
        }
        if (!used) {
            print_error("no rule gets its advice from the row of %s\n", row->pattern);
            dead++;
        }
    }
    assert_int_equal(dead, 0);
}

static bool is_used(size_t advice)
{
    size_t at = 0;
    for (const struct lc_advise *row = next_row(&at); row; row = next_row(&at)) {
        if (row->advice[0] == advice || row->advice[1] == advice) {
            return true;
        }
    }
    return false;
}

static void every_advice_is_one_sentence_that_some_rule_gives(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 1; lc_advice_text(i); i++) {
        const char *text = lc_advice_text(i);
        size_t n = strlen(text);
        bool plain = n > 20 && n <= LONGEST && text[0] >= 'A' && text[0] <= 'Z' &&
                     text[n - 1] == '.' && !strstr(text, ". ");
        for (size_t j = 1; j < i; j++) {
            plain = plain && strcmp(lc_advice_text(j), text) != 0;
        }
        if (!plain || !is_used(i)) {
            print_error("%s: %s\n", plain ? "given by no rule" : "no sentence of its own", text);
            wrong++;
        }
    }
    assert_null(lc_advice_text(0));
    assert_int_equal(wrong, 0);
}

static struct lc_advice of(const char *id, ctr_direction direction)
{
    const struct lc_rule *rule = lc_rule_find(id);
    assert_non_null(rule);
    return lc_advice_of(rule, direction);
}

/* In a webhook, where the API is who sends, a rule of requests breaks the other way round. */
static void advice_goes_by_the_direction_that_breaks(void **state)
{
    (void)state;
    const char *request = "request-property-max-length-decreased";
    const char *event = "request-property-enum-value-added";
    assert_string_equal(of(request, CTR_DIRECTION_BACKWARD).text,
                        "Keep the old limit, or set the new one in a new major version once nobody "
                        "sends what lies beyond it.");
    assert_string_equal(of(request, CTR_DIRECTION_BOTH).text,
                        of(request, CTR_DIRECTION_BACKWARD).text);
    assert_string_equal(of(request, CTR_DIRECTION_FORWARD).text,
                        "Roll out those who send it before anybody reads it by what the new "
                        "edition promises.");
    assert_string_equal(of(event, CTR_DIRECTION_FORWARD).text,
                        "Roll out those who receive it before anybody sends what only the new "
                        "edition takes.");
    assert_non_null(strstr(of(event, CTR_DIRECTION_BACKWARD).text, "expect values"));
}

static void words_and_marks_ask_nothing_of_anybody(void **state)
{
    (void)state;
    static const char *const ids[] = {"api-description-changed", "endpoint-deprecated",
                                      "avro-doc-changed", "field-deprecation-added"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        assert_null(of(ids[i], CTR_DIRECTION_BACKWARD).text);
    }
}

static void a_finding_that_informs_or_is_of_another_release_has_none(void **state)
{
    (void)state;
    struct ctr_finding f = {.rule = "response-required-property-removed",
                            .level = CTR_LEVEL_BREAKING,
                            .direction = CTR_DIRECTION_BACKWARD};
    assert_string_equal(lc_finding_advice(&f), "Keep it and deprecate it, or remove it in a new "
                                               "major version once no consumer reads it.");
    assert_ptr_equal(lc_finding_help(&f), lc_finding_advice(&f));
    f.level = CTR_LEVEL_INFO;
    assert_null(lc_finding_advice(&f));
    f.level = CTR_LEVEL_BREAKING;
    f.rule = "of-another-release";
    assert_null(lc_finding_advice(&f));
}

/* People read it once; programs find it in its place all the same. */
static void what_the_message_says_reports_do_not_repeat(void **state)
{
    (void)state;
    struct ctr_finding f = {.rule = "field-no-delete-unless-number-reserved",
                            .level = CTR_LEVEL_BREAKING,
                            .direction = CTR_DIRECTION_BOTH};
    assert_non_null(lc_finding_advice(&f));
    assert_null(lc_finding_help(&f));
}

static void stars_stand_for_any_letters(void **state)
{
    (void)state;
    assert_true(lc_rule_fits("api-*-added", "api-security-scope-added"));
    assert_true(lc_rule_fits("*", "x"));
    assert_true(lc_rule_fits("a*", "a"));
    assert_false(lc_rule_fits("api-*-added", "api-added"));
    assert_false(lc_rule_fits("api", "api-"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_that_weighs_gives_advice),
        cmocka_unit_test(every_row_is_the_first_for_some_rule),
        cmocka_unit_test(every_advice_is_one_sentence_that_some_rule_gives),
        cmocka_unit_test(advice_goes_by_the_direction_that_breaks),
        cmocka_unit_test(words_and_marks_ask_nothing_of_anybody),
        cmocka_unit_test(a_finding_that_informs_or_is_of_another_release_has_none),
        cmocka_unit_test(what_the_message_says_reports_do_not_repeat),
        cmocka_unit_test(stars_stand_for_any_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
