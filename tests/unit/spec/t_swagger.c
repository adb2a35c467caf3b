/* Swagger 2.0: read into the form of 3.0, with the places of what was written. */
#include "openapi_case.h"

#include "../base/fault.h"

#define HEAD "swagger: '2.0'\ninfo: {title: t, version: '1'}\n"
#define GET HEAD "paths:\n  /a:\n    get:\n"
#define OK "      responses: {'200': {description: ok}}\n"

static void refused(const char *text, ctr_status status, const char *message)
{
    struct oa_case c;
    oa_begin(&c);
    oa_read(&c, &c.old, "api.yaml", text, NULL);
    assert_string_equal(oa_message(&c), message);
    assert_int_equal(c.status, status);
    oa_end(&c);
}

static void input(const char *text, const char *message)
{
    refused(text, CTR_E_INPUT, message);
}

/* ---- reading */

static void it_says_what_it_is(void **state)
{
    (void)state;
    struct oa_case c;
    oa_begin(&c);
    oa_read(&c, &c.old, "api.yaml", HEAD "paths: {}\n", NULL);
    assert_int_equal(c.status, CTR_OK);
    assert_string_equal(c.old.dialect, "Swagger 2.0");
    assert_int_equal(c.old.row->format, CTR_FORMAT_OPENAPI);
    oa_end(&c);
}

static void a_document_must_be_built_as_it_is_written(void **state)
{
    (void)state;
    input("swagger: 2.0\npaths: {}\n",
          "api.yaml:1:10: 'swagger' must be a string in quotes, \"2.0\"");
    refused("swagger: '1.2'\npaths: {}\n", CTR_E_UNSUPPORTED,
            "api.yaml:1:10: Swagger version '1.2' is not supported; OpenAPI 3.0 and 3.1 and "
            "Swagger 2.0 are");
    input(HEAD "paths: []\n", "api.yaml:3:8: 'paths' of a Swagger document must be an object");
    input(HEAD "host: https://a.example/v1\npaths: {}\n",
          "api.yaml:3:7: 'host' is a name with an optional port; the scheme belongs into "
          "'schemes' and the path into 'basePath'");
    input(HEAD "basePath: v1\npaths: {}\n",
          "api.yaml:3:11: 'basePath' must begin with '/', unlike 'v1'");
    input(HEAD "schemes: [gopher]\npaths: {}\n",
          "api.yaml:3:11: a scheme must be http, https, ws or wss, not 'gopher'");
    input(HEAD "consumes: [1]\npaths: {}\n", "api.yaml:3:12: a media type must be a string");
    input(HEAD "produces: application/json\npaths: {}\n",
          "api.yaml:3:11: 'produces' of a Swagger document must be an array");
    input(HEAD "paths: {/a: 1}\n", "api.yaml:3:13: a path must be an object");
    input(HEAD "paths: {/a: {get: 1}}\n", "api.yaml:3:19: an operation must be an object");
    input(HEAD "paths: {a: {}}\n", "api.yaml:3:9: a path must begin with '/', unlike 'a'");
}

static void a_parameter_must_say_what_it_is(void **state)
{
    (void)state;
    input(GET OK "      parameters: [1]\n", "api.yaml:7:20: a parameter must be an object");
    input(GET OK "      parameters: [{name: q}]\n", "api.yaml:7:20: a parameter needs 'in'");
    input(GET OK "      parameters: [{in: query}]\n", "api.yaml:7:20: a parameter needs 'name'");
    input(GET OK "      parameters: [{name: q, in: cookie, type: string}]\n",
          "api.yaml:7:34: 'in' of a parameter must be query, header, path, formData or body, not "
          "'cookie'");
    input(GET OK "      parameters: [{name: q, in: query, schema: {type: string}}]\n",
          "api.yaml:7:20: the query parameter 'q' needs 'type'; only a body has a 'schema'");
    input(GET OK "      parameters: [{name: q, in: query, type: file}]\n",
          "api.yaml:7:47: the type of a parameter must be string, number, integer, boolean or "
          "array, or file in a form, not 'file'");
    input(GET OK "      parameters: [{name: q, in: query, type: array}]\n",
          "api.yaml:7:47: the array parameter 'q' needs 'items', an object");
    input(GET OK "      parameters: [{name: q, in: path, type: array, items: {type: string}, "
                 "collectionFormat: multi}]\n",
          "api.yaml:7:94: 'collectionFormat' must be csv, ssv, tsv or pipes, or multi in a query "
          "or form, not 'multi'");
    input(GET OK "      parameters: [{name: b, in: body}]\n",
          "api.yaml:7:20: a body parameter needs 'schema'");
    input(GET OK "      parameters: [{name: b, in: body, schema: {}}, {name: c, in: body, "
                 "schema: {}}]\n",
          "api.yaml:7:53: an operation has two parameters in 'body'; a request has one body");
    input(GET OK "      parameters: [{name: b, in: body, schema: {}}, {name: c, in: formData, "
                 "type: string}]\n",
          "api.yaml:7:53: an operation has parameters in 'body' and in 'formData'; a request has "
          "one body");
    input(GET OK "      parameters: [{name: c, in: formData, type: string}, {name: c, in: "
                 "formData, type: string}]\n",
          "api.yaml:7:59: the formData parameter 'c' is given twice");
    input(GET OK "      parameters: [{name: q, in: query, type: string}, {name: q, in: query, "
                 "type: string}]\n",
          "api.yaml:7:56: the query parameter 'q' is given twice");
}

