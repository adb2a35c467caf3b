/* What the tests of governing documents share: a context, a document read, errors held to. */
#ifndef TESTS_TERMS_CASE_H
#define TESTS_TERMS_CASE_H

#include "base/once.h"
#include "codec/json_write.h"
#include "terms/describe.h"
#include "terms/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../base/fault.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

struct terms_case {
    struct lc_ctx ctx;
    struct lc_doc doc;
    ctr_terms_kind kind;
    ctr_status status;
    struct lc_master master;
    struct lc_sow sow;
    struct lc_change_request change;
    struct lc_terms *terms;
};

static inline ctr_status case_take(struct terms_case *c)
{
    switch (c->kind) {
    case CTR_TERMS_MASTER:
        c->terms = &c->master.terms;
        return lc_master_read(&c->ctx, &c->doc, &c->master);
    case CTR_TERMS_SOW:
        c->terms = &c->sow.terms;
        return lc_sow_read(&c->ctx, &c->doc, &c->sow);
    case CTR_TERMS_CHANGE:
        c->terms = &c->change.terms;
        return lc_change_read(&c->ctx, &c->doc, &c->change);
    case CTR_TERMS_AUTO:
    case CTR_TERMS_FORCE_INT32:
        break;
    }
    return CTR_E_ARGUMENT;
}

static inline void case_begin(struct terms_case *c, const ctr_allocator *host)
{
    *c = (struct terms_case){.status = CTR_OK};
    assert_int_equal(lc_ctx_begin(&c->ctx, host), CTR_OK);
}

/* Read; the status is kept. */
static inline void case_read_n(struct terms_case *c, ctr_terms_kind kind, struct lc_str text)
{
    c->kind = kind;
    c->status = lc_once(&c->ctx);
    if (c->status == CTR_OK) {
        c->status = lc_terms_open(&c->ctx, text, "file", &c->kind, &c->doc);
    }
    if (c->status == CTR_OK) {
        c->status = case_take(c);
    }
}

static inline const char *case_message(const struct terms_case *c)
{
    return c->ctx.error ? ctr_error_message(c->ctx.error) : "(no error)";
}

/* Read; it must work. */
static inline void case_of(struct terms_case *c, ctr_terms_kind kind, const char *text)
{
    case_begin(c, NULL);
    case_read_n(c, kind, lc_str(text));
    if (c->status != CTR_OK) {
        print_message("%s\n", case_message(c));
    }
    assert_int_equal(c->status, CTR_OK);
}

static inline void case_end(struct terms_case *c)
{
    lc_ctx_end(&c->ctx, c->status, NULL);
}

/* Reading fails with that message, and with that detail "field" (NULL: none). */
static inline void refuses_n(ctr_terms_kind kind, struct lc_str text, ctr_status status,
                             const char *message, const char *field)
{
    struct terms_case c;
    case_begin(&c, NULL);
    case_read_n(&c, kind, text);
    assert_string_equal(case_message(&c), message);
    assert_int_equal(c.status, status);
    assert_int_equal(ctr_error_status(c.ctx.error), status);
    const char *found = ctr_error_detail(c.ctx.error, "field");
    if (field) {
        assert_non_null(found);
        assert_string_equal(found, field);
        assert_string_equal(ctr_error_detail(c.ctx.error, "file"), "file");
        assert_non_null(ctr_error_detail(c.ctx.error, "line"));
        assert_non_null(ctr_error_detail(c.ctx.error, "column"));
    } else {
        assert_null(found);
    }
    case_end(&c);
}

static inline void refuses(ctr_terms_kind kind, const char *text, const char *message,
                           const char *field)
{
    refuses_n(kind, lc_str(text), CTR_E_INPUT, message, field);
}

/* Value of the point with that path, NULL if there is none. */
static inline const char *value_of(const struct terms_case *c, const char *path)
{
    const struct lc_term_point *p = lc_terms_find(c->terms, path);
    return p ? p->value : NULL;
}

static inline void holds(const struct terms_case *c, const char *path, const char *value,
                         bool given)
{
    const struct lc_term_point *p = lc_terms_find(c->terms, path);
    if (!p) {
        fail_msg("there is no %s", path);
        return;
    }
    assert_string_equal(p->value, value);
    assert_int_equal(p->given, given);
    assert_int_equal(p->node != NULL, given);
}

/* All points as lines "path=value" with a '*' behind those that are given. */
static inline const char *points_of(struct terms_case *c)
{
    struct lc_buf buf;
    lc_buf_init(&buf, &c->ctx.alloc, SIZE_MAX - 1);
    for (size_t i = 0; i < c->terms->point_count; i++) {
        const struct lc_term_point *p = &c->terms->points[i];
        lc_buf_printf(&buf, "%s=%s%s\n", p->path, p->value, p->given ? "*" : "");
    }
    const char *text = lc_dup_c(&c->ctx, lc_buf_cstr(&buf));
    assert_non_null(text);
    lc_buf_free(&buf);
    return text;
}

/* A sink for what is written. */
struct written {
    char *data;
    size_t size;
};

static inline ctr_status write_down(void *user, const void *bytes, size_t size)
{
    struct written *w = user;
    char *more = realloc(w->data, w->size + size + 1);
    assert_non_null(more);
    memcpy(more + w->size, bytes, size);
    w->data = more;
    w->size += size;
    w->data[w->size] = '\0';
    return CTR_OK;
}

#endif
