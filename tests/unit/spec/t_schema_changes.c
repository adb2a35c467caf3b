/*
 * One change at a time: the table of compat.md B1.1, both directions, and what makes two spellings
 * the same.
 */
#include "schema_case.h"

struct row {
    const char *older, *newer;
    char backward, forward; /* y = compatible, n = incompatible, u = undecided */
};

static char word_of(ctr_verdict verdict)
{
    return verdict == CTR_VERDICT_COMPATIBLE     ? 'y'
           : verdict == CTR_VERDICT_INCOMPATIBLE ? 'n'
                                                 : 'u';
}

static void expect(const struct row *rows, size_t count, ctr_profile profile)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++) {
        const struct row *r = &rows[i];
        char b = word_of(js_verdict(r->older, r->newer, CTR_MODE_BACKWARD, profile));
        char f = word_of(js_verdict(r->older, r->newer, CTR_MODE_FORWARD, profile));
        /* the other way round is the other direction */
        char back_b = word_of(js_verdict(r->newer, r->older, CTR_MODE_FORWARD, profile));
        char back_f = word_of(js_verdict(r->newer, r->older, CTR_MODE_BACKWARD, profile));
        if (b != r->backward || f != r->forward || b != back_b || f != back_f) {
            print_error("%s\n -> %s\n    want %c %c, got %c %c, swapped %c %c\n", r->older,
                        r->newer, r->backward, r->forward, b, f, back_b, back_f);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}
#define EXPECT(rows, profile) expect(rows, sizeof rows / sizeof rows[0], profile)

static void words_change_nothing(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"{\"title\": \"a\"}", "{\"title\": \"b\"}", 'y', 'y'},
        {"{\"description\": \"a\"}", "{}", 'y', 'y'},
        {"{\"$id\": \"https://x.org/a\"}", "{\"$id\": \"https://x.org/b\"}", 'y', 'y'},
        {"{\"examples\": [1]}", "{\"examples\": [2]}", 'y', 'y'},
        {"{\"$comment\": \"a\"}", "{}", 'y', 'y'},
        {"{\"default\": 1}", "{\"default\": 2}", 'y', 'y'},
        {"{}", "{\"default\": 2}", 'y', 'y'},
        {"{}", "{\"deprecated\": true}", 'y', 'y'},
        {"{}", "{\"x-anything\": true}", 'y', 'y'},
        {"{\"$defs\": {\"a\": true}}", "{\"$defs\": {\"b\": true}}", 'y', 'y'},
    };
    EXPECT(rows, CTR_PROFILE_STRICT);
    EXPECT(rows, CTR_PROFILE_TOLERANT);
}

/* Choices that overlap find their like by what they mean. */
static void words_and_names_part_no_choices(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"{\"oneOf\": [{\"minimum\": 1}, {\"multipleOf\": 2}]}",
         "{\"oneOf\": [{\"title\": \"a\", \"minimum\": 1}, {\"title\": \"b\", \"multipleOf\": "
         "2}]}",
         'y', 'y'},
        {"{\"oneOf\": [{\"minimum\": 1}, {\"multipleOf\": 2}]}",
         "{\"oneOf\": [{\"$ref\": \"#/$defs/a\"}, {\"$ref\": \"#/$defs/b\"}], \"$defs\": {\"a\": "
         "{\"minimum\": 1}, \"b\": {\"multipleOf\": 2}}}",
         'y', 'y'},
        {"{\"oneOf\": [{\"$ref\": \"#/$defs/x\"}, {\"multipleOf\": 2}], \"$defs\": {\"x\": "
         "{\"minimum\": 1, \"items\": {\"$ref\": \"#/$defs/x\"}}}}",
         "{\"oneOf\": [{\"$ref\": \"#/$defs/y\"}, {\"multipleOf\": 2}], \"$defs\": {\"y\": "
         "{\"minimum\": 1, \"items\": {\"$ref\": \"#/$defs/y\"}}}}",
         'y', 'y'},
        {"{\"oneOf\": [{\"minimum\": 1}, {\"multipleOf\": 2}]}",
         "{\"oneOf\": [{\"title\": \"a\", \"minimum\": 2}, {\"title\": \"b\", \"multipleOf\": "
         "2}]}",
         'n', 'u'},
        /* also where only equal and not equal are known */
        {"{\"if\": {\"minimum\": 1}, \"then\": {\"multipleOf\": 2}}",
         "{\"if\": {\"minimum\": 1}, \"then\": {\"title\": \"t\", \"multipleOf\": 2}}", 'y', 'y'},
        {"{\"anyOf\": [{\"properties\": {\"a\": {}}}, {\"minProperties\": 2}], "
         "\"unevaluatedProperties\": false}",
         "{\"anyOf\": [{\"properties\": {\"a\": {\"description\": \"d\"}}}, {\"minProperties\": "
         "2}], \"unevaluatedProperties\": false}",
         'y', 'y'},
    };
    EXPECT(rows, CTR_PROFILE_STRICT);
}

