/*
 * How results read: the text of each, with and without colours, as JSON, and with content that
 * would move a terminal's cursor.
 */
#include "exchange/exchange.h"
#include "flow/impact.h"
#include "report/verify.h"

typedef ctr_status (*render_fn)(const void *result, ctr_render kind, ctr_write_fn write, void *user,
                                ctr_error **err);

/* The text of a result; freed by the caller. */
#define RENDER(type, result, kind)                                                                 \
    rendered((render_fn)(void (*)(void))ctr_##type##_render, result, kind)

static char *rendered(render_fn render, const void *result, ctr_render kind)
{
    struct text_sink out = {NULL, 0};
    ctr_error *err = NULL;

    text_sink_write(&out, "", 0);
    assert_ctr_ok(render(result, kind, text_sink_write, &out, &err));
    assert_true(out.size && out.text[out.size - 1] == '\n');
    return out.text;
}

static void assert_text(char *is, const char *wanted)
{
    if (strcmp(is, wanted) != 0) {
        fail_msg("is:\n%s---\nwanted:\n%s---", is, wanted);
    }
    free(is);
}

static void assert_holds(char *is, const char *part)
{
    if (!strstr(is, part)) {
        fail_msg("'%s' is not in\n%s", part, is);
    }
    free(is);
}

static ctr_version *get(struct fixture *f, const char *name, const char *label)
{
    ctr_version *v = NULL;
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_version_get(f->store, "shop", name, label, &v, &err));
    return v;
}

static void a_version_shows_what_it_is(void **state)
{
    struct fixture *f = *state;

    create_lives(f);
    create_with_file(f);
    ctr_version *v = get(f, "legacy", "1");
    assert_text(RENDER(version, v, CTR_RENDER_TEXT),
                "shop/legacy@1  deprecated\n"
                "  type          data-format, opaque\n"
                "  must keep     backward compatibility, strict\n"
                "  consumers     1\n"
                "  reason        nobody calls it\n"
                "  created       2026-01-01T00:00:05Z by tester\n"
                "  activated     2026-01-01T00:00:07Z\n"
                "  deprecated    2026-01-01T00:00:11Z\n"
                "  sunset        2026-01-02T00:00:00Z\n"
                "  document      7 bytes, sha256 "
                "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862\n"
                "  id            019b76da-bb88-7000-ac92-9f34ddfa8c9f, revision 3\n");
    ctr_version_free(v);
    v = get(f, "person", "v1.0");
    assert_holds(RENDER(version, v, CTR_RENDER_TEXT),
                 "  owner         backend & more, agent agent \"7\"\n");
    assert_holds(RENDER(version, v, CTR_RENDER_TEXT),
                 "  metadata      {\"note\":\"a\\u0001b\\uffff\",\"rate\":0.1,\"tier\":1}\n");
    assert_holds(RENDER(version, v, CTR_RENDER_JSON), "{\n  \"team\": \"shop\",\n");
    ctr_version_free(v);
    v = get(f, "dead", "winter");
    assert_holds(RENDER(version, v, CTR_RENDER_COLOR),
                 "\033[1mshop/dead@winter\033[0m  \033[2mretired\033[0m\n");
    ctr_version_free(v);
}

static void lists_are_tables(void **state)
{
    struct fixture *f = *state;
    ctr_version_list *list = NULL;
    ctr_consumer_list *consumers = NULL;
    ctr_contract_filter filter;
    ctr_error *err = NULL;

    create_lives(f);
    ctr_contract_filter_init(&filter, sizeof filter);
    filter.team = "shop";
    assert_ctr_ok(ctr_contract_list(f->store, &filter, &list, &err));
    assert_text(RENDER(version_list, list, CTR_RENDER_TEXT),
                "CONTRACT     VERSION  STATE       TYPE         FORMAT  CONSUMERS  OWNER\n"
                "shop/back    1.0.0    active      data-format  opaque  0          -\n"
                "shop/dead    winter   retired     data-format  opaque  0          nobody\n"
                "shop/legacy  1        deprecated  data-format  opaque  1          -\n");
    assert_holds(RENDER(version_list, list, CTR_RENDER_COLOR),
                 "\033[1mshop/back\033[0m    1.0.0    \033[32mactive\033[0m      data-format");
    ctr_version_list_free(list);
    assert_ctr_ok(ctr_consumer_find(f->store, NULL, &consumers, &err));
    assert_text(RENDER(consumer_list, consumers, CTR_RENDER_TEXT),
                "CONSUMER  CONTRACT     FOLLOWS  PIN  USES        ROLE\n"
                "old-app   shop/legacy  1        -    everything  -\n");
    assert_text(RENDER(consumer, ctr_consumer_list_at(consumers, 0), CTR_RENDER_TEXT),
                "old-app  relies on shop/legacy\n"
                "  pin           none: follows the active version\n"
                "  follows       1\n"
                "  uses          everything\n"
                "  registered    2026-01-01T00:00:09Z by tester\n"
                "  revision      1\n");
    ctr_consumer_list_free(consumers);
    filter.team = "none";
    assert_ctr_ok(ctr_contract_list(f->store, &filter, &list, &err));
    assert_text(RENDER(version_list, list, CTR_RENDER_TEXT), "nothing found\n");
    ctr_version_list_free(list);
}

