/*
 * The manual page contracts(1), made of the table's rows so that it cannot drift from the program:
 * `contracts help --man` writes it, and a test compares it with doc/man/contracts.1.
 */
#include "cli.h"

#include <string.h>

struct topic {
    const char *title;
    const char *text; /* paragraphs, apart by blank lines */
};

static const struct topic before[] = {
    {"DESCRIPTION",
     "contracts keeps what teams, services and agents promise each other: in which version, who "
     "relies on it, and what a change breaks. Everything is in one file, the store; there is no "
     "server.\n\n"
     "The command does what any program can do with libcontracts: each result is one that the "
     "library's functions give."},
    {"NAMES",
     "A contract is TEAM/NAME; both begin with a letter or digit, continue with letters, digits, "
     "'.', '_' and '-', have at most 128 characters, and are unique without regard to case. A "
     "version is TEAM/NAME@VERSION, VERSION being its label; or active, or latest (the newest "
     "created); or a range in npm's grammar (^1.2, ~1.2, 1.2.x, '>=1.2 <2', !=1.3.0, lists with "
     "',' and '||'), which picks the highest version that is active or deprecated.\n\n"
     "Where a file is expected, - is standard input. Where a file or a version is expected, an "
     "argument with '@' that is no existing file is a version; './' in front forces a file."},
};

static const struct topic after[] = {
    {"DOCUMENTS",
     "OpenAPI 3.0 and 3.1, Swagger 2.0, AsyncAPI, JSON Schema, Avro, data contracts (ODCS), agent "
     "cards, tools, "
     "prompts, models and phases as JSON or YAML; Protocol Buffers, GraphQL and SQL in their own "
     "languages; any other file as "
     "opaque. Files named by $ref or an import are looked up below the directory of the document "
     "(or --base): a path that leaves it, a symbolic link on the way, and everything that is not a "
     "regular file are refused; nothing is ever fetched from a network. Documents above 256 MiB or "
     "nested deeper than 512 are refused unless --max-bytes and --max-depth allow them."},
    {"OUTPUT",
     "Text is for people and may change in any release. With --format json a result is one object, "
     "stable, ending with one line feed; 'events follow' prints one object a line. A failure is "
     "told on standard error; with --format json as "
     "{\"error\":{\"status\":...,\"message\":...,\"details\":{...}}}.\n\n"
     "With --output the file appears whole when the command is done, or not at all. Where it is no "
     "regular file (a device, a pipe) it is written in place.\n\n"
     "When the reader of standard output goes away the command ends cleanly, with the exit code it "
     "would have had. An interrupt stops the running call, nothing half done is kept, and the exit "
     "code is 130; 'events follow' ends with 0."},
    {"STORE",
     "'init', 'contract create' and 'import' make the store if there is none; for every other "
     "command a missing one is an error. Every command is one transaction. Commands that only "
     "read open the store like any other and, where it must not be written, read-only."},
};

static const struct topic last[] = {
    {"ENVIRONMENT",
     "CONTRACTS_DB names the store where --db does not; CONTRACTS_ACTOR the actor where --actor "
     "does not. NO_COLOR, when it is set to anything, turns colours off unless --color always is "
     "given."},
    {"FILES", "./contracts.db is the store if nothing else is said."},
    {"SEE ALSO", "libcontracts(3), sqlite3(1)"},
};

/* Text with what roff would take for itself escaped. */
static void plain(struct out *out, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        switch (text[i]) {
        case '\\':
            out_text(out, "\\e");
            break;
        case '-':
            out_text(out, "\\-");
            break;
        case '\'':
            out_text(out, "\\(aq");
            break;
        case '^':
            out_text(out, "\\(ha");
            break;
        case '~':
            out_text(out, "\\(ti");
            break;
        default:
            out_format(out, "%s%c", i == 0 && text[i] == '.' ? "\\&" : "", text[i]);
        }
    }
}

static void plain_text(struct out *out, const char *text)
{
    plain(out, text, strlen(text));
}

/* Of NULL nothing: a summary may say it all. */
static void paragraphs(struct out *out, const char *text)
{
    while (text && *text) {
        size_t size = strcspn(text, "\n");
        if (size) {
            plain(out, text, size);
            out_text(out, "\n");
        } else {
            out_text(out, ".PP\n");
        }
        text += size + (text[size] == '\n');
    }
}

