/* The table of statuses: complete, in step with error.h, exit codes of the command. */
#include <contracts/error.h>

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    ctr_status status;
    const char *name;
    int exit;
} wanted[] = {
    {CTR_OK, "ok", 0},
    {CTR_E_ARGUMENT, "argument", 2},
    {CTR_E_INPUT, "input", 3},
    {CTR_E_LIMIT, "limit", 3},
    {CTR_E_UNSUPPORTED, "unsupported", 3},
    {CTR_E_NOT_FOUND, "not_found", 4},
    {CTR_E_EXISTS, "exists", 4},
    {CTR_E_CONFLICT, "conflict", 4},
    {CTR_E_STATE, "state", 4},
    {CTR_E_DENIED, "denied", 4},
    {CTR_E_BUSY, "busy", 5},
    {CTR_E_IO, "io", 5},
    {CTR_E_FULL, "full", 5},
    {CTR_E_READONLY, "readonly", 5},
    {CTR_E_CORRUPT, "corrupt", 5},
    {CTR_E_NOT_OURS, "not_ours", 5},
    {CTR_E_NEWER, "newer", 5},
    {CTR_E_REPLACED, "replaced", 5},
    {CTR_E_FORKED, "forked", 5},
    {CTR_E_NOMEM, "nomem", 5},
    {CTR_E_CANCELLED, "cancelled", 130},
    {CTR_E_BLOCKED, "blocked", 4},
};

enum { COUNT = sizeof wanted / sizeof wanted[0] };

static void every_status_has_its_name_and_exit_code(void **state)
{
    (void)state;
    for (int i = 0; i < COUNT; i++) {
        assert_int_equal(wanted[i].status, -i); /* never renumbered */
        assert_string_equal(ctr_status_name(wanted[i].status), wanted[i].name);
        assert_int_equal(ctr_status_exit(wanted[i].status), wanted[i].exit);
    }
}

static void sentences_are_lower_case_without_stop_and_unique(void **state)
{
    (void)state;
    for (int i = 0; i < COUNT; i++) {
        const char *text = ctr_status_text(wanted[i].status);
        assert_in_range(text[0], 'a', 'z');
        assert_int_not_equal(text[strlen(text) - 1], '.');
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(text, ctr_status_text(wanted[k].status));
        }
    }
}

static void a_status_from_the_future_is_unknown(void **state)
{
    (void)state;
    const ctr_status odd[] = {(ctr_status)-COUNT, (ctr_status)1, CTR_STATUS_FORCE_INT32};
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(ctr_status_name(odd[i]), "unknown");
        assert_int_equal(ctr_status_exit(odd[i]), 5);
        assert_string_equal(ctr_status_text(odd[i]), "a status this library does not know");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_has_its_name_and_exit_code),
        cmocka_unit_test(sentences_are_lower_case_without_stop_and_unique),
        cmocka_unit_test(a_status_from_the_future_is_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
