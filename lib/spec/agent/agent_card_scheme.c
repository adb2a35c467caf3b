/*
 * Comparing agent cards: a security scheme that both editions have. What it says for people, and
 * what callers may use in addition, breaks none of those who come with what the older edition asked
 * for.
 */
#include "spec/agent/agent_card.h"

/* A scheme in one form: version 0.3 says its kind in "type", 1.0 in the name of what it holds. */
static struct lc_node body_of(struct lc_node scheme, struct lc_str *kind)
{
    static const char *const kinds[][2] = {{"apiKeySecurityScheme", "apiKey"},
                                           {"httpAuthSecurityScheme", "http"},
                                           {"oauth2SecurityScheme", "oauth2"},
                                           {"openIdConnectSecurityScheme", "openIdConnect"},
                                           {"mtlsSecurityScheme", "mutualTLS"}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct lc_node inside = lc_child(scheme, kinds[i][0]);
        if (lc_is(inside.value, LC_OBJECT) && scheme.value->count == 1) {
            *kind = lc_str(kinds[i][1]);
            return inside;
        }
    }
    *kind = lc_text(lc_get(scheme.value, "type"));
    return scheme;
}

struct schemes {
    struct lc_cmp *c;
    const char *part;
    struct lc_str name;
};

/* What a member of a scheme means when it is another one; one that is not here is compared as it
 * stands. */
enum meaning {
    EXACT,
    WORDS, /* for people */
    ANY_CASE /* RFC 9110, 11.1 */,
    MORE,   /* another way to get what is wanted; one that comes takes nothing away */
    DEMAND, /* asked of callers where it is true */
    FLOWS,  /* by name, each another way */
    FLOW,
    SCOPES, /* by name, each another one to ask for */
    SCOPE
};

static enum meaning meaning_of(enum meaning owner, struct lc_str key)
{
    static const struct {
        const char *key;
        enum meaning meaning;
    } members[] = {{"description", WORDS},  {"bearerFormat", WORDS},     {"scheme", ANY_CASE},
                   {"flows", FLOWS},        {"oauth2MetadataUrl", MORE}, {"scopes", SCOPES},
                   {"pkceRequired", DEMAND}};
    if (owner == FLOWS || owner == SCOPES) {
        return owner == FLOWS ? FLOW : SCOPE;
    }
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        if (lc_str_is(key, members[i].key)) {
            return members[i].meaning;
        }
    }
    return EXACT;
}

/* Where a key is sent is "in", and "location" in 1.0. */
static struct lc_node member_like(struct lc_node body, struct lc_str key)
{
    const struct lc_value *same = lc_get_str(body.value, key);
    bool in = lc_str_is(key, "in");
    bool location = lc_str_is(key, "location");
    if (!same && (in || location)) {
        return lc_child(body, in ? "location" : "in");
    }
    return (struct lc_node){body.doc, same};
}

static ctr_status say(const struct schemes *s, struct lc_str key, struct lc_node older,
                      struct lc_node newer, ctr_level backward, ctr_level forward)
{
    const struct lc_agent_saying said = {.rule = LC_RULE_AGENT_SECURITY_SCHEME_CHANGED,
                                         .backward = backward,
                                         .forward = forward,
                                         .part = s->part,
                                         .old = older,
                                         .new = newer,
                                         .name = key};
    return lc_agent_say(s->c, &said, "security scheme '%.*s': '%.*s' %s%s", LC_S(s->name),
                        LC_S(key),
                        !older.value   ? "was added"
                        : !newer.value ? "was removed"
                                       : "changed",
                        backward == CTR_LEVEL_BREAKING
                            ? "; callers that come as the older edition says may be refused"
                            : "");
}

static ctr_status say_words(const struct schemes *s, struct lc_str key, struct lc_node older,
                            struct lc_node newer)
{
    const struct lc_agent_saying said = {.rule = LC_RULE_AGENT_NOTE,
                                         .backward = CTR_LEVEL_INFO,
                                         .forward = CTR_LEVEL_INFO,
                                         .part = s->part,
                                         .old = older,
                                         .new = newer,
                                         .name = key};
    return lc_agent_say(s->c, &said, "words about security scheme '%.*s' changed: '%.*s'",
                        LC_S(s->name), LC_S(key));
}

