/* What is the same on the wire, and what is not: statuses, media types and styles that are written
 * in another way. Each pair is asked in both directions. */
#include "openapi_case.h"

static void told(const char *old, const char *new, const char *backward, const char *forward)
{
    struct oa_case c;
    oa_diff(&c, old, new, CTR_MODE_BACKWARD);
    assert_string_equal(oa_told(&c), backward);
    oa_end(&c);
    oa_diff(&c, old, new, CTR_MODE_FORWARD);
    assert_string_equal(oa_told(&c), forward);
    oa_end(&c);
}

#define RESPONSES(list) OA_GET "      responses: {" list "}\n"
#define ANSWER(status, type)                                                                       \
    "'" status "': {description: '" status "', content: {a/b: {schema: {type: " type "}}}}"

static void a_status_that_was_not_declared_was_the_default(void **state)
{
    (void)state;
#define OLD RESPONSES(ANSWER("default", "object"))
    told(OLD, RESPONSES(ANSWER("2XX", "string") ", " ANSWER("default", "object")),
         "breaking response-body-type-changed at GET /a response default\n"
         "info response-success-status-added at GET /a response 2XX\n",
         "breaking response-success-status-added at GET /a response 2XX\n"
         "breaking response-body-type-changed at GET /a response default\n");
    told(OLD, RESPONSES(ANSWER("200", "object") ", " ANSWER("default", "object")),
         "info response-success-status-added at GET /a response 200\n",
         "breaking response-success-status-added at GET /a response 200\n");
#undef OLD
#define OLD RESPONSES(ANSWER("200", "object") ", " ANSWER("default", "object"))
    told(OLD,
         RESPONSES(
             ANSWER("200", "object") ", " ANSWER("404", "string") ", " ANSWER("default", "object")),
         "breaking response-body-type-changed at GET /a response default\n"
         "info response-non-success-status-added at GET /a response 404\n",
         "breaking response-body-type-changed at GET /a response default\n"
         "info response-non-success-status-added at GET /a response 404\n");
    told(OLD,
         RESPONSES(
             ANSWER("200", "object") ", " ANSWER("201", "string") ", " ANSWER("default", "object")),
         "info response-success-status-added at GET /a response 201\n",
         "breaking response-success-status-added at GET /a response 201\n");
#undef OLD
}

static void a_status_that_is_no_longer_declared_is_the_default(void **state)
{
    (void)state;
#define NEW(type) RESPONSES(ANSWER("200", "object") ", " ANSWER("default", type))
    told(RESPONSES(
             ANSWER("200", "object") ", " ANSWER("404", "string") ", " ANSWER("default", "object")),
         NEW("object"),
         "breaking response-body-type-changed at GET /a response 404\n"
         "info response-non-success-status-removed at GET /a response 404\n",
         "breaking response-body-type-changed at GET /a response 404\n"
         "info response-non-success-status-removed at GET /a response 404\n");
    told(RESPONSES(ANSWER("200", "object") ", " ANSWER("4XX", "object")), NEW("string"),
         "breaking response-body-type-changed at GET /a response 4XX\n"
         "info response-non-success-status-removed at GET /a response 4XX\n"
         "info response-non-success-status-added at GET /a response default\n",
         "breaking response-body-type-changed at GET /a response 4XX\n"
         "info response-non-success-status-removed at GET /a response 4XX\n"
         "info response-non-success-status-added at GET /a response default\n");
    told(RESPONSES(ANSWER("200", "object") ", " ANSWER("4XX", "object")), NEW("object"),
         "info response-non-success-status-removed at GET /a response 4XX\n"
         "info response-non-success-status-added at GET /a response default\n",
         "info response-non-success-status-removed at GET /a response 4XX\n"
         "info response-non-success-status-added at GET /a response default\n");
#undef NEW
}

#define TAKES(list)                                                                                \
    OA_HEAD "paths:\n  /a:\n    post:\n      requestBody: {content: {" list "}}\n" OA_OK

