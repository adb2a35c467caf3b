/* Values in .proto files, defaults and options: what they mean, and how they are shown. */
#include "schema_case.h"

#include "base/utf8.h"

#define P2 "syntax = \"proto2\";\n"
#define P3 "syntax = \"proto3\";\n"

static void compare(struct js_case *c, const char *older, const char *newer, ctr_profile profile)
{
    js_begin(c);
    js_read(c, &c->old, CTR_FORMAT_PROTOBUF, "old.proto", older, NULL);
    js_read(c, &c->new, CTR_FORMAT_PROTOBUF, "new.proto", newer, NULL);
    if (c->status == CTR_OK) {
        c->status = lc_spec_diff(&c->ctx, &c->old, &c->new, CTR_MODE_FULL, profile, &c->diff);
    }
    if (c->status != CTR_OK) {
        print_error("%s\n", ctr_error_message(c->ctx.error));
    }
    assert_int_equal(c->status, CTR_OK);
}

/* The message of the only finding of that rule. */
static void says(const char *older, const char *newer, const char *rule, const char *wanted)
{
    struct js_case c;
    const struct ctr_finding *f = NULL;
    compare(&c, older, newer, CTR_PROFILE_STRICT);
    for (size_t i = 0; i < c.diff.count; i++) {
        const struct ctr_finding *it = &c.diff.findings[i];
        assert_int_equal(lc_utf8_check(lc_str(it->message)), strlen(it->message));
        if (strcmp(it->rule, rule) == 0) {
            assert_null(f);
            f = it;
        }
    }
    if (!f) {
        print_error("no %s among:\n%s", rule, js_told(&c));
    }
    assert_non_null(f);
    assert_string_equal(f->message, wanted);
    js_end(&c);
}

static void refuses(const char *text, const char *message)
{
    struct js_case c;
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_PROTOBUF, "a.proto", text, NULL);
    assert_int_equal(c.status, CTR_E_INPUT);
    assert_string_equal(ctr_error_message(c.ctx.error), message);
    js_end(&c);
}

/* ---- literals */

#define DEFAULT(text) P2 "message M { optional bytes a = 1 [default = " text "]; }"
#define IN_GO(text) P3 "option go_package = " text ";"

static void bytes_that_no_text_has_are_shown_as_escapes(void **unused)
{
    (void)unused;
    says(
        DEFAULT("'\\377'"), DEFAULT("'a\\376' '\\303' '\\244\\303'"), "field-same-default",
        "the default was \\xff and is a\\xfe\303\244\\xc3: both sides put it in where the field is "
        "absent; keep it");
    says(DEFAULT("'\\xff'"), DEFAULT("'\\\\xff'"), "field-same-default",
         "the default was \\xff and is \\\\xff: both sides put it in where the field is absent; "
         "keep it");
    says(DEFAULT("'\\\\\\xff'"), DEFAULT("'\\\\\\\\xff'"), "field-same-default",
         "the default was \\\\\\xff and is \\\\\\\\xff: both sides put it in where the field is "
         "absent; keep it");
    says(IN_GO("'a\\\\b\\377'"), IN_GO("'a\\\\b'"), "file-same-go-package",
         "the option go_package was \"a\\b\\xff\" and is \"a\\b\": generated code moves; keep it");
    says(P2 "message M { optional int32 a = 1 [json_name = '\\377']; }",
         P2 "message M { optional int32 a = 1; }", "field-same-json-name",
         "in JSON the field was called '\\xff' and is called 'a'; set json_name = \"\\xff\"");
}

static void a_zero_ends_no_value(void **unused)
{
    struct js_case c;
    struct js_case d;
    (void)unused;
    says(IN_GO("'\\000x\\001'"), IN_GO("'\\000y'"), "file-same-go-package",
         "the option go_package was \"\\x00x\001\" and is \"\\x00y\": generated code moves; keep "
         "it");
    compare(&c, IN_GO("'\\000x'"), IN_GO("'\\000y'"), CTR_PROFILE_STRICT);
    compare(&d, IN_GO("'\\000x'"), IN_GO("'\\000z'"), CTR_PROFILE_STRICT);
    assert_string_not_equal(c.diff.findings[0].fingerprint, d.diff.findings[0].fingerprint);
    js_end(&c);
    js_end(&d);
    refuses(P3 "message M { int32 a = 1 [json_name = 'a\\000']; }",
            "a.proto:2:38: a name in JSON has no NUL byte");
    compare(&c, P3 "message M { int32 a = 1 [json_name = 'a\\\\x00']; }",
            P3 "message M { int32 a = 1 [json_name = 'a\\\\x00']; }", CTR_PROFILE_STRICT);
    js_end(&c);
}

