/* Ranking slices: exact order, ties, what cannot be ranked. */
#include "terms/rank.h"
#include "terms_case.h"

/* "position id score|reason" of each, a line each. */
static const char *ranked(struct terms_case *c, const char *slices)
{
    struct lc_buf buf;
    struct ctr_ranking r;
    char text[1000];
    snprintf(text, sizeof text, "id: s\nslices: [%s]\n", slices);
    case_of(c, CTR_TERMS_SOW, text);
    assert_int_equal(lc_sow_rank(&c->ctx, &c->sow, &r), CTR_OK);
    assert_string_equal(r.sow, "s");
    lc_buf_init(&buf, &c->ctx.alloc, SIZE_MAX - 1);
    for (size_t i = 0; i < r.count; i++) {
        const struct ctr_rank *s = &r.items[i];
        assert_int_equal(s->score == NULL, s->reason != NULL);
        lc_buf_printf(&buf, "%lld %s %s\n", (long long)s->position, s->id,
                      s->score ? s->score : s->reason);
    }
    const char *lines = lc_dup_c(&c->ctx, lc_buf_cstr(&buf));
    lc_buf_free(&buf);
    return lines;
}

static void value_by_effort_decides(void **state)
{
    (void)state;
    static const struct {
        const char *slices, *lines;
    } cases[] = {
        {"", ""},
        {"{id: a, expected: 3, confidence_pct: 70, effort: 8}, {id: b, expected: 2, "
         "confidence_pct: 90, effort: 3}",
         "1 b 0.6\n2 a 0.2625\n"},
        {"{id: a, expected: 1, effort: 1}, {id: b, expected: 1, confidence_pct: 99.999999, effort: "
         "1}",
         "1 a 1\n2 b 1\n"}, /* alike when shown, not when ranked */
        {"{id: b, expected: 2, effort: 6}, {id: a, expected: 1, effort: 3}",
         "1 b 0.333333\n2 a 0.333333\n"}, /* a tie: order of the document */
        {"{id: a, expected: -1, effort: 1}, {id: b, expected: 0, effort: 9}, {id: c, expected: "
         "-1, effort: 2}",
         "1 b 0\n2 c -0.5\n3 a -1\n"},
        {"{id: a, expected: 1}, {id: b, effort: 1}, {id: c, expected: 5, effort: 0}, {id: d, "
         "expected: -9, effort: 1}",
         "1 d -9\n0 a no effort\n0 b no expected outcome\n0 c an effort of zero\n"},
        {"{id: a, expected: 1000000000, effort: 0.000001}, {id: b, expected: -1000000000, effort: "
         "0.000001}, {id: c, expected: 999999999.999999, effort: 0.000001}",
         "1 a 1000000000000000\n2 c 999999999999999\n3 b -1000000000000000\n"},
        {"{id: a, expected: 0.000001, confidence_pct: 0.000001, effort: 1000000000}, {id: b, "
         "expected: -0.000001, confidence_pct: 1, effort: 1000000000}",
         "1 a 0\n2 b 0\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct terms_case c;
        assert_string_equal(ranked(&c, cases[i].slices), cases[i].lines);
        case_end(&c);
    }
}

static void what_was_realised_stands_beside(void **state)
{
    (void)state;
    struct terms_case c;
    struct ctr_ranking r;
    case_of(
        &c, CTR_TERMS_SOW,
        "id: s\nslices: [{id: a, outcome: more, expected: 1.50, effort: 2, realised: '+1.2'}]\n");
    assert_int_equal(lc_sow_rank(&c.ctx, &c.sow, &r), CTR_OK);
    assert_string_equal(r.items[0].realised, "+1.2");
    assert_string_equal(r.items[0].outcome, "more");
    assert_string_equal(r.items[0].expected, "1.5");
    assert_string_equal(r.items[0].confidence_pct, "100");
    assert_string_equal(r.items[0].effort, "2");
    case_end(&c);
}

/* A list sorted is in order pair by pair, whatever it was before: numbers from a small generator,
 * held against the exact fractions by another way. */
static void many_are_in_order(void **state)
{
    (void)state;
    enum { MANY = 300 };
    static struct lc_slice slices[MANY];
    uint64_t x = 88172645463325252;
    for (size_t i = 0; i < MANY; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        slices[i] = (struct lc_slice){.id = "x"};
        slices[i].expected = ((int64_t)(x % 41) - 20) * LC_FIXED_ONE;
        slices[i].confidence_pct = (int64_t)(x / 41 % 5 * 25) * LC_FIXED_ONE;
        slices[i].effort = (int64_t)(x / 205 % 7) * LC_FIXED_ONE;
    }
    struct lc_ctx ctx;
    struct ctr_ranking r;
    struct lc_sow sow = {.id = "s", .slices = slices, .slice_count = MANY};
    lc_ctx_begin(&ctx, NULL);
    assert_int_equal(lc_sow_rank(&ctx, &sow, &r), CTR_OK);
    for (size_t i = 1; i < r.count; i++) {
        double values[2];
        for (size_t k = 0; k < 2; k++) {
            const struct ctr_rank *s = &r.items[i - 1 + k];
            values[k] =
                s->score ? atof(s->expected) * atof(s->confidence_pct) / atof(s->effort) : -1e9;
        }
        assert_true(values[0] >= values[1] - 1e-9);
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static bool rank_it(const ctr_allocator *alloc)
{
    struct terms_case c;
    struct ctr_ranking r;
    case_begin(&c, alloc);
    case_read_n(&c, CTR_TERMS_SOW, LC_STR("id: s\nslices: [{id: a, expected: 1, effort: 2}]\n"));
    c.status = c.status == CTR_OK ? lc_sow_rank(&c.ctx, &c.sow, &r) : c.status;
    bool good = c.status == CTR_OK;
    assert_true(good || c.status == CTR_E_NOMEM);
    case_end(&c);
    return good;
}

static void memory_that_runs_out_is_reported(void **state)
{
    (void)state;
    fault_walk(rank_it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(value_by_effort_decides),
        cmocka_unit_test(what_was_realised_stands_beside),
        cmocka_unit_test(many_are_in_order),
        cmocka_unit_test(memory_that_runs_out_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
