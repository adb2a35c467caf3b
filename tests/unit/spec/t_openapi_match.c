/* What belongs together in two editions, and what is said of it in each mode. Schemas have tests of
 * their own; each rule has a golden case. */
#include "openapi_case.h"

static void told_in(const char *old, const char *new, ctr_mode mode, const char *expected)
{
    struct oa_case c;
    oa_diff(&c, old, new, mode);
    assert_string_equal(oa_told(&c), expected);
    oa_end(&c);
}

static void told(const char *old, const char *new, const char *expected)
{
    told_in(old, new, CTR_MODE_BACKWARD, expected);
}

static void the_same_document_has_no_findings(void **state)
{
    (void)state;
    static const char text[] = OA_HEAD
        "servers: [{url: /}]\nsecurity: [{k: []}]\npaths:\n  /a/{id}:\n    get:\n"
        "      deprecated: true\n      x-sunset: never\n      x-stability-level: odd\n" OA_OK
        "webhooks: {w: {post: {}}}\n"
        "components: {securitySchemes: {k: {type: http, scheme: basic}}}\n";
    struct oa_case c;
    for (ctr_mode mode = CTR_MODE_BACKWARD; mode <= CTR_MODE_NONE; mode++) {
        oa_diff(&c, text, text, mode);
        assert_int_equal(c.diff.count, 0);
        assert_int_equal(c.diff.bump, CTR_BUMP_NONE);
        assert_int_equal(c.diff.verdict, CTR_VERDICT_COMPATIBLE);
        oa_end(&c);
    }
}

/* One address may be given with several lists of variables. */
static void servers_are_matched_with_their_variables(void **state)
{
    (void)state;
#define SERVER(list) "- {url: 'https://{r}.x', variables: {r: {default: " list "}}}\n"
    static const char both[] = OA_HEAD "paths: {}\nservers:\n" SERVER("eu") SERVER("us");
    static const char turned[] = OA_HEAD "paths: {}\nservers:\n" SERVER("us") SERVER("eu");
    static const char one[] = OA_HEAD "paths: {}\nservers:\n" SERVER("eu");
    static const char other[] = OA_HEAD "paths: {}\nservers:\n" SERVER("us");
    static const char changed[] = OA_HEAD "paths: {}\nservers:\n" SERVER("eu") SERVER("asia");
    static const char ahead[] = OA_HEAD "paths: {}\nservers:\n" SERVER("asia") SERVER("eu");
    static const char others[] = OA_HEAD "paths: {}\nservers:\n" SERVER("asia") SERVER("us");
#undef SERVER
    told(both, both, "");
    told(both, turned, "info document-rewritten at /\n");
    told(one, both, "info api-server-added at /\n");
    told(both, one, "warning api-server-variable-changed at /\n");
    told(one, other, "warning api-server-variable-changed at /\n");
    told(both, changed, "warning api-server-variable-changed at /\ninfo api-server-added at /\n");
    told(both, ahead, "warning api-server-variable-changed at /\ninfo api-server-added at /\n");
    told(one, turned, "info api-server-added at /\n");
    told(one, changed, "info api-server-added at /\n");
    told(one, ahead, "info api-server-added at /\n");
    told(one, others, "warning api-server-variable-changed at /\ninfo api-server-added at /\n");
}

/* Which values a variable may have is a set, what the default is, is not. */
static void values_of_server_variables_have_no_order(void **state)
{
    (void)state;
#define SERVER(list)                                                                               \
    OA_HEAD "paths: {}\nservers:\n- url: 'https://{r}.x'\n  variables: {r: " list "}\n"
    static const char one[] = SERVER("{default: eu, enum: [eu, us, us]}");
    told(one, SERVER("{enum: [us, eu, us], default: eu}"), "info document-rewritten at /\n");
    told(one, SERVER("{default: us, enum: [eu, us, us]}"),
         "warning api-server-variable-changed at /\n");
    told(one, SERVER("{default: eu, enum: [eu, us]}"),
         "warning api-server-variable-changed at /\n");
    told(one, SERVER("{default: eu, enum: [eu, us, asia]}"),
         "warning api-server-variable-changed at /\n");
    told(one, SERVER("{default: eu, enum: eu}"), "warning api-server-variable-changed at /\n");
    told(one, SERVER("eu"), "warning api-server-variable-changed at /\n");
    told(SERVER("{enum: [1, eu]}"), SERVER("{enum: [eu, 1.0]}"), "info document-rewritten at /\n");
    told(SERVER("{enum: [1, eu]}"), SERVER("{enum: [eu, '1']}"),
         "warning api-server-variable-changed at /\n");
#undef SERVER
}

