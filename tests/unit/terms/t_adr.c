/* Decision records: read in any order, written in one, the same again; bad ones named by line. */
#include "terms/adr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#define WHOLE                                                                                      \
    "---\n"                                                                                        \
    "status: accepted\n"                                                                           \
    "date: 2026-01-31\n"                                                                           \
    "decision-makers: [client, \"a, b\"]\n"                                                        \
    "consulted: [expert]\n"                                                                        \
    "supersedes: [CR-1]\n"                                                                         \
    "template: madr 4\n"                                                                           \
    "  with: more\n"                                                                               \
    "---\n\n"                                                                                      \
    "# Another colour\n\n"                                                                         \
    "Some words before.\n\n"                                                                       \
    "## Context and Problem Statement\n\n"                                                         \
    "Customers leave.\n\n```\n## no heading\n```\n\n### Detail\n\nstays here\n\n"                  \
    "## Decision Drivers\n\n* money\n* time,\n  too\n\n"                                           \
    "## Considered Options\n\n1. wait\n2. paint\n\n"                                               \
    "## Decision Outcome\n\nChosen option: paint.\n\n"                                             \
    "### Consequences\n\n* Good, because sold\n\n"                                                 \
    "## Pros and Cons\n\n### wait\n\n* cheap\n\n"                                                  \
    "## More Information\n"

struct read {
    struct lc_ctx ctx;
    struct ctr_adr adr;
    ctr_status status;
};

static void reads(struct read *r, const char *text)
{
    assert_int_equal(lc_ctx_begin(&r->ctx, NULL), CTR_OK);
    r->status = lc_adr_read(&r->ctx, lc_str(text), "adr.md", &r->adr);
    if (r->status != CTR_OK) {
        print_message("%s\n", ctr_error_message(r->ctx.error));
    }
}

static void done(struct read *r)
{
    lc_ctx_end(&r->ctx, r->status, NULL);
}

static void same_again(const char *text)
{
    struct read r;
    reads(&r, text);
    assert_int_equal(r.status, CTR_OK);
    assert_string_equal(r.adr.markdown, text);
    done(&r);
}

static void what_is_written_is_read_the_same(void **state)
{
    struct read r;

    (void)state;
    same_again(WHOLE);
    same_again("# T\n");
    same_again("---\nstatus: superseded by ADR-5\n---\n\n# T\n");
    same_again("---\nstatus: \"superseded by [ADR-5](5.md)\"\n---\n\n# T\n\n## X\n");
    reads(&r, WHOLE);
    const struct ctr_adr *a = &r.adr;
    assert_string_equal(a->title, "Another colour");
    assert_int_equal(a->status, LC_ADR_ACCEPTED);
    assert_string_equal(a->date, "2026-01-31");
    assert_int_equal(a->lists[LC_ADR_MAKERS].count, 2);
    assert_string_equal(a->lists[LC_ADR_MAKERS].at[1], "a, b");
    assert_string_equal(a->lists[LC_ADR_SUPERSEDES].at[0], "CR-1");
    assert_string_equal(a->more, "template: madr 4\n  with: more\n");
    assert_string_equal(a->preamble, "Some words before.");
    assert_string_equal(a->parts[LC_ADR_CONTEXT],
                        "Customers leave.\n\n```\n## no heading\n```\n\n### Detail\n\nstays here");
    assert_int_equal(a->items[LC_ADR_DRIVERS].count, 2);
    assert_string_equal(a->items[LC_ADR_DRIVERS].at[1], "time, too");
    assert_int_equal(a->items[LC_ADR_OPTIONS].count, 2);
    assert_string_equal(a->items[LC_ADR_OPTIONS].at[1], "paint");
    assert_string_equal(a->parts[LC_ADR_OUTCOME], "Chosen option: paint.");
    assert_string_equal(a->items[LC_ADR_CONSEQUENCES].at[0], "Good, because sold");
    assert_int_equal(a->other_count, 3);
    assert_string_equal(a->others[1].heading, "wait");
    assert_int_equal(a->others[1].level, 3);
    assert_string_equal(a->others[2].text, "");
    done(&r);
}

