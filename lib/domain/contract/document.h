/*
 * Documents: bytes kept once per content, packed; a version's document and the files it refers to.
 */
#ifndef LC_DOMAIN_CONTRACT_DOCUMENT_H
#define LC_DOMAIN_CONTRACT_DOCUMENT_H

#include "base/sha256.h"
#include "codec/deflate.h"
#include "core/op.h"

/* Documents beyond this are exported and imported in pieces. */
enum { LC_LARGE_DOCUMENT = 256 << 10 };

/* Can XML hold the bytes as they are? Looked at for large documents only. */
enum lc_text_known { LC_TEXT_UNKNOWN, LC_TEXT_NO, LC_TEXT_YES };

/* Bytes ready to be stored; made before the lock is taken. */
struct lc_blob {
    const char *path; /* "" for the document itself */
    struct lc_str bytes;
    struct lc_sha256 sha256;
    enum lc_text_known text;
    enum lc_packing packing;
    struct lc_str packed;
};

/* A document with its files, sorted by path. */
struct lc_content {
    struct lc_blob document;
    struct lc_blob *files;
    size_t count;
};

/* Hash and pack. */
ctr_status lc_blob_make(struct lc_ctx *ctx, const char *path, struct lc_str bytes,
                        struct lc_blob *out);
/* *rid is 0 if it is not there. */
ctr_status lc_document_find(struct lc_op *op, const struct lc_blob *blob, int64_t *rid);
/* Store unless the content is there. */
ctr_status lc_document_put(struct lc_op *op, const struct lc_blob *blob, int64_t *rid);
/* The same where it is known that the content is not there. */
ctr_status lc_document_insert(struct lc_op *op, const struct lc_blob *blob, int64_t *rid);
/* The bytes, scratch memory with a NUL behind; the hash is checked: CORRUPT. */
ctr_status lc_document_get(struct lc_op *op, int64_t rid, struct lc_str *out);
/* Link the files to a version. */
ctr_status lc_file_put(struct lc_op *op, int64_t version_rid, const struct lc_content *content);
/* One file of a version by path; NOT_FOUND in *found. */
ctr_status lc_file_get(struct lc_op *op, int64_t version_rid, const char *path, struct lc_str *out,
                       bool *found);
/* Bytes of all files of a version, unpacked; without the document itself. */
ctr_status lc_file_bytes(struct lc_op *op, int64_t version_rid, int64_t *out);
/* Paths and hashes of a version's files, sorted by path. */
struct lc_file_row {
    const char *path;
    int64_t document_rid;
    const char *sha256;
};
ctr_status lc_file_list(struct lc_op *op, int64_t version_rid, struct lc_file_row **out,
                        size_t *count);
/* A ctr_resolve_fn over a version's files; user is a struct lc_file_resolver. */
struct lc_file_resolver {
    struct lc_op *op;
    int64_t version_rid;
};
int lc_file_resolve(void *user, const char *path, const void **data, size_t *size);

#endif
