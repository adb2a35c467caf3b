/* The JSON reader: what it takes, what it refuses and in which words, places, limits, memory. */
#include "reading.h"

struct row {
    const char *text;
    const char *wanted;
};

static void json_is_read_as_it_is(void **state)
{
    static const struct row rows[] = {
        {"null", "null"},
        {" \t\r\n true \t\r\n ", "true"},
        {"false", "false"},
        {"0", "0"},
        {"-0", "-0"},
        {"123456789012345678901234567890", "123456789012345678901234567890"},
        {"1.10", "1.10"},
        {"-1.5E+10", "-1.5E+10"},
        {"1e400", "1e400"},
        {"0e99999999999999999999999", "0e99999999999999999999999"},
        {"\"\"", "\"\""},
        {"\"a string that is longer than sixteen bytes\"",
         "\"a string that is longer than sixteen bytes\""},
        {"[]", "[]"},
        {"[ ]", "[]"},
        {"{}", "{}"},
        {"{ \n }", "{}"},
        {"[[],{},[[]]]", "[[],{},[[]]]"},
        {"[1,2 , 3\n,4]", "[1,2,3,4]"},
        {"{\"a\":1,\"b\":{\"c\":[true,null]}}", "{\"a\":1,\"b\":{\"c\":[true,null]}}"},
        {"{\"\":\"\"}", "{\"\":\"\"}"},
        {"{\"a\" : {\"a\" : {\"a\" : 1}}}", "{\"a\":{\"a\":{\"a\":1}}}"},
        {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\""},
        {"\"\\u0041\\u00e9\\u20AC\\uD83D\\uDE00\"", "\"A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\""},
        {"\"\\u0000\"", "\"\\u0000\""},
        {"\"caf\xC3\xA9 and \xF0\x9F\x98\x80 in a longer text\"",
         "\"caf\xC3\xA9 and \xF0\x9F\x98\x80 in a longer text\""},
        {"\"0123456789abcde\\n0123456789abcdef0123456789\"",
         "\"0123456789abcde\\n0123456789abcdef0123456789\""},
        {"{\"k\\u0065y\":1}", "{\"key\":1}"},
        {"\"\x7F\"", "\"\x7F\""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        reads_as(lc_json_read, rows[i].text, rows[i].wanted);
    }
}

static void what_is_wrong_is_said_with_its_place(void **state)
{
    static const struct row rows[] = {
        {"", "document:1:1: expected a value, found the end of the document"},
        {"  \n ", "document:2:2: expected a value, found the end of the document"},
        {"{\n  \"a\": 1,\n}", "document:3:1: a comma stands before this '}'; remove it"},
        {"[1,]", "document:1:4: a comma stands before this ']'; remove it"},
        {"[1 2]", "document:1:4: expected ',' or ']' in this array, found '2'"},
        {"{\"a\":1 \"b\":2}", "document:1:8: expected ',' or '}' in this object, found '\"'"},
        {"{\"a\" 1}", "document:1:6: expected ':' after the key, found '1'"},
        {"{\"a\":}", "document:1:6: expected a value, found '}'"},
        {"{a:1}", "document:1:2: expected a key in double quotes, found 'a'"},
        {"{'a':1}", "document:1:2: keys need double quotes in JSON"},
        {"['a']", "document:1:2: strings need double quotes in JSON"},
        {"[1] [2]", "document:1:5: expected the end of the document, found '['"},
        {"[\n1,\n  [2", "document:3:5: the document ends inside the array that begins at 3:3"},
        {"{", "document:1:2: the document ends inside the object that begins at 1:1"},
        {"{\"a\":1,", "document:1:8: the document ends inside the object that begins at 1:1"},
        {"\"abc", "document:1:1: the string that begins here has no closing quote"},
        {"\"abc\\", "document:1:1: the string that begins here has no closing quote"},
        {"\"abc\\\"", "document:1:1: the string that begins here has no closing quote"},
        {"\"a\nb\"", "document:1:3: control character 0x0A in a string; write it as \\u000a"},
        {"\"\\x41\"",
         "document:1:2: \\x is no escape; JSON knows \\\" \\\\ \\/ \\b \\f \\n \\r \\t "
         "and \\uXXXX"},
        {"\"\\\xC3\xA9\"",
         "document:1:2: a backslash before byte 0xC3 is no escape; JSON knows \\\" "
         "\\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX"},
        {"\"\\u12G4\"", "document:1:2: \\u must be followed by four hexadecimal digits"},
        {"\"\\u12\"", "document:1:2: \\u must be followed by four hexadecimal digits"},
        {"\"\\ud800\"", "document:1:2: \\ud800 is half of a surrogate pair; the other half is "
                        "missing"},
        {"\"\\udc00\\ud800\"", "document:1:2: \\udc00 is half of a surrogate pair; the other half "
                               "is missing"},
        {"\"\\ud800\\u0041\"", "document:1:2: \\ud800 is half of a surrogate pair; the other half "
                               "is missing"},
        {"01", "document:1:1: a number must not begin with 0 in JSON; remove the zero"},
        {"-", "document:1:2: expected a digit after '-'"},
        {"1.", "document:1:3: expected a digit after the decimal point"},
        {"1.e5", "document:1:3: expected a digit after the decimal point"},
        {"1e", "document:1:3: expected a digit in the exponent"},
        {"1e+", "document:1:4: expected a digit in the exponent"},
        {"+1", "document:1:1: a number must not begin with '+' in JSON; remove it"},
        {".5", "document:1:1: a number must not begin with '.' in JSON; write 0 before it"},
        {"0x1F", "document:1:2: expected the end of the document, found 'x'"},
        {"NaN", "document:1:1: NaN is no JSON number; use null or a string"},
        {"[Infinity]", "document:1:2: Infinity is no JSON number; use null or a string"},
        {"nul", "document:1:1: expected a value, found 'n'"},
        {"True", "document:1:1: JSON writes true and false in lower case"},
        {"truex", "document:1:5: expected the end of the document, found 'x'"},
        {"[1] // end", "document:1:5: expected the end of the document, found '/'"},
        {"// first\n1", "document:1:1: comments are not allowed in JSON; remove it"},
        {" \xEF\xBB\xBF{}",
         "document:1:2: a byte order mark is allowed only where the text begins; "
         "remove it"},
        {"[\xC3\xA9]", "document:1:2: expected a value, found '\xC3\xA9'"},
        {"[\x01]", "document:1:2: expected a value, found byte 0x01"},
        {"[1\f]", "document:1:3: expected ',' or ']' in this array, found byte 0x0C"},
        {"[\"\xC3\xA9\", \"\xFF\"]",
         "document:1:8: byte 0xFF is not valid UTF-8 here; save the document as UTF-8"},
        {"[\"a longer string of ASCII \xED\xA0\x80\"]",
         "document:1:28: byte 0xED is not valid UTF-8 here; save the document as UTF-8"},
        {"[\"\\n \xC0\x80\"]",
         "document:1:6: byte 0xC0 is not valid UTF-8 here; save the document as UTF-8"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        is_refused(lc_json_read, rows[i].text, strlen(rows[i].text), rows[i].wanted);
    }
    is_refused(lc_json_read, "[\0]", 3, "document:1:2: expected a value, found byte 0x00");
    is_refused(lc_json_read, "1\0", 2,
               "document:1:2: expected the end of the document, found byte 0x00");
    is_refused(lc_json_read, "\"\0\"", 3,
               "document:1:2: control character 0x00 in a string; write it as \\u0000");
}

static void duplicate_keys_are_refused(void **state)
{
    (void)state;
    const char *few = "{\"a\":1,\n\"b\":2,\n \"a\":3}";
    is_refused(lc_json_read, few, strlen(few),
               "document:3:2: the key 'a' stands twice in one object, first at 1:2; remove one");
    const char *escaped = "{\"a\":1,\"\\u0061\":2}";
    is_refused(lc_json_read, escaped, strlen(escaped),
               "document:1:8: the key 'a' stands twice in one object, first at 1:2; remove one");
    const char *many = "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,"
                       "\n\"c\":2}";
    is_refused(lc_json_read, many, strlen(many),
               "document:2:1: the key 'c' stands twice in one object, first at 1:14; remove one");
}

static void the_last_duplicate_counts_when_asked_for(void **state)
{
    static const struct row rows[] = {
        {"{\"a\":1,\"b\":2,\"a\":3}", "{\"b\":2,\"a\":3}"},
        {"{\"a\":1,\"a\":2,\"a\":3}", "{\"a\":3}"},
        {"{\"a\":{\"x\":1,\"x\":2},\"a\":[]}", "{\"a\":[]}"},
        {"{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,\"c\":2,\"i\":"
         "3}",
         "{\"a\":1,\"b\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"c\":2,\"i\":3}"},
    };
    static const struct lc_read_options options = {.last_duplicate = true};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct reading r;
        reading_begin(&r);
        reading_take(&r, lc_json_read, lc_str(rows[i].text), &options);
        assert_string_equal(reading_json(&r), rows[i].wanted);
        const struct lc_value *root = r.doc.root;
        for (uint32_t k = 0; k < root->count; k++) {
            assert_ptr_equal(lc_get_member(root, lc_key(&root->members[k])), &root->members[k]);
        }
        reading_end(&r);
    }
}

static void nodes_know_their_offsets(void **state)
{
    struct reading r;
    (void)state;
    reading_of(&r, lc_json_read, " {\"a\": [1, \"x\"], \"b\":{} }");
    const struct lc_value *a = lc_get(r.doc.root, "a");
    assert_int_equal(r.doc.root->offset, 1);
    assert_int_equal(a->offset, 7);
    assert_int_equal(lc_at(a, 0)->offset, 8);
    assert_int_equal(lc_at(a, 1)->offset, 11);
    assert_int_equal(lc_get_member(r.doc.root, LC_STR("b"))->key_offset, 17);
    assert_int_equal(lc_get(r.doc.root, "b")->offset, 21);
    assert_false(r.doc.yaml);
    reading_end(&r);
}

static void plain_strings_are_views_into_the_source(void **state)
{
    struct reading r;
    (void)state;
    reading_of(&r, lc_json_read, "[\"plain\", 12]");
    assert_ptr_equal(lc_text(lc_at(r.doc.root, 0)).ptr, r.copy + 2);
    assert_ptr_equal(lc_at(r.doc.root, 1)->chars, r.copy + 10);
    reading_end(&r);
}

static void objects_of_any_size_find_their_members(void **state)
{
    (void)state;
    for (int count = 0; count < 200; count++) {
        struct reading r;
        struct lc_buf buf;
        reading_begin(&r);
        lc_buf_init(&buf, &r.ctx.alloc, SIZE_MAX - 1);
        lc_buf_char(&buf, '{');
        for (int i = 0; i < count; i++) {
            lc_buf_printf(&buf, "%s\"%.*s%d\":%d", i ? "," : "", i % 40,
                          "0123456789012345678901234567890123456789", i, i);
        }
        lc_buf_char(&buf, '}');
        reading_take(&r, lc_json_read, lc_str_n(buf.data, buf.size), NULL);
        assert_int_equal(r.status, CTR_OK);
        for (int i = 0; i < count; i++) {
            char key[64];
            int64_t n = -1;
            snprintf(key, sizeof key, "%.*s%d", i % 40, "0123456789012345678901234567890123456789",
                     i);
            assert_true(lc_int(lc_get(r.doc.root, key), &n));
            assert_int_equal(n, i);
        }
        assert_null(lc_get(r.doc.root, "no such key"));
        assert_null(lc_get(r.doc.root, ""));
        lc_buf_free(&buf);
        reading_end(&r);
    }
}

static void limits_are_kept_and_named(void **state)
{
    struct reading r;
    (void)state;
    reading_begin(&r);
    r.ctx.limits.max_depth = 3;
    reading_take(&r, lc_json_read, LC_STR("[[[1]]]"), NULL);
    assert_int_equal(r.status, CTR_OK);
    free(r.copy);
    reading_take(&r, lc_json_read, LC_STR("[\n[[{}]]]"), NULL);
    assert_int_equal(r.status, CTR_E_LIMIT);
    assert_string_equal(reading_message(&r), "document:2:3: nested deeper than 3 levels; raise "
                                             "max_depth (at most 10000) or flatten it");
    assert_string_equal(ctr_error_detail(r.ctx.error, "limit"), "max_depth");
    assert_string_equal(ctr_error_detail(r.ctx.error, "line"), "2");
    reading_end(&r);

    reading_begin(&r);
    r.ctx.limits.max_document_bytes = 4;
    reading_take(&r, lc_json_read, LC_STR("[1,2]"), &(struct lc_read_options){.file = "a.json"});
    assert_int_equal(r.status, CTR_E_LIMIT);
    assert_string_equal(reading_message(&r), "a.json: it has 5 bytes, at most 4 are allowed");
    assert_string_equal(ctr_error_detail(r.ctx.error, "limit"), "max_document_bytes");
    assert_string_equal(ctr_error_detail(r.ctx.error, "file"), "a.json");
    reading_end(&r);

    reading_begin(&r);
    r.ctx.limits.max_nodes = 4;
    reading_take(&r, lc_json_read, LC_STR("[1,[2]]"), NULL);
    assert_int_equal(r.status, CTR_OK);
    free(r.copy);
    reading_take(&r, lc_json_read, LC_STR("[1,[2,3]]"), NULL);
    assert_int_equal(r.status, CTR_E_LIMIT);
    assert_string_equal(reading_message(&r), "document:1:1: more than 4 values in one document; "
                                             "raise max_nodes or split it");
    reading_end(&r);
}

static void a_text_is_as_long_as_a_value_can_hold(void **state)
{
    struct reading r;
    size_t most = LC_VALUE_MOST;
    char *text = malloc(most + 8);
    (void)state;
    assert_non_null(text);
    memset(text, 'x', most + 8);
    text[0] = '[';
    text[1] = '"';
    text[most + 2] = '"';
    text[most + 3] = ']';
    reading_begin(&r);
    r.status = lc_json_read(&r.ctx, lc_str_n(text, most + 4), NULL, &r.doc);
    assert_int_equal(r.status, CTR_OK);
    assert_int_equal(lc_text(lc_at(r.doc.root, 0)).len, most);

    text[most + 2] = 'x';
    text[most + 3] = '"';
    text[most + 4] = ']';
    r.status = lc_json_read(&r.ctx, lc_str_n(text, most + 5), NULL, &r.doc);
    assert_int_equal(r.status, CTR_E_LIMIT);
    assert_string_equal(reading_message(&r),
                        "document:1:2: a single text has more than 134217727 bytes; split it");
    assert_string_equal(ctr_error_detail(r.ctx.error, "limit"), "134217727");
    reading_end(&r);
    free(text);
}

/* `count` times "[", `count` times "]". */
static struct lc_str brackets(size_t count, bool closed)
{
    size_t size = closed ? 2 * count : count;
    char *text = malloc(size);
    assert_non_null(text);
    memset(text, '[', count);
    memset(text + count, ']', size - count);
    return lc_str_n(text, size);
}

static void ten_thousand_levels_do_not_hurt(void **state)
{
    struct reading r;
    struct reading other;
    struct lc_buf buf;
    (void)state;
    struct lc_str deep = brackets(10000, true);
    reading_begin(&r);
    r.ctx.limits.max_depth = 1000 * 1000;
    reading_take(&r, lc_json_read, deep, NULL);
    assert_int_equal(r.status, CTR_OK);
    reading_begin(&other);
    other.ctx.limits.max_depth = 1000 * 1000;
    reading_take(&other, lc_json_read, deep, NULL);
    assert_true(lc_value_eq(r.doc.root, other.doc.root));
    assert_true(lc_value_hash(r.doc.root) == lc_value_hash(other.doc.root));
    lc_buf_init(&buf, &r.ctx.alloc, SIZE_MAX - 1);
    assert_int_equal(lc_json_canonical(&r.ctx, &buf, r.doc.root), CTR_OK);
    assert_int_equal(buf.size, deep.len);
    lc_buf_free(&buf);
    reading_end(&other);
    reading_end(&r);
    free((char *)(uintptr_t)deep.ptr);

    struct lc_str deeper = brackets(100000, false);
    reading_begin(&r);
    reading_take(&r, lc_json_read, deeper, NULL);
    assert_int_equal(r.status, CTR_E_LIMIT);
    reading_end(&r);
    reading_begin(&r);
    r.ctx.limits.max_depth = 1000 * 1000;
    reading_take(&r, lc_json_read, deeper, NULL);
    assert_int_equal(r.status, CTR_E_LIMIT);
    reading_end(&r);
    free((char *)(uintptr_t)deeper.ptr);
}

static void a_raised_cancel_flag_ends_the_reading(void **state)
{
    struct reading r;
    atomic_int cancel = 1;
    (void)state;
    reading_begin(&r);
    r.ctx.cancel = &cancel;
    reading_take(&r, lc_json_read, LC_STR("[1]"), NULL);
    assert_int_equal(r.status, CTR_E_CANCELLED);
    reading_end(&r);
}

static void every_failing_allocation_is_no_memory(void **state)
{
    static const char text[] =
        "{\"a\":1,\"b\":\"\\n\",\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":[[],{}],"
        "\"long\":\"\\u0041\"}";
    char *deep = malloc(4096);
    (void)state;
    reading_walk(lc_json_read, text);
    assert_non_null(deep);
    memset(deep, '[', 200);
    memset(deep + 200, ']', 200);
    deep[400] = '\0';
    reading_walk(lc_json_read, deep);
    free(deep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_is_read_as_it_is),
        cmocka_unit_test(what_is_wrong_is_said_with_its_place),
        cmocka_unit_test(duplicate_keys_are_refused),
        cmocka_unit_test(the_last_duplicate_counts_when_asked_for),
        cmocka_unit_test(nodes_know_their_offsets),
        cmocka_unit_test(plain_strings_are_views_into_the_source),
        cmocka_unit_test(objects_of_any_size_find_their_members),
        cmocka_unit_test(limits_are_kept_and_named),
        cmocka_unit_test(a_text_is_as_long_as_a_value_can_hold),
        cmocka_unit_test(ten_thousand_levels_do_not_hurt),
        cmocka_unit_test(a_raised_cancel_flag_ends_the_reading),
        cmocka_unit_test(every_failing_allocation_is_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
