/*
 * ledger post, pend, settle, void, expire, reverse, restate: what makes entries.
 */
#include "ledger.h"
#include "table.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = CLI_LINKS };

/* An entry put together from options. */
struct entry {
    const char *accounts[MOST];
    int64_t amounts[MOST];
    struct links evidence;
    ctr_entry_spec spec;
};

/* The currencies of the accounts, to read amounts by. */
static const char *currency_of(const ctr_trial *trial, const char *account)
{
    for (size_t i = 0; i < ctr_trial_count(trial); i++) {
        const ctr_account *a = ctr_trial_at(trial, i);
        if (strcmp(ctr_account_name(a), account) == 0) {
            return ctr_account_currency(a);
        }
    }
    return NULL;
}

/* "ACCOUNT AMOUNT", or "ACCOUNT" alone, once, for what is left. */
static int read_postings(struct cli *cli, const ctr_trial *trial, struct entry *e)
{
    const char *value;
    size_t at = 0;
    size_t open = MOST;
    int64_t left = 0;
    size_t n = 0;

    while ((value = cli_opt_next(cli, OPT_POSTING, &at)) != NULL) {
        size_t size = strcspn(value, " ");
        if (n == MOST) {
            return cli_usage(cli, "more than %d postings", MOST);
        }
        e->accounts[n] = cli_format_text(cli, "%.*s", (int)size, value);
        const char *amount = value + size + strspn(value + size, " ");
        const char *currency = currency_of(trial, e->accounts[n]);
        if (!*amount && open != MOST) {
            return cli_usage(cli, "--posting '%s': only one posting can go without an amount",
                             value);
        }
        if (!*amount) {
            open = n;
        } else {
            /* the library names an account that is not there */
            int code = currency ? cli_ledger_amount(cli, amount, currency, &e->amounts[n]) : 0;
            if (code) {
                return code;
            }
            if (__builtin_add_overflow(left, e->amounts[n], &left)) {
                return cli_usage(cli, "the postings sum to more than 2^63 minor units");
            }
        }
        n++;
    }
    if (open != MOST) {
        e->amounts[open] = -left;
    }
    e->spec.posting_count = n;
    return 0;
}

int cli_ledger_links(struct cli *cli, struct links *out)
{
    static const char mark[] = "#sha256:";
    const char *value;
    size_t at = 0;

    out->count = 0;
    while ((value = cli_opt_next(cli, OPT_EVIDENCE, &at)) != NULL) {
        const char *hash = strstr(value, mark);
        if (out->count == CLI_LINKS) {
            return cli_usage(cli, "more than %d links to evidence", CLI_LINKS);
        }
        out->links[out->count] =
            hash ? cli_format_text(cli, "%.*s", (int)(hash - value), value) : value;
        out->hashes[out->count++] = hash ? hash + sizeof mark - 1 : NULL;
    }
    return 0;
}

static int read_spec(struct cli *cli, struct entry *e)
{
    const char *kind = cli_opt(cli, OPT_KIND);
    const char *cause = cli_opt(cli, OPT_CAUSE);
    ctr_entry_spec *s = &e->spec;

    ctr_entry_spec_init(s, sizeof *s);
    if (!kind || !ctr_entry_kind_parse(kind, &s->kind)) {
        return cli_usage(cli,
                         "--kind %s%s%s wanted: cost, fee, disallowed, modifier, risk, fx, payment "
                         "or adjustment",
                         kind ? "'" : "is missing;", kind ? kind : "",
                         kind ? "' is not known;" : "");
    }
    if (cause) {
        const char *colon = strchr(cause, ':');
        if (!colon) {
            return cli_usage(cli, "--cause '%s' is no KIND:ID such as change:CR-7", cause);
        }
        s->cause_kind = cli_format_text(cli, "%.*s", (int)(colon - cause), cause);
        s->cause_id = colon + 1;
    }
    s->flags |= cli_has(cli, OPT_LATE) ? CTR_ENTRY_LATE : 0;
    s->date = cli_opt(cli, OPT_DATE);
    s->key = cli_opt(cli, OPT_KEY);
    s->memo = cli_opt(cli, OPT_MEMO);
    s->rate = cli_opt(cli, OPT_RATE);
    s->rate_pair = cli_opt(cli, OPT_RATE_PAIR);
    s->rate_source = cli_opt(cli, OPT_RATE_SOURCE);
    s->rate_date = cli_opt(cli, OPT_RATE_DATE);
    s->accounts = e->accounts;
    s->amounts = e->amounts;
    s->evidence = e->evidence.links;
    s->evidence_sha256 = e->evidence.hashes;
    s->evidence_count = e->evidence.count;
    return cli_opt_time(cli, OPT_EXPIRES, &s->expires_us);
}

static int show_entries(struct cli *cli, ctr_status st, ctr_entry_list *list)
{
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    int code = SHOW(cli, ctr_entry_list, list);
    ctr_entry_list_free(list);
    return code;
}

