/*
 * The validator against JSON-Schema-Test-Suite, read from $CTR_SHARED (or ../shared); skipped where
 * that is missing. Every draft whose tests are there: all of the required tests must be right. Of
 * the optional ones, those that the drafts leave to the implementation and that we answer otherwise
 * are named below, each with its reason; a name that is not needed any more is a failure too.
 */
#include "codec/json_read.h"
#include "support/corpus.h"

#include <contracts/contracts.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { FILES = 200, PATH = 4096 };

static const struct {
    const char *folder;
    ctr_dialect dialect;
} drafts[] = {
    {"draft4", CTR_DIALECT_DRAFT_04},      {"draft6", CTR_DIALECT_DRAFT_06},
    {"draft7", CTR_DIALECT_DRAFT_07},      {"draft2019-09", CTR_DIALECT_2019_09},
    {"draft2020-12", CTR_DIALECT_2020_12},
};

/* Optional files, or groups in them, that say what we do not promise. */
static const struct {
    const char *file;
    const char *group; /* NULL: all */
    const char *reason;
} otherwise[] = {
    {"optional/format-assertion.json", NULL, "format is an annotation here, and never refuses"},
    {"optional/content.json", NULL, "content keywords are annotations here, and never refuse"},
    {"optional/dependencies-compatibility.json", NULL,
     "dependencies is no keyword since 2019-09, as the draft has it"},
    {"optional/cross-draft.json", "refs to future drafts are processed as future drafts",
     "the copy of the suite lacks the document of 2019-09 that is referred to"},
    {"optional/cross-draft.json", "refs to historic drafts are processed as historic drafts",
     "the copy of the suite lacks the document of 2019-09 that is referred to"},
};
enum { OTHERWISE = sizeof otherwise / sizeof otherwise[0] };

static struct {
    int cases, right, wrong, skipped;
} sums[2]; /* required, optional */
static int used[OTHERWISE];
static const char *suite;

/* The suite's other documents, by their path below the suite's base address. Our copy of the suite
 * lacks those that all drafts share; those of 2020-12 say the same but for their `$schema`. */
static int remote(void *user, const char *path, const void **data, size_t *size)
{
    struct lc_str text;
    if (!corpus_slurp(user, lc_format(user, "%s/remotes/%s", suite, path), &text) &&
        !corpus_slurp(user, lc_format(user, "%s/remotes/draft2020-12/%s", suite, path), &text)) {
        return 1;
    }
    *data = text.ptr;
    *size = text.len;
    return 0;
}

static ctr_source source_of(struct lc_ctx *ctx, const struct lc_value *value, const char *name)
{
    ctr_source out = corpus_source(ctx, value, CTR_FORMAT_AUTO);
    out.file = name;
    out.resolve = remote;
    out.user = ctx;
    return out;
}

/* 1 valid, 0 not, -1 an error, which is printed when the answer was to be right. */
static int answer(const ctr_source *schema, const ctr_source *document, ctr_dialect dialect,
                  int all, char *message, size_t room)
{
    ctr_validate_options o;
    ctr_validation *v = NULL;
    ctr_error *err = NULL;
    ctr_validate_options_init(&o, sizeof o);
    o.dialect = dialect;
    o.base = "http://localhost:1234/";
    o.all = all;
    ctr_status status = ctr_validate_documents(schema, document, &o, &v, &err);
    int out = status == CTR_OK ? ctr_validation_valid(v) : -1;
    if (out == 0 && ctr_validation_count(v) == 0) {
        snprintf(message, room, "not valid, and no reason given");
        out = -1;
    } else if (out < 0) {
        snprintf(message, room, "%s", ctr_error_message(err));
    }
    ctr_validation_free(v);
    ctr_error_free(err);
    return out;
}

static int reason_for(const char *file, const char *group)
{
    for (int i = 0; i < OTHERWISE; i++) {
        if (strcmp(file, otherwise[i].file) == 0 &&
            (!otherwise[i].group || strcmp(group, otherwise[i].group) == 0)) {
            return i;
        }
    }
    return -1;
}

