/*
 * Golden cases of the comparison: two documents and what must be said about them.
 *
 *   t_golden [--update] [DIRECTORY [NAME]]
 *
 * walks DIRECTORY (default: $CTR_SRCDIR/tests/golden, $srcdir/tests/golden or tests/golden); a
 * directory that holds old.* and new.* is a case; NAME runs only cases whose path contains it.
 * expect.json:
 *
 *   {"mode":…, "profile":…, "format":… (else found out), "verdict":…, "bump":… (not checked if
 *    absent), "grace_days":…, "check_version":… (what is asked of APIs), "findings":[{"rule","level","direction","part"}…] in the order of the result}
 *
 * CASE/policy.yaml is a policy that it is judged by, at the instant "now" of expect.json, upon
 * CASE/team.yaml if there is one.
 *
 * Other files that `$ref`s name lie in CASE/old/ and CASE/new/, or beside for both. --update
 * rewrites expect.json, and only with GOLDEN_UPDATE=1 in the environment.
 */
#include "codec/json_read.h"
#include "codec/json_write.h"
#include "base/once.h"
#include "base/time.h"
#include "spec/policy/policy.h"
#include "spec/rules/advice.h"
#include "spec/spec.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

struct text {
    char *data;
    size_t size;
};

/* Where a side's other files are looked for. */
struct beside {
    struct lc_ctx *ctx;
    const char *directory;
    const char *side;
};

struct run {
    bool update;
    const char *filter;
    int passed, failed;
};

/* The case under way, named before the first thing that is wrong with it. */
static const char *unnamed;

static void name_case(void)
{
    if (unnamed) {
        printf("%s\n", unnamed);
        unnamed = NULL;
    }
}

static bool slurp(struct lc_ctx *ctx, const char *path, struct text *out)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        return false;
    }
    fseek(f, 0, SEEK_END);
    long size = ftell(f);
    rewind(f);
    out->data = size < 0 ? NULL : lc_new(ctx, (size_t)size + 1, 1);
    out->size = out->data ? fread(out->data, 1, (size_t)size, f) : 0;
    fclose(f);
    return out->data != NULL;
}

static int resolve(void *user, const char *path, const void **data, size_t *size)
{
    struct beside *b = user;
    struct text t;
    const char *own = lc_format(b->ctx, "%s/%s/%s", b->directory, b->side, path);
    const char *shared = lc_format(b->ctx, "%s/%s", b->directory, path);
    if (!slurp(b->ctx, own, &t) && !slurp(b->ctx, shared, &t)) {
        return 1;
    }
    *data = t.data;
    *size = t.size;
    return 0;
}

/* "old.json", "old.yaml", …: the first file of that stem. */
static const char *find_side(struct lc_ctx *ctx, const char *directory, const char *side)
{
    static const char *const kinds[] = {"json",    "yaml", "yml", "proto",
                                        "graphql", "sql",  "txt", "bin"};
    struct stat st;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const char *path = lc_format(ctx, "%s/%s.%s", directory, side, kinds[i]);
        if (stat(path, &st) == 0 && S_ISREG(st.st_mode)) {
            return path;
        }
    }
    return NULL;
}

static ctr_status read_side(struct lc_ctx *ctx, const char *directory, const char *side,
                            ctr_format format, struct lc_spec *out)
{
    struct text t;
    const char *path = find_side(ctx, directory, side);
    struct beside *beside = lc_new(ctx, 1, sizeof *beside);
    ctr_source *source = lc_new(ctx, 1, sizeof *source);
    if (!path || !slurp(ctx, path, &t)) {
        return lc_fail(ctx, CTR_E_IO, "cannot read %s of %s", side, directory);
    }
    *beside = (struct beside){ctx, directory, side};
    *source = (ctr_source){.struct_size = sizeof *source,
                           .format = format,
                           .data = t.data,
                           .size = t.size,
                           .resolve = resolve,
                           .user = beside};
    source->file = lc_dup_c(ctx, strrchr(path, '/') + 1);
    return lc_spec_read(ctx, source, out);
}

