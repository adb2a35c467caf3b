/* Reading XML: what the handler is told, stopping, memory; bad documents are in t_xml_hostile.c. */
#include "xml_log.h"

#include <unistd.h>

static void elements_namespaces_attributes_and_text_arrive(void **state)
{
    (void)state;
    gives("<a/>", "<a></a>");
    gives("<a b='1' c=\"2\">x<d/>y</a>", "<a b=[1] c=[2]>x<d></d>y</a>");
    gives("<a xmlns='urn:x'><b/><c xmlns=''/></a>", "<{urn:x}a><{urn:x}b></b><c></c></a>");
    gives("<p:a xmlns:p='urn:p' b=''><p:b/><c/></p:a>", "<{urn:p}a b=[]><{urn:p}b></b><c></c></a>");
    gives("<a>\n  <b> t </b>\n</a>\n", "<a>\n  <b> t </b>\n</a>");
    gives("<\xC3\xA9 \xC3\xA9='\xE2\x82\xAC'>\xF0\x9F\x98\x80</\xC3\xA9>",
          "<\xC3\xA9 \xC3\xA9=[\xE2\x82\xAC]>\xF0\x9F\x98\x80</\xC3\xA9>");
}

static void references_are_resolved(void **state)
{
    (void)state;
    gives("<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x20AC;&amp;amp;&amp;#38;</a>",
          "<a><>&\"'A\xE2\x82\xAC&amp;&#38;</a>");
    gives("<a b='&lt;&gt;&amp;&quot;&apos;&#65;&#x20AC;&amp;amp;&amp;#38;&#38;#38;x'/>",
          "<a b=[<>&\"'A\xE2\x82\xAC&amp;&#38;&#38;x]></a>");
    gives("<a b='&amp;' c='plain' d='&#38;&#38;'/>", "<a b=[&] c=[plain] d=[&&]></a>");
    gives("<a b='&#9;&#10;&#13;\t\n'/>", "<a b=[\t\n\r  ]></a>");
}

static void comments_are_passed_over_and_sections_are_text(void **state)
{
    (void)state;
    gives("<!-- <x> --><a><!-- & - > -->t<!----></a><!-- -->\n", "<a>t</a>");
    gives("<a>1<![CDATA[<b>&amp;]] > ]>]]]]>2</a>", "<a>1<b>&amp;]] > ]>]]2</a>");
    gives("<a><![CDATA[]]></a>", "<a></a>");
}

static void line_ends_become_line_feeds(void **state)
{
    (void)state;
    gives("<a>\r\n1\r2\n&#13;</a>\r\n", "<a>\n1\n2\n\r</a>");
    gives("<a><![CDATA[\r\n\r]]></a>", "<a>\n\n</a>");
}

static void utf8_may_be_declared_or_marked(void **state)
{
    (void)state;
    gives("<?xml version=\"1.0\"?><a/>", "<a></a>");
    gives("<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<a/>", "<a></a>");
    gives("<?xml version = '1.0' encoding = \"utf-8\"?><a/>", "<a></a>");
    gives("\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?><a>\xC3\xA9</a>", "<a>\xC3\xA9</a>");
    gives("\xEF\xBB\xBF<a/>", "<a></a>");
    gives("<a>\xEF\xBB\xBF</a>", "<a>\xEF\xBB\xBF</a>"); /* no mark within the document */
    gives("<?xml version='1.1'?><a/>", "<a></a>");
}

static void an_angle_bracket_in_a_value_does_not_end_the_tag(void **state)
{
    (void)state;
    gives("<r><a b=\"x>y\" c='>'>t</a><b x='>>>' y='\">\"'/></r>",
          "<r><a b=[x>y] c=[>]>t</a><b x=[>>>] y=[\">\"]></b></r>");
}