static void a_summary_counts(void **state)
{
    struct fixture *f = *state;
    ctr_summary *summary = NULL;
    ctr_error *err = NULL;

    create_lives(f);
    assert_ctr_ok(ctr_team_summary(f->store, "shop", &summary, &err));
    assert_text(RENDER(summary, summary, CTR_RENDER_TEXT),
                "shop  3 contracts, 3 versions\n"
                "  states        draft 0, active 1, deprecated 1, retired 1\n"
                "  types         data-format 3\n"
                "\n"
                "CONTRACT  ACTIVE  TYPE         CONSUMERS\n"
                "back      1.0.0   data-format  0\n");
    ctr_summary_free(summary);
}

/* --- comparisons: made by hand, so that the words of the engine do not matter --- */

static const struct lc_place older_place = {
    .file = "v1.yaml", .pointer = "/a", .line = 12, .column = 9};
static const struct lc_place newer_place = {
    .file = "v2.yaml", .pointer = "/a", .line = 15, .column = 3};

#define FINDING(level, part, old, new)                                                             \
    {                                                                                              \
        "some-rule", level, CTR_DIRECTION_BACKWARD, part, "something is different", "0123",        \
            {old, new}, NULL, NULL, NULL                                                           \
    }

static const struct ctr_finding findings[] = {
    FINDING(CTR_LEVEL_BREAKING, "GET /orders response 200 /status", &older_place, NULL),
    FINDING(CTR_LEVEL_BREAKING, "GET /orders/{id}", &older_place, &newer_place),
    FINDING(CTR_LEVEL_WARNING, "POST /orders body", NULL, &newer_place),
    FINDING(CTR_LEVEL_INFO, "", NULL, NULL),
};

static struct ctr_diff diff_by_hand = {
    .format = CTR_FORMAT_OPENAPI,
    .mode = CTR_MODE_BACKWARD,
    .profile = CTR_PROFILE_TOLERANT,
    .verdict = CTR_VERDICT_INCOMPATIBLE,
    .bump = CTR_BUMP_MAJOR,
    .bump_reason = CTR_BUMP_REASON_BREAKING,
    .counts = {2, 1, 1, 0},
    .findings = findings,
    .count = 4,
};

#define FINDINGS_TEXT                                                                              \
    "\n"                                                                                           \
    "breaking\n"                                                                                   \
    "  GET /orders response 200 /status\n"                                                         \
    "    something is different\n"                                                                 \
    "    some-rule  v1.yaml:12:9 -> (gone)\n"                                                      \
    "  GET /orders/{id}\n"                                                                         \
    "    something is different\n"                                                                 \
    "    some-rule  v1.yaml:12:9 -> v2.yaml:15:3\n"                                                \
    "\n"                                                                                           \
    "warning\n"                                                                                    \
    "  POST /orders body\n"                                                                        \
    "    something is different\n"                                                                 \
    "    some-rule  (none) -> v2.yaml:15:3\n"                                                      \
    "\n"                                                                                           \
    "info\n"                                                                                       \
    "  (the whole document)\n"                                                                     \
    "    something is different\n"                                                                 \
    "    some-rule\n"

