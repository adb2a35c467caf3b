/* Collecting findings: fingerprints, duplicates, directions, order; and their shape in JSON. */
#include "schema_case.h"

#include "codec/json_write.h"

static const struct lc_node none = {NULL, NULL};

static struct lc_cmp begin(struct lc_ctx *ctx, ctr_mode mode)
{
    assert_int_equal(lc_ctx_begin(ctx, NULL), CTR_OK);
    assert_int_equal(lc_once(ctx), CTR_OK);
    return (struct lc_cmp){.ctx = ctx, .mode = mode, .profile = CTR_PROFILE_STRICT};
}

static ctr_status add(struct lc_cmp *c, const char *name, ctr_level backward, ctr_level forward,
                      const char *arguments)
{
    struct lc_part part = {.kind = LC_PART_KEY, .text = lc_str(name)};
    return lc_cmp_add_levels(c, LC_RULE_MAX_LENGTH_DECREASED, backward, forward, &part, none, none,
                             arguments, "text");
}

static void weights_become_direction_and_level(void **state)
{
    (void)state;
    static const struct {
        ctr_mode mode;
        ctr_level backward, forward, level;
        ctr_direction direction;
    } rows[] = {
        {CTR_MODE_BACKWARD, CTR_LEVEL_BREAKING, CTR_LEVEL_INFO, CTR_LEVEL_BREAKING,
         CTR_DIRECTION_BACKWARD},
        {CTR_MODE_FORWARD, CTR_LEVEL_BREAKING, CTR_LEVEL_INFO, CTR_LEVEL_INFO,
         CTR_DIRECTION_BACKWARD},
        {CTR_MODE_FULL, CTR_LEVEL_BREAKING, CTR_LEVEL_INFO, CTR_LEVEL_BREAKING,
         CTR_DIRECTION_BACKWARD},
        {CTR_MODE_BACKWARD, CTR_LEVEL_INFO, CTR_LEVEL_BREAKING, CTR_LEVEL_INFO,
         CTR_DIRECTION_FORWARD},
        {CTR_MODE_FULL, CTR_LEVEL_UNDECIDED, CTR_LEVEL_WARNING, CTR_LEVEL_UNDECIDED,
         CTR_DIRECTION_BOTH},
        {CTR_MODE_FORWARD, CTR_LEVEL_UNDECIDED, CTR_LEVEL_WARNING, CTR_LEVEL_WARNING,
         CTR_DIRECTION_BOTH},
        {CTR_MODE_FULL, CTR_LEVEL_INFO, CTR_LEVEL_INFO, CTR_LEVEL_INFO, CTR_DIRECTION_NEITHER},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_ctx ctx;
        struct lc_cmp c = begin(&ctx, rows[i].mode);
        assert_int_equal(add(&c, "a", rows[i].backward, rows[i].forward, NULL), CTR_OK);
        assert_int_equal(lc_told_at(&c.told, 0)->level, rows[i].level);
        assert_int_equal(lc_told_at(&c.told, 0)->direction, rows[i].direction);
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

static void a_rule_carries_its_own_weight(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_cmp c = begin(&ctx, CTR_MODE_FORWARD);
    assert_int_equal(
        lc_cmp_add(&c, LC_RULE_MAX_LENGTH_DECREASED, 0, NULL, none, none, NULL, "%d", 1), CTR_OK);
    assert_int_equal(
        lc_cmp_add(&c, LC_RULE_MAX_LENGTH_INCREASED, 0, NULL, none, none, NULL, "%d", 2), CTR_OK);
    assert_int_equal(lc_told_at(&c.told, 0)->level, CTR_LEVEL_INFO); /* backward only */
    assert_int_equal(lc_told_at(&c.told, 1)->level, CTR_LEVEL_BREAKING);
    assert_string_equal(lc_told_at(&c.told, 1)->message, "2");
    assert_string_equal(lc_told_at(&c.told, 1)->part, "/");
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

/* First 16 hex digits of SHA-256 over rule, NUL, part, NUL, arguments. */
static void fingerprints_are_stable(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_cmp c = begin(&ctx, CTR_MODE_BACKWARD);
    assert_int_equal(add(&c, "a", CTR_LEVEL_BREAKING, CTR_LEVEL_INFO, "maxLength 5 > 3"), CTR_OK);
    assert_string_equal(lc_told_at(&c.told, 0)->fingerprint, "efc884152aef2446");
    assert_int_equal(add(&c, "a", CTR_LEVEL_INFO, CTR_LEVEL_INFO, "maxLength 5 > 2"), CTR_OK);
    assert_int_equal(add(&c, "b", CTR_LEVEL_INFO, CTR_LEVEL_INFO, "maxLength 5 > 3"), CTR_OK);
    assert_int_equal(c.told.count, 3);
    assert_string_not_equal(lc_told_at(&c.told, 1)->fingerprint,
                            lc_told_at(&c.told, 0)->fingerprint);
    assert_string_not_equal(lc_told_at(&c.told, 2)->fingerprint,
                            lc_told_at(&c.told, 0)->fingerprint);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void the_heavier_of_two_equal_findings_stays(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct ctr_diff d;
    struct lc_cmp c = begin(&ctx, CTR_MODE_FULL);
    assert_int_equal(add(&c, "a", CTR_LEVEL_INFO, CTR_LEVEL_INFO, "x"), CTR_OK);
    assert_int_equal(add(&c, "a", CTR_LEVEL_BREAKING, CTR_LEVEL_INFO, "x"), CTR_OK);
    assert_int_equal(add(&c, "a", CTR_LEVEL_INFO, CTR_LEVEL_WARNING, "x"), CTR_OK);
    assert_int_equal(lc_cmp_finish(&c, CTR_FORMAT_JSON_SCHEMA, &d), CTR_OK);
    assert_int_equal(d.count, 1);
    assert_int_equal(d.findings[0].level, CTR_LEVEL_BREAKING);
    assert_int_equal(d.findings[0].direction, CTR_DIRECTION_BOTH);
    assert_int_equal(d.counts.breaking, 1);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void findings_are_sorted_by_level_part_and_rule(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct ctr_diff d;
    struct lc_cmp c = begin(&ctx, CTR_MODE_BACKWARD);
    static const struct {
        const char *part;
        ctr_level level;
    } rows[] = {{"b", CTR_LEVEL_INFO},    {"a", CTR_LEVEL_INFO},      {"z", CTR_LEVEL_BREAKING},
                {"y", CTR_LEVEL_WARNING}, {"x", CTR_LEVEL_UNDECIDED}, {"c", CTR_LEVEL_BREAKING}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(add(&c, rows[i].part, rows[i].level, CTR_LEVEL_INFO, NULL), CTR_OK);
    }
    struct lc_part part = {.kind = LC_PART_KEY, .text = LC_STR("c")};
    assert_int_equal(lc_cmp_add(&c, LC_RULE_BECAME_ENUM, 0, &part, none, none, NULL, "text"),
                     CTR_OK);
    assert_int_equal(lc_cmp_finish(&c, CTR_FORMAT_JSON_SCHEMA, &d), CTR_OK);
    static const char *const order[] = {"/c became-enum",          "/c max-length-decreased",
                                        "/z max-length-decreased", "/x max-length-decreased",
                                        "/y max-length-decreased", "/a max-length-decreased",
                                        "/b max-length-decreased"};
    assert_int_equal(d.count, 7);
    for (size_t i = 0; i < d.count; i++) {
        const char *got = lc_format(&ctx, "%s %s", d.findings[i].part, d.findings[i].rule);
        assert_string_equal(got, order[i]);
    }
    assert_int_equal(d.verdict, CTR_VERDICT_INCOMPATIBLE);
    assert_int_equal(d.compatible, 0);
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void the_json_of_a_result_is_as_documented(void **state)
{
    (void)state;
    struct js_case c;
    struct lc_buf buf;
    js_compare(&c, "{\"maxLength\": 5}", "{\"maxLength\": 3}", CTR_MODE_BACKWARD,
               CTR_PROFILE_STRICT);
    assert_int_equal(c.status, CTR_OK);
    lc_buf_init(&buf, &c.ctx.alloc, SIZE_MAX - 1);
    lc_json_shape(&buf, &lc_shape_diff, &c.diff, false);
    const char *wanted = lc_format(
        &c.ctx,
        "{\"format\":\"json-schema\",\"mode\":\"backward\",\"profile\":\"strict\",\"verdict\":"
        "\"incompatible\",\"compatible\":false,\"bump\":\"major\",\"bump_reason\":"
        "\"breaking\",\"counts\":{\"breaking\":1,"
        "\"warning\":0,\"info\":0,\"undecided\":0},\"findings\":[{\"rule\":\"max-length-"
        "decreased\",\"level\":\"breaking\",\"direction\":\"backward\",\"part\":\"/\",\"message\":"
        "\"the maximum length went from 5 to 3\",\"fingerprint\":\"%s\",\"old\":{\"file\":"
        "\"old.json\",\"pointer\":\"/maxLength\",\"line\":1,\"column\":15},\"new\":{\"file\":"
        "\"new.json\",\"pointer\":\"/"
        "maxLength\",\"line\":1,\"column\":15},\"witness\":\"aaaa\",\"accepted_by\":\"old\"}]}",
        c.diff.findings[0].fingerprint);
    assert_string_equal(lc_buf_cstr(&buf), wanted);
    lc_buf_free(&buf);
    js_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_become_direction_and_level),
        cmocka_unit_test(a_rule_carries_its_own_weight),
        cmocka_unit_test(fingerprints_are_stable),
        cmocka_unit_test(the_heavier_of_two_equal_findings_stays),
        cmocka_unit_test(findings_are_sorted_by_level_part_and_rule),
        cmocka_unit_test(the_json_of_a_result_is_as_documented),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
