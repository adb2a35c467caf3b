/*
 * environment build, deploy, undeploy, release, withdraw, list, runs, builds: where versions run,
 * and what the versions of consumers were built against.
 */
#include "table.h"

#include <string.h>

/* ---- builds ---- */

/* "web@2.3" in two. */
static int split_build(struct cli *cli, const char *text, const char **consumer, const char **label)
{
    const char *at = strchr(text, '@');
    if (!at || at == text || !at[1]) {
        return cli_usage(cli, "'%s' is no version of a consumer; wanted CONSUMER@LABEL", text);
    }
    *consumer = cli_format_text(cli, "%.*s", (int)(at - text), text);
    *label = at + 1;
    return 0;
}

static int run_build(struct cli *cli)
{
    struct target target;
    ctr_build_spec spec;
    ctr_call call;
    ctr_build *build = NULL;
    struct parts parts = {0};
    ctr_build_spec_init(&spec, sizeof spec);
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, &target);
    code = code ? code : split_build(cli, cli_arg(cli, 1), &spec.consumer, &spec.label);
    code = code ? code : cli_opt_parts(cli, &parts);
    code = code ? code : cli_call(cli, &call);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    spec.flags |= cli_has(cli, OPT_UNKNOWN_PARTS) ? CTR_BUILD_ALLOW_UNKNOWN_PARTS : 0;
    spec.team = target.team;
    spec.name = target.name;
    spec.against = cli_opt(cli, OPT_BUILT);
    spec.parts = parts.items;
    spec.part_count = parts.count;
    ctr_status st = ctr_build_record(cli->store, &spec, &call, &build, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_build, build);
    ctr_build_free(build);
    return code;
}

static ctr_status write_build(struct cli *cli, const void *list, size_t index)
{
    return ctr_build_render(ctr_build_list_at(list, index), cli_render(cli), out_write, &cli->out,
                            &cli->err);
}

static ctr_status write_builds(struct cli *cli, const void *list)
{
    return ctr_build_list_render(list, cli_render(cli), out_write, &cli->out, &cli->err);
}

static size_t count_builds(const void *list)
{
    return ctr_build_list_count(list);
}

static const char *next_build(struct cli *cli, const void *list)
{
    const char *next = ctr_build_list_next(list);
    return next ? cli_format_text(cli, "%s", next) : NULL;
}

static void free_builds(void *list)
{
    ctr_build_list_free(list);
}

static const struct lister builds = {"builds",    count_builds, next_build,
                                     write_build, write_builds, free_builds};

static ctr_status find_builds(struct cli *cli, void *user, const char *after, uint32_t limit,
                              void **list)
{
    ctr_build_filter *filter = user;
    ctr_build_list *found = NULL;
    filter->after = after;
    filter->limit = limit;
    ctr_status st = ctr_build_find(cli->store, filter, &found, &cli->err);
    *list = found;
    return st;
}

static int run_builds(struct cli *cli)
{
    ctr_build_filter filter;
    struct target target = {0};
    const char *contract = cli_opt(cli, OPT_CONTRACT);
    int code = contract ? cli_target(cli, contract, TARGET_CONTRACT, &target) : 0;
    if (code) {
        return code;
    }
    ctr_build_filter_init(&filter, sizeof filter);
    filter.team = target.team;
    filter.name = target.name;
    filter.consumer = cli_opt(cli, OPT_CONSUMER);
    struct query query = {&builds, find_builds, &filter};
    return cli_list(cli, &query);
}

/* ---- what runs ---- */

/* WHAT is TEAM/NAME[@VERSION], or CONSUMER[@LABEL] with or without --contract. */
int cli_what(struct cli *cli, ctr_run_spec *spec)
{
    struct target target = {0};
    const char *what = cli_arg(cli, 0);
    const char *contract = cli_opt(cli, OPT_CONTRACT);
    if (strchr(what, '/')) {
        if (contract) {
            return cli_usage(cli, "--contract narrows a consumer; '%s' is a contract", what);
        }
        int code = cli_target(cli, what, TARGET_EITHER, &target);
        spec->team = target.team;
        spec->name = target.name;
        spec->selector = target.selector;
        return code;
    }
    int code = contract ? cli_target(cli, contract, TARGET_CONTRACT, &target) : 0;
    spec->team = target.team;
    spec->name = target.name;
    if (code || (contract && !strchr(what, '@'))) {
        spec->consumer = what;
        return code;
    }
    return split_build(cli, what, &spec->consumer, &spec->label);
}