static void an_evolution_is_the_diff_with_those_it_breaks(void **state)
{
    static const char *const parts[] = {"/1", "/2", "/3", "/4",  "/5",  "/6",
                                        "/7", "/8", "/9", "/10", "/11", "/12"};
    static const struct lc_impact impacts[] = {
        {"web", "app", NULL, "1.0.0", CTR_EFFECT_BREAKS, parts, 12, false},
        {"billing", NULL, "^1.0", "1.0.0", CTR_EFFECT_BREAKS_ON_UPGRADE, parts, 1, false},
        {"reports", NULL, NULL, NULL, CTR_EFFECT_UNAFFECTED, NULL, 0, false},
    };
    const struct ctr_evolution e = {.version = {.team = "shop",
                                                .name = "orders",
                                                .label = "2.0.0",
                                                .state = CTR_STATE_DRAFT,
                                                .mode = CTR_MODE_BACKWARD},
                                    .base = "1.0.0",
                                    .proposed = "2.0.0",
                                    .sufficient = 1,
                                    .diff = &diff_by_hand,
                                    .impacts = impacts,
                                    .impact_count = 3};

    (void)state;
    assert_text(RENDER(evolution, &e, CTR_RENDER_TEXT),
                "shop/orders@2.0.0  draft, compared with 1.0.0\n"
                "incompatible: 2 breaking, 0 undecided, 1 warning, 1 info\n"
                "label '2.0.0' is high enough; '2.0.0' is proposed\n" FINDINGS_TEXT "\n"
                "consumers\n"
                "  web (app)  breaks, follows 1.0.0\n"
                "    /1\n    /2\n    /3\n    /4\n    /5\n    /6\n    /7\n    /8\n    /9\n    /10\n"
                "    and 2 parts more\n"
                "  billing  breaks-on-upgrade, pinned to ^1.0, follows 1.0.0\n"
                "    /1\n"
                "  reports  unaffected\n"
                "\n"
                "next: change the document so that nothing breaks; if the break is meant, activate "
                "it as a declared break with a reason\n");
}

static ctr_evolution *evolution_of(struct fixture *f, const char *label)
{
    ctr_evolution *e = NULL;
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_contract_evolution(f->store, "shop", "orders", label, &e, &err));
    return e;
}

static void an_evolution_tells_a_story(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    do_create(f, "orders", "1.0.0", ORDER_V1);
    do_activate(f, "orders", "1.0.0");
    do_register(f, "orders", "web", NULL, "/status");
    do_register(f, "orders", "billing", "^1.0", NULL);
    ctr_evolution *e = do_evolve(f, "orders", "1.5.0", ORDER_V3);
    assert_holds(RENDER(evolution, e, CTR_RENDER_TEXT),
                 "\ntoo low: label '1.5.0', while the changes ask for '2.0.0'\n");
    assert_holds(RENDER(evolution, e, CTR_RENDER_TEXT),
                 "\nnext: evolve again with the label '2.0.0' or a higher one\n");
    ctr_evolution_free(e);
    e = do_evolve(f, "orders", NULL, ORDER_V2);
    assert_holds(RENDER(evolution, e, CTR_RENDER_TEXT), "\nnext: activate it\n");
    ctr_evolution_free(e);
    e = do_evolve(f, "orders", "2.0.0", ORDER_V3);
    assert_holds(RENDER(evolution, e, CTR_RENDER_TEXT),
                 "\nnext: change the document so that nothing breaks; if the break is meant, "
                 "activate it as a declared break with a reason\n");
    ctr_evolution_free(e);
    ctr_call call = because("meant so", CTR_CALL_DECLARE_BREAK);
    assert_ctr_ok(
        ctr_contract_rollback(f->store, "shop", "orders", "2.0.0", "2.1.0", &call, NULL, &err));
    e = evolution_of(f, "2.1.0");
    assert_holds(RENDER(evolution, e, CTR_RENDER_TEXT),
                 "\nnext: the break is declared (meant so): talk to the consumer that breaks, then "
                 "activate it\n");
    ctr_evolution_free(e);
    do_activate(f, "orders", "1.1.0");
    e = evolution_of(f, "1.1.0");
    char *text = RENDER(evolution, e, CTR_RENDER_TEXT);
    assert_null(strstr(text, "next:")); /* nothing is left to do */
    free(text);
    ctr_evolution_free(e);
    do_create(f, "new", "1.0.0", "{\"a\":1}");
    e = do_evolve(f, "new", "1.1.0", "{\"a\":2}");
    assert_text(RENDER(evolution, e, CTR_RENDER_TEXT),
                "shop/new@1.1.0  draft\n"
                "nothing was active before, so there is nothing to compare it with\n"
                "\n"
                "next: activate it\n");
    ctr_evolution_free(e);
    do_create(f, "loose", "1.0.0", "{\"a\":1}");
    do_activate(f, "loose", "1.0.0");
    e = do_evolve(f, "loose", "2.0.0", "{\"a\":2}");
    assert_holds(RENDER(evolution, e, CTR_RENDER_TEXT),
                 "\nnext: look at what is undecided; if it is meant, activate it as a declared "
                 "break with a reason\n");
    ctr_evolution_free(e);
}

