/* Cases of other projects; see corpus.h. */
#include "support/corpus.h"

#include "codec/json_read.h"
#include "codec/json_write.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int corpus_failures;

/* The folder itself, or beside the project. */
static void find(char path[CORPUS_PATH], const char *name)
{
    const char *given = getenv("CTR_SHARED");
    const char *sources = getenv("CTR_SRCDIR");

    if (given && *given) {
        snprintf(path, CORPUS_PATH, "%s/corpora/compat/%s", given, name);
    } else {
        snprintf(path, CORPUS_PATH, "%s/../shared/corpora/compat/%s", sources ? sources : ".",
                 name);
    }
}

bool corpus_there(const char *project)
{
    char path[CORPUS_PATH];
    struct stat st;

    find(path, project);
    if (stat(path, &st) == 0) {
        return true;
    }
    printf("SKIP the corpora are not there (%s); set CTR_SHARED\n", path);
    return false;
}

const char *corpus_path(struct lc_ctx *ctx, const char *name)
{
    char path[CORPUS_PATH];

    find(path, name);
    return lc_dup_c(ctx, path);
}

bool corpus_slurp(struct lc_ctx *ctx, const char *path, struct lc_str *out)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        return false;
    }
    fseek(f, 0, SEEK_END);
    long size = ftell(f);
    rewind(f);
    char *data = size < 0 ? NULL : lc_new(ctx, (size_t)size + 1, 1);
    *out = lc_str_n(data, data ? fread(data, 1, (size_t)size, f) : 0);
    fclose(f);
    return data != NULL;
}

const struct lc_value *corpus_json(struct lc_ctx *ctx, const char *name)
{
    struct lc_str text;
    struct lc_doc doc = {0};
    const char *path = corpus_path(ctx, name);
    const struct lc_read_options options = {.file = path, .last_duplicate = true};

    if (!corpus_slurp(ctx, path, &text)) {
        printf("FAIL cannot read %s\n", path);
        corpus_failures++;
    } else if (lc_json_read(ctx, text, &options, &doc) != CTR_OK) {
        printf("FAIL %s\n", ctr_error_message(ctx->error));
        corpus_failures++;
    }
    return doc.root;
}

const char *corpus_text(struct lc_ctx *ctx, const struct lc_value *object, const char *key)
{
    struct lc_str s = lc_text(lc_get(object, key));
    return s.ptr ? lc_dup(ctx, s) : NULL;
}

ctr_source corpus_source(struct lc_ctx *ctx, const struct lc_value *value, ctr_format format)
{
    struct lc_buf buf;
    ctr_source out;

    ctr_source_init(&out, sizeof out);
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX - 1);
    lc_json_value(&buf, value);
    out.format = format;
    out.data = lc_dup(ctx, lc_str_n(buf.data, buf.size));
    out.size = buf.size;
    out.file = "document";
    lc_buf_free(&buf);
    return out;
}
