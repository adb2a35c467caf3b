/* Pairs of .proto files, and all that is told of them under a mode and a profile. */
#include "schema_case.h"

#define P2 "syntax = \"proto2\"; package p; "
#define P3 "syntax = \"proto3\"; package p; "

struct row {
    const char *older;
    const char *newer;
    ctr_mode mode;
    ctr_profile profile;
    const char *told;
};

#define BACK CTR_MODE_BACKWARD
#define FORTH CTR_MODE_FORWARD
#define FULL CTR_MODE_FULL
#define STRICT CTR_PROFILE_STRICT
#define TOLERANT CTR_PROFILE_TOLERANT
#define WIRE_JSON CTR_PROFILE_WIRE_JSON
#define WIRE CTR_PROFILE_WIRE
#define CONFLUENT CTR_PROFILE_CONFLUENT

static void compare(struct js_case *c, const char *older, const char *newer, ctr_mode mode,
                    ctr_profile profile)
{
    js_begin(c);
    js_read(c, &c->old, CTR_FORMAT_PROTOBUF, "old.proto", older, NULL);
    js_read(c, &c->new, CTR_FORMAT_PROTOBUF, "new.proto", newer, NULL);
    if (c->status == CTR_OK) {
        c->status = lc_spec_diff(&c->ctx, &c->old, &c->new, mode, profile, &c->diff);
    }
    if (c->status != CTR_OK) {
        print_error("%s\n", ctr_error_message(c->ctx.error));
    }
    assert_int_equal(c->status, CTR_OK);
}

static void tell(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct js_case c;
        compare(&c, rows[i].older, rows[i].newer, rows[i].mode, rows[i].profile);
        if (strcmp(js_told(&c), rows[i].told) != 0) {
            print_error("row %zu: %s\n    %s\n", i, rows[i].older, rows[i].newer);
        }
        assert_string_equal(js_told(&c), rows[i].told);
        js_end(&c);
    }
}

/* The message of the finding of that rule. */
static void says(const char *older, const char *newer, ctr_profile profile, const char *rule,
                 const char *wanted)
{
    struct js_case c;
    const char *message = "";
    compare(&c, older, newer, CTR_MODE_FULL, profile);
    for (size_t i = 0; i < c.diff.count; i++) {
        bool it = strcmp(c.diff.findings[i].rule, rule) == 0;
        message = it ? c.diff.findings[i].message : message;
    }
    assert_string_equal(message, wanted);
    js_end(&c);
}

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

/* ---- enums */

#define ALIAS "option allow_alias = true; "

static void each_name_of_a_number_counts(void **unused)
{
    static const struct row rows[] = {
        {P3 "enum E { " ALIAS "Z = 0; A = 1; B = 1; }",
         P3 "enum E { reserved 1; reserved \"A\"; Z = 0; }", BACK, WIRE_JSON,
         "breaking both enum-value-no-delete-unless-name-reserved at p.E.B\n"
         "info neither proto-reserved-added at p.E\n"
         "info neither enum-value-no-delete at p.E.A\n"},
        {P3 "enum E { " ALIAS "Z = 0; A = 1; B = 1; }", P3 "enum E { Z = 0; }", BACK, STRICT,
         "breaking backward enum-value-no-delete at p.E.A\n"
         "breaking backward enum-value-no-delete at p.E.B\n"},
        {P3 "enum E { " ALIAS "Z = 0; A = 1; B = 1; C = 1; }", P3 "enum E { Z = 0; A = 1; }", BACK,
         TOLERANT,
         "breaking both enum-value-same-name at p.E.B\n"
         "breaking both enum-value-same-name at p.E.C\n"},
        /* all old names by each new one, at which Buf tells it, only for the first */
        {P3 "enum E { " ALIAS "Z = 0; A = 1; B = 1; }",
         P3 "enum E { " ALIAS "Z = 0; C = 1; D = 1; }", BACK, WIRE_JSON,
         "breaking both enum-value-same-name at p.E.A\n"
         "breaking both enum-value-same-name at p.E.A\n"
         "breaking both enum-value-same-name at p.E.B\n"
         "info forward proto-enum-value-added at p.E.C\n"
         "info neither proto-enum-value-added at p.E.D\n"},
    };
    (void)unused;
    tell(rows, COUNT(rows));
}

