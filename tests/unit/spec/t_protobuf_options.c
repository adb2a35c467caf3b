/* Options and features of .proto files: which are refused where, and which are not. */
#include "schema_case.h"

#define P3 "syntax = \"proto3\";\n"
#define P2 "syntax = \"proto2\";\n"
#define ED "edition = \"2023\";\n"

static const struct {
    const char *text;
    const char *message;
} bad[] = {
    {P3 "option foo = 1;",
     "a.proto:2:1: the option 'foo' is not known here; one of your own stands in parentheses"},
    {P3 "option deprecated.x = true;", "a.proto:2:1: the option 'deprecated.x' is not known here; "
                                       "one of your own stands in parentheses"},
    {P3 "option java_package = 1;",
     "a.proto:2:1: the option 'java_package' is 1; wanted a text in quotes"},
    {P3 "option java_package = \"a\"; option java_package = \"a\";",
     "a.proto:2:28: the option 'java_package' is said twice"},
    {P3 "option optimize_for = FAST;",
     "a.proto:2:1: the option 'optimize_for' is FAST; wanted SPEED, CODE_SIZE or LITE_RUNTIME"},
    {P3 "message M { option deprecated = \"true\"; }",
     "a.proto:2:13: the option 'deprecated' is \"true\"; wanted true or false"},
    {P3 "message M { option map_entry = true; }",
     "a.proto:2:13: map_entry is for compilers; write map<KEY, VALUE> instead"},
    {P3 "message M { int32 a = 1 [foo = 1]; }",
     "a.proto:2:26: the option 'foo' is not known here; one of your own stands in parentheses"},
    {P3 "message M { int32 a = 1 [json_name = \"[a]\"]; }",
     "a.proto:2:26: 'a': names in brackets are those of extensions in JSON"},
    {P2 "message M { extensions 5; } extend M { optional int32 a = 5 [json_name = \"b\"]; }",
     "a.proto:2:62: 'a': an extension has no json_name; JSON has its full name"},
    {P3 "message M { repeated string a = 1 [packed = true]; }",
     "a.proto:2:36: 'a': only what is repeated and a number, bool or enum is packed"},
    {P3 "message M { int32 a = 1 [packed = true]; }",
     "a.proto:2:26: 'a': only what is repeated and a number, bool or enum is packed"},
    {ED "message M { repeated int32 a = 1 [packed = true]; }",
     "a.proto:2:35: 'a': editions have features.repeated_field_encoding for packed"},
    {P3 "message M { int32 a = 1 [lazy = true]; }",
     "a.proto:2:26: 'a': only a field that is a message is lazy"},
    {P3 "message M { int32 a = 1 [jstype = JS_STRING]; }",
     "a.proto:2:26: 'a': only numbers of 64 bits have a jstype"},
    {P3 "enum E { option allow_alias = true; A = 0; }",
     "a.proto:2:10: no two values of 'E' have one number; take allow_alias out"},
    {P3 "message M { extensions 1 to 5; }", "a.proto:2:24: proto3 has no extension ranges"},
    {P3 "message M { reserved a; }", "a.proto:2:22: names stand in quotes here, but in editions"},
    {ED "message M { reserved \"a\"; }", "a.proto:2:22: editions have names without quotes here"},
    {P3 "import \"google/protobuf/any.proto\"; import \"google/protobuf/any.proto\";",
     "a.proto:2:44: 'google/protobuf/any.proto' is imported twice"},
    {P2 "message S { option message_set_wire_format = true; optional int32 a = 1; }",
     "a.proto:2:52: a message set has extensions only, no fields"},
    {ED "message M { option features.field_presence = IMPLICIT; }",
     "a.proto:2:13: features.field_presence cannot be said here"},
    {ED "message M { repeated int32 a = 1 [features.field_presence = LEGACY_REQUIRED]; }",
     "a.proto:2:35: 'a': what is repeated, of a oneof or an extension has no field_presence"},
    {ED "message M { oneof o { int32 a = 1 [features.field_presence = IMPLICIT]; } }",
     "a.proto:2:36: 'a': what is repeated, of a oneof or an extension has no field_presence"},
    {ED "message M { M a = 1 [features.field_presence = IMPLICIT]; }",
     "a.proto:2:22: 'a': the presence of a message cannot be IMPLICIT"},
    {ED "enum E { option features.enum_type = CLOSED; A = 0; } message M { E a = 1 [features = { "
        "field_presence: IMPLICIT }]; }",
     "a.proto:2:67: 'a': a closed enum cannot be without presence"},
    {ED "message M { int32 a = 1 [features.repeated_field_encoding = EXPANDED]; }",
     "a.proto:2:26: 'a': only a repeated field has a repeated_field_encoding"},
    {ED "message M { repeated string a = 1 [features.repeated_field_encoding = PACKED]; }",
     "a.proto:2:36: 'a': only what is repeated and a number, bool or enum is PACKED"},
    {ED "message M { int32 a = 1 [features.utf8_validation = NONE]; }",
     "a.proto:2:26: 'a': only a string has a utf8_validation"},
    {ED "message M { int32 a = 1 [features.message_encoding = DELIMITED]; }",
     "a.proto:2:26: 'a': only a field that is a message has a message_encoding"},
    {"edition = \"2024\";\noption java_multiple_files = true;",
     "a.proto:2:1: edition 2024 has features.(pb.java).nest_in_file_class for java_multiple_files"},
    {"edition = \"2024\";\nmessage M { string a = 1 [ctype = CORD]; }",
     "a.proto:2:27: 'a': edition 2024 has features.(pb.cpp).string_type for ctype"},
};

