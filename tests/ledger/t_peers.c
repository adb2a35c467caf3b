/*
 * Random ledgers exported to ledger, hledger and beancount: the real programs take them with their
 * strictest checks, and every balance they print is ours. A program that is not there is skipped
 * with a line.
 */
#include "ledger/book.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ACCOUNTS = 9, ENTRIES = 120, LINE = 300 };

static const struct {
    const char *name;
    const char *currency;
} chart[ACCOUNTS] = {{"Assets:A:Cost", "GBP"},           {"Assets:A:Bank", "GBP"},
                     {"Liabilities:A:Sup-1", "GBP"},     {"Equity:A:Target", "GBP"},
                     {"Expenses:A:No", "GBP"},           {"Assets:A:Yen", "JPY"},
                     {"Assets:A:FxClearing:GBP", "GBP"}, {"Assets:A:FxClearing:JPY", "JPY"},
                     {"Income:A:1Share", "KWD"}};

static const char *const memos[] = {
    NULL,        "plain",      "a; b | c", "\"quoted\" \\ back",
    "kind: odd", "(code) * !", "= 5",      "\xC3\xA4\xC3\xB6\xC3\xBC"};

static uint64_t chance;

static int below(int n)
{
    chance = chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((chance >> 33) % (uint64_t)n);
}

static void post_some(struct fixture *f)
{
    ctr_error *err = NULL;

    for (int i = 0; i < ENTRIES; i++) {
        int from = below(5);
        const char *accounts[] = {chart[from].name, chart[(from + 1 + below(4)) % 5].name};
        int64_t amount = 1 + below(1000000);
        const int64_t amounts[] = {amount, -amount};
        ctr_entry_spec s;
        char date[16];
        book_spec(&s, accounts, amounts);
        snprintf(date, sizeof date, "2026-%c%c-%c%c", '0', '1' + below(5), '1', '0' + below(10));
        s.date = date;
        s.memo = memos[below(8)];
        s.flags = (below(10) == 0 ? CTR_ENTRY_PEND : 0) | CTR_ENTRY_LATE;
        assert_ctr_ok(book_post(f->store, &s, &err));
        if (below(40) == 0) {
            snprintf(date, sizeof date, "2026-0%c-15", '1' + below(3));
            if (ctr_period_close(f->store, "shop", "book", date, NULL, NULL, NULL) != CTR_OK) {
                continue; /* closed already */
            }
        }
        if (below(8) == 0) {
            ctr_resolution r;
            ctr_resolution_init(&r, sizeof r);
            r.flags = CTR_ENTRY_LATE;
            r.date = "2026-06-01";
            if (ctr_ledger_reverse(f->store, "shop", "book", 1 + below(i + 1), &r, NULL, NULL,
                                   NULL) != CTR_OK) {
                continue; /* pending, or reversed before */
            }
        }
    }
}

static void exchange(struct fixture *f)
{
    static const char *const accounts[] = {"Assets:A:Bank", "Assets:A:FxClearing:GBP",
                                           "Assets:A:FxClearing:JPY", "Assets:A:Yen"};
    static const int64_t amounts[] = {-10000, 10000, -19025, 19025};
    ctr_entry_spec s;
    ctr_error *err = NULL;

    book_spec(&s, accounts, amounts);
    s.posting_count = 4;
    s.kind = CTR_ENTRY_FX;
    s.date = "2026-06-02";
    s.rate = "190.25";
    s.rate_pair = "GBP/JPY";
    s.rate_source = "ecb";
    s.rate_date = "2026-06-01";
    assert_ctr_ok(book_post(f->store, &s, &err));
}

static int begin(void **state)
{
    const char *seed = getenv("SEED");
    ctr_error *err = NULL;

    if (fixture_file(state) != 0) {
        return -1;
    }
    struct fixture *f = *state;
    chance = seed ? strtoull(seed, NULL, 10) : (uint64_t)time(NULL);
    printf("t_peers: SEED=%llu\n", (unsigned long long)chance);
    do_create(f, "book", "1.0.0", "{}");
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "book", "GBP", NULL, NULL, &err));
    for (int i = 0; i < ACCOUNTS; i++) {
        book_account(f, chart[i].name, chart[i].currency);
    }
    post_some(f);
    exchange(f);
    return 0;
}

static void export_to(struct fixture *f, ctr_ledger_form form, char path[LINE])
{
    struct text_sink sink = {0};
    ctr_error *err = NULL;

    snprintf(path, LINE, "%s/text.%d", f->dir, (int)form);
    assert_ctr_ok(ctr_ledger_export(f->store, "shop", "book", form, text_sink_write, &sink, &err));
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(sink.text, 1, sink.size, file), sink.size);
    fclose(file);
    free(sink.text);
}

static bool there(const char *program)
{
    char command[LINE];
    snprintf(command, sizeof command, "command -v %s > /dev/null", program);
    bool found = system(command) == 0;
    if (!found) {
        printf("t_peers: skipped %s: the program is not there\n", program);
    }
    return found;
}

static void run(const char *command)
{
    char line[2 * LINE];
    snprintf(line, sizeof line, "%s 2>&1", command);
    FILE *out = popen(line, "r");
    char said[LINE] = "";
    assert_non_null(out);
    size_t n = fread(said, 1, sizeof said - 1, out);
    said[n] = '\0';
    while (n) { /* so that it can end */
        char rest[LINE];
        n = fread(rest, 1, sizeof rest, out);
    }
    if (pclose(out) != 0) {
        fail_msg("%s: %s", command, said);
    }
}

