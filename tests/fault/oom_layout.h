/*
 * Scenes of t_oom.c: a layout of a repository. Its files lie in a directory of the test's own.
 */
#ifndef TESTS_FAULT_OOM_LAYOUT_H
#define TESTS_FAULT_OOM_LAYOUT_H

#include "fault/oom.h"

#include <unistd.h>

static const char oom_plan[] = "t_oom.plan";

/* The same files each time, whatever was written back before. */
static ctr_status with_plan(struct scene_state *s)
{
    static const char *const files[][2] = {
        {"/contracts/master_contract.yaml", "meta: {id: deal}\n"},
        {"/contracts/sow/1.yaml",
         "id: S-1\nlinks: {changes: [CR-1]}\ndependencies: [S-2]\nbacklog: [{id: a}]\n"},
        {"/contracts/sow/SPRINT-01.yaml", "id: S-2\ngoals: [a]\n"},
        {"/contracts/changes/CR-1.yaml", "id: CR-1 # one\nimpact_analysis: {budget_delta_pct: 1}\n"
                                         "adr: docs/adr/none.md\n"},
    };
    ctr_layout_options o;
    char path[128];

    ctr_layout_options_init(&o, sizeof o);
    o.dir = oom_plan;
    TRY(ctr_layout_scaffold(&o, NULL, &s->err));
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        snprintf(path, sizeof path, "%s%s", oom_plan, files[i][0]);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        assert_true(fputs(files[i][1], file) >= 0);
        assert_int_equal(fclose(file), 0);
    }
    return CTR_OK;
}

static ctr_status act_sync(struct scene_state *s)
{
    ctr_sync_options o;
    ctr_layout *layout = NULL;

    ctr_sync_options_init(&o, sizeof o);
    o.dir = oom_plan;
    o.team = "shop";
    TRY(ctr_layout_sync(s->store, &o, NULL, &layout, &s->err));
    SHOW(s, layout, layout);
    return CTR_OK;
}

/* The change went on, a statement of work was edited, and one has another team's id. */
static ctr_status with_drift(struct scene_state *s)
{
    TRY(with_plan(s));
    TRY(act_sync(s));
    TRY(ctr_change_submit(s->store, "shop", "deal", "CR-1", NULL, NULL, &s->err));
    FILE *file = fopen("t_oom.plan/contracts/sow/1.yaml", "w");
    assert_non_null(file);
    assert_true(fputs("id: S-1\nlinks: {changes: [CR-1]}\nbacklog: [{id: a}, {id: b}]\n", file) >=
                0);
    assert_int_equal(fclose(file), 0);
    return CTR_OK;
}

/* A statement of work that began before it became active. */
static ctr_status with_work(struct scene_state *s)
{
    ctr_create c;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "work";
    c.type = CTR_TYPE_SOW;
    c.document.data = "{id: work, dates: {start: 2020-01-05}, price: '1', backlog: [a], "
                      "value_hypothesis: {metric: m, target: '>= 1'}, "
                      "acceptance_criteria: [{id: AC1}], slices: [{id: one, effort: 1}]}";
    c.document.size = strlen(c.document.data);
    TRY(ctr_contract_create(s->store, &c, NULL, NULL, &s->err));
    return CTR_OK;
}

/* Statements of work that need each other in a row; of the last the next is not there. */
static ctr_status with_row(struct scene_state *s)
{
    static const char *const works[][2] = {
        {"one", "{id: one, goals: [x], dependencies: [two]}"},
        {"two", "{id: two, goals: [x], dependencies: [Three]}"},
        {"three", "{id: three, goals: [x], dependencies: [one, none]}"}};
    ctr_create c;

    for (size_t i = 0; i < sizeof works / sizeof works[0]; i++) {
        ctr_create_init(&c, sizeof c);
        c.team = "shop";
        c.name = works[i][0];
        c.label = "1.0.0";
        c.type = CTR_TYPE_SOW;
        c.document.data = works[i][1];
        c.document.size = strlen(works[i][1]);
        TRY(ctr_contract_create(s->store, &c, NULL, NULL, &s->err));
    }
    return ctr_version_activate(s->store, "shop", "two", "1.0.0", NULL, NULL, &s->err);
}

