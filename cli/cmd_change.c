/*
 * change open … close: change requests in a store. 'change classify' and what works on files alone
 * stand in cmd_terms.c.
 */
#include "table.h"

#include <string.h>

int cli_named(struct cli *cli, const char *text, struct named *out)
{
    const char *cut = strrchr(text, '/');
    if (!cut || memchr(text, '/', (size_t)(cut - text)) == NULL) {
        return cli_usage(cli, "'%s' is no change; wanted TEAM/NAME/ID, such as shop/deal/CR-42",
                         text);
    }
    out->id = cut + 1;
    return cli_target(cli, cli_format_text(cli, "%.*s", (int)(cut - text), text), TARGET_CONTRACT,
                      &out->master);
}

/* What every command on one change begins with. */
static int begin(struct cli *cli, struct named *n, ctr_call *call)
{
    int code = cli_named(cli, cli_arg(cli, 0), n);
    code = code ? code : cli_call(cli, call);
    return code ? code : cli_store_open(cli);
}

static int end(struct cli *cli, ctr_status st, ctr_change *change)
{
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    int code = SHOW(cli, ctr_change, change);
    ctr_change_free(change);
    return code;
}

/* ---- open ---- */

/* A request out of options: JSON, which is YAML, too. */
static int compose(struct cli *cli, ctr_source *source)
{
    static const struct {
        enum opt id;
        const char *key;
    } fields[] = {{OPT_ID, "id"},
                  {OPT_SUMMARY, "summary"},
                  {OPT_AREA, "area"},
                  {OPT_TYPE, "type"},
                  {OPT_REQUESTER, "requester"}};
    const char *text = "{";
    if (!cli_has(cli, OPT_ID)) {
        return cli_usage(cli, "a change needs a FILE, or at least --id");
    }
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        const char *value = cli_opt(cli, fields[i].id);
        if (value) {
            text = cli_format_text(cli, "%s%s\"%s\":%s", text, i ? "," : "", fields[i].key,
                                   cli_json_text(cli, value));
        }
    }
    text = cli_format_text(cli, "%s}", text);
    source->data = text;
    source->size = strlen(text);
    source->file = "options";
    return 0;
}

static int run_open(struct cli *cli)
{
    struct target target;
    struct input input = {0};
    ctr_source source;
    ctr_call call;
    ctr_change *change = NULL;
    const char *file = cli_arg(cli, 1);
    ctr_source_init(&source, sizeof source);
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, &target);
    if (code == 0 && file) {
        code = cli_input_file(cli, file, &input);
        cli_input_source(&input, &source);
    } else if (code == 0) {
        code = compose(cli, &source);
    }
    code = code ? code : cli_call(cli, &call);
    code = code ? code : cli_store_open(cli);
    if (code == 0) {
        ctr_status st = ctr_change_open(cli->store, target.team, target.name, &source, &call,
                                        &change, &cli->err);
        code = end(cli, st, change);
    }
    if (file) {
        cli_input_free(&input);
    }
    return code;
}

static int run_impact(struct cli *cli)
{
    struct named n;
    struct input input;
    ctr_source source;
    ctr_call call;
    ctr_change *change = NULL;
    int code = cli_input_file(cli, cli_arg(cli, 1), &input);
    ctr_source_init(&source, sizeof source);
    cli_input_source(&input, &source);
    code = code ? code : begin(cli, &n, &call);
    if (code == 0) {
        ctr_status st = ctr_change_impact(cli->store, n.master.team, n.master.name, n.id, &source,
                                          &call, &change, &cli->err);
        code = end(cli, st, change);
    }
    cli_input_free(&input);
    return code;
}

/* ---- verbs without more ---- */

typedef ctr_status (*plain_verb)(ctr_store *store, const char *team, const char *name,
                                 const char *id, const ctr_call *call, ctr_change **out,
                                 ctr_error **err);

static int run_plain(struct cli *cli, plain_verb verb)
{
    struct named n;
    ctr_call call;
    ctr_change *change = NULL;
    int code = begin(cli, &n, &call);
    if (code) {
        return code;
    }
    ctr_status st = verb(cli->store, n.master.team, n.master.name, n.id, &call, &change, &cli->err);
    return end(cli, st, change);
}

static int run_submit(struct cli *cli)
{
    return run_plain(cli, ctr_change_submit);
}

static int run_implement(struct cli *cli)
{
    return run_plain(cli, ctr_change_implement);
}

static int run_withdraw(struct cli *cli)
{
    return run_plain(cli, ctr_change_withdraw);
}

static int run_reopen(struct cli *cli)
{
    return run_plain(cli, ctr_change_reopen);
}

int cli_change_classify(struct cli *cli)
{
    return run_plain(cli, ctr_change_reclassify);
}

static int run_close(struct cli *cli)
{
    struct named n;
    ctr_call call;
    ctr_change *change = NULL;
    int code = begin(cli, &n, &call);
    if (code) {
        return code;
    }
    ctr_status st = ctr_change_close(cli->store, n.master.team, n.master.name, n.id,
                                     cli_opt(cli, OPT_ADDENDUM), &call, &change, &cli->err);
    return end(cli, st, change);
}

