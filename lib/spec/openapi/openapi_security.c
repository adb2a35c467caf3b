/*
 * Security: what a caller must bring. The requirements of an operation are choices, each a set of
 * schemes with scopes; a caller of one edition gets on with the other if some choice there asks for
 * no more than what the caller brings. So a choice more is harmless, and the first requirement of
 * all is not.
 */
#include "spec/openapi/openapi.h"

/* The choices of one edition; an absent or empty list is one choice that asks for nothing. */
struct choices {
    struct lc_node list;
    const struct lc_value **at; /* objects; NULL asks for nothing */
    bool *satisfied;            /* by a choice of the other edition */
    bool *told;
    uint32_t count;
};

enum security_rule { ADDED, REMOVED, SCOPE_ADDED, SCOPE_REMOVED };

static const enum lc_rule_id rules[2][4] = {
    {LC_RULE_API_SECURITY_ADDED, LC_RULE_API_SECURITY_REMOVED, LC_RULE_API_SECURITY_SCOPE_ADDED,
     LC_RULE_API_SECURITY_SCOPE_REMOVED},
    {LC_RULE_API_GLOBAL_SECURITY_ADDED, LC_RULE_API_GLOBAL_SECURITY_REMOVED,
     LC_RULE_API_GLOBAL_SECURITY_SCOPE_ADDED, LC_RULE_API_GLOBAL_SECURITY_SCOPE_REMOVED}};

/* What all steps of one operation share. */
struct security {
    struct lc_oa *oa;
    const struct lc_part *part;
    bool global;
    struct choices old;
    struct choices new;
};

/* A choice of the new edition, with the names that its schemes had before. */
static ctr_status as_named_before(struct lc_oa *oa, const struct lc_value *choice,
                                  const struct lc_value **out)
{
    struct lc_value *own = lc_new(oa->c->ctx, 1, sizeof *own);
    struct lc_member *members = lc_new(oa->c->ctx, choice->count + 1, sizeof *members);
    if (!own || !members) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < choice->count; i++) {
        const struct lc_member *before = lc_map_get(&oa->renamed, lc_key(&choice->members[i]));
        members[i] = choice->members[i];
        if (before) {
            lc_set_key(&members[i], lc_key(before));
        }
    }
    *own = *choice;
    lc_set_members(own, members, choice->count);
    *out = own;
    return CTR_OK;
}

static ctr_status open_choices(struct lc_oa *oa, struct lc_node list, bool in_new,
                               struct choices *out)
{
    uint32_t count = lc_is(list.value, LC_ARRAY) ? list.value->count : 0;
    *out = (struct choices){.list = list, .count = count ? count : 1};
    out->at = lc_new(oa->c->ctx, out->count, sizeof *out->at);
    out->satisfied = lc_new(oa->c->ctx, out->count, sizeof *out->satisfied);
    out->told = lc_new(oa->c->ctx, out->count, sizeof *out->told);
    if (!out->at || !out->satisfied || !out->told) {
        return CTR_E_NOMEM;
    }
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_value *one = &list.value->items[i];
        out->at[i] = lc_is(one, LC_OBJECT) && one->count ? one : NULL;
        if (in_new && out->at[i] && oa->renamed.count) {
            LC_TRY(as_named_before(oa, one, &out->at[i]));
        }
    }
    return CTR_OK;
}

/* Choices, schemes and scopes together. */
static uint64_t size_of(const struct choices *c)
{
    uint64_t size = c->count;
    for (uint32_t i = 0; i < c->count; i++) {
        uint32_t schemes = c->at[i] ? c->at[i]->count : 0;
        for (uint32_t k = 0; k < schemes; k++) {
            const struct lc_value *scopes = &c->at[i]->members[k].value;
            size += 1 + (lc_is(scopes, LC_ARRAY) ? (uint64_t)scopes->count : 0);
        }
    }
    return size;
}

static bool has_scope(const struct lc_value *scopes, struct lc_str scope)
{
    uint32_t count = lc_is(scopes, LC_ARRAY) ? scopes->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        if (lc_str_eq(lc_text(&scopes->items[i]), scope)) {
            return true;
        }
    }
    return false;
}

/* Each scheme of `less` is in `more`; with its scopes too, if asked. */
static bool within(const struct lc_value *less, const struct lc_value *more, bool scopes)
{
    uint32_t count = less ? less->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_value *needed = &less->members[i].value;
        const struct lc_value *has = lc_get_str(more, lc_key(&less->members[i]));
        uint32_t size = scopes && lc_is(needed, LC_ARRAY) ? needed->count : 0;
        if (!has) {
            return false;
        }
        for (uint32_t k = 0; k < size; k++) {
            if (!has_scope(has, lc_text(&needed->items[k]))) {
                return false;
            }
        }
    }
    return true;
}

static bool same(const struct lc_value *a, const struct lc_value *b, bool scopes)
{
    return within(a, b, scopes) && within(b, a, scopes);
}

