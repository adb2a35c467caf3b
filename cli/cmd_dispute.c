/* dispute open, answer, escalate, resolve, withdraw, show, list. */
#include "table.h"

#include <string.h>

/* ---- names ---- */

/* "shop/deal/D-1" */
static int named(struct cli *cli, struct named *out)
{
    const char *text = cli_arg(cli, 0);
    const char *cut = strrchr(text, '/');
    if (!cut || memchr(text, '/', (size_t)(cut - text)) == NULL) {
        return cli_usage(cli, "'%s' is no dispute; wanted TEAM/NAME/ID, such as shop/deal/D-1",
                         text);
    }
    out->id = cut + 1;
    return cli_target(cli, cli_format_text(cli, "%.*s", (int)(cut - text), text), TARGET_CONTRACT,
                      &out->master);
}

/* "entry:shop/deal#7", "assessment:shop/deal#3", "change:shop/deal/CR-1" or with "decision:" */
static int read_subject(struct cli *cli, const char *text, struct target *master,
                        ctr_dispute_spec *spec)
{
    const char *colon = strchr(text, ':');
    const char *cut = colon ? strrchr(colon, '#') : NULL;
    bool known = colon && ctr_dispute_subject_parse(
                              cli_format_text(cli, "%.*s", (int)(colon - text), text), &spec->kind);
    if (known && spec->kind != CTR_DISPUTE_ENTRY && spec->kind != CTR_DISPUTE_ASSESSMENT) {
        cut = strrchr(colon, '/');
    }
    if (!known || !cut || !cut[1]) {
        return cli_usage(cli,
                         "'%s' is nothing to dispute; wanted entry:TEAM/NAME#NUMBER, "
                         "assessment:TEAM/NAME#NUMBER, change:TEAM/NAME/ID or "
                         "decision:TEAM/NAME/ID",
                         text);
    }
    spec->subject = cut + 1;
    return cli_target(cli, cli_format_text(cli, "%.*s", (int)(cut - colon - 1), colon + 1),
                      TARGET_CONTRACT, master);
}

static int begin(struct cli *cli, struct named *n, ctr_call *call)
{
    int code = named(cli, n);
    code = code ? code : cli_call(cli, call);
    return code ? code : cli_store_open(cli);
}

static int end(struct cli *cli, ctr_status st, ctr_dispute *dispute)
{
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    int code = SHOW(cli, ctr_dispute, dispute);
    ctr_dispute_free(dispute);
    return code;
}

/* ---- verbs ---- */

static int run_open(struct cli *cli)
{
    struct target master;
    ctr_dispute_spec spec;
    ctr_call call;
    ctr_dispute *dispute = NULL;
    ctr_dispute_spec_init(&spec, sizeof spec);
    spec.statement = cli_arg(cli, 1);
    spec.id = cli_opt(cli, OPT_ID);
    spec.party = cli_opt(cli, OPT_PARTY);
    spec.against = cli_opt(cli, OPT_AGAINST);
    int code = read_subject(cli, cli_arg(cli, 0), &master, &spec);
    code = code ? code : cli_call(cli, &call);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st =
        ctr_dispute_open(cli->store, master.team, master.name, &spec, &call, &dispute, &cli->err);
    return end(cli, st, dispute);
}

static int run_answer(struct cli *cli)
{
    struct named n;
    ctr_call call;
    ctr_dispute *dispute = NULL;
    int code = begin(cli, &n, &call);
    if (code) {
        return code;
    }
    ctr_status st =
        ctr_dispute_answer(cli->store, n.master.team, n.master.name, n.id, cli_arg(cli, 1),
                           cli_opt(cli, OPT_PARTY), &call, &dispute, &cli->err);
    return end(cli, st, dispute);
}

static int run_escalate(struct cli *cli)
{
    struct named n;
    ctr_call call;
    ctr_dispute *dispute = NULL;
    int code = begin(cli, &n, &call);
    if (code) {
        return code;
    }
    ctr_status st = ctr_dispute_escalate(cli->store, n.master.team, n.master.name, n.id,
                                         cli_opt(cli, OPT_PARTY), &call, &dispute, &cli->err);
    return end(cli, st, dispute);
}

