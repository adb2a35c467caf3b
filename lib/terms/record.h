/*
 * Governing documents as tables: what may stand where, in which form, with which default, and what
 * a change of it means. One description serves reading into a struct, `--effective`, comparing two
 * editions, JSON Schema, XSD and the documentation page.
 *
 * Text is taken from any scalar as it was written, without the blanks around it; numbers, dates and
 * truths from strings as well, so that XML, where all is text, and YAML mean the same. Null and a
 * text of nothing are as if the term were not there; of a list, a text of nothing is the empty one.
 * A list may be written as its only element; a record that has a `shorthand` term may be written as
 * that term alone. A `typed` document has no XML form: its lists are lists and its truths no texts.
 */
#ifndef LC_TERMS_RECORD_H
#define LC_TERMS_RECORD_H

#include "base/map.h"
#include "base/shape.h"
#include "codec/value.h"
#include "terms/fixed.h"

#define LC_TERM_ABSENT INT64_MIN /* of INT, FIXED and DATE */

enum lc_term_kind {
    LC_TERM_TEXT = 1, /* const char *, NULL = absent */
    LC_TERM_NAME,     /* the same, of the letters of names */
    LC_TERM_INT,      /* int64_t from least to most */
    LC_TERM_FIXED,    /* int64_t in millionths, from least to most whole ones */
    LC_TERM_DATE,     /* int64_t days since 1970-01-01 */
    LC_TERM_BOOL,     /* int32_t */
    LC_TERM_WORD,     /* int32_t wide enum, 0 = absent */
    LC_TERM_RECORD,   /* a struct inline */
    LC_TERM_RECORDS,  /* pointer to structs, and a size_t count */
    LC_TERM_TEXTS,    /* pointer to const char *, and a size_t count */
    LC_TERM_PAIRS,    /* pointer to struct lc_term_pair, and a size_t count: a map with free keys */
    LC_TERM_VALUE     /* const struct lc_value *: a room of its own reads it */
};

/* What moves when the term does; rules of lib/spec are chosen by it. */
enum lc_term_effect {
    LC_EFFECT_TEXT = 1, /* wording */
    LC_EFFECT_CAP,      /* a number or list that binds harder the smaller it is */
    LC_EFFECT_FLOOR,    /* a number that binds harder the larger it is */
    LC_EFFECT_MONEY,
    LC_EFFECT_RIGHT, /* who may decide */
    LC_EFFECT_DUTY   /* what has to be done: more of it binds harder */
};

/* EXACT: of a text that names something of another document, in which blanks count. */
enum { LC_TERM_REQUIRED = 1, LC_TERM_ID = 2, LC_TERM_SHORTHAND = 4, LC_TERM_EXACT = 8 };

struct lc_term_record;

struct lc_term {
    const char *key;
    enum lc_term_kind kind;
    unsigned flags;
    uint32_t offset;
    uint32_t count_offset; /* RECORDS, TEXTS, PAIRS */
    enum lc_term_effect effect;
    const struct lc_term_record *record; /* RECORD, RECORDS */
    const struct lc_word *words;         /* WORD */
    int64_t least, most;                 /* INT, FIXED; values of PAIRS */
    const char *fallback; /* documented default, as it would be written; NULL = none */
    const char *about;    /* one sentence, no full stop */
};

struct lc_term_record {
    const char *name; /* "decision right" */
    size_t size;
    const struct lc_term *terms;
    size_t count;
    bool closed; /* keys without a term are refused, not only remarked on */
    bool typed;  /* of the whole: values have the types that its JSON Schema gives them */
};

#define LC_TERM_RECORD_OF(type, name, rows, closed)                                                \
    {                                                                                              \
        name, sizeof(struct type), rows, sizeof(rows) / sizeof((rows)[0]), closed, false           \
    }
/* Of a whole document that is YAML or JSON and never XML. */
#define LC_TERM_TYPED_OF(type, name, rows)                                                         \
    {                                                                                              \
        name, sizeof(struct type), rows, sizeof(rows) / sizeof((rows)[0]), true, true              \
    }

struct lc_term_pair {
    const char *key;
    int64_t value; /* FIXED */
};

/* One term of a document as it holds: given, or by default. Its path goes through names and ids,
 * not numbers, so that it stays when others come and go; each name is escaped as in a JSON pointer,
 * a very long one is cut. */
struct lc_term_point {
    const char *path;  /* "/governance/decision_rights/scope,any/sla_days" */
    const char *value; /* as text; "" where being there is all */
    const struct lc_term *term;
    const struct lc_value *node; /* in the source; NULL: by default */
    uint32_t place;              /* of the value, or of what it is missing in */
    bool given;                  /* false: by default */
};

/* A key without a term. */
struct lc_term_stray {
    const char *path;
    const char *nearest; /* key that may have been meant; NULL = none is near */
    const struct lc_value *node;
    uint32_t place; /* of the key */
};

/* What was read besides the struct. */
struct lc_terms {
    struct lc_doc *doc;
    struct lc_term_point *points; /* in the order of the tables */
    size_t point_count, point_room;
    struct lc_term_stray *strays;
    size_t stray_count, stray_room;
    struct lc_map by_path;  /* index of a point, plus 1 */
    struct lc_map places;   /* of given terms and records, plus 1 */
    struct lc_map elements; /* of lists of records: the term that is the list */
    uint32_t root;          /* place of the whole */
};

/* Read `node`, or, if NULL, defaults alone, into the zeroed struct `body`. INPUT
 * "FILE:LINE:COLUMN: …" with details file, line, column and field for a missing or wrong value, a
 * key twice in a list of records with ids, and, in closed records, a key that is not known. Keys
 * beginning with "x-" are nobody's business. */
ctr_status lc_terms_read(struct lc_ctx *ctx, struct lc_doc *doc, const struct lc_value *node,
                         const struct lc_term_record *record, void *body, struct lc_terms *out);
/* The point with that path, NULL if there is none. */
const struct lc_term_point *lc_terms_find(const struct lc_terms *terms, const char *path);
/* Path of an element of the list at `above`, by its one or two ids (`second` may be NULL), in
 * scratch memory; NULL with NOMEM recorded. */
const char *lc_terms_path(struct lc_ctx *ctx, const char *above, const char *first,
                          const char *second);
/* Where that path stands in the source, or, where it does not, what is nearest above it. */
uint32_t lc_terms_place(const struct lc_terms *terms, const char *path);
/* Smallest number of letters to insert, remove, change or swap between two short words, to guess
 * which was meant; SIZE_MAX for long ones. */
size_t lc_term_edits(struct lc_str a, const char *b);
/* Record INPUT at that place; NOMEM if path is NULL. */
ctr_status lc_terms_fail(struct lc_ctx *ctx, const struct lc_terms *terms, const char *path,
                         const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
