/*
 * Lists, page by page. One page is what the library renders; with --all the items of every page
 * become one list, so that JSON stays one object.
 */
#include "cli.h"

enum { LARGEST_PAGE = 1000 };

static ctr_status write_version(struct cli *cli, const void *list, size_t index)
{
    return ctr_version_render(ctr_version_list_at(list, index), cli_render(cli), out_write,
                              &cli->out, &cli->err);
}

static ctr_status write_versions(struct cli *cli, const void *list)
{
    return ctr_version_list_render(list, cli_render(cli), out_write, &cli->out, &cli->err);
}

static size_t count_versions(const void *list)
{
    return ctr_version_list_count(list);
}

static const char *next_version(struct cli *cli, const void *list)
{
    const char *next = ctr_version_list_next(list);
    return next ? cli_format_text(cli, "%s", next) : NULL;
}

static void free_versions(void *list)
{
    ctr_version_list_free(list);
}

const struct lister cli_versions = {"versions",    count_versions, next_version,
                                    write_version, write_versions, free_versions};

static ctr_status write_consumer(struct cli *cli, const void *list, size_t index)
{
    return ctr_consumer_render(ctr_consumer_list_at(list, index), cli_render(cli), out_write,
                               &cli->out, &cli->err);
}

static ctr_status write_consumers(struct cli *cli, const void *list)
{
    return ctr_consumer_list_render(list, cli_render(cli), out_write, &cli->out, &cli->err);
}

static size_t count_consumers(const void *list)
{
    return ctr_consumer_list_count(list);
}

static const char *next_consumer(struct cli *cli, const void *list)
{
    const char *next = ctr_consumer_list_next(list);
    return next ? cli_format_text(cli, "%s", next) : NULL;
}

static void free_consumers(void *list)
{
    ctr_consumer_list_free(list);
}

const struct lister cli_consumers = {"consumers",    count_consumers, next_consumer,
                                     write_consumer, write_consumers, free_consumers};

static ctr_status write_event(struct cli *cli, const void *list, size_t index)
{
    return ctr_event_render(ctr_event_list_at(list, index), cli_render(cli), out_write, &cli->out,
                            &cli->err);
}

static ctr_status write_events(struct cli *cli, const void *list)
{
    return ctr_event_list_render(list, cli_render(cli), out_write, &cli->out, &cli->err);
}

static size_t count_events(const void *list)
{
    return ctr_event_list_count(list);
}

static const char *next_event(struct cli *cli, const void *list)
{
    int64_t next = ctr_event_list_next(list);
    return next ? cli_format_text(cli, "%lld", (long long)next) : NULL;
}

static void free_events(void *list)
{
    ctr_event_list_free(list);
}

const struct lister cli_events = {"events",    count_events, next_event,
                                  write_event, write_events, free_events};

static ctr_status write_entry(struct cli *cli, const void *list, size_t index)
{
    return ctr_entry_render(ctr_entry_list_at(list, index), cli_render(cli), out_write, &cli->out,
                            &cli->err);
}

static ctr_status write_entries(struct cli *cli, const void *list)
{
    return ctr_entry_list_render(list, cli_render(cli), out_write, &cli->out, &cli->err);
}

static size_t count_entries(const void *list)
{
    return ctr_entry_list_count(list);
}

static const char *next_entry(struct cli *cli, const void *list)
{
    int64_t next = ctr_entry_list_next(list);
    return next ? cli_format_text(cli, "%lld", (long long)next) : NULL;
}

static void free_entries(void *list)
{
    ctr_entry_list_free(list);
}

const struct lister cli_entries = {"entries",   count_entries, next_entry,
                                   write_entry, write_entries, free_entries};
static ctr_status write_change(struct cli *cli, const void *list, size_t index)
{
    return ctr_change_render(ctr_change_list_at(list, index), cli_render(cli), out_write, &cli->out,
                             &cli->err);
}

static ctr_status write_changes(struct cli *cli, const void *list)
{
    return ctr_change_list_render(list, cli_render(cli), out_write, &cli->out, &cli->err);
}

