/*
 * Recursion: equal schemas are equal whatever their circles, a break is found behind any of them,
 * and no answer rests on an assumption that failed.
 */
#include "schema_case.h"

#include "base/buf.h"

#define TREE(leaf)                                                                                 \
    "{\"$defs\": {\"t\": {\"type\": \"object\", \"properties\": {\"v\": " leaf                     \
    ", \"l\": {\"$ref\": \"#/$defs/t\"}, \"r\": {\"$ref\": \"#/$defs/t\"}}}}, "                    \
    "\"$ref\": \"#/$defs/t\"}"

static void a_tree_against_itself_is_equal(void **state)
{
    (void)state;
    js_tells(TREE("{\"type\": \"string\"}"), TREE("{\"type\": \"string\"}"), CTR_MODE_FULL,
             CTR_PROFILE_STRICT, "");
}

/* Told where it comes first; where it comes again, one finding says so. */
static void a_change_in_a_tree_is_told_once_and_pointed_to(void **state)
{
    (void)state;
    js_tells(TREE("{\"type\": \"string\"}"), TREE("{\"type\": \"integer\"}"), CTR_MODE_BACKWARD,
             CTR_PROFILE_STRICT,
             "breaking both schema-recursion-changed at /l\n"
             "breaking both schema-recursion-changed at /r\n"
             "breaking both type-changed at /v\n");
    js_tells(TREE("{\"type\": \"string\"}"), TREE("{\"type\": [\"string\", \"null\"]}"),
             CTR_MODE_BACKWARD, CTR_PROFILE_STRICT,
             "info forward schema-recursion-changed at /l\n"
             "info forward schema-recursion-changed at /r\n"
             "info forward became-nullable at /v\n");
}

/* a -> b -> c -> a; only c differs, seen from each of them. */
#define CIRCLE(root, leaf)                                                                         \
    "{\"$defs\": {"                                                                                \
    "\"a\": {\"type\": \"object\", \"properties\": {\"b\": {\"$ref\": \"#/$defs/b\"}}},"           \
    "\"b\": {\"type\": \"object\", \"properties\": {\"c\": {\"$ref\": \"#/$defs/c\"}}},"           \
    "\"c\": {\"type\": \"object\", \"properties\": {\"a\": {\"$ref\": \"#/$defs/a\"}, "            \
    "\"x\": " leaf "}}}, \"$ref\": \"#/$defs/" root "\"}"

static void mutual_recursion_hides_nothing(void **state)
{
    (void)state;
    js_tells(CIRCLE("a", "{\"type\": \"string\"}"), CIRCLE("a", "{\"type\": \"integer\"}"),
             CTR_MODE_BACKWARD, CTR_PROFILE_STRICT,
             "breaking both schema-recursion-changed at /b/c/a\n"
             "breaking both type-changed at /b/c/x\n");
    js_tells(CIRCLE("b", "{\"type\": \"string\"}"), CIRCLE("b", "{\"type\": \"integer\"}"),
             CTR_MODE_BACKWARD, CTR_PROFILE_STRICT,
             "breaking both schema-recursion-changed at /c/a/b\n"
             "breaking both type-changed at /c/x\n");
    js_tells(CIRCLE("c", "{\"type\": \"string\"}"), CIRCLE("c", "{\"type\": \"integer\"}"),
             CTR_MODE_BACKWARD, CTR_PROFILE_STRICT,
             "breaking both schema-recursion-changed at /a/b/c\n"
             "breaking both type-changed at /x\n");
}

/*
 * A choice is found to fit by assuming that an earlier pair holds, and that pair fails later: then
 * the choice does not fit either. One optimistic pass would keep it.
 */
