/* Two data contracts: what is told of what changed, and of what only looks as if it had. */
#include "schema_case.h"

#include "spec/odcs/odcs.h"

#include <stdio.h>

#define HEAD "apiVersion: v3.1.0\nkind: DataContract\nid: a\nversion: 1.0.0\nstatus: active\n"
#define OLDER "dataContractSpecification: 1.1.0\nid: a\ninfo: {title: A, version: 1.0.0}\n"

static void tells_in(ctr_mode mode, ctr_profile profile, const char *older, const char *newer,
                     const char *wanted)
{
    struct js_case c;
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_ODCS, "old.yaml", older, NULL);
    js_read(&c, &c.new, CTR_FORMAT_ODCS, "new.yaml", newer, NULL);
    if (c.status != CTR_OK) {
        fail_msg("%s\n%s\n%s", older, newer, ctr_error_message(c.ctx.error));
    }
    assert_int_equal(lc_spec_diff(&c.ctx, &c.old, &c.new, mode, profile, &c.diff), CTR_OK);
    const char *told = js_told(&c);
    if (strcmp(told, wanted) != 0) {
        fail_msg("%s\n%s\ntold:\n%swanted:\n%s", older, newer, told, wanted);
    }
    js_end(&c);
}

static void tells(const char *older, const char *newer, const char *wanted)
{
    tells_in(CTR_MODE_BACKWARD, CTR_PROFILE_STRICT, older, newer, wanted);
}

/* ---- references of the older specification */

#define REFERS OLDER "models: {o: {fields: {a: {$ref: '#/definitions/d'}}}}\n"
#define NESTED                                                                                     \
    OLDER "models: {o: {fields: {s: {type: struct, fields: {a: {$ref: '#/definitions/d'}}}}}}\n"
#define LISTED OLDER "models: {o: {fields: {l: {type: array, items: {$ref: '#/definitions/d'}}}}}\n"
#define MAPPED OLDER "models: {o: {fields: {m: {type: map, values: {$ref: '#/definitions/d'}}}}}\n"
#define CHAINED OLDER "models: {o: {$ref: '#/definitions/o'}}\n"
#define STRING "definitions: {d: {type: string}}\n"
#define LONG "definitions: {d: {type: long}}\n"

