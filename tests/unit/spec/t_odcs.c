/* Data contracts: what is one, what is none and why, what is in it, and what is said of two. */
#include "schema_case.h"

#include "spec/odcs/odcs.h"

#include <stdio.h>

#define HEAD "apiVersion: v3.1.0\nkind: DataContract\nid: a\nversion: 1.0.0\nstatus: active\n"
#define TABLE HEAD "schema:\n- name: orders\n  properties:\n"
#define OLDER "dataContractSpecification: 1.1.0\nid: a\ninfo: {title: A, version: 1.0.0}\n"

static void read_text(struct js_case *c, const char *text)
{
    js_begin(c);
    js_read(c, &c->old, CTR_FORMAT_AUTO, "a.yaml", text, NULL);
}

static void refuses(const char *text, const char *message)
{
    struct js_case c;
    read_text(&c, text);
    if (c.status == CTR_OK) {
        fail_msg("taken: %s", text);
    }
    assert_string_equal(ctr_error_message(c.ctx.error), message);
    assert_int_equal(c.status, CTR_E_INPUT);
    js_end(&c);
}

static void is_format(const char *text, ctr_format wanted, const char *dialect)
{
    struct js_case c;
    read_text(&c, text);
    if (c.status != CTR_OK) {
        fail_msg("%s: %s", text, ctr_error_message(c.ctx.error));
    }
    assert_int_equal(c.old.row->format, wanted);
    if (dialect) {
        assert_string_equal(c.old.dialect, dialect);
    }
    js_end(&c);
}

static void a_contract_is_known_by_its_content(void **state)
{
    (void)state;
    is_format(HEAD, CTR_FORMAT_ODCS, "ODCS 3.1.0");
    is_format("{\"kind\": \"DataContract\", \"apiVersion\": \"v3.0.2\"}", CTR_FORMAT_ODCS,
              "ODCS 3.0.2");
    is_format(OLDER, CTR_FORMAT_ODCS, "Data Contract Specification 1.1.0");
    is_format("dataContractSpecification: 0.9.3\n", CTR_FORMAT_ODCS,
              "Data Contract Specification 0.9.3");
    is_format("dataContractSpecification: 1.1\n", CTR_FORMAT_ODCS,
              "Data Contract Specification 1.1");
    is_format("apiVersion: v1\nkind: Service\n", CTR_FORMAT_OPAQUE, NULL);
    is_format("kind: [DataContract]\n", CTR_FORMAT_OPAQUE, NULL);
    is_format("[DataContract]\n", CTR_FORMAT_OPAQUE, NULL);
}

static void what_is_no_contract_is_refused_with_its_place(void **state)
{
    (void)state;
    refuses("kind: DataContract\n",
            "a.yaml:1:1: apiVersion is nothing; a data contract says 'v3.1.0' or the like");
    refuses("kind: DataContract\napiVersion: v2.2.2\n",
            "a.yaml:2:13: apiVersion 'v2.2.2' is not known; v3.0.0 to v3.1.0, and later v3 are "
            "read");
    refuses("dataContractSpecification: 2.0.0\n",
            "a.yaml:1:28: the data contract specification '2.0.0' is not known; 0.9 and 1.x are "
            "read");
    refuses(HEAD "schema: orders\n", "a.yaml:6:9: schema is a string; wanted a list");
    refuses(HEAD "schema: [orders]\n", "a.yaml:6:10: an entry of schema is a string; wanted an "
                                       "object");
    refuses(HEAD "schema:\n- physicalName: o\n",
            "a.yaml:7:3: name of an entry of schema is nothing; wanted a text that names it");
    refuses(HEAD "schema:\n- name: ''\n",
            "a.yaml:7:9: name of an entry of schema is empty; wanted a text that names it");
    refuses(HEAD "schema:\n- name: o\n- name: o\n",
            "a.yaml:8:3: 'o' is there twice, first in line 7; names are unique");
    refuses(TABLE "  - {name: a, required: 'yes'}\n",
            "a.yaml:9:25: required is a string; wanted true or false");
    refuses(TABLE "  - {name: a, logicalTypeOptions: []}\n",
            "a.yaml:9:35: logicalTypeOptions is a list; wanted an object");
    refuses(TABLE "  - {name: a, logicalTypeOptions: {enum: b}}\n",
            "a.yaml:9:42: enum is a string; wanted a list of values");
    refuses(TABLE "  - {name: a, items: 4}\n",
            "a.yaml:9:22: what is inside a list or map is a number; wanted an object");
    refuses(TABLE "  - {name: a, quality: [b]}\n",
            "a.yaml:9:25: an entry of quality is a string; wanted an object");
    refuses(HEAD "slaProperties:\n- value: 4\n",
            "a.yaml:7:3: property of an entry of slaProperties is nothing; wanted a text that "
            "names it");
    refuses(OLDER "models: [a]\n", "a.yaml:4:9: models is a list; wanted an object");
    refuses(OLDER "models: {a: b}\n", "a.yaml:4:13: a field is a string; wanted an object");
    refuses(OLDER "models: {a: {fields: {b: {$ref: 4}}}}\n",
            "a.yaml:4:33: $ref is a number; wanted a string");
    refuses(OLDER "models: {a: {fields: {b: {$ref: '#/info/title'}}}}\n",
            "a.yaml:4:33: the reference leads to a string; wanted an object");
    refuses(OLDER "models: {a: {primaryKey: [b, 4]}}\n",
            "a.yaml:4:30: an entry of primaryKey is a number; wanted the name of a field");
    refuses(OLDER "models: {a: {fields: {b: {primaryKey: [b]}}}}\n",
            "a.yaml:4:39: primaryKey is a list; wanted true or false");
    refuses(OLDER "servicelevels: {latency: 4d}\n",
            "a.yaml:4:26: 'latency' in servicelevels is a string; wanted an object");
}

