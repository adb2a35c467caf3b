/*
 * Properties that come and go, by content model: the table of compat.md B1.2, in both directions,
 * strict and tolerant.
 */
#include "schema_case.h"

enum model { OPEN, CLOSED, COVERED, UNCOVERED };
enum sort { OPTIONAL, REQUIRED_DEFAULT, REQUIRED, EMPTY };

static const char *const models[] = {
    [OPEN] = "",
    [CLOSED] = ", \"additionalProperties\": false",
    [COVERED] = ", \"additionalProperties\": {\"type\": [\"string\", \"null\"]}",
    [UNCOVERED] = ", \"additionalProperties\": {\"type\": \"integer\"}",
};
static const char *const sorts[] = {
    [OPTIONAL] = "{\"type\": \"string\"}",
    [REQUIRED_DEFAULT] = "{\"type\": \"string\", \"default\": \"x\"}",
    [REQUIRED] = "{\"type\": \"string\"}",
    [EMPTY] = "{}",
};

/* The property is added; a removal is the same pair the other way round. */
struct row {
    enum model model;
    enum sort sort;
    bool strict[2]; /* added: backward, forward */
    bool tolerant[2];
    bool strict_gone[2]; /* removed: backward, forward */
    bool tolerant_gone[2];
};

static const struct row rows[] = {
    {OPEN, OPTIONAL, {0, 1}, {1, 1}, {1, 0}, {1, 1}},
    {OPEN, REQUIRED_DEFAULT, {0, 1}, {1, 1}, {1, 0}, {1, 1}},
    {OPEN, REQUIRED, {0, 1}, {0, 1}, {1, 0}, {1, 0}},
    {OPEN, EMPTY, {1, 1}, {1, 1}, {1, 1}, {1, 1}},
    {CLOSED, OPTIONAL, {1, 0}, {1, 1}, {0, 1}, {1, 1}},
    {CLOSED, REQUIRED_DEFAULT, {0, 0}, {1, 0}, {0, 0}, {0, 1}},
    {CLOSED, REQUIRED, {0, 0}, {0, 0}, {0, 0}, {0, 0}},
    {CLOSED, EMPTY, {1, 0}, {1, 1}, {0, 1}, {1, 1}},
    {COVERED, OPTIONAL, {0, 1}, {1, 1}, {1, 0}, {1, 1}},
    {COVERED, REQUIRED, {0, 1}, {0, 1}, {1, 0}, {1, 0}},
    {UNCOVERED, OPTIONAL, {0, 0}, {1, 1}, {0, 0}, {1, 1}},
    {UNCOVERED, REQUIRED, {0, 0}, {0, 0}, {0, 0}, {0, 0}},
};

static void expect(const struct row *r, const char *what, const char *older, const char *newer,
                   ctr_profile profile, const bool wanted[2])
{
    for (int forward = 0; forward < 2; forward++) {
        ctr_verdict got =
            js_verdict(older, newer, forward ? CTR_MODE_FORWARD : CTR_MODE_BACKWARD, profile);
        ctr_verdict want = wanted[forward] ? CTR_VERDICT_COMPATIBLE : CTR_VERDICT_INCOMPATIBLE;
        if (got != want) {
            fail_msg("%s, model %d, sort %d, %s, %s: want %s, got %s", what, (int)r->model,
                     (int)r->sort, forward ? "forward" : "backward",
                     profile == CTR_PROFILE_STRICT ? "strict" : "tolerant",
                     lc_word_name(lc_words_verdict, (int32_t)want),
                     lc_word_name(lc_words_verdict, (int32_t)got));
        }
    }
}

