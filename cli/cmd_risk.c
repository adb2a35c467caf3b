/*
 * ledger risk fund, draw, release, show: the risk buffer of a master contract.
 */
#include "ledger.h"
#include "table.h"

static int show(struct cli *cli, ctr_status st, ctr_risk *risk)
{
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    int code = SHOW(cli, ctr_risk, risk);
    ctr_risk_free(risk);
    return code;
}

static int move(struct cli *cli, ctr_risk_act act)
{
    struct target target;
    ctr_call call;
    ctr_risk_move m;
    ctr_risk *risk = NULL;
    struct links links;
    int code = cli_ledger_links(cli, &links);
    code = code ? code : cli_ledger_target(cli, &target, &call);
    if (code) {
        return code;
    }
    ctr_risk_move_init(&m, sizeof m);
    m.act = act;
    m.flags = cli_has(cli, OPT_LATE) ? CTR_ENTRY_LATE : 0;
    m.amount = cli_arg(cli, 1);
    m.decision = cli_opt(cli, OPT_DECISION);
    m.date = cli_opt(cli, OPT_DATE);
    m.key = cli_opt(cli, OPT_KEY);
    m.memo = cli_opt(cli, OPT_MEMO);
    m.evidence = links.links;
    m.evidence_sha256 = links.hashes;
    m.evidence_count = links.count;
    ctr_status st =
        ctr_ledger_risk(cli->store, target.team, target.name, &m, &call, &risk, &cli->err);
    return show(cli, st, risk);
}

static int run_fund(struct cli *cli)
{
    return move(cli, CTR_RISK_FUND);
}

static int run_draw(struct cli *cli)
{
    return move(cli, CTR_RISK_DRAW);
}

static int run_release(struct cli *cli)
{
    return move(cli, CTR_RISK_RELEASE);
}

static int run_show(struct cli *cli)
{
    struct target target;
    ctr_risk *risk = NULL;
    int code = cli_ledger_target(cli, &target, NULL);
    if (code) {
        return code;
    }
    ctr_status st = ctr_risk_get(cli->store, target.team, target.name, &risk, &cli->err);
    return show(cli, st, risk);
}

#define MASTER                                                                                     \
    {                                                                                              \
        "TEAM/NAME", "the master contract", false, false                                           \
    }
#define AMOUNT                                                                                     \
    {                                                                                              \
        "AMOUNT", "above zero, in major units", false, false                                       \
    }
#define OPTIONS                                                                                    \
    {OPT_REASON, "why; the entry's memo where there is no other"}, {OPT_MEMO, NULL},               \
        {OPT_DATE, NULL}, {OPT_KEY, NULL}, {OPT_EVIDENCE, NULL}, {OPT_LATE, NULL},                 \
    {                                                                                              \
        OPT_DRY_RUN, NULL                                                                          \
    }
#define BEGIN                                                                                      \
    "$ contracts ledger open shop/deal --chart\n"                                                  \
    "$ contracts ledger risk fund shop/deal 5000 --reason 'as agreed'\n"

const struct command cli_risk_commands[] = {
    {
        .words = "ledger risk fund",
        .summary = "set money aside for risk",
        .about = "At most the amount of risk_policy.buffer in the master, what was released taken "
                 "off. Drawing does not make room for more.",
        .examples = BEGIN,
        .args = {MASTER, AMOUNT},
        .options = {OPTIONS},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_fund,
    },
    {
        .words = "ledger risk draw",
        .summary = "use money of the risk buffer",
        .about =
            "Never more than it holds. All draws without a decision together are at most the "
            "draw_limit of risk_policy.buffer; a draw above it names the approved change that it "
            "rests on. A change approves one draw.",
        .examples = BEGIN "$ contracts ledger risk draw shop/deal 800 --reason 'a disk failed'\n",
        .args = {MASTER, AMOUNT},
        .options = {{OPT_DECISION, "the approved change that the draw rests on, such as CR-42"},
                    OPTIONS},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_draw,
    },
    {
        .words = "ledger risk release",
        .summary = "give back what the risk buffer does not need",
        .about = "Never more than it holds.",
        .examples = BEGIN "$ contracts ledger risk release shop/deal 1000 --reason 'moved'\n",
        .args = {MASTER, AMOUNT},
        .options = {OPTIONS},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_release,
    },
    {
        .words = "ledger risk show",
        .summary = "look at the risk buffer",
        .about = "What is left, funded and drawn, and what the master allows.",
        .examples = BEGIN "$ contracts ledger risk show shop/deal\n",
        .args = {MASTER},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_show,
    },
    {.words = NULL},
};
