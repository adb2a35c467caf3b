/* The format json-schema: what is one, which draft, references by address and anchor, parts. */
#include "schema_case.h"

static ctr_status read_it(struct js_case *c, ctr_format format, const char *text,
                          struct js_file *files)
{
    js_begin(c);
    js_read(c, &c->old, format, "s.json", text, files);
    return c->status;
}

static void content_tells_the_format(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        ctr_format format;
    } rows[] = {
        {"{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"}", CTR_FORMAT_JSON_SCHEMA},
        {"{\"type\": \"object\"}", CTR_FORMAT_JSON_SCHEMA},
        {"type: object\nproperties: {a: {type: string}}\n", CTR_FORMAT_JSON_SCHEMA},
        {"{\"endpoints\": []}", CTR_FORMAT_OPAQUE},
        {"{}", CTR_FORMAT_OPAQUE},
        {"[1, 2]", CTR_FORMAT_OPAQUE},
        {"just a line of text", CTR_FORMAT_OPAQUE},
        {"{\"type\": \"invoice\"}", CTR_FORMAT_OPAQUE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct js_case c;
        js_begin(&c);
        js_read(&c, &c.old, CTR_FORMAT_AUTO, "s", rows[i].text, NULL);
        assert_int_equal(c.status, CTR_OK);
        if (c.old.row->format != rows[i].format) {
            fail_msg("%s is taken for %s", rows[i].text,
                     lc_word_name(lc_words_format, (int32_t)c.old.row->format));
        }
        js_end(&c);
    }
}

static void a_named_format_must_fit(void **state)
{
    (void)state;
    struct js_case c;
    assert_int_equal(read_it(&c, CTR_FORMAT_JSON_SCHEMA, "[1]", NULL), CTR_E_INPUT);
    assert_string_equal(ctr_error_message(c.ctx.error),
                        "s.json:1:1: this does not look like json-schema but like opaque; name "
                        "that format, or none");
    js_end(&c);
    assert_int_equal(read_it(&c, CTR_FORMAT_JSON_SCHEMA, "{\"openapi\": \"3.1.0\"}", NULL),
                     CTR_E_INPUT);
    js_end(&c);
    /* no keyword of it: it would take everything, and be compatible with everything */
    static const char record[] = "{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": "
                                 "\"a\", \"type\": \"int\"}]}";
    assert_int_equal(read_it(&c, CTR_FORMAT_JSON_SCHEMA, record, NULL), CTR_E_INPUT);
    assert_string_equal(ctr_error_message(c.ctx.error),
                        "s.json:1:1: this does not look like json-schema but like avro; name that "
                        "format, or none");
    js_end(&c);
    assert_int_equal(read_it(&c, CTR_FORMAT_JSON_SCHEMA, "{}", NULL), CTR_OK);
    js_end(&c);
    assert_int_equal(read_it(&c, CTR_FORMAT_JSON_SCHEMA, "false", NULL), CTR_OK);
    js_end(&c);
    assert_int_equal(read_it(&c, (ctr_format)99, "{}", NULL), CTR_E_ARGUMENT);
    js_end(&c);
    assert_int_equal(read_it(&c, CTR_FORMAT_AUTO, "{\"a\": ", NULL), CTR_E_INPUT);
    js_end(&c);
    assert_int_equal(read_it(&c, CTR_FORMAT_OPAQUE, "{\"a\": ", NULL), CTR_OK);
    assert_string_equal(c.old.dialect, "bytes");
    js_end(&c);
}

