/* Parts as text. */
#include "spec/part.h"

#include "codec/value.h"

#include <stdio.h>

/* ---- text: measured first, then written from its end to its beginning */

struct ink {
    char *at; /* NULL while measuring */
    size_t size;
};

static void put(struct ink *ink, const char *bytes, size_t size)
{
    ink->size += size;
    if (ink->at && size) {
        ink->at -= size;
        memcpy(ink->at, bytes, size);
    }
}

/* A token of the pointer, escaped as RFC 6901 says; a NUL must not end the C string. */
static void put_key(struct ink *ink, struct lc_str key)
{
    size_t end = key.len;
    for (size_t i = key.len; i-- > 0;) {
        const char *escape = lc_pointer_escape(key.ptr[i]);
        if (escape) {
            put(ink, key.ptr + i + 1, end - i - 1);
            put(ink, escape, strlen(escape));
            end = i;
        }
    }
    put(ink, key.ptr, end);
}

static void put_frame(struct ink *ink, const struct lc_part *part)
{
    char number[16];
    switch (part->kind) {
    case LC_PART_WORDS:
        put(ink, part->text.ptr, part->text.len);
        break;
    case LC_PART_KEY:
        put_key(ink, part->text);
        break;
    case LC_PART_ITEM:
        put(ink, "*", 1);
        break;
    case LC_PART_TUPLE: {
        int n = snprintf(number, sizeof number, "%u", (unsigned)part->index);
        put(ink, number, (size_t)n);
        break;
    }
    case LC_PART_MAP:
        put(ink, "{}", 2);
        break;
    }
}

static void put_all(struct ink *ink, const struct lc_part *part)
{
    if (!part) {
        put(ink, "/", 1);
    }
    for (; part; part = part->parent) {
        put_frame(ink, part);
        if (part->kind != LC_PART_WORDS) {
            put(ink, "/", 1);
        }
        if (part->parent && (part->kind == LC_PART_WORDS || part->parent->kind == LC_PART_WORDS)) {
            put(ink, " ", 1);
        }
    }
}

const char *lc_part_text(struct lc_ctx *ctx, const struct lc_part *part)
{
    struct ink ink = {NULL, 0};
    put_all(&ink, part);
    char *text = lc_arena_alloc(&ctx->arena, ink.size + 1);
    if (!text) {
        lc_nomem(ctx);
        return NULL;
    }
    text[ink.size] = '\0';
    ink.at = text + ink.size;
    put_all(&ink, part);
    return text;
}
