/* Data in XML: what tree it means, what is refused, the way there and back, memory. */
#include "base/once.h"
#include "codec/xml_value.h"
#include "reading.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

struct xml {
    struct reading r;
    struct lc_str root, ns;
};

static ctr_status read_plain(struct lc_ctx *ctx, struct lc_str text,
                             const struct lc_read_options *options, struct lc_doc *doc)
{
    struct lc_str root, ns;
    LC_TRY(lc_once(ctx));
    return lc_xml_value_read(ctx, text, options, doc, &root, &ns);
}

static void elements_mean_the_same_as_json(void **state)
{
    (void)state;
    static const struct {
        const char *xml, *json;
    } cases[] = {
        {"<r/>", "\"\""},
        {"<r></r>", "\"\""},
        {"<r> \n </r>", "\"\""},
        {"<r>a</r>", "\"a\""},
        {"<r><a>1</a><b>x</b></r>", "{\"a\":1,\"b\":\"x\"}"},
        {"<r><a> 1.50 </a><b>-0</b><c>1e5</c><d>2E-3</d></r>",
         "{\"a\":1.50,\"b\":-0,\"c\":1e5,\"d\":2E-3}"},
        {"<r><a>007</a><b>+1</b><c>.5</c><d>5.</d><e>0x1F</e><f>1e</f><g>-</g></r>",
         "{\"a\":\"007\",\"b\":\"+1\",\"c\":\".5\",\"d\":\"5.\",\"e\":\"0x1F\",\"f\":\"1e\","
         "\"g\":\"-\"}"},
        {"<r><a>true</a><b>false</b><c>True</c><d>null</d><e>~</e><f>yes</f></r>",
         "{\"a\":true,\"b\":false,\"c\":\"True\",\"d\":\"null\",\"e\":\"~\",\"f\":\"yes\"}"},
        {"<r><a null='true'/></r>", "{\"a\":null}"},
        {"<r><l><item>1</item><item>b</item><item/></l></r>", "{\"l\":[1,\"b\",\"\"]}"},
        {"<r><item><item>1</item></item><item><a>2</a></item></r>", "[[1],{\"a\":2}]"},
        {"<r><entry key='a b'>1</entry><entry key=''>2</entry></r>", "{\"a b\":1,\"\":2}"},
        {"<r><entry key='item'>1</entry><entry key='entry'>2</entry></r>",
         "{\"item\":1,\"entry\":2}"},
        {"<r><a>one\ntwo</a></r>", "{\"a\":\"one\\ntwo\"}"},
        {"<r><a>x&lt;&amp;&#65;<![CDATA[<y>]]></a></r>", "{\"a\":\"x<&A<y>\"}"},
        {"<r><a>x<!-- y -->z</a></r>", "{\"a\":\"xz\"}"},
        {"<n:r xmlns:n='urn:x'><n:a>1</n:a></n:r>", "{\"a\":1}"},
        {"\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?>\n<r><a>\xC3\xA9</a></r>",
         "{\"a\":\"\xC3\xA9\"}"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        reads_as(read_plain, cases[i].xml, cases[i].json);
    }
}

static void the_root_and_its_namespace_are_told(void **state)
{
    (void)state;
    struct xml x;
    reading_begin(&x.r);
    assert_int_equal(lc_once(&x.r.ctx), CTR_OK);
    assert_int_equal(lc_xml_value_read(&x.r.ctx,
                                       LC_STR("<p:master xmlns:p='urn:x'><a/></p:master>"), NULL,
                                       &x.r.doc, &x.root, &x.ns),
                     CTR_OK);
    assert_true(lc_str_is(x.root, "master"));
    assert_true(lc_str_is(x.ns, "urn:x"));
    lc_ctx_end(&x.r.ctx, CTR_OK, NULL);
}

static void other_xml_is_refused_at_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *xml, *message;
    } cases[] = {
        {"", "1:1: the document is empty; XML was wanted"},
        {"<", "1:1: no root element was found; is this XML, and not cut off?"},
        {"<a>\n<b>", "2:4: the document ends inside an element; is the file cut off?"},
        {"<a></b>", "1:8: opening and ending tag mismatch: a line 1 and b"},
        {"<a/><b/>", "1:5: something follows the end of the root element"},
        {"<!DOCTYPE a><a/>", "1:1: a DOCTYPE is not accepted; remove it"},
        {"<a>x<b/></a>", "1:5: an element holds text and elements; one of the two was wanted"},
        {"<a><b/>x</a>", "1:8: text stands between elements; elements alone were wanted"},
        {"<a><item/><b/></a>", "1:11: a named element stands among 'item's"},
        {"<a>\n <b/>\n <item/></a>", "3:2: an 'item' stands among named elements"},
        {"<a><entry/></a>", "1:4: an entry has no attribute 'key'"},
        {"<a><b key='x'/></a>", "1:4: attribute 'key' has no meaning here; wanted are 'key' of an "
                                "entry and null=\"true\""},
        {"<a lang='en'/>", "1:1: attribute 'lang' has no meaning here; wanted are 'key' of an "
                           "entry and null=\"true\""},
        {"<a><b null='1'/></a>", "1:4: attribute 'null' has no meaning here; wanted are 'key' of "
                                 "an entry and null=\"true\""},
        {"<a><b null='true'>x</b></a>", "1:20: an element with null=\"true\" holds text"},
        {"<a><b/><b/></a>",
         "1:8: the key 'b' stands twice in one object, first at 1:4; remove one"},
        {"<a><b/><entry key='b'/></a>",
         "1:8: the key 'b' stands twice in one object, first at 1:4; remove one"},
        {"<a>&foo;</a>", "1:9: entity 'foo' not defined"},
        {"<a>\xFF</a>", "1:4: byte 0xFF is not UTF-8 here"},
        {"<?pi x?><a/>", "1:1: a processing instruction ('pi') is not accepted; remove it"},
    };
    int wrong = 0;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct reading r;
        char message[300];
        reading_of(&r, read_plain, cases[i].xml);
        assert_int_equal(r.status, CTR_E_INPUT);
        snprintf(message, sizeof message, "document:%s", cases[i].message);
        if (strcmp(reading_message(&r), message) != 0) {
            print_error("%s\n    want %s\n    got  %s\n", cases[i].xml, message,
                        reading_message(&r));
            wrong++;
        }
        assert_non_null(ctr_error_detail(r.ctx.error, "line"));
        reading_end(&r);
    }
    assert_int_equal(wrong, 0);
}

