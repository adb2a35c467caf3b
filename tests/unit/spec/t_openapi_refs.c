/* What stands behind $refs, in the document and in files beside it. */
#include "openapi_case.h"

static void told_with(const char *old, struct oa_file *old_files, const char *new,
                      struct oa_file *new_files, const char *expected)
{
    struct oa_case c;
    oa_begin(&c);
    oa_read(&c, &c.old, "old", old, old_files);
    oa_read(&c, &c.new, "new", new, new_files);
    assert_string_equal(oa_message(&c), "");
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(
        lc_spec_diff(&c.ctx, &c.old, &c.new, CTR_MODE_BACKWARD, CTR_PROFILE_DEFAULT, &c.diff),
        CTR_OK);
    assert_string_equal(oa_told(&c), expected);
    oa_end(&c);
}

static void refused(const char *text, struct oa_file *files, const char *message)
{
    struct oa_case c;
    oa_begin(&c);
    oa_read(&c, &c.old, "api.yaml", text, files);
    assert_string_equal(oa_message(&c), message);
    assert_int_equal(c.status, CTR_E_INPUT);
    oa_end(&c);
}

#define ALL_REFS                                                                                   \
    OA_HEAD "paths:\n  /a:\n    post:\n"                                                           \
            "      parameters: [{$ref: '#/components/parameters/p'}]\n"                            \
            "      requestBody: {$ref: '#/components/requestBodies/b'}\n"                          \
            "      responses: {'200': {$ref: '#/components/responses/r'}}\n"                       \
            "      callbacks: {c: {$ref: '#/components/callbacks/c'}}\n"                           \
            "components:\n"                                                                        \
            "  parameters: {p: {name: p, in: query, description: %s}}\n"                           \
            "  requestBodies: {b: {description: %s, content: {}}}\n"                               \
            "  responses: {r: {headers: {h: {$ref: '#/components/headers/h'}}}}\n"                 \
            "  headers: {h: {description: %s}}\n"                                                  \
            "  callbacks: {c: {'{$url}': {post: {summary: %s}}}}\n"

static void everything_that_may_be_behind_a_reference_is_followed(void **state)
{
    (void)state;
    char old[2048];
    char new[2048];
    snprintf(old, sizeof old, ALL_REFS, "one", "one", "one", "one");
    snprintf(new, sizeof new, ALL_REFS, "two", "two", "two", "two");
    told_with(old, NULL, new, NULL,
              "info api-description-changed at POST /a body\n"
              "info api-description-changed at POST /a callback c {$url} POST\n"
              "info api-description-changed at POST /a query p\n"
              "info api-description-changed at POST /a response 200 header h\n");
}

static void a_reference_in_place_of_the_thing_changes_nothing(void **state)
{
    (void)state;
    told_with(OA_HEAD "paths:\n  /a: {get: {parameters: [{name: p, in: query}]}}\n", NULL,
              OA_HEAD "paths:\n  /a: {get: {parameters: [{$ref: '#/components/parameters/q'}]}}\n"
                      "components: {parameters: {q: {$ref: '#/components/parameters/p'}, "
                      "p: {name: p, in: query}}}\n",
              NULL, "info document-rewritten at /\n");
}

static void path_items_may_lie_in_other_files(void **state)
{
    (void)state;
    struct oa_file old[] = {{"a.yaml", "get: {summary: one}\nput: {}\n"}, {NULL, NULL}};
    struct oa_file new[] = {{"sub/b.yaml", "x: {get: {summary: two}}\n"}, {NULL, NULL}};
    told_with(OA_HEAD "paths:\n  /a: {$ref: a.yaml}\n", old,
              OA_HEAD "paths:\n  /a: {$ref: 'sub/b.yaml#/x', put: {deprecated: true}}\n", new,
              "info api-description-changed at GET /a\ninfo endpoint-deprecated at PUT /a\n");
}

static void the_place_is_the_one_in_the_other_file(void **state)
{
    (void)state;
    struct oa_file files[] = {{"a.yaml", "\n\nget: {}\nput: {}\n"}, {NULL, NULL}};
    struct oa_file fewer[] = {{"a.yaml", "get: {}\n"}, {NULL, NULL}};
    struct oa_case c;
    oa_begin(&c);
    oa_read(&c, &c.old, "old", OA_HEAD "paths:\n  /a: {$ref: a.yaml}\n", files);
    oa_read(&c, &c.new, "new", OA_HEAD "paths:\n  /a: {$ref: a.yaml}\n", fewer);
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(
        lc_spec_diff(&c.ctx, &c.old, &c.new, CTR_MODE_BACKWARD, CTR_PROFILE_DEFAULT, &c.diff),
        CTR_OK);
    assert_int_equal(c.diff.count, 1);
    const struct lc_place *p = c.diff.findings[0].place[CTR_SIDE_OLD];
    assert_string_equal(p->file, "a.yaml");
    assert_string_equal(p->pointer, "/put");
    assert_int_equal(p->line, 4);
    assert_int_equal(p->column, 6);
    assert_null(c.diff.findings[0].place[CTR_SIDE_NEW]);
    oa_end(&c);
}

