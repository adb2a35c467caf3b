/*
 * What is no schema, what leads nowhere, and what costs too much: each is an error with its place
 * and with what was wanted, never an answer and never a hang.
 */
#include "base/once.h"
#include "spec/regex.h"
#include "spec/validate/validate.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static int resolve(void *user, const char *path, const void **data, size_t *size)
{
    static const struct {
        const char *path;
        const char *text;
    } files[] = {{"parts/n.json", "{\"type\":\"null\"}"},
                 {"parts/ref.json", "{\"$ref\":\"n.json\"}"},
                 {"meta.json", "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\","
                               "\"$vocabulary\":{\"https://json-schema.org/draft/2020-12/vocab/"
                               "applicator\":true}}"},
                 {"odd.json", "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\","
                              "\"$vocabulary\":{\"https://a.example/own\":true}}"}};
    (void)user;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        if (strcmp(path, files[i].path) == 0) {
            *data = files[i].text;
            *size = strlen(files[i].text);
            return 0;
        }
    }
    return 1;
}

static ctr_status ask(struct lc_ctx *ctx, const char *schema, const char *value,
                      const struct lc_validate *how, struct ctr_validation *out)
{
    ctr_source s = {.struct_size = sizeof s,
                    .data = schema,
                    .size = strlen(schema),
                    .file = "s",
                    .resolve = resolve};
    ctr_source d = {.struct_size = sizeof d, .data = value, .size = strlen(value), .file = "d"};
    assert_int_equal(lc_ctx_begin(ctx, NULL), CTR_OK);
    assert_int_equal(lc_once(ctx), CTR_OK);
    return lc_validate(ctx, &s, &d, how, out);
}

#define DRAFT_07 "{\"$schema\":\"http://json-schema.org/draft-07/schema#\","
#define D20 "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\","

