/*
 * Every document of the golden cases that is no JSON or YAML, cut off after each of its words and
 * signs, and with each of them left out: it is read, or refused with a place and a reason. What
 * reads beyond the end of a statement is seen under the address sanitizer (base/poison.h).
 *
 *   t_cut [NAME]: only cases whose path contains it
 */
#define _XOPEN_SOURCE 700 /* nftw */
#include "base/once.h"
#include "spec/spec.h"

#include <ctype.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

enum { OPEN_FILES = 16 };

static struct {
    const char *filter;
    long documents, read, refused, failed;
} run;

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || ((unsigned char)c & 0x80);
}

/* The end of the word or sign at `at`. */
static size_t token_end(const char *text, size_t size, size_t at)
{
    size_t end = at + 1;
    while (is_word(text[at]) && end < size && is_word(text[end])) {
        end++;
    }
    return end;
}

static void read_one(const char *path, ctr_format format, const char *text, size_t size)
{
    struct lc_ctx ctx;
    struct lc_spec spec;
    const ctr_source source = {.struct_size = sizeof source,
                               .format = format,
                               .data = text,
                               .size = size,
                               .file = "cut"};
    ctr_status status = lc_ctx_begin(&ctx, NULL);
    status = status == CTR_OK ? lc_once(&ctx) : status;
    status = status == CTR_OK ? lc_spec_read(&ctx, &source, &spec) : status;
    const char *said = ctx.error ? ctr_error_message(ctx.error) : "";
    bool refused = status == CTR_E_INPUT || status == CTR_E_UNSUPPORTED;
    bool good = status == CTR_OK ? !ctx.error : refused && strstr(said, "cut:");
    run.read += status == CTR_OK;
    run.refused += status != CTR_OK;
    if (!good) {
        printf("FAIL %s: %s: %s\n%.*s\n", path, ctr_status_text(status), said, (int)size, text);
        run.failed++;
    }
    lc_ctx_end(&ctx, status, NULL);
}

static void cut(const char *path, ctr_format format, const char *text, size_t size)
{
    char *copy = malloc(size + 1);
    if (!copy) {
        run.failed++;
        return;
    }
    for (size_t at = 0, end; at < size; at = end) {
        end = token_end(text, size, at);
        if (isspace((unsigned char)text[at])) {
            continue;
        }
        read_one(path, format, text, end);
        memcpy(copy, text, at);
        memcpy(copy + at, text + end, size - end);
        read_one(path, format, copy, size - (end - at));
    }
    free(copy);
}

static int visit(const char *path, const struct stat *st, int type, struct FTW *where)
{
    static const struct {
        const char *end;
        ctr_format format;
    } kinds[] = {{".sql", CTR_FORMAT_SQL},
                 {".proto", CTR_FORMAT_PROTOBUF},
                 {".graphql", CTR_FORMAT_GRAPHQL}};
    ctr_format format = CTR_FORMAT_AUTO;
    (void)where;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (lc_str_ends(lc_str(path), lc_str(kinds[i].end))) {
            format = kinds[i].format;
        }
    }
    if (type != FTW_F || format == CTR_FORMAT_AUTO || (run.filter && !strstr(path, run.filter))) {
        return 0;
    }
    FILE *f = fopen(path, "rb");
    char *text = malloc((size_t)st->st_size + 1);
    size_t size = f && text ? fread(text, 1, (size_t)st->st_size, f) : 0;
    if (!text || size != (size_t)st->st_size) {
        printf("FAIL %s: cannot be read\n", path);
        run.failed++;
    } else {
        run.documents++;
        cut(path, format, text, size);
    }
    if (f) {
        fclose(f);
    }
    free(text);
    return 0;
}

int main(int argc, char **argv)
{
    char directory[4096];
    const char *root = getenv("CTR_SRCDIR") ? getenv("CTR_SRCDIR") : getenv("srcdir");
    snprintf(directory, sizeof directory, "%s/tests/golden", root ? root : ".");
    run.filter = argc > 1 ? argv[1] : NULL;
    if (nftw(directory, visit, OPEN_FILES, FTW_PHYS) != 0) {
        printf("FAIL %s: cannot be walked\n", directory);
        run.failed++;
    }
    printf("%ld documents, %ld cuts read, %ld refused\n", run.documents, run.read, run.refused);
    printf("%ld passed, %ld failed\n", run.read + run.refused, run.failed);
    return run.failed || run.documents == 0;
}