static ctr_status act_depend(struct scene_state *s)
{
    return ctr_version_activate(s->store, "shop", "one", "1.0.0", NULL, NULL, &s->err);
}

static ctr_status act_lint_stored(struct scene_state *s)
{
    ctr_lint_report *report = NULL;

    TRY(ctr_sow_lint(s->store, "shop", "three", "1.0.0", &report, &s->err));
    SHOW(s, lint_report, report);
    return CTR_OK;
}

static ctr_status act_begin(struct scene_state *s)
{
    return ctr_version_activate(s->store, "shop", "work", "1.0.0", NULL, NULL, &s->err);
}

static ctr_status begun(struct scene_state *s)
{
    TRY(with_work(s));
    return act_begin(s);
}

static ctr_status act_measure(struct scene_state *s)
{
    ctr_sow_measurement m;
    ctr_sow *sow = NULL;

    ctr_sow_measurement_init(&m, sizeof m);
    m.of = "m";
    m.value = "2";
    m.on = "2020-02-01";
    m.low = "1.5";
    m.high = "2.5";
    TRY(ctr_sow_measured(s->store, "shop", "work", &m, NULL, &sow, &s->err));
    SHOW(s, sow, sow);
    return CTR_OK;
}

static ctr_status act_accept(struct scene_state *s)
{
    ctr_sow *sow = NULL;

    TRY(ctr_sow_accept(s->store, "shop", "work", "AC1", "e", NULL, NULL, &sow, &s->err));
    SHOW(s, sow, sow);
    return CTR_OK;
}

/* The last criterion of an iteration that is paid for; the accounts are missing, too. */
static ctr_status with_price(struct scene_state *s)
{
    static const char *const documents[] = {
        "{meta: {id: fixed}, incentives: {model: fixed_per_iteration, currency: EUR, price: 5}}",
        "{id: paid, master: fixed, acceptance_criteria: [{id: AC1}]}"};
    ctr_create c;

    for (int i = 0; i < 2; i++) {
        ctr_create_init(&c, sizeof c);
        c.team = "shop";
        c.name = i ? "paid" : "fixed";
        c.label = "1.0.0";
        c.type = i ? CTR_TYPE_SOW : CTR_TYPE_MASTER;
        c.document.data = documents[i];
        c.document.size = strlen(documents[i]);
        TRY(ctr_contract_create(s->store, &c, NULL, NULL, &s->err));
        TRY(ctr_version_activate(s->store, "shop", c.name, "1.0.0", NULL, NULL, &s->err));
    }
    return ctr_ledger_open(s->store, "shop", "fixed", "EUR", NULL, NULL, &s->err);
}

static ctr_status act_pay(struct scene_state *s)
{
    ctr_sow *sow = NULL;

    TRY(ctr_sow_accept(s->store, "shop", "paid", "AC1", "e", NULL, NULL, &sow, &s->err));
    SHOW(s, sow, sow);
    return CTR_OK;
}

static ctr_status paid(struct scene_state *s)
{
    TRY(with_price(s));
    return ctr_sow_accept(s->store, "shop", "paid", "AC1", "e", NULL, NULL, NULL, &s->err);
}

static ctr_status act_check_price(struct scene_state *s)
{
    ctr_report *report = NULL;
    ctr_sow_list *due = NULL;

    TRY(ctr_store_check(s->store, CTR_CHECK_REPLAY, &report, &s->err));
    SHOW(s, report, report);
    TRY(ctr_sow_due(s->store, "shop", NULL, 0, &due, &s->err));
    SHOW(s, sow_list, due);
    return CTR_OK;
}

static ctr_status measured(struct scene_state *s)
{
    TRY(begun(s));
    TRY(act_measure(s));
    return act_accept(s);
}

static ctr_status act_ask(struct scene_state *s)
{
    ctr_ranking *ranking = NULL;
    ctr_volatility *churn = NULL;
    ctr_sow_list *due = NULL;

    TRY(ctr_sow_ranking(s->store, "shop", "work", &ranking, &s->err));
    SHOW(s, ranking, ranking);
    TRY(ctr_sow_churn(s->store, "shop", "work", &churn, &s->err));
    SHOW(s, volatility, churn);
    TRY(ctr_sow_due(s->store, "shop", NULL, 0, &due, &s->err));
    SHOW(s, sow_list, due);
    return CTR_OK;
}

#endif
