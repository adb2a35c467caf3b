/*
 * can-evolve, can-retire, can-upgrade, can-deploy: decisions with their reasons.
 */
#include "table.h"

/* Exit code 1 for no, and for unknown unless that is allowed. */
static int show(struct cli *cli, ctr_status st, ctr_can *can)
{
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    bool yes = ctr_can_answer(can) == CTR_ANSWER_YES ||
               (ctr_can_answer(can) == CTR_ANSWER_UNKNOWN && cli_has(cli, OPT_ACCEPT_UNDECIDED));
    int code = SHOW(cli, ctr_can, can);
    ctr_can_free(can);
    return code ? code : !yes;
}

static int ask_evolve(struct cli *cli, ctr_evolve *evolve)
{
    ctr_can *can = NULL;
    int code = cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st = ctr_can_evolve(cli->store, evolve, &can, &cli->err);
    return show(cli, st, can);
}

static int run_evolve(struct cli *cli)
{
    struct target target;
    struct input input;
    ctr_evolve evolve;
    const char *file = cli_arg(cli, 1);
    int code = cli_target(cli, cli_arg(cli, 0), file ? TARGET_CONTRACT : TARGET_EITHER, &target);
    if (code) {
        return code;
    }
    if (!file && !target.selector) {
        return cli_usage(cli, "FILE is missing: the new document, or a stored draft with @");
    }
    ctr_evolve_init(&evolve, sizeof evolve);
    evolve.team = target.team;
    evolve.name = target.name;
    evolve.label = file ? cli_opt(cli, OPT_LABEL) : target.selector;
    if (!file) {
        return ask_evolve(cli, &evolve);
    }
    code = cli_input_file(cli, file, &input);
    if (!code) {
        cli_input_source(&input, &evolve.document);
        code = cli_opt_format(cli, &evolve.document.format);
    }
    code = code ? code : ask_evolve(cli, &evolve);
    cli_input_free(&input);
    return code;
}

static int run_retire(struct cli *cli)
{
    struct target target;
    ctr_can *can = NULL;
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_VERSION, &target);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st =
        ctr_can_retire(cli->store, target.team, target.name, target.selector, &can, &cli->err);
    return show(cli, st, can);
}

static int run_upgrade(struct cli *cli)
{
    struct target target;
    ctr_can *can = NULL;
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_VERSION, &target);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st = ctr_can_upgrade(cli->store, target.team, target.name, cli_arg(cli, 1),
                                    target.selector, &can, &cli->err);
    return show(cli, st, can);
}

static int run_deploy(struct cli *cli)
{
    ctr_run_spec spec;
    ctr_can *can = NULL;
    ctr_run_spec_init(&spec, sizeof spec);
    int code = cli_what(cli, &spec);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    spec.environment = cli_arg(cli, 1);
    ctr_status st = ctr_can_deploy(cli->store, &spec, &can, &cli->err);
    return show(cli, st, can);
}

#define UNKNOWN "count an unknown answer as yes in the exit code"
#define CODES "Exit code 0 for yes, 1 for no, and for unknown unless --allow-undecided is given."

const struct command cli_can_commands[] = {
    {
        .words = "can-evolve",
        .summary = "ask whether an edition may become the active version",
        .about = "A file, or a stored draft: by the contract's mode over every version that it "
                 "asks for, by the label, and by the parts that registered consumers use. Nothing "
                 "is stored.\n\n" CODES,
        .examples = "$ contracts can-evolve shop/orders orders-v1.1.yaml\n"
                    "$ contracts can-evolve shop/orders orders-v2.yaml  # exit 1\n",
        .args = {{"TEAM/NAME", "the contract, with @LABEL for a stored draft", false, false},
                 {"FILE", "the new document", true, false}},
        .options = {{OPT_LABEL, "what it would be called; default: the proposed label"},
                    {OPT_AS, NULL},
                    {OPT_BASE, NULL},
                    {OPT_ACCEPT_UNDECIDED, UNKNOWN},
                    {OPT_MAX_BYTES, NULL},
                    {OPT_MAX_DEPTH, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_evolve,
    },
    {
        .words = "can-retire",
        .summary = "ask whether a version may be retired",
        .about = "Who resolves to it, where it runs, whether its announced end has come.\n\n" CODES,
        .examples = "$ contracts can-retire shop/catalog@1.0.0  # exit 1\n",
        .args = {{"TEAM/NAME@VERSION", "the version", false, false}},
        .options = {{OPT_ACCEPT_UNDECIDED, UNKNOWN}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_retire,
    },
    {
        .words = "can-upgrade",
        .summary = "ask whether a consumer may move to a version",
        .about = "The parts it uses against what changed from the version that it resolves "
                 "to.\n\n" CODES,
        .examples = "$ contracts can-upgrade shop/orders@1.0.0 web\n",
        .args = {{"TEAM/NAME@VERSION", "the version", false, false},
                 {"CONSUMER", "a registered consumer", false, false}},
        .options = {{OPT_ACCEPT_UNDECIDED, UNKNOWN}, {OPT_MAX_BYTES, NULL}, {OPT_MAX_DEPTH, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_upgrade,
    },
    {
        .words = "can-deploy",
        .summary = "ask whether something may be deployed to an environment",
        .about = "A version of a contract against the builds of consumers that run there; a build "
                 "of a consumer against the versions that run there of each contract it needs. "
                 "The table has each pair that would meet.\n\n" CODES,
        .examples = "$ contracts can-deploy shop/catalog@2.0.0 staging\n",
        .args = {{"WHAT", "TEAM/NAME@VERSION, or CONSUMER@LABEL of its own", false, false},
                 {"ENVIRONMENT", "name of an environment of the contract's team", false, false}},
        .options = {{OPT_CONTRACT, "a consumer's for this contract alone"},
                    {OPT_ACCEPT_UNDECIDED, UNKNOWN},
                    {OPT_MAX_BYTES, NULL},
                    {OPT_MAX_DEPTH, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_deploy,
    },
    {.words = NULL},
};
