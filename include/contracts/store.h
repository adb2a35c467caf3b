/**
 * @file contracts/store.h
 * @brief The store: one SQLite file that holds everything, and its upkeep.
 *
 * Any thread may call with the same handle; calls run one after the other. Several handles, in one
 * process or in many, may be open on one file. A handle must not be used across fork():
 * CTR_E_FORKED. In C, a handle used after ctr_store_close() is undefined, as any pointer.
 */
#ifndef CONTRACTS_STORE_H
#define CONTRACTS_STORE_H

#include <contracts/types.h>

CTR_BEGIN_DECLS

/** Flags of ctr_store_options. */
#define CTR_STORE_READONLY UINT32_C(1) /**< never write; may open a file without write permission */
#define CTR_STORE_CREATE UINT32_C(2)   /**< make the file if there is none; otherwise NOT_FOUND */
#define CTR_STORE_MEMORY UINT32_C(4)   /**< in memory, gone at close; the path is ignored */
#define CTR_STORE_NO_CACHE UINT32_C(8) /**< no cache of active versions */
#define CTR_STORE_NO_WALINDEX UINT32_C(16) /**< cache coherence by PRAGMA data_version alone */

/** What survives a power cut. A crash of the process never loses a finished call. */
typedef enum ctr_durability {
    CTR_DURABILITY_DEFAULT = 0, /**< full; only as an input */
    CTR_DURABILITY_FULL = 1,    /**< every finished call (synchronous=FULL) */
    CTR_DURABILITY_NORMAL = 2,  /**< all but the last moments (synchronous=NORMAL) */
    CTR_DURABILITY_FORCE_INT32 = 0x7fffffff
} ctr_durability;

/** @return [borrowed from the library] word of the value; "unknown" for others. @since 0.1 */
CTR_API const char *ctr_durability_name(ctr_durability durability);
/** @return 1 and @p out set if @p word names a durability, else 0. @since 0.1 */
CTR_API int ctr_durability_parse(const char *word, ctr_durability *out);

/** How a store is opened. Zero stands for the default of every field. */
typedef struct ctr_store_options {
    uint32_t struct_size; /**< sizeof(ctr_store_options) */
    uint32_t flags;       /**< CTR_STORE_* */
    ctr_durability durability;
    uint32_t deadline_ms;           /**< longest wait for another writer; default 5000 */
    const char *actor;              /**< default actor of every call; default "unknown" */
    const ctr_allocator *allocator; /**< copied; default malloc */
    /** Set @p now_us to now, microseconds since 1970 UTC; default the system's clock.
        @return 0, or anything else to stop the call with CTR_E_IO, as detail "callback"; one that
        sets none of the years 1970 to 9999 stops it, too */
    int (*clock)(void *user, int64_t *now_us);
    /** Fill @p buffer with random bytes; default libsodium. @return as clock */
    int (*random)(void *user, void *buffer, size_t size);
    /** Receives one line of diagnosis; @p level 0 error, 1 warning, 2 info, 3 debug */
    void (*log)(void *user, int32_t level, const char *text);
    /** Asked before every write. @return 1 to allow, 0 for CTR_E_DENIED */
    int (*authorise)(void *user, const char *actor, const char *verb, const char *subject);
    ctr_progress_fn progress;    /**< told of long work; default none */
    void *user;                  /**< handed to all the callbacks above */
    uint64_t max_document_bytes; /**< default 256 MiB */
    uint64_t max_import_bytes;   /**< of an import after expansion; default 64 GiB */
    uint32_t max_depth;          /**< nesting of a document; default 512 */
    uint32_t cache_entries;      /**< active versions kept in memory; default 65536 */
} ctr_store_options;

/** Fill with defaults. @p size is sizeof(ctr_store_options) at the caller. @since 0.1 */
CTR_API void ctr_store_options_init(ctr_store_options *options, size_t size);

