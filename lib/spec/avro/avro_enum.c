/* Enums: symbols that came and went, and what is read instead of one that is not known. */
#include "spec/avro/avro_walk.h"

#define S(s) (int)(s).len, (s).len ? (s).ptr : ""

struct enums {
    struct lc_avro_walk *w;
    const struct lc_avro_type *old;
    const struct lc_avro_type *new;
    unsigned ways;
};

static ctr_status say_removed(const struct enums *e, const struct lc_value *symbol)
{
    bool covered = e->new->state == LC_AVRO_DEFAULT_GOOD || !(e->ways & LC_AVRO_BACK);
    struct lc_avro_site site = {e->old, lc_raw(symbol), NULL};
    struct lc_avro_saying s = {
        .rule = covered ? LC_RULE_AVRO_ENUM_SYMBOL_REMOVED : LC_RULE_AVRO_MISSING_ENUM_SYMBOLS,
        .breaks = covered ? 0 : LC_AVRO_BACK,
        .site = &site,
        .old = symbol,
        .new = lc_get(e->new->at, "symbols"),
    };
    if (covered && e->new->state == LC_AVRO_DEFAULT_GOOD) {
        s.message = lc_format(e->w->ctx,
                              "the symbol %.*s of %.*s was removed; data that has it is read as "
                              "the default, %.*s",
                              S(lc_raw(symbol)), S(e->old->name), S(lc_raw(e->new->fallback)));
    } else {
        s.message = lc_format(e->w->ctx, "the symbol %.*s of %.*s was removed%s", S(lc_raw(symbol)),
                              S(e->old->name),
                              covered ? ""
                                      : ", and data that has it cannot be read; keep it, or give "
                                        "the enum a default");
    }
    return lc_avro_say(e->w, &s);
}

static ctr_status say_added(const struct enums *e, const struct lc_value *symbol)
{
    bool covered = e->old->state == LC_AVRO_DEFAULT_GOOD;
    bool breaks = !covered && e->ways & LC_AVRO_FORTH;
    struct lc_avro_site site = {e->old, lc_raw(symbol), NULL};
    struct lc_avro_saying s = {
        .rule = LC_RULE_AVRO_ENUM_SYMBOL_ADDED,
        .breaks = breaks ? LC_AVRO_FORTH : 0,
        .site = &site,
        .old = lc_get(e->old->at, "symbols"),
        .new = symbol,
        .message = lc_format(e->w->ctx, "the symbol %.*s was added to %.*s%s", S(lc_raw(symbol)),
                             S(e->old->name),
                             covered  ? "; readers of the old edition take it for their default"
                             : breaks ? ", and readers of the old edition cannot read it; let "
                                        "them move first"
                                      : ""),
    };
    return lc_avro_say(e->w, &s);
}

static ctr_status say_default(const struct enums *e, enum lc_rule_id rule, unsigned breaks,
                              const char *message)
{
    struct lc_avro_site site = {.owner = e->old};
    struct lc_avro_saying s = {
        .rule = rule,
        .breaks = breaks,
        .site = &site,
        .old = e->old->fallback ? e->old->fallback : e->old->at,
        .new = e->new->fallback ? e->new->fallback : e->new->at,
        .message = message,
    };
    return lc_avro_say(e->w, &s);
}

static ctr_status defaults(const struct enums *e)
{
    struct lc_ctx *ctx = e->w->ctx;
    const struct lc_value *before = e->old->fallback;
    const struct lc_value *after = e->new->fallback;
    if (before == after || (before && after && lc_value_eq(before, after))) {
        bool worse = e->new->state == LC_AVRO_DEFAULT_BAD && e->old->state != LC_AVRO_DEFAULT_BAD;
        if (!worse) {
            return CTR_OK;
        }
    }
    const char *to = after ? lc_cmp_show(ctx, after, 60) : "";
    if (!to) {
        return CTR_E_NOMEM;
    }
    if (!after) {
        return say_default(e, LC_RULE_AVRO_DEFAULT_REMOVED, e->ways & LC_AVRO_BACK,
                           lc_format(ctx,
                                     "the default of %.*s was removed, so that symbols of other "
                                     "editions that it lacks can no longer be read; keep it",
                                     S(e->old->name)));
    }
    if (e->new->state == LC_AVRO_DEFAULT_BAD) {
        return say_default(e, LC_RULE_AVRO_DEFAULT_INVALID, e->ways & LC_AVRO_BACK,
                           lc_format(ctx,
                                     "the default %s of %.*s is none of its symbols; correct "
                                     "it",
                                     to, S(e->old->name)));
    }
    return say_default(
        e, before ? LC_RULE_AVRO_DEFAULT_CHANGED : LC_RULE_AVRO_DEFAULT_ADDED, 0,
        lc_format(ctx, "symbols that %.*s lacks are read as %s now", S(e->old->name), to));
}

static ctr_status say_order(const struct enums *e)
{
    struct lc_avro_site site = {.owner = e->old};
    struct lc_avro_saying s = {
        .rule = LC_RULE_AVRO_SYMBOL_ORDER_CHANGED,
        .site = &site,
        .old = lc_get(e->old->at, "symbols"),
        .new = lc_get(e->new->at, "symbols"),
        .message =
            lc_format(e->w->ctx, "the symbols of %.*s stand in another order, by which they sort",
                      S(e->old->name)),
    };
    return lc_avro_say(e->w, &s);
}

ctr_status lc_avro_symbols(struct lc_avro_walk *w, const struct lc_avro_type *older,
                           const struct lc_avro_type *newer, unsigned ways)
{
    struct enums e = {w, older, newer, ways};
    int64_t last = -1;
    bool moved = false;
    if (!lc_avro_spend(w, (uint64_t)older->count + newer->count)) {
        return CTR_OK;
    }
    for (uint32_t i = 0; i < older->count; i++) {
        int64_t at = lc_avro_symbol(newer, lc_raw(&older->symbols[i]), i);
        if (at < 0) {
            LC_TRY(say_removed(&e, &older->symbols[i]));
            continue;
        }
        moved = moved || at < last;
        last = at;
    }
    for (uint32_t i = 0; i < newer->count; i++) {
        if (lc_avro_symbol(older, lc_raw(&newer->symbols[i]), i) < 0) {
            LC_TRY(say_added(&e, &newer->symbols[i]));
        }
    }
    LC_TRY(defaults(&e));
    return moved ? say_order(&e) : CTR_OK;
}
