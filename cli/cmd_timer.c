/*
 * timer due, sweep, show, pause, resume, outbox, delivered: until when something is to be decided,
 * what came due, and who was told.
 */
#include "notify.h"
#include "table.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- lists ---- */

static ctr_status write_timer(struct cli *cli, const void *list, size_t index)
{
    return ctr_timer_render(ctr_timer_list_at(list, index), cli_render(cli), out_write, &cli->out,
                            &cli->err);
}

static ctr_status write_timers(struct cli *cli, const void *list)
{
    return ctr_timer_list_render(list, cli_render(cli), out_write, &cli->out, &cli->err);
}

static size_t count_timers(const void *list)
{
    return ctr_timer_list_count(list);
}

static const char *next_timer(struct cli *cli, const void *list)
{
    const char *next = ctr_timer_list_next(list);
    return next ? cli_format_text(cli, "%s", next) : NULL;
}

static void free_timers(void *list)
{
    ctr_timer_list_free(list);
}

static const struct lister timers = {"timers",    count_timers, next_timer,
                                     write_timer, write_timers, free_timers};

static ctr_status write_action(struct cli *cli, const void *list, size_t index)
{
    return ctr_action_render(ctr_action_list_at(list, index), cli_render(cli), out_write, &cli->out,
                             &cli->err);
}

static ctr_status write_actions(struct cli *cli, const void *list)
{
    return ctr_action_list_render(list, cli_render(cli), out_write, &cli->out, &cli->err);
}

static size_t count_actions(const void *list)
{
    return ctr_action_list_count(list);
}

static const char *next_action(struct cli *cli, const void *list)
{
    const char *next = ctr_action_list_next(list);
    return next ? cli_format_text(cli, "%s", next) : NULL;
}

static void free_actions(void *list)
{
    ctr_action_list_free(list);
}

static const struct lister actions = {"actions",    count_actions, next_action,
                                      write_action, write_actions, free_actions};

static int contract_option(struct cli *cli, struct target *out)
{
    const char *contract = cli_opt(cli, OPT_CONTRACT);
    return contract ? cli_target(cli, contract, TARGET_CONTRACT, out) : 0;
}