static void drafts_are_named_or_guessed(void **state)
{
    (void)state;
    static const struct {
        const char *text, *dialect;
    } rows[] = {
        {"{\"$schema\": \"http://json-schema.org/draft-04/schema#\"}", "JSON Schema draft-04"},
        {"{\"$schema\": \"http://json-schema.org/draft-06/schema#\"}", "JSON Schema draft-06"},
        {"{\"$schema\": \"http://json-schema.org/draft-07/schema\"}", "JSON Schema draft-07"},
        {"{\"$schema\": \"https://json-schema.org/draft/2019-09/schema\"}", "JSON Schema 2019-09"},
        {"{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"}", "JSON Schema 2020-12"},
        {"{\"type\": \"string\"}", "JSON Schema 2020-12"},
        {"{\"items\": [{}]}", "JSON Schema draft-07"},
        {"{\"definitions\": {}}", "JSON Schema draft-07"},
        {"{\"properties\": {\"a\": {\"exclusiveMaximum\": true}}}", "JSON Schema draft-04"},
        {"{\"prefixItems\": [{}], \"definitions\": {}}", "JSON Schema 2020-12"},
        {"{\"const\": {\"definitions\": 1}}", "JSON Schema 2020-12"},
        {"{\"definitions\": {}, \"dependentSchemas\": {}}", "JSON Schema 2020-12"},
        {"{\"definitions\": {}, \"contains\": {}, \"minContains\": 2}", "JSON Schema 2020-12"},
        {"{\"items\": [{}], \"unevaluatedItems\": false}", "JSON Schema 2019-09"},
        {"{\"items\": {\"$recursiveRef\": \"#\"}}", "JSON Schema 2019-09"},
        {"{\"definitions\": {}, \"items\": {\"$dynamicRef\": \"#a\"}}", "JSON Schema 2020-12"},
        {"{\"items\": {\"$id\": \"#a\"}}", "JSON Schema draft-07"},
        /* by what a schema inside says, unless it is a resource of its own */
        {"{\"items\": {\"$schema\": \"http://json-schema.org/draft-04/schema#\"}}",
         "JSON Schema draft-04"},
        {"{\"items\": {\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"id\": "
         "\"http://x.example/\"}}",
         "JSON Schema 2020-12"},
        {"{\"items\": {\"$ref\": \"http://json-schema.org/draft-06/schema#\"}}",
         "JSON Schema draft-06"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct js_case c;
        assert_int_equal(read_it(&c, CTR_FORMAT_JSON_SCHEMA, rows[i].text, NULL), CTR_OK);
        assert_string_equal(c.old.dialect, rows[i].dialect);
        js_end(&c);
    }
    struct js_case c;
    assert_int_equal(read_it(&c, CTR_FORMAT_JSON_SCHEMA,
                             "{\"$schema\": \"http://json-schema.org/draft-03/schema#\"}", NULL),
                     CTR_E_UNSUPPORTED);
    js_end(&c);
}

/* Each of these schemas is, behind its references, {"type": "string"} at /a. */
static void references_lead_by_address_anchor_and_file(void **state)
{
    (void)state;
    static struct js_file files[] = {
        {"item.json", "{\"type\": \"string\"}"},
        {"sub/all.json", "{\"$defs\": {\"s\": {\"$anchor\": \"text\", \"type\": \"string\"}}}"},
        {"sub/next.json", "{\"$ref\": \"all.json#text\"}"},
        {NULL, NULL},
    };
    static const char *const texts[] = {
        "{\"properties\": {\"a\": {\"$ref\": \"item.json\"}}}",
        "{\"properties\": {\"a\": {\"$ref\": \"sub/all.json#/$defs/s\"}}}",
        "{\"properties\": {\"a\": {\"$ref\": \"sub/all.json#text\"}}}",
        "{\"properties\": {\"a\": {\"$ref\": \"sub/next.json\"}}}",
        "{\"$id\": \"https://x.org/s/main.json\", \"properties\": {\"a\": {\"$ref\": "
        "\"item.json\"}}}",
        "{\"$id\": \"https://x.org/s/main.json\", \"properties\": {\"a\": {\"$ref\": "
        "\"https://x.org/s/item.json\"}}}",
        "{\"$id\": \"https://x.org/s/main.json\", \"properties\": {\"a\": {\"$ref\": "
        "\"/t/b.json\"}}, \"$defs\": {\"b\": {\"$id\": \"../t/b.json\", \"type\": \"string\"}}}",
        "{\"$id\": \"https://x.org/s/main.json\", \"properties\": {\"a\": {\"$ref\": "
        "\"main.json#/$defs/b\"}}, \"$defs\": {\"b\": {\"type\": \"string\"}}}",
        "{\"properties\": {\"a\": {\"$ref\": \"#here\"}}, \"$defs\": {\"b\": {\"$anchor\": "
        "\"here\", \"type\": \"string\"}}}",
        "{\"properties\": {\"a\": {\"$ref\": \"urn:x:b\"}}, \"$defs\": {\"b\": {\"$id\": "
        "\"urn:x:b\", \"type\": \"string\"}}}",
        "{\"properties\": {\"a\": {\"$ref\": \"b.json#/$defs/c\"}}, \"$defs\": {\"b\": {\"$id\": "
        "\"b.json\", \"$defs\": {\"c\": {\"$ref\": \"#/$defs/d\"}, \"d\": {\"type\": "
        "\"string\"}}}}}",
        "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"properties\": {\"a\": "
        "{\"$ref\": \"#here\"}}, \"definitions\": {\"b\": {\"$id\": \"#here\", \"type\": "
        "\"string\"}}}",
        "{\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"id\": \"http://x.org/\", "
        "\"properties\": {\"a\": {\"$ref\": \"b\"}}, \"definitions\": {\"b\": {\"id\": \"b\", "
        "\"type\": \"string\"}}}",
    };
    const char *plain = "{\"properties\": {\"a\": {\"type\": \"integer\"}}}";
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct js_case c;
        js_begin(&c);
        js_read(&c, &c.old, CTR_FORMAT_JSON_SCHEMA, "s.json", texts[i], files);
        js_read(&c, &c.new, CTR_FORMAT_JSON_SCHEMA, "t.json", plain, NULL);
        if (c.status == CTR_OK) {
            c.status = lc_spec_diff(&c.ctx, &c.old, &c.new, CTR_MODE_BACKWARD, CTR_PROFILE_STRICT,
                                    &c.diff);
        }
        if (c.status != CTR_OK || c.diff.count == 0 ||
            strcmp(c.diff.findings[0].rule, "type-changed") != 0) {
            fail_msg("%s: %s %s", texts[i], ctr_error_message(c.ctx.error), js_told(&c));
        }
        assert_string_equal(c.diff.findings[0].part, "/a");
        js_end(&c);
    }
}

