/*
 * The `contracts` command: what its files share. It includes the public headers and nothing else of
 * the library, so it shows what any host can do.
 *
 * A command is one row of a table (struct command) beside its function in cmd_<noun>.c. The rows
 * feed the parser, the help texts and the man page; nothing is said twice.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "out.h"

#include <contracts/contracts.h>

#include <stdbool.h>

/* Every option the program knows; options.c has a row for each. */
enum opt {
    OPT_NONE,
    /* of every command */
    OPT_DB,
    OPT_ACTOR,
    OPT_FORMAT,
    OPT_OUTPUT,
    OPT_COLOR,
    OPT_NOW,
    OPT_SEED,
    OPT_DEADLINE,
    OPT_HELP,
    OPT_VERSION,
    /* of some */
    OPT_ACCEPT_UNDECIDED,
    OPT_ACCOUNT,
    OPT_ADD,
    OPT_ADDENDUM,
    OPT_ADDRESS,
    OPT_ADR,
    OPT_AFTER,
    OPT_AGAINST,
    OPT_ALL,
    OPT_AMOUNT,
    OPT_AREA,
    OPT_ARTEFACT,
    OPT_AS,
    OPT_AS_OF,
    OPT_AT,
    OPT_BACKLOG,
    OPT_BASE,
    OPT_BREAKING,
    OPT_BREAKING_ONLY,
    OPT_BUILT,
    OPT_BY,
    OPT_CADENCE,
    OPT_CALENDAR,
    OPT_CAUSE,
    OPT_CHANGE,
    OPT_CHART,
    OPT_CHECK,
    OPT_CHECKPOINT,
    OPT_CHECK_VERSION,
    OPT_CLASS,
    OPT_CLOSED,
    OPT_CONSUMER,
    OPT_CONTRACT,
    OPT_COUNT,
    OPT_CURRENCY,
    OPT_DATE,
    OPT_DECISION,
    OPT_DECLARE_BREAK,
    OPT_DETAIL,
    OPT_DIALECT,
    OPT_DRY_RUN,
    OPT_EARNED,
    OPT_EFFECTIVE,
    OPT_END,
    OPT_ENDED,
    OPT_ENTRIES,
    OPT_ENVIRONMENT,
    OPT_EVIDENCE,
    OPT_EXCERPTS,
    OPT_EXPIRES,
    OPT_FAILED,
    OPT_FAIL_ON,
    OPT_FINGERPRINT,
    OPT_FLOOD,
    OPT_FORCE,
    OPT_FORECAST,
    OPT_FROM,
    OPT_FROM_ROOT,
    OPT_GOAL,
    OPT_GRACE_DAYS,
    OPT_GRACE_DAYS_BETA,
    OPT_GROWTH,
    OPT_GZIP,
    OPT_HI,
    OPT_HOLD,
    OPT_ID,
    OPT_IF_ABSENT,
    OPT_IF_REVISION,
    OPT_INSTANCE,
    OPT_INTERVAL,
    OPT_KEY,
    OPT_KIND,
    OPT_LABEL,
    OPT_LATE,
    OPT_LAYOUT,
    OPT_LIMIT,
    OPT_LO,
    OPT_MAN,
    OPT_MASTER,
    OPT_MAX_BYTES,
    OPT_MAX_DEPTH,
    OPT_MEMO,
    OPT_MET,
    OPT_METADATA,
    OPT_MINOR_BUDGET,
    OPT_MINOR_SLIP,
    OPT_MODE,
    OPT_NEW_ENVIRONMENT,
    OPT_NOTIFY,
    OPT_N,
    OPT_NO_LIMITS,
    OPT_NO_POLICY,
    OPT_ON,
    OPT_ORIGIN,
    OPT_OWNER,
    OPT_OWNER_AGENT,
    OPT_OWNER_ROLE,
    OPT_PART,
    OPT_PARTICIPANT,
    OPT_PARTS,
    OPT_PARTY,
    OPT_PATH,
    OPT_PENDING,
    OPT_PIN,
    OPT_POLICY,
    OPT_POSTING,
    OPT_PREFIX,
    OPT_PROFILE,
    OPT_PUBLIC_KEY,
    OPT_RATE,
    OPT_RATE_DATE,
    OPT_RATE_PAIR,
    OPT_RATE_SOURCE,
    OPT_REASON,
    OPT_RECIPIENT,
    OPT_REPLAY,
    OPT_REQUESTER,
    OPT_ROLE,
    OPT_ROOT,
    OPT_RULE,
    OPT_SCHEMA,
    OPT_SECRET_KEY,
    OPT_SHA256,
    OPT_SINCE,
    OPT_SLO,
    OPT_START,
    OPT_STATE,
    OPT_SUMMARY,
    OPT_SUNSET,
    OPT_TARGET,
    OPT_TEAM,
    OPT_THRESHOLDS,
    OPT_TIMEOUT,
    OPT_TO,
    OPT_TYPE,
    OPT_UNKNOWN_PARTS,
    OPT_UNTIL,
    OPT_UNTIL_IDLE,
    OPT_USES,
    OPT_WITHIN,
    OPT_VALUE,
    OPT_ZONES,
    OPT_LAST
};

