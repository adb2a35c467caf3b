/*
 * A small ledger in which everything occurs once, for tests of what can befall it.
 */
#ifndef TESTS_LEDGER_BOOK_H
#define TESTS_LEDGER_BOOK_H

#include "support/fixture.h"

#include <stdlib.h>
#include <string.h>

#define BOOK_HASH "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static inline void book_account(struct fixture *f, const char *name, const char *currency)
{
    ctr_account_spec s;
    ctr_error *err = NULL;

    ctr_account_spec_init(&s, sizeof s);
    s.account = name;
    s.currency = currency;
    assert_ctr_ok(ctr_account_open(f->store, "shop", "book", &s, NULL, NULL, &err));
}

/* An entry of two postings. */
static inline void book_spec(ctr_entry_spec *s, const char *const *accounts, const int64_t *amounts)
{
    ctr_entry_spec_init(s, sizeof *s);
    s->kind = CTR_ENTRY_COST;
    s->date = "2026-01-10";
    s->accounts = accounts;
    s->amounts = amounts;
    s->posting_count = 2;
}

static inline ctr_status book_post(ctr_store *store, const ctr_entry_spec *s, ctr_error **err)
{
    return ctr_ledger_post(store, "shop", "book", s, 1, NULL, NULL, err);
}

static inline void book_exchange(struct fixture *f)
{
    static const char *const accounts[] = {"Assets:A:Cost", "Assets:A:FxClearing:GBP",
                                           "Assets:A:FxClearing:EUR", "Assets:A:Euro"};
    static const int64_t amounts[] = {-10000, 10000, -11725, 11725};
    ctr_entry_spec s;
    ctr_error *err = NULL;

    book_spec(&s, accounts, amounts);
    s.posting_count = 4;
    s.kind = CTR_ENTRY_FX;
    s.rate = "1.1725";
    s.rate_pair = "GBP/EUR";
    s.rate_source = "ecb";
    s.rate_date = "2026-01-09";
    assert_ctr_ok(book_post(f->store, &s, &err));
}

/* Accounts in two currencies; 10 entries of all acts; a sealed and a closed period. */
static inline void book_make(struct fixture *f)
{
    static const char *const accounts[] = {"Assets:A:Cost", "Liabilities:A:Sup"};
    static const int64_t amounts[] = {12345, -12345};
    static const char *const links[] = {"file:invoice-1", "file:invoice-2"};
    static const char *const hashes[] = {BOOK_HASH, NULL};
    ctr_entry_spec s;
    ctr_account_spec a;
    ctr_error *err = NULL;

    do_create(f, "book", "1.0.0", "{}");
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "book", "GBP", NULL, NULL, &err));
    book_account(f, "Assets:A:Cost", NULL);
    book_account(f, "Liabilities:A:Sup", NULL);
    book_account(f, "Assets:A:FxClearing:GBP", NULL);
    book_account(f, "Assets:A:FxClearing:EUR", "EUR");
    book_account(f, "Assets:A:Euro", "EUR");
    book_spec(&s, accounts, amounts);
    s.date = "2025-12-30";
    s.key = "invoice-1";
    s.memo = "first";
    s.cause_kind = "invoice";
    s.cause_id = "1";
    s.evidence = links;
    s.evidence_sha256 = hashes;
    s.evidence_count = 2;
    assert_ctr_ok(book_post(f->store, &s, &err)); /* 1 */
    book_spec(&s, accounts, amounts);
    s.flags = CTR_ENTRY_PEND;
    assert_ctr_ok(book_post(f->store, &s, &err)); /* 2, 3 */
    assert_ctr_ok(book_post(f->store, &s, &err));
    s.expires_us = f->now_us + INT64_C(60) * 1000000;
    assert_ctr_ok(book_post(f->store, &s, &err)); /* 4 */
    assert_ctr_ok(ctr_ledger_settle(f->store, "shop", "book", 2, NULL, NULL, NULL, &err));
    assert_ctr_ok(ctr_ledger_void(f->store, "shop", "book", 3, NULL, NULL, NULL, &err));
    assert_ctr_ok(ctr_ledger_reverse(f->store, "shop", "book", 1, NULL, NULL, NULL, &err)); /* 7 */
    assert_ctr_ok(ctr_ledger_restate(f->store, "shop", "book", 7, NULL, NULL, NULL, &err));
    assert_ctr_ok(ctr_period_close(f->store, "shop", "book", "2025-12-31", NULL, NULL, &err));
    assert_ctr_ok(ctr_period_seal(f->store, "shop", "book", NULL, NULL, NULL, &err));
    book_exchange(f); /* 9 */
    assert_ctr_ok(ctr_period_close(f->store, "shop", "book", "2026-01-31", NULL, NULL, &err));
    assert_ctr_ok(ctr_period_seal(f->store, "shop", "book", NULL, NULL, NULL, &err));
    book_spec(&s, accounts, amounts);
    s.flags = CTR_ENTRY_LATE;
    assert_ctr_ok(book_post(f->store, &s, &err)); /* 10 */
    f->now_us += INT64_C(120) * 1000000;
    assert_ctr_ok(ctr_ledger_expire(f->store, "shop", "book", NULL, NULL, &err)); /* 11 */
    assert_ctr_ok(ctr_period_close(f->store, "shop", "book", "2026-02-28", NULL, NULL, &err));
    ctr_account_spec_init(&a, sizeof a);
    a.account = "Liabilities:A:Sup";
    a.flags = CTR_ACCOUNT_HAS_LO;
    a.lo = -100000000;
    assert_ctr_ok(ctr_account_change(f->store, "shop", "book", &a, NULL, NULL, &err));
}

