/**
 * @file contracts/environment.h
 * @brief Where versions run: what is deployed and released in which environment, and what the
 *        versions of consumers were built against (doc/decide.md).
 *
 * An environment is a name of a team, such as "production". It is there from the first record that
 * names it; that one has to say so (CTR_RUN_NEW_ENVIRONMENT), so that a misspelt name is no new
 * environment in which nothing runs.
 */
#ifndef CONTRACTS_ENVIRONMENT_H
#define CONTRACTS_ENVIRONMENT_H

#include <contracts/types.h>

CTR_BEGIN_DECLS

/** How something runs. */
typedef enum ctr_run_kind {
    CTR_RUN_DEPLOYED = 1, /**< it takes the place of what was deployed there before */
    CTR_RUN_RELEASED = 2, /**< it is there beside others, until it is withdrawn */
    CTR_RUN_KIND_FORCE_INT32 = 0x7fffffff
} ctr_run_kind;

/** @return [borrowed from the library] word of the value. @since 0.1 */
CTR_API const char *ctr_run_kind_name(ctr_run_kind value);
/** @return 1 and @p out set if @p word names one, else 0. @since 0.1 */
CTR_API int ctr_run_kind_parse(const char *word, ctr_run_kind *out);

/** A version of a consumer's own, and what it was built against. */
typedef struct ctr_build ctr_build;
/** Several of them, in one block. */
typedef struct ctr_build_list ctr_build_list;
/** Something that runs, or ran, in an environment. */
typedef struct ctr_run ctr_run;
/** Several of them, in one block. */
typedef struct ctr_run_list ctr_run_list;
/** Environments of a team. */
typedef struct ctr_environment_list ctr_environment_list;

/** Flag of ctr_build_spec: parts that the version does not have are kept. */
#define CTR_BUILD_ALLOW_UNKNOWN_PARTS UINT32_C(1)

/** What a version of a consumer was built against. */
typedef struct ctr_build_spec {
    uint32_t struct_size; /**< sizeof(ctr_build_spec) */
    uint32_t flags;       /**< CTR_BUILD_* */
    const char *team;
    const char *name;     /**< the contract */
    const char *consumer; /**< name of the consumer */
    const char *label;    /**< label of its own version, such as "2.3.0" or a commit */
    const char *against;  /**< selector of the contract's version; a range is kept; NULL = pin of
                                 the registered consumer, else the active version */
    const char *const *parts; /**< that it uses; NULL = those of the registered consumer, else
                                 everything */
    size_t part_count;
} ctr_build_spec;

/** Fill with defaults. @p size is sizeof(ctr_build_spec) at the caller. @since 0.1 */
CTR_API void ctr_build_spec_init(ctr_build_spec *spec, size_t size);

/**
 * Record what a version of a consumer was built against. A consumer of several contracts has a
 * record for each. It never changes; the same again changes nothing.
 *
 * @param out  [owned] free with ctr_build_free(); may be NULL
 * @param err  [owned] may be NULL
 * @retval CTR_E_EXISTS     it was recorded otherwise; detail "against"
 * @retval CTR_E_NOT_FOUND  no such contract or version, or the version has no such part (detail
 *                          "item")
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_build_record(ctr_store *store, const ctr_build_spec *spec,
                                                  const ctr_call *call, ctr_build **out,
                                                  ctr_error **err);

/** Which to list. Every field narrows; NULL or 0 = any. */
typedef struct ctr_build_filter {
    uint32_t struct_size; /**< sizeof(ctr_build_filter) */
    uint32_t limit;       /**< items a page; default 100, at most 1000 */
    const char *team;     /**< needs name */
    const char *name;     /**< the contract; needs team */
    const char *consumer;
    const char *after; /**< ctr_build_list_next() of the page before */
} ctr_build_filter;

/** Fill with defaults. @p size is sizeof(ctr_build_filter) at the caller. @since 0.1 */
CTR_API void ctr_build_filter_init(ctr_build_filter *filter, size_t size);

/**
 * Builds, in the order in which they were recorded.
 *
 * @param filter  NULL = all
 * @param out     [owned] free with ctr_build_list_free()
 * @param err     [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_build_find(ctr_store *store, const ctr_build_filter *filter,
                                                ctr_build_list **out, ctr_error **err);

/** Flag of ctr_run_spec: the environment may be a new one. */
#define CTR_RUN_NEW_ENVIRONMENT UINT32_C(1)

/** What runs where: a version of a contract, or a build of a consumer. */
typedef struct ctr_run_spec {
    uint32_t struct_size; /**< sizeof(ctr_run_spec) */
    uint32_t flags;       /**< CTR_RUN_* */
    ctr_run_kind kind;    /**< default deployed */
    uint32_t reserved;    /**< 0 */
    const char *team;     /**< NULL, with name: every contract that the build is recorded for */
    const char *name;
    const char *selector; /**< version of the contract; NULL = the active one; not with consumer */
    const char *consumer; /**< NULL: the version of the contract is meant */
    const char *label;    /**< of the consumer's version */
    const char *environment; /**< of the contract's team */
    const char *instance;    /**< where several are deployed at a time; NULL = the only one */
} ctr_run_spec;

