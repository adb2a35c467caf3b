/**
 * @file contracts/audit.h
 * @brief Ledgers as others see them: periods, verification, text for other programs, checkpoints
 *        and proofs.
 */
#ifndef CONTRACTS_AUDIT_H
#define CONTRACTS_AUDIT_H

#include <contracts/ledger.h>

CTR_BEGIN_DECLS

/* ---- periods ---- */

/** A closed or sealed period. */
typedef struct ctr_period ctr_period;
/** All of them, in order. */
typedef struct ctr_period_list ctr_period_list;

/**
 * Close everything up to a day: no entry is booked there any more. What belongs there and comes
 * later is posted with CTR_ENTRY_LATE: it is booked on the first open day and keeps its effective
 * date.
 *
 * @param last  last day of the period, which begins behind the one before
 * @param call  NULL = defaults
 * @param out   [owned] free with ctr_period_free(); may be NULL
 * @param err   [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_period_close(ctr_store *store, const char *team,
                                                  const char *name, const char *last,
                                                  const ctr_call *call, ctr_period **out,
                                                  ctr_error **err);
/**
 * Seal a closed period: keep its trial balance, the Merkle root (RFC 6962) of all entries so far
 * and the head of the chain.
 *
 * @param last  last day of the period; NULL = the first that is closed only
 * @param call  NULL = defaults
 * @param out   [owned] free with ctr_period_free(); may be NULL
 * @param err   [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_period_seal(ctr_store *store, const char *team,
                                                 const char *name, const char *last,
                                                 const ctr_call *call, ctr_period **out,
                                                 ctr_error **err);
/**
 * List the closed and sealed periods of a ledger.
 *
 * @param out  [owned] free with ctr_period_list_free()
 * @param err  [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_period_find(ctr_store *store, const char *team,
                                                 const char *name, ctr_period_list **out,
                                                 ctr_error **err);
/** @return [borrowed from period] first day. @since 0.1 */
CTR_API const char *ctr_period_first(const ctr_period *period);
/** @return [borrowed from period] last day. @since 0.1 */
CTR_API const char *ctr_period_last(const ctr_period *period);
/** @return 1 if it is sealed. @since 0.1 */
CTR_API int ctr_period_sealed(const ctr_period *period);
/** @return [borrowed from period] Merkle root of the seal, 64 hex digits; NULL = not sealed.
 *  @since 0.1 */
