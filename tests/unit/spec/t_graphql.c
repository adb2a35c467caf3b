/* GraphQL as a format: found out, checked, compared with places and messages, parts, memory. Each
 * rule has a golden case. */
#include "schema_case.h"

#include "memory_case.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void compare(struct js_case *c, const char *older, const char *newer, ctr_mode mode)
{
    js_begin(c);
    js_read(c, &c->old, CTR_FORMAT_AUTO, "old.graphql", older, NULL);
    js_read(c, &c->new, CTR_FORMAT_AUTO, "new.graphql", newer, NULL);
    if (c->status != CTR_OK) {
        print_error("%s\n", ctr_error_message(c->ctx.error));
    }
    assert_int_equal(c->status, CTR_OK);
    assert_int_equal(c->old.row->format, CTR_FORMAT_GRAPHQL);
    assert_int_equal(lc_spec_diff(&c->ctx, &c->old, &c->new, mode, CTR_PROFILE_DEFAULT, &c->diff),
                     CTR_OK);
}

static void tells(const char *older, const char *newer, ctr_mode mode, const char *wanted)
{
    struct js_case c;
    compare(&c, older, newer, mode);
    assert_string_equal(js_told(&c), wanted);
    js_end(&c);
}

static void another_language_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        ctr_format asked;
        const char *message;
    } cases[] = {
        {"type: object\nproperties: {}\n", CTR_FORMAT_GRAPHQL,
         "doc:1:1: this does not look like graphql but like json-schema; name that format, or "
         "none"},
        {"type A { a: Int }", CTR_FORMAT_OPENAPI,
         "doc:1:1: this does not look like openapi but like graphql; name that format, or none"},
        {"type A { a: Int }", CTR_FORMAT_JSON_SCHEMA,
         "doc:1:1: this does not look like json-schema but like graphql; name that format, or "
         "none"},
        {"type A", CTR_FORMAT_GRAPHQL, "doc:1:6: 'A' has no fields; give it one"},
        {"query Q { a }", CTR_FORMAT_GRAPHQL,
         "doc:1:1: this is an operation, which belongs in a document of queries; a schema has "
         "definitions only"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct js_case c;
        js_begin(&c);
        js_read(&c, &c.old, cases[i].asked, "doc", cases[i].text, NULL);
        assert_int_equal(c.status, CTR_E_INPUT);
        assert_string_equal(ctr_error_message(c.ctx.error), cases[i].message);
        js_end(&c);
    }
}

