/* Operations with more names than are kept in a list: parameters and tags by the hundred. */
#include "openapi_case.h"

enum { MANY = 100 };

/* An operation with `count` tags and query parameters, the numbers from `first` on. */
static char *api(struct lc_ctx *ctx, int first, int count, const char *last)
{
    struct lc_buf buf;
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX / 2);
    lc_buf_text(&buf, OA_GET "      tags: [");
    for (int i = first; i < first + count; i++) {
        lc_buf_text(&buf, i > first ? ", t" : "t");
        lc_buf_int(&buf, i);
    }
    lc_buf_text(&buf, "]\n      parameters:\n");
    for (int i = first; i < first + count; i++) {
        lc_buf_text(&buf, "      - {in: query, name: p");
        lc_buf_int(&buf, i);
        lc_buf_text(&buf, "}\n");
    }
    lc_buf_text(&buf, last);
    lc_buf_text(&buf, OA_OK);
    char *text = lc_dup(ctx, lc_str_n(buf.data, buf.size));
    assert_non_null(text);
    lc_buf_free(&buf);
    return text;
}

/* Every edition moves on by one: one name goes, one comes, the others are matched. */
static void names_are_matched_however_many_there_are(void **state)
{
    (void)state;
    for (int count = 1; count <= MANY; count += count < 20 ? 1 : 40) {
        struct lc_ctx texts;
        struct oa_case c;
        assert_int_equal(lc_ctx_begin(&texts, NULL), CTR_OK);
        oa_diff(&c, api(&texts, 0, count, ""), api(&texts, 1, count, ""), CTR_MODE_BACKWARD);
        assert_string_equal(oa_told(&c),
                            lc_format(&texts,
                                      "warning request-parameter-removed at GET /a query p0\n"
                                      "info api-tag-added at GET /a\n"
                                      "info api-tag-removed at GET /a\n"
                                      "info new-optional-request-parameter at GET /a query p%d\n",
                                      count));
        oa_end(&c);
        oa_diff(&c, api(&texts, 0, count, ""), api(&texts, 0, count, ""), CTR_MODE_BACKWARD);
        assert_int_equal(c.diff.count, 0);
        oa_end(&c);
        lc_ctx_end(&texts, CTR_OK, NULL);
    }
}

static void a_name_given_twice_is_found_however_many_there_are(void **state)
{
    (void)state;
    for (int count = 1; count <= MANY; count += count < 20 ? 1 : 40) {
        for (int twice = 0; twice<count; twice += count> 1 ? count - 1 : 1) {
            struct lc_ctx texts;
            struct oa_case c;
            assert_int_equal(lc_ctx_begin(&texts, NULL), CTR_OK);
            const char *last = lc_format(&texts, "      - {in: query, name: p%d}\n", twice);
            oa_begin(&c);
            oa_read(&c, &c.old, "api.yaml", api(&texts, 0, count, last), NULL);
            assert_int_equal(c.status, CTR_E_INPUT);
            assert_string_equal(ctr_error_message(c.ctx.error),
                                lc_format(&texts,
                                          "api.yaml:%d:9: the query parameter 'p%d' is given twice",
                                          8 + count, twice));
            oa_end(&c);
            const char *elsewhere = lc_format(&texts, "      - {in: header, name: p%d}\n", twice);
            oa_begin(&c);
            oa_read(&c, &c.old, "api.yaml", api(&texts, 0, count, elsewhere), NULL);
            assert_int_equal(c.status, CTR_OK);
            oa_end(&c);
            lc_ctx_end(&texts, CTR_OK, NULL);
        }
    }
}

/* Servers of one address, which only their variables tell apart. */
static char *servers(struct lc_ctx *ctx, int first, int count)
{
    struct lc_buf buf;
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX / 2);
    lc_buf_text(&buf, OA_HEAD "paths: {}\nservers:\n");
    for (int i = first; i < first + count; i++) {
        lc_buf_text(&buf, "- {url: 'https://{r}.x', variables: {r: {default: v");
        lc_buf_int(&buf, i);
        lc_buf_text(&buf, "}}}\n");
    }
    char *text = lc_dup(ctx, lc_str_n(buf.data, buf.size));
    assert_non_null(text);
    lc_buf_free(&buf);
    return text;
}

