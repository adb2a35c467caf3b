/* Periods of a ledger: closed and sealed ones. What follows the last of them is open. */
#ifndef LC_DOMAIN_LEDGER_PERIOD_H
#define LC_DOMAIN_LEDGER_PERIOD_H

#include "base/merkle.h"
#include "domain/ledger/ledger.h"

enum { LC_PERIOD_CLOSED = 2, LC_PERIOD_SEALED = 3 };

struct lc_period_line {
    int64_t account_rid;
    const char *account;
    const char *currency;
    int64_t debit;
    int64_t credit;
    const char *text_debit;
    const char *text_credit;
    const char *text_balance;
};

struct ctr_period {
    int64_t rid;
    int64_t first_day;
    int64_t last_day;
    const char *first;
    const char *last;
    int32_t state;
    int64_t closed_seq; /* later entries are not booked in it */
    int64_t closed_us;
    const char *closed_by;
    int64_t sealed_us;
    const char *sealed_by;
    int64_t seal_seq; /* the seal covers the entries up to here */
    struct lc_sha256 head_hash;
    struct lc_sha256 root_hash;
    struct lc_merkle frontier;
    const char *head;
    const char *root;
    const struct lc_period_line *lines;
    size_t line_count;
    const char *flaw; /* why the row can be no period; NULL = it can */
    int32_t dry_run;  /* set where the answer leaves the library */
};

struct ctr_period_list {
    const struct ctr_period *items;
    size_t count;
};

extern const struct lc_shape lc_shape_period, lc_shape_period_list;

extern const struct lc_word lc_words_period_state[];

/* Rows as they stand: a closed period, and its seal. */
ctr_status lc_period_insert(struct lc_op *op, const struct ctr_ledger *book, struct ctr_period *p);
ctr_status lc_period_put_seal(struct lc_op *op, const struct ctr_period *p,
                              const struct lc_merkle *tree, const struct ctr_account *accounts,
                              size_t count);
/* In the order of time, without lines. CORRUPT if one has a flaw; the `_rows` leave it to the
 * caller to say so. */
ctr_status lc_period_rows(struct lc_op *op, const struct ctr_ledger *book,
                          struct ctr_period_list *out);
ctr_status lc_period_list(struct lc_op *op, const struct ctr_ledger *book,
                          struct ctr_period_list *out);
/* The sealed trial balance, by account's name; at most `most` lines. */
ctr_status lc_period_line_rows(struct lc_op *op, struct ctr_period *p, size_t most);
ctr_status lc_period_lines(struct lc_op *op, struct ctr_period *p, size_t most);
/* Close everything up to `last`. Appends ledger.closed. */
ctr_status lc_period_close(struct lc_op *op, struct ctr_ledger *book, int64_t last,
                           struct ctr_period *out);
/* Seal the first period that is closed only; LC_DAY_NONE = whichever that is. Appends
 * ledger.sealed. */
ctr_status lc_period_seal(struct lc_op *op, struct ctr_ledger *book, int64_t last,
                          struct ctr_period *out);
/* Totals at the end of a period. */
ctr_status lc_period_balance(struct lc_op *op, const struct ctr_ledger *book,
                             const struct ctr_period *p, struct ctr_account *items, size_t count);
/* SHA-256 over the lines. */
ctr_status lc_period_digest(struct lc_ctx *ctx, const struct ctr_period *p, struct lc_sha256 *out);
/* Add the hashes of the entries after `after` up to `last` to the tree. */
ctr_status lc_ledger_leaves(struct lc_op *op, const struct ctr_ledger *book, int64_t after,
                            int64_t last, struct lc_merkle *tree);

#endif
