/*
 * stop-line raise, clear, list, show, check: emergency brakes that a master contract names.
 */
#include "table.h"

#include <string.h>

enum { EVIDENCE_MOST = 64 };

static int end(struct cli *cli, ctr_status st, ctr_stop *stop)
{
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    int code = SHOW(cli, ctr_stop, stop);
    ctr_stop_free(stop);
    return code;
}

static int run_raise(struct cli *cli)
{
    struct target target;
    ctr_stop_spec spec;
    ctr_call call;
    ctr_stop *stop = NULL;
    const char *links[EVIDENCE_MOST];
    size_t at = 0;
    const char *link;
    ctr_stop_spec_init(&spec, sizeof spec);
    while ((link = cli_opt_next(cli, OPT_EVIDENCE, &at)) != NULL) {
        if (spec.evidence_count == EVIDENCE_MOST) {
            return cli_usage(cli, "--evidence is given more than %d times", EVIDENCE_MOST);
        }
        links[spec.evidence_count++] = link;
    }
    if (!spec.evidence_count) {
        return cli_usage(cli, "--evidence is missing: what shows that the line has to stop");
    }
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, &target);
    code = code ? code : cli_call(cli, &call);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    spec.team = target.team;
    spec.name = target.name;
    spec.trigger = cli_arg(cli, 1);
    spec.owner = cli_opt(cli, OPT_OWNER);
    spec.evidence = links;
    ctr_status st = ctr_stop_line_raise(cli->store, &spec, &call, &stop, &cli->err);
    return end(cli, st, stop);
}

static int run_clear(struct cli *cli)
{
    struct target target;
    ctr_call call;
    ctr_stop *stop = NULL;
    if (!cli_has(cli, OPT_DECISION)) {
        return cli_usage(cli, "--decision is missing: a change that is decided, or a text");
    }
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, &target);
    code = code ? code : cli_call(cli, &call);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st = ctr_stop_line_clear(cli->store, target.team, target.name, cli_arg(cli, 1),
                                        cli_opt(cli, OPT_DECISION), &call, &stop, &cli->err);
    return end(cli, st, stop);
}

static int run_show(struct cli *cli)
{
    struct target target;
    ctr_stop *stop = NULL;
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, &target);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st =
        ctr_stop_line_get(cli->store, target.team, target.name, cli_arg(cli, 1), &stop, &cli->err);
    return end(cli, st, stop);
}

/* ---- list ---- */

static ctr_status write_stop(struct cli *cli, const void *list, size_t index)
{
    return ctr_stop_render(ctr_stop_list_at(list, index), cli_render(cli), out_write, &cli->out,
                           &cli->err);
}

static ctr_status write_stops(struct cli *cli, const void *list)
{
    return ctr_stop_list_render(list, cli_render(cli), out_write, &cli->out, &cli->err);
}

static size_t count_stops(const void *list)
{
    return ctr_stop_list_count(list);
}

static const char *next_stop(struct cli *cli, const void *list)
{
    const char *next = ctr_stop_list_next(list);
    return next ? cli_format_text(cli, "%s", next) : NULL;
}

static void free_stops(void *list)
{
    ctr_stop_list_free(list);
}

static const struct lister stops = {"stops",    count_stops, next_stop,
                                    write_stop, write_stops, free_stops};

static ctr_status find_stops(struct cli *cli, void *user, const char *after, uint32_t limit,
                             void **list)
{
    ctr_stop_filter *filter = user;
    ctr_stop_list *found = NULL;
    filter->after = after;
    filter->limit = limit;
    ctr_status st = ctr_stop_line_find(cli->store, filter, &found, &cli->err);
    *list = found;
    return st;
}

static int run_summary(struct cli *cli)
{
    struct target target;
    ctr_stop_summary *summary = NULL;
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, &target);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st =
        ctr_stop_line_summary(cli->store, target.team, target.name, &summary, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_stop_summary, summary);
    ctr_stop_summary_free(summary);
    return code;
}