/* All cuts in two of a document that has everything. */
static void every_cut_gives_the_same(void **state)
{
    (void)state;
    static const char text[] =
        "\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?>\r\n<!-- \xE2\x82\xAC -->\n"
        "<r xmlns='urn:x' a='&lt;\xC3\xA9>'>t\xF0\x9F\x98\x80\r\n&amp;<b/><![CDATA[]] \xC3\xA9]]>"
        "<c><!-- - -->x</c ></r>\n<!-- end -->";
    static const char events[] =
        "<{urn:x}r a=[<\xC3\xA9>]>t\xF0\x9F\x98\x80\n&<{urn:x}b></b>]] \xC3\xA9<{urn:x}c>x</c></r>";
    for (size_t cut = 0; cut < sizeof text; cut++) {
        struct log l = {.stop_at = 0};
        log_begin(&l, NULL);
        assert_int_equal(log_open(&l), CTR_OK);
        assert_int_equal(lc_xml_feed(l.reader, text, cut), CTR_OK);
        assert_int_equal(lc_xml_feed(l.reader, text + cut, sizeof text - 1 - cut), CTR_OK);
        assert_int_equal(lc_xml_finish(l.reader), CTR_OK);
        assert_string_equal(lc_buf_cstr(&l.events), events);
        log_close(&l, CTR_OK);
        log_free(&l);
    }
}

static void long_text_comes_in_pieces_and_memory_stays_small(void **state)
{
    (void)state;
    static char block[1 << 20];
    static const struct {
        const char *unit;
        size_t blocks;
        size_t text; /* bytes of a unit as text */
        const char *head;
        const char *tail;
    } rows[] = {
        {"0123456789abcde\n", 300, 16, "<a>", "</a>"},
        {"\xC3\xA9\xE2\x82\xAC 0123456789", 20, 16, "<a>", "</a>"},
        {"0123456789abcdef", 40, 16, "<a>", "</a>"},
        {"a&lt;\n", 5, 3, "<a>", "</a>"},
        {"0123456789abcdef", 20, 16, "<a><![CDATA[", "]]></a>"},
        {"]] > \xC3\xA9<]>\n", 20, 11, "<a><![CDATA[", "]]></a>"},
    };
    for (size_t u = 0; u < sizeof rows / sizeof rows[0]; u++) {
        size_t unit = strlen(rows[u].unit);
        size_t used = sizeof block / unit * unit;
        for (size_t i = 0; i < used; i++) {
            block[i] = rows[u].unit[i % unit];
        }
        struct log l = {.quiet = true};
        log_begin(&l, NULL);
        xml_peak = xml_bytes;
        size_t before = xml_bytes;
        assert_int_equal(log_open(&l), CTR_OK);
        assert_int_equal(lc_xml_feed(l.reader, rows[u].head, strlen(rows[u].head)), CTR_OK);
        for (size_t i = 0; i < rows[u].blocks; i++) {
            assert_int_equal(lc_xml_feed(l.reader, block, used), CTR_OK);
        }
        assert_int_equal(lc_xml_feed(l.reader, rows[u].tail, strlen(rows[u].tail)), CTR_OK);
        assert_int_equal(lc_xml_finish(l.reader), CTR_OK);
        assert_int_equal(l.text_bytes, rows[u].blocks * (used / unit * rows[u].text));
        assert_true(l.longest_text <= 8 << 10);
        assert_true(xml_peak - before < 256 << 10);
        assert_true(l.ctx.arena.total_bytes == 0);
        log_close(&l, CTR_OK);
        log_free(&l);
    }
}

static void a_status_of_the_handler_stops_the_parse(void **state)
{
    (void)state;
    const struct lc_str text = LC_STR("<a b='&amp;'>t&amp;<c/><![CDATA[x]]> \xC3\xA9 <d>u</d></a>");
    for (size_t i = 0; i < LOG_STEPS; i++) {
        size_t step = log_steps[i] < text.len ? log_steps[i] : text.len;
        struct log whole = {.stop_at = 0};
        assert_int_equal(log_run(&whole, text, step), CTR_OK);
        for (long at = 1; at <= whole.calls; at++) {
            struct log l = {.stop_at = at, .stop_with = CTR_E_EXISTS};
            assert_int_equal(log_run(&l, text, step), CTR_E_EXISTS);
            assert_int_equal(l.calls, at);
            /* the handler recorded nothing, and nobody else did */
            assert_string_equal(ctr_error_message(l.err), ctr_status_text(CTR_E_EXISTS));
            log_free(&l);
        }
        log_free(&whole);
    }
}

