/*
 * Reports of a comparison with text from documents that would be markup, a command, or the end of
 * something in one of them.
 */
#include "exchange/exchange.h"
#include "spec/policy/policy.h"

#define EVIL                                                                                       \
    "a`b``c*d_[x](http://e.x) <script>alert(1)</script> & \"q\" 'r' ]]> --> @ann #12 {0} "         \
    "##[add-mask]x 100% "                                                                          \
    "::error::x\r\n::error file=a::b\x1b[31m\xE2\x80\xAE\xFF\x01 end"

static const struct lc_excerpt evil_excerpt = {
    .before = "<b>", .line = "\x1b x: " EVIL, .after = "</pre>", .caret = 3};
static const struct lc_place older_place = {
    .file = "old,a:b%\n.yaml", .pointer = "/a", .line = 12, .column = 9, .excerpt = &evil_excerpt};
static const struct lc_place newer_place = {.file = "/abs/n \xC3\xA4.yaml",
                                            .pointer = "/a",
                                            .line = 15,
                                            .column = 3,
                                            .excerpt = &evil_excerpt};

#define FINDING(level, part, old, new)                                                             \
    {                                                                                              \
        "some-rule", level, CTR_DIRECTION_BACKWARD, part, EVIL, "0123", {old, new}, NULL, NULL,    \
            NULL                                                                                   \
    }

static const struct ctr_finding findings[] = {
    FINDING(CTR_LEVEL_BREAKING, EVIL, &older_place, &newer_place),
    FINDING(CTR_LEVEL_UNDECIDED, "", NULL, NULL),
    FINDING(CTR_LEVEL_WARNING, "w", &older_place, NULL),
    FINDING(CTR_LEVEL_INFO, "i", NULL, &newer_place),
};

static struct ctr_diff hostile = {
    .format = CTR_FORMAT_OPENAPI,
    .mode = CTR_MODE_BACKWARD,
    .profile = CTR_PROFILE_TOLERANT,
    .verdict = CTR_VERDICT_INCOMPATIBLE,
    .bump = CTR_BUMP_MAJOR,
    .counts = {.breaking = 1, .warning = 1, .info = 1, .undecided = 1},
    .findings = findings,
    .count = 4,
    .file = {"old <b>.yaml", "new`\n.yaml"},
};

static char *written(const struct ctr_diff *d, ctr_render kind)
{
    struct text_sink out = {NULL, 0};
    ctr_error *err = NULL;

    assert_ctr_ok(ctr_diff_render(d, kind, text_sink_write, &out, &err));
    assert_true(out.size && out.text[out.size - 1] == '\n');
    return out.text;
}

static void assert_holds(const char *is, const char *part)
{
    if (!strstr(is, part)) {
        fail_msg("'%s' is not in\n%s", part, is);
    }
}

static void assert_lacks(const char *is, const char *part)
{
    if (strstr(is, part)) {
        fail_msg("'%s' is in\n%s", part, is);
    }
}

static void assert_begins(const char *is, const char *wanted)
{
    if (strncmp(is, wanted, strlen(wanted)) != 0) {
        fail_msg("it begins not with '%s':\n%s", wanted, is);
    }
}

static size_t count(const char *is, const char *part)
{
    size_t n = 0;
    for (; (is = strstr(is, part)); is += strlen(part)) {
        n++;
    }
    return n;
}

/* Nothing but line feeds and what can be seen, in UTF-8. */
static void nothing_hidden_is_in_any_report(void **state)
{
    (void)state;
    for (int kind = CTR_RENDER_TEXT; kind <= CTR_RENDER_GITHUB; kind++) {
        if (kind == CTR_RENDER_JSON || kind == CTR_RENDER_COLOR ||
            (kind >= CTR_RENDER_CSV && kind <= CTR_RENDER_PROMETHEUS && kind != CTR_RENDER_HTML)) {
            continue;
        }
        char *is = written(&hostile, (ctr_render)kind);
        for (const char *at = is; *at; at++) {
            assert_true((unsigned char)*at >= 0x20 || *at == '\n');
        }
        assert_lacks(is, "\xE2\x80\xAE");
        assert_lacks(is, "\xFF");
        assert_lacks(is, "##["); /* a command to the runner of GitHub, wherever it stands */
        free(is);
    }
}