/** Fill with defaults. @p size is sizeof(ctr_run_spec) at the caller. @since 0.1 */
CTR_API void ctr_run_spec_init(ctr_run_spec *spec, size_t size);

/**
 * Record that something runs in an environment. What runs there already is left as it is. A build
 * that is deployed, no contract being named, takes the place of what was deployed of that consumer
 * in the environments of that name, also for contracts that it was not built against.
 *
 * @param out  [owned] what runs now, one for each contract; free with ctr_run_list_free(); may be
 *             NULL
 * @param err  [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  no such contract, version or build; or the environment is new, and that
 *                          was not said (detail "environment")
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_run_begin(ctr_store *store, const ctr_run_spec *spec,
                                               const ctr_call *call, ctr_run_list **out,
                                               ctr_error **err);

/**
 * Record that it does no more. What is deployed is named by its place: without a selector or label
 * whatever is deployed there ends; a released one is named by its version or label.
 *
 * @param out  [owned] what has ended; may be NULL
 * @param err  [owned] may be NULL
 * @retval CTR_E_NOT_FOUND  it does not run there
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_run_end(ctr_store *store, const ctr_run_spec *spec,
                                             const ctr_call *call, ctr_run_list **out,
                                             ctr_error **err);

/** Flag of ctr_run_filter: also what has ended. */
#define CTR_RUN_ENDED UINT32_C(1)

/** Which to list. Every field narrows; NULL or 0 = any. */
typedef struct ctr_run_filter {
    uint32_t struct_size;    /**< sizeof(ctr_run_filter) */
    uint32_t flags;          /**< CTR_RUN_ENDED */
    uint32_t limit;          /**< items a page; default 100, at most 1000 */
    uint32_t reserved;       /**< 0 */
    const char *team;        /**< alone: in all of its environments */
    const char *name;        /**< the contract; needs team */
    const char *environment; /**< needs team */
    const char *consumer;
    const char *after; /**< ctr_run_list_next() of the page before */
} ctr_run_filter;

/** Fill with defaults. @p size is sizeof(ctr_run_filter) at the caller. @since 0.1 */
CTR_API void ctr_run_filter_init(ctr_run_filter *filter, size_t size);

/**
 * What runs, in the order in which it began.
 *
 * @param filter  NULL = all that runs
 * @param out     [owned] free with ctr_run_list_free()
 * @param err     [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_run_find(ctr_store *store, const ctr_run_filter *filter,
                                              ctr_run_list **out, ctr_error **err);

/**
 * Environments of a team by name, each with how much runs in it.
 *
 * @param after  ctr_environment_list_next() of the page before; NULL = from the start
 * @param limit  items a page; 0 = 100, at most 1000
 * @param out    [owned] free with ctr_environment_list_free()
 * @param err    [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_environment_find(ctr_store *store, const char *team,
                                                      const char *after, uint32_t limit,
                                                      ctr_environment_list **out, ctr_error **err);

/** @return [borrowed from build] team of the contract. @since 0.1 */
CTR_API const char *ctr_build_team(const ctr_build *build);
/** @return [borrowed from build] name of the contract. @since 0.1 */
CTR_API const char *ctr_build_contract(const ctr_build *build);
/** @return [borrowed from build] name of the consumer. @since 0.1 */
CTR_API const char *ctr_build_consumer(const ctr_build *build);
/** @return [borrowed from build] label of the consumer's version. @since 0.1 */
CTR_API const char *ctr_build_label(const ctr_build *build);
/** @return [borrowed from build] label of the contract's version it was built against.
 *  @since 0.1 */
