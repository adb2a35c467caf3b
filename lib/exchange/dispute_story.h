/*
 * A dispute as it travels: all of it as one JSON object by its shape. What it is about goes by
 * number or id, which are those of the ledger and the changes that travel with it.
 */
#ifndef LC_EXCHANGE_DISPUTE_STORY_H
#define LC_EXCHANGE_DISPUTE_STORY_H

#include "domain/dispute/dispute.h"

struct lc_dispute_story {
    struct ctr_dispute is;
};

extern const struct lc_shape lc_shape_dispute_story;

#endif