#define MASKED(deep)                                                                               \
    "{\"$defs\": {"                                                                                \
    "\"n\": {\"type\": \"object\", \"required\": [\"k\"], \"properties\": {\"k\": {\"const\": 1}," \
    " \"next\": {\"anyOf\": [{\"$ref\": \"#/$defs/n\"}, {\"$ref\": \"#/$defs/m\"}]},"              \
    " \"z\": " deep "}},"                                                                          \
    "\"m\": {\"type\": \"object\", \"required\": [\"k\"], \"properties\": {\"k\": {\"const\": 2}," \
    " \"back\": {\"$ref\": \"#/$defs/n\"}}}}, "                                                    \
    "\"type\": \"object\", \"properties\": {\"first\": {\"$ref\": \"#/$defs/m\"}, "                \
    "\"second\": {\"$ref\": \"#/$defs/n\"}}}"

static void an_assumption_that_fails_takes_back_what_rested_on_it(void **state)
{
    (void)state;
    struct js_case c;
    js_compare(&c, MASKED("{\"type\": \"string\"}"), MASKED("{\"type\": \"boolean\"}"),
               CTR_MODE_BACKWARD, CTR_PROFILE_STRICT);
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(c.diff.verdict, CTR_VERDICT_INCOMPATIBLE);
    const char *told = js_told(&c);
    assert_non_null(strstr(told, "breaking both type-changed at /first/back/z\n"));
    assert_non_null(strstr(told, "breaking both type-changed at /second/z\n"));
    assert_non_null(strstr(told, "breaking both schema-recursion-changed at /second/next"));
    js_end(&c);
}

/* The break lies in a member of a recursive anyOf that no other member takes in. */
#define LIST(kind)                                                                                 \
    "{\"$defs\": {\"l\": {\"anyOf\": [{\"type\": \"null\"}, {\"type\": \"object\", "               \
    "\"required\": [\"head\"], \"properties\": {\"head\": {\"type\": \"" kind "\"}, "              \
    "\"tail\": {\"$ref\": \"#/$defs/l\"}}}]}}, \"$ref\": \"#/$defs/l\"}"

static void a_recursive_any_of_is_compared_inside(void **state)
{
    (void)state;
    js_tells(LIST("string"), LIST("string"), CTR_MODE_FULL, CTR_PROFILE_STRICT, "");
    js_tells(LIST("integer"), LIST("number"), CTR_MODE_FULL, CTR_PROFILE_STRICT,
             "breaking forward type-generalized at /head\n"
             "breaking forward schema-recursion-changed at /tail\n");
    js_tells(LIST("number"), LIST("integer"), CTR_MODE_BACKWARD, CTR_PROFILE_STRICT,
             "breaking backward type-specialized at /head\n"
             "breaking backward schema-recursion-changed at /tail\n");
}

/* The same set of values, written with another period of the circle. */
static void unrolled_recursion_is_compatible_both_ways(void **state)
{
    (void)state;
    const char *once = "{\"$defs\": {\"n\": {\"type\": \"object\", \"additionalProperties\": "
                       "{\"$ref\": \"#/$defs/n\"}}}, \"$ref\": \"#/$defs/n\"}";
    const char *twice = "{\"$defs\": {\"n\": {\"type\": \"object\", \"additionalProperties\": "
                        "{\"type\": \"object\", \"additionalProperties\": {\"$ref\": "
                        "\"#/$defs/n\"}}}}, \"$ref\": \"#/$defs/n\"}";
    assert_int_equal(js_verdict(once, twice, CTR_MODE_FULL, CTR_PROFILE_STRICT),
                     CTR_VERDICT_COMPATIBLE);
    assert_int_equal(js_verdict(twice, once, CTR_MODE_FULL, CTR_PROFILE_STRICT),
                     CTR_VERDICT_COMPATIBLE);
}

