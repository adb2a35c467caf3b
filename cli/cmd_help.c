/*
 * help and version.
 */
#include "table.h"

#include <string.h>

/* What was typed, as one text. */
static const char *typed_words(struct cli *cli)
{
    const char *text = cli_arg(cli, 0);
    for (size_t i = 1; i < cli->arg_count; i++) {
        text = cli_format_text(cli, "%s %s", text, cli_arg(cli, i));
    }
    return text;
}

static const struct command *command_of(const char *typed)
{
    const struct command *command;
    for (size_t i = 0; (command = cli_command(i)) != NULL; i++) {
        if (strcmp(command->words, typed) == 0) {
            return command;
        }
    }
    return NULL;
}

static bool is_noun(const char *word)
{
    const struct command *command;
    for (size_t i = 0; (command = cli_command(i)) != NULL; i++) {
        size_t size;
        const char *noun = cli_noun(command, &size);
        if (strlen(word) == size && memcmp(word, noun, size) == 0) {
            return true;
        }
    }
    return false;
}

static int run_help(struct cli *cli)
{
    struct nearest nearest = {0};
    const struct command *command;
    if (cli_has(cli, OPT_MAN)) {
        cli_man_page(&cli->out);
        return 0;
    }
    if (cli->arg_count == 0) {
        cli_help_overview(&cli->out);
        return 0;
    }
    const char *typed = typed_words(cli);
    command = command_of(typed);
    if (command) {
        cli_help_command(&cli->out, command);
        return 0;
    }
    if (cli->arg_count == 1 && is_noun(cli_arg(cli, 0))) {
        cli_help_noun(&cli->out, cli_arg(cli, 0));
        return 0;
    }
    for (size_t i = 0; (command = cli_command(i)) != NULL; i++) {
        cli_nearest(&nearest, typed, command->words);
    }
    return nearest.word ? cli_usage(cli, "no command '%s'; did you mean '%s'?", typed, nearest.word)
                        : cli_usage(cli, "no command '%s'", typed);
}

static int run_version(struct cli *cli)
{
    if (cli->format == FORMAT_JSON) {
        out_text(&cli->out, "{\n  \"version\": ");
        out_json_string(&cli->out, ctr_library_version());
        out_format(&cli->out, ",\n  \"number\": %ld,\n  \"details\": ", (long)ctr_library_number());
        out_json_string(&cli->out, ctr_library_details());
        out_text(&cli->out, "\n}\n");
    } else {
        out_format(&cli->out, "contracts %s\n%s\n", ctr_library_version(), ctr_library_details());
    }
    return 0;
}

const struct command cli_help_commands[] = {
    {
        .words = "help",
        .summary = "explain the program or a command",
        .about = "The same as --help behind a command.",
        .examples = "$ contracts help\n"
                    "$ contracts help contract evolve\n"
                    "$ contracts contract --help\n",
        .args = {{"COMMAND", "its words; default: the program", true, true}},
        .options = {{OPT_MAN, NULL}},
        .formats = FORMAT_TEXT,
        .run = run_help,
    },
    {
        .words = "version",
        .summary = "name the version of the program and of what it was built with",
        .about = "The same as --version.",
        .examples = "$ contracts version\n"
                    "$ contracts --version\n",
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_version,
    },
    {.words = NULL},
};
