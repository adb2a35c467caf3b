/*
 * Witnesses: a table of what can change, each shown by a value, and random pairs of schemas, of
 * which every value that is shown has to pass the validator, accepted by one edition and refused by
 * the other.
 */
#include "base/once.h"
#include "spec/spec.h"
#include "spec/validate/validate.h"
#include "support/sanitized.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static void begin(struct lc_ctx *ctx)
{
    assert_int_equal(lc_ctx_begin(ctx, NULL), CTR_OK);
    assert_int_equal(lc_once(ctx), CTR_OK);
}

static ctr_source source_of(const char *text)
{
    return (ctr_source){.struct_size = sizeof(ctr_source),
                        .format = CTR_FORMAT_JSON_SCHEMA,
                        .data = text,
                        .size = strlen(text),
                        .file = "schema"};
}

static ctr_status compare(struct lc_ctx *ctx, const char *older, const char *newer, ctr_mode mode,
                          struct ctr_diff *out)
{
    struct lc_spec *spec = lc_new(ctx, 2, sizeof *spec);
    ctr_source sources[2] = {source_of(older), source_of(newer)};
    assert_non_null(spec);
    LC_TRY(lc_spec_read(ctx, &sources[0], &spec[0]));
    LC_TRY(lc_spec_read(ctx, &sources[1], &spec[1]));
    return lc_spec_diff(ctx, &spec[0], &spec[1], mode, CTR_PROFILE_STRICT, out);
}

static bool valid(struct lc_ctx *ctx, const char *schema, const char *value)
{
    struct ctr_validation v;
    const struct lc_validate ask = {.dialect = CTR_DIALECT_2020_12};
    ctr_source s = source_of(schema);
    ctr_source d = source_of(value);
    d.format = CTR_FORMAT_AUTO;
    ctr_status status = lc_validate(ctx, &s, &d, &ask, &v);
    if (status != CTR_OK) {
        fail_msg("%s\nunder %s: %s", value, schema, ctr_error_message(ctx->error));
    }
    return v.valid;
}

/* The witness is one, whatever made it. */
static void prove(struct lc_ctx *ctx, const char *older, const char *newer,
                  const struct ctr_finding *f)
{
    bool by_old = strcmp(f->accepted_by, "old") == 0;
    assert_true(by_old || strcmp(f->accepted_by, "new") == 0);
    if (valid(ctx, older, f->witness) != by_old || valid(ctx, newer, f->witness) == by_old) {
        fail_msg("%s is no witness of\n%s\n%s", f->witness, older, newer);
    }
}

#define D "\"$schema\":\"https://json-schema.org/draft/2020-12/schema\","