static void wrong_kinds_behind_references_are_told_where_they_are(void **state)
{
    (void)state;
    struct oa_file files[] = {{"p.yaml", "name: p\nin: nowhere\n"}, {NULL, NULL}};
    refused(OA_HEAD "paths:\n  /a: {get: {parameters: [{$ref: p.yaml}]}}\n", files,
            "p.yaml:2:5: 'in' of a parameter must be query, path, header or cookie, not "
            "'nowhere'");
    refused(OA_HEAD "paths:\n  /a: {get: {responses: {'200': {$ref: '#/components/x'}}}}\n"
                    "components: {x: [1]}\n",
            NULL, "api.yaml:5:17: a response must be an object, not an array");
}

static void references_in_a_circle_are_refused(void **state)
{
    (void)state;
    struct oa_case c;
    oa_begin(&c);
    oa_read(&c, &c.old, "api.yaml",
            OA_HEAD
            "paths:\n  /a: {get: {responses: {'200': {$ref: '#/components/responses/x'}}}}\n"
            "components: {responses: {x: {$ref: '#/components/responses/y'}, "
            "y: {$ref: '#/components/responses/x'}}}\n",
            NULL);
    assert_int_equal(c.status, CTR_E_INPUT);
    assert_string_equal(ctr_error_detail(c.ctx.error, "file"), "api.yaml");
    assert_non_null(ctr_error_detail(c.ctx.error, "line"));
    oa_end(&c);
}

static void dangling_references_are_refused_with_their_place(void **state)
{
    (void)state;
    static const char *const targets[] = {"#/components/responses/none", "none.yaml",
                                          "../../etc/passwd", "https://example.com/a.yaml"};
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
        struct oa_case c;
        struct oa_file none[] = {{NULL, NULL}};
        char text[512];
        snprintf(text, sizeof text,
                 OA_HEAD "paths:\n  /a: {get: {responses: {'200': {$ref: '%s'}}}}\n", targets[i]);
        oa_begin(&c);
        oa_read(&c, &c.old, "api.yaml", text, none);
        assert_int_equal(c.status, CTR_E_INPUT);
        assert_string_equal(ctr_error_detail(c.ctx.error, "line"), "4");
        assert_string_equal(ctr_error_detail(c.ctx.error, "column"), "40");
        oa_end(&c);
    }
}

/* `schemas` is what components.schemas holds; the response's schema is `schema`. */
#define WITH_SCHEMAS(schema, schemas)                                                              \
    OA_GET "      responses: {'200': {content: {a/b: {schema: " schema "}}}}\n"                    \
           "components: {schemas: " schemas "}\n"

#define TOLD "info response-body-became-not-nullable at GET /a response 200\n"
#define TOLD_ID TOLD "info schema-annotation-changed at GET /a response 200\n"

/* Each of these is a string behind its references; some have an `$id` there, which is told. */
static void schemas_are_found_by_address_and_anchor(void **state)
{
    (void)state;
    struct oa_file files[] = {
        {"s/all.yaml", "x: {$anchor: text, type: string}\ny: {$ref: '#text'}\n"}, {NULL, NULL}};
    static const struct {
        const char *text;
        const char *told;
    } rows[] = {
        {WITH_SCHEMAS("{$ref: '#text'}", "{T: {$anchor: text, type: string}}"), TOLD},
        {WITH_SCHEMAS("{$ref: '#text'}", "{T: {$dynamicAnchor: text, type: string}}"), TOLD},
        {WITH_SCHEMAS("{$ref: 'https://x.org/s'}", "{T: {$id: 'https://x.org/s', type: string}}"),
         TOLD_ID},
        {WITH_SCHEMAS("{$ref: 's/text'}", "{T: {$id: s/text, type: string}}"), TOLD_ID},
        {WITH_SCHEMAS("{$ref: 'urn:t#a'}",
                      "{T: {$id: 'urn:t', $defs: {u: {$anchor: a, type: string}}}}"),
         TOLD},
        {WITH_SCHEMAS("{$ref: 'urn:t#/$defs/u'}",
                      "{T: {$id: 'urn:t', $defs: {u: {$ref: '#/$defs/v'}, v: {type: string}}}}"),
         TOLD},
        {WITH_SCHEMAS("{$id: 'https://x.org/a/b', $ref: c}",
                      "{T: {$id: 'https://x.org/a/c', type: string}}"),
         TOLD_ID},
        /* from the document's root, though the schema has an address of its own */
        {WITH_SCHEMAS("{$id: 'urn:u', $ref: '#/components/schemas/T'}", "{T: {type: string}}"),
         TOLD_ID},
        {WITH_SCHEMAS("{$ref: 's/all.yaml#text'}", "{}"), TOLD},
        {WITH_SCHEMAS("{$ref: 's/all.yaml#/y'}", "{}"), TOLD},
        {WITH_SCHEMAS("{$id: 'https://x.org/a', $ref: 's/all.yaml#/x'}", "{}"), TOLD_ID},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        told_with(WITH_SCHEMAS("{type: [string, 'null']}", "{}"), files, rows[i].text, files,
                  rows[i].told);
    }
}

