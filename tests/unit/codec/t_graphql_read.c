/* GraphQL schemas into the tree: what is read, what is refused and how, hostile input. */
#include "reading.h"

#include "codec/graphql_read.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void every_definition_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *json;
    } cases[] = {
        {"scalar Date", "{\"Date\":{\"kind\":\"scalar\"}}"},
        {"\xEF\xBB\xBF# first\n,,scalar Date @specifiedBy(url: \"u\")",
         "{\"Date\":{\"kind\":\"scalar\",\"directives\":[{\"name\":\"specifiedBy\",\"args\":"
         "{\"url\":\"u\"}}]}}"},
        {"type A implements & I & J @k { a: Int! b(x: [Int!]! = [1, -2.5e3] y: E = X): [[A!]] }",
         "{\"A\":{\"kind\":\"type\",\"interfaces\":[\"I\",\"J\"],\"directives\":[{\"name\":\"k\"}],"
         "\"fields\":{\"a\":{\"type\":\"Int!\"},\"b\":{\"args\":{\"x\":{\"type\":\"[Int!]!\","
         "\"default\":[1,-2.5e3]},\"y\":{\"type\":\"E\",\"default\":{\"$enum\":\"X\"}}},"
         "\"type\":\"[[A!]]\"}}}}"},
        {"interface I implements J { a: [ Int # c\n! ] ! }",
         "{\"I\":{\"kind\":\"interface\",\"interfaces\":[\"J\"],\"fields\":{\"a\":{\"type\":"
         "\"[Int!]!\"}}}}"},
        {"union U @d = | A | B union V = A",
         "{\"U\":{\"kind\":\"union\",\"directives\":[{\"name\":\"d\"}],\"types\":[\"A\",\"B\"]},"
         "\"V\":{\"kind\":\"union\",\"types\":[\"A\"]}}"},
        {"enum E { \"one\" A, type @deprecated input }",
         "{\"E\":{\"kind\":\"enum\",\"values\":{\"A\":{\"description\":\"one\"},\"type\":"
         "{\"directives\":[{\"name\":\"deprecated\"}]},\"input\":{}}}}"},
        {"input N { a: P = {x: true, y: null, z: [{}]} @d(v: false) }",
         "{\"N\":{\"kind\":\"input\",\"fields\":{\"a\":{\"type\":\"P\",\"default\":{\"x\":true,"
         "\"y\":null,\"z\":[{}]},\"directives\":[{\"name\":\"d\",\"args\":{\"v\":false}}]}}}}"},
        {"directive @d(a: Int = 1) repeatable on | FIELD | OBJECT",
         "{\"@d\":{\"kind\":\"directive\",\"args\":{\"a\":{\"type\":\"Int\",\"default\":1}},"
         "\"repeatable\":true,\"locations\":[\"FIELD\",\"OBJECT\"]}}"},
        {"\"s\" schema @l { query: Q mutation: M }",
         "{\"(schema)\":{\"description\":\"s\",\"kind\":\"schema\",\"directives\":[{\"name\":\"l\"}"
         "],\"operations\":{\"query\":\"Q\",\"mutation\":\"M\"}}}"},
        {"extend type A @x extend type A { b: Int } extend schema @l extend union U = C",
         "{\"extend A\":{\"kind\":\"type\",\"directives\":[{\"name\":\"x\"}]},\"extend A 2\":"
         "{\"kind\":\"type\",\"fields\":{\"b\":{\"type\":\"Int\"}}},\"extend (schema)\":{\"kind\":"
         "\"schema\",\"directives\":[{\"name\":\"l\"}]},\"extend U\":{\"kind\":\"union\","
         "\"types\":[\"C\"]}}"},
        {"type type { type: type }", "{\"type\":{\"kind\":\"type\",\"fields\":{\"type\":{\"type\":"
                                     "\"type\"}}}}"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        reads_as(lc_graphql_read, cases[i].text, cases[i].json);
    }
}

/* The description of a scalar as it is meant. */
static void describes(const char *written, const char *meant)
{
    struct reading r;
    char text[400];
    snprintf(text, sizeof text, "%s scalar S", written);
    reading_of(&r, lc_graphql_read, text);
    reading_json(&r);
    struct lc_str got = lc_text(lc_get(lc_get(r.doc.root, "S"), "description"));
    assert_int_equal(got.len, strlen(meant));
    assert_memory_equal(got.ptr, meant, got.len);
    reading_end(&r);
}