static int32_t word_of(const struct lc_value *expect, const char *key, const struct lc_word *words,
                       int32_t otherwise)
{
    int32_t value;
    char text[64];
    struct lc_str s = lc_text(lc_get(expect, key));
    snprintf(text, sizeof text, "%.*s", (int)s.len, s.ptr ? s.ptr : "");
    return s.ptr && lc_word_parse(words, text, &value) ? value : otherwise;
}

/* What the result looks like as expect.json. */
static void write_result(struct lc_buf *buf, const struct lc_value *expect,
                         const struct ctr_diff *d, const char *profile)
{
    lc_buf_printf(buf, "{\n  \"mode\": \"%s\",\n  \"profile\": \"%s\",\n",
                  lc_word_name(lc_words_mode, (int32_t)d->mode), profile);
    if (lc_get(expect, "format")) {
        lc_buf_text(buf, "  \"format\": ");
        lc_json_value(buf, lc_get(expect, "format"));
        lc_buf_text(buf, ",\n");
    }
    if (lc_get(expect, "grace_days")) {
        lc_buf_text(buf, "  \"grace_days\": ");
        lc_json_value(buf, lc_get(expect, "grace_days"));
        lc_buf_text(buf, ",\n");
    }
    if (lc_truth(lc_get(expect, "check_version"))) {
        lc_buf_text(buf, "  \"check_version\": true,\n");
    }
    if (lc_get(expect, "now")) {
        lc_buf_text(buf, "  \"now\": ");
        lc_json_value(buf, lc_get(expect, "now"));
        lc_buf_text(buf, ",\n");
    }
    lc_buf_printf(buf, "  \"verdict\": \"%s\",\n  \"bump\": \"%s\",\n  \"findings\": [",
                  lc_word_name(lc_words_verdict, (int32_t)d->verdict),
                  lc_word_name(lc_words_bump, (int32_t)d->bump));
    for (size_t i = 0; i < d->count; i++) {
        const struct ctr_finding *f = &d->findings[i];
        lc_buf_printf(buf, "%s\n    {\"rule\": \"%s\", \"level\": \"%s\", \"direction\": \"%s\", ",
                      i ? "," : "", f->rule, lc_word_name(lc_words_level, (int32_t)f->level),
                      lc_word_name(lc_words_direction, (int32_t)f->direction));
        lc_buf_text(buf, "\"part\": ");
        lc_json_string(buf, lc_str(f->part));
        lc_buf_char(buf, '}');
    }
    lc_buf_text(buf, d->count ? "\n  ]\n}\n" : "]\n}\n");
}

static char *line_of(struct lc_ctx *ctx, const char *rule, const char *level, const char *direction,
                     struct lc_str part)
{
    return lc_format(ctx, "%-10s %-9s %s at %.*s", level, direction, rule, (int)part.len,
                     part.ptr ? part.ptr : "");
}

static char *expected_line(struct lc_ctx *ctx, const struct lc_value *f)
{
    static const char *const keys[] = {"rule", "level", "direction"};
    char *word[3];
    for (int i = 0; i < 3; i++) {
        struct lc_str s = lc_text(lc_get(f, keys[i]));
        word[i] = s.ptr ? lc_dup(ctx, s) : lc_dup(ctx, LC_STR("?"));
    }
    struct lc_str part = lc_text(lc_get(f, "part"));
    return line_of(ctx, word[0], word[1], word[2], part.ptr ? part : LC_STR("?"));
}

static bool same_word(const struct lc_value *expect, const char *key, const char *got)
{
    struct lc_str want = lc_text(lc_get(expect, key));
    if (!want.ptr || lc_str_is(want, got)) {
        return true;
    }
    name_case();
    printf("    %s: want %.*s, got %s\n", key, (int)want.len, want.ptr, got);
    return false;
}

static bool same_findings(struct lc_ctx *ctx, const struct lc_value *list, const struct ctr_diff *d)
{
    size_t want = lc_is(list, LC_ARRAY) ? list->count : 0;
    bool same = lc_is(list, LC_ARRAY);
    for (size_t i = 0; i < want || i < d->count; i++) {
        const struct ctr_finding *f = i < d->count ? &d->findings[i] : NULL;
        char *w = i < want ? expected_line(ctx, lc_at(list, i)) : NULL;
        char *g =
            f ? line_of(ctx, f->rule, lc_word_name(lc_words_level, (int32_t)f->level),
                        lc_word_name(lc_words_direction, (int32_t)f->direction), lc_str(f->part))
              : NULL;
        if (w && g && strcmp(w, g) == 0) {
            continue;
        }
        same = false;
        name_case();
        if (w) {
            printf("    want %s\n", w);
        }
        if (g) {
            printf("    got  %s\n         %s\n", g, f->message);
        }
    }
    return same;
}

