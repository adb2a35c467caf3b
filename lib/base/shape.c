/*
 * Packing by shape. A block is: header, body, everything the body points at, and last a table of
 * where its pointers are, so that a copy of the block only has to add a distance to each.
 */
#include "base/shape.h"

#include <stdalign.h>

struct block {
    ctr_allocator alloc;
    const struct lc_shape *shape;
    size_t size;     /* of everything, this header included */
    size_t pointers; /* entries in the table at the end */
    alignas(max_align_t) char body[];
};

struct packer {
    char *base; /* NULL while measuring */
    size_t used;
    uint32_t *table; /* NULL while measuring */
    size_t pointers;
};

static struct block *header(const void *body)
{
    return (struct block *)((char *)(uintptr_t)body - offsetof(struct block, body));
}

static const void *pointer_at(const void *from, uint32_t offset)
{
    const void *p;
    memcpy(&p, (const char *)from + offset, sizeof p);
    return p;
}

static size_t count_at(const void *from, uint32_t offset)
{
    size_t n;
    memcpy(&n, (const char *)from + offset, sizeof n);
    return n;
}

/* Room in the block; while measuring only its size is counted. */
static char *take(struct packer *p, size_t size, size_t align)
{
    p->used = (p->used + align - 1) & ~(align - 1);
    char *at = p->base ? p->base + p->used : NULL;
    p->used += size;
    return at;
}

static void set_pointer(struct packer *p, char *slot, const char *target)
{
    if (p->base) {
        memcpy(slot, &target, sizeof target);
        p->table[p->pointers] = (uint32_t)(slot - p->base);
    }
    p->pointers++;
}

static void put_bytes(struct packer *p, char *slot, const void *bytes, size_t size)
{
    char *at = take(p, size + 1, 1);
    if (at) {
        if (size) {
            memcpy(at, bytes, size);
        }
        at[size] = '\0';
    }
    set_pointer(p, slot, at);
}

static void fill(struct packer *p, const struct lc_shape *shape, const void *src, char *dst);

/* An array of `count` structs, or of pointers to strings where shape is NULL. */
static void put_array(struct packer *p, char *slot, const struct lc_shape *shape, const void *src,
                      size_t count)
{
    size_t step = shape ? shape->size : sizeof(char *);
    char *at = take(p, count * step, alignof(max_align_t));
    if (at) {
        memcpy(at, src, count * step);
    }
    set_pointer(p, slot, at);
    for (size_t i = 0; i < count; i++) {
        const char *item = (const char *)src + i * step;
        char *to = at ? at + i * step : NULL;
        if (shape) {
            fill(p, shape, item, to);
        } else {
            const char *text = pointer_at(item, 0);
            if (text) {
                put_bytes(p, to, text, strlen(text));
            }
        }
    }
}

/* Everything that *src points at goes behind what is there; dst holds a flat copy already. */
static void fill(struct packer *p, const struct lc_shape *shape, const void *src, char *dst)
{
    for (size_t i = 0; i < shape->count; i++) {
        const struct lc_field *f = &shape->fields[i];
        char *slot = dst ? dst + f->offset : NULL;
        if (f->kind == LC_KIND_OBJECT) {
            fill(p, f->shape, (const char *)src + f->offset, slot);
            continue;
        }
        if (f->kind == LC_KIND_INT || f->kind == LC_KIND_ORDINAL || f->kind == LC_KIND_BOOL ||
            f->kind == LC_KIND_MARK || f->kind == LC_KIND_TIME || f->kind == LC_KIND_WORD ||
            f->kind == LC_KIND_TOLD) {
            continue;
        }
        const void *target = pointer_at(src, f->offset);
        if (!target) {
            continue;
        }
        switch (f->kind) {
        case LC_KIND_STR:
        case LC_KIND_JSON:
        case LC_KIND_VALUE:
            put_bytes(p, slot, target, strlen(target));
            break;
        case LC_KIND_BYTES:
            put_bytes(p, slot, target, count_at(src, f->count_offset));
            break;
        case LC_KIND_REF:
        case LC_KIND_NOTE:
            put_array(p, slot, f->shape, target, 1);
            break;
        case LC_KIND_LIST:
            put_array(p, slot, f->shape, target, count_at(src, f->count_offset));
            break;
        case LC_KIND_STRS:
            put_array(p, slot, NULL, target, count_at(src, f->count_offset));
            break;
        case LC_KIND_INT:
        case LC_KIND_ORDINAL:
        case LC_KIND_BOOL:
        case LC_KIND_MARK:
        case LC_KIND_TIME:
        case LC_KIND_WORD:
        case LC_KIND_OBJECT:
        case LC_KIND_TOLD:
            break;
        }
    }
}

