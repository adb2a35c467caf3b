/*
 * init --layout and sync: governing documents as files of a repository, and the store kept equal to
 * them.
 */
#include "table.h"

static int show(struct cli *cli, ctr_status st, ctr_layout *layout, bool check)
{
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    int code = SHOW(cli, ctr_layout, layout);
    bool drift = ctr_layout_drift(layout) > 0 || ctr_layout_finding_count(layout) > 0;
    bool no = !ctr_layout_ok(layout) || (check && drift);
    ctr_layout_free(layout);
    return code ? code : no;
}

int cli_layout_init(struct cli *cli)
{
    ctr_layout_options options;
    ctr_layout *layout = NULL;

    ctr_layout_options_init(&options, sizeof options);
    options.dir = cli_arg(cli, 0);
    options.dry_run = cli_has(cli, OPT_DRY_RUN);
    options.now_us = cli->now_us;
    ctr_status st = ctr_layout_scaffold(&options, &layout, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    int code = SHOW(cli, ctr_layout, layout);
    ctr_layout_free(layout);
    return code;
}

static int run_sync(struct cli *cli)
{
    ctr_sync_options options;
    ctr_call call;
    ctr_layout *layout = NULL;
    bool check = cli_has(cli, OPT_CHECK);

    ctr_sync_options_init(&options, sizeof options);
    options.dir = cli_arg(cli, 0);
    options.team = cli_opt(cli, OPT_TEAM);
    int code = cli_call(cli, &call);
    call.flags |= check ? CTR_CALL_DRY_RUN : 0;
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st = ctr_layout_sync(cli->store, &options, &call, &layout, &cli->err);
    return show(cli, st, layout, check);
}

const struct command cli_layout_commands[] = {
    {
        .words = "sync",
        .summary = "bring the files of a repository and the store together",
        .about =
            "DIR holds contracts/master_contract.yaml, contracts/sow/, contracts/changes/ and "
            "docs/adr/ ('init --layout' makes a first one); YAML and JSON, and XML, which is only "
            "read. Master and statements of work are created, or evolved where their file was "
            "edited, and active; change requests are opened, and their impact revised. Written "
            "back is what the store knows better: state, class, decision and addendum of a change, "
            "and an edition that took the place of the file's. Every other byte of a file "
            "stays.\n\n"
            "All or nothing: with an error among the findings neither store nor files change. A "
            "second call does nothing. An edition that breaks what was agreed is refused without "
            "--declare-break.\n\n"
            "Exit code 1 if there is an error; with --check, which changes nothing, also if there "
            "is drift or any finding.",
        .examples = "$ contracts init --layout plan\n"
                    "$ contracts sync plan --team shop\n"
                    "$ contracts sync plan --team shop --check\n",
        .args = {{"DIR", "the repository", false, false}},
        .options = {{OPT_CHECK, NULL},
                    {OPT_TEAM, "team of its contracts; default the master's meta.id"},
                    {OPT_REASON, NULL},
                    {OPT_DECLARE_BREAK, NULL},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_sync,
    },
    {.words = NULL},
};