static void a_response_and_a_scheme_must_say_what_they_are(void **state)
{
    (void)state;
    input(GET "      responses: {'200': 1}\n", "api.yaml:6:26: a response must be an object");
    input(GET "      responses: {ok: {}}\n",
          "api.yaml:6:19: a response must be for a status from 100 to 599, a range such as "
          "'2XX', or 'default', not 'ok'");
    input(GET "      responses: {'200': {schema: []}}\n",
          "api.yaml:6:35: 'schema' of a response must be an object");
    input(GET "      responses: {'200': {headers: {X: {description: d}}}}\n",
          "api.yaml:6:40: a response header needs a 'type': string, number, integer, boolean or "
          "array");
    input(HEAD "paths: {}\nsecurityDefinitions: {k: {type: http}}\n",
          "api.yaml:4:33: a security scheme needs a 'type': basic, apiKey or oauth2");
    input(HEAD "paths: {}\nsecurityDefinitions: {k: {type: oauth2, flow: device}}\n",
          "api.yaml:4:47: an oauth2 scheme needs a 'flow': implicit, password, application or "
          "accessCode");
    input(GET "      responses: {'200': {$ref: '#/responses/None'}}\n",
          "api.yaml:6:33: $ref to '#/responses/None': there is nothing at that place");
}

/* ---- comparing */

static void told(const char *old, const char *new, const char *want)
{
    struct oa_case c;
    oa_diff(&c, old, new, CTR_MODE_BACKWARD);
    assert_string_equal(oa_told(&c), want);
    oa_end(&c);
}

static void the_rules_of_parameters_hold(void **state)
{
    (void)state;
    told(GET OK "      parameters: [{name: q, in: query, type: string}]\n",
         GET OK "      parameters: [{name: q, in: query, type: integer}]\n",
         "breaking request-parameter-type-changed at GET /a query q\n");
    told(GET OK "      parameters: [{name: q, in: query, type: array, items: {type: string}}]\n",
         GET OK "      parameters: [{name: q, in: query, type: array, items: {type: string}, "
                "collectionFormat: multi}]\n",
         "breaking request-parameter-serialization-changed at GET /a query q\n");
    told(GET OK "      parameters: [{name: q, in: query, type: array, items: {type: string}}]\n",
         GET OK "      parameters: [{name: q, in: query, type: array, items: {type: string}, "
                "collectionFormat: csv}]\n",
         "info document-rewritten at /\n");
    told(GET OK "      parameters: [{name: q, in: query, type: array, items: {type: string}, "
                "collectionFormat: tsv}]\n",
         GET OK "      parameters: [{name: q, in: query, type: array, items: {type: string}, "
                "collectionFormat: ssv}]\n",
         "breaking request-parameter-serialization-changed at GET /a query q\n");
}

static void bodies_and_forms_are_request_bodies(void **state)
{
    (void)state;
    told(GET OK,
         GET OK "      parameters: [{name: b, in: body, required: true, schema: {type: object}}]\n",
         "breaking request-body-added-required at GET /a body\n");
    told(GET OK "      parameters: [{name: n, in: formData, type: string}]\n",
         GET OK "      parameters: [{name: n, in: formData, type: string}, {name: m, in: formData, "
                "type: string, required: true}]\n",
         "breaking request-body-became-required at GET /a body\n"
         "breaking new-required-request-property at GET /a body /m\n");
    told(GET OK "      parameters: [{name: n, in: formData, type: string}]\n",
         GET OK "      parameters: [{name: n, in: formData, type: file}]\n",
         "breaking request-body-media-type-removed at GET /a body\n"
         "info request-body-media-type-added at GET /a body\n");
    /* own ones stand before those of the path */
    told(HEAD "paths:\n  /a:\n    parameters: [{name: b, in: body, schema: {type: object}}]\n"
              "    post:\n" OK,
         HEAD "paths:\n  /a:\n    parameters: [{name: b, in: body, schema: {type: object}}]\n"
              "    post:\n" OK "      parameters: [{name: c, in: body, schema: {type: string}}]\n",
         "breaking request-body-type-changed at POST /a body\n");
}

