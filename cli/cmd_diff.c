/*
 * diff and impact: what a new edition changes, and for whom.
 */
#include "policy.h"
#include "table.h"

#include <string.h>

/* Nothing said: the contract's own mode and profile, where a version is compared. */
static void take_facts(const struct input *input, ctr_diff_options *options)
{
    if (!input->version) {
        return;
    }
    if (options->mode == CTR_MODE_DEFAULT) {
        options->mode = ctr_version_mode(input->version);
    }
    if (options->profile == CTR_PROFILE_DEFAULT) {
        options->profile = ctr_version_profile(input->version);
    }
}

static int sources(struct cli *cli, struct input inputs[2], ctr_source sources[2])
{
    ctr_format format = CTR_FORMAT_AUTO;
    int code = cli_opt_format(cli, &format);
    for (size_t i = 0; i < 2 && format == CTR_FORMAT_AUTO; i++) {
        if (inputs[i].version) {
            format = ctr_version_format(inputs[i].version);
        }
    }
    for (size_t i = 0; i < 2; i++) {
        ctr_source_init(&sources[i], sizeof sources[i]);
        cli_input_source(&inputs[i], &sources[i]);
        sources[i].format = format;
    }
    return code;
}

static int verdict_code(const struct cli *cli, ctr_verdict verdict)
{
    bool allowed = verdict == CTR_VERDICT_UNDECIDED && cli_has(cli, OPT_ACCEPT_UNDECIDED);
    return verdict == CTR_VERDICT_COMPATIBLE || allowed ? 0 : 1;
}

static int grace_days(struct cli *cli, enum opt id, int32_t *out)
{
    int64_t days = 0;
    int code = cli_opt_int(cli, id, 0, 36500, &days);
    *out = (int32_t)days;
    return code;
}

/* Compare as all options say; 0, or the exit code of a failure that has been told. */
static int judge(struct cli *cli, struct input inputs[2], const ctr_source both[2],
                 ctr_diff_options *options, ctr_diff **out)
{
    ctr_policy *policy = NULL;
    int code = cli_policy_of(cli, inputs, options, &policy);
    if (!code) {
        ctr_status st = ctr_diff_documents(&both[0], &both[1], options, out, &cli->err);
        code = st == CTR_OK ? 0 : cli_failed(cli, st, NULL);
    }
    ctr_policy_free(policy);
    return code;
}

/* The comparison of two inputs; 0, or the exit code of a failure that has been told. */
static int compare(struct cli *cli, struct input inputs[2], ctr_diff **out)
{
    ctr_source both[2];
    ctr_diff_options options;
    int code = cli_diff_options(cli, &options);
    code = code ? code : sources(cli, inputs, both);
    if (code) {
        return code;
    }
    take_facts(&inputs[1], &options);
    take_facts(&inputs[0], &options);
    options.excerpts = cli_has(cli, OPT_EXCERPTS) || cli->format == FORMAT_HTML;
    options.breaking_only = cli_has(cli, OPT_BREAKING_ONLY);
    options.check_version = cli_has(cli, OPT_CHECK_VERSION);
    code = grace_days(cli, OPT_GRACE_DAYS, &options.grace_days);
    code = code ? code : grace_days(cli, OPT_GRACE_DAYS_BETA, &options.grace_days_beta);
    return code ? code : judge(cli, inputs, both, &options, out);
}

/* Compare and show; the verdict of what was shown. */
static int show_diff(struct cli *cli, ctr_verdict *verdict)
{
    ctr_diff *diff = NULL;
    struct input inputs[2] = {{.base = -1}, {.base = -1}};
    if (strcmp(cli_arg(cli, 0), "-") == 0 && strcmp(cli_arg(cli, 1), "-") == 0) {
        return cli_usage(cli, "standard input can be one of the two, not both");
    }
    int code = cli_input_any(cli, cli_arg(cli, 0), &inputs[0]);
    code = code ? code : cli_input_any(cli, cli_arg(cli, 1), &inputs[1]);
    code = code ? code : compare(cli, inputs, &diff);
    code = code ? code : SHOW(cli, ctr_diff, diff);
    *verdict = ctr_diff_verdict(diff);
    ctr_diff_free(diff);
    cli_input_free(&inputs[0]);
    cli_input_free(&inputs[1]);
    return code;
}

