/*
 * The journal: append-only, hash-chained (semantics.md 16, 17). Rooms report by appending here and
 * returning; nothing is ever changed or deleted.
 */
#ifndef LC_DOMAIN_EVENT_EVENT_H
#define LC_DOMAIN_EVENT_EVENT_H

#include "base/sha256.h"
#include "codec/json_write.h"
#include "core/op.h"

#include <contracts/event.h>

enum lc_event_kind {
#define LC_EVENT(name, word, text) LC_EVENT_##name,
#include "domain/event/kinds.def"
#undef LC_EVENT
    LC_EVENT_COUNT
};

const char *lc_event_word(enum lc_event_kind kind);
const char *lc_event_text(enum lc_event_kind kind); /* one sentence */

struct ctr_event {
    int64_t seq;
    int64_t at_us;
    const char *kind;
    const char *subject;
    const char *actor;
    const char *body;     /* JSON */
    const char *hash;     /* hex */
    const char *previous; /* hex; not in the public JSON */
};

struct ctr_event_list {
    const struct ctr_event *items;
    size_t count;
    int64_t next; /* the next page comes after it; 0: this is the last */
};

extern const struct lc_shape lc_shape_event, lc_shape_event_list;

/* Learn the end of the journal and settle the op's instant: an instant the caller named must not be
 * before the last event (ARGUMENT); the clock's is raised to it. First thing in every write. */
ctr_status lc_event_open(struct lc_op *op);
/* Append. contract_rid 0 = none. The body is made of the pairs, sorted. */
ctr_status lc_event_append(struct lc_op *op, int64_t contract_rid, enum lc_event_kind kind,
                           const char *subject, const struct lc_pair *pairs, size_t count);
/* Why the call was made, for the event that is about it; NULL if nothing was said. */
static inline const char *lc_event_reason(const struct lc_op *op)
{
    return op->reason && *op->reason ? op->reason : NULL;
}

/* The hash of a row (semantics.md 16). `uuid` is the store's, as text. */
struct lc_sha256 lc_event_hash(const char *uuid, const struct lc_sha256 *previous,
                               const struct ctr_event *event);

/* Events after `after`, at most `limit`. contract_rid 0 = any; `kind` may end in '.' for a family;
 * origin NULL = our own journal. */
struct lc_event_query {
    int64_t after;
    int64_t limit;
    int64_t contract_rid;
    const char *kind;
    const char *team_key; /* lower-case team; NULL = any */
    const char *origin;
    bool keep; /* lc_event_each: leave the events in scratch memory */
};
ctr_status lc_event_find(struct lc_op *op, const struct lc_event_query *query,
                         struct ctr_event_list *out);
/* Sequence number of the last event, 0 if none. */
ctr_status lc_event_last(struct lc_op *op, int64_t *out);

/* Walk a journal in order; the memory of the events is given back page by page unless `keep`. */
typedef ctr_status (*lc_event_fn)(void *user, const struct ctr_event *event);
ctr_status lc_event_each(struct lc_op *op, const struct lc_event_query *query, lc_event_fn fn,
                         void *user);
/* The imported events of a contract from all journals, in the order of time: a contract may have
 * lived in several stores before it came here. They stay in scratch memory. */
ctr_status lc_event_each_imported(struct lc_op *op, int64_t contract_rid, lc_event_fn fn,
                                  void *user);
/* The store's own events of a contract whose kind begins with `prefix`, in order: only such are
 * read, however many others the contract has. They stay in scratch memory. */
ctr_status lc_event_each_own(struct lc_op *op, int64_t contract_rid, const char *prefix,
                             lc_event_fn fn, void *user);

#endif
