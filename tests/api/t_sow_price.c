/*
 * The price of an iteration (<contracts/sow.h>): due when all criteria are accepted, posted to the
 * ledger of a master that pays by the iteration, once.
 */
#include "support/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MASTER(incentives)                                                                         \
    "version: 1\n"                                                                                 \
    "meta: {id: deal}\n"                                                                           \
    "parties:\n"                                                                                   \
    "  - {id: client, role: client}\n"                                                             \
    "  - {id: studio, role: supplier}\n" incentives
#define FIXED "incentives: {model: fixed_per_iteration, currency: EUR, price: 500}\n"
#define SOW(more)                                                                                  \
    "id: s\n"                                                                                      \
    "master: deal\n"                                                                               \
    "dates: {start: 2026-01-05, end: 2026-01-16}\n"                                                \
    "acceptance_criteria:\n"                                                                       \
    "  - {id: AC1, description: one}\n"                                                            \
    "  - {id: AC2, description: two}\n" more
#define PRICED SOW("price: \"12000.50\"\n")

static void contract(struct fixture *f, const char *name, ctr_type type, const char *document)
{
    ctr_create c;
    ctr_error *err = NULL;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = name;
    c.label = "1.0.0";
    c.type = type;
    c.mode = CTR_MODE_NONE;
    c.document.data = document;
    c.document.size = strlen(document);
    assert_ctr_ok(ctr_contract_create(f->store, &c, NULL, NULL, &err));
    do_activate(f, name, "1.0.0");
}

static void ledger(struct fixture *f)
{
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_ledger_chart(f->store, "shop", "deal", NULL, NULL, NULL, &err));
}

static ctr_status accept(struct fixture *f, const char *criterion, uint32_t flags, ctr_sow **out,
                         ctr_error **err)
{
    ctr_call call;

    ctr_call_init(&call, sizeof call);
    call.actor = "client";
    call.flags = flags;
    return ctr_sow_accept(f->store, "shop", "s", criterion, "report", NULL, &call, out, err);
}

/* What was posted ("-" = nothing), the number of its entry, and what is said of it. */
static void assert_sow(ctr_sow *sow, const char *posted, int entry, const char *posting)
{
    assert_string_equal(ctr_sow_posted(sow) ? ctr_sow_posted(sow) : "-", posted);
    assert_int_equal(ctr_sow_entry(sow), entry);
    assert_string_equal(ctr_sow_posting(sow) ? ctr_sow_posting(sow) : "-", posting);
    ctr_sow_free(sow);
}

static void accepted(struct fixture *f, const char *criterion, const char *posted, int entry,
                     const char *posting)
{
    ctr_sow *sow = NULL;
    ctr_error *err = NULL;

    assert_ctr_ok(accept(f, criterion, 0, &sow, &err));
    assert_sow(sow, posted, entry, posting);
}

static void posted_is(struct fixture *f, const char *posted, int entry)
{
    ctr_sow *sow = NULL;
    ctr_error *err = NULL;

    assert_ctr_ok(ctr_sow_post(f->store, "shop", "s", NULL, &sow, &err));
    assert_sow(sow, posted, entry, "-");
}

static int entries(struct fixture *f)
{
    ctr_ledger *book = NULL;
    ctr_error *err = NULL;

    assert_ctr_ok(ctr_ledger_get(f->store, "shop", "deal", &book, &err));
    int count = (int)ctr_ledger_entries(book);
    ctr_ledger_free(book);
    return count;
}

static void edition(struct fixture *f, const char *label, const char *document)
{
    ctr_evolution_free(do_evolve(f, "s", label, document));
    do_activate(f, "s", label);
}

/* The problems that check finds, a line each. */
static void check_finds(struct fixture *f, const char *wanted)
{
    ctr_report *report = NULL;
    ctr_error *err = NULL;
    char lines[1024] = "";

    assert_ctr_ok(ctr_store_check(f->store, CTR_CHECK_REPLAY, &report, &err));
    for (size_t i = 0; i < ctr_report_count(report); i++) {
        size_t used = strlen(lines);
        snprintf(lines + used, sizeof lines - used, "%s\n", ctr_report_message(report, i));
    }
    ctr_report_free(report);
    assert_string_equal(lines, wanted);
}

