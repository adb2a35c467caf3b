/*
 * ledger statement: the statement of a party and a period.
 */
#include "ledger.h"
#include "table.h"

static int run_statement(struct cli *cli)
{
    struct target target;
    ctr_statement_query query;
    ctr_statement *out = NULL;
    ctr_statement_query_init(&query, sizeof query);
    query.party = cli_opt(cli, OPT_PARTY);
    query.from = cli_opt(cli, OPT_FROM);
    query.until = cli_opt(cli, OPT_UNTIL);
    int code = cli_ledger_target(cli, &target, NULL);
    if (code) {
        return code;
    }
    ctr_status st =
        ctr_ledger_statement(cli->store, target.team, target.name, &query, &out, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_statement, out);
    ctr_statement_free(out);
    return code;
}

static int run_burn(struct cli *cli)
{
    struct target target;
    ctr_burn *out = NULL;
    int code = cli_ledger_target(cli, &target, NULL);
    if (code) {
        return code;
    }
    ctr_status st = ctr_ledger_burn(cli->store, target.team, target.name, cli_opt(cli, OPT_UNTIL),
                                    &out, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_burn, out);
    ctr_burn_free(out);
    return code;
}

#define MASTER                                                                                     \
    {                                                                                              \
        "TEAM/NAME", "the master contract", false, false                                           \
    }
#define BEGIN                                                                                      \
    "$ contracts ledger open shop/deal --chart\n"                                                  \
    "$ contracts ledger post shop/deal --kind cost --date 2026-01-15 "                             \
    "--posting 'Assets:Deal:Cost 30000' --posting Liabilities:Deal:Supplier\n"

const struct command cli_statement_commands[] = {
    {
        .words = "ledger statement",
        .summary = "the statement of a party and a period",
        .about =
            "What stood in the books before the period, each entry booked in it with its cause and "
            "both its dates, what stands after it; how the target moved; what of the share has "
            "accrued, is forecast and is payable, which are three figures and never one; how far "
            "it is to the next limit of the terms.\n\n"
            "It reads the period and the gap to the nearest known balance (the beginning, a sealed "
            "period, now), not the whole ledger.",
        .examples =
            BEGIN "$ contracts ledger statement shop/deal --from 2026-01-01 --until "
                  "2026-01-31\n"
                  "$ contracts ledger statement shop/deal --until 2026-01-31 --format html\n",
        .args = {MASTER},
        .options = {{OPT_PARTY, "who shares, by name or id; default: all who do"},
                    {OPT_FROM, "first day; default: that of the first entry"},
                    {OPT_UNTIL, "last day, included; default: today, UTC"}},
        .formats = FORMAT_TEXT | FORMAT_JSON | FORMAT_CSV | FORMAT_HTML,
        .run = run_statement,
    },
    {
        .words = "ledger burn",
        .summary = "cost against target over time",
        .about = "Cost cumulated by the day it is effective, the target as it moved, forecasts of "
                 "the final cost, and the costs where something of the terms ends. As SVG a "
                 "picture that needs nothing else.",
        .examples = BEGIN "$ contracts ledger burn shop/deal --until 2026-03-31 --format svg\n",
        .args = {MASTER},
        .options = {{OPT_UNTIL, "last day, included; default: today, UTC"}},
        .formats = FORMAT_TEXT | FORMAT_JSON | FORMAT_CSV | FORMAT_SVG,
        .run = run_burn,
    },
    {.words = NULL},
};