static void what_is_consumed_and_produced_are_media_types(void **state)
{
    (void)state;
#define BODY "      parameters: [{name: b, in: body, schema: {type: object}}]\n"
    told(GET OK BODY "      consumes: [application/json, application/xml]\n",
         GET OK BODY "      consumes: [application/json]\n",
         "breaking request-body-media-type-removed at GET /a body application/xml\n");
    told("swagger: '2.0'\nproduces: [application/json]\npaths:\n  /a:\n    get:\n"
         "      responses: {'200': {schema: {type: object}}}\n",
         "swagger: '2.0'\nproduces: [application/json]\npaths:\n  /a:\n    get:\n"
         "      produces: [text/csv]\n      responses: {'200': {schema: {type: object}}}\n",
         "breaking response-media-type-removed at GET /a response 200\n"
         "info response-media-type-added at GET /a response 200\n");
#undef BODY
}

static void null_files_and_discriminators_have_words_of_their_own(void **state)
{
    (void)state;
#define BODY(schema) GET "      responses: {'200': {schema: " schema "}}\n"
    told(BODY("{type: object, properties: {a: {type: string}}}"),
         BODY("{type: object, properties: {a: {type: string, x-nullable: true}}}"),
         "breaking response-property-became-nullable at GET /a response 200 /a\n");
    told(BODY("{type: file}"), BODY("{type: string, format: binary}"),
         "info document-rewritten at /\n");
    told(BODY("{type: object, discriminator: kind, properties: {kind: {type: string}}}"),
         BODY("{type: object, discriminator: sort, properties: {kind: {type: string}}}"),
         "undecided discriminator-changed at GET /a response 200\n");
#undef BODY
}

static void addresses_are_servers(void **state)
{
    (void)state;
    told(HEAD "host: a.example\nbasePath: /v1\nschemes: [http, https]\npaths: {}\n",
         HEAD "host: a.example\nbasePath: /v1\nschemes: [https]\npaths: {}\n",
         "warning api-server-removed at /\n");
    told(HEAD "host: a.example\nbasePath: /v1\nschemes: [https]\npaths: {}\n",
         HEAD "host: a.example\nbasePath: /v2\nschemes: [https]\npaths: {}\n",
         "undecided api-server-removed at /\ninfo api-server-added at /\n");
    /* by which scheme it answers is promised without a host, too */
    told(HEAD "schemes: [https]\npaths: {}\n", HEAD "schemes: [http]\npaths: {}\n",
         "undecided api-server-removed at /\ninfo api-server-added at /\n");
    told(HEAD "basePath: /v1\nschemes: [http, https]\npaths: {}\n",
         HEAD "basePath: /v1\nschemes: [https]\npaths: {}\n", "warning api-server-removed at /\n");
}

/* What names no address promises "/": to name another one takes that one away. */
static void the_address_that_is_not_named_is_the_root(void **state)
{
    (void)state;
#define OA(more) "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n" more
#define OP(more) "paths: {/a: {get: {" more "responses: {'200': {description: ok}}}}}\n"
    told(HEAD "paths: {}\n", HEAD "basePath: /v2\npaths: {}\n",
         "undecided api-server-removed at /\ninfo api-server-added at /\n");
    told(OA("paths: {}\n"), OA("paths: {}\nservers: [{url: /v2}]\n"),
         "undecided api-server-removed at /\ninfo api-server-added at /\n");
    told(OA("paths: {}\n"), OA("paths: {}\nservers: [{url: /}]\n"),
         "info document-rewritten at /\n");
    told(OA("paths: {}\n"), OA("paths: {}\nservers: []\n"), "info document-rewritten at /\n");
    told(OA(OP("")), OA(OP("servers: [{url: /v2}], ")),
         "undecided api-server-removed at GET /a\ninfo api-server-added at GET /a\n");
    told(OA(OP("servers: [{url: /v2}], ")), OA(OP("")),
         "undecided api-server-removed at GET /a\ninfo api-server-added at GET /a\n");
#undef OP
#undef OA
}

