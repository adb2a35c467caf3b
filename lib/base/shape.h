/*
 * Shapes: what a result's struct is made of, as a table. One description serves the single-block
 * snapshot that a caller owns, its copy from the cache, its JSON, and reading that JSON back.
 *
 * A result type `ctr_x` is a plain struct `struct ctr_x` of its room, filled in scratch memory;
 * lc_pack turns it into the block that the caller owns. The caller's pointer is the body; the
 * block's header lies before it.
 */
#ifndef LC_BASE_SHAPE_H
#define LC_BASE_SHAPE_H

#include "base/ctx.h"

/* Words of an enum, ending in {0, NULL}. The first name of a value is the one that is printed. */
struct lc_word {
    int32_t value;
    const char *name;
};

/* "unknown" for values that are not in the table. */
const char *lc_word_name(const struct lc_word *words, int64_t value);
/* ASCII case and '_' for '-' do not matter. */
bool lc_word_parse(const struct lc_word *words, const char *name, int32_t *out);
/* "a, b or c", for messages. */
const char *lc_word_list(struct lc_ctx *ctx, const struct lc_word *words);

enum lc_kind {
    LC_KIND_STR = 1, /* const char *, may be NULL */
    LC_KIND_JSON,    /* const char *, JSON text to be embedded as it is; NULL = null */
    LC_KIND_VALUE,   /* the same, of which no byte is normalised when it is read back: 1.0 is no
                        integer of draft 4 and 1 is one */
    LC_KIND_INT,     /* int64_t */
    LC_KIND_ORDINAL, /* int64_t from 1; 0 = null */
    LC_KIND_BOOL,    /* int32_t */
    LC_KIND_MARK,    /* int32_t; true in JSON, or not there at all */
    LC_KIND_TIME,    /* int64_t microseconds; 0 = null */
    LC_KIND_WORD,    /* int32_t wide enum; 0 = null */
    LC_KIND_OBJECT,  /* a struct inline */
    LC_KIND_REF,     /* pointer to a struct, may be NULL */
    LC_KIND_NOTE,    /* the same; where it is NULL, its member is not there at all */
    LC_KIND_LIST,    /* pointer to structs, and a size_t count */
    LC_KIND_STRS,    /* pointer to const char *, and a size_t count */
    LC_KIND_BYTES,   /* const void *, and a size_t count; a NUL is added; never in JSON */
    LC_KIND_TOLD     /* no member: text or NULL that is made of the struct for JSON that is shown;
                        neither stored nor read */
};

struct lc_shape;

struct lc_field {
    const char *key; /* in JSON; NULL = not in JSON */
    enum lc_kind kind;
    uint32_t offset;
    uint32_t count_offset;        /* LIST, STRS, BYTES */
    const struct lc_shape *shape; /* OBJECT, REF, NOTE, LIST */
    const struct lc_word *words;  /* WORD */
    const char *(*told)(const void *body); /* TOLD */
};

struct lc_shape {
    const char *name; /* for messages */
    size_t size;      /* of the struct; a multiple of its alignment, at most that of a pointer */
    const struct lc_field *fields;
    size_t count;
};

#define LC_SHAPE(type, rows)                                                                       \
    {                                                                                              \
#type, sizeof(struct type), rows, sizeof(rows) / sizeof((rows)[0])                         \
    }
#define LC_FIELD_OF(type, key, kind, member)                                                       \
    {                                                                                              \
        key, kind, offsetof(struct type, member), 0, NULL, NULL, NULL                              \
    }
#define LC_FIELD_WORD(type, key, member, words)                                                    \
    {                                                                                              \
        key, LC_KIND_WORD, offsetof(struct type, member), 0, NULL, words, NULL                     \
    }
#define LC_FIELD_NEST(type, key, kind, member, shape)                                              \
    {                                                                                              \
        key, kind, offsetof(struct type, member), 0, shape, NULL, NULL                             \
    }
#define LC_FIELD_LIST(type, key, member, count, shape)                                             \
    {                                                                                              \
        key, LC_KIND_LIST, offsetof(struct type, member), offsetof(struct type, count), shape,     \
            NULL, NULL                                                                             \
    }
#define LC_FIELD_STRS(type, key, member, count)                                                    \
    {                                                                                              \
        key, LC_KIND_STRS, offsetof(struct type, member), offsetof(struct type, count), NULL,      \
            NULL, NULL                                                                             \
    }
#define LC_FIELD_TOLD(type, key, told)                                                             \
    {                                                                                              \
        key, LC_KIND_TOLD, 0, 0, NULL, NULL, told                                                  \
    }

/* The mark of a result, if its shape has one: in this library, that it answers a dry run. */
void lc_shape_set_mark(const struct lc_shape *shape, void *body, bool set);
bool lc_shape_marked(const struct lc_shape *shape, const void *body);

/* Deep copy of *src into one block of the host's memory. NOMEM leaves *out NULL. */
ctr_status lc_pack(struct lc_ctx *ctx, const struct lc_shape *shape, const void *src, void **out);
/* Another block with the same content; a memcpy and one addition a pointer. NULL without memory. */
void *lc_block_copy(const ctr_allocator *alloc, const void *body);
/* The same into room of the caller's: lc_block_bytes of it, aligned as malloc does. It goes with
 * the room and is never given to lc_block_free. */
void *lc_block_place(void *room, const ctr_allocator *alloc, const void *body);
/* Size of the whole block, bytes. */
size_t lc_block_bytes(const void *body);
/* The shape it was packed with. */
const struct lc_shape *lc_block_shape(const void *body);
/* NULL is allowed. */
void lc_block_free(const void *body);

#endif
