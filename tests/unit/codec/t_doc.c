/* Places in documents: lines and columns, pointers both ways, errors, and choosing the language. */
#include "reading.h"

static void lines_and_columns_count_from_one(void **state)
{
    static const struct {
        const char *text;
        uint32_t offset;
        int64_t line;
        int64_t column;
    } rows[] = {
        {"", 0, 1, 1},
        {"", 9, 1, 1},
        {"ab", 0, 1, 1},
        {"ab", 1, 1, 2},
        {"ab", 2, 1, 3},
        {"ab", 99, 1, 3},
        {"a\nb", 1, 1, 2},
        {"a\nb", 2, 2, 1},
        {"a\n\n\nb", 4, 4, 1},
        {"a\n", 2, 2, 1},
        {"a\r\nb", 3, 2, 1},
        {"a\r\nb", 2, 1, 3},
        {"a\rb", 2, 2, 1},
        {"a\r\rb\n\rc", 6, 5, 1},
        {"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80x", 9, 1, 4},
        {"x\n\xC3\xA9y", 4, 2, 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (int memory = 0; memory < 2; memory++) {
            struct fault f = {.fail_at = !memory, .persistent = true};
            ctr_allocator host = fault_table(&f);
            struct lc_ctx ctx;
            struct lc_doc doc = {.file = "f", .text = lc_str(rows[i].text)};
            int64_t line;
            int64_t column;
            assert_int_equal(lc_ctx_begin(&ctx, &host), CTR_OK);
            lc_doc_place(&ctx, &doc, rows[i].offset, &line, &column);
            if (line != rows[i].line || column != rows[i].column) {
                fail_msg("row %zu: %lld:%lld", i, (long long)line, (long long)column);
            }
            assert_null(ctx.error); /* no memory for the table is no failure */
            lc_ctx_end(&ctx, CTR_OK, NULL);
        }
    }
}

/* What lc_doc_place says, told a byte at a time. */
struct walker {
    int64_t line;
    int64_t column;
};

static void step(struct walker *w, const char *text, size_t at)
{
    bool end = text[at] == '\n' || (text[at] == '\r' && text[at + 1] != '\n');
    if (end) {
        *w = (struct walker){w->line + 1, 1};
    } else if (((unsigned char)text[at] & 0xC0) != 0x80) {
        w->column++;
    }
}

static void check_place(struct lc_ctx *ctx, struct lc_doc *doc, size_t at, struct walker want)
{
    int64_t line;
    int64_t column;
    lc_doc_place(ctx, doc, (uint32_t)at, &line, &column);
    if (line != want.line || column != want.column) {
        fail_msg("offset %zu: %lld:%lld, want %lld:%lld", at, (long long)line, (long long)column,
                 (long long)want.line, (long long)want.column);
    }
}

/* Long enough for several blocks of the table, with lines that are shorter and longer than one,
 * and ends of each kind on both sides of every border. */
static void places_in_long_texts_are_those_of_a_walk(void **state)
{
    enum { SIZE = 9000 };
    static const char letters[] = "\n\r\n\r\n\xC3\xA9xyz";
    static char text[SIZE + 1];
    static struct walker want[SIZE + 1];
    uint32_t seed = 1;
    (void)state;
    for (size_t size = SIZE - 40; size <= SIZE; size++) {
        struct lc_ctx ctx;
        for (size_t i = 0; i < size; i++) {
            bool calm = (i / 700) % 2 || (i > 2500 && i < 6500); /* no ends: long lines */
            seed = seed * 1664525 + 1013904223;
            text[i] = letters[calm ? 5 + (seed >> 16) % 5 : (seed >> 16) % 10];
        }
        text[size] = '\0';
        want[0] = (struct walker){1, 1};
        for (size_t i = 0; i < size; i++) {
            want[i + 1] = want[i];
            step(&want[i + 1], text, i);
        }
        struct lc_doc up = {.file = "f", .text = lc_str_n(text, size)};
        struct lc_doc down = up;
        assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
        for (size_t i = 0; i <= size; i += 1 + size % 7) {
            check_place(&ctx, &up, i, want[i]);
            check_place(&ctx, &down, size - i, want[size - i]);
        }
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

/* Every node of the tree: its pointer leads back to it. */
static size_t check_pointers(struct reading *r, const struct lc_value *node)
{
    size_t count = 1;
    const char *pointer = lc_doc_pointer(&r->ctx, &r->doc, node);
    assert_non_null(pointer);
    const struct lc_value *found = lc_doc_resolve(&r->ctx, &r->doc, lc_str(pointer));
    assert_non_null(found);
    assert_true(lc_value_eq(found, node));
    if (!r->doc.yaml) {
        assert_ptr_equal(found, node);
    }
    for (uint32_t i = 0; node->kind == LC_ARRAY && i < node->count; i++) {
        count += check_pointers(r, &node->items[i]);
    }
    for (uint32_t i = 0; node->kind == LC_OBJECT && i < node->count; i++) {
        count += check_pointers(r, &node->members[i].value);
    }
    return count;
}

static void pointers_lead_back(void **state)
{
    static const struct {
        read_fn read;
        const char *text;
        size_t nodes;
    } rows[] = {
        {lc_json_read, "1", 1},
        {lc_json_read, "{\"\":{\"\":[]},\"a/b\":[1,{\"~\":2}],\"~1\":{}}", 8},
        {lc_json_read, "[[[]],[[],[]],{\"0\":[0]}]", 9},
        {lc_json_read,
         "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":{\"x\":1}}", 11},
        {lc_yaml_read, "a: &x {k: [1, 2]}\nb: *x\nc: [*x, 3]\n", 15},
        {lc_yaml_read, "a: &x {k: [1, 2], l: 3}\nb: {<<: *x, m: {n: 1}}\nc: {<<: {o: 1}, l: 2}\n",
         16},
        {lc_yaml_read, "? &k a\n: &x {z: 1}\nb: *x\n", 5},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct reading r;
        reading_of(&r, rows[i].read, rows[i].text);
        assert_int_equal(r.status, CTR_OK);
        assert_int_equal(check_pointers(&r, r.doc.root), rows[i].nodes);
        reading_end(&r);
    }
}

static void pointers_are_spelled_as_rfc_6901_says(void **state)
{
    struct reading r;
    (void)state;
    reading_of(&r, lc_json_read,
               "{\"a/b\":[0,{\"m~n\":1}],\"\":2,\"x\\u0000\":3,\"x\\\\u0000\":4,\"x~u0000\":5}");
    const struct lc_value *list = lc_get(r.doc.root, "a/b");
    assert_string_equal(lc_doc_pointer(&r.ctx, &r.doc, r.doc.root), "");
    assert_string_equal(lc_doc_pointer(&r.ctx, &r.doc, lc_get(lc_at(list, 1), "m~n")),
                        "/a~1b/1/m~0n");
    assert_string_equal(lc_doc_pointer(&r.ctx, &r.doc, lc_get(r.doc.root, "")), "/");
    static const struct {
        struct lc_str key;
        const char *pointer;
    } rows[] = {
        {{"x", 2}, "/x~u0000"}, {{"x\\u0000", 7}, "/x\\u0000"}, {{"x~u0000", 7}, "/x~0u0000"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct lc_value *value = lc_get_str(r.doc.root, rows[i].key);
        assert_non_null(value);
        assert_string_equal(lc_doc_pointer(&r.ctx, &r.doc, value), rows[i].pointer);
        assert_ptr_equal(lc_doc_resolve(&r.ctx, &r.doc, lc_str(rows[i].pointer)), value);
    }
    reading_end(&r);
}

static void bad_pointers_find_nothing(void **state)
{
    static const char *const rows[] = {
        "a",     "/b",    "/a/2",          "/a/-1",
        "/a/01", "/a/-",  "/a/",           "/a/0/0",
        "/a~",   "/a~2",  "//a",           "/a/+1",
        "/a/0x", "/a/1 ", "/a/4294967296", "/a/99999999999999999999",
    };
    struct reading r;
    int64_t n;
    (void)state;
    reading_of(&r, lc_json_read, "{\"a\":[10,20]}");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (lc_doc_resolve(&r.ctx, &r.doc, lc_str(rows[i]))) {
            fail_msg("%s", rows[i]);
        }
    }
    assert_true(lc_int(lc_doc_resolve(&r.ctx, &r.doc, LC_STR("/a/1")), &n));
    assert_int_equal(n, 20);
    assert_ptr_equal(lc_doc_resolve(&r.ctx, &r.doc, LC_STR("")), r.doc.root);
    reading_end(&r);
}

static void failures_carry_their_place(void **state)
{
    struct reading r;
    (void)state;
    reading_begin(&r);
    reading_take(&r, lc_json_read, LC_STR("{\n \"\xC3\xA9\": 1}"),
                 &(struct lc_read_options){.file = "api.json"});
    assert_int_equal(r.status, CTR_OK);
    r.status = lc_doc_fail(&r.ctx, &r.doc, lc_get(r.doc.root, "\xC3\xA9")->offset, "it is %d", 1);
    assert_int_equal(r.status, CTR_E_INPUT);
    assert_string_equal(reading_message(&r), "api.json:2:7: it is 1");
    assert_string_equal(ctr_error_detail(r.ctx.error, "file"), "api.json");
    assert_string_equal(ctr_error_detail(r.ctx.error, "line"), "2");
    assert_string_equal(ctr_error_detail(r.ctx.error, "column"), "7");
    assert_string_equal(ctr_error_detail(r.ctx.error, "offset"), "9");
    /* the first cause wins */
    assert_int_equal(lc_doc_fail_as(&r.ctx, &r.doc, CTR_E_LIMIT, 0, "other"), CTR_E_INPUT);
    assert_string_equal(reading_message(&r), "api.json:2:7: it is 1");
    reading_end(&r);

    reading_of(&r, lc_json_read, "1");
    r.status = lc_doc_fail_as(&r.ctx, &r.doc, CTR_E_UNSUPPORTED, 0, "no");
    assert_int_equal(r.status, CTR_E_UNSUPPORTED);
    assert_string_equal(reading_message(&r), "document:1:1: no");
    reading_end(&r);
}

static void the_text_decides_on_the_language(void **state)
{
    static const struct {
        const char *text;
        const char *json;
        bool yaml;
    } rows[] = {
        {"{\"a\": 1}", "{\"a\":1}", false},
        {" \r\n\t[1]", "[1]", false},
        {"a: 1", "{\"a\":1}", true},
        {"{a: 1}", "{\"a\":1}", true},
        {"[a, b,]", "[\"a\",\"b\"]", true},
        {"{\"a\": 1} # comment", "{\"a\":1}", true},
        {"{}\n", "{}", false},
        {"\"text\"", "\"text\"", false},
        {"\"\\ud83d\\ude00\"", "\"\xF0\x9F\x98\x80\"", false},
        {"\"\xC2\x85\x7F\"", "\"\xC2\x85\x7F\"", false},
        {"\xEF\xBB\xBF {\"a\":\"\xC2\x85\x7F\\ud83d\\ude00\"}",
         "{\"a\":\"\xC2\x85\x7F\xF0\x9F\x98\x80\"}", false},
        {"\xEF\xBB\xBF{\"a\": 1} # comment", "{\"a\":1}", true},
        {"\"a\": 1", "{\"a\":1}", true},
        {"\"a\" # c", "\"a\"", true},
        {"12", "12", true},
        {"# c\n{\"a\": 1}", "{\"a\":1}", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct reading r;
        reading_of(&r, lc_doc_read, rows[i].text);
        assert_string_equal(reading_json(&r), rows[i].json);
        assert_null(r.ctx.error);
        assert_true(r.doc.yaml == rows[i].yaml);
        reading_end(&r);
    }
}

static void the_error_is_of_the_language_that_was_meant(void **state)
{
    (void)state;
    const char *json = "{\"a\": 1 \"b\": 2}";
    is_refused(lc_doc_read, json, strlen(json),
               "document:1:9: expected ',' or '}' in this object, found '\"'");
    const char *twice = "{\"a\": 1, \"a\": 2}";
    is_refused(lc_doc_read, twice, strlen(twice),
               "document:1:10: the key 'a' stands twice in one object, first at 1:2; remove one");
    is_refused(lc_doc_read, "{", 1,
               "document:1:2: the document ends inside the object that begins at 1:1");
    const char *yaml = "{a: 1, b: [}";
    is_refused(lc_doc_read, yaml, strlen(yaml),
               "document:1:12: did not find expected node content (while parsing a flow node at "
               "1:12)");
    const char *block = "a: 'x";
    is_refused(lc_doc_read, block, strlen(block),
               "document:1:6: found unexpected end of stream (while scanning a quoted scalar at "
               "1:4)");
}

static void a_name_of_json_speaks_for_json_alone(void **state)
{
    static const struct {
        const char *file;
        bool nameless;
        const char *text;
        const char *message; /* NULL = it reads */
    } rows[] = {
        {"a.json", false, "{\"a\": 1}", NULL},
        {"a.json", false, " 12 ", NULL},
        {"a.json", false, "{\"a\": 1,}", "a.json:1:9: a comma stands before this '}'; remove it"},
        {"a.JSON", false, "[1, 2,]", "a.JSON:1:7: a comma stands before this ']'; remove it"},
        {"x/a.json", false, "{'a': 1}", "x/a.json:1:2: keys need double quotes in JSON"},
        {"a.json", false, "{\"a\": 1 // c\n}",
         "a.json:1:9: expected ',' or '}' in this object, found '/'"},
        {"a.json", false, "a: 1", "a.json:1:1: expected a value, found 'a'"},
        {"a.json", false, "", "a.json:1:1: expected a value, found the end of the document"},
        {"a.json", false, "\xEF\xBB\xBF{\"a\": 1}", NULL},
        {"a.json", false, "\xEF\xBB\xBF{\"a\": 1,}",
         "a.json:1:9: a comma stands before this '}'; remove it"},
        {"a.json", false, "\xEF\xBB\xBF{\"a\": 1 # b\n}",
         "a.json:1:9: expected ',' or '}' in this object, found '#'"},
        {"a.json", false, "\xEF\xBB\xBF{\"a\": yes}", "a.json:1:7: expected a value, found 'y'"},
        {"a.json", false, "\xEF\xBB\xBF",
         "a.json:1:1: expected a value, found the end of the document"},
        {"a.json", false, "\xEF\xBB\xBF\xEF\xBB\xBF{}",
         "a.json:1:1: a byte order mark is allowed only where the text begins; remove it"},
        {"a.json", false, "\xF0\x9F\x98\x80",
         "a.json:1:1: expected a value, found '\xF0\x9F\x98\x80'"},
        {"a.json", false, "\xFF\xFE{\0}\0", "a.json:1:1: the document is UTF-16; save it as UTF-8"},
        {"a.json", true, "{'a': 1,}", NULL},
        {"a.yaml", false, "{'a': 1,}", NULL},
        {"json", false, "{'a': 1,}", NULL},
        {".json", false, "{'a': 1,}", NULL},
        {NULL, false, "{'a': 1,}", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct lc_read_options options = {.file = rows[i].file, .nameless = rows[i].nameless};
        struct reading r;
        reading_begin(&r);
        reading_take(&r, lc_doc_read, lc_str(rows[i].text), &options);
        assert_int_equal(r.status, rows[i].message ? CTR_E_INPUT : CTR_OK);
        assert_string_equal(r.ctx.error ? reading_message(&r) : "",
                            rows[i].message ? rows[i].message : "");
        reading_end(&r);
    }
}

static void limits_are_no_question_of_language(void **state)
{
    struct reading r;
    (void)state;
    reading_begin(&r);
    r.ctx.limits.max_depth = 2;
    reading_take(&r, lc_doc_read, LC_STR("[[[1]]]"), NULL);
    assert_int_equal(r.status, CTR_E_LIMIT);
    assert_false(r.doc.yaml);
    reading_end(&r);
}

static void every_failing_allocation_is_no_memory(void **state)
{
    (void)state;
    reading_walk(lc_doc_read, "{\"a\": \"\\n\", \"b\": [1,]}");
    reading_walk(lc_doc_read, "{\"a\": \"\\n\"}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_and_columns_count_from_one),
        cmocka_unit_test(places_in_long_texts_are_those_of_a_walk),
        cmocka_unit_test(pointers_lead_back),
        cmocka_unit_test(pointers_are_spelled_as_rfc_6901_says),
        cmocka_unit_test(bad_pointers_find_nothing),
        cmocka_unit_test(failures_carry_their_place),
        cmocka_unit_test(the_text_decides_on_the_language),
        cmocka_unit_test(the_error_is_of_the_language_that_was_meant),
        cmocka_unit_test(a_name_of_json_speaks_for_json_alone),
        cmocka_unit_test(limits_are_no_question_of_language),
        cmocka_unit_test(every_failing_allocation_is_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