static void a_definition_that_holds_itself_is_refused(void **state)
{
    struct js_case c;
    (void)state;
    read_text(&c, OLDER "models: {a: {$ref: '#/definitions/d'}}\n"
                        "definitions: {d: {fields: {x: {$ref: '#/definitions/d'}}}}\n");
    assert_int_equal(c.status, CTR_E_INPUT);
    assert_string_equal(ctr_error_message(c.ctx.error),
                        "a.yaml:5:38: more than 64 references lead into each other; a definition "
                        "must not contain itself");
    js_end(&c);
}

/* Twenty-one definitions, each of which has the next twice. */
static void definitions_that_multiply_have_a_limit(void **state)
{
    struct js_case c;
    char text[4096];
    int n = snprintf(text, sizeof text, "%s",
                     OLDER "models: {a: {$ref: '#/definitions/d0'}}\n"
                           "definitions:\n");
    (void)state;
    for (int i = 0; i < 21; i++) {
        n += snprintf(text + n, sizeof text - (size_t)n,
                      "  d%d: {fields: {x: {$ref: '#/definitions/d%d'}, "
                      "y: {$ref: '#/definitions/d%d'}}}\n",
                      i, i + 1, i + 1);
    }
    snprintf(text + n, sizeof text - (size_t)n, "  d21: {type: string}\n");
    read_text(&c, text);
    assert_int_equal(c.status, CTR_E_LIMIT);
    assert_non_null(strstr(ctr_error_message(c.ctx.error),
                           "the references of this contract make more than 1048576 fields"));
    js_end(&c);
}

static void every_cut_of_a_contract_is_read_or_refused(void **state)
{
    static const char whole[] =
        "{\"kind\":\"DataContract\",\"apiVersion\":\"v3.1.0\",\"schema\":[{\"name\":\"o\","
        "\"properties\":[{\"name\":\"a\",\"logicalType\":\"array\",\"items\":{\"logicalType\":"
        "\"string\"},\"quality\":[{\"metric\":\"nullValues\",\"mustBe\":0}]}]}],"
        "\"slaProperties\":[{\"property\":\"latency\",\"value\":4,\"unit\":\"d\"}]}";
    char text[sizeof whole];
    (void)state;
    for (size_t i = 0; i + 1 < sizeof whole; i++) {
        struct js_case c;
        memcpy(text, whole, i);
        text[i] = '\0';
        js_begin(&c);
        js_read(&c, &c.old, CTR_FORMAT_ODCS, "a.json", text, NULL);
        assert_int_equal(c.status, CTR_E_INPUT);
        js_end(&c);
    }
}

static void parts_are_objects_properties_and_levels(void **state)
{
    struct js_case c;
    struct ctr_outline outline;
    static const char *const wanted[] = {"orders",           "orders.a%2Eb", "orders.lines",
                                         "orders.lines.qty", "servers.pg",   "sla.latency"};
    bool has = true;
    (void)state;
    read_text(&c, TABLE "  - name: a.b\n"
                        "  - name: lines\n    items: {properties: [{name: qty}]}\n"
                        "servers: [{server: pg, type: postgres}]\n"
                        "slaProperties: [{property: latency, value: 4, unit: d}]\n");
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(lc_spec_outline(&c.ctx, &c.old, &outline), CTR_OK);
    assert_int_equal(outline.count, sizeof wanted / sizeof wanted[0]);
    for (size_t i = 0; i < outline.count; i++) {
        assert_string_equal(outline.parts[i], wanted[i]);
        assert_int_equal(lc_spec_has_part(&c.ctx, &c.old, wanted[i], &has), CTR_OK);
        assert_true(has);
    }
    assert_int_equal(lc_spec_has_part(&c.ctx, &c.old, "orders.line", &has), CTR_OK);
    assert_false(has);
    js_end(&c);
}

