/*
 * Cases of oasdiff and openapi-diff against our verdicts. They are read where they lie, below
 * $CTR_SHARED; without them the test is skipped. What differs stands in doc/conformance.md with its
 * reason, by its id or by that of the rule, and so do the counts; anything else fails.
 *
 * A rule of theirs is met by one that stands for it (lib/spec/openapi/oasdiff.def). Where they call
 * the pair breaking, the comparison as a whole has to say so, and warn of what they warn of; where
 * they do not, nothing within the rules that the case is about may.
 */
#include "base/once.h"
#include "spec/spec.h"
#include "support/corpus.h"

#include <stdio.h>
#include <stdlib.h>

enum { BETA_DAYS = 31, STABLE_DAYS = 180 }; /* where a case has a policy */

static struct lc_str conformance;

struct corpus {
    const char *root; /* of the project's cases */
    bool loud;
};

/* Where a side's other files are looked for. */
struct beside {
    struct lc_ctx *ctx;
    const char *directory;
};

struct score {
    int cases, refused, listed, unlisted;
    int exact, level, missing, extra; /* changes that they expect, and what is said beyond */
    int right, wrong, undecided, void_pairs;
};

static int resolve(void *user, const char *path, const void **data, size_t *size)
{
    struct beside *b = user;
    struct lc_str text;
    if (!corpus_slurp(b->ctx, lc_format(b->ctx, "%s/%s", b->directory, path), &text)) {
        return 1;
    }
    *data = text.ptr;
    *size = text.len;
    return 0;
}

static ctr_status read_side(struct lc_ctx *ctx, const struct corpus *corpus, struct lc_str name,
                            struct lc_spec *out)
{
    struct lc_str text;
    char *path = lc_format(ctx, "%s/%.*s", corpus->root, (int)name.len, name.ptr);
    struct beside *beside = lc_new(ctx, 1, sizeof *beside);
    ctr_source *source = lc_new(ctx, 1, sizeof *source);
    if (!corpus_slurp(ctx, path, &text)) {
        return lc_fail(ctx, CTR_E_IO, "cannot read %s", path);
    }
    char *directory = lc_dup_c(ctx, path);
    *strrchr(directory, '/') = '\0';
    *beside = (struct beside){ctx, directory};
    *source = (ctr_source){.struct_size = sizeof *source,
                           .data = text.ptr,
                           .size = text.len,
                           .file = path,
                           .resolve = resolve,
                           .user = beside};
    return lc_spec_read(ctx, source, out);
}

static ctr_status diff_case(struct lc_ctx *ctx, const struct corpus *corpus,
                            const struct lc_value *one, struct ctr_diff *out)
{
    struct lc_spec older, newer;
    LC_TRY(lc_once(ctx));
    LC_TRY(read_side(ctx, corpus, lc_text(lc_get(one, "old")), &older));
    LC_TRY(read_side(ctx, corpus, lc_text(lc_get(one, "new")), &newer));
    struct lc_diff_ask ask = {.mode = CTR_MODE_BACKWARD};
    struct lc_str config = lc_text(lc_get(one, "config"));
    const char *note = corpus_text(ctx, one, "note");
    if ((note && strstr(note, " with a deprecation policy")) ||
        lc_str_starts(config, LC_STR("checker.WithDeprecation"))) {
        ask.grace.beta = BETA_DAYS;
        ask.grace.stable = STABLE_DAYS;
    }
    return lc_spec_diff_as(ctx, &older, &newer, &ask, out);
}

/* ---- what has to stand on the page */

/* `text` between two grave accents. */
static bool on_page(struct lc_ctx *ctx, const char *text)
{
    const char *mark = lc_format(ctx, "`%s`", text);
    return conformance.ptr && strstr(conformance.ptr, mark);
}

/* A case by its id without the name of the project. */
static bool is_listed(struct lc_ctx *ctx, const struct lc_value *one)
{
    const char *id = strchr(corpus_text(ctx, one, "id"), '/');
    return on_page(ctx, id ? id + 1 : "");
}