static int change_run(struct cli *cli, ctr_run_kind kind, int ends)
{
    ctr_run_spec spec;
    ctr_call call;
    ctr_run_list *list = NULL;
    ctr_run_spec_init(&spec, sizeof spec);
    int code = cli_what(cli, &spec);
    code = code ? code : cli_call(cli, &call);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    spec.flags |= cli_has(cli, OPT_NEW_ENVIRONMENT) ? CTR_RUN_NEW_ENVIRONMENT : 0;
    spec.kind = kind;
    spec.environment = cli_arg(cli, 1);
    spec.instance = cli_opt(cli, OPT_INSTANCE);
    ctr_status st = ends ? ctr_run_end(cli->store, &spec, &call, &list, &cli->err)
                         : ctr_run_begin(cli->store, &spec, &call, &list, &cli->err);
    if (st != CTR_OK) {
        bool new_one = !ends && st == CTR_E_NOT_FOUND && ctr_error_detail(cli->err, "environment");
        return cli_failed(cli, st, new_one ? "--new-environment makes it" : NULL);
    }
    code = SHOW(cli, ctr_run_list, list);
    ctr_run_list_free(list);
    return code;
}

static int run_deploy(struct cli *cli)
{
    return change_run(cli, CTR_RUN_DEPLOYED, 0);
}

static int run_undeploy(struct cli *cli)
{
    return change_run(cli, CTR_RUN_DEPLOYED, 1);
}

static int run_release(struct cli *cli)
{
    return change_run(cli, CTR_RUN_RELEASED, 0);
}

static int run_withdraw(struct cli *cli)
{
    return change_run(cli, CTR_RUN_RELEASED, 1);
}

/* ---- lists ---- */

static ctr_status write_run(struct cli *cli, const void *list, size_t index)
{
    return ctr_run_render(ctr_run_list_at(list, index), cli_render(cli), out_write, &cli->out,
                          &cli->err);
}

static ctr_status write_runs(struct cli *cli, const void *list)
{
    return ctr_run_list_render(list, cli_render(cli), out_write, &cli->out, &cli->err);
}

static size_t count_runs(const void *list)
{
    return ctr_run_list_count(list);
}

static const char *next_run(struct cli *cli, const void *list)
{
    const char *next = ctr_run_list_next(list);
    return next ? cli_format_text(cli, "%s", next) : NULL;
}

static void free_runs(void *list)
{
    ctr_run_list_free(list);
}

static const struct lister runs = {"runs", count_runs, next_run, write_run, write_runs, free_runs};

static ctr_status find_runs(struct cli *cli, void *user, const char *after, uint32_t limit,
                            void **list)
{
    ctr_run_filter *filter = user;
    ctr_run_list *found = NULL;
    filter->after = after;
    filter->limit = limit;
    ctr_status st = ctr_run_find(cli->store, filter, &found, &cli->err);
    *list = found;
    return st;
}

static int run_runs(struct cli *cli)
{
    ctr_run_filter filter;
    struct target target = {0};
    const char *contract = cli_opt(cli, OPT_CONTRACT);
    int code = contract ? cli_target(cli, contract, TARGET_CONTRACT, &target) : 0;
    if (code) {
        return code;
    }
    if (contract && cli_has(cli, OPT_TEAM)) {
        return cli_usage(cli, "--contract names the team, too: --team cannot stand beside it");
    }
    ctr_run_filter_init(&filter, sizeof filter);
    filter.flags = cli_has(cli, OPT_ENDED) ? CTR_RUN_ENDED : 0;
    filter.team = contract ? target.team : cli_opt(cli, OPT_TEAM);
    filter.name = target.name;
    filter.environment = cli_opt(cli, OPT_ENVIRONMENT);
    filter.consumer = cli_opt(cli, OPT_CONSUMER);
    struct query query = {&runs, find_runs, &filter};
    return cli_list(cli, &query);
}

static ctr_status write_environments(struct cli *cli, const void *list)
{
    return ctr_environment_list_render(list, cli_render(cli), out_write, &cli->out, &cli->err);
}

static size_t count_environments(const void *list)
{
    return ctr_environment_list_count(list);
}

static const char *next_environment(struct cli *cli, const void *list)
{
    const char *next = ctr_environment_list_next(list);
    return next ? cli_format_text(cli, "%s", next) : NULL;
}

static void free_environments(void *list)
{
    ctr_environment_list_free(list);
}

/* Without --all, so none is written alone. */
static const struct lister environments = {"environments", count_environments, next_environment,
                                           NULL,           write_environments, free_environments};

static ctr_status find_environments(struct cli *cli, void *user, const char *after, uint32_t limit,
                                    void **list)
{
    ctr_environment_list *found = NULL;
    ctr_status st = ctr_environment_find(cli->store, user, after, limit, &found, &cli->err);
    *list = found;
    return st;
}

static int run_list(struct cli *cli)
{
    char *team = cli_format_text(cli, "%s", cli_arg(cli, 0));
    struct query query = {&environments, find_environments, team};
    return cli_list(cli, &query);
}

