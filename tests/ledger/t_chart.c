/*
 * The accounts that the library posts to: their names, the target that one of them holds, and that
 * verification sees a target moved by nothing that may.
 */
#include "api/change_case.h"
#include "ledger/book.h"

#include "api/task.h"
#include "domain/ledger/chart.h"
#include "domain/ledger/ledger.h"

static void begin(struct lc_ctx *ctx)
{
    assert_int_equal(lc_ctx_begin(ctx, NULL), CTR_OK);
}

static void names_become_parts_of_accounts(void **state)
{
    static const struct {
        const char *name, *part;
    } rows[] = {
        {"deal", "Deal"}, {"Deal", "Deal"}, {"my.deal_2", "My-deal-2"},        {"a--b", "A-b"},
        {"-x-", "X"},     {"2026", "2026"}, {"M\xc3\xbcller AG", "M-ller-AG"}, {"z", "Z"},
    };
    struct lc_ctx ctx;
    const char *out;

    (void)state;
    begin(&ctx);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(lc_chart_part(&ctx, "contract", rows[i].name, &out), CTR_OK);
        assert_string_equal(out, rows[i].part);
        assert_int_equal(lc_chart_account(&ctx, rows[i].name, LC_CHART_TARGET, NULL, &out), CTR_OK);
        int32_t kind;
        assert_int_equal(lc_account_check_name(&ctx, out, &kind), CTR_OK);
        assert_int_equal(kind, CTR_ACCOUNT_EQUITY);
    }
    assert_int_equal(lc_chart_account(&ctx, "deal", LC_CHART_PAYABLE, "client one", &out), CTR_OK);
    assert_string_equal(out, "Income:Deal:Share:Payable:Client-one");
    assert_int_equal(lc_chart_part(&ctx, "contract", "\xc3\xbc.-", &out), CTR_E_ARGUMENT);
    assert_string_equal(ctr_error_message(ctx.error),
                        "nothing of the contract '\xc3\xbc.-' can stand in the name of an account; "
                        "wanted at least one ASCII letter or digit");
    ctr_error *err = NULL;
    lc_ctx_end(&ctx, CTR_E_ARGUMENT, &err);
    ctr_error_free(err);
}

static void names_that_collide_are_named(void **state)
{
    static const char *const good[] = {"client", "supplier", "other"};
    static const char *const bad[] = {"north.west", "client", "north-west"};
    struct lc_ctx ctx;
    ctr_error *err = NULL;

    (void)state;
    begin(&ctx);
    assert_int_equal(lc_chart_check_parties(&ctx, good, 3), CTR_OK);
    assert_int_equal(lc_chart_check_parties(&ctx, bad, 3), CTR_E_STATE);
    lc_ctx_end(&ctx, CTR_E_STATE, &err);
    assert_string_equal(ctr_error_message(err),
                        "the parties 'north.west' and 'north-west' would both have the accounts of "
                        "'North-west'; name one of them otherwise");
    ctr_error_free(err);
}

/* ---- in a store, through the library's own way in ---- */

struct moving {
    const char *contract;
    const char *cause_kind, *cause_id, *key;
    int64_t amount, day;
    int64_t at; /* the day to look at */
    struct lc_chart_target target;
};

static ctr_status run_move(struct lc_op *op, void *user, void *body)
{
    struct moving *m = user;
    const char *accounts[2];
    const int64_t amounts[] = {m->amount, -m->amount};
    const struct lc_draft_entry draft = {.act = CTR_ACT_POST,
                                         .kind = CTR_ENTRY_TARGET,
                                         .effective_day = m->day,
                                         .cause_kind = m->cause_kind,
                                         .cause_id = m->cause_id,
                                         .key = m->key,
                                         .rate_day = LC_DAY_NONE,
                                         .accounts = accounts,
                                         .amounts = amounts,
                                         .posting_count = 2};
    struct ctr_ledger *book = body;
    struct ctr_entry entry;

    LC_TRY(lc_ledger_get(op, "shop", m->contract, book));
    LC_TRY(lc_chart_account(&op->ctx, m->contract, LC_CHART_TARGET, NULL, &accounts[0]));
    LC_TRY(lc_chart_account(&op->ctx, m->contract, LC_CHART_BASELINE, NULL, &accounts[1]));
    if (m->amount) {
        LC_TRY(lc_chart_ensure(op, book, accounts[0]));
        LC_TRY(lc_chart_ensure(op, book, accounts[1]));
        LC_TRY(lc_ledger_post_internal(op, book, &draft, 1, &entry));
    }
    LC_TRY(lc_chart_target(op, book, m->at, &m->target));
    static char currency[4]; /* what the target points to ends with the call */
    snprintf(currency, sizeof currency, "%s", m->target.currency ? m->target.currency : "");
    m->target.currency = currency;
    return CTR_OK;
}

