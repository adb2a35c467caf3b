/* SHA-256 against published values, framing, hex, random bytes. */
#include "base/sha256.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define OF_ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define OF_NOTHING "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void assert_hash(struct lc_sha256 hash, const char *wanted)
{
    char text[LC_SHA256_TEXT];
    assert_ptr_equal(lc_sha256_format(&hash, text), text);
    assert_string_equal(text, wanted);
}

static void published_values_come_out(void **state)
{
    (void)state;
    assert_hash(lc_sha256_of("abc", 3), OF_ABC);
    assert_hash(lc_sha256_of("", 0), OF_NOTHING);
    assert_hash(lc_sha256_of(NULL, 0), OF_NOTHING);
    assert_hash(lc_sha256_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56),
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    struct lc_hasher h;
    lc_sha256_begin(&h);
    for (int i = 0; i < 100000; i++) {
        lc_sha256_add(&h, "aaaaaaaaaa", 10);
    }
    assert_hash(lc_sha256_end(&h),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void sizes_and_numbers_are_big_endian(void **state)
{
    (void)state;
    struct lc_hasher h;
    lc_sha256_begin(&h);
    lc_sha256_add_sized(&h, "abc", 3);
    lc_sha256_add_sized(&h, NULL, 0);
    lc_sha256_add_u64(&h, UINT64_C(0x0102030405060708));
    struct lc_sha256 framed = lc_sha256_end(&h);
    struct lc_sha256 plain = lc_sha256_of("\0\0\0\3abc\0\0\0\0\1\2\3\4\5\6\7\10", 19);
    assert_memory_equal(&framed, &plain, sizeof plain);

    char *large = calloc(1, 70000 + 4);
    assert_non_null(large);
    memcpy(large, "\0\1\x11\x70", 4);
    lc_sha256_begin(&h);
    lc_sha256_add_sized(&h, large + 4, 70000);
    framed = lc_sha256_end(&h);
    plain = lc_sha256_of(large, 70004);
    assert_memory_equal(&framed, &plain, sizeof plain);
    free(large);
}

static void framing_tells_where_a_field_ends(void **state)
{
    (void)state;
    struct lc_hasher a;
    struct lc_hasher b;
    lc_sha256_begin(&a);
    lc_sha256_add_sized(&a, "ab", 2);
    lc_sha256_add_sized(&a, "c", 1);
    lc_sha256_begin(&b);
    lc_sha256_add_sized(&b, "a", 1);
    lc_sha256_add_sized(&b, "bc", 2);
    struct lc_sha256 x = lc_sha256_end(&a);
    struct lc_sha256 y = lc_sha256_end(&b);
    assert_memory_not_equal(&x, &y, sizeof x);
}

static void hashes_are_read_back(void **state)
{
    (void)state;
    struct lc_sha256 hash;
    struct lc_sha256 wanted = lc_sha256_of("abc", 3);
    assert_true(lc_sha256_parse(LC_STR(OF_ABC), &hash));
    assert_memory_equal(&hash, &wanted, sizeof hash);
    assert_true(lc_sha256_parse(
        LC_STR("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"), &hash));
    assert_memory_equal(&hash, &wanted, sizeof hash);
}

static void what_is_no_hash_is_refused(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",
        "ba78",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
        OF_ABC "0",
        OF_ABC "00",
        "ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a ",
        " a7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "ba:816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    };
    struct lc_sha256 hash;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        memset(&hash, 0x55, sizeof hash);
        if (lc_sha256_parse(lc_str(rows[i]), &hash)) {
            fail_msg("'%s' is read", rows[i]);
        }
        assert_int_equal(hash.bytes[0], 0x55);
        assert_int_equal(hash.bytes[31], 0x55);
    }
    assert_false(lc_sha256_parse(lc_str(NULL), &hash));
}

static void hex_is_lower_case_and_ends(void **state)
{
    (void)state;
    char out[9] = "xxxxxxxx";
    assert_ptr_equal(lc_hex("\x00\xAB\xFF", 3, out), out);
    assert_string_equal(out, "00abff");
    assert_string_equal(lc_hex("", 0, out), "");
}

static void random_bytes_differ(void **state)
{
    (void)state;
    unsigned char a[32] = {0};
    unsigned char b[32] = {0};
    assert_true(sodium_init() >= 0);
    lc_random(NULL, a, sizeof a);
    lc_random(NULL, b, sizeof b);
    assert_memory_not_equal(a, b, sizeof a);
    lc_random(NULL, a, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_values_come_out),
        cmocka_unit_test(sizes_and_numbers_are_big_endian),
        cmocka_unit_test(framing_tells_where_a_field_ends),
        cmocka_unit_test(hashes_are_read_back),
        cmocka_unit_test(what_is_no_hash_is_refused),
        cmocka_unit_test(hex_is_lower_case_and_ends),
        cmocka_unit_test(random_bytes_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
