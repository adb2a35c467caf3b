/* UUIDv7: layout, order under any clock, text. */
#include "base/uuid.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/once.h"

#define RFC_US INT64_C(1645557742000000) /* 2022-02-22T19:22:22Z, the example of RFC 9562 */

/* All bytes the same. */
static int constant(void *user, void *buffer, size_t size)
{
    memset(buffer, *(unsigned char *)user, size);
    return 0;
}

static int counting(void *user, void *buffer, size_t size)
{
    unsigned char *at = buffer;
    unsigned *seed = user;
    for (size_t i = 0; i < size; i++) {
        *seed = *seed * 1664525U + 1013904223U;
        at[i] = (unsigned char)(*seed >> 24);
    }
    return 0;
}

static struct lc_uuid next_id(struct lc_uuid_source *source, int64_t now_us)
{
    struct lc_ctx ctx;
    struct lc_uuid id;

    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_int_equal(lc_uuid_next(&ctx, source, now_us, &id), CTR_OK);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return id;
}

static int failing(void *user, void *buffer, size_t size)
{
    (void)user;
    (void)buffer;
    (void)size;
    return -3;
}

static void chance_that_fails_makes_no_id(void **state)
{
    struct lc_uuid_source source = {.random = failing};
    struct lc_ctx ctx;
    struct lc_uuid id;
    ctr_error *err = NULL;

    (void)state;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    ctr_status status = lc_uuid_next(&ctx, &source, RFC_US, &id);
    assert_int_equal(lc_ctx_end(&ctx, status, &err), CTR_E_IO);
    assert_string_equal(ctr_error_message(err), "the random callback failed with -3");
    assert_string_equal(ctr_error_detail(err, "callback"), "-3");
    assert_int_equal(source.last.bytes[6], 0); /* as if it had not been asked */
    ctr_error_free(err);
}

static void the_layout_is_that_of_rfc_9562(void **state)
{
    (void)state;
    char text[LC_UUID_TEXT];
    unsigned char byte = 0xFF;
    struct lc_uuid_source full = {.random = constant, .user = &byte};
    struct lc_uuid id = next_id(&full, RFC_US);
    assert_string_equal(lc_uuid_format(&id, text), "017f22e2-79b0-7000-bfff-ffffffffffff");

    byte = 0;
    struct lc_uuid_source empty = {.random = constant, .user = &byte};
    id = next_id(&empty, RFC_US + 500); /* half a millisecond: 0x800 of 0x1000 */
    assert_string_equal(lc_uuid_format(&id, text), "017f22e2-79b0-7800-8000-000000000000");
    id = next_id(&empty, RFC_US + 999);
    assert_string_equal(lc_uuid_format(&id, text), "017f22e2-79b0-7ffb-8000-000000000000");
    id = next_id(&empty, RFC_US + 1000);
    assert_string_equal(lc_uuid_format(&id, text), "017f22e2-79b1-7000-8000-000000000000");
}

static void assert_ascending(struct lc_uuid_source *source, const int64_t *clock, size_t count)
{
    struct lc_uuid last = {{0}};
    for (size_t i = 0; i < count; i++) {
        struct lc_uuid next = next_id(source, clock[i]);
        assert_true(memcmp(last.bytes, next.bytes, 16) < 0);
        assert_int_equal(next.bytes[6] >> 4, 7);
        assert_int_equal(next.bytes[8] >> 6, 2);
        last = next;
    }
}

static void ids_ascend_when_the_clock_stands_jumps_back_or_is_absurd(void **state)
{
    (void)state;
    unsigned seed = 1;
    struct lc_uuid_source source = {.random = counting, .user = &seed};
    static int64_t clock[20000];
    for (size_t i = 0; i < 20000; i++) {
        clock[i] = i < 10000 ? RFC_US : RFC_US - (int64_t)i * 1000;
    }
    assert_ascending(&source, clock, 20000);
    const int64_t odd[] = {0, -1, INT64_MIN, 5, RFC_US * 2, 1, INT64_MAX, 0, INT64_MAX};
    struct lc_uuid_source fresh = {.random = counting, .user = &seed};
    assert_ascending(&fresh, odd, sizeof odd / sizeof odd[0]);
}

