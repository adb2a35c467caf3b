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

#endif
