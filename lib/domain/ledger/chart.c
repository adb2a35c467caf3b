/* The chart of accounts: names, opening, sums. */
#include "domain/ledger/chart.h"

static const struct {
    const char *name;
    bool party;
    const char *text;
} rows[] = {
#define LC_CHART(id, name, party, text) {name, party, text},
#include "domain/ledger/chart.def"
#undef LC_CHART
};

/* --- names --- */

static bool is_kept(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

ctr_status lc_chart_part(struct lc_ctx *ctx, const char *what, const char *name, const char **out)
{
    size_t length = strlen(name);
    char *part = lc_new(ctx, length + 1, 1);
    size_t n = 0;

    if (!part) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < length; i++) {
        if (is_kept(name[i])) {
            part[n++] = name[i];
        } else if (n && part[n - 1] != '-') {
            part[n++] = '-';
        }
    }
    n -= n && part[n - 1] == '-';
    part[n] = '\0';
    if (n && part[0] >= 'a') {
        part[0] = (char)(part[0] - 'a' + 'A');
    }
    *out = part;
    return n ? CTR_OK
             : lc_fail(ctx, CTR_E_ARGUMENT,
                       "nothing of the %s '%.80s' can stand in the name of an account; wanted at "
                       "least one ASCII letter or digit",
                       what, name);
}

/* `text` with what stands at `mark` replaced; `text` itself where it is not there. Every posting
 * asks for all names, so nothing is formatted here. */
static const char *put(struct lc_ctx *ctx, const char *text, const char *mark, const char *part)
{
    const char *at = strstr(text, mark);
    if (!at) {
        return text;
    }
    const char *rest = at + strlen(mark);
    size_t before = (size_t)(at - text);
    size_t middle = strlen(part);
    size_t after = strlen(rest) + 1;
    char *made = lc_new(ctx, before + middle + after, 1);
    if (made) {
        memcpy(made, text, before);
        memcpy(made + before, part, middle);
        memcpy(made + before + middle, rest, after);
    }
    return made;
}

ctr_status lc_chart_account(struct lc_ctx *ctx, const char *contract, enum lc_chart which,
                            const char *party, const char **out)
{
    const char *part;
    int32_t kind;

    LC_TRY(lc_chart_part(ctx, "contract", contract, &part));
    *out = put(ctx, rows[which].name, "<C>", part);
    if (*out && rows[which].party) {
        LC_TRY(lc_chart_part(ctx, "party", party, &part));
        *out = put(ctx, *out, "<Party>", part);
    }
    return *out ? lc_account_check_name(ctx, *out, &kind) : CTR_E_NOMEM;
}

/* Where a name is one of a party, what stands before the party. */
ctr_status lc_chart_names(struct lc_ctx *ctx, const char *contract,
                          const char *names[LC_CHART_COUNT])
{
    const char *part;

    LC_TRY(lc_chart_part(ctx, "contract", contract, &part));
    for (int i = 0; i < LC_CHART_COUNT; i++) {
        const char *name = put(ctx, rows[i].name, "<C>", part);
        names[i] = name && rows[i].party ? put(ctx, name, "<Party>", "") : name;
        if (!names[i]) {
            return CTR_E_NOMEM;
        }
    }
    return CTR_OK;
}

enum lc_chart lc_chart_find(const char *const names[LC_CHART_COUNT], const char *account,
                            const char **party)
{
    *party = NULL;
    for (int i = 0; i < LC_CHART_COUNT; i++) {
        size_t size = strlen(names[i]);
        if (strncmp(account, names[i], size) == 0 &&
            (rows[i].party || !account[size] || account[size] == ':')) {
            *party = rows[i].party ? account + size : NULL;
            return (enum lc_chart)i;
        }
    }
    return LC_CHART_COUNT;
}

const char *lc_chart_what(enum lc_chart which)
{
    return which < LC_CHART_COUNT ? rows[which].text : NULL;
}

bool lc_chart_of_party(enum lc_chart which)
{
    return which < LC_CHART_COUNT && rows[which].party;
}

