/*
 * Opening and creating a store.
 *
 * A file is looked at first by stat, then through SQLite's own handle, which reads its head and
 * changes nothing; only a store of ours gets a side file and is touched. An empty file is created
 * under the turnstile, in one transaction: whoever looks sees nothing or all of it.
 */
#include "core/store.h"

#include "base/first.h"
#include "base/names.h"
#include "base/once.h"
#include "base/opts.h"
#include "base/sha256.h"
#include "base/time.h"
#include "core/catalogue.h"
#include "core/migrate.h"
#include "core/place.h"
#include "core/store_make.h"

#include <inttypes.h>
#include <unistd.h>

enum { DEADLINE_MS = 5000, CACHE_ENTRIES = 65536, MAX_ACTOR = 256 };

static const uint32_t known_flags = CTR_STORE_READONLY | CTR_STORE_CREATE | CTR_STORE_MEMORY |
                                    CTR_STORE_NO_CACHE | CTR_STORE_NO_WALINDEX;

/* --- the handle --- */

static int system_clock(void *user, int64_t *now_us)
{
    (void)user;
    *now_us = lc_time_now();
    return 0;
}

static ctr_status check_options(struct lc_ctx *ctx, const ctr_store_options *o)
{
    uint32_t alone = CTR_STORE_READONLY;
    uint32_t others = CTR_STORE_CREATE | CTR_STORE_MEMORY;

    if (o->flags & ~known_flags) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "flags of ctr_store_options hold 0x%x, which has no meaning",
                       (unsigned)(o->flags & ~known_flags));
    }
    if (o->flags & alone && o->flags & others) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "a read-only store can be neither created nor in memory");
    }
    if (o->durability < CTR_DURABILITY_DEFAULT || o->durability > CTR_DURABILITY_NORMAL) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "%d is no durability; wanted %s", (int)o->durability,
                       lc_word_list(ctx, lc_words_durability));
    }
    LC_TRY(lc_check_text(ctx, "actor", o->actor, MAX_ACTOR));
    return o->actor && !*o->actor
               ? lc_fail(ctx, CTR_E_ARGUMENT, "actor is empty, wanted a name or NULL")
               : CTR_OK;
}

static char *keep(struct lc_ctx *ctx, const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = lc_alloc(&ctx->alloc, size);
    if (copy) {
        memcpy(copy, text, size);
    } else {
        lc_nomem(ctx);
    }
    return copy;
}

static void take_limits(ctr_store *store, const ctr_store_options *o)
{
    store->limits = LC_LIMITS_DEFAULT;
    if (o->max_document_bytes) {
        store->limits.max_document_bytes = o->max_document_bytes;
    }
    if (o->max_import_bytes) {
        store->limits.max_import_bytes = o->max_import_bytes;
    }
    if (o->max_depth) {
        store->limits.max_depth = o->max_depth;
    }
}

static ctr_status take_options(struct lc_ctx *ctx, ctr_store *store, const ctr_store_options *o)
{
    uint64_t seed = 0;
    size_t entries = o->cache_entries ? o->cache_entries : CACHE_ENTRIES;

    store->flags = o->flags;
    store->deadline_ms = o->deadline_ms ? o->deadline_ms : DEADLINE_MS;
    store->durability = o->durability ? o->durability : CTR_DURABILITY_FULL;
    store->clock = o->clock ? o->clock : system_clock;
    store->random = o->random ? o->random : lc_random;
    store->log = o->log;
    store->authorise = o->authorise;
    store->progress = o->progress;
    store->user = o->user;
    store->uuids.random = store->random;
    store->uuids.user = o->user;
    take_limits(store, o);
    ctr_status status = lc_store_random(ctx, store, &seed, sizeof seed);
    lc_cache_init(&store->cache, &store->alloc, o->flags & CTR_STORE_NO_CACHE ? 0 : entries, seed);
    lc_coherence_init(&store->coherence, !(o->flags & CTR_STORE_NO_WALINDEX),
                      (o->flags & CTR_STORE_MEMORY) != 0);
    return status;
}

