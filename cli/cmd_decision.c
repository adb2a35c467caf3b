/*
 * decision list, delegate, record, import: who has to decide, who votes for whom, what a decision
 * rests on.
 */
#include "table.h"

#include <string.h>

static ctr_status find_decisions(struct cli *cli, void *user, const char *after, uint32_t limit,
                                 void **list)
{
    ctr_decision_filter *filter = user;
    ctr_decision_list *found = NULL;
    filter->after = after;
    filter->limit = limit;
    ctr_status st = ctr_decision_find(cli->store, filter, &found, &cli->err);
    *list = found;
    return st;
}

static int run_list(struct cli *cli)
{
    ctr_decision_filter filter;
    struct target target = {0};
    const char *contract = cli_opt(cli, OPT_CONTRACT);
    const char *state = cli_opt(cli, OPT_STATE);
    int code = contract ? cli_target(cli, contract, TARGET_CONTRACT, &target) : 0;
    if (code) {
        return code;
    }
    ctr_decision_filter_init(&filter, sizeof filter);
    if (state && !ctr_decision_state_parse(state, &filter.state)) {
        return cli_usage(cli,
                         "'%s' is no state of a decision; wanted open, decided, expired or "
                         "superseded",
                         state);
    }
    filter.team = target.team;
    filter.name = target.name;
    filter.change = cli_opt(cli, OPT_ID);
    struct query query = {&cli_decisions, find_decisions, &filter};
    return cli_list(cli, &query);
}

static int run_delegate(struct cli *cli)
{
    struct target target;
    ctr_delegate d;
    ctr_call call;
    ctr_delegation *delegation = NULL;
    ctr_delegate_init(&d, sizeof d);
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, &target);
    code = code ? code : cli_opt_time(cli, OPT_FROM, &d.from_us);
    code = code ? code : cli_opt_time(cli, OPT_UNTIL, &d.until_us);
    code = code ? code : cli_call(cli, &call);
    if (code) {
        return code;
    }
    if (!d.until_us) {
        return cli_usage(cli, "--until is missing: the last day of the delegation");
    }
    code = cli_store_open(cli);
    if (code) {
        return code;
    }
    d.team = target.team;
    d.name = target.name;
    d.party = cli_opt(cli, OPT_PARTY);
    d.to = cli_arg(cli, 1);
    ctr_status st = ctr_decision_delegate(cli->store, &d, &call, &delegation, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_delegation, delegation);
    ctr_delegation_free(delegation);
    return code;
}

/* ---- record, import ---- */

static int end(struct cli *cli, ctr_status st, ctr_change *change)
{
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    int code = SHOW(cli, ctr_change, change);
    ctr_change_free(change);
    return code;
}

/* A file as a source; *out stays NULL without one. */
static int file_source(struct cli *cli, const char *file, struct input *input, ctr_source *source,
                       const ctr_source **out)
{
    *out = NULL;
    if (!file) {
        return 0;
    }
    int code = cli_input_file(cli, file, input);
    ctr_source_init(source, sizeof *source);
    cli_input_source(input, source);
    *out = source;
    return code;
}

static int run_record(struct cli *cli)
{
    struct named n;
    struct input inputs[2] = {{0}};
    ctr_source sources[2];
    const ctr_source *memo = NULL;
    const ctr_source *adr = NULL;
    ctr_call call;
    ctr_change *change = NULL;
    int code = cli_named(cli, cli_arg(cli, 0), &n);
    const char *record = cli_arg(cli, 1);
    if (code == 0 && record && cli_has(cli, OPT_ADR)) {
        return cli_usage(cli, "the record is named twice: as FILE and by --adr");
    }
    record = record ? record : cli_opt(cli, OPT_ADR);
    if (code == 0 && !cli_has(cli, OPT_MEMO) && !record) {
        return cli_usage(cli, "--memo or --adr is missing: what to record");
    }
    code = code ? code : file_source(cli, cli_opt(cli, OPT_MEMO), &inputs[0], &sources[0], &memo);
    code = code ? code : file_source(cli, record, &inputs[1], &sources[1], &adr);
    code = code ? code : cli_call(cli, &call);
    code = code ? code : cli_store_open(cli);
    if (code == 0) {
        ctr_status st = ctr_decision_record(cli->store, n.master.team, n.master.name, n.id, memo,
                                            adr, &call, &change, &cli->err);
        code = end(cli, st, change);
    }
    if (memo) {
        cli_input_free(&inputs[0]);
    }
    if (adr) {
        cli_input_free(&inputs[1]);
    }
    return code;
}