static void the_registry_takes_a_number_by_all_its_names(void **unused)
{
    static const struct row rows[] = {
        {P3 "enum E { " ALIAS "Z = 0; A = 1; B = 1; }",
         P3 "enum E { " ALIAS " Z = 0; A = 1; B = 1; }", FULL, CONFLUENT, ""},
        {P3 "enum E { " ALIAS "Z = 0; A = 1; B = 1; }", P3 "enum E { Z = 0; A = 1; }", BACK,
         CONFLUENT, "info neither confluent-enum-const-changed at p.E.B\n"},
        {P3 "enum E { Z = 0; A = 1; }", P3 "enum E { " ALIAS "Z = 0; A = 1; B = 1; }", BACK,
         CONFLUENT, "info neither confluent-enum-const-changed at p.E.A\n"},
    };
    (void)unused;
    tell(rows, COUNT(rows));
}

/* ---- extensions and fields */

#define FIELD(type) P2 "message M { optional " type " x = 10; }"
#define EXTENSION(type)                                                                            \
    P2 "message M { extensions 10 to 20; } extend M { optional " type " x = 10; }"

static void an_extension_is_the_field_of_its_number(void **unused)
{
    static const struct row rows[] = {
        {FIELD("int32"), EXTENSION("int32"), FULL, WIRE,
         "info neither field-no-delete at p.M.x\n"
         "info neither field-same-json-name at "
         "p.M.x\n"},
        {EXTENSION("int32"), FIELD("int32"), FULL, WIRE,
         "info neither extension-message-no-delete at p.M\n"
         "info neither field-same-json-name at p.x\n"
         "info neither package-extension-no-delete at p.x\n"},
        {FIELD("int32"), EXTENSION("string"), FULL, WIRE,
         "breaking both field-wire-compatible-type at p.M.x\n"
         "info neither field-no-delete at p.M.x\n"
         "info neither field-same-json-name at p.M.x\n"},
        {EXTENSION("int32"), FIELD("string"), FULL, WIRE,
         "breaking both field-wire-compatible-type at p.x\n"
         "info neither extension-message-no-delete at p.M\n"
         "info neither field-same-json-name at p.x\n"
         "info neither package-extension-no-delete at p.x\n"},
        {EXTENSION("int32"), FIELD("string"), FULL, TOLERANT,
         "breaking both field-same-json-name at p.x\n"
         "breaking both field-wire-json-compatible-type at p.x\n"
         "warning backward extension-message-no-delete at p.M\n"
         "warning backward package-extension-no-delete at p.x\n"},
        {FIELD("int32"), EXTENSION("int32"), FORTH, STRICT,
         "breaking both field-same-json-name at p.M.x\n"
         "info backward field-no-delete at p.M.x\n"},
    };
    (void)unused;
    tell(rows, COUNT(rows));
    says(FIELD("int32"), EXTENSION("int32"), WIRE, "field-no-delete",
         "the field x = 10 became the extension p.x; keep it a field");
    says(FIELD("int32"), EXTENSION("int32"), WIRE_JSON, "field-same-json-name",
         "in JSON the field was called 'x' and is called '[p.x]'; keep it a field");
}

/* ---- types */

static void signed_and_unsigned_are_not_one_in_json(void **unused)
{
    static const struct row rows[] = {
        {P3 "message M { int32 a = 1; }", P3 "message M { uint32 a = 1; }", FULL, TOLERANT,
         "breaking both field-wire-json-compatible-type at p.M.a\n"},
        {P3 "message M { fixed64 a = 1; }", P3 "message M { sfixed64 a = 1; }", FULL, TOLERANT,
         "breaking both field-wire-json-compatible-type at p.M.a\n"},
        {P3 "message M { map<string, int64> a = 1; }",
         P3 "message M { map<string, uint64> a = 1; }", FULL, TOLERANT,
         "breaking both field-wire-json-compatible-type at p.M.a.value\n"},
        /* as Buf has it */
        {P3 "message M { int32 a = 1; }", P3 "message M { uint32 a = 1; }", FULL, WIRE_JSON,
         "info neither field-same-type at p.M.a\n"},
    };
    (void)unused;
    tell(rows, COUNT(rows));
}

