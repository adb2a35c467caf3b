/*
 * Ledgers: batches that are posted whole or not at all; keys, limits, periods, evidence, exchange;
 * what may be done about an entry later.
 */
#include "ledger/book.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const pair[] = {"Assets:A:Cost", "Liabilities:A:Sup"};
static const int64_t ten[] = {1000, -1000};
static const int64_t uneven[] = {1000, -999};

static void a_batch_is_posted_whole_or_not_at_all(void **state)
{
    struct fixture *f = *state;
    ctr_entry_spec s[3];
    ctr_entry_list *list = NULL;
    ctr_error *err = NULL;
    int64_t before = last_event(f);

    for (int i = 0; i < 3; i++) {
        book_spec(&s[i], pair, ten);
    }
    s[2].amounts = uneven;
    ctr_status is = ctr_ledger_post(f->store, "shop", "book", s, 3, NULL, &list, &err);
    assert_int_equal(is, CTR_E_ARGUMENT);
    assert_null(list);
    assert_detail(err, "item", "2");
    ctr_error_free(err);
    err = NULL;
    assert_int_equal(book_entries(f), 0);
    assert_int_equal(last_event(f), before);
    s[2].amounts = ten;
    assert_ctr_ok(ctr_ledger_post(f->store, "shop", "book", s, 3, NULL, &list, &err));
    assert_int_equal(ctr_entry_list_count(list), 3);
    assert_int_equal(ctr_entry_seq(ctr_entry_list_at(list, 2)), 3);
    ctr_entry_list_free(list);
    char *told = feed_after(f, before);
    assert_string_equal(told, "ledger.posted ledger:shop/book\n"); /* one event for all of them */
    free(told);
    ctr_call call;
    ctr_call_init(&call, sizeof call);
    call.flags = CTR_CALL_DRY_RUN;
    assert_ctr_ok(ctr_ledger_post(f->store, "shop", "book", s, 3, &call, &list, &err));
    assert_int_equal(ctr_entry_seq(ctr_entry_list_at(list, 2)), 6);
    ctr_entry_list_free(list);
    assert_int_equal(book_entries(f), 3);
}

/* --- keys --- */

static void a_key_stands_for_one_content(void **state)
{
    struct fixture *f = *state;
    static const char *const other[] = {"Assets:A:FxClearing:GBP", "Liabilities:A:Sup"};
    static const int64_t eleven[] = {1100, -1100};
    static const char *const links[] = {"file:1"};
    ctr_entry_spec s;
    ctr_entry_list *list = NULL;
    ctr_error *err = NULL;

    book_spec(&s, pair, ten);
    s.key = "k";
    s.memo = "m";
    assert_ctr_ok(book_post(f->store, &s, &err));
    f->now_us += INT64_C(86400) * 1000000; /* when and by whom is not content */
    assert_ctr_ok(ctr_ledger_post(f->store, "shop", "book", &s, 1, NULL, &list, &err));
    assert_int_equal(ctr_entry_repeated(ctr_entry_list_at(list, 0)), 1);
    assert_int_equal(ctr_entry_seq(ctr_entry_list_at(list, 0)), 1);
    ctr_entry_list_free(list);
    for (int i = 0; i < 8; i++) {
        static const char *const fields[] = {"act",     "kind",   "date",     "memo",
                                             "account", "amount", "evidence", "cause_kind"};
        ctr_entry_spec t = s;
        t.flags = i == 0 ? CTR_ENTRY_PEND : 0;
        t.kind = i == 1 ? CTR_ENTRY_FEE : s.kind;
        t.date = i == 2 ? "2026-01-11" : s.date;
        t.memo = i == 3 ? "other" : s.memo;
        t.accounts = i == 4 ? other : pair;
        t.amounts = i == 5 ? eleven : ten;
        t.evidence = i == 6 ? links : NULL;
        t.evidence_count = i == 6;
        t.cause_kind = t.cause_id = i == 7 ? "x" : NULL;
        ctr_status is = book_post(f->store, &t, &err);
        char text[80];
        snprintf(text, sizeof text, "the key 'k' belongs to entry 1, which has another %s",
                 fields[i]);
        assert_int_equal(is, CTR_E_CONFLICT);
        assert_string_equal(ctr_error_message(err), text);
        assert_detail(err, "field", fields[i]);
        assert_detail(err, "seq", "1");
        ctr_error_free(err);
        err = NULL;
    }
    ctr_entry_spec twice[2] = {s, s}; /* in one batch, too */
    twice[0].key = twice[1].key = "l";
    assert_ctr_ok(ctr_ledger_post(f->store, "shop", "book", twice, 2, NULL, &list, &err));
    assert_int_equal(ctr_entry_seq(ctr_entry_list_at(list, 0)), 2);
    assert_int_equal(ctr_entry_seq(ctr_entry_list_at(list, 1)), 2);
    assert_int_equal(ctr_entry_repeated(ctr_entry_list_at(list, 1)), 1);
    ctr_entry_list_free(list);
    assert_int_equal(book_entries(f), 2);
}