/* One edition has something that callers may use, or has to be met, and the other has not. */
static ctr_status say_more(const struct schemes *s, struct lc_str key, struct lc_node older,
                           struct lc_node newer, bool backward)
{
    return say(s, key, older, newer, backward ? CTR_LEVEL_BREAKING : CTR_LEVEL_INFO,
               backward ? CTR_LEVEL_INFO : CTR_LEVEL_BREAKING);
}

static ctr_status members(const struct schemes *s, enum meaning owner, struct lc_node older,
                          struct lc_node newer);

static ctr_status one_member(const struct schemes *s, enum meaning meaning, struct lc_str key,
                             struct lc_node older, struct lc_node newer)
{
    const struct lc_value *a = older.value;
    const struct lc_value *b = newer.value;
    const bool both = a && b;
    LC_TRY(lc_spend(s->c->ctx, 1));
    if (both && lc_value_eq(a, b)) {
        return CTR_OK;
    }
    switch (meaning) {
    case WORDS:
        return say_words(s, key, older, newer);
    case ANY_CASE:
        if (both && lc_str_eq_nocase(lc_text(a), lc_text(b)) && lc_text(a).len) {
            return CTR_OK;
        }
        break;
    case DEMAND:
        if (lc_truth(a) == lc_truth(b)) {
            return CTR_OK;
        }
        return say_more(s, key, older, newer, lc_truth(b));
    case SCOPE:
        return both ? say_words(s, key, older, newer) : say_more(s, key, older, newer, !b);
    case MORE:
    case FLOW:
    case FLOWS:
    case SCOPES:
        if (!both) {
            return say_more(s, key, older, newer, !b);
        }
        if (meaning != MORE && lc_is(a, LC_OBJECT) && lc_is(b, LC_OBJECT)) {
            return members(s, meaning, older, newer);
        }
        break;
    case EXACT:
        break;
    }
    return say(s, key, older, newer, CTR_LEVEL_BREAKING, CTR_LEVEL_BREAKING);
}

/* Of the two bodies, or of flows or scopes in them. */
static ctr_status members(const struct schemes *s, enum meaning owner, struct lc_node older,
                          struct lc_node newer)
{
    for (uint32_t i = 0; i < older.value->count; i++) {
        const struct lc_member *m = &older.value->members[i];
        const bool kind = owner == EXACT && lc_str_is(lc_key(m), "type");
        LC_TRY(kind ? CTR_OK
                    : one_member(s, meaning_of(owner, lc_key(m)), lc_key(m),
                                 (struct lc_node){older.doc, &m->value},
                                 member_like(newer, lc_key(m))));
    }
    for (uint32_t i = 0; i < newer.value->count; i++) {
        const struct lc_member *m = &newer.value->members[i];
        const bool kind = owner == EXACT && lc_str_is(lc_key(m), "type");
        struct lc_node other = member_like(older, lc_key(m));
        LC_TRY(kind || other.value ? CTR_OK
                                   : one_member(s, meaning_of(owner, lc_key(m)), lc_key(m), other,
                                                (struct lc_node){newer.doc, &m->value}));
    }
    return CTR_OK;
}

ctr_status lc_card_compare_scheme(struct lc_cmp *c, const char *part, struct lc_str name,
                                  struct lc_node older, struct lc_node newer)
{
    const struct schemes s = {c, part, name};
    struct lc_str was;
    struct lc_str is;
    if (lc_value_eq(older.value, newer.value)) {
        return CTR_OK;
    }
    struct lc_node a = body_of(older, &was);
    struct lc_node b = body_of(newer, &is);
    bool objects = lc_is(a.value, LC_OBJECT) && lc_is(b.value, LC_OBJECT);
    if (!was.len || !lc_str_eq(was, is) || !objects) {
        return lc_card_say(c, LC_RULE_AGENT_SECURITY_SCHEME_CHANGED, part, older, newer, name,
                           "security scheme '%.*s' works otherwise now");
    }
    return members(&s, EXACT, a, b);
}
