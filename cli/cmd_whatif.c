/* change whatif: stored changes under other thresholds. */
#include "table.h"

static ctr_status write_item(struct cli *cli, const void *list, size_t index)
{
    return ctr_whatif_render(ctr_whatif_list_at(list, index), cli_render(cli), out_write, &cli->out,
                             &cli->err);
}

static ctr_status write_list(struct cli *cli, const void *list)
{
    return ctr_whatif_list_render(list, cli_render(cli), out_write, &cli->out, &cli->err);
}

static size_t count_items(const void *list)
{
    return ctr_whatif_list_count(list);
}

static const char *next_item(struct cli *cli, const void *list)
{
    const char *next = ctr_whatif_list_next(list);
    return next ? cli_format_text(cli, "%s", next) : NULL;
}

static void free_list(void *list)
{
    ctr_whatif_list_free(list);
}

static const struct lister items = {"changes",  count_items, next_item,
                                    write_item, write_list,  free_list};

struct question {
    ctr_source source;
    ctr_change_filter filter;
};

static ctr_status find(struct cli *cli, void *user, const char *after, uint32_t limit, void **list)
{
    struct question *q = user;
    ctr_whatif_list *found = NULL;
    q->filter.after = after;
    q->filter.limit = limit;
    ctr_status st = ctr_change_whatif(cli->store, &q->source, &q->filter, &found, &cli->err);
    *list = found;
    return st;
}

static int run_whatif(struct cli *cli)
{
    struct question q;
    struct input input = {0};
    struct target target = {0};
    const char *file = cli_opt(cli, OPT_THRESHOLDS);
    if (!file) {
        return cli_usage(cli, "the other policy is needed: --thresholds FILE");
    }
    ctr_source_init(&q.source, sizeof q.source);
    ctr_change_filter_init(&q.filter, sizeof q.filter);
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, &target);
    code = code ? code : cli_input_file(cli, file, &input);
    if (code == 0) {
        cli_input_source(&input, &q.source);
        q.filter.team = target.team;
        q.filter.name = target.name;
        struct query query = {&items, find, &q};
        code = cli_list(cli, &query);
    }
    cli_input_free(&input);
    return code;
}

const struct command cli_whatif_commands[] = {
    {
        .words = "change whatif",
        .summary = "list the changes that would have another class under other thresholds",
        .about =
            "Each change is judged by what is stored with its latest classification, under the "
            "other policy. The file is a master contract, or holds its change_policy or "
            "thresholds alone. Nothing is changed.",
        .examples = "$ contracts change whatif --thresholds thresholds.yaml shop/deal\n",
        .args = {{"TEAM/NAME", "the master contract", false, false}},
        .options = {{OPT_THRESHOLDS, NULL},
                    {OPT_MAX_BYTES, NULL},
                    {OPT_MAX_DEPTH, NULL},
                    {OPT_LIMIT, NULL},
                    {OPT_AFTER, NULL},
                    {OPT_ALL, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_whatif,
    },
    {.words = NULL},
};
