/*
 * events list, follow, verify: the journal.
 */
#include "table.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static int read_filter(struct cli *cli, ctr_event_filter *filter)
{
    struct target target = {0};
    const char *contract = cli_opt(cli, OPT_CONTRACT);
    ctr_event_filter_init(filter, sizeof *filter);
    int code = contract ? cli_target(cli, contract, TARGET_CONTRACT, &target) : 0;
    if (code) {
        return code;
    }
    if (contract && cli_has(cli, OPT_TEAM)) {
        return cli_usage(cli, "--contract names the team, too: --team cannot stand beside it");
    }
    filter->team = contract ? target.team : cli_opt(cli, OPT_TEAM);
    filter->name = target.name;
    filter->kind = cli_opt(cli, OPT_KIND);
    filter->origin = cli_opt(cli, OPT_ORIGIN);
    return cli_opt_int(cli, OPT_AFTER, 0, INT64_MAX, &filter->after);
}

/* The cursor was checked by read_filter, or came from a page. */
static ctr_status find_events(struct cli *cli, void *user, const char *after, uint32_t limit,
                              void **list)
{
    ctr_event_filter *filter = user;
    ctr_event_list *found = NULL;
    filter->after = after ? strtoll(after, NULL, 10) : 0;
    filter->limit = limit;
    ctr_status st = ctr_event_find(cli->store, filter, &found, &cli->err);
    *list = found;
    return st;
}

static int run_list(struct cli *cli)
{
    ctr_event_filter filter;
    int code = read_filter(cli, &filter);
    struct query query = {&cli_events, find_events, &filter};
    return code ? code : cli_list(cli, &query);
}

struct follow {
    ctr_event_filter filter;
    int64_t seen;     /* the journal has been looked through up to here */
    int64_t left;     /* events still to print; -1 = no end */
    int64_t idle_ms;  /* end after so long without news; -1 = never */
    int64_t quiet_us; /* when the last news came */
};

enum { SLICE_MS = 250 };

static int64_t monotonic_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* One event, one line, at once. */
static ctr_status print_event(struct cli *cli, struct follow *follow, const ctr_event *event)
{
    cli->out.squeeze = cli->format == FORMAT_JSON;
    ctr_status st = ctr_event_render(event, cli_render(cli), out_write, &cli->out, &cli->err);
    cli->out.squeeze = false;
    out_end_line(&cli->out);
    (void)out_flush(&cli->out);
    follow->seen = ctr_event_seq(event);
    follow->left -= follow->left > 0;
    follow->quiet_us = monotonic_us();
    return st;
}

/* Everything there is behind follow->seen, of which the journal reaches at least to `last`. */
static ctr_status print_news(struct cli *cli, struct follow *follow, int64_t last)
{
    size_t count = 0;
    do {
        ctr_event_list *list = NULL;
        follow->filter.after = follow->seen;
        follow->filter.limit = 1000;
        ctr_status st = ctr_event_find(cli->store, &follow->filter, &list, &cli->err);
        count = st == CTR_OK ? ctr_event_list_count(list) : 0;
        for (size_t i = 0; i < count && follow->left && st == CTR_OK && !cli->out.error; i++) {
            st = print_event(cli, follow, ctr_event_list_at(list, i));
        }
        ctr_event_list_free(list);
        if (st != CTR_OK) {
            return st;
        }
    } while (count == follow->filter.limit && follow->left && !cli->out.error);
    follow->seen = follow->seen > last ? follow->seen : last;
    return CTR_OK;
}

static bool followed_enough(const struct cli *cli, const struct follow *follow)
{
    bool idle = follow->idle_ms >= 0 && monotonic_us() - follow->quiet_us >= follow->idle_ms * 1000;
    return follow->left == 0 || idle || cli->out.error || out_reader_gone(&cli->out);
}

