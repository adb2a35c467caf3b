/* What a client's list of operations, a SQL statement and an example of data use. */
#include "used_case.h"

#include "../base/fault.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char api[] =
    "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n"
    "servers: [{url: 'https://api.example/v1'}, {url: 'https://{region}.api.example/v1/'}]\n"
    "paths:\n"
    "  /orders: {get: {operationId: listOrders}, post: {operationId: makeOrder}}\n"
    "  /orders/{id}: {get: {operationId: getOrder}, delete: {}}\n"
    "  /orders/latest: {get: {operationId: latest}}\n"
    "  /files/{name}.{ext}: {get: {operationId: file}}\n"
    "  /up:\n    post: {servers: [{url: 'https://files.example'}]}\n"
    "webhooks: {paid: {post: {operationId: onPaid}}}\n";

static const char tables[] =
    "CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer, total numeric, state text,\n"
    "  placed timestamp);\n"
    "CREATE TABLE customers (id integer PRIMARY KEY, name text, email text);\n"
    "CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE state = 'open';\n";

static const char data[] =
    "{\"type\": \"object\", \"properties\": {\"id\": {\"type\": \"string\"}, \"lines\": {\"type\": "
    "\"array\", \"items\": {\"type\": \"object\", \"properties\": {\"sku\": {}, \"count\": {}}}}, "
    "\"tags\": {\"type\": \"object\", \"additionalProperties\": {\"type\": \"string\"}}, "
    "\"next\": {\"$ref\": \"#\"}, \"pair\": {\"items\": [{}, {\"type\": \"object\", "
    "\"properties\": {\"a\": {}}}]}, \"a/b\": {}, \"n\\u0000\": {}}, \"$schema\": "
    "\"http://json-schema.org/draft-07/schema#\"}";

static void used(const char *document, const struct used_case *cases, size_t count)
{
    used_as(document, ", ", CTR_OK, cases, count);
}

static void refused(const char *document, ctr_status want, const char *text, const char *message)
{
    const struct used_case one = {text, message};
    used_as(document, ", ", want, &one, 1);
}

/* ---- operations of an API */

static void a_list_of_operations_is_used_as_it_says(void **state)
{
    (void)state;
    static const struct used_case cases[] = {
        {"listOrders\n# a word\n\n  onPaid  \r\n", "GET /orders, webhook paid POST"},
        {"GET /orders/{order}\nget /orders\n", "GET /orders, GET /orders/{id}"},
        {"GET /orders/17", "GET /orders/{id}"},
        {"GET /v1/orders/17?full=1#top", "GET /orders/{id}"},
        {"[\"makeOrder\", \"DELETE /orders/{id}\"]", "DELETE /orders/{id}, POST /orders"},
        {"- {operationId: latest}\n- {method: delete, path: '/orders/{x}'}\n",
         "DELETE /orders/{id}, GET /orders/latest"},
        {"operations:\n- getOrder\n", "GET /orders/{id}"},
        {"{\"operations\": [\"getOrder\", \"getOrder\"]}", "GET /orders/{id}"},
    };
    used(api, cases, COUNT(cases));
}

#define HAR(entries) "{\"log\": {\"version\": \"1.2\", \"entries\": [" entries "]}}"
#define REQUEST(method, url) "{\"request\": {\"method\": \"" method "\", \"url\": \"" url "\"}}"

static void recorded_requests_are_matched_to_templates(void **state)
{
    (void)state;
    static const struct used_case cases[] = {
        {HAR(REQUEST("GET", "https://api.example/v1/orders?page=2")), "GET /orders"},
        {HAR(REQUEST("GET", "https://eu.api.example/v1/orders/latest")), "GET /orders/latest"},
        {HAR(REQUEST("GET", "https://api.example/v1/files/a.b.png")), "GET /files/{name}.{ext}"},
        {HAR(REQUEST("POST", "https://files.example/up")), "POST /up"},
        /* a page loads much that is none of it */
        {HAR(REQUEST("GET", "https://cdn.example/app.js") "," REQUEST(
             "DELETE",
             "https://api.example/v1/orders/a%2Fb") "," REQUEST("GET",
                                                                "https://api.example/orders")),
         "DELETE /orders/{id}"},
    };
    used(api, cases, COUNT(cases));
}

