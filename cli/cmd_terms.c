/*
 * master, sow and change: governing documents read from files, without a store.
 */
#include "table.h"

#include <string.h>

struct reading {
    struct cli *cli;
    struct input input;
    ctr_source source;
    ctr_diff_options options;
    ctr_terms_kind kind;
};

/* Which kind the command is about: its noun. */
static ctr_terms_kind kind_of(const struct cli *cli)
{
    char noun[16] = "";
    size_t size;
    ctr_terms_kind kind = CTR_TERMS_AUTO;
    const char *words = cli_noun(cli->command, &size);
    if (size < sizeof noun) {
        memcpy(noun, words, size);
    }
    ctr_terms_kind_parse(noun, &kind);
    return kind;
}

static int open_file(struct cli *cli, const char *file, struct reading *r)
{
    *r = (struct reading){.cli = cli, .kind = kind_of(cli)};
    int code = cli_input_file(cli, file, &r->input);
    code = code ? code : cli_diff_options(cli, &r->options);
    ctr_source_init(&r->source, sizeof r->source);
    cli_input_source(&r->input, &r->source);
    return code;
}

static int show(struct reading *r)
{
    struct cli *cli = r->cli;
    ctr_terms *terms = NULL;
    uint32_t flags = cli_has(cli, OPT_EFFECTIVE) ? CTR_TERMS_EFFECTIVE : 0;
    if (cli->format == FORMAT_XML) {
        return cli_shown(cli,
                         ctr_terms_to_xml(&r->source, r->kind, out_write, &cli->out, &cli->err));
    }
    ctr_status st = ctr_terms_read(&r->source, r->kind, flags, &r->options, &terms, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    int code = SHOW(cli, ctr_terms, terms);
    ctr_terms_free(terms);
    return code;
}

static int run_show(struct cli *cli)
{
    struct reading r;
    int code = open_file(cli, cli_arg(cli, 0), &r);
    code = code ? code : show(&r);
    cli_input_free(&r.input);
    return code;
}

static int lint(struct reading *r)
{
    struct cli *cli = r->cli;
    ctr_lint_report *report = NULL;
    ctr_status st = ctr_terms_lint(&r->source, r->kind, &r->options, &report, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    int code = SHOW(cli, ctr_lint_report, report);
    bool errors = ctr_lint_report_count_level(report, CTR_LINT_ERROR) > 0;
    ctr_lint_report_free(report);
    return code ? code : errors;
}

static int run_lint(struct cli *cli)
{
    struct reading r;
    int code = open_file(cli, cli_arg(cli, 0), &r);
    code = code ? code : lint(&r);
    cli_input_free(&r.input);
    return code;
}

/* A statement of work, also one of the store, or a file held against the team's others. */
static int run_sow_lint(struct cli *cli)
{
    struct reading r;
    const char *team = cli_opt(cli, OPT_TEAM);
    if (cli_sow_stored(cli_arg(cli, 0))) {
        return team ? cli_usage(cli, "--team goes with a file; TEAM/NAME says whose it is")
                    : cli_sow_lint(cli, NULL);
    }
    int code = open_file(cli, cli_arg(cli, 0), &r);
    code = code ? code : team ? cli_sow_lint(cli, &r.source) : lint(&r);
    cli_input_free(&r.input);
    return code;
}

/* One form a command: its last word. */
static int run_schema(struct cli *cli)
{
    ctr_schema_form form = cli->format == FORMAT_XML ? CTR_SCHEMA_XSD : CTR_SCHEMA_JSON;
    return cli_shown(cli, ctr_terms_schema(kind_of(cli), form, out_write, &cli->out, &cli->err));
}

/* ---- statements of work ---- */

static int rank(struct reading *r)
{
    struct cli *cli = r->cli;
    ctr_ranking *ranking = NULL;
    ctr_status st = ctr_sow_rank(&r->source, &r->options, &ranking, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    int code = SHOW(cli, ctr_ranking, ranking);
    ctr_ranking_free(ranking);
    return code;
}

static int run_rank(struct cli *cli)
{
    struct reading r;
    if (cli_sow_stored(cli_arg(cli, 0))) {
        return cli_sow_ranking(cli);
    }
    int code = open_file(cli, cli_arg(cli, 0), &r);
    code = code ? code : rank(&r);
    cli_input_free(&r.input);
    return code;
}

static int volatility(struct reading *r, const ctr_source *backlog)
{
    struct cli *cli = r->cli;
    ctr_volatility *v = NULL;
    ctr_status st = ctr_sow_volatility(&r->source, backlog, &r->options, &v, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    int code = SHOW(cli, ctr_volatility, v);
    bool computable = ctr_volatility_computable(v);
    ctr_volatility_free(v);
    return code ? code : !computable;
}

static int run_volatility(struct cli *cli)
{
    struct reading sow, items;
    const char *file = cli_opt(cli, OPT_BACKLOG);
    if (cli_sow_stored(cli_arg(cli, 0))) {
        return file ? cli_usage(cli, "--backlog goes with a file; the store has its own")
                    : cli_sow_churn(cli);
    }
    if (file && strcmp(file, "-") == 0 && strcmp(cli_arg(cli, 0), "-") == 0) {
        return cli_usage(cli, "standard input can be one of the two, not both");
    }
    int code = open_file(cli, cli_arg(cli, 0), &sow);
    if (code == 0 && !file) {
        code = volatility(&sow, NULL);
    } else if (code == 0) {
        code = open_file(cli, file, &items);
        code = code ? code : volatility(&sow, &items.source);
        cli_input_free(&items.input);
    }
    cli_input_free(&sow.input);
    return code;
}

/* ---- classify ---- */

static int classify_options(struct cli *cli, ctr_classify_options *o)
{
    ctr_classify_options_init(o, sizeof *o);
    o->base = cli_opt(cli, OPT_TARGET);
    o->minor_budget_pct = cli_opt(cli, OPT_MINOR_BUDGET);
    o->minor_slip = cli_opt(cli, OPT_MINOR_SLIP);
    o->now_us = cli->now_us;
    return cli_opt_int(cli, OPT_BREAKING, 0, INT32_MAX, &o->breaking_consumers);
}

static int classify(struct cli *cli, struct reading *master, struct reading *change)
{
    ctr_classify_options options;
    ctr_classification *c = NULL;
    int code = classify_options(cli, &options);
    if (code) {
        return code;
    }
    ctr_status st = ctr_change_classify(&master->source, &change->source, &options, &c, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_classification, c);
    ctr_classification_free(c);
    return code;
}

static int run_classify(struct cli *cli)
{
    struct reading master, change;
    const char *file = cli_opt(cli, OPT_MASTER);
    if (!file) {
        return cli_change_classify(cli);
    }
    if (strcmp(file, "-") == 0 && strcmp(cli_arg(cli, 0), "-") == 0) {
        return cli_usage(cli, "standard input can be one of the two, not both");
    }
    int code = open_file(cli, file, &master);
    if (code == 0) {
        code = open_file(cli, cli_arg(cli, 0), &change);
        code = code ? code : classify(cli, &master, &change);
        cli_input_free(&change.input);
    }
    cli_input_free(&master.input);
    return code;
}

#define ABOUT_LINT                                                                                 \
    "Remarks are errors (cannot work as it is written), warnings (a hole that somebody will fall " \
    "into) and infos. Exit code 1 if there is an error."
#define ABOUT_SHOW                                                                                 \
    "Each term with its value and line; with --effective also what holds by default where the "    \
    "document is silent. --format xml writes the document in its XML form."
#define FILE_ARG                                                                                   \
    {                                                                                              \
        {                                                                                          \
            "FILE", "the document, as YAML, JSON or XML; - is standard input", false, false        \
        }                                                                                          \
    }
#define SOW_ARG                                                                                    \
    {                                                                                              \
        {                                                                                          \
            "FILE",                                                                                \
                "the document, as YAML, JSON or XML; - is standard input; or TEAM/NAME, one "      \
                "of the store",                                                                    \
                false, false                                                                       \
        }                                                                                          \
    }
#define LIMITS                                                                                     \
    {OPT_MAX_BYTES, NULL},                                                                         \
    {                                                                                              \
        OPT_MAX_DEPTH, NULL                                                                        \
    }

const struct command cli_terms_commands[] = {
    {
        .words = "master lint",
        .summary = "say what in a master contract will not work or is left open",
        .about = ABOUT_LINT,
        .examples = "$ contracts master lint master_contract.yaml\n",
        .args = FILE_ARG,
        .options = {LIMITS},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_lint,
    },
    {
        .words = "master show",
        .summary = "list the terms of a master contract",
        .about = ABOUT_SHOW,
        .examples = "$ contracts master show master_contract.yaml --effective\n",
        .args = FILE_ARG,
        .options = {{OPT_EFFECTIVE, NULL}, LIMITS},
        .formats = FORMAT_TEXT | FORMAT_JSON | FORMAT_XML,
        .run = run_show,
    },
    {
        .words = "master schema",
        .summary = "write the JSON Schema of master contracts, for editors",
        .about = "It describes the YAML and JSON forms; 'master xsd' writes that of the XML form.",
        .examples = "$ contracts master schema\n",
        .formats = FORMAT_JSON,
        .run = run_schema,
    },
    {
        .words = "master xsd",
        .summary = "write the XSD of master contracts, for editors",
        .about = "It describes the XML form; 'master schema' writes that of the others.",
        .examples = "$ contracts master xsd\n",
        .formats = FORMAT_XML,
        .run = run_schema,
    },
    {
        .words = "sow lint",
        .summary = "say what in a statement of work cannot be judged or is left open",
        .about = ABOUT_LINT
        "\n\nOf a version in the store, TEAM/NAME or TEAM/NAME@LABEL, and with --team of a "
        "file, what it depends on is looked at, too: contracts that the team does not have, "
        "and circles that it would close with the active versions of the others.",
        .examples = "$ contracts sow lint sprint-07.yaml\n"
                    "$ contracts sow lint sprint-07.yaml --team shop\n"
                    "$ contracts sow lint shop/sprint-07@latest\n",
        .args = SOW_ARG,
        .options = {{OPT_TEAM, "hold a file against the statements of work of this team"}, LIMITS},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_sow_lint,
    },
    {
        .words = "sow show",
        .summary = "list the terms of a statement of work",
        .about = ABOUT_SHOW,
        .examples = "$ contracts sow show sprint-07.yaml --format json\n",
        .args = FILE_ARG,
        .options = {{OPT_EFFECTIVE, NULL}, LIMITS},
        .formats = FORMAT_TEXT | FORMAT_JSON | FORMAT_XML,
        .run = run_show,
    },
    {
        .words = "sow schema",
        .summary = "write the JSON Schema of statements of work, for editors",
        .about = "It describes the YAML and JSON forms; 'sow xsd' writes that of the XML form.",
        .examples = "$ contracts sow schema\n",
        .formats = FORMAT_JSON,
        .run = run_schema,
    },
    {
        .words = "sow xsd",
        .summary = "write the XSD of statements of work, for editors",
        .about = "It describes the XML form; 'sow schema' writes that of the others.",
        .examples = "$ contracts sow xsd\n",
        .formats = FORMAT_XML,
        .run = run_schema,
    },
    {
        .words = "sow rank",
        .summary = "rank the value slices of a statement of work",
        .about =
            "By expected outcome times confidence, by effort; of equal ones the first in the "
            "document comes first. What was realised is shown beside: of a statement of work in "
            "the store, TEAM/NAME, what was measured of the slice.",
        .examples = "$ contracts sow rank sprint-07.yaml\n",
        .args = SOW_ARG,
        .options = {LIMITS},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_rank,
    },
    {
        .words = "sow volatility",
        .summary = "say how restless the scope of an iteration was",
        .about =
            "The sizes of the items added, changed and removed after the first day and until "
            "the last, by the size of what was in the backlog on the first day; net growth is "
            "added less removed. One of the store, TEAM/NAME, is held against the backlog that "
            "was frozen at its start, whatever the items claim by now.\n\n"
            "Exit code 1 if it cannot be computed: no start date, nothing at the start.",
        .examples = "$ contracts sow volatility sprint-07.yaml --backlog sprint-07.csv\n",
        .args = SOW_ARG,
        .options = {{OPT_BACKLOG, NULL}, LIMITS},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_volatility,
    },
    {
        .words = "change classify",
        .summary = "say whether a change is minor or major, and why",
        .about = "A pure function of the request's impact analysis and the master's thresholds: "
                 "any threshold that is exceeded makes a change major; so do an area in which "
                 "every change is, a registered consumer that breaks, and an impact that nobody "
                 "knows unless the master says otherwise. A class claimed in the request is kept "
                 "beside the one computed, which rules.\n\n"
                 "Without --master the change is one of the store, TEAM/NAME/ID: it is classified "
                 "by the policy it was submitted under, and the result stored beside those "
                 "before.\n\n"
                 "Exit code 0 whatever the class.",
        .examples = "$ contracts change classify --master master_contract.yaml CR-42.yaml\n"
                    "$ contracts change classify --master master_contract.yaml CR-42.yaml "
                    "--breaking 2 --format json\n"
                    "$ contracts change classify shop/deal/CR-51\n",
        .args = {{"CR",
                  "the change request, as YAML, JSON or XML; - is standard input; or a "
                  "change of the store",
                  false, false}},
        .options = {{OPT_MASTER, NULL},
                    {OPT_TARGET, NULL},
                    {OPT_MINOR_BUDGET, NULL},
                    {OPT_MINOR_SLIP, NULL},
                    {OPT_BREAKING, NULL},
                    {OPT_REASON, NULL},
                    {OPT_IF_REVISION, "only if the change is at this revision"},
                    {OPT_DRY_RUN, NULL},
                    LIMITS},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_classify,
    },
    {
        .words = "change lint",
        .summary = "say what in a change request is left open",
        .about = ABOUT_LINT,
        .examples = "$ contracts change lint CR-42.yaml\n",
        .args = FILE_ARG,
        .options = {LIMITS},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_lint,
    },
    {
        .words = "change terms",
        .summary = "list the terms of a change request",
        .about = ABOUT_SHOW,
        .examples = "$ contracts change terms CR-42.yaml --effective\n",
        .args = FILE_ARG,
        .options = {{OPT_EFFECTIVE, NULL}, LIMITS},
        .formats = FORMAT_TEXT | FORMAT_JSON | FORMAT_XML,
        .run = run_show,
    },
    {
        .words = "change schema",
        .summary = "write the JSON Schema of change requests, for editors",
        .about = "It describes the YAML and JSON forms; 'change xsd' writes that of the XML form.",
        .examples = "$ contracts change schema\n",
        .formats = FORMAT_JSON,
        .run = run_schema,
    },
    {
        .words = "change xsd",
        .summary = "write the XSD of change requests, for editors",
        .about = "It describes the XML form; 'change schema' writes that of the others.",
        .examples = "$ contracts change xsd\n",
        .formats = FORMAT_XML,
        .run = run_schema,
    },
    {.words = NULL},
};