static void the_name_of_an_entry_is_in_no_data(void **unused)
{
    static const struct row rows[] = {
        {P3 "message M { map<int32, int32> m = 1; }",
         P3 "message M { map<int32, int32> n = 1 [json_name = \"m\"]; }", FULL, TOLERANT,
         "breaking both field-same-name at p.M.m\n"},
        {P3 "message M { map<int32, int32> m = 1; }", P3 "message M { map<int32, int32> n = 1; }",
         FULL, WIRE,
         "breaking both field-wire-compatible-type at p.M.m\n"
         "info neither field-same-json-name at p.M.m\n"
         "info neither field-same-name at p.M.m\n"},
    };
    (void)unused;
    tell(rows, COUNT(rows));
}

/* ---- required, oneofs */

static void who_takes_a_field_for_required_refuses(void **unused)
{
    static const char without[] = P2 "message M { optional int32 a = 1; }";
    static const char with[] = P2 "message M { optional int32 a = 1; required int32 b = 2; }";
    static const char optional[] = P2 "message M { optional int32 b = 2; }";
    static const char required[] = P2 "message M { required int32 b = 2; }";
    const struct row rows[] = {
        {without, with, FULL, STRICT,
         "breaking backward message-same-required-fields at p.M.b\n"
         "info neither proto-field-added at p.M.b\n"},
        {without, with, FORTH, TOLERANT,
         "info backward message-same-required-fields at p.M.b\n"
         "info neither proto-field-added at p.M.b\n"},
        {with, without, FULL, STRICT,
         "breaking backward field-no-delete at p.M.b\n"
         "breaking forward message-same-required-fields at p.M.b\n"},
        {optional, required, FULL, TOLERANT,
         "breaking backward message-same-required-fields at p.M.b\n"},
        {required, optional, FULL, TOLERANT,
         "breaking forward message-same-required-fields at p.M.b\n"},
        {required, optional, BACK, STRICT, "info forward message-same-required-fields at p.M.b\n"},
        {required, P2 "message M { repeated int32 b = 2; }", FULL, TOLERANT,
         "breaking both field-wire-json-compatible-cardinality at p.M.b\n"
         "breaking forward message-same-required-fields at p.M.b\n"},
        /* Buf knows no modes */
        {required, optional, BACK, WIRE,
         "breaking both field-wire-compatible-cardinality at p.M.b\n"
         "breaking both message-same-required-fields at p.M.b\n"},
    };
    (void)unused;
    tell(rows, COUNT(rows));
}

#define MESSAGE(body) P3 "message M { " body " }"

