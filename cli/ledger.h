/*
 * What the commands of ledgers share.
 */
#ifndef CLI_LEDGER_H
#define CLI_LEDGER_H

#include "cli.h"

/* The contract, the call (unless NULL) and the store. 0, or the exit code of a failure that has been
 * told. */
int cli_ledger_target(struct cli *cli, struct target *target, ctr_call *call);
/* An amount in major units. 0, or the exit code of a failure that has been told. */
int cli_ledger_amount(struct cli *cli, const char *text, const char *currency, int64_t *out);

#endif