/* ---- places */

static void places_are_those_of_the_document_as_written(void **state)
{
    (void)state;
    struct oa_case c;
    oa_diff(&c,
            GET OK "      consumes: [application/json, application/xml]\n"
                   "      parameters: [{$ref: '#/parameters/Body'}]\n"
                   "parameters:\n  Body: {name: b, in: body, schema: {$ref: '#/definitions/D'}}\n"
                   "definitions:\n  D:\n    properties:\n      a: {type: string}\n",
            GET OK "      consumes: [application/json]\n"
                   "      parameters: [{$ref: '#/parameters/Body'}]\n"
                   "parameters:\n  Body: {name: b, in: body, schema: {$ref: '#/definitions/D'}}\n"
                   "definitions:\n  D:\n    properties:\n      a: {type: integer}\n",
            CTR_MODE_BACKWARD);
    assert_string_equal(oa_told(&c), "breaking request-property-type-changed at GET /a body "
                                     "application/json /a\n"
                                     "breaking request-body-media-type-removed at GET /a body "
                                     "application/xml\n");
    const struct lc_place *media = c.diff.findings[1].place[CTR_SIDE_OLD];
    assert_string_equal(media->pointer, "/paths/~1a/get/consumes/1");
    assert_int_equal(media->line, 7);
    assert_int_equal(media->column, 36);
    const struct lc_place *type = c.diff.findings[0].place[CTR_SIDE_NEW];
    assert_string_equal(type->pointer, "/definitions/D/properties/a/type");
    assert_int_equal(type->line, 14);
    oa_end(&c);
}

static void pieces_may_lie_in_other_files(void **state)
{
    (void)state;
    struct oa_file olds[] = {{"parts.yaml",
                              "item:\n  post:\n    parameters:\n    - {$ref: '#/field'}\n"
                              "    responses: {'200': {$ref: '#/answer'}}\n"
                              "field: {name: f, in: formData, type: string, maxLength: 9}\n"
                              "answer: {description: a, schema: {$ref: '#/thing'}}\n"
                              "thing: {type: object, properties: {a: {type: string}}}\n"},
                             {NULL, NULL}};
    struct oa_file news[] = {{"parts.yaml",
                              "item:\n  post:\n    parameters:\n    - {$ref: '#/field'}\n"
                              "    responses: {'200': {$ref: '#/answer'}}\n"
                              "field: {name: f, in: formData, type: string, maxLength: 5}\n"
                              "answer: {description: a, schema: {$ref: '#/thing'}}\n"
                              "thing: {type: object, properties: {a: {type: integer}}}\n"},
                             {NULL, NULL}};
    const char *text = HEAD "produces: [application/json]\npaths:\n"
                            "  /a: {$ref: 'parts.yaml#/item'}\n";
    struct oa_case c;
    oa_begin(&c);
    oa_read(&c, &c.old, "old", text, olds);
    oa_read(&c, &c.new, "new", text, news);
    assert_int_equal(c.status, CTR_OK);
    c.status =
        lc_spec_diff(&c.ctx, &c.old, &c.new, CTR_MODE_BACKWARD, CTR_PROFILE_DEFAULT, &c.diff);
    assert_int_equal(c.status, CTR_OK);
    assert_string_equal(oa_told(&c),
                        "breaking request-property-max-length-decreased at POST /a body /f\n"
                        "breaking response-property-type-changed at POST /a response 200 /a\n");
    const struct lc_place *field = c.diff.findings[0].place[CTR_SIDE_NEW];
    assert_string_equal(field->file, "parts.yaml");
    assert_string_equal(field->pointer, "/field/maxLength");
    const struct lc_place *type = c.diff.findings[1].place[CTR_SIDE_NEW];
    assert_string_equal(type->pointer, "/thing/properties/a/type");
    oa_end(&c);
}

/* ---- the same API in 3.0 */

