/*
 * Files that are damaged, forged or made to hurt: each is refused with its place, and nothing of it
 * stays. Also a file that is cut off anywhere.
 */
#include "exchange/exchange.h"

#define DOC(n) "{\"endpoints\":[\"/" n "\"]}"

/* Nothing but the making of the store is in it. */
static void assert_empty(ctr_store *store)
{
    ctr_info *info = NULL;
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_store_info(store, &info, &err));
    assert_int_equal(ctr_info_contracts(info), 0);
    assert_int_equal(ctr_info_versions(info), 0);
    assert_int_equal(ctr_info_consumers(info), 0);
    assert_int_equal(ctr_info_last_event(info), 1);
    ctr_info_free(info);
    assert_store_sound(store); /* among others: no document that nobody has */
}

static size_t line_of(const char *text, const char *at)
{
    size_t line = 1;
    for (; text < at; text++) {
        line += *text == '\n';
    }
    return line;
}

/* One change to a good export: what becomes of it. `line` counts from that of the change. */
struct row {
    const char *what;
    const char *with;
    ctr_status status;
    int line;            /* -1: not looked at */
    int column;          /* 0: not looked at */
    const char *message; /* part of it */
};

/* Says what is wrong with the refusal of one row; false if something is. */
static bool is_refused(struct fixture *f, const struct text_sink *good, const struct row *row)
{
    struct text_sink bad = edited(good, row->what, row->with);
    ctr_store *store = empty_store(f);
    ctr_error *err = NULL;
    char place[64];

    ctr_status status = try_import(store, bad.text, bad.size, CTR_IMPORT_FAIL, 0, NULL, &err);
    const char *message = ctr_error_message(err);
    const char *column = ctr_error_detail(err, "column");
    const char *file = ctr_error_detail(err, "file");
    size_t line = line_of(good->text, strstr(good->text, row->what)) + (size_t)row->line;
    snprintf(place, sizeof place, "file.xml:%zu:", line);
    bool is_good = status == row->status && strstr(message, row->message) && file &&
                   strcmp(file, "file.xml") == 0 &&
                   (row->line < 0 || strncmp(message, place, strlen(place)) == 0) &&
                   (!row->column || (column && atoi(column) == row->column));
    if (!is_good) {
        print_error("'%s' -> '%s'\n    is: %s: %s\n    wanted: %s: %s%d: %s\n", row->what,
                    row->with, ctr_status_name(status), message, ctr_status_name(row->status),
                    row->line < 0 ? "" : place, row->column, row->message);
    }
    ctr_error_free(err);
    assert_empty(store);
    ctr_store_close(store);
    free(bad.text);
    return is_good;
}

static void assert_refused(struct fixture *f, const struct text_sink *good, const struct row *rows,
                           size_t count)
{
    size_t bad = 0;
    for (size_t i = 0; i < count; i++) {
        bad += !is_refused(f, good, &rows[i]);
    }
    assert_int_equal(bad, 0);
}

/* A contract with two versions, a comparison and two consumers: see the calls for what is where. */
static void fill(struct fixture *f)
{
    const char *parts[] = {"/id", "/status"};
    ctr_consumer_spec s;
    ctr_error *err = NULL;

    do_create(f, "orders", "1.0.0", ORDER_V1);
    do_activate(f, "orders", "1.0.0");
    ctr_consumer_spec_init(&s, sizeof s);
    s.team = "shop";
    s.name = "orders";
    s.consumer = "web";
    s.pin = "^1.0";
    s.parts = parts;
    s.part_count = 2;
    assert_ctr_ok(ctr_consumer_register(f->store, &s, NULL, NULL, &err));
    ctr_evolution_free(do_evolve(f, "orders", NULL, ORDER_V2));
    do_activate(f, "orders", "1.1.0");
    do_create(f, "zebra", "1.0.0", DOC("z"));
}

