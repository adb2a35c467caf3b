/* The parts of a verification. */
#ifndef LC_DOMAIN_LEDGER_VERIFY_H
#define LC_DOMAIN_LEDGER_VERIFY_H

#include "domain/ledger/period.h"

struct lc_ledger_walk;

/* What the rooms above a ledger know of it, held against it in the same walk. */
struct lc_ledger_rooms {
    void *user;
    /* An entry of kind target or share, whose cause is theirs; its postings are borrowed. */
    ctr_status (*entry)(void *user, struct lc_ledger_walk *w, const struct ctr_entry *e);
    /* After everything else, if no fault was found. */
    ctr_status (*end)(void *user, struct lc_ledger_walk *w);
};

/* A verification under way; ends at the first fault. */
struct lc_ledger_walk {
    struct lc_op *op;
    const struct lc_ledger_rooms *rooms;
    const struct ctr_ledger *book;
    struct ctr_ledger_report *report;
    struct ctr_account *stored; /* as the rows have them, by rid */
    struct ctr_account *again;  /* the same with totals computed again */
    size_t account_count;
    struct lc_map ended; /* entries that were reversed or resolved */
    struct lc_buf bytes;
    struct lc_sha256 head;
    struct ctr_period_list periods;
    struct lc_merkle tree; /* of the entries up to the last seal */
    int64_t sealed_seq;
    size_t next_seal;  /* index of the next sealed period whose entries end */
    size_t closed;     /* how many periods are closed at the entry at hand */
    int64_t postings;  /* seen so far */
    int64_t evidences; /* that the entries say they have */
};

/* The report of a ledger: the first fault, or none. With the rooms above: flow/verify.h. */
ctr_status lc_ledger_verify(struct lc_op *op, const struct ctr_ledger *book,
                            const struct lc_ledger_rooms *rooms, struct ctr_ledger_report *out);

/* Note the first fault: invariant L<n>, what it is in. Returns CTR_OK; later ones change
 * nothing. */
ctr_status lc_ledger_fault(struct lc_ledger_walk *w, int invariant, int64_t seq, const char *row,
                           const char *format, ...) __attribute__((format(printf, 5, 6)));

static inline bool lc_ledger_sound(const struct lc_ledger_walk *w)
{
    return !w->report->invariant;
}

/* A failure of a rule becomes a fault; others are returned. */
ctr_status lc_ledger_rule_fault(struct lc_ledger_walk *w, int invariant, int64_t seq,
                                ctr_status status);
/* The account of a row, with totals so far; NULL if there is none. */
struct ctr_account *lc_ledger_account(const struct lc_ledger_walk *w, int64_t rid);
/* What must hold of the next entry; counts it. */
ctr_status lc_ledger_check_entry(struct lc_ledger_walk *w, const struct ctr_entry *entry);

/* "period up to 2026-01-31"; NULL without memory. */
const char *lc_period_row(struct lc_ctx *ctx, const struct ctr_period *p);
/* L8 of a period. */
ctr_status lc_period_fault(struct lc_ledger_walk *w, const struct ctr_period *p, const char *text);

/* Periods: what must be known before the walk, looked at for each entry, and in the end. */
ctr_status lc_ledger_seal_begin(struct lc_ledger_walk *w);
ctr_status lc_ledger_seal_entry(struct lc_ledger_walk *w, const struct ctr_entry *entry);
ctr_status lc_ledger_seal_end(struct lc_ledger_walk *w);

/* Accounts and the ledger itself against what the store's journal says of them. */
ctr_status lc_ledger_verify_events(struct lc_ledger_walk *w);

#endif
