/*
 * Security schemes: what it takes to be let in. In 2.x a requirement names schemes of the
 * components and lists the scopes that are needed; in 3.0 it is a scheme, which says them itself.
 */
#include "spec/asyncapi/asyncapi.h"

static struct lc_node components_of(const struct lc_aa *aa)
{
    return lc_oa_get(lc_oa_get(aa->root, "components"), "securitySchemes");
}

/* ---- reading */

static ctr_status of_components(struct lc_aa *aa, const struct lc_member *m, struct lc_aa_need *out)
{
    struct lc_node list = components_of(aa);
    struct lc_node at = {list.doc, lc_get_str(list.value, lc_key(m))};
    *out = (struct lc_aa_need){.name = lc_key(m), .scopes = &m->value};
    return lc_aa_follow(aa, at, &out->scheme);
}

ctr_status lc_aa_needs(struct lc_aa *aa, struct lc_node way, struct lc_aa_need **out,
                       uint32_t *count)
{
    *count = aa->three ? way.value != NULL : lc_is(way.value, LC_OBJECT) ? way.value->count : 0;
    *out = lc_new(aa->ctx, *count + 1, sizeof **out);
    if (!*out) {
        return CTR_E_NOMEM;
    }
    LC_TRY(lc_spend(aa->ctx, *count));
    for (uint32_t i = 0; i < *count && !aa->three; i++) {
        LC_TRY(of_components(aa, &way.value->members[i], &(*out)[i]));
    }
    if (*count && aa->three) {
        struct lc_aa_need *need = *out;
        *need = (struct lc_aa_need){.name = lc_str_tail(lc_text(lc_get(way.value, "$ref")), '/')};
        LC_TRY(lc_aa_follow(aa, way, &need->scheme));
        need->scopes = lc_get(need->scheme.value, "scopes");
    }
    return CTR_OK;
}

/* ---- what a credential is */

static bool is_words(struct lc_str key)
{
    return lc_str_is(key, "description") || lc_str_is(key, "bearerFormat") || lc_oa_extension(key);
}

static bool is_scopes(struct lc_str key)
{
    return lc_str_is(key, "scopes") || lc_str_is(key, "availableScopes");
}

/* The same addresses; the scopes that are to be had are told apart. */
static bool same_flow(const struct lc_value *a, const struct lc_value *b)
{
    for (int side = 0; side < 2; side++) {
        const struct lc_value *own = side ? b : a;
        const struct lc_value *other = side ? a : b;
        for (uint32_t i = 0; lc_is(own, LC_OBJECT) && i < own->count; i++) {
            const struct lc_member *m = &own->members[i];
            if (!is_words(lc_key(m)) && !is_scopes(lc_key(m)) &&
                !lc_value_eq(&m->value, lc_get_str(other, lc_key(m)))) {
                return false;
            }
        }
    }
    return lc_is(a, LC_OBJECT) && lc_is(b, LC_OBJECT);
}

/* Each flow by which a credential of `has` is got is one of `wants`. */
static bool has_flows(const struct lc_value *has, const struct lc_value *wants)
{
    for (uint32_t i = 0; lc_is(has, LC_OBJECT) && i < has->count; i++) {
        const struct lc_member *m = &has->members[i];
        if (!lc_oa_extension(lc_key(m)) && !same_flow(&m->value, lc_get_str(wants, lc_key(m)))) {
            return false;
        }
    }
    return lc_is(has, LC_OBJECT) == lc_is(wants, LC_OBJECT);
}

/* One member of both; words, flows and scopes apart. */
static bool same_member(const struct lc_value *has, const struct lc_value *wants, struct lc_str key)
{
    const struct lc_value *a = lc_get_str(has, key);
    const struct lc_value *b = lc_get_str(wants, key);
    bool header = lc_str_is(key, "name") && lc_str_is(lc_text(lc_get(has, "in")), "header");
    bool nocase = header || lc_str_is(key, "scheme");
    if (is_words(key) || is_scopes(key) || lc_str_is(key, "flows")) {
        return true;
    }
    return nocase && a && b ? lc_str_eq_nocase(lc_text(a), lc_text(b)) : lc_value_eq(a, b);
}

/* What a look at it costs: its members and those of its flows. */
static uint64_t size_of(const struct lc_value *scheme)
{
    const struct lc_value *flows = lc_get(scheme, "flows");
    uint64_t size = 1 + (lc_is(scheme, LC_OBJECT) ? scheme->count : 0);
    for (uint32_t i = 0; lc_is(flows, LC_OBJECT) && i < flows->count; i++) {
        const struct lc_value *flow = &flows->members[i].value;
        size += 1 + (lc_is(flow, LC_OBJECT) ? (uint64_t)flow->count : 0);
    }
    return size;
}

