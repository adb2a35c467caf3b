/* The terms of waivers: from when until when they hold, and for how long they may. */
#include "spec/policy/policy.h"

#include "base/date.h"
#include "base/time.h"
#include "spec/rules/rules.h"

int64_t lc_waiver_since(const struct ctr_waiver *w)
{
    int64_t us = 0;

    if (w->since) {
        (void)lc_time_parse(lc_str(w->since), false, &us); /* 0: it always held */
    }
    return us;
}

int64_t lc_waiver_expires(const struct ctr_waiver *w)
{
    int64_t us = INT64_MIN;

    if (w->expires) {
        (void)lc_time_parse(lc_str(w->expires), true, &us); /* what is no time is past */
    }
    return us;
}

ctr_waiver_state lc_waiver_state_at(const struct ctr_waiver *w, int64_t at_us)
{
    return at_us > lc_waiver_expires(w)             ? CTR_WAIVER_EXPIRED
           : w->longest                             ? CTR_WAIVER_TOO_LONG
           : w->since && at_us < lc_waiver_since(w) ? CTR_WAIVER_PENDING
                                                    : CTR_WAIVER_ACTIVE;
}

int64_t lc_waiver_days(const struct ctr_waiver *w)
{
    /* a day that has begun counts */
    return -lc_floor_div(lc_waiver_since(w) - lc_waiver_expires(w), LC_US_PER_DAY);
}

void lc_waivers_bound(struct ctr_waiver *list, size_t count, int64_t most)
{
    for (size_t i = 0; i < count; i++) {
        bool over = most && (!list[i].since || lc_waiver_days(&list[i]) > most);
        list[i].longest = over ? most : 0;
    }
}

static struct lc_policy_fault fault(const char *key, const char *message)
{
    return (struct lc_policy_fault){key, message ? message : "?"};
}

struct lc_policy_fault lc_waiver_fault_of_term(struct lc_ctx *ctx, int64_t most,
                                               const struct ctr_waiver *w)
{
    static const char wanted[] = "should be a time as 2026-11-30T18:00:00+01:00, or a date";
    int64_t from = 0;
    int64_t until;

    if (!lc_time_parse(lc_str(w->expires), true, &until)) {
        return fault("expires", lc_format(ctx, "%s, found '%.40s'", wanted, w->expires));
    }
    if (w->since && !lc_time_parse(lc_str(w->since), false, &from)) {
        return fault("since", lc_format(ctx, "%s, found '%.40s'", wanted, w->since));
    }
    if (w->since && until < from) {
        return fault("expires",
                     lc_format(ctx, "'%s' is before '%s', when it begins", w->expires, w->since));
    }
    if (most && !w->since) {
        return fault("since", "is missing; max_waiver_days counts from it");
    }
    if (most && lc_waiver_days(w) > most) {
        return fault("expires",
                     lc_format(ctx, "makes it hold for %lld days; a waiver holds for %lld at most",
                               (long long)lc_waiver_days(w), (long long)most));
    }
    return (struct lc_policy_fault){NULL, NULL};
}

bool lc_waiver_is_of_remark(const struct ctr_waiver *w)
{
    return w->rule && strncmp(w->rule, LC_RULES_OF_POLICY, sizeof LC_RULES_OF_POLICY - 1) == 0;
}

struct lc_policy_fault lc_waiver_fault_of_remark(struct lc_ctx *ctx, const struct ctr_waiver *w)
{
    return lc_waiver_is_of_remark(w)
               ? fault("rule", lc_format(ctx,
                                         "'%s' is a remark on waivers, and no waiver accepts it; "
                                         "mend that waiver, or give the rule another level",
                                         w->rule))
               : (struct lc_policy_fault){NULL, NULL};
}

static ctr_status refuse(struct lc_ctx *ctx, const struct ctr_waiver *w, size_t index,
                         struct lc_policy_fault f)
{
    const char *field = lc_format(ctx, "/waivers/%zu/%s", index, f.key);
    const char *where = w->file ? lc_format(ctx, "%s:%lld:%lld: ", w->file, (long long)w->line,
                                            (long long)w->column)
                                : "";

    if (!field || !where || ctx->error) {
        return CTR_E_NOMEM;
    }
    ctr_status status = lc_fail(ctx, CTR_E_INPUT, "%s%s: %s", where, field, f.message);
    if (w->file) {
        lc_detail(ctx, "file", w->file);
        lc_detail_int(ctx, "line", w->line);
        lc_detail_int(ctx, "column", w->column);
    }
    lc_detail(ctx, "field", field);
    return status;
}

ctr_status lc_waivers_check_terms(struct lc_ctx *ctx, const struct lc_policy_terms *terms,
                                  int64_t most)
{
    for (size_t i = 0; i < terms->waiver_count; i++) {
        const struct ctr_waiver *w = &terms->waivers[i];
        struct lc_policy_fault f = lc_waiver_fault_of_term(ctx, most, w);
        LC_TRY(f.key ? refuse(ctx, w, i, f) : CTR_OK);
        LC_TRY(lc_poll(ctx));
    }
    return CTR_OK;
}

ctr_status lc_waivers_check_rules(struct lc_ctx *ctx, const struct lc_policy_terms *terms)
{
    for (size_t i = 0; i < terms->waiver_count; i++) {
        const struct ctr_waiver *w = &terms->waivers[i];
        struct lc_policy_fault f = lc_waiver_fault_of_remark(ctx, w);
        LC_TRY(f.key ? refuse(ctx, w, i, f) : CTR_OK);
        LC_TRY(lc_poll(ctx));
    }
    return CTR_OK;
}
