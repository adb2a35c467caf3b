/* Splitting amounts: known splits, and that nothing is ever lost. */
#include "terms/allocate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MOST = 8, ROUNDS = 20000 };

static void known_amounts_are_split(void **state)
{
    (void)state;
    static const struct {
        enum lc_allocation how;
        int64_t amount;
        size_t count;
        int64_t weights[5];
        int64_t parts[5];
    } rows[] = {
        {LC_IN_ORDER, 5, 2, {70, 30}, {4, 1}},
        {LC_IN_ORDER, 5, 2, {30, 70}, {2, 3}},
        {LC_IN_ORDER, 101, 3, {1, 1, 1}, {34, 34, 33}},
        {LC_IN_ORDER, 100, 3, {0, 1, 2}, {0, 34, 66}},
        {LC_IN_ORDER, -5, 2, {70, 30}, {-4, -1}},
        {LC_IN_ORDER, 11, 4, {1, 0, 1, 1}, {4, 0, 4, 3}},
        {LC_LARGEST_REMAINDER, 100, 3, {1, 1, 1}, {34, 33, 33}},
        {LC_LARGEST_REMAINDER, 101, 3, {1, 1, 1}, {34, 34, 33}},
        {LC_LARGEST_REMAINDER, 100, 3, {2, 1, 3}, {33, 17, 50}},
        {LC_LARGEST_REMAINDER, 10, 4, {33, 33, 33, 1}, {4, 3, 3, 0}},
        {LC_LARGEST_REMAINDER, -101, 3, {1, 1, 1}, {-34, -34, -33}},
        {LC_LARGEST_REMAINDER, 0, 2, {1, 2}, {0, 0}},
        {LC_LARGEST_REMAINDER, 7, 1, {9}, {7}},
        {LC_LARGEST_REMAINDER, LC_MONEY_MOST, 2, {LC_MONEY_MOST - 1, 1}, {LC_MONEY_MOST - 1, 1}},
        {LC_LARGEST_REMAINDER, 1, 5, {1, 1, 2, 1, 2}, {0, 0, 1, 0, 0}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t parts[6];
        int64_t rests[6];
        parts[rows[i].count] = rests[rows[i].count] = 4711;
        lc_allocate(rows[i].how, rows[i].amount, rows[i].weights, rows[i].count, parts, rests);
        for (size_t k = 0; k < rows[i].count; k++) {
            if (parts[k] != rows[i].parts[k]) {
                fail_msg("row %zu, part %zu: %lld", i, k, (long long)parts[k]);
            }
        }
        assert_int_equal(parts[rows[i].count], 4711);
        assert_int_equal(rests[rows[i].count], 4711);
    }
}

static uint64_t next(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *seed >> 33;
}

/* Each part is the exact one rounded down or up; the sum is the amount. */
static void nothing_is_lost(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int round = 0; round < ROUNDS; round++) {
        int64_t weights[MOST];
        int64_t parts[MOST];
        int64_t mirrored[MOST];
        int64_t rests[MOST];
        size_t count = 1 + next(&seed) % MOST;
        int64_t amount = (int64_t)(next(&seed) % 1000000);
        int64_t total = 0;
        int64_t sum = 0;
        for (size_t i = 0; i < count; i++) {
            weights[i] = (int64_t)(next(&seed) % 100);
            total += weights[i];
        }
        weights[0] += total == 0;
        total += total == 0;
        enum lc_allocation how = round % 2 ? LC_IN_ORDER : LC_LARGEST_REMAINDER;
        lc_allocate(how, amount, weights, count, parts, rests);
        lc_allocate(how, -amount, weights, count, mirrored, rests);
        for (size_t i = 0; i < count; i++) {
            int64_t floor = amount * weights[i] / total;
            bool near = parts[i] == floor || parts[i] == floor + 1;
            sum += parts[i];
            if (!near || (!weights[i] && parts[i]) || mirrored[i] != -parts[i]) {
                fail_msg("round %d, part %zu", round, i);
            }
        }
        assert_int_equal(sum, amount);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_amounts_are_split),
        cmocka_unit_test(nothing_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