/* Each breaks in mode backward; the witness, where it is one of few that can be. */
static const struct row {
    const char *older;
    const char *newer;
    const char *witness; /* NULL: any */
} rows[] = {
    /* types and values */
    {"\"type\":[\"string\",\"null\"]", "\"type\":\"string\"", "null"},
    {"\"type\":\"string\"", "\"type\":\"boolean\"", NULL},
    {"\"type\":\"number\"", "\"type\":\"integer\"", "0.5"},
    {"", "\"type\":\"object\"", NULL},
    {"\"enum\":[1,\"b\",{\"c\":[]}]", "\"enum\":[1,\"b\"]", "{\"c\":[]}"},
    {"\"const\":7", "\"const\":8", "7"},
    {"\"type\":\"string\"", "\"enum\":[\"a\",\"\"]", NULL},
    /* numbers */
    {"\"type\":\"integer\",\"maximum\":10", "\"type\":\"integer\",\"maximum\":9", "10"},
    {"\"type\":\"integer\",\"maximum\":10", "\"type\":\"integer\",\"exclusiveMaximum\":10", "10"},
    {"\"type\":\"number\",\"minimum\":0.25", "\"type\":\"number\",\"minimum\":0.26", NULL},
    {"\"type\":\"number\",\"exclusiveMinimum\":1", "\"type\":\"number\",\"minimum\":1.01", NULL},
    {"\"type\":\"integer\",\"multipleOf\":2", "\"type\":\"integer\",\"multipleOf\":4", NULL},
    {"\"type\":\"number\",\"multipleOf\":0.01,\"minimum\":3",
     "\"type\":\"number\",\"multipleOf\":0.1", NULL},
    {"\"type\":\"integer\",\"minimum\":99999999999999999999",
     "\"type\":\"integer\",\"minimum\":1e22", NULL},
    /* strings */
    {"\"type\":\"string\",\"maxLength\":3", "\"type\":\"string\",\"maxLength\":2", "\"aaa\""},
    {"\"type\":\"string\"", "\"type\":\"string\",\"minLength\":1", "\"\""},
    {"\"type\":\"string\",\"pattern\":\"^[A-Z]{3}-[0-9]+(x|yz)$\"",
     "\"type\":\"string\",\"pattern\":\"^[A-Z]{3}-[0-9]+(x|y)$\"", NULL},
    {"\"type\":\"string\",\"pattern\":\"^a*$\",\"minLength\":9",
     "\"type\":\"string\",\"pattern\":\"^a*$\",\"minLength\":10", "\"aaaaaaaaa\""},
    {"\"type\":\"string\"", "\"type\":\"string\",\"pattern\":\"^\\\\d{4}$\"", NULL},
    /* arrays */
    {"\"type\":\"array\",\"maxItems\":3", "\"type\":\"array\",\"maxItems\":2", NULL},
    {"\"type\":\"array\"", "\"type\":\"array\",\"minItems\":1", "[]"},
    {"\"type\":\"array\",\"items\":{\"type\":\"integer\"}",
     "\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"uniqueItems\":true", NULL},
    {"\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"minItems\":2,\"uniqueItems\":true",
     "\"type\":\"array\",\"items\":{\"type\":\"integer\",\"minimum\":0},\"minItems\":2", NULL},
    {"\"prefixItems\":[{\"type\":\"string\"},true]",
     "\"prefixItems\":[{\"type\":\"string\"},false]", NULL},
    {"\"type\":\"array\"", "\"type\":\"array\",\"contains\":{\"const\":5}", "[]"},
    {"\"type\":\"array\",\"contains\":{\"type\":\"integer\"}",
     "\"type\":\"array\",\"contains\":{\"type\":\"integer\"},\"minContains\":2", NULL},
    {"\"type\":\"array\"",
     "\"type\":\"array\",\"contains\":{\"const\":5},\"minContains\":0,"
     "\"maxContains\":1",
     "[5,5]"},
    /* objects */
    {"\"type\":\"object\"", "\"type\":\"object\",\"required\":[\"a\"]", "{}"},
    {"\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"]",
     "\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"},\"b\":{}},\"required\":"
     "[\"a\",\"b\"]",
     "{\"a\":\"\"}"},
    {"\"type\":\"object\"", "\"type\":\"object\",\"additionalProperties\":false", NULL},
    {"\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\"}",
     "\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\",\"maximum\":3}", NULL},
    {"\"type\":\"object\"",
     "\"type\":\"object\",\"patternProperties\":{\"^x-\":{\"type\":"
     "\"null\"}}",
     NULL},
    {"\"type\":\"object\"", "\"type\":\"object\",\"propertyNames\":{\"maxLength\":2}", NULL},
    {"\"type\":\"object\"", "\"type\":\"object\",\"maxProperties\":2", NULL},
    {"\"type\":\"object\"", "\"type\":\"object\",\"minProperties\":2", NULL},
    {"\"type\":\"object\"", "\"type\":\"object\",\"dependentRequired\":{\"a\":[\"b\"]}", NULL},
    {"\"type\":\"object\"",
     "\"type\":\"object\",\"dependentSchemas\":{\"a\":{\"minProperties\":2}}", NULL},
    /* combinations */
    {"\"anyOf\":[{\"type\":\"string\"},{\"type\":\"integer\"}]", "\"type\":\"string\"", NULL},
    {"\"oneOf\":[{\"type\":\"string\"},{\"type\":\"integer\"}]",
     "\"oneOf\":[{\"type\":\"string\"},{\"type\":\"integer\"},{\"type\":\"number\"}]", NULL},
    {"\"anyOf\":[{\"required\":[\"a\"]},{\"required\":[\"b\"]}],\"type\":\"object\"",
     "\"oneOf\":[{\"required\":[\"a\"]},{\"required\":[\"b\"]}],\"type\":\"object\"", NULL},
    {"\"type\":\"integer\"", "\"type\":\"integer\",\"not\":{\"const\":3}", "3"},
    {"\"type\":\"integer\"", "\"allOf\":[{\"type\":\"integer\"},{\"minimum\":-1}]", NULL},
    {"\"type\":\"integer\"", "\"if\":{\"minimum\":10},\"then\":{\"multipleOf\":5}", NULL},
    /* names that a pattern matches, and nothing else holds for */
    {"\"patternProperties\":{\"^x-\":{\"type\":\"string\"}}",
     "\"patternProperties\":{\"^x-\":{\"type\":\"integer\"}}", "{\"x-\":\"\"}"},
    {"\"patternProperties\":{\"^[a-z]+$\":{\"type\":\"string\"}}",
     "\"patternProperties\":{\"^[a-z]+$\":{\"type\":\"integer\"}}", "{\"a\":\"\"}"},
    {"\"properties\":{\"x-\":{\"type\":\"string\"}},\"patternProperties\":{\"^x-\":{\"type\":"
     "\"string\"}}",
     "\"properties\":{\"x-\":{\"type\":\"string\"}},\"patternProperties\":{\"^x-\":{\"type\":"
     "\"integer\"}}",
     "{\"x-a\":\"\"}"},
    {"\"propertyNames\":{\"minLength\":5},\"patternProperties\":{\"^x-\":{\"type\":\"string\"}}",
     "\"propertyNames\":{\"minLength\":5},\"patternProperties\":{\"^x-\":{\"type\":\"integer\"}}",
     "{\"x-aaaa\":\"\"}"},
    {"\"patternProperties\":{\"^[a-z]\":{\"type\":\"string\"}},\"additionalProperties\":{\"type\":"
     "\"null\"}",
     "\"patternProperties\":{\"^[a-z]\":{\"type\":\"string\"}},\"additionalProperties\":{\"type\":"
     "\"string\"}",
     "{\"1\":null}"},
    /* refused for what the finding is about, and not for its neighbour */
    {"\"propertyNames\":{\"maxLength\":5},\"patternProperties\":{\"^x-\":{\"type\":\"string\"}}",
     "\"propertyNames\":{\"maxLength\":4},\"patternProperties\":{\"^x-\":{\"type\":\"integer\"}}",
     "{\"x-\":\"\"}"},
    {"\"type\":\"array\"", "\"type\":\"array\",\"minItems\":1,\"maxItems\":2", "[\"\",\"\",\"\"]"},
    /* conditions, by the branch that changed */
    {"\"if\":{\"required\":[\"a\"]},\"then\":{\"required\":[\"b\"]}",
     "\"if\":{\"required\":[\"a\"]},\"then\":{\"required\":[\"b\",\"c\"]}",
     "{\"b\":\"\",\"a\":\"\"}"},
    {"\"if\":{\"required\":[\"a\"]},\"else\":{\"required\":[\"b\"]}",
     "\"if\":{\"required\":[\"a\"]},\"else\":{\"required\":[\"b\",\"c\"]}", "{\"b\":\"\"}"},
    {"\"if\":{\"properties\":{\"k\":{\"const\":\"x\"}}},\"else\":{\"required\":[\"w\"],"
     "\"properties\":{\"w\":{\"maximum\":3}}}",
     "\"if\":{\"properties\":{\"k\":{\"const\":\"x\"}}},\"else\":{\"required\":[\"w\"],"
     "\"properties\":{\"w\":{\"maximum\":2}}}",
     NULL},
    /* deep down, and round a circle */
    {"\"$ref\":\"#/$defs/n\",\"$defs\":{\"n\":{\"type\":\"object\",\"required\":[\"v\"],"
     "\"properties\":{\"v\":{\"type\":\"integer\"},\"next\":{\"$ref\":\"#/$defs/n\"}}}}",
     "\"$ref\":\"#/$defs/n\",\"$defs\":{\"n\":{\"type\":\"object\",\"required\":[\"v\"],"
     "\"properties\":{\"v\":{\"type\":\"integer\",\"maximum\":1},\"next\":{\"$ref\":"
     "\"#/$defs/n\"}}}}",
     "{\"v\":2}"},
    {"\"properties\":{\"a\":{\"items\":{\"additionalProperties\":{\"prefixItems\":[{\"maximum\":2}]"
     "}"
     "}}}",
     "\"properties\":{\"a\":{\"items\":{\"additionalProperties\":{\"prefixItems\":[{\"maximum\":1}]"
     "}"
     "}}}",
     "{\"a\":[{\"extra\":[2]}]}"},
    {"\"unevaluatedProperties\":false,\"properties\":{\"a\":{}}",
     "\"unevaluatedProperties\":false,\"properties\":{\"b\":{}}", NULL},
};

