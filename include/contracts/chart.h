/**
 * @file contracts/chart.h
 * @brief The chart of accounts of a master contract: target, cost, shares, modifier, risk.
 *
 * Accounts are opened from the master's terms, under names that ledger, hledger and beancount know,
 * too: `Assets:<C>:Cost`, `Equity:<C>:Target` and so on. <C> and <Party> are names of which ASCII
 * letters and digits are kept, every other run becomes '-', and the first letter is a capital. All
 * of them, and what a debit of each means: doc/assess.md.
 */
#ifndef CONTRACTS_CHART_H
#define CONTRACTS_CHART_H

#include <contracts/ledger.h>

CTR_BEGIN_DECLS

/** The accounts of a chart with their balances. */
typedef struct ctr_chart ctr_chart;

/**
 * Open what is missing of the chart of accounts: the ledger itself, the accounts (also those of
 * parties that came later), and the original target as an entry of kind target. Doing it again
 * changes nothing. A master without target or currency gets its accounts; remarks say what is
 * missing for a share.
 *
 * @param name  a contract of type master with an active version
 * @param base  ISO 4217 code where the ledger is opened by this; NULL = that of the incentives
 * @param call  NULL = defaults
 * @param out   [owned] free with ctr_chart_free(); may be NULL
 * @param err   [owned] may be NULL
 * @retval CTR_E_STATE  no master, no active version, no currency, an account in another currency,
 *                      or two parties whose accounts would have the same names
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_ledger_chart(ctr_store *store, const char *team,
                                                  const char *name, const char *base,
                                                  const ctr_call *call, ctr_chart **out,
                                                  ctr_error **err);
/** @return number of its accounts. @since 0.1 */
CTR_API size_t ctr_chart_count(const ctr_chart *chart);
/** @return [borrowed from chart] name of an account, NULL past the end. @since 0.1 */
CTR_API const char *ctr_chart_account(const ctr_chart *chart, size_t index);
/** @return [borrowed from chart] whose it is; NULL for those of no party. @since 0.1 */
CTR_API const char *ctr_chart_party(const ctr_chart *chart, size_t index);
/** @return [borrowed from chart] currency of the accounts. @since 0.1 */
CTR_API const char *ctr_chart_currency(const ctr_chart *chart);
/** @return how many accounts were opened by the call. @since 0.1 */
CTR_API int64_t ctr_chart_opened(const ctr_chart *chart);
/** @return [borrowed from chart] the target now, decimal text. @since 0.1 */
CTR_API const char *ctr_chart_target(const ctr_chart *chart);
/** @return the entry of the original target; 0 = it is not known. @since 0.1 */
CTR_API int64_t ctr_chart_target_entry(const ctr_chart *chart);
/** @return number of remarks. @since 0.1 */
CTR_API size_t ctr_chart_remarks(const ctr_chart *chart);
/** @return [borrowed from chart] such as "not computable: target missing", NULL past the end.
 *  @since 0.1 */
CTR_API const char *ctr_chart_remark(const ctr_chart *chart, size_t index);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_chart_dry_run(const ctr_chart *chart);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_chart_render(const ctr_chart *chart, ctr_render kind,
                                                  ctr_write_fn write, void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_chart_free(ctr_chart *chart);

CTR_END_DECLS

#endif
