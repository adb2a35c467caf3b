/*
 * The golden cases of the comparison with memory denied: each request of scratch memory failing in
 * turn (a sample of them; all with CTR_WALK=all), wherever in reading, comparing, judging by the
 * rules and listing the parts it stands. Each ends without memory and says so, or with the findings
 * that there are when nothing fails: what is missing is never taken for an answer.
 *
 *   t_denied [NAME]     only cases whose path contains it
 */
#include "base/once.h"
#include "codec/json_read.h"
#include "spec/spec.h"
#include "../support/requests.h"
#include "../support/walk.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>

enum { SAMPLE = 40, DEEPEST = 4, PATH = 4096, FILES = 64, PARTS = 20 };

/* ---- a case */

struct file {
    char path[PATH];
    char *data; /* NULL: it is not there */
    size_t size;
};

static struct {
    char directory[PATH];
    struct file files[FILES];
    size_t count;
    ctr_format format;
    ctr_mode mode;
    ctr_profile profile;
    int64_t grace;
    bool check_version;
    size_t findings; /* when nothing fails */
    size_t parts;
} now;

static const struct file *file_of(const char *path) /* shorter than PATH */
{
    for (size_t i = 0; i < now.count; i++) {
        if (strcmp(now.files[i].path, path) == 0) {
            return &now.files[i];
        }
    }
    if (now.count == FILES) {
        fprintf(stderr, "more than %d files in %s\n", FILES, now.directory);
        exit(1);
    }
    struct file *added = &now.files[now.count++];
    struct stat st;
    *added = (struct file){.data = NULL};
    memcpy(added->path, path, strlen(path) + 1);
    FILE *f = stat(path, &st) == 0 && S_ISREG(st.st_mode) ? fopen(path, "rb") : NULL;
    if (f) {
        added->data = malloc((size_t)st.st_size + 1);
        added->size = added->data ? fread(added->data, 1, (size_t)st.st_size, f) : 0;
        fclose(f);
    }
    return added;
}

static const struct file *named(const char *side, const char *between, const char *name)
{
    char path[PATH];
    int size = snprintf(path, sizeof path, "%s/%s%s%s", now.directory, side, between, name);
    return file_of(size < 0 || size >= PATH ? "" : path);
}

static const struct file *side_of(const char *side)
{
    static const char *const kinds[] = {"json", "yaml", "yml", "proto", "graphql", "sql",
                                        "txt",  "bin"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const struct file *f = named(side, ".", kinds[i]);
        if (f->data) {
            return f;
        }
    }
    return NULL;
}

static int resolve(void *user, const char *path, const void **data, size_t *size)
{
    const struct file *f = named(user, "/", path);
    f = f->data ? f : named("", "", path);
    *data = f->data;
    *size = f->size;
    return f->data ? 0 : 1;
}

static ctr_status read_side(struct lc_ctx *ctx, char *side, struct lc_spec *out)
{
    const struct file *f = side_of(side);
    if (!f) {
        return lc_fail(ctx, CTR_E_IO, "there is no %s in %s", side, now.directory);
    }
    const ctr_source source = {.struct_size = sizeof source,
                               .format = now.format,
                               .data = f->data,
                               .size = f->size,
                               .resolve = resolve,
                               .user = side,
                               .file = strrchr(f->path, '/') + 1};
    return lc_spec_read(ctx, &source, out);
}

static ctr_status work(struct lc_ctx *ctx, size_t *findings, size_t *parts)
{
    static char sides[2][4] = {"old", "new"};
    struct lc_spec specs[2];
    struct ctr_diff diff;
    struct ctr_outline outline;
    const struct lc_diff_ask ask = {.mode = now.mode,
                                    .profile = now.profile,
                                    .grace = {now.grace, now.grace},
                                    .check_version = now.check_version};
    LC_TRY(read_side(ctx, sides[0], &specs[0]));
    LC_TRY(read_side(ctx, sides[1], &specs[1]));
    LC_TRY(lc_spec_diff_as(ctx, &specs[0], &specs[1], &ask, &diff));
    LC_TRY(lc_spec_outline(ctx, &specs[1], &outline));
    *findings = diff.count;
    *parts = outline.count;
    for (size_t i = 0; i < outline.count && i < PARTS; i++) {
        bool has = false;
        LC_TRY(lc_spec_has_part(ctx, &specs[1], outline.parts[i], &has));
        *parts += has;
    }
    return CTR_OK;
}

