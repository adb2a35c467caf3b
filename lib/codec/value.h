/*
 * The neutral tree that JSON and YAML are read into: read-only, in scratch memory, numbers as their
 * source text, every node with its place in the source.
 *
 * Strings are views into the source where it holds them unescaped, else into scratch memory. The
 * source bytes must outlive the tree.
 */
#ifndef LC_CODEC_VALUE_H
#define LC_CODEC_VALUE_H

#include "base/ctx.h"
#include "base/decimal.h"

enum lc_value_kind {
    LC_NULL = 1,
    LC_FALSE,
    LC_TRUE,
    LC_NUMBER, /* lc_raw = the number as written */
    LC_STRING, /* lc_raw = decoded UTF-8; may hold NUL (from \u0000) */
    LC_ARRAY,
    LC_OBJECT
};

/* From here on: texts of a language of its own, by its reader's kinds. */
enum { LC_TOKEN = 8 };

/* The most bytes that one text may have, and the most children of one value. */
enum { LC_VALUE_MOST = (1 << 27) - 1, LC_KIND_MASK = 15 };

struct lc_member;

/* 16 bytes: a description of 12 MB has a quarter of a million, most of them in members. */
struct lc_value {
    union {
        const char *chars; /* of a number, a string, a token; not terminated, see lc_raw */
        const struct lc_value *items;
        const struct lc_member *members;
    };
    uint32_t offset;      /* of its first byte in the source */
    uint32_t kind : 4;    /* enum lc_value_kind; 0 is none */
    uint32_t indexed : 1; /* of an object: a hash index stands behind its members, see tree.c */
    uint32_t count : 27;  /* of chars, items or members */
};

struct lc_member {
    const char *key_chars; /* see lc_key */
    uint32_t key_len;
    uint32_t key_offset;
    struct lc_value value;
};

/* What was written: the text of a number, a string or a token, and of nothing else. */
static inline struct lc_str lc_raw(const struct lc_value *value)
{
    return (struct lc_str){value->chars, value->count};
}

static inline struct lc_str lc_key(const struct lc_member *member)
{
    return (struct lc_str){member->key_chars, member->key_len};
}

/* For values that are made by hand. Texts come from a document or are names, so they are no longer
 * than LC_VALUE_MOST; the same holds for the children. */
static inline void lc_set_raw(struct lc_value *value, struct lc_str text)
{
    value->chars = text.ptr;
    value->count = text.len & LC_VALUE_MOST;
}

static inline void lc_set_items(struct lc_value *value, const struct lc_value *items, size_t count)
{
    value->items = items;
    value->count = count & LC_VALUE_MOST;
}

static inline void lc_set_members(struct lc_value *value, const struct lc_member *members,
                                  size_t count)
{
    value->members = members;
    value->count = count & LC_VALUE_MOST;
    value->indexed = false;
}

static inline void lc_set_key(struct lc_member *member, struct lc_str key)
{
    member->key_chars = key.ptr;
    member->key_len = (uint32_t)key.len;
}

static inline struct lc_value lc_string_at(struct lc_str text, uint32_t offset)
{
    struct lc_value value = {.kind = LC_STRING, .offset = offset};
    lc_set_raw(&value, text);
    return value;
}

static inline struct lc_member lc_member_of(struct lc_str key, uint32_t key_offset,
                                            struct lc_value value)
{
    return (struct lc_member){key.ptr, (uint32_t)key.len, key_offset, value};
}

struct lc_inlay; /* codec/inlay.h */

/* One document: the tree and what is needed to name places in it. */
struct lc_doc {
    const char *file;   /* name for messages */
    struct lc_str text; /* the source bytes */
    const struct lc_value *root;
    /* The tree as it was read, where `root` or parts of it were made anew for another form of the
     * document; else NULL. Pointers and references are those of this tree. */
    const struct lc_value *written;
    uint32_t *lines; /* line ends before each KiB; made at first use, as far as is asked for */
    uint32_t lines_known;
    uint32_t
        *points; /* code points before each KiB, so that a document of one line is no trouble */
    bool yaml;
    /* The text is a string of another document, in which its places are named; NULL: it is not. */
    const struct lc_inlay *inlay;
};