static int run_vote(struct cli *cli)
{
    struct named n;
    ctr_call call;
    ctr_vote vote;
    ctr_change *change = NULL;
    if (!ctr_vote_parse(cli_arg(cli, 1), &vote)) {
        return cli_usage(cli, "'%s' is no vote; wanted approve, reject or abstain",
                         cli_arg(cli, 1));
    }
    int code = begin(cli, &n, &call);
    if (code) {
        return code;
    }
    ctr_status st = ctr_change_vote(cli->store, n.master.team, n.master.name, n.id, vote,
                                    cli_opt(cli, OPT_PARTY), &call, &change, &cli->err);
    return end(cli, st, change);
}

static int run_decide(struct cli *cli)
{
    struct named n;
    ctr_call call;
    ctr_change_outcome outcome;
    ctr_change *change = NULL;
    if (!ctr_change_outcome_parse(cli_arg(cli, 1), &outcome) || outcome == CTR_OUTCOME_PENDING) {
        return cli_usage(cli, "'%s' is no outcome; wanted approved, rejected or deferred",
                         cli_arg(cli, 1));
    }
    int code = begin(cli, &n, &call);
    if (code) {
        return code;
    }
    ctr_status st = ctr_change_decide(cli->store, n.master.team, n.master.name, n.id, outcome,
                                      &call, &change, &cli->err);
    return end(cli, st, change);
}

static int run_show(struct cli *cli)
{
    struct named n;
    ctr_change *change = NULL;
    int code = cli_named(cli, cli_arg(cli, 0), &n);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st =
        ctr_change_get(cli->store, n.master.team, n.master.name, n.id, &change, &cli->err);
    return end(cli, st, change);
}

/* ---- list ---- */

static ctr_status find_changes(struct cli *cli, void *user, const char *after, uint32_t limit,
                               void **list)
{
    ctr_change_filter *filter = user;
    ctr_change_list *found = NULL;
    filter->after = after;
    filter->limit = limit;
    ctr_status st = ctr_change_find(cli->store, filter, &found, &cli->err);
    *list = found;
    return st;
}

static int read_words(struct cli *cli, ctr_change_filter *filter)
{
    const char *state = cli_opt(cli, OPT_STATE);
    const char *type = cli_opt(cli, OPT_TYPE);
    const char *word = cli_opt(cli, OPT_CLASS);
    if (state && !ctr_change_state_parse(state, &filter->state)) {
        return cli_usage(cli,
                         "'%s' is no state of a change; wanted draft, submitted, analysed, "
                         "approved, rejected, deferred, implemented, closed or withdrawn",
                         state);
    }
    if (type && !ctr_change_type_parse(type, &filter->type)) {
        return cli_usage(cli, "'%s' is no type of a change; wanted standard, normal or emergency",
                         type);
    }
    if (word && !ctr_change_class_parse(word, &filter->change_class)) {
        return cli_usage(cli, "'%s' is no class of a change; wanted minor or major", word);
    }
    return 0;
}

static int run_list(struct cli *cli)
{
    ctr_change_filter filter;
    struct target target = {0};
    const char *contract = cli_opt(cli, OPT_CONTRACT);
    int code = contract ? cli_target(cli, contract, TARGET_CONTRACT, &target) : 0;
    ctr_change_filter_init(&filter, sizeof filter);
    code = code ? code : read_words(cli, &filter);
    if (code) {
        return code;
    }
    if (contract && cli_has(cli, OPT_TEAM)) {
        return cli_usage(cli, "--contract names the team, too: --team cannot stand beside it");
    }
    filter.team = contract ? target.team : cli_opt(cli, OPT_TEAM);
    filter.name = target.name;
    filter.area = cli_opt(cli, OPT_AREA);
    filter.requester = cli_opt(cli, OPT_REQUESTER);
    struct query query = {&cli_changes, find_changes, &filter};
    return cli_list(cli, &query);
}

#define CHANGE_ARG                                                                                 \
    {                                                                                              \
        "TEAM/NAME/ID", "the change", false, false                                                 \
    }
#define HOW                                                                                        \
    {OPT_REASON, NULL}, {OPT_IF_REVISION, "only if the change is at this revision"},               \
    {                                                                                              \
        OPT_DRY_RUN, NULL                                                                          \
    }