static void what_is_cut_is_cut_between_characters(void **unused)
{
    char older[600];
    char long_one[220];
    struct js_case c;
    (void)unused;
    for (size_t at = 198; at < 201; at++) { /* the 200th byte within a character, or beside it */
        memset(long_one, 'a', sizeof long_one);
        memcpy(long_one + at, "\303\244", 3);
        snprintf(older, sizeof older, IN_GO("'%s'"), long_one);
        compare(&c, older, IN_GO("'b'"), CTR_PROFILE_STRICT);
        const char *message = c.diff.findings[0].message;
        assert_int_equal(lc_utf8_check(lc_str(message)), strlen(message));
        js_end(&c);
    }
    memset(long_one, 'a', sizeof long_one);
    memcpy(long_one + 39, "\303\244", 3);
    snprintf(older, sizeof older, "syntax = '%s';", long_one);
    long_one[39] = '\0';
    char wanted[400];
    snprintf(wanted, sizeof wanted,
             "a.proto:1:10: the syntax '%s' is not known; \"proto2\" and "
             "\"proto3\" are",
             long_one);
    refuses(older, wanted);
}

/* ---- defaults */

#define DESCRIPTOR "import 'google/protobuf/descriptor.proto';\n"
#define TYPE(options)                                                                              \
    P2 DESCRIPTOR "message M { optional google.protobuf.FieldDescriptorProto.Type t = 1 " options  \
                  "; }"

static void same(const char *older, const char *newer)
{
    struct js_case c;
    compare(&c, older, newer, CTR_PROFILE_STRICT);
    if (c.diff.verdict != CTR_VERDICT_COMPATIBLE) {
        fail_msg("%s", js_told(&c));
    }
    js_end(&c);
}

static void enums_of_protobufs_own_files_have_defaults(void **unused)
{
    (void)unused;
    says(TYPE("[default = TYPE_INT32]"), TYPE("[default = TYPE_STRING]"), "field-same-default",
         "the default was TYPE_INT32 and is TYPE_STRING: both sides put it in where the field is "
         "absent; keep it");
    says(TYPE(""), TYPE("[default = TYPE_STRING]"), "field-same-default",
         "the default was TYPE_DOUBLE and is TYPE_STRING: both sides put it in where the field is "
         "absent; keep it");
    same(TYPE(""), TYPE("[default = TYPE_DOUBLE]"));
    same(TYPE("[default = TYPE_INT32]"), TYPE("[default = TYPE_INT32]"));
    says(P2 "import 'google/protobuf/type.proto';\n"
            "message M { optional google.protobuf.Syntax s = 1; }",
         P2 "import 'google/protobuf/type.proto';\n"
            "message M { optional google.protobuf.Syntax s = 1 [default = SYNTAX_PROTO3]; }",
         "field-same-default",
         "the default was SYNTAX_PROTO2 and is SYNTAX_PROTO3: both sides put it in where the field "
         "is absent; keep it");
    says(
        P2 "import 'google/protobuf/compiler/plugin.proto';\n"
           "message M { optional google.protobuf.compiler.CodeGeneratorResponse.Feature f = 1; }",
        P2 "import 'google/protobuf/compiler/plugin.proto';\n"
           "message M { optional google.protobuf.compiler.CodeGeneratorResponse.Feature f = 1\n"
           "  [default = FEATURE_SUPPORTS_EDITIONS]; }",
        "field-same-default",
        "the default was FEATURE_NONE and is FEATURE_SUPPORTS_EDITIONS: both sides put it in where "
        "the field is absent; keep it");
}

#define SHAPE P2 "message M { optional %s a = 1 [default = %s]; }"

