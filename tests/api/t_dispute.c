/* Disputes: who says what when, how they climb, what they freeze, how they end. */
#include "timer_case.h"

#define NEW_DISPUTED(terms)                                                                        \
    "version: 1\n"                                                                                 \
    "meta: {id: deal-1}\n"                                                                         \
    "parties: [client, supplier]\n"                                                                \
    "governance:\n"                                                                                \
    "  decision_rights: [{area: '*', approver: client}]\n"                                         \
    "  escalation_policies:\n"                                                                     \
    "    - id: up\n"                                                                               \
    "      reminder_hours: 24\n"                                                                   \
    "      levels:\n"                                                                              \
    "        - {after_hours: 24, notify: ['mail:leads']}\n"                                        \
    "        - {after_hours: 48, notify: ['mail:boards']}\n" terms "change_policy:\n"              \
    "  thresholds: {budget_delta_pct_major: 10}\n"                                                 \
    "incentives: {model: target_cost, currency: EUR, target: 200000}\n"
#define DISPUTED NEW_DISPUTED("  disputes: {escalation: up, answer_days: 2}\n")

static ctr_call call_at(const char *actor, int64_t now_us)
{
    ctr_call call = call_of(actor);
    call.now_us = now_us;
    return call;
}

static void account(struct fixture *f, const char *name)
{
    ctr_account_spec spec;
    ctr_error *err = NULL;

    ctr_account_spec_init(&spec, sizeof spec);
    spec.account = name;
    spec.currency = "EUR";
    assert_ctr_ok(ctr_account_open(f->store, "shop", "deal", &spec, NULL, NULL, &err));
}

struct paper {
    ctr_entry_kind kind;
    uint32_t flags;
    const char *cause_kind, *cause_id, *evidence, *key;
};

static ctr_status post(struct fixture *f, const struct paper *p, int64_t *seq, ctr_error **err)
{
    static const char *const accounts[] = {"Expenses:Work", "Liabilities:Supplier"};
    static const int64_t amounts[] = {1000, -1000};
    ctr_entry_spec spec;
    ctr_entry_list *list = NULL;
    ctr_call call = call_of("supplier");

    ctr_entry_spec_init(&spec, sizeof spec);
    spec.kind = p->kind;
    spec.flags = p->flags;
    spec.date = "2026-01-05";
    spec.accounts = accounts;
    spec.amounts = amounts;
    spec.posting_count = 2;
    spec.cause_kind = p->cause_kind;
    spec.cause_id = p->cause_id;
    spec.evidence = &p->evidence;
    spec.evidence_count = p->evidence != NULL;
    spec.key = p->key;
    ctr_status status = ctr_ledger_post(f->store, "shop", "deal", &spec, 1, &call, &list, err);
    if (status == CTR_OK && seq) {
        *seq = ctr_entry_seq(ctr_entry_list_at(list, 0));
    }
    ctr_entry_list_free(list);
    return status;
}

static int64_t posts(struct fixture *f, struct paper p)
{
    int64_t seq = 0;
    ctr_error *err = NULL;
    assert_ctr_ok(post(f, &p, &seq, &err));
    return seq;
}

static void frozen(struct fixture *f, struct paper p, const char *why)
{
    ctr_error *err = NULL;
    assert_int_equal(post(f, &p, NULL, &err), CTR_E_STATE);
    assert_string_equal(ctr_error_message(err), why);
    assert_string_equal(ctr_error_detail(err, "dispute"), "D-1");
    ctr_error_free(err);
}

/* A master, a ledger, and entry 1: a cost with an invoice. */
static void begun(struct fixture *f, const char *document)
{
    ctr_error *err = NULL;

    master(f, document);
    f->now_us = MONDAY - HOUR;
    assert_ctr_ok(ctr_ledger_open(f->store, "shop", "deal", "EUR", NULL, NULL, &err));
    account(f, "Expenses:Work");
    account(f, "Liabilities:Supplier");
    assert_int_equal(posts(f, (struct paper){.kind = CTR_ENTRY_COST, .evidence = "invoice-7.pdf"}),
                     1);
}