/* Whatever is more than information says what to do about it. A rule that only a policy makes weigh
 * need not. */
static bool all_advise(const struct ctr_diff *d)
{
    bool good = true;
    for (size_t i = 0; i < d->count; i++) {
        const struct ctr_finding *f = &d->findings[i];
        bool raised = f->judged && f->judged->level_before;
        if (f->level != CTR_LEVEL_INFO && !raised && !lc_finding_advice(f)) {
            name_case();
            printf("    %s is %s, breaks %s and says nothing of what to do: it needs a row in "
                   "lib/spec/rules/advice_*.def\n",
                   f->rule, lc_word_name(lc_words_level, (int32_t)f->level),
                   lc_word_name(lc_words_direction, (int32_t)f->direction));
            good = false;
        }
    }
    return good;
}

static bool check(struct lc_ctx *ctx, const struct lc_value *expect, const struct ctr_diff *d)
{
    bool good = same_word(expect, "verdict", lc_word_name(lc_words_verdict, (int32_t)d->verdict));
    good = same_word(expect, "bump", lc_word_name(lc_words_bump, (int32_t)d->bump)) && good;
    good = all_advise(d) && good;
    return same_findings(ctx, lc_get(expect, "findings"), d) && good;
}

static bool rewrite(struct lc_ctx *ctx, const char *path, const struct lc_value *expect,
                    const struct ctr_diff *d)
{
    struct lc_buf buf;
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX - 1);
    int32_t profile = word_of(expect, "profile", lc_words_profile, (int32_t)d->profile);
    write_result(&buf, expect, d, lc_word_name(lc_words_profile, profile));
    FILE *f = fopen(path, "wb");
    bool good = f && buf.status == CTR_OK && fwrite(buf.data, 1, buf.size, f) == buf.size;
    if (f) {
        good = fclose(f) == 0 && good;
    }
    lc_buf_free(&buf);
    return good;
}

/* The policy of the case, if it has one. */
static ctr_status judge(struct lc_ctx *ctx, const char *directory, const struct lc_value *expect,
                        struct ctr_diff *diff)
{
    struct text t;
    struct lc_policy_terms team = {0};
    struct lc_policy_terms terms;
    struct lc_policy_terms joined;
    struct ctr_policy policy;
    struct lc_judge_facts facts = {0};
    const char *under = lc_format(ctx, "%s/team.yaml", directory);
    const char *path = lc_format(ctx, "%s/policy.yaml", directory);
    if (slurp(ctx, under, &t)) {
        LC_TRY(lc_policy_terms_read(ctx, lc_str_n(t.data, t.size), "team.yaml", &team));
    }
    if (!slurp(ctx, path, &t)) {
        return CTR_OK;
    }
    if (!lc_time_parse(lc_text(lc_get(expect, "now")), false, &facts.now_us)) {
        return lc_fail(ctx, CTR_E_INPUT, "%s: a policy wants \"now\" in expect.json", directory);
    }
    LC_TRY(lc_policy_terms_read(ctx, lc_str_n(t.data, t.size), "policy.yaml", &terms));
    LC_TRY(lc_policy_join(ctx, &team, &terms, &joined));
    LC_TRY(lc_policy_make(ctx, &joined, &policy));
    return lc_policy_judge(ctx, &policy, &facts, diff);
}

