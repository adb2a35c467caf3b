/*
 * What statements of work depend on: the one walk by which sync, activation and lint decide whether
 * what they need is there, and whether they need one another in a circle.
 */
#ifndef LC_FLOW_SOW_NEEDS_H
#define LC_FLOW_SOW_NEEDS_H

#include "base/map.h"
#include "flow/sow.h"

/* A statement of work, as the asker knows it. */
struct lc_need {
    const char *id;
    const char *const *needs; /* ids that it depends on */
    size_t count;
    void *own; /* the asker's */
    int mark;  /* of the walk */
    size_t next;
};

/* Who wants to know. */
struct lc_need_asker {
    void *user;
    /* Fill in id, needs, count and own; *found is false if there is none of that id. */
    ctr_status (*look)(void *user, const char *id, struct lc_need *out, bool *found);
    /* of->needs[at] is not there. */
    ctr_status (*missing)(void *user, const struct lc_need *of, size_t at);
    /* Each depends on the next, and the last on the first; `text` names them: "a -> b -> a". */
    ctr_status (*circle)(void *user, struct lc_need *const *way, size_t count, const char *text);
};

/* A walk; zeros but for ctx and asker. */
struct lc_need_walk {
    struct lc_ctx *ctx;
    const struct lc_need_asker *asker;
    struct lc_map seen; /* id in lower case -> lc_need */
};

/* Everything that `id` depends on, itself first; what was walked before is not again. LIMIT where
 * too many depend on one another in a row. */
ctr_status lc_need_walk_from(struct lc_need_walk *w, const char *id);
/* Where in `of` that need is; of->count if it is none of them. */
size_t lc_need_at(const struct lc_need *of, const char *id);

/* --- in a store (sow_lint.c) --- */

/* As of the contracts of a team: their active editions, none of which needs anything where none is
 * active. */
ctr_status lc_need_stored(struct lc_op *op, const char *team, const char *id, struct lc_need *out,
                          bool *found);
/* STATE if a version that is to become active depends on a contract that is not there, or would
 * close a circle with the active ones. Nothing to ask of other types. */
ctr_status lc_need_check(struct lc_op *op, const struct lc_contract *c,
                         const struct ctr_version *v);
/* Remarks on a statement of work as if it became active in that team under that name. */
ctr_status lc_flow_sow_lint(struct lc_op *op, const char *team, const char *name,
                            struct lc_doc *doc, struct ctr_lint_report *out);

#endif