static void depth_and_size_are_bounded(void **state)
{
    (void)state;
    enum { DEEP = 10000 };
    static char text[DEEP * 7 + 1];
    struct reading r;
    for (int i = 0; i < DEEP; i++) {
        memcpy(text + 3 * i, "<a>", 3);
        memcpy(text + 3 * DEEP + 4 * i, "</a>", 4);
    }
    reading_of(&r, read_plain, text);
    assert_int_equal(r.status, CTR_E_LIMIT);
    reading_end(&r);
    reading_begin(&r);
    r.ctx.limits.max_document_bytes = 10;
    reading_take(&r, read_plain, LC_STR("<a>0123456789</a>"), NULL);
    assert_int_equal(r.status, CTR_E_LIMIT);
    reading_end(&r);
    reading_begin(&r);
    r.ctx.limits.max_nodes = 3;
    reading_take(&r, read_plain, LC_STR("<a><b/><c/><d/></a>"), NULL);
    assert_int_equal(r.status, CTR_E_LIMIT);
    reading_end(&r);
}

static void places_are_those_of_the_elements(void **state)
{
    (void)state;
    static const char text[] = "<r>\r\n <a>1</a>\r <\xC3\xA9>2</\xC3\xA9><b>3</b>\n</r>";
    static const struct {
        const char *key;
        int64_t line, column;
    } cases[] = {{"a", 2, 2}, {"\xC3\xA9", 3, 2}, {"b", 3, 10}};
    struct reading r;
    reading_of(&r, read_plain, text);
    assert_int_equal(r.status, CTR_OK);
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t line, column;
        const struct lc_member *m = lc_get_member(r.doc.root, lc_str(cases[i].key));
        assert_non_null(m);
        lc_doc_place(&r.ctx, &r.doc, m->value.offset, &line, &column);
        assert_int_equal(line, cases[i].line);
        assert_int_equal(column, cases[i].column);
        assert_int_equal(m->key_offset, m->value.offset);
    }
    reading_end(&r);
}

