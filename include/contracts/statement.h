/**
 * @file contracts/statement.h
 * @brief Statements of a contract's ledger for a party and a period.
 *
 * A statement tells what stood in the books before the period, each entry booked in it with its
 * cause and both its dates, what stands after it, how the target moved, and what of the share has
 * accrued, is forecast and is payable: three figures that are never added up. It reads the period,
 * and the gap to the nearest balance that is known (the beginning, a sealed period, now); it does
 * not cost more because the ledger is longer. The page: doc/statement.md.
 */
#ifndef CONTRACTS_STATEMENT_H
#define CONTRACTS_STATEMENT_H

#include <contracts/assess.h>

CTR_BEGIN_DECLS

/** Whose statement, and of which days. */
typedef struct ctr_statement_query {
    uint32_t struct_size; /**< sizeof(ctr_statement_query) */
    uint32_t reserved;    /**< zero */
    const char *party;    /**< who shares, by name or by id in the master; NULL = all who do */
    const char *from;     /**< first day; NULL = that of the first entry */
    const char *until;    /**< last day; NULL = the day of the call */
} ctr_statement_query;

/** Fill with defaults. @p size is sizeof(ctr_statement_query) at the caller. @since 0.1 */
CTR_API void ctr_statement_query_init(ctr_statement_query *query, size_t size);

/** A statement. */
typedef struct ctr_statement ctr_statement;

/**
 * Make a statement. It changes nothing.
 *
 * @param query  NULL = of all who share, from the first entry until today
 * @param out    [owned] free with ctr_statement_free()
 * @param err    [owned] may be NULL; detail "field" names the member at fault
 * @retval CTR_E_ARGUMENT  a period that ends before it begins, a party that does not share
 * @retval CTR_E_STATE     the contract is no master contract, or none of its versions is active
 * @retval CTR_E_LIMIT     more than 100000 entries are booked in the period
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_ledger_statement(ctr_store *store, const char *team,
                                                      const char *name,
                                                      const ctr_statement_query *query,
                                                      ctr_statement **out, ctr_error **err);
/** @return [borrowed from statement] the party, NULL = all who share. @since 0.1 */
CTR_API const char *ctr_statement_party(const ctr_statement *statement);
/** @return [borrowed from statement] first day, "2026-01-01". @since 0.1 */
CTR_API const char *ctr_statement_from(const ctr_statement *statement);
/** @return [borrowed from statement] last day, included. @since 0.1 */
CTR_API const char *ctr_statement_until(const ctr_statement *statement);
/** @return [borrowed from statement] ISO 4217 code. @since 0.1 */
CTR_API const char *ctr_statement_currency(const ctr_statement *statement);
/** @return [borrowed from statement] a figure by its name, decimal text: "target_opening",
 *  "target", "cost_opening", "cost", "accrued_opening", "accrued", "payable_opening", "payable",
 *  "forecast_cost", "forecast_share", "marginal_rate"; NULL where it has none of that name.
 *  @since 0.1 */
CTR_API const char *ctr_statement_value(const ctr_statement *statement, const char *name);
/** @return number of accounts that hold or moved something. @since 0.1 */
CTR_API size_t ctr_statement_accounts(const ctr_statement *statement);
/** @return [borrowed from statement] an account's name, NULL past the end. @since 0.1 */
CTR_API const char *ctr_statement_account(const ctr_statement *statement, size_t index);
/** @return [borrowed from statement] its balance before the period, debit less credit; NULL past
 *  the end. @since 0.1 */
CTR_API const char *ctr_statement_account_opening(const ctr_statement *statement, size_t index);
/** @return [borrowed from statement] its balance after the period; NULL past the end. @since 0.1 */
CTR_API const char *ctr_statement_account_closing(const ctr_statement *statement, size_t index);
/** @return number of entries booked in the period. @since 0.1 */
CTR_API size_t ctr_statement_entries(const ctr_statement *statement);
/** @return [borrowed from statement] an entry, by the day it is booked; NULL past the end.
 *  @since 0.1 */
CTR_API const ctr_entry *ctr_statement_entry(const ctr_statement *statement, size_t index);
/** @return number of entries that are effective on another day than they are booked. @since 0.1 */
CTR_API int64_t ctr_statement_late(const ctr_statement *statement);
/** @return number of moves of the target in the period. @since 0.1 */
CTR_API size_t ctr_statement_target_moves(const ctr_statement *statement);
/** @return 1 if the period is closed: no entry will be booked in it. @since 0.1 */
CTR_API int ctr_statement_closed(const ctr_statement *statement);
/** @return [borrowed from statement] Merkle root of the seal that holds its last day, NULL = none.
 *  @since 0.1 */
CTR_API const char *ctr_statement_seal(const ctr_statement *statement);
/** @return [borrowed from statement] head of the chain when it was made. @since 0.1 */
CTR_API const char *ctr_statement_head(const ctr_statement *statement);
/** Write the result; as CSV and HTML, too. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_statement_render(const ctr_statement *statement,
                                                      ctr_render kind, ctr_write_fn write,
                                                      void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_statement_free(ctr_statement *statement);

/** Cost against target over time. */
typedef struct ctr_burn ctr_burn;

/**
 * Burn against target: cost cumulated by the day it is effective, the target as it moved, every
 * forecast of the final cost, and the costs where something of the terms ends (band edges, point of
 * total assumption, caps) by the target of the last day. It reads the postings of cost and target.
 *
 * @param until  last day, included; NULL = the day of the call
 * @param out    [owned] free with ctr_burn_free()
 * @param err    [owned] may be NULL
 * @retval CTR_E_STATE  the contract is no master contract, or none of its versions is active
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_ledger_burn(ctr_store *store, const char *team,
                                                 const char *name, const char *until,
                                                 ctr_burn **out, ctr_error **err);
/** @return number of days on which cost or target moved. @since 0.1 */
CTR_API size_t ctr_burn_points(const ctr_burn *burn);
/** @return [borrowed from burn] such a day, NULL past the end. @since 0.1 */
CTR_API const char *ctr_burn_date(const ctr_burn *burn, size_t index);
/** @return [borrowed from burn] the cost after that day, NULL past the end. @since 0.1 */
CTR_API const char *ctr_burn_cost(const ctr_burn *burn, size_t index);
/** @return [borrowed from burn] the target after that day, NULL past the end. @since 0.1 */
CTR_API const char *ctr_burn_target(const ctr_burn *burn, size_t index);
/** Write the result; as CSV and SVG, too. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_burn_render(const ctr_burn *burn, ctr_render kind,
                                                 ctr_write_fn write, void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_burn_free(ctr_burn *burn);

CTR_END_DECLS

#endif