/* A witness of another difference at the same place shows nothing about what no rule decides. */
static void only_its_own_witness_decides_a_keyword(void **state)
{
    (void)state;
    js_tells("{\"type\": \"string\", \"format\": \"date\"}",
             "{\"type\": \"string\", \"format\": \"time\", \"minLength\": 1}", CTR_MODE_BACKWARD,
             CTR_PROFILE_STRICT,
             "breaking backward min-length-increased at /\nundecided both format-changed at /\n");
    js_tells(
        "{\"type\": \"array\", \"minItems\": 1, \"mostItems\": 1}",
        "{\"type\": \"array\", \"minItems\": 2, \"mostItems\": 2}", CTR_MODE_BACKWARD,
        CTR_PROFILE_STRICT,
        "breaking backward min-items-increased at /\nundecided both schema-keyword-undecided at "
        "/\n");
}

static void types_widen_and_narrow(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"{\"type\": \"string\"}", "{}", 'y', 'n'},
        {"{\"type\": \"string\"}", "true", 'y', 'n'},
        {"{}", "false", 'n', 'y'},
        {"{}", "true", 'y', 'y'},
        {"{\"type\": \"integer\"}", "{\"type\": \"number\"}", 'y', 'n'},
        {"{\"type\": \"string\"}", "{\"type\": [\"string\", \"null\"]}", 'y', 'n'},
        {"{\"type\": \"string\"}", "{\"type\": [\"string\"]}", 'y', 'y'},
        {"{\"type\": [\"string\", \"null\"]}", "{\"type\": [\"null\", \"string\"]}", 'y', 'y'},
        {"{\"type\": \"string\"}", "{\"type\": \"integer\"}", 'n', 'n'},
        {"{\"type\": [\"integer\", \"number\"]}", "{\"type\": \"number\"}", 'y', 'y'},
        {"{\"type\": \"integer\"}", "{\"type\": \"number\", \"multipleOf\": 1}", 'y', 'y'},
        {"{\"type\": \"boolean\"}", "{\"enum\": [true, false]}", 'y', 'y'},
        {"{\"type\": \"null\"}", "{\"const\": null}", 'y', 'y'},
        {"{\"not\": {\"type\": \"string\"}}",
         "{\"type\": [\"null\", \"boolean\", \"number\", \"array\", \"object\"]}", 'y', 'y'},
        {"{\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"type\": \"integer\"}",
         "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"type\": \"integer\"}", 'y',
         'n'},
    };
    EXPECT(rows, CTR_PROFILE_STRICT);
}

static void limits_are_exact(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"{\"maxLength\": 5}", "{\"maxLength\": 6}", 'y', 'n'},
        {"{\"maxLength\": 5}", "{\"maxLength\": 5.0}", 'y', 'y'},
        {"{\"maxLength\": 5}", "{}", 'y', 'n'},
        {"{\"minLength\": 0}", "{}", 'y', 'y'},
        {"{\"minLength\": 1}", "{}", 'y', 'n'},
        {"{\"maximum\": 10}", "{\"exclusiveMaximum\": 10}", 'n', 'y'},
        {"{\"maximum\": 10, \"exclusiveMaximum\": 11}", "{\"maximum\": 10}", 'y', 'y'},
        {"{\"maximum\": 1e400}", "{\"maximum\": 1e401}", 'y', 'n'},
        {"{\"maximum\": 0.1}", "{\"maximum\": 0.10000000000000000000001}", 'y', 'n'},
        {"{\"maximum\": 9007199254740993}", "{\"maximum\": 9007199254740992}", 'n', 'y'},
        {"{\"minimum\": -1}", "{\"minimum\": -1.5}", 'y', 'n'},
        {"{\"type\": \"integer\", \"minimum\": 4}",
         "{\"type\": \"integer\", "
         "\"exclusiveMinimum\": 3}",
         'y', 'y'},
        {"{\"type\": \"number\", \"minimum\": 4}",
         "{\"type\": \"number\", "
         "\"exclusiveMinimum\": 3}",
         'y', 'n'},
        {"{\"multipleOf\": 0.3}", "{\"multipleOf\": 0.1}", 'y', 'n'},
        {"{\"multipleOf\": 0.3}", "{\"multipleOf\": 0.2}", 'n', 'n'},
        {"{\"multipleOf\": 10}", "{\"multipleOf\": 5}", 'y', 'n'},
        {"{\"multipleOf\": 10}", "{}", 'y', 'n'},
        {"{\"type\": \"integer\"}", "{\"type\": \"integer\", \"multipleOf\": 0.5}", 'y', 'y'},
        {"{\"type\": \"string\", \"maximum\": 3}", "{\"type\": \"string\"}", 'y', 'y'},
        {"{\"required\": [\"a\", \"b\"]}", "{\"required\": [\"a\", \"b\"], \"minProperties\": 2}",
         'y', 'y'},
        {"{\"type\": \"integer\", \"minimum\": 0.5}", "{\"type\": \"integer\", \"minimum\": 1}",
         'y', 'y'},
        {"{\"type\": \"integer\", \"exclusiveMinimum\": 0.5}",
         "{\"type\": \"integer\", \"minimum\": 1}", 'y', 'y'},
        {"{\"type\": \"integer\", \"minimum\": -0.5}", "{\"type\": \"integer\", \"minimum\": 0}",
         'y', 'y'},
        {"{\"type\": \"integer\", \"minimum\": -0.5}", "{\"type\": \"integer\", \"minimum\": -1}",
         'y', 'n'},
        {"{\"type\": \"integer\", \"maximum\": 9.99}", "{\"type\": \"integer\", \"maximum\": 9}",
         'y', 'y'},
        {"{\"type\": \"integer\", \"exclusiveMaximum\": -1.5}",
         "{\"type\": \"integer\", \"maximum\": -2}", 'y', 'y'},
        {"{\"type\": \"integer\", \"exclusiveMinimum\": 0}",
         "{\"type\": \"number\", \"minimum\": 0.5}", 'y', 'n'},
        {"{\"type\": \"number\", \"minimum\": 0.5}", "{\"type\": \"number\", \"minimum\": 1}", 'n',
         'y'},
        {"{\"type\": \"integer\", \"minimum\": 1e30}", "{\"type\": \"integer\", \"minimum\": 1e31}",
         'n', 'y'},
        {"{\"type\": \"integer\", \"multipleOf\": 2.5}",
         "{\"type\": \"integer\", \"multipleOf\": 5}", 'y', 'y'},
        {"{\"type\": \"integer\", \"multipleOf\": 1.5}",
         "{\"type\": \"integer\", \"multipleOf\": 6}", 'n', 'y'},
        {"{\"type\": \"number\", \"multipleOf\": 2.5}", "{\"type\": \"number\", \"multipleOf\": 5}",
         'n', 'y'},
        {"{\"allOf\": [{\"multipleOf\": 0.4}, {\"multipleOf\": 0.6}]}", "{\"multipleOf\": 1.2}",
         'y', 'y'},
        {"{\"maxItems\": 1}", "{\"maxItems\": 1, \"uniqueItems\": true}", 'y', 'y'},
        {"{\"maxItems\": 2}", "{\"maxItems\": 2, \"uniqueItems\": true}", 'n', 'y'},
        {"{\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"maximum\": 5, "
         "\"exclusiveMaximum\": true}",
         "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"exclusiveMaximum\": 5}", 'y',
         'y'},
    };
    EXPECT(rows, CTR_PROFILE_STRICT);
}