static const struct row xml_rows[] = {
    /* the root */
    {"urn:libcontracts:1", "urn:libcontracts:2", CTR_E_INPUT, 0, 1,
     "this is no export: its root is 'contracts' in namespace 'urn:libcontracts:2'; wanted "
     "'contracts' in 'urn:libcontracts:1'"},
    {"format=\"1\"", "format=\"2\"", CTR_E_NEWER, 0, 1,
     "the export has format 2, written by a newer library; this one reads format 1"},
    {"format=\"1\"", "format=\"2\" new=\"x\"", CTR_E_NEWER, 0, 1, "format 2"},
    {" format=\"1\"", "", CTR_E_INPUT, 0, 1, "contracts has no format"},
    {"format=\"1\"", "format=\"01\"", CTR_E_INPUT, 0, 1, "format is '01'; wanted a whole number"},
    {"format=\"1\"", "format=\"1\" made-by=\"me\"", CTR_E_INPUT, 0, 1,
     "attribute 'made-by' is not known in 'contracts'"},
    {"<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
     "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]>", CTR_E_INPUT, 0, 0, "DOCTYPE"},
    {"<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>",
     CTR_E_INPUT, 0, 0, "UTF-8"},
    {"  <documents>", "  <documents><?php x?>", CTR_E_INPUT, 0, 0, "processing instruction"},
    {"  <documents>", "  <extra/><documents>", CTR_E_INPUT, 0, 3,
     "element 'extra' is not known in 'contracts'"},
    {"  <documents>", "  <x:documents xmlns:x=\"urn:x\"/><documents>", CTR_E_INPUT, 0, 3,
     "element 'documents' is in namespace 'urn:x'; wanted 'urn:libcontracts:1'"},
    {"  <documents>", "  stray <documents>", CTR_E_INPUT, -1, 0,
     "text stands in 'contracts', where none is known"},
    {"  <documents>", "  &bomb;<documents>", CTR_E_INPUT, 0, 0, ""},
    {"  </documents>", "  </documents>\n  <documents/>", CTR_E_INPUT, 1, 3, "a second documents"},
    {"</contracts>", "", CTR_E_INPUT, -1, 0, "the document ends inside an element"},
    {"</contracts>\n", "</contracts>\n<more/>", CTR_E_INPUT, -1, 0, "follows the end of the root"},
    /* documents */
    {"encoding=\"text\">", "encoding=\"hex\">", CTR_E_INPUT, 0, 5,
     "encoding is 'hex'; wanted text or base64"},
    {" encoding=\"text\">", ">", CTR_E_INPUT, 0, 5, "document has no encoding"},
    {"encoding=\"text\">", "encoding=\"base64\">", CTR_E_INPUT, 0, 0, "this is not base64"},
    {"encoding=\"text\">", "encoding=\"text\">x", CTR_E_INPUT, 0, 0,
     "the document is longer than its size"},
    {"\"type\":\"object\"", "\"type\":\"oject\"", CTR_E_INPUT, 0, 0, "but its size says"},
    {"\"type\":\"object\"", "\"type\":\"Object\"", CTR_E_INPUT, 0, 0,
     "the document does not have the SHA-256 it is listed under, but"},
    {"size=\"", "size=\"99999999999999", CTR_E_INPUT, 0, 5, "size is '99999999999999"},
    {"size=\"", "size=\"9999999999", CTR_E_LIMIT, 0, 5, "is over the limit of 268435456"},
    {"size=\"", "size=\"-", CTR_E_INPUT, 0, 5, "wanted a whole number from 0 to 2^53 - 1"},
    {"sha256=\"", "sha256=\"G", CTR_E_INPUT, 0, 5, "wanted 64 lower-case hex digits"},
    {"<document sha256=\"",
     "<document sha256=\"ffffffffffffffffffffffffffffffffffffffffffffffff"
     "ffffffffffffffff\" size=\"0\" encoding=\"text\"/>\n<document sha256=\"",
     CTR_E_INPUT, 0, 0, "the document does not have the SHA-256"},
    {"\n  </documents>",
     "\n    <document sha256=\"0000000000000000000000000000000000000000000000000"
     "000000000000000\" size=\"0\" encoding=\"text\"/>\n  </documents>",
     CTR_E_INPUT, 1, 5, "documents must come once each and by their sha256"},
    {"encoding=\"text\">", "encoding=\"text\"><b/>", CTR_E_INPUT, 0, 0,
     "element 'b' is not known in 'document'"},
    /* contracts */
    {"team=\"shop\" name=\"orders\"", "team=\"sh/op\" name=\"orders\"", CTR_E_INPUT, 0, 3,
     "the name of the team 'sh/op' is not acceptable at offset 2"},
    {"team=\"shop\" name=\"orders\"", "team=\"shop\" name=\"\"", CTR_E_INPUT, 0, 3,
     "the name of the contract is empty"},
    {"team=\"shop\" name=\"orders\"", "name=\"orders\"", CTR_E_INPUT, 0, 3, "contract has no team"},
    {"team=\"shop\" name=\"orders\"", "team=\"shop\" name=\"zulu\"", CTR_E_INPUT, -1, 0,
     "contract 'shop/zebra' comes behind 'shop/zulu'"},
    {"team=\"shop\" name=\"orders\"", "team=\"shop\" name=\"ZEBRA\"", CTR_E_INPUT, -1, 0,
     "contract 'shop/zebra' comes behind 'shop/zebra'"},
    {"type=\"data-format\"", "type=\"DATA_FORMAT\"", CTR_E_INPUT, 0, 3,
     "type is 'DATA_FORMAT'; wanted rest-api, message-queue"},
    {"mode=\"backward\"", "mode=\"default\"", CTR_E_INPUT, 0, 3,
     "mode is 'default'; wanted backward, forward, full, none, "
     "backward-transitive, forward-transitive or full-transitive"},
    {"profile=\"strict\"", "profile=\"\"", CTR_E_INPUT, 0, 3,
     "wanted strict, tolerant, confluent, file, package, wire-json or wire"},
    {"created-by=\"tester\"", "created-by=\"\"", CTR_E_INPUT, 0, 3, "the actor is empty"},
    {"created-by=\"tester\"", "created-by=\"a&#10;b\"", CTR_E_INPUT, 0, 3,
     "the actor holds the control character U+000A"},
    {"created-by=\"tester\"", "created-by=\"tester\" owner-role=\"&#127;\"", CTR_E_INPUT, 0, 3,
     "the owner role holds the control character U+007F"},
    {"created-by=\"tester\">\n", "created-by=\"tester\">\n<metadata>[1]</metadata>\n", CTR_E_INPUT,
     1, 0, "metadata must be a JSON object"},
    {"created-by=\"tester\">\n", "created-by=\"tester\">\n<metadata>{\"a\":1,\"a\":2}</metadata>\n",
     CTR_E_INPUT, 1, 0, "metadata:1:"},
    {"created-by=\"tester\">\n", "created-by=\"tester\">\n<metadata/>\n", CTR_E_INPUT, 1, 0,
     "metadata:1:1"},
    {"created-by=\"tester\">\n",
     "created-by=\"tester\">\n<metadata>{}</metadata><metadata>{}</metadata>\n", CTR_E_INPUT, 1, 0,
     "a second metadata; only one was wanted"},
    {"created-at=\"2026-01-01T00:00:05Z\"", "created-at=\"2026-01-01 00:00:02Z\"", CTR_E_INPUT, 0,
     3, "wanted a time from 1970 to 9999"},
    {"created-at=\"2026-01-01T00:00:05Z\"", "created-at=\"2026-01-01T01:00:02+01:00\"", CTR_E_INPUT,
     0, 3, "wanted a time"},
    {"created-at=\"2026-01-01T00:00:05Z\"", "created-at=\"2026-01-01T00:00:05.10Z\"", CTR_E_INPUT,
     0, 3, "wanted a time"},
    {"created-at=\"2026-01-01T00:00:05Z\"", "created-at=\"1969-12-31T23:59:59Z\"", CTR_E_INPUT, 0,
     3, "wanted a time"},
    {"created-at=\"2026-01-01T00:00:05Z\"", "created-at=\"2026-02-30T00:00:02Z\"", CTR_E_INPUT, 0,
     3, "wanted a time"},
    /* versions */
    {"label=\"1.0.0\"", "label=\"latest\"", CTR_E_INPUT, 0, 5, "'latest' selects a version"},
    {"label=\"1.0.0\"", "label=\"^1\"", CTR_E_INPUT, 0, 5, "it would begin like a range"},
    {"label=\"1.0.0\"", "label=\"v1.1\"", CTR_E_INPUT, -1, 0,
     "version '1.1.0' has the base '1.0.0', which does not come before it"},
    {"label=\"1.1.0\"", "label=\"v1\"", CTR_E_INPUT, 0, 5,
     "contract 'shop/orders' has a second version 'v1'"},
    {"state=\"deprecated\"", "state=\"active\"", CTR_E_INPUT, -1, 0,
     "version '1.1.0' is a second active one of contract 'shop/orders'"},
    {"state=\"deprecated\"", "state=\"draft\"", CTR_E_INPUT, 0, 5,
     "version '1.0.0' is draft, but has a time of activation"},
    {"state=\"deprecated\"", "state=\"retired\"", CTR_E_INPUT, 0, 5,
     "version '1.0.0' is retired, but has no time of retirement"},
    {"state=\"deprecated\"", "state=\"dead\"", CTR_E_INPUT, 0, 5,
     "wanted draft, active, deprecated or retired"},
    {" deprecated-at=\"", " sunset-at=\"", CTR_E_INPUT, 0, 5, "no time of deprecation"},
    {"format=\"json-schema\"", "format=\"auto\"", CTR_E_INPUT, 0, 5, "format is 'auto'"},
    {"revision=\"", "revision=\"0", CTR_E_INPUT, 0, 5, "wanted a whole number from 1 to 2^53 - 1"},
    {"document=\"",
     "document=\"0000000000000000000000000000000000000000000000000000000000000000\" "
     "base=\"",
     CTR_E_INPUT, 0, 5, "version"},
    {"superseded-by=\"1.1.0\"", "superseded-by=\"1.0.0\"", CTR_E_INPUT, 0, 5,
     "version '1.0.0' is its own successor"},
    {"superseded-by=\"1.1.0\"", "superseded-by=\"1.3.0\"", CTR_E_INPUT, -1, 0,
     "a version of 'shop/orders' is superseded by '1.3.0', which is not there"},
    {"superseded-by=\"1.1.0\"", "superseded-by=\"v1.1\"", CTR_E_INPUT, -1, 0,
     "is superseded by 'v1.1', which is not there"},
    {"base=\"1.0.0\"", "base=\"1.1.0\"", CTR_E_INPUT, 0, 5, "which does not come before it"},
    {" base=\"1.0.0\"", "", CTR_E_INPUT, -1, 0, "version '1.1.0' has a comparison but no base"},
    {"label=\"1.0.0\" state=\"deprecated\"", "label=\"1.0.0\" base=\"0.1\" state=\"deprecated\"",
     CTR_E_INPUT, 0, 5, "has the base '0.1', which does not come before it"},
    {"id=\"01", "id=\"0G", CTR_E_INPUT, 0, 5, "wanted a UUID in lower case"},
    {"reason=\"superseded by 1.1.0\"", "reason=\"&#x1;\"", CTR_E_INPUT, 0, 0, ""},
    /* files */
    {"      <evolution ", "      <file document=\"00\">x</file>\n      <evolution ", CTR_E_INPUT, 0,
     0, "wanted 64 lower-case hex digits"},
    {"      <evolution ",
     "      <file document=\"000000000000000000000000000000000000000000000000000000000000000a\">x"
     "</file>\n      <evolution ",
     CTR_E_INPUT, 0, 0,
     "the file names document 00000000000000000000000000000000000000000000000000"
     "0000000000000a, which is not in the file"},
    /* comparisons */
    {"breaking=\"0\"", "breaking=\"1\"", CTR_E_INPUT, 0, 0,
     "the comparison has counts that are not those of its findings"},
    {"verdict=\"compatible\"", "verdict=\"incompatible\"", CTR_E_INPUT, 0, 0,
     "the comparison has another verdict, bump, mode or profile than is said before it"},
    {"\"compatible\":true", "\"compatible\":false", CTR_E_INPUT, 0, 0, "contradicts itself"},
    {"\"findings\":[{\"rule\":\"", "\"findings\":[{\"rube\":\"", CTR_E_INPUT, 0, 0,
     "the comparison has a finding that is not whole"},
    {"\"findings\":[{\"rule\":\"", "\"findings\":[{\"rule\":null,\"x\":\"", CTR_E_INPUT, 0, 0,
     "a finding that is not whole"},
    {"\"findings\":[", "\"findings\":[7,", CTR_E_INPUT, 0, 0, "comparison: member 'findings'"},
    {"sufficient=\"true\"", "sufficient=\"yes\"", CTR_E_INPUT, 0, 0, "wanted true or false"},
    {"proposed=\"1.1.0\"", "proposed=\"a b\"", CTR_E_INPUT, 0, 0, "the label 'a b'"},
    {"      <evolution ", "      <evolution later=\"1\" ", CTR_E_INPUT, 0, 7,
     "attribute 'later' is not known in 'evolution'"},
    /* consumers */
    {"<consumer name=\"web\"", "<consumer name=\"w b\"", CTR_E_INPUT, 0, 5,
     "the name of the consumer 'w b' is not acceptable"},
    {"pin=\"^1.0\"", "pin=\"^1.0.0.0\"", CTR_E_INPUT, 0, 5, "^1.0.0.0"},
    {"follows=\"1.1.0\"", "follows=\"1.2.0\"", CTR_E_INPUT, 0, 5,
     "consumer 'web' follows version '1.2.0', which is not there"},
    {"<part>/id</part>", "<part/>", CTR_E_INPUT, 0, 7, "an empty part"},
    {"<part>/id</part>", "<part>/z</part>", CTR_E_INPUT, 1, 0,
     "parts must come once each and in bytewise order"},
    {"<part>/id</part>", "<part>/status</part>", CTR_E_INPUT, 1, 0, "once each"},
    {"<part>/id</part>", "<part>/i&#9;d</part>", CTR_E_INPUT, 0, 0,
     "the part holds the control character U+0009"},
    {"<part>/id</part>", "<part encoding=\"base64\">/w==</part>", CTR_E_INPUT, 0, 0,
     "the part is not valid UTF-8"},
    {"<part>/id</part>", "<part encoding=\"base64\">AA==</part>", CTR_E_INPUT, 0, 0,
     "a part holds a NUL byte"},
    {"<part>/id</part>", "<part encoding=\"base64\">AA=</part>", CTR_E_INPUT, 0, 0,
     "the base64 of this part is cut off"},
    {"    <consumer ", "    <version/>\n    <consumer ", CTR_E_INPUT, 0, 5, "version has no id"},
    {"    </consumer>\n", "    </consumer>\n    <metadata>{}</metadata>\n", CTR_E_INPUT, 1, 5,
     "metadata stands behind consumer; it was wanted before"},
    /* journals */
    {"<journal origin=\"", "<journal origin=\"0", CTR_E_INPUT, 0, 3, "wanted a UUID in lower case"},
    {"<journal origin=\"",
     "<journal origin=\"fffff000-0000-7000-8000-000000000000\"><event/></journal>"
     "<journal origin=\"",
     CTR_E_INPUT, 0, 0, "event has no seq"},
    {"<journal origin=\"",
     "<journal origin=\"00000000-0000-7000-8000-000000000000\"/>"
     "<journal origin=\"",
     CTR_E_INPUT, 0, 3, "journal 00000000-0000-7000-8000-000000000000 has no event"},
    {"<event seq=\"3\"", "<event seq=\"2\"", CTR_E_INPUT, 0, 0, "event 2 comes behind event 2"},
    {"<event seq=\"3\"", "<event seq=\"30\"", CTR_E_INPUT, 0, 0,
     "event 30 does not have the hash of its content; it was edited"},
    {"<event seq=\"3\" at=\"2026-01-01T00:00:05Z\"", "<event seq=\"3\" at=\"2026-01-01T00:00:04Z\"",
     CTR_E_INPUT, 0, 0, "event 3 is older than the one before it"},
    {"kind=\"version.activated\"", "kind=\"version.launched\"", CTR_E_INPUT, 0, 0,
     "'version.launched' is no kind of event that an export holds"},
    {"kind=\"version.activated\"", "kind=\"store.imported\"", CTR_E_INPUT, 0, 0,
     "'store.imported' is no kind of event that an export holds"},
    {"actor=\"tester\"", "actor=\"tester2\"", CTR_E_INPUT, 0, 0, "event 2 does not have the hash"},
    {"subject=\"contract:shop/orders\"", "subject=\"contract:shop/ordered\"", CTR_E_INPUT, 0, 0,
     "event 2 does not have the hash"},
    {"subject=\"contract:shop/orders\"", "subject=\"nothing\"", CTR_E_INPUT, 0, 0,
     "event 2 does not have the hash"},
    {"{\"metadata\":\"{}\"", "{\"metadata\":\"[]\"", CTR_E_INPUT, 0, 0,
     "event 2 does not have the hash"},
    {"{\"metadata\":\"{}\"", "{ \"metadata\":\"{}\"", CTR_E_INPUT, 0, 0,
     "the body of an event must be a JSON object in canonical form"},
    {"  <journal origin=", "  <journal x=\"\" origin=", CTR_E_INPUT, 0, 3,
     "attribute 'x' is not known in 'journal'"},
    {"  <journal origin=", "  <contract/><journal origin=", CTR_E_INPUT, 0, 3,
     "contract has no team"},
};