ctr_status lc_chart_check_parties(struct lc_ctx *ctx, const char *const *parties, size_t count)
{
    const char **parts = lc_new(ctx, count + 1, sizeof *parts);

    if (!parts) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        LC_TRY(lc_chart_part(ctx, "party", parties[i], &parts[i]));
        for (size_t j = 0; j < i; j++) {
            if (strcmp(parts[i], parts[j]) == 0) {
                return lc_fail(ctx, CTR_E_STATE,
                               "the parties '%.80s' and '%.80s' would both have the accounts of "
                               "'%.80s'; name one of them otherwise",
                               parties[j], parties[i], parts[i]);
            }
        }
    }
    return CTR_OK;
}

/* --- whose they are --- */

/* What alone posts to it; NULL = anybody. */
static const char *poster_of(enum lc_chart which)
{
    switch (which) {
    case LC_CHART_TARGET:
    case LC_CHART_BASELINE:
        return "implementing an approved change";
    case LC_CHART_PROVISIONAL_COST:
    case LC_CHART_PAYABLE_COST:
    case LC_CHART_PROVISIONAL:
    case LC_CHART_PAYABLE:
        return "an assessment of pain and gain";
    case LC_CHART_COST:
    case LC_CHART_FEE:
    case LC_CHART_DISALLOWED:
    case LC_CHART_SUPPLIER:
    case LC_CHART_RISK_BUFFER:
    case LC_CHART_RISK_FUND:
    case LC_CHART_RISK_DRAWN:
    case LC_CHART_MODIFIER:
    case LC_CHART_MODIFIER_COST:
    case LC_CHART_COUNT:
        break;
    }
    return NULL;
}

ctr_status lc_chart_may(struct lc_ctx *ctx, const char *const names[LC_CHART_COUNT],
                        const struct lc_draft_entry *d)
{
    for (size_t i = 0; i < d->posting_count; i++) {
        const char *party;
        const char *by = poster_of(lc_chart_find(names, d->accounts[i], &party));
        if (by) {
            ctr_status status =
                lc_fail(ctx, CTR_E_DENIED, "account '%s' is moved by %s only", d->accounts[i], by);
            lc_detail(ctx, "field", "account");
            return status;
        }
    }
    return CTR_OK;
}

/* --- opening --- */

/* The buffer holds what is there: nothing posted, reversed or pending takes it below zero. */
static ctr_status open_one(struct lc_op *op, const struct ctr_ledger *book, const char *currency,
                           enum lc_chart which, struct lc_chart_row *row)
{
    const ctr_account_spec spec = {.struct_size = sizeof spec,
                                   .account = row->account,
                                   .currency = currency,
                                   .flags = which == LC_CHART_RISK_BUFFER ? CTR_ACCOUNT_HAS_LO : 0};
    struct ctr_account a;
    bool found;

    LC_TRY(lc_account_find(op, book, row->account, &a, &found));
    if (!found) {
        LC_TRY(lc_account_create(op, book, &spec, &a));
        row->opened = 1;
    }
    if (strcmp(a.currency, currency) != 0) {
        return lc_fail(&op->ctx, CTR_E_STATE,
                       "account '%s' is kept in %s, but the incentives are in %s", a.name,
                       a.currency, currency);
    }
    return CTR_OK;
}

ctr_status lc_chart_open(struct lc_op *op, const struct ctr_ledger *book, const char *currency,
                         const char *const *parties, size_t count, struct lc_chart_row **out,
                         size_t *row_count)
{
    struct lc_ctx *ctx = &op->ctx;
    struct lc_chart_row *items = lc_new(ctx, LC_CHART_COUNT * (count + 1), sizeof *items);

    *out = items;
    *row_count = 0;
    if (!items) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_chart_check_parties(ctx, parties, count));
    for (int which = 0; which < LC_CHART_COUNT; which++) {
        size_t times = rows[which].party ? count : 1;
        for (size_t i = 0; i < times; i++) {
            struct lc_chart_row *row = &items[(*row_count)++];
            *row = (struct lc_chart_row){.what = rows[which].text,
                                         .party = rows[which].party ? parties[i] : NULL};
            LC_TRY(
                lc_chart_account(ctx, book->name, (enum lc_chart)which, row->party, &row->account));
            LC_TRY(open_one(op, book, currency, (enum lc_chart)which, row));
        }
    }
    return CTR_OK;
}

