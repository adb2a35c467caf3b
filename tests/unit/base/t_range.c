/*
 * Version ranges: a table of answers, the equivalences that npm's grammar is defined by, and what
 * is no range.
 */
#include "base/semver.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "fault.h"

#define MAX "9223372036854775807"

static struct lc_range *parse(struct lc_ctx *ctx, const char *text)
{
    struct lc_range *range = NULL;
    if (lc_range_parse(ctx, lc_str(text), &range) != CTR_OK) {
        fail_msg("%s", ctr_error_message(ctx->error));
    }
    return range;
}

static bool admits(const struct lc_range *range, struct lc_str label)
{
    struct lc_semver v;
    if (!lc_semver_parse(label, &v)) {
        fail_msg("'%.*s' is no version", (int)label.len, label.ptr);
    }
    return lc_range_admits(range, &v);
}

/* Every word of `labels` gets the same answer. Returns their number. */
static size_t assert_answers(const struct lc_range *range, const char *text, const char *labels,
                             bool wanted)
{
    struct lc_str rest = lc_str(labels);
    size_t count = 0;
    while (rest.len) {
        struct lc_str label = rest;
        struct lc_str tail = {"", 0};
        lc_str_cut(rest, ' ', &label, &tail);
        rest = tail;
        if (admits(range, label) != wanted) {
            fail_msg("'%s' should%s admit %.*s", text, wanted ? "" : " not", (int)label.len,
                     label.ptr);
        }
        count++;
    }
    return count;
}

