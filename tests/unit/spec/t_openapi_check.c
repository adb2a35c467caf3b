/* What is refused as OpenAPI, with the place and the words of the refusal. */
#include "openapi_case.h"

static void refused(const char *text, ctr_status status, const char *message)
{
    struct oa_case c;
    oa_begin(&c);
    oa_read(&c, &c.old, "api.yaml", text, NULL);
    assert_string_equal(oa_message(&c), message);
    assert_int_equal(c.status, status);
    assert_int_equal(ctr_error_status(c.ctx.error), status);
    oa_end(&c);
}

static void input(const char *text, const char *message)
{
    refused(text, CTR_E_INPUT, message);
}

static void versions_other_than_3_0_and_3_1_are_unsupported(void **state)
{
    (void)state;
    refused("openapi: 3.2.0\npaths: {}\n", CTR_E_UNSUPPORTED,
            "api.yaml:1:10: OpenAPI version '3.2.0' is not supported; OpenAPI 3.0 and 3.1 and "
            "Swagger 2.0 are");
    refused("openapi: 3.10.0\npaths: {}\n", CTR_E_UNSUPPORTED,
            "api.yaml:1:10: OpenAPI version '3.10.0' is not supported; OpenAPI 3.0 and 3.1 and "
            "Swagger 2.0 are");
    refused("openapi: '4'\npaths: {}\n", CTR_E_UNSUPPORTED,
            "api.yaml:1:10: OpenAPI version '4' is not supported; OpenAPI 3.0 and 3.1 and Swagger "
            "2.0 are");
    input("openapi: 3.1\npaths: {}\n",
          "api.yaml:1:10: 'openapi' must be a string in quotes, such as \"3.1.0\"");
    refused("openapi: 3.1.0\njsonSchemaDialect: https://example.com/own\npaths: {}\n",
            CTR_E_UNSUPPORTED,
            "api.yaml:2:20: the jsonSchemaDialect is none that is supported: 2020-12, 2019-09, "
            "draft-07, draft-06, draft-04, or the one of OpenAPI 3.1");
}

static void the_dialect_names_the_version_as_written(void **state)
{
    (void)state;
    static const struct {
        const char *version;
        const char *dialect;
        int32_t id;
    } rows[] = {{"3.0.0", "OpenAPI 3.0.0", LC_OPENAPI_30},
                {"3.0.4", "OpenAPI 3.0.4", LC_OPENAPI_30},
                {"'3.1'", "OpenAPI 3.1", LC_OPENAPI_31},
                {"3.1.1-rc1", "OpenAPI 3.1.1-rc1", LC_OPENAPI_31}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct oa_case c;
        oa_begin(&c);
        const char *text = lc_format(&c.ctx, "openapi: %s\npaths: {}\n", rows[i].version);
        oa_read(&c, &c.old, "api.yaml", text, NULL);
        assert_int_equal(c.status, CTR_OK);
        assert_string_equal(c.old.dialect, rows[i].dialect);
        assert_int_equal(c.old.dialect_id, rows[i].id);
        assert_int_equal(c.old.row->format, CTR_FORMAT_OPENAPI);
        oa_end(&c);
    }
}

static void another_dialect_of_schemas_is_taken_over(void **state)
{
    (void)state;
    struct oa_case c;
    oa_begin(&c);
    oa_read(&c, &c.old, "api.yaml",
            OA_HEAD "jsonSchemaDialect: http://json-schema.org/draft-07/schema#\npaths: {}\n",
            NULL);
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(c.old.dialect_id, LC_DRAFT_07);
    oa_end(&c);
}

static void documents_without_paths_are_refused(void **state)
{
    (void)state;
    input("openapi: 3.0.3\ninfo: {}\n", "api.yaml:1:1: an OpenAPI 3.0 document needs 'paths'");
    input("openapi: 3.1.0\ninfo: {}\n",
          "api.yaml:1:1: an OpenAPI 3.1 document needs 'paths', 'webhooks' or 'components'");
    input("openapi: 3.0.3\npaths: []\n",
          "api.yaml:2:8: 'paths' of an OpenAPI document must be an object, not an array");
    input("openapi: 3.0.3\npaths:\n", "api.yaml:1:1: an OpenAPI 3.0 document needs 'paths'");
    input("openapi: 3.0.3\npaths: {}\ninfo: hello\n",
          "api.yaml:3:7: 'info' of an OpenAPI document must be an object, not a string");
}

static void a_webhook_or_a_component_is_enough_for_3_1(void **state)
{
    (void)state;
    static const char *const texts[] = {"openapi: 3.1.0\nwebhooks: {}\n",
                                        "openapi: 3.1.0\ncomponents: {}\n"};
    for (size_t i = 0; i < 2; i++) {
        struct oa_case c;
        oa_begin(&c);
        oa_read(&c, &c.old, "api.yaml", texts[i], NULL);
        assert_int_equal(c.status, CTR_OK);
        oa_end(&c);
    }
}

