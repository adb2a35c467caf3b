/*
 * What the tests of the XML reader share: a handler that writes down what it is told, runs over a
 * document in pieces, and libxml2's memory counted and failing on demand.
 */
#ifndef TESTS_CODEC_XML_LOG_H
#define TESTS_CODEC_XML_LOG_H

#include "base/buf.h"
#include "codec/xml_read.h"

#include <libxml/parser.h>
#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "../base/fault.h"

/* libxml2 has one allocator a process; these four are it, from the first line of main. */
static struct fault xml_memory;
static size_t xml_bytes;
static size_t xml_peak;

static inline void xml_count(void *block)
{
    xml_memory.live += block != NULL;
    xml_bytes += malloc_usable_size(block);
    xml_peak = xml_bytes > xml_peak ? xml_bytes : xml_peak;
}

static inline void xml_release(void *block)
{
    xml_memory.live -= block != NULL;
    xml_bytes -= malloc_usable_size(block);
    free(block);
}

static inline void *xml_alloc(size_t size)
{
    void *block = fault_hit(&xml_memory) ? NULL : malloc(size);
    xml_count(block);
    return block;
}

static inline void *xml_resize(void *block, size_t size)
{
    size_t old = malloc_usable_size(block);
    void *larger = fault_hit(&xml_memory) ? NULL : realloc(block, size);
    if (larger) {
        xml_memory.live -= block != NULL;
        xml_bytes -= old;
        xml_count(larger);
    }
    return larger;
}

static inline char *xml_copy(const char *text)
{
    char *block = fault_hit(&xml_memory) ? NULL : strdup(text);
    xml_count(block);
    return block;
}

static inline void xml_start(void)
{
    xmlMemSetup(xml_release, xml_alloc, xml_resize, xml_copy);
    xmlInitParser();
}

/* Events as text: <{namespace}name attribute=[value]>, text as it is, </name>. */
struct log {
    struct lc_ctx ctx;
    struct lc_xml_reader *reader;
    struct lc_buf events;
    long calls;
    size_t longest_text;
    uint64_t text_bytes;
    bool quiet;           /* count only */
    long stop_at;         /* number of the callback that stops, from 1; 0 = none */
    ctr_status stop_with; /* given back without a word */
    const char *dislikes; /* element or text that lc_xml_fail is called for */
    ctr_error *err;       /* after the end */
};

static inline ctr_status log_next(struct log *l, struct lc_str what)
{
    if (++l->calls == l->stop_at) {
        return l->stop_with;
    }
    if (l->stop_at && l->calls > l->stop_at) {
        fail_msg("a callback after the one that stopped");
    }
    if (l->dislikes && lc_str_eq(what, lc_str(l->dislikes))) {
        return lc_xml_fail(l->reader, CTR_E_CONFLICT, "'%s' is not liked", l->dislikes);
    }
    return CTR_OK;
}

static inline ctr_status log_start(void *user, struct lc_str ns, struct lc_str name,
                                   const struct lc_xml_attribute *attributes, size_t count)
{
    struct log *l = user;
    if (!l->quiet) {
        lc_buf_char(&l->events, '<');
        if (ns.len) {
            lc_buf_printf(&l->events, "{%.*s}", (int)ns.len, ns.ptr);
        }
        lc_buf_str(&l->events, name);
        for (size_t i = 0; i < count; i++) {
            lc_buf_printf(&l->events, " %.*s=[", (int)attributes[i].name.len,
                          attributes[i].name.ptr);
            lc_buf_str(&l->events, attributes[i].value);
            lc_buf_char(&l->events, ']');
        }
        lc_buf_char(&l->events, '>');
    }
    return log_next(l, name);
}

static inline ctr_status log_text(void *user, struct lc_str text)
{
    struct log *l = user;
    assert_true(text.len > 0);
    l->longest_text = text.len > l->longest_text ? text.len : l->longest_text;
    l->text_bytes += text.len;
    if (!l->quiet) {
        lc_buf_str(&l->events, text);
    }
    return log_next(l, text);
}

static inline ctr_status log_end(void *user, struct lc_str name)
{
    struct log *l = user;
    if (!l->quiet) {
        lc_buf_printf(&l->events, "</%.*s>", (int)name.len, name.ptr);
    }
    return log_next(l, LC_STR(""));
}