static void a_failure_of_the_handler_names_the_place(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *dislikes;
        const char *place;
        const char *shown; /* an error is one line; NULL: as it is */
    } rows[] = {
        {"<a/>", "a", "1:1", NULL},
        {"<a>\n  <b\n    c='1'\n  /></a>", "b", "2:3", NULL},
        {"<a>\xC3\xA9\xE2\x82\xAC<b/></a>", "b", "1:6", NULL},
        {"\xEF\xBB\xBF<a><b/></a>", "b", "1:4", NULL},
        {"<a>\n <b/>\n <c>bad</c></a>", "bad", "3:5", NULL},
        {"<a>\n <b/><c>\n\nbad</c></a>", "\n\nbad", "2:9", "\\n\\nbad"},
        {"<a>\n<b>t</b></a>", "", "2:5", NULL},
        {"<a>\n<b/></a>", "", "2:1", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (size_t s = 0; s < 2; s++) {
            struct log l = {.dislikes = rows[i].dislikes};
            struct lc_str text = lc_str(rows[i].text);
            char message[100];
            const char *shown = rows[i].shown ? rows[i].shown : rows[i].dislikes;
            snprintf(message, sizeof message, "f.xml:%s: '%s' is not liked", rows[i].place, shown);
            assert_int_equal(log_run(&l, text, s ? text.len : 7), CTR_E_CONFLICT);
            assert_string_equal(ctr_error_message(l.err), message);
            assert_string_equal(ctr_error_detail(l.err, "file"), "f.xml");
            log_free(&l);
        }
    }
}

static void places_far_into_a_document_are_right(void **state)
{
    (void)state;
    struct lc_str text = long_text("<a>", "<b c='\xC3\xA9'>text\nmore</b>\n", 20000, "<bad/></a>");
    for (size_t step = 1000; step < 100000; step *= 10) {
        struct log l = {.dislikes = "bad", .quiet = true};
        assert_int_equal(log_run(&l, text, step), CTR_E_CONFLICT);
        assert_string_equal(ctr_error_message(l.err), "f.xml:40001:1: 'bad' is not liked");
        log_free(&l);
    }
    free((char *)(uintptr_t)text.ptr);
}

static void after_the_end_nothing_is_taken(void **state)
{
    (void)state;
    struct log l = {.stop_at = 0};
    log_begin(&l, NULL);
    assert_int_equal(log_open(&l), CTR_OK);
    assert_int_equal(lc_xml_feed(l.reader, NULL, 0), CTR_OK);
    assert_int_equal(lc_xml_feed(l.reader, "<a/>", 4), CTR_OK);
    assert_int_equal(lc_xml_finish(l.reader), CTR_OK);
    assert_int_equal(lc_xml_finish(l.reader), CTR_OK);
    assert_int_equal(lc_xml_feed(l.reader, " ", 1), CTR_E_ARGUMENT);
    log_close(&l, CTR_E_ARGUMENT);
    assert_string_equal(ctr_error_message(l.err), "the document is finished; nothing can be added");
    log_free(&l);
}

static void a_reader_may_be_freed_at_any_time(void **state)
{
    (void)state;
    const struct lc_str text = LC_STR("<a b='&amp;'>t<c/><![CDATA[x]]></a>");
    long before = xml_memory.live;
    lc_xml_reader_free(NULL);
    for (size_t size = 0; size <= text.len; size++) {
        struct log l = {.stop_at = 0};
        struct fault f = {0};
        ctr_allocator table = fault_table(&f);
        log_begin(&l, &table);
        assert_int_equal(log_open(&l), CTR_OK);
        assert_int_equal(lc_xml_feed(l.reader, text.ptr, size), CTR_OK);
        log_close(&l, CTR_OK);
        log_free(&l);
        assert_int_equal(f.live, 0);
    }
    assert_int_equal(xml_memory.live, before);
}

static void a_file_without_name_is_the_input(void **state)
{
    (void)state;
    struct log l = {.stop_at = 0};
    const struct lc_xml_handler handler = {log_start, log_text, log_end, &l};
    log_begin(&l, NULL);
    assert_int_equal(lc_xml_reader_new(&l.ctx, NULL, &handler, &l.reader), CTR_OK);
    log_close(&l, log_feed(&l, LC_STR("x"), 1));
    assert_string_equal(ctr_error_message(l.err),
                        "input:1:1: no root element was found; is this XML, and not cut off?");
    log_free(&l);
}