static const struct {
    ctr_status status;
    const char *schema;
    const char *says;
} bad[] = {
    {CTR_E_INPUT, "[]", "s:1:1: a schema was expected: an object, true or false"},
    {CTR_E_INPUT, "{\"not\":7}", "s:1:8: a schema was expected: an object, true or false"},
    {CTR_E_INPUT, "{\n\"type\": 7}",
     "s:2:9: the keyword 'type' is 7; it wants null, boolean, object, array, number, string or "
     "integer, or an array of some of them"},
    {CTR_E_INPUT, "{\"type\":[\"string\",\"text\"]}",
     "s:1:19: the keyword 'type' is \"text\"; it wants null, boolean, object, array, number, "
     "string or integer, or an array of some of them"},
    {CTR_E_INPUT, "{\"minLength\":-1}",
     "s:1:14: the keyword 'minLength' is -1; it wants a whole number from 0 on"},
    {CTR_E_INPUT, "{\"maxItems\":1.5}",
     "s:1:13: the keyword 'maxItems' is 1.5; it wants a whole number from 0 on"},
    {CTR_E_INPUT, "{\"multipleOf\":0}",
     "s:1:15: the keyword 'multipleOf' is 0; it wants a number above 0"},
    {CTR_E_INPUT, "{\"maximum\":\"1\"}",
     "s:1:12: the keyword 'maximum' is \"1\"; it wants a number"},
    {CTR_E_INPUT, D20 "\"exclusiveMaximum\":true}",
     "s:1:78: the keyword 'exclusiveMaximum' is true; it wants a number"},
    {CTR_E_INPUT,
     "{\"$schema\":\"http://json-schema.org/draft-04/schema#\","
     "\"exclusiveMaximum\":3}",
     "s:1:73: the keyword 'exclusiveMaximum' is 3; it wants true or false in draft 04"},
    {CTR_E_INPUT, "{\"enum\":1}", "s:1:9: the keyword 'enum' is 1; it wants an array of values"},
    {CTR_E_INPUT, "{\"required\":[\"a\",1]}",
     "s:1:13: the keyword 'required' is [\"a\",1]; it wants an array of names"},
    {CTR_E_INPUT, "{\"uniqueItems\":1}",
     "s:1:16: the keyword 'uniqueItems' is 1; it wants true or false"},
    {CTR_E_INPUT, "{\"allOf\":[]}",
     "s:1:10: the keyword 'allOf' is []; it wants an array of at least one schema"},
    {CTR_E_INPUT, "{\"properties\":[]}",
     "s:1:15: the keyword 'properties' is []; it wants an object of schemas by name"},
    {CTR_E_INPUT, DRAFT_07 "\"dependencies\":{\"a\":1}}",
     "s:1:74: a schema was expected: an object, true or false"},
    {CTR_E_INPUT, "{\"dependentRequired\":{\"a\":{}}}",
     "s:1:27: the keyword 'dependentRequired' is {}; it wants an object of arrays of names"},
    {CTR_E_INPUT, D20 "\"items\":[{}]}",
     "s:1:67: the keyword 'items' is [{}]; it wants a schema; the ones by place are called "
     "prefixItems"},
    {CTR_E_INPUT, "{\"pattern\":1}",
     "s:1:12: the keyword 'pattern' is 1; it wants a regular expression"},
    {CTR_E_INPUT, "{\"pattern\":\"a(\"}",
     "s:1:12: the keyword 'pattern' has 'a(', which is no regular expression of ECMA-262: missing "
     "closing parenthesis"},
    {CTR_E_INPUT, "{\"pattern\":\"a\\\\Z\"}",
     "s:1:12: the keyword 'pattern' has 'a\\Z', which is no regular expression of ECMA-262: \\Z is "
     "no escape of ECMA-262"},
    {CTR_E_INPUT, "{\"patternProperties\":{\"[\":{}}}",
     "s:1:23: the keyword 'patternProperties' has '[', which is no regular expression of ECMA-262: "
     "a '[' is not closed"},
    {CTR_E_INPUT, "{\"$ref\":1}",
     "s:1:9: the keyword '$ref' is 1; it wants an address, such as \"#/$defs/name\""},
    {CTR_E_INPUT, "{\"$ref\":\"#/nowhere\"}",
     "s:1:9: $ref to '#/nowhere': there is nothing at that place"},
    {CTR_E_INPUT, "{\"$ref\":\"#name\"}", "s:1:9: $ref to '#name': there is nothing at that place"},
    {CTR_E_INPUT, "{\"title\":\"t\",\"$ref\":\"#/title\"}",
     "s:1:21: $ref to '#/title': what stands there is no schema"},
    {CTR_E_INPUT, "{\"$ref\":\"gone.json\"}",
     "s:1:9: $ref to the file 'gone.json', which is not there"},
    {CTR_E_INPUT, "{\"$ref\":\"../up.json\"}",
     "s:1:9: $ref to '../up.json' leaves the document's directory"},
    {CTR_E_INPUT, "{\"$ref\":\"https://b.example/x.json\"}",
     "s:1:9: $ref to 'https://b.example/x.json': only files beside the document are read, never "
     "the network"},
    {CTR_E_INPUT, DRAFT_07 "\"allOf\":[{\"$ref\":\"#\"}]}",
     "s:1:1: the schema leads back to itself without going into the value; take the reference out "
     "that closes the circle"},
    {CTR_E_INPUT, "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"not\":{\"$ref\":\"#/$defs/a\"}}}}",
     "s:1:34: the schema leads back to itself without going into the value; take the reference out "
     "that closes the circle"},
    {CTR_E_UNSUPPORTED, "{\"$schema\":\"http://json-schema.org/draft-03/schema#\"}",
     "s:1:12: 'http://json-schema.org/draft-03/schema#' is a draft that is not supported; draft-04 "
     "to 2020-12 are"},
    {CTR_E_UNSUPPORTED, "{\"$schema\":\"https://a.example/s/odd.json\"}",
     "odd.json:1:74: the vocabulary 'https://a.example/own' is required and not known here; with "
     "false it would be optional"},
    {CTR_E_ARGUMENT, "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n",
     "s is an API description; name the schema in it by a pointer, such as "
     "/components/schemas/Name"},
};

