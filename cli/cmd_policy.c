/*
 * policy: what a team makes of findings.
 */
#include "policy.h"
#include "table.h"

static int run_check(struct cli *cli)
{
    ctr_policy *policy = NULL;
    int code = cli_policy_file(cli, cli_arg(cli, 0), &policy);
    code = code ? code : SHOW(cli, ctr_policy, policy);
    ctr_policy_free(policy);
    return code;
}

static int run_schema(struct cli *cli)
{
    return cli_shown(cli, ctr_policy_schema(out_write, &cli->out, &cli->err));
}

const struct command cli_policy_commands[] = {
    {
        .words = "policy check",
        .summary = "read a policy and show what it says",
        .about = "A policy says what findings weigh, which are accepted for a time, and how labels "
                 "have to grow. A rule that is not known, a waiver without reason, owner or "
                 "expiry, or one that holds for too long is refused with its place.\n\n"
                 "The hash names what it says, however it is written.",
        .examples = "$ contracts policy check policy.yaml\n"
                    "$ contracts policy check policy.yaml --format json\n",
        .args = {{"FILE", "the policy, JSON or YAML; - is standard input", false, false}},
        .options = {{OPT_MAX_BYTES, NULL}, {OPT_MAX_DEPTH, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_check,
    },
    {
        .words = "policy schema",
        .summary = "print the JSON Schema of policies",
        .about = "For editors.",
        .examples = "$ contracts policy schema\n",
        .formats = FORMAT_JSON,
        .run = run_schema,
    },
    {.words = NULL},
};