static ctr_status new_store(struct lc_ctx *ctx, const char *path, const ctr_store_options *o,
                            ctr_store **out)
{
    ctr_store *store = lc_alloc(&ctx->alloc, sizeof *store);
    if (!store) {
        return lc_nomem(ctx);
    }
    memset(store, 0, sizeof *store);
    if (pthread_mutex_init(&store->lock, NULL) != 0 ||
        pthread_mutex_init(&store->callers_lock, NULL) != 0) {
        lc_release(&ctx->alloc, store);
        return lc_nomem(ctx);
    }
    store->alloc = ctx->alloc;
    lc_turnstile_init(&store->turnstile);
    *out = store;
    LC_TRY(take_options(ctx, store, o));
    store->path = keep(ctx, path);
    store->actor = keep(ctx, o->actor ? o->actor : "unknown");
    return store->path && store->actor ? CTR_OK : CTR_E_NOMEM;
}

/* --- looking at a file --- */

static ctr_status about(struct lc_ctx *ctx, const struct lc_place *place, ctr_status status)
{
    lc_detail(ctx, "path", place->given);
    return status;
}

/* Is it a store of ours? Its head is read; nothing is made or changed. */
static ctr_status recognise(struct lc_ctx *ctx, ctr_store *store, const struct lc_place *place)
{
    struct lc_db_header header;

    LC_TRY(lc_db_header(ctx, &store->db, &header));
    if (!header.valid) {
        return about(ctx, place,
                     lc_fail(ctx, CTR_E_NOT_OURS,
                             "'%s' is not a database, wanted a contracts store", place->given));
    }
    if (header.application_id != LC_APPLICATION_ID) {
        return about(ctx, place,
                     lc_fail(ctx, CTR_E_NOT_OURS,
                             "'%s' is a database of another program (application id 0x%08" PRIX64
                             "), wanted a contracts store",
                             place->given, (uint64_t)header.application_id));
    }
    /* what is missing may be in a log, or be put right by a journal */
    if (header.bytes > place->st.st_size && lc_place_beside(ctx, place->file, "-wal") < 0 &&
        lc_place_beside(ctx, place->file, "-journal") < 0) {
        return about(ctx, place,
                     lc_fail(ctx, CTR_E_CORRUPT,
                             "'%s' is cut off: %lld bytes of %lld are there; restore a backup",
                             place->given, (long long)place->st.st_size, (long long)header.bytes));
    }
    return CTR_OK;
}

static ctr_status open_file(struct lc_ctx *ctx, ctr_store *store, const struct lc_place *place,
                            struct lc_db_options *how)
{
    how->full_sync = store->durability == CTR_DURABILITY_FULL;
    how->alloc = &store->alloc;
    how->cancel = &store->cancel;
    return lc_db_open(ctx, place->file, how, lc_catalogue, LC_SQL_COUNT, &store->db);
}

static ctr_status open_existing(struct lc_ctx *ctx, ctr_store *store, const struct lc_place *place,
                                struct lc_db_options *how)
{
    LC_TRY(open_file(ctx, store, place, how));
    ctr_status status = recognise(ctx, store, place);
    if (status != CTR_OK) {
        lc_db_close(&store->db, false);
    }
    return status;
}

static ctr_status is_missing(struct lc_ctx *ctx, const struct lc_place *place)
{
    return about(ctx, place,
                 place->exists
                     ? lc_fail(ctx, CTR_E_NOT_OURS,
                               "'%s' is empty, wanted a contracts store; create one first",
                               place->given)
                     : lc_fail(ctx, CTR_E_NOT_FOUND, "there is no store '%s'; create it first",
                               place->given));
}

static ctr_status watch(struct lc_ctx *ctx, ctr_store *store, const struct lc_place *place)
{
    if (place->st.st_nlink > 1) {
        lc_store_log(store, LC_LOG_WARNING,
                     "'%s' has %lu names; used under two of them at once it will be damaged",
                     place->given, (unsigned long)place->st.st_nlink);
    }
    LC_TRY(lc_guard_open(ctx, &store->guard, store->seen));
    return lc_db_moved(&store->db)
               ? about(ctx, place,
                       lc_fail(ctx, CTR_E_REPLACED,
                               "'%s' was replaced while it was opened; try again", place->given))
               : CTR_OK;
}

/* --- opening --- */

