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
    LC_NUMBER, /* text = the number as written */
    LC_STRING, /* text = decoded UTF-8; may hold NUL (from \u0000) */
    LC_ARRAY,
    LC_OBJECT
};

struct lc_member;

/* 24 bytes: a document of 12 MB has about a million. */
struct lc_value {
    uint8_t kind;
    uint8_t flags; /* for the owner of the tree; zero when read */
    uint16_t unused;
    uint32_t offset; /* of its first byte in the source */
    union {
        struct lc_str text;
        struct {
            const struct lc_value *at;
            uint32_t count;
        } items;
        struct {
            const struct lc_member *at;
            uint32_t count;
            uint32_t index; /* nonzero: a hash index stands behind the members; see value.c */
        } members;
    };
};

struct lc_member {
    struct lc_str key;
    uint32_t key_offset;
    struct lc_value value;
};

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
};

/* Value of a member, NULL if `object` is NULL, no object, or has none of that name. O(1). */
const struct lc_value *lc_get(const struct lc_value *object, const char *key);
const struct lc_value *lc_get_str(const struct lc_value *object, struct lc_str key);
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
