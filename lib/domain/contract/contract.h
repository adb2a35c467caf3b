/*
 * The contract room: identity, versions, documents, the life cycle. Knows nothing of consumers;
 * what happens to them is the consumer room's and the flows' matter.
 */
#ifndef LC_DOMAIN_CONTRACT_CONTRACT_H
#define LC_DOMAIN_CONTRACT_CONTRACT_H

#include "domain/contract/document.h"
#include "domain/contract/earlier.h"
#include "domain/event/event.h"
#include "spec/finding.h"

#include <contracts/contract.h>

struct lc_contract {
    int64_t rid;
    const char *key; /* "team/name" in lower case */
    const char *team;
    const char *name;
    ctr_type type;
    ctr_mode mode;
    ctr_profile profile;
    const char *owner_role;
    const char *owner_agent;
    const char *metadata;
    int64_t created_us;
    const char *created_by;
};

struct ctr_version {
    int64_t rid;
    int64_t contract_rid;
    int64_t document_rid;
    int64_t base_rid;
    const char *key;
    const char *team;
    const char *name;
    const char *label;
    ctr_type type;
    ctr_format format;
    ctr_state state;
    ctr_mode mode;
    ctr_profile profile;
    const char *owner_role;
    const char *owner_agent;
    const char *metadata; /* JSON */
    int64_t revision;
    const char *id;
    const char *base;
    const char *superseded_by;
    const char *reason;
    const char *break_reason;
    const char *document_sha256;
    int64_t document_size;
    int64_t consumers;
    int64_t created_us;
    const char *created_by;
    int64_t activated_us;
    int64_t deprecated_us;
    int64_t retired_us;
    int64_t sunset_us;
    int32_t dry_run; /* set where the answer leaves the library */
};

struct ctr_version_list {
    const struct ctr_version *items;
    size_t count;
    const char *next;
};

extern const struct lc_shape lc_shape_version, lc_shape_version_list;
extern const struct lc_word lc_words_type[], lc_words_state[];

/* --- rules (contract_rules.c, pure) --- */

enum lc_verb { LC_VERB_ACTIVATE, LC_VERB_DEPRECATE, LC_VERB_REACTIVATE, LC_VERB_RETIRE };

/* The state a verb leads to, 0 if it is not allowed from there. */
ctr_state lc_contract_move(ctr_state from, enum lc_verb verb);
const char *lc_verb_name(enum lc_verb verb);
/* Is `declared` at least `proposed` (a pre-release counts as its release)? 1 also where either has
 * no order. */
bool lc_label_sufficient(const char *declared, const char *proposed);
/* Does a pin name that one version, and is no range: "1.2.0", "v1.2.0" and "=1.2.0" do, "1.2" does
 * where the label is written so. */
bool lc_pin_names(const char *pin, const char *label);
/* Default type for a document's format. */
ctr_type lc_type_for(ctr_format format);

/* --- look-ups (contract_find.c) --- */

/* "team/name" in lower case, scratch memory, NULL with NOMEM recorded. */
const char *lc_contract_key(struct lc_ctx *ctx, const char *team, const char *name);
/* Is it such a key of a contract? */
bool lc_is_contract_key(const char *text);
/* "team/name@label" and the like, for subjects and messages. */
const char *lc_version_subject(struct lc_ctx *ctx, const struct ctr_version *v);
const char *lc_contract_subject(struct lc_ctx *ctx, const struct lc_contract *c);

ctr_status lc_contract_find(struct lc_op *op, const char *team, const char *name,
                            struct lc_contract *out, bool *found);
/* NOT_FOUND if there is none. */
ctr_status lc_contract_get(struct lc_op *op, const char *team, const char *name,
                           struct lc_contract *out);
ctr_status lc_version_by_rid(struct lc_op *op, int64_t rid, struct ctr_version *out);
ctr_status lc_version_active(struct lc_op *op, int64_t contract_rid, struct ctr_version *out,
                             bool *found);
/* The active version by the contract's key, in one statement: the hot path. */
ctr_status lc_version_active_by_key(struct lc_op *op, const char *key, struct ctr_version *out,
                                    bool *found);
ctr_status lc_version_by_label(struct lc_op *op, int64_t contract_rid, const char *label,
                               struct ctr_version *out, bool *found);
/* The active version, else the one activated last; what an evolution is compared with. */
ctr_status lc_version_base(struct lc_op *op, int64_t contract_rid, struct ctr_version *out,
                           bool *found);
/* Which version was activated last; *rid is 0 if none ever was. */
ctr_status lc_version_last_active(struct lc_op *op, int64_t contract_rid, int64_t *rid,
                                  const char **label);
/* By selector (contracts/contract.h). NOT_FOUND says what there is. */
ctr_status lc_version_select(struct lc_op *op, const struct lc_contract *c, const char *selector,
                             struct ctr_version *out);