/* By their place in the address: nobody who calls it sees what they are called. */
static void server_variables_may_be_called_otherwise(void **state)
{
    (void)state;
#define SERVER(url, variables)                                                                     \
    OA_HEAD "paths: {}\nservers:\n- url: 'https://" url "'\n  variables: {" variables "}\n"
#define A "{default: a, enum: [a, b]}"
#define B "{default: c}"
    static const char same[] = "info document-rewritten at /\n";
    static const char changed[] = "warning api-server-variable-changed at /\n";
    static const char one[] = SERVER("{e}.{f}.x", "e: " A ", f: " B);
    told(one, SERVER("{env}.{r}.x", "env: " A ", r: " B), same);
    told(one, SERVER("{f}.{e}.x", "f: " A ", e: " B), same);
    told(one, SERVER("{f}.{e}.x", "e: " A ", f: " B), changed);
    told(one, SERVER("{e}.{f}.x", "e: " A ", f: " B ", unused: " A), same);
    told(one, SERVER("{env}.{r}.x", "env: {default: b}, r: " B), changed);
#undef B
#undef A
#undef SERVER
}

/* What stands beside a combination that both have, which speaks of the same properties. */
static void what_choices_demand_is_not_left_out(void **state)
{
    (void)state;
#define BODY(where, beside)                                                                        \
    OA_HEAD "paths:\n  /a:\n    post:\n      " where "content:\n          a/b:\n"                  \
            "            schema:\n              type: object\n"                                    \
            "              anyOf: [{required: [id]}, {required: [id, a]}]\n"                       \
            "              properties: {a: {type: string}" beside "}\n"
#define REQUEST "requestBody:\n        "
#define RESPONSE "responses:\n       '200':\n        "
    told(BODY(REQUEST, ""), BODY(REQUEST, ", id: {maxLength: 20}"),
         "breaking new-optional-request-property at POST /a body /id\n");
    told(BODY(REQUEST, ", id: {type: string, readOnly: true}"),
         BODY(REQUEST, ", id: {type: string}"),
         /* by either choice */
         "breaking request-property-became-required at POST /a body /id\n"
         "breaking request-property-became-required at POST /a body /id\n"
         "info read-only-changed at POST /a body /id\n");
    told(BODY(RESPONSE, ", id: {type: string, writeOnly: false}"),
         BODY(RESPONSE, ", id: {type: string, writeOnly: true}"),
         "breaking response-property-became-optional at POST /a response 200 /id\n"
         "breaking response-property-became-optional at POST /a response 200 /id\n"
         "warning write-only-changed at POST /a response 200 /id\n");
#undef RESPONSE
#undef REQUEST
#undef BODY
}

static void names_of_path_parameters_do_not_matter(void **state)
{
    (void)state;
    told(OA_HEAD "paths:\n  /a/{id}/b/{x}: {get: {summary: one}}\n",
         OA_HEAD "paths:\n  /a/{order}/b/{id}: {get: {summary: two}}\n",
         "info api-description-changed at GET /a/{id}/b/{x}\n");
}

static void a_variable_may_be_part_of_a_segment(void **state)
{
    (void)state;
    told(OA_HEAD "paths:\n  /a/{id}.{kind}: {get: {summary: one}}\n",
         OA_HEAD "paths:\n  /a/{x}.{y}: {get: {summary: two}}\n  /a/{x}-{y}: {get: {}}\n",
         "info api-description-changed at GET /a/{id}.{kind}\n"
         "info endpoint-added at GET /a/{x}-{y}\n");
}

static void exact_names_go_before_alike_ones(void **state)
{
    (void)state;
    told(OA_HEAD "paths:\n  /a/{id}: {get: {summary: id}}\n  /a/{name}: {get: {summary: name}}\n",
         OA_HEAD "paths:\n  /a/{name}: {get: {summary: name}}\n  /a/{key}: {get: {summary: id}}\n",
         "info document-rewritten at /\n");
}