static void values_are_compared_as_values(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"{\"enum\": [1, \"a\"]}", "{\"enum\": [\"a\", 1.0]}", 'y', 'y'},
        {"{\"enum\": [1]}", "{\"enum\": [1, 2]}", 'y', 'n'},
        {"{\"enum\": [1, 3]}", "{\"enum\": [1, 2]}", 'n', 'n'},
        {"{\"const\": 1}", "{\"enum\": [1, 2]}", 'y', 'n'},
        {"{\"const\": 1}", "{}", 'y', 'n'},
        {"{\"enum\": [1, 2]}", "{\"type\": \"integer\"}", 'y', 'n'},
        {"{\"enum\": [1, 2]}", "{\"maximum\": 1}", 'n', 'n'},
        {"{\"enum\": [\"ab\", \"c\"]}", "{\"maxLength\": 2, \"type\": \"string\"}", 'y', 'n'},
        {"{\"enum\": [{\"a\": 1}]}", "{\"required\": [\"a\"]}", 'y', 'n'},
        {"{\"enum\": [\"a\", 1], \"type\": \"string\"}", "{\"const\": \"a\"}", 'y', 'y'},
        {"{\"anyOf\": [{\"const\": 1}, {\"const\": 2}]}", "{\"enum\": [2, 1]}", 'y', 'y'},
        {"{\"oneOf\": [{\"enum\": [1, 2]}, {\"enum\": [2, 3]}]}", "{\"enum\": [1, 3]}", 'y', 'y'},
        {"{\"allOf\": [{\"enum\": [1, 2]}, {\"enum\": [2, 3]}]}", "{\"const\": 2}", 'y', 'y'},
    };
    EXPECT(rows, CTR_PROFILE_STRICT);
}