static ctr_diff *compare(const char *older, const char *newer)
{
    ctr_source a;
    ctr_source b;
    ctr_diff *diff = NULL;
    ctr_error *err = NULL;

    ctr_source_init(&a, sizeof a);
    ctr_source_init(&b, sizeof b);
    a.data = older;
    a.size = strlen(older);
    a.file = "v1.json";
    b.data = newer;
    b.size = strlen(newer);
    b.file = "v2.json";
    assert_ctr_ok(ctr_diff_documents(&a, &b, NULL, &diff, &err));
    return diff;
}

static void a_diff_begins_with_the_answer(void **state)
{
    (void)state;
    assert_text(RENDER(diff, &diff_by_hand, CTR_RENDER_TEXT),
                "incompatible: 2 breaking, 0 undecided, 1 warning, 1 info\n"
                "openapi, backward compatibility, tolerant profile; bump: major (2 breaking "
                "findings)\n" FINDINGS_TEXT);
    assert_holds(RENDER(diff, &diff_by_hand, CTR_RENDER_COLOR),
                 "\033[31mincompatible\033[0m: 2 breaking");
    ctr_diff *diff = compare(ORDER_V1, ORDER_V1);
    assert_text(
        RENDER(diff, diff, CTR_RENDER_TEXT),
        "compatible: no difference\n"
        "json-schema, backward compatibility, strict profile; bump: none (nothing differs)\n");
    ctr_diff_free(diff);
}

static void an_outline_and_the_rules_are_lists(void **state)
{
    ctr_source source;
    ctr_outline *outline = NULL;
    ctr_rules *rules = NULL;
    ctr_error *err = NULL;

    (void)state;
    ctr_source_init(&source, sizeof source);
    source.data = ORDER_V1;
    source.size = strlen(ORDER_V1);
    assert_ctr_ok(ctr_outline_read(&source, NULL, &outline, &err));
    assert_text(RENDER(outline, outline, CTR_RENDER_TEXT), "JSON Schema 2020-12  3 parts\n"
                                                           "  /\n"
                                                           "  /id\n"
                                                           "  /status\n");
    ctr_outline_free(outline);
    assert_ctr_ok(ctr_rule_list(CTR_FORMAT_AUTO, &rules, &err));
    char *text = RENDER(rules, rules, CTR_RENDER_TEXT);
    assert_int_equal(strncmp(text, "RULE ", 5), 0);
    size_t lines = 0;
    for (const char *at = text; *at; at++) {
        lines += *at == '\n';
    }
    assert_int_equal(lines, ctr_rules_count(rules) + 1);
    free(text);
    ctr_rules_free(rules);
}

static void an_event_is_one_line(void **state)
{
    struct fixture *f = *state;
    ctr_event_filter filter;
    ctr_event_list *list = NULL;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", "{\"a\":1}");
    do_activate(f, "a", "1.0.0");
    ctr_event_filter_init(&filter, sizeof filter);
    filter.after = 1;
    assert_ctr_ok(ctr_event_find(f->store, &filter, &list, &err));
    assert_text(RENDER(event, ctr_event_list_at(list, 2), CTR_RENDER_TEXT),
                "     4  2026-01-01T00:00:07Z  version.activated  version:shop/a@1.0.0  tester\n");
    assert_text(RENDER(event, ctr_event_list_at(list, 0), CTR_RENDER_TEXT),
                "     2  2026-01-01T00:00:05Z  contract.created  contract:shop/a  tester  "
                "{\"metadata\":\"{}\",\"mode\":\"backward\",\"profile\":\"strict\",\"type\":"
                "\"data-format\"}\n");
    char *text = RENDER(event, ctr_event_list_at(list, 1), CTR_RENDER_TEXT);
    assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
    free(text);
    text = RENDER(event_list, list, CTR_RENDER_TEXT);
    assert_int_equal(strncmp(text, "     2  ", 8), 0);
    free(text);
    ctr_event_list_free(list);
    /* what is long is in the JSON */
    char body[300];
    memset(body, 'x', sizeof body - 1);
    memcpy(body, "{\"a\":\"", 6);
    memcpy(body + sizeof body - 3, "\"}", 3);
    const struct ctr_event e = {7, FIXTURE_START_US, "break.declared", "s", "a", body, "", NULL};
    text = RENDER(event, &e, CTR_RENDER_TEXT);
    assert_string_equal(text + strlen(text) - 5, "x...\n");
    assert_true(strlen(text) < 250);
    free(text);
}

