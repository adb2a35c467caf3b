/*
 * Security of servers and operations: a list of ways to be let in, of which one is enough. Whoever
 * was let in by a way of one edition is let in by the other if some way there asks for no more:
 * no other schemes, and no more scopes. No list at all is one way that asks for nothing.
 */
#include "spec/asyncapi/asyncapi.h"

struct way {
    struct lc_node at;
    struct lc_aa_need *needs; /* all of them */
    uint32_t count;
};

struct ways {
    struct lc_node list;
    struct way *at;
    uint32_t count;
};

struct security {
    struct lc_aa_cmp *aa;
    const struct lc_part *part;
    struct ways of[2]; /* by ctr_side */
};

static ctr_status read_ways(struct lc_aa *aa, struct lc_node list, struct ways *out)
{
    uint32_t count = lc_is(list.value, LC_ARRAY) ? list.value->count : 0;
    *out = (struct ways){.list = list, .count = count ? count : 1};
    out->at = lc_new(aa->ctx, out->count, sizeof *out->at);
    if (!out->at) {
        return CTR_E_NOMEM;
    }
    out->at[0] = (struct way){.at = list};
    for (uint32_t i = 0; i < count; i++) {
        struct way *w = &out->at[i];
        w->at = (struct lc_node){list.doc, &list.value->items[i]};
        LC_TRY(lc_aa_needs(aa, w->at, &w->needs, &w->count));
    }
    return CTR_OK;
}

/* The first scope that `wants` needs and `has` has not; ptr NULL if there is none. */
static ctr_status missing_scope(struct lc_ctx *ctx, const struct lc_aa_need *has,
                                const struct lc_aa_need *wants, struct lc_str *out)
{
    uint32_t count = lc_is(wants->scopes, LC_ARRAY) ? wants->scopes->count : 0;
    uint32_t known = lc_is(has->scopes, LC_ARRAY) ? has->scopes->count : 0;
    *out = lc_str_n(NULL, 0);
    LC_TRY(lc_spend(ctx, 1 + (uint64_t)count * known / 4));
    for (uint32_t i = 0; i < count; i++) {
        bool found = false;
        for (uint32_t k = 0; k < known && !found; k++) {
            found = lc_value_eq(&has->scopes->items[k], &wants->scopes->items[i]);
        }
        if (!found) {
            struct lc_str text = lc_text(&wants->scopes->items[i]);
            *out = text.ptr ? text : LC_STR("");
            return CTR_OK;
        }
    }
    return CTR_OK;
}

/* What is between a way of one edition and one of the other. */
struct gap {
    bool scheme;         /* a scheme is wanted that is not there */
    struct lc_str scope; /* the first one that is wanted and not there; ptr NULL: none */
};

/* One scheme that is wanted, of those that are there. Of several that fit, the one with all the
 * scopes. */
static ctr_status fill(struct security *s, int side, const struct way *has,
                       const struct lc_aa_need *wants, struct gap *gap)
{
    struct lc_str scope = lc_str_n(NULL, 0);
    bool found = false;
    for (uint32_t i = 0; i < has->count && !(found && !scope.ptr); i++) {
        bool same;
        LC_TRY(lc_aa_same_scheme(s->aa, side == CTR_SIDE_NEW, &has->needs[i], wants, &same));
        if (same) {
            LC_TRY(missing_scope(s->aa->c->ctx, &has->needs[i], wants, &scope));
            found = true;
        }
    }
    gap->scheme = gap->scheme || !found;
    gap->scope = gap->scope.ptr ? gap->scope : scope;
    return CTR_OK;
}

/* The way of the other edition that is nearest to `has`, of the edition `side`. */
static ctr_status nearest(struct security *s, int side, const struct way *has,
                          const struct way **out, struct gap *gap)
{
    const struct ways *others = &s->of[!side];
    *gap = (struct gap){.scheme = true};
    *out = NULL;
    for (uint32_t i = 0; i < others->count && (gap->scheme || gap->scope.ptr); i++) {
        struct gap g = {.scheme = false};
        for (uint32_t k = 0; k < others->at[i].count && !g.scheme; k++) {
            LC_TRY(fill(s, side, has, &others->at[i].needs[k], &g));
        }
        if (!g.scheme && (gap->scheme || !g.scope.ptr)) {
            *out = &others->at[i];
            *gap = g;
        }
    }
    return CTR_OK;
}

