/*
 * Scenes of t_oom.c: target and share of a master contract.
 */
#ifndef TESTS_FAULT_OOM_DEAL_H
#define TESTS_FAULT_OOM_DEAL_H

#include "fault/oom.h"

static const char bargain[] = "version: 1\n"
                              "meta: {id: bargain, effective_date: 2025-11-01}\n"
                              "incentives: {model: target_cost, currency: EUR, target: 1000,\n"
                              "  gain_share_pct: 50, pain_share_pct: 50, participants: [70],\n"
                              "  interim_policy: on_account, retention_pct: 10}\n";

static ctr_status with_bargain(struct scene_state *s)
{
    ctr_create c;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "bargain";
    c.label = "1.0.0";
    c.type = CTR_TYPE_MASTER;
    c.document.data = bargain;
    c.document.size = strlen(bargain);
    TRY(ctr_contract_create(s->store, &c, NULL, NULL, &s->err));
    return ctr_version_activate(s->store, "shop", "bargain", "1.0.0", NULL, NULL, &s->err);
}

static ctr_status act_chart(struct scene_state *s)
{
    ctr_chart *chart = NULL;

    TRY(ctr_ledger_chart(s->store, "shop", "bargain", NULL, NULL, &chart, &s->err));
    SHOW(s, chart, chart);
    return CTR_OK;
}

#endif
