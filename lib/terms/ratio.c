/* Percentages from text and back. */
#include "terms/ratio.h"

enum lc_fixed_status lc_ratio_parse(struct lc_str text, int64_t *out)
{
    struct lc_str number = lc_str_trim(text);

    if (lc_str_ends(number, LC_STR("%"))) {
        number = lc_str_trim(lc_str_n(number.ptr, number.len - 1));
    }
    enum lc_fixed_status fault = lc_fixed_parse(number, out);
    bool large = fault == LC_FIXED_OK && (*out > LC_RATIO_MOST || *out < -LC_RATIO_MOST);
    return large ? LC_FIXED_TOO_LARGE : fault;
}

char *lc_ratio_print(int64_t ratio, char out[LC_MONEY_TEXT])
{
    return lc_fixed_text(ratio, out);
}