static void an_annotation_is_one_command(void **state)
{
    (void)state;
    char *is = written(&hostile, CTR_RENDER_GITHUB);
    assert_int_equal(count(is, "\n"), 5); /* four findings and the sum */
    assert_begins(is,
                  "::error file=/abs/n \xC3\xA4.yaml,line=15,col=3,title=breaking%3A some-rule::");
    assert_int_equal(count(is, "\n::"), 3);
    assert_holds(
        is, "\n::error file=new`\\n.yaml,title=undecided%3A some-rule::(the whole document): a`");
    assert_holds(is, "\n::warning file=new`\\n.yaml,title=warning%3A some-rule::w: a`");
    assert_holds(is, " end (was at old,a:b%25\\n.yaml:12:9)\n");
    assert_holds(is,
                 "\n::notice file=/abs/n \xC3\xA4.yaml,line=15,col=3,title=info%3A some-rule::i: ");
    assert_holds(is, "100%25 ::error::x\\r\\n::error file=a::b\\x1b[31m\\u202e\\xff\\x01 end");
    assert_holds(is, "\nincompatible: 1 breaking, 1 undecided, 1 warning, 1 info\n");
    free(is);
}

static void a_file_name_cannot_end_its_property(void **state)
{
    static const struct ctr_finding one[] = {
        FINDING(CTR_LEVEL_BREAKING, "p", NULL, &older_place),
    };
    struct ctr_diff d = hostile;

    (void)state;
    d.findings = one;
    d.count = 1;
    char *is = written(&d, CTR_RENDER_GITHUB);
    assert_begins(is, "::error file=old%2Ca%3Ab%25\\n.yaml,line=12,col=9,title=");
    free(is);
}

static void markdown_is_text(void **state)
{
    (void)state;
    char *is = written(&hostile, CTR_RENDER_MARKDOWN);
    assert_begins(is, "# Changes from `old <b>.yaml` to ``new`\\n.yaml``\n");
    assert_holds(is, "\n## Breaking (1)\n\n- ```a`b``c*d_[x]");
    assert_holds(is, "\n## Undecided (1)\n\n- `(the whole document)`: "
                     "a\\`b\\`\\`c\\*d\\_\\[x\\](http:<!-- -->//e.x) "
                     "\\<script\\>alert(1)\\</script\\> \\& ");
    assert_holds(is, " @<!-- -->ann #<!-- -->12 ");
    assert_holds(is, "\n## Warnings (1)\n");
    assert_holds(is, "\n## Additions and other changes (1)\n");
    assert_int_equal(count(is, "\n- "), 4);
    free(is);
}

static void xml_is_well_formed(void **state)
{
    (void)state;
    char *is = written(&hostile, CTR_RENDER_JUNIT);
    assert_holds(is, "<testsuites name=\"contracts diff\" tests=\"4\" failures=\"2\" errors=\"0\"");
    assert_int_equal(count(is, "<testcase "), 4);
    assert_int_equal(count(is, "</testcase>"), 4);
    assert_int_equal(count(is, "<failure type=\"breaking\""), 1);
    assert_int_equal(count(is, "<failure type=\"undecided\""), 1);
    assert_lacks(is, "<script");
    assert_lacks(is, "]]>");
    assert_lacks(is, "\"q\"");
    free(is);
}

static void a_page_holds_no_markup_of_a_document(void **state)
{
    (void)state;
    char *is = written(&hostile, CTR_RENDER_HTML);
    assert_lacks(is, "<script");
    assert_lacks(is, "<b>.yaml");
    assert_int_equal(count(is, "</pre>"), 4); /* of the places, none of the excerpts */
    assert_int_equal(count(is, "<article "), 4);
    assert_holds(is, "&#60;script&#62;");
    assert_holds(is, "not there any more");
    assert_holds(is, "not there yet");
    assert_holds(is, "<i>11  </i>&#60;b&#62;\n<i>12  </i>\\x1b <mark>x</mark>: a`b");
    free(is);
}

static void sarif_holds_messages_not_links(void **state)
{
    (void)state;
    char *is = written(&hostile, CTR_RENDER_SARIF);
    assert_holds(is, "c*d_\\\\[x\\\\](http://e.x)");
    assert_holds(is, "{{0}}");
    assert_holds(is, "\"uri\": \"file:///abs/n%20%C3%A4.yaml\"");
    assert_holds(is, "\"uri\": \"old,a%3Ab%25%0A.yaml\"");
    assert_holds(
        is, "\"uri\": \"new%60%0A.yaml\" }, \"region\": { \"startLine\": 1, \"startColumn\": 1 }");
    assert_int_equal(count(is, "\"ruleId\": \"some-rule\""), 4);
    assert_int_equal(count(is, "\"id\": \"some-rule\""), 1);
    free(is);
}