static ctr_status disputes(struct fixture *f, ctr_dispute_subject kind, const char *subject,
                           const char *actor, const char *id, ctr_dispute **out, ctr_error **err)
{
    ctr_dispute_spec spec;
    ctr_call call = call_at(actor, MONDAY);

    ctr_dispute_spec_init(&spec, sizeof spec);
    spec.kind = kind;
    spec.subject = subject;
    spec.statement = "twice the hours";
    spec.id = id;
    return ctr_dispute_open(f->store, "shop", "deal", &spec, &call, out, err);
}

static void disputed(struct fixture *f)
{
    ctr_error *err = NULL;
    assert_ctr_ok(disputes(f, CTR_DISPUTE_ENTRY, "1", "client", NULL, NULL, &err));
}

static ctr_status answers(struct fixture *f, const char *actor, const char *text, int64_t now_us,
                          ctr_error **err)
{
    ctr_call call = call_at(actor, now_us);
    return ctr_dispute_answer(f->store, "shop", "deal", "D-1", text, NULL, &call, NULL, err);
}

static ctr_status resolves(struct fixture *f, ctr_dispute_outcome by, const char *reference,
                           int64_t now_us, ctr_error **err)
{
    ctr_call call = call_at("client", now_us);
    return ctr_dispute_resolve(f->store, "shop", "deal", "D-1", by, reference, &call, NULL, err);
}

static ctr_status withdraws(struct fixture *f, const char *actor, ctr_error **err)
{
    ctr_call call = call_at(actor, MONDAY + HOUR);
    return ctr_dispute_withdraw(f->store, "shop", "deal", "D-1", NULL, &call, NULL, err);
}

static ctr_dispute *dispute(struct fixture *f)
{
    ctr_dispute *d = NULL;
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_dispute_get(f->store, "shop", "deal", "d-1", &d, &err));
    return d;
}

/* The reverse of an entry; its number. */
static int64_t reversed(struct fixture *f, int64_t seq)
{
    ctr_entry_list *list = NULL;
    ctr_error *err = NULL;
    ctr_call call = call_at("supplier", MONDAY + HOUR);

    assert_ctr_ok(ctr_ledger_reverse(f->store, "shop", "deal", seq, NULL, &call, &list, &err));
    int64_t by = ctr_entry_seq(ctr_entry_list_at(list, 0));
    ctr_entry_list_free(list);
    return by;
}

static void both_say_what_they_have_to_say(void **state)
{
    struct fixture *f = *state;
    ctr_dispute *d = NULL;
    ctr_error *err = NULL;

    begun(f, DISPUTED);
    assert_ctr_ok(disputes(f, CTR_DISPUTE_ENTRY, "#1", "client", NULL, &d, &err));
    assert_string_equal(ctr_dispute_name(d), "shop/deal/D-1");
    assert_string_equal(ctr_dispute_about(d), "entry:shop/deal#1");
    assert_string_equal(ctr_dispute_party(d), "client");
    assert_string_equal(ctr_dispute_against(d), "supplier");
    assert_int_equal(ctr_dispute_state_of(d), CTR_DISPUTE_OPEN);
    assert_int_equal(ctr_dispute_due_us(d), MONDAY + 2 * DAY);
    assert_int_equal(ctr_dispute_next(d), CTR_ACTION_REMIND);
    assert_int_equal(ctr_dispute_next_us(d), MONDAY + DAY);
    ctr_dispute_free(d);
    assert_ctr_fails(CTR_E_DENIED,
                     "'client' may not answer 'shop/deal/D-1'; that is up to supplier",
                     answers(f, "client", "no", MONDAY + HOUR, &err));
    assert_ctr_ok(answers(f, "supplier", "as agreed", MONDAY + DAY, &err));
    assert_ctr_ok(answers(f, "supplier", "as agreed", MONDAY + DAY, &err)); /* said once more */
    assert_ctr_fails(CTR_E_STATE,
                     "dispute 'shop/deal/D-1' is answered, so 'answer' is not allowed; allowed "
                     "is escalate, resolve and withdraw",
                     answers(f, "supplier", "or not", MONDAY + DAY, &err));
    d = dispute(f);
    assert_int_equal(ctr_dispute_state_of(d), CTR_DISPUTE_ANSWERED);
    assert_string_equal(ctr_dispute_statement(d), "twice the hours");
    assert_string_equal(ctr_dispute_answer_text(d), "as agreed");
    assert_string_equal(ctr_dispute_answered_by(d), "supplier");
    assert_int_equal(ctr_dispute_due_us(d), MONDAY + 3 * DAY); /* as long again, to agree */
    assert_int_equal(ctr_dispute_revision(d), 2);
    ctr_dispute_free(d);
    assert_store_sound(f->store);
}

