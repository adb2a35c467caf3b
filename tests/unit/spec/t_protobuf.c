/* .proto files: what is read, what is refused and where; names, imports, profiles, parts. */
#include "schema_case.h"

#include "codec/proto.h"
#include "spec/protobuf/protobuf.h"

#define P3 "syntax = \"proto3\";\n"
#define P2 "syntax = \"proto2\";\n"
#define ED "edition = \"2023\";\n"

static ctr_status open_text(struct js_case *c, const char *text, struct js_file *files)
{
    js_begin(c);
    js_read(c, &c->old, CTR_FORMAT_PROTOBUF, "a.proto", text, files);
    return c->status;
}

static void reads(const char *text)
{
    struct js_case c;
    if (open_text(&c, text, NULL) != CTR_OK) {
        print_message("%s\n", ctr_error_message(c.ctx.error));
    }
    assert_int_equal(c.status, CTR_OK);
    js_end(&c);
}

static void refuses_with(const char *text, struct js_file *files, ctr_status status,
                         const char *message)
{
    struct js_case c;
    assert_int_equal(open_text(&c, text, files), status);
    assert_string_equal(ctr_error_message(c.ctx.error), message);
    js_end(&c);
}

static void the_whole_language_is_read(void **unused)
{
    (void)unused;
    reads("");
    reads("// nothing\n/* at all */;");
    reads("\xEF\xBB\xBF" P3);
    reads(P2
          "import public \"google/protobuf/descriptor.proto\";\n"
          "package a . b; option java_package = \"x\" 'y'; option (my).opt = -inf;\n"
          "extend google.protobuf.FileOptions { optional My my = 50000; }\n"
          "message My { optional double opt = 1; }\n"
          "message M { option deprecated = true; required group G = 1 [deprecated = true] {\n"
          "  optional int32 x = 0x2; } repeated .a.b.M m = 03; map<string, M.G> h = 4;\n"
          "  oneof o { option (z) = { a: [1, 2.5e3], b < c: 'd' > [x.y] { } }; int32 i = 5; ; }\n"
          "  optional string message = 6 [default = \"\\x41\\101\\n\\u00e9\"];\n"
          "  optional bool stream = 7 [default = true, json_name = \"s\"];\n"
          "  extensions 100 to 199, 500 [declaration = { number: 500 }]; extensions 1000 to max;\n"
          "  reserved 8, 9 to 11; reserved 'r', \"s\"; enum E { option allow_alias = true;\n"
          "  A = 0; B = 0 [deprecated = true]; N = -1; reserved -5 to -3, 40 to max;\n"
          "  reserved \"C\"; } extend M { optional E e = 100; } }\n"
          "service S { option deprecated = true; rpc R (stream M) returns (stream .a.b.M);\n"
          "  rpc T (M) returns (M) { option idempotency_level = IDEMPOTENT; ; } }");
    reads("edition = \"2024\";\n"
          "option features = { enum_type: CLOSED field_presence: IMPLICIT };\n"
          "export message M { reserved gone; string a = 1 [features.field_presence = EXPLICIT];\n"
          "  local enum E { A = 1; } }");
    /* numbers of a message set go further, wherever it says that it is one */
    reads(P2 "message S { extensions 4 to max; option message_set_wire_format = true; }\n"
             "message M { extend S { optional M m = 2147483646; } }");
    reads(P3 "message stream { } service S { rpc R(stream) returns (stream stream); }");
}

