/*
 * The struct_size rule of structs that callers fill, in one place: a caller built against an older
 * header may pass less than we know, one built against a newer header more.
 */
#ifndef LC_BASE_OPTS_H
#define LC_BASE_OPTS_H

#include "base/ctx.h"

enum { LC_OPTIONS_MAX = 4096 };

/*
 * Copy what we know of the caller's struct over the defaults that stand in `out` already.
 *
 * `user` NULL leaves the defaults. `user_size` is its struct_size; less than `min_size` (the struct
 * of the first release), more than LC_OPTIONS_MAX, or bytes behind `known_size` that are not zero,
 * are ARGUMENT. struct_size in `out` ends as known_size; `what` names the struct in messages.
 */
ctr_status lc_options_read(struct lc_ctx *ctx, const char *what, const void *user,
                           uint32_t user_size, void *out, size_t known_size, size_t min_size);

#endif
