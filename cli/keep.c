/*
 * Memory of one run. It is freed at the end and not before: the program is short-lived, and the
 * documents handed to a resolver have to stay until the call that asked for them returns.
 */
#include "cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct kept {
    struct kept *next;
    ctr_document *document;
    void *block; /* from malloc */
    max_align_t bytes[];
};

/* There is no memory to say it with; the exit code is that of CTR_E_NOMEM. */
static void out_of_memory(void)
{
    static const char text[] = "contracts: no memory\n";
    ssize_t ignored = write(STDERR_FILENO, text, sizeof text - 1);
    (void)ignored;
    _exit(ctr_status_exit(CTR_E_NOMEM));
}

void *cli_keep(struct cli *cli, size_t size)
{
    struct kept *kept = NULL;
    if (size < SIZE_MAX - sizeof *kept) {
        kept = calloc(1, sizeof *kept + size);
    }
    if (!kept) {
        out_of_memory();
    } else {
        kept->next = cli->kept;
        cli->kept = kept;
    }
    return kept ? kept->bytes : NULL;
}

char *cli_format_text(struct cli *cli, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int n = vsnprintf(NULL, 0, format, list);
    va_end(list);
    if (n < 0) {
        out_of_memory();
    }
    char *text = cli_keep(cli, (size_t)n + 1);
    va_start(list, format);
    vsnprintf(text, (size_t)n + 1, format, list);
    va_end(list);
    return text;
}

const char *cli_json_text(struct cli *cli, const char *text)
{
    static const char digits[] = "0123456789abcdef";
    char *start = cli_keep(cli, 6 * strlen(text) + 3);
    char *at = start;
    *at++ = '"';
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        if (*c == '"' || *c == '\\') {
            *at++ = '\\';
        }
        if (*c >= 0x20) {
            *at++ = (char)*c;
        } else {
            memcpy(at, "\\u00", 4);
            at[4] = digits[*c >> 4];
            at[5] = digits[*c & 15];
            at += 6;
        }
    }
    memcpy(at, "\"", 2);
    return start;
}

void cli_keep_document(struct cli *cli, ctr_document *document)
{
    struct kept *kept = cli_keep(cli, 0) ? cli->kept : NULL;
    if (kept) {
        kept->document = document;
    }
}

void cli_keep_block(struct cli *cli, void *block)
{
    struct kept *kept = cli_keep(cli, 0) ? cli->kept : NULL;
    if (kept) {
        kept->block = block;
    }
}

void cli_keep_free(struct cli *cli)
{
    while (cli->kept) {
        struct kept *next = cli->kept->next;
        ctr_document_free(cli->kept->document);
        free(cli->kept->block);
        free(cli->kept);
        cli->kept = next;
    }
}