CTR_API const char *ctr_build_against(const ctr_build *build);
/** @return [borrowed from build] range that it takes, NULL if none was given. @since 0.1 */
CTR_API const char *ctr_build_range(const ctr_build *build);
/** @return number of parts it uses, 0 = everything. @since 0.1 */
CTR_API size_t ctr_build_parts(const ctr_build *build);
/** @return [borrowed from build] NULL past the end. @since 0.1 */
CTR_API const char *ctr_build_part(const ctr_build *build, size_t index);
/** @return when it was recorded. @since 0.1 */
CTR_API int64_t ctr_build_recorded_us(const ctr_build *build);
/** @return [borrowed from build] who recorded it. @since 0.1 */
CTR_API const char *ctr_build_recorded_by(const ctr_build *build);
/** @return [borrowed from build] why, NULL if nobody said. @since 0.1 */
CTR_API const char *ctr_build_reason(const ctr_build *build);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_build_dry_run(const ctr_build *build);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_build_render(const ctr_build *build, ctr_render kind,
                                                  ctr_write_fn write, void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_build_free(ctr_build *build);

/** @return number of items on this page. @since 0.1 */
CTR_API size_t ctr_build_list_count(const ctr_build_list *list);
/** @return [borrowed from list] NULL past the end. @since 0.1 */
CTR_API const ctr_build *ctr_build_list_at(const ctr_build_list *list, size_t index);
/** @return [borrowed from list] where the next page begins, NULL if this is the last. @since 0.1 */
CTR_API const char *ctr_build_list_next(const ctr_build_list *list);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_build_list_render(const ctr_build_list *list, ctr_render kind,
                                                       ctr_write_fn write, void *user,
                                                       ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_build_list_free(ctr_build_list *list);

/** @return [borrowed from run] team of the contract, and of the environment. @since 0.1 */
CTR_API const char *ctr_run_team(const ctr_run *run);
/** @return [borrowed from run] name of the contract. @since 0.1 */
CTR_API const char *ctr_run_contract(const ctr_run *run);
/** @return [borrowed from run] environment. @since 0.1 */
CTR_API const char *ctr_run_environment(const ctr_run *run);
/** @return [borrowed from run] instance, NULL if it is the only one. @since 0.1 */
CTR_API const char *ctr_run_instance(const ctr_run *run);
/** @since 0.1 */
CTR_API ctr_run_kind ctr_run_how(const ctr_run *run);
/** @return [borrowed from run] label of the contract's version; of a build, that it was built
 *  against. @since 0.1 */
CTR_API const char *ctr_run_version(const ctr_run *run);
/** @return [borrowed from run] consumer, NULL for a version of the contract. @since 0.1 */
CTR_API const char *ctr_run_consumer(const ctr_run *run);
/** @return [borrowed from run] label of the consumer's version, NULL likewise. @since 0.1 */
CTR_API const char *ctr_run_build(const ctr_run *run);
/** @return since when. @since 0.1 */
CTR_API int64_t ctr_run_since_us(const ctr_run *run);
/** @return [borrowed from run] who recorded it. @since 0.1 */
CTR_API const char *ctr_run_since_by(const ctr_run *run);
/** @return [borrowed from run] why, NULL if nobody said. @since 0.1 */
CTR_API const char *ctr_run_reason(const ctr_run *run);
/** @return until when, 0 while it runs. @since 0.1 */
CTR_API int64_t ctr_run_until_us(const ctr_run *run);
/** @return [borrowed from run] who recorded that, NULL while it runs. @since 0.1 */
CTR_API const char *ctr_run_until_by(const ctr_run *run);
/** @return [borrowed from run] why it ended, NULL while it runs or if nobody said. @since 0.1 */
CTR_API const char *ctr_run_until_reason(const ctr_run *run);
/** Write it. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_run_render(const ctr_run *run, ctr_render kind,
                                                ctr_write_fn write, void *user, ctr_error **err);

/** @return number of items. @since 0.1 */
CTR_API size_t ctr_run_list_count(const ctr_run_list *list);
/** @return [borrowed from list] NULL past the end. @since 0.1 */
CTR_API const ctr_run *ctr_run_list_at(const ctr_run_list *list, size_t index);
/** @return [borrowed from list] where the next page begins, NULL if this is the last. @since 0.1 */
CTR_API const char *ctr_run_list_next(const ctr_run_list *list);
/** @return number of remarks of the call that gave this result. @since 0.1 */
CTR_API size_t ctr_run_list_remarks(const ctr_run_list *list);
/** @return [borrowed from list] such as what it took the place of; NULL past the end. @since 0.1 */
CTR_API const char *ctr_run_list_remark(const ctr_run_list *list, size_t index);
/** @return 1 if it answers a dry run: nothing of it was kept. @since 0.1 */
CTR_API int ctr_run_list_dry_run(const ctr_run_list *list);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_run_list_render(const ctr_run_list *list, ctr_render kind,
                                                     ctr_write_fn write, void *user,
                                                     ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_run_list_free(ctr_run_list *list);

/** @return number of items on this page. @since 0.1 */
CTR_API size_t ctr_environment_list_count(const ctr_environment_list *list);
/** @return [borrowed from list] name, NULL past the end. @since 0.1 */
CTR_API const char *ctr_environment_list_name(const ctr_environment_list *list, size_t index);
/** @return when something was first recorded there, 0 past the end. @since 0.1 */
CTR_API int64_t ctr_environment_list_created_us(const ctr_environment_list *list, size_t index);
/** @return [borrowed from list] who recorded it, NULL past the end. @since 0.1 */
CTR_API const char *ctr_environment_list_created_by(const ctr_environment_list *list, size_t index);
/** @return number of contracts' versions that run in it. @since 0.1 */
CTR_API int64_t ctr_environment_list_versions(const ctr_environment_list *list, size_t index);
/** @return number of consumers' builds that run in it. @since 0.1 */
CTR_API int64_t ctr_environment_list_builds(const ctr_environment_list *list, size_t index);
/** @return [borrowed from list] where the next page begins, NULL if this is the last. @since 0.1 */
CTR_API const char *ctr_environment_list_next(const ctr_environment_list *list);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_environment_list_render(const ctr_environment_list *list,
                                                             ctr_render kind, ctr_write_fn write,
                                                             void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_environment_list_free(ctr_environment_list *list);

CTR_END_DECLS
#endif
