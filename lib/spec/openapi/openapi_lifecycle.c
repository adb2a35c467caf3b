/*
 * The end of things, announced: `deprecated`, `x-sunset` (an RFC 3339 date) and
 * `x-stability-level` (draft, alpha, beta, stable; none counts as stable).
 */
#include "spec/openapi/openapi.h"

#include "base/date.h"
#include "base/time.h"

struct life {
    bool deprecated;
    struct lc_node sunset; /* value NULL: none */
    bool readable;
    int64_t end_us;
};

/* Which event is told for which change; one row for operations, one for parameters. */
struct life_events {
    const char *what;
    enum lc_oa_event deprecated, deprecated_sunset, reactivated;
    enum lc_oa_event changed, earlier, past, deleted, unreadable, missing;
};

static const struct life_events of_operation = {
    "operation",
    LC_OA_OPERATION_DEPRECATED,
    LC_OA_OPERATION_DEPRECATED_SUNSET,
    LC_OA_OPERATION_REACTIVATED,
    LC_OA_OPERATION_SUNSET_CHANGED,
    LC_OA_OPERATION_SUNSET_EARLIER,
    LC_OA_OPERATION_SUNSET_PAST,
    LC_OA_OPERATION_SUNSET_DELETED,
    LC_OA_OPERATION_SUNSET_UNREADABLE,
    LC_OA_OPERATION_SUNSET_MISSING,
};
static const struct life_events of_parameter = {
    "parameter",
    LC_OA_PARAMETER_DEPRECATED,
    LC_OA_PARAMETER_DEPRECATED,
    LC_OA_PARAMETER_REACTIVATED,
    LC_OA_PARAMETER_SUNSET_CHANGED,
    LC_OA_PARAMETER_SUNSET_EARLIER,
    LC_OA_PARAMETER_SUNSET_PAST,
    LC_OA_PARAMETER_SUNSET_DELETED,
    LC_OA_PARAMETER_SUNSET_UNREADABLE,
    LC_OA_PARAMETER_SUNSET_MISSING,
};

/* No end may be nearer; a day that is named lasts until it is over. */
static int64_t soonest(const struct lc_oa *oa)
{
    return lc_ctx_now(oa->c->ctx) + oa->grace_days * LC_US_PER_DAY;
}

static struct life life_of(struct lc_node node)
{
    struct life life = {.deprecated = lc_truth(lc_get(node.value, "deprecated"))};
    life.sunset = lc_oa_get(node, "x-sunset");
    struct lc_str text = lc_text(life.sunset.value);
    life.readable = text.ptr && lc_time_parse(text, true, &life.end_us);
    return life;
}

static struct lc_str words(struct lc_node sunset)
{
    struct lc_str text = lc_text(sunset.value);
    return text.ptr ? text : LC_STR("not a string");
}

/* The new edition says when it ends, and did not before, or said another day. */
static ctr_status sunset_told(struct lc_oa *oa, const struct life_events *e,
                              const struct lc_part *part, struct life was, struct life is)
{
    struct lc_oa_pair at = {was.sunset, is.sunset};
    struct lc_str date = words(is.sunset);
    if (!is.readable) {
        return lc_oa_add(oa, e->unreadable, part, at, NULL,
                         "the sunset date '%.*s' of the %s is not an RFC 3339 date; write it as "
                         "\"2030-01-31\"",
                         LC_OA_S(date), e->what);
    }
    if (was.readable && is.end_us == was.end_us) {
        return CTR_OK;
    }
    if (was.readable && is.end_us < was.end_us) {
        struct lc_str before = words(was.sunset);
        return lc_oa_add(oa, e->earlier, part, at, NULL,
                         "the sunset date of the %s moved from %.*s to the earlier %.*s; who "
                         "relied on the first has less time",
                         e->what, LC_OA_S(before), LC_OA_S(date));
    }
    if (is.end_us < lc_ctx_now(oa->c->ctx)) {
        return lc_oa_add(oa, e->past, part, at, NULL,
                         "the sunset date %.*s of the %s has already passed; give its users time",
                         LC_OA_S(date), e->what);
    }
    if (is.end_us < soonest(oa)) {
        return lc_oa_add(oa, e->past, part, at, NULL,
                         "the sunset date %.*s of the %s is less than %lld days away, which are "
                         "asked for",
                         LC_OA_S(date), e->what, (long long)oa->grace_days);
    }
    return lc_oa_add(oa, e->changed, part, at, NULL, "the sunset date of the %s is now %.*s",
                     e->what, LC_OA_S(date));
}