/* A schema that leads to itself without consuming data says nothing that could be relied on. */
static void a_circle_in_place_is_undecided_but_equal_to_itself(void **state)
{
    (void)state;
    static const char *const circles[][2] = {
        {"{\"$defs\": {\"a\": {\"anyOf\": [{\"$ref\": \"#/$defs/a\"}, {\"type\": \"string\"}]}}, "
         "\"$ref\": \"#/$defs/a\"}",
         "{\"$defs\": {\"a\": {\"anyOf\": [{\"$ref\": \"#/$defs/a\"}, {\"type\": \"integer\"}]}}, "
         "\"$ref\": \"#/$defs/a\"}"},
        {"{\"not\": {\"$ref\": \"#\"}}", "{\"not\": {\"$ref\": \"#\"}, \"maxLength\": 3}"},
        {"{\"allOf\": [{\"$ref\": \"#\"}], \"maxLength\": 3}",
         "{\"allOf\": [{\"$ref\": \"#\"}], \"maxLength\": 2}"},
        {"{\"dependentSchemas\": {\"a\": {\"$ref\": \"#\"}}, \"maxLength\": 3}",
         "{\"dependentSchemas\": {\"a\": {\"$ref\": \"#\"}}, \"maxLength\": 2}"},
        {"{\"oneOf\": [{\"$ref\": \"#/$defs/b\"}, true], \"$defs\": {\"b\": {\"allOf\": "
         "[{\"$ref\": \"#\"}, {\"maxLength\": 2}]}}}",
         "{\"oneOf\": [{\"$ref\": \"#/$defs/b\"}, true], \"$defs\": {\"b\": {\"allOf\": "
         "[{\"$ref\": \"#\"}, {\"maxLength\": 1}]}}}"},
    };
    for (size_t i = 0; i < sizeof circles / sizeof circles[0]; i++) {
        js_tells(circles[i][0], circles[i][0], CTR_MODE_FULL, CTR_PROFILE_STRICT, "");
        assert_int_equal(
            js_verdict(circles[i][0], circles[i][1], CTR_MODE_BACKWARD, CTR_PROFILE_STRICT),
            CTR_VERDICT_UNDECIDED);
    }
}

/* `count` types, each with two properties that are any of them; the last one has `leaf`. */
static char *dense(struct lc_ctx *ctx, int count, const char *leaf)
{
    struct lc_buf buf;
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX - 1);
    lc_buf_text(&buf, "{\"$defs\": {");
    for (int i = 0; i < count; i++) {
        lc_buf_printf(&buf,
                      "%s\"t%d\": {\"type\": \"object\", \"required\": [\"k\"], "
                      "\"properties\": {\"k\": {\"const\": %d}, \"x\": %s",
                      i ? "," : "", i, i, i + 1 == count ? leaf : "{\"type\": \"string\"}");
        for (const char *name = "ab"; *name; name++) {
            lc_buf_printf(&buf, ", \"%c\": {\"oneOf\": [", *name);
            for (int k = 0; k < count; k++) {
                lc_buf_printf(&buf, "%s{\"$ref\": \"#/$defs/t%d\"}", k ? "," : "", k);
            }
            lc_buf_text(&buf, "]}");
        }
        lc_buf_text(&buf, "}}");
    }
    lc_buf_text(&buf, "}, \"$ref\": \"#/$defs/t0\"}");
    char *text = lc_dup(ctx, lc_str_n(buf.data, buf.size));
    lc_buf_free(&buf);
    return text;
}

static void dense_recursion_ends_and_is_judged(void **state)
{
    (void)state;
    struct js_case texts;
    js_begin(&texts);
    char *older = dense(&texts.ctx, 24, "{\"type\": \"string\"}");
    char *newer = dense(&texts.ctx, 24, "{\"type\": \"integer\"}");
    js_tells(older, older, CTR_MODE_FULL, CTR_PROFILE_STRICT, "");
    struct js_case c;
    js_compare(&c, older, newer, CTR_MODE_BACKWARD, CTR_PROFILE_STRICT);
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(c.diff.verdict, CTR_VERDICT_INCOMPATIBLE);
    assert_non_null(strstr(js_told(&c), "breaking both type-changed at /a/x\n"));
    assert_in_range(c.diff.counts.breaking, 2, 2000);
    js_end(&c);
    js_end(&texts);
}

