/* What the tests of target and share have in common: a master contract, short ways to calls. */
#ifndef TESTS_API_DEAL_CASE_H
#define TESTS_API_DEAL_CASE_H

#include "support/fixture.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEAL_HEAD                                                                                  \
    "version: 1\n"                                                                                 \
    "meta: {id: deal-1, effective_date: 2026-01-01}\n"
#define DEAL_PARTIES                                                                               \
    "parties:\n"                                                                                   \
    "  - {id: client, role: client}\n"                                                             \
    "  - {id: studio, name: Studio GmbH, role: supplier}\n"                                        \
    "  - {id: hosts, name: Hosts Ltd, role: supplier}\n"
#define DEAL_SHARE(more)                                                                           \
    "incentives:\n"                                                                                \
    "  model: target_cost\n"                                                                       \
    "  currency: EUR\n"                                                                            \
    "  target: 100000\n"                                                                           \
    "  gain_share_pct: 50\n"                                                                       \
    "  pain_share_pct: 50\n" more
#define DEAL_TWO "  participants: [{name: Studio GmbH, pct: 70}, {name: Hosts Ltd, pct: 30}]\n"
#define DEAL DEAL_HEAD DEAL_PARTIES DEAL_SHARE(DEAL_TWO)

/* A master contract shop/<name>, active. */
static inline void deal_is(struct fixture *f, const char *name, const char *document)
{
    ctr_create c;
    ctr_error *err = NULL;

    ctr_create_init(&c, sizeof c);
    c.team = "shop";
    c.name = name;
    c.label = "1.0.0";
    c.type = CTR_TYPE_MASTER;
    c.document.data = document;
    c.document.size = strlen(document);
    assert_ctr_ok(ctr_contract_create(f->store, &c, NULL, NULL, &err));
    do_activate(f, name, "1.0.0");
}

/* Another version of it, active. Its breaks are meant. */
static inline void deal_becomes(struct fixture *f, const char *name, const char *label,
                                const char *document)
{
    ctr_call call;
    ctr_error *err = NULL;

    ctr_evolution_free(do_evolve(f, name, label, document));
    ctr_call_init(&call, sizeof call);
    call.flags = CTR_CALL_DECLARE_BREAK;
    call.reason = "agreed";
    assert_ctr_ok(ctr_version_activate(f->store, "shop", name, label, &call, NULL, &err));
}

static inline void deal_chart(struct fixture *f, const char *name)
{
    ctr_error *err = NULL;
    assert_ctr_ok(ctr_ledger_chart(f->store, "shop", name, NULL, NULL, NULL, &err));
}

/* Cost of a day, in cents. */
static inline void deal_cost(struct fixture *f, const char *name, const char *day, int64_t amount)
{
    char cost[64], supplier[64];
    const char *const accounts[] = {cost, supplier};
    const int64_t amounts[] = {amount, -amount};
    ctr_entry_spec e;
    ctr_error *err = NULL;

    snprintf(cost, sizeof cost, "Assets:%c%s:Cost", name[0] - 'a' + 'A', name + 1);
    snprintf(supplier, sizeof supplier, "Liabilities:%c%s:Supplier", name[0] - 'a' + 'A', name + 1);
    ctr_entry_spec_init(&e, sizeof e);
    e.kind = CTR_ENTRY_COST;
    e.flags = CTR_ENTRY_LATE;
    e.date = day;
    e.accounts = accounts;
    e.amounts = amounts;
    e.posting_count = 2;
    assert_ctr_ok(ctr_ledger_post(f->store, "shop", name, &e, 1, NULL, NULL, &err));
}

/* Balance of an account, or what is pending on it, in cents. */
static inline int64_t deal_balance(struct fixture *f, const char *name, const char *account,
                                   bool pending)
{
    ctr_balance_query q;
    ctr_trial *trial = NULL;
    ctr_error *err = NULL;

    ctr_balance_query_init(&q, sizeof q);
    q.account = account;
    assert_ctr_ok(ctr_ledger_balance(f->store, "shop", name, &q, &trial, &err));
    const ctr_account *a = ctr_trial_at(trial, 0);
    int64_t is = pending ? ctr_account_pending_debit(a) - ctr_account_pending_credit(a)
                         : ctr_account_balance(a);
    ctr_trial_free(trial);
    return is;
}

#endif