static void texts_that_cannot_be_judged_are_undecided(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"{\"pattern\": \"^(a|b)$\"}", "{\"pattern\": \"^[ab]$\"}", 'u', 'u'},
        /* no rule decides, but a witness is found */
        {"{\"pattern\": \"a\"}", "{\"pattern\": \"b\"}", 'n', 'n'},
        {"{\"pattern\": \"a\"}", "{}", 'y', 'n'},
        {"{\"pattern\": \".*\"}", "{}", 'y', 'y'},
        {"{\"format\": \"date\"}", "{}", 'y', 'u'},
        {"{\"format\": \"date\"}", "{\"format\": \"time\"}", 'u', 'u'},
        {"{\"format\": \"int32\"}", "{\"format\": \"int64\"}", 'y', 'u'},
        {"{\"contentEncoding\": \"base64\"}", "{}", 'u', 'u'},
        {"{\"if\": {\"minLength\": 1}, \"then\": false}",
         "{\"if\": {\"minLength\": 2}, \"then\": false}", 'u', 'n'},
        {"{\"if\": {\"minLength\": 1}}", "{\"if\": {\"minLength\": 2}}", 'y', 'y'},
        {"{\"then\": false}", "{}", 'y', 'y'},
        {"{\"unknownKeyword\": 1}", "{\"unknownKeyword\": 2}", 'u', 'u'},
        {"{\"maxLength\": \"five\"}", "{\"maxLength\": \"six\"}", 'u', 'u'},
        {"{\"minLength\": -1}", "{}", 'u', 'u'},
        {"{\"uniqueItems\": \"yes\"}", "{}", 'u', 'u'},
        {"{\"uniqueItems\": false}", "{}", 'y', 'y'},
        {"{\"pattern\": \"(\"}", "{}", 'u', 'u'},
        {"{\"pattern\": \"()\"}", "{}", 'y', 'y'},
        {"{\"unevaluatedItems\": false}", "{\"unevaluatedItems\": false, \"prefixItems\": [{}]}",
         'y', 'n'},
        {"{\"allOf\": [{\"prefixItems\": [{}, {}]}], \"unevaluatedItems\": false}",
         "{\"prefixItems\": [{}], \"unevaluatedItems\": false}", 'n', 'y'},
        {"{\"prefixItems\": [{}], \"unevaluatedItems\": {\"type\": \"string\"}}",
         "{\"prefixItems\": [{}], \"items\": {\"type\": [\"string\", \"null\"]}}", 'y', 'n'},
        {"{\"items\": {\"type\": \"string\"}, \"unevaluatedItems\": false}",
         "{\"items\": {\"type\": \"string\"}}", 'y', 'y'},
        {"{\"contains\": {\"minLength\": 1}, \"unevaluatedItems\": false}",
         "{\"contains\": {\"minLength\": 1}, \"unevaluatedItems\": {\"maxLength\": 0}}", 'u', 'n'},
        {"{\"$dynamicAnchor\": \"a\", \"$dynamicRef\": \"#a\"}",
         "{\"$dynamicAnchor\": \"a\", \"$dynamicRef\": \"#a\", \"title\": \"t\"}", 'u', 'u'},
        {"{\"$dynamicAnchor\": \"a\", \"$dynamicRef\": \"#a\"}",
         "{\"type\": \"string\", \"required\": [\"a\"]}", 'u', 'u'},
        {"{\"const\": 5, \"$dynamicRef\": \"#a\", \"$defs\": {\"x\": {\"$dynamicAnchor\": \"a\"}, "
         "\"y\": {\"$id\": \"y\", \"$dynamicAnchor\": \"a\"}}}",
         "{\"type\": \"integer\"}", 'y', 'n'},
    };
    EXPECT(rows, CTR_PROFILE_STRICT);
}

/* What several keywords say in different words. */
static void the_same_in_other_words_is_the_same(void **state)
{
    (void)state;
    static const struct row rows[] = {
        /* lengths: by a pattern, by what is refused */
        {"{\"pattern\": \".+\"}", "{\"minLength\": 1}", 'y', 'n'}, /* a line feed is no dot */
        {"{\"pattern\": \"^(ab|c){2,3}x?\"}", "{\"minLength\": 2}", 'y', 'n'},
        {"{\"pattern\": \"^(ab|c){2,3}x?\"}", "{\"minLength\": 3}", 'n', 'n'},
        {"{\"pattern\": \"^(ab|c){2,3}x?$\"}", "{\"maxLength\": 7}", 'y', 'n'},
        {"{\"pattern\": \"^(ab|c){2,3}x?$\"}", "{\"maxLength\": 6}", 'n', 'n'},
        {"{\"pattern\": \"^a$|b\"}", "{\"maxLength\": 9}", 'n', 'n'},
        {"{\"pattern\": \"^\\\\uD83D\\\\uDE00$\"}", "{\"minLength\": 2}", 'n', 'n'},
        {"{\"pattern\": \"(?=abc)a\"}", "{\"minLength\": 2}", 'n', 'n'},
        {"{\"type\": \"string\", \"not\": {\"enum\": [\"\"]}}",
         "{\"type\": \"string\", \"minLength\": 1}", 'y', 'y'},
        {"{\"type\": \"string\", \"not\": {\"minLength\": 3}}",
         "{\"type\": \"string\", \"maxLength\": 2}", 'y', 'y'},
        {"{\"type\": \"string\", \"not\": {\"minLength\": 3, \"pattern\": \"a\"}}",
         "{\"type\": \"string\", \"maxLength\": 2}", 'n', 'y'},
        /* patterns */
        {"{\"pattern\": \"a{1,}\\\\d\"}", "{\"pattern\": \"a+[0-9]\"}", 'y', 'y'},
        {"{\"pattern\": \"a{0,1}b\"}", "{\"pattern\": \"a?b\"}", 'y', 'y'},
        {"{}", "{\"pattern\": \"x*\"}", 'y', 'y'},
        {"{}", "{\"pattern\": \"^x*$\"}", 'n', 'y'},
        /* numbers */
        {"{\"type\": \"integer\", \"allOf\": [{\"multipleOf\": 3}, {\"multipleOf\": 5}]}",
         "{\"type\": \"integer\", \"multipleOf\": 15}", 'y', 'y'},
        {"{\"type\": \"integer\", \"allOf\": [{\"multipleOf\": 4}, {\"multipleOf\": 6}]}",
         "{\"type\": \"integer\", \"multipleOf\": 24}", 'n', 'y'},
        {"{\"type\": \"integer\", \"minimum\": 1, \"maximum\": 8}",
         "{\"anyOf\": [{\"type\": \"integer\", \"minimum\": 5, \"maximum\": 10}, {\"type\": "
         "\"integer\", \"minimum\": 0, \"maximum\": 4}]}",
         'y', 'n'},
        {"{\"type\": \"integer\", \"minimum\": 1, \"maximum\": 8}",
         "{\"anyOf\": [{\"type\": \"integer\", \"minimum\": 6, \"maximum\": 10}, {\"type\": "
         "\"integer\", \"minimum\": 0, \"maximum\": 4}]}",
         'n', 'n'},
        {"{\"enum\": [true], \"not\": {\"enum\": [true]}}", "{\"not\": {}}", 'y', 'y'},
        /* a name that may not be there */
        {"{\"dependentSchemas\": {\"a\": {\"type\": \"string\"}}}",
         "{\"dependentSchemas\": {\"a\": {\"type\": \"number\"}}}", 'y', 'y'},
        {"{\"dependentSchemas\": {\"a\": {\"type\": \"string\"}}}",
         "{\"dependentSchemas\": {\"b\": {\"type\": \"string\"}}}", 'n', 'n'},
    };
    EXPECT(rows, CTR_PROFILE_STRICT);
}