static void a_definition_is_compared_behind_each_reference(void **state)
{
    static const struct {
        const char *model, *part;
    } rows[] = {
        {REFERS, "o.a"},
        {NESTED, "o.s.a"},
        {LISTED, "o.l"},
        {MAPPED, "o.m"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char older[512];
        char newer[512];
        char wanted[128];
        snprintf(older, sizeof older, "%s%s", rows[i].model, STRING);
        snprintf(newer, sizeof newer, "%s%s", rows[i].model, LONG);
        snprintf(wanted, sizeof wanted, "breaking both odcs-type-changed at %s\n", rows[i].part);
        tells(older, newer, wanted);
        tells(newer, older, wanted);
        tells(older, older, "");
    }
}

static void a_definition_that_refers_on_is_followed(void **state)
{
    (void)state;
    tells(CHAINED "definitions: {o: {fields: {a: {$ref: '#/definitions/d'}}}, d: {type: string}}\n",
          CHAINED "definitions: {o: {fields: {a: {$ref: '#/definitions/d'}}}, d: {type: long}}\n",
          "breaking both odcs-type-changed at o.a\n");
}

/* ---- what only the older specification has */

static void more_fields_than_are_defined_are_a_promise(void **state)
{
    static const char open[] = OLDER "models: {o: {additionalFields: true}}\n";
    static const char closed[] = OLDER "models: {o: {additionalFields: false}}\n";
    static const char silent[] = OLDER "models: {o: {}}\n";
    (void)state;
    tells(open, closed, "breaking both odcs-fields-closed at o\n");
    tells(closed, open, "breaking both odcs-fields-opened at o\n");
    tells_in(CTR_MODE_BACKWARD, CTR_PROFILE_TOLERANT, closed, open,
             "warning both odcs-fields-opened at o\n");
    tells(silent, open, "breaking both odcs-fields-opened at o\n");
    tells(silent, closed, "info neither document-rewritten at /\n");
}

#define CONFIG(type) OLDER "models: {o: {fields: {a: {config: {" type "}}}}}\n"

static void physical_types_are_found_in_the_configuration(void **state)
{
    (void)state;
    tells(CONFIG("redshiftType: varchar(4)"), CONFIG("redshiftType: varchar(8)"),
          "info forward odcs-physical-type-widened at o.a\n");
    tells(CONFIG("redshiftType: varchar(8)"), CONFIG("redshiftType: varchar(4)"),
          "breaking backward odcs-physical-type-narrowed at o.a\n");
    tells(CONFIG("snowflakeType: varchar"), CONFIG("snowflakeType: [varchar]"),
          "undecided both odcs-physical-type-undecided at o.a\n");
    tells(CONFIG("owner: b"), CONFIG("owner: c"), "info neither odcs-metadata-changed at o.a\n");
}

#define KEY(key) OLDER "models: {o: {" key "fields: {a: {type: text}, b: {type: text}}}}\n"

static void the_compound_key_of_a_model_is_that_of_its_fields(void **state)
{
    static const char flags[] = OLDER "models: {o: {fields: {a: {type: text, primaryKey: true}, "
                                      "b: {type: text, primaryKey: true}}}}\n";
    static const char standard[] = HEAD "schema: [{name: o, physicalType: table, properties: ["
                                        "{name: a, logicalType: string, primaryKey: true}, "
                                        "{name: b, logicalType: string, primaryKey: true}]}]\n";
    (void)state;
    tells(KEY("primaryKey: [a, b], "), KEY("primaryKey: [a], "),
          "breaking both odcs-primary-key-removed at o.b\n");
    tells(KEY(""), KEY("primaryKey: [b], "), "breaking both odcs-primary-key-added at o.b\n");
    tells(KEY("primaryKey: [a, b], "), KEY("primaryKey: [b, a], "),
          "warning both odcs-key-order-changed at o\n");
    tells(KEY("primaryKey: [a, c.d], "), KEY("primaryKey: [a, c.e], "),
          "breaking both odcs-primary-key-added at o\n"
          "breaking both odcs-primary-key-removed at o\n");
    tells(KEY("primaryKey: [a, b], "), flags, "info neither document-rewritten at /\n");
    tells_in(CTR_MODE_BACKWARD, CTR_PROFILE_STRICT, KEY("type: table, primaryKey: [a, b], "),
             standard, "info neither odcs-metadata-changed at /\n");
}

#define TABLE HEAD "schema: [{name: o, properties: [{name: a"
#define END "}]}]\n"

/* As the table of doc/odcs.md has it. */
static void a_classification_that_goes_is_one_that_comes_the_other_way(void **state)
{
    static const char with[] = TABLE ", classification: pii" END;
    static const char without[] = TABLE END;
    (void)state;
    tells_in(CTR_MODE_BACKWARD, CTR_PROFILE_STRICT, with, without,
             "breaking both odcs-classification-changed at o.a\n");
    tells_in(CTR_MODE_FORWARD, CTR_PROFILE_STRICT, with, without,
             "warning both odcs-classification-changed at o.a\n");
    tells_in(CTR_MODE_BACKWARD, CTR_PROFILE_STRICT, without, with,
             "warning both odcs-classification-changed at o.a\n");
    tells_in(CTR_MODE_FORWARD, CTR_PROFILE_STRICT, without, with,
             "breaking both odcs-classification-changed at o.a\n");
}

/* ---- limits */

#define LIMIT(type, limit) TABLE ", logicalType: " type ", logicalTypeOptions: {" limit "}" END

static void a_limit_of_whole_numbers_may_be_written_in_two_ways(void **state)
{
    static const char same[] = "info neither document-rewritten at /\n";
    (void)state;
    tells(LIMIT("integer", "exclusiveMaximum: 11"), LIMIT("integer", "maximum: 10"), same);
    tells(LIMIT("integer", "minimum: 1"), LIMIT("integer", "exclusiveMinimum: 0"), same);
    tells(LIMIT("integer", "exclusiveMaximum: 11"), LIMIT("integer", "maximum: 11"),
          "breaking both odcs-limit-loosened at o.a\n");
    tells(LIMIT("number", "exclusiveMaximum: 11"), LIMIT("number", "maximum: 10"),
          "breaking both odcs-limit-tightened at o.a\n");
}

static void a_limit_that_excludes_its_own_value_says_so(void **state)
{
    struct js_case c;
    (void)state;
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_ODCS, "old.yaml", LIMIT("number", "maximum: 100"), NULL);
    js_read(&c, &c.new, CTR_FORMAT_ODCS, "new.yaml", LIMIT("number", "exclusiveMaximum: 100"),
            NULL);
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(
        lc_spec_diff(&c.ctx, &c.old, &c.new, CTR_MODE_BACKWARD, CTR_PROFILE_STRICT, &c.diff),
        CTR_OK);
    assert_int_equal(c.diff.count, 1);
    assert_string_equal(c.diff.findings[0].message,
                        "the greatest value of o.a is still 100, and 100 itself is no longer "
                        "allowed; writers have to deliver it, readers are not touched");
    js_end(&c);
}

