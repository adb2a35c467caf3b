/* Writing XML: layout, escapes, what is refused, sizes of writes; and that it reads back. */
#include "codec/xml_write.h"

#include "codec/base64.h"
#include "codec/xml_read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "../base/fault.h"

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

struct sheet {
    struct lc_ctx ctx;
    struct lc_xml_writer w;
    struct lc_buf out;
    int writes;
    size_t smallest; /* of all writes but the last */
    size_t last;
    ctr_status answer; /* of the next write */
};

static ctr_status keep(void *user, const void *bytes, size_t size)
{
    struct sheet *s = user;
    if (s->writes++ && (s->smallest == 0 || s->last < s->smallest)) {
        s->smallest = s->last;
    }
    s->last = size;
    lc_buf_add(&s->out, bytes, size);
    return s->answer;
}

static void begin(struct sheet *s)
{
    *s = (struct sheet){.answer = CTR_OK};
    lc_ctx_begin(&s->ctx, NULL);
    lc_buf_init(&s->out, &s->ctx.alloc, 8 << 20);
    lc_xml_begin(&s->w, &s->ctx, keep, s);
}

static void end(struct sheet *s)
{
    lc_buf_free(&s->out);
    lc_ctx_end(&s->ctx, s->w.status, NULL);
}

static void gives(struct sheet *s, const char *text)
{
    assert_int_equal(lc_xml_end(&s->w), CTR_OK);
    assert_string_equal(lc_buf_cstr(&s->out), text);
    end(s);
}

static void refuses(struct sheet *s, const char *message)
{
    assert_int_equal(lc_xml_end(&s->w), CTR_E_ARGUMENT);
    assert_string_equal(ctr_error_message(s->ctx.error), message);
    end(s);
}

static void elements_stand_on_lines_of_their_own(void **state)
{
    (void)state;
    struct sheet s;
    begin(&s);
    lc_xml_open(&s.w, "export");
    lc_xml_attr(&s.w, "xmlns", "urn:libcontracts:1");
    lc_xml_open(&s.w, "contract");
    lc_xml_attr(&s.w, "name", "orders");
    lc_xml_attr(&s.w, "about", NULL);
    lc_xml_attr_int(&s.w, "revision", -7);
    lc_xml_attr_int(&s.w, "least", INT64_MIN);
    lc_xml_attr_time(&s.w, "at", 1500000);
    lc_xml_attr_time(&s.w, "never", 0);
    lc_xml_open(&s.w, "empty");
    lc_xml_close(&s.w);
    lc_xml_open(&s.w, "text");
    lc_xml_text(&s.w, LC_STR("a "));
    lc_xml_text(&s.w, LC_STR("b"));
    lc_xml_close(&s.w);
    lc_xml_close(&s.w);
    lc_xml_close(&s.w);
    gives(&s,
          DECLARATION "<export xmlns=\"urn:libcontracts:1\">\n"
                      "  <contract name=\"orders\" revision=\"-7\" least=\"-9223372036854775808\""
                      " at=\"1970-01-01T00:00:01.5Z\">\n"
                      "    <empty/>\n"
                      "    <text>a b</text>\n"
                      "  </contract>\n"
                      "</export>\n");
}

static void text_and_attributes_are_escaped(void **state)
{
    (void)state;
    struct sheet s;
    begin(&s);
    lc_xml_open(&s.w, "a");
    lc_xml_attr(&s.w, "b", "&<>\"'\t\n\r \xC3\xA9&amp;");
    lc_xml_text(&s.w, LC_STR("&<>\"'\t\n \xC3\xA9]]>"));
    lc_xml_close(&s.w);
    gives(&s, DECLARATION "<a b=\"&amp;&lt;&gt;&quot;'&#9;&#10;&#13; \xC3\xA9&amp;amp;\">"
                          "&amp;&lt;&gt;\"'\t\n \xC3\xA9]]&gt;</a>\n");
}

