/* The context of a call. */
#include "base/ctx.h"

#include "base/time.h"

#include <stdio.h>

enum { FIRST_ROOM = 4 };

ctr_status lc_ctx_begin(struct lc_ctx *ctx, const ctr_allocator *host)
{
    *ctx = (struct lc_ctx){.limits = LC_LIMITS_DEFAULT};
    bool good = lc_alloc_init(&ctx->alloc, host);
    if (!good) {
        lc_alloc_init(&ctx->alloc, NULL);
    }
    lc_arena_init(&ctx->arena, &ctx->alloc);
    if (!good) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "the allocator needs its struct_size and all three functions");
    }
    return CTR_OK;
}

ctr_status lc_ctx_end(struct lc_ctx *ctx, ctr_status status, ctr_error **err)
{
    lc_arena_free(&ctx->arena);
    if (status == CTR_OK) {
        ctr_error_free(ctx->error);
        ctx->error = NULL;
    } else if (!ctx->error) { /* a failure always has an error to show */
        lc_fail(ctx, status, "%s", ctr_status_text(status));
    }
    if (err) {
        *err = ctx->error;
    } else {
        ctr_error_free(ctx->error);
    }
    ctx->error = NULL;
    return status;
}

ctr_status lc_poll(struct lc_ctx *ctx)
{
    if (ctx->cancel && atomic_load_explicit(ctx->cancel, memory_order_relaxed)) {
        return lc_fail(ctx, CTR_E_CANCELLED, "cancelled");
    }
    return CTR_OK;
}

ctr_status lc_spend(struct lc_ctx *ctx, uint64_t steps)
{
    ctx->steps += steps;
    if (ctx->most_steps && ctx->steps > ctx->most_steps) {
        return lc_fail(
            ctx, CTR_E_LIMIT,
            "this takes more than %llu steps; the limit, which grows with the size of the "
            "documents, guards against endless work",
            (unsigned long long)ctx->most_steps);
    }
    return lc_poll(ctx);
}

ctr_status lc_progress(struct lc_ctx *ctx, const char *what, uint64_t done, uint64_t total)
{
    LC_TRY(lc_poll(ctx));
    if (ctx->progress) {
        int stop = ctx->progress(ctx->progress_user, what, done, total);
        if (stop) {
            ctr_status status = lc_fail(ctx, CTR_E_CANCELLED, "stopped by the progress callback");
            lc_detail_int(ctx, "callback", stop);
            return status;
        }
    }
    return CTR_OK;
}

ctr_status lc_hook_answer(struct lc_ctx *ctx, const char *hook, int code)
{
    if (code == 0) {
        return CTR_OK;
    }
    ctr_status status = lc_fail(ctx, CTR_E_IO, "the %s callback failed with %d", hook, code);
    lc_detail_int(ctx, "callback", code);
    return status;
}

int64_t lc_ctx_now(struct lc_ctx *ctx)
{
    if (!ctx->now_us) {
        ctx->now_us = lc_time_now();
    }
    return ctx->now_us;
}

void *lc_new(struct lc_ctx *ctx, size_t count, size_t size)
{
    void *at = lc_arena_array(&ctx->arena, count, size);
    if (!at) {
        lc_nomem(ctx);
    }
    return at;
}

void *lc_grow(struct lc_ctx *ctx, void *items, size_t count, size_t *room, size_t size)
{
    if (count < *room) {
        return items;
    }
    size_t wanted = count ? count * 2 : FIRST_ROOM;
    void *grown = lc_new(ctx, wanted, size);
    if (!grown) {
        return NULL;
    }
    if (count) {
        memcpy(grown, items, count * size);
    }
    *room = wanted;
    return grown;
}

char *lc_dup(struct lc_ctx *ctx, struct lc_str s)
{
    char *at = lc_arena_str(&ctx->arena, s);
    if (!at) {
        lc_nomem(ctx);
    }
    return at;
}

char *lc_dup_c(struct lc_ctx *ctx, const char *text)
{
    return text ? lc_dup(ctx, lc_str(text)) : NULL;
}

struct lc_str lc_shown(struct lc_ctx *ctx, struct lc_str text)
{
    static const char shown[] = "\\u0000";
    enum { SHOWN = sizeof shown - 1 };

    if (!text.len || !memchr(text.ptr, '\0', text.len)) {
        return text;
    }
    char *copy = lc_new(ctx, text.len, SHOWN);
    char *to = copy;
    for (size_t i = 0; copy && i < text.len; i++) {
        size_t n = text.ptr[i] ? 1 : SHOWN;
        memcpy(to, text.ptr[i] ? text.ptr + i : shown, n);
        to += n;
    }
    return copy ? lc_str_n(copy, (size_t)(to - copy)) : lc_str("");
}

void lc_format_into(char *text, size_t room, const char *format, va_list args)
{
    int n = vsnprintf(text, room, format, args);
    if (n < 0 || (size_t)n < room) {
        return;
    }
    size_t size = room - 1;
    while (size && ((unsigned char)text[size - 1] & 0xC0) == 0x80) {
        size--;
    }
    size_t head = size && (unsigned char)text[size - 1] >= 0xC0; /* of a code point that is cut */
    text[size - head] = '\0';
}

char *lc_vformat(struct lc_ctx *ctx, const char *format, va_list args)
{
    char few[256]; /* measuring costs the C library more than writing does */
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(few, sizeof few, format, args);
    char *at = n < 0 ? NULL : lc_arena_alloc(&ctx->arena, (size_t)n + 1);
    if (!at) {
        lc_nomem(ctx);
    } else if ((size_t)n < sizeof few) {
        memcpy(at, few, (size_t)n + 1);
    } else {
        vsnprintf(at, (size_t)n + 1, format, again);
    }
    va_end(again);
    return at;
}

char *lc_format(struct lc_ctx *ctx, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = lc_vformat(ctx, format, args);
    va_end(args);
    return text;
}

char *lc_lower(struct lc_ctx *ctx, const char *text)
{
    char *copy = lc_dup_c(ctx, text);
    for (char *c = copy; c && *c; c++) {
        if (*c >= 'A' && *c <= 'Z') {
            *c = (char)(*c + 32);
        }
    }
    return copy;
}

char *lc_after_prefix(struct lc_ctx *ctx, const char *prefix)
{
    char *end = lc_dup_c(ctx, *prefix ? prefix : "~");
    if (end) {
        end[strlen(end) - 1]++;
    }
    return end;
}