static void it_climbs_by_itself(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    begun(f, DISPUTED);
    disputed(f);
    sweeps(f, MONDAY + 24 * HOUR, "remind 0.1 D-1 24>supplier\n");
    sweeps(f, MONDAY + 24 * HOUR, "");
    sweeps(f, MONDAY + 72 * HOUR,
           "breached 0.1 D-1 48>client,supplier\n"
           "dispute-escalated 1.1 D-1 72>mail:leads\n");
    /* a late answer does not stop it */
    assert_ctr_ok(answers(f, "supplier", "sorry", MONDAY + 73 * HOUR, &err));
    sweeps(f, MONDAY + 20 * DAY, "dispute-escalated 2.1 D-1 168>mail:boards\n");
    ctr_dispute *d = dispute(f);
    assert_int_equal(ctr_dispute_level(d), 2);
    assert_int_equal(ctr_dispute_next_us(d), 0);
    ctr_dispute_free(d);
    sweeps(f, MONDAY + 60 * DAY, "");
    assert_store_sound(f->store);
}

static void a_party_takes_it_up(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_call call = call_at("client", MONDAY + HOUR);
    ctr_dispute *d = NULL;

    begun(f, DISPUTED);
    disputed(f);
    assert_ctr_ok(ctr_dispute_escalate(f->store, "shop", "deal", "D-1", NULL, &call, &d, &err));
    assert_int_equal(ctr_dispute_level(d), 1);
    assert_int_equal(ctr_dispute_next(d), CTR_ACTION_DISPUTE_ESCALATED);
    assert_int_equal(ctr_dispute_next_us(d), MONDAY + HOUR + 2 * DAY);
    ctr_dispute_free(d);
    sweeps(f, MONDAY + HOUR, ""); /* it is in the outbox, and not found again */
    ctr_action_list *outbox = NULL;
    assert_ctr_ok(ctr_timer_outbox(f->store, NULL, &outbox, &err));
    assert_int_equal(ctr_action_list_count(outbox), 1);
    const ctr_action *a = ctr_action_list_at(outbox, 0);
    assert_int_equal(ctr_action_kind_of(a), CTR_ACTION_DISPUTE_ESCALATED);
    assert_int_equal(ctr_action_subject_kind(a), CTR_TIMER_DISPUTE);
    assert_string_equal(ctr_action_note(a), "by client: because");
    ctr_action_list_free(outbox);
    call.now_us += DAY;
    assert_ctr_ok(ctr_dispute_escalate(f->store, "shop", "deal", "D-1", NULL, &call, NULL, &err));
    assert_ctr_fails(
        CTR_E_STATE,
        "dispute 'shop/deal/D-1' went through all levels; "
        "decide on it, and resolve it",
        ctr_dispute_escalate(f->store, "shop", "deal", "D-1", NULL, &call, NULL, &err));
    assert_store_sound(f->store);
}

