/* Documents and the files beside them: every reference is found, or refused by name and place. */
#include "schema_case.h"

static struct js_file files[] = {
    {"common.yaml", "a: {type: string}\nb: {$ref: '#/a'}\nc: {$ref: 'sub/deep.json#/x'}\n"},
    {"sub/deep.json",
     "{\"x\": {\"$ref\": \"../common.yaml#/a\"}, \"y\": {\"$ref\": \"./deep.json#/x\"}}"},
    {"with space.json", "{\"k~/\": 1, \"%\": 2}"},
    {"broken.json", "{\"a\": "},
    {NULL, NULL},
};

static ctr_status open_text(struct js_case *c, const char *name, const char *text,
                            struct js_file *beside, struct lc_bundle *out)
{
    ctr_source *source = lc_new(&c->ctx, 1, sizeof *source);
    *source = (ctr_source){.struct_size = sizeof *source,
                           .data = text,
                           .size = strlen(text),
                           .file = name,
                           .resolve = beside ? js_resolve : NULL,
                           .user = beside};
    return lc_bundle_open(&c->ctx, source, NULL, out);
}

/* Where "$ref" of the root leads. */
static ctr_status lead(struct js_case *c, struct lc_bundle *b, struct lc_node *out)
{
    struct lc_node root = {&b->files[0]->doc, b->files[0]->doc.root};
    return lc_bundle_follow(&c->ctx, b, root, out);
}

static void good_references_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *text, *file, *pointer;
    } rows[] = {
        {"{\"$ref\": \"#/a~1b/0\", \"a/b\": [1]}", "", "/a~1b/0"},
        {"{\"$ref\": \"#/a%20b\", \"a b\": 1}", "", "/a b"},
        {"{\"$ref\": \"common.yaml\"}", "common.yaml", ""},
        {"{\"$ref\": \"common.yaml#\"}", "common.yaml", ""},
        {"{\"$ref\": \"./common.yaml#/a\"}", "common.yaml", "/a"},
        {"{\"$ref\": \"common.yaml#/b\"}", "common.yaml", "/a"},
        {"{\"$ref\": \"common.yaml#/c\"}", "common.yaml", "/a"},
        {"{\"$ref\": \"sub/../sub/deep.json#/y\"}", "common.yaml", "/a"},
        {"{\"$ref\": \"with%20space.json#/k~0~1\"}", "with space.json", "/k~0~1"},
        {"{\"$ref\": \"with space.json#/%25\"}", "with space.json", "/%"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct js_case c;
        struct lc_bundle b;
        struct lc_node to = {NULL, NULL};
        js_begin(&c);
        assert_int_equal(open_text(&c, "main.json", rows[i].text, files, &b), CTR_OK);
        if (lead(&c, &b, &to) != CTR_OK) {
            fail_msg("%s: %s", rows[i].text, ctr_error_message(c.ctx.error));
        }
        const struct lc_bundle_file *file = lc_map_get(&b.by_path, lc_str(rows[i].file));
        assert_non_null(file);
        assert_ptr_equal(to.doc, &file->doc);
        assert_string_equal(lc_doc_pointer(&c.ctx, to.doc, to.value), rows[i].pointer);
        js_end(&c);
    }
}