/* ---- what is meant where nothing is said */

#define FIELD(type, more) OLDER "models: {o: {fields: {a: {type: " type more "}}}}\n"

static void a_default_that_is_written_out_changes_nothing(void **state)
{
    static const char same[] = "info neither document-rewritten at /\n";
    (void)state;
    tells(LIMIT("array", ""), LIMIT("array", "minItems: 0"), same);
    tells(LIMIT("object", "minProperties: 0"), LIMIT("object", ""), same);
    tells(LIMIT("string", ""), LIMIT("string", "minLength: 0"), same);
    tells(LIMIT("integer", ""), LIMIT("integer", "format: i32"), same);
    tells(LIMIT("timestamp", ""), LIMIT("timestamp", "defaultTimezone: Etc/UTC"), same);
    tells(FIELD("decimal", ""), FIELD("decimal", ", precision: 38, scale: 0"), same);
    tells(KEY(""), KEY("type: table, "), same);
    tells(LIMIT("integer", ""), LIMIT("integer", "format: i64"),
          "breaking both odcs-type-narrowed at o.a\n");
    tells(LIMIT("string", ""), LIMIT("string", "minLength: 1"),
          "breaking both odcs-limit-added at o.a\n");
    tells(LIMIT("timestamp", "defaultTimezone: Etc/UTC"),
          LIMIT("timestamp", "defaultTimezone: Europe/Paris"),
          "breaking both odcs-format-changed at o.a\n");
}

/* ---- quality */

#define RULE(rule) TABLE ", quality: [{" rule "}]" END

static void what_is_not_known_of_a_rule_of_quality_is_undecided(void **state)
{
    static const char told[] = "undecided both odcs-quality-undecided at o.a\n";
    (void)state;
    tells(RULE("metric: rowCount, mustBe: 0, foo: 1"), RULE("metric: rowCount, mustBe: 0, foo: 2"),
          told);
    tells(RULE("metric: rowCount, mustBe: 0"), RULE("metric: rowCount, mustBe: 0, foo: 2"), told);
    tells(RULE("type: sql, query: q, mustBe: 0"), RULE("type: odd, query: q, mustBe: 0"), told);
    tells(RULE("type: library, metric: rowCount"), RULE("metric: rowCount"),
          "info neither document-rewritten at /\n");
    tells(OLDER "models: {o: {quality: [{type: sql, query: q, dialect: spark}]}}\n",
          OLDER "models: {o: {quality: [{type: sql, query: q, dialect: duckdb}]}}\n",
          "undecided both odcs-quality-undecided at o\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_definition_is_compared_behind_each_reference),
        cmocka_unit_test(a_definition_that_refers_on_is_followed),
        cmocka_unit_test(more_fields_than_are_defined_are_a_promise),
        cmocka_unit_test(physical_types_are_found_in_the_configuration),
        cmocka_unit_test(the_compound_key_of_a_model_is_that_of_its_fields),
        cmocka_unit_test(a_classification_that_goes_is_one_that_comes_the_other_way),
        cmocka_unit_test(a_limit_of_whole_numbers_may_be_written_in_two_ways),
        cmocka_unit_test(a_limit_that_excludes_its_own_value_says_so),
        cmocka_unit_test(a_default_that_is_written_out_changes_nothing),
        cmocka_unit_test(what_is_not_known_of_a_rule_of_quality_is_undecided),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