static uint32_t slice(const struct follow *follow)
{
    return follow->idle_ms >= 0 && follow->idle_ms < SLICE_MS ? (uint32_t)follow->idle_ms
                                                              : SLICE_MS;
}

/* Ends by count, by silence, with its reader, or by a signal: all of them are success. */
static int follow_journal(struct cli *cli, struct follow *follow)
{
    ctr_status st = CTR_OK;
    follow->quiet_us = monotonic_us();
    do {
        int64_t last = follow->seen;
        st = ctr_event_wait(cli->store, follow->seen, slice(follow), &last, &cli->err);
        if (st == CTR_OK && last > follow->seen) {
            st = print_news(cli, follow, last);
        }
    } while (st == CTR_OK && !followed_enough(cli, follow)); /* what is there is always looked at */
    if (st == CTR_OK || cli->out.error || (st == CTR_E_CANCELLED && cli_stopped())) {
        ctr_error_free(cli->err);
        cli->err = NULL;
        return 0;
    }
    return cli_failed(cli, st, NULL);
}

static int run_follow(struct cli *cli)
{
    struct follow follow = {.left = -1, .idle_ms = -1};
    int code = read_filter(cli, &follow.filter);
    code = code ? code : cli_opt_int(cli, OPT_COUNT, 1, INT64_MAX, &follow.left);
    code = code ? code : cli_opt_int(cli, OPT_UNTIL_IDLE, 0, INT32_MAX, &follow.idle_ms);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    follow.seen = follow.filter.after;
    if (!cli_has(cli, OPT_AFTER)) {
        ctr_status st = ctr_event_wait(cli->store, 0, 0, &follow.seen, &cli->err);
        if (st != CTR_OK) {
            return cli_failed(cli, st, NULL);
        }
    }
    return follow_journal(cli, &follow);
}

static int run_verify(struct cli *cli)
{
    ctr_report *report = NULL;
    int code = cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st = ctr_store_verify(cli->store, &report, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_report, report);
    code = code ? code : !ctr_report_ok(report);
    ctr_report_free(report);
    return code;
}

const struct command cli_event_commands[] = {
    {
        .words = "events list",
        .summary = "list what happened",
        .about = "In the order of the journal. A cursor is a sequence number.",
        .examples = "$ contracts events list --contract shop/orders\n"
                    "$ contracts events list --after 3 --kind version. --format json\n",
        .options = {{OPT_AFTER, "only events with a higher sequence number"},
                    {OPT_TEAM, NULL},
                    {OPT_CONTRACT, NULL},
                    {OPT_KIND, NULL},
                    {OPT_ORIGIN, NULL},
                    {OPT_LIMIT, NULL},
                    {OPT_ALL, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_list,
    },
    {
        .words = "events follow",
        .summary = "print events as they happen, from any process",
        .about =
            "One event a line, as text or as one JSON object; only those to come, unless --after "
            "says where to begin (0 is the start). Ends with exit code 0 on an interrupt, when "
            "nobody reads any more, and as --count and --until-idle say.",
        .examples = "$ contracts events follow --after 0 --count 2 --format json\n"
                    "$ contracts events follow --after 0 --until-idle 100 --contract shop/orders\n",
        .options = {{OPT_AFTER, "begin behind this sequence number; default: with what comes"},
                    {OPT_TEAM, NULL},
                    {OPT_CONTRACT, NULL},
                    {OPT_KIND, NULL},
                    {OPT_COUNT, NULL},
                    {OPT_UNTIL_IDLE, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_follow,
    },
    {
        .words = "events verify",
        .summary = "recompute the hash chain of the journal",
        .about =
            "Finds edited, inserted, removed or reordered events and names the first; exit code 1 "
            "if there is one. It cannot see edited state ('contracts store check --replay' does) "
            "or a journal whose end was cut off (compare the head with one kept elsewhere).",
        .examples = "$ contracts events verify\n",
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_verify,
    },
    {.words = NULL},
};