ctr_status lc_pack(struct lc_ctx *ctx, const struct lc_shape *shape, const void *src, void **out)
{
    struct packer measure = {.used = shape->size};

    *out = NULL;
    fill(&measure, shape, src, NULL);
    size_t content = (measure.used + alignof(uint32_t) - 1) & ~(alignof(uint32_t) - 1);
    size_t size = offsetof(struct block, body) + content + measure.pointers * sizeof(uint32_t);
    if (content > UINT32_MAX) {
        return lc_fail(ctx, CTR_E_LIMIT, "a result of %zu bytes is larger than 4 GiB", content);
    }
    struct block *b = lc_alloc(&ctx->alloc, size);
    if (!b) {
        return lc_nomem(ctx);
    }
    *b = (struct block){ctx->alloc, shape, size, measure.pointers};
    struct packer p = {b->body, shape->size, (uint32_t *)(void *)(b->body + content), 0};
    memcpy(b->body, src, shape->size);
    fill(&p, shape, src, b->body);
    *out = b->body;
    return CTR_OK;
}

void *lc_block_place(void *room, const ctr_allocator *alloc, const void *body)
{
    const struct block *from = header(body);
    struct block *to = room;

    memcpy(to, from, from->size);
    to->alloc = *alloc;
    ptrdiff_t distance = (char *)to - (const char *)from;
    const uint32_t *table =
        (const uint32_t *)(const void *)((const char *)to + to->size) - to->pointers;
    for (size_t i = 0; i < to->pointers; i++) {
        uintptr_t p;
        memcpy(&p, to->body + table[i], sizeof p);
        p += (uintptr_t)distance;
        memcpy(to->body + table[i], &p, sizeof p);
    }
    return to->body;
}

void *lc_block_copy(const ctr_allocator *alloc, const void *body)
{
    void *room = lc_alloc(alloc, header(body)->size);
    return room ? lc_block_place(room, alloc, body) : NULL;
}

size_t lc_block_bytes(const void *body)
{
    return header(body)->size;
}

const struct lc_shape *lc_block_shape(const void *body)
{
    return header(body)->shape;
}

void lc_block_free(const void *body)
{
    if (body) {
        struct block *b = header(body);
        ctr_allocator alloc = b->alloc;
        lc_release(&alloc, b);
    }
}

static const struct lc_field *mark_of(const struct lc_shape *shape)
{
    for (size_t i = 0; i < shape->count; i++) {
        if (shape->fields[i].kind == LC_KIND_MARK) {
            return &shape->fields[i];
        }
    }
    return NULL;
}

void lc_shape_set_mark(const struct lc_shape *shape, void *body, bool set)
{
    const struct lc_field *f = mark_of(shape);
    int32_t value = set;
    if (f) {
        memcpy((char *)body + f->offset, &value, sizeof value);
    }
}

bool lc_shape_marked(const struct lc_shape *shape, const void *body)
{
    const struct lc_field *f = mark_of(shape);
    int32_t value = 0;
    if (f) {
        memcpy(&value, (const char *)body + f->offset, sizeof value);
    }
    return value != 0;
}

const char *lc_word_name(const struct lc_word *words, int64_t value)
{
    for (; words->name; words++) {
        if (words->value == value) {
            return words->name;
        }
    }
    return "unknown";
}

static char fold(char c)
{
    return (char)(c == '_' ? '-' : c >= 'A' && c <= 'Z' ? c + 32 : c);
}

bool lc_word_parse(const struct lc_word *words, const char *name, int32_t *out)
{
    for (; name && words->name; words++) {
        const char *a = words->name;
        const char *b = name;
        while (*a && fold(*a) == fold(*b)) {
            a++;
            b++;
        }
        if (!*a && !*b) {
            *out = words->value;
            return true;
        }
    }
    return false;
}

const char *lc_word_list(struct lc_ctx *ctx, const struct lc_word *words)
{
    const char *text = "";
    for (; text && words->name; words++) {
        const char *glue = !*text ? "" : words[1].name ? ", " : " or ";
        text = lc_format(ctx, "%s%s%s", text, glue, words->name);
    }
    return text ? text : "?";
}