static void a_float_is_what_its_type_holds(void **unused)
{
    static const struct {
        const char *type, *older, *newer;
        bool same;
    } rows[] = {
        {"float", "0.1", "0.10000000149011612", true},
        {"double", "0.1", "0.10000000149011612", false},
        {"double", "0.1", "0.1000000000000000055511151231257827", true},
        {"float", "inf", "1e40", true},
        {"float", "-inf", "-1e40", true},
        {"float", "inf", "-1e40", false},
        {"double", "inf", "1e40", false},
        {"double", "inf", "1e400", true},
        {"float", "16777217", "16777216", true},
        {"float", "16777218", "16777216", false},
        {"double", "16777217", "16777216", false},
        {"double", "9007199254740993", "9007199254740992", true},
        {"float", "010", "8", true},
        {"float", "010", "10", false},
        {"double", "0x10", "16.0", true},
        {"double", "1.5", "15e-1", true},
        {"float", "0x1f", "31", true},
        {"float", "nan", "-nan", true},
        {"float", "nan", "inf", false},
        {"float", "0", "1e-60", true},
        {"double", "0", "1e-60", false},
        {"int64", "9007199254740993", "9007199254740992", false},
        {"uint64", "18446744073709551615", "0xffffffffffffffff", true},
    };
    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char older[200];
        char newer[200];
        struct js_case c;
        snprintf(older, sizeof older, SHAPE, rows[i].type, rows[i].older);
        snprintf(newer, sizeof newer, SHAPE, rows[i].type, rows[i].newer);
        compare(&c, older, newer, CTR_PROFILE_WIRE);
        if ((c.diff.verdict == CTR_VERDICT_COMPATIBLE) != rows[i].same) {
            fail_msg("%s %s %s: %s", rows[i].type, rows[i].older, rows[i].newer, js_told(&c));
        }
        js_end(&c);
    }
}

/* ---- types */

#define ED "edition = '2023';\n"

static void types_of_one_name_are_told_apart(void **unused)
{
    (void)unused;
    says(ED "package p; message M { M m = 1; }",
         ED "package p; message M { M m = 1 [features.message_encoding = DELIMITED]; }",
         "field-same-type",
         "the type changed from p.M (message) to p.M (message, delimited); give the new type to a "
         "field with a number of its own");
    says(P2 "message N { } message M { optional N n = 1; }",
         P2 "enum N { A = 0; } message M { optional N n = 1; }", "field-same-type",
         "the type changed from N (message) to N (enum); give the new type to a field with a "
         "number of its own");
    says(P3 "message M { map<int32, string> foo = 1; }",
         P3 "message M { map<int32, string> bar = 1; }", "field-same-type",
         "the type changed from map<int32, string> (M.FooEntry) to map<int32, string> "
         "(M.BarEntry); give the new type to a field with a number of its own");
}

/* ---- what a file may not say twice */

