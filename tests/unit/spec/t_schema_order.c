/*
 * The order in which anyOf, oneOf, allOf, enum, required and type list what they list, and that of
 * keys and properties, says nothing: pairs of schemas made at random are told the same however they
 * are shuffled.
 */
#include "schema_case.h"

enum { PAIRS = 400, NEWER_TOO = 3, LEVELS = 3, MOST_MEMBERS = 6, LINE = 96 };

static uint64_t next(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static int below(uint64_t *seed, int count)
{
    return (int)(next(seed) % (uint64_t)count);
}

/* What is made hangs on `what`, the order in which it is written on `order`. */
struct maker {
    struct lc_ctx *ctx;
    uint64_t what;
    uint64_t order;
    bool deep;    /* with properties */
    int leaf;     /* the one to be made now */
    int replaced; /* the one that becomes another */
};

static char *joined(struct maker *m, const char *open, char **texts, int count, const char *close)
{
    struct lc_buf buf;
    lc_buf_init(&buf, &m->ctx->alloc, SIZE_MAX - 1);
    lc_buf_text(&buf, open);
    for (int left = count; left > 0; left--) {
        int at = m->order ? below(&m->order, left) : 0;
        lc_buf_printf(&buf, "%s%s", left < count ? "," : "", texts[at]);
        for (int i = at; i + 1 < left; i++) {
            texts[i] = texts[i + 1];
        }
    }
    lc_buf_text(&buf, close);
    char *out = lc_dup(m->ctx, lc_str_n(buf.data, buf.size));
    lc_buf_free(&buf);
    assert_non_null(out);
    return out;
}

static char *leaf(struct maker *m)
{
    static const char *const plain[] = {
        "{\"type\":\"string\"}",
        "{\"type\":\"integer\"}",
        "{\"type\":\"string\",\"minLength\":2}",
        "{\"minimum\":-1,\"type\":\"integer\"}",
        "{\"const\":1}",
        "{\"type\":\"object\",\"required\":[\"x\"]}",
        "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"integer\"}}}",
        "{\"type\":\"null\"}",
    };
    enum { PLAIN = sizeof plain / sizeof plain[0] };
    static const char *const lists[][4] = {{"{\"enum\":[", "\"a\"", "1", "2"},
                                           {"{\"type\":[", "\"null\"", "\"string\"", "\"array\""},
                                           {"{\"required\":[", "\"x\"", "\"y\"", "\"z\""}};
    int which = below(&m->what, PLAIN + 3);
    if (m->leaf++ == m->replaced) {
        which = (which + 1) % (PLAIN + 3);
    }
    if (which < PLAIN) {
        return (char *)(uintptr_t)plain[which];
    }
    char *texts[3];
    for (int i = 0; i < 3; i++) {
        texts[i] = (char *)(uintptr_t)lists[which - PLAIN][i + 1];
    }
    return joined(m, lists[which - PLAIN][0], texts, 3, "]}");
}

static char *schema(struct maker *m, int levels)
{
    static const char *const keys[] = {"anyOf", "oneOf", "allOf", "not", "if"};
    char *members[MOST_MEMBERS];
    int count = 0;
    if (levels == 0) {
        return leaf(m);
    }
    for (int k = 0; k < 5; k++) {
        char open[LINE];
        char *texts[3];
        if (below(&m->what, 100) >= (k < 3 ? 45 : 15)) {
            continue;
        }
        snprintf(open, sizeof open, "\"%s\":%s", keys[k], k < 3 ? "[" : "");
        int own = k < 3 ? 1 + below(&m->what, 3) : 1;
        for (int i = 0; i < own; i++) {
            texts[i] = schema(m, below(&m->what, 3) == 0 ? levels - 1 : 0);
        }
        members[count++] = joined(m, open, texts, own, k < 3 ? "]" : "");
        if (k == 4) {
            char *then = leaf(m);
            members[count++] = joined(m, "\"then\":", &then, 1, "");
        }
    }
    return joined(m, "{", members, count, "}");
}

/* Properties, of which one may be the whole document again. */
static char *properties(struct maker *m)
{
    char *texts[3];
    int again = below(&m->what, 6);
    for (int i = 0; i < 3; i++) {
        char open[LINE];
        char *value = i == again ? (char *)(uintptr_t) "{\"$ref\":\"#\"}" : schema(m, 1);
        snprintf(open, sizeof open, "\"%c\":", 'p' + i);
        texts[i] = joined(m, open, &value, 1, "");
    }
    return joined(m, "\"properties\":{", texts, 3, "}");
}

static char *document(struct maker *m)
{
    static const char draft[] = "\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"";
    char *root[3] = {(char *)(uintptr_t)draft, NULL, NULL};
    char *all = schema(m, LEVELS);
    root[1] = joined(m, "\"allOf\":[", &all, 1, "]");
    root[2] = m->deep ? properties(m) : NULL;
    return joined(m, "{", root, m->deep ? 3 : 2, "}");
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Everything that is told but where it stands; and but that something was rewritten, which is so
 * by the way it was shuffled. Of what is deep also not what a search came to: how far it gets in
 * its time goes by the order in which it meets things. */
static char *told(struct js_case *c, bool deep, size_t *count)
{
    struct maker plain = {.ctx = &c->ctx};
    char **lines = lc_new(&c->ctx, c->diff.count + 1, sizeof *lines);
    int n = 0;
    assert_non_null(lines);
    for (size_t i = 0; i < c->diff.count; i++) {
        const ctr_finding *f = &c->diff.findings[i];
        if (strcmp(f->rule, "document-rewritten") != 0) {
            bool searched = deep && f->level <= CTR_LEVEL_UNDECIDED;
            lines[n++] = lc_format(&c->ctx, "%s %s %s %s %s %s", f->fingerprint, f->rule,
                                   searched ? "grave" : ctr_level_name(f->level),
                                   ctr_direction_name(f->direction), f->part,
                                   f->witness && !deep ? "shown" : "");
        }
    }
    qsort(lines, (size_t)n, sizeof *lines, by_text);
    *count = (size_t)n;
    return joined(&plain, ctr_verdict_name(c->diff.verdict), lines, n, "");
}

static void compare(struct js_case *c, bool deep, uint64_t what, uint64_t order)
{
    js_begin(c);
    struct maker older = {
        .ctx = &c->ctx, .what = what, .order = order, .deep = deep, .replaced = -1};
    struct maker newer = {.ctx = &c->ctx, .what = what, .order = order * 3, .deep = deep};
    newer.replaced = (int)(what % 7);
    newer.what += what % NEWER_TOO == 0; /* mostly one leaf differs, else everything */
    js_read(c, &c->old, CTR_FORMAT_JSON_SCHEMA, "old", document(&older), NULL);
    js_read(c, &c->new, CTR_FORMAT_JSON_SCHEMA, "new", document(&newer), NULL);
    assert_int_equal(c->status, CTR_OK);
    assert_int_equal(
        lc_spec_diff(&c->ctx, &c->old, &c->new, CTR_MODE_FULL, CTR_PROFILE_STRICT, &c->diff),
        CTR_OK);
}

static void any_order_is_told_the_same(void **state)
{
    uint64_t seed = 20260101;
    size_t findings = 0;
    (void)state;
    for (int i = 0; i < 2 * PAIRS; i++) {
        bool deep = i >= PAIRS;
        struct js_case one;
        struct js_case other;
        size_t count[2];
        uint64_t what = next(&seed);
        compare(&one, deep, what, 0);
        compare(&other, deep, what, next(&seed));
        assert_string_equal(told(&one, deep, &count[0]), told(&other, deep, &count[1]));
        findings += count[0];
        js_end(&one);
        js_end(&other);
    }
    print_message("%zu findings of %d pairs\n", findings, 2 * PAIRS);
    assert_true(findings > 2 * PAIRS);
}

#define D20 "\"$schema\":\"https://json-schema.org/draft/2020-12/schema\","
#define ONE "\"oneOf\":[{\"type\":\"string\",\"minLength\":1},{\"type\":\"integer\",\"minimum\":0}]"
#define ENO "\"oneOf\":[{\"minimum\":0,\"type\":\"integer\"},{\"type\":\"string\",\"minLength\":1}]"

/* What both sides have in common may rule out what differs. */
static void a_combination_in_both_excuses_what_it_rules_out(void **state)
{
    static const struct {
        const char *older, *newer;
        ctr_verdict verdict;
    } rows[] = {
        {"{" D20 ONE "}", "{" D20 ENO ",\"not\":{\"type\":\"array\"}}", CTR_VERDICT_COMPATIBLE},
        {"{" D20 ONE "}", "{" D20 ENO ",\"required\":[\"x\"]}", CTR_VERDICT_COMPATIBLE},
        {"{" D20 ONE "}", "{" D20 ENO ",\"minimum\":-1}", CTR_VERDICT_COMPATIBLE},
        {"{" D20 ONE "}", "{" D20 ENO ",\"minimum\":1}", CTR_VERDICT_INCOMPATIBLE},
        {"{" D20 ONE "}", "{" D20 ENO ",\"not\":{\"const\":7}}", CTR_VERDICT_INCOMPATIBLE},
        {"{" D20 ONE ",\"not\":{\"type\":\"string\"}}",
         "{" D20 ENO ",\"not\":{\"type\":[\"string\",\"null\"]}}", CTR_VERDICT_COMPATIBLE},
        /* refused before, because both choices fit; nobody proves that, and nobody disproves it */
        {"{" D20 "\"oneOf\":[{\"required\":[\"a\"]},{\"required\":[\"b\"]}]}",
         "{" D20 "\"oneOf\":[{\"required\":[\"b\"]},{\"required\":[\"a\"]}],"
         "\"not\":{\"required\":[\"a\",\"b\"]}}",
         CTR_VERDICT_UNDECIDED},
        {"{" D20 "\"oneOf\":[{\"required\":[\"a\"]},{\"required\":[\"b\"]}]}",
         "{" D20 "\"oneOf\":[{\"required\":[\"b\"]},{\"required\":[\"a\"]}],"
         "\"properties\":{\"w\":{\"maxLength\":3}}}",
         CTR_VERDICT_INCOMPATIBLE},
        /* allOf beside what it is made of */
        {"{" D20 ONE "}", "{" D20 "\"allOf\":[{" ENO "},{\"minItems\":1}]}",
         CTR_VERDICT_COMPATIBLE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ctr_verdict is =
            js_verdict(rows[i].older, rows[i].newer, CTR_MODE_BACKWARD, CTR_PROFILE_STRICT);
        if (is != rows[i].verdict) {
            print_error("%s\n -> %s\n", rows[i].older, rows[i].newer);
        }
        assert_int_equal(is, rows[i].verdict);
    }
}

/* Which default counts, and that a list is a list beside a const, does not go by words or order. */
static void what_stands_twice_is_read_alike(void **state)
{
    (void)state;
    js_tells("{" D20 "\"allOf\":[{\"default\":1,\"maximum\":9},{\"default\":2,\"minimum\":0}]}",
             "{" D20 "\"allOf\":[{\"default\":2,\"minimum\":0,\"description\":\"d\"},"
             "{\"default\":1,\"maximum\":9}]}",
             CTR_MODE_FULL, CTR_PROFILE_STRICT, "info neither schema-annotation-changed at /\n");
    js_tells("{" D20 "\"const\":null,\"enum\":[2,\"a\",null]}",
             "{" D20 "\"type\":[\"null\",\"string\"]}", CTR_MODE_BACKWARD, CTR_PROFILE_STRICT,
             "info forward enum-removed at /\n");
    js_tells("{" D20 "\"enum\":[2,\"a\",null],\"const\":null}",
             "{" D20 "\"type\":[\"null\",\"string\"]}", CTR_MODE_BACKWARD, CTR_PROFILE_STRICT,
             "info forward enum-removed at /\n");
}

#define MAIL "\"oneOf\":[{\"required\":[\"mail\"]},{\"required\":[\"phone\"]}]"
#define CAT "{\"required\":[\"y\"],\"properties\":{\"x\":{\"type\":\"string\"}}}"
#define DOG "{\"required\":[\"z\"],\"properties\":{\"x\":{\"type\":\"string\"}}}"
#define PETS "\"anyOf\":[" CAT "," DOG "]"
#define STEP "\"anyOf\":[" DOG "," CAT "]"

/* Where only what is declared is sent, what a choice declares is part of the answer. */
static void what_choices_declare_is_not_left_out(void **state)
{
    static const struct {
        const char *older, *newer;
        ctr_verdict verdict;
    } rows[] = {
        {"{" D20 PETS "}", "{" D20 STEP ",\"properties\":{\"x\":{\"maxLength\":3}}}",
         CTR_VERDICT_INCOMPATIBLE},
        {"{" D20 PETS "}", "{" D20 STEP ",\"additionalProperties\":{\"maxLength\":3}}",
         CTR_VERDICT_INCOMPATIBLE},
        {"{" D20 PETS "}", "{" D20 STEP ",\"properties\":{\"w\":{\"maxLength\":3}}}",
         CTR_VERDICT_COMPATIBLE},
        {"{" D20 MAIL ",\"properties\":{\"w\":{\"maxLength\":4}}}",
         "{" D20 MAIL ",\"properties\":{\"w\":{\"maxLength\":3}}}", CTR_VERDICT_INCOMPATIBLE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ctr_verdict is =
            js_verdict(rows[i].older, rows[i].newer, CTR_MODE_BACKWARD, CTR_PROFILE_TOLERANT);
        if (is != rows[i].verdict) {
            print_error("%s\n -> %s\n", rows[i].older, rows[i].newer);
        }
        assert_int_equal(is, rows[i].verdict);
    }
}

/* `count` combinations of two choices, and what a property may be in the new edition. */
static char *combined(struct lc_ctx *ctx, int count, const char *beside)
{
    struct lc_buf buf;
    lc_buf_init(&buf, &ctx->alloc, SIZE_MAX - 1);
    lc_buf_printf(&buf, "{" D20 "%s\"allOf\":[", beside);
    for (int i = 0; i < count; i++) {
        lc_buf_printf(&buf, "%s{\"anyOf\":[{\"type\":\"string\",\"minLength\":%d},%s]}",
                      i ? "," : "", i + 1, "{\"type\":\"integer\",\"minimum\":0}");
    }
    lc_buf_text(&buf, "]}");
    char *text = lc_dup(ctx, lc_str_n(buf.data, buf.size));
    lc_buf_free(&buf);
    assert_non_null(text);
    return text;
}

/* There is an end to trying each choice with each other one; what was not tried is not known. */
static void too_many_choices_are_undecided(void **state)
{
    static const struct {
        int count;
        const char *beside;
        ctr_verdict verdict;
    } rows[] = {
        {2, "\"required\":[\"x\"],", CTR_VERDICT_COMPATIBLE},
        {9, "\"required\":[\"x\"],", CTR_VERDICT_COMPATIBLE},
        {10, "\"required\":[\"x\"],", CTR_VERDICT_UNDECIDED}, /* 1,024 ways */
        {10, "\"maxLength\":20,", CTR_VERDICT_INCOMPATIBLE},
        {10, "\"maximum\":20,", CTR_VERDICT_INCOMPATIBLE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_ctx ctx;
        assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
        const char *older = combined(&ctx, rows[i].count, "");
        const char *newer = combined(&ctx, rows[i].count, rows[i].beside);
        assert_int_equal(js_verdict(older, newer, CTR_MODE_BACKWARD, CTR_PROFILE_STRICT),
                         rows[i].verdict);
        lc_ctx_end(&ctx, CTR_OK, NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order_is_told_the_same),
        cmocka_unit_test(a_combination_in_both_excuses_what_it_rules_out),
        cmocka_unit_test(what_stands_twice_is_read_alike),
        cmocka_unit_test(what_choices_declare_is_not_left_out),
        cmocka_unit_test(too_many_choices_are_undecided),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
