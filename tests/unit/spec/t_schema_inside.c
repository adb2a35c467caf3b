/* Schemas inside an API with a dialect of their own: never compared by the words of another. */
#include "schema_case.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define SEVEN "$schema: http://json-schema.org/draft-07/schema#, "
#define TWENTY "$schema: https://json-schema.org/draft/2020-12/schema, "
/* Draft-07 does not know prefixItems, 2020-12 has no list of items. */
#define STRINGS "prefixItems: [{type: string}]"
#define NUMBERS "prefixItems: [{type: number}]"
#define OLD_STRINGS "items: [{type: string}]"
#define OLD_NUMBERS "items: [{type: number}]"

/* A document around a schema. */
struct frame {
    const char *before;
    const char *behind;
};

static const struct frame asyncapi = {
    "asyncapi: 2.6.0\nchannels: {o: {subscribe: {message: {payload: {", "}}}}}\n"};
static const struct frame asyncapi_twenty = {
    "asyncapi: 2.6.0\nchannels: {o: {subscribe: {message: {schemaFormat: "
    "application/schema+json;version=2020-12, payload: {",
    "}}}}}\n"};
static const struct frame openapi = {
    "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {/a: {get: {responses: {'200': "
    "{description: d, content: {application/json: {schema: {",
    "}}}}}}}}\n"};

static const struct {
    const struct frame *frame;
    const char *older, *newer;
    bool compatible;
} rows[] = {
    /* of the document's own dialect */
    {&asyncapi, SEVEN OLD_STRINGS, SEVEN OLD_NUMBERS, false},
    {&asyncapi, SEVEN OLD_STRINGS, OLD_STRINGS, true},
    {&openapi, TWENTY STRINGS, TWENTY NUMBERS, false},
    {&openapi, TWENTY STRINGS, STRINGS, true},
    /* of another one: the same, and not */
    {&asyncapi, TWENTY STRINGS, TWENTY STRINGS, true},
    {&asyncapi, TWENTY STRINGS, TWENTY NUMBERS, false},
    {&asyncapi, TWENTY STRINGS, STRINGS, false},
    {&asyncapi, "properties: {a: {" TWENTY STRINGS "}}", "properties: {a: {" TWENTY NUMBERS "}}",
     false},
    {&asyncapi, TWENTY "properties: {a: {" STRINGS "}}", TWENTY "properties: {a: {" NUMBERS "}}",
     false},
    {&openapi, SEVEN OLD_STRINGS, SEVEN OLD_STRINGS, true},
    {&openapi, SEVEN OLD_STRINGS, SEVEN OLD_NUMBERS, false},
    {&openapi, SEVEN OLD_STRINGS, OLD_STRINGS, false},
    {&openapi, SEVEN "properties: {a: {" OLD_STRINGS "}}",
     SEVEN "properties: {a: {" OLD_NUMBERS "}}", false},
    /* which one that is the message says, not the document */
    {&asyncapi_twenty, TWENTY STRINGS, TWENTY NUMBERS, false},
    {&asyncapi_twenty, TWENTY STRINGS, STRINGS, true},
    {&asyncapi_twenty, SEVEN OLD_STRINGS, SEVEN OLD_NUMBERS, false},
    {&asyncapi_twenty, SEVEN OLD_STRINGS, SEVEN OLD_STRINGS, true},
    {&asyncapi_twenty, SEVEN OLD_STRINGS, OLD_STRINGS, false},
};

static void no_dialect_is_read_by_the_words_of_another(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct js_case c;
        const char *texts[2];
        js_begin(&c);
        for (int side = 0; side < 2; side++) {
            texts[side] = lc_format(&c.ctx, "%s%s%s", rows[i].frame->before,
                                    side ? rows[i].newer : rows[i].older, rows[i].frame->behind);
            js_read(&c, side ? &c.new : &c.old, CTR_FORMAT_AUTO, "doc", texts[side], NULL);
        }
        if (c.status != CTR_OK) {
            fail_msg("%s", ctr_error_message(c.ctx.error));
        }
        assert_int_equal(
            lc_spec_diff(&c.ctx, &c.old, &c.new, CTR_MODE_FULL, CTR_PROFILE_STRICT, &c.diff),
            CTR_OK);
        if (c.diff.compatible != rows[i].compatible) {
            fail_msg("%s%s", texts[0], texts[1]);
        }
        js_end(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_dialect_is_read_by_the_words_of_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