static void without_levels_it_stays_between_the_parties(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_call call = call_at("client", MONDAY + HOUR);

    begun(f, NEW_DISPUTED(""));
    disputed(f);
    assert_ctr_fails(
        CTR_E_STATE,
        "dispute 'shop/deal/D-1' has no levels to climb: its master names no "
        "escalation in /governance/disputes",
        ctr_dispute_escalate(f->store, "shop", "deal", "D-1", NULL, &call, NULL, &err));
    ctr_dispute *d = dispute(f);
    assert_int_equal(ctr_dispute_due_us(d), MONDAY + 7 * DAY); /* 5 working days */
    ctr_dispute_free(d);
    sweeps(f, MONDAY + 30 * DAY, "breached 0.1 D-1 168>client,supplier\n");
    assert_store_sound(f->store);
}

#define WAITS "payment waits while dispute 'shop/deal/D-1' about entry:shop/deal#1 is open: "
#define ENDS "; resolve or withdraw it first"

static void payment_waits_and_accrual_goes_on(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    struct paper pays = {.kind = CTR_ENTRY_PAYMENT, .cause_kind = "entry", .cause_id = "1"};
    struct paper before = pays;

    begun(f, DISPUTED);
    before.key = "paid-before";
    int64_t was = posts(f, before);
    int64_t pended = posts(f, (struct paper){.kind = CTR_ENTRY_PAYMENT,
                                             .flags = CTR_ENTRY_PEND,
                                             .cause_kind = "entry",
                                             .cause_id = "#1"});
    disputed(f);
    frozen(f, pays, WAITS "it is the cause of this payment" ENDS);
    pays.cause_id = "#1";
    frozen(f, pays, WAITS "it is the cause of this payment" ENDS);
    pays.cause_id = "Shop/deal#1";
    frozen(f, pays, WAITS "it is the cause of this payment" ENDS);
    frozen(f, (struct paper){.kind = CTR_ENTRY_PAYMENT, .evidence = "invoice-7.pdf"},
           WAITS "the evidence 'invoice-7.pdf' stands behind both" ENDS);
    assert_ctr_fails(CTR_E_STATE, WAITS "it is the cause of this payment" ENDS,
                     ctr_ledger_settle(f->store, "shop", "deal", pended, NULL, NULL, NULL, &err));
    assert_int_equal(posts(f, before), was); /* the same key: what was, stays */
    /* what pays something else, and what accrues */
    posts(f, (struct paper){.kind = CTR_ENTRY_PAYMENT, .evidence = "invoice-8.pdf"});
    pays.cause_id = "other/deal#1";
    posts(f, pays);
    posts(f, (struct paper){.kind = CTR_ENTRY_COST, .cause_kind = "entry", .cause_id = "1"});
    assert_ctr_ok(ctr_ledger_void(f->store, "shop", "deal", pended, NULL, NULL, NULL, &err));
    assert_ctr_ok(withdraws(f, "client", &err));
    pays.cause_id = "1";
    posts(f, pays);
    assert_store_sound(f->store);
}

static void a_disputed_change_freezes_what_it_caused(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    begun(f, DISPUTED);
    opened(f, "{id: CR-1, requester: supplier, impact_analysis: {budget_delta_pct: 1}}");
    int64_t caused = posts(
        f, (struct paper){.kind = CTR_ENTRY_COST, .cause_kind = "change", .cause_id = "CR-1"});
    assert_int_equal(caused, 2);
    assert_ctr_fails(CTR_E_STATE,
                     "nothing is decided on 'shop/deal/CR-1' yet; "
                     "dispute the change, not its decision",
                     disputes(f, CTR_DISPUTE_DECISION, "CR-1", "client", NULL, NULL, &err));
    assert_ctr_ok(disputes(f, CTR_DISPUTE_CHANGE, "cr-1", "client", NULL, NULL, &err));
    frozen(f, (struct paper){.kind = CTR_ENTRY_PAYMENT, .cause_kind = "change", .cause_id = "CR-1"},
           "payment waits while dispute 'shop/deal/D-1' about change:shop/deal/CR-1 is open: it is "
           "the cause of this payment" ENDS);
    frozen(f, (struct paper){.kind = CTR_ENTRY_PAYMENT, .cause_kind = "entry", .cause_id = "2"},
           "payment waits while dispute 'shop/deal/D-1' about change:shop/deal/CR-1 is open: it "
           "caused the entry that is paid" ENDS);
    posts(f, (struct paper){.kind = CTR_ENTRY_PAYMENT, .cause_kind = "entry", .cause_id = "1"});
    assert_store_sound(f->store);
}

