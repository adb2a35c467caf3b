/* What may happen to a dispute: the whole table. */
#include "domain/dispute/dispute_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static void every_state_and_verb(void **state)
{
    static const enum lc_dispute_state want[4][4] = {
        /* answer, escalate, resolve, withdraw */
        {LC_DISPUTE_ANSWERED, LC_DISPUTE_OPEN, LC_DISPUTE_RESOLVED, LC_DISPUTE_WITHDRAWN},
        {0, LC_DISPUTE_ANSWERED, LC_DISPUTE_RESOLVED, LC_DISPUTE_WITHDRAWN},
        {0, 0, 0, 0},
        {0, 0, 0, 0},
    };
    (void)state;
    for (int from = 0; from < 4; from++) {
        for (int verb = 0; verb < 4; verb++) {
            assert_int_equal(lc_dispute_move((enum lc_dispute_state)(from + 1),
                                             (enum lc_dispute_verb)(verb + 1)),
                             want[from][verb]);
        }
        assert_int_equal(lc_dispute_over(from + 1), from >= 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_state_and_verb)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