static void what_the_specification_forbids_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"type A { a: B }", "1:13: the type 'B' is not defined; define it, or correct the name"},
        {"type A { a(x: [B!]): Int }",
         "1:15: the type 'B' is not defined; define it, or correct the name"},
        {"type A implements B { a: Int }",
         "1:19: the type 'B' is not defined; define it, or correct the name"},
        {"schema { query: Q }",
         "1:17: the type 'Q' is not defined; define it, or correct the name"},
        {"schema { query: E } enum E { A }",
         "1:17: 'E' is an enum; the type of an operation is an object type"},
        {"type A { a: Int } extend type A { a: Int }",
         "1:35: 'a' stands twice in 'A', first at 1:10; remove one"},
        {"union U = A | A type A { a: Int }",
         "1:15: 'A' stands twice in 'U', first at 1:11; remove one"},
        {"directive @d on FIELD | FIELD",
         "1:25: 'FIELD' stands twice in '@d', first at 1:17; remove one"},
        {"extend enum A { X } type A { a: Int }",
         "1:13: 'A' is an object type and cannot be extended as an enum"},
        {"interface A @k", "1:11: 'A' has no fields; give it one"},
        {"enum E @k", "1:6: the enum 'E' has no values; give it one"},
        {"input I @k", "1:7: the input type 'I' has no fields; give it one"},
        {"union U @k", "1:7: the union 'U' has no types; give it one"},
        {"union U = I interface I { a: Int }",
         "1:11: the union 'U' holds 'I', which is an interface; only object types can be in a "
         "union"},
        {"type A { a: I } input I { a: Int }", "1:13: the field 'a' of 'A' is of the input type "
                                               "'I'; what comes out is a scalar, an enum, "
                                               "an object type, an interface or a union"},
        {"type A { a(x: A): Int }",
         "1:15: the argument 'x' of 'a' is of the type 'A', which is an object type; what comes in "
         "is a scalar, an enum or an input type"},
        {"input I { a: A } type A { a: Int }",
         "1:14: the field 'a' of 'I' is of the type 'A', which is an object type; what comes in is "
         "a scalar, an enum or an input type"},
        {"type __A @k { a: Int }",
         "1:6: '__A' begins with two underscores, which are kept for introspection"},
        {"type A { a(__x: Int): Int }",
         "1:12: '__x' begins with two underscores, which are kept for introspection"},
        {"directive @__d on FIELD",
         "1:12: '@__d' begins with two underscores, which are kept for introspection"},
        {"type A implements B { a: Int } type B { a: Int }",
         "1:19: 'A' implements 'B', which is an object type and no interface"},
        {"interface A implements A { a: Int }", "1:24: the interface 'A' cannot implement itself"},
        {"interface I { a: Int b: Int } type A implements I { a: Int }",
         "1:49: 'A' lacks the field 'b: Int' of its interface 'I'"},
        {"interface I { a: [Int!] } type A implements I { a: [Int] }",
         "1:49: the field 'a' of 'A' is of the type '[Int]', but its interface 'I' wants "
         "'[Int!]'"},
        {"interface I { a(x: Int): Int } type A implements I { a: Int }",
         "1:54: the field 'a' of 'A' lacks the argument 'x: Int' of the interface 'I'"},
        {"interface I { a(x: Int): Int } type A implements I { a(x: Int!): Int }",
         "1:56: the field 'a' of 'A' has another type for the argument 'x: Int' of the interface "
         "'I'"},
        {"interface I { a: Int } type A implements I { a(x: Int!): Int }",
         "1:48: the argument 'x' of the field 'a' of 'A' has to be given, but the interface 'I' "
         "does not know it; make it optional"},
        {"interface I { a: Int } interface J implements I { a: Int } type A implements J { a: Int "
         "}",
         "1:78: 'A' implements 'J' and has to say that it implements 'I', too, because that one "
         "does"},
        {"input A { b: B! } input B { c: C! } input C { a: A! }",
         "1:47: the field 'a' of the input 'C' leads back to 'A' through fields that have to be "
         "given, so that no value can be written; make one nullable"},
        {"input I @oneOf { a: Int! }",
         "1:18: 'I' is @oneOf, so that its field 'a' has to be nullable and without a default"},
        {"type A { a(x: Int! @deprecated): Int }",
         "1:12: the argument 'x' of 'a' has to be given and cannot be deprecated; make it optional "
         "first"},
        {"input I { a: Int = \"x\" }", "1:20: \"x\" is no value of the type 'Int'"},
        {"input I { a: Int = 2147483648 }", "1:20: 2147483648 is no value of the type 'Int'"},
        {"input I { a: Int = 1.0 }", "1:20: 1.0 is no value of the type 'Int'"},
        {"input I { a: Boolean! = null }", "1:25: null is no value of the type 'Boolean!'"},
        {"input I { a: E = C } enum E { A B }", "1:18: C is no value of the type 'E'"},
        {"input I { a: [[Int!]] = [[1, null]] }", "1:30: null is no value of the type 'Int!'"},
        {"input I { a: P = {x: 1} } input P { y: Int! = 1 }",
         "1:19: the input type 'P' has no field 'x'"},
        {"input I { a: P = {x: 1} } input P { x: Int y: Int! }",
         "1:18: this value of 'P' lacks the field 'y', which has to be given"},
        {"input I { a: P = {x: 1, y: 2} } input P @oneOf { x: Int y: Int }",
         "1:18: a value of 'P', which is @oneOf, has exactly one field, and not null"},
        {"type A @deprecated { a: Int }",
         "1:8: the directive '@deprecated' is not defined for the place OBJECT"},
        {"type A { a: Int @deprecated @deprecated }",
         "1:29: the directive '@deprecated' stands twice in one place and is not repeatable"},
        {"scalar S @specifiedBy",
         "1:10: the directive '@specifiedBy' lacks the argument 'url', which has to be given"},
        {"type A { a: Int @deprecated(why: \"\") }",
         "1:29: the directive '@deprecated' has no argument 'why'"},
        {"type A { a: Int @deprecated(reason: 1) }", "1:37: 1 is no value of the type 'String'"},
        {"type Int { b: String }",
         "1:6: 'Int' is a scalar that is always there and cannot be an object type; give it "
         "another name"},
        {"extend enum ID { A }",
         "1:13: 'ID' is a scalar that is always there and cannot be an enum; give it another name"},
        {"schema { query: Query mutation: Query } type Query { a: Int }",
         "1:33: 'Query' is the root type of query and of mutation operations; each kind needs a "
         "type of its own"},
        {"extend schema { subscription: Query } type Query { a: Int }",
         "1:31: 'Query' is the root type of query and of subscription operations; each kind needs "
         "a type of its own"},
        {"directive @d on FOO", "1:17: 'FOO' is no place of a directive"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct js_case c;
        js_begin(&c);
        js_read(&c, &c.old, CTR_FORMAT_GRAPHQL, "s", cases[i].text, NULL);
        assert_int_equal(c.status, CTR_E_INPUT);
        const char *message = ctr_error_message(c.ctx.error);
        assert_true(strncmp(message, "s:", 2) == 0);
        assert_string_equal(message + 2, cases[i].message);
        js_end(&c);
    }
}

