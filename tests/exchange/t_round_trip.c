/*
 * Everything out and in again: the bytes of a second export are those of the first, documents come
 * back byte for byte, and the new store is sound, replay included.
 */
#include "exchange/exchange.h"

/* A second store with the content of the first. */
static ctr_store *moved(struct fixture *f, const struct text_sink *from)
{
    ctr_store *store = empty_store(f);
    import_all(store, from);
    assert_store_sound(store);
    return store;
}

static void same_again(struct fixture *f, struct wish wish)
{
    struct text_sink first = export_as(f->store, wish);
    ctr_store *store = moved(f, &first);
    struct text_sink second = export_as(store, wish);

    assert_same(&first, &second);
    ctr_store_close(store);
    free(first.text);
    free(second.text);
}

static void an_export_of_an_import_is_the_same_as_xml_and_json(void **state)
{
    struct fixture *f = *state;
    static const struct wish wishes[] = {
        {NULL, NULL, CTR_EXCHANGE_XML, false},
        {NULL, NULL, CTR_EXCHANGE_JSON, false},
        {"shop", NULL, CTR_EXCHANGE_XML, false},
        {"SHOP", NULL, CTR_EXCHANGE_JSON, false},
        {"shop", "orders", CTR_EXCHANGE_XML, false},
        {"shop", "person", CTR_EXCHANGE_XML, false},
        {"shop", "orders", CTR_EXCHANGE_JSON, false},
        {"pieces", "binary", CTR_EXCHANGE_AUTO, false},
        {NULL, NULL, CTR_EXCHANGE_XML, true},
        {NULL, NULL, CTR_EXCHANGE_JSON, true},
        {"large", NULL, CTR_EXCHANGE_XML, false},
        {"large", NULL, CTR_EXCHANGE_JSON, false},
    };

    create_everything(f);
    for (size_t i = 0; i < sizeof wishes / sizeof wishes[0]; i++) {
        same_again(f, wishes[i]);
    }
}

static void both_forms_hold_the_same(void **state)
{
    struct fixture *f = *state;
    const struct wish xml = {.form = CTR_EXCHANGE_XML};
    const struct wish json = {.form = CTR_EXCHANGE_JSON};

    create_everything(f);
    struct text_sink first = export_as(f->store, xml);
    struct text_sink other = export_as(f->store, json);
    ctr_store *by_json = moved(f, &other);
    struct text_sink again = export_as(by_json, xml);
    assert_same(&first, &again);
    ctr_store *by_xml = moved(f, &again);
    struct text_sink last = export_as(by_xml, json);
    assert_same(&other, &last);
    ctr_store_close(by_json);
    ctr_store_close(by_xml);
    free(first.text);
    free(other.text);
    free(again.text);
    free(last.text);
}

static void assert_document(ctr_store *store, const char *team, const char *name, const char *path,
                            const void *bytes, size_t size)
{
    ctr_document *d = NULL;
    ctr_error *err = NULL;

    assert_ctr_ok(ctr_version_document(store, team, name, "latest", path, &d, &err));
    assert_int_equal(ctr_document_size(d), size);
    assert_memory_equal(ctr_document_data(d), bytes, size);
    ctr_document_free(d);
}

static void every_document_comes_back_byte_for_byte(void **state)
{
    struct fixture *f = *state;

    create_everything(f);
    for (int form = CTR_EXCHANGE_XML; form <= CTR_EXCHANGE_JSON; form++) {
        struct text_sink out = export_as(f->store, (struct wish){.form = (ctr_exchange_form)form});
        ctr_store *store = moved(f, &out);
        const void *address;
        size_t size;
        for (size_t i = 0; i < PIECES; i++) {
            assert_document(store, "pieces", pieces[i].name, NULL, pieces[i].bytes, pieces[i].size);
        }
        assert_int_equal(find_address(NULL, "parts/address.json", &address, &size), 0);
        assert_document(store, "shop", "person", "parts/address.json", address, size);
        ctr_store_close(store);
        free(out.text);
    }
}