static void of_several_alike_each_is_matched_once(void **state)
{
    (void)state;
    told(OA_HEAD "paths:\n  /a/{p}: {get: {}}\n  /a/{q}: {get: {}}\n  /a/{r}: {get: {}}\n",
         OA_HEAD "paths:\n  /a/{x}: {get: {}}\n  /a/{y}: {get: {}}\n",
         "breaking api-removed-without-deprecation at GET /a/{r}\n");
}

static void path_parameters_are_matched_by_their_place(void **state)
{
    (void)state;
    told(OA_HEAD "paths:\n  /a/{x}/{y}:\n    get:\n      parameters:\n"
                 "        - {name: x, in: path, required: true, description: first}\n"
                 "        - {name: y, in: path, required: true, description: second}\n",
         OA_HEAD "paths:\n  /a/{y}/{z}:\n    get:\n      parameters:\n"
                 "        - {name: z, in: path, required: true, description: second}\n"
                 "        - {name: y, in: path, required: true, description: changed}\n",
         "info api-description-changed at GET /a/{x}/{y} path x\n");
}

static void an_operation_overrides_parameters_of_its_path(void **state)
{
    (void)state;
    told(OA_HEAD "paths:\n  /a:\n    parameters: [{name: p, in: query}, {name: q, in: query}]\n"
                 "    get: {parameters: [{name: p, in: query, required: true}]}\n",
         OA_HEAD "paths:\n  /a:\n    get: {parameters: [{name: p, in: query, required: true}]}\n",
         "warning request-parameter-removed at GET /a query q\n");
}

static void moving_parameters_to_the_path_changes_nothing(void **state)
{
    (void)state;
    told(OA_HEAD "paths:\n  /a: {get: {parameters: [{name: p, in: query}]}}\n",
         OA_HEAD "paths:\n  /a: {parameters: [{name: p, in: query}], get: {}}\n",
         "info document-rewritten at /\n");
}

static void headers_that_the_specification_ignores_are_ignored(void **state)
{
    (void)state;
    told(OA_HEAD "paths:\n  /a: {get: {}}\n",
         OA_HEAD "paths:\n  /a: {get: {parameters: [{name: accept, in: header, required: true},"
                 " {name: Authorization, in: header, required: true},"
                 " {name: Content-Type, in: header, required: true}]}}\n",
         "info document-rewritten at /\n");
}

static void a_removed_path_is_told_once_an_operation(void **state)
{
    (void)state;
    told(OA_HEAD "paths:\n  /a: {get: {}, put: {deprecated: true}, delete: {}}\n  /b: {get: {}}\n",
         OA_HEAD "paths:\n  /b: {get: {}}\n",
         "breaking api-path-removed-without-deprecation at DELETE /a\n"
         "breaking api-path-removed-without-deprecation at GET /a\n"
         "breaking api-path-removed-with-deprecation at PUT /a\n");
}

static void modes_turn_the_question_round(void **state)
{
    (void)state;
    static const char one[] = OA_HEAD "paths:\n  /a: {get: {}}\n";
    static const char two[] = OA_HEAD "paths:\n  /a: {get: {}, put: {}}\n";
    told_in(one, two, CTR_MODE_BACKWARD, "info endpoint-added at PUT /a\n");
    told_in(one, two, CTR_MODE_NONE, "info endpoint-added at PUT /a\n");
    told_in(one, two, CTR_MODE_FORWARD, "breaking endpoint-added at PUT /a\n");
    told_in(one, two, CTR_MODE_FULL, "breaking endpoint-added at PUT /a\n");
    told_in(two, one, CTR_MODE_FORWARD, "info api-removed-without-deprecation at PUT /a\n");
    told_in(two, one, CTR_MODE_FULL, "breaking api-removed-without-deprecation at PUT /a\n");
}

static void a_callback_in_a_webhook_is_sent_again(void **state)
{
    (void)state;
    static const char old[] =
        OA_HEAD "webhooks: {w: {post: {callbacks: {c: {'{$url}': {post: {}}}}}}}\n";
    static const char new[] =
        OA_HEAD "webhooks: {w: {post: {callbacks: {c: {'{$url}': {post: {parameters: "
                "[{name: p, in: query, required: true}]}}}}}}}\n";
    told(old, new,
         "breaking new-required-request-parameter at webhook w POST callback c {$url} POST query "
         "p\n");
}

