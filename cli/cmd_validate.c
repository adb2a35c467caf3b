/*
 * validate --schema: a document held against a schema, which is a file, a stored version, or a
 * place in one of them.
 */
#include "validate.h"

#include <string.h>
#include <unistd.h>

enum { MOST_REASONS = 1000 * 1000 };

int cli_unused_without_schema(struct cli *cli)
{
    static const enum opt options[] = {OPT_ALL, OPT_LIMIT, OPT_DIALECT, OPT_ADDRESS};
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        if (cli_has(cli, options[i])) {
            return cli_usage(cli, "--%s needs --schema, what to hold the document against",
                             cli_option(options[i])->name);
        }
    }
    return 0;
}

/* "FILE#/pointer"; a file that is called so wins. */
static char *cut_pointer(struct cli *cli, const char *argument, const char **pointer)
{
    char *name = cli_format_text(cli, "%s", argument);
    char *mark = strstr(name, "#/");
    size_t size = strlen(name);
    *pointer = NULL;
    if (access(argument, F_OK) == 0) {
        return name;
    }
    if (mark) {
        *mark = '\0';
        *pointer = mark + 1;
    } else if (size && name[size - 1] == '#') {
        name[size - 1] = '\0';
    }
    return name;
}

static int read_options(struct cli *cli, ctr_validate_options *options)
{
    int64_t most = 0;
    ctr_diff_options common;
    static const char *const dialects[] = {"draft-04", "draft-06",    "draft-07",    "2019-09",
                                           "2020-12",  "openapi-3.0", "openapi-3.1", NULL};
    size_t dialect = 0;
    int code = cli_diff_options(cli, &common);
    code = code ? code : cli_opt_word(cli, OPT_DIALECT, dialects, &dialect);
    code = code ? code : cli_opt_int(cli, OPT_LIMIT, 1, MOST_REASONS, &most);
    ctr_validate_options_init(options, sizeof *options);
    options->base = cli_opt(cli, OPT_ADDRESS);
    options->all = cli_has(cli, OPT_ALL);
    options->max_violations = (uint32_t)most;
    options->max_document_bytes = common.max_document_bytes;
    options->max_depth = common.max_depth;
    options->progress = common.progress;
    options->user = common.user;
    options->cancel = common.cancel;
    if (!code && cli_has(cli, OPT_DIALECT)) {
        (void)ctr_dialect_parse(dialects[dialect], &options->dialect);
    }
    return code;
}

static int judge(struct cli *cli, struct input *schema, struct input *document,
                 ctr_validate_options *options)
{
    ctr_source sources[2];
    ctr_validation *validation = NULL;
    ctr_source_init(&sources[0], sizeof sources[0]);
    ctr_source_init(&sources[1], sizeof sources[1]);
    cli_input_source(schema, &sources[0]);
    cli_input_source(document, &sources[1]);
    if (schema->version) {
        sources[0].format = ctr_version_format(schema->version);
    }
    ctr_status st =
        ctr_validate_documents(&sources[0], &sources[1], options, &validation, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    int code = SHOW(cli, ctr_validation, validation);
    code = code ? code : !ctr_validation_valid(validation);
    ctr_validation_free(validation);
    return code;
}

int cli_validate_by_schema(struct cli *cli)
{
    ctr_validate_options options;
    struct input schema = {.base = -1};
    struct input document = {.base = -1};
    const char *pointer;
    const char *name = cut_pointer(cli, cli_opt(cli, OPT_SCHEMA), &pointer);
    if (cli_has(cli, OPT_PARTS) || cli_has(cli, OPT_AS)) {
        return cli_usage(cli,
                         "--%s says what the document promises; with --schema it promises "
                         "nothing",
                         cli_has(cli, OPT_PARTS) ? "parts" : "as");
    }
    if (strcmp(name, "-") == 0 && strcmp(cli_arg(cli, 0), "-") == 0) {
        return cli_usage(cli, "standard input can be one of the two, not both");
    }
    int code = read_options(cli, &options);
    options.pointer = pointer;
    code = code ? code : cli_input_any(cli, name, &schema);
    code = code ? code : cli_input_file(cli, cli_arg(cli, 0), &document);
    code = code ? code : judge(cli, &schema, &document, &options);
    cli_input_free(&schema);
    cli_input_free(&document);
    return code;
}
