/* The same words in two dialects: where they mean the same nothing changed, elsewhere what they
 * mean is compared. */
#include "openapi_case.h"

static char word_of(ctr_verdict verdict)
{
    return verdict == CTR_VERDICT_COMPATIBLE     ? 'y'
           : verdict == CTR_VERDICT_INCOMPATIBLE ? 'n'
                                                 : 'u';
}

static char verdict_of(const char *old, const char *new, ctr_mode mode)
{
    struct oa_case c;
    oa_diff(&c, old, new, mode);
    if (c.status != CTR_OK) {
        print_error("%s\n%s\n", old, ctr_error_message(c.ctx.error));
    }
    assert_int_equal(c.status, CTR_OK);
    char verdict = word_of(c.diff.verdict);
    oa_end(&c);
    return verdict;
}

/* One schema under two heads; 'y': compatible in both directions and swapped, '-': in none. */
struct row {
    const char *schema;
    char verdict;
};

struct form {
    const char *head[2];
    const char *tail;
};

static void expect(const struct form *form, const struct row *rows, size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct lc_ctx texts;
        char got[4];
        assert_int_equal(lc_ctx_begin(&texts, NULL), CTR_OK);
        char *a = lc_format(&texts, "%s%s%s", form->head[0], rows[i].schema, form->tail);
        char *b = lc_format(&texts, "%s%s%s", form->head[1], rows[i].schema, form->tail);
        got[0] = verdict_of(a, b, CTR_MODE_BACKWARD);
        got[1] = verdict_of(a, b, CTR_MODE_FORWARD);
        got[2] = verdict_of(b, a, CTR_MODE_BACKWARD);
        got[3] = verdict_of(b, a, CTR_MODE_FORWARD);
        for (int k = 0; k < 4; k++) {
            bool good = rows[i].verdict == 'y' ? got[k] == 'y' : got[k] != 'y';
            if (!good) {
                print_error("%s: want %c, got %.4s\n", rows[i].schema, rows[i].verdict, got);
                wrong++;
                break;
            }
        }
        lc_ctx_end(&texts, CTR_OK, NULL);
    }
    assert_int_equal(wrong, 0);
}
#define EXPECT(form, rows) expect(form, rows, sizeof rows / sizeof rows[0])

#define BARK "{type: object, required: [bark], properties: {bark: {type: boolean}}}"
#define MEOW "{type: object, required: [meow], properties: {meow: {type: boolean}}}"

/* It is asked for and given, and stands beside one that others refer to. */
#define API(version)                                                                               \
    "openapi: " version "\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    post:\n"             \
    "      requestBody: {content: {application/json: {schema: {$ref: "                             \
    "'#/components/schemas/S'}}}}\n"                                                               \
    "      responses: {'200': {description: ok, content: {application/json: {schema: "             \
    "{$ref: '#/components/schemas/S'}}}}}\n"                                                       \
    "components: {schemas: {T: {type: string, nullable: true}, U: {type: string}, S: "

static void versions_of_openapi_share_most_words(void **state)
{
    (void)state;
    static const struct form form = {{API("3.0.3"), API("3.1.0")}, "}}\n"};
    static const struct row rows[] = {
        {"{oneOf: [" BARK ", " MEOW "]}", 'y'},
        {"{anyOf: [" BARK ", " MEOW ", {}]}", 'y'},
        {"{anyOf: [{$ref: '#/components/schemas/U'}, {}]}", 'y'},
        {"{allOf: [" BARK ", {not: " MEOW "}]}", 'y'},
        {"{type: object, xml: {name: a}, properties: {b: {type: string, xml: {attribute: true}}}}",
         'y'},
        {"{type: array, items: {type: integer, minimum: 1, format: int32}}", 'y'},
        {"{oneOf: [" BARK ", " MEOW "], discriminator: {propertyName: k, mapping: {a: b}}}", 'y'},
        {"{oneOf: [{$ref: '#/components/schemas/U', description: one}, " MEOW "]}", 'y'},
        {"{properties: {nullable: {oneOf: [" BARK ", " MEOW "]}}}", 'y'},
        /* what each means in its own version */
        {"{oneOf: [{type: string, nullable: true}, " MEOW "]}", '-'},
        {"{oneOf: [{$ref: '#/components/schemas/T'}, " MEOW "]}", '-'},
        {"{oneOf: [{$ref: '#/components/schemas/U', maxLength: 2}, " MEOW "]}", '-'},
        {"{oneOf: [{type: object, patternProperties: {a: {type: string}}}, {type: string}]}", '-'},
        {"{oneOf: [{type: string, const: a}, " MEOW "]}", '-'},
        {"{type: integer, contentEncoding: base64}", '-'},
        {"{type: integer, nullable: true}", '-'},
    };
    EXPECT(&form, rows);
}