/* What one edition writes as the other does is no other media type's twin. */
static void a_media_type_has_one_twin(void **state)
{
    (void)state;
#define V1 "a/b;version=1: {}"
#define V2 "a/b;version=2: {}"
#define V3 "a/b;version=3: {}"
    told(TAKES(V1 ", " V2), TAKES(V2),
         "breaking request-body-media-type-removed at POST /a body a/b;version=1\n",
         "info request-body-media-type-removed at POST /a body a/b;version=1\n");
    told(TAKES(V2), TAKES(V1 ", " V2),
         "info request-body-media-type-added at POST /a body a/b;version=1\n",
         "breaking request-body-media-type-added at POST /a body a/b;version=1\n");
    told(TAKES(V1 ", " V3), TAKES(V2),
         "breaking request-body-media-type-removed at POST /a body a/b;version=3\n"
         "undecided request-body-media-type-parameter-changed at POST /a body a/b;version=1\n",
         "undecided request-body-media-type-parameter-changed at POST /a body a/b;version=1\n"
         "info request-body-media-type-removed at POST /a body a/b;version=3\n");
    /* without parameters it speaks for all of them */
    told(TAKES(V1 ", " V2), TAKES("A/B: {}"),
         "info request-body-media-type-parameter-changed at POST /a body a/b;version=1\n"
         "info request-body-media-type-parameter-changed at POST /a body a/b;version=2\n",
         "undecided request-body-media-type-parameter-changed at POST /a body a/b;version=1\n"
         "undecided request-body-media-type-parameter-changed at POST /a body a/b;version=2\n");
    told(TAKES("a/b: {}"), TAKES("a/b: {}, " V1), "info document-rewritten at /\n",
         "info document-rewritten at /\n");
#undef V1
#undef V2
#undef V3
}

/* Who sends picks the type: the API in a webhook, its consumers elsewhere. */
static void media_types_are_weighed_by_who_sends(void **state)
{
    (void)state;
#define PUSHES(list)                                                                               \
    OA_HEAD "webhooks:\n  w:\n    post:\n      requestBody: {content: {" list "}}\n" OA_OK
    told(PUSHES("a/json: {}"), PUSHES("a/json: {}, a/xml: {}"),
         "breaking request-body-media-type-added at webhook w POST body a/xml\n",
         "info request-body-media-type-added at webhook w POST body a/xml\n");
    told(PUSHES("a/json: {}, a/xml: {}"), PUSHES("a/json: {}"),
         "info request-body-media-type-removed at webhook w POST body a/xml\n",
         "breaking request-body-media-type-removed at webhook w POST body a/xml\n");
    told(PUSHES("'*/*': {}"), PUSHES("a/json: {}"),
         "info request-body-media-type-added at webhook w POST body\n"
         "info request-body-media-type-removed at webhook w POST body\n",
         "undecided request-body-media-type-added at webhook w POST body\n"
         "info request-body-media-type-removed at webhook w POST body\n");
    told(TAKES("a/json: {}"), TAKES("a/json: {}, a/xml: {}"),
         "info request-body-media-type-added at POST /a body a/xml\n",
         "breaking request-body-media-type-added at POST /a body a/xml\n");
#undef PUSHES
}

#define PARAMETER(in, more) OA_GET "      parameters: [{name: p, in: " in ", " more "}]\n" OA_OK

static void the_default_of_a_parameter_in_a_media_type_is_one(void **state)
{
    (void)state;
#define TEXT(value) PARAMETER("query", "content: {a/json: {schema: {type: string" value "}}}")
    told(TEXT(", default: a"), TEXT(", default: b"),
         "breaking request-parameter-default-value-changed at GET /a query p\n",
         "breaking request-parameter-default-value-changed at GET /a query p\n");
    told(TEXT(""), TEXT(", default: b"),
         "breaking request-parameter-default-value-added at GET /a query p\n",
         "breaking request-parameter-default-value-added at GET /a query p\n");
#undef TEXT
}

