/* Percentages from text and back. */
#include "terms/ratio.h"

enum lc_money_fault lc_ratio_parse(struct lc_str text, int64_t *out)
{
    struct lc_str number = lc_str_trim(text);

    if (lc_str_ends(number, LC_STR("%"))) {
        number = lc_str_trim(lc_str_n(number.ptr, number.len - 1));
    }
    enum lc_money_fault fault = lc_fixed_parse(number, LC_RATIO_DIGITS, out);
    bool large = fault == LC_MONEY_OK && (*out > LC_RATIO_MOST || *out < -LC_RATIO_MOST);
    return large ? LC_MONEY_TOO_LARGE : fault;
}

char *lc_ratio_print(int64_t ratio, char out[LC_MONEY_TEXT])
{
    lc_money_print(ratio, LC_RATIO_DIGITS, out);
    size_t size = strlen(out);
    while (out[size - 1] == '0') {
        size--;
    }
    if (out[size - 1] == '.') {
        size--;
    }
    out[size] = '\0';
    return out;
}
