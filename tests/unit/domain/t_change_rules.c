/* The table of states, all of it; and the tally of votes. */
#include "domain/change/change_rules.h"
#include "domain/decision/decision_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

enum { STATES = LC_CHANGE_WITHDRAWN, VERBS = LC_CHANGE_REOPEN };

/* A row a state, a letter a verb in their order: impact submit classify approve reject defer
 * implement close withdraw reopen. '.' = refused, lower case = an emergency only; the letter says
 * where it leads. */
static const char *const table[STATES] = {
    "DS....i.W.", /* draft */
    "S.A...i.W.", /* submitted */
    "S.AOREi.W.", /* analysed */
    "......I.WD", /* approved */
    ".......C.D", /* rejected */
    "........WD", /* deferred */
    "..iii..C..", /* implemented */
    ".........D", /* closed */
    ".........D", /* withdrawn */
};

static enum lc_change_state state_of_letter(char letter)
{
    static const char letters[] = "DSAOREICW";
    for (int i = 0; i < STATES; i++) {
        if (letters[i] == (letter >= 'a' ? letter - 32 : letter)) {
            return (enum lc_change_state)(i + 1);
        }
    }
    return (enum lc_change_state)0;
}

static void every_move_is_as_the_table_says(void **unused)
{
    (void)unused;
    for (int from = 1; from <= STATES; from++) {
        for (int verb = 1; verb <= VERBS; verb++) {
            char letter = table[from - 1][verb - 1];
            enum lc_change_state emergency = state_of_letter(letter);
            enum lc_change_state other = letter >= 'a' ? (enum lc_change_state)0 : emergency;
            const enum lc_change_state want[] = {other, other, emergency};
            for (int type = LC_CHANGE_STANDARD; type <= LC_CHANGE_EMERGENCY; type++) {
                enum lc_change_state is =
                    lc_change_move((enum lc_change_state)from, (enum lc_change_verb)verb,
                                   (enum lc_change_type)type);
                if (is != want[type - 1]) {
                    fail_msg("%s %s %d: %d, wanted %d", lc_word_name(lc_words_change_state, from),
                             lc_word_name(lc_words_change_verb, verb), type, (int)is,
                             (int)want[type - 1]);
                }
            }
        }
    }
}

static void every_state_and_verb_has_a_word(void **unused)
{
    (void)unused;
    for (int i = 1; i <= STATES; i++) {
        assert_string_not_equal(lc_word_name(lc_words_change_state, i), "unknown");
    }
    for (int i = 1; i <= VERBS; i++) {
        assert_string_not_equal(lc_word_name(lc_words_change_verb, i), "unknown");
    }
    assert_string_equal(lc_word_name(lc_words_change_state, STATES + 1), "unknown");
}

