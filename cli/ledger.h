/*
 * What the commands of ledgers share.
 */
#ifndef CLI_LEDGER_H
#define CLI_LEDGER_H

#include "cli.h"

/* The contract, the call (unless NULL) and the store. 0, or the exit code of a failure that has
 * been told. */
int cli_ledger_target(struct cli *cli, struct target *target, ctr_call *call);
/* An amount in major units. 0, or the exit code of a failure that has been told. */
int cli_ledger_amount(struct cli *cli, const char *text, const char *currency, int64_t *out);

enum { CLI_LINKS = 1000 };

/* Links to evidence. */
struct links {
    const char *links[CLI_LINKS];
    const char *hashes[CLI_LINKS];
    size_t count;
};
/* --evidence "LINK" or "LINK#sha256:HEX". 0, or the exit code of a failure that has been told. */
int cli_ledger_links(struct cli *cli, struct links *out);

/* ledger chart: the chart of accounts, and what is missing of it (cmd_assess.c). */
int cli_ledger_chart(struct cli *cli);

/* The bytes of a file, kept until the end; - is standard input. */
int cli_ledger_file(struct cli *cli, const char *name, void **data, size_t *size);
/* A key of so many bytes from its file. */
int cli_ledger_key(struct cli *cli, const char *file, unsigned char *key, size_t size);
/* Post what a file holds. */
int cli_ledger_import(struct cli *cli, const char *file, ctr_ledger_form form);
/* Compare with --checkpoint, signed by --public-key. */
int cli_ledger_compare(struct cli *cli, const struct target *target, ctr_ledger_report **report);

#endif
