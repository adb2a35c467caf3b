/*
 * policy: what a team makes of findings.
 */
#include "policy.h"
#include "table.h"

#include <string.h>

static int run_check(struct cli *cli)
{
    ctr_policy *policy = NULL;
    int code = cli_policy_file(cli, cli_arg(cli, 0), &policy);
    code = code ? code : SHOW(cli, ctr_policy, policy);
    ctr_policy_free(policy);
    return code;
}

static int run_schema(struct cli *cli)
{
    return cli_shown(cli, ctr_policy_schema(out_write, &cli->out, &cli->err));
}

/* ---- in the store ---- */

/* TEAM or TEAM/NAME. */
static int owner(struct cli *cli, struct target *out)
{
    const char *text = cli_arg(cli, 0);
    if (strchr(text, '/') || strchr(text, '@')) {
        return cli_target(cli, text, TARGET_CONTRACT, out);
    }
    *out = (struct target){.team = text};
    return 0;
}

static int show(struct cli *cli, ctr_status status, ctr_policy **policy)
{
    if (status != CTR_OK) {
        return cli_failed(cli, status, NULL);
    }
    int code = SHOW(cli, ctr_policy, *policy);
    ctr_policy_free(*policy);
    return code;
}

static int set(struct cli *cli, const struct target *t, struct input *input)
{
    ctr_source source;
    ctr_call call;
    ctr_policy *policy = NULL;
    ctr_source_init(&source, sizeof source);
    cli_input_source(input, &source);
    int code = cli_call(cli, &call);
    code = code ? code : cli_store_open(cli);
    return code ? code
                : show(cli,
                       ctr_policy_set(cli->store, t->team, t->name, &source, &call, &policy,
                                      &cli->err),
                       &policy);
}

static int run_set(struct cli *cli)
{
    struct target target;
    struct input input;
    int code = owner(cli, &target);
    if (code) {
        return code;
    }
    code = cli_input_file(cli, cli_arg(cli, 1), &input);
    code = code ? code : set(cli, &target, &input);
    cli_input_free(&input);
    return code;
}

static int run_clear(struct cli *cli)
{
    struct target t;
    ctr_call call;
    ctr_policy *policy = NULL;
    int code = owner(cli, &t);
    code = code ? code : cli_call(cli, &call);
    code = code ? code : cli_store_open(cli);
    return code ? code
                : show(cli, ctr_policy_clear(cli->store, t.team, t.name, &call, &policy, &cli->err),
                       &policy);
}

static int run_show(struct cli *cli)
{
    struct target t;
    ctr_policy *policy = NULL;
    uint32_t flags = cli_has(cli, OPT_EFFECTIVE) ? CTR_POLICY_EFFECTIVE : 0;
    int code = owner(cli, &t);
    code = code ? code : cli_store_open(cli);
    return code ? code
                : show(cli, ctr_policy_get(cli->store, t.team, t.name, flags, &policy, &cli->err),
                       &policy);
}

/* The option that says what the library found missing; NULL if it is none of those. */
static const char *option_lacking(struct cli *cli)
{
    static const enum opt needed[] = {OPT_REASON, OPT_OWNER, OPT_EXPIRES};
    const char *field = ctr_error_detail(cli->err, "field");
    for (size_t i = 0; field && i < sizeof needed / sizeof needed[0]; i++) {
        const struct option_row *option = cli_option(needed[i]);
        if (strcmp(field, option->name) == 0 && !cli_has(cli, needed[i])) {
            return cli_format_text(cli, "give it with --%s %s", option->name, option->value);
        }
    }
    return NULL;
}

static int run_waive(struct cli *cli)
{
    struct target t;
    ctr_waive waive;
    ctr_call call;
    ctr_policy *policy = NULL;
    ctr_waive_init(&waive, sizeof waive);
    waive.fingerprint = cli_opt(cli, OPT_FINGERPRINT);
    waive.rule = cli_opt(cli, OPT_RULE);
    waive.part = cli_opt(cli, OPT_PART);
    waive.owner = cli_opt(cli, OPT_OWNER);
    waive.since = cli_opt(cli, OPT_SINCE);
    waive.expires = cli_opt(cli, OPT_EXPIRES);
    int code = owner(cli, &t);
    waive.team = t.team;
    waive.name = t.name;
    code = code ? code : cli_call(cli, &call);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st = ctr_policy_waive(cli->store, &waive, &call, &policy, &cli->err);
    return st == CTR_OK ? show(cli, st, &policy) : cli_failed(cli, st, option_lacking(cli));
}

