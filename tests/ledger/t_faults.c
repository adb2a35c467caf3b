/*
 * Posting, settling and sealing with the file system failing at every call (support/faultwalk.h).
 * The ledger verifies afterwards, and the same step with the same key gives one entry.
 */
#include "api/deal_case.h"
#include "ledger/book.h"

#include "support/faultwalk.h"

#include <stdbool.h>
#include <stdio.h>

enum { BOOK_STEPS = 5, RISK_STEP = 8, STEPS };

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

static int done(struct fixture *f)
{
    return steps_in(f->store);
}

static void end(struct fixture *f)
{
    char verdict[16];
    ctr_error *err = NULL;

    for (int i = 0; i < 3; i++) { /* again with the same keys: nothing more */
        assert_ctr_ok(step(f->store, i, &err));
    }
    assert_int_equal(steps_in(f->store), STEPS);
    assert_string_equal(book_verdict(f->store, verdict), "");
}

static const struct fault_walk posting = {"t_faults", false, STEPS, prepare, step, done, end};

static void a_killed_process_leaves_nothing_half_posted(void **unused)
{
    (void)unused;
    fault_walk_kill(&posting);
}

static void a_full_disk_posts_nothing_and_the_handle_goes_on(void **unused)
{
    (void)unused;
    fault_walk_refuse(&posting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_process_leaves_nothing_half_posted),
        cmocka_unit_test(a_full_disk_posts_nothing_and_the_handle_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
