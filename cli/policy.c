/*
 * The policy that a command judges by: a file, or what holds in the store.
 */
#include "policy.h"

#include <string.h>

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

/* What holds for the contract that is compared; none is no failure. */
static int stored_policy(struct cli *cli, const struct target *t, ctr_policy **out)
{
    ctr_status st =
        ctr_policy_get(cli->store, t->team, t->name, CTR_POLICY_EFFECTIVE, out, &cli->err);
    if (st == CTR_E_NOT_FOUND) {
        ctr_error_free(cli->err);
        cli->err = NULL;
        st = CTR_OK;
    }
    return st == CTR_OK ? 0 : cli_failed(cli, st, NULL);
}

/* The file that is named, else, where versions of the store are compared, what holds for them. */
static int choose(struct cli *cli, const struct input inputs[2], ctr_policy **out)
{
    const char *file = cli_opt(cli, OPT_POLICY);
    if (file && cli_has(cli, OPT_NO_POLICY)) {
        return cli_usage(cli, "--policy and --no-policy do not go together");
    }
    if (file) {
        return cli_policy_file(cli, file, out);
    }
    for (size_t i = 0; i < 2 && !cli_has(cli, OPT_NO_POLICY); i++) {
        if (inputs[i].stored) {
            return stored_policy(cli, &inputs[i].target, out);
        }
    }
    return 0;
}

/* ---- groups by major number ---- */

/* The label that began the major line of a stored version: its own, if it was declared apart from
 * its base or has none, else that of its base, and so on. A label that was merely proposed begins
 * no line, and no version tells which of the two its own was: the comparison that it was stored
 * with does. */
static int line_of(struct cli *cli, const ctr_version *version, const char **out)
{
    const char *label = ctr_version_label(version);
    bool begins = false;
    while (!begins) {
        ctr_evolution *e = NULL;
        ctr_status st = ctr_contract_evolution(cli->store, ctr_version_team(version),
                                               ctr_version_name(version), label, &e, &cli->err);
        if (st == CTR_E_NOT_FOUND) { /* it had no base */
            ctr_error_free(cli->err);
            cli->err = NULL;
            break;
        }
        if (st != CTR_OK) {
            return cli_failed(cli, st, NULL);
        }
        const char *base = ctr_evolution_base(e);
        begins = !base || ctr_diff_group(ctr_evolution_diff(e), CTR_SIDE_NEW) != NULL;
        label = begins ? label : cli_format_text(cli, "%s", base);
        ctr_evolution_free(e);
    }
    *out = label;
    return 0;
}

/* Two versions of one contract stand in the lines in which they were declared. A file has no label,
 * and labels of two contracts have nothing to do with one another. */
static int take_lines(struct cli *cli, const struct input inputs[2], ctr_diff_options *options)
{
    const ctr_version *older = inputs[0].version;
    const ctr_version *newer = inputs[1].version;
    if (!older || !newer || ctr_policy_lines(options->policy) != CTR_LINE_MAJOR ||
        strcmp(ctr_version_team(older), ctr_version_team(newer)) != 0 ||
        strcmp(ctr_version_name(older), ctr_version_name(newer)) != 0) {
        return 0;
    }
    int code = line_of(cli, older, &options->older_label);
    return code ? code : line_of(cli, newer, &options->newer_label);
}

int cli_policy_of(struct cli *cli, const struct input inputs[2], ctr_diff_options *options,
                  ctr_policy **out)
{
    struct parts parts = {0};
    int code = cli_opt_parts(cli, &parts);
    code = code ? code : choose(cli, inputs, out);
    if (code) {
        return code;
    }
    if (parts.count && !*out) {
        return cli_usage(cli, "--uses goes with --policy, which says what becomes of unused parts");
    }
    options->policy = *out;
    options->now_us = cli->now_us;
    options->used = parts.items;
    options->used_count = parts.count;
    return *out ? take_lines(cli, inputs, options) : 0;
}