/* As RFC 3986 has it in 6.2.2 and 6.2.3: what records requests spells addresses otherwise. */
static void an_address_is_the_same_however_it_is_spelled(void **state)
{
    (void)state;
    static const char spelled[] =
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n"
        "servers: [{url: 'https://API.example:443/v1/'}, {url: '//other.example/%7eold'}, {url: "
        "'http://local:{port}/'}]\n"
        "paths:\n"
        "  /caf\xc3\xa9/{n}: {get: {}}\n"
        "  /th%c3%a9/{n}: {get: {}}\n"
        "  /a b: {get: {}}\n"
        "  /a%2Fb: {get: {}}\n"
        "  /{one}: {get: {}}\n"
        "  /orders/{id}: {get: {}}\n"
        "  /orders/search: {get: {}}\n";
    static const struct used_case cases[] = {
        {HAR(REQUEST("GET", "https://api.example/v1/caf%C3%A9/1")), "GET /caf\xc3\xa9/{n}"},
        {HAR(REQUEST("GET", "https://api.example/v1/th%C3%a9/z")), "GET /th%c3%a9/{n}"},
        {HAR(REQUEST("GET", "https://api.example/v1/th\xc3\xa9/z")), "GET /th%c3%a9/{n}"},
        {HAR(REQUEST("GET", "https://api.example/v1/a%20b")), "GET /a b"},
        {HAR(REQUEST("GET", "https://api.example/v1/%61%2fb")), "GET /a%2Fb"},
        {HAR(REQUEST("GET", "https://api.example/v1/c%2Fb")), "GET /{one}"},
        {HAR(REQUEST("GET", "https://me:pw@Api.Example:443/v1/orders/search?q=1")),
         "GET /orders/search"},
        {HAR(REQUEST("GET", "HTTPS://api.example:/v1/orders/search#x")), "GET /orders/search"},
        {HAR(REQUEST("GET", "http://OTHER.example:80/~old/orders/7")), "GET /orders/{id}"},
        {HAR(REQUEST("GET", "http://local/orders/7")), "GET /orders/{id}"},
        {HAR(REQUEST("GET", "http://local:8080/orders/7")), "GET /orders/{id}"},
        {"get /orders/search?q=1", "GET /orders/search"},
        {"GET /orders/search#x", "GET /orders/search"},
        {"GET /v1/orders/search?q=1", "GET /orders/search"},
        {"GET /caf%c3%a9/7?a=/b", "GET /caf\xc3\xa9/{n}"},
        /* another port, another host, another path: others are passed over */
        {HAR(REQUEST("GET", "https://api.example/v1/x") "," REQUEST(
             "GET",
             "https://"
             "api.example:8443/v1/"
             "orders/7") "," REQUEST("GET",
                                     "http://api.example/v1/orders/7") "," REQUEST("GET",
                                                                                   "https://"
                                                                                   "api.example/v2/"
                                                                                   "a%2Fb")),
         "GET /{one}"},
        /* asked before a call to another host */
        {HAR(REQUEST("OPTIONS", "https://api.example/v1/orders/7") "," REQUEST(
             "GET", "https://api.example/v1/orders/7")),
         "GET /orders/{id}"},
    };
    used(spelled, cases, COUNT(cases));
}

/* Where every host would do, nobody can tell what was meant for the API. */
static void a_server_without_a_name_makes_no_request_one_to_the_api(void **state)
{
    (void)state;
    static const char anywhere[] = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n"
                                   "servers: [{url: 'https://{host}/v1'}, {url: /v1}]\n"
                                   "paths: {/orders: {get: {}}}\n";
    static const struct used_case cases[] = {
        {HAR(REQUEST("GET", "https://cdn.example/v1/app.js") "," REQUEST(
             "GET", "https://api.example/v1/orders")),
         "GET /orders"},
    };
    used(anywhere, cases, COUNT(cases));
}

/* The best of all servers, whichever is named first; an operation's own server is its alone. */
static void the_longest_address_is_meant(void **state)
{
    (void)state;
    static const char two[] = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n"
                              "servers: [{url: /}, {url: /v1}]\n"
                              "paths:\n"
                              "  /{a}/{b}: {get: {}}\n"
                              "  /orders: {get: {}}\n"
                              "  /up: {post: {servers: [{url: 'https://files.example'}]}}\n"
                              "  /{any}: {post: {}}\n";
    static const struct used_case cases[] = {
        {"GET /v1/orders", "GET /orders"},
        {"GET /v2/orders", "GET /{a}/{b}"},
        {"POST https://files.example/up", "POST /up"},
    };
    used(two, cases, COUNT(cases));
}

