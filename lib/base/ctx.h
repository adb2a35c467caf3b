/*
 * What any function needs while one call runs: scratch memory, the place for its error, limits,
 * the call's instant, the cancel flag.
 */
#ifndef LC_BASE_CTX_H
#define LC_BASE_CTX_H

#include "base/arena.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>

struct lc_limits {
    uint64_t max_document_bytes;
    uint64_t max_import_bytes;
    uint64_t max_nodes; /* of one document after alias expansion */
    uint32_t max_depth;
};

#define LC_LIMITS_DEFAULT                                                                          \
    ((struct lc_limits){UINT64_C(256) << 20, UINT64_C(64) << 30, UINT64_C(50) * 1000 * 1000, 512})

struct lc_ctx {
    ctr_allocator alloc;   /* the host's; for results and errors */
    struct lc_arena arena; /* scratch; dies with the call */
    ctr_error *error;      /* first failure, if any */
    struct lc_limits limits;
    int64_t now_us;           /* one call, one instant */
    const atomic_int *cancel; /* sticky; NULL = cannot be cancelled */
    uint64_t steps;           /* of the walk under way; see lc_spend */
    uint64_t most_steps;      /* 0 = as many as it takes */
    ctr_progress_fn progress; /* NULL = nobody wants to know */
    void *progress_user;
};

/* A context for a call without a store. `host` may be NULL. ARGUMENT if the host's table is bad;
 * lc_ctx_end must be called in any case. */
ctr_status lc_ctx_begin(struct lc_ctx *ctx, const ctr_allocator *host);
/* Free the scratch memory and hand the error over to *err (or drop it). Returns `status`. */
ctr_status lc_ctx_end(struct lc_ctx *ctx, ctr_status status, ctr_error **err);

/* Record a failure and return `status`. The first cause wins: a second call changes nothing.
 * Messages: one line, lower case, no full stop; what is, what was wanted, where, what to do. */
ctr_status lc_fail(struct lc_ctx *ctx, ctr_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Add a named fact to the failure just recorded. Ignored when there is none or no memory. */
void lc_detail(struct lc_ctx *ctx, const char *key, const char *value);
void lc_detail_int(struct lc_ctx *ctx, const char *key, int64_t value);
/* No memory: needs none to record. */
ctr_status lc_nomem(struct lc_ctx *ctx);
/* NOMEM if memory was refused on the way, whoever passed that over; else CTR_OK. For the end of
 * what asks for much: an answer in which something is missing is none. */
ctr_status lc_mind_memory(const struct lc_ctx *ctx);
/* CTR_OK, or CANCELLED if the flag is up. For loops. */
ctr_status lc_poll(struct lc_ctx *ctx);
/* The same after so many more steps, each a small part of a microsecond; LIMIT where reading or
 * comparing takes more of them than it may. */
ctr_status lc_spend(struct lc_ctx *ctx, uint64_t steps);
/* Tell the host; CANCELLED if it wants to stop. */
ctr_status lc_progress(struct lc_ctx *ctx, const char *what, uint64_t done, uint64_t total);
/* A callback of the host (its clock, its source of random bytes) that answered `code`: IO unless
 * that is 0. */
ctr_status lc_hook_answer(struct lc_ctx *ctx, const char *hook, int code);

#define LC_TRY(expr)                                                                               \
    do {                                                                                           \
        ctr_status try_ = (expr);                                                                  \
        if (try_ != CTR_OK) {                                                                      \
            return try_;                                                                           \
        }                                                                                          \
    } while (0)

/* The instant of the call: what was given, else the clock, read once. */
int64_t lc_ctx_now(struct lc_ctx *ctx);

/* Scratch memory, or NOMEM recorded and NULL. */
void *lc_new(struct lc_ctx *ctx, size_t count, size_t size);
/* The array of `count` things of `size` bytes with room for one more: itself, or one of twice the
 * room (*room is set) that begins with them; the old one stays until the call ends. */
void *lc_grow(struct lc_ctx *ctx, void *items, size_t count, size_t *room, size_t size);
char *lc_dup(struct lc_ctx *ctx, struct lc_str s);
char *lc_dup_c(struct lc_ctx *ctx, const char *text); /* NULL stays NULL */
/* For "%.*s", which ends at a NUL: the text itself, or a copy in which each NUL is "\u0000". */
struct lc_str lc_shown(struct lc_ctx *ctx, struct lc_str text);
/* Formatted scratch string, or NULL with NOMEM recorded. */
char *lc_format(struct lc_ctx *ctx, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The list is used up. */
char *lc_vformat(struct lc_ctx *ctx, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
/* Into `text`, of `room` bytes: cut between code points where it is longer. */
void lc_format_into(char *text, size_t room, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

/* Copy with ASCII letters in lower case. NULL stays NULL. */
char *lc_lower(struct lc_ctx *ctx, const char *text);
/* The first string behind every string that begins with `prefix`, for ranges of keys; the prefix's
 * last byte is ASCII below DEL. An empty prefix gives "\x7F". */
char *lc_after_prefix(struct lc_ctx *ctx, const char *prefix);

#endif
