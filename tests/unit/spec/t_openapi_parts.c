/* Addresses: the ones a document lists, and the ones it is asked for. */
#include "openapi_case.h"

static const char api[] =
    "openapi: 3.1.0\n"
    "info: {title: t, version: '1'}\n"
    "paths:\n"
    "  /orders/{id}:\n"
    "    parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n"
    "    get:\n"
    "      parameters:\n"
    "        - {name: fields, in: query, schema: {type: array, items: {type: string}}}\n"
    "        - {name: X-Trace, in: header, schema: {type: string}}\n"
    "        - name: filter\n"
    "          in: query\n"
    "          content:\n"
    "            application/json: {schema: {type: object, properties: {a: {type: string}}}}\n"
    "      responses:\n"
    "        '200':\n"
    "          description: ok\n"
    "          headers: {X-Total: {schema: {type: integer}}}\n"
    "          content:\n"
    "            application/json:\n"
    "              schema:\n"
    "                type: object\n"
    "                properties:\n"
    "                  status: {type: string}\n"
    "                  a/b: {type: string}\n"
    "                  items: {type: array, items: {$ref: '#/components/schemas/Item'}}\n"
    "                  tags: {type: object, additionalProperties: {type: string}}\n"
    "        2XX: {description: other}\n"
    "    put:\n"
    "      requestBody:\n"
    "        content:\n"
    "          application/json: {schema: {type: object, properties: {a: {type: string}}}}\n"
    "          text/csv; header=present: {schema: {type: string}}\n"
    "      responses: {'204': {description: ok}}\n"
    "      callbacks:\n"
    "        done:\n"
    "          '{$request.query.url}':\n"
    "            post:\n"
    "              requestBody:\n"
    "                content:\n"
    "                  application/json: {schema: {type: object, properties: {b: {}}}}\n"
    "webhooks:\n"
    "  order shipped:\n"
    "    post: {responses: {default: {description: ok}}}\n"
    "components:\n"
    "  schemas:\n"
    "    Item:\n"
    "      type: object\n"
    "      properties: {count: {type: integer}, part: {$ref: '#/components/schemas/Item'}}\n";

static void every_part_is_listed_in_order(void **state)
{
    (void)state;
    static const char *const expected[] = {
        "GET /orders/{id}",
        "GET /orders/{id} header X-Trace",
        "GET /orders/{id} path id",
        "GET /orders/{id} query fields",
        "GET /orders/{id} query fields /*",
        "GET /orders/{id} query filter",
        "GET /orders/{id} query filter /a",
        "GET /orders/{id} response 200",
        "GET /orders/{id} response 200 /a~1b",
        "GET /orders/{id} response 200 /items",
        "GET /orders/{id} response 200 /items/*",
        "GET /orders/{id} response 200 /items/*/count",
        "GET /orders/{id} response 200 /items/*/part",
        "GET /orders/{id} response 200 /status",
        "GET /orders/{id} response 200 /tags",
        "GET /orders/{id} response 200 /tags/{}",
        "GET /orders/{id} response 200 header X-Total",
        "GET /orders/{id} response 2XX",
        "PUT /orders/{id}",
        "PUT /orders/{id} body",
        "PUT /orders/{id} body application/json",
        "PUT /orders/{id} body application/json /a",
        "PUT /orders/{id} body text/csv; header=present",
        "PUT /orders/{id} callback done {$request.query.url} POST",
        "PUT /orders/{id} callback done {$request.query.url} POST body",
        "PUT /orders/{id} callback done {$request.query.url} POST body /b",
        "PUT /orders/{id} path id",
        "PUT /orders/{id} response 204",
        "webhook order shipped POST",
        "webhook order shipped POST response default",
    };
    struct oa_case c;
    struct ctr_outline outline;
    oa_begin(&c);
    oa_read(&c, &c.old, "api.yaml", api, NULL);
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(lc_spec_outline(&c.ctx, &c.old, &outline), CTR_OK);
    for (size_t i = 0; i < sizeof expected / sizeof expected[0] && i < outline.count; i++) {
        assert_string_equal(outline.parts[i], expected[i]);
    }
    assert_int_equal(outline.count, sizeof expected / sizeof expected[0]);
    assert_string_equal(outline.dialect, "OpenAPI 3.1.0");
    oa_end(&c);
}

static void every_listed_part_is_there(void **state)
{
    (void)state;
    struct oa_case c;
    struct ctr_outline outline;
    oa_begin(&c);
    oa_read(&c, &c.old, "api.yaml", api, NULL);
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(lc_spec_outline(&c.ctx, &c.old, &outline), CTR_OK);
    for (size_t i = 0; i < outline.count; i++) {
        bool has = false;
        assert_int_equal(lc_spec_has_part(&c.ctx, &c.old, outline.parts[i], &has), CTR_OK);
        if (!has) {
            fail_msg("%s is listed but not found", outline.parts[i]);
        }
    }
    oa_end(&c);
}

