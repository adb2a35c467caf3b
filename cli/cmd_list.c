/*
 * contract list, contract history, team summary: many versions at once.
 */
#include "table.h"

#include <string.h>

static ctr_status find_contracts(struct cli *cli, void *user, const char *after, uint32_t limit,
                                 void **list)
{
    ctr_contract_filter *filter = user;
    ctr_version_list *found = NULL;
    filter->after = after;
    filter->limit = limit;
    ctr_status st = ctr_contract_list(cli->store, filter, &found, &cli->err);
    *list = found;
    return st;
}

static int run_list(struct cli *cli)
{
    ctr_contract_filter filter;
    ctr_contract_filter_init(&filter, sizeof filter);
    int code = cli_opt_type(cli, &filter.type);
    code = code ? code : cli_opt_state(cli, &filter.state);
    if (code) {
        return code;
    }
    filter.team = cli_opt(cli, OPT_TEAM);
    filter.prefix = cli_opt(cli, OPT_PREFIX);
    filter.owner_role = cli_opt(cli, OPT_OWNER_ROLE);
    filter.owner_agent = cli_opt(cli, OPT_OWNER_AGENT);
    struct query query = {&cli_versions, find_contracts, &filter};
    return cli_list(cli, &query);
}

static ctr_status find_history(struct cli *cli, void *user, const char *after, uint32_t limit,
                               void **list)
{
    const struct target *target = user;
    ctr_version_list *found = NULL;
    ctr_status st = ctr_contract_history(cli->store, target->team, target->name, after, limit,
                                         &found, &cli->err);
    *list = found;
    return st;
}

static int run_history(struct cli *cli)
{
    struct target target;
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, &target);
    struct query query = {&cli_versions, find_history, &target};
    return code ? code : cli_list(cli, &query);
}

static int run_summary(struct cli *cli)
{
    ctr_summary *summary = NULL;
    int code = cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st = ctr_team_summary(cli->store, cli_arg(cli, 0), &summary, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_summary, summary);
    ctr_summary_free(summary);
    return code;
}

const struct command cli_list_commands[] = {
    {
        .words = "contract list",
        .summary = "list contracts, each as its active, else its newest version",
        .about = "In the order of team and name. Every filter narrows.",
        .examples = "$ contracts contract list --team shop --state active\n"
                    "$ contracts contract list --all --format json\n",
        .options = {{OPT_TEAM, NULL},
                    {OPT_PREFIX, NULL},
                    {OPT_TYPE, "only this type"},
                    {OPT_STATE, NULL},
                    {OPT_OWNER_ROLE, "only of this role"},
                    {OPT_OWNER_AGENT, "only of this agent"},
                    {OPT_LIMIT, NULL},
                    {OPT_AFTER, NULL},
                    {OPT_ALL, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_list,
    },
    {
        .words = "contract history",
        .summary = "list all versions of a contract",
        .about = "In the order of their creation.",
        .examples = "$ contracts contract history shop/catalog\n",
        .args = {{"TEAM/NAME", "the contract", false, false}},
        .options = {{OPT_LIMIT, NULL}, {OPT_AFTER, NULL}, {OPT_ALL, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_history,
    },
    {
        .words = "team summary",
        .summary = "count a team's contracts and versions",
        .about = "Totals by state and type, and the active versions with their consumers.",
        .examples = "$ contracts team summary shop\n",
        .args = {{"TEAM", "the team", false, false}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_summary,
    },
    {.words = NULL},
};
