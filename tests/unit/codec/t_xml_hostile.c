/* Reading XML that is broken, forbidden or made to hurt: one error, at its place, and soon. */
#include "xml_log.h"

#include "base/utf8.h"

#include <time.h>

static void billion_laughs_end_at_the_doctype(void **state)
{
    (void)state;
    refuses("<?xml version='1.0'?>\n<!DOCTYPE lolz [\n <!ENTITY a 'lol'>\n"
            " <!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>\n <!ENTITY c '&b;&b;&b;&b;&b;&b;&b;'>\n]>\n"
            "<lolz>&c;</lolz>",
            "2:1", "a DOCTYPE is not accepted; remove it");
}

static void external_entities_are_never_fetched(void **state)
{
    (void)state;
    refuses("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "1:1",
            "a DOCTYPE is not accepted; remove it");
    refuses("<!DOCTYPE a SYSTEM 'http://127.0.0.1/a.dtd'><a/>", "1:1",
            "a DOCTYPE is not accepted; remove it");
    refuses("<!-- -->\n <!DOCTYPE a PUBLIC '-//X' 'x.dtd' [ <!ENTITY % p SYSTEM 'p'> %p; ]><a/>",
            "2:2", "a DOCTYPE is not accepted; remove it");
    refuses("<!DOCTYPE a>\n<a/>", "1:1", "a DOCTYPE is not accepted; remove it");
}

static void processing_instructions_are_refused(void **state)
{
    (void)state;
    refuses("<?xml-stylesheet href='x.xsl'?><a/>", "1:1",
            "a processing instruction ('xml-stylesheet') is not accepted; remove it");
    refuses("<a>\n <?php echo 1 ?></a>", "2:2",
            "a processing instruction ('php') is not accepted; remove it");
    refuses("<a/><?x?>", "1:5", "a processing instruction ('x') is not accepted; remove it");
    refuses(" <?xml version='1.0'?><a/>", "1:7",
            "XML declaration allowed only at the start of the document");
}

static void an_undefined_entity_is_refused(void **state)
{
    (void)state;
    refuses("<a>\n &foo;</a>", "2:7", "entity 'foo' not defined");
    refuses("<a b='&foo;'/>", "1:12", "entity 'foo' not defined");
    refuses("<a>&nbsp;</a>", "1:10", "entity 'nbsp' not defined");
    refuses("<a>&#0;</a>", "1:8", "invalid xmlChar value 0");
    refuses("<a>&#xD800;</a>", "1:12", "invalid xmlChar value 55296");
    refuses("<a>&#x110000;</a>", "1:14", "character reference out of bounds");
}

static void a_missing_end_tag_is_refused(void **state)
{
    (void)state;
    refuses("<a>\n <b>", "2:5", "the document ends inside an element; is the file cut off?");
    refuses("<a>\n <b></a>", "2:9", "opening and ending tag mismatch: b line 2 and a");
    refuses("<a>text", "1:8", "the document ends inside an element; is the file cut off?");
    refuses("<a><![CDATA[x", "1:13", "the document ends inside an element; is the file cut off?");
}

static void an_empty_input_is_refused(void **state)
{
    (void)state;
    refuses("", "1:1", "the document is empty; XML was wanted");
    refuses("\xEF\xBB\xBF", "1:1", "no root element was found; is this XML, and not cut off?");
    refuses("x", "1:1", "no root element was found; is this XML, and not cut off?");
    refuses("{\"format\": \"json\"}", "1:1",
            "no root element was found; is this XML, and not cut off?");
    refuses("  \n", "1:1", "no root element was found; is this XML, and not cut off?");
    refuses("<a", "1:1", "no root element was found; is this XML, and not cut off?");
    refuses("<!-- only a comment -->\n", "2:1",
            "no root element was found; is this XML, and not cut off?");
}

static void content_behind_the_root_is_refused(void **state)
{
    (void)state;
    refuses("<a/>x", "1:5", "something follows the end of the root element");
    refuses("<a></a>\n&amp;", "2:1", "something follows the end of the root element");
    refuses("<a/><![CDATA[x]]>", "1:5", "something follows the end of the root element");
}

static void two_roots_are_refused(void **state)
{
    (void)state;
    refuses("<a/><b/>", "1:5", "something follows the end of the root element");
    refuses("<a>\n</a>\n<a>\n</a>", "3:1", "something follows the end of the root element");
}

