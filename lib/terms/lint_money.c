/* Remarks on money: amounts that are none, currencies that nobody knows. */
#include "terms/lint.h"
#include "terms/money.h"

/* Digits behind the point of a code, in letters of either case; -1: it is not known. */
static int exponent_of(const char *code)
{
    char upper[4] = "";
    size_t size = code ? strlen(code) : 0;

    if (size != 3) {
        return -1;
    }
    for (size_t i = 0; i < size; i++) {
        bool small = code[i] >= 'a' && code[i] <= 'z';
        upper[i] = small ? (char)(code[i] - 'a' + 'A') : code[i];
    }
    return lc_currency_exponent(lc_str(upper));
}

ctr_status lc_lint_currency(struct lc_linter *l, const char *path, const char *code)
{
    return !code || exponent_of(code) >= 0
               ? CTR_OK
               : lc_lint_add(l, LC_LINT_CURRENCY_UNKNOWN, path,
                             "should be an ISO 4217 code that has a minor unit, such as EUR, found "
                             "'%.40s'",
                             code);
}

/* Of a currency that is not known, an amount may have as many digits as any number here. */
static enum lc_fixed_status parse(const char *text, int exponent, int64_t *out)
{
    int digits = exponent >= 0 ? exponent : lc_fixed_digits(lc_str(text));

    return digits < 0 ? lc_fixed_parse(lc_str(text), out)
                      : lc_fixed_scaled(lc_str(text), digits, out);
}

static ctr_status wrong(struct lc_linter *l, const char *path, const char *text,
                        enum lc_fixed_status fault, const char *currency)
{
    int exponent = exponent_of(currency);

    if (fault == LC_FIXED_TOO_LARGE) {
        return lc_lint_add(l, LC_LINT_AMOUNT_WRONG, path, "'%.40s' is too large", text);
    }
    if (fault != LC_FIXED_TOO_FINE) {
        return lc_lint_add(l, LC_LINT_AMOUNT_WRONG, path,
                           "should be an amount in the major unit, found '%.40s'", text);
    }
    return exponent < 0 ? lc_lint_add(l, LC_LINT_AMOUNT_WRONG, path,
                                      "'%.40s' has more than %d digits behind the point", text,
                                      (int)LC_FIXED_DIGITS)
                        : lc_lint_add(l, LC_LINT_AMOUNT_WRONG, path,
                                      "%.40s has more digits behind the point than %s has: %d",
                                      text, currency, exponent);
}

ctr_status lc_lint_amount(struct lc_linter *l, const char *path, const char *text,
                          const char *currency)
{
    int64_t value = 0;

    if (!text) {
        return CTR_OK;
    }
    enum lc_fixed_status status = parse(text, exponent_of(currency), &value);
    if (status != LC_FIXED_OK) {
        return wrong(l, path, text, status, currency);
    }
    return value < 0 ? lc_lint_add(l, LC_LINT_AMOUNT_WRONG, path, "'%.40s' is below zero", text)
                     : CTR_OK;
}

ctr_status lc_lint_move(struct lc_linter *l, const char *path, const char *text,
                        const char *currency)
{
    int64_t value;

    if (!text) {
        return CTR_OK;
    }
    enum lc_fixed_status status = lc_fixed_parse(lc_str(text), &value);
    if (status == LC_FIXED_OK || status == LC_FIXED_TOO_FINE) {
        int exponent = exponent_of(currency);
        status = exponent < 0 ? status : parse(text, exponent, &value);
    }
    return status == LC_FIXED_OK ? CTR_OK : wrong(l, path, text, status, currency);
}