static ctr_status create_here(struct lc_ctx *ctx, ctr_store *store, bool *created)
{
    LC_TRY(lc_db_configure(ctx, &store->db));
    return lc_migrate_create(ctx, store, &lc_plan_own, created);
}

/* Under the turnstile: whatever another creator did meanwhile is finished. */
static ctr_status open_or_create(struct lc_ctx *ctx, ctr_store *store, struct lc_place *place,
                                 bool *created)
{
    struct lc_db_options how = {0};

    lc_place_look(place);
    if (place->exists && place->st.st_size > 0) {
        return open_existing(ctx, store, place, &how);
    }
    if (!(store->flags & CTR_STORE_CREATE)) {
        return is_missing(ctx, place);
    }
    how.create = true;
    how.mode_of = place->exists ? NULL : place->side;
    bool ours = !place->exists;
    LC_TRY(open_file(ctx, store, place, &how));
    ctr_status status = create_here(ctx, store, created);
    lc_place_look(place);
    if (status != CTR_OK) {
        lc_db_close(&store->db, false);
        lc_place_look(place);
        if (ours && place->exists && place->st.st_size == 0) {
            unlink(place->file); /* nobody else is here: this is under the turnstile */
        }
    }
    return status;
}

/* A creation that was cut short leaves an empty file, or one that SQLite's journal empties again as
 * soon as it is read. */
static ctr_status finish_creation(struct lc_ctx *ctx, ctr_store *store, bool *created)
{
    int64_t schema;

    LC_TRY(lc_db_user_version(ctx, &store->db, &schema));
    if (schema != 0 || !(store->flags & CTR_STORE_CREATE)) {
        return CTR_OK;
    }
    LC_TRY(lc_turnstile_enter(ctx, &store->turnstile, store->deadline_ms));
    ctr_status status = lc_migrate_create(ctx, store, &lc_plan_own, created);
    lc_turnstile_leave(&store->turnstile);
    return status;
}

/* Cut short after its tables were there, it may not have become a WAL file yet. */
static ctr_status finish_wal(struct lc_ctx *ctx, ctr_store *store)
{
    const char *mode;

    LC_TRY(lc_db_text(ctx, &store->db, "PRAGMA journal_mode", &mode));
    if (strcmp(mode, "wal") == 0) {
        return CTR_OK;
    }
    LC_TRY(lc_turnstile_enter(ctx, &store->turnstile, store->deadline_ms));
    ctr_status status = lc_db_set_wal(ctx, &store->db);
    lc_turnstile_leave(&store->turnstile);
    return status;
}

static ctr_status find_for_writing(struct lc_ctx *ctx, ctr_store *store, struct lc_place *place,
                                   bool *created)
{
    struct lc_db_options how = {0};
    bool filled = place->exists && place->st.st_size > 0;
    bool side = access(place->side, F_OK) == 0;
    bool create = (store->flags & CTR_STORE_CREATE) != 0;

    if (filled) {
        LC_TRY(open_existing(ctx, store, place, &how));
    } else if (!create && !side) {
        return is_missing(ctx, place);
    }
    LC_TRY(
        lc_turnstile_open(ctx, &store->turnstile, place->side, place->exists ? &place->st : NULL));
    if (filled) {
        return CTR_OK;
    }
    LC_TRY(lc_turnstile_enter(ctx, &store->turnstile, store->deadline_ms));
    ctr_status status = open_or_create(ctx, store, place, created);
    lc_turnstile_leave(&store->turnstile);
    return status;
}

static ctr_status open_writing(struct lc_ctx *ctx, ctr_store *store, struct lc_place *place,
                               bool *created)
{
    if (!place->exists && !(store->flags & CTR_STORE_CREATE)) {
        return is_missing(ctx, place);
    }
    LC_TRY(lc_place_writable(ctx, place));
    LC_TRY(find_for_writing(ctx, store, place, created));
    LC_TRY(watch(ctx, store, place));
    if (lc_db_read_only(&store->db)) {
        return about(ctx, place,
                     lc_fail(ctx, CTR_E_READONLY, "'%s' cannot be written; open it read-only",
                             place->given));
    }
    if (!*created) {
        LC_TRY(lc_db_configure(ctx, &store->db));
        LC_TRY(finish_creation(ctx, store, created));
        LC_TRY(finish_wal(ctx, store));
    }
    LC_TRY(lc_migrate_open(ctx, store, &lc_plan_own));
    return lc_guard_inherited(ctx, &store->guard);
}

