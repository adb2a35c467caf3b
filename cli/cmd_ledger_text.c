/*
 * ledger export, import, keygen, checkpoint, prove, proof: what is exchanged with others.
 */
#include "ledger.h"
#include "table.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TEXT_MOST = 256 << 20 };

int cli_ledger_file(struct cli *cli, const char *name, void **data, size_t *size)
{
    int fd;
    if (!cli_open_input(cli, name, &fd)) {
        return cli_failed(cli, CTR_E_INPUT, NULL);
    }
    bool good = cli_read_all(cli, fd, name, TEXT_MOST, data, size);
    if (fd > 0) {
        close(fd);
    }
    return good ? 0 : cli_failed(cli, CTR_E_INPUT, NULL);
}

static int run_export(struct cli *cli)
{
    static const char *const words[] = {"json", "ledger", "hledger", "beancount", "csv", NULL};
    static const ctr_ledger_form forms[] = {CTR_LEDGER_JSON, CTR_LEDGER_LEDGER, CTR_LEDGER_HLEDGER,
                                            CTR_LEDGER_BEANCOUNT, CTR_LEDGER_CSV};
    struct target target;
    size_t form = 0;
    int code = cli_opt_word(cli, OPT_AS, words, &form);
    code = code ? code : cli_ledger_target(cli, &target, NULL);
    if (code) {
        return code;
    }
    ctr_status st = ctr_ledger_export(cli->store, target.team, target.name, forms[form], out_write,
                                      &cli->out, &cli->err);
    return st == CTR_OK ? 0 : cli_shown(cli, st);
}

int cli_ledger_import(struct cli *cli, const char *file, ctr_ledger_form form)
{
    struct target target;
    ctr_call call;
    ctr_ledger_import_options options;
    ctr_entry_list *list = NULL;
    void *data = NULL;
    size_t size = 0;
    const char *kind = cli_opt(cli, OPT_KIND);

    ctr_ledger_import_options_init(&options, sizeof options);
    if (kind && !ctr_entry_kind_parse(kind, &options.kind)) {
        return cli_usage(cli, "--kind '%s' is no kind of an entry, such as cost", kind);
    }
    int code = cli_ledger_file(cli, file, &data, &size);
    code = code ? code : cli_ledger_target(cli, &target, &call);
    if (code) {
        return code;
    }
    options.form = form;
    options.file = strcmp(file, "-") == 0 ? "standard input" : file;
    ctr_status st = ctr_ledger_import(cli->store, target.team, target.name, &options, data, size,
                                      &call, &list, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_entry_list, list);
    ctr_entry_list_free(list);
    return code;
}

static int run_import(struct cli *cli)
{
    static const char *const words[] = {"auto", "hledger", "csv", "json", NULL};
    static const ctr_ledger_form forms[] = {CTR_LEDGER_AUTO, CTR_LEDGER_HLEDGER, CTR_LEDGER_CSV,
                                            CTR_LEDGER_JSON};
    size_t form = 0;
    int code = cli_opt_word(cli, OPT_AS, words, &form);
    return code ? code : cli_ledger_import(cli, cli_arg(cli, 1), forms[form]);
}

/* --- keys --- */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A key file: hex digits and a line feed. */
int cli_ledger_key(struct cli *cli, const char *file, unsigned char *key, size_t size)
{
    void *data = NULL;
    size_t got = 0;
    int code = cli_ledger_file(cli, file, &data, &got);
    const char *text = data;

    if (code) {
        return code;
    }
    bool good = got >= 2 * size && (got == 2 * size || text[2 * size] == '\n');
    for (size_t i = 0; good && i < size; i++) {
        int high = hex_digit(text[2 * i]);
        int low = hex_digit(text[2 * i + 1]);
        good = high >= 0 && low >= 0;
        key[i] = (unsigned char)(good ? high * 16 + low : 0);
    }
    if (good) {
        return 0;
    }
    const struct problem problem = {
        .status = CTR_E_INPUT,
        .message = cli_format_text(cli, "'%s' is no key of %zu hex digits", file, 2 * size),
        .hint = "'contracts ledger keygen FILE' makes FILE (secret) and FILE.pub (public)",
        .keys = {"file"},
        .values = {file}};
    return cli_problem(cli, &problem);
}

