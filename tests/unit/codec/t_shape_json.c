/* Results to JSON and back by their shape. */
#include "reading.h"

struct point {
    const char *name;
    int64_t x;
};

struct sample {
    const char *text;
    const char *json;
    const char *value;
    int64_t count;
    int32_t truth;
    int32_t word;
    int64_t at_us;
    struct point inside;
    const struct point *behind;
    const struct point *list;
    size_t list_count;
    const char *const *strings;
    size_t string_count;
    const void *bytes;
    size_t byte_count;
    const char *hidden;
    int32_t mark;
    int64_t ordinal;
};

static const struct lc_word words[] = {{1, "first-word"}, {2, "second"}, {0, NULL}};

static const struct lc_field point_fields[] = {
    LC_FIELD_OF(point, "name", LC_KIND_STR, name),
    LC_FIELD_OF(point, "x", LC_KIND_INT, x),
};
static const struct lc_shape point_shape = LC_SHAPE(point, point_fields);

static const struct lc_field sample_fields[] = {
    LC_FIELD_OF(sample, "mark", LC_KIND_MARK, mark),
    LC_FIELD_OF(sample, "ordinal", LC_KIND_ORDINAL, ordinal),
    LC_FIELD_OF(sample, "text", LC_KIND_STR, text),
    LC_FIELD_OF(sample, "json", LC_KIND_JSON, json),
    LC_FIELD_OF(sample, "value", LC_KIND_VALUE, value),
    LC_FIELD_OF(sample, "count", LC_KIND_INT, count),
    LC_FIELD_OF(sample, "truth", LC_KIND_BOOL, truth),
    LC_FIELD_WORD(sample, "word", word, words),
    LC_FIELD_OF(sample, "at", LC_KIND_TIME, at_us),
    LC_FIELD_NEST(sample, "inside", LC_KIND_OBJECT, inside, &point_shape),
    LC_FIELD_NEST(sample, "behind", LC_KIND_REF, behind, &point_shape),
    LC_FIELD_LIST(sample, "list", list, list_count, &point_shape),
    LC_FIELD_STRS(sample, "strings", strings, string_count),
    {"bytes", LC_KIND_BYTES, offsetof(struct sample, bytes), offsetof(struct sample, byte_count),
     NULL, NULL, NULL},
    LC_FIELD_OF(sample, NULL, LC_KIND_STR, hidden),
};
static const struct lc_shape sample_shape = LC_SHAPE(sample, sample_fields);

static const struct lc_shape empty_shape = {"empty", sizeof(struct point), NULL, 0};

static const struct point points[] = {{"a", 1}, {NULL, -2}};
static const char *const strings[] = {"one", "t\"wo"};

static const struct sample full = {
    .text = "caf\xC3\xA9\n",
    .json = "{\"b\":[1.0]}",
    .value = "{\"n\":1.0,\"a\":1e2}",
    .count = INT64_MIN,
    .truth = 1,
    .word = 2,
    .at_us = INT64_C(1795166400000000) + 123456,
    .inside = {"in", 3},
    .behind = &points[0],
    .list = points,
    .list_count = 2,
    .strings = strings,
    .string_count = 2,
    .bytes = "xyz",
    .byte_count = 3,
    .hidden = "secret",
    .mark = 1,
    .ordinal = 7,
};

static const char compact_full[] =
    "{\"mark\":true,\"ordinal\":7,\"text\":\"caf\xC3\xA9\\n\",\"json\":{\"b\":[1.0]},"
    "\"value\":{\"n\":1.0,\"a\":1e2},\"count\":-"
    "9223372036854775808,"
    "\"truth\":true,\"word\":\"second\",\"at\":\"2026-11-20T09:20:00.123456Z\","
    "\"inside\":{\"name\":\"in\",\"x\":3},\"behind\":{\"name\":\"a\",\"x\":1},"
    "\"list\":[{\"name\":\"a\",\"x\":1},{\"name\":null,\"x\":-2}],\"strings\":[\"one\",\"t\\\"wo\"]"
    "}";

