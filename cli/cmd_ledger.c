/*
 * ledger open, account, show, balance, trial, entries, periods, close, seal, verify.
 */
#include "ledger.h"
#include "table.h"

#include <stdlib.h>
#include <string.h>

int cli_ledger_target(struct cli *cli, struct target *target, ctr_call *call)
{
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, target);
    code = code || !call ? code : cli_call(cli, call);
    return code ? code : cli_store_open(cli);
}

int cli_ledger_amount(struct cli *cli, const char *text, const char *currency, int64_t *out)
{
    int exponent = ctr_money_exponent(currency);
    if (exponent >= 0 && ctr_money_parse(text, exponent, out)) {
        return 0;
    }
    const struct problem problem = {
        .status = CTR_E_ARGUMENT,
        .message = cli_format_text(cli, "'%s' is no amount in %s", text, currency),
        .hint = "a decimal number with at most the digits of the currency, such as 12.34",
        .keys = {"field"},
        .values = {"amount"}};
    return cli_problem(cli, &problem);
}

static int run_open(struct cli *cli)
{
    struct target target;
    ctr_call call;
    ctr_ledger *ledger = NULL;
    if (cli_has(cli, OPT_CHART)) {
        return cli_ledger_chart(cli);
    }
    if (!cli_arg(cli, 1)) {
        return cli_usage(cli, "CURRENCY is missing: give it, or --chart to take the master's");
    }
    int code = cli_ledger_target(cli, &target, &call);
    if (code) {
        return code;
    }
    ctr_status st = ctr_ledger_open(cli->store, target.team, target.name, cli_arg(cli, 1), &call,
                                    &ledger, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_ledger, ledger);
    ctr_ledger_free(ledger);
    return code;
}

static int run_show(struct cli *cli)
{
    struct target target;
    ctr_ledger *ledger = NULL;
    int code = cli_ledger_target(cli, &target, NULL);
    if (code) {
        return code;
    }
    ctr_status st = ctr_ledger_get(cli->store, target.team, target.name, &ledger, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_ledger, ledger);
    ctr_ledger_free(ledger);
    return code;
}

/* The currency of an account, or of one to be opened. */
static int currency_of(struct cli *cli, const struct target *target, const char **out)
{
    ctr_ledger *ledger = NULL;
    ctr_trial *trial = NULL;
    ctr_status st;

    *out = cli_opt(cli, OPT_CURRENCY);
    if (*out) {
        return 0;
    }
    if (cli_has(cli, OPT_CHANGE)) {
        ctr_balance_query query;
        ctr_balance_query_init(&query, sizeof query);
        query.account = cli_arg(cli, 1);
        st = ctr_ledger_balance(cli->store, target->team, target->name, &query, &trial, &cli->err);
        const ctr_account *first = ctr_trial_at(trial, 0);
        *out = st == CTR_OK ? cli_format_text(cli, "%s", ctr_account_currency(first)) : NULL;
    } else {
        st = ctr_ledger_get(cli->store, target->team, target->name, &ledger, &cli->err);
        *out = st == CTR_OK ? cli_format_text(cli, "%s", ctr_ledger_base(ledger)) : NULL;
    }
    ctr_trial_free(trial);
    ctr_ledger_free(ledger);
    return st == CTR_OK ? 0 : cli_failed(cli, st, NULL);
}

static int read_limits(struct cli *cli, const struct target *target, ctr_account_spec *spec)
{
    const char *lo = cli_opt(cli, OPT_LO);
    const char *hi = cli_opt(cli, OPT_HI);
    const char *currency = NULL;
    int code = lo || hi ? currency_of(cli, target, &currency) : 0;

    spec->flags |= cli_has(cli, OPT_NO_LIMITS) ? CTR_ACCOUNT_NO_LIMITS : 0;
    if (!code && lo) {
        spec->flags |= CTR_ACCOUNT_HAS_LO;
        code = cli_ledger_amount(cli, lo, currency, &spec->lo);
    }
    if (!code && hi) {
        spec->flags |= CTR_ACCOUNT_HAS_HI;
        code = cli_ledger_amount(cli, hi, currency, &spec->hi);
    }
    return code;
}