static void each_damage_is_refused_with_its_place(void **state)
{
    struct fixture *f = *state;

    fill(f);
    struct text_sink good = export_as(f->store, (struct wish){0});
    ctr_store *store = empty_store(f);
    import_all(store, &good);
    ctr_store_close(store);
    assert_refused(f, &good, xml_rows, sizeof xml_rows / sizeof xml_rows[0]);
    free(good.text);
}

static const struct row json_rows[] = {
    {"\"format\": 1", "\"format\": 2", CTR_E_NEWER, 0, 13, "format 2, written by a newer library"},
    {"\"format\": 1", "\"format\": \"1\"", CTR_E_INPUT, -1, 0, "this is no export"},
    {"\"format\": 1", "\"format\": 1.0", CTR_E_INPUT, 0, 13, "format is '1.0'"},
    {"\"format\": 1,", "\"format\": 1,\n\"more\": 1,", CTR_E_INPUT, 1, 1,
     "member 'more' is not known in a export"},
    {"\"format\": 1,", "\"format\": 1,\n\"format\": 1,", CTR_E_INPUT, 1, 0, "format"},
    {"\"documents\": [", "\"documents\": [7,", CTR_E_INPUT, 0, 0, "document should be an object"},
    {"\"documents\": [", "\"documents\": {}, \"x\": [", CTR_E_INPUT, 0, 0, ""},
    {"\"size\": ", "\"size\": 1e3, \"was\": ", CTR_E_INPUT, 0, 0, ""},
    {"\"size\": ", "\"size\": \"7\", \"was\": ", CTR_E_INPUT, 0, 0, "size should be a number"},
    {"\"text\": \"", "\"base64\": \"!", CTR_E_INPUT, 0, 0, "this is not base64"},
    {"\"text\": \"", "\"base64\": \"\", \"text\": \"", CTR_E_INPUT, -1, 0,
     "document has both text and base64; one was wanted"},
    {"\"text\": \"", "\"txt\": \"", CTR_E_INPUT, 0, 0, "member 'txt' is not known in a document"},
    {"\"text\": \"", "\"text\": 7, \"x\": \"", CTR_E_INPUT, 0, 0, "member 'x' is not known"},
    {"\"owner_role\": null", "\"owner_role\": 7", CTR_E_INPUT, 0, 0,
     "owner-role should be a string"},
    {"\"owner_role\": null", "\"owner-role\": null", CTR_E_INPUT, 0, 0,
     "member 'owner-role' is not known in a contract"},
    {"\"owner_role\": null", "\"owner_role\": \"a\\u0000b\"", CTR_E_INPUT, 0, 0,
     "wanted text without NUL"},
    {"\"team\": \"shop\"", "\"team\": null", CTR_E_INPUT, -1, 0, "contract has no team"},
    {"\"metadata\": {}", "\"metadata\": []", CTR_E_INPUT, 0, 0, "metadata should be an object"},
    {"\"versions\": [", "\"versions\": 7, \"x\": [", CTR_E_INPUT, 0, 0, "member 'x' is not known"},
    {"\"consumers\": []", "\"consumers\": 7", CTR_E_INPUT, 0, 0, "consumers should be an array"},
    {"\"sufficient\": true", "\"sufficient\": 1", CTR_E_INPUT, 0, 0,
     "sufficient should be true or false"},
    {"\"comparison\": {", "\"comparison\": 7, \"x\": {", CTR_E_INPUT, 0, 0, ""},
    {"\"breaking\": 0", "\"breaking\": 1", CTR_E_INPUT, -1, 0,
     "counts that are not those of its findings"},
    {"\"parts\": [", "\"parts\": [7,", CTR_E_INPUT, 0, 0, "part should be a string"},
    {"\"parts\": [", "\"parts\": [\"\",", CTR_E_INPUT, 0, 0, "an empty part"},
    {"\"metadata\":\"{}\"", "\"metadata\":\"[]\"", CTR_E_INPUT, -1, 0,
     "event 2 does not have the hash of its content"},
    {"\"seq\": 3", "\"seq\": 2", CTR_E_INPUT, -1, 0, "event 2 comes behind event 2"},
    {"\"journals\"", "\"joumals\"", CTR_E_INPUT, 0, 0, "member 'joumals' is not known"},
    {"\"journals\": [", "\"journals\": null, \"contracts2\": [", CTR_E_INPUT, 0, 0, "contracts2"},
};

