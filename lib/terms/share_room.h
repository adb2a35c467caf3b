/*
 * What the files that make an answer share.
 */
#ifndef LC_TERMS_SHARE_ROOM_H
#define LC_TERMS_SHARE_ROOM_H

#include "terms/share_say.h"

struct lc_share_work {
    struct lc_ctx *ctx;
    const struct ctr_share_rule *rule;
    struct ctr_share *out;
    struct lc_share_say basis;
    struct lc_share_say warnings;
    struct lc_share_say reasons;
    struct lc_share_case c;
    struct lc_share_figures f;
    bool has_target;
    bool has_cost;
    int64_t target;
    int64_t cost;
};

/* "… is further from zero than 2^62". */
ctr_status lc_share_too_large(struct lc_ctx *ctx);
/* An output: an amount as text. */
static inline const char *lc_share_put(struct lc_share_work *w, int64_t minor)
{
    return lc_share_amount(w->ctx, w->rule, minor);
}

/* share_other.c: models without a line of bands. */
ctr_status lc_share_other(struct lc_share_work *w);
/* Split the share among the parties, and say what is left. */
ctr_status lc_share_parties(struct lc_share_work *w);
/* share_basis.c: sentences and lines of an answer whose figures are there; what lies near. */
ctr_status lc_share_explain(struct lc_share_work *w);
ctr_status lc_share_distances(struct lc_share_work *w);

#endif