static int run_account(struct cli *cli)
{
    struct target target;
    ctr_call call;
    ctr_account_spec spec;
    ctr_account *account = NULL;
    ctr_account_spec_init(&spec, sizeof spec);
    int code = cli_ledger_target(cli, &target, &call);
    code = code ? code : read_limits(cli, &target, &spec);
    if (code) {
        return code;
    }
    spec.account = cli_arg(cli, 1);
    spec.currency = cli_opt(cli, OPT_CURRENCY);
    spec.opened = cli_opt(cli, OPT_FROM);
    spec.closed = cli_opt(cli, OPT_CLOSED);
    ctr_status st = cli_has(cli, OPT_CHANGE)
                        ? ctr_account_change(cli->store, target.team, target.name, &spec, &call,
                                             &account, &cli->err)
                        : ctr_account_open(cli->store, target.team, target.name, &spec, &call,
                                           &account, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_account, account);
    ctr_account_free(account);
    return code;
}

static int run_balance(struct cli *cli)
{
    static const char *const words[] = {"booked", "effective", "recorded", NULL};
    struct target target;
    ctr_balance_query query;
    ctr_trial *trial = NULL;
    size_t by = 0;
    int code = cli_opt_word(cli, OPT_BY, words, &by);
    if (!code && cli_has(cli, OPT_BY) && !cli_has(cli, OPT_AS_OF)) {
        code = cli_usage(cli, "--by says by which date --as-of goes: give that, too");
    }
    code = code ? code : cli_ledger_target(cli, &target, NULL);
    if (code) {
        return code;
    }
    ctr_balance_query_init(&query, sizeof query);
    query.account = cli_arg(cli, 1);
    query.day = cli_opt(cli, OPT_AS_OF);
    query.as_of = query.day ? (ctr_as_of)(CTR_AS_OF_BOOKED + (int)by) : CTR_AS_OF_NOW;
    ctr_status st =
        ctr_ledger_balance(cli->store, target.team, target.name, &query, &trial, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_trial, trial);
    ctr_trial_free(trial);
    return code;
}

struct find {
    struct target target;
    ctr_entry_filter filter;
};

static ctr_status find_entries(struct cli *cli, void *user, const char *after, uint32_t limit,
                               void **list)
{
    struct find *f = user;
    ctr_entry_list *found = NULL;
    f->filter.after = after ? strtoll(after, NULL, 10) : 0;
    f->filter.limit = limit;
    ctr_status st = ctr_ledger_entry_find(cli->store, f->target.team, f->target.name, &f->filter,
                                          &found, &cli->err);
    *list = found;
    return st;
}

static int run_entries(struct cli *cli)
{
    struct find find;
    const char *kind = cli_opt(cli, OPT_KIND);
    ctr_entry_filter_init(&find.filter, sizeof find.filter);
    int code = cli_target(cli, cli_arg(cli, 0), TARGET_CONTRACT, &find.target);
    code = code ? code : cli_opt_int(cli, OPT_AFTER, 0, INT64_MAX, &find.filter.after);
    if (!code && kind && !ctr_entry_kind_parse(kind, &find.filter.kind)) {
        code = cli_usage(cli, "--kind '%s' is no kind of an entry, such as cost", kind);
    }
    if (code) {
        return code;
    }
    find.filter.account = cli_opt(cli, OPT_ACCOUNT);
    find.filter.from = cli_opt(cli, OPT_FROM);
    find.filter.to = cli_opt(cli, OPT_TO);
    find.filter.pending = cli_has(cli, OPT_PENDING);
    struct query query = {&cli_entries, find_entries, &find};
    return cli_list(cli, &query);
}