static void empty_text_is_no_text(void **state)
{
    (void)state;
    struct sheet s;
    begin(&s);
    lc_xml_open(&s.w, "a");
    lc_xml_text(&s.w, LC_STR(""));
    lc_xml_base64(&s.w, "", 0);
    lc_xml_open(&s.w, "b");
    lc_xml_text(&s.w, LC_STR(""));
    lc_xml_close(&s.w);
    lc_xml_text(&s.w, LC_STR(""));
    lc_xml_close(&s.w);
    gives(&s, DECLARATION "<a>\n  <b/>\n</a>\n");
}

static void bytes_become_base64(void **state)
{
    (void)state;
    struct sheet s;
    begin(&s);
    lc_xml_open(&s.w, "a");
    lc_xml_base64(&s.w, "foobar", 3);
    lc_xml_base64(&s.w, "barf", 4);
    lc_xml_close(&s.w);
    gives(&s, DECLARATION "<a>Zm9vYmFyZg==</a>\n");
}

static void illegal_characters_are_refused(void **state)
{
    (void)state;
    static const char *const rows[] = {"\x01",         "a\x1F",    "\xEF\xBF\xBE", "\xEF\xBF\xBF",
                                       "\xED\xA0\x80", "\xC0\x80", "a\xFF",        "\xC3"};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct sheet s;
        begin(&s);
        lc_xml_open(&s.w, "a");
        lc_xml_attr(&s.w, "b", rows[i]);
        refuses(&s, "XML cannot be written: characters that are not XML in attribute 'b'");
        begin(&s);
        lc_xml_open(&s.w, "a");
        lc_xml_text(&s.w, lc_str(rows[i]));
        refuses(&s, "XML cannot be written: characters that are not XML in element 'a'");
    }
    struct sheet s;
    begin(&s);
    lc_xml_open(&s.w, "a");
    lc_xml_text(&s.w, LC_STR("a\r\n")); /* would come back without the CR */
    refuses(&s, "XML cannot be written: characters that are not XML in element 'a'");
    begin(&s);
    lc_xml_open(&s.w, "a");
    lc_xml_text(&s.w, lc_str_n("a\0b", 3));
    refuses(&s, "XML cannot be written: characters that are not XML in element 'a'");
}

static void legal_is_what_text_takes(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool legal;
    } rows[] = {
        {"", true},
        {"a\tb\n", true},
        {"\r", false},
        {"\x7F\xC2\x85", true},
        {"\x0B", false},
        {"\xEF\xBF\xBD", true},
        {"\xEF\xBF\xBE", false},
        {"\xEF\xBB\xBF", true},
        {"\xF0\x9F\xBF\xBE", true},
        {"\xF4\x8F\xBF\xBF", true},
        {"\xF4\x90\x80\x80", false},
        {"\x80", false},
        {"]]>", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(lc_xml_legal(lc_str(rows[i].text)), rows[i].legal);
    }
    for (int c = 0; c < 128; c++) {
        const char text = (char)c;
        assert_int_equal(lc_xml_legal(lc_str_n(&text, 1)), c >= 32 || c == '\t' || c == '\n');
    }
}

static void misuse_is_refused_and_stays_so(void **state)
{
    (void)state;
    struct sheet s;
    begin(&s);
    lc_xml_open(&s.w, "a");
    lc_xml_text(&s.w, LC_STR("t"));
    lc_xml_open(&s.w, "b");
    refuses(&s, "XML cannot be written: text stands before element 'b'");

    begin(&s);
    lc_xml_open(&s.w, "a");
    lc_xml_open(&s.w, "b");
    lc_xml_close(&s.w);
    lc_xml_text(&s.w, LC_STR("t"));
    refuses(&s, "XML cannot be written: text behind an element in 'a'");

    begin(&s);
    lc_xml_text(&s.w, LC_STR("t"));
    refuses(&s, "XML cannot be written: text outside the root 'element'");

    begin(&s);
    lc_xml_open(&s.w, "a");
    lc_xml_close(&s.w);
    lc_xml_open(&s.w, "b");
    refuses(&s, "XML cannot be written: a second root element 'b'");

    begin(&s);
    lc_xml_open(&s.w, "a");
    lc_xml_open(&s.w, "b");
    refuses(&s, "XML cannot be written: the end comes inside element 'b'");

    begin(&s);
    refuses(&s, "XML cannot be written: no root 'element'");

    begin(&s);
    lc_xml_close(&s.w);
    refuses(&s, "XML cannot be written: more elements closed than 'opened'");

    begin(&s);
    lc_xml_open(&s.w, "a");
    lc_xml_text(&s.w, LC_STR("t"));
    lc_xml_attr(&s.w, "b", "late");
    refuses(&s, "XML cannot be written: no open tag for attribute 'b'");

    begin(&s);
    lc_xml_open(&s.w, "1a");
    lc_xml_open(&s.w, "a"); /* does not heal it */
    lc_xml_close(&s.w);
    refuses(&s, "XML cannot be written: bad name of element '1a'");

    begin(&s);
    lc_xml_open(&s.w, "a");
    lc_xml_attr(&s.w, "b c", "x");
    refuses(&s, "XML cannot be written: bad name of attribute 'b c'");
}

