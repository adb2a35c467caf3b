/*
 * Files of a directory that somebody else keeps, such as the layout of a repository: listed, read
 * and replaced below that directory only. No symbolic link is followed on the way, so nothing
 * outside is ever read or written.
 */
#ifndef LC_CORE_TREE_H
#define LC_CORE_TREE_H

#include "base/ctx.h"

enum lc_tree_kind {
    LC_TREE_NONE = 1, /* there is no such file */
    LC_TREE_FILE,
    LC_TREE_LINK,   /* a symbolic link, or below one */
    LC_TREE_OTHER,  /* a directory, a device, … */
    LC_TREE_OUTSIDE /* the path is absolute or has a part that is ".." */
};

struct lc_tree_entry {
    const char *path; /* from the directory, such as "contracts/sow/sprint-01.yaml" */
    enum lc_tree_kind kind;
};

/* Make the directory itself if it is not there; its parent has to be. */
ctr_status lc_tree_ensure(struct lc_ctx *ctx, const char *dir);
/* NOT_FOUND or IO unless `dir` is a directory that can be read. */
ctr_status lc_tree_check(struct lc_ctx *ctx, const char *dir);
/* What lies in the folder `below`, by name; what begins with a dot is nobody's. None if the folder
 * is not there; *kind tells (OTHER: a folder). */
ctr_status lc_tree_list(struct lc_ctx *ctx, const char *dir, const char *below,
                        struct lc_tree_entry **out, size_t *count, enum lc_tree_kind *kind);
ctr_status lc_tree_kind_of(struct lc_ctx *ctx, const char *dir, const char *path,
                           enum lc_tree_kind *out);
/* All bytes of a file, in scratch memory; LIMIT beyond the document limit. */
ctr_status lc_tree_read(struct lc_ctx *ctx, const char *dir, const char *path, struct lc_str *out);
/* A new file with its folders, 0666 less the umask. EXISTS if there is one. */
ctr_status lc_tree_make(struct lc_ctx *ctx, const char *dir, const char *path, struct lc_str bytes);
/* Replacing a file, in two steps: the bytes go to disk beside it under a name of their own, with
 * the permissions of the file; then that name becomes the file's, or is forgotten. A file that
 * nobody may write is READONLY. */
ctr_status lc_tree_stage(struct lc_ctx *ctx, const char *dir, const char *path,
                         struct lc_str bytes);
ctr_status lc_tree_settle(struct lc_ctx *ctx, const char *dir, const char *path);
void lc_tree_forget(const char *dir, const char *path);

#endif
