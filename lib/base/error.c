/*
 * Errors. An error carries its allocator by value, because it outlives the store. When even that
 * cannot be had, one constant stands for NOMEM.
 */
#include "base/ctx.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

enum { MAX_DETAILS = 12, MAX_MESSAGE = 4096 };

struct ctr_error {
    ctr_allocator alloc;
    ctr_status status;
    uint32_t count;
    char *message;
    char *keys[MAX_DETAILS];
    char *values[MAX_DETAILS];
};

static const struct ctr_error no_memory = {.status = CTR_E_NOMEM, .message = (char *)"no memory"};

/* What is quoted in an error may be anything, what leaves the library is UTF-8. */
static void mask_invalid(char *text, size_t size)
{
    for (size_t at = 0; at < size; at++) {
        at += lc_utf8_check(lc_str_n(text + at, size - at));
        if (at < size) {
            text[at] = '?';
        }
    }
}

static char *copy(const ctr_allocator *alloc, const char *text, size_t size)
{
    char *at = lc_alloc(alloc, size + 1);
    if (at) {
        memcpy(at, text, size);
        at[size] = '\0';
        mask_invalid(at, size);
    }
    return at;
}

/* One line, and nothing that a terminal obeys or hides: such characters are shown escaped. */
static char *copy_shown(const ctr_allocator *alloc, struct lc_str text)
{
    enum { LONGEST = 4 }; /* of an escape, for each byte of what it stands for */
    char *out = lc_alloc(alloc, text.len * LONGEST + LC_UTF8_ESCAPE);
    char *to = out;
    while (out && text.len) {
        uint32_t code;
        bool shown;
        size_t size = lc_utf8_look(text, &code, &shown);
        if (shown) {
            memcpy(to, text.ptr, size);
            to += size;
        } else {
            to += lc_utf8_escape(to, code, size);
        }
        text = lc_str_n(text.ptr + size, text.len - size);
    }
    if (out) {
        *to = '\0';
    }
    return out;
}

ctr_status lc_nomem(struct lc_ctx *ctx)
{
    if (!ctx->error) {
        ctx->error = (ctr_error *)&no_memory;
    }
    return CTR_E_NOMEM;
}

ctr_status lc_mind_memory(const struct lc_ctx *ctx)
{
    return ctx->error && ctx->error->status == CTR_E_NOMEM ? CTR_E_NOMEM : CTR_OK;
}

ctr_status lc_fail(struct lc_ctx *ctx, ctr_status status, const char *format, ...)
{
    char text[MAX_MESSAGE];
    va_list args;

    if (ctx->error) {
        return ctx->error->status;
    }
    if (status == CTR_E_NOMEM) {
        return lc_nomem(ctx);
    }
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    size_t size = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
    if (n >= 0 && (size_t)n >= sizeof text) { /* a cut must not leave half a code point */
        while (size && ((unsigned char)text[size - 1] & 0xC0) == 0x80) {
            size--;
        }
        size -= size && (unsigned char)text[size - 1] >= 0xC0;
    }
    struct ctr_error *e = lc_alloc(&ctx->alloc, sizeof *e);
    if (!e) {
        return lc_nomem(ctx);
    }
    *e = (struct ctr_error){.alloc = ctx->alloc, .status = status};
    e->message = copy_shown(&ctx->alloc, lc_str_n(text, size));
    if (!e->message) {
        lc_release(&ctx->alloc, e);
        return lc_nomem(ctx);
    }
    ctx->error = e;
    return status;
}

void lc_detail(struct lc_ctx *ctx, const char *key, const char *value)
{
    struct ctr_error *e = ctx->error;
    if (!e || e == &no_memory || e->count == MAX_DETAILS || !value || ctr_error_detail(e, key)) {
        return;
    }
    char *k = copy(&e->alloc, key, strlen(key));
    char *v = copy(&e->alloc, value, strlen(value));
    if (!k || !v) {
        lc_release(&e->alloc, k);
        lc_release(&e->alloc, v);
        return;
    }
    e->keys[e->count] = k;
    e->values[e->count] = v;
    e->count++;
}

void lc_detail_int(struct lc_ctx *ctx, const char *key, int64_t value)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", (long long)value);
    lc_detail(ctx, key, text);
}

ctr_status ctr_error_status(const ctr_error *error)
{
    return error ? error->status : CTR_OK;
}

const char *ctr_error_message(const ctr_error *error)
{
    return error ? error->message : "";
}

const char *ctr_error_detail(const ctr_error *error, const char *key)
{
    for (uint32_t i = 0; error && key && i < error->count; i++) {
        if (strcmp(error->keys[i], key) == 0) {
            return error->values[i];
        }
    }
    return NULL;
}

size_t ctr_error_detail_count(const ctr_error *error)
{
    return error ? error->count : 0;
}

const char *ctr_error_detail_key(const ctr_error *error, size_t index)
{
    return error && index < error->count ? error->keys[index] : NULL;
}

int ctr_error_retryable(const ctr_error *error)
{
    return error && error->status == CTR_E_BUSY;
}

void ctr_error_free(ctr_error *error)
{
    if (!error || error == &no_memory) {
        return;
    }
    ctr_allocator alloc = error->alloc;
    for (uint32_t i = 0; i < error->count; i++) {
        lc_release(&alloc, error->keys[i]);
        lc_release(&alloc, error->values[i]);
    }
    lc_release(&alloc, error->message);
    lc_release(&alloc, error);
}
