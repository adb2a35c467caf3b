/* The life of a change request. */
#include "domain/change/change_rules.h"

const struct lc_word lc_words_change_state[] = {{LC_CHANGE_DRAFT, "draft"},
                                                {LC_CHANGE_SUBMITTED, "submitted"},
                                                {LC_CHANGE_ANALYSED, "analysed"},
                                                {LC_CHANGE_APPROVED, "approved"},
                                                {LC_CHANGE_REJECTED, "rejected"},
                                                {LC_CHANGE_DEFERRED, "deferred"},
                                                {LC_CHANGE_IMPLEMENTED, "implemented"},
                                                {LC_CHANGE_CLOSED, "closed"},
                                                {LC_CHANGE_WITHDRAWN, "withdrawn"},
                                                {0, NULL}};
const struct lc_word lc_words_change_verb[] = {{LC_CHANGE_ANALYSE, "impact"},
                                               {LC_CHANGE_SUBMIT, "submit"},
                                               {LC_CHANGE_CLASSIFY, "classify"},
                                               {LC_CHANGE_APPROVE, "approve"},
                                               {LC_CHANGE_REJECT, "reject"},
                                               {LC_CHANGE_DEFER, "defer"},
                                               {LC_CHANGE_IMPLEMENT, "implement"},
                                               {LC_CHANGE_CLOSE, "close"},
                                               {LC_CHANGE_WITHDRAW, "withdraw"},
                                               {LC_CHANGE_REOPEN, "reopen"},
                                               {0, NULL}};

/* Which types a row is about. */
enum { ANY = 0, EMERGENCY = 1 };

static const struct {
    enum lc_change_state from;
    enum lc_change_verb verb;
    int who;
    enum lc_change_state to;
} moves[] = {
    {LC_CHANGE_DRAFT, LC_CHANGE_ANALYSE, ANY, LC_CHANGE_DRAFT},
    {LC_CHANGE_DRAFT, LC_CHANGE_SUBMIT, ANY, LC_CHANGE_SUBMITTED},
    {LC_CHANGE_DRAFT, LC_CHANGE_WITHDRAW, ANY, LC_CHANGE_WITHDRAWN},
    {LC_CHANGE_DRAFT, LC_CHANGE_IMPLEMENT, EMERGENCY, LC_CHANGE_IMPLEMENTED},
    {LC_CHANGE_SUBMITTED, LC_CHANGE_ANALYSE, ANY, LC_CHANGE_SUBMITTED},
    {LC_CHANGE_SUBMITTED, LC_CHANGE_CLASSIFY, ANY, LC_CHANGE_ANALYSED},
    {LC_CHANGE_SUBMITTED, LC_CHANGE_WITHDRAW, ANY, LC_CHANGE_WITHDRAWN},
    {LC_CHANGE_SUBMITTED, LC_CHANGE_IMPLEMENT, EMERGENCY, LC_CHANGE_IMPLEMENTED},
    {LC_CHANGE_ANALYSED, LC_CHANGE_ANALYSE, ANY, LC_CHANGE_SUBMITTED},
    {LC_CHANGE_ANALYSED, LC_CHANGE_CLASSIFY, ANY, LC_CHANGE_ANALYSED},
    {LC_CHANGE_ANALYSED, LC_CHANGE_APPROVE, ANY, LC_CHANGE_APPROVED},
    {LC_CHANGE_ANALYSED, LC_CHANGE_REJECT, ANY, LC_CHANGE_REJECTED},
    {LC_CHANGE_ANALYSED, LC_CHANGE_DEFER, ANY, LC_CHANGE_DEFERRED},
    {LC_CHANGE_ANALYSED, LC_CHANGE_WITHDRAW, ANY, LC_CHANGE_WITHDRAWN},
    {LC_CHANGE_ANALYSED, LC_CHANGE_IMPLEMENT, EMERGENCY, LC_CHANGE_IMPLEMENTED},
    {LC_CHANGE_APPROVED, LC_CHANGE_IMPLEMENT, ANY, LC_CHANGE_IMPLEMENTED},
    {LC_CHANGE_APPROVED, LC_CHANGE_WITHDRAW, ANY, LC_CHANGE_WITHDRAWN},
    {LC_CHANGE_APPROVED, LC_CHANGE_REOPEN, ANY, LC_CHANGE_DRAFT},
    {LC_CHANGE_REJECTED, LC_CHANGE_CLOSE, ANY, LC_CHANGE_CLOSED},
    {LC_CHANGE_REJECTED, LC_CHANGE_REOPEN, ANY, LC_CHANGE_DRAFT},
    {LC_CHANGE_DEFERRED, LC_CHANGE_WITHDRAW, ANY, LC_CHANGE_WITHDRAWN},
    {LC_CHANGE_DEFERRED, LC_CHANGE_REOPEN, ANY, LC_CHANGE_DRAFT},
    {LC_CHANGE_IMPLEMENTED, LC_CHANGE_CLASSIFY, EMERGENCY, LC_CHANGE_IMPLEMENTED},
    {LC_CHANGE_IMPLEMENTED, LC_CHANGE_APPROVE, EMERGENCY, LC_CHANGE_IMPLEMENTED},
    {LC_CHANGE_IMPLEMENTED, LC_CHANGE_REJECT, EMERGENCY, LC_CHANGE_IMPLEMENTED},
    {LC_CHANGE_IMPLEMENTED, LC_CHANGE_CLOSE, ANY, LC_CHANGE_CLOSED},
    {LC_CHANGE_CLOSED, LC_CHANGE_REOPEN, ANY, LC_CHANGE_DRAFT},
    {LC_CHANGE_WITHDRAWN, LC_CHANGE_REOPEN, ANY, LC_CHANGE_DRAFT},
};
enum { MOVES = sizeof moves / sizeof moves[0] };

static bool about(int who, enum lc_change_type type)
{
    return who == ANY || type == LC_CHANGE_EMERGENCY;
}

enum lc_change_state lc_change_move(enum lc_change_state from, enum lc_change_verb verb,
                                    enum lc_change_type type)
{
    for (size_t i = 0; i < MOVES; i++) {
        if (moves[i].from == from && moves[i].verb == verb && about(moves[i].who, type)) {
            return moves[i].to;
        }
    }
    return (enum lc_change_state)0;
}

const char *lc_change_allowed(struct lc_ctx *ctx, enum lc_change_state from,
                              enum lc_change_type type)
{
    const char *list = "nothing";
    bool first = true;
    for (size_t i = 0; i < MOVES && list; i++) {
        if (moves[i].from != from || !about(moves[i].who, type)) {
            continue;
        }
        const char *word = lc_word_name(lc_words_change_verb, moves[i].verb);
        list = first ? word : lc_format(ctx, "%s, %s", list, word);
        first = false;
    }
    return list;
}
