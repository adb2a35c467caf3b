/*
 * export and import: the content of a store as one stream.
 */
#include "table.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static bool ends_in_gz(const char *path)
{
    size_t size = path ? strlen(path) : 0;
    return size > 3 && strcmp(path + size - 3, ".gz") == 0;
}

/* Whole store, a team, or one contract. */
static int export_scope(struct cli *cli, ctr_export_options *options)
{
    struct target target;
    const char *scope = cli_arg(cli, 0);
    if (!scope) {
        return 0;
    }
    if (!strchr(scope, '/')) {
        options->team = scope;
        return 0;
    }
    int code = cli_target(cli, scope, TARGET_CONTRACT, &target);
    if (code == 0) {
        options->team = target.team;
        options->name = target.name;
    }
    return code;
}

static int run_export(struct cli *cli)
{
    ctr_export_options options;
    ctr_export_options_init(&options, sizeof options);
    int code = export_scope(cli, &options);
    if (code) {
        return code;
    }
    options.form = cli->format == FORMAT_JSON ? CTR_EXCHANGE_JSON : CTR_EXCHANGE_XML;
    options.gzip = cli_has(cli, OPT_GZIP) || ends_in_gz(cli_opt(cli, OPT_OUTPUT));
    if (options.gzip && isatty(cli->out.fd)) {
        return cli_usage(cli, "compressed bytes are not for a terminal; give --output FILE");
    }
    code = cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st = ctr_export(cli->store, &options, out_write, &cli->out, &cli->err);
    if (st == CTR_OK && options.gzip) {
        return 0;
    }
    return cli_shown(cli, st);
}

struct stream {
    struct cli *cli;
    const char *name;
    int fd;
};

/* A ctr_read_fn; `user` is the stream. */
static int64_t read_stream(void *user, void *buffer, size_t capacity)
{
    struct stream *stream = user;
    ssize_t n;
    do {
        n = read(stream->fd, buffer, capacity);
    } while (n < 0 && errno == EINTR && !cli_stopped());
    if (n < 0) {
        bool stopped = errno == EINTR;
        const char *message =
            cli_format_text(stream->cli, "cannot read '%s': %s", stream->name, strerror(errno));
        (void)cli_pend(stream->cli, stopped ? CTR_E_CANCELLED : CTR_E_INPUT, stream->name,
                       stopped ? "interrupted; nothing was changed" : message);
    }
    return n;
}

static int import_stream(struct cli *cli, struct stream *stream, ctr_import_policy policy)
{
    ctr_import_options options;
    ctr_call call;
    ctr_import_report *report = NULL;
    ctr_import_options_init(&options, sizeof options);
    options.policy = policy;
    options.file = stream->name;
    bool fresh = cli_store_missing(cli) && !cli_has(cli, OPT_DRY_RUN);
    int code = cli_call(cli, &call);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st =
        ctr_import(cli->store, &options, read_stream, stream, &call, &report, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st,
                          fresh ? cli_format_text(cli, "the new store '%s' stays, empty", cli->db)
                                : NULL);
    }
    code = SHOW(cli, ctr_import_report, report);
    ctr_import_report_free(report);
    return code;
}

static int run_import(struct cli *cli)
{
    ctr_import_policy policy = CTR_IMPORT_FAIL;
    struct stream stream = {.cli = cli, .name = cli_arg(cli, 0)};
    int code = cli_opt_import_policy(cli, &policy);
    if (code) {
        return code;
    }
    if (!cli_open_input(cli, stream.name, &stream.fd)) {
        return cli_failed(cli, CTR_E_INPUT, NULL);
    }
    if (strcmp(stream.name, "-") == 0) {
        stream.name = "standard input";
    }
    code = import_stream(cli, &stream, policy);
    close(stream.fd);
    return code;
}

const struct command cli_exchange_commands[] = {
    {
        .words = "export",
        .summary = "write contracts, versions, documents, consumers and events",
        .about =
            "One XML stream in the namespace urn:libcontracts:1 (the installed contracts.xsd "
            "describes it), or the same content as JSON. The whole store, a team, or one contract. "
            "The same content gives the same bytes.",
        .examples = "$ contracts export --output store.xml.gz\n"
                    "$ contracts export shop/orders --format json | head -5\n",
        .args = {{"TEAM[/NAME]", "a team or a contract; default: everything", true, false}},
        .options = {{OPT_GZIP, NULL}},
        .formats = FORMAT_XML | FORMAT_JSON,
        .run = run_export,
    },
    {
        .words = "import",
        .summary = "read an export, in one transaction",
        .about =
            "XML or JSON, compressed or not, is found out from the content. Every hash is checked. "
            "Events keep their place in a journal of their own, by the store they come from.\n\n"
            "The store is made if there is none.",
        .examples = "$ contracts --db copy.db import store.xml.gz\n"
                    "$ contracts import store.xml.gz --policy skip --dry-run\n",
        .args = {{"FILE", "the export; - is standard input", false, false}},
        .options = {{OPT_POLICY, NULL},
                    {OPT_REASON, NULL},
                    {OPT_DRY_RUN, NULL},
                    {OPT_MAX_BYTES, "largest import after expansion; default 64G"}},
        .flags = CMD_WRITES | CMD_CREATES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_import,
    },
    {.words = NULL},
};
