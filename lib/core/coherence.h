/*
 * Did anything commit since we last looked, in any process? Answered from SQLite's own mapping of
 * the wal-index header where that passes its self-test, by PRAGMA data_version otherwise.
 */
#ifndef LC_CORE_COHERENCE_H
#define LC_CORE_COHERENCE_H

#include "db/db.h"

enum { LC_WALINDEX_HEADER = 48 };

struct lc_coherence {
    const volatile void *header;    /* in SQLite's mapping; NULL until it passed its self-test */
    const volatile void *candidate; /* under test while a commit of ours runs */
    bool allowed;                   /* the mapping may be used */
    bool alone;                     /* in memory: nobody else can commit */
    bool own;                       /* we committed since the last note */
    uint32_t failures;              /* of the self-test */
    uint64_t seen[LC_WALINDEX_HEADER / 8];
    uint64_t before[LC_WALINDEX_HEADER / 8]; /* the header when the test began */
    int64_t data_version;
    int64_t seq; /* last event whose contract was dropped from the cache */
};

/* Start with nothing known. `alone`: no other connection can commit, as in memory. */
void lc_coherence_init(struct lc_coherence *c, bool allow_mapping, bool alone);
/* Called around the process's own commits: maps the header, and trusts it only if that commit
 * moved it. */
void lc_coherence_before_commit(struct lc_coherence *c, struct lc_db *db);
void lc_coherence_after_commit(struct lc_coherence *c, struct lc_db *db);
/* True if nothing committed since lc_coherence_note. Cheap: two loads of 48 bytes. */
bool lc_coherence_fresh(struct lc_coherence *c, struct lc_db *db);
/* Remember the present state; must come before the reads that are to be trusted by it. */
void lc_coherence_note(struct lc_coherence *c, struct lc_db *db);

#endif
