/*
 * The policy that a command judges by: a file.
 */
#include "policy.h"

int cli_policy_file(struct cli *cli, const char *file, ctr_policy **out)
{
    struct input input;
    ctr_source source;
    ctr_diff_options options;
    int code = cli_input_file(cli, file, &input);
    code = code ? code : cli_diff_options(cli, &options);
    if (!code) {
        ctr_source_init(&source, sizeof source);
        cli_input_source(&input, &source);
        ctr_status st = ctr_policy_read(&source, &options, out, &cli->err);
        code = st == CTR_OK ? 0 : cli_failed(cli, st, NULL);
    }
    cli_input_free(&input);
    return code;
}

int cli_policy_of(struct cli *cli, const struct input inputs[2], ctr_diff_options *options,
                  ctr_policy **out)
{
    struct parts parts = {0};
    const char *file = cli_opt(cli, OPT_POLICY);
    int code = cli_opt_parts(cli, &parts);
    (void)inputs;
    if (code) {
        return code;
    }
    if (parts.count && !file) {
        return cli_usage(cli, "--uses goes with --policy, which says what becomes of unused parts");
    }
    code = file ? cli_policy_file(cli, file, out) : 0;
    options->policy = *out;
    options->now_us = cli->now_us;
    options->used = parts.items;
    options->used_count = parts.count;
    return code;
}