static void differs(struct lc_ctx *ctx, const struct corpus *corpus, const struct lc_value *one,
                    struct score *s, const char *what)
{
    bool listed = is_listed(ctx, one);
    s->listed += listed;
    s->unlisted += !listed;
    if (!listed || corpus->loud) {
        printf("%s %s: %s\n", listed ? "  listed" : "FAIL", corpus_text(ctx, one, "id"), what);
    }
}

/* ---- oasdiff */

static bool stands_for(const char *theirs, const char *ours)
{
    const char *rule;
    bool found = false;
    for (size_t n = 0; !found && (rule = lc_rule_of_oasdiff(theirs, n)); n++) {
        found = strcmp(rule, ours) == 0;
    }
    return found;
}

/* The finding is one that the case expects: a rule for theirs, same operation where it is named. */
static bool is_expected(struct lc_ctx *ctx, const struct ctr_finding *f,
                        const struct lc_value *change)
{
    const char *id = corpus_text(ctx, change, "id");
    const char *operation = corpus_text(ctx, change, "operation");
    const char *path = corpus_text(ctx, change, "path");
    if (!id || !stands_for(id, f->rule)) {
        return false;
    }
    if (!operation || !path || f->part[0] == '/') {
        return true;
    }
    return lc_part_hits(f->part, lc_format(ctx, "%s %s", operation, path)) ||
           strncmp(f->part, "webhook ", 8) == 0;
}

static bool same_level(struct lc_str level, const struct ctr_finding *f)
{
    bool doubt = f->level == CTR_LEVEL_WARNING || f->level == CTR_LEVEL_UNDECIDED;
    return lc_str_is(level, "ERR")    ? f->level == CTR_LEVEL_BREAKING
           : lc_str_is(level, "WARN") ? doubt
                                      : f->level == CTR_LEVEL_INFO;
}

static const struct lc_value *changes_of(const struct lc_value *one, uint32_t *count)
{
    const struct lc_value *changes = lc_get(lc_get(one, "expect"), "changes");
    *count = lc_is(changes, LC_ARRAY) ? changes->count : 0;
    return changes;
}

/* One of the changes that they expect: 0 missing, 1 at another level, 2 exact. */
static int meet(struct lc_ctx *ctx, const struct lc_value *change, const struct ctr_diff *d)
{
    int best = 0;
    for (size_t k = 0; k < d->count; k++) {
        if (is_expected(ctx, &d->findings[k], change)) {
            int fit = same_level(lc_text(lc_get(change, "level")), &d->findings[k]) ? 2 : 1;
            best = fit > best ? fit : best;
        }
    }
    return best;
}

static bool within(const struct lc_value *scope, const char *rule)
{
    uint32_t count = lc_is(scope, LC_ARRAY) ? scope->count : 0;
    bool all = lc_is(scope, LC_STRING);
    for (uint32_t i = 0; i < count && !all; i++) {
        struct lc_str text = lc_text(&scope->items[i]);
        char id[128];
        snprintf(id, sizeof id, "%.*s", (int)text.len, text.ptr);
        all = strcmp(id, "all") == 0 || stands_for(id, rule);
    }
    return all;
}

/* The case is about this finding: it is one of the rules that were run, or that it lists where its
 * list is not complete. */
static bool is_about(struct lc_ctx *ctx, const struct lc_value *one, const struct ctr_finding *f)
{
    uint32_t count;
    const struct lc_value *changes = changes_of(one, &count);
    bool listed = false;
    for (uint32_t i = 0; i < count && !listed; i++) {
        const char *id = corpus_text(ctx, &changes->items[i], "id");
        listed = id && stands_for(id, f->rule);
    }
    bool complete = lc_truth(lc_get(lc_get(one, "expect"), "exact"));
    return listed || ((complete || count == 0) && within(lc_get(one, "scope"), f->rule));
}

/* How heavy the case is for them, from 2 (breaks) down to 0: a warning asks a person to look. */
static int weight_of(const struct lc_value *one)
{
    uint32_t count;
    const struct lc_value *changes = changes_of(one, &count);
    int weight = lc_str_is(lc_text(lc_get(one, "verdict")), "breaking");
    for (uint32_t i = 0; i < count; i++) {
        weight = lc_str_is(lc_text(lc_get(&changes->items[i], "level")), "ERR") ? 2 : weight;
    }
    return weight;
}

