/*
 * contract create, evolve, edit, rollback: what brings a document, or the facts of a contract.
 */
#include "table.h"

#include <string.h>

static int create_options(struct cli *cli, ctr_create *create)
{
    create->label = cli_opt(cli, OPT_LABEL);
    create->owner_role = cli_opt(cli, OPT_OWNER_ROLE);
    create->owner_agent = cli_opt(cli, OPT_OWNER_AGENT);
    create->flags |= cli_has(cli, OPT_IF_ABSENT) ? CTR_CREATE_IF_ABSENT : 0;
    int code = cli_opt_type(cli, &create->type);
    code = code ? code : cli_opt_mode(cli, &create->mode);
    code = code ? code : cli_opt_profile(cli, &create->profile);
    code = code ? code : cli_opt_format(cli, &create->document.format);
    return code ? code : cli_text_or_file(cli, cli_opt(cli, OPT_METADATA), &create->metadata);
}

/* A file that does not exist yet is made only for a contract that is known to be good. */
static int rehearse(struct cli *cli, const ctr_create *create, ctr_call call)
{
    ctr_store *store = NULL;
    if (!cli_store_missing(cli) || (call.flags & CTR_CALL_DRY_RUN)) {
        return 0;
    }
    int code = cli_store_memory(cli, &store);
    if (code) {
        return code;
    }
    call.flags |= CTR_CALL_DRY_RUN;
    ctr_status st = ctr_contract_create(store, create, &call, NULL, &cli->err);
    ctr_store_close(store);
    return st == CTR_OK ? 0 : cli_failed(cli, st, NULL);
}

static int create_contract(struct cli *cli, const ctr_create *create)
{
    ctr_call call;
    ctr_version *version = NULL;
    int code = cli_call(cli, &call);
    code = code ? code : rehearse(cli, create, call);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st = ctr_contract_create(cli->store, create, &call, &version, &cli->err);
    if (st != CTR_OK) {
        bool exists = st == CTR_E_EXISTS;
        return cli_failed(
            cli, st, exists ? "a new version is added with 'contracts contract evolve'" : NULL);
    }
    code = SHOW(cli, ctr_version, version);
    ctr_version_free(version);
    return code;
}

static int run_create(struct cli *cli)
{
    struct target target;
    struct input input;
    ctr_create create;
    ctr_create_init(&create, sizeof create);
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, &target);
    code = code ? code : create_options(cli, &create);
    if (code) {
        return code;
    }
    create.team = target.team;
    create.name = target.name;
    code = cli_input_file(cli, cli_arg(cli, 1), &input);
    if (code == 0) {
        cli_input_source(&input, &create.document);
        code = create_contract(cli, &create);
    }
    cli_input_free(&input);
    return code;
}

/* --fail-on, worst first. */
static const char *const fail_words[] = {"breaking", "undecided", "warning", NULL};

static int fail_on(struct cli *cli, const ctr_evolution *evolution)
{
    static const ctr_level levels[] = {CTR_LEVEL_BREAKING, CTR_LEVEL_UNDECIDED, CTR_LEVEL_WARNING};
    const ctr_diff *diff = ctr_evolution_diff(evolution);
    size_t worst = 0;
    size_t found = 0;
    if (!cli_has(cli, OPT_FAIL_ON) || !diff || cli_opt_word(cli, OPT_FAIL_ON, fail_words, &worst)) {
        return 0;
    }
    for (size_t i = 0; i <= worst; i++) {
        found += ctr_diff_count_level(diff, levels[i]);
        for (size_t k = 0; k < ctr_evolution_earlier(evolution); k++) {
            found += ctr_diff_count_level(ctr_evolution_earlier_diff(evolution, k), levels[i]);
        }
    }
    return found ? 1 : 0;
}

static int show_evolution(struct cli *cli, ctr_evolution *evolution)
{
    int code = SHOW(cli, ctr_evolution, evolution);
    code = code ? code : fail_on(cli, evolution);
    ctr_evolution_free(evolution);
    return code;
}

static int evolve_to(struct cli *cli, const struct target *target, struct input *input)
{
    ctr_evolve evolve;
    ctr_call call;
    ctr_evolution *evolution = NULL;
    size_t level;
    ctr_evolve_init(&evolve, sizeof evolve);
    evolve.team = target->team;
    evolve.name = target->name;
    evolve.label = cli_opt(cli, OPT_LABEL);
    cli_input_source(input, &evolve.document);
    int code = cli_call(cli, &call);
    code = code ? code : cli_opt_word(cli, OPT_FAIL_ON, fail_words, &level);
    code = code ? code : cli_opt_format(cli, &evolve.document.format);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st = ctr_contract_evolve(cli->store, &evolve, &call, &evolution, &cli->err);
    return st == CTR_OK ? show_evolution(cli, evolution) : cli_failed(cli, st, NULL);
}

static int run_evolve(struct cli *cli)
{
    struct target target;
    struct input input;
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, &target);
    if (code) {
        return code;
    }
    code = cli_input_file(cli, cli_arg(cli, 1), &input);
    code = code ? code : evolve_to(cli, &target, &input);
    cli_input_free(&input);
    return code;
}

static int run_edit(struct cli *cli)
{
    struct target target;
    ctr_edit edit;
    ctr_call call;
    ctr_version *version = NULL;
    ctr_edit_init(&edit, sizeof edit);
    edit.owner_role = cli_opt(cli, OPT_OWNER_ROLE);
    edit.owner_agent = cli_opt(cli, OPT_OWNER_AGENT);
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, &target);
    code = code ? code : cli_opt_mode(cli, &edit.mode);
    code = code ? code : cli_opt_profile(cli, &edit.profile);
    code = code ? code : cli_text_or_file(cli, cli_opt(cli, OPT_METADATA), &edit.metadata);
    code = code ? code : cli_call(cli, &call);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st =
        ctr_contract_edit(cli->store, target.team, target.name, &edit, &call, &version, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_version, version);
    ctr_version_free(version);
    return code;
}