static void what_it_allows_is_not(void **state)
{
    (void)state;
    static const char *const cases[] = {
        /* a part of a federated schema: types that stand elsewhere, directives from elsewhere */
        "extend type Query { me: User } extend type User @key(fields: \"id\") { id: ID! @external "
        "} "
        "extend schema @link(url: \"x\", import: [\"@key\"])",
        "extend union U = A type A { a: Int } extend type A implements I extend interface I @x",
        "interface I { a: I } interface J implements I { a: J } type A implements J & I { a: A! }",
        "interface I { a: U } union U = A type A implements I { a: A }",
        "input A { a: A b: [A!]! c: B! } input B { a: A }",
        "input I { a: [Int] = 1 b: ID = 7 c: Float = 1 d: Any = {x: Y} e: [[Int]] = 3 f: Int = "
        "null }"
        " scalar Any",
        "directive @d(a: [Int!]! = [1]) repeatable on OBJECT | FIELD type A @d @d(a: 2) { a: Int }",
        "scalar ID type Query { a: ID }",
        "type A implements I { a(x: Int y: Int = 1): Int! } interface I { a(x: Int): Int }",
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct js_case c;
        js_begin(&c);
        js_read(&c, &c.old, CTR_FORMAT_AUTO, "s", cases[i], NULL);
        if (c.status != CTR_OK) {
            fail_msg("%s: %s", cases[i], ctr_error_message(c.ctx.error));
        }
        assert_string_equal(c.old.dialect, "GraphQL");
        js_end(&c);
    }
}

static void findings_say_where_and_what_to_do(void **state)
{
    (void)state;
    struct js_case c;
    compare(&c,
            "type Query {\n  a(x: Int): [String!]\n  b: Int @deprecated(reason: \"use a\")\n}\n",
            "type Query {\n  a(\"\xC3\xA9\" x: Int! = 3): [String]\n}\n", CTR_MODE_BACKWARD);
    assert_int_equal(c.diff.count, 5);
    const struct ctr_finding *f = &c.diff.findings[0];
    assert_string_equal(f->part, "Query.a");
    assert_string_equal(f->message, "the type of the field changed from '[String!]' to '[String]', "
                                    "which promises less; keep it non-null");
    assert_string_equal(f->place[0]->pointer, "/Query/fields/a");
    assert_int_equal(f->place[0]->line, 2);
    assert_int_equal(f->place[0]->column, 3);
    f = &c.diff.findings[1];
    assert_string_equal(f->part, "Query.a(x)");
    assert_string_equal(f->rule, "argument-type-changed");
    assert_string_equal(f->place[1]->pointer, "/Query/fields/a/args/x");
    assert_int_equal(f->place[1]->column, 9);
    f = &c.diff.findings[2];
    assert_string_equal(f->part, "Query.b");
    assert_string_equal(f->message, "the field 'b' was removed, and queries of it are refused; it "
                                    "was deprecated: use a");
    assert_string_equal(f->place[1]->pointer, "/Query");
    assert_string_equal(c.diff.findings[3].rule, "argument-default-changed");
    assert_string_equal(c.diff.findings[4].rule, "argument-description-changed");
    js_end(&c);
}