static void structured(void *user, xmlErrorPtr error)
{
    (void)error;
    ++*(int *)user;
}

static void the_hosts_hooks_are_put_back(void **state)
{
    (void)state;
    int errors = 0;
    xmlSetStructuredErrorFunc(&errors, structured);
    xmlGenericErrorFunc generic = xmlGenericError;
    struct log l = {.stop_at = 0};
    assert_int_equal(log_run(&l, LC_STR("<a><b></a>"), 3), CTR_E_INPUT);
    log_free(&l);
    assert_int_equal(errors, 0); /* ours are not the host's business */
    assert_ptr_equal(xmlStructuredError, structured);
    assert_ptr_equal(xmlStructuredErrorContext, &errors);
    assert_ptr_equal(xmlGenericError, generic);
    xmlSetStructuredErrorFunc(NULL, NULL);
}

static const char everything[] =
    "<?xml version='1.0' encoding='UTF-8'?>\n<r xmlns='urn:x' xmlns:p='urn:p' a='&amp;\xC3\xA9' "
    "b='2' c='3' d='4'><!-- c --><p:b>text \xE2\x82\xAC &lt;<![CDATA[<x>]]></p:b><d><e/></d></r>";
static const char everything_events[] =
    "<{urn:x}r a=[&\xC3\xA9] b=[2] c=[3] d=[4]><{urn:p}b>text \xE2\x82\xAC <<x></b>"
    "<{urn:x}d><{urn:x}e></e></d></r>";

/* Fail the n-th of libxml2's allocations, for every n: NOMEM, or all of the document. */
static void walk_libxml2(struct lc_str text, const char *events, size_t step, bool persistent)
{
    for (long n = 1;; n++) {
        struct log l = {.stop_at = 0};
        xmlResetLastError();
        long before = xml_memory.live;
        log_begin(&l, NULL);
        xml_memory.calls = xml_memory.hits = 0;
        xml_memory.fail_at = n;
        xml_memory.persistent = persistent;
        ctr_status status = log_open(&l);
        if (status == CTR_OK) {
            status = log_feed(&l, text, step);
        }
        long hits = xml_memory.hits;
        xml_memory.fail_at = 0;
        log_close(&l, status);
        size_t got = l.events.size;
        if (status == CTR_OK) {
            assert_string_equal(lc_buf_cstr(&l.events), events);
        } else if (status != CTR_E_NOMEM) {
            fail_msg("allocation %ld: %s", n, ctr_error_message(l.err));
        } else {
            assert_int_equal(ctr_error_status(l.err), CTR_E_NOMEM);
            assert_memory_equal(l.events.data ? l.events.data : "", events, got);
        }
        log_free(&l);
        xmlResetLastError();
        if (xml_memory.live != before) {
            fail_msg("allocation %ld failed: %ld blocks are left", n, xml_memory.live - before);
        }
        if (hits == 0) {
            assert_int_equal(status, CTR_OK);
            assert_true(n > 10);
            return;
        }
    }
}

static void memory_that_fails_in_libxml2_is_nomem_and_never_a_part(void **state)
{
    (void)state;
    struct lc_str text = LC_STR(everything);
    for (size_t i = 0; i < LOG_STEPS; i++) {
        size_t step = log_steps[i] < text.len ? log_steps[i] : text.len;
        walk_libxml2(text, everything_events, step, false);
        walk_libxml2(text, everything_events, step, true);
    }
    /* more than fits what is allocated at first: buffers, attributes, open elements, names */
    struct lc_buf wide;
    struct lc_buf events;
    ctr_allocator plain;
    lc_alloc_init(&plain, NULL);
    lc_buf_init(&wide, &plain, 1 << 20);
    lc_buf_init(&events, &plain, 1 << 20);
    for (int i = 0; i < 30; i++) {
        lc_buf_printf(&wide, "<element%d ", i);
        lc_buf_printf(&events, "<element%d", i);
        for (int a = 0; a < 20; a++) {
            lc_buf_printf(&wide, "a%d%d='&amp;%d' ", i, a, a);
            lc_buf_printf(&events, " a%d%d=[&%d]", i, a, a);
        }
        lc_buf_text(&wide, ">");
        lc_buf_text(&events, ">");
    }
    for (int i = 0; i < 400; i++) {
        lc_buf_text(&wide, "some text\n\xC3\xA9");
        lc_buf_text(&events, "some text\n\xC3\xA9");
    }
    for (int i = 29; i >= 0; i--) {
        lc_buf_printf(&wide, "</element%d>", i);
        lc_buf_printf(&events, "</element%d>", i);
    }
    walk_libxml2(lc_str_n(wide.data, wide.size), lc_buf_cstr(&events), 1000, false);
    walk_libxml2(lc_str_n(wide.data, wide.size), lc_buf_cstr(&events), wide.size, true);
    lc_buf_free(&wide);
    lc_buf_free(&events);
}

