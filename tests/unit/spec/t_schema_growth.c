/* What comparing costs grows as the documents do: steps are what the engine itself counts. */
#include "schema_case.h"

#include "spec/schema/schema_room.h"

enum { FEWER = 20 * 1000, FACTOR = 10 };

static int note_steps(void *user, const char *what, uint64_t done, uint64_t total)
{
    uint64_t *most = user;
    (void)total;
    if (strcmp(what, "comparing schemas") == 0 && done > *most) {
        *most = done;
    }
    return 0;
}

/* An object of so many typed properties; every fiftieth differs in the second edition. */
static char *fields(struct lc_ctx *ctx, int count, int edition)
{
    static const char *const types[] = {"\"type\": \"string\", \"maxLength\": 40",
                                        "\"type\": \"integer\", \"minimum\": 0",
                                        "\"type\": [\"number\", \"null\"]"};
    struct lc_buf buf;
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX - 1);
    lc_buf_text(&buf, "{\"properties\": {");
    for (int i = 0; i < count; i++) {
        lc_buf_printf(&buf, "%s\"field_%d\": {%s}", i ? ", " : "", i,
                      edition == 2 && i % 50 == 0 ? "\"type\": \"boolean\"" : types[i % 3]);
    }
    lc_buf_text(&buf, "}}");
    char *text = lc_dup(ctx, lc_str_n(buf.data, buf.size));
    lc_buf_free(&buf);
    assert_non_null(text);
    return text;
}

static uint64_t steps_of(int count, ctr_mode mode, size_t *findings)
{
    struct js_case c;
    uint64_t steps = 0;
    js_begin(&c);
    c.ctx.progress = note_steps;
    c.ctx.progress_user = &steps;
    js_read(&c, &c.old, CTR_FORMAT_JSON_SCHEMA, "old", fields(&c.ctx, count, 1), NULL);
    js_read(&c, &c.new, CTR_FORMAT_JSON_SCHEMA, "new", fields(&c.ctx, count, 2), NULL);
    assert_int_equal(c.status, CTR_OK);
    assert_int_equal(lc_spec_diff(&c.ctx, &c.old, &c.new, mode, CTR_PROFILE_STRICT, &c.diff),
                     CTR_OK);
    *findings = c.diff.count;
    js_end(&c);
    return steps;
}

static void ten_times_the_fields_take_ten_times_the_steps(void **state)
{
    static const ctr_mode modes[] = {CTR_MODE_BACKWARD, CTR_MODE_FULL};
    (void)state;
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        size_t few;
        size_t many;
        uint64_t small = steps_of(FEWER, modes[i], &few);
        uint64_t large = steps_of(FEWER * FACTOR, modes[i], &many);
        assert_true(few >= FEWER / 50);
        assert_int_equal(many, few * FACTOR);
        print_message("%d fields: %llu steps, %d fields: %llu\n", (int)FEWER,
                      (unsigned long long)small, (int)(FEWER * FACTOR), (unsigned long long)large);
        /* told of every 65,536 steps */
        assert_in_range(large, (small - 65536) * FACTOR, (small + 65536) * FACTOR);
        assert_in_range(large, 1, (uint64_t)FEWER * FACTOR * 40);
    }
}

/* Choices within choices, so many of them; the innermost differs in the second edition. */
static char *nested(struct lc_ctx *ctx, int levels, int edition)
{
    struct lc_buf buf;
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX - 1);
    for (int i = 0; i < levels; i++) {
        lc_buf_printf(&buf, "{\"anyOf\": [{\"maximum\": %d}, ", i);
    }
    lc_buf_printf(&buf, "{\"minLength\": %d}", edition);
    for (int i = 0; i < levels; i++) {
        lc_buf_text(&buf, "]}");
    }
    char *text = lc_dup(ctx, lc_str_n(buf.data, buf.size));
    lc_buf_free(&buf);
    assert_non_null(text);
    return text;
}

struct work {
    struct js_case c;
    struct lc_cmp cmp;
    struct lc_node nodes[2];
};

static void begin_work(struct work *w)
{
    struct js_case *c = &w->c;
    assert_int_equal(c->status, CTR_OK);
    w->nodes[0] = (struct lc_node){&c->old.bundle.files[0]->doc, c->old.bundle.files[0]->doc.root};
    w->nodes[1] = (struct lc_node){&c->new.bundle.files[0]->doc, c->new.bundle.files[0]->doc.root};
    w->cmp = (struct lc_cmp){.ctx = &c->ctx,
                             .old_bundle = &c->old.bundle,
                             .new_bundle = &c->new.bundle,
                             .mode = CTR_MODE_BACKWARD,
                             .profile = CTR_PROFILE_STRICT};
}

