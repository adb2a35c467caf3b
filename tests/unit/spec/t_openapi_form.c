/* Forms: what an encoding says, where it says nothing, and files of 3.0 in 3.1. Each pair is asked
 * in both directions, whose findings are the same. */
#include "openapi_case.h"

#define SAME "info document-rewritten at /\n"
#define OTHER "undecided request-body-encoding-changed at POST /a body\n"
#define TEXT "type: string"
#define FORM(version, media, field, encoding)                                                      \
    "openapi: " version "\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    post:\n"             \
    "      requestBody: {content: {" media ": {schema: {type: object, properties: {f: {" field     \
    "}}}, encoding: {" encoding "}}}}\n" OA_OK
#define PARTS "multipart/form-data"
#define URL "application/x-www-form-urlencoded"

static void told(const char *old, const char *new, const char *want)
{
    const char *pair[2][2] = {{old, new}, {new, old}};
    for (int i = 0; i < 2; i++) {
        struct oa_case c;
        oa_diff(&c, pair[i][0], pair[i][1], CTR_MODE_FULL);
        assert_string_equal(oa_told(&c), want);
        oa_end(&c);
    }
}

/* One field of `media`, with and without an encoding. */
#define SAYS(version, media, field, says, want)                                                    \
    told(FORM(version, media, field, ""), FORM(version, media, field, "f: {" says "}"), want)

static void an_encoding_is_ignored_where_it_says_nothing(void **state)
{
    (void)state;
    SAYS("3.0.3", "application/json", TEXT, "style: form, explode: false", SAME);
    SAYS("3.0.3", "'*/*'", TEXT, "contentType: a/b", OTHER);
    SAYS("3.0.3", URL, TEXT, "headers: {X: {schema: {type: string}}}", SAME);
    SAYS("3.0.3", PARTS, TEXT, "headers: {X: {schema: {type: string}}}", OTHER);
    SAYS("3.0.3", PARTS, TEXT, "headers: {content-type: {schema: {type: string}}}", SAME);
    SAYS("3.0.3", PARTS, "type: array, items: {type: string}", "explode: false", SAME);
    SAYS("3.1.0", PARTS, "type: array, items: {type: string}", "explode: false", OTHER);
    SAYS("3.0.3", URL, "type: array, items: {type: string}", "explode: false", OTHER);
}

static void a_part_has_a_type_said_or_not(void **state)
{
    (void)state;
    SAYS("3.0.3", PARTS, TEXT, "contentType: text/plain", SAME);
    SAYS("3.0.3", PARTS, TEXT, "contentType: text/csv", OTHER);
    SAYS("3.0.3", PARTS, "type: string, format: binary", "contentType: application/octet-stream",
         SAME);
    SAYS("3.0.3", PARTS, "type: object", "contentType: application/json", SAME);
    SAYS("3.0.3", PARTS, "type: array, items: {type: object}", "contentType: application/json",
         SAME);
    SAYS("3.1.0", PARTS, TEXT, "contentType: text/plain", SAME);
    SAYS("3.1.0", PARTS, "type: string, contentEncoding: base64",
         "contentType: application/octet-stream", SAME);
    SAYS("3.1.0", PARTS, "type: [string, integer]", "contentType: text/plain", OTHER);
    SAYS("3.0.3", URL, "type: object", "contentType: application/json", OTHER);
}

/* Of Swagger 2.0 it is how a list is written there, too. */
static void a_list_in_a_form_of_swagger_has_its_style(void **state)
{
    (void)state;
#define LIST(format)                                                                               \
    "swagger: '2.0'\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    post:\n"                   \
    "      consumes: [multipart/form-data]\n      parameters: [{in: formData, name: f, type: "     \
    "array, items: {type: string}, collectionFormat: " format "}]\n" OA_OK
    told(LIST("multi"), LIST("csv"), OTHER);
#undef LIST
}

static void a_file_of_3_0_is_one_of_3_1(void **state)
{
    (void)state;
#define FILE_3_0(field) FORM("3.0.3", PARTS, field, "")
#define FILE_3_1(field) FORM("3.1.0", PARTS, field, "")
    static const char same[] = "info api-description-changed at /\n"; /* the version */
    static const char file[] = FILE_3_0("type: string, format: binary");
    told(file, FILE_3_1(""), same);
    told(file, FILE_3_1("contentMediaType: application/octet-stream"), same);
    told(file, FILE_3_1("type: string, contentMediaType: application/octet-stream"), same);
    told(FILE_3_0("type: array, items: {type: string, format: binary}"),
         FILE_3_1("type: array, items: {}"), same);
#undef FILE_3_0
#undef FILE_3_1
}

/* What is no file stays what it says. */
static void a_text_is_no_file(void **state)
{
    (void)state;
    struct oa_case c;
    oa_diff(&c, FORM("3.0.3", PARTS, "type: string, format: binary", ""),
            FORM("3.1.0", PARTS, "type: integer", ""), CTR_MODE_BACKWARD);
    assert_int_equal(c.diff.counts.breaking, 1);
    oa_end(&c);
    oa_diff(&c, FORM("3.0.3", PARTS, "type: string", ""), FORM("3.1.0", PARTS, "", ""),
            CTR_MODE_FORWARD);
    assert_int_equal(c.diff.counts.breaking, 1);
    oa_end(&c);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_encoding_is_ignored_where_it_says_nothing),
        cmocka_unit_test(a_part_has_a_type_said_or_not),
        cmocka_unit_test(a_list_in_a_form_of_swagger_has_its_style),
        cmocka_unit_test(a_file_of_3_0_is_one_of_3_1),
        cmocka_unit_test(a_text_is_no_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