static void operations_that_the_api_does_not_have_are_refused(void **state)
{
    (void)state;
    refused(api, CTR_E_INPUT, "listOrders\nlistOrder\n",
            "use:2:1: the API has no operationId 'listOrder'; give one that it has, or METHOD and "
            "path");
    refused(api, CTR_E_INPUT, "- PUT /orders\n",
            "use:1:3: the API has no operation 'PUT /orders'; name one as the document does");
    refused(api, CTR_E_INPUT, "- {method: get}\n",
            "use:1:3: an operation is an operationId, \"METHOD path\", or an object with "
            "'operationId' or with 'method' and 'path'");
    refused(api, CTR_E_INPUT, "[]", "use:1:1: the list of operations is empty");
    refused(api, CTR_E_INPUT, "# nothing\n",
            "use:1:1: there is no operation here; expected an operationId or METHOD and path on "
            "each line, a list of them in JSON or YAML, or a HAR file");
    refused(api, CTR_E_INPUT, "{\"requests\": []}",
            "use:1:1: this is neither a list of operations nor a HAR file; expected a list, "
            "'operations' with one, 'log' with 'entries', or lines");
    refused(api, CTR_E_INPUT, HAR(REQUEST("GET", "https://other.example/v1/orders")),
            "use:1:39: none of the 1 requests is one to this API; its servers say where it is");
    refused(api, CTR_E_INPUT,
            HAR(REQUEST("GET", "https://api.example/v1/orders") "," REQUEST(
                "PATCH", "https://api.example/v1/orders/7")),
            "use:1:150: the API has no operation 'PATCH https://api.example/v1/orders/7', but that "
            "is where its servers are; leave out requests that are none of its");
    refused(api, CTR_E_INPUT, HAR(REQUEST("OPTIONS", "https://api.example/v1/none")),
            "use:1:81: the API has no operation 'OPTIONS https://api.example/v1/none', but that is "
            "where its servers are; leave out requests that are none of its");
    refused(api, CTR_E_INPUT, HAR("{\"response\": {}}"),
            "use:1:40: an entry of a HAR file needs 'request' with 'method' and 'url'");
}

/* ---- calls of services */

static const char calls[] =
    "syntax = \"proto2\";\npackage a.v1;\n"
    "service Svc { rpc Get(GetRequest) returns (stream Order); rpc Ping(Empty) returns (Empty); }\n"
    "message Empty {}\n"
    "message GetRequest { optional string id = 1; extensions 100 to 200; }\n"
    "message Order { map<string, Line> lines = 1; optional Outer.State state = 2; optional Order "
    "up = 3; }\n"
    "message Line { optional int32 n = 1; }\n"
    "message Outer { enum State { NONE = 0; } message Other {} }\n"
    "message Trace { optional Level level = 1; }\n"
    "enum Level { LOW = 0; }\n"
    "extend GetRequest { optional Trace trace = 100; }\n";

static void a_call_needs_all_that_it_carries(void **state)
{
    (void)state;
    static const char get[] = "a.v1.GetRequest, a.v1.Level, a.v1.Line, a.v1.Order, "
                              "a.v1.Outer.State, a.v1.Svc.Get, a.v1.Trace, a.v1.trace";
    static const struct used_case cases[] = {
        {"a.v1.Svc.Get\n", get},
        {"# a word\r\n  /a.v1.Svc/Get \r\n\na.v1.Svc.Get", get},
        {"a.v1.Svc.Ping", "a.v1.Empty, a.v1.Svc.Ping"},
        {"a.v1.Svc",
         "a.v1.Empty, a.v1.GetRequest, a.v1.Level, a.v1.Line, a.v1.Order, a.v1.Outer.State, "
         "a.v1.Svc, a.v1.Svc.Get, a.v1.Svc.Ping, a.v1.Trace, a.v1.trace"},
        {"a.v1.Order", "a.v1.Line, a.v1.Order, a.v1.Outer.State"},
    };
    used(calls, cases, COUNT(cases));
    refused(calls, CTR_E_INPUT, "a.v1.Svc.Get\n Svc.Get\n",
            "use:2:2: there is no service, method or message 'Svc.Get'; give one a line, with its "
            "package");
    refused(calls, CTR_E_INPUT, "/a.v1.Svc.Get",
            "use:1:1: there is no service, method or message '/a.v1.Svc.Get'; give one a line, "
            "with its package");
    refused(calls, CTR_E_INPUT, "/",
            "use:1:1: there is no service, method or message '/'; give one a line, with its "
            "package");
    refused(calls, CTR_E_INPUT, "# none\n",
            "use:1:1: it uses nothing of the document; expected what uses a part of it");
}

/* ---- statements over a schema */

