/* Who decides, and whether it is decided. */
#include "domain/decision/decision_rules.h"

const struct lc_word lc_words_vote[] = {{LC_VOTE_APPROVE, "approve"},
                                        {LC_VOTE_REJECT, "reject"},
                                        {LC_VOTE_ABSTAIN, "abstain"},
                                        {0, NULL}};

/* Names are one without regard to case. */
static bool same_name(const char *a, const char *b)
{
    return lc_str_eq_nocase(lc_str(a), lc_str(b));
}

/* How well a right fits; 0 = not at all. */
static int fit(const struct lc_decision_right *r, const char *area, ctr_change_class change_class)
{
    int by_area = same_name(r->area, area) ? 4 : strcmp(r->area, "*") == 0 ? 2 : 0;
    bool same = (r->right_class == LC_RIGHT_MINOR && change_class == CTR_CLASS_MINOR) ||
                (r->right_class == LC_RIGHT_MAJOR && change_class == CTR_CLASS_MAJOR);
    return !by_area || (!same && r->right_class != LC_RIGHT_ANY) ? 0 : by_area + same;
}

const struct lc_decision_right *lc_right_for(const struct lc_master *master, const char *area,
                                             ctr_change_class change_class)
{
    const struct lc_decision_right *best = NULL;
    int most = 0;
    for (size_t i = 0; i < master->governance.right_count; i++) {
        int how = fit(&master->governance.rights[i], area, change_class);
        if (how > most) {
            most = how;
            best = &master->governance.rights[i];
        }
    }
    return best;
}

bool lc_is_committee(const struct lc_decision_right *right)
{
    return right && right->approver && strcmp(right->approver, "steering_committee") == 0;
}

void lc_right_voters(const struct lc_master *master, const struct lc_decision_right *right,
                     struct lc_voters *out)
{
    *out = (struct lc_voters){.one = right->approver};
    if (lc_is_committee(right)) {
        out->parties = master->governance.committee;
        out->count = master->governance.committee_count;
    } else if (right->approver) {
        out->parties = &out->one;
        out->count = 1;
    }
}

bool lc_voters_have(const struct lc_voters *voters, const char *party)
{
    for (size_t i = 0; i < voters->count; i++) {
        if (same_name(voters->parties[i], party)) {
            return true;
        }
    }
    return false;
}

static const struct lc_ballot *ballot_of(const struct lc_ballot *ballots, size_t count,
                                         const char *party)
{
    for (size_t i = 0; i < count; i++) {
        if (same_name(ballots[i].party, party)) {
            return &ballots[i];
        }
    }
    return NULL;
}

static int32_t outcome_of(const struct lc_tally *t, int64_t quorum)
{
    if ((int64_t)t->approvals >= quorum && t->approvals > t->rejections) {
        return LC_OUTCOME_APPROVED;
    }
    bool lost = (int64_t)(t->approvals + t->outstanding) < quorum;
    return (int64_t)t->rejections >= quorum || lost ? LC_OUTCOME_REJECTED : LC_OUTCOME_PENDING;
}

void lc_vote_tally(const struct lc_voters *voters, int64_t quorum, const char *requester,
                   const struct lc_ballot *ballots, size_t count, struct lc_tally *out)
{
    *out = (struct lc_tally){.outcome = LC_OUTCOME_PENDING};
    for (size_t i = 0; i < voters->count; i++) {
        const struct lc_ballot *ballot = ballot_of(ballots, count, voters->parties[i]);
        if (requester && same_name(voters->parties[i], requester)) {
            out->own += ballot != NULL;
            continue;
        }
        out->outstanding += ballot == NULL;
        out->approvals += ballot && ballot->vote == LC_VOTE_APPROVE;
        out->rejections += ballot && ballot->vote == LC_VOTE_REJECT;
        out->abstentions += ballot && ballot->vote == LC_VOTE_ABSTAIN;
    }
    out->outcome = outcome_of(out, quorum);
}
