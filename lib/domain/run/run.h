/*
 * The room of what runs where: environments of a team, builds of consumers, and what is deployed or
 * released. What was recorded stays; what ends is marked so. Knows nothing of what fits together.
 */
#ifndef LC_DOMAIN_RUN_RUN_H
#define LC_DOMAIN_RUN_RUN_H

#include "domain/contract/contract.h"

#include <contracts/environment.h>

struct ctr_build {
    int32_t dry_run; /* set where the answer leaves the library */
    int64_t rid, contract_rid, against_rid;
    const char *team, *contract, *consumer, *consumer_key, *label, *against, *range;
    const char **parts;
    size_t part_count;
    int64_t recorded_us;
    const char *recorded_by, *reason;
    const char *next;
};

struct ctr_build_list {
    struct ctr_build *items;
    size_t count;
    const char *next;
};

struct ctr_run {
    int64_t rid, contract_rid, environment_rid, version_rid, build_rid;
    const char *team, *contract, *environment, *instance; /* instance "" or NULL: the only one */
    int32_t kind;
    const char *version; /* of the contract; of a build, that it was built against */
    const char *consumer, *consumer_key, *build;
    int64_t since_us, until_us;
    const char *since_by, *reason, *until_by, *until_reason;
    const char *next;
};

struct ctr_run_list {
    int32_t dry_run; /* set where the answer leaves the library */
    struct ctr_run *items;
    size_t count;
    const char **remarks;
    size_t remark_count, remark_room;
    const char *next;
};

struct lc_environment {
    int64_t rid;
    const char *name, *key;
    int64_t created_us;
    const char *created_by;
    int64_t versions, builds; /* that run in it */
};

struct ctr_environment_list {
    struct lc_environment *items;
    size_t count;
    const char *next;
};

extern const struct lc_shape lc_shape_build, lc_shape_build_list, lc_shape_run, lc_shape_run_list,
    lc_shape_environment_list;
extern const struct lc_word lc_words_run_kind[];

/* --- look-ups (run_find.c) --- */

/* An environment of a team; rid 0 if there is none. `spelled` is its name as it was first written;
 * NULL = not wanted. */
ctr_status lc_environment_find(struct lc_op *op, const char *team, const char *name, int64_t *rid,
                               const char **spelled);
/* NOT_FOUND, naming those that the team has. */
ctr_status lc_environment_get(struct lc_op *op, const char *team, const char *name, int64_t *rid);
ctr_status lc_environment_unknown(struct lc_op *op, const char *team, const char *name);
ctr_status lc_environment_list(struct lc_op *op, const char *team, const char *after, size_t limit,
                               struct ctr_environment_list *out);

ctr_status lc_build_find(struct lc_op *op, int64_t contract_rid, const char *consumer,
                         const char *label, struct ctr_build *out, bool *found);
ctr_status lc_build_get(struct lc_op *op, int64_t rid, struct ctr_build *out);
/* Of every contract that the consumer's version was built against. NOT_FOUND if there is none. */
ctr_status lc_build_of_consumer(struct lc_op *op, const char *consumer, const char *label,
                                struct ctr_build_list *out);

struct lc_build_query {
    int64_t contract_rid; /* 0 = any */
    const char *consumer; /* NULL = any */
    int64_t after;        /* rid */
    size_t limit;
};
ctr_status lc_build_list(struct lc_op *op, const struct lc_build_query *query,
                         struct ctr_build_list *out);

struct lc_run_query {
    int64_t contract_rid, environment_rid; /* 0 = any */
    const char *team;                      /* NULL = any; where neither is given */
    const char *consumer;                  /* NULL = any */
    bool ended;                            /* also what has */
    int64_t after;                         /* rid */
    size_t limit;
};
ctr_status lc_run_list(struct lc_op *op, const struct lc_run_query *query,
                       struct ctr_run_list *out);
/* Everything of a contract that runs in an environment, versions first. */
ctr_status lc_run_live(struct lc_op *op, int64_t contract_rid, int64_t environment_rid,
                       struct ctr_run_list *out);
/* Builds of consumers of a contract that run in an environment, with the instance of each (NULL:
 * the only one); of a build what a decision needs. */
struct lc_run_met {
    struct ctr_build build;
    const char *instance;
};
ctr_status lc_run_builds(struct lc_op *op, int64_t contract_rid, int64_t environment_rid,
                         struct lc_run_met **out, size_t *count);
/* Builds of consumers of a contract that run anywhere, each once, with nothing but their parts. */
ctr_status lc_run_uses(struct lc_op *op, int64_t contract_rid, struct ctr_build_list *out);
/* Wherever a version of a contract runs. */
ctr_status lc_run_of_version(struct lc_op *op, int64_t version_rid, struct ctr_run_list *out);
/* Builds against the version that run in environments where no version of the contract does. */
ctr_status lc_run_builds_against(struct lc_op *op, int64_t contract_rid, int64_t version_rid,
                                 struct ctr_run_list *out);
/* What runs in the place that `run` names by contract, environment, kind, consumer and instance; of
 * released ones the same version or build. */
ctr_status lc_run_in_place(struct lc_op *op, const struct ctr_run *run, struct ctr_run *out,
                           bool *found);
/* What of a consumer is deployed as that instance (NULL = the only one) in the environments of that
 * name, for every contract. */
ctr_status lc_run_of_consumer(struct lc_op *op, const char *consumer, const char *environment,
                              const char *instance, struct ctr_run_list *out);
ctr_status lc_run_get(struct lc_op *op, int64_t rid, struct ctr_run *out);

/* --- verbs (run.c) --- */

ctr_status lc_environment_insert(struct lc_op *op, const char *team, const char *name,
                                 int64_t created_us, const char *created_by, int64_t *rid);
/* Everything but rid is given. Appends consumer.built. */
ctr_status lc_build_insert(struct lc_op *op, struct ctr_build *b);
/* Everything but rid is given; `replaced` is the label of what it takes the place of, NULL = of
 * nothing. Appends environment.deployed or environment.released. */
ctr_status lc_run_insert(struct lc_op *op, struct ctr_run *r, const char *replaced);
/* until_us, until_by and until_reason are given. No event: something takes its place. */
ctr_status lc_run_close(struct lc_op *op, struct ctr_run *r);
/* The same; appends environment.undeployed or environment.withdrawn. `by` is the label of the build
 * that took its place though it needs nothing of the contract; NULL = none. */
ctr_status lc_run_end(struct lc_op *op, struct ctr_run *r, const char *by);
/* For imports: as it was elsewhere; no event. */
ctr_status lc_build_restore(struct lc_op *op, struct ctr_build *b);
ctr_status lc_run_restore(struct lc_op *op, struct ctr_run *r);
ctr_status lc_run_remark(struct lc_op *op, struct ctr_run_list *list, const char *text);

#endif