static void columns_of_statements_are_used(void **state)
{
    (void)state;
    static const struct used_case cases[] = {
        {"SELECT o.id, c.name n FROM orders o JOIN customers AS c ON c.id = o.customer_id ORDER BY "
         "n",
         "customers.id, customers.name, orders.customer_id, orders.id"},
        {"select ID, Total from Orders", "orders.id, orders.total"},
        {"SELECT id FROM orders, customers", "customers.id, orders.id"},
        {"SELECT sub.y FROM (SELECT total AS y FROM orders) sub WHERE EXISTS (SELECT 1 FROM "
         "customers WHERE name LIKE 'a%')",
         "customers.name, orders.total"},
        {"WITH RECURSIVE big (k) AS (SELECT id FROM orders), few AS (SELECT k FROM big) SELECT "
         "few.k, extract(year FROM placed) FROM few, (orders JOIN customers USING (id))",
         "customers.id, orders.id, orders.placed"},
        {"SELECT id, sum(total) OVER w AS run FROM orders WINDOW w AS (PARTITION BY state)",
         "orders.id, orders.state, orders.total"},
        {"UPDATE orders SET total = total * 2 WHERE id = $1::bigint AND placed < date '2026-01-01'",
         "orders.id, orders.placed, orders.total"},
        {"SELECT total FROM orders WHERE id = :id AND state = %(state)s AND placed > ?",
         "orders.id, orders.placed, orders.state, orders.total"},
        {"SELECT id FROM open_orders; SELECT name FROM customers -- all\n;",
         "customers.name, open_orders.id"},
        {"SELECT id FROM orders WHERE state IS DISTINCT FROM 'a' ORDER BY 1 LIMIT 5 FOR UPDATE",
         "orders.id, orders.state"},
        {"SELECT CASE WHEN total > 1 THEN 'a' END kind FROM public.orders", "orders.total"},
    };
    used(tables, cases, COUNT(cases));
}

static void what_cannot_be_told_is_the_whole_table(void **state)
{
    (void)state;
    static const struct used_case cases[] = {
        {"SELECT * FROM open_orders", "open_orders"},
        {"SELECT o.*, name FROM orders o, customers", "customers.name, orders"},
        {"SELECT count(*) FROM orders", "orders"},
        {"SELECT o FROM orders AS o", "orders"},
        {"SELECT name FROM orders NATURAL JOIN customers", "customers, customers.name, orders"},
        {"SELECT x FROM orders AS o (x, y)", "orders"},
        {"INSERT INTO orders (id, total) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET total = "
         "excluded.total",
         "orders, orders.id, orders.total"},
        {"INSERT INTO orders (id) SELECT id FROM customers", "customers.id, orders, orders.id"},
        {"DELETE FROM customers WHERE email IS NULL", "customers, customers.email"},
    };
    used(tables, cases, COUNT(cases));
}

static void names_that_the_schema_does_not_have_are_refused(void **state)
{
    (void)state;
    refused(tables, CTR_E_INPUT, "SELECT id,\n  price FROM orders",
            "use:2:3: no table of this statement has a column 'price'; name one that the schema "
            "declares");
    refused(tables, CTR_E_INPUT, "SELECT o.price FROM orders o",
            "use:1:10: no table of this statement has a column 'price'; name one that the schema "
            "declares");
    refused(tables, CTR_E_INPUT, "SELECT x.id FROM orders o",
            "use:1:8: 'x' is no table of this statement; name one that stands behind FROM, JOIN, "
            "INTO or UPDATE");
    refused(tables, CTR_E_INPUT, "SELECT 1 FROM nothing",
            "use:1:15: the schema has no table or view 'nothing'; name one that it declares");
    refused(tables, CTR_E_INPUT, "WITH a AS SELECT 1",
            "use:1:11: 'SELECT' stands here; expected AS and a query in parentheses");
    refused(tables, CTR_E_INPUT, " ; ",
            "use:1:1: there is no statement here; expected SELECT, INSERT, UPDATE or DELETE");
    refused(tables, CTR_E_UNSUPPORTED, "TRUNCATE orders",
            "use:1:1: what this statement uses cannot be told; SELECT, INSERT, UPDATE and DELETE "
            "are read");
}

/* A name that is passed over would be a consumer that is told to be safe: each column of a query is
 * renamed in turn, and has to be missed. */
