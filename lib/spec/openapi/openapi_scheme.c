/*
 * Security schemes: how a credential is sent and got. A scheme that works otherwise breaks each
 * operation that asks for it, so that is told there; addresses and scopes are told once.
 */
#include "spec/openapi/openapi.h"

static const struct lc_oa_known known[] = {
    {"type", LC_OA_HANDLED},     {"in", LC_OA_HANDLED},        {"name", LC_OA_HANDLED},
    {"scheme", LC_OA_HANDLED},   {"flows", LC_OA_HANDLED},     {"openIdConnectUrl", LC_OA_HANDLED},
    {"description", LC_OA_TEXT}, {"bearerFormat", LC_OA_TEXT}, {NULL, 0}};

static struct lc_oa_pair schemes_of(const struct lc_oa *oa)
{
    struct lc_oa_pair root = {oa->old.root, oa->new.root};
    return lc_oa_child(lc_oa_child(root, "components"), "securitySchemes");
}

static bool same_value(struct lc_oa_pair at)
{
    return !at.old.value == !at.new.value &&
           (!at.old.value || lc_value_eq(at.old.value, at.new.value));
}

/* What differs so that a credential of the old kind is of no use; NULL if nothing does. */
static const char *difference(struct lc_oa_pair at)
{
    static const char *const keys[] = {"type", "in", "name", "scheme"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct lc_oa_pair v = lc_oa_child(at, keys[i]);
        bool header = strcmp(keys[i], "name") == 0 &&
                      lc_str_is(lc_text(lc_get(at.new.value, "in")), "header");
        bool nocase = v.old.value && v.new.value && (header || strcmp(keys[i], "scheme") == 0) &&
                      lc_str_eq_nocase(lc_text(v.old.value), lc_text(v.new.value));
        if (!same_value(v) && !nocase) {
            return keys[i];
        }
    }
    return NULL;
}

/* ---- other names */

/* A credential of one is one of the other; both are behind their $refs. */
static bool same_credential(struct lc_oa_pair at)
{
    return !difference(at) && same_value(lc_oa_child(at, "flows")) &&
           same_value(lc_oa_child(at, "openIdConnectUrl"));
}

/* The one scheme that takes the same credential. *out is where it stands in the list; count there
 * if there is none, or more than one, since the name may be all that tells two apart. */
static ctr_status only_like(struct lc_oa *oa, bool in_new, struct lc_node scheme, uint32_t *out)
{
    struct lc_oa_doc *d = in_new ? &oa->new : &oa->old;
    struct lc_node list = in_new ? schemes_of(oa).new : schemes_of(oa).old;
    const uint32_t count = lc_is(list.value, LC_OBJECT) ? list.value->count : 0;
    uint32_t found = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct lc_node other = {list.doc, &list.value->members[i].value};
        LC_TRY(lc_spend(oa->c->ctx, 4));
        LC_TRY(lc_oa_follow(d, other, &other));
        if (same_credential((struct lc_oa_pair){scheme, other})) {
            *out = i;
            found++;
        }
    }
    *out = found == 1 ? *out : count;
    return CTR_OK;
}

ctr_status lc_oa_schemes_renamed(struct lc_oa *oa)
{
    struct lc_oa_pair all = schemes_of(oa);
    const uint32_t olds = lc_is(all.old.value, LC_OBJECT) ? all.old.value->count : 0;
    const uint32_t news = lc_is(all.new.value, LC_OBJECT) ? all.new.value->count : 0;
    for (uint32_t i = 0; i < olds; i++) {
        const struct lc_member *m = &all.old.value->members[i];
        struct lc_node scheme = {all.old.doc, &m->value};
        uint32_t own = olds;
        uint32_t is = news;
        if (lc_get_str(all.new.value, lc_key(m))) {
            continue;
        }
        LC_TRY(lc_oa_follow(&oa->old, scheme, &scheme));
        LC_TRY(only_like(oa, false, scheme, &own));
        LC_TRY(own < olds ? only_like(oa, true, scheme, &is) : CTR_OK);
        struct lc_str name = is < news ? lc_key(&all.new.value->members[is]) : lc_key(m);
        if (is < news && !lc_get_str(all.old.value, name)) {
            LC_TRY(lc_map_set(oa->c->ctx, &oa->renamed, name, (struct lc_member *)(uintptr_t)m));
        }
    }
    return CTR_OK;
}

/* ---- what uses them */

