/* Any governing document: which kind it is, its three forms, what it is called, memory. */
#include "codec/xml_value.h"
#include "fixtures.h"
#include "terms_case.h"

static void the_kind_is_found_out_from_the_sections(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        ctr_terms_kind kind;
    } cases[] = {
        {MASTER_SMALL, CTR_TERMS_MASTER},
        {SOW_SMALL, CTR_TERMS_SOW},
        {CHANGE_SMALL, CTR_TERMS_CHANGE},
        {"meta: {id: m}\n", CTR_TERMS_MASTER},
        {"id: s\ngoals: [x]\n", CTR_TERMS_SOW},
        {"id: c\nsummary: x\n", CTR_TERMS_CHANGE},
        {"<master><meta><id>m</id></meta></master>", CTR_TERMS_MASTER},
        {" \n<sow xmlns='urn:libcontracts:terms:1'><id>s</id></sow>", CTR_TERMS_SOW},
        {"\xEF\xBB\xBF<change><id>c</id></change>", CTR_TERMS_CHANGE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct terms_case c;
        case_of(&c, CTR_TERMS_AUTO, cases[i].text);
        assert_int_equal(c.kind, cases[i].kind);
        case_end(&c);
    }
}

static void what_is_no_governing_document_is_refused(void **state)
{
    (void)state;
    static const char nothing[] =
        "file:1:1: this is no governing document: none of the sections of a master contract, a "
        "statement of work or a change request is there";
    static const char *const others[] = {"{}", "[]", "3", "id: a\nversion: 1\n",
                                         "openapi: 3.1.0\n"};
    for (size_t i = 0; i < COUNT(others); i++) {
        struct terms_case c;
        case_begin(&c, NULL);
        case_read_n(&c, CTR_TERMS_AUTO, lc_str(others[i]));
        assert_int_equal(c.status, CTR_E_UNSUPPORTED);
        assert_string_equal(case_message(&c), nothing);
        case_end(&c);
    }
    refuses(CTR_TERMS_AUTO, "<sov/>",
            "file:1:1: the root element is 'sov'; wanted was master, sow or change", NULL);
    refuses(CTR_TERMS_SOW, "<master/>", "file:1:1: the root element is 'master'; wanted was sow",
            NULL);
    refuses(CTR_TERMS_AUTO, "<sow xmlns='urn:x'/>",
            "file:1:1: the root element is of namespace 'urn:x'; wanted was "
            "'urn:libcontracts:terms:1'",
            NULL);
    refuses(CTR_TERMS_SOW, "<sow/>", "file:1:1: a statement of work should be a map with 'id'",
            NULL);
}

/* The points of `text`, and of its JSON and XML forms made by our own writers, are the same. */
static void same_in_all_forms(ctr_terms_kind kind, const char *text)
{
    struct terms_case yaml, json, xml;
    struct lc_buf buf;
    struct written w = {NULL, 0};
    case_of(&yaml, kind, text);
    const char *points = points_of(&yaml);
    lc_buf_init(&buf, &yaml.ctx.alloc, SIZE_MAX - 1);
    lc_json_value(&buf, yaml.doc.root);
    case_of(&json, kind, lc_buf_cstr(&buf));
    assert_string_equal(points_of(&json), points);
    assert_int_equal(lc_xml_value_write(&yaml.ctx, yaml.doc.root, lc_terms_kind_row(kind)->root,
                                        LC_TERMS_NAMESPACE, write_down, &w),
                     CTR_OK);
    case_of(&xml, kind, w.data);
    assert_string_equal(points_of(&xml), points);
    assert_int_equal(xml.terms->stray_count, yaml.terms->stray_count);
    for (size_t i = 0; i < xml.terms->stray_count; i++) {
        assert_string_equal(xml.terms->strays[i].path, yaml.terms->strays[i].path);
    }
    case_end(&xml);
    case_end(&json);
    case_end(&yaml);
    lc_buf_free(&buf);
    free(w.data);
}

static void yaml_json_and_xml_mean_the_same(void **state)
{
    (void)state;
    same_in_all_forms(CTR_TERMS_MASTER, MASTER_SMALL);
    same_in_all_forms(CTR_TERMS_SOW, SOW_SMALL);
    same_in_all_forms(CTR_TERMS_CHANGE, CHANGE_SMALL);
    /* what only one of them can tell apart must not matter */
    same_in_all_forms(CTR_TERMS_CHANGE,
                      "id: 007\nsummary: '  blanks  '\nadr: ''\naddendum: ~\nneeds: []\n"
                      "supersedes: ''\nrequester: 'null'\ncontext_memo: {}\nodd key: {'a b': [1, "
                      "[]]}\nimpact_analysis: {dependencies: [], risk_score: '5.0', value: "
                      "'true', operations: 0x1F, quality: \"a\\tb\\nc <&> é\"}\n");
    same_in_all_forms(CTR_TERMS_MASTER,
                      "meta: {id: m, title: yes}\nincentives: {a: [], b: {}, c: '', d: null, e: "
                      "[1.50, true, x]}\ngovernance: {steering_committee: []}\n"
                      "collaboration_slos: {}\ncalendars: [{id: c, holidays: [2026-01-01]}]\n");
}