/* --- evidence --- */

static void one_invoice_is_not_charged_to_two_contracts(void **state)
{
    struct fixture *f = *state;
    static const char *const links[] = {"file:invoice-1"};
    static const char *const hashes[] = {BOOK_HASH};
    ctr_account_spec a;
    ctr_entry_spec s;
    ctr_error *err = NULL;

    book_spec(&s, pair, ten);
    s.evidence = links;
    s.evidence_sha256 = hashes;
    s.evidence_count = 1;
    assert_ctr_ok(book_post(f->store, &s, &err));
    do_create(f, "more", "1.0.0", "{}");
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "more", "GBP", NULL, NULL, &err));
    for (int i = 0; i < 2; i++) {
        ctr_account_spec_init(&a, sizeof a);
        a.account = pair[i];
        assert_ctr_ok(ctr_account_open(f->store, "shop", "more", &a, NULL, NULL, &err));
    }
    assert_ctr_fails(CTR_E_CONFLICT,
                     "the evidence 'file:invoice-1' stands behind a cost of 'shop/book' already "
                     "(entry 1): the same cost is not charged to two contracts",
                     ctr_ledger_post(f->store, "shop", "more", &s, 1, NULL, NULL, &err));
    s.kind = CTR_ENTRY_PAYMENT; /* which is no cost */
    assert_ctr_ok(ctr_ledger_post(f->store, "shop", "more", &s, 1, NULL, NULL, &err));
    s.kind = CTR_ENTRY_COST; /* several costs of one contract may stand on one invoice */
    assert_ctr_ok(book_post(f->store, &s, &err));
}

/* --- limits --- */

static void limits_hold_after_each_entry_with_what_is_pending(void **state)
{
    struct fixture *f = *state;
    static const int64_t back[] = {-1000, 1000};
    ctr_account_spec a;
    ctr_entry_spec s[2];
    ctr_error *err = NULL;

    ctr_account_spec_init(&a, sizeof a);
    a.account = "Assets:A:Cost";
    a.flags = CTR_ACCOUNT_HAS_LO | CTR_ACCOUNT_HAS_HI;
    a.hi = 1500;
    assert_ctr_ok(ctr_account_change(f->store, "shop", "book", &a, NULL, NULL, &err));
    book_spec(&s[0], pair, ten);
    book_spec(&s[1], pair, ten);
    const char *over = "account 'Assets:A:Cost' would stand at 20.00 GBP, pending entries counted; "
                       "its greatest balance is 15.00";
    assert_ctr_fails(CTR_E_STATE, over,
                     ctr_ledger_post(f->store, "shop", "book", s, 2, NULL, NULL, &err));
    s[1].amounts = back; /* not at the end of the batch only */
    assert_ctr_ok(ctr_ledger_post(f->store, "shop", "book", s, 2, NULL, NULL, &err));
    s[0].amounts = back;
    s[1].amounts = ten;
    assert_ctr_fails(CTR_E_STATE,
                     "account 'Assets:A:Cost' would stand at -10.00 GBP, pending entries counted; "
                     "its least balance is 0.00",
                     ctr_ledger_post(f->store, "shop", "book", s, 2, NULL, NULL, &err));
    s[0].amounts = ten;
    s[0].flags = CTR_ENTRY_PEND;
    assert_ctr_ok(book_post(f->store, &s[0], &err));
    assert_ctr_fails(CTR_E_STATE, over, book_post(f->store, &s[1], &err));
    assert_ctr_ok(ctr_ledger_void(f->store, "shop", "book", 3, NULL, NULL, NULL, &err));
    assert_ctr_ok(book_post(f->store, &s[1], &err));
    a.hi = 999; /* which does not hold now */
    assert_ctr_fails(CTR_E_STATE, NULL,
                     ctr_account_change(f->store, "shop", "book", &a, NULL, NULL, &err));
    a.flags = CTR_ACCOUNT_NO_LIMITS;
    assert_ctr_ok(ctr_account_change(f->store, "shop", "book", &a, NULL, NULL, &err));
    assert_ctr_ok(book_post(f->store, &s[1], &err));
}

/* --- periods --- */