static const struct {
    const char *range, *yes, *no;
} answers[] = {
    /* any release */
    {"", "0.0.0 1.2.3 99.0.0", "0.0.0-0 1.2.3-rc.1"},
    {"*", "0.0.0 1.2.3 99.0.0 1.2.3+b", "0.0.0-0 1.2.3-rc.1"},
    {"x", "0.0.0 7.7.7", "7.7.7-a"},
    {"X.x.*", "0.0.0 7.7.7", "7.7.7-a"},
    {" \t ", "1.2.3", "1.2.3-a"},
    {">=*", "0.0.0 1.2.3", "1.2.3-a"},
    {"<=x", "0.0.0 1.2.3", "1.2.3-a"},
    {"^*", "0.0.0 1.2.3", "1.2.3-a"},
    {"~x", "0.0.0 1.2.3", "1.2.3-a"},
    {"||", "1.3.4", "1.3.4-a"},
    {"1.2.3 ||", "1.2.3 5.0.0", "5.0.0-a"},
    /* none at all */
    {">*", "", "0.0.0 1.2.3 0.0.0-0 1.2.3-a"},
    {"<x", "", "0.0.0 1.2.3 0.0.0-0 1.2.3-a"},
    {"!=*", "", "0.0.0 1.2.3 1.2.3-a"},
    {"<0.0.0", "", "0.0.0 0.0.0-0 0.0.1"},
    {"1.2.3 1.2.4", "", "1.2.3 1.2.4"},
    {">2 <1", "", "0.9.0 1.5.0 2.0.0 3.0.0"},
    /* one version */
    {"1.2.3", "1.2.3 v1.2.3 1.2.3+b", "1.2.2 1.2.4 1.2.3-rc 2.2.3"},
    {"=1.2.3", "1.2.3", "1.2.4"},
    {"= 1.2.3", "1.2.3", "1.2.4"},
    {"v1.2.3", "1.2.3", "1.2.4"},
    {"=v1.2.3", "1.2.3", "1.2.4"},
    {"V1.2.3", "1.2.3", "1.2.4"},
    {"1.2.3+build", "1.2.3 1.2.3+other", "1.2.4"},
    {"1.2.3-rc.1", "1.2.3-rc.1 1.2.3-rc.1+b", "1.2.3 1.2.3-rc.2 1.2.3-rc"},
    {"  1.2.3  ", "1.2.3", "1.2.4"},
    {"0.0.0", "0.0.0", "0.0.1"},
    /* partial versions and wildcards */
    {"1", "1.0.0 1.9.9", "0.9.9 2.0.0 1.5.0-a 2.0.0-0 1.0.0-a"},
    {"v1", "1.0.0 1.9.9", "0.9.9 2.0.0"},
    {"1.x", "1.0.0 1.9.9", "0.9.9 2.0.0"},
    {"1.X.*", "1.0.0 1.9.9", "0.9.9 2.0.0"},
    {"1.*", "1.0.0 1.9.9", "0.9.9 2.0.0"},
    {"1.2", "1.2.0 1.2.99", "1.1.9 1.3.0 1.3.0-0 1.2.0-a"},
    {"1.2.x", "1.2.0 1.2.99", "1.1.9 1.3.0"},
    {"v1.2.*", "1.2.0 1.2.99", "1.1.9 1.3.0"},
    {"=1.2", "1.2.0 1.2.99", "1.1.9 1.3.0"},
    {"0", "0.0.0 0.99.0", "1.0.0 0.1.0-a"},
    {"0.0", "0.0.0 0.0.9", "0.1.0"},
    {"*.x", "0.0.0 5.1.2 9.9.9", "9.9.9-a"},
    /* caret: the first number that is not zero stays */
    {"^1.2.3", "1.2.3 1.2.4 1.9.0", "1.2.2 2.0.0 2.0.0-0 2.0.0-alpha 1.2.3-a 1.3.0-a"},
    {"^0.2.3", "0.2.3 0.2.9", "0.2.2 0.3.0 0.3.0-0 1.0.0"},
    {"^0.1", "0.1.0 0.1.9", "0.0.9 0.2.0 0.2.0-a 1.0.0"},
    {"^0.0.3", "0.0.3", "0.0.2 0.0.4 0.0.4-0 0.1.0"},
    {"^0.0.0", "0.0.0", "0.0.1 0.1.0"},
    {"^0.0", "0.0.0 0.0.9", "0.1.0"},
    {"^0.0.x", "0.0.0 0.0.9", "0.1.0"},
    {"^0", "0.0.0 0.9.9", "1.0.0"},
    {"^0.x", "0.0.0 0.9.9", "1.0.0"},
    {"^1.x", "1.0.0 1.9.9", "0.9.9 2.0.0"},
    {"^1", "1.0.0 1.9.9", "0.9.9 2.0.0"},
    {"^1.2.x", "1.2.0 1.9.9", "1.1.9 2.0.0"},
    {"^1.2.3-beta.2", "1.2.3-beta.2 1.2.3-beta.4 1.2.3 1.9.0",
     "1.2.3-beta.1 1.2.4-beta.2 1.3.0-beta.2 2.0.0"},
    {"^0.0.3-beta", "0.0.3-beta 0.0.3-pr.2 0.0.3", "0.0.3-alpha 0.0.4 0.0.4-beta"},
    {"^ 1.2.3", "1.2.3 1.9.0", "2.0.0"},
    {"^v1.2.3", "1.2.3 1.9.0", "2.0.0"},
    {"^1.2.3+b", "1.2.3 1.9.0", "2.0.0"},
    /* tilde: the minor stays where one is named */
    {"~1.2.3", "1.2.3 1.2.9", "1.2.2 1.3.0 1.3.0-0 1.2.4-a"},
    {"~1.2", "1.2.0 1.2.9", "1.1.9 1.3.0"},
    {"~1", "1.0.0 1.9.9", "0.9.9 2.0.0"},
    {"~0.2.3", "0.2.3 0.2.9", "0.2.2 0.3.0"},
    {"~0.2", "0.2.0 0.2.9", "0.3.0"},
    {"~0", "0.0.0 0.9.9", "1.0.0"},
    {"~1.2.x", "1.2.0 1.2.9", "1.1.9 1.3.0"},
    {"~1.2.3-beta.2", "1.2.3-beta.2 1.2.3-beta.4 1.2.3 1.2.9", "1.2.3-beta.1 1.2.4-beta.2 1.3.0"},
    {"~>1.2.3", "1.2.3 1.2.9", "1.3.0"},
    {"~> 1", "1.0.0 1.9.9", "2.0.0"},
    {"~ 1.0", "1.0.0 1.0.9", "1.1.0"},
    {"~v0.5.4", "0.5.4 0.5.5", "0.5.3 0.6.0"},
    /* primitives, whole */
    {">1.2.3", "1.2.4 2.0.0", "1.2.3 1.2.3-a 1.2.4-a 0.0.1"},
    {">=1.2.3", "1.2.3 2.0.0", "1.2.2 1.2.3-a 2.0.0-a"},
    {"<1.2.3", "1.2.2 0.0.0", "1.2.3 1.2.3-a 1.2.2-a 2.0.0"},
    {"<=1.2.3", "1.2.3 0.0.0", "1.2.4 1.2.3-a"},
    {"> 1.2.3", "1.2.4", "1.2.3"},
    {">=\t1.2.3", "1.2.3", "1.2.2"},
    {">=v1.2.3", "1.2.3", "1.2.2"},
    {"<\n2.0.0", "1.9.9", "2.0.0"},
    /* primitives, partial */
    {">1", "2.0.0 3.1.0", "1.0.0 1.9.9 2.0.0-a"},
    {">1.2", "1.3.0 2.0.0", "1.2.0 1.2.9"},
    {">=1", "1.0.0 2.0.0", "0.9.9"},
    {">=1.2", "1.2.0 2.0.0", "1.1.9"},
    {"<1", "0.9.9", "1.0.0 1.0.0-0"},
    {"<1.2", "1.1.9", "1.2.0 1.2.0-0 1.2.1"},
    {"<=1", "0.0.1 1.0.0 1.9.9", "2.0.0 2.0.0-0"},
    {"<=1.2", "1.2.0 1.2.9", "1.3.0 1.3.0-0"},
    {"<=1.x", "1.9.9", "2.0.0"},
    {">=0.x.x", "0.0.0 5.0.0", "5.0.0-a"},
    {">0", "1.0.0", "0.9.9"},
    /* hyphens */
    {"1.2.3 - 2.3.4", "1.2.3 2.0.0 2.3.4", "1.2.2 2.3.5 2.3.4-a"},
    {"1.2 - 2.3.4", "1.2.0 2.3.4", "1.1.9 2.3.5"},
    {"1.2.3 - 2.3", "1.2.3 2.3.0 2.3.9", "1.2.2 2.4.0 2.4.0-0"},
    {"1.2.3 - 2", "1.2.3 2.9.9", "3.0.0 3.0.0-0"},
    {"1 - 2", "1.0.0 2.9.9", "0.9.9 3.0.0"},
    {"x - 1.x", "0.0.0 1.9.9", "2.0.0"},
    {"1.x - x", "1.0.0 99.0.0", "0.9.9"},
    {"1.2.3-beta - 2.0.0-rc.1", "1.2.3-beta 1.2.3 1.9.0 2.0.0-rc.1 2.0.0-alpha",
     "1.2.3-alpha 2.0.0 2.0.0-rc.2 1.5.0-a"},
    {"v1.0.0 - v2.0.0", "1.0.0 2.0.0", "2.0.1"},
    {"1.2.3+asdf - 2.4.3+asdf", "1.2.3 2.4.3", "2.4.4"},
    {"1.0.0  -\t2.0.0", "1.0.0 1.5.0 2.0.0", "2.0.1"},
    {"2.0.0 - 1.0.0", "", "1.0.0 1.5.0 2.0.0"},
    {"1.0.0 - 2.0.0 !=1.5.0", "1.4.0 1.5.1 2.0.0", "1.5.0 2.0.1"},
    {"1.2.3-2.0.0", "1.2.3-2.0.0", "1.2.3 1.5.0 2.0.0"}, /* a pre-release, not a hyphen range */
    /* and */
    {">=1.2.7 <1.3.0", "1.2.7 1.2.8 1.2.99", "1.2.6 1.3.0 1.1.0"},
    {">=1.2.7, <1.3.0", "1.2.7 1.2.99", "1.2.6 1.3.0"},
    {">=1.2.7,<1.3.0", "1.2.7 1.2.99", "1.2.6 1.3.0"},
    {" >= 1.2.7 , < 1.3.0 ", "1.2.7 1.2.99", "1.2.6 1.3.0"},
    {">=1.2 ^1.4 <1.6", "1.4.0 1.5.9", "1.2.0 1.6.0"},
    {"~1.2.1 >=1.2.3", "1.2.3 1.2.9", "1.2.1 1.3.0"},
    {"1 1.2.x", "1.2.5", "1.3.0"},
    /* or */
    {"1.2.7 || >=1.2.9 <2.0.0", "1.2.7 1.2.9 1.4.6", "1.2.8 2.0.0"},
    {"1.2.7||1.2.9", "1.2.7 1.2.9", "1.2.8"},
    {"^1 || ^3", "1.0.0 3.5.0", "2.0.0 4.0.0"},
    {"<1 || >=2, !=2.1.0 || 1.5", "0.9.0 2.0.0 1.5.3 3.0.0", "2.1.0 1.0.0 1.6.0"},
    {"2.x || *", "0.0.1 2.0.0", "1.0.0-a"},
    /* not */
    {"!=1.3.0", "1.2.9 1.3.1 0.0.0", "1.3.0 1.3.0+b 1.4.0-a"},
    {"!= 1.3.0", "1.3.1", "1.3.0"},
    {"!=v1.3.0", "1.3.1", "1.3.0"},
    {"!=1.3", "1.2.9 1.4.0", "1.3.0 1.3.9"},
    {"!=1.3.x", "1.2.9 1.4.0", "1.3.0 1.3.9"},
    {"^1.2 !=1.3.0 !=1.4", "1.2.0 1.3.1 1.5.0", "1.3.0 1.4.0 1.4.7 2.0.0"},
    {">=1.0.0 !=1.3.0-rc.1", "1.3.0 1.4.0", "1.3.0-rc.1 1.3.0-rc.2"},
    {">=1.3.0-a !=1.3.0-rc.1", "1.3.0-a 1.3.0-rc.2 1.3.0", "1.3.0-rc.1 1.4.0-a"},
    {"!=1.3.0 || 1.3.0", "1.3.0 1.2.0", "1.3.0-a"},
    /* pre-releases: only where the same alternative names their triple */
    {">1.2.3-alpha.3", "1.2.3-alpha.7 1.2.3 1.2.4 3.4.5", "1.2.3-alpha.3 3.4.5-alpha.9"},
    {">=1.2.3-alpha", "1.2.3-alpha 1.2.3-beta 1.3.0", "1.2.3-0 1.2.4-alpha"},
    {"<1.2.3-beta", "1.2.2 1.2.3-alpha 0.1.0", "1.2.3-beta 1.2.3 1.2.2-alpha"},
    {"<=1.2.3-beta", "1.2.3-beta 1.2.3-alpha", "1.2.3-rc 1.2.3"},
    {">=1.2.3-a <1.2.3", "1.2.3-a 1.2.3-z", "1.2.3 1.2.2"},
    {">1.0.0-a <2.0.0-a", "1.0.0-b 1.5.0 2.0.0-Z", "2.0.0-a 1.5.0-a 2.0.0"},
    {"1.0.0-a || 2.0.0", "1.0.0-a 2.0.0", "2.0.0-a 1.0.0"},
    {">=1.0.0-rc.1+build", "1.0.0-rc.1 1.0.0-rc.2", "1.0.0-beta"},
    {"<2.0.0-0", "1.9.9", "2.0.0-0 2.0.0-alpha 1.9.9-a"},
    {">=1.0.0-10", "1.0.0-11 1.0.0-a", "1.0.0-9"},
    /* numbers at their end */
    {MAX "." MAX "." MAX, MAX "." MAX "." MAX, "1.0.0"},
    {"^" MAX ".1.0", MAX ".1.0 " MAX "." MAX ".0", MAX ".0.9"},
    {"~" MAX "." MAX, MAX "." MAX ".0", MAX ".0.0"},
    {"~1." MAX, "1." MAX ".5", "1.0.0 2.0.0 2.0.0-0"},
    {"1.2." MAX, "1.2." MAX, "1.3.0 1.2.0"},
    {"^0.0." MAX, "0.0." MAX, "0.1.0 0.0.1"},
    {">" MAX, "", MAX ".0.0 " MAX "." MAX "." MAX " 1.0.0"},
    {">1." MAX, "2.0.0", "1." MAX ".0 1." MAX "." MAX},
    {"<=" MAX, MAX "." MAX "." MAX " 0.0.0", MAX ".0.0-a"},
    {"!=" MAX, "1.0.0", MAX ".0.0"},
};