static void each_damage_to_json_is_refused_with_its_place(void **state)
{
    struct fixture *f = *state;

    fill(f);
    struct text_sink good = export_as(f->store, (struct wish){.form = CTR_EXCHANGE_JSON});
    assert_refused(f, &good, json_rows, sizeof json_rows / sizeof json_rows[0]);
    free(good.text);
}

static void json_may_be_in_any_order_and_layout(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", DOC("a"));
    struct text_sink good = export_as(f->store, (struct wish){.form = CTR_EXCHANGE_JSON});
    char *at = strstr(good.text, "  \"journals\": [");
    struct text_sink turned = {NULL, 0};
    text_sink_write(&turned, "\n\t {", 4);
    text_sink_write(&turned, at, strlen(at) - 3); /* without "}\n" and the line feed before */
    text_sink_write(&turned, ",", 1);
    text_sink_write(&turned, good.text + 1, (size_t)(at - good.text) - 3);
    text_sink_write(&turned, "}", 1);
    ctr_store *store = empty_store(f);
    assert_ctr_ok(try_import(store, turned.text, turned.size, CTR_IMPORT_FAIL, 0, NULL, &err));
    struct text_sink again = export_as(store, (struct wish){.form = CTR_EXCHANGE_JSON});
    assert_same(&good, &again);
    ctr_store_close(store);
    free(good.text);
    free(turned.text);
    free(again.text);
}