static void a_fingerprint_outlives_rewriting(void **state)
{
    (void)state;
    struct js_case a;
    struct js_case b;
    compare(&a, "type Query { a: Int b: Int }", "type Query { a: Int! }", CTR_MODE_BACKWARD);
    compare(&b, "# one\ntype Query { b: Int, a: Int }\nscalar X",
            "scalar X extend type Query {\n a : Int ! }", CTR_MODE_BACKWARD);
    assert_int_equal(a.diff.count, 2);
    assert_int_equal(b.diff.count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(a.diff.findings[i].fingerprint, b.diff.findings[i].fingerprint);
    }
    js_end(&a);
    js_end(&b);
}

/* What only looks safe: a narrower type whose fields are narrower, too. */
static void a_narrower_type_may_exclude_something_below(void **state)
{
    (void)state;
    static const char older[] = "type Query { n: N } interface N { p: P } union P = A | B "
                                "type A { a: Int } type B { a: Int } type D implements N { p: A }";
    static const char newer[] = "type Query { n: D } interface N { p: P } union P = A | B "
                                "type A { a: Int } type B { a: Int } type D implements N { p: A }";
    tells(older, newer, CTR_MODE_BACKWARD, "breaking both field-type-changed at Query.n\n");
}

static void editions_swapped_swap_the_directions(void **state)
{
    (void)state;
    static const char one[] =
        "type Query { a(x: Int): Int b: Int! } enum E { A } input I { a: Int } scalar S";
    static const char two[] =
        "type Query { a: Int! b: Int } enum E { A B } input I @oneOf { a: Int b: Int }";
    static const ctr_mode modes[][2] = {{CTR_MODE_BACKWARD, CTR_MODE_FORWARD},
                                        {CTR_MODE_FORWARD, CTR_MODE_BACKWARD}};
    for (size_t i = 0; i < 2; i++) {
        struct js_case a;
        struct js_case b;
        compare(&a, one, two, modes[i][0]);
        compare(&b, two, one, modes[i][1]);
        assert_int_equal(a.diff.counts.breaking, b.diff.counts.breaking);
        assert_int_equal(a.diff.counts.warning, b.diff.counts.warning);
        assert_int_equal(a.diff.counts.info, b.diff.counts.info);
        js_end(&a);
        js_end(&b);
    }
}

/* As a new member of a union is. */
static void a_new_type_may_answer_an_interface(void **state)
{
    (void)state;
    static const char older[] = "interface N { id: ID } type A implements N { id: ID } "
                                "type Query { n: N }";
    static const char newer[] = "interface N { id: ID } type A implements N { id: ID } "
                                "type B implements N { id: ID } type Query { n: N }";
    tells(older, newer, CTR_MODE_BACKWARD,
          "warning backward object-type-interface-added at N\n"
          "info forward type-added at B\n");
    tells(newer, older, CTR_MODE_BACKWARD,
          "breaking backward type-removed at B\n"
          "info forward object-type-interface-removed at N\n");
    tells("type Query { a: Int }",
          "interface N { id: ID } type A implements N { id: ID } "
          "type Query { a: Int }",
          CTR_MODE_BACKWARD,
          "info forward type-added at A\n"
          "info forward type-added at N\n");
}

/* What is there without being defined. */
static void built_in_definitions_may_be_left_out(void **state)
{
    (void)state;
    static const char with[] =
        "directive @skip(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT "
        "directive @include(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT "
        "directive @deprecated(reason: String = \"No longer supported\") on FIELD_DEFINITION | "
        "ENUM_VALUE directive @specifiedBy(url: String!) on SCALAR directive @oneOf on "
        "INPUT_OBJECT "
        "\"words\" scalar ID scalar Int type Query { a: ID }";
    static const char without[] = "type Query { a: ID }";
    tells(with, without, CTR_MODE_FULL, "info neither document-rewritten at /\n");
    tells(without, with, CTR_MODE_FULL, "info neither document-rewritten at /\n");
}