/* A credential of `has` is one of `wants`; both are behind their $refs. */
static bool takes(const struct lc_value *has, const struct lc_value *wants)
{
    if (!lc_is(has, LC_OBJECT) || !lc_is(wants, LC_OBJECT)) {
        return lc_value_eq(has, wants);
    }
    for (int side = 0; side < 2; side++) {
        const struct lc_value *own = side ? wants : has;
        for (uint32_t i = 0; i < own->count; i++) {
            if (!same_member(has, wants, lc_key(&own->members[i]))) {
                return false;
            }
        }
    }
    return has_flows(lc_get(has, "flows"), lc_get(wants, "flows"));
}

/* ---- names */

/* No other of the components takes the same credential. */
static ctr_status only_one(struct lc_aa *aa, const struct lc_aa_need *need, bool *out)
{
    struct lc_node list = components_of(aa);
    uint32_t count = lc_is(list.value, LC_OBJECT) ? list.value->count : 0;
    uint32_t found = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct lc_node one = {list.doc, &list.value->members[i].value};
        LC_TRY(lc_aa_follow(aa, one, &one));
        LC_TRY(lc_spend(aa->ctx, size_of(one.value)));
        found += takes(one.value, need->scheme.value) && takes(need->scheme.value, one.value);
    }
    *out = found == 1;
    return CTR_OK;
}

/* A scheme may go by another name; unless the name is all that tells two of them apart. */
static ctr_status same_name(struct lc_aa_cmp *aa, const struct lc_aa_need *was,
                            const struct lc_aa_need *is, bool *out)
{
    bool only[2] = {false, false};
    *out = !was->name.len || !is->name.len || lc_str_eq(was->name, is->name);
    if (*out || lc_get_str(components_of(aa->new).value, was->name) ||
        lc_get_str(components_of(aa->old).value, is->name)) {
        return CTR_OK;
    }
    LC_TRY(only_one(aa->old, was, &only[0]));
    LC_TRY(only_one(aa->new, is, &only[1]));
    *out = only[0] && only[1];
    return CTR_OK;
}

ctr_status lc_aa_same_scheme(struct lc_aa_cmp *aa, bool newer, const struct lc_aa_need *has,
                             const struct lc_aa_need *wants, bool *out)
{
    LC_TRY(lc_spend(aa->c->ctx, size_of(has->scheme.value) + size_of(wants->scheme.value)));
    *out = takes(has->scheme.value, wants->scheme.value);
    return *out ? same_name(aa, newer ? wants : has, newer ? has : wants, out) : CTR_OK;
}

/* ---- scopes */

static struct lc_node offered(struct lc_node flow)
{
    struct lc_node list = lc_oa_get(flow, "availableScopes");
    return list.value ? list : lc_oa_get(flow, "scopes");
}

/* Scopes that one edition offers and the other does not. */
static ctr_status one_way(struct lc_aa_cmp *aa, const struct lc_part *part, bool gone,
                          struct lc_oa_pair flow)
{
    struct lc_oa_pair at = {offered(flow.old), offered(flow.new)};
    const struct lc_value *own = gone ? at.old.value : at.new.value;
    const struct lc_value *other = gone ? at.new.value : at.old.value;
    for (uint32_t i = 0; lc_is(own, LC_OBJECT) && i < own->count; i++) {
        struct lc_str scope = lc_key(&own->members[i]);
        const char *name = lc_dup(aa->c->ctx, scope);
        LC_TRY(name ? lc_spend(aa->c->ctx, 1) : CTR_E_NOMEM);
        if (lc_get_str(other, scope)) {
            continue;
        }
        LC_TRY(lc_aa_add(aa, gone ? LC_AA_SCOPE_REMOVED : LC_AA_SCOPE_ADDED, part, at, name,
                         gone ? "the scope '%s' is no longer offered; those who ask for it get no "
                                "credential"
                              : "the scope '%s' is offered now",
                         name));
    }
    return CTR_OK;
}

ctr_status lc_aa_offered(struct lc_aa_cmp *aa, const struct lc_part *part,
                         const struct lc_aa_need *was, const struct lc_aa_need *is)
{
    struct lc_oa_pair scheme = {was->scheme, is->scheme};
    struct lc_oa_pair at = lc_oa_child(scheme, "flows");
    for (uint32_t i = 0; lc_is(at.old.value, LC_OBJECT) && i < at.old.value->count; i++) {
        const struct lc_member *m = &at.old.value->members[i];
        struct lc_oa_pair flow = {{at.old.doc, &m->value},
                                  {at.new.doc, lc_get_str(at.new.value, lc_key(m))}};
        if (flow.new.value && !lc_oa_extension(lc_key(m))) {
            LC_TRY(one_way(aa, part, true, flow));
            LC_TRY(one_way(aa, part, false, flow));
        }
    }
    return CTR_OK;
}
