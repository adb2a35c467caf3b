/* Stopping the line: who may, what is blocked, what is only reported on; and eight at once. */
#include "watch_case.h"

#include <sys/wait.h>
#include <unistd.h>

#define TRIGGERS(mode, blocks)                                                                     \
    HEAD "governance: {mode: enforce, steering_committee: [client, supplier]}\n"                   \
         "risk_policy:\n  " mode "\n  stop_the_line_triggers:\n"                                   \
         "    - {id: security_blocker, owner: client" blocks "}\n"                                 \
         "    - {id: freeze, owner: steering_committee, blocks: ['*']}\n"                          \
         "    - {id: orphan, blocks: [payment]}\n"
#define BRAKES TRIGGERS("mode: enforce", "")

static ctr_status raise_as(ctr_store *store, const char *trigger, const char *actor,
                           const char *owner, ctr_stop **out, ctr_error **err)
{
    static const char *const links[] = {"https://example.org/7"};
    ctr_call call = call_at(0, actor, "it leaks");
    ctr_stop_spec s;

    ctr_stop_spec_init(&s, sizeof s);
    s.team = "shop";
    s.name = "deal";
    s.trigger = trigger;
    s.owner = owner;
    s.evidence = links;
    s.evidence_count = 1;
    return ctr_stop_line_raise(store, &s, &call, out, err);
}

static ctr_status clear_as(ctr_store *store, const char *trigger, const char *actor,
                           const char *decision, ctr_error **err)
{
    ctr_call call = call_at(0, actor, "all is well");
    return ctr_stop_line_clear(store, "shop", "deal", trigger, decision, &call, NULL, err);
}

static void raised(struct fixture *f, const char *trigger)
{
    ctr_error *err = NULL;
    assert_ctr_ok(raise_as(f->store, trigger, "ann", NULL, NULL, &err));
}

/* A contract that names the master, one that does not, and a statement of work. */
static void prepare(struct fixture *f, const char *document)
{
    ctr_create c;
    ctr_error *err = NULL;

    edition(f, "1.0.0", document);
    do_create(f, "free", "1.0.0", "{}");
    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "api";
    c.label = "1.0.0";
    c.metadata = "{\"master\":\"Shop/deal\"}";
    c.document.data = "{}";
    c.document.size = 2;
    assert_ctr_ok(ctr_contract_create(f->store, &c, NULL, NULL, &err));
    c.name = "sprint";
    c.metadata = NULL;
    c.type = CTR_TYPE_SOW;
    c.document.data = "id: S-1\nmaster: deal-1\n";
    c.document.size = strlen(c.document.data);
    assert_ctr_ok(ctr_contract_create(f->store, &c, NULL, NULL, &err));
}

static ctr_status activate(struct fixture *f, const char *name, ctr_error **err)
{
    return ctr_version_activate(f->store, "shop", name, "1.0.0", NULL, NULL, err);
}

static void a_raised_trigger_blocks_what_names_the_master(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_stop *stop = NULL;

    prepare(f, BRAKES);
    assert_ctr_ok(raise_as(f->store, "security_blocker", "ann", NULL, &stop, &err));
    assert_int_equal(ctr_stop_state_of(stop), CTR_STOP_RAISED);
    assert_string_equal(ctr_stop_owner(stop), "client");
    assert_int_equal(ctr_stop_block_count(stop), 2);
    assert_string_equal(ctr_stop_block_at(stop, 1), "implement");
    ctr_stop_free(stop);
    int64_t before = last_event(f);
    ctr_status status = activate(f, "api", &err);
    assert_int_equal(status, CTR_E_BLOCKED);
    assert_int_equal(ctr_status_exit(status), 4);
    assert_non_null(
        strstr(ctr_error_message(err), "'security_blocker' of 'shop/deal', raised by ann"));
    assert_non_null(strstr(ctr_error_message(err),
                           "blocks 'activate' of 'shop/api@1.0.0'; 'client' "
                           "clears it"));
    assert_string_equal(ctr_error_detail(err, "trigger"), "security_blocker");
    ctr_error_free(err);
    err = NULL;
    assert_ctr_fails(CTR_E_BLOCKED, NULL, activate(f, "sprint", &err));
    assert_int_equal(last_event(f), before); /* nothing was done */
    assert_ctr_ok(activate(f, "free", &err));
    assert_ctr_ok(ctr_stop_line_check(f->store, "shop", "api", "deploy", &err));
    assert_ctr_fails(CTR_E_DENIED, "'supplier' may not clear 'security_blocker'; 'client' does",
                     clear_as(f->store, "security_blocker", "supplier", "fixed", &err));
    assert_ctr_ok(clear_as(f->store, "security_blocker", "client", "fixed", &err));
    assert_ctr_ok(activate(f, "api", &err));
    assert_ctr_ok(activate(f, "sprint", &err));
    assert_store_sound(f->store);
}

