/* The table of events against the table of rules: neither may say what the other does not. */
#include "openapi_case.h"

struct row {
    enum lc_rule_id rule;
    ctr_level sent_b, sent_f, received_b, received_f;
};

#define B CTR_LEVEL_BREAKING
#define U CTR_LEVEL_UNDECIDED
#define W CTR_LEVEL_WARNING
#define I CTR_LEVEL_INFO
static const struct row rows[LC_OA_EVENT_COUNT] = {
#define LC_OA_EVENT(name, rule, sb, sf, rb, rf) {LC_RULE_##rule, sb, sf, rb, rf},
#include "spec/openapi/openapi_events.def"
#undef LC_OA_EVENT
};
#undef B
#undef U
#undef W
#undef I

static ctr_direction direction_of(const struct row *r)
{
    bool b = r->sent_b != CTR_LEVEL_INFO;
    bool f = r->sent_f != CTR_LEVEL_INFO;
    if (!b) {
        return f ? CTR_DIRECTION_FORWARD : CTR_DIRECTION_NEITHER;
    }
    return f && r->sent_f == r->sent_b ? CTR_DIRECTION_BOTH : CTR_DIRECTION_BACKWARD;
}

static ctr_level level_of(const struct row *r)
{
    return r->sent_b != CTR_LEVEL_INFO ? r->sent_b : r->sent_f;
}

static bool is_common_security(enum lc_rule_id id)
{
    return strstr(lc_rule(id)->id, "-security-") && !strstr(lc_rule(id)->id, "-component-");
}

/* The first event of a rule is what the rule's row speaks of. */
static void each_rule_weighs_what_its_first_event_weighs(void **state)
{
    (void)state;
    bool seen[LC_RULE_COUNT] = {false};
    for (size_t i = 0; i < LC_OA_EVENT_COUNT; i++) {
        const struct lc_rule *rule = lc_rule(rows[i].rule);
        if (seen[rows[i].rule]) {
            continue;
        }
        seen[rows[i].rule] = true;
        assert_int_equal(rule->format, CTR_FORMAT_OPENAPI);
        assert_int_equal(rule->level, level_of(&rows[i]));
        assert_int_equal(rule->direction, direction_of(&rows[i]));
    }
}

/* Words and marks break nobody. */
static void editorial_rules_are_information_only(void **state)
{
    (void)state;
    for (size_t i = 0; i < LC_OA_EVENT_COUNT; i++) {
        if (lc_rule(rows[i].rule)->flags & LC_RULE_EDITORIAL) {
            assert_int_equal(rows[i].sent_b, CTR_LEVEL_INFO);
            assert_int_equal(rows[i].sent_f, CTR_LEVEL_INFO);
            assert_int_equal(rows[i].received_b, CTR_LEVEL_INFO);
            assert_int_equal(rows[i].received_f, CTR_LEVEL_INFO);
        }
    }
}

static const char *const mine[] = {
#define LC_RULE(name, id, format, level, direction, flags, text) id,
#include "spec/rules/rules_openapi.def"
#undef LC_RULE
};

static void each_rule_of_the_table_can_happen(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mine / sizeof mine[0]; i++) {
        const struct lc_rule *rule = lc_rule_find(mine[i]);
        bool found = false;
        assert_non_null(rule);
        for (size_t k = 0; k < LC_OA_EVENT_COUNT && !found; k++) {
            found = lc_rule(rows[k].rule) == rule;
        }
        for (size_t k = 0; k < LC_RULE_COUNT && !found; k++) {
            found = lc_rule((enum lc_rule_id)k) == rule && is_common_security((enum lc_rule_id)k);
        }
        if (!found) {
            fail_msg("no event leads to %s", mine[i]);
        }
    }
}

static void sentences_are_sentences(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mine / sizeof mine[0]; i++) {
        const char *text = lc_rule_find(mine[i])->text;
        assert_in_range(text[0], 'A', 'Z');
        assert_int_equal(text[strlen(text) - 1], '.');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_weighs_what_its_first_event_weighs),
        cmocka_unit_test(editorial_rules_are_information_only),
        cmocka_unit_test(each_rule_of_the_table_can_happen),
        cmocka_unit_test(sentences_are_sentences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
