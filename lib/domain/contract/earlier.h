/*
 * Comparisons of a version with those before its base: what a transitive mode asks for. Stored with
 * the version like the one with its base, and never made again.
 */
#ifndef LC_DOMAIN_CONTRACT_EARLIER_H
#define LC_DOMAIN_CONTRACT_EARLIER_H

#include "core/op.h"
#include "spec/finding.h"

struct ctr_version;

/* One of them. */
struct lc_earlier {
    int64_t rid;
    const char *label;
    struct ctr_diff *diff;
    /* In a fresh one: the pointer of groups by document, and its value in that version. */
    const char *pointer, *line;
};

struct lc_earlier_list {
    struct lc_earlier *items; /* the newest first */
    size_t count;
};

/* What they say together. `label` is the version that it is not compatible with: the newest that
 * breaks, else the newest that is undecided; NULL if it is compatible with all. */
struct lc_against {
    int64_t count;
    const char *label;
    ctr_verdict verdict;
    int64_t breaking, undecided;
    int64_t size; /* of the stored comparisons, unpacked */
};

extern const struct lc_shape lc_shape_earlier;

/* Versions of the contract that ever were active but `but_rid`, the newest first: how many, and how
 * many bytes of documents and files. */
ctr_status lc_version_lived_size(struct lc_op *op, int64_t contract_rid, int64_t but_rid,
                                 int64_t *count, int64_t *bytes);
ctr_status lc_version_lived(struct lc_op *op, int64_t contract_rid, int64_t but_rid,
                            struct ctr_version **out, size_t *count);

struct lc_against lc_against_of(const struct lc_earlier_list *list);

ctr_status lc_earlier_store(struct lc_op *op, int64_t version_rid,
                            const struct lc_earlier_list *list);
/* For imports: one as it was stored, `json` being its comparison. */
ctr_status lc_earlier_restore(struct lc_op *op, int64_t version_rid, int64_t earlier_rid,
                              const struct ctr_diff *diff, struct lc_str json);
ctr_status lc_earlier_load(struct lc_op *op, int64_t version_rid, struct lc_earlier_list *out);
/* One of them; NULL if it was not compared with that one. */
ctr_status lc_earlier_get(struct lc_op *op, int64_t version_rid, int64_t earlier_rid,
                          struct ctr_diff **out);
ctr_status lc_earlier_against(struct lc_op *op, int64_t version_rid, struct lc_against *out);

#endif
