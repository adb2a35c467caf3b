/*
 * Holding a value against a schema: its rules one after the other, within bounds on depth and
 * steps, so that no schema makes the call hang or the stack overflow.
 */
#include "spec/validate/validate_room.h"

enum { MAX_NESTED = 6000, POLL = 4096 };

bool lc_vstop(struct lc_vrun *r, ctr_status status)
{
    if (r->status == CTR_OK) {
        r->status = status;
    }
    return false;
}

bool lc_vlimit(struct lc_vrun *r, const struct lc_spot *at, const char *text)
{
    if (r->status != CTR_OK) {
        return false;
    }
    if (r->ctx->error) {
        return lc_vstop(r, ctr_error_status(r->ctx->error));
    }
    return lc_vstop(r, lc_doc_fail_as(r->ctx, r->doc, CTR_E_LIMIT, lc_voffset(at), "%s", text));
}

bool lc_vcharge(struct lc_vrun *r, const struct lc_spot *at, uint64_t steps)
{
    uint64_t before = r->steps;
    r->steps += steps;
    if (r->steps > r->most_steps) {
        const char *text = lc_format(
            r->ctx, "the validation has taken its %llu steps; simplify the schema, or allow more",
            (unsigned long long)r->most_steps);
        return lc_vlimit(r, at, text ? text : "");
    }
    if (before / POLL != r->steps / POLL) {
        ctr_status status = lc_poll(r->ctx);
        return status == CTR_OK || lc_vstop(r, status);
    }
    return true;
}

/* Only if the value is of the types that the rule speaks of. */
static bool judge_rule(struct lc_vrun *r, struct lc_vschema *s, const struct lc_vrule *rule,
                       const struct lc_spot *at, struct lc_track *t)
{
    switch ((enum lc_op)rule->op) {
    case LC_OP_NEVER:
        return LC_VFAIL(r, s, NULL, at, "%s is not allowed: the schema is false",
                        lc_vshow(r, at->value));
    case LC_OP_TYPE:
        return lc_vtype(r, s, rule, at);
    case LC_OP_ENUM:
    case LC_OP_CONST:
        return lc_venum(r, s, rule, at);
    case LC_OP_MAXIMUM:
    case LC_OP_MINIMUM:
    case LC_OP_MULTIPLE_OF:
        return lc_vbound(r, s, rule, at);
    case LC_OP_MAX_LENGTH:
    case LC_OP_MIN_LENGTH:
    case LC_OP_MAX_ITEMS:
    case LC_OP_MIN_ITEMS:
    case LC_OP_MAX_PROPERTIES:
    case LC_OP_MIN_PROPERTIES:
        return lc_vcounted(r, s, rule, at);
    case LC_OP_PATTERN:
        return lc_vpattern(r, s, rule, at);
    case LC_OP_UNIQUE:
        return lc_vunique(r, s, rule, at);
    case LC_OP_ITEMS:
        return lc_vitems(r, s, rule, at, t);
    case LC_OP_CONTAINS:
        return lc_vcontains(r, s, rule, at, t);
    case LC_OP_REQUIRED:
        return lc_vrequired(r, s, rule, at);
    case LC_OP_PROPERTIES:
        return lc_vproperties(r, s, rule, at, t);
    case LC_OP_NAMES:
        return lc_vnames(r, rule, at);
    case LC_OP_DEPENDENT:
        return lc_vdependents(r, s, rule, at, t);
    case LC_OP_REF:
    case LC_OP_DYNAMIC_REF:
    case LC_OP_RECURSIVE_REF:
        return lc_vreferred(r, rule, at, t);
    case LC_OP_ALL_OF:
    case LC_OP_ANY_OF:
    case LC_OP_ONE_OF:
    case LC_OP_NOT:
    case LC_OP_IF:
        return lc_vcombined(r, s, rule, at, t);
    case LC_OP_UNEVALUATED_ITEMS:
        return lc_vrest_items(r, s, rule, at, t);
    case LC_OP_UNEVALUATED_PROPERTIES:
        return lc_vrest_properties(r, s, rule, at, t);
    }
    return true;
}

static bool is_skipped(const struct lc_vrun *r, const struct lc_vschema *s,
                       const struct lc_vrule *rule)
{
    return r->skipped && ((rule->at && &rule->at->value == r->skipped) ||
                          (rule->op == LC_OP_IF && s->node.value == r->skipped));
}

static bool judge_rules(struct lc_vrun *r, struct lc_vschema *s, const struct lc_spot *at,
                        struct lc_track *t)
{
    uint8_t type = lc_vtype_of(at->value);
    bool good = true;
    for (uint32_t i = 0; i < s->count; i++) {
        const struct lc_vrule *rule = &s->rules[i];
        if ((rule->types & type) && !is_skipped(r, s, rule) && !judge_rule(r, s, rule, at, t)) {
            good = false;
            if (!lc_von(r)) {
                return false;
            }
        }
    }
    return good;
}

/* A schema with unevaluated keywords sees what its own parts looked at, and nothing else. */
static bool judge_tracking(struct lc_vrun *r, struct lc_vschema *s, const struct lc_spot *at,
                           struct lc_track *t)
{
    struct lc_track own;
    if (!lc_vtrack_open(r, at->value, &own)) {
        return false;
    }
    bool good = judge_rules(r, s, at, &own);
    if (t && good) {
        lc_vtrack_join(r, t, &own);
    }
    lc_vtrack_close(r, &own);
    return good;
}

static bool loop(struct lc_vrun *r, const struct lc_vschema *s)
{
    return lc_vstop(r, lc_doc_fail(r->ctx, s->node.doc, s->node.value->offset,
                                   "the schema leads back to itself without going into the value; "
                                   "take the reference out that closes the circle"));
}

static bool judge_inside(struct lc_vrun *r, struct lc_vschema *s, const struct lc_spot *at,
                         struct lc_track *t)
{
    bool track = s->tracks && (at->value->kind == LC_OBJECT || at->value->kind == LC_ARRAY);
    return track ? judge_tracking(r, s, at, t) : judge_rules(r, s, at, t);
}

bool lc_vjudge(struct lc_vrun *r, struct lc_vschema *s, const struct lc_spot *at,
               struct lc_track *t)
{
    if (!s->is_read && !lc_vread_late(r, s)) {
        return false;
    }
    if (s->count == 0) {
        return true;
    }
    if (!lc_vcharge(r, at, 1)) {
        return false;
    }
    if (r->depth >= MAX_NESTED) {
        return lc_vlimit(r, at, "the schemas that look at this value are nested too deeply");
    }
    if (s->looks_at == at->value && !r->set->dynamic) {
        return loop(r, s);
    }
    const struct lc_value *before = s->looks_at;
    const struct lc_scope_of *scope = r->scope;
    struct lc_scope_of own = {scope, s->resource};
    if (r->set->dynamic && (!scope || scope->resource != s->resource)) {
        r->scope = &own;
    }
    s->looks_at = at->value;
    r->depth++;
    bool good = judge_inside(r, s, at, t);
    r->depth--;
    s->looks_at = before;
    r->scope = scope;
    return good;
}

ctr_status lc_vrun_all(struct lc_vrun *r, struct lc_vschema *root, bool *valid)
{
    const struct lc_spot at = {.value = r->doc->root, .step = LC_STEP_ROOT};
    *valid = lc_vjudge(r, root, &at, NULL);
    if (r->status == CTR_OK && r->ctx->error) {
        r->status = ctr_error_status(r->ctx->error);
    }
    return r->status;
}
