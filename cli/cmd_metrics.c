/*
 * metrics: figures of a master contract.
 */
#include "cli.h"
#include "table.h"

static int run_metrics(struct cli *cli)
{
    struct target target;
    ctr_metrics_options o;
    ctr_metrics *metrics = NULL;
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, &target);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_metrics_options_init(&o, sizeof o);
    o.from = cli_opt(cli, OPT_FROM);
    o.until = cli_opt(cli, OPT_UNTIL);
    ctr_status st = ctr_metrics_get(cli->store, target.team, target.name, &o, &metrics, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_metrics, metrics);
    ctr_metrics_free(metrics);
    return code;
}

const struct command cli_metrics_commands[] = {
    {
        .words = "metrics",
        .summary = "figures of a master contract: how long decisions take, and so on",
        .about =
            "Computed from what is stored, when it is asked for. A figure that cannot be computed "
            "has no value and says why; cases that are not over are counted apart.",
        .examples = "$ contracts metrics shop/deal --from 2026-01-01 --until 2026-03-31\n",
        .args = {{"TEAM/NAME", "the master contract", false, false}},
        .options = {{OPT_FROM, "the first day; default: from the beginning"},
                    {OPT_UNTIL, "the last day; default: until now"}},
        .formats = FORMAT_TEXT | FORMAT_JSON | FORMAT_PROMETHEUS,
        .run = run_metrics,
    },
    {.words = NULL},
};
