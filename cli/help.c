/*
 * The help texts, made of the table's rows. 80 columns.
 */
#include "cli.h"

#include <stdio.h>
#include <string.h>

enum { WIDTH = 79, HELP_COLUMN = 26, COMMAND_COLUMN = 24 };

static void spaces(struct out *out, size_t count)
{
    while (count--) {
        out_text(out, " ");
    }
}

/* Words from column `at` on, folded behind `indent` spaces. */
static void fold(struct out *out, const char *text, size_t size, size_t indent, size_t at)
{
    const char *end = text + size;
    bool first = true;
    while (text < end) {
        size_t word = 0;
        while (text + word < end && text[word] != ' ') {
            word++;
        }
        if (!first && at + 1 + word > WIDTH) {
            out_text(out, "\n");
            spaces(out, indent);
            at = indent;
            first = true;
        }
        if (!first) {
            out_text(out, " ");
            at++;
        }
        (void)out_write(out, text, word);
        at += word;
        first = false;
        text += word;
        text += text < end;
    }
    out_text(out, "\n");
}

/* Of NULL nothing: a summary may say it all. */
static void paragraphs(struct out *out, const char *text)
{
    while (text && *text) {
        size_t size = strcspn(text, "\n");
        if (size) {
            fold(out, text, size, 0, 0);
        } else {
            out_text(out, "\n");
        }
        text += size + (text[size] == '\n');
    }
}

/* "  head      text", the text folded at its own column. */
static void entry(struct out *out, const char *head, const char *value, size_t column,
                  const char *text)
{
    size_t used = 2 + strlen(head) + (value ? 1 + strlen(value) : 0);
    out_format(out, "  %s%s%s", head, value ? " " : "", value ? value : "");
    if (used + 2 > column) {
        out_text(out, "\n");
        used = 0;
    }
    spaces(out, column - used);
    fold(out, text, strlen(text), column, column);
}

static void option_entry(struct out *out, const struct option_row *row, const char *help)
{
    char head[64] = "--";
    strncat(head, row->name, sizeof head - 3);
    entry(out, head, row->value, HELP_COLUMN, help ? help : row->help);
}

static bool is_hidden(const struct option_row *row)
{
    return row->flags & OPT_HIDDEN;
}

static void command_options(struct out *out, const struct command *command)
{
    bool any = false;
    for (size_t i = 0; i < MAX_OPTIONS && command->options[i].id; i++) {
        const struct option_row *row = cli_option(command->options[i].id);
        if (is_hidden(row)) {
            continue;
        }
        out_text(out, any ? "" : "\nOptions:\n");
        any = true;
        option_entry(out, row, command->options[i].help);
    }
}

static void command_arguments(struct out *out, const struct command *command)
{
    for (size_t i = 0; i < MAX_ARGS && command->args[i].name; i++) {
        out_text(out, i ? "" : "\n");
        entry(out, command->args[i].name, NULL, HELP_COLUMN, command->args[i].help);
    }
}

static void format_line(struct out *out, unsigned formats)
{
    char line[200] = "Formats: ";
    size_t size = strlen(line);
    size += cli_format_list(formats, line + size, sizeof line - size);
    size += (size_t)snprintf(line + size, sizeof line - size,
                             ". 'contracts help' explains the options of every command.");
    out_text(out, "\n");
    fold(out, line, size, 0, 0);
}

static void example_lines(struct out *out, const char *text)
{
    out_text(out, "\nExamples:\n");
    while (text && *text) {
        size_t size = strcspn(text, "\n");
        out_format(out, "  %.*s\n", (int)size, text);
        text += size + (text[size] == '\n');
    }
}

void cli_synopsis(struct out *out, const struct command *command)
{
    out_format(out, "contracts %s", command->words);
    for (size_t i = 0; i < MAX_ARGS && command->args[i].name; i++) {
        const struct positional *arg = &command->args[i];
        out_format(out, " %s%s%s%s", arg->optional ? "[" : "", arg->name, arg->optional ? "]" : "",
                   arg->many ? "..." : "");
    }
    out_text(out, " [OPTION]...");
}

void cli_help_command(struct out *out, const struct command *command)
{
    out_text(out, "Usage: ");
    cli_synopsis(out, command);
    out_text(out, "\n\n");
    out_format(out, "%c%s.\n", command->summary[0] - 'a' + 'A', command->summary + 1);
    command_arguments(out, command);
    out_text(out, "\n");
    paragraphs(out, command->about);
    command_options(out, command);
    format_line(out, command->formats);
    example_lines(out, command->examples);
}

void cli_help_noun(struct out *out, const char *noun)
{
    const struct command *command;
    for (size_t i = 0; (command = cli_command(i)) != NULL; i++) {
        size_t size;
        const char *own = cli_noun(command, &size);
        if (strlen(noun) == size && memcmp(own, noun, size) == 0) {
            cli_synopsis(out, command);
            out_text(out, "\n");
            spaces(out, 4);
            fold(out, command->summary, strlen(command->summary), 4, 4);
        }
    }
}

void cli_help_overview(struct out *out)
{
    const struct command *command;
    paragraphs(out,
               "contracts keeps what teams, services and agents promise each other: in which "
               "version, who relies on it, and what a change breaks. Everything is in one file.\n"
               "\nUsage: contracts [OPTION]... COMMAND ...\n\nCommands:\n");
    for (size_t i = 0; (command = cli_command(i)) != NULL; i++) {
        entry(out, command->words, NULL, COMMAND_COLUMN, command->summary);
    }
    out_text(out, "\nOptions of every command, before or behind it:\n");
    for (const struct option_row *row = cli_options; row->name; row++) {
        if ((row->flags & OPT_IS_GLOBAL) && !is_hidden(row)) {
            option_entry(out, row, NULL);
        }
    }
    paragraphs(
        out,
        "\nA contract is named TEAM/NAME, a version TEAM/NAME@VERSION: its label, active, latest, "
        "or a range such as ^1.2. Where a file is expected, - is standard input. -- ends the "
        "options.\n"
        "\nExit codes: 0 done or yes, 1 the answer is no, 2 wrong use, 3 input is malformed, "
        "4 refused by the rules, 5 the store failed, 130 interrupted.\n"
        "\n'contracts help COMMAND' explains a command, with examples.\n");
}