static void parts_are_found_in_the_spellings_that_do_not_matter(void **state)
{
    (void)state;
    static const struct {
        const char *part;
        bool has;
    } rows[] = {
        {"GET /orders/{id} response 200 /status", true},
        {"GET /orders/{anything} response 200 /status", true},
        {"GET /orders/{} response 200 /status", true},
        {"GET /orders/7 response 200 /status", false},
        {"GET /orders/{id}/x", false},
        {"GET /orders/{id", false},
        {"GET /orders", false},
        {"get /orders/{id}", false},
        {"DELETE /orders/{id}", false},
        {"GET /orders/{id} response 200 /", true},
        {"GET /orders/{id} response 200 /nothing", false},
        {"GET /orders/{id} response 200 status", false},
        {"GET /orders/{id} response 200 /items/*/part/part/count", true},
        {"GET /orders/{id} response 200 /items/*/part/part/none", false},
        {"GET /orders/{id} response 200 /items/0", false},
        {"GET /orders/{id} response 200 /tags/{}", true},
        {"GET /orders/{id} response 200 application/json /status", true},
        {"GET /orders/{id} response 200 application/xml /status", false},
        {"GET /orders/{id} response 200 header x-total", false},
        {"GET /orders/{id} response 200 header X-Total-Count", false},
        {"GET /orders/{id} response 201", false},
        {"GET /orders/{id} response 2XX", true},
        {"GET /orders/{id} response", false},
        {"GET /orders/{id} header x-trace", false},
        {"GET /orders/{id} header X-Trace", true},
        {"GET /orders/{id} query X-Trace", false},
        {"GET /orders/{id} query Fields", false},
        {"GET /orders/{id} query fields /*", true},
        {"GET /orders/{id} query filter /a", true},
        {"GET /orders/{id} query filter application/json /a", true},
        {"GET /orders/{id} path id", true},
        {"GET /orders/{id} path other", false},
        {"GET /orders/{id} body", false},
        {"PUT /orders/{id} body /a", true},
        {"PUT /orders/{id} body text/csv; header=present /", true},
        {"PUT /orders/{id} body text/csv /", false},
        {"PUT /orders/{id} callback done {$request.query.url} POST body /b", true},
        {"PUT /orders/{id} callback done {$request.query.url} GET", false},
        {"PUT /orders/{id} callback other {$request.query.url} POST", false},
        {"webhook order shipped POST", true},
        {"webhook order POST", false},
        {"webhook order shipped GET", false},
        {"webhook order shipped POST response default", true},
        {"webhook", false},
        {"/", false},
        {"", false},
        {" ", false},
        {"GET", false},
        {"GET ", false},
        {"GET /orders/{id} ", false},
        {"GET /orders/{id} response 200 ", false},
        {"GET /orders/{id} query fields ", false},
        {"GET /orders/{an order}", false},
        {"GET /orders/{id} response 200 /a~1b", true},
        {"GET /orders/{id} response 200 /a~b", false},
        {"GET /orders/{id}  response 200", false},
    };
    struct oa_case c;
    oa_begin(&c);
    oa_read(&c, &c.old, "api.yaml", api, NULL);
    assert_int_equal(c.status, CTR_OK);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bool has = !rows[i].has;
        assert_int_equal(lc_spec_has_part(&c.ctx, &c.old, rows[i].part, &has), CTR_OK);
        if (has != rows[i].has) {
            fail_msg("'%s' is %s", rows[i].part, has ? "found" : "not found");
        }
    }
    oa_end(&c);
}

/* Findings are held against parts byte by byte: what is taken otherwise is never hit. */
static void a_part_that_is_spelled_otherwise_is_told_how(void **state)
{
    (void)state;
    static const struct {
        const char *part;
        const char *meant;
    } rows[] = {
        {"GET /orders/{id} ", "GET /orders/{id}"},
        {"GET /orders/{id} response 200 \t ", "GET /orders/{id} response 200"},
        {"GET /orders/{an order} response 200 /status",
         "GET /orders/{anorder} response 200 /status"},
        {"GET /orders/{id} response 200 header x-TOTAL",
         "GET /orders/{id} response 200 header X-Total"},
        {"GET /orders/{id} header x-trace ", "GET /orders/{id} header X-Trace"},
        {"GET /orders/{id} response 200 header x-total /x", NULL},
        {"GET /orders/{id} query Fields", NULL},
        {"GET /order", NULL},
        {" ", NULL},
        {"", NULL},
    };
    struct oa_case c;
    oa_begin(&c);
    oa_read(&c, &c.old, "api.yaml", api, NULL);
    assert_int_equal(c.status, CTR_OK);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *meant;
        bool has = true;
        assert_int_equal(lc_spec_has_part(&c.ctx, &c.old, rows[i].part, &has), CTR_OK);
        assert_false(has);
        assert_int_equal(lc_spec_meant_part(&c.ctx, &c.old, rows[i].part, &meant), CTR_OK);
        assert_string_equal(meant ? meant : "none", rows[i].meant ? rows[i].meant : "none");
        assert_int_equal(lc_spec_has_part(&c.ctx, &c.old, meant ? meant : "", &has), CTR_OK);
        assert_int_equal(has, meant != NULL);
    }
    oa_end(&c);
}

static void findings_hit_the_parts_that_people_write(void **state)
{
    (void)state;
    struct oa_case c;
    oa_diff(&c, api, OA_HEAD "paths:\n  /orders/{key}: {get: {}}\n", CTR_MODE_BACKWARD);
    static const char *const used[] = {"GET /orders/{id} response 200 /status",
                                       "PUT /orders/{x} body application/json /a",
                                       "webhook order shipped POST"};
    for (size_t i = 0; i < sizeof used / sizeof used[0]; i++) {
        bool hit = false;
        for (size_t k = 0; k < c.diff.count; k++) {
            hit = hit || lc_part_hits(c.diff.findings[k].part, used[i]);
        }
        if (!hit) {
            fail_msg("nothing hits %s", used[i]);
        }
    }
    oa_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_part_is_listed_in_order),
        cmocka_unit_test(every_listed_part_is_there),
        cmocka_unit_test(parts_are_found_in_the_spellings_that_do_not_matter),
        cmocka_unit_test(a_part_that_is_spelled_otherwise_is_told_how),
        cmocka_unit_test(findings_hit_the_parts_that_people_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