/* Who may write lets SQLite look after its files, and only forbids statements to; who may not, and
 * finds no log, reads the file as it lies. */
static ctr_status open_reading(struct lc_ctx *ctx, ctr_store *store, struct lc_place *place)
{
    struct lc_db_options how = {.query_only = true};
    const char *mode;
    int64_t wal = lc_place_beside(ctx, place->file, "-wal");

    if (!place->exists || place->st.st_size == 0) {
        return is_missing(ctx, place);
    }
    if (lc_place_writable(ctx, place) != CTR_OK) {
        ctr_error_free(ctx->error);
        ctx->error = NULL;
        /* an empty log without its index says nothing */
        how.immutable = wal < 0 || (wal == 0 && lc_place_beside(ctx, place->file, "-shm") < 0);
        how.read_only = !how.immutable;
        LC_TRY(how.read_only ? lc_place_readable(ctx, place) : CTR_OK);
    }
    LC_TRY(open_existing(ctx, store, place, &how));
    LC_TRY(watch(ctx, store, place));
    LC_TRY(lc_db_configure(ctx, &store->db));
    LC_TRY(lc_migrate_open(ctx, store, &lc_plan_own));
    LC_TRY(lc_db_text(ctx, &store->db, "PRAGMA journal_mode", &mode));
    return !how.immutable && strcmp(mode, "wal") == 0 ? lc_guard_inherited(ctx, &store->guard)
                                                      : CTR_OK;
}

static ctr_status open_place(struct lc_ctx *ctx, ctr_store *store, bool *created)
{
    struct lc_place place;

    LC_TRY(lc_place_find(ctx, store->path, &place));
    LC_TRY(lc_guard_local(ctx, place.exists ? place.file : place.folder));
    store->file = keep(ctx, place.file);
    store->seen = keep(ctx, place.seen);
    if (!store->file || !store->seen) {
        return CTR_E_NOMEM;
    }
    return store->flags & CTR_STORE_READONLY ? open_reading(ctx, store, &place)
                                             : open_writing(ctx, store, &place, created);
}

static ctr_status open_memory(struct lc_ctx *ctx, ctr_store *store, bool *created)
{
    struct lc_db_options how = {
        .in_memory = true, .alloc = &store->alloc, .cancel = &store->cancel};

    LC_TRY(lc_guard_open(ctx, &store->guard, NULL));
    LC_TRY(lc_db_open(ctx, "", &how, lc_catalogue, LC_SQL_COUNT, &store->db));
    LC_TRY(create_here(ctx, store, created));
    return lc_migrate_open(ctx, store, &lc_plan_own);
}

ctr_status lc_store_open(struct lc_ctx *ctx, const char *path, const ctr_store_options *options,
                         ctr_store **out, bool *created)
{
    ctr_store_options o = {0};
    ctr_store *store = NULL;

    *out = NULL;
    *created = false;
    LC_TRY(lc_once(ctx));
    LC_TRY(lc_db_check_library(ctx));
    LC_TRY(lc_options_read(ctx, "ctr_store_options", options, options ? options->struct_size : 0,
                           &o, sizeof o, LC_FIRST_ctr_store_options));
    if (path && strcmp(path, ":memory:") == 0) {
        o.flags |= CTR_STORE_MEMORY;
    }
    LC_TRY(check_options(ctx, &o));
    bool in_memory = (o.flags & CTR_STORE_MEMORY) != 0;
    if (!in_memory && (!path || !*path)) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "no path was given, wanted the name of a file");
    }
    ctr_status status = new_store(ctx, in_memory ? ":memory:" : path, &o, &store);
    if (status == CTR_OK) {
        status = in_memory ? open_memory(ctx, store, created) : open_place(ctx, store, created);
    }
    if (status == CTR_OK) {
        *out = store;
    } else if (store) {
        *created = false;
        /* looking at it may have made an empty log */
        lc_store_free(store, status != CTR_E_REPLACED && store->db.handle && store->file &&
                                 lc_place_beside(ctx, store->file, "-wal") == 0);
    }
    return status;
}