/* The caret stands below the place, however wide what is before it is written. */
static void carets_follow_what_is_shown(void **state)
{
    (void)state;
    char *is = written(&hostile, CTR_RENDER_TEXT);
    assert_holds(is, "        11 | <b>\n        12 | \\x1b x: a`b");
    assert_holds(is, "\n           |      ^\n        13 | </pre>\n");
    free(is);
}

static void a_stored_comparison_knows_no_names(void **state)
{
    struct ctr_diff d = hostile;

    (void)state;
    d.file[CTR_SIDE_OLD] = d.file[CTR_SIDE_NEW] = NULL;
    char *is = written(&d, CTR_RENDER_MARKDOWN);
    assert_holds(is, "# Changes from `the older document` to `the newer document`\n");
    free(is);
    is = written(&d, CTR_RENDER_GITHUB);
    assert_holds(is, "\n::error title=undecided%3A some-rule::");
    assert_holds(is, "\n::warning file=old%2Ca%3Ab%25\\n.yaml,line=12,col=9,title=");
    free(is);
    is = written(&d, CTR_RENDER_SARIF);
    assert_int_equal(count(is, "\"locations\""), 3);
    free(is);
}

static void what_is_not_listed_is_said(void **state)
{
    static const ctr_render kinds[] = {CTR_RENDER_TEXT, CTR_RENDER_MARKDOWN, CTR_RENDER_JUNIT,
                                       CTR_RENDER_GITHUB, CTR_RENDER_HTML};
    struct ctr_diff d = hostile;

    (void)state;
    d.count = 1;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        char *is = written(&d, kinds[i]);
        assert_holds(is, "only breaking findings are listed; 3 more are not");
        free(is);
    }
    char *is = written(&d, CTR_RENDER_SARIF);
    assert_holds(is, "\"notListed\": 3");
    free(is);
}

/* A waiver's owner and reason, the policy's id and the groups are text, too. */
static void what_a_policy_says_is_text(void **state)
{
    static const struct ctr_waiver waiver = {
        .fingerprint = "0123", .reason = EVIL, .owner = EVIL, .expires = "2030-01-01"};
    static const struct lc_judged waived = {CTR_LEVEL_WARNING, 0, &waiver};
    static const struct lc_judgement judgement = {
        .id = EVIL, .sha256 = "abcdef0123456789", .set_aside = 4, .line = {EVIL, EVIL}};
    static const ctr_render kinds[] = {CTR_RENDER_TEXT,  CTR_RENDER_MARKDOWN, CTR_RENDER_SARIF,
                                       CTR_RENDER_JUNIT, CTR_RENDER_GITHUB,   CTR_RENDER_HTML};
    struct ctr_finding one = findings[0];
    struct ctr_diff d = hostile;

    (void)state;
    one.judged = &waived;
    d.findings = &one;
    d.count = 1;
    d.judgement = &judgement;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        char *is = written(&d, kinds[i]);
        for (const char *at = is; *at; at++) {
            assert_true((unsigned char)*at >= 0x20 || *at == '\n');
        }
        assert_lacks(is, "\xE2\x80\xAE");
        assert_lacks(is, "\xFF");
        assert_int_equal(count(is, "\n::"), 0);
        free(is);
    }
    char *page = written(&d, CTR_RENDER_HTML);
    assert_lacks(page, "<script>alert");
    assert_holds(page, " class=\"aside\">");
    free(page);
    char *commands = written(&d, CTR_RENDER_GITHUB);
    assert_begins(commands,
                  "::notice file=/abs/n \xC3\xA4.yaml,line=15,col=3,title=waived%3A some-rule::");
    free(commands);
    char *changelog = written(&d, CTR_RENDER_MARKDOWN);
    assert_holds(changelog,
                 "  policy: warning without the policy; waived until 2030-01-01 by a\\`b");
    assert_holds(changelog, "\\[x\\](http");
    assert_lacks(changelog, " @ann #12 {0} 100% ::error::x\\r\\n::error file=a::b\\x1b\\[31m\\u202e"
                            "\\xff\\x01 end.\n");
    free(changelog);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_hidden_is_in_any_report),
        cmocka_unit_test(an_annotation_is_one_command),
        cmocka_unit_test(a_file_name_cannot_end_its_property),
        cmocka_unit_test(markdown_is_text),
        cmocka_unit_test(xml_is_well_formed),
        cmocka_unit_test(a_page_holds_no_markup_of_a_document),
        cmocka_unit_test(sarif_holds_messages_not_links),
        cmocka_unit_test(carets_follow_what_is_shown),
        cmocka_unit_test(a_stored_comparison_knows_no_names),
        cmocka_unit_test(what_is_not_listed_is_said),
        cmocka_unit_test(what_a_policy_says_is_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
