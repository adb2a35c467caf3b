/* Whom a comparison breaks. */
#include "flow/impact.h"

#include "spec/compare.h"
#include "spec/part.h"
#include "spec/rules/rules.h"

#include <stdlib.h>

const struct lc_word lc_words_effect[] = {
    {CTR_EFFECT_BREAKS, "breaks"},
    {CTR_EFFECT_BREAKS_ON_UPGRADE, "breaks-on-upgrade"},
    {CTR_EFFECT_UNKNOWN, "unknown"},
    {CTR_EFFECT_UNAFFECTED, "unaffected"},
    {0, NULL},
};

static const struct lc_field impact_fields[] = {
    LC_FIELD_OF(lc_impact, "consumer", LC_KIND_STR, consumer),
    LC_FIELD_OF(lc_impact, "role", LC_KIND_STR, role),
    LC_FIELD_OF(lc_impact, "pin", LC_KIND_STR, pin),
    LC_FIELD_OF(lc_impact, "follows", LC_KIND_STR, follows),
    LC_FIELD_WORD(lc_impact, "effect", effect, lc_words_effect),
    LC_FIELD_STRS(lc_impact, "parts", parts, part_count),
};
static const struct lc_shape shape_impact = LC_SHAPE(lc_impact, impact_fields);

static const struct lc_field evolution_fields[] = {
    LC_FIELD_OF(ctr_evolution, "dry_run", LC_KIND_MARK, dry_run),
    LC_FIELD_NEST(ctr_evolution, "version", LC_KIND_OBJECT, version, &lc_shape_version),
    LC_FIELD_OF(ctr_evolution, "base", LC_KIND_STR, base),
    LC_FIELD_OF(ctr_evolution, "proposed", LC_KIND_STR, proposed),
    LC_FIELD_OF(ctr_evolution, "sufficient", LC_KIND_BOOL, sufficient),
    LC_FIELD_WORD(ctr_evolution, "bump", bump, lc_words_bump),
    LC_FIELD_OF(ctr_evolution, "bump_text", LC_KIND_STR, bump_text),
    LC_FIELD_WORD(ctr_evolution, "verdict", verdict, lc_words_verdict),
    LC_FIELD_NEST(ctr_evolution, "comparison", LC_KIND_REF, diff, &lc_shape_diff),
    LC_FIELD_LIST(ctr_evolution, "earlier", earlier.items, earlier.count, &lc_shape_earlier),
    LC_FIELD_LIST(ctr_evolution, "consumers", impacts, impact_count, &shape_impact),
};
const struct lc_shape lc_shape_evolution = LC_SHAPE(ctr_evolution, evolution_fields);

ctr_verdict lc_evolution_verdict(const struct ctr_evolution *e)
{
    const struct lc_against against = lc_against_of(&e->earlier);
    const ctr_verdict a = e->diff->verdict;
    const ctr_verdict b = against.verdict;

    return a == CTR_VERDICT_INCOMPATIBLE || b == CTR_VERDICT_COMPATIBLE ? a : b;
}

/* What it weighs for those who use the part. A policy may make it heavier; that it makes it lighter
 * is what the contract accepts, and changes nothing of what its consumers do. */
static ctr_level level_for_users(const struct ctr_finding *f)
{
    int32_t before = f->judged ? f->judged->level_before : 0;

    if (before == CTR_LEVEL_BREAKING) {
        return CTR_LEVEL_BREAKING;
    }
    return before == CTR_LEVEL_UNDECIDED && f->level != CTR_LEVEL_BREAKING ? CTR_LEVEL_UNDECIDED
                                                                           : f->level;
}

static bool breaks_users(const struct ctr_finding *f)
{
    const struct lc_rule *rule = lc_rule_find(f->rule);
    ctr_level level = level_for_users(f);

    return level == CTR_LEVEL_BREAKING ||
           (level != CTR_LEVEL_UNDECIDED && rule && (rule->flags & LC_RULE_BREAKS_USERS));
}

static bool is_unknown_to_users(const struct ctr_finding *f)
{
    return level_for_users(f) == CTR_LEVEL_UNDECIDED;
}

/* What reaches further stands first. */
static int by_part(const void *a, const void *b)
{
    const struct lc_hit *x = a;
    const struct lc_hit *y = b;
    int order = strcmp(x->part, y->part);
    return order ? order : y->demands - x->demands;
}