static size_t count_changes(const void *list)
{
    return ctr_change_list_count(list);
}

static const char *next_change(struct cli *cli, const void *list)
{
    const char *next = ctr_change_list_next(list);
    return next ? cli_format_text(cli, "%s", next) : NULL;
}

static void free_changes(void *list)
{
    ctr_change_list_free(list);
}

const struct lister cli_changes = {"changes",    count_changes, next_change,
                                   write_change, write_changes, free_changes};

static ctr_status write_decision(struct cli *cli, const void *list, size_t index)
{
    return ctr_decision_render(ctr_decision_list_at(list, index), cli_render(cli), out_write,
                               &cli->out, &cli->err);
}

static ctr_status write_decisions(struct cli *cli, const void *list)
{
    return ctr_decision_list_render(list, cli_render(cli), out_write, &cli->out, &cli->err);
}

static size_t count_decisions(const void *list)
{
    return ctr_decision_list_count(list);
}

static const char *next_decision(struct cli *cli, const void *list)
{
    const char *next = ctr_decision_list_next(list);
    return next ? cli_format_text(cli, "%s", next) : NULL;
}

static void free_decisions(void *list)
{
    ctr_decision_list_free(list);
}

const struct lister cli_decisions = {"decisions",    count_decisions, next_decision,
                                     write_decision, write_decisions, free_decisions};

/* The items of one page as members of the list begun by all_pages. */
static ctr_status append_items(struct cli *cli, const struct lister *lister, const void *list,
                               bool *first)
{
    for (size_t i = 0; i < lister->count(list) && !cli->out.error; i++) {
        cli->out.indent = 0;
        out_text(&cli->out, *first ? "\n    " : ",\n    ");
        cli->out.indent = 4;
        cli->out.held = false;
        *first = false;
        ctr_status st = lister->item(cli, list, i);
        if (st != CTR_OK) {
            return st;
        }
    }
    cli->out.indent = 0;
    return CTR_OK;
}

static int all_pages(struct cli *cli, const struct query *query, uint32_t limit, const char *after)
{
    const struct lister *lister = query->lister;
    bool json = cli->format == FORMAT_JSON;
    bool first = true;
    if (json) {
        out_format(&cli->out, "{\n  \"%s\": [", lister->key);
    }
    do {
        void *list = NULL;
        ctr_status st = query->find(cli, query->user, after, limit, &list);
        if (st != CTR_OK) {
            return cli_failed(cli, st, NULL);
        }
        st = json ? append_items(cli, lister, list, &first) : lister->whole(cli, list);
        after = lister->next(cli, list);
        lister->free(list);
        int code = st == CTR_OK && json ? 0 : cli_shown(cli, st);
        if (code) {
            return code;
        }
    } while (after && !cli->out.error);
    if (json) {
        out_text(&cli->out, first ? "]" : "\n  ]");
        out_text(&cli->out, ",\n  \"next\": null\n}\n");
    }
    return 0;
}

static int one_page(struct cli *cli, const struct query *query, uint32_t limit, const char *after)
{
    const struct lister *lister = query->lister;
    void *list = NULL;
    ctr_status st = query->find(cli, query->user, after, limit, &list);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    int code = cli_shown(cli, lister->whole(cli, list));
    const char *next = lister->next(cli, list);
    lister->free(list);
    if (code == 0 && next && !cli->out.error) {
        (void)out_flush(&cli->out);
        cli_remark(cli, "there is more: go on with --after '%s', or give --all", next);
    }
    return code;
}

int cli_list(struct cli *cli, const struct query *query)
{
    bool all = cli_has(cli, OPT_ALL);
    int64_t limit = all ? LARGEST_PAGE : 100;
    int code = cli_opt_int(cli, OPT_LIMIT, 1, LARGEST_PAGE, &limit);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    const char *after = cli_opt(cli, OPT_AFTER);
    return all ? all_pages(cli, query, (uint32_t)limit, after)
               : one_page(cli, query, (uint32_t)limit, after);
}
