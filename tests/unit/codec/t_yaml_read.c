/* The YAML reader: core schema, aliases, merge keys, places, and what it refuses. */
#include "reading.h"

#include "codec/yaml_scalar.h"

struct row {
    const char *text;
    const char *wanted;
};

static void scalars_mean_what_yaml_1_2_says(void **state)
{
    static const struct row rows[] = {
        {"no", "\"no\""},
        {"yes", "\"yes\""},
        {"on", "\"on\""},
        {"Off", "\"Off\""},
        {"n", "\"n\""},
        {"true", "true"},
        {"True", "true"},
        {"TRUE", "true"},
        {"tRUE", "\"tRUE\""},
        {"false", "false"},
        {"null", "null"},
        {"Null", "null"},
        {"~", "null"},
        {"nullo", "\"nullo\""},
        {"--- ", "null"},
        {"''", "\"\""},
        {"\"true\"", "\"true\""},
        {"'12'", "\"12\""},
        {"12", "12"},
        {"012", "12"},
        {"000", "0"},
        {"-00.50", "-0.50"},
        {"+12", "12"},
        {"-0", "-0"},
        {"+0", "0"},
        {"1.10", "1.10"},
        {"1.", "1"},
        {".5", "0.5"},
        {"-.5", "-0.5"},
        {"+.5e3", "0.5e3"},
        {"1.e5", "1e5"},
        {"1E+05", "1E+05"},
        {"01E+05", "1e+05"},
        {"123456789012345678901234567890", "123456789012345678901234567890"},
        {"0o17", "15"},
        {"0x1F", "31"},
        {"0xffffffffffffffff", "18446744073709551615"},
        {"0o1777777777777777777777", "18446744073709551615"},
        {"0x", "\"0x\""},
        {"0o8", "\"0o8\""},
        {"-0x1", "\"-0x1\""},
        {"0b11", "\"0b11\""},
        {"1_000", "\"1_000\""},
        {"1:30", "\"1:30\""},
        {"2001-12-14", "\"2001-12-14\""},
        {".", "\".\""},
        {"+", "\"+\""},
        {"-.", "\"-.\""},
        {"1e", "\"1e\""},
        {"e5", "\"e5\""},
        {"1.2.3", "\"1.2.3\""},
        {".infinity", "\".infinity\""},
        {"inf", "\"inf\""},
        {"NaN", "\"NaN\""},
        {"=", "\"=\""},
        {"!!str 12", "\"12\""},
        {"! 12", "\"12\""},
        {"!!int '12'", "12"},
        {"!!int 0x10", "16"},
        {"!!float 3", "3"},
        {"!!float '1.5'", "1.5"},
        {"!!bool 'true'", "true"},
        {"!!null ''", "null"},
        {"!!seq [1]", "[1]"},
        {"!!map {a: 1}", "{\"a\":1}"},
        {"!<tag:yaml.org,2002:str> 1", "\"1\""},
        {"%TAG !y! tag:yaml.org,2002:\n---\n!y!str 1", "\"1\""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        reads_as(lc_yaml_read, rows[i].text, rows[i].wanted);
    }
}

static void documents_become_the_same_tree_as_json(void **state)
{
    static const struct row rows[] = {
        {"a: 1\nb:\n  - x\n  - y: null\n", "{\"a\":1,\"b\":[\"x\",{\"y\":null}]}"},
        {"- a\n- [b, {c: d}]\n-\n", "[\"a\",[\"b\",{\"c\":\"d\"}],null]"},
        {"a:\nb: ''\n", "{\"a\":null,\"b\":\"\"}"},
        {"responses:\n  200: ok\n  404: gone\n",
         "{\"responses\":{\"200\":\"ok\",\"404\":\"gone\"}}"},
        {"true: 1\nnull: 2\n1.0: 3\n~: 4\n0x10: 5\n",
         "{\"true\":1,\"null\":2,\"1.0\":3,\"~\":4,\"0x10\":5}"},
        {"{? : x}", "{\"\":\"x\"}"},
        {"? a\n: b\n? c\n", "{\"a\":\"b\",\"c\":null}"},
        {"a: |\n  one\n  two\nb: >-\n  one\n  two\n", "{\"a\":\"one\\ntwo\\n\",\"b\":\"one two\"}"},
        {"a: one\n  two\nb: 'it''s'\nc: \"x\\ty\\u00e9\\0\"\n",
         "{\"a\":\"one two\",\"b\":\"it's\",\"c\":\"x\\ty\xC3\xA9\\u0000\"}"},
        {"a: 1 # comment\r\nb: 2\r\n", "{\"a\":1,\"b\":2}"},
        {"\xEF\xBB\xBF"
         "a: 1\n",
         "{\"a\":1}"},
        {"--- {a: 1}\n...\n", "{\"a\":1}"},
        {"%YAML 1.2\n---\na: 1\n", "{\"a\":1}"},
        {"caf\xC3\xA9: na\xC3\xAFve\n", "{\"caf\xC3\xA9\":\"na\xC3\xAFve\"}"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        reads_as(lc_yaml_read, rows[i].text, rows[i].wanted);
    }
}

static void aliases_stand_for_what_they_name(void **state)
{
    static const struct row rows[] = {
        {"a: &x 1\nb: *x\n", "{\"a\":1,\"b\":1}"},
        {"a: &x [1, {k: v}]\nb: *x\nc: [*x, *x]\n",
         "{\"a\":[1,{\"k\":\"v\"}],\"b\":[1,{\"k\":\"v\"}],\"c\":[[1,{\"k\":\"v\"}],"
         "[1,{\"k\":\"v\"}]]}"},
        {"- &a one\n- &a two\n- *a\n", "[\"one\",\"two\",\"two\"]"},
        {"&k key: v\nother: *k\n", "{\"key\":\"v\",\"other\":\"key\"}"},
        {"a: &k 007\n*k : v\n", "{\"a\":7,\"007\":\"v\"}"},
        {"a: &e\nb: *e\n", "{\"a\":null,\"b\":null}"},
        {"a: &x [&y 1, *y]\nb: *x\nc: *y\n", "{\"a\":[1,1],\"b\":[1,1],\"c\":1}"},
    };
    struct reading r;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        reads_as(lc_yaml_read, rows[i].text, rows[i].wanted);
    }
    reading_of(&r, lc_yaml_read, "a: &x [1, 2]\nb: *x\n");
    assert_int_equal(r.status, CTR_OK);
    assert_ptr_equal(lc_get(r.doc.root, "a")->items, lc_get(r.doc.root, "b")->items);
    assert_int_equal(lc_get(r.doc.root, "b")->offset, 16);
    reading_end(&r);
}

static void merge_keys_are_taken(void **state)
{
    static const struct row rows[] = {
        {"a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\n",
         "{\"a\":{\"x\":1,\"y\":2},\"b\":{\"y\":3,\"x\":1}}"},
        {"a: &a {x: 1}\nb: &b {x: 2, y: 2}\nc: {<<: [*a, *b], z: 3}\n",
         "{\"a\":{\"x\":1},\"b\":{\"x\":2,\"y\":2},\"c\":{\"z\":3,\"x\":1,\"y\":2}}"},
        {"<<: {a: 1}\nb: 2\n", "{\"b\":2,\"a\":1}"},
        {"<<: {}\n", "{}"},
        {"<<: []\na: 1\n", "{\"a\":1}"},
        {"a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: *b, z: 3}\n",
         "{\"a\":{\"x\":1},\"b\":{\"y\":2,\"x\":1},\"c\":{\"z\":3,\"y\":2,\"x\":1}}"},
        {"'<<': 1\n", "{\"<<\":1}"},
        {"- <<\n", "[\"<<\"]"},
        {"a: &a {a0: 0, a1: 1, a2: 2, a3: 3, a4: 4, a5: 5}\nb: {<<: *a, b0: 0, b1: 1, b2: 2, a3: "
         "x}",
         "{\"a\":{\"a0\":0,\"a1\":1,\"a2\":2,\"a3\":3,\"a4\":4,\"a5\":5},\"b\":{\"b0\":0,\"b1\":1,"
         "\"b2\":2,\"a3\":\"x\",\"a0\":0,\"a1\":1,\"a2\":2,\"a4\":4,\"a5\":5}}"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        reads_as(lc_yaml_read, rows[i].text, rows[i].wanted);
    }
}

static void what_is_wrong_is_said_with_its_place(void **state)
{
    static const struct row rows[] = {
        {"", "document:1:1: there is no document; the file is empty"},
        {"# nothing\n", "document:2:1: there is no document; the file is empty"},
        {"a: 1\n---\nb: 2\n",
         "document:2:1: a second document begins here; one file holds one document"},
        {"a: 1\nb: 2\na: 3\n",
         "document:3:1: the key 'a' stands twice in one object, first at 1:1; remove one"},
        {"1: a\n'1': b\n",
         "document:2:1: the key '1' stands twice in one object, first at 1:1; remove one"},
        {"a: [1, 2\n",
         "document:2:1: did not find expected ',' or ']' (while parsing a flow sequence at 1:4)"},
        {"a: 1\n b: 2\n", "document:2:3: mapping values are not allowed in this context"},
        {"a:\n\t- b\n", "document:2:1: found character that cannot start any token (while "
                        "scanning for the next token at 2:1)"},
        {"[1]: a\n",
         "document:1:1: a key must be a scalar; lists and mappings cannot be keys here"},
        {"? {a: 1}\n: b\n",
         "document:1:3: a key must be a scalar; lists and mappings cannot be keys here"},
        {"a: &x [1]\n*x : 2\n",
         "document:2:1: a key must be a scalar; lists and mappings cannot be keys here"},
        {"a: *x\n", "document:1:4: the alias '*x' has no anchor '&x' before it"},
        {"a: &x [1, *x]\n", "document:1:11: the alias '*x' stands inside its own anchor; a value "
                            "cannot hold itself"},
        {"a: .nan\n", "document:1:4: .nan is no number that JSON knows; use null, or quote it to "
                      "mean text"},
        {"- -.INF\n", "document:1:3: -.INF is no number that JSON knows; use null, or quote it to "
                      "mean text"},
        {"a: 0x10000000000000000\n",
         "document:1:4: the number '0x10000000000000000' has more than 64 bits; write it in "
         "decimal"},
        {"a: !foo 1\n", "document:1:4: the tag '!foo' is not known here; only !!null, !!bool, "
                        "!!int, !!float, !!str, !!seq and !!map are"},
        {"a: !!binary aGk=\n",
         "document:1:4: the tag '!!binary' is not known here; only !!null, !!bool, !!int, !!float, "
         "!!str, !!seq and !!map are"},
        {"!!seq {a: 1}\n", "document:1:1: the tag '!!seq' is not known here; only !!null, !!bool, "
                           "!!int, !!float, !!str, !!seq and !!map are"},
        {"!!set {a}\n", "document:1:1: the tag '!!set' is not known here; only !!null, !!bool, "
                        "!!int, !!float, !!str, !!seq and !!map are"},
        {"a: !!int x\n", "document:1:4: 'x' does not fit its tag !!int"},
        {"a: !!bool yes\n", "document:1:4: 'yes' does not fit its tag !!bool"},
        {"!!int x: 1\n", "document:1:1: 'x' does not fit its tag !!int"},
        {"a: {<<: 1}\n", "document:1:9: the merge key '<<' wants a mapping or a list of mappings; "
                         "quote it to mean an ordinary key"},
        {"a: {<<: [{}, 1]}\n",
         "document:1:14: the merge key '<<' wants a mapping or a list of mappings; quote it to "
         "mean an ordinary key"},
        {"<<: {a: 1}\n<<: {b: 1}\n", "document:2:1: the merge key '<<' stands twice in one "
                                     "mapping; write one list: <<: [*a, *b]"},
        {"caf\xC3\xA9: 1\ncaf\xC3\xA9: \xC3\xA9 : x\n",
         "document:2:9: mapping values are not allowed in this context"},
        {"a: \xC3\xA9\nb: \xFF\n",
         "document:2:4: byte 0xFF is not valid UTF-8 here; save the document as UTF-8"},
        {"a: b\x01\n", "document:1:5: control characters are not allowed (character 0x01)"},
        {"\xEF\xBB\xBF"
         "caf\xC3\xA9: b\x01\n",
         "document:1:8: control characters are not allowed (character 0x01)"},
        {"\xFF\xFE"
         "a",
         "document:1:1: the document is UTF-16; save it as UTF-8"},
        {"\xFE\xFF", "document:1:1: the document is UTF-16; save it as UTF-8"},
        {"{\"a\": \"\\ud800\"}",
         "document:1:10: found invalid Unicode character escape code (while "
         "parsing a quoted scalar at 1:7)"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        is_refused(lc_yaml_read, rows[i].text, strlen(rows[i].text), rows[i].wanted);
    }
    is_refused(lc_yaml_read, "a: b\0c\n", 7,
               "document:1:5: control characters are not allowed (character 0x00)");
}

static void the_last_duplicate_counts_when_asked_for(void **state)
{
    struct reading r;
    (void)state;
    reading_begin(&r);
    reading_take(&r, lc_yaml_read, LC_STR("a: 1\nb: 2\na: 3\n<<: {b: 4, c: 5}\n"),
                 &(struct lc_read_options){.last_duplicate = true});
    assert_string_equal(reading_json(&r), "{\"b\":2,\"a\":3,\"c\":5}");
    reading_end(&r);
}

static void nodes_know_their_byte_offsets(void **state)
{
    struct reading r;
    (void)state;
    reading_of(&r, lc_yaml_read,
               "\xEF\xBB\xBF"
               "caf\xC3\xA9: na\xC3\xAFve\nb: [\xF0\x9F\x98\x80, x]\n");
    assert_string_equal(reading_json(&r),
                        "{\"caf\xC3\xA9\":\"na\xC3\xAFve\",\"b\":[\"\xF0\x9F\x98\x80\",\"x\"]}");
    const struct lc_value *b = lc_get(r.doc.root, "b");
    assert_int_equal(r.doc.root->offset, 3);
    assert_int_equal(lc_get_member(r.doc.root, LC_STR("b"))->key_offset, 17);
    assert_int_equal(b->offset, 20);
    assert_int_equal(lc_at(b, 1)->offset, 27);
    assert_true(r.doc.yaml);
    /* what stands in the source as it is, is not copied */
    assert_ptr_equal(lc_text(lc_at(b, 1)).ptr, r.copy + 27);
    reading_end(&r);
    reading_of(&r, lc_yaml_read, "a: \"quoted\"\nb: \"es\\tcaped\"\n");
    assert_ptr_equal(lc_text(lc_get(r.doc.root, "a")).ptr, r.copy + 4);
    reading_end(&r);
}

/* Nine levels of nine aliases each: 9^9 values from a few hundred bytes. */
static void alias_bombs_are_defused(void **state)
{
    struct reading r;
    struct lc_buf buf;
    (void)state;
    reading_begin(&r);
    lc_buf_init(&buf, &r.ctx.alloc, SIZE_MAX - 1);
    lc_buf_text(&buf, "a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 9; i++) {
        lc_buf_printf(&buf, "a%d: &a%d [", i, i);
        for (int k = 0; k < 9; k++) {
            lc_buf_printf(&buf, "%s*a%d", k ? "," : "", i - 1);
        }
        lc_buf_text(&buf, "]\n");
    }
    reading_take(&r, lc_yaml_read, lc_str(lc_buf_cstr(&buf)), NULL);
    assert_int_equal(r.status, CTR_E_LIMIT);
    assert_string_equal(reading_message(&r),
                        "document:7:10: alias expansion: 1270476 values out of 78 pieces of "
                        "source; write them out or use fewer aliases");
    assert_string_equal(ctr_error_detail(r.ctx.error, "limit"), "alias expansion");
    lc_buf_free(&buf);
    reading_end(&r);
}

/* The length of a text is noted where a value gets it, so that nothing of the size has to be made:
 * what is longer is never looked at. */
static void a_text_is_as_long_as_a_value_can_hold(void **state)
{
    static const char *const tags[] = {NULL, "!", "tag:yaml.org,2002:str"};
    (void)state;
    for (size_t i = 0; i < 2 * sizeof tags / sizeof tags[0]; i++) {
        struct reading r;
        struct lc_tree tree;
        struct lc_value value;
        size_t more = i & 1;
        reading_begin(&r);
        assert_int_equal(lc_tree_begin(&tree, &r.ctx, LC_STR("a\n b"), NULL, &r.doc), CTR_OK);
        assert_int_equal(lc_yaml_scalar(&tree, lc_str_n("", LC_VALUE_MOST + more), false,
                                        tags[i / 2], 3, &value),
                         CTR_OK);
        assert_int_equal(lc_tree_end(&tree, CTR_OK), more ? CTR_E_LIMIT : CTR_OK);
        if (more) {
            assert_string_equal(reading_message(&r), "document:2:2: a single text has more than "
                                                     "134217727 bytes; split it");
            assert_string_equal(ctr_error_detail(r.ctx.error, "limit"), "134217727");
        }
        reading_end(&r);
    }
}

/* JSON wants a digit before the point, which makes the number one longer than it was written. */
static void a_number_is_as_long_as_a_value_can_hold(void **state)
{
    size_t most = LC_VALUE_MOST;
    char *text = malloc(most);
    (void)state;
    assert_non_null(text);
    memset(text, '5', most);
    text[0] = '.';
    for (size_t more = 0; more < 2; more++) {
        struct reading r;
        struct lc_tree tree;
        struct lc_value value;
        reading_begin(&r);
        assert_int_equal(lc_tree_begin(&tree, &r.ctx, LC_STR("a"), NULL, &r.doc), CTR_OK);
        assert_int_equal(
            lc_yaml_scalar(&tree, lc_str_n(text, most - 1 + more), true, NULL, 0, &value), CTR_OK);
        assert_int_equal(lc_tree_end(&tree, CTR_OK), more ? CTR_E_LIMIT : CTR_OK);
        reading_end(&r);
    }
    free(text);
}

static void limits_count_aliases_as_expanded(void **state)
{
    struct reading r;
    (void)state;
    reading_begin(&r);
    r.ctx.limits.max_nodes = 8;
    reading_take(&r, lc_yaml_read, LC_STR("[&a [1, 2], *a, 3]"), NULL);
    assert_int_equal(r.status, CTR_OK);
    free(r.copy);
    reading_take(&r, lc_yaml_read, LC_STR("[&a [1, 2], *a, *a]"), NULL);
    assert_int_equal(r.status, CTR_E_LIMIT);
    assert_string_equal(reading_message(&r), "document:1:17: 10 values after alias expansion, at "
                                             "most 8 are allowed; raise max_nodes or split it");
    reading_end(&r);

    reading_begin(&r);
    r.ctx.limits.max_depth = 4;
    reading_take(&r, lc_yaml_read, LC_STR("a: &a [[1]]\nb: [*a]\n"), NULL);
    assert_int_equal(r.status, CTR_OK);
    free(r.copy);
    reading_take(&r, lc_yaml_read, LC_STR("a: &a [[1]]\nb: [[*a]]\n"), NULL);
    assert_int_equal(r.status, CTR_E_LIMIT);
    assert_string_equal(reading_message(&r), "document:2:6: nested deeper than 4 levels; raise "
                                             "max_depth (at most 10000) or flatten it");
    reading_end(&r);

    reading_begin(&r);
    r.ctx.limits.max_depth = 2;
    reading_take(&r, lc_yaml_read, LC_STR("a:\n  b:\n    c: 1\n"), NULL);
    assert_int_equal(r.status, CTR_E_LIMIT);
    assert_string_equal(reading_message(&r), "document:3:5: nested deeper than 2 levels; raise "
                                             "max_depth (at most 10000) or flatten it");
    reading_end(&r);
}

static void ten_thousand_levels_do_not_hurt(void **state)
{
    enum { LEVELS = 20000 };
    char *text = malloc(LEVELS);
    struct reading r;
    (void)state;
    assert_non_null(text);
    memset(text, '[', LEVELS);
    reading_begin(&r);
    reading_take(&r, lc_yaml_read, lc_str_n(text, LEVELS), NULL);
    assert_int_equal(r.status, CTR_E_LIMIT);
    reading_end(&r);
    for (int i = 0; i < LEVELS; i++) {
        text[i] = "- "[i & 1];
    }
    reading_begin(&r);
    r.ctx.limits.max_depth = UINT32_MAX;
    reading_take(&r, lc_yaml_read, lc_str_n(text, LEVELS), NULL);
    assert_int_equal(r.status, CTR_OK);
    reading_end(&r);
    free(text);
}

static void every_failing_allocation_is_no_memory(void **state)
{
    (void)state;
    reading_walk(lc_yaml_read, "a: &a {x: 1, y: \"t\\tt\"}\nb: [*a, 0x1F]\nc: {<<: *a, d: 4}\n"
                               "e: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]"
                               "]]]]]]]]]]]]]]]\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scalars_mean_what_yaml_1_2_says),
        cmocka_unit_test(documents_become_the_same_tree_as_json),
        cmocka_unit_test(aliases_stand_for_what_they_name),
        cmocka_unit_test(merge_keys_are_taken),
        cmocka_unit_test(what_is_wrong_is_said_with_its_place),
        cmocka_unit_test(the_last_duplicate_counts_when_asked_for),
        cmocka_unit_test(nodes_know_their_byte_offsets),
        cmocka_unit_test(alias_bombs_are_defused),
        cmocka_unit_test(a_text_is_as_long_as_a_value_can_hold),
        cmocka_unit_test(a_number_is_as_long_as_a_value_can_hold),
        cmocka_unit_test(limits_count_aliases_as_expanded),
        cmocka_unit_test(ten_thousand_levels_do_not_hurt),
        cmocka_unit_test(every_failing_allocation_is_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
