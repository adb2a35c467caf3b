/*
 * The validator keyword by keyword: tables of a schema, a value, and what the validator says. The
 * published suite is in tests/corpora/t_validate.c; here stand what it leaves out: the texts, the
 * places, the older drafts, numbers beyond floating point.
 */
#include "base/once.h"
#include "spec/validate/validate.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

struct answer {
    ctr_status status;
    struct ctr_validation v;
};

static struct answer ask(struct lc_ctx *ctx, const char *schema, const char *value,
                         const struct lc_validate *how)
{
    struct answer a;
    ctr_source s = {.struct_size = sizeof s, .data = schema, .size = strlen(schema), .file = "s"};
    ctr_source d = {.struct_size = sizeof d, .data = value, .size = strlen(value), .file = "d"};
    a.status = lc_validate(ctx, &s, &d, how, &a.v);
    return a;
}

static void begin(struct lc_ctx *ctx)
{
    assert_int_equal(lc_ctx_begin(ctx, NULL), CTR_OK);
    assert_int_equal(lc_once(ctx), CTR_OK);
}

/* One value each: NULL message = valid; else "keyword pointer: message" of the first violation. */
static const struct row {
    enum ctr_dialect dialect;
    const char *schema;
    const char *value;
    const char *says;
} rows[] = {
    /* types */
    {0, "{\"type\":\"integer\"}", "1.0", NULL},
    {CTR_DIALECT_DRAFT_04, "{\"type\":\"integer\"}", "1.0",
     "type : the number 1.0 was found, an integer was wanted"},
    {0, "{\"type\":\"integer\"}", "1e3", NULL},
    {0, "{\"type\":\"integer\"}", "0.5", "type : the number 0.5 was found, an integer was wanted"},
    {0, "{\"type\":[\"string\",\"null\"]}", "[]",
     "type : an array of 0 items was found, null or a string was wanted"},
    {0, "{\"type\":\"number\"}", "{\"a\":1}",
     "type : an object of 1 property was found, a number was wanted"},
    {0, "false", "1", "false : the number 1 is not allowed: the schema is false"},
    {0, "true", "1", NULL},
    /* numbers as they are written */
    {0, "{\"multipleOf\":0.1}", "0.3", NULL},
    {0, "{\"multipleOf\":0.01}", "19.99", NULL},
    {0, "{\"multipleOf\":0.0001}", "0.00751",
     "multipleOf : the number 0.00751 is no multiple of 0.0001"},
    {0, "{\"multipleOf\":3}", "9007199254740993", NULL},
    {0, "{\"multipleOf\":3}", "9007199254740992",
     "multipleOf : the number 9007199254740992 is no multiple of 3"},
    {0, "{\"maximum\":9007199254740992}", "9007199254740993",
     "maximum : the number 9007199254740993 was found, at most 9007199254740992 was wanted"},
    {0, "{\"maximum\":1e400}", "1e399", NULL},
    {0, "{\"maximum\":0.3}", "0.30000000000000000001",
     "maximum : the number 0.30000000000000000001 was found, at most 0.3 was wanted"},
    {0, "{\"exclusiveMinimum\":5}", "5",
     "exclusiveMinimum : the number 5 was found, more than 5 was wanted"},
    {0, "{\"exclusiveMaximum\":-1.5}", "-1.50",
     "exclusiveMaximum : the number -1.50 was found, less than -1.5 was wanted"},
    {0, "{\"minimum\":-0.000000001}", "-0.0000000011",
     "minimum : the number -0.0000000011 was found, at least -0.000000001 was wanted"},
    {CTR_DIALECT_DRAFT_04, "{\"maximum\":5,\"exclusiveMaximum\":true}", "5",
     "maximum : the number 5 was found, less than 5 was wanted"},
    {CTR_DIALECT_DRAFT_04, "{\"exclusiveMaximum\":true}", "5", NULL},
    {0, "{\"maximum\":5}", "\"x\"", NULL},
    /* enum and const by value */
    {0, "{\"const\":1}", "1.0", NULL},
    {0, "{\"const\":{\"a\":[1,2]}}", "{\"a\":[1.0,2e0]}", NULL},
    {0, "{\"enum\":[0,false]}", "null", "enum : null was found, one of [0,false] was wanted"},
    {0, "{\"enum\":[1,2,3,4,5,6,7,8,9,10]}", "1e1", NULL},
    {0, "{\"enum\":[1,2,3,4,5,6,7,8,9,10]}", "true",
     "enum : true was found, one of [1,2,3,4,5,6,7,8,9,10] was wanted"},
    {CTR_DIALECT_DRAFT_04, "{\"const\":1}", "2", NULL},
    /* strings: characters, not bytes */
    {0, "{\"maxLength\":2}", "\"\xf0\x9f\x98\x80\xc3\xa9\"", NULL},
    {0, "{\"minLength\":3}", "\"\xf0\x9f\x98\x80\xc3\xa9\"",
     "minLength : there are 2 characters, at least 3 are wanted"},
    {0, "{\"pattern\":\"^a\\\\sb$\"}",
     "\"a\xc2\xa0"
     "b\"",
     NULL},
    {0, "{\"pattern\":\"^.$\"}", "\"\\u2028\"",
     "pattern : the string \"\xe2\x80\xa8\" does not match the pattern '^.$'"},
    {0, "{\"pattern\":\"x\"}", "\"abc\"",
     "pattern : the string \"abc\" does not match the pattern 'x'"},
    {0, "{\"format\":\"email\"}", "\"nobody\"", NULL},
    /* objects */
    {0, "{\"required\":[\"a\",\"b\"]}", "{\"a\":1}", "required : the property 'b' is missing"},
    {0, "{\"required\":[\"x\\u0000a\"]}", "{}", "required : the property 'x\\u0000a' is missing"},
    {0, "{\"properties\":{\"a/b\":{\"type\":\"null\"}}}", "{\"a/b\":1}",
     "type /a~1b: the number 1 was found, null was wanted"},
    {0, "{\"additionalProperties\":{\"type\":\"null\"}}", "{\"a\\u0000~b\":1}",
     "type /a~u0000~0b: the number 1 was found, null was wanted"},
    {0, "{\"properties\":{\"a\":{}},\"additionalProperties\":false}", "{\"a\":1,\"z\":2}",
     "additionalProperties /z: the property 'z' is not allowed here"},
    {0, "{\"patternProperties\":{\"^x-\":{\"type\":\"string\"}}}", "{\"x-a\":1}",
     "type /x-a: the number 1 was found, a string was wanted"},
    {0, "{\"propertyNames\":{\"maxLength\":2}}", "{\"ab\":1,\"abc\":2}",
     "maxLength /abc: there are 3 characters, at most 2 are wanted"},
    {0, "{\"dependentRequired\":{\"a\":[\"b\"]}}", "{\"a\":1}",
     "dependentRequired : the property 'b' is missing, which 'a' wants beside it"},
    {CTR_DIALECT_DRAFT_07, "{\"dependentRequired\":{\"a\":[\"b\"]}}", "{\"a\":1}", NULL},
    {CTR_DIALECT_DRAFT_07, "{\"dependencies\":{\"a\":{\"required\":[\"b\"]}}}", "{\"a\":1}",
     "required : the property 'b' is missing"},
    {0, "{\"minProperties\":2}", "{\"a\":1}",
     "minProperties : there are 1 properties, at least 2 are wanted"},
    /* arrays */
    {0, "{\"prefixItems\":[{}],\"items\":false}", "[1,2]",
     "items /1: no item is allowed at place 1, counted from 0"},
    {CTR_DIALECT_DRAFT_06, "{\"items\":[{}],\"additionalItems\":{\"type\":\"null\"}}", "[1,2]",
     "type /1: the number 2 was found, null was wanted"},
    {0, "{\"uniqueItems\":true}", "[1,{\"a\":1},1.0]",
     "uniqueItems : the items 0 and 2, counted from 0, are equal"},
    {0, "{\"uniqueItems\":true}", "[0,1,2,3,4,5,6,7,8,9,[],{},\"9\",[9]]", NULL},
    {0, "{\"uniqueItems\":true}", "[0,1,2,3,4,5,6,7,8,9,[],{},\"9\",9e0]",
     "uniqueItems : the items 9 and 13, counted from 0, are equal"},
    {0, "{\"contains\":{\"type\":\"string\"}}", "[1]",
     "contains : 0 items match the schema of contains, at least 1 are wanted"},
    {0, "{\"contains\":{\"const\":1},\"maxContains\":1}", "[1,1]",
     "maxContains : more than 1 items match the schema of contains"},
    {0, "{\"contains\":{\"const\":1},\"minContains\":0}", "[]", NULL},
    {CTR_DIALECT_DRAFT_07, "{\"contains\":{\"const\":1},\"minContains\":0}", "[]",
     "contains : 0 items match the schema of contains, at least 1 are wanted"},
    /* combinations */
    {0, "{\"not\":{\"type\":\"null\"}}", "null", "not : null is valid under the schema of not"},
    {0, "{\"oneOf\":[{\"type\":\"number\"},{\"minimum\":2}]}", "3",
     "oneOf : the number 3 is valid under schema 1 and schema 2 of 2, exactly one was wanted"},
    {0,
     "{\"anyOf\":[{\"type\":\"null\"},{\"properties\":{\"a\":{\"type\":\"null\"}},"
     "\"type\":\"object\"}]}",
     "{\"a\":1}",
     "anyOf : an object of 1 property is valid under none of the 2 schemas; the closest, number 2, "
     "says of '/a': the number 1 was found, null was wanted"},
    {0, "{\"if\":{\"type\":\"number\"},\"then\":{\"minimum\":1},\"else\":{\"type\":\"null\"}}", "0",
     "minimum : the number 0 was found, at least 1 was wanted"},
    {CTR_DIALECT_DRAFT_06, "{\"if\":{\"type\":\"number\"},\"then\":{\"minimum\":1}}", "0", NULL},
    /* what nobody looked at */
    {0, "{\"allOf\":[{\"properties\":{\"a\":true}}],\"unevaluatedProperties\":false}",
     "{\"a\":1,\"b\":2}", "unevaluatedProperties /b: the property 'b' is not allowed here"},
    {0,
     "{\"anyOf\":[{\"properties\":{\"a\":{\"const\":1}},\"required\":[\"a\"]},{\"properties\":{"
     "\"b\":true}}],\"unevaluatedProperties\":false}",
     "{\"a\":2,\"b\":2}", "unevaluatedProperties /a: the property 'a' is not allowed here"},
    {0, "{\"contains\":{\"const\":1},\"unevaluatedItems\":false}", "[1,2]",
     "unevaluatedItems /1: no item is allowed at place 1, counted from 0"},
    {CTR_DIALECT_2019_09, "{\"contains\":{\"const\":1},\"unevaluatedItems\":false}", "[1]",
     "unevaluatedItems /0: no item is allowed at place 0, counted from 0"},
    {CTR_DIALECT_2019_09,
     "{\"$recursiveAnchor\":true,\"type\":[\"object\",\"integer\"],"
     "\"additionalProperties\":{\"$recursiveRef\":\"#\"}}",
     "{\"a\":{\"b\":\"x\"}}",
     "type /a/b: the string \"x\" was found, an integer or an object was "
     "wanted"},
    /* references */
    {CTR_DIALECT_DRAFT_07,
     "{\"$ref\":\"#/definitions/a\",\"maximum\":1,"
     "\"definitions\":{\"a\":{\"type\":\"integer\"}}}",
     "2", NULL},
    {CTR_DIALECT_2019_09,
     "{\"$ref\":\"#/$defs/a\",\"maximum\":1,"
     "\"$defs\":{\"a\":{\"type\":\"integer\"}}}",
     "2", "maximum : the number 2 was found, at most 1 was wanted"},
    {CTR_DIALECT_DRAFT_04, "{\"$ref\":\"http://json-schema.org/draft-04/schema#\"}",
     "{\"exclusiveMinimum\":true}",
     "dependencies : the property 'minimum' is missing, which 'exclusiveMinimum' wants beside it"},
    {CTR_DIALECT_DRAFT_06, "{\"$ref\":\"http://json-schema.org/draft-06/schema#\"}",
     "{\"enum\":[]}", "minItems /enum: there are 0 items, at least 1 are wanted"},
    {CTR_DIALECT_DRAFT_07, "{\"$ref\":\"http://json-schema.org/draft-07/schema#\"}", "{\"if\":3}",
     "type /if: the number 3 was found, a boolean or an object was wanted"},
    {CTR_DIALECT_2019_09, "{\"$ref\":\"https://json-schema.org/draft/2019-09/schema\"}",
     "{\"properties\":{\"a\":{\"minLength\":-1}}}",
     "minimum /properties/a/minLength: the number -1 was found, at least 0 was wanted"},
    {0, "{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}",
     "{\"$defs\":{\"a\":{\"prefixItems\":[]}}}",
     "minItems /$defs/a/prefixItems: there are 0 items, at least 1 are wanted"},
    /* OpenAPI */
    {CTR_DIALECT_OPENAPI_30, "{\"type\":\"string\",\"nullable\":true,\"enum\":[\"a\"]}", "null",
     "enum : null was found, one of [\"a\"] was wanted"},
    {CTR_DIALECT_OPENAPI_30, "{\"type\":\"string\",\"nullable\":true,\"enum\":[\"a\",null]}",
     "null", NULL},
    {CTR_DIALECT_OPENAPI_30, "{\"enum\":[\"a\"],\"nullable\":true}", "null",
     "enum : null was found, one of [\"a\"] was wanted"},
    {CTR_DIALECT_OPENAPI_30, "{\"maximum\":1,\"exclusiveMaximum\":true}", "1",
     "maximum : the number 1 was found, less than 1 was wanted"},
    {CTR_DIALECT_OPENAPI_30, "{\"const\":1,\"patternProperties\":{\"a\":false}}", "{\"a\":1}",
     NULL},
    {CTR_DIALECT_OPENAPI_31, "{\"type\":\"string\",\"nullable\":true}", "null",
     "type : null was found, a string was wanted"},
};