static void bad_references_are_refused_by_name_and_place(void **state)
{
    (void)state;
    static const struct {
        const char *ref, *message;
        bool no_resolver;
    } rows[] = {
        {"#/nothing", "dir/main.json:1:10: $ref to '#/nothing': there is nothing at that place",
         false},
        {"common.yaml#/nothing",
         "dir/main.json:1:10: $ref to 'common.yaml#/nothing': there is nothing at that place",
         false},
        {"#anchor",
         "dir/main.json:1:10: $ref to '#anchor': behind '#' a JSON pointer was expected, such as "
         "'#/components/schemas/Name'",
         false},
        {"../../etc/passwd",
         "dir/main.json:1:10: $ref to '../../etc/passwd' leaves the document's directory", false},
        {"sub/../../x", "dir/main.json:1:10: $ref to 'sub/../../x' leaves the document's directory",
         false},
        {"%2e%2e/x", "dir/main.json:1:10: $ref to '%2e%2e/x' leaves the document's directory",
         false},
        {"/etc/passwd",
         "dir/main.json:1:10: $ref to '/etc/passwd': an absolute path leaves the document's "
         "directory",
         false},
        {"%2fetc/passwd",
         "dir/main.json:1:10: $ref to '%2fetc/passwd': an absolute path leaves the document's "
         "directory",
         false},
        {"https://example.org/x.json",
         "dir/main.json:1:10: $ref to 'https://example.org/x.json': only files beside the document "
         "are read, never the network",
         false},
        {"//example.org/x.json",
         "dir/main.json:1:10: $ref to '//example.org/x.json': only files beside the document are "
         "read, never the network",
         false},
        {"file:x.json",
         "dir/main.json:1:10: $ref to 'file:x.json': only files beside the document are read, "
         "never the network",
         false},
        {"missing.json", "dir/main.json:1:10: $ref to the file 'missing.json', which is not there",
         false},
        {"a%zz.json", "dir/main.json:1:10: $ref to 'a%zz.json': malformed percent-encoding", false},
        {"a%00.json", "dir/main.json:1:10: $ref to 'a%00.json': malformed percent-encoding", false},
        {"#/%a", "dir/main.json:1:10: $ref to '#/%a': malformed percent-encoding", false},
        {"./", "dir/main.json:1:10: $ref to './' names no file", false},
        {"common.yaml",
         "dir/main.json:1:10: $ref needs the file 'common.yaml', but there is no directory to look "
         "in; give a base directory or a resolver",
         true},
        {"#", "dir/main.json:1:10: $ref to '#' leads back to itself", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct js_case c;
        struct lc_bundle b;
        struct lc_node to;
        js_begin(&c);
        const char *text = lc_format(&c.ctx, "{\"$ref\": \"%s\"}", rows[i].ref);
        assert_int_equal(
            open_text(&c, "dir/main.json", text, rows[i].no_resolver ? NULL : files, &b), CTR_OK);
        assert_int_equal(lead(&c, &b, &to), CTR_E_INPUT);
        assert_string_equal(ctr_error_message(c.ctx.error), rows[i].message);
        assert_string_equal(ctr_error_detail(c.ctx.error, "file"), "dir/main.json");
        assert_string_equal(ctr_error_detail(c.ctx.error, "line"), "1");
        assert_string_equal(ctr_error_detail(c.ctx.error, "column"), "10");
        js_end(&c);
    }
}

static void a_broken_file_is_named_as_it_lies_beside(void **state)
{
    (void)state;
    struct js_case c;
    struct lc_bundle b;
    js_begin(&c);
    assert_int_equal(open_text(&c, "dir/main.json", "{\"$ref\": \"broken.json\"}", files, &b),
                     CTR_OK);
    assert_int_equal(lc_bundle_close(&c.ctx, &b), CTR_E_INPUT);
    assert_string_equal(ctr_error_detail(c.ctx.error, "file"), "dir/broken.json");
    js_end(&c);
}

static void closing_loads_every_file_and_checks_every_reference(void **state)
{
    (void)state;
    struct js_case c;
    struct lc_bundle b;
    js_begin(&c);
    const char *text = "{\"paths\": {\"/x\": {\"$ref\": \"common.yaml#/c\"}},\n"
                       " \"components\": {\"schemas\": {\"$ref\": {\"type\": \"string\"}}}}";
    assert_int_equal(open_text(&c, "main.json", text, files, &b), CTR_OK);
    assert_int_equal(lc_bundle_close(&c.ctx, &b), CTR_OK);
    assert_int_equal(b.count, 3);
    assert_string_equal(b.files[1]->path, "common.yaml");
    assert_string_equal(b.files[2]->path, "sub/deep.json");
    js_end(&c);
}

/* Data is no reference, and neither is a member called "$ref" of a map of names. */
static void data_is_not_followed(void **state)
{
    (void)state;
    static const char *const good[] = {
        "{\"example\": {\"$ref\": \"gone.json\"}}",
        "{\"default\": {\"$ref\": \"gone.json\"}}",
        "{\"enum\": [{\"$ref\": \"gone.json\"}]}",
        "{\"const\": {\"$ref\": \"gone.json\"}}",
        "{\"x-internal\": {\"$ref\": \"gone.json\"}}",
        "{\"examples\": [{\"$ref\": \"gone.json\"}]}",
        "{\"examples\": {\"one\": {\"value\": {\"$ref\": \"gone.json\"}}}}",
        "{\"properties\": {\"$ref\": {\"type\": \"string\"}}}",
    };
    static const char *const bad[] = {
        "{\"examples\": {\"one\": {\"$ref\": \"gone.json\"}}}",
        "{\"properties\": {\"default\": {\"$ref\": \"gone.json\"}}}",
        "{\"responses\": {\"default\": {\"$ref\": \"gone.json\"}}}",
        "{\"allOf\": [{\"$ref\": \"gone.json\"}]}",
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct js_case c;
        struct lc_bundle b;
        js_begin(&c);
        assert_int_equal(open_text(&c, "main.json", good[i], files, &b), CTR_OK);
        assert_int_equal(lc_bundle_close(&c.ctx, &b), CTR_OK);
        js_end(&c);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct js_case c;
        struct lc_bundle b;
        js_begin(&c);
        assert_int_equal(open_text(&c, "main.json", bad[i], files, &b), CTR_OK);
        assert_int_equal(lc_bundle_close(&c.ctx, &b), CTR_E_INPUT);
        js_end(&c);
    }
}

/* {"d0": {"$ref": "#/d1"}, …}, the last of which leads to `last`. */
static const char *chain(struct lc_ctx *ctx, int length, const char *last)
{
    struct lc_buf buf;
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX - 1);
    lc_buf_text(&buf, "{\"end\": {}");
    for (int i = 0; i < length; i++) {
        lc_buf_printf(&buf, ",\"d%d\": {\"$ref\": \"#/", i);
        if (i + 1 < length) {
            lc_buf_printf(&buf, "d%d\"}", i + 1);
        } else {
            lc_buf_printf(&buf, "%s\"}", last);
        }
    }
    lc_buf_text(&buf, "}");
    const char *text = lc_dup(ctx, lc_str_n(buf.data, buf.size));
    lc_buf_free(&buf);
    return text;
}

