/*
 * The profile `confluent` of JSON Schema beyond the lists of the registry itself
 * (tests/corpora/t_json_schema.c): directions, recursion, what is written badly, what is too much.
 */
#include "schema_case.h"

static void tells(const char *older, const char *newer, ctr_mode mode, const char *wanted)
{
    js_tells(older, newer, mode, CTR_PROFILE_CONFLUENT, wanted);
}

static void the_list_is_made_in_the_direction_asked_for(void **state)
{
    (void)state;
    static const char *const shorter = "{\"type\": \"string\", \"maxLength\": 2}";
    static const char *const longer = "{\"type\": \"string\", \"maxLength\": 3}";
    tells(shorter, longer, CTR_MODE_BACKWARD, "info neither confluent-max-length-increased at /\n");
    tells(longer, shorter, CTR_MODE_BACKWARD,
          "breaking backward confluent-max-length-decreased at /\n");
    tells(shorter, longer, CTR_MODE_FORWARD,
          "breaking forward confluent-max-length-decreased at /\n");
    tells(shorter, longer, CTR_MODE_FULL,
          "breaking forward confluent-max-length-decreased at /\n"
          "info neither confluent-max-length-increased at /\n");
    tells(shorter, shorter, CTR_MODE_FULL, "");
}

static void it_looks_at_how_a_schema_is_written(void **state)
{
    (void)state;
    /* the same in meaning, and not the same to it */
    tells("{\"type\": \"string\"}", "{\"allOf\": [{\"type\": \"string\"}, {\"maxLength\": 9}]}",
          CTR_MODE_BACKWARD, "breaking backward confluent-type-changed at /\n");
    tells("{\"type\": [\"string\", \"null\"]}", "{\"type\": \"string\"}", CTR_MODE_BACKWARD,
          "breaking backward confluent-type-changed at /\n");
    /* and what breaks in meaning it lets pass */
    tells("{\"properties\": {\"a\": {}}}", "{\"properties\": {\"a\": {}}, \"required\": [\"b\"]}",
          CTR_MODE_BACKWARD, "info neither confluent-not-listed at /b\n");
    /* exact decimals, where a registry divides integers */
    tells("{\"type\": \"number\", \"multipleOf\": 0.6}",
          "{\"type\": \"number\", \"multipleOf\": 0.2}", CTR_MODE_BACKWARD,
          "info neither confluent-multiple-of-reduced at /\n");
}

static void recursion_comes_to_an_end(void **state)
{
    (void)state;
    tells("{\"type\": \"object\", \"properties\": {\"next\": {\"$ref\": \"#\"}, \"v\": {\"type\": "
          "\"integer\"}}}",
          "{\"type\": \"object\", \"properties\": {\"next\": {\"$ref\": \"#\"}, \"v\": {\"type\": "
          "\"number\"}}}",
          CTR_MODE_BACKWARD, "info neither confluent-type-extended at /v\n");
    tells("{\"$ref\": \"#/$defs/a\", \"$defs\": {\"a\": {\"anyOf\": [{\"$ref\": \"#/$defs/a\"}, "
          "{\"type\": \"string\"}]}}}",
          "{\"$ref\": \"#/$defs/a\", \"$defs\": {\"a\": {\"anyOf\": [{\"$ref\": \"#/$defs/a\"}, "
          "{\"type\": \"null\"}]}}}",
          CTR_MODE_BACKWARD, "breaking backward confluent-combined-type-subschemas-changed at /\n");
}