static const char two[] =
    HEAD "host: api.example\nbasePath: /v1\nschemes: [https]\n"
         "consumes: [application/json]\nproduces: [application/json]\n"
         "security: [{key: []}]\n"
         "securityDefinitions:\n  key: {type: apiKey, in: header, name: X-Key}\n"
         "  login: {type: basic}\n"
         "  auth: {type: oauth2, flow: accessCode, authorizationUrl: https://a.example/a, "
         "tokenUrl: https://a.example/t, scopes: {read: r}}\n"
         "parameters:\n  Page: {name: page, in: query, type: integer, minimum: 1, default: 1}\n"
         "responses:\n  Gone: {description: gone, schema: {$ref: '#/definitions/Error'}}\n"
         "paths:\n  /pets/{id}:\n"
         "    parameters: [{name: id, in: path, required: true, type: string}]\n"
         "    get:\n      operationId: get\n"
         "      parameters:\n      - $ref: '#/parameters/Page'\n"
         "      - {name: tag, in: query, type: array, items: {type: string}}\n"
         "      - {name: sort, in: query, type: array, items: {type: string}, "
         "collectionFormat: multi}\n"
         "      - {name: X-Ids, in: header, type: array, items: {type: integer}}\n"
         "      responses:\n"
         "        '200':\n          description: ok\n"
         "          headers: {X-Rate: {type: integer, description: d}, x-next: {type: string}}\n"
         "          schema: {$ref: '#/definitions/Pet'}\n"
         "        '410': {$ref: '#/responses/Gone'}\n"
         "    put:\n"
         "      parameters: [{name: b, in: body, required: true, schema: {$ref: "
         "'#/definitions/Pet'}}]\n"
         "      responses: {'204': {description: ok}}\n"
         "    post:\n      consumes: [multipart/form-data]\n"
         "      parameters:\n      - {name: photo, in: formData, type: file, required: true}\n"
         "      - {name: note, in: formData, type: string, maxLength: 9}\n"
         "      responses: {'204': {description: ok}}\n"
         "definitions:\n"
         "  Pet:\n    type: object\n    discriminator: kind\n    required: [kind]\n"
         "    properties:\n      kind: {type: string}\n"
         "      nick: {type: string, x-nullable: true}\n"
         "      friends: {type: array, items: {$ref: '#/definitions/Pet'}}\n"
         "  Error: {type: object, properties: {code: {type: integer}}}\n";

static const char three[] =
    "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n"
    "servers: [{url: 'https://api.example/v1'}]\n"
    "security: [{key: []}]\n"
    "paths:\n  /pets/{id}:\n"
    "    parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n"
    "    get:\n      operationId: get\n"
    "      parameters:\n      - $ref: '#/components/parameters/Page'\n"
    "      - {name: tag, in: query, explode: false, schema: {type: array, items: {type: string}}}\n"
    "      - {name: sort, in: query, schema: {type: array, items: {type: string}}}\n"
    "      - {name: X-Ids, in: header, schema: {type: array, items: {type: integer}}}\n"
    "      responses:\n"
    "        '200':\n          description: ok\n"
    "          headers: {X-Rate: {description: d, schema: {type: integer}}, x-next: {schema: "
    "{type: string}}}\n"
    "          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}\n"
    "        '410': {$ref: '#/components/responses/Gone'}\n"
    "    put:\n"
    "      requestBody: {required: true, content: {application/json: {schema: {$ref: "
    "'#/components/schemas/Pet'}}}}\n"
    "      responses: {'204': {description: ok}}\n"
    "    post:\n"
    "      requestBody:\n        required: true\n        content:\n          multipart/form-data:\n"
    "            schema:\n              type: object\n              required: [photo]\n"
    "              properties:\n                photo: {type: string, format: binary}\n"
    "                note: {type: string, maxLength: 9}\n"
    "      responses: {'204': {description: ok}}\n"
    "components:\n"
    "  securitySchemes:\n    key: {type: apiKey, in: header, name: X-Key}\n"
    "    login: {type: http, scheme: basic}\n"
    "    auth: {type: oauth2, flows: {authorizationCode: {authorizationUrl: https://a.example/a, "
    "tokenUrl: https://a.example/t, scopes: {read: r}}}}\n"
    "  parameters:\n    Page: {name: page, in: query, schema: {type: integer, minimum: 1, "
    "default: 1}}\n"
    "  responses:\n    Gone: {description: gone, content: {application/json: {schema: {$ref: "
    "'#/components/schemas/Error'}}}}\n"
    "  schemas:\n"
    "    Pet:\n      type: object\n      discriminator: {propertyName: kind}\n"
    "      required: [kind]\n"
    "      properties:\n        kind: {type: string}\n"
    "        nick: {type: string, nullable: true}\n"
    "        friends: {type: array, items: {$ref: '#/components/schemas/Pet'}}\n"
    "    Error: {type: object, properties: {code: {type: integer}}}\n";