static void a_survey_lists_what_is_given_or_everything(void **state)
{
    (void)state;
    struct terms_case c;
    struct ctr_terms given, all;
    case_of(&c, CTR_TERMS_CHANGE, CHANGE_SMALL);
    assert_int_equal(lc_terms_survey(&c.ctx, &c.doc, c.kind, false, &given), CTR_OK);
    assert_int_equal(lc_terms_survey(&c.ctx, &c.doc, c.kind, true, &all), CTR_OK);
    assert_string_equal(given.id, "CR-1");
    assert_string_equal(given.title, "Another way in");
    assert_string_equal(given.items[2].path, "/summary");
    assert_int_equal(given.items[2].line, 3);
    assert_int_equal(given.items[2].column, 10);
    size_t defaults = 0;
    for (size_t i = 0; i < all.count; i++) {
        defaults += !all.items[i].given;
        assert_int_equal(all.items[i].line > 0, all.items[i].given);
        assert_true(*all.items[i].about);
    }
    assert_true(defaults > 0);
    assert_int_equal(all.count - defaults, given.count);
    case_end(&c);
}

/* ---- the first skeletons, where they are at hand ---- */

static char *slurp(const char *path)
{
    FILE *f = fopen(path, "rb");
    char *text = calloc(1, 1 << 20);
    if (!f || !text) {
        free(text);
        return NULL;
    }
    size_t size = fread(text, 1, (1 << 20) - 1, f);
    fclose(f);
    text[size] = '\0';
    return text;
}

static void the_first_skeletons_load_as_they_stand(void **state)
{
    (void)state;
    static const ctr_terms_kind kinds[] = {CTR_TERMS_MASTER, CTR_TERMS_SOW, CTR_TERMS_CHANGE};
    static const char *const ids[] = {"master-2025-10", "SPRINT-07", "CR-42"};
    char path[4096];
    const char *shared = getenv("CTR_SHARED");
    const char *root = getenv("CTR_SRCDIR") ? getenv("CTR_SRCDIR") : ".";
    snprintf(path, sizeof path, "%s%s/seeds/002_453fe777e3e9a227.txt", shared ? shared : root,
             shared ? "" : "/../shared");
    char *seed = slurp(path);
    if (!seed) {
        print_message("SKIP: %s is not there\n", path);
        skip();
    }
    char *at = seed;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        at = strstr(at, "```yaml\n");
        assert_non_null(at);
        char *end = strstr(at + 8, "```");
        assert_non_null(end);
        *end = '\0';
        struct terms_case c;
        struct ctr_terms terms;
        case_of(&c, CTR_TERMS_AUTO, at + 8);
        assert_int_equal(c.kind, kinds[i]);
        assert_int_equal(c.terms->stray_count, 0);
        assert_int_equal(lc_terms_survey(&c.ctx, &c.doc, c.kind, true, &terms), CTR_OK);
        assert_string_equal(terms.id, ids[i]);
        case_end(&c);
        same_in_all_forms(kinds[i], at + 8);
        at = end + 3;
    }
    free(seed);
}

static bool survey_it(const ctr_allocator *alloc)
{
    struct terms_case c;
    struct ctr_terms terms;
    case_begin(&c, alloc);
    c.kind = CTR_TERMS_AUTO;
    c.status = lc_once(&c.ctx);
    struct lc_str text = LC_STR("<master><meta><id>m</id></meta><parties><item>a</item></parties>"
                                "</master>");
    c.status = c.status == CTR_OK ? lc_terms_open(&c.ctx, text, "file", &c.kind, &c.doc) : c.status;
    c.status =
        c.status == CTR_OK ? lc_terms_survey(&c.ctx, &c.doc, c.kind, true, &terms) : c.status;
    bool good = c.status == CTR_OK;
    assert_true(good || c.status == CTR_E_NOMEM);
    case_end(&c);
    return good;
}

static void memory_that_runs_out_is_reported(void **state)
{
    (void)state;
    fault_walk(survey_it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_kind_is_found_out_from_the_sections),
        cmocka_unit_test(what_is_no_governing_document_is_refused),
        cmocka_unit_test(yaml_json_and_xml_mean_the_same),
        cmocka_unit_test(a_survey_lists_what_is_given_or_everything),
        cmocka_unit_test(the_first_skeletons_load_as_they_stand),
        cmocka_unit_test(memory_that_runs_out_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