static const char indented_empty[] = "{\n"
                                     "  \"ordinal\": null,\n"
                                     "  \"text\": null,\n"
                                     "  \"json\": null,\n"
                                     "  \"value\": null,\n"
                                     "  \"count\": 0,\n"
                                     "  \"truth\": false,\n"
                                     "  \"word\": null,\n"
                                     "  \"at\": null,\n"
                                     "  \"inside\": {\n"
                                     "    \"name\": null,\n"
                                     "    \"x\": 0\n"
                                     "  },\n"
                                     "  \"behind\": null,\n"
                                     "  \"list\": [],\n"
                                     "  \"strings\": []\n"
                                     "}";

static void write(const struct lc_shape *shape, const void *body, bool indent, const char *wanted)
{
    struct lc_ctx ctx;
    struct lc_buf buf;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    lc_buf_init(&buf, &ctx.alloc, 1 << 20);
    lc_json_shape(&buf, shape, body, indent);
    assert_string_equal(lc_buf_cstr(&buf), wanted);
    lc_buf_free(&buf);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void every_kind_is_written(void **state)
{
    (void)state;
    write(&sample_shape, &full, false, compact_full);
    write(&sample_shape, &(struct sample){0}, true, indented_empty);
    write(&empty_shape, &points[0], true, "{}");
}

static const char *told_of(const void *body)
{
    return ((const struct point *)body)->x > 0 ? "positive" : NULL;
}

static const struct lc_field told_fields[] = {
    LC_FIELD_OF(point, "x", LC_KIND_INT, x),
    LC_FIELD_TOLD(point, "sign", told_of),
};
static const struct lc_shape told_shape = LC_SHAPE(point, told_fields);

static void what_is_told_is_shown_and_never_stored(void **state)
{
    (void)state;
    write(&told_shape, &points[0], true, "{\n  \"x\": 1,\n  \"sign\": \"positive\"\n}");
    write(&told_shape, &points[1], true, "{\n  \"x\": -2,\n  \"sign\": null\n}");
    write(&told_shape, &points[0], false, "{\"x\":1}");
}

static void lists_are_indented(void **state)
{
    static const char wanted[] = "{\n"
                                 "  \"ordinal\": null,\n"
                                 "  \"text\": null,\n"
                                 "  \"json\": null,\n"
                                 "  \"value\": null,\n"
                                 "  \"count\": 0,\n"
                                 "  \"truth\": false,\n"
                                 "  \"word\": \"first-word\",\n"
                                 "  \"at\": null,\n"
                                 "  \"inside\": {\n"
                                 "    \"name\": null,\n"
                                 "    \"x\": 0\n"
                                 "  },\n"
                                 "  \"behind\": {\n"
                                 "    \"name\": \"a\",\n"
                                 "    \"x\": 1\n"
                                 "  },\n"
                                 "  \"list\": [\n"
                                 "    {\n"
                                 "      \"name\": \"a\",\n"
                                 "      \"x\": 1\n"
                                 "    }\n"
                                 "  ],\n"
                                 "  \"strings\": [\n"
                                 "    \"one\",\n"
                                 "    \"t\\\"wo\"\n"
                                 "  ]\n"
                                 "}";
    struct sample s = {.word = 1,
                       .behind = points,
                       .list = points,
                       .list_count = 1,
                       .strings = strings,
                       .string_count = 2};
    (void)state;
    write(&sample_shape, &s, true, wanted);
}

static bool unshape_work(const ctr_allocator *alloc)
{
    struct lc_ctx ctx;
    struct lc_doc doc;
    struct sample s = {0};
    assert_int_equal(lc_ctx_begin(&ctx, alloc), CTR_OK);
    ctr_status status = lc_json_read(&ctx, lc_str(compact_full), NULL, &doc);
    if (status == CTR_OK) {
        status = lc_json_unshape(&ctx, &sample_shape, doc.root, &s);
    }
    if (status == CTR_OK) {
        assert_string_equal(s.text, full.text);
        assert_string_equal(s.json, "{\"b\":[1]}"); /* canonical now */
        assert_string_equal(s.value, full.value);
        assert_true(s.count == full.count);
        assert_int_equal(s.truth, 1);
        assert_int_equal(s.word, 2);
        assert_true(s.at_us == full.at_us);
        assert_string_equal(s.inside.name, "in");
        assert_int_equal(s.inside.x, 3);
        assert_string_equal(s.behind->name, "a");
        assert_int_equal(s.list_count, 2);
        assert_null(s.list[1].name);
        assert_int_equal(s.list[1].x, -2);
        assert_int_equal(s.string_count, 2);
        assert_string_equal(s.strings[1], "t\"wo");
        assert_null(s.bytes);
        assert_null(s.hidden);
    } else {
        assert_int_equal(status, CTR_E_NOMEM);
    }
    lc_ctx_end(&ctx, status, NULL);
    return status == CTR_OK;
}

static void what_was_written_is_read_back(void **state)
{
    (void)state;
    assert_true(unshape_work(NULL));
}

static void missing_members_stay_zero_and_unknown_ones_are_passed_over(void **state)
{
    struct sample s = {0};
    struct reading r;
    (void)state;
    reading_of(&r, lc_json_read,
               "{\"unknown\":{\"x\":[]},\"bytes\":1,\"count\":5.0,\"text\":null,"
               "\"behind\":null,\"word\":\"FIRST_WORD\",\"list\":[]}");
    assert_int_equal(lc_json_unshape(&r.ctx, &sample_shape, r.doc.root, &s), CTR_OK);
    assert_int_equal(s.count, 5);
    assert_int_equal(s.word, 1);
    assert_null(s.text);
    assert_null(s.behind);
    assert_null(s.list);
    assert_int_equal(s.list_count, 0);
    assert_int_equal(s.at_us, 0);
    reading_end(&r);
}

static void members_of_the_wrong_kind_are_corruption(void **state)
{
    static const struct {
        const char *text;
        const char *message;
    } rows[] = {
        {"[]", "sample should be a JSON object"},
        {"{\"text\":1}", "member 'text' of sample should be a string without NUL, or null"},
        {"{\"text\":\"a\\u0000\"}",
         "member 'text' of sample should be a string without NUL, or null"},
        {"{\"count\":1.5}", "member 'count' of sample should be an integer of 64 bits"},
        {"{\"count\":9223372036854775808}",
         "member 'count' of sample should be an integer of 64 bits"},
        {"{\"count\":null}", "member 'count' of sample should be an integer of 64 bits"},
        {"{\"ordinal\":0}", "member 'ordinal' of sample should be an integer from 1, or null"},
        {"{\"mark\":null}", "member 'mark' of sample should be true or false"},
        {"{\"truth\":1}", "member 'truth' of sample should be true or false"},
        {"{\"word\":\"third\"}", "member 'word' of sample should be first-word or second"},
        {"{\"word\":1}", "member 'word' of sample should be a string without NUL, or null"},
        {"{\"at\":\"yesterday\"}", "member 'at' of sample should be a time as RFC 3339 has it, or "
                                   "null"},
        {"{\"at\":5}", "member 'at' of sample should be a time as RFC 3339 has it, or null"},
        {"{\"inside\":null}", "member 'inside' of sample should be an object"},
        {"{\"inside\":{\"x\":\"1\"}}", "member 'x' of point should be an integer of 64 bits"},
        {"{\"behind\":[]}", "member 'behind' of sample should be an object, or null"},
        {"{\"list\":{}}", "member 'list' of sample should be an array of objects"},
        {"{\"list\":[{},1]}", "member 'list' of sample should be an object"},
        {"{\"strings\":\"one\"}", "member 'strings' of sample should be an array of strings"},
        {"{\"strings\":[1]}", "member 'strings' of sample should be a string without NUL, or null"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sample s = {0};
        struct reading r;
        reading_of(&r, lc_json_read, rows[i].text);
        assert_int_equal(r.status, CTR_OK);
        r.status = lc_json_unshape(&r.ctx, &sample_shape, r.doc.root, &s);
        assert_int_equal(r.status, CTR_E_CORRUPT);
        assert_string_equal(reading_message(&r), rows[i].message);
        reading_end(&r);
    }
}

static void every_failing_allocation_is_no_memory(void **state)
{
    (void)state;
    fault_walk(unshape_work);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_written),
        cmocka_unit_test(what_is_told_is_shown_and_never_stored),
        cmocka_unit_test(lists_are_indented),
        cmocka_unit_test(what_was_written_is_read_back),
        cmocka_unit_test(missing_members_stay_zero_and_unknown_ones_are_passed_over),
        cmocka_unit_test(members_of_the_wrong_kind_are_corruption),
        cmocka_unit_test(every_failing_allocation_is_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