static int run_diff(struct cli *cli)
{
    ctr_verdict verdict;
    int code = show_diff(cli, &verdict);
    return code ? code : verdict_code(cli, verdict);
}

/* It asks nothing, so the answer is no failure. */
static int run_changelog(struct cli *cli)
{
    ctr_verdict verdict;
    return show_diff(cli, &verdict);
}

/* By the worst of all comparisons: under a transitive mode versions before the base count, too. */
static int impact_code(struct cli *cli, const ctr_evolution *evolution)
{
    for (size_t i = 0; i < ctr_evolution_consumers(evolution); i++) {
        ctr_effect effect = ctr_evolution_effect(evolution, i);
        if (effect == CTR_EFFECT_BREAKS || effect == CTR_EFFECT_BREAKS_ON_UPGRADE) {
            return 1;
        }
    }
    return ctr_evolution_diff(evolution) ? verdict_code(cli, ctr_evolution_verdict(evolution)) : 0;
}

static int show_impact(struct cli *cli, ctr_status status, ctr_evolution *evolution)
{
    if (status != CTR_OK) {
        return cli_failed(cli, status, NULL);
    }
    int code = SHOW(cli, ctr_evolution, evolution);
    code = code ? code : impact_code(cli, evolution);
    ctr_evolution_free(evolution);
    return code;
}

static int stored_impact(struct cli *cli, const struct target *t)
{
    ctr_evolution *evolution = NULL;
    int code = cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st =
        ctr_contract_evolution(cli->store, t->team, t->name, t->selector, &evolution, &cli->err);
    return show_impact(cli, st, evolution);
}

static int file_impact(struct cli *cli, const struct target *t, struct input *input)
{
    ctr_evolve evolve;
    ctr_evolution *evolution = NULL;
    ctr_evolve_init(&evolve, sizeof evolve);
    evolve.team = t->team;
    evolve.name = t->name;
    evolve.label = cli_opt(cli, OPT_LABEL);
    cli_input_source(input, &evolve.document);
    int code = cli_opt_format(cli, &evolve.document.format);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st = ctr_contract_impact(cli->store, &evolve, &evolution, &cli->err);
    return show_impact(cli, st, evolution);
}

static int run_impact(struct cli *cli)
{
    struct target target;
    struct input input;
    const char *file = cli_arg(cli, 1);
    int code = cli_target(cli, cli_arg(cli, 0), file ? TARGET_CONTRACT : TARGET_EITHER, &target);
    if (code) {
        return code;
    }
    if (!file && !target.selector) {
        return cli_usage(cli, "FILE is missing: the new document, or a version with @");
    }
    if (!file) {
        return stored_impact(cli, &target);
    }
    code = cli_input_file(cli, file, &input);
    code = code ? code : file_impact(cli, &target, &input);
    cli_input_free(&input);
    return code;
}