ctr_status lc_chart_ensure(struct lc_op *op, const struct ctr_ledger *book, const char *name)
{
    const ctr_account_spec spec = {.struct_size = sizeof spec, .account = name};
    struct ctr_account account;
    bool found;

    LC_TRY(lc_account_find(op, book, name, &account, &found));
    return found ? CTR_OK : lc_account_create(op, book, &spec, &account);
}

ctr_status lc_chart_need(struct lc_op *op, const struct ctr_ledger *book, enum lc_chart which,
                         struct ctr_account *out)
{
    const char *name;
    bool found;

    LC_TRY(lc_chart_account(&op->ctx, book->name, which, NULL, &name));
    LC_TRY(lc_account_find(op, book, name, out, &found));
    return found ? CTR_OK
                 : lc_fail(&op->ctx, CTR_E_STATE,
                           "the ledger of '%s/%s' has no account '%s'; open its chart of accounts",
                           book->team, book->name, name);
}

/* --- sums --- */

ctr_status lc_chart_target(struct lc_op *op, const struct ctr_ledger *book, int64_t day,
                           struct lc_chart_target *out)
{
    struct ctr_account account;
    struct lc_stmt *st;
    const char *name;
    bool found;

    *out = (struct lc_chart_target){0};
    LC_TRY(lc_chart_account(&op->ctx, book->name, LC_CHART_TARGET, NULL, &name));
    LC_TRY(lc_account_find(op, book, name, &account, &found));
    if (!found) {
        return CTR_OK;
    }
    LC_TRY(lc_sql(op, LC_SQL_TARGET_AT, &st));
    lc_bind_int(st, 1, account.rid);
    lc_bind_int(st, 2, day);
    LC_TRY(lc_step_row(&op->ctx, op->db, st));
    out->balance = lc_col_int(st, 0);
    out->known = lc_col_int(st, 1) != 0;
    out->exponent = account.exponent;
    out->currency = account.currency;
    lc_stmt_done(st);
    return CTR_OK;
}

static ctr_status sum_of(struct lc_op *op, const struct ctr_ledger *book,
                         const struct ctr_account *a, int64_t day, int64_t seq, int64_t *out)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(op, LC_SQL_ACCOUNT_EFFECTIVE, &st));
    lc_bind_int(st, 1, a->rid);
    lc_bind_int(st, 2, LC_LEDGER_RID(book->rid, seq));
    lc_bind_int(st, 3, day);
    LC_TRY(lc_row(op, st, &row));
    *out = row && !lc_col_null(st, 0) ? lc_col_int(st, 0) : 0;
    lc_stmt_done(st);
    return CTR_OK;
}

ctr_status lc_chart_sum(struct lc_op *op, const struct ctr_ledger *book, const char *account,
                        const char *currency, int64_t day, int64_t seq, int64_t *out)
{
    struct lc_ctx *ctx = &op->ctx;
    struct ctr_account *items;
    size_t count;
    int64_t sum = 0;

    LC_TRY(lc_account_list(op, book, account, &items, &count));
    for (size_t i = 0; i < count; i++) {
        int64_t one;
        LC_TRY(sum_of(op, book, &items[i], day, seq, &one));
        if (one && strcmp(items[i].currency, currency) != 0) {
            return lc_fail(ctx, CTR_E_STATE,
                           "account '%s' is kept in %s, but the incentives are in %s; move it "
                           "through clearing accounts first",
                           items[i].name, items[i].currency, currency);
        }
        if (__builtin_add_overflow(sum, one, &sum) || sum > LC_MONEY_MOST || sum < -LC_MONEY_MOST) {
            return lc_fail(ctx, CTR_E_LIMIT,
                           "the accounts of '%s' sum to more than 2^62 minor units", account);
        }
    }
    *out = sum;
    return CTR_OK;
}

ctr_status lc_chart_caused(struct lc_op *op, const struct ctr_account *account, const char *kind,
                           const char *id, int64_t *out)
{
    struct lc_stmt *st;
    bool row;

    LC_TRY(lc_sql(op, LC_SQL_ACCOUNT_CAUSED, &st));
    lc_bind_int(st, 1, account->rid);
    lc_bind_text(st, 2, kind);
    if (id) {
        lc_bind_text(st, 3, id);
    }
    LC_TRY(lc_row(op, st, &row));
    *out = row && !lc_col_null(st, 0) ? lc_col_int(st, 0) : 0;
    lc_stmt_done(st);
    return CTR_OK;
}