static void numbers_and_names_are_set_apart_once(void **unused)
{
    static const struct {
        const char *text;
        const char *message;
    } rows[] = {
        {P2 "message M { extensions 100; }\nextend M { optional int32 a = 100; }\n"
            "extend M { optional string b = 100; }",
         "a.proto:4:32: the extensions 'a' and 'b' of 'M' both have the number 100"},
        {P2 "message M { extensions 100; message N { extend M { optional int32 a = 100; } }\n"
            "extend .M { optional string b = 100; } }",
         "a.proto:3:33: the extensions 'a' and 'b' of 'M' both have the number 100"},
        {P2 "message M { extensions 100; }\nextend M { optional int32 a = 101; }",
         "a.proto:3:31: 'M' has no extensions with the number 101; 'extensions' says which it has"},
        {P2 "message M { }\nextend M { optional int32 a = 1; }",
         "a.proto:3:31: 'M' has no extensions with the number 1; 'extensions' says which it has"},
        {P3 "message M { reserved 1 to 5, 3; }",
         "a.proto:2:30: the numbers 3 to 3 are reserved, and some of them are reserved already"},
        {P2 "message M { extensions 5 to 9; reserved 1 to 5; }",
         "a.proto:2:41: the numbers 1 to 5 are reserved, and some of them are for extensions "
         "already"},
        {P2 "message M { extensions 100 to 200; extensions 150; }",
         "a.proto:2:47: the numbers 150 to 150 are for extensions, and some of them are for "
         "extensions already"},
        {P3 "enum E { A = 0; reserved 2, 1 to 3; }",
         "a.proto:2:29: the numbers 1 to 3 are reserved, and some of them are reserved already"},
        {P3 "message M { reserved 'a', 'b', \"a\"; }",
         "a.proto:2:32: the name 'a' is reserved twice"},
        {P3 "message M { enum E { A = 0; reserved 'a', 'a'; } }",
         "a.proto:2:43: the name 'a' is reserved twice"},
        {P3 "message M { map<int32, int32> foo_bar = 1; message FooBarEntry { } }",
         "a.proto:2:52: 'FooBarEntry' is defined twice in 'M'"},
        {P3 "message M { map<int32, int32> foo_bar = 1; map<int32, int32> fooBar = 2; }",
         "a.proto:2:62: 'FooBarEntry' is defined twice in 'M'"},
    };
    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        refuses(rows[i].text, rows[i].message);
    }
    same(P2 "import 'google/protobuf/descriptor.proto';\n"
            "extend google.protobuf.FieldOptions { optional int32 a = 50000; }\n"
            "message M { extensions 100 to 199, 200 to max; reserved 1, 2, 3 to 99; }\n"
            "extend M { optional int32 x = 100; optional int32 y = 536870911; }",
         P2 "import 'google/protobuf/descriptor.proto';\n"
            "extend google.protobuf.FieldOptions { optional int32 a = 50000; }\n"
            "message M { extensions 100 to 199, 200 to max; reserved 1, 2, 3 to 99; }\n"
            "extend M { optional int32 x = 100; optional int32 y = 536870911; }");
}

static void features_have_numbers_in_aggregates(void **unused)
{
    (void)unused;
    same(ED
         "option features = { field_presence: 2 utf8_validation: 3 [pb.cpp] { string_type: 1 } };\n"
         "message M { string a = 1; }",
         ED "option features = { field_presence: IMPLICIT utf8_validation: NONE\n"
            "  [pb.cpp] { string_type: VIEW } };\nmessage M { string a = 1; }");
    refuses(ED "option features.field_presence = 2;",
            "a.proto:2:1: '2' is no value of features.field_presence; EXPLICIT or IMPLICIT is");
    refuses(ED "option features = { utf8_validation: 1 };",
            "a.proto:2:1: '1' is no value of features.utf8_validation; VERIFY or NONE is");
}

static void types_of_edition_2024_are_there(void **unused)
{
    const char *text =
        "edition = '2024';\nimport 'google/protobuf/descriptor.proto';\n"
        "import 'google/protobuf/java_features.proto';\nimport "
        "'google/protobuf/go_features.proto';\n"
        "message M { google.protobuf.FeatureSet.VisibilityFeature a = 1;\n"
        "google.protobuf.FeatureSet.VisibilityFeature.DefaultSymbolVisibility b = 2;\n"
        "google.protobuf.FeatureSet.EnforceNamingStyle c = 3;\n"
        "pb.JavaFeatures.NestInFileClassFeature d = 4;\n"
        "pb.JavaFeatures.NestInFileClassFeature.NestInFileClass e = 5;\n"
        "pb.GoFeatures.StripEnumPrefix f = 6; pb.GoFeatures.OptimizeModeFeature g = 7; }";
    (void)unused;
    same(text, text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_that_no_text_has_are_shown_as_escapes),
        cmocka_unit_test(a_zero_ends_no_value),
        cmocka_unit_test(what_is_cut_is_cut_between_characters),
        cmocka_unit_test(enums_of_protobufs_own_files_have_defaults),
        cmocka_unit_test(a_float_is_what_its_type_holds),
        cmocka_unit_test(types_of_one_name_are_told_apart),
        cmocka_unit_test(numbers_and_names_are_set_apart_once),
        cmocka_unit_test(features_have_numbers_in_aggregates),
        cmocka_unit_test(types_of_edition_2024_are_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