/* The first invariant that does not hold, "" if all do, "error" if the ledger cannot be read. */
static inline const char *book_verdict(ctr_store *store, char out[16])
{
    ctr_ledger_report *report = NULL;
    ctr_status st = ctr_ledger_verify(store, "shop", "book", &report, NULL);
    const char *invariant = ctr_ledger_report_invariant(report);

    strcpy(out, st != CTR_OK ? "error" : ctr_ledger_report_ok(report) ? "" : invariant);
    ctr_ledger_report_free(report);
    return out;
}

/* cmocka set-up and tear-down: an empty ledger of shop/book; that what was made of it verifies. */
static inline int book_begin(void **state)
{
    ctr_error *err = NULL;

    if (fixture_memory(state) != 0) {
        return -1;
    }
    struct fixture *f = *state;
    do_create(f, "book", "1.0.0", "{}");
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "book", "GBP", NULL, NULL, &err));
    book_account(f, "Assets:A:Cost", NULL);
    book_account(f, "Liabilities:A:Sup", NULL);
    book_account(f, "Assets:A:FxClearing:GBP", NULL);
    book_account(f, "Assets:A:FxClearing:EUR", "EUR");
    book_account(f, "Assets:A:Euro", "EUR");
    return 0;
}

static inline int book_end(void **state)
{
    struct fixture *f = *state;
    char verdict[16];

    assert_string_equal(book_verdict(f->store, verdict), "");
    assert_store_sound(f->store);
    return fixture_end(state);
}

static inline int64_t book_entries(struct fixture *f)
{
    ctr_ledger *ledger = NULL;
    ctr_error *err = NULL;

    assert_ctr_ok(ctr_ledger_get(f->store, "shop", "book", &ledger, &err));
    int64_t n = ctr_ledger_entries(ledger);
    ctr_ledger_free(ledger);
    return n;
}

static inline void assert_detail(const ctr_error *err, const char *key, const char *value)
{
    const char *is = ctr_error_detail(err, key);
    if (!is || strcmp(is, value) != 0) {
        fail_msg("'%s': %s is '%s', wanted '%s'", ctr_error_message(err), key,
                 is ? is : "not there", value);
    }
}

#endif
