/*
 * Every allocation of the library, of SQLite and of libxml2 failed once, one by one, through the
 * public calls: scenes that together do everything a user can do. After each failure the store is
 * as it was, the same call succeeds when memory is back, and nothing was leaked; a call that
 * succeeds in spite of a failure gives the same output as one without.
 *
 *   t_oom [SCENE]
 *   t_oom --list              the names of the scenes
 *
 * The first scene is walked whole and the others at every STRIDE-th allocation (support/walk.h).
 */
#include "core/store.h"
#include "fault/oom_change.h"
#include "fault/oom_contract.h"
#include "fault/oom_deal.h"
#include "fault/oom_decide.h"
#include "fault/oom_dispute.h"
#include "fault/oom_document.h"
#include "fault/oom_layout.h"
#include "fault/oom_policy.h"
#include "fault/oom_ledger.h"
#include "fault/oom_watch.h"
#include "support/faultfork.h"
#include "support/faultmem.h"
#include "support/sanitized.h"
#include "support/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STRIDE = SANITIZED ? 199 : 61 };

static const struct scene {
    const char *name;
    ctr_status (*prepare)(struct scene_state *s);
    ctr_status (*act)(struct scene_state *s);
} scenes[] = {
    {"create and activate", nothing, act_create_activate},
    {"evolve", active_with_consumers, act_evolve},
    {"evolve to a long one", active_with_consumers, act_evolve_long},
    {"evolve against a history", with_history, act_evolve_history},
    {"activate against a history", with_history_draft, act_activate_history},
    {"record a build", with_history, act_build},
    {"deploy a build", with_build, act_deploy},
    {"deploy in place of another", with_runs, act_replace},
    {"undeploy", with_runs, act_undeploy},
    {"release", with_runs, act_release},
    {"withdraw", with_release, act_take_back},
    {"look at what runs", with_runs, act_runs},
    {"check what runs", with_runs, act_check},
    {"decide", with_runs, act_can},
    {"foretell the impact", with_runs, act_impact},
    {"decide on a move", with_reader, act_can_upgrade},
    {"decide on a deployment", with_runs, act_can_deploy},
    {"activate a break", with_breaking_draft, act_activate},
    {"activate a long one", with_long_draft, act_activate},
    {"deprecate", active_with_consumers, act_deprecate},
    {"retire", active_with_consumers, act_retire},
    {"roll back", full, act_rollback},
    {"edit and register", active_with_consumers, act_edit_register},
    {"look up", full, act_look},
    {"check", full, act_check},
    {"export", full, act_export},
    {"import", exported, act_import},
    {"compare", nothing, act_compare},
    {"witness", nothing, act_witness},
    {"judge by a policy", nothing, act_judge},
    {"set a policy", full, act_policy_set},
    {"clear a policy", with_policy, act_policy_clear},
    {"waive", with_policy, act_waive},
    {"look at a policy", with_policy, act_policy_look},
    {"evolve under a policy", with_policy, act_policy_evolve},
    {"activate under a policy", policy_evolved, act_policy_activate},
    {"evolve against a history under a policy", history_policy, act_evolve_history},
    {"activate against a history under a policy", history_evolved, act_activate_judged},
    {"decide against a history under a policy", history_evolved, act_can_history},
    {"evolve under a notice", notice_policy, act_evolve_history},
    {"activate under a notice", notice_evolved, act_activate_judged},
    {"decide under a notice", notice_evolved, act_can_history},
    {"look at a notice", notice_evolved, act_policy_look},
    {"check a policy", policy_evolved, act_check},
    {"export a policy", policy_evolved, act_export},
    {"validate", nothing, act_validate},
    {"open a change", with_deal, act_open},
    {"submit a change", opened, act_submit},
    {"implement a change", opened, act_implement},
    {"reject an emergency that was implemented", with_moved_target, act_reject},
    {"verify what entries come from", with_rejected, act_verify_causes},
    {"open a chart", with_bargain, act_chart},
    {"sync a layout", with_plan, act_sync},
    {"sync drift", with_drift, act_sync},
    {"draw on the risk buffer", funded, act_risk},
    {"look at the risk buffer", funded, act_risk_get},
    {"post a modifier", charted, act_modifier},
    {"measure and post a modifier", timed, act_modifier_measured},
    {"check a modifier", modified, act_check_modifier},
    {"assess a share", spent, act_assess},
    {"assess the final share", accrued, act_assess_final},
    {"look at assessments", accrued, act_assessments},
    {"withdraw what is approved", approved, act_undo},
    {"reopen what is approved", approved, act_reopen},
    {"sweep", submitted, act_sweep},
    {"tell", swept, act_tell},
    {"pause", submitted, act_pause},
    {"resume", paused, act_resume},
    {"freeze", with_work, act_begin},
    {"depend", with_row, act_depend},
    {"look at what it depends on", with_row, act_lint_stored},
    {"measure", begun, act_measure},
    {"accept", begun, act_accept},
    {"ask about work", measured, act_ask},
    {"post a price", with_price, act_pay},
    {"check a price", paid, act_check_price},
    {"make a statement", accrued, act_statement},
    {"dispute", with_quarrel, act_dispute},
    {"answer a dispute", disputed, act_answer},
    {"escalate a dispute", disputed, act_climb},
    {"withdraw a dispute", disputed, act_withdraw},
    {"sweep a dispute", disputed, act_sweep},
    {"dispute an assessment", accrued, act_dispute_share},
    {"assess while it is disputed", share_disputed, act_assess_final},
    {"take back what it counted", cost_taken_back, act_settle_share},
    {"post", booked, act_post},
    {"settle, void, reverse", booked, act_resolve},
    {"seal", booked, act_seal},
    {"audit", booked, act_audit},
    {"ledger as text", booked, act_text_out},
    {"entries from hledger", booked, act_hledger},
    {"entries from csv", booked, act_csv},
    {"start a clock", with_clocks, act_slo_start},
    {"look at clocks", with_clocks, act_slo_look},
    {"sweep clocks", with_running, act_slo_sweep},
    {"stop the line", with_office, act_raise},
    {"let the line go on", raised, act_clear},
    {"record a meeting", with_office, act_held},
    {"look for what was missed", with_meeting, act_missed},
};

