/* What a document of operations uses of a GraphQL schema, and that findings hit it. */
#include "used_case.h"

#include "../base/fault_ctx.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char schema[] =
    "type Query { me(as: Role): User node(id: ID!): Node find(by: Find, tags: [Role!]): [Hit!] "
    "now: "
    "Time n: Int } type Mutation { set(in: Find!): Int } interface Node { id: ID! } type User "
    "implements Node { id: ID! name(max: Int): String role: Role friend: User } type Team "
    "implements "
    "Node & Some { id: ID! size: Int x: Int } interface Some { x: Int } union Hit = User | Team "
    "enum Role { ADMIN GUEST } scalar Time "
    "input "
    "Find { text: String in: Inner } input Inner { role: Role up: Find } directive @live(ms: Int) "
    "on "
    "FIELD";

static void used(const struct used_case *cases, size_t count)
{
    used_as(schema, " ", CTR_OK, cases, count);
}

static void what_is_asked_for_is_used(void **state)
{
    (void)state;
    static const struct used_case cases[] = {
        {"{ n }", "Query.__typename Query.n"},
        {"query Q { a: n, b: n __typename __schema { types { name } } __type(name: \"x\") { name } "
         "}",
         "Query.__typename Query.n"},
        {"{ me(as: ADMIN) { name(max: 3) } }",
         "Query.__typename Query.me Query.me(as) Role.ADMIN User.__typename User.name "
         "User.name(max)"},
        {"query ($r: Role = GUEST) { me(as: $r) { role } now }",
         "Query.__typename Query.me Query.me(as) Query.now Role Role.GUEST Time User.__typename "
         "User.role"},
        {"query ($id: ID!) { node(id: $id) { ... on User { friend { id } } ...T } } fragment T on "
         "Team { size }",
         "Node.__typename Query.__typename Query.node Query.node(id) Team.__typename Team.size "
         "User.__typename User.friend User.id"},
        {"{ find(by: {text: \"x\"}, tags: [ADMIN]) { ... @include(if: true) { __typename } } }",
         "@include @include(if) Find Hit.__typename Inner Query.__typename Query.find "
         "Query.find(by) Query.find(tags) "
         "Role "
         "Role.ADMIN"},
        {"mutation M($in: Find!) @x(y: 1) { set(in: $in) @live(ms: 5) }",
         "@live @live(ms) Find Inner Mutation.__typename Mutation.set Mutation.set(in) Role"},
        {"\"what it is for\" query Q(\"whose\" $a: Role) { n } \"\"\"more\"\"\" fragment F on User "
         "{ id }",
         "Query.__typename Query.n Role User.__typename User.id"},
        {"{ __schema { types { ...T } } __type(name: \"x\") { ... on __Type { name } } } fragment "
         "T "
         "on __Type { kind }",
         "Query.__typename"},
    };
    used(cases, COUNT(cases));
}

/* Where neither type is an object type, those that are in both make the fragment possible. */
static void objects_that_a_fragment_needs_are_used(void **state)
{
    (void)state;
    static const struct used_case cases[] = {
        {"{ find { ... on Node { id } } }",
         "Hit.__typename Node.__typename Node.id Query.__typename Query.find Team.__typename "
         "User.__typename"},
        {"{ node { ...N ...N } } fragment N on Some { x ... on Node { id } }",
         "Node.__typename Node.id Query.__typename Query.node Some.__typename Some.x "
         "Team.__typename"},
        {"fragment N on Some { x } { find { ...N } }",
         "Hit.__typename Query.__typename Query.find Some.__typename Some.x Team.__typename"},
        {"{ node { ... on Node { id } ... on User { id } } me { ... on Node { id } } }",
         "Node.__typename Node.id Query.__typename Query.me Query.node User.__typename User.id"},
    };
    used(cases, COUNT(cases));
}