static void arrays_follow_the_logic_of_objects(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"{\"items\": {\"type\": \"integer\"}}", "{\"items\": {\"type\": \"number\"}}", 'y', 'n'},
        {"{\"items\": {\"type\": \"integer\"}}", "{}", 'y', 'n'},
        {"{\"items\": {}}", "{}", 'y', 'y'},
        {"{\"prefixItems\": [{\"type\": \"string\"}]}",
         "{\"prefixItems\": [{\"type\": \"string\"}, {\"type\": \"integer\"}]}", 'n', 'y'},
        {"{\"prefixItems\": [{\"type\": \"string\"}]}",
         "{\"prefixItems\": [{\"type\": \"string\"}, {}]}", 'y', 'y'},
        {"{\"prefixItems\": [{\"type\": \"string\"}], \"items\": false}",
         "{\"prefixItems\": [{\"type\": \"string\"}, {\"type\": \"integer\"}], \"items\": false}",
         'y', 'n'},
        {"{\"prefixItems\": [{\"type\": \"string\"}], \"items\": {\"type\": \"integer\"}}",
         "{\"prefixItems\": [{\"type\": \"string\"}, {\"type\": \"integer\"}], \"items\": "
         "{\"type\": \"integer\"}}",
         'y', 'y'},
        {"{\"items\": {\"type\": \"string\"}, \"maxItems\": 1}",
         "{\"prefixItems\": [{\"type\": \"string\"}], \"maxItems\": 1}", 'y', 'y'},
        {"{\"maxItems\": 0}", "{\"maxItems\": 0, \"items\": {\"type\": \"string\"}}", 'y', 'y'},
        {"{\"contains\": {\"const\": 1}}", "{}", 'y', 'n'},
        {"{\"contains\": {\"const\": 1}}", "{\"contains\": {\"type\": \"integer\"}}", 'y', 'n'},
        {"{\"contains\": {\"const\": 1}, \"maxContains\": 2}",
         "{\"contains\": {\"type\": \"integer\"}, \"maxContains\": 2}", 'n', 'n'},
        {"{\"contains\": {\"const\": 1}, \"minContains\": 0}", "{}", 'y', 'y'},
        {"{\"contains\": {\"const\": 1}, \"minContains\": 2}", "{\"contains\": {\"const\": 1}}",
         'y', 'n'},
        {"{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"items\": [{\"type\": "
         "\"string\"}], \"additionalItems\": false}",
         "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"prefixItems\": "
         "[{\"type\": \"string\"}], \"items\": false}",
         'y', 'y'},
    };
    EXPECT(rows, CTR_PROFILE_STRICT);
}

