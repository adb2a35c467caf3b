/**
 * @file contracts/layout.h
 * @brief The layout of a repository: governing documents as files, the store kept equal to them.
 *
 * @code
 * contracts/master_contract.yaml   the master contract
 * contracts/sow/                   statements of work, one a file
 * contracts/changes/               change requests, one a file
 * docs/adr/                        decision records
 * @endcode
 *
 * Files may be YAML or JSON (or XML, which is only read). What they are called does not matter: the
 * id in a file rules. doc/layout.md tells what is written back, and when the store rules.
 */
#ifndef CONTRACTS_LAYOUT_H
#define CONTRACTS_LAYOUT_H

#include <contracts/store.h>
#include <contracts/terms.h>

CTR_BEGIN_DECLS

/** What was, or in a dry run would be, done about a file. */
typedef enum ctr_layout_action {
    CTR_LAYOUT_SAME = 1,    /**< nothing: file and store agree, or the file was there */
    CTR_LAYOUT_MADE = 2,    /**< the file was made */
    CTR_LAYOUT_CREATED = 3, /**< a contract was made of it, its first edition is active */
    CTR_LAYOUT_EVOLVED = 4, /**< it became the active edition of its contract */
    CTR_LAYOUT_OPENED = 5,  /**< a change was opened */
    CTR_LAYOUT_REVISED = 6, /**< a revision of a change's impact was recorded */
    CTR_LAYOUT_TAKEN = 7,   /**< the store's edition took the place of the file's content */
    CTR_LAYOUT_ACTION_FORCE_INT32 = 0x7fffffff
} ctr_layout_action;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_layout_action_name(ctr_layout_action value);
/** @return 1 and @p out set if @p word names an action, else 0. @since 0.1 */
CTR_API int ctr_layout_action_parse(const char *word, ctr_layout_action *out);

/** What there is, what was done, what is wrong. */
typedef struct ctr_layout ctr_layout;
/** One file of it. */
typedef struct ctr_layout_file ctr_layout_file;
/** Something that the store knows better than a file, written back into it. */
typedef struct ctr_layout_edit ctr_layout_edit;
/** Something wrong, with its place. */
typedef struct ctr_layout_finding ctr_layout_finding;

/** What to make of a new layout. */
typedef struct ctr_layout_options {
    uint32_t struct_size;           /**< sizeof(ctr_layout_options) */
    uint32_t dry_run;               /**< 1 = say what would be made, and make nothing */
    const char *dir;                /**< NULL = the working directory; made if it is not there */
    int64_t now_us;                 /**< today; 0 = the system's clock */
    const ctr_allocator *allocator; /**< NULL = malloc */
} ctr_layout_options;

/** Fill with defaults. @p size is sizeof(ctr_layout_options) at the caller. @since 0.1 */
CTR_API void ctr_layout_options_init(ctr_layout_options *options, size_t size);

/**
 * Make the layout: a first master contract, statement of work, change request and decision record.
 * What is there is never overwritten, and no store is touched.
 *
 * @param options  NULL = defaults
 * @param out      [owned] free with ctr_layout_free(); may be NULL
 * @param err      [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  the directory that it would lie in is not there
 * @retval CTR_E_IO         a file cannot be made, or a symbolic link is on the way
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_layout_scaffold(const ctr_layout_options *options,
                                                     ctr_layout **out, ctr_error **err);

/** Which layout to bring together with the store. */
typedef struct ctr_sync_options {
    uint32_t struct_size; /**< sizeof(ctr_sync_options) */
    uint32_t reserved;    /**< 0 */
    const char *dir;      /**< NULL = the working directory */
    const char *team;     /**< team of its contracts; NULL = the master's meta.id */
} ctr_sync_options;

/** Fill with defaults. @p size is sizeof(ctr_sync_options) at the caller. @since 0.1 */
CTR_API void ctr_sync_options_init(ctr_sync_options *options, size_t size);