static void sort_unique(struct lc_hits *list)
{
    size_t n = 0;
    if (list->count) {
        qsort(list->items, list->count, sizeof *list->items, by_part);
    }
    for (size_t i = 0; i < list->count; i++) {
        if (!n || strcmp(list->parts[n - 1], list->items[i].part) != 0) {
            list->parts[n] = list->items[i].part;
            list->items[n++] = list->items[i];
        }
    }
    list->count = n;
}

static ctr_status collect(struct lc_ctx *ctx, const struct ctr_diff *diff, bool undecided,
                          struct lc_hits *out)
{
    out->count = 0;
    out->items = lc_new(ctx, diff->count + 1, sizeof *out->items);
    out->parts = lc_new(ctx, diff->count + 1, sizeof *out->parts);
    if (!out->items || !out->parts) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < diff->count; i++) {
        const struct ctr_finding *f = &diff->findings[i];
        if (lc_finding_of_policy(f)) {
            continue; /* it is about no part */
        }
        if (undecided ? is_unknown_to_users(f) : breaks_users(f)) {
            out->items[out->count++] = lc_hit_of(f);
        }
    }
    sort_unique(out);
    return CTR_OK;
}

ctr_status lc_impact_harm(struct lc_ctx *ctx, const struct ctr_diff *diff, struct lc_harm *out)
{
    LC_TRY(collect(ctx, diff, false, &out->broken));
    return collect(ctx, diff, true, &out->undecided);
}

/* Which of the parts that a consumer uses are hit; a consumer of everything is hit everywhere. */
static ctr_status intersect(struct lc_ctx *ctx, const struct ctr_consumer *k,
                            const struct lc_hits *hits, struct lc_impact *out)
{
    if (!k->part_count) {
        out->parts = hits->parts;
        out->part_count = hits->count;
        return CTR_OK;
    }
    const char **parts = lc_new(ctx, k->part_count, sizeof *parts);
    if (!parts) {
        return CTR_E_NOMEM;
    }
    for (size_t i = 0; i < k->part_count; i++) {
        for (size_t j = 0; j < hits->count; j++) {
            if (lc_hit_meets(&hits->items[j], k->parts[i])) {
                parts[out->part_count++] = k->parts[i];
                break;
            }
        }
        LC_TRY(lc_poll(ctx));
    }
    out->parts = parts;
    return CTR_OK;
}

ctr_status lc_impact_judge(struct lc_ctx *ctx, const struct lc_harm *harm,
                           const struct ctr_consumer *k, const char *label, struct lc_impact *out)
{
    bool admits;

    *out = (struct lc_impact){.consumer = k->name,
                              .role = k->role,
                              .pin = k->pin,
                              .follows = k->follows,
                              .effect = CTR_EFFECT_UNAFFECTED};
    LC_TRY(intersect(ctx, k, &harm->broken, out));
    if (out->part_count) {
        LC_TRY(lc_pin_admits(ctx, k->pin, label, &admits));
        out->effect = admits ? CTR_EFFECT_BREAKS : CTR_EFFECT_BREAKS_ON_UPGRADE;
        return CTR_OK;
    }
    LC_TRY(intersect(ctx, k, &harm->undecided, out));
    if (out->part_count) {
        out->effect = CTR_EFFECT_UNKNOWN;
    }
    return CTR_OK;
}

const struct ctr_finding *lc_impact_finding(const struct ctr_diff *diff,
                                            const struct lc_impact *impact)
{
    bool undecided = impact->effect == CTR_EFFECT_UNKNOWN;

    for (size_t i = 0; i < diff->count; i++) {
        const struct ctr_finding *f = &diff->findings[i];
        if (undecided ? !is_unknown_to_users(f) : !breaks_users(f)) {
            continue;
        }
        const struct lc_hit hit = lc_hit_of(f);
        for (size_t k = 0; k < impact->part_count; k++) {
            if (lc_hit_meets(&hit, impact->parts[k])) {
                return f;
            }
        }
    }
    return NULL;
}

static int worst_first(const void *a, const void *b)
{
    const struct lc_impact *x = a;
    const struct lc_impact *y = b;
    if (x->effect != y->effect) {
        return x->effect < y->effect ? -1 : 1;
    }
    return strcmp(x->consumer, y->consumer);
}

void lc_impact_sort(struct lc_impact *impacts, size_t count)
{
    if (count) {
        qsort(impacts, count, sizeof *impacts, worst_first);
    }
}