static void objects_beyond_their_properties(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"{\"additionalProperties\": false}", "{}", 'y', 'n'},
        {"{\"additionalProperties\": {\"type\": \"string\"}}", "{}", 'y', 'n'},
        {"{\"additionalProperties\": {}}", "{\"additionalProperties\": true}", 'y', 'y'},
        {"{\"additionalProperties\": false}", "{\"additionalProperties\": {\"type\": \"string\"}}",
         'y', 'n'},
        {"{\"additionalProperties\": {\"type\": \"integer\"}}",
         "{\"additionalProperties\": {\"type\": \"number\"}}", 'y', 'n'},
        {"{\"patternProperties\": {\"^a\": {\"type\": \"integer\"}}}", "{}", 'y', 'n'},
        {"{\"patternProperties\": {\"^a\": {\"type\": \"integer\"}}}",
         "{\"patternProperties\": {\"^a\": {\"type\": \"number\"}}}", 'y', 'n'},
        {"{\"patternProperties\": {\"^a\": {\"type\": \"integer\"}}, \"additionalProperties\": "
         "{\"type\": \"integer\"}}",
         "{\"additionalProperties\": {\"type\": \"integer\"}}", 'y', 'y'},
        {"{\"propertyNames\": {\"maxLength\": 3}}", "{\"propertyNames\": {\"maxLength\": 4}}", 'y',
         'n'},
        {"{\"propertyNames\": {\"maxLength\": 3}}", "{}", 'y', 'n'},
        {"{\"propertyNames\": {\"type\": \"string\"}}", "{}", 'y', 'y'},
        {"{\"dependentRequired\": {\"a\": [\"b\"]}}", "{}", 'y', 'n'},
        {"{\"dependentRequired\": {\"a\": [\"b\"]}}", "{\"dependentRequired\": {\"a\": [\"c\"]}}",
         'n', 'n'},
        {"{\"required\": [\"b\"]}",
         "{\"required\": [\"b\"], \"dependentRequired\": {\"a\": "
         "[\"b\"]}}",
         'y', 'y'},
        /* what is asked for where a property is present, in other words */
        {"{\"required\": [\"a\"], \"dependentRequired\": {\"a\": [\"b\"]}}",
         "{\"required\": [\"a\", \"b\"]}", 'y', 'y'},
        {"{\"required\": [\"a\"]}",
         "{\"required\": [\"a\"], \"dependentRequired\": {\"a\": "
         "[\"b\"]}}",
         'n', 'y'},
        {"{\"dependentSchemas\": {\"a\": {\"required\": [\"b\"]}}}",
         "{\"dependentRequired\": {\"a\": [\"b\"]}}", 'y', 'y'},
        {"{\"dependentSchemas\": {\"a\": {\"required\": [\"b\"], \"minProperties\": 3}}}",
         "{\"dependentRequired\": {\"a\": [\"b\"]}}", 'y', 'n'},
        {"{\"dependentSchemas\": {\"a\": {\"required\": [\"b\"]}}}",
         "{\"dependentRequired\": {\"a\": [\"c\"]}}", 'n', 'n'},
        {"{\"dependentRequired\": {\"a\": [\"b\"], \"b\": [\"c\"]}}",
         "{\"dependentRequired\": {\"a\": [\"b\", \"c\"], \"b\": [\"c\"]}}", 'y', 'y'},
        {"{\"dependentRequired\": {\"a\": [\"b\"], \"b\": [\"a\"]}}",
         "{\"dependentRequired\": {\"a\": [\"b\"]}}", 'y', 'n'},
        /* of what cannot be there */
        {"{\"properties\": {\"x\": {}}, \"additionalProperties\": false}",
         "{\"properties\": {\"x\": {}, \"a\": {}}, \"additionalProperties\": false, "
         "\"dependentRequired\": {\"a\": [\"x\"]}}",
         'y', 'n'},
        {"{\"properties\": {\"x\": {}}, \"additionalProperties\": false}",
         "{\"properties\": {\"x\": {}, \"a\": {}}, \"additionalProperties\": false, "
         "\"dependentSchemas\": {\"a\": {\"minProperties\": 2}}}",
         'y', 'n'},
        {"{\"properties\": {\"x\": {}}}",
         "{\"properties\": {\"x\": {}}, \"dependentRequired\": {\"a\": [\"x\"]}}", 'n', 'y'},
        /* names that are listed */
        {"{\"propertyNames\": {\"enum\": [\"a\"]}}",
         "{\"propertyNames\": {\"enum\": [\"a\", \"c\"]}, \"properties\": {\"c\": {\"type\": "
         "\"string\"}}}",
         'y', 'n'},
        {"{\"type\": \"object\", \"propertyNames\": {\"enum\": [\"a\"]}}",
         "{\"type\": \"object\", \"properties\": {\"a\": {}}, \"additionalProperties\": false}",
         'y', 'y'},
        {"{\"type\": \"object\", \"propertyNames\": {\"enum\": [\"a\", \"b\"]}}",
         "{\"type\": \"object\", \"properties\": {\"a\": {}}, \"additionalProperties\": false}",
         'n', 'y'},
        {"{\"type\": \"object\", \"propertyNames\": {\"enum\": [\"a\"]}}",
         "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}}, "
         "\"additionalProperties\": false}",
         'n', 'y'},
        /* a pattern that every name matches */
        {"{\"patternProperties\": {\".*\": {\"type\": \"string\"}}}",
         "{\"additionalProperties\": {\"type\": \"string\"}}", 'y', 'y'},
        {"{\"patternProperties\": {\"\": {\"type\": \"string\"}}, \"additionalProperties\": false}",
         "{\"additionalProperties\": {\"type\": \"string\"}}", 'y', 'y'},
        {"{\"properties\": {\"a\": {}}, \"patternProperties\": {\".*\": {\"type\": \"string\"}}}",
         "{\"properties\": {\"a\": {}}, \"additionalProperties\": {\"type\": \"string\"}}", 'y',
         'n'},
        {"{\"dependentSchemas\": {\"a\": {\"maxProperties\": 2}}}",
         "{\"dependentSchemas\": {\"a\": {\"maxProperties\": 3}}}", 'y', 'n'},
        {"{\"properties\": {\"a\": false}}", "{\"properties\": {}}", 'y', 'n'},
        {"{\"required\": [\"a\", \"b\"]}", "{\"required\": [\"b\", \"a\"]}", 'y', 'y'},
        /* a pattern beside another schema of the same object */
        {"{\"patternProperties\": {\"^x\": {\"maxLength\": 3}}, \"additionalProperties\": "
         "{\"maxLength\": 9}}",
         "{\"allOf\": [{\"patternProperties\": {\"^x\": {\"maxLength\": 3}}}, "
         "{\"additionalProperties\": {\"maxLength\": 9}}]}",
         'u', 'u'},
    };
    EXPECT(rows, CTR_PROFILE_STRICT);
}

