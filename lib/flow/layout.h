/*
 * The layout of a repository: its files read and held against each other, and what came of bringing
 * them together with the store.
 */
#ifndef LC_FLOW_LAYOUT_H
#define LC_FLOW_LAYOUT_H

#include "core/tree.h"
#include "flow/change.h"
#include "flow/evolve.h"

#include <contracts/layout.h>

enum lc_layout_rule {
#define LC_LAYOUT(NAME, id, level, sentence) LC_LAYOUT_##NAME,
#include "flow/layout.def"
#undef LC_LAYOUT
    LC_LAYOUT_COUNT
};

struct ctr_layout_file {
    const char *path;
    int32_t kind; /* ctr_terms_kind; AUTO = a decision record, or not known */
    int32_t action;
    const char *subject;
    int32_t written; /* there are bytes staged for it */
};

struct ctr_layout_edit {
    const char *file;
    int64_t line;
    const char *term;
    const char *was, *is;
};

struct ctr_layout_finding {
    const char *rule;
    ctr_lint_level level;
    const char *file;
    int64_t line, column;
    const char *message;
};

struct ctr_layout {
    const char *dir, *team, *master;
    int32_t ok;
    int64_t drift;
    struct ctr_layout_file *files;
    size_t file_count, file_room;
    struct ctr_layout_edit *edits;
    size_t edit_count, edit_room;
    struct ctr_layout_finding *findings;
    size_t finding_count, finding_room;
    const char **next;
    size_t next_count, next_room;
    int32_t dry_run; /* set where the answer leaves the library */
};

extern const struct lc_word lc_words_layout_action[];
extern const struct lc_shape lc_shape_layout;

/* A governing document of the layout, read. */
struct lc_paper {
    const char *path;
    struct lc_str bytes;
    ctr_terms_kind kind;
    struct lc_doc doc;
    const char *id; /* NULL: it could not be read */
    struct lc_terms *terms;
    struct lc_master *master; /* of its kind; the others are NULL */
    struct lc_sow *sow;
    struct lc_change_request *request;
    struct lc_edition edition;     /* master, SOW */
    ctr_source source;             /* that it was read from */
    struct lc_change_paper change; /* change */
    size_t file;                   /* number in the result */
    struct lc_str instead;         /* what the file is to hold; ptr NULL = what it holds */
    bool loaded;                   /* a statement of work: with those that it depends on */
    int32_t mark;                  /* of the walk over changes */
};

struct lc_layout {
    const char *dir;
    struct lc_paper *papers;
    size_t count, room;
    struct lc_paper *master; /* NULL = none that could be read */
    struct ctr_layout *out;
};

/* --- layout.c --- */

/* A finding; `place` in the paper's source, UINT32_MAX = the file as a whole. */
ctr_status lc_layout_find(struct lc_ctx *ctx, struct lc_layout *l, enum lc_layout_rule rule,
                          struct lc_paper *paper, uint32_t place, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
/* The same about something that has no paper. */
ctr_status lc_layout_find_at(struct lc_ctx *ctx, struct lc_layout *l, enum lc_layout_rule rule,
                             const char *file, const char *message);
ctr_status lc_layout_add_file(struct lc_ctx *ctx, struct ctr_layout *out, const char *path,
                              ctr_terms_kind kind, size_t *number);
ctr_status lc_layout_next(struct lc_ctx *ctx, struct ctr_layout *out, const char *hint);
bool lc_layout_failed(const struct ctr_layout *out);
/* Drift, order of findings, and whether it is well. */
void lc_layout_sum(struct ctr_layout *out);
struct lc_paper *lc_layout_paper(const struct lc_layout *l, ctr_terms_kind kind, const char *id);
/* The answer of a call that failed, taken back; its message without the name of the file. */
const char *lc_layout_excuse(struct lc_ctx *ctx, const char *file, int64_t *line, int64_t *column);

/* --- layout_read.c --- */

/* List and read all files; what cannot be read is a finding. */
ctr_status lc_layout_read(struct lc_ctx *ctx, const char *dir, struct lc_layout *l,
                          struct ctr_layout *out);
/* Hold them against each other. */
ctr_status lc_layout_check(struct lc_ctx *ctx, struct lc_layout *l);

/* --- layout_needs.c --- */

/* What its statements of work depend on: circles among the files; with a store (op, else NULL) what
 * is neither a file nor in the team, and circles by way of it. */
ctr_status lc_layout_check_needs(struct lc_ctx *ctx, struct lc_layout *l, struct lc_op *op,
                                 const char *team);

/* --- scaffold.c --- */

ctr_status lc_layout_scaffold(struct lc_ctx *ctx, const char *dir, bool dry_run,
                              struct ctr_layout *out);

/* --- sync.c, sync_change.c, sync_write.c --- */

/* In a write: load what was read, find out what is to be written back. */
ctr_status lc_flow_sync(struct lc_op *op, struct lc_layout *l, const char *team);
ctr_status lc_sync_changes(struct lc_op *op, struct lc_layout *l);
/* What the store knows better than the paper of a change or a SOW. */
ctr_status lc_sync_write_change(struct lc_op *op, struct lc_layout *l, struct lc_paper *paper,
                                const struct ctr_change *h);
ctr_status lc_sync_write_sow(struct lc_op *op, struct lc_layout *l, struct lc_paper *paper);
/* The bytes of all files that change, beside them on disk. */
ctr_status lc_sync_stage(struct lc_ctx *ctx, struct lc_layout *l);

#endif
