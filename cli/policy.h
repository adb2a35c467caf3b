/*
 * The policy that a command judges by.
 */
#ifndef CLI_POLICY_H
#define CLI_POLICY_H

#include "cli.h"

#define CLI_POLICY_HELP "file with what findings weigh and which are accepted: doc/policy.md"
#define CLI_USES_HELP                                                                              \
    "a part that somebody uses, may be repeated; @FILE reads one a line; for a policy with "       \
    "ignore_unused"

/* Read a policy from a file. 0, or the exit code of a failure that has been told. */
int cli_policy_file(struct cli *cli, const char *file, ctr_policy **out);
/* The policy and the used parts of a comparison, into the options; *out is to be freed. */
int cli_policy_of(struct cli *cli, const struct input inputs[2], ctr_diff_options *options,
                  ctr_policy **out);

#endif