static void all_of_is_merged(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"{\"allOf\": [{\"maxLength\": 5}, {\"minLength\": 2}]}",
         "{\"maxLength\": 5, \"minLength\": 2}", 'y', 'y'},
        {"{\"allOf\": [{\"maxLength\": 5}, {\"maxLength\": 3}]}", "{\"maxLength\": 3}", 'y', 'y'},
        {"{\"allOf\": [{\"type\": [\"string\", \"null\"]}, {\"type\": [\"string\", \"array\"]}]}",
         "{\"type\": \"string\"}", 'y', 'y'},
        {"{\"allOf\": [{\"properties\": {\"a\": {\"maximum\": 5}}}, {\"properties\": {\"a\": "
         "{\"minimum\": 1}}}]}",
         "{\"properties\": {\"a\": {\"minimum\": 1, \"maximum\": 5}}}", 'y', 'y'},
        {"{\"allOf\": [{\"properties\": {\"a\": {}}, \"additionalProperties\": false}, "
         "{\"properties\": {\"b\": {}}}]}",
         "{\"properties\": {\"a\": {}}, \"additionalProperties\": false}", 'y', 'y'},
        {"{\"allOf\": [{\"required\": [\"a\"]}]}",
         "{\"allOf\": [{\"required\": [\"a\"]}, {\"required\": [\"b\"]}]}", 'n', 'y'},
        {"{\"anyOf\": [{\"maxLength\": 3}]}", "{\"maxLength\": 3}", 'y', 'y'},
        {"{\"oneOf\": [{\"maxLength\": 3}]}", "{\"allOf\": [{\"maxLength\": 3}]}", 'y', 'y'},
        {"{\"$ref\": \"#/$defs/a\", \"maxLength\": 2, \"$defs\": {\"a\": {\"minLength\": 1}}}",
         "{\"minLength\": 1, \"maxLength\": 2}", 'y', 'y'},
        {"{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"properties\": {\"p\": "
         "{\"$ref\": \"#/definitions/a\", \"maxLength\": 2}}, \"definitions\": {\"a\": "
         "{\"minLength\": 1}}}",
         "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"properties\": {\"p\": "
         "{\"minLength\": 1}}}",
         'y', 'y'},
        {"{\"$ref\": \"#/$defs/a\", \"$defs\": {\"a\": {\"maxLength\": 1}}}",
         "{\"$ref\": \"#/$defs/b\", \"$defs\": {\"b\": {\"maxLength\": 1}}}", 'y', 'y'},
        {"{\"$ref\": \"#/$defs/a\", \"$defs\": {\"a\": {\"maxLength\": 1}}}",
         "{\"$ref\": \"#/$defs/a\", \"$defs\": {\"a\": {\"maxLength\": 2}}}", 'y', 'n'},
    };
    EXPECT(rows, CTR_PROFILE_STRICT);
}

static void a_default_saves_a_required_property_only_tolerantly(void **state)
{
    (void)state;
    static const char older[] = "{\"properties\": {\"a\": {\"default\": 1}}}";
    static const char newer[] =
        "{\"properties\": {\"a\": {\"default\": 1}}, \"required\": [\"a\"]}";
    js_tells(older, newer, CTR_MODE_FULL, CTR_PROFILE_STRICT,
             "breaking backward became-required-with-default at /a\n");
    js_tells(older, newer, CTR_MODE_FULL, CTR_PROFILE_TOLERANT,
             "info neither became-required-with-default at /a\n");
}

/* Set and decreased weigh the same; what only the other mode minds is an info. */
static void findings_say_which_mode_they_break(void **state)
{
    (void)state;
    js_tells("{\"maxLength\": 5}", "{\"maxLength\": 3}", CTR_MODE_BACKWARD, CTR_PROFILE_STRICT,
             "breaking backward max-length-decreased at /\n");
    js_tells("{}", "{\"maxLength\": 3}", CTR_MODE_BACKWARD, CTR_PROFILE_STRICT,
             "breaking backward max-length-set at /\n");
    js_tells("{\"maxLength\": 3}", "{\"maxLength\": 5}", CTR_MODE_BACKWARD, CTR_PROFILE_STRICT,
             "info forward max-length-increased at /\n");
    js_tells("{\"maxLength\": 3}", "{\"maxLength\": 5}", CTR_MODE_FORWARD, CTR_PROFILE_STRICT,
             "breaking forward max-length-increased at /\n");
    js_tells("{\"maxLength\": 3, \"minLength\": 1}", "{\"maxLength\": 5, \"minLength\": 2}",
             CTR_MODE_FULL, CTR_PROFILE_STRICT,
             "breaking forward max-length-increased at /\n"
             "breaking backward min-length-increased at /\n");
    js_tells("{\"type\": \"string\"}", "{\"type\": \"null\"}", CTR_MODE_FORWARD, CTR_PROFILE_STRICT,
             "breaking both type-changed at /\n");
}