/* ---- writing ---- */

struct sink {
    char text[4096];
    size_t size;
    bool stop;
};

static ctr_status put(void *user, const void *bytes, size_t size)
{
    struct sink *s = user;
    if (s->stop || s->size + size >= sizeof s->text) {
        return CTR_E_CANCELLED;
    }
    memcpy(s->text + s->size, bytes, size);
    s->size += size;
    s->text[s->size] = '\0';
    return CTR_OK;
}

static void a_tree_comes_back_from_its_xml(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "{}",
        "{\"a\":1,\"b\":\"x\",\"c\":true,\"d\":false}",
        "{\"a\":[1,\"two\",null,[3],{\"b\":4}]}",
        "{\"a b\":1,\"\":2,\"item\":3,\"entry\":4,\"1x\":5,\"x:y\":6,\"\xC3\xA9\":7}",
        "{\"a\":\"<&>\\\"'\",\"b\":\"one\\ntwo\",\"c\":\"]]>\"}",
        "{\"a\":\"\xE2\x82\xAC \xF0\x9F\x98\x80\"}",
        "{\"a\":-1.5e-3}",
        "{\"a\":\"null\",\"b\":\"~\",\"c\":\"0x1F\"}",
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct reading json, xml;
        struct sink s = {.size = 0};
        reading_of(&json, lc_json_read, cases[i]);
        assert_int_equal(json.status, CTR_OK);
        assert_int_equal(lc_xml_value_write(&json.ctx, json.doc.root, "root", "urn:x", put, &s),
                         CTR_OK);
        reading_of(&xml, read_plain, s.text);
        if (i == 0) { /* the empty map is an empty element */
            assert_string_equal(reading_json(&xml), "\"\"");
        } else {
            assert_string_equal(reading_json(&xml), cases[i]);
        }
        reading_end(&xml);
        reading_end(&json);
    }
}

static void what_xml_cannot_hold_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *json, *message;
    } cases[] = {
        {"[1]", "only a map has an XML form"},
        {"\"x\"", "only a map has an XML form"},
        {"{\"a\":\"\\u0001\"}", "a text holds a character that XML cannot; write it as JSON"},
        {"{\"a\":\"x\\ry\"}", "a text holds a character that XML cannot; write it as JSON"},
        {"{\"a\\u0000b\":1}", "a name holds a character that XML cannot; write it as JSON"},
        {"{\"a\\u0002b\":1}", "a name holds a character that XML cannot; write it as JSON"},
        {"{\"a\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}",
         "the document is nested more than 16 levels deep, which its XML form cannot be"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct reading r;
        struct sink s = {.size = 0};
        reading_of(&r, lc_json_read, cases[i].json);
        assert_int_equal(r.status, CTR_OK);
        r.status = lc_xml_value_write(&r.ctx, r.doc.root, "root", "urn:x", put, &s);
        assert_int_equal(r.status, CTR_E_INPUT);
        assert_string_equal(reading_message(&r), cases[i].message);
        reading_end(&r);
    }
}

static void a_sink_that_stops_ends_it(void **state)
{
    (void)state;
    struct reading r;
    struct sink s = {.stop = true};
    reading_of(&r, lc_json_read, "{\"a\":1}");
    assert_int_equal(lc_xml_value_write(&r.ctx, r.doc.root, "root", "urn:x", put, &s),
                     CTR_E_CANCELLED);
    reading_end(&r);
}

static void memory_that_runs_out_is_reported(void **state)
{
    (void)state;
    reading_walk(read_plain, "<r xmlns='urn:x'><a>1</a><l><item>x</item><item null='true'/></l>"
                             "<entry key='k k'>text &amp; more</entry></r>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_mean_the_same_as_json),
        cmocka_unit_test(the_root_and_its_namespace_are_told),
        cmocka_unit_test(other_xml_is_refused_at_its_place),
        cmocka_unit_test(depth_and_size_are_bounded),
        cmocka_unit_test(places_are_those_of_the_elements),
        cmocka_unit_test(a_tree_comes_back_from_its_xml),
        cmocka_unit_test(what_xml_cannot_hold_is_refused),
        cmocka_unit_test(a_sink_that_stops_ends_it),
        cmocka_unit_test(memory_that_runs_out_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