/* Kinds of flow that one edition offers and the other does not. */
static ctr_status flows(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair at,
                        struct lc_str name, bool gone)
{
    struct lc_oa_pair list = lc_oa_child(at, "flows");
    const struct lc_value *have = gone ? list.old.value : list.new.value;
    const struct lc_value *other = gone ? list.new.value : list.old.value;
    uint32_t count = lc_is(have, LC_OBJECT) ? have->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        struct lc_str kind = lc_key(&have->members[i]);
        if (lc_oa_extension(kind) || lc_get_str(other, kind)) {
            continue;
        }
        const char *text = lc_format(oa->c->ctx, "%.*s flows %.*s", LC_OA_S(name), LC_OA_S(kind));
        if (!text) {
            return CTR_E_NOMEM;
        }
        LC_TRY(lc_oa_add(oa, gone ? LC_OA_SCHEME_FLOW_REMOVED : LC_OA_SCHEME_FLOW_ADDED, part, at,
                         text, "the flow '%.*s' of the security scheme %.*s %s", LC_OA_S(kind),
                         LC_OA_S(name),
                         !gone          ? "was added"
                         : oa->received ? "is gone; receivers that give credentials by it are no "
                                          "longer asked for them"
                                        : "is gone; old callers get no credentials; keep it beside "
                                          "the others"));
    }
    return CTR_OK;
}

static bool asks_for(const struct lc_value *list, struct lc_str name)
{
    for (uint32_t i = 0; lc_is(list, LC_ARRAY) && i < list->count; i++) {
        if (lc_is(&list->items[i], LC_OBJECT) && lc_get_str(&list->items[i], name)) {
            return true;
        }
    }
    return false;
}

/* Asked for by both editions under one name, which one alone declares: what credential the other
 * means is anybody's guess. Where none declares it nothing changed. */
static ctr_status undeclared(struct lc_oa *oa, const struct lc_part *part, struct lc_oa_pair at,
                             const struct lc_value *news, struct lc_str name)
{
    const bool gone = at.old.value != NULL;
    if (!at.old.value == !at.new.value) {
        return CTR_OK;
    }
    LC_TRY(lc_spend(oa->c->ctx, lc_is(news, LC_ARRAY) ? news->count : 0));
    if (!asks_for(news, name)) {
        return CTR_OK;
    }
    const char *text = lc_dup(oa->c->ctx, name);
    return text ? lc_oa_add(oa, LC_OA_SCHEME_UNDECLARED, part, at, text,
                            "the security scheme %s is asked for as before, but %s", text,
                            gone ? "declared no more" : "was declared nowhere until now")
                : CTR_E_NOMEM;
}

/* The schemes of one requirement list of the old edition. */
static ctr_status use(struct lc_oa *oa, const struct lc_part *part, const struct lc_value *choice,
                      const struct lc_value *news)
{
    struct lc_oa_pair all = schemes_of(oa);
    LC_TRY(lc_spend(oa->c->ctx, lc_is(choice, LC_OBJECT) ? choice->count : 0));
    for (uint32_t i = 0; lc_is(choice, LC_OBJECT) && i < choice->count; i++) {
        struct lc_str name = lc_key(&choice->members[i]);
        struct lc_oa_pair at = {{all.old.doc, lc_get_str(all.old.value, name)},
                                {all.new.doc, lc_get_str(all.new.value, name)}};
        if (!at.old.value || !at.new.value) {
            LC_TRY(undeclared(oa, part, at, news, name));
            continue;
        }
        LC_TRY(lc_oa_follow_pair(oa, at, &at));
        const char *key = difference(at);
        const char *text = key ? lc_format(oa->c->ctx, "%.*s %s", LC_OA_S(name), key) : "";
        if (!text) {
            return CTR_E_NOMEM;
        }
        if (key) {
            LC_TRY(lc_oa_add(oa, LC_OA_SCHEME_CHANGED, part, at, text,
                             "'%s' of the security scheme %.*s changed; %s", key, LC_OA_S(name),
                             oa->received ? "receivers look for the old kind of credential; bring "
                                            "both for a time"
                                          : "credentials of old callers no longer fit; add a "
                                            "scheme beside it"));
        } else {
            LC_TRY(flows(oa, part, at, name, true));
            LC_TRY(flows(oa, part, at, name, false));
        }
    }
    return CTR_OK;
}

ctr_status lc_oa_scheme_use(struct lc_oa *oa, const struct lc_part *part,
                            struct lc_oa_pair security)
{
    const struct lc_value *olds = security.old.value;
    uint32_t count = lc_is(olds, LC_ARRAY) ? olds->count : 0;
    LC_TRY(lc_spend(oa->c->ctx, count));
    for (uint32_t i = 0; i < count; i++) {
        LC_TRY(use(oa, part, &olds->items[i], security.new.value));
    }
    return CTR_OK;
}

static ctr_status url(struct lc_oa *oa, enum lc_oa_event event, struct lc_oa_pair at,
                      struct lc_str name, const char *what)
{
    const char *text = lc_dup(oa->c->ctx, name);
    if (!text) {
        return CTR_E_NOMEM;
    }
    return same_value(at) ? CTR_OK
                          : lc_oa_add(oa, event, NULL, at, text,
                                      "%s of the security scheme %s is another one", what, text);
}