static void order_case_and_line_ends_do_not_matter(void **state)
{
    struct read r;

    (void)state;
    reads(&r, "\xEF\xBB\xBF# T\r\n\r\n* Status: Approved\r\n* Deciders: a, 'b c'\r\n"
              "* Date: 2026-02-01\r\n* Ticket: 7\r\n\r\n"
              "## Odd\r\n\r\nkept\r\n\r\n## DECISION\r\n\r\nyes\r\n\r\n## context\r\n\r\nwhy\r\n");
    assert_int_equal(r.status, CTR_OK);
    assert_string_equal(r.adr.markdown, "---\nstatus: accepted\ndate: 2026-02-01\n"
                                        "decision-makers: [a, b c]\n---\n\n# T\n\n* Ticket: 7\n\n"
                                        "## Context and Problem Statement\n\nwhy\n\n"
                                        "## Decision Outcome\n\nyes\n\n## Odd\n\nkept\n");
    const char *again = r.adr.markdown;
    same_again(again);
    done(&r);
    reads(&r,
          "---\ndecision-makers:\n  - a\n- \"b, c\"\n# comment\nstatus: \"rejected\"\n---\n# T\n");
    assert_int_equal(r.status, CTR_OK);
    assert_string_equal(r.adr.markdown, "---\nstatus: rejected\n"
                                        "decision-makers: [a, \"b, c\"]\n---\n\n# T\n");
    done(&r);
}

static void bad_records_are_named_by_line(void **state)
{
    static const struct {
        const char *text, *message;
    } rows[] = {
        {"", "adr.md:1:1: is no decision record; wanted Markdown that begins with a line "
             "'# Title'"},
        {"text\n# T\n", "adr.md:1:1: is no decision record; wanted Markdown that begins with a "
                        "line '# Title'"},
        {"\n\n## T\n", "adr.md:3:1: is no decision record; wanted Markdown that begins with a line "
                       "'# Title'"},
        {"---\nstatus: accepted\n# T\n",
         "adr.md:1:1: begins a front matter that does not end; wanted a line ---"},
        {"---\nodd\n---\n# T\n", "adr.md:2:1: is no line of the front matter; wanted KEY: VALUE, "
                                 "or --- to end it"},
        {"---\nstatus: maybe\n---\n# T\n",
         "adr.md:2:1: 'maybe' is no status of a decision record; wanted proposed, accepted, "
         "rejected, deferred, deprecated, or superseded by what"},
        {"# T\n\n* Date: 2026-02-30\n",
         "adr.md:3:1: '2026-02-30' is no date that exists; wanted such as 2026-01-31"},
        {"---\ndeciders:\n  a\n---\n# T\n",
         "adr.md:3:1: is no item of the list above; wanted '- NAME'"},
        {"# T\n## Decision\nx\n## decision outcome\ny\n",
         "adr.md:4:1: 'decision outcome' is there twice; leave one of them"},
        {"# T\xff\n", "adr.md is no decision record: no UTF-8 at byte 3"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct read r;
        reads(&r, rows[i].text);
        assert_int_equal(r.status, CTR_E_INPUT);
        assert_string_equal(ctr_error_message(r.ctx.error), rows[i].message);
        done(&r);
    }
}

static void plain_text_makes_no_headings(void **state)
{
    struct lc_ctx ctx;

    (void)state;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_string_equal(lc_adr_plain(&ctx, "# a\nb # c\n ```\n---\n- d"),
                        "\\# a\nb # c\n \\```\n\\---\n- d");
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_the_same),
        cmocka_unit_test(order_case_and_line_ends_do_not_matter),
        cmocka_unit_test(bad_records_are_named_by_line),
        cmocka_unit_test(plain_text_makes_no_headings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
