/*
 * Scenes of t_oom.c: target and share of a master contract.
 */
#ifndef TESTS_FAULT_OOM_DEAL_H
#define TESTS_FAULT_OOM_DEAL_H

#include "fault/oom.h"

static const char bargain[] = "version: 1\n"
                              "meta: {id: bargain, effective_date: 2025-11-01}\n"
                              "parties: [one, two]\n"
                              "governance: {mode: report}\n"
                              "incentives: {model: target_cost, currency: EUR, target: 1000,\n"
                              "  gain_share_pct: 50, pain_share_pct: 50, participants: [70],\n"
                              "  interim_policy: on_account, retention_pct: 10}\n"
                              "risk_policy: {buffer: {amount: 100}}\n"
                              "slos: [{id: triage, goal_hours: 8}]\n"
                              "modifier: {cap: 100, weights: {triage: 60, uplift: 40}}\n";

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

static ctr_status charted(struct scene_state *s)
{
    TRY(with_bargain(s));
    return ctr_ledger_chart(s->store, "shop", "bargain", NULL, NULL, NULL, &s->err);
}

static ctr_status move_risk(struct scene_state *s, ctr_risk_act act, ctr_risk **out)
{
    static const char *const links[] = {"https://example.org/disk"};
    ctr_risk_move m;

    ctr_risk_move_init(&m, sizeof m);
    m.act = act;
    m.amount = act == CTR_RISK_FUND ? "100" : "30";
    m.key = act == CTR_RISK_FUND ? "fund" : "draw";
    m.memo = "as agreed";
    m.evidence = links;
    m.evidence_count = 1;
    return ctr_ledger_risk(s->store, "shop", "bargain", &m, NULL, out, &s->err);
}

static ctr_status funded(struct scene_state *s)
{
    TRY(charted(s));
    return move_risk(s, CTR_RISK_FUND, NULL);
}

static ctr_status act_risk(struct scene_state *s)
{
    ctr_risk *risk = NULL;

    TRY(move_risk(s, CTR_RISK_DRAW, &risk));
    SHOW(s, risk, risk);
    return CTR_OK;
}

static ctr_status act_risk_get(struct scene_state *s)
{
    ctr_risk *risk = NULL;

    TRY(ctr_risk_get(s->store, "shop", "bargain", &risk, &s->err));
    SHOW(s, risk, risk);
    return CTR_OK;
}

static ctr_status act_modifier(struct scene_state *s)
{
    static const char *const names[] = {"triage", "uplift"};
    static const char *const values[] = {"97.5", "no"};
    ctr_modifier_goals g;
    ctr_modifier *modifier = NULL;

    ctr_modifier_goals_init(&g, sizeof g);
    g.names = names;
    g.values = values;
    g.count = 2;
    TRY(ctr_ledger_modifier(s->store, "shop", "bargain", &g, NULL, &modifier, &s->err));
    SHOW(s, modifier, modifier);
    return CTR_OK;
}

/* A chart, and a case of the SLO that the modifier weighs. */
static ctr_status timed(struct scene_state *s)
{
    ctr_slo_mark m;

    TRY(charted(s));
    ctr_slo_mark_init(&m, sizeof m);
    m.team = "shop";
    m.name = "bargain";
    m.slo = "triage";
    m.subject = "T-1";
    m.act = CTR_SLO_START;
    TRY(ctr_slo_record(s->store, &m, NULL, NULL, &s->err));
    m.act = CTR_SLO_STOP;
    return ctr_slo_record(s->store, &m, NULL, NULL, &s->err);
}

static ctr_status act_modifier_measured(struct scene_state *s)
{
    ctr_modifier_goals g;
    ctr_modifier *modifier = NULL;

    ctr_modifier_goals_init(&g, sizeof g);
    TRY(ctr_ledger_modifier(s->store, "shop", "bargain", &g, NULL, &modifier, &s->err));
    SHOW(s, modifier, modifier);
    return CTR_OK;
}