enum { OPT_IS_GLOBAL = 1, OPT_REPEATS = 2, OPT_HIDDEN = 4 };

struct option_row {
    enum opt id;
    const char *name;  /* without the dashes */
    const char *value; /* name of its value; NULL = a flag */
    const char *help;  /* one sentence, no full stop */
    unsigned flags;
};

/* An option as one command takes it. */
struct option_use {
    enum opt id;
    const char *help; /* NULL = that of the option's row */
};

struct positional {
    const char *name;
    const char *help;
    bool optional;
    bool many; /* the last one only */
};

/* Flags of a command. */
enum {
    CMD_WRITES = 1, /* changes the store; without this one that cannot be written will do */
    CMD_CREATES = 2 /* makes the store if there is none */
};

/* Formats of a result, as bits. */
enum {
    FORMAT_TEXT = 1,
    FORMAT_XML = 2,
    FORMAT_JSON = 4,
    FORMAT_MARKDOWN = 8,
    FORMAT_CSV = 16,
    FORMAT_HTML = 32,
    FORMAT_SVG = 64,
    FORMAT_PROMETHEUS = 128,
    FORMAT_SARIF = 256,
    FORMAT_JUNIT = 512,
    FORMAT_GITHUB = 1024
};

enum { MAX_ARGS = 3, MAX_OPTIONS = 16 };

enum { DEEPEST = 10000 }; /* what the library allows for --max-depth */

struct cli;

struct command {
    const char *words;    /* "contract create" */
    const char *summary;  /* one line, no full stop */
    const char *about;    /* paragraphs, apart by blank lines; one line each */
    const char *examples; /* lines; those beginning with "$ contracts" are run by the tests */
    struct positional args[MAX_ARGS];
    struct option_use options[MAX_OPTIONS];
    unsigned flags;
    unsigned formats; /* the lowest bit is the default */
    int (*run)(struct cli *cli);
};

struct option_given {
    enum opt id;
    const char *value; /* "" for flags */
};

/* A failure found outside the library: in a callback, or in the command itself. */
struct problem {
    ctr_status status;
    const char *message;
    const char *hint;    /* what to do next; NULL = nothing to say */
    const char *keys[3]; /* details; NULL ends them */
    const char *values[3];
};

/* One run of the program. */
struct cli {
    const struct command *command;
    const char **args; /* positionals behind the words of the command */
    size_t arg_count;
    struct option_given *given;
    size_t given_count;
    unsigned format; /* one FORMAT_* bit */
    bool json_errors;
    bool color;
    const char *db;
    const char *actor;
    int64_t now_us; /* --now; 0 = the clock */
    uint64_t random_state;
    ctr_store *store;
    ctr_error *err;         /* slot for the call being made */
    struct problem pending; /* set by a callback, told when the call it stopped returns */
    const char *note;       /* why a `$ref` was not followed, said beside the library's message */
    struct out out;
    struct kept *kept; /* freed at the end */
    int64_t progress_from_us;
    bool progress_shown;
};

/* ---- args.c ---- */

/* Split the command line. 0, or the exit code of a failure that has been told. */
int cli_parse(struct cli *cli, int argc, char **argv);
/* The value given for an option, "" for a flag, NULL if it was not given. */
const char *cli_opt(const struct cli *cli, enum opt id);
static inline bool cli_has(const struct cli *cli, enum opt id)
{
    return cli_opt(cli, id) != NULL;
}
/* Values of a repeated option: start with *at = 0; NULL past the last. */
const char *cli_opt_next(const struct cli *cli, enum opt id, size_t *at);
/* Numbers and words in options; 0, or the exit code of a failure that has been told. An option that
 * was not given leaves *out as it is. */
