/*
 * Schemas beside schemas: allOf and its kin, conditions, references. Of a branch that fails nothing
 * counts, neither its complaints nor what it looked at.
 */
#include "spec/validate/validate_room.h"

/* A branch that may fail; what it looked at counts only if it does not. */
static bool branch(struct lc_vrun *r, struct lc_vschema *s, const struct lc_spot *at,
                   struct lc_track *t)
{
    struct lc_track own;
    bool quiet = r->quiet;
    if (t && !lc_vtrack_open(r, at->value, &own)) {
        return false;
    }
    r->quiet = true;
    bool good = lc_vjudge(r, s, at, t ? &own : NULL);
    r->quiet = quiet;
    if (t) {
        if (good) {
            lc_vtrack_join(r, t, &own);
        }
        lc_vtrack_close(r, &own);
    }
    return good;
}

/* ---- which branch came closest, for the message */

/* The first complaint of a branch. */
static bool probe(struct lc_vrun *r, struct lc_vschema *s, const struct lc_spot *at,
                  struct lc_vfound *out)
{
    struct lc_vfound room;
    struct lc_vrun saved = *r;
    r->found = &room;
    r->count = 0;
    r->room = 1;
    r->most = 1;
    r->full = false;
    r->quiet = false;
    r->probing = true;
    lc_vjudge(r, s, at, NULL);
    bool got = r->count > 0 && r->status == CTR_OK;
    r->found = saved.found;
    r->count = saved.count;
    r->room = saved.room;
    r->most = saved.most;
    r->full = saved.full;
    r->quiet = saved.quiet;
    r->probing = saved.probing;
    if (got) {
        *out = room;
    }
    return got;
}

/* "; the closest, number 2, at /a/b: …"; "" if there is nothing to say. */
static const char *closest(struct lc_vrun *r, const struct lc_vlist *list, const struct lc_spot *at)
{
    struct lc_vfound best = {.depth = 0};
    uint32_t which = 0;
    for (uint32_t i = 0; i < list->count && !r->probing; i++) {
        struct lc_vfound one;
        if (!probe(r, list->at[i], at, &one)) {
            if (r->status != CTR_OK) {
                return "";
            }
            continue;
        }
        /* a value of the wrong type is further away than anything else at the same place */
        bool type = strcmp(one.keyword, "type") == 0;
        one.depth = one.depth * 2 + !type + 1;
        if (one.depth > best.depth) {
            best = one;
            which = i + 1;
        }
    }
    if (!which) {
        return "";
    }
    const char *text = lc_format(r->ctx, "; the closest, number %u, says of '%s': %s", which,
                                 best.pointer, best.message);
    return text ? text : "";
}

/* ---- lists */

static bool all_of(struct lc_vrun *r, const struct lc_vlist *list, const struct lc_spot *at,
                   struct lc_track *t)
{
    bool good = true;
    for (uint32_t i = 0; i < list->count; i++) {
        if (!lc_vjudge(r, list->at[i], at, t)) {
            good = false;
            if (!lc_von(r)) {
                return false;
            }
        }
    }
    return good;
}

static bool any_of(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                   const struct lc_spot *at, struct lc_track *t)
{
    const struct lc_vlist *list = rule->list;
    bool good = false;
    if (list->count == 1) {
        return lc_vjudge(r, list->at[0], at, t);
    }
    for (uint32_t i = 0; i < list->count && (t || !good); i++) {
        good = branch(r, list->at[i], at, t) || good;
        if (r->status != CTR_OK) {
            return false;
        }
    }
    return good || LC_VFAIL(r, s, rule->at, at, "%s is valid under none of the %u schemas%s",
                            lc_vshow(r, at->value), list->count, closest(r, list, at));
}

static bool one_of(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                   const struct lc_spot *at, struct lc_track *t)
{
    const struct lc_vlist *list = rule->list;
    uint32_t first = 0;
    if (list->count == 1) {
        return lc_vjudge(r, list->at[0], at, t);
    }
    for (uint32_t i = 0; i < list->count; i++) {
        bool good = branch(r, list->at[i], at, t);
        if (r->status != CTR_OK) {
            return false;
        }
        if (good && first) {
            return LC_VFAIL(r, s, rule->at, at,
                            "%s is valid under schema %u and schema %u of %u, exactly one was "
                            "wanted",
                            lc_vshow(r, at->value), first, i + 1, list->count);
        }
        first = good ? i + 1 : first;
    }
    return first || LC_VFAIL(r, s, rule->at, at, "%s is valid under none of the %u schemas%s",
                             lc_vshow(r, at->value), list->count, closest(r, list, at));
}

static bool condition(struct lc_vrun *r, const struct lc_vif *c, const struct lc_spot *at,
                      struct lc_track *t)
{
    if (!c->branch[0] && !c->branch[1] && !t) {
        return true;
    }
    bool holds = branch(r, c->condition, at, t);
    struct lc_vschema *then = c->branch[!holds];
    return r->status == CTR_OK && (!then || lc_vjudge(r, then, at, t));
}

bool lc_vcombined(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                  const struct lc_spot *at, struct lc_track *t)
{
    switch ((int)rule->op) {
    case LC_OP_ALL_OF:
        return all_of(r, rule->list, at, t);
    case LC_OP_ANY_OF:
        return any_of(r, s, rule, at, t);
    case LC_OP_ONE_OF:
        return one_of(r, s, rule, at, t);
    case LC_OP_IF:
        return condition(r, rule->condition, at, t);
    default:
        break;
    }
    bool holds = branch(r, rule->schema, at, NULL);
    if (r->status != CTR_OK || !holds) {
        return r->status == CTR_OK;
    }
    return LC_VFAIL(r, s, rule->at, at, "%s is valid under the schema of not",
                    lc_vshow(r, at->value));
}

/* ---- references */

/* The outermost resource on the way here that has the name. */
static struct lc_vschema *dynamic_target(const struct lc_vrun *r, const struct lc_vrule *rule)
{
    struct lc_vschema *out = rule->reference->schema;
    for (const struct lc_scope_of *i = r->scope; i; i = i->up) {
        void *owner = i->resource->owner;
        if (rule->op == LC_OP_DYNAMIC_REF) {
            const struct lc_dynamic_anchor *a =
                lc_resource_find(i->resource, rule->reference->name);
            owner = a ? a->owner : NULL;
        }
        out = owner ? owner : out;
    }
    return out;
}

bool lc_vreferred(struct lc_vrun *r, const struct lc_vrule *rule, const struct lc_spot *at,
                  struct lc_track *t)
{
    struct lc_vschema *to =
        rule->op == LC_OP_REF ? rule->reference->schema : dynamic_target(r, rule);
    return lc_vjudge(r, to, at, t);
}
