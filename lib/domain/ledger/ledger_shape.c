/* What ledgers, accounts, entries and balances look like from outside. */
#include "domain/ledger/ledger.h"

const struct lc_word lc_words_account_kind[] = {
    {CTR_ACCOUNT_ASSETS, "assets"},     {CTR_ACCOUNT_LIABILITIES, "liabilities"},
    {CTR_ACCOUNT_EQUITY, "equity"},     {CTR_ACCOUNT_INCOME, "income"},
    {CTR_ACCOUNT_EXPENSES, "expenses"}, {0, NULL},
};

const struct lc_word lc_words_entry_kind[] = {
    {CTR_ENTRY_COST, "cost"},
    {CTR_ENTRY_FEE, "fee"},
    {CTR_ENTRY_DISALLOWED, "disallowed"},
    {CTR_ENTRY_TARGET, "target"},
    {CTR_ENTRY_SHARE, "share"},
    {CTR_ENTRY_MODIFIER, "modifier"},
    {CTR_ENTRY_RISK, "risk"},
    {CTR_ENTRY_FX, "fx"},
    {CTR_ENTRY_PAYMENT, "payment"},
    {CTR_ENTRY_ADJUSTMENT, "adjustment"},
    {0, NULL},
};

const struct lc_word lc_words_entry_act[] = {
    {CTR_ACT_POST, "post"},       {CTR_ACT_PEND, "pend"},
    {CTR_ACT_SETTLE, "settle"},   {CTR_ACT_VOID, "void"},
    {CTR_ACT_EXPIRE, "expire"},   {CTR_ACT_REVERSE, "reverse"},
    {CTR_ACT_RESTATE, "restate"}, {0, NULL},
};

const struct lc_word lc_words_entry_state[] = {
    {CTR_ENTRY_POSTED, "posted"},
    {CTR_ENTRY_PENDING, "pending"},
    {CTR_ENTRY_SETTLED, "settled"},
    {CTR_ENTRY_VOIDED, "voided"},
    {CTR_ENTRY_EXPIRED, "expired"},
    {CTR_ENTRY_REVERSED, "reversed"},
    {0, NULL},
};

const struct lc_word lc_words_as_of[] = {
    {CTR_AS_OF_BOOKED, "booked"},
    {CTR_AS_OF_EFFECTIVE, "effective"},
    {CTR_AS_OF_RECORDED, "recorded"},
    {0, NULL},
};

const struct lc_word lc_words_ledger_form[] = {
    {CTR_LEDGER_AUTO, "auto"},
    {CTR_LEDGER_LEDGER, "ledger"},
    {CTR_LEDGER_HLEDGER, "hledger"},
    {CTR_LEDGER_BEANCOUNT, "beancount"},
    {CTR_LEDGER_CSV, "csv"},
    {CTR_LEDGER_JSON, "json"},
    {0, NULL},
};

static const struct lc_field ledger_fields[] = {
    LC_FIELD_OF(ctr_ledger, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_ledger, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_ledger, "name", LC_KIND_STR, name),
    LC_FIELD_OF(ctr_ledger, "id", LC_KIND_STR, id),
    LC_FIELD_OF(ctr_ledger, "base", LC_KIND_STR, base),
    LC_FIELD_OF(ctr_ledger, "accounts", LC_KIND_INT, accounts),
    LC_FIELD_OF(ctr_ledger, "entries", LC_KIND_INT, entries),
    LC_FIELD_OF(ctr_ledger, "postings", LC_KIND_INT, postings),
    LC_FIELD_OF(ctr_ledger, "head", LC_KIND_STR, head),
    LC_FIELD_OF(ctr_ledger, "closed_to", LC_KIND_STR, closed_to),
    LC_FIELD_OF(ctr_ledger, "created_at", LC_KIND_TIME, created_us),
    LC_FIELD_OF(ctr_ledger, "created_by", LC_KIND_STR, created_by),
};
const struct lc_shape lc_shape_ledger = LC_SHAPE(ctr_ledger, ledger_fields);