static void bytes_that_are_not_utf8_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *place;
        const char *byte;
    } rows[] = {
        {"<a>\n\xFF</a>", "2:1", "FF"},
        {"<a>\xC3\xA9\xE9t</a>", "1:5", "E9"},    /* Latin-1 */
        {"<a>\xC0\x80</a>", "1:4", "C0"},         /* overlong */
        {"<a>\xED\xA0\x80</a>", "1:4", "ED"},     /* surrogate */
        {"<a>\xF4\x90\x80\x80</a>", "1:4", "F4"}, /* beyond U+10FFFF */
        {"<a>\x80</a>", "1:4", "80"},
        {"<a>\xE2\x82</a>", "1:4", "E2"},
        {"<a b='\xFF'/>", "1:7", "FF"},
        {"<\xFF/>", "1:2", "FF"},
        {"<!-- \xFF --><a/>", "1:6", "FF"},
        {"<a><![CDATA[\xFF]]></a>", "1:13", "FF"},
        {"<a/>\n\xFF", "2:1", "FF"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char message[50];
        snprintf(message, sizeof message, "byte 0x%s is not UTF-8 here", rows[i].byte);
        refuses(rows[i].text, rows[i].place, message);
    }
    refuses("<a>\xE2\x82", "1:4", "the document ends inside a character of UTF-8");
    refuses("<a/>\xF0", "1:5", "the document ends inside a character of UTF-8");
}

static void a_nul_byte_is_refused(void **state)
{
    (void)state;
    static const char message[] = "a NUL byte is not XML; UTF-8 was wanted, is this UTF-16?";
    refuses_n(lc_str_n("<a>x\0y</a>", 10), CTR_E_INPUT, "1:5", message);
    refuses_n(lc_str_n("<a b='\0'/>", 10), CTR_E_INPUT, "1:7", message);
    refuses_n(lc_str_n("<a/>\0", 5), CTR_E_INPUT, "1:5", message);
    refuses_n(lc_str_n("\0", 1), CTR_E_INPUT, "1:1", message);
    refuses_n(lc_str_n("<!-- \0 --><a/>", 14), CTR_E_INPUT, "1:6", message);
}

static void illegal_characters_are_refused(void **state)
{
    (void)state;
    refuses("<a>x\x01</a>", "1:5", "PCDATA invalid Char value 1");
    refuses("<a>\xEF\xBF\xBF</a>", "1:4", "char 0xFFFF out of allowed range");
    refuses("<a b='\x1B'/>", "1:7", "invalid character in attribute value");
    refuses("<a>]]></a>", "1:4", "sequence ']]>' not allowed in content");
}

static void utf16_is_refused(void **state)
{
    (void)state;
    refuses_n(lc_str_n("\xFF\xFE<\0a\0/\0>\0", 10), CTR_E_INPUT, "1:1",
              "UTF-16 is not read; UTF-8 was wanted");
    refuses_n(lc_str_n("\xFE\xFF\0<\0a\0/\0>", 10), CTR_E_INPUT, "1:1",
              "UTF-16 is not read; UTF-8 was wanted");
    refuses_n(lc_str_n("<\0a\0/\0>\0", 8), CTR_E_INPUT, "1:2",
              "a NUL byte is not XML; UTF-8 was wanted, is this UTF-16?");
    refuses_n(lc_str_n("\0<\0a\0/\0>", 8), CTR_E_INPUT, "1:1",
              "a NUL byte is not XML; UTF-8 was wanted, is this UTF-16?");
    refuses("\x4C\x6F\xA7\x94", "1:3", "byte 0xA7 is not UTF-8 here"); /* EBCDIC */
}

static void an_encoding_other_than_utf8_is_refused(void **state)
{
    (void)state;
    refuses("<?xml version='1.0' encoding='ISO-8859-1'?><a/>", "1:1",
            "encoding 'ISO-8859-1' is declared; only UTF-8 is read");
    refuses("<?xml version='1.0' encoding = \"UTF-16\"?><a/>", "1:1",
            "encoding 'UTF-16' is declared; only UTF-8 is read");
    refuses("<?xml version='encoding=\"UTF-8\"' encoding='UTF-7'?><a/>", "1:1",
            "encoding 'UTF-7' is declared; only UTF-8 is read");
    refuses("\xEF\xBB\xBF<?xml version='1.0'\nencoding='us-ascii'?>\n<a/>", "1:1",
            "encoding 'us-ascii' is declared; only UTF-8 is read");
    refuses("<?xml version='2.0'?><a/>", "1:20", "unsupported version '2.0'");
    struct lc_str text = long_text("<?xml version='1.0'", " ", 300, "?><a/>");
    refuses_n(text, CTR_E_LIMIT, "1:1", "the XML declaration is longer than 256 bytes");
    free((char *)(uintptr_t)text.ptr);
}

