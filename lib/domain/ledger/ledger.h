/*
 * The ledger room: the double-entry journal of a contract. Entries are appended and chained, never
 * changed; accounts keep stored totals, so that a balance costs nothing to know.
 *
 * Invariants are numbered L1 to L14 (doc/ledger.md); `verify` names the first that does not hold.
 */
#ifndef LC_DOMAIN_LEDGER_LEDGER_H
#define LC_DOMAIN_LEDGER_LEDGER_H

#include "base/date.h"
#include "base/map.h"
#include "domain/contract/contract.h"
#include "terms/money.h"

#include <contracts/audit.h>

enum {
    LC_LEDGER_POSTINGS = 1000, /* of an entry, at most */
    LC_LEDGER_EVIDENCE = 1000,
    LC_LEDGER_BATCH = 100000,
    LC_LEDGER_NAME = 255, /* bytes of an account's name */
    LC_LEDGER_TEXT = 4096 /* bytes of a memo or link */
};

/* Keys of rows: those of a book lie together. */
#define LC_LEDGER_SPAN (INT64_C(1) << 40)
/* Without a sign, because a damaged file may hold any row id for a book. */
#define LC_LEDGER_RID(book, number)                                                                \
    ((int64_t)((uint64_t)(book) * (uint64_t)LC_LEDGER_SPAN + (uint64_t)(number)))
#define LC_LEDGER_NUMBER(rid) ((rid) % LC_LEDGER_SPAN)

struct ctr_ledger {
    int64_t rid;
    int64_t contract_rid;
    const char *team;
    const char *name;
    const char *id;
    const char *base;
    int64_t entries;  /* sequence number of the last one */
    int64_t postings; /* how many there are in all of them */
    struct lc_sha256 hash;
    const char *head;
    int64_t closed_day; /* LC_DAY_NONE = nothing is closed */
    const char *closed_to;
    int64_t accounts; /* by lc_ledger_count_accounts */
    int64_t created_us;
    const char *created_by;
    int32_t dry_run; /* set where the answer leaves the library */
};

#define LC_DAY_NONE INT64_MIN

struct ctr_account {
    int64_t rid;
    const char *name;
    int32_t kind;
    int32_t exponent; /* of the currency */
    const char *currency;
    int64_t opened_day; /* LC_DAY_FIRST = any */
    int64_t closed_day; /* LC_DAY_NONE = none */
    const char *opened;
    const char *closed;
    int64_t lo;
    int64_t hi;
    int32_t has_lo;
    int32_t has_hi;
    int64_t limits_seq;
    int64_t debit;
    int64_t credit;
    int64_t pending_debit;
    int64_t pending_credit;
    int64_t created_us;
    const char *created_by;
    bool touched; /* totals differ from the row */
    /* texts of the amounts, for results */
    const char *text_lo;
    const char *text_hi;
    const char *text_debit;
    const char *text_credit;
    const char *text_balance;
    const char *text_pending_debit;
    const char *text_pending_credit;
    int32_t dry_run; /* set where the answer leaves the library */
};

struct lc_posting {
    int64_t account_rid;
    const char *account;
    const char *currency;
    int64_t amount;
    const char *text; /* of the amount; for results */
};

struct lc_evidence {
    const char *link;
    const char *sha256; /* hex; NULL = none */
};

struct ctr_entry {
    int64_t rid;
    int64_t seq;
    int32_t act;
    int32_t kind;
    int32_t state;
    int32_t repeated;
    int64_t effective_day;
    int64_t booked_day;
    const char *effective;
    const char *booked;
    int64_t recorded_us;
    const char *actor;
    const char *memo;
    const char *cause_kind;
    const char *cause_id;
    const char *key;
    int64_t expires_us;
    int64_t reverses; /* sequence numbers; 0 = none */
    int64_t reversed_by;
    int64_t resolves;
    int64_t resolved_by;
    const char *rate;
    const char *rate_pair;
    const char *rate_source;
    int64_t rate_day; /* LC_DAY_NONE = no rate */
    const char *rate_date;
    int64_t first_posting; /* its number in the book */
    const struct lc_posting *postings;
    size_t posting_count;
    const struct lc_evidence *evidence;
    size_t evidence_count;
    struct lc_sha256 request_hash;
    struct lc_sha256 entry_hash;
    const char *hash;
};