static int run_list(struct cli *cli)
{
    ctr_stop_filter filter;
    struct target target = {0};
    const char *contract = cli_opt(cli, OPT_CONTRACT);
    const char *state = cli_opt(cli, OPT_STATE);
    int code = contract ? cli_target(cli, contract, TARGET_CONTRACT, &target) : 0;
    if (code) {
        return code;
    }
    ctr_stop_filter_init(&filter, sizeof filter);
    if (state && !ctr_stop_state_parse(state, &filter.state)) {
        return cli_usage(cli, "'%s' is no state of a trigger; wanted raised or cleared", state);
    }
    filter.team = target.team;
    filter.name = target.name;
    struct query query = {&stops, find_stops, &filter};
    return cli_list(cli, &query);
}

static int run_check(struct cli *cli)
{
    struct target target;
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, &target);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st =
        ctr_stop_line_check(cli->store, target.team, target.name, cli_arg(cli, 1), &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    out_text(&cli->out, "nothing blocks it\n");
    return 0;
}

#define WHICH                                                                                      \
    {                                                                                              \
        {"TEAM/NAME", "the master contract", false, false},                                        \
        {                                                                                          \
            "TRIGGER", "id of one of its stop_the_line_triggers", false, false                     \
        }                                                                                          \
    }

const struct command cli_stop_line_commands[] = {
    {
        .words = "stop-line raise",
        .summary = "stop the line: raise a trigger that the master names",
        .about = "While it is raised, what the master lists in its blocks (without a list: "
                 "activate and implement) answers BLOCKED, for the master and the contracts that "
                 "name it. A trigger that is raised already stays as it is.",
        .examples = "$ contracts stop-line raise shop/platform security_blocker --evidence "
                    "https://example.org/cve/7 --owner studio --reason 'tokens leak'\n",
        .args = WHICH,
        .options = {{OPT_EVIDENCE, "link to what shows it, may be repeated"},
                    {OPT_OWNER, NULL},
                    {OPT_REASON, NULL},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_raise,
    },
    {
        .words = "stop-line clear",
        .summary = "let the line go on: clear a trigger by a decision",
        .about = "Its owner in the master clears it; without one, who it was raised with.",
        .examples = "$ contracts stop-line clear shop/platform prod_instability --actor studio "
                    "--decision 'rolled back, and stable for a day' --reason 'all is well'\n",
        .args = WHICH,
        .options = {{OPT_DECISION, "id of a change that is decided, or the decision as a text"},
                    {OPT_REASON, NULL},
                    {OPT_IF_REVISION, "only if it is at this revision"},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_clear,
    },
    {
        .words = "stop-line show",
        .summary = "show the last time that a trigger was raised",
        .about = "Who raised it and why, with the evidence; who clears it, or did.",
        .examples = "$ contracts stop-line show shop/platform prod_instability\n",
        .args = WHICH,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_show,
    },
    {
        .words = "stop-line list",
        .summary = "list triggers that were raised",
        .about = "In the order in which they were raised.",
        .examples = "$ contracts stop-line list --state raised\n",
        .options = {{OPT_CONTRACT, NULL},
                    {OPT_STATE, "only raised or cleared ones"},
                    {OPT_LIMIT, NULL},
                    {OPT_AFTER, NULL},
                    {OPT_ALL, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_list,
    },
    {
        .words = "stop-line summary",
        .summary = "show who stopped the line of a master how often, and for how long",
        .about = "By actor; what is raised now counts up to now.",
        .examples = "$ contracts stop-line summary shop/platform\n",
        .args = {{"TEAM/NAME", "the master contract", false, false}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_summary,
    },
    {
        .words = "stop-line check",
        .summary = "ask whether something is blocked, before doing it",
        .about = "For what happens outside of the store, such as a deployment: exit code 4 if a "
                 "raised trigger blocks it. Nothing is recorded.",
        .examples = "$ contracts stop-line check shop/orders deploy\n",
        .args = {{"TEAM/NAME", "any contract", false, false},
                 {"ACTION", "activate, implement, evolve, payment, close or deploy", false, false}},
        .formats = FORMAT_TEXT,
        .run = run_check,
    },
    {.words = NULL},
};
