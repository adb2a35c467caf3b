/*
 * All commands: the rows of the nouns, one behind the other, in the order of the help.
 */
#include "table.h"

#include <string.h>

static const struct command *const nouns[] = {
    cli_init_command,         cli_contract_commands, cli_version_commands,
    cli_list_commands,        cli_consumer_commands, cli_event_commands,
    cli_exchange_commands,    cli_store_commands,    cli_diff_commands,
    cli_spec_commands,        cli_terms_commands,    cli_share_commands,
    cli_calendar_commands,    cli_ledger_commands,   cli_ledger_post_commands,
    cli_ledger_text_commands, cli_chart_commands,    cli_change_commands,
    cli_decision_commands,    cli_metrics_commands,  cli_help_commands,
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
