/*
 * ledger chart: the accounts of a master contract.
 */
#include "ledger.h"
#include "table.h"

int cli_ledger_chart(struct cli *cli)
{
    struct target target;
    ctr_call call;
    ctr_chart *chart = NULL;
    int code = cli_ledger_target(cli, &target, &call);
    if (code) {
        return code;
    }
    ctr_status st = ctr_ledger_chart(cli->store, target.team, target.name, cli_arg(cli, 1), &call,
                                     &chart, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_chart, chart);
    ctr_chart_free(chart);
    return code;
}

#define MASTER                                                                                     \
    {                                                                                              \
        "TEAM/NAME", "the master contract", false, false                                           \
    }

const struct command cli_chart_commands[] = {
    {
        .words = "ledger chart",
        .summary = "open the accounts that a master contract needs",
        .about =
            "Opens what is missing: the ledger, accounts for cost, target, risk buffer, modifier "
            "and the share of each party, and posts the target of the incentives. Doing it again "
            "changes nothing; parties that came later get their accounts.\n\n"
            "A master without target or currency gets its accounts, too; remarks say what is "
            "missing for a share.",
        .examples = "$ contracts ledger chart shop/deal\n",
        .args = {MASTER,
                 {"CURRENCY",
                  "ISO 4217 code where there is no ledger yet; default: that of the "
                  "incentives",
                  true, false}},
        .options = {{OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = cli_ledger_chart,
    },
    {.words = NULL},
};
