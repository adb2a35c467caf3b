/*
 * JSONTestSuite whole: every text that must be accepted is, every one that must be refused is. The
 * suite lies outside this project; without it the test is skipped.
 */
#include "reading.h"

#include "codec/base64.h"

enum { SKIP = 77 };

static char *corpus;
static size_t corpus_size;

/* Contents of ROOT/corpora/..., NULL if it is not there. */
static bool load(const char *root)
{
    char path[4096];
    if (!root) {
        return false;
    }
    snprintf(path, sizeof path, "%s/corpora/compat/json-parsing/cases.json", root);
    FILE *file = fopen(path, "rb");
    if (!file) {
        return false;
    }
    enum { ROOM = 1 << 22 };
    corpus = malloc(ROOM);
    corpus_size = corpus ? fread(corpus, 1, ROOM, file) : 0;
    fclose(file);
    return corpus_size > 0 && corpus_size < ROOM;
}

static bool find_corpus(void)
{
    const char *source = getenv("srcdir");
    char beside[4096] = "";
    if (source) {
        snprintf(beside, sizeof beside, "%s/../shared", source);
    }
    return load(getenv("CTR_SHARED")) || load("../shared") || load("../../shared") ||
           load(source ? beside : NULL);
}

/* The two texts that are too large to be stored are recipes: a piece again and again. */
static struct lc_str make_huge(struct lc_ctx *ctx, struct lc_str id, int64_t size)
{
    bool arrays = lc_str_is(id, "n_structure_100000_opening_arrays.json");
    bool objects = lc_str_is(id, "n_structure_open_array_object.json");
    struct lc_str piece = objects ? LC_STR("[{\"\":") : LC_STR("[");
    size_t count = (size_t)size / piece.len;
    assert_true(arrays || objects);
    char *text = lc_new(ctx, (size_t)size, 1);
    assert_non_null(text);
    memset(text, '\n', (size_t)size); /* what is over behind the last piece */
    for (size_t i = 0; i < count; i++) {
        memcpy(text + i * piece.len, piece.ptr, piece.len);
    }
    return lc_str_n(text, (size_t)size);
}

static struct lc_str text_of(struct lc_ctx *ctx, const struct lc_value *item)
{
    struct lc_str base64 = lc_text(lc_get(item, "base64"));
    struct lc_base64 state = {0};
    struct lc_buf buf;
    int64_t size = -1;
    assert_true(lc_int(lc_get(item, "size"), &size));
    if (!base64.ptr) {
        return make_huge(ctx, lc_text(lc_get(item, "id")), size);
    }
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX - 1);
    assert_true(lc_base64_feed(&state, base64, &buf));
    assert_true(lc_base64_done(&state));
    assert_int_equal(buf.size, size);
    const char *text = lc_dup(ctx, lc_str_n(buf.data, buf.size));
    assert_non_null(text);
    lc_buf_free(&buf);
    return lc_str_n(text, (size_t)size);
}

static void check_case(const struct lc_value *item, uint32_t max_depth, size_t *wrong)
{
    static const struct lc_read_options options = {.last_duplicate = true};
    struct lc_str id = lc_text(lc_get(item, "id"));
    struct lc_str expect = lc_text(lc_get(item, "expect"));
    struct reading r;
    reading_begin(&r);
    r.ctx.limits.max_depth = max_depth;
    reading_take(&r, lc_json_read, text_of(&r.ctx, item), &options);
    bool accepted = r.status == CTR_OK;
    assert_true(accepted == (r.ctx.error == NULL));
    if (!lc_str_is(expect, "either") && accepted != lc_str_is(expect, "accept")) {
        print_error("%.*s: wanted %.*s, got: %s\n", (int)id.len, id.ptr, (int)expect.len,
                    expect.ptr, accepted ? "accepted" : reading_message(&r));
        (*wrong)++;
    }
    reading_end(&r);
}

static void check_all(uint32_t max_depth)
{
    struct reading suite;
    size_t wrong = 0;
    reading_begin(&suite);
    reading_take(&suite, lc_json_read, lc_str_n(corpus, corpus_size), NULL);
    assert_int_equal(suite.status, CTR_OK);
    assert_int_equal(suite.doc.root->kind, LC_ARRAY);
    assert_true(suite.doc.root->count >= 318);
    for (uint32_t i = 0; i < suite.doc.root->count; i++) {
        check_case(&suite.doc.root->items[i], max_depth, &wrong);
    }
    assert_int_equal(wrong, 0);
    reading_end(&suite);
}

static void the_whole_suite_is_judged_right(void **state)
{
    (void)state;
    check_all(512);
}

static void and_right_with_the_deepest_limit(void **state)
{
    (void)state;
    check_all(UINT32_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_whole_suite_is_judged_right),
        cmocka_unit_test(and_right_with_the_deepest_limit),
    };
    if (!find_corpus()) {
        printf("JSONTestSuite is not here (CTR_SHARED or ../shared): skipped\n");
        return SKIP;
    }
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(corpus);
    return failed;
}