/* What is refused, where, and what is said. */
static const struct {
    const char *text;
    const char *message;
} bad[] = {
    {"\xFF", "a.proto:1:1: the byte 0xff is no UTF-8; a .proto file is UTF-8 text"},
    {"message M { optional string s = 1 [default = \"",
     "a.proto:1:46: this string does not end on its "
     "line; \" was expected"},
    {"option a = \"x\ny\";", "a.proto:1:12: this string does not end on its line; \" was expected"},
    {"/* for ever", "a.proto:1:1: this comment does not end; '*/' was expected before the end of "
                    "the file"},
    {"message M {\n  \x01", "a.proto:2:3: the byte 0x01 stands outside of strings and comments"},
    {"option a = '\\q';", "a.proto:1:13: this escape is not known; \\n, \\\", \\\\, \\x41, \\101, "
                          "\\u0041 and their like are"},
    {"option a = 1x;", "a.proto:1:12: '1x' is neither a number nor a name; a name begins with a "
                       "letter"},
    {"syntax = \"proto4\";", "a.proto:1:10: the syntax 'proto4' is not known; \"proto2\" and "
                             "\"proto3\" are"},
    {"package a; syntax = \"proto3\";", "a.proto:1:12: 'syntax' stands first in a file, and once"},
    {"package a; package b;", "a.proto:1:12: a second package; a file has one at most"},
    {"class A {}", "a.proto:1:1: here is 'class' where 'message', 'enum', 'service', 'extend', "
                   "'import', 'package' or 'option' was expected"},
    {P3 "message M {", "a.proto:2:12: the file ends where a field, a nested declaration or '}' was "
                       "expected"},
    {P3 "message M { string s }",
     "a.proto:2:22: here is '}' where '=' and a number behind the name "
     "of the field was expected"},
    {P3 "message M { string s = 1 }", "a.proto:2:26: here is '}' where ';' behind the field was "
                                      "expected"},
    {P3 "message M { string s = 0; }", "a.proto:2:24: 0 is out of range; the number of a field "
                                       "between 1 and 536870911"},
    {P3 "message M { string s = 536870912; }",
     "a.proto:2:24: 536870912 is out of range; numbers of fields end at 536870911"},
    {P3 "message M { string s = 19500; }",
     "a.proto:2:24: the numbers 19000 to 19999 belong to the implementation of protobuf; choose "
     "another for 's'"},
    {P3 "message M { string a = 1; int32 b = 1; }",
     "a.proto:2:37: the fields 'a' and 'b' both have the number 1"},
    {P3 "message M { string a = 1; int32 a = 2; }", "a.proto:2:33: 'a' is defined twice in 'M'"},
    {P3 "message M { enum E { A = 0; } enum F { A = 0; } }",
     "a.proto:2:40: 'A' is defined twice in 'M'"},
    {P3 "message M {} enum M { A = 0; }", "a.proto:2:19: 'M' is defined twice in this file"},
    {P3 "message M { reserved 1 to 5; string a = 3; }",
     "a.proto:2:41: the field 'a' has the number 3, which is reserved"},
    {P3 "message M { reserved \"a\"; string a = 3; }", "a.proto:2:34: the name 'a' is reserved"},
    {P3 "message M { reserved 5 to 1; }", "a.proto:2:22: the range 5 to 1 ends before it begins"},
    {P2 "message S { extensions 4 to 2147483647; option message_set_wire_format = true; }",
     "a.proto:2:24: 2147483647 is out of range; numbers of fields end at 2147483646"},
    {P2 "message M { extensions 4 to max; } extend M { optional M m = 536870912; }",
     "a.proto:2:62: 'M' has no extensions with the number 536870912; 'extensions' says which it "
     "has"},
    {P2 "message M { extensions 1 to 5; optional string a = 3; }",
     "a.proto:2:52: the field 'a' has the number 3, which is one of extensions"},
    {P3 "message M { required string a = 1; }", "a.proto:2:13: proto3 has no required fields"},
    {P2 "message M { string a = 1; }", "a.proto:2:13: proto2 wants 'optional', 'required' or "
                                       "'repeated' before the type"},
    {ED "message M { optional string a = 1; }",
     "a.proto:2:13: editions have no label 'optional'; say features.field_presence = EXPLICIT"},
    {P3 "message M { oneof o { repeated string a = 1; } }",
     "a.proto:2:23: fields of a oneof have no label"},
    {P3 "message M { oneof o { } }",
     "a.proto:2:19: the oneof o is empty; at least one field was expected"},
    {P3 "message M { map<float, string> m = 1; }",
     "a.proto:2:17: a map cannot have keys of type 'float'; whole numbers, bool and string can be "
     "keys"},
    {P3 "message M { repeated map<string, string> m = 1; }",
     "a.proto:2:13: a map has no label and is neither in a oneof nor an extension"},
    {P3 "message M { repeated group G = 1 {} }",
     "a.proto:2:22: groups are part of proto2 only; nest a message instead"},
    {P2 "message A { extensions 1; } extend A { }",
     "a.proto:2:40: the extension of 'A' is empty; at least one field was expected"},
    {P2 "message M { optional int32 a = 1 [default = +5]; }",
     "a.proto:2:45: here is '+' where a value was expected"},
    {P2 "message M { optional float a = 1 [default = 1f]; }",
     "a.proto:2:35: the default of 'a' is 1f; wanted a number, inf or nan"},
    {ED "message N { } export message M { }",
     "a.proto:2:15: 'export' is part of edition 2024 and later; this file is of edition 2023"},
    {ED "message N { local enum E { A = 0; } }",
     "a.proto:2:13: 'local' is part of edition 2024 and later; this file is of edition 2023"},
    {ED "option features.field_presence = LEGACY_REQUIRED;",
     "a.proto:2:1: features.field_presence of a whole file cannot be LEGACY_REQUIRED; say it of "
     "each field"},
    {P3 "enum E { }", "a.proto:2:6: the enum E has no value; at least one was expected"},
    {P3 "enum E { A = 1; }", "a.proto:2:14: the first value of an open enum is 0; here it is 1"},
    {P2 "enum E { A = 1; B = 1; }",
     "a.proto:2:21: 'A' and 'B' both have the number 1; option allow_alias = true allows it"},
    {P3 "message M { N n = 1; }", "a.proto:2:13: 'N' is not defined in this file or in one that it "
                                  "imports; a message or an enum was expected"},
    {P3 "message M { message N {} N.X n = 1; }",
     "a.proto:2:26: 'N.X' is not defined: its first word means 'M.N' here; a name with a dot in "
     "front starts at the top"},
    {P3 "enum E { A = 0; } service S { rpc R(E) returns (E); }",
     "a.proto:2:37: 'E' is not a message"},
    {P3 "message M {} service S { rpc R(M) returns (M); rpc R(M) returns (M); }",
     "a.proto:2:52: 'R' is defined twice in 'S'"},
    {P3 "message M { google.protobuf.Any a = 1; }",
     "a.proto:2:13: 'google.protobuf.Any' is not defined in this file or in one that it imports; a "
     "message or an enum was expected"},
    {P3 "import \"b.proto\";", "a.proto:2:8: import needs the file 'b.proto', but there is no "
                               "directory to look in; give a base directory or a resolver"},
    {P3 "option features.enum_type = OPEN;",
     "a.proto:2:1: features are part of editions only; this file is proto3"},
    {ED "option features.enum_type = AJAR;",
     "a.proto:2:1: 'AJAR' is no value of features.enum_type; OPEN or CLOSED is"},
    /* defaults */
    {P3 "message M { int32 a = 1 [default = 1]; }",
     "a.proto:2:26: proto3 has no defaults; take that of 'a' out"},
    {P3 "message M { optional int32 a = 1 [default = 1]; }",
     "a.proto:2:35: proto3 has no defaults; take that of 'a' out"},
    {"edition = \"2023\"; message M { int32 a = 1 [features.field_presence = IMPLICIT, default = "
     "1]; }",
     "a.proto:1:80: a field without presence has no default; take that of 'a' out"},
    {P2 "message M { repeated int32 a = 1 [default = 1]; }",
     "a.proto:2:35: a field that is repeated has no default; take that of 'a' out"},
    {P2 "message M { map<int32, int32> a = 1 [default = 1]; }",
     "a.proto:2:38: a field that is repeated has no default; take that of 'a' out"},
    {P2 "message M { optional M a = 1 [default = {}]; }",
     "a.proto:2:31: a message has no default; take that of 'a' out"},
    {P2 "message M { optional int32 a = 1 [default = 1, default = 2]; }",
     "a.proto:2:48: the default of 'a' is said twice"},
    {P2 "message M { optional int32 a = 1 [default = 2147483648]; }",
     "a.proto:2:35: the default of 'a' is 2147483648; wanted a whole number between -2147483648 "
     "and "
     "2147483647"},
    {P2 "message M { optional sint64 a = 1 [default = -9223372036854775809]; }",
     "a.proto:2:36: the default of 'a' is -9223372036854775809; wanted a whole number between "
     "-9223372036854775808 and 9223372036854775807"},
    {P2 "message M { optional uint32 a = 1 [default = -1]; }",
     "a.proto:2:36: the default of 'a' is -1; wanted a whole number between 0 and 4294967295"},
    {P2 "message M { optional fixed64 a = 1 [default = 1.5]; }",
     "a.proto:2:37: the default of 'a' is 1.5; wanted a whole number between 0 and "
     "18446744073709551615"},
    {P2 "message M { optional int32 a = 1 [default = \"1\"]; }",
     "a.proto:2:35: the default of 'a' is \"1\"; wanted a whole number between -2147483648 and "
     "2147483647"},
    {P2 "message M { optional bool a = 1 [default = 1]; }",
     "a.proto:2:34: the default of 'a' is 1; wanted true or false"},
    {P2 "message M { optional double a = 1 [default = much]; }",
     "a.proto:2:36: the default of 'a' is much; wanted a number, inf or nan"},
    {P2 "message M { optional bytes a = 1 [default = abc]; }",
     "a.proto:2:35: the default of 'a' is abc; wanted a text in quotes"},
    {P2 "enum E { X = 0; } message M { optional E a = 1 [default = Y]; }",
     "a.proto:2:49: the default of 'a' is Y; wanted the name of a value"},
    {P2 "enum E { X = 0; } message M { optional E a = 1 [default = 0]; }",
     "a.proto:2:49: the default of 'a' is 0; wanted the name of a value"},
    {P2 "message M { extensions 5; } extend M { optional bool b = 5 [default = X]; }",
     "a.proto:2:61: the default of 'b' is X; wanted true or false"},
    /* names in JSON */
    {P3 "message M { int32 a_b = 1; int32 aB = 2; }",
     "a.proto:2:34: the fields 'a_b' and 'aB' are both called 'aB' in JSON; give one of them "
     "another name"},
    {P3 "message M { int32 a = 1; int32 b = 2 [json_name = \"a\"]; }",
     "a.proto:2:39: the fields 'a' and 'b' are both called 'a' in JSON; give one of them another "
     "json_name"},
};