/**
 * Open a store.
 *
 * @param path     file name, UTF-8; ":memory:" is the same as CTR_STORE_MEMORY
 * @param options  NULL = defaults
 * @param out      [owned] close with ctr_store_close()
 * @param err      [owned] why it failed; may be NULL
 * @retval CTR_E_NOT_FOUND  no such file, and CTR_STORE_CREATE was not given
 * @retval CTR_E_NOT_OURS   a file, but not a store; nothing was changed
 * @retval CTR_E_NEWER      written by a newer library
 * @retval CTR_E_UNSUPPORTED  on a network file system
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_store_open(const char *path, const ctr_store_options *options,
                                                ctr_store **out, ctr_error **err);

/** Close a store and release its memory. NULL is allowed. Results stay valid. @since 0.1 */
CTR_API void ctr_store_close(ctr_store *store);

/** Stop the running call, and every later one, with CTR_E_CANCELLED, until
 *  ctr_store_cancel_clear(). Safe from any thread and from a signal handler. @since 0.1 */
CTR_API void ctr_store_cancel(ctr_store *store);

/** Let calls run again. @since 0.1 */
CTR_API void ctr_store_cancel_clear(ctr_store *store);

/** Facts about a store. */
typedef struct ctr_info ctr_info;

/**
 * @param out  [owned] free with ctr_info_free()
 * @param err  [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_store_info(ctr_store *store, ctr_info **out, ctr_error **err);

/** @return [borrowed from info] the store's UUID, in RFC 9562 lower case. @since 0.1 */
CTR_API const char *ctr_info_uuid(const ctr_info *info);
/** @return [borrowed from info] the file's path as it was given. @since 0.1 */
CTR_API const char *ctr_info_path(const ctr_info *info);
/** @return schema number of the file. @since 0.1 */
CTR_API int64_t ctr_info_schema(const ctr_info *info);
/** @return number of contracts. @since 0.1 */
CTR_API int64_t ctr_info_contracts(const ctr_info *info);
/** @return number of versions. @since 0.1 */
CTR_API int64_t ctr_info_versions(const ctr_info *info);
/** @return number of registered consumers. @since 0.1 */
CTR_API int64_t ctr_info_consumers(const ctr_info *info);
/** @return number of documents kept, each once. @since 0.1 */
CTR_API int64_t ctr_info_documents(const ctr_info *info);
/** @return number of ledgers. @since 0.1 */
CTR_API int64_t ctr_info_ledgers(const ctr_info *info);
/** @return number of entries of all ledgers. @since 0.1 */
CTR_API int64_t ctr_info_ledger_entries(const ctr_info *info);
/** @return number of assessments of shares. @since 0.1 */
CTR_API int64_t ctr_info_assessments(const ctr_info *info);
/** @return number of change requests. @since 0.1 */
CTR_API int64_t ctr_info_changes(const ctr_info *info);
/** @return number of timers, those that ended too. @since 0.1 */
CTR_API int64_t ctr_info_timers(const ctr_info *info);
/** @return number of disputes, those that are over too. @since 0.1 */
CTR_API int64_t ctr_info_disputes(const ctr_info *info);
/** @return number of cycles of the clocks of service levels. @since 0.1 */
CTR_API int64_t ctr_info_slo_cycles(const ctr_info *info);
/** @return number of stops of the line, cleared ones too. @since 0.1 */
CTR_API int64_t ctr_info_stops(const ctr_info *info);
/** @return number of records of meetings. @since 0.1 */
CTR_API int64_t ctr_info_meetings(const ctr_info *info);
/** @return number of builds of consumers. @since 0.1 */
CTR_API int64_t ctr_info_builds(const ctr_info *info);
/** @return number of versions and builds that run in environments now. @since 0.1 */
CTR_API int64_t ctr_info_runs(const ctr_info *info);
/** @return number of journals that came with imports. @since 0.1 */
CTR_API int64_t ctr_info_imported_journals(const ctr_info *info);
/** @return sequence number of the last event, 0 if none. @since 0.1 */
CTR_API int64_t ctr_info_last_event(const ctr_info *info);
/** @return size of the database file, bytes. @since 0.1 */
CTR_API int64_t ctr_info_bytes(const ctr_info *info);
/** @return size of the write-ahead log when this handle last looked, pages. @since 0.1 */
CTR_API int64_t ctr_info_wal_pages(const ctr_info *info);
/** @since 0.1 */
CTR_API ctr_durability ctr_info_durability(const ctr_info *info);
/** @return 1 if the handle never writes. @since 0.1 */
CTR_API int ctr_info_read_only(const ctr_info *info);
/** @return [borrowed from info] version of this library. @since 0.1 */
CTR_API const char *ctr_info_library(const ctr_info *info);
/** @return [borrowed from info] version of the linked SQLite. @since 0.1 */
CTR_API const char *ctr_info_sqlite(const ctr_info *info);
/** @return 1 if the linked SQLite loses commits when a passive checkpoint races a WAL reset (the
 *  library's own checkpoints are not affected; other programs on the same file may be).
 *  @since 0.1 */
