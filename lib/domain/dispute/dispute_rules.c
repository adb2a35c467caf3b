/* What may happen to a dispute. */
#include "domain/dispute/dispute_rules.h"

const struct lc_word lc_words_dispute_subject[] = {{LC_DISPUTE_ENTRY, "entry"},
                                                   {LC_DISPUTE_DECISION, "decision"},
                                                   {LC_DISPUTE_CHANGE, "change"},
                                                   {LC_DISPUTE_ASSESSMENT, "assessment"},
                                                   {0, NULL}};
const struct lc_word lc_words_dispute_state[] = {{LC_DISPUTE_OPEN, "open"},
                                                 {LC_DISPUTE_ANSWERED, "answered"},
                                                 {LC_DISPUTE_RESOLVED, "resolved"},
                                                 {LC_DISPUTE_WITHDRAWN, "withdrawn"},
                                                 {0, NULL}};
const struct lc_word lc_words_dispute_outcome[] = {
    {LC_DISPUTE_BY_DECISION, "decision"}, {LC_DISPUTE_BY_REVERSAL, "reversal"}, {0, NULL}};
const struct lc_word lc_words_dispute_verb[] = {{LC_DISPUTE_ANSWER, "answer"},
                                                {LC_DISPUTE_ESCALATE, "escalate"},
                                                {LC_DISPUTE_RESOLVE, "resolve"},
                                                {LC_DISPUTE_WITHDRAW, "withdraw"},
                                                {0, NULL}};

bool lc_dispute_in_ledger(int32_t subject_kind)
{
    return subject_kind == LC_DISPUTE_ENTRY || subject_kind == LC_DISPUTE_ASSESSMENT;
}

bool lc_dispute_over(int32_t state)
{
    return state == LC_DISPUTE_RESOLVED || state == LC_DISPUTE_WITHDRAWN;
}

enum lc_dispute_state lc_dispute_move(enum lc_dispute_state from, enum lc_dispute_verb verb)
{
    if (lc_dispute_over((int32_t)from)) {
        return (enum lc_dispute_state)0;
    }
    switch (verb) {
    case LC_DISPUTE_ANSWER:
        return from == LC_DISPUTE_OPEN ? LC_DISPUTE_ANSWERED : (enum lc_dispute_state)0;
    case LC_DISPUTE_ESCALATE:
        return from;
    case LC_DISPUTE_RESOLVE:
        return LC_DISPUTE_RESOLVED;
    case LC_DISPUTE_WITHDRAW:
        return LC_DISPUTE_WITHDRAWN;
    }
    return (enum lc_dispute_state)0;
}