static void sixteen_levels_are_allowed_and_no_more(void **state)
{
    (void)state;
    struct sheet s;
    begin(&s);
    for (int i = 0; i < 16; i++) {
        lc_xml_open(&s.w, "a");
    }
    for (int i = 0; i < 16; i++) {
        lc_xml_close(&s.w);
    }
    assert_int_equal(lc_xml_end(&s.w), CTR_OK);
    end(&s);
    begin(&s);
    for (int i = 0; i < 16; i++) {
        lc_xml_open(&s.w, "a");
    }
    lc_xml_open(&s.w, "b");
    refuses(&s, "XML cannot be written: more than 16 levels at element 'b'");
}

static void large_content_goes_out_in_blocks(void **state)
{
    (void)state;
    struct sheet s;
    const size_t size = 1 << 20;
    char *text = malloc(size);
    assert_non_null(text);
    for (size_t i = 0; i < size; i++) {
        text[i] = "ab&<\n"[i % 5];
    }
    begin(&s);
    lc_xml_open(&s.w, "a");
    lc_xml_open(&s.w, "b");
    lc_xml_text(&s.w, lc_str_n(text, size));
    lc_xml_close(&s.w);
    lc_xml_open(&s.w, "c");
    lc_xml_base64(&s.w, text, size);
    lc_xml_close(&s.w);
    lc_xml_close(&s.w);
    assert_int_equal(lc_xml_end(&s.w), CTR_OK);
    assert_in_range(s.writes, 40, 80);
    assert_in_range(s.smallest, 48 << 10, 64 << 10);
    struct lc_buf base64;
    lc_buf_init(&base64, &s.ctx.alloc, 8 << 20);
    lc_base64_add(&base64, text, size);
    assert_non_null(strstr(lc_buf_cstr(&s.out), lc_buf_cstr(&base64)));
    lc_buf_free(&base64);
    free(text);
    end(&s);
}

static void a_failed_write_sticks(void **state)
{
    (void)state;
    struct sheet s;
    begin(&s);
    s.answer = CTR_E_FULL;
    lc_xml_open(&s.w, "a");
    lc_xml_close(&s.w);
    assert_int_equal(s.writes, 0);
    assert_int_equal(lc_xml_end(&s.w), CTR_E_FULL);
    assert_int_equal(s.writes, 1);
    lc_xml_open(&s.w, "b");
    assert_int_equal(s.w.status, CTR_E_FULL);
    end(&s);
}

static void the_cancel_flag_stops_writing(void **state)
{
    (void)state;
    struct sheet s;
    atomic_int cancel = 1;
    begin(&s);
    s.ctx.cancel = &cancel;
    lc_xml_open(&s.w, "a");
    lc_xml_close(&s.w);
    assert_int_equal(lc_xml_end(&s.w), CTR_E_CANCELLED);
    assert_int_equal(s.writes, 0);
    end(&s);
}

/* What the reader finds in the first element, for the way back. */
struct found {
    char attribute[300];
    struct lc_buf text;
};

static ctr_status on_start(void *user, struct lc_str ns, struct lc_str name,
                           const struct lc_xml_attribute *attributes, size_t count)
{
    struct found *f = user;
    (void)name;
    assert_string_equal(ns.ptr, "");
    if (count) {
        assert_true(attributes[0].value.len < sizeof f->attribute);
        memcpy(f->attribute, attributes[0].value.ptr, attributes[0].value.len);
    }
    return CTR_OK;
}

