/*
 * Objects: properties by name, by pattern and the others; what is required; what depends on what.
 * Members are looked up among the names of the schema, the one after the last hit first, because
 * documents mostly keep to an order.
 */
#include "spec/validate/validate_room.h"

/* ---- reading */

static ctr_status read_patterns(struct lc_vreader *r, const struct lc_member *m,
                                struct lc_vproperties *p)
{
    if (m->value.kind != LC_OBJECT) {
        return lc_vbad(r, m, &m->value, "an object of schemas by pattern");
    }
    p->patterns = lc_new(r->ctx, m->value.count, sizeof *p->patterns);
    if (!p->patterns) {
        return CTR_E_NOMEM;
    }
    for (; p->pattern_count < m->value.count; p->pattern_count++) {
        const struct lc_member *one = &m->value.members[p->pattern_count];
        struct lc_vpattern *own = &p->patterns[p->pattern_count];
        own->text = lc_key(one);
        own->node = &one->value;
        LC_TRY(lc_vregex(r, m, lc_key(one), one->key_offset, &own->regex));
        LC_TRY(lc_vschema_of(r, &one->value, &own->schema));
    }
    return CTR_OK;
}

static ctr_status read_named(struct lc_vreader *r, const struct lc_member *m,
                             struct lc_vproperties *p)
{
    if (m->value.kind != LC_OBJECT) {
        return lc_vbad(r, m, &m->value, "an object of schemas by name");
    }
    p->named = &m->value;
    p->schemas = lc_new(r->ctx, m->value.count, sizeof(struct lc_vschema *));
    if (!p->schemas) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < m->value.count && !r->set->lazy; i++) {
        LC_TRY(lc_vschema_of(r, &m->value.members[i].value, &p->schemas[i]));
    }
    return CTR_OK;
}

ctr_status lc_vread_properties(struct lc_vreader *r)
{
    const struct lc_value *schema = r->node.value;
    const struct lc_member *named = lc_get_member(schema, LC_STR("properties"));
    const struct lc_member *patterns = lc_get_member(schema, LC_STR("patternProperties"));
    const struct lc_member *rest = lc_get_member(schema, LC_STR("additionalProperties"));
    if (r->dialect == LC_OPENAPI_30) {
        patterns = NULL;
    }
    if (!named && !patterns && !rest) {
        return CTR_OK;
    }
    struct lc_vproperties *p = lc_new(r->ctx, 1, sizeof *p);
    if (!p) {
        return CTR_E_NOMEM;
    }
    LC_TRY(named ? read_named(r, named, p) : CTR_OK);
    LC_TRY(patterns ? read_patterns(r, patterns, p) : CTR_OK);
    LC_TRY(rest ? lc_vschema_of(r, &rest->value, &p->rest) : CTR_OK);
    p->rest_at = rest;
    lc_vrule(r,
             named      ? named
             : patterns ? patterns
                        : rest,
             LC_OP_PROPERTIES, LC_T_OBJECT)
        ->properties = p;
    return CTR_OK;
}

static bool all_names(const struct lc_value *value)
{
    for (uint32_t i = 0; lc_is(value, LC_ARRAY) && i < value->count; i++) {
        if (value->items[i].kind != LC_STRING) {
            return false;
        }
    }
    return lc_is(value, LC_ARRAY);
}

ctr_status lc_vread_required(struct lc_vreader *r, const struct lc_member *m)
{
    if (!all_names(&m->value)) {
        return lc_vbad(r, m, &m->value, "an array of names");
    }
    lc_vrule(r, m, LC_OP_REQUIRED, LC_T_OBJECT);
    return CTR_OK;
}

ctr_status lc_vread_dependents(struct lc_vreader *r, const struct lc_member *m, bool schemas,
                               bool lists)
{
    const char *wanted = !schemas ? "an object of arrays of names"
                         : lists  ? "an object of schemas or arrays of names"
                                  : "an object of schemas";
    struct lc_vdependents *d = lc_new(r->ctx, 1, sizeof *d);
    if (m->value.kind != LC_OBJECT) {
        return lc_vbad(r, m, &m->value, wanted);
    }
    if (!d || !(d->at = lc_new(r->ctx, m->value.count, sizeof *d->at))) {
        return CTR_E_NOMEM;
    }
    for (; d->count < m->value.count; d->count++) {
        const struct lc_member *one = &m->value.members[d->count];
        struct lc_vdependent *own = &d->at[d->count];
        *own = (struct lc_vdependent){.name = lc_key(one), .node = &one->value};
        if (lists && all_names(&one->value)) {
            continue;
        }
        if (!schemas) {
            return lc_vbad(r, m, &one->value, wanted);
        }
        LC_TRY(lc_vschema_of(r, &one->value, &own->schema));
    }
    lc_vrule(r, m, LC_OP_DEPENDENT, LC_T_OBJECT)->dependents = d;
    return CTR_OK;
}

/* ---- judging */

static bool refused(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_member *m,
                    const struct lc_spot *at)
{
    struct lc_str name = lc_shown(r->ctx, lc_vclip(at->key));
    return LC_VFAIL(r, s, m, at, "the property '%.*s' is not allowed here", (int)name.len,
                    name.ptr);
}

/* The schema for names that nothing else speaks of: false gets a message of its own. */
static bool judge_rest(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_member *m,
                       struct lc_vschema *rest, const struct lc_spot *at)
{
    return rest->never ? refused(r, s, m, at) : lc_vjudge(r, rest, at, NULL);
}

struct hit {
    bool named; /* some schema speaks of the member */
    bool good;
};

