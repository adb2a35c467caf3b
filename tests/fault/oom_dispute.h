/*
 * Scenes of t_oom.c: disputes, and what they hold back.
 */
#ifndef TESTS_FAULT_OOM_DISPUTE_H
#define TESTS_FAULT_OOM_DISPUTE_H

#include "fault/oom_deal.h"

/* Rights are reported on only, so that whoever runs the scenes speaks for both parties. */
#define QUARREL                                                                                    \
    "version: 1\nmeta: {id: deal}\nparties: [one, two]\ngovernance:\n"                             \
    "  mode: report\n"                                                                             \
    "  escalation_policies: [{id: up, levels: [{notify: [one]}]}]\n"                               \
    "  disputes: {escalation: up}\n"

static ctr_status with_quarrel(struct scene_state *s)
{
    ctr_create c;
    ctr_source request;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "deal";
    c.label = "1.0.0";
    c.type = CTR_TYPE_MASTER;
    source(&c.document, QUARREL);
    TRY(ctr_contract_create(s->store, &c, NULL, NULL, &s->err));
    TRY(ctr_version_activate(s->store, "shop", "deal", "1.0.0", NULL, NULL, &s->err));
    ctr_source_init(&request, sizeof request);
    source(&request, "id: CR-1\n");
    return ctr_change_open(s->store, "shop", "deal", &request, NULL, NULL, &s->err);
}

static ctr_status act_dispute(struct scene_state *s)
{
    ctr_dispute_spec spec;
    ctr_dispute *d = NULL;

    ctr_dispute_spec_init(&spec, sizeof spec);
    spec.kind = CTR_DISPUTE_CHANGE;
    spec.subject = "CR-1";
    spec.statement = "not asked for";
    spec.party = "one";
    TRY(ctr_dispute_open(s->store, "shop", "deal", &spec, NULL, &d, &s->err));
    SHOW(s, dispute, d);
    return CTR_OK;
}

static ctr_status disputed(struct scene_state *s)
{
    TRY(with_quarrel(s));
    return act_dispute(s);
}

static ctr_status act_answer(struct scene_state *s)
{
    ctr_dispute *d = NULL;
    ctr_dispute_list *list = NULL;

    TRY(ctr_dispute_find(s->store, NULL, &list, &s->err));
    SHOW(s, dispute_list, list);
    TRY(ctr_dispute_answer(s->store, "shop", "deal", "D-1", "it was", "two", NULL, &d, &s->err));
    SHOW(s, dispute, d);
    return CTR_OK;
}

static ctr_status act_climb(struct scene_state *s)
{
    ctr_dispute *d = NULL;

    TRY(ctr_dispute_escalate(s->store, "shop", "deal", "D-1", "two", NULL, &d, &s->err));
    SHOW(s, dispute, d);
    return CTR_OK;
}

static ctr_status act_withdraw(struct scene_state *s)
{
    ctr_dispute *d = NULL;

    TRY(ctr_dispute_withdraw(s->store, "shop", "deal", "D-1", "one", NULL, &d, &s->err));
    SHOW(s, dispute, d);
    return CTR_OK;
}

/* --- about an assessment of a share --- */

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