struct ctr_entry_list {
    const struct ctr_entry *items;
    size_t count;
    int64_t next;     /* 0 = the last page */
    const char *mark; /* the same as text */
    int32_t dry_run;  /* set where the answer leaves the library */
};

struct lc_sum {
    const char *currency;
    int32_t exponent;
    int64_t balance;
    const char *text;
};

struct ctr_trial {
    const char *team;
    const char *name;
    const char *as_of; /* "now", or what and which day */
    int64_t entries;   /* sequence number of the last entry looked at */
    const char *head;
    const struct ctr_account *items;
    size_t count;
    const struct lc_sum *sums;
    size_t sum_count;
};

struct ctr_ledger_report {
    int32_t ok;
    const char *team;
    const char *name;
    int64_t entries;
    int64_t postings;
    const char *head;
    const char *invariant; /* "L4"; NULL = all hold */
    int64_t seq;
    const char *row; /* what is wrong with: "entry 7", "account Assets:X" */
    const char *message;
};

extern const struct lc_shape lc_shape_ledger, lc_shape_account, lc_shape_entry, lc_shape_entry_list,
    lc_shape_trial, lc_shape_ledger_report;
extern const struct lc_word lc_words_account_kind[], lc_words_entry_kind[], lc_words_entry_act[],
    lc_words_entry_state[], lc_words_as_of[], lc_words_ledger_form[];

/* --- books (book.c) --- */

/* "ledger:team/name" */
const char *lc_ledger_subject(struct lc_ctx *ctx, const struct ctr_ledger *book);
/* STATE where the file is older than ledgers and could not be migrated. */
ctr_status lc_ledger_ready(struct lc_op *op);
ctr_status lc_ledger_find(struct lc_op *op, const struct lc_contract *c, struct ctr_ledger *out,
                          bool *found);
/* NOT_FOUND if there is no such contract or it has no ledger. */
ctr_status lc_ledger_get(struct lc_op *op, const char *team, const char *name,
                         struct ctr_ledger *out);
/* Fill in how many accounts it has. */
ctr_status lc_ledger_count_accounts(struct lc_op *op, struct ctr_ledger *book);
/* Appends ledger.opened. */
ctr_status lc_ledger_create(struct lc_op *op, const struct lc_contract *c, const char *base,
                            struct ctr_ledger *out);
/* The hash before the first entry. */
struct lc_sha256 lc_ledger_genesis(const char *id, const char *base);
/* Text of a hash or a day in scratch memory; NULL without memory. */
const char *lc_ledger_hex(struct lc_ctx *ctx, const struct lc_sha256 *hash);
const char *lc_ledger_day(struct lc_ctx *ctx, int64_t day); /* NULL for LC_DAY_NONE */
/* A text column; NULL with CORRUPT recorded if it holds a NUL, which C would not see. */
const char *lc_ledger_text(struct lc_ctx *ctx, struct lc_stmt *st, int at);
/* CTR_OK, or the status of the failure on record. */
static inline ctr_status lc_ledger_status(const struct lc_ctx *ctx)
{
    return ctr_error_status(ctx->error);
}
/* A civil date from outside; NULL = `none`. */
ctr_status lc_ledger_read_day(struct lc_ctx *ctx, const char *what, const char *text, int64_t none,
                              int64_t *out);

/* --- accounts (account.c) --- */

/* ARGUMENT unless it is a name that ledger, hledger and beancount know, too; the kind. */
ctr_status lc_account_check_name(struct lc_ctx *ctx, const char *name, int32_t *kind);
ctr_status lc_account_find(struct lc_op *op, const struct ctr_ledger *book, const char *name,
                           struct ctr_account *out, bool *found);
ctr_status lc_account_create(struct lc_op *op, const struct ctr_ledger *book,
                             const ctr_account_spec *spec, struct ctr_account *out);
ctr_status lc_account_edit(struct lc_op *op, const struct ctr_ledger *book,
                           const ctr_account_spec *spec, struct ctr_account *out);