static void refuses(const char *text, struct js_file *files, const char *message)
{
    struct js_case c;
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_PROTOBUF, "a.proto", text, files);
    assert_int_equal(c.status, CTR_E_INPUT);
    assert_string_equal(ctr_error_message(c.ctx.error), message);
    js_end(&c);
}

static void reads(const char *text)
{
    struct js_case c;
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_PROTOBUF, "a.proto", text, NULL);
    if (c.status != CTR_OK) {
        print_error("%s\n", ctr_error_message(c.ctx.error));
    }
    assert_int_equal(c.status, CTR_OK);
    js_end(&c);
}

static void what_cannot_be_said_there_is_refused(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        refuses(bad[i].text, NULL, bad[i].message);
    }
}

static void an_enum_of_another_file_is_settled_before_a_field_has_it(void **unused)
{
    struct js_file files[] = {{"b.proto", P2 "enum E { A = 0; }"}, {NULL, NULL}};
    (void)unused;
    refuses(P3 "import \"b.proto\"; message M { repeated E a = 1; }", files,
            "a.proto:2:40: 'a': a closed enum, as those of proto2 are, is no type in proto3");
}

static void what_can_be_said_is_read(void **unused)
{
    (void)unused;
    reads(P2 "import \"google/protobuf/descriptor.proto\"; option optimize_for = LITE_RUNTIME;\n"
             "extend google.protobuf.FieldOptions { optional int32 x = 50000 [retention = "
             "RETENTION_SOURCE, targets = TARGET_TYPE_FIELD, targets = TARGET_TYPE_FILE]; }\n"
             "message M { repeated int32 a = 1 [packed = true, (x) = 1]; optional M b = 2 "
             "[lazy = true]; optional int64 c = 3 [jstype = JS_STRING]; optional string d = 4 "
             "[ctype = CORD]; repeated string e = 5 [packed = false]; }");
    reads(ED "message M { map<int32, string> a = 1 [features.utf8_validation = NONE, "
             "features.(pb.go).api_level = API_OPAQUE]; M b = 2 [features.message_encoding = "
             "DELIMITED]; repeated int32 c = 3 [features.repeated_field_encoding = EXPANDED]; }");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_cannot_be_said_there_is_refused),
        cmocka_unit_test(an_enum_of_another_file_is_settled_before_a_field_has_it),
        cmocka_unit_test(what_can_be_said_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
