/* What becomes of the data itself: names in JSON, closed enums, aliases, bytes that are no text. */
#include "schema_case.h"

#define P2 "syntax = \"proto2\"; package p; "
#define P3 "syntax = \"proto3\"; package p; "
#define E23 "edition = \"2023\"; package p; "

struct row {
    const char *older;
    const char *newer;
    ctr_profile profile;
    const char *told;
};

#define STRICT CTR_PROFILE_STRICT
#define TOLERANT CTR_PROFILE_TOLERANT
#define PACKAGE CTR_PROFILE_PACKAGE
#define WIRE_JSON CTR_PROFILE_WIRE_JSON
#define WIRE CTR_PROFILE_WIRE

static void tell(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct js_case c;
        js_begin(&c);
        js_read(&c, &c.old, CTR_FORMAT_PROTOBUF, "old.proto", rows[i].older, NULL);
        js_read(&c, &c.new, CTR_FORMAT_PROTOBUF, "new.proto", rows[i].newer, NULL);
        js_diff(&c, CTR_MODE_FULL, rows[i].profile);
        if (strcmp(js_told(&c), rows[i].told) != 0) {
            print_error("row %zu: %s\n    %s\n", i, rows[i].older, rows[i].newer);
        }
        assert_string_equal(js_told(&c), rows[i].told);
        js_end(&c);
    }
}

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

/* ---- names in JSON */

#define GONE(what) P3 "message M { reserved 1; reserved \"foo_bar\"; " what " }"

static void a_name_in_json_is_not_for_another_field(void **unused)
{
    static const char was[] = P3 "message M { int32 foo_bar = 1; }";
    static const struct row rows[] = {
        {was, GONE("string fooBar = 2;"), TOLERANT,
         "breaking both field-json-name-reused at p.M.foo_bar\n"
         "info neither proto-reserved-added at p.M\n"
         "info neither proto-field-added at p.M.fooBar\n"
         "info neither field-no-delete at p.M.foo_bar\n"},
        {was, GONE("string b = 2 [json_name = \"fooBar\"];"), WIRE_JSON,
         "breaking both field-json-name-reused at p.M.foo_bar\n"
         "info neither proto-reserved-added at p.M\n"
         "info neither proto-field-added at p.M.b\n"
         "info neither field-no-delete at p.M.foo_bar\n"},
        /* as it is written, which parsers take as well */
        {was, GONE("string b = 2 [json_name = \"foo_bar\"];"), TOLERANT,
         "breaking both field-json-name-reused at p.M.foo_bar\n"
         "info neither proto-reserved-added at p.M\n"
         "info neither proto-field-added at p.M.b\n"
         "info neither field-no-delete at p.M.foo_bar\n"},
        /* bytes have no names */
        {was, GONE("string fooBar = 2;"), WIRE,
         "info neither proto-reserved-added at p.M\n"
         "info neither proto-field-added at p.M.fooBar\n"
         "info neither field-no-delete at p.M.foo_bar\n"},
        {was, GONE("string b = 2;"), TOLERANT,
         "info neither proto-reserved-added at p.M\n"
         "info neither proto-field-added at p.M.b\n"
         "info neither field-no-delete at p.M.foo_bar\n"},
        /* a field that goes on is not one that came */
        {P3 "message M { int32 a = 1; string b = 2; }",
         P3 "message M { reserved 1; reserved \"a\"; string b = 2; }", TOLERANT,
         "info neither proto-reserved-added at p.M\n"
         "info neither field-no-delete at p.M.a\n"},
    };
    (void)unused;
    tell(rows, COUNT(rows));
}

/* ---- enums */

#define AB "enum E { A = 0; B = 1; } "
#define A_ALONE "enum E { A = 0; reserved 1; reserved \"B\"; } "
#define REQUIRED "message M { required E e = 1; }"
#define OPTIONAL "message M { optional E e = 1; }"
#define MAP "message M { map<string, E> e = 1; }"

static void a_value_that_goes_is_in_old_data(void **unused)
{
    static const char told[] = "info neither proto-reserved-added at p.E\n"
                               "info neither enum-value-no-delete at p.E.B\n";
    static const char breaks[] = "breaking backward enum-value-no-delete at p.E.B\n"
                                 "info neither proto-reserved-added at p.E\n";
    static const struct row rows[] = {
        {P2 AB REQUIRED, P2 A_ALONE REQUIRED, TOLERANT, breaks},
        {P2 AB REQUIRED, P2 A_ALONE REQUIRED, WIRE_JSON, breaks},
        {P2 AB REQUIRED, P2 A_ALONE REQUIRED, WIRE, breaks},
        {P2 AB MAP, P2 A_ALONE MAP, WIRE, breaks},
        {P2 AB OPTIONAL, P2 A_ALONE OPTIONAL, WIRE, told},
        {P2 AB OPTIONAL, P2 A_ALONE OPTIONAL, WIRE_JSON, told},
        /* in JSON it has its name */
        {P3 AB, P3 A_ALONE, TOLERANT, breaks},
        {P3 AB MAP, P3 A_ALONE MAP, WIRE_JSON, told},
        {P3 AB MAP, P3 A_ALONE MAP, WIRE, told},
        /* nobody wrote a map that was not there */
        {P2 AB, P2 A_ALONE MAP, WIRE,
         "info neither proto-reserved-added at p.E\n"
         "info neither enum-value-no-delete at p.E.B\n"
         "info neither proto-message-added at p.M\n"},
    };
    (void)unused;
    tell(rows, COUNT(rows));
}

