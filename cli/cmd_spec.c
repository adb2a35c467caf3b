/*
 * validate and rules: documents and rules alone, without a store.
 */
#include "table.h"
#include "validate.h"

#include <string.h>

static int show_parts(struct cli *cli, const ctr_outline *outline)
{
    for (size_t i = 0; i < ctr_outline_count(outline) && !cli->out.error; i++) {
        cli_part_line(&cli->out, ctr_outline_part(outline, i));
    }
    return 0;
}

/* A ctr_write_fn that lets the first line through: without --parts that is what the document is. */
static int write_first_line(void *user, const void *bytes, size_t size)
{
    struct out *out = user;
    const char *end = memchr(bytes, '\n', size);
    if (out->held) {
        return 0;
    }
    out->held = end != NULL;
    return out_write(out, bytes, end ? (size_t)(end - (const char *)bytes) + 1 : size);
}

static int show_outline(struct cli *cli, const ctr_outline *outline)
{
    if (cli->format == FORMAT_JSON) {
        return SHOW(cli, ctr_outline, outline);
    }
    if (cli_has(cli, OPT_PARTS)) {
        return show_parts(cli, outline);
    }
    return cli_shown(
        cli, ctr_outline_render(outline, cli_render(cli), write_first_line, &cli->out, &cli->err));
}