static void what_has_to_be_written_out_is_not_referred_to(void **state)
{
    (void)state;
    input(OA_HEAD "paths:\n  /a: {get: {$ref: '#/info'}}\n",
          "api.yaml:4:20: an operation must be written out here, not referred to by $ref");
    input(OA_GET "      requestBody: {content: {a/b: {$ref: '#/info'}}}\n",
          "api.yaml:6:43: a media type must be written out here, not referred to by $ref");
    input(OA_GET "      requestBody: {content: {a/b: {schema: {properties: {$ref: '#/info'}}}}}\n",
          "api.yaml:6:65: 'properties' must be an object of schemas, written out here, not "
          "referred to by $ref");
}

static void wrong_kinds_are_named_with_their_place(void **state)
{
    (void)state;
    input(OA_HEAD "paths:\n  a: {}\n", "api.yaml:4:3: a path must begin with '/', unlike 'a'");
    input(OA_HEAD "paths:\n  /a:\n", "api.yaml:4:6: a path item must be an object, not null");
    input(OA_HEAD "paths:\n  /a: {get: 5}\n",
          "api.yaml:4:13: an operation must be an object, not a number");
    input(OA_HEAD "paths:\n  /a: {parameters: {}}\n",
          "api.yaml:4:20: 'parameters' of a path item must be an array, not an object");
    input(OA_GET "      parameters: {name: x}\n",
          "api.yaml:6:19: 'parameters' of an operation must be an array, not an object");
    input(OA_GET "      parameters: [x]\n",
          "api.yaml:6:20: a parameter must be an object, not a string");
    input(OA_GET "      deprecated: 'yes'\n",
          "api.yaml:6:19: 'deprecated' of an operation must be true or false, not a string");
    input(OA_GET "      tags: [1]\n",
          "api.yaml:6:14: a tag of an operation must be a string, not a number");
    input(OA_GET "      requestBody: []\n",
          "api.yaml:6:20: 'requestBody' of an operation must be an object, not an array");
    input(OA_GET "      requestBody: {content: {a/b: true}}\n",
          "api.yaml:6:36: a media type must be an object, not a boolean");
    input(OA_GET "      responses: {200: ok}\n",
          "api.yaml:6:24: a response must be an object, not a string");
    input(OA_GET "      responses: {ok: {}}\n",
          "api.yaml:6:19: a response must be for a status from 100 to 599, a range such as '2XX', "
          "or 'default', not 'ok'");
    input(OA_GET "      responses: {600: {}}\n",
          "api.yaml:6:19: a response must be for a status from 100 to 599, a range such as '2XX', "
          "or 'default', not '600'");
    input(OA_GET "      responses: {'200': {headers: []}}\n",
          "api.yaml:6:36: 'headers' of a response must be an object, not an array");
    input(OA_GET "      responses: {'200': {headers: {X: 1}}}\n",
          "api.yaml:6:40: a response header must be an object, not a number");
    input(OA_GET "      callbacks: {c: []}\n",
          "api.yaml:6:22: a callback must be an object, not an array");
    input(OA_GET "      security: {}\n",
          "api.yaml:6:17: 'security' of an operation must be an array, not an object");
    input(OA_GET "      security: [{key: yes}]\n",
          "api.yaml:6:24: the scopes of a security requirement must be an array, not a string");
    input(OA_GET "      security: [{key: [1]}]\n",
          "api.yaml:6:25: a scope must be a string, not a number");
    input(OA_HEAD "paths: {}\nservers: [{}]\n", "api.yaml:4:11: a server needs 'url'");
    input(OA_HEAD "paths: {}\ncomponents: {securitySchemes: {k: x}}\n",
          "api.yaml:4:35: a security scheme must be an object, not a string");
}

static void a_member_with_nothing_behind_it_counts_as_absent(void **state)
{
    (void)state;
    struct oa_case c;
    oa_diff(&c,
            OA_HEAD "servers:\nsecurity:\nwebhooks:\ncomponents:\npaths:\n  /a:\n    parameters:\n"
                    "    get:\n      parameters:\n      requestBody:\n      responses:\n"
                    "      callbacks:\n      tags:\n      security:\n",
            OA_HEAD "paths: {/a: {get: {}}}\n", CTR_MODE_FULL);
    assert_string_equal(oa_told(&c), "info document-rewritten at /\n");
    oa_end(&c);
}

static void parameters_need_a_name_and_a_place(void **state)
{
    (void)state;
    input(OA_GET "      parameters: [{in: query}]\n", "api.yaml:6:20: a parameter needs 'name'");
    input(OA_GET "      parameters: [{name: x}]\n", "api.yaml:6:20: a parameter needs 'in'");
    input(OA_GET "      parameters: [{name: 1, in: query}]\n",
          "api.yaml:6:27: 'name' of a parameter must be a string, not a number");
    input(OA_GET "      parameters: [{name: x, in: body}]\n",
          "api.yaml:6:34: 'in' of a parameter must be query, path, header or cookie, not 'body'");
    input(OA_GET "      parameters: [{name: x, in: query, schema: 1}]\n",
          "api.yaml:6:49: 'schema' of a parameter must be an object, true or false, not a number");
    input(OA_GET "      parameters: [{name: x, in: query}, {name: x, in: query}]\n",
          "api.yaml:6:42: the query parameter 'x' is given twice");
    input(
        "openapi: 3.0.0\npaths: {/a: {get: {parameters: [{name: x, in: query, schema: true}]}}}\n",
        "api.yaml:2:62: 'schema' of a parameter must be an object, not a boolean");
}

