/*
 * consumer register, unregister, list: who relies on a contract.
 */
#include "table.h"

static int run_register(struct cli *cli)
{
    struct target target;
    struct parts parts = {0};
    ctr_consumer_spec spec;
    ctr_call call;
    ctr_consumer *consumer = NULL;
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, &target);
    code = code ? code : cli_opt_parts(cli, &parts);
    code = code ? code : cli_call(cli, &call);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_consumer_spec_init(&spec, sizeof spec);
    spec.flags |= cli_has(cli, OPT_UNKNOWN_PARTS) ? CTR_CONSUMER_ALLOW_UNKNOWN_PARTS : 0;
    spec.team = target.team;
    spec.name = target.name;
    spec.consumer = cli_arg(cli, 1);
    spec.role = cli_opt(cli, OPT_ROLE);
    spec.pin = cli_opt(cli, OPT_PIN);
    spec.parts = parts.items;
    spec.part_count = parts.count;
    ctr_status st = ctr_consumer_register(cli->store, &spec, &call, &consumer, &cli->err);
    if (st != CTR_OK) {
        bool part = st == CTR_E_NOT_FOUND && ctr_error_detail(cli->err, "item");
        return cli_failed(cli, st,
                          part ? "'contracts validate FILE --parts' lists the parts; "
                                 "--allow-unknown-parts keeps others"
                               : NULL);
    }
    code = SHOW(cli, ctr_consumer, consumer);
    ctr_consumer_free(consumer);
    return code;
}

static void show_unregistered(struct cli *cli, const struct target *target, const char *consumer,
                              bool dry)
{
    struct out *out = &cli->out;
    if (cli->format == FORMAT_JSON) {
        out_text(out, dry ? "{\n  \"dry_run\": true,\n" : "{\n");
        out_text(out, "  \"unregistered\": true,\n  \"team\": ");
        out_json_string(out, target->team);
        out_text(out, ",\n  \"contract\": ");
        out_json_string(out, target->name);
        out_text(out, ",\n  \"consumer\": ");
        out_json_string(out, consumer);
        out_text(out, "\n}\n");
        return;
    }
    out_text(out, dry ? "dry run: nothing was kept\n" : "");
    out_format(out, dry ? "%s would no longer rely on %s/%s\n" : "%s no longer relies on %s/%s\n",
               consumer, target->team, target->name);
}

static int run_unregister(struct cli *cli)
{
    struct target target;
    ctr_call call;
    const char *consumer = cli_arg(cli, 1);
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, &target);
    code = code ? code : cli_call(cli, &call);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st =
        ctr_consumer_unregister(cli->store, target.team, target.name, consumer, &call, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    show_unregistered(cli, &target, consumer, call.flags & CTR_CALL_DRY_RUN);
    return 0;
}

static ctr_status find_consumers(struct cli *cli, void *user, const char *after, uint32_t limit,
                                 void **list)
{
    ctr_consumer_filter *filter = user;
    ctr_consumer_list *found = NULL;
    filter->after = after;
    filter->limit = limit;
    ctr_status st = ctr_consumer_find(cli->store, filter, &found, &cli->err);
    *list = found;
    return st;
}

static int run_list(struct cli *cli)
{
    ctr_consumer_filter filter;
    struct target target = {0};
    const char *contract = cli_opt(cli, OPT_CONTRACT);
    int code = contract ? cli_target(cli, contract, TARGET_CONTRACT, &target) : 0;
    if (code) {
        return code;
    }
    if (contract && cli_has(cli, OPT_TEAM)) {
        return cli_usage(cli, "--contract names the team, too: --team cannot stand beside it");
    }
    ctr_consumer_filter_init(&filter, sizeof filter);
    filter.team = contract ? target.team : cli_opt(cli, OPT_TEAM);
    filter.name = target.name;
    filter.consumer = cli_opt(cli, OPT_CONSUMER);
    struct query query = {&cli_consumers, find_consumers, &filter};
    return cli_list(cli, &query);
}

const struct command cli_consumer_commands[] = {
    {
        .words = "consumer register",
        .summary = "say who relies on a contract, on which versions and parts",
        .about =
            "A consumer that is registered already is changed to what is given; saying the same "
            "again changes nothing. Without --uses it relies on everything. 'contracts validate "
            "FILE --parts' lists the parts of a document. In a file of parts a line in double "
            "quotes is a string of JSON, for names that no line can hold.",
        .examples = "$ contracts consumer register shop/orders mobile --role app --pin '^1.0' "
                    "--uses 'GET /orders/{id} response 200 /status'\n"
                    "$ contracts consumer register shop/orders reports --uses @parts.txt\n",
        .args = {{"TEAM/NAME", "the contract", false, false},
                 {"CONSUMER", "the consumer's name", false, false}},
        .options = {{OPT_ROLE, NULL},
                    {OPT_PIN, NULL},
                    {OPT_USES, NULL},
                    {OPT_UNKNOWN_PARTS, NULL},
                    {OPT_REASON, NULL},
                    {OPT_DRY_RUN, NULL},
                    {OPT_MAX_BYTES, NULL},
                    {OPT_MAX_DEPTH, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_register,
    },
    {
        .words = "consumer unregister",
        .summary = "forget a consumer",
        .about = "The journal keeps that it was there.",
        .examples = "$ contracts consumer unregister shop/orders web\n",
        .args = {{"TEAM/NAME", "the contract", false, false},
                 {"CONSUMER", "the consumer's name", false, false}},
        .options = {{OPT_REASON, NULL}, {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_unregister,
    },
    {
        .words = "consumer list",
        .summary = "list consumers",
        .about = "In the order of team, contract and consumer. With --consumer alone: all the "
                 "contracts it relies on.",
        .examples = "$ contracts consumer list --contract shop/orders\n"
                    "$ contracts consumer list --consumer billing --format json\n",
        .options = {{OPT_TEAM, NULL},
                    {OPT_CONTRACT, NULL},
                    {OPT_CONSUMER, NULL},
                    {OPT_LIMIT, NULL},
                    {OPT_AFTER, NULL},
                    {OPT_ALL, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_list,
    },
    {.words = NULL},
};