static void the_last_acceptance_posts_the_price(void **state)
{
    struct fixture *f = *state;
    ctr_sow *sow = NULL;
    ctr_entry_list *list = NULL;
    ctr_entry_filter filter;
    struct text_sink json = {NULL, 0};
    ctr_error *err = NULL;

    contract(f, "deal", CTR_TYPE_MASTER, MASTER(FIXED));
    ledger(f);
    contract(f, "s", CTR_TYPE_SOW, PRICED);
    accepted(f, "AC1", "-", 0, "-");
    assert_ctr_ok(accept(f, "AC2", CTR_CALL_DRY_RUN, &sow, &err));
    assert_sow(sow, "12000.50", 1, "-");
    assert_int_equal(entries(f), 0);
    int64_t before = last_event(f);
    accepted(f, "AC2", "12000.50", 1, "-");
    char *feed = feed_after(f, before);
    assert_string_equal(feed, "sow.accepted contract:shop/s\n"
                              "ledger.posted ledger:shop/deal\n"
                              "sow.posted contract:shop/s\n");
    free(feed);
    ctr_entry_filter_init(&filter, sizeof filter);
    assert_ctr_ok(ctr_ledger_entry_find(f->store, "shop", "deal", &filter, &list, &err));
    assert_int_equal(ctr_entry_list_count(list), 1);
    const ctr_entry *e = ctr_entry_list_at(list, 0);
    assert_int_equal(ctr_entry_get_kind(e), CTR_ENTRY_FEE);
    assert_string_equal(ctr_entry_key(e), "sow:s@1.0.0");
    assert_ctr_ok(ctr_entry_render(e, CTR_RENDER_JSON, text_sink_write, &json, &err));
    assert_non_null(strstr(json.text, "\"cause_kind\": \"sow\""));
    assert_non_null(strstr(json.text, "\"cause_id\": \"shop/s@1.0.0\""));
    free(json.text);
    assert_string_equal(ctr_entry_memo(e), "price of shop/s@1.0.0");
    assert_string_equal(ctr_entry_effective(e), "2026-01-01");
    assert_int_equal(ctr_entry_postings(e), 2);
    assert_string_equal(ctr_entry_account(e, 0), "Assets:Deal:Fee");
    assert_string_equal(ctr_entry_account(e, 1), "Liabilities:Deal:Supplier");
    assert_int_equal(ctr_entry_amount(e, 0), 1200050);
    ctr_entry_list_free(list);
    check_finds(f, "");
}

static void it_is_posted_once(void **state)
{
    struct fixture *f = *state;
    ctr_sow_list *due = NULL;
    ctr_error *err = NULL;

    contract(f, "deal", CTR_TYPE_MASTER, MASTER(FIXED));
    ledger(f);
    contract(f, "s", CTR_TYPE_SOW, PRICED);
    accepted(f, "AC1", "-", 0, "-");
    accepted(f, "AC2", "12000.50", 1, "-");
    int64_t before = last_event(f);
    accepted(f, "AC2", "12000.50", 1, "-");
    posted_is(f, "12000.50", 1);
    assert_int_equal(last_event(f), before);
    assert_ctr_ok(ctr_sow_due(f->store, "shop", NULL, 0, &due, &err));
    assert_int_equal(ctr_sow_entry(ctr_sow_list_at(due, 0)), 1);
    ctr_sow_list_free(due);
    /* another proof is another acceptance, and no other price */
    assert_ctr_ok(ctr_sow_accept(f->store, "shop", "s", "AC2", "better", NULL, NULL, NULL, &err));
    assert_int_equal(entries(f), 1);
    check_finds(f, "");
}

static void an_amendment_pays_the_difference(void **state)
{
    struct fixture *f = *state;

    contract(f, "deal", CTR_TYPE_MASTER, MASTER(FIXED));
    ledger(f);
    contract(f, "s", CTR_TYPE_SOW, PRICED);
    accepted(f, "AC1", "-", 0, "-");
    accepted(f, "AC2", "12000.50", 1, "-");
    edition(f, "2.0.0", SOW("price: 12000.50\ntitle: again\n"));
    posted_is(f, "12000.50", 1);
    edition(f, "3.0.0", SOW("price: 12500\n"));
    check_finds(f, "shop/deal: 'shop/s@3.0.0': the price is due, and 499.50 EUR of it is not "
                   "posted; 'sow post' does it\n");
    posted_is(f, "12500.00", 2);
    posted_is(f, "12500.00", 2);
    edition(f, "4.0.0", SOW("price: 12400\n"));
    posted_is(f, "12400.00", 3);
    check_finds(f, "");
    /* other words are another criterion: not due, and what was posted stays */
    edition(
        f, "5.0.0",
        "id: s\nmaster: deal\nprice: 12400\nacceptance_criteria: [{id: AC1, description: x}]\n");
    check_finds(f, "");
    accepted(f, "AC1", "12400.00", 3, "-");
    check_finds(f, "");
}