/* A list in the style "simple" is a,b either way; and single values have no items. */
static void explode_matters_where_it_changes_what_is_written(void **state)
{
    (void)state;
    static const char same[] = "info request-parameter-serialization-changed at GET /a header p\n";
    static const char other[] =
        "breaking request-parameter-serialization-changed at GET /a header p\n";
#define LIST "schema: {type: array}"
#define FIELDS "schema: {type: object}"
#define EXPLODED ", explode: true"
    told(PARAMETER("header", LIST), PARAMETER("header", LIST EXPLODED), same, same);
    told(PARAMETER("header", FIELDS), PARAMETER("header", FIELDS EXPLODED), other, other);
    told(PARAMETER("header", "schema: {}"), PARAMETER("header", "schema: {}" EXPLODED), other,
         other);
#define IN_QUERY(schema, level)                                                                    \
    told(PARAMETER("query", "schema: " schema),                                                    \
         PARAMETER("query", "explode: false, schema: " schema),                                    \
         level " request-parameter-serialization-changed at GET /a query p\n",                     \
         level " request-parameter-serialization-changed at GET /a query p\n")
    IN_QUERY("{allOf: [{type: string}, {minLength: 1}]}", "info");
    IN_QUERY("{oneOf: [{type: string}, {type: integer}]}", "info");
    IN_QUERY("{oneOf: [{type: string}, {type: array}]}", "breaking");
    IN_QUERY("{enum: [1, a]}", "info");
    IN_QUERY("{const: a}", "info");
    IN_QUERY("{type: [string, 'null']}", "info");
    IN_QUERY("{type: array}", "breaking");
    IN_QUERY("{enum: [[1]]}", "breaking");
#undef IN_QUERY
#undef EXPLODED
#undef FIELDS
#undef LIST
}

/* What is written in a style is a text to who waits for one; in a media type 1 is not "1". */
static void single_values_are_texts_where_a_style_writes_them(void **state)
{
    (void)state;
#define TYPED(schema) PARAMETER("query", "schema: {type: " schema "}")
    static const char wider[] = "info request-parameter-type-generalized at GET /a query p\n";
    static const char narrower[] =
        "breaking request-parameter-type-generalized at GET /a query p\n";
    told(TYPED("integer, minimum: 1, default: 10"), TYPED("string, default: '10'"), wider,
         narrower);
    told(TYPED("boolean"), TYPED("string, minLength: 1"), wider, narrower);
    told(TYPED("boolean"), TYPED("string, enum: ['true', 'false', maybe]"), wider, narrower);
    told(TYPED("integer, enum: [1, 2]"), TYPED("string, enum: ['1', '2']"), wider, narrower);
    told(TYPED("[integer]"), TYPED("[string]"), wider, narrower);
    told(TYPED("string, enum: ['1', '-20', '0']"), TYPED("integer"), wider, narrower);
    told(TYPED("string, enum: ['true']"), TYPED("boolean"), wider, narrower);
    told(TYPED("integer"), TYPED("string, enum: ['1', '2']"),
         "breaking request-parameter-type-changed at GET /a query p\n",
         "info request-parameter-type-changed at GET /a query p\n");
    told(TYPED("string"), TYPED("integer"),
         "breaking request-parameter-type-changed at GET /a query p\n",
         "info request-parameter-type-changed at GET /a query p\n");
    static const char broken[] = "breaking request-parameter-type-changed at GET /a query p\n";
    told(TYPED("integer"), TYPED("string, maxLength: 3"), broken, broken);
    told(TYPED("object"), TYPED("string"), broken, broken);
    static const char unlike[] = "breaking request-parameter-type-changed at GET /a query p\n"
                                 "info request-parameter-enum-removed at GET /a query p\n";
    static const char unlike_forward[] =
        "breaking request-parameter-enum-removed at GET /a query p\n"
        "breaking request-parameter-type-changed at GET /a query p\n";
    told(TYPED("string, enum: ['01']"), TYPED("integer"), unlike, unlike_forward);
    told(TYPED("string, enum: ['1', a]"), TYPED("integer"), unlike, unlike_forward);
    told(TYPED("string, enum: ['1']"), TYPED("integer, maximum: 9"), unlike, unlike_forward);
    told(PARAMETER("query", "content: {a/json: {schema: {type: integer}}}"),
         PARAMETER("query", "content: {a/json: {schema: {type: string}}}"), broken, broken);
#undef TYPED
#define SENDS(type)                                                                                \
    OA_GET "      responses: {'200': {description: ok, headers: {X: {schema: {type: " type "}}}}}" \
           "\n"
    told(SENDS("string"), SENDS("integer"),
         "info response-header-type-changed at GET /a response 200 header X\n",
         "breaking response-header-type-changed at GET /a response 200 header X\n");
    told(SENDS("boolean"), SENDS("string"),
         "breaking response-header-type-generalized at GET /a response 200 header X\n",
         "info response-header-type-generalized at GET /a response 200 header X\n");
#undef SENDS
}