/* `count` schemas, each with two properties that may hold any of them; the first one has an id of
 * type `id`. */
static char *unions(struct lc_ctx *ctx, const char *word, int count, const char *id)
{
    struct lc_buf buf;
    struct lc_buf list;
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX - 1);
    lc_buf_init(&list, &ctx->alloc, SIZE_MAX - 1);
    for (int i = 0; i < count; i++) {
        lc_buf_printf(&list, "%s{\"$ref\": \"#/$defs/t%d\"}", i ? ", " : "", i);
    }
    lc_buf_char(&list, '\0');
    lc_buf_text(&buf, "{\"$defs\": {");
    for (int i = 0; i < count; i++) {
        lc_buf_printf(&buf,
                      "%s\"t%d\": {\"type\": \"object\", \"properties\": {\"id\": {\"type\": "
                      "\"%s\"}, \"a\": {\"%s\": [%s]}, \"b\": {\"%s\": [%s]}}}",
                      i ? ", " : "", i, i ? "string" : id, word, list.data, word, list.data);
    }
    lc_buf_printf(&buf, "}, \"properties\": {\"root\": {\"%s\": [%s]}}}", word, list.data);
    char *text = lc_dup(ctx, lc_str_n(buf.data, buf.size));
    lc_buf_free(&list);
    lc_buf_free(&buf);
    return text;
}

static int note_steps(void *user, const char *what, uint64_t done, uint64_t total)
{
    uint64_t *most = user;
    (void)total;
    if (strcmp(what, "comparing schemas") == 0 && done > *most) {
        *most = done;
    }
    return 0;
}

/* A clock would measure the machine: steps are what the engine itself counts. What may be spent on
 * witnesses comes on top: 100,000, half a step a byte, and what the last search takes. */
static void unions_of_many_members_take_few_steps(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        int count;
        const char *id;
        uint64_t least; /* told now and then only */
        uint64_t ceiling;
    } rows[] = {
        {"oneOf", 25, "string", 1, 300 * 1000},
        {"oneOf", 24, "integer", 1, 300 * 1000},
        {"anyOf", 25, "string", 0, 100 * 1000},
        {"anyOf", 24, "integer", 1, 1200 * 1000},
    };
    const uint64_t witnesses = 180 * 1000;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct js_case c;
        uint64_t steps = 0;
        js_begin(&c);
        c.ctx.progress = note_steps;
        c.ctx.progress_user = &steps;
        js_read(&c, &c.old, CTR_FORMAT_JSON_SCHEMA, "old",
                unions(&c.ctx, rows[i].word, 24, "string"), NULL);
        js_read(&c, &c.new, CTR_FORMAT_JSON_SCHEMA, "new",
                unions(&c.ctx, rows[i].word, rows[i].count, rows[i].id), NULL);
        assert_int_equal(c.status, CTR_OK);
        assert_int_equal(
            lc_spec_diff(&c.ctx, &c.old, &c.new, CTR_MODE_FULL, CTR_PROFILE_STRICT, &c.diff),
            CTR_OK);
        assert_in_range(steps, rows[i].least, rows[i].ceiling + witnesses);
        js_end(&c);
    }
}

