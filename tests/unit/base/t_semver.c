/* Semantic versions: what parses, precedence, keys, the next label. */
#include "base/semver.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "fault.h"

static void labels_are_taken_apart(void **state)
{
    (void)state;
    static const struct {
        const char *label;
        int64_t major, minor, patch;
        const char *pre, *build;
    } rows[] = {
        {"1.2.3", 1, 2, 3, "", ""},
        {"0.0.0", 0, 0, 0, "", ""},
        {"10.20.30", 10, 20, 30, "", ""},
        {"v1.2.3", 1, 2, 3, "", ""},
        {"V1.2.3", 1, 2, 3, "", ""},
        {"v1.0", 1, 0, 0, "", ""},
        {"v2", 2, 0, 0, "", ""},
        {"1.2", 1, 2, 0, "", ""},
        {"0", 0, 0, 0, "", ""},
        {"1.2.3-rc.1", 1, 2, 3, "rc.1", ""},
        {"1.2.3+build.5", 1, 2, 3, "", "build.5"},
        {"1.2.3-a.b-c+d-e.f", 1, 2, 3, "a.b-c", "d-e.f"},
        {"1.1.2-prerelease+meta", 1, 1, 2, "prerelease", "meta"},
        {"1.1.2+meta-valid", 1, 1, 2, "", "meta-valid"},
        {"1.0.0-0A.is.legal", 1, 0, 0, "0A.is.legal", ""},
        {"1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay", 1, 0, 0,
         "alpha-a.b-c-somethinglong", "build.1-aef.1-its-okay"},
        {"1.2.3----RC-SNAPSHOT.12.9.1--.12+788", 1, 2, 3, "---RC-SNAPSHOT.12.9.1--.12", "788"},
        {"1.0.0+0.build.1-rc.10000aaa-kk-0.1", 1, 0, 0, "", "0.build.1-rc.10000aaa-kk-0.1"},
        {"1.0.0-0", 1, 0, 0, "0", ""},
        {"1.0.0-99999999999999999999999", 1, 0, 0, "99999999999999999999999", ""},
        {"1.0.0+001", 1, 0, 0, "", "001"},
        {"1.0.0--", 1, 0, 0, "-", ""},
        {"1.0.0-x-y-z.-", 1, 0, 0, "x-y-z.-", ""},
        {"9223372036854775807.9223372036854775807.9223372036854775807", INT64_MAX, INT64_MAX,
         INT64_MAX, "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_semver v;
        if (!lc_semver_parse(lc_str(rows[i].label), &v)) {
            fail_msg("'%s' does not parse", rows[i].label);
        }
        if (v.major != rows[i].major || v.minor != rows[i].minor || v.patch != rows[i].patch ||
            !lc_str_is(v.pre, rows[i].pre) || !lc_str_is(v.build, rows[i].build)) {
            fail_msg("'%s' is misread", rows[i].label);
        }
    }
}

static void other_labels_are_no_semver(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",
        "v",
        "V",
        "vv1",
        "v v1",
        "1.",
        ".1",
        "1..2",
        "1.2.",
        "1.2.3.",
        "1.2.3.4",
        "01",
        "01.2.3",
        "1.02.3",
        "1.2.03",
        "00",
        "1.2.x",
        "1.x",
        "*",
        "winter",
        "1.2-rc.1",
        "1-rc",
        "1.2+b",
        "1+b",
        "1.2.3-",
        "1.2.3+",
        "1.2.3-+b",
        "1.2.3-a.",
        "1.2.3-.a",
        "1.2.3-a..b",
        "1.2.3-01",
        "1.2.3-a.01",
        "1.2.3-rc_1",
        "1.2.3+a+b",
        "1.2.3+a..b",
        "1.2.3-a b",
        " 1.2.3",
        "1.2.3 ",
        "-1.2.3",
        "+1.2.3",
        "1.-2.3",
        "1,2,3",
        "=1.2.3",
        "9223372036854775808",
        "1.2.3-\xC3\xA9",
        "1.9223372036854775808.0",
        "99999999999999999999999.0.0",
        "1.2.3-a\n",
        "0x1.2.3",
        "1e3",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_semver v;
        if (lc_semver_parse(lc_str(rows[i]), &v)) {
            fail_msg("'%s' parses", rows[i]);
        }
    }
    struct lc_semver v;
    assert_false(lc_semver_parse(lc_str_n("1.2.3\0", 6), &v));
    assert_true(lc_semver_parse(lc_str_n("1.2.3x", 5), &v)); /* a view ends where it ends */
    assert_false(lc_semver_parse(lc_str(NULL), &v));
}

static int cmp(const char *a, const char *b)
{
    struct lc_semver x;
    struct lc_semver y;
    assert_true(lc_semver_parse(lc_str(a), &x));
    assert_true(lc_semver_parse(lc_str(b), &y));
    int order = lc_semver_cmp(&x, &y);
    return (order > 0) - (order < 0);
}

