/*
 * Scenes of t_oom.c: disputes about an assessment of a share, and what they hold back.
 */
#ifndef TESTS_FAULT_OOM_DISPUTE_H
#define TESTS_FAULT_OOM_DISPUTE_H

#include "fault/oom_deal.h"

static ctr_status act_dispute_share(struct scene_state *s)
{
    ctr_dispute_spec spec;
    ctr_dispute *d = NULL;

    ctr_dispute_spec_init(&spec, sizeof spec);
    spec.kind = CTR_DISPUTE_ASSESSMENT;
    spec.subject = "1";
    spec.statement = "the disk is no cost of ours";
    spec.party = "one";
    TRY(ctr_dispute_open(s->store, "shop", "bargain", &spec, NULL, &d, &s->err));
    SHOW(s, dispute, d);
    return CTR_OK;
}

static ctr_status share_disputed(struct scene_state *s)
{
    TRY(accrued(s));
    return act_dispute_share(s);
}

/* Entry 2 is the cost that assessment 1 counted. */
static ctr_status cost_taken_back(struct scene_state *s)
{
    TRY(share_disputed(s));
    return ctr_ledger_reverse(s->store, "shop", "bargain", 2, NULL, NULL, NULL, &s->err);
}

static ctr_status act_settle_share(struct scene_state *s)
{
    ctr_ledger *ledger = NULL;
    ctr_dispute *d = NULL;
    char last[24];

    TRY(ctr_ledger_get(s->store, "shop", "bargain", &ledger, &s->err));
    snprintf(last, sizeof last, "%lld", (long long)ctr_ledger_entries(ledger));
    ctr_ledger_free(ledger);
    TRY(ctr_dispute_resolve(s->store, "shop", "bargain", "D-1", CTR_DISPUTE_BY_REVERSAL, last, NULL,
                            &d, &s->err));
    SHOW(s, dispute, d);
    return CTR_OK;
}

#endif
