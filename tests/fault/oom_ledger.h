/*
 * Scenes of t_oom.c: a ledger.
 */
#ifndef TESTS_FAULT_OOM_LEDGER_H
#define TESTS_FAULT_OOM_LEDGER_H

#include "fault/oom.h"

static ctr_status open_account(struct scene_state *s, const char *name, const char *currency)
{
    ctr_account_spec a;
    ctr_account *out = NULL;

    ctr_account_spec_init(&a, sizeof a);
    a.account = name;
    a.currency = currency;
    a.flags = CTR_ACCOUNT_HAS_HI;
    a.hi = 1000000;
    TRY(ctr_account_open(s->store, "shop", "orders", &a, NULL, &out, &s->err));
    SHOW(s, account, out);
    return CTR_OK;
}

/* Three entries, each with a key: posted again they are the same. */
static ctr_status post_three(struct scene_state *s, const char *date)
{
    static const char *const accounts[] = {"Assets:A:Cost", "Liabilities:A:Sup"};
    static const int64_t amounts[] = {12345, -12345};
    static const char *const links[] = {"file:invoice", "file:order"};
    static const char *const hashes[] = {
        "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", NULL};
    ctr_entry_spec e[3];
    ctr_entry_list *list = NULL;

    for (int i = 0; i < 3; i++) {
        ctr_entry_spec_init(&e[i], sizeof e[i]);
        e[i].kind = CTR_ENTRY_COST;
        e[i].date = date;
        e[i].memo = "a \"memo\"";
        e[i].accounts = accounts;
        e[i].amounts = amounts;
        e[i].posting_count = 2;
        e[i].flags = i == 2 ? CTR_ENTRY_PEND : 0;
        e[i].cause_kind = "invoice";
        e[i].cause_id = "7";
        e[i].evidence = links;
        e[i].evidence_sha256 = hashes;
        e[i].evidence_count = i == 0 ? 2 : 0;
        snprintf(s->keys[i], sizeof s->keys[i], "%.7s/%d", date, i);
        e[i].key = s->keys[i];
    }
    TRY(ctr_ledger_post(s->store, "shop", "orders", e, 3, NULL, &list, &s->err));
    SHOW(s, entry_list, list);
    return CTR_OK;
}

/* Six entries, two of them pending, and a closed period. */
static ctr_status with_ledger(struct scene_state *s)
{
    ctr_ledger *ledger = NULL;

    TRY(ctr_ledger_open(s->store, "shop", "orders", "GBP", NULL, &ledger, &s->err));
    SHOW(s, ledger, ledger);
    TRY(open_account(s, "Assets:A:Cost", "GBP"));
    TRY(open_account(s, "Assets:A:Yen", "JPY"));
    TRY(open_account(s, "Liabilities:A:Sup", NULL));
    TRY(post_three(s, "2025-11-15"));
    TRY(post_three(s, "2025-12-15"));
    return ctr_period_close(s->store, "shop", "orders", "2025-11-30", NULL, NULL, &s->err);
}

static ctr_status act_post(struct scene_state *s)
{
    return post_three(s, "2026-01-15");
}

/* Three calls, so it is not done whole or not at all; keys make it possible to do it again. */
static ctr_status act_resolve(struct scene_state *s)
{
    ctr_resolution r;
    ctr_entry_list *list = NULL;

    ctr_resolution_init(&r, sizeof r);
    r.flags = CTR_ENTRY_LATE;
    r.key = "a";
    r.amount = 5000;
    TRY(ctr_ledger_settle(s->store, "shop", "orders", 3, &r, NULL, &list, &s->err));
    SHOW(s, entry_list, list);
    r.amount = 0;
    r.key = "b";
    TRY(ctr_ledger_void(s->store, "shop", "orders", 6, &r, NULL, &list, &s->err));
    SHOW(s, entry_list, list);
    r.key = "c";
    TRY(ctr_ledger_reverse(s->store, "shop", "orders", 1, &r, NULL, &list, &s->err));
    SHOW(s, entry_list, list);
    return CTR_OK;
}