/* Then it is held against what is there where nothing is defined. */
static void built_in_directives_may_be_defined_otherwise(void **state)
{
    (void)state;
    static const char without[] = "type Query { a: ID }";
    static const char skip[] = "directive @skip(if: Boolean!, other: Int) on FIELD "
                               "type Query { a: ID }";
    static const char include[] = "directive @include(if: Boolean!, x: Int!) on FIELD | "
                                  "FRAGMENT_SPREAD | INLINE_FRAGMENT type Query { a: ID }";
    static const char words[] = "directive @deprecated(reason: String = \"gone\") on ENUM_VALUE | "
                                "FIELD_DEFINITION type Query { a: ID }";
    tells(without, skip, CTR_MODE_BACKWARD,
          "breaking backward directive-location-removed at @skip\n"
          "breaking backward directive-location-removed at @skip\n"
          "info forward directive-argument-added at @skip(other)\n");
    tells(skip, without, CTR_MODE_BACKWARD,
          "breaking backward directive-argument-removed at @skip(other)\n"
          "info forward directive-location-added at @skip\n"
          "info forward directive-location-added at @skip\n");
    tells(without, include, CTR_MODE_BACKWARD,
          "breaking both directive-argument-added at @include(x)\n");
    tells(without, words, CTR_MODE_FULL, "info neither directive-added at @deprecated\n");
    tells(words, without, CTR_MODE_FULL, "info neither directive-removed at @deprecated\n");
}

#define DEFAULT(type, value)                                                                       \
    "input I { a: Int = 1, b: [ID!], i: I } type Query { a(x: " type " = " value "): Int }"

static void defaults_are_compared_as_they_come_in(void **state)
{
    (void)state;
    static const char same[] = "info neither document-rewritten at /\n";
    static const char other[] = "warning both argument-default-changed at Query.a(x)\n";
    tells(DEFAULT("ID", "1"), DEFAULT("ID", "\"1\""), CTR_MODE_FULL, same);
    tells(DEFAULT("ID", "1"), DEFAULT("ID", "\"01\""), CTR_MODE_FULL, other);
    tells(DEFAULT("[ID]", "1"), DEFAULT("[ID]", "[\"1\"]"), CTR_MODE_FULL, same);
    tells(DEFAULT("I", "{}"), DEFAULT("I", "{a: 1}"), CTR_MODE_FULL, same);
    tells(DEFAULT("I", "{}"), DEFAULT("I", "{a: 2}"), CTR_MODE_FULL, other);
    tells(DEFAULT("I", "{}"), DEFAULT("I", "{b: null}"), CTR_MODE_FULL, other);
    tells(DEFAULT("I", "{i: {b: 1}}"), DEFAULT("I", "{i: {a: 1, b: [\"1\"]}}"), CTR_MODE_FULL,
          same);
    /* defaults in a circle */
    tells("input A { b: B = {} } input B { a: A = {b: {}} } type Query { a(x: A = {}): Int }",
          "input A { b: B = {} } input B { a: A = {b: {}} } type Query { a(x: A = {b: {}}): Int }",
          CTR_MODE_FULL, same);
}

static void directives_are_applied_in_their_order(void **state)
{
    (void)state;
    tells("type Query { a: Int @x @y }", "type Query { a: Int @y @x }", CTR_MODE_BACKWARD,
          "warning both directive-usage-changed at Query.a\n");
    tells("type Query { a: Int @x @deprecated @y }", "type Query { a: Int @deprecated @x @y }",
          CTR_MODE_BACKWARD, "info neither document-rewritten at /\n");
    tells("type Query @x { a: Int } extend type Query @y",
          "extend type Query @y type Query @x { a: Int }", CTR_MODE_BACKWARD, "");
}