static void a_rewritten_document_is_not_nothing(void **state)
{
    (void)state;
    js_tells("{\"required\": [\"a\", \"b\"]}", "{\"required\": [\"b\", \"a\"]}", CTR_MODE_FULL,
             CTR_PROFILE_STRICT, "info neither document-rewritten at /\n");
    js_tells("{\"maxLength\": 1, \"minLength\": 1}", "{\"minLength\": 1,\n \"maxLength\": 1.0}",
             CTR_MODE_FULL, CTR_PROFILE_STRICT, "");
}

static void places_are_given_in_both_documents(void **state)
{
    (void)state;
    struct js_case c;
    js_compare(&c, "{\"properties\": {\"a\": {\"maxLength\": 5}}}",
               "{\n \"properties\": {\n  \"\xC3\xA4\": {}, \"a\": {\"maxLength\": 4}}}",
               CTR_MODE_BACKWARD, CTR_PROFILE_TOLERANT);
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(c.diff.count, 2);
    const struct ctr_finding *f = &c.diff.findings[0];
    assert_string_equal(f->rule, "max-length-decreased");
    assert_string_equal(f->message, "the maximum length went from 5 to 4");
    assert_int_equal(strlen(f->fingerprint), 16);
    assert_string_equal(f->place[0]->file, "old.json");
    assert_string_equal(f->place[0]->pointer, "/properties/a/maxLength");
    assert_int_equal(f->place[0]->line, 1);
    assert_int_equal(f->place[0]->column, 36);
    assert_string_equal(f->place[1]->file, "new.json");
    assert_int_equal(f->place[1]->line, 3);
    assert_int_equal(f->place[1]->column, 31);
    assert_null(c.diff.findings[1].place[0]);
    assert_string_equal(c.diff.findings[1].place[1]->pointer, "/properties/\xC3\xA4");
    js_end(&c);
}

/* Draft-07 does not know prefixItems, and lets nothing stand beside a reference. */
static void a_schema_of_another_dialect_is_not_read_by_ours(void **state)
{
#define HEAD                                                                                       \
    "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"$ref\": \"b\", \"$defs\": "
#define SEVEN "{\"b\": {\"$id\": \"b\", \"$schema\": \"http://json-schema.org/draft-07/schema#\", "
#define PLACE "\"prefixItems\": [{\"type\": \"string\"}]"
    static const struct {
        const char *older, *newer;
        ctr_verdict verdict;
    } cases[] = {
        {HEAD SEVEN PLACE "}}}", HEAD "{\"b\": {\"$id\": \"b\", " PLACE "}}}",
         CTR_VERDICT_INCOMPATIBLE},
        {HEAD SEVEN "\"maxItems\": 1, " PLACE "}}}",
         HEAD SEVEN "\"maxItems\": 1, \"items\": {\"type\": \"string\"}, " PLACE "}}}",
         CTR_VERDICT_INCOMPATIBLE},
        {HEAD SEVEN PLACE "}}}", HEAD SEVEN PLACE "}}}", CTR_VERDICT_COMPATIBLE},
        {HEAD SEVEN "\"items\": {\"pattern\": \"^(a|b)+$\"}}}}",
         HEAD SEVEN "\"items\": {\"pattern\": \"^[ab]+$\"}}}}", CTR_VERDICT_UNDECIDED},
    };
#undef HEAD
#undef SEVEN
#undef PLACE
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (js_verdict(cases[i].older, cases[i].newer, CTR_MODE_BACKWARD, CTR_PROFILE_STRICT) !=
            cases[i].verdict) {
            fail_msg("%s\n%s", cases[i].older, cases[i].newer);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_schema_of_another_dialect_is_not_read_by_ours),
        cmocka_unit_test(words_change_nothing),
        cmocka_unit_test(words_and_names_part_no_choices),
        cmocka_unit_test(only_its_own_witness_decides_a_keyword),
        cmocka_unit_test(types_widen_and_narrow),
        cmocka_unit_test(limits_are_exact),
        cmocka_unit_test(values_are_compared_as_values),
        cmocka_unit_test(texts_that_cannot_be_judged_are_undecided),
        cmocka_unit_test(the_same_in_other_words_is_the_same),
        cmocka_unit_test(arrays_follow_the_logic_of_objects),
        cmocka_unit_test(objects_beyond_their_properties),
        cmocka_unit_test(all_of_is_merged),
        cmocka_unit_test(a_default_saves_a_required_property_only_tolerantly),
        cmocka_unit_test(findings_say_which_mode_they_break),
        cmocka_unit_test(a_rewritten_document_is_not_nothing),
        cmocka_unit_test(places_are_given_in_both_documents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