static void what_is_wrong_is_said_with_its_place(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        refuses_with(bad[i].text, NULL, CTR_E_INPUT, bad[i].message);
    }
    refuses_with("edition = \"1999\";", NULL, CTR_E_UNSUPPORTED,
                 "a.proto:1:11: the edition '1999' is not known; \"2023\" and \"2024\" are");
}

static void a_byte_of_zero_is_refused(void **unused)
{
    static const char text[] = P3 "option a = \"x\0y\";";
    struct js_case c;
    (void)unused;
    js_begin(&c);
    const ctr_source source = {.struct_size = sizeof source,
                               .format = CTR_FORMAT_PROTOBUF,
                               .data = text,
                               .size = sizeof text - 1,
                               .file = "a.proto"};
    assert_int_equal(lc_spec_read(&c.ctx, &source, &c.old), CTR_E_INPUT);
    assert_string_equal(ctr_error_message(c.ctx.error),
                        "a.proto:2:14: a NUL byte in a string; write it as \\0");
    js_end(&c);
}

static const char long_one[] =
    P2 "package a.b;\nimport \"google/protobuf/any.proto\";\n"
       "/* c */ message M { optional google.protobuf.Any any = 1; // x\n"
       " oneof o { int32 i = 2; group G = 3 { repeated string s = 1; } } map<int32, M> m = 4;\n"
       " extensions 10 to max; reserved 5, 7 to 8; reserved \"q\"; enum E { Z = 0; } }\n"
       "extend M { optional M.E e = 10 [default = Z, (a) = { b: [1, -2] c { } }]; }\n"
       "service S { rpc R(stream M) returns (M) { option deprecated = true; } }\n";