static int read_outline(struct cli *cli, struct input *input)
{
    ctr_source source;
    ctr_diff_options options;
    ctr_outline *outline = NULL;
    ctr_source_init(&source, sizeof source);
    cli_input_source(input, &source);
    int code = cli_diff_options(cli, &options);
    code = code ? code : cli_opt_format(cli, &source.format);
    if (code) {
        return code;
    }
    ctr_status st = ctr_outline_read(&source, &options, &outline, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = show_outline(cli, outline);
    ctr_outline_free(outline);
    return code;
}

static int run_validate(struct cli *cli)
{
    struct input input;
    if (cli_has(cli, OPT_SCHEMA)) {
        return cli_validate_by_schema(cli);
    }
    int unused = cli_unused_without_schema(cli);
    if (unused) {
        return unused;
    }
    int code = cli_input_file(cli, cli_arg(cli, 0), &input);
    code = code ? code : read_outline(cli, &input);
    cli_input_free(&input);
    return code;
}

static int learn(struct cli *cli, struct input inputs[2])
{
    ctr_source sources[2];
    ctr_diff_options options;
    ctr_outline *used = NULL;
    for (size_t i = 0; i < 2; i++) {
        ctr_source_init(&sources[i], sizeof sources[i]);
        cli_input_source(&inputs[i], &sources[i]);
    }
    int code = cli_diff_options(cli, &options);
    code = code ? code : cli_opt_format(cli, &sources[0].format);
    if (code) {
        return code;
    }
    ctr_status st = ctr_used_parts(&sources[0], &sources[1], &options, &used, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = cli->format == FORMAT_JSON ? SHOW(cli, ctr_outline, used) : show_parts(cli, used);
    ctr_outline_free(used);
    return code;
}

static int run_used_parts(struct cli *cli)
{
    struct input inputs[2] = {{.base = -1}, {.base = -1}};
    int code = cli_input_any(cli, cli_arg(cli, 0), &inputs[0]);
    code = code ? code : cli_input_file(cli, cli_arg(cli, 1), &inputs[1]);
    code = code ? code : learn(cli, inputs);
    cli_input_free(&inputs[0]);
    cli_input_free(&inputs[1]);
    return code;
}

/* The language that has a rule of that id, where another was asked for; NULL if none has. */
static const char *other_language(struct cli *cli, const char *id)
{
    ctr_rules *all = NULL;
    ctr_error *err = NULL;
    const char *language = NULL;
    if (!cli_has(cli, OPT_AS) || ctr_rule_list(CTR_FORMAT_AUTO, &all, &err) != CTR_OK) {
        ctr_error_free(err);
        return NULL;
    }
    for (size_t i = 0; i < ctr_rules_count(all) && !language; i++) {
        const ctr_rule *rule = ctr_rules_at(all, i);
        if (strcmp(ctr_rule_id(rule), id) == 0) {
            language = ctr_format_name(ctr_rule_format(rule));
        }
    }
    ctr_rules_free(all);
    return language;
}

static int no_rule(struct cli *cli, const ctr_rules *rules, const char *id)
{
    struct nearest nearest = {0};
    const char *language = other_language(cli, id);
    if (language) {
        struct problem elsewhere = {.status = CTR_E_NOT_FOUND};
        elsewhere.message = cli_format_text(cli, "'%s' is no rule of %s but of %s", id,
                                            cli_opt(cli, OPT_AS), language);
        elsewhere.hint =
            cli_format_text(cli, "'contracts rules %s --as %s' explains it", id, language);
        return cli_problem(cli, &elsewhere);
    }
    for (size_t i = 0; i < ctr_rules_count(rules); i++) {
        cli_nearest(&nearest, id, ctr_rule_id(ctr_rules_at(rules, i)));
    }
    struct problem problem = {.status = CTR_E_NOT_FOUND};
    problem.message = cli_format_text(cli, "there is no rule '%s'", id);
    const char *ours = ctr_rule_of_oasdiff(id, 0);
    problem.hint = ours ? cli_format_text(cli, "oasdiff's rule of that name is '%s' here", ours)
                   : nearest.word ? cli_format_text(cli, "did you mean '%s'?", nearest.word)
                                  : "'contracts rules' lists them";
    return cli_problem(cli, &problem);
}

static int show_rule(struct cli *cli, const ctr_rules *rules, const char *id)
{
    for (size_t i = 0; i < ctr_rules_count(rules); i++) {
        const ctr_rule *rule = ctr_rules_at(rules, i);
        if (strcmp(ctr_rule_id(rule), id) == 0) {
            return SHOW(cli, ctr_rule, rule);
        }
    }
    return no_rule(cli, rules, id);
}

static int run_rules(struct cli *cli)
{
    ctr_format format = CTR_FORMAT_AUTO;
    ctr_rules *rules = NULL;
    const char *id = cli_arg(cli, 0);
    int code = cli_opt_format(cli, &format);
    if (code) {
        return code;
    }
    ctr_status st = ctr_rule_list(format, &rules, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = id ? show_rule(cli, rules, id) : SHOW(cli, ctr_rules, rules);
    ctr_rules_free(rules);
    return code;
}

const struct command cli_spec_commands[] = {
    {
        .words = "validate",
        .summary = "read a document completely and say what it is, or hold it against a schema",
        .about = "Every $ref is followed. Exit code 3 with file, line and column if the document "
                 "is malformed.\n\n"
                 "With --schema: is the document valid under it? Exit code 1 if it is not, with "
                 "the first reason, or with --all every one. SCHEMA is a JSON Schema of any draft "
                 "from 04 to 2020-12, or a schema of an API description, such as "
                 "'api.yaml#/components/schemas/Order'. format is an annotation and refuses "
                 "nothing.",
        .examples = "$ contracts validate orders-v1.yaml\n"
                    "$ contracts validate orders-v1.yaml --parts\n"
                    "$ contracts validate person.schema.json --as json-schema --format json\n"
                    "$ contracts validate person.json --schema person.schema.json\n"
                    "$ contracts validate order.json --schema "
                    "orders-v1.yaml#/components/schemas/Order --all  # exit 1\n",
        .args = {{"FILE", "the document; - is standard input", false, false}},
        .options = {{OPT_AS, NULL},
                    {OPT_PARTS, NULL},
                    {OPT_SCHEMA, NULL},
                    {OPT_ALL, "every reason, not the first alone; needs --schema"},
                    {OPT_LIMIT, "reasons reported with --all, at most; default 100"},
                    {OPT_DIALECT, NULL},
                    {OPT_ADDRESS, NULL},
                    {OPT_BASE, NULL},
                    {OPT_MAX_BYTES, NULL},
                    {OPT_MAX_DEPTH, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_validate,
    },
    {
        .words = "used-parts",
        .summary = "what a consumer's own document uses of a contract, one part a line",
        .about =
            "What FILE is depends on the language of the document: for GraphQL the consumer's "
            "operations; for OpenAPI and Swagger the operations that it calls, as operationIds or "
            "'METHOD path' on lines or as a list in JSON or YAML, or a HAR file of its requests; "
            "for Protobuf the methods that it calls and the messages that it reads or writes, one "
            "a line; for SQL its SELECT, INSERT, UPDATE and DELETE statements; for JSON Schema an "
            "example of the data, of which only what is present is used. The parts are those to "
            "register "
            "it with: never fewer than it uses, the whole operation or table where no more can be "
            "told. Exit code 3 with file, line and column if it names what the document does not "
            "have.",
        .examples = "$ contracts used-parts schema.graphql queries.graphql\n",
        .args = {{"DOCUMENT", "the contract's document, a file or a version", false, false},
                 {"FILE", "what the consumer has; - is standard input", false, false}},
        .options = {{OPT_AS, NULL}, {OPT_BASE, NULL}, {OPT_MAX_BYTES, NULL}, {OPT_MAX_DEPTH, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_used_parts,
    },
    {
        .words = "rules",
        .summary = "list the rules of the comparison, or explain one",
        .about = "A rule's level is that of its findings unless mode or profile say otherwise. One "
                 "alone is explained: what it says, what it breaks for whom, what to do about its "
                 "findings, what oasdiff calls it, and how a policy weighs or accepts it.",
        .examples = "$ contracts rules --as openapi\n"
                    "$ contracts rules response-required-property-removed\n",
        .args = {{"ID", "a rule; default: all", true, false}},
        .options = {{OPT_AS, "only rules of this language"}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_rules,
    },
    {.words = NULL},
};
