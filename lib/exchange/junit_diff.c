/*
 * A comparison as a JUnit report: a test a finding, which fails where the finding breaks something
 * or nobody can tell.
 */
#include "exchange/diff_report.h"
#include "exchange/markup.h"

static bool fails(const struct ctr_diff *d, const struct ctr_finding *f)
{
    return (f->level == CTR_LEVEL_BREAKING || f->level == CTR_LEVEL_UNDECIDED) &&
           !lc_report_aside(d, f);
}

static void begin(struct lc_text *t, const struct ctr_diff *d, const char *class, const char *name)
{
    lc_markup(t, "    <testcase classname=\"%s.%s\" name=\"%s\" time=\"0\"",
              lc_word_name(lc_words_format, d->format), class, name);
}

static void story(struct lc_text *t, const struct ctr_diff *d, const struct ctr_finding *f)
{
    const char *where = lc_report_both(t, f);
    const char *policy = lc_report_policy(t, d, f);
    const char *help = lc_report_help(d, f);

    lc_markup(t, "%s", f->message);
    if (help) {
        lc_markup(t, "\nhelp: %s", help);
    }
    if (where) {
        lc_markup(t, "\n%s", where);
    }
    if (f->witness) {
        lc_markup(t, "\nfor example %s", lc_report_witness(t, f));
    }
    if (policy) {
        lc_markup(t, "\npolicy: %s", policy);
    }
}

static void test(struct lc_text *t, const struct ctr_diff *d, const struct ctr_finding *f)
{
    const char *level = lc_word_name(lc_words_level, f->level);
    const char *aside = lc_report_aside(d, f);

    begin(t, d, f->rule, lc_format(t->ctx, "%s [%s]", lc_report_part(f), f->fingerprint));
    if (fails(d, f)) {
        lc_markup(t, ">\n      <failure type=\"%s\" message=\"%s\">", level, f->message);
        story(t, d, f);
        lc_markup(t, "</failure>\n    </testcase>\n");
    } else if (aside) {
        lc_markup(t, ">\n      <skipped message=\"%s\"/>\n      <system-out>%s: ", aside, level);
        story(t, d, f);
        lc_markup(t, "</system-out>\n    </testcase>\n");
    } else {
        lc_markup(t, ">\n      <system-out>%s: ", level);
        story(t, d, f);
        lc_markup(t, "</system-out>\n    </testcase>\n");
    }
}

static void counts(struct lc_text *t, size_t tests, size_t failures, size_t skipped)
{
    lc_buf_printf(&t->buf,
                  " tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"%zu\" time=\"0\">\n",
                  tests, failures, skipped);
}

void lc_junit_diff(struct lc_text *t, const void *body)
{
    const struct ctr_diff *d = body;
    const char *left_out = lc_report_left_out(t, d);
    size_t failures = 0;
    size_t skipped = 0;
    size_t tests = d->count ? d->count : 1; /* servers take a report without tests for a mistake */

    for (size_t i = 0; i < d->count; i++) {
        failures += fails(d, &d->findings[i]);
        skipped += lc_report_aside(d, &d->findings[i]) != NULL;
    }
    lc_markup(t, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"contracts diff\"");
    counts(t, tests, failures, skipped);
    lc_markup(t, "  <testsuite name=\"%s -> %s\"", lc_report_file(d, CTR_SIDE_OLD),
              lc_report_file(d, CTR_SIDE_NEW));
    counts(t, tests, failures, skipped);
    for (size_t i = 0; i < d->count; i++) {
        test(t, d, &d->findings[i]);
    }
    if (!d->count) {
        begin(t, d, "diff", lc_report_total(d) ? "no breaking difference" : "no difference");
        lc_markup(t, "/>\n");
    }
    lc_markup(t, "    <system-out>%s: %s", lc_word_name(lc_words_verdict, d->verdict),
              lc_report_sums(t, d));
    if (left_out) {
        lc_markup(t, "; %s", left_out);
    }
    lc_markup(t, "</system-out>\n  </testsuite>\n</testsuites>\n");
}