static ctr_status compare_case(struct lc_ctx *ctx, const char *directory,
                               const struct lc_value *expect, struct ctr_diff *out)
{
    struct lc_spec older;
    struct lc_spec newer;
    int32_t format = word_of(expect, "format", lc_words_format, CTR_FORMAT_AUTO);
    int32_t mode = word_of(expect, "mode", lc_words_mode, CTR_MODE_DEFAULT);
    int32_t profile = word_of(expect, "profile", lc_words_profile, CTR_PROFILE_DEFAULT);
    LC_TRY(lc_once(ctx));
    LC_TRY(read_side(ctx, directory, "old", (ctr_format)format, &older));
    LC_TRY(read_side(ctx, directory, "new", (ctr_format)format, &newer));
    int64_t days = 0;
    lc_int(lc_get(expect, "grace_days"), &days);
    const struct lc_diff_ask ask = {.mode = (ctr_mode)mode,
                                    .profile = (ctr_profile)profile,
                                    .grace = {days, days},
                                    .check_version = lc_truth(lc_get(expect, "check_version"))};
    LC_TRY(lc_spec_diff_as(ctx, &older, &newer, &ask, out));
    return judge(ctx, directory, expect, out);
}

static void run_case(struct run *run, const char *directory)
{
    struct lc_ctx ctx;
    struct text t = {NULL, 0};
    struct lc_doc doc = {0};
    struct ctr_diff diff = {0};
    bool good = lc_ctx_begin(&ctx, NULL) == CTR_OK;
    const char *path = lc_format(&ctx, "%s/expect.json", directory);
    bool there = slurp(&ctx, path, &t);
    unnamed = directory;
    if (!there && !run->update) {
        name_case();
        printf("    there is no expect.json; GOLDEN_UPDATE=1 with --update writes it\n");
        good = false;
    }
    if (good && there) {
        const struct lc_read_options options = {.file = path};
        good = lc_json_read(&ctx, lc_str_n(t.data, t.size), &options, &doc) == CTR_OK;
    }
    good = good && compare_case(&ctx, directory, doc.root, &diff) == CTR_OK;
    if (good) {
        good = run->update ? rewrite(&ctx, path, doc.root, &diff) : check(&ctx, doc.root, &diff);
    } else if (ctx.error) {
        name_case();
        printf("    %s\n", ctr_error_message(ctx.error));
    }
    if (good) {
        run->passed++;
    } else {
        name_case();
        printf("    FAILED\n");
        run->failed++;
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names of the sub-directories, sorted. */
static size_t children(struct lc_ctx *ctx, const char *directory, char ***out)
{
    size_t count = 0;
    size_t room = 4096;
    DIR *d = opendir(directory);
    *out = lc_new(ctx, room, sizeof **out);
    for (struct dirent *e = d ? readdir(d) : NULL; e && count < room; e = readdir(d)) {
        struct stat st;
        char *path = lc_format(ctx, "%s/%s", directory, e->d_name);
        if (e->d_name[0] != '.' && stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
            (*out)[count++] = path;
        }
    }
    if (d) {
        closedir(d);
    }
    qsort(*out, count, sizeof **out, by_name);
    return count;
}

static void walk(struct run *run, const char *directory, int depth)
{
    struct lc_ctx ctx;
    char **paths;
    if (lc_ctx_begin(&ctx, NULL) != CTR_OK || depth > 4) {
        run->failed++;
    } else if (find_side(&ctx, directory, "old")) {
        if (!run->filter || strstr(directory, run->filter)) {
            run_case(run, directory);
        }
    } else {
        size_t count = children(&ctx, directory, &paths);
        for (size_t i = 0; i < count; i++) {
            walk(run, paths[i], depth + 1);
        }
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

int main(int argc, char **argv)
{
    struct run run = {0};
    char fallback[4096];
    const char *directory = NULL;
    const char *root = getenv("CTR_SRCDIR") ? getenv("CTR_SRCDIR") : getenv("srcdir");
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--update") == 0) {
            run.update = true;
        } else if (!directory) {
            directory = argv[i];
        } else {
            run.filter = argv[i];
        }
    }
    const char *allowed = getenv("GOLDEN_UPDATE");
    if (run.update && (!allowed || strcmp(allowed, "1") != 0)) {
        fprintf(stderr, "t_golden: --update also wants GOLDEN_UPDATE=1\n");
        return 2;
    }
    if (!directory) {
        snprintf(fallback, sizeof fallback, "%s/tests/golden", root ? root : ".");
        directory = fallback;
    }
    walk(&run, directory, 0);
    printf("%d passed, %d failed\n", run.passed, run.failed);
    return run.failed || run.passed == 0;
}