static void what_is_no_schema_is_refused_with_its_place(void **unused)
{
    const struct lc_validate how = {.base = "https://a.example/s/root.json"};
    (void)unused;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct lc_ctx ctx;
        struct ctr_validation v;
        ctr_status status = ask(&ctx, bad[i].schema, "1", &how, &v);
        const char *text = ctx.error ? ctr_error_message(ctx.error) : "";
        const char *want = bad[i].says;
        if (status != bad[i].status || strcmp(text, want) != 0) {
            fail_msg("row %zu: %d \"%s\", not %d \"%s\"", i, (int)status, text, (int)bad[i].status,
                     want);
        }
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

static void what_no_way_leads_to_is_not_looked_at(void **unused)
{
    const struct lc_validate how = {0};
    struct lc_ctx ctx;
    struct ctr_validation v;
    (void)unused;
    assert_int_equal(
        ask(&ctx, "{\"$defs\":{\"a\":{\"type\":7},\"b\":{\"$ref\":\"x.json\"}}}", "1", &how, &v),
        CTR_OK);
    assert_true(v.valid);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void files_below_the_address_are_asked_for(void **unused)
{
    static const struct {
        const char *base;
        const char *schema;
    } cases[] = {
        {NULL, "{\"$ref\":\"parts/n.json\"}"},
        {NULL, "{\"$ref\":\"parts/ref.json\"}"},
        {NULL, "{\"$id\":\"https://a.example/s/x\",\"$ref\":\"parts/ref.json\"}"},
        {NULL, "{\"$id\":\"https://a.example/s/x\",\"$ref\":\"/s/parts/n.json\"}"},
        {"https://a.example/s/root.json", "{\"$ref\":\"https://a.example/s/parts/ref.json\"}"},
        {"https://a.example/s/", "{\"$ref\":\"parts/ref.json#\"}"},
    };
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct lc_validate how = {.base = cases[i].base};
        struct lc_ctx ctx;
        struct ctr_validation v;
        if (ask(&ctx, cases[i].schema, "1", &how, &v) != CTR_OK) {
            fail_msg("row %zu: %s", i, ctr_error_message(ctx.error));
        }
        assert_false(v.valid);
        assert_string_equal(v.violations[0].schema.pointer, "/type");
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

static void a_vocabulary_that_is_left_out_does_not_count(void **unused)
{
    const struct lc_validate how = {.base = "https://a.example/s/root.json"};
    struct lc_ctx ctx;
    struct ctr_validation v;
    (void)unused;
    assert_int_equal(ask(&ctx,
                         "{\"$schema\":\"https://a.example/s/meta.json\",\"maximum\":1,"
                         "\"unevaluatedProperties\":false,\"properties\":{\"a\":false}}",
                         "{\"b\":2}", &how, &v),
                     CTR_OK);
    assert_true(v.valid);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void a_schema_of_an_api_is_named_by_a_pointer(void **unused)
{
    static const char api[] = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\n"
                              "components:\n  schemas:\n    A: {type: array, items: {$ref: "
                              "'#/components/schemas/B'}}\n    B: {type: string, nullable: true}\n";
    struct lc_validate how = {.pointer = "/components/schemas/A"};
    struct lc_ctx ctx;
    struct ctr_validation v;
    (void)unused;
    assert_int_equal(ask(&ctx, api, "[null, 'a', 5]", &how, &v), CTR_OK);
    assert_string_equal(v.dialect, "OpenAPI 3.0.3");
    assert_string_equal(v.violations[0].at.pointer, "/2");
    assert_string_equal(v.violations[0].schema.pointer, "/components/schemas/B/type");
    lc_ctx_end(&ctx, CTR_OK, NULL);
    how.pointer = "/components/schemas/C";
    assert_int_equal(ask(&ctx, api, "1", &how, &v), CTR_E_INPUT);
    assert_string_equal(ctr_error_message(ctx.error),
                        "s: there is nothing at '/components/schemas/C'");
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void a_pointer_of_an_api_goes_on_behind_references(void **unused)
{
    static const char head[] = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n"
                               "components:\n  schemas:\n    A: {$ref: '#/components/schemas/";
    static const struct {
        const char *schemas;
        ctr_status status;
        bool valid;
    } rows[] = {
        {"B/properties/n'}\n    B: {$ref: '#/components/schemas/C'}\n"
         "    C: {$ref: '#/components/schemas/D'}\n    D: {properties: {n: {type: integer}}}\n",
         CTR_OK, false},
        {"B/properties/n'}\n    B: {$ref: '#/components/schemas/C'}\n"
         "    C: {properties: {n: {type: string}}}\n",
         CTR_OK, true},
        {"B/properties/m'}\n    B: {$ref: '#/components/schemas/C'}\n"
         "    C: {properties: {n: {type: string}}}\n",
         CTR_E_INPUT, false},
        {"A/properties/n'}\n", CTR_E_INPUT, false},
        {"B/properties/n'}\n    B: {properties: {n: {$ref: '#/components/schemas/A/x'}}}\n",
         CTR_E_INPUT, false},
    };
    const struct lc_validate how = {.pointer = "/components/schemas/A"};
    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_ctx ctx;
        struct ctr_validation v;
        char api[500];
        snprintf(api, sizeof api, "%s%s", head, rows[i].schemas);
        assert_int_equal(ask(&ctx, api, "'a'", &how, &v), rows[i].status);
        assert_true(rows[i].status != CTR_OK || v.valid == rows[i].valid);
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

static void costly_schemas_end_at_a_limit(void **unused)
{
    static const char tree[] = "{\"anyOf\":[{\"type\":\"array\",\"items\":{\"$ref\":\"#\"}},"
                               "{\"type\":\"array\",\"items\":{\"$ref\":\"#\"}}]}";
    char value[500] = "";
    struct lc_validate how = {.steps = 100000};
    struct lc_ctx ctx;
    struct ctr_validation v;
    (void)unused;
    for (int i = 0; i < 60; i++) {
        strcat(value, "[");
    }
    strcat(value, "1");
    for (int i = 0; i < 60; i++) {
        strcat(value, "]");
    }
    assert_int_equal(ask(&ctx, tree, value, &how, &v), CTR_E_LIMIT);
    assert_non_null(strstr(ctr_error_message(ctx.error), "the validation has taken its 100000 "
                                                         "steps"));
    lc_ctx_end(&ctx, CTR_OK, NULL);
    how.steps = 0;
    assert_int_equal(ask(&ctx, "{\"pattern\":\"^(a+)+$\"}",
                         "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\"", &how, &v),
                     CTR_E_LIMIT);
    assert_string_equal(ctr_error_message(ctx.error),
                        "d:1:1: the pattern '^(a+)+$' takes too many steps on this text");
    lc_ctx_end(&ctx, CTR_OK, NULL);
    assert_int_equal(ask(&ctx, "{\"multipleOf\":1}", "1e9999999", &how, &v), CTR_E_LIMIT);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void patterns_of_ecma_262(void **unused)
{
    static const struct {
        const char *pattern;
        const char *text;
        int match; /* -1: it is none */
    } cases[] = {
        {"^\\d$", "\xd9\xa1", 0},
        {"^\\w$", "\xc3\xa9", 0},
        {"^\\W$", "\xc3\xa9", 1},
        {"^[\\s]$", "\xef\xbb\xbf", 1},
        {"^[^\\S]$", "\xe3\x80\x80", 1},
        {"^[\\S]$", "a", 1},
        {"^\\cC$", "\x03", 1},
        {"^\\v$", "\x0b", 1},
        {"^\\v$", "\n", 0},
        {"a$", "a\n", 0},
        {"^\\p{Letter}+$",
         "\xc3\xa9"
         "a",
         1},
        {"^\\p{Script=Greek}$", "\xce\xb1", 1},
        {"^\\P{L}$", "1", 1},
        {"^\\uD83D\\uDE00$", "\xf0\x9f\x98\x80", 1},
        {"^\\u{1F600}$", "\xf0\x9f\x98\x80", 1},
        {"\\uD83D", "x", 0},
        {"^[[]$", "[", 1},
        {"^a{,2}$", "a{,2}", 1},
        {"^[[:alpha:]]$", "a]", 1},
        {"^[^]$", "\n", 1},
        {"[]", "x", 0},
        {"^(?<year>\\d{4})-\\k<year>$", "2024-2024", 1},
        {"^(a)?b\\1$", "b", 1},
        {"(?<=a)b", "ab", 1},
        {"^x-", "x-a", 1},
        {"^\\/$", "/", 1},
        {"a++", "", -1},
        {"(?i)a", "", -1},
        {"(*FAIL)", "", -1},
        {"(?>a)", "", -1},
        {"*a", "", -1},
        {"\\A", "", -1},
        {"\\01", "", -1},
        {"[z-a]", "", -1},
        {"\\p{Klingon}", "", -1},
        {"a\\", "", -1},
        {"(?", "", -1},
    };
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct lc_regexes all = {NULL, NULL, NULL, NULL};
        struct lc_regex *regex;
        const char *problem;
        struct lc_ctx ctx;
        assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
        assert_int_equal(lc_regex_compile(&ctx, &all, lc_str(cases[i].pattern), &regex, &problem),
                         CTR_OK);
        int got = regex ? lc_regex_match(&ctx, &all, regex, lc_str(cases[i].text), 100000) : -1;
        if (got != cases[i].match || (got < 0) != (problem != NULL)) {
            fail_msg("row %zu, %s: %d %s", i, cases[i].pattern, got, problem ? problem : "");
        }
        lc_regexes_end(&all);
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_schema_is_refused_with_its_place),
        cmocka_unit_test(what_no_way_leads_to_is_not_looked_at),
        cmocka_unit_test(files_below_the_address_are_asked_for),
        cmocka_unit_test(a_vocabulary_that_is_left_out_does_not_count),
        cmocka_unit_test(a_schema_of_an_api_is_named_by_a_pointer),
        cmocka_unit_test(a_pointer_of_an_api_goes_on_behind_references),
        cmocka_unit_test(costly_schemas_end_at_a_limit),
        cmocka_unit_test(patterns_of_ecma_262),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