static void a_file_cut_off_anywhere_leaves_nothing(void **state)
{
    struct fixture *f = *state;
    static const struct wish wishes[] = {{.form = CTR_EXCHANGE_XML},
                                         {.form = CTR_EXCHANGE_JSON},
                                         {.form = CTR_EXCHANGE_XML, .gzip = true}};

    fill(f);
    ctr_store *store = empty_store(f);
    for (size_t w = 0; w < sizeof wishes / sizeof wishes[0]; w++) {
        struct text_sink good = export_as(f->store, wishes[w]);
        size_t whole = wishes[w].gzip ? good.size : good.size - 1; /* the last line feed is idle */
        for (size_t size = 0; size < whole; size += 97) {
            ctr_error *err = NULL;
            ctr_status status = try_import(store, good.text, size, CTR_IMPORT_FAIL, 0, NULL, &err);
            if (status != CTR_E_INPUT) {
                fail_msg("%zu of %zu bytes: %s: %s", size, good.size, ctr_status_name(status),
                         ctr_error_message(err));
            }
            assert_string_equal(ctr_error_detail(err, "file"), "file.xml");
            ctr_error_free(err);
        }
        assert_empty(store);
        free(good.text);
    }
    ctr_store_close(store);
}

/* Text made of a beginning, a repeated middle and an end. */
static struct text_sink repeated(const char *head, const char *middle, size_t times,
                                 const char *tail)
{
    size_t sizes[] = {strlen(head), strlen(middle), strlen(tail)};
    struct text_sink out = {malloc(sizes[0] + times * sizes[1] + sizes[2] + 1), 0};
    char *at = out.text;

    assert_non_null(at);
    at = (char *)memcpy(at, head, sizes[0]) + sizes[0];
    for (size_t i = 0; i < times; i++) {
        at = (char *)memcpy(at, middle, sizes[1]) + sizes[1];
    }
    memcpy(at, tail, sizes[2] + 1);
    out.size = (size_t)(at - out.text) + sizes[2];
    return out;
}