const struct command cli_change_commands[] = {
    {
        .words = "change open",
        .summary = "ask for a change of what a master contract covers",
        .about = "The request comes from a file, or its main points from options. With an impact "
                 "analysis in it the first revision of that is recorded; from the edition that it "
                 "names (evolution: team/name@label) the library fills in findings, consumers "
                 "affected and bump.",
        .examples = "$ contracts change open shop/deal CR-42.yaml\n"
                    "$ contracts change open shop/deal --id CR-43 --summary 'Another colour'\n",
        .args = {{"TEAM/NAME", "the master contract", false, false},
                 {"FILE", "the request, as YAML, JSON or XML; - is standard input", true, false}},
        .options = {{OPT_ID, NULL},
                    {OPT_SUMMARY, NULL},
                    {OPT_AREA, "area of the decision right; default scope"},
                    {OPT_TYPE, "standard, normal or emergency; default normal"},
                    {OPT_REQUESTER, "who asks; default the actor"},
                    {OPT_REASON, NULL},
                    {OPT_MAX_BYTES, NULL},
                    {OPT_MAX_DEPTH, NULL},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_open,
    },
    {
        .words = "change impact",
        .summary = "record a new revision of a change's impact analysis",
        .about = "Earlier revisions stay. A change that was analysed is to be classified again.",
        .examples = "$ contracts change impact shop/deal/CR-50 impact.yaml\n",
        .args = {CHANGE_ARG,
                 {"FILE", "an impact analysis, or a request with one; - is standard input", false,
                  false}},
        .options = {HOW, {OPT_MAX_BYTES, NULL}, {OPT_MAX_DEPTH, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_impact,
    },
    {
        .words = "change submit",
        .summary = "submit a change: base and policy are fixed, those with the right asked",
        .about = "The target of the master at this moment becomes what percentages are of. If the "
                 "impact is known, the change is classified. A minor change of type standard is "
                 "approved at once, if its area is among the master's standard_changes.",
        .examples = "$ contracts change submit shop/deal/CR-50\n",
        .args = {CHANGE_ARG},
        .options = {HOW},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_submit,
    },
    {
        .words = "change vote",
        .summary = "vote on a change",
        .about = "Distinct parties are counted, never persons; the vote of who asks for the change "
                 "does not count. A later vote of a party takes the place of the one before.",
        .examples = "$ contracts change vote shop/deal/CR-51 approve --actor retailer\n",
        .args = {CHANGE_ARG, {"VOTE", "approve, reject or abstain", false, false}},
        .options = {{OPT_PARTY, NULL}, HOW},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_vote,
    },
    {
        .words = "change decide",
        .summary = "decide on a change where one party has the right",
        .about = "The steering committee decides by votes; it may defer.",
        .examples = "$ contracts change decide shop/deal/CR-51 deferred --actor retailer "
                    "--reason 'after the season'\n",
        .args = {CHANGE_ARG, {"OUTCOME", "approved, rejected or deferred", false, false}},
        .options = {HOW},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_decide,
    },
    {
        .words = "change implement",
        .summary = "carry out an approved change, or an emergency",
        .about = "The edition that it carries becomes active, what it does to the target is fixed "
                 "and posted to the master's ledger, all or nothing. Where nothing is posted a "
                 "remark says why. An emergency is decided on afterwards.",
        .examples = "$ contracts change implement shop/deal/CR-52\n",
        .args = {CHANGE_ARG},
        .options = {HOW, {OPT_DECLARE_BREAK, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_implement,
    },
    {
        .words = "change close",
        .summary = "close a change that is done, or rejected",
        .about = "A major change closes only with its addendum: a statement of work whose "
                 "links.changes names it, or a newer version of the master.",
        .examples = "$ contracts change close shop/deal/CR-53\n",
        .args = {CHANGE_ARG},
        .options = {{OPT_ADDENDUM, NULL}, HOW},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_close,
    },
    {
        .words = "change withdraw",
        .summary = "withdraw a change",
        .about =
            "Until it is decided on, after it was deferred, or when it is approved and nobody will "
            "carry it out: then by who asked for it or those who decide.",
        .examples = "$ contracts change withdraw shop/deal/CR-50 --reason 'not worth it'\n",
        .args = {CHANGE_ARG},
        .options = {HOW},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_withdraw,
    },
    {
        .words = "change reopen",
        .summary = "begin a new cycle of a change",
        .about = "It is a draft again; what was is kept, and another decision is needed. What is "
                 "approved is reopened by who asked for it or those who decide.",
        .examples = "$ contracts change reopen shop/deal/CR-54 --reason 'asked for again'\n",
        .args = {CHANGE_ARG},
        .options = {HOW},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_reopen,
    },
    {
        .words = "change show",
        .summary = "show a change with its class, its decision and the votes",
        .about = "The latest revision of the impact and the latest classification; 'events list' "
                 "has them all.",
        .examples = "$ contracts change show shop/deal/CR-51\n",
        .args = {CHANGE_ARG},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_show,
    },
    {
        .words = "change list",
        .summary = "list changes",
        .about = "In the order of team, contract and id.",
        .examples = "$ contracts change list --contract shop/deal --state analysed\n"
                    "$ contracts change list --class major --format json\n",
        .options = {{OPT_TEAM, NULL},
                    {OPT_CONTRACT, NULL},
                    {OPT_STATE, "only this state: draft, submitted, analysed, approved, rejected, "
                                "deferred, implemented, closed or withdrawn"},
                    {OPT_CLASS, NULL},
                    {OPT_TYPE, "only this type: standard, normal or emergency"},
                    {OPT_AREA, NULL},
                    {OPT_REQUESTER, NULL},
                    {OPT_LIMIT, NULL},
                    {OPT_AFTER, NULL},
                    {OPT_ALL, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_list,
    },
    {.words = NULL},
};
