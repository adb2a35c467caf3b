/*
 * Cases of oasdiff and openapi-diff against our verdicts. They are read where they lie, below
 * $CTR_SHARED; without them the test is skipped. What is right must not become less: the floors are
 * what was reached before.
 */
#include "base/once.h"
#include "spec/spec.h"
#include "support/corpus.h"

#include <stdio.h>

/* What must be reached at least, and what may be wrong at most. */
enum { OASDIFF_FOUND = 365, OASDIFF_EXTRA = 34, OPENAPI_DIFF_RIGHT = 117 };

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
    int cases, refused;
    int found, missing, extra, foreign; /* foreign: of rules that we do not have */
    int right, wrong;
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
    return lc_spec_diff(ctx, &older, &newer, CTR_MODE_BACKWARD, CTR_PROFILE_DEFAULT, out);
}

/* The finding is one that the case expects: same rule, same operation where it is named. */
static bool is_expected(struct lc_ctx *ctx, const struct ctr_finding *f,
                        const struct lc_value *change)
{
    const char *id = corpus_text(ctx, change, "id");
    const char *operation = corpus_text(ctx, change, "operation");
    const char *path = corpus_text(ctx, change, "path");
    if (!id || strcmp(id, f->rule) != 0) {
        return false;
    }
    if (!operation || !path || f->part[0] == '/') {
        return true;
    }
    return lc_part_hits(f->part, lc_format(ctx, "%s %s", operation, path)) ||
           strncmp(f->part, "webhook ", 8) == 0;
}

static bool in_scope(const struct lc_value *scope, const char *rule)
{
    uint32_t count = lc_is(scope, LC_ARRAY) ? scope->items.count : 0;
    for (uint32_t i = 0; i < count; i++) {
        if (lc_str_is(lc_text(&scope->items.at[i]), rule)) {
            return true;
        }
    }
    return false;
}

/* The case listens to findings of this weight. */
static bool is_heard(const struct lc_value *one, const struct ctr_finding *f)
{
    struct lc_str level = lc_text(lc_get(one, "min_level"));
    return lc_str_is(level, "ERR")    ? f->level == CTR_LEVEL_BREAKING
           : lc_str_is(level, "WARN") ? f->level != CTR_LEVEL_INFO
                                      : true;
}

/* Findings within the case's scope that it does not expect, if its list is said to be complete. */
static void count_extra(struct lc_ctx *ctx, const struct corpus *corpus, const struct lc_value *one,
                        const struct ctr_diff *d, struct score *s)
{
    const struct lc_value *expect = lc_get(one, "expect");
    const struct lc_value *changes = lc_get(expect, "changes");
    const struct lc_value *scope = lc_get(one, "scope");
    uint32_t listed = lc_is(changes, LC_ARRAY) ? changes->items.count : 0;
    int64_t count = 0;
    bool counted = lc_int(lc_get(expect, "count"), &count);
    if (!lc_truth(lc_get(expect, "exact")) || (counted && count != (int64_t)listed)) {
        return;
    }
    for (size_t i = 0; i < d->count; i++) {
        const struct ctr_finding *f = &d->findings[i];
        bool expected = !in_scope(scope, f->rule) || !is_heard(one, f);
        for (uint32_t k = 0; k < listed && !expected; k++) {
            expected = is_expected(ctx, f, &changes->items.at[k]);
        }
        if (!expected) {
            s->extra++;
            if (corpus->loud) {
                printf("  extra %s %s: %s\n", f->rule, f->part, corpus_text(ctx, one, "id"));
            }
        }
    }
}

static void run_oasdiff(const struct corpus *corpus, const struct lc_value *one, struct score *s)
{
    struct lc_ctx ctx;
    struct ctr_diff d;
    lc_ctx_begin(&ctx, NULL);
    const struct lc_value *changes = lc_get(lc_get(one, "expect"), "changes");
    uint32_t count = lc_is(changes, LC_ARRAY) ? changes->items.count : 0;
    s->cases++;
    if (diff_case(&ctx, corpus, one, &d) != CTR_OK) {
        s->refused++;
        if (corpus->loud) {
            printf("  refused %s: %s\n", corpus_text(&ctx, one, "id"),
                   ctr_error_message(ctx.error));
        }
        lc_ctx_end(&ctx, CTR_OK, NULL);
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_value *change = &changes->items.at[i];
        const char *id = corpus_text(&ctx, change, "id");
        bool found = false;
        if (!id || !lc_rule_find(id)) {
            s->foreign++;
            continue;
        }
        for (size_t k = 0; k < d.count && !found; k++) {
            found = is_expected(&ctx, &d.findings[k], change);
        }
        s->found += found;
        s->missing += !found;
        if (!found && corpus->loud) {
            printf("  missing %s: %s\n", id, corpus_text(&ctx, one, "id"));
        }
    }
    count_extra(&ctx, corpus, one, &d, s);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

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
    s->cases++;
    if (diff_case(&ctx, corpus, one, &d) != CTR_OK) {
        s->refused++;
        if (corpus->loud) {
            printf("  refused %s: %s\n", corpus_text(&ctx, one, "id"),
                   ctr_error_message(ctx.error));
        }
        lc_ctx_end(&ctx, CTR_OK, NULL);
        return;
    }
    const char *expected = corpus_text(&ctx, lc_get(one, "expect"), "verdict");
    bool right = same_verdict(expected, &d);
    s->right += right;
    s->wrong += !right;
    if (!right && corpus->loud) {
        printf("  wrong %s: want %s, got %s (%d findings%s%s)\n", corpus_text(&ctx, one, "id"),
               expected, lc_word_name(lc_words_verdict, (int32_t)d.verdict), (int)d.count,
               d.count ? ", first " : "", d.count ? d.findings[0].rule : "");
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
    for (uint32_t i = 0; cases && i < cases->items.count; i++) {
        run(&corpus, &cases->items.at[i], s);
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

int main(int argc, char **argv)
{
    bool loud = argc > 1 && strcmp(argv[1], "-v") == 0;
    struct score oasdiff = {0};
    struct score pairs = {0};
    if (!corpus_there("")) {
        return CORPUS_SKIP;
    }
    run_all("oasdiff", loud, &oasdiff, run_oasdiff);
    run_all("openapi-diff", loud, &pairs, run_openapi_diff);
    printf("oasdiff: %d cases, %d refused; of the changes of our rules %d found, %d missing, %d "
           "said beyond; %d changes of other rules\n",
           oasdiff.cases, oasdiff.refused, oasdiff.found, oasdiff.missing, oasdiff.extra,
           oasdiff.foreign);
    printf("openapi-diff: %d cases, %d refused, %d right, %d wrong\n", pairs.cases, pairs.refused,
           pairs.right, pairs.wrong);
    return corpus_failures || oasdiff.found < OASDIFF_FOUND || oasdiff.extra > OASDIFF_EXTRA ||
           pairs.right < OPENAPI_DIFF_RIGHT;
}
