/* Documents of formats without rules: every difference is told, and every one is undecided. */
#include "schema_case.h"

static void opaque_diff(struct js_case *c, const char *older, const char *newer)
{
    js_begin(c);
    js_read(c, &c->old, CTR_FORMAT_OPAQUE, "old", older, NULL);
    js_read(c, &c->new, CTR_FORMAT_OPAQUE, "new", newer, NULL);
    assert_int_equal(c->status, CTR_OK);
    assert_int_equal(
        lc_spec_diff(&c->ctx, &c->old, &c->new, CTR_MODE_DEFAULT, CTR_PROFILE_DEFAULT, &c->diff),
        CTR_OK);
}

static void tells(const char *older, const char *newer, const char *wanted)
{
    struct js_case c;
    opaque_diff(&c, older, newer);
    assert_string_equal(js_told(&c), wanted);
    js_end(&c);
}

static void differences_are_told_by_pointer(void **state)
{
    (void)state;
    tells("{\"endpoints\": [{\"path\": \"/a\", \"n\": 1}], \"x\": null}",
          "{\"endpoints\": [{\"path\": \"/b\", \"n\": 1.0}], \"y/z\": {}}",
          "undecided both value-changed at /endpoints/0/path\n"
          "undecided both value-removed at /x\n"
          "undecided both value-added at /y~1z\n");
    tells("1", "2", "undecided both value-changed at /\n");
    tells("[]", "{}", "undecided both value-changed at /\n");
    tells("{\"a\": 1, \"b\": 2}", "b: 2\na: 1\n", "");
}

static void an_insertion_is_one_difference(void **state)
{
    (void)state;
    tells("[1, 2, 3, 4]", "[1, 2, 9, 3, 4]", "undecided both value-added at /2\n");
    tells("[1, 2, 3, 4]", "[2, 3, 4]", "undecided both value-removed at /0\n");
    tells("[1, 2]", "[1, 2, 3]", "undecided both value-added at /2\n");
    tells("[1, 1]", "[1, 1, 1]", "undecided both value-added at /2\n");
}

static void bytes_are_compared_as_a_whole(void **state)
{
    (void)state;
    struct js_case c;
    opaque_diff(&c, "\t[", "\t]");
    assert_string_equal(js_told(&c), "undecided both content-changed at /\n");
    assert_string_equal(c.diff.findings[0].message,
                        "the content changed (2 bytes to 2); it is neither JSON nor YAML, so "
                        "nothing more can be said");
    assert_int_equal(c.diff.verdict, CTR_VERDICT_UNDECIDED);
    assert_int_equal(c.diff.bump, CTR_BUMP_MAJOR);
    js_end(&c);
    tells("\t[", "\t[", "");
    tells("\t[", "{}", "undecided both content-changed at /\n");
}

static void bytes_beyond_a_limit_are_not_said_to_be_no_json(void **state)
{
    static const char beyond[] = "the content changed (6 bytes to 7); it is beyond what the limits "
                                 "let be read as JSON or YAML, so nothing more can be said";
    (void)state;
    struct js_case c;
    js_begin(&c);
    c.ctx.limits.max_nodes = 2;
    js_read(&c, &c.old, CTR_FORMAT_OPAQUE, "old", "[1, 2]", NULL);
    js_read(&c, &c.new, CTR_FORMAT_OPAQUE, "new", "[1, 22]", NULL);
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(
        lc_spec_diff(&c.ctx, &c.old, &c.new, CTR_MODE_DEFAULT, CTR_PROFILE_DEFAULT, &c.diff),
        CTR_OK);
    assert_int_equal(c.diff.count, 1);
    assert_string_equal(c.diff.findings[0].message, beyond);
    js_end(&c);
}

static void places_of_both_sides_are_given(void **state)
{
    (void)state;
    struct js_case c;
    opaque_diff(&c, "a:\n  b: 1\n", "{\"a\": {\"b\": 2}}");
    assert_int_equal(c.diff.count, 1);
    const struct ctr_finding *f = &c.diff.findings[0];
    assert_string_equal(f->place[0]->pointer, "/a/b");
    assert_int_equal(f->place[0]->line, 2);
    assert_int_equal(f->place[0]->column, 6);
    assert_int_equal(f->place[1]->line, 1);
    assert_int_equal(f->place[1]->column, 13);
    assert_string_equal(f->message,
                        "the value changed from 1 to 2; decide whether anybody relies on it");
    js_end(&c);
}

static void long_values_are_cut_at_a_code_point(void **state)
{
    (void)state;
    struct js_case c;
    char text[400] = "[\"";
    for (int i = 0; i < 100; i++) {
        strcat(text, "\xC3\xA4");
    }
    strcat(text, "\"]");
    opaque_diff(&c, text, "[]");
    const char *message = c.diff.findings[0].message;
    const char *dots = strstr(message, "...");
    assert_non_null(dots);
    assert_int_equal((unsigned char)dots[-1], 0xA4);
    js_end(&c);
}

static void parts_are_every_place(void **state)
{
    (void)state;
    static const char *const parts[] = {"/", "/a", "/a/0", "/a/0/b", "/a/1"};
    struct js_case c;
    struct ctr_outline o;
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_OPAQUE, "old", "{\"a\": [{\"b\": 1}, 2]}", NULL);
    assert_int_equal(lc_spec_outline(&c.ctx, &c.old, &o), CTR_OK);
    assert_string_equal(o.dialect, "JSON");
    assert_int_equal(o.count, 5);
    for (size_t i = 0; i < 5; i++) {
        bool there;
        assert_string_equal(o.parts[i], parts[i]);
        assert_int_equal(lc_spec_has_part(&c.ctx, &c.old, parts[i], &there), CTR_OK);
        assert_true(there);
    }
    bool there;
    assert_int_equal(lc_spec_has_part(&c.ctx, &c.old, "/a/2", &there), CTR_OK);
    assert_false(there);
    js_end(&c);
}

static void different_formats_are_not_compared(void **state)
{
    (void)state;
    struct js_case c;
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_OPAQUE, "a.json", "{}", NULL);
    js_read(&c, &c.new, CTR_FORMAT_JSON_SCHEMA, "b.json", "{}", NULL);
    assert_int_equal(
        lc_spec_diff(&c.ctx, &c.old, &c.new, CTR_MODE_FULL, CTR_PROFILE_DEFAULT, &c.diff),
        CTR_E_UNSUPPORTED);
    assert_string_equal(ctr_error_message(c.ctx.error),
                        "a.json is opaque and b.json is json-schema; only documents of one format "
                        "can be compared");
    js_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(differences_are_told_by_pointer),
        cmocka_unit_test(an_insertion_is_one_difference),
        cmocka_unit_test(bytes_are_compared_as_a_whole),
        cmocka_unit_test(bytes_beyond_a_limit_are_not_said_to_be_no_json),
        cmocka_unit_test(places_of_both_sides_are_given),
        cmocka_unit_test(long_values_are_cut_at_a_code_point),
        cmocka_unit_test(parts_are_every_place),
        cmocka_unit_test(different_formats_are_not_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