static bool has_number(const char *said, const char *number)
{
    for (const char *at = strstr(said, number); at; at = strstr(at + 1, number)) {
        if (at == said || !strchr("0123456789.-", at[-1])) {
            return true;
        }
    }
    return false;
}

/* Every balance that is not zero is in what the program prints for the account. */
static void compare(struct fixture *f, const char *program)
{
    ctr_trial *trial = NULL;
    ctr_error *err = NULL;

    assert_ctr_ok(ctr_ledger_balance(f->store, "shop", "book", NULL, &trial, &err));
    for (size_t i = 0; i < ctr_trial_count(trial); i++) {
        const ctr_account *a = ctr_trial_at(trial, i);
        char command[2 * LINE];
        char text[40];
        char said[LINE] = "";
        int exponent = ctr_money_exponent(ctr_account_currency(a));
        assert_int_equal(ctr_money_print(ctr_account_balance(a), exponent, text, sizeof text), 1);
        snprintf(command, sizeof command, "%s balance --flat '^%s$'", program, ctr_account_name(a));
        FILE *out = popen(command, "r");
        assert_non_null(out);
        size_t n = fread(said, 1, sizeof said - 1, out);
        said[n] = '\0';
        assert_int_equal(pclose(out), 0);
        if (ctr_account_balance(a) && !has_number(said, text)) {
            fail_msg("%s: wanted %s, have '%s'", command, text, said);
        }
    }
    ctr_trial_free(trial);
}

static void ledger_agrees(void **state)
{
    char path[LINE];
    char command[2 * LINE];

    if (!there("ledger")) {
        return;
    }
    export_to(*state, CTR_LEDGER_LEDGER, path);
    snprintf(command, sizeof command, "ledger -f %s --pedantic", path);
    compare(*state, command);
}

static void hledger_agrees(void **state)
{
    char path[LINE];
    char command[2 * LINE];

    if (!there("hledger")) {
        return;
    }
    export_to(*state, CTR_LEDGER_HLEDGER, path);
    snprintf(command, sizeof command, "hledger -f %s check -s ordereddates", path);
    run(command);
    snprintf(command, sizeof command, "hledger -f %s", path);
    compare(*state, command);
}

static void beancount_agrees(void **state)
{
    char path[LINE];
    char command[2 * LINE];

    if (!there("bean-check")) {
        return;
    }
    export_to(*state, CTR_LEDGER_BEANCOUNT, path);
    snprintf(command, sizeof command, "bean-check -C %s", path);
    run(command); /* it asserts every balance without a tolerance */
    /* and sees one that is off */
    snprintf(command, sizeof command,
             "f=%s; sed 's/^\\(....-..-.. balance Assets:A:Cost *-\\{0,1\\}[0-9]*\\)\\./\\11./' "
             "$f > $f.off && ! bean-check -C $f.off",
             path);
    run(command);
}

/* What hledger's form holds comes in again, with its assertions. */
static void our_own_text_comes_back(void **state)
{
    struct fixture *f = *state;
    struct text_sink sink = {0};
    ctr_ledger_import_options o;
    ctr_trial *trials[2] = {NULL, NULL};
    ctr_error *err = NULL;

    assert_ctr_ok(ctr_ledger_export(f->store, "shop", "book", CTR_LEDGER_HLEDGER, text_sink_write,
                                    &sink, &err));
    char *fx = strstr(sink.text, "2026-06-02 *"); /* its rate is not part of that form */
    assert_non_null(fx);
    do_create(f, "again", "1.0.0", "{}");
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "again", "GBP", NULL, NULL, &err));
    for (int i = 0; i < ACCOUNTS; i++) {
        ctr_account_spec s;
        ctr_account_spec_init(&s, sizeof s);
        s.account = chart[i].name;
        s.currency = chart[i].currency;
        assert_ctr_ok(ctr_account_open(f->store, "shop", "again", &s, NULL, NULL, &err));
    }
    ctr_ledger_import_options_init(&o, sizeof o);
    o.form = CTR_LEDGER_HLEDGER;
    o.kind = CTR_ENTRY_COST;
    assert_ctr_ok(ctr_ledger_import(f->store, "shop", "again", &o, sink.text,
                                    (size_t)(fx - sink.text), NULL, NULL, &err));
    const char *const names[] = {"book", "again"};
    for (int i = 0; i < 2; i++) {
        assert_ctr_ok(ctr_ledger_balance(f->store, "shop", names[i], NULL, &trials[i], &err));
    }
    for (size_t i = 0; i < ctr_trial_count(trials[0]); i++) {
        const ctr_account *a = ctr_trial_at(trials[0], i);
        const ctr_account *b = ctr_trial_at(trials[1], i);
        bool exchanged = strcmp(ctr_account_name(a), "Assets:A:Bank") == 0 ||
                         strstr(ctr_account_name(a), "Fx") || strstr(ctr_account_name(a), "Yen");
        if (!exchanged) {
            assert_int_equal(ctr_account_balance(a), ctr_account_balance(b));
        }
    }
    ctr_trial_free(trials[0]);
    ctr_trial_free(trials[1]);
    free(sink.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(ledger_agrees, begin, fixture_end),
        cmocka_unit_test_setup_teardown(hledger_agrees, begin, fixture_end),
        cmocka_unit_test_setup_teardown(beancount_agrees, begin, fixture_end),
        cmocka_unit_test_setup_teardown(our_own_text_comes_back, begin, fixture_end),
    };
    setenv("LC_ALL", "C.UTF-8", 1); /* hledger reads text as the locale says */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
