/*
 * Where a store lies: the paths of its file, its folder and its side file, and what is there. Looks
 * by stat alone: opening the file by hand would drop the locks that this process holds on it.
 */
#ifndef LC_CORE_PLACE_H
#define LC_CORE_PLACE_H

#include "base/ctx.h"

#include <sys/stat.h>

struct lc_place {
    const char *given;  /* for messages */
    const char *file;   /* absolute, links resolved: what SQLite opens */
    const char *seen;   /* absolute, the last link not resolved: what is watched */
    const char *folder; /* of `file` */
    const char *side;   /* the turnstile's file */
    bool exists;
    struct stat st; /* of `file`, if it exists */
};

/* Find out; all strings in scratch memory. ARGUMENT without a path, NOT_FOUND when the folder is
 * missing, NOT_OURS when something else than a file is there. */
ctr_status lc_place_find(struct lc_ctx *ctx, const char *path, struct lc_place *out);
/* Look again at what is there. */
void lc_place_look(struct lc_place *place);
/* May this process write the file and make others beside it? READONLY with what is missing. */
ctr_status lc_place_writable(struct lc_ctx *ctx, const struct lc_place *place);
/* May this process, which may not write, read the file together with its log, which is there? IO or
 * READONLY with what is missing. */
ctr_status lc_place_readable(struct lc_ctx *ctx, const struct lc_place *place);
/* Size of a file of SQLite's beside it ("-wal", "-journal"), -1 if there is none. */
int64_t lc_place_beside(struct lc_ctx *ctx, const char *file, const char *suffix);
/* Sync the folder, so that a name in it survives a power cut. */
ctr_status lc_place_sync_folder(struct lc_ctx *ctx, const char *folder);

#endif