static void the_matrix_of_content_models_holds(void **state)
{
    (void)state;
    char without[512];
    char with[512];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct row *r = &rows[i];
        bool required = r->sort == REQUIRED || r->sort == REQUIRED_DEFAULT;
        snprintf(without, sizeof without,
                 "{\"type\": \"object\", \"properties\": {\"id\": {\"type\": \"string\"}}, "
                 "\"required\": [\"id\"]%s}",
                 models[r->model]);
        snprintf(with, sizeof with,
                 "{\"type\": \"object\", \"properties\": {\"id\": {\"type\": \"string\"}, \"f\": "
                 "%s}, \"required\": [\"id\"%s]%s}",
                 sorts[r->sort], required ? ", \"f\"" : "", models[r->model]);
        expect(r, "added", without, with, CTR_PROFILE_STRICT, r->strict);
        expect(r, "added", without, with, CTR_PROFILE_TOLERANT, r->tolerant);
        expect(r, "removed", with, without, CTR_PROFILE_STRICT, r->strict_gone);
        expect(r, "removed", with, without, CTR_PROFILE_TOLERANT, r->tolerant_gone);
    }
}

/* What a pattern covers, and what cannot be told. */
static void patterns_cover_names(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *schema, *name;
        ctr_verdict added;
    } rows2[] = {
        {"^x", "{\"type\": \"string\"}", "xa", CTR_VERDICT_COMPATIBLE},
        {"^x[a-z]+$", "{\"type\": \"string\"}", "xa", CTR_VERDICT_COMPATIBLE},
        {"^x", "{\"type\": \"integer\"}", "xa", CTR_VERDICT_INCOMPATIBLE},
        {"^x", "{\"type\": \"string\"}", "ya", CTR_VERDICT_INCOMPATIBLE},
        {"^(?<n>x)", "{\"type\": \"string\"}", "xa", CTR_VERDICT_UNDECIDED},
    };
    for (size_t i = 0; i < sizeof rows2 / sizeof rows2[0]; i++) {
        char older[256];
        char newer[512];
        snprintf(older, sizeof older, "{\"type\": \"object\", \"patternProperties\": {\"%s\": %s}}",
                 rows2[i].pattern, rows2[i].schema);
        snprintf(newer, sizeof newer, "%.*s, \"properties\": {\"%s\": {\"type\": \"string\"}}}",
                 (int)strlen(older) - 1, older, rows2[i].name);
        assert_int_equal(js_verdict(older, newer, CTR_MODE_BACKWARD, CTR_PROFILE_STRICT),
                         rows2[i].added);
    }
}

/* To the tolerant, too, a pattern declares the names that match it; what is said of all other names
 * does not. */
