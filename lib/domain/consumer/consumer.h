/*
 * The consumer room: who relies on a contract, on which version, on which parts.
 */
#ifndef LC_DOMAIN_CONSUMER_CONSUMER_H
#define LC_DOMAIN_CONSUMER_CONSUMER_H

#include "domain/contract/contract.h"

#include <contracts/consumer.h>

struct ctr_consumer {
    int64_t rid;
    int64_t contract_rid;
    int64_t follows_rid;
    const char *team;
    const char *contract;
    const char *name;
    const char *role;
    const char *pin;
    const char *follows; /* label */
    const char *const *parts;
    size_t part_count;
    int64_t revision;
    int64_t created_us;
    const char *created_by;
    const char *next; /* key for paging */
    int32_t dry_run;  /* set where the answer leaves the library */
};

struct ctr_consumer_list {
    const struct ctr_consumer *items;
    size_t count;
    const char *next;
};

extern const struct lc_shape lc_shape_consumer, lc_shape_consumer_list;

/* "consumer:team/contract#name" */
const char *lc_consumer_subject(struct lc_ctx *ctx, const struct ctr_consumer *k);

ctr_status lc_consumer_find(struct lc_op *op, int64_t contract_rid, const char *name,
                            struct ctr_consumer *out, bool *found);
/* All consumers of a contract by name, with their parts. */
ctr_status lc_consumer_all(struct lc_op *op, const struct lc_contract *c,
                           struct ctr_consumer_list *out);
/* Bytes of the versions that they are on, but one. */
ctr_status lc_consumer_versions_size(struct lc_op *op, int64_t contract_rid, int64_t but_rid,
                                     int64_t *bytes);

struct lc_consumer_query {
    const char *team;
    const char *contract; /* needs team */
    const char *consumer;
    const char *after;
    size_t limit;
};
ctr_status lc_consumer_list(struct lc_op *op, const struct lc_consumer_query *query,
                            struct ctr_consumer_list *out);

/* What to register. */
struct lc_registration {
    const char *name;
    const char *role;
    const char *pin;
    const char *const *parts; /* sorted, no duplicates */
    size_t part_count;
    int64_t follows_rid; /* 0 = none */
    const char *follows; /* its label */
};
/* New or changed; no event when nothing changes. */
ctr_status lc_consumer_put(struct lc_op *op, const struct lc_contract *c,
                           const struct lc_registration *r, struct ctr_consumer *out);
/* NOT_FOUND if it is not registered. */
ctr_status lc_consumer_remove(struct lc_op *op, const struct lc_contract *c, const char *name);
/* Let it follow another version (rid 0 = none). Appends consumer.followed. */
ctr_status lc_consumer_follow(struct lc_op *op, struct ctr_consumer *k, int64_t version_rid,
                              const char *label);

#endif