static void malformed_markup_is_refused(void **state)
{
    (void)state;
    refuses("<a b='x' b='y'/>", "1:15", "attribute b redefined");
    refuses("<a b/>", "1:5", "specification mandates value for attribute b");
    refuses("<a b='<'/>", "1:7", "unescaped '<' not allowed in attributes values");
    refuses("<a><!-- -- --></a>", "1:9", "double hyphen within comment");
    refuses("<a/><!-- x", "1:11", "comment not terminated");
    refuses("<:/>", "1:3", "failed to parse QName ':'");
    refuses("<a:b:c xmlns:a='u'/>", "1:5", "failed to parse QName 'a:b:'");
    refuses("<x:a/>", "1:5", "namespace prefix x on a is not defined");
    refuses("<a xmlns:xml='z'/>", "1:17", "xml namespace prefix mapped to wrong URI");
}

static void attributes_in_a_namespace_are_refused(void **state)
{
    (void)state;
    refuses("<a>\n<b xml:lang='en'/></a>", "2:1",
            "attribute 'xml:lang' is in a namespace; plain ones were wanted");
    refuses("<a xmlns:p='u' p:b='1'/>", "1:1",
            "attribute 'p:b' is in a namespace; plain ones were wanted");
    refuses("<a p:b='1'/>", "1:11", "namespace prefix p for b on a is not defined");
}

static void sixty_four_levels_are_allowed_and_no_more(void **state)
{
    (void)state;
    struct lc_str deep = long_text("", "<a>", 64, "");
    struct lc_str good = long_text(deep.ptr, "</a>", 64, "");
    struct log l = {.quiet = true};
    assert_int_equal(log_run(&l, good, good.len), CTR_OK);
    assert_int_equal(l.calls, 128);
    log_free(&l);
    struct lc_str bad = long_text("", "<a>\n", 100000, "");
    refuses_n(bad, CTR_E_LIMIT, "65:1", "elements are nested deeper than 64 levels");
    free((char *)(uintptr_t)deep.ptr);
    free((char *)(uintptr_t)good.ptr);
    free((char *)(uintptr_t)bad.ptr);
}

/* An element with `count` attributes of different names. */
static struct lc_str element_of(int count, const char *tail)
{
    size_t room = (size_t)count * 16 + 64;
    char *text = malloc(room);
    assert_non_null(text);
    size_t size = (size_t)snprintf(text, room, "<a>\n <b");
    for (int i = 0; i < count; i++) {
        size += (size_t)snprintf(text + size, room - size, " a%d='='", i);
    }
    size += (size_t)snprintf(text + size, room - size, "%s", tail);
    return lc_str_n(text, size);
}

static void thirty_two_attributes_are_allowed_and_no_more(void **state)
{
    (void)state;
    struct lc_str text = element_of(32, "/></a>");
    struct log l = {.stop_at = 0};
    assert_int_equal(log_run(&l, text, text.len), CTR_OK);
    assert_non_null(strstr(lc_buf_cstr(&l.events), "a31=[=]"));
    log_free(&l);
    assert_int_equal(log_run(&l, text, 1), CTR_OK);
    log_free(&l);
    free((char *)(uintptr_t)text.ptr);
    text = element_of(33, "/></a>");
    refuses_n(text, CTR_E_LIMIT, "2:2", "an element has more than 32 attributes");
    free((char *)(uintptr_t)text.ptr);
    text = element_of(32, " xmlns='u'/></a>"); /* declarations count */
    refuses_n(text, CTR_E_LIMIT, "2:2", "an element has more than 32 attributes");
    free((char *)(uintptr_t)text.ptr);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* libxml2 alone needs minutes for each of them. */
static void a_million_attributes_fail_at_once(void **state)
{
    (void)state;
    static const char *const tails[] = {"/></a>", "", " b=\"", " <"};
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
        struct lc_str text = element_of(1000000, tails[i]);
        double start = seconds();
        refuses_n(text, CTR_E_LIMIT, "2:2", "an element has more than 32 attributes");
        assert_true(seconds() - start < 1.0);
        free((char *)(uintptr_t)text.ptr);
    }
    struct lc_str text = long_text("<a ", "xmlns:a='' ", 1000000, "/>");
    double start = seconds();
    struct log l = {.stop_at = 0};
    assert_int_not_equal(log_run(&l, text, text.len), CTR_OK);
    assert_true(seconds() - start < 1.0);
    log_free(&l);
    free((char *)(uintptr_t)text.ptr);
}