#define ROOT "<contracts xmlns=\"urn:libcontracts:1\" format=\"1\">"

static void what_is_made_to_hurt_is_refused(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *head;
        const char *middle;
        size_t times;
        const char *tail;
        ctr_status status;
        const char *message;
    } rows[] = {
        {"", "", 0, "", CTR_E_INPUT, "file.xml:1:1: the file is empty"},
        {"", "\n", 3, "", CTR_E_INPUT, "file.xml:1:1: this begins neither"},
        {"hello", "", 0, "", CTR_E_INPUT, "this begins neither as XML does"},
        {"[", "", 0, "]", CTR_E_INPUT, "this begins neither as XML does"},
        {"\xFF\xFE<\0", "", 0, "", CTR_E_INPUT, "this begins neither as XML does"},
        {ROOT "<documents/>", "<a>", 10000, "", CTR_E_INPUT, "element 'a' is not known"},
        {ROOT "<documents>", "<document>", 10000, "", CTR_E_INPUT, "document has no sha256"},
        {"{\"format\":1,\"x\":", "[", 10000, "", CTR_E_LIMIT, "nested"},
        {"<contracts xmlns=\"urn:libcontracts:1\" format=\"1\" ", "a=\"\" ", 100000, "/>",
         CTR_E_INPUT, ""},
        {ROOT "<documents/><contract team=\"", "x", 2000000, "\"/>", CTR_E_LIMIT, ""},
        {ROOT "<documents/><contract team=\"", "x", 2000, "\"/>", CTR_E_INPUT, "contract has no"},
        {ROOT "<!--", "x", 9000000, "--></contracts>", CTR_E_LIMIT, ""},
        {ROOT, " ", 1000000, "<documents/>", CTR_E_INPUT, "ends inside an element"},
        {ROOT "<documents/>" ROOT, "", 0, "", CTR_E_INPUT, "element 'contracts' is not known"},
        {"{\"format\":1}", "\n", 10, "x", CTR_E_INPUT, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct text_sink bad = repeated(rows[i].head, rows[i].middle, rows[i].times, rows[i].tail);
        ctr_store *store = empty_store(f);
        ctr_error *err = NULL;
        ctr_status status = try_import(store, bad.text, bad.size, CTR_IMPORT_FAIL, 0, NULL, &err);
        bool limit_or_input = status == CTR_E_INPUT || status == CTR_E_LIMIT;
        if (!limit_or_input || !strstr(ctr_error_message(err), rows[i].message)) {
            fail_msg("row %zu: %s: %s", i, ctr_status_name(status), ctr_error_message(err));
        }
        assert_string_equal(ctr_error_detail(err, "file"), "file.xml");
        ctr_error_free(err);
        assert_empty(store);
        ctr_store_close(store);
        free(bad.text);
    }
}