static void a_file_cut_anywhere_is_read_or_refused(void **unused)
{
    (void)unused;
    for (size_t n = 0; n <= sizeof long_one - 1; n++) {
        struct js_case c;
        char *exact = malloc(n ? n : 1); /* no byte too many, so that a sanitizer sees one */
        assert_non_null(exact);
        memcpy(exact, long_one, n);
        js_begin(&c);
        const ctr_source source = {.struct_size = sizeof source,
                                   .format = CTR_FORMAT_PROTOBUF,
                                   .data = exact,
                                   .size = n,
                                   .file = "a.proto"};
        ctr_status status = lc_spec_read(&c.ctx, &source, &c.old);
        assert_true(status == CTR_OK || status == CTR_E_INPUT);
        assert_int_equal(status == CTR_OK, c.ctx.error == NULL);
        js_end(&c);
        free(exact);
    }
}

static void nesting_and_count_have_limits(void **unused)
{
    struct js_case c;
    char *text = malloc(20 * 1000);
    (void)unused;
    assert_non_null(text);
    text[0] = '\0';
    for (int i = 0; i < 600; i++) {
        memcpy(text + (size_t)i * 12, "message M { ", 13);
    }
    assert_int_equal(open_text(&c, text, NULL), CTR_E_LIMIT);
    assert_string_equal(ctr_error_message(c.ctx.error),
                        "a.proto:1:6155: nested more than 512 levels deep");
    js_end(&c);
    free(text);
    js_begin(&c);
    c.ctx.limits.max_nodes = 3;
    js_read(&c, &c.old, CTR_FORMAT_PROTOBUF, "a.proto",
            P3 "message A { string a = 1; string b = 2; string c = 3; }", NULL);
    assert_int_equal(c.status, CTR_E_LIMIT);
    assert_string_equal(ctr_error_message(c.ctx.error),
                        "a.proto:2:41: more than 3 declarations in one file");
    js_end(&c);
}

