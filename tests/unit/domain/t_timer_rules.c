/* What a timer does next, stage by stage. Monday to Friday in UTC; Monday is 2026-01-05. */
#include "domain/timer/timer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#define HOUR INT64_C(3600000000)
#define MONDAY (INT64_C(20458) * 24 * HOUR)
#define HOURS(n) ((n) * (int64_t)LC_FIXED_ONE)

struct bench {
    struct lc_ctx ctx;
    struct lc_zone zone;
    struct ctr_calendar calendar;
    struct lc_escalation_level levels[2];
    struct lc_escalation_policy policy;
    struct lc_timer_plan plan;
    struct lc_timer_course course;
};

static void begin(struct bench *b, int32_t on_expiry)
{
    *b = (struct bench){
        .levels = {{.after_hours = HOURS(24)}, {.after_hours = 0}},
        .policy = {.id = "up", .loops = 2, .reminder_hours = HOURS(12), .level_count = 2},
        .plan = {.on_expiry = on_expiry, .goal = 2 * (int64_t)LC_FIXED_ONE},
        .course = {.stage = LC_STAGE_WAITING, .loop = 1, .started_us = MONDAY},
    };
    b->policy.levels = b->levels;
    b->plan.policy = &b->policy;
    assert_int_equal(lc_ctx_begin(&b->ctx, NULL), CTR_OK);
    assert_true(lc_zone_fixed("UTC", &b->zone));
    assert_int_equal(lc_calendar_default(&b->ctx, &b->zone, &b->calendar), CTR_OK);
    b->plan.calendar = &b->calendar;
}

static void end(struct bench *b)
{
    lc_ctx_end(&b->ctx, CTR_OK, NULL);
}

/* What comes next, so many hours after the start; it is taken as found then. */
static void comes(struct bench *b, int32_t kind, int64_t hours, int64_t level, int64_t loop)
{
    struct lc_timer_next next;
    assert_int_equal(lc_timer_look(&b->ctx, &b->plan, &b->course, &next), CTR_OK);
    if (next.kind != kind || next.at_us != MONDAY + hours * HOUR || next.level != level ||
        next.loop != loop) {
        fail_msg("%s at %lld h, level %lld, loop %lld; wanted %s at %lld h, %lld, %lld",
                 lc_word_name(lc_words_action_kind, next.kind),
                 (long long)((next.at_us - MONDAY) / HOUR), (long long)next.level,
                 (long long)next.loop, lc_word_name(lc_words_action_kind, kind), (long long)hours,
                 (long long)level, (long long)loop);
    }
    lc_timer_step(&b->course, &next, next.at_us);
}

static void nothing_comes(struct bench *b)
{
    struct lc_timer_next next;
    assert_int_equal(lc_timer_look(&b->ctx, &b->plan, &b->course, &next), CTR_OK);
    assert_int_equal(next.at_us, 0);
}

static void it_reminds_breaches_and_climbs(void **state)
{
    struct bench b;
    (void)state;
    begin(&b, LC_EXPIRY_ESCALATE);
    comes(&b, LC_ACTION_REMIND, 36, 0, 1);
    comes(&b, LC_ACTION_BREACHED, 48, 0, 1);
    comes(&b, LC_ACTION_ESCALATE, 72, 1, 1);
    comes(&b, LC_ACTION_ESCALATE, 72, 2, 1); /* no hours after the level before */
    comes(&b, LC_ACTION_ESCALATE, 96, 1, 2);
    comes(&b, LC_ACTION_ESCALATE, 96, 2, 2);
    nothing_comes(&b);
    end(&b);
}

static void a_weekend_lies_between_levels(void **state)
{
    struct bench b;
    (void)state;
    begin(&b, LC_EXPIRY_ESCALATE);
    b.course.stage = LC_STAGE_OVERDUE;
    b.course.anchor_us = MONDAY + (4 * 24 + 12) * HOUR; /* Friday noon */
    comes(&b, LC_ACTION_ESCALATE, 7 * 24 + 12, 1, 1);
    end(&b);
}

static void without_a_policy_there_is_the_breach_alone(void **state)
{
    struct bench b;
    (void)state;
    begin(&b, LC_EXPIRY_ESCALATE);
    b.plan.policy = NULL;
    comes(&b, LC_ACTION_BREACHED, 48, 0, 1);
    nothing_comes(&b);
    end(&b);
    begin(&b, LC_EXPIRY_NONE);
    comes(&b, LC_ACTION_REMIND, 36, 0, 1);
    comes(&b, LC_ACTION_BREACHED, 48, 0, 1);
    nothing_comes(&b);
    end(&b);
}