static void a_store_and_its_check_are_facts(void **state)
{
    struct fixture *f = *state;
    ctr_info *info = NULL;
    ctr_report *report = NULL;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", "{\"a\":1}");
    assert_ctr_ok(ctr_store_info(f->store, &info, &err));
    char *text = RENDER(info, info, CTR_RENDER_TEXT);
    static const char *const lines[] = {":memory:\n",
                                        "\n  contracts     1\n",
                                        "\n  last event    3\n",
                                        "\n  journals      its own and 0 imported\n",
                                        "\n  size          ",
                                        " KiB (",
                                        "\n  durability    full: "};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        if (!strstr(text, lines[i])) {
            fail_msg("'%s' is not in\n%s", lines[i], text);
        }
    }
    free(text);
    ctr_info_free(info);
    assert_ctr_ok(ctr_store_check(f->store, CTR_CHECK_REPLAY, &report, &err));
    text = RENDER(report, report, CTR_RENDER_TEXT);
    assert_int_equal(strncmp(text, "ok: ", 4), 0);
    assert_non_null(strstr(text, " rows looked at; the journal ends at "));
    free(text);
    struct lc_problem problems[] = {{"chain", "event 2 was edited"}, {"times", "x"}};
    const struct ctr_report bad = {
        .rows = 9, .problems = 3, .head = "00", .items = problems, .count = 2};
    assert_text(RENDER(report, &bad, CTR_RENDER_TEXT),
                "3 problems: 9 rows looked at; the journal ends at 00\n"
                "  chain: event 2 was edited\n"
                "  times: x\n"
                "  and 1 more\n");
    ctr_report_free(report);
}

static void a_batch_is_a_table(void **state)
{
    struct fixture *f = *state;
    ctr_batch *batch = NULL;
    ctr_batch_result *result = NULL;
    ctr_create c;
    ctr_consumer_spec s;
    ctr_error *err = NULL;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "a";
    c.document.data = "{\"a\":1}";
    c.document.size = 7;
    ctr_consumer_spec_init(&s, sizeof s);
    s.team = "shop";
    s.name = "a";
    s.consumer = "web";
    assert_ctr_ok(ctr_batch_new(NULL, &batch, &err));
    assert_ctr_ok(ctr_batch_create(batch, &c, NULL, &err));
    assert_ctr_ok(ctr_batch_register(batch, &s, NULL, &err));
    assert_ctr_ok(ctr_batch_apply(f->store, batch, &result, &err));
    assert_text(RENDER(batch_result, result, CTR_RENDER_TEXT),
                "ITEM  WHAT          NOW\n"
                "0     shop/a@1.0.0  draft\n"
                "1     shop/a#web    follows nothing yet\n");
    assert_holds(RENDER(batch_result, result, CTR_RENDER_JSON), "      \"version\": null,\n");
    ctr_batch_result_free(result);
    ctr_batch_free(batch);
}

