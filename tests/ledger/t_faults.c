/*
 * Posting, settling and sealing with the file system failing at every call: killed there, refused
 * once, out of space from there on. Afterwards each step is there whole or not at all, what was
 * acknowledged is there, the ledger verifies, and the same step with the same key gives one entry.
 */
#include "api/deal_case.h"
#include "ledger/book.h"

#include "support/faultvfs.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BOOK_STEPS = 5, RISK_STEP = 8, STEPS, NO_END = 5000 };

static volatile int *acknowledged; /* steps whose call returned OK */

static const char *const accounts[] = {"Assets:A:Cost", "Liabilities:A:Sup"};
static const int64_t amounts[] = {100, -100};

/* Accrued first, then all of it paid; each is done once, however often it is asked for. */
static ctr_status assess_step(ctr_store *store, int n, ctr_error **err)
{
    ctr_assess a;

    ctr_assess_init(&a, sizeof a);
    a.kind = n == 1 ? CTR_ASSESS_INTERIM : CTR_ASSESS_FINAL;
    a.as_of = "2026-01-01";
    a.earned = n == 1 ? "40000" : NULL;
    return ctr_share_assess(store, "shop", "deal", &a, NULL, NULL, err);
}

/* Once, by its key: it takes all that may be set aside. */
static ctr_status risk_step(ctr_store *store, ctr_error **err)
{
    ctr_risk_move m;

    ctr_risk_move_init(&m, sizeof m);
    m.act = CTR_RISK_FUND;
    m.amount = "10";
    m.key = "all";
    m.memo = "as agreed";
    return ctr_ledger_risk(store, "shop", "deal", &m, NULL, NULL, err);
}

/* How many of the steps about the share were done, whole, and the one about risk behind them. */
static int share_steps_in(ctr_store *store)
{
    ctr_ledger *ledger = NULL;
    ctr_assessment_list *list = NULL;
    ctr_error *err = NULL;

    if (ctr_ledger_get(store, "shop", "deal", &ledger, NULL) != CTR_OK) {
        return 0;
    }
    int64_t entries = ctr_ledger_entries(ledger);
    ctr_ledger_free(ledger);
    assert_ctr_ok(ctr_assessment_find(store, "shop", "deal", 0, 0, &list, &err));
    int done = 1 + (int)ctr_assessment_list_count(list);
    ctr_assessment_list_free(list);
    bool funded = done == 3 && entries == 5;
    /* the target; what accrued; that released, and the final share; the risk buffer */
    assert_int_equal(entries - funded, done == 1 ? 1 : done == 2 ? 2 : 4);
    return done + funded;
}

/* Each step has a key of its own, or is refused as done when it comes again. */
static ctr_status step(ctr_store *store, int n, ctr_error **err)
{
    ctr_entry_spec s[3];
    ctr_resolution r;

    for (int i = 0; i < 3; i++) {
        static const char *const keys[] = {"a", "b", "c"};
        book_spec(&s[i], accounts, amounts);
        s[i].key = keys[i];
        s[i].date = "2026-01-05";
    }
    ctr_resolution_init(&r, sizeof r);
    r.date = "2026-01-06";
    r.key = "settled";
    switch (n) {
    case 0:
        s[0].flags = CTR_ENTRY_PEND;
        return ctr_ledger_post(store, "shop", "book", s, 1, NULL, NULL, err);
    case 1:
        return ctr_ledger_post(store, "shop", "book", s + 1, 2, NULL, NULL, err);
    case 2:
        return ctr_ledger_settle(store, "shop", "book", 1, &r, NULL, NULL, err);
    case 3:
        return ctr_period_close(store, "shop", "book", "2026-01-31", NULL, NULL, err);
    case 4:
        return ctr_period_seal(store, "shop", "book", "2026-01-31", NULL, NULL, err);
    default:
        return n == RISK_STEP    ? risk_step(store, err)
               : n == BOOK_STEPS ? ctr_ledger_chart(store, "shop", "deal", NULL, NULL, NULL, err)
                                 : assess_step(store, n - BOOK_STEPS, err);
    }
}

/* How many steps the ledger holds, whole. */
static int steps_in(ctr_store *store)
{
    static const int64_t after[] = {0, 1, 1, 2}; /* steps for so many entries; 2 would be half */
    ctr_ledger *ledger = NULL;
    ctr_period_list *periods = NULL;
    ctr_error *err = NULL;

    assert_ctr_ok(ctr_ledger_get(store, "shop", "book", &ledger, &err));
    int64_t entries = ctr_ledger_entries(ledger);
    bool closed = ctr_ledger_closed_to(ledger) != NULL;
    ctr_ledger_free(ledger);
    assert_ctr_ok(ctr_period_find(store, "shop", "book", &periods, &err));
    bool sealed = ctr_period_sealed(ctr_period_list_at(periods, 0));
    ctr_period_list_free(periods);
    assert_int_not_equal(entries, 2);
    return sealed         ? BOOK_STEPS + share_steps_in(store)
           : closed       ? 4
           : entries == 4 ? 3
                          : (int)after[entries];
}