static void it_ends_in_the_reversing_entry(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    begun(f, DISPUTED);
    int64_t other = posts(f, (struct paper){.kind = CTR_ENTRY_COST});
    disputed(f);
    int64_t wrong = reversed(f, other);
    char text[32];
    snprintf(text, sizeof text, "%lld", (long long)wrong);
    assert_ctr_fails(CTR_E_STATE,
                     "dispute 'shop/deal/D-1' does not end by it: entry "
                     "3 does not take entry 1 back",
                     resolves(f, CTR_DISPUTE_BY_REVERSAL, text, MONDAY + HOUR, &err));
    assert_ctr_fails(CTR_E_NOT_FOUND, NULL,
                     resolves(f, CTR_DISPUTE_BY_REVERSAL, "99", MONDAY + HOUR, &err));
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     resolves(f, CTR_DISPUTE_BY_REVERSAL, "x", MONDAY + HOUR, &err));
    assert_int_equal(reversed(f, 1), 4);
    assert_ctr_ok(resolves(f, CTR_DISPUTE_BY_REVERSAL, "#4", MONDAY + HOUR, &err));
    assert_ctr_ok(resolves(f, CTR_DISPUTE_BY_REVERSAL, "4", MONDAY + HOUR, &err)); /* again */
    ctr_dispute *d = dispute(f);
    assert_int_equal(ctr_dispute_state_of(d), CTR_DISPUTE_RESOLVED);
    assert_int_equal(ctr_dispute_outcome_of(d), CTR_DISPUTE_BY_REVERSAL);
    assert_string_equal(ctr_dispute_reference(d), "entry:shop/deal#4");
    assert_string_equal(ctr_dispute_reason(d), "because");
    assert_int_equal(ctr_dispute_next_us(d), 0);
    ctr_dispute_free(d);
    assert_ctr_fails(CTR_E_STATE, NULL,
                     resolves(f, CTR_DISPUTE_BY_DECISION, "CR-1", MONDAY + HOUR, &err));
    sweeps(f, MONDAY + 30 * DAY, "");
    assert_ctr_fails(CTR_E_ARGUMENT, NULL,
                     disputes(f, CTR_DISPUTE_ENTRY, "1", "client", "D-9", NULL,
                              &err)); /* the instant is behind the last event */
    assert_store_sound(f->store);
}

