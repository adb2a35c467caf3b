/*
 * init and store info, check, backup, migrate: the file itself.
 */
#include "table.h"

#include <string.h>

static int show_info(struct cli *cli)
{
    ctr_info *info = NULL;
    ctr_status st = ctr_store_info(cli->store, &info, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    int code = SHOW(cli, ctr_info, info);
    ctr_info_free(info);
    return code;
}

/* A store that is there is looked at, not made: a second init is a mistake unless --if-absent. */
static int run_init(struct cli *cli)
{
    if (cli_has(cli, OPT_LAYOUT)) {
        return cli_has(cli, OPT_IF_ABSENT)
                   ? cli_usage(cli, "--layout never replaces a file, so there is no --if-absent")
                   : cli_layout_init(cli);
    }
    if (cli_arg(cli, 0) || cli_has(cli, OPT_DRY_RUN)) {
        return cli_usage(cli, "%s goes with --layout",
                         cli_arg(cli, 0) ? "a directory" : "--dry-run");
    }
    if (!cli_store_missing(cli) && !cli_has(cli, OPT_IF_ABSENT)) {
        struct problem problem = {.status = CTR_E_EXISTS};
        problem.message = cli_format_text(cli, "there is a file at '%s' already", cli->db);
        problem.hint = "with --if-absent a store that is there is fine";
        problem.keys[0] = "path";
        problem.values[0] = cli->db;
        return cli_problem(cli, &problem);
    }
    int code = cli_store_open(cli);
    return code ? code : show_info(cli);
}

static int run_info(struct cli *cli)
{
    int code = cli_store_open(cli);
    return code ? code : show_info(cli);
}

static int run_check(struct cli *cli)
{
    ctr_report *report = NULL;
    int code = cli_store_open(cli);
    if (code) {
        return code;
    }
    uint32_t flags = cli_has(cli, OPT_REPLAY) ? CTR_CHECK_REPLAY : 0;
    ctr_status st = ctr_store_check(cli->store, flags, &report, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_report, report);
    code = code ? code : !ctr_report_ok(report);
    ctr_report_free(report);
    return code;
}

static int run_backup(struct cli *cli)
{
    const char *path = cli_arg(cli, 0);
    int code = cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st = ctr_store_backup(cli->store, path, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    if (cli->format == FORMAT_JSON) {
        out_text(&cli->out, "{\n  \"backup\": ");
        out_json_string(&cli->out, path);
        out_text(&cli->out, "\n}\n");
    } else {
        out_format(&cli->out, "%s is a copy of %s\n", path, cli->db);
    }
    return 0;
}

static int run_migrate(struct cli *cli)
{
    int64_t from = 0;
    int64_t to = 0;
    int code = cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st = ctr_store_migrate(cli->store, &from, &to, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    if (cli->format == FORMAT_JSON) {
        out_format(&cli->out, "{\n  \"from\": %lld,\n  \"to\": %lld\n}\n", (long long)from,
                   (long long)to);
    } else if (from == to) {
        out_format(&cli->out, "schema %lld; nothing to do\n", (long long)to);
    } else {
        out_format(&cli->out, "schema %lld, was %lld\n", (long long)to, (long long)from);
    }
    return 0;
}

const struct command cli_init_commands[] = {
    {
        .words = "init",
        .summary = "make an empty store, or with --layout first documents in a directory",
        .about = "One file, readable by its owner only. 'contract create' and 'import' make it, "
                 "too; every other command wants it there.\n\n"
                 "With --layout a master contract, a statement of work, a change request and a "
                 "decision record are made below DIR, to be edited; what is there is never "
                 "overwritten, and no store is touched. 'sync' loads them.",
        .examples = "$ contracts --db new.db init\n"
                    "$ contracts init --if-absent\n"
                    "$ contracts init --layout plan --dry-run\n",
        .args = {{"DIR",
                  "with --layout: where, made if it is not there; default the working directory",
                  true, false}},
        .options = {{OPT_IF_ABSENT, NULL}, {OPT_LAYOUT, NULL}, {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES | CMD_CREATES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_init,
    },
    {.words = NULL},
};

const struct command cli_store_commands[] = {
    {
        .words = "store info",
        .summary = "show facts about the store",
        .about = "Its id, schema, size, counts and the end of the journal.",
        .examples = "$ contracts store info\n",
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_info,
    },
    {
        .words = "store check",
        .summary = "check the whole store",
        .about = "The file's integrity, foreign keys, the library's own invariants, the chain of "
                 "the journal and the hashes of all documents. Exit code 1 if something is wrong.",
        .examples = "$ contracts store check --replay\n",
        .options = {{OPT_REPLAY, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_check,
    },
    {
        .words = "store backup",
        .summary = "copy the store while it is in use",
        .about = "The copy is checked before it gets its name. A file that is there is not "
                 "overwritten.",
        .examples = "$ contracts store backup backup.db\n",
        .args = {{"FILE", "the new copy", false, false}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_backup,
    },
    {
        .words = "store migrate",
        .summary = "bring the file to this program's schema",
        .about = "Additive steps are done by every command that writes; this does the others, too, "
                 "after a snapshot beside the file.",
        .examples = "$ contracts store migrate\n",
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_migrate,
    },
    {.words = NULL},
};
