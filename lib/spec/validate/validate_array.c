/* Arrays: items by place and the others, what must be contained, what must not be there twice. */
#include "spec/validate/validate_room.h"

#include <stdlib.h>

enum { FEW = 8 };

/* ---- reading */

static ctr_status read_prefix(struct lc_vreader *r, const struct lc_member *m, struct lc_vitems *v)
{
    const struct lc_value *list = &m->value;
    v->prefix.at = lc_new(r->ctx, list->count, sizeof(struct lc_vschema *));
    if (!v->prefix.at) {
        return CTR_E_NOMEM;
    }
    v->prefix_at = list;
    for (; v->prefix.count < list->count; v->prefix.count++) {
        LC_TRY(lc_vschema_of(r, &list->items[v->prefix.count], &v->prefix.at[v->prefix.count]));
    }
    return CTR_OK;
}

/* In whatever words the dialect has for them. */
ctr_status lc_vread_items(struct lc_vreader *r)
{
    bool newest = r->dialect == LC_DRAFT_2020 || r->dialect == LC_OPENAPI_31;
    const struct lc_member *items = lc_get_member(r->node.value, LC_STR("items"));
    const struct lc_member *prefix =
        newest ? lc_get_member(r->node.value, LC_STR("prefixItems")) : NULL;
    const struct lc_member *rest = items;
    bool tuple = items && items->value.kind == LC_ARRAY;
    if (tuple && !newest && r->dialect != LC_OPENAPI_30) {
        prefix = items;
        rest = lc_get_member(r->node.value, LC_STR("additionalItems"));
    } else if (tuple) {
        return lc_vbad(r, items, &items->value,
                       newest ? "a schema; the ones by place are called prefixItems"
                              : "a schema in OpenAPI 3.0");
    }
    if (!prefix && !rest) {
        return CTR_OK;
    }
    struct lc_vitems *v = lc_new(r->ctx, 1, sizeof *v);
    if (!v) {
        return CTR_E_NOMEM;
    }
    if (prefix && prefix->value.kind != LC_ARRAY) {
        return lc_vbad(r, prefix, &prefix->value, "an array of schemas");
    }
    LC_TRY(prefix ? read_prefix(r, prefix, v) : CTR_OK);
    LC_TRY(rest ? lc_vschema_of(r, &rest->value, &v->rest) : CTR_OK);
    v->rest_at = rest;
    lc_vrule(r, prefix ? prefix : rest, LC_OP_ITEMS, LC_T_ARRAY)->items = v;
    return CTR_OK;
}

ctr_status lc_vread_contains(struct lc_vreader *r, const struct lc_member *m)
{
    bool counted = r->dialect >= LC_DRAFT_2019 && r->dialect != LC_OPENAPI_30 &&
                   (r->vocabularies & LC_VOCABULARY_VALIDATION);
    struct lc_vcontains *c = lc_new(r->ctx, 1, sizeof *c);
    if (!c) {
        return CTR_E_NOMEM;
    }
    *c = (struct lc_vcontains){.min = 1, .max = UINT64_MAX};
    c->evaluates = r->dialect == LC_DRAFT_2020 || r->dialect == LC_OPENAPI_31;
    if (counted) {
        c->min_at = lc_get_member(r->node.value, LC_STR("minContains"));
        c->max_at = lc_get_member(r->node.value, LC_STR("maxContains"));
    }
    if (c->min_at && !lc_vcount(&c->min_at->value, &c->min)) {
        return lc_vbad(r, c->min_at, &c->min_at->value, "a whole number from 0 on");
    }
    if (c->max_at && !lc_vcount(&c->max_at->value, &c->max)) {
        return lc_vbad(r, c->max_at, &c->max_at->value, "a whole number from 0 on");
    }
    LC_TRY(lc_vschema_of(r, &m->value, &c->schema));
    lc_vrule(r, m, LC_OP_CONTAINS, LC_T_ARRAY)->contains = c;
    return CTR_OK;
}

/* ---- judging */

static struct lc_spot item_spot(const struct lc_spot *at, uint32_t i)
{
    return (struct lc_spot){at, &at->value->items[i], {NULL, 0}, i, LC_STEP_ITEM};
}

static bool judge_rest(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_member *m,
                       struct lc_vschema *rest, const struct lc_spot *at)
{
    if (!rest->never) {
        return lc_vjudge(r, rest, at, NULL);
    }
    return LC_VFAIL(r, s, m, at, "no item is allowed at place %u, counted from 0", at->index);
}