static void each_keyword_says_what_is_and_what_was_wanted(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct row *row = &rows[i];
        const struct lc_validate how = {.dialect =
                                            row->dialect ? row->dialect : CTR_DIALECT_2020_12};
        struct lc_ctx ctx;
        char text[1000] = "";
        begin(&ctx);
        struct answer a = ask(&ctx, row->schema, row->value, &how);
        if (a.status != CTR_OK) {
            fail_msg("row %zu: %s", i, ctr_error_message(ctx.error));
        }
        assert_int_equal(a.v.valid, a.v.count == 0);
        if (a.v.count) {
            const struct ctr_violation *v = &a.v.violations[0];
            snprintf(text, sizeof text, "%s %s: %s", v->keyword, v->at.pointer, v->message);
        }
        if (strcmp(text, row->says ? row->says : "") != 0) {
            fail_msg("row %zu: \"%s\", not \"%s\"", i, text, row->says ? row->says : "");
        }
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

static void places_are_those_of_the_value_and_of_the_keyword(void **unused)
{
    static const char schema[] = "{\n \"properties\": {\n  \"a\": {\"items\":\n   {\"type\": "
                                 "\"null\"}}}}";
    const struct lc_validate how = {.all = true, .most = 10};
    struct lc_ctx ctx;
    (void)unused;
    begin(&ctx);
    struct answer a = ask(&ctx, schema, "a:\n- null\n- x\n- 5\n", &how);
    assert_int_equal(a.status, CTR_OK);
    assert_int_equal(a.v.count, 2);
    const struct ctr_violation *v = &a.v.violations[1];
    assert_string_equal(v->at.file, "d");
    assert_string_equal(v->at.pointer, "/a/2");
    assert_int_equal(v->at.line, 4);
    assert_int_equal(v->at.column, 3);
    assert_string_equal(v->schema.file, "s");
    assert_string_equal(v->schema.pointer, "/properties/a/items/type");
    assert_int_equal(v->schema.line, 4);
    assert_int_equal(v->schema.column, 13);
    assert_false(a.v.more);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void a_violation_of_a_metaschema_names_its_address(void **unused)
{
    const struct lc_validate how = {0};
    struct lc_ctx ctx;
    (void)unused;
    begin(&ctx);
    struct answer a = ask(&ctx, "{\"$ref\":\"http://json-schema.org/draft-07/schema#\"}",
                          "{\"type\":\"any\"}", &how);
    assert_int_equal(a.v.count, 1);
    assert_string_equal(a.v.violations[0].schema.file, "http://json-schema.org/draft-07/schema");
    assert_string_equal(a.v.violations[0].schema.pointer, "/properties/type/anyOf");
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void all_violations_up_to_the_number_asked_for(void **unused)
{
    static const char schema[] = "{\"items\":{\"type\":\"null\"}}";
    static const char value[] = "[1,2,3,4,5]";
    static const struct {
        bool all;
        uint32_t most;
        size_t count;
        int more;
    } cases[] = {
        {false, 10, 1, 0}, {true, 10, 5, 0}, {true, 5, 5, 0}, {true, 4, 4, 1}, {true, 1, 1, 1}};
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct lc_validate how = {.all = cases[i].all, .most = cases[i].most};
        struct lc_ctx ctx;
        begin(&ctx);
        struct answer a = ask(&ctx, schema, value, &how);
        assert_int_equal(a.status, CTR_OK);
        assert_false(a.v.valid);
        assert_int_equal(a.v.count, cases[i].count);
        assert_int_equal(a.v.more, cases[i].more);
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

static void schemas_nested_too_deeply_end_at_a_limit(void **unused)
{
    enum { DEPTH = 5000 };
    static char value[2 * DEPTH + 2];
    const struct lc_validate how = {0};
    struct lc_ctx ctx;
    (void)unused;
    memset(value, '[', DEPTH);
    value[DEPTH] = '1';
    memset(value + DEPTH + 1, ']', DEPTH);
    begin(&ctx);
    ctx.limits.max_depth = DEPTH + 1;
    struct answer a = ask(&ctx, "{\"anyOf\":[{\"items\":{\"$ref\":\"#\"}},false]}", value, &how);
    assert_int_equal(a.status, CTR_E_LIMIT);
    assert_non_null(strstr(ctr_error_message(ctx.error),
                           "the schemas that look at this value are nested too deeply"));
    lc_ctx_end(&ctx, CTR_OK, NULL);
    value[500] = '1';
    memset(value + 501, ']', 500);
    value[1001] = '\0';
    begin(&ctx);
    a = ask(&ctx, "{\"anyOf\":[{\"items\":{\"$ref\":\"#\"}},false]}", value, &how);
    assert_int_equal(a.status, CTR_OK);
    assert_true(a.v.valid);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_keyword_says_what_is_and_what_was_wanted),
        cmocka_unit_test(places_are_those_of_the_value_and_of_the_keyword),
        cmocka_unit_test(a_violation_of_a_metaschema_names_its_address),
        cmocka_unit_test(schemas_nested_too_deeply_end_at_a_limit),
        cmocka_unit_test(all_violations_up_to_the_number_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
