/* What the tests of the readers share: a context, a document, reading with an expected outcome. */
#ifndef TESTS_CODEC_READING_H
#define TESTS_CODEC_READING_H

#include "codec/json_read.h"
#include "codec/json_write.h"
#include "codec/yaml_read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../base/fault.h"

typedef ctr_status (*read_fn)(struct lc_ctx *ctx, struct lc_str text,
                              const struct lc_read_options *options, struct lc_doc *doc);

struct reading {
    struct lc_ctx ctx;
    struct lc_doc doc;
    ctr_status status;
    char *copy; /* exactly as long as the text, so that a sanitizer sees one byte too many */
};

static inline void reading_begin(struct reading *r)
{
    *r = (struct reading){.status = CTR_OK};
    assert_int_equal(lc_ctx_begin(&r->ctx, NULL), CTR_OK);
}

static inline void reading_take(struct reading *r, read_fn read, struct lc_str text,
                                const struct lc_read_options *options)
{
    r->copy = malloc(text.len ? text.len : 1);
    assert_non_null(r->copy);
    if (text.len) {
        memcpy(r->copy, text.ptr, text.len);
    }
    r->status = read(&r->ctx, lc_str_n(r->copy, text.len), options, &r->doc);
}

/* Read with the default limits and options. */
static inline void reading_of(struct reading *r, read_fn read, const char *text)
{
    reading_begin(r);
    reading_take(r, read, lc_str(text), NULL);
}

static inline const char *reading_message(const struct reading *r)
{
    return ctr_error_message(r->ctx.error);
}

static inline void reading_end(struct reading *r)
{
    lc_ctx_end(&r->ctx, r->status, NULL);
    free(r->copy);
}

/* The tree as compact JSON, owned by the reading. */
static inline const char *reading_json(struct reading *r)
{
    struct lc_buf buf;
    if (r->status != CTR_OK) {
        print_message("%s\n", reading_message(r));
    }
    assert_int_equal(r->status, CTR_OK);
    lc_buf_init(&buf, &r->ctx.alloc, SIZE_MAX - 1);
    lc_json_value(&buf, r->doc.root);
    const char *text = lc_dup_c(&r->ctx, lc_buf_cstr(&buf));
    assert_non_null(text);
    lc_buf_free(&buf);
    return text;
}

static inline void reads_as(read_fn read, const char *text, const char *json)
{
    struct reading r;
    reading_of(&r, read, text);
    assert_string_equal(reading_json(&r), json);
    reading_end(&r);
}

static inline void is_refused(read_fn read, const char *text, size_t size, const char *message)
{
    struct reading r;
    reading_begin(&r);
    reading_take(&r, read, lc_str_n(text, size), NULL);
    assert_int_equal(r.status, CTR_E_INPUT);
    assert_int_equal(ctr_error_status(r.ctx.error), CTR_E_INPUT);
    assert_string_equal(reading_message(&r), message);
    assert_non_null(ctr_error_detail(r.ctx.error, "line"));
    assert_non_null(ctr_error_detail(r.ctx.error, "column"));
    assert_non_null(ctr_error_detail(r.ctx.error, "offset"));
    assert_string_equal(ctr_error_detail(r.ctx.error, "file"), "document");
    reading_end(&r);
}

/* Every allocation of a reading fails in turn, alone and with all that follow: NOMEM, or success
 * where the failed one could be done without, and nothing leaks. */
static inline void reading_walk(read_fn read, const char *text)
{
    for (int persistent = 0; persistent < 2; persistent++) {
        struct fault f = {.fail_at = 0};
        do {
            f = (struct fault){.fail_at = f.fail_at + 1, .persistent = persistent};
            ctr_allocator host = fault_table(&f);
            struct lc_ctx ctx;
            struct lc_doc doc;
            assert_int_equal(lc_ctx_begin(&ctx, &host), CTR_OK);
            ctr_status status = read(&ctx, lc_str(text), NULL, &doc);
            if (status != CTR_OK) {
                assert_int_equal(status, CTR_E_NOMEM);
                assert_true(f.hits > 0);
                assert_string_equal(ctr_error_message(ctx.error), "no memory");
            }
            lc_ctx_end(&ctx, status, NULL);
            assert_int_equal(f.live, 0);
        } while (f.hits);
        assert_true(f.calls > 1);
    }
}

#endif
