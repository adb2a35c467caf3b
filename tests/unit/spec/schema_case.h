/* What the tests of JSON Schema share: comparing two texts, and the findings as lines. */
#ifndef TESTS_SPEC_SCHEMA_CASE_H
#define TESTS_SPEC_SCHEMA_CASE_H

#include "base/once.h"
#include "spec/spec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* Files beside a document. */
struct js_file {
    const char *path;
    const char *text;
};

struct js_case {
    struct lc_ctx ctx;
    struct lc_spec old;
    struct lc_spec new;
    struct ctr_diff diff;
    ctr_status status;
};

static inline int js_resolve(void *user, const char *path, const void **data, size_t *size)
{
    for (const struct js_file *f = user; f && f->path; f++) {
        if (strcmp(f->path, path) == 0) {
            *data = f->text;
            *size = strlen(f->text);
            return 0;
        }
    }
    return 1;
}

static inline void js_begin(struct js_case *c)
{
    *c = (struct js_case){.status = CTR_OK};
    assert_int_equal(lc_ctx_begin(&c->ctx, NULL), CTR_OK);
    assert_int_equal(lc_once(&c->ctx), CTR_OK);
}

static inline void js_end(struct js_case *c)
{
    lc_ctx_end(&c->ctx, CTR_OK, NULL);
}

static inline void js_read(struct js_case *c, struct lc_spec *out, ctr_format format,
                           const char *name, const char *text, struct js_file *files)
{
    ctr_source *source = lc_new(&c->ctx, 1, sizeof *source);
    *source = (ctr_source){.struct_size = sizeof *source,
                           .format = format,
                           .data = text,
                           .size = strlen(text),
                           .file = name,
                           .resolve = files ? js_resolve : NULL,
                           .user = files};
    if (c->status == CTR_OK) {
        c->status = lc_spec_read(&c->ctx, source, out);
    }
}

static inline void js_read_both(struct js_case *c, const char *older, const char *newer)
{
    js_begin(c);
    js_read(c, &c->old, CTR_FORMAT_JSON_SCHEMA, "old.json", older, NULL);
    js_read(c, &c->new, CTR_FORMAT_JSON_SCHEMA, "new.json", newer, NULL);
}

static inline void js_compare(struct js_case *c, const char *older, const char *newer,
                              ctr_mode mode, ctr_profile profile)
{
    js_read_both(c, older, newer);
    if (c->status == CTR_OK) {
        c->status = lc_spec_diff(&c->ctx, &c->old, &c->new, mode, profile, &c->diff);
    }
}

/* The findings, of what was read; stops the test when there are none to have. */
static inline void js_diff(struct js_case *c, ctr_mode mode, ctr_profile profile)
{
    if (c->status == CTR_OK) {
        c->status = lc_spec_diff(&c->ctx, &c->old, &c->new, mode, profile, &c->diff);
    }
    if (c->status != CTR_OK) {
        print_error("%s\n", ctr_error_message(c->ctx.error));
    }
    assert_int_equal(c->status, CTR_OK);
}

/* The answer for one direction; stops the test when there is none. */
static inline ctr_verdict js_verdict(const char *older, const char *newer, ctr_mode mode,
                                     ctr_profile profile)
{
    struct js_case c;
    js_read_both(&c, older, newer);
    js_diff(&c, mode, profile);
    js_end(&c);
    return c.diff.verdict;
}

/* "level direction rule at part" of each finding, one a line. */
static inline const char *js_told(struct js_case *c)
{
    const char *text = "";
    for (size_t i = 0; i < c->diff.count; i++) {
        const struct ctr_finding *f = &c->diff.findings[i];
        text = lc_format(&c->ctx, "%s%s %s %s at %s\n", text,
                         lc_word_name(lc_words_level, (int32_t)f->level),
                         lc_word_name(lc_words_direction, (int32_t)f->direction), f->rule, f->part);
    }
    return text;
}

/* What is told of a pair, compared with what is wanted. */
static inline void js_tells(const char *older, const char *newer, ctr_mode mode,
                            ctr_profile profile, const char *wanted)
{
    struct js_case c;
    js_read_both(&c, older, newer);
    js_diff(&c, mode, profile);
    assert_string_equal(js_told(&c), wanted);
    js_end(&c);
}

#endif
