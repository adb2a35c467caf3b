/*
 * Entries from text: JSON, CSV, and a subset of what hledger reads. The readers make entries with
 * amounts as text; ledger_in.c posts them, all or none, and says where something is wrong.
 */
#ifndef LC_EXCHANGE_LEDGER_IN_H
#define LC_EXCHANGE_LEDGER_IN_H

#include "codec/value.h"
#include "domain/ledger/period.h"

/* A posting as text. */
struct lc_text_posting {
    const char *account;
    const char *amount;   /* NULL = what is left */
    const char *currency; /* NULL = the account's */
    const char *asserted; /* balance behind it; NULL = none */
    int64_t line;
};

/* An entry as text; NULL where nothing was said. */
struct lc_text_entry {
    int64_t line;
    const char *kind;
    const char *date;
    const char *key;
    const char *memo;
    const char *cause_kind;
    const char *cause_id;
    const char *expires;
    const char *rate;
    const char *rate_pair;
    const char *rate_source;
    const char *rate_date;
    bool pending;
    bool late;
    struct lc_text_posting *postings;
    size_t posting_count;
    const char **links;
    const char **hashes;
    size_t evidence_count;
};

/* What is being read. */
struct lc_ledger_reader {
    struct lc_ctx *ctx;
    const char *file;
    struct lc_str text;
    const char *kind; /* of entries that name none; NULL = they must */
    struct lc_text_entry *entries;
    size_t count;
    size_t room;
};

/* Record INPUT: "FILE:LINE: message" with details file and line. */
ctr_status lc_ledger_in_fail(struct lc_ledger_reader *r, int64_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* A new entry at the end. */
ctr_status lc_ledger_in_entry(struct lc_ledger_reader *r, int64_t line, struct lc_text_entry **out);
/* A new posting of an entry. */
ctr_status lc_ledger_in_posting(struct lc_ledger_reader *r, struct lc_text_entry *e, int64_t line,
                                struct lc_text_posting **out);

ctr_status lc_ledger_in_json(struct lc_ledger_reader *r);
ctr_status lc_ledger_in_csv(struct lc_ledger_reader *r);
ctr_status lc_ledger_in_hledger(struct lc_ledger_reader *r);

/* Read, before there is a lock. */
ctr_status lc_ledger_in_read(struct lc_ledger_reader *r, ctr_ledger_form form);
/* Post all of them. */
ctr_status lc_ledger_in_post(struct lc_op *op, struct ctr_ledger *book, struct lc_ledger_reader *r,
                             struct ctr_entry_list *out);

#endif