static void names_have_at_most_128_bytes(void **state)
{
    (void)state;
    struct lc_str good = long_text("<", "n", 128, "/>");
    struct log l = {.stop_at = 0};
    assert_int_equal(log_run(&l, good, good.len), CTR_OK);
    log_free(&l);
    free((char *)(uintptr_t)good.ptr);
    good = long_text("<a ", "n", 128, "='v'/>");
    assert_int_equal(log_run(&l, good, good.len), CTR_OK);
    log_free(&l);
    free((char *)(uintptr_t)good.ptr);

    struct lc_str bad = long_text("<a>\n<", "n", 129, "/></a>");
    refuses_n(bad, CTR_E_LIMIT, "2:1", "an element's name has 129 bytes; at most 128");
    free((char *)(uintptr_t)bad.ptr);
    bad = long_text("<a>\n<b ", "n", 129, "=''/></a>");
    refuses_n(bad, CTR_E_LIMIT, "2:1", "an attribute's name has 129 bytes; at most 128");
    free((char *)(uintptr_t)bad.ptr);
    bad = long_text("<", "n", 60000, "/>"); /* libxml2's own limit is 50,000 */
    assert_int_equal(log_run(&l, bad, bad.len), CTR_E_LIMIT);
    log_free(&l);
    free((char *)(uintptr_t)bad.ptr);
}

static void endless_new_names_are_a_limit_and_not_a_lack_of_memory(void **state)
{
    (void)state;
    struct log l = {.quiet = true};
    char name[100];
    size_t before = xml_bytes;
    xml_peak = xml_bytes;
    log_begin(&l, NULL);
    assert_int_equal(log_open(&l), CTR_OK);
    ctr_status status = lc_xml_feed(l.reader, "<a>", 3);
    for (int i = 0; i < 1000000 && status == CTR_OK; i++) {
        int size = snprintf(name, sizeof name, "<n%080d/>\n", i);
        status = lc_xml_feed(l.reader, name, (size_t)size);
    }
    assert_int_equal(status, CTR_E_LIMIT);
    assert_true(xml_peak - before < 64 << 20);
    log_close(&l, status);
    assert_non_null(
        strstr(ctr_error_message(l.err), ": there are more different names than libxml2 takes"));
    log_free(&l);
}

/* What is quoted from the document is cut at a character. */
static void messages_stay_utf8_when_they_are_cut(void **state)
{
    (void)state;
    static const char *const heads[] = {"<?",
                                        "<?x",
                                        "<a></",
                                        "<a></x",
                                        "<?xml version='1.0' encoding='",
                                        "<?xml version='1.0' encoding='x",
                                        "<",
                                        "<x"};
    static const char *const tails[] = {"?>", "?>", ">", ">", "'?>", "'?>", ":a/>", ":a/>"};
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        for (size_t count = 20; count < 4000; count *= 3) {
            struct lc_str text = long_text(heads[i], "\xC3\xA9", count, tails[i]);
            struct log l = {.stop_at = 0};
            assert_int_not_equal(log_run(&l, text, text.len), CTR_OK);
            struct lc_str message = lc_str(ctr_error_message(l.err));
            assert_int_equal(lc_utf8_check(message), message.len);
            log_free(&l);
            free((char *)(uintptr_t)text.ptr);
        }
    }
}

