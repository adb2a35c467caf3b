/*
 * Comparisons of versions of a contract with one edition, each made or loaded once, and who is
 * broken by what they find. Everybody is judged from the version that he is on: what the edition
 * changes since its base is another matter.
 */
#ifndef LC_FLOW_PAIR_H
#define LC_FLOW_PAIR_H

#include "base/map.h"
#include "flow/judge.h"

/* What is known of one of them. */
enum lc_pair_state {
    LC_PAIR_GIVEN, /* under the contract's mode, which may not be what users are judged by */
    LC_PAIR_RAW,   /* as users meet it, before the policy */
    LC_PAIR_READY  /* the same, as the policy of now has it */
};
struct lc_pair_diff {
    int64_t from_rid;
    enum lc_pair_state state;
    struct ctr_diff *diff;
    struct lc_harm *harm;     /* once it was needed */
    struct lc_edition *older; /* once it was read for a part that the target does not have */
};
struct lc_pairs {
    struct lc_op *op;
    const struct lc_contract *contract;
    const struct ctr_version *target; /* NULL: `edition` is not stored */
    struct lc_edition edition;        /* of the target, once it was needed */
    bool loaded;
    struct lc_judging judging;   /* by the policy of now, once it was needed */
    const struct ctr_diff *kept; /* the stored one with the base, where somebody read it already */
    struct lc_pair_diff *items;
    size_t count, room;
    struct lc_map parts; /* asked for so far, each with whether the target has it */
};

/* The stored comparison of that version with the target if there is one, else one made now, under
 * the contract's mode and before the policy of now judges it. */
ctr_status lc_pairs_raw(struct lc_pairs *p, int64_t from_rid, struct ctr_diff **out);
/* One that was made under the contract's mode; the policy of now judges it before it is asked
 * for. */
ctr_status lc_pairs_known(struct lc_pairs *p, int64_t from_rid, struct ctr_diff *diff);
/* The version that a consumer comes from: the one it is on. Who is on none comes from the base, and
 * who has gone on to an edition that is no draft any more, or past it, came from there. 0: it is on
 * none, and its pin does not admit the base, so nothing tells what it relies on. */
ctr_status lc_pairs_from(const struct lc_pairs *p, const struct ctr_consumer *k, int64_t base_rid,
                         int64_t *out);
/* What somebody who uses these parts (none = everything) of that version meets in the target; parts
 * that neither of them has make it unknown, if nothing else does. */
ctr_status lc_pairs_judge(struct lc_pairs *p, int64_t from_rid, const char *const *parts,
                          size_t part_count, struct lc_impact *out,
                          const struct ctr_finding **finding);
/* Of these parts those that neither that version nor the target has: no comparison is about them.
 * `from_rid` 0: of the target alone. */
ctr_status lc_pairs_absent(struct lc_pairs *p, int64_t from_rid, const char *const *parts,
                           size_t part_count, const char *const **out, size_t *count);
/* The same as lc_pairs_judge for every consumer of the contract, the worst first. */
ctr_status lc_pairs_impacts(struct lc_pairs *p, const struct ctr_consumer_list *consumers,
                            int64_t base_rid, const char *label, const struct lc_impact **out,
                            size_t *count);
/* Make now what lc_pairs_impacts will need: where no lock is held. */
ctr_status lc_pairs_foresee(struct lc_pairs *p, int64_t base_rid);
/* How many bytes that would have to read besides the target and, if it was compared under the
 * contract's mode and that is enough, the base. */
ctr_status lc_pairs_size(struct lc_op *op, const struct lc_contract *c, ctr_format format,
                         int64_t base_rid, int64_t *bytes);

#endif
