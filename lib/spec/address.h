/*
 * Addresses of schemas: the little of RFC 3986 that `$id` and `$ref` need. Text in, text out;
 * nothing is ever fetched.
 */
#ifndef LC_SPEC_ADDRESS_H
#define LC_SPEC_ADDRESS_H

#include "base/ctx.h"

/* Length of "scheme:", 0 if there is none. */
size_t lc_address_scheme(struct lc_str s);
/* The way from a base to a reference without fragment. ptr NULL: NOMEM recorded. */
struct lc_str lc_address_join(struct lc_ctx *ctx, struct lc_str base, struct lc_str ref);
struct lc_str lc_address_without_fragment(struct lc_str s);

#endif