static int run_resolve(struct cli *cli)
{
    struct named n;
    ctr_call call;
    ctr_dispute *dispute = NULL;
    const char *text = cli_arg(cli, 1);
    const char *colon = strchr(text, ':');
    bool entry = strncmp(text, "entry:", 6) == 0;
    if (!colon || !colon[1] || (!entry && strncmp(text, "decision:", 9) != 0)) {
        return cli_usage(cli, "'%s' ends no dispute; wanted decision:ID or entry:NUMBER", text);
    }
    int code = begin(cli, &n, &call);
    if (code) {
        return code;
    }
    ctr_status st = ctr_dispute_resolve(cli->store, n.master.team, n.master.name, n.id,
                                        entry ? CTR_DISPUTE_BY_REVERSAL : CTR_DISPUTE_BY_DECISION,
                                        colon + 1, &call, &dispute, &cli->err);
    return end(cli, st, dispute);
}

static int run_withdraw(struct cli *cli)
{
    struct named n;
    ctr_call call;
    ctr_dispute *dispute = NULL;
    int code = begin(cli, &n, &call);
    if (code) {
        return code;
    }
    ctr_status st = ctr_dispute_withdraw(cli->store, n.master.team, n.master.name, n.id,
                                         cli_opt(cli, OPT_PARTY), &call, &dispute, &cli->err);
    return end(cli, st, dispute);
}

static int run_show(struct cli *cli)
{
    struct named n;
    ctr_dispute *dispute = NULL;
    int code = named(cli, &n);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st =
        ctr_dispute_get(cli->store, n.master.team, n.master.name, n.id, &dispute, &cli->err);
    return end(cli, st, dispute);
}

/* ---- list ---- */

static ctr_status write_dispute(struct cli *cli, const void *list, size_t index)
{
    return ctr_dispute_render(ctr_dispute_list_at(list, index), cli_render(cli), out_write,
                              &cli->out, &cli->err);
}

static ctr_status write_disputes(struct cli *cli, const void *list)
{
    return ctr_dispute_list_render(list, cli_render(cli), out_write, &cli->out, &cli->err);
}

static size_t count_disputes(const void *list)
{
    return ctr_dispute_list_count(list);
}

static const char *next_dispute(struct cli *cli, const void *list)
{
    const char *next = ctr_dispute_list_next(list);
    return next ? cli_format_text(cli, "%s", next) : NULL;
}

static void free_disputes(void *list)
{
    ctr_dispute_list_free(list);
}

static const struct lister disputes = {"disputes",    count_disputes, next_dispute,
                                       write_dispute, write_disputes, free_disputes};

static ctr_status find_disputes(struct cli *cli, void *user, const char *after, uint32_t limit,
                                void **list)
{
    ctr_dispute_filter *filter = user;
    ctr_dispute_list *found = NULL;
    filter->after = after;
    filter->limit = limit;
    ctr_status st = ctr_dispute_find(cli->store, filter, &found, &cli->err);
    *list = found;
    return st;
}

static int run_list(struct cli *cli)
{
    ctr_dispute_filter filter;
    struct target target = {0};
    const char *state = cli_opt(cli, OPT_STATE);
    const char *contract = cli_opt(cli, OPT_CONTRACT);
    ctr_dispute_filter_init(&filter, sizeof filter);
    if (state && !ctr_dispute_state_parse(state, &filter.state)) {
        return cli_usage(
            cli, "'%s' is no state of a dispute; wanted open, answered, resolved or withdrawn",
            state);
    }
    int code = contract ? cli_target(cli, contract, TARGET_CONTRACT, &target) : 0;
    if (code) {
        return code;
    }
    filter.team = target.team;
    filter.name = target.name;
    struct query query = {&disputes, find_disputes, &filter};
    return cli_list(cli, &query);
}

#define DISPUTE_ARG                                                                                \
    {                                                                                              \
        "TEAM/NAME/ID", "the dispute", false, false                                                \
    }
