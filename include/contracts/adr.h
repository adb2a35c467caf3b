/**
 * @file contracts/adr.h
 * @brief Decision records as Markdown in the layout of MADR.
 *
 * A record has a front matter (status, date, decision-makers, consulted, informed, supersedes), a
 * title, and sections: Context and Problem Statement, Decision Drivers, Considered Options,
 * Decision Outcome, Consequences. Headings are read in any order and case; what is under other
 * headings is kept as it stands, behind the known ones. What the library writes is read and written
 * as the same bytes.
 */
#ifndef CONTRACTS_ADR_H
#define CONTRACTS_ADR_H

#include <contracts/change.h>
#include <contracts/spec.h>

CTR_BEGIN_DECLS

/** A decision record. */
typedef struct ctr_adr ctr_adr;

/** Status of a record. */
typedef enum ctr_adr_status {
    CTR_ADR_PROPOSED = 1,
    CTR_ADR_ACCEPTED = 2,
    CTR_ADR_REJECTED = 3,
    CTR_ADR_DEFERRED = 4,
    CTR_ADR_DEPRECATED = 5,
    CTR_ADR_SUPERSEDED = 6,
    CTR_ADR_STATUS_FORCE_INT32 = 0x7fffffff
} ctr_adr_status;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_adr_status_name(ctr_adr_status value);
/** @return 1 and @p out set if @p word names a status, else 0. @since 0.1 */
CTR_API int ctr_adr_status_parse(const char *word, ctr_adr_status *out);

/**
 * Read a record from Markdown, without a store.
 *
 * @param source   the file
 * @param options  limits and allocator; NULL = defaults
 * @param out      [owned] free with ctr_adr_free()
 * @param err      [owned] may be NULL
 * @retval CTR_E_INPUT  it has no title, a front matter that does not end, a status or date that is
 *                      none, a section twice; details "line", "column"
 * @retval CTR_E_LIMIT  it is larger than 1 MiB
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_adr_read(const ctr_source *source,
                                              const ctr_diff_options *options, ctr_adr **out,
                                              ctr_error **err);
/**
 * The decision on a change as a record: what was recorded with it, else what context memo and
 * request say. Status, date, decision-makers and what it supersedes are as the store knows them.
 *
 * @param team, name  the master contract
 * @param id          of the change
 * @param out         [owned] free with ctr_adr_free()
 * @param err         [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  no such contract, or no such change of it
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_decision_adr_of(ctr_store *store, const char *team,
                                                     const char *name, const char *id,
                                                     ctr_adr **out, ctr_error **err);

/** @return [borrowed from adr] @since 0.1 */
CTR_API const char *ctr_adr_title(const ctr_adr *adr);
/** @return status, 0 if it does not say. @since 0.1 */
CTR_API ctr_adr_status ctr_adr_status_of(const ctr_adr *adr);
/** @return [borrowed from adr] what took its place, NULL if it does not say. @since 0.1 */
CTR_API const char *ctr_adr_superseded_by(const ctr_adr *adr);
/** @return [borrowed from adr] "2026-01-31", NULL if it does not say. @since 0.1 */
CTR_API const char *ctr_adr_date(const ctr_adr *adr);
/** @since 0.1 */
CTR_API size_t ctr_adr_maker_count(const ctr_adr *adr);
/** @return [borrowed from adr] who decided, NULL past the end. @since 0.1 */
CTR_API const char *ctr_adr_maker_at(const ctr_adr *adr, size_t index);
/** @since 0.1 */
CTR_API size_t ctr_adr_option_count(const ctr_adr *adr);
/** @return [borrowed from adr] considered option, NULL past the end. @since 0.1 */
CTR_API const char *ctr_adr_option_at(const ctr_adr *adr, size_t index);
/** @since 0.1 */
CTR_API size_t ctr_adr_consequence_count(const ctr_adr *adr);
/** @return [borrowed from adr] consequence, NULL past the end. @since 0.1 */
CTR_API const char *ctr_adr_consequence_at(const ctr_adr *adr, size_t index);
/** @since 0.1 */
CTR_API size_t ctr_adr_supersedes_count(const ctr_adr *adr);
/** @return [borrowed from adr] what it takes the place of, NULL past the end. @since 0.1 */
CTR_API const char *ctr_adr_supersedes_at(const ctr_adr *adr, size_t index);
/** @return [borrowed from adr] Markdown under "Context and Problem Statement", NULL if there is
 *  none. @since 0.1 */
CTR_API const char *ctr_adr_context(const ctr_adr *adr);
/** @return [borrowed from adr] Markdown under "Decision Outcome", NULL if there is none.
 *  @since 0.1 */
CTR_API const char *ctr_adr_outcome(const ctr_adr *adr);
/** @return [borrowed from adr] all of it as Markdown. @since 0.1 */
CTR_API const char *ctr_adr_markdown(const ctr_adr *adr);
/** Write the record; as text it is Markdown. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_adr_render(const ctr_adr *adr, ctr_render kind,
                                                ctr_write_fn write, void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_adr_free(ctr_adr *adr);

CTR_END_DECLS
#endif