static bool read_everything(const ctr_allocator *alloc)
{
    struct log l = {.stop_at = 0};
    log_begin(&l, alloc);
    ctr_status status = log_open(&l);
    if (status == CTR_OK) {
        status = log_feed(&l, LC_STR(everything), 9);
    }
    log_close(&l, status);
    if (status == CTR_OK) {
        assert_string_equal(lc_buf_cstr(&l.events), everything_events);
    } else {
        assert_int_equal(status, CTR_E_NOMEM);
        assert_int_equal(ctr_error_status(l.err), CTR_E_NOMEM);
    }
    log_free(&l);
    return status == CTR_OK;
}

static void memory_of_the_host_that_fails_is_nomem(void **state)
{
    (void)state;
    fault_walk(read_everything);
}

static void bad_documents_and_failing_memory_print_nothing(void **state)
{
    (void)state;
    char path[] = "/tmp/t_xml_read_XXXXXX";
    int file = mkstemp(path);
    fflush(stderr);
    int old = dup(STDERR_FILENO);
    assert_true(file >= 0 && old >= 0);
    dup2(file, STDERR_FILENO);
    static const char *const bad[] = {
        "<a><b></a>", "<!DOCTYPE a><a/>", "<a>&x;</a>",  "<a",
        "",           "<a x:b=''/>",      "<a>\x01</a>", "<?xml version='9'?><a/>"};
    int wrong = 0;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct log l = {.stop_at = 0};
        wrong += log_run(&l, lc_str(bad[i]), 3) != CTR_E_INPUT;
        log_free(&l);
    }
    for (long n = 1; n < 60; n++) {
        struct log l = {.stop_at = 0};
        log_begin(&l, NULL);
        xml_memory.calls = 0;
        xml_memory.fail_at = n;
        ctr_status status = log_open(&l);
        if (status == CTR_OK) {
            status = log_feed(&l, LC_STR(everything), 11);
        }
        xml_memory.fail_at = 0;
        log_close(&l, status);
        log_free(&l);
    }
    fflush(stderr);
    dup2(old, STDERR_FILENO);
    close(old);
    off_t printed = lseek(file, 0, SEEK_END);
    close(file);
    unlink(path);
    assert_int_equal(wrong, 0);
    assert_int_equal(printed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_namespaces_attributes_and_text_arrive),
        cmocka_unit_test(references_are_resolved),
        cmocka_unit_test(comments_are_passed_over_and_sections_are_text),
        cmocka_unit_test(line_ends_become_line_feeds),
        cmocka_unit_test(utf8_may_be_declared_or_marked),
        cmocka_unit_test(an_angle_bracket_in_a_value_does_not_end_the_tag),
        cmocka_unit_test(every_cut_gives_the_same),
        cmocka_unit_test(long_text_comes_in_pieces_and_memory_stays_small),
        cmocka_unit_test(a_status_of_the_handler_stops_the_parse),
        cmocka_unit_test(a_failure_of_the_handler_names_the_place),
        cmocka_unit_test(places_far_into_a_document_are_right),
        cmocka_unit_test(after_the_end_nothing_is_taken),
        cmocka_unit_test(a_reader_may_be_freed_at_any_time),
        cmocka_unit_test(a_file_without_name_is_the_input),
        cmocka_unit_test(the_hosts_hooks_are_put_back),
        cmocka_unit_test(memory_that_fails_in_libxml2_is_nomem_and_never_a_part),
        cmocka_unit_test(memory_of_the_host_that_fails_is_nomem),
        cmocka_unit_test(bad_documents_and_failing_memory_print_nothing),
    };
    xml_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