/* One name in two resources: each reference means that of its own. */
static void an_anchor_belongs_to_its_resource(void **state)
{
    (void)state;
    told_with(WITH_SCHEMAS("{properties: {a: {type: string}, b: {type: integer}}}", "{}"), NULL,
              WITH_SCHEMAS("{properties: {a: {$ref: 'urn:a'}, b: {$ref: 'urn:b'}}}",
                           "{A: {$id: 'urn:a', $ref: '#t', $defs: {x: {$anchor: t, type: string}}},"
                           " B: {$id: 'urn:b', $ref: '#t', $defs: {x: {$anchor: t, type: number}}}"
                           "}"),
              NULL,
              "breaking response-property-type-generalized at GET /a response 200 /b\n"
              "info schema-annotation-changed at GET /a response 200 /a\n"
              "info schema-annotation-changed at GET /a response 200 /b\n");
    refused(WITH_SCHEMAS("{$ref: '#t'}", "{A: {$id: 'urn:a', $defs: {x: {$anchor: t}}}}"), NULL,
            "api.yaml:6:58: $ref to '#t': there is nothing at that place");
}

/* What stands nearer wins over the way from the document's root. */
static void a_pointer_is_read_from_the_resource_first(void **state)
{
    (void)state;
    told_with(WITH_SCHEMAS("{type: string}", "{}"), NULL,
              WITH_SCHEMAS("{$ref: 'urn:a'}",
                           "{A: {$id: 'urn:a', $ref: '#/components/schemas/T', "
                           "components: {schemas: {T: {type: string}}}}, T: {type: integer}}"),
              NULL,
              "undecided schema-keyword-undecided at GET /a response 200\n"
              "info schema-annotation-changed at GET /a response 200\n");
}

static void schemas_of_3_0_have_no_anchors(void **state)
{
    (void)state;
    refused("openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get:\n"
            "      responses: {'200': {content: {a/b: {schema: {$ref: '#t'}}}}}\n"
            "components: {schemas: {T: {$anchor: t}}}\n",
            NULL,
            "api.yaml:6:58: $ref to '#t': behind '#' a JSON pointer was expected, such as "
            "'#/components/schemas/Name'");
}

/* Where only one edition has a dynamic reference, what is missing beside it may stand behind it. */
/* No rule judges it; what it leads to here, nothing fits, which a
 * witness shows once it is gone. */
static void a_dynamic_reference_on_one_side_is_told_alone(void **state)
{
    (void)state;
    static const char *const plain =
        WITH_SCHEMAS("{properties: {d: {items: {required: [a, b], properties: {a: {type: string}, "
                     "b: {properties: {c: {}}}}}}}}",
                     "{}");
    static const char *const dynamic =
        WITH_SCHEMAS("{properties: {d: {items: {$dynamicRef: '#t'}}}}",
                     "{T: {$dynamicAnchor: t, not: {}}, U: {$id: u, $dynamicAnchor: t}}");
    told_with(plain, NULL, dynamic, NULL,
              "undecided schema-keyword-undecided at GET /a response 200 /d/*\n");
    told_with(dynamic, NULL, plain, NULL,
              "breaking schema-keyword-undecided at GET /a response 200 /d/*\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_that_may_be_behind_a_reference_is_followed),
        cmocka_unit_test(a_reference_in_place_of_the_thing_changes_nothing),
        cmocka_unit_test(path_items_may_lie_in_other_files),
        cmocka_unit_test(the_place_is_the_one_in_the_other_file),
        cmocka_unit_test(wrong_kinds_behind_references_are_told_where_they_are),
        cmocka_unit_test(references_in_a_circle_are_refused),
        cmocka_unit_test(dangling_references_are_refused_with_their_place),
        cmocka_unit_test(schemas_are_found_by_address_and_anchor),
        cmocka_unit_test(an_anchor_belongs_to_its_resource),
        cmocka_unit_test(a_pointer_is_read_from_the_resource_first),
        cmocka_unit_test(schemas_of_3_0_have_no_anchors),
        cmocka_unit_test(a_dynamic_reference_on_one_side_is_told_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
