/* What other files see of a .proto file: public imports, visibility, options that bind. */
#include "schema_case.h"

#define P3 "syntax = \"proto3\"; package p; "
#define E24 "edition = \"2024\"; package p; "

static void tells(struct js_case *c, ctr_profile profile, const char *told)
{
    js_diff(c, CTR_MODE_FULL, profile);
    assert_string_equal(js_told(c), told);
    js_end(c);
}

/* Two editions of "a.proto" and of what it imports. */
static void files(const char *older, struct js_file *old_files, const char *newer,
                  struct js_file *new_files, ctr_profile profile, const char *told)
{
    struct js_case c;
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_PROTOBUF, "a.proto", older, old_files);
    js_read(&c, &c.new, CTR_FORMAT_PROTOBUF, "a.proto", newer, new_files);
    tells(&c, profile, told);
}

static void one(const char *older, const char *newer, ctr_profile profile, const char *told)
{
    files(older, NULL, newer, NULL, profile, told);
}

#define B P3 "message B { int32 x = 1; }"
#define LOST "breaking backward import-public-no-delete at p\n"

static void what_was_seen_through_a_file_is_missed(void **unused)
{
    struct js_file b[] = {{"b.proto", B}, {NULL, NULL}};
    struct js_file chain[] = {
        {"b.proto", B}, {"c.proto", P3 "import public \"b.proto\"; message C {}"}, {NULL, NULL}};
    struct js_file cut[] = {
        {"b.proto", B}, {"c.proto", P3 "import \"b.proto\"; message C {}"}, {NULL, NULL}};
    struct js_file moved[] = {{"b.proto", P3 "message D {}"}, {NULL, NULL}};
    static const char pub[] = P3 "import public \"b.proto\"; message M {}";
    (void)unused;
    files(pub, b, P3 "import \"b.proto\"; message M {}", b, CTR_PROFILE_STRICT, LOST);
    files(pub, b, P3 "import \"b.proto\"; message M {}", b, CTR_PROFILE_FILE,
          "breaking both import-public-no-delete at p\n");
    files(pub, b, P3 "import \"b.proto\"; message M {}", b, CTR_PROFILE_TOLERANT,
          "warning backward import-public-no-delete at p\n");
    /* over another file, once, and where the import stood */
    files(pub, chain, P3 "import public \"c.proto\"; message M {}", chain, CTR_PROFILE_STRICT,
          "info neither proto-message-added at p.C\n");
    files(P3 "import public \"c.proto\"; message M {}", chain,
          P3 "import public \"c.proto\"; message M {}", cut, CTR_PROFILE_STRICT, LOST);
    files(P3 "import public \"c.proto\"; message M {}", chain,
          P3 "import \"c.proto\"; message M {}", chain, CTR_PROFILE_STRICT, LOST);
    /* it stands in the file itself now; what is gone altogether is told of itself */
    files(pub, b, P3 "message M {} message B { int32 x = 1; }", NULL, CTR_PROFILE_STRICT,
          "info neither file-no-delete at p\ninfo neither message-no-delete at p.B\n");
    files(pub, b, P3 "import \"b.proto\"; message M {}", moved, CTR_PROFILE_STRICT,
          "breaking backward package-message-no-delete at p.B\n"
          "info neither proto-message-added at p.D\n");
    files(P3 "import public \"google/protobuf/any.proto\"; message M {}", NULL,
          P3 "import \"google/protobuf/any.proto\"; message M {}", NULL, CTR_PROFILE_STRICT, LOST);
    files(P3 "import public \"google/protobuf/any.proto\"; message M {}", NULL,
          P3 "import public \"google/protobuf/any.proto\"; message M {} message N {}", NULL,
          CTR_PROFILE_STRICT, "info neither proto-message-added at p.N\n");
}

#define HIDDEN(name) "breaking backward symbol-same-visibility at p." name "\n"

