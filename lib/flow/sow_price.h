/*
 * The price of an iteration: fixed by a master that pays by the iteration, due when all criteria
 * are accepted, posted to the master's ledger as a fee.
 */
#ifndef LC_FLOW_SOW_PRICE_H
#define LC_FLOW_SOW_PRICE_H

#include "domain/ledger/chart.h"
#include "flow/sow.h"

/* What a statement of work costs, and what the ledger of its master has of that. */
struct lc_sow_bill {
    bool fixed;                /* its master pays a fixed price per iteration */
    struct lc_contract master; /* if fixed, this and what follows */
    const char *price;         /* as written; where it names none, the master's; NULL = none */
    const char *currency;      /* the same; NULL = none is named */
    bool open;                 /* the master has a ledger */
    struct ctr_ledger book;    /* if open, this and what follows */
    const char *accounts[2];   /* the fee, and who is owed it */
    int64_t amount;            /* of the price, in minor units of the currency */
    int exponent;
    int64_t posted; /* by all entries for it, of whichever version; not less what was reversed */
    int64_t entry;  /* number of the last one; 0 = none */
    bool done;      /* for this version there is one */
};

/* Price and currency as they hold (sow_price.c). */
ctr_status lc_sow_bill_terms(struct lc_op *op, const struct lc_sow_file *f,
                             struct lc_sow_bill *out);
/* Both, where the master pays a fixed price per iteration; else they stay. */
ctr_status lc_sow_price_by_default(struct lc_op *op, const struct lc_sow_file *f,
                                   const char **price, const char **currency);
/* The same with the ledger. INPUT, at its place in the document, for a price that cannot be posted;
 * CONFLICT where the key of its entry is another's. */
ctr_status lc_sow_bill(struct lc_op *op, const struct lc_sow_file *f, struct lc_sow_bill *out);
/* What is due and not posted, in minor units; 0 = nothing. f->out says whether it is due. */
int64_t lc_sow_bill_owes(const struct lc_sow_file *f, const struct lc_sow_bill *b);
/* What was posted, or why not, into f->out, after lc_sow_say. */
ctr_status lc_sow_bill_say(struct lc_op *op, struct lc_sow_file *f);

/* Is it an entry that was made here? */
bool lc_sow_is_price(const struct ctr_entry *e);
/* "sow:name@label", the key of a version's entry. */
const char *lc_sow_price_key(struct lc_ctx *ctx, const struct ctr_version *v);

/* Post what is due (sow_post.c): nothing where nothing is, or it is there. If it was asked for,
 * STATE says why there is nothing to post. */
ctr_status lc_sow_post(struct lc_op *op, struct lc_sow_file *f, bool asked);

/* Called for each fault of an entry (of a statement of work: 0) against what is due. */
typedef void (*lc_price_fault_fn)(void *user, int64_t seq, const char *what);
/* Entries without a price that was due, and prices that are due without an entry
 * (sow_price_check.c). */
ctr_status lc_sow_price_verify(struct lc_op *op, const struct lc_contract *master,
                               const struct ctr_ledger *book, lc_price_fault_fn found, void *user);

#endif