static int run_adr(struct cli *cli)
{
    struct named n;
    ctr_adr *adr = NULL;
    int code = cli_named(cli, cli_arg(cli, 0), &n);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st =
        ctr_decision_adr_of(cli->store, n.master.team, n.master.name, n.id, &adr, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_adr, adr);
    ctr_adr_free(adr);
    return code;
}

static int run_import(struct cli *cli)
{
    struct named n;
    ctr_call call;
    ctr_change *change = NULL;
    int code = cli_named(cli, cli_arg(cli, 0), &n);
    code = code ? code : cli_call(cli, &call);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st = ctr_decision_import(cli->store, n.master.team, n.master.name, n.id, &call,
                                        &change, &cli->err);
    return end(cli, st, change);
}

#define CHANGE_ARG                                                                                 \
    {                                                                                              \
        {                                                                                          \
            "TEAM/NAME/ID", "the change", false, false                                             \
        }                                                                                          \
    }

const struct command cli_decision_commands[] = {
    {
        .words = "decision record",
        .summary = "add a context memo or a decision record to the open decision on a change",
        .about = "A major change needs both before it is approved, unless its request holds them. "
                 "No part of the memo may be empty: problem, evidence, alternatives, decision, "
                 "follow-ups with owner and due date. A record is Markdown in the layout of MADR; "
                 "headings may come in any order, and unknown ones are kept.",
        .examples = "$ contracts decision record shop/deal/CR-51 --memo memo.yaml --adr adr.md\n",
        .args = {{"TEAM/NAME/ID", "the change", false, false},
                 {"FILE", "the record, the same as --adr", true, false}},
        .options = {{OPT_MEMO, NULL},
                    {OPT_ADR, NULL},
                    {OPT_REASON, NULL},
                    {OPT_IF_REVISION, "only if the change is at this revision"},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_record,
    },
    {
        .words = "decision adr",
        .summary = "write the decision on a change as a record in Markdown",
        .about = "In the layout of MADR: what was recorded with the decision, else what context "
                 "memo and request say. Status, date, who decided and what it supersedes are as "
                 "the store knows them. --output names a file.",
        .examples = "$ contracts decision adr shop/deal/CR-53 --output ADR-53.md\n",
        .args = CHANGE_ARG,
        .formats = FORMAT_MARKDOWN | FORMAT_TEXT | FORMAT_JSON,
        .run = run_adr,
    },
    {
        .words = "decision import",
        .summary = "take over the decision that a change request itself holds",
        .about = "For changes that were decided on elsewhere. There are no votes, and the decision "
                 "is marked as imported.",
        .examples = "$ contracts decision import shop/deal/CR-7 # exit 4\n",
        .args = CHANGE_ARG,
        .options = {{OPT_REASON, NULL},
                    {OPT_IF_REVISION, "only if the change is at this revision"},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_import,
    },
    {
        .words = "decision list",
        .summary = "list decisions: who has to decide what, and until when",
        .about = "In the order in which they were asked for, with their votes.",
        .examples = "$ contracts decision list --state open\n"
                    "$ contracts decision list --contract shop/deal --id CR-51 --format json\n",
        .options = {{OPT_CONTRACT, NULL},
                    {OPT_ID, "only on this change; needs --contract"},
                    {OPT_STATE, "only this state: open, decided, expired or superseded"},
                    {OPT_LIMIT, NULL},
                    {OPT_AFTER, NULL},
                    {OPT_ALL, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_list,
    },
    {
        .words = "decision delegate",
        .summary = "let somebody vote for a party, for a time",
        .about = "Both days are included. At most as many days as the master's delegation_days; "
                 "who votes by a delegation cannot pass it on.",
        .examples = "$ contracts decision delegate shop/deal anna --from 2030-01-02 "
                    "--until 2030-01-20 --actor retailer\n",
        .args = {{"TEAM/NAME", "the master contract", false, false},
                 {"ACTOR", "who may vote", false, false}},
        .options = {{OPT_PARTY, "who delegates; default the actor"},
                    {OPT_FROM, NULL},
                    {OPT_UNTIL, NULL},
                    {OPT_REASON, NULL},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_delegate,
    },
    {.words = NULL},
};
