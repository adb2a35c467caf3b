/*
 * What may be paid of a share before the end: the interim policy of a share rule. Pure.
 *
 * A share is accrued by the target of the work that is done, and becomes payable by the policy. The
 * final assessment pays all of it, so that what was paid adds up to the final share.
 */
#ifndef LC_TERMS_INTERIM_H
#define LC_TERMS_INTERIM_H

#include "terms/share.h"

enum lc_interim {
    LC_INTERIM_NONE = 1,     /* nothing before completion */
    LC_INTERIM_PAIN_ONLY,    /* pain, once cost has passed the whole target */
    LC_INTERIM_ON_ACCOUNT,   /* what has accrued; of a gain some is retained to the end */
    LC_INTERIM_BILLING_LIMIT /* what has accrued, as long as cost and share stay below a limit */
};
enum lc_assess_kind { LC_ASSESS_INTERIM = 1, LC_ASSESS_COMPLETION, LC_ASSESS_FINAL };

extern const struct lc_word lc_words_interim[], lc_words_assess_kind[];

struct lc_interim_case {
    const struct ctr_share_rule *rule;
    int32_t kind;    /* enum lc_assess_kind */
    int64_t accrued; /* cumulative; + the delivery parties receive */
    int64_t whole;   /* the share of the cost against the whole target */
    int64_t cost;
    int64_t target; /* the whole one */
    int64_t earned; /* that of the work done; the whole one at the end */
};
/* What may have been paid of the share by now, cumulative. LIMIT if it is too large. */
ctr_status lc_interim_payable(const struct lc_interim_case *c, int64_t *out);

#endif