/* What is no keyword's value is passed over, and never read past. */
static void what_is_written_badly_is_passed_over(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "{\"type\": \"nothing\"}",
        "{\"type\": []}",
        "{\"type\": [7, null]}",
        "{\"properties\": []}",
        "{\"properties\": {\"a\": 7}}",
        "{\"required\": \"a\", \"properties\": {\"a\": {}}}",
        "{\"required\": [7], \"properties\": {\"a\": {}}}",
        "{\"items\": 7}",
        "{\"items\": [7, {}], \"additionalItems\": \"no\"}",
        "{\"enum\": 7}",
        "{\"allOf\": {}}",
        "{\"anyOf\": []}",
        "{\"anyOf\": [7]}",
        "{\"not\": 7}",
        "{\"dependencies\": [1], \"properties\": {}}",
        "{\"dependencies\": {\"a\": [7, \"b\"], \"c\": 7}}",
        "{\"type\": \"string\", \"maxLength\": \"9\", \"pattern\": 7}",
        "{\"type\": \"number\", \"multipleOf\": 0, \"maximum\": null}",
        "{\"patternProperties\": {\"(\": {}}, \"properties\": {\"a\": {}}}",
        "{\"additionalProperties\": 7}",
        "7",
        "null",
    };
    enum { COUNT = sizeof bad / sizeof bad[0] };
    for (size_t i = 0; i < COUNT; i++) {
        for (size_t k = 0; k < COUNT; k++) {
            struct js_case c;
            js_compare(&c, bad[i], bad[k], CTR_MODE_FULL, CTR_PROFILE_CONFLUENT);
            assert_true(c.status == CTR_OK || c.status == CTR_E_INPUT);
            assert_true(c.status != CTR_OK || i != k || c.diff.count == 0);
            js_end(&c);
        }
    }
}

static void too_many_members_are_undecided(void **state)
{
    struct js_case texts;
    struct js_case c;
    struct lc_buf buf;
    (void)state;
    js_begin(&texts);
    lc_buf_init(&buf, &texts.ctx.alloc, SIZE_MAX - 1);
    lc_buf_text(&buf, "{\"anyOf\": [{\"type\": \"null\"}");
    for (int i = 0; i < 300; i++) {
        lc_buf_printf(&buf, ", {\"const\": %d}", i);
    }
    lc_buf_text(&buf, "]}");
    const char *many = lc_dup(&texts.ctx, lc_str_n(buf.data, buf.size));
    lc_buf_free(&buf);
    js_compare(&c, many, "{\"anyOf\": [{\"type\": \"null\"}, {\"type\": \"string\"}]}",
               CTR_MODE_BACKWARD, CTR_PROFILE_CONFLUENT);
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(c.diff.verdict, CTR_VERDICT_UNDECIDED);
    assert_int_equal(c.diff.count, 1);
    assert_string_equal(c.diff.findings[0].rule, "comparison-unfinished");
    assert_non_null(
        strstr(c.diff.findings[0].message,
               "a combination has 301 members; the profile confluent compares up to 200"));
    js_end(&c);
    js_end(&texts);
}

/* Choices of choices: the registry's way to look for what fits goes through all of them. */
static void too_much_work_is_undecided(void **state)
{
    enum { CHOICES = 7 };
    struct js_case texts;
    struct js_case c;
    struct lc_buf buf;
    const char *edition[2];
    (void)state;
    js_begin(&texts);
    for (int e = 0; e < 2; e++) {
        lc_buf_init(&buf, &texts.ctx.alloc, SIZE_MAX - 1);
        lc_buf_text(&buf, "{\"$ref\": \"#/definitions/t0\", \"definitions\": {");
        for (int i = 0; i < CHOICES; i++) {
            lc_buf_printf(&buf,
                          "%s\"t%d\": {\"properties\": {\"id\": {\"type\": \"%s\"}, \"a\": "
                          "{\"anyOf\": [",
                          i ? ", " : "", i, e && i == 1 ? "integer" : "string");
            for (int k = 0; k < CHOICES; k++) {
                lc_buf_printf(&buf, "%s{\"$ref\": \"#/definitions/t%d\"}", k ? ", " : "", k);
            }
            lc_buf_text(&buf, "]}}}");
        }
        lc_buf_text(&buf, "}}");
        edition[e] = lc_dup(&texts.ctx, lc_str_n(buf.data, buf.size));
        lc_buf_free(&buf);
    }
    js_compare(&c, edition[0], edition[1], CTR_MODE_FULL, CTR_PROFILE_CONFLUENT);
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(c.diff.verdict, CTR_VERDICT_UNDECIDED);
    assert_string_equal(js_told(&c), "undecided both schema-undecided at /\n");
    js_end(&c);
    js_end(&texts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_list_is_made_in_the_direction_asked_for),
        cmocka_unit_test(it_looks_at_how_a_schema_is_written),
        cmocka_unit_test(recursion_comes_to_an_end),
        cmocka_unit_test(what_is_written_badly_is_passed_over),
        cmocka_unit_test(too_many_members_are_undecided),
        cmocka_unit_test(too_much_work_is_undecided),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