bool lc_vitems(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
               const struct lc_spot *at, struct lc_track *t)
{
    const struct lc_vitems *v = rule->items;
    uint32_t count = at->value->count;
    uint32_t end = v->rest || v->prefix.count > count ? count : v->prefix.count;
    bool good = true;
    for (uint32_t i = 0; i < end; i++) {
        struct lc_spot spot = item_spot(at, i);
        bool one = i < v->prefix.count ? lc_vjudge(r, v->prefix.at[i], &spot, NULL)
                                       : judge_rest(r, s, v->rest_at, v->rest, &spot);
        if (t) {
            lc_vtrack_set(r, t, i);
        }
        if (!one) {
            good = false;
            if (!lc_von(r)) {
                return false;
            }
        }
    }
    return good;
}

bool lc_vrest_items(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                    const struct lc_spot *at, struct lc_track *t)
{
    bool good = true;
    for (uint32_t i = 0; i < at->value->count; i++) {
        struct lc_spot spot = item_spot(at, i);
        if (lc_vtrack_has(r, t, i)) {
            continue;
        }
        if (!judge_rest(r, s, rule->at, rule->schema, &spot)) {
            good = false;
            if (!lc_von(r)) {
                return false;
            }
        }
    }
    t->all = true;
    return good;
}

bool lc_vcontains(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                  const struct lc_spot *at, struct lc_track *t)
{
    const struct lc_vcontains *c = rule->contains;
    bool mark = t && c->evaluates;
    bool quiet = r->quiet;
    uint64_t found = 0;
    r->quiet = true;
    for (uint32_t i = 0; i < at->value->count && r->status == CTR_OK; i++) {
        struct lc_spot spot = item_spot(at, i);
        if (lc_vjudge(r, c->schema, &spot, NULL)) {
            found++;
            if (mark) {
                lc_vtrack_set(r, t, i);
            }
        }
        if (!mark && (found > c->max || (found >= c->min && c->max == UINT64_MAX))) {
            break;
        }
    }
    r->quiet = quiet;
    if (r->status != CTR_OK) {
        return false;
    }
    if (found < c->min) {
        return LC_VFAIL(r, s, c->min_at ? c->min_at : rule->at, at,
                        "%llu items match the schema of contains, at least %llu are wanted",
                        (unsigned long long)found, (unsigned long long)c->min);
    }
    if (found > c->max) {
        return LC_VFAIL(r, s, c->max_at, at, "more than %llu items match the schema of contains",
                        (unsigned long long)c->max);
    }
    return true;
}

/* ---- uniqueItems: equal values have equal hashes, so only neighbours by hash are compared */

static struct lc_hashed *sorted(struct lc_vrun *r, const struct lc_value *v)
{
    uint32_t count = v->count;
    if (r->hashed_room < count) {
        size_t room = (size_t)count + count / 2 + 64;
        r->hashed = lc_new(r->ctx, room, sizeof *r->hashed);
        r->hashed_room = r->hashed ? room : 0;
    }
    if (!r->hashed) {
        lc_vstop(r, CTR_E_NOMEM);
        return NULL;
    }
    for (uint32_t i = 0; i < count; i++) {
        r->hashed[i] = (struct lc_hashed){lc_value_hash(&v->items[i]), &v->items[i]};
    }
    lc_hashed_sort(r->hashed, count);
    return r->hashed;
}

/* The same for the few items that most arrays have. */
static bool few_twins(const struct lc_value *v, uint32_t *first, uint32_t *second)
{
    for (uint32_t i = 1; i < v->count; i++) {
        for (uint32_t k = 0; k < i; k++) {
            if (lc_value_eq(&v->items[i], &v->items[k])) {
                *first = k;
                *second = i;
                return true;
            }
        }
    }
    return false;
}

/* A pair of equal items; false if there is none. */
static bool twins(struct lc_vrun *r, const struct lc_spot *at, uint32_t *first, uint32_t *second)
{
    uint32_t count = at->value->count;
    const struct lc_value *items = at->value->items;
    const struct lc_hashed *all = sorted(r, at->value);
    for (uint32_t i = 0; all && i < count; i++) {
        for (uint32_t k = i + 1; k < count && all[k].hash == all[i].hash; k++) {
            if (!lc_vcharge(r, at, 1)) {
                return false;
            }
            if (lc_value_eq(all[i].value, all[k].value)) {
                *first = (uint32_t)(all[i].value - items);
                *second = (uint32_t)(all[k].value - items);
                return true;
            }
        }
    }
    return false;
}

bool lc_vunique(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                const struct lc_spot *at)
{
    uint32_t first = 0;
    uint32_t second = 0;
    if (at->value->count < 2) {
        return true;
    }
    if (!lc_vcharge(r, at, at->value->count)) {
        return false;
    }
    bool few = at->value->count <= FEW;
    if (!(few ? few_twins(at->value, &first, &second) : twins(r, at, &first, &second))) {
        return r->status == CTR_OK;
    }
    return LC_VFAIL(r, s, rule->at, at, "the items %u and %u, counted from 0, are equal", first,
                    second);
}