static void a_reversal_is_the_last_word(void **state)
{
    struct fixture *f = *state;
    ctr_call call;
    ctr_error *err = NULL;

    contract(f, "deal", CTR_TYPE_MASTER, MASTER(FIXED));
    ledger(f);
    contract(f, "s", CTR_TYPE_SOW, PRICED);
    accepted(f, "AC1", "-", 0, "-");
    accepted(f, "AC2", "12000.50", 1, "-");
    ctr_call_init(&call, sizeof call);
    call.reason = "disputed";
    assert_ctr_ok(ctr_ledger_reverse(f->store, "shop", "deal", 1, NULL, &call, NULL, &err));
    posted_is(f, "12000.50", 1);
    assert_int_equal(entries(f), 2);
    check_finds(f, "");
}

static void without_a_ledger_nothing_is_posted_and_it_is_said(void **state)
{
    static const char none[] = "'shop/deal' has no ledger, so the price is not posted; 'sow post' "
                               "does it once there is one";
    struct fixture *f = *state;
    ctr_error *err = NULL;

    contract(f, "deal", CTR_TYPE_MASTER, MASTER(FIXED));
    contract(f, "s", CTR_TYPE_SOW, PRICED);
    accepted(f, "AC1", "-", 0, "-");
    accepted(f, "AC2", "-", 0, none);
    assert_ctr_fails(CTR_E_STATE,
                     "'shop/deal' has no ledger that the price of 'shop/s@1.0.0' could be posted "
                     "to; open one",
                     ctr_sow_post(f->store, "shop", "s", NULL, NULL, &err));
    check_finds(f, "");
    ledger(f);
    check_finds(f, "shop/deal: 'shop/s@1.0.0': the price is due, and 12000.50 EUR of it is not "
                   "posted; 'sow post' does it\n");
    ctr_sow *sow = NULL;
    assert_ctr_ok(ctr_sow_get(f->store, "shop", "s", &sow, &err));
    assert_sow(sow, "-", 0, "not posted to the ledger of 'shop/deal' yet; 'sow post' does it");
    posted_is(f, "12000.50", 1);
    check_finds(f, "");
}

/* A ledger that came later is served by the next acceptance, too, though it is a repeat. */
static void the_next_acceptance_posts_what_is_due(void **state)
{
    struct fixture *f = *state;

    contract(f, "deal", CTR_TYPE_MASTER, MASTER(FIXED));
    contract(f, "s", CTR_TYPE_SOW, SOW(""));
    accepted(f, "AC1", "-", 0, "-");
    accepted(f, "AC2", "-", 0,
             "'shop/deal' has no ledger, so the price is not posted; 'sow post' does it once there "
             "is one");
    ledger(f);
    /* where it names no price, the master's holds */
    accepted(f, "AC1", "500.00", 1, "-");
    check_finds(f, "");
}

static const struct {
    const char *master, *sow;
} others[] = {
    {MASTER("incentives: {model: target_cost, currency: EUR, target: 1000}\n"), PRICED},
    {MASTER("incentives: {model: t&m, currency: EUR}\n"), PRICED},
    {MASTER(""), PRICED},
    {MASTER(FIXED), "id: s\nprice: 1\nacceptance_criteria: [{id: AC1}, {id: AC2}]\n"},
    {MASTER(FIXED),
     "id: s\nmaster: other\nprice: 1\nacceptance_criteria: [{id: AC1}, {id: AC2}]\n"},
};

static void other_masters_post_nothing(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        void *state = NULL;
        ctr_error *err = NULL;
        assert_int_equal(fixture_memory(&state), 0);
        struct fixture *f = state;
        contract(f, "deal", CTR_TYPE_MASTER, others[i].master);
        assert_ctr_ok(ctr_ledger_open(f->store, "shop", "deal", "EUR", NULL, NULL, &err));
        contract(f, "s", CTR_TYPE_SOW, others[i].sow);
        accepted(f, "AC1", "-", 0, "-");
        accepted(f, "AC2", "-", 0, "-");
        assert_ctr_fails(CTR_E_STATE,
                         "the master of 'shop/s@1.0.0' pays no fixed price per iteration, or is "
                         "not active in the store, so no price is posted",
                         ctr_sow_post(f->store, "shop", "s", NULL, NULL, &err));
        assert_int_equal(entries(f), 0);
        check_finds(f, "");
        assert_int_equal(fixture_end(&state), 0);
    }
}