static void parts_are_found(void **state)
{
    (void)state;
    static const char text[] =
        "type Query { a(x: Int): E } enum E { A } directive @d(y: Int) on FIELD";
    static const struct {
        const char *part;
        bool there;
    } parts[] = {{"/", true},
                 {"Query", true},
                 {"Query.a", true},
                 {"Query.a(x)", true},
                 {"E.A", true},
                 {"@d", true},
                 {"@d(y)", true},
                 {"Query.b", false},
                 {"Query.a(y)", false},
                 {"Query.a(x", false},
                 {"Query(a)", false},
                 {"Int", false},
                 {"@deprecated", false},
                 {"@d.y", false},
                 {"", false},
                 {".", false},
                 {"Query.", false},
                 {"(x)", false},
                 {"Query.a()", false},
                 {"@", false},
                 {"E.A.B", false}};
    struct js_case c;
    struct ctr_outline outline;
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_AUTO, "s", text, NULL);
    assert_int_equal(c.status, CTR_OK);
    for (size_t i = 0; i < COUNT(parts); i++) {
        bool there;
        assert_int_equal(lc_spec_has_part(&c.ctx, &c.old, parts[i].part, &there), CTR_OK);
        if (there != parts[i].there) {
            fail_msg("%s", parts[i].part);
        }
    }
    assert_int_equal(lc_spec_outline(&c.ctx, &c.old, &outline), CTR_OK);
    static const char *const wanted[] = {"@d",    "@d(y)",   "E",         "E.A",
                                         "Query", "Query.a", "Query.a(x)"};
    assert_int_equal(outline.count, COUNT(wanted));
    for (size_t i = 0; i < COUNT(wanted); i++) {
        bool there;
        assert_string_equal(outline.parts[i], wanted[i]);
        assert_int_equal(lc_spec_has_part(&c.ctx, &c.old, wanted[i], &there), CTR_OK);
        assert_true(there);
    }
    js_end(&c);
}

/* The fingerprint of the only finding. */
static void only(const char *older, const char *newer, char out[32])
{
    struct js_case c;
    compare(&c, older, newer, CTR_MODE_BACKWARD);
    assert_int_equal(c.diff.count, 1);
    snprintf(out, 32, "%s", c.diff.findings[0].fingerprint);
    js_end(&c);
}

#define LONG_50 "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeee"
#define LONG_250 LONG_50 LONG_50 LONG_50 LONG_50 LONG_50
#define POINT "input P { x: Int y: Int } type Query { "

static void a_default_has_a_fingerprint_by_its_value(void **state)
{
    (void)state;
    char one[32];
    char two[32];
    only(POINT "a(p: P = {x: 1, y: 2}): Int }", POINT "a(p: P = {x: 1, y: 3}): Int }", one);
    only(POINT "a(p: P = {y: 2, x: 1}): Int }", POINT "a(p: P = {y: 3, x: 1}): Int }", two);
    assert_string_equal(one, two); /* fields have no order */
    only("type Query { a(p: String = \"\\u0041\\n\"): Int }",
         "type Query { a(p: String = \"\\u0042\"): Int }", one);
    only("type Query { a(p: String = \"A\\u000a\"): Int }",
         "type Query { a(p: String = \"\"\"B\"\"\"): Int }", two);
    assert_string_equal(one, two);
    only("type Query { a(p: String = \"" LONG_250 "1\"): Int }",
         "type Query { a(p: String = \"\"): Int }", one);
    only("type Query { a(p: String = \"" LONG_250 "2\"): Int }",
         "type Query { a(p: String = \"\"): Int }", two);
    assert_string_not_equal(one, two); /* however much of them is shown */
}

/* A chain of inputs that have to be given is no recursion of ours. */
static void a_long_chain_needs_no_stack(void **state)
{
    (void)state;
    enum { LONG = 20 * 1000 };
    struct js_case c;
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    for (int i = 0; i < LONG; i++) {
        fprintf(f, "input I%d { a: I%d! }\n", i, i + 1);
    }
    fprintf(f, "input I%d { a: Int }\n", LONG);
    fclose(f);
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_AUTO, "s", text, NULL);
    assert_int_equal(c.status, CTR_OK);
    js_end(&c);
    free(text);
}

