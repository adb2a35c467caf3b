/*
 * The wal-index begins with two copies of a 48-byte header that every commit, in any process,
 * changes (https://sqlite.org/walformat.html, section 2.1). Readers of SQLite itself trust their
 * page cache by comparing them; so do we, in the mapping that SQLite holds already.
 */
#include "core/coherence.h"

enum { WORDS = LC_WALINDEX_HEADER / 8, FORMAT = 3007000, MAX_FAILURES = 8, MAX_READS = 100 };

_Static_assert(WORDS * 8 == LC_WALINDEX_HEADER && WORDS == 6, "the header is six words");

static void load(const volatile void *header, size_t copy, uint64_t out[WORDS])
{
    const volatile uint64_t *from = (const volatile uint64_t *)header + copy * WORDS;
    for (size_t i = 0; i < WORDS; i++) {
        out[i] = __atomic_load_n(&from[i], __ATOMIC_RELAXED);
    }
    atomic_thread_fence(memory_order_acquire);
}

static uint64_t change(const volatile uint64_t *from, const uint64_t *seen, size_t i)
{
    return __atomic_load_n(&from[i], __ATOMIC_RELAXED) ^ seen[i];
}

/* One copy against what was seen; written out, for this is the hot path. */
static bool is_same(const volatile void *header, size_t copy, const uint64_t seen[WORDS])
{
    const volatile uint64_t *from = (const volatile uint64_t *)header + copy * WORDS;
    uint64_t changes = change(from, seen, 0) | change(from, seen, 1) | change(from, seen, 2) |
                       change(from, seen, 3) | change(from, seen, 4) | change(from, seen, 5);
    atomic_thread_fence(memory_order_acquire);
    return !changes;
}

/* Both copies agree, as between two commits; false while one is under way. */
static bool read_header(const volatile void *header, uint64_t out[WORDS])
{
    uint64_t second[WORDS];

    for (int i = 0; i < MAX_READS; i++) {
        load(header, 0, out);
        load(header, 1, second);
        if (memcmp(out, second, sizeof second) == 0) {
            return true;
        }
    }
    return false;
}

/* Version of the format, a counter that commits move, and "is in use". */
static bool plausible(const uint64_t header[WORDS])
{
    uint32_t version;
    unsigned char in_use;

    memcpy(&version, header, sizeof version);
    memcpy(&in_use, (const unsigned char *)header + 12, 1);
    return version == FORMAT && in_use == 1;
}

static uint32_t counter(const uint64_t header[WORDS])
{
    uint32_t value;
    memcpy(&value, (const unsigned char *)header + 8, sizeof value);
    return value;
}

void lc_coherence_init(struct lc_coherence *c, bool allow_mapping, bool alone)
{
    *c = (struct lc_coherence){
        .allowed = allow_mapping && !alone, .alone = alone, .own = true, .data_version = -1};
}

void lc_coherence_before_commit(struct lc_coherence *c, struct lc_db *db)
{
    c->candidate = NULL;
    if (c->header || !c->allowed || c->failures >= MAX_FAILURES) {
        return;
    }
    const volatile void *map = lc_db_walindex(db);
    if (map && read_header(map, c->before)) {
        c->candidate = map;
    } else {
        c->failures++;
    }
}

void lc_coherence_after_commit(struct lc_coherence *c, struct lc_db *db)
{
    uint64_t after[WORDS];
    (void)db;

    c->own = true;
    if (!c->candidate) {
        return;
    }
    if (read_header(c->candidate, after) && plausible(after) &&
        counter(after) != counter(c->before)) {
        c->header = c->candidate;
    } else {
        c->failures++;
    }
    c->candidate = NULL;
}

bool lc_coherence_fresh(struct lc_coherence *c, struct lc_db *db)
{
    if (c->own || c->alone) {
        return !c->own;
    }
    if (!c->header) {
        int64_t version = lc_db_data_version(db);
        return version >= 0 && version == c->data_version;
    }
    /* a commit writes the second copy first */
    return is_same(c->header, 0, c->seen) && is_same(c->header, 1, c->seen);
}

void lc_coherence_note(struct lc_coherence *c, struct lc_db *db)
{
    c->own = false;
    if (c->alone) {
        return;
    }
    if (!c->header) {
        c->data_version = lc_db_data_version(db);
    } else if (!read_header(c->header, c->seen)) {
        c->own = true; /* know nothing: ask again next time */
    }
}