static void moves(struct fixture *f, struct moving *m)
{
    struct ctr_ledger body;
    ctr_error *err = NULL;
    const struct lc_task task = {.kind = LC_TXN_WRITE,
                                 .verb = "test",
                                 .run = run_move,
                                 .args = m,
                                 .shape = &lc_shape_ledger,
                                 .body = &body};
    assert_ctr_ok(lc_task_run(f->store, NULL, &task, NULL, &err));
}

static void verdict_is(struct fixture *f, const char *contract, const char *wanted)
{
    ctr_ledger_report *r = NULL;
    ctr_error *err = NULL;
    char text[512] = "";

    assert_ctr_ok(ctr_ledger_verify(f->store, "shop", contract, &r, &err));
    if (!ctr_ledger_report_ok(r)) {
        snprintf(text, sizeof text, "%s: entry %lld: %s", ctr_ledger_report_invariant(r),
                 (long long)ctr_ledger_report_seq(r), ctr_ledger_report_message(r));
    }
    ctr_ledger_report_free(r);
    assert_string_equal(text, wanted);
}

static void prepare(struct fixture *f)
{
    ctr_error *err = NULL;
    do_create(f, "book", "1.0.0", "{}");
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "book", "GBP", NULL, NULL, &err));
}

static void the_target_of_a_day_is_what_counts_until_then(void **state)
{
    struct fixture *f = *state;
    struct moving m = {"book", "master", "1.0.0", NULL, 100000, 20000, 19999, {0}};

    prepare(f);
    struct moving nothing = {.contract = "book", .at = 30000};
    moves(f, &nothing);
    assert_false(nothing.target.known);
    moves(f, &m);
    assert_false(m.target.known); /* the day before */
    m = (struct moving){.contract = "book", .at = 20000};
    moves(f, &m);
    assert_true(m.target.known);
    assert_int_equal(m.target.balance, 100000);
    assert_int_equal(m.target.exponent, 2);
    assert_string_equal(m.target.currency, "GBP");
    verdict_is(f, "book", "");
}

static void a_target_moved_by_no_change_is_found(void **state)
{
    static const struct {
        const char *kind, *id, *verdict;
    } rows[] = {
        {NULL, NULL, "L11: entry 1: it names no cause"},
        {"change", "shop/book/CR-1",
         "L11: entry 1: its cause 'shop/book/CR-1' is no change that was implemented"},
        {"change", "", "L4: entry 1: it holds what no entry can hold"},
        {"whim", "x",
         "L11: entry 1: its cause is of the kind 'whim'; the target moves by the master and by "
         "changes"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(fixture_memory(state), 0);
        struct fixture *f = *state;
        struct moving m = {"book", rows[i].kind, rows[i].id, NULL, 5, 20000, 20000, {0}};
        prepare(f);
        moves(f, &m);
        verdict_is(f, "book", rows[i].verdict);
        fixture_end(state);
    }
}

static void a_change_moves_the_target_once(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    struct moving m = {"deal", "change", "shop/deal/CR-1", NULL, 1000000, 20000, 20000, {0}};

    master(f, MASTER);
    opened(f, "id: CR-1\ntype: emergency\nrequester: supplier\n" MINOR);
    does(f, ctr_change_implement, "CR-1", "supplier", CTR_CHANGE_IMPLEMENTED);
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "deal", "EUR", NULL, NULL, &err));
    moves(f, &m);
    verdict_is(f, "deal",
               "L11: entry 1: its key is '(none)', not 'change:CR-1:target', as that of a "
               "change is");
}

static void a_change_moves_the_target_by_what_it_says(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    struct moving m = {"deal", "change", "shop/deal/CR-1", "change:CR-1:target", 1000001, 20000,
                       20000,  {0}};

    master(f, MASTER);
    opened(f, "id: CR-1\ntype: emergency\nrequester: supplier\n" MINOR);
    does(f, ctr_change_implement, "CR-1", "supplier", CTR_CHANGE_IMPLEMENTED);
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "deal", "EUR", NULL, NULL, &err));
    moves(f, &m);
    verdict_is(f, "deal",
               "L11: entry 1: it moves the target by 10000.01 EUR, not by the 10000 EUR of "
               "'shop/deal/CR-1'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_become_parts_of_accounts),
        cmocka_unit_test(names_that_collide_are_named),
        cmocka_unit_test_setup_teardown(the_target_of_a_day_is_what_counts_until_then,
                                        fixture_memory, fixture_end),
        cmocka_unit_test(a_target_moved_by_no_change_is_found),
        TEST(a_change_moves_the_target_once),
        TEST(a_change_moves_the_target_by_what_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
