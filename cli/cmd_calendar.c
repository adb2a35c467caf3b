/*
 * calendar: working days and working time of a calendar in a file, without a store.
 */
#include "table.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

enum { LOCAL = 48, DATE = 16 };

/* A calendar and its file. */
struct asked {
    struct input input;
    ctr_calendar *calendar;
};

static int options_of(struct cli *cli, ctr_calendar_options *options)
{
    int64_t depth = 0;
    ctr_calendar_options_init(options, sizeof *options);
    options->id = cli_opt(cli, OPT_CALENDAR);
    options->zone_directory = cli_opt(cli, OPT_ZONES);
    int code = cli_opt_int(cli, OPT_MAX_DEPTH, 1, DEEPEST, &depth);
    code = code ? code : cli_opt_size(cli, OPT_MAX_BYTES, &options->max_document_bytes);
    options->max_depth = (uint32_t)depth;
    return code;
}

static int read_source(struct cli *cli, struct input *input, ctr_source *source,
                       ctr_calendar_options *options)
{
    int code = cli_input_file(cli, cli_arg(cli, 0), input);
    ctr_source_init(source, sizeof *source);
    cli_input_source(input, source);
    return code ? code : options_of(cli, options);
}

static int begin(struct cli *cli, struct asked *a)
{
    ctr_source source;
    ctr_calendar_options options;
    a->calendar = NULL;
    int code = read_source(cli, &a->input, &source, &options);
    if (code) {
        return code;
    }
    ctr_status st = ctr_calendar_read(&source, &options, &a->calendar, &cli->err);
    const char *hint = st == CTR_E_ARGUMENT && !options.id ? "choose one with --calendar" : NULL;
    return st == CTR_OK ? 0 : cli_failed(cli, st, hint);
}

static int end(struct asked *a, int code)
{
    ctr_calendar_free(a->calendar);
    cli_input_free(&a->input);
    return code;
}

static int told(struct cli *cli, ctr_status st)
{
    return st == CTR_OK ? 0 : cli_failed(cli, st, NULL);
}