static void strings_mean_what_the_specification_says(void **state)
{
    (void)state;
    describes("\"\"", "");
    describes("\"a \\\" \\\\ \\/ \\b\\f\\n\\r\\t b\"", "a \" \\ / \b\f\n\r\t b");
    describes("\"\\u00e9 \\u{1F600} \\uD83D\\uDE00\"",
              "\xC3\xA9 \xF0\x9F\x98\x80 \xF0\x9F\x98\x80");
    describes("\"\"\"one\"\"\"", "one");
    describes("\"\"\"\"\"\"", "");
    describes("\"\"\"  \n \n\"\"\"", "");
    describes("\"\"\"\n    Hello,\n      World!\n\n    Yours,\n      GraphQL.\n  \"\"\"",
              "Hello,\n  World!\n\nYours,\n  GraphQL.");
    describes("\"\"\"first\r\n\tsecond\r\tthird\"\"\"", "first\nsecond\nthird");
    describes("\"\"\"a \\n \\\"\"\" b\"\"\"", "a \\n \"\"\" b");
    describes("\"\"\"\n  a\n \n  b\n\n\"\"\"", "a\n\nb");
}

static void what_is_no_schema_is_refused_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"", "document:1:1: the document is empty; expected the definitions of a GraphQL schema"},
        {" # only words", "document:1:14: the document is empty; expected the definitions of a "
                          "GraphQL schema"},
        {"query { a }", "document:1:1: this is an operation, which belongs in a document of "
                        "queries; a schema has definitions only"},
        {"type A {\n  a Int\n}",
         "document:2:5: expected ':' and the type of the field, found 'Int'"},
        {"type A { a: Int", "document:1:16: expected the name of a field, found the end of the "
                            "document"},
        {"type A { a: [Int }",
         "document:1:18: expected ']' to close the type of a list, found '}'"},
        {"type A { a: Int!! }", "document:1:17: expected the name of a field, found '!'"},
        {"type A { a(): Int }",
         "document:1:12: expected the name of an argument; without arguments "
         "leave the parentheses out, found ')'"},
        {"type A { a: Int a: Int }",
         "document:1:17: the field 'a' stands twice in 'A', first at 1:10; remove one"},
        {"input A { a: P = {x: 1, x: 2} }", "document:1:25: the input field of a value 'x' stands "
                                            "twice in 'A', first at 1:19; remove one"},
        {"type A { a: Int } type A { a: Int }",
         "document:1:24: 'A' is defined twice, first at 1:6; remove one, or make it an extension"},
        {"schema { query: A } schema { query: A }",
         "document:1:21: 'schema' is defined twice, first at 1:1; remove one, or make it an "
         "extension"},
        {"enum E { A null }",
         "document:1:12: 'null' is a value of its own and cannot be one of an enum"},
        {"\"a scalar S", "document:1:1: this string does not end on its line; close it, or write a "
                         "block string between \"\"\""},
        {"\"a\n\" scalar S", "document:1:1: this string does not end on its line; close it, or "
                             "write a block string between \"\"\""},
        {"\"\"\"a\n scalar S", "document:1:1: this block string does not end; close it with "
                               "\"\"\""},
        {"\"\\x\" scalar S",
         "document:1:2: a backslash in a string comes before one of \" \\ / b f n r t u"},
        {"\"\\uD800\" scalar S", "document:1:2: this is no character: expected \\u and four "
                                 "hexadecimal digits, or \\u{...}"},
        {"\"\\u{110000}\" scalar S", "document:1:2: this is no character: expected \\u and four "
                                     "hexadecimal digits, or \\u{...}"},
        {"input A { a: Int = 01 }", "document:1:20: a number has no leading zero"},
        {"input A { a: Int = 1x }",
         "document:1:21: a number ends before a letter or a point; put a blank between"},
        {"input A { a: Int = 1. }", "document:1:20: expected a digit behind the point of a number"},
        {"input A { a: Int = 1e }", "document:1:20: expected a digit in the exponent of a number"},
        {"input A { a: Int = - }", "document:1:20: expected a digit behind '-'"},
        {"input A { a: Int = $v }",
         "document:1:20: a variable has no place in a schema; write a constant value"},
        {"type A { a: Int; }", "document:1:16: ';' begins nothing in GraphQL"},
        {"type \xC3\x84 { a: Int }", "document:1:6: '\xC3\x84' begins nothing in GraphQL"},
        {"type A { a: Int \x01 }",
         "document:1:17: the character U+0001 has no place in GraphQL; remove it"},
        {"type A { a: Int \xFF }", "document:1:17: this is not valid UTF-8 (byte 0xFF)"},
        {"\"d\" extend type A { a: Int }",
         "document:1:1: an extension has no description; give it to the definition"},
        {"extend type A",
         "document:1:14: expected what this extension of a type adds to 'A', found "
         "the end of the document"},
        {"extend directive @a on FIELD",
         "document:1:8: expected what is extended (type, interface, union, enum, input, scalar or "
         "schema), found 'directive'"},
        {"directive @a(x: Int)", "document:1:21: expected 'on' and the places of the directive, "
                                 "found the end of the document"},
        {"schema { queries: A }",
         "document:1:10: expected query, mutation or subscription, found 'queries'"},
        {"message A {}",
         "document:1:1: expected a definition (type, interface, union, enum, input, "
         "scalar, directive, schema or extend), found 'message'"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        is_refused(lc_graphql_read, cases[i].text, strlen(cases[i].text), cases[i].message);
    }
    is_refused(lc_graphql_read, "type A\0B", 8,
               "document:1:7: the character U+0000 has no place in GraphQL; remove it");
}