/* What they call breaking has to break here, too, and what they warn of must at least be warned of;
 * what they pass must pass. */
static const char *verdict_of(struct lc_ctx *ctx, const struct lc_value *one,
                              const struct ctr_diff *d)
{
    bool worst[4] = {false};
    int weight = weight_of(one);
    for (size_t i = 0; i < d->count; i++) {
        const struct ctr_finding *f = &d->findings[i];
        if (weight || is_about(ctx, one, f)) {
            worst[f->level == CTR_LEVEL_BREAKING    ? 0
                  : f->level == CTR_LEVEL_UNDECIDED ? 1
                  : f->level == CTR_LEVEL_WARNING   ? 2
                                                    : 3] = true;
        }
    }
    bool warned = weight == 1 && (worst[1] || worst[2]);
    return worst[0] || warned ? "breaking" : worst[1] ? "undecided" : "non-breaking";
}

/* Nothing that is compared is another in the two documents. */
static bool is_void(const struct ctr_diff *d)
{
    return d->count == 0 ||
           (d->count == 1 && strcmp(d->findings[0].rule, "document-rewritten") == 0);
}

static void judge(struct lc_ctx *ctx, const struct corpus *corpus, const struct lc_value *one,
                  const struct ctr_diff *d, struct score *s)
{
    const char *theirs = corpus_text(ctx, one, "verdict");
    const char *ours = verdict_of(ctx, one, d);
    if (strcmp(theirs, ours) == 0) {
        s->right++;
        return;
    }
    bool nothing = is_void(d);
    bool undecided = strcmp(ours, "undecided") == 0;
    s->void_pairs += nothing;
    s->undecided += undecided;
    s->wrong += !nothing && !undecided;
    differs(ctx, corpus, one, s,
            lc_format(ctx, "%s there, %s here%s%s", theirs, ours, d->count ? ": " : "",
                      d->count ? d->findings[0].rule : ""));
}

/* Findings within the case's rules that it does not expect, if its list is said to be complete. */
static void beyond(struct lc_ctx *ctx, const struct corpus *corpus, const struct lc_value *one,
                   const struct ctr_diff *d, struct score *s)
{
    uint32_t listed;
    int64_t count = 0;
    const struct lc_value *changes = changes_of(one, &listed);
    const struct lc_value *expect = lc_get(one, "expect");
    bool counted = lc_int(lc_get(expect, "count"), &count);
    struct lc_str least = lc_text(lc_get(one, "min_level"));
    if (!lc_truth(lc_get(expect, "exact")) || (counted && count != (int64_t)listed)) {
        return;
    }
    for (size_t i = 0; i < d->count; i++) {
        const struct ctr_finding *f = &d->findings[i];
        bool heard = lc_str_is(least, "ERR")    ? f->level == CTR_LEVEL_BREAKING
                     : lc_str_is(least, "WARN") ? f->level != CTR_LEVEL_INFO
                                                : true;
        bool expected = !heard || lc_is(lc_get(one, "scope"), LC_STRING) ||
                        !within(lc_get(one, "scope"), f->rule);
        for (uint32_t k = 0; k < listed && !expected; k++) {
            expected = is_expected(ctx, f, &changes->items[k]);
        }
        s->extra += !expected;
        if (!expected) {
            differs(ctx, corpus, one, s, lc_format(ctx, "%s is said beyond", f->rule));
        }
    }
}

static void expected(struct lc_ctx *ctx, const struct corpus *corpus, const struct lc_value *one,
                     const struct ctr_diff *d, struct score *s)
{
    uint32_t count;
    const struct lc_value *changes = changes_of(one, &count);
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_value *change = &changes->items[i];
        const char *id = corpus_text(ctx, change, "id");
        int fit = id ? meet(ctx, change, d) : 2;
        s->exact += fit == 2;
        s->level += fit == 1;
        s->missing += fit == 0;
        if (fit == 0) {
            differs(ctx, corpus, one, s, lc_format(ctx, "%s is missing", id));
        } else if (fit == 1 && !on_page(ctx, id)) {
            differs(ctx, corpus, one, s, lc_format(ctx, "%s has another level", id));
        }
    }
}

