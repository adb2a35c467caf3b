/*
 * Export: everything of a store, a team or a contract as one stream, in an order that the content
 * alone decides, in bounded memory.
 */
#ifndef LC_EXCHANGE_EXPORT_H
#define LC_EXCHANGE_EXPORT_H

#include "codec/pack.h"
#include "db/blob.h"
#include "domain/contract/contract.h"
#include "exchange/emit.h"

struct lc_export_wish {
    const char *team; /* NULL = the whole store */
    const char *name; /* NULL = all of the team */
    bool json;
    bool gzip;
    ctr_write_fn write;
    void *user;
};

/* An export under way. */
struct lc_export {
    struct lc_op *op;
    const struct lc_export_wish *wish;
    struct lc_emit emit;
    struct lc_gzip_writer *gzip;
    int64_t contract_rid; /* of the one contract; 0 = many */
    const char *from;     /* range of keys */
    const char *to;
    uint64_t done; /* records written, for the progress */
    uint64_t total;
    /* for large documents (export_document.c) */
    struct lc_unpacker *unpacker;
    struct lc_db_blob blob;
    char *block;  /* what is read of it at a time */
    int64_t left; /* bytes still to come */
    bool looking; /* the first of two passes: nothing is written */
    bool legal;
    bool coded;
    char tail[4]; /* a character cut by the end of a piece */
    size_t tail_size;
};

/* NOT_FOUND if the team or the contract is not there. */
ctr_status lc_export_run(struct lc_op *op, const struct lc_export_wish *wish);

/* export_document.c */
ctr_status lc_export_documents(struct lc_export *x);
void lc_export_documents_end(struct lc_export *x);
struct ctr_ledger;

/* export_assess.c: the assessments of a ledger. */
ctr_status lc_export_assessments(struct lc_export *x, const struct ctr_ledger *book);
/* export_ledger.c: the contract's ledger, if it has one. */
ctr_status lc_export_ledger(struct lc_export *x, const struct lc_contract *c);
/* export_journal.c */
ctr_status lc_export_changes(struct lc_export *x);
/* export_dispute.c */
ctr_status lc_export_disputes(struct lc_export *x);
/* export_timer.c */
ctr_status lc_export_timers(struct lc_export *x);
ctr_status lc_export_slos(struct lc_export *x);
ctr_status lc_export_stops(struct lc_export *x);
ctr_status lc_export_policies(struct lc_export *x);
ctr_status lc_export_meetings(struct lc_export *x);
ctr_status lc_export_builds(struct lc_export *x);
ctr_status lc_export_runs(struct lc_export *x);
/* A record whose content is a shape. */
ctr_status lc_export_shape(struct lc_export *x, enum lc_record record, const void *rec,
                           const struct lc_shape *shape, const void *body);
ctr_status lc_export_journals(struct lc_export *x);
/* Bind ?1 and ?2: the contract, or the range of keys. */
void lc_export_bind(struct lc_export *x, struct lc_stmt *st);
/* One more record. */
ctr_status lc_export_step(struct lc_export *x, const char *what);

#endif
