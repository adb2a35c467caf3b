/*
 * Data contracts of other projects. Every document is read, has no difference from itself, and its
 * parts are found again. Of the pairs that datacontract-cli judges the verdict is compared: an
 * error of theirs is a break. One that differs has to stand in doc/conformance.md with its reason;
 * any other fails.
 *
 * CTR_VERBOSE=ID prints what is found for one case.
 */
#include "base/once.h"
#include "spec/spec.h"
#include "support/corpus.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

enum { HANDLES = 8, EXAMPLES = 18, SCHEMAS = 5 };

struct score {
    int right, wrong, undecided, skipped, listed;
    int counts; /* of errors that are theirs, too */
};

static struct lc_str conformance;
static int examples, schemas;

static ctr_status open_file(struct lc_ctx *ctx, const char *path, struct lc_spec *out)
{
    struct lc_str t;
    ctr_source *source = lc_new(ctx, 1, sizeof *source);
    if (!source || !corpus_slurp(ctx, path, &t)) {
        return lc_fail(ctx, CTR_E_IO, "cannot read %s", path);
    }
    *source =
        (ctr_source){.struct_size = sizeof *source, .data = t.ptr, .size = t.len, .file = path};
    return lc_spec_read(ctx, source, out);
}

static void fail(const char *id, const char *what)
{
    printf("FAIL %s: %s\n", id, what);
    corpus_failures++;
}

/* ---- documents */

static ctr_status look_at(struct lc_ctx *ctx, const char *path, ctr_format format)
{
    struct lc_spec spec;
    struct ctr_diff diff;
    struct ctr_outline outline;
    LC_TRY(open_file(ctx, path, &spec));
    if (spec.row->format != format) {
        fail(path, lc_word_name(lc_words_format, (int32_t)spec.row->format));
    }
    LC_TRY(lc_spec_diff(ctx, &spec, &spec, CTR_MODE_FULL, CTR_PROFILE_STRICT, &diff));
    if (diff.count) {
        fail(path, "it differs from itself");
    }
    LC_TRY(lc_spec_outline(ctx, &spec, &outline));
    for (size_t i = 0; i < outline.count && i < 100; i++) {
        bool has = false;
        LC_TRY(lc_spec_has_part(ctx, &spec, outline.parts[i], &has));
        if (!has) {
            fail(path, outline.parts[i]);
        }
    }
    return CTR_OK;
}