static void what_is_local_is_not_seen(void **unused)
{
    (void)unused;
    one(E24 "export enum E { A = 0; }", E24 "local enum E { A = 0; }", CTR_PROFILE_STRICT,
        HIDDEN("E"));
    one(E24 "message M {}", E24 "local message M {}", CTR_PROFILE_WIRE,
        "info neither symbol-same-visibility at p.M\n");
    one(E24 "local message M {}", E24 "message M {}", CTR_PROFILE_STRICT,
        "info neither symbol-same-visibility at p.M\n");
    one(E24 "message M {}", E24 "export message M {}", CTR_PROFILE_STRICT,
        "info neither document-rewritten at /\n");
    one(E24 "message M { message N {} }", E24 "message M { local message N {} }",
        CTR_PROFILE_STRICT, "info neither document-rewritten at /\n");
    one(E24 "message M {}",
        E24 "option features = { default_symbol_visibility: STRICT }; message M {}",
        CTR_PROFILE_STRICT, HIDDEN("M"));
    one(E24 "message M { message N {} }",
        E24 "option features.default_symbol_visibility = EXPORT_ALL; message M { message N {} }",
        CTR_PROFILE_STRICT, "info neither symbol-same-visibility at p.M.N\n");
    /* elsewhere the words are names of types */
    one("edition = \"2023\"; message export {} message M { export message = 1; export enum = 2; }",
        "edition = \"2024\"; message export {} message M { .export message = 1; .export enum = 2; "
        "}",
        CTR_PROFILE_STRICT, "info neither file-same-syntax at /\n");
}

#define FEATURES "import \"google/protobuf/cpp_features.proto\"; "

static void features_that_no_rule_knows_are_told(void **unused)
{
    (void)unused;
    one("edition = \"2023\"; " FEATURES "enum E { A = 0; } message M { E e = 1; }",
        "edition = \"2023\"; " FEATURES "enum E { A = 0; } "
        "message M { E e = 1 [features.(pb.cpp).legacy_closed_enum = true]; }",
        CTR_PROFILE_STRICT, "info neither proto-option-changed at M.e\n");
    /* those that rules do are settled, wherever they stand */
    one("edition = \"2023\"; option features.json_format = ALLOW; message M {}",
        "edition = \"2023\"; message M { option features = { json_format: ALLOW }; }",
        CTR_PROFILE_STRICT, "info neither document-rewritten at /\n");
}

#define RULES                                                                                      \
    P3 "import \"google/protobuf/descriptor.proto\"; import \"v.proto\"; "                         \
       "extend google.protobuf.FieldOptions { string of_ours = 50000; } "

static void options_that_bind_are_left_to_a_person(void **unused)
{
    struct js_file v[] = {
        {"v.proto", "syntax = \"proto3\"; package buf.validate; "
                    "import \"google/protobuf/descriptor.proto\"; message F { int32 lte = 1; } "
                    "extend google.protobuf.FieldOptions { F field = 1159; }"},
        {NULL, NULL}};
    static const char was[] = RULES "message M { int32 s = 1 [(buf.validate.field).lte = 9]; }";
    static const char is[] =
        RULES "message M { int32 s = 1 [(.buf.validate.field).lte = 10, (of_ours) = \"x\"]; }";
    (void)unused;
    files(was, v, is, v, CTR_PROFILE_STRICT,
          "undecided both proto-option-binding-changed at p.M.s\n"
          "info neither proto-option-changed at p.M.s\n");
    files(was, v, is, v, CTR_PROFILE_TOLERANT,
          "undecided both proto-option-binding-changed at p.M.s\n"
          "info neither proto-option-changed at p.M.s\n");
    files(was, v, is, v, CTR_PROFILE_WIRE,
          "info neither proto-option-binding-changed at p.M.s\n"
          "info neither proto-option-changed at p.M.s\n");
    files(was, v, was, v, CTR_PROFILE_STRICT, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_seen_through_a_file_is_missed),
        cmocka_unit_test(what_is_local_is_not_seen),
        cmocka_unit_test(features_that_no_rule_knows_are_told),
        cmocka_unit_test(options_that_bind_are_left_to_a_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