/* ---- names and files */

static void names_are_looked_up_from_the_inside(void **unused)
{
    struct js_case c;
    (void)unused;
    assert_int_equal(open_text(&c,
                               P3 "package p; message T { } message M { message T { } T a = 1; "
                                  ".p.T b = 2; p.M.T c = 3; }",
                               NULL),
                     CTR_OK);
    const struct lc_proto_message *m = lc_proto_find_message(c.old.proto, LC_STR("p.M"));
    assert_non_null(m);
    assert_true(lc_str_is(lc_proto_by_number(m, 1)->type_full, "p.M.T"));
    assert_true(lc_str_is(lc_proto_by_number(m, 2)->type_full, "p.T"));
    assert_true(lc_str_is(lc_proto_by_number(m, 3)->type_full, "p.M.T"));
    js_end(&c);
}

static void only_what_is_imported_is_seen(void **unused)
{
    struct js_file files[] = {{"b.proto", P3 "import \"c.proto\"; message B { C c = 1; }"},
                              {"c.proto", P3 "message C { }"},
                              {"d.proto", P3 "import public \"c.proto\"; message D { }"},
                              {"e.proto", P3 "import \"f.proto\";"},
                              {"f.proto", P3 "import \"e.proto\";"},
                              {"g.proto", P3 "message A { }"},
                              {NULL, NULL}};
    struct js_case c;
    (void)unused;
    refuses_with(P3 "import \"b.proto\"; message A { C c = 1; }", files, CTR_E_INPUT,
                 "a.proto:2:31: 'C' is defined in c.proto, which this file does not import");
    assert_int_equal(open_text(&c, P3 "import \"d.proto\"; message A { C c = 1; }", files), CTR_OK);
    assert_int_equal(c.old.bundle.count, 3);
    js_end(&c);
    refuses_with(P3 "import \"e.proto\";", files, CTR_E_INPUT,
                 "f.proto:2:8: import of 'e.proto' leads back to this file");
    refuses_with(P3 "import \"g.proto\"; message A { }", files, CTR_E_INPUT,
                 "g.proto:2:9: 'A' is defined in a.proto, too");
    refuses_with(P3 "import \"h.proto\";", files, CTR_E_INPUT,
                 "a.proto:2:8: import to the file 'h.proto', which is not there");
    refuses_with(P3 "import \"../h.proto\";", files, CTR_E_INPUT,
                 "a.proto:2:8: import to '../h.proto' leaves the document's directory");
}

