/*
 * What an entry, an account or a file of entries may not be, with the words that say so.
 */
#include "ledger/book.h"

static const char *const pair[] = {"Assets:A:Cost", "Liabilities:A:Sup"};
static const int64_t ten[] = {1000, -1000};

static const char *const one[] = {"Assets:A:Cost"};
static const char *const euro[] = {"Assets:A:Cost", "Assets:A:Euro"};
static const char *const euros[] = {"EUR", NULL};
static const char *const none[] = {"Assets:A:Cost", "Liabilities:A:None"};
static const char *const empty[] = {"Assets:A:Cost", ""};
static const char *const hash[] = {"abc"};
static const int64_t zero[] = {0, 0};
static const int64_t most[] = {(INT64_C(1) << 62) + 1, -1};
static const int64_t least[] = {INT64_MIN, 1};
static const int64_t uneven[] = {1000, -999};

static const struct bad {
    ctr_entry_spec s; /* what is set replaces what is in a good entry */
    ctr_status status;
    const char *field;
    const char *text;
} bad[] = {
    {{.kind = CTR_ENTRY_TARGET},
     CTR_E_DENIED,
     "kind",
     "entries of kind 'target' are posted by implementing an approved change only"},
    {{.kind = CTR_ENTRY_SHARE},
     CTR_E_DENIED,
     "kind",
     "entries of kind 'share' are posted by an assessment of pain and gain only"},
    {{.kind = (ctr_entry_kind)99},
     CTR_E_ARGUMENT,
     "kind",
     "99 is no kind of an entry; wanted cost, fee, disallowed, target, share, modifier, risk, fx, "
     "payment or adjustment"},
    {{.flags = 8}, CTR_E_ARGUMENT, NULL, "flags 8 or reserved 0 of an entry are not known"},
    {{.date = "2026-02-30"},
     CTR_E_ARGUMENT,
     "date",
     "the date '2026-02-30' is no date; wanted one that exists, such as 2026-01-31"},
    {{.memo = "two\nlines"}, CTR_E_ARGUMENT, "memo", NULL},
    {{.memo = "\xFF"}, CTR_E_ARGUMENT, "memo", NULL},
    {{.key = "\x01"}, CTR_E_ARGUMENT, "key", NULL},
    {{.cause_kind = "change"},
     CTR_E_ARGUMENT,
     "cause_kind",
     "a cause has a kind and an id, or is not there"},
    {{.cause_id = "7"},
     CTR_E_ARGUMENT,
     "cause_kind",
     "a cause has a kind and an id, or is not there"},
    {{.accounts = one, .posting_count = 1},
     CTR_E_ARGUMENT,
     "postings",
     "an entry of 1 postings; wanted 2 to 1000, with account and amount"},
    {{.posting_count = 1001},
     CTR_E_LIMIT,
     "postings",
     "an entry of 1001 postings; wanted 2 to 1000, with account and amount"},
    {{.amounts = zero},
     CTR_E_ARGUMENT,
     "amount",
     "posting 1 has the amount 0; wanted one that is not zero and at most 2^62 minor units"},
    {{.amounts = most},
     CTR_E_ARGUMENT,
     "amount",
     "posting 1 has the amount 4611686018427387905; wanted one that is not zero and at most 2^62 "
     "minor units"},
    {{.amounts = least},
     CTR_E_ARGUMENT,
     "amount",
     "posting 1 has the amount -9223372036854775808; wanted one that is not zero and at most 2^62 "
     "minor units"},
    {{.amounts = uneven},
     CTR_E_ARGUMENT,
     "postings",
     "the postings in GBP sum to 0.01, wanted zero"},
    {{.accounts = none},
     CTR_E_NOT_FOUND,
     "account",
     "the ledger of 'shop/book' has no account 'Liabilities:A:None'; open it first"},
    {{.accounts = empty}, CTR_E_ARGUMENT, "account", "posting 2 names no account"},
    {{.accounts = euro},
     CTR_E_ARGUMENT,
     "postings",
     "the postings in GBP sum to 10.00, wanted zero"},
    {{.currencies = euros},
     CTR_E_ARGUMENT,
     "currency",
     "account 'Assets:A:Cost' is kept in GBP, but the posting is in EUR"},
    {{.evidence = empty, .evidence_count = 2},
     CTR_E_ARGUMENT,
     "evidence",
     "link 2 to evidence is empty"},
    {{.evidence_count = 1},
     CTR_E_ARGUMENT,
     "evidence",
     "1 links to evidence; wanted at most 1000, and an array of them"},
    {{.evidence = one, .evidence_sha256 = hash, .evidence_count = 1},
     CTR_E_ARGUMENT,
     "evidence",
     "'abc' is no SHA-256 of 64 hex digits"},
    {{.expires_us = INT64_C(4102444800000000)},
     CTR_E_ARGUMENT,
     "expires",
     "only a pending entry can lapse"},
    {{.flags = CTR_ENTRY_PEND, .expires_us = INT64_MAX},
     CTR_E_ARGUMENT,
     NULL,
     "expires_us is 9223372036854775807, wanted microseconds since 1970, of the years 1970 to "
     "9999"},
    {{.flags = CTR_ENTRY_PEND, .expires_us = 1},
     CTR_E_ARGUMENT,
     "expires",
     "a pending entry that has lapsed when it is posted"},
    {{.rate = "1.2"},
     CTR_E_ARGUMENT,
     "rate",
     "an entry of kind fx, and only that, has a rate with pair, source and date"},
    {{.kind = CTR_ENTRY_FX},
     CTR_E_ARGUMENT,
     "rate",
     "an entry of kind fx, and only that, has a rate with pair, source and date"},
};