static void attributes_have_at_most_one_mebibyte(void **state)
{
    (void)state;
    struct lc_str good = long_text("<a b='", "&quot;", 1 << 20, "' c='&amp;'/>");
    struct log l = {.stop_at = 0};
    assert_int_equal(log_run(&l, good, 65536), CTR_OK);
    assert_int_equal(l.events.size, strlen("<a b=[] c=[&]></a>") + (1 << 20));
    assert_non_null(strstr(lc_buf_cstr(&l.events), "\"\"\"] c=[&]></a>"));
    log_free(&l);
    free((char *)(uintptr_t)good.ptr);
    struct lc_str bad = long_text("<a b='", "x", (1 << 20) + 1, "'/>");
    assert_int_equal(log_run(&l, bad, 65536), CTR_E_LIMIT);
    assert_string_equal(ctr_error_message(l.err),
                        "f.xml:1:1: attribute 'b' has 1048577 bytes; at most 1048576");
    log_free(&l);
    free((char *)(uintptr_t)bad.ptr);
}

/* libxml2 alone looks for the end from the beginning again with each piece. */
static void endless_references_are_a_limit(void **state)
{
    (void)state;
    const char *units[] = {"0123456789abcdef", "reference and text ", "#x000000000000000"};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        struct lc_str text = long_text("<a>\n&", units[i], 2 << 20, "");
        double start = seconds();
        refuses_n(text, CTR_E_LIMIT, "2:1",
                  "a reference is longer than 1024 bytes; a '&' that begins none is written &amp;");
        assert_true(seconds() - start < 5.0);
        free((char *)(uintptr_t)text.ptr);
    }
    refuses("<a>&reference</a>", "1:14", "entityRef: expecting ';'");
}

static void endless_markup_is_a_limit_in_bounded_memory(void **state)
{
    (void)state;
    static const struct {
        const char *head;
        const char *unit;
        const char *place;
    } rows[] = {
        {"<a>\n<b c='", "0123456789abcdef", "2:1"},  {"<a>\n<b", "                ", "2:1"},
        {"<a>\n<!--", "0123456789abcdef", "2:1"},    {"<a>\n<?x ", "0123456789abcdef", "2:1"},
        {"<!DOCTYPE a ", "0123456789abcdef", "1:1"}, {"<!DOCTYPE a '", "0123456789abcdef", "1:1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_str text = long_text(rows[i].head, rows[i].unit, 2 << 20, "");
        struct log l = {.quiet = true};
        double start = seconds();
        size_t before = xml_bytes;
        xml_peak = xml_bytes;
        ctr_status status = log_run(&l, text, 65536);
        char message[100];
        snprintf(message, sizeof message, "f.xml:%s: a tag or comment is longer than 8388608 bytes",
                 rows[i].place);
        assert_int_equal(status, CTR_E_LIMIT);
        assert_string_equal(ctr_error_message(l.err), message);
        assert_true(xml_peak - before < 40 << 20);
        assert_true(seconds() - start < 5.0);
        log_free(&l);
        free((char *)(uintptr_t)text.ptr);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(billion_laughs_end_at_the_doctype),
        cmocka_unit_test(external_entities_are_never_fetched),
        cmocka_unit_test(processing_instructions_are_refused),
        cmocka_unit_test(an_undefined_entity_is_refused),
        cmocka_unit_test(a_missing_end_tag_is_refused),
        cmocka_unit_test(an_empty_input_is_refused),
        cmocka_unit_test(content_behind_the_root_is_refused),
        cmocka_unit_test(two_roots_are_refused),
        cmocka_unit_test(bytes_that_are_not_utf8_are_refused),
        cmocka_unit_test(a_nul_byte_is_refused),
        cmocka_unit_test(illegal_characters_are_refused),
        cmocka_unit_test(utf16_is_refused),
        cmocka_unit_test(an_encoding_other_than_utf8_is_refused),
        cmocka_unit_test(malformed_markup_is_refused),
        cmocka_unit_test(attributes_in_a_namespace_are_refused),
        cmocka_unit_test(sixty_four_levels_are_allowed_and_no_more),
        cmocka_unit_test(thirty_two_attributes_are_allowed_and_no_more),
        cmocka_unit_test(a_million_attributes_fail_at_once),
        cmocka_unit_test(names_have_at_most_128_bytes),
        cmocka_unit_test(endless_new_names_are_a_limit_and_not_a_lack_of_memory),
        cmocka_unit_test(messages_stay_utf8_when_they_are_cut),
        cmocka_unit_test(attributes_have_at_most_one_mebibyte),
        cmocka_unit_test(endless_references_are_a_limit),
        cmocka_unit_test(endless_markup_is_a_limit_in_bounded_memory),
    };
    xml_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