static ctr_status act_seal(struct scene_state *s)
{
    ctr_period *period = NULL;

    TRY(ctr_period_seal(s->store, "shop", "orders", NULL, NULL, &period, &s->err));
    SHOW(s, period, period);
    return CTR_OK;
}

static ctr_status act_audit(struct scene_state *s)
{
    static const char secret[CTR_KEY_SECRET_BYTES] = "not a key that anybody uses";
    ctr_balance_query q;
    ctr_trial *trial = NULL;
    ctr_entry_list *list = NULL;
    ctr_period_list *periods = NULL;
    ctr_ledger_report *report = NULL;
    ctr_checkpoint *checkpoint = NULL;
    ctr_proof *proof = NULL;

    TRY(ctr_ledger_balance(s->store, "shop", "orders", NULL, &trial, &s->err));
    SHOW(s, trial, trial);
    ctr_balance_query_init(&q, sizeof q);
    q.as_of = CTR_AS_OF_EFFECTIVE;
    q.account = "Assets:A";
    q.day = "2025-12-31";
    TRY(ctr_ledger_balance(s->store, "shop", "orders", &q, &trial, &s->err));
    SHOW(s, trial, trial);
    TRY(ctr_ledger_entry_find(s->store, "shop", "orders", NULL, &list, &s->err));
    SHOW(s, entry_list, list);
    TRY(ctr_period_find(s->store, "shop", "orders", &periods, &s->err));
    SHOW(s, period_list, periods);
    TRY(ctr_ledger_verify(s->store, "shop", "orders", &report, &s->err));
    SHOW(s, ledger_report, report);
    TRY(ctr_checkpoint_make(s->store, "shop", "orders", secret, NULL, &checkpoint, &s->err));
    SHOW(s, checkpoint, checkpoint);
    TRY(ctr_proof_entry(s->store, "shop", "orders", 2, 0, &proof, &s->err));
    SHOW(s, proof, proof);
    return CTR_OK;
}

static ctr_status act_text_out(struct scene_state *s)
{
    static const ctr_ledger_form forms[] = {CTR_LEDGER_LEDGER, CTR_LEDGER_HLEDGER,
                                            CTR_LEDGER_BEANCOUNT, CTR_LEDGER_CSV, CTR_LEDGER_JSON};

    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        TRY(ctr_ledger_export(s->store, "shop", "orders", forms[i], text_sink_write, &s->out,
                              &s->err));
    }
    return CTR_OK;
}

static ctr_status import_text(struct scene_state *s, ctr_ledger_form form, const char *text)
{
    ctr_ledger_import_options o;
    ctr_entry_list *list = NULL;

    ctr_ledger_import_options_init(&o, sizeof o);
    o.form = form;
    o.kind = CTR_ENTRY_COST;
    TRY(ctr_ledger_import(s->store, "shop", "orders", &o, text, strlen(text), NULL, &list,
                          &s->err));
    SHOW(s, entry_list, list);
    return CTR_OK;
}

static ctr_status act_hledger(struct scene_state *s)
{
    return import_text(s, CTR_LEDGER_HLEDGER,
                       "2026-01-10 * (k) one ; note\n    Assets:A:Cost  GBP 9.50\n"
                       "    Liabilities:A:Sup\n\n2026-01-11 two\n    Assets:A:Cost  GBP -9.50\n"
                       "    Liabilities:A:Sup  GBP 9.50\n");
}

static ctr_status act_csv(struct scene_state *s)
{
    return import_text(s, CTR_LEDGER_CSV,
                       "entry,kind,date,account,amount\n1,cost,2026-01-10,Assets:A:Cost,9.50\n"
                       "1,cost,2026-01-10,Liabilities:A:Sup,-9.50\n");
}

#endif