static void a_closed_period_takes_nothing_but_late_entries(void **state)
{
    struct fixture *f = *state;
    ctr_entry_spec s;
    ctr_entry_list *list = NULL;
    ctr_period *period = NULL;
    ctr_error *err = NULL;

    book_spec(&s, pair, ten);
    assert_ctr_ok(book_post(f->store, &s, &err));
    assert_ctr_ok(ctr_period_close(f->store, "shop", "book", "2026-01-31", NULL, NULL, &err));
    ctr_status is = book_post(f->store, &s, &err);
    assert_int_equal(is, CTR_E_STATE);
    assert_string_equal(ctr_error_message(err),
                        "the period of 2026-01-10 is closed (up to 2026-01-31); post it as a late "
                        "entry, which is booked on 2026-02-01");
    assert_detail(err, "field", "date");
    ctr_error_free(err);
    err = NULL;
    s.flags = CTR_ENTRY_LATE;
    assert_ctr_ok(ctr_ledger_post(f->store, "shop", "book", &s, 1, NULL, &list, &err));
    assert_string_equal(ctr_entry_effective(ctr_entry_list_at(list, 0)), "2026-01-10");
    assert_string_equal(ctr_entry_booked(ctr_entry_list_at(list, 0)), "2026-02-01");
    ctr_entry_list_free(list);
    assert_ctr_ok(ctr_period_seal(f->store, "shop", "book", "2026-01-31", NULL, &period, &err));
    assert_string_equal(ctr_period_last(period), "2026-01-31");
    assert_int_equal(ctr_period_sealed(period), 1);
    ctr_period_free(period);
    assert_ctr_fails(CTR_E_STATE, "the period up to 2026-01-31 is sealed already",
                     ctr_period_seal(f->store, "shop", "book", "2026-01-31", NULL, NULL, &err));
    assert_ctr_fails(CTR_E_STATE, NULL,
                     ctr_period_close(f->store, "shop", "book", "2026-01-20", NULL, NULL, &err));
    ctr_balance_query q;
    ctr_trial *trial = NULL;
    static const int64_t on[] = {2000, 1000, 2000}; /* effective, booked, in the end */
    static const ctr_as_of ways[] = {CTR_AS_OF_EFFECTIVE, CTR_AS_OF_BOOKED, CTR_AS_OF_NOW};
    for (int i = 0; i < 3; i++) {
        ctr_balance_query_init(&q, sizeof q);
        q.as_of = ways[i];
        q.day = i == 2 ? NULL : "2026-01-31";
        q.account = "Assets:A:Cost";
        assert_ctr_ok(ctr_ledger_balance(f->store, "shop", "book", &q, &trial, &err));
        assert_int_equal(ctr_account_balance(ctr_trial_at(trial, 0)), on[i]);
        ctr_trial_free(trial);
    }
}

/* --- what is done about an entry --- */