CTR_API int ctr_info_sqlite_affected(const ctr_info *info);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_info_render(const ctr_info *info, ctr_render kind,
                                                 ctr_write_fn write, void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_info_free(ctr_info *info);

/** What a check found. */
typedef struct ctr_report ctr_report;

/** Flags of ctr_store_check(). */
#define CTR_CHECK_REPLAY UINT32_C(1) /**< also rebuild the state from the events and compare */

/**
 * Check the whole store: SQLite's integrity and foreign keys, the library's own invariants, the
 * chain of the journal, hashes of documents; with CTR_CHECK_REPLAY the state against the events.
 *
 * @param out  [owned] free with ctr_report_free(); CTR_OK even when there are problems
 * @param err  [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_store_check(ctr_store *store, uint32_t flags, ctr_report **out,
                                                 ctr_error **err);

/**
 * Recompute the hash chain of the journal, own and imported. Finds edited, inserted, removed or
 * reordered events; it cannot see edited state tables (ctr_store_check() with CTR_CHECK_REPLAY
 * does) or a cut tail (compare the head with one kept elsewhere).
 *
 * @param out  [owned] free with ctr_report_free(); the first broken row is its first problem
 * @param err  [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_store_verify(ctr_store *store, ctr_report **out,
                                                  ctr_error **err);

/** @return 1 if nothing was found. @since 0.1 */
CTR_API int ctr_report_ok(const ctr_report *report);
/** @return number of problems found. @since 0.1 */
CTR_API int64_t ctr_report_problems_found(const ctr_report *report);
/** @return number of problems listed, at most 100. @since 0.1 */
CTR_API size_t ctr_report_count(const ctr_report *report);
/** @return [borrowed from report] short name of the check that failed, NULL past the end.
 *  @since 0.1 */
CTR_API const char *ctr_report_check(const ctr_report *report, size_t index);
/** @return [borrowed from report] what is wrong and where, NULL past the end. @since 0.1 */
CTR_API const char *ctr_report_message(const ctr_report *report, size_t index);
/** @return [borrowed from report] hash of the last event, 64 hex digits. @since 0.1 */
CTR_API const char *ctr_report_head(const ctr_report *report);
/** @return number of rows looked at. @since 0.1 */
CTR_API int64_t ctr_report_rows(const ctr_report *report);
/** Write the result. @since 0.1 */
CTR_API CTR_NODISCARD ctr_status ctr_report_render(const ctr_report *report, ctr_render kind,
                                                   ctr_write_fn write, void *user, ctr_error **err);
/** NULL is allowed. @since 0.1 */
CTR_API void ctr_report_free(ctr_report *report);

/**
 * Copy the store to a new file while it is in use. The copy is written beside @p path, synced,
 * checked and then renamed.
 *
 * @param err  [owned] may be NULL
 * @retval CTR_E_EXISTS  there is a file at @p path
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_store_backup(ctr_store *store, const char *path,
                                                  ctr_error **err);

/**
 * Bring the file to this library's schema. ctr_store_open() does additive steps by itself; this
 * also does the others, after a snapshot beside the file.
 *
 * @param from  schema before; may be NULL
 * @param to    schema after; may be NULL
 * @param err   [owned] may be NULL
 * @since 0.1
 */
CTR_API CTR_NODISCARD ctr_status ctr_store_migrate(ctr_store *store, int64_t *from, int64_t *to,
                                                   ctr_error **err);

CTR_END_DECLS
#endif