/* ---- what it is */

static void it_is_known_by_its_first_words(void **unused)
{
    static const char *const yes[] = {P3,
                                      P2,
                                      ED,
                                      "// x\npackage a.b;",
                                      "import public 'x';",
                                      "message M {",
                                      "/* */ syntax = 'proto3'"};
    static const char *const no[] = {"",
                                     "{}",
                                     "message: hello",
                                     "message M",
                                     "package: {}",
                                     "import x",
                                     "type Query { a: Int }",
                                     "enum E { A }",
                                     "CREATE TABLE t (a int);",
                                     "syntax: proto3",
                                     "\"syntax\""};
    (void)unused;
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
        assert_true(lc_proto_looks_like(lc_str(yes[i])));
    }
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
        assert_false(lc_proto_looks_like(lc_str(no[i])));
    }
    struct js_case c;
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_JSON_SCHEMA, "a.proto", P3, NULL);
    assert_int_equal(c.status, CTR_E_INPUT);
    assert_string_equal(ctr_error_message(c.ctx.error),
                        "a.proto:1:1: this does not look like json-schema but like protobuf; name "
                        "that format, or none");
    js_end(&c);
}

static ctr_status append(void *user, const struct lc_part *part)
{
    char *text = user;
    if (part) {
        strncat(text, part->text.ptr, part->text.len);
        strcat(text, " ");
    }
    return CTR_OK;
}

static void parts_are_names_behind_dots(void **unused)
{
    struct js_case c;
    char text[500] = "";
    bool has;
    (void)unused;
    assert_int_equal(open_text(&c,
                               P2 "package p; message M { optional int32 a = 1; enum E { Z = 0; } "
                                  "extensions 5; } extend M { optional int32 x = 5; } "
                                  "service S { rpc R(M) returns (M); }",
                               NULL),
                     CTR_OK);
    assert_int_equal(c.old.row->parts(&c.ctx, &c.old, append, text), CTR_OK);
    assert_string_equal(text, "p.M p.M.a p.M.E p.M.E.Z p.S p.S.R p.x ");
    assert_int_equal(lc_spec_has_part(&c.ctx, &c.old, "p.M.E.Z", &has), CTR_OK);
    assert_true(has);
    assert_int_equal(lc_spec_has_part(&c.ctx, &c.old, "p.M.b", &has), CTR_OK);
    assert_false(has);
    assert_string_equal(c.old.dialect, "Protocol Buffers proto2");
    js_end(&c);
}

/* ---- profiles and places */

static void compare(struct js_case *c, const char *older, const char *newer, ctr_mode mode,
                    ctr_profile profile)
{
    js_begin(c);
    js_read(c, &c->old, CTR_FORMAT_PROTOBUF, "old.proto", older, NULL);
    js_read(c, &c->new, CTR_FORMAT_PROTOBUF, "new.proto", newer, NULL);
    assert_int_equal(c->status, CTR_OK);
    c->status = lc_spec_diff(&c->ctx, &c->old, &c->new, mode, profile, &c->diff);
}