const struct command cli_diff_commands[] = {
    {
        .words = "diff",
        .summary = "compare two editions of a document",
        .about =
            "OLD and NEW are files or versions. An argument with '@' that is no file is a version; "
            "'./' in front forces a file. Where a version is compared, its contract's mode, "
            "profile and language hold unless others are given.\n\n"
            "--format markdown is a changelog, sarif, junit and github are for the tools of those "
            "names, html is one page with the lines that findings stand on.\n\n"
            "--policy says what findings weigh and which are accepted for a time; nothing of them "
            "is hidden. Where a version is compared, the policy of its contract holds unless "
            "another is given. Two versions whose major lines it keeps apart are compatible, as "
            "they were when the later one was declared.\n\n"
            "Exit code 0 if NEW is compatible, 1 if it is not or nobody can tell.",
        .examples = "$ contracts diff orders-v1.yaml orders-v1.1.yaml\n"
                    "$ contracts diff shop/orders@1.0.0 orders-v2.yaml --format json  # exit 1\n"
                    "$ contracts diff orders-v1.yaml orders-v2.yaml --format sarif  # exit 1\n"
                    "$ contracts diff orders-v1.yaml orders-v2.yaml --policy policy.yaml\n"
                    "$ contracts diff shop/catalog@1.0.0 shop/catalog@active --mode full  # exit "
                    "1\n",
        .args = {{"OLD", "the edition people rely on: a file, - or TEAM/NAME@VERSION", false,
                  false},
                 {"NEW", "the edition to replace it: a file, - or TEAM/NAME@VERSION", false,
                  false}},
        .options = {{OPT_AS, NULL},
                    {OPT_MODE, NULL},
                    {OPT_PROFILE, NULL},
                    {OPT_ACCEPT_UNDECIDED, NULL},
                    {OPT_BREAKING_ONLY, NULL},
                    {OPT_POLICY, CLI_POLICY_HELP},
                    {OPT_NO_POLICY, NULL},
                    {OPT_USES, CLI_USES_HELP},
                    {OPT_EXCERPTS, NULL},
                    {OPT_GRACE_DAYS, NULL},
                    {OPT_GRACE_DAYS_BETA, NULL},
                    {OPT_CHECK_VERSION, NULL},
                    {OPT_BASE, NULL},
                    {OPT_MAX_BYTES, NULL},
                    {OPT_MAX_DEPTH, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON | FORMAT_MARKDOWN | FORMAT_SARIF | FORMAT_JUNIT |
                   FORMAT_GITHUB | FORMAT_HTML,
        .run = run_diff,
    },
    {
        .words = "changelog",
        .summary = "write what changed between two editions of a document",
        .about = "The comparison of diff as a page of Markdown: what breaks, what nobody can tell, "
                 "warnings, additions. It asks nothing, so it ends with 0 whatever it finds.",
        .examples = "$ contracts changelog orders-v1.yaml orders-v2.yaml\n"
                    "$ contracts changelog orders-v1.yaml orders-v2.yaml --breaking-only\n",
        .args = {{"OLD", "the edition people rely on: a file, - or TEAM/NAME@VERSION", false,
                  false},
                 {"NEW", "the edition to replace it: a file, - or TEAM/NAME@VERSION", false,
                  false}},
        .options = {{OPT_AS, NULL},
                    {OPT_MODE, NULL},
                    {OPT_PROFILE, NULL},
                    {OPT_BREAKING_ONLY, NULL},
                    {OPT_GRACE_DAYS, NULL},
                    {OPT_GRACE_DAYS_BETA, NULL},
                    {OPT_CHECK_VERSION, NULL},
                    {OPT_POLICY, CLI_POLICY_HELP},
                    {OPT_NO_POLICY, NULL},
                    {OPT_USES, CLI_USES_HELP},
                    {OPT_BASE, NULL},
                    {OPT_MAX_BYTES, NULL},
                    {OPT_MAX_DEPTH, NULL}},
        .formats = FORMAT_MARKDOWN | FORMAT_HTML,
        .run = run_changelog,
    },
    {
        .words = "impact",
        .summary = "say which consumers a new edition breaks",
        .about =
            "With FILE: what evolving to it would do, storing nothing. With a version: what was "
            "found when it was made, for the consumers of now.\n\n"
            "Exit code 1 if a consumer breaks or the edition is not compatible.",
        .examples = "$ contracts impact shop/orders orders-v2.yaml  # exit 1\n"
                    "$ contracts impact shop/orders@1.1.0\n",
        .args = {{"TEAM/NAME[@VERSION]", "the contract, or a stored version of it", false, false},
                 {"FILE", "the new document; - is standard input", true, false}},
        .options = {{OPT_LABEL, "label the edition would get; default: the proposed one"},
                    {OPT_ACCEPT_UNDECIDED, NULL},
                    {OPT_AS, "language of the document; default: that of the base"},
                    {OPT_BASE, NULL},
                    {OPT_MAX_BYTES, NULL},
                    {OPT_MAX_DEPTH, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_impact,
    },
    {.words = NULL},
};