static void references_that_lead_nowhere_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } rows[] = {
        {"{\"a\": 1,\n \"$ref\": \"#/b\"}",
         "s.json:2:10: $ref to '#/b': there is nothing at that place"},
        {"{\"$ref\": \"#b\"}", "s.json:1:10: $ref to '#b': there is nothing at that place"},
        {"{\"$ref\": \"#\"}", "s.json:1:10: $ref to '#' leads back to itself"},
        {"{\"$defs\": {\"a\": {\"$ref\": \"#/$defs/b\"}, \"b\": {\"$ref\": \"#/$defs/a\"}}}",
         "s.json:1:26: $ref to '#/$defs/b' leads back to itself"},
        {"{\"$ref\": \"https://json-schema.org/draft/2031-01/schema\"}",
         "s.json:1:10: $ref to 'https://json-schema.org/draft/2031-01/schema': only files beside "
         "the document are read, never the network"},
        {"{\"$id\": \"https://x.org/s/m.json\", \"$ref\": \"../../etc/passwd\"}",
         "s.json:1:43: $ref to '../../etc/passwd' leaves the document's directory"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct js_case c;
        struct js_file none[] = {{NULL, NULL}};
        assert_int_equal(read_it(&c, CTR_FORMAT_JSON_SCHEMA, rows[i].text, none), CTR_E_INPUT);
        assert_string_equal(ctr_error_message(c.ctx.error), rows[i].message);
        js_end(&c);
    }
}