int cli_opt_int(struct cli *cli, enum opt id, int64_t least, int64_t most, int64_t *out);
int cli_opt_size(struct cli *cli, enum opt id, uint64_t *out); /* takes K, M, G */
int cli_opt_time(struct cli *cli, enum opt id, int64_t *out);
/* The same, but a bare date is its end, as it is in documents and waivers. */
int cli_opt_day(struct cli *cli, enum opt id, int64_t *out);
int cli_opt_word(struct cli *cli, enum opt id, const char *const *words, size_t *out);
int cli_opt_format(struct cli *cli, ctr_format *out); /* --as */
int cli_opt_import_policy(struct cli *cli, ctr_import_policy *out);
int cli_opt_mode(struct cli *cli, ctr_mode *out);
int cli_opt_profile(struct cli *cli, ctr_profile *out);
int cli_opt_state(struct cli *cli, ctr_state *out);
int cli_opt_type(struct cli *cli, ctr_type *out);

/* A positional, or NULL. */
static inline const char *cli_arg(const struct cli *cli, size_t index)
{
    return index < cli->arg_count ? cli->args[index] : NULL;
}

/* "team/name" and "team/name@selector". */
struct target {
    const char *team;
    const char *name;
    const char *selector; /* NULL if there is no '@' */
};

enum target_kind { TARGET_CONTRACT, TARGET_VERSION, TARGET_EITHER };

/* Split a name; 0, or the exit code of a failure that has been told. TARGET_CONTRACT refuses '@',
 * TARGET_VERSION wants it. */
int cli_target(struct cli *cli, const char *text, enum target_kind kind, struct target *out);

/* ---- table.c ---- */

extern const struct option_row cli_options[];
const struct option_row *cli_option(enum opt id);
const struct option_row *cli_option_by_name(const char *name, size_t size);
/* All rows in order; NULL past the end. */
const struct command *cli_command(size_t index);
/* True if the command takes the option. */
bool cli_takes(const struct command *command, enum opt id);
/* First word of a command in *size bytes. */
const char *cli_noun(const struct command *command, size_t *size);

/* ---- help.c, man.c ---- */

void cli_help_overview(struct out *out);
void cli_help_noun(struct out *out, const char *noun);
void cli_help_command(struct out *out, const struct command *command);
void cli_man_page(struct out *out);
/* "contracts contract create TEAM/NAME FILE [OPTION]..." */
void cli_synopsis(struct out *out, const struct command *command);
/* The words a command knows for its formats, such as "text, json". */
const char *cli_format_names(struct cli *cli, unsigned formats);
/* The bit of a name, if it is in the set; else 0. */
unsigned cli_format_of(unsigned set, const char *name);
/* "text, json" into `out`; its size. */
size_t cli_format_list(unsigned set, char *out, size_t room);

/* ---- report.c ---- */

/* Tell a failure on standard error, as text or JSON, and return the exit code. */
int cli_problem(struct cli *cli, const struct problem *problem);
/* The failure of a library call: cli->err, or what a callback left in cli->pending. Frees cli->err.
 * `hint` may be NULL. */
