/*
 * All commands: the rows of the nouns, one behind the other, in the order of the help.
 */
#include "table.h"

#include <string.h>

static const struct command *const nouns[] = {
#define NOUN(name) cli_##name##_commands,
#include "nouns.def"
#undef NOUN
};

const struct command *cli_command(size_t index)
{
    for (size_t i = 0; i < sizeof nouns / sizeof nouns[0]; i++) {
        for (const struct command *row = nouns[i]; row->words; row++) {
            if (index-- == 0) {
                return row;
            }
        }
    }
    return NULL;
}

bool cli_takes(const struct command *command, enum opt id)
{
    for (size_t i = 0; i < MAX_OPTIONS && command->options[i].id; i++) {
        if (command->options[i].id == id) {
            return true;
        }
    }
    return false;
}

const char *cli_noun(const struct command *command, size_t *size)
{
    *size = strcspn(command->words, " ");
    return command->words;
}