/* ---- amounts and thresholds */

static void amounts_are_compared_across_units(void **state)
{
    static const struct {
        const char *a, *unit_a, *b, *unit_b;
        int wanted;
    } rows[] = {
        {"4", "d", "96", "h", 0},
        {"4", "d", "95", "hours", 1},
        {"500ms", "", "0.5", "s", 0},
        {"1", "y", "12", "months", 0},
        {"1", "y", "365", "d", LC_ODCS_UNLIKE},
        {"1", "y", "400", "d", -1},
        {"2", "months", "30", "d", 1},
        {"P1Y", "", "P13M", "", -1},
        {"PT36H", "", "P1DT12H", "", 0},
        {"PT1M", "", "P1M", "", -1},
        {"P", "", "P1D", "", LC_ODCS_UNLIKE},
        {"1H", "", "PT1H", "", 0},
        {"99.9%", "", "99.90", "percent", 0},
        {"99.9%", "", "99.95%", "", -1},
        {"99.9", "%", "999", "", LC_ODCS_UNLIKE},
        {"3", "m", "4", "m", -1},
        {"3", "m", "4", "h", LC_ODCS_UNLIKE},
        {"2032-05-12", "", "2033-01-01", "", -1},
        {"2032-05-12T09:30:10-08:00", "", "2032-05-12T09:30:10-07:00", "", LC_ODCS_UNLIKE},
        {"2032-05-12T09:30:10-08:00", "", "2032-05-12T09:30:11-08:00", "", -1},
        {"99999999999999999999", "d", "1", "d", LC_ODCS_UNLIKE},
        {"", "", "1", "", LC_ODCS_UNLIKE},
        {"soon", "", "later", "", LC_ODCS_UNLIKE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int r = lc_odcs_amounts(lc_str(rows[i].a), lc_str(rows[i].unit_a), lc_str(rows[i].b),
                                lc_str(rows[i].unit_b));
        int back = lc_odcs_amounts(lc_str(rows[i].b), lc_str(rows[i].unit_b), lc_str(rows[i].a),
                                   lc_str(rows[i].unit_a));
        if (r != rows[i].wanted) {
            fail_msg("%s %s against %s %s: %d", rows[i].a, rows[i].unit_a, rows[i].b,
                     rows[i].unit_b, r);
        }
        assert_int_equal(back, r == LC_ODCS_UNLIKE ? r : -r);
    }
}

static void thresholds_are_sets_of_figures(void **state)
{
    static const struct {
        const char *a, *b;
        enum lc_odcs_relation wanted;
    } rows[] = {
        {"mustBe: 1", "mustBe: 1.0", LC_ODCS_SAME},
        {"mustBe: 1", "mustBeBetween: [0, 1]", LC_ODCS_WIDER},
        {"mustBeGreaterThan: 1", "mustBeGreaterOrEqualTo: 1", LC_ODCS_WIDER},
        {"mustBeGreaterOrEqualTo: 1", "mustBeGreaterThanOrEqualTo: 1", LC_ODCS_SAME},
        {"mustBeLessThan: 5", "mustBeLessThan: 4", LC_ODCS_NARROWER},
        {"mustBeLessOrEqualTo: 5", "mustBeLessThan: 5", LC_ODCS_NARROWER},
        {"mustBeLessThan: 5", "mustBeGreaterThan: 4", LC_ODCS_DIFFERENT},
        {"mustBeBetween: [1, 5]", "mustBeBetween: [2, 6]", LC_ODCS_DIFFERENT},
        {"mustNotBe: 5", "mustBe: 4", LC_ODCS_NARROWER},
        {"mustNotBe: 5", "mustBe: 5", LC_ODCS_DIFFERENT},
        {"mustNotBe: 5", "mustNotBeBetween: [4, 6]", LC_ODCS_NARROWER},
        {"mustNotBeBetween: [4, 6]", "mustBeGreaterThan: 6", LC_ODCS_NARROWER},
        {"mustBe: 1", "other: 1", LC_ODCS_WIDER},
        {"other: 1", "mustBe: 1", LC_ODCS_NARROWER},
        {"mustBe: yes", "mustBe: no", LC_ODCS_UNKNOWN},
        {"mustBeBetween: [1]", "mustBeBetween: [1, 2]", LC_ODCS_UNKNOWN},
        {"mustBeGreaterThan: 1, mustBeLessThan: 9", "mustBeBetween: [2, 8]", LC_ODCS_NARROWER},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct js_case c;
        char text[256];
        snprintf(text, sizeof text, "{a: {%s}, b: {%s}}", rows[i].a, rows[i].b);
        js_begin(&c);
        js_read(&c, &c.old, CTR_FORMAT_OPAQUE, "a.yaml", text, NULL);
        assert_int_equal(c.status, CTR_OK);
        struct lc_doc *doc = &c.old.bundle.files[0]->doc;
        struct lc_node a = {doc, lc_get(doc->root, "a")};
        struct lc_node b = {doc, lc_get(doc->root, "b")};
        if (lc_odcs_threshold(a, b) != rows[i].wanted) {
            fail_msg("%s: %d", text, (int)lc_odcs_threshold(a, b));
        }
        js_end(&c);
    }
}

/* ---- what is said */

static void tells(const char *older, const char *newer, ctr_mode mode, const char *wanted)
{
    struct js_case c;
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_ODCS, "old.yaml", older, NULL);
    js_read(&c, &c.new, CTR_FORMAT_ODCS, "new.yaml", newer, NULL);
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(lc_spec_diff(&c.ctx, &c.old, &c.new, mode, CTR_PROFILE_STRICT, &c.diff),
                     CTR_OK);
    assert_string_equal(js_told(&c), wanted);
    js_end(&c);
}

