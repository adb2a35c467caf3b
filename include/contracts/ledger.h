/**
 * @file contracts/ledger.h
 * @brief Ledgers: the double-entry journal of a contract, exact to the minor unit, never edited.
 *
 * A ledger belongs to one contract. Its entries are numbered from 1 without gaps and chained by
 * hash; each has two or more postings that sum to zero in every currency. An amount is an int64_t
 * in minor units of its account's currency (ISO 4217): above zero a debit, below zero a credit,
 * never zero, at most 2^62 either way. Dates are civil dates, "2026-01-31". In JSON amounts are
 * exact decimal texts with the digits of their currency.
 *
 * What is wrong is corrected by a further entry: a pending entry is settled, voided or lapses, a
 * posted one is reversed. Periods, verification, checkpoints and proofs: contracts/audit.h.
 */
#ifndef CONTRACTS_LEDGER_H
#define CONTRACTS_LEDGER_H

#include <contracts/types.h>

CTR_BEGIN_DECLS

/** What an account stands for; follows from the first part of its name. */
typedef enum ctr_account_kind {
    CTR_ACCOUNT_ASSETS = 1,
    CTR_ACCOUNT_LIABILITIES = 2,
    CTR_ACCOUNT_EQUITY = 3,
    CTR_ACCOUNT_INCOME = 4,
    CTR_ACCOUNT_EXPENSES = 5,
    CTR_ACCOUNT_KIND_FORCE_INT32 = 0x7fffffff
} ctr_account_kind;

/** What an entry is about. */
typedef enum ctr_entry_kind {
    CTR_ENTRY_COST = 1,       /**< allowable cost */
    CTR_ENTRY_FEE = 2,        /**< fee earned on cost */
    CTR_ENTRY_DISALLOWED = 3, /**< cost refused after an audit */
    CTR_ENTRY_TARGET = 4,     /**< a move of the target; posted by implementing a change only */
    CTR_ENTRY_SHARE = 5,      /**< pain or gain; posted by an assessment only */
    CTR_ENTRY_MODIFIER = 6,   /**< what is not in the share formula: measured value, SLOs */
    CTR_ENTRY_RISK = 7,       /**< the risk buffer funded, drawn or released */
    CTR_ENTRY_FX = 8,         /**< between two currencies, through clearing accounts */
    CTR_ENTRY_PAYMENT = 9,
    CTR_ENTRY_ADJUSTMENT = 10,
    CTR_ENTRY_KIND_FORCE_INT32 = 0x7fffffff
} ctr_entry_kind;

/** What an entry does. */
typedef enum ctr_entry_act {
    CTR_ACT_POST = 1,
    CTR_ACT_PEND = 2,    /**< set aside; does not count until it is settled */
    CTR_ACT_SETTLE = 3,  /**< makes a pending entry count, wholly or in part */
    CTR_ACT_VOID = 4,    /**< ends a pending entry */
    CTR_ACT_EXPIRE = 5,  /**< ends one whose time is over */
    CTR_ACT_REVERSE = 6, /**< mirrors an entry */
    CTR_ACT_RESTATE = 7, /**< mirrors a reversal */
    CTR_ACT_FORCE_INT32 = 0x7fffffff
} ctr_entry_act;

/** Where an entry stands; follows from the entries after it. */
typedef enum ctr_entry_state {
    CTR_ENTRY_POSTED = 1,
    CTR_ENTRY_PENDING = 2,
    CTR_ENTRY_SETTLED = 3,
    CTR_ENTRY_VOIDED = 4,
    CTR_ENTRY_EXPIRED = 5,
    CTR_ENTRY_REVERSED = 6,
    CTR_ENTRY_STATE_FORCE_INT32 = 0x7fffffff
} ctr_entry_state;

/** @return [borrowed from the library] the word, such as "assets"; "unknown" for other values.
 *  @since 0.1 */
CTR_API const char *ctr_account_kind_name(ctr_account_kind value);
/** @return [borrowed from the library] the word, such as "cost"; "unknown" for other values.
 *  @since 0.1 */
CTR_API const char *ctr_entry_kind_name(ctr_entry_kind value);
/** @return [borrowed from the library] the word, such as "post"; "unknown" for other values.
 *  @since 0.1 */
CTR_API const char *ctr_entry_act_name(ctr_entry_act value);
/** @return [borrowed from the library] the word, such as "pending"; "unknown" for other values.
 *  @since 0.1 */