static void what_is_no_entry_is_refused_with_the_field_at_fault(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ctr_entry_spec s;
        const ctr_entry_spec *b = &bad[i].s;
        book_spec(&s, b->accounts ? b->accounts : pair, b->amounts ? b->amounts : ten);
        s.kind = b->kind ? b->kind : s.kind;
        s.flags = b->flags;
        s.date = b->date ? b->date : s.date;
        s.memo = b->memo;
        s.key = b->key;
        s.cause_kind = b->cause_kind;
        s.cause_id = b->cause_id;
        s.posting_count = b->posting_count ? b->posting_count : 2;
        s.currencies = b->currencies;
        s.evidence = b->evidence;
        s.evidence_sha256 = b->evidence_sha256;
        s.evidence_count = b->evidence_count;
        s.expires_us = b->expires_us;
        s.rate = b->rate;
        ctr_status is = book_post(f->store, &s, &err);
        if (is != bad[i].status ||
            (bad[i].text && strcmp(ctr_error_message(err), bad[i].text) != 0)) {
            fail_msg("row %zu: %s '%s'", i, ctr_status_name(is), ctr_error_message(err));
        }
        if (bad[i].field) {
            assert_detail(err, "field", bad[i].field);
        }
        ctr_error_free(err);
        err = NULL;
    }
    assert_int_equal(book_entries(f), 0);
    assert_int_equal(last_event(f), 3 + 1 + 5); /* nothing was told of */
}