static int run_waivers(struct cli *cli)
{
    struct target t;
    ctr_waiver_list *list = NULL;
    int code = owner(cli, &t);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st = ctr_waiver_find(cli->store, t.team, t.name, cli->now_us, &list, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_waiver_list, list);
    ctr_waiver_list_free(list);
    return code;
}

#define OWNER                                                                                      \
    {                                                                                              \
        "TEAM[/NAME]", "the contract, or the team for all of its contracts", false, false          \
    }

const struct command cli_policy_commands[] = {
    {
        .words = "policy check",
        .summary = "read a policy and show what it says",
        .about = "A policy says what findings weigh, which are accepted for a time, and how labels "
                 "have to grow. A rule that is not known, a waiver without reason, owner or "
                 "expiry, or one that holds for too long is refused with its place.\n\n"
                 "The hash names what it says, however it is written.",
        .examples = "$ contracts policy check policy.yaml\n"
                    "$ contracts policy check policy.yaml --format json\n",
        .args = {{"FILE", "the policy, JSON or YAML; - is standard input", false, false}},
        .options = {{OPT_MAX_BYTES, NULL}, {OPT_MAX_DEPTH, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_check,
    },
    {
        .words = "policy schema",
        .summary = "print the JSON Schema of policies",
        .about = "For editors.",
        .examples = "$ contracts policy schema\n",
        .formats = FORMAT_JSON,
        .run = run_schema,
    },
    {
        .words = "policy set",
        .summary = "give a contract or a team a policy",
        .about = "It takes the place of the one before, which is kept. What holds for a contract "
                 "is its own policy upon its team's. Evolving and activating go by it, and what "
                 "they find names it by its hash.",
        .examples = "$ contracts policy set shop policy.yaml --reason 'agreed with the teams'\n"
                    "$ contracts policy set shop/orders policy.yaml --dry-run\n",
        .args = {OWNER, {"FILE", "the policy, JSON or YAML; - is standard input", false, false}},
        .options = {{OPT_REASON, NULL},
                    {OPT_IF_REVISION, "only if its last edition is this one"},
                    {OPT_DRY_RUN, NULL},
                    {OPT_MAX_BYTES, NULL},
                    {OPT_MAX_DEPTH, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_set,
    },
    {
        .words = "policy show",
        .summary = "show the policy of a contract or a team",
        .about = "With --effective: what holds for the contract, its own policy upon its team's, "
                 "with the parts that its consumers use if that matters.",
        .examples = "$ contracts policy set shop/orders policy.yaml && contracts policy show "
                    "shop/orders\n",
        .args = {OWNER},
        .options = {{OPT_EFFECTIVE, "what holds, the team's policy included"}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_show,
    },
    {
        .words = "policy clear",
        .summary = "take the policy of a contract or a team away",
        .about = "Its editions are kept.",
        .examples = "$ contracts policy set shop policy.yaml && contracts policy clear shop "
                    "--reason 'each has its own'\n",
        .args = {OWNER},
        .options = {{OPT_REASON, NULL},
                    {OPT_IF_REVISION, "only if its last edition is this one"},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_clear,
    },
    {
        .words = "waive",
        .summary = "accept a finding for a time",
        .about = "Adds a waiver to the policy of the contract or the team, which gets one if it "
                 "has none. It goes by the finding's fingerprint, or by its rule and part. The "
                 "reason, who answers for it and when it expires are needed; a bare date is the "
                 "end of that day in UTC.",
        .examples =
            "$ contracts waive shop/orders --rule response-required-property-removed --part 'GET "
            "/orders response 200 /*/status' --reason 'nobody reads it' --owner backend --expires "
            "2099-12-31\n",
        .args = {OWNER},
        .options = {{OPT_FINGERPRINT, NULL},
                    {OPT_RULE, "id of the finding's rule"},
                    {OPT_PART, NULL},
                    {OPT_REASON, "why it is accepted"},
                    {OPT_OWNER, "who answers for it"},
                    {OPT_SINCE, NULL},
                    {OPT_EXPIRES, "until when, RFC 3339 or a date"},
                    {OPT_IF_REVISION, "only if the policy's last edition is this one"},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_waive,
    },
    {
        .words = "waivers",
        .summary = "list the waivers of a contract or a team",
        .about = "With where they stand: active, expired, pending where they begin later, or "
                 "too-long where a policy set after them allows less and they hold no more. Those "
                 "of the team come first.",
        .examples = "$ contracts waivers shop/orders\n",
        .args = {OWNER},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_waivers,
    },
    {.words = NULL},
};
