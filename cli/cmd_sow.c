/*
 * sow status, freeze, measure, accept, due: statements of work in a store. What works on files
 * alone stands in cmd_terms.c.
 */
#include "table.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int begin(struct cli *cli, struct target *target, ctr_call *call)
{
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, target);
    code = code ? code : cli_call(cli, call);
    return code ? code : cli_store_open(cli);
}

static int end(struct cli *cli, ctr_status st, ctr_sow *sow)
{
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    int code = SHOW(cli, ctr_sow, sow);
    ctr_sow_free(sow);
    return code;
}

/* Exit code 1: not measured by the due date, or something was edited after the fact. */
static int run_status(struct cli *cli)
{
    struct target t;
    ctr_call call;
    ctr_sow *sow = NULL;
    int code = begin(cli, &t, &call);
    if (code) {
        return code;
    }
    ctr_status st = ctr_sow_get(cli->store, t.team, t.name, &sow, &cli->err);
    bool no = st == CTR_OK && (ctr_sow_overdue(sow) || ctr_sow_finding_count(sow));
    code = end(cli, st, sow);
    return code ? code : no;
}

static int run_freeze(struct cli *cli)
{
    struct target t;
    ctr_call call;
    ctr_sow *sow = NULL;
    int code = begin(cli, &t, &call);
    if (code) {
        return code;
    }
    ctr_status st = ctr_sow_freeze(cli->store, t.team, t.name, &call, &sow, &cli->err);
    return end(cli, st, sow);
}

/* "0.6..0.7" */
static int interval(struct cli *cli, ctr_sow_measurement *m)
{
    const char *text = cli_opt(cli, OPT_INTERVAL);
    const char *dots = text ? strstr(text, "..") : NULL;
    if (!text) {
        return 0;
    }
    if (!dots) {
        return cli_usage(cli, "--interval '%s' is no interval; wanted LOW..HIGH, such as 0.6..0.7",
                         text);
    }
    m->low = cli_format_text(cli, "%.*s", (int)(dots - text), text);
    m->high = dots + 2;
    return 0;
}

static int run_measure(struct cli *cli)
{
    struct target t;
    ctr_call call;
    ctr_sow_measurement m;
    ctr_sow *sow = NULL;
    ctr_sow_measurement_init(&m, sizeof m);
    m.of = cli_arg(cli, 1);
    m.value = cli_opt(cli, OPT_VALUE);
    m.on = cli_opt(cli, OPT_ON);
    m.evidence = cli_opt(cli, OPT_EVIDENCE);
    if (!m.value || !m.on) {
        return cli_usage(cli, "a measurement needs --value and --on");
    }
    int code = interval(cli, &m);
    code = code ? code : cli_opt_int(cli, OPT_N, 1, INT64_MAX, &m.n);
    code = code ? code : begin(cli, &t, &call);
    if (code) {
        return code;
    }
    ctr_status st = ctr_sow_measured(cli->store, t.team, t.name, &m, &call, &sow, &cli->err);
    return end(cli, st, sow);
}

static int run_accept(struct cli *cli)
{
    struct target t;
    ctr_call call;
    ctr_sow *sow = NULL;
    const char *evidence = cli_opt(cli, OPT_EVIDENCE);
    if (!evidence) {
        return cli_usage(cli, "a criterion is accepted on --evidence");
    }
    int code = begin(cli, &t, &call);
    if (code) {
        return code;
    }
    ctr_status st = ctr_sow_accept(cli->store, t.team, t.name, cli_arg(cli, 1), evidence,
                                   cli_opt(cli, OPT_SHA256), &call, &sow, &cli->err);
    return end(cli, st, sow);
}

static int run_post(struct cli *cli)
{
    struct target t;
    ctr_call call;
    ctr_sow *sow = NULL;
    int code = begin(cli, &t, &call);
    if (code) {
        return code;
    }
    ctr_status st = ctr_sow_post(cli->store, t.team, t.name, &call, &sow, &cli->err);
    return end(cli, st, sow);
}

static int run_due(struct cli *cli)
{
    ctr_sow_list *list = NULL;
    int64_t limit = 100;
    int code = cli_opt_int(cli, OPT_LIMIT, 1, 1000, &limit);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st = ctr_sow_due(cli->store, cli_arg(cli, 0), cli_opt(cli, OPT_AFTER),
                                (uint32_t)limit, &list, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_sow_list, list);
    ctr_sow_list_free(list);
    return code;
}

/* ---- of files or of the store ---- */

bool cli_sow_stored(const char *argument)
{
    const char *slash = strchr(argument, '/');
    return slash && !strchr(slash + 1, '/') && argument[0] != '.' && argument[0] != '/' &&
           access(argument, F_OK) != 0;
}

