/**
 * @file contracts/risk.h
 * @brief The risk buffer of a master contract: money funded, drawn and released in its ledger.
 *
 * The master's `risk_policy.buffer` binds: no more than its `amount` is set aside, no more than its
 * `draw_limit` is drawn without a decision, all such draws together, and what is not there is not
 * drawn. Amounts are decimal text in major units, exact. Accounts and rules: doc/assess.md.
 */
#ifndef CONTRACTS_RISK_H
#define CONTRACTS_RISK_H

#include <contracts/ledger.h>

CTR_BEGIN_DECLS

/** What is done with the buffer. */
typedef enum ctr_risk_act {
    CTR_RISK_FUND = 1,    /**< set money aside */
    CTR_RISK_DRAW = 2,    /**< use it, because a risk came true */
    CTR_RISK_RELEASE = 3, /**< give back what is not needed */
    CTR_RISK_ACT_FORCE_INT32 = 0x7fffffff
} ctr_risk_act;

/** @return [borrowed from the library] the word, such as "draw"; "unknown" for other values.
 *  @since 0.1 */
CTR_API const char *ctr_risk_act_name(ctr_risk_act value);
/** Read a word; case and '_' for '-' do not matter. @return 1 and *out set, or 0. @since 0.1 */
CTR_API int ctr_risk_act_parse(const char *word, ctr_risk_act *out);

/** A move of the buffer. */
typedef struct ctr_risk_move {
    uint32_t struct_size; /**< sizeof(ctr_risk_move) */
    uint32_t flags;       /**< CTR_ENTRY_LATE */
    ctr_risk_act act;     /**< needed */
    uint32_t reserved;    /**< zero */
    const char *amount;   /**< above zero, major units */
    const char *decision; /**< draw: the approved change that it rests on, such as "CR-42"; NULL =
                               none, which is enough up to the draw limit */
    const char *date;     /**< day it is effective; NULL = the day of the call, UTC */
    const char *key;      /**< idempotency, as for posting; NULL = none */
    const char *memo;     /**< one line; NULL = the reason of the call. One of the two is needed */
    const char *const *evidence;        /**< links */
    const char *const *evidence_sha256; /**< 64 hex digits or NULL each; NULL = none */
    size_t evidence_count;
} ctr_risk_move;

/** Fill with defaults. @p size is sizeof(ctr_risk_move) at the caller. @since 0.1 */
CTR_API void ctr_risk_move_init(ctr_risk_move *move, size_t size);

/** Where the buffer stands, and the move that was made. */
typedef struct ctr_risk ctr_risk;

/**
 * Fund, draw or release: one entry of kind risk, with the change it rests on as its cause, or the
 * version of the master that lets it. A change is drawn on once; if the draw is reversed, it may be
 * again.
 *
 * @param name  a contract of type master with an active version and an open chart of accounts
 * @param call  NULL = defaults
 * @param out   [owned] free with ctr_risk_free(); may be NULL
 * @param err   [owned] may be NULL; detail "field" is the member at fault
 * @retval CTR_E_STATE      more than is set aside, more than is there, more than may be drawn
 *                          without a decision; a change that is not approved or was drawn on before
 * @retval CTR_E_NOT_FOUND  no such change
 * @retval CTR_E_CONFLICT   the key belongs to another entry
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_ledger_risk(ctr_store *store, const char *team,
                                                 const char *name, const ctr_risk_move *move,
                                                 const ctr_call *call, ctr_risk **out,
                                                 ctr_error **err);
/**
 * Look at the buffer.
 *
 * @param out  [owned] free with ctr_risk_free()
 * @param err  [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_risk_get(ctr_store *store, const char *team, const char *name,
                                              ctr_risk **out, ctr_error **err);
/**
 * A figure: "amount" of the move, "left" in the buffer, "funded" (less what was released), "drawn",
 * "undecided" (drawn without a decision); by the master "set_aside" and "draw_limit".
 *
 * @return [borrowed from risk] decimal text; NULL where there is none, or no such figure
 * @since 0.1
 */
CTR_API const char *ctr_risk_value(const ctr_risk *risk, const char *name);
/** @return [borrowed from risk] ISO 4217 code. @since 0.1 */
CTR_API const char *ctr_risk_currency(const ctr_risk *risk);
/** @return [borrowed from risk] the change that the move rests on; NULL = none. @since 0.1 */
CTR_API const char *ctr_risk_decision(const ctr_risk *risk);
/** @return the entry of the move; 0 = it is only a look. @since 0.1 */
CTR_API int64_t ctr_risk_entry(const ctr_risk *risk);
/** @return 1 if the key was known, and nothing was posted. @since 0.1 */
CTR_API int ctr_risk_repeated(const ctr_risk *risk);
/** @return number of remarks. @since 0.1 */
CTR_API size_t ctr_risk_remarks(const ctr_risk *risk);
/** @return [borrowed from risk] what the master leaves open, NULL past the end. @since 0.1 */
CTR_API const char *ctr_risk_remark(const ctr_risk *risk, size_t index);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_risk_dry_run(const ctr_risk *risk);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_risk_render(const ctr_risk *risk, ctr_render kind,
                                                 ctr_write_fn write, void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_risk_free(ctr_risk *risk);

CTR_END_DECLS

#endif
