/* The table of rules: unique, well-formed, and each with a golden case. */
#include "schema_case.h"

#include "base/map.h"
#include "codec/json_read.h"

#include <dirent.h>

static void every_rule_is_well_formed(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_map seen = {0};
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    for (int i = 0; i < LC_RULE_COUNT; i++) {
        const struct lc_rule *r = lc_rule((enum lc_rule_id)i);
        assert_non_null(r->id);
        assert_non_null(r->text);
        size_t n = strlen(r->text);
        size_t room = strncmp(r->id, "policy.", 7) == 0 ? 7 : 0; /* the only rules in one */
        bool plain =
            strspn(r->id + room, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(r->id + room);
        if (!plain || lc_map_get(&seen, lc_str(r->id)) || n < 10 || r->text[n - 1] != '.' ||
            r->text[0] < 'A' || r->text[0] > 'Z') {
            fail_msg("rule %s: %s", r->id, r->text);
        }
        assert_true(r->level >= CTR_LEVEL_BREAKING && r->level <= CTR_LEVEL_INFO);
        assert_true(r->direction >= CTR_DIRECTION_BACKWARD &&
                    r->direction <= CTR_DIRECTION_NEITHER);
        assert_int_equal(lc_map_set(&ctx, &seen, lc_str(r->id), (void *)(uintptr_t)1), CTR_OK);
        assert_ptr_equal(lc_rule_find(r->id), r);
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void an_unknown_rule_is_not_found(void **state)
{
    (void)state;
    assert_null(lc_rule_find("no-such-rule"));
    assert_null(lc_rule_find(NULL));
}

static void the_table_is_sorted_and_cut_to_a_format(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct ctr_rules all;
    struct ctr_rules some;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_int_equal(lc_rule_table(&ctx, CTR_FORMAT_AUTO, &all), CTR_OK);
    assert_int_equal(lc_rule_table(&ctx, CTR_FORMAT_JSON_SCHEMA, &some), CTR_OK);
    assert_int_equal(all.count, LC_RULE_COUNT);
    assert_in_range(some.count, 180, 300);
    for (size_t i = 1; i < all.count; i++) {
        assert_true(strcmp(all.rows[i - 1].id, all.rows[i].id) < 0);
    }
    for (size_t i = 0; i < some.count; i++) {
        assert_true(some.rows[i].format == CTR_FORMAT_JSON_SCHEMA || some.rows[i].format == 0);
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

/* Ids that users of the field know. */
static void the_ids_of_the_field_are_there(void **state)
{
    (void)state;
    static const char *const ids[] = {"request-property-max-length-decreased",
                                      "request-property-became-enum",
                                      "new-required-request-property",
                                      "request-property-became-required",
                                      "request-body-type-changed",
                                      "request-parameter-enum-value-removed",
                                      "response-required-property-removed",
                                      "response-optional-property-removed",
                                      "response-property-enum-value-added",
                                      "response-property-became-nullable",
                                      "response-property-became-optional",
                                      "response-property-one-of-added",
                                      "response-property-type-generalized",
                                      "response-property-max-length-unset",
                                      "request-property-list-of-types-narrowed",
                                      "request-property-all-of-added"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        if (!lc_rule_find(ids[i])) {
            fail_msg("there is no rule %s", ids[i]);
        }
    }
}

/* ---- golden cases, by what they hold and by what they are called */

/* "api-tag-added-twice" is called after the rule api-tag-added of its format or of several; NULL
 * after none. */
static const char *called_after(ctr_format format, const char *name)
{
    const char *best = NULL;
    size_t length = 0;
    for (int i = 0; i < LC_RULE_COUNT; i++) {
        const struct lc_rule *rule = lc_rule((enum lc_rule_id)i);
        const char *id = rule->id;
        size_t n = strlen(id);
        bool ours = rule->format == format || rule->format == CTR_FORMAT_AUTO;
        if (ours && n > length && strncmp(name, id, n) == 0 &&
            (name[n] == '\0' || name[n] == '-')) {
            best = id;
            length = n;
        }
    }
    return best;
}

/* False if the case is called after a rule that it does not hold. */
static bool note_rules(struct lc_ctx *ctx, const char *path, const char *wanted,
                       struct lc_map *seen)
{
    struct lc_doc doc = {0};
    bool held = !wanted;
    FILE *f = fopen(path, "rb");
    if (!f) {
        return true;
    }
    char *text = lc_new(ctx, 1 << 20, 1);
    size_t size = fread(text, 1, (1 << 20) - 1, f);
    fclose(f);
    const struct lc_read_options options = {.file = path};
    assert_int_equal(lc_json_read(ctx, lc_str_n(text, size), &options, &doc), CTR_OK);
    const struct lc_value *list = lc_get(doc.root, "findings");
    for (uint32_t i = 0; list && i < list->count; i++) {
        struct lc_str rule = lc_text(lc_get(&list->items[i], "rule"));
        assert_int_equal(lc_map_set(ctx, seen, rule, (void *)(uintptr_t)1), CTR_OK);
        held = held || lc_str_is(rule, wanted);
    }
    if (!held) {
        print_error("%s holds no %s\n", path, wanted);
    }
    return held;
}

/* How many cases do not hold the rule that they are called after. */
static int note_format(const char *root, const struct lc_word *format, struct lc_map *seen,
                       struct lc_ctx *ctx)
{
    int wrong = 0;
    const char *directory = lc_format(ctx, "%s/tests/golden/%s", root, format->name);
    DIR *d = opendir(directory);
    for (struct dirent *e = d ? readdir(d) : NULL; e; e = readdir(d)) {
        if (e->d_name[0] != '.') {
            const char *path = lc_format(ctx, "%s/%s/expect.json", directory, e->d_name);
            const char *wanted = called_after((ctr_format)format->value, e->d_name);
            wrong += note_rules(ctx, path, wanted, seen) ? 0 : 1;
        }
    }
    if (d) {
        closedir(d);
    }
    return wrong;
}

static void every_rule_has_a_golden_case_that_holds_it(void **state)
{
    (void)state;
    struct lc_ctx ctx;
    struct lc_map seen = {0};
    const char *root = getenv("CTR_SRCDIR") ? getenv("CTR_SRCDIR") : getenv("srcdir");
    int missing = 0;
    int wrong = 0;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    for (const struct lc_word *w = lc_words_format; w->name; w++) {
        if (w->value != CTR_FORMAT_AUTO) {
            wrong += note_format(root ? root : ".", w, &seen, &ctx);
        }
    }
    const struct lc_word policy = {CTR_FORMAT_AUTO, "policy"}; /* its cases are of all formats */
    wrong += note_format(root ? root : ".", &policy, &seen, &ctx);
    for (int i = 0; i < LC_RULE_COUNT; i++) {
        const char *id = lc_rule((enum lc_rule_id)i)->id;
        if (!lc_map_get(&seen, lc_str(id))) {
            print_error("no golden case for %s\n", id);
            missing++;
        }
    }
    lc_ctx_end(&ctx, CTR_OK, NULL);
    assert_int_equal(missing, 0);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_is_well_formed),
        cmocka_unit_test(an_unknown_rule_is_not_found),
        cmocka_unit_test(the_table_is_sorted_and_cut_to_a_format),
        cmocka_unit_test(the_ids_of_the_field_are_there),
        cmocka_unit_test(every_rule_has_a_golden_case_that_holds_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