static inline void log_begin(struct log *l, const ctr_allocator *alloc)
{
    static ctr_allocator plain;
    lc_alloc_init(&plain, NULL);
    lc_ctx_begin(&l->ctx, alloc);
    lc_buf_init(&l->events, &plain, 32 << 20);
    l->calls = 0;
}

static inline ctr_status log_open(struct log *l)
{
    const struct lc_xml_handler handler = {log_start, log_text, log_end, l};
    return lc_xml_reader_new(&l->ctx, "f.xml", &handler, &l->reader);
}

/* Feed `text` in pieces of `step` bytes and finish. */
static inline ctr_status log_feed(struct log *l, struct lc_str text, size_t step)
{
    ctr_status status = CTR_OK;
    for (size_t at = 0; at < text.len && status == CTR_OK; at += step) {
        size_t part = text.len - at < step ? text.len - at : step;
        status = lc_xml_feed(l->reader, text.ptr + at, part);
    }
    if (status == CTR_OK) {
        status = lc_xml_finish(l->reader);
    }
    assert_int_equal(lc_xml_finish(l->reader), status); /* it stays so */
    return status;
}

static inline ctr_status log_close(struct log *l, ctr_status status)
{
    lc_xml_reader_free(l->reader);
    l->reader = NULL;
    return lc_ctx_end(&l->ctx, status, &l->err);
}

static inline void log_free(struct log *l)
{
    lc_buf_free(&l->events);
    ctr_error_free(l->err);
    l->err = NULL;
}

static inline ctr_status log_run(struct log *l, struct lc_str text, size_t step)
{
    log_begin(l, NULL);
    ctr_status status = log_open(l);
    assert_int_equal(status, CTR_OK);
    return log_close(l, log_feed(l, text, step));
}

static const size_t log_steps[] = {1, 2, 7, SIZE_MAX};
enum { LOG_STEPS = 4 };

/* The document must give these events, however it is cut. */
static inline void gives_n(struct lc_str text, const char *events)
{
    for (size_t i = 0; i < LOG_STEPS; i++) {
        struct log l = {.stop_at = 0};
        ctr_status status = log_run(&l, text, log_steps[i] < text.len ? log_steps[i] : text.len);
        if (status != CTR_OK) {
            fail_msg("step %zu: %s", log_steps[i], ctr_error_message(l.err));
        }
        assert_string_equal(lc_buf_cstr(&l.events), events);
        log_free(&l);
    }
}

static inline void gives(const char *text, const char *events)
{
    gives_n(lc_str(text), events);
}

/* The document must be refused with this message at this place, however it is cut. */
static inline void refuses_n(struct lc_str text, ctr_status status, const char *place,
                             const char *message)
{
    char whole[300];
    char line[20];
    snprintf(whole, sizeof whole, "f.xml:%s: %s", place, message);
    snprintf(line, sizeof line, "%.*s", (int)strcspn(place, ":"), place);
    for (size_t i = 0; i < LOG_STEPS; i++) {
        struct log l = {.stop_at = 0};
        size_t step = log_steps[i] < text.len || !text.len ? log_steps[i] : text.len;
        assert_int_equal(log_run(&l, text, step), status);
        assert_int_equal(ctr_error_status(l.err), status);
        assert_string_equal(ctr_error_message(l.err), whole);
        assert_string_equal(ctr_error_detail(l.err, "file"), "f.xml");
        assert_string_equal(ctr_error_detail(l.err, "line"), line);
        assert_string_equal(ctr_error_detail(l.err, "column"), strchr(place, ':') + 1);
        log_free(&l);
    }
}

static inline void refuses(const char *text, const char *place, const char *message)
{
    refuses_n(lc_str(text), CTR_E_INPUT, place, message);
}

/* `head`, `count` times `unit`, `tail`; the caller frees it. */
static inline struct lc_str long_text(const char *head, const char *unit, size_t count,
                                      const char *tail)
{
    size_t size = strlen(unit);
    size_t before = strlen(head);
    size_t all = before + size * count + strlen(tail);
    char *text = malloc(all + 1);
    assert_non_null(text);
    memcpy(text, head, before);
    for (size_t i = 0; i < count; i++) {
        memcpy(text + before + i * size, unit, size);
    }
    memcpy(text + before + size * count, tail, strlen(tail) + 1);
    return lc_str_n(text, all);
}

#endif
