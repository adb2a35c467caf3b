/*
 * The rows of each cmd_<noun>.c; an entry without words ends each.
 */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include "cli.h"

extern const struct command cli_init_command[], cli_contract_commands[], cli_version_commands[],
    cli_list_commands[], cli_consumer_commands[], cli_event_commands[], cli_exchange_commands[],
    cli_store_commands[], cli_diff_commands[], cli_spec_commands[], cli_terms_commands[],
    cli_share_commands[], cli_calendar_commands[], cli_ledger_commands[],
    cli_ledger_post_commands[], cli_ledger_text_commands[], cli_chart_commands[],
    cli_change_commands[], cli_decision_commands[], cli_metrics_commands[], cli_help_commands[];

#endif
