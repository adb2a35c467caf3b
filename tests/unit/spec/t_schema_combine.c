/* anyOf, oneOf, not: what is proven is said, what is not is undecided, and nothing is missed. */
#include "schema_case.h"

struct row {
    const char *older, *newer;
    char backward, forward;
};

static char word_of(ctr_verdict verdict)
{
    return verdict == CTR_VERDICT_COMPATIBLE     ? 'y'
           : verdict == CTR_VERDICT_INCOMPATIBLE ? 'n'
                                                 : 'u';
}

static void expect(const struct row *rows, size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++) {
        const struct row *r = &rows[i];
        char b = word_of(js_verdict(r->older, r->newer, CTR_MODE_BACKWARD, CTR_PROFILE_STRICT));
        char f = word_of(js_verdict(r->older, r->newer, CTR_MODE_FORWARD, CTR_PROFILE_STRICT));
        char back = word_of(js_verdict(r->newer, r->older, CTR_MODE_FORWARD, CTR_PROFILE_STRICT));
        if (b != r->backward || f != r->forward || b != back) {
            print_error("%s\n -> %s\n    want %c %c, got %c %c, swapped %c\n", r->older, r->newer,
                        r->backward, r->forward, b, f, back);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}
#define EXPECT(rows) expect(rows, sizeof rows / sizeof rows[0])

#define SHORT "{\"type\": \"string\", \"maxLength\": 5}"
#define LONG "{\"type\": \"string\", \"maxLength\": 9}"
#define COUNT "{\"type\": \"integer\", \"minimum\": 0}"
#define LIST "{\"type\": \"array\", \"items\": {\"type\": \"string\"}}"
#define CAT                                                                                        \
    "{\"type\": \"object\", \"required\": [\"k\"], \"properties\": {\"k\": {\"const\": \"cat\"}}}"
#define DOG                                                                                        \
    "{\"type\": \"object\", \"required\": [\"k\"], \"properties\": {\"k\": {\"const\": \"dog\"}}}"
#define OPEN_A "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}}}"
#define OPEN_B "{\"type\": \"object\", \"properties\": {\"b\": {\"type\": \"string\"}}}"

static void any_of_takes_more_and_less(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"{\"anyOf\": [" SHORT ", " COUNT "]}", "{\"anyOf\": [" SHORT ", " COUNT ", " LIST "]}",
         'y', 'n'},
        {"{\"anyOf\": [" SHORT ", " COUNT "]}", "{\"anyOf\": [" COUNT ", " SHORT "]}", 'y', 'y'},
        {"{\"anyOf\": [" SHORT ", " COUNT "]}", "{\"anyOf\": [" LONG ", " COUNT "]}", 'y', 'n'},
        {"{\"anyOf\": [" SHORT ", " LONG "]}", LONG, 'y', 'y'},
        {SHORT, "{\"anyOf\": [" SHORT ", " COUNT "]}", 'y', 'n'},
        {SHORT, "{\"anyOf\": [" COUNT ", " LIST "]}", 'n', 'n'},
        {"{\"type\": [\"string\", \"integer\"]}",
         "{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"integer\"}]}", 'y', 'y'},
        {"{\"type\": [\"string\", \"null\"], \"maxLength\": 5}",
         "{\"anyOf\": [" SHORT ", {\"type\": \"null\"}]}", 'y', 'y'},
        {"{\"anyOf\": [" OPEN_A ", " OPEN_B "]}", "{\"anyOf\": [" OPEN_A "]}", 'n', 'y'},
        /* beside a base that both share */
        {"{\"type\": \"object\", \"anyOf\": [{\"required\": [\"a\"]}, {\"required\": [\"b\"]}]}",
         "{\"type\": \"object\", \"anyOf\": [{\"required\": [\"a\"]}, {\"required\": [\"b\"]}, "
         "{\"required\": [\"c\"]}]}",
         'y', 'n'},
        {"{\"maxProperties\": 3, \"anyOf\": [{\"required\": [\"a\"]}, {\"required\": [\"b\"]}]}",
         "{\"maxProperties\": 2, \"anyOf\": [{\"required\": [\"a\"]}, {\"required\": [\"b\"]}]}",
         'n', 'y'},
    };
    EXPECT(rows);
}