#define FOR_PARTY                                                                                  \
    {                                                                                              \
        OPT_PARTY, "party that it is done for; default the actor"                                  \
    }

const struct command cli_dispute_commands[] = {
    {
        .words = "dispute open",
        .summary = "dispute an entry of the ledger, an assessment, a change, or a decision on one",
        .about = "Until it is resolved or withdrawn nothing of it is paid; everything else goes "
                 "on: a share accrues, but nothing more of it becomes payable while an "
                 "assessment is disputed. The other party has the answer_days of "
                 "/governance/disputes in the master to "
                 "answer, then it climbs the levels of the escalation that is named there.",
        .examples = "$ contracts dispute open entry:shop/deal#7 'twice the hours' --party studio # "
                    "exit 4\n",
        .args = {{"SUBJECT",
                  "entry:TEAM/NAME#NUMBER, assessment:TEAM/NAME#NUMBER, change:TEAM/NAME/ID or "
                  "decision:TEAM/NAME/ID",
                  false, false},
                 {"STATEMENT", "what the party says", false, false}},
        .options = {{OPT_ID, "what the dispute is called; default D-1, D-2"},
                    {OPT_PARTY, "party that disputes it; default the actor"},
                    {OPT_AGAINST, NULL},
                    {OPT_REASON, NULL},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_open,
    },
    {
        .words = "dispute answer",
        .summary = "answer a dispute, as the party that it is against",
        .about = "Once. In time, and the parties have as long again to agree before it climbs.",
        .examples = "$ contracts dispute answer shop/deal/D-1 'as agreed' # exit 4\n",
        .args = {DISPUTE_ARG, {"ANSWER", "what the other party says", false, false}},
        .options = {FOR_PARTY, {OPT_IF_REVISION, NULL}, {OPT_REASON, NULL}, {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_answer,
    },
    {
        .words = "dispute escalate",
        .summary = "take a dispute to the next level now",
        .about = "As one of its two parties. Without it a sweep does, when the time is over: "
                 "'contracts timer sweep'.",
        .examples = "$ contracts dispute escalate shop/deal/D-1 # exit 4\n",
        .args = {DISPUTE_ARG},
        .options = {FOR_PARTY, {OPT_IF_REVISION, NULL}, {OPT_REASON, NULL}, {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_escalate,
    },
    {
        .words = "dispute resolve",
        .summary = "end a dispute by a decision or by a reversing entry",
        .about = "decision:ID is a change that was approved or rejected after the dispute was "
                 "opened; entry:NUMBER an entry that takes the disputed one back, or what the "
                 "disputed assessment counted.",
        .examples = "$ contracts dispute resolve shop/deal/D-1 entry:9 # exit 4\n",
        .args = {DISPUTE_ARG, {"BY", "decision:ID or entry:NUMBER", false, false}},
        .options = {{OPT_IF_REVISION, NULL}, {OPT_REASON, NULL}, {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_resolve,
    },
    {
        .words = "dispute withdraw",
        .summary = "want a dispute no more, as the party that opened it",
        .about = "What is disputed may be paid from then on.",
        .examples = "$ contracts dispute withdraw shop/deal/D-1 # exit 4\n",
        .args = {DISPUTE_ARG},
        .options = {FOR_PARTY, {OPT_IF_REVISION, NULL}, {OPT_REASON, NULL}, {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_withdraw,
    },
    {
        .words = "dispute show",
        .summary = "show a dispute: what both said, how far it climbed, how it ended",
        .about = "With the deadline by the calendar of now.",
        .examples = "$ contracts dispute show shop/deal/D-1 # exit 4\n",
        .args = {DISPUTE_ARG},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_show,
    },
    {
        .words = "dispute list",
        .summary = "list disputes in the order in which they were opened",
        .about = "Of all masters, or of one.",
        .examples = "$ contracts dispute list --state open\n",
        .options = {{OPT_CONTRACT, NULL},
                    {OPT_STATE, "open, answered, resolved or withdrawn"},
                    {OPT_LIMIT, NULL},
                    {OPT_AFTER, NULL},
                    {OPT_ALL, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_list,
    },
    {.words = NULL},
};
