/**
 * @file contracts/types.h
 * @brief Types shared by several headers: allocator, byte streams, calls, kinds of output.
 */
#ifndef CONTRACTS_TYPES_H
#define CONTRACTS_TYPES_H

#include <contracts/abi.h>
#include <contracts/error.h>
#include <stddef.h>
#include <stdint.h>

CTR_BEGIN_DECLS

/** An open store: one file, one lock. Thread-safe; see doc/threading.md. */
typedef struct ctr_store ctr_store;

/**
 * The host's memory. All three functions must be given, may be called from any thread that calls
 * the library, and must outlive every object made through them.
 */
typedef struct ctr_allocator {
    uint32_t struct_size; /**< sizeof(ctr_allocator) */
    uint32_t reserved;    /**< zero */
    /** @return [owned] @p size bytes (never 0), aligned for any type, or NULL */
    void *(*alloc)(void *user, size_t size);
    /** Grow or shrink a block; NULL leaves it as it was. @p size is never 0. */
    void *(*resize)(void *user, void *block, size_t size);
    /** Release a block; never called with NULL. */
    void (*release)(void *user, void *block);
    void *user; /**< handed to the three functions */
} ctr_allocator;

/** Takes output. @return 0 to go on; anything else stops the call with CTR_E_CANCELLED, the value
 *  in detail "callback". */
typedef int (*ctr_write_fn)(void *user, const void *bytes, size_t size);

/** Gives input. @return bytes written to @p buffer, 0 at the end, negative to stop the call with
 *  CTR_E_IO. */
typedef int64_t (*ctr_read_fn)(void *user, void *buffer, size_t capacity);

/**
 * Resolves a `$ref` to another file.
 *
 * @param path  relative path as written, already normalised ('/' separators, no leading "./")
 * @param data  [borrowed from the callback] set to the file's bytes; must stay valid until the
 *              call that was given the resolver returns
 * @param size  set to their count
 * @return 0 if found, 1 if there is no such file, negative to stop with CTR_E_IO
 */
typedef int (*ctr_resolve_fn)(void *user, const char *path, const void **data, size_t *size);

/** Tells how far long work has come. @p total is 0 when unknown. @return 0 to go on, else stop with
 *  CTR_E_CANCELLED. */
typedef int (*ctr_progress_fn)(void *user, const char *what, uint64_t done, uint64_t total);

/**
 * Stop calls that were given this flag (ctr_diff_options.cancel), those to come, too, with
 * CTR_E_CANCELLED, until ctr_cancel_clear(). Begin with 0. Safe from any thread and from a signal
 * handler. NULL is allowed. Calls on a store: ctr_store_cancel(). @since 0.1
 */
CTR_API void ctr_cancel(int32_t *flag);
/** Let calls with this flag run again. NULL is allowed. @since 0.1 */
CTR_API void ctr_cancel_clear(int32_t *flag);

/** How a result writes itself. */
typedef enum ctr_render {
    CTR_RENDER_TEXT = 1,  /**< for people; may change in any release */
    CTR_RENDER_JSON = 2,  /**< one object, stable, described in doc/json.md */
    CTR_RENDER_COLOR = 3, /**< text with ANSI colours */
    /* of the results whose headers say so; CTR_E_UNSUPPORTED for others, with details "kind" and
       "wanted": the words of the kinds that the result knows */
    CTR_RENDER_MARKDOWN = 4,   /**< a page of Markdown */
    CTR_RENDER_CSV = 5,        /**< a table, RFC 4180 with LF */
    CTR_RENDER_HTML = 6,       /**< one page that needs nothing else */
    CTR_RENDER_SVG = 7,        /**< one picture that needs nothing else */
    CTR_RENDER_PROMETHEUS = 8, /**< Prometheus' text format */
    CTR_RENDER_SARIF = 9,      /**< SARIF 2.1.0, one object of JSON */
    CTR_RENDER_JUNIT = 10,     /**< a JUnit report, XML */
    CTR_RENDER_GITHUB = 11,    /**< annotations, as commands in the log of a GitHub workflow */
    CTR_RENDER_FORCE_INT32 = 0x7fffffff
} ctr_render;

/** @return [borrowed from the library] "text", "json", "color", "markdown", "csv", "html", "svg",
 *  "prometheus", "sarif", "junit" or "github"; "unknown" for others. @since 0.1 */
CTR_API const char *ctr_render_name(ctr_render kind);
/** Read such a word; case does not matter. @return 1, or 0 if it is none, or for a NULL pointer.
 *  @since 0.1 */
CTR_API int ctr_render_parse(const char *word, ctr_render *out);

/** Flags of a ctr_call. */
#define CTR_CALL_DRY_RUN UINT32_C(1)       /**< do everything but keep nothing */
#define CTR_CALL_FORCE UINT32_C(2)         /**< overrule a guard; needs a reason */
#define CTR_CALL_DECLARE_BREAK UINT32_C(4) /**< the break is a decision; needs a reason */

/** @return CTR_CALL_DRY_RUN, for bindings. @since 0.1 */
CTR_API uint32_t ctr_call_dry_run(void);
/** @return CTR_CALL_FORCE, for bindings. @since 0.1 */
CTR_API uint32_t ctr_call_force(void);
/** @return CTR_CALL_DECLARE_BREAK, for bindings. @since 0.1 */
CTR_API uint32_t ctr_call_declare_break(void);

/**
 * Who does it, when, and on what grounds: the second half of every call that writes. NULL stands
 * for all defaults. Only ever an input; the library copies what it keeps.
 */
typedef struct ctr_call {
    uint32_t struct_size; /**< sizeof(ctr_call), set by ctr_call_init() */
    uint32_t flags;       /**< CTR_CALL_* */
    const char *actor;    /**< who; NULL = the store's actor */
    const char *reason;   /**< why; kept in the event of the call; NULL = none */
    int64_t now_us;       /**< microseconds since 1970 UTC; 0 = the store's clock. Earlier than the
                               last event or later than the year 9999 is CTR_E_ARGUMENT */
    int64_t if_revision;  /**< act only if the version is at this revision, else CTR_E_CONFLICT;
                               0 = any */
} ctr_call;

/** Fill with defaults. @p size is sizeof(ctr_call) at the caller. @since 0.1 */
CTR_API void ctr_call_init(ctr_call *call, size_t size);

CTR_END_DECLS
#endif
