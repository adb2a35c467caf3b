/*
 * Eight processes post to one account that all of them touch, each entry sent twice with the same
 * key: nothing is lost, nothing is doubled, the numbers have no gaps, and the limit holds.
 */
#include "ledger/book.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WRITERS = 8, EACH = 60 };

static void write_many(struct fixture *f, int who)
{
    static const char *const accounts[] = {"Assets:A:Hot", "Liabilities:A:Sup"};
    ctr_store_options o;
    ctr_store *store = NULL;

    ctr_store_options_init(&o, sizeof o);
    o.deadline_ms = 120000;
    o.durability = CTR_DURABILITY_NORMAL;
    if (ctr_store_open(f->path, &o, &store, NULL) != CTR_OK) {
        _exit(1);
    }
    for (int i = 0; i < EACH; i++) {
        const int64_t amounts[] = {i + 1, -(i + 1)};
        ctr_entry_spec s;
        char key[32];
        book_spec(&s, accounts, amounts);
        snprintf(key, sizeof key, "%d-%d", who, i);
        s.key = key;
        for (int again = 0; again < 2; again++) {
            ctr_entry_list *list = NULL;
            if (ctr_ledger_post(store, "shop", "book", &s, 1, NULL, &list, NULL) != CTR_OK ||
                ctr_entry_repeated(ctr_entry_list_at(list, 0)) != again) {
                _exit(2);
            }
            ctr_entry_list_free(list);
        }
    }
    ctr_store_close(store);
    _exit(0);
}

static void eight_processes_post_to_one_account(void **state)
{
    struct fixture *f = *state;
    int64_t sum = (int64_t)WRITERS * EACH * (EACH + 1) / 2;
    ctr_account_spec a;
    ctr_trial *trial = NULL;
    ctr_ledger_report *report = NULL;
    ctr_error *err = NULL;

    do_create(f, "book", "1.0.0", "{}");
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "book", "GBP", NULL, NULL, &err));
    ctr_account_spec_init(&a, sizeof a);
    a.account = "Assets:A:Hot";
    a.flags = CTR_ACCOUNT_HAS_HI;
    a.hi = sum; /* what all of them post, and not a minor unit more */
    assert_ctr_ok(ctr_account_open(f->store, "shop", "book", &a, NULL, NULL, &err));
    book_account(f, "Liabilities:A:Sup", NULL);
    ctr_store_close(f->store);
    f->store = NULL;
    for (int i = 0; i < WRITERS; i++) {
        if (fork() == 0) {
            write_many(f, i);
        }
    }
    for (int i = 0; i < WRITERS; i++) {
        int code;
        assert_true(wait(&code) > 0);
        assert_int_equal(code, 0);
    }
    f->now_us = INT64_C(4102444800000000); /* behind what the processes wrote by the real clock */
    f->store = fixture_open(f, 0);
    assert_ctr_ok(ctr_ledger_balance(f->store, "shop", "book", NULL, &trial, &err));
    assert_int_equal(ctr_account_balance(ctr_trial_at(trial, 0)), sum);
    ctr_trial_free(trial);
    assert_ctr_ok(ctr_ledger_verify(f->store, "shop", "book", &report, &err));
    assert_int_equal(ctr_ledger_report_ok(report), 1);
    assert_int_equal(ctr_ledger_report_entries(report), WRITERS * EACH);
    ctr_ledger_report_free(report);
    assert_store_sound(f->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(
        eight_processes_post_to_one_account, fixture_file, fixture_end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
