/* Sentences of an answer. */
#include "terms/share_say.h"

#include <stdarg.h>
#include <stdio.h>

static const char **grow(struct lc_share_say *say)
{
    if (say->count == say->room) {
        size_t room = say->room ? say->room * 2 : 8;
        const char **items = lc_new(say->ctx, room, sizeof *items);
        if (!items) {
            return NULL;
        }
        if (say->count) {
            memcpy(items, say->items, say->count * sizeof *items);
        }
        say->items = items;
        say->room = room;
    }
    return &say->items[say->count];
}

void lc_share_add(struct lc_share_say *say, const char *format, ...)
{
    va_list args;
    va_list again;
    const char **slot = grow(say);

    va_start(args, format);
    va_copy(again, args);
    int size = slot ? vsnprintf(NULL, 0, format, args) : -1;
    char *text = size < 0 ? NULL : lc_new(say->ctx, (size_t)size + 1, 1);
    if (text) {
        vsnprintf(text, (size_t)size + 1, format, again);
        *slot = text;
        say->count++;
    }
    va_end(again);
    va_end(args);
}

ctr_status lc_share_said(const struct lc_share_say *say)
{
    return say->ctx->error ? ctr_error_status(say->ctx->error) : CTR_OK;
}

const char *lc_share_amount(struct lc_ctx *ctx, const struct ctr_share_rule *rule, int64_t minor)
{
    char text[LC_MONEY_TEXT];

    return lc_dup_c(ctx, lc_money_print(minor, (int)rule->exponent, text));
}

const char *lc_share_money(struct lc_ctx *ctx, const struct ctr_share_rule *rule, int64_t minor)
{
    char text[LC_MONEY_TEXT];
    const char *code = rule->currency ? rule->currency : "";

    lc_money_print(minor, (int)rule->exponent, text);
    const char *out = lc_format(ctx, "%s%s%s", code, *code ? " " : "", text);
    return out ? out : "?";
}

const char *lc_share_percent(struct lc_ctx *ctx, int64_t ratio)
{
    char text[LC_MONEY_TEXT];

    return lc_dup_c(ctx, lc_ratio_print(ratio, text));
}

const char *lc_share_pct(struct lc_ctx *ctx, int64_t ratio)
{
    char text[LC_MONEY_TEXT];
    const char *out = lc_format(ctx, "%s %%", lc_ratio_print(ratio, text));

    return out ? out : "?";
}