/* False, and said, if it is not as it should be. */
static bool go(long left)
{
    struct lc_ctx ctx;
    size_t findings = 0;
    size_t parts = 0;
    requests_begin(0);
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK) {
        return false;
    }
    requests_begin(left);
    ctr_status status = work(&ctx, &findings, &parts);
    requests.left = 0;
    const char *wrong = NULL;
    if ((status == CTR_OK) != (ctx.error == NULL)) {
        wrong = "status and error disagree";
    } else if (status != CTR_OK && (status != CTR_E_NOMEM || !requests.denied)) {
        wrong = ctr_error_message(ctx.error);
    } else if (status == CTR_OK && left && (findings != now.findings || parts != now.parts)) {
        wrong = "there is an answer, and it is another one";
    }
    if (wrong) {
        printf("%s\n    request %ld: %s\n", now.directory, left, wrong);
    }
    if (!left) {
        now.findings = findings;
        now.parts = parts;
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return !wrong;
}

/* ---- all cases */

static struct {
    const char *filter;
    long cases, points, failed;
} run;

static int32_t word_of(const struct lc_value *expect, const char *key, const struct lc_word *words,
                       int32_t otherwise)
{
    int32_t value;
    char text[64];
    struct lc_str s = lc_text(lc_get(expect, key));
    snprintf(text, sizeof text, "%.*s", (int)s.len, s.ptr ? s.ptr : "");
    return s.ptr && lc_word_parse(words, text, &value) ? value : otherwise;
}

static bool open_case(const char *directory)
{
    struct lc_ctx ctx;
    struct lc_doc doc = {0};
    now.count = 0;
    snprintf(now.directory, sizeof now.directory, "%s", directory);
    const struct file *f = named("expect", ".", "json");
    const struct lc_read_options options = {.file = "expect.json"};
    bool good = lc_ctx_begin(&ctx, NULL) == CTR_OK && f->data && lc_once(&ctx) == CTR_OK &&
                lc_json_read(&ctx, lc_str_n(f->data, f->size), &options, &doc) == CTR_OK;
    now.format = (ctr_format)word_of(doc.root, "format", lc_words_format, CTR_FORMAT_AUTO);
    now.mode = (ctr_mode)word_of(doc.root, "mode", lc_words_mode, CTR_MODE_DEFAULT);
    now.profile = (ctr_profile)word_of(doc.root, "profile", lc_words_profile, CTR_PROFILE_DEFAULT);
    now.grace = 0;
    lc_int(lc_get(doc.root, "grace_days"), &now.grace);
    now.check_version = lc_truth(lc_get(doc.root, "check_version"));
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return good;
}

static void run_case(const char *directory)
{
    run.cases++;
    if (!open_case(directory) || !go(0)) {
        printf("%s\n    cannot be read or compared\n", directory);
        run.failed++;
        return;
    }
    const long all = requests.seen;
    const long stride = walk_all() || all < SAMPLE ? 1 : all / SAMPLE;
    for (long at = walk_start(stride); at <= all; at += stride) {
        run.points++;
        run.failed += !go(at);
    }
    for (size_t i = 0; i < now.count; i++) {
        free(now.files[i].data);
    }
}

static void walk(const char *directory, int depth)
{
    snprintf(now.directory, sizeof now.directory, "%s", directory);
    now.count = 0;
    const bool is_case = side_of("old") != NULL;
    for (size_t i = 0; i < now.count; i++) {
        free(now.files[i].data);
    }
    if (is_case) {
        if (!run.filter || strstr(directory, run.filter)) {
            run_case(directory);
        }
        return;
    }
    DIR *d = depth < DEEPEST ? opendir(directory) : NULL;
    for (struct dirent *e = d ? readdir(d) : NULL; e; e = readdir(d)) {
        char path[PATH + 256];
        struct stat st;
        snprintf(path, sizeof path, "%s/%s", directory, e->d_name);
        if (e->d_name[0] != '.' && stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
            walk(path, depth + 1);
        }
    }
    if (d) {
        closedir(d);
    }
}

int main(int argc, char **argv)
{
    char directory[PATH];
    const char *root = getenv("CTR_SRCDIR") ? getenv("CTR_SRCDIR") : getenv("srcdir");
    snprintf(directory, sizeof directory, "%s/tests/golden", root ? root : ".");
    run.filter = argc > 1 ? argv[1] : NULL;
    walk(directory, 0);
    printf("%ld cases, %ld requests denied, seed %u\n", run.cases, run.points, walk_seed());
    printf("%ld passed, %ld failed\n", run.cases + run.points - run.failed, run.failed);
    return run.failed || run.cases == 0;
}