static void names_of_headers_have_no_case_in_security_either(void **state)
{
    (void)state;
#define KEY(in, name)                                                                              \
    OA_GET "      security: [{k: []}]\n" OA_OK                                                     \
           "components: {securitySchemes: {k: {type: apiKey, in: " in ", name: " name "}}}\n"
    told(KEY("header", "X-K"), KEY("header", "x-k"), "info document-rewritten at /\n",
         "info document-rewritten at /\n");
    static const char other[] = "breaking api-security-component-type-changed at GET /a\n";
    told(KEY("header", "X-K"), KEY("header", "X-L"), other, other);
    told(KEY("query", "X-K"), KEY("query", "x-k"), other, other);
#undef KEY
}

static void an_empty_value_is_a_matter_of_queries(void **state)
{
    (void)state;
    told(PARAMETER("header", "allowEmptyValue: true"),
         PARAMETER("header", "allowEmptyValue: false"), "info document-rewritten at /\n",
         "info document-rewritten at /\n");
    told(PARAMETER("query", "allowEmptyValue: true"), PARAMETER("query", "allowEmptyValue: false"),
         "breaking request-parameter-empty-refused at GET /a query p\n",
         "info request-parameter-empty-refused at GET /a query p\n");
}

/* Words about who sends and who gets it. */
static void messages_in_webhooks_speak_of_receivers(void **state)
{
    (void)state;
    static const char *const begins[] = {"  /a:\n    post:\n", "  w:\n    post:\n"};
    static const char *const expected[] = {
        "the required header parameter 'p' was added; old clients do not send it; make it optional",
        "the required header parameter 'p' was added; it is sent always, and old receivers pass "
        "over it"};
    for (int i = 0; i < 2; i++) {
        struct oa_case c;
        char old[512], new[512];
        const char *kind = i ? "webhooks" : "paths";
        snprintf(old, sizeof old, OA_HEAD "%s:\n%s" OA_OK, kind, begins[i]);
        snprintf(new, sizeof new,
                 OA_HEAD "%s:\n%s      parameters: [{name: p, in: header, required: true}]\n" OA_OK,
                 kind, begins[i]);
        oa_diff(&c, old, new, CTR_MODE_BACKWARD);
        assert_int_equal(c.diff.count, 1);
        assert_string_equal(c.diff.findings[0].message, expected[i]);
        oa_end(&c);
    }
}

#define HOOK(list) OA_HEAD "webhooks:\n  w:\n    post:\n      responses: {" list "}\n"
#define SAID(status) "'" status "': {description: x}"
#define NOTHING "info document-rewritten at /\n"