static void it_ends_in_a_decision_made_since(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;

    begun(f, DISPUTED);
    submitted(f, "CR-1", "scope", MINOR);
    assert_ctr_ok(decide(f, "CR-1", CTR_OUTCOME_REJECTED, "client", &err));
    f->now_us = MONDAY + HOUR;
    ctr_call call = call_at("client", MONDAY + HOUR);
    ctr_dispute_spec spec;
    ctr_dispute_spec_init(&spec, sizeof spec);
    spec.kind = CTR_DISPUTE_DECISION;
    spec.subject = "CR-1";
    spec.statement = "not heard";
    assert_ctr_ok(ctr_dispute_open(f->store, "shop", "deal", &spec, &call, NULL, &err));
    assert_ctr_fails(CTR_E_STATE,
                     "dispute 'shop/deal/D-1' does not end by it: 'shop/deal/CR-1' was decided at "
                     "2026-01-05T12:00:00Z, before the dispute was opened",
                     resolves(f, CTR_DISPUTE_BY_DECISION, "CR-1", MONDAY + 2 * HOUR, &err));
    assert_ctr_fails(CTR_E_STATE,
                     "dispute 'shop/deal/D-1' does not end by it: only what is about an entry "
                     "or an assessment ends in a reversing entry",
                     resolves(f, CTR_DISPUTE_BY_REVERSAL, "1", MONDAY + 2 * HOUR, &err));
    ctr_source s = source_of("{id: CR-2, requester: supplier, area: scope, impact_analysis: "
                             "{budget_delta_pct: 1}}");
    call.actor = "supplier";
    call.now_us = MONDAY + 2 * HOUR;
    assert_ctr_ok(ctr_change_open(f->store, "shop", "deal", &s, &call, NULL, &err));
    assert_ctr_ok(ctr_change_submit(f->store, "shop", "deal", "CR-2", &call, NULL, &err));
    assert_ctr_fails(CTR_E_STATE,
                     "dispute 'shop/deal/D-1' does not end by it: "
                     "nothing is decided on 'shop/deal/CR-2' yet",
                     resolves(f, CTR_DISPUTE_BY_DECISION, "CR-2", MONDAY + 2 * HOUR, &err));
    f->now_us = MONDAY + 3 * HOUR;
    assert_ctr_ok(decide(f, "CR-2", CTR_OUTCOME_APPROVED, "client", &err));
    assert_ctr_ok(resolves(f, CTR_DISPUTE_BY_DECISION, "CR-2", MONDAY + 4 * HOUR, &err));
    ctr_dispute *d = dispute(f);
    assert_string_equal(ctr_dispute_reference(d), "decision:shop/deal/CR-2");
    ctr_dispute_free(d);
    assert_store_sound(f->store);
}

