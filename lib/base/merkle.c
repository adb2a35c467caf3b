/* Merkle trees of RFC 6962; checking of proofs as RFC 9162 2.1.3.2 and 2.1.4.2 describe it. */
#include "base/merkle.h"

static struct lc_sha256 leaf_of(const void *data, size_t size)
{
    struct lc_hasher h;
    lc_sha256_begin(&h);
    lc_sha256_add(&h, "\0", 1);
    lc_sha256_add(&h, data, size);
    return lc_sha256_end(&h);
}

static struct lc_sha256 node_of(const struct lc_sha256 *left, const struct lc_sha256 *right)
{
    unsigned char bytes[1 + 2 * LC_SHA256_BYTES] = {1};
    memcpy(bytes + 1, left->bytes, LC_SHA256_BYTES);
    memcpy(bytes + 1 + LC_SHA256_BYTES, right->bytes, LC_SHA256_BYTES);
    return lc_sha256_of(bytes, sizeof bytes);
}

void lc_merkle_add(struct lc_merkle *tree, const void *data, size_t size)
{
    struct lc_sha256 node = leaf_of(data, size);

    for (uint64_t rest = tree->size; rest & 1; rest >>= 1) {
        node = node_of(&tree->roots[--tree->count], &node);
    }
    tree->roots[tree->count++] = node;
    tree->size++;
}

struct lc_sha256 lc_merkle_root(const struct lc_merkle *tree)
{
    if (!tree->count) {
        return lc_sha256_of("", 0);
    }
    struct lc_sha256 root = tree->roots[tree->count - 1];
    for (int i = tree->count - 1; i > 0; i--) {
        root = node_of(&tree->roots[i - 1], &root);
    }
    return root;
}

bool lc_merkle_load(struct lc_merkle *tree, uint64_t size, const void *roots, size_t bytes)
{
    int count = __builtin_popcountll(size);

    if (bytes != (size_t)count * LC_SHA256_BYTES) {
        return false;
    }
    *tree = (struct lc_merkle){.size = size, .count = count};
    if (bytes) {
        memcpy(tree->roots, roots, bytes);
    }
    return true;
}

/* The largest power of two below n; n > 1. */
static uint64_t split_of(uint64_t n)
{
    return UINT64_C(1) << (63 - __builtin_clzll(n - 1));
}

/* Walks go from the root to the leaf, proofs from the leaf to the root. */
static void turn_round(struct lc_merkle_range *ranges, int count)
{
    for (int i = 0; i < count / 2; i++) {
        struct lc_merkle_range swap = ranges[i];
        ranges[i] = ranges[count - 1 - i];
        ranges[count - 1 - i] = swap;
    }
}

int lc_merkle_inclusion(uint64_t index, uint64_t size, struct lc_merkle_range *out)
{
    uint64_t first = 0;
    int count = 0;

    while (size > 1) {
        uint64_t k = split_of(size);
        if (index - first < k) {
            out[count++] = (struct lc_merkle_range){first + k, first + size};
            size = k;
        } else {
            out[count++] = (struct lc_merkle_range){first, first + k};
            first += k;
            size -= k;
        }
    }
    turn_round(out, count);
    return count;
}

int lc_merkle_consistency(uint64_t from, uint64_t size, struct lc_merkle_range *out)
{
    uint64_t first = 0;
    bool whole = true; /* the old tree is this one: its root is known already */
    int count = 0;

    while (from != size) {
        uint64_t k = split_of(size);
        if (from <= k) {
            out[count++] = (struct lc_merkle_range){first + k, first + size};
            size = k;
        } else {
            out[count++] = (struct lc_merkle_range){first, first + k};
            first += k;
            from -= k;
            size -= k;
            whole = false;
        }
    }
    if (!whole) {
        out[count++] = (struct lc_merkle_range){first, first + size};
    }
    turn_round(out, count);
    return count;
}

static bool same(const struct lc_sha256 *a, const struct lc_sha256 *b)
{
    return memcmp(a->bytes, b->bytes, LC_SHA256_BYTES) == 0;
}

bool lc_merkle_includes(uint64_t index, uint64_t size, const void *data, size_t bytes,
                        const struct lc_sha256 *path, size_t count, const struct lc_sha256 *root)
{
    struct lc_sha256 node = leaf_of(data, bytes);
    uint64_t at = index;
    uint64_t last = size - 1;

    if (index >= size) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (last == 0) {
            return false;
        }
        if ((at & 1) || at == last) {
            node = node_of(&path[i], &node);
            while (!(at & 1) && at) {
                at >>= 1;
                last >>= 1;
            }
        } else {
            node = node_of(&node, &path[i]);
        }
        at >>= 1;
        last >>= 1;
    }
    return last == 0 && same(&node, root);
}

bool lc_merkle_extends(uint64_t from, uint64_t size, const struct lc_sha256 *path, size_t count,
                       const struct lc_sha256 *from_root, const struct lc_sha256 *root)
{
    size_t next = 0;

    if (from < 1 || from > size) {
        return false;
    }
    if (from == size) {
        return count == 0 && same(from_root, root);
    }
    bool power = (from & (from - 1)) == 0;
    if (!power && count == 0) {
        return false;
    }
    struct lc_sha256 old = power ? *from_root : path[next++];
    struct lc_sha256 all = old;
    uint64_t at = from - 1;
    uint64_t last = size - 1;
    while (at & 1) {
        at >>= 1;
        last >>= 1;
    }
    for (; next < count; next++) {
        if (last == 0) {
            return false;
        }
        if ((at & 1) || at == last) {
            old = node_of(&path[next], &old);
            all = node_of(&path[next], &all);
            while (!(at & 1) && at) {
                at >>= 1;
                last >>= 1;
            }
        } else {
            all = node_of(&all, &path[next]);
        }
        at >>= 1;
        last >>= 1;
    }
    return last == 0 && same(&old, from_root) && same(&all, root);
}