/* "oauth [read, write] and key", or "no credential". */
static const char *choice_text(struct lc_ctx *ctx, const struct lc_value *choice)
{
    struct lc_buf buf;
    lc_buf_init(&buf, &ctx->alloc, 4096);
    for (uint32_t i = 0; choice && i < choice->count; i++) {
        const struct lc_member *m = &choice->members[i];
        uint32_t count = lc_is(&m->value, LC_ARRAY) ? m->value.count : 0;
        lc_buf_text(&buf, i ? " and " : "");
        lc_buf_str(&buf, lc_key(m));
        for (uint32_t k = 0; k < count; k++) {
            lc_buf_text(&buf, k ? ", " : " [");
            lc_buf_str(&buf, lc_text(&m->value.items[k]));
        }
        lc_buf_text(&buf, count ? "]" : "");
    }
    const char *text = buf.size
                           ? lc_dup(ctx, lc_str_n(buf.data, buf.size))
                           : lc_dup_c(ctx, choice ? "a long list of schemes" : "no credential");
    lc_buf_free(&buf);
    return text;
}

/* `b`, `f`: does it break callers of the old edition, of the new one? Where the API is the caller,
 * the other way round. */
static ctr_status tell(struct security *s, enum security_rule rule, bool b, bool f,
                       struct lc_oa_pair at, const char *arguments, const char *message)
{
    ctr_level back = b ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO;
    ctr_level forth = f ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO;
    if (!message || !arguments) {
        return CTR_E_NOMEM;
    }
    if (s->oa->received) {
        ctr_level swap = back;
        back = forth;
        forth = swap;
    }
    return lc_cmp_add_levels(s->oa->c, rules[s->global][rule], back, forth, s->part, at.old, at.new,
                             arguments, message);
}

/* Scopes that `have` asks for and `other` does not, scheme by scheme. */
static ctr_status scopes(struct security *s, enum security_rule rule, struct lc_oa_pair at,
                         const struct lc_value *have, const struct lc_value *other, bool breaks)
{
    struct lc_ctx *ctx = s->oa->c->ctx;
    for (uint32_t i = 0; have && i < have->count; i++) {
        const struct lc_member *m = &have->members[i];
        const struct lc_value *known = lc_get_str(other, lc_key(m));
        uint32_t count = lc_is(&m->value, LC_ARRAY) ? m->value.count : 0;
        for (uint32_t k = 0; k < count; k++) {
            struct lc_str scope = lc_text(&m->value.items[k]);
            if (has_scope(known, scope)) {
                continue;
            }
            const char *name = lc_format(ctx, "%.*s %.*s", LC_OA_S(lc_key(m)), LC_OA_S(scope));
            const char *how = rule == SCOPE_ADDED ? s->oa->received ? "brought now" : "needed now"
                              : s->oa->received   ? "no longer brought"
                                                  : "no longer needed";
            const char *message = lc_format(ctx, "the scope '%.*s' of %.*s is %s", LC_OA_S(scope),
                                            LC_OA_S(lc_key(m)), how);
            LC_TRY(tell(s, rule, rule == SCOPE_ADDED && breaks, rule == SCOPE_REMOVED && breaks, at,
                        name, message));
        }
    }
    return CTR_OK;
}

/* The place of a choice, or of the whole list where it is only meant. */
static struct lc_node place(const struct choices *c, uint32_t i)
{
    const struct lc_value *list = c->list.value;
    bool real = lc_is(list, LC_ARRAY) && i < list->count;
    return (struct lc_node){c->list.doc, real ? &list->items[i] : list};
}

/* Choices that both editions have are nothing to tell; of two with the same schemes the scopes. */
static ctr_status pair(struct security *s, bool with_scopes)
{
    for (uint32_t i = 0; i < s->old.count; i++) {
        for (uint32_t k = 0; k < s->new.count && !s->old.told[i]; k++) {
            const struct lc_value *was = s->old.at[i];
            const struct lc_value *is = s->new.at[k];
            struct lc_oa_pair at = {place(&s->old, i), place(&s->new, k)};
            if (s->new.told[k] || !same(was, is, with_scopes)) {
                continue;
            }
            s->old.told[i] = s->new.told[k] = true;
            if (!with_scopes) {
                LC_TRY(scopes(s, SCOPE_ADDED, at, is, was, !s->old.satisfied[i]));
                LC_TRY(scopes(s, SCOPE_REMOVED, at, was, is, !s->new.satisfied[k]));
            }
        }
    }
    return CTR_OK;
}

/* Some choice of `from` that is still to be told, and left callers out, asks for no more than
 * `choice`: the two are one change. */
static bool grew_from(const struct choices *from, const struct lc_value *choice)
{
    for (uint32_t i = 0; i < from->count; i++) {
        if (!from->told[i] && !from->satisfied[i] && within(from->at[i], choice, true)) {
            return true;
        }
    }
    return false;
}

