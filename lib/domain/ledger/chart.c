/* Names of the accounts that the library posts to, and the target that one of them holds. */
#include "domain/ledger/chart.h"

static const struct {
    const char *root, *leaf;
    bool of_party;
} accounts[] = {
    [LC_CHART_COST] = {"Assets", "Cost", false},
    [LC_CHART_DISALLOWED] = {"Expenses", "Disallowed", false},
    [LC_CHART_SUPPLIER] = {"Liabilities", "Supplier", false},
    [LC_CHART_TARGET] = {"Equity", "Target", false},
    [LC_CHART_BASELINE] = {"Equity", "Baseline", false},
    [LC_CHART_RISK_BUFFER] = {"Equity", "RiskBuffer", false},
    [LC_CHART_SHARE_PROVISIONAL] = {"Income", "Share:Provisional", true},
    [LC_CHART_SHARE_PAYABLE] = {"Income", "Share:Payable", true},
    [LC_CHART_MODIFIER] = {"Income", "Modifier", false},
};

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_kept(char c)
{
    return is_lower(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

ctr_status lc_chart_part(struct lc_ctx *ctx, const char *name, const char **out)
{
    char *text = lc_new(ctx, strlen(name) + 1, 1);
    size_t n = 0;

    if (!text) {
        return CTR_E_NOMEM;
    }
    for (const char *c = name; *c; c++) {
        if (!is_kept(*c)) {
            continue;
        }
        if (n && !is_kept(c[-1])) {
            text[n++] = '-';
        }
        text[n++] = *c;
    }
    if (!n) {
        return lc_fail(ctx, CTR_E_ARGUMENT,
                       "'%.200s' has neither letter nor digit, so no account can bear its name",
                       name);
    }
    text[0] = is_lower(text[0]) ? (char)(text[0] - 32) : text[0];
    *out = text;
    return CTR_OK;
}

ctr_status lc_chart_check(struct lc_ctx *ctx, const char *const *names, size_t count)
{
    struct lc_map seen = {0};

    for (size_t i = 0; i < count; i++) {
        const char *part;
        LC_TRY(lc_chart_part(ctx, names[i], &part));
        const char *other = lc_map_get(&seen, lc_str(part));
        if (other && strcmp(other, names[i]) != 0) {
            return lc_fail(ctx, CTR_E_ARGUMENT,
                           "'%.200s' and '%.200s' would share the accounts of '%s'; give one of "
                           "them another name",
                           other, names[i], part);
        }
        LC_TRY(lc_map_set(ctx, &seen, lc_str(part), (void *)(uintptr_t)names[i]));
    }
    return CTR_OK;
}

ctr_status lc_chart_account(struct lc_ctx *ctx, const char *contract, enum lc_chart which,
                            const char *party, const char **out)
{
    const char *own = NULL;
    const char *whose = NULL;

    LC_TRY(lc_chart_part(ctx, contract, &own));
    if (accounts[which].of_party) {
        LC_TRY(lc_chart_part(ctx, party, &whose));
    }
    *out = lc_format(ctx, "%s:%s:%s%s%s", accounts[which].root, own, accounts[which].leaf,
                     whose ? ":" : "", whose ? whose : "");
    return *out ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_chart_open(struct lc_op *op, const struct ctr_ledger *book, const char *name)
{
    const ctr_account_spec spec = {.struct_size = sizeof spec, .account = name};
    struct ctr_account account;
    bool found;

    LC_TRY(lc_account_find(op, book, name, &account, &found));
    return found ? CTR_OK : lc_account_create(op, book, &spec, &account);
}

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