static void nothing_in_alpha_is_worse_than_a_warning(void **state)
{
    (void)state;
    told(OA_GET "      x-stability-level: alpha\n" OA_OK,
         OA_GET "      x-stability-level: alpha\n      retries: 1\n"
                "      parameters: [{name: p, in: query, required: true}]\n",
         "warning api-keyword-changed at GET /a\n"
         "warning new-required-request-parameter at GET /a query p\n"
         "warning response-success-status-removed at GET /a response 200\n");
}

static void media_types_are_named_where_the_old_edition_has_several(void **state)
{
    (void)state;
    told(OA_GET "      responses: {'200': {content: {a/b: {example: 1}}}}\n",
         OA_GET "      responses: {'200': {content: {a/b: {example: 2}, a/c: {}}}}\n",
         "info api-description-changed at GET /a response 200\n"
         "info response-media-type-added at GET /a response 200 a/c\n");
    told(OA_GET "      responses: {'200': {content: {a/b: {example: 1}, a/c: {}}}}\n",
         OA_GET "      responses: {'200': {content: {a/b: {example: 2}}}}\n",
         "breaking response-media-type-removed at GET /a response 200 a/c\n"
         "info api-description-changed at GET /a response 200 a/b\n");
}

/* What is found forward is found backward in the editions swapped. */
static void verdicts(const char *a, const char *b, ctr_verdict backward, ctr_verdict forward)
{
    struct oa_case c;
    for (int turn = 0; turn < 4; turn++) {
        bool swapped = turn & 1;
        bool back = turn & 2;
        oa_diff(&c, swapped ? b : a, swapped ? a : b, back ? CTR_MODE_BACKWARD : CTR_MODE_FORWARD);
        assert_int_equal(c.status, CTR_OK);
        assert_int_equal(c.diff.verdict, swapped == back ? forward : backward);
        oa_end(&c);
    }
}

static void what_is_told_as_a_range_is_less_sure(void **state)
{
    (void)state;
#define MEDIA(content)                                                                             \
    OA_GET "      responses: {'200': {description: ok, content: {" content "}}}\n"
#define HOOK(content)                                                                              \
    OA_HEAD "webhooks:\n  a:\n    post:\n      requestBody: {content: {" content "}}\n" OA_OK
    verdicts(MEDIA("a/b: {}"), MEDIA("'*/*': {}"), CTR_VERDICT_UNDECIDED, CTR_VERDICT_COMPATIBLE);
    verdicts(MEDIA("a/*: {}"), MEDIA("'*/*': {}"), CTR_VERDICT_UNDECIDED, CTR_VERDICT_COMPATIBLE);
    verdicts(MEDIA("a/b: {}, a/c: {}"), MEDIA("a/b: {}, a/*: {}"), CTR_VERDICT_UNDECIDED,
             CTR_VERDICT_COMPATIBLE);
    verdicts(MEDIA("a/b: {}"), MEDIA("a/b: {}, '*/*': {}"), CTR_VERDICT_COMPATIBLE,
             CTR_VERDICT_COMPATIBLE);
    verdicts(MEDIA("a/b: {}"), MEDIA("a/b: {}, a/c: {}"), CTR_VERDICT_COMPATIBLE,
             CTR_VERDICT_INCOMPATIBLE);
    verdicts(HOOK("a/b: {}"), HOOK("'*/*': {}"), CTR_VERDICT_UNDECIDED, CTR_VERDICT_COMPATIBLE);
    told(MEDIA("a/b: {}"), MEDIA("'*/*': {}"),
         "undecided response-media-type-removed at GET /a response 200\n"
         "info response-media-type-added at GET /a response 200\n");
#undef HOOK
#undef MEDIA
}

static void parameters_of_media_types_may_have_schemas_of_their_own(void **state)
{
    (void)state;
#define MEDIA(more)                                                                                \
    OA_HEAD "paths:\n  /a:\n    post:\n      requestBody: {content: {a/b: {schema: {type: "        \
            "string}}" more "}}\n" OA_OK
    verdicts(MEDIA(""), MEDIA(", a/b; c=d: {schema: {type: integer}}"), CTR_VERDICT_INCOMPATIBLE,
             CTR_VERDICT_INCOMPATIBLE);
    verdicts(MEDIA(""), MEDIA(", a/b; c=d: {schema: {type: string}}"), CTR_VERDICT_COMPATIBLE,
             CTR_VERDICT_COMPATIBLE);
    verdicts(MEDIA(""), MEDIA(", a/b; c=d: {schema: {type: string, maxLength: 3}}"),
             CTR_VERDICT_INCOMPATIBLE, CTR_VERDICT_COMPATIBLE);
#undef MEDIA
}

