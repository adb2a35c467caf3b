/*
 * Parts: addresses of what a consumer can rely on (semantics.md 12, 13). While comparing they are
 * chains of frames on the C stack; only a finding makes text of one.
 */
#ifndef LC_SPEC_PART_H
#define LC_SPEC_PART_H

#include "base/buf.h"
#include "base/ctx.h"

enum lc_part_kind {
    LC_PART_WORDS, /* text as it is, behind a space: "GET /orders/{id}", "response 200", "body" */
    LC_PART_KEY,   /* one token of the pointer: a property, escaped with ~0 ~1 */
    LC_PART_ITEM,  /* "*": any item of an array */
    LC_PART_TUPLE, /* an item by its index */
    LC_PART_MAP    /* "{}": any other value of a map */
};

struct lc_part {
    const struct lc_part *parent; /* NULL at the root */
    enum lc_part_kind kind;
    struct lc_str text;
    uint32_t index; /* TUPLE */
};

/* The address as text. The pointer of a data root ("/") is written only where nothing stands before
 * it. Scratch memory; NULL with NOMEM recorded. */
const char *lc_part_text(struct lc_ctx *ctx, const struct lc_part *part);

/* True if one address equals the other or is a prefix of it at a token boundary (a space or a '/'
 * behind it, or the root "/" before a pointer; in names without either, a '.' or a '('), either
 * way, where values of a map ("{}") and items ("*") that are used include those with a name or an
 * index of their own; or if `finding` stands on the request side (query, path, header, cookie,
 * body; of webhooks and callbacks, the response, too) or is a whole operation, and `used` is any
 * part of the same operation; or in a message that is sent to the application, and `used` is any
 * part of that message. Names of path parameters ("{id}") do not matter. */
bool lc_part_hits(const char *finding, const char *used);
/* The same of what is around `finding`: the object that holds a property, the type that a field is
 * of, the operation, or else the whole. */
bool lc_part_hits_around(const char *finding, const char *used);
/* The same text for all addresses that differ in nothing but those names: without them, but with
 * the expressions of callbacks ("{$url}"). Scratch
 * memory, or `part` itself; NULL with NOMEM recorded. */
const char *lc_part_unnamed(struct lc_ctx *ctx, const char *part);

#endif