static const char *hex_of(struct cli *cli, const unsigned char *bytes, size_t size)
{
    char *text = cli_keep(cli, 2 * size + 2);
    for (size_t i = 0; i < size; i++) {
        text[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
        text[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
    }
    text[2 * size] = '\n';
    return text;
}

static int write_key(struct cli *cli, const char *path, const char *text, mode_t mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    bool good = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);
    int cause = errno;
    good = (fd < 0 || close(fd) == 0) && good;
    if (good) {
        return 0;
    }
    const struct problem problem = {
        .status = cause == EEXIST ? CTR_E_EXISTS : CTR_E_IO,
        .message = cli_format_text(cli, "cannot write '%s': %s", path, strerror(cause)),
        .keys = {"path"},
        .values = {path}};
    return cli_problem(cli, &problem);
}

static int run_keygen(struct cli *cli)
{
    unsigned char public_key[CTR_KEY_PUBLIC_BYTES];
    unsigned char secret_key[CTR_KEY_SECRET_BYTES];
    const char *file = cli_arg(cli, 0);
    ctr_status st = ctr_key_generate(public_key, secret_key, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    const char *text = hex_of(cli, public_key, sizeof public_key);
    int code = write_key(cli, file, hex_of(cli, secret_key, sizeof secret_key), 0600);
    code = code ? code : write_key(cli, cli_format_text(cli, "%s.pub", file), text, 0644);
    if (code) {
        return code;
    }
    if (cli->format == FORMAT_JSON) {
        out_format(&cli->out, "{\n  \"key\": \"%.64s\"\n}\n", text);
    } else {
        out_text(&cli->out, text);
    }
    return 0;
}

/* --- checkpoints and proofs --- */

static int run_checkpoint(struct cli *cli)
{
    unsigned char secret_key[CTR_KEY_SECRET_BYTES];
    struct target target;
    ctr_call call;
    ctr_checkpoint *checkpoint = NULL;
    const char *key = cli_opt(cli, OPT_SECRET_KEY);
    if (!key) {
        return cli_usage(cli, "--secret-key is missing; 'contracts ledger keygen FILE' makes one");
    }
    int code = cli_ledger_key(cli, key, secret_key, sizeof secret_key);
    code = code ? code : cli_ledger_target(cli, &target, &call);
    if (code) {
        return code;
    }
    ctr_status st = ctr_checkpoint_make(cli->store, target.team, target.name, secret_key, &call,
                                        &checkpoint, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_checkpoint, checkpoint);
    ctr_checkpoint_free(checkpoint);
    return code;
}

int cli_ledger_compare(struct cli *cli, const struct target *target, ctr_ledger_report **report)
{
    unsigned char public_key[CTR_KEY_PUBLIC_BYTES];
    ctr_checkpoint *checkpoint = NULL;
    void *data = NULL;
    size_t size = 0;
    if (!cli_has(cli, OPT_PUBLIC_KEY)) {
        return cli_usage(cli, "--checkpoint needs --public-key, the key of the party that signed");
    }
    int code = cli_ledger_key(cli, cli_opt(cli, OPT_PUBLIC_KEY), public_key, sizeof public_key);
    code = code ? code : cli_ledger_file(cli, cli_opt(cli, OPT_CHECKPOINT), &data, &size);
    if (code) {
        return code;
    }
    ctr_status st = ctr_checkpoint_read(data, size, &checkpoint, &cli->err);
    if (st == CTR_OK) {
        st = ctr_checkpoint_compare(cli->store, target->team, target->name, checkpoint, public_key,
                                    report, &cli->err);
    }
    ctr_checkpoint_free(checkpoint);
    return st == CTR_OK ? 0 : cli_failed(cli, st, NULL);
}

static int run_prove(struct cli *cli)
{
    struct target target;
    ctr_proof *proof = NULL;
    int64_t seq = 0;
    int64_t from = 0;
    int64_t entries = 0;
    const char *arg = cli_arg(cli, 1);
    int code = cli_opt_int(cli, OPT_GROWTH, 1, INT64_MAX, &from);
    code = code ? code : cli_opt_int(cli, OPT_ENTRIES, 1, INT64_MAX, &entries);
    if (!code && !arg == !from) {
        code = cli_usage(cli, "either the number of an entry or --growth-from is wanted");
    }
    seq = arg ? strtoll(arg, NULL, 10) : 0;
    code = code ? code : cli_ledger_target(cli, &target, NULL);
    if (code) {
        return code;
    }
    ctr_status st = from ? ctr_proof_growth(cli->store, target.team, target.name, from, entries,
                                            &proof, &cli->err)
                         : ctr_proof_entry(cli->store, target.team, target.name, seq, entries,
                                           &proof, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_proof, proof);
    ctr_proof_free(proof);
    return code;
}

static int run_proof(struct cli *cli)
{
    ctr_proof *proof = NULL;
    void *data = NULL;
    size_t size = 0;
    int code = cli_ledger_file(cli, cli_arg(cli, 0), &data, &size);
    if (code) {
        return code;
    }
    ctr_status st = ctr_proof_read(data, size, &proof, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    int holds = ctr_proof_holds(proof, cli_opt(cli, OPT_ROOT), cli_opt(cli, OPT_FROM_ROOT));
    ctr_proof_free(proof);
    if (cli->format == FORMAT_JSON) {
        out_format(&cli->out, "{\n  \"holds\": %s\n}\n", holds ? "true" : "false");
    } else {
        out_text(&cli->out, holds ? "the proof holds\n" : "the proof does not hold\n");
    }
    return !holds;
}

#define CONTRACT                                                                                   \
    {                                                                                              \
        "TEAM/NAME", "the contract", false, false                                                  \
    }
#define BEGIN                                                                                      \
    "$ contracts ledger open shop/orders GBP\n"                                                    \
    "$ contracts ledger account shop/orders Assets:Acme:Cost\n"                                    \
    "$ contracts ledger account shop/orders Liabilities:Acme:Supplier\n"
#define POST                                                                                       \
    "$ contracts ledger post shop/orders --kind cost --date 2026-01-15 "                           \
    "--posting 'Assets:Acme:Cost 120.50' --posting Liabilities:Acme:Supplier\n"

const struct command cli_ledger_text_commands[] = {
    {
        .words = "ledger export",
        .summary = "write a ledger for other programs",
        .about =
            "ledger, hledger and beancount get the entries that count, by the day they are booked, "
            "between declarations and assertions of every balance that pass their strictest checks "
            "('ledger --pedantic', 'hledger check -s ordereddates', 'bean-check'). csv and json "
            "get "
            "all entries by number.",
        .examples = BEGIN POST "$ contracts ledger export shop/orders --as hledger\n",
        .args = {CONTRACT},
        .options = {{OPT_AS, "json (default), ledger, hledger, beancount or csv"}},
        .formats = FORMAT_TEXT,
        .run = run_export,
    },
    {
        .words = "ledger import",
        .summary = "post entries from a file, all or none",
        .about =
            "JSON as in doc/ledger.md, CSV with the columns entry, kind, date, account, amount "
            "and some more, or a subset of hledger's format. A mistake is named with its line.",
        .examples = BEGIN POST "$ contracts ledger export shop/orders --as csv > entries.csv\n"
                               "$ contracts ledger import shop/orders entries.csv --dry-run\n",
        .args = {CONTRACT, {"FILE", "the file; - is standard input", false, false}},
        .options = {{OPT_AS, "auto (json or csv, default), json, csv or hledger"},
                    {OPT_KIND, "of entries that name none"},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_import,
    },
    {
        .words = "ledger keygen",
        .summary = "make a pair of Ed25519 keys",
        .about =
            "FILE becomes the secret key, readable by its owner only, FILE.pub the public one; "
            "neither may be there. Prints the public one.",
        .examples = "$ contracts ledger keygen acme.key\n",
        .args = {{"FILE", "of the secret key", false, false}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_keygen,
    },
    {
        .words = "ledger checkpoint",
        .summary = "sign what a ledger holds now",
        .about = "Give the JSON to the other party: with it they see if the ledger is cut off, put "
                 "back or rewritten ('contracts ledger verify --checkpoint').",
        .examples = BEGIN POST
        "$ contracts ledger keygen acme.key\n"
        "$ contracts ledger checkpoint shop/orders --secret-key acme.key --format json > cp.json\n",
        .args = {CONTRACT},
        .options = {{OPT_SECRET_KEY, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_checkpoint,
    },
    {
        .words = "ledger prove",
        .summary = "prove that an entry is in a ledger, or that it has only grown",
        .about = "The proof (RFC 6962) leads to the Merkle root of a checkpoint and needs no store "
                 "to be checked: 'contracts ledger proof'.",
        .examples = BEGIN POST "$ contracts ledger prove shop/orders 1\n"
                               "$ contracts ledger prove shop/orders --growth-from 1\n",
        .args = {CONTRACT, {"SEQ", "sequence number of the entry", true, false}},
        .options = {{OPT_ENTRIES, NULL}, {OPT_GROWTH, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_prove,
    },
    {
        .words = "ledger proof",
        .summary = "check a proof, without a store",
        .about = "Exit code 1 if it does not hold. Give the root of a checkpoint you trust.",
        .examples = BEGIN POST
        "$ contracts ledger prove shop/orders 1 --format json > proof.json\n"
        "$ contracts ledger proof proof.json\n"
        "$ contracts ledger proof proof.json --root "
        "0000000000000000000000000000000000000000000000000000000000000000 # exit 1\n",
        .args = {{"FILE", "the proof as JSON; - is standard input", false, false}},
        .options = {{OPT_ROOT, NULL}, {OPT_FROM_ROOT, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_proof,
    },
    {.words = NULL},
};
