/*
 * The rows of each cmd_<noun>.c; an entry without words ends each.
 */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include "cli.h"

#define NOUN(name) extern const struct command cli_##name##_commands[];
#include "nouns.def"
#undef NOUN

#endif