/* Documents that XML can hold stand there as text, the others in base64; JSON does the same. */
static void the_form_of_a_document_depends_on_its_bytes(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *name;
        const char *text; /* in the XML; NULL = base64 */
    } rows[] = {
        {"empty", "size=\"0\" encoding=\"text\"/>"},
        {"one", "encoding=\"text\">x</document>"},
        {"blank", "encoding=\"text\"> \n\t </document>"},
        {"cdata", "encoding=\"text\">x]]&gt;y&lt;![CDATA[z]]&gt;&amp;amp;&amp;#10;</document>"},
        {"return", NULL},
        {"control", NULL},
        {"nul", NULL},
        {"binary", NULL},
        {"nonchar", NULL},
        {"bom", "encoding=\"text\">\xEF\xBB\xBF{\"a\":1}</document>"},
        {"delete", "encoding=\"text\">\x7F \xC2\x85 \xE2\x80\xA8</document>"},
    };

    create_everything(f);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct text_sink out =
            export_as(f->store, (struct wish){.team = "pieces", .name = rows[i].name});
        const char *wanted = rows[i].text ? rows[i].text : "encoding=\"base64\">";
        if (!strstr(out.text, wanted)) {
            fail_msg("%s: '%s' is not in %s", rows[i].name, wanted, out.text);
        }
        free(out.text);
        out = export_as(f->store, (struct wish){"pieces", rows[i].name, CTR_EXCHANGE_JSON, false});
        assert_non_null(strstr(out.text, rows[i].text ? "\"text\": \"" : "\"base64\": \""));
        free(out.text);
    }
}

static void a_store_may_travel_on_and_stays_sound(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_store *origin = f->store;

    create_orders(f);
    struct text_sink first = export_as(origin, (struct wish){0});
    f->store = moved(f, &first);
    ctr_store *second = f->store;
    do_register(f, "orders", "mobile", NULL, NULL);
    ctr_call call = because("bring it back", CTR_CALL_DECLARE_BREAK);
    assert_ctr_ok(ctr_version_activate(second, "shop", "orders", "4.0.0", &call, NULL, &err));
    ctr_evolution_free(do_evolve(f, "orders", NULL, ORDER_V2));
    assert_store_sound(second);
    struct text_sink out = export_as(second, (struct wish){0});
    ctr_store *third = moved(f, &out);
    struct text_sink again = export_as(third, (struct wish){0});
    assert_same(&out, &again);
    assert_non_null(strstr(strstr(out.text, "<journal origin=") + 1, "<journal origin="));
    f->store = origin;
    ctr_store_close(second);
    ctr_store_close(third);
    free(first.text);
    free(out.text);
    free(again.text);
}

static void an_empty_store_is_a_short_export(void **state)
{
    struct fixture *f = *state;
    struct text_sink xml = export_as(f->store, (struct wish){0});
    struct text_sink json = export_as(f->store, (struct wish){.form = CTR_EXCHANGE_JSON});

    assert_string_equal(xml.text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                  "<contracts xmlns=\"urn:libcontracts:1\" format=\"1\">\n"
                                  "  <documents/>\n"
                                  "</contracts>\n");
    assert_string_equal(json.text, "{\n  \"format\": 1,\n  \"documents\": [],\n"
                                   "  \"contracts\": [],\n  \"journals\": []\n}\n");
    ctr_store_close(moved(f, &xml));
    ctr_store_close(moved(f, &json));
    free(xml.text);
    free(json.text);
}

static void a_small_export_is_what_the_page_shows(void **state)
{
    struct fixture *f = *state;

    do_create(f, "a", "1.0.0", "{\"n\":0}");
    struct text_sink xml = export_as(f->store, (struct wish){0});
    struct text_sink json = export_as(f->store, (struct wish){.form = CTR_EXCHANGE_JSON});
    static const char *const in_xml[] = {
        "\n  <documents>\n    <document sha256=\"",
        "\" size=\"7\" encoding=\"text\">{\"n\":0}</document>\n  </documents>\n",
        "\n  <contract team=\"shop\" name=\"a\" type=\"data-format\" mode=\"backward\" "
        "profile=\"strict\" created-at=\"2026-01-01T00:00:",
        "\" created-by=\"tester\">\n    <version id=\"",
        "\" label=\"1.0.0\" state=\"draft\" format=\"opaque\" revision=\"1\" document=\"",
        "\n  <journal origin=\"",
        "\n    <event seq=\"2\" at=\"2026-01-01T00:00:",
        "\" kind=\"contract.created\" subject=\"contract:shop/a\" actor=\"tester\" previous=\"",
        ">{\"metadata\":\"{}\",\"mode\":\"backward\",\"profile\":\"strict\",\"type\":"
        "\"data-format\"}</event>\n",
    };
    static const char *const in_json[] = {
        "{\n  \"format\": 1,\n  \"documents\": [\n    {\n      \"sha256\": \"",
        "\",\n      \"size\": 7,\n      \"text\": \"{\\\"n\\\":0}\"\n    }\n  ],\n",
        "  \"contracts\": [\n    {\n      \"team\": \"shop\",\n      \"name\": \"a\",\n",
        "\n      \"owner_role\": null,\n      \"owner_agent\": null,\n      \"created_at\": \"",
        "\n      \"metadata\": {},\n      \"versions\": [\n        {\n          \"id\": \"",
        ("\n          \"files\": [],\n          \"evolution\": null,\n          \"earlier\": []\n  "
         "      "
         "}\n      ],\n"
         "      \"consumers\": [],\n      \"ledger\": null\n    }\n  ],\n  \"journals\": [\n    "
         "{\n      \"origin\": \""),
        "\n          \"body\": {\"metadata\":\"{}\",\"mode\":\"backward\",",
        "\n        }\n      ]\n    }\n  ]\n}\n",
    };
    for (size_t i = 0; i < sizeof in_xml / sizeof in_xml[0]; i++) {
        if (!strstr(xml.text, in_xml[i])) {
            fail_msg("'%s' is not in\n%s", in_xml[i], xml.text);
        }
    }
    for (size_t i = 0; i < sizeof in_json / sizeof in_json[0]; i++) {
        if (!strstr(json.text, in_json[i])) {
            fail_msg("'%s' is not in\n%s", in_json[i], json.text);
        }
    }
    free(xml.text);
    free(json.text);
}