static void a_star_blocks_everything(void **state)
{
    static const char *const actions[] = {"activate", "implement", "evolve",
                                          "payment",  "close",     "deploy"};
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_evolve e;

    prepare(f, BRAKES);
    assert_ctr_ok(activate(f, "api", &err));
    raised(f, "freeze");
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        assert_ctr_fails(CTR_E_BLOCKED, NULL,
                         ctr_stop_line_check(f->store, "shop", "api", actions[i], &err));
    }
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_stop_line_check(f->store, "shop", "api", "dance", &err));
    ctr_evolve_init(&e, sizeof e);
    e.team = "shop";
    e.name = "api";
    e.label = "2.0.0";
    e.document.data = "{\"type\":\"object\"}";
    e.document.size = strlen(e.document.data);
    assert_ctr_fails(CTR_E_BLOCKED, NULL, ctr_contract_evolve(f->store, &e, NULL, NULL, &err));
    /* any member of the committee */
    assert_ctr_ok(clear_as(f->store, "freeze", "supplier", "the season is over", &err));
    assert_ctr_ok(ctr_contract_evolve(f->store, &e, NULL, NULL, &err));
}

static void report_mode_lets_pass_and_says_so(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    prepare(f, TRIGGERS("mode: report", ""));
    raised(f, "security_blocker");
    int64_t before = last_event(f);
    assert_ctr_ok(activate(f, "api", &err));
    char *feed = feed_after(f, before);
    assert_string_equal(feed, "stop-line.passed stop-line:shop/deal#security_blocker\n"
                              "version.activated version:shop/api@1.0.0\n");
    free(feed);
    assert_store_sound(f->store);
}

