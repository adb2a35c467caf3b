/* Master contracts and SOWs as formats: found out, read in three forms, compared, parts, memory.
 * The rules have golden cases. */
#include "base/once.h"
#include "spec/spec.h"

#include "../terms/fixtures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../base/fault.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define NS "xmlns='urn:libcontracts:terms:1'"

static ctr_status read_in(struct lc_ctx *ctx, const char *text, ctr_format format,
                          struct lc_spec *out)
{
    ctr_source *source = lc_new(ctx, 1, sizeof *source);
    if (!source) {
        return CTR_E_NOMEM;
    }
    *source = (ctr_source){.struct_size = sizeof *source,
                           .format = format,
                           .data = text,
                           .size = strlen(text),
                           .file = "file"};
    LC_TRY(lc_once(ctx));
    return lc_spec_read(ctx, source, out);
}

static void the_format_is_found_out_from_the_content(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        ctr_format asked, found; /* found 0: refused */
    } cases[] = {
        {MASTER_SMALL, CTR_FORMAT_AUTO, CTR_FORMAT_MASTER},
        {SOW_SMALL, CTR_FORMAT_AUTO, CTR_FORMAT_SOW},
        {"{\"meta\":{\"id\":\"m\"},\"incentives\":{}}", CTR_FORMAT_AUTO, CTR_FORMAT_MASTER},
        {"<master " NS "><meta><id>m</id></meta></master>", CTR_FORMAT_AUTO, CTR_FORMAT_MASTER},
        {"<sow><id>s</id></sow>", CTR_FORMAT_AUTO, CTR_FORMAT_SOW},
        {"<sow><id>s</id></sow>", CTR_FORMAT_SOW, CTR_FORMAT_SOW},
        {"meta: {id: m}\n", CTR_FORMAT_MASTER, CTR_FORMAT_MASTER},
        {MASTER_SMALL, CTR_FORMAT_OPAQUE, CTR_FORMAT_OPAQUE},
        {"<master " NS "><meta><id>m</id></meta></master>", CTR_FORMAT_OPAQUE, CTR_FORMAT_OPAQUE},
        /* what only looks a little like one */
        {CHANGE_SMALL, CTR_FORMAT_AUTO, CTR_FORMAT_OPAQUE},
        {"meta: {id: m}\n", CTR_FORMAT_AUTO, CTR_FORMAT_OPAQUE},
        {"{\"meta\":{\"count\":1},\"links\":{}}", CTR_FORMAT_AUTO, CTR_FORMAT_OPAQUE},
        {"{\"name\":\"x\",\"dependencies\":{\"a\":\"1\"}}", CTR_FORMAT_AUTO, CTR_FORMAT_OPAQUE},
        {"<change><id>c</id></change>", CTR_FORMAT_AUTO, CTR_FORMAT_OPAQUE},
        {"<html><body/></html>", CTR_FORMAT_AUTO, CTR_FORMAT_OPAQUE},
        {"$schema: https://json-schema.org/draft/2020-12/schema\nvision: {}\ngovernance: {}\nmeta: "
         "{id: m}\n",
         CTR_FORMAT_AUTO, CTR_FORMAT_JSON_SCHEMA},
        {SOW_SMALL, CTR_FORMAT_MASTER, 0},
        {MASTER_SMALL, CTR_FORMAT_SOW, 0},
        {CHANGE_SMALL, CTR_FORMAT_SOW, 0},
        {"<change><id>c</id></change>", CTR_FORMAT_SOW, 0},
        {"<sow><id>s</id></sow>", CTR_FORMAT_MASTER, 0},
        {"openapi: 3.1.0\ninfo: {title: x, version: '1'}\npaths: {}\nvision: {}\n",
         CTR_FORMAT_MASTER, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct lc_ctx ctx;
        struct lc_spec spec;
        lc_ctx_begin(&ctx, NULL);
        ctr_status status = read_in(&ctx, cases[i].text, cases[i].asked, &spec);
        if (!cases[i].found) {
            assert_int_equal(status, CTR_E_INPUT);
        } else {
            if (status != CTR_OK) {
                print_message("%s: %s\n", cases[i].text, ctr_error_message(ctx.error));
            }
            assert_int_equal(status, CTR_OK);
            assert_int_equal(spec.row->format, cases[i].found);
            assert_null(ctx.error);
        }
        lc_ctx_end(&ctx, status, NULL);
    }
}