static void prepare(struct fixture *f)
{
    ctr_error *err = NULL;
    do_create(f, "book", "1.0.0", "{}");
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "book", "GBP", NULL, NULL, &err));
    book_account(f, accounts[0], NULL);
    book_account(f, accounts[1], NULL);
    deal_is(f, "deal", DEAL "risk_policy: {buffer: {amount: 10}}\n");
}

static void finish(struct fixture *f, int from)
{
    char verdict[16];
    ctr_error *err = NULL;

    for (int i = from; i < STEPS; i++) {
        assert_ctr_ok(step(f->store, i, &err));
    }
    for (int i = 0; i < 3; i++) { /* again with the same keys: nothing more */
        assert_ctr_ok(step(f->store, i, &err));
    }
    assert_int_equal(steps_in(f->store), STEPS);
    assert_string_equal(book_verdict(f->store, verdict), "");
    assert_store_sound(f->store);
}

/* The child: open the store, arm, work, close; killed on the way if there is such a call. */
static void work(struct fixture *f, long at)
{
    faultvfs_install();
    f->store = fixture_open(f, 0);
    faultvfs_arm(FAULTVFS_KILL, FAULTVFS_CHANGES, at, false);
    for (int i = 0; i < STEPS; i++) {
        if (step(f->store, i, NULL) != CTR_OK) {
            _exit(3);
        }
        *acknowledged = i + 1;
    }
    ctr_store_close(f->store);
    _exit(0);
}

/* False once the work was over before call number `at`. */
static bool killed(long at)
{
    void *state = NULL;
    int status = 0;

    assert_int_equal(fixture_file(&state), 0);
    struct fixture *f = state;
    prepare(f);
    ctr_store_close(f->store);
    f->store = NULL;
    *acknowledged = 0;
    pid_t pid = fork();
    if (pid == 0) {
        work(f, at);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    int code = WEXITSTATUS(status);
    if (code != 0 && code != FAULTVFS_EXIT) {
        fail_msg("killed at call %ld: the child ended with %d", at, code);
    }
    f->store = fixture_open(f, 0);
    int steps = steps_in(f->store);
    if (steps < *acknowledged || steps > *acknowledged + 1) {
        fail_msg("killed at call %ld: %d steps acknowledged, %d found", at, *acknowledged, steps);
    }
    finish(f, steps);
    assert_int_equal(fixture_end(&state), 0);
    return code == FAULTVFS_EXIT;
}

static void a_killed_process_leaves_nothing_half_posted(void **unused)
{
    long at = 1;

    (void)unused;
    acknowledged =
        mmap(NULL, sizeof *acknowledged, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(acknowledged != MAP_FAILED);
    while (killed(at)) {
        at++;
        assert_true(at < NO_END);
    }
    assert_true(at > STEPS);
    printf("t_faults: killed at each of %ld calls of the file system\n", at - 1);
}

/* In a child, because the faulty file system cannot be taken out again. False at the end. */
static bool refused(enum faultvfs_mode mode, long at, bool full)
{
    int status = 0;
    pid_t pid = fork();

    if (pid == 0) {
        void *state = NULL;
        ctr_error *err = NULL;
        int n = 0;
        faultvfs_install();
        assert_int_equal(fixture_file(&state), 0);
        struct fixture *f = state;
        prepare(f);
        faultvfs_arm(mode, FAULTVFS_CHANGES, at, full);
        while (n < STEPS && step(f->store, n, &err) == CTR_OK) {
            n++;
        }
        bool fired = faultvfs_fired();
        faultvfs_disarm();
        if (n < STEPS) {
            ctr_status is = ctr_error_status(err);
            assert_true(is == CTR_E_IO || is == CTR_E_FULL);
            ctr_error_free(err);
            assert_int_equal(steps_in(f->store), n);
            finish(f, n);
        }
        fixture_end(&state);
        _exit(fired ? 1 : 0);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
        fail_msg("call %ld %s: the child ended with %d", at, full ? "full" : "failed", status);
    }
    return WEXITSTATUS(status) == 1;
}

static void a_full_disk_posts_nothing_and_the_handle_goes_on(void **unused)
{
    static const enum faultvfs_mode modes[] = {FAULTVFS_ONCE, FAULTVFS_PERSISTENT};
    long points = 0;

    (void)unused;
    for (size_t m = 0; m < 4; m++) {
        long at = 1;
        while (refused(modes[m % 2], at, m > 1)) {
            at++;
            assert_true(at < NO_END);
        }
        points += at - 1;
    }
    printf("t_faults: %ld calls of the file system failed\n", points);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_process_leaves_nothing_half_posted),
        cmocka_unit_test(a_full_disk_posts_nothing_and_the_handle_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
