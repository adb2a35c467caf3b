/*
 * The end of a schema or property, announced: `x-sunset` beside `deprecated`, and
 * `x-stability-level`, as operations have them (openapi_lifecycle.c). Which operation uses the
 * schema is not known here, so that the days of grace are those of stable ones.
 */
#include "spec/schema/schema_room.h"

#include "base/date.h"
#include "base/time.h"

static const struct lc_node none = {NULL, NULL};

/* What is promised is promised by the old edition, whoever sends the data. */
static ctr_status tell(struct lc_schema_memo *m, struct lc_pair *p, enum lc_kind_id kind,
                       bool breaks, struct lc_node from, struct lc_node to, const char *message)
{
    bool received = p->io == LC_IO_RESPONSE;
    enum lc_answer sub = breaks && !received ? LC_FAILS : LC_HOLDS;
    enum lc_answer sup = breaks && received ? LC_FAILS : LC_HOLDS;
    return message ? lc_change(m, p, kind, sub, sup, from, to, "", message) : CTR_E_NOMEM;
}

/* The first of the view's elements that says it. */
static struct lc_node said(const struct lc_view *v, const char *key)
{
    for (size_t i = 0; i < v->flat.count; i++) {
        struct lc_node node = lc_child(v->flat.at[i].node, key);
        if (node.value) {
            return node;
        }
    }
    return none;
}

enum lc_stability lc_stability_of(const struct lc_value *level)
{
    static const char *const levels[] = {"draft", "alpha", "beta", "stable"};
    struct lc_str text = lc_text(level);
    for (int i = 0; text.ptr && i < 4; i++) {
        if (lc_str_is(text, levels[i])) {
            return (enum lc_stability)i;
        }
    }
    return level ? LC_STABILITY_UNKNOWN : LC_STABILITY_STABLE;
}

static ctr_status build_stability(struct lc_schema_memo *m, struct lc_pair *p)
{
    struct lc_node from = said(p->a, "x-stability-level");
    struct lc_node to = said(p->b, "x-stability-level");
    enum lc_stability was = lc_stability_of(from.value);
    enum lc_stability is = lc_stability_of(to.value);
    bool unknown = was == LC_STABILITY_UNKNOWN || is == LC_STABILITY_UNKNOWN;
    if ((was == is && !unknown) || lc_value_eq(from.value, to.value)) {
        return CTR_OK;
    }
    if (unknown) {
        return tell(m, p, LC_CHANGE_STABILITY_INVALID, true, from, to,
                    "x-stability-level must be draft, alpha, beta or stable");
    }
    return is < was ? tell(m, p, LC_CHANGE_STABILITY_DECREASED, true, from, to,
                           "less stability is promised than before")
                    : tell(m, p, LC_CHANGE_STABILITY_INCREASED, false, from, to,
                           "more stability is promised than before");
}

/* Marked deprecated in the new edition: with which day of its end? */
static ctr_status build_sunset(struct lc_schema_memo *m, struct lc_pair *p)
{
    struct lc_node sunset = said(p->b, "x-sunset");
    struct lc_str text = lc_text(sunset.value);
    int64_t days = m->c->grace.stable;
    int64_t now = lc_ctx_now(m->ctx);
    int64_t end = 0;
    if (!sunset.value && days == 0) {
        return CTR_OK;
    }
    if (!sunset.value) {
        return tell(m, p, LC_CHANGE_SUNSET_MISSING, true, none, said(p->b, "deprecated"),
                    lc_format(m->ctx,
                              "was marked deprecated without the date of its end; %lld days of "
                              "notice are asked for; add x-sunset",
                              (long long)days));
    }
    if (!text.ptr || !lc_time_parse(text, true, &end)) {
        return tell(m, p, LC_CHANGE_SUNSET_UNREADABLE, true, none, sunset,
                    "the sunset date is not an RFC 3339 date; write it as \"2030-01-31\"");
    }
    if (end >= now + days * LC_US_PER_DAY) {
        return CTR_OK;
    }
    return tell(m, p, LC_CHANGE_SUNSET_TOO_SMALL, true, none, sunset,
                end < now ? "the sunset date has already passed; give its users time"
                          : lc_format(m->ctx,
                                      "the sunset date is less than %lld days away, which are "
                                      "asked for",
                                      (long long)days));
}

static bool is_openapi(enum lc_dialect dialect)
{
    return dialect == LC_OPENAPI_30 || dialect == LC_OPENAPI_31;
}

ctr_status lc_build_life(struct lc_schema_memo *m, struct lc_pair *p)
{
    bool api = is_openapi(m->side[0].dialect) && is_openapi(m->side[1].dialect);
    if (!api || p->io == LC_IO_NONE) {
        return CTR_OK;
    }
    LC_TRY(build_stability(m, p));
    return !p->a->deprecated && p->b->deprecated ? build_sunset(m, p) : CTR_OK;
}