static void no_column_of_a_query_is_passed_over(void **state)
{
    (void)state;
    static const char *const queries[] = {
        "SELECT id, state FROM orders WHERE total > 1 GROUP BY placed HAVING max(customer_id) > 2",
        "SELECT a.id FROM orders a LEFT JOIN orders b ON a.total = b.customer_id AND b.state = "
        "a.state ORDER BY a.placed DESC",
        "UPDATE orders SET state = CASE placed WHEN NULL THEN 'a' ELSE upper(state) END WHERE "
        "total BETWEEN id AND customer_id",
    };
    static const char *const columns[] = {"id", "customer_id", "total", "state", "placed"};
    for (size_t q = 0; q < COUNT(queries); q++) {
        for (size_t c = 0; c < COUNT(columns); c++) {
            struct lc_ctx ctx;
            struct ctr_outline outline;
            bool found = false;
            lc_ctx_begin(&ctx, NULL);
            assert_int_equal(lc_once(&ctx), CTR_OK);
            assert_int_equal(used_of(&ctx, tables, queries[q], &outline), CTR_OK);
            const char *part = lc_format(&ctx, "orders.%s", columns[c]);
            for (size_t k = 0; k < outline.count; k++) {
                found = found || strcmp(outline.parts[k], part) == 0;
            }
            assert_true(found);
            lc_ctx_end(&ctx, CTR_OK, NULL);
        }
    }
}

/* ---- an example of the data */

static void what_an_example_holds_is_used(void **state)
{
    (void)state;
    static const struct used_case cases[] = {
        {"{\"id\": \"1\", \"lines\": [{\"sku\": 1}, {\"sku\": 2, \"count\": 3}]}",
         "/id, /lines/*/count, /lines/*/sku"},
        {"{\"tags\": {\"a\": \"x\", \"b\": \"y\"}}", "/tags/{}"},
        {"next:\n  next:\n    id: a\n", "/next/next/id"},
        {"{\"pair\": [1, {\"a\": 2}]}", "/pair/0, /pair/1/a"},
        {"{\"lines\": [], \"tags\": {}, \"a/b\": null}", "/a~1b, /lines, /tags"},
        {"{\"n\\u0000\": 1}", "/n~u0000"},
        {"{}", "/"},
    };
    used(data, cases, COUNT(cases));
}

static void what_the_schema_does_not_declare_is_refused(void **state)
{
    (void)state;
    refused(data, CTR_E_INPUT, "{\"id\": \"1\",\n \"name\": 2}",
            "use:2:2: the schema declares nothing at '/name'; leave it out of the example, or "
            "declare it");
    refused(data, CTR_E_INPUT, "{\"lines\": [{\"price\": 1}]}",
            "use:1:13: the schema declares nothing at '/lines/*/price'; leave it out of the "
            "example, or declare it");
    refused(data, CTR_E_INPUT, "{\"id\": \"1\"",
            "use:1:11: the document ends inside the object that begins at 1:1");
}

/* ---- faults */

static bool all(const ctr_allocator *alloc)
{
    static const struct {
        const char *document, *text;
    } rows[] = {
        {api, HAR(REQUEST("GET", "https://api.example/v1/orders?page=2"))},
        {api, "- getOrder\n- GET /orders\n"},
        {tables, "WITH b (k) AS (SELECT id FROM orders) SELECT k, o.total FROM b, orders o"},
        {calls, "a.v1.Svc\na.v1.Order\n"},
        {data, "{\"lines\": [{\"sku\": 1}], \"tags\": {\"a\": \"b\"}}"},
    };
    bool good = true;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct lc_ctx ctx;
        struct ctr_outline outline;
        ctr_status status = lc_ctx_begin(&ctx, alloc);
        status = status ? status : used_of(&ctx, rows[i].document, rows[i].text, &outline);
        assert_true(status == CTR_OK || status == CTR_E_NOMEM);
        assert_true(status != CTR_OK || outline.count > 0);
        lc_ctx_end(&ctx, status, NULL);
        good = good && status == CTR_OK;
    }
    return good;
}

static void no_memory_is_told_and_leaves_nothing_behind(void **state)
{
    (void)state;
    fault_walk(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_of_operations_is_used_as_it_says),
        cmocka_unit_test(recorded_requests_are_matched_to_templates),
        cmocka_unit_test(an_address_is_the_same_however_it_is_spelled),
        cmocka_unit_test(a_server_without_a_name_makes_no_request_one_to_the_api),
        cmocka_unit_test(the_longest_address_is_meant),
        cmocka_unit_test(operations_that_the_api_does_not_have_are_refused),
        cmocka_unit_test(a_call_needs_all_that_it_carries),
        cmocka_unit_test(columns_of_statements_are_used),
        cmocka_unit_test(what_cannot_be_told_is_the_whole_table),
        cmocka_unit_test(names_that_the_schema_does_not_have_are_refused),
        cmocka_unit_test(no_column_of_a_query_is_passed_over),
        cmocka_unit_test(what_an_example_holds_is_used),
        cmocka_unit_test(what_the_schema_does_not_declare_is_refused),
        cmocka_unit_test(no_memory_is_told_and_leaves_nothing_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