#define DRAFT(name) "{$schema: 'http://json-schema.org/" name "', anyOf: ["
#define ONE "type: object, required: [a], properties: {a: {type: boolean}}"
#define TWO "type: object, required: [b], properties: {b: {type: boolean}}"
#define BOTH "{oneOf: [{" ONE "}, {" TWO "}]}"

static void drafts_share_most_words(void **state)
{
    (void)state;
    static const struct form from_04 = {{DRAFT("draft-04/schema#"), DRAFT("draft-07/schema#")},
                                        ", {type: string}]}"};
    static const struct form from_07 = {{DRAFT("draft-07/schema#"), DRAFT("draft/2020-12/schema")},
                                        ", {type: string}]}"};
    static const struct row of_04[] = {
        {BOTH, 'y'},
        {"{type: object, minProperties: 2, dependencies: {a: [b], b: {" ONE "}}}", 'y'},
        {"{type: array, items: [" BOTH ", {type: number}], additionalItems: false}", 'y'},
        {"{enum: [1, [2]]}", 'y'},
        {"{type: number, exclusiveMinimum: true, minimum: 1}", '-'},
        {"{type: object, properties: {a: {const: 1}}}", '-'},
    };
    static const struct row of_07[] = {
        {BOTH, 'y'},
        {"{type: integer, exclusiveMinimum: 1}", 'y'},
        {"{if: {" ONE "}, then: {" TWO "}}", 'y'},
        {"{type: array, contains: {" ONE "}}", 'y'},
        {"{type: object, definitions: {a: {type: string}}}", 'y'},
        {"{type: array, items: [{type: number}]}", '-'},
        {"{type: object, dependencies: {a: [b]}}", '-'},
        {"{type: array, contains: {" ONE "}, minContains: 2}", '-'},
        {"{type: object, unevaluatedProperties: false}", '-'},
    };
    EXPECT(&from_04, of_04);
    EXPECT(&from_07, of_07);
}

/* "x-nullable" is an extension like others in OpenAPI, and a type in Swagger. */
static void swagger_has_a_word_of_its_own(void **state)
{
    (void)state;
#define SWAGGER "swagger: '2.0'\ninfo: {title: t, version: '1'}\nproduces: [application/json]\n"
#define OPENAPI "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n"
#define PATHS "paths:\n  /a:\n    get:\n      responses: {'200': {description: ok, "
    static const struct form form = {
        {SWAGGER PATHS "schema: ", OPENAPI PATHS "content: {application/json: {schema: "}, ""};
#undef SWAGGER
#undef OPENAPI
#undef PATHS
    struct lc_ctx texts;
    assert_int_equal(lc_ctx_begin(&texts, NULL), CTR_OK);
    for (int null = 0; null < 2; null++) {
        const char *schema = null ? "{type: string, x-nullable: true}" : "{type: string, x-a: 1}";
        char *a = lc_format(&texts, "%s%s}}\n", form.head[0], schema);
        char *b = lc_format(&texts, "%s%s}}}}\n", form.head[1], schema);
        assert_int_equal(verdict_of(a, b, CTR_MODE_BACKWARD), 'y');
        assert_int_equal(verdict_of(a, b, CTR_MODE_FORWARD), null ? 'n' : 'y');
        assert_int_equal(verdict_of(b, a, CTR_MODE_BACKWARD), null ? 'n' : 'y');
        assert_int_equal(verdict_of(b, a, CTR_MODE_FORWARD), 'y');
    }
    lc_ctx_end(&texts, CTR_OK, NULL);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(versions_of_openapi_share_most_words),
        cmocka_unit_test(drafts_share_most_words),
        cmocka_unit_test(swagger_has_a_word_of_its_own),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