static void arguments_that_are_missing_are_named(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_entry_spec s;
    ctr_account_spec a;

    book_spec(&s, pair, ten);
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_ledger_post(NULL, "shop", "book", &s, 1, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_ledger_post(f->store, NULL, "book", &s, 1, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_ledger_post(f->store, "shop", "book", NULL, 1, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_ledger_post(f->store, "shop", "book", &s, 0, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_NOT_FOUND, NULL,
                     ctr_ledger_post(f->store, "shop", "none", &s, 1, NULL, NULL, &err));
    do_create(f, "bare", "1.0.0", "{}");
    assert_ctr_fails(CTR_E_NOT_FOUND, NULL,
                     ctr_ledger_post(f->store, "shop", "bare", &s, 1, NULL, NULL, &err));
    assert_ctr_fails(CTR_E_EXISTS, NULL,
                     ctr_ledger_open(f->store, "shop", "book", "GBP", NULL, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_ledger_open(f->store, "shop", "bare", "XXZ", NULL, NULL, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_ledger_open(f->store, "shop", "bare", NULL, NULL, NULL, &err));
    static const char *const names[] = {
        "Cost",        "Assets",          "Assets:",    "assets:A",   "Assets:a",
        "Assets::A",   "Assets:A:",       "Assets:A B", "Assets:A:b", "Assets:A_B",
        "Assets:A\tB", "Assets:\xC3\x84", "Assets:-A",  "Other:A",    "Assets:A:(B)",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        ctr_account_spec_init(&a, sizeof a);
        a.account = names[i];
        assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                         ctr_account_open(f->store, "shop", "book", &a, NULL, NULL, &err));
    }
    a.account = "Assets:Good";
    a.flags = CTR_ACCOUNT_HAS_LO | CTR_ACCOUNT_HAS_HI;
    a.lo = 1;
    a.hi = 0;
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_account_open(f->store, "shop", "book", &a, NULL, NULL, &err));
    a.flags = 0;
    a.opened = "2026-02-01";
    a.closed = "2026-01-01";
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     ctr_account_open(f->store, "shop", "book", &a, NULL, NULL, &err));
}

/* --- text --- */

static void a_mistake_in_a_file_is_named_with_its_line(void **state)
{
    struct fixture *f = *state;
    static const struct {
        ctr_ledger_form form;
        const char *text;
        const char *line;
    } rows[] = {
        {CTR_LEDGER_CSV, "entry,kind,date,account,amount\n1,cost,2026-01-10,Assets:A:Cost,x\n",
         "2"},
        {CTR_LEDGER_CSV, "entry,kind,date,account,amount\n1,cost,2026-13-10,Assets:A:Cost,1\n",
         "2"},
        {CTR_LEDGER_CSV, "entry,kind,date,account,wrong\n", "1"},
        {CTR_LEDGER_CSV, "entry,kind,date,account,amount\n1,cost,2026-01-10,\"Assets:A:Cost,1\n",
         "2"},
        {CTR_LEDGER_CSV, "entry,kind,date,account,amount\n1,cost\n", "2"},
        {CTR_LEDGER_JSON, "{\"entries\":[\n{]}", "2"},
        {CTR_LEDGER_HLEDGER, "2026-01-10 a\n    Assets:A:Cost  GBP 1.001\n    Liabilities:A:Sup\n",
         "2"},
        {CTR_LEDGER_HLEDGER,
         "\n2026-01-10 a\n    Assets:A:Cost  GBP 1.00\n    Assets:A:Cost  GBP\n", "4"},
        {CTR_LEDGER_HLEDGER, "~ monthly\n    Assets:A:Cost  GBP 1.00\n", "1"},
    };
    ctr_error *err = NULL;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ctr_ledger_import_options o;
        ctr_ledger_import_options_init(&o, sizeof o);
        o.form = rows[i].form;
        o.kind = CTR_ENTRY_COST;
        o.file = "in.txt";
        ctr_status is = ctr_ledger_import(f->store, "shop", "book", &o, rows[i].text,
                                          strlen(rows[i].text), NULL, NULL, &err);
        if (is != CTR_E_INPUT) {
            fail_msg("row %zu: %s '%s'", i, ctr_status_name(is), ctr_error_message(err));
        }
        assert_detail(err, "file", "in.txt");
        assert_detail(err, "line", rows[i].line);
        ctr_error_free(err);
        err = NULL;
    }
    assert_int_equal(book_entries(f), 0);
}

static ctr_status import_text(struct fixture *f, ctr_ledger_form form, const char *text,
                              ctr_error **err)
{
    ctr_ledger_import_options o;

    ctr_ledger_import_options_init(&o, sizeof o);
    o.form = form;
    o.kind = CTR_ENTRY_COST;
    o.file = "in.txt";
    return ctr_ledger_import(f->store, "shop", "book", &o, text, strlen(text), NULL, NULL, err);
}

static void the_lines_of_an_entry_say_the_same(void **state)
{
#define LINES(second)                                                                              \
    "entry,kind,date,memo,act,account,amount\n1,cost,2026-01-10,m,post,Assets:A:Cost,1\n" second   \
    ",Liabilities:A:Sup,-1\n"
    struct fixture *f = *state;
    static const struct {
        const char *text, *column, *message;
    } rows[] = {
        {LINES("1,fee,2026-01-10,m,post"), "kind",
         "in.txt:3: column 'kind' of entry '1' is 'fee', but line 2 says 'cost'"},
        {LINES("1,cost,2026-01-11,m,post"), "date",
         "in.txt:3: column 'date' of entry '1' is '2026-01-11', but line 2 says '2026-01-10'"},
        {LINES("1,,,n,"), "memo",
         "in.txt:3: column 'memo' of entry '1' is 'n', but line 2 says 'm'"},
        {LINES("1,,,,pend"), "act",
         "in.txt:3: column 'act' of entry '1' is 'pend', but line 2 says 'post'"},
    };
    ctr_error *err = NULL;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(import_text(f, CTR_LEDGER_CSV, rows[i].text, &err), CTR_E_INPUT);
        assert_string_equal(ctr_error_message(err), rows[i].message);
        assert_detail(err, "column", rows[i].column);
        assert_detail(err, "line", "3");
        ctr_error_free(err);
        err = NULL;
    }
    assert_int_equal(book_entries(f), 0);
    assert_ctr_ok(import_text(f, CTR_LEDGER_CSV, LINES("1,,,,"), &err)); /* or nothing */
    assert_int_equal(book_entries(f), 1);
}