int cli_failed(struct cli *cli, ctr_status status, const char *hint);
/* Wrong use: exit code 2, with a pointer to the help. */
int cli_usage(struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A remark on standard error; nothing with --format json. */
void cli_remark(struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Nearest of the words offered one by one: start with {0}. */
struct nearest {
    const char *word;
    size_t distance;
};
void cli_nearest(struct nearest *nearest, const char *typed, const char *word);

/* ---- memory: keep.c ---- */

/* Memory that lives until the end of the run. Never NULL: without memory the program ends. */
void *cli_keep(struct cli *cli, size_t size);
char *cli_format_text(struct cli *cli, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* A JSON string with its quotes. */
const char *cli_json_text(struct cli *cli, const char *text);
/* Free these at the end, too. */
void cli_keep_document(struct cli *cli, ctr_document *document);
void cli_keep_block(struct cli *cli, void *block);
void cli_keep_free(struct cli *cli);

/* ---- store.c ---- */

/* Open the store as the command's row says; 0, or the exit code of a failure that has been told. */
int cli_store_open(struct cli *cli);
/* A store in memory, for rehearsing a first write before a file is made. */
int cli_store_memory(struct cli *cli, ctr_store **out);
bool cli_store_missing(const struct cli *cli);
void cli_store_close(struct cli *cli);
/* Actor, instant, reason, revision and flags from the options of the command. */
int cli_call(struct cli *cli, ctr_call *call);
/* The signal that asked the program to stop, 0 if none. */
int cli_stopped(void);
/* The flag that it raises, for calls without a store. */
const int32_t *cli_stop_flag(void);
void cli_catch_signals(void);
int cli_progress(void *user, const char *what, uint64_t done, uint64_t total);
void cli_progress_clear(struct cli *cli);
ctr_render cli_render(const struct cli *cli);
/* Write a result: SHOW(cli, ctr_version, version). 0 or an exit code. */
int cli_shown(struct cli *cli, ctr_status status);
#define SHOW(cli, type, object)                                                                    \
    cli_shown((cli), type##_render((object), cli_render(cli), out_write, &(cli)->out, &(cli)->err))

/* ---- document.c ---- */

/* A document from a file, from standard input or out of the store. */
struct input {
    struct cli *cli;
    const char *name; /* for messages */
    void *data;
    size_t size;
    int base;             /* directory that `$ref`s are resolved in; -1 = none */
    bool stored;          /* out of the store */
    struct target target; /* if stored */
    uint64_t limit;       /* bytes of a file */
    ctr_version *version; /* if stored: the facts; owned */
};

/* Read `argument`, which is a file or `-`. 0, or the exit code of a failure that has been told. */
int cli_input_file(struct cli *cli, const char *argument, struct input *out);
/* The same, or a version of a contract; opens the store when it needs it. */
int cli_input_any(struct cli *cli, const char *argument, struct input *out);
/* Fill in a source that reads from `input`, which must outlive it. */
void cli_input_source(struct input *input, ctr_source *source);
void cli_input_free(struct input *input);
/* Parts named by --uses, with @FILE one a line. 0, or an exit code. */
struct parts {
    const char **items;
    size_t count, room;
};
int cli_opt_parts(struct cli *cli, struct parts *out);
/* A line that --uses @FILE reads as this part. */
void cli_part_line(struct out *out, const char *part);
/* Limits and progress of a comparison. */
int cli_diff_options(struct cli *cli, ctr_diff_options *options);

/* ---- io.c ---- */

/* Set cli->pending; false, so that it can be returned. `name` is the file. */
bool cli_pend(struct cli *cli, ctr_status status, const char *name, const char *message);
/* Read all of a descriptor, at most `limit` bytes; the memory is kept until the end. False: the
 * reason is in cli->pending. */
bool cli_read_all(struct cli *cli, int fd, const char *name, uint64_t limit, void **data,
                  size_t *size);
/* Open a file for reading; `-` is standard input. False: the reason is in cli->pending. */
bool cli_open_input(struct cli *cli, const char *name, int *fd);
/* Text of an option: as it is, or with '@' the content of a file. 0, or an exit code. */
int cli_text_or_file(struct cli *cli, const char *value, const char **out);
/* Open a relative path below `base` without following a symbolic link or leaving it. A descriptor,
 * or -1 with errno (ELOOP: a link on the way; EXDEV: outside; ENOTDIR or ENOENT: not there). */
int cli_open_beneath(int base, const char *path);

/* ---- paging.c ---- */

/* How a list is fetched and written, page by page. */
struct lister {
    const char *key; /* of the list in JSON */
    size_t (*count)(const void *list);
    const char *(*next)(struct cli *cli, const void *list); /* NULL = the last */
    ctr_status (*item)(struct cli *cli, const void *list, size_t index);
    ctr_status (*whole)(struct cli *cli, const void *list);
    void (*free)(void *list);
};
extern const struct lister cli_versions, cli_consumers, cli_events, cli_entries;
extern const struct lister cli_versions, cli_consumers, cli_events, cli_changes, cli_decisions;

struct query {
    const struct lister *lister;
    ctr_status (*find)(struct cli *cli, void *user, const char *after, uint32_t limit, void **list);
    void *user;
};
/* Open the store and write one page, or with --all every one of them. 0, or the exit code of a
 * failure that has been told. */
int cli_list(struct cli *cli, const struct query *query);

/* ---- cmd_change.c ---- */

/* "team/name/CR-42"; 0, or the exit code of a failure that has been told. */
struct named {
    struct target master;
    const char *id;
};
int cli_named(struct cli *cli, const char *text, struct named *out);
/* What runs: the first argument, and --contract. */
int cli_what(struct cli *cli, ctr_run_spec *spec);
/* 'change classify' of a change in the store. */
int cli_change_classify(struct cli *cli);

/* ---- cmd_sow.c ---- */

/* Does it name a statement of work of the store, TEAM/NAME? A file of that name wins. */
bool cli_sow_stored(const char *argument);
/* 'sow lint' of a version of the store; of a file (not NULL), held against --team. */
int cli_sow_lint(struct cli *cli, const ctr_source *source);
/* 'sow rank' and 'sow volatility' of one of the store. */
int cli_sow_ranking(struct cli *cli);
int cli_sow_churn(struct cli *cli);

/* ---- cmd_layout.c ---- */

/* 'init --layout'. */
int cli_layout_init(struct cli *cli);

/* ---- when.c ---- */

/* RFC 3339, or a date alone (midnight UTC), as microseconds since 1970 UTC. */
bool cli_time_parse(const char *text, int64_t *us);

#endif