/* An instant from text; NULL is now. */
static int instant(struct cli *cli, const struct asked *a, const char *text, int64_t *out)
{
    struct timespec now;
    if (text) {
        return told(cli, ctr_calendar_instant(a->calendar, text, out, &cli->err));
    }
    (void)clock_gettime(CLOCK_REALTIME, &now);
    *out = cli->now_us ? cli->now_us : (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
    return 0;
}

static int local(struct cli *cli, const struct asked *a, int64_t us, char out[LOCAL])
{
    return told(cli, ctr_calendar_local(a->calendar, us, out, LOCAL, &cli->err));
}

/* Members of the JSON object that the command prints; its first is the calendar. */
static void open_object(struct cli *cli, const struct asked *a)
{
    out_text(&cli->out, "{\n  \"calendar\": ");
    out_json_string(&cli->out, ctr_calendar_id(a->calendar));
}

static void member(struct cli *cli, const char *key, const char *value)
{
    out_format(&cli->out, ",\n  \"%s\": ", key);
    if (value) {
        out_json_string(&cli->out, value);
    } else {
        out_text(&cli->out, "null");
    }
}

static void member_int(struct cli *cli, const char *key, int64_t value)
{
    out_format(&cli->out, ",\n  \"%s\": %lld", key, (long long)value);
}

static void close_object(struct cli *cli)
{
    out_text(&cli->out, "\n}\n");
}

static int run_check(struct cli *cli)
{
    struct input input;
    ctr_source source;
    ctr_calendar_options options;
    ctr_calendar_list *list = NULL;
    int code = read_source(cli, &input, &source, &options);
    if (!code) {
        code = told(cli, ctr_calendar_list_read(&source, &options, &list, &cli->err));
    }
    code = code ? code : SHOW(cli, ctr_calendar_list, list);
    ctr_calendar_list_free(list);
    cli_input_free(&input);
    return code;
}

static int show_due(struct cli *cli, const struct asked *a, int64_t start, int64_t goal)
{
    char from[LOCAL];
    char to[LOCAL];
    int64_t due = 0;
    int code = told(cli, ctr_calendar_add(a->calendar, start, goal, &due, &cli->err));
    code = code ? code : local(cli, a, start, from);
    code = code ? code : local(cli, a, due, to);
    if (code) {
        return code;
    }
    if (cli->format == FORMAT_JSON) {
        open_object(cli, a);
        member(cli, "start", from);
        member_int(cli, "goal_us", goal);
        member(cli, "due", to);
        close_object(cli);
    } else {
        out_format(&cli->out, "%s\n", to);
    }
    return 0;
}

static int run_due(struct cli *cli)
{
    struct asked a;
    const char *text = cli_opt(cli, OPT_GOAL);
    int64_t goal = 0;
    int64_t start;
    if (!text) {
        return cli_usage(cli, "--goal is missing: how much working time there is");
    }
    if (!ctr_span_parse(text, &goal)) {
        return cli_usage(cli, "--goal '%s' is no span of time such as 60m, 8h or 1h30m", text);
    }
    int code = begin(cli, &a);
    code = code ? code : instant(cli, &a, cli_opt(cli, OPT_START), &start);
    return end(&a, code ? code : show_due(cli, &a, start, goal));
}

/* "8h30m", as --goal takes it; a fraction of a second where there is one. */
static void show_span(struct out *out, int64_t us)
{
    int64_t seconds = (us < 0 ? -us : us) / 1000000;
    int64_t part = (us < 0 ? -us : us) % 1000000;
    out_text(out, us < 0 ? "-" : "");
    if (seconds >= 3600) {
        out_format(out, "%lldh", (long long)(seconds / 3600));
    }
    if (seconds / 60 % 60) {
        out_format(out, "%lldm", (long long)(seconds / 60 % 60));
    }
    if (part) {
        out_format(out, "%lld.%06llds", (long long)(seconds % 60), (long long)part);
    } else if (seconds % 60 || seconds == 0) {
        out_format(out, "%llds", (long long)(seconds % 60));
    }
    out_text(out, "\n");
}

static int show_elapsed(struct cli *cli, const struct asked *a, int64_t start, int64_t stop)
{
    char from[LOCAL];
    char to[LOCAL];
    int64_t us = 0;
    int code = told(cli, ctr_calendar_elapsed(a->calendar, start, stop, &us, &cli->err));
    code = code ? code : local(cli, a, start, from);
    code = code ? code : local(cli, a, stop, to);
    if (code) {
        return code;
    }
    if (cli->format == FORMAT_JSON) {
        open_object(cli, a);
        member(cli, "start", from);
        member(cli, "end", to);
        member_int(cli, "elapsed_us", us);
        close_object(cli);
    } else {
        show_span(&cli->out, us);
    }
    return 0;
}

static int run_elapsed(struct cli *cli)
{
    struct asked a;
    int64_t start;
    int64_t stop;
    if (!cli_opt(cli, OPT_START)) {
        return cli_usage(cli, "--start is missing: the earlier instant");
    }
    int code = begin(cli, &a);
    code = code ? code : instant(cli, &a, cli_opt(cli, OPT_START), &start);
    code = code ? code : instant(cli, &a, cli_opt(cli, OPT_END), &stop);
    return end(&a, code ? code : show_elapsed(cli, &a, start, stop));
}

static int show_days(struct cli *cli, const struct asked *a)
{
    const char *from = cli_arg(cli, 1);
    const char *to = cli_arg(cli, 2);
    int64_t days = 0;
    int code = told(cli, ctr_calendar_days(a->calendar, from, to, &days, &cli->err));
    if (code) {
        return code;
    }
    if (cli->format == FORMAT_JSON) {
        open_object(cli, a);
        member(cli, "from", from);
        member(cli, "to", to);
        member_int(cli, "working_days", days);
        close_object(cli);
    } else {
        out_format(&cli->out, "%lld\n", (long long)days);
    }
    return 0;
}

static int show_date(struct cli *cli, const struct asked *a, int64_t count)
{
    const char *from = cli_arg(cli, 1);
    char date[DATE];
    int code =
        told(cli, ctr_calendar_add_days(a->calendar, from, count, date, sizeof date, &cli->err));
    if (code) {
        return code;
    }
    if (cli->format == FORMAT_JSON) {
        open_object(cli, a);
        member(cli, "from", from);
        member_int(cli, "add", count);
        member(cli, "date", date);
        close_object(cli);
    } else {
        out_format(&cli->out, "%s\n", date);
    }
    return 0;
}

static int run_days(struct cli *cli)
{
    struct asked a;
    const char *add = cli_opt(cli, OPT_ADD);
    char *rest = NULL;
    if (!add == !cli_arg(cli, 2)) {
        return cli_usage(cli, "wanted either TO or --add");
    }
    errno = 0;
    int64_t count = add ? strtoll(add, &rest, 10) : 0;
    if (add && (errno || *rest || rest == add)) {
        return cli_usage(cli, "--add '%s' is no number of days", add);
    }
    int code = begin(cli, &a);
    return end(&a, code ? code : add ? show_date(cli, &a, count) : show_days(cli, &a));
}

static int show_at(struct cli *cli, const struct asked *a, int64_t at)
{
    char now[LOCAL];
    char opens[LOCAL];
    char date[DATE] = "";
    int64_t next;
    int works = 0;
    int code = local(cli, a, at, now);
    if (code) {
        return code;
    }
    for (size_t i = 0; i < 10; i++) {
        date[i] = now[i];
    }
    code = told(cli, ctr_calendar_is_working_day(a->calendar, date, &works, &cli->err));
    ctr_status st = ctr_calendar_next_open(a->calendar, at, &next, &cli->err);
    bool never = st == CTR_E_LIMIT;
    if (never) {
        ctr_error_free(cli->err);
        cli->err = NULL;
    }
    code = code || never ? code : told(cli, st);
    code = code || never ? code : local(cli, a, next, opens);
    if (code) {
        return code;
    }
    bool open = ctr_calendar_is_open(a->calendar, at);
    if (cli->format == FORMAT_JSON) {
        open_object(cli, a);
        member(cli, "at", now);
        out_format(&cli->out, ",\n  \"open\": %s,\n  \"working_day\": %s", open ? "true" : "false",
                   works ? "true" : "false");
        member(cli, "next_open", never ? NULL : opens);
        close_object(cli);
    } else if (open) {
        out_format(&cli->out, "%s: open\n", now);
    } else {
        out_format(&cli->out, "%s: closed, %s\n", now,
                   never ? "and does not open again" : cli_format_text(cli, "opens at %s", opens));
    }
    return 0;
}

static int run_at(struct cli *cli)
{
    struct asked a;
    int64_t at;
    int code = begin(cli, &a);
    code = code ? code : instant(cli, &a, cli_arg(cli, 1), &at);
    return end(&a, code ? code : show_at(cli, &a, at));
}

#define FILE_ARG                                                                                   \
    {                                                                                              \
        "FILE", "a calendar, or a document that has calendars; - is standard input", false, false  \
    }
#define FILE_OPTIONS                                                                               \
    {OPT_CALENDAR, NULL}, {OPT_ZONES, NULL}, {OPT_MAX_BYTES, NULL},                                \
    {                                                                                              \
        OPT_MAX_DEPTH, NULL                                                                        \
    }

const struct command cli_calendar_commands[] = {
    {
        .words = "calendar check",
        .summary = "read calendars and show what they say",
        .about = "Zone, week, holidays, exceptions; and the dates that the zone itself left out. "
                 "Exit code 3 with file, line and column if something is wrong.",
        .examples = "$ contracts calendar check calendar.yaml\n"
                    "$ contracts calendar check calendar.yaml --format json\n",
        .args = {FILE_ARG},
        .options = {{OPT_ZONES, NULL}, {OPT_MAX_BYTES, NULL}, {OPT_MAX_DEPTH, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_check,
    },
    {
        .words = "calendar due",
        .summary = "tell when a goal in working time is used up",
        .about = "The first instant at which so much working time has passed since the start. "
                 "What is used up at closing time is due at closing time.",
        .examples = "$ contracts calendar due calendar.yaml --start 2026-11-23T16:30 --goal 60m\n",
        .args = {FILE_ARG},
        .options = {{OPT_START, NULL}, {OPT_GOAL, NULL}, FILE_OPTIONS},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_due,
    },
    {
        .words = "calendar elapsed",
        .summary = "tell how much working time lies between two instants",
        .about = "Negative if the end is the earlier one.",
        .examples = "$ contracts calendar elapsed calendar.yaml --start 2026-11-23T16:30 "
                    "--end 2026-11-24T09:30\n",
        .args = {FILE_ARG},
        .options = {{OPT_START, "the earlier instant; RFC 3339, or a local time of the calendar's "
                                "zone such as 2026-11-23T16:30"},
                    {OPT_END, NULL},
                    FILE_OPTIONS},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_elapsed,
    },
    {
        .words = "calendar days",
        .summary = "count working days between two dates, or add some to a date",
        .about = "The days after FROM up to and including TO: how far something slipped. Negative "
                 "if TO is earlier.",
        .examples = "$ contracts calendar days calendar.yaml 2026-12-23 2026-12-28\n"
                    "$ contracts calendar days calendar.yaml 2026-12-23 --add 5\n",
        .args = {FILE_ARG,
                 {"FROM", "a date such as 2026-12-23", false, false},
                 {"TO", "another one", true, false}},
        .options = {{OPT_ADD, NULL}, FILE_OPTIONS},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_days,
    },
    {
        .words = "calendar at",
        .summary = "tell whether a calendar is open, and when it opens next",
        .about = "An instant is RFC 3339, or a local time of the calendar's zone.",
        .examples = "$ contracts calendar at calendar.yaml 2026-12-24T13:00\n"
                    "$ contracts calendar at calendar.yaml\n",
        .args = {FILE_ARG, {"TIME", "the instant; default: now", true, false}},
        .options = {FILE_OPTIONS},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_at,
    },
    {.words = NULL},
};