static uint64_t steps_between(char *(*make)(struct lc_ctx *, int, int), int size)
{
    static const struct lc_part part = {.kind = LC_PART_WORDS};
    struct work w;
    js_begin(&w.c);
    js_read(&w.c, &w.c.old, CTR_FORMAT_JSON_SCHEMA, "old", make(&w.c.ctx, size, 1), NULL);
    js_read(&w.c, &w.c.new, CTR_FORMAT_JSON_SCHEMA, "new", make(&w.c.ctx, size, 2), NULL);
    begin_work(&w);
    assert_int_equal(lc_schema_compare(&w.cmp, LC_DRAFT_2020, LC_DRAFT_2020, LC_SITE_DATA, &part,
                                       w.nodes[0], w.nodes[1]),
                     CTR_OK);
    assert_false(w.cmp.schemas->work.spent);
    uint64_t steps = w.cmp.schemas->work.done;
    lc_schema_end(&w.cmp);
    js_end(&w.c);
    return steps;
}

/* Each level has its pieces, and each piece what stands in it: the square of the levels. */
static void choices_within_choices_are_not_walked_again_at_each_level(void **state)
{
    uint64_t few = steps_between(nested, 30);
    uint64_t many = steps_between(nested, 120);
    (void)state;
    print_message("30 levels: %llu steps, 120 levels: %llu\n", (unsigned long long)few,
                  (unsigned long long)many);
    assert_in_range(many, few, few * 20);
    assert_in_range(many, 1, 1000 * 1000);
}

/* So many combinations of three choices that both editions have, beside a limit that differs. */
static char *combined(struct lc_ctx *ctx, int count, int edition)
{
    struct lc_buf buf;
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX - 1);
    lc_buf_printf(&buf, "{\"properties\": {\"z\": {\"maximum\": %d}}, \"allOf\": [", 10 - edition);
    for (int i = 0; i < count; i++) {
        lc_buf_printf(&buf,
                      "%s{\"anyOf\": [{\"required\": [\"a%d\"]}, {\"required\": [\"b%d\"]}, "
                      "{\"required\": [\"c%d\"]}]}",
                      i ? ", " : "", i, i, i);
    }
    lc_buf_text(&buf, "]}");
    char *text = lc_dup(ctx, lc_str_n(buf.data, buf.size));
    lc_buf_free(&buf);
    assert_non_null(text);
    return text;
}

/* Of 3^16 ways to choose one is enough, where that one breaks. */
static void combinations_that_both_have_are_not_multiplied(void **state)
{
    uint64_t few = steps_between(combined, 4);
    uint64_t many = steps_between(combined, 16);
    (void)state;
    print_message("4 combinations: %llu steps, 16 combinations: %llu\n", (unsigned long long)few,
                  (unsigned long long)many);
    assert_in_range(many, few, few * 20);
}

/* One comparison of a whole has so much work to do it with; the rest is nobody's guess. */
static void what_runs_out_of_work_is_undecided(void **state)
{
    static const struct lc_part part = {.kind = LC_PART_WORDS, .text = {"a", 1}};
    static const struct lc_part next = {.kind = LC_PART_WORDS, .text = {"b", 1}};
    struct work w;
    struct js_case *c = &w.c;
    struct ctr_diff diff = {.count = 0};
    (void)state;
    js_begin(c);
    js_read(c, &c->old, CTR_FORMAT_JSON_SCHEMA, "old.json", fields(&c->ctx, 500, 1), NULL);
    js_read(c, &c->new, CTR_FORMAT_JSON_SCHEMA, "new.json", fields(&c->ctx, 500, 2), NULL);
    begin_work(&w);
    struct lc_cmp *cmp = &w.cmp;
    assert_int_equal(lc_schema_compare(cmp, LC_DRAFT_2020, LC_DRAFT_2020, LC_SITE_DATA, &part,
                                       w.nodes[0], w.nodes[0]),
                     CTR_OK);
    cmp->schemas->work.most = cmp->schemas->work.done + 100;
    for (int i = 0; i < 2; i++) { /* the second is not even begun */
        assert_int_equal(lc_schema_compare(cmp, LC_DRAFT_2020, LC_DRAFT_2020, LC_SITE_DATA,
                                           i ? &next : &part, w.nodes[0], w.nodes[1]),
                         CTR_OK);
        assert_null(c->ctx.error);
    }
    lc_schema_end(cmp);
    assert_int_equal(lc_cmp_finish(cmp, CTR_FORMAT_JSON_SCHEMA, &diff), CTR_OK);
    assert_int_equal(diff.verdict, CTR_VERDICT_UNDECIDED);
    assert_int_equal(diff.count, 2);
    assert_string_equal(diff.findings[0].rule, "schema-undecided");
    assert_non_null(strstr(diff.findings[1].message, "takes more work than one comparison may"));
    js_end(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_times_the_fields_take_ten_times_the_steps),
        cmocka_unit_test(choices_within_choices_are_not_walked_again_at_each_level),
        cmocka_unit_test(combinations_that_both_have_are_not_multiplied),
        cmocka_unit_test(what_runs_out_of_work_is_undecided),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
