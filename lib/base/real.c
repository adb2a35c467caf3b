/* Numbers as the types float and double hold them. */
#include "base/real.h"

#include "base/ctx.h"

#include <locale.h>
#include <stdlib.h>

bool lc_real(struct lc_ctx *ctx, struct lc_str text, bool single, double *out)
{
    const char *plain = lc_dup(ctx, text);
    locale_t locale = plain ? newlocale(LC_ALL_MASK, "C", (locale_t)0) : (locale_t)0;
    char *end = NULL;
    if (!locale) {
        lc_nomem(ctx);
        return false;
    }
    *out = single ? (double)strtof_l(plain, &end, locale) : strtod_l(plain, &end, locale);
    freelocale(locale);
    return text.len && end == plain + text.len;
}