/* A fresh state with everything prepared. The ids and the clock are the same each time. */
static struct fixture hooks;

static int same_time(void *user, int64_t *now_us)
{
    (void)user;
    *now_us = FIXTURE_START_US;
    return 0;
}

static void begin(const struct scene *scene, struct scene_state *s)
{
    ctr_store_options o;
    ctr_error *err = NULL;

    memset(s, 0, sizeof *s);
    hooks = (struct fixture){.now_us = FIXTURE_START_US, .random = 1};
    fixture_options(&hooks, &o);
    o.clock = same_time;
    o.flags = CTR_STORE_CREATE | CTR_STORE_MEMORY;
    o.allocator = faultmem_allocator();
    assert_ctr_ok(ctr_store_open("", &o, &s->store, &err));
    ctr_status status = scene->prepare(s);
    if (status != CTR_OK) {
        fail_msg("%s: preparation: %s", scene->name, ctr_error_message(s->err));
    }
    free(s->out.text);
    s->out = (struct text_sink){NULL, 0};
}

static void end(struct scene_state *s)
{
    ctr_store_close(s->store);
    ctr_error_free(s->err);
    free(s->out.text);
    free(s->file.text);
}

static int64_t events_in(ctr_store *store)
{
    int64_t last = 0;
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_event_wait(store, INT64_MAX, 0, &last, &err));
    return last;
}

/* A failure leaves nothing behind, except in scenes of several calls. */
static bool atomic(const struct scene *scene)
{
    return strcmp(scene->name, "edit and register") != 0 &&
           strcmp(scene->name, "settle, void, reverse") != 0;
}

/* Files are not copied by a fork. */
static bool in_memory(const struct scene *scene)
{
    return scene->act != act_sync;
}

/* What is walked: the scene, how it goes without faults, how far we are. */
static struct walk {
    const struct scene *scene;
    struct text_sink want;
    long points;
    long stride;
    long next; /* the allocation to fail next */
    long runs;
    long live;            /* blocks before the scene began */
    int64_t events;       /* before its act */
    struct scene_state s; /* of the run that is under way */
    long at;              /* the allocation that failed in it */
} w;

static void start_run(void)
{
    w.live = faultmem_live();
    begin(w.scene, &w.s);
    w.events = events_in(w.s.store);
}