/* Some choice of `to` that is still to be told asks for no less than `choice`. */
static bool grew_to(const struct choices *to, const struct lc_value *choice)
{
    for (uint32_t i = 0; i < to->count; i++) {
        if (!to->told[i] && within(choice, to->at[i], true)) {
            return true;
        }
    }
    return false;
}

/* The choice to bring nothing came or went, and every other one stayed: what changed is whether a
 * credential is needed. */
static ctr_status no_credential(struct security *s, bool needed, struct lc_oa_pair at)
{
    static const char *const says[2][2] = {
        {"calls without a credential are taken now",
         "calls without a credential are no longer taken"},
        {"calls may come without a credential now", "each call brings a credential now"}};
    return tell(s, needed ? ADDED : REMOVED, needed, !needed, at, "no credential",
                says[s->oa->received][needed]);
}

/* A choice of the old edition that the new one has not. */
static ctr_status old_choice(struct security *s, uint32_t i)
{
    struct lc_ctx *ctx = s->oa->c->ctx;
    const struct lc_value *was = s->old.at[i];
    bool breaks = !s->old.satisfied[i];
    if (breaks && grew_to(&s->new, was)) {
        return CTR_OK; /* told as what is needed now */
    }
    if (breaks && !was) {
        return no_credential(s, true, (struct lc_oa_pair){place(&s->old, i), s->new.list});
    }
    const char *text = choice_text(ctx, was);
    if (!text) {
        return CTR_E_NOMEM;
    }
    const char *how = s->oa->received
                          ? "is no longer brought; receivers of the old edition may look for it"
                      : breaks ? "is no longer taken; keep it beside the new choices"
                               : "is no longer needed";
    return tell(s, REMOVED, breaks, grew_from(&s->new, was),
                (struct lc_oa_pair){place(&s->old, i), s->new.list}, text,
                lc_format(ctx, "%s %s", text, how));
}

/* A choice of the new edition that the old one had not. */
static ctr_status new_choice(struct security *s, uint32_t k)
{
    struct lc_ctx *ctx = s->oa->c->ctx;
    const struct lc_value *is = s->new.at[k];
    bool breaks = grew_from(&s->old, is);
    if (!s->new.satisfied[k] && grew_to(&s->old, is)) {
        return CTR_OK; /* told as what is no longer needed */
    }
    if (!s->new.satisfied[k] && !is) {
        return no_credential(s, false, (struct lc_oa_pair){s->old.list, place(&s->new, k)});
    }
    const char *text = choice_text(ctx, is);
    if (!text) {
        return CTR_E_NOMEM;
    }
    const char *how = s->oa->received
                          ? breaks ? "is brought now; receivers that look for it find it missing "
                                     "in calls of the old edition"
                                   : "may be brought now, which receivers of the old edition do "
                                     "not know"
                      : breaks ? "is needed now; old callers do not bring it"
                               : "is taken as one more choice";
    return tell(s, ADDED, breaks, !s->new.satisfied[k],
                (struct lc_oa_pair){s->old.list, place(&s->new, k)}, text,
                lc_format(ctx, "%s %s", text, how));
}

/* Which choices of `c` are met by some choice of `other`. */
static void satisfy(struct choices *c, const struct choices *other)
{
    for (uint32_t i = 0; i < c->count; i++) {
        for (uint32_t k = 0; k < other->count && !c->satisfied[i]; k++) {
            c->satisfied[i] = within(other->at[k], c->at[i], true);
        }
    }
}

ctr_status lc_oa_security(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair operation)
{
    struct lc_oa_pair at = lc_oa_child(operation, "security");
    struct security s = {.oa = oa, .part = part, .global = !at.old.value && !at.new.value};
    if (!at.old.value) {
        at.old = lc_oa_get(oa->old.root, "security");
    }
    if (!at.new.value) {
        at.new = lc_oa_get(oa->new.root, "security");
    }
    if (!at.old.value && !at.new.value) {
        return CTR_OK;
    }
    LC_TRY(lc_oa_scheme_use(oa, part, at));
    bool same;
    LC_TRY(lc_oa_same(oa, at, &same));
    if (same) {
        return CTR_OK;
    }
    LC_TRY(open_choices(oa, at.old, false, &s.old));
    LC_TRY(open_choices(oa, at.new, true, &s.new));
    LC_TRY(lc_spend(oa->c->ctx, size_of(&s.old) * size_of(&s.new)));
    satisfy(&s.old, &s.new);
    satisfy(&s.new, &s.old);
    LC_TRY(pair(&s, true));
    LC_TRY(pair(&s, false));
    for (uint32_t i = 0; i < s.old.count; i++) {
        LC_TRY(s.old.told[i] ? CTR_OK : old_choice(&s, i));
    }
    for (uint32_t k = 0; k < s.new.count; k++) {
        LC_TRY(s.new.told[k] ? CTR_OK : new_choice(&s, k));
    }
    return CTR_OK;
}