static int64_t now_of(const struct cli *cli)
{
    struct timespec now = {0, 0};
    if (cli->now_us) {
        return cli->now_us;
    }
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static ctr_status find_timers(struct cli *cli, void *user, const char *after, uint32_t limit,
                              void **list)
{
    ctr_timer_filter *filter = user;
    ctr_timer_list *found = NULL;
    filter->after = after;
    filter->limit = limit;
    ctr_status st = ctr_timer_find(cli->store, filter, &found, &cli->err);
    *list = found;
    return st;
}

/* "3d" is three times 24 hours; the rest as spans are anywhere else. */
static bool read_within(const char *text, int64_t *out)
{
    char *end = NULL;
    long days = strtol(text, &end, 10);

    if (end == text || strcmp(end, "d") != 0) {
        return ctr_span_parse(text, out);
    }
    *out = days * INT64_C(86400000000);
    return *text >= '0' && *text <= '9' && days <= 36600;
}

static int run_due(struct cli *cli)
{
    ctr_timer_filter filter;
    struct target target = {0};
    int64_t within = 0;
    const char *span = cli_opt(cli, OPT_WITHIN);
    const char *state = cli_opt(cli, OPT_STATE);
    ctr_timer_filter_init(&filter, sizeof filter);
    int code = contract_option(cli, &target);
    if (code) {
        return code;
    }
    if (span && !read_within(span, &within)) {
        return cli_usage(cli, "--within '%s' is no span of time such as 3d, 8h or 1h30m", span);
    }
    if (state && !ctr_timer_state_parse(state, &filter.state)) {
        return cli_usage(cli, "'%s' is no state of a timer; wanted running, paused or ended",
                         state);
    }
    if (state && span) {
        return cli_usage(cli, "--state and --within cannot stand together");
    }
    filter.team = target.team;
    filter.name = target.name;
    filter.until_us = span ? now_of(cli) + within : 0;
    struct query query = {&timers, find_timers, &filter};
    return cli_list(cli, &query);
}

static ctr_status find_actions(struct cli *cli, void *user, const char *after, uint32_t limit,
                               void **list)
{
    ctr_outbox_filter *filter = user;
    ctr_action_list *found = NULL;
    filter->after = after;
    filter->limit = limit;
    ctr_status st = ctr_timer_outbox(cli->store, filter, &found, &cli->err);
    *list = found;
    return st;
}

static int run_outbox(struct cli *cli)
{
    ctr_outbox_filter filter;
    struct target target = {0};
    ctr_outbox_filter_init(&filter, sizeof filter);
    int code = contract_option(cli, &target);
    if (code) {
        return code;
    }
    filter.team = target.team;
    filter.name = target.name;
    filter.change = cli_opt(cli, OPT_ID);
    struct query query = {&actions, find_actions, &filter};
    return cli_list(cli, &query);
}

/* ---- sweeping ---- */

static int notify(struct cli *cli, const ctr_call *call)
{
    struct notify n = {.timeout_s = 10};
    int code = cli_opt_int(cli, OPT_TIMEOUT, 1, 3600, &n.timeout_s);
    code = code ? code : notify_all(cli, call, &n);
    if (code == 0 && n.failed + n.waiting) {
        cli_remark(cli, "%zu delivered, %zu failed, %zu waiting", n.delivered, n.failed, n.waiting);
    }
    return code ? code : n.failed + n.waiting ? 1 : 0;
}

static int run_sweep(struct cli *cli)
{
    ctr_sweep_options options;
    ctr_call call;
    ctr_sweep *sweep = NULL;
    int64_t limit = 0;
    int64_t flood = 0;
    ctr_sweep_options_init(&options, sizeof options);
    if (cli_has(cli, OPT_NOTIFY) && cli_has(cli, OPT_DRY_RUN)) {
        return cli_usage(cli, "--notify delivers; it cannot stand beside --dry-run");
    }
    int code = cli_opt_int(cli, OPT_LIMIT, 1, 100000, &limit);
    code = code ? code : cli_opt_int(cli, OPT_FLOOD, 1, 1000000, &flood);
    code = code ? code : cli_call(cli, &call);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    options.limit = (uint32_t)limit;
    options.flood_limit = (uint32_t)flood;
    ctr_status st = ctr_timer_sweep(cli->store, 0, &options, &call, &sweep, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_sweep, sweep);
    ctr_sweep_free(sweep);
    return code == 0 && cli_has(cli, OPT_NOTIFY) ? notify(cli, &call) : code;
}

static int run_delivered(struct cli *cli)
{
    ctr_delivery d;
    ctr_call call;
    ctr_action *action = NULL;
    const char *failed = cli_opt(cli, OPT_FAILED);
    ctr_delivery_init(&d, sizeof d);
    if (failed && cli_has(cli, OPT_DETAIL)) {
        return cli_usage(cli, "--failed says why, --detail what was answered: give one of them");
    }
    int code = cli_call(cli, &call);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    d.action = cli_arg(cli, 0);
    d.to = cli_opt(cli, OPT_RECIPIENT);
    d.ok = failed == NULL;
    d.detail = failed ? failed : cli_opt(cli, OPT_DETAIL);
    ctr_status st = ctr_timer_delivered(cli->store, &d, &call, &action, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_action, action);
    ctr_action_free(action);
    return code;
}

/* ---- one timer ---- */

static int end(struct cli *cli, ctr_status st, ctr_timer *timer)
{
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    int code = SHOW(cli, ctr_timer, timer);
    ctr_timer_free(timer);
    return code;
}

static int run_show(struct cli *cli)
{
    struct named n;
    ctr_timer *timer = NULL;
    const char *text = cli_arg(cli, 0);
    bool dispute = strncmp(text, "dispute:", 8) == 0;
    size_t skip = dispute ? 8 : strncmp(text, "change:", 7) == 0 ? 7 : 0;
    int code = cli_named(cli, text + skip, &n);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st =
        ctr_timer_get(cli->store, n.master.team, n.master.name,
                      dispute ? CTR_TIMER_DISPUTE : CTR_TIMER_DECISION, n.id, &timer, &cli->err);
    return end(cli, st, timer);
}

static int begin(struct cli *cli, struct named *n, ctr_call *call)
{
    int code = cli_named(cli, cli_arg(cli, 0), n);
    code = code ? code : cli_call(cli, call);
    return code ? code : cli_store_open(cli);
}

static int run_pause(struct cli *cli)
{
    struct named n;
    ctr_call call;
    ctr_timer *timer = NULL;
    int code = begin(cli, &n, &call);
    if (code) {
        return code;
    }
    ctr_status st = ctr_timer_pause(cli->store, n.master.team, n.master.name, n.id, cli_arg(cli, 1),
                                    &call, &timer, &cli->err);
    return end(cli, st, timer);
}

static int run_resume(struct cli *cli)
{
    struct named n;
    ctr_call call;
    ctr_timer *timer = NULL;
    int code = begin(cli, &n, &call);
    if (code) {
        return code;
    }
    ctr_status st =
        ctr_timer_resume(cli->store, n.master.team, n.master.name, n.id, &call, &timer, &cli->err);
    return end(cli, st, timer);
}

#define CHANGE_ARG                                                                                 \
    {                                                                                              \
        "TEAM/NAME/ID", "the change", false, false                                                 \
    }

const struct command cli_timer_commands[] = {
    {
        .words = "timer due",
        .summary = "list what is to be decided or answered, and what comes next",
        .about = "By when the next thing comes: a reminder, the deadline, a level of escalation. "
                 "Instants are those by the calendar of now.",
        .examples = "$ contracts timer due --within 30d\n"
                    "$ contracts timer due --contract shop/deal --format json\n"
                    "$ contracts timer due --state ended\n",
        .options = {{OPT_CONTRACT, NULL},
                    {OPT_WITHIN, NULL},
                    {OPT_STATE, "those of a state, in the order in which they began: running, "
                                "paused or ended"},
                    {OPT_LIMIT, NULL},
                    {OPT_AFTER, NULL},
                    {OPT_ALL, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_due,
    },
    {
        .words = "timer sweep",
        .summary = "find what came due, and with --notify tell those whom it concerns",
        .about =
            "Each reminder, breach and level once, in the order in which they came due, however "
            "long nobody swept; decisions that their right decides by silence are decided. "
            "Meant to be run every few minutes, by as many machines as you like.\n\n"
            "With --notify everything of the outbox that may be tried now is delivered to the "
            "endpoints of the master: http(s):// gets a POST with an Idempotency-Key, file: a "
            "line of JSON. Exit 1 if something is still to be delivered. Addresses are shown "
            "without userinfo and query.",
        .examples = "$ contracts timer sweep --dry-run\n"
                    "$ contracts timer sweep --now 2031-01-01 --format json\n",
        .options = {{OPT_NOTIFY, NULL},
                    {OPT_TIMEOUT, NULL},
                    {OPT_LIMIT, "actions at most; default 1000"},
                    {OPT_FLOOD, NULL},
                    {OPT_REASON, NULL},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_sweep,
    },
    {
        .words = "timer show",
        .summary = "show the latest timer of a change or a dispute",
        .about = "With its pauses, and with the deadline by the calendar of now.",
        .examples = "$ contracts timer show shop/deal/CR-51\n"
                    "$ contracts timer show dispute:shop/deal/D-1 # exit 4\n",
        .args = {{"SUBJECT", "the change, TEAM/NAME/ID, or a dispute, dispute:TEAM/NAME/ID", false,
                  false}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_show,
    },
    {
        .words = "timer pause",
        .summary = "let the time of a decision stand still",
        .about = "For a reason that its right has in pause_on, and only before the deadline.",
        .examples = "$ contracts timer pause shop/deal/CR-51 waiting-for-data # exit 4\n",
        .args = {CHANGE_ARG, {"CAUSE", "one of the right's pause_on", false, false}},
        .options = {{OPT_REASON, NULL}, {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_pause,
    },
    {
        .words = "timer resume",
        .summary = "let the time of a decision go on",
        .about = "The deadline is later by the working time that it stood still.",
        .examples = "$ contracts timer resume shop/deal/CR-51 # exit 4\n",
        .args = {CHANGE_ARG},
        .options = {{OPT_REASON, NULL}, {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_resume,
    },
    {
        .words = "timer outbox",
        .summary = "list what came due and of which somebody is still to be told",
        .about =
            "In the order in which it was found. With --contract and --id everything that came "
            "due for one change, delivered or not.",
        .examples = "$ contracts timer outbox\n",
        .options = {{OPT_CONTRACT, NULL},
                    {OPT_ID, "all of this change; needs --contract"},
                    {OPT_LIMIT, NULL},
                    {OPT_AFTER, NULL},
                    {OPT_ALL, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_outbox,
    },
    {
        .words = "timer delivered",
        .summary = "record that somebody was told, or that it failed",
        .about = "For hosts that deliver by other means than --notify. After a failure the next "
                 "attempt is due in a minute, after each further one in twice the time, at most a "
                 "day.",
        .examples = "$ contracts timer delivered 018bcfe5-6800-7000-8000-000000000000 # exit 4\n",
        .args = {{"ACTION", "id of the action", false, false}},
        .options = {{OPT_RECIPIENT, NULL},
                    {OPT_DETAIL, NULL},
                    {OPT_FAILED, NULL},
                    {OPT_REASON, NULL},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_delivered,
    },
    {.words = NULL},
};