/**
 * Load a layout into the store and write back what the store knows better. One transaction: with an
 * error among the findings nothing is kept, in the store and in the files. A second call does
 * nothing.
 *
 * With #CTR_CALL_DRY_RUN nothing is changed, and the result is the drift between the two. With
 * #CTR_CALL_DECLARE_BREAK and a reason, editions that break what was agreed are declared.
 *
 * @param options  NULL = defaults
 * @param out      [owned] free with ctr_layout_free(); may be NULL
 * @param err      [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  the directory is not there
 * @retval CTR_E_STATE      an edition breaks what was agreed, and that is not declared; detail
 *                          "file"
 * @retval CTR_E_READONLY   there is something to be written into a file that nobody may write
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_layout_sync(ctr_store *store, const ctr_sync_options *options,
                                                 const ctr_call *call, ctr_layout **out,
                                                 ctr_error **err);

/** @return [borrowed from layout] the directory as it was given. @since 0.1 */
CTR_API const char *ctr_layout_dir(const ctr_layout *layout);
/** @return [borrowed from layout] team of its contracts, NULL if that is not known. @since 0.1 */
CTR_API const char *ctr_layout_team(const ctr_layout *layout);
/** @return [borrowed from layout] id of the master contract, NULL if there is none. @since 0.1 */
CTR_API const char *ctr_layout_master(const ctr_layout *layout);
/** @return 1 if no finding is an error. @since 0.1 */
CTR_API int ctr_layout_ok(const ctr_layout *layout);
/** @return what was or would be done, in store and files: 0 = both agree. @since 0.1 */
CTR_API int64_t ctr_layout_drift(const ctr_layout *layout);
/** @return number of files. @since 0.1 */
CTR_API size_t ctr_layout_file_count(const ctr_layout *layout);
/** @return [borrowed from layout] by path, NULL past the end. @since 0.1 */
CTR_API const ctr_layout_file *ctr_layout_file_at(const ctr_layout *layout, size_t index);
/** @return number of places written back. @since 0.1 */
CTR_API size_t ctr_layout_edit_count(const ctr_layout *layout);
/** @return [borrowed from layout] NULL past the end. @since 0.1 */
CTR_API const ctr_layout_edit *ctr_layout_edit_at(const ctr_layout *layout, size_t index);
/** @return number of findings. @since 0.1 */
CTR_API size_t ctr_layout_finding_count(const ctr_layout *layout);
/** @return [borrowed from layout] by path and line, NULL past the end. @since 0.1 */
CTR_API const ctr_layout_finding *ctr_layout_finding_at(const ctr_layout *layout, size_t index);
/** @return number of hints what to do next. @since 0.1 */
CTR_API size_t ctr_layout_next_count(const ctr_layout *layout);
/** @return [borrowed from layout] NULL past the end. @since 0.1 */
CTR_API const char *ctr_layout_next_at(const ctr_layout *layout, size_t index);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_layout_render(const ctr_layout *layout, ctr_render kind,
                                                   ctr_write_fn write, void *user, ctr_error **err);
/** Free a result. @since 0.1 */
CTR_API void ctr_layout_free(ctr_layout *layout);

/** @return [borrowed from file] path from the directory. @since 0.1 */
CTR_API const char *ctr_layout_file_path(const ctr_layout_file *file);
/** @return kind of its document, #CTR_TERMS_AUTO for a decision record or where that is not known.
 *  @since 0.1 */
CTR_API ctr_terms_kind ctr_layout_file_kind(const ctr_layout_file *file);
/** @return what was done. @since 0.1 */
CTR_API ctr_layout_action ctr_layout_file_action(const ctr_layout_file *file);
/** @return [borrowed from file] what it stands for in the store: team/name@label or team/name/CR-1;
 *  NULL = nothing. @since 0.1 */
CTR_API const char *ctr_layout_file_subject(const ctr_layout_file *file);

/** @return [borrowed from edit] path of the file. @since 0.1 */
CTR_API const char *ctr_layout_edit_file(const ctr_layout_edit *edit);
/** @return line, from 1. @since 0.1 */
CTR_API int64_t ctr_layout_edit_line(const ctr_layout_edit *edit);
/** @return [borrowed from edit] the term, such as /decision/status. @since 0.1 */
CTR_API const char *ctr_layout_edit_term(const ctr_layout_edit *edit);
/** @return [borrowed from edit] what the file said, NULL if nothing. @since 0.1 */
CTR_API const char *ctr_layout_edit_was(const ctr_layout_edit *edit);
/** @return [borrowed from edit] what the store says. @since 0.1 */
CTR_API const char *ctr_layout_edit_is(const ctr_layout_edit *edit);

/** @return [borrowed from finding] which rule, such as adr-missing. @since 0.1 */
CTR_API const char *ctr_layout_finding_rule(const ctr_layout_finding *finding);
/** @return level; an error keeps everything from being loaded. @since 0.1 */
CTR_API ctr_lint_level ctr_layout_finding_level(const ctr_layout_finding *finding);
/** @return [borrowed from finding] path of the file. @since 0.1 */
CTR_API const char *ctr_layout_finding_file(const ctr_layout_finding *finding);
/** @return line from 1, 0 = the file as a whole. @since 0.1 */
CTR_API int64_t ctr_layout_finding_line(const ctr_layout_finding *finding);
/** @return column from 1, 0 = the line as a whole. @since 0.1 */
CTR_API int64_t ctr_layout_finding_column(const ctr_layout_finding *finding);
/** @return [borrowed from finding] what is wrong. @since 0.1 */
CTR_API const char *ctr_layout_finding_message(const ctr_layout_finding *finding);

CTR_END_DECLS

#endif