/* Of a version in the store; of a file, held against a team. */
int cli_sow_lint(struct cli *cli, const ctr_source *source)
{
    struct target t = {.team = cli_opt(cli, OPT_TEAM)};
    ctr_lint_report *report = NULL;
    int code = source ? 0 : cli_target(cli, cli_arg(cli, 0), TARGET_EITHER, &t);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st = source
                        ? ctr_sow_lint_source(cli->store, t.team, source, &report, &cli->err)
                        : ctr_sow_lint(cli->store, t.team, t.name, t.selector, &report, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_lint_report, report);
    bool errors = ctr_lint_report_count_level(report, CTR_LINT_ERROR) > 0;
    ctr_lint_report_free(report);
    return code ? code : errors;
}

int cli_sow_ranking(struct cli *cli)
{
    struct target t;
    ctr_call call;
    ctr_ranking *ranking = NULL;
    int code = begin(cli, &t, &call);
    if (code) {
        return code;
    }
    ctr_status st = ctr_sow_ranking(cli->store, t.team, t.name, &ranking, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_ranking, ranking);
    ctr_ranking_free(ranking);
    return code;
}

int cli_sow_churn(struct cli *cli)
{
    struct target t;
    ctr_call call;
    ctr_volatility *v = NULL;
    int code = begin(cli, &t, &call);
    if (code) {
        return code;
    }
    ctr_status st = ctr_sow_churn(cli->store, t.team, t.name, &v, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_volatility, v);
    bool computable = ctr_volatility_computable(v);
    ctr_volatility_free(v);
    return code ? code : !computable;
}

#define SOW_ARG                                                                                    \
    {                                                                                              \
        "TEAM/NAME", "the statement of work", false, false                                         \
    }

const struct command cli_sow_commands[] = {
    {
        .words = "sow status",
        .summary = "say what a statement of work of the store has come to",
        .about = "What was frozen at its start, the verdict on its value hypothesis, what was "
                 "measured, which criteria are accepted, whether its price is due.\n\n"
                 "Exit code 1 if the hypothesis was not measured by its due date, or if backlog or "
                 "hypothesis were edited after the start; each is named.",
        .examples = "$ contracts sow status shop/sprint-07 # exit 1\n",
        .args = {SOW_ARG},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_status,
    },
    {
        .words = "sow freeze",
        .summary = "fix backlog and hypothesis at the start of the work",
        .about = "On or after the first day. The first activation on or after that day does it, "
                 "too, of the version that was active on that day. Once frozen stays frozen.",
        .examples = "$ contracts sow freeze shop/sprint-07\n",
        .args = {SOW_ARG},
        .options = {{OPT_REASON, NULL}, {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_freeze,
    },
    {
        .words = "sow measure",
        .summary = "record what was measured of a metric or a value slice",
        .about = "Added, never edited: of one metric that of the latest day counts. The hypothesis "
                 "that was active at the start is what it is held against.",
        .examples = "$ contracts sow measure shop/sprint-07 order_completion --value 0.65 --on "
                    "2026-03-20 --n 4100 --interval 0.642..0.658 --evidence reports/ab.csv\n",
        .args = {SOW_ARG, {"METRIC", "the metric, a KPI's, or the id of a slice", false, false}},
        .options = {{OPT_VALUE, NULL},
                    {OPT_ON, "day of the measurement"},
                    {OPT_N, NULL},
                    {OPT_INTERVAL, NULL},
                    {OPT_EVIDENCE, "link to what shows it"},
                    {OPT_REASON, NULL},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_measure,
    },
    {
        .words = "sow accept",
        .summary = "accept a criterion on evidence",
        .about = "By those who have the master's right for the area 'acceptance', or '*'; a "
                 "supplier never accepts its own work unless the master gives up four eyes. When "
                 "all criteria are accepted the price is due.",
        .examples =
            "$ contracts sow accept shop/sprint-07 AC1 --evidence reports/load.json --actor "
            "retailer\n",
        .args = {SOW_ARG, {"CRITERION", "its id", false, false}},
        .options = {{OPT_EVIDENCE, "link to what proves it"},
                    {OPT_SHA256, NULL},
                    {OPT_REASON, NULL},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_accept,
    },
    {
        .words = "sow post",
        .summary = "post the price that is due to the ledger of the master",
        .about = "Accepting the last criterion does it already where the master pays a fixed price "
                 "per iteration (incentives.model: fixed_per_iteration) and has a ledger; this is "
                 "for a ledger that was opened later, and for an amendment of the price, of which "
                 "the difference is posted. Once done it changes nothing.",
        .examples = "$ contracts sow post shop/sprint-07 # exit 4\n",
        .args = {SOW_ARG},
        .options = {{OPT_REASON, NULL}, {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_post,
    },
    {
        .words = "sow due",
        .summary = "list the statements of work whose price is due",
        .about =
            "All criteria of the active version are accepted, in the words that they have now.",
        .examples = "$ contracts sow due shop\n",
        .args = {{"TEAM", "only this team", true, false}},
        .options = {{OPT_LIMIT, NULL}, {OPT_AFTER, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_due,
    },
    {.words = NULL},
};
