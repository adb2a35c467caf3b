/*
 * slo start … sweep: the clocks of service levels, and how well the goals of a master were met.
 */
#include "table.h"

#include <string.h>

/* ---- marks ---- */

static int run_mark(struct cli *cli, ctr_slo_act act)
{
    struct target target;
    ctr_slo_mark mark;
    ctr_call call;
    ctr_slo_case *slo_case = NULL;
    ctr_slo_mark_init(&mark, sizeof mark);
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, &target);
    code = code ? code : cli_opt_time(cli, OPT_AT, &mark.at_us);
    code = code ? code : cli_call(cli, &call);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    mark.act = act;
    mark.team = target.team;
    mark.name = target.name;
    mark.slo = cli_arg(cli, 1);
    mark.subject = cli_arg(cli, 2);
    ctr_status st = ctr_slo_record(cli->store, &mark, &call, &slo_case, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_slo_case, slo_case);
    ctr_slo_case_free(slo_case);
    return code;
}

static int run_start(struct cli *cli)
{
    return run_mark(cli, CTR_SLO_START);
}

static int run_pause(struct cli *cli)
{
    return run_mark(cli, CTR_SLO_PAUSE);
}

static int run_resume(struct cli *cli)
{
    return run_mark(cli, CTR_SLO_RESUME);
}

static int run_stop(struct cli *cli)
{
    return run_mark(cli, CTR_SLO_STOP);
}

/* ---- cases ---- */

static ctr_status write_case(struct cli *cli, const void *list, size_t index)
{
    return ctr_slo_case_render(ctr_slo_case_list_at(list, index), cli_render(cli), out_write,
                               &cli->out, &cli->err);
}

static ctr_status write_cases(struct cli *cli, const void *list)
{
    return ctr_slo_case_list_render(list, cli_render(cli), out_write, &cli->out, &cli->err);
}

static size_t count_cases(const void *list)
{
    return ctr_slo_case_list_count(list);
}

static const char *next_case(struct cli *cli, const void *list)
{
    const char *next = ctr_slo_case_list_next(list);
    return next ? cli_format_text(cli, "%s", next) : NULL;
}

static void free_cases(void *list)
{
    ctr_slo_case_list_free(list);
}

/* Each as a whole, one behind the other. */
static ctr_status write_whole_cases(struct cli *cli, const void *list)
{
    size_t count = ctr_slo_case_list_count(list);
    if (cli->format == FORMAT_JSON || !count) {
        return write_cases(cli, list);
    }
    for (size_t i = 0; i < count; i++) {
        out_text(&cli->out, i ? "\n" : "");
        ctr_status st = write_case(cli, list, i);
        if (st != CTR_OK) {
            return st;
        }
    }
    return CTR_OK;
}

static const struct lister cases = {"cases",    count_cases, next_case,
                                    write_case, write_cases, free_cases};
static const struct lister whole_cases = {"cases",    count_cases,       next_case,
                                          write_case, write_whole_cases, free_cases};

static ctr_status find_cases(struct cli *cli, void *user, const char *after, uint32_t limit,
                             void **list)
{
    ctr_slo_filter *filter = user;
    ctr_slo_case_list *found = NULL;
    filter->after = after;
    filter->limit = limit;
    ctr_status st = ctr_slo_find(cli->store, filter, &found, &cli->err);
    *list = found;
    return st;
}

static int list_cases(struct cli *cli, const struct lister *lister, const char *subject)
{
    static const char *const states[] = {"open", "stopped", NULL};
    ctr_slo_filter filter;
    struct target target = {0};
    size_t state = 2;
    const char *contract = cli_opt(cli, OPT_CONTRACT);
    ctr_slo_filter_init(&filter, sizeof filter);
    int code = contract ? cli_target(cli, contract, TARGET_CONTRACT, &target) : 0;
    code = code ? code : cli_opt_word(cli, OPT_STATE, states, &state);
    if (code) {
        return code;
    }
    filter.team = target.team;
    filter.name = target.name;
    filter.slo = cli_opt(cli, OPT_SLO);
    filter.subject = subject;
    filter.open = state < 2 ? (int32_t)state + 1 : 0;
    struct query query = {lister, find_cases, &filter};
    return cli_list(cli, &query);
}

static int run_list(struct cli *cli)
{
    return list_cases(cli, &cases, NULL);
}

static int run_status(struct cli *cli)
{
    return list_cases(cli, &whole_cases, cli_arg(cli, 0));
}

/* ---- report, sweep ---- */

static int run_report(struct cli *cli)
{
    struct target target;
    ctr_slo_window window;
    ctr_slo_report *report = NULL;
    ctr_slo_window_init(&window, sizeof window);
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, &target);
    code = code ? code : cli_opt_time(cli, OPT_FROM, &window.from_us);
    code = code ? code : cli_opt_time(cli, OPT_TO, &window.to_us);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    window.team = target.team;
    window.name = target.name;
    window.slo = cli_opt(cli, OPT_SLO);
    ctr_status st = ctr_slo_measure(cli->store, &window, &report, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_slo_report, report);
    ctr_slo_report_free(report);
    return code;
}