static void the_outline_lists_parts_through_combinators_and_references(void **state)
{
    (void)state;
    struct js_case c;
    struct ctr_outline o;
    static struct js_file files[] = {{"b.json", "{\"properties\": {\"far\": {}}}"}, {NULL, NULL}};
    const char *text =
        "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"array\", \"items\": {\"$ref\":"
        " \"#/$defs/n\"}}, \"t\": {\"prefixItems\": [{\"properties\": {\"x\": true}}]}, \"no\": "
        "false, \"s/l~\": {}}, \"anyOf\": [{\"properties\": {\"b\": {}}}, {\"$ref\": "
        "\"b.json\"}], \"if\": {}, \"then\": {\"properties\": {\"c\": {}}}, "
        "\"additionalProperties\": {\"type\": \"object\"}, \"$defs\": {\"n\": {\"properties\": "
        "{\"name\": {}, \"kids\": {\"items\": {\"$ref\": \"#/$defs/n\"}}}}}}";
    static const char *const parts[] = {"/",         "/a",   "/a/*",   "/a/*/kids", "/a/*/kids/*",
                                        "/a/*/name", "/b",   "/c",     "/far",      "/s~1l~0",
                                        "/t",        "/t/0", "/t/0/x", "/{}"};
    assert_int_equal(read_it(&c, CTR_FORMAT_AUTO, text, files), CTR_OK);
    assert_int_equal(lc_spec_outline(&c.ctx, &c.old, &o), CTR_OK);
    assert_int_equal(o.format, CTR_FORMAT_JSON_SCHEMA);
    assert_int_equal(o.count, sizeof parts / sizeof parts[0]);
    for (size_t i = 0; i < o.count; i++) {
        bool there;
        assert_string_equal(o.parts[i], parts[i]);
        assert_int_equal(lc_spec_has_part(&c.ctx, &c.old, parts[i], &there), CTR_OK);
        assert_true(there);
    }
    assert_int_equal(o.file_count, 1);
    assert_string_equal(o.files[0], "b.json");

    static const struct {
        const char *part;
        bool there;
    } asked[] = {{"/a/*/kids/*/kids/*/name", true},
                 {"/a/*/kids/*/nick", false},
                 {"/a/0", false},
                 {"/t/1", false},
                 {"/no", false},
                 {"", false},
                 {"a", false},
                 {"/a/", false},
                 {"//", false},
                 {"/s/l~", false},
                 {"/s~1l~0", true},
                 {"/s~1l~", false},
                 {"/{}", true},
                 {"/t/00", false}};
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        bool there;
        assert_int_equal(lc_spec_has_part(&c.ctx, &c.old, asked[i].part, &there), CTR_OK);
        if (there != asked[i].there) {
            fail_msg("%s", asked[i].part);
        }
    }
    const char *meant;
    assert_int_equal(lc_spec_meant_part(&c.ctx, &c.old, "/s~1l~ ", &meant), CTR_OK);
    assert_string_equal(meant, "/s~1l~0");
    assert_int_equal(lc_spec_meant_part(&c.ctx, &c.old, "/s/l~", &meant), CTR_OK);
    assert_null(meant);
    js_end(&c);
}

/* Dense recursion has endlessly many places; the list stays short. */
static void the_outline_of_a_recursive_schema_ends(void **state)
{
    (void)state;
    struct js_case texts;
    struct js_case c;
    struct ctr_outline o;
    struct lc_buf buf;
    js_begin(&texts);
    lc_buf_init(&buf, &texts.ctx.alloc, SIZE_MAX - 1);
    lc_buf_text(&buf, "{\"$defs\": {");
    for (int i = 0; i < 60; i++) {
        lc_buf_printf(&buf, "%s\"t%d\": {\"properties\": {", i ? "," : "", i);
        for (int k = 0; k < 60; k++) {
            lc_buf_printf(&buf, "%s\"p%d\": {\"$ref\": \"#/$defs/t%d\"}", k ? "," : "", k, k);
        }
        lc_buf_text(&buf, "}}");
    }
    lc_buf_text(&buf, "}, \"$ref\": \"#/$defs/t0\"}");
    char *text = lc_dup(&texts.ctx, lc_str_n(buf.data, buf.size));
    lc_buf_free(&buf);
    assert_int_equal(read_it(&c, CTR_FORMAT_AUTO, text, NULL), CTR_OK);
    assert_int_equal(lc_spec_outline(&c.ctx, &c.old, &o), CTR_OK);
    assert_in_range(o.count, 60, 200000);
    js_end(&c);
    js_end(&texts);
}

static void a_cancelled_comparison_stops(void **state)
{
    (void)state;
    struct js_case c;
    atomic_int cancel = 0;
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_JSON_SCHEMA, "a", "{\"maxLength\": 1}", NULL);
    js_read(&c, &c.new, CTR_FORMAT_JSON_SCHEMA, "b", "{\"maxLength\": 2}", NULL);
    c.ctx.cancel = &cancel;
    atomic_store(&cancel, 1);
    assert_int_equal(
        lc_spec_diff(&c.ctx, &c.old, &c.new, CTR_MODE_BACKWARD, CTR_PROFILE_STRICT, &c.diff),
        CTR_E_CANCELLED);
    js_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(content_tells_the_format),
        cmocka_unit_test(a_named_format_must_fit),
        cmocka_unit_test(drafts_are_named_or_guessed),
        cmocka_unit_test(references_lead_by_address_anchor_and_file),
        cmocka_unit_test(references_that_lead_nowhere_are_named),
        cmocka_unit_test(the_outline_lists_parts_through_combinators_and_references),
        cmocka_unit_test(the_outline_of_a_recursive_schema_ends),
        cmocka_unit_test(a_cancelled_comparison_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