static void ranges_admit_what_they_say(void **state)
{
    (void)state;
    size_t count = sizeof answers / sizeof answers[0];
    size_t checks = 0;
    for (size_t i = 0; i < count; i++) {
        struct lc_ctx ctx;
        lc_ctx_begin(&ctx, NULL);
        const struct lc_range *range = parse(&ctx, answers[i].range);
        checks += assert_answers(range, answers[i].range, answers[i].yes, true);
        checks += assert_answers(range, answers[i].range, answers[i].no, false);
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
    assert_true(count >= 120 && checks >= 500);
}

/* Left and right are the same range: the right sides use comparators of whole versions only. */
static const struct {
    const char *written, *means;
} equivalents[] = {
    {"1.2.3 - 2.3.4", ">=1.2.3 <=2.3.4"},
    {"1.2 - 2.3.4", ">=1.2.0 <=2.3.4"},
    {"1.2.3 - 2.3", ">=1.2.3 <2.4.0-0"},
    {"1.2.3 - 2", ">=1.2.3 <3.0.0-0"},
    {"*", ">=0.0.0"},
    {"", ">=0.0.0"},
    {"1.x", ">=1.0.0 <2.0.0-0"},
    {"1.2.x", ">=1.2.0 <1.3.0-0"},
    {"1", ">=1.0.0 <2.0.0-0"},
    {"1.2", ">=1.2.0 <1.3.0-0"},
    {"~1.2.3", ">=1.2.3 <1.3.0-0"},
    {"~1.2", ">=1.2.0 <1.3.0-0"},
    {"~1", ">=1.0.0 <2.0.0-0"},
    {"~0.2.3", ">=0.2.3 <0.3.0-0"},
    {"~0.2", ">=0.2.0 <0.3.0-0"},
    {"~0", ">=0.0.0 <1.0.0-0"},
    {"~1.2.3-beta.2", ">=1.2.3-beta.2 <1.3.0-0"},
    {"^1.2.3", ">=1.2.3 <2.0.0-0"},
    {"^0.2.3", ">=0.2.3 <0.3.0-0"},
    {"^0.0.3", ">=0.0.3 <0.0.4-0"},
    {"^1.2.3-beta.2", ">=1.2.3-beta.2 <2.0.0-0"},
    {"^0.0.3-beta", ">=0.0.3-beta <0.0.4-0"},
    {"^1.2.x", ">=1.2.0 <2.0.0-0"},
    {"^0.0.x", ">=0.0.0 <0.1.0-0"},
    {"^0.0", ">=0.0.0 <0.1.0-0"},
    {"^1.x", ">=1.0.0 <2.0.0-0"},
    {"^0.x", ">=0.0.0 <1.0.0-0"},
    {">1", ">=2.0.0"},
    {">1.2", ">=1.3.0"},
    {"<1", "<1.0.0-0"},
    {"<=1.2", "<1.3.0-0"},
    {">=1.2", ">=1.2.0"},
    {"!=1.2", "<1.2.0 || >=1.3.0"},
};

static void shorthands_mean_what_npm_documents(void **state)
{
    (void)state;
    static const char *const tails[] = {"", "-0", "-alpha", "-beta", "-beta.2", "-beta.3", "-rc.1"};
    for (size_t i = 0; i < sizeof equivalents / sizeof equivalents[0]; i++) {
        struct lc_ctx ctx;
        lc_ctx_begin(&ctx, NULL);
        const struct lc_range *left = parse(&ctx, equivalents[i].written);
        const struct lc_range *right = parse(&ctx, equivalents[i].means);
        for (int n = 0; n < 5 * 6 * 6 * 7; n++) {
            char text[40];
            snprintf(text, sizeof text, "%d.%d.%d%s", n / 252, n / 42 % 6, n / 7 % 6, tails[n % 7]);
            if (admits(left, lc_str(text)) != admits(right, lc_str(text))) {
                fail_msg("'%s' and '%s' differ at %s", equivalents[i].written, equivalents[i].means,
                         text);
            }
        }
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

static void what_is_no_range_is_refused_with_its_column(void **state)
{
    (void)state;
    static const struct {
        const char *text, *column;
    } rows[] = {
        {"winter", "1"},
        {"latest", "1"},
        {"active", "1"},
        {"vv1", "1"},
        {"v", "1"},
        {"1.", "1"},
        {"1..2", "1"},
        {".1", "1"},
        {"1.2.3.4", "1"},
        {"1.2.3.x", "1"},
        {"x.x.x.x", "1"},
        {"01.2.3", "1"},
        {"1.02", "1"},
        {"1.x.03", "1"},
        {"1.2-rc.1", "1"},
        {"1.2.x-rc.1", "1"},
        {"x-rc", "1"},
        {"1.x+b", "1"},
        {"1.2.3-", "1"},
        {"1.2.3-01", "1"},
        {"1.2.3+", "1"},
        {"1.2.3-a..b", "1"},
        {"xx", "1"},
        {"1.xx", "1"},
        {"**", "1"},
        {"1.v2", "1"},
        {"1.x.v2", "1"},
        {"1.x.3", "1"},
        {"x.1", "1"},
        {"^*.1.2", "2"},
        {"9223372036854775808", "1"},
        {">99999999999999999999.0.0", "2"},
        {">", "2"},
        {">=", "3"},
        {"^", "2"},
        {"~ ", "3"},
        {"!= ", "4"},
        {"=", "2"},
        {"==1.2.3", "2"},
        {"=>1.2.3", "2"},
        {"><1.2.3", "2"},
        {">>1", "2"},
        {"^^1", "2"},
        {"~^1", "2"},
        {"~ >1", "3"},
        {"!1.2.3", "1"},
        {"! =1", "1"},
        {"> =1", "3"},
        {">=1.2.3<2.0.0", "3"},
        {"1.2.3^2", "1"},
        {",", "1"},
        {",1", "1"},
        {"1,", "3"},
        {"1, ", "4"},
        {"1,,2", "3"},
        {"1 , , 2", "5"},
        {"1, || 2", "4"},
        {"1 || ,2", "6"},
        {"1 | 2", "3"},
        {"1 ||| 2", "5"},
        {"|", "1"},
        {">|1", "2"},
        {"1 -", "4"},
        {"1 - ", "5"},
        {"1 -2", "3"},
        {"- 1", "1"},
        {"1 - 2 - 3", "7"},
        {"1 - >2", "5"},
        {">=1 - 2", "5"},
        {"^1 - 2", "4"},
        {"1 - || 2", "5"},
        {"1 -, 2", "3"},
        {"1.2.3 winter", "7"},
        {"1.2.3 || winter", "10"},
        {"\xC3\xA9", "1"},
        {"1.2.\xC3\xA9", "1"},
        {"1 \xFF", "3"},
        {"1;2", "1"},
        {"1\xC2\xA0"
         "2",
         "1"},
        {"(1)", "1"},
        {"1.2.3 &&", "7"},
        {"-1", "1"},
        {"+1", "1"},
        {"git://x", "1"},
        {"1.0.0'", "1"},
        {"%s%n", "1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_ctx ctx;
        ctr_error *err = NULL;
        struct lc_range *range = NULL;
        lc_ctx_begin(&ctx, NULL);
        ctr_status status = lc_range_parse(&ctx, lc_str(rows[i].text), &range);
        lc_ctx_end(&ctx, status, &err);
        if (status != CTR_E_INPUT || range) {
            fail_msg("'%s' is taken for a range", rows[i].text);
        }
        if (lc_cstr_cmp(ctr_error_detail(err, "column"), rows[i].column) != 0) {
            fail_msg("'%s': %s", rows[i].text, ctr_error_message(err));
        }
        ctr_error_free(err);
    }
}

static void refusals_say_what_was_wanted(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } rows[] = {
        {"1.2 || winter", "'1.2 || winter' is no version range: column 8 holds no version, whole "
                          "or partial; write it like '^1.2', '>=1.2 <2' or '1.2.x'"},
        {">=", "'>=' is no version range: column 3 should hold a version; write it like '^1.2', "
               "'>=1.2 <2' or '1.2.x'"},
        {"\n\x1B[2J",
         "'\\n\\x1b[2J' is no version range: column 2 holds no version, whole or partial; "
         "write it like '^1.2', '>=1.2 <2' or '1.2.x'"},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
         "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...' is no version range: "
         "column 1 holds no version, whole or partial; write it like '^1.2', '>=1.2 <2' or "
         "'1.2.x'"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_ctx ctx;
        struct lc_range *range;
        lc_ctx_begin(&ctx, NULL);
        assert_int_equal(lc_range_parse(&ctx, lc_str(rows[i].text), &range), CTR_E_INPUT);
        assert_string_equal(ctr_error_message(ctx.error), rows[i].message);
        lc_ctx_end(&ctx, CTR_E_INPUT, NULL);
    }
}

static void a_nul_inside_is_no_end(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t size;
    } rows[] = {{"1.2.3\0", 6}, {"1 -\0", 4}, {"\0", 1}, {"1 |\0|", 5}, {"1\0|| 2", 6}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_ctx ctx;
        struct lc_range *range;
        lc_ctx_begin(&ctx, NULL);
        assert_int_equal(lc_range_parse(&ctx, lc_str_n(rows[i].text, rows[i].size), &range),
                         CTR_E_INPUT);
        lc_ctx_end(&ctx, CTR_E_INPUT, NULL);
    }
}

static void an_endless_range_is_refused(void **state)
{
    (void)state;
    static char text[5000];
    struct lc_ctx ctx;
    struct lc_range *range;
    memset(text, '1', sizeof text);
    for (size_t i = 1; i < sizeof text; i += 2) {
        text[i] = ' ';
    }
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(lc_range_parse(&ctx, lc_str_n(text, 4096), &range), CTR_OK);
    assert_true(admits(range, LC_STR("1.5.0")));
    assert_false(admits(range, LC_STR("2.0.0")));
    assert_int_equal(lc_range_parse(&ctx, lc_str_n(text, 4097), &range), CTR_E_LIMIT);
    assert_string_equal(ctr_error_message(ctx.error),
                        "a version range has 4097 bytes; at most 4096 are allowed");
    assert_string_equal(ctr_error_detail(ctx.error, "limit"), "4096");
    lc_ctx_end(&ctx, CTR_E_LIMIT, NULL);
}

static void the_text_may_go_away_after_parsing(void **state)
{
    (void)state;
    char text[] = ">=1.2.3-beta.2 <2.0.0-rc.1";
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    const struct lc_range *range = parse(&ctx, text);
    memset(text, 'z', sizeof text - 1);
    assert_true(admits(range, LC_STR("1.2.3-beta.3")));
    assert_false(admits(range, LC_STR("1.2.3-beta.1")));
    assert_true(admits(range, LC_STR("2.0.0-beta")));
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

/* Whatever is thrown at it, the parser answers: a range, or INPUT and a column inside the text. */
static void random_text_gets_an_answer(void **state)
{
    (void)state;
    static const char *const words[] = {
        "1", "0",  "12", ".",  ".",   ".",     "x",          "*", "v",    "-",
        "+", " ",  " ",  ",",  "||",  "|",     "^",          "~", ">",    "<",
        "=", ">=", "<=", "!=", " - ", "1.2.3", "2.0.0-rc.1", "a", "\xFF", "~>"};
    uint32_t seed = 4242;
    size_t good = 0;
    for (int round = 0; round < 200000; round++) {
        char text[200] = "";
        size_t count = (size_t)round % 9;
        for (size_t i = 0; i < count; i++) {
            seed = seed * 1664525U + 1013904223U;
            strcat(text, words[(seed >> 12) % (sizeof words / sizeof words[0])]);
        }
        struct lc_ctx ctx;
        struct lc_range *range = NULL;
        lc_ctx_begin(&ctx, NULL);
        ctr_status status = lc_range_parse(&ctx, lc_str(text), &range);
        if (status == CTR_OK) {
            good++;
            admits(range, LC_STR("1.2.3-rc.1"));
        } else {
            assert_int_equal(status, CTR_E_INPUT);
            const char *column = ctr_error_detail(ctx.error, "column");
            assert_in_range(strtoul(column, NULL, 10), 1, strlen(text) + 1);
        }
        lc_ctx_end(&ctx, status, NULL);
    }
    assert_in_range(good, 20000, 150000);
}

static bool read_range(const ctr_allocator *alloc)
{
    struct lc_ctx ctx;
    char text[3000] = "1.2.3";
    struct lc_range *range = NULL;
    for (int i = 0; i < 200; i++) {
        strcat(text, i % 2 ? " || ^2.0" : ", !=1.2.4");
    }
    lc_ctx_begin(&ctx, alloc);
    ctr_status status = lc_range_parse(&ctx, lc_str(text), &range);
    assert_int_equal(ctr_error_status(ctx.error), status);
    assert_true(status == CTR_OK || status == CTR_E_NOMEM);
    lc_ctx_end(&ctx, status, NULL);
    return status == CTR_OK;
}

static bool refuse_range(const ctr_allocator *alloc)
{
    struct lc_ctx ctx;
    struct lc_range *range = NULL;
    lc_ctx_begin(&ctx, alloc);
    ctr_status status = lc_range_parse(&ctx, LC_STR("1.2.3 winter"), &range);
    assert_int_equal(ctr_error_status(ctx.error), status);
    assert_true(status == CTR_E_INPUT || status == CTR_E_NOMEM);
    bool whole = status == CTR_E_INPUT && ctr_error_detail(ctx.error, "column");
    lc_ctx_end(&ctx, status, NULL);
    return whole;
}

static void parsing_survives_every_failing_allocation(void **state)
{
    (void)state;
    fault_walk(read_range);
    fault_walk(refuse_range);
}

static void a_version_with_numbers_left_out_is_partial(void **state)
{
    static const char *const is[] = {"1", "v1", "1.2", "V1.2", "1.x", "1.2.*", "*", "x"};
    static const char *const is_not[] = {"",   "1.2.3",  "v1.2.3", "1.0.0-rc.1", "1.0.0+b", "^1",
                                         "=1", "1 || 2", ">=1",    "winter",     "1.x.3",   " 1"};

    (void)state;
    for (size_t i = 0; i < sizeof is / sizeof is[0]; i++) {
        assert_true(lc_range_is_partial(lc_str(is[i])));
    }
    for (size_t i = 0; i < sizeof is_not / sizeof is_not[0]; i++) {
        assert_false(lc_range_is_partial(lc_str(is_not[i])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_version_with_numbers_left_out_is_partial),
        cmocka_unit_test(ranges_admit_what_they_say),
        cmocka_unit_test(shorthands_mean_what_npm_documents),
        cmocka_unit_test(what_is_no_range_is_refused_with_its_column),
        cmocka_unit_test(refusals_say_what_was_wanted),
        cmocka_unit_test(a_nul_inside_is_no_end),
        cmocka_unit_test(an_endless_range_is_refused),
        cmocka_unit_test(the_text_may_go_away_after_parsing),
        cmocka_unit_test(random_text_gets_an_answer),
        cmocka_unit_test(parsing_survives_every_failing_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