static const char everything[] =
    "\"\"\"\n a \\\"\"\"\n\"\"\" schema @l(u: \"\\u{41}\\n\") { query: Q }\n"
    "extend schema { mutation: Q }\n"
    "type Q implements I & J @k(a: [1, {b: X}]) { \"d\" a(x: [Int!]! = [1 2.5]): Q! }\n"
    "extend type Q { b: Int } union U = | Q interface I { a: Int }\n"
    "enum E { A B @deprecated(reason: \"\") } input N @oneOf { a: Int = -1 }\n"
    "scalar S directive @k(a: [P]) repeatable on OBJECT | FIELD # end";

static void cut_at_any_byte_it_is_read_or_refused(void **state)
{
    (void)state;
    for (size_t n = 0; n < sizeof everything; n++) {
        struct reading r;
        reading_begin(&r);
        reading_take(&r, lc_graphql_read, lc_str_n(everything, n), NULL);
        assert_true(r.status == CTR_OK || r.status == CTR_E_INPUT);
        assert_int_equal(r.status == CTR_OK, r.ctx.error == NULL);
        reading_end(&r);
    }
}

static void any_byte_may_be_another_one(void **state)
{
    (void)state;
    static const char others[] = {'\0', '"', '{', '}', '(', '@', '\\', '\n', (char)0xC3, '!', '['};
    char text[sizeof everything];
    for (size_t i = 0; i < sizeof everything - 1; i++) {
        for (size_t k = 0; k < sizeof others; k++) {
            struct reading r;
            memcpy(text, everything, sizeof text);
            text[i] = others[k];
            reading_begin(&r);
            reading_take(&r, lc_graphql_read, lc_str_n(text, sizeof text - 1), NULL);
            assert_true(r.status == CTR_OK || r.status == CTR_E_INPUT);
            reading_end(&r);
        }
    }
}

static void nested_without_end_it_is_a_limit(void **state)
{
    (void)state;
    enum { DEEP = 100 * 1000 };
    static const char *const heads[] = {"type A { a: ", "input A { a: Int = "};
    char *text = malloc(DEEP + 64);
    assert_non_null(text);
    for (size_t i = 0; i < 2; i++) {
        struct reading r;
        size_t n = strlen(heads[i]);
        memcpy(text, heads[i], n);
        memset(text + n, '[', DEEP);
        reading_begin(&r);
        reading_take(&r, lc_graphql_read, lc_str_n(text, n + DEEP), NULL);
        assert_int_equal(r.status, CTR_E_LIMIT);
        assert_string_equal(ctr_error_detail(r.ctx.error, "limit"), "max_depth");
        reading_end(&r);
    }
    free(text);
}