static void names_are_lines_of_text(void **state)
{
    (void)state;
    input(OA_HEAD "paths: {\"/a\\0b\": {}}\n",
          "api.yaml:3:9: a name must not hold control characters, such as byte 3 of this one");
    input(OA_GET "      parameters: [{name: \"a\\nb\", in: query}]\n",
          "api.yaml:6:27: the name of a parameter must not hold control characters, such as byte 2 "
          "of this one");
    input(
        OA_GET "      requestBody: {content: {\"\\x7f\": {}}}\n",
        "api.yaml:6:31: a media type must not hold control characters, such as byte 1 of this one");
    input(OA_GET "      responses: {'200': {headers: {\"\\t\": {}}}}\n",
          "api.yaml:6:37: the name of a header must not hold control characters, such as byte 1 of "
          "this one");
}

static void the_same_name_in_two_places_is_two_parameters(void **state)
{
    (void)state;
    struct oa_case c;
    oa_begin(&c);
    oa_read(&c, &c.old, "api.yaml",
            OA_GET "      parameters: [{name: x, in: query}, {name: x, in: header}]\n" OA_OK, NULL);
    assert_int_equal(c.status, CTR_OK);
    oa_end(&c);
}

static void details_carry_file_line_and_column(void **state)
{
    (void)state;
    struct oa_case c;
    oa_begin(&c);
    oa_read(&c, &c.old, "api.yaml", OA_GET "      parameters: [{in: query}]\n", NULL);
    assert_int_equal(c.status, CTR_E_INPUT);
    assert_string_equal(ctr_error_detail(c.ctx.error, "file"), "api.yaml");
    assert_string_equal(ctr_error_detail(c.ctx.error, "line"), "6");
    assert_string_equal(ctr_error_detail(c.ctx.error, "column"), "20");
    oa_end(&c);
}

static void a_callback_that_leads_to_itself_is_refused(void **state)
{
    (void)state;
    input(
        OA_HEAD
        "paths:\n  /a:\n    post:\n      callbacks: {c: {$ref: '#/components/callbacks/c'}}\n"
        "components:\n  callbacks:\n    c:\n      '{$url}':\n        post:\n"
        "          callbacks: {again: {$ref: '#/components/callbacks/c'}}\n",
        "api.yaml:12:22: callbacks within callbacks are followed 4 deep, and this one goes deeper "
        "or leads back to itself");
}

static void many_references_to_one_large_piece_end_at_the_limit(void **state)
{
    (void)state;
    struct oa_case c;
    struct lc_buf buf;
    oa_begin(&c);
    lc_buf_init(&buf, &c.ctx.alloc, 1 << 20);
    lc_buf_text(&buf, OA_HEAD "paths:\n");
    for (int i = 0; i < 200; i++) {
        lc_buf_printf(
            &buf, "  /p%d: {get: {responses: {'200': {$ref: '#/components/responses/r'}}}}\n", i);
    }
    lc_buf_text(&buf, "components: {responses: {r: {headers: {");
    for (int i = 0; i < 500; i++) {
        lc_buf_printf(&buf, "%sh%d: {}", i ? ", " : "", i);
    }
    lc_buf_text(&buf, "}}}}\n");
    c.ctx.limits.max_nodes = 20000;
    oa_read(&c, &c.old, "api.yaml", buf.data, NULL);
    assert_int_equal(c.status, CTR_E_LIMIT);
    assert_string_equal(oa_message(&c),
                        "this takes more than 20000 steps; the limit, which grows with the size of "
                        "the documents, guards against endless work");
    lc_buf_free(&buf);
    oa_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(versions_other_than_3_0_and_3_1_are_unsupported),
        cmocka_unit_test(the_dialect_names_the_version_as_written),
        cmocka_unit_test(another_dialect_of_schemas_is_taken_over),
        cmocka_unit_test(documents_without_paths_are_refused),
        cmocka_unit_test(a_webhook_or_a_component_is_enough_for_3_1),
        cmocka_unit_test(what_has_to_be_written_out_is_not_referred_to),
        cmocka_unit_test(wrong_kinds_are_named_with_their_place),
        cmocka_unit_test(a_member_with_nothing_behind_it_counts_as_absent),
        cmocka_unit_test(parameters_need_a_name_and_a_place),
        cmocka_unit_test(names_are_lines_of_text),
        cmocka_unit_test(the_same_name_in_two_places_is_two_parameters),
        cmocka_unit_test(details_carry_file_line_and_column),
        cmocka_unit_test(a_callback_that_leads_to_itself_is_refused),
        cmocka_unit_test(many_references_to_one_large_piece_end_at_the_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
