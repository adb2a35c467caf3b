/* Merkle trees: the vectors of RFC 6962's reference code, and every proof of small trees. */
#include "base/merkle.h"
#include "base/once.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { MOST = 40 };

static struct lc_sha256 leaves[MOST];

static struct lc_sha256 root_of(uint64_t first, uint64_t end)
{
    struct lc_merkle t = {0};
    for (uint64_t i = first; i < end; i++) {
        lc_merkle_add(&t, leaves[i].bytes, LC_SHA256_BYTES);
    }
    return lc_merkle_root(&t);
}

static void roots_are_those_of_the_reference(void **state)
{
    static const struct {
        const char *data;
        size_t size;
        const char *root;
    } rows[] = {
        {"", 0, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
        {"\x00", 1, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"},
        {"\x10", 1, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"},
        {"\x20\x21", 2, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"},
        {"\x30\x31", 2, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"},
        {"\x40\x41\x42\x43", 4, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"},
        {"\x50\x51\x52\x53\x54\x55\x56\x57", 8,
         "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"},
        {"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16,
         "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"},
    };
    struct lc_merkle t = {0};
    char text[LC_SHA256_TEXT];
    struct lc_sha256 root = lc_merkle_root(&t);

    (void)state;
    assert_string_equal(lc_sha256_format(&root, text),
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        lc_merkle_add(&t, rows[i].data, rows[i].size);
        root = lc_merkle_root(&t);
        assert_string_equal(lc_sha256_format(&root, text), rows[i].root);
    }
}

static void every_leaf_of_small_trees_is_proven(void **state)
{
    struct lc_merkle_range ranges[LC_MERKLE_DEPTH];
    struct lc_sha256 path[LC_MERKLE_DEPTH];

    (void)state;
    for (uint64_t size = 1; size <= MOST; size++) {
        struct lc_sha256 root = root_of(0, size);
        for (uint64_t at = 0; at < size; at++) {
            int n = lc_merkle_inclusion(at, size, ranges);
            for (int i = 0; i < n; i++) {
                path[i] = root_of(ranges[i].first, ranges[i].end);
            }
            assert_true(lc_merkle_includes(at, size, leaves[at].bytes, LC_SHA256_BYTES, path,
                                           (size_t)n, &root));
            assert_false(lc_merkle_includes(at, size, leaves[at].bytes, LC_SHA256_BYTES - 1, path,
                                            (size_t)n, &root));
            if (n) {
                assert_false(lc_merkle_includes(at, size, leaves[at].bytes, LC_SHA256_BYTES, path,
                                                (size_t)n - 1, &root));
                path[n - 1].bytes[0] ^= 1;
                assert_false(lc_merkle_includes(at, size, leaves[at].bytes, LC_SHA256_BYTES, path,
                                                (size_t)n, &root));
            }
        }
        assert_false(lc_merkle_includes(size, size, "", 0, path, 0, &root));
    }
}

static void every_growth_of_small_trees_is_proven(void **state)
{
    struct lc_merkle_range ranges[LC_MERKLE_DEPTH];
    struct lc_sha256 path[LC_MERKLE_DEPTH];

    (void)state;
    for (uint64_t size = 1; size <= MOST; size++) {
        struct lc_sha256 root = root_of(0, size);
        for (uint64_t from = 1; from <= size; from++) {
            struct lc_sha256 old = root_of(0, from);
            int n = lc_merkle_consistency(from, size, ranges);
            for (int i = 0; i < n; i++) {
                path[i] = root_of(ranges[i].first, ranges[i].end);
            }
            assert_true(lc_merkle_extends(from, size, path, (size_t)n, &old, &root));
            old.bytes[3] ^= 1;
            assert_false(lc_merkle_extends(from, size, path, (size_t)n, &old, &root));
            old.bytes[3] ^= 1;
            if (from != size) {
                root.bytes[3] ^= 1;
                assert_false(lc_merkle_extends(from, size, path, (size_t)n, &old, &root));
                root.bytes[3] ^= 1;
            }
        }
        assert_false(lc_merkle_extends(0, size, path, 0, &root, &root));
        assert_false(lc_merkle_extends(size + 1, size, path, 0, &root, &root));
    }
}

static void a_frontier_goes_on(void **state)
{
    struct lc_merkle t = {0};
    struct lc_merkle again;

    (void)state;
    for (uint64_t i = 0; i < MOST; i++) {
        assert_true(lc_merkle_load(&again, t.size, t.roots, (size_t)t.count * LC_SHA256_BYTES));
        struct lc_sha256 a = lc_merkle_root(&t);
        struct lc_sha256 b = lc_merkle_root(&again);
        assert_memory_equal(&a, &b, sizeof a);
        assert_false(
            lc_merkle_load(&again, t.size + 1, t.roots, (size_t)(t.count + 2) * LC_SHA256_BYTES));
        lc_merkle_add(&t, leaves[i].bytes, LC_SHA256_BYTES);
    }
}

static int begin(void **state)
{
    struct lc_ctx ctx;

    (void)state;
    ctr_status status = lc_ctx_begin(&ctx, NULL);
    status = status == CTR_OK ? lc_once(&ctx) : status;
    lc_ctx_end(&ctx, status, NULL);
    for (uint64_t i = 0; i < MOST; i++) {
        leaves[i] = lc_sha256_of(&i, sizeof i);
    }
    return status == CTR_OK ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roots_are_those_of_the_reference),
        cmocka_unit_test(every_leaf_of_small_trees_is_proven),
        cmocka_unit_test(every_growth_of_small_trees_is_proven),
        cmocka_unit_test(a_frontier_goes_on),
    };
    return cmocka_run_group_tests(tests, begin, NULL);
}