static void one_of_is_trusted_only_where_choices_exclude_each_other(void **state)
{
    (void)state;
    static const struct row rows[] = {
        /* by type, by constant, by required property */
        {"{\"oneOf\": [" SHORT ", " COUNT "]}", "{\"oneOf\": [" SHORT ", " COUNT ", " LIST "]}",
         'y', 'n'},
        {"{\"oneOf\": [" CAT "]}", "{\"oneOf\": [" CAT ", " DOG "]}", 'y', 'n'},
        {"{\"oneOf\": [" CAT ", " DOG "]}", "{\"anyOf\": [" CAT ", " DOG "]}", 'y', 'y'},
        /* 0 matches integer and number: the counterexample of compat.md B1.1 */
        {"{\"oneOf\": [{\"type\": \"string\", \"minLength\": 1}, {\"type\": \"integer\", "
         "\"minimum\": 0}]}",
         "{\"oneOf\": [{\"type\": \"string\", \"minLength\": 1}, {\"type\": \"integer\", "
         "\"minimum\": 0}, {\"type\": \"number\", \"maximum\": 9}]}",
         'n', 'n'},
        {"{\"oneOf\": [" OPEN_A "]}", "{\"oneOf\": [" OPEN_A ", " OPEN_B "]}", 'n', 'n'},
        {"{\"oneOf\": [" OPEN_A ", " OPEN_B "]}", "{\"oneOf\": [" OPEN_B ", " OPEN_A "]}", 'y',
         'y'},
        {"{\"oneOf\": [" OPEN_A ", " OPEN_B "]}", "{\"anyOf\": [" OPEN_A ", " OPEN_B "]}", 'y',
         'n'},
        {"{\"oneOf\": [" OPEN_A ", " OPEN_B "]}", OPEN_A, 'n', 'n'},
        /* one choice changes, the others overlap it: what it newly takes another may take, too */
        {"{\"oneOf\": [{\"maxLength\": 2}, {\"minLength\": 4}]}",
         "{\"oneOf\": [{\"maxLength\": 4}, {\"minLength\": 4}]}", 'n', 'n'},
        {"{\"oneOf\": [" SHORT ", " COUNT "]}", "{\"oneOf\": [" LONG ", " COUNT "]}", 'y', 'n'},
        {SHORT, "{\"oneOf\": [" LONG ", " COUNT "]}", 'y', 'n'},
        {SHORT, "{\"oneOf\": [" SHORT ", {\"minLength\": 2}]}", 'n', 'n'},
        /* what no rule proves and no search refutes */
        {"{\"oneOf\": [{\"pattern\": \"^a{500}b$\"}]}",
         "{\"oneOf\": [{\"pattern\": \"^a{500}b$\"}, {\"type\": \"string\", \"pattern\": "
         "\"^a{500}c$\"}]}",
         'u', 'n'},
    };
    EXPECT(rows);
}

static void not_turns_the_direction_round(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"{\"not\": " SHORT "}", "{\"not\": " LONG "}", 'n', 'y'},
        {"{\"not\": " SHORT "}", "{}", 'y', 'n'},
        {"{\"type\": \"integer\"}", "{\"type\": \"integer\", \"not\": " SHORT "}", 'y', 'y'},
        {"{\"not\": {\"required\": [\"a\"]}}", "{\"not\": {\"required\": [\"a\", \"b\"]}}", 'y',
         'n'},
        {"{\"not\": {}}", "false", 'y', 'y'},
        {"{\"not\": false}", "{}", 'y', 'y'},
    };
    EXPECT(rows);
}

static void members_are_named_and_compared_inside(void **state)
{
    (void)state;
    js_tells("{\"oneOf\": [{\"$ref\": \"#/$defs/c\"}, {\"$ref\": \"#/$defs/d\"}], \"$defs\": "
             "{\"c\": " CAT ", \"d\": " DOG "}}",
             "{\"oneOf\": [{\"$ref\": \"#/$defs/d\"}, {\"$ref\": \"#/$defs/c\"}], \"$defs\": "
             "{\"c\": " CAT ", \"d\": {\"type\": \"object\", \"required\": [\"k\", \"age\"], "
             "\"properties\": {\"k\": {\"const\": \"dog\"}}}}}",
             CTR_MODE_BACKWARD, CTR_PROFILE_STRICT, "breaking backward became-required at /age\n");
    js_tells("{\"anyOf\": [" SHORT ", {\"type\": \"null\"}]}", SHORT, CTR_MODE_BACKWARD,
             CTR_PROFILE_STRICT, "breaking backward became-not-nullable at /\n");
    js_tells("{\"properties\": {\"p\": " SHORT "}}",
             "{\"properties\": {\"p\": {\"anyOf\": [" SHORT ", " LIST "]}}}", CTR_MODE_FULL,
             CTR_PROFILE_STRICT, "breaking forward any-of-added at /p\n");
}

/* Far more pairs than would ever be compared. */
static void too_many_choices_are_undecided(void **state)
{
    (void)state;
    struct js_case texts;
    char *text[2];
    js_begin(&texts);
    for (int side = 0; side < 2; side++) {
        struct lc_buf buf;
        lc_buf_init(&buf, &texts.ctx.alloc, SIZE_MAX - 1);
        lc_buf_text(&buf, "{\"anyOf\": [");
        for (int i = 0; i < 300; i++) {
            lc_buf_printf(&buf, "%s{\"required\": [\"p%d\"], \"maxProperties\": %d}", i ? "," : "",
                          i, i + 5 + side);
        }
        lc_buf_text(&buf, "]}");
        text[side] = lc_dup(&texts.ctx, lc_str_n(buf.data, buf.size));
        lc_buf_free(&buf);
    }
    js_tells(text[0], text[0], CTR_MODE_FULL, CTR_PROFILE_STRICT, "");
    assert_int_equal(js_verdict(text[0], text[1], CTR_MODE_BACKWARD, CTR_PROFILE_STRICT),
                     CTR_VERDICT_UNDECIDED);
    js_end(&texts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_of_takes_more_and_less),
        cmocka_unit_test(one_of_is_trusted_only_where_choices_exclude_each_other),
        cmocka_unit_test(not_turns_the_direction_round),
        cmocka_unit_test(members_are_named_and_compared_inside),
        cmocka_unit_test(too_many_choices_are_undecided),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
