/*
 * ledger modifier: money for SLOs and value hypotheses that are met.
 */
#include "ledger.h"
#include "table.h"

#include <string.h>

enum { MOST = 1000 };

struct goals {
    const char *names[MOST];
    const char *values[MOST];
    size_t count;
};

/* --met "SLO=97.5", "SLO=yes" or "SLO=no". */
static int read_goals(struct cli *cli, struct goals *out)
{
    const char *value;
    size_t at = 0;

    while ((value = cli_opt_next(cli, OPT_MET, &at)) != NULL) {
        const char *mark = strrchr(value, '=');
        if (!mark || mark == value || out->count == MOST) {
            return cli_usage(cli,
                             mark && mark != value
                                 ? "--met '%s' is one too many, at most 1000 are taken"
                                 : "--met '%s' should be GOAL=yes, GOAL=no or SLO=PERCENT",
                             value);
        }
        out->names[out->count] = cli_format_text(cli, "%.*s", (int)(mark - value), value);
        out->values[out->count++] = mark + 1;
    }
    return 0;
}

static int run_modifier(struct cli *cli)
{
    struct target target;
    ctr_call call;
    ctr_modifier_goals g;
    ctr_modifier *modifier = NULL;
    struct goals *goals = cli_keep(cli, sizeof *goals);
    struct links links;
    int code = read_goals(cli, goals);
    code = code ? code : cli_ledger_links(cli, &links);
    code = code ? code : cli_ledger_target(cli, &target, &call);
    if (code) {
        return code;
    }
    ctr_modifier_goals_init(&g, sizeof g);
    g.flags = cli_has(cli, OPT_LATE) ? CTR_ENTRY_LATE : 0;
    g.on = cli_opt(cli, OPT_ON);
    g.from = cli_opt(cli, OPT_FROM);
    g.names = goals->names;
    g.values = goals->values;
    g.count = goals->count;
    g.evidence = links.links;
    g.evidence_sha256 = links.hashes;
    g.evidence_count = links.count;
    ctr_status st =
        ctr_ledger_modifier(cli->store, target.team, target.name, &g, &call, &modifier, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_modifier, modifier);
    ctr_modifier_free(modifier);
    return code;
}

const struct command cli_modifier_commands[] = {
    {
        .words = "ledger modifier",
        .summary = "post what SLOs and value pay or cost",
        .about =
            "The modifier of the master weighs goals, in percent of its cap. A goal is met or it "
            "is not: --met GOAL=yes, GOAL=no, or for an SLO its attainment, which has to reach "
            "what the master wants (95 percent where it is silent). Of an SLO that is not given "
            "the "
            "attainment is taken that the clocks of the store tell (see slo report), over the days "
            "--from until --on, or as long as the window of the SLO; if no case was counted, it is "
            "not computable. What else is not given is not met. The sum never passes the cap; what "
            "is posted is its difference from what the ledger holds. The share knows nothing of "
            "it.",
        .examples =
            "$ (cat master_contract.yaml; echo 'modifier: {cap: 4000, weights: "
            "{review_turnaround: 50}}') > modified.yaml\n"
            "$ contracts contract create shop/bargain modified.yaml --type master --label 1.0.0\n"
            "$ contracts contract activate shop/bargain@1.0.0\n"
            "$ contracts ledger open shop/bargain --chart\n"
            "$ contracts ledger modifier shop/bargain --met review_turnaround=97.5\n"
            "$ contracts slo start shop/bargain review_turnaround PR-12\n"
            "$ contracts slo stop shop/bargain review_turnaround PR-12\n"
            "$ contracts ledger modifier shop/bargain\n",
        .args = {{"TEAM/NAME", "the master contract", false, false}},
        .options = {{OPT_ON, "day as of which it was measured; default: today, UTC"},
                    {OPT_FROM, "first day of the attainments that the store tells"},
                    {OPT_MET, NULL},
                    {OPT_EVIDENCE, NULL},
                    {OPT_REASON, NULL},
                    {OPT_LATE, NULL},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_modifier,
    },
    {.words = NULL},
};