static void each_profile_has_its_own_answer(void **unused)
{
    static const struct {
        ctr_profile profile;
        ctr_verdict verdict;
        const char *rule;
    } rows[] = {
        {CTR_PROFILE_STRICT, CTR_VERDICT_INCOMPATIBLE, "field-same-type"},
        {CTR_PROFILE_FILE, CTR_VERDICT_INCOMPATIBLE, "field-same-type"},
        {CTR_PROFILE_PACKAGE, CTR_VERDICT_INCOMPATIBLE, "field-same-type"},
        {CTR_PROFILE_TOLERANT, CTR_VERDICT_INCOMPATIBLE, "field-wire-json-compatible-type"},
        {CTR_PROFILE_WIRE_JSON, CTR_VERDICT_INCOMPATIBLE, "field-wire-json-compatible-type"},
        {CTR_PROFILE_WIRE, CTR_VERDICT_COMPATIBLE, "field-same-type"},
        {CTR_PROFILE_CONFLUENT, CTR_VERDICT_COMPATIBLE, "confluent-not-listed"},
    };
    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct js_case c;
        compare(&c, P3 "message M { int32 n = 1; }", P3 "message M { int64 n = 1; }",
                CTR_MODE_BACKWARD, rows[i].profile);
        assert_int_equal(c.status, CTR_OK);
        assert_int_equal(c.diff.verdict, rows[i].verdict);
        assert_int_equal(c.diff.count, 1);
        assert_string_equal(c.diff.findings[0].rule, rows[i].rule);
        js_end(&c);
    }
}

/* How a rule weighs under each profile; both ways where it breaks, in the order of `profiles`. */
static void weighs(const char *older, const char *newer, const char *rule, const char *wanted)
{
    static const ctr_profile profiles[] = {CTR_PROFILE_FILE,      CTR_PROFILE_PACKAGE,
                                           CTR_PROFILE_WIRE_JSON, CTR_PROFILE_WIRE,
                                           CTR_PROFILE_STRICT,    CTR_PROFILE_TOLERANT};
    for (size_t i = 0; i < sizeof profiles / sizeof profiles[0]; i++) {
        const struct ctr_finding *f = NULL;
        struct js_case c;
        compare(&c, older, newer, CTR_MODE_FULL, profiles[i]);
        assert_int_equal(c.status, CTR_OK);
        for (size_t k = 0; k < c.diff.count; k++) {
            f = strcmp(c.diff.findings[k].rule, rule) == 0 ? &c.diff.findings[k] : f;
        }
        assert_non_null(f);
        if (f->level != (wanted[i] == 'x' ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO)) {
            fail_msg("%s under %d: %d", rule, (int)profiles[i], (int)f->level);
        }
        assert_int_equal(f->direction,
                         wanted[i] == 'x' ? CTR_DIRECTION_BOTH : CTR_DIRECTION_NEITHER);
        js_end(&c);
    }
}

static void a_rule_breaks_under_the_profiles_that_buf_gives_it(void **unused)
{
    (void)unused;
    weighs(P3 "package p; message M { }", P3 "package q; message M { }", "file-same-package",
           "xxxxxx");
    weighs("edition = \"2023\"; enum E { A = 0; }",
           "edition = \"2023\"; enum E { option features.enum_type = CLOSED; A = 0; }",
           "enum-same-type", "xx--x-");
    weighs("edition = \"2023\"; enum E { option features.enum_type = CLOSED; A = 0; }",
           "edition = \"2023\"; enum E { A = 0; }", "enum-same-type", "xx--x-");
}