static const struct {
    const char *more; /* from line 7 on */
    const char *text;
} bad[] = {
    {"price: 1\ncurrency: USD\n",
     "shop/s@1.0.0:8:11: /currency: the price is in USD, but 'Assets:Deal:Fee' in the ledger of "
     "'shop/deal' is kept in EUR"},
    {"price: 12.345\n",
     "shop/s@1.0.0:7:8: /price: should be an amount of EUR, not below zero, with at most 2 digits "
     "behind the point, found '12.345'"},
    {"price: 4000000000000000000\n",
     "shop/s@1.0.0:7:8: /price: should be an amount of EUR, not below zero, with at most 2 digits "
     "behind the point, found '4000000000000000000'"},
};

static void a_price_that_cannot_be_posted_is_refused(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char document[512], said[512];
        void *state = NULL;
        ctr_sow *sow = NULL;
        ctr_error *err = NULL;
        assert_int_equal(fixture_memory(&state), 0);
        struct fixture *f = state;
        contract(f, "deal", CTR_TYPE_MASTER, MASTER(FIXED));
        ledger(f);
        snprintf(document, sizeof document, SOW("%s"), bad[i].more);
        contract(f, "s", CTR_TYPE_SOW, document);
        snprintf(said, sizeof said, "the price cannot be posted: %s", bad[i].text);
        accepted(f, "AC1", "-", 0, said);
        int64_t before = last_event(f);
        assert_ctr_fails(CTR_E_INPUT, bad[i].text, accept(f, "AC2", 0, NULL, &err));
        assert_int_equal(last_event(f), before);
        assert_ctr_ok(ctr_sow_get(f->store, "shop", "s", &sow, &err));
        assert_int_equal(ctr_sow_price_due(sow), 0);
        ctr_sow_free(sow);
        check_finds(f, "");
        assert_int_equal(fixture_end(&state), 0);
    }
}

static void what_is_not_due_is_not_posted(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    contract(f, "deal", CTR_TYPE_MASTER,
             MASTER("incentives: {model: fixed_per_iteration, currency: EUR}\n"));
    ledger(f);
    contract(f, "s", CTR_TYPE_SOW, PRICED);
    accepted(f, "AC1", "-", 0, "-");
    assert_ctr_fails(CTR_E_STATE,
                     "the price of 'shop/s@1.0.0' is not due: criterion 'AC2' is not accepted",
                     ctr_sow_post(f->store, "shop", "s", NULL, NULL, &err));
    edition(f, "2.0.0", "id: s\nmaster: deal\nprice: 3\n");
    assert_ctr_fails(CTR_E_STATE,
                     "the price of 'shop/s@2.0.0' is not due: it has no acceptance criteria",
                     ctr_sow_post(f->store, "shop", "s", NULL, NULL, &err));
    edition(f, "3.0.0", SOW(""));
    accepted(f, "AC2", "-", 0, "-");
    assert_ctr_fails(CTR_E_STATE, "'shop/s@3.0.0' has no price that could be posted",
                     ctr_sow_post(f->store, "shop", "s", NULL, NULL, &err));
    edition(f, "4.0.0", SOW("price: 0\n"));
    accepted(f, "AC2", "-", 0, "the price is zero, so nothing is posted");
    assert_int_equal(entries(f), 0);
    check_finds(f, "");
}

