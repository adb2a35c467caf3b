/* Accounts without a store: which names are good, how amounts add up, when limits hold. */
#include "base/names.h"
#include "domain/ledger/ledger.h"

static const struct {
    const char *root;
    int32_t kind;
} roots[] = {
    {"Assets", CTR_ACCOUNT_ASSETS},     {"Liabilities", CTR_ACCOUNT_LIABILITIES},
    {"Equity", CTR_ACCOUNT_EQUITY},     {"Income", CTR_ACCOUNT_INCOME},
    {"Expenses", CTR_ACCOUNT_EXPENSES},
};

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A capital letter or a digit, then letters, digits and '-': what beancount allows, which is the
 * strictest. */
static bool is_part(struct lc_str part)
{
    if (part.len == 0 || !(is_upper(part.ptr[0]) || is_digit(part.ptr[0]))) {
        return false;
    }
    for (size_t i = 1; i < part.len; i++) {
        char c = part.ptr[i];
        if (!is_upper(c) && !is_digit(c) && !(c >= 'a' && c <= 'z') && c != '-') {
            return false;
        }
    }
    return true;
}

static ctr_status bad_name(struct lc_ctx *ctx, const char *name, const char *why)
{
    ctr_status status = lc_fail(ctx, CTR_E_ARGUMENT,
                                "account '%s' %s; wanted such as Assets:Acme:Cost:WBS1", name, why);
    lc_detail(ctx, "field", "account");
    return status;
}

ctr_status lc_account_check_name(struct lc_ctx *ctx, const char *name, int32_t *kind)
{
    struct lc_str head;
    struct lc_str rest;

    *kind = 0;
    if (!name || !*name) {
        return lc_fail(ctx, CTR_E_ARGUMENT, "an account is needed, such as Assets:Acme:Cost");
    }
    LC_TRY(lc_check_text(ctx, "account", name, LC_LEDGER_NAME));
    if (!lc_str_cut(lc_str(name), ':', &head, &rest)) {
        return bad_name(ctx, name, "has one part only");
    }
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++) {
        if (lc_str_is(head, roots[i].root)) {
            *kind = roots[i].kind;
        }
    }
    if (!*kind) {
        return bad_name(ctx, name,
                        "does not begin with Assets, Liabilities, Equity, Income or Expenses");
    }
    for (bool more = true; more;) {
        more = lc_str_cut(rest, ':', &head, &rest);
        if (!is_part(more ? head : rest)) {
            return bad_name(ctx, name,
                            "has a part that is not letters, digits and '-' after a capital letter "
                            "or a digit");
        }
    }
    return CTR_OK;
}

static bool add(int64_t *total, int64_t amount)
{
    int64_t sum;
    if (__builtin_add_overflow(*total, amount, &sum) || sum > LC_MONEY_MOST) {
        return false;
    }
    *total = sum;
    return true;
}

bool lc_account_add(struct ctr_account *a, int64_t amount)
{
    a->touched = true;
    return amount > 0 ? add(&a->debit, amount) : add(&a->credit, -amount);
}

bool lc_account_pend(struct ctr_account *a, int64_t amount)
{
    a->touched = true;
    return amount > 0 ? add(&a->pending_debit, amount) : add(&a->pending_credit, -amount);
}

void lc_account_release(struct ctr_account *a, int64_t amount)
{
    a->touched = true;
    if (amount > 0) {
        a->pending_debit -= amount;
    } else {
        a->pending_credit += amount;
    }
}

/* Totals are at most 2^62, so neither leaves int64_t. */
int64_t lc_account_most(const struct ctr_account *a)
{
    return a->debit - a->credit + a->pending_debit;
}

int64_t lc_account_least(const struct ctr_account *a)
{
    return a->debit - a->credit - a->pending_credit;
}

bool lc_account_holds(const struct ctr_account *a)
{
    return !(a->has_hi && lc_account_most(a) > a->hi) &&
           !(a->has_lo && lc_account_least(a) < a->lo);
}