static void what_is_allowed_can_be_listed(void **unused)
{
    struct lc_ctx ctx;
    (void)unused;
    assert_int_equal(lc_ctx_begin(&ctx, NULL), CTR_OK);
    assert_string_equal(lc_change_allowed(&ctx, LC_CHANGE_DRAFT, LC_CHANGE_NORMAL),
                        "impact, submit, withdraw");
    assert_string_equal(lc_change_allowed(&ctx, LC_CHANGE_DRAFT, LC_CHANGE_EMERGENCY),
                        "impact, submit, withdraw, implement");
    assert_string_equal(lc_change_allowed(&ctx, LC_CHANGE_APPROVED, LC_CHANGE_NORMAL),
                        "implement, withdraw, reopen");
    assert_string_equal(lc_change_allowed(&ctx, LC_CHANGE_IMPLEMENTED, LC_CHANGE_EMERGENCY),
                        "classify, approve, reject, close");
    assert_string_equal(lc_change_allowed(&ctx, LC_CHANGE_CLOSED, LC_CHANGE_NORMAL), "reopen");
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

static void votes_are_counted_by_party(void **unused)
{
    static const char *const parties[] = {"a", "b", "c"};
    static const struct {
        const char *votes; /* of a, b, c: A R - (abstains) or a blank */
        int64_t quorum;
        const char *requester;
        int32_t outcome;
    } rows[] = {
        {"   ", 2, NULL, LC_OUTCOME_PENDING},  {"A  ", 2, NULL, LC_OUTCOME_PENDING},
        {"AA ", 2, NULL, LC_OUTCOME_APPROVED}, {"AA ", 3, NULL, LC_OUTCOME_PENDING},
        {"A- ", 3, NULL, LC_OUTCOME_REJECTED}, {"RR ", 2, NULL, LC_OUTCOME_REJECTED},
        {"AAR", 2, NULL, LC_OUTCOME_APPROVED}, {"A R", 1, NULL, LC_OUTCOME_REJECTED},
        {"AA ", 2, "a", LC_OUTCOME_PENDING},   {"AAA", 2, "a", LC_OUTCOME_APPROVED},
        {" AR", 2, "a", LC_OUTCOME_REJECTED},  {"A  ", 1, "a", LC_OUTCOME_PENDING},
        {" A ", 1, "a", LC_OUTCOME_APPROVED},  {"R  ", 1, NULL, LC_OUTCOME_REJECTED},
        {"-- ", 1, NULL, LC_OUTCOME_PENDING},  {"---", 1, NULL, LC_OUTCOME_REJECTED},
    };
    const struct lc_voters voters = {.parties = parties, .count = 3};
    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lc_ballot ballots[4] = {{"stranger", LC_VOTE_APPROVE}};
        struct lc_tally tally;
        size_t n = 1;
        for (int p = 0; p < 3; p++) {
            char letter = rows[i].votes[p];
            if (letter != ' ') {
                ballots[n++] = (struct lc_ballot){parties[p], letter == 'A'   ? LC_VOTE_APPROVE
                                                              : letter == 'R' ? LC_VOTE_REJECT
                                                                              : LC_VOTE_ABSTAIN};
            }
        }
        lc_vote_tally(&voters, rows[i].quorum, rows[i].requester, ballots, n, &tally);
        if (tally.outcome != rows[i].outcome) {
            fail_msg("row %zu '%s': %d, wanted %d", i, rows[i].votes, tally.outcome,
                     rows[i].outcome);
        }
    }
}

static void the_nearest_right_wins(void **unused)
{
    struct lc_decision_right rights[] = {
        {.area = "*", .right_class = LC_RIGHT_ANY, .approver = "any"},
        {.area = "*", .right_class = LC_RIGHT_MAJOR, .approver = "any-major"},
        {.area = "scope", .right_class = LC_RIGHT_ANY, .approver = "scope"},
        {.area = "scope", .right_class = LC_RIGHT_MINOR, .approver = "scope-minor"},
        {.area = "money", .right_class = LC_RIGHT_MAJOR, .approver = "money-major"},
    };
    static const struct {
        const char *area;
        ctr_change_class class;
        const char *approver;
    } rows[] = {
        {"scope", CTR_CLASS_MINOR, "scope-minor"}, {"scope", CTR_CLASS_MAJOR, "scope"},
        {"money", CTR_CLASS_MAJOR, "money-major"}, {"money", CTR_CLASS_MINOR, "any"},
        {"other", CTR_CLASS_MAJOR, "any-major"},   {"other", CTR_CLASS_MINOR, "any"},
    };
    const struct lc_master master = {.governance = {.rights = rights, .right_count = 5}};
    const struct lc_master nobody = {.version = 1};
    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(lc_right_for(&master, rows[i].area, rows[i].class)->approver,
                            rows[i].approver);
    }
    assert_null(lc_right_for(&nobody, "scope", CTR_CLASS_MINOR));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_move_is_as_the_table_says),
        cmocka_unit_test(every_state_and_verb_has_a_word),
        cmocka_unit_test(what_is_allowed_can_be_listed),
        cmocka_unit_test(votes_are_counted_by_party),
        cmocka_unit_test(the_nearest_right_wins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
