/*
 * Parts that consumers use, as options name them.
 */
#include "cli.h"

#include <string.h>

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

/* One a line; empty lines and those that begin with '#' are passed over. */
static void add_lines(struct cli *cli, struct parts *parts, const char *text)
{
    while (*text) {
        size_t size = strcspn(text, "\n");
        size_t used = size && text[size - 1] == '\r' ? size - 1 : size;
        if (used && text[0] != '#') {
            add_part(cli, parts, cli_format_text(cli, "%.*s", (int)used, text));
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
