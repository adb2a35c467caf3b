/*
 * Eight processes vote on one change and then all implement it: every vote is there once, one of
 * them decides, one of them implements, and the store is sound.
 */
#include "support/fixture.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PARTIES = 8, STATUSES = 64 };

static const char master[] =
    "version: 1\nmeta: {id: deal}\n"
    "governance:\n  steering_committee: [p0, p1, p2, p3, p4, p5, p6, p7]\n"
    "  decision_rights: [{area: '*', approver: steering_committee, quorum: 8}]\n"
    "change_policy: {thresholds: {budget_delta_pct_major: 10}}\n";

static void prepare(struct fixture *f)
{
    static const char change[] =
        "id: CR-1\nrequester: us\nimpact_analysis: {budget_delta_pct: 1}\n";
    ctr_create c;
    ctr_source s;
    ctr_error *err = NULL;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = "deal";
    c.label = "1.0.0";
    c.type = CTR_TYPE_MASTER;
    c.document.data = master;
    c.document.size = sizeof master - 1;
    assert_ctr_ok(ctr_contract_create(f->store, &c, NULL, NULL, &err));
    do_activate(f, "deal", "1.0.0");
    ctr_source_init(&s, sizeof s);
    s.data = change;
    s.size = sizeof change - 1;
    assert_ctr_ok(ctr_change_open(f->store, "shop", "deal", &s, NULL, NULL, &err));
    assert_ctr_ok(ctr_change_submit(f->store, "shop", "deal", "CR-1", NULL, NULL, &err));
}

static ctr_status vote_as(ctr_store *store, int who)
{
    ctr_call call;
    char name[8];

    snprintf(name, sizeof name, "p%d", who);
    ctr_call_init(&call, sizeof call);
    call.actor = name;
    return ctr_change_vote(store, "shop", "deal", "CR-1", CTR_VOTE_APPROVE, NULL, &call, NULL,
                           NULL);
}

/* Exit code: the status without its sign. */
static void race(struct fixture *f, bool votes, int counts[STATUSES])
{
    ctr_store_close(f->store); /* what is open does not survive a fork */
    for (int i = 0; i < PARTIES; i++) {
        if (fork() == 0) {
            ctr_store_options o;
            ctr_store *store = NULL;
            ctr_store_options_init(&o, sizeof o);
            o.deadline_ms = 60000;
            ctr_status status = ctr_store_open(f->path, &o, &store, NULL);
            if (status == CTR_OK) {
                status =
                    votes ? vote_as(store, i)
                          : ctr_change_implement(store, "shop", "deal", "CR-1", NULL, NULL, NULL);
            }
            ctr_store_close(store);
            _exit(-(int)status);
        }
    }
    for (int i = 0; i < PARTIES; i++) {
        int code;
        assert_true(wait(&code) > 0);
        assert_true(WIFEXITED(code));
        counts[WEXITSTATUS(code)]++;
    }
    f->store = fixture_open(f, 0);
}

static void eight_processes_vote_and_one_implements(void **state)
{
    struct fixture *f = *state;
    ctr_change *h = NULL;
    ctr_error *err = NULL;
    int votes[STATUSES] = {0};
    int deeds[STATUSES] = {0};

    prepare(f);
    int64_t before = last_event(f);
    race(f, true, votes);
    assert_int_equal(votes[CTR_OK], PARTIES);
    assert_ctr_ok(ctr_change_get(f->store, "shop", "deal", "CR-1", &h, &err));
    assert_int_equal(ctr_change_state_of(h), CTR_CHANGE_APPROVED);
    assert_int_equal(ctr_decision_votes(ctr_change_decision(h)), PARTIES);
    ctr_change_free(h);
    race(f, false, deeds);
    assert_int_equal(deeds[CTR_OK], 1);
    assert_int_equal(deeds[-CTR_E_STATE], PARTIES - 1);
    /* a vote each, one decision told in two rooms, one implementation */
    assert_int_equal(last_event(f) - before, PARTIES + 3);
    assert_store_sound(f->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(eight_processes_vote_and_one_implements, fixture_file,
                                        fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
