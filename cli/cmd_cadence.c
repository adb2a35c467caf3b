/*
 * cadence held, missed, list: meetings that a master contract asks for in a rhythm.
 */
#include "table.h"

enum { ITEMS_MOST = 256 };

/* All values of an option that may be repeated. */
static int take_all(struct cli *cli, enum opt opt, const char *name, const char **out,
                    uint32_t *count)
{
    size_t at = 0;
    const char *value;
    while ((value = cli_opt_next(cli, opt, &at)) != NULL) {
        if (*count == ITEMS_MOST) {
            return cli_usage(cli, "--%s is given more than %d times", name, ITEMS_MOST);
        }
        out[(*count)++] = value;
    }
    return 0;
}

static int run_held(struct cli *cli)
{
    struct target target;
    ctr_meeting_spec spec;
    ctr_call call;
    ctr_meeting *meeting = NULL;
    const char *participants[ITEMS_MOST];
    const char *artefacts[ITEMS_MOST];
    ctr_meeting_spec_init(&spec, sizeof spec);
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, &target);
    code =
        code ? code
             : take_all(cli, OPT_PARTICIPANT, "participant", participants, &spec.participant_count);
    code = code ? code : take_all(cli, OPT_ARTEFACT, "artefact", artefacts, &spec.artefact_count);
    code = code ? code : cli_call(cli, &call);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    spec.team = target.team;
    spec.name = target.name;
    spec.cadence = cli_arg(cli, 1);
    spec.day = cli_opt(cli, OPT_ON);
    spec.participants = participants;
    spec.artefacts = artefacts;
    ctr_status st = ctr_cadence_held(cli->store, &spec, &call, &meeting, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_meeting, meeting);
    ctr_meeting_free(meeting);
    return code;
}

static int run_missed(struct cli *cli)
{
    struct target target;
    ctr_cadence_window window;
    ctr_cadence_report *report = NULL;
    ctr_cadence_window_init(&window, sizeof window);
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, &target);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    window.team = target.team;
    window.name = target.name;
    window.cadence = cli_opt(cli, OPT_CADENCE);
    window.from = cli_opt(cli, OPT_FROM);
    window.until = cli_opt(cli, OPT_UNTIL);
    ctr_status st = ctr_cadence_missed(cli->store, &window, &report, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_cadence_report, report);
    ctr_cadence_report_free(report);
    return code;
}

/* ---- list ---- */

static ctr_status write_meeting(struct cli *cli, const void *list, size_t index)
{
    return ctr_meeting_render(ctr_meeting_list_at(list, index), cli_render(cli), out_write,
                              &cli->out, &cli->err);
}

static ctr_status write_meetings(struct cli *cli, const void *list)
{
    return ctr_meeting_list_render(list, cli_render(cli), out_write, &cli->out, &cli->err);
}

static size_t count_meetings(const void *list)
{
    return ctr_meeting_list_count(list);
}

static const char *next_meeting(struct cli *cli, const void *list)
{
    const char *next = ctr_meeting_list_next(list);
    return next ? cli_format_text(cli, "%s", next) : NULL;
}

static void free_meetings(void *list)
{
    ctr_meeting_list_free(list);
}

static const struct lister meetings = {"meetings",    count_meetings, next_meeting,
                                       write_meeting, write_meetings, free_meetings};

static ctr_status find_meetings(struct cli *cli, void *user, const char *after, uint32_t limit,
                                void **list)
{
    ctr_meeting_filter *filter = user;
    ctr_meeting_list *found = NULL;
    filter->after = after;
    filter->limit = limit;
    ctr_status st = ctr_meeting_find(cli->store, filter, &found, &cli->err);
    *list = found;
    return st;
}

static int run_list(struct cli *cli)
{
    ctr_meeting_filter filter;
    struct target target = {0};
    const char *contract = cli_opt(cli, OPT_CONTRACT);
    int code = contract ? cli_target(cli, contract, TARGET_CONTRACT, &target) : 0;
    if (code) {
        return code;
    }
    ctr_meeting_filter_init(&filter, sizeof filter);
    filter.cadence = cli_opt(cli, OPT_CADENCE);
    if (filter.cadence && !contract) {
        return cli_usage(cli, "--cadence needs --contract: whose cadence it is");
    }
    filter.team = target.team;
    filter.name = target.name;
    struct query query = {&meetings, find_meetings, &filter};
    return cli_list(cli, &query);
}

const struct command cli_cadence_commands[] = {
    {
        .words = "cadence held",
        .summary = "record that a meeting of a cadence was held",
        .about = "Who took part, and what it left behind; parties and artefacts that the master "
                 "requires are named, alone or with what stands for them (client=ann). Recorded "
                 "again for the same day, what is new is added; nothing is taken away. What is "
                 "still missing is remarked on.",
        .examples = "$ contracts cadence held shop/platform review --on 2029-12-28 --participant "
                    "client=ann --participant studio --artefact minutes=https://example.org/7\n",
        .args = {{"TEAM/NAME", "the master contract", false, false},
                 {"CADENCE", "id of one of its cadences", false, false}},
        .options = {{OPT_ON, "day of the meeting; default: today"},
                    {OPT_PARTICIPANT, NULL},
                    {OPT_ARTEFACT, NULL},
                    {OPT_REASON, NULL},
                    {OPT_IF_REVISION, "only if it was recorded so often"},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_held,
    },
    {
        .words = "cadence missed",
        .summary = "show which meetings of a master were missed",
        .about = "Periods that are over, each judged by the version of the master that was in "
                 "effect when it ended: without a meeting, or with one that lacks somebody or "
                 "something. And when the next one is due.",
        .examples = "$ contracts cadence missed shop/platform --until 2030-01-31\n",
        .args = {{"TEAM/NAME", "the master contract", false, false}},
        .options = {{OPT_CADENCE, NULL},
                    {OPT_FROM, "periods that end on this day or later; default: all"},
                    {OPT_UNTIL, "periods that end on this day or earlier; default: yesterday"}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_missed,
    },
    {
        .words = "cadence list",
        .summary = "list meetings that were held",
        .about = "Those of one cadence by their days, others in the order in which they were "
                 "recorded.",
        .examples = "$ contracts cadence list --contract shop/platform --cadence review\n",
        .options = {{OPT_CONTRACT, NULL},
                    {OPT_CADENCE, NULL},
                    {OPT_LIMIT, NULL},
                    {OPT_AFTER, NULL},
                    {OPT_ALL, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_list,
    },
    {.words = NULL},
};