static int run_sweep(struct cli *cli)
{
    struct target target = {0};
    ctr_call call;
    ctr_slo_sweep *sweep = NULL;
    const char *contract = cli_opt(cli, OPT_CONTRACT);
    int code = contract ? cli_target(cli, contract, TARGET_CONTRACT, &target) : 0;
    code = code ? code : cli_call(cli, &call);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st =
        ctr_slo_sweep_run(cli->store, target.team, target.name, &call, &sweep, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_slo_sweep, sweep);
    ctr_slo_sweep_free(sweep);
    return code;
}

#define WHICH                                                                                      \
    {                                                                                              \
        {"TEAM/NAME", "the master contract", false, false},                                        \
            {"SLO", "id of the service level, such as review_turnaround", false, false},           \
        {                                                                                          \
            "SUBJECT", "what is waited for, such as PR-12", false, false                           \
        }                                                                                          \
    }
#define HOW                                                                                        \
    {OPT_AT, NULL}, {OPT_IF_REVISION, "only if the case is at this revision"},                     \
    {                                                                                              \
        OPT_DRY_RUN, NULL                                                                          \
    }

const struct command cli_slo_commands[] = {
    {
        .words = "slo start",
        .summary = "start the clock of a service level",
        .about = "The goal is that of the master's active version; a stopped case begins a new "
                 "cycle. Time is counted by the service level's calendar.",
        .examples = "$ contracts slo start shop/deal review_turnaround PR-12\n"
                    "$ contracts slo start shop/deal defect_triage BUG-7 --at 2030-01-01\n",
        .args = WHICH,
        .options = {{OPT_REASON, NULL}, HOW},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_start,
    },
    {
        .words = "slo pause",
        .summary = "pause the clock of a service level, for a reason that it lists",
        .about = "Who pauses, why and for how long is in the report.",
        .examples = "$ contracts slo pause shop/deal review_turnaround PR-10 # exit 4\n",
        .args = WHICH,
        .options = {{OPT_REASON, "one of the service level's pause_on"}, HOW},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_pause,
    },
    {
        .words = "slo resume",
        .summary = "let a paused clock run on",
        .about = "Time that passed while it was paused does not count.",
        .examples = "$ contracts slo resume shop/deal review_turnaround PR-10 # exit 4\n",
        .args = WHICH,
        .options = {{OPT_REASON, NULL}, HOW},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_resume,
    },
    {
        .words = "slo stop",
        .summary = "stop the clock of a service level: it is done",
        .about = "Whether the goal was met is settled by it; to start the case again begins a new "
                 "cycle.",
        .examples = "$ contracts slo stop shop/deal review_turnaround PR-10\n",
        .args = WHICH,
        .options = {{OPT_REASON, NULL}, HOW},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_stop,
    },
    {
        .words = "slo status",
        .summary = "show what the clocks of a subject say now",
        .about = "Elapsed, remaining and paused time, and when the goal is used up, worked out "
                 "from the recorded events and the calendar. What was recorded as a breach stays; "
                 "where the calendar would say something else today it is marked.",
        .examples = "$ contracts slo status PR-10\n"
                    "$ contracts slo status PR-10 --format json\n",
        .args = {{"SUBJECT", "what is waited for", false, false}},
        .options = {{OPT_CONTRACT, NULL},
                    {OPT_SLO, NULL},
                    {OPT_STATE, "only clocks that are open or stopped"},
                    {OPT_LIMIT, NULL},
                    {OPT_AFTER, NULL},
                    {OPT_ALL, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_status,
    },
    {
        .words = "slo list",
        .summary = "list cases of service levels",
        .about = "In the order in which their last cycle was begun.",
        .examples = "$ contracts slo list --contract shop/deal --state open\n",
        .options = {{OPT_CONTRACT, NULL},
                    {OPT_SLO, NULL},
                    {OPT_STATE, "only clocks that are open or stopped"},
                    {OPT_LIMIT, NULL},
                    {OPT_AFTER, NULL},
                    {OPT_ALL, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_list,
    },
    {
        .words = "slo report",
        .summary = "show how well the service levels of a master were met",
        .about = "Attainment over a window, the error budget that is left, p50 and p90, and who "
                 "paused what. What is late and still open counts as breached; what was not "
                 "measured is shown as such.",
        .examples = "$ contracts slo report shop/deal\n"
                    "$ contracts slo report shop/deal --slo review_turnaround --from 2030-01-01 "
                    "--to 2030-02-01 --format json\n",
        .args = {{"TEAM/NAME", "the master contract", false, false}},
        .options = {{OPT_SLO, NULL},
                    {OPT_FROM, "first instant; default: as long as the service level's window"},
                    {OPT_TO, "first instant behind the window; default: up to now"}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_report,
    },
    {
        .words = "slo sweep",
        .summary = "record the breaches of clocks that nobody touched",
        .about = "Each breach is recorded once, as the event slo.breached.",
        .examples = "$ contracts slo sweep\n",
        .options = {{OPT_CONTRACT, NULL}, {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_sweep,
    },
    {.words = NULL},
};
