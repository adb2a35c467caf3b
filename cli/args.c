/*
 * The command line: words of a command, options before and behind them, positionals. Everything
 * that is wrong is told with the nearest right spelling.
 */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --format json has to be known before the first thing that can be wrong. */
static bool wants_json(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--format=json") == 0) {
            return true;
        }
        if (strcmp(argv[i], "--format") == 0 && i + 1 < argc && strcmp(argv[i + 1], "json") == 0) {
            return true;
        }
    }
    return false;
}

static int unknown_option(struct cli *cli, const char *argument)
{
    char typed[64];
    struct nearest nearest = {0};
    snprintf(typed, sizeof typed, "%.*s", (int)strcspn(argument, "="), argument);
    const char *name = typed + strspn(typed, "-");
    for (const struct option_row *row = cli_options; row->name; row++) {
        if (!(row->flags & OPT_HIDDEN)) {
            cli_nearest(&nearest, name, row->name);
        }
    }
    if (nearest.word) {
        return cli_usage(cli, "no option %s; did you mean --%s?", typed, nearest.word);
    }
    return cli_usage(cli, "no option %s", typed);
}

static int give(struct cli *cli, const struct option_row *row, const char *value)
{
    if (!(row->flags & OPT_REPEATS) && cli_has(cli, row->id)) {
        return cli_usage(cli, "--%s is given twice", row->name);
    }
    cli->given[cli->given_count++] = (struct option_given){row->id, value};
    return 0;
}

/* One option at argv[*at]; its value may be the next argument. */
static int take_option(struct cli *cli, char **argv, int argc, int *at)
{
    const char *argument = argv[*at];
    if (strcmp(argument, "-h") == 0) {
        return cli_has(cli, OPT_HELP) ? 0 : give(cli, cli_option(OPT_HELP), "");
    }
    const char *name = argument + 2;
    size_t size = strcspn(name, "=");
    const struct option_row *row = argument[1] == '-' ? cli_option_by_name(name, size) : NULL;
    if (!row) {
        return unknown_option(cli, argument);
    }
    const char *value = name[size] == '=' ? name + size + 1 : NULL;
    if (!row->value) {
        return value ? cli_usage(cli, "--%s takes no value", row->name) : give(cli, row, "");
    }
    if (!value) {
        const char *next = *at + 1 < argc ? argv[*at + 1] : NULL;
        bool option = next && next[0] == '-' && next[1] == '-';
        if (!next || option) {
            return cli_usage(cli, "--%s wants %s behind it%s%s", row->name, row->value,
                             option ? "; a value that begins with two dashes is given as --" : "",
                             option ? cli_format_text(cli, "%s=VALUE", row->name) : "");
        }
        value = next;
        ++*at;
    }
    return give(cli, row, value);
}

static int split(struct cli *cli, int argc, char **argv)
{
    bool options = true;
    for (int i = 1; i < argc; i++) {
        const char *argument = argv[i];
        if (options && strcmp(argument, "--") == 0) {
            options = false;
        } else if (options && argument[0] == '-' && argument[1]) {
            int code = take_option(cli, argv, argc, &i);
            if (code) {
                return code;
            }
        } else {
            cli->args[cli->arg_count++] = argument;
        }
    }
    return 0;
}

/* How many of the positionals are the command's words; 0 = another command. */
static size_t matches(const struct cli *cli, const char *words)
{
    size_t count = 0;
    while (*words) {
        size_t size = strcspn(words, " ");
        const char *arg = cli_arg(cli, count);
        if (!arg || strlen(arg) != size || memcmp(arg, words, size) != 0) {
            return 0;
        }
        words += size + (words[size] == ' ');
        count++;
    }
    return count;
}

static bool is_noun(const struct cli *cli)
{
    const struct command *command;
    for (size_t i = 0; (command = cli_command(i)) != NULL; i++) {
        size_t size;
        const char *noun = cli_noun(command, &size);
        if (strlen(cli->args[0]) == size && memcmp(cli->args[0], noun, size) == 0) {
            return true;
        }
    }
    return false;
}

/* "contracts activate" means "contracts contract activate". */
static const char *by_second_word(const char *typed)
{
    const struct command *command;
    for (size_t i = 0; (command = cli_command(i)) != NULL; i++) {
        const char *blank = strchr(command->words, ' ');
        if (blank && strcmp(blank + 1, typed) == 0) {
            return command->words;
        }
    }
    return NULL;
}