static void a_byte_order_mark_is_passed_over(void **state)
{
    static const struct {
        ctr_ledger_form form;
        const char *text;
    } rows[] = {
        {CTR_LEDGER_CSV, "\xef\xbb\xbf" LINES("1,,,,")},
        {CTR_LEDGER_AUTO, "\xef\xbb\xbf" LINES("1,,,,")},
        {CTR_LEDGER_AUTO, "\xef\xbb\xbf{\"entries\":[{\"kind\":\"cost\",\"date\":\"2026-01-10\","
                          "\"postings\":[{\"account\":\"Assets:A:Cost\",\"amount\":1},"
                          "{\"account\":\"Liabilities:A:Sup\"}]}]}"},
        {CTR_LEDGER_HLEDGER, "\xef\xbb\xbf"
                             "2026-01-10 a\n    Assets:A:Cost  GBP 1.00\n    Liabilities:A:Sup\n"},
    };
    struct fixture *f = *state;
    ctr_error *err = NULL;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_ctr_ok(import_text(f, rows[i].form, rows[i].text, &err));
        assert_int_equal(book_entries(f), (int64_t)i + 1);
    }
}

/* As hledger counts unless it is asked otherwise. */
static void the_first_date_of_two_counts(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_entry_filter filter;
    ctr_entry_list *list = NULL;

    assert_ctr_ok(import_text(f, CTR_LEDGER_HLEDGER,
                              "2026-01-01=2026-01-03 a\n    Assets:A:Cost  GBP 1.00\n"
                              "    Liabilities:A:Sup\n",
                              &err));
    ctr_entry_filter_init(&filter, sizeof filter);
    assert_ctr_ok(ctr_ledger_entry_find(f->store, "shop", "book", &filter, &list, &err));
    assert_string_equal(ctr_entry_effective(ctr_entry_list_at(list, 0)), "2026-01-01");
    assert_string_equal(ctr_entry_booked(ctr_entry_list_at(list, 0)), "2026-01-01");
    ctr_entry_list_free(list);
    assert_int_equal(import_text(f, CTR_LEDGER_HLEDGER,
                                 "2026-01-01=2026-02-30 a\n    Assets:A:Cost  GBP 1.00\n"
                                 "    Liabilities:A:Sup\n",
                                 &err),
                     CTR_E_INPUT);
    assert_detail(err, "line", "1");
    ctr_error_free(err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, book_begin, book_end)
        TEST(what_is_no_entry_is_refused_with_the_field_at_fault),
        TEST(arguments_that_are_missing_are_named),
        TEST(a_mistake_in_a_file_is_named_with_its_line),
        TEST(the_lines_of_an_entry_say_the_same),
        TEST(a_byte_order_mark_is_passed_over),
        TEST(the_first_date_of_two_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
