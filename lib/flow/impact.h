/*
 * Whom a comparison breaks: findings intersected with the parts that consumers use. Which
 * comparison a consumer is judged by: flow/pair.h.
 */
#ifndef LC_FLOW_IMPACT_H
#define LC_FLOW_IMPACT_H

#include "domain/consumer/consumer.h"
#include "spec/hit.h"

struct lc_impact {
    const char *consumer;
    const char *role;
    const char *pin;
    const char *follows;
    ctr_effect effect;
    const char *const *parts; /* broken (or, for unknown, undecided or absent) parts it uses */
    size_t part_count;
    bool absent; /* unknown since no edition that was compared has these parts */
};

struct ctr_evolution {
    struct ctr_version version;
    const char *base; /* label; NULL without one */
    const char *proposed;
    int32_t sufficient;
    ctr_bump bump; /* what the changes ask for after the base's label; 0 without a base */
    const char *bump_text;
    ctr_verdict verdict;            /* the worst of all comparisons; 0 without a base */
    struct ctr_diff *diff;          /* NULL without a base */
    struct lc_earlier_list earlier; /* with the versions before the base */
    const struct lc_impact *impacts;
    size_t impact_count;
    int32_t dry_run; /* set where the answer leaves the library */
};

extern const struct lc_shape lc_shape_evolution;
extern const struct lc_word lc_words_effect[];

/* The worst verdict of its comparisons. */
ctr_verdict lc_evolution_verdict(const struct ctr_evolution *e);

/* What a comparison breaks, or leaves undecided; sorted by part, each once. */
struct lc_hits {
    struct lc_hit *items;
    const char **parts; /* of each */
    size_t count;
};
struct lc_harm {
    struct lc_hits broken, undecided;
};
ctr_status lc_impact_harm(struct lc_ctx *ctx, const struct ctr_diff *diff, struct lc_harm *out);
/* What it does to one consumer; `label` is the new edition's. */
ctr_status lc_impact_judge(struct lc_ctx *ctx, const struct lc_harm *harm,
                           const struct ctr_consumer *k, const char *label, struct lc_impact *out);
/* The first finding that hits a part of an impact, and has its weight; NULL if it is unaffected. */
const struct ctr_finding *lc_impact_finding(const struct ctr_diff *diff,
                                            const struct lc_impact *impact);
/* Worst first, then by name. */
void lc_impact_sort(struct lc_impact *impacts, size_t count);

#endif
