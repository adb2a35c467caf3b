/* Words of the enumerations: each is read back as the value that it names. */
#include "support/fixture.h"

#include <limits.h>

/* The functions of an enumeration, as those of all of them look. */
#define WORDS(type)                                                                                \
    static const char *name_##type(int value)                                                      \
    {                                                                                              \
        return ctr_##type##_name((ctr_##type)value);                                               \
    }                                                                                              \
    static int parse_##type(const char *word, int *out)                                            \
    {                                                                                              \
        ctr_##type value = (ctr_##type) - 7;                                                       \
        int ok = ctr_##type##_parse(word, &value);                                                 \
        *out = (int)value;                                                                         \
        assert_int_equal(ctr_##type##_parse(word, NULL), 0);                                       \
        return ok;                                                                                 \
    }

WORDS(as_of)
WORDS(answer)
WORDS(assess_basis)
WORDS(can_why)
WORDS(assess_kind)
WORDS(assess_state)
WORDS(dialect)
WORDS(durability)
WORDS(risk_act)
WORDS(exchange_form)
WORDS(format)
WORDS(goal_source)
WORDS(import_policy)
WORDS(ledger_form)
WORDS(mode)
WORDS(profile)
WORDS(render)
WORDS(run_kind)
WORDS(schema_form)
WORDS(state)
WORDS(terms_kind)
WORDS(type)

static const struct {
    const char *(*name)(int value);
    int (*parse)(const char *word, int *out);
    int first, last;
    const char *word;  /* of the last */
    const char *loose; /* another spelling of it */
} rows[] = {
    {name_as_of, parse_as_of, 1, CTR_AS_OF_RECORDED, "recorded", "RECORDED"},
    {name_answer, parse_answer, 1, CTR_ANSWER_UNKNOWN, "unknown", "Unknown"},
    {name_can_why, parse_can_why, 1, CTR_CAN_IDENTICAL, "identical", "IDENTICAL"},
    {name_assess_basis, parse_assess_basis, 1, CTR_ASSESS_FORECAST, "forecast", "Forecast"},
    {name_assess_kind, parse_assess_kind, 1, CTR_ASSESS_FINAL, "final", "FINAL"},
    {name_assess_state, parse_assess_state, 1, CTR_ASSESS_HELD, "held", "Held"},
    {name_dialect, parse_dialect, 0, CTR_DIALECT_OPENAPI_31, "openapi-3.1", "OpenAPI-3.1"},
    {name_risk_act, parse_risk_act, 1, CTR_RISK_RELEASE, "release", "Release"},
    {name_durability, parse_durability, 0, CTR_DURABILITY_NORMAL, "normal", "NORMAL"},
    {name_exchange_form, parse_exchange_form, 0, CTR_EXCHANGE_JSON, "json", "Json"},
    {name_format, parse_format, 0, CTR_FORMAT_PHASE, "phase", "Phase"},
    {name_goal_source, parse_goal_source, 1, CTR_GOAL_MEASURED, "measured", "MEASURED"},
    {name_import_policy, parse_import_policy, 0, CTR_IMPORT_REPLACE_DRAFTS, "replace-drafts",
     "REPLACE_DRAFTS"},
    {name_ledger_form, parse_ledger_form, 0, CTR_LEDGER_JSON, "json", "JSON"},
    {name_mode, parse_mode, 0, CTR_MODE_FULL_TRANSITIVE, "full-transitive", "FULL_TRANSITIVE"},
    {name_render, parse_render, 1, CTR_RENDER_GITHUB, "github", "GitHub"},
    {name_profile, parse_profile, 0, CTR_PROFILE_WIRE, "wire", "WIRE"},
    {name_run_kind, parse_run_kind, 1, CTR_RUN_RELEASED, "released", "Released"},
    {name_schema_form, parse_schema_form, 1, CTR_SCHEMA_XSD, "xsd", "XSD"},
    {name_state, parse_state, 1, CTR_STATE_RETIRED, "retired", "RETIRED"},
    {name_terms_kind, parse_terms_kind, 0, CTR_TERMS_CHANGE, "change", "Change"},
    {name_type, parse_type, 1, CTR_TYPE_SOW, "sow", "SOW"},
};

static void every_word_is_read_back(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int value;
        for (int v = rows[i].first; v <= rows[i].last; v++) {
            assert_int_equal(rows[i].parse(rows[i].name(v), &value), 1);
            assert_int_equal(value, v);
        }
        assert_string_equal(rows[i].name(rows[i].last), rows[i].word);
        assert_int_equal(rows[i].parse(rows[i].loose, &value), 1);
        assert_int_equal(value, rows[i].last);
    }
}

static void what_is_no_word_is_not_read(void **unused)
{
    static const char *const bad[] = {NULL, "", "unheard", "jso", "json ", "normall"};

    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
            int value;
            assert_int_equal(rows[i].parse(bad[k], &value), 0);
            assert_int_equal(value, -7);
        }
    }
}

static void a_value_without_a_word_is_unknown(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(rows[i].name(rows[i].last + 1), "unknown");
        assert_string_equal(rows[i].name(-1), "unknown");
        assert_string_equal(rows[i].name(INT_MAX), "unknown");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_is_read_back),
        cmocka_unit_test(what_is_no_word_is_not_read),
        cmocka_unit_test(a_value_without_a_word_is_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