static void an_entry_is_resolved_and_reversed_once(void **state)
{
    struct fixture *f = *state;
    ctr_store *s = f->store;
    static const int64_t part[] = {400, -400};
    static const int64_t most_of_it[] = {1001, -1001};
    ctr_entry_spec e;
    ctr_resolution r;
    ctr_error *err = NULL;

    book_spec(&e, pair, ten);
    assert_ctr_ok(book_post(s, &e, &err)); /* 1 */
    e.flags = CTR_ENTRY_PEND;
    assert_ctr_ok(book_post(s, &e, &err)); /* 2 */
    e.expires_us = f->now_us + INT64_C(100) * 1000000;
    assert_ctr_ok(book_post(s, &e, &err)); /* 3 */
    assert_ctr_fails(CTR_E_STATE, "entry 1 is not pending; reverse it instead",
                     ctr_ledger_settle(s, "shop", "book", 1, NULL, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_STATE, "entry 2 is pending, or was; void it, or reverse what settled it",
                     ctr_ledger_reverse(s, "shop", "book", 2, NULL, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_NOT_FOUND, NULL,
                     ctr_ledger_void(s, "shop", "book", 77, NULL, NULL, NULL, &err));
    ctr_resolution_init(&r, sizeof r);
    r.amount = 1001;
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_ledger_settle(s, "shop", "book", 2, &r, NULL, NULL, &err));
    r.amount = -1;
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_ledger_settle(s, "shop", "book", 2, &r, NULL, NULL, &err));
    ctr_resolution_init(&r, sizeof r);
    r.accounts = pair;
    r.amounts = most_of_it;
    r.posting_count = 2;
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_ledger_settle(s, "shop", "book", 2, &r, NULL, NULL, &err));
    r.amounts = part;
    r.key = "settled";
    assert_ctr_ok(ctr_ledger_settle(s, "shop", "book", 2, &r, NULL, NULL, &err)); /* 4 */
    assert_ctr_ok(ctr_ledger_settle(s, "shop", "book", 2, &r, NULL, NULL, &err)); /* the same */
    assert_int_equal(book_entries(f), 4);
    assert_ctr_fails(
        CTR_E_STATE,
        "entry 2 was settled, voided or lapsed before; a pending entry is resolved once",
        ctr_ledger_void(s, "shop", "book", 2, NULL, NULL, NULL, &err));
    assert_ctr_ok(ctr_ledger_reverse(s, "shop", "book", 4, NULL, NULL, NULL, &err)); /* 5 */
    assert_ctr_fails(CTR_E_STATE, "entry 4 was reversed before; an entry is reversed once",
                     ctr_ledger_reverse(s, "shop", "book", 4, NULL, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_STATE, "entry 5 is a reversal; restate it instead",
                     ctr_ledger_reverse(s, "shop", "book", 5, NULL, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_STATE, "entry 1 is no reversal; reverse it instead",
                     ctr_ledger_restate(s, "shop", "book", 1, NULL, NULL, NULL, &err));
    assert_ctr_ok(ctr_ledger_restate(s, "shop", "book", 5, NULL, NULL, NULL, &err)); /* 6 */
    f->now_us += INT64_C(1000) * 1000000;
    assert_ctr_fails(CTR_E_STATE, "entry 3 has lapsed; expire it and post anew",
                     ctr_ledger_settle(s, "shop", "book", 3, NULL, NULL, NULL, &err));
    assert_ctr_ok(ctr_ledger_expire(s, "shop", "book", NULL, NULL, &err)); /* 7 */
    assert_int_equal(book_entries(f), 7);
    assert_ctr_ok(ctr_ledger_expire(s, "shop", "book", NULL, NULL, &err)); /* nothing to do */
    assert_int_equal(book_entries(f), 7);
}

/* --- exchange --- */

static void an_exchange_goes_through_clearing_at_its_rate(void **state)
{
    struct fixture *f = *state;
    static const char *const good[] = {"Assets:A:Cost", "Assets:A:FxClearing:GBP",
                                       "Assets:A:FxClearing:EUR", "Assets:A:Euro"};
    static const char *const direct[] = {"Assets:A:Cost", "Liabilities:A:Sup", "Assets:A:Euro",
                                         "Assets:A:FxClearing:EUR"};
    static const int64_t amounts[] = {-10000, 10000, -11725, 11725};
    static const int64_t off[] = {-10000, 10000, -11727, 11727};
    const struct {
        const char *const *accounts;
        const int64_t *amounts;
        const char *rate;
        const char *pair;
        const char *text;
    } rows[] = {
        {good, off, "1.1725", "GBP/EUR", "the amounts cleared do not follow from the rate"},
        {good, amounts, "1.1725", "EUR/GBP", "the amounts cleared do not follow from the rate"},
        {good, amounts, "1.1725", "GBP/USD",
         "an fx entry has postings in the two currencies of its pair, no other"},
        {good, amounts, "1.1725", "GBPEUR",
         "the pair of a rate is two currencies, such as GBP/EUR"},
        {good, amounts, "0", "GBP/EUR", "a rate is a number above zero with at most 9 decimals"},
        {good, amounts, "1.17250000001", "GBP/EUR",
         "a rate is a number above zero with at most 9 decimals"},
        {direct, amounts, "1.1725", "GBP/EUR",
         "an fx entry goes through clearing accounts, such as Assets:Acme:FxClearing:EUR, in both "
         "currencies"},
    };
    ctr_entry_spec s;
    ctr_error *err = NULL;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        book_spec(&s, rows[i].accounts, rows[i].amounts);
        s.posting_count = 4;
        s.kind = CTR_ENTRY_FX;
        s.rate = rows[i].rate;
        s.rate_pair = rows[i].pair;
        s.rate_source = "ecb";
        s.rate_date = "2026-01-09";
        assert_ctr_fails(CTR_E_ARGUMENT, rows[i].text, book_post(f->store, &s, &err));
    }
    s.accounts = good;
    s.kind = CTR_ENTRY_COST;
    s.rate = s.rate_pair = s.rate_source = s.rate_date = NULL;
    assert_ctr_fails(CTR_E_ARGUMENT,
                     "an entry in 2 currencies; wanted kind fx, with clearing accounts and a rate",
                     book_post(f->store, &s, &err));
    book_exchange(f);
    assert_int_equal(book_entries(f), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, book_begin, book_end)
        TEST(a_batch_is_posted_whole_or_not_at_all),
        TEST(a_key_stands_for_one_content),
        TEST(one_invoice_is_not_charged_to_two_contracts),
        TEST(limits_hold_after_each_entry_with_what_is_pending),
        TEST(a_closed_period_takes_nothing_but_late_entries),
        TEST(an_entry_is_resolved_and_reversed_once),
        TEST(an_exchange_goes_through_clearing_at_its_rate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