/* Comparing each with each would need some hundred megabytes. */
static void servers_of_one_address_are_not_compared_each_with_each(void **state)
{
    (void)state;
    enum { SERVERS = 3000 };
    struct lc_ctx texts;
    struct oa_case c;
    assert_int_equal(lc_ctx_begin(&texts, NULL), CTR_OK);
    char *old = servers(&texts, 0, SERVERS);
    oa_diff(&c, old, servers(&texts, SERVERS, SERVERS), CTR_MODE_BACKWARD);
    assert_string_equal(oa_told(&c), "warning api-server-variable-changed at /\n"
                                     "info api-server-added at /\n");
    assert_true(c.ctx.arena.total_bytes < (size_t)64 * 1024 * 1024);
    oa_end(&c);
    oa_diff(&c, old, servers(&texts, 1, SERVERS), CTR_MODE_BACKWARD);
    assert_string_equal(oa_told(&c), "warning api-server-variable-changed at /\n"
                                     "info api-server-added at /\n");
    oa_end(&c);
    lc_ctx_end(&texts, CTR_OK, NULL);
}

/* Keys may be longer than in YAML. */
#define JSON_HEAD                                                                                  \
    "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"t\", \"version\": \"1\"}, \"paths\": "
#define JSON_ITEM "{\"get\": {\"responses\": {\"200\": {\"description\": \"ok\"}}}}"

/* An answer of a media type with `count` parameters. */
static char *media(struct lc_ctx *ctx, int count, const char *last)
{
    struct lc_buf buf;
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX / 2);
    lc_buf_text(&buf,
                JSON_HEAD "{\"/a\": {\"get\": {\"responses\": {\"200\": {\"description\": \"ok\", "
                          "\"content\": {\"a/b");
    for (int i = 0; i < count; i++) {
        lc_buf_text(&buf, ";p");
        lc_buf_int(&buf, i);
        lc_buf_text(&buf, "=v");
    }
    lc_buf_text(&buf, last);
    lc_buf_text(&buf, "\": {}}}}}}}}");
    char *text = lc_dup(ctx, lc_str_n(buf.data, buf.size));
    assert_non_null(text);
    lc_buf_free(&buf);
    return text;
}

/* Each parameter is looked for among all others, which is counted. */
static void parameters_of_a_media_type_end_somewhere(void **state)
{
    (void)state;
    struct lc_ctx texts;
    struct oa_case c;
    assert_int_equal(lc_ctx_begin(&texts, NULL), CTR_OK);
    oa_diff(&c, media(&texts, MANY, ""), media(&texts, MANY, ";z=1"), CTR_MODE_BACKWARD);
    assert_string_equal(oa_told(&c),
                        "undecided response-media-type-parameter-changed at GET /a response 200\n");
    oa_end(&c);
    oa_diff(&c, media(&texts, 40 * 1000, ""), media(&texts, 40 * 1000, ";z=1"), CTR_MODE_BACKWARD);
    assert_string_equal(oa_told(&c), "undecided comparison-unfinished at /\n");
    oa_end(&c);
    lc_ctx_end(&texts, CTR_OK, NULL);
}

/* Beside a path, another of `count` segments, if any. */
static char *path(struct lc_ctx *ctx, int count)
{
    struct lc_buf buf;
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX / 2);
    lc_buf_text(&buf, JSON_HEAD "{\"/a\": " JSON_ITEM);
    lc_buf_text(&buf, count ? ", \"" : "");
    for (int i = 0; i < count; i++) {
        lc_buf_text(&buf, "/abcd");
    }
    lc_buf_text(&buf, count ? "\": " JSON_ITEM "}}" : "}}");
    char *text = lc_dup(ctx, lc_str_n(buf.data, buf.size));
    assert_non_null(text);
    lc_buf_free(&buf);
    return text;
}

/* No copy of the path is kept for each of its segments. */
static void a_long_path_takes_little_memory(void **state)
{
    (void)state;
    struct lc_ctx texts;
    struct oa_case c;
    assert_int_equal(lc_ctx_begin(&texts, NULL), CTR_OK);
    oa_diff(&c, path(&texts, 0), path(&texts, 3000), CTR_MODE_BACKWARD);
    assert_int_equal(c.diff.count, 1);
    assert_int_equal(c.diff.findings[0].level, CTR_LEVEL_INFO);
    assert_true(c.ctx.arena.total_bytes < (size_t)8 * 1024 * 1024);
    oa_end(&c);
    lc_ctx_end(&texts, CTR_OK, NULL);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_matched_however_many_there_are),
        cmocka_unit_test(a_name_given_twice_is_found_however_many_there_are),
        cmocka_unit_test(servers_of_one_address_are_not_compared_each_with_each),
        cmocka_unit_test(parameters_of_a_media_type_end_somewhere),
        cmocka_unit_test(a_long_path_takes_little_memory),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