static void gzip_has_no_time_and_is_the_same_each_time(void **state)
{
    struct fixture *f = *state;

    create_orders(f);
    struct text_sink a = export_as(f->store, (struct wish){.gzip = true});
    struct text_sink b = export_as(f->store, (struct wish){.gzip = true});
    assert_same(&a, &b);
    assert_memory_equal(a.text, "\x1f\x8b\x08\x00\x00\x00\x00\x00", 8);
    free(a.text);
    free(b.text);
}

static void pieces_of_any_size_give_the_same(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    static const size_t steps[] = {1, 7, 4096};

    create_orders(f);
    struct text_sink out = export_as(f->store, (struct wish){0});
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        ctr_store *store = empty_store(f);
        struct feed feed = {out.text, out.size, 0, steps[i]};
        assert_ctr_ok(ctr_import(store, NULL, feed_read, &feed, NULL, NULL, &err));
        struct text_sink again = export_as(store, (struct wish){0});
        assert_same(&out, &again);
        ctr_store_close(store);
        free(again.text);
    }
    free(out.text);
}

static void the_report_says_what_was_done(void **state)
{
    struct fixture *f = *state;
    ctr_import_report *report = NULL;
    ctr_error *err = NULL;

    create_orders(f);
    create_with_file(f);
    struct text_sink out = export_as(f->store, (struct wish){0});
    ctr_store *store = empty_store(f);
    assert_ctr_ok(try_import(store, out.text, out.size, CTR_IMPORT_FAIL, 0, &report, &err));
    assert_int_equal(ctr_import_report_contracts(report), 2);
    assert_int_equal(ctr_import_report_versions(report), 6);
    assert_int_equal(ctr_import_report_skipped(report), 0);
    struct text_sink text = {NULL, 0};
    assert_ctr_ok(ctr_import_report_render(report, CTR_RENDER_JSON, text_sink_write, &text, &err));
    assert_non_null(strstr(text.text, "\"form\": \"xml\""));
    assert_non_null(strstr(text.text, "\"consumers\": 3"));
    assert_non_null(strstr(text.text, "\"documents\": 6"));
    ctr_import_report_free(report);
    ctr_store_close(store);
    free(out.text);
    free(text.text);
}

static void the_import_is_told_in_our_own_journal(void **state)
{
    struct fixture *f = *state;
    ctr_store *origin = f->store;

    do_create(f, "a", "1.0.0", "{\"n\":0}");
    struct text_sink out = export_as(origin, (struct wish){0});
    f->store = moved(f, &out);
    char *feed = feed_after(f, 1);
    assert_int_equal(strncmp(feed, "store.imported store:", 21), 0);
    assert_null(strchr(strchr(feed, '\n') + 1, '\n'));
    free(feed);
    ctr_store_close(f->store);
    f->store = origin;
    free(out.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_memory, fixture_end)
        TEST(an_export_of_an_import_is_the_same_as_xml_and_json),
        TEST(both_forms_hold_the_same),
        TEST(every_document_comes_back_byte_for_byte),
        TEST(the_form_of_a_document_depends_on_its_bytes),
        TEST(a_store_may_travel_on_and_stays_sound),
        TEST(an_empty_store_is_a_short_export),
        TEST(a_small_export_is_what_the_page_shows),
        TEST(gzip_has_no_time_and_is_the_same_each_time),
        TEST(pieces_of_any_size_give_the_same),
        TEST(the_report_says_what_was_done),
        TEST(the_import_is_told_in_our_own_journal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