static ctr_status on_text(void *user, struct lc_str text)
{
    struct found *f = user;
    lc_buf_str(&f->text, text);
    return CTR_OK;
}

static ctr_status on_end(void *user, struct lc_str name)
{
    (void)user;
    (void)name;
    return CTR_OK;
}

static void what_is_written_reads_back_byte_for_byte(void **state)
{
    (void)state;
    struct sheet s;
    struct found f = {.attribute = ""};
    struct lc_xml_reader *r;
    const struct lc_xml_handler handler = {on_start, on_text, on_end, &f};
    char value[300];
    char text[300];
    size_t n = 0;
    size_t m = 0;
    value[n++] = '\r';
    for (char c = 32; c < 127; c++) {
        value[n++] = text[m++] = c;
    }
    value[n++] = text[m++] = '\t';
    value[n++] = text[m++] = '\n';
    const char *tail = " \xC2\x80\xC2\x85\xE2\x80\xA8\xEF\xBF\xBD\xF0\x9F\x98\x80"
                       "&amp;&#38;<![CDATA[ \n\n";
    strcpy(value + n, tail);
    strcpy(text + m, tail);
    begin(&s);
    lc_xml_open(&s.w, "a");
    lc_xml_attr(&s.w, "b", value);
    lc_xml_text(&s.w, lc_str(text));
    lc_xml_close(&s.w);
    assert_int_equal(lc_xml_end(&s.w), CTR_OK);
    lc_buf_init(&f.text, &s.ctx.alloc, 10000);
    assert_int_equal(lc_xml_reader_new(&s.ctx, "f", &handler, &r), CTR_OK);
    assert_int_equal(lc_xml_feed(r, s.out.data, s.out.size), CTR_OK);
    assert_int_equal(lc_xml_finish(r), CTR_OK);
    lc_xml_reader_free(r);
    assert_string_equal(f.attribute, value);
    assert_string_equal(lc_buf_cstr(&f.text), text);
    lc_buf_free(&f.text);
    end(&s);
}

static ctr_status drop(void *user, const void *bytes, size_t size)
{
    (void)user;
    (void)bytes;
    (void)size;
    return CTR_OK;
}

static bool write_a_little(const ctr_allocator *alloc)
{
    struct lc_ctx ctx;
    struct lc_xml_writer w;
    lc_ctx_begin(&ctx, alloc);
    lc_xml_begin(&w, &ctx, drop, NULL);
    lc_xml_open(&w, "a");
    lc_xml_attr(&w, "b", "a value that is a little longer");
    for (int i = 0; i < 100; i++) {
        lc_xml_text(&w, LC_STR("text that makes the buffer grow"));
        lc_xml_base64(&w, "bytes that make it grow", 23);
    }
    lc_xml_close(&w);
    ctr_status status = lc_xml_end(&w);
    assert_true(status == CTR_OK || status == CTR_E_NOMEM);
    assert_int_equal(ctr_error_status(ctx.error), status);
    return lc_ctx_end(&ctx, status, NULL) == CTR_OK;
}

static void every_failing_allocation_is_nomem_and_leaves_nothing(void **state)
{
    (void)state;
    fault_walk(write_a_little);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_stand_on_lines_of_their_own),
        cmocka_unit_test(text_and_attributes_are_escaped),
        cmocka_unit_test(empty_text_is_no_text),
        cmocka_unit_test(bytes_become_base64),
        cmocka_unit_test(illegal_characters_are_refused),
        cmocka_unit_test(legal_is_what_text_takes),
        cmocka_unit_test(misuse_is_refused_and_stays_so),
        cmocka_unit_test(sixteen_levels_are_allowed_and_no_more),
        cmocka_unit_test(large_content_goes_out_in_blocks),
        cmocka_unit_test(a_failed_write_sticks),
        cmocka_unit_test(the_cancel_flag_stops_writing),
        cmocka_unit_test(what_is_written_reads_back_byte_for_byte),
        cmocka_unit_test(every_failing_allocation_is_nomem_and_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
