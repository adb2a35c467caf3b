/* JSON out: strings, trees, the canonical form, objects built by hand. */
#include "reading.h"

struct row {
    const char *text;
    const char *wanted;
};

static void strings_are_escaped_as_rfc_8785_says(void **state)
{
    static const struct row rows[] = {
        {"", "\"\""},
        {"plain", "\"plain\""},
        {"\"\\/", "\"\\\"\\\\/\""},
        {"\b\t\n\f\r", "\"\\b\\t\\n\\f\\r\""},
        {"\x01\x1F\x7F", "\"\\u0001\\u001f\x7F\""},
        {"\xE2\x82\xAC$\x0F\nA'B\"\\\"/", "\"\xE2\x82\xAC$\\u000f\\nA'B\\\"\\\\\\\"/\""},
        {"a text of more than sixteen bytes\nand another such", "\"a text of more than sixteen "
                                                                "bytes\\nand another such\""},
    };
    struct lc_ctx ctx;
    struct lc_buf buf;
    (void)state;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    lc_buf_init(&buf, &ctx.alloc, 4096);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        lc_buf_clear(&buf);
        lc_json_string(&buf, lc_str(rows[i].text));
        assert_string_equal(lc_buf_cstr(&buf), rows[i].wanted);
    }
    lc_buf_clear(&buf);
    lc_json_string(&buf, lc_str_n("a\0b", 3));
    assert_string_equal(lc_buf_cstr(&buf), "\"a\\u0000b\"");
    lc_buf_clear(&buf);
    lc_json_string(&buf, (struct lc_str){NULL, 0});
    assert_string_equal(lc_buf_cstr(&buf), "\"\"");
    lc_buf_free(&buf);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void canonical(const char *text, char *out, size_t size)
{
    struct reading r;
    struct lc_buf buf;
    reading_of(&r, lc_json_read, text);
    assert_int_equal(r.status, CTR_OK);
    lc_buf_init(&buf, &r.ctx.alloc, size - 1);
    assert_int_equal(lc_json_canonical(&r.ctx, &buf, r.doc.root), CTR_OK);
    snprintf(out, size, "%s", lc_buf_cstr(&buf));
    lc_buf_free(&buf);
    reading_end(&r);
}

static void equal_numbers_have_one_canonical_text(void **state)
{
    static const struct row rows[] = {
        {"1", "1"},
        {"1.0", "1"},
        {"1e0", "1"},
        {"10e-1", "1"},
        {"0.1e1", "1"},
        {"1.10", "1.1"},
        {"1.1", "1.1"},
        {"11e-1", "1.1"},
        {"0", "0"},
        {"-0", "0"},
        {"0.0e5", "0"},
        {"-0e99999999999999999999", "0"},
        {"-1", "-1"},
        {"-1.50", "-1.5"},
        {"100", "100"},
        {"1e2", "100"},
        {"1E+2", "100"},
        {"9007199254740991", "9007199254740991"},
        {"9007199254740993", "9007199254740993"},
        {"0.1", "0.1"},
        {"1e-1", "0.1"},
        {"0.000001", "0.000001"},
        {"0.0000001", "1e-7"},
        {"0.00000123", "0.00000123"},
        {"0.000000123", "1.23e-7"},
        {"123456789012345678901", "123456789012345678901"},
        {"100000000000000000000", "100000000000000000000"},
        {"1e20", "100000000000000000000"},
        {"1e21", "1e+21"},
        {"1000000000000000000000", "1e+21"},
        {"1234567890123456789012", "1.234567890123456789012e+21"},
        {"12345678901234567890.12", "12345678901234567890.12"},
        {"123.456e-10", "1.23456e-8"},
        {"123.456e2", "12345.6"},
        {"123.456e3", "123456"},
        {"123.456e5", "12345600"},
        {"0.00123456e3", "1.23456"},
        {"1e400", "1e+400"},
        {"1e-400", "1e-400"},
        {"1e1000000", "1e+1000000"},
        {"-2.50e-1000000", "-2.5e-1000000"},
        {"0.1e1000000", "1e+999999"},
        {"333333333.33333329", "333333333.33333329"},
        {"4.50", "4.5"},
        {"2e-3", "0.002"},
    };
    char text[256];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        canonical(rows[i].text, text, sizeof text);
        assert_string_equal(text, rows[i].wanted);
        canonical(rows[i].wanted, text, sizeof text); /* and it is stable */
        assert_string_equal(text, rows[i].wanted);
    }
}

static void exponents_without_measure_are_refused(void **state)
{
    static const char *const rows[] = {"1e1000001", "[1e-1000001]",
                                       "{\"a\":1e99999999999999999999}"};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct reading r;
        struct lc_buf buf;
        reading_of(&r, lc_json_read, rows[i]);
        assert_int_equal(r.status, CTR_OK);
        lc_buf_init(&buf, &r.ctx.alloc, 4096);
        r.status = lc_json_canonical(&r.ctx, &buf, r.doc.root);
        assert_int_equal(r.status, CTR_E_INPUT);
        assert_non_null(strstr(reading_message(&r), "has an exponent beyond 1000000"));
        lc_buf_free(&buf);
        reading_end(&r);
    }
}