/* The end of a run in which allocation w.at failed. */
static void judge(ctr_status status)
{
    struct scene_state *s = &w.s;
    const char *name = w.scene->name;

    if (status == CTR_OK) {
        if (s->out.size != w.want.size ||
            (w.want.size && memcmp(s->out.text, w.want.text, w.want.size) != 0)) {
            fail_msg("%s: allocation %ld: the output is another one", name, w.at);
        }
    } else {
        if (status != CTR_E_NOMEM || ctr_error_status(s->err) != CTR_E_NOMEM) {
            fail_msg("%s: allocation %ld: %s: %s", name, w.at, ctr_status_name(status),
                     ctr_error_message(s->err));
        }
        ctr_error_free(s->err);
        s->err = NULL;
        if (atomic(w.scene) && events_in(s->store) != w.events) {
            fail_msg("%s: allocation %ld: failed, and yet something was stored", name, w.at);
        }
        if (w.scene->act(s) != CTR_OK) {
            fail_msg("%s: allocation %ld: again, with memory: %s", name, w.at,
                     ctr_error_message(s->err));
        }
    }
    if (w.at % 16 == 0) {
        assert_store_sound(s->store);
    }
    end(s);
    if (faultmem_live() != w.live) {
        fail_msg("%s: allocation %ld: %ld blocks leaked", name, w.at, faultmem_live() - w.live);
    }
}

/* The library refuses a store that was opened before a fork, because what SQLite holds of a file
 * belongs to the parent. Of one in memory the child has all there is. */
static void take_over(ctr_store *store)
{
    store->guard.pid = getpid();
    if (store->guard.page) {
        store->guard.page[0] = 1;
    }
}

/* At each allocation of the one act that the parent plays: the child is refused it. */
static bool divide(long n)
{
    if (n != w.next || faultfork_failed()) {
        return false;
    }
    w.next += w.stride;
    w.runs++;
    if (!faultfork(n)) {
        return false;
    }
    w.at = n;
    faultmem_disarm();
    take_over(w.s.store);
    return true;
}

static void walk_in_children(void)
{
    faultfork_begin();
    start_run();
    faultmem_ask(divide);
    ctr_status status = w.scene->act(&w.s);
    faultmem_disarm();
    if (w.at) {
        judge(status);
        faultfork_end();
    }
    if (faultfork_failed()) {
        fail_msg("%s: allocation %ld: it is said above", w.scene->name, faultfork_failed());
    }
    w.points = faultmem_count(); /* a little less than the first time */
    judge(status);               /* nothing failed here, whatever the children did */
}

static void walk_here(void)
{
    for (; w.next <= w.points; w.next += w.stride) {
        w.at = w.next;
        start_run();
        faultmem_arm(w.at, false);
        ctr_status status = w.scene->act(&w.s);
        faultmem_disarm();
        judge(status);
        w.runs++;
    }
}

static void walk(const struct scene *scene, long stride)
{
    w = (struct walk){.scene = scene, .stride = stride, .next = walk_start(stride)};
    begin(scene, &w.s);
    faultmem_arm(0, false);
    ctr_status status = scene->act(&w.s);
    w.points = faultmem_count();
    faultmem_disarm();
    if (status != CTR_OK) {
        fail_msg("%s: without faults: %s", scene->name, ctr_error_message(w.s.err));
    }
    w.want = w.s.out;
    w.s.out = (struct text_sink){NULL, 0};
    end(&w.s);
    if (in_memory(scene)) {
        walk_in_children();
    } else {
        walk_here();
    }
    printf("t_oom: %s: %ld allocations, %ld failed one by one\n", scene->name, w.points, w.runs);
    free(w.want.text);
}

static int list_scenes(void)
{
    for (size_t i = 0; i < sizeof scenes / sizeof scenes[0]; i++) {
        puts(scenes[i].name);
    }
    return 0;
}

static const char *only;

static void no_allocation_is_without_its_failure(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof scenes / sizeof scenes[0]; i++) {
        if (!only || strstr(scenes[i].name, only)) {
            walk(&scenes[i], i == 0 ? 1 : walk_stride(STRIDE));
        }
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_allocation_is_without_its_failure)};

    if (argc == 2 && strcmp(argv[1], "--list") == 0) {
        return list_scenes();
    }
    faultmem_install();
    only = argc > 1 ? argv[1] : NULL;
    printf("t_oom: SEED=%u\n", walk_seed());
    return cmocka_run_group_tests(tests, NULL, NULL);
}
