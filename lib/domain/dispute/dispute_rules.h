/* What may happen to a dispute: pure. */
#ifndef LC_DOMAIN_DISPUTE_DISPUTE_RULES_H
#define LC_DOMAIN_DISPUTE_DISPUTE_RULES_H

#include "base/shape.h"

enum lc_dispute_subject {
    LC_DISPUTE_ENTRY = 1,
    LC_DISPUTE_DECISION,
    LC_DISPUTE_CHANGE,
    LC_DISPUTE_ASSESSMENT
};
enum lc_dispute_state {
    LC_DISPUTE_OPEN = 1,
    LC_DISPUTE_ANSWERED,
    LC_DISPUTE_RESOLVED,
    LC_DISPUTE_WITHDRAWN
};
enum lc_dispute_outcome { LC_DISPUTE_BY_DECISION = 1, LC_DISPUTE_BY_REVERSAL };
enum lc_dispute_verb {
    LC_DISPUTE_ANSWER = 1,
    LC_DISPUTE_ESCALATE,
    LC_DISPUTE_RESOLVE,
    LC_DISPUTE_WITHDRAW
};

extern const struct lc_word lc_words_dispute_subject[], lc_words_dispute_state[],
    lc_words_dispute_outcome[], lc_words_dispute_verb[];

/* What stands in the ledger goes by its number, the rest by the id of a change. */
bool lc_dispute_in_ledger(int32_t subject_kind);
/* The state behind a verb; 0 = it may not. Answering comes once, and nothing after the end. */
enum lc_dispute_state lc_dispute_move(enum lc_dispute_state from, enum lc_dispute_verb verb);
/* Is it over? While it is not, payment waits. */
bool lc_dispute_over(int32_t state);

#endif