/* The accounts whose name is `name` or begins with it and ':'; NULL = all; by name. */
ctr_status lc_account_list(struct lc_op *op, const struct ctr_ledger *book, const char *name,
                           struct ctr_account **items, size_t *count);
/* A new row as it stands; totals are zero. */
ctr_status lc_account_insert(struct lc_op *op, const struct ctr_ledger *book,
                             const struct ctr_account *a);
/* Write the totals back. */
ctr_status lc_account_keep(struct lc_op *op, const struct ctr_account *a);
/* The texts of its amounts. */
ctr_status lc_account_texts(struct lc_ctx *ctx, struct ctr_account *a);
/* An amount as text in scratch memory; NULL without memory. */
const char *lc_ledger_amount(struct lc_ctx *ctx, int64_t minor, int exponent);

/* How an entry counts (account_rules.c). Adding fails if a total cannot hold it. */
bool lc_account_add(struct ctr_account *a, int64_t amount);
bool lc_account_pend(struct ctr_account *a, int64_t amount);
void lc_account_release(struct ctr_account *a, int64_t amount);
/* What may come of it: the balance if all pending debits, or all pending credits, are settled. */
int64_t lc_account_most(const struct ctr_account *a);
int64_t lc_account_least(const struct ctr_account *a);
bool lc_account_holds(const struct ctr_account *a);

/* --- entries (post.c) --- */

/* An entry to be posted, checked as far as it can be without a store. */
struct lc_draft_entry {
    ctr_entry_act act;
    ctr_entry_kind kind;
    bool late;
    int64_t effective_day;
    const char *key;
    const char *memo;
    const char *cause_kind;
    const char *cause_id;
    int64_t expires_us;
    int64_t reverses; /* sequence numbers; 0 = none */
    int64_t resolves;
    const char *rate;
    const char *rate_pair;
    const char *rate_source;
    int64_t rate_day; /* LC_DAY_NONE = no rate */
    const char *const *accounts;
    const int64_t *amounts;
    const char *const *currencies; /* NULL = those of the accounts */
    size_t posting_count;
    const struct lc_evidence *evidence;
    size_t evidence_count;
    /* settle, void, expire: what was set aside and is released now */
    const struct lc_posting *released;
    size_t released_count;
};

/* The state of a batch being posted. */
struct lc_posting_run {
    struct lc_op *op;
    struct ctr_ledger *book;
    struct lc_map accounts; /* by name */
    struct lc_buf bytes;    /* canonical bytes of the entry at hand */
    int64_t first_seq;      /* of the batch; 0 = nothing was posted yet */
    int64_t count;
};

/* Check and read what a caller gave (draft.c). `today` is the day of the call. */
ctr_status lc_draft_read(struct lc_ctx *ctx, const ctr_entry_spec *spec, int64_t today,
                         struct lc_draft_entry *out);
/* ARGUMENT for kinds that only the library posts. */
ctr_status lc_draft_public(struct lc_ctx *ctx, ctr_entry_kind kind);

void lc_posting_begin(struct lc_posting_run *run, struct lc_op *op, struct ctr_ledger *book);
/* An account, as it stands after what the batch did so far. NOT_FOUND if there is none. */
ctr_status lc_posting_account(struct lc_posting_run *run, const char *name,
                              struct ctr_account **out);
/* Append one entry; `out` gets it without texts. A draft whose key is known with the same content
 * gives that entry, `repeated`. */
ctr_status lc_posting_add(struct lc_posting_run *run, const struct lc_draft_entry *draft,
                          struct ctr_entry *out);
/* The rows of an entry; *done is false if its key is another's, and then there are none. */
ctr_status lc_entry_store(struct lc_posting_run *run, const struct ctr_entry *e, bool *done);
/* The rows of accounts and ledger. */
ctr_status lc_posting_keep(struct lc_posting_run *run);
/* Totals, head and event; frees the run in any case. */
ctr_status lc_posting_end(struct lc_posting_run *run, ctr_status status);
/* For rooms and flows above: entries of any kind, as one batch. Appends ledger.posted. */
ctr_status lc_ledger_post_internal(struct lc_op *op, struct ctr_ledger *book,
                                   const struct lc_draft_entry *drafts, size_t count,
                                   struct ctr_entry *out);

