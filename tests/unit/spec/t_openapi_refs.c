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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