static void bad_calls_are_refused(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_stop *stop = NULL;
    ctr_stop_spec s;

    prepare(f, BRAKES);
    assert_ctr_fails(CTR_E_NOT_FOUND,
                     "'shop/deal@1.0.0' has no stop-the-line trigger 'fire'; it has "
                     "security_blocker, freeze, orphan",
                     raise_as(f->store, "fire", "ann", NULL, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "an owner is needed: who sees to it that 'orphan' can be cleared",
                     raise_as(f->store, "orphan", "ann", NULL, NULL, &err));
    assert_ctr_ok(raise_as(f->store, "orphan", "ann", "bob", NULL, &err));
    assert_ctr_fails(CTR_E_DENIED, NULL, clear_as(f->store, "orphan", "ann", "x", &err));
    assert_ctr_fails(CTR_E_NOT_FOUND, "'shop/deal' has no change 'CR-9'",
                     clear_as(f->store, "orphan", "bob", "change:CR-9", &err));
    assert_ctr_fails(CTR_E_ARGUMENT, "a decision is needed: a change that is decided, or a text",
                     clear_as(f->store, "orphan", "bob", "", &err));
    assert_ctr_ok(clear_as(f->store, "orphan", "bob", "over", &err));
    assert_ctr_fails(CTR_E_STATE, NULL, clear_as(f->store, "orphan", "bob", "over", &err));
    assert_ctr_fails(CTR_E_NOT_FOUND, "'shop/deal' never raised 'freeze'",
                     ctr_stop_line_get(f->store, "shop", "deal", "freeze", &stop, &err));
    ctr_stop_spec_init(&s, sizeof s);
    s.team = "shop";
    s.name = "deal";
    s.trigger = "freeze";
    assert_ctr_fails(CTR_E_ARGUMENT, "0 links to evidence; wanted 1 to 64",
                     ctr_stop_line_raise(f->store, &s, NULL, NULL, &err));
    assert_store_sound(f->store);
}

static void a_change_clears_when_it_is_decided(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_source source;

    prepare(f, BRAKES);
    raised(f, "security_blocker");
    ctr_source_init(&source, sizeof source);
    source.data = "id: CR-1\nrequester: us\nimpact_analysis: {budget_delta_pct: 1}\n";
    source.size = strlen(source.data);
    assert_ctr_ok(ctr_change_open(f->store, "shop", "deal", &source, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_STATE,
                     "change 'shop/deal/CR-1' is not decided, so it cannot clear "
                     "'security_blocker'; decide on it first",
                     clear_as(f->store, "security_blocker", "client", "CR-1", &err));
}

static void a_breach_raises_the_trigger_that_it_names(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_stop *stop = NULL;

    edition(f, "1.0.0",
            HEAD "slo_mode: enforce\nslos: [{id: delivery, goal_hours: 1, trigger: late}]\n"
                 "risk_policy: {stop_the_line_triggers: [{id: late, owner: client}]}\n");
    marked(f, CTR_SLO_START, "delivery", "D", AT(4, 9, 0), NULL);
    marked(f, CTR_SLO_STOP, "delivery", "D", AT(4, 11, 0), NULL);
    assert_ctr_ok(ctr_stop_line_get(f->store, "shop", "deal", "late", &stop, &err));
    assert_int_equal(ctr_stop_state_of(stop), CTR_STOP_RAISED);
    assert_string_equal(ctr_stop_evidence_at(stop, 0), "slo:shop/deal#delivery/D");
    ctr_stop_free(stop);
    assert_store_sound(f->store);
}

/* ---- eight at once ---- */

enum { PROCESSES = 8, ROUNDS = 5 };

static void eight_processes_raise_and_clear(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_stop_summary *sum = NULL;
    int64_t times = 0;

    edition(f, "1.0.0", BRAKES);
    ctr_store_close(f->store); /* what is open does not survive a fork */
    for (int i = 0; i < PROCESSES; i++) {
        if (fork() == 0) {
            ctr_store_options o;
            ctr_store *store = NULL;
            ctr_store_options_init(&o, sizeof o);
            o.deadline_ms = 60000;
            ctr_status status = ctr_store_open(f->path, &o, &store, NULL);
            for (int n = 0; n < ROUNDS && status == CTR_OK; n++) {
                status = raise_as(store, "freeze", i % 2 ? "client" : "supplier", NULL, NULL, NULL);
                ctr_status cleared = clear_as(store, "freeze", "client", "over", NULL);
                status = status == CTR_OK && cleared != CTR_E_STATE ? cleared : status;
            }
            ctr_store_close(store);
            _exit(-(int)status);
        }
    }
    for (int i = 0; i < PROCESSES; i++) {
        int code;
        assert_true(wait(&code) > 0);
        assert_true(WIFEXITED(code));
        assert_int_equal(WEXITSTATUS(code), 0);
    }
    f->store = fixture_open(f, 0);
    assert_ctr_ok(ctr_stop_line_summary(f->store, "shop", "deal", &sum, &err));
    for (size_t i = 0; i < ctr_stop_summary_count(sum); i++) {
        times += ctr_stop_summary_times(sum, i);
    }
    ctr_stop_summary_free(sum);
    assert_true(times >= ROUNDS && times <= PROCESSES * ROUNDS);
    /* an event each time it was raised, and each time it was cleared: nothing lost or doubled */
    char *feed = feed_after(f, 0);
    int64_t told = 0;
    for (const char *at = feed; (at = strstr(at, "stop-line.")) != NULL; at++) {
        told++;
    }
    free(feed);
    assert_int_equal(told, 2 * times);
    assert_store_sound(f->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_raised_trigger_blocks_what_names_the_master),
        TEST(a_star_blocks_everything),
        TEST(report_mode_lets_pass_and_says_so),
        TEST(bad_calls_are_refused),
        TEST(a_change_clears_when_it_is_decided),
        TEST(a_breach_raises_the_trigger_that_it_names),
        cmocka_unit_test_setup_teardown(eight_processes_raise_and_clear, fixture_file, fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