static void a_oneof_breaks_who_loses_a_field(void **unused)
{
    static const struct row rows[] = {
        /* called otherwise */
        {MESSAGE("oneof o { string a = 1; string b = 2; }"),
         MESSAGE("oneof q { string a = 1; string b = 2; }"), FULL, TOLERANT,
         "info neither field-same-oneof at p.M.a\n"
         "info neither field-same-oneof at p.M.b\n"
         "info neither oneof-no-delete at p.M.o\n"
         "info neither proto-oneof-added at p.M.q\n"},
        /* one alone, with others that are new */
        {MESSAGE("optional string a = 1;"), MESSAGE("oneof o { string a = 1; string b = 2; }"),
         FULL, TOLERANT,
         "info neither field-same-oneof at p.M.a\n"
         "info neither proto-field-added at p.M.b\n"
         "info neither proto-oneof-added at p.M.o\n"},
        /* two that old data has both */
        {MESSAGE("optional string a = 1; optional string b = 2;"),
         MESSAGE("oneof o { string a = 1; string b = 2; }"), FULL, TOLERANT,
         "breaking backward field-same-oneof at p.M.a\n"
         "breaking backward field-same-oneof at p.M.b\n"
         "info neither proto-oneof-added at p.M.o\n"},
        /* one that leaves: new data has both */
        {MESSAGE("oneof o { string a = 1; string b = 2; }"),
         MESSAGE("optional string a = 1; oneof o { string b = 2; }"), FULL, TOLERANT,
         "breaking forward field-same-oneof at p.M.a\n"},
        {MESSAGE("oneof o { string a = 1; string b = 2; }"),
         MESSAGE("oneof q { string a = 1; } oneof o { string b = 2; }"), FULL, TOLERANT,
         "breaking forward field-same-oneof at p.M.a\n"
         "info neither proto-oneof-added at p.M.q\n"},
        /* as Buf has it */
        {MESSAGE("optional string a = 1;"), MESSAGE("oneof o { string a = 1; }"), FULL, WIRE,
         "breaking both field-same-oneof at p.M.a\n"
         "info neither proto-oneof-added at p.M.o\n"},
    };
    (void)unused;
    tell(rows, COUNT(rows));
}

/* ---- words */

static void advice_can_be_followed_in_the_file_that_it_is_about(void **unused)
{
    (void)unused;
    says(P2 "message M { optional string s = 1; }", P3 "message M { optional string s = 1; }",
         STRICT, "field-same-utf8-validation",
         "UTF-8 is now checked; proto3 has no features, an edition can say "
         "features.utf8_validation = NONE");
    says(P2 "message M { optional string s = 1; }",
         "edition = \"2023\"; package p; message M { string s = 1; }", STRICT,
         "field-same-utf8-validation", "UTF-8 is now checked; set features.utf8_validation = NONE");
    says(P2 "option java_string_check_utf8 = true; message M { optional string s = 1; }",
         P2 "message M { optional string s = 1; }", STRICT, "field-same-java-utf8-validation",
         "Java no longer checks UTF-8; set java_string_check_utf8 = true");
    says(P2 "enum E { A = 0; }", P3 "enum E { A = 0; }", STRICT, "enum-same-type",
         "the enum is open now: numbers that it does not name are kept in the field; proto3 has "
         "no features, an edition can say features.enum_type = CLOSED");
    says(P2 "message M { optional string s = 1 [ctype = CORD]; }",
         P2 "message M { optional string s = 1; }", STRICT, "field-same-cpp-string-type",
         "the type in C++ was CORD and is STRING; set ctype = CORD");
    says(P2 "enum E { A = 0; B = 1; } message M { optional E e = 1; }",
         P2 "enum E { B = 1; A = 0; } message M { optional E e = 1; }", STRICT,
         "field-same-default",
         "the default was A and is B: both sides put it in where the field is absent; keep it");
}

static void a_group_stands_where_its_word_does(void **unused)
{
    struct js_case c;
    (void)unused;
    compare(&c, P2 "\nmessage M {\n  repeated int32 g = 1;\n}",
            P2 "\nmessage M {\n  repeated group G = 1 {}\n}", CTR_MODE_BACKWARD, WIRE);
    assert_string_equal(c.diff.findings[0].rule, "field-wire-compatible-type");
    assert_int_equal(c.diff.findings[0].place[CTR_SIDE_NEW]->line, 3);
    assert_int_equal(c.diff.findings[0].place[CTR_SIDE_NEW]->column, 12);
    js_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_name_of_a_number_counts),
        cmocka_unit_test(the_registry_takes_a_number_by_all_its_names),
        cmocka_unit_test(an_extension_is_the_field_of_its_number),
        cmocka_unit_test(signed_and_unsigned_are_not_one_in_json),
        cmocka_unit_test(the_name_of_an_entry_is_in_no_data),
        cmocka_unit_test(who_takes_a_field_for_required_refuses),
        cmocka_unit_test(a_oneof_breaks_who_loses_a_field),
        cmocka_unit_test(advice_can_be_followed_in_the_file_that_it_is_about),
        cmocka_unit_test(a_group_stands_where_its_word_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