static int run_rollback(struct cli *cli)
{
    struct target target;
    ctr_call call;
    ctr_evolution *evolution = NULL;
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_VERSION, &target);
    code = code ? code : cli_call(cli, &call);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st = ctr_contract_rollback(cli->store, target.team, target.name, target.selector,
                                          cli_opt(cli, OPT_LABEL), &call, &evolution, &cli->err);
    return st == CTR_OK ? show_evolution(cli, evolution)
                        : cli_failed(cli, st, call.reason ? NULL : "give one with --reason");
}

const struct command cli_contract_commands[] = {
    {
        .words = "contract create",
        .summary = "create a contract with its first version, a draft",
        .about =
            "The language of the document is found out from its content: OpenAPI 3.0 and 3.1, "
            "Swagger 2.0, JSON Schema, AsyncAPI, Avro, Protocol Buffers, GraphQL, SQL, data "
            "contracts (ODCS), agent "
            "cards, tools, prompts, model schemas, phases, or opaque. Files it names by $ref or "
            "import are stored with it; they "
            "are looked up below the document's directory, and symbolic links are refused.\n\n"
            "The store is made if there is none.",
        .examples =
            "$ contracts contract create shop/payments payments.yaml --owner-role backend\n"
            "$ contracts contract create shop/person person.schema.json --label v1.0 --mode full\n"
            "$ contracts contract create shop/notes - --as opaque < notes.json\n",
        .args = {{"TEAM/NAME", "the contract", false, false},
                 {"FILE", "its document; - is standard input", false, false}},
        .options = {{OPT_LABEL, "label of the first version; default 1.0.0"},
                    {OPT_TYPE, NULL},
                    {OPT_AS, NULL},
                    {OPT_BASE, NULL},
                    {OPT_OWNER_ROLE, NULL},
                    {OPT_OWNER_AGENT, NULL},
                    {OPT_METADATA, NULL},
                    {OPT_MODE, NULL},
                    {OPT_PROFILE, NULL},
                    {OPT_IF_ABSENT, "no failure if it is there with the same document"},
                    {OPT_REASON, NULL},
                    {OPT_DRY_RUN, NULL},
                    {OPT_MAX_BYTES, NULL},
                    {OPT_MAX_DEPTH, NULL}},
        .flags = CMD_WRITES | CMD_CREATES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_create,
    },
    {
        .words = "contract evolve",
        .summary = "store a new edition as a draft and say what it changes",
        .about =
            "The edition is compared with the active version, else with the newest that ever was "
            "active. The answer lists every difference, the version it proposes, and which "
            "consumers break and through which parts. The draft is stored whether it breaks or "
            "not; activation is where the rules bite. The same call repeated answers with the same "
            "draft.\n\n"
            "Exit code 0 says that the draft is stored; with --fail-on it is 1 when the edition "
            "has findings of that weight.",
        .examples = "$ contracts contract evolve shop/orders orders-v2.yaml\n"
                    "$ contracts contract evolve shop/orders orders-v2.yaml --label 2.0.0 "
                    "--declare-break 'status moves to its own resource'\n"
                    "$ contracts contract evolve shop/orders orders-v1.1.yaml --dry-run "
                    "--fail-on breaking\n",
        .args = {{"TEAM/NAME", "the contract", false, false},
                 {"FILE", "the new document; - is standard input", false, false}},
        .options = {{OPT_LABEL, "label of the draft; default: the proposed one"},
                    {OPT_DECLARE_BREAK, NULL},
                    {OPT_FAIL_ON, NULL},
                    {OPT_IF_REVISION, "only if the base is at this revision"},
                    {OPT_AS, "language of the document; default: that of the base"},
                    {OPT_BASE, NULL},
                    {OPT_DRY_RUN, NULL},
                    {OPT_MAX_BYTES, NULL},
                    {OPT_MAX_DEPTH, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_evolve,
    },
    {
        .words = "contract edit",
        .summary = "change owner, metadata, mode or profile of a contract",
        .about = "What is not given stays as it is; an empty text clears.",
        .examples = "$ contracts contract edit shop/orders --owner-role platform "
                    "--metadata '{\"tier\":1}'\n"
                    "$ contracts contract edit shop/orders --owner-role ''\n",
        .args = {{"TEAM/NAME", "the contract", false, false}},
        .options = {{OPT_OWNER_ROLE, NULL},
                    {OPT_OWNER_AGENT, NULL},
                    {OPT_METADATA, NULL},
                    {OPT_MODE, NULL},
                    {OPT_PROFILE, NULL},
                    {OPT_REASON, NULL},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_edit,
    },
    {
        .words = "contract rollback",
        .summary = "bring an old document back as a new draft",
        .about = "The draft stands on the active version and holds the old document byte for byte. "
                 "The reason counts as the decision to break. Activate the draft to make it "
                 "binding.",
        .examples = "$ contracts contract rollback shop/catalog@1.0.0 --reason 'clients fail on "
                    "the new field'\n",
        .args = {{"TEAM/NAME@VERSION", "the version whose document comes back", false, false}},
        .options = {{OPT_REASON, "why; mandatory, recorded as the decision to break"},
                    {OPT_LABEL, "label of the draft; default: the proposed one"},
                    {OPT_DRY_RUN, NULL},
                    {OPT_MAX_BYTES, NULL},
                    {OPT_MAX_DEPTH, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_rollback,
    },
    {.words = NULL},
};
