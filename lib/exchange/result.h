/*
 * Results that are made of other rooms' results: what a batch did, what an import did.
 */
#ifndef LC_EXCHANGE_RESULT_H
#define LC_EXCHANGE_RESULT_H

#include "domain/consumer/consumer.h"

#include <contracts/batch.h>
#include <contracts/exchange.h>

struct lc_batch_row {
    struct ctr_version *version; /* NULL: a registration */
    struct ctr_consumer *consumer;
};

struct ctr_batch_result {
    const struct lc_batch_row *rows;
    size_t count;
    int32_t dry_run; /* set where the answer leaves the library */
};

struct ctr_import_report {
    const char *file;   /* name as it was given */
    const char *sha256; /* of the bytes as they were read, before any expansion */
    ctr_exchange_form form;
    int32_t dry_run;   /* set where the answer leaves the library */
    int64_t contracts; /* stored */
    int64_t skipped;   /* left as they were */
    int64_t versions;  /* stored; drafts put in place of others included */
    int64_t withdrawn; /* drafts that gave way to those of the file */
    int64_t consumers;
    int64_t documents; /* that were not there already */
    int64_t events;
};

extern const struct lc_word lc_words_exchange_form[], lc_words_import_policy[];
extern const struct lc_shape lc_shape_batch_result, lc_shape_import_report;

#endif