static void a_further_flow_is_no_break_for_those_before(void **state)
{
    (void)state;
#define FLOWS(more)                                                                                \
    OA_GET "      security: [{o: []}]\n" OA_OK                                                     \
           "components: {securitySchemes: {o: {type: oauth2, flows: {clientCredentials: "          \
           "{tokenUrl: 'https://x', scopes: {}}" more "}}}}\n"
    static const char one[] = FLOWS("");
    static const char two[] = FLOWS(", password: {tokenUrl: 'https://x', scopes: {}}");
    verdicts(one, two, CTR_VERDICT_COMPATIBLE, CTR_VERDICT_INCOMPATIBLE);
    told(one, two, "info api-security-component-type-changed at GET /a\n");
    told(two, one, "breaking api-security-component-type-changed at GET /a\n");
#undef FLOWS
}

/* Who was promised a discriminator misses it, or a name of it; nobody else does. */
static void discriminators_are_judged_by_who_was_promised_them(void **state)
{
    (void)state;
#define DOC(kind, more)                                                                            \
    OA_HEAD "paths:\n  /a:\n    post:\n" kind "{application/json: {schema: {" more "}}}}}\n"       \
            "components: {schemas: {A: {type: object, required: [k]}, B: {type: object}}}\n"
#define GOT "      responses: {'200': {description: ok, content: "
#define PLAIN "type: object"
#define NAMED PLAIN ", discriminator: {propertyName: k}"
#define OF(map)                                                                                    \
    "oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], "                \
    "discriminator: {propertyName: k, mapping: {" map "}}"
    static const ctr_verdict yes = CTR_VERDICT_COMPATIBLE;
    static const ctr_verdict open = CTR_VERDICT_UNDECIDED;
    verdicts(DOC(GOT, PLAIN), DOC(GOT, NAMED), yes, open);
    verdicts(DOC(GOT, OF("a: A")), DOC(GOT, OF("a: A, b: B")), open, yes);
    verdicts(DOC(GOT, OF("a: A")), DOC(GOT, OF("a: A, B: A")), open, open);
    verdicts(DOC(GOT, OF("a: A")), DOC(GOT, OF("a: A, B: B")), yes, yes);
    verdicts(DOC(GOT, OF("a: A")), DOC(GOT, OF("a: B")), open, open);
    static const char beside[] = DOC(GOT, "type: object, " OF("a: A"));
    verdicts(beside, DOC(GOT, "type: object, " OF("a: A, b: B")), open, yes);
    static const char two[] = DOC(GOT, "anyOf: [{required: [x]}, {required: [y]}], " OF("a: A"));
    verdicts(two, DOC(GOT, "anyOf: [{required: [x]}, {required: [y]}], " OF("a: A, b: B")), open,
             yes);
#undef OF
#undef NAMED
#undef PLAIN
#undef GOT
#undef DOC
}

static void of_two_ranges_the_smaller_stands_in(void **state)
{
    (void)state;
    told(OA_GET "      responses: {'200': {content: {a/b: {example: 1}}}}\n",
         OA_GET "      responses: {'200': {content: {'*/*': {example: 2}, 'a/*': {example: 1}}}}\n",
         "undecided response-media-type-removed at GET /a response 200\n"
         "info response-media-type-added at GET /a response 200 */*\n"
         "info response-media-type-added at GET /a response 200 a/*\n");
}

