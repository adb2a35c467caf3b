/* What the tests of OpenAPI share: reading, comparing and asking texts. */
#ifndef TESTS_SPEC_OPENAPI_CASE_H
#define TESTS_SPEC_OPENAPI_CASE_H

#include "base/once.h"
#include "spec/openapi/openapi.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* Files beside a document. */
struct oa_file {
    const char *path;
    const char *text;
};

struct oa_case {
    struct lc_ctx ctx;
    struct lc_spec old;
    struct lc_spec new;
    struct ctr_diff diff;
    ctr_status status;
};

#define OA_HEAD "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n"
#define OA_GET OA_HEAD "paths:\n  /a:\n    get:\n"
#define OA_OK "      responses: {'200': {description: ok}}\n"

static inline int oa_resolve(void *user, const char *path, const void **data, size_t *size)
{
    for (const struct oa_file *f = user; f && f->path; f++) {
        if (strcmp(f->path, path) == 0) {
            *data = f->text;
            *size = strlen(f->text);
            return 0;
        }
    }
    return 1;
}

static inline void oa_begin(struct oa_case *c)
{
    *c = (struct oa_case){.status = CTR_OK};
    assert_int_equal(lc_ctx_begin(&c->ctx, NULL), CTR_OK);
    assert_int_equal(lc_once(&c->ctx), CTR_OK);
}

static inline void oa_end(struct oa_case *c)
{
    lc_ctx_end(&c->ctx, CTR_OK, NULL);
}

/* `name` is written before every place in messages. */
static inline void oa_read(struct oa_case *c, struct lc_spec *out, const char *name,
                           const char *text, struct oa_file *files)
{
    ctr_source *source = lc_new(&c->ctx, 1, sizeof *source);
    *source = (ctr_source){.struct_size = sizeof *source,
                           .data = text,
                           .size = strlen(text),
                           .file = name,
                           .resolve = files ? oa_resolve : NULL,
                           .user = files};
    if (c->status == CTR_OK) {
        c->status = lc_spec_read(&c->ctx, source, out);
    }
}

static inline void oa_diff(struct oa_case *c, const char *old, const char *new, ctr_mode mode)
{
    oa_begin(c);
    oa_read(c, &c->old, "old", old, NULL);
    oa_read(c, &c->new, "new", new, NULL);
    if (c->status == CTR_OK) {
        c->status = lc_spec_diff(&c->ctx, &c->old, &c->new, mode, CTR_PROFILE_DEFAULT, &c->diff);
    }
    if (c->status != CTR_OK) {
        print_error("%s\n", ctr_error_message(c->ctx.error));
    }
    assert_int_equal(c->status, CTR_OK);
}

/* "level rule at part" of each finding, one a line. */
static inline const char *oa_told(struct oa_case *c)
{
    const char *text = "";
    for (size_t i = 0; i < c->diff.count; i++) {
        const struct ctr_finding *f = &c->diff.findings[i];
        text = lc_format(&c->ctx, "%s%s %s at %s\n", text,
                         lc_word_name(lc_words_level, (int32_t)f->level), f->rule, f->part);
    }
    return text;
}

static inline const char *oa_message(const struct oa_case *c)
{
    return ctr_error_message(c->ctx.error);
}

#endif