static ctr_status act_check_modifier(struct scene_state *s)
{
    ctr_report *report = NULL;

    TRY(ctr_store_check(s->store, 0, &report, &s->err));
    SHOW(s, report, report);
    return CTR_OK;
}

static ctr_status modified(struct scene_state *s)
{
    struct text_sink kept = s->out;

    TRY(charted(s));
    s->out = (struct text_sink){NULL, 0};
    ctr_status status = act_modifier(s);
    free(s->out.text);
    s->out = kept;
    return status;
}

static ctr_status spent(struct scene_state *s)
{
    static const char *const accounts[] = {"Assets:Bargain:Cost", "Liabilities:Bargain:Supplier"};
    static const int64_t amounts[] = {40000, -40000};
    ctr_entry_spec e;

    TRY(with_bargain(s));
    TRY(ctr_ledger_chart(s->store, "shop", "bargain", NULL, NULL, NULL, &s->err));
    ctr_entry_spec_init(&e, sizeof e);
    e.kind = CTR_ENTRY_COST;
    e.date = "2025-11-20";
    e.accounts = accounts;
    e.amounts = amounts;
    e.posting_count = 2;
    return ctr_ledger_post(s->store, "shop", "bargain", &e, 1, NULL, NULL, &s->err);
}

static ctr_status act_assess(struct scene_state *s)
{
    ctr_assess a;
    ctr_assessment *out = NULL;

    ctr_assess_init(&a, sizeof a);
    a.kind = CTR_ASSESS_INTERIM;
    a.as_of = "2025-11-30";
    a.earned = "500";
    a.forecast = "900";
    TRY(ctr_share_assess(s->store, "shop", "bargain", &a, NULL, &out, &s->err));
    SHOW(s, assessment, out);
    return CTR_OK;
}

static ctr_status act_assessments(struct scene_state *s)
{
    ctr_assessment *out = NULL;
    ctr_assessment_list *list = NULL;

    TRY(ctr_assessment_get(s->store, "shop", "bargain", 0, &out, &s->err));
    SHOW(s, assessment, out);
    TRY(ctr_assessment_find(s->store, "shop", "bargain", 0, 0, &list, &s->err));
    SHOW(s, assessment_list, list);
    return CTR_OK;
}

static ctr_status act_statement(struct scene_state *s)
{
    ctr_statement_query q;
    ctr_statement *out = NULL;
    ctr_burn *burn = NULL;

    TRY(ctr_ledger_burn(s->store, "shop", "bargain", "2025-12-31", &burn, &s->err));
    SHOW(s, burn, burn);
    ctr_statement_query_init(&q, sizeof q);
    q.from = "2025-11-01";
    q.until = "2025-12-31";
    TRY(ctr_ledger_statement(s->store, "shop", "bargain", &q, &out, &s->err));
    ctr_status forms = ctr_statement_render(out, CTR_RENDER_CSV, text_sink_write, &s->out, &s->err);
    forms = forms ? forms
                  : ctr_statement_render(out, CTR_RENDER_HTML, text_sink_write, &s->out, &s->err);
    if (forms) {
        ctr_statement_free(out);
        return forms;
    }
    SHOW(s, statement, out);
    return CTR_OK;
}

static ctr_status act_assess_final(struct scene_state *s)
{
    ctr_assess a;
    ctr_assessment *out = NULL;

    ctr_assess_init(&a, sizeof a);
    a.kind = CTR_ASSESS_FINAL;
    a.as_of = "2025-12-31";
    TRY(ctr_share_assess(s->store, "shop", "bargain", &a, NULL, &out, &s->err));
    SHOW(s, assessment, out);
    return CTR_OK;
}

static ctr_status accrued(struct scene_state *s)
{
    ctr_assess a;

    TRY(spent(s));
    ctr_assess_init(&a, sizeof a);
    a.kind = CTR_ASSESS_INTERIM;
    a.as_of = "2025-11-30";
    a.earned = "500";
    return ctr_share_assess(s->store, "shop", "bargain", &a, NULL, NULL, &s->err);
}

#endif
