/*
 * share: who gains and who pays by a rule, and what is wrong with the rule. Needs no store.
 */
#include "table.h"

static int rule_source(struct cli *cli, const char *name, struct input *input, ctr_source *source,
                       ctr_diff_options *options)
{
    ctr_source_init(source, sizeof *source);
    int code = cli_input_file(cli, name, input);
    cli_input_source(input, source);
    return code ? code : cli_diff_options(cli, options);
}

static int show_share(struct cli *cli, const ctr_share_rule *rule)
{
    ctr_share *share = NULL;
    ctr_status st = ctr_share_compute(rule, NULL, NULL, &share, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st == CTR_E_ARGUMENT ? CTR_E_INPUT : st, NULL);
    }
    int code = SHOW(cli, ctr_share, share);
    code = code ? code : !ctr_share_computable(share);
    ctr_share_free(share);
    return code;
}

static int run_share(struct cli *cli)
{
    const char *name = cli_opt(cli, OPT_RULE);
    ctr_share_rule *rule = NULL;
    struct input input = {.base = -1};
    ctr_source source;
    ctr_diff_options options;
    if (!name) {
        return cli_usage(cli, "--rule is missing: the file of the rule, or - for standard input");
    }
    int code = rule_source(cli, name, &input, &source, &options);
    if (!code) {
        ctr_status st = ctr_share_rule_read(&source, &options, &rule, &cli->err);
        code = st == CTR_OK ? show_share(cli, rule) : cli_failed(cli, st, NULL);
    }
    ctr_share_rule_free(rule);
    cli_input_free(&input);
    return code;
}

static bool is_blamed(const ctr_share_findings *findings)
{
    for (size_t i = 0; i < ctr_share_findings_count(findings); i++) {
        if (ctr_share_findings_level(findings, i) != CTR_SHARE_INFO) {
            return true;
        }
    }
    return false;
}

static int run_lint(struct cli *cli)
{
    ctr_share_findings *findings = NULL;
    struct input input = {.base = -1};
    ctr_source source;
    ctr_diff_options options;
    int code = rule_source(cli, cli_arg(cli, 0), &input, &source, &options);
    if (!code) {
        ctr_status st = ctr_share_lint(&source, &options, &findings, &cli->err);
        code = st == CTR_OK ? SHOW(cli, ctr_share_findings, findings) : cli_failed(cli, st, NULL);
        code = code ? code : is_blamed(findings);
    }
    ctr_share_findings_free(findings);
    cli_input_free(&input);
    return code;
}

const struct command cli_share_commands[] = {
    {
        .words = "share lint",
        .summary = "look for what is seldom meant in a share rule",
        .about = "Gaps and overlaps of bands, no upside, pain without a cap, cliffs, zones in "
                 "which the incentive is dead, a point of total assumption close to the target.\n\n"
                 "Exit code 1 if there is an error or a warning, 3 if it is no rule.",
        .examples = "$ contracts share lint share-bands.yaml  # exit 1\n",
        .args = {{"RULE", "the rule, JSON or YAML; - is standard input", false, false}},
        .options = {{OPT_MAX_BYTES, NULL}, {OPT_MAX_DEPTH, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_lint,
    },
    {
        .words = "share",
        .summary = "compute who gains and who pays by a rule",
        .about = "The rule is a JSON or YAML file with its model (banded_share, target_cost, fpif, "
                 "cpif, time_and_material, fixed_per_iteration and others), its currency, its "
                 "terms, target and cost; amounts are in major units. Nothing is stored.\n\n"
                 "Exit code 3 if it is no rule, 1 if something is missing so that nothing can be "
                 "computed.",
        .examples = "$ contracts share --rule share-bands.yaml\n"
                    "$ contracts share --rule share-fpif.json --format json\n",
        .options = {{OPT_RULE, NULL}, {OPT_MAX_BYTES, NULL}, {OPT_MAX_DEPTH, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_share,
    },
    {.words = NULL},
};
