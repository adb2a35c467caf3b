/*
 * Never "compatible" where a document is known that the old schema takes and the new one refuses,
 * nor a break without one: pairs whose keywords work together, found by holding random pairs
 * against another validator. Findings about lists of values do not move with the order in them.
 */
#include "schema_case.h"

#define D04 "\"$schema\":\"http://json-schema.org/draft-04/schema#\","
#define D20 "\"$schema\":\"https://json-schema.org/draft/2020-12/schema\","

struct pair {
    const char *older, *newer;
    ctr_verdict verdict;
};

static void assert_verdicts(const struct pair *rows, size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++) {
        ctr_verdict is =
            js_verdict(rows[i].older, rows[i].newer, CTR_MODE_BACKWARD, CTR_PROFILE_STRICT);
        if (is != rows[i].verdict) {
            print_error("%s\n -> %s\n    want %s, got %s\n", rows[i].older, rows[i].newer,
                        ctr_verdict_name(rows[i].verdict), ctr_verdict_name(is));
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}
#define ASSERT_VERDICTS(rows) assert_verdicts(rows, sizeof rows / sizeof rows[0])

static void a_value_that_stands_twice_in_one_list_is_one_value(void **state)
{
    static const struct pair rows[] = {
        {"{" D20 "\"oneOf\":[{\"enum\":[1,1]},{\"const\":2}]}", "{" D20 "\"const\":2}",
         CTR_VERDICT_INCOMPATIBLE},
        {"{" D20 "\"oneOf\":[{\"enum\":[1,1.0]},{\"const\":2}]}", "{" D20 "\"const\":2}",
         CTR_VERDICT_INCOMPATIBLE},
        {"{" D20 "\"oneOf\":[{\"enum\":[1,2]},{\"const\":2}]}", "{" D20 "\"const\":1}",
         CTR_VERDICT_COMPATIBLE},
    };
    (void)state;
    ASSERT_VERDICTS(rows);
}

#define TEXT(pattern) "{" D20 "\"type\":\"string\",\"pattern\":\"" pattern "\"}"
#define LONG(pattern, least)                                                                       \
    "{" D20 "\"type\":\"string\",\"pattern\":\"" pattern "\",\"minLength\":" least "}"

static void what_a_pattern_says_is_not_guessed(void **state)
{
    static const struct pair rows[] = {
        {TEXT("^a?$"), TEXT("^a{1}?$"), CTR_VERDICT_INCOMPATIBLE}, /* lazy, and once */
        {TEXT("^\\\\u0041$"), TEXT("^\\\\u{1}0041$"), CTR_VERDICT_INCOMPATIBLE},
        {TEXT("^a{1}$"), TEXT("^a$"), CTR_VERDICT_COMPATIBLE},
        {TEXT("^\\\\d{1,}$"), TEXT("^[0-9]+$"), CTR_VERDICT_COMPATIBLE},
        {TEXT("^(?<x>a)\\\\k<x>$"), LONG("^(?<x>a)\\\\k<x>$", "3"), CTR_VERDICT_INCOMPATIBLE},
        {TEXT("^(a)(a)(a)(a)(a)(a)(a)(a)(a)(a?)\\\\10$"),
         LONG("^(a)(a)(a)(a)(a)(a)(a)(a)(a)(a?)\\\\10$", "10"), CTR_VERDICT_INCOMPATIBLE},
        {TEXT("^ab+$"), LONG("^ab+$", "2"), CTR_VERDICT_COMPATIBLE},
        /* what stands on both sides of a piece that says nothing is not put together */
        {TEXT("^(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\\\\1{1}0$"),
         TEXT("^(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\\\\10$"), CTR_VERDICT_UNDECIDED},
        {TEXT("^a{2{1}}$"), TEXT("^a{2}$"), CTR_VERDICT_INCOMPATIBLE},
        {TEXT("^(a){1}[b]{1}$"), TEXT("^(a)[b]$"), CTR_VERDICT_COMPATIBLE},
    };
    (void)state;
    ASSERT_VERDICTS(rows);
}

#define NONE "{" D20 "\"type\":\"string\"}"

/* Of a text that is no regular expression nothing follows. */
static void a_pattern_that_is_none_is_not_relied_on(void **state)
{
    static const struct pair rows[] = {
        {NONE, TEXT("("), CTR_VERDICT_UNDECIDED},
        {NONE, TEXT("[0-9]*("), CTR_VERDICT_UNDECIDED},
        {NONE, TEXT("x*|["), CTR_VERDICT_UNDECIDED},
        {NONE, TEXT("{0,1}"), CTR_VERDICT_INCOMPATIBLE},
        {NONE, TEXT("a**"), CTR_VERDICT_INCOMPATIBLE},
        {NONE, TEXT("(x*)"), CTR_VERDICT_COMPATIBLE},
        {TEXT("("), TEXT("("), CTR_VERDICT_COMPATIBLE},
        {TEXT("a{1}{1}"), TEXT("a"), CTR_VERDICT_UNDECIDED},
        {TEXT("(abc"), LONG("(abc", "3"), CTR_VERDICT_INCOMPATIBLE},
        /* nested more deeply than is read: the choice behind it is not seen */
        {TEXT("^aaa((((((((((((((((((((((((((((((((((((((((((x)))))))))))))))))))))))))))))))))))))"
              ")))))"
              "|b"),
         LONG("^aaa((((((((((((((((((((((((((((((((((((((((((x)))))))))))))))))))))))))))))))))))))"
              ")))))"
              "|b",
              "3"),
         CTR_VERDICT_INCOMPATIBLE},
    };
    (void)state;
    ASSERT_VERDICTS(rows);
}

static void a_pattern_that_looks_ahead_matches_where_it_does(void **state)
{
    static const struct pair rows[] = {
        {"{" D20 "\"enum\":[\"b\"]}",
         "{" D20 "\"enum\":[\"b\"],\"not\":{\"pattern\":\"(?=b)a*b\"}}", CTR_VERDICT_INCOMPATIBLE},
        {"{" D20 "\"enum\":[\"b\"]}", "{" D20 "\"enum\":[\"b\"],\"pattern\":\"(?=b)a*b\"}",
         CTR_VERDICT_COMPATIBLE},
    };
    (void)state;
    ASSERT_VERDICTS(rows);
}

#define NAMES(more)                                                                                \
    "{" D20 "\"patternProperties\":{\"^x\":true" more "},\"additionalProperties\":false}"

static void an_optional_character_is_all_its_bytes(void **state)
{
    static const struct pair rows[] = {
        {NAMES(""), NAMES(",\"^\xC3\xA9?x\":{\"type\":\"integer\"}"), CTR_VERDICT_INCOMPATIBLE},
        {NAMES(""), NAMES(",\"^\xC3\xA9*x\":{\"type\":\"integer\"}"), CTR_VERDICT_INCOMPATIBLE},
    };
    (void)state;
    ASSERT_VERDICTS(rows);
}

/* There 1 and 1.0 are equal, and only one of them is an integer. */
static void in_draft_04_a_number_is_written_in_two_ways(void **state)
{
    static const struct pair rows[] = {
        {"{" D04 "\"enum\":[1]}", "{" D04 "\"type\":\"integer\"}", CTR_VERDICT_INCOMPATIBLE},
        {"{" D04 "\"enum\":[1.0],\"type\":\"integer\"}", "{" D04 "\"enum\":[2]}",
         CTR_VERDICT_INCOMPATIBLE},
        {"{" D04 "\"type\":\"number\",\"multipleOf\":1,\"minimum\":0,\"maximum\":1}",
         "{" D04 "\"type\":\"integer\"}", CTR_VERDICT_INCOMPATIBLE},
        {"{" D04 "\"enum\":[1],\"type\":\"integer\"}", "{" D04 "\"type\":\"integer\"}",
         CTR_VERDICT_COMPATIBLE},
        {"{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"enum\":[1]}",
         "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"type\":\"integer\"}",
         CTR_VERDICT_COMPATIBLE},
    };
    static const char seven[] = "{\"$schema\":\"http://json-schema.org/draft-07/schema#\","
                                "\"enum\":[[1]]}";
    static const char four[] = "{" D04 "\"items\":{\"type\":\"integer\"}}";
    static const char sum[] = "{" D04 "\"oneOf\":[{},{\"type\":\"integer\"}]}";
    (void)state;
    ASSERT_VERDICTS(rows);
    assert_int_not_equal(js_verdict(seven, four, CTR_MODE_BACKWARD, CTR_PROFILE_STRICT),
                         CTR_VERDICT_COMPATIBLE);
    assert_int_not_equal(
        js_verdict("{" D04 "\"enum\":[1.0]}", sum, CTR_MODE_BACKWARD, CTR_PROFILE_STRICT),
        CTR_VERDICT_COMPATIBLE);
}

#define FROM(n) "{" D20 "\"type\":\"integer\",\"minimum\":" n "}"
#define BETWEEN(n, m) "{" D20 "\"type\":\"integer\",\"minimum\":" n ",\"maximum\":" m "}"

static void the_greatest_integer_ends_a_range(void **state)
{
    static const struct pair rows[] = {
        {FROM("9223372036854775807"), BETWEEN("9223372036854775807", "9223372036854775807"),
         CTR_VERDICT_INCOMPATIBLE},
        {BETWEEN("9223372036854775806", "9223372036854775807"), FROM("9223372036854775806"),
         CTR_VERDICT_COMPATIBLE},
        {BETWEEN("-9223372036854775808", "-9223372036854775807"), FROM("-9223372036854775807"),
         CTR_VERDICT_INCOMPATIBLE},
    };
    (void)state;
    ASSERT_VERDICTS(rows);
}

static void findings_of_lists_do_not_go_by_order(void **state)
{
    static const char *const news[][2] = {
        {"{" D20 "\"enum\":[{\"a\":1,\"b\":2}]}", "{" D20 "\"enum\":[{\"b\":2,\"a\":1}]}"},
        {"{" D20 "\"enum\":[1,2]}", "{" D20 "\"enum\":[2,1]}"},
        {"{" D20 "\"anyOf\":[{\"const\":1},{\"const\":2}]}",
         "{" D20 "\"anyOf\":[{\"const\":2},{\"const\":1}]}"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof news / sizeof news[0]; i++) {
        struct js_case one;
        struct js_case other;
        js_compare(&one, "{" D20 "\"title\":\"t\"}", news[i][0], CTR_MODE_BACKWARD,
                   CTR_PROFILE_STRICT);
        js_compare(&other, "{" D20 "\"title\":\"t\"}", news[i][1], CTR_MODE_BACKWARD,
                   CTR_PROFILE_STRICT);
        assert_true(one.diff.count > 0);
        assert_int_equal(one.diff.count, other.diff.count);
        for (size_t k = 0; k < one.diff.count; k++) {
            assert_string_equal(one.diff.findings[k].fingerprint,
                                other.diff.findings[k].fingerprint);
        }
        js_end(&one);
        js_end(&other);
    }
}

/* The same pair, written in another order, is told alike. */
static void findings_do_not_go_by_the_order_of_keys_and_values(void **state)
{
    static const char *const older[] = {
        "{" D20 "\"anyOf\":[{\"required\":[\"x\",\"y\"]},{\"type\":[\"string\",\"null\"]}],"
        "\"oneOf\":[{\"enum\":[1,\"b\"]},{\"type\":\"object\"}]}",
        "{" D20 "\"oneOf\":[{\"enum\":[\"b\",1]},{\"type\":\"object\"}],"
        "\"anyOf\":[{\"required\":[\"y\",\"x\"]},{\"type\":[\"null\",\"string\"]}]}"};
    static const char *const newer[] = {
        "{" D20 "\"anyOf\":[{\"enum\":[\"a\",\"b\",1]},{\"enum\":[{\"x\":1},2]}],"
        "\"oneOf\":[{\"type\":\"integer\"},{\"type\":\"integer\",\"minimum\":-3}]}",
        "{" D20 "\"oneOf\":[{\"type\":\"integer\"},{\"minimum\":-3,\"type\":\"integer\"}],"
        "\"anyOf\":[{\"enum\":[1,\"b\",\"a\"]},{\"enum\":[2,{\"x\":1}]}]}"};
    struct js_case one;
    (void)state;
    js_compare(&one, older[0], newer[0], CTR_MODE_FULL, CTR_PROFILE_STRICT);
    assert_true(one.diff.count > 1);
    for (int i = 1; i < 4; i++) {
        struct js_case other;
        js_compare(&other, older[i & 1], newer[i >> 1], CTR_MODE_FULL, CTR_PROFILE_STRICT);
        assert_int_equal(one.diff.verdict, other.diff.verdict);
        assert_int_equal(one.diff.count, other.diff.count);
        for (size_t k = 0; k < one.diff.count; k++) {
            assert_string_equal(one.diff.findings[k].fingerprint,
                                other.diff.findings[k].fingerprint);
        }
        js_end(&other);
    }
    js_end(&one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_that_stands_twice_in_one_list_is_one_value),
        cmocka_unit_test(what_a_pattern_says_is_not_guessed),
        cmocka_unit_test(a_pattern_that_is_none_is_not_relied_on),
        cmocka_unit_test(a_pattern_that_looks_ahead_matches_where_it_does),
        cmocka_unit_test(an_optional_character_is_all_its_bytes),
        cmocka_unit_test(in_draft_04_a_number_is_written_in_two_ways),
        cmocka_unit_test(the_greatest_integer_ends_a_range),
        cmocka_unit_test(findings_of_lists_do_not_go_by_order),
        cmocka_unit_test(findings_do_not_go_by_the_order_of_keys_and_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