/* What the readers may be told. */
struct lc_read_options {
    const char *file;    /* NULL = "document" */
    bool last_duplicate; /* the last of several members with one key counts; default: refuse */
    bool nameless;       /* the language does not follow from `file`: it is no name of a file, or
                          * was taken in when names did not count */
};

/* Value of a member, NULL if `object` is NULL, no object, or has none of that name. O(1). */
const struct lc_value *lc_get_str(const struct lc_value *object, struct lc_str key);
static inline const struct lc_value *lc_get(const struct lc_value *object, const char *key)
{
    return lc_get_str(object, lc_str(key));
}
/* The member itself, NULL likewise. */
const struct lc_member *lc_get_member(const struct lc_value *object, struct lc_str key);
/* Item of an array, NULL likewise. */
const struct lc_value *lc_at(const struct lc_value *array, size_t index);
/* Text of a string, or an empty view with ptr NULL for anything else. */
struct lc_str lc_text(const struct lc_value *value);
bool lc_is(const struct lc_value *value, enum lc_value_kind kind); /* NULL is nothing */
/* TRUE -> true, anything else false. */
bool lc_truth(const struct lc_value *value);
bool lc_number(const struct lc_value *value, struct lc_decimal *out);
bool lc_int(const struct lc_value *value, int64_t *out);
/* Equal as JSON data: numbers as numbers, objects without regard to order. Depth is bounded by the
 * reader's limit. */
bool lc_value_eq(const struct lc_value *a, const struct lc_value *b);
/* Equal values have equal hashes. */
uint64_t lc_value_hash(const struct lc_value *value);

/* Line and column from 1, column in code points. The first call makes a table in scratch memory,
 * so it must not stand between an arena mark and its release. */
void lc_doc_place(struct lc_ctx *ctx, struct lc_doc *doc, uint32_t offset, int64_t *line,
                  int64_t *column);
/* How a NUL in a key is written in a pointer, which is a C string: RFC 6901 itself lets nothing but
 * 0 and 1 follow a tilde, so no other key reads like this. */
#define LC_POINTER_NUL "~u0000"
/* What stands for a byte of a key in a pointer; NULL: the byte itself. */
static inline const char *lc_pointer_escape(char c)
{
    return c == '~' ? "~0" : c == '/' ? "~1" : c == '\0' ? LC_POINTER_NUL : NULL;
}
/* The key that a token of a pointer stands for: the token, or made in `out`, which has room for it;
 * false if an escape is neither ~0 nor ~1 nor that of a NUL. */
bool lc_pointer_unescape(struct lc_str token, char *out, struct lc_str *key);

/* JSON pointer (RFC 6901) of a node of the tree, found by its place; scratch memory. "" is the
 * root. NULL with NOMEM recorded. The node must belong to the document. */
const char *lc_doc_pointer(struct lc_ctx *ctx, const struct lc_doc *doc,
                           const struct lc_value *node);
/* Node at a JSON pointer, NULL if there is none or it is malformed. */
const struct lc_value *lc_doc_resolve(struct lc_ctx *ctx, const struct lc_doc *doc,
                                      struct lc_str pointer);
/* Record INPUT: "FILE:LINE:COLUMN: message" with details file, line, column, offset. */
ctr_status lc_doc_fail(struct lc_ctx *ctx, struct lc_doc *doc, uint32_t offset, const char *format,
                       ...) __attribute__((format(printf, 4, 5)));
/* The same with another status (LIMIT, UNSUPPORTED). */
ctr_status lc_doc_fail_as(struct lc_ctx *ctx, struct lc_doc *doc, ctr_status status,
                          uint32_t offset, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

#endif