static void members_are_sorted_by_utf16(void **state)
{
    static const struct row rows[] = {
        {"{\"b\":1,\"a\":{\"d\":[{\"z\":1,\"y\":2}],\"c\":0}}",
         "{\"a\":{\"c\":0,\"d\":[{\"y\":2,\"z\":1}]},\"b\":1}"},
        {"{\"aa\":1,\"a\":2,\"\":3}", "{\"\":3,\"a\":2,\"aa\":1}"},
        /* U+1F600 is D83D DE00 in UTF-16, before U+FB33 and U+E000 but behind U+D7FF */
        {"{\"\xEF\xAC\xB3\":1,\"\xF0\x9F\x98\x80\":2,\"\xEE\x80\x80\":3,\"\xED\x9F\xBF\":4,\"z\":"
         "5}",
         "{\"z\":5,\"\xED\x9F\xBF\":4,\"\xF0\x9F\x98\x80\":2,\"\xEE\x80\x80\":3,\"\xEF\xAC\xB3\":"
         "1}"},
        {"{\"\\u20ac\":\"Euro\",\"\\r\":\"CR\",\"1\":\"One\",\"\\u0080\":\"C\",\"\\ud83d\\ude00\":"
         "\"S\","
         "\"\\u00f6\":\"o\",\"\\ufb33\":\"D\",\"</script>\":\"B\"}",
         "{\"\\r\":\"CR\",\"1\":\"One\",\"</script>\":\"B\",\"\xC2\x80\":\"C\",\"\xC3\xB6\":\"o\","
         "\"\xE2\x82\xAC\":\"Euro\",\"\xF0\x9F\x98\x80\":\"S\",\"\xEF\xAC\xB3\":\"D\"}"},
        {" [ true , false , null , \"\\/\" ] ", "[true,false,null,\"/\"]"},
    };
    char text[512];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        canonical(rows[i].text, text, sizeof text);
        assert_string_equal(text, rows[i].wanted);
    }
}

static void a_full_buffer_is_a_limit(void **state)
{
    (void)state;
    for (size_t max = 0; max < 9; max++) {
        struct reading r;
        struct lc_buf buf;
        reading_of(&r, lc_json_read, "[1,{\"a\":2}]");
        lc_buf_init(&buf, &r.ctx.alloc, max);
        r.status = lc_json_canonical(&r.ctx, &buf, r.doc.root);
        assert_int_equal(r.status, CTR_E_LIMIT);
        assert_int_equal(ctr_error_status(r.ctx.error), CTR_E_LIMIT);
        lc_buf_free(&buf);
        reading_end(&r);
    }
}

static bool canonical_work(const ctr_allocator *alloc)
{
    struct lc_ctx ctx;
    struct lc_doc doc;
    struct lc_buf buf;
    assert_int_equal(lc_ctx_begin(&ctx, alloc), CTR_OK);
    lc_buf_init(&buf, &ctx.alloc, SIZE_MAX - 1);
    ctr_status status = lc_json_read(&ctx, LC_STR("{\"b\":[1],\"a\":{}}"), NULL, &doc);
    if (status == CTR_OK) {
        status = lc_json_canonical(&ctx, &buf, doc.root);
    }
    bool through = status == CTR_OK;
    if (through) {
        assert_string_equal(lc_buf_cstr(&buf), "{\"a\":{},\"b\":[1]}");
    } else {
        assert_int_equal(status, CTR_E_NOMEM);
        assert_int_equal(ctr_error_status(ctx.error), CTR_E_NOMEM);
    }
    lc_buf_free(&buf);
    lc_ctx_end(&ctx, status, NULL);
    return through;
}

static const struct lc_pair pairs[] = {
    LC_PAIR("version", "1.0"),  LC_PAIR("actor", "a\"b"),  LC_PAIR_INT("count", INT64_MIN),
    LC_PAIR("gone", NULL),      LC_PAIR_RAW("raw", "[1]"), LC_PAIR_RAW("no_raw", NULL),
    LC_PAIR_INT("a_number", 0),
};

static bool pairs_work(const ctr_allocator *alloc)
{
    struct lc_ctx ctx;
    assert_int_equal(lc_ctx_begin(&ctx, alloc), CTR_OK);
    const char *text = lc_json_pairs(&ctx, pairs, sizeof pairs / sizeof pairs[0]);
    bool through = text != NULL;
    if (through) {
        assert_string_equal(text,
                            "{\"a_number\":0,\"actor\":\"a\\\"b\",\"count\":-9223372036854775808,"
                            "\"raw\":[1],\"version\":\"1.0\"}");
    } else {
        assert_int_equal(ctr_error_status(ctx.error), CTR_E_NOMEM);
    }
    lc_ctx_end(&ctx, through ? CTR_OK : CTR_E_NOMEM, NULL);
    return through;
}

static void hand_made_objects_are_sorted_and_complete(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    assert_true(pairs_work(NULL));
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_string_equal(lc_json_pairs(&ctx, NULL, 0), "{}");
    assert_string_equal(lc_json_strings(&ctx, (const char *const[]){"a", "\""}, 2),
                        "[\"a\",\"\\\"\"]");
    assert_string_equal(lc_json_strings(&ctx, NULL, 0), "[]");
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void every_failing_allocation_is_no_memory(void **state)
{
    (void)state;
    fault_walk(canonical_work);
    fault_walk(pairs_work);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_escaped_as_rfc_8785_says),
        cmocka_unit_test(equal_numbers_have_one_canonical_text),
        cmocka_unit_test(exponents_without_measure_are_refused),
        cmocka_unit_test(members_are_sorted_by_utf16),
        cmocka_unit_test(a_full_buffer_is_a_limit),
        cmocka_unit_test(hand_made_objects_are_sorted_and_complete),
        cmocka_unit_test(every_failing_allocation_is_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