static void topics(struct out *out, const struct topic *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        out_format(out, ".SH %s\n", list[i].title);
        paragraphs(out, list[i].text);
    }
}

static void option(struct out *out, const struct option_row *row, const char *help)
{
    out_text(out, ".TP\n.B \\-\\-");
    plain_text(out, row->name);
    if (row->value) {
        out_text(out, " \\fI");
        plain_text(out, row->value);
        out_text(out, "\\fR");
    }
    out_text(out, "\n");
    plain_text(out, help ? help : row->help);
    out_text(out, ".\n");
}

static void command_head(struct out *out, const struct command *command)
{
    out_format(out, ".SS %s\n.B contracts %s\n", command->words, command->words);
    for (size_t i = 0; i < MAX_ARGS && command->args[i].name; i++) {
        const struct positional *arg = &command->args[i];
        out_format(out, ".RI %s", arg->optional ? "[ " : "");
        out_format(out, "\"%s\"%s%s\n", arg->name, arg->optional ? " ]" : "",
                   arg->many ? "..." : "");
    }
    out_text(out, ".RI [ OPTION ]...\n.PP\n");
}

static void command(struct out *out, const struct command *row)
{
    command_head(out, row);
    plain(out, (const char[]){(char)(row->summary[0] - 'a' + 'A')}, 1);
    plain_text(out, row->summary + 1);
    out_text(out, ".\n");
    paragraphs(out, row->about);
    for (size_t i = 0; i < MAX_ARGS && row->args[i].name; i++) {
        out_format(out, ".TP\n.I %s\n", row->args[i].name);
        plain_text(out, row->args[i].help);
        out_text(out, ".\n");
    }
    for (size_t i = 0; i < MAX_OPTIONS && row->options[i].id; i++) {
        const struct option_row *opt = cli_option(row->options[i].id);
        if (!(opt->flags & OPT_HIDDEN)) {
            option(out, opt, row->options[i].help);
        }
    }
    out_text(out, ".PP\n.nf\n");
    paragraphs(out, row->examples);
    out_text(out, ".fi\n");
}

static void exit_codes(struct out *out)
{
    static const struct {
        int code;
        const char *text;
    } rows[] = {
        {0, "Done, or the answer is yes."},
        {1, "The answer is no: not compatible, a consumer breaks, verification failed."},
        {2, "Wrong use."},
        {3, "Input is unreadable or malformed; the message names file, line and column."},
        {4, "Refused by the rules."},
        {5, "The store failed, or the output could not be written."},
        {130, "Interrupted."},
    };
    out_text(out, ".SH EXIT STATUS\n");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        out_format(out, ".TP\n.B %d\n%s\n", rows[i].code, rows[i].text);
        const char *join = "Status:";
        for (int32_t s = CTR_E_ARGUMENT; s >= CTR_E_CANCELLED; s--) {
            if (ctr_status_exit((ctr_status)s) == rows[i].code) {
                out_format(out, "%s %s (%s)", join, ctr_status_name((ctr_status)s),
                           ctr_status_text((ctr_status)s));
                join = ",";
            }
        }
        out_text(out, *join == ',' ? ".\n" : "");
    }
}

void cli_man_page(struct out *out)
{
    const struct command *row;
    out_text(out,
             ".\\\" Written by 'contracts help --man'; do not edit.\n"
             ".TH CONTRACTS 1 \"\" \"libcontracts\" \"User Commands\"\n"
             ".SH NAME\ncontracts \\- keep contracts, their versions and their consumers\n"
             ".SH SYNOPSIS\n.B contracts\n.RI [ OPTION ]...\n.I COMMAND\n.RI [ ARGUMENT ]...\n");
    topics(out, before, sizeof before / sizeof before[0]);
    out_text(out, ".SH COMMANDS\n");
    for (size_t i = 0; (row = cli_command(i)) != NULL; i++) {
        command(out, row);
    }
    out_text(out, ".SH OPTIONS OF EVERY COMMAND\nThey stand before or behind the command; \\-\\- "
                  "ends all options.\n");
    for (const struct option_row *opt = cli_options; opt->name; opt++) {
        if (opt->flags & OPT_IS_GLOBAL) {
            option(out, opt, NULL);
        }
    }
    topics(out, after, sizeof after / sizeof after[0]);
    exit_codes(out);
    topics(out, last, sizeof last / sizeof last[0]);
}