/* Who is called is measured by the statuses that are told. */
static void receivers_may_answer_with_what_is_told(void **state)
{
    (void)state;
#define FEWER(status)                                                                              \
    "breaking response-status-range-changed at webhook w POST response " status "\n"
#define MORE(status) "info response-status-range-changed at webhook w POST response " status "\n"
    told(HOOK(SAID("2XX")), HOOK(SAID("200")), FEWER("2XX"), MORE("2XX"));
    told(HOOK(SAID("200")), HOOK(SAID("2XX")), MORE("200"), FEWER("200"));
    told(HOOK(SAID("200")), HOOK(SAID("200") ", " SAID("2XX")), MORE("2XX"), FEWER("2XX"));
    told(HOOK(SAID("default")), HOOK(SAID("200")), FEWER("default"), MORE("default"));
    told(HOOK(SAID("200")), HOOK(SAID("default")), MORE("200"), FEWER("200"));
    told(HOOK(SAID("default")), HOOK(SAID("200") ", " SAID("default")), FEWER("default"),
         MORE("default"));
    told(HOOK(SAID("200") ", " SAID("4XX")), HOOK(SAID("200") ", " SAID("404")), MORE("4XX"),
         MORE("4XX"));
    told(RESPONSES(SAID("2XX")), RESPONSES(SAID("200")),
         "info response-status-range-changed at GET /a response 2XX\n",
         "info response-status-range-changed at GET /a response 2XX\n");
#undef FEWER
#undef MORE
}

static void an_answer_with_a_body_is_more_than_one_without(void **state)
{
    (void)state;
    static const char added[] =
        "breaking response-media-type-added at webhook w POST response 200\n";
    static const char gone[] =
        "breaking response-media-type-removed at webhook w POST response 200\n";
#define BODY "'200': {description: x, content: {application/json: {schema: {type: object}}}}"
    told(HOOK(SAID("200")), HOOK(BODY), added, added);
    told(HOOK(BODY), HOOK(SAID("200")), gone, gone);
    told(RESPONSES(SAID("200")), RESPONSES(BODY),
         "info response-media-type-added at GET /a response 200\n",
         "breaking response-media-type-added at GET /a response 200\n");
#undef BODY
}

/* A redirection is no failure. */
static void the_only_outcome_of_an_operation_is_waited_for(void **state)
{
    (void)state;
    static const char *const statuses[] = {"302", "101"};
    for (int i = 0; i < 2; i++) {
        struct oa_case c;
        char old[512];
        snprintf(old, sizeof old, OA_GET "      responses: {'%s': {description: x}}\n",
                 statuses[i]);
        oa_diff(&c, old, RESPONSES(SAID("200")), CTR_MODE_BACKWARD);
        assert_int_equal(c.diff.count, 2);
        assert_string_equal(c.diff.findings[0].rule, "response-success-status-removed");
        assert_int_equal(c.diff.findings[0].level, CTR_LEVEL_BREAKING);
        oa_end(&c);
    }
    told(RESPONSES(SAID("200") ", " SAID("302")), RESPONSES(SAID("200")),
         "info response-non-success-status-removed at GET /a response 302\n",
         "info response-non-success-status-removed at GET /a response 302\n");
    told(RESPONSES(SAID("302") ", " SAID("404")), RESPONSES(SAID("302")),
         "info response-non-success-status-removed at GET /a response 404\n",
         "info response-non-success-status-removed at GET /a response 404\n");
}

#define PLACE(name, more)                                                                          \
    OA_HEAD "paths:\n  /a/{" name "}:\n    get:\n      parameters: [{name: " name                  \
            ", in: path, required: true, " more "}]\n" OA_OK

