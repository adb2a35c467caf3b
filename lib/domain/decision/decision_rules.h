/*
 * Who decides, and whether it is decided: pure rules over a master contract and the votes cast.
 */
#ifndef LC_DOMAIN_DECISION_DECISION_RULES_H
#define LC_DOMAIN_DECISION_DECISION_RULES_H

#include "terms/change.h"
#include "terms/master.h"

enum lc_vote { LC_VOTE_APPROVE = 1, LC_VOTE_REJECT, LC_VOTE_ABSTAIN };

extern const struct lc_word lc_words_vote[];

/* The right that is about an area and a class: one of that area before '*', one of that class
 * before one of any. NULL if nobody has it. */
const struct lc_decision_right *lc_right_for(const struct lc_master *master, const char *area,
                                             ctr_change_class change_class);

/* Those who vote under a right: the members of the steering committee, or the approver alone. */
struct lc_voters {
    const char *const *parties;
    size_t count;
    const char *one; /* what `parties` points to when it is the approver */
};
void lc_right_voters(const struct lc_master *master, const struct lc_decision_right *right,
                     struct lc_voters *out);
/* Is the steering committee the approver? */
bool lc_is_committee(const struct lc_decision_right *right);
bool lc_voters_have(const struct lc_voters *voters, const char *party);

/* The standing vote of one party. */
struct lc_ballot {
    const char *party;
    enum lc_vote vote;
};

struct lc_tally {
    size_t approvals, rejections, abstentions; /* that count */
    size_t outstanding;                        /* parties that may still vote and count */
    size_t own;                                /* votes of the requester, which do not count */
    int32_t outcome;                           /* lc_change_outcome; PENDING while it is open */
};

/* Approved when approvals reach the quorum and outnumber the rejections; rejected when rejections
 * reach it, or when the approvals and those outstanding together no longer can. `requester` NULL =
 * every vote counts. Ballots of parties that are no voters do not count. */
void lc_vote_tally(const struct lc_voters *voters, int64_t quorum, const char *requester,
                   const struct lc_ballot *ballots, size_t count, struct lc_tally *out);

#endif