/* `changed` of the types have a date that is never null, all others one that may be. */
static char *dated(int types, int changed)
{
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    fputs("scalar D interface N { id: ID } union U = T1 | T2 type Query { u: U n: N }\n", f);
    for (int i = 0; i < types; i++) {
        fprintf(f, "type T%d implements N { id: ID createdAt: D%s }\n", i,
                i % 3 == 0 && i / 3 < changed ? "!" : "");
    }
    fclose(f);
    return text;
}

/* What stands beside a field is looked for once. */
static void many_fields_beside_each_other_are_compared(void **state)
{
    (void)state;
    enum { TYPES = 1500, CHANGED = 500 };
    struct js_case c;
    char *older = dated(TYPES, 0);
    char *newer = dated(TYPES, CHANGED);
    compare(&c, older, newer, CTR_MODE_BACKWARD);
    assert_int_equal(c.diff.count, CHANGED);
    for (size_t i = 0; i < c.diff.count; i++) {
        assert_int_equal(c.diff.findings[i].level, CTR_LEVEL_WARNING);
    }
    js_end(&c);
    free(older);
    free(newer);
}

/* Types that nothing is above, each looked at against all others. */
static void many_fields_that_never_meet_are_compared(void **state)
{
    (void)state;
    enum { TYPES = 1500, CHANGED = 500 };
    struct js_case c;
    char *texts[2];
    for (int edition = 0; edition < 2; edition++) {
        size_t size = 0;
        FILE *f = open_memstream(&texts[edition], &size);
        fputs("scalar D type Query { t: T0 }\n", f);
        for (int i = 0; i < TYPES; i++) {
            fprintf(f, "type T%d { createdAt: D%s }\n", i, edition && i < CHANGED ? "!" : "");
        }
        fclose(f);
    }
    compare(&c, texts[0], texts[1], CTR_MODE_BACKWARD);
    assert_int_equal(c.diff.count, CHANGED);
    assert_int_equal(c.diff.findings[0].level, CTR_LEVEL_INFO);
    js_end(&c);
    free(texts[0]);
    free(texts[1]);
}

static void without_memory_it_says_so(void **state)
{
    (void)state;
    static const char older[] =
        "type Query implements N @k { a(x: [Int] = 1): [String] b: U n: ID } interface N { n: ID }"
        "union U = A | B type A { a: Int } type B { a: Int @deprecated } enum E { A B } input I { "
        "a:"
        " E = A } directive @d(a: Int) on FIELD scalar S @specifiedBy(url: \"x\")";
    static const char newer[] = "\"q\" type Query @k(a: 1) { a(x: [Int] = 2, y: Int!): [String!] "
                                "b: A n: ID } extend union U "
                                "= A type A { a: Int! } enum E { A C } extend input I @oneOf { a: "
                                "E b: Int } directive @d on "
                                "FIELD_DEFINITION scalar S @specifiedBy(url: \"y\")";
    memory_case_walk(older, newer, 15, 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_language_is_named),
        cmocka_unit_test(what_the_specification_forbids_is_refused),
        cmocka_unit_test(what_it_allows_is_not),
        cmocka_unit_test(findings_say_where_and_what_to_do),
        cmocka_unit_test(a_fingerprint_outlives_rewriting),
        cmocka_unit_test(a_default_has_a_fingerprint_by_its_value),
        cmocka_unit_test(a_narrower_type_may_exclude_something_below),
        cmocka_unit_test(editions_swapped_swap_the_directions),
        cmocka_unit_test(a_new_type_may_answer_an_interface),
        cmocka_unit_test(built_in_definitions_may_be_left_out),
        cmocka_unit_test(built_in_directives_may_be_defined_otherwise),
        cmocka_unit_test(defaults_are_compared_as_they_come_in),
        cmocka_unit_test(directives_are_applied_in_their_order),
        cmocka_unit_test(parts_are_found),
        cmocka_unit_test(a_long_chain_needs_no_stack),
        cmocka_unit_test(many_fields_beside_each_other_are_compared),
        cmocka_unit_test(many_fields_that_never_meet_are_compared),
        cmocka_unit_test(without_memory_it_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
