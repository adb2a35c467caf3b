/*
 * Parts that consumers use: as options name them, and as lists of them are printed and read, one a
 * line. A part that a line cannot hold, or that would be more than text to a terminal or to the
 * runner of a workflow, is written as a string of JSON.
 */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

void cli_part_line(struct out *out, const char *part)
{
    /* a quote begins a string, '#' a comment, and blanks before a command are passed over */
    bool plain = !strchr("\"#: ", *part) && out_is_plain(part);
    if (plain) {
        out_text(out, part);
    } else {
        out_json_string(out, part);
    }
    out_text(out, "\n");
}

static void add_part(struct cli *cli, struct parts *parts, const char *part)
{
    if (parts->count == parts->room) {
        size_t room = parts->room ? parts->room * 2 : 16;
        const char **items = cli_keep(cli, room * sizeof *items);
        if (parts->count) {
            memcpy(items, parts->items, parts->count * sizeof *items);
        }
        parts->items = items;
        parts->room = room;
    }
    parts->items[parts->count++] = part;
}

/* A code point of four hexadecimal digits; 0 if they are none. */
static unsigned hex4(const char *text)
{
    char digits[5] = "";
    memcpy(digits, text, strnlen(text, 4));
    return strspn(digits, "0123456789abcdefABCDEF") == 4 ? (unsigned)strtoul(digits, NULL, 16) : 0;
}

/* A code point in UTF-8; the end of what was written. */
static char *put_code(char *to, unsigned code)
{
    size_t more = code < 0x80 ? 0 : code < 0x800 ? 1 : 2;
    *to++ = (char)(more == 0 ? code : (more == 1 ? 0xc0 : 0xe0) | code >> (6 * more));
    while (more--) {
        *to++ = (char)(0x80 | (code >> (6 * more) & 0x3f));
    }
    return to;
}

/* The escape behind a backslash; NULL if it is none that cli_part_line writes. */
static const char *read_escape(const char *at, char **to)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meant[] = "\"\\/\b\f\n\r\t";
    const char *letter = *at ? strchr(letters, *at) : NULL;
    if (letter) {
        *(*to)++ = meant[letter - letters];
        return at + 1;
    }
    unsigned code = *at == 'u' ? hex4(at + 1) : 0;
    if (!code || (code >= 0xd800 && code < 0xe000)) {
        return NULL;
    }
    *to = put_code(*to, code);
    return at + 5;
}

/* The part that a line means: a string of JSON what it says, anything else itself. */
static const char *part_of(struct cli *cli, const char *line)
{
    char *part = cli_keep(cli, strlen(line) + 1);
    const char *at = line + 1;
    char *to = part;
    if (*line != '"') {
        return line;
    }
    while (at && *at && *at != '"') {
        if (*at == '\\') {
            at = read_escape(at + 1, &to);
        } else {
            *to++ = *at++;
        }
    }
    return at && *at == '"' && !at[1] && to > part ? part : line;
}

/* One a line; empty lines and those that begin with '#' are passed over. */
static void add_lines(struct cli *cli, struct parts *parts, const char *text)
{
    while (*text) {
        size_t size = strcspn(text, "\n");
        size_t used = size && text[size - 1] == '\r' ? size - 1 : size;
        if (used && text[0] != '#') {
            add_part(cli, parts, part_of(cli, cli_format_text(cli, "%.*s", (int)used, text)));
        }
        text += size + (text[size] == '\n');
    }
}

int cli_opt_parts(struct cli *cli, struct parts *parts)
{
    const char *value;
    size_t at = 0;
    while ((value = cli_opt_next(cli, OPT_USES, &at)) != NULL) {
        const char *text;
        int code = cli_text_or_file(cli, value, &text);
        if (code) {
            return code;
        }
        if (value[0] != '@') {
            add_part(cli, parts, value);
            continue;
        }
        size_t before = parts->count;
        add_lines(cli, parts, text);
        if (parts->count == before) {
            return cli_usage(cli, "--uses '%s' names no part; without --uses everything is used",
                             value);
        }
    }
    return 0;
}