CTR_API const char *ctr_entry_state_name(ctr_entry_state value);
/** Read a word; case and '_' for '-' do not matter. @return 1 and *out set, or 0. @since 0.1 */
CTR_API int ctr_entry_kind_parse(const char *word, ctr_entry_kind *out);

/* ---- the ledger ---- */

/** A ledger: its base currency, how many entries it has, the hash of the last one. */
typedef struct ctr_ledger ctr_ledger;

/**
 * Begin the ledger of a contract.
 *
 * @param base  ISO 4217 code of its base currency; accounts may be kept in others
 * @param call  NULL = defaults
 * @param out   [owned] free with ctr_ledger_free(); may be NULL
 * @param err   [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  no such contract
 * @retval CTR_E_EXISTS     it has a ledger
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_ledger_open(ctr_store *store, const char *team,
                                                 const char *name, const char *base,
                                                 const ctr_call *call, ctr_ledger **out,
                                                 ctr_error **err);
/**
 * Look at a ledger.
 *
 * @param out  [owned] free with ctr_ledger_free()
 * @param err  [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_ledger_get(ctr_store *store, const char *team,
                                                const char *name, ctr_ledger **out,
                                                ctr_error **err);
/** @return [borrowed from ledger] its UUID. @since 0.1 */
CTR_API const char *ctr_ledger_id(const ctr_ledger *ledger);
/** @return [borrowed from ledger] base currency. @since 0.1 */
CTR_API const char *ctr_ledger_base(const ctr_ledger *ledger);
/** @return sequence number of the last entry. @since 0.1 */
CTR_API int64_t ctr_ledger_entries(const ctr_ledger *ledger);
/** @return [borrowed from ledger] hash of the last entry, 64 hex digits. @since 0.1 */
CTR_API const char *ctr_ledger_head(const ctr_ledger *ledger);
/** @return [borrowed from ledger] last day of the last closed period; NULL = none. @since 0.1 */
CTR_API const char *ctr_ledger_closed_to(const ctr_ledger *ledger);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_ledger_dry_run(const ctr_ledger *ledger);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_ledger_render(const ctr_ledger *ledger, ctr_render kind,
                                                   ctr_write_fn write, void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_ledger_free(ctr_ledger *ledger);

/* ---- accounts ---- */

#define CTR_ACCOUNT_HAS_LO UINT32_C(1)    /**< `lo` is a limit */
#define CTR_ACCOUNT_HAS_HI UINT32_C(2)    /**< `hi` is a limit */
#define CTR_ACCOUNT_NO_LIMITS UINT32_C(4) /**< ctr_account_change(): take the limits away */

/** @return CTR_ACCOUNT_HAS_LO, for bindings. @since 0.1 */
CTR_API uint32_t ctr_account_has_lo(void);
/** @return CTR_ACCOUNT_HAS_HI, for bindings. @since 0.1 */
CTR_API uint32_t ctr_account_has_hi(void);
/** @return CTR_ACCOUNT_NO_LIMITS, for bindings. @since 0.1 */
CTR_API uint32_t ctr_account_no_limits(void);

/**
 * An account to open or to change.
 *
 * A name has two or more parts between colons: Assets, Liabilities, Equity, Income or Expenses,
 * then parts of ASCII letters, digits and '-' that begin with a capital letter or a digit; such
 * names are good in ledger, hledger and beancount, too.
 */
typedef struct ctr_account_spec {
    uint32_t struct_size; /**< sizeof(ctr_account_spec) */
    uint32_t flags;       /**< CTR_ACCOUNT_* */
    const char *account;  /**< name */
    const char *currency; /**< ISO 4217; NULL = the ledger's base. Not for changes */
    const char *opened;   /**< first day it takes entries; NULL = any. Not for changes */
    const char *closed;   /**< first day it takes none any more; NULL = none */
    int64_t lo;           /**< least balance (debit less credit), minor units */
    int64_t hi;           /**< greatest balance */
} ctr_account_spec;

/** Fill with defaults. @p size is sizeof(ctr_account_spec) at the caller. @since 0.1 */
CTR_API void ctr_account_spec_init(ctr_account_spec *spec, size_t size);

/** One account with its totals. */
typedef struct ctr_account ctr_account;

/**
 * Open an account. Limits hold after every entry, pending ones counted against it.
 *
 * @param call  NULL = defaults
 * @param out   [owned] free with ctr_account_free(); may be NULL
 * @param err   [owned] may be NULL
 * @retval CTR_E_EXISTS  the ledger has it
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_account_open(ctr_store *store, const char *team,
                                                  const char *name, const ctr_account_spec *spec,
                                                  const ctr_call *call, ctr_account **out,
                                                  ctr_error **err);
/**
 * Change limits, or the day it is closed. What is not given stays. New limits must hold now.
 *
 * @param call  NULL = defaults
 * @param out   [owned] free with ctr_account_free(); may be NULL
 * @param err   [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_account_change(ctr_store *store, const char *team,
                                                    const char *name, const ctr_account_spec *spec,
                                                    const ctr_call *call, ctr_account **out,
                                                    ctr_error **err);
/** @return [borrowed from account] name. @since 0.1 */
CTR_API const char *ctr_account_name(const ctr_account *account);
/** @return [borrowed from account] ISO 4217 code. @since 0.1 */
CTR_API const char *ctr_account_currency(const ctr_account *account);
/** @return the kind. @since 0.1 */
CTR_API ctr_account_kind ctr_account_get_kind(const ctr_account *account);
/** @return sum of debits, minor units. @since 0.1 */
CTR_API int64_t ctr_account_debit(const ctr_account *account);
/** @return sum of credits, minor units, not negative. @since 0.1 */
CTR_API int64_t ctr_account_credit(const ctr_account *account);
/** @return debit less credit. @since 0.1 */
CTR_API int64_t ctr_account_balance(const ctr_account *account);
/** @return debits of pending entries. @since 0.1 */
CTR_API int64_t ctr_account_pending_debit(const ctr_account *account);
/** @return credits of pending entries. @since 0.1 */
CTR_API int64_t ctr_account_pending_credit(const ctr_account *account);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_account_dry_run(const ctr_account *account);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_account_render(const ctr_account *account, ctr_render kind,
                                                    ctr_write_fn write, void *user,
                                                    ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_account_free(ctr_account *account);

/* ---- entries ---- */

#define CTR_ENTRY_PEND UINT32_C(1) /**< pending: does not count until it is settled */
#define CTR_ENTRY_LATE UINT32_C(2) /**< if its period is closed, book it on the first open day */

/** @return CTR_ENTRY_PEND, for bindings. @since 0.1 */
CTR_API uint32_t ctr_entry_pend(void);
/** @return CTR_ENTRY_LATE, for bindings. @since 0.1 */
CTR_API uint32_t ctr_entry_late(void);

/**
 * An entry to post. Arrays of postings lie side by side, and so do those of evidence.
 */
typedef struct ctr_entry_spec {
    uint32_t struct_size;          /**< sizeof(ctr_entry_spec) */
    uint32_t flags;                /**< CTR_ENTRY_* */
    ctr_entry_kind kind;           /**< not target and not share */
    uint32_t reserved;             /**< zero */
    const char *date;              /**< day it is effective; NULL = the day of the call, UTC */
    const char *key;               /**< idempotency: a second post with the same key and content
                                         answers with the first entry; NULL = none */
    const char *memo;              /**< one line; NULL = none */
    const char *cause_kind;        /**< what it comes from, such as "change"; NULL = nothing */
    const char *cause_id;          /**< which one; needs cause_kind */
    const char *const *accounts;   /**< of the postings */
    const int64_t *amounts;        /**< of the postings, minor units */
    const char *const *currencies; /**< of the postings, to be sure; NULL = those of the accounts */
    size_t posting_count;          /**< 2 to 1000 */
    const char *const *evidence;   /**< links */
    const char *const *evidence_sha256; /**< 64 hex digits or NULL each; NULL = none */
    size_t evidence_count;
    int64_t expires_us;      /**< a pending entry lapses then; 0 = never */
    const char *rate;        /**< fx: units of the second currency for one of the first */
    const char *rate_pair;   /**< fx: "GBP/EUR" */
    const char *rate_source; /**< fx: who says so */
    const char *rate_date;   /**< fx: day of the rate */
} ctr_entry_spec;

/** Fill with defaults. @p size is sizeof(ctr_entry_spec) at the caller. @since 0.1 */
CTR_API void ctr_entry_spec_init(ctr_entry_spec *spec, size_t size);

/** One entry of a ledger. */
typedef struct ctr_entry ctr_entry;
/** Several of them, in one block, by sequence number. */
typedef struct ctr_entry_list ctr_entry_list;

/**
 * Post entries, in order, all or none. One event ledger.posted tells of all of them.
 *
 * @param specs  [count], an array whose elements all have the size of the first one
 * @param call   NULL = defaults
 * @param out    [owned] free with ctr_entry_list_free(); may be NULL, which is faster
 * @param err    [owned] may be NULL; detail "item" is the index of the entry at fault, "field" what
 *               differs
 * @retval CTR_E_CONFLICT  the key belongs to an entry with other content, or the evidence to a cost
 *                         of another contract
 * @retval CTR_E_STATE     the period is closed, the account is, or a limit would not hold
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_ledger_post(ctr_store *store, const char *team,
                                                 const char *name, const ctr_entry_spec *specs,
                                                 size_t count, const ctr_call *call,
                                                 ctr_entry_list **out, ctr_error **err);

/**
 * What is done about an entry later.
 */
typedef struct ctr_resolution {
    uint32_t struct_size;        /**< sizeof(ctr_resolution) */
    uint32_t flags;              /**< CTR_ENTRY_LATE */
    const char *date;            /**< day it is effective; NULL = the day of the call, UTC */
    const char *key;             /**< idempotency, as for posting; NULL = none */
    const char *memo;            /**< NULL = the reason of the call */
    int64_t amount;              /**< settle: so much of both postings; 0 = all */
    const char *const *accounts; /**< settle: some postings, in their order, or parts of them */
    const int64_t *amounts;      /**< their amounts */
    size_t posting_count;        /**< 0 = all postings */
} ctr_resolution;

/** Fill with defaults. @p size is sizeof(ctr_resolution) at the caller. @since 0.1 */
CTR_API void ctr_resolution_init(ctr_resolution *resolution, size_t size);

/**
 * Make a pending entry count, wholly or in part; what is not settled is released.
 *
 * @param seq         of the pending entry
 * @param resolution  NULL = all of it, today
 * @param call        NULL = defaults
 * @param out         [owned] the further entry, alone in a list; free with ctr_entry_list_free();
 *                    may be NULL
 * @param err         [owned] may be NULL
 * @retval CTR_E_STATE  it is not pending any more, or has lapsed
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_ledger_settle(ctr_store *store, const char *team,
                                                   const char *name, int64_t seq,
                                                   const ctr_resolution *resolution,
                                                   const ctr_call *call, ctr_entry_list **out,
                                                   ctr_error **err);
/**
 * End a pending entry; nothing of it counts.
 *
 * @param resolution  NULL = today
 * @param call        NULL = defaults
 * @param out         [owned] the further entry, alone in a list; free with ctr_entry_list_free();
 *                    may be NULL
 * @param err         [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_ledger_void(ctr_store *store, const char *team,
                                                 const char *name, int64_t seq,
                                                 const ctr_resolution *resolution,
                                                 const ctr_call *call, ctr_entry_list **out,
                                                 ctr_error **err);
/**
 * End the pending entries whose time is over at the instant of the call, at most 1000 of them.
 *
 * @param call  NULL = defaults
 * @param out   [owned] the further entries; free with ctr_entry_list_free(); may be NULL; its
 *              `next` is not 0 if there may be more
 * @param err   [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_ledger_expire(ctr_store *store, const char *team,
                                                   const char *name, const ctr_call *call,
                                                   ctr_entry_list **out, ctr_error **err);
/**
 * Mirror an entry that counts; once. The way back from a reversal is ctr_ledger_restate().
 *
 * @param resolution  NULL = today
 * @param call        NULL = defaults
 * @param out         [owned] the further entry, alone in a list; free with ctr_entry_list_free();
 *                    may be NULL
 * @param err         [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_ledger_reverse(ctr_store *store, const char *team,
                                                    const char *name, int64_t seq,
                                                    const ctr_resolution *resolution,
                                                    const ctr_call *call, ctr_entry_list **out,
                                                    ctr_error **err);
/**
 * Mirror a reversal, so that the entry it took back counts again.
 *
 * @param resolution  NULL = today
 * @param call        NULL = defaults
 * @param out         [owned] the further entry, alone in a list; free with ctr_entry_list_free();
 *                    may be NULL
 * @param err         [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_ledger_restate(ctr_store *store, const char *team,
                                                    const char *name, int64_t seq,
                                                    const ctr_resolution *resolution,
                                                    const ctr_call *call, ctr_entry_list **out,
                                                    ctr_error **err);

/** Which entries to list. */
typedef struct ctr_entry_filter {
    uint32_t struct_size; /**< sizeof(ctr_entry_filter) */
    uint32_t limit;       /**< items a page; default 100, at most 1000 */
    int64_t after;        /**< only entries with a higher sequence number */
    const char *account;  /**< with a posting to this account; NULL = any */
    const char *from;     /**< booked on this day or later; NULL = any */
    const char *to;       /**< booked on this day or earlier; NULL = any */
    ctr_entry_kind kind;  /**< 0 = any */
    uint32_t pending;     /**< 1 = only those that are pending now */
} ctr_entry_filter;

/** Fill with defaults. @p size is sizeof(ctr_entry_filter) at the caller. @since 0.1 */
CTR_API void ctr_entry_filter_init(ctr_entry_filter *filter, size_t size);

/**
 * List entries.
 *
 * @param filter  NULL = from the start
 * @param out     [owned] free with ctr_entry_list_free()
 * @param err     [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_ledger_entry_find(ctr_store *store, const char *team,
                                                       const char *name,
                                                       const ctr_entry_filter *filter,
                                                       ctr_entry_list **out, ctr_error **err);

/** @return sequence number. @since 0.1 */
CTR_API int64_t ctr_entry_seq(const ctr_entry *entry);
/** @return the kind. @since 0.1 */
CTR_API ctr_entry_kind ctr_entry_get_kind(const ctr_entry *entry);
/** @return what it does. @since 0.1 */
CTR_API ctr_entry_act ctr_entry_get_act(const ctr_entry *entry);
/** @return where it stands. @since 0.1 */
CTR_API ctr_entry_state ctr_entry_get_state(const ctr_entry *entry);
/** @return 1 if it had been posted before with the same key and content. @since 0.1 */
CTR_API int ctr_entry_repeated(const ctr_entry *entry);
/** @return [borrowed from entry] day it is effective. @since 0.1 */
CTR_API const char *ctr_entry_effective(const ctr_entry *entry);
/** @return [borrowed from entry] day it counts; later than effective if that was closed.
 *  @since 0.1 */
CTR_API const char *ctr_entry_booked(const ctr_entry *entry);
/** @return when it was recorded. @since 0.1 */
CTR_API int64_t ctr_entry_recorded_us(const ctr_entry *entry);
/** @return [borrowed from entry] who. @since 0.1 */
CTR_API const char *ctr_entry_actor(const ctr_entry *entry);
/** @return [borrowed from entry] idempotency key; NULL = none. @since 0.1 */
CTR_API const char *ctr_entry_key(const ctr_entry *entry);
/** @return [borrowed from entry] memo; NULL = none. @since 0.1 */
CTR_API const char *ctr_entry_memo(const ctr_entry *entry);
/** @return sequence number of the entry that it mirrors; 0 = none. @since 0.1 */
CTR_API int64_t ctr_entry_reverses(const ctr_entry *entry);
/** @return sequence number of the entry that mirrors it; 0 = none. @since 0.1 */
CTR_API int64_t ctr_entry_reversed_by(const ctr_entry *entry);
/** @return sequence number of the pending entry that it ends; 0 = none. @since 0.1 */
CTR_API int64_t ctr_entry_resolves(const ctr_entry *entry);
/** @return sequence number of the entry that ends this pending one; 0 = none. @since 0.1 */
CTR_API int64_t ctr_entry_resolved_by(const ctr_entry *entry);
/** @return [borrowed from entry] hash over the entry before and this one, 64 hex digits.
 *  @since 0.1 */
CTR_API const char *ctr_entry_hash(const ctr_entry *entry);
/** @return number of postings. @since 0.1 */
CTR_API size_t ctr_entry_postings(const ctr_entry *entry);
/** @return [borrowed from entry] account of a posting; NULL past the end. @since 0.1 */
CTR_API const char *ctr_entry_account(const ctr_entry *entry, size_t index);
/** @return [borrowed from entry] currency of a posting; NULL past the end. @since 0.1 */
CTR_API const char *ctr_entry_currency(const ctr_entry *entry, size_t index);
/** @return amount of a posting, minor units; 0 past the end. @since 0.1 */
CTR_API int64_t ctr_entry_amount(const ctr_entry *entry, size_t index);
/** @return number of links to evidence. @since 0.1 */
CTR_API size_t ctr_entry_evidences(const ctr_entry *entry);
/** @return [borrowed from entry] a link; NULL past the end. @since 0.1 */
CTR_API const char *ctr_entry_evidence(const ctr_entry *entry, size_t index);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_entry_render(const ctr_entry *entry, ctr_render kind,
                                                  ctr_write_fn write, void *user, ctr_error **err);

/** @return number of items on this page. @since 0.1 */
CTR_API size_t ctr_entry_list_count(const ctr_entry_list *list);
/** @return [borrowed from list] NULL past the end. @since 0.1 */
CTR_API const ctr_entry *ctr_entry_list_at(const ctr_entry_list *list, size_t index);
/** @return where the next page begins (`after`); 0 on the last page. @since 0.1 */
CTR_API int64_t ctr_entry_list_next(const ctr_entry_list *list);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_entry_list_dry_run(const ctr_entry_list *list);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_entry_list_render(const ctr_entry_list *list, ctr_render kind,
                                                       ctr_write_fn write, void *user,
                                                       ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_entry_list_free(ctr_entry_list *list);

/* ---- balances ---- */

/** Which of an entry's dates a balance goes by. */
typedef enum ctr_as_of {
    CTR_AS_OF_NOW = 0,       /**< all entries, from stored totals */
    CTR_AS_OF_BOOKED = 1,    /**< booked on the day or earlier */
    CTR_AS_OF_EFFECTIVE = 2, /**< effective on the day or earlier */
    CTR_AS_OF_RECORDED = 3,  /**< recorded on the day (UTC) or earlier */
    CTR_AS_OF_FORCE_INT32 = 0x7fffffff
} ctr_as_of;

/** @return [borrowed from the library] the word, such as "effective"; "unknown" for other values.
 *  @since 0.1 */
CTR_API const char *ctr_as_of_name(ctr_as_of value);
/** Read a word; case and '_' for '-' do not matter. @return 1 and *out set, or 0. @since 0.1 */
CTR_API int ctr_as_of_parse(const char *word, ctr_as_of *out);

/** Which balances. */
typedef struct ctr_balance_query {
    uint32_t struct_size; /**< sizeof(ctr_balance_query) */
    ctr_as_of as_of;
    const char *account; /**< this one and those below it; NULL = all */
    const char *day;     /**< for as_of */
} ctr_balance_query;

/** Fill with defaults. @p size is sizeof(ctr_balance_query) at the caller. @since 0.1 */
CTR_API void ctr_balance_query_init(ctr_balance_query *query, size_t size);

/** Balances of accounts by name, and their sums by currency. */
typedef struct ctr_trial ctr_trial;

/**
 * Balances of accounts, and the sum of them by currency. Without an account and a day it is the
 * trial balance, whose sums are zero; it costs nothing to know, however many entries there are.
 *
 * @param query  NULL = the trial balance as it is now
 * @param out    [owned] free with ctr_trial_free()
 * @param err    [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_ledger_balance(ctr_store *store, const char *team,
                                                    const char *name,
                                                    const ctr_balance_query *query, ctr_trial **out,
                                                    ctr_error **err);
/** @return number of accounts. @since 0.1 */
CTR_API size_t ctr_trial_count(const ctr_trial *trial);
/** @return [borrowed from trial] NULL past the end. @since 0.1 */
CTR_API const ctr_account *ctr_trial_at(const ctr_trial *trial, size_t index);
/** @return number of currencies. @since 0.1 */
CTR_API size_t ctr_trial_sums(const ctr_trial *trial);
/** @return [borrowed from trial] currency of a sum; NULL past the end. @since 0.1 */
CTR_API const char *ctr_trial_sum_currency(const ctr_trial *trial, size_t index);
/** @return sum of the balances in that currency. @since 0.1 */
CTR_API int64_t ctr_trial_sum_balance(const ctr_trial *trial, size_t index);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_trial_render(const ctr_trial *trial, ctr_render kind,
                                                  ctr_write_fn write, void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_trial_free(ctr_trial *trial);

CTR_END_DECLS
#endif