static void wrong_terms_are_refused_with_their_place(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_spec spec;
    lc_ctx_begin(&ctx, NULL);
    ctr_status status = read_in(&ctx,
                                "meta: {id: m}\nchange_policy:\n  thresholds:\n    "
                                "risk_score_major: high\n",
                                CTR_FORMAT_AUTO, &spec);
    assert_int_equal(status, CTR_E_INPUT);
    assert_string_equal(ctr_error_message(ctx.error),
                        "file:4:23: /change_policy/thresholds/risk_score_major: should be a number "
                        "from 0 to 1000000, found 'high'");
    assert_string_equal(ctr_error_detail(ctx.error, "field"),
                        "/change_policy/thresholds/risk_score_major");
    lc_ctx_end(&ctx, status, NULL);
}

static void editions_in_different_forms_are_compared(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_spec older, newer;
    struct ctr_diff diff;
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(read_in(&ctx, "id: s\ngoals: [a]\nprice: 10\n", CTR_FORMAT_SOW, &older),
                     CTR_OK);
    assert_int_equal(read_in(&ctx,
                             "<sow " NS ">\n <id>s</id>\n <goals><item>a</item></goals>\n "
                             "<price>10</price>\n</sow>",
                             CTR_FORMAT_AUTO, &newer),
                     CTR_OK);
    assert_int_equal(
        lc_spec_diff(&ctx, &older, &newer, CTR_MODE_DEFAULT, CTR_PROFILE_DEFAULT, &diff), CTR_OK);
    assert_int_equal(diff.verdict, CTR_VERDICT_COMPATIBLE);
    assert_true(diff.bump <= CTR_BUMP_PATCH); /* the spelling of a number or nothing */
    assert_int_equal(read_in(&ctx,
                             "<sow " NS ">\n <id>s</id>\n <goals><item>a</item></goals>\n "
                             "<price>11</price>\n</sow>",
                             CTR_FORMAT_AUTO, &newer),
                     CTR_OK);
    assert_int_equal(
        lc_spec_diff(&ctx, &older, &newer, CTR_MODE_DEFAULT, CTR_PROFILE_DEFAULT, &diff), CTR_OK);
    assert_int_equal(diff.count, 1);
    const struct ctr_finding *f = &diff.findings[0];
    assert_string_equal(f->rule, "sow-money-changed");
    assert_string_equal(
        f->message, "price changed from '10' to '11': price of the iteration in the major unit, "
                    "due when its criteria are accepted; default that of a master with a price per "
                    "iteration");
    assert_string_equal(f->place[CTR_SIDE_OLD]->pointer, "/price");
    assert_int_equal(f->place[CTR_SIDE_OLD]->line, 3);
    assert_int_equal(f->place[CTR_SIDE_NEW]->line, 4);
    assert_int_equal(f->place[CTR_SIDE_NEW]->column, 2);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void a_default_has_no_place_and_is_named_one(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_spec older, newer;
    struct ctr_diff diff;
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(read_in(&ctx, "meta: {id: m}\nslo_mode: enforce\n", CTR_FORMAT_MASTER, &older),
                     CTR_OK);
    assert_int_equal(read_in(&ctx, "meta: {id: m}\n", CTR_FORMAT_MASTER, &newer), CTR_OK);
    assert_int_equal(
        lc_spec_diff(&ctx, &older, &newer, CTR_MODE_DEFAULT, CTR_PROFILE_DEFAULT, &diff), CTR_OK);
    assert_int_equal(diff.count, 1);
    assert_string_equal(diff.findings[0].message,
                        "slo_mode changed from 'enforce' to 'report' (by default): whether SLO "
                        "alerts bind or are only reported");
    assert_non_null(diff.findings[0].place[CTR_SIDE_OLD]);
    assert_null(diff.findings[0].place[CTR_SIDE_NEW]);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void an_element_is_one_difference_whatever_it_holds(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_spec older, newer;
    struct ctr_diff diff;
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(read_in(&ctx, "meta: {id: m}\n", CTR_FORMAT_MASTER, &older), CTR_OK);
    assert_int_equal(read_in(&ctx,
                             "meta: {id: m}\ngovernance:\n  escalation_policies:\n    - id: up\n"
                             "      levels: [{after_hours: 1, notify: [a, b]}, {notify: [c]}]\n",
                             CTR_FORMAT_MASTER, &newer),
                     CTR_OK);
    assert_int_equal(
        lc_spec_diff(&ctx, &older, &newer, CTR_MODE_DEFAULT, CTR_PROFILE_DEFAULT, &diff), CTR_OK);
    assert_int_equal(diff.count, 1);
    assert_string_equal(diff.findings[0].rule, "master-right-added");
    assert_string_equal(diff.findings[0].part, "/governance/escalation_policies/up");
    assert_string_equal(diff.findings[0].message,
                        "escalation_policies 'up' was added: who is told when nobody decides");
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void parts_are_the_paths_and_what_they_lie_in(void **state)
{
    (void)state;
    static const struct {
        const char *part;
        bool there;
    } cases[] = {
        {"/", true},
        {"/id", true},
        {"/dates", true},
        {"/dates/start", true},
        {"/goals/A new way in", true},
        {"/acceptance_criteria", true},
        {"/acceptance_criteria/AC1/evidence", true},
        {"/links/changes/CR-1", true},
        {"/acceptance_criteria/AC", false},
        {"/acceptance_criteria/AC1/", false},
        {"/price", false},
        {"id", false},
        {"", false},
    };
    struct lc_ctx ctx;
    struct lc_spec spec;
    struct ctr_outline outline;
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(read_in(&ctx, SOW_SMALL, CTR_FORMAT_AUTO, &spec), CTR_OK);
    for (size_t i = 0; i < COUNT(cases); i++) {
        bool there;
        assert_int_equal(lc_spec_has_part(&ctx, &spec, cases[i].part, &there), CTR_OK);
        if (there != cases[i].there) {
            fail_msg("part '%s'", cases[i].part);
        }
    }
    assert_int_equal(lc_spec_outline(&ctx, &spec, &outline), CTR_OK);
    assert_string_equal(outline.dialect, "Statement of work 1");
    for (size_t i = 0; i < outline.count; i++) {
        bool there;
        assert_int_equal(lc_spec_has_part(&ctx, &spec, outline.parts[i], &there), CTR_OK);
        assert_true(there);
        assert_true(i == 0 || strcmp(outline.parts[i - 1], outline.parts[i]) < 0);
    }
    assert_string_equal(outline.parts[0], "/");
    assert_string_equal(outline.parts[1], "/acceptance_criteria");
    assert_string_equal(outline.parts[2], "/acceptance_criteria/AC1");
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static bool compare_it(const ctr_allocator *alloc)
{
    struct lc_ctx ctx;
    struct lc_spec older, newer;
    struct ctr_diff diff;
    struct ctr_outline outline;
    assert_int_equal(lc_ctx_begin(&ctx, alloc), CTR_OK);
    ctr_status status = read_in(&ctx, "id: s\ngoals: [a, b]\nprice: 1\n", CTR_FORMAT_SOW, &older);
    if (status == CTR_OK) {
        status = read_in(&ctx, "<sow><id>s</id><goals><item>c</item></goals></sow>",
                         CTR_FORMAT_AUTO, &newer);
    }
    if (status == CTR_OK) {
        status = lc_spec_diff(&ctx, &older, &newer, CTR_MODE_FULL, CTR_PROFILE_DEFAULT, &diff);
    }
    status = status == CTR_OK ? lc_spec_outline(&ctx, &newer, &outline) : status;
    bool good = status == CTR_OK;
    assert_true(good || status == CTR_E_NOMEM);
    lc_ctx_end(&ctx, status, NULL);
    return good;
}

static void memory_that_runs_out_is_reported(void **state)
{
    (void)state;
    fault_walk(compare_it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_format_is_found_out_from_the_content),
        cmocka_unit_test(wrong_terms_are_refused_with_their_place),
        cmocka_unit_test(editions_in_different_forms_are_compared),
        cmocka_unit_test(a_default_has_no_place_and_is_named_one),
        cmocka_unit_test(an_element_is_one_difference_whatever_it_holds),
        cmocka_unit_test(parts_are_the_paths_and_what_they_lie_in),
        cmocka_unit_test(memory_that_runs_out_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
