/*
 * validate --schema, for the row of validate.
 */
#ifndef CLI_VALIDATE_H
#define CLI_VALIDATE_H

#include "cli.h"

/* Exit code 0 valid, 1 not. */
int cli_validate_by_schema(struct cli *cli);
/* A usage error if an option was given that means nothing without --schema. */
int cli_unused_without_schema(struct cli *cli);

#endif