/* A way of the old edition that no longer suffices, or one of the new that did not before. */
static ctr_status tell(struct security *s, int side, const struct way *way, const struct gap *gap)
{
    struct lc_aa_cmp *aa = s->aa;
    const struct lc_node list = s->of[!side].list;
    bool gone = side == CTR_SIDE_OLD;
    struct lc_oa_pair at = {gone ? way->at : list, gone ? list : way->at};
    enum lc_aa_event event = gone ? LC_AA_SECURITY_NARROWED : LC_AA_SECURITY_WIDENED;
    bool shown =
        lc_is(way->at.value, LC_OBJECT) && lc_is(list.value, LC_ARRAY) && list.value->count;
    const char *arguments = shown ? lc_cmp_show(aa->c->ctx, way->at.value, 200) : NULL;
    if (shown && !arguments) {
        return CTR_E_NOMEM;
    }
    if (way->count == 0) {
        return lc_aa_add(aa, event, s->part, at, arguments,
                         gone ? "credentials are wanted where none were; those who have none are "
                                "refused"
                              : "no credentials are asked for any more");
    }
    if (!gap->scheme) {
        return lc_aa_add(aa, event, s->part, at, arguments,
                         gone ? "the scope '%.*s' is needed now, which those who were let in need "
                                "not have; keep a way without it until they do"
                              : "the scope '%.*s' is no longer needed",
                         LC_OA_S(gap->scope));
    }
    return lc_aa_add(aa, event, s->part, at, arguments,
                     gone ? "a way to be let in is gone or another now; keep it until nobody uses "
                            "it"
                          : "there is another way to be let in");
}

/* Scopes that the schemes of both offer; each scheme once. */
static ctr_status offers(struct security *s, uint32_t number, const struct way *is)
{
    const struct ways *olds = &s->of[CTR_SIDE_OLD];
    const struct way *was = &olds->at[number];
    bool same = false;
    for (uint32_t i = 0; i < number && was->count; i++) {
        LC_TRY(lc_spend(s->aa->c->ctx, 1));
        if (olds->at[i].count && olds->at[i].needs[0].scheme.value == was->needs[0].scheme.value) {
            return CTR_OK;
        }
    }
    for (uint32_t i = 0; i < was->count; i++) {
        for (uint32_t k = 0; k < is->count; k++) {
            LC_TRY(lc_aa_same_scheme(s->aa, false, &was->needs[i], &is->needs[k], &same));
            LC_TRY(same ? lc_aa_offered(s->aa, s->part, &was->needs[i], &is->needs[k]) : CTR_OK);
        }
    }
    return CTR_OK;
}

ctr_status lc_aa_security(struct lc_aa_cmp *aa, const struct lc_part *part,
                          struct lc_oa_pair holder)
{
    struct lc_oa_pair at = lc_oa_child(holder, "security");
    struct security s = {.aa = aa, .part = part};
    const struct way *twin;
    struct gap gap;
    if (!at.old.value && !at.new.value) {
        return CTR_OK;
    }
    LC_TRY(read_ways(aa->old, at.old, &s.of[CTR_SIDE_OLD]));
    LC_TRY(read_ways(aa->new, at.new, &s.of[CTR_SIDE_NEW]));
    for (int side = 0; side < 2; side++) {
        const struct ways *own = &s.of[side];
        for (uint32_t i = 0; i < own->count; i++) {
            LC_TRY(nearest(&s, side, &own->at[i], &twin, &gap));
            if (gap.scheme || gap.scope.ptr) {
                LC_TRY(tell(&s, side, &own->at[i], &gap));
            }
            LC_TRY(twin && side == CTR_SIDE_OLD ? offers(&s, i, twin) : CTR_OK);
        }
    }
    return CTR_OK;
}