static void an_import_says_what_it_stored(void **state)
{
    struct fixture *f = *state;
    ctr_import_report *report = NULL;
    ctr_error *err = NULL;

    do_create(f, "a", "1.0.0", "{\"a\":1}");
    struct text_sink out = export_as(f->store, (struct wish){0});
    ctr_store *store = empty_store(f);
    assert_ctr_ok(
        try_import(store, out.text, out.size, CTR_IMPORT_SKIP, CTR_CALL_DRY_RUN, &report, &err));
    char *text = RENDER(import_report, report, CTR_RENDER_TEXT);
    assert_int_equal(strncmp(text,
                             "dry run: nothing was kept\n"
                             "file.xml  would store 1 contract, 1 version, 0 consumers\n"
                             "  documents     1\n"
                             "  events        2\n"
                             "  sha256        ",
                             135),
                     0);
    free(text);
    ctr_import_report_free(report);
    assert_ctr_ok(try_import(f->store, out.text, out.size, CTR_IMPORT_SKIP, 0, &report, &err));
    assert_holds(RENDER(import_report, report, CTR_RENDER_TEXT),
                 "file.xml  stored 0 contracts, 0 versions, 0 consumers\n"
                 "  documents     0\n"
                 "  events        0\n"
                 "  left alone    1 contract\n");
    ctr_import_report_free(report);
    ctr_store_close(store);
    free(out.text);
}

/* What a document holds is shown, never sent. */
static void nothing_from_a_document_reaches_the_terminal(void **state)
{
    (void)state;
    static const char evil[] = "{\"x\\u001b[31m\\n\\u202e\\u0085\\u200b\\ud83d\\ude00\":1}";
    ctr_diff *diff = compare("{}", evil);
    char *text = RENDER(diff, diff, CTR_RENDER_TEXT);

    for (const char *at = text; *at; at++) {
        assert_true((unsigned char)*at >= 0x20 || *at == '\n');
    }
    assert_null(strstr(text, "\xE2\x80\xAE"));
    assert_null(strstr(text, "\xC2\x85"));
    assert_non_null(strstr(text, "/x\\x1b[31m\\n\\u202e\\u0085\\u200b\xF0\x9F\x98\x80\n"));
    free(text);
    text = RENDER(diff, diff, CTR_RENDER_JSON);
    assert_null(strchr(text, '\033'));
    free(text);
    ctr_diff_free(diff);
}

static int stop(void *user, const void *bytes, size_t size)
{
    (void)user;
    (void)bytes;
    (void)size;
    return 5;
}

#define DIFF_FORMS "text, json, color, markdown, html, sarif, junit or github"

static void what_cannot_be_rendered_is_refused(void **state)
{
    ctr_diff *diff = compare("{}", "{\"a\":1}");
    ctr_error *err = NULL;

    (void)state;
    assert_ctr_fails(CTR_E_ARGUMENT, "a result to write is needed, not NULL",
                     ctr_version_render(NULL, CTR_RENDER_TEXT, stop, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "a function that takes the output is needed, not NULL",
                     ctr_diff_render(diff, CTR_RENDER_TEXT, NULL, NULL, &err));
    assert_int_equal(ctr_diff_render(diff, CTR_RENDER_SVG, stop, NULL, &err), CTR_E_UNSUPPORTED);
    assert_string_equal(ctr_error_message(err),
                        "a ctr_diff is not written as svg (7); wanted " DIFF_FORMS);
    assert_string_equal(ctr_error_detail(err, "kind"), "svg");
    assert_string_equal(ctr_error_detail(err, "wanted"), DIFF_FORMS);
    ctr_error_free(err);
    err = NULL;
    assert_ctr_fails(CTR_E_UNSUPPORTED,
                     "a ctr_diff is not written as unknown (0); wanted " DIFF_FORMS,
                     ctr_diff_render(diff, (ctr_render)0, stop, NULL, &err));
    assert_int_equal(ctr_diff_render(diff, CTR_RENDER_JSON, stop, NULL, &err), CTR_E_CANCELLED);
    assert_string_equal(ctr_error_detail(err, "callback"), "5");
    ctr_error_free(err);
    assert_int_equal(ctr_diff_render(diff, CTR_RENDER_COLOR, stop, NULL, NULL), CTR_E_CANCELLED);
    ctr_diff_free(diff);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_memory, fixture_end)
        TEST(a_version_shows_what_it_is),
        TEST(lists_are_tables),
        TEST(a_summary_counts),
        TEST(an_evolution_is_the_diff_with_those_it_breaks),
        TEST(an_evolution_tells_a_story),
        TEST(a_diff_begins_with_the_answer),
        TEST(an_outline_and_the_rules_are_lists),
        TEST(an_event_is_one_line),
        TEST(a_store_and_its_check_are_facts),
        TEST(a_batch_is_a_table),
        TEST(an_import_says_what_it_stored),
        TEST(nothing_from_a_document_reaches_the_terminal),
        TEST(what_cannot_be_rendered_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