static void precedence_is_that_of_semver_2(void **state)
{
    (void)state;
    static const char *const ascending[] = {
        "0.0.0-0",
        "0.0.0",
        "0.0.1",
        "0.1.0",
        "0.9.0",
        "0.10.0",
        "1.0.0-0",
        "1.0.0-1",
        "1.0.0-2",
        "1.0.0-10",
        "1.0.0-99999999999999999999",
        "1.0.0-100000000000000000000",
        "1.0.0--",
        "1.0.0-0a",
        "1.0.0-A",
        "1.0.0-a",
        "1.0.0-alpha",
        "1.0.0-alpha.1",
        "1.0.0-alpha.1.0",
        "1.0.0-alpha.beta",
        "1.0.0-alpha-1",
        "1.0.0-beta",
        "1.0.0-beta.2",
        "1.0.0-beta.11",
        "1.0.0-rc.1",
        "1.0.0-rc.1.x",
        "1.0.0-rc1",
        "1.0.0",
        "1.0.1-a",
        "1.0.1",
        "1.1.0",
        "1.2.0",
        "1.10.0",
        "2.0.0",
        "2.1.0",
        "2.1.1",
        "10.0.0",
        "9223372036854775807.0.0",
    };
    size_t count = sizeof ascending / sizeof ascending[0];
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < count; k++) {
            if (cmp(ascending[i], ascending[k]) != (i > k) - (i < k)) {
                fail_msg("%s against %s", ascending[i], ascending[k]);
            }
        }
    }
}

static void spelling_and_build_do_not_matter_for_order(void **state)
{
    (void)state;
    assert_int_equal(cmp("v1.0", "1.0.0"), 0);
    assert_int_equal(cmp("V2", "2.0.0+build"), 0);
    assert_int_equal(cmp("1.0.0+a", "1.0.0+b"), 0);
    assert_int_equal(cmp("1.0.0-rc.1+a", "1.0.0-rc.1"), 0);
}