#define JUST_A "enum E { A = 0; } "

static void a_value_that_comes_is_missed_by_old_readers(void **unused)
{
    static const char warns[] = "warning forward proto-enum-value-added at p.E.B\n";
    static const char breaks[] = "breaking forward proto-enum-value-added at p.E.B\n";
    static const struct row rows[] = {
        {P2 JUST_A REQUIRED, P2 AB REQUIRED, TOLERANT, breaks},
        {P2 JUST_A REQUIRED, P2 AB REQUIRED, WIRE, breaks},
        {P2 JUST_A REQUIRED, P2 AB REQUIRED, STRICT, breaks},
        {P2 JUST_A MAP, P2 AB MAP, WIRE_JSON, breaks},
        {P2 JUST_A OPTIONAL, P2 AB OPTIONAL, TOLERANT, warns},
        {P3 JUST_A MAP, P3 AB MAP, TOLERANT, warns},
        {E23 JUST_A "message M { E e = 1 [features.field_presence = LEGACY_REQUIRED]; }",
         E23 AB "message M { E e = 1 [features.field_presence = LEGACY_REQUIRED]; }", TOLERANT,
         warns},
        {E23 "enum E { option features.enum_type = CLOSED; A = 0; } "
             "message M { E e = 1 [features.field_presence = LEGACY_REQUIRED]; }",
         E23 "enum E { option features.enum_type = CLOSED; A = 0; B = 1; } "
             "message M { E e = 1 [features.field_presence = LEGACY_REQUIRED]; }",
         TOLERANT, breaks},
    };
    (void)unused;
    tell(rows, COUNT(rows));
}

#define ALIAS "option allow_alias = true; "

static void json_is_written_with_the_first_name(void **unused)
{
    static const char *const one = P3 "enum E { A = 0; }";
    static const char *const before = P3 "enum E { " ALIAS "B = 0; A = 0; }";
    static const char *const behind = P3 "enum E { " ALIAS "A = 0; B = 0; }";
    const struct row rows[] = {
        {one, before, TOLERANT, "breaking forward proto-enum-first-name-changed at p.E.B\n"},
        {one, before, WIRE_JSON, "breaking forward proto-enum-first-name-changed at p.E.B\n"},
        {one, before, STRICT, "breaking forward proto-enum-first-name-changed at p.E.B\n"},
        {one, before, WIRE, "info neither proto-enum-first-name-changed at p.E.B\n"},
        {one, behind, TOLERANT, "info neither proto-enum-value-added at p.E.B\n"},
        {behind, before, TOLERANT, "warning forward proto-enum-first-name-changed at p.E.B\n"},
        {behind, before, WIRE, "info neither proto-enum-first-name-changed at p.E.B\n"},
        {before, P3 "enum E { " ALIAS "B = 0; A = 0; C = 0; }", TOLERANT,
         "info neither proto-enum-value-added at p.E.C\n"},
    };
    (void)unused;
    tell(rows, COUNT(rows));
}

/* ---- text */

#define SAID "[features.utf8_validation = NONE]"

static void what_is_no_text_is_refused_by_who_checks(void **unused)
{
    static const struct row rows[] = {
        {E23 "message M { string s = 1 " SAID "; }", E23 "message M { string s = 1; }", TOLERANT,
         "breaking backward field-same-utf8-validation at p.M.s\n"
         "info neither field-same-java-utf8-validation at p.M.s\n"},
        {E23 "message M { string s = 1; }", E23 "message M { string s = 1 " SAID "; }", TOLERANT,
         "breaking forward field-same-utf8-validation at p.M.s\n"
         "info neither field-same-java-utf8-validation at p.M.s\n"},
        {P2 "message M { repeated string s = 1; }", P3 "message M { repeated string s = 1; }",
         TOLERANT,
         "breaking backward field-same-utf8-validation at p.M.s\n"
         "info neither file-same-syntax at p\n"
         "info neither field-same-java-utf8-validation at p.M.s\n"},
        {P2 "message M { repeated string s = 1; }", P3 "message M { repeated string s = 1; }", WIRE,
         "warning backward field-same-utf8-validation at p.M.s\n"
         "info neither file-same-syntax at p\n"
         "info neither field-same-java-utf8-validation at p.M.s\n"},
        {P2 "message M { repeated bytes s = 1; }", P3 "message M { repeated bytes s = 1; }",
         TOLERANT, "info neither file-same-syntax at p\n"},
        {P3 "message M { repeated string s = 1; }", E23 "message M { repeated string s = 1; }",
         TOLERANT, "info neither file-same-syntax at p\n"},
    };
    (void)unused;
    tell(rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_in_json_is_not_for_another_field),
        cmocka_unit_test(a_value_that_goes_is_in_old_data),
        cmocka_unit_test(a_value_that_comes_is_missed_by_old_readers),
        cmocka_unit_test(json_is_written_with_the_first_name),
        cmocka_unit_test(what_is_no_text_is_refused_by_who_checks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