static void what_the_schema_has_not_is_refused(void **state)
{
    (void)state;
    static const struct used_case cases[] = {
        {"",
         "use:1:1: expected an operation (query, mutation, subscription) or a fragment, found the "
         "end of the document"},
        {"type A { a: Int }", "use:1:1: expected an operation (query, mutation, subscription) or a "
                              "fragment, found 'type'"},
        {"{ x }", "use:1:3: the schema has no field 'x' in 'Query'"},
        {"{ find { id } }", "use:1:10: the schema has no field 'id' in 'Hit'"},
        {"{ me(x: 1) { id } }", "use:1:6: 'Query.me' has no argument 'x' in the schema"},
        {"{ me(as: KING) { id } }", "use:1:10: the enum 'Role' has no value 'KING'"},
        {"{ find(by: {zz: 1}) { __typename } }",
         "use:1:13: the schema has no field 'zz' in the input 'Find'"},
        {"{ find(by: {in: {role: ADMIN, up: {in: {role: KING}}}}) { __typename } }",
         "use:1:47: the enum 'Role' has no value 'KING'"},
        {"{ n @skip(when: true) }", "use:1:11: '@skip' has no argument 'when' in the schema"},
        {"\"what\" { n }",
         "use:1:8: expected an operation (query, mutation, subscription) or a fragment, found '{'"},
        {"{ me { ... on __King { id } } }", "use:1:15: the schema has no type '__King'"},
        {"{ me }", "use:1:6: expected '{' and the fields that are wanted, found '}'"},
        {"{ me { } }", "use:1:8: expected a field or '...', found '}'"},
        {"{ n { a } }", "use:1:5: the field 'n' is of the type 'Int', which has no fields"},
        {"{ me { ... on King { id } } }", "use:1:15: the schema has no type 'King'"},
        {"{ me { ... on Role { id } } }", "use:1:15: 'Role' has no fields to select"},
        {"{ me { ...F } }", "use:1:11: the fragment 'F' is not defined in this document"},
        {"fragment F on User { id } fragment F on User { id }",
         "use:1:36: the fragment 'F' is defined twice; remove one"},
        {"subscription { x }", "use:1:1: the schema has no type for subscription operations"},
        {"query ($a: King) { n }", "use:1:12: the schema has no type 'King'"},
        {"query ($a Role) { n }", "use:1:11: expected ':' and a type, found 'Role'"},
        {"{ n", "use:1:4: expected a field or '...', found the end of the document"},
    };
    used_as(schema, " ", CTR_E_INPUT, cases, COUNT(cases));
}

static void nested_without_end_it_is_a_limit(void **state)
{
    (void)state;
    enum { DEEP = 20 * 1000 };
    struct lc_ctx ctx;
    struct ctr_outline outline;
    char *text = malloc(DEEP * 7 + 16);
    assert_non_null(text);
    char *at = stpcpy(text, "{me{");
    for (int i = 0; i < DEEP; i++) {
        at = stpcpy(at, "friend{");
    }
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_int_equal(used_of(&ctx, schema, text, &outline), CTR_E_LIMIT);
    assert_string_equal(ctr_error_detail(ctx.error, "limit"), "max_depth");
    lc_ctx_end(&ctx, CTR_OK, NULL);
    free(text);
}

static void another_format_has_no_such_artefacts(void **state)
{
    (void)state;
    struct js_case c;
    struct ctr_outline outline;
    const ctr_source use = {.struct_size = sizeof use, .data = "{ a }", .size = 5};
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_OPAQUE, "s", "{\"type\": \"object\"}", NULL);
    assert_int_equal(lc_spec_used(&c.ctx, &c.old, &use, &outline), CTR_E_UNSUPPORTED);
    assert_string_equal(ctr_error_message(c.ctx.error),
                        "what a consumer uses of a document in opaque cannot be learnt from its "
                        "own; name the parts");
    js_end(&c);
}

static const char text[] = "\"d\" query Q($in: Find = {text: \"x\"} $r: [Role!]!) @x(y: [1]) { a: "
                           "find(by: $in, tags: [ADMIN $r]) "
                           "{ ...T ... on User { name(max: 1) @live(ms: 2) friend { role } } } } "
                           "fragment T on Team { size }";

static ctr_status all_of_it(struct lc_ctx *ctx)
{
    struct ctr_outline outline;
    return used_of(ctx, schema, text, &outline);
}

static void cut_anywhere_or_without_memory_it_says_so(void **state)
{
    (void)state;
    for (size_t n = 0; n < sizeof text - 1; n++) {
        struct lc_ctx ctx;
        struct ctr_outline outline;
        char *copy = strndup(text, n);
        assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
        assert_int_equal(used_of(&ctx, schema, copy, &outline), CTR_E_INPUT);
        lc_ctx_end(&ctx, CTR_OK, NULL);
        free(copy);
    }
    fault_walk_ctx(all_of_it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_asked_for_is_used),
        cmocka_unit_test(objects_that_a_fragment_needs_are_used),
        cmocka_unit_test(what_the_schema_has_not_is_refused),
        cmocka_unit_test(nested_without_end_it_is_a_limit),
        cmocka_unit_test(another_format_has_no_such_artefacts),
        cmocka_unit_test(cut_anywhere_or_without_memory_it_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
