/*
 * What parties exchange about a ledger: signed checkpoints, and proofs that need no store.
 */
#ifndef LC_DOMAIN_LEDGER_CHECKPOINT_H
#define LC_DOMAIN_LEDGER_CHECKPOINT_H

#include "base/sign.h"
#include "domain/ledger/period.h"

struct ctr_checkpoint {
    const char *format;
    const char *team;
    const char *name;
    const char *ledger; /* id */
    int64_t entries;
    const char *head;
    const char *root;
    int64_t at_us;
    const char *key; /* public, hex */
    const char *signature;
};

struct ctr_proof {
    const char *format;
    const char *ledger;
    const char *kind; /* "inclusion" or "consistency" */
    int64_t seq;      /* inclusion: the entry */
    const char *hash; /* inclusion: its hash */
    int64_t from;     /* consistency: entries of the older tree */
    const char *from_root;
    int64_t entries; /* of the tree */
    const char *root;
    const char *const *path;
    size_t path_count;
};

extern const struct lc_shape lc_shape_checkpoint, lc_shape_proof;

ctr_status lc_checkpoint_make(struct lc_op *op, const struct ctr_ledger *book,
                              const unsigned char *secret_key, struct ctr_checkpoint *out);
/* INPUT if it is malformed. */
ctr_status lc_checkpoint_read(struct lc_ctx *ctx, struct lc_str text, struct ctr_checkpoint *out);
/* Is it signed by this key, and the signature good? */
bool lc_checkpoint_signed(struct lc_ctx *ctx, const struct ctr_checkpoint *c,
                          const unsigned char *public_key);
/* Does a ledger that was verified, as the report says, go on from the checkpoint? */
ctr_status lc_checkpoint_compare(struct lc_op *op, const struct ctr_ledger *book,
                                 const struct ctr_checkpoint *c, const unsigned char *public_key,
                                 struct ctr_ledger_report *out);

/* Of entry `seq`, or (from > 0) of the growth from so many entries; entries 0 = all there are. */
ctr_status lc_proof_make(struct lc_op *op, const struct ctr_ledger *book, int64_t seq, int64_t from,
                         int64_t entries, struct ctr_proof *out);
ctr_status lc_proof_read(struct lc_ctx *ctx, struct lc_str text, struct ctr_proof *out);
/* Do its nodes lead to the roots it names? `root` and `from_root` (hex, may be NULL) must be
 * those. */
ctr_status lc_proof_check(struct lc_ctx *ctx, const struct ctr_proof *p, const char *root,
                          const char *from_root, int *good);

#endif