/* What could have been meant by the words that are no command; NULL if nothing is near. */
static const char *meant(struct cli *cli)
{
    struct nearest nearest = {0};
    const struct command *command;
    const char *first = cli->args[0];
    const char *second = cli_arg(cli, 1);
    for (size_t i = 0; (command = cli_command(i)) != NULL; i++) {
        size_t size;
        const char *words = cli_noun(command, &size);
        bool same = strlen(first) == size && memcmp(first, words, size) == 0;
        if (same && second) {
            cli_nearest(&nearest, second, words + size + 1);
        } else if (!same) {
            bool two = second && words[size];
            cli_nearest(&nearest, two ? cli_format_text(cli, "%s %s", first, second) : first,
                        words);
        }
    }
    if (nearest.word && is_noun(cli)) {
        return cli_format_text(cli, "%s %s", first, nearest.word);
    }
    return nearest.word ? nearest.word : by_second_word(first);
}

static int unknown_command(struct cli *cli)
{
    bool noun = is_noun(cli);
    const char *typed = cli->args[0];
    if (noun && cli->arg_count == 1) {
        return cli_usage(cli, "'%s' wants a second word; 'contracts help %s' lists them", typed,
                         typed);
    }
    if (noun) {
        typed = cli_format_text(cli, "%s %s", typed, cli->args[1]);
    }
    const char *word = meant(cli);
    return word ? cli_usage(cli, "no command '%s'; did you mean 'contracts %s'?", typed, word)
                : cli_usage(cli, "no command '%s'", typed);
}

/* The one with the most words: 'share assess' before 'share'. */
static int find_command(struct cli *cli)
{
    const struct command *command;
    size_t most = 0;
    for (size_t i = 0; (command = cli_command(i)) != NULL; i++) {
        size_t count = matches(cli, command->words);
        if (count > most) {
            cli->command = command;
            most = count;
        }
    }
    cli->args += most;
    cli->arg_count -= most;
    return 0;
}

static int check_options(struct cli *cli)
{
    for (size_t i = 0; i < cli->given_count; i++) {
        const struct option_row *row = cli_option(cli->given[i].id);
        if (!(row->flags & OPT_IS_GLOBAL) && !cli_takes(cli->command, row->id)) {
            return cli_usage(cli, "'contracts %s' has no option --%s", cli->command->words,
                             row->name);
        }
    }
    return 0;
}

static int check_arguments(struct cli *cli)
{
    const struct positional *args = cli->command->args;
    size_t least = 0;
    size_t most = 0;
    for (size_t i = 0; i < MAX_ARGS && args[i].name; i++) {
        least += !args[i].optional;
        most = args[i].many ? SIZE_MAX : most + 1;
    }
    if (cli->arg_count < least) {
        return cli_usage(cli, "%s is missing: %s", args[cli->arg_count].name,
                         args[cli->arg_count].help);
    }
    if (cli->arg_count > most) {
        return cli_usage(cli, "'%s' is one argument too many", cli->args[most]);
    }
    return 0;
}

static int check_format(struct cli *cli)
{
    const char *name = cli_opt(cli, OPT_FORMAT);
    unsigned formats = cli->command->formats;
    cli->format = formats & (~formats + 1); /* the lowest bit */
    if (!name) {
        return 0;
    }
    unsigned format = cli_format_of(formats, name);
    cli->format = format ? format : cli->format;
    return format ? 0
                  : cli_usage(cli, "'contracts %s' knows the formats %s, not '%s'",
                              cli->command->words, cli_format_names(cli, formats), name);
}

int cli_parse(struct cli *cli, int argc, char **argv)
{
    cli->json_errors = wants_json(argc, argv);
    cli->args = cli_keep(cli, ((size_t)argc + 1) * sizeof *cli->args);
    cli->given = cli_keep(cli, ((size_t)argc + 1) * sizeof *cli->given);
    int code = split(cli, argc, argv);
    if (code) {
        return code;
    }
    bool asked = cli_has(cli, OPT_HELP) || cli_has(cli, OPT_VERSION);
    if (cli->arg_count == 0) {
        return asked ? 0 : cli_usage(cli, "a command is missing");
    }
    code = find_command(cli);
    if (asked && (cli->command || is_noun(cli))) {
        return 0;
    }
    code = code ? code : !cli->command ? unknown_command(cli) : check_options(cli);
    code = code ? code : check_format(cli);
    return code ? code : check_arguments(cli);
}

const char *cli_opt(const struct cli *cli, enum opt id)
{
    size_t at = 0;
    return cli_opt_next(cli, id, &at);
}

const char *cli_opt_next(const struct cli *cli, enum opt id, size_t *at)
{
    while (*at < cli->given_count) {
        const struct option_given *given = &cli->given[(*at)++];
        if (given->id == id) {
            return given->value;
        }
    }
    return NULL;
}
