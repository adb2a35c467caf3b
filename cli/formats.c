/*
 * The formats of results: their words, and how the library is asked for them.
 */
#include "cli.h"

#include <stdio.h>
#include <string.h>

static const struct {
    unsigned bit;
    const char *name;
    ctr_render kind; /* 0 = the command's own */
} formats[] = {
    {FORMAT_TEXT, "text", CTR_RENDER_TEXT},
    {FORMAT_XML, "xml", 0},
    {FORMAT_JSON, "json", CTR_RENDER_JSON},
    {FORMAT_MARKDOWN, "markdown", CTR_RENDER_MARKDOWN},
    {FORMAT_CSV, "csv", CTR_RENDER_CSV},
    {FORMAT_HTML, "html", CTR_RENDER_HTML},
    {FORMAT_SVG, "svg", CTR_RENDER_SVG},
    {FORMAT_PROMETHEUS, "prometheus", CTR_RENDER_PROMETHEUS},
    {FORMAT_SARIF, "sarif", CTR_RENDER_SARIF},
    {FORMAT_JUNIT, "junit", CTR_RENDER_JUNIT},
    {FORMAT_GITHUB, "github", CTR_RENDER_GITHUB},
};
enum { COUNT = sizeof formats / sizeof formats[0] };

const char *cli_format_names(struct cli *cli, unsigned set)
{
    const char *names = "";
    for (size_t i = 0; i < COUNT; i++) {
        if (set & formats[i].bit) {
            names = cli_format_text(cli, "%s%s%s", names, *names ? ", " : "", formats[i].name);
        }
    }
    return names;
}

unsigned cli_format_of(unsigned set, const char *name)
{
    for (size_t i = 0; i < COUNT; i++) {
        if ((set & formats[i].bit) && strcmp(name, formats[i].name) == 0) {
            return formats[i].bit;
        }
    }
    return 0;
}

size_t cli_format_list(unsigned set, char *out, size_t room)
{
    size_t size = 0;
    for (size_t i = 0; i < COUNT; i++) {
        if ((set & formats[i].bit) && size < room) {
            size += (size_t)snprintf(out + size, room - size, "%s%s", size ? ", " : "",
                                     formats[i].name);
        }
    }
    return size;
}

ctr_render cli_render(const struct cli *cli)
{
    for (size_t i = 0; i < COUNT; i++) {
        if (cli->format == formats[i].bit && formats[i].bit != FORMAT_TEXT && formats[i].kind) {
            return formats[i].kind;
        }
    }
    return cli->color ? CTR_RENDER_COLOR : CTR_RENDER_TEXT;
}
