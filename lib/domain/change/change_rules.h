/*
 * The life of a change request as one table. Seed words: identify = draft and submitted, analyze =
 * analysed, decide = approved, rejected or deferred, implement = implemented and closed.
 */
#ifndef LC_DOMAIN_CHANGE_CHANGE_RULES_H
#define LC_DOMAIN_CHANGE_CHANGE_RULES_H

#include "terms/change.h"

enum lc_change_state {
    LC_CHANGE_DRAFT = 1,
    LC_CHANGE_SUBMITTED,
    LC_CHANGE_ANALYSED,
    LC_CHANGE_APPROVED,
    LC_CHANGE_REJECTED,
    LC_CHANGE_DEFERRED,
    LC_CHANGE_IMPLEMENTED,
    LC_CHANGE_CLOSED,
    LC_CHANGE_WITHDRAWN
};

enum lc_change_verb {
    LC_CHANGE_ANALYSE = 1, /* a new revision of the impact */
    LC_CHANGE_SUBMIT,
    LC_CHANGE_CLASSIFY,
    LC_CHANGE_APPROVE,
    LC_CHANGE_REJECT,
    LC_CHANGE_DEFER,
    LC_CHANGE_IMPLEMENT,
    LC_CHANGE_CLOSE,
    LC_CHANGE_WITHDRAW,
    LC_CHANGE_REOPEN
};

extern const struct lc_word lc_words_change_state[], lc_words_change_verb[];

/* The state that a verb leads to, 0 if it is not allowed from there for a change of that type. An
 * emergency is implemented first; deciding on it then leaves its state. */
enum lc_change_state lc_change_move(enum lc_change_state from, enum lc_change_verb verb,
                                    enum lc_change_type type);
/* "submit, withdraw", what is allowed from there, for messages. */
const char *lc_change_allowed(struct lc_ctx *ctx, enum lc_change_state from,
                              enum lc_change_type type);

#endif