static int post(struct cli *cli, uint32_t flags)
{
    struct target target;
    ctr_call call;
    ctr_trial *trial = NULL;
    ctr_entry_list *list = NULL;
    struct entry *e = cli_keep(cli, sizeof *e);
    int code = cli_ledger_links(cli, &e->evidence);
    code = code ? code : read_spec(cli, e);
    code = code ? code : cli_ledger_target(cli, &target, &call);
    if (code) {
        return code;
    }
    e->spec.flags |= flags;
    ctr_status st =
        ctr_ledger_balance(cli->store, target.team, target.name, NULL, &trial, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = read_postings(cli, trial, e);
    ctr_trial_free(trial);
    if (code) {
        return code;
    }
    st =
        ctr_ledger_post(cli->store, target.team, target.name, &e->spec, 1, &call, &list, &cli->err);
    return show_entries(cli, st, list);
}

static int run_post(struct cli *cli)
{
    const char *file = cli_arg(cli, 1);
    if (file && (cli_has(cli, OPT_POSTING) || cli_has(cli, OPT_KEY))) {
        return cli_usage(cli,
                         "the entries come from '%s': options of one entry cannot stand "
                         "beside it",
                         file);
    }
    return file ? cli_ledger_import(cli, file, CTR_LEDGER_AUTO) : post(cli, 0);
}

static int run_pend(struct cli *cli)
{
    return post(cli, CTR_ENTRY_PEND);
}

/* --- what happens to an entry later --- */

typedef ctr_status (*resolve_fn)(ctr_store *store, const char *team, const char *name, int64_t seq,
                                 const ctr_resolution *resolution, const ctr_call *call,
                                 ctr_entry_list **out, ctr_error **err);

static int read_seq(struct cli *cli, int64_t *seq)
{
    const char *text = cli_arg(cli, 1);
    size_t digits = strspn(text, "0123456789");

    *seq = digits && digits < 16 && !text[digits] ? strtoll(text, NULL, 10) : 0;
    return *seq ? 0 : cli_usage(cli, "'%s' is no sequence number of an entry", text);
}

/* The currency of a pending entry, by itself. */
static int settle_amount(struct cli *cli, const struct target *target, int64_t seq, int64_t *amount)
{
    const char *text = cli_opt(cli, OPT_AMOUNT);
    ctr_entry_filter filter;
    ctr_entry_list *list = NULL;

    if (!text) {
        return 0;
    }
    ctr_entry_filter_init(&filter, sizeof filter);
    filter.after = seq - 1;
    filter.limit = 1;
    ctr_status st =
        ctr_ledger_entry_find(cli->store, target->team, target->name, &filter, &list, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    const char *currency = ctr_entry_currency(ctr_entry_list_at(list, 0), 0);
    int code = currency ? cli_ledger_amount(cli, text, currency, amount) : 0;
    if (!code && *amount < 0) {
        code = cli_usage(cli, "--amount '%s' is below zero", text);
    }
    ctr_entry_list_free(list);
    return code;
}

static int resolve(struct cli *cli, resolve_fn verb)
{
    struct target target;
    ctr_call call;
    ctr_resolution r;
    int64_t seq = 0;
    ctr_entry_list *list = NULL;
    int code = read_seq(cli, &seq);
    code = code ? code : cli_ledger_target(cli, &target, &call);
    if (code) {
        return code;
    }
    ctr_resolution_init(&r, sizeof r);
    r.flags = cli_has(cli, OPT_LATE) ? CTR_ENTRY_LATE : 0;
    r.date = cli_opt(cli, OPT_DATE);
    r.key = cli_opt(cli, OPT_KEY);
    r.memo = cli_opt(cli, OPT_MEMO);
    code = verb == ctr_ledger_settle ? settle_amount(cli, &target, seq, &r.amount) : 0;
    if (code) {
        return code;
    }
    ctr_status st = verb(cli->store, target.team, target.name, seq, &r, &call, &list, &cli->err);
    return show_entries(cli, st, list);
}

static int run_settle(struct cli *cli)
{
    return resolve(cli, ctr_ledger_settle);
}

static int run_void(struct cli *cli)
{
    return resolve(cli, ctr_ledger_void);
}

static int run_reverse(struct cli *cli)
{
    return resolve(cli, ctr_ledger_reverse);
}

static int run_restate(struct cli *cli)
{
    return resolve(cli, ctr_ledger_restate);
}

static int run_expire(struct cli *cli)
{
    struct target target;
    ctr_call call;
    ctr_entry_list *list = NULL;
    int code = cli_ledger_target(cli, &target, &call);
    if (code) {
        return code;
    }
    ctr_status st =
        ctr_ledger_expire(cli->store, target.team, target.name, &call, &list, &cli->err);
    return show_entries(cli, st, list);
}

#define CONTRACT                                                                                   \
    {                                                                                              \
        "TEAM/NAME", "the contract", false, false                                                  \
    }
#define SEQ                                                                                        \
    {                                                                                              \
        "SEQ", "sequence number of the entry", false, false                                        \
    }
#define BEGIN                                                                                      \
    "$ contracts ledger open shop/orders GBP\n"                                                    \
    "$ contracts ledger account shop/orders Assets:Acme:Cost\n"                                    \
    "$ contracts ledger account shop/orders Liabilities:Acme:Supplier\n"
#define COST(verb)                                                                                 \
    "$ contracts ledger " verb " shop/orders --kind cost --date 2026-01-15 --key invoice-7 "       \
    "--posting 'Assets:Acme:Cost 120.50' --posting Liabilities:Acme:Supplier\n"
#define ENTRY_OPTIONS                                                                              \
    {OPT_KIND, "cost, fee, disallowed, modifier, risk, fx, payment or adjustment"},                \
        {OPT_POSTING, NULL}, {OPT_DATE, NULL}, {OPT_KEY, NULL}, {OPT_MEMO, NULL},                  \
        {OPT_CAUSE, NULL}, {OPT_EVIDENCE, NULL}, {OPT_LATE, NULL}, {OPT_RATE, NULL},               \
        {OPT_RATE_PAIR, NULL}, {OPT_RATE_SOURCE, NULL}, {OPT_RATE_DATE, NULL},                     \
    {                                                                                              \
        OPT_DRY_RUN, NULL                                                                          \
    }
#define LATER_OPTIONS                                                                              \
    {OPT_DATE, NULL}, {OPT_KEY, NULL}, {OPT_MEMO, "one line; default: the reason"},                \
        {OPT_REASON, NULL}, {OPT_LATE, NULL},                                                      \
    {                                                                                              \
        OPT_DRY_RUN, NULL                                                                          \
    }

const struct command cli_ledger_post_commands[] = {
    {
        .words = "ledger post",
        .summary = "post an entry, or those of a file",
        .about =
            "FILE holds entries as JSON or CSV (doc/ledger.md), posted all or none; without it the "
            "options make one.\n\n"
            "The postings sum to zero in every currency; one of them may go without an amount and "
            "takes what is left. A second post with the same --key and the same content answers "
            "with the first entry; with other content it is refused (exit code 4).",
        .examples = BEGIN COST("post") COST("post"),
        .args = {CONTRACT, {"FILE", "entries; - is standard input", true, false}},
        .options = {ENTRY_OPTIONS},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_post,
    },
    {
        .words = "ledger pend",
        .summary = "post an entry that is pending",
        .about = "It does not count until it is settled, but limits hold as if it did.",
        .examples = BEGIN COST("pend") "$ contracts ledger settle shop/orders 1 --amount 100\n",
        .args = {CONTRACT},
        .options = {ENTRY_OPTIONS, {OPT_EXPIRES, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_pend,
    },
    {
        .words = "ledger settle",
        .summary = "make a pending entry count",
        .about = "All of it, or with --amount a part; what is not settled is released.",
        .examples = BEGIN COST("pend") "$ contracts ledger settle shop/orders 1\n",
        .args = {CONTRACT, SEQ},
        .options = {{OPT_AMOUNT, NULL}, LATER_OPTIONS},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_settle,
    },
    {
        .words = "ledger void",
        .summary = "end a pending entry",
        .about = "Nothing of it counts. A pending entry is settled, voided or lapses once.",
        .examples = BEGIN COST("pend") "$ contracts ledger void shop/orders 1 --reason 'not due'\n",
        .args = {CONTRACT, SEQ},
        .options = {LATER_OPTIONS},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_void,
    },
    {
        .words = "ledger expire",
        .summary = "end the pending entries whose time is over",
        .about = "At the instant of the call (--now), at most 1000 of them.",
        .examples = BEGIN "$ contracts ledger expire shop/orders\n",
        .args = {CONTRACT},
        .options = {{OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_expire,
    },
    {
        .words = "ledger reverse",
        .summary = "mirror an entry, so that it does not count any more",
        .about = "Once for each entry.",
        .examples =
            BEGIN COST("post") "$ contracts ledger reverse shop/orders 1 --reason 'booked twice'\n",
        .args = {CONTRACT, SEQ},
        .options = {LATER_OPTIONS},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_reverse,
    },
    {
        .words = "ledger restate",
        .summary = "mirror a reversal, so that what it took back counts again",
        .about =
            "The only way back from a reversal, so that nobody takes it for a second reversal.",
        .examples = BEGIN COST("post") "$ contracts ledger reverse shop/orders 1\n"
                                       "$ contracts ledger restate shop/orders 2\n",
        .args = {CONTRACT, SEQ},
        .options = {LATER_OPTIONS},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_restate,
    },
    {.words = NULL},
};