static void what_cannot_be_disputed(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_dispute *d = NULL;

    begun(f, DISPUTED);
    const struct {
        ctr_dispute_subject kind;
        const char *subject, *actor;
        ctr_status status;
        const char *text;
    } rows[] = {
        {CTR_DISPUTE_ENTRY, "7", "client", CTR_E_NOT_FOUND, NULL},
        {CTR_DISPUTE_ENTRY, "0", "client", CTR_E_ARGUMENT,
         "'0' is no number of an entry; wanted one such as 7"},
        {CTR_DISPUTE_CHANGE, "CR-7", "client", CTR_E_NOT_FOUND, NULL},
        {CTR_DISPUTE_ENTRY, "1", "stranger", CTR_E_ARGUMENT,
         "'stranger' is no party of 'shop/deal'; it has client, supplier"},
        {(ctr_dispute_subject)9, "1", "client", CTR_E_ARGUMENT, NULL},
        {CTR_DISPUTE_ENTRY, "", "client", CTR_E_ARGUMENT,
         "what is disputed is needed: an entry, an assessment, a decision or a change, and which"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_ctr_fails(
            rows[i].status, rows[i].text,
            disputes(f, rows[i].kind, rows[i].subject, rows[i].actor, NULL, NULL, &err));
    }
    assert_ctr_ok(disputes(f, CTR_DISPUTE_ENTRY, "1", "client", "X", NULL, &err));
    assert_ctr_ok(disputes(f, CTR_DISPUTE_ENTRY, "#1", "client", "x", &d, &err)); /* the same */
    assert_int_equal(ctr_dispute_revision(d), 1);
    ctr_dispute_free(d);
    assert_ctr_fails(CTR_E_STATE,
                     "entry:shop/deal#1 is disputed already, in 'shop/deal/X' by 'client'",
                     disputes(f, CTR_DISPUTE_ENTRY, "1", "supplier", NULL, NULL, &err));
    posts(f, (struct paper){.kind = CTR_ENTRY_COST});
    assert_ctr_fails(CTR_E_EXISTS, NULL,
                     disputes(f, CTR_DISPUTE_ENTRY, "2", "client", "X", NULL, &err));
    assert_store_sound(f->store);
}

static void only_its_own_party_withdraws(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_dispute_list *list = NULL;
    ctr_dispute_filter filter;

    begun(f, DISPUTED);
    disputed(f);
    assert_ctr_fails(CTR_E_DENIED,
                     "'supplier' may not withdraw 'shop/deal/D-1'; that is up to client",
                     withdraws(f, "supplier", &err));
    ctr_call call = call_at("client", MONDAY + HOUR);
    call.if_revision = 4;
    assert_ctr_fails(
        CTR_E_CONFLICT, "dispute 'shop/deal/D-1' is at revision 1, not 4; look again",
        ctr_dispute_withdraw(f->store, "shop", "deal", "D-1", NULL, &call, NULL, &err));
    assert_ctr_ok(withdraws(f, "client", &err));
    assert_ctr_ok(withdraws(f, "client", &err));
    ctr_dispute_filter_init(&filter, sizeof filter);
    filter.state = CTR_DISPUTE_WITHDRAWN;
    filter.team = "shop";
    filter.name = "deal";
    assert_ctr_ok(ctr_dispute_find(f->store, &filter, &list, &err));
    assert_int_equal(ctr_dispute_list_count(list), 1);
    assert_null(ctr_dispute_list_next(list));
    ctr_dispute_list_free(list);
    filter.state = CTR_DISPUTE_OPEN;
    assert_ctr_ok(ctr_dispute_find(f->store, &filter, &list, &err));
    assert_int_equal(ctr_dispute_list_count(list), 0);
    ctr_dispute_list_free(list);
    sweeps(f, MONDAY + 30 * DAY, "");
    assert_store_sound(f->store);
}

static void pages_come_one_after_the_other(void **state)
{
    struct fixture *f = *state;
    ctr_error *err = NULL;
    ctr_dispute_list *list = NULL;
    ctr_dispute_filter filter;
    char mark[32] = "";
    int seen = 0;

    begun(f, DISPUTED);
    for (int i = 1; i <= 5; i++) {
        char number[16];
        snprintf(number, sizeof number, "%d", i);
        assert_ctr_ok(disputes(f, CTR_DISPUTE_ENTRY, number, "client", NULL, NULL, &err));
        posts(f, (struct paper){.kind = CTR_ENTRY_COST});
    }
    ctr_dispute_filter_init(&filter, sizeof filter);
    filter.limit = 2;
    do {
        filter.after = *mark ? mark : NULL;
        assert_ctr_ok(ctr_dispute_find(f->store, &filter, &list, &err));
        for (size_t i = 0; i < ctr_dispute_list_count(list); i++) {
            char id[16];
            snprintf(id, sizeof id, "D-%d", ++seen);
            assert_string_equal(ctr_dispute_id(ctr_dispute_list_at(list, i)), id);
        }
        const char *next = ctr_dispute_list_next(list);
        snprintf(mark, sizeof mark, "%s", next ? next : "");
        ctr_dispute_list_free(list);
    } while (*mark);
    assert_int_equal(seen, 5);
    filter.after = "soon";
    assert_ctr_fails(CTR_E_ARGUMENT, "'soon' is not where a page of disputes ended",
                     ctr_dispute_find(f->store, &filter, &list, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(both_say_what_they_have_to_say),
        TEST(it_climbs_by_itself),
        TEST(a_party_takes_it_up),
        TEST(without_levels_it_stays_between_the_parties),
        TEST(payment_waits_and_accrual_goes_on),
        TEST(a_disputed_change_freezes_what_it_caused),
        TEST(it_ends_in_the_reversing_entry),
        TEST(it_ends_in_a_decision_made_since),
        TEST(what_cannot_be_disputed),
        TEST(only_its_own_party_withdraws),
        TEST(pages_come_one_after_the_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