static void keys_make_spellings_of_one_version_the_same(void **state)
{
    (void)state;
    static const struct {
        const char *label, *key;
    } rows[] = {
        {"1.2.0", "1.2.0"},
        {"v1.2", "1.2.0"},
        {"V2", "2.0.0"},
        {"1.2.0-rc.1+b7", "1.2.0-rc.1"},
        {"1.2.0+b7", "1.2.0"},
        {"9223372036854775807.0.0", "9223372036854775807.0.0"},
        {"winter", "winter"},
        {"Winter", "Winter"},
        {"01.2.3", "01.2.3"},
        {"1.2-rc", "1.2-rc"},
        {"", ""},
    };
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(lc_label_key(&ctx, lc_str(rows[i].label)), rows[i].key);
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void the_next_label_is_written_like_its_base(void **state)
{
    (void)state;
    static const struct {
        const char *base, *patch, *minor, *major; /* NULL = there is none */
    } rows[] = {
        {"1.2.3", "1.2.4", "1.3.0", "2.0.0"},
        {"1.0.0", "1.0.1", "1.1.0", "2.0.0"},
        {"0.1.0", "0.1.1", "0.2.0", "1.0.0"},
        {"0.0.0", "0.0.1", "0.1.0", "1.0.0"},
        {"v1.2.3", "v1.2.4", "v1.3.0", "v2.0.0"},
        {"V1.2.3", "V1.2.4", "V1.3.0", "V2.0.0"},
        {"v1.0", "v1.0.1", "v1.1", "v2.0"},
        {"1.9", "1.9.1", "1.10", "2.0"},
        {"v2", "v2.0.1", "v2.1", "v3"},
        {"9", "9.0.1", "9.1", "10"},
        {"1.2.3+build", "1.2.4", "1.3.0", "2.0.0"},
        {"1.2.0-rc.1", "1.2.0", "1.2.0", "2.0.0"},
        {"1.2.3-rc.1", "1.2.3", "1.3.0", "2.0.0"},
        {"2.0.0-rc.1", "2.0.0", "2.0.0", "2.0.0"},
        {"2.0.1-rc.1", "2.0.1", "2.1.0", "3.0.0"},
        {"0.0.0-rc.1", "0.0.0", "0.0.0", "0.0.0"},
        {"v1.2.0-rc.1+b", "v1.2.0", "v1.2.0", "v2.0.0"},
        {"9223372036854775807.0.0", "9223372036854775807.0.1", "9223372036854775807.1.0", NULL},
        {"1.9223372036854775807", "1.9223372036854775807.1", NULL, "2.0"},
        {"1.2.9223372036854775807", NULL, "1.3.0", "2.0.0"},
        {"9223372036854775807.0.0-rc", "9223372036854775807.0.0", "9223372036854775807.0.0",
         "9223372036854775807.0.0"},
        {"winter", NULL, NULL, NULL},
        {"1.2.x", NULL, NULL, NULL},
        {"", NULL, NULL, NULL},
    };
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *wanted[] = {rows[i].patch, rows[i].minor, rows[i].major};
        const ctr_bump bumps[] = {CTR_BUMP_PATCH, CTR_BUMP_MINOR, CTR_BUMP_MAJOR};
        for (int k = 0; k < 3; k++) {
            const char *next = lc_semver_next(&ctx, lc_str(rows[i].base), bumps[k]);
            if (lc_cstr_cmp(next, wanted[k]) != 0) {
                fail_msg("'%s' bump %d: '%s'", rows[i].base, k, next ? next : "(none)");
            }
        }
    }
    assert_null(ctx.error); /* having no next label is no failure */
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void no_bump_gives_the_base_itself(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    assert_string_equal(lc_semver_next(&ctx, LC_STR("v1.2"), CTR_BUMP_NONE), "v1.2");
    assert_string_equal(lc_semver_next(&ctx, LC_STR("1.2.0-rc.1+b"), CTR_BUMP_NONE),
                        "1.2.0-rc.1+b");
    assert_null(lc_semver_next(&ctx, LC_STR("winter"), CTR_BUMP_NONE));
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

/* Whatever the base, the next label is a version above it and at least the step that was asked. */
static void the_next_label_is_above_its_base(void **state)
{
    (void)state;
    static const char *const prefixes[] = {"", "v", "V"};
    static const char *const tails[] = {"", "-0", "-rc.1", "+b", "-a+b"};
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, NULL);
    for (int i = 0; i < 3 * 5 * 27; i++) {
        char base[40];
        int n = i / 15;
        snprintf(base, sizeof base, "%s%d.%d.%d%s", prefixes[i % 3], n / 9, n / 3 % 3, n % 3,
                 tails[i / 3 % 5]);
        for (int bump = CTR_BUMP_PATCH; bump <= CTR_BUMP_MAJOR; bump++) {
            struct lc_semver v;
            const char *next = lc_semver_next(&ctx, lc_str(base), (ctr_bump)bump);
            assert_int_equal(cmp(next, base), 1);
            assert_true(lc_semver_parse(lc_str(next), &v));
            assert_true(v.pre.len == 0 && v.build.len == 0);
            assert_true(bump < CTR_BUMP_MINOR || v.patch == 0);
            assert_true(bump < CTR_BUMP_MAJOR || v.minor == 0);
        }
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static bool make_labels(const ctr_allocator *alloc)
{
    struct lc_ctx ctx;
    lc_ctx_begin(&ctx, alloc);
    bool key = lc_label_key(&ctx, LC_STR("v1.2-")) && lc_label_key(&ctx, LC_STR("v1.2"));
    bool next = lc_semver_next(&ctx, LC_STR("v1.2"), CTR_BUMP_PATCH) &&
                lc_semver_next(&ctx, LC_STR("v1.2"), CTR_BUMP_NONE);
    assert_int_equal(ctr_error_status(ctx.error), key && next ? CTR_OK : CTR_E_NOMEM);
    lc_ctx_end(&ctx, CTR_OK, NULL);
    return key && next;
}

static void the_next_pre_release_counts_its_last_number(void **state)
{
    static const struct {
        const char *label, *next;
    } rows[] = {
        {"1.2.0-rc.1", "1.2.0-rc.2"},
        {"v1.2.0-rc.9", "v1.2.0-rc.10"},
        {"1.2.0-beta", "1.2.0-beta.1"},
        {"1.2.0-rc1", "1.2.0-rc1.1"},
        {"1.2.0-7", "1.2.0-8"},
        {"1.2.0-a.1.b+build.5", "1.2.0-a.1.b.1"},
        {"1.2.0-rc.1+build", "1.2.0-rc.2"},
        {"1.2.0", NULL},
        {"winter", NULL},
        {"1.2.0-rc.9223372036854775807", NULL},
    };
    struct lc_ctx ctx;

    (void)state;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *next = lc_semver_next_pre(&ctx, lc_str(rows[i].label));
        print_message("%s\n", rows[i].label);
        if (rows[i].next) {
            assert_non_null(next);
            assert_string_equal(next, rows[i].next);
        } else {
            assert_null(next);
        }
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void missing_memory_is_told_from_having_no_next_label(void **state)
{
    (void)state;
    fault_walk(make_labels);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_are_taken_apart),
        cmocka_unit_test(other_labels_are_no_semver),
        cmocka_unit_test(precedence_is_that_of_semver_2),
        cmocka_unit_test(spelling_and_build_do_not_matter_for_order),
        cmocka_unit_test(keys_make_spellings_of_one_version_the_same),
        cmocka_unit_test(the_next_label_is_written_like_its_base),
        cmocka_unit_test(no_bump_gives_the_base_itself),
        cmocka_unit_test(the_next_label_is_above_its_base),
        cmocka_unit_test(the_next_pre_release_counts_its_last_number),
        cmocka_unit_test(missing_memory_is_told_from_having_no_next_label),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
