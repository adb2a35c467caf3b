/* Getters of ledgers, accounts, entries and balances. */
#include "api/getter.h"
#include "domain/ledger/period.h"

LC_WORDS(account_kind)
LC_WORDS(entry_kind)
LC_WORDS(entry_act)
LC_WORDS(entry_state)
LC_PARSE(entry_kind)
LC_WORDS(as_of)
LC_PARSE(as_of)
LC_WORDS(ledger_form)
LC_PARSE(ledger_form)

uint32_t ctr_account_has_lo(void)
{
    return CTR_ACCOUNT_HAS_LO;
}

uint32_t ctr_account_has_hi(void)
{
    return CTR_ACCOUNT_HAS_HI;
}

uint32_t ctr_account_no_limits(void)
{
    return CTR_ACCOUNT_NO_LIMITS;
}

uint32_t ctr_entry_pend(void)
{
    return CTR_ENTRY_PEND;
}

uint32_t ctr_entry_late(void)
{
    return CTR_ENTRY_LATE;
}

LC_GET_STR(ledger, id, id)
LC_GET_STR(ledger, base, base)
LC_GET_INT(ledger, entries, entries)
LC_GET_STR(ledger, head, head)
LC_GET_STR(ledger, closed_to, closed_to)
LC_GET_FLAG(ledger, dry_run, dry_run)
LC_FREE(ledger)

LC_GET_STR(account, name, name)
LC_GET_STR(account, currency, currency)
LC_GET_INT(account, debit, debit)
LC_GET_INT(account, credit, credit)
LC_GET_INT(account, pending_debit, pending_debit)
LC_GET_INT(account, pending_credit, pending_credit)
LC_GET_FLAG(account, dry_run, dry_run)
LC_FREE(account)

ctr_account_kind ctr_account_get_kind(const ctr_account *account)
{
    return account ? (ctr_account_kind)account->kind : (ctr_account_kind)0;
}

int64_t ctr_account_balance(const ctr_account *account)
{
    return account ? account->debit - account->credit : 0;
}

LC_GET_INT(entry, seq, seq)
LC_GET_FLAG(entry, repeated, repeated)
LC_GET_STR(entry, effective, effective)
LC_GET_STR(entry, booked, booked)
LC_GET_INT(entry, recorded_us, recorded_us)
LC_GET_STR(entry, actor, actor)
LC_GET_STR(entry, key, key)
LC_GET_STR(entry, memo, memo)
LC_GET_INT(entry, reverses, reverses)
LC_GET_INT(entry, reversed_by, reversed_by)
LC_GET_INT(entry, resolves, resolves)
LC_GET_INT(entry, resolved_by, resolved_by)
LC_GET_STR(entry, hash, hash)
LC_GET_SIZE(entry, postings, posting_count)
LC_GET_STR_AT(entry, account, postings, posting_count, .account)
LC_GET_STR_AT(entry, currency, postings, posting_count, .currency)
LC_GET_SIZE(entry, evidences, evidence_count)
LC_GET_STR_AT(entry, evidence, evidence, evidence_count, .link)

ctr_entry_kind ctr_entry_get_kind(const ctr_entry *entry)
{
    return entry ? (ctr_entry_kind)entry->kind : (ctr_entry_kind)0;
}

ctr_entry_act ctr_entry_get_act(const ctr_entry *entry)
{
    return entry ? (ctr_entry_act)entry->act : (ctr_entry_act)0;
}

ctr_entry_state ctr_entry_get_state(const ctr_entry *entry)
{
    return entry ? (ctr_entry_state)entry->state : (ctr_entry_state)0;
}

int64_t ctr_entry_amount(const ctr_entry *entry, size_t index)
{
    return entry && index < entry->posting_count ? entry->postings[index].amount : 0;
}

LC_GET_SIZE(entry_list, count, count)
LC_GET_AT(entry_list, ctr_entry, at, items, count)
LC_GET_INT(entry_list, next, next)
LC_GET_FLAG(entry_list, dry_run, dry_run)
LC_FREE(entry_list)

LC_GET_SIZE(trial, count, count)
LC_GET_AT(trial, ctr_account, at, items, count)
LC_GET_SIZE(trial, sums, sum_count)
LC_GET_STR_AT(trial, sum_currency, sums, sum_count, .currency)
LC_FREE(trial)

int64_t ctr_trial_sum_balance(const ctr_trial *trial, size_t index)
{
    return trial && index < trial->sum_count ? trial->sums[index].balance : 0;
}

LC_GET_FLAG(ledger_report, ok, ok)
LC_GET_STR(ledger_report, invariant, invariant)
LC_GET_INT(ledger_report, seq, seq)
LC_GET_STR(ledger_report, message, message)
LC_GET_INT(ledger_report, entries, entries)
LC_GET_STR(ledger_report, head, head)
LC_FREE(ledger_report)

LC_GET_STR(period, first, first)
LC_GET_STR(period, last, last)
LC_GET_STR(period, root, root)
LC_GET_FLAG(period, dry_run, dry_run)
LC_FREE(period)

int ctr_period_sealed(const ctr_period *period)
{
    return period && period->state == LC_PERIOD_SEALED;
}

LC_GET_SIZE(period_list, count, count)
LC_GET_AT(period_list, ctr_period, at, items, count)
LC_FREE(period_list)