static int visit(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    struct lc_ctx ctx;
    bool example = lc_str_ends(lc_str(path), LC_STR(".odcs.yaml"));
    bool schema = lc_str_ends(lc_str(path), LC_STR(".json"));
    (void)st;
    (void)at;
    if (kind != FTW_F || (!example && !schema)) {
        return 0;
    }
    examples += example;
    schemas += schema;
    ctr_status status = lc_ctx_begin(&ctx, NULL);
    if (status == CTR_OK) {
        status = look_at(&ctx, path, example ? CTR_FORMAT_ODCS : CTR_FORMAT_JSON_SCHEMA);
    }
    if (status != CTR_OK) {
        fail(path, ctr_error_message(ctx.error));
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return 0;
}

static void documents(struct lc_ctx *ctx)
{
    const char *path = corpus_path(ctx, "odcs");
    if (!path || nftw(path, visit, HANDLES, FTW_PHYS) != 0) {
        fail("odcs", "cannot be walked");
    }
    printf("%-28s read %d examples and %d schemas\n", "odcs", examples, schemas);
    if (examples < EXAMPLES || schemas < SCHEMAS) {
        fail("odcs", "there are fewer documents than there should be");
    }
}

/* ---- pairs */

static void show(const struct ctr_diff *diff)
{
    for (size_t i = 0; i < diff->count; i++) {
        const struct ctr_finding *f = &diff->findings[i];
        printf("    %-9s %s at %s: %s\n", lc_word_name(lc_words_level, (int32_t)f->level), f->rule,
               f->part, f->message);
    }
}

static ctr_status compare(struct lc_ctx *ctx, const char *older, const char *newer,
                          struct ctr_diff *diff)
{
    struct lc_spec a;
    struct lc_spec b;
    LC_TRY(open_file(ctx, corpus_path(ctx, lc_format(ctx, "datacontract-cli/%s", older)), &a));
    LC_TRY(open_file(ctx, corpus_path(ctx, lc_format(ctx, "datacontract-cli/%s", newer)), &b));
    return lc_spec_diff(ctx, &a, &b, CTR_MODE_BACKWARD, CTR_PROFILE_STRICT, diff);
}

static void keep_score(struct lc_ctx *ctx, struct score *s, const char *id,
                       const struct ctr_diff *diff, int64_t errors)
{
    ctr_verdict want = errors ? CTR_VERDICT_INCOMPATIBLE : CTR_VERDICT_COMPATIBLE;
    s->right += diff->verdict == want;
    s->undecided += diff->verdict != want && diff->verdict == CTR_VERDICT_UNDECIDED;
    s->wrong += diff->verdict != want && diff->verdict != CTR_VERDICT_UNDECIDED;
    s->counts += diff->counts.breaking == errors;
    if (diff->verdict == want) {
        return;
    }
    if (conformance.ptr && strstr(conformance.ptr, lc_format(ctx, "`%s`", id))) {
        s->listed++;
        return;
    }
    show(diff);
    fail(id, lc_word_name(lc_words_verdict, (int32_t)diff->verdict));
}

static void pairs(struct lc_ctx *ctx)
{
    struct score s = {0};
    const struct lc_value *list = lc_get(corpus_json(ctx, "datacontract-cli/cases.json"), "cases");
    for (uint32_t i = 0; list && i < list->count; i++) {
        struct lc_ctx own;
        struct ctr_diff diff = {0};
        int64_t errors = 0;
        const struct lc_value *c = &list->items[i];
        const char *id = lc_dup(ctx, lc_text(lc_get(c, "id")));
        lc_int(lc_get(lc_get(c, "expect"), "errors"), &errors);
        if (lc_ctx_begin(&own, NULL) != CTR_OK ||
            compare(&own, lc_dup(ctx, lc_text(lc_get(c, "old"))),
                    lc_dup(ctx, lc_text(lc_get(c, "new"))), &diff) != CTR_OK) {
            fail(id, ctr_error_message(own.error));
            s.skipped++;
        } else {
            keep_score(ctx, &s, id, &diff, errors);
        }
        if (getenv("CTR_VERBOSE") && strcmp(getenv("CTR_VERBOSE"), id) == 0) {
            show(&diff);
        }
        lc_ctx_end(&own, CTR_OK, NULL);
    }
    printf("%-28s right %d  wrong %d  undecided %d  skipped %d  (errors counted as they do in %d; "
           "listed %d)\n",
           "datacontract-cli", s.right, s.wrong, s.undecided, s.skipped, s.counts, s.listed);
    if (!s.right) {
        fail("datacontract-cli", "nothing was asked");
    }
}

/* What their changelog lists is found, and what breaks in it is a break. */
static void changelog(struct lc_ctx *ctx)
{
    static const char *const wanted[] = {
        "odcs-quality-tightened", "odcs-property-removed", "odcs-type-changed",
        "odcs-became-required",   "odcs-pii-changed",      "odcs-property-added",
        "odcs-object-added",      "odcs-role-removed",     "odcs-sla-weakened",
        "odcs-role-added",        "odcs-support-added",    "odcs-price-changed",
        "odcs-deprecated",        "odcs-words-changed",    "odcs-metadata-changed"};
    struct ctr_diff diff = {0};
    if (compare(ctx, "changelog/changelog_unit_v1.yaml", "changelog/changelog_unit_v2.yaml",
                &diff) != CTR_OK) {
        fail("changelog", ctr_error_message(ctx->error));
        return;
    }
    size_t met = 0;
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        bool found = false;
        for (size_t k = 0; !found && k < diff.count; k++) {
            found = strcmp(diff.findings[k].rule, wanted[i]) == 0;
        }
        met += found;
        if (!found) {
            fail("changelog", wanted[i]);
        }
    }
    printf("%-28s %zu of %zu kinds of change, %zu findings\n", "datacontract-cli changelog", met,
           sizeof wanted / sizeof wanted[0], diff.count);
    if (diff.verdict != CTR_VERDICT_INCOMPATIBLE) {
        fail("changelog", "it is not incompatible");
    }
}

int main(void)
{
    struct lc_ctx ctx;
    const char *src = getenv("CTR_SRCDIR") ? getenv("CTR_SRCDIR") : getenv("srcdir");
    if (!corpus_there("odcs")) {
        return CORPUS_SKIP;
    }
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK || lc_once(&ctx) != CTR_OK) {
        return 1;
    }
    corpus_slurp(&ctx, lc_format(&ctx, "%s/doc/conformance.md", src ? src : "."), &conformance);
    documents(&ctx);
    pairs(&ctx);
    changelog(&ctx);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    printf("%s\n", corpus_failures ? "FAILED" : "ok");
    return corpus_failures != 0;
}