static int run_periods(struct cli *cli)
{
    struct target target;
    ctr_period_list *list = NULL;
    int code = cli_ledger_target(cli, &target, NULL);
    if (code) {
        return code;
    }
    ctr_status st = ctr_period_find(cli->store, target.team, target.name, &list, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_period_list, list);
    ctr_period_list_free(list);
    return code;
}

static int end_period(struct cli *cli, bool seal)
{
    struct target target;
    ctr_call call;
    ctr_period *period = NULL;
    int code = cli_ledger_target(cli, &target, &call);
    if (code) {
        return code;
    }
    ctr_status st = (seal ? ctr_period_seal : ctr_period_close)(
        cli->store, target.team, target.name, cli_arg(cli, 1), &call, &period, &cli->err);
    if (st != CTR_OK) {
        return cli_failed(cli, st, NULL);
    }
    code = SHOW(cli, ctr_period, period);
    ctr_period_free(period);
    return code;
}

static int run_close(struct cli *cli)
{
    return end_period(cli, false);
}

static int run_seal(struct cli *cli)
{
    return end_period(cli, true);
}

static int run_verify(struct cli *cli)
{
    struct target target;
    ctr_ledger_report *report = NULL;
    int code = cli_ledger_target(cli, &target, NULL);
    if (code) {
        return code;
    }
    if (cli_has(cli, OPT_CHECKPOINT)) {
        code = cli_ledger_compare(cli, &target, &report);
    } else {
        ctr_status st = ctr_ledger_verify(cli->store, target.team, target.name, &report, &cli->err);
        code = st == CTR_OK ? 0 : cli_failed(cli, st, NULL);
    }
    if (code) {
        return code;
    }
    code = SHOW(cli, ctr_ledger_report, report);
    code = code ? code : !ctr_ledger_report_ok(report);
    ctr_ledger_report_free(report);
    return code;
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

const struct command cli_ledger_commands[] = {
    {
        .words = "ledger open",
        .summary = "begin the ledger of a contract",
        .about =
            "A ledger is the double-entry journal of one contract. Its base currency is that "
            "of accounts which name no other.\n\n"
            "With --chart the accounts of a master contract are opened, too, and its target is "
            "posted, as `ledger chart` does; the currency is that of its incentives.",
        .examples = "$ contracts ledger open shop/orders GBP\n",
        .args = {CONTRACT, {"CURRENCY", "ISO 4217 code of the base currency", true, false}},
        .options = {{OPT_CHART, NULL}, {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_open,
    },
    {
        .words = "ledger account",
        .summary = "open an account of a ledger, or change one",
        .about =
            "A name has parts between colons: Assets, Liabilities, Equity, Income or Expenses, "
            "then "
            "parts of letters, digits and '-' that begin with a capital letter or a digit.\n\n"
            "Limits hold after each entry, pending ones counted against them. A balance is debit "
            "less credit: accounts of income and liabilities stand below zero.",
        .examples = BEGIN "$ contracts ledger account shop/orders Liabilities:Acme:Supplier "
                          "--change --hi 0 --lo -5000\n",
        .args = {CONTRACT, {"ACCOUNT", "its name", false, false}},
        .options = {{OPT_CURRENCY, "ISO 4217 code; default: the ledger's base"},
                    {OPT_FROM, "first day it takes entries; default: any"},
                    {OPT_CLOSED, NULL},
                    {OPT_LO, NULL},
                    {OPT_HI, NULL},
                    {OPT_CHANGE, NULL},
                    {OPT_NO_LIMITS, NULL},
                    {OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_account,
    },
    {
        .words = "ledger show",
        .summary = "look at a ledger: entries, head, what is closed",
        .about = "The head is the hash of the last entry, and with it of all.",
        .examples = BEGIN "$ contracts ledger show shop/orders\n",
        .args = {CONTRACT},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_show,
    },
    {
        .words = "ledger balance",
        .summary = "balances of an account and those below it",
        .about =
            "With --as-of the postings up to that day are summed; --by says which date counts: "
            "booked (default), effective or recorded. Pending entries are not part of it.",
        .examples = BEGIN POST "$ contracts ledger balance shop/orders Assets\n"
                               "$ contracts ledger balance shop/orders Assets:Acme:Cost "
                               "--as-of 2026-01-31 --by effective --format json\n",
        .args = {CONTRACT, {"ACCOUNT", "its name, or the parts it begins with", false, false}},
        .options = {{OPT_AS_OF, NULL}, {OPT_BY, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_balance,
    },
    {
        .words = "ledger trial",
        .summary = "the trial balance: every account, and sums that are zero",
        .about =
            "From stored totals, so that it costs the same however many entries there are; with "
            "--as-of the postings up to that day are summed, and --by says which date counts.",
        .examples = BEGIN POST "$ contracts ledger trial shop/orders\n",
        .args = {CONTRACT},
        .options = {{OPT_AS_OF, NULL}, {OPT_BY, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_balance,
    },
    {
        .words = "ledger entries",
        .summary = "list entries",
        .about = "By sequence number, which is the cursor, too. --from and --to go by the day an "
                 "entry is booked.",
        .examples = BEGIN POST "$ contracts ledger entries shop/orders --account Assets:Acme:Cost "
                               "--from 2026-01-01 --to 2026-01-31\n",
        .args = {CONTRACT},
        .options = {{OPT_AFTER, "only entries with a higher sequence number"},
                    {OPT_ACCOUNT, NULL},
                    {OPT_FROM, "booked on this day or later"},
                    {OPT_TO, NULL},
                    {OPT_KIND, "only this kind, such as cost"},
                    {OPT_PENDING, NULL},
                    {OPT_LIMIT, NULL},
                    {OPT_ALL, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_entries,
    },
    {
        .words = "ledger close",
        .summary = "close everything up to a day",
        .about = "No entry is booked there any more. What belongs there and comes later is posted "
                 "with --late: it is booked on the first open day and keeps its effective date. "
                 "There is no way back.",
        .examples = BEGIN POST "$ contracts ledger close shop/orders 2026-01-31\n",
        .args = {CONTRACT, {"DATE", "last day of the period", false, false}},
        .options = {{OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_close,
    },
    {
        .words = "ledger seal",
        .summary = "seal a closed period",
        .about = "Keeps its trial balance, the Merkle root of all entries so far and the head of "
                 "the chain. Periods are sealed in order.",
        .examples = BEGIN POST "$ contracts ledger close shop/orders 2026-01-31\n"
                               "$ contracts ledger seal shop/orders 2026-01-31\n",
        .args = {CONTRACT, {"DATE", "last day of the period; default: the next one", true, false}},
        .options = {{OPT_DRY_RUN, NULL}},
        .flags = CMD_WRITES,
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_seal,
    },
    {
        .words = "ledger periods",
        .summary = "list closed and sealed periods",
        .about = "What follows the last one is open. A sealed period shows its trial balance.",
        .examples = BEGIN POST "$ contracts ledger close shop/orders 2026-01-31\n"
                               "$ contracts ledger periods shop/orders\n",
        .args = {CONTRACT},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_periods,
    },
    {
        .words = "ledger verify",
        .summary = "compute everything of a ledger again",
        .about =
            "Chain, sums, totals, limits, resolutions, periods and seals, in one pass; names the "
            "first invariant that does not hold (L1 to L14) and the row, and ends with exit code "
            "1. "
            "It cannot see that the whole file was put back to an older state: a checkpoint that "
            "the other party keeps can.",
        .examples = BEGIN POST "$ contracts ledger verify shop/orders\n",
        .args = {CONTRACT},
        .options = {{OPT_CHECKPOINT, NULL}, {OPT_PUBLIC_KEY, NULL}},
        .formats = FORMAT_TEXT | FORMAT_JSON,
        .run = run_verify,
    },
    {.words = NULL},
};