static bool compared(struct lc_ctx *ctx, const struct corpus *corpus, const struct lc_value *one,
                     struct score *s, struct ctr_diff *d)
{
    s->cases++;
    if (diff_case(ctx, corpus, one, d) == CTR_OK) {
        return true;
    }
    s->refused++;
    differs(ctx, corpus, one, s, ctr_error_message(ctx->error));
    return false;
}

static void run_oasdiff(const struct corpus *corpus, const struct lc_value *one, struct score *s)
{
    struct lc_ctx ctx;
    struct ctr_diff d;
    lc_ctx_begin(&ctx, NULL);
    if (compared(&ctx, corpus, one, s, &d)) {
        expected(&ctx, corpus, one, &d, s);
        judge(&ctx, corpus, one, &d, s);
        beyond(&ctx, corpus, one, &d, s);
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

/* ---- versions of oasdiff: a pair of them, with something that breaks or without */

static ctr_status edition(struct lc_ctx *ctx, const char *version, const char *methods,
                          struct lc_spec *out)
{
    ctr_source *source = lc_new(ctx, 1, sizeof *source);
    const char *text = lc_format(ctx,
                                 "openapi: 3.0.3\ninfo: {title: t, version: '%s'}\n"
                                 "paths: {/a: {%s}}\n",
                                 version, methods);
    *source = (ctr_source){
        .struct_size = sizeof *source, .data = text, .size = strlen(text), .file = "version"};
    LC_TRY(lc_once(ctx));
    return lc_spec_read(ctx, source, out);
}

/* The rule about versions that is told, "" for none. */
static const char *told_of(struct lc_ctx *ctx, const struct lc_value *row)
{
    const struct lc_diff_ask ask = {.mode = CTR_MODE_BACKWARD, .check_version = true};
    bool breaks = lc_truth(lc_get(row, "breaking_change_present"));
    struct lc_spec older, newer;
    struct ctr_diff d = {0};
    if (edition(ctx, corpus_text(ctx, row, "old_version"), "get: {}, put: {}", &older) != CTR_OK ||
        edition(ctx, corpus_text(ctx, row, "new_version"), breaks ? "get: {}" : "get: {}, put: {}",
                &newer) != CTR_OK ||
        lc_spec_diff_as(ctx, &older, &newer, &ask, &d) != CTR_OK) {
        return "refused";
    }
    for (size_t i = 0; i < d.count; i++) {
        if (strncmp(d.findings[i].rule, "api-", 4) == 0 && strstr(d.findings[i].rule, "version")) {
            return d.findings[i].rule;
        }
    }
    return "";
}

static void run_versions(struct lc_ctx *ctx, struct score *s)
{
    const struct lc_value *rows = corpus_json(ctx, "oasdiff/semver-policy.json");
    for (uint32_t i = 0; rows && i < rows->count; i++) {
        const struct lc_value *row = &rows->items[i];
        const char *theirs = corpus_text(ctx, row, "expect");
        const char *ours = told_of(ctx, row);
        bool same = strcmp(theirs ? theirs : "", ours) == 0;
        s->cases++;
        s->right += same;
        s->wrong += !same;
        if (!same) {
            printf("FAIL from %s to %s: %s there, %s here\n", corpus_text(ctx, row, "old_version"),
                   corpus_text(ctx, row, "new_version"), theirs ? theirs : "nothing", ours);
        }
    }
}

/* ---- openapi-diff */

static bool only_words(const struct ctr_diff *d)
{
    for (size_t i = 0; i < d->count; i++) {
        const struct lc_rule *rule = lc_rule_find(d->findings[i].rule);
        if (!rule || !(rule->flags & LC_RULE_EDITORIAL)) {
            return false;
        }
    }
    return true;
}

static bool same_verdict(const char *expected, const struct ctr_diff *d)
{
    if (strcmp(expected, "unchanged") == 0) {
        return only_words(d);
    }
    if (strcmp(expected, "changed") == 0) {
        return d->count > 0;
    }
    return (strcmp(expected, "compatible") == 0) == (d->verdict == CTR_VERDICT_COMPATIBLE);
}

static void run_openapi_diff(const struct corpus *corpus, const struct lc_value *one,
                             struct score *s)
{
    struct lc_ctx ctx;
    struct ctr_diff d;
    lc_ctx_begin(&ctx, NULL);
    if (compared(&ctx, corpus, one, s, &d)) {
        const char *theirs = corpus_text(&ctx, lc_get(one, "expect"), "verdict");
        bool right = same_verdict(theirs, &d);
        bool undecided = !right && d.verdict == CTR_VERDICT_UNDECIDED;
        s->right += right;
        s->undecided += undecided;
        s->wrong += !right && !undecided;
        if (!right) {
            differs(&ctx, corpus, one, s,
                    lc_format(&ctx, "%s there, %s here (%d findings%s%s)", theirs,
                              lc_word_name(lc_words_verdict, (int32_t)d.verdict), (int)d.count,
                              d.count ? ", first " : "", d.count ? d.findings[0].rule : ""));
        }
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void run_all(const char *project, bool loud, struct score *s,
                    void (*run)(const struct corpus *, const struct lc_value *, struct score *))
{
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    struct corpus corpus = {corpus_path(&ctx, project), loud};
    const struct lc_value *cases = corpus_json(&ctx, lc_format(&ctx, "%s/cases.json", project));
    for (uint32_t i = 0; cases && i < cases->count; i++) {
        run(&corpus, &cases->items[i], s);
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

/* A line of counts, which the page has as a row. */
static int counts(struct lc_ctx *ctx, const char *row)
{
    bool there = conformance.ptr && strstr(conformance.ptr, row);
    printf("%s%s\n", row, there ? "" : "   FAIL: doc/conformance.md has other counts");
    (void)ctx;
    return !there;
}

int main(int argc, char **argv)
{
    bool loud = argc > 1 && strcmp(argv[1], "-v") == 0;
    struct score a = {0};
    struct score b = {0};
    struct lc_ctx ctx;
    const char *src = getenv("CTR_SRCDIR");
    if (!corpus_there("")) {
        return CORPUS_SKIP;
    }
    lc_ctx_begin(&ctx, NULL);
    corpus_slurp(&ctx, lc_format(&ctx, "%s/doc/conformance.md", src ? src : "."), &conformance);
    run_all("oasdiff", loud, &a, run_oasdiff);
    run_all("openapi-diff", loud, &b, run_openapi_diff);
    int bad = counts(&ctx, lc_format(&ctx, "| oasdiff, verdicts | %d | %d | %d | %d | %d |",
                                     a.cases, a.right, a.wrong, a.undecided, a.void_pairs));
    bad += counts(&ctx,
                  lc_format(&ctx, "| oasdiff, changes | %d | %d | %d | %d | %d |",
                            a.exact + a.level + a.missing, a.exact, a.level, a.missing, a.extra));
    bad += counts(&ctx, lc_format(&ctx, "| openapi-diff | %d | %d | %d | %d | |", b.cases, b.right,
                                  b.wrong, b.undecided));
    printf(
        "verdicts of oasdiff: %.1f %% as theirs, %.1f %% right with those that stand on the page\n",
        100.0 * a.right / (a.cases ? a.cases : 1),
        100.0 * (a.cases - a.undecided) / (a.cases ? a.cases : 1));
    struct score v = {0};
    run_versions(&ctx, &v);
    bad += counts(&ctx, lc_format(&ctx, "| oasdiff, versions | %d | %d | %d | | |", v.cases,
                                  v.right, v.wrong));
    int unlisted = a.unlisted + b.unlisted;
    printf("%d of what differs is not in doc/conformance.md\n", unlisted);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return corpus_failures || bad || unlisted || v.wrong || a.refused || b.refused;
}