static void each_change_is_shown(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_ctx ctx;
        struct ctr_diff diff;
        size_t shown = 0;
        begin(&ctx);
        const char *older =
            lc_format(&ctx, "{" D "%s}", *rows[i].older ? rows[i].older : "\"title\":\"\"");
        const char *newer = lc_format(&ctx, "{" D "%s}", rows[i].newer);
        assert_int_equal(compare(&ctx, older, newer, CTR_MODE_BACKWARD, &diff), CTR_OK);
        for (size_t k = 0; k < diff.count; k++) {
            const struct ctr_finding *f = &diff.findings[k];
            if (f->witness) {
                prove(&ctx, older, newer, f);
                assert_int_equal(f->level, CTR_LEVEL_BREAKING);
                assert_string_equal(f->accepted_by, "old");
                shown += !rows[i].witness || strcmp(rows[i].witness, f->witness) == 0;
            }
        }
        if (!shown) {
            print_error(
                "%zu: %s -> %s: %zu findings, the first shown by %s\n", i, older, newer, diff.count,
                diff.count && diff.findings[0].witness ? diff.findings[0].witness : "nothing");
        }
        assert_int_equal(diff.verdict, CTR_VERDICT_INCOMPATIBLE);
        assert_true(shown > 0);
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

/* What does not break is not shown, nor is what the mode does not ask for. */
static void nothing_is_shown_of_what_holds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_ctx ctx;
        struct ctr_diff diff;
        begin(&ctx);
        const char *older =
            lc_format(&ctx, "{" D "%s}", *rows[i].older ? rows[i].older : "\"title\":\"\"");
        const char *newer = lc_format(&ctx, "{" D "%s}", rows[i].newer);
        assert_int_equal(compare(&ctx, older, newer, CTR_MODE_FORWARD, &diff), CTR_OK);
        for (size_t k = 0; k < diff.count; k++) {
            const struct ctr_finding *f = &diff.findings[k];
            assert_true(!f->witness || f->level == CTR_LEVEL_BREAKING);
            assert_true(!f->witness == !f->accepted_by);
            if (f->witness) {
                assert_string_equal(f->accepted_by, "new");
                prove(&ctx, older, newer, f);
            }
        }
        assert_int_equal(compare(&ctx, older, older, CTR_MODE_FULL, &diff), CTR_OK);
        assert_int_equal(diff.count, 0);
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

/* What no rule decides is decided by the search, or stays undecided and says why. */
static void the_search_decides_what_no_rule_does(void **state)
{
    struct lc_ctx ctx;
    struct ctr_diff diff;
    (void)state;
    begin(&ctx);
    assert_int_equal(compare(&ctx, "{" D "\"type\":\"string\",\"pattern\":\"^[a-c]+$\"}",
                             "{" D "\"type\":\"string\",\"pattern\":\"^[b-d]+$\"}",
                             CTR_MODE_BACKWARD, &diff),
                     CTR_OK);
    assert_int_equal(diff.verdict, CTR_VERDICT_INCOMPATIBLE);
    assert_non_null(strstr(diff.findings[0].message, "the witness shows that it breaks"));
    assert_string_equal(diff.findings[0].witness, "\"a\"");
    assert_int_equal(compare(&ctx, "{" D "\"type\":\"string\",\"pattern\":\"^(a|b)+$\"}",
                             "{" D "\"type\":\"string\",\"pattern\":\"^[ab]+$\"}", CTR_MODE_FULL,
                             &diff),
                     CTR_OK);
    assert_int_equal(diff.verdict, CTR_VERDICT_UNDECIDED);
    assert_null(diff.findings[0].witness);
    assert_true(strlen(diff.findings[0].message) > 20);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

/* ---- random pairs */

struct dice {
    uint64_t state;
    struct lc_buf *out;
};

static unsigned roll(struct dice *d, unsigned sides)
{
    d->state = d->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(d->state >> 33) % sides;
}

static void schema(struct dice *d, unsigned depth);

static void key(struct dice *d, bool *first, const char *name)
{
    lc_buf_printf(d->out, "%s\"%s\":", *first ? "" : ",", name);
    *first = false;
}

static void schemas(struct dice *d, unsigned depth)
{
    unsigned count = 1 + roll(d, 3);
    lc_buf_char(d->out, '[');
    for (unsigned i = 0; i < count; i++) {
        lc_buf_text(d->out, i ? "," : "");
        schema(d, depth + 1);
    }
    lc_buf_char(d->out, ']');
}

static void properties(struct dice *d, unsigned depth, const char *const names[3])
{
    bool first = true;
    lc_buf_char(d->out, '{');
    for (unsigned i = 0; i < 3; i++) {
        if (roll(d, 2)) {
            key(d, &first, names[i]);
            schema(d, depth + 1);
        }
    }
    lc_buf_char(d->out, '}');
}

static void keyword(struct dice *d, unsigned depth, bool *first)
{
    static const char *const types[] = {
        "\"string\"", "\"integer\"", "\"number\"", "\"boolean\"",
        "\"object\"", "\"array\"",   "\"null\"",   "[\"string\",\"integer\"]"};
    static const char *const counts[] = {"maxLength", "minLength",     "maxItems",
                                         "minItems",  "maxProperties", "minProperties"};
    static const char *const limits[] = {"maximum", "minimum", "exclusiveMaximum",
                                         "exclusiveMinimum"};
    static const char *const patterns[] = {"^a", "b$", "^[a-c]{1,2}$", "x|y", "\\\\d+", "^(ab)*$"};
    static const char *const names[] = {"a", "b", "cc"};
    static const char *const name_patterns[] = {"^a", "^[bc]", "."};
    switch (roll(d, depth > 2 ? 8 : 19)) {
    case 0:
    case 1:
    case 2:
        key(d, first, "type");
        lc_buf_text(d->out, types[roll(d, 8)]);
        break;
    case 3:
        key(d, first, counts[roll(d, 6)]);
        lc_buf_int(d->out, roll(d, 4));
        break;
    case 4:
        key(d, first, limits[roll(d, 4)]);
        lc_buf_printf(d->out, "%u.%u", roll(d, 4), roll(d, 10));
        break;
    case 5:
        key(d, first, "pattern");
        lc_buf_printf(d->out, "\"%s\"", patterns[roll(d, 6)]);
        break;
    case 6:
        key(d, first, "enum");
        lc_buf_printf(d->out, "[%u,\"%c\",null,{\"a\":%u}]", roll(d, 3), "abc"[roll(d, 3)],
                      roll(d, 3));
        break;
    case 7:
        key(d, first, "multipleOf");
        lc_buf_printf(d->out, "%s", roll(d, 2) ? "2" : "0.5");
        break;
    case 8:
    case 9:
        key(d, first, "properties");
        properties(d, depth, names);
        break;
    case 10:
        key(d, first, "required");
        lc_buf_printf(d->out, "[\"%s\"]", names[roll(d, 3)]);
        break;
    case 11:
        key(d, first, "additionalProperties");
        schema(d, depth + 1);
        break;
    case 12:
        key(d, first, "patternProperties");
        properties(d, depth, name_patterns);
        break;
    case 13:
        key(d, first, roll(d, 2) ? "items" : "contains");
        schema(d, depth + 1);
        break;
    case 14:
        key(d, first, "prefixItems");
        schemas(d, depth);
        break;
    case 15:
        key(d, first, roll(d, 2) ? "anyOf" : "oneOf");
        schemas(d, depth);
        break;
    case 16:
        key(d, first, roll(d, 2) ? "not" : "propertyNames");
        schema(d, depth + 1);
        break;
    case 17:
        key(d, first, "uniqueItems");
        lc_buf_text(d->out, "true");
        break;
    default:
        key(d, first, "dependentRequired");
        lc_buf_printf(d->out, "{\"%s\":[\"%s\"]}", names[roll(d, 3)], names[roll(d, 3)]);
        break;
    }
}

/* Keywords that come twice are put apart by allOf, because no object may have one twice. */
static void schema(struct dice *d, unsigned depth)
{
    unsigned count = 1 + roll(d, 3);
    bool first = true;
    lc_buf_char(d->out, '{');
    if (count == 1) {
        keyword(d, depth, &first);
    } else {
        key(d, &first, "allOf");
        lc_buf_char(d->out, '[');
        for (unsigned i = 0; i < count; i++) {
            bool own = true;
            lc_buf_text(d->out, i ? ",{" : "{");
            keyword(d, depth, &own);
            lc_buf_char(d->out, '}');
        }
        lc_buf_char(d->out, ']');
        if (roll(d, 8) == 0) { /* of what those look at, nothing is left to it */
            key(d, &first, roll(d, 2) ? "unevaluatedItems" : "unevaluatedProperties");
            schema(d, depth + 1);
        }
    }
    lc_buf_char(d->out, '}');
}

static const char *random_schema(struct lc_ctx *ctx, struct dice *d)
{
    struct lc_buf buf;
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX - 1);
    d->out = &buf;
    schema(d, 0);
    const char *text = lc_format(ctx, "%.*s", (int)buf.size, buf.data);
    lc_buf_free(&buf);
    assert_non_null(text);
    return text;
}

enum { ROUNDS = SANITIZED ? 1000 : 3000 };

static void every_witness_of_random_pairs_is_one(void **state)
{
    struct dice d = {.state = 20260711};
    size_t shown = 0;
    size_t breaking = 0;
    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        struct lc_ctx ctx;
        struct ctr_diff diff;
        begin(&ctx);
        const char *older = lc_format(&ctx, "{" D "\"allOf\":[%s]}", random_schema(&ctx, &d));
        const char *newer = lc_format(&ctx, "{" D "\"allOf\":[%s]}", random_schema(&ctx, &d));
        assert_int_equal(compare(&ctx, older, newer, CTR_MODE_FULL, &diff), CTR_OK);
        for (size_t k = 0; k < diff.count; k++) {
            const struct ctr_finding *f = &diff.findings[k];
            breaking += f->level == CTR_LEVEL_BREAKING;
            shown += f->witness != NULL;
            if (f->witness) {
                prove(&ctx, older, newer, f);
            }
        }
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
    print_message("%zu of %zu findings that break are shown\n", shown, breaking);
    assert_true(shown * 10 > breaking * 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_change_is_shown),
        cmocka_unit_test(nothing_is_shown_of_what_holds),
        cmocka_unit_test(the_search_decides_what_no_rule_does),
        cmocka_unit_test(every_witness_of_random_pairs_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