static ctr_status newly_deprecated(struct lc_oa *oa, const struct life_events *e,
                                   const struct lc_part *part, struct lc_oa_pair at, struct life is)
{
    struct lc_oa_pair mark = lc_oa_child(at, "deprecated");
    struct life none = {.deprecated = false};
    if (!is.sunset.value && oa->grace_days) {
        return lc_oa_add(oa, e->missing, part, mark, NULL,
                         "the %s was marked deprecated without the date of its end; %lld days of "
                         "notice are asked for; add x-sunset",
                         e->what, (long long)oa->grace_days);
    }
    if (!is.sunset.value) {
        return lc_oa_add(oa, e->deprecated, part, mark, NULL, "the %s was marked deprecated",
                         e->what);
    }
    if (!is.readable || is.end_us < soonest(oa)) {
        return sunset_told(oa, e, part, none, is);
    }
    struct lc_str date = words(is.sunset);
    return lc_oa_add(oa, e->deprecated_sunset, part, mark, NULL,
                     "the %s was marked deprecated and ends on %.*s", e->what, LC_OA_S(date));
}

static ctr_status compare(struct lc_oa *oa, const struct life_events *e, const struct lc_part *part,
                          struct lc_oa_pair at)
{
    struct life was = life_of(at.old);
    struct life is = life_of(at.new);
    if (!was.deprecated && is.deprecated) {
        return newly_deprecated(oa, e, part, at, is);
    }
    if (was.deprecated && !is.deprecated) {
        return lc_oa_add(oa, e->reactivated, part, lc_oa_child(at, "deprecated"), NULL,
                         "the %s is no longer deprecated", e->what);
    }
    if (is.sunset.value) {
        return was.sunset.value && lc_value_eq(was.sunset.value, is.sunset.value)
                   ? CTR_OK
                   : sunset_told(oa, e, part, was, is);
    }
    if (!was.sunset.value) {
        return CTR_OK;
    }
    struct lc_oa_pair sunset = {was.sunset, is.sunset};
    if (!is.deprecated) {
        return lc_oa_add(oa, e->changed, part, sunset, NULL, "the %s no longer has a sunset date",
                         e->what);
    }
    return lc_oa_add(oa, e->deleted, part, sunset, NULL,
                     "the %s is deprecated but no longer says when it ends; keep the sunset date",
                     e->what);
}

bool lc_oa_unstable(struct lc_node operation)
{
    enum lc_stability level = lc_stability_of(lc_get(operation.value, "x-stability-level"));
    return level == LC_STABILITY_DRAFT || level == LC_STABILITY_ALPHA;
}

ctr_status lc_oa_operation_life(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair at)
{
    struct lc_oa_pair mark = lc_oa_child(at, "x-stability-level");
    enum lc_stability was = lc_stability_of(mark.old.value);
    enum lc_stability is = lc_stability_of(mark.new.value);
    oa->grace_days = is == LC_STABILITY_BETA  ? oa->c->grace.beta
                     : lc_oa_unstable(at.new) ? 0
                                              : oa->c->grace.stable; /* of no known word, too */
    LC_TRY(compare(oa, &of_operation, part, at));
    if (was == is && was != LC_STABILITY_UNKNOWN) {
        return CTR_OK;
    }
    struct lc_str before = mark.old.value ? lc_text(mark.old.value) : LC_STR("stable");
    struct lc_str after = mark.new.value ? lc_text(mark.new.value) : LC_STR("stable");
    if (was == LC_STABILITY_UNKNOWN || is == LC_STABILITY_UNKNOWN) {
        bool same = false;
        LC_TRY(lc_oa_same(oa, mark, &same));
        return same ? CTR_OK
                    : lc_oa_add(oa, LC_OA_STABILITY_INVALID, part, mark, NULL,
                                "x-stability-level must be draft, alpha, beta or stable");
    }
    return lc_oa_add(oa, is < was ? LC_OA_STABILITY_DECREASED : LC_OA_STABILITY_INCREASED, part,
                     mark, NULL, "the stability of the operation went from %.*s to %.*s",
                     LC_OA_S(before), LC_OA_S(after));
}

ctr_status lc_oa_parameter_life(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair at)
{
    return compare(oa, &of_parameter, part, at);
}

enum lc_oa_notice lc_oa_removal_notice(const struct lc_oa *oa, struct lc_node gone)
{
    struct life life = life_of(gone);
    if (!life.deprecated) {
        return LC_OA_NOT_ANNOUNCED;
    }
    if (!life.sunset.value) {
        return LC_OA_ANNOUNCED;
    }
    return life.readable && life.end_us <= lc_ctx_now(oa->c->ctx) ? LC_OA_ANNOUNCED
                                                                  : LC_OA_TOO_EARLY;
}
