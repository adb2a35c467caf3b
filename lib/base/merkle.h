/*
 * Merkle trees as RFC 6962 has them: roots, proofs that a leaf is in a tree, and that one tree is
 * the beginning of another. A tree is never held: its frontier is (the roots of its full subtrees),
 * and a proof is said as ranges of leaves whose roots it is made of.
 */
#ifndef LC_BASE_MERKLE_H
#define LC_BASE_MERKLE_H

#include "base/sha256.h"

enum { LC_MERKLE_DEPTH = 64 };

/* One subtree for each bit of `size` that is set, the largest first. Zero it to begin. */
struct lc_merkle {
    uint64_t size;
    struct lc_sha256 roots[LC_MERKLE_DEPTH];
    int count;
};

/* Add a leaf: SHA-256(0x00, data). */
void lc_merkle_add(struct lc_merkle *tree, const void *data, size_t size);
/* SHA-256 of nothing for the empty tree. */
struct lc_sha256 lc_merkle_root(const struct lc_merkle *tree);
/* The frontier from its roots; false unless there are as many as `size` needs. */
bool lc_merkle_load(struct lc_merkle *tree, uint64_t size, const void *roots, size_t bytes);

/* Leaves [first, end) whose root is a node of a proof. */
struct lc_merkle_range {
    uint64_t first;
    uint64_t end;
};

/* The nodes that prove leaf `index` (from 0) of a tree of `size`, in the order of the proof. How
 * many; at most LC_MERKLE_DEPTH. */
int lc_merkle_inclusion(uint64_t index, uint64_t size, struct lc_merkle_range *out);
/* The nodes that prove that a tree of `from` leaves (1 to size) is the beginning of one of
 * `size`. */
int lc_merkle_consistency(uint64_t from, uint64_t size, struct lc_merkle_range *out);

/* Do the nodes lead from the leaf to the root? */
bool lc_merkle_includes(uint64_t index, uint64_t size, const void *data, size_t bytes,
                        const struct lc_sha256 *path, size_t count, const struct lc_sha256 *root);
/* Do the nodes lead to both roots? */
bool lc_merkle_extends(uint64_t from, uint64_t size, const struct lc_sha256 *path, size_t count,
                       const struct lc_sha256 *from_root, const struct lc_sha256 *root);

#endif