static void statuses_are_matched_through_ranges(void **state)
{
    (void)state;
    told(OA_GET "      responses: {'200': {description: a}, '404': {description: b}}\n",
         OA_GET "      responses: {2xx: {description: c}, 4XX: {description: b}}\n",
         "info api-description-changed at GET /a response 200\n"
         "info response-status-range-changed at GET /a response 200\n"
         "info response-status-range-changed at GET /a response 404\n");
    told(OA_GET "      responses: {2XX: {description: a}}\n",
         OA_GET "      responses: {'200': {description: a}, '201': {description: c}}\n",
         "info api-description-changed at GET /a response 2XX\n"
         "info response-status-range-changed at GET /a response 2XX\n");
    told(OA_GET "      responses: {'200': {description: a}, 2XX: {description: a}}\n",
         OA_GET "      responses: {2xx: {description: a}}\n", "info document-rewritten at /\n");
    told(OA_GET "      responses: {2XX: {description: a}, 5XX: {description: a}}\n",
         OA_GET "      responses: {'404': {description: a}}\n",
         "breaking response-success-status-removed at GET /a response 2XX\n"
         "info response-non-success-status-added at GET /a response 404\n"
         "info response-non-success-status-removed at GET /a response 5XX\n");
}

static void default_is_for_failures_where_successes_are_named(void **state)
{
    (void)state;
    told(OA_GET "      responses: {'200': {description: a}, default: {description: a}}\n",
         OA_GET "      responses: {default: {description: a}}\n",
         "breaking response-success-status-removed at GET /a response 200\n");
    told(OA_GET "      responses: {default: {description: a}}\n",
         OA_GET "      responses: {'404': {description: a}}\n",
         "breaking response-success-status-removed at GET /a response default\n");
    told(OA_GET "      responses: {default: {description: a}}\n",
         OA_GET "      responses: {'200': {description: b}}\n",
         "info api-description-changed at GET /a response default\n"
         "info response-status-range-changed at GET /a response default\n");
}

static void findings_carry_both_places(void **state)
{
    (void)state;
    struct oa_case c;
    oa_diff(&c, OA_GET "      parameters: [{name: p, in: query}]\n",
            OA_GET "      summary: a\n      parameters: [{name: p, in: query, required: true}]\n",
            CTR_MODE_BACKWARD);
    assert_int_equal(c.diff.count, 2);
    const struct ctr_finding *f = &c.diff.findings[0];
    assert_string_equal(f->rule, "request-parameter-became-required");
    assert_int_equal(f->direction, CTR_DIRECTION_BACKWARD);
    assert_string_equal(f->place[CTR_SIDE_OLD]->file, "old");
    assert_string_equal(f->place[CTR_SIDE_OLD]->pointer, "/paths/~1a/get/parameters/0");
    assert_int_equal(f->place[CTR_SIDE_OLD]->line, 6);
    assert_int_equal(f->place[CTR_SIDE_OLD]->column, 20);
    assert_string_equal(f->place[CTR_SIDE_NEW]->file, "new");
    assert_string_equal(f->place[CTR_SIDE_NEW]->pointer, "/paths/~1a/get/parameters/0/required");
    assert_int_equal(f->place[CTR_SIDE_NEW]->line, 7);
    assert_int_equal(f->place[CTR_SIDE_NEW]->column, 51);
    oa_end(&c);
}