static struct hit by_pattern(struct lc_vrun *r, const struct lc_vproperties *p,
                             const struct lc_spot *at, struct hit hit)
{
    for (uint32_t i = 0; i < p->pattern_count; i++) {
        int match = lc_vmatch(r, at, &p->patterns[i], at->key);
        if (match < 0) {
            return (struct hit){true, false};
        }
        if (match) {
            hit.named = true;
            hit.good = lc_vjudge(r, p->patterns[i].schema, at, NULL) && hit.good;
        }
        if (!hit.good && !lc_von(r)) {
            return hit;
        }
    }
    return hit;
}

/* *next is where the last name was found, and one more. */
static struct hit one_member(struct lc_vrun *r, const struct lc_vschema *s,
                             const struct lc_vproperties *p, const struct lc_spot *at,
                             uint32_t *next)
{
    struct hit hit = {false, true};
    const struct lc_member *found = NULL;
    if (p->named) {
        uint32_t count = p->named->count;
        const struct lc_member *members = p->named->members;
        found = *next < count && lc_str_eq(lc_key(&members[*next]), at->key)
                    ? &members[*next]
                    : lc_get_member(p->named, at->key);
    }
    if (found) {
        uint32_t index = (uint32_t)(found - p->named->members);
        *next = index + 1;
        hit.named = true;
        hit.good =
            (p->schemas[index] || lc_vschema_late(r, s, &found->value, &p->schemas[index])) &&
            lc_vjudge(r, p->schemas[index], at, NULL);
    }
    if (p->pattern_count && (hit.good || lc_von(r))) {
        hit = by_pattern(r, p, at, hit);
    }
    if (!hit.named && p->rest) {
        hit.named = true;
        hit.good = judge_rest(r, s, p->rest_at, p->rest, at);
    }
    return hit;
}

static struct lc_spot member_spot(const struct lc_spot *at, uint32_t i)
{
    const struct lc_member *m = &at->value->members[i];
    return (struct lc_spot){at, &m->value, lc_key(m), i, LC_STEP_MEMBER};
}

bool lc_vproperties(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                    const struct lc_spot *at, struct lc_track *t)
{
    const struct lc_vproperties *p = rule->properties;
    uint32_t next = 0;
    bool good = true;
    for (uint32_t i = 0; i < at->value->count; i++) {
        struct lc_spot spot = member_spot(at, i);
        struct hit hit = one_member(r, s, p, &spot, &next);
        if (hit.named && t) {
            lc_vtrack_set(r, t, i);
        }
        if (!hit.good) {
            good = false;
            if (!lc_von(r)) {
                return false;
            }
        }
    }
    return good;
}

bool lc_vrest_properties(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                         const struct lc_spot *at, struct lc_track *t)
{
    bool good = true;
    for (uint32_t i = 0; i < at->value->count; i++) {
        struct lc_spot spot = member_spot(at, i);
        bool skip = lc_vtrack_has(r, t, i);
        if (!skip && !judge_rest(r, s, rule->at, rule->schema, &spot)) {
            good = false;
            if (!lc_von(r)) {
                return false;
            }
        }
    }
    t->all = true;
    return good;
}

static bool missing(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                    const struct lc_spot *at, struct lc_str name, const struct lc_str *because)
{
    struct lc_str n = lc_shown(r->ctx, lc_vclip(name));
    if (!because) {
        return LC_VFAIL(r, s, rule->at, at, "the property '%.*s' is missing", (int)n.len, n.ptr);
    }
    struct lc_str b = lc_shown(r->ctx, lc_vclip(*because));
    return LC_VFAIL(r, s, rule->at, at,
                    "the property '%.*s' is missing, which '%.*s' wants beside it", (int)n.len,
                    n.ptr, (int)b.len, b.ptr);
}

static bool all_there(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                      const struct lc_spot *at, const struct lc_value *names,
                      const struct lc_str *because)
{
    bool good = true;
    uint32_t count = at->value->count;
    for (uint32_t i = 0; i < names->count; i++) {
        struct lc_str name = lc_raw(&names->items[i]);
        bool there = (i < count && lc_str_eq(lc_key(&at->value->members[i]), name)) ||
                     lc_get_member(at->value, name);
        if (!there) {
            good = missing(r, s, rule, at, name, because);
            if (!lc_von(r)) {
                return false;
            }
        }
    }
    return good;
}

bool lc_vrequired(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                  const struct lc_spot *at)
{
    return all_there(r, s, rule, at, &rule->at->value, NULL);
}

bool lc_vnames(struct lc_vrun *r, const struct lc_vrule *rule, const struct lc_spot *at)
{
    bool good = true;
    for (uint32_t i = 0; i < at->value->count; i++) {
        const struct lc_member *m = &at->value->members[i];
        const struct lc_value name = lc_string_at(lc_key(m), m->key_offset);
        struct lc_spot spot = {at, &name, lc_key(m), i, LC_STEP_NAME};
        if (!lc_vjudge(r, rule->schema, &spot, NULL)) {
            good = false;
            if (!lc_von(r)) {
                return false;
            }
        }
    }
    return good;
}

bool lc_vdependents(struct lc_vrun *r, const struct lc_vschema *s, const struct lc_vrule *rule,
                    const struct lc_spot *at, struct lc_track *t)
{
    bool good = true;
    for (uint32_t i = 0; i < rule->dependents->count; i++) {
        const struct lc_vdependent *d = &rule->dependents->at[i];
        if (!lc_get_member(at->value, d->name)) {
            continue;
        }
        bool one = d->schema ? lc_vjudge(r, d->schema, at, t)
                             : all_there(r, s, rule, at, d->node, &d->name);
        if (!one) {
            good = false;
            if (!lc_von(r)) {
                return false;
            }
        }
    }
    return good;
}