CTR_API const char *ctr_period_root(const ctr_period *period);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_period_dry_run(const ctr_period *period);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_period_render(const ctr_period *period, ctr_render kind,
                                                   ctr_write_fn write, void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_period_free(ctr_period *period);
/** @return how many there are. @since 0.1 */
CTR_API size_t ctr_period_list_count(const ctr_period_list *list);
/** @return [borrowed from list] NULL past the end. @since 0.1 */
CTR_API const ctr_period *ctr_period_list_at(const ctr_period_list *list, size_t index);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_period_list_render(const ctr_period_list *list,
                                                        ctr_render kind, ctr_write_fn write,
                                                        void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_period_list_free(ctr_period_list *list);

/* ---- verification ---- */

/** What a verification found. */
typedef struct ctr_ledger_report ctr_ledger_report;

/**
 * Compute everything again in one pass: chain, sums, totals, limits, periods, seals.
 *
 * @param out  [owned] free with ctr_ledger_report_free()
 * @param err  [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_ledger_verify(ctr_store *store, const char *team,
                                                   const char *name, ctr_ledger_report **out,
                                                   ctr_error **err);
/** @return 1 if every invariant holds. @since 0.1 */
CTR_API int ctr_ledger_report_ok(const ctr_ledger_report *report);
/** @return [borrowed from report] the first invariant that does not hold, "L1" to "L14"; NULL =
 *  none. @since 0.1 */
CTR_API const char *ctr_ledger_report_invariant(const ctr_ledger_report *report);
/** @return sequence number of the entry at fault; 0 = it is no entry. @since 0.1 */
CTR_API int64_t ctr_ledger_report_seq(const ctr_ledger_report *report);
/** @return [borrowed from report] what is wrong; NULL = nothing. @since 0.1 */
CTR_API const char *ctr_ledger_report_message(const ctr_ledger_report *report);
/** @return entries looked at. @since 0.1 */
CTR_API int64_t ctr_ledger_report_entries(const ctr_ledger_report *report);
/** @return [borrowed from report] head as computed, 64 hex digits. @since 0.1 */
CTR_API const char *ctr_ledger_report_head(const ctr_ledger_report *report);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_ledger_report_render(const ctr_ledger_report *report,
                                                          ctr_render kind, ctr_write_fn write,
                                                          void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_ledger_report_free(ctr_ledger_report *report);

/* ---- other programs ---- */

/** Text that other programs read. */
typedef enum ctr_ledger_form {
    CTR_LEDGER_AUTO = 0, /**< import: JSON or CSV, found out; export: JSON */
    CTR_LEDGER_LEDGER = 1,
    CTR_LEDGER_HLEDGER = 2,
    CTR_LEDGER_BEANCOUNT = 3, /**< export only */
    CTR_LEDGER_CSV = 4,
    CTR_LEDGER_JSON = 5,
    CTR_LEDGER_FORM_FORCE_INT32 = 0x7fffffff
} ctr_ledger_form;

/** @return [borrowed from the library] the word, such as "hledger"; "unknown" for other values.
 *  @since 0.1 */
CTR_API const char *ctr_ledger_form_name(ctr_ledger_form value);
/** Read a word; case does not matter. @return 1 and *out set, or 0. @since 0.1 */
CTR_API int ctr_ledger_form_parse(const char *word, ctr_ledger_form *out);

/**
 * Write a ledger as text. ledger, hledger and beancount get the entries that count, by the day they
 * are booked, with declarations and assertions that pass their strictest checks; CSV and JSON get
 * all entries by number.
 *
 * @param write  takes the bytes; called inside the call: must not use the same store
 * @param user   handed to write
 * @param err    [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_ledger_export(ctr_store *store, const char *team,
                                                   const char *name, ctr_ledger_form form,
                                                   ctr_write_fn write, void *user, ctr_error **err);

/** What to import. */
typedef struct ctr_ledger_import_options {
    uint32_t struct_size; /**< sizeof(ctr_ledger_import_options) */
    ctr_ledger_form form;
    ctr_entry_kind kind; /**< of entries that name none; 0 = they must */
    uint32_t reserved;   /**< zero */
    const char *file;    /**< name for messages; NULL = "entries" */
} ctr_ledger_import_options;

/** Fill with defaults. @p size is sizeof(ctr_ledger_import_options) at the caller. @since 0.1 */
CTR_API void ctr_ledger_import_options_init(ctr_ledger_import_options *options, size_t size);

/**
 * Post entries from text, all or none: JSON, CSV, or a subset of hledger's format (doc/ledger.md).
 *
 * @param options  NULL = defaults
 * @param call     CTR_CALL_DRY_RUN checks everything and keeps nothing; NULL = defaults
 * @param out      [owned] the entries; free with ctr_entry_list_free(); may be NULL
 * @param err      [owned] may be NULL
 * @retval CTR_E_INPUT  malformed; details "file", "line"
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_ledger_import(
    ctr_store *store, const char *team, const char *name, const ctr_ledger_import_options *options,
    const void *data, size_t size, const ctr_call *call, ctr_entry_list **out, ctr_error **err);

/* ---- checkpoints and proofs ---- */

#define CTR_KEY_PUBLIC_BYTES UINT32_C(32) /**< of a public Ed25519 key */
#define CTR_KEY_SECRET_BYTES UINT32_C(64) /**< of a secret one, which ends in the public one */

/** @return CTR_KEY_PUBLIC_BYTES, for bindings. @since 0.1 */
CTR_API uint32_t ctr_key_public_bytes(void);
/** @return CTR_KEY_SECRET_BYTES, for bindings. @since 0.1 */
CTR_API uint32_t ctr_key_secret_bytes(void);

/** Make a pair of Ed25519 keys.
 *  @param public_key  CTR_KEY_PUBLIC_BYTES bytes @param secret_key  CTR_KEY_SECRET_BYTES bytes
 *  @param err  [owned] may be NULL @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_key_generate(void *public_key, void *secret_key,
                                                  ctr_error **err);

/** What a ledger held at an instant, signed. Its JSON is what parties exchange. */
typedef struct ctr_checkpoint ctr_checkpoint;

/**
 * Sign what the ledger holds now: entries, head, Merkle root, time.
 *
 * @param secret_key  CTR_KEY_SECRET_BYTES bytes
 * @param call        its instant; NULL = defaults
 * @param out         [owned] free with ctr_checkpoint_free()
 * @param err         [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_checkpoint_make(ctr_store *store, const char *team,
                                                     const char *name, const void *secret_key,
                                                     const ctr_call *call, ctr_checkpoint **out,
                                                     ctr_error **err);
/**
 * Read the JSON of a checkpoint. Needs no store.
 *
 * @param out  [owned] free with ctr_checkpoint_free()
 * @param err  [owned] may be NULL
 * @retval CTR_E_INPUT  malformed
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_checkpoint_read(const void *data, size_t size,
                                                     ctr_checkpoint **out, ctr_error **err);
/** Needs no store. @param public_key  CTR_KEY_PUBLIC_BYTES bytes; NULL = the key it names, which
 *  says nothing about who that is @return 1 if the signature is good. @since 0.1 */
CTR_API int ctr_checkpoint_signed(const ctr_checkpoint *checkpoint, const void *public_key);
/**
 * Verify a ledger, and that it goes on from what a checkpoint says: a ledger whose end was cut off,
 * or that was put back, or that has another history, is reported as L13.
 *
 * @param public_key  CTR_KEY_PUBLIC_BYTES bytes, the key of the party that signed
 * @param out         [owned] free with ctr_ledger_report_free()
 * @param err         [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_checkpoint_compare(ctr_store *store, const char *team,
                                                        const char *name,
                                                        const ctr_checkpoint *checkpoint,
                                                        const void *public_key,
                                                        ctr_ledger_report **out, ctr_error **err);
/** @return entries it covers. @since 0.1 */
CTR_API int64_t ctr_checkpoint_entries(const ctr_checkpoint *checkpoint);
/** @return [borrowed from checkpoint] head, 64 hex digits. @since 0.1 */
CTR_API const char *ctr_checkpoint_head(const ctr_checkpoint *checkpoint);
/** @return [borrowed from checkpoint] Merkle root, 64 hex digits. @since 0.1 */
CTR_API const char *ctr_checkpoint_root(const ctr_checkpoint *checkpoint);
/** @return [borrowed from checkpoint] public key that it names, 64 hex digits. @since 0.1 */
CTR_API const char *ctr_checkpoint_key(const ctr_checkpoint *checkpoint);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_checkpoint_render(const ctr_checkpoint *checkpoint,
                                                       ctr_render kind, ctr_write_fn write,
                                                       void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_checkpoint_free(ctr_checkpoint *checkpoint);

/** Proof that an entry is in a ledger, or that a ledger has only grown (RFC 6962). */
typedef struct ctr_proof ctr_proof;

/**
 * Prove that an entry is among the first so many.
 *
 * @param entries  0 = all there are
 * @param out      [owned] free with ctr_proof_free()
 * @param err      [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_proof_entry(ctr_store *store, const char *team,
                                                 const char *name, int64_t seq, int64_t entries,
                                                 ctr_proof **out, ctr_error **err);
/**
 * Prove that the first @p from entries are the beginning of the first @p entries.
 *
 * @param entries  0 = all there are
 * @param out      [owned] free with ctr_proof_free()
 * @param err      [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_proof_growth(ctr_store *store, const char *team,
                                                  const char *name, int64_t from, int64_t entries,
                                                  ctr_proof **out, ctr_error **err);
/**
 * Read the JSON of a proof. Needs no store.
 *
 * @param out  [owned] free with ctr_proof_free()
 * @param err  [owned] may be NULL
 * @retval CTR_E_INPUT  malformed
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_proof_read(const void *data, size_t size, ctr_proof **out,
                                                ctr_error **err);
/** Needs no store. @param root  of a checkpoint one trusts; NULL = the one it names
 *  @param from_root  of the older checkpoint; NULL = the one it names; for growth only
 *  @return 1 if the proof leads there. @since 0.1 */
CTR_API int ctr_proof_holds(const ctr_proof *proof, const char *root, const char *from_root);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_proof_render(const ctr_proof *proof, ctr_render kind,
                                                  ctr_write_fn write, void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_proof_free(ctr_proof *proof);

CTR_END_DECLS
#endif