static void ids_of_one_instant_keep_its_time(void **state)
{
    (void)state;
    unsigned seed = 7;
    struct lc_uuid_source source = {.random = counting, .user = &seed};
    struct lc_uuid first = next_id(&source, RFC_US);
    for (int i = 0; i < 100000; i++) {
        struct lc_uuid next = next_id(&source, RFC_US);
        assert_memory_equal(next.bytes, first.bytes, 8);
    }
}

static void a_full_tail_is_carried_into_the_time(void **state)
{
    (void)state;
    char text[LC_UUID_TEXT];
    unsigned char byte = 0xFF;
    struct lc_uuid_source source = {.random = constant, .user = &byte};
    next_id(&source, RFC_US);
    struct lc_uuid id = next_id(&source, RFC_US);
    assert_string_equal(lc_uuid_format(&id, text), "017f22e2-79b0-7001-bfff-ffffffffffff");

    assert_true(lc_uuid_parse(LC_STR("017f22e2-79b0-7fff-bfff-ffffffffffff"), &source.last));
    id = next_id(&source, 0);
    assert_string_equal(lc_uuid_format(&id, text), "017f22e2-79b1-7000-bfff-ffffffffffff");
}

static void the_default_source_of_random_bytes_is_libsodium(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(lc_once(&ctx), CTR_OK);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    struct lc_uuid_source a = {.random = NULL};
    struct lc_uuid_source b = {.random = NULL};
    struct lc_uuid x = next_id(&a, RFC_US);
    struct lc_uuid y = next_id(&b, RFC_US);
    assert_memory_equal(x.bytes, y.bytes, 8);
    assert_memory_not_equal(x.bytes + 8, y.bytes + 8, 8);
}

static void text_goes_there_and_back(void **state)
{
    (void)state;
    char text[LC_UUID_TEXT];
    struct lc_uuid id;
    assert_true(lc_uuid_parse(LC_STR("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"), &id));
    assert_memory_equal(id.bytes,
                        "\x01\x7F\x22\xE2\x79\xB0\x7C\xC3\x98\xC4\xDC\x0C\x0C\x07\x39\x8F", 16);
    assert_ptr_equal(lc_uuid_format(&id, text), text);
    assert_string_equal(text, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
    assert_true(lc_uuid_parse(LC_STR("00000000-0000-0000-0000-000000000000"), &id));
}

static void what_is_no_uuid_is_refused(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398ff",
        "017f22e279b07cc398c4dc0c0c07398f",
        "017f22e2079b0-7cc3-98c4-dc0c0c07398f",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398 ",
        "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}",
        "017f22e2-79b0-7cc3--8c4-dc0c0c07398f",
        "017f22e2_79b0_7cc3_98c4_dc0c0c07398f",
        "@17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
        "`17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
        "\02117f22e2-79b0-7cc3-98c4-dc0c0c07398f",
    };
    struct lc_uuid id;
    memset(&id, 0x55, sizeof id);
    struct lc_uuid before = id;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (lc_uuid_parse(lc_str(rows[i]), &id)) {
            fail_msg("'%s' is read", rows[i]);
        }
    }
    assert_memory_equal(&id, &before, sizeof id);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chance_that_fails_makes_no_id),
        cmocka_unit_test(the_layout_is_that_of_rfc_9562),
        cmocka_unit_test(ids_ascend_when_the_clock_stands_jumps_back_or_is_absurd),
        cmocka_unit_test(ids_of_one_instant_keep_its_time),
        cmocka_unit_test(a_full_tail_is_carried_into_the_time),
        cmocka_unit_test(the_default_source_of_random_bytes_is_libsodium),
        cmocka_unit_test(text_goes_there_and_back),
        cmocka_unit_test(what_is_no_uuid_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