static const struct lc_field account_fields[] = {
    LC_FIELD_OF(ctr_account, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_OF(ctr_account, "account", LC_KIND_STR, name),
    LC_FIELD_WORD(ctr_account, "kind", kind, lc_words_account_kind),
    LC_FIELD_OF(ctr_account, "currency", LC_KIND_STR, currency),
    LC_FIELD_OF(ctr_account, "debit", LC_KIND_STR, text_debit),
    LC_FIELD_OF(ctr_account, "credit", LC_KIND_STR, text_credit),
    LC_FIELD_OF(ctr_account, "balance", LC_KIND_STR, text_balance),
    LC_FIELD_OF(ctr_account, "pending_debit", LC_KIND_STR, text_pending_debit),
    LC_FIELD_OF(ctr_account, "pending_credit", LC_KIND_STR, text_pending_credit),
    LC_FIELD_OF(ctr_account, "lo", LC_KIND_STR, text_lo),
    LC_FIELD_OF(ctr_account, "hi", LC_KIND_STR, text_hi),
    LC_FIELD_OF(ctr_account, "opened", LC_KIND_STR, opened),
    LC_FIELD_OF(ctr_account, "closed", LC_KIND_STR, closed),
    LC_FIELD_OF(ctr_account, "created_at", LC_KIND_TIME, created_us),
    LC_FIELD_OF(ctr_account, "created_by", LC_KIND_STR, created_by),
};
const struct lc_shape lc_shape_account = LC_SHAPE(ctr_account, account_fields);

static const struct lc_field posting_fields[] = {
    LC_FIELD_OF(lc_posting, "account", LC_KIND_STR, account),
    LC_FIELD_OF(lc_posting, "amount", LC_KIND_STR, text),
    LC_FIELD_OF(lc_posting, "currency", LC_KIND_STR, currency),
};
static const struct lc_shape shape_posting = LC_SHAPE(lc_posting, posting_fields);

static const struct lc_field evidence_fields[] = {
    LC_FIELD_OF(lc_evidence, "link", LC_KIND_STR, link),
    LC_FIELD_OF(lc_evidence, "sha256", LC_KIND_STR, sha256),
};
static const struct lc_shape shape_evidence = LC_SHAPE(lc_evidence, evidence_fields);

static const struct lc_field entry_fields[] = {
    LC_FIELD_OF(ctr_entry, "seq", LC_KIND_INT, seq),
    LC_FIELD_WORD(ctr_entry, "act", act, lc_words_entry_act),
    LC_FIELD_WORD(ctr_entry, "kind", kind, lc_words_entry_kind),
    LC_FIELD_WORD(ctr_entry, "state", state, lc_words_entry_state),
    LC_FIELD_OF(ctr_entry, "repeated", LC_KIND_BOOL, repeated),
    LC_FIELD_OF(ctr_entry, "effective", LC_KIND_STR, effective),
    LC_FIELD_OF(ctr_entry, "booked", LC_KIND_STR, booked),
    LC_FIELD_OF(ctr_entry, "recorded_at", LC_KIND_TIME, recorded_us),
    LC_FIELD_OF(ctr_entry, "actor", LC_KIND_STR, actor),
    LC_FIELD_OF(ctr_entry, "key", LC_KIND_STR, key),
    LC_FIELD_OF(ctr_entry, "memo", LC_KIND_STR, memo),
    LC_FIELD_OF(ctr_entry, "cause_kind", LC_KIND_STR, cause_kind),
    LC_FIELD_OF(ctr_entry, "cause_id", LC_KIND_STR, cause_id),
    LC_FIELD_LIST(ctr_entry, "postings", postings, posting_count, &shape_posting),
    LC_FIELD_LIST(ctr_entry, "evidence", evidence, evidence_count, &shape_evidence),
    LC_FIELD_OF(ctr_entry, "reverses", LC_KIND_INT, reverses),
    LC_FIELD_OF(ctr_entry, "reversed_by", LC_KIND_INT, reversed_by),
    LC_FIELD_OF(ctr_entry, "resolves", LC_KIND_INT, resolves),
    LC_FIELD_OF(ctr_entry, "resolved_by", LC_KIND_INT, resolved_by),
    LC_FIELD_OF(ctr_entry, "expires_at", LC_KIND_TIME, expires_us),
    LC_FIELD_OF(ctr_entry, "rate", LC_KIND_STR, rate),
    LC_FIELD_OF(ctr_entry, "rate_pair", LC_KIND_STR, rate_pair),
    LC_FIELD_OF(ctr_entry, "rate_source", LC_KIND_STR, rate_source),
    LC_FIELD_OF(ctr_entry, "rate_date", LC_KIND_STR, rate_date),
    LC_FIELD_OF(ctr_entry, "hash", LC_KIND_STR, hash),
};
const struct lc_shape lc_shape_entry = LC_SHAPE(ctr_entry, entry_fields);

static const struct lc_field list_fields[] = {
    LC_FIELD_OF(ctr_entry_list, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_LIST(ctr_entry_list, "entries", items, count, &lc_shape_entry),
    LC_FIELD_OF(ctr_entry_list, "next", LC_KIND_STR, mark),
};
const struct lc_shape lc_shape_entry_list = LC_SHAPE(ctr_entry_list, list_fields);

static const struct lc_field sum_fields[] = {
    LC_FIELD_OF(lc_sum, "currency", LC_KIND_STR, currency),
    LC_FIELD_OF(lc_sum, "balance", LC_KIND_STR, text),
};
static const struct lc_shape shape_sum = LC_SHAPE(lc_sum, sum_fields);

static const struct lc_field trial_fields[] = {
    LC_FIELD_OF(ctr_trial, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_trial, "name", LC_KIND_STR, name),
    LC_FIELD_OF(ctr_trial, "as_of", LC_KIND_STR, as_of),
    LC_FIELD_OF(ctr_trial, "entries", LC_KIND_INT, entries),
    LC_FIELD_OF(ctr_trial, "head", LC_KIND_STR, head),
    LC_FIELD_LIST(ctr_trial, "accounts", items, count, &lc_shape_account),
    LC_FIELD_LIST(ctr_trial, "sums", sums, sum_count, &shape_sum),
};
const struct lc_shape lc_shape_trial = LC_SHAPE(ctr_trial, trial_fields);

static const struct lc_field report_fields[] = {
    LC_FIELD_OF(ctr_ledger_report, "ok", LC_KIND_BOOL, ok),
    LC_FIELD_OF(ctr_ledger_report, "team", LC_KIND_STR, team),
    LC_FIELD_OF(ctr_ledger_report, "name", LC_KIND_STR, name),
    LC_FIELD_OF(ctr_ledger_report, "entries", LC_KIND_INT, entries),
    LC_FIELD_OF(ctr_ledger_report, "postings", LC_KIND_INT, postings),
    LC_FIELD_OF(ctr_ledger_report, "head", LC_KIND_STR, head),
    LC_FIELD_OF(ctr_ledger_report, "invariant", LC_KIND_STR, invariant),
    LC_FIELD_OF(ctr_ledger_report, "seq", LC_KIND_INT, seq),
    LC_FIELD_OF(ctr_ledger_report, "row", LC_KIND_STR, row),
    LC_FIELD_OF(ctr_ledger_report, "message", LC_KIND_STR, message),
};
const struct lc_shape lc_shape_ledger_report = LC_SHAPE(ctr_ledger_report, report_fields);