/* Scopes that one side offers and the other does not, or in other words. */
static ctr_status scopes(struct lc_oa *oa, struct lc_oa_pair at, struct lc_str name, bool gone)
{
    struct lc_node have = gone ? at.old : at.new;
    struct lc_node other = gone ? at.new : at.old;
    uint32_t count = lc_is(have.value, LC_OBJECT) ? have.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_member *m = &have.value->members[i];
        const struct lc_value *there = lc_get_str(other.value, lc_key(m));
        if (there && (!gone || lc_value_eq(there, &m->value))) {
            continue;
        }
        struct lc_node mine = {have.doc, &m->value};
        struct lc_node theirs = {other.doc, there};
        struct lc_oa_pair place = {gone ? mine : theirs, gone ? theirs : mine};
        const char *text = lc_format(oa->c->ctx, "%.*s %.*s", LC_OA_S(name), LC_OA_S(lc_key(m)));
        if (!text) {
            return CTR_E_NOMEM;
        }
        LC_TRY(lc_oa_add(oa,
                         there  ? LC_OA_SCHEME_SCOPE_WORDS
                         : gone ? LC_OA_SCHEME_SCOPE_REMOVED
                                : LC_OA_SCHEME_SCOPE_ADDED,
                         NULL, place, text, "the scope '%.*s' of the security scheme %.*s %s",
                         LC_OA_S(lc_key(m)), LC_OA_S(name),
                         there  ? "is described in other words"
                         : gone ? "is no longer offered"
                                : "was added"));
    }
    return CTR_OK;
}

static ctr_status flow(struct lc_oa *oa, struct lc_oa_pair at, struct lc_str name)
{
    LC_TRY(url(oa, LC_OA_SCHEME_URL, lc_oa_child(at, "authorizationUrl"), name,
               "the authorizationUrl"));
    LC_TRY(url(oa, LC_OA_SCHEME_TOKEN_URL, lc_oa_child(at, "tokenUrl"), name, "the tokenUrl"));
    LC_TRY(url(oa, LC_OA_SCHEME_TOKEN_URL, lc_oa_child(at, "refreshUrl"), name, "the refreshUrl"));
    LC_TRY(scopes(oa, lc_oa_child(at, "scopes"), name, true));
    return scopes(oa, lc_oa_child(at, "scopes"), name, false);
}

static ctr_status compare(struct lc_oa *oa, struct lc_oa_pair at, struct lc_str name)
{
    LC_TRY(lc_oa_follow_pair(oa, at, &at));
    if (!same_value(lc_oa_child(at, "type"))) {
        return CTR_OK; /* told at the operations */
    }
    struct lc_oa_pair flows = lc_oa_child(at, "flows");
    LC_TRY(url(oa, LC_OA_SCHEME_URL, lc_oa_child(at, "openIdConnectUrl"), name,
               "the openIdConnectUrl"));
    uint32_t count = lc_is(flows.old.value, LC_OBJECT) ? flows.old.value->count : 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct lc_member *m = &flows.old.value->members[i];
        const struct lc_value *is = lc_get_str(flows.new.value, lc_key(m));
        struct lc_oa_pair both = {{flows.old.doc, &m->value}, {flows.new.doc, is}};
        if (is && !lc_oa_extension(lc_key(m))) {
            LC_TRY(flow(oa, both, name));
        }
    }
    return lc_oa_rest(oa, NULL, at, known);
}

ctr_status lc_oa_security_schemes(struct lc_oa *oa)
{
    struct lc_oa_pair at = schemes_of(oa);
    uint32_t olds = lc_is(at.old.value, LC_OBJECT) ? at.old.value->count : 0;
    uint32_t news = lc_is(at.new.value, LC_OBJECT) ? at.new.value->count : 0;
    for (uint32_t i = 0; i < olds; i++) {
        const struct lc_member *m = &at.old.value->members[i];
        const struct lc_value *is = lc_get_str(at.new.value, lc_key(m));
        struct lc_oa_pair both = {{at.old.doc, &m->value}, {at.new.doc, is}};
        const char *name = lc_dup(oa->c->ctx, lc_key(m));
        if (!name) {
            return CTR_E_NOMEM;
        }
        LC_TRY(is ? compare(oa, both, lc_key(m))
                  : lc_oa_add(oa, LC_OA_SCHEME_REMOVED, NULL, both, name,
                              "the security scheme %s is gone", name));
    }
    for (uint32_t i = 0; i < news; i++) {
        const struct lc_member *m = &at.new.value->members[i];
        struct lc_oa_pair both = {{at.old.doc, NULL}, {at.new.doc, &m->value}};
        const char *name = lc_dup(oa->c->ctx, lc_key(m));
        if (!name) {
            return CTR_E_NOMEM;
        }
        if (!lc_get_str(at.old.value, lc_key(m))) {
            LC_TRY(lc_oa_add(oa, LC_OA_SCHEME_ADDED, NULL, both, name,
                             "the security scheme %s was added", name));
        }
    }
    return CTR_OK;
}