static void limits_hold_before_and_after_expansion(void **state)
{
    struct fixture *f = *state;
    ctr_store_options o;
    ctr_store *store = NULL;
    ctr_error *err = NULL;
    char *zeros = calloc(1, 1000 * 1000);

    assert_non_null(zeros);
    memset(zeros, ' ', 1000 * 1000);
    create_bytes(f, "big", "a", zeros, 1000 * 1000);
    free(zeros);
    struct text_sink xml = export_as(f->store, (struct wish){0});
    struct text_sink small = export_as(f->store, (struct wish){.gzip = true});
    struct text_sink json = export_as(f->store, (struct wish){.form = CTR_EXCHANGE_JSON});
    fixture_options(f, &o);
    o.flags = CTR_STORE_MEMORY;
    o.max_import_bytes = 500 * 1000;
    o.max_document_bytes = 900 * 1000;
    assert_ctr_ok(ctr_store_open(":memory:", &o, &store, &err));
    assert_ctr_fails(CTR_E_LIMIT,
                     "file.xml:4:5: a document of 1000000 bytes is over the limit of 900000",
                     try_import(store, xml.text, xml.size, CTR_IMPORT_FAIL, 0, NULL, &err));
    ctr_store_close(store);
    o.max_document_bytes = 2000 * 1000;
    assert_ctr_ok(ctr_store_open(":memory:", &o, &store, &err));
    assert_ctr_fails(CTR_E_LIMIT, "file.xml: the input is larger than the 500000 bytes allowed",
                     try_import(store, xml.text, xml.size, CTR_IMPORT_FAIL, 0, NULL, &err));
    ctr_status status = try_import(store, small.text, small.size, CTR_IMPORT_FAIL, 0, NULL, &err);
    assert_int_equal(status, CTR_E_LIMIT);
    assert_string_equal(ctr_error_detail(err, "limit"), "500000");
    ctr_error_free(err);
    err = NULL;
    assert_empty(store);
    ctr_store_close(store);
    o.max_import_bytes = 0;
    o.max_document_bytes = 1000 * 1000;
    assert_ctr_ok(ctr_store_open(":memory:", &o, &store, &err));
    status = try_import(store, json.text, json.size, CTR_IMPORT_FAIL, 0, NULL, &err);
    assert_int_equal(status, CTR_E_LIMIT);
    assert_non_null(strstr(ctr_error_message(err), "JSON of more than 1000000 bytes is not read"));
    ctr_error_free(err);
    err = NULL;
    assert_ctr_ok(try_import(store, small.text, small.size, CTR_IMPORT_FAIL, 0, NULL, &err));
    ctr_store_close(store);
    free(xml.text);
    free(small.text);
    free(json.text);
}