static void security_lets_in_who_brings_no_less(void **state)
{
    (void)state;
#define OA_SEC(list) OA_GET "      security: " list "\n"
    static const struct {
        const char *old;
        const char *new;
        const char *expected;
    } rows[] = {
        {OA_SEC("[{a: []}, {b: []}]"), OA_SEC("[{b: []}, {a: []}]"),
         "info document-rewritten at /\n"},
        {OA_SEC("[{}, {a: []}]"), OA_SEC("[{}]"), "info api-security-removed at GET /a\n"},
        {OA_SEC("[{a: [], b: []}]"), OA_SEC("[{a: []}]"), "info api-security-removed at GET /a\n"},
        {OA_SEC("[{a: []}]"), OA_SEC("[{a: [], b: []}]"),
         "breaking api-security-added at GET /a\n"},
        {OA_SEC("[{a: []}, {a: [], b: []}]"), OA_SEC("[{a: [], b: []}]"),
         "breaking api-security-removed at GET /a\n"},
        {OA_SEC("[{a: [x]}]"), OA_SEC("[{a: [y]}]"),
         "breaking api-security-scope-added at GET /a\n"
         "info api-security-scope-removed at GET /a\n"},
        {OA_SEC("[{a: [x]}]"), OA_SEC("[{a: [x, y]}, {a: []}]"),
         "info api-security-added at GET /a\ninfo api-security-scope-added at GET /a\n"},
        {OA_SEC("[{}, {a: []}]"), OA_SEC("[{a: []}]"), "breaking api-security-added at GET /a\n"},
        {OA_SEC("[{}, {a: []}]"), OA_SEC("[{b: []}, {a: []}]"),
         "breaking api-security-added at GET /a\n"},
        {OA_SEC("[{a: []}]"), OA_SEC("[{a: []}, {}]"), "info api-security-removed at GET /a\n"},
        {OA_SEC("[{a: []}, {b: []}]"), OA_SEC("[{a: []}, {}]"),
         "info api-security-removed at GET /a\n"},
        {OA_SEC("[]"), OA_SEC("[{}]"), "info document-rewritten at /\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        told(rows[i].old, rows[i].new, rows[i].expected);
    }
}

static void an_operation_may_switch_the_common_security_off(void **state)
{
    (void)state;
    told(OA_HEAD "security: [{a: []}]\npaths: {/a: {get: {security: []}}, /b: {get: {}}}\n",
         OA_HEAD "security: [{b: []}]\npaths: {/a: {get: {security: []}}, /b: {get: {}}}\n",
         "breaking api-global-security-removed at GET /b\n"
         "info api-global-security-added at GET /b\n");
}

static void long_and_odd_names_are_cut_in_messages_only(void **state)
{
    (void)state;
    struct oa_case c;
    struct lc_buf old;
    struct oa_case keep;
    oa_begin(&keep);
    lc_buf_init(&old, &keep.ctx.alloc, 1 << 20);
    lc_buf_text(&old, OA_GET "      operationId: '");
    for (int i = 0; i < 3000; i++) {
        lc_buf_text(&old, "\xC3\xA4");
    }
    lc_buf_text(&old, "'\n");
    oa_diff(&c, old.data, OA_GET "      operationId: \"a\\0b\"\n", CTR_MODE_BACKWARD);
    assert_int_equal(c.diff.count, 1);
    size_t size = strlen(c.diff.findings[0].message);
    assert_in_range(size, 1000, 1023);
    assert_int_equal((unsigned char)c.diff.findings[0].message[size - 1], 0xA4);
    oa_end(&c);
    lc_buf_free(&old);
    oa_end(&keep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_document_has_no_findings),
        cmocka_unit_test(servers_are_matched_with_their_variables),
        cmocka_unit_test(values_of_server_variables_have_no_order),
        cmocka_unit_test(server_variables_may_be_called_otherwise),
        cmocka_unit_test(what_choices_demand_is_not_left_out),
        cmocka_unit_test(names_of_path_parameters_do_not_matter),
        cmocka_unit_test(a_variable_may_be_part_of_a_segment),
        cmocka_unit_test(exact_names_go_before_alike_ones),
        cmocka_unit_test(of_several_alike_each_is_matched_once),
        cmocka_unit_test(path_parameters_are_matched_by_their_place),
        cmocka_unit_test(an_operation_overrides_parameters_of_its_path),
        cmocka_unit_test(moving_parameters_to_the_path_changes_nothing),
        cmocka_unit_test(headers_that_the_specification_ignores_are_ignored),
        cmocka_unit_test(a_removed_path_is_told_once_an_operation),
        cmocka_unit_test(modes_turn_the_question_round),
        cmocka_unit_test(a_callback_in_a_webhook_is_sent_again),
        cmocka_unit_test(nothing_in_alpha_is_worse_than_a_warning),
        cmocka_unit_test(media_types_are_named_where_the_old_edition_has_several),
        cmocka_unit_test(what_is_told_as_a_range_is_less_sure),
        cmocka_unit_test(parameters_of_media_types_may_have_schemas_of_their_own),
        cmocka_unit_test(a_further_flow_is_no_break_for_those_before),
        cmocka_unit_test(discriminators_are_judged_by_who_was_promised_them),
        cmocka_unit_test(of_two_ranges_the_smaller_stands_in),
        cmocka_unit_test(statuses_are_matched_through_ranges),
        cmocka_unit_test(default_is_for_failures_where_successes_are_named),
        cmocka_unit_test(findings_carry_both_places),
        cmocka_unit_test(security_lets_in_who_brings_no_less),
        cmocka_unit_test(an_operation_may_switch_the_common_security_off),
        cmocka_unit_test(long_and_odd_names_are_cut_in_messages_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