static void one_test(struct lc_ctx *ctx, const char *where, const char *file, const char *group,
                     const ctr_source *schema, ctr_dialect dialect, const struct lc_value *test)
{
    char message[500] = "";
    bool optional = strncmp(file, "optional/", 9) == 0;
    const char *name = lc_dup(ctx, lc_text(lc_get(test, "description")));
    ctr_source document = source_of(ctx, lc_get(test, "data"), "data.json");
    int want = lc_truth(lc_get(test, "valid"));
    int got = answer(schema, &document, dialect, 0, message, sizeof message);
    int all = answer(schema, &document, dialect, 1, message, sizeof message);
    sums[optional].cases++;
    if (got == want && all == want) {
        sums[optional].right++;
        return;
    }
    int reason = optional ? reason_for(file, group) : -1;
    if (reason >= 0) {
        sums[optional].skipped++;
        used[reason]++;
        return;
    }
    sums[optional].wrong++;
    printf("FAIL %s/%s, %s, %s: %d and %d, not %d %s\n", where, file, group, name, got, all, want,
           message);
}

static void one_file(const char *where, const char *file, ctr_dialect dialect)
{
    struct lc_ctx ctx;
    struct lc_str text;
    struct lc_doc doc = {0};
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK) {
        abort();
    }
    const char *path = lc_format(&ctx, "%s/tests/%s/%s", suite, where, file);
    const struct lc_read_options options = {.file = path, .last_duplicate = true};
    if (!corpus_slurp(&ctx, path, &text) || lc_json_read(&ctx, text, &options, &doc) != CTR_OK) {
        printf("FAIL cannot read %s: %s\n", path, ctr_error_message(ctx.error));
        sums[0].wrong++;
    }
    for (size_t i = 0; lc_at(doc.root, i); i++) {
        const struct lc_value *group = lc_at(doc.root, i);
        const char *name = lc_dup(&ctx, lc_text(lc_get(group, "description")));
        ctr_source schema = source_of(&ctx, lc_get(group, "schema"), "schema.json");
        for (size_t k = 0; lc_at(lc_get(group, "tests"), k); k++) {
            one_test(&ctx, where, file, name, &schema, dialect, lc_at(lc_get(group, "tests"), k));
        }
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Every file of a folder, in order. */
static void one_folder(const char *where, const char *below, ctr_dialect dialect)
{
    char path[PATH];
    char *names[FILES];
    size_t count = 0;
    snprintf(path, sizeof path, "%s/tests/%s/%s", suite, where, below);
    DIR *dir = opendir(path);
    for (struct dirent *e = dir ? readdir(dir) : NULL; e && count < FILES; e = readdir(dir)) {
        size_t n = strlen(e->d_name);
        if (n > 5 && strcmp(e->d_name + n - 5, ".json") == 0) {
            snprintf(path, sizeof path, "%s%.1000s", below, e->d_name);
            names[count++] = strdup(path);
        }
    }
    if (dir) {
        closedir(dir);
    }
    qsort(names, count, sizeof names[0], by_name);
    for (size_t i = 0; i < count; i++) {
        one_file(where, names[i], dialect);
        free(names[i]);
    }
}

static int finish(const char *draft)
{
    static const char *const names[] = {"required", "optional"};
    int wrong = 0;
    for (int i = 0; i < 2; i++) {
        printf("json-schema-test-suite %s %s: %d cases, %d right, %d wrong, %d skipped\n", draft,
               names[i], sums[i].cases, sums[i].right, sums[i].wrong, sums[i].skipped);
        wrong += sums[i].wrong;
        sums[i].cases = sums[i].right = sums[i].wrong = sums[i].skipped = 0;
    }
    return wrong;
}

int main(void)
{
    struct lc_ctx ctx;
    struct stat st;
    int wrong = 0;
    if (!corpus_there("json-schema-test-suite")) {
        return CORPUS_SKIP;
    }
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK) {
        return 1;
    }
    suite = corpus_path(&ctx, "json-schema-test-suite");
    for (size_t i = 0; i < sizeof drafts / sizeof drafts[0]; i++) {
        char path[PATH];
        snprintf(path, sizeof path, "%s/tests/%s", suite, drafts[i].folder);
        if (stat(path, &st) != 0) {
            printf("SKIP json-schema-test-suite %s: its tests are not there\n", drafts[i].folder);
            continue;
        }
        one_folder(drafts[i].folder, "", drafts[i].dialect);
        one_folder(drafts[i].folder, "optional/", drafts[i].dialect);
        wrong += finish(drafts[i].folder);
    }
    for (int i = 0; i < OTHERWISE; i++) {
        printf("skipped: %s%s%s, %d cases: %s\n", otherwise[i].file, otherwise[i].group ? ", " : "",
               otherwise[i].group ? otherwise[i].group : "", used[i], otherwise[i].reason);
        wrong += used[i] == 0;
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return wrong ? 1 : 0;
}
