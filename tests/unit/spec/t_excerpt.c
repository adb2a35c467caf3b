/* Excerpts: the line of a place with its neighbours, cut to a width, and its place in it. */
#include "spec/excerpt.h"

#include "schema_case.h"

static const struct lc_excerpt *at(struct lc_ctx *ctx, const char *text, size_t offset)
{
    const struct lc_excerpt *e = lc_excerpt_at(ctx, lc_str(text), offset);
    assert_non_null(e);
    return e;
}

static void assert_line(const char *is, const char *wanted)
{
    if (!wanted) {
        assert_null(is);
        return;
    }
    assert_non_null(is);
    assert_string_equal(is, wanted);
}

static void a_line_has_its_neighbours(void **state)
{
    static const struct {
        const char *text;
        size_t offset;
        const char *before, *line, *after;
        int64_t caret;
    } rows[] = {
        {"", 0, NULL, "", NULL, 1},
        {"one", 2, NULL, "one", NULL, 3},
        {"one\n", 3, NULL, "one", NULL, 4},
        {"one\n", 99, "one", "", NULL, 1},
        {"one\ntwo\nthree\n", 0, NULL, "one", "two", 1},
        {"one\ntwo\nthree\n", 5, "one", "two", "three", 2},
        {"one\ntwo\nthree\n", 9, "two", "three", NULL, 2},
        {"one\r\ntwo\r\nthree", 6, "one", "two", "three", 2},
        {"one\rtwo\rthree", 5, "one", "two", "three", 2},
        {"one\n\nthree", 4, "one", "", "three", 1},
        {"\n\nx", 2, "", "x", NULL, 1},
        {"\t\tkey: 1", 2, NULL, "  key: 1", NULL, 3},
        {"\xC3\xA4\xE2\x82\xAC: x", 7, NULL, "\xC3\xA4\xE2\x82\xAC: x", NULL, 5},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_ctx ctx;
        assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
        const struct lc_excerpt *e = at(&ctx, rows[i].text, rows[i].offset);
        assert_line(e->before, rows[i].before);
        assert_line(e->line, rows[i].line);
        assert_line(e->after, rows[i].after);
        assert_int_equal(e->caret, rows[i].caret);
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

/* Code points in `text`, and those of the marks that it was cut. */
static size_t points(const char *text)
{
    size_t n = 0;
    for (; *text; text++) {
        n += ((unsigned char)*text & 0xC0) != 0x80;
    }
    return n;
}

static void a_long_line_is_cut_around_the_place(void **state)
{
    enum { SIZE = 100000 };
    char *text = malloc(SIZE + 1);
    struct lc_ctx ctx;

    (void)state;
    assert_non_null(text);
    memset(text, 'x', SIZE);
    text[SIZE] = '\0';
    text[50000] = '!';
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    const struct lc_excerpt *e = at(&ctx, text, 50000);
    assert_null(e->before);
    assert_null(e->after);
    assert_int_equal(points(e->line), LC_EXCERPT_WIDTH + 2);
    assert_int_equal(strncmp(e->line, "\xE2\x80\xA6x", 4), 0);
    assert_int_equal(e->caret, LC_EXCERPT_BEFORE + 2);
    assert_int_equal(e->line[e->caret - 1 + 2], '!'); /* the mark is three bytes */
    e = at(&ctx, text, 0);
    assert_int_equal(points(e->line), LC_EXCERPT_WIDTH + 1);
    assert_int_equal(e->caret, 1);
    e = at(&ctx, text, SIZE);
    assert_int_equal(points(e->line), LC_EXCERPT_BEFORE + 1);
    assert_int_equal(e->caret, LC_EXCERPT_BEFORE + 2);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    free(text);
}

static void a_line_next_to_a_long_one_stands_alone(void **state)
{
    enum { SIZE = 10000 };
    char *text = malloc(SIZE + 8);
    struct lc_ctx ctx;

    (void)state;
    assert_non_null(text);
    memset(text, 'x', SIZE);
    memcpy(text + SIZE, "\nkey\n", 6);
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    const struct lc_excerpt *e = at(&ctx, text, SIZE + 1);
    assert_null(e->before);
    assert_line(e->line, "key");
    lc_ctx_end(&ctx, CTR_OK, NULL);
    free(text);
}

static void bytes_that_are_no_text_do_no_harm(void **state)
{
    static const char bytes[] = "\x80\xBF\xFF\0\xC3\n\xE2\x82";
    struct lc_ctx ctx;

    (void)state;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    for (size_t offset = 0; offset < sizeof bytes + 3; offset++) {
        const struct lc_excerpt *e = lc_excerpt_at(&ctx, lc_str_n(bytes, sizeof bytes - 1), offset);
        assert_non_null(e);
        assert_true(strlen(e->line) < sizeof bytes);
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_has_its_neighbours),
        cmocka_unit_test(a_long_line_is_cut_around_the_place),
        cmocka_unit_test(a_line_next_to_a_long_one_stands_alone),
        cmocka_unit_test(bytes_that_are_no_text_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