/* Each level names the next one twice: 2^40 places, all with a difference. */
static void too_many_places_are_undecided_and_not_waited_for(void **state)
{
    (void)state;
    struct js_case texts;
    struct js_case c;
    char *text[2];
    js_begin(&texts);
    for (int side = 0; side < 2; side++) {
        struct lc_buf buf;
        lc_buf_init(&buf, &texts.ctx.alloc, SIZE_MAX - 1);
        lc_buf_text(&buf, "{\"$defs\": {");
        for (int i = 0; i < 40; i++) {
            lc_buf_printf(&buf,
                          "\"d%d\": {\"properties\": {\"a\": {\"$ref\": \"#/$defs/d%d\"}, "
                          "\"b\": {\"$ref\": \"#/$defs/d%d\"}}},",
                          i, i + 1, i + 1);
        }
        lc_buf_printf(&buf, "\"d40\": {\"maxLength\": %d}}, \"$ref\": \"#/$defs/d0\"}", side);
        text[side] = lc_dup(&texts.ctx, lc_str_n(buf.data, buf.size));
        lc_buf_free(&buf);
    }
    js_tells(text[0], text[0], CTR_MODE_FULL, CTR_PROFILE_STRICT, "");
    js_compare(&c, text[0], text[1], CTR_MODE_BACKWARD, CTR_PROFILE_STRICT);
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(c.diff.verdict, CTR_VERDICT_UNDECIDED);
    assert_int_equal(c.diff.counts.undecided, 1);
    assert_string_equal(c.diff.findings[0].rule, "schema-undecided");
    js_end(&c);
    js_end(&texts);
}

/* Far too long a way down for one stack frame each. */
static void a_long_chain_is_walked_without_a_deep_stack(void **state)
{
    (void)state;
    static const char *const ways[] = {
        "\"d%d\": {\"properties\": {\"n\": {\"$ref\": \"#/$defs/d%d\"}}},",
        "\"d%d\": {\"allOf\": [{\"$ref\": \"#/$defs/d%d\"}]},",
        "\"d%d\": {\"anyOf\": [{\"$ref\": \"#/$defs/d%d\"}, {\"maxLength\": 1}]},",
        "\"d%d\": {\"not\": {\"$ref\": \"#/$defs/d%d\"}},",
    };
    enum { LENGTH = 20000 };
    for (size_t w = 0; w < sizeof ways / sizeof ways[0]; w++) {
        struct js_case texts;
        struct js_case c;
        char *text[2];
        js_begin(&texts);
        for (int side = 0; side < 2; side++) {
            struct lc_buf buf;
            lc_buf_init(&buf, &texts.ctx.alloc, SIZE_MAX - 1);
            lc_buf_text(&buf, "{\"$defs\": {");
            for (int i = 0; i < LENGTH; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
                lc_buf_printf(&buf, ways[w], i, i + 1);
#pragma GCC diagnostic pop
            }
            lc_buf_printf(&buf, "\"d%d\": {\"maxItems\": %d}}, \"$ref\": \"#/$defs/d0\"}",
                          (int)LENGTH, 9 - side);
            text[side] = lc_dup(&texts.ctx, lc_str_n(buf.data, buf.size));
            lc_buf_free(&buf);
        }
        js_compare(&c, text[0], text[1], CTR_MODE_BACKWARD, CTR_PROFILE_STRICT);
        assert_int_equal(c.status, CTR_OK);
        assert_int_not_equal(c.diff.verdict, CTR_VERDICT_COMPATIBLE);
        js_end(&c);
        js_end(&texts);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tree_against_itself_is_equal),
        cmocka_unit_test(a_change_in_a_tree_is_told_once_and_pointed_to),
        cmocka_unit_test(mutual_recursion_hides_nothing),
        cmocka_unit_test(an_assumption_that_fails_takes_back_what_rested_on_it),
        cmocka_unit_test(a_recursive_any_of_is_compared_inside),
        cmocka_unit_test(unrolled_recursion_is_compatible_both_ways),
        cmocka_unit_test(a_circle_in_place_is_undecided_but_equal_to_itself),
        cmocka_unit_test(dense_recursion_ends_and_is_judged),
        cmocka_unit_test(unions_of_many_members_take_few_steps),
        cmocka_unit_test(too_many_places_are_undecided_and_not_waited_for),
        cmocka_unit_test(a_long_chain_is_walked_without_a_deep_stack),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
