/* Parts: their text, and which finding hits which used part. */
#include "schema_case.h"

static struct lc_part key(const struct lc_part *parent, const char *name)
{
    return (struct lc_part){.parent = parent, .kind = LC_PART_KEY, .text = lc_str(name)};
}

static struct lc_part words(const struct lc_part *parent, const char *text)
{
    return (struct lc_part){.parent = parent, .kind = LC_PART_WORDS, .text = lc_str(text)};
}

static void addresses_are_written_as_documented(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_string_equal(lc_part_text(&ctx, NULL), "/");

    struct lc_part a = key(NULL, "a/b");
    struct lc_part b = key(&a, "~c");
    struct lc_part item = {.parent = &b, .kind = LC_PART_ITEM};
    struct lc_part tuple = {.parent = &item, .kind = LC_PART_TUPLE, .index = 12};
    struct lc_part map = {.parent = &tuple, .kind = LC_PART_MAP};
    assert_string_equal(lc_part_text(&ctx, &a), "/a~1b");
    assert_string_equal(lc_part_text(&ctx, &map), "/a~1b/~0c/*/12/{}");

    struct lc_part op = words(NULL, "GET /orders/{id}");
    struct lc_part response = words(&op, "response 200");
    struct lc_part status = key(&response, "status");
    struct lc_part empty = key(&status, "");
    assert_string_equal(lc_part_text(&ctx, &op), "GET /orders/{id}");
    assert_string_equal(lc_part_text(&ctx, &response), "GET /orders/{id} response 200");
    assert_string_equal(lc_part_text(&ctx, &status), "GET /orders/{id} response 200 /status");
    assert_string_equal(lc_part_text(&ctx, &empty), "GET /orders/{id} response 200 /status/");

    struct lc_part zero = {.kind = LC_PART_KEY, .text = {"a\0b", 3}};
    assert_string_equal(lc_part_text(&ctx, &zero), "/a~u0000b");
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void names_of_path_parameters_are_left_out(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"GET /orders/{id} response 200 /status", "GET /orders/{} response 200 /status"},
        {"GET /a/{b}/c/{d}.{e} query f", "GET /a/{}/c/{}.{} query f"},
        {"webhook w{x} POST body /{y}", "webhook w{} POST body /{y}"},
        {"GET /{a} callback on {$request.body#/url} POST",
         "GET /{} callback on {$request.body#/url} POST"},
        {"GET /orders response 200 /{}/{a}", "GET /orders response 200 /{}/{a}"},
        {"GET /{open", "GET /{open"},
        {"GET /orders", "GET /orders"},
        {"/a/{b}", "/a/{b}"},
        {"Order.{b}", "Order.{b}"},
        {"", ""},
    };
    struct lc_ctx ctx;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(lc_part_unnamed(&ctx, rows[i][0]), rows[i][1]);
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void findings_hit_what_they_cover(void **state)
{
    (void)state;
    static const struct {
        const char *finding, *used;
        bool hits;
    } rows[] = {
        {"/a/b", "/a/b", true},
        {"/a", "/a/b", true},
        {"/a/b", "/a", true},
        {"/a", "/ab", false},
        {"/ab", "/a", false},
        {"/", "/a/b", true},
        {"/a/b", "/", true},
        {"/a/b", "/a/c", false},
        {"/a b", "/a b/c", true},
        {"/a", "/a b", false},
        {"GET /x", "GET /x", true},
        {"GET /x", "GET /x response 200 /a", true},
        {"GET /x response 200 /a", "GET /x", true},
        {"GET /x", "GET /x/y", false},
        {"GET /x/y response 200", "GET /x", false},
        {"GET /x", "POST /x", false},
        {"GET /x response 200 /a", "GET /x response 200 /a/b", true},
        {"GET /x response 200 /a", "GET /x response 200 /b", false},
        {"GET /x response 200 /a", "GET /x response 200", true},
        {"GET /x response 200 /a", "GET /x response 2001 /a", false},
        {"GET /x response 200", "GET /x response 200 application/json /a", true},
        {"GET /x response 200 application/json /a", "GET /x response 200", true},
        {"GET /x response 200 application/json /a", "GET /x response 200 text/plain /a", false},
        {"GET /x response 200 application/json /a", "GET /x response 200 /a", true},
        {"GET /x response 200 application/json /a", "GET /x response 200 /b", false},
        {"GET /x response 200 /a/b", "GET /x response 200 text/plain; q=1 /a", true},
        {"GET /x body application/json /a", "GET /x body /b", true},
        {"GET /x response 200 header A", "GET /x response 200 application/json /a", false},
        {"GET /x response 200 /a", "GET /x response 404 /a", false},
        {"GET /x/{id} response 200 /a", "GET /x/{order} response 200 /a", true},
        {"GET /x/{id}/y response 200 /a", "GET /x/{order}/z response 200 /a", false},
        {"GET /x response 200 /{id}", "GET /x response 200 /{order}", false},
        {"GET /x/{order id} response 200 /a", "GET /x/{id} response 200 /a", true},
        {"GET /x/{order id} query q", "GET /x/{order id} response 200 /a", true},
        {"GET /x/{order id} response 200 /b", "GET /x/{order id} response 200 /a", false},
        {"/rates/EUR", "/rates/{}", true},
        {"/rates/EUR/sum", "/rates/{}", true},
        {"/rates/EUR", "/rates/{}/sum", true},
        {"/rates/EUR/sum", "/rates/{}/tax", false},
        {"/rates/{}", "/rates/EUR", false},
        {"/rates", "/rates/{}", true},
        {"/fees/EUR", "/rates/{}", false},
        {"/a/0", "/a/*", true},
        {"/a/12/b", "/a/*/b", true},
        {"/a/12/b", "/a/*/c", false},
        {"/a/b", "/a/*", false},
        {"/a/*", "/a/0", false},
        {"GET /x response 200 /r/EUR", "GET /x response 200 /r/{}", true},
        {"GET /x query limit", "GET /x response 200 /a", true},
        {"GET /x header Accept", "GET /x response 200", true},
        {"GET /x response 200 header Link", "GET /x response 200 /a", false},
        {"POST /x body /a", "POST /x response 200 /b", true},
        {"POST /x body /a", "POST /x body /b", true},
        {"POST /x response 200 /b", "POST /x body /a", false},
        {"webhook order.paid POST body /id", "webhook order.paid POST body /sum", true},
        {"webhook order.paid POST response 200 /a", "webhook order.paid POST", true},
        {"webhook order.paid POST", "webhook order.lost POST", false},
        {"webhook order.paid POST response 200 /a", "webhook order.paid POST body /id", true},
        {"webhook new order POST body /id", "webhook new order POST body /sum", true},
        {"webhook new order POST body /id", "webhook old order POST body /sum", false},
        {"POST /x callback done {$url} POST response 200 /a",
         "POST /x callback done {$url} POST body /id", true},
        {"POST /x callback all done {$url#/a b} POST response 200 /a",
         "POST /x callback all done {$url#/a b} POST body /id", true},
        {"POST /x response 200 /a", "POST /x callback done {$url} POST body /id", false},
        {"POST /x callback done {$url} POST response 200 /a",
         "POST /x callback done {$url} POST response 200 /a/b", true},
        {"POST /x", "POST /x callback done {$url} POST response 200 /a", true},
        {"POST /x body /a", "POST /x callback done {$url} POST response 200 /a", false},
        {"POST /x callback done {$url} POST body /a", "POST /x", true},
        {"orders.status", "orders.status", true},
        {"orders.status", "orders.state", false},
        {"orders", "orders.status", true},
        {"orders.status", "orders", true},
        {"orders", "orders2.status", false},
        {"Query.order", "Query.order(id)", true},
        {"Query.order(id)", "Query.order", true},
        {"Query.order(id)", "Query.order(first)", false},
        {"/", "orders.status", true},
        {"orders.status", "/", true},
        {"/a", "GET /a", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (lc_part_hits(rows[i].finding, rows[i].used) != rows[i].hits) {
            fail_msg("'%s' should %shit '%s'", rows[i].finding, rows[i].hits ? "" : "not ",
                     rows[i].used);
        }
    }
}

static void messages_to_the_application_are_hit_as_a_whole(void **state)
{
    (void)state;
    static const struct {
        const char *finding, *used;
        bool hits;
    } rows[] = {
        {"receive orders message m /b", "receive orders message m /a", true},
        {"receive orders message m /b", "receive orders message m headers /a", true},
        {"receive orders message m key", "receive orders message m /a", true},
        {"receive orders message m /b", "receive orders message mm /a", false},
        {"receive orders message m /b", "receive orders reply message m /a", false},
        {"receive orders message m /b", "receive sales message m /a", false},
        {"receive orders message m /b", "receive orders", true},
        {"send orders message m /b", "send orders message m /a", false},
        {"send orders message m /b", "send orders message m /b/c", true},
        {"send orders reply message m /b", "send orders reply message m /a", true},
        {"send orders reply message m /b", "send orders message m /b", false},
        {"receive orders reply message m /b", "receive orders reply message m /a", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (lc_part_hits(rows[i].finding, rows[i].used) != rows[i].hits) {
            fail_msg("'%s' should %shit '%s'", rows[i].finding, rows[i].hits ? "" : "not ",
                     rows[i].used);
        }
    }
}

static void demands_hit_what_is_around(void **state)
{
    (void)state;
    static const struct {
        const char *finding, *used;
        bool hits;
    } rows[] = {
        {"/b", "/a", true},
        {"/b", "/o/a", true},
        {"/o/b", "/o/a", true},
        {"/o/b", "/o", true},
        {"/o/b", "/", true},
        {"/o/b", "/a", false},
        {"/o/b", "/of/a", false},
        {"/lines/*/b", "/lines/*/a", true},
        {"/lines/*/b", "/lines", true},
        {"/lines/*/b", "/total", false},
        {"/", "/a", true},
        {"shop.Order.b", "shop.Order.a", true},
        {"shop.Order.b", "shop.Orders.a", false},
        {"Query.order(first)", "Query.order(id)", true},
        {"Query.order(first)", "Query.orders(id)", false},
        {"Filter.b", "Filter", true},
        {"b", "a", true},
        {"phase review requires spec", "phase review exit coverage", true},
        {"phase review requires spec", "phase build exit coverage", false},
        {"extension urn:x", "skill book", true},
        {"send orders message m /o/b", "send orders message m /o/a", true},
        {"send orders message m /o/b", "send orders message m /a", false},
        {"send orders message m /b", "send orders message m /a", true},
        {"send orders message m /b", "send orders message n /a", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (lc_part_hits_around(rows[i].finding, rows[i].used) != rows[i].hits) {
            fail_msg("around '%s' should %shit '%s'", rows[i].finding, rows[i].hits ? "" : "not ",
                     rows[i].used);
        }
    }
}

/* Anything may come from a stored text or a command line. */
static void malformed_addresses_do_no_harm(void **state)
{
    (void)state;
    static const char *const texts[] = {"",          " ",        "GET",
                                        "GET ",      "webhook",  "webhook ",
                                        "GET /x  /", "GET /{x",  "GET /x callback",
                                        "//",        "GET /x /", "GET /}{"};
    size_t count = sizeof texts / sizeof texts[0];
    struct lc_ctx ctx;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    for (size_t i = 0; i < count; i++) {
        assert_non_null(lc_part_unnamed(&ctx, texts[i]));
        for (size_t k = 0; k < count; k++) {
            (void)lc_part_hits(texts[i], texts[k]);
            (void)lc_part_hits_around(texts[i], texts[k]);
        }
        assert_true(lc_part_hits(texts[i], texts[i]));
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_written_as_documented),
        cmocka_unit_test(names_of_path_parameters_are_left_out),
        cmocka_unit_test(findings_hit_what_they_cover),
        cmocka_unit_test(messages_to_the_application_are_hit_as_a_whole),
        cmocka_unit_test(demands_hit_what_is_around),
        cmocka_unit_test(malformed_addresses_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