static void too_much_is_a_limit(void **state)
{
    (void)state;
    struct reading r;
    reading_begin(&r);
    r.ctx.limits.max_nodes = 10;
    reading_take(&r, lc_graphql_read, lc_str(everything), NULL);
    assert_int_equal(r.status, CTR_E_LIMIT);
    assert_string_equal(ctr_error_detail(r.ctx.error, "limit"), "max_nodes");
    reading_end(&r);
    reading_begin(&r);
    r.ctx.limits.max_document_bytes = 10;
    reading_take(&r, lc_graphql_read, lc_str(everything), NULL);
    assert_int_equal(r.status, CTR_E_LIMIT);
    assert_string_equal(reading_message(&r), "document: it has 359 bytes, at most 10 are allowed");
    reading_end(&r);
}

static void without_memory_nothing_leaks(void **state)
{
    (void)state;
    reading_walk(lc_graphql_read, everything);
}

static void only_what_is_surely_a_schema_is_claimed(void **state)
{
    (void)state;
    static const char *const schemas[] = {
        "type A { a: Int }",
        "# words\n\"\"\"\nwords\n\"\"\"\ntype A implements B { a: Int }",
        "type A @k { a: Int }",
        "scalar Date\n",
        "scalar Date scalar Time",
        "enum E { A B }",
        "enum E { \"x\" A }",
        "union U = A | B",
        "union U = | A",
        "input I { a: Int = 1 }",
        "interface I {\n  \"x\"\n  a(x: Int): Int\n}",
        "schema { query: Q }",
        "schema @link(url: \"x\") { query: Q }",
        "directive @d on FIELD",
        "directive @d(a: Int) on FIELD",
        "extend type Query { a: Int }",
        "extend schema @link(url: \"x\")",
        "\xEF\xBB\xBFtype A{a:Int}",
        "query { a }",
        "# it\nquery Q($a: Int) { b(a: $a) }",
        "mutation M @a { ...F }",
        "subscription { ... on T { a } }",
        "fragment F on T { a }"};
    static const char *const others[] = {"",
                                         "type: object\nproperties: {}\n",
                                         "type A",
                                         "type",
                                         "\"type A\"",
                                         "\"a\": 1\n",
                                         "{\"type\": \"object\"}",
                                         "enum: [A, B]\n",
                                         "enum E { A = 0; }",
                                         "enum E { option allow_alias = true; A = 0; }",
                                         "enum E { reserved 2; A = 0; }",
                                         "extend Foo { optional int32 a = 1; }",
                                         "extend type { optional int32 a = 1; }",
                                         "syntax = \"proto3\";\nmessage A {}",
                                         "schema: a\n",
                                         "schema {a: b}",
                                         "input: x",
                                         "scalar: x\n",
                                         "scalar Foo: 1",
                                         "union all select 1",
                                         "interface: {}",
                                         "create table a (b)",
                                         "directive: x",
                                         "{ a }",
                                         "query: { a: 1 }",
                                         "query { }",
                                         "fragment of a whole",
                                         "query (a) { b }",
                                         "mutation",
                                         "\"a\" query { a }",
                                         "type Foo struct {\n a int\n}",
                                         "- type A { a: Int }",
                                         "\"open",
                                         "\"\"\"open",
                                         "extend"};
    for (size_t i = 0; i < COUNT(schemas); i++) {
        if (!lc_graphql_seen(lc_str(schemas[i]))) {
            fail_msg("not seen: %s", schemas[i]);
        }
    }
    for (size_t i = 0; i < COUNT(others); i++) {
        if (lc_graphql_seen(lc_str(others[i]))) {
            fail_msg("seen: %s", others[i]);
        }
    }
    for (size_t n = 0; n < sizeof everything; n++) { /* never past the end */
        char *copy = malloc(n ? n : 1);
        assert_non_null(copy);
        memcpy(copy, everything, n);
        lc_graphql_seen(lc_str_n(copy, n));
        free(copy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_definition_is_read),
        cmocka_unit_test(strings_mean_what_the_specification_says),
        cmocka_unit_test(what_is_no_schema_is_refused_with_its_place),
        cmocka_unit_test(cut_at_any_byte_it_is_read_or_refused),
        cmocka_unit_test(any_byte_may_be_another_one),
        cmocka_unit_test(nested_without_end_it_is_a_limit),
        cmocka_unit_test(too_much_is_a_limit),
        cmocka_unit_test(without_memory_nothing_leaks),
        cmocka_unit_test(only_what_is_surely_a_schema_is_claimed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