static void silence_rejects_without_a_reminder(void **state)
{
    struct bench b;
    (void)state;
    begin(&b, LC_EXPIRY_DEEM_REJECTED);
    b.policy.reminder_hours = LC_TERM_ABSENT;
    comes(&b, LC_ACTION_DEEMED_REJECTED, 48, 0, 1);
    nothing_comes(&b);
    end(&b);
}

static void silence_accepts_only_after_a_reminder(void **state)
{
    struct bench b;
    struct lc_timer_next next;
    (void)state;
    begin(&b, LC_EXPIRY_DEEM_ACCEPTED);
    comes(&b, LC_ACTION_REMIND, 36, 0, 1);
    comes(&b, LC_ACTION_DEEMED_ACCEPTED, 48, 0, 1);
    nothing_comes(&b);
    end(&b);
    /* found a day late: the twelve hours begin then */
    begin(&b, LC_EXPIRY_DEEM_ACCEPTED);
    assert_int_equal(lc_timer_look(&b.ctx, &b.plan, &b.course, &next), CTR_OK);
    lc_timer_step(&b.course, &next, MONDAY + 60 * HOUR);
    comes(&b, LC_ACTION_DEEMED_ACCEPTED, 72, 0, 1);
    end(&b);
    /* the policy names no time between: the whole goal once more */
    for (int zero = 0; zero < 2; zero++) {
        begin(&b, LC_EXPIRY_DEEM_ACCEPTED);
        b.policy.reminder_hours = zero ? 0 : LC_TERM_ABSENT;
        comes(&b, LC_ACTION_REMIND, 48, 0, 1);
        comes(&b, LC_ACTION_DEEMED_ACCEPTED, 96, 0, 1);
        end(&b);
    }
}

static void pauses_move_what_is_to_come(void **state)
{
    struct bench b;
    struct lc_timer_next next;
    const struct lc_timer_pause pauses[] = {
        {MONDAY + 6 * HOUR, MONDAY + 12 * HOUR, "data", "me", "me"},
        {MONDAY + 40 * HOUR, MONDAY + 44 * HOUR, "data", "me", "me"},
        {MONDAY + 50 * HOUR, 0, "data", "me", NULL}, /* lasts: not known how long */
    };
    (void)state;
    begin(&b, LC_EXPIRY_ESCALATE);
    b.course.pauses = pauses;
    b.course.pause_count = 3;
    comes(&b, LC_ACTION_REMIND, 46, 0, 1);
    comes(&b, LC_ACTION_BREACHED, 58, 0, 1);
    end(&b);
    /* of the time after the reminder only what lies behind it counts */
    begin(&b, LC_EXPIRY_DEEM_ACCEPTED);
    b.course.pauses = pauses;
    b.course.pause_count = 2;
    b.course.stage = LC_STAGE_REMINDED;
    b.course.reminded_us = MONDAY + 42 * HOUR;
    assert_int_equal(lc_timer_look(&b.ctx, &b.plan, &b.course, &next), CTR_OK);
    assert_int_equal(next.at_us, MONDAY + 58 * HOUR); /* the goal's own end is later */
    b.course.reminded_us = MONDAY + 43 * HOUR;
    b.policy.reminder_hours = HOURS(20);
    assert_int_equal(lc_timer_look(&b.ctx, &b.plan, &b.course, &next), CTR_OK);
    assert_int_equal(next.at_us, MONDAY + 64 * HOUR);
    end(&b);
}

static void secrets_of_an_address_are_not_shown(void **state)
{
    static const struct {
        const char *endpoint, *shown;
    } rows[] = {
        {"https://example.org/hook", "https://example.org/hook"},
        {"https://user:pass@example.org/hook", "https://***@example.org/hook"},
        {"https://example.org/hook?token=1", "https://example.org/hook?***"},
        {"https://example.org/hook#frag", "https://example.org/hook?***"},
        {"https://a@b:c@example.org?x#y", "https://***@example.org?***"},
        {"https://example.org/a@b", "https://example.org/a@b"},
        {"file:///var/log/out.jsonl", "file:///var/log/out.jsonl"},
        {"file:out.jsonl", "file:out.jsonl"},
    };
    struct lc_ctx ctx;
    (void)state;
    lc_ctx_begin(&ctx, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(lc_endpoint_shown(&ctx, rows[i].endpoint), rows[i].shown);
    }
    assert_null(lc_endpoint_shown(&ctx, NULL));
    lc_ctx_end(&ctx, CTR_OK, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_reminds_breaches_and_climbs),
        cmocka_unit_test(a_weekend_lies_between_levels),
        cmocka_unit_test(without_a_policy_there_is_the_breach_alone),
        cmocka_unit_test(silence_rejects_without_a_reminder),
        cmocka_unit_test(silence_accepts_only_after_a_reminder),
        cmocka_unit_test(pauses_move_what_is_to_come),
        cmocka_unit_test(secrets_of_an_address_are_not_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
