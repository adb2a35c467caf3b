/* Reading, comparing, listing and asking while each allocation fails in turn. */
#include "openapi_case.h"

#include "../base/fault.h"

/* An API with a bit of everything, `count` times over, so that scratch memory has to grow. */
static char *make_api(const char *description, int count)
{
    struct lc_buf buf;
    ctr_allocator alloc;
    lc_alloc_init(&alloc, NULL);
    lc_buf_init(&buf, &alloc, 1 << 24);
    lc_buf_text(&buf, OA_HEAD "security: [{key: []}]\nservers: [{url: /}]\npaths:\n");
    for (int i = 0; i < count; i++) {
        lc_buf_printf(&buf,
                      "  /a%d/{id}:\n"
                      "    parameters: [{name: id, in: path, required: true, description: %s}]\n"
                      "    post:\n"
                      "      tags: [%s]\n"
                      "      operationId: %s%d\n"
                      "      requestBody: {content: {%s/json: {schema: {type: object}}}}\n"
                      "      responses: {'200': {description: %s, headers: {%s: {}}}}\n"
                      "      callbacks: {c: {'{$url}': {post: {summary: %s}}}}\n",
                      i, description, description, description, i, description, description,
                      description, description);
    }
    lc_buf_printf(&buf, "webhooks: {%s: {post: {}}}\n", description);
    lc_buf_printf(&buf, "components: {securitySchemes: {key: {type: http, scheme: %s}}}\n",
                  description);
    return buf.data;
}

static char *old_text;
static char *new_text;

static bool compare(const ctr_allocator *alloc)
{
    struct lc_ctx ctx;
    struct lc_spec older, newer;
    struct ctr_diff diff;
    struct ctr_outline outline;
    bool has = false;
    ctr_source source[2] = {{.struct_size = sizeof source[0], .data = old_text, .file = "old"},
                            {.struct_size = sizeof source[1], .data = new_text, .file = "new"}};
    source[0].size = strlen(old_text);
    source[1].size = strlen(new_text);
    ctr_status status = lc_ctx_begin(&ctx, alloc);
    status = status ? status : lc_spec_read(&ctx, &source[0], &older);
    status = status ? status : lc_spec_read(&ctx, &source[1], &newer);
    status = status ? status
                    : lc_spec_diff(&ctx, &older, &newer, CTR_MODE_FULL, CTR_PROFILE_STRICT, &diff);
    status = status ? status : lc_spec_outline(&ctx, &older, &outline);
    status = status ? status : lc_spec_has_part(&ctx, &older, "POST /a0/{x} body", &has);
    assert_true(status == CTR_OK || status == CTR_E_NOMEM);
    assert_true(status != CTR_OK || (has && diff.count > 100 && outline.count > 100));
    lc_ctx_end(&ctx, status, NULL);
    return status == CTR_OK;
}

static void no_memory_is_told_and_leaves_nothing_behind(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(lc_once(&ctx), CTR_OK);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    old_text = make_api("one", 20);
    new_text = make_api("two", 20);
    fault_walk(compare);
    free(old_text);
    free(new_text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_memory_is_told_and_leaves_nothing_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