static void an_api_is_compatible_with_itself_in_3_0_both_ways(void **state)
{
    (void)state;
    static const char words[] = "info api-description-changed at /\n";
    struct oa_case c;
    oa_diff(&c, two, three, CTR_MODE_FULL);
    assert_string_equal(oa_told(&c), words);
    assert_int_equal(c.diff.verdict, CTR_VERDICT_COMPATIBLE);
    oa_end(&c);
    oa_diff(&c, three, two, CTR_MODE_FULL);
    assert_string_equal(oa_told(&c), words);
    assert_int_equal(c.diff.verdict, CTR_VERDICT_COMPATIBLE);
    oa_end(&c);
}

static void an_api_has_the_same_parts_in_3_0(void **state)
{
    (void)state;
    struct oa_case c;
    struct ctr_outline a, b;
    oa_begin(&c);
    oa_read(&c, &c.old, "two", two, NULL);
    oa_read(&c, &c.new, "three", three, NULL);
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(lc_spec_outline(&c.ctx, &c.old, &a), CTR_OK);
    assert_int_equal(lc_spec_outline(&c.ctx, &c.new, &b), CTR_OK);
    assert_true(a.count > 20);
    assert_int_equal(a.count, b.count);
    for (size_t i = 0; i < a.count; i++) {
        assert_string_equal(a.parts[i], b.parts[i]);
    }
    oa_end(&c);
}

/* ---- limits */

static bool compare(const ctr_allocator *alloc)
{
    struct lc_ctx ctx;
    struct lc_spec older, newer;
    struct ctr_diff diff;
    const ctr_source old = {
        .struct_size = sizeof old, .data = two, .size = sizeof two - 1, .file = "two"};
    const ctr_source new = {
        .struct_size = sizeof new, .data = three, .size = sizeof three - 1, .file = "three"};
    ctr_status status = lc_ctx_begin(&ctx, alloc);
    status = status ? status : lc_spec_read(&ctx, &old, &older);
    status = status ? status : lc_spec_read(&ctx, &new, &newer);
    status = status ? status
                    : lc_spec_diff(&ctx, &older, &newer, CTR_MODE_FULL, CTR_PROFILE_STRICT, &diff);
    assert_true(status == CTR_OK || status == CTR_E_NOMEM);
    assert_true(status != CTR_OK || diff.verdict == CTR_VERDICT_COMPATIBLE);
    lc_ctx_end(&ctx, status, NULL);
    return status == CTR_OK;
}

static void no_memory_is_told_and_leaves_nothing_behind(void **state)
{
    (void)state;
    fault_walk(compare);
}

static void many_references_to_one_large_piece_end_at_the_limit(void **state)
{
    (void)state;
    struct oa_case c;
    struct lc_buf buf;
    oa_begin(&c);
    lc_buf_init(&buf, &c.ctx.alloc, 1 << 20);
    lc_buf_text(&buf, HEAD "paths:\n");
    for (int i = 0; i < 200; i++) {
        lc_buf_printf(&buf, "  /p%d: {get: {responses: {'200': {$ref: '#/responses/r'}}}}\n", i);
    }
    lc_buf_text(&buf, "responses: {r: {headers: {");
    for (int i = 0; i < 500; i++) {
        lc_buf_printf(&buf, "%sh%d: {type: string}", i ? ", " : "", i);
    }
    lc_buf_text(&buf, "}}}\n");
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
        cmocka_unit_test(it_says_what_it_is),
        cmocka_unit_test(a_document_must_be_built_as_it_is_written),
        cmocka_unit_test(a_parameter_must_say_what_it_is),
        cmocka_unit_test(a_response_and_a_scheme_must_say_what_they_are),
        cmocka_unit_test(the_rules_of_parameters_hold),
        cmocka_unit_test(bodies_and_forms_are_request_bodies),
        cmocka_unit_test(what_is_consumed_and_produced_are_media_types),
        cmocka_unit_test(null_files_and_discriminators_have_words_of_their_own),
        cmocka_unit_test(addresses_are_servers),
        cmocka_unit_test(the_address_that_is_not_named_is_the_root),
        cmocka_unit_test(places_are_those_of_the_document_as_written),
        cmocka_unit_test(pieces_may_lie_in_other_files),
        cmocka_unit_test(an_api_is_compatible_with_itself_in_3_0_both_ways),
        cmocka_unit_test(an_api_has_the_same_parts_in_3_0),
        cmocka_unit_test(no_memory_is_told_and_leaves_nothing_behind),
        cmocka_unit_test(many_references_to_one_large_piece_end_at_the_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