static void chains_and_circles_of_references_end(void **state)
{
    (void)state;
    static const struct {
        int length;
        const char *last;
        ctr_status status;
    } rows[] = {{90, "end", CTR_OK},    {1000, "end", CTR_E_LIMIT}, {2, "d0", CTR_E_INPUT},
                {7, "d3", CTR_E_INPUT}, {40, "d0", CTR_E_INPUT},    {400, "d0", CTR_E_LIMIT}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct js_case c;
        struct lc_bundle b;
        js_begin(&c);
        const char *text = chain(&c.ctx, rows[i].length, rows[i].last);
        assert_int_equal(open_text(&c, "main.json", text, NULL, &b), CTR_OK);
        assert_int_equal(lc_bundle_close(&c.ctx, &b), rows[i].status);
        js_end(&c);
    }
}

static int refuse(void *user, const char *path, const void **data, size_t *size)
{
    (void)user;
    (void)path;
    (void)data;
    (void)size;
    return -5;
}

static void a_resolver_that_fails_is_an_io_error(void **state)
{
    (void)state;
    struct js_case c;
    struct lc_bundle b;
    const char *text = "{\"$ref\": \"x.json\"}";
    js_begin(&c);
    assert_int_equal(open_text(&c, "main.json", text, NULL, &b), CTR_OK);
    b.resolve = refuse;
    assert_int_equal(lc_bundle_close(&c.ctx, &b), CTR_E_IO);
    assert_string_equal(ctr_error_detail(c.ctx.error, "callback"), "-5");
    js_end(&c);
}

static void all_files_together_count_against_the_limit(void **state)
{
    (void)state;
    struct js_case c;
    struct lc_bundle b;
    js_begin(&c);
    c.ctx.limits.max_document_bytes = 60;
    assert_int_equal(open_text(&c, "main.json", "{\"$ref\": \"common.yaml\"}", files, &b), CTR_OK);
    assert_int_equal(lc_bundle_close(&c.ctx, &b), CTR_E_LIMIT);
    js_end(&c);
}

static void bundles_are_equal_as_data(void **state)
{
    (void)state;
    struct js_case c;
    struct lc_bundle a;
    struct lc_bundle b;
    js_begin(&c);
    assert_int_equal(open_text(&c, "a", "{\"x\": 1, \"y\": [1.0]}", files, &a), CTR_OK);
    assert_int_equal(open_text(&c, "b", "y: [1]\nx: 1\n", files, &b), CTR_OK);
    assert_true(lc_bundle_eq(&a, &b));
    assert_int_equal(open_text(&c, "b", "y: [1]\nx: 2\n", files, &b), CTR_OK);
    assert_false(lc_bundle_eq(&a, &b));
    js_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_references_are_found),
        cmocka_unit_test(bad_references_are_refused_by_name_and_place),
        cmocka_unit_test(a_broken_file_is_named_as_it_lies_beside),
        cmocka_unit_test(closing_loads_every_file_and_checks_every_reference),
        cmocka_unit_test(data_is_not_followed),
        cmocka_unit_test(chains_and_circles_of_references_end),
        cmocka_unit_test(a_resolver_that_fails_is_an_io_error),
        cmocka_unit_test(all_files_together_count_against_the_limit),
        cmocka_unit_test(bundles_are_equal_as_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
