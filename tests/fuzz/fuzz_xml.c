/*
 * Fuzzing of the XML reader. The first byte chooses how the rest is fed: one byte at a time, seven,
 * or whole. What must hold for any input: no crash, no text that is not UTF-8, tags in pairs, an
 * error recorded exactly when there is a failure, and no callback after one. The same a second time
 * with a request of memory denied (memory.h), not one of libxml2's own.
 */
#include "memory.h"

#include "base/utf8.h"
#include "codec/xml_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct seen {
    uint32_t depth;
    uint32_t roots;
    ctr_status told; /* what a callback answered */
};

static void must(bool good)
{
    if (!good) {
        abort();
    }
}

static void must_be_text(struct lc_str text)
{
    must(text.ptr != NULL);
    must(lc_utf8_check(text) == text.len);
    must(text.len == 0 || memchr(text.ptr, '\0', text.len) == NULL);
}

static ctr_status on_start(void *user, struct lc_str ns, struct lc_str name,
                           const struct lc_xml_attribute *attributes, size_t count)
{
    struct seen *s = user;
    must(s->told == CTR_OK);
    must_be_text(ns);
    must_be_text(name);
    must(name.len > 0 && name.len <= 128);
    must(count <= 32);
    for (size_t i = 0; i < count; i++) {
        must_be_text(attributes[i].name);
        must_be_text(attributes[i].value);
        must(attributes[i].value.len <= 1 << 20);
    }
    s->roots += s->depth == 0;
    must(++s->depth <= 64);
    s->told = lc_str_is(name, "stop") ? CTR_E_STATE : CTR_OK; /* a handler may refuse */
    return s->told;
}

static ctr_status on_text(void *user, struct lc_str text)
{
    struct seen *s = user;
    must(s->told == CTR_OK && s->depth > 0 && text.len > 0);
    must_be_text(text);
    return CTR_OK;
}

static ctr_status on_end(void *user, struct lc_str name)
{
    struct seen *s = user;
    must(s->told == CTR_OK && s->depth > 0);
    must_be_text(name);
    s->depth--;
    return CTR_OK;
}

static void work(const ctr_allocator *host, const void *how, struct lc_str input)
{
    struct seen seen = {.told = CTR_OK};
    const struct lc_xml_handler handler = {on_start, on_text, on_end, &seen};
    struct lc_ctx ctx;
    struct lc_xml_reader *r;
    ctr_error *err;

    (void)how;
    size_t size = input.len;
    const int way = (uint8_t)input.ptr[0] % 3;
    const size_t step = way == 0 ? 1 : way == 1 ? 7 : size;
    must(lc_ctx_begin(&ctx, host) == CTR_OK);
    ctr_status status = lc_xml_reader_new(&ctx, "fuzz", &handler, &r);
    for (size_t at = 1; at < size && status == CTR_OK; at += step) {
        status = lc_xml_feed(r, input.ptr + at, size - at < step ? size - at : step);
    }
    if (status == CTR_OK) {
        status = lc_xml_finish(r);
    }
    must(status != CTR_OK || (seen.depth == 0 && seen.roots == 1));
    must(status == CTR_OK || status == CTR_E_INPUT || status == CTR_E_LIMIT ||
         status == CTR_E_NOMEM || status == seen.told);
    fuzz_answer(status, 0);
    must(seen.told == CTR_OK || status == seen.told);
    must((ctx.error != NULL) == (status != CTR_OK && seen.told == CTR_OK));
    lc_xml_reader_free(r);
    lc_ctx_end(&ctx, status, &err);
    ctr_error_free(err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return size ? fuzz_twice(work, NULL, data, size) : 0;
}
