/*
 * The installed XSD: xmllint accepts every export with it and refuses what an import refuses for
 * its form; the kinds of events in it are those there are.
 */
#include "exchange/exchange.h"

#include "domain/event/event.h"

#include <sys/wait.h>
#include <unistd.h>

static char schema[512];

static bool is_valid(struct fixture *f, const struct text_sink *xml)
{
    char file[192];
    char command[1024];
    snprintf(file, sizeof file, "%s/e.xml", f->dir);
    FILE *out = fopen(file, "w");
    assert_non_null(out);
    assert_int_equal(fwrite(xml->text, 1, xml->size, out), xml->size);
    fclose(out);
    snprintf(command, sizeof command, "xmllint --noout --schema '%s' '%s' > '%s.out' 2>&1", schema,
             file, file);
    int status = system(command);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status) == 0;
}

static void every_export_validates(void **state)
{
    struct fixture *f = *state;
    static const struct wish wishes[] = {
        {NULL, NULL, CTR_EXCHANGE_XML, false},       {"shop", NULL, CTR_EXCHANGE_XML, false},
        {"shop", "orders", CTR_EXCHANGE_XML, false}, {"shop", "person", CTR_EXCHANGE_XML, false},
        {"pieces", NULL, CTR_EXCHANGE_XML, false},   {"large", NULL, CTR_EXCHANGE_XML, false},
    };

    struct text_sink empty = export_as(f->store, (struct wish){0});
    assert_true(is_valid(f, &empty));
    free(empty.text);
    create_everything(f);
    for (size_t i = 0; i < sizeof wishes / sizeof wishes[0]; i++) {
        struct text_sink out = export_as(f->store, wishes[i]);
        if (!is_valid(f, &out)) {
            fail_msg("export %zu does not validate: see xmllint", i);
        }
        free(out.text);
    }
}

static void what_an_import_refuses_does_not_validate(void **state)
{
    struct fixture *f = *state;
    static const char *const edits[][2] = {
        {"format=\"1\"", "format=\"2\""},
        {"format=\"1\"", "format=\"1\" made-by=\"me\""},
        {"  <documents>", "  <extra/><documents>"},
        {"  <documents>", "  stray<documents>"},
        {"  </documents>", "  </documents><documents/>"},
        {" encoding=\"text\">", ">"},
        {"encoding=\"text\">", "encoding=\"hex\">"},
        {"sha256=\"", "sha256=\"G"},
        {"size=\"", "size=\"0"},
        {"team=\"shop\"", "team=\"sh/op\""},
        {"type=\"data-format\"", "type=\"DATA_FORMAT\""},
        {"mode=\"backward\"", "mode=\"default\""},
        {"created-by=\"tester\"", "created-by=\"\""},
        {"created-at=\"2026-01-01T00:00:05Z\"", "created-at=\"2026-01-01T00:00:05.0Z\""},
        {"label=\"1.0.0\"", "label=\"^1\""},
        {"label=\"1.1.0\"", "label=\"1.0.0\""},
        {"base=\"1.0.0\"", "base=\"0.1.0\""},
        {"superseded-by=\"2.0.0\"", "superseded-by=\"9.0.0\""},
        {"follows=\"2.0.0\"", "follows=\"9.0.0\""},
        {"state=\"deprecated\"", "state=\"dead\""},
        {"revision=\"1\"", "revision=\"0\""},
        {"sufficient=\"true\"", "sufficient=\"yes\""},
        {"verdict=\"", "verdict=\"x"},
        {"kind=\"version.created\"", "kind=\"version.launched\""},
        {"kind=\"version.created\"", "kind=\"store.imported\""},
        {"<journal origin=\"", "<journal origin=\"X"},
        {"<event seq=\"3\"", "<event seq=\"2\""},
        {"subject=\"contract:", "subject=\"contractor:"},
        {"</contracts>", "<more/></contracts>"},
    };

    create_orders(f);
    struct text_sink good = export_as(f->store, (struct wish){0});
    assert_true(is_valid(f, &good));
    for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++) {
        struct text_sink bad = edited(&good, edits[i][0], edits[i][1]);
        ctr_store *store = empty_store(f);
        ctr_error *err = NULL;
        ctr_status status = try_import(store, bad.text, bad.size, CTR_IMPORT_FAIL, 0, NULL, &err);
        if (status == CTR_OK || is_valid(f, &bad)) {
            fail_msg("'%s' -> '%s': import %s, schema %s", edits[i][0], edits[i][1],
                     ctr_status_name(status), is_valid(f, &bad) ? "accepts it" : "refuses it");
        }
        ctr_error_free(err);
        ctr_store_close(store);
        free(bad.text);
    }
    free(good.text);
}

static void the_kinds_of_events_are_those_there_are(void **state)
{
    static char text[64 << 10];
    size_t known = 0;
    size_t listed = 0;

    (void)state;
    FILE *in = fopen(schema, "r");
    assert_non_null(in);
    text[fread(text, 1, sizeof text - 1, in)] = '\0';
    fclose(in);
    char *kinds = strstr(text, "<xs:simpleType name=\"kind\">");
    assert_non_null(kinds);
    *strstr(kinds, "</xs:simpleType>") = '\0';
    for (const char *at = kinds; (at = strstr(at, "<xs:enumeration")); at++) {
        listed++;
    }
    for (int k = 0; k < LC_EVENT_COUNT; k++) {
        char row[96];
        const char *word = lc_event_word((enum lc_event_kind)k);
        snprintf(row, sizeof row, "<xs:enumeration value=\"%s\"/>", word);
        bool here = strstr(kinds, row) != NULL;
        if (here != (strncmp(word, "store.", 6) != 0)) {
            fail_msg("%s is %s the schema", word, here ? "in" : "not in");
        }
        known += here;
    }
    assert_int_equal(known, listed);
}

int main(void)
{
    const char *top = getenv("CTR_SRCDIR") ? getenv("CTR_SRCDIR") : getenv("srcdir");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_export_validates, fixture_file, fixture_end),
        cmocka_unit_test_setup_teardown(what_an_import_refuses_does_not_validate, fixture_file,
                                        fixture_end),
        cmocka_unit_test(the_kinds_of_events_are_those_there_are),
    };

    snprintf(schema, sizeof schema, "%s/doc/schema/contracts.xsd", top ? top : ".");
    if (system("xmllint --version > /dev/null 2>&1") != 0) {
        printf("skipped: there is no xmllint (Debian: libxml2-utils)\n");
        return 77;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