#define WHAT                                                                                       \
    {                                                                                              \
        "WHAT", "TEAM/NAME@VERSION, or CONSUMER@LABEL of its own", false, false                    \
    }
#define ENVIRONMENT                                                                                \
    {                                                                                              \
        "ENVIRONMENT", "name of an environment of the contract's team", false, false               \
    }
#define NARROWED "a consumer's for this contract alone; default: for each that it was built against"

const struct command cli_environment_commands[] = {
    {
        .words = "environment build",
        .summary = "record what a version of a consumer was built against",
        .about = "Once for each contract that it uses, such as in its build. It never changes: "
                 "another one gets another label. Without --uses it uses what the registered "
                 "consumer does, else everything.",
        .examples = "$ contracts environment build shop/orders web@2.3.0 --built-against 1.0.0 "
                    "--uses 'GET /orders/{id} response 200 /status'\n",
        .args = {{"TEAM/NAME", "the contract", false, false},
                 {"CONSUMER@LABEL", "the consumer, and its own version", false, false}},
        .options = {{OPT_BUILT, NULL},
                    {OPT_USES, NULL},
                    {OPT_UNKNOWN_PARTS, NULL},
                    {OPT_REASON, NULL},
                    {OPT_DRY_RUN, NULL},
                    {OPT_MAX_BYTES, NULL},
                    {OPT_MAX_DEPTH, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_build,
    },
    {
        .words = "environment deploy",
        .summary = "record that a version is deployed in an environment",
        .about = "It takes the place of what was deployed there before: of the contract, or of "
                 "the consumer. --instance tells several apart. Nothing is checked: what is so is "
                 "so; 'contracts can-deploy' asks before.",
        .examples = "$ contracts environment deploy shop/orders@1.0.0 production "
                    "--new-environment\n",
        .args = {WHAT, ENVIRONMENT},
        .options = {{OPT_INSTANCE, NULL},
                    {OPT_NEW_ENVIRONMENT, NULL},
                    {OPT_CONTRACT, NARROWED},
                    {OPT_REASON, NULL},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_deploy,
    },
    {
        .words = "environment undeploy",
        .summary = "record that it is deployed there no more",
        .about = "Without a version whatever is deployed there ends.",
        .examples = "$ contracts environment undeploy shop/catalog staging\n",
        .args = {{"WHAT", "TEAM/NAME with or without @VERSION, or CONSUMER@LABEL", false, false},
                 ENVIRONMENT},
        .options = {{OPT_INSTANCE, NULL},
                    {OPT_CONTRACT, NARROWED},
                    {OPT_REASON, NULL},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_undeploy,
    },
    {
        .words = "environment release",
        .summary = "record that a version is released in an environment, beside others",
        .about = "As apps in a store are: it stays until it is withdrawn.",
        .examples = "$ contracts environment release shop/catalog@2.0.0 staging\n",
        .args = {WHAT, ENVIRONMENT},
        .options = {{OPT_NEW_ENVIRONMENT, NULL},
                    {OPT_CONTRACT, NARROWED},
                    {OPT_REASON, NULL},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_release,
    },
    {
        .words = "environment withdraw",
        .summary = "record that it is released there no more",
        .about = "",
        .examples = "$ contracts environment withdraw shop/catalog@1.0.0 staging\n",
        .args = {WHAT, ENVIRONMENT},
        .options = {{OPT_CONTRACT, NARROWED}, {OPT_REASON, NULL}, {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_withdraw,
    },
    {
        .words = "environment list",
        .summary = "list the environments of a team",
        .about = "With how many versions of contracts and of consumers run in each.",
        .examples = "$ contracts environment list shop\n",
        .args = {{"TEAM", "the team", false, false}},
        .options = {{OPT_LIMIT, NULL}, {OPT_AFTER, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_list,
    },
    {
        .words = "environment runs",
        .summary = "list what runs where",
        .about = "In the order in which it began.",
        .examples = "$ contracts environment runs --team shop --environment staging --ended\n",
        .options = {{OPT_TEAM, NULL},
                    {OPT_CONTRACT, NULL},
                    {OPT_ENVIRONMENT, NULL},
                    {OPT_CONSUMER, NULL},
                    {OPT_ENDED, NULL},
                    {OPT_LIMIT, NULL},
                    {OPT_AFTER, NULL},
                    {OPT_ALL, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_runs,
    },
    {
        .words = "environment builds",
        .summary = "list what versions of consumers were built against",
        .about = "In the order in which they were recorded.",
        .examples = "$ contracts environment builds --consumer web\n",
        .options = {{OPT_CONTRACT, NULL},
                    {OPT_CONSUMER, NULL},
                    {OPT_LIMIT, NULL},
                    {OPT_AFTER, NULL},
                    {OPT_ALL, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_builds,
    },
    {.words = NULL},
};
