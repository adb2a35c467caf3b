/*
 * contract activate, deprecate, reactivate, retire, get, document: one version and its life.
 */
#include "table.h"

static int show_version(struct cli *cli, ctr_status status, ctr_version *version, const char *hint)
{
    if (status != CTR_OK) {
        return cli_failed(cli, status, hint);
    }
    int code = SHOW(cli, ctr_version, version);
    ctr_version_free(version);
    return code;
}

/* The library's verbs take labels; here any selector will do, and is settled before. */
static int settle(struct cli *cli, struct target *t)
{
    ctr_version *version = NULL;
    ctr_status st = ctr_version_get(cli->store, t->team, t->name, t->selector, &version, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    t->selector = cli_format_text(cli, "%s", ctr_version_label(version));
    ctr_version_free(version);
    return 0;
}

/* What the verbs of the life cycle have in common: target, call, open store. */
static int begin(struct cli *cli, struct target *target, ctr_call *call)
{
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_VERSION, target);
    code = code ? code : cli_call(cli, call);
    code = code ? code : cli_store_open(cli);
    return code ? code : settle(cli, target);
}

typedef ctr_status verb_fn(ctr_store *store, const char *team, const char *name, const char *label,
                           const ctr_call *call, ctr_version **out, ctr_error **err);
typedef const char *hint_fn(ctr_status status, const ctr_call *call);

/* A verb that needs nothing but these. */
static int turn(struct cli *cli, verb_fn *verb, hint_fn *hint)
{
    struct target t;
    ctr_call call;
    ctr_version *version = NULL;
    int code = begin(cli, &t, &call);
    if (code) {
        return code;
    }
    ctr_status st = verb(cli->store, t.team, t.name, t.selector, &call, &version, &cli->err);
    return show_version(cli, st, version, hint(st, &call));
}

static const char *no_hint(ctr_status status, const ctr_call *call)
{
    (void)status;
    (void)call;
    return NULL;
}

static const char *reason_hint(ctr_status status, const ctr_call *call)
{
    (void)status;
    return call->reason ? NULL : "give a reason with --reason";
}

static const char *force_hint(ctr_status status, const ctr_call *call)
{
    bool guarded = status == CTR_E_STATE && !(call->flags & CTR_CALL_FORCE);
    return guarded ? "consumers, sunset and what runs are overruled by --force with --reason"
                   : NULL;
}

static int run_activate(struct cli *cli)
{
    return turn(cli, ctr_version_activate, no_hint);
}

static int run_reactivate(struct cli *cli)
{
    return turn(cli, ctr_version_reactivate, reason_hint);
}

static int run_retire(struct cli *cli)
{
    return turn(cli, ctr_version_retire, force_hint);
}

static int run_deprecate(struct cli *cli)
{
    struct target t;
    ctr_call call;
    ctr_version *version = NULL;
    int64_t sunset = 0;
    int code = cli_opt_day(cli, OPT_SUNSET, &sunset);
    code = code ? code : begin(cli, &t, &call);
    if (code) {
        return code;
    }
    ctr_status st = ctr_version_deprecate(cli->store, t.team, t.name, t.selector, sunset, &call,
                                          &version, &cli->err);
    return show_version(cli, st, version, reason_hint(st, &call));
}

static int run_get(struct cli *cli)
{
    struct target t;
    ctr_version *version = NULL;
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_EITHER, &t);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st = ctr_version_get(cli->store, t.team, t.name, t.selector, &version, &cli->err);
    return show_version(cli, st, version, NULL);
}

static int run_document(struct cli *cli)
{
    struct target t;
    ctr_document *document = NULL;
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_EITHER, &t);
    code = code ? code : cli_store_open(cli);
    if (code) {
        return code;
    }
    ctr_status st = ctr_version_document(cli->store, t.team, t.name, t.selector,
                                         cli_opt(cli, OPT_PATH), &document, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    (void)out_write(&cli->out, ctr_document_data(document), ctr_document_size(document));
    ctr_document_free(document);
    return 0;
}

#define VERSION_ARG                                                                                \
    {                                                                                              \
        "TEAM/NAME@VERSION", "the version, by label", false, false                                 \
    }
#define EITHER_ARG                                                                                 \
    {                                                                                              \
        "TEAM/NAME[@VERSION]", "label, active (the default), latest, or a range such as ^1.2",     \
            false, false                                                                           \
    }

const struct command cli_version_commands[] = {
    {
        .words = "contract activate",
        .summary = "make a draft the active version",
        .about =
            "The active version before it becomes deprecated, and consumers whose pin admits the "
            "new one follow to it. Refused when the label is below the proposed one, when the "
            "edition breaks the contract's mode and no decision to break is recorded, or when "
            "another version was activated since the draft was made.",
        .examples = "$ contracts contract activate shop/orders@1.1.0 --dry-run --format json\n"
                    "$ contracts contract activate shop/orders@1.1.0\n",
        .args = {VERSION_ARG},
        .options = {{OPT_DECLARE_BREAK, NULL},
                    {OPT_IF_REVISION, NULL},
                    {OPT_DRY_RUN, NULL},
                    {OPT_MAX_BYTES, NULL},
                    {OPT_MAX_DEPTH, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_activate,
    },
    {
        .words = "contract deprecate",
        .summary = "announce the end of the active version",
        .about = "Its consumers are told by an event each.",
        .examples = "$ contracts contract deprecate shop/orders@1.0.0 --reason 'replaced by v2' "
                    "--sunset 2099-12-31\n",
        .args = {VERSION_ARG},
        .options = {{OPT_REASON, "why; mandatory, recorded in the journal"},
                    {OPT_SUNSET, NULL},
                    {OPT_IF_REVISION, NULL},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_deprecate,
    },
    {
        .words = "contract reactivate",
        .summary = "take back a deprecation",
        .about = "Only while no other version of the contract is active.",
        .examples = "$ contracts contract reactivate shop/legacy@1.0.0 --reason 'the move is "
                    "late'\n",
        .args = {VERSION_ARG},
        .options = {{OPT_REASON, "why; mandatory, recorded in the journal"},
                    {OPT_IF_REVISION, NULL},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_reactivate,
    },
    {
        .words = "contract retire",
        .summary = "withdraw a draft, or end a version",
        .about = "Refused while consumers resolve to the version, while it runs, also as a draft, "
                 "or while "
                 "its sunset is ahead, unless forced with a reason.",
        .examples = "$ contracts contract retire shop/legacy@1.0.0 --dry-run\n"
                    "$ contracts contract retire shop/orders@1.0.0 --force --reason 'security "
                    "fault'\n",
        .args = {VERSION_ARG},
        .options =
            {{OPT_FORCE, NULL}, {OPT_REASON, NULL}, {OPT_IF_REVISION, NULL}, {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_retire,
    },
    {
        .words = "contract get",
        .summary = "show a version with the facts of its contract",
        .about = "A range picks the highest version that is active or deprecated; a label wins "
                 "over a range.",
        .examples = "$ contracts contract get shop/orders\n"
                    "$ contracts contract get 'shop/orders@^1.0' --format json\n",
        .args = {EITHER_ARG},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_get,
    },
    {
        .words = "contract document",
        .summary = "print a document, byte for byte",
        .about = "The bytes are those that were given, whatever --format says; with json only a "
                 "failure is told as JSON.",
        .examples = "$ contracts contract document shop/orders@1.0.0 --output orders.yaml\n"
                    "$ contracts contract document shop/orders | head -3\n",
        .args = {EITHER_ARG},
        .options = {{OPT_PATH, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_document,
    },
    {.words = NULL},
};
