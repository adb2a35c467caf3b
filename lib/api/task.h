/*
 * The boundary: one public call = one task. Checks what comes from outside, opens an op, runs one
 * domain function, packs its result before the commit and publishes it after.
 */
#ifndef LC_API_TASK_H
#define LC_API_TASK_H

#include "base/first.h"
#include "base/names.h"
#include "base/opts.h"
#include "domain/event/event.h"

/* What a task is about. */
struct lc_names {
    const char *team;
    const char *name; /* NULL: about the team */
};

struct lc_task {
    enum lc_txn_kind kind;
    bool looks;                   /* a dry run of it needs no store that can be written */
    const char *verb;             /* for the authoriser; writes only */
    const struct lc_names *names; /* checked; NULL: about the store */
    /* First of all: the caller's struct of options into args, names into *names. NULL = nothing. */
    ctr_status (*read)(struct lc_ctx *ctx, void *args);
    /* Before the lock is taken: checks, reading of documents. NULL = nothing. */
    ctr_status (*prepare)(struct lc_op *op, void *args);
    /* Under the lock, in the transaction; fills `body`. */
    ctr_status (*run)(struct lc_op *op, void *args, void *body);
    void *args;
    const struct lc_shape *shape; /* of the result; NULL = none */
    void *body;
};

/* Run a task. `out` may be NULL. On success *out is the packed result, on failure NULL. */
ctr_status lc_task_run(ctr_store *store, const ctr_call *call, const struct lc_task *task,
                       void **out, ctr_error **err);

/* The caller's struct, whose first member is its size, over the defaults in `out`. */
#define LC_READ(ctx, type, given, out)                                                             \
    lc_options_read(ctx, #type, given, (given) ? (given)->struct_size : 0, out, sizeof(type),      \
                    LC_FIRST_##type)
/* The `_init` functions: zero and the size. */
void lc_options_init(void *options, size_t size);

/* A page size from outside: 0 = 100, at most 1000. */
size_t lc_page_limit(uint32_t limit);
/* Metadata from outside: NULL = "{}", else the canonical text of a JSON object. */
ctr_status lc_check_metadata(struct lc_ctx *ctx, const char *metadata, const char **out);
/* An enum from outside: 0 or a word of the table. */
ctr_status lc_check_word(struct lc_ctx *ctx, const char *what, int64_t value,
                         const struct lc_word *words);
/* A selector: NULL, or valid text of at most 512 bytes. */
ctr_status lc_check_selector(struct lc_ctx *ctx, const char *selector);

#endif
