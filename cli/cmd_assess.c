/*
 * share assess, show, list: assessments of a contract's share in its ledger.
 */
#include "ledger.h"
#include "table.h"

#include <stdlib.h>

static int run_assess(struct cli *cli)
{
    struct target target;
    ctr_call call;
    ctr_assess assess;
    ctr_assessment *out = NULL;
    const char *kind = cli_opt(cli, OPT_KIND);
    ctr_assess_init(&assess, sizeof assess);
    if (!kind || !ctr_assess_kind_parse(kind, &assess.kind)) {
        return cli_usage(cli, "--kind should be interim, completion or final, found '%s'",
                         kind ? kind : "");
    }
    int code = cli_ledger_target(cli, &target, &call);
    if (code) {
        return code;
    }
    assess.as_of = cli_opt(cli, OPT_AS_OF);
    assess.earned = cli_opt(cli, OPT_EARNED);
    assess.forecast = cli_opt(cli, OPT_FORECAST);
    assess.hold = cli_opt(cli, OPT_HOLD);
    ctr_status st =
        ctr_share_assess(cli->store, target.team, target.name, &assess, &call, &out, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_assessment, out);
    ctr_assessment_free(out);
    return code;
}

static int run_show(struct cli *cli)
{
    struct target target;
    ctr_assessment *out = NULL;
    const char *text = cli_arg(cli, 1);
    char *end = NULL;
    int64_t number = text ? strtoll(text, &end, 10) : 0;
    if (text && (!*text || *end || number < 1)) {
        return cli_usage(cli, "'%s' is no number of an assessment, such as 1", text);
    }
    int code = cli_ledger_target(cli, &target, NULL);
    if (code) {
        return code;
    }
    ctr_status st =
        ctr_assessment_get(cli->store, target.team, target.name, number, &out, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_assessment, out);
    ctr_assessment_free(out);
    return code;
}

static ctr_status write_one(struct cli *cli, const void *list, size_t index)
{
    return ctr_assessment_render(ctr_assessment_list_at(list, index), cli_render(cli), out_write,
                                 &cli->out, &cli->err);
}

static ctr_status write_all(struct cli *cli, const void *list)
{
    return ctr_assessment_list_render(list, cli_render(cli), out_write, &cli->out, &cli->err);
}

static size_t count(const void *list)
{
    return ctr_assessment_list_count(list);
}

static const char *next(struct cli *cli, const void *list)
{
    int64_t number = ctr_assessment_list_next(list);
    return number ? cli_format_text(cli, "%lld", (long long)number) : NULL;
}

static void free_list(void *list)
{
    ctr_assessment_list_free(list);
}

static const struct lister assessments = {"assessments", count,     next,
                                          write_one,     write_all, free_list};

static ctr_status find_page(struct cli *cli, void *user, const char *after, uint32_t limit,
                            void **list)
{
    const struct target *target = user;
    ctr_assessment_list *found = NULL;
    ctr_status st =
        ctr_assessment_find(cli->store, target->team, target->name,
                            after ? strtoll(after, NULL, 10) : 0, limit, &found, &cli->err);
    *list = found;
    return st;
}

static int run_list(struct cli *cli)
{
    struct target target;
    int64_t after;
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, &target);
    code = code ? code : cli_opt_int(cli, OPT_AFTER, 0, INT64_MAX, &after);
    if (code) {
        return code;
    }
    struct query query = {&assessments, find_page, &target};
    return cli_list(cli, &query);
}

#define MASTER                                                                                     \
    {                                                                                              \
        "TEAM/NAME", "the master contract", false, false                                           \
    }
#define BEGIN                                                                                      \
    "$ contracts ledger open shop/deal --chart\n"                                                  \
    "$ contracts ledger post shop/deal --kind cost --date 2026-01-15 "                             \
    "--posting 'Assets:Deal:Cost 30000' --posting Liabilities:Deal:Supplier\n"
#define ASSESS                                                                                     \
    "$ contracts share assess shop/deal --kind interim --as-of 2026-01-31 --earned 40000 "         \
    "--forecast 180000\n"

const struct command cli_assess_commands[] = {
    {
        .words = "share assess",
        .summary = "assess the share of a contract and post what it moves",
        .about =
            "Target and cost are those of the ledger, by the day entries are effective. Three "
            "figures are kept apart: what has accrued (cost to date against the target of the work "
            "done, --earned), what a forecast of the final cost would make (never posted), and "
            "what "
            "the interim policy of the incentives lets be paid now. Each assessment posts its "
            "difference from the one before; in the end the postings add up to the final share.\n\n"
            "Before completion cost to date is never compared with the whole target: that shows a "
            "gain until the last day.",
        .examples =
            BEGIN ASSESS "$ contracts share assess shop/deal --kind final --as-of 2026-01-31\n",
        .args = {MASTER},
        .options = {{OPT_KIND, "interim, completion or final"},
                    {OPT_AS_OF, "entries effective by this day count; default: today, UTC"},
                    {OPT_EARNED, NULL},
                    {OPT_FORECAST, NULL},
                    {OPT_HOLD, NULL},
                    {OPT_REASON, NULL},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_assess,
    },
    {
        .words = "share show",
        .summary = "look at an assessment",
        .about = "With what it was computed from, the part of each party, and, as JSON, lines and "
                 "basis of the share.",
        .examples = BEGIN ASSESS "$ contracts share show shop/deal\n"
                                 "$ contracts share show shop/deal 1 --format json\n",
        .args = {MASTER, {"NUMBER", "which one; default: the last", true, false}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_show,
    },
    {
        .words = "share list",
        .summary = "list the assessments of a contract",
        .about = "By number, which is the cursor, too. Figures are cumulative.",
        .examples = BEGIN ASSESS "$ contracts share list shop/deal\n",
        .args = {MASTER},
        .options = {{OPT_AFTER, "only those with a higher number"},
                    {OPT_LIMIT, NULL},
                    {OPT_ALL, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_list,
    },
    {.words = NULL},
};