static void a_pattern_declares_names_to_the_tolerant(void **state)
{
    static const struct {
        const char *older, *newer;
        ctr_verdict backward, forward;
    } rows2[] = {
        {"{\"properties\": {\"x-rate\": {\"type\": \"integer\"}}, \"additionalProperties\": false}",
         "{\"patternProperties\": {\"^x-\": {\"type\": \"string\"}}, \"additionalProperties\": "
         "false}",
         CTR_VERDICT_INCOMPATIBLE, CTR_VERDICT_INCOMPATIBLE},
        {"{\"properties\": {\"x-rate\": {\"type\": \"integer\"}}, \"additionalProperties\": false}",
         "{\"patternProperties\": {\"^x-\": {\"type\": \"number\"}}, \"additionalProperties\": "
         "false}",
         CTR_VERDICT_COMPATIBLE, CTR_VERDICT_INCOMPATIBLE},
        {"{\"patternProperties\": {\"^[a-z]+$\": {\"type\": \"string\"}}}",
         "{\"properties\": {\"abc\": {\"type\": \"integer\"}}}", CTR_VERDICT_INCOMPATIBLE,
         CTR_VERDICT_INCOMPATIBLE},
        {"{\"patternProperties\": {\"^y\": {\"type\": \"string\"}}}",
         "{\"patternProperties\": {\"^y\": {\"type\": \"string\"}}, \"properties\": {\"abc\": "
         "{\"type\": \"integer\"}}}",
         CTR_VERDICT_COMPATIBLE, CTR_VERDICT_COMPATIBLE},
        {"{\"patternProperties\": {\"^(?<n>x)\": {\"type\": \"string\"}}}",
         "{\"patternProperties\": {\"^(?<n>x)\": {\"type\": \"string\"}}, \"properties\": {\"xa\": "
         "{\"type\": \"string\"}}}",
         CTR_VERDICT_UNDECIDED, CTR_VERDICT_UNDECIDED},
        {"{\"additionalProperties\": {\"type\": \"integer\"}}",
         "{\"additionalProperties\": {\"type\": \"integer\"}, \"properties\": {\"total\": "
         "{\"type\": \"string\"}}}",
         CTR_VERDICT_COMPATIBLE, CTR_VERDICT_COMPATIBLE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows2 / sizeof rows2[0]; i++) {
        assert_int_equal(
            js_verdict(rows2[i].older, rows2[i].newer, CTR_MODE_BACKWARD, CTR_PROFILE_TOLERANT),
            rows2[i].backward);
        assert_int_equal(
            js_verdict(rows2[i].older, rows2[i].newer, CTR_MODE_FORWARD, CTR_PROFILE_TOLERANT),
            rows2[i].forward);
    }
}

/* A name may be required without being declared. */
static void required_counts_without_a_declaration(void **state)
{
    (void)state;
    js_tells("{\"properties\": {\"a\": {}}}",
             "{\"properties\": {\"a\": {}}, \"required\": [\"foo\"]}", CTR_MODE_BACKWARD,
             CTR_PROFILE_STRICT, "breaking backward became-required at /foo\n");
    js_tells("{\"required\": [\"foo\"]}", "{\"properties\": {\"foo\": {}}}", CTR_MODE_FULL,
             CTR_PROFILE_STRICT,
             "breaking forward became-optional at /foo\ninfo neither property-added at /foo\n");
    js_tells("{\"properties\": {\"foo\": {}}}", "{\"required\": [\"foo\"]}", CTR_MODE_FULL,
             CTR_PROFILE_TOLERANT,
             "breaking backward became-required at /foo\ninfo neither property-removed at /foo\n");
    js_tells("{\"required\": [\"foo\"]}",
             "{\"properties\": {\"foo\": {}}, \"required\": [\"foo\"]}", CTR_MODE_FULL,
             CTR_PROFILE_STRICT, "info neither property-added at /foo\n");
}

/* The two spellings of a closed model. */
static void unevaluated_properties_close_what_all_of_opens(void **state)
{
    (void)state;
    const char *older = "{\"allOf\": [{\"properties\": {\"a\": {}, \"b\": {}}}], "
                        "\"unevaluatedProperties\": false}";
    js_tells(older,
             "{\"allOf\": [{\"properties\": {\"a\": {}}}], "
             "\"unevaluatedProperties\": false}",
             CTR_MODE_BACKWARD, CTR_PROFILE_STRICT, "breaking backward property-removed at /b\n");
    assert_int_equal(js_verdict(older,
                                "{\"allOf\": [{\"properties\": {\"a\": {}, \"b\": {}, \"c\": {}}}],"
                                " \"unevaluatedProperties\": false}",
                                CTR_MODE_BACKWARD, CTR_PROFILE_STRICT),
                     CTR_VERDICT_COMPATIBLE);
    /* where choices evaluate, nobody can say which */
    assert_int_equal(js_verdict("{\"anyOf\": [{\"properties\": {\"a\": {}}}, {\"properties\": "
                                "{\"b\": {}}}], \"unevaluatedProperties\": false}",
                                "{\"anyOf\": [{\"properties\": {\"a\": {}}}, {\"properties\": "
                                "{\"b\": {}, \"c\": {}}}], \"unevaluatedProperties\": false}",
                                CTR_MODE_BACKWARD, CTR_PROFILE_STRICT),
                     CTR_VERDICT_UNDECIDED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_matrix_of_content_models_holds),
        cmocka_unit_test(patterns_cover_names),
        cmocka_unit_test(a_pattern_declares_names_to_the_tolerant),
        cmocka_unit_test(required_counts_without_a_declaration),
        cmocka_unit_test(unevaluated_properties_close_what_all_of_opens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