/* The highest active or deprecated version that a pin admits; without a pin the active one. A pin
 * is a label, or a range of what is there and of what is to come: "1" is 1.x, also where a version
 * is labelled 1 or 1.0.0, so that it means the same whenever it is asked. */
ctr_status lc_version_resolve(struct lc_op *op, int64_t contract_rid, const char *pin,
                              struct ctr_version *out, bool *found);
/* Does the pin admit a version of that label? NULL admits all. */
ctr_status lc_pin_admits(struct lc_ctx *ctx, const char *pin, const char *label, bool *out);

/* --- lists (contract_list.c) --- */

struct lc_contract_query {
    const char *team;   /* NULL = any */
    const char *prefix; /* of the name */
    ctr_type type;      /* 0 = any */
    ctr_state state;    /* of the version shown; 0 = any */
    const char *owner_role;
    const char *owner_agent;
    const char *after; /* key */
    size_t limit;
};
ctr_status lc_contract_list(struct lc_op *op, const struct lc_contract_query *query,
                            struct ctr_version_list *out);
/* Versions in the order of creation; `after` is the id of the last one seen, NULL = from the
 * start. */
ctr_status lc_contract_history(struct lc_op *op, const struct lc_contract *c, const char *after,
                               size_t limit, struct ctr_version_list *out);

/* --- verbs (contract.c) --- */

/* A new contract; EXISTS if the name is taken. Fills c->rid and key. Appends contract.created. */
ctr_status lc_contract_insert(struct lc_op *op, struct lc_contract *c);

/* A comparison as it is stored. */
struct lc_packed_diff {
    int64_t size; /* unpacked */
    enum lc_packing packing;
    struct lc_str bytes;
};
/* What a new version is made of. */
struct lc_draft {
    const struct lc_contract *contract;
    const char *label;
    ctr_format format;
    const struct lc_content *content; /* document and files */
    const struct ctr_version *base;   /* NULL = none */
    const char *proposed;             /* NULL = none */
    bool sufficient;
    const struct ctr_diff *diff; /* NULL without base */
    const struct lc_packed_diff *packed;
    struct lc_earlier_list earlier; /* what it was compared with besides the base */
    const char *break_reason;       /* NULL = none declared */
};
/* A new draft; EXISTS if the label is taken. Appends version.created and break.declared. */
ctr_status lc_version_insert(struct lc_op *op, const struct lc_draft *draft,
                             struct ctr_version *out);
/* What that would make, without storing it; EXISTS likewise. */
ctr_status lc_version_foretell(struct lc_op *op, const struct lc_draft *draft,
                               struct ctr_version *out);

/* Record a break as decided on a draft. */
ctr_status lc_version_declare(struct lc_op *op, struct ctr_version *v, const char *reason);
/* Check op->if_revision. */
ctr_status lc_version_expect(struct lc_op *op, const struct ctr_version *v);
/* STATE if the verb is not allowed from v's state. */
ctr_status lc_version_may(struct lc_op *op, const struct ctr_version *v, enum lc_verb verb);

/* Change of state; *v is what it was and becomes what it is. The event is the caller's. */
struct lc_move {
    ctr_state to;
    const char *reason;                   /* NULL = none */
    const struct ctr_version *superseded; /* by this one; NULL = by none */
    int64_t sunset_us;                    /* 0 = none */
};
ctr_status lc_version_move(struct lc_op *op, struct ctr_version *v, const struct lc_move *move);

/* Owner, metadata, mode, profile; NULL or 0 leaves as it is, "" clears. Appends contract.changed
 * unless nothing changed. */
ctr_status lc_contract_change(struct lc_op *op, struct lc_contract *c, const ctr_edit *edit);

/* --- evolutions (evolution.c) --- */

struct lc_evolution {
    const char *proposed;
    bool sufficient;
    ctr_mode mode;
    ctr_profile profile;
    ctr_verdict verdict;
    ctr_bump bump;
    struct lc_counts counts;
    int64_t size;                   /* of the stored comparison, unpacked */
    struct lc_against against;      /* of those with versions before the base */
    struct ctr_diff *diff;          /* NULL when it has more bytes than were asked for */
    struct lc_earlier_list earlier; /* those of `against`, where somebody loaded or made them */
};
/* Write out and pack; made before the lock is taken where it is long. */
ctr_status lc_evolution_pack(struct lc_ctx *ctx, const struct ctr_diff *diff,
                             struct lc_packed_diff *out);
ctr_status lc_evolution_store(struct lc_op *op, int64_t version_rid, const struct lc_draft *draft);
/* A stored comparison back. */
ctr_status lc_evolution_unpack(struct lc_op *op, struct lc_str packed, int64_t packing,
                               int64_t size, struct ctr_diff **out);
/* With the comparison itself if it has at most `most` bytes. */
ctr_status lc_evolution_load(struct lc_op *op, int64_t version_rid, int64_t most,
                             struct lc_evolution *out, bool *found);

#endif