static void a_package_with_a_service_is_missed_by_who_calls_it(void **unused)
{
    struct js_case c;
    (void)unused;
    compare(&c, P3 "package a; message M { } service S { rpc R(M) returns (M); }",
            P3 "package b; message M { } service S { rpc R(M) returns (M); }", CTR_MODE_BACKWARD,
            CTR_PROFILE_TOLERANT);
    assert_int_equal(c.diff.verdict, CTR_VERDICT_INCOMPATIBLE);
    assert_string_equal(c.diff.findings[0].rule, "file-same-package");
    assert_string_equal(c.diff.findings[1].rule, "package-service-no-delete");
    assert_int_equal(c.diff.findings[1].level, CTR_LEVEL_BREAKING);
    js_end(&c);
}

static void other_formats_have_no_such_profiles(void **unused)
{
    struct js_case c;
    (void)unused;
    js_compare(&c, "{\"type\": \"string\"}", "{\"type\": \"string\"}", CTR_MODE_BACKWARD,
               CTR_PROFILE_WIRE_JSON);
    assert_int_equal(c.status, CTR_E_UNSUPPORTED);
    assert_string_equal(ctr_error_message(c.ctx.error),
                        "the format json-schema has no profile 'wire-json'; it has strict, "
                        "tolerant, confluent");
    js_end(&c);
    js_compare(&c, "{\"type\": \"string\"}", "{\"type\": \"string\"}", CTR_MODE_BACKWARD,
               CTR_PROFILE_FILE);
    assert_int_equal(c.status, CTR_E_UNSUPPORTED);
    js_end(&c);
}

static void findings_have_places_and_messages(void **unused)
{
    struct js_case c;
    (void)unused;
    compare(&c, P3 "package p;\nmessage M {\n  message N {\n    int32 n = 4;\n  }\n}\n",
            P3
            "package p;\nmessage M {\n  message N {\n    // changed\n    string n = 4;\n  }\n}\n",
            CTR_MODE_BACKWARD, CTR_PROFILE_DEFAULT);
    assert_int_equal(c.diff.count, 1);
    const struct ctr_finding *f = &c.diff.findings[0];
    assert_string_equal(f->part, "p.M.N.n");
    assert_string_equal(f->message, "the type changed from int32 to string; give the new type to a "
                                    "field with a number of its own");
    assert_string_equal(f->place[CTR_SIDE_NEW]->pointer, "/M/N/4");
    assert_string_equal(f->place[CTR_SIDE_NEW]->file, "new.proto");
    assert_int_equal(f->place[CTR_SIDE_NEW]->line, 6);
    assert_int_equal(f->place[CTR_SIDE_NEW]->column, 5);
    assert_int_equal(f->place[CTR_SIDE_OLD]->line, 5);
    js_end(&c);
}

static void a_document_is_like_itself(void **unused)
{
    (void)unused;
    for (int profile = CTR_PROFILE_STRICT; profile <= CTR_PROFILE_WIRE; profile++) {
        struct js_case c;
        compare(&c, long_one, long_one, CTR_MODE_FULL, (ctr_profile)profile);
        assert_int_equal(c.status, CTR_OK);
        assert_int_equal(c.diff.count, 0);
        assert_int_equal(c.diff.verdict, CTR_VERDICT_COMPATIBLE);
        js_end(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_whole_language_is_read),
        cmocka_unit_test(what_is_wrong_is_said_with_its_place),
        cmocka_unit_test(a_byte_of_zero_is_refused),
        cmocka_unit_test(a_file_cut_anywhere_is_read_or_refused),
        cmocka_unit_test(nesting_and_count_have_limits),
        cmocka_unit_test(names_are_looked_up_from_the_inside),
        cmocka_unit_test(only_what_is_imported_is_seen),
        cmocka_unit_test(it_is_known_by_its_first_words),
        cmocka_unit_test(parts_are_names_behind_dots),
        cmocka_unit_test(each_profile_has_its_own_answer),
        cmocka_unit_test(a_rule_breaks_under_the_profiles_that_buf_gives_it),
        cmocka_unit_test(a_package_with_a_service_is_missed_by_who_calls_it),
        cmocka_unit_test(other_formats_have_no_such_profiles),
        cmocka_unit_test(findings_have_places_and_messages),
        cmocka_unit_test(a_document_is_like_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
