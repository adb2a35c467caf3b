/*
 * Sweeping and telling with the file system failing at every call (support/faultwalk.h). Gone on
 * with, the store comes to the same end: each action once.
 */
#include "api/timer_case.h"

#include "support/faultwalk.h"

enum { STEPS = 4, ACTIONS = 8 };

/* So many actions are there after each step; the last one tells of the first action. */
static const int after[STEPS] = {2, 4, 8, 8};

static ctr_status sweep_step(ctr_store *store, int64_t now_us, ctr_error **err)
{
    return ctr_timer_sweep(store, now_us, NULL, NULL, NULL, err);
}

static ctr_status tell_first(ctr_store *store, ctr_error **err)
{
    ctr_outbox_filter filter;
    ctr_action_list *list = NULL;
    ctr_delivery d;
    ctr_call call;

    ctr_outbox_filter_init(&filter, sizeof filter);
    filter.team = "shop";
    filter.name = "deal";
    filter.change = "CR-1";
    ctr_status status = ctr_timer_outbox(store, &filter, &list, err);
    if (status != CTR_OK) {
        return status;
    }
    ctr_call_init(&call, sizeof call);
    call.now_us = MONDAY + 20 * DAY;
    ctr_delivery_init(&d, sizeof d);
    d.action = ctr_action_id(ctr_action_list_at(list, 0));
    d.ok = 1;
    status = ctr_timer_delivered(store, &d, &call, NULL, err);
    ctr_action_list_free(list);
    return status;
}

static ctr_status step(ctr_store *store, int n, ctr_error **err)
{
    static const int64_t days[] = {1, 2, 20};
    return n < 3 ? sweep_step(store, MONDAY + days[n] * DAY, err) : tell_first(store, err);
}

static int actions_of(struct fixture *f, const char *change, int *told)
{
    ctr_outbox_filter filter;
    ctr_action_list *list = NULL;
    ctr_error *err = NULL;

    ctr_outbox_filter_init(&filter, sizeof filter);
    filter.team = "shop";
    filter.name = "deal";
    filter.change = change;
    assert_ctr_ok(ctr_timer_outbox(f->store, &filter, &list, &err));
    int n = (int)ctr_action_list_count(list);
    if (n && ctr_action_delivered_us_at(ctr_action_list_at(list, 0), 0)) {
        (*told)++;
    }
    ctr_action_list_free(list);
    return n;
}

/* How many steps the store holds, whole. */
static int steps_in(struct fixture *f)
{
    int told = 0;
    int n = actions_of(f, "CR-1", &told) + actions_of(f, "CR-2", &told);
    for (int i = 0; i < 3; i++) {
        if (n == after[i]) {
            return i + 1 + (n == ACTIONS && told);
        }
    }
    assert_int_equal(n, 0);
    return 0;
}

static void prepare(struct fixture *f)
{
    master(f, TIMED);
    submitted(f, "CR-1", "scope", MINOR); /* six */
    submitted(f, "CR-2", "quiet", MINOR); /* reminder and acceptance */
    submitted(f, "CR-3", "slow", MINOR);
}

static void end(struct fixture *f)
{
    int told = 0;

    assert_int_equal(actions_of(f, "CR-1", &told), 6);
    assert_int_equal(actions_of(f, "CR-2", &told), 2);
    assert_int_equal(told, 1);
    f->now_us = MONDAY + 20 * DAY;
    ctr_change *h = get(f, "CR-2");
    assert_int_equal(ctr_change_state_of(h), CTR_CHANGE_APPROVED);
    ctr_change_free(h);
}

static const struct fault_walk sweeping = {"t_sweep", false, STEPS, prepare, step, steps_in, end};

static void a_killed_sweep_is_there_whole_or_not_at_all(void **unused)
{
    (void)unused;
    fault_walk_kill(&sweeping);
}

static void a_full_disk_finds_nothing_and_the_handle_goes_on(void **unused)
{
    (void)unused;
    fault_walk_refuse(&sweeping);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_sweep_is_there_whole_or_not_at_all),
        cmocka_unit_test(a_full_disk_finds_nothing_and_the_handle_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