static void a_damaged_gzip_stream_is_named(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    fill(f);
    struct text_sink good = export_as(f->store, (struct wish){.gzip = true});
    ctr_store *store = empty_store(f);
    good.text[good.size / 2] ^= 0x55;
    ctr_status status = try_import(store, good.text, good.size, CTR_IMPORT_FAIL, 0, NULL, &err);
    assert_int_equal(status, CTR_E_INPUT);
    assert_int_equal(strncmp(ctr_error_message(err), "file.xml:", 9), 0);
    ctr_error_free(err);
    assert_empty(store);
    ctr_store_close(store);
    free(good.text);
}

/* An export whose document comes in base64 without need is read all the same. */
static void other_encodings_than_ours_are_read(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    create_bytes(f, "t", "a", "abc", 3);
    struct text_sink good = export_as(f->store, (struct wish){0});
    struct text_sink other =
        edited(&good, "encoding=\"text\">abc<", "encoding=\"base64\">\n  YW\n  Jj\n<");
    ctr_store *store = empty_store(f);
    assert_ctr_ok(try_import(store, other.text, other.size, CTR_IMPORT_FAIL, 0, NULL, &err));
    struct text_sink again = export_as(store, (struct wish){0});
    assert_same(&good, &again);
    ctr_store_close(store);
    free(other.text);
    free(again.text);
    other = edited(&good, "encoding=\"text\">abc<", "encoding=\"text\">a<![CDATA[b]]>&#x63;<");
    store = empty_store(f);
    assert_ctr_ok(try_import(store, other.text, other.size, CTR_IMPORT_FAIL, 0, NULL, &err));
    ctr_store_close(store);
    free(good.text);
    free(other.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_memory, fixture_end)
        TEST(each_damage_is_refused_with_its_place),
        TEST(each_damage_to_json_is_refused_with_its_place),
        TEST(json_may_be_in_any_order_and_layout),
        TEST(a_file_cut_off_anywhere_leaves_nothing),
        TEST(what_is_made_to_hurt_is_refused),
        TEST(limits_hold_before_and_after_expansion),
        TEST(a_damaged_gzip_stream_is_named),
        TEST(other_encodings_than_ours_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