static void a_finding_says_whom_it_breaks_and_where(void **state)
{
    struct js_case c;
    (void)state;
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_ODCS, "old.yaml",
            TABLE "  - name: a\n    quality: [{metric: nullValues, mustBe: 0}]\n", NULL);
    js_read(&c, &c.new, CTR_FORMAT_ODCS, "new.yaml", TABLE "  - name: a\n", NULL);
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(
        lc_spec_diff(&c.ctx, &c.old, &c.new, CTR_MODE_BACKWARD, CTR_PROFILE_DEFAULT, &c.diff),
        CTR_OK);
    assert_int_equal(c.diff.count, 1);
    const struct ctr_finding *f = &c.diff.findings[0];
    assert_string_equal(f->rule, "odcs-quality-removed");
    assert_string_equal(f->message,
                        "the rule of quality 'nullValues' of orders.a was removed; readers lose "
                        "what they were promised, writers are not touched");
    assert_string_equal(f->place[0]->pointer, "/schema/0/properties/0/quality/0");
    assert_int_equal(f->place[0]->line, 10);
    assert_null(f->place[1]);
    js_end(&c);
}

static void forward_is_backward_with_the_two_swapped(void **state)
{
    static const char a[] = TABLE "  - {name: a, logicalType: integer, required: true}\n";
    static const char b[] = TABLE "  - {name: a, logicalType: number}\n"
                                  "  - {name: b, required: true}\n";
    static const char there[] = "breaking both odcs-became-optional at orders.a\n"
                                "breaking both odcs-type-widened at orders.a\n"
                                "breaking both odcs-required-property-added at orders.b\n";
    (void)state;
    tells(a, b, CTR_MODE_BACKWARD, there);
    tells(a, b, CTR_MODE_FORWARD, there);
    tells(b, a, CTR_MODE_FORWARD,
          "breaking both odcs-became-required at orders.a\n"
          "breaking both odcs-type-narrowed at orders.a\n"
          "breaking both odcs-property-removed at orders.b\n");
}

static void the_older_specification_is_compared_with_the_newer(void **state)
{
    (void)state;
    tells(OLDER "models: {orders: {fields: {a: {type: int, required: true}}}}\n",
          TABLE "  - {name: a, logicalType: integer, required: true}\n", CTR_MODE_FULL,
          "info neither odcs-metadata-changed at /\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_contract_is_known_by_its_content),
        cmocka_unit_test(what_is_no_contract_is_refused_with_its_place),
        cmocka_unit_test(a_definition_that_holds_itself_is_refused),
        cmocka_unit_test(definitions_that_multiply_have_a_limit),
        cmocka_unit_test(every_cut_of_a_contract_is_read_or_refused),
        cmocka_unit_test(parts_are_objects_properties_and_levels),
        cmocka_unit_test(amounts_are_compared_across_units),
        cmocka_unit_test(thresholds_are_sets_of_figures),
        cmocka_unit_test(a_finding_says_whom_it_breaks_and_where),
        cmocka_unit_test(forward_is_backward_with_the_two_swapped),
        cmocka_unit_test(the_older_specification_is_compared_with_the_newer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