/* Entries that look like a price and are none are found by check. */
static void an_entry_without_a_price_is_found(void **state)
{
    static const char *const accounts[] = {"Assets:Deal:Fee", "Liabilities:Deal:Supplier"};
    static const int64_t amounts[] = {1200050, -1200050};
    struct fixture *f = *state;
    ctr_entry_spec e;
    ctr_error *err = NULL;

    contract(f, "deal", CTR_TYPE_MASTER, MASTER(FIXED));
    ledger(f);
    contract(f, "s", CTR_TYPE_SOW, PRICED);
    ctr_entry_spec_init(&e, sizeof e);
    e.kind = CTR_ENTRY_FEE;
    e.accounts = accounts;
    e.amounts = amounts;
    e.posting_count = 2;
    e.cause_kind = "sow";
    e.cause_id = "shop/s@1.0.0";
    assert_ctr_ok(ctr_ledger_post(f->store, "shop", "deal", &e, 1, NULL, NULL, &err));
    check_finds(f, ""); /* by hand, and says whose it is: nothing is wrong with that */
    e.key = "sow:s@1.0.0";
    assert_ctr_ok(ctr_ledger_post(f->store, "shop", "deal", &e, 1, NULL, NULL, &err));
    check_finds(f, "shop/deal: entry 2: the price of 'shop/s@1.0.0' was not due: criterion 'AC1' "
                   "was never accepted in the words of that version\n");
    e.key = "sow:s@2.0.0";
    e.cause_id = "shop/s@2.0.0";
    assert_ctr_ok(ctr_ledger_post(f->store, "shop", "deal", &e, 1, NULL, NULL, &err));
    e.key = "sow:x";
    e.cause_id = "x";
    assert_ctr_ok(ctr_ledger_post(f->store, "shop", "deal", &e, 1, NULL, NULL, &err));
    e.key = "sow:gone@1.0.0";
    e.cause_id = "shop/gone@1.0.0"; /* may be in another store */
    assert_ctr_ok(ctr_ledger_post(f->store, "shop", "deal", &e, 1, NULL, NULL, &err));
    check_finds(f, "shop/deal: entry 2: the price of 'shop/s@1.0.0' was not due: criterion 'AC1' "
                   "was never accepted in the words of that version\n"
                   "shop/deal: entry 3: its cause 'shop/s@2.0.0' is no version of a statement of "
                   "work\n"
                   "shop/deal: entry 4: its cause is no version of a statement of work\n");
}

static void another_entry_under_the_key_is_a_conflict(void **state)
{
    static const char *const accounts[] = {"Assets:Deal:Fee", "Liabilities:Deal:Supplier"};
    static const int64_t amounts[] = {7, -7};
    static const char other[] =
        "the key 'sow:s@1.0.0' of the price of 'shop/s@1.0.0' belongs to entry 1 of the ledger of "
        "'shop/deal', which is another";
    struct fixture *f = *state;
    ctr_entry_spec e;
    ctr_error *err = NULL;

    contract(f, "deal", CTR_TYPE_MASTER, MASTER(FIXED));
    ledger(f);
    contract(f, "s", CTR_TYPE_SOW, PRICED);
    ctr_entry_spec_init(&e, sizeof e);
    e.kind = CTR_ENTRY_COST;
    e.key = "sow:s@1.0.0";
    e.accounts = accounts;
    e.amounts = amounts;
    e.posting_count = 2;
    assert_ctr_ok(ctr_ledger_post(f->store, "shop", "deal", &e, 1, NULL, NULL, &err));
    ctr_sow *sow = NULL;
    assert_ctr_ok(accept(f, "AC1", 0, &sow, &err));
    assert_non_null(strstr(ctr_sow_posting(sow), other));
    ctr_sow_free(sow);
    assert_ctr_fails(CTR_E_CONFLICT, other, accept(f, "AC2", 0, NULL, &err));
}

/* What the authoriser is asked, and that it is asked. */
static int no_posting(void *user, const char *actor, const char *verb, const char *subject)
{
    (void)user;
    (void)actor;
    assert_string_equal(subject, "shop/s");
    return strcmp(verb, "sow.post") != 0;
}

static void posting_is_asked_for(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_store_options o;
    ctr_store *guarded = NULL;

    contract(f, "deal", CTR_TYPE_MASTER, MASTER(FIXED));
    contract(f, "s", CTR_TYPE_SOW, PRICED);
    fixture_options(f, &o);
    o.authorise = no_posting;
    assert_ctr_ok(ctr_store_open(f->path, &o, &guarded, &err));
    assert_ctr_fails(CTR_E_DENIED, NULL, ctr_sow_post(guarded, "shop", "s", NULL, NULL, &err));
    ctr_store_close(guarded);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_memory, fixture_end)
    const struct CMUnitTest tests[] = {
        CASE(the_last_acceptance_posts_the_price),
        CASE(it_is_posted_once),
        CASE(an_amendment_pays_the_difference),
        CASE(a_reversal_is_the_last_word),
        CASE(without_a_ledger_nothing_is_posted_and_it_is_said),
        CASE(the_next_acceptance_posts_what_is_due),
        cmocka_unit_test(other_masters_post_nothing),
        cmocka_unit_test(a_price_that_cannot_be_posted_is_refused),
        CASE(what_is_not_due_is_not_posted),
        CASE(an_entry_without_a_price_is_found),
        CASE(another_entry_under_the_key_is_a_conflict),
        cmocka_unit_test_setup_teardown(posting_is_asked_for, fixture_file, fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