/* --- later (resolve.c) --- */

/* What is done about an entry. */
struct lc_resolution {
    ctr_entry_act act; /* settle, void, expire, reverse, restate */
    int64_t seq;
    bool late;
    bool internal; /* also of kinds that only the library posts */
    int64_t day;
    const char *key;
    const char *memo;
    int64_t amount;              /* settle: of both postings; 0 = all */
    const char *const *accounts; /* settle: some postings, or parts of them */
    const int64_t *amounts;
    size_t posting_count; /* 0 = all */
};
/* The entry that does it; STATE if that cannot be. */
ctr_status lc_ledger_draft_resolution(struct lc_op *op, const struct ctr_ledger *book,
                                      const struct lc_resolution *r, struct lc_draft_entry *d);
ctr_status lc_ledger_resolve(struct lc_op *op, struct ctr_ledger *book,
                             const struct lc_resolution *r, struct ctr_entry *out);
/* End the pending entries whose time is over at the op's instant, at most 1000 of them. */
ctr_status lc_ledger_expire(struct lc_op *op, struct ctr_ledger *book, struct ctr_entry_list *out);

/* --- canonical bytes (entry_hash.c) --- */

/* SHA-256 over what the caller asked for. `buf` is scratch. NOMEM shows in its status. */
struct lc_sha256 lc_entry_request(struct lc_buf *buf, const struct ctr_entry *entry);
/* The chain: over the hash before, the request and what the ledger added. */
struct lc_sha256 lc_entry_chain(struct lc_buf *buf, const struct lc_sha256 *previous,
                                const struct ctr_entry *entry);

/* --- reading (entry_find.c) --- */

struct lc_entry_query {
    int64_t after;
    size_t limit;
    int64_t account_rid; /* 0 = any */
    int64_t from_day;    /* LC_DAY_NONE = any */
    int64_t to_day;
    int64_t kind; /* 0 = any */
    bool pending;
};
/* With postings and evidence, without texts. */
ctr_status lc_entry_find(struct lc_op *op, const struct ctr_ledger *book,
                         const struct lc_entry_query *query, struct ctr_entry_list *out);
/* The same by the day they are booked, behind an entry of a day (LC_DAY_NONE = from the start);
 * `next` is the number of the last one. */
ctr_status lc_entry_find_by_day(struct lc_op *op, const struct ctr_ledger *book, int64_t after_day,
                                int64_t after, size_t limit, struct ctr_entry_list *out);
/* The first and the last day that something is booked on; LC_DAY_NONE = nothing is. */
ctr_status lc_ledger_days(struct lc_op *op, const struct ctr_ledger *book, int64_t *first,
                          int64_t *last);
/* NOT_FOUND if there is no such entry. */
ctr_status lc_entry_get(struct lc_op *op, const struct ctr_ledger *book, int64_t seq,
                        struct ctr_entry *out);
ctr_status lc_entry_by_key(struct lc_op *op, const struct ctr_ledger *book, const char *key,
                           struct ctr_entry *out, bool *found);
/* The texts of dates, hashes and amounts. */
ctr_status lc_entry_texts(struct lc_ctx *ctx, struct ctr_entry *entries, size_t count);

/* --- balances (balance.c) --- */

ctr_status lc_ledger_balance(struct lc_op *op, const struct ctr_ledger *book,
                             const ctr_balance_query *query, struct ctr_trial *out);
/* Debit and credit of every account by the entries booked on `day` or earlier, into accounts by
 * name. */
ctr_status lc_ledger_as_of(struct lc_op *op, const struct ctr_ledger *book, ctr_as_of as_of,
                           int64_t day, struct ctr_account *items, size_t count);

/* The same of the entries booked from `from` to `to`, both included. */
ctr_status lc_ledger_turnover(struct lc_op *op, const struct ctr_ledger *book, int64_t from,
                              int64_t to, struct ctr_account *items, size_t count);

#endif