/* ";x=5" in the style matrix. */
static void the_name_of_a_path_parameter_is_written_in_one_style(void **state)
{
    (void)state;
    static const char other[] =
        "breaking request-parameter-serialization-changed at GET /a/{x} path x\n";
#define MATRIX(more) "style: matrix, " more
    told(PLACE("x", MATRIX("schema: {type: string}")), PLACE("y", MATRIX("schema: {type: string}")),
         other, other);
    told(PLACE("x", MATRIX("explode: true, schema: {type: array}")),
         PLACE("y", MATRIX("explode: true, schema: {type: array}")), other, other);
    told(PLACE("x", MATRIX("schema: {type: object}")), PLACE("y", MATRIX("schema: {type: object}")),
         other, other);
    told(PLACE("x", MATRIX("explode: true, schema: {type: object}")),
         PLACE("y", MATRIX("explode: true, schema: {type: object}")), NOTHING, NOTHING);
    told(PLACE("x", MATRIX("explode: true, schema: {}")),
         PLACE("y", MATRIX("explode: true, schema: {}")), other, other);
    told(PLACE("x", "style: label, schema: {type: string}"),
         PLACE("y", "style: label, schema: {type: string}"), NOTHING, NOTHING);
    told(PLACE("x", "schema: {type: string}"), PLACE("y", "schema: {type: string}"), NOTHING,
         NOTHING);
#undef MATRIX
}

#define XML(media, schema, components)                                                             \
    OA_HEAD "paths:\n  /a:\n    post:\n      requestBody: {content: {" media ": {schema: " schema  \
            "}}}\n" OA_OK "components: {schemas: {" components "}}\n"
#define REF(name) "{$ref: '#/components/schemas/" name "'}"

static void a_component_gives_an_element_its_name(void **state)
{
    (void)state;
    static const char body[] = "undecided xml-element-renamed at POST /a body\n";
    static const char item[] = "undecided xml-element-renamed at POST /a body /*\n";
#define PET "{type: object}"
#define NAMED "{type: object, xml: {name: pet}}"
    told(XML("application/xml", REF("A"), "A: " PET), XML("application/xml", REF("B"), "B: " PET),
         body, body);
    told(XML("a/b+xml", REF("A"), "A: " PET), XML("a/b+xml", PET, ""), body, body);
    told(XML("text/xml", "{type: array, items: " REF("A") "}", "A: " PET),
         XML("text/xml", "{type: array, items: " REF("B") "}", "B: " PET), item, item);
    told(XML("application/xml", REF("A"), "A: " NAMED),
         XML("application/xml", REF("B"), "B: " NAMED), NOTHING, NOTHING);
    told(XML("application/json", REF("A"), "A: " PET), XML("application/json", REF("B"), "B: " PET),
         NOTHING, NOTHING);
    /* by another name beside it */
    told(XML("application/xml", REF("A"), "A: " PET),
         XML("application/xml", REF("B"), "A: " PET ", B: " REF("A")), NOTHING, NOTHING);
#undef NAMED
#undef PET
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_status_that_was_not_declared_was_the_default),
        cmocka_unit_test(a_status_that_is_no_longer_declared_is_the_default),
        cmocka_unit_test(a_media_type_has_one_twin),
        cmocka_unit_test(media_types_are_weighed_by_who_sends),
        cmocka_unit_test(the_default_of_a_parameter_in_a_media_type_is_one),
        cmocka_unit_test(explode_matters_where_it_changes_what_is_written),
        cmocka_unit_test(single_values_are_texts_where_a_style_writes_them),
        cmocka_unit_test(names_of_headers_have_no_case_in_security_either),
        cmocka_unit_test(an_empty_value_is_a_matter_of_queries),
        cmocka_unit_test(messages_in_webhooks_speak_of_receivers),
        cmocka_unit_test(receivers_may_answer_with_what_is_told),
        cmocka_unit_test(an_answer_with_a_body_is_more_than_one_without),
        cmocka_unit_test(the_only_outcome_of_an_operation_is_waited_for),
        cmocka_unit_test(the_name_of_a_path_parameter_is_written_in_one_style),
        cmocka_unit_test(a_component_gives_an_element_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
